//! 合同存续 — the life of a service contract, to the day.

#[path = "contract/days.rs"]
mod days;
#[path = "contract/duties.rs"]
mod duties;
#[path = "contract/limits.rs"]
mod limits;
#[path = "contract/many.rs"]
mod many;
#[path = "contract/money.rs"]
mod money;
#[path = "contract/places.rs"]
mod places;
#[path = "common/planted.rs"]
mod planted;
#[path = "contract/walks.rs"]
mod walks;

use wuye::decide::contract::{
    AgreedPeriods, ContractCase, ContractDuty, ContractEvent, ContractFault, ContractKind, ContractLaw, ContractReview,
    ContractSide, ContractStage, ContractStep, ContractStepKind, ContractTerms, DueState, StepRefusal,
};
use wuye::dossier::Dossier;
use wuye::estate::Compound;
use wuye::measure::{Day, Period};
use wuye::rule::Rulebook;

fn d(day: &str) -> Day {
    day.parse().unwrap()
}

fn on(day: &str, step: ContractStep) -> ContractEvent {
    ContractEvent { on: d(day), step }
}

fn dossier() -> Dossier {
    let place = "110000".parse().unwrap();
    Dossier::new(Compound { id: "c1".parse().unwrap(), name: "某小区".into(), place, yards: vec![] })
}

/// The rulebook of a place; with no place, that of the nation alone.
fn rulebook(place: &str) -> Rulebook {
    wuye::places::rulebook_for(place.parse().unwrap()).unwrap()
}

/// Guangdong, of which no regulations were read: the law of the nation.
fn nation() -> Rulebook {
    NATION.get_or_init(|| rulebook("440000")).clone()
}

/// Made once: a walk is tried thousands of times.
static NATION: std::sync::OnceLock<Rulebook> = std::sync::OnceLock::new();

fn nation_once() -> &'static Rulebook {
    NATION.get_or_init(|| rulebook("440000"))
}

fn terms(kind: ContractKind, from: &str, expires: Option<&str>) -> ContractTerms {
    ContractTerms::new("p1".parse().unwrap(), kind, d(from), d(from), expires.map(d)).unwrap()
}

/// Three years to the end of 2026.
fn regular() -> ContractTerms {
    terms(ContractKind::Regular, "2024-01-01", Some("2026-12-31"))
}

fn indefinite() -> ContractTerms {
    terms(ContractKind::Regular, "2024-01-01", None)
}

const DISMISS: ContractStep = ContractStep::NotifyDismissal { written: true };
const REFUSE: ContractStep = ContractStep::RefuseRenewal { written: true };
const OWNERS_END: ContractStep = ContractStep::NotifyEnd { by: ContractSide::Owners, written: true };
const PROVIDER_ENDS: ContractStep = ContractStep::NotifyEnd { by: ContractSide::Provider, written: true };

/// A case under the law of a place.
struct At {
    rulebook: Rulebook,
    dossier: Dossier,
    case: ContractCase,
}

impl At {
    fn new(rulebook: Rulebook, terms: ContractTerms) -> Self {
        Self { rulebook, dossier: dossier(), case: ContractCase::open(terms) }
    }

    fn take(&mut self, day: &str, step: ContractStep) -> Result<(), ContractFault> {
        self.case.take(on(day, step), &ContractLaw::new(&self.rulebook, &self.dossier))
    }

    #[track_caller]
    fn goes(mut self, steps: &[(&str, ContractStep)]) -> Self {
        for (day, step) in steps {
            self.take(day, *step).unwrap();
        }
        self
    }

    #[track_caller]
    fn refused(&self, day: &str, step: ContractStep) -> StepRefusal {
        let mut case = self.case.clone();
        let before = case.clone();
        let fault = case.take(on(day, step), &ContractLaw::new(&self.rulebook, &self.dossier)).unwrap_err();
        assert_eq!(case, before, "a refused step changes nothing");
        let ContractFault::Refused { stage, step: kind, on, allowed, why } = fault else { panic!("{fault}") };
        assert_eq!((stage, kind, on), (case.state().stage(), step.kind(), d(day)));
        assert_eq!(allowed, stage.steps());
        why
    }

    fn stage(&self) -> ContractStage {
        self.case.state().stage()
    }

    #[track_caller]
    fn review(&self, day: &str) -> ContractReview {
        self.case.review(d(day), &ContractLaw::new(&self.rulebook, &self.dossier)).unwrap()
    }

    #[track_caller]
    fn due(&self, duty: ContractDuty, day: &str) -> (Option<Day>, DueState) {
        let review = self.review(day);
        let due = review.due(duty).unwrap_or_else(|| panic!("{duty} is not in {}", review.on));
        (due.due, due.state)
    }
}

fn no_place() -> StepRefusal {
    StepRefusal::NoPlace {}
}

const fn agreed() -> AgreedPeriods {
    AgreedPeriods {
        dismissal: None,
        non_renewal: None,
        indefinite: None,
        early_end: None,
        replacement: None,
        exit: None,
    }
}

const ONE_MONTH: Option<Period> = Some(Period::Months(1));
