//! Errors and answers of procedures.

use wuye::estate::{FacilityId, Stated};
use wuye::law::Authority;
use wuye::matter::{Matter, Outcome, ResolutionRecord, TallyOrigin, TallyRecord};
use wuye::measure::Period;
use wuye::procedure::{
    Completion, Consultation, ConsultationAct, ConsultationTerms, Dispute, DisputeAct, DisputeStage, DisputeStep,
    DuePlan, DueRule, ENTRIES_MAX, Entry, HalfReading, Log, ProcedureError, SaleKind, Side, Tender, TenderAct,
    TenderNotice, TenderStage, TenderStep, TopicKind, Vote, WORKS_MAX, Work, agreement, half_yearly, order_of_works,
    provider_talk,
};
use wuye::rule::ConsultationStep;
use wuye::terms::Lang;

use crate::Page;
use crate::errors::{Made, read, refused};
use crate::inputs::{day, weight};

/// Codes that no input of the public API produces, each with the reason.
pub const UNREACHABLE: [(&str, &str); 2] = [
    ("procedure_law", "the places that texts name are places"),
    ("procedure_id", "the documents that are cited have ids"),
];

fn terms(kind: TopicKind, order: &[ConsultationStep]) -> Result<ConsultationTerms, ProcedureError> {
    ConsultationTerms::new("c1".parse().unwrap(), kind, order.to_vec(), DuePlan::default())
}

fn consultation(kind: TopicKind, steps: usize) -> Consultation {
    let mut case = Consultation::new(terms(kind, ConsultationStep::ALL).unwrap());
    for step in &ConsultationStep::ALL[..steps] {
        case.record(day("2024-02-29"), ConsultationAct::Step(*step)).unwrap();
    }
    case
}

const FUND: TopicKind = TopicKind::Joint(Matter::UseFund);

fn vote(held: &str, outcome: Outcome) -> Vote {
    let record = ResolutionRecord { matter: Matter::UseFund, on: day(held), outcome, tally: None };
    Vote { compound: "c1".parse().unwrap(), record: Stated::new(record, day("2024-03-15"), Authority::OwnersCommittee) }
}

fn voted(vote: Vote, on: &str) -> Result<Consultation, ProcedureError> {
    let mut case = consultation(FUND, 3);
    case.record(day(on), ConsultationAct::Vote(Box::new(vote))).map(|()| case)
}

fn act(step: DisputeStep) -> DisputeAct {
    match step {
        DisputeStep::Assign => DisputeAct::assign("urban-management".parse().unwrap()),
        step => DisputeAct::step(step),
    }
}

fn rule(step: DisputeStep, from: DisputeStep, within: Period) -> DueRule<DisputeStep> {
    DueRule { step, from, within }
}

fn dispute(plan: Vec<DueRule<DisputeStep>>, steps: &[DisputeStep]) -> Result<Dispute, ProcedureError> {
    let mut case = Dispute::new("c1".parse().unwrap(), DuePlan::new(plan)?);
    for step in steps {
        case.record(day("2024-02-14"), act(*step))?;
    }
    Ok(case)
}

fn tender(acts: &[(&str, TenderAct)]) -> Result<Tender, ProcedureError> {
    let mut case = Tender::new("c1".parse().unwrap());
    for (on, act) in acts {
        case.record(day(on), *act)?;
    }
    Ok(case)
}

fn work(id: &str, begins: &str, function: Option<Side>) -> Work {
    let id: FacilityId = id.parse().unwrap();
    Work { id, begins: day(begins), livelihood: Some(Side::First), underground: Some(Side::First), function }
}

const OPEN: (&str, TenderAct) = ("2024-02-09", TenderAct::Notice(TenderNotice::Open));
const BIDS: (&str, TenderAct) = ("2024-02-28", TenderAct::Bids(3));

pub fn errors() -> Vec<Made> {
    use DisputeStep::{Assign, Report, Resolve, Triage};
    let entry = Entry { on: day("2025-03-01"), act: TenderAct::Open };
    let elsewhere = Vote { compound: "c2".parse().unwrap(), ..vote("2024-03-10", Outcome::Passed) };
    let mut other = vote("2024-03-10", Outcome::Passed);
    other.record.value.matter = Matter::RaiseFund;
    let back = |to| consultation(FUND, 3).record(day("2024-03-01"), ConsultationAct::Reopen { to });
    let ahead = consultation(TopicKind::NotJoint, 5)
        .record(day("2024-03-01"), ConsultationAct::Reopen { to: ConsultationStep::Evaluate });
    let nobody = dispute(vec![], &[Report, Triage]).unwrap().record(day("2024-02-14"), DisputeAct::step(Assign));
    let twice = vec![rule(Resolve, Assign, Period::Days(15)), rule(Resolve, Report, Period::Days(30))];
    let century = vec![rule(Triage, Report, Period::Years(200))];
    let panel = |members, experts| tender(&[OPEN, BIDS, ("2024-03-01", TenderAct::Panel { members, experts })]);
    let ask = |from: &str, on: &str| half_yearly(HalfReading::Calendar, &[], None, day(from), day(on));
    let format = ProcedureError::Format { newest: 1, found: 2 };
    vec![
        ("procedure_format", "a case of format 2", read::<Tender>(r#"{"format":2,"compound":"c1","log":[]}"#, format)),
        ("procedure_entries", "a log of one entry too many", refused(Log::new(vec![entry; ENTRIES_MAX + 1]))),
        (
            "procedure_before_last",
            "an entry of the day before",
            refused(tender(&[OPEN, ("2024-02-08", TenderAct::Bids(3))])),
        ),
        (
            "step_not_allowed",
            "an award before the panel",
            refused(tender(&[OPEN, BIDS, ("2024-02-29", TenderAct::Award)])),
        ),
        ("step_not_allowed", "a dispute resolved before it is assigned", refused(dispute(vec![], &[Report, Resolve]))),
        ("step_not_allowed", "a dispute reported twice", refused(dispute(vec![], &[Report, Report]))),
        (
            "step_not_allowed",
            "execution without a vote",
            refused(consultation(FUND, 3).record(day("2024-03-01"), ConsultationAct::Step(ConsultationStep::Carry))),
        ),
        ("step_not_allowed", "a consultation reopened too early", refused(back(ConsultationStep::Meet))),
        (
            "step_not_allowed",
            "a contract signed twice",
            refused(tender(&[
                ("2024-02-09", TenderAct::Approve),
                ("2024-02-10", TenderAct::Contract),
                ("2024-02-11", TenderAct::Contract),
            ])),
        ),
        ("procedure_order", "an order of no steps", refused(terms(FUND, &[]))),
        (
            "procedure_order",
            "execution before the meeting",
            refused(terms(FUND, &[ConsultationStep::Carry, ConsultationStep::Meet])),
        ),
        ("procedure_return", "a return to what was not done", refused(ahead)),
        ("vote_elsewhere", "the owners of another compound", refused(voted(elsewhere, "2024-03-15"))),
        ("vote_on_other", "another matter", refused(voted(other, "2024-03-15"))),
        ("vote_later", "stated tomorrow", refused(voted(vote("2024-03-10", Outcome::Passed), "2024-03-14"))),
        ("no_assignee", "assigned to nobody", refused(nobody)),
        ("due_twice", "two periods for one step", refused(dispute(twice, &[]))),
        ("procedure_before_start", "asked on the day before", refused(ask("2025-01-01", "2024-12-31"))),
        (
            "procedure_too_many",
            "one work too many",
            refused(order_of_works(&vec![work("w", "2024-02-29", None); WORKS_MAX + 1])),
        ),
        ("procedure_part", "more experts than members", refused(panel(5, 6))),
        ("procedure_part", "a panel of nobody", refused(panel(0, 0))),
        ("procedure_measure", "a period of two centuries", refused(dispute(century, &[Report]))),
    ]
}

/// An answer of several lines: one row for each.
fn lines(page: &mut Page, case: &str, told: impl Fn(Lang) -> String) {
    let [zh, en] = [Lang::Zh, Lang::En].map(&told);
    assert_eq!(zh.lines().count(), en.lines().count(), "{case}");
    for at in 0..zh.lines().count() {
        page.row(case, |lang| told(lang).lines().nth(at).unwrap().to_owned());
    }
}

pub fn answers(page: &mut Page) {
    consultations(page);
    disputes(page);
    tenders(page);
    meetings_and_works(page);
}

fn consultations(page: &mut Page) {
    page.section("Consultations");
    let on = day("2024-03-20");
    let told = |case: &Consultation, lang| case.answer(on).unwrap().render(lang);
    for (case, kind, steps) in [
        ("nothing done", TopicKind::NotJoint, 0),
        ("met, and nobody stated whether the owners decide it", TopicKind::Unstated, 3),
        ("met, and the owners have not voted", FUND, 3),
        ("met, and no vote is needed", TopicKind::NotJoint, 3),
        ("fed back", TopicKind::NotJoint, 5),
        ("evaluated", TopicKind::NotJoint, 6),
    ] {
        let consultation = consultation(kind, steps);
        lines(page, case, |lang| told(&consultation, lang));
    }
    for (case, held, outcome) in [
        ("a vote without a quorum", "2024-03-10", Outcome::NoQuorum),
        ("a rejected vote", "2024-03-10", Outcome::Rejected),
        ("a vote before the meeting", "2024-02-28", Outcome::Passed),
        ("a passed vote", "2024-03-10", Outcome::Passed),
    ] {
        let voted = voted(vote(held, outcome), "2024-03-15").unwrap();
        lines(page, case, |lang| told(&voted, lang));
        page.row(&format!("{case}, as it is told"), |lang| vote(held, outcome).render(lang));
    }
    let mut declared = vote("2024-03-10", Outcome::Passed);
    let (total, part) = (weight(300, "30000"), weight(250, "25000"));
    let origin = TallyOrigin::Declared;
    declared.record.value.tally = Some(TallyRecord { total, participating: part, consenting: part, origin });
    page.row("a vote declared as totals", |lang| declared.render(lang));
}

/// Every stage with every step: whether it is allowed, and why not.
fn disputes(page: &mut Page) {
    use DisputeStep::{Assign, Close, Evaluate, Join, Report, Resolve, Study, Triage, Whistle};
    page.section("Disputes");
    let ways: [&[DisputeStep]; 10] = [
        &[],
        &[Report],
        &[Report, Triage],
        &[Report, Triage, Assign],
        &[Report, Triage, Assign, Whistle],
        &[Report, Triage, Assign, Whistle, Join],
        &[Report, Triage, Assign, Study],
        &[Report, Triage, Assign, Resolve],
        &[Report, Triage, Assign, Resolve, Evaluate],
        &[Report, Triage, Assign, Resolve, Evaluate, Close],
    ];
    for (stage, way) in DisputeStage::ALL.iter().zip(ways) {
        let case = dispute(vec![], way).unwrap();
        assert_eq!(case.stage(), *stage);
        lines(page, stage.en(), |lang| case.answer(day("2024-02-29")).unwrap().render(lang));
    }
    let plan = vec![rule(Resolve, Assign, Period::Days(15)), rule(Join, Whistle, Period::Days(1))];
    let case = dispute(plan, &[Report, Triage, Assign, Whistle]).unwrap();
    for on in ["2024-02-15", "2024-02-16", "2024-02-29", "2024-03-02"] {
        let answer = case.answer(day(on)).unwrap();
        for due in &answer.due {
            page.row(&format!("due, on {on}"), |lang| due.render(answer.on, lang));
        }
    }
    page.row("an allowed step", |lang| case.answer(day("2024-02-29")).unwrap().steps[4].render(lang));
}

fn tenders(page: &mut Page) {
    page.section("Tenders");
    let panel = ("2024-03-01", TenderAct::Panel { members: 4, experts: 2 });
    let rest = [("2024-03-02", TenderAct::Open), ("2024-03-04", TenderAct::Award), ("2024-03-20", TenderAct::Report)];
    let invited = ("2024-02-09", TenderAct::Notice(TenderNotice::Invited(2)));
    let all: Vec<_> =
        [invited, BIDS, panel].into_iter().chain(rest).chain([("2024-04-03", TenderAct::Contract)]).collect();
    let reached: Vec<TenderStage> = (0..=all.len()).map(|n| tender(&all[..n]).unwrap().stage()).collect();
    for (n, stage) in reached.iter().enumerate() {
        let case = tender(&all[..n]).unwrap();
        lines(page, stage.en(), |lang| case.answer(day("2024-04-04")).unwrap().render(lang));
    }
    let approved = tender(&[("2024-02-09", TenderAct::Approve)]).unwrap();
    lines(page, TenderStage::Approved.en(), |lang| approved.answer(day("2024-04-04")).unwrap().render(lang));
    let nobody = tender(&[OPEN, ("2024-02-29", TenderAct::Bids(0))]).unwrap().answer(day("2024-04-04")).unwrap();
    let panel = nobody.barred().find(|told| told.step == TenderStep::Panel).unwrap();
    page.row("nobody bid", |lang| panel.render(lang));
    for check in tender(&all).unwrap().findings().unwrap() {
        page.row("a tender with many faults", |lang| check.render(lang));
    }
    let five = tender(&[OPEN, BIDS, ("2024-03-01", TenderAct::Panel { members: 5, experts: 4 })]).unwrap();
    for check in five.findings().unwrap() {
        page.row("a panel of five", |lang| check.render(lang));
    }
    let early = tender(&[("2003-07-01", TenderAct::Notice(TenderNotice::Open)), ("2003-08-01", TenderAct::Bids(3))]);
    page.row("before the measures", |lang| early.as_ref().unwrap().findings().unwrap()[0].render(lang));
    let national = wuye::places::rulebook_for("000000".parse().unwrap()).unwrap();
    let agreed = |bidders, area: Option<&str>, approved| {
        agreement(&national, day("2024-06-01"), bidders, area.map(|area| area.parse().unwrap()), approved)
    };
    lines(page, "two bidders, approved", |lang| agreed(Some(2), Some("30000"), Some(true)).render(lang));
    lines(page, "three bidders, nothing else stated", |lang| agreed(Some(3), None, None).render(lang));
    lines(page, "nothing stated, not approved", |lang| agreed(None, None, Some(false)).render(lang));
    for (sale, done) in
        [(SaleKind::Presale, "2024-03-31"), (SaleKind::Ready, "2024-03-01"), (SaleKind::NotSold, "2024-03-01")]
    {
        let check = Completion { sale, done: day(done), event: day("2024-03-31") }.check().unwrap();
        page.row(&format!("completed, {}", sale.en()), |lang| check.render(lang));
    }
}

fn meetings_and_works(page: &mut Page) {
    page.section("Half-yearly meetings");
    let held = [day("2025-03-02"), day("2025-11-20")];
    let (from, on) = (day("2025-01-01"), day("2025-12-31"));
    for reading in HalfReading::ALL {
        let found = half_yearly(*reading, &held, Some(on), from, on).unwrap();
        lines(page, reading.en(), |lang| found.render(lang));
    }
    let unknown = half_yearly(HalfReading::Calendar, &held[..1], None, from, day("2026-02-01")).unwrap();
    lines(page, "a log that is not complete", |lang| unknown.render(lang));
    let none = half_yearly(HalfReading::Calendar, &[], Some(on), from, on).unwrap();
    lines(page, "no meeting", |lang| none.render(lang));
    page.row("the provider's talk", |lang| provider_talk().unwrap().render(lang));
    page.section("The order of works");
    let pipes = work("pipes", "2024-03-01", Some(Side::First));
    let of = |garden: Work| order_of_works(&[garden, pipes.clone()]).unwrap();
    for (case, garden) in [
        ("a garden on the day before", work("garden", "2024-02-29", Some(Side::Second))),
        ("a garden a week before", work("garden", "2024-02-23", Some(Side::Second))),
        ("a garden on the day", work("garden", "2024-03-01", Some(Side::Second))),
        ("a work of which nothing is stated", work("garden", "2024-02-29", None)),
    ] {
        let order = of(garden);
        lines(page, case, |lang| order.render(lang));
    }
}
