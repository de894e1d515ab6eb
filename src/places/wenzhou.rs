//! 温州市 (330300) — 《温州市物业管理条例》, in force from 2017-05-01; only its service contracts.

use super::{Head, Text, days, unread, years};
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::measure::Day;
use crate::rule::{Figure, Layer, Parameter, RuleError, Setting};

const REGULATIONS: Text = Text::new("wenzhou_regulations", "2017-05-01", Confidence::Primary);

/// The layer of Wenzhou.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = Head {
        id: "wenzhou_regulations",
        title: ("温州市物业管理条例", "Wenzhou Property Management Regulations"),
        number: None,
        issuer: "温州市人民代表大会常务委员会",
        rank: Rank::CityRegulation,
        place: "330300",
        issued: Day::new(2017, 3, 30).map_or(Issued::InYear(2017), Issued::On),
        confidence: Confidence::Primary,
    };
    Ok(Layer {
        documents: vec![document.document()?],
        parameters: contract()?,
        unread: vec![unread("温州市物业管理条例（其余各章）", "the other chapters of the Wenzhou regulations")],
        ..Layer::new("330300".parse()?)
    })
}

/// Articles 33 to 36. It was written before the Civil Code: its 30 days stand below the Code's 60, which decide.
fn contract() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let yearly = || Setting::AtMost(years(1));
    let before = Setting::AtLeast(days(90));
    Ok(vec![
        // 第三十三条第二款: the fund and common revenue at least every year.
        REGULATIONS.ceiling(Figure::FundPublication, at(33, 2), yearly())?,
        REGULATIONS.ceiling(Figure::RevenuePublication, at(33, 2), yearly())?,
        // 第三十四条第五款: filed within 15 days of signing.
        REGULATIONS.ceiling(Figure::ContractFiling, at(34, 5), Setting::AtMost(days(15)))?,
        // 第三十五条: the owners decide 90 days before expiry; a contract that goes on ends on 30 days' notice.
        REGULATIONS.floor(Figure::DecisionBeforeExpiry, at(35, 1), before)?,
        REGULATIONS.fixed(Figure::IndefiniteNotice, at(35, 2), Setting::AtLeast(days(30)))?.as_contrary(),
        // 第三十六条第二款: who ends it alone as the law allows tells 30 days before, on either side.
        REGULATIONS.fixed(Figure::DismissalNotice, at(36, 2), Setting::AtLeast(days(30)))?.as_contrary(),
        REGULATIONS.fixed(Figure::EarlyEndNotice, at(36, 2), Setting::AtLeast(days(30)))?,
    ])
}
