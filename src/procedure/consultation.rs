//! 协商 — consultation: topics are collected and settled, a meeting consults, the decision is carried out, supervised and
//! evaluated.
//!
//! The order of the steps is the place's ([`Key::ConsultationSteps`](crate::rule::Key::ConsultationSteps); Dongguan's
//! is that of [`ConsultationStep::ALL`]). In that order, and for a topic that needs no vote:
//!
//! | stage | allowed |
//! |---|---|
//! | `not_begun` | `collect` → `collected` |
//! | `collected` | `settle` → `settled` |
//! | `settled` | `meet` → `met` |
//! | `met` | `carry` → `carried` |
//! | `carried` | `supervise` → `supervised` |
//! | `supervised` | `evaluate` → `evaluated`, `reopen` → *stated* |
//! | `evaluated` | `reopen` → *stated* |
//!
//! Every other pair of stage and step is refused. A topic that the owners decide jointly has one step more: `vote` at
//! `met`, which changes no stage; `carry` is allowed once a resolution on that matter, made on or after the day of the
//! last meeting, is reported as passed. `reopen` names a step that was done, and the case is then where it was before
//! that step.

use serde::{Deserialize, Serialize};

use super::{
    Answer, DuePlan, Entry, Log, PROCEDURE_FORMAT, Procedure, ProcedureError, StepAnswer, Why, Word, Words,
    check_format,
};
use crate::dossier::Dossier;
use crate::estate::{CompoundId, EstateError, Fact, Stated};
use crate::law::Authority;
use crate::matter::{Matter, Outcome, Resolution, ResolutionRecord};
use crate::measure::Day;
use crate::rule::{ConsultationStep, ParameterValue, Settled};
use crate::terms::{Lang, Placed, terms};

terms! {
    /// 协商阶段 — where a consultation stands: after which of its steps.
    pub enum ConsultationStage: "stage of a consultation" {
        NotBegun = "not_begun", "尚未开始", "not begun", "design";
        Collected = "collected", "已收集议题", "topics collected", "东莞市民政局2023-05-16会办意见";
        Settled = "settled", "已确定议题", "topic settled", "东莞市民政局2023-05-16会办意见";
        Met = "met", "已会议协商", "consulted in a meeting", "东莞市民政局2023-05-16会办意见";
        Carried = "carried", "已执行决策", "decision carried out", "东莞市民政局2023-05-16会办意见";
        Supervised = "supervised", "已监督反馈", "supervised and reported", "东莞市民政局2023-05-16会办意见";
        Evaluated = "evaluated", "已由居民评价", "evaluated by the residents", "东莞市民政局2023-05-16会办意见";
    }
}

impl ConsultationStage {
    const fn after(step: ConsultationStep) -> Self {
        match step {
            ConsultationStep::Collect => Self::Collected,
            ConsultationStep::Settle => Self::Settled,
            ConsultationStep::Meet => Self::Met,
            ConsultationStep::Carry => Self::Carried,
            ConsultationStep::Supervise => Self::Supervised,
            ConsultationStep::Evaluate => Self::Evaluated,
        }
    }
}

terms! {
    /// 协商步骤 — what can be entered into the log of a consultation.
    pub enum ConsultationMove: "entry of a consultation" {
        Collect = "collect", "议题收集", "collect topics", "东莞市民政局2023-05-16会办意见";
        Settle = "settle", "确定议题", "settle the topic", "东莞市民政局2023-05-16会办意见";
        Meet = "meet", "会议协商", "consult in a meeting", "东莞市民政局2023-05-16会办意见";
        Carry = "carry", "执行决策", "carry out the decision", "东莞市民政局2023-05-16会办意见";
        Supervise = "supervise", "监督反馈", "supervise and report", "东莞市民政局2023-05-16会办意见";
        Evaluate = "evaluate", "居民评价", "evaluate by the residents", "东莞市民政局2023-05-16会办意见";
        Vote = "vote", "业主共同决定", "report the owners' vote", "《民法典》第二百七十八条";
        Reopen = "reopen", "重启", "reopen", "design";
    }
}

impl ConsultationMove {
    /// The step of the place's order, for a move that is one.
    #[must_use]
    pub fn step(self) -> Option<ConsultationStep> {
        ConsultationStep::ALL.iter().copied().find(|step| Self::of(*step) == self)
    }

    const fn of(step: ConsultationStep) -> Self {
        match step {
            ConsultationStep::Collect => Self::Collect,
            ConsultationStep::Settle => Self::Settle,
            ConsultationStep::Meet => Self::Meet,
            ConsultationStep::Carry => Self::Carry,
            ConsultationStep::Supervise => Self::Supervise,
            ConsultationStep::Evaluate => Self::Evaluate,
        }
    }
}

/// 议题性质 — whether the owners decide the topic jointly. Where nobody stated it, execution waits until somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TopicKind {
    /// They do, on this matter (《民法典》第二百七十八条第一款).
    Joint(Matter),
    /// They need not.
    NotJoint,
    /// Not stated (待查明).
    Unstated,
}

/// 填报的决议 — a resolution of a compound's owners as reported. In a log every resolution is a report: it is attested by
/// whoever states it, and never becomes a proof by being read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vote {
    /// Whose owners voted.
    pub compound: CompoundId,
    /// How it came out, who says so and when.
    pub record: Stated<ResolutionRecord>,
}

impl Vote {
    /// The report of a resolution that was counted by this library; its record tells how the tally was made.
    #[must_use]
    pub fn of(resolution: &Resolution, on: Day, by: Authority) -> Self {
        Self { compound: resolution.compound().clone(), record: Stated::new(resolution.record(), on, by) }
    }

    /// The latest resolution on a matter that a dossier reports by a day; nothing if it reports none.
    #[must_use]
    pub fn reported(dossier: &Dossier, matter: Matter, day: Day) -> Option<Self> {
        let record = dossier.resolution(matter, day)?.clone();
        Some(Self { compound: dossier.compound.id.clone(), record })
    }

    /// What was resolved and who says so: a report, not a proof.
    ///
    /// ```
    /// use wuye::estate::Stated;
    /// use wuye::law::Authority;
    /// use wuye::matter::{Matter, Outcome, ResolutionRecord};
    /// use wuye::procedure::Vote;
    /// use wuye::terms::Lang;
    /// let record = ResolutionRecord { matter: Matter::UseFund, on: "2025-04-01".parse()?, outcome: Outcome::Passed, tally: None };
    /// let record = Stated::new(record, "2025-04-02".parse()?, Authority::OwnersCommittee);
    /// let vote = Vote { compound: "c1".parse()?, record };
    /// assert_eq!(
    ///     vote.render(Lang::Zh),
    ///     "据填报，业主于2025年4月1日就使用建筑物及其附属设施的维修资金作出的决议：通过（业主委员会于2025年4月2日填报）。"
    /// );
    /// # Ok::<(), wuye::Error>(())
    /// ```
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let ResolutionRecord { matter, on, outcome, tally } = &self.record.value;
        let (day, said) = (on.render(lang), self.record.render(lang));
        let origin = tally.as_ref().map(|tally| tally.origin);
        match (lang, origin) {
            (Lang::Zh, None) => format!("据填报，业主于{day}就{matter:#}作出的决议：{outcome:#}（{said}）。"),
            (Lang::Zh, Some(origin)) => {
                format!("据填报，业主于{day}就{matter:#}作出的决议：{outcome:#}（{said}；{origin:#}）。")
            }
            (Lang::En, None) => {
                format!("reported: resolution of {day} on {}: {} ({said}).", matter.en(), outcome.en())
            }
            (Lang::En, Some(origin)) => {
                let origin = origin.en();
                format!("reported: resolution of {day} on {}: {} ({said}; {origin}).", matter.en(), outcome.en())
            }
        }
    }
}

/// 协商记录事项 — what an entry of a consultation says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsultationAct {
    /// A step was done.
    Step(ConsultationStep),
    /// The owners voted, as reported.
    Vote(Box<Vote>),
    /// Feedback or evaluation opens it again, from this step on, which is then to be done anew.
    Reopen {
        /// The step it returns to.
        to: ConsultationStep,
    },
}

impl ConsultationAct {
    /// What kind of entry it is.
    #[must_use]
    pub const fn which(&self) -> ConsultationMove {
        match self {
            Self::Step(step) => ConsultationMove::of(*step),
            Self::Vote(_) => ConsultationMove::Vote,
            Self::Reopen { .. } => ConsultationMove::Reopen,
        }
    }
}

/// 协商约定 — what is settled before a consultation begins: for which compound, what kind of topic, in which order, what
/// is due when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "TermsForm", into = "TermsForm")]
pub struct ConsultationTerms {
    // INVARIANT: the order has at least one step, each once; a meeting stands before execution.
    compound: CompoundId,
    kind: TopicKind,
    order: Vec<ConsultationStep>,
    plan: DuePlan<ConsultationMove>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TermsForm {
    compound: CompoundId,
    kind: TopicKind,
    order: Vec<ConsultationStep>,
    #[serde(default = "DuePlan::default")]
    plan: DuePlan<ConsultationMove>,
}

impl TryFrom<TermsForm> for ConsultationTerms {
    type Error = Placed<ProcedureError>;
    fn try_from(form: TermsForm) -> Result<Self, Placed<ProcedureError>> {
        Ok(Self::new(form.compound, form.kind, form.order, form.plan)?)
    }
}

impl From<ConsultationTerms> for TermsForm {
    fn from(terms: ConsultationTerms) -> Self {
        let ConsultationTerms { compound, kind, order, plan } = terms;
        Self { compound, kind, order, plan }
    }
}

impl ConsultationTerms {
    /// Terms with an order of steps.
    ///
    /// # Errors
    /// [`ProcedureError::BadOrder`].
    pub fn new(
        compound: CompoundId,
        kind: TopicKind,
        order: Vec<ConsultationStep>,
        plan: DuePlan<ConsultationMove>,
    ) -> Result<Self, ProcedureError> {
        let at = |step| order.iter().position(|other| *other == step);
        let each_once = ConsultationStep::ALL.iter().filter(|step| order.contains(step)).count() == order.len();
        let meets = match (at(ConsultationStep::Meet), at(ConsultationStep::Carry)) {
            (Some(meet), Some(carry)) => meet < carry,
            (None, Some(_)) => false,
            (_, None) => true,
        };
        if order.is_empty() || !each_once || !meets {
            let shown = ConsultationStep::ALL.len().saturating_add(1);
            let found = order.into_iter().take(shown).map(ConsultationMove::of);
            return Err(ProcedureError::BadOrder { found: Words::of(found) });
        }
        Ok(Self { compound, kind, order, plan })
    }

    /// Terms in the order that a rulebook settles for
    /// [`Key::ConsultationSteps`](crate::rule::Key::ConsultationSteps); nothing where it settles none.
    ///
    /// # Errors
    /// As [`ConsultationTerms::new`].
    ///
    /// ```
    /// use wuye::procedure::{ConsultationTerms, DuePlan, TopicKind};
    /// use wuye::rule::Key;
    /// let dongguan = wuye::places::dongguan::rulebook()?;
    /// let steps = dongguan.setting(Key::ConsultationSteps, "2024-01-01".parse()?);
    /// let terms = ConsultationTerms::settled("c1".parse()?, TopicKind::NotJoint, &steps, DuePlan::default())?;
    /// assert_eq!(terms.unwrap().order().len(), 6);
    /// let elsewhere = wuye::places::xuchang::rulebook()?.setting(Key::ConsultationSteps, "2024-01-01".parse()?);
    /// assert!(ConsultationTerms::settled("c1".parse()?, TopicKind::NotJoint, &elsewhere, DuePlan::default())?.is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn settled(
        compound: CompoundId,
        kind: TopicKind,
        steps: &Settled,
        plan: DuePlan<ConsultationMove>,
    ) -> Result<Option<Self>, ProcedureError> {
        match steps.value() {
            Some(ParameterValue::ConsultationSteps(order)) => Self::new(compound, kind, order.clone(), plan).map(Some),
            _ => Ok(None),
        }
    }

    /// Which compound's topic it is.
    #[must_use]
    pub const fn compound(&self) -> &CompoundId {
        &self.compound
    }

    /// Whether the owners decide it jointly.
    #[must_use]
    pub const fn kind(&self) -> TopicKind {
        self.kind
    }

    /// The steps, in their order.
    #[must_use]
    pub fn order(&self) -> &[ConsultationStep] {
        &self.order
    }

    /// What is due when.
    #[must_use]
    pub const fn plan(&self) -> &DuePlan<ConsultationMove> {
        &self.plan
    }

    fn at(&self, step: ConsultationStep) -> Option<usize> {
        self.order.iter().position(|other| *other == step)
    }
}

/// 协商 — one topic on its way through the steps.
///
/// ```
/// use wuye::procedure::{Consultation, ConsultationAct, ConsultationMove, ConsultationTerms, DuePlan, TopicKind, Why};
/// use wuye::matter::Matter;
/// use wuye::rule::ConsultationStep;
/// let all = ConsultationStep::ALL.to_vec();
/// let terms = ConsultationTerms::new("c1".parse()?, TopicKind::Joint(Matter::UseFund), all, DuePlan::default())?;
/// let mut topic = Consultation::new(terms);
/// for (day, step) in [("2025-03-01", ConsultationStep::Collect), ("2025-03-05", ConsultationStep::Settle),
///     ("2025-03-10", ConsultationStep::Meet)] {
///     topic.record(day.parse()?, ConsultationAct::Step(step))?;
/// }
/// // The owners have not voted, so nothing is carried out.
/// let answer = topic.answer("2025-03-20".parse()?)?;
/// assert_eq!(answer.allowed().collect::<Vec<_>>(), [ConsultationMove::Vote]);
/// let carry = answer.barred().find(|answer| answer.step == ConsultationMove::Carry).unwrap();
/// assert_eq!(carry.barred, Some(Why::NoVote));
/// # Ok::<(), wuye::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ConsultationForm", into = "ConsultationForm")]
pub struct Consultation {
    // INVARIANT: what stands below the log is the fold of the log.
    terms: ConsultationTerms,
    log: Log<ConsultationAct>,
    /// How many steps of the order are done.
    done: usize,
    /// The day of the last meeting.
    met: Option<Day>,
    /// The latest vote since that meeting was entered.
    vote: Option<(Day, Outcome)>,
    /// The times that run, in the order of the plan.
    running: Vec<Option<Day>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ConsultationForm {
    format: u16,
    terms: ConsultationTerms,
    log: Log<ConsultationAct>,
}

impl TryFrom<ConsultationForm> for Consultation {
    type Error = Placed<ProcedureError>;
    fn try_from(form: ConsultationForm) -> Result<Self, Placed<ProcedureError>> {
        check_format(form.format)?;
        Ok(Self::replay(form.terms, form.log)?)
    }
}

impl From<Consultation> for ConsultationForm {
    fn from(case: Consultation) -> Self {
        Self { format: PROCEDURE_FORMAT, terms: case.terms, log: case.log }
    }
}

impl Consultation {
    /// A consultation that has not begun.
    #[must_use]
    pub fn new(terms: ConsultationTerms) -> Self {
        let running = terms.plan.idle();
        Self { terms, log: Log::default(), done: 0, met: None, vote: None, running }
    }

    /// The consultation that a log tells: the fold of its entries.
    ///
    /// # Errors
    /// As [`Consultation::record`], at the first entry that cannot stand there.
    pub fn replay(terms: ConsultationTerms, log: Log<ConsultationAct>) -> Result<Self, ProcedureError> {
        let mut case = Self::new(terms);
        for Entry { on, act } in log.entries() {
            case.step(*on, act)?;
        }
        case.log = log;
        Ok(case)
    }

    /// Enters what was done on a day. After an error the case is as it was.
    ///
    /// # Errors
    /// [`ProcedureError::BeforeLast`], [`ProcedureError::TooManyEntries`], [`ProcedureError::NotAllowed`] with the
    /// stage and what it allows, [`ProcedureError::BadReturn`], [`ProcedureError::VoteElsewhere`],
    /// [`ProcedureError::VoteOnOther`], [`ProcedureError::VoteLater`], [`ProcedureError::Measure`] for a due day after
    /// the year 2200.
    pub fn record(&mut self, on: Day, act: ConsultationAct) -> Result<(), ProcedureError> {
        self.log.check(on)?;
        self.step(on, &act)?;
        self.log.push(on, act)
    }

    fn step(&mut self, on: Day, act: &ConsultationAct) -> Result<(), ProcedureError> {
        let which = act.which();
        let answer = self.judge(which);
        if let Some(why) = answer.barred {
            let (stage, allowed) = (Word::of(self.stage()), Words::of(self.allowed()));
            let procedure = Procedure::Consultation;
            return Err(ProcedureError::NotAllowed { procedure, stage, step: Word::of(which), allowed, why });
        }
        let done = match act {
            ConsultationAct::Step(_) => self.done.saturating_add(1),
            ConsultationAct::Vote(vote) => {
                self.check_vote(vote, on)?;
                self.done
            }
            ConsultationAct::Reopen { to } => self.returns(*to)?,
        };
        self.terms.plan.step(&mut self.running, which, on, which == ConsultationMove::Reopen)?;
        self.done = done;
        match act {
            ConsultationAct::Step(ConsultationStep::Meet) => (self.met, self.vote) = (Some(on), None),
            ConsultationAct::Vote(vote) => {
                let record = &vote.record.value;
                // Of two decisions the later one counts; of one day the one that was entered last.
                if self.vote.is_none_or(|(known, _)| known <= record.on) {
                    self.vote = Some((record.on, record.outcome));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// How many steps are done when it returns to one of them.
    fn returns(&self, to: ConsultationStep) -> Result<usize, ProcedureError> {
        let done = self.terms.order.iter().take(self.done);
        self.terms
            .at(to)
            .filter(|at| *at < self.done)
            .ok_or_else(|| ProcedureError::BadReturn { to: Word::of(to), allowed: Words::of(done.copied()) })
    }

    fn check_vote(&self, vote: &Vote, recorded: Day) -> Result<(), ProcedureError> {
        let record = &vote.record;
        if vote.compound != self.terms.compound {
            let (expected, found) = (self.terms.compound.clone(), vote.compound.clone());
            return Err(ProcedureError::VoteElsewhere { expected, found });
        }
        if let TopicKind::Joint(expected) = self.terms.kind
            && record.value.matter != expected
        {
            return Err(ProcedureError::VoteOnOther { expected, found: record.value.matter });
        }
        match record.on.max(record.value.on) {
            on if on > recorded => Err(ProcedureError::VoteLater { on, recorded }),
            _ => Ok(()),
        }
    }

    /// Whether a move is allowed now, and why not.
    fn judge(&self, which: ConsultationMove) -> StepAnswer<ConsultationMove> {
        let barred = |why| StepAnswer::barred(which, why, None);
        match which {
            ConsultationMove::Vote => self.judge_vote(),
            ConsultationMove::Reopen => match self.last_done() {
                Some(ConsultationStep::Supervise | ConsultationStep::Evaluate) => StepAnswer::allowed(which),
                _ => barred(Why::NothingToReopen),
            },
            _ => match which.step().and_then(|step| self.terms.at(step)) {
                None => barred(Why::NotInOrder),
                Some(at) if at < self.done => barred(Why::Past),
                Some(at) if at > self.done => StepAnswer::barred(which, Why::Earlier, self.next()),
                Some(_) if which == ConsultationMove::Carry => match self.missing() {
                    Some(why) => barred(why),
                    None => StepAnswer::allowed(which),
                },
                Some(_) => StepAnswer::allowed(which),
            },
        }
    }

    fn judge_vote(&self) -> StepAnswer<ConsultationMove> {
        let which = ConsultationMove::Vote;
        let meet = self.terms.at(ConsultationStep::Meet);
        let carry = self.terms.at(ConsultationStep::Carry);
        match self.terms.kind {
            TopicKind::NotJoint => StepAnswer::barred(which, Why::NoVoteNeeded, None),
            TopicKind::Unstated => StepAnswer::barred(which, Why::KindUnstated, None),
            TopicKind::Joint(_) if carry.is_none() => StepAnswer::barred(which, Why::NotInOrder, None),
            TopicKind::Joint(_) if meet.is_none_or(|meet| meet >= self.done) => {
                StepAnswer::barred(which, Why::Earlier, self.next())
            }
            TopicKind::Joint(_) if carry.is_some_and(|carry| carry < self.done) => {
                StepAnswer::barred(which, Why::Past, None)
            }
            TopicKind::Joint(_) => StepAnswer::allowed(which),
        }
    }

    /// What keeps a decision from being carried out: the owners' resolution, where the topic needs one.
    fn missing(&self) -> Option<Why> {
        match (self.terms.kind, self.vote) {
            (TopicKind::NotJoint, _) => None,
            (TopicKind::Unstated, _) => Some(Why::KindUnstated),
            (TopicKind::Joint(_), None) => Some(Why::NoVote),
            (TopicKind::Joint(_), Some((on, _))) if self.met.is_none_or(|met| on < met) => Some(Why::VoteBeforeMeeting),
            (TopicKind::Joint(_), Some((_, Outcome::NoQuorum))) => Some(Why::NoQuorum),
            (TopicKind::Joint(_), Some((_, Outcome::Rejected))) => Some(Why::Rejected),
            (TopicKind::Joint(_), Some((_, Outcome::Passed))) => None,
        }
    }

    fn last_done(&self) -> Option<ConsultationStep> {
        self.done.checked_sub(1).and_then(|last| self.terms.order.get(last)).copied()
    }

    fn next(&self) -> Option<ConsultationMove> {
        self.terms.order.get(self.done).map(|step| ConsultationMove::of(*step))
    }

    fn allowed(&self) -> impl Iterator<Item = ConsultationMove> {
        ConsultationMove::ALL.iter().copied().filter(|which| self.judge(*which).barred.is_none())
    }

    /// What was settled before it began.
    #[must_use]
    pub const fn terms(&self) -> &ConsultationTerms {
        &self.terms
    }

    /// What was entered.
    #[must_use]
    pub const fn log(&self) -> &Log<ConsultationAct> {
        &self.log
    }

    /// The stage after the last entry.
    #[must_use]
    pub fn stage(&self) -> ConsultationStage {
        self.last_done().map_or(ConsultationStage::NotBegun, ConsultationStage::after)
    }

    /// Whether every step of the order is done.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.done == self.terms.order.len()
    }

    /// Where it stands on a day.
    ///
    /// # Errors
    /// [`ProcedureError::BeforeLast`] for a day before that of the last entry.
    pub fn answer(&self, on: Day) -> Result<Answer<ConsultationStage, ConsultationMove>, ProcedureError> {
        self.log.asked(on)?;
        let steps = ConsultationMove::ALL.iter().map(|which| self.judge(*which)).collect();
        Ok(Answer { on, stage: self.stage(), steps, due: self.terms.plan.due(&self.running)? })
    }

    /// 程序结果 — the fact that a finished consultation comes back as: all parties consulted
    /// ([`Fact::MultiPartyConsultation`]), on the day of its last entry. Nothing while it is not finished, or where its
    /// order has no meeting.
    #[must_use]
    pub fn outcome(&self, by: Authority) -> Option<(Fact, Stated<bool>)> {
        let met = self.terms.at(ConsultationStep::Meet).is_some();
        let on = self.log.last_day().filter(|_| met && self.is_finished())?;
        Some((Fact::MultiPartyConsultation, Stated::new(true, on, by)))
    }

    /// States the outcome in the dossier of the compound; says whether that was done: not without an outcome, and not
    /// in the dossier of another compound.
    ///
    /// # Errors
    /// [`EstateError`] as [`Dossier::state`] where the dossier says otherwise of that day.
    pub fn state_in(&self, dossier: &mut Dossier, by: Authority) -> Result<bool, EstateError> {
        match self.outcome(by).filter(|_| dossier.compound.id == self.terms.compound) {
            Some((fact, statement)) => dossier.state(fact, statement).map(|()| true),
            None => Ok(false),
        }
    }
}
