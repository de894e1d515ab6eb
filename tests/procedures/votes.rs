//! Execution waits for the owners: each reason why, and the way back.

use wuye::dossier::Dossier;
use wuye::estate::{Compound, Fact, Stated};
use wuye::law::Authority;
use wuye::matter::{Matter, Outcome, ResolutionRecord, Tally, TallyOrigin, Weight, resolve};
use wuye::measure::Period;
use wuye::procedure::{
    Consultation, ConsultationAct, ConsultationMove, ConsultationStage, ConsultationTerms, DuePlan, DueRule,
    ProcedureError, TopicKind, Vote, Why,
};
use wuye::rule::{ConsultationStep, Key};
use wuye::terms::Lang;

use crate::day;

fn terms(kind: TopicKind) -> ConsultationTerms {
    let dongguan = wuye::places::dongguan::rulebook().unwrap();
    let steps = dongguan.setting(Key::ConsultationSteps, day("2025-01-01"));
    ConsultationTerms::settled("c1".parse().unwrap(), kind, &steps, DuePlan::default()).unwrap().unwrap()
}

fn done(kind: TopicKind, steps: &[(&str, ConsultationStep)]) -> Consultation {
    let mut case = Consultation::new(terms(kind));
    for (on, step) in steps {
        case.record(day(on), ConsultationAct::Step(*step)).unwrap();
    }
    case
}

/// Collected, settled, and met on a leap day.
fn met(kind: TopicKind) -> Consultation {
    let steps = [ConsultationStep::Collect, ConsultationStep::Settle, ConsultationStep::Meet];
    done(kind, &steps.map(|step| ("2024-02-29", step)))
}

const FUND: TopicKind = TopicKind::Joint(Matter::UseFund);

fn vote(matter: Matter, held: &str, stated: &str, outcome: Outcome) -> Vote {
    let record = ResolutionRecord { matter, on: day(held), outcome, tally: None };
    Vote { compound: "c1".parse().unwrap(), record: Stated::new(record, day(stated), Authority::OwnersCommittee) }
}

fn entered(case: &Consultation, on: &str, vote: Vote) -> Result<Consultation, ProcedureError> {
    let mut case = case.clone();
    case.record(day(on), ConsultationAct::Vote(Box::new(vote))).map(|()| case)
}

/// Why execution is not allowed on a day; nothing if it is, and then the step is taken.
fn carry(case: &Consultation, on: &str) -> Option<Why> {
    let answer = case.answer(day(on)).unwrap();
    let why = answer.steps.iter().find(|told| told.step == ConsultationMove::Carry).unwrap().barred;
    let taken = case.clone().record(day(on), ConsultationAct::Step(ConsultationStep::Carry));
    assert_eq!(taken.is_ok(), why.is_none());
    why
}

#[test]
fn each_reason_why_a_decision_is_not_carried_out_is_its_own() {
    assert_eq!(carry(&met(TopicKind::NotJoint), "2024-03-01"), None);
    // Not stated is not no.
    assert_eq!(carry(&met(TopicKind::Unstated), "2024-03-01"), Some(Why::KindUnstated));
    assert_eq!(carry(&met(FUND), "2024-03-01"), Some(Why::NoVote));
    let with = |held, outcome| {
        let case = entered(&met(FUND), "2024-03-15", vote(Matter::UseFund, held, "2024-03-15", outcome)).unwrap();
        carry(&case, "2024-03-16")
    };
    assert_eq!(with("2024-03-10", Outcome::NoQuorum), Some(Why::NoQuorum));
    assert_eq!(with("2024-03-10", Outcome::Rejected), Some(Why::Rejected));
    // From the day of the meeting on: the day before is too early.
    assert_eq!(with("2024-02-28", Outcome::Passed), Some(Why::VoteBeforeMeeting));
    assert_eq!(with("2024-02-29", Outcome::Passed), None);
    assert_eq!(with("2024-03-01", Outcome::Passed), None);
    assert_eq!(with("2024-03-15", Outcome::Passed), None);
}

#[test]
fn a_vote_of_others_or_on_another_matter_or_of_tomorrow_is_refused() {
    let case = met(FUND);
    let elsewhere =
        Vote { compound: "c2".parse().unwrap(), ..vote(Matter::UseFund, "2024-03-01", "2024-03-01", Outcome::Passed) };
    assert!(matches!(entered(&case, "2024-03-02", elsewhere), Err(ProcedureError::VoteElsewhere { .. })));
    let other = vote(Matter::RaiseFund, "2024-03-01", "2024-03-01", Outcome::Passed);
    assert!(matches!(entered(&case, "2024-03-02", other), Err(ProcedureError::VoteOnOther { .. })));
    for (held, stated, good) in [
        ("2024-03-01", "2024-03-01", true),
        ("2024-03-02", "2024-03-02", true),
        ("2024-03-03", "2024-03-02", false),
        ("2024-03-02", "2024-03-03", false),
    ] {
        let taken = entered(&case, "2024-03-02", vote(Matter::UseFund, held, stated, Outcome::Passed));
        assert_eq!(taken.is_ok(), good, "{held} {stated}");
        assert!(good || matches!(taken, Err(ProcedureError::VoteLater { .. })));
    }
    let unasked = vote(Matter::UseFund, "2024-03-01", "2024-03-01", Outcome::Passed);
    for (kind, expected) in [(TopicKind::NotJoint, Why::NoVoteNeeded), (TopicKind::Unstated, Why::KindUnstated)] {
        let refused = entered(&met(kind), "2024-03-02", unasked.clone()).unwrap_err();
        assert!(matches!(refused, ProcedureError::NotAllowed { why, .. } if why == expected), "{refused:?}");
    }
}

#[test]
fn the_latest_decision_counts() {
    let passed = vote(Matter::UseFund, "2024-03-10", "2024-03-10", Outcome::Passed);
    let rejected = vote(Matter::UseFund, "2024-03-05", "2024-03-12", Outcome::Rejected);
    let case = entered(&met(FUND), "2024-03-10", passed).unwrap();
    // An earlier decision that is reported later changes nothing; a later one does.
    let case = entered(&case, "2024-03-12", rejected).unwrap();
    assert_eq!(carry(&case, "2024-03-13"), None);
    let again = vote(Matter::UseFund, "2024-03-12", "2024-03-12", Outcome::Rejected);
    let case = entered(&case, "2024-03-12", again).unwrap();
    assert_eq!(carry(&case, "2024-03-13"), Some(Why::Rejected));
    // Of one day the one that was entered last.
    let mended = vote(Matter::UseFund, "2024-03-12", "2024-03-12", Outcome::Passed);
    assert_eq!(carry(&entered(&case, "2024-03-13", mended).unwrap(), "2024-03-13"), None);
}

#[test]
fn a_new_meeting_needs_a_new_vote_and_a_new_execution_does_not() {
    let passed = vote(Matter::UseFund, "2024-03-10", "2024-03-10", Outcome::Passed);
    let mut case = entered(&met(FUND), "2024-03-10", passed).unwrap();
    for step in [ConsultationStep::Carry, ConsultationStep::Supervise] {
        case.record(day("2024-04-01"), ConsultationAct::Step(step)).unwrap();
    }
    let reopened = |to| {
        let mut case = case.clone();
        case.record(day("2024-05-01"), ConsultationAct::Reopen { to }).unwrap();
        case
    };
    let mut carried = reopened(ConsultationStep::Carry);
    assert_eq!(carried.stage(), ConsultationStage::Met);
    assert_eq!(carry(&carried, "2024-05-01"), None);
    carried.record(day("2024-05-02"), ConsultationAct::Step(ConsultationStep::Carry)).unwrap();
    let mut again = reopened(ConsultationStep::Meet);
    assert_eq!(again.stage(), ConsultationStage::Settled);
    again.record(day("2024-05-02"), ConsultationAct::Step(ConsultationStep::Meet)).unwrap();
    assert_eq!(carry(&again, "2024-05-02"), Some(Why::NoVote));
    let old = vote(Matter::UseFund, "2024-03-10", "2024-05-02", Outcome::Passed);
    assert_eq!(carry(&entered(&again, "2024-05-02", old).unwrap(), "2024-05-02"), Some(Why::VoteBeforeMeeting));
    // Only what was done can be returned to.
    let ahead = case.clone().record(day("2024-05-01"), ConsultationAct::Reopen { to: ConsultationStep::Evaluate });
    assert!(matches!(ahead, Err(ProcedureError::BadReturn { .. })));
}

#[test]
fn a_vote_is_told_as_a_report() {
    let weight = |heads| Weight { heads, area: "30000".parse().unwrap() };
    let (majority, law) =
        wuye::places::dongguan::rulebook().unwrap().majority(Matter::UseFund, day("2024-03-10")).unwrap();
    let tally = Tally::declared(weight(300), weight(250), weight(200)).unwrap();
    let resolution = resolve("c1".parse().unwrap(), Matter::UseFund, day("2024-03-10"), tally, majority, law);
    let counted = Vote::of(&resolution, day("2024-03-11"), Authority::OwnersCommittee);
    assert_eq!(counted.record.value.tally.as_ref().map(|tally| tally.origin), Some(TallyOrigin::Declared));
    let said = counted.render(Lang::Zh);
    assert!(said.starts_with("据填报") && said.contains("填报合计数"), "{said}");
    // The dossier's report is the same vote.
    let compound =
        Compound { id: "c1".parse().unwrap(), name: "某院".into(), place: "441900".parse().unwrap(), yards: vec![] };
    let mut dossier = Dossier::new(compound);
    assert_eq!(Vote::reported(&dossier, Matter::UseFund, day("2024-03-20")), None);
    dossier.resolutions.push(counted.record.clone());
    assert_eq!(Vote::reported(&dossier, Matter::UseFund, day("2024-03-20")), Some(counted.clone()));
    assert_eq!(Vote::reported(&dossier, Matter::UseFund, day("2024-03-10")), None);
    assert_eq!(carry(&entered(&met(FUND), "2024-03-20", counted).unwrap(), "2024-03-20"), None);
}

#[test]
fn a_finished_consultation_comes_back_as_a_fact() {
    let steps: Vec<_> = ConsultationStep::ALL.iter().map(|step| ("2024-02-29", *step)).collect();
    let unfinished = done(TopicKind::NotJoint, &steps[..5]);
    let finished = done(TopicKind::NotJoint, &steps);
    let compound = |id: &str| {
        let (id, place) = (id.parse().unwrap(), "421200".parse().unwrap());
        Dossier::new(Compound { id, name: "某院".into(), place, yards: vec![] })
    };
    let mut dossier = compound("c1");
    assert!(!unfinished.state_in(&mut dossier, Authority::ResidentsCommittee).unwrap());
    assert!(dossier.fact(Fact::MultiPartyConsultation, day("2024-03-01")).is_none());
    assert!(finished.state_in(&mut dossier, Authority::ResidentsCommittee).unwrap());
    assert!(dossier.fact(Fact::MultiPartyConsultation, day("2024-02-28")).is_none());
    assert_eq!(dossier.fact(Fact::MultiPartyConsultation, day("2024-02-29")).map(|said| said.value), Some(true));
    // Of another compound nothing is stated.
    assert!(!finished.state_in(&mut compound("c2"), Authority::ResidentsCommittee).unwrap());
}

#[test]
fn an_order_needs_a_meeting_before_execution() {
    use ConsultationStep::{Carry, Collect, Meet, Supervise};
    let order = |order: &[ConsultationStep]| {
        ConsultationTerms::new("c1".parse().unwrap(), FUND, order.to_vec(), DuePlan::default()).is_ok()
    };
    assert!(order(&[Meet, Carry]) && order(&[Collect, Meet]) && order(&[Supervise]));
    assert!(!order(&[]) && !order(&[Carry]) && !order(&[Carry, Meet]) && !order(&[Meet, Meet]));
    // A place's own order is kept, and a step that it does not have is told.
    let terms =
        ConsultationTerms::new("c1".parse().unwrap(), TopicKind::NotJoint, vec![Meet, Collect], DuePlan::default());
    let mut case = Consultation::new(terms.unwrap());
    case.record(day("2024-02-29"), ConsultationAct::Step(Meet)).unwrap();
    let refused = case.record(day("2024-02-29"), ConsultationAct::Step(Carry)).unwrap_err();
    assert!(matches!(refused, ProcedureError::NotAllowed { why: Why::NotInOrder, .. }), "{refused:?}");
    case.record(day("2024-02-29"), ConsultationAct::Step(Collect)).unwrap();
    assert!(case.is_finished());
}

#[test]
fn feedback_comes_due_after_execution() {
    let rule = DueRule { step: ConsultationMove::Supervise, from: ConsultationMove::Carry, within: Period::Months(1) };
    let plan = DuePlan::new(vec![rule]).unwrap();
    let order = ConsultationStep::ALL.to_vec();
    let mut case =
        Consultation::new(ConsultationTerms::new("c1".parse().unwrap(), TopicKind::NotJoint, order, plan).unwrap());
    for step in ConsultationStep::ALL.iter().take(4) {
        case.record(day("2024-01-31"), ConsultationAct::Step(*step)).unwrap();
    }
    let overdue = |on: &str| case.answer(day(on)).unwrap().overdue().count();
    assert_eq!(["2024-02-28", "2024-02-29", "2024-03-01"].map(overdue), [0, 0, 1]);
    let said = case.answer(day("2024-03-01")).unwrap().render(Lang::Zh);
    assert!(said.contains("“监督反馈”应于2024年2月29日前（含当日）完成，已逾期1日。"), "{said}");
}
