//! Long logs: a million steps are taken, the next is refused, and of ten million no more are read.

use super::*;
use allocation_counter::measure;
use wuye::decide::contract::{CONTRACT_STEPS_MAX, ContractFault, replay};
use wuye::rule::DisclosureItem;

/// Steps that go on for ever: decisions and disclosures of one day.
fn steps(number: usize) -> impl Iterator<Item = ContractEvent> {
    let cycle = [
        ContractStep::DecideRenewal,
        ContractStep::Disclose { item: DisclosureItem::CommonRevenue },
        ContractStep::DecideReplacement,
        ContractStep::File,
    ];
    let day = d("2024-06-01");
    (0..number).map(move |at| ContractEvent { on: day, step: cycle[at % cycle.len()] })
}

fn folded(number: usize) -> (u64, ContractCase) {
    let (rulebook, dossier) = (nation(), dossier());
    let law = ContractLaw::new(&rulebook, &dossier);
    let (terms, mut made) = (regular(), None);
    let counted = measure(|| made = Some(replay(terms, steps(number), &law).unwrap()));
    (counted.count_total, made.unwrap())
}

#[test]
fn a_million_steps_are_one_allocation() {
    let (few, case) = folded(1_000);
    assert_eq!((few, case.log().len()), (1, 1_000));
    let (many, case) = folded(CONTRACT_STEPS_MAX);
    assert_eq!((many, case.log().len(), CONTRACT_STEPS_MAX), (1, 1_000_000, 1_000_000));
    assert_eq!(case.state().filed(), Some(d("2024-06-01")));
}

#[test]
fn ten_million_steps_are_refused_after_the_first_million() {
    let (rulebook, dossier) = (nation(), dossier());
    let law = ContractLaw::new(&rulebook, &dossier);
    let mut read = 0_usize;
    let counted = steps(10_000_000).inspect(|_| read += 1);
    let fault = replay(regular(), counted, &law).unwrap_err();
    assert_eq!(fault, ContractFault::TooManySteps { most: CONTRACT_STEPS_MAX });
    assert_eq!(read, CONTRACT_STEPS_MAX + 1);
}
