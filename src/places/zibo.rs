//! 淄博市 (370300) — 《淄博市物业管理条例》, in force from 2021-12-01; only what an empty home pays.

use super::{Head, Text, unread};
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::measure::Day;
use crate::rule::{
    DwellingClass, FeePhase, Key, Layer, NoticeForm, Parameter, ParameterValue, PriceCap, RateBy, Relief, RuleError,
    VacancyCase,
};

const REGULATIONS: Text = Text::new("zibo_regulations", "2021-12-01", Confidence::Primary);

/// The layer of Zibo.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = Head {
        id: "zibo_regulations",
        title: ("淄博市物业管理条例", "Zibo Property Management Regulations"),
        number: None,
        issuer: "淄博市人民代表大会常务委员会",
        rank: Rank::CityRegulation,
        place: "370300",
        issued: Day::new(2021, 9, 30).map_or(Issued::InYear(2021), Issued::On),
        confidence: Confidence::Primary,
    };
    Ok(Layer {
        documents: vec![document.document()?],
        parameters: parameters()?,
        unread: vec![unread("淄博市物业管理条例（其余各章）", "the other chapters of the Zibo regulations")],
        ..Layer::new("370300".parse()?)
    })
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    // 第五十四条第三款: a dwelling that stands empty for long is charged as the contract says; for the initial fee of an
    // ordinary dwelling not above the standard of the province, which was not read.
    let agreed = |phase, classes, within| VacancyCase {
        phase,
        classes,
        longer: None,
        relief: Relief::Agreed { by: RateBy::Contract, within },
    };
    let cases = vec![
        agreed(Some(FeePhase::Initial), vec![DwellingClass::Ordinary], Some(PriceCap::Provincial)),
        agreed(None, vec![DwellingClass::Ordinary, DwellingClass::OtherDwelling], None),
    ];
    let (cases, told) = (ParameterValue::Vacancy(cases), ParameterValue::NoticeForm(NoticeForm::Told));
    Ok(vec![
        REGULATIONS.list(Key::Vacancy, Locator::paragraph(54, 3), cases)?,
        // 第七十条第三款: the owner tells the provider.
        REGULATIONS.list(Key::VacancyNotice, Locator::paragraph(70, 3), told)?,
    ])
}
