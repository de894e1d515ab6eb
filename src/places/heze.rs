//! 菏泽市 (371700) — 《菏泽市物业管理条例》 in its text of 2022-01-21; only what an empty home pays and its service contracts.
//!
//! In force since 2018-05-01 (第四十一条). The day on which the amendment took effect is not printed; its numbers count from
//! the day on which the province approved it.

use super::{Head, Text, months, unread};
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::measure::{Bound, Day, Period};
use crate::rule::{
    CollectionBan, DwellingClass, FeePhase, Figure, Key, Layer, LongerThan, NoticeForm, Parameter, ParameterValue,
    RateBy, Reach, Relief, RuleError, Setting, VacancyCase,
};

const REGULATIONS: Text = Text::new("heze_regulations", "2022-01-21", Confidence::Primary);

/// The layer of Heze.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = Head {
        id: "heze_regulations",
        title: ("菏泽市物业管理条例", "Heze Property Management Regulations"),
        number: None,
        issuer: "菏泽市人民代表大会常务委员会",
        rank: Rank::CityRegulation,
        place: "371700",
        issued: Day::new(2022, 1, 21).map_or(Issued::InYear(2022), Issued::On),
        confidence: Confidence::Primary,
    };
    Ok(Layer {
        documents: vec![document.document()?],
        parameters: [parameters()?, contract()?].concat(),
        unread: vec![unread("菏泽市物业管理条例（其余各章）", "the other chapters of the Heze regulations")],
        ..Layer::new("371700".parse()?)
    })
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    let six_months = Some(LongerThan { period: Period::Months(6), bound: Bound::AtLeast });
    // 第二十四条第一款: an ordinary dwelling, empty for six months or more after it was handed over: the initial fee must be
    // reduced, at the rate of the government-guided price, which was not read.
    let initial = VacancyCase {
        phase: Some(FeePhase::Initial),
        classes: vec![DwellingClass::Ordinary],
        longer: six_months,
        relief: Relief::MustReduce { by: RateBy::GuidedPrice, reach: Reach::NotSaid },
    };
    // Other premises that are empty for as long: as both sides agree. An ordinary dwelling under a contract of the
    // owners is not spoken of.
    let other = VacancyCase {
        phase: None,
        classes: vec![DwellingClass::OtherDwelling, DwellingClass::NotDwelling],
        longer: six_months,
        relief: Relief::Agreed { by: RateBy::Parties, within: None },
    };
    let (cases, told) = (ParameterValue::Vacancy(vec![initial, other]), ParameterValue::NoticeForm(NoticeForm::Told));
    Ok(vec![
        REGULATIONS.list(Key::Vacancy, Locator::paragraph(24, 1), cases)?,
        // 第三十五条: the owner tells the provider.
        REGULATIONS.list(Key::VacancyNotice, Locator::paragraph(35, 1), told)?,
    ])
}

/// Service contracts: notices, leaving, filing, ways to collect.
fn contract() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let bans =
        ParameterValue::CollectionBans(vec![CollectionBan::Bundling, CollectionBan::CutWater, CollectionBan::CutPower]);
    Ok(vec![
        // 第三十三条第三款: common revenue every quarter; so the initial provider too (第十八条第一款).
        REGULATIONS.ceiling(Figure::RevenuePublication, at(33, 3), Setting::AtMost(months(3)))?,
        // 第二十五条第一款.
        REGULATIONS.list(Key::CollectionBans, at(25, 1), bans)?,
    ])
}
