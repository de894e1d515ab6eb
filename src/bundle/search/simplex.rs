//! The linear relaxation of choosing bundles, exactly: a simplex method on integers with one common denominator, so
//! that the prices are those of an optimum and not near it.
#![expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "the inner loop: rows are compounds and resources; ENTRY_MAX bounds every entry, so that products fit 128 bits"
)]

use super::columns::{Column, bits};

/// What is in the basis: a compound unserved, a resource unused, or a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Chosen {
    Unserved(usize),
    Unused(usize),
    Column(usize),
}

/// An optimum of the relaxation. Values and prices are over `denominator`.
pub(super) struct Optimum {
    pub value: i128,
    pub denominator: i128,
    pub chosen: Vec<(Chosen, i128)>,
    pub prices: Vec<i128>,
}

/// No entry of the tableau is larger. With at most 256 rows, the shaken right side below 2³¹ and costs below 2⁴⁴, a
/// value stays below 2⁷⁵, an entering column below 2⁴⁴, their product below 2¹²⁰.
const ENTRY_MAX: i128 = 1 << 36;
/// After so many pivots without progress the first column that could help is taken, which never runs in a circle.
const STALLED: usize = 200;

/// What a row must sum to: nearly the same for all, but no two alike, so that hardly two rows are used up at once.
/// Prices that are right for this side are right for every side; the shares are counted again for a side of ones.
fn shaken(row: usize) -> i128 {
    let row = u64::try_from(row).unwrap_or(0);
    i128::from((1 << 30) + (row.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 47))
}

pub(super) struct Relaxation<'a> {
    columns: &'a [Column],
    compounds: usize,
    rows: usize,
    /// Columns that were of use before.
    pool: Vec<usize>,
    pooled: Vec<bool>,
    /// Columns that may still be priced, a measure of time that is the same everywhere.
    work: u64,
}

impl<'a> Relaxation<'a> {
    pub fn new(columns: &'a [Column], compounds: usize, pots: usize, work: u64) -> Self {
        Self { columns, compounds, rows: compounds + pots, pool: Vec::new(), pooled: vec![false; columns.len()], work }
    }

    /// The least cost of covering every compound once with allowed columns or at the price of leaving it unserved,
    /// each resource used at most once; none where numbers grow too large or it takes too long.
    pub fn solve(&mut self, allowed: &[bool], unserved: &[i128]) -> Option<Optimum> {
        let (n, rows) = (self.compounds, self.rows);
        let mut inverse: Vec<Vec<i128>> =
            (0..rows).map(|row| (0..rows).map(|at| i128::from(row == at)).collect()).collect();
        let mut chosen: Vec<Chosen> =
            (0..rows).map(|row| if row < n { Chosen::Unserved(row) } else { Chosen::Unused(row - n) }).collect();
        let (mut values, mut denominator, mut stalled) = ((0..rows).map(shaken).collect::<Vec<_>>(), 1_i128, 0);
        let cost = |chosen: Chosen| match chosen {
            Chosen::Unserved(at) => unserved[at],
            Chosen::Unused(_) => 0,
            Chosen::Column(at) => i128::from(self.columns[at].cost),
        };
        let mut prices = vec![0_i128; rows];
        loop {
            let spent = rows * rows / 8 + self.pool.len();
            self.work = self.work.checked_sub(u64::try_from(spent).ok()?)?;
            prices.fill(0);
            for (row, chosen) in chosen.iter().enumerate() {
                let cost = cost(*chosen);
                if cost != 0 {
                    for (price, entry) in prices.iter_mut().zip(&inverse[row]) {
                        *price += cost * entry;
                    }
                }
            }
            let pricing = Pricing { columns: self.columns, n, prices: &prices, denominator };
            let first = stalled > STALLED;
            let mut entering = pricing.own(unserved, first);
            if entering.is_none() || !first {
                let pool = self.pool.iter().filter(|at| allowed[**at]);
                entering = better(entering, pricing.among(pool.copied(), first), first);
            }
            if entering.is_none() || first {
                // Every column, and the best of those that begin with each compound join the pool.
                self.work = self.work.checked_sub(u64::try_from(self.columns.len()).ok()?)?;
                let mut best: Vec<(i128, usize)> = vec![(0, 0); n];
                for at in (0..self.columns.len()).filter(|at| allowed[*at]) {
                    let reduced = pricing.of(at);
                    let start = &mut best[usize::try_from(self.columns[at].set.trailing_zeros()).ok()?];
                    if reduced < start.0 {
                        *start = (reduced, at);
                    }
                    if first && reduced < 0 {
                        entering = better(entering, Some((reduced, Chosen::Column(at))), first);
                        break;
                    }
                }
                for (reduced, at) in best {
                    if reduced < 0 {
                        if !std::mem::replace(&mut self.pooled[at], true) {
                            self.pool.push(at);
                        }
                        entering = better(entering, Some((reduced, Chosen::Column(at))), first);
                    }
                }
            }
            let Some((_, entering)) = entering else {
                let value = prices.iter().sum();
                let shares = inverse.iter().map(|row| row.iter().sum::<i128>());
                let chosen = chosen.into_iter().zip(shares).filter(|(_, share)| *share > 0).collect();
                return Some(Optimum { value, denominator, chosen, prices });
            };
            let support: Vec<usize> = match entering {
                Chosen::Unserved(at) => vec![at],
                Chosen::Unused(pot) => vec![n + pot],
                Chosen::Column(at) => {
                    bits(self.columns[at].set).chain(bits(self.columns[at].pots).map(|pot| n + pot)).collect()
                }
            };
            let entry = |row: usize| support.iter().map(|at| inverse[row][*at]).sum::<i128>();
            let entries: Vec<i128> = (0..rows).map(entry).collect();
            // The row that is used up first; of equals the one whose choice comes first.
            let mut leaving: Option<usize> = None;
            for row in (0..rows).filter(|row| entries[*row] > 0) {
                leaving = Some(leaving.map_or(row, |best| {
                    let (a, b) = (values[row] * entries[best], values[best] * entries[row]);
                    if a < b || (a == b && chosen[row] < chosen[best]) { row } else { best }
                }));
            }
            let leaving = leaving?;
            stalled = if values[leaving] == 0 { stalled + 1 } else { 0 };
            let pivot = entries[leaving];
            let (kept, kept_value) = (inverse[leaving].clone(), values[leaving]);
            let mut largest = pivot;
            for row in (0..rows).filter(|row| *row != leaving) {
                let entry = entries[row];
                if entry == 0 && pivot == denominator {
                    continue;
                }
                for (mine, theirs) in inverse[row].iter_mut().zip(&kept) {
                    let product = *mine * pivot - entry * theirs;
                    // Always exact. A division is slow, and mostly by one.
                    *mine = if denominator == 1 { product } else { product / denominator };
                    largest = largest.max(mine.abs());
                }
                values[row] = (values[row] * pivot - entry * kept_value) / denominator;
            }
            if largest > ENTRY_MAX {
                return None;
            }
            denominator = pivot;
            chosen[leaving] = entering;
        }
    }
}

/// Of two candidates the one that lowers the value faster, or the first by order.
fn better(a: Option<(i128, Chosen)>, b: Option<(i128, Chosen)>, first: bool) -> Option<(i128, Chosen)> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if first {
            if b.1 < a.1 { b } else { a }
        } else if b < a {
            b
        } else {
            a
        }),
        (a, b) => a.or(b),
    }
}

struct Pricing<'a> {
    columns: &'a [Column],
    n: usize,
    prices: &'a [i128],
    denominator: i128,
}

impl Pricing<'_> {
    /// What one of a column would change, over the denominator.
    fn of(&self, at: usize) -> i128 {
        let column = &self.columns[at];
        let mut reduced = i128::from(column.cost) * self.denominator;
        for at in bits(column.set) {
            reduced -= self.prices[at];
        }
        for pot in bits(column.pots) {
            reduced -= self.prices[self.n + pot];
        }
        reduced
    }

    fn among(&self, columns: impl Iterator<Item = usize>, first: bool) -> Option<(i128, Chosen)> {
        let mut found = None;
        for at in columns {
            let reduced = self.of(at);
            if reduced < 0 {
                found = better(found, Some((reduced, Chosen::Column(at))), first);
            }
        }
        found
    }

    /// Compounds unserved and resources unused.
    fn own(&self, unserved: &[i128], first: bool) -> Option<(i128, Chosen)> {
        let mut found = None;
        for (row, price) in self.prices.iter().enumerate() {
            let (reduced, chosen) = match row.checked_sub(self.n) {
                None => (unserved[row] * self.denominator - price, Chosen::Unserved(row)),
                Some(pot) => (-price, Chosen::Unused(pot)),
            };
            if reduced < 0 {
                found = better(found, Some((reduced, chosen)), first);
            }
        }
        found
    }
}
