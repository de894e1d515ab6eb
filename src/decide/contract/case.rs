//! The case: terms, the dated log, and the state read off it.

use serde::{Deserialize, Serialize};

use super::faults::{ContractFault, StepLaw, StepRefusal};
use super::law::{ContractLaw, PeriodFound, Successor};
use super::terms::{ContractEvent, ContractStep, ContractTerms};
use super::words::{ContractKind, ContractSide, ContractStage, ContractStepKind, StepList};
use crate::dossier::{ContractRecord, EventRecord};
use crate::estate::{Event, Fact, Stated};
use crate::law::{Authority, Citation};
use crate::measure::Day;
use crate::rule::{DisclosureItem, Figure};
use crate::terms::Placed;

/// The most steps of one log.
pub const CONTRACT_STEPS_MAX: usize = 1_000_000;
/// The version of the stored form of a log that this library writes.
pub const CONTRACT_FORMAT: u16 = 1;
/// How many items there are to be made public.
const ITEMS: usize = DisclosureItem::ALL.len();

/// 已发通知 — a notice that ends the contract: from whom, of which day, and the last day of the contract by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractNotice {
    /// Who told.
    pub by: ContractSide,
    /// Which notice of law it is.
    pub figure: Figure,
    /// When.
    pub on: Day,
    /// The day on which the contract ends by it: when the notice has run out, or the term if that is earlier.
    pub ends: Day,
    /// The provision.
    pub law: Option<Citation>,
}

/// 合同状态 — what the log says up to now. It is read off the log and never stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractState {
    stage: ContractStage,
    last: Day,
    signed: Day,
    expires: Option<Day>,
    renewal: Option<Day>,
    replacement: Option<Day>,
    self_management: Option<Day>,
    dismissal: Option<Day>,
    told: Option<Day>,
    notice: Option<ContractNotice>,
    ended: Option<Day>,
    gap_from: Option<Day>,
    refused: Option<Day>,
    handed_over: Option<Day>,
    filed: Option<Day>,
    disclosed: [Option<Day>; ITEMS],
}

impl ContractState {
    /// The state of a contract that was just signed.
    #[must_use]
    pub const fn open(terms: &ContractTerms) -> Self {
        let stage = match (terms.kind(), terms.expires()) {
            (ContractKind::Initial, _) => ContractStage::Initial,
            (ContractKind::Regular, Some(_)) => ContractStage::FixedTerm,
            (ContractKind::Regular, None) => ContractStage::Indefinite,
        };
        Self {
            stage,
            last: terms.signed(),
            signed: terms.signed(),
            expires: terms.expires(),
            renewal: None,
            replacement: None,
            self_management: None,
            dismissal: None,
            told: None,
            notice: None,
            ended: None,
            gap_from: None,
            refused: None,
            handed_over: None,
            filed: None,
            disclosed: [None; ITEMS],
        }
    }

    /// The stage.
    #[must_use]
    pub const fn stage(&self) -> ContractStage {
        self.stage
    }

    /// The day of the last step.
    #[must_use]
    pub const fn last(&self) -> Day {
        self.last
    }

    /// The day on which the contract, or its last renewal, was signed.
    #[must_use]
    pub const fn signed(&self) -> Day {
        self.signed
    }

    /// The last day of the term that runs; nothing for an indefinite one.
    #[must_use]
    pub const fn expires(&self) -> Option<Day> {
        self.expires
    }

    /// The day of a decision of the owners that stands.
    #[must_use]
    pub const fn decided(&self, decision: ContractStepKind) -> Option<Day> {
        match decision {
            ContractStepKind::DecideRenewal => self.renewal,
            ContractStepKind::DecideReplacement => self.replacement,
            ContractStepKind::DecideSelfManagement => self.self_management,
            ContractStepKind::DecideDismissal => self.dismissal,
            _ => None,
        }
    }

    /// The day on which the owners told that they do not renew.
    #[must_use]
    pub const fn told(&self) -> Option<Day> {
        self.told
    }

    /// The notice that ends the contract.
    #[must_use]
    pub const fn notice(&self) -> Option<&ContractNotice> {
        self.notice.as_ref()
    }

    /// The last day of the contract.
    #[must_use]
    pub const fn ended(&self) -> Option<Day> {
        self.ended
    }

    /// The first day of service after the end.
    #[must_use]
    pub const fn gap_from(&self) -> Option<Day> {
        self.gap_from
    }

    /// The day on which the provider first refused to leave or to hand over.
    #[must_use]
    pub const fn refused(&self) -> Option<Day> {
        self.refused
    }

    /// The day of the hand-over.
    #[must_use]
    pub const fn handed_over(&self) -> Option<Day> {
        self.handed_over
    }

    /// The day of filing.
    #[must_use]
    pub const fn filed(&self) -> Option<Day> {
        self.filed
    }

    /// The last day on which an item was made public.
    #[must_use]
    pub fn disclosed(&self, item: DisclosureItem) -> Option<Day> {
        self.disclosed.get(item.index()).copied().flatten()
    }

    pub(super) const fn successor(&self) -> Successor {
        Successor { provider: self.replacement, owners: self.self_management }
    }

    /// The decisions that stand, of these.
    fn any_decided(&self, of: &[ContractStepKind]) -> Option<(ContractStepKind, Day)> {
        of.iter().find_map(|decision| self.decided(*decision).map(|on| (*decision, on)))
    }

    /// Takes a step, or says why not; then nothing is changed.
    ///
    /// # Errors
    /// [`ContractFault::OutOfOrder`], [`ContractFault::Refused`].
    pub fn take(
        &mut self,
        terms: &ContractTerms,
        event: ContractEvent,
        law: &ContractLaw<'_>,
    ) -> Result<(), ContractFault> {
        let (stage, step) = (self.stage, event.step.kind());
        if event.on < self.last {
            let (last, found, allowed) = (self.last, event.on, stage.steps());
            return Err(ContractFault::OutOfOrder { stage, step, last, found, allowed });
        }
        let effect = match stage.after(step) {
            Some(next) => self.asked(terms, event, law).map(|notice| (next, notice)),
            None => Err(StepRefusal::NoPlace {}),
        };
        let refused = |why| ContractFault::Refused { stage, step, on: event.on, allowed: stage.steps(), why };
        let (next, notice) = effect.map_err(refused)?;
        self.write(event, next, notice);
        Ok(())
    }

    /// What the law asks of a step that has a place in the stage, and the notice that it makes.
    fn asked(
        &self,
        terms: &ContractTerms,
        event: ContractEvent,
        law: &ContractLaw<'_>,
    ) -> Result<Option<ContractNotice>, StepRefusal> {
        let on = event.on;
        match event.step {
            ContractStep::SignRenewal { expires } => self.may_renew(on, expires).map(|()| None),
            ContractStep::RefuseRenewal { written } => self.may_refuse(terms, on, written, law).map(|()| None),
            ContractStep::NotifyDismissal { written } => {
                self.must_have(&[ContractStepKind::DecideDismissal])?;
                let found = law.period(Figure::DismissalNotice, terms.agreed().dismissal, on);
                self.notice_of(ContractSide::Owners, on, written, Figure::DismissalNotice, found, law).map(Some)
            }
            ContractStep::NotifyReplacement { written } => self.may_tell(terms, on, written, law).map(|()| None),
            ContractStep::NotifyEnd { by, written } => self.end_notice(terms, on, by, written, law).map(Some),
            ContractStep::GoOn => self.may_go_on(on).map(|()| None),
            ContractStep::End => self.may_end(on).map(|()| None),
            ContractStep::Supersede => self.may_supersede(terms, on).map(|()| None),
            ContractStep::DecideRenewal
            | ContractStep::DecideReplacement
            | ContractStep::DecideSelfManagement
            | ContractStep::DecideDismissal
            | ContractStep::BeginGapService
            | ContractStep::RefuseHandOver
            | ContractStep::HandOver
            | ContractStep::Disclose { .. }
            | ContractStep::File => Ok(None),
        }
    }

    fn must_have(&self, decisions: &[ContractStepKind]) -> Result<(), StepRefusal> {
        match self.any_decided(decisions) {
            Some(_) => Ok(()),
            None => Err(StepRefusal::Undecided { needed: StepList::of(decisions) }),
        }
    }

    /// 第九百四十七条第一款: the owners have decided to renew, and the term has not expired.
    fn may_renew(&self, on: Day, until: Day) -> Result<(), StepRefusal> {
        self.must_have(&[ContractStepKind::DecideRenewal])?;
        let expires = self.expires.ok_or(StepRefusal::NoTerm {})?;
        if on > expires {
            return Err(StepRefusal::TooLate { latest: expires, found: on, law: StepLaw(None) });
        }
        if until <= expires {
            return Err(StepRefusal::ShortRenewal { expires, found: until });
        }
        Ok(())
    }

    /// 第九百四十七条第二款: in writing, so long before expiry.
    fn may_refuse(
        &self,
        terms: &ContractTerms,
        on: Day,
        written: bool,
        law: &ContractLaw<'_>,
    ) -> Result<(), StepRefusal> {
        let expires = self.expires.ok_or(StepRefusal::NoTerm {})?;
        let figure = Figure::NonRenewalNotice;
        let found = law.period(figure, terms.agreed().non_renewal, on);
        if !written {
            return Err(StepRefusal::NotWritten { law: found.law.into() });
        }
        let latest = law.latest(expires, found.period.ok_or(StepRefusal::UnknownPeriod { figure })?)?;
        if on > latest {
            return Err(StepRefusal::TooLate { latest, found: on, law: found.law.into() });
        }
        Ok(())
    }

    /// The owners tell a decision that they have taken. Being late is for the review: the texts say no more than when.
    fn may_tell(
        &self,
        terms: &ContractTerms,
        on: Day,
        written: bool,
        law: &ContractLaw<'_>,
    ) -> Result<(), StepRefusal> {
        self.must_have(&[ContractStepKind::DecideReplacement, ContractStepKind::DecideSelfManagement])?;
        if written {
            return Ok(());
        }
        let found = law.period(Figure::ReplacementNotice, terms.agreed().replacement, on);
        Err(StepRefusal::NotWritten { law: found.law.into() })
    }

    /// 第九百四十八条第二款: either side ends an indefinite term. A fixed one ends early by the provider only where a text
    /// or the contract gives a period for it; the owners dismiss.
    fn end_notice(
        &self,
        terms: &ContractTerms,
        on: Day,
        by: ContractSide,
        written: bool,
        law: &ContractLaw<'_>,
    ) -> Result<ContractNotice, StepRefusal> {
        let agreed = terms.agreed();
        let (figure, agreed) = match (self.stage, by) {
            (ContractStage::Indefinite, ContractSide::Owners) => {
                let any = [
                    ContractStepKind::DecideReplacement,
                    ContractStepKind::DecideSelfManagement,
                    ContractStepKind::DecideDismissal,
                ];
                self.must_have(&any)?;
                (Figure::IndefiniteNotice, agreed.indefinite)
            }
            (ContractStage::Indefinite, ContractSide::Provider) => (Figure::IndefiniteNotice, agreed.indefinite),
            (_, ContractSide::Owners) => {
                return Err(StepRefusal::WrongSide { expected: ContractSide::Provider, found: by });
            }
            (_, ContractSide::Provider) => (Figure::EarlyEndNotice, agreed.early_end),
        };
        let found = law.period(figure, agreed, on);
        self.notice_of(by, on, written, figure, found, law)
    }

    fn notice_of(
        &self,
        by: ContractSide,
        on: Day,
        written: bool,
        figure: Figure,
        found: PeriodFound,
        law: &ContractLaw<'_>,
    ) -> Result<ContractNotice, StepRefusal> {
        if !written {
            return Err(StepRefusal::NotWritten { law: found.law.into() });
        }
        let run_out = law.last_day(on, found.period.ok_or(StepRefusal::UnknownPeriod { figure })?)?;
        let ends = self.expires.map_or(run_out, |expires| run_out.min(expires));
        Ok(ContractNotice { by, figure, on, ends, law: found.law })
    }

    /// 第九百四十八条第一款: the term has expired, and the owners decided neither way.
    fn may_go_on(&self, on: Day) -> Result<(), StepRefusal> {
        let expires = self.expires.ok_or(StepRefusal::NoTerm {})?;
        if on <= expires {
            let earliest = expires.next().unwrap_or(expires);
            return Err(StepRefusal::TooEarly { earliest, found: on, law: StepLaw(None) });
        }
        let all = [
            ContractStepKind::DecideRenewal,
            ContractStepKind::DecideReplacement,
            ContractStepKind::DecideSelfManagement,
            ContractStepKind::DecideDismissal,
        ];
        match self.any_decided(&all) {
            Some((decision, on)) => Err(StepRefusal::Decided { decision, on }),
            None => Ok(()),
        }
    }

    /// A term ends on its last day; a notice when it has run out, and not after the last day of a term.
    fn may_end(&self, on: Day) -> Result<(), StepRefusal> {
        let (earliest, law) = match &self.notice {
            Some(notice) => (notice.ends, notice.law.clone()),
            None => (self.expires.ok_or(StepRefusal::NoTerm {})?, None),
        };
        if on < earliest {
            return Err(StepRefusal::TooEarly { earliest, found: on, law: law.into() });
        }
        match self.expires {
            Some(latest) if on > latest => Err(StepRefusal::TooLate { latest, found: on, law: StepLaw(None) }),
            _ => Ok(()),
        }
    }

    /// 第九百四十条: an initial contract ends when that with the new provider takes effect before its term expires.
    fn may_supersede(&self, terms: &ContractTerms, on: Day) -> Result<(), StepRefusal> {
        if terms.kind() != ContractKind::Initial {
            return Err(StepRefusal::NotInitial {});
        }
        self.must_have(&[ContractStepKind::DecideReplacement])?;
        match self.expires {
            Some(latest) if on > latest => Err(StepRefusal::TooLate { latest, found: on, law: StepLaw(None) }),
            _ => Ok(()),
        }
    }

    fn write(&mut self, event: ContractEvent, next: ContractStage, notice: Option<ContractNotice>) {
        let on = event.on;
        (self.stage, self.last) = (next, on);
        match event.step {
            ContractStep::DecideRenewal => {
                (self.replacement, self.self_management, self.dismissal) = (None, None, None);
                self.renewal = Some(on);
            }
            ContractStep::DecideReplacement => (self.renewal, self.replacement) = (None, Some(on)),
            ContractStep::DecideSelfManagement => (self.renewal, self.self_management) = (None, Some(on)),
            ContractStep::DecideDismissal => (self.renewal, self.dismissal) = (None, Some(on)),
            ContractStep::SignRenewal { expires } => {
                (self.renewal, self.told, self.filed) = (None, None, None);
                (self.signed, self.expires) = (on, Some(expires));
            }
            ContractStep::NotifyDismissal { .. } | ContractStep::NotifyEnd { .. } => self.notice = notice,
            ContractStep::NotifyReplacement { .. } => self.told = Some(on),
            ContractStep::GoOn => self.expires = None,
            ContractStep::End | ContractStep::Supersede => self.ended = Some(on),
            // The last day of the contract is not a day of service after it.
            ContractStep::BeginGapService => {
                self.gap_from = self.ended.and_then(Day::next).map_or(Some(on), |first| Some(first.max(on)));
            }
            ContractStep::RefuseHandOver => self.refused = self.refused.or(Some(on)),
            ContractStep::HandOver => self.handed_over = Some(on),
            ContractStep::File => self.filed = Some(on),
            ContractStep::Disclose { item } => {
                if let Some(slot) = self.disclosed.get_mut(item.index()) {
                    *slot = Some(on);
                }
            }
            ContractStep::RefuseRenewal { .. } => {}
        }
    }
}

/// 合同案卷 — a contract and what happened to it, every step of which the law of its day allows.
///
/// A case only writes itself; what is read is a [`ContractRecords`], which [`replay`] makes a case again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "ContractRecords")]
pub struct ContractCase {
    // INVARIANT: the state is what the log gives, step by step.
    terms: ContractTerms,
    log: Vec<ContractEvent>,
    state: ContractState,
}

/// 合同案卷记录 — a contract and its log as read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RecordsForm", into = "RecordsForm")]
pub struct ContractRecords {
    /// The contract.
    pub terms: ContractTerms,
    /// Its steps, in order.
    pub log: Vec<ContractEvent>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordsForm {
    format: u16,
    terms: ContractTerms,
    log: Vec<ContractEvent>,
}

impl TryFrom<RecordsForm> for ContractRecords {
    type Error = Placed<ContractFault>;
    fn try_from(form: RecordsForm) -> Result<Self, Placed<ContractFault>> {
        if form.format == 0 || form.format > CONTRACT_FORMAT {
            return Err(ContractFault::Format { newest: CONTRACT_FORMAT, found: form.format }.into());
        }
        if form.log.len() > CONTRACT_STEPS_MAX {
            return Err(ContractFault::TooManySteps { most: CONTRACT_STEPS_MAX }.into());
        }
        Ok(Self { terms: form.terms, log: form.log })
    }
}

impl From<ContractRecords> for RecordsForm {
    fn from(records: ContractRecords) -> Self {
        Self { format: CONTRACT_FORMAT, terms: records.terms, log: records.log }
    }
}

impl From<ContractCase> for ContractRecords {
    fn from(case: ContractCase) -> Self {
        Self { terms: case.terms, log: case.log }
    }
}

/// Makes a case from a contract and its steps, of which no more than [`CONTRACT_STEPS_MAX`] are taken.
///
/// # Errors
/// [`ContractFault`] of the first step that is refused.
pub fn replay(
    terms: ContractTerms,
    log: impl IntoIterator<Item = ContractEvent>,
    law: &ContractLaw<'_>,
) -> Result<ContractCase, ContractFault> {
    let log = log.into_iter();
    let mut case = ContractCase::open(terms);
    case.log.reserve(log.size_hint().0.min(CONTRACT_STEPS_MAX));
    for event in log {
        case.take(event, law)?;
    }
    Ok(case)
}

impl ContractCase {
    /// A contract to which nothing has happened yet.
    #[must_use]
    pub const fn open(terms: ContractTerms) -> Self {
        let state = ContractState::open(&terms);
        Self { terms, log: Vec::new(), state }
    }

    /// Records a step; a step that is refused leaves the case as it was.
    ///
    /// # Errors
    /// [`ContractFault::TooManySteps`], [`ContractFault::OutOfOrder`], [`ContractFault::Refused`].
    pub fn take(&mut self, event: ContractEvent, law: &ContractLaw<'_>) -> Result<(), ContractFault> {
        if self.log.len() >= CONTRACT_STEPS_MAX {
            return Err(ContractFault::TooManySteps { most: CONTRACT_STEPS_MAX });
        }
        self.state.take(&self.terms, event, law)?;
        self.log.push(event);
        Ok(())
    }

    /// The contract.
    #[must_use]
    pub const fn terms(&self) -> &ContractTerms {
        &self.terms
    }

    /// The steps, in order.
    #[must_use]
    pub fn log(&self) -> &[ContractEvent] {
        &self.log
    }

    /// What the log says up to now.
    #[must_use]
    pub const fn state(&self) -> &ContractState {
        &self.state
    }

    /// The contract as a record of a dossier: up to the day after its last.
    #[must_use]
    pub fn contract_record(&self) -> ContractRecord {
        self.terms.record(self.state.ended.or(self.state.expires))
    }

    /// What happened, for the log of a dossier.
    #[must_use]
    pub fn event_records(&self, by: Authority) -> Vec<EventRecord> {
        let expiry = match self.terms.kind() {
            ContractKind::Initial => Event::InitialContractExpires,
            ContractKind::Regular => Event::ContractExpires,
        };
        let mut records = Vec::new();
        let mut add = |event, value, on| records.push(EventRecord { event, happened: Stated::new(value, on, by) });
        add(Event::ContractSigned, self.terms.signed(), self.terms.signed());
        if let Some(expires) = self.state.expires {
            add(expiry, expires, self.state.signed);
        }
        if let Some(left) = self.state.handed_over {
            add(Event::ProviderLeft, left, left);
        }
        records
    }

    /// What the log makes true of the compound, for its statements.
    #[must_use]
    pub fn facts(&self, by: Authority) -> Vec<(Fact, Stated<bool>)> {
        let state = &self.state;
        let initial = state.ended.filter(|_| self.terms.kind() == ContractKind::Initial);
        [
            (Fact::InitialContractEnded, initial),
            (Fact::NewProviderChosen, state.replacement),
            (Fact::SelfManagementChosen, state.self_management),
            (Fact::ProviderLeft, state.handed_over),
        ]
        .into_iter()
        .filter_map(|(fact, on)| Some((fact, Stated::new(true, on?, by))))
        .collect()
    }
}
