//! A poll and its result: which law, what was cast, what is deemed, what would have been enough.

use serde::{Deserialize, Serialize};

use super::counting::{Count, Deemed, TallyPolicy, Unreturned, count, leading};
use super::roll::{Counting, ScopeKind};
use super::{FrozenRoll, MeetingError, Received, Refused, Vote};
use crate::law::Citation;
use crate::matter::{Base, Limb, Majority, Matter, Resolution, ResolutionRecord, Tally, resolve};
use crate::measure::{Area, Day};
use crate::rule::{Conflict, Key, Rulebook, RulebookId, Verdict};
use crate::terms::{Lang, terms};

terms! {
    /// 跨法处理 — which law governs a poll that began under one and was decided under another; no text says, so it is
    /// declared.
    pub enum Straddle: "law of a poll across a change of law" {
        AtDecision = "at_decision", "适用决定作出时的法律", "the law on the day of the decision", "《时间效力规定》第一条第三款";
        AtOpening = "at_opening", "适用开始表决时的法律", "the law on the day on which voting began", "design";
    }
}

/// 表决 — one matter put to the vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Poll {
    /// On what.
    pub matter: Matter,
    /// The first day of voting.
    pub opened: Day,
    /// The day of the decision (决定作出日).
    pub decided: Day,
    /// Which law governs, where it changed in between.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub straddle: Option<Straddle>,
}

/// 尚需同意 — the smallest further consent that would have passed, in each limb. Those who took part and did not agree
/// come first; where too few took part, others must join and agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Further {
    /// So many more persons agree.
    pub heads: u32,
    /// Of them so many at least who had not taken part.
    pub new_heads: u32,
    /// So much more area agrees.
    pub area: Area,
    /// Of it so much at least that had not taken part.
    pub new_area: Area,
}

impl Further {
    /// What a tally lacks under a majority; all zero where it passes.
    ///
    /// ```
    /// use wuye::matter::{Majority, Tally, Weight};
    /// use wuye::meeting::Further;
    /// let w = |heads, area: &str| Weight { heads, area: area.parse().unwrap() };
    /// let tally = Tally::declared(w(300, "30000"), w(190, "20000"), w(60, "10000"))?;
    /// let further = Further::of(&tally, &Majority::of_participants(false)?);
    /// // Ten must join to make 200; of 200 it takes 101, so 41 more agree. The area lacks 0.01 m².
    /// assert_eq!((further.heads, further.new_heads), (41, 10));
    /// assert_eq!((further.area.to_string(), further.new_area.to_string()), ("0.01".into(), "0.00".into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of(tally: &Tally, majority: &Majority) -> Self {
        let limb = |limb: Limb| {
            let total = tally.total().of(limb);
            let (part, yes) = (tally.participating().of(limb), tally.consenting().of(limb));
            let absent = majority.quorum.least(total).saturating_sub(part);
            let (base, new) = match majority.base {
                // A share of nobody is never reached: somebody has to come.
                Base::Participants => {
                    let base = part.saturating_add(absent).max(1);
                    (base, base.saturating_sub(part))
                }
                Base::All => (total, absent),
            };
            let lacking = majority.consent.least(base).saturating_sub(yes);
            let more = lacking.max(new);
            // Against all owners those who took part may be too few: then others join.
            let room = part.saturating_sub(yes);
            (more, new.max(more.saturating_sub(room)))
        };
        let heads = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        let area = |n: u64| i64::try_from(n).ok().and_then(|n| Area::from_hundredths(n).ok()).unwrap_or(Area::MAX);
        let (of_heads, of_area) = (limb(Limb::Heads), limb(Limb::Area));
        Self {
            heads: heads(of_heads.0),
            new_heads: heads(of_heads.1),
            area: area(of_area.0),
            new_area: area(of_area.1),
        }
    }
}

/// 表决结果单 — the result of a poll with all that produced it: the count, the law and where lower texts differ, the
/// resolution of what was cast, apart from it the one with what is deemed, the refused ballots, the policies, the
/// rulebook's version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sheet {
    poll: Poll,
    scope: ScopeKind,
    frozen_on: Day,
    counting: Counting,
    policy: TallyPolicy,
    unreturned: Unreturned,
    count: Count,
    refused: Vec<Refused>,
    rulebook: RulebookId,
    rulebook_version: u32,
    conflicts: Vec<Conflict>,
    cast: Option<Resolution>,
    deemed: Option<Resolution>,
    further: Option<Further>,
}

/// How votes are counted: the policies, and the units of which service of the ballot is proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Method<'a> {
    /// What the owners' rules say of split heads and invalid ballots.
    pub policy: TallyPolicy,
    /// What becomes of unreturned ballots.
    pub unreturned: &'a Unreturned,
    /// For each unit in the order of the roll whether service is proved; may be empty where nothing is deemed.
    pub served: &'a [bool],
}

/// Counts a poll and holds it against the law of its day.
///
/// # Errors
/// [`MeetingError::DecidedBeforeOpened`], [`MeetingError::DayBeforeRoll`], [`MeetingError::StraddleUndeclared`] where
/// the majority of the matter changed while the poll ran, and those of [`count`].
pub fn decide(
    rulebook: &Rulebook,
    roll: &FrozenRoll,
    poll: Poll,
    received: &Received,
    method: Method<'_>,
) -> Result<Sheet, MeetingError> {
    if poll.decided < poll.opened {
        return Err(MeetingError::DecidedBeforeOpened { opened: poll.opened, decided: poll.decided });
    }
    if poll.opened < roll.on() {
        return Err(MeetingError::DayBeforeRoll { roll: roll.on(), found: poll.opened });
    }
    let on = law_day(rulebook, poll)?;
    let count = count(roll, &received.votes, method.policy, method.unreturned, method.served)?;
    let settled = rulebook.setting(Key::Majority(poll.matter), on);
    let law = settled.majority();
    let hold = |tally: &Tally, (majority, law): (Majority, &Citation)| {
        resolve(roll.compound().clone(), poll.matter, poll.decided, tally.clone(), majority, law.clone())
    };
    let cast = law.map(|law| hold(count.cast(), law));
    let deemed = match (count.deemed(), law) {
        (Deemed::Added { tally, .. }, Some(law)) => Some(hold(tally, law)),
        _ => None,
    };
    let further = law.map(|(majority, _)| Further::of(count.cast(), &majority));
    Ok(Sheet {
        poll,
        scope: roll.scope(),
        frozen_on: roll.on(),
        counting: roll.counting(),
        policy: method.policy,
        unreturned: method.unreturned.clone(),
        count,
        refused: received.refused.clone(),
        rulebook: rulebook.id().clone(),
        rulebook_version: rulebook.version(),
        conflicts: settled.conflicts().to_vec(),
        cast,
        deemed,
        further,
    })
}

/// Makes the result again from what it was made of, and holds a record against it: that of what was cast, or that with
/// what is deemed.
///
/// # Errors
/// [`MeetingError::RecordDiffers`], and those of [`decide`].
pub fn verify(
    rulebook: &Rulebook,
    roll: &FrozenRoll,
    poll: Poll,
    received: &Received,
    method: Method<'_>,
    record: &ResolutionRecord,
) -> Result<Sheet, MeetingError> {
    let sheet = decide(rulebook, roll, poll, received, method)?;
    let made: Vec<ResolutionRecord> =
        [&sheet.cast, &sheet.deemed].into_iter().flatten().map(Resolution::record).collect();
    if made.contains(record) {
        return Ok(sheet);
    }
    Err(MeetingError::RecordDiffers { found: record.outcome })
}

/// The day whose law governs.
fn law_day(rulebook: &Rulebook, poll: Poll) -> Result<Day, MeetingError> {
    let at = |day| rulebook.majority(poll.matter, day).map(|(majority, _)| majority);
    match poll.straddle {
        Some(Straddle::AtDecision) => Ok(poll.decided),
        Some(Straddle::AtOpening) => Ok(poll.opened),
        None if at(poll.opened) == at(poll.decided) => Ok(poll.decided),
        None => Err(MeetingError::StraddleUndeclared { opened: poll.opened, decided: poll.decided }),
    }
}

impl Sheet {
    /// The poll.
    #[must_use]
    pub const fn poll(&self) -> Poll {
        self.poll
    }

    /// Whose owners voted.
    #[must_use]
    pub const fn scope(&self) -> ScopeKind {
        self.scope
    }

    /// The day of the roll.
    #[must_use]
    pub const fn frozen_on(&self) -> Day {
        self.frozen_on
    }

    /// How heads and areas were counted.
    #[must_use]
    pub const fn counting(&self) -> Counting {
        self.counting
    }

    /// What the owners' rules say of split heads and invalid ballots.
    #[must_use]
    pub const fn policy(&self) -> TallyPolicy {
        self.policy
    }

    /// What became of unreturned ballots.
    #[must_use]
    pub const fn unreturned(&self) -> &Unreturned {
        &self.unreturned
    }

    /// The count.
    #[must_use]
    pub const fn count(&self) -> &Count {
        &self.count
    }

    /// The ballots that do not count.
    #[must_use]
    pub fn refused(&self) -> &[Refused] {
        &self.refused
    }

    /// The rulebook that was read.
    #[must_use]
    pub const fn rulebook(&self) -> &RulebookId {
        &self.rulebook
    }

    /// Its version.
    #[must_use]
    pub const fn rulebook_version(&self) -> u32 {
        self.rulebook_version
    }

    /// Where a lower text prints another majority.
    #[must_use]
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// The resolution of what was cast; nothing where the law of the day is not known.
    #[must_use]
    pub const fn cast(&self) -> Option<&Resolution> {
        self.cast.as_ref()
    }

    /// The resolution with what the owners' rules deem to be cast, where they deem anything.
    #[must_use]
    pub const fn deemed(&self) -> Option<&Resolution> {
        self.deemed.as_ref()
    }

    /// The smallest further consent that would have passed what was cast.
    #[must_use]
    pub const fn further(&self) -> Option<Further> {
        self.further
    }

    /// The result in sentences: what was cast, what is deemed, each refused ballot.
    #[must_use]
    pub fn render(&self, lang: Lang) -> Vec<String> {
        let mut lines = Vec::new();
        match (&self.cast, lang) {
            (Some(cast), _) => lines.push(cast.render(lang)),
            (None, Lang::Zh) => lines.push("待查明：决定作出日的表决比例未见规定。".to_owned()),
            (None, Lang::En) => lines.push("unknown: no majority is known for the day of the decision.".to_owned()),
        }
        lines.push(self.count.deemed().render(lang));
        if let Some(deemed) = &self.deemed {
            lines.push(deemed.render(lang));
        }
        lines.extend(self.refused.iter().map(|refused| refused.render(lang)));
        lines
    }
}

// ------------------------------------------------------------------------------------------------ one limb alone

/// 单项票数 — one limb of a poll as somebody printed it, where the other limb is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintedLimb {
    /// Which limb.
    pub limb: Limb,
    /// All: persons, or hundredths of a square metre.
    pub total: u64,
    /// For.
    pub yes: u64,
    /// Against.
    pub no: u64,
    /// Abstaining.
    pub abstaining: u64,
    /// Served and not returned.
    pub served: u64,
}

/// 单项结果 — what one limb alone comes to. A vote needs both: where the other is unknown the whole is never passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LimbResult {
    /// Those who take part, with those deemed to.
    pub participating: u64,
    /// Those who agree, with those deemed to.
    pub consenting: u64,
    /// Whether enough take part.
    pub quorum: Verdict,
    /// Whether enough agree.
    pub consent: Verdict,
}

impl LimbResult {
    /// Whether the vote passed, where the other limb is not known: unmet if this one fails, otherwise unknown.
    #[must_use]
    pub fn whole(self) -> Verdict {
        self.quorum.min(self.consent).min(Verdict::Unknown)
    }
}

impl PrintedLimb {
    /// Holds the limb against a majority. Served and unreturned ballots follow the majority of those cast in this
    /// limb where the policy says so and its grounds are met; whether the other limb has the same majority is then a
    /// further question.
    ///
    /// # Errors
    /// [`MeetingError::MoreThanTotal`].
    ///
    /// ```
    /// use wuye::estate::Stated;
    /// use wuye::law::Authority;
    /// use wuye::matter::{Limb, Majority};
    /// use wuye::meeting::{DeemedGrounds, PrintedLimb, Unreturned};
    /// use wuye::rule::Verdict;
    /// let heads = PrintedLimb { limb: Limb::Heads, total: 1_291, yes: 417, no: 278, abstaining: 8, served: 584 };
    /// let ordinary = Majority::of_participants(false)?;
    /// // 703 of 1,291 take part.
    /// assert_eq!(heads.under(&ordinary, &Unreturned::NotParticipating)?.whole(), Verdict::Unmet);
    /// let yes = || Some(Stated::new(true, "2022-01-01".parse().unwrap(), Authority::OwnersCommittee));
    /// let follow = Unreturned::FollowMajority(DeemedGrounds { clause: yes(), warned: yes() });
    /// let followed = heads.under(&ordinary, &follow)?;
    /// assert_eq!((followed.participating, followed.consenting), (1_287, 1_001));
    /// assert_eq!(followed.whole(), Verdict::Unknown); // the area was not printed
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn under(&self, majority: &Majority, unreturned: &Unreturned) -> Result<LimbResult, MeetingError> {
        let Self { limb, total, yes, no, abstaining, served } = *self;
        let all = [yes, no, abstaining, served].into_iter().fold(0_u64, u64::saturating_add);
        if all > total || total == 0 {
            return Err(MeetingError::MoreThanTotal { limb, total, found: all });
        }
        let voted = [yes, no, abstaining].into_iter().fold(0_u64, u64::saturating_add);
        let follows = |n: u64| {
            unreturned.asks().is_some_and(|(grounds, floor)| {
                grounds.verdict() == Verdict::Met && floor.is_none_or(|floor| floor.is_met(n, total))
            })
        };
        let (participating, consenting) = match leading([yes, no, abstaining], voted)? {
            Some((Vote::For, n)) if follows(n) => (voted.saturating_add(served), yes.saturating_add(served)),
            Some((_, n)) if follows(n) => (voted.saturating_add(served), yes),
            _ => (voted, yes),
        };
        let base = match majority.base {
            Base::Participants => participating,
            Base::All => total,
        };
        let quorum = Verdict::of(majority.quorum.is_met(participating, total));
        let consent = Verdict::of(base > 0 && majority.consent.is_met(consenting, base));
        Ok(LimbResult { participating, consenting, quorum, consent })
    }
}
