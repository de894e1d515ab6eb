//! The pre-selection pool: application, vetting, leaving; a draw that anybody can repeat; how much a provider carries.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::bands::check_name;
use super::credit::{Credit, Standing};
use super::file::{Barred, check_number};
use super::{POOL_EVENTS_MAX, ProviderError, ProviderPart};
use crate::estate::{CompoundId, ProviderId, ProviderKind, Source, check_source};
use crate::law::{Authority, Place};
use crate::measure::draw::Draw;
use crate::measure::{Approx, Area, Day, Sense};
use crate::meeting::checks::{Check, Item, Seen, check};
use crate::rule::{Settled, Verdict};
use crate::terms::{Lang, Placed, ids, terms};

ids! {
    /// 预选库标识 — names a pool.
    PoolId;
}

terms! {
    /// 预选库状态 — where a provider stands in a pool on a day.
    pub enum PoolStatus: "status in a pool" {
        Stranger = "stranger", "未申请", "has not applied", "design";
        Applicant = "applicant", "已申请，待审核", "has applied and waits to be vetted", "东建函〔2023〕26号第一部分第（三）项";
        Refused = "refused", "审核未通过", "was refused", "design";
        Listed = "listed", "在库", "is in the pool", "东建函〔2023〕26号第一部分第（三）项";
        Left = "left", "已退出或者移出", "left or was removed", "design";
    }
}

terms! {
    /// 待查明者的处理 — what a draw does with those of whom it is not known whether they may be drawn.
    pub enum UnknownCandidates: "policy on unknown candidates" {
        StayOut = "stay_out", "不参加抽取，并列明", "they stay out, and are listed", "design";
        TakePart = "take_part", "参加抽取，并列明", "they take part, and are listed", "design";
        Stop = "stop", "停止抽取", "the draw is not held", "design";
    }
}

/// 预选库记载 — what happened: a provider applied, was vetted, or left; or its entry into the market was filed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PoolAct {
    /// Applied (自愿报名), as a provider of this kind.
    Applied {
        /// What it is.
        kind: ProviderKind,
    },
    /// Vetted (审核): it is in the pool from this day, or refused.
    Vetted {
        /// By whom, in words: `市物业管理协会`.
        by: String,
        /// Whether it passed.
        passed: bool,
    },
    /// Left by itself (退出).
    Left,
    /// Removed (移出).
    Removed {
        /// By whom.
        by: Authority,
    },
    /// Its entry into the market was filed (市场准入备案), in whatever state it is.
    EntryFiled {
        /// With whom.
        with: Authority,
    },
}

/// 预选库事件 — an act, whose, and on which day.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PoolEvent {
    /// The day.
    pub on: Day,
    /// The provider.
    pub provider: ProviderId,
    /// What happened.
    pub act: PoolAct,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// 入库企业 — a provider in the pool.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Member {
    /// Which.
    pub provider: ProviderId,
    /// Of which kind.
    pub kind: ProviderKind,
    /// In the pool since.
    pub since: Day,
    /// Since when its entry into the market is filed, if it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filed: Option<Day>,
}

/// 预选库 — a pool as its dated log. What happened on a day counts from that day.
///
/// ```
/// use wuye::estate::ProviderKind;
/// use wuye::provider::{Pool, PoolAct, PoolEvent, PoolStatus};
/// let event = |on: &str, act| -> Result<PoolEvent, Box<dyn std::error::Error>> {
///     Ok(PoolEvent { on: on.parse()?, provider: "poly".parse()?, act, source: None })
/// };
/// let pool = Pool::new("emergency".parse()?, "441900".parse()?, vec![
///     event("2018-03-01", PoolAct::Applied { kind: ProviderKind::Private })?,
///     event("2018-04-01", PoolAct::Vetted { by: "协会".into(), passed: true })?,
/// ])?;
/// assert_eq!(pool.status(&"poly".parse()?, "2018-03-31".parse()?), PoolStatus::Applicant);
/// assert_eq!(pool.members("2018-04-01".parse()?).len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "PoolForm", into = "PoolForm")]
// INVARIANT: events ascend by day, and each follows from those before it.
pub struct Pool {
    id: PoolId,
    place: Place,
    events: Vec<PoolEvent>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PoolForm {
    id: PoolId,
    place: Place,
    events: Vec<PoolEvent>,
}

impl TryFrom<PoolForm> for Pool {
    type Error = Placed<ProviderError>;
    fn try_from(form: PoolForm) -> Result<Self, Placed<ProviderError>> {
        Ok(Self::new(form.id, form.place, form.events)?)
    }
}

impl From<Pool> for PoolForm {
    fn from(pool: Pool) -> Self {
        Self { id: pool.id, place: pool.place, events: pool.events }
    }
}

/// 抽取规则 — what a draw from a pool asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PoolRules {
    /// How many are drawn.
    pub wanted: u32,
    /// Whether only those may be drawn whose entry into the market is filed.
    pub filing_needed: bool,
    /// What becomes of those of whom it is not known.
    pub unknown: UnknownCandidates,
}

/// 抽取结果 — who could be drawn, in the order of their ids; who could not and why; and who was drawn. The same pool,
/// credits, rules and seed give it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drawn {
    /// The pool.
    pub pool: PoolId,
    /// The day.
    pub day: Day,
    /// The rules.
    pub rules: PoolRules,
    /// Generator and seed, as published before the draw.
    pub draw: Draw,
    /// Who could be drawn.
    pub candidates: Vec<ProviderId>,
    /// Who was barred by credit, or may be.
    pub barred: Vec<(ProviderId, Standing)>,
    /// Whose entry is not filed.
    pub unfiled: Vec<ProviderId>,
    /// Who has no credit that was put before the draw.
    pub without_credit: Vec<ProviderId>,
    /// Who was drawn, in the order drawn.
    pub chosen: Vec<ProviderId>,
}

/// A provider's state while a log is replayed.
#[derive(Clone, Copy)]
struct Held {
    status: PoolStatus,
    kind: ProviderKind,
    since: Day,
    filed: Option<Day>,
}

fn step(held: Option<Held>, event: &PoolEvent) -> Option<Held> {
    use PoolStatus::{Applicant, Left, Listed, Refused, Stranger};
    let new = Held { status: Stranger, kind: ProviderKind::Enterprise, since: event.on, filed: None };
    let held = held.unwrap_or(new);
    let to = |status| Some(Held { status, since: event.on, ..held });
    match (&event.act, held.status) {
        (PoolAct::EntryFiled { .. }, _) => Some(Held { filed: held.filed.or(Some(event.on)), ..held }),
        (PoolAct::Applied { kind }, Stranger | Refused | Left) => {
            Some(Held { status: Applicant, kind: *kind, since: event.on, ..held })
        }
        (PoolAct::Vetted { passed, .. }, Applicant) => to(if *passed { Listed } else { Refused }),
        (PoolAct::Left, Applicant | Listed) | (PoolAct::Removed { .. }, Listed) => to(Left),
        _ => None,
    }
}

impl Pool {
    /// A pool from its log.
    ///
    /// # Errors
    /// [`ProviderError::HistoryUnordered`], [`ProviderError::OutOfTurn`], [`ProviderError::TooMany`],
    /// [`ProviderError::Name`].
    pub fn new(id: PoolId, place: Place, events: Vec<PoolEvent>) -> Result<Self, ProviderError> {
        check_number(ProviderPart::Event, POOL_EVENTS_MAX, events.len())?;
        let mut held: BTreeMap<&ProviderId, Held> = BTreeMap::new();
        let mut before: Option<Day> = None;
        for event in &events {
            if let Some(before) = before.filter(|before| *before > event.on) {
                return Err(ProviderError::HistoryUnordered { before, found: event.on });
            }
            before = Some(event.on);
            check_source(event.source.as_ref())?;
            if let PoolAct::Vetted { by, .. } = &event.act {
                check_name(ProviderPart::Person, by)?;
            }
            let out_of_turn = || ProviderError::OutOfTurn { provider: event.provider.clone(), on: event.on };
            let next = step(held.get(&event.provider).copied(), event).ok_or_else(out_of_turn)?;
            held.insert(&event.provider, next);
        }
        Ok(Self { id, place, events })
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> &PoolId {
        &self.id
    }

    /// Where it is.
    #[must_use]
    pub const fn place(&self) -> Place {
        self.place
    }

    /// Its log.
    #[must_use]
    pub fn events(&self) -> &[PoolEvent] {
        &self.events
    }

    fn held(&self, day: Day) -> BTreeMap<&ProviderId, Held> {
        let mut held: BTreeMap<&ProviderId, Held> = BTreeMap::new();
        for event in self.events.iter().take_while(|event| event.on <= day) {
            if let Some(next) = step(held.get(&event.provider).copied(), event) {
                held.insert(&event.provider, next);
            }
        }
        held
    }

    /// Where a provider stands on a day.
    #[must_use]
    pub fn status(&self, provider: &ProviderId, day: Day) -> PoolStatus {
        self.held(day).get(provider).map_or(PoolStatus::Stranger, |held| held.status)
    }

    /// Who is in the pool on a day, in the order of ids, whatever its credit.
    #[must_use]
    pub fn members(&self, day: Day) -> Vec<Member> {
        let held = self.held(day);
        let listed = held.into_iter().filter(|(_, held)| held.status == PoolStatus::Listed);
        listed
            .map(|(provider, held)| {
                let (kind, since, filed) = (held.kind, held.since, held.filed);
                Member { provider: provider.clone(), kind, since, filed }
            })
            .collect()
    }

    /// The number in the pool beside what a place says of it, such as the twenty-five of Dongguan
    /// ([`Figure::EmergencyPool`](crate::rule::Figure::EmergencyPool)).
    #[must_use]
    pub fn check_size(&self, settled: &Settled, day: Day) -> Check {
        let number = u32::try_from(self.members(day).len()).unwrap_or(u32::MAX);
        check(Item::PoolSize, settled, Some(Seen::Count(number)))
    }

    /// Draws from those in the pool who may take part. Who is barred from the pool or from tendering on the day is out;
    /// what becomes of those of whom it is not known, or who have no credit here, the rules say.
    ///
    /// # Errors
    /// [`ProviderError::Undecided`] where the rules say that the draw stops, [`ProviderError::OtherCredit`] for a
    /// credit of another provider, of another day or given twice, [`ProviderError::Draw`] for too few candidates.
    pub fn draw(&self, credits: &[Credit], rules: PoolRules, draw: Draw, day: Day) -> Result<Drawn, ProviderError> {
        let members = self.members(day);
        let mut by_provider: BTreeMap<&ProviderId, &Credit> = BTreeMap::new();
        for credit in credits {
            let member = members.iter().any(|member| member.provider == *credit.provider());
            if !member || credit.day() != day || by_provider.insert(credit.provider(), credit).is_some() {
                return Err(ProviderError::OtherCredit { provider: credit.provider().clone(), on: day });
            }
        }
        let mut out = Drawn {
            pool: self.id.clone(),
            day,
            rules,
            draw,
            candidates: Vec::new(),
            barred: Vec::new(),
            unfiled: Vec::new(),
            without_credit: Vec::new(),
            chosen: Vec::new(),
        };
        for member in members {
            let id = member.provider;
            if rules.filing_needed && member.filed.is_none() {
                out.unfiled.push(id);
                continue;
            }
            let verdict = match by_provider.get(&id) {
                None => {
                    out.without_credit.push(id.clone());
                    Verdict::Unknown
                }
                Some(credit) => {
                    let standings = [credit.may(Barred::Pool), credit.may(Barred::Tendering)];
                    let verdict = standings.iter().map(|one| one.verdict).min().unwrap_or(Verdict::Unknown);
                    let barring = standings.into_iter().filter(|one| one.verdict != Verdict::Met);
                    out.barred.extend(barring.map(|one| (id.clone(), one)));
                    verdict
                }
            };
            match (verdict, rules.unknown) {
                (Verdict::Met, _) | (Verdict::Unknown, UnknownCandidates::TakePart) => out.candidates.push(id),
                (Verdict::Unknown, UnknownCandidates::Stop) => {
                    return Err(ProviderError::Undecided { provider: id });
                }
                (Verdict::Unmet, _) | (Verdict::Unknown, UnknownCandidates::StayOut) => {}
            }
        }
        let wanted = usize::try_from(rules.wanted).unwrap_or(usize::MAX);
        let places = draw.choose(wanted, out.candidates.len())?;
        out.chosen = places.into_iter().filter_map(|place| out.candidates.get(place)).cloned().collect();
        Ok(out)
    }
}

impl Drawn {
    /// Who was drawn, of how many, by which generator and seed.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let chosen: Vec<&str> = self.chosen.iter().map(ProviderId::as_str).collect();
        let (number, day, seed) = (self.candidates.len(), self.day.render(lang), self.draw.seed);
        let out: BTreeSet<&ProviderId> =
            self.barred.iter().map(|(id, _)| id).chain(&self.unfiled).chain(&self.without_credit).collect();
        let out = out.into_iter().filter(|id| !self.candidates.contains(id)).count();
        match lang {
            Lang::Zh => {
                let generator = self.draw.generator.code();
                format!(
                    "{day}自{number}家中抽取「{}」（另有{out}家未参加），「{generator}」种子{seed}。",
                    chosen.join("」「")
                )
            }
            Lang::En => {
                let generator = self.draw.generator.en();
                format!(
                    "{day}: `{}` drawn of {number} ({out} stayed out), {generator} seed {seed}.",
                    chosen.join("`, `")
                )
            }
        }
    }
}

// ---------------------------------------------------------------------------------- load

/// 所服务小区 — a compound that a provider serves, and how large it is, if known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Served {
    /// Which.
    pub compound: CompoundId,
    /// Its households.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub households: Option<Approx<u32>>,
    /// Its built area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<Approx<Area>>,
}

/// 数量区间 — the least and the most that a sum can be, as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct CountRange {
    /// The least: what is known.
    pub least: u64,
    /// The most; nothing where a part is unknown or only more than a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<u64>,
    /// Whether a part is only *about* so many; it counts as printed.
    pub about: bool,
}

/// 服务负荷 — how much one provider carries over the compounds that share it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Load {
    /// How many compounds.
    pub compounds: usize,
    /// How many households.
    pub households: CountRange,
    /// How much area, in hundredths of a square metre.
    pub area: CountRange,
    /// The compounds of which households or area are not known.
    pub unknown: Vec<CompoundId>,
}

impl CountRange {
    const NONE: Self = Self { least: 0, most: Some(0), about: false };

    fn and(self, part: Option<Approx<u64>>) -> Option<Self> {
        let Some(part) = part else { return Some(Self { most: None, ..self }) };
        let (least, most) = match part.sense {
            Sense::Exact | Sense::About => (part.value, Some(part.value)),
            Sense::Over => (part.value, None),
            Sense::Under => (0, Some(part.value)),
        };
        let most = match (self.most, most) {
            (Some(sum), Some(most)) => Some(sum.checked_add(most)?),
            _ => None,
        };
        let about = self.about || part.sense == Sense::About;
        Some(Self { least: self.least.checked_add(least)?, most, about })
    }
}

impl Load {
    /// The load of one provider.
    ///
    /// # Errors
    /// [`ProviderError::ServedTwice`], [`ProviderError::TooMany`], [`ProviderError::CountTooLarge`].
    ///
    /// ```
    /// use wuye::measure::Approx;
    /// use wuye::provider::{Load, Served};
    /// let served = |id: &str, households| Served { compound: id.parse().unwrap(), households, area: None };
    /// let load = Load::of(&[served("安平里", Some(Approx::exact(320))), served("槟榔东里", None)])?;
    /// assert_eq!((load.households.least, load.households.most), (320, None));
    /// # Ok::<(), wuye::provider::ProviderError>(())
    /// ```
    pub fn of(served: &[Served]) -> Result<Self, ProviderError> {
        check_number(ProviderPart::Compound, POOL_EVENTS_MAX, served.len())?;
        let mut seen = BTreeSet::new();
        let (mut households, mut area) = (CountRange::NONE, CountRange::NONE);
        let mut unknown = Vec::new();
        for one in served {
            if !seen.insert(&one.compound) {
                return Err(ProviderError::ServedTwice { compound: one.compound.clone() });
            }
            if one.households.is_none() || one.area.is_none() {
                unknown.push(one.compound.clone());
            }
            let too_large = ProviderError::CountTooLarge { what: ProviderPart::Compound };
            let hundredths = |area: Area| u64::try_from(area.hundredths()).unwrap_or(0);
            let homes = one.households.map(|n| Approx { value: u64::from(n.value), sense: n.sense });
            let built = one.area.map(|area| Approx { value: hundredths(area.value), sense: area.sense });
            households = households.and(homes).ok_or_else(|| too_large.clone())?;
            area = area.and(built).ok_or(too_large)?;
        }
        Ok(Self { compounds: served.len(), households, area, unknown })
    }

    /// `共2个小区，户数约500，面积至少25000.50平方米。`
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let range = |range: CountRange, divide: bool| {
            let show = |n: u64| match divide {
                false => n.to_string(),
                true => {
                    let (whole, rest) = (n.checked_div(100).unwrap_or(0), n.checked_rem(100).unwrap_or(0));
                    if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:02}") }
                }
            };
            let about = match (range.about, lang) {
                (false, _) => "",
                (true, Lang::Zh) => "约",
                (true, Lang::En) => "about ",
            };
            match (range.most, lang) {
                (Some(most), _) if most == range.least => format!("{about}{}", show(most)),
                (Some(most), Lang::Zh) => format!("{about}{}至{}", show(range.least), show(most)),
                (Some(most), Lang::En) => format!("{about}{} to {}", show(range.least), show(most)),
                (None, Lang::Zh) => format!("至少{about}{}", show(range.least)),
                (None, Lang::En) => format!("at least {about}{}", show(range.least)),
            }
        };
        let (homes, area, number) = (range(self.households, false), range(self.area, true), self.compounds);
        match lang {
            Lang::Zh => format!("共{number}个小区，户数{homes}，面积{area}平方米。"),
            Lang::En => format!("compounds {number}, households {homes}, area {area} m²."),
        }
    }
}
