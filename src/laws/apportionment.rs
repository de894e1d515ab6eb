//! Laws of apportionment.

use super::*;

// ------------------------------------------------------------------------------------------------ apportionment

/// 各份之和等于总额 — the parts add up to the total. Alone it is far too weak: see [`largest_remainder`].
///
/// # Errors
/// [`Law::PartsSum`].
///
/// ```
/// assert!(wuye::laws::parts_sum(-100, &[-34, -33, -33]).is_ok());
/// ```
pub fn parts_sum(total: i64, parts: &[i64]) -> Result<(), LawViolation> {
    same(Law::PartsSum, total.into(), sum(parts.iter().map(|part| i128::from(*part))))
}

/// 权重为零者分得零 — who has no weight receives nothing. Also asks for one part for each weight.
///
/// # Errors
/// [`Law::ZeroWeightGetsZero`].
///
/// ```
/// assert!(wuye::laws::zero_weight_gets_zero(&[1, 0], &[7, 0]).is_ok());
/// ```
pub fn zero_weight_gets_zero(weights: &[u64], parts: &[i64]) -> Result<(), LawViolation> {
    let law = Law::ZeroWeightGetsZero;
    same(law, count(weights.len()), count(parts.len()))?;
    match weights.iter().zip(parts).enumerate().find(|(_, (weight, part))| **weight == 0 && **part != 0) {
        Some((at, (_, part))) => Err(LawViolation::one(law, at, Said::Number(0), Said::Number(i128::from(*part)))),
        None => Ok(()),
    }
}

/// The exact share of one member as whole units and a remainder; the remainder counts in units of 1/sum.
pub(super) struct ExactShare {
    whole: u128,
    rest: u128,
}

/// The exact shares of a total without its sign; nothing where there is no weight.
pub(super) fn exact_shares(total: i64, weights: &[u64]) -> Option<Vec<ExactShare>> {
    let weight_sum = weights.iter().fold(0_u128, |sum, weight| sum.saturating_add(u128::from(*weight)));
    let units = u128::from(total.unsigned_abs());
    let share = |weight: &u64| {
        // 2⁶³ times 2⁶⁴ fits.
        let product = units.checked_mul(u128::from(*weight))?;
        Some(ExactShare { whole: product.checked_div(weight_sum)?, rest: product.checked_rem(weight_sum)? })
    };
    weights.iter().map(share).collect()
}

/// A part with the sign of the total taken off, so that it is not below zero where it is right.
pub(super) fn unsigned(total: i64, part: i64) -> i128 {
    if total < 0 { i128::from(part).saturating_neg() } else { part.into() }
}

pub(super) fn wide(n: u128) -> i128 {
    i128::try_from(n).unwrap_or(i128::MAX)
}

/// 份额规则 — each part is its exact share, rounded down or up: never a whole unit away from it. Of weights that are
/// all zero nothing is asked.
///
/// # Errors
/// [`Law::QuotaRule`].
///
/// ```
/// use wuye::laws::quota_rule;
/// assert!(quota_rule(50, &[91, 3, 3, 3], &[46, 2, 1, 1]).is_ok());
/// // Jefferson gives 47 where the exact share is 45.5.
/// assert!(quota_rule(50, &[91, 3, 3, 3], &[47, 1, 1, 1]).is_err());
/// ```
pub fn quota_rule(total: i64, weights: &[u64], parts: &[i64]) -> Result<(), LawViolation> {
    let law = Law::QuotaRule;
    same(law, count(weights.len()), count(parts.len()))?;
    let Some(shares) = exact_shares(total, weights) else { return Ok(()) };
    for (at, (share, part)) in shares.iter().zip(parts).enumerate() {
        let least = wide(share.whole);
        let most = if share.rest == 0 { least } else { least.saturating_add(1) };
        let found = unsigned(total, *part);
        if found < least || found > most {
            let signed = |n: i128| if total < 0 { n.saturating_neg() } else { n };
            let (one, other) = (signed(least), signed(most));
            let expected = Said::Between(one.min(other), one.max(other));
            return Err(LawViolation::one(law, at, expected, Said::Number(i128::from(*part))));
        }
    }
    Ok(())
}

/// 最大余数法 — the parts are exactly those of largest remainder: whole units of the exact share, and the units left
/// over one each to the largest remainders, ties to the earlier member. Remainders are compared as integers.
///
/// # Errors
/// [`Law::PartsSum`], [`Law::QuotaRule`], [`Law::LargestRemainder`].
///
/// ```
/// use wuye::laws::largest_remainder;
/// assert!(largest_remainder(100, &[1, 1, 1], &[34, 33, 33]).is_ok());
/// assert!(largest_remainder(100, &[1, 1, 1], &[33, 34, 33]).is_err()); // the tie goes to the first
/// ```
pub fn largest_remainder(total: i64, weights: &[u64], parts: &[i64]) -> Result<(), LawViolation> {
    quota_rule(total, weights, parts)?;
    let Some(shares) = exact_shares(total, weights) else { return Ok(()) };
    parts_sum(total, parts)?;
    let got_one = |share: &ExactShare, part: &i64| unsigned(total, *part) > wide(share.whole);
    let rank = |(at, (share, _)): &(usize, (&ExactShare, &i64))| (share.rest, Reverse(*at));
    let each = || shares.iter().zip(parts).enumerate();
    let last_served = each().filter(|(_, (share, part))| got_one(share, part)).min_by_key(rank);
    let first_left = each().filter(|(_, (share, part))| !got_one(share, part)).max_by_key(rank);
    match (last_served, first_left) {
        (Some(served), Some(left)) if rank(&served) < rank(&left) => {
            let (at, (share, part)) = left;
            let sign = if total < 0 { -1 } else { 1 };
            let expected = wide(share.whole).saturating_add(1).saturating_mul(sign);
            Err(LawViolation::one(Law::LargestRemainder, at, Said::Number(expected), Said::Number(i128::from(*part))))
        }
        _ => Ok(()),
    }
}

/// 镜像 — the total with the other sign gives the same parts with the other sign, so that a reversal cancels its
/// charge member by member. Of `i64::MIN`, which has no mirror, nothing is asked.
///
/// # Errors
/// [`Law::Mirrored`].
///
/// ```
/// use wuye::laws::mirrored;
/// use wuye::measure::apportion::largest_remainder;
/// assert!(mirrored(100, &[1, 1, 1], |total, weights| largest_remainder(total, weights).unwrap()).is_ok());
/// ```
pub fn mirrored<F>(total: i64, weights: &[u64], apportion: F) -> Result<(), LawViolation>
where
    F: Fn(i64, &[u64]) -> Vec<i64>,
{
    let Some(other) = total.checked_neg() else { return Ok(()) };
    let (parts, mirror) = (apportion(total, weights), apportion(other, weights));
    same(Law::Mirrored, count(parts.len()), count(mirror.len()))?;
    let opposite = |part: &i64| i128::from(*part).saturating_neg();
    let found = parts.iter().zip(&mirror).enumerate().find(|(_, (part, other))| opposite(part) != i128::from(**other));
    match found {
        Some((at, (part, other))) => {
            let (expected, found) = (Said::Number(opposite(part)), Said::Number(i128::from(*other)));
            Err(LawViolation::one(Law::Mirrored, at, expected, found))
        }
        None => Ok(()),
    }
}

/// 次序无关 — the members in another order get the same parts, except that tied members may change places: those whose
/// remainder is the one at which the units left over run out. `order` gives for each place the member that stands
/// there, counted from 0; what is not a rearrangement of all members asks for nothing.
///
/// # Errors
/// [`Law::OrderIrrelevant`].
///
/// ```
/// use wuye::laws::order_irrelevant;
/// use wuye::measure::apportion::{cumulative, largest_remainder};
/// assert!(order_irrelevant(10, &[1, 2, 4], &[2, 0, 1], |t, w| largest_remainder(t, w).unwrap()).is_ok());
/// // Cumulative rounding is made for periods, whose order is given.
/// assert!(order_irrelevant(10, &[1, 2, 4], &[2, 0, 1], |t, w| cumulative(t, w).unwrap()).is_err());
/// ```
pub fn order_irrelevant<F>(total: i64, weights: &[u64], order: &[usize], apportion: F) -> Result<(), LawViolation>
where
    F: Fn(i64, &[u64]) -> Vec<i64>,
{
    let law = Law::OrderIrrelevant;
    let members: BTreeSet<usize> = order.iter().copied().collect();
    let is_order = order.len() == weights.len() && members.iter().copied().eq(0..weights.len());
    let (true, Some(shares)) = (is_order, exact_shares(total, weights)) else { return Ok(()) };
    let moved: Vec<u64> = order.iter().filter_map(|member| weights.get(*member)).copied().collect();
    let (parts, other) = (apportion(total, weights), apportion(total, &moved));
    same(law, count(weights.len()), count(parts.len()))?;
    same(law, count(weights.len()), count(other.len()))?;
    // The remainder of the last member that a unit left over reaches, in either order.
    let mut rests: Vec<u128> = shares.iter().map(|share| share.rest).collect();
    rests.sort_unstable_by_key(|rest| Reverse(*rest));
    let whole = shares.iter().fold(0_u128, |sum, share| sum.saturating_add(share.whole));
    let left = u128::from(total.unsigned_abs()).saturating_sub(whole);
    let last = usize::try_from(left).ok().and_then(|left| left.checked_sub(1)).and_then(|at| rests.get(at));
    for (place, member) in order.iter().enumerate() {
        let (Some(share), Some(part), Some(found)) = (shares.get(*member), parts.get(*member), other.get(place)) else {
            continue;
        };
        if part != found && Some(&share.rest) != last {
            return Err(LawViolation::one(
                law,
                *member,
                Said::Number(i128::from(*part)),
                Said::Number(i128::from(*found)),
            ));
        }
    }
    Ok(())
}
