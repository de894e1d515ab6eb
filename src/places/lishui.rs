//! 丽水市 (331100) — 《丽水市物业管理条例》, in force from 2019-07-01; only what an empty home pays.

use super::{Head, Text, unread};
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::measure::Day;
use crate::rule::{DwellingClass, Key, Layer, Parameter, ParameterValue, Relief, RuleError, VacancyCase};

const REGULATIONS: Text = Text::new("lishui_regulations", "2019-07-01", Confidence::Primary);

/// The layer of Lishui.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = Head {
        id: "lishui_regulations",
        title: ("丽水市物业管理条例", "Lishui Property Management Regulations"),
        number: None,
        issuer: "丽水市人民代表大会常务委员会",
        rank: Rank::CityRegulation,
        place: "331100",
        issued: Day::new(2019, 3, 28).map_or(Issued::InYear(2019), Issued::On),
        confidence: Confidence::Primary,
    };
    Ok(Layer {
        documents: vec![document.document()?],
        parameters: parameters()?,
        unread: vec![unread("丽水市物业管理条例（其余各章）", "the other chapters of the Lishui regulations")],
        ..Layer::new("331100".parse()?)
    })
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    // 第三十五条第二款: an owner of a dwelling may not refuse the fee because it stands empty.
    let case = VacancyCase {
        phase: None,
        classes: vec![DwellingClass::Ordinary, DwellingClass::OtherDwelling],
        longer: None,
        relief: Relief::NoGround,
    };
    Ok(vec![REGULATIONS.list(Key::Vacancy, Locator::paragraph(35, 2), ParameterValue::Vacancy(vec![case]))?])
}
