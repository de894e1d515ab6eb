//! 绍兴市 (330600) — 《绍兴市物业管理条例》, in force from 2021-01-01; only what an empty home pays and its service contracts.

use super::{Head, OWNERS_PAY, Text, area, days, services, stepping_in, unread};
use crate::estate::Fact;
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::measure::Day;
use crate::mode::{Mode, Service};
use crate::rule::{
    Condition, Figure, Force, Key, Layer, Parameter, ParameterValue, PlantKind, Relief, Rule, RuleError, ScaleBasis,
    SelfManagementField, Setting, VacancyCase,
};

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
        rules: vec![fall_back()?],
        parameters: [parameters()?, contract()?, self_management()?, its_cost()?].concat(),
        unread: vec![unread("绍兴市物业管理条例（其余各章）", "the other chapters of the Shaoxing regulations")],
        ..Layer::new("330600".parse()?)
    })
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    // 第三十八条第一款: an owner may not refuse the fee because the home stands empty.
    let case = VacancyCase { phase: None, classes: Vec::new(), longer: None, relief: Relief::NoGround };
    Ok(vec![REGULATIONS.list(Key::Vacancy, Locator::paragraph(38, 1), ParameterValue::Vacancy(vec![case]))?])
}

/// Service contracts: notices, leaving, filing, ways to collect.
fn contract() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    Ok(vec![
        // 第二十五条第一款: less than 40,000 m² in the management area; agreed to by the county.
        REGULATIONS.fixed(Figure::TenderSmallScale, at(25, 1), Setting::LessThan(area(40_000)?))?,
        REGULATIONS.list(Key::ScaleBasis, at(25, 1), ParameterValue::ScaleBasis(ScaleBasis::ManagementArea))?,
        // 第三十条第三款: a copy is filed within 30 days of signing.
        REGULATIONS.ceiling(Figure::ContractFiling, at(30, 3), Setting::AtMost(days(30)))?,
        // 第三十四条: the owners decide 90 days before expiry; they tell the old provider 60 days before that another is
        // chosen, unless the contract says otherwise.
        REGULATIONS.floor(Figure::DecisionBeforeExpiry, at(34, 1), Setting::AtLeast(days(90)))?,
        REGULATIONS.fixed(Figure::ReplacementNotice, at(34, 1), Setting::UnlessAgreed(days(60)))?,
    ])
}

/// 第四十一条第二款: old compounds without management: the street or the residents' committee gives the service that is
/// needed, cleaning and order.
fn fall_back() -> Result<Rule, RuleError> {
    let needs = Condition::all([Condition::stated(Fact::OldCompound), Condition::stated(Fact::Unserved)])?;
    stepping_in(&REGULATIONS, "sx.basic", Mode::Basic, Force::Shall, Locator::paragraph(41, 2), needs)
}

/// There too: what it consists of, and that the owners bear its cost.
fn its_cost() -> Result<Vec<Parameter>, RuleError> {
    let (at, cost) = (Locator::paragraph(41, 2), ParameterValue::CostCases(OWNERS_PAY.to_vec()));
    Ok(vec![
        services(&REGULATIONS, Mode::Basic, at.clone(), &[Service::Cleaning, Service::Order])?,
        REGULATIONS.list(Key::Cost(Mode::Basic), at, cost)?,
    ])
}

/// 第四十条: what self-managing owners decide; which plant goes to specialists.
fn self_management() -> Result<Vec<Parameter>, RuleError> {
    use SelfManagementField::{Body, Fee, Scope, Specialists, Standard, Term};
    let fields = ParameterValue::SelfManagement(vec![Body, Scope, Standard, Fee, Term, Specialists]);
    let plants = ParameterValue::Plants(vec![PlantKind::Lift, PlantKind::Fire, PlantKind::Security]);
    Ok(vec![
        REGULATIONS.list(Key::SelfManagement, Locator::paragraph(40, 1), fields)?,
        REGULATIONS.list(Key::SpecialistPlant, Locator::paragraph(40, 2), plants)?,
    ])
}
