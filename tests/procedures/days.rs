//! Days at their edges: due days, half-years, the provider's reasons.

use wuye::dossier::{CompleteLog, Dossier};
use wuye::estate::{Compound, Event};
use wuye::law::Authority;
use wuye::measure::{Day, Period};
use wuye::procedure::{
    ConferenceMatter, Dispute, DisputeStep, DuePlan, DueRule, HalfReading, HalfYearly, Party, RemedyRung, WindowState,
    half_yearly, joint_bodies, meeting_events, provider_talk, remedies,
};
use wuye::rule::{Force, Verdict};
use wuye::terms::Lang;

use crate::{act, day};

fn days(days: &[&str]) -> Vec<Day> {
    days.iter().map(|text| day(text)).collect()
}

fn due_on(assigned: &str, within: Period, asked: &str) -> (Day, u32) {
    let rule = DueRule { step: DisputeStep::Resolve, from: DisputeStep::Assign, within };
    let mut case = Dispute::new("c1".parse().unwrap(), DuePlan::new(vec![rule]).unwrap());
    for step in [DisputeStep::Report, DisputeStep::Triage, DisputeStep::Assign] {
        case.record(day(assigned), act(step)).unwrap();
    }
    let answer = case.answer(day(asked)).unwrap();
    assert_eq!(answer.overdue().count(), usize::from(answer.due[0].overdue_days(answer.on) > 0));
    (answer.due[0].by, answer.due[0].overdue_days(day(asked)))
}

#[test]
fn a_time_runs_from_the_day_after() {
    let rows = [
        ("2024-02-14", Period::Days(15), "2024-02-29", ["2024-02-28", "2024-02-29", "2024-03-01"]),
        ("2023-02-14", Period::Days(15), "2023-03-01", ["2023-02-28", "2023-03-01", "2023-03-02"]),
        ("2024-01-31", Period::Months(1), "2024-02-29", ["2024-02-28", "2024-02-29", "2024-03-01"]),
        ("2023-01-31", Period::Months(1), "2023-02-28", ["2023-02-27", "2023-02-28", "2023-03-01"]),
        ("2024-02-29", Period::Years(1), "2025-02-28", ["2025-02-27", "2025-02-28", "2025-03-01"]),
        ("2024-12-31", Period::Days(1), "2025-01-01", ["2024-12-31", "2025-01-01", "2025-01-02"]),
    ];
    for (assigned, within, by, [before, exact, after]) in rows {
        for (asked, overdue) in [(before, 0), (exact, 0), (after, 1)] {
            assert_eq!(due_on(assigned, within, asked), (day(by), overdue), "{assigned} {within} {asked}");
        }
    }
}

/// Assigning once more does not give more time; reopening begins anew.
#[test]
fn a_time_is_not_started_anew_by_doing_its_beginning_again() {
    let rule = DueRule { step: DisputeStep::Resolve, from: DisputeStep::Assign, within: Period::Days(10) };
    let mut case = Dispute::new("c1".parse().unwrap(), DuePlan::new(vec![rule]).unwrap());
    let steps = [
        ("2025-03-01", DisputeStep::Report),
        ("2025-03-01", DisputeStep::Triage),
        ("2025-03-01", DisputeStep::Assign),
        ("2025-03-08", DisputeStep::Study),
        ("2025-03-09", DisputeStep::Assign),
    ];
    for (on, step) in steps {
        case.record(day(on), act(step)).unwrap();
    }
    assert_eq!(case.answer(day("2025-03-12")).unwrap().due[0].by, day("2025-03-11"));
    for (on, step) in [("2025-03-13", DisputeStep::Resolve), ("2025-03-14", DisputeStep::Evaluate)] {
        case.record(day(on), act(step)).unwrap();
    }
    assert!(case.answer(day("2025-06-01")).unwrap().due.is_empty());
    for step in [DisputeStep::Reopen, DisputeStep::Triage, DisputeStep::Assign] {
        case.record(day("2025-06-01"), act(step)).unwrap();
    }
    assert_eq!(case.answer(day("2025-06-11")).unwrap().due[0].by, day("2025-06-11"));
}

/// A rule whose step starts itself asks for something at regular times.
#[test]
fn monitoring_at_regular_times_comes_due_again() {
    let rule = DueRule { step: DisputeStep::Monitor, from: DisputeStep::Monitor, within: Period::Days(7) };
    let mut case = Dispute::new("c1".parse().unwrap(), DuePlan::new(vec![rule]).unwrap());
    for (on, by) in [("2024-02-22", "2024-02-29"), ("2024-02-29", "2024-03-07"), ("2024-03-09", "2024-03-16")] {
        case.record(day(on), act(DisputeStep::Monitor)).unwrap();
        assert_eq!(case.answer(day(on)).unwrap().due[0].by, day(by));
    }
}

fn year(reading: HalfReading, held: &[&str]) -> HalfYearly {
    half_yearly(reading, &days(held), Some(day("2025-12-31")), day("2025-01-01"), day("2025-12-31")).unwrap()
}

fn missing(found: &HalfYearly) -> Vec<(Day, Day)> {
    found.missing().map(|window| (window.first, window.last)).collect()
}

#[test]
fn halves_of_the_calendar_and_six_months_are_told_apart() {
    let (calendar, rolling) = (HalfReading::Calendar, HalfReading::Rolling);
    assert_eq!(year(calendar, &["2025-03-02", "2025-11-20"]).verdict(), Verdict::Met);
    let second = vec![(day("2025-07-01"), day("2025-12-31"))];
    assert_eq!(missing(&year(calendar, &["2025-03-02", "2025-06-30"])), second);
    assert_eq!(missing(&year(calendar, &["2025-03-02", "2025-07-01"])), []);
    assert_eq!(missing(&year(calendar, &["2025-07-01"])), [(day("2025-01-01"), day("2025-06-30"))]);
    assert_eq!(missing(&year(calendar, &[])).len(), 2);

    assert_eq!(missing(&year(rolling, &["2025-03-02", "2025-11-20"])), [(day("2025-03-03"), day("2025-09-02"))]);
    assert_eq!(missing(&year(rolling, &["2025-03-02", "2025-06-30"])), [(day("2025-07-01"), day("2025-12-30"))]);
    assert_eq!(missing(&year(rolling, &["2025-06-30", "2025-12-30"])), []);
    assert_eq!(missing(&year(rolling, &["2025-06-30", "2025-12-31"])), [(day("2025-07-01"), day("2025-12-30"))]);
    // The first six months begin on the day itself: they end on 30 June.
    assert_eq!(missing(&year(rolling, &["2025-06-30", "2025-12-01"])), []);
    assert_eq!(missing(&year(rolling, &["2025-07-01", "2025-12-01"])), [(day("2025-01-01"), day("2025-06-30"))]);
    // So late was each.
    let late = year(rolling, &["2025-03-02", "2025-11-20"]);
    assert_eq!(late.windows().iter().map(|window| window.overdue_days(late.on())).collect::<Vec<_>>(), [0, 79, 0]);
}

/// Six months from the end of August end on the last day of February.
#[test]
fn six_months_end_with_a_short_month() {
    for (met, last) in [
        ("2023-08-31", "2024-02-29"),
        ("2023-08-30", "2024-02-29"),
        ("2023-08-29", "2024-02-29"),
        ("2023-08-28", "2024-02-28"),
        ("2024-08-31", "2025-02-28"),
        ("2024-02-29", "2024-08-29"),
    ] {
        let next = Period::Days(1).after(day(last)).unwrap();
        let verdict = |second: Day| {
            let held = [day(met), second];
            half_yearly(HalfReading::Rolling, &held, Some(second), day(met), second).unwrap().windows()[1].state
        };
        assert_eq!((verdict(day(last)), verdict(next)), (WindowState::Held, WindowState::Missing), "{met}");
    }
}

#[test]
fn a_half_year_that_runs_or_is_not_known_whole_is_unknown() {
    let state = |until: Option<&str>, on: &str| {
        let found = half_yearly(HalfReading::Calendar, &[], until.map(day), day("2025-01-01"), day(on)).unwrap();
        (found.windows()[0].state, found.verdict(), found.due())
    };
    let june = Some(day("2025-06-30"));
    assert_eq!(state(Some("2025-06-29"), "2025-06-29"), (WindowState::Running, Verdict::Unknown, june));
    assert_eq!(state(Some("2025-06-29"), "2025-06-30"), (WindowState::Running, Verdict::Unknown, june));
    assert_eq!(state(Some("2025-06-30"), "2025-06-30"), (WindowState::Missing, Verdict::Unmet, None));
    assert_eq!(state(Some("2025-06-29"), "2025-07-01").0, WindowState::LogIncomplete);
    assert_eq!(state(None, "2025-07-01").1, Verdict::Unknown);
    assert_eq!(state(Some("2025-06-30"), "2025-07-01").1, Verdict::Unmet);
    // A half that had begun is not asked about, so before July there is none.
    let later = half_yearly(HalfReading::Calendar, &[], None, day("2025-01-02"), day("2025-06-30")).unwrap();
    assert!(later.windows().is_empty() && later.verdict() == Verdict::Unknown);
}

#[test]
fn meetings_come_from_the_dossier_and_go_back_to_it() {
    let compound =
        Compound { id: "c1".parse().unwrap(), name: "某院".into(), place: "441900".parse().unwrap(), yards: vec![] };
    let mut dossier = Dossier::new(compound);
    let held = days(&["2025-03-02", "2025-11-20"]);
    let event = Event::CoBuildingMeeting;
    dossier.events.extend(meeting_events(event, &held, day("2025-12-01"), Authority::PartyOrganisation));
    dossier.events.extend(meeting_events(
        Event::JointConference,
        &days(&["2025-08-01"]),
        day("2025-12-01"),
        Authority::Street,
    ));
    let asked = |dossier: &Dossier, on: &str| {
        HalfYearly::of(dossier, event, HalfReading::Calendar, day("2025-01-01"), day(on)).unwrap()
    };
    // Only what was stated by the day is known of it.
    assert_eq!(asked(&dossier, "2025-11-30").verdict(), Verdict::Unknown);
    assert_eq!(asked(&dossier, "2025-12-31").verdict(), Verdict::Met);
    dossier.complete.push(CompleteLog { event: Event::JointConference, until: day("2026-12-31") });
    assert_eq!(asked(&dossier, "2026-06-30").verdict(), Verdict::Unknown);
    dossier.complete.push(CompleteLog { event, until: day("2026-06-30") });
    assert_eq!(asked(&dossier, "2026-06-30").verdict(), Verdict::Unmet);
    let said = asked(&dossier, "2026-06-30").render(Lang::Zh);
    assert!(said.ends_with("不满足：2026年1月1日至2026年6月30日，未召开。"), "{said}");
}

#[test]
fn the_bodies_of_the_texts_are_listed() {
    let bodies = joint_bodies().unwrap();
    let of = |place: &str| bodies.iter().find(|body| body.place == place.parse().unwrap()).unwrap();
    assert_eq!(bodies.len(), 5);
    let (shandong, qingyuan, xiamen, dongguan) = (of("370000"), of("441800"), of("350200"), of("441900"));
    assert_eq!((shandong.members.len(), shandong.matters.len()), (7, ConferenceMatter::ALL.len()));
    // Twelve departments, the street, the residents' committee; three more as the work needs them.
    assert_eq!((qingyuan.members.len(), qingyuan.as_needed.len(), qingyuan.matters.len()), (14, 3, 0));
    assert_eq!((of("371500").members.len(), of("371500").matters.len()), (8, 5));
    assert_eq!((dongguan.event, dongguan.convened_by), (Event::CoBuildingMeeting, Some(Authority::PartyOrganisation)));
    // Xiamen's letter lists nobody: who is absent is unknown, not nobody.
    assert_eq!((xiamen.absent(&[]), xiamen.convened_by), (None, None));
    let absent = dongguan.absent(&[Party::Provider, Party::OwnersCommittee]).unwrap();
    assert_eq!(absent, [Party::CompoundBranch, Party::Representatives, Party::Departments]);
    let ladder = remedies().unwrap();
    let shall: Vec<_> = ladder.iter().filter(|way| way.force == Force::Shall).map(|way| way.rung).collect();
    assert_eq!((ladder.len(), shall), (4, vec![RemedyRung::Settle]));
    assert!(ladder.iter().skip(1).all(|way| way.after == Some(RemedyRung::Settle)));
}

#[test]
fn reasons_are_given_within_seven_days() {
    let talk = provider_talk().unwrap();
    for (from, due) in [("2024-02-22", "2024-02-29"), ("2023-02-22", "2023-03-01"), ("2024-12-25", "2025-01-01")] {
        assert_eq!(talk.reasons_due(day(from)).unwrap(), day(due));
        let verdict = |answered: Day| talk.answered(day(from), Some(answered), day("2026-01-01")).unwrap();
        let beside = [day(due).previous().unwrap(), day(due), day(due).next().unwrap()].map(verdict);
        assert_eq!(beside, [Verdict::Met, Verdict::Met, Verdict::Unmet]);
    }
    // An answer that lies after the day asked about is not known yet.
    assert_eq!(talk.answered(day("2024-02-22"), Some(day("2024-02-25")), day("2024-02-24")).unwrap(), Verdict::Unknown);
}

/// The first six months begin on the day itself, and end with a month that has no corresponding day.
#[test]
fn the_first_six_months_begin_on_the_day_itself() {
    for (from, last) in [
        ("2025-08-15", "2026-02-14"),
        ("2025-08-28", "2026-02-27"),
        ("2025-08-29", "2026-02-28"),
        ("2025-08-31", "2026-02-28"),
        ("2023-08-31", "2024-02-29"),
    ] {
        let (until, held) = (Some(day("2026-06-30")), [day(last)]);
        let found = half_yearly(HalfReading::Rolling, &held, until, day(from), day("2026-06-30")).unwrap();
        assert_eq!((found.windows()[0].last, found.windows()[0].state), (day(last), WindowState::Held), "{from}");
    }
}
