//! 淄博市 (370300) — 《淄博市物业管理条例》, in force from 2021-12-01; only what an empty home pays and its service contracts.

use super::{EmergencyText, Head, OWNERS_PAY, Text, days, emergency_duties, stepping_in, unread};
use crate::estate::Fact;
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::measure::{Day, Period};
use crate::mode::{Mode, Service};
use crate::rule::{
    ChoiceMethod, CollectionBan, Condition, DwellingClass, FeePhase, Figure, Force, Key, Layer, NoticeForm, Parameter,
    ParameterValue, PriceCap, RateBy, Relief, RequestRule, Rule, RuleError, Setting, VacancyCase,
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
    let (emergency, its_terms) = emergency()?;
    Ok(Layer {
        documents: vec![document.document()?],
        rules: [vec![emergency], emergency_duties(&REGULATIONS, "zb", 50)?].concat(),
        parameters: [parameters()?, contract()?, its_terms].concat(),
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

/// Service contracts: notices, leaving, filing, ways to collect.
fn contract() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let bans = ParameterValue::CollectionBans(vec![
        CollectionBan::CutWater,
        CollectionBan::CutPower,
        CollectionBan::CutHeat,
        CollectionBan::CutGas,
        CollectionBan::CutTelecom,
        CollectionBan::LimitSupply,
    ]);
    Ok(vec![
        // 第四十二条第二款: filed within ten days of signing or changing.
        REGULATIONS.ceiling(Figure::ContractFiling, at(42, 2), Setting::AtMost(days(10)))?,
        // 第四十八条第一款: in the time agreed; if none is agreed within 30 days of the end.
        REGULATIONS.fixed(Figure::ExitPeriod, at(48, 1), Setting::UnlessAgreed(days(30)))?,
        // 第五十六条第二款.
        REGULATIONS.list(Key::CollectionBans, at(56, 2), bans)?,
    ])
}

/// 第五十条: where management is suddenly lost, the street names who serves: cleaning, order, common plant and the
/// like; six months at most, at the cost of all owners.
fn emergency() -> Result<(Rule, Vec<Parameter>), RuleError> {
    let text = EmergencyText {
        at: Locator::paragraph(50, 1),
        request: RequestRule::ByOffice,
        choice: Some(ChoiceMethod::Street),
        services: &[Service::Cleaning, Service::Order, Service::Plant],
        then_at: Locator::paragraph(50, 2),
        term: Some((Figure::EmergencyTerm, Period::Months(6))),
        cost: &OWNERS_PAY,
    };
    let needs = Condition::stated(Fact::ManagementSuddenlyLost);
    let at = Locator::paragraph(50, 1);
    let rule = stepping_in(&REGULATIONS, "zb.emergency", Mode::Emergency, Force::Shall, at, needs)?;
    Ok((rule, text.parameters(&REGULATIONS)?))
}
