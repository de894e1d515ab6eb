//! 许昌市 (411000) — the letter 许建政协〔2021〕18号 of the housing bureau.
//!
//! It bears only the year 2021, so it attests its rules from 2021-12-31. The guidance that it summarises,
//! 《关于建立老旧小区物业管理长效机制的指导意见》, was not found: what "the conditions for professional management" are is
//! not listed, so that a compound has them is a fact that an office attests.

use super::{Head, Text, unread};
use crate::estate::Fact;
use crate::law::{Authority, Confidence, Issued, Locator, Rank};
use crate::mode::{Mode, Service};
use crate::money::{Purpose, Purse};
use crate::rule::{
    Aim, Condition, Force, Key, Label, Layer, MayMove, NeededDecision, Parameter, ParameterValue, Rule, RuleError,
    Rulebook, Selection, Setting,
};

const LETTER: Text = Text::new("xuchang_letter_2021_18", "2021-12-31", Confidence::PolicyLetter);

/// The rulebook of Xuchang: nation, Henan, Xuchang.
///
/// # Errors
/// None that a caller can cause.
pub fn rulebook() -> Result<Rulebook, RuleError> {
    super::rulebook_for("411000".parse()?)
}

/// The layer of Xuchang.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = Head {
        id: "xuchang_letter_2021_18",
        title: ("对市政协七届五次会议第147号提案的答复", "Xuchang Housing Bureau, reply to proposal 147 (2021)"),
        number: Some("许建政协〔2021〕18号"),
        issuer: "许昌市住房和城乡建设局",
        rank: Rank::PolicyLetter,
        place: "411000",
        issued: Issued::InYear(2021),
        confidence: Confidence::PolicyLetter,
    };
    Ok(Layer {
        documents: vec![document.document()?],
        rules: rules()?,
        parameters: parameters()?,
        labels: labels(),
        unread: vec![
            unread(
                "关于建立老旧小区物业管理长效机制的指导意见",
                "Guidance on lasting property management of old compounds (Xuchang)",
            ),
            unread(
                "许昌市老旧小区“四改一增”老庭院改造实施方案",
                "Plan for renovating old yards (Xuchang, document 1 of 2018)",
            ),
        ],
        ..Layer::new("411000".parse()?)
    })
}

fn labels() -> Vec<Label> {
    let names = [
        (Mode::Professional, "专业物业管理", "professional property management"),
        (Mode::Basic, "基础物业管理", "basic property management"),
        (Mode::SelfGoverned, "业主自治管理", "owners' self-government"),
        (Mode::BigProperty, "大物业管理模式", "big-property management"),
        (Mode::CommunityGuaranteed, "社区保障性管理", "community-guaranteed management"),
    ];
    names.into_iter().map(|(mode, zh, en)| Label { mode, zh: zh.to_owned(), en: en.to_owned() }).collect()
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    let ladder = Selection::Ladder(vec![Mode::Professional, Mode::Basic, Mode::SelfGoverned]);
    let services = vec![Service::Order, Service::Cleaning, Service::Greening];
    let selection = Setting::Exactly(ParameterValue::Selection(ladder));
    let services = Setting::Exactly(ParameterValue::Services(services));
    Ok(vec![
        Parameter::new(Key::Selection, None, LETTER.only(Locator::section(&[1], None), selection)?, MayMove::Free)?,
        Parameter::new(
            Key::Services(Mode::Basic),
            None,
            LETTER.only(Locator::section(&[1, 2], None), services)?,
            MayMove::Free,
        )?,
    ])
}

fn rules() -> Result<Vec<Rule>, RuleError> {
    let rule = |id: &str, aim, force, at, needs| -> Result<Rule, RuleError> {
        let needs = LETTER.only(at, needs)?;
        Ok(Rule { id: id.parse()?, aim, force, needs, needs_decision: None, then: Vec::new() })
    };
    let stated = Condition::stated;
    let lacks = |fact| stated(fact).negated();
    Ok(vec![
        // 一（一）: old yards that have the conditions; the assembly chooses the provider (national law).
        rule(
            "xc.professional",
            Aim::Mode(Mode::Professional),
            Force::Shall,
            Locator::section(&[1, 1], None),
            Condition::all([stated(Fact::OldCompound), stated(Fact::ProfessionalConditions)])?,
        )?,
        // 一（二）: old yards without them; 一站一中心, organised by the street.
        Rule {
            needs_decision: Some(NeededDecision { by: Authority::Street, matter: None }),
            then: vec![Key::Services(Mode::Basic)],
            ..rule(
                "xc.basic",
                Aim::Mode(Mode::Basic),
                Force::Shall,
                Locator::section(&[1, 2], None),
                Condition::all([
                    stated(Fact::OldCompound),
                    lacks(Fact::ProfessionalConditions)?,
                    stated(Fact::BasicConditions),
                    stated(Fact::MediationStation),
                    stated(Fact::ServiceCentre),
                ])?,
            )?
        },
        // 一（三）: old yards with neither; a committee or a self-government body, and 三完善.
        rule(
            "xc.self_governed",
            Aim::Mode(Mode::SelfGoverned),
            Force::Shall,
            Locator::section(&[1, 3], None),
            Condition::all([
                stated(Fact::OldCompound),
                lacks(Fact::ProfessionalConditions)?,
                lacks(Fact::BasicConditions)?,
                Condition::any([stated(Fact::OwnersCommittee), stated(Fact::SelfGovernmentBody)])?,
                stated(Fact::TeamImproved),
                stated(Fact::ServiceImproved),
                stated(Fact::CoBuildingImproved),
            ])?,
        )?,
        // 二: rent taken in advance is spent on the works; it does not pay for the running service.
        rule(
            "xc.pay.renovation.renovation",
            Aim::Pay(Purse::Renovation, Purpose::Renovation),
            Force::May,
            Locator::section(&[2], Some(1)),
            stated(Fact::AdvanceRentAgreed),
        )?,
        rule(
            "xc.pay.renovation.service",
            Aim::Pay(Purse::Renovation, Purpose::Service),
            Force::Shall,
            Locator::section(&[2], Some(1)),
            Condition::never(),
        )?,
        // 三, first paragraph: renovated together, professional service together as the residents wish.
        rule(
            "xc.big_property",
            Aim::Mode(Mode::BigProperty),
            Force::May,
            Locator::section(&[3], Some(1)),
            Condition::all([
                stated(Fact::OldCompound),
                stated(Fact::Renovated),
                stated(Fact::Contiguous),
                stated(Fact::OwnersWilling),
            ])?,
        )?,
        // 三, second paragraph, a plan: small, scattered, not yet for the market: packed. Nobody is named who
        // decides it.
        rule(
            "xc.community_guaranteed",
            Aim::Mode(Mode::CommunityGuaranteed),
            Force::May,
            Locator::section(&[3], Some(2)),
            Condition::all([
                stated(Fact::OldCompound),
                stated(Fact::SmallScale),
                stated(Fact::Scattered),
                stated(Fact::MarketUnready),
                stated(Fact::Packed),
            ])?,
        )?,
    ])
}
