//! 聊城市 (371500) — 《聊城市物业管理条例》, in force from 2021-03-01; only what an empty home pays, service contracts,
//! emergency service and old areas.

use super::{
    EmergencyText, Head, OWNERS_PAY, Text, cannot_engage_nor_manage, days, months, services, stepping_in, unread,
};
use crate::estate::Fact;
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::measure::{Bound, Day, Period};
use crate::mode::{Mode, Service};
use crate::rule::{
    Aim, CollectionBan, Condition, DwellingClass, FeePhase, Figure, Force, Key, Layer, LongerThan, NoticeForm,
    Parameter, ParameterValue, RateBy, Reach, Relief, RequestRule, Rule, RuleError, Setting, VacancyCase,
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
    let (emergency, its_terms) = emergency()?;
    Ok(Layer {
        documents: vec![document.document()?],
        rules: vec![emergency, fall_back()?, packed()?],
        parameters: [parameters()?, contract()?, its_terms, packing()?].concat(),
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

/// Service contracts: notices, leaving, filing, ways to collect.
fn contract() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let bans = ParameterValue::CollectionBans(vec![CollectionBan::CutWater, CollectionBan::CutPower]);
    Ok(vec![
        // 第三十四条第（十）项.
        REGULATIONS.list(Key::CollectionBans, Locator::item(34, 1, 10), bans)?,
        // 第五十三条第二款: common revenue every quarter.
        REGULATIONS.ceiling(Figure::RevenuePublication, at(53, 2), Setting::AtMost(months(3)))?,
        // 第三十七条第三款: filed within ten days of signing.
        REGULATIONS.ceiling(Figure::ContractFiling, at(37, 3), Setting::AtMost(days(10)))?,
    ])
}

/// 第四十三条: where the provider left, no new one was chosen and self-management was not decided on, the street organises
/// cleaning, order and the like until a new provider moves in or the owners manage themselves; at the owners' cost,
/// without a limit in time.
fn emergency() -> Result<(Rule, Vec<Parameter>), RuleError> {
    let text = EmergencyText {
        at: Locator::paragraph(43, 1),
        request: RequestRule::ByOffice,
        choice: None,
        services: &[Service::Cleaning, Service::Order],
        then_at: Locator::paragraph(43, 1),
        term: None,
        cost: &OWNERS_PAY,
    };
    let needs = Condition::all([
        Condition::stated(Fact::ProviderLeft),
        Condition::stated(Fact::NoNewProvider),
        Condition::stated(Fact::SelfManagementChosen).negated()?,
    ])?;
    let at = Locator::paragraph(43, 1);
    let rule = stepping_in(&REGULATIONS, "lc.emergency", Mode::Emergency, Force::Shall, at, needs)?;
    Ok((rule, text.parameters(&REGULATIONS)?))
}

/// 第五十七条第三款: old areas for which nobody can be engaged and which cannot manage themselves: the street organises
/// cleaning and order.
fn fall_back() -> Result<Rule, RuleError> {
    let needs = cannot_engage_nor_manage(&[Fact::OldCompound])?;
    stepping_in(&REGULATIONS, "lc.basic", Mode::Basic, Force::Shall, Locator::paragraph(57, 3), needs)
}

/// There too: what it consists of, and that the owners bear its cost.
fn its_cost() -> Result<Vec<Parameter>, RuleError> {
    let (at, cost) = (Locator::paragraph(57, 3), ParameterValue::CostCases(OWNERS_PAY.to_vec()));
    Ok(vec![
        services(&REGULATIONS, Mode::Basic, at.clone(), &[Service::Cleaning, Service::Order])?,
        REGULATIONS.list(Key::Cost(Mode::Basic), at, cost)?,
    ])
}

/// 第五十七条第二款: on the mandate of the assemblies or the owners the street may pack two or more old areas into one
/// project and find one provider by tender or agreement. The mandate is the decision that the national rule asks for;
/// the article bars no other way, so it sets no condition.
fn packed() -> Result<Rule, RuleError> {
    let at = Locator::paragraph(57, 2);
    REGULATIONS.rule("lc.big_property", Aim::Mode(Mode::BigProperty), Force::May, at, Condition::always())
}

/// There too: how many.
fn packing() -> Result<Vec<Parameter>, RuleError> {
    let two = Setting::AtLeast(ParameterValue::Number(2));
    let packed = REGULATIONS.fixed(Figure::PackedAreas, Locator::paragraph(57, 2), two)?;
    Ok([vec![packed], its_cost()?].concat())
}
