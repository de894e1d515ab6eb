//! 片区方案 — the plan of a district: against trying everything, against the published instances, and the checker against
//! plans and certificates that are wrong.

#[path = "district/forged.rs"]
mod forged;
#[path = "oracle/district.rs"]
mod oracle;
#[path = "../examples/district/published.rs"]
mod published;
#[path = "district/refused.rs"]
mod refused;
#[path = "district/small.rs"]
mod small;

use std::ops::ControlFlow;

use sha2::{Digest, Sha256};
use wuye::bundle::{
    Certificate, District, DistrictCompound, DistrictResource, Found, Joining, PlanLimits, Proof, Search, Step,
    UpperBand, brings, brought_by_withheld, check, plan,
};
use wuye::json::{from_json, to_json};
use wuye::measure::Money;
use wuye::terms::Lang;

fn fen(fen: i64) -> Money {
    Money::from_fen(fen).unwrap()
}

fn search(district: &District, search: &Search) -> Found {
    plan(district, search, |_| ControlFlow::Continue(())).unwrap()
}

/// A compound that covers its cost by so many yuan, or lacks so many; its revenue at the floor is a tenth less.
fn yard(id: &str, households: u32, over: i64) -> DistrictCompound {
    DistrictCompound {
        id: id.parse().unwrap(),
        households,
        cost: fen(10_000_000),
        revenue: fen(10_000_000 + over * 100),
        revenue_floor: fen(9_000_000 + over * 90),
        backstop: fen(10_000_000),
        joining: Joining::Joins,
    }
}

fn income(id: &str, yuan: i64, compatible: &[&str]) -> DistrictResource {
    DistrictResource {
        id: id.parse().unwrap(),
        net: fen(yuan * 100),
        compatible: compatible.iter().map(|id| id.parse().unwrap()).collect(),
        transferable: true,
    }
}

const LIMITS: PlanLimits = PlanLimits {
    min_households: 200,
    max_households: 500,
    margin_lo_bp: 0,
    margin_hi_bp: 800,
    band: UpperBand::Hard,
    bundle_cost: Money::ZERO,
};

/// Compounds along a street, each beside the next.
fn street(limits: PlanLimits, yards: &[DistrictCompound], incomes: Vec<DistrictResource>) -> District {
    let edges = yards.windows(2).map(|pair| [pair[0].id.clone(), pair[1].id.clone()]).collect();
    District::new(limits, yards.to_vec(), edges, incomes).unwrap()
}

fn outlay(district: &District) -> i64 {
    let found = search(district, &Search::new(1, 20_000));
    assert!(found.plan.is_optimal(), "{}", found.plan.render(Lang::En));
    found.cheapest.figures().outlay.fen()
}

// ---------------------------------------------------------------------------------- the published instances

#[test]
fn small_published_districts_are_proved_and_keep_their_shape() {
    let small =
        published::known().into_iter().filter(|known| known.name.contains("m0010") || known.name.contains("m0020"));
    let mut proved = 0;
    for known in small {
        let district = published::named(&known.name).district;
        let found = search(&district, &Search::new(1, 400_000));
        assert_eq!(check(&district, &found.plan.record()).unwrap(), found.plan, "{}", known.name);
        assert_eq!(check(&district, &found.cheapest.record()).unwrap(), found.cheapest, "{}", known.name);
        assert!(found.plan.is_optimal() && found.cheapest.is_optimal(), "{}: {}", known.name, found.plan.gap());
        let bundles = i64::try_from(found.cheapest.bundles().len()).unwrap();
        let by_bundle = found.cheapest.figures().outlay_by_bundle.fen();
        assert!(by_bundle <= known.outlay + bundles, "{}: {by_bundle} for {}", known.name, known.outlay);
        assert!(by_bundle >= known.bound, "{}: {by_bundle} below {}", known.name, known.bound);
        let figures = found.plan.figures();
        let shape = (figures.unserved, figures.cut_edges);
        assert!(shape <= (known.unserved, known.cut_edges), "{}: {shape:?}", known.name);
        proved += 1;
    }
    assert_eq!(proved, 24);
}

/// The plan of a seed, as the text that is stored.
fn digest(name: &str, seed: u64, moves: u64) -> String {
    let district = published::named(name).district;
    let found = search(&district, &Search::new(seed, moves));
    let text = to_json(&found.plan.record()).unwrap();
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn one_seed_gives_one_plan_on_any_machine() {
    let frozen = [
        ("p1-d-m0020-s3", 1, 100_000, "3837eb015123b9ec1524481a691f6123d677d5c68ab4fd5ffd99ea83ccf588f5"),
        ("p1-g-m0020-s4", 20_260_901, 60_000, "65f61041ad0530dd17d71a86607d3c16452b2987938bb3070472d44238281272"),
        ("p1-t-m0200-s2", 7, 150_000, "44812d6647e284f8c2eab6969d2bb883eb5b7e92eef19dbbb1b00d683db4643e"),
    ];
    for (name, seed, moves, wanted) in frozen {
        assert_eq!(digest(name, seed, moves), wanted, "{name}");
    }
}

#[test]
fn another_seed_takes_another_way() {
    let district = published::named("p1-t-m0200-s2").district;
    let plans = [1, 2].map(|seed| search(&district, &Search::new(seed, 100_000)).plan);
    assert_ne!(plans[0].bundles(), plans[1].bundles());
}

#[test]
fn whoever_looks_on_changes_nothing_and_whoever_stops_gets_the_best_so_far() {
    let district = published::named("p1-t-m0050-s1").district;
    let settings = Search { ask_every: 1_000, ..Search::new(3, 100_000) };
    let calm = search(&district, &Search { ask_every: 40_000, ..settings });
    let mut told = Vec::new();
    let watched = plan(&district, &settings, |progress| {
        told.push(*progress);
        ControlFlow::Continue(())
    });
    assert_eq!(watched.unwrap(), calm);
    assert!(told.len() >= 100 && told.windows(2).all(|pair| pair[0].moves <= pair[1].moves));
    let of = |step: Step| told.iter().filter(move |progress| progress.step == step);
    assert!(of(Step::Outlay).zip(of(Step::Outlay).skip(1)).all(|(a, b)| a.outlay >= b.outlay));
    for stop in [1_u64, 2, 777, 5_000] {
        let settings = Search { ask_every: 1, ..settings };
        let mut last = None;
        let found = plan(&district, &settings, |progress| {
            last = Some(*progress);
            if progress.moves >= stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        let found = found.unwrap();
        assert!(found.stopped && found.moves == stop, "{stop}: {}", found.moves);
        assert_eq!(found.plan.figures().outlay, last.unwrap().outlay, "{stop}");
        assert!(check(&district, &found.plan.record()).is_ok());
    }
    let none = search(&district, &Search::new(3, 0));
    assert!(none.moves == 0 && !none.stopped && none.plan.bundles().len() > 3, "a greedy start is a plan");
}

// ---------------------------------------------------------------------------------- what the law leaves to choose

#[test]
fn money_travels_only_as_far_as_a_bundle() {
    // Lean at one end, fat at the other: 450 households between them fit into a bundle of 500, and not into one of
    // 449.
    let yards = [yard("a", 150, -700), yard("b", 150, 0), yard("c", 150, 500)];
    assert_eq!(outlay(&street(LIMITS, &yards, vec![])), 20_000);
    let narrow = PlanLimits { max_households: 449, min_households: 100, ..LIMITS };
    let district = street(narrow, &yards, vec![]);
    assert_eq!(outlay(&district), 70_000);
    let found = search(&district, &Search::new(1, 1_000));
    assert!(matches!(found.plan.certificate(), Certificate::ReachCut { .. }), "{:?}", found.plan.certificate());
}

#[test]
fn a_resource_pays_once_and_only_where_it_may() {
    let limits = PlanLimits { max_households: 200, ..LIMITS };
    let yards = [yard("a", 200, -700), yard("b", 200, -300)];
    let with = |incomes| outlay(&street(limits, &yards, incomes));
    assert_eq!(with(vec![]), 100_000);
    assert_eq!(with(vec![income("r", 500, &["b"])]), 70_000);
    assert_eq!(with(vec![income("r", 500, &["a", "b"])]), 50_000);
    assert_eq!(with(vec![income("r", 500, &["a", "b"]), income("s", 400, &["a"])]), 30_000);
}

#[test]
fn a_hard_band_refuses_what_a_claw_back_takes() {
    // One fat yard of two: at the floor rates 108,900 of 100,000, above 8 %.
    let yards = [yard("a", 200, 21_000), yard("b", 200, -100)];
    let limits = PlanLimits { max_households: 200, ..LIMITS };
    assert_eq!(outlay(&street(limits, &yards, vec![])), 10_000_000 + 10_000);
    let claw_back = PlanLimits { band: UpperBand::ClawBack, ..limits };
    let district = street(claw_back, &yards, vec![]);
    assert_eq!(outlay(&district), 10_000);
    let plan = search(&district, &Search::new(1, 2_000)).plan;
    let given_back: Vec<i64> = plan.bundles().iter().map(|bundle| bundle.clawed_back().fen()).collect();
    assert_eq!(given_back, [90_000, 0]);
    assert!(plan.bundles()[0].render(Lang::Zh).contains("返还900.00元"));
    assert!(plan.bundles()[0].render(Lang::En).contains("900.00 given back"));
}

#[test]
fn the_margin_is_rounded_up_for_each_compound() {
    let mut yards = [yard("a", 150, 0), yard("b", 150, 0), yard("c", 150, 0)];
    for yard in &mut yards {
        yard.cost = fen(101);
        yard.revenue = fen(101);
        yard.revenue_floor = fen(50);
    }
    // 101 fen and 2 % are 103.02: three compounds need 104 each, one bundle of 303 needs 309.06.
    let limits = PlanLimits { margin_lo_bp: 200, ..LIMITS };
    let found = search(&street(limits, &yards, vec![]), &Search { epsilon: Money::ZERO, ..Search::new(1, 2_000) });
    let figures = found.plan.figures();
    assert_eq!((figures.outlay.fen(), figures.outlay_by_bundle.fen()), (9, 7));
}

#[test]
fn a_bundle_that_costs_something_is_not_made_for_nothing() {
    let yards = ["a", "b", "c", "d"].map(|id| yard(id, 200, -10));
    let free = street(LIMITS, &yards, vec![]);
    let dear = street(PlanLimits { bundle_cost: fen(50_000), ..LIMITS }, &yards, vec![]);
    let found = search(&dear, &Search::new(1, 20_000));
    assert_eq!((outlay(&free), found.plan.figures().outlay.fen()), (4_000, 104_000));
    assert_eq!(found.plan.bundles().len(), 2);
    assert!(found.plan.is_optimal(), "{}", found.plan.render(Lang::En));
}

#[test]
fn the_shape_is_mended_within_the_slack_and_not_beyond() {
    // The fat yard b can serve a or c. Serving a is 60 fen cheaper, and leaves c and d to themselves.
    let mut yards = [yard("d", 250, 0), yard("a", 200, -100), yard("b", 200, 101), yard("c", 300, -100)];
    yards[1].revenue = yards[1].revenue.minus(fen(60)).unwrap();
    yards[2].revenue = yards[2].revenue.minus(fen(40)).unwrap();
    let district = street(LIMITS, &yards, vec![]);
    let at = |epsilon| search(&district, &Search { epsilon: fen(epsilon), ..Search::new(1, 20_000) });
    let told = |figures: &wuye::bundle::PlanFigures| (figures.outlay.fen(), figures.cut_edges);
    let found = at(20);
    assert_eq!((told(found.cheapest.figures()), told(found.plan.figures())), ((10_000, 2), (10_060, 1)));
    assert_eq!(found.cheapest.slack().fen(), 20 * 3);
    assert_eq!(told(at(19).plan.figures()), (10_000, 2), "three bundles allow 57 fen");
}

#[test]
fn who_may_not_take_part_stays_out_and_who_keeps_its_surplus_pays_nobody() {
    let mut yards = [yard("a", 200, -700), yard("b", 200, 500)];
    let with = |yards: &[DistrictCompound]| outlay(&street(LIMITS, yards, vec![]));
    assert_eq!(with(&yards), 20_000);
    yards[1].joining = Joining::KeepsSurplus;
    assert_eq!(with(&yards), 70_000);
    yards[1].joining = Joining::NotYet;
    assert_eq!(with(&yards), 70_000 + 10_000_000);
    yards[0].joining = Joining::KeepsSurplus;
    assert_eq!(with(&yards), 70_000 + 10_000_000, "there is no surplus to keep");
}

#[test]
fn a_plan_tells_what_one_more_resource_would_bring() {
    let limits = PlanLimits { max_households: 200, ..LIMITS };
    let yards = [yard("a", 200, -700), yard("b", 200, -300), yard("c", 200, 8_800)];
    let mut withheld = income("held", 400, &["a", "b", "c"]);
    withheld.transferable = false;
    let district = street(limits, &yards, vec![withheld.clone()]);
    let plan = search(&district, &Search::new(1, 5_000)).plan;
    assert_eq!(plan.figures().outlay.fen(), 100_000);
    let told = brought_by_withheld(&district, &plan).unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].1.bundle, told[0].1.saves.fen(), told[0].1.at_most.fen()), (Some(0), 40_000, 40_000));
    // As a resource of the district it brings just that.
    withheld.transferable = true;
    let with = street(limits, &yards, vec![withheld]);
    assert_eq!(search(&with, &Search::new(1, 5_000)).plan.figures().outlay.fen(), 60_000);
    let more = |yuan, at: &[&str]| brings(&district, &plan, &income("new", yuan, at)).unwrap();
    assert_eq!(more(900, &["a"]).saves.fen(), 70_000, "no more than is short");
    assert_eq!(more(900, &["a"]).at_most.fen(), 90_000);
    assert_eq!(more(900, &["b"]).saves.fen(), 30_000);
    assert_eq!((more(900, &["c"]).bundle, more(900, &["c"]).saves.fen()), (None, 0), "c needs nothing");
    assert_eq!((more(20_000, &["a"]).bundle, more(20_000, &["a"]).saves.fen()), (None, 0), "a would leave the band");
}

#[test]
fn a_resource_that_lowers_nothing_is_left_free() {
    let yards = [yard("a", 250, -100)];
    let incomes = vec![income("small", 60, &["a"]), income("large", 100, &["a"]), income("other", 70, &["a"])];
    let found = search(&street(LIMITS, &yards, incomes), &Search::new(5, 2_000));
    assert_eq!(found.plan.figures().outlay, Money::ZERO);
    let used: i64 = found.plan.bundles()[0].net().fen();
    assert!((10_000..=16_000).contains(&used), "{used}");
}

#[test]
fn plans_are_stored_and_made_again() {
    let district = published::named("p1-g-m0010-s3").district;
    let text = to_json(&district).unwrap();
    assert_eq!(from_json::<District>(&text).unwrap(), district);
    let found = search(&district, &Search::new(1, 50_000));
    assert!(matches!(found.plan.certificate(), Certificate::Leaves { .. }));
    let record = from_json(&to_json(&found.plan.record()).unwrap()).unwrap();
    assert_eq!(check(&district, &record).unwrap(), found.plan);
    assert_eq!(found.plan.proof(), Proof::Optimal);
    let said = found.plan.render(Lang::Zh);
    assert!(said.contains("已证最优") && said.contains("56,548.63元"), "{said}");
    assert!(found.plan.render(Lang::En).contains("proven optimal"));
}
