//! Laws of fair fees, pools, claims, concessions and games.

use super::*;
use crate::bundle::{CashFlow, ClaimRule, FairFees, FeeMember, Game, Irr, IrrKind, Nucleolus};
use crate::measure::{Ratio, Rational};

fn whole(n: i64) -> Rational {
    Rational::from(i128::from(n))
}

fn total(parts: &[Rational]) -> Rational {
    parts.iter().fold(Rational::default(), |sum, part| sum.plus(part))
}

fn same_rational(law: Law, at: usize, expected: &Rational, found: &Rational) -> Result<(), LawViolation> {
    if expected == found {
        return Ok(());
    }
    Err(LawViolation::one(law, at, Said::text(&expected.to_string()), Said::text(&found.to_string())))
}

fn all_fen(amounts: &[Money]) -> i128 {
    sum(amounts.iter().map(|amount| fen(*amount)))
}

// ------------------------------------------------------------------------------------------------ fees

/// 公平收费 — each rate is the level times the reference, held between floor and cap; exactly the target is raised; and
/// the amounts are those of the rates by largest remainder.
///
/// # Errors
/// [`Law::FairLevel`] at the member, or after all of them for the sum; [`Law::LargestRemainder`] for the amounts.
///
/// ```
/// use wuye::bundle::{FeeOutcome, fair_fees};
/// use wuye::{laws, testkit};
/// for (members, months, target) in testkit::samples(20, &testkit::fee_case()) {
///     if let Ok(FeeOutcome::Balanced(fair)) = fair_fees(&members, months, target) {
///         laws::fair_level(&members, months, target, &fair).unwrap();
///     }
/// }
/// ```
pub fn fair_level(members: &[FeeMember], months: u32, target: Money, fair: &FairFees) -> Result<(), LawViolation> {
    let law = Law::FairLevel;
    same(law, count(members.len()), count(fair.fees.len()))?;
    let fen_of = |micro: i64| Rational::new(i128::from(micro), 10_000).unwrap_or_default();
    let mut exact = Vec::with_capacity(members.len());
    for (at, (member, fee)) in members.iter().zip(&fair.fees).enumerate() {
        let level = fair.level.times(&whole(member.reference.into()));
        let rate = level.max(fen_of(member.floor.micro())).min(fen_of(member.cap.micro()));
        same_rational(law, at, &rate, &fee.rate)?;
        let collected = Rational::new(i128::from(member.area.hundredths()), 1_000_000).unwrap_or_default();
        let collected = collected.times(&whole(member.collection_bp.into())).times(&whole(months.into()));
        exact.push(collected.times(&rate));
    }
    same_rational(law, members.len(), &whole(target.fen()), &total(&exact))?;
    let law = Law::LargestRemainder;
    let amounts: Vec<Money> = fair.fees.iter().map(|fee| fee.amount).collect();
    same(law, fen(target), all_fen(&amounts))?;
    // What is rounded up has the larger remainders, the earlier members first among equals.
    let mut up: Option<(Rational, Reverse<usize>)> = None;
    let mut down: Option<(Rational, Reverse<usize>)> = None;
    for (at, (part, amount)) in exact.iter().zip(&amounts).enumerate() {
        let floor = part.floor().unwrap_or(i128::MIN);
        let rest = (part.minus(&Rational::from(floor)), Reverse(at));
        match fen(*amount).saturating_sub(floor) {
            0 => down = down.max(Some(rest)),
            1 => up = Some(up.map_or(rest.clone(), |least| least.min(rest))),
            _ => {
                let range = Said::Between(floor, floor.saturating_add(1));
                return Err(LawViolation::one(law, at, range, Said::Number(fen(*amount))));
            }
        }
    }
    match (up, down) {
        (Some((least, Reverse(at))), Some((most, Reverse(other))))
            if (&least, Reverse(at)) < (&most, Reverse(other)) =>
        {
            Err(LawViolation::one(law, at, Said::text(&most.to_string()), Said::text(&least.to_string())))
        }
        _ => Ok(()),
    }
}

// ------------------------------------------------------------------------------------------------ pools

/// 按需分配 — nobody receives more than the need, all together receive the pool or all needs, each within a fen of the
/// share of its need, and the rest is reported.
///
/// # Errors
/// [`Law::PoolByNeed`].
///
/// ```
/// use wuye::laws::pool_by_need;
/// let m = |yuan: &str| yuan.parse().unwrap();
/// assert!(pool_by_need(&[m("90"), m("0"), m("60")], m("100"), &[m("60"), m("0"), m("40")], m("50")).is_ok());
/// // by heads: the one without need is paid too
/// assert!(pool_by_need(&[m("90"), m("0"), m("60")], m("90"), &[m("30"), m("30"), m("30")], m("60")).is_err());
/// ```
pub fn pool_by_need(needs: &[Money], pool: Money, parts: &[Money], unfunded: Money) -> Result<(), LawViolation> {
    let law = Law::PoolByNeed;
    same(law, count(needs.len()), count(parts.len()))?;
    let needed = all_fen(needs);
    let given = fen(pool).min(needed);
    same(law, given, all_fen(parts))?;
    same(law, needed.saturating_sub(given), fen(unfunded))?;
    for (at, (need, part)) in needs.iter().zip(parts).enumerate() {
        let scaled = given.saturating_mul(fen(*need));
        let floor = scaled.checked_div(needed).unwrap_or(0);
        let most = floor.saturating_add(i128::from(scaled.checked_rem(needed).unwrap_or(0) != 0));
        if !(floor..=most).contains(&fen(*part)) {
            return Err(LawViolation::one(law, at, Said::Between(floor, most), Said::Number(fen(*part))));
        }
    }
    Ok(())
}

/// 互助表 — each row adds up to what its payer gives, each column to what its receiver gets, and no cell is negative.
///
/// # Errors
/// [`Law::RowsAndColumns`]: at the row, or after the rows at the column.
///
/// ```
/// use wuye::laws::rows_and_columns;
/// let m = |yuan: &str| yuan.parse().unwrap();
/// assert!(rows_and_columns(&[m("3"), m("1")], &[m("4")], &[vec![m("3")], vec![m("1")]]).is_ok());
/// assert!(rows_and_columns(&[m("3"), m("1")], &[m("4")], &[vec![m("2")], vec![m("2")]]).is_err());
/// ```
pub fn rows_and_columns(given: &[Money], received: &[Money], rows: &[Vec<Money>]) -> Result<(), LawViolation> {
    let law = Law::RowsAndColumns;
    same(law, count(given.len()), count(rows.len()))?;
    for (at, (payment, row)) in given.iter().zip(rows).enumerate() {
        let wrong = |expected, found| Err(LawViolation::one(law, at, expected, Said::Number(found)));
        if row.len() != received.len() {
            return wrong(Said::Number(count(received.len())), count(row.len()));
        }
        if let Some(cell) = row.iter().find(|cell| cell.is_negative()) {
            return wrong(Said::AtLeast(0), fen(*cell));
        }
        if all_fen(row) != fen(*payment) {
            return wrong(Said::Number(fen(*payment)), all_fen(row));
        }
    }
    for (at, receipt) in received.iter().enumerate() {
        let found = sum(rows.iter().filter_map(|row| row.get(at)).map(|cell| fen(*cell)));
        if found != fen(*receipt) {
            let at = at.saturating_add(rows.len());
            return Err(LawViolation::one(law, at, Said::Number(fen(*receipt)), Said::Number(found)));
        }
    }
    Ok(())
}

// ------------------------------------------------------------------------------------------------ claims

/// What two share of a sum when each first concedes what lies beyond its own claim (两人争一衣).
fn garment(sum: &Rational, one: &Rational, other: &Rational) -> Rational {
    let zero = Rational::default();
    let conceded = |claim: &Rational| sum.minus(claim).max(zero.clone());
    let contested = sum.minus(&conceded(one)).minus(&conceded(other));
    let half = Rational::new(1, 2).unwrap_or_default();
    conceded(other).plus(&contested.times(&half))
}

/// 不足分配 — the awards add up, none is below zero or above its claim, and the rule holds between every two: in
/// proportion; nobody with more unless the other has its claim; nobody with a greater loss unless the other has
/// nothing; or each two share what they have as two who contest a garment.
///
/// # Errors
/// [`Law::ClaimsShared`], at the claimant.
///
/// ```
/// use wuye::bundle::ClaimRule;
/// use wuye::laws::claims_shared;
/// let m = |yuan: &str| yuan.parse().unwrap();
/// let fen = |n: i128| n.into();
/// assert!(claims_shared(ClaimRule::EqualAwards, m("4"), &[m("1"), m("5")], &[fen(100), fen(300)]).is_ok());
/// assert!(claims_shared(ClaimRule::EqualLosses, m("4"), &[m("1"), m("5")], &[fen(100), fen(300)]).is_err());
/// ```
pub fn claims_shared(
    rule: ClaimRule,
    estate: Money,
    claims: &[Money],
    awards: &[Rational],
) -> Result<(), LawViolation> {
    let law = Law::ClaimsShared;
    same(law, count(claims.len()), count(awards.len()))?;
    let claims: Vec<Rational> = claims.iter().map(|claim| whole(claim.fen())).collect();
    same_rational(law, claims.len(), &whole(estate.fen()), &total(awards))?;
    let zero = Rational::default();
    for (at, (claim, award)) in claims.iter().zip(awards).enumerate() {
        let held = award.clone().max(zero.clone()).min(claim.clone());
        same_rational(law, at, &held, award)?;
    }
    for (at, (claim, award)) in claims.iter().zip(awards).enumerate() {
        for (other_claim, other) in claims.iter().zip(awards) {
            let right = match rule {
                ClaimRule::Proportional => award.times(other_claim) == other.times(claim),
                ClaimRule::EqualAwards => award >= other || award == claim,
                ClaimRule::EqualLosses => claim.minus(award) >= other_claim.minus(other) || *award == zero,
                ClaimRule::Talmud => *award == garment(&award.plus(other), claim, other_claim),
            };
            if !right && !std::ptr::eq(claim, other_claim) {
                return Err(LawViolation::one(law, at, Said::text(&other.to_string()), Said::text(&award.to_string())));
            }
        }
    }
    Ok(())
}

// ------------------------------------------------------------------------------------------------ concessions

/// The present value times the growth to the last power, by its definition.
fn value_at(flow: &CashFlow, rate: &Rational) -> Rational {
    let growth = rate.plus(&whole(1));
    flow.flows().iter().fold(Rational::default(), |sum, amount| sum.times(&growth).plus(&whole(amount.fen())))
}

/// How many rates between two, the ends included, are tried for a change of sign.
const TRIED: i128 = 16;

/// 内部收益率 — the brackets are in order and apart, the present value changes its sign across each as it says, there are
/// at most as many as changes of sign and as many short of that as is even, and between two brackets, below the first
/// and above the last the sign does not change.
///
/// The last is tried at some rates, not proved.
///
/// # Errors
/// [`Law::RatesBracketed`], at the bracket.
///
/// ```
/// use wuye::{laws, testkit};
/// testkit::holds_for(20, testkit::cash_flow(), |flow| laws::rates_bracketed(flow, &flow.irr(20).unwrap()));
/// ```
pub fn rates_bracketed(flow: &CashFlow, irr: &Irr) -> Result<(), LawViolation> {
    let law = Law::RatesBracketed;
    let signs: Vec<bool> = flow.flows().iter().filter(|one| !one.is_zero()).map(|one| one.is_negative()).collect();
    let changes = signs.iter().zip(signs.iter().skip(1)).filter(|(a, b)| a != b).count();
    same(law, count(changes), count(irr.sign_changes))?;
    let kind = match (signs.is_empty(), irr.brackets.len()) {
        (true, _) => IrrKind::EveryRate,
        (false, 0) => IrrKind::None,
        (false, 1) => IrrKind::Unique,
        (false, _) => IrrKind::Several,
    };
    if kind != irr.kind || irr.brackets.len() > changes {
        return Err(LawViolation::new(law, Said::text(kind.code()), Said::text(irr.kind.code())));
    }
    let crossing = irr.brackets.iter().filter(|bracket| bracket.crosses).count();
    same(law, count(changes & 1), count(crossing & 1))?;
    let sign = |rate: &Rational| value_at(flow, rate).sign();
    let mut from = whole(-1);
    for (at, bracket) in irr.brackets.iter().enumerate() {
        let wrong = |expected: &Rational, found: &Rational| {
            Err(LawViolation::one(law, at, Said::text(&expected.to_string()), Said::text(&found.to_string())))
        };
        if bracket.low <= from || bracket.high < bracket.low {
            return wrong(&from, &bracket.low);
        }
        let zero = std::cmp::Ordering::Equal;
        let right = if bracket.low == bracket.high {
            sign(&bracket.low) == zero
        } else {
            (sign(&bracket.low) != sign(&bracket.high)) == bracket.crosses && sign(&bracket.low) != zero
        };
        if !right {
            return wrong(&bracket.low, &bracket.high);
        }
        constant(flow, &from, &bracket.low, at)?;
        from = bracket.high.clone();
    }
    if signs.is_empty() {
        return Ok(());
    }
    constant(flow, &from, &from.plus(&whole(1)), irr.brackets.len())?;
    constant(flow, &from.plus(&whole(1)), &from.plus(&whole(1_000)), irr.brackets.len())
}

/// The sign is one and the same inside.
fn constant(flow: &CashFlow, low: &Rational, high: &Rational, at: usize) -> Result<(), LawViolation> {
    let mut first = None;
    for step in 1..TRIED {
        let part = Rational::new(step, TRIED).unwrap_or_default();
        let rate = low.plus(&high.minus(low).times(&part));
        let sign = value_at(flow, &rate).sign();
        if *first.get_or_insert(sign) != sign {
            return Err(LawViolation::one(Law::RatesBracketed, at, Said::Nothing, Said::text(&rate.to_string())));
        }
    }
    Ok(())
}

/// 最低费用与补助 — each brings the present value to zero or more, and one fen less does not; zero is enough as it is.
///
/// # Errors
/// [`Law::LeastEnough`]: at 0 for the fee, at 1 for the subsidy.
///
/// ```
/// use wuye::laws::least_enough;
/// let flow = wuye::bundle::CashFlow::new(vec!["-1".parse()?, "0.50".parse()?])?;
/// let (zero, half) = ("0/1".parse()?, "0.50".parse()?);
/// assert!(least_enough(&flow, zero, Some(half), half).is_ok());
/// assert!(least_enough(&flow, zero, Some("0.51".parse()?), half).is_err());
/// # Ok::<(), wuye::Error>(())
/// ```
pub fn least_enough(flow: &CashFlow, rate: Ratio, fee: Option<Money>, subsidy: Money) -> Result<(), LawViolation> {
    let rate = Rational::from(rate);
    let value = |first: i64, each: i64| {
        let growth = rate.plus(&whole(1));
        flow.flows().iter().enumerate().fold(Rational::default(), |sum, (at, amount)| {
            let more = if at == 0 { first } else { each };
            sum.times(&growth).plus(&whole(amount.fen()).plus(&whole(more)))
        })
    };
    let enough = |first: i64, each: i64| value(first, each).sign() != std::cmp::Ordering::Less;
    let (fee_fen, given) = (fee.map(Money::fen), subsidy.fen());
    if (flow.flows().len() > 1) != fee.is_some() {
        return Err(LawViolation::one(Law::LeastEnough, 0, Said::Nothing, Said::Number(count(flow.flows().len()))));
    }
    let least = |amount: i64, enough: &dyn Fn(i64) -> bool| {
        amount >= 0 && enough(amount) && (amount == 0 || !enough(amount.saturating_sub(1)))
    };
    match fee_fen {
        Some(each) if !least(each, &|each| enough(0, each)) => {
            Err(LawViolation::one(Law::LeastEnough, 0, Said::Nothing, Said::Number(each.into())))
        }
        _ if !least(given, &|first| enough(first, 0)) => {
            Err(LawViolation::one(Law::LeastEnough, 1, Said::Nothing, Said::Number(given.into())))
        }
        _ => Ok(()),
    }
}

// ------------------------------------------------------------------------------------------------ games

/// The most members of a game whose laws list its coalitions.
const LISTED_MEMBERS: usize = 12;

fn belongs(coalition: usize, at: usize) -> bool {
    u32::try_from(at).ok().and_then(|at| coalition.checked_shr(at)).is_some_and(|rest| rest & 1 == 1)
}

/// 沙普利值 — each share is what the potential of all is above that of the others, where the potential of a coalition is
/// its gain and the potentials of it without each one of its members, over how many they are (Hart, Mas-Colell 1989).
///
/// # Errors
/// [`Law::ShapleyPotential`], at the member. Games of more than twelve members are passed over.
///
/// ```
/// use wuye::{laws, testkit};
/// testkit::holds_for(20, testkit::game(), |game| laws::shapley_potential(game, &game.shapley()));
/// ```
pub fn shapley_potential(game: &Game, shares: &[Rational]) -> Result<(), LawViolation> {
    let law = Law::ShapleyPotential;
    let number = game.members().len();
    same(law, count(number), count(shares.len()))?;
    if number > LISTED_MEMBERS {
        return Ok(());
    }
    let mut potentials: Vec<Rational> = Vec::with_capacity(game.values().len());
    for (coalition, value) in game.values().iter().enumerate() {
        let inside = (0..number).filter(|at| belongs(coalition, *at));
        let others = inside.filter_map(|at| potentials.get(without(coalition, at)));
        let sum = others.fold(whole(value.fen()), |sum, other| sum.plus(other));
        potentials.push(sum.over(&whole(i64::from(coalition.count_ones()))).unwrap_or_default());
    }
    let all = potentials.len().saturating_sub(1);
    let of = |coalition: usize| potentials.get(coalition).cloned().unwrap_or_default();
    for (at, share) in shares.iter().enumerate() {
        same_rational(law, at, &of(all).minus(&of(without(all, at))), share)?;
    }
    Ok(())
}

fn without(coalition: usize, at: usize) -> usize {
    let own = u32::try_from(at).ok().and_then(|at| 1_usize.checked_shl(at)).unwrap_or(0);
    coalition & !own
}

/// 预核仁 — no member can complain about another more than the other about it: the largest excess of the coalitions with
/// the one and without the other is the same both ways (the prekernel, in which the prenucleolus lies); the shares add
/// up; and `epsilon` is the largest excess of all.
///
/// # Errors
/// [`Law::ComplaintsBalance`], at the member; after all members for the sum or the largest excess. Games of more than
/// twelve members are passed over.
///
/// ```
/// use wuye::{laws, testkit};
/// testkit::holds_for(10, testkit::game(), |game| laws::complaints_balance(game, &game.prenucleolus().unwrap()));
/// ```
pub fn complaints_balance(game: &Game, found: &Nucleolus) -> Result<(), LawViolation> {
    let law = Law::ComplaintsBalance;
    let number = game.members().len();
    same(law, count(number), count(found.shares.len()))?;
    if number > LISTED_MEMBERS {
        return Ok(());
    }
    let all = game.values().len().saturating_sub(1);
    let excess = |coalition: usize| {
        let given = found.shares.iter().enumerate().filter(|(at, _)| belongs(coalition, *at));
        let value = whole(game.values().get(coalition).map_or(0, |value| value.fen()));
        given.fold(value, |rest, (_, share)| rest.minus(share))
    };
    let excesses: Vec<Rational> = (0..=all).map(excess).collect();
    same_rational(law, number, &Rational::default(), excesses.last().unwrap_or(&Rational::default()))?;
    let proper = || excesses.iter().enumerate().skip(1).filter(|(coalition, _)| *coalition != all);
    if proper().map(|(_, excess)| excess).max() != found.epsilon.as_ref() {
        return Err(LawViolation::one(law, number, Said::Nothing, Said::Nothing));
    }
    let most = |one: usize, other: usize| {
        let between = proper().filter(|(coalition, _)| belongs(*coalition, one) && !belongs(*coalition, other));
        between.map(|(_, excess)| excess).max().cloned().unwrap_or_default()
    };
    for one in 0..number {
        for other in 0..one {
            same_rational(law, one, &most(other, one), &most(one, other))?;
        }
    }
    Ok(())
}
