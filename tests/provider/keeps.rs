//! Our code keeps the laws of providers, and each law catches the bug that it is there for.

use std::collections::BTreeMap;

use wuye::laws::{self, Law};
use wuye::measure::{Day, Period, Points, Rational};
use wuye::provider::{
    AppraisalPlan, BandTable, CreditFile, Grade, Lasts, PartId, PartScore, PendingAppeal, Record, RecordKind, Scheme,
    ScoreRange, Scoring,
};
use wuye::rule::Verdict;
use wuye::testkit::proptest::strategy::Strategy;
use wuye::testkit::{self, holds, samples};

use super::planted::caught;

fn score(file: &CreditFile, table: &BandTable, day: Day) -> Option<ScoreRange> {
    table.credit(file, day).unwrap().score()
}

fn ours(table: &BandTable) -> impl Fn(Points, bool) -> Option<Grade> + '_ {
    |score, bad| table.grade(score, bad).map(|band| band.grade.clone())
}

/// Scores at and beside every edge, and at the ends of the line.
fn beside_edges(table: &BandTable) -> Vec<Points> {
    let edges = table.scheme().bands.iter().flat_map(|band| [band.low, band.high]).flatten();
    let beside = edges.flat_map(|edge| [-1, 0, 1].map(|more| edge.at.hundredths() + more));
    let ends = [Points::MIN.hundredths(), 0, Points::MAX.hundredths()];
    let all = beside.chain(ends).filter_map(|n| Points::from_hundredths(n).ok());
    let mut all: Vec<Points> = all.collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[test]
fn our_credit_keeps_the_laws() {
    holds(testkit::credited(), |(file, table, day)| laws::credit_follows(file, table, *day, score(file, table, *day)));
    holds(testkit::credited(), |(file, table, day)| {
        laws::credit_replays(file, *day, |file, day| table.credit(file, day).unwrap())
    });
    let more = (testkit::credited(), testkit::credit_record(99));
    holds(more, |((file, table, day), record)| {
        let mut records = file.records().to_vec();
        records.push(record.clone());
        let after = CreditFile::new(file.provider().clone(), file.bases().to_vec(), records, vec![]).unwrap();
        let demerit = table.scheme().scoring == Scoring::Demerit;
        laws::credit_monotone(record.kind, demerit, score(file, table, *day), score(&after, table, *day))
    });
}

#[test]
fn our_bands_partition_the_line() {
    holds(testkit::band_table(), |table| laws::bands_partition(table, &beside_edges(table), ours(table)));
    let closed = testkit::declared_table().prop_map(|(table, declared)| {
        let closed = table.declare(&declared).unwrap();
        assert!(closed.gaps().is_empty(), "{:?}", closed.gaps());
        closed
    });
    holds(closed, |table| laws::bands_partition(table, &beside_edges(table), ours(table)));
}

#[test]
fn our_bans_bar_on_their_days() {
    holds(testkit::credit_penalty(1), |penalty| {
        laws::ban_days(penalty, |day| penalty.state_on(day, None).is_some_and(|state| state.verdict() == Verdict::Met))
    });
}

#[test]
fn our_totals_hold_their_weights() {
    holds(testkit::appraised(), |(plan, scores)| {
        laws::weights_hold(plan, scores, plan.appraise(scores).unwrap().total())
    });
}

// ---------------------------------------------------------------------------------- planted bugs

/// The file with every record changed, under our own code.
fn with(file: &CreditFile, change: impl Fn(&mut Record)) -> CreditFile {
    let mut records = file.records().to_vec();
    records.iter_mut().for_each(change);
    CreditFile::new(file.provider().clone(), file.bases().to_vec(), records, vec![]).unwrap()
}

#[test]
fn an_expired_record_that_counts_is_caught() {
    caught(Law::CreditFollows, &testkit::credited(), |(file, table, day)| {
        let kept = with(file, |record| record.lasts = Some(Lasts::Open));
        laws::credit_follows(file, table, *day, score(&kept, table, *day))
    });
}

#[test]
fn an_appeal_that_is_ignored_is_caught() {
    caught(Law::CreditFollows, &testkit::credited(), |(file, table, day)| {
        let ignored = with(file, |record| record.appeal = None);
        laws::credit_follows(file, table, *day, score(&ignored, table, *day))
    });
    // A policy nobody stated.
    caught(Law::CreditFollows, &testkit::credited(), |(file, table, day)| {
        let pending = table.scheme().pending.unwrap_or(PendingAppeal::Counts);
        laws::credit_follows(file, table, *day, score(file, &table.with_pending(pending), *day))
    });
}

#[test]
fn tomorrow_in_today_is_caught() {
    // The last word on an appeal, whenever it came.
    caught(Law::CreditReplays, &testkit::credited(), |(file, table, day)| {
        laws::credit_replays(file, *day, |file, day| {
            let last =
                file.records().iter().filter_map(|record| record.appeal?.decided).map(|decided| decided.on).max();
            score(file, table, last.map_or(day, |last| last.max(day)))
        })
    });
}

/// A score in binary fractions, each tenth added by itself.
fn in_floats(file: &CreditFile, scheme: &Scheme, day: Day) -> f64 {
    let counted = file
        .records()
        .iter()
        .filter(|record| record.state_on(day, scheme).is_some_and(|state| state.verdict() == Verdict::Met));
    counted.fold(0.0, |sum, record| {
        let points = record.points.hundredths() as f64 / 100.0;
        if record.kind == RecordKind::Good { sum + points } else { sum - points }
    })
}

#[test]
fn a_score_in_floats_is_caught_at_the_edge() {
    use super::{base, file, good};
    // 79 and ten times a tenth are 80: AA, not A.
    let tenths = (0..10).map(|n| good(&format!("g{n}"), "0.1", "2024-01-10")).collect();
    let file = file(vec![base("79", "2024-01-01")], tenths);
    let table = wuye::provider::published::yantai().unwrap();
    let day = "2024-02-01".parse().unwrap();
    let exact = table.credit(&file, day).unwrap();
    assert_eq!((exact.score().unwrap().exact(), exact.grade().unwrap().as_str()), (Some("80".parse().unwrap()), "AA"));
    let float = in_floats(&file, table.scheme(), day);
    assert!(float < 1.0, "{float}");
    // Cut to hundredths, as one does.
    let cut = Points::from_hundredths(7_900 + (float * 100.0) as i64).unwrap();
    let wrong = laws::credit_follows(&file, &table, day, Some(ScoreRange { least: cut, most: cut })).unwrap_err();
    assert_eq!(wrong.law(), Law::CreditFollows);
    assert_eq!(table.grade(cut, false).unwrap().grade.as_str(), "A");
    // Edges compared after rounding to whole points.
    caught(Law::BandsPartition, &testkit::band_table(), |table| {
        let rounded = |score: Points, bad| {
            let whole = (score.hundredths() as f64 / 100.0).round() as i64;
            ours(table)(Points::from_hundredths(whole * 100).unwrap(), bad)
        };
        laws::bands_partition(table, &beside_edges(table), rounded)
    });
}

#[test]
fn an_edge_that_is_guessed_is_caught() {
    caught(Law::BandsPartition, &testkit::band_table(), |table| {
        let guessed = |score: Points, bad: bool| {
            let just_below = Points::from_hundredths((score.hundredths() - 1).max(Points::MIN.hundredths())).unwrap();
            ours(table)(score, bad).or_else(|| ours(table)(just_below, bad))
        };
        laws::bands_partition(table, &beside_edges(table), guessed)
    });
}

#[test]
fn bad_records_that_lift_are_caught() {
    caught(Law::CreditMonotone, &(testkit::credited(), testkit::credit_record(99)), |((file, table, day), record)| {
        let before = score(file, table, *day);
        let more = |points: Points, sign: i64| {
            Points::from_hundredths(points.hundredths() + sign * record.points.hundredths()).unwrap()
        };
        // Added with its sign lost.
        let after = before.map(|range| ScoreRange { least: more(range.least, 1), most: more(range.most, 1) });
        laws::credit_monotone(record.kind, false, before, after)
    });
}

#[test]
fn a_ban_off_by_a_day_is_caught() {
    let strategy = testkit::credit_penalty(1);
    // A day too long: the last day is taken for the first free one and one more.
    let last = |penalty: &wuye::provider::Penalty| penalty.last();
    caught(Law::BanDays, &strategy, |penalty| {
        let end = last(penalty).and_then(Day::next);
        laws::ban_days(penalty, |day| penalty.from <= day && end.is_none_or(|end| day <= end))
    });
    // A day too short.
    caught(Law::BanDays, &strategy, |penalty| {
        laws::ban_days(penalty, |day| penalty.from <= day && last(penalty).is_none_or(|last| day < last))
    });
    // It begins on the day after.
    caught(Law::BanDays, &strategy, |penalty| {
        laws::ban_days(penalty, |day| penalty.from < day && last(penalty).is_none_or(|last| day <= last))
    });
    // A year of 365 days.
    let years = strategy.prop_map(|penalty| wuye::provider::Penalty {
        lasts: Lasts::For(Period::Years(1)),
        appeal: None,
        lifted: None,
        ..penalty
    });
    caught(Law::BanDays, &years, |penalty| {
        let end = Period::Days(365).after(penalty.from).unwrap();
        laws::ban_days(penalty, |day| penalty.from <= day && day <= end)
    });
}

#[test]
fn a_mean_without_weights_is_caught() {
    caught(Law::WeightsHold, &testkit::appraised(), |(plan, scores)| {
        let mean = plan.appraise(scores).unwrap().total().map(|_| mean(plan, scores));
        laws::weights_hold(plan, scores, mean.as_ref())
    });
    // What is missing counts as nothing.
    caught(Law::WeightsHold, &testkit::appraised(), |(plan, scores)| {
        laws::weights_hold(plan, scores, Some(&plan.appraise(scores).unwrap().range().least))
    });
}

fn mean(plan: &AppraisalPlan, scores: &BTreeMap<PartId, PartScore>) -> Rational {
    let parts = plan.appraise(scores).unwrap();
    let leaves = parts.parts().iter().filter(|(id, _)| scores.contains_key(id));
    let (sum, number) = leaves.fold((Rational::default(), 0), |(sum, n), (_, score)| (sum.plus(score), n + 1));
    sum.over(&Rational::from(number)).unwrap_or_default()
}

#[test]
fn strategies_reach_the_edges() {
    let all = samples(600, &testkit::credited());
    let credits: Vec<_> = all.iter().map(|(file, table, day)| table.credit(file, *day).unwrap()).collect();
    let settled = credits.iter().filter(|credit| credit.grade().is_some()).count();
    let ranges = credits.iter().filter(|credit| credit.score().is_some_and(|score| score.exact().is_none())).count();
    assert!(settled > 100 && ranges > 40 && settled < 560, "{settled} {ranges}");
    let mut states = std::collections::BTreeSet::new();
    for credit in &credits {
        states.extend(credit.records().iter().map(|seen| seen.state));
    }
    assert_eq!(states.len(), wuye::provider::EntryState::ALL.len(), "{states:?}");
    let tables = samples(300, &testkit::band_table());
    assert!(tables.iter().any(|table| table.gaps().len() > 2) && tables.iter().any(|table| table.gaps().is_empty()));
    let mut verdicts = std::collections::BTreeSet::new();
    verdicts.extend(samples(400, &testkit::credit_standing()).iter().map(|standing| standing.verdict));
    assert_eq!(verdicts.len(), 3);
    let pools = samples(200, &testkit::provider_pool());
    assert!(pools.iter().any(|pool| pool.members("2026-12-31".parse().unwrap()).len() > 1));
    // What is made can be read again.
    for (file, table, _) in all.iter().take(100) {
        let again: CreditFile = serde_json::from_str(&serde_json::to_string(file).unwrap()).unwrap();
        let table_again: BandTable = serde_json::from_str(&serde_json::to_string(table).unwrap()).unwrap();
        assert_eq!((&again, &table_again), (file, table));
    }
    for roster in samples(100, &testkit::roster()) {
        let text = serde_json::to_string(&roster).unwrap();
        assert_eq!(serde_json::from_str::<wuye::provider::Roster>(&text).unwrap(), roster);
    }
    for drawn in samples(60, &testkit::drawn()) {
        assert!(drawn.chosen.len() == 1 && drawn.candidates.contains(&drawn.chosen[0]), "{drawn:?}");
    }
    for load in samples(60, &testkit::load()) {
        assert!(load.households.most.is_none_or(|most| most >= load.households.least), "{load:?}");
    }
    let answers = samples(200, &testkit::ladder_answer());
    assert!(answers.iter().any(|answer| !answer.known) && answers.iter().any(|answer| answer.due.is_some()));
}
