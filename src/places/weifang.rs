//! 潍坊市 (370700) — 《潍坊市物业管理条例》, in force from 2022-03-01; only its proxies and its notice.

use super::{Head, Text, days, months, rooms, share, unread};
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::measure::Day;
use crate::rule::{Figure, Key, Layer, MayMove, Parameter, ParameterValue, RuleError, Setting};

const REGULATIONS: Text = Text::new("weifang_regulations", "2022-03-01", Confidence::Primary);

/// The layer of Weifang.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = Head {
        id: "weifang_regulations",
        title: ("潍坊市物业管理条例", "Weifang Property Management Regulations"),
        number: None,
        issuer: "潍坊市人民代表大会常务委员会",
        rank: Rank::CityRegulation,
        place: "370700",
        issued: Day::new(2022, 1, 21).map_or(Issued::InYear(2022), Issued::On),
        confidence: Confidence::Primary,
    };
    Ok(Layer {
        documents: vec![document.document()?],
        parameters: [parameters()?, funds()?].concat(),
        unread: vec![unread("潍坊市物业管理条例（其余各章）", "the other chapters of the Weifang regulations")],
        ..Layer::new("370700".parse()?)
    })
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    let ceiling = |figure, at, setting| REGULATIONS.figure(figure, at, setting, MayMove::Ceiling);
    let floor = |figure, at, setting| REGULATIONS.figure(figure, at, setting, MayMove::Floor);
    let at = Locator::paragraph;
    Ok(vec![
        // 第三十二条: an owner signs for at most three others, in writing; 15 days' notice.
        ceiling(Figure::ProxyCap, at(32, 1), Setting::AtMost(ParameterValue::Number(3)))?,
        floor(Figure::MeetingNotice, at(32, 2), Setting::AtLeast(days(15)))?,
    ])
}

/// Articles 14, 33 and 66: rooms, what is published, the maintenance fund.
fn funds() -> Result<Vec<Parameter>, RuleError> {
    let ceiling = |figure, at, setting| REGULATIONS.figure(figure, at, setting, MayMove::Ceiling);
    let at = Locator::paragraph;
    // 第十四条第（三）项: 3 ‰ of the built area or more, and not less than 100 m².
    let rooms = Setting::AtLeast(rooms(100, 0, &[(0, 3)], false)?);
    let rooms = REGULATIONS.only(Locator::item(14, 1, 3), rooms)?;
    let below = Setting::Exactly(share(3, 10)?);
    Ok(vec![
        Parameter::new(Key::Rooms, None, rooms, MayMove::Free)?,
        // 第三十三条第（九）项: common revenue and fund every half-year.
        ceiling(Figure::RevenuePublication, Locator::item(33, 1, 9), Setting::AtMost(months(6)))?,
        ceiling(Figure::FundPublication, Locator::item(33, 1, 9), Setting::AtMost(months(6)))?,
        // 第六十六条: below 30 %; paid within 30 days of the notice.
        REGULATIONS.figure(Figure::RenewalBelow, at(66, 1), below, MayMove::Fixed)?,
        ceiling(Figure::RenewalWithin, at(66, 2), Setting::AtMost(days(30)))?,
    ])
}
