//! The checker refuses every plan that was changed and every certificate that was forged.

use wuye::bundle::{Certificate, Decision, District, Leaf, PlanFault, PlanRecord, PlannedBundle, Proof, Search, check};
use wuye::measure::Money;

use super::{fen, published, search};

/// Published districts whose plans have certificates of each kind, the last with several leaves.
const NAMES: [&str; 5] = ["p1-d-m0010-s1", "p1-g-m0010-s4", "p1-t-m0020-s2", "p1-g-m0010-s3", "p1-g-m0020-s4"];

fn planned(name: &str) -> (District, PlanRecord) {
    let district = published::named(name).district;
    let record = search(&district, &Search::new(1, 60_000)).plan.record();
    assert!(check(&district, &record).is_ok());
    (district, record)
}

#[track_caller]
fn refused(district: &District, record: &PlanRecord, code: &str) {
    match check(district, record) {
        Err(fault) => assert_eq!(fault.code(), code, "{fault}"),
        Ok(_) => panic!("taken: {code}"),
    }
}

fn leaves(record: &PlanRecord) -> Vec<Leaf> {
    match &record.certificate {
        Certificate::Leaves { leaves } => leaves.clone(),
        _ => panic!("no leaves"),
    }
}

fn with_leaves(record: &PlanRecord, leaves: Vec<Leaf>) -> PlanRecord {
    PlanRecord { certificate: Certificate::Leaves { leaves }, ..record.clone() }
}

#[test]
fn no_changed_plan_is_taken() {
    for name in NAMES {
        let (district, record) = planned(name);
        let change = |change: &dyn Fn(&mut Vec<PlannedBundle>), code: &str| {
            let mut changed = record.clone();
            change(&mut changed.bundles);
            refused(&district, &changed, code);
        };
        let first = record.bundles[0].compounds[0].clone();
        change(&|bundles| bundles[1].compounds.push(first.clone()), "plan_compound_twice");
        change(&|bundles| bundles[0].compounds.push(first.clone()), "plan_compound_twice");
        change(&|bundles| bundles[0].compounds.push("nobody".parse().unwrap()), "plan_unknown_compound");
        change(&|bundles| bundles[0].resources.push("nothing".parse().unwrap()), "plan_unknown_resource");
        change(&|bundles| bundles.push(PlannedBundle { compounds: vec![], resources: vec![] }), "plan_empty_bundle");
        let alone = PlannedBundle { compounds: vec![first.clone()], resources: vec![] };
        change(&|bundles| bundles[0] = alone.clone(), "plan_households");
        change(&|bundles| drop(bundles.remove(0)), "plan_figure_differs");
        // Both ends of the district in one bundle, if nothing between them is.
        let apart = record.bundles.iter().enumerate().find_map(|(a, one)| {
            record.bundles.iter().enumerate().skip(a + 1).find_map(|(b, other)| {
                let beside = district.edges().iter().any(|[x, y]| {
                    let across = |x, y| one.compounds.contains(x) && other.compounds.contains(y);
                    across(x, y) || across(y, x)
                });
                (!beside).then_some((a, b))
            })
        });
        if let Some((a, b)) = apart {
            let merge = |bundles: &mut Vec<PlannedBundle>| {
                let other = bundles.remove(b);
                bundles[a].compounds.extend(other.compounds);
            };
            change(&merge, "plan_not_connected");
        }
        // A resource used twice, and in a bundle that it is not compatible with.
        let resources: Vec<_> = record.bundles.iter().flat_map(|bundle| &bundle.resources).collect();
        if let Some(used) = resources.first() {
            let at = record.bundles.iter().position(|bundle| bundle.resources.contains(used)).unwrap();
            change(&|bundles| bundles[at].resources.push((*used).clone()), "plan_resource_twice");
            let resource = district.resources().iter().find(|resource| resource.id == **used).unwrap();
            let elsewhere = record
                .bundles
                .iter()
                .position(|bundle| !bundle.compounds.iter().any(|compound| resource.compatible.contains(compound)));
            if let Some(elsewhere) = elsewhere {
                let carry = |bundles: &mut Vec<PlannedBundle>| {
                    bundles[at].resources.retain(|id| id != *used);
                    bundles[elsewhere].resources.push((*used).clone());
                };
                change(&carry, "plan_incompatible");
            }
        }
    }
}

#[test]
fn no_changed_figure_and_no_bolder_claim_is_taken() {
    for name in NAMES {
        let (district, record) = planned(name);
        let change = |change: &dyn Fn(&mut PlanRecord), code: &str| {
            let mut changed = record.clone();
            change(&mut changed);
            refused(&district, &changed, code);
        };
        let less = |money: Money| money.minus(fen(1)).unwrap();
        change(&|record| record.figures.outlay = less(record.figures.outlay), "plan_figure_differs");
        change(
            &|record| record.figures.outlay_by_bundle = less(record.figures.outlay_by_bundle),
            "plan_figure_differs",
        );
        change(&|record| record.figures.unserved += 1, "plan_figure_differs");
        change(&|record| record.figures.cut_edges -= 1, "plan_figure_differs");
        change(&|record| record.bound = record.bound.plus(fen(1)).unwrap(), "plan_bound_not_proven");
        change(&|record| record.epsilon = fen(-1), "plan_epsilon");
        change(&|record| record.epsilon = fen(10_001), "plan_epsilon");
        // A worse plan with true figures that still calls itself optimal.
        let mut worse = record.clone();
        let dropped = worse.bundles.remove(0);
        let backstop = |id: &wuye::estate::CompoundId| {
            district.compounds().iter().find(|compound| compound.id == *id).unwrap().backstop
        };
        let lost = Money::sum(dropped.compounds.iter().map(backstop)).unwrap();
        if lost > fen(1_000_000) {
            let mut open = PlanRecord { proof: Proof::Open, ..worse.clone() };
            let told = |fault: PlanFault| match fault {
                PlanFault::FigureDiffers { expected, .. } => expected,
                other => panic!("{other}"),
            };
            open.figures.outlay = told(check(&district, &open).unwrap_err()).parse().unwrap();
            open.figures.outlay_by_bundle = told(check(&district, &open).unwrap_err()).parse().unwrap();
            open.figures.unserved = told(check(&district, &open).unwrap_err()).parse().unwrap();
            if let Err(fault) = check(&district, &open) {
                open.figures.cut_edges = told(fault).parse().unwrap();
            }
            assert!(!check(&district, &open).unwrap().is_optimal());
            refused(&district, &PlanRecord { proof: Proof::Optimal, ..open }, "plan_not_optimal");
        }
        // Modesty is no fault: the plan says what is proved.
        let modest = PlanRecord { bound: Money::ZERO, proof: Proof::Open, ..record.clone() };
        assert_eq!(check(&district, &modest).unwrap(), check(&district, &record).unwrap());
    }
}

#[test]
fn no_forged_certificate_is_taken() {
    let (district, record) = planned("p1-g-m0020-s4");
    let good = leaves(&record);
    assert!(good.len() > 3 && good[0].decisions.len() > 1);
    let change = |change: &dyn Fn(&mut Vec<Leaf>), code: &str| {
        let mut changed = good.clone();
        change(&mut changed);
        refused(&district, &with_leaves(&record, changed), code);
    };
    // 1. It says only that the search ended.
    change(&|leaves| leaves.clear(), "plan_no_leaves");
    // 2. A leaf is missing: the first, one between, the last.
    change(&|leaves| drop(leaves.remove(0)), "plan_leaves_leave_open");
    change(&|leaves| drop(leaves.remove(1)), "plan_leaves_leave_open");
    change(&|leaves| drop(leaves.pop()), "plan_leaves_leave_open");
    // 3. A decision is left out or turned round, so that some plans belong to no leaf.
    change(&|leaves| drop(leaves[0].decisions.remove(0)), "plan_leaf_beside");
    change(&|leaves| leaves[0].decisions[0] = turned(&leaves[0].decisions[0]), "plan_leaves_leave_open");
    // 4. A leaf is there twice, or leaves are in another order.
    change(&|leaves| leaves.insert(1, leaves[0].clone()), "plan_leaf_beside");
    change(&|leaves| leaves.swap(0, 1), "plan_leaves_leave_open");
    // 5. Prices for fewer compounds, or more resources.
    change(&|leaves| leaves[0].multipliers.compounds.truncate(1), "plan_multipliers");
    change(&|leaves| leaves[1].multipliers.resources.push(Money::ZERO), "plan_multipliers");
    // 6. A resource with a price below zero, which would pay for itself.
    change(&|leaves| leaves[0].multipliers.resources[0] = fen(-1), "plan_negative_price");
    // 7. Higher prices prove less, not more.
    let dearer = |leaves: &mut Vec<Leaf>| {
        for price in &mut leaves[0].multipliers.compounds {
            *price = price.plus(fen(5_000_000)).unwrap();
        }
    };
    change(&dearer, "plan_bound_not_proven");
    change(&|leaves| leaves[0].multipliers.compounds.fill(Money::ZERO), "plan_bound_not_proven");
    // 8. A decision about nobody, or about a compound and itself.
    let nobody = |leaves: &mut Vec<Leaf>| {
        let id = leaves[0].decisions.len();
        for (at, leaf) in leaves.iter_mut().enumerate().take(2) {
            leaf.decisions.truncate(id);
            leaf.decisions.push(Decision::Served { compound: "nobody".parse().unwrap(), yes: at == 0 });
        }
        let root = leaves[0].multipliers.clone();
        *leaves = leaves.drain(..2).collect();
        for leaf in leaves.iter_mut() {
            leaf.decisions.drain(..id.min(leaf.decisions.len() - 1));
            leaf.multipliers = root.clone();
        }
    };
    change(&nobody, "plan_bad_decision");
    // 9. Another certificate that is true and proves less.
    let weak = PlanRecord { certificate: Certificate::Accounting {}, ..record.clone() };
    refused(&district, &weak, "plan_bound_not_proven");
    // 10. Too many leaves.
    change(&|leaves| leaves.resize(4_097, leaves[0].clone()), "plan_too_many_leaves");
}

fn turned(decision: &Decision) -> Decision {
    let mut turned = decision.clone();
    match &mut turned {
        Decision::Together { yes, .. } | Decision::Served { yes, .. } | Decision::Uses { yes, .. } => *yes = !*yes,
    }
    turned
}

#[test]
fn no_forged_cut_is_taken() {
    let (district, record) = planned("p1-d-m0020-s1");
    let cut = |short: Vec<&str>| PlanRecord {
        certificate: Certificate::ReachCut { short: short.into_iter().map(|id| id.parse().unwrap()).collect() },
        ..record.clone()
    };
    refused(&district, &cut(vec!["0", "0"]), "plan_cut_twice");
    refused(&district, &cut(vec!["nobody"]), "plan_unknown_compound");
    refused(&district, &cut(vec![]), "plan_bound_not_proven");
    refused(&district, &cut(vec!["0"]), "plan_bound_not_proven");
    let large = published::named("p1-d-m0200-s1").district;
    let none = Certificate::Leaves { leaves: vec![] };
    let found = PlanRecord { certificate: none, ..search(&large, &Search::new(1, 1_000)).plan.record() };
    refused(&large, &found, "plan_too_large_for_leaves");
}

#[test]
fn any_prices_whatever_prove_something_true() {
    // Of the best plan of a small district no certificate, however it was changed, proves more than it costs.
    let (district, record) = planned("p1-g-m0010-s3");
    let outlay = record.figures.outlay;
    let mut changed = leaves(&record);
    for round in 0..200_usize {
        let leaf = round % changed.len();
        let prices = &mut changed[leaf].multipliers.compounds;
        let at = (round * 7) % prices.len();
        let by = fen(i64::try_from(round % 13).unwrap() * 90_000 - 500_000);
        prices[at] = prices[at].plus(by).unwrap();
        let forged = PlanRecord { bound: Money::ZERO, proof: Proof::Open, ..with_leaves(&record, changed.clone()) };
        let plan = check(&district, &forged).unwrap();
        assert!(plan.bound() <= outlay, "{} of {outlay}", plan.bound());
    }
}
