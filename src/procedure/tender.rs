//! 前期物业招标投标 — a tender for the initial service, from notice to contract; or agreement, once the county approves it.
//!
//! | stage | allowed |
//! |---|---|
//! | `not_begun` | `notice` → `noticed`, `approve` → `approved` |
//! | `noticed` | `bids` → `bids_closed` |
//! | `bids_closed` | `notice` → `noticed`, `panel` → `panel_formed`, `approve` → `approved` |
//! | `panel_formed` | `open` → `opened` |
//! | `opened` | `award` → `awarded` |
//! | `awarded` | `report` → `reported` |
//! | `reported` | `contract` → `contracted` |
//! | `approved` | `contract` → `contracted` |
//!
//! Every other pair of stage and step is refused, and so is a panel where nobody bid. What the law asks of dates and
//! numbers keeps nothing out of the log: it is found beside them ([`Tender::findings`],
//! [`agreement`](super::agreement)).

use serde::{Deserialize, Serialize};

use super::tender_law::{self, Number};
use super::{
    Answer, Due, Entry, Log, PROCEDURE_FORMAT, Procedure, ProcedureError, StepAnswer, Why, Word, Words, check_format,
};
use crate::dossier::EventRecord;
use crate::estate::{CompoundId, Event, Stated};
use crate::law::Authority;
use crate::measure::Day;
use crate::meeting::checks::{Check, Item, Seen};
use crate::terms::{Placed, terms};

terms! {
    /// 招标步骤 — what can be entered into the log of a tender.
    pub enum TenderStep: "step of a tender" {
        Notice = "notice", "发布招标公告或者发出投标邀请", "publish the notice or invite", "建住房〔2003〕130号";
        Bids = "bids", "投标截止", "close the bids", "建住房〔2003〕130号";
        Panel = "panel", "组建评标委员会", "form the panel", "建住房〔2003〕130号";
        Open = "open", "开标", "open the bids", "建住房〔2003〕130号";
        Award = "award", "确定中标人", "award", "建住房〔2003〕130号";
        Report = "report", "中标结果备案", "report the winner", "建住房〔2003〕130号";
        Contract = "contract", "签订合同", "sign the contract", "《物业管理条例》第二十四条";
        Approve = "approve", "批准协议选聘", "approve an agreement", "《物业管理条例》第二十四条第二款";
    }
}

terms! {
    /// 招标阶段 — where a tender stands.
    pub enum TenderStage: "stage of a tender" {
        NotBegun = "not_begun", "尚未开始", "not begun", "design";
        Noticed = "noticed", "已发布公告", "notice published", "design";
        BidsClosed = "bids_closed", "投标已截止", "bids closed", "design";
        PanelFormed = "panel_formed", "已组建评标委员会", "panel formed", "design";
        Opened = "opened", "已开标", "bids opened", "design";
        Awarded = "awarded", "已确定中标人", "awarded", "design";
        Reported = "reported", "已备案", "winner reported", "design";
        Approved = "approved", "已批准协议选聘", "agreement approved", "design";
        Contracted = "contracted", "已签订合同", "contract signed", "design";
    }
}

impl TenderStage {
    /// The stage that a step leads to; nothing where it is not allowed.
    #[must_use]
    pub const fn after(self, step: TenderStep) -> Option<Self> {
        use TenderStage as G;
        use TenderStep as S;
        match (self, step) {
            (G::NotBegun | G::BidsClosed, S::Notice) => Some(G::Noticed),
            (G::NotBegun | G::BidsClosed, S::Approve) => Some(G::Approved),
            (G::Noticed, S::Bids) => Some(G::BidsClosed),
            (G::BidsClosed, S::Panel) => Some(G::PanelFormed),
            (G::PanelFormed, S::Open) => Some(G::Opened),
            (G::Opened, S::Award) => Some(G::Awarded),
            (G::Awarded, S::Report) => Some(G::Reported),
            (G::Reported | G::Approved, S::Contract) => Some(G::Contracted),
            _ => None,
        }
    }

    /// The step that brings a tender on from here.
    const fn onward(self) -> Option<TenderStep> {
        match self {
            Self::NotBegun => Some(TenderStep::Notice),
            Self::Noticed => Some(TenderStep::Bids),
            Self::BidsClosed => Some(TenderStep::Panel),
            Self::PanelFormed => Some(TenderStep::Open),
            Self::Opened => Some(TenderStep::Award),
            Self::Awarded => Some(TenderStep::Report),
            Self::Reported | Self::Approved => Some(TenderStep::Contract),
            Self::Contracted => None,
        }
    }
}

/// 招标方式 — openly, or among firms that are invited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TenderNotice {
    /// 公开招标: openly.
    Open,
    /// 邀请招标, and how many firms are invited.
    Invited(u32),
}

/// 招标记录事项 — what an entry of a tender says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum TenderAct {
    /// The notice, or the invitation.
    Notice(TenderNotice),
    /// Bids were closed; so many bid.
    Bids(u32),
    /// The panel was formed.
    Panel {
        /// All members.
        members: u32,
        /// The outside experts among them.
        experts: u32,
    },
    /// Bids were opened.
    Open,
    /// The winner was determined.
    Award,
    /// The winner was reported to the department.
    Report,
    /// The contract was signed.
    Contract,
    /// The county's department approved the choice by agreement.
    Approve,
}

impl TenderAct {
    /// Which step it is.
    #[must_use]
    pub const fn step(&self) -> TenderStep {
        match self {
            Self::Notice(_) => TenderStep::Notice,
            Self::Bids(_) => TenderStep::Bids,
            Self::Panel { .. } => TenderStep::Panel,
            Self::Open => TenderStep::Open,
            Self::Award => TenderStep::Award,
            Self::Report => TenderStep::Report,
            Self::Contract => TenderStep::Contract,
            Self::Approve => TenderStep::Approve,
        }
    }
}

/// 招标 — one tender.
///
/// ```
/// use wuye::procedure::{Tender, TenderAct, TenderNotice};
/// use wuye::rule::Verdict;
/// let mut tender = Tender::new("c1".parse()?);
/// tender.record("2024-02-01".parse()?, TenderAct::Notice(TenderNotice::Open))?;
/// tender.record("2024-02-20".parse()?, TenderAct::Bids(4))?; // the nineteenth day
/// let findings = tender.findings()?;
/// assert_eq!(findings[0].verdict, Verdict::Unmet);
/// let error = tender.record("2024-02-21".parse()?, TenderAct::Award).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "expected one of these at the stage `bids closed` of a tender for the initial service: publish the notice or \
///      invite, form the panel, approve an agreement; found `award`: a step before it is not done"
/// );
/// # Ok::<(), wuye::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "TenderFile", into = "TenderFile")]
pub struct Tender {
    // INVARIANT: what stands below the log is the fold of the log.
    compound: CompoundId,
    log: Log<TenderAct>,
    stage: TenderStage,
    seen: SeenOf,
}

/// What the log tells of the round that counts: a second notice begins a new one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct SeenOf {
    notice: Option<(Day, Option<u32>)>,
    bids: Option<(Day, u32)>,
    panel: Option<(Day, u32, u32)>,
    award: Option<Day>,
    report: Option<Day>,
    contract: Option<Day>,
    approved: Option<Day>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TenderFile {
    format: u16,
    compound: CompoundId,
    log: Log<TenderAct>,
}

impl TryFrom<TenderFile> for Tender {
    type Error = Placed<ProcedureError>;
    fn try_from(form: TenderFile) -> Result<Self, Placed<ProcedureError>> {
        check_format(form.format)?;
        Ok(Self::replay(form.compound, form.log)?)
    }
}

impl From<Tender> for TenderFile {
    fn from(case: Tender) -> Self {
        Self { format: PROCEDURE_FORMAT, compound: case.compound, log: case.log }
    }
}

impl Tender {
    /// A tender that has not begun.
    #[must_use]
    pub fn new(compound: CompoundId) -> Self {
        Self { compound, log: Log::default(), stage: TenderStage::NotBegun, seen: SeenOf::default() }
    }

    /// The tender that a log tells: the fold of its entries.
    ///
    /// # Errors
    /// As [`Tender::record`], at the first entry that cannot stand there.
    pub fn replay(compound: CompoundId, log: Log<TenderAct>) -> Result<Self, ProcedureError> {
        let mut case = Self::new(compound);
        for Entry { on, act } in log.entries() {
            case.step(*on, *act)?;
        }
        case.log = log;
        Ok(case)
    }

    /// Enters what was done on a day. After an error the case is as it was.
    ///
    /// # Errors
    /// [`ProcedureError::BeforeLast`], [`ProcedureError::TooManyEntries`], [`ProcedureError::NotAllowed`] with the
    /// stage and what it allows, [`ProcedureError::PartOverWhole`] for a panel that cannot be.
    pub fn record(&mut self, on: Day, act: TenderAct) -> Result<(), ProcedureError> {
        self.log.check(on)?;
        self.step(on, act)?;
        self.log.push(on, act)
    }

    fn step(&mut self, on: Day, act: TenderAct) -> Result<(), ProcedureError> {
        let judged = self.judge(act.step());
        let (Some(stage), None) = (self.stage.after(act.step()), judged.barred) else {
            let allowed = TenderStep::ALL.iter().copied().filter(|step| self.judge(*step).barred.is_none());
            let (stage, allowed, step) = (Word::of(self.stage), Words::of(allowed), Word::of(act.step()));
            let (procedure, why) = (Procedure::Tender, judged.barred.unwrap_or(Why::Earlier));
            return Err(ProcedureError::NotAllowed { procedure, stage, step, allowed, why });
        };
        match act {
            TenderAct::Notice(form) => {
                let invited = match form {
                    TenderNotice::Open => None,
                    TenderNotice::Invited(firms) => Some(firms),
                };
                self.seen = SeenOf { notice: Some((on, invited)), ..SeenOf::default() };
            }
            TenderAct::Bids(bidders) => self.seen.bids = Some((on, bidders)),
            TenderAct::Panel { members, experts } => {
                if experts > members || members == 0 {
                    return Err(ProcedureError::PartOverWhole { part: experts, whole: members });
                }
                self.seen.panel = Some((on, members, experts));
            }
            TenderAct::Open => {}
            TenderAct::Award => self.seen.award = Some(on),
            TenderAct::Report => self.seen.report = Some(on),
            TenderAct::Contract => self.seen.contract = Some(on),
            TenderAct::Approve => self.seen.approved = Some(on),
        }
        self.stage = stage;
        Ok(())
    }

    fn judge(&self, step: TenderStep) -> StepAnswer<TenderStep> {
        let nobody = self.seen.bids.is_some_and(|(_, bidders)| bidders == 0);
        match (self.stage.after(step), self.stage.onward()) {
            (Some(_), _) if step == TenderStep::Panel && nobody => StepAnswer::barred(step, Why::NoBids, None),
            (Some(_), _) => StepAnswer::allowed(step),
            (None, None) => StepAnswer::barred(step, Why::Ended, None),
            (None, Some(onward)) if step > onward && step != TenderStep::Approve => {
                StepAnswer::barred(step, Why::Earlier, Some(onward))
            }
            // Approval comes before a notice or after the bids.
            (None, Some(TenderStep::Bids)) if step == TenderStep::Approve => {
                StepAnswer::barred(step, Why::Earlier, Some(TenderStep::Bids))
            }
            (None, Some(_)) => StepAnswer::barred(step, Why::Past, None),
        }
    }

    /// Whose compound it is for.
    #[must_use]
    pub const fn compound(&self) -> &CompoundId {
        &self.compound
    }

    /// What was entered.
    #[must_use]
    pub const fn log(&self) -> &Log<TenderAct> {
        &self.log
    }

    /// The stage after the last entry.
    #[must_use]
    pub const fn stage(&self) -> TenderStage {
        self.stage
    }

    /// How many bid in the round that counts.
    #[must_use]
    pub fn bidders(&self) -> Option<u32> {
        self.seen.bids.map(|(_, bidders)| bidders)
    }

    /// When the county approved the choice by agreement.
    #[must_use]
    pub const fn approved_on(&self) -> Option<Day> {
        self.seen.approved
    }

    /// Where it stands on a day. The winner is to be reported, and the contract to be signed, within the times of the
    /// measures of 2003; before these were in force nothing is due.
    ///
    /// # Errors
    /// [`ProcedureError::BeforeLast`] for a day before that of the last entry, [`ProcedureError::Measure`] for a due
    /// day after the year 2200.
    pub fn answer(&self, on: Day) -> Result<Answer<TenderStage, TenderStep>, ProcedureError> {
        self.log.asked(on)?;
        let steps = TenderStep::ALL.iter().map(|step| self.judge(*step)).collect();
        let mut due = Vec::new();
        if let Some(from) = self.seen.award {
            let waited = [
                (TenderStep::Report, Number::Report, self.seen.report),
                (TenderStep::Contract, Number::Contract, self.seen.contract),
            ];
            for (step, number, _) in waited.into_iter().filter(|(_, _, done)| done.is_none()) {
                if let Some(within) = tender_law::period(number, from)? {
                    due.push(Due { step, from, by: within.after(from)? });
                }
            }
        }
        Ok(Answer { on, stage: self.stage, steps, due })
    }

    /// What the log shows held against the measures of 2003, for what is in the log: the firms invited, the time for
    /// bids, the panel and its outside experts, the report of the winner, the contract. Each is found by the law of its
    /// day. A number that was read in no text (the panel's) never makes a finding met.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn findings(&self) -> Result<Vec<Check>, ProcedureError> {
        let SeenOf { notice, bids, panel, award, report, contract, .. } = self.seen;
        let mut found = Vec::new();
        let mut find = |item, number, day, seen| -> Result<(), ProcedureError> {
            found.push(tender_law::found(item, number, day, seen)?);
            Ok(())
        };
        if let Some((day, Some(firms))) = notice {
            find(Item::TenderInvited, Number::Invited, day, Seen::Count(firms))?;
        }
        if let (Some((event, _)), Some((done, _))) = (notice, bids) {
            find(Item::TenderBids, Number::Bids, event, Seen::Since { event, done })?;
        }
        if let Some((day, members, experts)) = panel {
            find(Item::TenderPanel, Number::Panel, day, Seen::Count(members))?;
            let part = Seen::Part { part: u64::from(experts), whole: u64::from(members) };
            find(Item::TenderExperts, Number::Experts, day, part)?;
        }
        if let (Some(event), Some(done)) = (award, report) {
            find(Item::TenderReport, Number::Report, event, Seen::Since { event, done })?;
        }
        if let (Some(event), Some(done)) = (award, contract) {
            find(Item::TenderContract, Number::Contract, event, Seen::Since { event, done })?;
        }
        Ok(found)
    }

    /// 程序结果 — the signing of the contract as an event for the dossier; nothing before it.
    #[must_use]
    pub fn outcome(&self, by: Authority) -> Option<EventRecord> {
        let signed = self.seen.contract?;
        Some(EventRecord { event: Event::ContractSigned, happened: Stated::new(signed, signed, by) })
    }
}
