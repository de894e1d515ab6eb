//! Limitation: three years, interruptions, obstacles, the longest time; and times that end a right.

use super::*;
use wuye::law::{ClaimCourse, Hindrance, LIMIT_EVENTS_MAX, LawError, Limit, LimitationPeriods, right_ends};
use wuye::rule::{Figure, Key, ParameterValue};
use wuye::testkit::{self, holds};

/// The three numbers as the law of the nation has them.
fn code() -> LimitationPeriods {
    let figure = |figure| match nation().setting(Key::Figure(figure), d("2026-03-01")).value() {
        Some(ParameterValue::Period(period)) => *period,
        _ => panic!("{figure} is no period"),
    };
    LimitationPeriods {
        ordinary: figure(Figure::Limitation),
        longest: figure(Figure::LongestLimitation),
        tail: figure(Figure::LimitationTail),
    }
}

fn claim(known: &str, interruptions: &[&str], hindrances: &[(&str, Option<&str>)]) -> ClaimCourse {
    let hindrance = |(from, gone): &(&str, Option<&str>)| Hindrance { from: d(from), gone: gone.map(d) };
    ClaimCourse {
        interruptions: interruptions.iter().map(|day| d(day)).collect(),
        hindrances: hindrances.iter().map(hindrance).collect(),
        ..ClaimCourse::new(d(known))
    }
}

#[track_caller]
fn runs_out(claim: &ClaimCourse, last: &str) {
    assert_eq!(claim.limit(code()).unwrap().last, Some(d(last)));
}

#[test]
fn three_years_end_on_the_corresponding_day() {
    runs_out(&claim("2024-01-31", &[], &[]), "2027-01-31");
    runs_out(&claim("2024-02-29", &[], &[]), "2027-02-28");
    runs_out(&claim("2025-02-28", &[], &[]), "2028-02-28");
}

#[test]
fn an_interruption_by_the_last_day_starts_it_anew() {
    for (day, last) in [("2027-01-30", "2030-01-30"), ("2027-01-31", "2030-01-31"), ("2027-02-01", "2027-01-31")] {
        runs_out(&claim("2024-01-31", &[day], &[]), last);
    }
    runs_out(&claim("2024-01-31", &["2025-01-01", "2027-06-01"], &[]), "2030-06-01");
}

#[test]
fn an_obstacle_in_the_last_six_months_leaves_six_months() {
    let with = |from, gone| claim("2024-01-31", &[], &[(from, gone)]);
    // The last six months begin after 2026-07-31.
    runs_out(&with("2026-05-01", Some("2026-07-30")), "2027-01-31");
    runs_out(&with("2026-05-01", Some("2026-07-31")), "2027-01-31");
    runs_out(&with("2026-05-01", Some("2026-08-01")), "2027-02-01");
    runs_out(&with("2027-01-31", Some("2027-08-31")), "2028-02-29");
    runs_out(&with("2027-02-01", Some("2027-08-31")), "2027-01-31");
    let standing = with("2027-01-01", None).limit(code()).unwrap();
    assert_eq!((standing.last, standing.suspended), (None, true));
    // One obstacle after another.
    runs_out(
        &claim("2024-01-31", &[], &[("2027-03-01", Some("2027-04-01")), ("2027-01-01", Some("2027-02-01"))]),
        "2027-10-01",
    );
}

#[test]
fn twenty_years_from_the_harm_are_the_most() {
    let old = |known| ClaimCourse { harmed: Some(d("2006-03-01")), ..claim(known, &[], &[]) };
    for (known, last, cut) in
        [("2023-02-28", "2026-02-28", false), ("2023-03-01", "2026-03-01", false), ("2023-03-02", "2026-03-01", true)]
    {
        let limit = old(known).limit(code()).unwrap();
        assert_eq!((limit.last, limit.cut), (Some(d(last)), cut), "{known}");
    }
}

#[test]
fn a_decision_is_contested_within_one_year() {
    let year = match nation().setting(Key::Figure(Figure::AnnulmentLimit), d("2026-05-10")).value() {
        Some(ParameterValue::Period(period)) => *period,
        other => panic!("{other:?}"),
    };
    for (known, last) in [("2026-05-10", "2027-05-10"), ("2024-02-29", "2025-02-28"), ("2025-12-31", "2026-12-31")] {
        assert_eq!(right_ends(d(known), year), Ok(d(last)));
    }
}

#[test]
fn courses_are_bounded_and_in_order() {
    let back = claim("2024-01-31", &["2025-01-02", "2025-01-01"], &[]);
    assert_eq!(back.limit(code()), Err(LawError::LimitOrder { last: d("2025-01-02"), found: d("2025-01-01") }));
    assert!(claim("2024-01-31", &["2024-01-30"], &[]).limit(code()).is_err());
    let many =
        ClaimCourse { interruptions: vec![d("2024-02-01"); LIMIT_EVENTS_MAX + 1], ..claim("2024-01-31", &[], &[]) };
    assert_eq!(many.limit(code()).unwrap_err().code(), "limit_events");
    assert_eq!(claim("2199-01-01", &[], &[]).limit(code()).unwrap_err().code(), "law_measure");
}

/// The same, day by day of months counted apart: for claims without obstacles.
fn by_hand(claim: &ClaimCourse) -> Day {
    let plus = |day: Day, years: i32| {
        let text = day.to_string();
        let (year, rest) = text.split_once('-').unwrap();
        let year: i32 = year.parse::<i32>().unwrap() + years;
        format!("{year:04}-{rest}").parse().unwrap_or_else(|_| d(&format!("{year:04}-02-28")))
    };
    let mut last = plus(claim.known, 3);
    for day in &claim.interruptions {
        if *day <= last {
            last = plus(*day, 3);
        }
    }
    claim.harmed.map_or(last, |harmed| last.min(plus(harmed, 20)))
}

#[test]
fn our_limits_agree_with_a_count_by_hand_and_obstacles_never_shorten_them() {
    holds(testkit::claim_course(), |claim| {
        let free = ClaimCourse { hindrances: vec![], ..claim.clone() };
        let bare = free.limit(code()).unwrap();
        if bare.last != Some(by_hand(&free)) {
            return Err(format!("{bare:?}"));
        }
        match claim.limit(code()).unwrap() {
            // An interruption after the time would have run out counts if an obstacle put that off.
            Limit { last: Some(last), suspended: false, runs_from, .. }
                if runs_from == bare.runs_from && last != bare.last.unwrap() =>
            {
                Err(format!("{last}"))
            }
            Limit { last: Some(last), .. } if last < bare.last.unwrap() => Err(format!("{last}")),
            _ => Ok(()),
        }
    });
}

/// An obstacle that stands only moves the end later, so what twenty years have cut by then stays cut.
#[test]
fn an_obstacle_that_stands_does_not_reopen_what_was_cut() {
    let mut late = claim("2018-01-01", &[], &[("2020-12-01", None)]);
    assert_eq!(late.limit(code()).unwrap().last, None);
    late.harmed = Some(d("2000-01-01"));
    let limit = late.limit(code()).unwrap();
    assert_eq!((limit.last, limit.cut, limit.suspended), (Some(d("2020-01-01")), true, false));
    // One that goes before it comes is none.
    let turned = claim("2024-02-29", &[], &[("2026-12-01", Some("2026-10-01"))]);
    let expected = LawError::LimitTurned { from: d("2026-12-01"), gone: d("2026-10-01") };
    assert_eq!(turned.limit(code()).unwrap_err(), expected);
}
