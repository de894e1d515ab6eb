//! The laws of procedures over our own code, and over code with planted bugs.

use super::*;
use wuye::procedure::{
    Consultation, ConsultationAct, ConsultationMove, DisputeStage, DisputeStep, HalfReading, Log, Side, TopicKind,
    Vote, WindowState, Work, half_yearly, order_of_works, small_scale,
};
use wuye::rule::{ConsultationStep, ParameterValue, Setting};

// ---------------------------------------------------------------------------------- stages

/// Every pair of stage and step, with where the code goes.
fn pairs() -> impl Strategy<Value = (DisputeStage, DisputeStep)> {
    (proptest::arbitrary::any::<DisputeStage>(), proptest::arbitrary::any::<DisputeStep>())
}

/// Rows in which a dispute leads on, taken from walks of the reference model.
fn rows() -> Vec<(&'static str, &'static str, &'static str)> {
    let mut rows = Vec::new();
    let mut model = testkit::DisputeModel::new(Vec::new());
    let mut number = 1_u32;
    for _ in 0..20_000 {
        number = number.wrapping_mul(1_103_515_245).wrapping_add(12_345);
        let step = DisputeStep::ALL[usize::try_from(number >> 16).unwrap() % DisputeStep::ALL.len()].code();
        let before = model.stage();
        if model.step(0, step, true) && !rows.contains(&(before, step, model.stage())) {
            rows.push((before, step, model.stage()));
        }
    }
    rows
}

#[test]
fn our_steps_follow_the_table() {
    let rows = rows();
    assert_eq!(rows.len(), 26);
    holds(pairs(), |(stage, step)| {
        laws::step_follows(&rows, stage.code(), step.code(), stage.after(*step).map(DisputeStage::code))
    });
    // Triage may be skipped.
    let skips = |stage: DisputeStage, step| match (stage, step) {
        (DisputeStage::Reported, DisputeStep::Assign) => Some(DisputeStage::Assigned),
        _ => stage.after(step),
    };
    caught(Law::StepFollows, &pairs(), |(stage, step)| {
        laws::step_follows(&rows, stage.code(), step.code(), skips(*stage, *step).map(DisputeStage::code))
    });
}

fn folded(
    case: &Consultation,
    replay: impl Fn(&[wuye::procedure::Entry<ConsultationAct>]) -> Consultation,
) -> Result<(), LawViolation> {
    let new = Consultation::new(case.terms().clone());
    laws::replay_folds(case.log().entries(), new, replay, |mut folded, entry| {
        folded.record(entry.on, entry.act.clone()).unwrap();
        folded
    })
}

#[test]
fn our_replay_folds() {
    let replay = |case: &Consultation, entries: &[_]| {
        Consultation::replay(case.terms().clone(), Log::new(entries.to_vec()).unwrap()).unwrap()
    };
    holds(testkit::consultation(), |case| folded(case, |entries| replay(case, entries)));
    // The last entry is forgotten.
    caught(Law::ReplayFolds, &testkit::consultation(), |case| {
        folded(case, |entries| replay(case, &entries[..entries.len() - 1]))
    });
}

// ---------------------------------------------------------------------------------- votes

/// Days of votes about a meeting, each with an outcome, and whether execution is tried.
fn voted() -> impl Strategy<Value = Vec<(Day, Outcome)>> {
    let days = ["2024-02-27", "2024-02-28", "2024-02-29", "2024-03-01", "2024-03-02"].map(day);
    let vote = (proptest::sample::select(days.to_vec()), proptest::arbitrary::any::<Outcome>());
    proptest::collection::vec(vote, 0..=3)
}

const MET: &str = "2024-02-29";
const TRIED: &str = "2024-03-02";

/// The day of execution, if these votes allow it.
fn carried(votes: &[(Day, Outcome)]) -> Option<Day> {
    let matter = TopicKind::Joint(Matter::Provider);
    let order = ConsultationStep::ALL.to_vec();
    let plan = wuye::procedure::DuePlan::default();
    let terms = wuye::procedure::ConsultationTerms::new("c1".parse().unwrap(), matter, order, plan).unwrap();
    let mut case = Consultation::new(terms);
    for step in [ConsultationStep::Collect, ConsultationStep::Settle, ConsultationStep::Meet] {
        case.record(day(MET), ConsultationAct::Step(step)).unwrap();
    }
    for (held, outcome) in votes {
        let record =
            wuye::matter::ResolutionRecord { matter: Matter::Provider, on: *held, outcome: *outcome, tally: None };
        let record = Stated::new(record, day(TRIED), Authority::Caller);
        let vote = Vote { compound: "c1".parse().unwrap(), record };
        case.record(day(TRIED), ConsultationAct::Vote(Box::new(vote))).unwrap();
    }
    let carry = ConsultationMove::Carry;
    let answer = case.answer(day(TRIED)).unwrap();
    answer.allowed().any(|step| step == carry).then(|| day(TRIED))
}

#[test]
fn our_execution_has_its_resolution() {
    holds(voted(), |votes| laws::execution_resolved(day(MET), votes, carried(votes)));
    assert!(samples(256, &voted()).iter().filter(|votes| carried(votes).is_some()).count() > 20);
    let any_passed = |votes: &[(Day, Outcome)]| votes.iter().any(|(_, outcome)| *outcome == Outcome::Passed);
    let after = |votes: &[(Day, Outcome)]| votes.iter().any(|(on, _)| *on >= day(MET));
    // Without any vote; with one, however it came out.
    caught(Law::ExecutionResolved, &voted(), |votes| laws::execution_resolved(day(MET), votes, Some(day(TRIED))));
    caught(Law::ExecutionResolved, &voted(), |votes| {
        laws::execution_resolved(day(MET), votes, (!votes.is_empty()).then(|| day(TRIED)))
    });
    // Passed, but before the meeting; since the meeting, but rejected.
    caught(Law::ExecutionResolved, &voted(), |votes| {
        laws::execution_resolved(day(MET), votes, any_passed(votes).then(|| day(TRIED)))
    });
    caught(Law::ExecutionResolved, &voted(), |votes| {
        laws::execution_resolved(day(MET), votes, after(votes).then(|| day(TRIED)))
    });
}

// ---------------------------------------------------------------------------------- half-years

fn missing(reading: HalfReading, meetings: &[Day], on: Day) -> Vec<Day> {
    let found = half_yearly(reading, meetings, Some(on), day("2023-01-01"), on).unwrap();
    let missing = found.windows().iter().filter(|window| window.state == WindowState::Missing);
    let of = missing.map(|window| if reading == HalfReading::Calendar { window.first } else { window.last });
    of.collect()
}

fn asked() -> impl Strategy<Value = (Vec<Day>, Day)> {
    let ends = ["2023-12-31", "2024-02-29", "2024-06-29", "2024-06-30", "2024-07-01", "2025-08-30", "2025-12-31"];
    (testkit::half_year_meetings(), proptest::sample::select(ends.map(day).to_vec()))
        .prop_map(|(meetings, on)| (meetings.into_iter().filter(|met| *met <= on).collect(), on))
}

#[test]
fn our_half_years_are_those_of_the_reading() {
    let from = day("2023-01-01");
    let halves = |meetings: &[Day], on, found: &[Day]| laws::halves_missing(meetings, from, on, found);
    let gaps = |meetings: &[Day], on, found: &[Day]| laws::gaps_missing(meetings, from, on, found);
    let (calendar, rolling) = (HalfReading::Calendar, HalfReading::Rolling);
    holds(asked(), |(meetings, on)| halves(meetings, *on, &missing(calendar, meetings, *on)));
    holds(asked(), |(meetings, on)| gaps(meetings, *on, &missing(rolling, meetings, *on)));
    // The one reading is not the other.
    caught(Law::HalvesMissing, &asked(), |(meetings, on)| halves(meetings, *on, &missing(rolling, meetings, *on)));
    caught(Law::GapsMissing, &asked(), |(meetings, on)| gaps(meetings, *on, &missing(calendar, meetings, *on)));
    // Six months are not 180 days, and the last day is in time.
    let by_days = |meetings: &[Day], on: Day, days: u32, strict: bool| {
        let mut found = Vec::new();
        let mut last = Period::Days(days).after(from).unwrap().previous().unwrap();
        for met in meetings {
            if *met > last || (strict && *met == last) {
                found.push(last);
            }
            last = Period::Days(days).after(*met).unwrap();
        }
        if last <= on && meetings.last().is_none_or(|met| *met < on) {
            found.push(last);
        }
        found
    };
    caught(Law::GapsMissing, &asked(), |(meetings, on)| gaps(meetings, *on, &by_days(meetings, *on, 180, false)));
    caught(Law::GapsMissing, &asked(), |(meetings, on)| {
        let mut found = missing(rolling, meetings, *on);
        let windows = half_yearly(rolling, meetings, Some(*on), from, *on).unwrap();
        let on_time = windows.windows().iter().filter(|window| window.met == Some(window.last));
        found.extend(on_time.map(|window| window.last));
        found.sort_unstable();
        gaps(meetings, *on, &found)
    });
}

// ---------------------------------------------------------------------------------- days and lines

/// A due day, and a day up to three days before or after it.
fn about_due() -> impl Strategy<Value = (Day, Day)> {
    (testkit::procedure_due(), 0..=6_u32).prop_map(|(due, later)| {
        let by = due.by.max(day("1900-02-01")).min(day("2200-11-30"));
        let first = Period::Days(3).before(by).unwrap();
        (by, Period::Days(later).after(first).unwrap())
    })
}

#[test]
fn our_days_overdue_begin_on_the_day_after() {
    let overdue = |by, on| wuye::procedure::Due { step: DisputeStep::Resolve, from: by, by }.overdue_days(on);
    holds(about_due(), |(by, on)| laws::overdue_counted(*by, *on, overdue(*by, *on)));
    caught(Law::OverdueCounted, &about_due(), |(by, on)| {
        laws::overdue_counted(*by, *on, overdue(by.previous().unwrap(), *on))
    });
    caught(Law::OverdueCounted, &about_due(), |(by, on)| {
        laws::overdue_counted(*by, *on, overdue(by.next().unwrap(), *on))
    });
}

/// A line, and an area at it or beside it.
fn lines() -> impl Strategy<Value = (Area, bool, Area)> {
    let line = prop_oneof![proptest::sample::select(vec![3_000_000_i64, 4_000_000, 5_000_000]), 1..=9_000_000_i64];
    (line, proptest::arbitrary::any::<bool>(), -1..=1_i64).prop_map(|(line, up_to, beside)| {
        let area = |hundredths| Area::from_hundredths(hundredths).unwrap();
        (area(line), up_to, area(line + beside))
    })
}

fn small(line: Area, up_to: bool, area: Area) -> bool {
    let line = ParameterValue::Area(line);
    let setting = if up_to { Setting::AtMost(line) } else { Setting::LessThan(line) };
    let settled = Settled::Known { setting, law: law_of_a_vote(), conflicts: Vec::new() };
    small_scale(&settled, Some(area)) == Verdict::Met
}

#[test]
fn our_small_scale_is_as_strict_as_its_text() {
    holds(lines(), |(line, up_to, area)| laws::small_strict(*line, *up_to, *area, small(*line, *up_to, *area)));
    caught(Law::SmallStrict, &lines(), |(line, up_to, area)| laws::small_strict(*line, *up_to, *area, area <= line));
    caught(Law::SmallStrict, &lines(), |(line, up_to, area)| laws::small_strict(*line, *up_to, *area, area < line));
}

fn works() -> impl Strategy<Value = Vec<Work>> {
    proptest::collection::vec(testkit::works_item(), 0..=8).prop_map(|mut works| {
        for (n, work) in works.iter_mut().enumerate() {
            work.id = format!("w{n}").parse().unwrap();
        }
        works
    })
}

/// The works and those out of order on the first axis, as the law takes them.
fn seen(works: &[Work]) -> (Vec<(Day, Option<bool>)>, Vec<usize>) {
    let first = |side: Side| side == Side::First;
    let given = works.iter().map(|work| (work.begins, work.livelihood.map(first))).collect();
    let order = order_of_works(works).unwrap();
    let early = order.violations.iter().filter(|found| found.axis == wuye::procedure::Axis::LivelihoodFirst);
    let places = early.map(|found| works.iter().position(|work| work.id == found.early.0).unwrap()).collect();
    (given, places)
}

#[test]
fn our_works_are_in_order() {
    holds(works(), |works| {
        let (given, found) = seen(works);
        laws::works_ordered(&given, &found)
    });
    // On the day itself is in order.
    caught(Law::WorksOrdered, &works(), |works| {
        let (given, _) = seen(works);
        let not_after = |begins: Day| given.iter().any(|(other, first)| *first == Some(true) && begins <= *other);
        let found = given.iter().enumerate().filter(|(_, (begins, first))| *first == Some(false) && not_after(*begins));
        laws::works_ordered(&given, &found.map(|(at, _)| at).collect::<Vec<_>>())
    });
}

#[test]
fn strategies_of_procedures_reach_their_edges() {
    let cases = samples(256, &testkit::consultation());
    assert!(cases.iter().any(Consultation::is_finished));
    assert!(cases.iter().any(|case| case.log().entries().len() >= 50));
    let stages: BTreeSet<_> = samples(256, &testkit::dispute()).iter().map(|case| case.stage()).collect();
    assert_eq!(stages.len(), DisputeStage::ALL.len());
    let stages: BTreeSet<_> = samples(256, &testkit::tender()).iter().map(|case| case.stage()).collect();
    assert!(stages.contains(&wuye::procedure::TenderStage::Contracted), "{stages:?}");
    let states: BTreeSet<_> = samples(256, &testkit::half_years())
        .iter()
        .flat_map(|found| found.windows().iter().map(|window| window.state).collect::<Vec<_>>())
        .collect();
    assert_eq!(states.len(), WindowState::ALL.len());
    let verdicts: BTreeSet<_> = samples(256, &testkit::works_order()).iter().map(|order| order.verdict()).collect();
    assert_eq!(verdicts.len(), Verdict::ALL.len());
    assert!(samples(64, &testkit::dispute_answer()).iter().any(|answer| answer.overdue().count() > 0));
    assert!(samples(64, &testkit::consultation_answer()).iter().all(|answer| answer.steps.len() == 8));
    let distinct = [
        distinct(100, &testkit::procedure_due_rule()),
        distinct(100, &testkit::procedure_step_answer()),
        distinct(100, &testkit::dispute_act()),
        distinct(100, &testkit::procedure_words()),
    ];
    assert!(distinct.iter().all(|n| *n > 40), "{distinct:?}");
    assert!(samples(50, &testkit::procedure_word()).iter().all(|word| !word.code().is_empty()));
}
