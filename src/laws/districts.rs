//! Laws of the plan of a district.

use super::*;
use crate::bundle::{District, Joining, PlanRecord, Proof};
use crate::estate::CompoundId;

/// 方案指标 — the outlay is the subsidies, the fixed costs and the backstops; unserved is who is in no bundle; parted is
/// every pair of neighbours that is not in one. Whether the bundles are allowed is not asked here.
///
/// # Errors
/// [`Law::PlanCounted`]: at 0 the outlay in fen, at 1 the same with the need rounded once for each bundle, at 2 the
/// compounds unserved, at 3 the pairs parted.
///
/// ```
/// use wuye::bundle::{
///     Certificate, District, DistrictCompound, Joining, PlanFigures, PlanLimits, PlanRecord, Proof, UpperBand,
/// };
/// use wuye::laws::plan_counted;
/// use wuye::measure::Money;
/// let yard = DistrictCompound {
///     id: "yard".parse()?, households: 90, cost: "100".parse()?, revenue: "90".parse()?,
///     revenue_floor: "80".parse()?, backstop: "70".parse()?, joining: Joining::Joins,
/// };
/// let limits = PlanLimits {
///     min_households: 200, max_households: 500, margin_lo_bp: 0, margin_hi_bp: 800,
///     band: UpperBand::Hard, bundle_cost: Money::ZERO,
/// };
/// let district = District::new(limits, vec![yard], vec![], vec![])?;
/// let record = |outlay: &str, unserved| -> Result<PlanRecord, wuye::Error> {
///     let outlay = outlay.parse()?;
///     Ok(PlanRecord {
///         bundles: vec![],
///         figures: PlanFigures { outlay, outlay_by_bundle: outlay, unserved, cut_edges: 0 },
///         bound: Money::ZERO,
///         epsilon: Money::ZERO,
///         proof: Proof::Open,
///         certificate: Certificate::Accounting {},
///     })
/// };
/// assert!(plan_counted(&district, &record("70", 1)?).is_ok());
/// assert!(plan_counted(&district, &record("0", 1)?).is_err()); // unserved for nothing
/// # Ok::<(), wuye::Error>(())
/// ```
pub fn plan_counted(district: &District, record: &PlanRecord) -> Result<(), LawViolation> {
    let limits = district.limits();
    let mut bundle_of: BTreeMap<&CompoundId, usize> = BTreeMap::new();
    for (at, bundle) in record.bundles.iter().enumerate() {
        bundle_of.extend(bundle.compounds.iter().map(|id| (id, at)));
    }
    let with_margin = |cost: i128| {
        let wanted = cost.saturating_mul(i128::from(limits.margin_lo_bp).saturating_add(10_000));
        wanted.saturating_add(9_999).div_euclid(10_000)
    };
    let nets: BTreeMap<_, i128> = district.resources().iter().map(|what| (&what.id, fen(what.net))).collect();
    let (mut outlay, mut by_bundle) = (0_i128, 0_i128);
    for (at, bundle) in record.bundles.iter().enumerate() {
        let members = district.compounds().iter().filter(|compound| bundle_of.get(&compound.id) == Some(&at));
        let net = sum(bundle.resources.iter().filter_map(|id| nets.get(id).copied()));
        let (mut need, mut cost, mut revenue) = (0_i128, 0_i128, 0_i128);
        for compound in members {
            let own = with_margin(fen(compound.cost)).saturating_sub(fen(compound.revenue));
            if compound.joining == Joining::Joins || own > 0 {
                need = need.saturating_add(own);
                cost = cost.saturating_add(fen(compound.cost));
                revenue = revenue.saturating_add(fen(compound.revenue));
            }
        }
        let fixed = fen(limits.bundle_cost);
        outlay = sum([outlay, fixed, need.saturating_sub(net).max(0)]);
        by_bundle = sum([by_bundle, fixed, with_margin(cost).saturating_sub(revenue).saturating_sub(net).max(0)]);
    }
    let alone = district.compounds().iter().filter(|compound| !bundle_of.contains_key(&compound.id));
    let backstop = sum(alone.clone().map(|compound| fen(compound.backstop)));
    let parted = district.edges().iter().filter(|[a, b]| {
        let (a, b) = (bundle_of.get(a), bundle_of.get(b));
        a.is_none() || a != b
    });
    let figures = &record.figures;
    let pairs = [
        (outlay.saturating_add(backstop), fen(figures.outlay)),
        (by_bundle.saturating_add(backstop), fen(figures.outlay_by_bundle)),
        (count(alone.count()), i128::from(figures.unserved)),
        (count(parted.count()), i128::from(figures.cut_edges)),
    ];
    for (at, (expected, found)) in pairs.into_iter().enumerate() {
        if expected != found {
            return Err(LawViolation::one(Law::PlanCounted, at, Said::Number(expected), Said::Number(found)));
        }
    }
    Ok(())
}

/// 下限 — no plan costs less than a bound, whichever plan and whichever certificate it came from.
///
/// # Errors
/// [`Law::BoundBelow`] at the first outlay below the bound.
///
/// ```
/// use wuye::laws::bound_below;
/// use wuye::measure::Money;
/// let outlay = Money::from_fen(100)?;
/// assert!(bound_below(outlay, &[outlay]).is_ok());
/// assert!(bound_below(Money::from_fen(101)?, &[outlay]).is_err());
/// # Ok::<(), wuye::Error>(())
/// ```
pub fn bound_below(bound: Money, outlays: &[Money]) -> Result<(), LawViolation> {
    for (at, outlay) in outlays.iter().enumerate() {
        if *outlay < bound {
            return Err(LawViolation::one(Law::BoundBelow, at, Said::AtLeast(fen(bound)), Said::Money(*outlay)));
        }
    }
    Ok(())
}

/// 最优 — a plan is called optimal only if no plan is better by more than the slack of each of its bundles.
///
/// # Errors
/// [`Law::OptimalProven`] with the widest gap that the slack allows, and the gap found.
///
/// ```
/// use wuye::bundle::{Certificate, PlanFigures, PlanRecord, Proof};
/// use wuye::laws::optimal_proven;
/// use wuye::measure::Money;
/// let fen = |fen: i64| Money::from_fen(fen).unwrap();
/// let record = |gap: i64| PlanRecord {
///     bundles: vec![],
///     figures: PlanFigures { outlay: fen(500), outlay_by_bundle: fen(500), unserved: 1, cut_edges: 0 },
///     bound: fen(500 - gap),
///     epsilon: fen(100),
///     proof: Proof::Optimal,
///     certificate: Certificate::Accounting {},
/// };
/// assert!(optimal_proven(&record(100)).is_ok());
/// assert!(optimal_proven(&record(101)).is_err());
/// ```
pub fn optimal_proven(record: &PlanRecord) -> Result<(), LawViolation> {
    let slack = fen(record.epsilon).saturating_mul(count(record.bundles.len()).max(1));
    let gap = fen(record.figures.outlay).saturating_sub(fen(record.bound));
    if record.proof == Proof::Optimal && gap > slack {
        return Err(LawViolation::new(Law::OptimalProven, Said::AtMost(slack), Said::Number(gap)));
    }
    Ok(())
}
