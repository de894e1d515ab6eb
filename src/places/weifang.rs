//! 潍坊市 (370700) — 《潍坊市物业管理条例》, in force from 2022-03-01; only its proxies and its notice.

use super::{Head, Text, days, unread};
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::measure::Day;
use crate::rule::{Figure, Layer, MayMove, Parameter, ParameterValue, RuleError, Setting};

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
        parameters: parameters()?,
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
