//! 丽水市 (331100) — 《丽水市物业管理条例》, in force from 2019-07-01; only what an empty home pays and its service contracts.

use super::{Head, OWNERS_PAY, Text, area, cannot_engage_nor_manage, days, services, stepping_in, unread, years};
use crate::estate::Fact;
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::measure::Day;
use crate::mode::{Mode, Service};
use crate::rule::{
    Condition, DwellingClass, Figure, Force, Key, Layer, MayMove, Parameter, ParameterValue, Relief, Rule, RuleError,
    ScaleBasis, Setting, VacancyCase,
};

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
        rules: vec![fall_back()?],
        parameters: [parameters()?, contract()?, its_cost()?].concat(),
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

/// Service contracts: notices, leaving, filing, ways to collect.
fn contract() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let leaves = REGULATIONS.only(Locator::article(37), Setting::Exactly(days(0)))?;
    let chosen = Condition::stated(Fact::NewProviderChosen);
    Ok(vec![
        // 第二十六条第一款: less than 50,000 m² of buildings; agreed to by the county.
        REGULATIONS.fixed(Figure::TenderSmallScale, at(26, 1), Setting::LessThan(area(50_000)?))?,
        REGULATIONS.list(Key::ScaleBasis, at(26, 1), ParameterValue::ScaleBasis(ScaleBasis::Buildings))?,
        // 第三十二条第一款: a copy is filed within 15 days of signing.
        REGULATIONS.ceiling(Figure::ContractFiling, at(32, 1), Setting::AtMost(days(15)))?,
        // 第三十三条第二款: in the first quarter how the contract was performed the year before, the fund, common revenue.
        REGULATIONS.ceiling(Figure::PerformancePublication, at(33, 2), Setting::AtMost(years(1)))?,
        REGULATIONS.ceiling(Figure::FundPublication, at(33, 2), Setting::AtMost(years(1)))?,
        REGULATIONS.ceiling(Figure::RevenuePublication, at(33, 2), Setting::AtMost(years(1)))?,
        // 第三十七条: where a new provider is chosen, on the day of the end.
        Parameter::new(Key::Figure(Figure::ExitPeriod), Some(chosen), leaves, MayMove::Fixed)?,
    ])
}

/// 第三十九条第二款: old areas without management for which nobody can be engaged and which cannot manage themselves: the
/// street, or the residents' committee for it, organises cleaning and order.
fn fall_back() -> Result<Rule, RuleError> {
    let needs = cannot_engage_nor_manage(&[Fact::OldCompound, Fact::Unserved])?;
    stepping_in(&REGULATIONS, "ls.basic", Mode::Basic, Force::Shall, Locator::paragraph(39, 2), needs)
}

/// There too: what it consists of, and that the owners bear its cost.
fn its_cost() -> Result<Vec<Parameter>, RuleError> {
    let (at, cost) = (Locator::paragraph(39, 2), ParameterValue::CostCases(OWNERS_PAY.to_vec()));
    Ok(vec![
        services(&REGULATIONS, Mode::Basic, at.clone(), &[Service::Cleaning, Service::Order])?,
        REGULATIONS.list(Key::Cost(Mode::Basic), at, cost)?,
    ])
}
