//! Random walks beside the reference models: at every attempt stage, allowed steps and what is due are the same; what
//! is refused changes nothing; a log replayed is the case; and a case is read back as it was.

use wuye::json::{from_json, to_json};
use wuye::laws::replay_folds;
use wuye::measure::{Day, Period};
use wuye::procedure::{
    Consultation, ConsultationAct, ConsultationMove, ConsultationTerms, Dispute, DisputeAct, DisputeStep, DuePlan, Log,
    Tender, TenderAct, TenderStep, TopicKind,
};
use wuye::rule::ConsultationStep;
use wuye::terms::Term;
use wuye::testkit::{
    self, ConsultationModel, DisputeModel, ModelDue, Stride, TenderModel, consultation_act, holds, samples, tender_act,
};

use crate::{act, day};

/// Days by number, counted from a day of a long year on.
fn number(day: Day) -> i64 {
    "2024-01-01".parse::<Day>().unwrap().days_until(day)
}

fn later(from: Day, days: u8) -> Day {
    Period::Days(days.into()).after(from).unwrap()
}

fn rules<T: Term>(plan: &DuePlan<T>) -> Vec<(&'static str, &'static str, i64)> {
    let of = plan.rules().iter().map(|rule| match rule.within {
        Period::Days(days) => (rule.step.code(), rule.from.code(), i64::from(days)),
        other => panic!("{other}"),
    });
    of.collect()
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, ours: T, model: T) -> Result<(), String> {
    if ours == model { Ok(()) } else { Err(format!("{what}: {ours:?}, but the model {model:?}")) }
}

fn walk_of_a_dispute(plan: &DuePlan<DisputeStep>, strides: &[Stride]) -> Result<usize, String> {
    let (mut case, mut model) = (Dispute::new("c1".parse().unwrap(), plan.clone()), DisputeModel::new(rules(plan)));
    let mut on = day("2024-01-31");
    let mut taken = 0;
    for stride in strides {
        on = later(on, stride.gap);
        let answer = case.answer(on).map_err(|error| error.to_string())?;
        let allowed: Vec<DisputeStep> = answer.allowed().collect();
        let of_model: Vec<_> = DisputeStep::ALL.iter().copied().filter(|step| model.allows(step.code())).collect();
        same("allowed", &allowed, &of_model)?;
        let due: Vec<ModelDue> = answer.due.iter().map(|due| (due.step.code(), number(due.by))).collect();
        same("due", &due, &model.due())?;
        for due in &answer.due {
            same("overdue", i64::from(due.overdue_days(on)), (number(on) - number(due.by)).max(0))?;
        }
        let step = stride.of(&allowed, DisputeStep::ALL).unwrap();
        // Now and then an assignment names nobody.
        let entry = if stride.pick % 7 == 0 { DisputeAct::step(step) } else { act(step) };
        let (before, names) = (case.clone(), entry.body.is_some());
        let ours = case.record(on, entry).is_ok();
        same("taken", ours, model.step(number(on), step.code(), names))?;
        same("stage", case.stage().code(), model.stage())?;
        if !ours && case != before {
            return Err(format!("a refused {step} changed the case"));
        }
        taken += usize::from(ours);
    }
    Ok(taken)
}

#[test]
fn disputes_walk_as_the_model_does() {
    let cases = (testkit::dispute_plan(), testkit::procedure_walk());
    holds(cases, |(plan, strides)| walk_of_a_dispute(plan, strides).map(|_| ()));
    let long = samples(64, &(testkit::dispute_plan(), testkit::procedure_walk()));
    let long = long.iter().filter(|(plan, strides)| walk_of_a_dispute(plan, strides).unwrap() >= 50);
    assert!(long.count() > 32, "few walks take fifty steps");
}

fn walk_of_a_tender(strides: &[Stride]) -> Result<(), String> {
    let (mut case, mut model) = (Tender::new("c1".parse().unwrap()), TenderModel::default());
    let mut on = day("2024-01-31");
    for stride in strides {
        on = later(on, stride.gap);
        let allowed: Vec<TenderStep> = case.answer(on).unwrap().allowed().collect();
        let of_model: Vec<_> = TenderStep::ALL.iter().copied().filter(|step| model.allows(step.code())).collect();
        same("allowed", &allowed, &of_model)?;
        // A signed tender is over; another begins.
        if allowed.is_empty() {
            (case, model) = (Tender::new("c1".parse().unwrap()), TenderModel::default());
            continue;
        }
        let step = stride.of(&allowed, TenderStep::ALL).unwrap();
        let entry = tender_act(step, stride.pick);
        let bidders = if let TenderAct::Bids(bidders) = entry { bidders } else { 0 };
        same("taken", case.record(on, entry).is_ok(), model.step(step.code(), bidders))?;
        same("stage", case.stage().code(), model.stage())?;
    }
    Ok(())
}

#[test]
fn tenders_walk_as_the_model_does() {
    holds(testkit::procedure_walk(), |strides| walk_of_a_tender(strides));
}

fn walk_of_a_consultation(terms: &ConsultationTerms, strides: &[Stride]) -> Result<usize, String> {
    let joint = match terms.kind() {
        TopicKind::Joint(_) => Some(true),
        TopicKind::NotJoint => Some(false),
        TopicKind::Unstated => None,
    };
    let order = terms.order().iter().map(|step| step.code()).collect();
    let mut model = ConsultationModel::new(order, joint, rules(terms.plan()));
    let mut case = Consultation::new(terms.clone());
    let mut on = day("2024-01-31");
    let mut taken = 0;
    for stride in strides {
        on = later(on, stride.gap);
        let answer = case.answer(on).map_err(|error| error.to_string())?;
        let allowed: Vec<ConsultationMove> = answer.allowed().collect();
        let of_model: Vec<_> = ConsultationMove::ALL.iter().copied().filter(|step| model.allows(step.code())).collect();
        same("allowed", &allowed, &of_model)?;
        let due: Vec<ModelDue> = answer.due.iter().map(|due| (due.step.code(), number(due.by))).collect();
        same("due", &due, &model.due())?;
        let which = stride.of(&allowed, ConsultationMove::ALL).unwrap();
        let entry = consultation_act(terms, which, stride.pick, on);
        let vote = if let ConsultationAct::Vote(vote) = &entry {
            Some((number(vote.record.value.on), vote.record.value.outcome.code()))
        } else {
            None
        };
        let to = if let ConsultationAct::Reopen { to } = entry { to.code() } else { "" };
        let before = case.clone();
        let ours = case.record(on, entry).is_ok();
        same("taken", ours, model.step(number(on), which.code(), vote, to))?;
        if !ours && case != before {
            return Err(format!("a refused {which} changed the case"));
        }
        taken += usize::from(ours);
    }
    Ok(taken)
}

#[test]
fn consultations_walk_as_the_model_does() {
    let cases = (testkit::consultation_terms(), testkit::procedure_walk());
    holds(cases, |(terms, strides)| walk_of_a_consultation(terms, strides).map(|_| ()));
    let long = samples(128, &(testkit::consultation_terms(), testkit::procedure_walk()));
    let long = long.iter().filter(|(terms, strides)| walk_of_a_consultation(terms, strides).unwrap() >= 50);
    assert!(long.count() > 20, "few walks take fifty steps");
}

/// A model that skips a step is told from ours: the walks see it.
#[test]
fn a_model_with_a_bug_walks_elsewhere() {
    let all = ConsultationStep::ALL.to_vec();
    let terms = |order: Vec<ConsultationStep>| {
        ConsultationTerms::new("c1".parse().unwrap(), TopicKind::NotJoint, order, DuePlan::default()).unwrap()
    };
    let skips = terms(all.iter().copied().filter(|step| *step != ConsultationStep::Settle).collect());
    let (mut ours, mut planted) = (Consultation::new(terms(all)), Consultation::new(skips));
    let on = day("2024-02-29");
    for step in [ConsultationStep::Collect, ConsultationStep::Meet] {
        let entry = ConsultationAct::Step(step);
        assert_eq!(ours.record(on, entry.clone()).is_ok(), step == ConsultationStep::Collect);
        assert!(planted.record(on, entry).is_ok());
    }
}

#[test]
fn replaying_is_folding() {
    holds(testkit::dispute(), |case| {
        let new = || Dispute::new(case.compound().clone(), case.plan().clone());
        let replay = |entries: &[_]| {
            let log = Log::new(entries.to_vec()).unwrap();
            Dispute::replay(case.compound().clone(), case.plan().clone(), log).unwrap()
        };
        replay_folds(case.log().entries(), new(), replay, |mut folded, entry| {
            folded.record(entry.on, entry.act.clone()).unwrap();
            folded
        })
    });
    holds(testkit::consultation(), |case| {
        let replay =
            |entries: &[_]| Consultation::replay(case.terms().clone(), Log::new(entries.to_vec()).unwrap()).unwrap();
        replay_folds(case.log().entries(), Consultation::new(case.terms().clone()), replay, |mut folded, entry| {
            folded.record(entry.on, entry.act.clone()).unwrap();
            folded
        })
    });
    holds(testkit::tender(), |case| {
        let new = || Tender::new(case.compound().clone());
        let replay =
            |entries: &[_]| Tender::replay(case.compound().clone(), Log::new(entries.to_vec()).unwrap()).unwrap();
        replay_folds(case.log().entries(), new(), replay, |mut folded, entry| {
            folded.record(entry.on, entry.act).unwrap();
            folded
        })
    });
}

fn read_back<T>(case: &T) -> Result<(), String>
where
    T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let text = to_json(case).map_err(|error| error.to_string())?;
    let read: T = from_json(&text).map_err(|error| error.to_string())?;
    if read == *case { Ok(()) } else { Err(format!("{read:?} was read for {case:?}")) }
}

#[test]
fn a_case_is_read_back_as_it_was() {
    holds(testkit::dispute(), read_back);
    holds(testkit::consultation(), read_back);
    holds(testkit::tender(), read_back);
    holds(testkit::procedure_log(), read_back);
    holds(testkit::works_item(), read_back);
    holds(testkit::tender_completion(), read_back);
    holds(testkit::vote_reported(), read_back);
}
