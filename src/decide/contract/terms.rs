//! What a contract agrees on, and the steps of its log.

use serde::{Deserialize, Serialize};

use super::faults::ContractFault;
use super::words::{ContractKind, ContractSide, ContractStepKind};
use crate::dossier::ContractRecord;
use crate::estate::ProviderId;
use crate::measure::{Day, Period};
use crate::mode::ChargingForm;
use crate::rule::DisclosureItem;
use crate::terms::Placed;

/// 约定期限 — what the contract agrees where the law speaks of periods. Whether a clause has effect is the law's to say:
/// notices of dismissal and of non-renewal may be agreed otherwise, that of an indefinite term may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgreedPeriods {
    /// Notice of dismissal by the owners (《民法典》第九百四十六条第一款).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dismissal: Option<Period>,
    /// Notice of a provider who does not renew (《民法典》第九百四十七条第二款).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub non_renewal: Option<Period>,
    /// Notice that ends an indefinite term (《民法典》第九百四十八条第二款); the Code lets nothing be agreed here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indefinite: Option<Period>,
    /// Notice of a provider who ends a fixed term early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub early_end: Option<Period>,
    /// Notice of owners who choose another provider at the end of the term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replacement: Option<Period>,
    /// Time in which the provider leaves after the end (《民法典》第九百四十九条第一款).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exit: Option<Period>,
}

/// 合同要素 — with whom, of which kind, signed when, from when, and the last day of the term if there is one.
///
/// ```
/// use wuye::decide::contract::{ContractKind, ContractTerms};
/// let day = |text: &str| text.parse();
/// let terms = |expires: &str| -> Result<_, Box<dyn std::error::Error>> {
///     let (provider, from) = ("p1".parse()?, day("2024-01-01")?);
///     Ok(ContractTerms::new(provider, ContractKind::Regular, day("2023-12-20")?, from, Some(day(expires)?))?)
/// };
/// assert!(terms("2026-12-31").is_ok());
/// assert!(terms("2023-12-31").is_err());
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "TermsForm", into = "TermsForm")]
pub struct ContractTerms {
    // INVARIANT: a term expires on its first day or later.
    provider: ProviderId,
    kind: ContractKind,
    signed: Day,
    from: Day,
    expires: Option<Day>,
    charging: Option<ChargingForm>,
    agreed: AgreedPeriods,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TermsForm {
    provider: ProviderId,
    kind: ContractKind,
    signed: Day,
    from: Day,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expires: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    charging: Option<ChargingForm>,
    #[serde(default)]
    agreed: AgreedPeriods,
}

impl TryFrom<TermsForm> for ContractTerms {
    type Error = Placed<ContractFault>;
    fn try_from(form: TermsForm) -> Result<Self, Placed<ContractFault>> {
        let TermsForm { provider, kind, signed, from, expires, charging, agreed } = form;
        let terms = Self::new(provider, kind, signed, from, expires)?;
        Ok(Self { charging, ..terms.agreeing(agreed) })
    }
}

impl From<ContractTerms> for TermsForm {
    fn from(terms: ContractTerms) -> Self {
        let ContractTerms { provider, kind, signed, from, expires, charging, agreed } = terms;
        Self { provider, kind, signed, from, expires, charging, agreed }
    }
}

impl ContractTerms {
    /// A contract that agrees on no period; without a last day its term is indefinite.
    ///
    /// # Errors
    /// [`ContractFault::Term`].
    pub fn new(
        provider: ProviderId,
        kind: ContractKind,
        signed: Day,
        from: Day,
        expires: Option<Day>,
    ) -> Result<Self, ContractFault> {
        if let Some(expires) = expires.filter(|expires| *expires < from) {
            return Err(ContractFault::Term { from, expires });
        }
        Ok(Self { provider, kind, signed, from, expires, charging: None, agreed: AgreedPeriods::default() })
    }

    /// The same contract with periods agreed.
    #[must_use]
    pub const fn agreeing(mut self, agreed: AgreedPeriods) -> Self {
        self.agreed = agreed;
        self
    }

    /// The same contract with a charging form.
    #[must_use]
    pub const fn charging(mut self, form: ChargingForm) -> Self {
        self.charging = Some(form);
        self
    }

    /// The provider.
    #[must_use]
    pub const fn provider(&self) -> &ProviderId {
        &self.provider
    }

    /// The kind.
    #[must_use]
    pub const fn kind(&self) -> ContractKind {
        self.kind
    }

    /// The day of signing.
    #[must_use]
    pub const fn signed(&self) -> Day {
        self.signed
    }

    /// The first day of the service.
    #[must_use]
    pub const fn from(&self) -> Day {
        self.from
    }

    /// The last day of the term.
    #[must_use]
    pub const fn expires(&self) -> Option<Day> {
        self.expires
    }

    /// The periods that are agreed.
    #[must_use]
    pub const fn agreed(&self) -> AgreedPeriods {
        self.agreed
    }

    /// The contract as a record of a dossier, up to the first day after its last.
    #[must_use]
    pub fn record(&self, last: Option<Day>) -> ContractRecord {
        let until = last.and_then(Day::next);
        ContractRecord { provider: self.provider.clone(), from: self.from, until, charging: self.charging }
    }
}

/// 步骤 — a step of a contract with what belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ContractStep {
    /// The owners decide to renew (业主共同决定续聘).
    DecideRenewal,
    /// The owners decide on another provider (业主共同决定另聘).
    DecideReplacement,
    /// The owners decide on self-management (业主决定自行管理).
    DecideSelfManagement,
    /// The owners decide to dismiss (业主共同决定解聘).
    DecideDismissal,
    /// A renewal is signed (续订合同).
    SignRenewal {
        /// The last day of the new term.
        expires: Day,
    },
    /// The provider tells that it does not renew (通知不续聘).
    RefuseRenewal {
        /// Whether in writing.
        written: bool,
    },
    /// The dismissal is told to the provider (通知解聘).
    NotifyDismissal {
        /// Whether in writing.
        written: bool,
    },
    /// The owners tell that they do not renew (通知不再续聘).
    NotifyReplacement {
        /// Whether in writing.
        written: bool,
    },
    /// A party tells that it ends the contract (通知解除).
    NotifyEnd {
        /// Which party.
        by: ContractSide,
        /// Whether in writing.
        written: bool,
    },
    /// Service goes on after expiry (届满后继续提供服务).
    GoOn,
    /// The contract ends (合同终止).
    End,
    /// A new contract takes effect (新合同生效).
    Supersede,
    /// Service goes on until the take-over (接管前继续处理服务事项).
    BeginGapService,
    /// Leaving or handing over is refused (拒绝退出或者交接).
    RefuseHandOver,
    /// The provider has handed over and left (交接退出).
    HandOver,
    /// An item is made public (公开信息).
    Disclose {
        /// Which item.
        item: DisclosureItem,
    },
    /// The contract is filed (合同备案).
    File,
}

impl ContractStep {
    /// Which step it is.
    #[must_use]
    pub const fn kind(self) -> ContractStepKind {
        match self {
            Self::DecideRenewal => ContractStepKind::DecideRenewal,
            Self::DecideReplacement => ContractStepKind::DecideReplacement,
            Self::DecideSelfManagement => ContractStepKind::DecideSelfManagement,
            Self::DecideDismissal => ContractStepKind::DecideDismissal,
            Self::SignRenewal { .. } => ContractStepKind::SignRenewal,
            Self::RefuseRenewal { .. } => ContractStepKind::RefuseRenewal,
            Self::NotifyDismissal { .. } => ContractStepKind::NotifyDismissal,
            Self::NotifyReplacement { .. } => ContractStepKind::NotifyReplacement,
            Self::NotifyEnd { .. } => ContractStepKind::NotifyEnd,
            Self::GoOn => ContractStepKind::GoOn,
            Self::End => ContractStepKind::End,
            Self::Supersede => ContractStepKind::Supersede,
            Self::BeginGapService => ContractStepKind::BeginGapService,
            Self::RefuseHandOver => ContractStepKind::RefuseHandOver,
            Self::HandOver => ContractStepKind::HandOver,
            Self::Disclose { .. } => ContractStepKind::Disclose,
            Self::File => ContractStepKind::File,
        }
    }
}

/// 合同事件 — a step on its day. Written flat: the day, the code of the step, and what belongs to that step.
///
/// ```
/// use wuye::decide::contract::{ContractEvent, ContractStep};
/// let text = r#"{"on":"2026-10-02","step":"refuse_renewal","written":true}"#;
/// let event: ContractEvent = serde_json::from_str(text)?;
/// assert_eq!(event.step, ContractStep::RefuseRenewal { written: true });
/// assert!(serde_json::from_str::<ContractEvent>(r#"{"on":"2026-10-02","step":"refuse"}"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "EventForm", into = "EventForm")]
pub struct ContractEvent {
    /// The day.
    pub on: Day,
    /// The step.
    pub step: ContractStep,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EventForm {
    on: Day,
    step: ContractStepKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expires: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<ContractSide>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    written: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    item: Option<DisclosureItem>,
}

impl TryFrom<EventForm> for ContractEvent {
    type Error = Placed<ContractFault>;
    fn try_from(form: EventForm) -> Result<Self, Placed<ContractFault>> {
        use ContractStep as S;
        use ContractStepKind as K;
        let EventForm { on, step: kind, expires, by, written, item } = form;
        let step = match (kind, expires, by, written, item) {
            (K::DecideRenewal, None, None, None, None) => S::DecideRenewal,
            (K::DecideReplacement, None, None, None, None) => S::DecideReplacement,
            (K::DecideSelfManagement, None, None, None, None) => S::DecideSelfManagement,
            (K::DecideDismissal, None, None, None, None) => S::DecideDismissal,
            (K::SignRenewal, Some(expires), None, None, None) => S::SignRenewal { expires },
            (K::RefuseRenewal, None, None, Some(written), None) => S::RefuseRenewal { written },
            (K::NotifyDismissal, None, None, Some(written), None) => S::NotifyDismissal { written },
            (K::NotifyReplacement, None, None, Some(written), None) => S::NotifyReplacement { written },
            (K::NotifyEnd, None, Some(by), Some(written), None) => S::NotifyEnd { by, written },
            (K::GoOn, None, None, None, None) => S::GoOn,
            (K::End, None, None, None, None) => S::End,
            (K::Supersede, None, None, None, None) => S::Supersede,
            (K::BeginGapService, None, None, None, None) => S::BeginGapService,
            (K::RefuseHandOver, None, None, None, None) => S::RefuseHandOver,
            (K::HandOver, None, None, None, None) => S::HandOver,
            (K::Disclose, None, None, None, Some(item)) => S::Disclose { item },
            (K::File, None, None, None, None) => S::File,
            (step, ..) => return Err(ContractFault::Parts { step, needs: parts(step) }.into()),
        };
        Ok(Self { on, step })
    }
}

/// What belongs to a written step besides its day.
const fn parts(step: ContractStepKind) -> &'static str {
    match step {
        ContractStepKind::SignRenewal => "`expires`",
        ContractStepKind::RefuseRenewal | ContractStepKind::NotifyDismissal | ContractStepKind::NotifyReplacement => {
            "`written`"
        }
        ContractStepKind::NotifyEnd => "`by`, `written`",
        ContractStepKind::Disclose => "`item`",
        _ => "—",
    }
}

impl From<ContractEvent> for EventForm {
    fn from(event: ContractEvent) -> Self {
        let (on, step) = (event.on, event.step.kind());
        let bare = Self { on, step, expires: None, by: None, written: None, item: None };
        match event.step {
            ContractStep::SignRenewal { expires } => Self { expires: Some(expires), ..bare },
            ContractStep::RefuseRenewal { written }
            | ContractStep::NotifyDismissal { written }
            | ContractStep::NotifyReplacement { written } => Self { written: Some(written), ..bare },
            ContractStep::NotifyEnd { by, written } => Self { by: Some(by), written: Some(written), ..bare },
            ContractStep::Disclose { item } => Self { item: Some(item), ..bare },
            _ => bare,
        }
    }
}
