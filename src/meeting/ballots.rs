//! Ballots as they come in: who signed, in what form, when; which count and which are refused, each with its reason.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::counting::Votes;
use super::{FrozenRoll, MeetingError};
use crate::estate::{OwnerId, UnitId};
use crate::measure::Day;
use crate::rule::{Figure, Key, ParameterValue, Rulebook};
use crate::terms::{Lang, ids, terms};

ids! {
    /// 表决票标识 — names a ballot.
    BallotId;
    /// 人员标识 — names a person: a proxy, a candidate, a member. Of an owner it is the text of the owner's id.
    PersonId;
}

terms! {
    /// 表决意见 — what a ballot says.
    pub enum Vote: "vote" {
        For = "for", "同意", "for", "《民法典》第二百七十八条第二款";
        Against = "against", "反对", "against", "usage";
        Abstain = "abstain", "弃权", "abstains", "usage";
        Invalid = "invalid", "废票", "invalid", "usage";
    }
}

terms! {
    /// 表决形式 — in which form a ballot was cast.
    pub enum BallotForm: "form of a ballot" {
        Written = "written", "书面征求意见", "written poll", "《物业管理条例》第十二条第一款";
        Collective = "collective", "集体讨论", "collective discussion", "《物业管理条例》第十二条第一款";
        Electronic = "electronic", "电子投票", "electronic", "《清远市住宅小区物业管理条例》第十七条第二款";
    }
}

/// 签署人 — who cast a ballot.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Signer {
    /// The owner who is counted for the unit: of co-owners the one they named (业主本人).
    Owner,
    /// Another of the co-owners, whom they did not name (其他共有人).
    CoOwner,
    /// The guardian of an owner without full capacity (监护人).
    Guardian {
        /// Whether the guardianship is shown.
        shown: bool,
    },
    /// A proxy (代理人).
    Proxy {
        /// Who gave the authority: the owner of the unit.
        from: OwnerId,
        /// Who holds it.
        holder: PersonId,
        /// Whether it is in writing.
        written: bool,
    },
    /// A representative of the building, entrance or floor who carries the owner's opinion (业主代表).
    Representative {
        /// Who carries it.
        holder: PersonId,
        /// Whether the owner signed it.
        signed: bool,
    },
}

/// 表决票 — one ballot for one unit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ballot {
    /// The caller's id.
    pub id: BallotId,
    /// For which unit.
    pub unit: UnitId,
    /// What it says.
    pub vote: Vote,
    /// In which form.
    pub form: BallotForm,
    /// The day on which it came in.
    pub on: Day,
    /// Who cast it.
    pub by: Signer,
}

/// 收票规则 — which ballots are taken: the days, the forms, and what a place asks of proxies.
///
/// ```
/// use wuye::meeting::Intake;
/// let intake = Intake::new("2026-06-01".parse()?, "2026-06-15".parse()?)?;
/// assert_eq!(intake.proxy_cap, None); // no national text caps proxies
/// assert!(Intake::new("2026-06-15".parse()?, "2026-06-01".parse()?).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Intake {
    /// The first day on which ballots are taken.
    pub first: Day,
    /// The last day on which ballots are taken; that day counts.
    pub last: Day,
    /// How many owners one person may stand for, where the place has a number (Weifang: 3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proxy_cap: Option<u32>,
    /// Whether a proxy must be an owner.
    pub proxy_is_owner: bool,
    /// Persons who may not be proxies, such as the provider's employees where the place bars them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub barred: Vec<PersonId>,
}

impl Intake {
    /// Ballots from one day to another, both included, and proxies without a cap.
    ///
    /// # Errors
    /// [`MeetingError::EmptyWindow`].
    pub fn new(first: Day, last: Day) -> Result<Self, MeetingError> {
        if last < first {
            return Err(MeetingError::EmptyWindow { first, last });
        }
        Ok(Self { first, last, proxy_cap: None, proxy_is_owner: false, barred: Vec::new() })
    }

    /// With the cap on proxies of a place on the last day of voting, where its law has one; such a cap speaks of owners
    /// who stand for owners.
    ///
    /// ```
    /// use wuye::meeting::Intake;
    /// let weifang = wuye::places::rulebook_for("370700".parse()?)?;
    /// let intake = Intake::new("2026-06-01".parse()?, "2026-06-15".parse()?)?.under(&weifang);
    /// assert_eq!((intake.proxy_cap, intake.proxy_is_owner), (Some(3), true));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn under(mut self, rulebook: &Rulebook) -> Self {
        if let Some(ParameterValue::Number(cap)) = rulebook.setting(Key::Figure(Figure::ProxyCap), self.last).value() {
            (self.proxy_cap, self.proxy_is_owner) = (Some(*cap), true);
        }
        self
    }
}

terms! {
    /// 拒收理由 — why a ballot does not count.
    pub enum RefusedFor: "reason to refuse a ballot" {
        OffRoll = "off_roll", "名册中没有该专有部分", "its unit is not on the roll", "design";
        NotCounted = "not_counted", "该专有部分不计入表决", "its unit does not count in this vote", "《宁波市住宅小区物业管理条例》第十八条";
        Early = "early", "早于投票期限", "it came before the first day", "design";
        Late = "late", "超过投票期限", "it came after the last day", "design";
        Double = "double", "该专有部分已有在先的有效票", "its unit had voted before", "design";
        Contradictory = "contradictory", "同日就同一专有部分作出不同意见，无从确定先后", "another ballot of the same day for the unit says otherwise", "design";
        NotNamed = "not_named", "共有人未推定其行使表决权", "the co-owners named another", "《宁波市住宅小区物业管理条例》第十八条第（一）项";
        GuardianNotShown = "guardian_not_shown", "未出示监护关系证明", "the guardianship is not shown", "design";
        ProxyNotWritten = "proxy_not_written", "未提交书面委托", "the authority is not in writing", "《上海市住宅物业管理规定》第十八条第三款";
        ProxyNotFromOwner = "proxy_not_from_owner", "委托人不是该专有部分的业主，转委托无效", "the authority is not from the owner of the unit; a proxy has no proxy", "design";
        ProxyNotOwner = "proxy_not_owner", "受托人不是业主", "the proxy is not an owner", "《潍坊市物业管理条例》第三十二条第一款";
        ProxyOverCap = "proxy_over_cap", "受托人接受委托超过人数上限", "the proxy stands for more owners than one may", "《潍坊市物业管理条例》第三十二条第一款";
        ProxyBarred = "proxy_barred", "受托人不得担任代理人", "the proxy is barred", "design";
        OpinionNotSigned = "opinion_not_signed", "业主未在书面意见上签字", "the owner did not sign the opinion", "《山东省物业管理条例》第二十七条";
    }
}

/// 拒收票 — a ballot that does not count, and why.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refused {
    /// Which ballot.
    pub ballot: BallotId,
    /// For which unit.
    pub unit: UnitId,
    /// Why.
    pub reason: RefusedFor,
}

impl Refused {
    /// `表决票「b7」（专有部分「1-2」）不计：超过投票期限。`
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let Self { ballot, unit, reason } = self;
        match lang {
            Lang::Zh => format!("表决票「{ballot}」（专有部分「{unit}」）不计：{reason:#}。"),
            Lang::En => format!("ballot `{ballot}` for unit `{unit}` does not count: {}.", reason.en()),
        }
    }
}

/// 收票结果 — the votes that count, by unit, and the ballots that do not: none is silently dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// What was voted, unit by unit.
    pub votes: Votes,
    /// In the order of the ballots' ids.
    pub refused: Vec<Refused>,
    /// How many ballots count, by form, in the order of [`BallotForm`].
    pub forms: [usize; 3],
}

/// Takes ballots in. The order of the list is irrelevant: of two ballots for one unit that of the earlier day counts;
/// of one day the first by id if all of that day say the same, and none if they do not.
///
/// # Errors
/// [`MeetingError::DuplicateBallot`], [`MeetingError::WindowBeforeRoll`] where ballots are taken before the roll's day.
pub fn receive(roll: &FrozenRoll, ballots: &[Ballot], intake: &Intake) -> Result<Received, MeetingError> {
    if intake.first < roll.on() {
        return Err(MeetingError::WindowBeforeRoll { roll: roll.on(), first: intake.first });
    }
    let mut order: Vec<&Ballot> = ballots.iter().collect();
    order.sort_by(|a, b| a.on.cmp(&b.on).then_with(|| a.id.cmp(&b.id)));
    let mut ids = BTreeSet::new();
    if let Some(twice) = order.iter().find(|ballot| !ids.insert(&ballot.id)) {
        return Err(MeetingError::DuplicateBallot { ballot: twice.id.clone() });
    }
    let owners: BTreeSet<&str> = roll.roll().owners().iter().map(|owner| owner.id.as_str()).collect();
    let barred: BTreeSet<&PersonId> = intake.barred.iter().collect();
    let mut stands_for: BTreeMap<&PersonId, BTreeSet<&OwnerId>> = BTreeMap::new();
    let mut refused = Vec::new();
    let mut refuse = |ballot: &Ballot, reason| {
        refused.push(Refused { ballot: ballot.id.clone(), unit: ballot.unit.clone(), reason });
    };
    let mut good: BTreeMap<usize, Vec<&Ballot>> = BTreeMap::new();
    for ballot in order {
        let Some(at) = roll.find(&ballot.unit) else {
            refuse(ballot, RefusedFor::OffRoll);
            continue;
        };
        let owner = roll.roll().units().get(at).map(|unit| &unit.owner);
        let reason = if roll.head_of(at).is_none() {
            Some(RefusedFor::NotCounted)
        } else if ballot.on < intake.first {
            Some(RefusedFor::Early)
        } else if ballot.on > intake.last {
            Some(RefusedFor::Late)
        } else {
            match &ballot.by {
                Signer::Owner => None,
                Signer::CoOwner => Some(RefusedFor::NotNamed),
                Signer::Guardian { shown } => (!shown).then_some(RefusedFor::GuardianNotShown),
                Signer::Representative { signed, .. } => (!signed).then_some(RefusedFor::OpinionNotSigned),
                Signer::Proxy { from, .. } if Some(from) != owner => Some(RefusedFor::ProxyNotFromOwner),
                Signer::Proxy { written: false, .. } => Some(RefusedFor::ProxyNotWritten),
                Signer::Proxy { holder, .. } if barred.contains(holder) => Some(RefusedFor::ProxyBarred),
                Signer::Proxy { holder, .. } if intake.proxy_is_owner && !owners.contains(holder.as_str()) => {
                    Some(RefusedFor::ProxyNotOwner)
                }
                Signer::Proxy { from, holder, .. } => {
                    let of = stands_for.entry(holder).or_default();
                    let room = intake.proxy_cap.and_then(|cap| usize::try_from(cap).ok());
                    if of.contains(from) || room.is_none_or(|cap| of.len() < cap) {
                        of.insert(from);
                        None
                    } else {
                        Some(RefusedFor::ProxyOverCap)
                    }
                }
            }
        };
        match reason {
            Some(reason) => refuse(ballot, reason),
            None => good.entry(at).or_default().push(ballot),
        }
    }
    let mut votes = Votes::none(roll);
    let mut forms = [0_usize; 3];
    for (at, ballots) in good {
        let Some(first) = ballots.first() else { continue };
        let same_day = || ballots.iter().filter(|ballot| ballot.on == first.on);
        let agree = same_day().all(|ballot| ballot.vote == first.vote);
        for (place, ballot) in ballots.iter().enumerate() {
            match (agree, ballot.on == first.on, place) {
                (true, _, 0) => {
                    votes.set(at, first.vote);
                    if let Some(slot) = forms.get_mut(first.form.index()) {
                        *slot = slot.saturating_add(1);
                    }
                }
                (false, true, _) => refuse(ballot, RefusedFor::Contradictory),
                // Where the first day contradicts itself a later ballot does not heal it.
                _ => refuse(ballot, RefusedFor::Double),
            }
        }
    }
    refused.sort_by(|a: &Refused, b| a.ballot.cmp(&b.ballot));
    Ok(Received { votes, refused, forms })
}
