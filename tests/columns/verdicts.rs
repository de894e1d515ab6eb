//! Verdicts of columns against the verdict of each row as packed facts.

use super::*;
use std::collections::BTreeMap;

use wuye::assess::{Checklist, Columns, ColumnsError, Packed, ResolutionSeen, VerdictFault, verdicts};
use wuye::estate::{Fact, Quantity};
use wuye::law::Authority;
use wuye::matter::{Matter, Outcome};
use wuye::measure::{Area, ColumnKind, Day, Dimension, Money};
use wuye::rule::{Rulebook, Verdict};

/// Columns that are their own.
struct Kept {
    days: Vec<Day>,
    checklist: Vec<u16>,
    facts: Vec<Fact>,
    stated: Vec<u64>,
    truth: Vec<u64>,
    quantities: Vec<(Quantity, Vec<i64>)>,
    measured: Vec<u64>,
    resolutions: Vec<(Matter, Vec<Option<ResolutionSeen>>)>,
}

/// The least and the greatest that a quantity can be.
fn bounds(quantity: Quantity) -> (i64, i64) {
    match quantity.dimension() {
        Dimension::Area => (0, Area::MAX.hundredths()),
        Dimension::Money => (-Money::MAX.fen(), Money::MAX.fen()),
        _ => (0, u32::MAX.into()),
    }
}

impl Kept {
    /// Rows without a fault; `known` of a hundred things are stated.
    fn new(r: &mut Random, rows: usize, checklists: usize, known: usize) -> Self {
        let days = ["2007-09-30", "2018-03-19", "2020-12-31", "2021-01-01", "2021-12-31", "2026-06-01"];
        let days: Vec<Day> = days.iter().map(|day| day.parse().unwrap()).collect();
        // 64 facts, from anywhere in the vocabulary and in any order.
        let mut facts = Fact::ALL.to_vec();
        for place in (1..facts.len()).rev() {
            facts.swap(place, r.below(place + 1));
        }
        facts.truncate(64);
        let bits = |r: &mut Random| (0..64).fold(0_u64, |all, bit| all | u64::from(r.below(100) < known) << bit);
        let stated: Vec<u64> = (0..rows).map(|_| bits(r)).collect();
        // Mostly true, so that some rows are met.
        let truth = stated.iter().map(|stated| stated & !(bits(r) & bits(r) & r.next() & r.next())).collect();
        let value = |r: &mut Random, quantity| {
            let (least, most) = bounds(quantity);
            match r.below(8) {
                0 => least,
                1 => most,
                _ => i64::try_from(r.below(40)).unwrap(),
            }
        };
        let column = |r: &mut Random, quantity| (0..rows).map(|_| value(r, quantity)).collect();
        let quantities: Vec<Quantity> = Quantity::ALL.iter().copied().take(64).collect();
        let on = days[0];
        let seen = |r: &mut Random| {
            let outcome = r.pick(Outcome::ALL);
            (!r.one_in(3)).then_some(ResolutionSeen { outcome, on, by: Authority::Street })
        };
        let matters = [Matter::Provider, Matter::UseFund];
        Self {
            checklist: (0..rows).map(|_| u16::try_from(r.below(checklists)).unwrap()).collect(),
            days: (0..rows).map(|_| r.pick(&days)).collect(),
            measured: (0..rows).map(|_| bits(r)).collect(),
            quantities: quantities.into_iter().map(|quantity| (quantity, column(r, quantity))).collect(),
            resolutions: matters.map(|matter| (matter, (0..rows).map(|_| seen(r)).collect())).into(),
            facts,
            stated,
            truth,
        }
    }

    /// Hands the columns to a test.
    fn with<T>(&self, test: impl FnOnce(&Columns<'_>) -> T) -> T {
        let quantities: Vec<(Quantity, &[i64])> = self.quantities.iter().map(|(q, values)| (*q, &values[..])).collect();
        let resolutions: Vec<(Matter, &[Option<ResolutionSeen>])> =
            self.resolutions.iter().map(|(matter, seen)| (*matter, &seen[..])).collect();
        test(&Columns {
            checklist: Some(&self.checklist),
            facts: &self.facts,
            stated: &self.stated,
            truth: &self.truth,
            quantities: &quantities,
            measured: &self.measured,
            resolutions: &resolutions,
            ..Columns::of(&self.days)
        })
    }
}

fn alone(checklists: &[Checklist], columns: &Columns<'_>) -> Vec<Verdict> {
    let of = |row: usize| {
        let packed: Packed = columns.packed(row, "c1".parse().unwrap()).unwrap();
        let checklist = columns.checklist.map_or(0, |column| column[row]);
        checklists[usize::from(checklist)].verdict(&packed)
    };
    (0..columns.days.len()).map(of).collect()
}

fn every_aim(rulebook: &Rulebook) -> Vec<Checklist> {
    rulebook.aims().into_iter().map(|aim| Checklist::compile(rulebook, aim)).collect()
}

/// How often each verdict came.
fn compare(checklists: &[Checklist], kept: &Kept) -> BTreeMap<Verdict, usize> {
    let mut out = vec![Verdict::Met; kept.days.len()];
    kept.with(|columns| {
        let faults = verdicts(checklists, &columns.checked().unwrap(), &mut out).unwrap();
        assert!(faults.is_empty(), "{faults:?}");
        laws::columns_agree(&alone(checklists, columns), &out).unwrap();
    });
    let mut tally = BTreeMap::new();
    out.into_iter().for_each(|verdict| *tally.entry(verdict).or_insert(0) += 1);
    tally
}

#[test]
fn every_shipped_rulebook_gives_each_row_the_verdict_it_has_alone() {
    let mut r = Random(1);
    let mut tally = BTreeMap::new();
    for place in wuye::places::held().unwrap() {
        let checklists = every_aim(&wuye::places::rulebook_for(place).unwrap());
        for known in [100, 90, 50] {
            let kept = Kept::new(&mut r, 2_600, checklists.len(), known);
            for (verdict, many) in compare(&checklists, &kept) {
                *tally.entry(verdict).or_insert(0) += many;
            }
        }
    }
    assert!(tally.len() == 3 && tally.values().all(|many| *many > 500), "{tally:?}");
}

#[test]
fn every_made_up_rulebook_does_too() {
    let mut tally = BTreeMap::new();
    for (seed, rulebook) in (100..).zip(testkit::samples(120, &testkit::rulebook())) {
        let checklists = every_aim(&rulebook);
        if checklists.is_empty() {
            continue;
        }
        let mut r = Random(seed);
        let known = r.pick(&[100, 70, 40]);
        let kept = Kept::new(&mut r, 2_100, checklists.len(), known);
        for (verdict, many) in compare(&checklists, &kept) {
            *tally.entry(verdict).or_insert(0) += many;
        }
    }
    assert!(tally.len() == 3 && tally.values().all(|many| *many > 500), "{tally:?}");
}

#[test]
fn what_has_no_column_is_not_stated() {
    let checklists = every_aim(&wuye::places::xuchang::rulebook().unwrap());
    let mut kept = Kept::new(&mut Random(7), 4_097, checklists.len(), 100);
    kept.facts.clear();
    kept.quantities.truncate(1);
    kept.resolutions.clear();
    compare(&checklists, &kept);
    kept.quantities.clear();
    (kept.stated, kept.truth, kept.measured) = (vec![], vec![], vec![]);
    compare(&checklists, &kept);
    kept.days.truncate(3);
    kept.checklist.truncate(3);
    compare(&checklists, &kept);
}

/// What is wrong with a row by the words of the columns alone.
fn fault(columns: &Columns<'_>, checklists: usize, row: usize) -> Option<VerdictFault> {
    if columns.checklist.is_some_and(|column| usize::from(column[row]) >= checklists) {
        return Some(VerdictFault::NoChecklist);
    }
    // Bits without a name say nothing.
    let named = (0..columns.facts.len()).fold(0, |all, bit| all | 1_u64 << bit);
    if columns.truth[row] & !columns.stated[row] & named != 0 {
        return Some(VerdictFault::TruthNotStated);
    }
    let outside = |(bit, (quantity, values)): (usize, &(Quantity, &[i64]))| {
        let (least, most) = bounds(*quantity);
        columns.measured[row] >> bit & 1 == 1 && !(least..=most).contains(&values[row])
    };
    columns.quantities.iter().enumerate().any(outside).then_some(VerdictFault::OutOfRange)
}

#[test]
fn a_row_with_a_fault_is_unknown_and_named() {
    let checklists = every_aim(&wuye::places::xuchang::rulebook().unwrap());
    let mut r = Random(11);
    for (rows, often) in [(1, 1), (2_047, 9), (2_048, 2_000), (2_049, 2_000), (4_500, 4), (9_000, 3_000)] {
        let mut kept = Kept::new(&mut r, rows, checklists.len(), 80);
        for row in 0..rows {
            if !r.one_in(often) {
                continue;
            }
            let column = r.below(kept.quantities.len());
            let (least, most) = bounds(kept.quantities[column].0);
            match r.below(5) {
                0 => kept.checklist[row] = r.pick(&[u16::try_from(checklists.len()).unwrap(), u16::MAX]),
                1 => kept.truth[row] |= 1 << r.below(64),
                2 => kept.quantities[column].1[row] = r.pick(&[least - 1, i64::MIN]),
                3 => kept.quantities[column].1[row] = r.pick(&[most + 1, i64::MAX]),
                _ => {
                    kept.measured[row] &= !(1 << column);
                    kept.quantities[column].1[row] = i64::MIN;
                }
            }
        }
        kept.with(|columns| {
            let expected: Vec<(u64, VerdictFault)> = (0..rows)
                .filter_map(|row| fault(columns, checklists.len(), row).map(|fault| (row as u64, fault)))
                .collect();
            let mut out = vec![Verdict::Met; rows];
            let found = verdicts(&checklists, &columns.checked().unwrap(), &mut out).unwrap();
            assert_eq!(found.count(), expected.len() as u64);
            assert_eq!(found.first(), &expected[..expected.len().min(ROW_FAULTS_MAX)]);
            for (row, out) in out.iter().enumerate() {
                if expected.iter().any(|(faulty, _)| *faulty == row as u64) {
                    assert_eq!(*out, Verdict::Unknown, "row {row}");
                } else {
                    let packed = columns.packed(row, "c1".parse().unwrap()).unwrap();
                    assert_eq!(*out, checklists[usize::from(kept.checklist[row])].verdict(&packed), "row {row}");
                }
            }
            assert!(often > 1 || expected.len() <= rows);
            // Two parts with their own numbers of rows are the whole.
            let mut half = vec![Verdict::Met; rows];
            let middle = rows / 3;
            let parts = [(0, middle), (middle, rows)].map(|(from, to)| {
                let quantities: Vec<_> = columns.quantities.iter().map(|(q, values)| (*q, &values[from..to])).collect();
                let resolutions: Vec<_> = columns.resolutions.iter().map(|(m, seen)| (*m, &seen[from..to])).collect();
                let part = Columns {
                    days: &kept.days[from..to],
                    checklist: Some(&kept.checklist[from..to]),
                    facts: &kept.facts,
                    stated: &kept.stated[from..to],
                    truth: &kept.truth[from..to],
                    quantities: &quantities,
                    measured: &kept.measured[from..to],
                    resolutions: &resolutions,
                    first_row: from as u64,
                };
                verdicts(&checklists, &part.checked().unwrap(), &mut half[from..to]).unwrap()
            });
            assert_eq!(half, out);
            laws::shards_merge(&found, &parts, RowFaults::merge).unwrap();
        });
    }
}

#[test]
fn columns_that_do_not_fit_are_refused_and_nothing_is_written() {
    let kept = Kept::new(&mut Random(3), 10, 1, 100);
    let checklists = every_aim(&wuye::places::xuchang::rulebook().unwrap());
    let refused = |change: &dyn Fn(&mut Columns<'_>), rows: usize| {
        kept.with(|columns| {
            let mut changed = *columns;
            change(&mut changed);
            let mut out = vec![Verdict::Met; rows];
            let error = changed.checked().and_then(|changed| verdicts(&checklists, &changed, &mut out)).unwrap_err();
            assert_eq!(out, vec![Verdict::Met; rows]);
            error
        })
    };
    let length = |column, found| ColumnsError::Length { column, expected: 10, found };
    assert_eq!(refused(&|_| {}, 9), length(ColumnKind::Verdict, 9));
    assert_eq!(refused(&|c| c.stated = &[0; 11], 10), length(ColumnKind::Stated, 11));
    assert_eq!(refused(&|c| c.truth = &[0; 9], 10), length(ColumnKind::Truth, 9));
    assert_eq!(refused(&|c| c.measured = &[], 10), length(ColumnKind::Measured, 0));
    assert_eq!(refused(&|c| c.checklist = Some(&[0; 3]), 10), length(ColumnKind::Checklist, 3));
    let short: &[(Quantity, &[i64])] = &[(Quantity::Owners, &[1; 10]), (Quantity::Households, &[1; 7])];
    assert_eq!(refused(&|c| c.quantities = short, 10), length(ColumnKind::Quantity, 7));
    let twice: &[(Quantity, &[i64])] = &[(Quantity::Owners, &[1; 10]), (Quantity::Owners, &[1; 10])];
    let error = ColumnsError::QuantityTwice { quantity: Quantity::Owners };
    assert_eq!(refused(&|c| c.quantities = twice, 10), error);
    let error = ColumnsError::FactTwice { fact: Fact::OldCompound };
    assert_eq!(refused(&|c| c.facts = &[Fact::OldCompound, Fact::OldCompound], 10), error);
    let seen: &[(Matter, &[Option<ResolutionSeen>])] =
        &[(Matter::Provider, &[None; 10]), (Matter::Provider, &[None; 10])];
    let error = ColumnsError::MatterTwice { matter: Matter::Provider };
    assert_eq!(refused(&|c| c.resolutions = seen, 10), error);
    let many = [Fact::OldCompound; 65];
    let error = ColumnsError::TooMany { column: ColumnKind::Truth, most: 64, found: 65 };
    assert_eq!(
        kept.with(|columns| {
            let changed = Columns { facts: &many, ..*columns };
            changed.checked().unwrap_err()
        }),
        error
    );
}

#[test]
fn planted_verdicts_are_caught() {
    const ROWS: usize = 2_500;
    let checklists = every_aim(&wuye::places::xuchang::rulebook().unwrap());
    let kept = Kept::new(&mut Random(5), ROWS, checklists.len(), 80);
    kept.with(|columns| {
        let alone = alone(&checklists, columns);
        let mut out = vec![Verdict::Met; ROWS];
        // What is not stated is taken for no.
        let planted = Columns { stated: &[u64::MAX; ROWS], ..*columns };
        let _ = verdicts(&checklists, &planted.checked().unwrap(), &mut out).unwrap();
        assert_eq!(laws::columns_agree(&alone, &out).unwrap_err().law(), Law::ColumnsAgree);
        // All rows under the law of the first.
        let days = [columns.days[0]; ROWS];
        let planted = Columns { days: &days, ..*columns };
        let _ = verdicts(&checklists, &planted.checked().unwrap(), &mut out).unwrap();
        assert_eq!(laws::columns_agree(&alone, &out).unwrap_err().law(), Law::ColumnsAgree);
        // All rows against the first checklist.
        let planted = Columns { checklist: None, ..*columns };
        let _ = verdicts(&checklists, &planted.checked().unwrap(), &mut out).unwrap();
        assert_eq!(laws::columns_agree(&alone, &out).unwrap_err().law(), Law::ColumnsAgree);
        // The rest after the last full block is forgotten.
        let _ = verdicts(&checklists, &columns.checked().unwrap(), &mut out).unwrap();
        assert!(laws::columns_agree(&alone, &out[..2_048]).is_err());
        assert!(laws::columns_agree(&alone, &out).is_ok());
    });
}
