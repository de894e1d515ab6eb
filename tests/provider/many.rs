//! A hundred thousand files against the oracle.

use wuye::measure::{Day, Period};
use wuye::provider::{
    Appeal, AppealResult, BandTable, Base, BaseState, Credit, CreditFile, Decided, EdgeSide, Lasts, Open,
    PendingAppeal, Record, RecordKind, Scoring, published,
};

use super::oracle::{self, Ends, Entry, Row, Rules};
use super::{evidence, p};

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
}

/// A day by its three numbers, and the same as a number.
#[derive(Clone, Copy)]
struct When {
    civil: (i64, i64, i64),
    number: i64,
    day: Day,
}

/// Every day of 2023 to 2025, by the oracle's calendar.
fn calendar() -> Vec<When> {
    let mut all = Vec::new();
    for year in 2023..=2025_i64 {
        for month in 1..=12 {
            for date in 1..=oracle::month_days(year, month) {
                let day = Day::new(year as i32, month as u32, date as u32).unwrap();
                all.push(When { civil: (year, month, date), number: oracle::number(year, month, date), day });
            }
        }
    }
    all
}

fn rules(table: &BandTable) -> Rules {
    let scheme = table.scheme();
    let grades = table.grades();
    let rank = |grade| grades.iter().position(|other| *other == grade).unwrap();
    let edge = |edge: Option<wuye::provider::Edge>| {
        edge.map(|edge| {
            let side = match edge.side {
                EdgeSide::Included => 1,
                EdgeSide::Excluded => 0,
                EdgeSide::Unstated => -1,
            };
            (edge.at.hundredths(), side)
        })
    };
    let rows = scheme.bands.iter().map(|band| Row {
        grade: rank(&band.grade),
        low: edge(band.low),
        high: edge(band.high),
        bad: band.bad_record,
    });
    let (demerit, cap) = match scheme.scoring {
        Scoring::Merit { good_most, .. } => (false, good_most.map(|most| most.hundredths())),
        Scoring::Demerit => (true, None),
    };
    let pending = match scheme.pending {
        None => 0,
        Some(PendingAppeal::Counts) => 1,
        Some(PendingAppeal::Suspended) => 2,
    };
    Rules { rows: rows.collect(), demerit, cap, yearly: scheme.yearly, pending, veto: scheme.veto.as_ref().map(rank) }
}

/// Points that meet the edges of the bands: whole, halves and tenths.
fn points(dice: &mut Dice) -> i64 {
    match dice.below(4) {
        0 => dice.below(30) as i64 * 100,
        1 => dice.below(30) as i64 * 10,
        2 => dice.below(20) as i64 * 50,
        _ => [0, 1, 99, 100, 101, 1_000, 500][dice.below(7) as usize],
    }
}

fn entry(dice: &mut Dice, days: &[When], now: usize, one_year: bool, at: usize) -> (Record, Entry) {
    let when = now.saturating_sub(dice.below(150) as usize) + dice.below(20) as usize;
    let on = days[when.min(days.len() - 1)];
    let good = dice.one_in(2);
    let number = points(dice);
    let lasts = match dice.below(6) {
        0 => Some(Lasts::Until(days[(when + dice.below(150) as usize).min(days.len() - 1)].day.max(on.day))),
        1 => Some(Lasts::For(Period::Days(dice.below(150) as u32))),
        2 => Some(Lasts::For(Period::Months(dice.below(5) as u32))),
        3 => Some(Lasts::Open),
        _ => None,
    };
    let after_months = |months: u32| Ends::After(oracle::months_after(on.civil, months.into()));
    let ends = match lasts {
        None if one_year => after_months(12),
        None => Ends::Unstated,
        Some(Lasts::Open) => Ends::Never,
        Some(Lasts::For(Period::Days(n))) => Ends::After(on.number + i64::from(n)),
        Some(Lasts::For(Period::Months(n))) => after_months(n),
        Some(Lasts::For(Period::Years(n))) => after_months(n * 12),
        Some(Lasts::Until(last)) => Ends::After(days.iter().find(|when| when.day == last).unwrap().number),
    };
    let later = |dice: &mut Dice, from: usize, most: u64| (from + dice.below(most) as usize).min(days.len() - 1);
    let start = when.min(days.len() - 1);
    let filed = dice.one_in(3).then(|| later(dice, start, 60));
    let decided = filed.filter(|_| !dice.one_in(3)).map(|filed| (later(dice, filed, 60), dice.one_in(2)));
    let restored = (!good && dice.one_in(6)).then(|| later(dice, start, 100));
    let veto = !good && dice.one_in(25);
    let record = Record {
        id: format!("r{at}").parse().unwrap(),
        kind: if good { RecordKind::Good } else { RecordKind::Bad },
        points: wuye::measure::Points::from_hundredths(number).unwrap(),
        on: on.day,
        lasts,
        veto,
        evidence: evidence(),
        appeal: filed.map(|filed| Appeal {
            filed: days[filed].day,
            decided: decided.map(|(on, upheld)| Decided {
                on: days[on].day,
                result: if upheld { AppealResult::Upheld } else { AppealResult::Dismissed },
            }),
        }),
        restored: restored.map(|restored| days[restored].day),
    };
    let entry = Entry {
        good,
        points: number,
        on: on.number,
        year: on.civil.0,
        ends,
        veto,
        filed: filed.map(|filed| days[filed].number),
        decided: decided.map(|(on, upheld)| (days[on].number, upheld)),
        restored: restored.map(|restored| days[restored].number),
    };
    (record, entry)
}

/// What each file came to: settled, open, in a gap.
#[derive(Default, Debug)]
struct Seen {
    settled: u32,
    open: u32,
    gap: u32,
    exact_at_an_edge: u32,
}

fn compare(credit: &Credit, answer: &oracle::Answer, table: &BandTable, seen: &mut Seen) {
    let score = credit.score().unwrap();
    assert_eq!((score.least.hundredths(), score.most.hundredths()), (answer.least, answer.most), "{credit:?}");
    let rank = |grade| table.rank(grade).unwrap();
    let possible: Vec<usize> = credit.possible().iter().map(rank).collect();
    assert!(answer.grades.iter().all(|grade| possible.contains(grade)), "{credit:?} {:?}", answer.grades);
    let gap = credit.open().iter().any(|open| matches!(open, Open::Gap(_)));
    match credit.grade() {
        Some(grade) => {
            assert_eq!((answer.grades.as_slice(), answer.gap), (&[rank(grade)][..], false), "{credit:?}");
            seen.settled += 1;
        }
        None => {
            assert!(answer.grades.len() != 1 || answer.gap || gap, "{credit:?} {:?}", answer.grades);
            seen.open += 1;
        }
    }
    seen.gap += u32::from(answer.gap);
    let edge = |edge: &Option<wuye::provider::Edge>| edge.is_some_and(|edge| edge.at.hundredths() == answer.least);
    let edges = table.scheme().bands.iter().any(|band| edge(&band.low) || edge(&band.high));
    seen.exact_at_an_edge += u32::from(edges && answer.least == answer.most);
}

#[test]
fn a_hundred_thousand_files_say_what_the_oracle_says() {
    let days = calendar();
    let tables: Vec<BandTable> = published::tables()
        .unwrap()
        .into_iter()
        .flat_map(|table| {
            let counts = table.with_pending(PendingAppeal::Counts);
            let suspended = table.with_pending(PendingAppeal::Suspended);
            [table, counts, suspended]
        })
        .collect();
    let plain: Vec<Rules> = tables.iter().map(rules).collect();
    let mut dice = Dice(10);
    let mut seen = Seen::default();
    for _ in 0..100_000 {
        let which = dice.below(tables.len() as u64) as usize;
        let (table, rules) = (&tables[which], &plain[which]);
        let now = 200 + dice.below(days.len() as u64 - 200) as usize;
        let base = match dice.below(3) {
            _ if which / 3 == 3 => 9_000,
            0 => [6_000, 7_000, 8_000][dice.below(3) as usize],
            _ => dice.below(81) as i64 * 100,
        };
        let number = dice.below(6) as usize;
        let one_year = table.scheme().validity.is_some();
        let (records, entries): (Vec<_>, Vec<_>) =
            (0..number).map(|at| entry(&mut dice, &days, now, one_year, at)).unzip();
        let state = BaseState::Filed(wuye::measure::Points::from_hundredths(base).unwrap());
        let bases = vec![Base { from: "2022-01-01".parse().unwrap(), state }];
        let file = CreditFile::new("q".parse().unwrap(), bases, records, vec![]).unwrap();
        let credit = table.credit(&file, days[now].day).unwrap();
        let answer = oracle::credit(base, &entries, rules, days[now].number, days[now].civil.0);
        compare(&credit, &answer, table, &mut seen);
    }
    // The sample reaches what it is for.
    assert!(seen.settled > 30_000 && seen.open > 10_000 && seen.gap > 2_000, "{seen:?}");
    assert!(seen.exact_at_an_edge > 500, "{seen:?}");
    assert_eq!(p("0.1").hundredths(), 10);
}
