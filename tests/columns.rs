//! Columns against rows one by one: verdicts and bills.

#[path = "columns/bills.rs"]
mod bills;
#[path = "common/dice.rs"]
mod dice;
#[path = "common/planted.rs"]
mod planted;
#[path = "columns/verdicts.rs"]
mod verdicts;

use wuye::billing::BillFault;
use wuye::laws::{self, Law};
use wuye::measure::{ROW_FAULTS_MAX, RowFaults};
use wuye::terms::Lang;
use wuye::testkit::{self, holds};

/// Whole numbers that look random: the same in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        dice::next(&mut self.0)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(n).unwrap()).unwrap()
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

/// The faults of two batches, the second of rows after the first.
fn two_parts(first: &RowFaults<BillFault>, second: &RowFaults<BillFault>) -> [RowFaults<BillFault>; 2] {
    [first.clone(), second.clone()]
}

#[test]
fn faults_of_parts_are_those_of_the_whole() {
    holds((testkit::row_faults(), testkit::row_faults()), |(one, two)| {
        let merged = one.clone().merge(two.clone());
        let parts = two_parts(one, two);
        laws::shards_merge(&merged, &parts, RowFaults::merge).map_err(|error| error.to_string())?;
        let mut all: Vec<_> = one.first().iter().chain(two.first()).copied().collect();
        all.sort_unstable();
        all.truncate(ROW_FAULTS_MAX);
        if merged.count() != one.count() + two.count() || merged.first() != all {
            return Err(format!("{merged:?}"));
        }
        // In lines for people: the number is the whole number, the rows are the first.
        let told = merged.render(Lang::Zh);
        if merged.is_empty() || told.starts_with(&format!("{}行有误", merged.count())) { Ok(()) } else { Err(told) }
    });
}

#[test]
fn planted_mergers_of_faults_are_caught() {
    let merge_without = |broken: fn(RowFaults<BillFault>, RowFaults<BillFault>) -> RowFaults<BillFault>| {
        planted::caught(Law::ShardsMerge, &(testkit::row_faults(), testkit::row_faults()), move |(one, two)| {
            let whole = one.clone().merge(two.clone());
            laws::shards_merge(&whole, &two_parts(one, two), broken)
        })
    };
    // The second part is forgotten; and the first is.
    merge_without(|one, _| one);
    merge_without(|_, two| two);
}
