//! Laws of votes.

use super::*;

// ------------------------------------------------------------------------------------------------ votes

pub(super) const LIMBS: [Limb; 2] = [Limb::Heads, Limb::Area];

/// One limb of a count: persons, or hundredths of a square metre.
pub(super) fn limb_of(weight: Weight, limb: Limb) -> u128 {
    match limb {
        Limb::Heads => u128::from(weight.heads),
        Limb::Area => u128::from(weight.area.hundredths().unsigned_abs()),
    }
}

/// Whether a part reaches a threshold of a whole, by cross-multiplication. A share of nobody is never reached.
pub(super) fn reaches(threshold: Threshold, part: u128, whole: u128) -> bool {
    if whole == 0 {
        return false;
    }
    let part = part.saturating_mul(u128::from(threshold.share().below()));
    let needed = whole.saturating_mul(u128::from(threshold.share().above()));
    match threshold.bound() {
        Bound::AtLeast => part >= needed,
        Bound::MoreThan => part > needed,
    }
}

/// The limbs of a stage of a vote that are not reached, each with how much it needs at least and what it has.
pub(super) fn missed(threshold: Threshold, part: Weight, whole: Weight) -> Vec<(Limb, u128, u128)> {
    let short = |limb: Limb| {
        let (part, whole) = (limb_of(part, limb), limb_of(whole, limb));
        if reaches(threshold, part, whole) {
            return None;
        }
        let product = whole.saturating_mul(u128::from(threshold.share().above()));
        let near = product.checked_div(u128::from(threshold.share().below())).unwrap_or(0);
        // The least part is the quotient or the next number.
        let least = if reaches(threshold, near, whole) { near } else { near.saturating_add(1) };
        Some((limb, least, part))
    };
    LIMBS.into_iter().filter_map(short).collect()
}

/// What a vote comes to, and the limbs that its deciding stage misses.
pub(super) fn stage(tally: &TallyRecord, majority: &Majority) -> (Outcome, Vec<(Limb, u128, u128)>) {
    let absent = missed(majority.quorum, tally.participating, tally.total);
    if !absent.is_empty() {
        return (Outcome::NoQuorum, absent);
    }
    let base = match majority.base {
        Base::Participants => tally.participating,
        Base::All => tally.total,
    };
    let opposed = missed(majority.consent, tally.consenting, base);
    if opposed.is_empty() { (Outcome::Passed, opposed) } else { (Outcome::Rejected, opposed) }
}

/// 表决结果 — the outcome is what the thresholds say: no quorum unless enough take part, passed if enough agree, each
/// in persons and in area.
///
/// # Errors
/// [`Law::OutcomeFollows`].
///
/// ```
/// use wuye::laws::outcome_follows;
/// use wuye::matter::{Majority, Outcome, TallyOrigin, TallyRecord, Weight};
/// let w = |heads, area: &str| Weight { heads, area: area.parse().unwrap() };
/// let tally = TallyRecord {
///     total: w(300, "30000"), participating: w(200, "20000"), consenting: w(101, "10000.01"), origin: TallyOrigin::Declared,
/// };
/// let majority = Majority::of_participants(false)?;
/// assert!(outcome_follows(&tally, &majority, Outcome::Passed).is_ok());
/// assert!(outcome_follows(&tally, &majority, Outcome::Rejected).is_err());
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
pub fn outcome_follows(tally: &TallyRecord, majority: &Majority, outcome: Outcome) -> Result<(), LawViolation> {
    let (expected, _) = stage(tally, majority);
    if outcome == expected {
        return Ok(());
    }
    Err(LawViolation::new(Law::OutcomeFollows, Said::Outcome(expected), Said::Outcome(outcome)))
}

/// 同意者增加 — with the same owners taking part, more consent never turns a passed resolution into another. Of `more`
/// as much is added as there are owners who take part and have not agreed.
///
/// # Errors
/// [`Law::MoreConsent`].
///
/// ```
/// use wuye::laws::more_consent;
/// use wuye::matter::{Majority, Outcome, TallyOrigin, TallyRecord, Weight};
/// let w = |heads| Weight { heads, area: "90".parse().unwrap() };
/// let tally = TallyRecord { total: w(3), participating: w(3), consenting: w(2), origin: TallyOrigin::Declared };
/// let majority = Majority::of_participants(false)?;
/// let only_two = |tally: &TallyRecord, _: &Majority| match tally.consenting.heads {
///     2 => Outcome::Passed,
///     _ => Outcome::Rejected,
/// };
/// assert!(more_consent(&tally, &majority, w(1), only_two).is_err());
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
pub fn more_consent<F>(tally: &TallyRecord, majority: &Majority, more: Weight, resolve: F) -> Result<(), LawViolation>
where
    F: Fn(&TallyRecord, &Majority) -> Outcome,
{
    if resolve(tally, majority) != Outcome::Passed {
        return Ok(());
    }
    let Weight { heads, area } = tally.consenting;
    let consenting = Weight {
        heads: heads.saturating_add(more.heads).min(tally.participating.heads),
        area: area.plus(more.area).unwrap_or(Area::MAX).min(tally.participating.area),
    };
    let after = resolve(&TallyRecord { consenting, ..tally.clone() }, majority);
    if after == Outcome::Passed {
        return Ok(());
    }
    Err(LawViolation::new(Law::MoreConsent, Said::Outcome(Outcome::Passed), Said::Outcome(after)))
}

/// 差额最小 — the shortfalls name every limb that the deciding stage misses, once, and each is the least that limb
/// needs: that much more is enough and one person or 0.01 m² less is not. A passed vote has none.
///
/// # Errors
/// [`Law::ShortfallLeast`].
///
/// ```
/// use wuye::laws::shortfall_least;
/// use wuye::matter::{Majority, Short, TallyOrigin, TallyRecord, Weight};
/// let w = |heads, area: &str| Weight { heads, area: area.parse().unwrap() };
/// let tally = TallyRecord {
///     total: w(300, "30000"), participating: w(199, "20000"), consenting: w(199, "20000"), origin: TallyOrigin::Declared,
/// };
/// let majority = Majority::of_participants(false)?;
/// assert!(shortfall_least(&tally, &majority, &[Short::Heads(1)]).is_ok());
/// assert!(shortfall_least(&tally, &majority, &[Short::Heads(2)]).is_err());
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
pub fn shortfall_least(tally: &TallyRecord, majority: &Majority, short: &[Short]) -> Result<(), LawViolation> {
    let law = Law::ShortfallLeast;
    let (_, missed) = stage(tally, majority);
    same(law, count(missed.len()), count(short.len()))?;
    for (limb, least, part) in missed {
        let expected = Said::Number(wide(least.saturating_sub(part)));
        let said = |short: &Short| match (short, limb) {
            (Short::Heads(n), Limb::Heads) => Some(i128::from(*n)),
            (Short::Area(area), Limb::Area) => Some(i128::from(area.hundredths())),
            (Short::Heads(_), Limb::Area) | (Short::Area(_), Limb::Heads) => None,
        };
        let found = short.iter().find_map(said).map_or(Said::Nothing, Said::Number);
        if found != expected {
            return Err(LawViolation::new(law, expected, found));
        }
    }
    Ok(())
}
