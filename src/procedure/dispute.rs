//! 矛盾纠纷闭环 — disputes: from report to closing.
//!
//! | stage | phase | allowed |
//! |---|---|---|
//! | `not_reported` | `before` | `report` → `reported` |
//! | `reported` | `during` | `triage` → `triaged` |
//! | `triaged` | `during` | `assign` → `assigned` |
//! | `assigned` | `during` | `whistle` → `whistled`, `study` → `studied`, `resolve` → `resolved` |
//! | `whistled` | `during` | `join` → `joined` |
//! | `joined` | `during` | `study` → `studied`, `resolve` → `resolved` |
//! | `studied` | `during` | `assign` → `assigned`, `whistle` → `whistled`, `resolve` → `resolved` |
//! | `resolved` | `after` | `evaluate` → `evaluated` |
//! | `evaluated` | `after` | `close` → `closed`, `reopen` → `reported` |
//! | `closed` | `after` | `reopen` → `reported` |
//!
//! Besides, `monitor` is allowed at every stage and changes none. Every other pair of stage and step is refused. The
//! letter names the mechanisms; which follows which is the reading of this library.

use serde::{Deserialize, Serialize};

use super::{
    Answer, DuePlan, Entry, Log, PROCEDURE_FORMAT, Procedure, ProcedureError, StepAnswer, Why, Word, Words,
    check_format,
};
use crate::estate::{CompoundId, OrganisationId};
use crate::measure::Day;
use crate::terms::{Placed, terms};

terms! {
    /// 纠纷处置步骤 — what can be entered into the log of a dispute.
    pub enum DisputeStep: "step of a dispute" {
        Report = "report", "上报", "report", "东建函〔2023〕26号第二部分第（三）项";
        Triage = "triage", "分流", "triage", "东建函〔2023〕26号第二部分第（三）项";
        Assign = "assign", "交办", "assign", "东建函〔2023〕26号第二部分第（三）项";
        Whistle = "whistle", "吹哨", "whistle for the departments", "东建函〔2023〕26号第二部分第（三）项";
        Join = "join", "报到", "the departments join", "东建函〔2023〕26号第二部分第（三）项";
        Study = "study", "会商研判", "study it jointly", "东建函〔2023〕26号第二部分第（三）项";
        Monitor = "monitor", "监测预警", "monitor and warn", "东建函〔2023〕26号第二部分第（三）项";
        Resolve = "resolve", "化解", "resolve", "东建函〔2023〕26号第二部分第（三）项";
        Evaluate = "evaluate", "评价督导", "evaluate and supervise", "东建函〔2023〕26号第二部分第（三）项";
        Close = "close", "结案", "close", "东建函〔2023〕26号第二部分第（三）项";
        Reopen = "reopen", "重启", "reopen", "design";
    }
}

terms! {
    /// 纠纷处置阶段 — where a dispute stands.
    pub enum DisputeStage: "stage of a dispute" {
        NotReported = "not_reported", "尚未上报", "not reported", "design";
        Reported = "reported", "已上报", "reported", "design";
        Triaged = "triaged", "已分流", "triaged", "design";
        Assigned = "assigned", "已交办", "assigned", "design";
        Whistled = "whistled", "已吹哨", "departments called", "design";
        Joined = "joined", "已报到", "departments joined", "design";
        Studied = "studied", "已会商研判", "studied jointly", "design";
        Resolved = "resolved", "已化解", "resolved", "design";
        Evaluated = "evaluated", "已评价督导", "evaluated", "design";
        Closed = "closed", "已结案", "closed", "design";
    }
}

terms! {
    /// 处置环节 — before, during and after.
    pub enum DisputePhase: "phase of a dispute" {
        Before = "before", "事前风险防范", "before: prevention", "东建函〔2023〕26号第二部分第（三）项";
        During = "during", "事中问题处置", "during: handling", "东建函〔2023〕26号第二部分第（三）项";
        After = "after", "事后整改提升", "after: mending", "东建函〔2023〕26号第二部分第（三）项";
    }
}

impl DisputeStage {
    /// The phase it belongs to.
    #[must_use]
    pub const fn phase(self) -> DisputePhase {
        match self {
            Self::NotReported => DisputePhase::Before,
            Self::Reported | Self::Triaged | Self::Assigned | Self::Whistled | Self::Joined | Self::Studied => {
                DisputePhase::During
            }
            Self::Resolved | Self::Evaluated | Self::Closed => DisputePhase::After,
        }
    }

    /// The stage that a step leads to; nothing where it is not allowed.
    #[must_use]
    pub const fn after(self, step: DisputeStep) -> Option<Self> {
        use DisputeStage as G;
        use DisputeStep as S;
        match (self, step) {
            (stage, S::Monitor) => Some(stage),
            (G::NotReported, S::Report) | (G::Evaluated | G::Closed, S::Reopen) => Some(G::Reported),
            (G::Reported, S::Triage) => Some(G::Triaged),
            (G::Triaged | G::Studied, S::Assign) => Some(G::Assigned),
            (G::Assigned | G::Studied, S::Whistle) => Some(G::Whistled),
            (G::Whistled, S::Join) => Some(G::Joined),
            (G::Assigned | G::Joined, S::Study) => Some(G::Studied),
            (G::Assigned | G::Joined | G::Studied, S::Resolve) => Some(G::Resolved),
            (G::Resolved, S::Evaluate) => Some(G::Evaluated),
            (G::Evaluated, S::Close) => Some(G::Closed),
            _ => None,
        }
    }

    /// The step that brings a case on from here.
    const fn onward(self) -> Option<DisputeStep> {
        match self {
            Self::NotReported => Some(DisputeStep::Report),
            Self::Reported => Some(DisputeStep::Triage),
            Self::Triaged => Some(DisputeStep::Assign),
            Self::Whistled => Some(DisputeStep::Join),
            Self::Assigned | Self::Joined | Self::Studied => Some(DisputeStep::Resolve),
            Self::Resolved => Some(DisputeStep::Evaluate),
            Self::Evaluated => Some(DisputeStep::Close),
            Self::Closed => None,
        }
    }

    fn judge(self, step: DisputeStep) -> StepAnswer<DisputeStep> {
        if self.after(step).is_some() {
            return StepAnswer::allowed(step);
        }
        if step == DisputeStep::Reopen {
            return StepAnswer::barred(step, Why::NothingToReopen, None);
        }
        if self == Self::Closed {
            return StepAnswer::barred(step, Why::Ended, None);
        }
        // Steps stand in the order in which they lead on, so one before the way onward is behind the case.
        match self.onward() {
            Some(DisputeStep::Resolve) if step == DisputeStep::Join => {
                let first = (self != Self::Joined).then_some(DisputeStep::Whistle);
                let why = if first.is_some() { Why::Earlier } else { Why::Past };
                StepAnswer::barred(step, why, first)
            }
            Some(onward) if step > onward => StepAnswer::barred(step, Why::Earlier, Some(onward)),
            _ => StepAnswer::barred(step, Why::Past, None),
        }
    }
}

/// 纠纷处置记录事项 — what an entry of a dispute says: the step, and to whom it went, by whom it was joined.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisputeAct {
    /// Which step.
    pub step: DisputeStep,
    /// The body concerned; an assignment must name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<OrganisationId>,
}

impl DisputeAct {
    /// A step that names nobody.
    #[must_use]
    pub const fn step(step: DisputeStep) -> Self {
        Self { step, body: None }
    }

    /// An assignment to a body (交办).
    #[must_use]
    pub const fn assign(to: OrganisationId) -> Self {
        Self { step: DisputeStep::Assign, body: Some(to) }
    }
}

/// 矛盾纠纷 — one dispute on its way from report to closing.
///
/// ```
/// use wuye::measure::Period;
/// use wuye::procedure::{Dispute, DisputeAct, DisputeStage, DisputeStep, DuePlan, DueRule};
/// use wuye::terms::Lang;
/// // The street wants a case resolved within 15 days of the assignment.
/// let rule = DueRule { step: DisputeStep::Resolve, from: DisputeStep::Assign, within: Period::Days(15) };
/// let mut case = Dispute::new("c1".parse()?, DuePlan::new(vec![rule])?);
/// case.record("2025-03-01".parse()?, DisputeAct::step(DisputeStep::Report))?;
/// case.record("2025-03-01".parse()?, DisputeAct::step(DisputeStep::Triage))?;
/// case.record("2025-03-02".parse()?, DisputeAct::assign("urban-management".parse()?))?;
/// let answer = case.answer("2025-03-20".parse()?)?;
/// assert_eq!(answer.stage, DisputeStage::Assigned);
/// let late: Vec<String> = answer.overdue().map(|due| due.render(answer.on, Lang::En)).collect();
/// assert_eq!(late, ["`resolve` was due by 2025-03-17, overdue by 3 days."]);
/// # Ok::<(), wuye::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "DisputeForm", into = "DisputeForm")]
pub struct Dispute {
    // INVARIANT: what stands below the log is the fold of the log.
    compound: CompoundId,
    plan: DuePlan<DisputeStep>,
    log: Log<DisputeAct>,
    stage: DisputeStage,
    /// The times that run, in the order of the plan.
    running: Vec<Option<Day>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DisputeForm {
    format: u16,
    compound: CompoundId,
    #[serde(default = "DuePlan::default")]
    plan: DuePlan<DisputeStep>,
    log: Log<DisputeAct>,
}

impl TryFrom<DisputeForm> for Dispute {
    type Error = Placed<ProcedureError>;
    fn try_from(form: DisputeForm) -> Result<Self, Placed<ProcedureError>> {
        check_format(form.format)?;
        Ok(Self::replay(form.compound, form.plan, form.log)?)
    }
}

impl From<Dispute> for DisputeForm {
    fn from(case: Dispute) -> Self {
        Self { format: PROCEDURE_FORMAT, compound: case.compound, plan: case.plan, log: case.log }
    }
}

impl Dispute {
    /// A dispute that is not reported yet.
    #[must_use]
    pub fn new(compound: CompoundId, plan: DuePlan<DisputeStep>) -> Self {
        let running = plan.idle();
        Self { compound, plan, log: Log::default(), stage: DisputeStage::NotReported, running }
    }

    /// The dispute that a log tells: the fold of its entries.
    ///
    /// # Errors
    /// As [`Dispute::record`], at the first entry that cannot stand there.
    pub fn replay(
        compound: CompoundId,
        plan: DuePlan<DisputeStep>,
        log: Log<DisputeAct>,
    ) -> Result<Self, ProcedureError> {
        let mut case = Self::new(compound, plan);
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
    /// stage and what it allows, [`ProcedureError::NoAssignee`], [`ProcedureError::Measure`] for a due day after the
    /// year 2200.
    pub fn record(&mut self, on: Day, act: DisputeAct) -> Result<(), ProcedureError> {
        self.log.check(on)?;
        self.step(on, &act)?;
        self.log.push(on, act)
    }

    fn step(&mut self, on: Day, act: &DisputeAct) -> Result<(), ProcedureError> {
        let Some(stage) = self.stage.after(act.step) else {
            let why = self.stage.judge(act.step).barred.unwrap_or(Why::Earlier);
            let allowed = DisputeStep::ALL.iter().copied().filter(|step| self.stage.after(*step).is_some());
            let (stage, allowed) = (Word::of(self.stage), Words::of(allowed));
            let procedure = Procedure::Dispute;
            return Err(ProcedureError::NotAllowed { procedure, stage, step: Word::of(act.step), allowed, why });
        };
        if act.step == DisputeStep::Assign && act.body.is_none() {
            return Err(ProcedureError::NoAssignee {});
        }
        self.plan.step(&mut self.running, act.step, on, act.step == DisputeStep::Reopen)?;
        self.stage = stage;
        Ok(())
    }

    /// Whose compound it is in.
    #[must_use]
    pub const fn compound(&self) -> &CompoundId {
        &self.compound
    }

    /// What is due when.
    #[must_use]
    pub const fn plan(&self) -> &DuePlan<DisputeStep> {
        &self.plan
    }

    /// What was entered.
    #[must_use]
    pub const fn log(&self) -> &Log<DisputeAct> {
        &self.log
    }

    /// The stage after the last entry.
    #[must_use]
    pub const fn stage(&self) -> DisputeStage {
        self.stage
    }

    /// Where it stands on a day.
    ///
    /// # Errors
    /// [`ProcedureError::BeforeLast`] for a day before that of the last entry.
    pub fn answer(&self, on: Day) -> Result<Answer<DisputeStage, DisputeStep>, ProcedureError> {
        self.log.asked(on)?;
        let steps = DisputeStep::ALL.iter().map(|step| self.stage.judge(*step)).collect();
        Ok(Answer { on, stage: self.stage, steps, due: self.plan.due(&self.running)? })
    }
}
