//! The stored forms of procedures.

use wuye::estate::Stated;
use wuye::law::Authority;
use wuye::matter::{Matter, Outcome, ResolutionRecord};
use wuye::measure::Period;
use wuye::procedure::{
    Completion, Consultation, ConsultationAct, ConsultationMove, ConsultationTerms, Dispute, DisputeAct, DisputeStep,
    DuePlan, DueRule, HalfReading, SaleKind, Side, Tender, TenderAct, TenderNotice, TopicKind, Vote, Work, agreement,
    half_yearly, joint_bodies, order_of_works, provider_talk, remedies,
};
use wuye::rule::ConsultationStep;

use super::{Frozen, day, parsed};

pub fn freeze(f: &mut Frozen) {
    consultations(f);
    disputes(f);
    tenders(f);
    meetings(f);
    works(f);
}

fn vote() -> Vote {
    let record =
        ResolutionRecord { matter: Matter::UseFund, on: day("2024-03-10"), outcome: Outcome::Passed, tally: None };
    Vote { compound: parsed("c1"), record: Stated::new(record, day("2024-03-11"), Authority::OwnersCommittee) }
}

fn consultations(f: &mut Frozen) {
    let rule = DueRule { step: ConsultationMove::Supervise, from: ConsultationMove::Carry, within: Period::Months(1) };
    f.stored("due_rule", &rule);
    let plan = DuePlan::new(vec![rule]).unwrap();
    f.stored("due_plan", &plan);
    let kinds = vec![TopicKind::Joint(Matter::UseFund), TopicKind::NotJoint, TopicKind::Unstated];
    f.stored("topic_kind", &kinds);
    let terms =
        |kind| ConsultationTerms::new(parsed("c1"), kind, ConsultationStep::ALL.to_vec(), plan.clone()).unwrap();
    f.stored("consultation_terms", &terms(TopicKind::NotJoint));
    f.stored("vote_reported", &vote());
    let mut case = Consultation::new(terms(kinds[0]));
    for step in [ConsultationStep::Collect, ConsultationStep::Settle, ConsultationStep::Meet] {
        case.record(day("2024-02-29"), ConsultationAct::Step(step)).unwrap();
    }
    case.record(day("2024-03-12"), ConsultationAct::Vote(Box::new(vote()))).unwrap();
    for step in [ConsultationStep::Carry, ConsultationStep::Supervise] {
        case.record(day("2024-04-01"), ConsultationAct::Step(step)).unwrap();
    }
    case.record(day("2024-05-01"), ConsultationAct::Reopen { to: ConsultationStep::Meet }).unwrap();
    f.stored("consultation", &case);
    f.stored("procedure_log", case.log());
    f.stored("consultation_act", &case.log().entries()[6].act);
    f.stored("procedure_entry", &case.log().entries()[0]);
    f.written("consultation_answer", &case.answer(day("2024-05-02")).unwrap());
}

fn disputes(f: &mut Frozen) {
    let rule = DueRule { step: DisputeStep::Resolve, from: DisputeStep::Assign, within: Period::Days(15) };
    let mut case = Dispute::new(parsed("c1"), DuePlan::new(vec![rule]).unwrap());
    let assigned = DisputeAct::assign(parsed("urban-management"));
    f.stored("dispute_act", &assigned);
    for act in [DisputeAct::step(DisputeStep::Report), DisputeAct::step(DisputeStep::Triage), assigned] {
        case.record(day("2024-02-14"), act).unwrap();
    }
    f.stored("dispute", &case);
    let answer = case.answer(day("2024-03-01")).unwrap();
    f.written("procedure_due", &answer.due);
    f.written("procedure_step", &answer.steps);
    f.written("procedure_answer", &answer);
    f.written("remedy", &remedies().unwrap());
}

fn tenders(f: &mut Frozen) {
    let mut case = Tender::new(parsed("c1"));
    let acts = [
        TenderAct::Notice(TenderNotice::Invited(3)),
        TenderAct::Bids(3),
        TenderAct::Panel { members: 5, experts: 4 },
        TenderAct::Open,
        TenderAct::Award,
    ];
    for (act, on) in acts.iter().zip(["2024-02-09", "2024-02-29", "2024-03-01", "2024-03-01", "2024-03-04"]) {
        case.record(day(on), *act).unwrap();
    }
    f.stored("tender", &case);
    f.stored("tender_act", &acts.to_vec());
    f.stored("tender_notice", &vec![TenderNotice::Open, TenderNotice::Invited(3)]);
    let national = wuye::places::rulebook_for(parsed("000000")).unwrap();
    let agreed = agreement(&national, day("2024-06-01"), Some(2), Some(parsed("29999.99")), Some(true));
    f.written("tender_ground", &agreed.few);
    f.written("agreement", &agreed);
    let sale = Completion { sale: SaleKind::Ready, done: day("2024-03-01"), event: day("2024-03-31") };
    f.stored("tender_completion", &sale);
}

fn meetings(f: &mut Frozen) {
    let held = [day("2025-03-02"), day("2025-11-20")];
    let (from, on) = (day("2025-01-01"), day("2025-12-31"));
    let found = half_yearly(HalfReading::Rolling, &held, Some(on), from, on).unwrap();
    f.written("meeting_window", &found.windows()[1]);
    f.written("half_yearly", &found);
    f.written("joint_body", &joint_bodies().unwrap());
    f.written("provider_talk", &provider_talk().unwrap());
}

fn works(f: &mut Frozen) {
    let work = |id, begins, livelihood, function| Work {
        id: parsed(id),
        begins: day(begins),
        livelihood,
        underground: Some(Side::First),
        function: Some(function),
    };
    let works = vec![
        work("garden", "2024-02-28", None, Side::Second),
        work("pipes", "2024-02-29", Some(Side::First), Side::First),
    ];
    f.stored("work", &works);
    let order = order_of_works(&works).unwrap();
    f.written("out_of_order", &order.violations);
    f.written("works_order", &order);
}
