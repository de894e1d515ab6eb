//! 湖州市 (330500) — 《湖州市物业管理条例》, in force from 2021-05-01 (第五十五条): what it says of money that is the owners'.

use super::{
    Head, OWNERS_PAY, Text, cannot_engage_nor_manage, days, months, services, share, stepping_in, top_up, unread, years,
};
use crate::estate::Fact;
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::measure::{Bound, Day, Period, Threshold};
use crate::mode::{Mode, Service};
use crate::rule::{
    EmergencyCase, Figure, Force, Key, Layer, MayMove, Parameter, ParameterValue, Rule, RuleError, Setting, TopUpBase,
    TopUpRule,
};

const REGULATIONS: Text = Text::new("huzhou_regulations", "2021-05-01", Confidence::Primary);

/// The layer of Huzhou.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = Head {
        id: "huzhou_regulations",
        title: ("湖州市物业管理条例", "Huzhou Property Management Regulations"),
        number: None,
        issuer: "湖州市人民代表大会",
        rank: Rank::CityRegulation,
        place: "330500",
        issued: Day::new(2021, 3, 26).map_or(Issued::InYear(2021), Issued::On),
        confidence: Confidence::Primary,
    };
    Ok(Layer {
        documents: vec![document.document()?],
        rules: vec![fall_back()?],
        parameters: [parameters()?, its_cost()?].concat(),
        unread: vec![unread("湖州市物业管理条例（其余各章）", "the other chapters of the Huzhou regulations")],
        ..Layer::new("330500".parse()?)
    })
}

/// 第四十七条第一款.
const EMERGENCIES: [EmergencyCase; 7] = [
    EmergencyCase::FireGear,
    EmergencyCase::Lift,
    EmergencyCase::Pump,
    EmergencyCase::Facade,
    EmergencyCase::Leak,
    EmergencyCase::Drainage,
    EmergencyCase::Other,
];

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let half = TopUpRule {
        below: None,
        of: TopUpBase::AccountBalance,
        share: Some(Threshold::of(Bound::AtLeast, 1, 2)?),
        every: Some(Period::Months(3)),
        until_first: true,
    };
    let half = REGULATIONS.only(at(45, 1), top_up(half))?;
    let (half_year, tenth) = (Setting::AtMost(months(6)), Setting::AtMost(share(1, 10)?));
    let emergencies = ParameterValue::EmergencyCases(EMERGENCIES.to_vec());
    Ok(vec![
        // 第二十九条第三款: filed within 15 days of signing.
        REGULATIONS.ceiling(Figure::ContractFiling, at(29, 3), Setting::AtMost(days(15)))?,
        // 第三十一条第二款: the fund every year; what a provider manages of common parts, every half-year.
        REGULATIONS.ceiling(Figure::FundPublication, at(31, 2), Setting::AtMost(years(1)))?,
        REGULATIONS.ceiling(Figure::RevenuePublication, at(31, 2), half_year)?,
        // 第四十五条第一款: every quarter half of the balance of the account or more; it may stop at the first amount.
        Parameter::new(Key::TopUp, None, half, MayMove::Free)?,
        REGULATIONS.list(Key::EmergencyCases, at(47, 1), emergencies)?,
        // 第四十七条第二款: not more than 10 % of the first deposits.
        REGULATIONS.ceiling(Figure::UrgentRepairCap, at(47, 2), tenth)?,
    ])
}

/// 第三十六条第一款: old compounds without management for which nobody can be engaged and which cannot manage themselves: the
/// street, or the residents' committee for it, organises cleaning and order.
fn fall_back() -> Result<Rule, RuleError> {
    let needs = cannot_engage_nor_manage(&[Fact::OldCompound, Fact::Unserved])?;
    stepping_in(&REGULATIONS, "hu.basic", Mode::Basic, Force::Shall, Locator::paragraph(36, 1), needs)
}

/// There too: what it consists of, and that the owners bear its cost.
fn its_cost() -> Result<Vec<Parameter>, RuleError> {
    let (at, cost) = (Locator::paragraph(36, 1), ParameterValue::CostCases(OWNERS_PAY.to_vec()));
    Ok(vec![
        services(&REGULATIONS, Mode::Basic, at.clone(), &[Service::Cleaning, Service::Order])?,
        REGULATIONS.list(Key::Cost(Mode::Basic), at, cost)?,
    ])
}
