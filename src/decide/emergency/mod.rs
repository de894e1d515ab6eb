//! 应急物业服务 — emergency service as a dated log: who reports, who asks, who is chosen, from when, until what.
//!
//! The log is the case: [`EmergencyService`] holds what happened and on which day, and nothing else; the stage is
//! read off it. What the law of the place says is read from a rulebook for a day ([`EmergencyLaw`]); with it a
//! case tells on any day its stage, the steps that are allowed and why the others are not, what is due and what is
//! overdue ([`EmergencyService::answer`]).
//!
//! The table of stages and steps; an empty cell is refused:
//!
//! | stage | report | request | choose | publish | start | organise | new_service | hand_over | stop | withdraw |
//! |---|---|---|---|---|---|---|---|---|---|---|
//! | not_reported | reported | | | | | | | | | |
//! | reported | | requested | chosen | | | | | | | withdrawn |
//! | requested | | requested | chosen | | | | | | | withdrawn |
//! | chosen | | | | chosen | serving | chosen | | | | withdrawn |
//! | serving | | | | serving | | serving | handing_over | | stopped | |
//! | handing_over | | | | | | | | handed_over | | |
//! | handed_over | | | | | | | | | | |
//! | stopped | | | | | | | | | | |
//! | withdrawn | | | | | | | | | | |
//!
//! Where the law of the place asks that somebody ask (上海 52, 东莞), *choose* also needs a request that is enough;
//! where it asks for a lot (清远 44, 东莞), a lot that anybody can draw again.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use wuye::decide::emergency::{EmergencyAct, EmergencyLaw, EmergencyService, EmergencyStage, EmergencyStep};
//! use wuye::dossier::Dossier;
//! use wuye::estate::{Compound, Fact, Stated};
//! use wuye::law::Authority;
//! let rulebook = wuye::places::rulebook_for("110000".parse()?)?;
//! let compound = Compound { id: "c1".parse()?, name: "某小区".into(), place: "110105".parse()?, yards: vec![] };
//! let (mut dossier, day) = (Dossier::new(compound), "2026-01-10".parse()?);
//! dossier.state(Fact::ManagementSuddenlyLost, Stated::new(true, day, Authority::Street))?;
//! let law = EmergencyLaw::on(&rulebook, &dossier, day);
//! let mut case = EmergencyService::new("c1".parse()?);
//! case.step(&law, day, EmergencyAct::Report)?;
//! case.step(&law, day, EmergencyAct::Choose { provider: "p1".parse()?, lot: None })?;
//! case.step(&law, day, EmergencyAct::Start { until: None })?;
//! let answer = case.answer(&law, "2026-07-10".parse()?);
//! assert_eq!((answer.stage, answer.last_day), (EmergencyStage::Serving, Some("2026-07-10".parse()?)));
//! assert!(answer.overdue.is_empty() && answer.allowed.contains(&EmergencyStep::NewService));
//! assert!(!case.answer(&law, "2026-07-11".parse()?).overdue.is_empty());
//! # Ok(())
//! # }
//! ```

mod answer;
mod law;

pub use answer::{EmergencyAnswer, EmergencyDue, EmergencyDuty, EmergencyFinding, EmergencyFound, EmergencyTopic};
pub use law::EmergencyLaw;
pub(super) use law::bearer;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::dossier::ContractRecord;
use crate::estate::{CompoundId, Fact, ProviderId, Stated};
use crate::law::Authority;
use crate::measure::Day;
use crate::measure::draw::{Draw, DrawError};
use crate::terms::{Placed, faults, terms};

/// The most events of one case.
pub const EMERGENCY_EVENTS_MAX: usize = 1_000_000;
/// The most candidates of one lot.
const CANDIDATES_MAX: usize = 10_000;

terms! {
    /// 应急服务阶段 — how far a case of emergency service has come; read off its log.
    pub enum EmergencyStage: "stage of an emergency service" {
        NotReported = "not_reported", "尚未报告失管", "nothing is reported", "design";
        Reported = "reported", "已报告失管", "the loss of management is reported", "《北京市物业管理条例》第七十七条第一款";
        Requested = "requested", "已提请应急服务", "the service is asked for", "《上海市住宅物业管理规定》第五十二条第一款";
        Chosen = "chosen", "已确定应急物业服务人", "the provider is chosen", "《北京市物业管理条例》第七十七条第一款";
        Serving = "serving", "应急服务中", "the service is given", "《北京市物业管理条例》第七十七条第二款";
        HandingOver = "handing_over", "新的服务已开始，交接中", "the new service has begun, hand-over is open", "《北京市物业管理条例》第七十七条第三款";
        HandedOver = "handed_over", "已交接完毕", "everything is handed over", "《北京市物业管理条例》第七十七条第三款";
        Stopped = "stopped", "应急服务已停止，尚无新的服务", "the service stopped before a new one began", "design";
        Withdrawn = "withdrawn", "已撤回，未提供应急服务", "withdrawn before any service", "design";
    }
}

terms! {
    /// 应急服务步骤 — what can happen in a case of emergency service.
    pub enum EmergencyStep: "step of an emergency service" {
        Report = "report", "报告失管", "the loss of management is reported", "《北京市物业管理条例》第七十七条第一款";
        Request = "request", "提请应急服务", "the service is asked for", "《上海市住宅物业管理规定》第五十二条第一款";
        Choose = "choose", "确定应急物业服务人", "the provider is chosen", "《北京市物业管理条例》第七十七条第一款";
        Publish = "publish", "公示服务内容、期限和费用", "services, term and fee are posted", "《北京市物业管理条例》第七十七条第二款";
        Start = "start", "开始应急服务", "the service begins", "《北京市物业管理条例》第七十七条第二款";
        Organise = "organise", "组织业主共同决定选聘", "the owners' choice is organised", "《北京市物业管理条例》第七十七条第三款";
        NewService = "new_service", "新的物业服务人进场或者开始自行管理", "a new provider or self-management begins", "《聊城市物业管理条例》第四十三条";
        HandOver = "hand_over", "完成交接", "hand-over is done", "《北京市物业管理条例》第七十七条第三款";
        Stop = "stop", "停止应急服务", "the service stops without a new one", "design";
        Withdraw = "withdraw", "撤回", "the case is withdrawn", "design";
    }
}

impl EmergencyStage {
    /// The stage after a step, or nothing where the step is refused: the table of the [module](self).
    #[must_use]
    pub const fn after(self, step: EmergencyStep) -> Option<Self> {
        use EmergencyStep::{Choose, HandOver, NewService, Organise, Publish, Report, Request, Start, Stop, Withdraw};
        match (self, step) {
            (Self::NotReported, Report) => Some(Self::Reported),
            (Self::Reported | Self::Requested, Request) => Some(Self::Requested),
            (Self::Reported | Self::Requested, Choose) => Some(Self::Chosen),
            (Self::Reported | Self::Requested | Self::Chosen, Withdraw) => Some(Self::Withdrawn),
            (Self::Chosen | Self::Serving, Publish | Organise) => Some(self),
            (Self::Chosen, Start) => Some(Self::Serving),
            (Self::Serving, NewService) => Some(Self::HandingOver),
            (Self::Serving, Stop) => Some(Self::Stopped),
            (Self::HandingOver, HandOver) => Some(Self::HandedOver),
            _ => None,
        }
    }

    /// The steps that the table allows.
    pub fn steps(self) -> impl Iterator<Item = EmergencyStep> {
        EmergencyStep::ALL.iter().copied().filter(move |step| self.after(*step).is_some())
    }

    /// Whether nothing can follow.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::HandedOver | Self::Stopped | Self::Withdrawn)
    }
}

faults! {
    /// A step or a log of an emergency service that cannot be (不能成立的应急服务步骤).
    pub enum EmergencyError {
        /// The stage does not allow the step.
        Stage { stage: EmergencyStage, step: EmergencyStep, allowed: String, allowed_zh: String } = "emergency_stage",
            "“{stage:#}”阶段不能“{step:#}”，可以：{allowed_zh}。",
            "expected one of [{allowed}] at the stage `{stage}`, found `{step}`";
        /// An event is earlier than the one before it.
        Order { last: Day, found: Day } = "emergency_order",
            "事件不得早于上一事件之日{last}，所填为{found}。",
            "expected no event before the last one of {last}, found one of {found}";
        /// The log is longer than [`EMERGENCY_EVENTS_MAX`].
        TooMany { most: usize, found: usize } = "emergency_too_many",
            "一案至多{most}个事件，所填{found}个。",
            "expected at most {most} events in a case, found {found}";
        /// A field belongs to another step, or is missing.
        Field { step: EmergencyStep, field: &'static str } = "emergency_field",
            "“{step:#}”的字段`{field}`缺失或者不属于该步骤。",
            "expected the fields of the step `{step}` and no others, found `{field}` missing or out of place";
        /// The term ends before it begins.
        EndsBeforeStart { from: Day, until: Day } = "emergency_ends_before_start",
            "服务自{from}起，期满之日不得早于该日，所填为{until}。",
            "expected a term from {from} to end on that day or later, found {until}";
        /// The term is longer than the law allows.
        TermTooLong { most: Day, found: Day } = "emergency_term_too_long",
            "应急服务至迟于{most}期满，所填为{found}。",
            "expected the emergency service to end by {most}, found {found}";
        /// Nobody has asked yet, and somebody must.
        RequestNeeded { needed: String, needed_zh: String } = "emergency_request_needed",
            "确定应急物业服务人须先经提请（{needed_zh}），目前尚无提请。",
            "expected a request before the provider is chosen ({needed}), found none";
        /// Those who asked are not enough, or not the right ones.
        RequestShort { needed: String, needed_zh: String, asking: String, owners: String } = "emergency_request_short",
            "提请未达到要求（{needed_zh}），实为业主{owners}人中{asking}人。",
            "expected a request as the law asks ({needed}), found {asking} of {owners} owners";
        /// Whether those who asked are enough is not known.
        RequestUnknown { needed: String, needed_zh: String } = "emergency_request_unknown",
            "提请是否达到要求（{needed_zh}）尚待查明，不能据此确定应急物业服务人。",
            "expected a request that is known to be enough ({needed}), found one that is not";
        /// More owners ask than there are.
        MoreThanOwners { owners: u32, asking: u32 } = "emergency_more_than_owners",
            "提请的业主不得多于业主总数{owners}人，所填为{asking}人。",
            "expected at most {owners} owners to ask, found {asking}";
        /// The law asks for a lot.
        LotNeeded {} = "emergency_lot_needed",
            "应急物业服务人须在预选库中抽签确定，未附抽签记录。",
            "expected the provider to be drawn by lot from the pool, found no lot";
        /// The lot gives another provider.
        LotDiffers { expected: ProviderId, found: ProviderId } = "emergency_lot_differs",
            "按所载种子和名单抽得「{expected}」，所填为「{found}」。",
            "expected `{expected}`, whom seed and list give, found `{found}`";
        /// A candidate is listed twice.
        CandidateTwice { id: ProviderId } = "emergency_candidate_twice",
            "「{id}」在名单中出现两次。",
            "expected each candidate once, found `{id}` twice";
        /// The list of candidates is too long.
        Candidates { most: usize, found: usize } = "emergency_candidates",
            "名单至多{most}家，所填{found}家。",
            "expected at most {most} candidates, found {found}";
        /// There is nobody to draw.
        Lot { error: DrawError } = "emergency_lot", "{error:#}", "{error}";
    }
}

/// 抽签 — a lot drawn for a provider: generator, seed and the list in its published order, so that anybody can draw
/// it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderLot {
    /// Generator and seed.
    pub draw: Draw,
    /// The pool in its published order.
    pub candidates: Vec<ProviderId>,
}

impl ProviderLot {
    /// Whom the lot gives.
    ///
    /// # Errors
    /// [`EmergencyError::Lot`] without candidates; [`EmergencyError::CandidateTwice`];
    /// [`EmergencyError::Candidates`].
    ///
    /// ```
    /// use wuye::decide::emergency::ProviderLot;
    /// use wuye::measure::draw::{Draw, Generator};
    /// let draw = Draw { generator: Generator::SplitMix64, seed: 20260901 };
    /// let candidates = ["甲", "乙", "丙", "丁", "戊"].map(|id| id.parse().unwrap()).to_vec();
    /// assert_eq!(ProviderLot { draw, candidates }.drawn()?.as_str(), "丙");
    /// # Ok::<(), wuye::decide::emergency::EmergencyError>(())
    /// ```
    pub fn drawn(&self) -> Result<&ProviderId, EmergencyError> {
        let found = self.candidates.len();
        if found > CANDIDATES_MAX {
            return Err(EmergencyError::Candidates { most: CANDIDATES_MAX, found });
        }
        let mut seen = BTreeSet::new();
        if let Some(twice) = self.candidates.iter().find(|id| !seen.insert(*id)) {
            return Err(EmergencyError::CandidateTwice { id: twice.clone() });
        }
        let first = self.draw.choose(1, found).map_err(|error| EmergencyError::Lot { error })?;
        let drawn = first.first().and_then(|place| self.candidates.get(*place));
        drawn.ok_or(EmergencyError::Lot { error: DrawError::NoCandidate {} })
    }
}

/// 提请 — who asks for the service, and how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmergencyRequest {
    /// Who hands it in: the owners' committee, the owners, or the residents' committee for them.
    pub by: Authority,
    /// How many owners ask, in heads; unknown if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asking: Option<u32>,
    /// Of how many; unknown if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owners: Option<u32>,
    /// Whether they do so in writing; unknown if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<bool>,
}

/// 应急服务事项 — one step with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EmergencyAct {
    /// The loss of management is reported (报告失管).
    Report,
    /// Somebody asks for the service (提请); a later request stands in place of an earlier one.
    Request(EmergencyRequest),
    /// The provider is chosen (确定应急物业服务人).
    Choose {
        /// Who.
        provider: ProviderId,
        /// By which lot, if by lot.
        lot: Option<ProviderLot>,
    },
    /// Services, term and fee are posted (公示).
    Publish,
    /// The service begins (开始服务).
    Start {
        /// Its last day, if one is agreed.
        until: Option<Day>,
    },
    /// The street organises the owners' choice (组织业主共同决定选聘).
    Organise,
    /// A new service begins; the emergency service ends (新的服务开始).
    NewService {
        /// By whom; nobody where the owners manage themselves.
        provider: Option<ProviderId>,
    },
    /// Hand-over is done (完成交接).
    HandOver,
    /// The service stops without a new one (停止服务).
    Stop,
    /// The case is withdrawn before any service (撤回).
    Withdraw,
}

impl EmergencyAct {
    /// Which step it is.
    #[must_use]
    pub const fn step(&self) -> EmergencyStep {
        match self {
            Self::Report => EmergencyStep::Report,
            Self::Request(_) => EmergencyStep::Request,
            Self::Choose { .. } => EmergencyStep::Choose,
            Self::Publish => EmergencyStep::Publish,
            Self::Start { .. } => EmergencyStep::Start,
            Self::Organise => EmergencyStep::Organise,
            Self::NewService { .. } => EmergencyStep::NewService,
            Self::HandOver => EmergencyStep::HandOver,
            Self::Stop => EmergencyStep::Stop,
            Self::Withdraw => EmergencyStep::Withdraw,
        }
    }
}

/// 应急服务事件 — a step on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "EventForm", into = "EventForm")]
pub struct EmergencyEvent {
    /// The day.
    pub on: Day,
    /// What happened.
    pub act: EmergencyAct,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EventForm {
    on: Day,
    step: EmergencyStep,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    request: Option<EmergencyRequest>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    provider: Option<ProviderId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lot: Option<ProviderLot>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<Day>,
}

impl TryFrom<EventForm> for EmergencyEvent {
    type Error = Placed<EmergencyError>;
    fn try_from(form: EventForm) -> Result<Self, Placed<EmergencyError>> {
        use EmergencyStep as Step;
        let EventForm { on, step, request, provider, lot, until } = form;
        let wrong = |field| Placed::from(EmergencyError::Field { step, field });
        for (field, given, allowed) in [
            ("request", request.is_some(), step == Step::Request),
            ("provider", provider.is_some(), matches!(step, Step::Choose | Step::NewService)),
            ("lot", lot.is_some(), step == Step::Choose),
            ("until", until.is_some(), step == Step::Start),
        ] {
            if given && !allowed {
                return Err(wrong(field));
            }
        }
        let act = match step {
            Step::Report => EmergencyAct::Report,
            Step::Request => EmergencyAct::Request(request.ok_or_else(|| wrong("request"))?),
            Step::Choose => EmergencyAct::Choose { provider: provider.ok_or_else(|| wrong("provider"))?, lot },
            Step::Publish => EmergencyAct::Publish,
            Step::Start => EmergencyAct::Start { until },
            Step::Organise => EmergencyAct::Organise,
            Step::NewService => EmergencyAct::NewService { provider },
            Step::HandOver => EmergencyAct::HandOver,
            Step::Stop => EmergencyAct::Stop,
            Step::Withdraw => EmergencyAct::Withdraw,
        };
        Ok(Self { on, act })
    }
}

impl From<EmergencyEvent> for EventForm {
    fn from(event: EmergencyEvent) -> Self {
        let (on, step) = (event.on, event.act.step());
        let bare = Self { on, step, request: None, provider: None, lot: None, until: None };
        match event.act {
            EmergencyAct::Request(request) => Self { request: Some(request), ..bare },
            EmergencyAct::Choose { provider, lot } => Self { provider: Some(provider), lot, ..bare },
            EmergencyAct::Start { until } => Self { until, ..bare },
            EmergencyAct::NewService { provider } => Self { provider, ..bare },
            _ => bare,
        }
    }
}

/// 应急服务案卷 — a case of emergency service: the compound and the log of what happened.
///
/// Days never go back, every step is one that the table allows, a lot gives the provider that was chosen. What is
/// read back is checked for that; whether the law of a place was kept is asked with [`EmergencyService::verify`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "CaseForm", into = "CaseForm")]
pub struct EmergencyService {
    // INVARIANT: `stage` is what the table makes of `log`; days never go back; at most EMERGENCY_EVENTS_MAX events.
    compound: CompoundId,
    log: Vec<EmergencyEvent>,
    stage: EmergencyStage,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseForm {
    compound: CompoundId,
    log: Vec<EmergencyEvent>,
}

impl TryFrom<CaseForm> for EmergencyService {
    type Error = Placed<EmergencyError>;
    fn try_from(form: CaseForm) -> Result<Self, Placed<EmergencyError>> {
        let found = form.log.len();
        if found > EMERGENCY_EVENTS_MAX {
            return Err(EmergencyError::TooMany { most: EMERGENCY_EVENTS_MAX, found }.into());
        }
        let mut case = Self::new(form.compound);
        for (i, event) in form.log.into_iter().enumerate() {
            case.push(event).map_err(|error| Placed::at(format!("log[{i}]"), error))?;
        }
        Ok(case)
    }
}

impl From<EmergencyService> for CaseForm {
    fn from(case: EmergencyService) -> Self {
        Self { compound: case.compound, log: case.log }
    }
}

/// 案卷结果 — what a case states for the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmergencyOutcome {
    /// The emergency service as a contract, once it began; its end is what happened, else what was agreed.
    pub contract: Option<Stated<ContractRecord>>,
    /// Facts about the compound that follow from the log.
    pub facts: Vec<(Fact, Stated<bool>)>,
}

impl EmergencyService {
    /// A case in which nothing has happened.
    #[must_use]
    pub const fn new(compound: CompoundId) -> Self {
        Self { compound, log: Vec::new(), stage: EmergencyStage::NotReported }
    }

    /// Folds a log under the law of the place, event by event as [`EmergencyService::step`] takes them.
    ///
    /// # Errors
    /// As [`EmergencyService::step`].
    pub fn replay(
        compound: CompoundId,
        law: &EmergencyLaw,
        log: impl IntoIterator<Item = EmergencyEvent>,
    ) -> Result<Self, EmergencyError> {
        let (log, mut case) = (log.into_iter(), Self::new(compound));
        case.log.reserve_exact(log.size_hint().0.min(EMERGENCY_EVENTS_MAX));
        for event in log {
            case.step(law, event.on, event.act)?;
        }
        Ok(case)
    }

    /// The compound.
    #[must_use]
    pub const fn compound(&self) -> &CompoundId {
        &self.compound
    }

    /// What happened, in order.
    #[must_use]
    pub fn log(&self) -> &[EmergencyEvent] {
        &self.log
    }

    /// The stage after the whole log.
    #[must_use]
    pub const fn stage(&self) -> EmergencyStage {
        self.stage
    }

    /// Takes a step on a day under the law of the place.
    ///
    /// The reasons for a refusal are looked for in this order: the length of the log, the order of days, the
    /// table, what belongs to the step itself (a term that ends before it begins, more who ask than there are, a
    /// lot that gives another), then the law: a request that is needed and enough, a lot, the longest term.
    ///
    /// # Errors
    /// [`EmergencyError`], the first reason found; the case is then unchanged.
    pub fn step(&mut self, law: &EmergencyLaw, on: Day, act: EmergencyAct) -> Result<(), EmergencyError> {
        let event = EmergencyEvent { on, act };
        let stage = self.admits(&event)?;
        law.admits(&self.log, &event)?;
        self.log.push(event);
        self.stage = stage;
        Ok(())
    }

    /// Folds the log again under the law of the place.
    ///
    /// # Errors
    /// The first step that the law does not allow, as [`EmergencyService::step`] says it.
    pub fn verify(&self, law: &EmergencyLaw) -> Result<(), EmergencyError> {
        self.log.iter().enumerate().try_for_each(|(i, event)| law.admits(self.log.get(..i).unwrap_or(&[]), event))
    }

    fn push(&mut self, event: EmergencyEvent) -> Result<(), EmergencyError> {
        self.stage = self.admits(&event)?;
        self.log.push(event);
        Ok(())
    }

    /// The stage after an event, if log, table and the event itself admit it.
    fn admits(&self, event: &EmergencyEvent) -> Result<EmergencyStage, EmergencyError> {
        if self.log.len() >= EMERGENCY_EVENTS_MAX {
            let found = self.log.len().saturating_add(1);
            return Err(EmergencyError::TooMany { most: EMERGENCY_EVENTS_MAX, found });
        }
        if let Some(last) = self.log.last().filter(|last| event.on < last.on) {
            return Err(EmergencyError::Order { last: last.on, found: event.on });
        }
        let step = event.act.step();
        let stage = self.stage.after(step).ok_or_else(|| wrong_stage(self.stage, step))?;
        match &event.act {
            EmergencyAct::Start { until: Some(until) } if *until < event.on => {
                Err(EmergencyError::EndsBeforeStart { from: event.on, until: *until })
            }
            EmergencyAct::Request(EmergencyRequest { asking: Some(asking), owners: Some(owners), .. })
                if asking > owners =>
            {
                Err(EmergencyError::MoreThanOwners { owners: *owners, asking: *asking })
            }
            EmergencyAct::Choose { provider, lot: Some(lot) } => match lot.drawn()? {
                drawn if drawn == provider => Ok(stage),
                drawn => Err(EmergencyError::LotDiffers { expected: drawn.clone(), found: provider.clone() }),
            },
            _ => Ok(stage),
        }
    }

    /// What the case states for the dossier of its compound, on the word of the street.
    #[must_use]
    pub fn outcome(&self) -> EmergencyOutcome {
        let mut provider = None;
        let mut outcome = EmergencyOutcome { contract: None, facts: Vec::new() };
        let ended = |contract: &mut Option<Stated<ContractRecord>>, until: Option<Day>| {
            if let Some(contract) = contract {
                contract.value.until = until;
            }
        };
        for EmergencyEvent { on, act } in &self.log {
            match act {
                EmergencyAct::Choose { provider: chosen, .. } => provider = Some(chosen.clone()),
                EmergencyAct::Start { until } => {
                    outcome.contract = provider.clone().map(|provider| {
                        let until = until.and_then(Day::next);
                        let record = ContractRecord { provider, from: *on, until, charging: None };
                        Stated::new(record, *on, Authority::Street)
                    });
                }
                EmergencyAct::NewService { provider } => {
                    ended(&mut outcome.contract, Some(*on));
                    if provider.is_some() {
                        outcome.facts.push((Fact::NoNewProvider, Stated::new(false, *on, Authority::Street)));
                    }
                }
                EmergencyAct::Stop => ended(&mut outcome.contract, on.next()),
                _ => {}
            }
        }
        outcome
    }
}

fn wrong_stage(stage: EmergencyStage, step: EmergencyStep) -> EmergencyError {
    let allowed: Vec<EmergencyStep> = stage.steps().collect();
    let list = |joint: &str, word: fn(EmergencyStep) -> &'static str, none: &str| match allowed.as_slice() {
        [] => none.to_owned(),
        steps => steps.iter().map(|step| word(*step)).collect::<Vec<_>>().join(joint),
    };
    let (allowed, allowed_zh) = (list(", ", EmergencyStep::code, "nothing"), list("、", EmergencyStep::zh, "无"));
    EmergencyError::Stage { stage, step, allowed, allowed_zh }
}
