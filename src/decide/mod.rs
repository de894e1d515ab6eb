//! 决定 — from findings to a decision: choosing a mode, and adopting it on somebody's authority.
//!
//! Conditions and authority are two things. [`choose`] looks at conditions only: a ladder is walked down past modes
//! whose conditions fail, never past an unknown one, and never because nobody has voted yet. [`adopt`] makes a
//! [`Decision`] from an assessment made here and the decision of whoever the law names; else it says why not.

pub mod contract;
pub mod emergency;
pub mod merger;
pub mod packing;
pub mod self_management;
pub mod transition;

use serde::Serialize;

use crate::assess::{Assessment, Checklist, parameter};
use crate::dossier::{DecisionRecord, Dossier, GroundRecord};
use crate::estate::{CompoundId, Stated};
use crate::law::{Authority, Citation};
use crate::matter::{Matter, Outcome, Resolution, ResolutionRecord};
use crate::measure::{Day, Period};
use crate::mode::Mode;
use crate::rule::{Aim, Key, NeededDecision, ParameterValue, Rulebook, RulebookId, Selection, Settled, Verdict};
use crate::terms::{Lang, faults};

/// 选择结果 — which mode comes out, or why none does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// The conditions of this mode are met; of a ladder, those of every mode above it are not.
    Chosen {
        /// The mode.
        mode: Mode,
        /// Every mode looked at, in order; the last is the one chosen.
        steps: Vec<Assessment>,
        /// The law of the order.
        law: Citation,
    },
    /// A mode of the ladder is unknown, so none below it is looked at (待查明).
    Undetermined {
        /// The mode that is unknown.
        mode: Mode,
        /// Every mode looked at, in order; the last is the unknown one.
        steps: Vec<Assessment>,
        /// The law of the order.
        law: Citation,
    },
    /// No mode's conditions are met.
    NoneApplies {
        /// Every mode, in order.
        steps: Vec<Assessment>,
        /// The law of the order.
        law: Citation,
    },
    /// The place lets the owners choose: those whose conditions are met, those unknown, those not met.
    Free {
        /// Every mode, in order.
        steps: Vec<Assessment>,
        /// The law of the choice.
        law: Citation,
    },
    /// No text that was read says how a mode is chosen.
    NoOrder,
}

impl Choice {
    /// The modes looked at.
    #[must_use]
    pub fn steps(&self) -> &[Assessment] {
        match self {
            Self::Chosen { steps, .. }
            | Self::Undetermined { steps, .. }
            | Self::NoneApplies { steps, .. }
            | Self::Free { steps, .. } => steps,
            Self::NoOrder => &[],
        }
    }

    /// The result in one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Chosen { mode, law, .. }, Lang::Zh) => format!("适用{mode:#}（{}）。", law.render(lang)),
            (Self::Chosen { mode, law, .. }, Lang::En) => format!("{} applies ({}).", mode.en(), law.render(lang)),
            (Self::Undetermined { mode, law, .. }, Lang::Zh) => {
                format!("待查明：{mode:#}的条件尚未查明，不得据此转入下一模式（{}）。", law.render(lang))
            }
            (Self::Undetermined { mode, law, .. }, Lang::En) => {
                format!(
                    "unknown: whether {} applies is open, so nothing below it is chosen ({}).",
                    mode.en(),
                    law.render(lang)
                )
            }
            (Self::NoneApplies { law, .. }, Lang::Zh) => format!("各模式的条件均不具备（{}）。", law.render(lang)),
            (Self::NoneApplies { law, .. }, Lang::En) => {
                format!("the conditions of no mode are met ({}).", law.render(lang))
            }
            (Self::Free { steps, law }, _) => {
                let met: Vec<&str> =
                    steps.iter().filter_map(|step| mode_if(step, Verdict::Met)).map(|m| m.render(lang)).collect();
                match (met.is_empty(), lang) {
                    (true, Lang::Zh) => format!("尚无条件已具备的模式可供选择（{}）。", law.render(lang)),
                    (true, Lang::En) => format!("no mode can be chosen yet ({}).", law.render(lang)),
                    (false, Lang::Zh) => format!("可自主选择：{}（{}）。", met.join("、"), law.render(lang)),
                    (false, Lang::En) => format!("may be chosen: {} ({}).", met.join(", "), law.render(lang)),
                }
            }
            (Self::NoOrder, Lang::Zh) => "待查明：未查得模式选择的规定。".to_owned(),
            (Self::NoOrder, Lang::En) => "unknown: no text that was read says how a mode is chosen.".to_owned(),
        }
    }
}

fn mode_if(step: &Assessment, verdict: Verdict) -> Option<Mode> {
    match step.aim() {
        Aim::Mode(mode) if step.verdict() == verdict => Some(mode),
        _ => None,
    }
}

/// Chooses a mode for a compound on a day, in the order that the law of the place gives.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use wuye::decide::{Choice, choose};
/// use wuye::dossier::Dossier;
/// use wuye::estate::Compound;
/// use wuye::mode::Mode;
/// let rulebook = wuye::places::xuchang::rulebook()?;
/// let compound = Compound { id: "c1".parse()?, name: "某老庭院".into(), place: "411000".parse()?, yards: vec![] };
/// // Nothing is stated: the ladder stops at its first step and does not fall to self-government.
/// let choice = choose(&rulebook, &Dossier::new(compound), "2022-03-01".parse()?);
/// assert!(matches!(choice, Choice::Undetermined { mode: Mode::Professional, .. }));
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn choose(rulebook: &Rulebook, dossier: &Dossier, day: Day) -> Choice {
    let Settled::Known { setting, law, .. } = parameter(rulebook, dossier, Key::Selection, day) else {
        return Choice::NoOrder;
    };
    let Some(ParameterValue::Selection(selection)) = setting.value() else { return Choice::NoOrder };
    let assess = |mode: &Mode| Checklist::compile(rulebook, Aim::Mode(*mode)).assess(dossier, day);
    let modes = match selection {
        Selection::FreeChoice(modes) => return Choice::Free { steps: modes.iter().map(assess).collect(), law },
        Selection::Ladder(modes) => modes,
    };
    let mut steps = Vec::with_capacity(modes.len());
    for mode in modes {
        let assessment = assess(mode);
        let verdict = assessment.verdict();
        steps.push(assessment);
        match verdict {
            Verdict::Met => return Choice::Chosen { mode: *mode, steps, law },
            Verdict::Unknown => return Choice::Undetermined { mode: *mode, steps, law },
            Verdict::Unmet => {}
        }
    }
    Choice::NoneApplies { steps, law }
}

/// 决定依据 — what somebody brings to have a mode adopted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// A resolution that was counted here (在此计票的决议).
    Counted(Resolution),
    /// A resolution that somebody reports (填报的决议); the decision keeps that it was reported.
    Reported(Stated<ResolutionRecord>),
    /// The act of an authority that is not the owners, on a day (其他主体的决定).
    Act {
        /// Who decided.
        by: Authority,
        /// When.
        on: Day,
    },
}

impl Ground {
    fn by(&self) -> Authority {
        match self {
            Self::Counted(_) | Self::Reported(_) => Authority::Owners,
            Self::Act { by, .. } => *by,
        }
    }

    fn matter(&self) -> Option<Matter> {
        match self {
            Self::Counted(resolution) => Some(resolution.matter()),
            Self::Reported(stated) => Some(stated.value.matter),
            Self::Act { .. } => None,
        }
    }

    fn on(&self) -> Day {
        match self {
            Self::Counted(resolution) => resolution.on(),
            Self::Reported(stated) => stated.value.on,
            Self::Act { on, .. } => *on,
        }
    }

    fn outcome(&self) -> Outcome {
        match self {
            Self::Counted(resolution) => resolution.outcome(),
            Self::Reported(stated) => stated.value.outcome,
            Self::Act { .. } => Outcome::Passed,
        }
    }

    fn record(&self) -> GroundRecord {
        match self {
            Self::Counted(resolution) => GroundRecord::Resolution(resolution.record()),
            Self::Reported(stated) => GroundRecord::Resolution(stated.value.clone()),
            Self::Act { by, on } => GroundRecord::Act { by: *by, on: *on },
        }
    }
}

faults! {
    /// Why a mode is not adopted (不予采用的理由), in the order in which the reasons are looked for.
    pub enum Refusal {
        /// The assessment is not about a mode.
        NotAMode { aim: Aim } = "not_a_mode",
            "所附判定应针对管理模式，所附为「{aim}」。",
            "expected an assessment of a mode, found one of `{aim}`";
        /// A condition is not met.
        ConditionsUnmet { mode: Mode } = "conditions_unmet",
            "{mode:#}的条件不具备，不能采用。",
            "expected the conditions of {} to be met, found them not met", mode.en();
        /// A condition is not known.
        ConditionsUnknown { mode: Mode } = "conditions_unknown",
            "{mode:#}的条件尚待查明，不能采用。",
            "expected the conditions of {} to be met, found some unknown", mode.en();
        /// No text that was read names whose decision is needed.
        NoAuthorityNamed { mode: Mode } = "no_authority_named",
            "所读规定未载明{mode:#}由谁决定，不能采用。",
            "expected the law to name who decides on {}, found nobody named", mode.en();
        /// The decision that is needed has not been taken.
        Pending { needed: NeededDecision } = "pending",
            "尚须{needed:#}，目前尚未作出。",
            "expected {needed}, found none yet";
        /// A decision was brought, of somebody else.
        WrongAuthority { expected: Authority, found: Authority } = "wrong_authority",
            "应由{expected:#}决定，所附为{found:#}的决定。",
            "expected a decision of {}, found one of {}", expected.en(), found.en();
        /// The owners who decided are those of another compound.
        WrongCompound { expected: CompoundId, found: CompoundId } = "wrong_compound",
            "应由小区「{expected}」的业主决定，所附为小区「{found}」业主的决定。",
            "expected a resolution of the owners of `{expected}`, found one of `{found}`";
        /// The owners decided, on another matter.
        WrongMatter { expected: Matter, found: Matter } = "wrong_matter",
            "业主所作决定应为“{expected:#}”，所附为“{found:#}”。",
            "expected a resolution on {}, found one on {}", expected.en(), found.en();
        /// The owners' vote had no quorum.
        NoQuorum { matter: Matter, on: Day } = "no_quorum",
            "{on}就“{matter:#}”的表决未达到参与表决要求，决议未形成。",
            "expected a resolution on {} that passed, found that the vote of {on} had no quorum", matter.en();
        /// The owners voted it down.
        Rejected { matter: Matter, on: Day } = "rejected",
            "{on}就“{matter:#}”的表决未获通过。",
            "expected a resolution on {} that passed, found it rejected on {on}", matter.en();
        /// The decision was taken after the day on which the mode is to be adopted.
        TooLate { on: Day, day: Day } = "too_late",
            "所附决定作出于{on}，晚于采用之日{day}。",
            "expected a decision by {day}, found one of {on}";
        /// The decision was taken longer ago than the caller accepts.
        TooOld { on: Day, oldest: Day } = "too_old",
            "所附决定须作出于{oldest}以后，实为{on}。",
            "expected a decision of {oldest} or later, found one of {on}";
        /// The vote was held against a majority that was not law on its day.
        WrongLaw { on: Day, from: Day } = "wrong_law",
            "{on}的表决须适用当日的规定，所用规定自{from}起施行。",
            "expected the vote of {on} to be counted under the law of that day, found law in force from {from}";
    }
}

/// 采用条件 — what the caller asks of a decision beyond the law, which sets no age for a resolution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AdoptionPolicy {
    /// The longest time since the decision; any if not given.
    pub oldest: Option<Period>,
}

/// 决定 — a mode adopted for a compound on a day, with what it rests on.
///
/// A decision is a proof: only [`adopt`] makes one; what is read back is a [`DecisionRecord`], which [`verify`] turns
/// into a proof again. It keeps the rulebook's id and version: the law in force that day, as it was known then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    compound: CompoundId,
    mode: Mode,
    on: Day,
    rulebook: RulebookId,
    version: u32,
    grounds: Vec<GroundRecord>,
    counted_here: bool,
    law: Vec<Citation>,
    assessment: Assessment,
}

impl Decision {
    /// The compound.
    #[must_use]
    pub const fn compound(&self) -> &CompoundId {
        &self.compound
    }

    /// The mode.
    #[must_use]
    pub const fn mode(&self) -> Mode {
        self.mode
    }

    /// The day.
    #[must_use]
    pub const fn on(&self) -> Day {
        self.on
    }

    /// The rulebook and its version.
    #[must_use]
    pub const fn rulebook(&self) -> (&RulebookId, u32) {
        (&self.rulebook, self.version)
    }

    /// What it rests on.
    #[must_use]
    pub fn grounds(&self) -> &[GroundRecord] {
        &self.grounds
    }

    /// Whether every resolution it rests on was counted here rather than reported.
    #[must_use]
    pub const fn counted_here(&self) -> bool {
        self.counted_here
    }

    /// The law that names who decides.
    #[must_use]
    pub fn law(&self) -> &[Citation] {
        &self.law
    }

    /// The assessment it rests on.
    #[must_use]
    pub const fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// The decision as a record, to be stated in a dossier.
    #[must_use]
    pub fn record(&self) -> DecisionRecord {
        DecisionRecord {
            mode: self.mode,
            on: self.on,
            rulebook: self.rulebook.to_string(),
            version: self.version,
            grounds: self.grounds.clone(),
        }
    }

    /// The decision in one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let law: Vec<String> = self.law.iter().map(|law| law.short(lang)).collect();
        let on = self.on.render(lang);
        match lang {
            Lang::Zh => {
                let reported = if self.counted_here { "" } else { "，所依决议系填报" };
                format!("自{on}起采用{:#}（依据{}{reported}）。", self.mode, law.join("、"))
            }
            Lang::En => {
                let reported = if self.counted_here { "" } else { "; the resolution is reported, not counted here" };
                format!("{} is adopted on {on} (under {}{reported}).", self.mode.en(), law.join(", "))
            }
        }
    }
}

/// Adopts the mode of an assessment on its day, on the decisions that the law asks for.
///
/// The reasons for a refusal are looked for in the order of [`Refusal`]: first the conditions, then for each needed
/// decision whether there is one, by whom, on what, how it came out, when, and under which law.
///
/// # Errors
/// [`Refusal`], the first reason found.
pub fn adopt(assessment: &Assessment, grounds: &[Ground], policy: AdoptionPolicy) -> Result<Decision, Refusal> {
    let Aim::Mode(mode) = assessment.aim() else { return Err(Refusal::NotAMode { aim: assessment.aim() }) };
    match assessment.verdict() {
        Verdict::Unmet => return Err(Refusal::ConditionsUnmet { mode }),
        Verdict::Unknown => return Err(Refusal::ConditionsUnknown { mode }),
        Verdict::Met => {}
    }
    let needed = assessment.needed_decisions();
    if needed.is_empty() {
        return Err(Refusal::NoAuthorityNamed { mode });
    }
    let mut used: Vec<&Ground> = Vec::new();
    for (decision, _) in &needed {
        used.push(authorise(decision, grounds, assessment, policy)?);
    }
    Ok(Decision {
        compound: assessment.compound().clone(),
        mode,
        on: assessment.day(),
        rulebook: assessment.checklist().rulebook().clone(),
        version: assessment.checklist().version(),
        counted_here: used.iter().all(|ground| !matches!(ground, Ground::Reported(_))),
        grounds: used.iter().map(|ground| ground.record()).collect(),
        law: needed.into_iter().map(|(_, law)| law.clone()).collect(),
        assessment: assessment.clone(),
    })
}

/// The ground that gives a needed decision, or the reason of the one that comes closest.
fn authorise<'a>(
    needed: &NeededDecision,
    grounds: &'a [Ground],
    assessment: &Assessment,
    policy: AdoptionPolicy,
) -> Result<&'a Ground, Refusal> {
    let closest = |ground: &&Ground| {
        let right_matter = ground.matter() == needed.matter;
        (ground.by() == needed.by, right_matter, ground.outcome(), ground.on())
    };
    let mut reasons = Vec::new();
    let mut tried: Vec<&Ground> = grounds.iter().collect();
    tried.sort_by_key(|ground| std::cmp::Reverse(closest(ground)));
    for ground in tried {
        match check(needed, ground, assessment, policy) {
            Ok(()) => return Ok(ground),
            Err(reason) => reasons.push(reason),
        }
    }
    Err(reasons.into_iter().next().unwrap_or(Refusal::Pending { needed: *needed }))
}

fn check(
    needed: &NeededDecision,
    ground: &Ground,
    assessment: &Assessment,
    policy: AdoptionPolicy,
) -> Result<(), Refusal> {
    if ground.by() != needed.by {
        return Err(Refusal::WrongAuthority { expected: needed.by, found: ground.by() });
    }
    if let Ground::Counted(resolution) = ground
        && resolution.compound() != assessment.compound()
    {
        let (expected, found) = (assessment.compound().clone(), resolution.compound().clone());
        return Err(Refusal::WrongCompound { expected, found });
    }
    let (on, day) = (ground.on(), assessment.day());
    if let (Some(expected), Some(found)) = (needed.matter, ground.matter()) {
        if expected != found {
            return Err(Refusal::WrongMatter { expected, found });
        }
        match ground.outcome() {
            Outcome::NoQuorum => return Err(Refusal::NoQuorum { matter: found, on }),
            Outcome::Rejected => return Err(Refusal::Rejected { matter: found, on }),
            Outcome::Passed => {}
        }
    }
    if on > day {
        return Err(Refusal::TooLate { on, day });
    }
    let oldest = policy.oldest.map_or(Day::FIRST, |period| period.before(day).unwrap_or(Day::FIRST));
    if on < oldest {
        return Err(Refusal::TooOld { on, oldest });
    }
    match ground {
        Ground::Counted(resolution) if !resolution.law().in_force_on(on) => {
            Err(Refusal::WrongLaw { on, from: resolution.law().from })
        }
        _ => Ok(()),
    }
}

faults! {
    /// Why a decision that was read back cannot be made again (决定记录不能重新得出).
    pub enum DecisionDifference {
        /// The record was made under another rulebook, or another version of it.
        Rulebook { expected: String, found: String } = "decision_rulebook",
            "决定所依规则集应为「{expected}」，所读为「{found}」。",
            "expected a decision under rulebook {expected}, found one under {found}";
        /// A resolution that the record names is not in the dossier.
        Ground { on: Day } = "decision_ground",
            "档案中没有该决定所依的{on}的决议。",
            "expected the resolution of {on} that the decision rests on in the dossier, found none";
        /// With the facts of the dossier the mode would be refused.
        Refused { refusal: Refusal } = "decision_refused",
            "依现有档案不能作出该决定：{refusal:#}",
            "expected the decision to follow from the dossier, found a refusal: {refusal}";
        /// The record names grounds that the law does not ask for, or lacks some.
        Record {} = "decision_altered",
            "决定记录所载依据与应有依据不符。",
            "expected the record to name the grounds that the law asks for, found others";
    }
}

/// Makes a decision again from a record that was read back: assesses on its day and adopts on the grounds it names.
/// Resolutions must be in the dossier as the record has them; the new decision says that they are reported.
///
/// # Errors
/// [`DecisionDifference`].
pub fn verify(record: &DecisionRecord, rulebook: &Rulebook, dossier: &Dossier) -> Result<Decision, DecisionDifference> {
    if record.rulebook != rulebook.id().as_str() || record.version != rulebook.version() {
        let expected = format!("{} {}", rulebook.id(), rulebook.version());
        return Err(DecisionDifference::Rulebook {
            expected,
            found: format!("{} {}", record.rulebook, record.version),
        });
    }
    let mut grounds = Vec::new();
    for ground in &record.grounds {
        grounds.push(match ground {
            GroundRecord::Act { by, on } => Ground::Act { by: *by, on: *on },
            GroundRecord::Resolution(resolution) => {
                let known = dossier.resolutions.iter().find(|stated| stated.value == *resolution);
                let missing = DecisionDifference::Ground { on: resolution.on };
                Ground::Reported(known.ok_or(missing)?.clone())
            }
        });
    }
    let assessment = Checklist::compile(rulebook, Aim::Mode(record.mode)).assess(dossier, record.on);
    let decision = adopt(&assessment, &grounds, AdoptionPolicy::default())
        .map_err(|refusal| DecisionDifference::Refused { refusal })?;
    if decision.record() == *record { Ok(decision) } else { Err(DecisionDifference::Record {}) }
}
