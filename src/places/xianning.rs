//! 咸宁市 (421200) — the housing bureau's reply of 2023-07-10 on building and managing old compounds.
//!
//! The text that was read bears a day and no number. The plan and the guidance rules on “red property” that it names
//! were not found, nor Hubei's regulations; what a compound without anything (“三无”) is, is not said.

use super::{Text, compare, letter, unread};
use crate::estate::{Fact, Quantity, Value};
use crate::law::{Authority, Confidence, Issued, Locator};
use crate::matter::Matter;
use crate::measure::Day;
use crate::mode::Mode;
use crate::rule::{
    Aim, Application, Cmp, Condition, Duty, Force, Key, Label, Layer, NeededDecision, Parameter, ParameterValue,
    RankBy, Rule, RuleError, Rulebook, Selection,
};

const LETTER: Text = Text::new("xianning_letter_2023", "2023-07-10", Confidence::PolicyLetter);

/// The rulebook of Xianning: nation, Xianning.
///
/// # Errors
/// None that a caller can cause.
pub fn rulebook() -> Result<Rulebook, RuleError> {
    super::rulebook_for("421200".parse()?)
}

/// The layer of Xianning.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = letter(
        "xianning_letter_2023",
        (
            "关于老旧小区改造要建好更要管好的建议的答复",
            "Xianning Housing Bureau, reply on building and managing old compounds (2023)",
        ),
        None,
        "咸宁市住房和城乡建设局",
        "421200",
        Day::new(2023, 7, 10).map_or(Issued::InYear(2023), Issued::On),
    )?;
    Ok(Layer {
        documents: vec![document],
        rules: rules()?,
        parameters: parameters()?,
        labels: labels(),
        unread: vec![
            unread(
                "“红色物业”全覆盖专班推进工作方案",
                "Plan for covering all compounds with “red property” (Xianning)",
            ),
            unread("“红色物业”全覆盖工作指导规则", "Guidance rules on “red property” (Xianning)"),
            unread("湖北省、咸宁市的物业管理法规", "regulations of Hubei and Xianning on property management"),
        ],
        ..Layer::new("421200".parse()?)
    })
}

/// 二（三）二是: three types.
fn labels() -> Vec<Label> {
    let names = [
        (Mode::Professional, "专管型", "professionally managed"),
        (Mode::Basic, "托管型", "entrusted"),
        (Mode::SelfGoverned, "自管型", "self-managed"),
    ];
    names.into_iter().map(|(mode, zh, en)| Label { mode, zh: zh.to_owned(), en: en.to_owned() }).collect()
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    let ranking = ParameterValue::Ranking(vec![RankBy::Will, RankBy::Support]);
    let free = Selection::FreeChoice(vec![Mode::Professional, Mode::Basic, Mode::SelfGoverned]);
    Ok(vec![
        // 二（一）: those whose residents want it strongly and support it widely come first; no numbers.
        LETTER.list(Key::Ranking(Application::Renovation), Locator::section(&[2, 1], None), ranking)?,
        // 二（三）二是: the residents choose the type that satisfies them.
        LETTER.list(Key::Selection, Locator::section(&[2, 3, 2], None), ParameterValue::Selection(free))?,
    ])
}

fn rules() -> Result<Vec<Rule>, RuleError> {
    let stated = Condition::stated;
    let none_left = compare(Quantity::IllegalStructures, Cmp::Le, Value::Count(0))?;
    // 二（二）二是: 进出有门岗、安防有监控、边界有围挡、停车有车位, what a provider needs to move in.
    let hardware = || {
        let four = [Fact::Guardhouse, Fact::Surveillance, Fact::Enclosure, Fact::ParkingProvided];
        Condition::all(four.map(Condition::stated))
    };
    let hardware_at = || Locator::section(&[2, 2, 2], None);
    Ok(vec![
        // 二（一）: six preconditions of applying (六个前置): party organisation; consultation of all parties; residents'
        // covenant, which is not the owners' covenant; illegal structures removed; a contribution to the works; later
        // management and its fee accepted.
        LETTER.rule(
            "xn.apply.renovation",
            Aim::Apply(Application::Renovation),
            Force::Shall,
            Locator::section(&[2, 1], None),
            Condition::all([
                stated(Fact::PartyOrganisation),
                stated(Fact::MultiPartyConsultation),
                stated(Fact::ResidentsCovenant),
                none_left,
                stated(Fact::ContributionToWorks),
                stated(Fact::LaterManagementAccepted),
            ])?,
        )?,
        LETTER.rule(
            "xn.professional.hardware",
            Aim::Mode(Mode::Professional),
            Force::Shall,
            hardware_at(),
            hardware()?,
        )?,
        LETTER.rule("xn.basic.hardware", Aim::Mode(Mode::Basic), Force::Shall, hardware_at(), hardware()?)?,
        // 二（三）二是: the residents choose. Being managed by somebody in trust is not among the first eight matters of
        // the Code, so it is one of the other major ones.
        Rule {
            needs_decision: Some(NeededDecision { by: Authority::Owners, matter: Some(Matter::Other) }),
            then: vec![Key::Majority(Matter::Other)],
            ..LETTER.rule(
                "xn.basic.choice",
                Aim::Mode(Mode::Basic),
                Force::Shall,
                Locator::section(&[2, 3, 2], None),
                Condition::always(),
            )?
        },
        // 二（三）二是: what is paid matches the quality (质价相符).
        LETTER.rule(
            "xn.duty.charging",
            Aim::Duty(Duty::Charging),
            Force::Shall,
            Locator::section(&[2, 3, 2], None),
            stated(Fact::PriceMatchesQuality),
        )?,
    ])
}
