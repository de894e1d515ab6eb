//! The tables that the documentation prints are those that the code keeps, for every pair of stage and step.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use wuye::laws::step_follows;
use wuye::procedure::{
    Answer, Consultation, ConsultationAct, ConsultationMove, ConsultationStage, ConsultationTerms, Dispute,
    DisputePhase, DisputeStage, DisputeStep, DuePlan, ProcedureError, Tender, TenderAct, TenderStage, TenderStep,
    TopicKind, Why,
};
use wuye::rule::ConsultationStep;
use wuye::terms::Term;

use crate::{act, day, tender_act};

/// The rows `| stage | … | step → next, … |` that the head of a source file prints.
fn printed(source: &str) -> Vec<(&str, &str, &str)> {
    let mut rows = Vec::new();
    for line in source.lines().take_while(|line| line.starts_with("//!")) {
        let cells: Vec<&str> =
            line.trim_start_matches("//!").trim().trim_matches('|').split('|').map(str::trim).collect();
        let Some(stage) = cells[0].strip_prefix('`').and_then(|cell| cell.strip_suffix('`')) else { continue };
        for pair in cells[cells.len() - 1].split(", ") {
            let (step, next) = pair.split_once(" → ").unwrap();
            rows.push((stage, step.trim_matches('`'), next.trim_matches(['`', '*'])));
        }
    }
    rows
}

/// Goes from a case by every step that is taken until no new stage is reached: one case for each stage.
fn reached<C: Clone, G: Ord + Copy>(
    first: C,
    stage: impl Fn(&C) -> G,
    steps: &[impl Fn(&C) -> Option<C>],
) -> BTreeMap<G, C> {
    let mut found = BTreeMap::from([(stage(&first), first.clone())]);
    let mut open = vec![first];
    while let Some(case) = open.pop() {
        for next in steps.iter().filter_map(|step| step(&case)) {
            if let Entry::Vacant(place) = found.entry(stage(&next)) {
                place.insert(next.clone());
                open.push(next);
            }
        }
    }
    found
}

fn refused_alike(error: &ProcedureError, stage: &str, step: &str, allowed: &[&str]) {
    let ProcedureError::NotAllowed { stage: at, step: which, allowed: named, .. } = error else {
        panic!("{error:?}");
    };
    let named: Vec<&str> = named.words().iter().map(|word| word.code()).collect();
    assert_eq!((at.code(), which.code(), named.as_slice()), (stage, step, allowed));
}

/// Tries every step at every stage: it leads where the table says, is allowed if and only if it is taken, is refused
/// with what was allowed, and a step that must come first is itself one of the stage.
fn every_pair_is_as_printed<C, G: Term, T: Term>(
    table: &[(&str, &str, &str)],
    cases: &BTreeMap<G, C>,
    taken: impl Fn(&C, T) -> Result<C, ProcedureError>,
    stage_of: impl Fn(&C) -> G,
    after: impl Fn(G, T) -> Option<G>,
    answer: impl Fn(&C) -> Answer<G, T>,
) {
    for (stage, case) in cases {
        let answer = answer(case);
        let allowed: Vec<&str> = answer.allowed().map(Term::code).collect();
        assert_eq!(answer.steps.len(), T::all().len());
        for (step, told) in T::all().iter().zip(&answer.steps) {
            let next = taken(case, *step);
            let found = next.as_ref().ok().map(|next| stage_of(next).code());
            step_follows(table, stage.code(), step.code(), found).unwrap();
            assert_eq!((told.step, told.barred.is_none()), (*step, found.is_some()));
            if let Err(error) = next {
                refused_alike(&error, stage.code(), step.code(), &allowed);
            }
            assert!(told.first.is_none_or(|first| after(*stage, first).is_some()), "{} {}", stage.code(), step.code());
        }
    }
}

#[test]
fn a_dispute_keeps_the_table_that_is_printed() {
    let mut table = printed(include_str!("../../src/procedure/dispute.rs"));
    assert_eq!(table.len(), 16, "sixteen steps lead on");
    // And monitoring is allowed at every stage, as the text below the table says.
    table.extend(DisputeStage::ALL.iter().map(|stage| (stage.code(), "monitor", stage.code())));
    let on = day("2024-02-29");
    let taken = |case: &Dispute, step: DisputeStep| -> Result<Dispute, ProcedureError> {
        let mut case = case.clone();
        case.record(on, act(step)).map(|()| case)
    };
    let tries: Vec<_> = DisputeStep::ALL.iter().map(|step| move |case: &Dispute| taken(case, *step).ok()).collect();
    let new = Dispute::new("c1".parse().unwrap(), DuePlan::default());
    let cases = reached(new, Dispute::stage, &tries);
    assert_eq!(cases.len(), DisputeStage::ALL.len());
    let answer = |case: &Dispute| case.answer(on).unwrap();
    every_pair_is_as_printed(&table, &cases, taken, Dispute::stage, DisputeStage::after, answer);
}

#[test]
fn the_phases_of_a_dispute_are_those_that_are_printed() {
    let source = include_str!("../../src/procedure/dispute.rs");
    for stage in DisputeStage::ALL {
        let row = format!("//! | `{}` | `{}` |", stage.code(), stage.phase().code());
        assert!(source.lines().any(|line| line.starts_with(&row)), "{row}");
    }
    assert_eq!(DisputeStage::NotReported.phase(), DisputePhase::Before);
}

#[test]
fn a_tender_keeps_the_table_that_is_printed() {
    let table = printed(include_str!("../../src/procedure/tender.rs"));
    assert_eq!(table.len(), 11);
    let on = day("2024-02-29");
    let taken = |case: &Tender, step: TenderStep| -> Result<Tender, ProcedureError> {
        let mut case = case.clone();
        case.record(on, tender_act(step)).map(|()| case)
    };
    let tries: Vec<_> = TenderStep::ALL.iter().map(|step| move |case: &Tender| taken(case, *step).ok()).collect();
    let cases = reached(Tender::new("c1".parse().unwrap()), Tender::stage, &tries);
    assert_eq!(cases.len(), TenderStage::ALL.len());
    let answer = |case: &Tender| case.answer(on).unwrap();
    every_pair_is_as_printed(&table, &cases, taken, Tender::stage, TenderStage::after, answer);
    // Where nobody bid there is nothing for a panel; the notice may be published again.
    let mut nobody = cases[&TenderStage::Noticed].clone();
    nobody.record(on, TenderAct::Bids(0)).unwrap();
    let answer = nobody.answer(on).unwrap();
    let panel = answer.barred().find(|told| told.step == TenderStep::Panel).unwrap();
    assert_eq!(panel.barred, Some(Why::NoBids));
    assert_eq!(answer.allowed().collect::<Vec<_>>(), [TenderStep::Notice, TenderStep::Approve]);
}

#[test]
fn a_consultation_keeps_the_table_that_is_printed() {
    let table = printed(include_str!("../../src/procedure/consultation.rs"));
    assert_eq!(table.len(), 8);
    let on = day("2024-02-29");
    let order = ConsultationStep::ALL.to_vec();
    let terms = ConsultationTerms::new("c1".parse().unwrap(), TopicKind::NotJoint, order, DuePlan::default()).unwrap();
    let mut case = Consultation::new(terms.clone());
    for done in 0..=6 {
        let stage = case.stage();
        assert_eq!(stage, ConsultationStage::ALL[done]);
        for step in ConsultationStep::ALL {
            let mut next = case.clone();
            let taken = next.record(on, ConsultationAct::Step(*step));
            let found = taken.is_ok().then(|| next.stage().code());
            step_follows(&table, stage.code(), step.code(), found).unwrap();
            if let Err(error) = taken {
                let allowed: Vec<&str> = case.answer(on).unwrap().allowed().map(ConsultationMove::code).collect();
                refused_alike(&error, stage.code(), step.code(), &allowed);
                assert_eq!(next, case);
            }
        }
        // A return goes to any step that was done, and the case is then where it was before that step.
        let reopens = table.iter().any(|(from, step, _)| (*from, *step) == (stage.code(), "reopen"));
        for (at, to) in ConsultationStep::ALL.iter().enumerate() {
            let mut next = case.clone();
            let taken = next.record(on, ConsultationAct::Reopen { to: *to });
            assert_eq!(taken.is_ok(), reopens && at < done, "{stage} {to}: {taken:?}");
            let expected = if taken.is_ok() { ConsultationStage::ALL[at] } else { stage };
            assert_eq!(next.stage(), expected);
        }
        if let Some(step) = ConsultationStep::ALL.get(done) {
            case.record(on, ConsultationAct::Step(*step)).unwrap();
        }
    }
    assert!(case.is_finished());
}
