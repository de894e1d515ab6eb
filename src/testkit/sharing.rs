//! Strategies of fair fees, pools, claims, concessions and games.

use super::*;
use crate::bundle::{
    CashFlow, ClaimRule, Division, FeeMember, FeeOutcome, Game, Irr, MemberId, Nucleolus, PayTable, PoolShares, divide,
    fair_fees, share_pool, who_pays,
};
use crate::measure::Rational;

/// 各成员金额 — members with their amounts: needs, payments, claims.
pub type MemberAmounts = Vec<(MemberId, Money)>;

/// 有理数 — any [`Rational`]: small, near a machine word, and beyond every one.
pub fn rational() -> BoxedStrategy<Rational> {
    let any_part = (any::<i64>(), 1..=i64::MAX);
    let small = (-100..=100_i64, 1..=12_i64);
    let made = |(above, below): (i64, i64)| sure(Rational::new(above.into(), below.into()));
    let one = prop_oneof![4 => small, 1 => any_part].prop_map(made);
    let wide = (one.clone(), 0..=3_u32).prop_map(|(one, times)| (0..times).fold(one.clone(), |all, _| all.times(&one)));
    prop_oneof![3 => one, 1 => wide].boxed()
}

/// 成员标识 — any [`MemberId`], often a Chinese one.
pub fn member_id() -> BoxedStrategy<MemberId> {
    prop_oneof!["[a-z][a-z0-9-]{0,30}", (1..=99_u8).prop_map(|n| format!("{n}号院"))]
        .prop_map(|text| sure(MemberId::new(text)))
        .boxed()
}

fn numbered(n: usize) -> MemberId {
    sure(MemberId::new(format!("m{n}")))
}

fn monthly(micro: i64) -> UnitPrice {
    sure(UnitPrice::from_micro(micro, Per::SquareMetre, Every::Month))
}

/// 计费成员 — a [`FeeMember`]: floor and cap in whole fen or not, now and then the same, few different references.
pub fn fee_member() -> BoxedStrategy<FeeMember> {
    let rate = || prop_oneof![4 => (0..=150_i64).prop_map(|fen| fen.saturating_mul(10_000)), 1 => 0..=2_000_000_i64];
    let area = prop_oneof![1 => Just(0_i64), 9 => 1..=10_000_000_i64];
    let bp = prop_oneof![3 => Just(10_000_u16), 1 => Just(0_u16), 6 => 0..=10_000_u16];
    (member_id(), area, bp, rate(), rate(), prop_oneof![Just(1_u32), 1..=240_u32])
        .prop_map(|(id, area, collection_bp, a, b, reference)| FeeMember {
            id,
            area: sure(Area::from_hundredths(area)),
            collection_bp,
            floor: monthly(a.min(b)),
            cap: monthly(a.max(b)),
            reference,
        })
        .boxed()
}

/// 公平收费案例 — one to eight members, months, and a target: mostly one that can be raised, now and then exactly at the
/// floors or caps or a fen beside them.
pub fn fee_case() -> BoxedStrategy<(Vec<FeeMember>, u32, Money)> {
    (vec(fee_member(), 1..=8), 1..=24_u32, 0..=1_000_i128, -1..=1_i64)
        .prop_map(|(members, months, place, beside)| {
            let named = members.into_iter().enumerate().map(|(n, member)| FeeMember { id: numbered(n), ..member });
            let members: Vec<FeeMember> = named.collect();
            let raised = |price: fn(&FeeMember) -> UnitPrice| {
                members.iter().fold(0_i128, |sum, member| {
                    let units = i128::from(member.area.hundredths())
                        .saturating_mul(member.collection_bp.into())
                        .saturating_mul(price(member).micro().into());
                    sum.saturating_add(units.saturating_mul(months.into()))
                })
            };
            let (least, most) = (raised(|member| member.floor), raised(|member| member.cap));
            let between = most.saturating_sub(least).saturating_mul(place) / 1_000;
            let fen = least.saturating_add(between) / 10_000_000_000;
            let fen = i64::try_from(fen).unwrap_or(0).saturating_add(beside);
            (members, months, sure(Money::from_fen(fen)))
        })
        .boxed()
}

/// 收费测算结果 — the [`FeeOutcome`] of a [`fee_case`].
pub fn fee_outcome() -> BoxedStrategy<FeeOutcome> {
    fee_case().prop_map(|(members, months, target)| sure(fair_fees(&members, months, target))).boxed()
}

/// 各成员金额 — so many members with amounts of zero or more, some of zero and some alike.
pub fn member_amounts(size: std::ops::RangeInclusive<usize>) -> BoxedStrategy<MemberAmounts> {
    let one = prop_oneof![1 => Just(0_i64), 2 => 0..=9_i64, 3 => 0..=10_000_000_i64];
    vec(one, size)
        .prop_map(|all| all.into_iter().enumerate().map(|(n, fen)| (numbered(n), sure(Money::from_fen(fen)))).collect())
        .boxed()
}

fn summed(list: &[(MemberId, Money)]) -> i64 {
    list.iter().fold(0_i64, |sum, (_, amount)| sum.saturating_add(amount.fen()))
}

/// 资金与需求 — needs and a pool: too small, exactly enough or too large.
pub fn pool_case() -> BoxedStrategy<(MemberAmounts, Money)> {
    (member_amounts(0..=8), 0..=12_i64)
        .prop_map(|(needs, tenths)| {
            let pool = summed(&needs).saturating_mul(tenths) / 10;
            (needs, sure(Money::from_fen(pool)))
        })
        .boxed()
}

/// 按需分配结果 — the [`PoolShares`] of a [`pool_case`].
pub fn pool_shares() -> BoxedStrategy<PoolShares> {
    pool_case().prop_map(|(needs, pool)| sure(share_pool(&needs, pool))).boxed()
}

/// 付出与收到 — payers and receivers that come to the same.
pub fn pay_case() -> BoxedStrategy<(MemberAmounts, MemberAmounts)> {
    (member_amounts(1..=6), member_amounts(1..=6))
        .prop_map(|(mut payers, mut receivers)| {
            let (given, received) = (summed(&payers), summed(&receivers));
            let top_up = |list: &mut MemberAmounts, missing: i64| {
                if let Some((_, first)) = list.first_mut() {
                    *first = sure(Money::from_fen(first.fen().saturating_add(missing)));
                }
            };
            top_up(&mut payers, received.saturating_sub(given).max(0));
            top_up(&mut receivers, given.saturating_sub(received).max(0));
            (payers, receivers)
        })
        .boxed()
}

/// 互助表 — the [`PayTable`] of a [`pay_case`].
pub fn pay_table() -> BoxedStrategy<PayTable> {
    pay_case().prop_map(|(payers, receivers)| sure(who_pays(&payers, &receivers))).boxed()
}

/// 主张与可分金额 — a rule, claims, and an estate from nothing to all of them.
pub fn claim_case() -> BoxedStrategy<(ClaimRule, Money, MemberAmounts)> {
    (any::<ClaimRule>(), member_amounts(1..=8), 0..=12_i64)
        .prop_map(|(rule, claims, twelfths)| {
            let estate = summed(&claims).saturating_mul(twelfths) / 12;
            (rule, sure(Money::from_fen(estate)), claims)
        })
        .boxed()
}

/// 不足分配结果 — the [`Division`] of a [`claim_case`].
pub fn division() -> BoxedStrategy<Division> {
    claim_case().prop_map(|(rule, estate, claims)| sure(divide(rule, estate, &claims))).boxed()
}

/// 现金流 — a [`CashFlow`]: a build and its income, any signs, or one made of known rates (also double ones).
pub fn cash_flow() -> BoxedStrategy<CashFlow> {
    let build = (1..=1_000_000_i64, vec(0..=200_000_i64, 0..=12)).prop_map(|(cost, income)| {
        let mut flows = std::vec![cost.saturating_neg()];
        flows.extend(income);
        flows
    });
    let signs = vec(-9..=9_i64, 1..=9);
    // The product of y − 1 − n/4 over the rates n/4.
    let known = vec(-3..=8_i64, 1..=4).prop_map(|rates| {
        rates.into_iter().fold(std::vec![1_i64], |flows, rate| {
            let root = rate.saturating_add(4);
            let mut next: Vec<i64> = flows.iter().map(|flow| flow.saturating_mul(4)).chain([0]).collect();
            for (at, flow) in flows.iter().enumerate() {
                if let Some(place) = next.get_mut(at.saturating_add(1)) {
                    *place = place.saturating_sub(flow.saturating_mul(root));
                }
            }
            next
        })
    });
    prop_oneof![build, signs, known]
        .prop_map(|flows| sure(CashFlow::new(flows.into_iter().map(|fen| sure(Money::from_fen(fen))).collect())))
        .boxed()
}

/// 内部收益率 — the [`Irr`] of a [`cash_flow`].
pub fn irr() -> BoxedStrategy<Irr> {
    cash_flow().prop_map(|flow| sure(flow.irr(20))).boxed()
}

/// 每期利率 — a rate of a period above −1: often zero, a few hundredths, now and then negative.
pub fn period_rate() -> BoxedStrategy<Ratio> {
    prop_oneof![1 => Just((0_i64, 1_i64)), 4 => (0..=15_i64).prop_map(|n| (n, 100)), 1 => (-9..=30_i64, Just(10_i64))]
        .prop_map(|(above, below)| sure(Ratio::new(above, below)))
        .boxed()
}

/// 合作博弈 — a [`Game`] of one to five members: any gains, or gains of which each adds to what the parts have.
pub fn game() -> BoxedStrategy<Game> {
    (1..=5_u32)
        .prop_flat_map(|number| {
            let coalitions = usize::try_from(2_u32.pow(number)).unwrap_or(2);
            (vec(-30..=60_i64, coalitions), any::<bool>())
        })
        .prop_map(|(values, adding)| {
            let number = usize::try_from(values.len().ilog2()).unwrap_or(0);
            let gain = |(coalition, value): (usize, &i64)| {
                let together = i64::from(coalition.count_ones().saturating_sub(1));
                let fen = match (coalition, adding) {
                    (0, _) => 0,
                    (_, true) => together.saturating_mul(40).saturating_add(value.saturating_abs()),
                    (_, false) => *value,
                };
                sure(Money::from_fen(fen))
            };
            let values = values.iter().enumerate().map(gain).collect();
            sure(Game::new((0..number).map(numbered).collect(), values))
        })
        .boxed()
}

/// 预核仁 — the prenucleolus of a [`game`].
pub fn nucleolus() -> BoxedStrategy<Nucleolus> {
    game().prop_map(|game| sure(game.prenucleolus())).boxed()
}
