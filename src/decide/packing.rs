//! 打包与试用 — small areas packed into one project, services that the street falls back on and who pays for them, and
//! trying first and paying later.

use serde::{Deserialize, Serialize};

use super::Ground;
use super::emergency::bearer;
use super::transition::{DecisionAnswer, DecisionFound, Fresh, current_mode, found, matter_law};
use crate::assess::{Checklist, parameter};
use crate::dossier::Dossier;
use crate::estate::{CompoundId, Fact};
use crate::law::Authority;
use crate::matter::{Matter, Outcome, ResolutionRecord};
use crate::measure::{Day, MeasureError, Period};
use crate::mode::Mode;
use crate::rule::{Aim, Bearer, Figure, Key, NeededDecision, ParameterValue, Rulebook, Setting, Settled, Verdict};
use crate::terms::{Lang, Placed, faults};

/// The most compounds that are packed at once.
const MEMBERS_MAX: usize = 10_000;
/// The longest trial, in months.
pub const TRIAL_MONTHS_MAX: u32 = 1_200;

faults! {
    /// A pack or a trial that cannot be (不能成立的打包或者试用).
    pub enum PackingError {
        /// There are too many compounds.
        Members { most: usize, found: usize } = "packing_members",
            "一次打包至多{most}个小区，所填{found}个。",
            "expected at most {most} compounds in a pack, found {found}";
        /// A compound is listed twice.
        Twice { compound: CompoundId } = "packing_twice",
            "小区「{compound}」在打包名单中出现两次。",
            "expected each compound once in a pack, found `{compound}` twice";
        /// A trial has no month, or too many.
        Months { most: u32, found: u32 } = "trial_months",
            "试用期应为1至{most}个月，所填为{found}。",
            "expected a trial of 1 to {most} months, found {found}";
        /// A trial ends beyond the calendar.
        Calendar { error: MeasureError } = "trial_calendar", "{error:#}", "{error}";
    }
}

/// 打包成员 — a compound that is to be packed: what is known of it, and its owners' decisions beside those in its
/// dossier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PackMember<'a> {
    /// Its dossier.
    pub dossier: &'a Dossier,
    /// Decisions of its owners.
    pub grounds: &'a [Ground],
}

/// 成员判定 — one compound of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedMember {
    /// Which.
    pub compound: CompoundId,
    /// Whether it is an old compound.
    pub old: Verdict,
    /// Its owners' mandate: their own choice of the provider.
    pub mandate: DecisionAnswer,
}

/// 打包判定 — whether compounds may be packed into one tender or agreement (聊城 57 第二款; 许昌: 小、散小区打包).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packing {
    /// How many there are.
    pub number: u32,
    /// How many a text asks for.
    pub least: Settled,
    /// The compounds.
    pub members: Vec<PackedMember>,
}

impl Packing {
    /// Whether there are enough compounds; unknown where no text that was read speaks of packing.
    #[must_use]
    pub fn enough(&self) -> Verdict {
        match &self.least {
            Settled::Known { setting: Setting::AtLeast(ParameterValue::Number(least)), .. } => {
                Verdict::of(self.number >= *least)
            }
            _ => Verdict::Unknown,
        }
    }

    /// Whether the pack stands: enough compounds, every one old and every one's owners for it.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let members = self.members.iter().map(|member| member.old.min(member.mandate.verdict()));
        members.fold(self.enough(), Verdict::min)
    }

    /// Number and members, each in a sentence with its article.
    #[must_use]
    pub fn render(&self, lang: Lang) -> Vec<String> {
        let (enough, least) = (self.enough().render(lang), self.least.render(lang));
        let mut all = vec![match lang {
            Lang::Zh => format!("打包{}个小区：{enough}；规定：{least}。", self.number),
            Lang::En => format!("{} compounds in one pack: {enough}; the law: {least}.", self.number),
        }];
        for PackedMember { compound, old, mandate } in &self.members {
            let (old, mandate) = (old.render(lang), mandate.render(lang));
            all.push(match lang {
                Lang::Zh => format!("「{compound}」：属于旧住宅区，{old}；{mandate}"),
                Lang::En => format!("`{compound}`: an old area, {old}; {mandate}"),
            });
        }
        all
    }
}

/// Whether compounds may be packed into one project on a day: each compound's owners decide for themselves.
///
/// # Errors
/// [`PackingError::Members`], [`PackingError::Twice`].
pub fn pack(rulebook: &Rulebook, members: &[PackMember<'_>], day: Day) -> Result<Packing, PackingError> {
    let found_members = members.len();
    if found_members > MEMBERS_MAX {
        return Err(PackingError::Members { most: MEMBERS_MAX, found: found_members });
    }
    let mut seen = std::collections::BTreeSet::new();
    if let Some(twice) = members.iter().find(|member| !seen.insert(&member.dossier.compound.id)) {
        return Err(PackingError::Twice { compound: twice.dossier.compound.id.clone() });
    }
    let least = match members.first() {
        Some(first) => parameter(rulebook, first.dossier, Key::Figure(Figure::PackedAreas), day),
        None => Settled::Absent,
    };
    let checklist = Checklist::compile(rulebook, Aim::Mode(Mode::BigProperty));
    let needed = NeededDecision { by: Authority::Owners, matter: Some(Matter::Provider) };
    let judged = members.iter().map(|PackMember { dossier, grounds }| {
        let assessment = checklist.assess(dossier, day);
        let law = matter_law(rulebook, dossier, Matter::Provider, day);
        let fresh = Fresh::after(current_mode(dossier, day).map(|stated| &stated.value));
        let old = dossier.fact(Fact::OldCompound, day);
        PackedMember {
            compound: dossier.compound.id.clone(),
            old: old.map_or(Verdict::Unknown, |stated| Verdict::of(stated.value)),
            mandate: found(needed, law, dossier, grounds, &assessment, fresh),
        }
    });
    let number = u32::try_from(found_members).unwrap_or(u32::MAX);
    Ok(Packing { number, least, members: judged.collect() })
}

/// 托底服务费用 — who bears the cost of a service that the street or the community gives, as far as a text says so
/// (丽水 39、湖州 36、绍兴 41、聊城 57: the owners; elsewhere unknown).
#[must_use]
pub fn service_payer(rulebook: &Rulebook, dossier: &Dossier, mode: Mode, day: Day) -> (Option<Bearer>, Settled) {
    let settled = parameter(rulebook, dossier, Key::Cost(mode), day);
    let fact = |fact| dossier.fact(fact, day).map(|stated| stated.value);
    let engaged = fact(Fact::NoProviderEngaged).map(|none| !none);
    (bearer(&settled, fact(Fact::ProviderCausedEmergency), engaged), settled)
}

/// 先尝后买 — a service that somebody else pays for so many months; then the owners vote, and only then is there a fee
/// (东莞莞城: 36 months, the operator pays).
///
/// ```
/// use wuye::decide::packing::{TryFirst, TryState};
/// use wuye::law::Authority;
/// let trial = TryFirst::new("2023-07-01".parse()?, 36, Authority::Provider)?;
/// assert_eq!(trial.on("2026-06-30".parse()?, None), TryState::Trying { payer: Authority::Provider });
/// assert_eq!(trial.on("2026-07-01".parse()?, None), TryState::AwaitingVote);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "TryForm", into = "TryForm")]
pub struct TryFirst {
    // INVARIANT: the months end within the calendar.
    from: Day,
    months: u32,
    payer: Authority,
    ends: Day,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TryForm {
    from: Day,
    months: u32,
    payer: Authority,
}

impl TryFrom<TryForm> for TryFirst {
    type Error = Placed<PackingError>;
    fn try_from(form: TryForm) -> Result<Self, Placed<PackingError>> {
        Ok(Self::new(form.from, form.months, form.payer)?)
    }
}

impl From<TryFirst> for TryForm {
    fn from(trial: TryFirst) -> Self {
        Self { from: trial.from, months: trial.months, payer: trial.payer }
    }
}

/// 试用状态 — how a trial stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum TryState {
    /// It has not begun (尚未开始).
    NotBegun,
    /// It runs, and this one pays (试用中).
    Trying {
        /// Who.
        payer: Authority,
    },
    /// It is over and the owners have not voted: no fee (待表决).
    AwaitingVote,
    /// The owners voted for it: the fee runs from this day (收费).
    FeeRuns {
        /// The first day.
        from: Day,
    },
    /// The owners did not vote for it: no fee (未通过).
    Declined {
        /// When.
        on: Day,
    },
}

impl TryFirst {
    /// A trial of so many months from a day on.
    ///
    /// # Errors
    /// [`PackingError::Months`], [`PackingError::Calendar`].
    pub fn new(from: Day, months: u32, payer: Authority) -> Result<Self, PackingError> {
        if months == 0 || months > TRIAL_MONTHS_MAX {
            return Err(PackingError::Months { most: TRIAL_MONTHS_MAX, found: months });
        }
        let ends = Period::Months(months).after(from).map_err(|error| PackingError::Calendar { error })?;
        Ok(Self { from, months, payer, ends })
    }

    /// The first day after the trial.
    #[must_use]
    pub const fn ends(&self) -> Day {
        self.ends
    }

    /// How it stands on a day. A vote on the choice of the provider counts if it was held since the trial began; one
    /// that passed before the trial is over lets the fee begin when it is over, a later one on the day of the vote.
    #[must_use]
    pub fn on(&self, day: Day, vote: Option<&ResolutionRecord>) -> TryState {
        let vote = vote.filter(|vote| vote.matter == Matter::Provider && vote.on >= self.from && vote.on <= day);
        match vote {
            _ if day < self.from => TryState::NotBegun,
            _ if day < self.ends => TryState::Trying { payer: self.payer },
            None => TryState::AwaitingVote,
            Some(vote) if vote.outcome == Outcome::Passed => TryState::FeeRuns { from: self.ends.max(vote.on) },
            Some(vote) => TryState::Declined { on: vote.on },
        }
    }

    /// How long the place's own trial was, to be set beside this one: a single project's number, not a rule.
    #[must_use]
    pub fn example(rulebook: &Rulebook, dossier: &Dossier, day: Day) -> Settled {
        parameter(rulebook, dossier, Key::Figure(Figure::TrialPeriod), day)
    }
}

impl TryState {
    /// The state in one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::NotBegun, Lang::Zh) => "试用尚未开始。".to_owned(),
            (Self::NotBegun, Lang::En) => "the trial has not begun.".to_owned(),
            (Self::Trying { payer }, Lang::Zh) => format!("试用中，费用由{payer:#}承担。"),
            (Self::Trying { payer }, Lang::En) => format!("the trial runs; {} pays.", payer.en()),
            (Self::AwaitingVote, Lang::Zh) => "试用期满，待业主表决，尚不收费。".to_owned(),
            (Self::AwaitingVote, Lang::En) => {
                "the trial is over; the owners have not voted, so there is no fee.".to_owned()
            }
            (Self::FeeRuns { from }, Lang::Zh) => format!("业主已表决同意，自{}起收费。", from.render(lang)),
            (Self::FeeRuns { from }, Lang::En) => format!("the owners voted for it; the fee runs from {from}."),
            (Self::Declined { on }, Lang::Zh) => format!("{}业主表决未通过，不收费。", on.render(lang)),
            (Self::Declined { on }, Lang::En) => format!("the owners did not vote for it on {on}; there is no fee."),
        }
    }
}

impl PackedMember {
    /// Whether its owners have not decided yet.
    #[must_use]
    pub const fn is_pending(&self) -> bool {
        matches!(self.mandate.found, DecisionFound::Pending)
    }
}
