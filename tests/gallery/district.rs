//! Errors of districts, and what the checker refuses in plans.

use std::ops::ControlFlow;
use std::sync::OnceLock;

use wuye::bundle::{
    AMOUNT_MAX_FEN, COMPOUNDS_MAX, Certificate, Decision, District, DistrictCompound, DistrictError, DistrictResource,
    HOUSEHOLDS_MAX, Joining, LEAF_COMPOUNDS_MAX, LEAVES_MAX, Leaf, MARGIN_MAX_BP, Multipliers, PlanLimits, PlanRecord,
    PlannedBundle, Proof, Search, UpperBand, check, plan,
};
use wuye::measure::Money;

use crate::errors::{Made, refused};

/// It takes a second to make.
static TOO_MANY: OnceLock<wuye::Error> = OnceLock::new();

const LIMITS: PlanLimits = PlanLimits {
    min_households: 200,
    max_households: 500,
    margin_lo_bp: 0,
    margin_hi_bp: 800,
    band: UpperBand::Hard,
    bundle_cost: Money::ZERO,
};

fn fen(fen: i64) -> Money {
    Money::from_fen(fen).unwrap()
}

fn yard(id: &str, revenue: i64) -> DistrictCompound {
    DistrictCompound {
        id: id.parse().unwrap(),
        households: 150,
        cost: fen(10_000_000),
        revenue: fen(revenue),
        revenue_floor: fen(revenue * 9 / 10),
        backstop: fen(10_000_000),
        joining: Joining::Joins,
    }
}

fn income(id: &str, compatible: &[&str]) -> DistrictResource {
    let compatible = compatible.iter().map(|id| id.parse().unwrap()).collect();
    DistrictResource { id: id.parse().unwrap(), net: fen(400_000), compatible, transferable: id != "rooms" }
}

fn yards() -> Vec<DistrictCompound> {
    let mut all =
        vec![yard("东院", 8_000_000), yard("中院", 13_000_000), yard("西院", 8_500_000), yard("远院", 9_000_000)];
    all[3].joining = Joining::NotYet;
    all
}

fn pair(a: &str, b: &str) -> [wuye::estate::CompoundId; 2] {
    [a.parse().unwrap(), b.parse().unwrap()]
}

fn district() -> District {
    let edges = vec![pair("东院", "中院"), pair("中院", "西院"), pair("西院", "远院")];
    District::new(LIMITS, yards(), edges, vec![income("parking", &["东院"]), income("rooms", &["西院"])]).unwrap()
}

fn record() -> PlanRecord {
    plan(&district(), &Search::new(1, 5_000), |_| ControlFlow::Continue(())).unwrap().plan.record()
}

/// Codes that no input produces, each with the reason.
pub const UNREACHABLE: [(&str, &str); 1] = [(
    "plan_too_large",
    "the bounds of a district and of money keep every sum within 128 bits, every figure within money",
)];

pub fn errors() -> Vec<Made> {
    districts().into_iter().chain(plans()).chain(certificates()).collect()
}

fn districts() -> Vec<Made> {
    let with = |change: fn(&mut DistrictCompound)| {
        let mut all = yards();
        change(&mut all[1]);
        refused(District::new(LIMITS, all, vec![], vec![]))
    };
    let edges = |edges| refused(District::new(LIMITS, yards(), edges, vec![]));
    let incomes = |incomes| refused(District::new(LIMITS, yards(), vec![], incomes));
    let limits = |limits| refused(District::new(limits, yards(), vec![], vec![]));
    let most = vec![yard("东院", 0); COMPOUNDS_MAX + 1];
    let search = Search { moves: 1_000_000_000_001, ..Search::new(1, 1) };
    let moves = plan(&district(), &search, |_| ControlFlow::Continue(()));
    let lax = plan(&district(), &Search { epsilon: fen(10_001), ..Search::new(1, 1) }, |_| ControlFlow::Continue(()));
    let fault = check(&district(), &PlanRecord { bundles: vec![empty()], ..record() }).unwrap_err();
    vec![
        ("district_empty", "no compound", refused(District::new(LIMITS, vec![], vec![], vec![]))),
        ("district_too_many", "10,001 compounds", refused(District::new(LIMITS, most, vec![], vec![]))),
        ("district_compound_twice", "two of one id", with(|yard| yard.id = "东院".parse().unwrap())),
        ("district_resource_twice", "two of one id", incomes(vec![income("r", &["东院"]), income("r", &["西院"])])),
        ("district_households", "no household", with(|yard| yard.households = 0)),
        ("district_households", "too many", with(|yard| yard.households = HOUSEHOLDS_MAX + 1)),
        ("district_amount", "a cost of less than nothing", with(|yard| yard.cost = fen(-1))),
        ("district_amount", "a backstop of more than 1亿元", with(|yard| yard.backstop = fen(AMOUNT_MAX_FEN + 1))),
        ("district_amount", "a slack of 100.01 yuan", refused(lax)),
        ("district_floor_above_revenue", "more at the floor", with(|yard| yard.revenue = fen(1))),
        ("district_edge_to_self", "东院 beside itself", edges(vec![pair("东院", "东院")])),
        ("district_edge_to_nobody", "beside 某院", edges(vec![pair("东院", "某院")])),
        ("district_edge_twice", "there and back", edges(vec![pair("东院", "中院"), pair("中院", "东院")])),
        ("district_resource_for_nobody", "compatible with nobody", incomes(vec![income("r", &[])])),
        ("district_resource_elsewhere", "compatible with 某院", incomes(vec![income("r", &["某院"])])),
        ("district_compatible_twice", "东院 twice", incomes(vec![income("r", &["东院", "东院"])])),
        ("district_household_limits", "500 to 200", limits(PlanLimits { min_households: 501, ..LIMITS })),
        ("district_margins", "9 % to 8 %", limits(PlanLimits { margin_lo_bp: 900, ..LIMITS })),
        ("district_margins", "more than all", limits(PlanLimits { margin_hi_bp: MARGIN_MAX_BP + 1, ..LIMITS })),
        ("district_moves", "more than 10¹²", refused(moves)),
        ("district_refused", "a search that is wrong", DistrictError::Refused { fault }.into()),
    ]
}

fn empty() -> PlannedBundle {
    PlannedBundle { compounds: vec![], resources: vec![] }
}

fn plans() -> Vec<Made> {
    let good = record();
    let bundles = |bundles: &[(&[&str], &[&str])]| {
        let named = bundles.iter().map(|(compounds, resources)| PlannedBundle {
            compounds: compounds.iter().map(|id| id.parse().unwrap()).collect(),
            resources: resources.iter().map(|id| id.parse().unwrap()).collect(),
        });
        refused(check(&district(), &PlanRecord { bundles: named.collect(), ..good.clone() }))
    };
    let claims = |change: fn(&mut PlanRecord)| {
        let mut record = good.clone();
        change(&mut record);
        refused(check(&district(), &record))
    };
    let narrow = PlanLimits { margin_hi_bp: 100, ..LIMITS };
    let fat = vec![yard("东院", 13_000_000), yard("西院", 12_000_000)];
    let fat = District::new(narrow, fat, vec![pair("东院", "西院")], vec![]).unwrap();
    let above = vec![PlannedBundle { compounds: pair("东院", "西院").to_vec(), resources: vec![] }];
    let above = check(&fat, &PlanRecord { bundles: above, ..good.clone() });
    vec![
        ("plan_empty_bundle", "nobody in a bundle", bundles(&[(&[], &[])])),
        ("plan_unknown_compound", "某院", bundles(&[(&["某院"], &[])])),
        ("plan_unknown_resource", "kiosk", bundles(&[(&["东院", "中院"], &["kiosk"])])),
        ("plan_compound_twice", "东院 in two", bundles(&[(&["东院", "中院"], &[]), (&["西院", "东院"], &[])])),
        ("plan_resource_twice", "parking twice", bundles(&[(&["东院", "中院"], &["parking", "parking"])])),
        ("plan_compound_not_yet", "远院", bundles(&[(&["西院", "远院"], &[])])),
        ("plan_resource_not_yet", "rooms", bundles(&[(&["西院", "中院"], &["rooms"])])),
        ("plan_not_connected", "东院 and 西院", bundles(&[(&["东院", "西院"], &[])])),
        ("plan_households", "one yard", bundles(&[(&["东院"], &[])])),
        ("plan_incompatible", "parking at 西院", bundles(&[(&["西院", "中院"], &["parking"])])),
        ("plan_above_band", "two fat yards", refused(above)),
        ("plan_figure_differs", "a fen less", claims(|record| record.figures.outlay = Money::ZERO)),
        ("plan_figure_differs", "nobody unserved", claims(|record| record.figures.unserved = 0)),
        ("plan_bound_not_proven", "a bound of its outlay and more", claims(|record| record.bound = fen(900_000_000))),
        (
            "plan_not_optimal",
            "by accounting alone",
            claims(|record| {
                record.certificate = Certificate::ReachCut { short: vec![] };
                (record.bound, record.proof) = (Money::ZERO, Proof::Optimal);
            }),
        ),
        ("plan_epsilon", "a slack below nothing", claims(|record| record.epsilon = fen(-1))),
    ]
}

fn certificates() -> Vec<Made> {
    let good = record();
    let with = |certificate| refused(check(&district(), &PlanRecord { certificate, ..good.clone() }));
    let leaves = |leaves| with(Certificate::Leaves { leaves });
    let prices = |compounds, resources: Vec<Money>| Multipliers { compounds: vec![Money::ZERO; compounds], resources };
    let leaf = |decisions: Vec<Decision>| Leaf { decisions, multipliers: prices(4, vec![Money::ZERO; 2]) };
    let served = |id: &str, yes| Decision::Served { compound: id.parse().unwrap(), yes };
    let cut = |ids: &[&str]| Certificate::ReachCut { short: ids.iter().map(|id| id.parse().unwrap()).collect() };
    let priced = |multipliers| vec![Leaf { decisions: vec![], multipliers }];
    let ids = |prefix: &str, n: usize| (0..n).map(|at| yard(&format!("{prefix}{at}"), 9_000_000)).collect::<Vec<_>>();
    let large = District::new(LIMITS, ids("c", LEAF_COMPOUNDS_MAX + 1), vec![], vec![]).unwrap();
    let of = |district: &District, leaf: Leaf| {
        let certificate = Certificate::Leaves { leaves: vec![leaf] };
        refused(check(district, &PlanRecord { bundles: vec![], certificate, ..good.clone() }))
    };
    // A crowd where everybody is everybody's neighbour: too many sets to list.
    let crowd: Vec<DistrictCompound> =
        ids("c", 26).into_iter().map(|yard| DistrictCompound { households: 1, ..yard }).collect();
    let edges = (0..26).flat_map(|b| (0..b).map(move |a| pair(&format!("c{a}"), &format!("c{b}")))).collect();
    let wide = PlanLimits { min_households: 400, ..LIMITS };
    let crowd = District::new(wide, crowd, edges, vec![]).unwrap();
    let all = |n| Leaf { decisions: vec![], multipliers: prices(n, vec![]) };
    vec![
        ("plan_cut_twice", "东院 twice", with(cut(&["东院", "东院"]))),
        ("plan_no_leaves", "the search ended", leaves(vec![])),
        ("plan_too_many_leaves", "4,097", leaves(vec![leaf(vec![]); LEAVES_MAX + 1])),
        ("plan_leaves_leave_open", "one side only", leaves(vec![leaf(vec![served("东院", true)])])),
        ("plan_leaf_beside", "two for everything", leaves(vec![leaf(vec![]), leaf(vec![])])),
        (
            "plan_bad_decision",
            "about 某院",
            leaves(vec![leaf(vec![served("某院", true)]), leaf(vec![served("某院", false)])]),
        ),
        ("plan_multipliers", "three prices for four", leaves(priced(prices(3, vec![Money::ZERO; 2])))),
        (
            "plan_negative_price",
            "a resource that pays for itself",
            leaves(priced(prices(4, vec![fen(-1), Money::ZERO]))),
        ),
        ("plan_too_large_for_leaves", "129 compounds", of(&large, all(LEAF_COMPOUNDS_MAX + 1))),
        ("plan_too_many_sets", "26 side by side", TOO_MANY.get_or_init(|| of(&crowd, all(26))).clone()),
    ]
}
