//! Errors and answers of fair fees, pools, claims, concessions and games.

use wuye::bundle::{
    CashFlow, ClaimRule, FEE_MEMBERS_MAX, FeeError, FeeMember, FeeOutcome, Game, MemberId, POOL_MEMBERS_MAX,
    airport_shapley, divide, fair_fees, sampled_shapley, share_pool, who_pays,
};
use wuye::measure::draw::{Draw, Generator};
use wuye::measure::{Area, Every, Money, Per, UnitPrice};
use wuye::measure::{Rational, Share};

use crate::Page;
use crate::errors::{Made, refused};

fn m(yuan: &str) -> Money {
    yuan.parse().unwrap()
}

fn price(micro: i64, every: Every) -> UnitPrice {
    UnitPrice::from_micro(micro, Per::SquareMetre, every).unwrap()
}

fn yard(id: &str) -> FeeMember {
    FeeMember {
        id: id.parse().unwrap(),
        area: "10000".parse().unwrap(),
        collection_bp: 10_000,
        floor: price(100_000, Every::Month),
        cap: price(300_000, Every::Month),
        reference: 1,
    }
}

fn amounts(list: &[(&str, &str)]) -> Vec<(MemberId, Money)> {
    list.iter().map(|(id, yuan)| (id.parse().unwrap(), m(yuan))).collect()
}

fn fees(members: &[FeeMember], yuan: &str) -> Result<FeeOutcome, FeeError> {
    fair_fees(members, 12, m(yuan))
}

fn errors_of_fees() -> Vec<Made> {
    let one = |member: FeeMember| refused(fees(&[member], "1"));
    let good = || yard("东院");
    let vast = Area::from_hundredths(Area::COMPOUND_MAX.hundredths() + 1).unwrap();
    let dear = UnitPrice::from_micro(1_000_000_000_000, Per::SquareMetre, Every::Month).unwrap();
    let rich = FeeMember { area: Area::COMPOUND_MAX, floor: dear, cap: dear, ..good() };
    let many: Vec<FeeMember> =
        (0..20).map(|n| FeeMember { id: format!("m{n}").parse().unwrap(), ..rich.clone() }).collect();
    vec![
        ("fee_members", "no member", refused(fees(&[], "1"))),
        ("fee_members", "one member too many", refused(fees(&vec![good(); FEE_MEMBERS_MAX + 1], "1"))),
        ("fee_months", "no month", refused(fair_fees(&[good()], 0, m("1")))),
        ("fee_member_twice", "a yard twice", refused(fees(&[good(), good()], "1"))),
        ("fee_other_rate", "a cap per year", one(FeeMember { cap: price(1, Every::Year), ..good() })),
        (
            "fee_floor_over_cap",
            "a floor over its cap",
            one(FeeMember { floor: price(310_000, Every::Month), ..good() }),
        ),
        ("fee_reference", "a reference of zero", one(FeeMember { reference: 0, ..good() })),
        ("fee_collection", "more is collected than charged", one(FeeMember { collection_bp: 10_001, ..good() })),
        ("fee_too_large", "a yard of more than 10⁸ m²", one(FeeMember { area: vast, ..good() })),
        ("fee_too_much", "floors beyond all money", refused(fair_fees(&many, 1_200, m("0")))),
    ]
}

fn errors_of_pools() -> Vec<Made> {
    let most = Money::MAX.to_string();
    let wide: Vec<(MemberId, Money)> = (0..1_001).map(|n| (format!("m{n}").parse().unwrap(), m("1"))).collect();
    let one = amounts(&[("东院", "1")]).remove(0);
    let pool = |list: &[(&str, &str)]| refused(share_pool(&amounts(list), m("1")));
    let claims = |estate: &str, list: &[(&str, &str)]| refused(divide(ClaimRule::Talmud, m(estate), &amounts(list)));
    vec![
        ("pool_too_many", "one member too many", refused(share_pool(&vec![one; POOL_MEMBERS_MAX + 1], m("1")))),
        ("pool_member_twice", "a yard twice", pool(&[("东院", "1"), ("东院", "2")])),
        ("pool_negative", "a need below zero", pool(&[("东院", "-1")])),
        ("pool_below_zero", "a pool below zero", refused(share_pool(&[], m("-1")))),
        ("pool_too_much", "needs beyond all money", pool(&[("东院", &most), ("西院", "0.01")])),
        (
            "pool_unequal",
            "more is given than received",
            refused(who_pays(&amounts(&[("公房", "2")]), &amounts(&[("东院", "1")]))),
        ),
        ("pool_too_many_cells", "a thousand and one of both", refused(who_pays(&wide, &wide))),
        ("claim_claimants", "no claimant", claims("0", &[])),
        ("claim_claimant_twice", "a yard twice", claims("1", &[("东院", "1"), ("东院", "2")])),
        ("claim_negative", "a claim below zero", claims("1", &[("东院", "2"), ("西院", "-1")])),
        ("claim_estate", "more than is claimed", claims("3.01", &[("东院", "2"), ("西院", "1")])),
        ("claim_too_much", "claims beyond all money", claims("1", &[("东院", &most), ("西院", "0.01")])),
    ]
}

fn flow(all: &[&str]) -> CashFlow {
    CashFlow::new(all.iter().map(|yuan| m(yuan)).collect()).unwrap()
}

fn errors_of_flows() -> Vec<Made> {
    let mut long = vec![m("1"); 122];
    (long[0], long[50]) = (m("-500"), m("-1"));
    let one = flow(&["-1", "2"]);
    vec![
        ("flow_periods", "no period", refused(CashFlow::new(vec![]))),
        (
            "flow_year_out_of_order",
            "2027 after 2025",
            refused(CashFlow::by_year(&[(2025, m("-1")), (2027, m("1")), (2026, m("1"))])),
        ),
        ("flow_too_much", "amounts beyond all money", refused(CashFlow::new(vec![Money::MAX, m("-0.01")]))),
        ("flow_rate", "a rate of −1", refused(one.npv("-1/1".parse().unwrap()))),
        ("flow_bits", "a bracket of no width", refused(one.irr(0))),
        ("flow_several_too_long", "three changes over 121 periods", refused(CashFlow::new(long).unwrap().irr(20))),
    ]
}

fn game(values: &[&str]) -> Game {
    let members = (0..values.len().ilog2()).map(|n| format!("m{n}").parse().unwrap()).collect();
    Game::new(members, values.iter().map(|yuan| m(yuan)).collect()).unwrap()
}

fn errors_of_games() -> Vec<Made> {
    let of = |ids: &[&str], values: &[&str]| {
        let members = ids.iter().map(|id| id.parse().unwrap()).collect();
        refused(Game::new(members, values.iter().map(|yuan| m(yuan)).collect()))
    };
    let two = game(&["0", "1", "2", "5"]);
    let shares = |all: &[i128]| refused(two.worst(&all.iter().map(|fen| Rational::from(*fen)).collect::<Vec<_>>()));
    let nine = game(&["0"; 512]);
    let sampled = |orders, risk, most| {
        let draw = Draw { generator: Generator::SplitMix64, seed: 7 };
        let value = |coalition: u64| Money::from_fen(i64::from(coalition.count_ones()) * 100).unwrap();
        refused(sampled_shapley(&["东院".parse().unwrap()], value, (m("0"), m(most)), draw, orders, risk))
    };
    let tenth = Share::new(1, 10).unwrap();
    vec![
        ("game_members", "nobody", of(&[], &["0"])),
        ("game_member_twice", "a yard twice", of(&["东院", "东院"], &["0"; 4])),
        ("game_values", "three values for two members", of(&["东院", "西院"], &["0"; 3])),
        ("game_empty_coalition", "nobody gains a yuan", of(&["东院"], &["1", "2"])),
        ("game_shares", "one share for two", shares(&[500])),
        ("game_shares_sum", "a fen too much", shares(&[500, 1])),
        ("game_too_many_for_nucleolus", "nine members", refused(nine.nucleolus())),
        ("game_negative_cost", "a cost of −1", refused(airport_shapley(&amounts(&[("东院", "-1")])))),
        ("game_orders", "no order", sampled(0, tenth, "1")),
        ("game_risk", "no risk", sampled(10, Share::NONE, "1")),
        ("game_beyond_range", "a yuan where half of one is the most", sampled(10, tenth, "0.5")),
    ]
}

pub fn errors() -> Vec<Made> {
    let mut all = errors_of_fees();
    all.extend(errors_of_pools());
    all.extend(errors_of_flows());
    all.extend(errors_of_games());
    all
}

pub fn answers(page: &mut Page) {
    page.section("公平收费 · Fair fees");
    let members = [yard("东院"), FeeMember { cap: price(1_000_000, Every::Month), ..yard("西院") }];
    for (case, target) in [("a target within reach", "72000"), ("beyond the caps", "200000"), ("below the floors", "1")]
    {
        let outcome = fees(&members, target).unwrap();
        page.row(case, |lang| outcome.render(lang));
    }
    page.section("按需分配 · Pools");
    let needs = amounts(&[("东院", "90000"), ("南院", "0"), ("西院", "60000"), ("北院", "150000")]);
    let shares = share_pool(&needs, m("200000")).unwrap();
    page.row("200,000 for needs of 300,000", |lang| shares.render(lang));
    let table = who_pays(&amounts(&[("公房", "100")]), &amounts(&[("东院", "100")])).unwrap();
    page.row("rooms pay for a yard", |lang| table.render(lang).join(" "));
    page.section("收益率 · Rates of return");
    for (case, flows) in [("build, then income", ["-100", "60", "60"]), ("two rates", ["-10000", "23000", "-13200"])] {
        let irr = flow(&flows).irr(20).unwrap();
        page.row(case, |lang| irr.render(lang));
    }
    let idle = flow(&["0", "0"]).irr(20).unwrap();
    page.row("nothing flows", |lang| idle.render(lang));
    page.section("分享 · Sharing");
    let pair = game(&["0", "0", "0", "60"]);
    let worst = |fen: [i128; 2]| pair.worst(&fen.map(Rational::from)).unwrap().unwrap();
    page.row("an even split", |lang| worst([3_000, 3_000]).render(lang));
    page.row("the first pays the second", |lang| worst([-100, 6_100]).render(lang));
}
