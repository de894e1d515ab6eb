//! The stored forms of fair fees, pools, claims, concessions and games.

use wuye::bundle::{
    CashFlow, ClaimRule, FeeMember, Game, MemberId, divide, fair_fees, sampled_shapley, share_pool, who_pays,
};
use wuye::measure::draw::{Draw, Generator};
use wuye::measure::{Every, Money, Per, Rational, Share, UnitPrice};

use super::{Frozen, parsed};

fn m(yuan: &str) -> Money {
    parsed(yuan)
}

fn amounts(list: &[(&str, &str)]) -> Vec<(MemberId, Money)> {
    list.iter().map(|(id, yuan)| (parsed(id), m(yuan))).collect()
}

pub fn freeze(f: &mut Frozen) {
    f.stored("rational", &vec![Rational::from(5), parsed("-7/3"), parsed("123456789012345678901234567890/7")]);
    f.stored("member_id", &parsed::<MemberId>("东风里"));
    fees(f);
    let needs = amounts(&[("东风里", "90000"), ("南关院", "0"), ("西街楼", "60000"), ("北苑", "150000")]);
    f.written("pool_shares", &share_pool(&needs, m("200000")).unwrap());
    let (payers, receivers) = (amounts(&[("公房", "100"), ("停车", "50")]), amounts(&[("甲", "30"), ("乙", "120")]));
    f.written("pay_table", &who_pays(&payers, &receivers).unwrap());
    let claims = amounts(&[("甲", "100"), ("乙", "200"), ("丙", "300")]);
    f.written("award", &divide(ClaimRule::EqualAwards, m("200"), &claims).unwrap().awards[0]);
    f.written("division", &divide(ClaimRule::Talmud, m("200"), &claims).unwrap());
    flows(f);
    games(f);
}

fn fees(f: &mut Frozen) {
    let price = |micro| UnitPrice::from_micro(micro, Per::SquareMetre, Every::Month).unwrap();
    let yard = |id: &str, area: &str, cap| FeeMember {
        id: parsed(id),
        area: parsed(area),
        collection_bp: 9_500,
        floor: price(100_000),
        cap: price(cap),
        reference: 1,
    };
    let members = vec![yard("东院", "10000", 300_000), yard("西院", "20000", 1_000_000)];
    f.stored("fee_member", &members);
    let outcomes = ["144000", "300000", "100"].map(|target| fair_fees(&members, 12, m(target)).unwrap());
    if let wuye::bundle::FeeOutcome::Balanced(fair) = &outcomes[0] {
        f.written("fair_fee", &fair.fees[0]);
        f.written("fair_fees", fair);
    }
    f.written("fee_outcome", &outcomes);
}

fn flows(f: &mut Frozen) {
    let flow = |all: &[&str]| CashFlow::new(all.iter().map(|yuan| m(yuan)).collect()).unwrap();
    let two = flow(&["-10000", "23000", "-13200"]);
    f.stored("cash_flow", &two);
    let irr = two.irr(10).unwrap();
    f.written("rate_bracket", &irr.brackets[0]);
    f.written("irr", &irr);
    f.written("payback", &flow(&["-100", "70", "70"]).payback().unwrap());
}

fn games(f: &mut Frozen) {
    let members: Vec<MemberId> = ["甲", "乙", "丙"].map(parsed).to_vec();
    let values = ["0", "0", "0", "0", "0", "60", "60", "90"].map(m).to_vec();
    let game = Game::new(members.clone(), values).unwrap();
    f.stored("game", &game);
    f.written("excess", &game.worst(&game.shapley()).unwrap());
    f.written("nucleolus", &game.prenucleolus().unwrap());
    let value = |coalition: u64| Money::from_fen(i64::from(coalition.count_ones())).unwrap();
    let draw = Draw { generator: Generator::SplitMix64, seed: 7 };
    let range = (m("0"), m("0.01"));
    f.written(
        "sampled_shapley",
        &sampled_shapley(&members, value, range, draw, 10, Share::new(1, 20).unwrap()).unwrap(),
    );
}
