//! Districts that cannot be represented, and odd ones that can.

use wuye::bundle::{
    AMOUNT_MAX_FEN, COMPATIBLE_MAX, COMPOUNDS_MAX, Certificate, District, DistrictCompound, DistrictError,
    DistrictResource, EDGES_MAX, HOUSEHOLDS_MAX, Joining, MARGIN_MAX_BP, PlanLimits, RESOURCES_MAX, Search, check,
};
use wuye::measure::Money;

use super::{LIMITS, fen, income, plan, search, street, yard};

#[track_caller]
fn refused(made: Result<District, DistrictError>, code: &str, culprit: &str) {
    let error = made.unwrap_err();
    assert_eq!(error.code(), code);
    let (en, zh) = (error.to_string(), format!("{error:#}"));
    assert!(en.contains(culprit) && zh.contains(culprit), "{en}\n{zh}");
}

fn two() -> Vec<DistrictCompound> {
    vec![yard("a", 150, -700), yard("b", 150, 300)]
}

fn pair(a: &str, b: &str) -> [wuye::estate::CompoundId; 2] {
    [a.parse().unwrap(), b.parse().unwrap()]
}

#[test]
fn bad_districts_are_refused_by_name() {
    let with = |change: &dyn Fn(&mut DistrictCompound)| {
        let mut all = two();
        change(&mut all[1]);
        District::new(LIMITS, all, vec![], vec![])
    };
    let edges = |edges| District::new(LIMITS, two(), edges, vec![]);
    let incomes = |incomes: Vec<DistrictResource>| District::new(LIMITS, two(), vec![], incomes);
    let limits = |limits: PlanLimits| District::new(limits, two(), vec![], vec![]);
    refused(District::new(LIMITS, vec![], vec![], vec![]), "district_empty", "");
    refused(with(&|yard| yard.id = "a".parse().unwrap()), "district_compound_twice", "a");
    refused(with(&|yard| yard.households = 0), "district_households", "b");
    refused(with(&|yard| yard.households = HOUSEHOLDS_MAX + 1), "district_households", "1000001");
    for (change, what) in [
        ((|yard, fen| yard.cost = fen) as fn(&mut DistrictCompound, Money), "cost"),
        (|yard, fen| yard.revenue = fen, "revenue"),
        (|yard, fen| yard.revenue_floor = fen, "revenue at the floor rate"),
        (|yard, fen| yard.backstop = fen, "backstop"),
    ] {
        for amount in [-1, AMOUNT_MAX_FEN + 1] {
            let error = with(&|yard| change(yard, fen(amount))).unwrap_err();
            assert_eq!(error.code(), "district_amount");
            assert!(error.to_string().contains(&format!("expected a {what} of `b`")), "{error}");
        }
    }
    refused(with(&|yard| yard.revenue = fen(1)), "district_floor_above_revenue", "b");
    refused(edges(vec![pair("a", "a")]), "district_edge_to_self", "a");
    refused(edges(vec![pair("a", "c")]), "district_edge_to_nobody", "c");
    refused(edges(vec![pair("a", "b"), pair("b", "a")]), "district_edge_twice", "b");
    refused(incomes(vec![income("r", 1, &[])]), "district_resource_for_nobody", "r");
    refused(incomes(vec![income("r", 1, &["c"])]), "district_resource_elsewhere", "c");
    refused(incomes(vec![income("r", 1, &["a", "a"])]), "district_compatible_twice", "a");
    refused(incomes(vec![income("r", 1, &["a"]), income("r", 1, &["b"])]), "district_resource_twice", "r");
    refused(incomes(vec![income("r", -1, &["a"])]), "district_amount", "r");
    for (min, max) in [(500, 200), (0, 0), (1, HOUSEHOLDS_MAX + 1)] {
        let limits = limits(PlanLimits { min_households: min, max_households: max, ..LIMITS });
        refused(limits, "district_household_limits", &format!("{min}"));
    }
    for (lo, hi) in [(801, 800), (0, MARGIN_MAX_BP + 1)] {
        refused(
            limits(PlanLimits { margin_lo_bp: lo, margin_hi_bp: hi, ..LIMITS }),
            "district_margins",
            &format!("{hi}"),
        );
    }
    refused(limits(PlanLimits { bundle_cost: fen(-1), ..LIMITS }), "district_amount", "limits");
}

#[test]
fn too_much_is_refused_before_it_is_looked_at() {
    let many = vec![pair("a", "b"); 10_000_000];
    refused(District::new(LIMITS, two(), many, vec![]), "district_too_many", &EDGES_MAX.to_string());
    let many = vec![yard("a", 1, 0); COMPOUNDS_MAX + 1];
    refused(District::new(LIMITS, many, vec![], vec![]), "district_too_many", "10000");
    let many = vec![income("r", 1, &["a"]); RESOURCES_MAX + 1];
    refused(District::new(LIMITS, two(), vec![], many), "district_too_many", "10000");
    let wide = income("r", 1, &vec!["a"; COMPATIBLE_MAX + 1]);
    refused(District::new(LIMITS, two(), vec![], vec![wide]), "district_too_many", "1000");
}

#[test]
fn settings_out_of_range_are_refused() {
    let district = street(LIMITS, &two(), vec![]);
    let go = |settings: Search| plan(&district, &settings, |_| std::ops::ControlFlow::Continue(()));
    let moves = go(Search { moves: 1_000_000_000_001, ..Search::new(1, 1) }).unwrap_err();
    assert_eq!(moves.code(), "district_moves");
    for epsilon in [fen(-1), fen(10_001)] {
        let error = go(Search { epsilon, ..Search::new(1, 1) }).unwrap_err();
        assert_eq!(error.code(), "district_amount");
        assert!(error.to_string().contains("slack"), "{error}");
    }
    assert!(go(Search { ask_every: 0, ..Search::new(1, 10) }).is_ok(), "asked every move");
}

#[test]
fn odd_districts_have_plans() {
    let served = |district: &District| {
        let found = search(district, &Search::new(1, 5_000));
        assert_eq!(check(district, &found.plan.record()).unwrap(), found.plan);
        let figures = *found.plan.figures();
        (found.plan.bundles().len(), figures.unserved, found.plan.is_optimal())
    };
    // Not connected, and no neighbours at all.
    let apart = District::new(LIMITS, two(), vec![], vec![]).unwrap();
    assert_eq!(served(&apart), (0, 2, true));
    // A compound larger than a bundle may be stays unserved; the others do not wait for it.
    let giant = street(LIMITS, &[yard("a", 501, 100), yard("b", 300, 0)], vec![]);
    assert_eq!(served(&giant), (1, 1, true));
    // Nobody may take part.
    let mut nobody = two();
    nobody.iter_mut().for_each(|yard| yard.joining = Joining::NotYet);
    assert_eq!(served(&street(LIMITS, &nobody, vec![])), (0, 2, true));
    // One compound; one that costs nothing.
    assert_eq!(served(&street(LIMITS, &[yard("a", 200, 0)], vec![])), (1, 0, true));
    let mut free = yard("a", 200, 0);
    (free.cost, free.revenue, free.revenue_floor, free.backstop) = (fen(0), fen(0), fen(0), fen(0));
    assert!(served(&street(LIMITS, &[free], vec![])).2);
    // The largest amounts of the most compounds are summed without trouble.
    let mut largest = yard("a", 1, 0);
    (largest.cost, largest.backstop) = (fen(AMOUNT_MAX_FEN), fen(AMOUNT_MAX_FEN));
    (largest.revenue, largest.revenue_floor) = (fen(0), fen(0));
    let most: Vec<DistrictCompound> = (0..COMPOUNDS_MAX)
        .map(|at| DistrictCompound { id: format!("c{at}").parse().unwrap(), ..largest.clone() })
        .collect();
    let wide = PlanLimits { min_households: 1, max_households: 10, margin_lo_bp: 0, margin_hi_bp: 10_000, ..LIMITS };
    let district = street(wide, &most, vec![]);
    let found = search(&district, &Search::new(1, 20_000));
    let all = AMOUNT_MAX_FEN * i64::try_from(COMPOUNDS_MAX).unwrap();
    assert_eq!((found.plan.figures().outlay.fen(), found.plan.bound().fen()), (all, all));
    assert!(matches!(found.plan.certificate(), Certificate::Accounting {}));
}
