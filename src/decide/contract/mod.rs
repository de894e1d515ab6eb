//! 合同存续 — the life of a service contract: a pure machine whose dated log is the case and whose stage is read off it.
//!
//! A [`ContractCase`] is a contract and its steps. Each step is held against the stage and against the law of its day
//! ([`ContractLaw`]), and is refused with stage, step and what was allowed ([`ContractFault::Refused`]). What the
//! contract agrees counts where the law leaves it to the contract: notices of dismissal (《民法典》第九百四十六条) and of
//! non-renewal (第九百四十七条), not that of an indefinite term (第九百四十八条).
//!
//! Where a local text sets another period than the Code, the Code decides and the review shows what the local text
//! would give. [`ContractCase::review`] tells on any day what can be recorded and why not the rest, and what is due,
//! done or overdue. A period that no text and no contract gives is unknown, and so is its last day.
//!
//! What is a matter of fact is stated, not computed: that service goes on, that a hand-over is refused. Whether the fee
//! after the end may be asked for is two answers, not one ([`FeeAfterEnd`]). Collecting the fee knows lawful ways only
//! ([`CollectionAction`]), and [`passing_on`] tells whether the service may be passed on.
//!
//! ```
//! use wuye::decide::contract::{
//!     ContractCase, ContractDuty, ContractEvent, ContractKind, ContractLaw, ContractStep, ContractTerms,
//! };
//! use wuye::dossier::Dossier;
//! use wuye::estate::Compound;
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let place = "110000".parse()?;
//! let rulebook = wuye::places::rulebook_for(place)?;
//! let dossier = Dossier::new(Compound { id: "c1".parse()?, name: "某小区".into(), place, yards: vec![] });
//! let law = ContractLaw::new(&rulebook, &dossier);
//! let day = |text: &str| text.parse();
//! let (from, expires) = (day("2024-01-01")?, Some(day("2026-12-31")?));
//! let mut case = ContractCase::open(ContractTerms::new("p1".parse()?, ContractKind::Regular, from, from, expires)?);
//! for (on, step) in [
//!     ("2026-02-20", ContractStep::DecideDismissal),
//!     ("2026-03-01", ContractStep::NotifyDismissal { written: true }),
//! ] {
//!     case.take(ContractEvent { on: day(on)?, step }, &law)?;
//! }
//! // 60 days' notice; Beijing lets the provider leave within 30 days of the notice.
//! let too_early = ContractEvent { on: day("2026-04-29")?, step: ContractStep::End };
//! assert!(case.clone().take(too_early, &law).is_err());
//! let review = case.review(day("2026-03-31")?, &law)?;
//! assert_eq!(review.due(ContractDuty::LeaveAfterNotice).and_then(|due| due.due), Some(day("2026-03-31")?));
//! case.take(ContractEvent { on: day("2026-04-30")?, step: ContractStep::End }, &law)?;
//! # Ok(())
//! # }
//! ```
//!
//! # Stages and steps
//!
//! Every pair that is not in this table is refused.
//!
//! | stage | step | leads to |
//! |---|---|---|
//! | `initial` | `decide_renewal` | `initial` |
//! | `initial` | `decide_replacement` | `initial` |
//! | `initial` | `decide_self_management` | `initial` |
//! | `initial` | `decide_dismissal` | `initial` |
//! | `initial` | `sign_renewal` | `renewed` |
//! | `initial` | `refuse_renewal` | `non_renewal_notified` |
//! | `initial` | `notify_dismissal` | `dismissal_notified` |
//! | `initial` | `notify_replacement` | `initial` |
//! | `initial` | `notify_end` | `end_notified` |
//! | `initial` | `go_on` | `indefinite` |
//! | `initial` | `end` | `ended` |
//! | `initial` | `supersede` | `superseded` |
//! | `initial` | `disclose` | `initial` |
//! | `initial` | `file` | `initial` |
//! | `fixed_term` | `decide_renewal` | `fixed_term` |
//! | `fixed_term` | `decide_replacement` | `fixed_term` |
//! | `fixed_term` | `decide_self_management` | `fixed_term` |
//! | `fixed_term` | `decide_dismissal` | `fixed_term` |
//! | `fixed_term` | `sign_renewal` | `renewed` |
//! | `fixed_term` | `refuse_renewal` | `non_renewal_notified` |
//! | `fixed_term` | `notify_dismissal` | `dismissal_notified` |
//! | `fixed_term` | `notify_replacement` | `fixed_term` |
//! | `fixed_term` | `notify_end` | `end_notified` |
//! | `fixed_term` | `go_on` | `indefinite` |
//! | `fixed_term` | `end` | `ended` |
//! | `fixed_term` | `disclose` | `fixed_term` |
//! | `fixed_term` | `file` | `fixed_term` |
//! | `renewed` | `decide_renewal` | `renewed` |
//! | `renewed` | `decide_replacement` | `renewed` |
//! | `renewed` | `decide_self_management` | `renewed` |
//! | `renewed` | `decide_dismissal` | `renewed` |
//! | `renewed` | `sign_renewal` | `renewed` |
//! | `renewed` | `refuse_renewal` | `non_renewal_notified` |
//! | `renewed` | `notify_dismissal` | `dismissal_notified` |
//! | `renewed` | `notify_replacement` | `renewed` |
//! | `renewed` | `notify_end` | `end_notified` |
//! | `renewed` | `go_on` | `indefinite` |
//! | `renewed` | `end` | `ended` |
//! | `renewed` | `disclose` | `renewed` |
//! | `renewed` | `file` | `renewed` |
//! | `non_renewal_notified` | `decide_replacement` | `non_renewal_notified` |
//! | `non_renewal_notified` | `decide_self_management` | `non_renewal_notified` |
//! | `non_renewal_notified` | `decide_dismissal` | `non_renewal_notified` |
//! | `non_renewal_notified` | `notify_dismissal` | `dismissal_notified` |
//! | `non_renewal_notified` | `end` | `ended` |
//! | `non_renewal_notified` | `supersede` | `superseded` |
//! | `non_renewal_notified` | `disclose` | `non_renewal_notified` |
//! | `non_renewal_notified` | `file` | `non_renewal_notified` |
//! | `indefinite` | `decide_replacement` | `indefinite` |
//! | `indefinite` | `decide_self_management` | `indefinite` |
//! | `indefinite` | `decide_dismissal` | `indefinite` |
//! | `indefinite` | `notify_end` | `end_notified` |
//! | `indefinite` | `disclose` | `indefinite` |
//! | `indefinite` | `file` | `indefinite` |
//! | `dismissal_notified` | `decide_replacement` | `dismissal_notified` |
//! | `dismissal_notified` | `decide_self_management` | `dismissal_notified` |
//! | `dismissal_notified` | `end` | `ended` |
//! | `dismissal_notified` | `supersede` | `superseded` |
//! | `dismissal_notified` | `disclose` | `dismissal_notified` |
//! | `dismissal_notified` | `file` | `dismissal_notified` |
//! | `end_notified` | `decide_replacement` | `end_notified` |
//! | `end_notified` | `decide_self_management` | `end_notified` |
//! | `end_notified` | `end` | `ended` |
//! | `end_notified` | `supersede` | `superseded` |
//! | `end_notified` | `disclose` | `end_notified` |
//! | `end_notified` | `file` | `end_notified` |
//! | `superseded` | `decide_replacement` | `superseded` |
//! | `superseded` | `decide_self_management` | `superseded` |
//! | `superseded` | `begin_gap_service` | `gap_service` |
//! | `superseded` | `refuse_hand_over` | `superseded` |
//! | `superseded` | `hand_over` | `handed_over` |
//! | `ended` | `decide_replacement` | `ended` |
//! | `ended` | `decide_self_management` | `ended` |
//! | `ended` | `begin_gap_service` | `gap_service` |
//! | `ended` | `refuse_hand_over` | `ended` |
//! | `ended` | `hand_over` | `handed_over` |
//! | `gap_service` | `decide_replacement` | `gap_service` |
//! | `gap_service` | `decide_self_management` | `gap_service` |
//! | `gap_service` | `refuse_hand_over` | `gap_service` |
//! | `gap_service` | `hand_over` | `handed_over` |
//! | `gap_service` | `disclose` | `gap_service` |

mod case;
mod collect;
mod faults;
mod law;
mod passing;
mod review;
mod terms;
mod words;

pub use case::{
    CONTRACT_FORMAT, CONTRACT_STEPS_MAX, ContractCase, ContractNotice, ContractRecords, ContractState, replay,
};
pub use collect::{CollectionAction, CollectionFault, MaySue, collection, collection_bans, may_sue};
pub use faults::{ContractFault, StepLaw, StepRefusal};
pub use law::{ContractLaw, PeriodFound};
pub use passing::{PassedOn, PassingOn, Principal, passing_on};
pub use review::{ContractDue, ContractDuty, ContractReview, DueState, FeeAfterEnd};
pub use terms::{AgreedPeriods, ContractEvent, ContractStep, ContractTerms};
pub use words::{ContractKind, ContractSide, ContractStage, ContractStepKind, StepList};
