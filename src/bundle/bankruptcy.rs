//! 不足分配 — rules for sharing out too little: what there is against what is claimed.

use num_bigint::BigInt;
use serde::Serialize;

use super::member::twice;
use super::{ClaimError, MemberId};
use crate::measure::{Money, Rational};
use crate::terms::terms;

/// 主张人上限 — the most claimants of one division.
pub const CLAIMANTS_MAX: usize = 100_000;

terms! {
    /// 不足分配规则 — how too little is shared out among claims.
    pub enum ClaimRule: "rule for sharing too little" {
        Proportional = "proportional", "按比例", "in proportion to the claims", "Aristotle; the usual rule of insolvency law";
        EqualAwards = "equal_awards", "等额满足", "constrained equal awards (CEA)", "Maimonides; Aumann, Maschler 1985";
        EqualLosses = "equal_losses", "等额损失", "constrained equal losses (CEL)", "Maimonides; Aumann, Maschler 1985";
        Talmud = "talmud", "塔木德规则", "the Talmud rule", "Aumann, Maschler 1985: the nucleolus of the game";
    }
}

/// 不足分配结果 — what each claimant is awarded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Division {
    /// The rule.
    pub rule: ClaimRule,
    /// One for each claimant, in the order given.
    pub awards: Vec<Award>,
}

/// 应得 — what one claimant is awarded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Award {
    /// Who.
    pub id: MemberId,
    /// The exact award in fen: from zero to the claim.
    pub exact: Rational,
    /// The award in whole fen, by largest remainder of the exact ones, ties to the earlier claimant.
    pub amount: Money,
}

/// Parts over a denominator that all share.
struct Parts {
    above: Vec<BigInt>,
    below: BigInt,
}

/// Everyone the same, but nobody more than the limit: the parts over their common denominator. `estate` is from zero to
/// the sum of the limits.
fn level(estate: &BigInt, limits: &[BigInt]) -> Parts {
    let mut order: Vec<usize> = (0..limits.len()).collect();
    order.sort_by(|a, b| limits.get(*a).cmp(&limits.get(*b)));
    let (mut left, mut members) = (estate.clone(), limits.len());
    for at in order {
        let Some(limit) = limits.get(at) else { continue };
        if limit * members > left {
            break;
        }
        left -= limit;
        members = members.saturating_sub(1);
    }
    // The level is left/members for those who are not at their limit; at their limit are all where nobody is left over.
    if members == 0 {
        return Parts { above: limits.to_vec(), below: BigInt::from(1) };
    }
    let below = BigInt::from(members);
    let above = limits.iter().map(|limit| (limit * members).min(left.clone())).collect();
    Parts { above, below }
}

/// What is left of the claims, times `factor`, after these parts.
fn losses(claims: &[BigInt], parts: Parts) -> Parts {
    let above = claims.iter().zip(&parts.above).map(|(claim, part)| claim * &parts.below - part).collect();
    Parts { above, ..parts }
}

fn divided(rule: ClaimRule, estate: &BigInt, claims: &[BigInt], sum: &BigInt) -> Parts {
    let short = sum - estate;
    match rule {
        ClaimRule::Proportional => {
            Parts { above: claims.iter().map(|claim| claim * estate).collect(), below: sum.clone() }
        }
        ClaimRule::EqualAwards => level(estate, claims),
        ClaimRule::EqualLosses => losses(claims, level(&short, claims)),
        ClaimRule::Talmud => {
            // Halves of the claims are the limits: the claims themselves, once everything is doubled.
            let half = |amount: &BigInt| {
                let parts = level(&(amount * 2), claims);
                Parts { below: parts.below * 2, ..parts }
            };
            if estate * 2 <= *sum { half(estate) } else { losses(claims, half(&short)) }
        }
    }
}

/// 不足分配 — shares `estate` out among claims that may come to more.
///
/// # Errors
/// [`ClaimError`]: no claimant or more than [`CLAIMANTS_MAX`], a claimant twice, a negative claim or estate, an estate
/// beyond all claims, claims beyond the bound of money.
///
/// ```
/// use wuye::bundle::{ClaimRule, MemberId, divide};
/// use wuye::measure::Money;
/// let claims: Vec<(MemberId, Money)> =
///     [("a", "100"), ("b", "200"), ("c", "300")].map(|(id, yuan)| (id.parse().unwrap(), yuan.parse().unwrap())).into();
/// let of = |rule| divide(rule, "200".parse().unwrap(), &claims).unwrap().awards;
/// let yuan = |rule| of(rule).iter().map(|award| award.amount.to_string()).collect::<Vec<_>>();
/// assert_eq!(yuan(ClaimRule::Proportional), ["33.33", "66.67", "100.00"]);
/// assert_eq!(yuan(ClaimRule::EqualAwards), ["66.67", "66.67", "66.66"]);
/// assert_eq!(yuan(ClaimRule::EqualLosses), ["0.00", "50.00", "150.00"]);
/// assert_eq!(yuan(ClaimRule::Talmud), ["50.00", "75.00", "75.00"]);
/// ```
pub fn divide(rule: ClaimRule, estate: Money, claims: &[(MemberId, Money)]) -> Result<Division, ClaimError> {
    if claims.is_empty() || claims.len() > CLAIMANTS_MAX {
        return Err(ClaimError::Claimants { most: CLAIMANTS_MAX, found: claims.len() });
    }
    if let Some(id) = twice(claims.iter().map(|(id, _)| id)) {
        return Err(ClaimError::ClaimantTwice { id });
    }
    if let Some((id, found)) = claims.iter().find(|(_, claim)| claim.is_negative()) {
        return Err(ClaimError::Negative { id: id.clone(), found: *found });
    }
    let sum = claims.iter().fold(0_i128, |sum, (_, claim)| sum.saturating_add(claim.fen().into()));
    let all = i64::try_from(sum).ok().and_then(|sum| Money::from_fen(sum).ok());
    let all = all.ok_or(ClaimError::TooMuch { most: Money::MAX })?;
    if estate.is_negative() || estate > all {
        return Err(ClaimError::Estate { most: all, found: estate });
    }
    let fen: Vec<BigInt> = claims.iter().map(|(_, claim)| BigInt::from(claim.fen())).collect();
    let parts = if sum == 0 {
        Parts { above: fen, below: BigInt::from(1) }
    } else {
        divided(rule, &BigInt::from(estate.fen()), &fen, &BigInt::from(sum))
    };
    let amounts = whole_fen(estate.fen(), &parts);
    let awards = claims.iter().zip(parts.above).zip(amounts).map(|(((id, _), above), amount)| Award {
        id: id.clone(),
        exact: Rational::of(above, parts.below.clone()).unwrap_or_default(),
        amount,
    });
    Ok(Division { rule, awards: awards.collect() })
}

/// Parts that add up to `total`, by largest remainder.
fn whole_fen(total: i64, parts: &Parts) -> Vec<Money> {
    let mut left = total;
    let mut rests: Vec<(BigInt, usize)> = Vec::with_capacity(parts.above.len());
    let mut whole: Vec<i64> = Vec::with_capacity(parts.above.len());
    for (i, above) in parts.above.iter().enumerate() {
        // From zero to the claim, which is an i64.
        let floor = i64::try_from(above / &parts.below).unwrap_or(0);
        rests.push((above - &parts.below * floor, i));
        left = left.saturating_sub(floor);
        whole.push(floor);
    }
    rests.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, i) in rests.iter().take(usize::try_from(left).unwrap_or(0)) {
        if let Some(fen) = whole.get_mut(*i) {
            *fen = fen.saturating_add(1);
        }
    }
    whole.into_iter().map(|fen| Money::from_fen(fen).unwrap_or(Money::ZERO)).collect()
}
