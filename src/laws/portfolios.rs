//! Laws of statistics of a city: sums, what is withheld, ranks, what alone is enough.

use super::*;
use crate::measure::Ratio;

// ------------------------------------------------------------------------------------------------ statistics of a city

/// 先加后除 — the rate of several groups is the sum of their numbers over the sum of their bases, not the mean of their
/// rates.
///
/// # Errors
/// [`Law::SumsDivided`], with the numbers cross-multiplied.
///
/// ```
/// use wuye::laws::sums_divided;
/// use wuye::measure::Ratio;
/// let districts = [(900, 1_000), (10, 100)];
/// assert!(sums_divided(&districts, Ratio::new(910, 1_100)?).is_ok());
/// assert!(sums_divided(&districts, Ratio::new(1, 2)?).is_err()); // the mean of 90 % and 10 %
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
pub fn sums_divided(groups: &[(u64, u64)], share: Ratio) -> Result<(), LawViolation> {
    let above = sum(groups.iter().map(|(above, _)| i128::from(*above)));
    let below = sum(groups.iter().map(|(_, below)| i128::from(*below)));
    let expected = above.saturating_mul(i128::from(share.below()));
    same(Law::SumsDivided, expected, below.saturating_mul(i128::from(share.above())))
}

/// 小组遮盖 — no group from 1 up to below the threshold is shown; and where the total is shown, what it leaves for the
/// withheld groups lets each of them be as many numbers as the threshold, even of a reader who knows that none is zero.
///
/// # Errors
/// [`Law::WithheldSafe`], at the group that is shown, or with how many numbers are left.
///
/// ```
/// use wuye::laws::withheld_safe;
/// let groups = [3, 40, 12];
/// assert!(withheld_safe(&groups, &[false, true, false], true, 5).is_ok());
/// assert!(withheld_safe(&groups, &[false, true, true], true, 5).is_err()); // 55 − 40 − 12
/// assert!(withheld_safe(&groups, &[false, true, true], false, 5).is_ok()); // nobody knows the total
/// assert!(withheld_safe(&[1, 1, 9], &[false, false, true], true, 5).is_err()); // two groups make 2: each is 1
/// ```
pub fn withheld_safe(groups: &[u64], shown: &[bool], total: bool, threshold: u64) -> Result<(), LawViolation> {
    same(Law::WithheldSafe, count(groups.len()), count(shown.len()))?;
    for (at, (group, shown)) in groups.iter().zip(shown).enumerate() {
        if *shown && (1..threshold).contains(group) {
            let (expected, found) = (Said::AtLeast(threshold.into()), Said::Number((*group).into()));
            return Err(LawViolation::one(Law::WithheldSafe, at, expected, found));
        }
    }
    let withheld: Vec<i128> =
        groups.iter().zip(shown).filter(|(_, shown)| !**shown).map(|(group, _)| i128::from(*group)).collect();
    let left = sum(withheld.iter().copied());
    if !total || left == 0 {
        return Ok(());
    }
    // Every other withheld group has at least one.
    let possible = if withheld.len() > 1 { left.saturating_sub(count(withheld.len())).saturating_add(1) } else { 1 };
    if possible >= threshold.into() {
        return Ok(());
    }
    Err(LawViolation::new(Law::WithheldSafe, Said::AtLeast(threshold.into()), Said::Number(possible)))
}

/// 并列同位 — the rank of each is one more than there are with a larger share; equal shares have one rank, whatever
/// fractions they are written as.
///
/// # Errors
/// [`Law::RanksShared`], at the one whose rank is wrong.
///
/// ```
/// use wuye::laws::ranks_shared;
/// assert!(ranks_shared(&[(2, 3), (66, 99), (1, 2)], &[1, 1, 3]).is_ok());
/// assert!(ranks_shared(&[(2, 3), (66, 99), (1, 2)], &[1, 2, 3]).is_err()); // a tie broken silently
/// ```
pub fn ranks_shared(shares: &[(u64, u64)], ranks: &[u64]) -> Result<(), LawViolation> {
    same(Law::RanksShared, count(shares.len()), count(ranks.len()))?;
    for (at, ((above, below), rank)) in shares.iter().zip(ranks).enumerate() {
        let larger = |(a, b): &&(u64, u64)| {
            u128::from(*a).saturating_mul(u128::from(*below)) > u128::from(*above).saturating_mul(u128::from(*b))
        };
        let expected = count(shares.iter().filter(larger).count()).saturating_add(1);
        if expected != i128::from(*rank) {
            return Err(LawViolation::one(Law::RanksShared, at, Said::Number(expected), Said::Number((*rank).into())));
        }
    }
    Ok(())
}

/// 单项计数 — the number of compounds in which one thing alone is enough is the number of those whose answer is not met now
/// and is met when that thing, and nothing else, is stated as the law asks.
///
/// # Errors
/// [`Law::AloneCounted`].
///
/// ```
/// use wuye::laws::alone_counted;
/// use wuye::rule::Verdict::{Met, Unknown, Unmet};
/// // Now, and with the thing: one lacked only it, one lacks another thing as well, one had all.
/// let compounds = [(Unknown, Met), (Unknown, Unknown), (Met, Met), (Unmet, Unmet)];
/// assert!(alone_counted(&compounds, 1).is_ok());
/// assert!(alone_counted(&compounds, 2).is_err()); // everybody who lacks it
/// ```
pub fn alone_counted(verdicts: &[(Verdict, Verdict)], counted: u64) -> Result<(), LawViolation> {
    let opened = verdicts.iter().filter(|(now, with)| *now != Verdict::Met && *with == Verdict::Met);
    same(Law::AloneCounted, count(opened.count()), counted.into())
}
