//! Counting votes on a frozen roll: what was cast, and apart from it what the owners' own rules deem to be cast.

use serde::{Deserialize, Serialize};

use super::ballots::Vote;
use super::{FrozenRoll, MeetingError};
use crate::estate::Stated;
use crate::matter::{Limb, Tally, Weight};
use crate::measure::{Area, Bound, Day, Threshold};
use crate::rule::{Figure, Key, ParameterValue, Rulebook, Setting, Verdict};
use crate::terms::{Lang, terms};

/// 逐户表决 — what was voted, unit by unit in the order of a frozen roll: one byte a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Votes {
    // INVARIANT: 0 is nothing, else one more than the place of the vote in its table.
    cast: Vec<u8>,
}

impl Votes {
    /// Nothing cast.
    #[must_use]
    pub fn none(roll: &FrozenRoll) -> Self {
        Self { cast: vec![0; roll.roll().units().len()] }
    }

    /// From a column, one entry for each unit in the order of the roll.
    ///
    /// # Errors
    /// [`MeetingError::OtherRoll`] for a column of another length.
    pub fn from_column(roll: &FrozenRoll, column: &[Option<Vote>]) -> Result<Self, MeetingError> {
        let (expected, found) = (roll.roll().units().len(), column.len());
        if expected != found {
            return Err(MeetingError::OtherRoll { expected, found });
        }
        Ok(Self { cast: column.iter().map(|vote| code(*vote)).collect() })
    }

    /// What was voted for the unit at a place of the list.
    #[must_use]
    pub fn at(&self, at: usize) -> Option<Vote> {
        self.cast.get(at).copied().and_then(vote)
    }

    /// Sets the vote of the unit at a place of the list; a place that is not there is left alone.
    pub fn set(&mut self, at: usize, vote: Vote) {
        if let Some(slot) = self.cast.get_mut(at) {
            *slot = code(Some(vote));
        }
    }

    /// Puts the votes of two parts of a poll together.
    ///
    /// # Errors
    /// [`MeetingError::OtherRoll`] for votes on another roll, [`MeetingError::VotedTwice`] where both have one for a
    /// unit.
    pub fn merge(&self, other: &Self) -> Result<Self, MeetingError> {
        let (expected, found) = (self.cast.len(), other.cast.len());
        if expected != found {
            return Err(MeetingError::OtherRoll { expected, found });
        }
        let both = self.cast.iter().zip(&other.cast).position(|(a, b)| *a != 0 && *b != 0);
        if let Some(at) = both {
            return Err(MeetingError::VotedTwice { at });
        }
        Ok(Self { cast: self.cast.iter().zip(&other.cast).map(|(a, b)| *a.max(b)).collect() })
    }
}

fn code(vote: Option<Vote>) -> u8 {
    vote.map_or(0, |vote| match vote {
        Vote::For => 1,
        Vote::Against => 2,
        Vote::Abstain => 3,
        Vote::Invalid => 4,
    })
}

const fn vote(code: u8) -> Option<Vote> {
    match code {
        1 => Some(Vote::For),
        2 => Some(Vote::Against),
        3 => Some(Vote::Abstain),
        4 => Some(Vote::Invalid),
        _ => None,
    }
}

terms! {
    /// 分歧票处理 — what the head of an owner is whose units voted differently. Their areas count apart in any case.
    pub enum SplitHead: "policy on split heads" {
        Invalid = "invalid", "该业主人数计为废票", "the head counts as an invalid ballot", "design";
        Abstains = "abstains", "该业主人数计为弃权", "the head takes part and does not agree", "design";
        LargerArea = "larger_area", "该业主人数随面积较大的意见，相等的计为弃权", "the head follows the larger area, and abstains where none is larger", "design";
    }
}

terms! {
    /// 废票处理 — whether an invalid ballot that was handed in takes part.
    pub enum InvalidBallots: "policy on invalid ballots" {
        NotParticipating = "not_participating", "废票不计入参与表决", "an invalid ballot takes no part", "design";
        Participating = "participating", "废票计入参与表决", "an invalid ballot takes part and does not agree", "design";
    }
}

/// 计票规则 — what the text of the Code leaves open and the owners' rules of procedure say. Results name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TallyPolicy {
    /// What the head of an owner is whose units voted differently.
    pub split: SplitHead,
    /// Whether invalid ballots take part.
    pub invalid: InvalidBallots,
}

/// 从多数的依据 — the facts without which an unreturned ballot is never deemed to be cast: the rules say so, and owners
/// were warned of it. Service is a fact of each unit. What nobody stated is unknown and deems nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DeemedGrounds {
    /// The covenant or the rules of procedure have the clause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<Stated<bool>>,
    /// The ballots said what happens to those who do not return them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warned: Option<Stated<bool>>,
}

impl DeemedGrounds {
    /// Whether both facts hold.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let of = |fact: &Option<Stated<bool>>| fact.as_ref().map_or(Verdict::Unknown, |fact| Verdict::of(fact.value));
        of(&self.clause).min(of(&self.warned))
    }
}

/// 未返票处理 — what becomes of ballots that were served and not returned (rulebook: disputed since 2021; the result says
/// which policy produced it).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unreturned {
    /// They take no part: the default.
    NotParticipating,
    /// They follow the majority of those cast (未投票从多数).
    FollowMajority(DeemedGrounds),
    /// As before, and only if that majority itself reaches a share of all (浙江2009年: 过半数).
    FollowMajorityWithFloor {
        /// On what it rests.
        grounds: DeemedGrounds,
        /// What share of all, in heads and in area, the majority must itself reach.
        floor: Threshold,
    },
}

impl Unreturned {
    /// Following the majority as a place allows it on a day: with the share of all that its law asks for, if it asks
    /// for one.
    ///
    /// ```
    /// use wuye::meeting::{DeemedGrounds, Unreturned};
    /// let day = "2012-05-01".parse()?;
    /// let of = |code: &str| -> Result<_, Box<dyn std::error::Error>> {
    ///     Ok(Unreturned::following(&wuye::places::rulebook_for(code.parse()?)?, day, DeemedGrounds::default()))
    /// };
    /// assert!(matches!(of("330000")?, Unreturned::FollowMajorityWithFloor { floor, .. } if floor == ">1/2".parse()?));
    /// assert!(matches!(of("110000")?, Unreturned::FollowMajority(_)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn following(rulebook: &Rulebook, day: Day, grounds: DeemedGrounds) -> Self {
        let floor = match rulebook.setting(Key::Figure(Figure::DeemedFloor), day).setting() {
            Some(Setting::MoreThan(ParameterValue::Share(share))) => Some(Threshold::new(*share, Bound::MoreThan)),
            Some(Setting::AtLeast(ParameterValue::Share(share))) => Some(Threshold::new(*share, Bound::AtLeast)),
            _ => None,
        };
        match floor {
            Some(floor) => Self::FollowMajorityWithFloor { grounds, floor },
            None => Self::FollowMajority(grounds),
        }
    }

    /// What following the majority rests on, and what share of all it must itself reach; nothing where unreturned
    /// ballots take no part.
    pub(super) const fn asks(&self) -> Option<(&DeemedGrounds, Option<Threshold>)> {
        match self {
            Self::NotParticipating => None,
            Self::FollowMajority(grounds) => Some((grounds, None)),
            Self::FollowMajorityWithFloor { grounds, floor } => Some((grounds, Some(*floor))),
        }
    }
}

/// Which vote more than half of those who voted share, with how many they are: for, against, abstaining.
pub(super) fn leading(voted: [u64; 3], all: u64) -> Result<Option<(Vote, u64)>, MeetingError> {
    let over_half = Threshold::of(Bound::MoreThan, 1, 2)?;
    let mut options = [Vote::For, Vote::Against, Vote::Abstain].into_iter().zip(voted);
    Ok(options.find(|(_, n)| over_half.is_met(*n, all)))
}

terms! {
    /// 不予推定的原因 — why unreturned ballots were not deemed to be cast.
    pub enum NotDeemed: "reason why nothing is deemed" {
        ByDefault = "by_default", "未返票不参与表决", "unreturned ballots take no part", "design";
        NoGrounds = "no_grounds", "议事规则无此约定或者未事先告知后果", "the rules have no such clause, or owners were not warned", "上海二中院（2022）沪02民初16号";
        GroundsUnknown = "grounds_unknown", "约定或者告知是否存在待查明", "whether there are clause and warning is unknown", "design";
        NoMajority = "no_majority", "已表决的业主未形成过半数意见", "those who voted have no majority", "design";
        MajoritiesDiffer = "majorities_differ", "人数与面积的多数意见不一致，无从推定", "the majorities of heads and of area differ", "design";
        BelowFloor = "below_floor", "已表决的多数意见未达到全体的最低比例", "the majority does not reach the share of all that is asked", "《浙江省物业管理条例》第十条第二款";
    }
}

/// 推定结果 — what unreturned ballots come to; never mixed with what was cast.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Deemed {
    /// Nothing was deemed, and why.
    Not(NotDeemed),
    /// So much was deemed to be cast as the majority was, and the tally with it.
    Added {
        /// What the majority said.
        follows: Vote,
        /// How much was added.
        added: Weight,
        /// The tally with what was added.
        tally: Tally,
    },
}

/// 计票 — a count: by what was voted, what split, what never came back; the tally of what was cast; and apart from it
/// what was deemed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    total: Weight,
    agreed: Weight,
    against: Weight,
    abstaining: Weight,
    invalid: Weight,
    split: u32,
    unreturned: Weight,
    cast: Tally,
    deemed: Deemed,
}

impl Count {
    /// All owners.
    #[must_use]
    pub const fn total(&self) -> Weight {
        self.total
    }

    /// Heads and area that voted so. Split heads are where their policy puts them.
    #[must_use]
    pub const fn of(&self, vote: Vote) -> Weight {
        match vote {
            Vote::For => self.agreed,
            Vote::Against => self.against,
            Vote::Abstain => self.abstaining,
            Vote::Invalid => self.invalid,
        }
    }

    /// How many heads had units that voted differently.
    #[must_use]
    pub const fn split(&self) -> u32 {
        self.split
    }

    /// Heads of which no unit voted, and the area of all units that did not.
    #[must_use]
    pub const fn unreturned(&self) -> Weight {
        self.unreturned
    }

    /// The tally of what was cast.
    #[must_use]
    pub const fn cast(&self) -> &Tally {
        &self.cast
    }

    /// What unreturned ballots come to.
    #[must_use]
    pub const fn deemed(&self) -> &Deemed {
        &self.deemed
    }
}

const ZERO: Weight = Weight { heads: 0, area: Area::ZERO };

/// Marks of a head: one bit for each vote, one for a unit that was served and not returned.
const SERVED: u8 = 1 << 4;
const CAST: u8 = SERVED - 1;

fn bit(code: u8) -> u8 {
    // 1 to 4 become the bits 0 to 3.
    code.checked_sub(1).map_or(0, |shift| 1_u8.checked_shl(u32::from(shift)).unwrap_or(0))
}

/// Hundredths by vote in a table whose place 0 is for units without one.
type Areas = [u64; 5];

fn add(areas: &mut Areas, code: u8, hundredths: u32) {
    if let Some(slot) = areas.get_mut(usize::from(code)) {
        *slot = slot.saturating_add(u64::from(hundredths));
    }
}

fn area(hundredths: u64) -> Result<Area, MeetingError> {
    Ok(Area::from_hundredths(i64::try_from(hundredths).unwrap_or(i64::MAX))?)
}

/// Counts votes on a frozen roll. `served` says for each unit whether service of its ballot is proved; units without
/// proof are never deemed to vote. One pass over the units, one over the heads; a second over the units only where an
/// owner's units voted differently.
///
/// # Errors
/// [`MeetingError::OtherRoll`] for votes or a list of service of another length.
pub fn count(
    roll: &FrozenRoll,
    votes: &Votes,
    policy: TallyPolicy,
    unreturned: &Unreturned,
    served: &[bool],
) -> Result<Count, MeetingError> {
    let units = roll.roll().units().len();
    let other = |found: usize| MeetingError::OtherRoll { expected: units, found };
    if votes.cast.len() != units {
        return Err(other(votes.cast.len()));
    }
    let deeming = !matches!(unreturned, Unreturned::NotParticipating);
    if deeming && served.len() != units {
        return Err(other(served.len()));
    }
    let heads = usize::try_from(roll.total().heads).unwrap_or(usize::MAX);
    let mut marks = vec![0_u8; heads];
    let mut areas: Areas = [0; 5];
    let mut served_area = 0_u64;
    let mut mark = |head: Option<u32>, bits: u8| {
        if let Some(slot) = head.and_then(|head| usize::try_from(head).ok()).and_then(|head| marks.get_mut(head)) {
            *slot |= bits;
        }
    };
    for ((head, hundredths), code) in roll.rows().zip(&votes.cast) {
        add(&mut areas, *code, hundredths);
        mark(head, bit(*code));
    }
    if deeming {
        for (((head, hundredths), code), served) in roll.rows().zip(&votes.cast).zip(served) {
            if *served && *code == 0 && head.is_some() {
                served_area = served_area.saturating_add(u64::from(hundredths));
                mark(head, SERVED);
            }
        }
    }
    let mut heads_by: [u32; 4] = [0; 4];
    let (mut silent, mut silent_served, mut split) = (0_u32, 0_u32, 0_u32);
    let one = |slot: &mut u32| *slot = slot.saturating_add(1);
    for mark in &marks {
        match mark & CAST {
            0 => {
                one(&mut silent);
                if mark & SERVED != 0 {
                    one(&mut silent_served);
                }
            }
            bits if bits.is_power_of_two() => {
                let place = usize::try_from(bits.trailing_zeros()).unwrap_or(usize::MAX);
                if let Some(slot) = heads_by.get_mut(place) {
                    one(slot);
                }
            }
            _ => one(&mut split),
        }
    }
    if split > 0 {
        for vote in split_heads(roll, votes, &marks, policy.split) {
            if let Some(slot) = heads_by.get_mut(vote.index()) {
                one(slot);
            }
        }
    }
    let mut by_vote = [ZERO; 4];
    for vote in Vote::ALL {
        let heads = heads_by.get(vote.index()).copied().unwrap_or(0);
        let hundredths = areas.get(usize::from(code(Some(*vote)))).copied().unwrap_or(0);
        if let Some(slot) = by_vote.get_mut(vote.index()) {
            *slot = Weight { heads, area: area(hundredths)? };
        }
    }
    let [agreed, against, abstaining, invalid] = by_vote;
    let mut taking_part = vec![agreed, against, abstaining];
    if policy.invalid == InvalidBallots::Participating {
        taking_part.push(invalid);
    }
    let participating = sum(&taking_part)?;
    let cast = Tally::counted(roll.total(), participating, agreed)?;
    let silent_area = areas.first().copied().unwrap_or(0);
    let served = Weight { heads: silent_served, area: area(served_area)? };
    let deemed = deem(unreturned, &cast, [agreed, against, abstaining], served)?;
    let unreturned = Weight { heads: silent, area: area(silent_area)? };
    Ok(Count { total: roll.total(), agreed, against, abstaining, invalid, split, unreturned, cast, deemed })
}

fn sum(weights: &[Weight]) -> Result<Weight, MeetingError> {
    let heads = weights.iter().fold(0_u32, |sum, weight| sum.saturating_add(weight.heads));
    Ok(Weight { heads, area: Area::sum(weights.iter().map(|weight| weight.area))? })
}

/// As what each split head votes.
fn split_heads(roll: &FrozenRoll, votes: &Votes, marks: &[u8], policy: SplitHead) -> Vec<Vote> {
    let is_split = |mark: u8| (mark & CAST).count_ones() > 1;
    let mut split: std::collections::BTreeMap<usize, Areas> = std::collections::BTreeMap::new();
    for (head, mark) in marks.iter().enumerate() {
        if is_split(*mark) {
            split.insert(head, [0; 5]);
        }
    }
    for ((head, hundredths), code) in roll.rows().zip(&votes.cast) {
        let head = head.and_then(|head| usize::try_from(head).ok());
        if let Some(areas) = head.and_then(|head| split.get_mut(&head)) {
            add(areas, *code, hundredths);
        }
    }
    let marked = |head: &usize| marks.get(*head).copied().unwrap_or(0) & CAST;
    split.iter().map(|(head, areas)| settle(marked(head), areas, policy)).collect()
}

/// What a head votes whose units voted as `marked`. An invalid ballot beside others says nothing.
fn settle(marked: u8, areas: &Areas, policy: SplitHead) -> Vote {
    let spoken = marked & !bit(code(Some(Vote::Invalid)));
    if spoken.is_power_of_two() {
        let said = Vote::ALL.iter().copied().find(|vote| bit(code(Some(*vote))) == spoken);
        return said.unwrap_or(Vote::Abstain);
    }
    match policy {
        SplitHead::Invalid => Vote::Invalid,
        SplitHead::Abstains => Vote::Abstain,
        SplitHead::LargerArea => {
            let of = |vote: Vote| areas.get(usize::from(code(Some(vote)))).copied().unwrap_or(0);
            let larger = |vote: &Vote| Vote::ALL.iter().take(3).all(|other| other == vote || of(*vote) > of(*other));
            Vote::ALL.iter().take(3).copied().find(larger).unwrap_or(Vote::Abstain)
        }
    }
}

/// What served and unreturned ballots come to.
fn deem(policy: &Unreturned, cast: &Tally, voted: [Weight; 3], served: Weight) -> Result<Deemed, MeetingError> {
    let Some((grounds, floor)) = policy.asks() else { return Ok(Deemed::Not(NotDeemed::ByDefault)) };
    match grounds.verdict() {
        Verdict::Unmet => return Ok(Deemed::Not(NotDeemed::NoGrounds)),
        Verdict::Unknown => return Ok(Deemed::Not(NotDeemed::GroundsUnknown)),
        Verdict::Met => {}
    }
    let part = cast.participating();
    let majority = |limb: Limb| leading(voted.map(|weight| weight.of(limb)), part.of(limb));
    let follows = match (majority(Limb::Heads)?, majority(Limb::Area)?) {
        (Some((heads, _)), Some((area, _))) if heads == area => heads,
        (Some(_), Some(_)) => return Ok(Deemed::Not(NotDeemed::MajoritiesDiffer)),
        _ => return Ok(Deemed::Not(NotDeemed::NoMajority)),
    };
    let [yes, no, abstaining] = voted;
    let with = match follows {
        Vote::For => yes,
        Vote::Against => no,
        _ => abstaining,
    };
    let whole = cast.total();
    let reaches = |floor: Threshold| {
        [Limb::Heads, Limb::Area].into_iter().all(|limb| floor.is_met(with.of(limb), whole.of(limb)))
    };
    if floor.is_some_and(|floor| !reaches(floor)) {
        return Ok(Deemed::Not(NotDeemed::BelowFloor));
    }
    let participating = sum(&[part, served])?;
    let consenting = if follows == Vote::For { sum(&[yes, served])? } else { yes };
    let tally = Tally::deemed(whole, participating, consenting)?;
    Ok(Deemed::Added { follows, added: served, tally })
}

impl Deemed {
    /// One sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Not(why), Lang::Zh) => format!("未返票不作推定：{why:#}。"),
            (Self::Not(why), Lang::En) => format!("nothing is deemed: {}.", why.en()),
            (Self::Added { follows, added, .. }, Lang::Zh) => {
                format!("未返票{}人、{}平方米随多数计为{follows:#}。", added.heads, added.area.grouped())
            }
            (Self::Added { follows, added, .. }, Lang::En) => {
                let (heads, area) = (added.heads, added.area.grouped());
                format!("{heads} heads and {area} m² that did not return are deemed to vote {}.", follows.en())
            }
        }
    }
}
