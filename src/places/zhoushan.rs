//! 舟山市 (330900) — 《舟山市物业管理条例》, in force from 2019-09-01; only its service contracts.

use super::{Head, Text, days, months, unread, years};
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::measure::Day;
use crate::rule::{Figure, Layer, Parameter, RuleError, Setting};

const REGULATIONS: Text = Text::new("zhoushan_regulations", "2019-09-01", Confidence::Primary);

/// The layer of Zhoushan.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = Head {
        id: "zhoushan_regulations",
        title: ("舟山市物业管理条例", "Zhoushan Property Management Regulations"),
        number: None,
        issuer: "舟山市人民代表大会常务委员会",
        rank: Rank::CityRegulation,
        place: "330900",
        issued: Day::new(2019, 5, 31).map_or(Issued::InYear(2019), Issued::On),
        confidence: Confidence::Primary,
    };
    Ok(Layer {
        documents: vec![document.document()?],
        parameters: contract()?,
        unread: vec![unread("舟山市物业管理条例（其余各章）", "the other chapters of the Zhoushan regulations")],
        ..Layer::new("330900".parse()?)
    })
}

/// Articles 39 to 45. It was written before the Civil Code; where its periods differ the Code decides.
fn contract() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let (filing, decision) = (Setting::AtMost(days(30)), Setting::AtLeast(months(3)));
    Ok(vec![
        // 第三十九条第一款: filed within 30 days of signing.
        REGULATIONS.ceiling(Figure::ContractFiling, at(39, 1), filing)?,
        // 第四十条第二款: the money of a service on commission twice a year, the income of one for a lump sum every year.
        REGULATIONS.ceiling(Figure::ServicePublication, at(40, 2), Setting::AtMost(months(6)))?,
        REGULATIONS.ceiling(Figure::RevenuePublication, at(40, 2), Setting::AtMost(years(1)))?,
        // 第四十五条: three months before expiry the owners decide and a provider that does not go on tells; a renewal is
        // signed one month before, a refusal told two months before.
        REGULATIONS.floor(Figure::DecisionBeforeExpiry, at(45, 1), decision)?,
        REGULATIONS.fixed(Figure::RenewalSigning, at(45, 1), Setting::AtLeast(months(1)))?,
        REGULATIONS.fixed(Figure::ReplacementNotice, at(45, 1), Setting::AtLeast(months(2)))?,
        REGULATIONS.fixed(Figure::NonRenewalNotice, at(45, 2), Setting::AtLeast(months(3)))?.as_contrary(),
    ])
}
