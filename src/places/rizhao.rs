//! 日照市 (371100) — 《日照市物业管理条例》, in force from 2018-01-01; only its property-management committee
//! and the notice of an empty home.

use super::{Head, Text, months, share, unread};
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::measure::Day;
use crate::rule::{Figure, Key, Layer, MayMove, NoticeForm, Parameter, ParameterValue, RuleError, Seats, Setting};

const REGULATIONS: Text = Text::new("rizhao_regulations", "2018-01-01", Confidence::Primary);

/// The layer of Rizhao.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = Head {
        id: "rizhao_regulations",
        title: ("日照市物业管理条例", "Rizhao Property Management Regulations"),
        number: None,
        issuer: "日照市人民代表大会常务委员会",
        rank: Rank::CityRegulation,
        place: "371100",
        issued: Day::new(2017, 9, 30).map_or(Issued::InYear(2017), Issued::On),
        confidence: Confidence::Primary,
    };
    Ok(Layer {
        documents: vec![document.document()?],
        parameters: [parameters()?, funds()?].concat(),
        unread: vec![unread("日照市物业管理条例（其余各章）", "the other chapters of the Rizhao regulations")],
        ..Layer::new("371100".parse()?)
    })
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let managing = Seats { least: 9, most: Some(13), odd: true };
    let managing = REGULATIONS.only(at(47, 2), Setting::Exactly(ParameterValue::Seats(managing)))?;
    let owners = Setting::AtLeast(share(1, 2)?);
    Ok(vec![
        // 第四十七条第二款: 9 to 13, an odd number; owners not less than half.
        Parameter::new(Key::ManagementCommitteeSeats, None, managing, MayMove::Free)?,
        REGULATIONS.figure(Figure::ManagementCommitteeOwners, at(47, 2), owners, MayMove::Floor)?,
        // 第六十八条第一款: the owner of a home that stands empty for long tells the provider. What it pays is not said.
        REGULATIONS.list(Key::VacancyNotice, at(68, 1), ParameterValue::NoticeForm(NoticeForm::Told))?,
    ])
}

/// 第五十八条第三款: on commission the income and spending of the service money every quarter.
fn funds() -> Result<Vec<Parameter>, RuleError> {
    let quarter = Setting::AtMost(months(3));
    let at = Locator::paragraph(58, 3);
    Ok(vec![REGULATIONS.figure(Figure::ServicePublication, at, quarter, MayMove::Ceiling)?])
}
