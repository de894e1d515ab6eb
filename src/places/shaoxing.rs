//! 绍兴市 (330600) — 《绍兴市物业管理条例》, in force from 2021-01-01; only what an empty home pays.

use super::{Head, Text, unread};
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::measure::Day;
use crate::rule::{Key, Layer, Parameter, ParameterValue, Relief, RuleError, VacancyCase};

const REGULATIONS: Text = Text::new("shaoxing_regulations", "2021-01-01", Confidence::Primary);

/// The layer of Shaoxing.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = Head {
        id: "shaoxing_regulations",
        title: ("绍兴市物业管理条例", "Shaoxing Property Management Regulations"),
        number: None,
        issuer: "绍兴市人民代表大会常务委员会",
        rank: Rank::CityRegulation,
        place: "330600",
        issued: Day::new(2020, 11, 27).map_or(Issued::InYear(2020), Issued::On),
        confidence: Confidence::Primary,
    };
    Ok(Layer {
        documents: vec![document.document()?],
        parameters: parameters()?,
        unread: vec![unread("绍兴市物业管理条例（其余各章）", "the other chapters of the Shaoxing regulations")],
        ..Layer::new("330600".parse()?)
    })
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    // 第三十八条第一款: an owner may not refuse the fee because the home stands empty.
    let case = VacancyCase { phase: None, classes: Vec::new(), longer: None, relief: Relief::NoGround };
    Ok(vec![REGULATIONS.list(Key::Vacancy, Locator::paragraph(38, 1), ParameterValue::Vacancy(vec![case]))?])
}
