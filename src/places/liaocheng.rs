//! 聊城市 (371500) — 《聊城市物业管理条例》, in force from 2021-03-01; only what an empty home pays.

use super::{Head, Text, unread};
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::measure::{Bound, Day, Period};
use crate::rule::{
    DwellingClass, FeePhase, Key, Layer, LongerThan, NoticeForm, Parameter, ParameterValue, RateBy, Reach, Relief,
    RuleError, VacancyCase,
};

const REGULATIONS: Text = Text::new("liaocheng_regulations", "2021-03-01", Confidence::Primary);

/// The layer of Liaocheng.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = Head {
        id: "liaocheng_regulations",
        title: ("聊城市物业管理条例", "Liaocheng Property Management Regulations"),
        number: None,
        issuer: "聊城市人民代表大会常务委员会",
        rank: Rank::CityRegulation,
        place: "371500",
        issued: Day::new(2021, 1, 28).map_or(Issued::InYear(2021), Issued::On),
        confidence: Confidence::Primary,
    };
    Ok(Layer {
        documents: vec![document.document()?],
        parameters: parameters()?,
        unread: vec![unread("聊城市物业管理条例（其余各章）", "the other chapters of the Liaocheng regulations")],
        ..Layer::new("371500".parse()?)
    })
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    let six_months = Some(LongerThan { period: Period::Months(6), bound: Bound::AtLeast });
    // 第四十条第二款: an ordinary dwelling, empty for six months or more after it was handed over: the initial fee of the time
    // that it stood empty must be reduced. What counts as empty, and the rate, stand in other
    // rules, which were not read.
    let initial = VacancyCase {
        phase: Some(FeePhase::Initial),
        classes: vec![DwellingClass::Ordinary],
        longer: six_months,
        relief: Relief::MustReduce { by: RateBy::OtherRules, reach: Reach::WholeVacancy },
    };
    // Other premises that are empty for as long: as both sides agree. An ordinary dwelling under a contract of the
    // owners is not spoken of.
    let other = VacancyCase {
        phase: None,
        classes: vec![DwellingClass::OtherDwelling, DwellingClass::NotDwelling],
        longer: six_months,
        relief: Relief::Agreed { by: RateBy::Parties, within: None },
    };
    let (cases, told) =
        (ParameterValue::Vacancy(vec![initial, other]), ParameterValue::NoticeForm(NoticeForm::Written));
    Ok(vec![
        REGULATIONS.list(Key::Vacancy, Locator::paragraph(40, 2), cases)?,
        // 第四十六条第三款: the owner tells the provider in writing.
        REGULATIONS.list(Key::VacancyNotice, Locator::paragraph(46, 3), told)?,
    ])
}
