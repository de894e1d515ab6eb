//! Emergency service: table, dates, requests, lots, duties.

use wuye::decide::emergency::{
    EMERGENCY_EVENTS_MAX, EmergencyAct, EmergencyDuty, EmergencyError, EmergencyEvent, EmergencyFound, EmergencyLaw,
    EmergencyRequest, EmergencyService, EmergencyStage, EmergencyStep, EmergencyTopic, ProviderLot,
};
use wuye::estate::Fact;
use wuye::json::{from_json, to_json};
use wuye::law::Authority;
use wuye::measure::Day;
use wuye::measure::draw::{Draw, Generator};
use wuye::rule::{Bearer, Verdict};
use wuye::terms::Lang;

use crate::{day, law_of};

const SUDDEN: [(Fact, bool); 1] = [(Fact::ManagementSuddenlyLost, true)];

fn choose(provider: &str) -> EmergencyAct {
    EmergencyAct::Choose { provider: provider.parse().unwrap(), lot: None }
}

fn lot(number: usize) -> ProviderLot {
    let candidates = (0..number).map(|i| format!("p{i}").parse().unwrap()).collect();
    ProviderLot { draw: Draw { generator: Generator::SplitMix64, seed: 20_260_901 }, candidates }
}

fn drawn(number: usize) -> EmergencyAct {
    let lot = lot(number);
    EmergencyAct::Choose { provider: lot.drawn().unwrap().clone(), lot: Some(lot) }
}

fn case(law: &EmergencyLaw, acts: &[(&str, EmergencyAct)]) -> Result<EmergencyService, EmergencyError> {
    let events = acts.iter().map(|(on, act)| EmergencyEvent { on: day(on), act: act.clone() });
    EmergencyService::replay("c1".parse().unwrap(), law, events)
}

fn serving(law: &EmergencyLaw, start: &str) -> EmergencyService {
    let acts = [EmergencyAct::Report, choose("p1"), EmergencyAct::Start { until: None }];
    case(law, &acts.map(|act| (start, act))).unwrap()
}

fn asking(by: Authority, asking: u32, owners: u32, written: Option<bool>) -> EmergencyAct {
    EmergencyAct::Request(EmergencyRequest { by, asking: Some(asking), owners: Some(owners), written })
}

/// The table in the documentation, cell by cell, is what the machine does.
#[test]
fn the_printed_table_is_the_machine() {
    let text = include_str!("../../src/decide/emergency/mod.rs");
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter_map(|line| line.strip_prefix("//! |"))
        .map(|line| line.trim_end_matches('|').split('|').map(str::trim).collect())
        .collect();
    let head: Vec<&str> = rows[0][1..].to_vec();
    assert_eq!(head, EmergencyStep::ALL.iter().map(|step| step.code()).collect::<Vec<_>>());
    let body = &rows[2..];
    assert_eq!(body.len(), EmergencyStage::ALL.len());
    let mut cells = 0;
    for (row, stage) in body.iter().zip(EmergencyStage::ALL) {
        assert_eq!(row[0], stage.code());
        for (cell, step) in row[1..].iter().zip(EmergencyStep::ALL) {
            assert_eq!(stage.after(*step).map_or("", EmergencyStage::code), *cell, "{stage} {step}");
            cells += 1;
        }
        assert_eq!(stage.is_closed(), stage.steps().next().is_none());
    }
    assert_eq!(cells, 90);
}

#[test]
fn a_refusal_names_stage_step_and_what_is_allowed() {
    let law = law_of("110000", &SUDDEN, "2026-01-10");
    let mut case = EmergencyService::new("c1".parse().unwrap());
    case.step(&law, day("2026-01-10"), EmergencyAct::Report).unwrap();
    let before = case.clone();
    let error = case.step(&law, day("2026-01-10"), EmergencyAct::Start { until: None }).unwrap_err();
    assert_eq!(error.to_string(), "expected one of [request, choose, withdraw] at the stage `reported`, found `start`");
    assert_eq!(error.code(), "emergency_stage");
    assert_eq!(case, before);
    let error = case.step(&law, day("2026-01-09"), EmergencyAct::Withdraw).unwrap_err();
    assert_eq!(error, EmergencyError::Order { last: day("2026-01-10"), found: day("2026-01-09") });
    case.step(&law, day("2026-01-10"), EmergencyAct::Withdraw).unwrap();
    let error = case.step(&law, day("2026-01-10"), EmergencyAct::Report).unwrap_err();
    assert_eq!(error.to_string(), "expected one of [nothing] at the stage `withdrawn`, found `report`");
}

/// First day, last day of the law, by place: the day before it, itself, the day after.
#[test]
fn the_term_ends_on_its_day() {
    let lost: [(Fact, bool); 1] = [(Fact::LostManagement, true)];
    for (place, facts, start, last) in [
        ("110000", SUDDEN, "2026-01-10", "2026-07-10"),
        ("110000", SUDDEN, "2025-08-31", "2026-02-28"),
        ("110000", SUDDEN, "2025-08-29", "2026-02-28"),
        ("110000", SUDDEN, "2025-08-28", "2026-02-28"),
        ("110000", SUDDEN, "2027-08-31", "2028-02-29"),
        ("110000", SUDDEN, "2024-08-29", "2025-02-28"),
        ("110000", SUDDEN, "2025-03-31", "2025-09-30"),
        ("370700", lost, "2024-02-29", "2024-08-29"),
        ("410100", lost, "2024-02-29", "2025-02-28"),
        ("410100", lost, "2023-02-28", "2024-02-28"),
        ("410100", lost, "2025-12-31", "2026-12-31"),
    ] {
        let law = law_of(place, &facts, start);
        let service = serving(&law, start);
        assert_eq!(law.last_day(day(start)), Some(day(last)), "{place} {start}");
        let end = day(last);
        let overdue = |on: Day| {
            let answer = service.answer(&law, on);
            answer.overdue.iter().any(|due| due.duty == EmergencyDuty::EndInTime && due.by == Some(end))
        };
        assert!(!overdue(end.previous().unwrap()) && !overdue(end) && overdue(end.next().unwrap()), "{place} {start}");
        // A term of the contract may end on that day and not one later.
        let start_to = |until: Day| {
            let acts = [EmergencyAct::Report, choose("p1"), EmergencyAct::Start { until: Some(until) }];
            case(&law, &acts.map(|act| (start, act))).map(|_| ())
        };
        assert_eq!(start_to(end), Ok(()));
        let late = end.next().unwrap();
        assert_eq!(start_to(late), Err(EmergencyError::TermTooLong { most: end, found: late }));
        let early = day(start).previous().unwrap();
        assert_eq!(start_to(early), Err(EmergencyError::EndsBeforeStart { from: day(start), until: early }));
    }
}

#[test]
fn an_agreed_term_ends_before_that_of_the_law() {
    let law = law_of("110000", &SUDDEN, "2026-01-10");
    let acts = [EmergencyAct::Report, choose("p1"), EmergencyAct::Start { until: Some(day("2026-03-31")) }];
    let service = case(&law, &acts.map(|act| ("2026-01-10", act))).unwrap();
    assert_eq!(service.answer(&law, day("2026-03-31")).overdue, []);
    assert_eq!(service.answer(&law, day("2026-04-01")).last_day, Some(day("2026-03-31")));
    assert!(!service.answer(&law, day("2026-04-01")).overdue.is_empty());
}

/// Before the loss of management was reported, a case says so.
#[test]
fn a_case_answers_on_the_day_it_is_asked_about() {
    let law = law_of("110000", &SUDDEN, "2026-01-10");
    let service = case(
        &law,
        &[
            ("2026-01-10", EmergencyAct::Report),
            ("2026-01-12", choose("p1")),
            ("2026-01-12", EmergencyAct::Publish),
            ("2026-01-15", EmergencyAct::Start { until: None }),
            ("2026-05-01", EmergencyAct::Organise),
            ("2026-06-30", EmergencyAct::NewService { provider: Some("p2".parse().unwrap()) }),
            ("2026-07-05", EmergencyAct::HandOver),
        ],
    )
    .unwrap();
    let stages = [
        ("2026-01-09", EmergencyStage::NotReported),
        ("2026-01-10", EmergencyStage::Reported),
        ("2026-01-11", EmergencyStage::Reported),
        ("2026-01-12", EmergencyStage::Chosen),
        ("2026-01-15", EmergencyStage::Serving),
        ("2026-06-29", EmergencyStage::Serving),
        ("2026-06-30", EmergencyStage::HandingOver),
        ("2026-07-05", EmergencyStage::HandedOver),
    ];
    for (on, stage) in stages {
        assert_eq!(service.answer(&law, day(on)).stage, stage, "{on}");
    }
    let duties = |on: &str| service.answer(&law, day(on)).due.iter().map(|due| due.duty).collect::<Vec<_>>();
    assert_eq!(duties("2026-01-10"), [EmergencyDuty::ChooseProvider]);
    assert_eq!(duties("2026-01-15"), [EmergencyDuty::OrganiseChoice, EmergencyDuty::EndInTime]);
    assert_eq!(duties("2026-05-01"), [EmergencyDuty::EndInTime]);
    assert_eq!(duties("2026-06-30"), [EmergencyDuty::HandOver]);
    let answer = service.answer(&law, day("2026-01-15"));
    let said = answer.due[0].render(Lang::Zh);
    assert_eq!(
        said,
        "组织业主共同决定选聘新的物业服务人，至迟于2026年7月15日（《北京市物业管理条例》第七十七条第三款）"
    );
    assert_eq!(
        answer.allowed,
        [EmergencyStep::Publish, EmergencyStep::Organise, EmergencyStep::NewService, EmergencyStep::Stop]
    );
    assert_eq!(answer.allowed.len() + answer.refused.len(), EmergencyStep::ALL.len());

    let outcome = service.outcome();
    let contract = outcome.contract.unwrap().value;
    assert_eq!((contract.from, contract.until), (day("2026-01-15"), Some(day("2026-06-30"))));
    assert_eq!(outcome.facts.len(), 1);
    assert_eq!((outcome.facts[0].0, outcome.facts[0].1.value), (Fact::NoNewProvider, false));
}

/// 东莞: more than half of the owners, in writing; exactly half is not enough.
#[test]
fn in_dongguan_half_of_the_owners_is_not_enough() {
    let law = law_of("441900", &[], "2024-06-01");
    let on = "2024-06-01";
    let with = |request: EmergencyAct| case(&law, &[(on, EmergencyAct::Report), (on, request), (on, drawn(25))]);
    let street = Authority::ResidentsCommittee;
    assert!(with(asking(street, 151, 300, Some(true))).is_ok());
    assert_eq!(with(asking(street, 150, 300, Some(true))).unwrap_err().code(), "emergency_request_short");
    assert_eq!(with(asking(street, 149, 300, Some(true))).unwrap_err().code(), "emergency_request_short");
    assert!(with(asking(street, 151, 301, Some(true))).is_ok());
    assert_eq!(with(asking(street, 150, 301, Some(true))).unwrap_err().code(), "emergency_request_short");
    // Not in writing, or not known to be; of a committee, where there must be none; by the street.
    assert_eq!(with(asking(street, 300, 300, Some(false))).unwrap_err().code(), "emergency_request_short");
    assert_eq!(with(asking(street, 300, 300, None)).unwrap_err().code(), "emergency_request_unknown");
    assert_eq!(
        with(asking(Authority::OwnersCommittee, 300, 300, Some(true))).unwrap_err().code(),
        "emergency_request_short"
    );
    assert_eq!(with(asking(Authority::Street, 300, 300, Some(true))).unwrap_err().code(), "emergency_request_short");
    let unknown = EmergencyRequest { by: street, asking: Some(200), owners: None, written: Some(true) };
    assert_eq!(with(EmergencyAct::Request(unknown)).unwrap_err().code(), "emergency_request_unknown");
    let bare = case(&law, &[(on, EmergencyAct::Report), (on, drawn(25))]);
    assert_eq!(bare.unwrap_err().code(), "emergency_request_needed");
    assert_eq!(with(asking(street, 301, 300, Some(true))).unwrap_err().code(), "emergency_more_than_owners");
    // A later request with more owners stands in place of the first.
    let (few, many) = (asking(street, 150, 300, Some(true)), asking(street, 151, 300, Some(true)));
    let again = case(&law, &[(on, EmergencyAct::Report), (on, few), ("2024-06-20", many), ("2024-06-21", drawn(25))]);
    assert_eq!(again.unwrap().stage(), EmergencyStage::Chosen);
}

/// 上海: the committee, or without one 20 % of the owners or more.
#[test]
fn in_shanghai_the_committee_asks_or_a_fifth_of_the_owners() {
    let law = law_of("310000", &[(Fact::ProviderLeft, true), (Fact::NoNewProvider, true)], "2024-06-01");
    assert_eq!(law.trigger().verdict(), Verdict::Met);
    let on = "2024-06-01";
    let with = |request: EmergencyAct| {
        case(&law, &[(on, EmergencyAct::Report), (on, request), (on, choose("p1"))]).map(|case| case.stage())
    };
    let committee = EmergencyRequest { by: Authority::OwnersCommittee, asking: None, owners: None, written: None };
    assert_eq!(with(EmergencyAct::Request(committee)), Ok(EmergencyStage::Chosen));
    assert_eq!(with(asking(Authority::Owners, 60, 300, None)), Ok(EmergencyStage::Chosen));
    assert_eq!(with(asking(Authority::Owners, 61, 300, None)), Ok(EmergencyStage::Chosen));
    let error = with(asking(Authority::Owners, 59, 300, None)).unwrap_err();
    assert_eq!(error.code(), "emergency_request_short");
    assert!(error.render(Lang::Zh).contains("五分之一以上"), "{error:#}");
    let mut open = EmergencyService::new("c1".parse().unwrap());
    open.step(&law, day(on), EmergencyAct::Report).unwrap();
    let answer = open.answer(&law, day(on));
    assert_eq!(answer.allowed, [EmergencyStep::Request, EmergencyStep::Withdraw]);
    let why = answer.refused.iter().find(|(step, _)| *step == EmergencyStep::Choose).unwrap();
    assert_eq!(why.1.code(), "emergency_request_needed");
}

#[test]
fn a_lot_can_be_drawn_again() {
    let law = law_of("441800", &[], "2024-06-01");
    let on = "2024-06-01";
    let with = |act: EmergencyAct| case(&law, &[(on, EmergencyAct::Report), (on, act)]);
    assert_eq!(with(choose("p1")).unwrap_err(), EmergencyError::LotNeeded {});
    let five = lot(5);
    assert_eq!(five.drawn().unwrap().as_str(), "p2"); // the first of 2, 0, 4, 3, 1
    let wrong = EmergencyAct::Choose { provider: "p0".parse().unwrap(), lot: Some(five.clone()) };
    let error = with(wrong).unwrap_err();
    assert_eq!(error, EmergencyError::LotDiffers { expected: "p2".parse().unwrap(), found: "p0".parse().unwrap() });
    assert!(with(drawn(5)).is_ok() && with(drawn(1)).is_ok());
    let twice = ProviderLot { candidates: vec!["p1".parse().unwrap(), "p1".parse().unwrap()], ..five.clone() };
    assert_eq!(twice.drawn().unwrap_err().code(), "emergency_candidate_twice");
    assert_eq!(ProviderLot { candidates: vec![], ..five }.drawn().unwrap_err().code(), "emergency_lot");
    assert!(lot(10_000).drawn().is_ok());
    assert_eq!(lot(10_001).drawn().unwrap_err().code(), "emergency_candidates");
}

/// 东莞: the pool has 25; a lot among others is told, not refused.
#[test]
fn the_size_of_the_pool_is_a_finding() {
    let law = law_of("441900", &[], "2024-06-01");
    let on = "2024-06-01";
    let request = asking(Authority::ResidentsCommittee, 200, 300, Some(true));
    for (number, verdict) in [(24, Verdict::Unmet), (25, Verdict::Met), (26, Verdict::Unmet)] {
        let acts = [(on, EmergencyAct::Report), (on, request.clone()), (on, drawn(number))];
        let answer = case(&law, &acts).unwrap().answer(&law, day(on));
        let pool: Vec<Verdict> = answer.on(EmergencyTopic::Pool).map(|finding| finding.verdict).collect();
        assert_eq!(pool, [verdict], "{number}");
    }
}

/// 宁波: six months are usual: longer is told and not refused; who pays depends on why.
#[test]
fn in_ningbo_six_months_are_usual() {
    let law = law_of("330200", &SUDDEN, "2026-01-10");
    let start = |until: &str| {
        let acts = [EmergencyAct::Report, choose("p1"), EmergencyAct::Start { until: Some(day(until)) }];
        let service = case(&law, &acts.map(|act| ("2026-01-10", act))).unwrap();
        let answer = service.answer(&law, day("2026-01-10"));
        assert_eq!(answer.on(EmergencyTopic::Term).next().unwrap().verdict, Verdict::Unknown);
        let usual = answer.on(EmergencyTopic::UsualTerm).next().unwrap().clone();
        assert!(usual.usually);
        usual.verdict
    };
    assert_eq!(start("2026-07-09"), Verdict::Met);
    assert_eq!(start("2026-07-10"), Verdict::Met);
    assert_eq!(start("2026-07-11"), Verdict::Unmet);
    assert_eq!(
        (law.last_day(day("2026-01-10")), law.usual_last_day(day("2026-01-10"))),
        (None, Some(day("2026-07-10")))
    );
}

#[test]
fn who_pays_is_what_the_text_says_and_no_more() {
    use Fact::{NoProviderEngaged as None_, ProviderCausedEmergency as Fault};
    let payer = |place: &str, facts: &[(Fact, bool)]| law_of(place, facts, "2024-06-01").payer();
    for place in ["110000", "310000", "370200", "370300", "370700", "371500", "410100"] {
        assert_eq!(payer(place, &[]), Some(Bearer::AllOwners), "{place}");
    }
    for place in ["330100", "441800", "441900", "330500"] {
        assert_eq!(payer(place, &[(Fault, true)]), None, "{place}");
    }
    assert_eq!(payer("330200", &[(Fault, true)]), Some(Bearer::ResponsibleProvider));
    assert_eq!(payer("330200", &[(Fault, true), (None_, true)]), Some(Bearer::ResponsibleProvider));
    assert_eq!(payer("330200", &[(Fault, false), (None_, true)]), Some(Bearer::AllOwners));
    assert_eq!(payer("330200", &[(Fault, false), (None_, false)]), None); // not stated
    assert_eq!(payer("330200", &[(Fault, false)]), None);
    assert_eq!(payer("330200", &[(None_, true)]), None);
    assert_eq!(payer("330200", &[]), None);
}

/// What sets it off, place by place.
#[test]
fn the_trigger_is_the_text_of_the_place() {
    use Fact::{
        ChoiceHindered, DeveloperGone, LifeAffected, LostManagement, ManagementAbandoned, ManagementSuddenlyLost,
        NoNewProvider, OwnersAssembly, ProviderLeft, ProviderLeftAtExpiry, ProviderNotPerforming, SelfManagementChosen,
    };
    type Stated = Vec<(Fact, bool)>;
    let rows: Vec<(&str, Stated, Verdict)> = vec![
        ("110000", vec![], Verdict::Unknown),
        ("110000", vec![(ManagementSuddenlyLost, true)], Verdict::Met),
        ("110000", vec![(ManagementSuddenlyLost, false)], Verdict::Unmet),
        ("330200", vec![(ManagementSuddenlyLost, true)], Verdict::Unknown),
        ("330200", vec![(ManagementSuddenlyLost, true), (LifeAffected, false)], Verdict::Unmet),
        ("330100", vec![(ProviderNotPerforming, true), (LifeAffected, true)], Verdict::Met),
        ("370700", vec![(LostManagement, true)], Verdict::Met),
        ("410100", vec![(LostManagement, false)], Verdict::Unknown),
        ("410100", vec![(LostManagement, false), (ManagementAbandoned, true)], Verdict::Met),
        ("310000", vec![(ProviderLeft, true), (NoNewProvider, false)], Verdict::Unmet),
        ("371500", vec![(ProviderLeft, true), (NoNewProvider, true), (SelfManagementChosen, false)], Verdict::Met),
        ("371500", vec![(ProviderLeft, true), (NoNewProvider, true), (SelfManagementChosen, true)], Verdict::Unmet),
        ("441800", vec![(OwnersAssembly, false), (DeveloperGone, true)], Verdict::Met),
        ("441800", vec![(OwnersAssembly, true), (DeveloperGone, true), (ProviderLeft, false)], Verdict::Unmet),
        ("441800", vec![(ProviderLeft, true), (NoNewProvider, true), (ProviderLeftAtExpiry, false)], Verdict::Met),
        (
            "441800",
            vec![
                (DeveloperGone, false),
                (ProviderLeft, true),
                (NoNewProvider, true),
                (ProviderLeftAtExpiry, true),
                (ChoiceHindered, false),
            ],
            Verdict::Unmet,
        ),
        ("441800", vec![(ProviderLeft, true), (NoNewProvider, true), (ProviderLeftAtExpiry, true)], Verdict::Unknown),
        ("330500", vec![(ProviderLeft, true)], Verdict::Unknown), // no rule was read
    ];
    for (place, facts, verdict) in rows {
        assert_eq!(law_of(place, &facts, "2024-06-01").trigger().verdict(), verdict, "{place} {facts:?}");
    }
}

#[test]
fn findings_show_law_and_case() {
    let law = law_of("110000", &SUDDEN, "2026-01-10");
    let answer = serving(&law, "2026-01-10").answer(&law, day("2026-02-01"));
    let payer = answer.on(EmergencyTopic::Payer).next().unwrap();
    assert_eq!(payer.found, EmergencyFound::Bearer(Bearer::AllOwners));
    let said = payer.render(Lang::Zh);
    assert!(said.starts_with("费用承担：满足；规定：由全体业主承担（《北京市物业管理条例》第七十七条第二款"), "{said}");
    assert!(said.ends_with("实际：全体业主。"), "{said}");
    // Without an agreed end the term is open until it is over, and too long on the day after.
    let service = serving(&law, "2026-01-10");
    for (on, verdict) in [("2026-07-10", Verdict::Unknown), ("2026-07-11", Verdict::Unmet)] {
        let answer = service.answer(&law, day(on));
        assert_eq!(answer.on(EmergencyTopic::Term).next().unwrap().verdict, verdict, "{on}");
    }
    // A text of 2024 says nothing of 2023.
    let early = law_of("110000", &SUDDEN, "2023-01-10");
    assert_eq!((early.trigger().verdict(), early.last_day(day("2023-01-10"))), (Verdict::Unknown, None));
}

// ---------------------------------------------------------------------------------- bad input

#[test]
fn what_is_read_is_checked() {
    let law = law_of("110000", &SUDDEN, "2026-01-10");
    let service = serving(&law, "2026-01-10");
    let text = to_json(&service).unwrap();
    assert_eq!(from_json::<EmergencyService>(&text).unwrap(), service);
    assert_eq!(service.verify(&law), Ok(()));
    let refused = |from: &str, to: &str| {
        assert!(text.contains(from), "{text}");
        from_json::<EmergencyService>(&text.replacen(from, to, 1)).unwrap_err().to_string()
    };
    let said = refused("\"report\"", "\"leap\"");
    assert!(said.contains("unknown code `leap` for a step of an emergency service"), "{said}");
    assert!(said.contains("expected one of `report`, `request`"), "{said}");
    let said = refused("\"step\":\"choose\",\"provider\":\"p1\"", "\"step\":\"choose\"");
    assert!(said.contains("`provider` missing or out of place"), "{said}");
    let said = refused("\"step\":\"report\"", "\"step\":\"report\",\"until\":\"2026-01-10\"");
    assert!(said.contains("`until` missing or out of place"), "{said}");
    let said = refused("\"step\":\"report\"", "\"step\":\"start\"");
    assert!(said.contains("at the stage `not_reported`, found `start`"), "{said}");
    let said = refused("2026-01-10\",\"step\":\"start\"", "2026-01-09\",\"step\":\"start\"");
    assert!(said.contains("log[2]") && said.contains("no event before the last one of 2026-01-10"), "{said}");
    refused("\"step\":\"report\"", "\"step\":\"report\",\"colour\":\"red\"");
    // What table and log admit, the law of a place may not.
    let dongguan = law_of("441900", &[], "2026-01-10");
    assert_eq!(service.verify(&dongguan).unwrap_err().code(), "emergency_request_needed");
}

#[test]
fn a_log_has_a_bound() {
    let law = law_of("110000", &SUDDEN, "2026-01-10");
    let on = day("2026-01-10");
    let mut service = serving(&law, "2026-01-10");
    for _ in service.log().len()..EMERGENCY_EVENTS_MAX {
        service.step(&law, on, EmergencyAct::Organise).unwrap();
    }
    let (most, found) = (EMERGENCY_EVENTS_MAX, EMERGENCY_EVENTS_MAX + 1);
    assert_eq!(service.step(&law, on, EmergencyAct::Organise), Err(EmergencyError::TooMany { most, found }));
    assert_eq!(service.log().len(), EMERGENCY_EVENTS_MAX);
    assert_eq!(service.stage(), EmergencyStage::Serving);
    assert_eq!(service.answer(&law, on).stage, EmergencyStage::Serving);
}
