//! Laws of metered use, floor coefficients and empty homes.

use super::*;
use crate::billing::floors::FloorMember;
use crate::billing::meter::{Meter, Reading, Tier};
use crate::measure::{Period, Ratio, Usage};
use crate::rule::LongerThan;

// ------------------------------------------------------------------------------------------------ quantities

/// 计量 — a use is what the register moved, turns included, times the multiplier.
///
/// # Errors
/// [`Law::UseFollowsRegister`], in thousandths; for a multiplier `a/b` both sides are taken `b` times.
///
/// ```
/// use wuye::billing::meter::{Meter, Reading, ReadingKind};
/// use wuye::laws::use_follows_register;
/// use wuye::measure::{Ratio, UsageUnit};
/// let meter = Meter::new("E-1".parse()?, 5, Ratio::new(40, 1)?, UsageUnit::KilowattHour)?;
/// let kind = ReadingKind::Actual;
/// let read = |day: &str, value: &str| Reading { day: day.parse().unwrap(), value: value.parse().unwrap(), kind };
/// let (from, to) = (read("2026-01-01", "99990"), read("2026-02-01", "15"));
/// assert!(use_follows_register(&meter, &from, &to, 1, "1000".parse()?).is_ok());
/// assert!(use_follows_register(&meter, &from, &to, 1, "25".parse()?).is_err()); // the multiplier forgotten
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn use_follows_register(
    meter: &Meter,
    from: &Reading,
    to: &Reading,
    turns: u32,
    used: Usage,
) -> Result<(), LawViolation> {
    let wide = |usage: Usage| i128::from(usage.thousandths());
    let turn = (0..meter.digits()).fold(1_000_i128, |turn, _| turn.saturating_mul(10));
    let moved = turn.saturating_mul(i128::from(turns)).saturating_add(wide(to.value)).saturating_sub(wide(from.value));
    let expected = moved.saturating_mul(i128::from(meter.multiplier().above()));
    same(Law::UseFollowsRegister, expected, wide(used).saturating_mul(i128::from(meter.multiplier().below())))
}

/// 阶梯 — what lies in a block costs that block's price: a use costs the first price, and what lies above each end costs
/// the next price instead of the one before.
///
/// # Errors
/// [`Law::TiersMarginal`], in fen × 10⁷ × what stands below the line.
///
/// ```
/// use wuye::billing::meter::Tier;
/// use wuye::laws::tiers_marginal;
/// let tiers = [Tier { up_to: Some("200".parse()?), price: "0.5".parse()? }, Tier { up_to: None, price: "0.8".parse()? }];
/// assert!(tiers_marginal(&tiers, "300".parse()?, (18_000, 1)).is_ok()); // 200 × 0.50 + 100 × 0.80
/// assert!(tiers_marginal(&tiers, "300".parse()?, (24_000, 1)).is_err()); // 300 × 0.80
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
pub fn tiers_marginal(tiers: &[Tier], used: Usage, (above, below): (i128, i128)) -> Result<(), LawViolation> {
    let used = i128::from(used.thousandths());
    let (mut expected, mut price, mut end) = (0_i128, 0_i128, 0_i128);
    for tier in tiers {
        let next = i128::from(tier.price.micro());
        let beyond = used.saturating_sub(end).max(0);
        expected = expected.saturating_add(beyond.saturating_mul(next.saturating_sub(price)));
        (price, end) = (next, tier.up_to.map_or(used, |end| i128::from(end.thousandths())));
    }
    same(Law::TiersMarginal, expected.saturating_mul(below), above.saturating_mul(10_000_000))
}

/// 楼层权重 — weights stand to each other as coefficients, times areas where these count. Compared by
/// cross-multiplication with the first weight that is not zero; of numbers that do not fit into 128 bits then, nothing
/// is said.
///
/// # Errors
/// [`Law::FloorWeights`], at the member.
///
/// ```
/// use wuye::billing::floors::FloorMember;
/// use wuye::laws::floor_weights;
/// use wuye::measure::Ratio;
/// let home = |floor| (FloorMember { unit: format!("{floor}01").parse().unwrap(), floor, area: None }, Ratio::new(i64::from(floor) - 1, 2).unwrap());
/// let homes = [home(1), home(2), home(3)];
/// assert!(floor_weights(&homes, false, &[0, 1, 2]).is_ok());
/// assert!(floor_weights(&homes, false, &[0, 3333, 6667]).is_err()); // percentages with two decimals
/// ```
pub fn floor_weights(members: &[(FloorMember, Ratio)], by_area: bool, weights: &[u64]) -> Result<(), LawViolation> {
    if members.len() != weights.len() {
        let (expected, found) = (Said::Number(count(members.len())), Said::Number(count(weights.len())));
        return Err(LawViolation::new(Law::FloorWeights, expected, found));
    }
    let extent = |member: &FloorMember| match member.area {
        Some(area) if by_area => i128::from(area.hundredths()),
        _ => 1,
    };
    let above = |(member, weight): &(FloorMember, Ratio)| i128::from(weight.above()).checked_mul(extent(member));
    let pairs = || members.iter().zip(weights);
    let first = pairs().find(|(member, _)| above(member).is_some_and(|above| above != 0));
    for (at, (member, weight)) in pairs().enumerate() {
        // weight : other weight = above / below : other above / other below
        let sides = first.and_then(|(other, other_weight)| {
            let left = i128::from(*weight).checked_mul(above(other)?)?.checked_mul(i128::from(member.1.below()))?;
            let right = i128::from(*other_weight).checked_mul(above(member)?)?;
            Some((left, right.checked_mul(i128::from(other.1.below()))?))
        });
        match sides {
            Some((left, right)) if left != right || (*weight == 0) != (above(member) == Some(0)) => {
                return Err(LawViolation::one(Law::FloorWeights, at, Said::Number(right), Said::Number(left)));
            }
            _ => {}
        }
    }
    Ok(())
}

/// 空置起算 — six months *or more* (以上) are reached on the last day of the sixth month, *more than* six months (超过) on
/// the day after; before neither is, and afterwards both stay so.
///
/// # Errors
/// [`Law::VacancyBegins`], with the day.
///
/// ```
/// use wuye::laws::vacancy_begins;
/// use wuye::measure::{Bound, Period};
/// use wuye::rule::LongerThan;
/// let six = LongerThan { period: Period::Months(6), bound: Bound::AtLeast };
/// let since = "2025-12-31".parse()?;
/// assert!(vacancy_begins(&six, since, |since, on| six.has_lasted(since, on)).is_ok());
/// let more = LongerThan { bound: Bound::MoreThan, ..six };
/// assert!(vacancy_begins(&six, since, |since, on| more.has_lasted(since, on)).is_err());
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
pub fn vacancy_begins<F>(longer: &LongerThan, since: Day, reached: F) -> Result<(), LawViolation>
where
    F: Fn(Day, Day) -> bool,
{
    let Ok(end) = longer.period.after(since) else { return Ok(()) };
    let Some(first) = (if longer.bound == Bound::AtLeast { Some(end) } else { end.next() }) else { return Ok(()) };
    let days = [first.previous(), Some(first), first.next(), Period::Months(7).after(first).ok()];
    for day in days.into_iter().flatten().filter(|day| *day >= since) {
        if reached(since, day) != (day >= first) {
            return Err(LawViolation::new(Law::VacancyBegins, Said::NotBefore(first), Said::Day(day)));
        }
    }
    Ok(())
}
