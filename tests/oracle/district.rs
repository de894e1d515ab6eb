//! The least outlay of a small district, and the best shape at that outlay, by trying everything: every way of taking
//! the lowest compound that is left into a connected set with any resources, or of leaving it. Plain numbers and its
//! own sums.

use std::collections::BTreeMap;

/// A compound: households, need, ten thousand times (floor revenue less what the margin allows), backstop, whether it
/// may take part.
#[derive(Debug, Clone, Copy)]
pub struct Yard {
    pub households: i64,
    pub need: i64,
    pub band: i64,
    pub backstop: i64,
    pub joins: bool,
}

/// A resource: what it brings, which compounds it is compatible with, as bits.
#[derive(Debug, Clone, Copy)]
pub struct Income {
    pub net: i64,
    pub compatible: u32,
}

#[derive(Debug, Clone)]
pub struct Town {
    pub yards: Vec<Yard>,
    pub edges: Vec<(usize, usize)>,
    pub incomes: Vec<Income>,
    pub min: i64,
    pub max: i64,
    pub hard: bool,
    pub bundle_cost: i64,
}

/// Outlay, unserved, pairs parted.
pub type Figures = (i64, i64, i64);

impl Town {
    /// Everything that cannot be bettered in one figure without losing in another.
    pub fn best(&self) -> Vec<Figures> {
        let all = (1_u32 << self.yards.len()) - 1;
        let mut known = BTreeMap::new();
        let kept = self.front(all, (1 << self.incomes.len()) - 1, &mut known);
        let edges = i64::try_from(self.edges.len()).unwrap();
        kept.into_iter().map(|(outlay, unserved, kept)| (outlay, unserved, edges + kept)).collect()
    }

    /// The figures of all ways to deal with the compounds that are left; pairs kept count below zero.
    fn front(&self, left: u32, incomes: u32, known: &mut BTreeMap<(u32, u32), Vec<Figures>>) -> Vec<Figures> {
        if left == 0 {
            return vec![(0, 0, 0)];
        }
        if let Some(found) = known.get(&(left, incomes)) {
            return found.clone();
        }
        let first = left.trailing_zeros() as usize;
        let mut found = Vec::new();
        let rest = self.front(left & !(1 << first), incomes, known);
        found.extend(rest.into_iter().map(|(o, u, k)| (o + self.yards[first].backstop, u + 1, k)));
        let others = left & !(1 << first);
        let mut part = others;
        loop {
            let set = part | 1 << first;
            if let Some((need, band, kept)) = self.bundle(set) {
                for used in subsets(incomes) {
                    let chosen = || (0..self.incomes.len()).filter(move |at| used >> at & 1 == 1);
                    let fits = chosen().all(|at| self.incomes[at].compatible & set != 0);
                    let net: i64 = chosen().map(|at| self.incomes[at].net).sum();
                    if fits && (!self.hard || band + 10_000 * net <= 0) {
                        let outlay = (need - net).max(0) + self.bundle_cost;
                        let rest = self.front(left & !set, incomes & !used, known);
                        found.extend(rest.into_iter().map(|(o, u, k)| (o + outlay, u, k - kept)));
                    }
                }
            }
            if part == 0 {
                break;
            }
            part = (part - 1) & others;
        }
        let found = undominated(found);
        known.insert((left, incomes), found.clone());
        found
    }

    /// Need, band and pairs within, if the set may be a bundle before resources.
    fn bundle(&self, set: u32) -> Option<(i64, i64, i64)> {
        let has = |at: usize| set >> at & 1 == 1;
        let members: Vec<usize> = (0..self.yards.len()).filter(|at| has(*at)).collect();
        let households: i64 = members.iter().map(|at| self.yards[*at].households).sum();
        if members.iter().any(|at| !self.yards[*at].joins) || households < self.min || households > self.max {
            return None;
        }
        let mut reached = 1_u32 << members[0];
        for _ in &members {
            for (a, b) in &self.edges {
                if has(*a) && has(*b) && (reached >> a | reached >> b) & 1 == 1 {
                    reached |= 1 << a | 1 << b;
                }
            }
        }
        let kept = self.edges.iter().filter(|(a, b)| has(*a) && has(*b)).count();
        let sum = |of: fn(&Yard) -> i64| members.iter().map(|at| of(&self.yards[*at])).sum();
        (reached == set).then(|| (sum(|yard| yard.need), sum(|yard| yard.band), i64::try_from(kept).unwrap()))
    }
}

fn subsets(of: u32) -> impl Iterator<Item = u32> {
    let mut next = Some(of);
    std::iter::from_fn(move || {
        let now = next?;
        next = (now != 0).then(|| (now - 1) & of);
        Some(now)
    })
}

fn undominated(mut all: Vec<Figures>) -> Vec<Figures> {
    all.sort_unstable();
    all.dedup();
    let mut kept: Vec<Figures> = Vec::new();
    for (o, u, k) in all {
        if !kept.iter().any(|(_, best_u, best_k)| *best_u <= u && *best_k <= k) {
            kept.push((o, u, k));
        }
    }
    kept
}
