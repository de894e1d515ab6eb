//! The stored forms of districts and plans.

use std::ops::ControlFlow;

use wuye::bundle::{
    Certificate, Decision, District, DistrictCompound, DistrictResource, Joining, Leaf, Multipliers, PlanLimits,
    Search, UpperBand, brings, plan,
};

use super::{Frozen, parsed};

fn yard(id: &str, revenue: &str, joining: Joining) -> DistrictCompound {
    DistrictCompound {
        id: parsed(id),
        households: 150,
        cost: parsed("100000"),
        revenue: parsed(revenue),
        revenue_floor: parsed("60000"),
        backstop: parsed("100000"),
        joining,
    }
}

fn income(id: &str, transferable: bool) -> DistrictResource {
    DistrictResource { id: parsed(id), net: parsed("4000.50"), compatible: vec![parsed("east")], transferable }
}

pub fn freeze(f: &mut Frozen) {
    let limits = PlanLimits {
        min_households: 200,
        max_households: 500,
        margin_lo_bp: 0,
        margin_hi_bp: 800,
        band: UpperBand::Hard,
        bundle_cost: parsed("0"),
    };
    let yards = vec![
        yard("east", "80000", Joining::Joins),
        yard("middle", "130000", Joining::KeepsSurplus),
        yard("west", "85000", Joining::Joins),
        yard("far", "85000", Joining::NotYet),
    ];
    let edges = vec![[parsed("east"), parsed("middle")], [parsed("middle"), parsed("west")]];
    let incomes = vec![income("parking", true), income("rooms", false)];
    let district = District::new(limits, yards.clone(), edges, incomes.clone()).unwrap();
    let found = plan(&district, &Search::new(7, 5_000), |_| ControlFlow::Continue(())).unwrap().plan;
    let decisions = vec![
        Decision::Together { a: parsed("east"), b: parsed("west"), yes: true },
        Decision::Served { compound: parsed("east"), yes: true },
        Decision::Uses { compound: parsed("west"), resource: parsed("parking"), yes: false },
    ];
    let multipliers = Multipliers { compounds: vec![parsed("12.50"), parsed("-3")], resources: vec![parsed("0.01")] };
    let leaf = Leaf { decisions: decisions.clone(), multipliers: multipliers.clone() };
    let certificates = vec![
        Certificate::Accounting {},
        Certificate::ReachCut { short: vec![parsed("east")] },
        Certificate::Leaves { leaves: vec![leaf.clone()] },
    ];

    f.stored("plan_limits", &[limits, PlanLimits { band: UpperBand::ClawBack, ..limits }].to_vec());
    f.stored("district_compound", &yards);
    f.stored("district_resource", &incomes);
    f.stored("district", &district);
    f.stored("plan_decision", &decisions);
    f.stored("plan_multipliers", &multipliers);
    f.stored("plan_leaf", &leaf);
    f.stored("plan_certificate", &certificates);
    let record = found.record();
    f.stored("planned_bundle", &record.bundles);
    f.stored("plan_figures", &record.figures);
    f.stored("plan_record", &record);
    f.written("checked_bundle", &found.bundles()[0]);
    f.written("district_plan", &found);
    f.written("brought", &brings(&district, &found, &incomes[1]).unwrap());
}
