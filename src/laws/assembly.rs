//! Laws of the owners' assembly.

use super::*;
use crate::estate::OwnerId;
use crate::meeting::{Further, Placed, RankRule, Vote};

// ------------------------------------------------------------------------------------------------ assembly

/// 已表决专有部分 — a unit as the laws of counting see it: whose it is, whether the developer still holds it, its area and
/// what was voted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CastUnit {
    /// The owner: of co-owners the one they named.
    pub owner: OwnerId,
    /// Whether it is unsold, or sold and not delivered.
    pub stock: bool,
    /// Its area.
    pub area: Area,
    /// What was voted, if anything.
    pub vote: Option<Vote>,
}

/// The head a unit belongs to: its owner, or the developer's stock.
fn head(unit: &CastUnit) -> Option<&OwnerId> {
    (!unit.stock).then_some(&unit.owner)
}

/// 计票 — heads are owners and not dwellings, the developer's stock is one; whoever votes for, against or abstains takes
/// part; areas are added as they are. An owner whose units voted differently takes part and does not agree; an invalid
/// ballot takes no part.
///
/// # Errors
/// [`Law::TallyFollows`]: at 0 and 1 the total, at 2 and 3 those who take part, at 4 and 5 those who agree, each in
/// persons and in hundredths of a square metre.
///
/// ```
/// use wuye::laws::{CastUnit, tally_follows};
/// use wuye::matter::{TallyOrigin, TallyRecord, Weight};
/// use wuye::meeting::Vote;
/// let flat = |vote| CastUnit { owner: "li".parse().unwrap(), stock: false, area: "90".parse().unwrap(), vote: Some(vote) };
/// let w = |heads, area: &str| Weight { heads, area: area.parse().unwrap() };
/// let tally = |heads| TallyRecord {
///     total: w(heads, "180"), participating: w(heads, "180"), consenting: w(heads, "180"), origin: TallyOrigin::Counted,
/// };
/// let two_flats = [flat(Vote::For), flat(Vote::For)];
/// assert!(tally_follows(&two_flats, &tally(1)).is_ok());
/// assert!(tally_follows(&two_flats, &tally(2)).is_err()); // heads per flat
/// ```
pub fn tally_follows(units: &[CastUnit], tally: &TallyRecord) -> Result<(), LawViolation> {
    let spoken = |unit: &&CastUnit| unit.vote.is_some_and(|vote| vote != Vote::Invalid);
    let heads_of = |keep: &dyn Fn(&&CastUnit) -> bool| -> BTreeSet<Option<&OwnerId>> {
        units.iter().filter(|unit| keep(unit)).map(head).collect()
    };
    let area_of = |keep: &dyn Fn(&&CastUnit) -> bool| {
        sum(units.iter().filter(|unit| keep(unit)).map(|unit| i128::from(unit.area.hundredths())))
    };
    let agrees = |unit: &&CastUnit| unit.vote == Some(Vote::For);
    let differs = heads_of(&|unit| spoken(unit) && !agrees(unit));
    let agreeing = heads_of(&agrees).difference(&differs).count();
    let expected = [
        count(heads_of(&|_| true).len()),
        area_of(&|_| true),
        count(heads_of(&spoken).len()),
        area_of(&spoken),
        count(agreeing),
        area_of(&agrees),
    ];
    let limbs = |weight: Weight| [i128::from(weight.heads), i128::from(weight.area.hundredths())];
    let found = [tally.total, tally.participating, tally.consenting].map(limbs).concat();
    for (at, (expected, found)) in expected.into_iter().zip(found).enumerate() {
        if expected != found {
            return Err(LawViolation::one(Law::TallyFollows, at, Said::Number(expected), Said::Number(found)));
        }
    }
    Ok(())
}

/// 两半合计 — of two halves of the owners, each counted alone, the tallies add up to that of the whole.
///
/// # Errors
/// [`Law::PartsMerge`], at the same places as [`tally_follows`].
pub fn parts_merge<F>(units: &[CastUnit], count_votes: F) -> Result<(), LawViolation>
where
    F: Fn(&[CastUnit]) -> TallyRecord,
{
    let heads: BTreeSet<Option<&OwnerId>> = units.iter().map(head).collect();
    let first: BTreeSet<Option<&OwnerId>> = heads.iter().copied().step_by(2).collect();
    let (one, other): (Vec<CastUnit>, Vec<CastUnit>) =
        units.iter().cloned().partition(|unit| first.contains(&head(unit)));
    if one.is_empty() || other.is_empty() {
        return Ok(());
    }
    let limbs = |tally: &TallyRecord| {
        let limbs = |weight: Weight| [i128::from(weight.heads), i128::from(weight.area.hundredths())];
        [tally.total, tally.participating, tally.consenting].map(limbs).concat()
    };
    let (one, other, whole) = (count_votes(&one), count_votes(&other), count_votes(units));
    let added = limbs(&one).into_iter().zip(limbs(&other)).map(|(a, b)| a.saturating_add(b));
    for (at, (expected, found)) in added.zip(limbs(&whole)).enumerate() {
        if expected != found {
            return Err(LawViolation::one(Law::PartsMerge, at, Said::Number(expected), Said::Number(found)));
        }
    }
    Ok(())
}

/// 次序无关 — the order in which ballots, units or candidates are listed changes nothing: reversed, and each one in turn
/// as the first.
///
/// # Errors
/// [`Law::OrderFree`], at the number of places by which the list was turned.
pub fn order_free<T: Clone, R: PartialEq, F: Fn(&[T]) -> R>(list: &[T], result: F) -> Result<(), LawViolation> {
    let expected = result(list);
    let mut turned = list.to_vec();
    for at in 0..list.len() {
        let reversed: Vec<T> = turned.iter().rev().cloned().collect();
        if result(&turned) != expected || result(&reversed) != expected {
            let (said, found) = (Said::text("the same result"), Said::text("another result"));
            return Err(LawViolation::one(Law::OrderFree, at, said, found));
        }
        turned.rotate_left(1);
    }
    Ok(())
}

/// 尚需同意 — with the further consent a vote passes, and in each limb with one less it does not, whoever else joins.
///
/// # Errors
/// [`Law::FurtherLeast`].
pub fn further_least(tally: &TallyRecord, majority: &Majority, further: &Further) -> Result<(), LawViolation> {
    let law = Law::FurtherLeast;
    let more = Weight { heads: further.heads, area: further.area };
    let new = Weight { heads: further.new_heads, area: further.new_area };
    for limb in LIMBS {
        let of = |weight| limb_of(weight, limb);
        let (total, part, yes) = (of(tally.total), of(tally.participating), of(tally.consenting));
        let passes = |new: u128, more: u128| {
            let (part, yes) = (part.saturating_add(new), yes.saturating_add(more));
            let base = if majority.base == Base::Participants { part } else { total };
            let possible = part <= total && yes <= part && new <= more;
            possible && reaches(majority.quorum, part, total) && reaches(majority.consent, yes, base)
        };
        let (least, joining) = (of(more), of(new));
        if !passes(joining, least) {
            return Err(LawViolation::new(law, Said::Outcome(Outcome::Passed), Said::Number(wide(least))));
        }
        let Some(fewer) = least.checked_sub(1) else { continue };
        // With one less: as few join as the quorum and the room among those who took part allow.
        let absent = missed_least(majority.quorum, part, total);
        let room = part.saturating_sub(yes);
        let joining = absent.max(fewer.saturating_sub(room));
        if joining <= fewer && passes(joining, fewer) {
            return Err(LawViolation::new(law, Said::AtMost(wide(fewer)), Said::Number(wide(least))));
        }
    }
    Ok(())
}

/// How much a part lacks to reach a threshold.
fn missed_least(threshold: Threshold, part: u128, whole: u128) -> u128 {
    let near = whole.saturating_mul(u128::from(threshold.share().above()));
    let near = near.checked_div(u128::from(threshold.share().below())).unwrap_or(0);
    let least = if reaches(threshold, near, whole) { near } else { near.saturating_add(1) };
    least.saturating_sub(part)
}

/// 差额选举 — nobody who did not reach the votes needed is elected; as many are elected as there are seats and candidates
/// who reach them; and nobody is elected before somebody who ranks higher.
///
/// # Errors
/// [`Law::RankingKept`], at the place of the candidate.
pub fn ranking_kept(
    tally: &TallyRecord,
    majority: &Majority,
    rank: RankRule,
    seats: usize,
    candidates: &[(Weight, Placed)],
) -> Result<(), LawViolation> {
    let law = Law::RankingKept;
    let reaches_all = |agreed: Weight| {
        let tally = TallyRecord { consenting: agreed, ..tally.clone() };
        stage(&tally, majority).0 == Outcome::Passed
    };
    let reached = candidates.iter().filter(|(agreed, _)| reaches_all(*agreed)).count();
    let elected = candidates.iter().filter(|(_, placed)| *placed == Placed::Elected).count();
    same(law, count(reached.min(seats)), count(elected))?;
    let score = |weight: Weight| {
        let (heads, area) = (limb_of(weight, Limb::Heads), limb_of(weight, Limb::Area));
        match rank {
            RankRule::Heads => (heads, area),
            RankRule::Area => (area, heads),
            RankRule::SharesSummed => {
                let of_heads = heads.saturating_mul(limb_of(tally.total, Limb::Area));
                (of_heads.saturating_add(area.saturating_mul(limb_of(tally.total, Limb::Heads))), 0)
            }
        }
    };
    let lowest = candidates.iter().filter(|(_, placed)| *placed == Placed::Elected).map(|(agreed, _)| score(*agreed));
    let lowest = lowest.min();
    for (at, (agreed, placed)) in candidates.iter().enumerate() {
        let good = match placed {
            Placed::Elected => reaches_all(*agreed),
            Placed::Alternate => reaches_all(*agreed) && lowest.is_none_or(|lowest| score(*agreed) <= lowest),
            Placed::TooFew => !reaches_all(*agreed),
        };
        if !good {
            return Err(LawViolation::one(law, at, Said::Nothing, Said::text(placed.code())));
        }
    }
    Ok(())
}
