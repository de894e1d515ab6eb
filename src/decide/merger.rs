//! 合并 — yards merged into one management area (合并、连片): each yard's owners decide for themselves; the rolls are
//! united, so that an owner in two yards is one head; funds and ledgers stay apart; what differs between yards is
//! unknown.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::assess::parameter;
use crate::dossier::Dossier;
use crate::estate::{
    BuildingId, Compound, CompoundId, EstateError, Fact, Owner, OwnerId, OwnerKind, Quantity, Roll, Stated, Unit,
    UnitId, UnitState, Value,
};
use crate::law::Authority;
use crate::matter::{Matter, Outcome, Resolution, Tally, Weight, resolve};
use crate::measure::{Approx, Day};
use crate::rule::{Key, ParameterValue, Rulebook, Setting, Settled, Verdict};
use crate::terms::{IdError, Lang, faults, terms};

/// The most yards of one merger.
const YARDS_MAX: usize = 1_000;
/// The most pairs of neighbours of one merger.
const PAIRS_MAX: usize = 1_000_000;

faults! {
    /// Yards that cannot be merged on paper (不能合并的庭院).
    pub enum MergerError {
        /// One yard is no merger, and there is a bound.
        Yards { most: usize, found: usize } = "merger_yards",
            "合并应有2至{most}个庭院，所填{found}个。",
            "expected 2 to {most} yards, found {found}";
        /// A yard is listed twice.
        Twice { yard: CompoundId } = "merger_twice",
            "庭院「{yard}」出现两次。",
            "expected each yard once, found `{yard}` twice";
        /// There are too many pairs of neighbours.
        Pairs { most: usize, found: usize } = "merger_pairs",
            "相邻关系至多{most}对，所填{found}对。",
            "expected at most {most} pairs of neighbours, found {found}";
        /// A pair of neighbours names a yard that is not there.
        NoSuchYard { yard: CompoundId } = "merger_no_such_yard",
            "相邻关系所列「{yard}」不在合并之列。",
            "expected neighbours among the yards, found `{yard}`";
        /// Two rolls show different days.
        RollDays { expected: Day, found: Day } = "merger_roll_days",
            "各庭院名册应为同一日，一份为{expected}，另一份为{found}。",
            "expected the rolls of one day, {expected}, found one of {found}";
        /// A person is owner in one yard and developer in another.
        OwnerKinds { owner: OwnerId } = "merger_owner_kinds",
            "「{owner}」在一处为业主、在另一处为建设单位，不能合为一人。",
            "expected `{owner}` to be one kind of owner in every yard, found two";
        /// Two developers hold units that are not sold: a roll counts one.
        Developers { first: OwnerId, second: OwnerId } = "merger_developers",
            "尚未交付的专有部分分属「{first}」「{second}」两家建设单位，一份名册只计一家。",
            "expected one developer with units that are not delivered, found `{first}` and `{second}`";
        /// A vote was not held by the owners of its yard's roll.
        Totals { yard: CompoundId, expected: String, found: String } = "merger_totals",
            "「{yard}」的表决总数应与名册一致（{expected}），所填为{found}。",
            "expected the totals of the vote of `{yard}` to be those of its roll ({expected}), found {found}";
        /// An id of a merged roll would be too long.
        Id { error: IdError } = "merger_id", "{error:#}", "{error}";
        /// The united roll is not a roll.
        Roll { error: EstateError } = "merger_roll", "{error:#}", "{error}";
    }
}

/// 庭院 — a yard that is to be merged: its dossier, its roll, and its own vote if it was held.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Yard<'a> {
    /// What is known of it.
    pub dossier: &'a Dossier,
    /// Its roll.
    pub roll: &'a Roll,
    /// Its owners' vote on changing the management area, and its day.
    pub vote: Option<(&'a Tally, Day)>,
}

/// 相邻关系 — which yards lie beside which, and whether that is all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adjacency {
    /// Pairs of neighbours.
    pub pairs: Vec<(CompoundId, CompoundId)>,
    /// Whether there are no others.
    pub complete: bool,
}

/// 本院表决 — how the owners of one yard decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum YardVote {
    /// There was no vote (尚未表决).
    Pending,
    /// No text that was read says what it needs (待查明).
    NoMajority(Settled),
    /// It was decided under the majority of its day.
    Decided(Resolution),
}

impl YardVote {
    /// Met where it passed, not met where it did not, else unknown.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Decided(resolution) => Verdict::of(resolution.outcome() == Outcome::Passed),
            Self::Pending | Self::NoMajority(_) => Verdict::Unknown,
        }
    }

    fn render(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Pending, Lang::Zh) => "尚未表决。".to_owned(),
            (Self::Pending, Lang::En) => "no vote yet.".to_owned(),
            (Self::NoMajority(settled), Lang::Zh) => format!("待查明：表决比例{}。", settled.render(lang)),
            (Self::NoMajority(settled), Lang::En) => format!("unknown: the majority: {}.", settled.render(lang)),
            (Self::Decided(resolution), _) => {
                let (said, law) = (resolution.render(lang), resolution.law().render(lang));
                match lang {
                    Lang::Zh => format!("{said}依据{law}。"),
                    Lang::En => format!("{said} Under {law}."),
                }
            }
        }
    }
}

terms! {
    /// 存疑原因 — why a fact of the yards is unknown of the merged compound.
    pub enum WhyOpen: "reason for leaving a fact open" {
        Differs = "differs", "各庭院不一致", "the yards differ", "design";
        NotAll = "not_all", "并非各庭院均已填报", "not every yard states it", "design";
        OfTheYard = "of_the_yard", "属于各庭院自己的组织或者决定", "it is about a body or a decision of the yard alone", "design";
    }
}

terms! {
    /// 各自保留 — what stays with each yard.
    pub enum KeptApart: "thing kept apart" {
        Fund = "fund", "专项维修资金账户", "maintenance fund", "《民法典》第二百八十一条第一款";
        Ledger = "ledger", "收支账目", "ledger", "design";
    }
}

/// 合并结果 — what a merger would be: each yard's vote, whether they adjoin, the united roll, the facts that carry
/// over and those left open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merger {
    /// The votes, yard by yard.
    pub votes: Vec<(CompoundId, YardVote)>,
    /// Whether the yards lie together; unknown where not all neighbours are stated.
    pub adjoining: Verdict,
    /// The united roll; a unit is `yard/unit`, an owner is who they were.
    pub roll: Roll,
    /// The dossier of the merged compound, with what holds of every yard.
    pub dossier: Dossier,
    /// What is unknown of it although some yard states it, and why.
    pub open: Vec<(Fact, WhyOpen)>,
    /// What stays with each yard.
    pub apart: Vec<(CompoundId, KeptApart)>,
}

impl Merger {
    /// The owners' side of a merger: the yards adjoin and the owners of every one agreed. The office that divides
    /// management areas decides beside them (上海 10, 宁波 9).
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.votes.iter().map(|(_, vote)| vote.verdict()).fold(self.adjoining, Verdict::min)
    }

    /// Every finding in a sentence, with its article.
    #[must_use]
    pub fn render(&self, lang: Lang) -> Vec<String> {
        let adjoining = self.adjoining.render(lang);
        let mut all = vec![match lang {
            Lang::Zh => format!("各庭院相互毗邻：{adjoining}。"),
            Lang::En => format!("the yards adjoin: {adjoining}."),
        }];
        all.extend(self.votes.iter().map(|(yard, vote)| match lang {
            Lang::Zh => format!("「{yard}」：{}", vote.render(lang)),
            Lang::En => format!("`{yard}`: {}", vote.render(lang)),
        }));
        let (heads, area) = (self.roll.heads(), self.roll.area().grouped());
        all.push(match lang {
            Lang::Zh => format!("合并名册：业主{heads}人，专有部分面积{area}平方米。"),
            Lang::En => format!("the united roll: {heads} owners, {area} m² of exclusive area."),
        });
        all.extend(self.open.iter().map(|(fact, why)| match lang {
            Lang::Zh => format!("“{fact:#}”待查明：{why:#}。"),
            Lang::En => format!("`{fact}` is unknown: {}.", why.en()),
        }));
        all.extend(self.apart.iter().map(|(yard, what)| match lang {
            Lang::Zh => format!("「{yard}」的{what:#}不合并。"),
            Lang::En => format!("the {} of `{yard}` stays apart.", what.en()),
        }));
        all
    }
}

/// Facts about a body or a decision of one yard: no merged compound has them because its yards do.
const OF_THE_YARD: [Fact; 17] = [
    Fact::OwnersAssembly,
    Fact::OwnersCommittee,
    Fact::SelfGovernmentBody,
    Fact::PartyOrganisation,
    Fact::SelfManagementBodyDecided,
    Fact::SelfManagementContentDecided,
    Fact::SelfManagementSpecialistsDecided,
    Fact::CommonRevenueForService,
    Fact::ResidentsCovenant,
    Fact::CandidatesRecommended,
    Fact::CandidatesReviewed,
    Fact::ElectionOrganised,
    Fact::DeveloperApplied,
    Fact::SelfManagementChosen,
    Fact::NewProviderChosen,
    Fact::AdvanceRentAgreed,
    Fact::CompoundConsultation,
];

/// What a merger of yards into one compound would be, on a day.
///
/// 1. Each yard's owners decide on the change of the management area, by the majority that the place prints (河南 10
///    第三款: more than half of all; 上海 10 第一款: of those who take part). The vote of one yard never counts for
///    another.
/// 2. The yards must lie together: pairs of neighbours join them all.
/// 3. The rolls are united. An owner is the same person in every yard by id, and one head.
/// 4. A fact that every yard states alike carries over, on the latest of their days and, if they differ in who
///    states it, on the caller's word, unless only an office can attest it. All else is unknown.
///
/// # Errors
/// [`MergerError`].
pub fn merge(
    into: Compound,
    yards: &[Yard<'_>],
    adjacency: &Adjacency,
    rulebook: &Rulebook,
    day: Day,
) -> Result<Merger, MergerError> {
    if yards.len() < 2 || yards.len() > YARDS_MAX {
        return Err(MergerError::Yards { most: YARDS_MAX, found: yards.len() });
    }
    let mut names = BTreeSet::new();
    if let Some(twice) = yards.iter().find(|yard| !names.insert(id(yard))) {
        return Err(MergerError::Twice { yard: id(twice).clone() });
    }
    let adjoining = adjoining(&names, adjacency)?;
    let votes = yards.iter().map(|yard| Ok((id(yard).clone(), vote(yard, rulebook, day)?)));
    let votes = votes.collect::<Result<_, MergerError>>()?;
    let roll = unite(yards)?;
    let (mut dossier, open) = carry_over(into, yards, day)?;
    let counted = [(Quantity::Owners, Value::Count(roll.heads())), (Quantity::ExclusiveArea, Value::Area(roll.area()))];
    for (quantity, value) in counted {
        let stated = Stated::new(Approx::exact(value), roll.on(), Authority::Caller);
        dossier.measure(quantity, stated).map_err(|error| MergerError::Roll { error })?;
    }
    dossier.compound.yards = yards.iter().map(|yard| yard.dossier.compound.name.clone()).collect();
    let each = |yard: &Yard<'_>| KeptApart::ALL.iter().map(|what| (id(yard).clone(), *what)).collect::<Vec<_>>();
    let apart = yards.iter().flat_map(each).collect();
    Ok(Merger { votes, adjoining, roll, dossier, open, apart })
}

const fn id<'a>(yard: &Yard<'a>) -> &'a CompoundId {
    &yard.dossier.compound.id
}

/// Whether pairs of neighbours join all yards.
fn adjoining(names: &BTreeSet<&CompoundId>, adjacency: &Adjacency) -> Result<Verdict, MergerError> {
    let found = adjacency.pairs.len();
    if found > PAIRS_MAX {
        return Err(MergerError::Pairs { most: PAIRS_MAX, found });
    }
    for (one, other) in &adjacency.pairs {
        if let Some(yard) = [one, other].into_iter().find(|yard| !names.contains(yard)) {
            return Err(MergerError::NoSuchYard { yard: yard.clone() });
        }
    }
    let mut beside: BTreeMap<&CompoundId, Vec<&CompoundId>> = BTreeMap::new();
    for (one, other) in &adjacency.pairs {
        beside.entry(one).or_default().push(other);
        beside.entry(other).or_default().push(one);
    }
    let mut open: Vec<&CompoundId> = names.iter().copied().take(1).collect();
    let mut joined: BTreeSet<&CompoundId> = open.iter().copied().collect();
    while let Some(yard) = open.pop() {
        for next in beside.remove(yard).unwrap_or_default() {
            if joined.insert(next) {
                open.push(next);
            }
        }
    }
    Ok(match (joined.len() == names.len(), adjacency.complete) {
        (true, _) => Verdict::Met,
        (false, true) => Verdict::Unmet,
        (false, false) => Verdict::Unknown,
    })
}

fn vote(yard: &Yard<'_>, rulebook: &Rulebook, day: Day) -> Result<YardVote, MergerError> {
    // What is resolved later is not there yet.
    let Some((tally, on)) = yard.vote.filter(|(_, on)| *on <= day) else { return Ok(YardVote::Pending) };
    let expected = Weight { heads: yard.roll.heads(), area: yard.roll.area() };
    if tally.total() != expected {
        let show = |weight: Weight| format!("{} / {}", weight.heads, weight.area);
        let (expected, found) = (show(expected), show(tally.total()));
        return Err(MergerError::Totals { yard: id(yard).clone(), expected, found });
    }
    let settled = parameter(rulebook, yard.dossier, Key::AreaChange, on);
    let majority = match &settled {
        Settled::Known { setting: Setting::Exactly(ParameterValue::Majority(majority)), law, .. } => {
            Some((*majority, law.clone()))
        }
        _ => None,
    };
    Ok(match majority {
        Some((majority, law)) => {
            YardVote::Decided(resolve(id(yard).clone(), Matter::Other, on, tally.clone(), majority, law))
        }
        None => YardVote::NoMajority(settled),
    })
}

/// 合并名册 — units of every yard under names of their own; owners by id, each once.
fn unite(yards: &[Yard<'_>]) -> Result<Roll, MergerError> {
    let mut owners: BTreeMap<OwnerId, Owner> = BTreeMap::new();
    let (mut units, mut stock): (Vec<Unit>, Option<OwnerId>) = (Vec::new(), None);
    let on = yards.first().map_or(Day::FIRST, |yard| yard.roll.on());
    for yard in yards {
        if yard.roll.on() != on {
            return Err(MergerError::RollDays { expected: on, found: yard.roll.on() });
        }
        for owner in yard.roll.owners() {
            let known = owners.entry(owner.id.clone()).or_insert_with(|| owner.clone());
            if known.kind != owner.kind {
                return Err(MergerError::OwnerKinds { owner: owner.id.clone() });
            }
        }
        for unit in yard.roll.units() {
            let developers = owners.get(&unit.owner).is_some_and(|owner| owner.kind == OwnerKind::Developer);
            if developers || unit.state != UnitState::Delivered {
                let first = stock.get_or_insert_with(|| unit.owner.clone());
                if *first != unit.owner {
                    let (first, second) = (first.clone(), unit.owner.clone());
                    return Err(MergerError::Developers { first, second });
                }
            }
            units.push(renamed(unit, id(yard))?);
        }
    }
    Roll::new(on, owners.into_values().collect(), units).map_err(|error| MergerError::Roll { error })
}

fn renamed(unit: &Unit, yard: &CompoundId) -> Result<Unit, MergerError> {
    let wrong = |error| MergerError::Id { error };
    let building = unit.building.as_ref().map(|building| BuildingId::new(format!("{yard}/{building}")));
    Ok(Unit {
        id: UnitId::new(format!("{yard}/{}", unit.id)).map_err(wrong)?,
        building: building.transpose().map_err(wrong)?,
        ..unit.clone()
    })
}

/// What holds of every yard, in a dossier; and what some yard states that does not carry over.
fn carry_over(into: Compound, yards: &[Yard<'_>], day: Day) -> Result<(Dossier, Vec<(Fact, WhyOpen)>), MergerError> {
    let (mut dossier, mut open) = (Dossier::new(into), Vec::new());
    for fact in Fact::ALL.iter().copied() {
        let stated: Vec<&Stated<bool>> = yards.iter().filter_map(|yard| yard.dossier.fact(fact, day)).collect();
        let Some(first) = stated.first() else { continue };
        let why = if OF_THE_YARD.contains(&fact) {
            Some(WhyOpen::OfTheYard)
        } else if stated.iter().any(|other| other.value != first.value) {
            Some(WhyOpen::Differs)
        } else if stated.len() < yards.len() {
            Some(WhyOpen::NotAll)
        } else {
            None
        };
        if let Some(why) = why {
            open.push((fact, why));
            continue;
        }
        let on = stated.iter().map(|stated| stated.on).max().unwrap_or(first.on);
        let same = stated.iter().all(|other| other.by == first.by);
        let by = if same || fact.needs_office() { first.by } else { Authority::Caller };
        dossier.state(fact, Stated::new(first.value, on, by)).map_err(|error| MergerError::Roll { error })?;
    }
    Ok((dossier, open))
}
