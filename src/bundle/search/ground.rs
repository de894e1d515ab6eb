//! The district as columns of integers, for the search alone. The checker counts on its own.

use crate::bundle::district::{District, Joining, UpperBand};

/// No compound, no group.
pub(super) const NONE: usize = usize::MAX;

/// A resource: what it brings, and which of the compounds that move it is compatible with.
pub(super) struct Pot {
    pub net: i64,
    pub compatible: Vec<usize>,
}

/// INVARIANT: all columns have one entry for each compound, `start` one more; `next` and `compatible` hold places of
/// compounds that move. By the bounds of the district an amount is at most 10¹⁰ fen, so a sum over 10⁴ compounds and
/// 10⁴ resources, times 2·10⁴ basis points, is at most 4·10¹⁸ and fits into 64 bits.
pub(super) struct Ground {
    /// Whether a compound may be in a bundle: it takes part and is not too large.
    pub moves: Vec<bool>,
    pub households: Vec<i64>,
    /// Cost with the margin, rounded up, less revenue; at least zero where the surplus is kept.
    pub need: Vec<i64>,
    /// 10,000 times the revenue at the floor rates less what the upper margin allows; zero where that is no limit.
    pub band: Vec<i64>,
    pub backstop: Vec<i64>,
    start: Vec<usize>,
    next: Vec<usize>,
    pub pots: Vec<Pot>,
    pub edges: i64,
    pub min: i64,
    pub max: i64,
    pub bundle_cost: i64,
    pub hard: bool,
}

impl Ground {
    pub fn of(district: &District) -> Self {
        let limits = district.limits();
        let places = district.places();
        let compounds = district.compounds();
        let hard = limits.band == UpperBand::Hard;
        let (lo, hi) = (i64::from(limits.margin_lo_bp), i64::from(limits.margin_hi_bp));
        let may = |at: &usize| {
            compounds.get(*at).is_some_and(|c| c.joining != Joining::NotYet && c.households <= limits.max_households)
        };
        let mut beside = vec![Vec::new(); compounds.len()];
        for [a, b] in district.edges() {
            let (Some(a), Some(b)) = (places.get(a), places.get(b)) else { continue };
            for (from, to) in [(a, b), (b, a)] {
                if let (true, Some(list)) = (may(from) && may(to), beside.get_mut(*from)) {
                    list.push(*to);
                }
            }
        }
        let (mut start, mut next) = (vec![0], Vec::new());
        for list in beside {
            next.extend(list);
            start.push(next.len());
        }
        let need = compounds.iter().map(|compound| {
            // Rounded up; the amounts are not negative.
            let cost = compound.cost.fen().saturating_mul(lo.saturating_add(10_000)).saturating_add(9_999) / 10_000;
            let need = cost.saturating_sub(compound.revenue.fen());
            if compound.joining == Joining::Joins { need } else { need.max(0) }
        });
        let band = compounds.iter().map(|compound| {
            let allowed = compound.cost.fen().saturating_mul(hi.saturating_add(10_000));
            let band = compound.revenue_floor.fen().saturating_mul(10_000).saturating_sub(allowed);
            if hard { band } else { 0 }
        });
        let pots = district.resources().iter().map(|resource| {
            let served = resource.compatible.iter().filter_map(|id| places.get(id).copied());
            let compatible = if resource.transferable { served.filter(may).collect() } else { Vec::new() };
            Pot { net: resource.net.fen(), compatible }
        });
        Self {
            moves: (0..compounds.len()).map(|at| may(&at)).collect(),
            households: compounds.iter().map(|compound| i64::from(compound.households)).collect(),
            need: need.collect(),
            band: band.collect(),
            backstop: compounds.iter().map(|compound| compound.backstop.fen()).collect(),
            start,
            next,
            pots: pots.collect(),
            edges: i64::try_from(district.edges().len()).unwrap_or(i64::MAX),
            min: i64::from(limits.min_households),
            max: i64::from(limits.max_households),
            bundle_cost: limits.bundle_cost.fen(),
            hard,
        }
    }

    /// How many compounds.
    pub fn n(&self) -> usize {
        self.moves.len()
    }

    /// The neighbours of a compound that move.
    #[inline]
    pub fn beside(&self, at: usize) -> &[usize] {
        let (from, to) = (self.start.get(at), at.checked_add(1).and_then(|after| self.start.get(after)));
        match (from, to) {
            (Some(from), Some(to)) => self.next.get(*from..*to).unwrap_or(&[]),
            _ => &[],
        }
    }
}
