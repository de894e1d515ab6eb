//! Elections with more candidates than seats: exact ranking, and a draw that anybody can repeat where a tie decides.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{MeetingError, PersonId};
use crate::matter::{Base, Limb, Majority, Weight};
use crate::measure::Day;
use crate::measure::draw::Draw;
use crate::terms::terms;

terms! {
    /// 排序方式 — by what candidates are ranked; the owners' rules say it.
    pub enum RankRule: "ranking of candidates" {
        Heads = "heads", "按同意人数，人数相同的按面积", "by heads, then by area", "design";
        Area = "area", "按同意面积，面积相同的按人数", "by area, then by heads", "design";
        SharesSummed = "shares_summed", "按人数占比与面积占比之和", "by the sum of the two shares", "design";
    }
}

/// 候选人得票 — a candidate and who agreed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// Heads and area that agreed.
    pub agreed: Weight,
}

/// 公布的抽签 — a draw with the day on which its seed was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedDraw {
    /// The draw.
    pub draw: Draw,
    /// When it was published.
    pub published: Day,
}

/// 差额选举 — an election of so many from the candidates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Election {
    /// The day of the election.
    pub held: Day,
    /// How many are elected.
    pub seats: u32,
    /// All owners.
    pub total: Weight,
    /// Those who took part.
    pub participating: Weight,
    /// What each candidate needs.
    pub majority: Majority,
    /// By what those who reach it are ranked.
    pub rank: RankRule,
    /// The candidates; their order is irrelevant.
    pub candidates: Vec<Candidate>,
    /// The draw that decides a tie for the last seat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draw: Option<PublishedDraw>,
}

terms! {
    /// 选举结果 — how a candidate came out.
    pub enum Placed: "place of a candidate" {
        Elected = "elected", "当选", "elected", "《杭州市物业管理条例》第二十七条第一款";
        Alternate = "alternate", "得票达到法定票数，未当选", "reached the votes needed and was not elected", "《杭州市物业管理条例》第二十八条第一款";
        TooFew = "too_few", "得票未达到法定票数", "did not reach the votes needed", "《民法典》第二百七十八条第二款";
    }
}

/// 当选名单 — the candidates in their order, and whether lots were drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elected {
    /// Whether enough took part; if not, nobody is elected.
    pub quorum: bool,
    /// From the first to the last. Those who tie stand in the order of the draw where one was needed, else of their
    /// ids.
    pub order: Vec<(PersonId, Placed)>,
    /// Those among whom lots were drawn, in the order of their ids, which is the list the draw is over.
    pub drawn: Vec<PersonId>,
}

impl Elected {
    /// Those elected, in order.
    pub fn elected(&self) -> impl Iterator<Item = &PersonId> {
        self.order.iter().filter(|(_, placed)| *placed == Placed::Elected).map(|(person, _)| person)
    }
}

/// Ranks candidates exactly, fractions by cross-multiplication, and fills the seats with those who reach the majority
/// in both limbs. Lots are drawn only where a tie decides who has the last seats, over the tied candidates in the
/// order of their ids.
///
/// # Errors
/// [`MeetingError::NoSeats`], [`MeetingError::DuplicateCandidate`], [`MeetingError::PartOverWhole`] for more
/// agreement than participation, [`MeetingError::TieWithoutDraw`], [`MeetingError::DrawTooLate`] for a draw that was
/// not published before the day of the election.
pub fn elect(election: &Election) -> Result<Elected, MeetingError> {
    if election.seats == 0 {
        return Err(MeetingError::NoSeats {});
    }
    let limbs = [Limb::Heads, Limb::Area];
    let within = |part: Weight, whole: Weight| {
        let over = limbs.into_iter().find(|limb| part.of(*limb) > whole.of(*limb) || whole.of(*limb) == 0);
        let Some(limb) = over else { return Ok(()) };
        Err(MeetingError::PartOverWhole { part: part.of(limb), whole: whole.of(limb) })
    };
    within(election.participating, election.total)?;
    let mut seen = BTreeSet::new();
    for candidate in &election.candidates {
        if !seen.insert(&candidate.person) {
            return Err(MeetingError::DuplicateCandidate { person: candidate.person.clone() });
        }
        within(candidate.agreed, election.total)?;
        if limbs.into_iter().any(|limb| candidate.agreed.of(limb) > election.participating.of(limb)) {
            let (part, whole) = (candidate.agreed.of(Limb::Heads), election.participating.of(Limb::Heads));
            return Err(MeetingError::PartOverWhole { part, whole });
        }
    }
    let majority = election.majority;
    let met = |threshold: crate::measure::Threshold, part: Weight, whole: Weight| {
        limbs.into_iter().all(|limb| whole.of(limb) > 0 && threshold.is_met(part.of(limb), whole.of(limb)))
    };
    let quorum = met(majority.quorum, election.participating, election.total);
    let base = match majority.base {
        Base::Participants => election.participating,
        Base::All => election.total,
    };
    let enough = |candidate: &Candidate| quorum && met(majority.consent, candidate.agreed, base);
    let better = |a: &Candidate, b: &Candidate| compare(election, a.agreed, b.agreed);
    let (mut reached, mut others): (Vec<&Candidate>, Vec<&Candidate>) =
        election.candidates.iter().partition(|candidate| enough(candidate));
    for list in [&mut reached, &mut others] {
        list.sort_by(|a, b| better(b, a).then_with(|| a.person.cmp(&b.person)));
    }
    let seats = usize::try_from(election.seats).unwrap_or(usize::MAX);
    let drawn = draw_lots(election, &mut reached, seats)?;
    let placed = |at: usize| if at < seats { Placed::Elected } else { Placed::Alternate };
    let mut order: Vec<(PersonId, Placed)> =
        reached.iter().enumerate().map(|(at, candidate)| (candidate.person.clone(), placed(at))).collect();
    order.extend(others.iter().map(|candidate| (candidate.person.clone(), Placed::TooFew)));
    Ok(Elected { quorum, order, drawn })
}

/// Puts the candidates who tie across the last seat into the order of the draw; gives them in the order of their ids.
fn draw_lots(election: &Election, reached: &mut [&Candidate], seats: usize) -> Result<Vec<PersonId>, MeetingError> {
    let (Some(last), Some(next)) = (seats.checked_sub(1).and_then(|at| reached.get(at)), reached.get(seats)) else {
        return Ok(Vec::new());
    };
    if compare(election, last.agreed, next.agreed) != Ordering::Equal {
        return Ok(Vec::new());
    }
    let level = last.agreed;
    let ties = |candidate: &&&Candidate| compare(election, candidate.agreed, level) == Ordering::Equal;
    let first = reached.iter().take_while(|candidate| !ties(candidate)).count();
    let tied = reached.iter().filter(ties).count();
    let Some(PublishedDraw { draw, published }) = election.draw else {
        return Err(MeetingError::TieWithoutDraw { tied, seats: seats.saturating_sub(first) });
    };
    if published >= election.held {
        return Err(MeetingError::DrawTooLate { published, held: election.held });
    }
    let before: Vec<&Candidate> = reached.iter().skip(first).take(tied).copied().collect();
    let order = draw.order(tied)?;
    for (slot, from) in reached.iter_mut().skip(first).zip(order) {
        if let Some(candidate) = before.get(from) {
            *slot = candidate;
        }
    }
    Ok(before.iter().map(|candidate| candidate.person.clone()).collect())
}

fn compare(election: &Election, a: Weight, b: Weight) -> Ordering {
    let by = |limb: Limb| a.of(limb).cmp(&b.of(limb));
    match election.rank {
        RankRule::Heads => by(Limb::Heads).then_with(|| by(Limb::Area)),
        RankRule::Area => by(Limb::Area).then_with(|| by(Limb::Heads)),
        RankRule::SharesSummed => {
            // heads/H + area/A, times H·A: 32 bits times 50 bits and another such fit.
            let wide = |weight: Weight, limb: Limb, other: Limb| {
                u128::from(weight.of(limb)).saturating_mul(u128::from(election.total.of(other)))
            };
            let score = |weight: Weight| {
                wide(weight, Limb::Heads, Limb::Area).saturating_add(wide(weight, Limb::Area, Limb::Heads))
            };
            score(a).cmp(&score(b))
        }
    }
}
