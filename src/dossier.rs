//! 档案 — everything known about one compound: what stands there, what is stated, what was resolved, contracted and
//! decided, and what happened.
//!
//! What happens later comes back as a statement here. Records of proofs (resolutions, decisions) are statements too:
//! nobody's word becomes a proof by being read.

use serde::{Deserialize, Serialize};

use crate::estate::{
    About, Compound, EstateError, Event, Facility, Fact, LocalFact, Organisation, Provider, ProviderId, Quantity,
    Resource, Stated, Statements, Subject, Value, check_source,
};
use crate::law::Authority;
use crate::matter::{Matter, ResolutionRecord};
use crate::measure::{Approx, Day};
use crate::mode::{ChargingForm, Mode};
use crate::terms::{Placed, faults, terms};

/// The version of the stored form of a dossier that this library writes.
pub const DOSSIER_FORMAT: u16 = 1;
/// The most records of each kind in one dossier.
const RECORDS_MAX: usize = 10_000;

terms! {
    /// 档案部分 — the lists of a dossier.
    pub enum DossierPart: "part of a dossier" {
        Facilities = "facilities", "设施", "facilities", "design";
        Organisations = "organisations", "组织", "organisations", "design";
        Providers = "providers", "物业服务人", "providers", "design";
        Resources = "resources", "资源", "resources", "design";
        Resolutions = "resolutions", "决议", "resolutions", "design";
        Contracts = "contracts", "合同", "contracts", "design";
        Decisions = "decisions", "决定", "decisions", "design";
        Events = "events", "事件", "events", "design";
        CompleteLogs = "complete_logs", "齐全记录", "complete logs", "design";
    }
}

faults! {
    /// A dossier that cannot be represented (不能表示的档案).
    pub enum DossierError {
        /// The stored form has a version that this library does not read.
        Format { newest: u16, found: u16 } = "dossier_format",
            "档案格式版本应为{newest}或更早，所读为{found}。",
            "expected a dossier of format {newest} or earlier, found {found}";
        /// A source of a record is not possible.
        Source { error: EstateError } = "dossier_source", "{error:#}", "{error}";
        /// A list is longer than its bound.
        TooMany { what: DossierPart, most: usize, found: usize } = "dossier_too_many",
            "{what:#}至多{most}条，所填{found}条。",
            "expected at most {most} {}, found {found}", what.en();
    }
}

/// 合同记录 — a service contract as reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContractRecord {
    /// With whom.
    pub provider: ProviderId,
    /// For how long; without an end where the term is indefinite.
    pub from: Day,
    /// The first day after the term, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// Who bears surplus and loss.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charging: Option<ChargingForm>,
}

/// 决定记录 — a decision on the mode as read back: what was decided, when, under which rulebook, on whose authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionRecord {
    /// The mode decided on.
    pub mode: Mode,
    /// The day of the decision.
    pub on: Day,
    /// The rulebook it was made under.
    pub rulebook: String,
    /// The version of the rulebook.
    pub version: u32,
    /// On whose authority.
    pub grounds: Vec<GroundRecord>,
}

/// 决定依据记录 — the resolution or act that a decision rests on, as read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum GroundRecord {
    /// The owners resolved it.
    Resolution(ResolutionRecord),
    /// An authority decided it on a day.
    Act {
        /// Who.
        by: Authority,
        /// When.
        on: Day,
    },
}

/// 事件记录 — something that happened on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventRecord {
    /// What.
    pub event: Event,
    /// When, by whom stated, from which source. The value is the day it happened.
    pub happened: Stated<Day>,
}

/// 事件记录齐全 — up to which day all events of a kind are in the log, so that their number is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompleteLog {
    /// Of which kind.
    pub event: Event,
    /// Up to and including which day.
    pub until: Day,
}

/// 档案 — the facts of one compound.
///
/// ```
/// use wuye::dossier::Dossier;
/// use wuye::estate::{Compound, Fact, Stated};
/// use wuye::law::Authority;
/// let compound = Compound { id: "c1".parse().unwrap(), name: "文宴雅居".into(), place: "411000".parse().unwrap(), yards: vec![] };
/// let mut dossier = Dossier::new(compound);
/// dossier.state(Fact::OldCompound, Stated::new(true, "2021-12-31".parse().unwrap(), Authority::Letter))?;
/// assert_eq!(dossier.fact(Fact::OldCompound, "2022-03-01".parse().unwrap()).map(|s| s.value), Some(true));
/// assert!(dossier.fact(Fact::OwnersCommittee, "2022-03-01".parse().unwrap()).is_none()); // unknown, not false
/// # Ok::<(), wuye::estate::EstateError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "DossierForm", into = "DossierForm")]
pub struct Dossier {
    /// The compound.
    pub compound: Compound,
    /// What is stated about it, its meetings, contracts and so on.
    pub statements: Statements,
    /// Facilities.
    pub facilities: Vec<Facility>,
    /// Bodies.
    pub organisations: Vec<Organisation>,
    /// Providers.
    pub providers: Vec<Provider>,
    /// Resources.
    pub resources: Vec<Resource>,
    /// Resolutions of the owners, as reported.
    pub resolutions: Vec<Stated<ResolutionRecord>>,
    /// Contracts, as reported.
    pub contracts: Vec<Stated<ContractRecord>>,
    /// Decisions on the mode, as reported.
    pub decisions: Vec<Stated<DecisionRecord>>,
    /// What happened.
    pub events: Vec<EventRecord>,
    /// For which events and days the log is complete.
    pub complete: Vec<CompleteLog>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DossierForm {
    format: u16,
    compound: Compound,
    #[serde(default)]
    statements: Statements,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    facilities: Vec<Facility>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    organisations: Vec<Organisation>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    providers: Vec<Provider>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    resources: Vec<Resource>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    resolutions: Vec<Stated<ResolutionRecord>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    contracts: Vec<Stated<ContractRecord>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    decisions: Vec<Stated<DecisionRecord>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    events: Vec<EventRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    complete: Vec<CompleteLog>,
}

impl TryFrom<DossierForm> for Dossier {
    type Error = Placed<DossierError>;
    fn try_from(form: DossierForm) -> Result<Self, Placed<DossierError>> {
        if form.format == 0 || form.format > DOSSIER_FORMAT {
            return Err(DossierError::Format { newest: DOSSIER_FORMAT, found: form.format }.into());
        }
        let lengths = [
            (DossierPart::Facilities, form.facilities.len()),
            (DossierPart::Organisations, form.organisations.len()),
            (DossierPart::Providers, form.providers.len()),
            (DossierPart::Resources, form.resources.len()),
            (DossierPart::Resolutions, form.resolutions.len()),
            (DossierPart::Contracts, form.contracts.len()),
            (DossierPart::Decisions, form.decisions.len()),
            (DossierPart::Events, form.events.len()),
            (DossierPart::CompleteLogs, form.complete.len()),
        ];
        if let Some((what, found)) = lengths.into_iter().find(|(_, found)| *found > RECORDS_MAX) {
            return Err(DossierError::TooMany { what, most: RECORDS_MAX, found }.into());
        }
        let sources = (form.resolutions.iter().map(|stated| stated.source.as_ref()))
            .chain(form.contracts.iter().map(|stated| stated.source.as_ref()))
            .chain(form.decisions.iter().map(|stated| stated.source.as_ref()))
            .chain(form.events.iter().map(|event| event.happened.source.as_ref()));
        for source in sources {
            check_source(source).map_err(|error| DossierError::Source { error })?;
        }
        Ok(Self {
            compound: form.compound,
            statements: form.statements,
            facilities: form.facilities,
            organisations: form.organisations,
            providers: form.providers,
            resources: form.resources,
            resolutions: form.resolutions,
            contracts: form.contracts,
            decisions: form.decisions,
            events: form.events,
            complete: form.complete,
        })
    }
}

impl From<Dossier> for DossierForm {
    fn from(dossier: Dossier) -> Self {
        Self {
            format: DOSSIER_FORMAT,
            compound: dossier.compound,
            statements: dossier.statements,
            facilities: dossier.facilities,
            organisations: dossier.organisations,
            providers: dossier.providers,
            resources: dossier.resources,
            resolutions: dossier.resolutions,
            contracts: dossier.contracts,
            decisions: dossier.decisions,
            events: dossier.events,
            complete: dossier.complete,
        }
    }
}

impl Dossier {
    /// A dossier in which nothing is stated yet.
    #[must_use]
    pub const fn new(compound: Compound) -> Self {
        Self {
            compound,
            statements: Statements::EMPTY,
            facilities: Vec::new(),
            organisations: Vec::new(),
            providers: Vec::new(),
            resources: Vec::new(),
            resolutions: Vec::new(),
            contracts: Vec::new(),
            decisions: Vec::new(),
            events: Vec::new(),
            complete: Vec::new(),
        }
    }

    /// States a fact about the compound.
    ///
    /// # Errors
    /// As [`Statements::state`].
    pub fn state(&mut self, fact: Fact, statement: Stated<bool>) -> Result<(), EstateError> {
        self.statements.state(&self.compound.subject(), fact, statement)
    }

    /// States a fact about the compound that a rulebook declares (地方事实).
    ///
    /// # Errors
    /// As [`Statements::state_local`].
    pub fn state_local(&mut self, fact: &LocalFact, statement: Stated<bool>) -> Result<(), EstateError> {
        self.statements.state_local(&self.compound.subject(), fact, statement)
    }

    /// States a quantity of the compound.
    ///
    /// # Errors
    /// As [`Statements::measure`].
    pub fn measure(&mut self, quantity: Quantity, statement: Stated<Approx<Value>>) -> Result<(), EstateError> {
        self.statements.measure(&self.compound.subject(), quantity, statement)
    }

    /// The statement of a fact about the compound that holds on a day; nothing if it is unknown.
    #[must_use]
    pub fn fact(&self, fact: Fact, day: Day) -> Option<&Stated<bool>> {
        self.own().fact(fact, day)
    }

    /// The statement of a declared fact about the compound that holds on a day; nothing if it is unknown.
    #[must_use]
    pub fn local(&self, fact: &LocalFact, day: Day) -> Option<&Stated<bool>> {
        self.own().local(fact, day)
    }

    /// The statement of a quantity of the compound that holds on a day; nothing if it is unknown.
    #[must_use]
    pub fn quantity(&self, quantity: Quantity, day: Day) -> Option<&Stated<Approx<Value>>> {
        self.own().quantity(quantity, day)
    }

    /// What is stated about the compound itself.
    pub(crate) fn own(&self) -> About<'_> {
        self.statements.about(Subject::Compound, self.compound.id.as_str())
    }

    /// The latest resolution on a matter up to a day, as reported; of several on one day the one reported last.
    #[must_use]
    pub fn resolution(&self, matter: Matter, day: Day) -> Option<&Stated<ResolutionRecord>> {
        let on_matter = self.resolutions.iter().filter(|record| record.value.matter == matter);
        on_matter
            .filter(|record| record.value.on <= day && record.on <= day)
            .max_by_key(|record| (record.value.on, record.on))
    }

    /// Whether all events of a kind up to a day are in the log.
    #[must_use]
    pub fn log_is_complete(&self, event: Event, day: Day) -> bool {
        self.complete.iter().any(|log| log.event == event && log.until >= day)
    }

    /// The days of an event among those stated by a day, in the order of the log; some may lie after that day.
    pub fn days_of(&self, event: Event, day: Day) -> impl Iterator<Item = Day> {
        let records = self.events.iter().filter(move |record| record.event == event && record.happened.on <= day);
        records.map(|record| record.happened.value)
    }
}
