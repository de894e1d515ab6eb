//! Every bundle that a small district could have, with the resources that it could use.
#![expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "the inner loop: places come from the ground's columns, sums are bounded there"
)]

use super::ground::Ground;

/// A bundle: its members and resources as bits, and what it costs.
#[derive(Clone, Copy)]
pub(super) struct Column {
    pub set: u128,
    pub pots: u128,
    pub cost: i64,
}

/// The most connected sets that are listed, and bundles that are kept.
const SETS_MAX: usize = 1_500_000;
const COLUMNS_MAX: usize = 600_000;

/// The places of the bits of a mask, from the lowest.
pub(super) fn bits(mut mask: u128) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = usize::try_from(mask.trailing_zeros()).ok()?;
        mask &= mask.wrapping_sub(1);
        (lowest < 128).then_some(lowest)
    })
}

struct Lister<'a> {
    ground: &'a Ground,
    beside: Vec<u128>,
    pots_of: Vec<u128>,
    columns: Vec<Column>,
    sets: usize,
}

/// All bundles and the number of connected sets among which they are; none if there are too many.
pub(super) fn list(ground: &Ground) -> Option<(Vec<Column>, usize)> {
    let n = ground.n();
    if n > 128 || ground.pots.len() > 128 {
        return None;
    }
    let beside = (0..n).map(|at| ground.beside(at).iter().fold(0, |mask, next| mask | 1 << *next)).collect();
    let mut pots_of = vec![0; n];
    for (pot, what) in ground.pots.iter().enumerate().filter(|(_, what)| what.net > 0) {
        for at in &what.compatible {
            pots_of[*at] |= 1 << pot;
        }
    }
    let mut lister = Lister { ground, beside, pots_of, columns: Vec::new(), sets: 0 };
    for first in (0..n).filter(|at| ground.moves[*at]) {
        let later = u128::MAX.checked_shl(u32::try_from(first + 1).ok()?).unwrap_or(0);
        lister.grow(1 << first, lister.beside[first] & later, later, ground.households[first])?;
    }
    Some((lister.columns, lister.sets))
}

impl Lister<'_> {
    /// Adds every connected set that holds this one and is got from it by those around it, `open` being those that may
    /// still join. Not deeper than a set has members.
    fn grow(&mut self, set: u128, around: u128, mut open: u128, households: i64) -> Option<()> {
        self.sets += 1;
        if self.sets > SETS_MAX {
            return None;
        }
        if households >= self.ground.min {
            self.add(set)?;
        }
        open &= !around;
        let mut left = around;
        while left != 0 {
            let next = usize::try_from(left.trailing_zeros()).ok()?;
            left &= left - 1;
            let with = households + self.ground.households[next];
            if with <= self.ground.max {
                // Those before `next` in `around` are passed over for good.
                self.grow(set | 1 << next, left | (self.beside[next] & open & !set), open, with)?;
            }
        }
        Some(())
    }

    /// Adds the columns of one set: without resources, with one, and with more while something is still short.
    fn add(&mut self, set: u128) -> Option<()> {
        let (mut need, mut band, mut may) = (0, 0, 0);
        for at in bits(set) {
            need += self.ground.need[at];
            band += self.ground.band[at];
            may |= self.pots_of[at];
        }
        let mut open = vec![(0_u128, may, need, band)];
        while let Some((pots, may, need, band)) = open.pop() {
            if band > 0 {
                continue;
            }
            if self.columns.len() >= COLUMNS_MAX {
                return None;
            }
            self.columns.push(Column { set, pots, cost: need.max(0) + self.ground.bundle_cost });
            if pots != 0 && need <= 0 {
                continue;
            }
            let mut left = may;
            while left != 0 {
                let pot = usize::try_from(left.trailing_zeros()).ok()?;
                left &= left - 1;
                let net = self.ground.pots[pot].net;
                let more = if self.ground.hard { net * 10_000 } else { 0 };
                open.push((pots | 1 << pot, left, need - net, band + more));
            }
        }
        Some(())
    }
}
