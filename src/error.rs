//! One error for `?`.

use crate::assess::{ColumnsError, Difference};
use crate::balance::BalanceError;
use crate::billing::floors::FloorError;
use crate::billing::guided::GuidedError;
use crate::billing::meter::MeterError;
use crate::billing::vacancy::VacancyError;
use crate::billing::{BatchError, BillingError, FormulaError, ReceivableError};
use crate::bundle::{BundleError, ClaimError, DistrictError, FeeError, FlowError, GameError, PlanFault, PoolError};
use crate::decide::contract::{CollectionFault, ContractFault, StepRefusal};
use crate::decide::emergency::EmergencyError;
use crate::decide::merger::MergerError;
use crate::decide::packing::PackingError;
use crate::decide::self_management::OrganError;
use crate::decide::{DecisionDifference, Refusal};
use crate::dossier::DossierError;
use crate::estate::EstateError;
use crate::fund::FundError;
use crate::law::LawError;
use crate::matter::MatterError;
use crate::measure::MeasureError;
use crate::measure::apportion::ApportionError;
use crate::measure::draw::DrawError;
use crate::meeting::MeetingError;
use crate::money::LedgerError;
use crate::procedure::ProcedureError;
use crate::programme::ProgrammeError;
use crate::provider::ProviderError;
use crate::rule::RuleError;
use crate::terms::{IdError, Lang, TermError};

macro_rules! gather {
    ($( $(#[$meta:meta])* $variant:ident($error:ty) )+) => {
        /// 错误 — any error of this crate, for `?`. Each module owns its kind; this gathers them.
        ///
        /// ```
        /// fn read(text: &str) -> Result<wuye::measure::Money, wuye::Error> {
        ///     Ok(text.parse()?)
        /// }
        /// let error = read("12.345").unwrap_err();
        /// assert_eq!(error.code(), "too_many_decimals");
        /// assert!(error.is_input());
        /// ```
        #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
        #[non_exhaustive]
        pub enum Error {
            $(
                $(#[$meta])*
                #[doc = concat!("See [`", stringify!($error), "`].")]
                #[error(transparent)]
                $variant(#[from] $error),
            )+
        }

        impl Error {
            /// The stable code of the error.
            #[must_use]
            pub fn code(&self) -> &'static str {
                match self { $( $(#[$meta])* Self::$variant(error) => error.code(), )+ }
            }

            /// One sentence that says what was expected and what was found.
            #[must_use]
            pub fn render(&self, lang: Lang) -> String {
                match self { $( $(#[$meta])* Self::$variant(error) => error.render(lang), )+ }
            }

            /// The code of every error of this crate, kind by kind.
            #[must_use]
            pub fn codes() -> Vec<&'static str> {
                let mut all = Vec::new();
                $( $(#[$meta])* all.extend_from_slice(<$error>::CODES); )+
                all
            }
        }
    };
}

gather! {
    Term(TermError)
    Id(IdError)
    Measure(MeasureError)
    Apportion(ApportionError)
    Draw(DrawError)
    Law(LawError)
    Estate(EstateError)
    Matter(MatterError)
    Ledger(LedgerError)
    Dossier(DossierError)
    Rule(RuleError)
    Record(Difference)
    Columns(ColumnsError)
    Meeting(MeetingError)
    Provider(ProviderError)
    Refusal(Refusal)
    Contract(ContractFault)
    ContractStep(StepRefusal)
    Collection(CollectionFault)
    Decision(DecisionDifference)
    Emergency(EmergencyError)
    Organ(OrganError)
    Packing(PackingError)
    Merger(MergerError)
    Balance(BalanceError)
    Billing(BillingError)
    Formula(FormulaError)
    Meter(MeterError)
    Floor(FloorError)
    Guided(GuidedError)
    Vacancy(VacancyError)
    Receivable(ReceivableError)
    Fund(FundError)
    Fee(FeeError)
    Pool(PoolError)
    Claim(ClaimError)
    Flow(FlowError)
    Game(GameError)
    Batch(BatchError)
    District(DistrictError)
    Bundle(BundleError)
    Plan(PlanFault)
    Procedure(ProcedureError)
    Programme(ProgrammeError)
    #[cfg(feature = "json")]
    Json(crate::json::JsonError)
}

impl Error {
    /// Where in a text the fault is, for text that has paths.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match self {
            #[cfg(feature = "json")]
            Self::Json(error) => error.path(),
            _ => None,
        }
    }

    /// Whether the caller's input cannot be represented.
    #[must_use]
    pub const fn is_input(&self) -> bool {
        !self.is_refusal() && !self.is_difference()
    }

    /// Whether a mode was not adopted.
    #[must_use]
    pub const fn is_refusal(&self) -> bool {
        matches!(self, Self::Refusal(_))
    }

    /// Whether a record that was read back is not the proof that can be made now.
    #[must_use]
    pub const fn is_difference(&self) -> bool {
        matches!(self, Self::Record(_) | Self::Decision(_) | Self::Plan(_))
    }
}
