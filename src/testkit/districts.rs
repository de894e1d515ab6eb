//! Strategies of districts and their plans.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::*;
use crate::bundle::{
    self, AMOUNT_MAX_FEN, Certificate, Decision, District, DistrictCompound, DistrictPlan, DistrictResource,
    HOUSEHOLDS_MAX, Joining, Leaf, Multipliers, PlanFigures, PlanLimits, PlanRecord, PlannedBundle, Proof, Search,
    UpperBand,
};

/// 限制 — any [`PlanLimits`]: mostly bundles of a few hundred households, sometimes any.
pub fn plan_limits() -> BoxedStrategy<PlanLimits> {
    let households = prop_oneof![4 => (100..=500_u32, 0..=900_u32), 1 => (0..=5_u32, 1..=HOUSEHOLDS_MAX)];
    let margins = prop_oneof![3 => Just((0_u32, 800_u32)), 1 => (0..=400_u32, 0..=1_000_u32)];
    let cost = prop_oneof![3 => Just(0_i64), 1 => 1..=5_000_000_i64];
    (households, margins, any::<UpperBand>(), cost)
        .prop_map(|((min, more), (lo, above), band, cost)| PlanLimits {
            min_households: min,
            max_households: min.saturating_add(more).clamp(1, HOUSEHOLDS_MAX),
            margin_lo_bp: lo,
            margin_hi_bp: lo.saturating_add(above),
            band,
            bundle_cost: sure(Money::from_fen(cost)),
        })
        .boxed()
}

/// A compound without its id: lean and fat ones alike, some exactly even.
fn yard() -> BoxedStrategy<DistrictCompound> {
    let joining = prop_oneof![8 => Just(Joining::Joins), 1 => any::<Joining>()];
    let cost = prop_oneof![6 => 100_000..=20_000_000_i64, 1 => 0..=AMOUNT_MAX_FEN];
    (60..=600_u32, cost, 0..=13_000_i64, 0..=10_000_i64, joining, any::<bool>())
        .prop_map(|(households, cost, revenue_bp, floor_bp, joining, even)| {
            let part =
                |of: i64, bp: i64| (i128::from(of).saturating_mul(i128::from(bp))).checked_div(10_000).unwrap_or(0);
            let fen = |amount: i128| i64::try_from(amount).unwrap_or(0).min(AMOUNT_MAX_FEN);
            let revenue = fen(part(cost, if even { 10_000 } else { revenue_bp }));
            let money = |fen: i64| sure(Money::from_fen(fen));
            DistrictCompound {
                id: sure(CompoundId::new("c")),
                households,
                cost: money(cost),
                revenue: money(revenue),
                revenue_floor: money(fen(part(revenue, floor_bp))),
                backstop: money(cost),
                joining,
            }
        })
        .boxed()
}

/// 片区 — any [`District`] of 1 to 8 compounds, connected or not, with up to three resources.
pub fn district() -> BoxedStrategy<District> {
    let yards = vec(yard(), 1..=8);
    let incomes = vec((0..=6_000_000_i64, vec(any::<Index>(), 1..=3), any::<bool>()), 0..=3);
    (plan_limits(), yards, vec(option::weighted(0.45, Just(())), 28), incomes)
        .prop_map(|(limits, mut yards, pairs, incomes)| {
            for (at, yard) in yards.iter_mut().enumerate() {
                yard.id = sure(CompoundId::new(format!("c{at}")));
            }
            let id = |at: usize| yards.get(at).map(|yard| yard.id.clone());
            let mut all = Vec::new();
            for (b, yard) in yards.iter().enumerate() {
                all.extend((0..b).filter_map(|a| Some([id(a)?, yard.id.clone()])));
            }
            let edges = all.into_iter().zip(pairs).filter_map(|(edge, is)| is.map(|()| edge)).collect();
            let resource = |(at, (net, served, usable)): (usize, (i64, Vec<Index>, bool))| {
                let served: BTreeSet<usize> = served.iter().map(|index| index.index(yards.len())).collect();
                DistrictResource {
                    id: sure(ResourceId::new(format!("r{at}"))),
                    net: sure(Money::from_fen(net)),
                    compatible: served.into_iter().filter_map(id).collect(),
                    transferable: usable || at > 0,
                }
            };
            let resources = incomes.into_iter().enumerate().map(resource).collect();
            sure(District::new(limits, yards.clone(), edges, resources))
        })
        .boxed()
}

/// 片区及其方案 — a district with the plan that a short search finds.
pub fn planned_district() -> BoxedStrategy<(District, DistrictPlan)> {
    (district(), any::<u64>())
        .prop_map(|(district, seed)| {
            let found = sure(bundle::plan(&district, &Search::new(seed, 2_000), |_| ControlFlow::Continue(())));
            (district, found.plan)
        })
        .boxed()
}

/// 规划小区的标识 — few, so that they meet.
fn yard_id() -> BoxedStrategy<CompoundId> {
    select(vec!["c0", "c1", "c2", "c3"]).prop_map(|id| sure(CompoundId::new(id))).boxed()
}

fn income_id() -> BoxedStrategy<ResourceId> {
    select(vec!["r0", "r1"]).prop_map(|id| sure(ResourceId::new(id))).boxed()
}

/// 判定 — any [`Decision`], also about one compound twice or compounds that a district does not have.
pub fn branch_decision() -> BoxedStrategy<Decision> {
    let together = (yard_id(), yard_id(), any::<bool>());
    let uses = (yard_id(), income_id(), any::<bool>());
    prop_oneof![
        2 => together.prop_map(|(a, b, yes)| Decision::Together { a, b, yes }),
        1 => (yard_id(), any::<bool>()).prop_map(|(compound, yes)| Decision::Served { compound, yes }),
        1 => uses.prop_map(|(compound, resource, yes)| Decision::Uses { compound, resource, yes }),
    ]
    .boxed()
}

/// 乘子 — any [`Multipliers`], of any length.
pub fn multipliers() -> BoxedStrategy<Multipliers> {
    (vec(money(), 0..=8), vec(money(), 0..=3))
        .prop_map(|(compounds, resources)| Multipliers { compounds, resources })
        .boxed()
}

/// 证明 — any [`Certificate`]; few of those with leaves prove anything.
pub fn certificate() -> BoxedStrategy<Certificate> {
    let leaf = (vec(branch_decision(), 0..=3), multipliers());
    let leaf = leaf.prop_map(|(decisions, multipliers)| Leaf { decisions, multipliers });
    prop_oneof![
        1 => Just(Certificate::Accounting {}),
        2 => vec(yard_id(), 0..=4).prop_map(|short| Certificate::ReachCut { short }),
        2 => vec(leaf, 0..=3).prop_map(|leaves| Certificate::Leaves { leaves }),
    ]
    .boxed()
}

/// 方案记录 — any [`PlanRecord`]; hardly one is a plan of anything.
pub fn plan_record() -> BoxedStrategy<PlanRecord> {
    let bundle = (vec(yard_id(), 0..=3), vec(income_id(), 0..=2));
    let bundle = bundle.prop_map(|(compounds, resources)| PlannedBundle { compounds, resources });
    let figures = (money(), money(), any::<u32>(), any::<u32>());
    let figures = figures.prop_map(|(outlay, outlay_by_bundle, unserved, cut_edges)| PlanFigures {
        outlay,
        outlay_by_bundle,
        unserved,
        cut_edges,
    });
    (vec(bundle, 0..=3), figures, money(), money(), any::<Proof>(), certificate())
        .prop_map(|(bundles, figures, bound, epsilon, proof, certificate)| PlanRecord {
            bundles,
            figures,
            bound,
            epsilon,
            proof,
            certificate,
        })
        .boxed()
}
