//! Bad input: what cannot be, each refused with what was found and what was allowed.

use wuye::json::from_json;
use wuye::measure::{Day, Period};
use wuye::procedure::{
    Consultation, Dispute, DisputeAct, DisputeStep, DuePlan, DueRule, ENTRIES_MAX, Entry, HalfReading, Log,
    MEETINGS_MAX, ProcedureError, Tender, TenderAct, TenderNotice, WORKS_MAX, Work, half_yearly, order_of_works,
};
use wuye::terms::Lang;

use crate::{act, day};

fn dispute() -> Dispute {
    Dispute::new("c1".parse().unwrap(), DuePlan::default())
}

#[test]
fn an_entry_is_not_before_the_last_one() {
    let mut case = dispute();
    case.record(day("2024-02-29"), act(DisputeStep::Report)).unwrap();
    let before = case.clone();
    let error = case.record(day("2024-02-28"), act(DisputeStep::Triage)).unwrap_err();
    assert_eq!(error, ProcedureError::BeforeLast { last: day("2024-02-29"), found: day("2024-02-28") });
    assert_eq!(case, before);
    assert_eq!(case.answer(day("2024-02-28")).unwrap_err().code(), "procedure_before_last");
    case.record(day("2024-02-29"), act(DisputeStep::Triage)).unwrap();
    let entry = |on: &str| Entry { on: day(on), act: act(DisputeStep::Monitor) };
    assert!(Log::new(vec![entry("2024-02-28"), entry("2024-02-28"), entry("2024-02-29")]).is_ok());
    let error = Log::new(vec![entry("2024-02-28"), entry("2024-03-01"), entry("2024-02-29")]).unwrap_err();
    assert_eq!(error, ProcedureError::BeforeLast { last: day("2024-03-01"), found: day("2024-02-29") });
}

#[test]
fn a_step_that_is_skipped_is_named_with_what_was_allowed() {
    let mut case = dispute();
    case.record(day("2025-03-01"), act(DisputeStep::Report)).unwrap();
    let error = case.record(day("2025-03-01"), act(DisputeStep::Assign)).unwrap_err();
    assert_eq!(
        error.render(Lang::En),
        "expected one of these at the stage `reported` of a dispute: triage, monitor and warn; found \
         `assign`: a step before it is not done"
    );
    assert_eq!(
        error.render(Lang::Zh),
        "矛盾纠纷处置处于“已上报”，可进行：分流、监测预警；所填为“交办”，尚有在前的步骤未完成。"
    );
    case.record(day("2025-03-01"), act(DisputeStep::Triage)).unwrap();
    let nobody = case.record(day("2025-03-01"), DisputeAct::step(DisputeStep::Assign)).unwrap_err();
    assert_eq!(nobody.code(), "no_assignee");
}

const HEAD: &str = r#"{"format":1,"compound":"c1","log":["#;

fn said<T: serde::de::DeserializeOwned + std::fmt::Debug>(text: &str) -> (String, String) {
    let error = from_json::<T>(text).unwrap_err();
    (error.path().unwrap_or_default().to_owned(), error.to_string())
}

#[test]
fn a_file_names_the_place_of_its_fault() {
    let unknown = format!(r#"{HEAD}{{"on":"2025-03-01","act":{{"step":"escalate"}}}}]}}"#);
    let (path, text) = said::<Dispute>(&unknown);
    assert_eq!(path, "log[0].act.step");
    assert!(
        text.contains("unknown code `escalate` for a step of a dispute: expected one of `report`, `triage`"),
        "{text}"
    );
    let unknown = format!(r#"{HEAD}{{"on":"2025-03-01","act":"escalate"}}]}}"#);
    let (path, text) = said::<Tender>(&unknown);
    assert!(path.starts_with("log[0].act") && text.contains("escalate") && text.contains("notice"), "{path} {text}");

    let report = r#"{"on":"2025-03-01","act":{"step":"report"}}"#;
    let backwards = format!(r#"{HEAD}{report},{{"on":"2025-02-28","act":{{"step":"triage"}}}}]}}"#);
    assert!(said::<Dispute>(&backwards).1.contains("expected a day not before 2025-03-01"), "{backwards}");
    let skipped = format!(r#"{HEAD}{report},{{"on":"2025-03-01","act":{{"step":"resolve"}}}}]}}"#);
    assert!(said::<Dispute>(&skipped).1.contains("at the stage `reported`"));
    let more = format!(r#"{HEAD}],"stage":"closed"}}"#);
    assert!(said::<Dispute>(&more).1.contains("stage"));
    let twice = r#"{"format":1,"compound":"c1","plan":[{"step":"join","from":"whistle","within":"P1D"},{"step":"join","from":"assign","within":"P2D"}],"log":[]}"#;
    assert!(said::<Dispute>(twice).1.contains("at most one period for each step"));
    for format in ["0", "2"] {
        let other = format!(r#"{{"format":{format},"compound":"c1","log":[]}}"#);
        assert!(said::<Tender>(&other).1.contains("expected a case of format 1 or earlier"));
    }
    let order = r#"{"format":1,"terms":{"compound":"c1","kind":"not_joint","order":["carry","meet"]},"log":[]}"#;
    let (path, text) = said::<Consultation>(order);
    assert!(path == "terms" && text.contains("a meeting before execution"), "{path} {text}");
}

/// Ten million entries are refused at the first one beyond the bound, in a list as in a file.
#[test]
fn a_log_has_a_bound() {
    let entries = |n: usize| vec![Entry { on: day("2025-03-01"), act: TenderAct::Open }; n];
    assert!(Log::new(entries(ENTRIES_MAX)).is_ok());
    assert_eq!(Log::new(entries(10_000_000)).unwrap_err(), ProcedureError::TooManyEntries { most: ENTRIES_MAX });
    let mut full = Log::new(entries(ENTRIES_MAX)).unwrap();
    assert_eq!(full.push(day("2025-03-01"), TenderAct::Open).unwrap_err().code(), "procedure_entries");
    assert_eq!(full.entries().len(), ENTRIES_MAX);
    let one = r#"{"on":"2025-03-01","act":"open"}"#;
    let long = format!("[{}]", vec![one; ENTRIES_MAX + 1].join(","));
    let error = serde_json::from_str::<Log<TenderAct>>(&long).unwrap_err();
    assert!(error.to_string().contains("at most 1000000 entries"), "{error}");
}

#[test]
fn lists_have_bounds_and_days_an_end() {
    let meetings = vec![day("2025-03-01"); MEETINGS_MAX + 1];
    let ask = |meetings: &[Day], from: &str, on: &str| {
        half_yearly(HalfReading::Rolling, meetings, None, day(from), day(on)).map(|_| ()).map_err(|e| e.code())
    };
    assert_eq!(ask(&meetings, "2025-01-01", "2025-06-30"), Err("procedure_too_many"));
    assert_eq!(ask(&meetings[1..], "2025-01-01", "2025-06-30"), Ok(()));
    assert_eq!(ask(&[], "2025-01-01", "2024-12-31"), Err("procedure_before_start"));
    assert_eq!(ask(&[], "2025-01-01", "2025-01-01"), Ok(()));
    assert_eq!(ask(&[], "2200-08-01", "2200-08-01"), Err("procedure_measure"));
    assert_eq!(
        half_yearly(HalfReading::Calendar, &[], None, Day::FIRST, Day::LAST).unwrap().windows().len(),
        2 * 301,
        "every half-year from 1900 to 2200"
    );
    let work = Work {
        id: "w".parse().unwrap(),
        begins: day("2025-03-01"),
        livelihood: None,
        underground: None,
        function: None,
    };
    assert!(order_of_works(&vec![work.clone(); WORKS_MAX]).is_ok());
    assert_eq!(order_of_works(&vec![work; WORKS_MAX + 1]).unwrap_err().code(), "procedure_too_many");

    // A due day after the last day of the calendar: the step is refused and nothing is changed.
    let rule = DueRule { step: DisputeStep::Triage, from: DisputeStep::Report, within: Period::Years(200) };
    let mut case = Dispute::new("c1".parse().unwrap(), DuePlan::new(vec![rule]).unwrap());
    let before = case.clone();
    assert_eq!(case.record(day("2025-03-01"), act(DisputeStep::Report)).unwrap_err().code(), "procedure_measure");
    assert_eq!(case, before);
}

#[test]
fn a_panel_is_not_smaller_than_its_experts() {
    let panel = |members, experts| {
        let mut case = Tender::new("c1".parse().unwrap());
        case.record(day("2025-03-01"), TenderAct::Notice(TenderNotice::Open)).unwrap();
        case.record(day("2025-03-21"), TenderAct::Bids(3)).unwrap();
        let before = case.clone();
        let taken = case.record(day("2025-03-22"), TenderAct::Panel { members, experts });
        assert!(taken.is_ok() || case == before);
        taken.map_err(|error| error.code())
    };
    assert_eq!((panel(5, 5), panel(5, 6), panel(0, 0)), (Ok(()), Err("procedure_part"), Err("procedure_part")));
}
