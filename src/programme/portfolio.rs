//! 小区汇总 — a rulebook run over many compounds: verdicts, choices, what is missing, what alone would do, money.
//!
//! 1. A [`PortfolioPlan`] compiles what is asked once; [`PortfolioPlan::run`] counts dossiers into a [`Portfolio`],
//!    which holds counts and no dossiers.
//! 2. Parts of a batch are counted one by one, anywhere, and put together with [`Portfolio::merge`], in any order and
//!    grouping: what is written is the same to the byte. Rows that are counted already are refused.
//! 3. A row with a fault is named and counted nowhere else.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::counted::Portfolio;
use super::tally::{NeedCount, one_more};
use super::{ProgrammeError, ProgrammePart};
use crate::assess::{Asked, Assessment, Checklist, Packed, parameter};
use crate::balance::{Budget, MoneyRange, statement_with};
use crate::dossier::Dossier;
use crate::estate::{Fact, Quantity, Value};
use crate::measure::{Approx, Day};
use crate::mode::Mode;
use crate::rule::{Aim, Key, ParameterValue, Rulebook, RulebookId, Selection, Settled, Verdict};
use crate::terms::{Lang, terms};

/// The version of the stored form of a portfolio that this library writes.
pub const PORTFOLIO_FORMAT: u16 = 1;
/// The most aims that are asked about at once.
pub const AIMS_MAX: usize = 64;
/// The most stretches of rows, districts, and things of one aim in a portfolio.
pub const ENTRIES_MAX: usize = 10_000;
/// The largest number of a row, and the most rows: 10¹².
pub const ROWS_MAX: u64 = 1_000_000_000_000;

terms! {
    /// 汇总行错误 — why a row of a portfolio is not counted.
    pub enum PortfolioFault: "fault of a row of a portfolio" {
        OtherPlace = "other_place", "不在规则集适用的地方", "a compound outside the place of the rulebook", "design";
        NoStatement = "no_statement", "收支预算不能计算", "a budget that cannot be computed", "design";
    }
}

/// 选择结果类别 — what [`choose`](crate::decide::choose) comes to for a compound, without its reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChoiceKind {
    /// The ladder comes to this mode (适用).
    Chosen(Mode),
    /// The ladder stops at this mode, which is unknown (待查明).
    Undetermined(Mode),
    /// The conditions of no mode of the ladder are met (均不具备).
    NoneApplies,
    /// A free choice, with at least one mode whose conditions are met (可自主选择).
    Free,
    /// A free choice, with no such mode yet (尚无可选).
    FreeOfNone,
    /// No text that was read says how a mode is chosen (未查得规定).
    NoOrder,
}

impl ChoiceKind {
    /// In words.
    #[must_use]
    pub fn render(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Chosen(mode), Lang::Zh) => format!("适用{mode:#}"),
            (Self::Chosen(mode), Lang::En) => format!("{} applies", mode.en()),
            (Self::Undetermined(mode), Lang::Zh) => format!("{mode:#}待查明"),
            (Self::Undetermined(mode), Lang::En) => format!("{} is unknown", mode.en()),
            (Self::NoneApplies, Lang::Zh) => "各模式条件均不具备".to_owned(),
            (Self::NoneApplies, Lang::En) => "no mode applies".to_owned(),
            (Self::Free, Lang::Zh) => "有模式可自主选择".to_owned(),
            (Self::Free, Lang::En) => "free to choose among modes whose conditions are met".to_owned(),
            (Self::FreeOfNone, Lang::Zh) => "尚无可供选择的模式".to_owned(),
            (Self::FreeOfNone, Lang::En) => "free to choose, with no mode whose conditions are met yet".to_owned(),
            (Self::NoOrder, Lang::Zh) => "未查得模式选择的规定".to_owned(),
            (Self::NoOrder, Lang::En) => "no text that was read says how a mode is chosen".to_owned(),
        }
    }
}

/// 汇总项 — one compound of a portfolio, and its budget if there is one. A view of what the caller keeps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PortfolioEntry<'a> {
    /// What is known of it.
    pub dossier: &'a Dossier,
    /// Its budget, for the gap.
    pub budget: Option<&'a Budget>,
}

/// 行段 — rows of a batch from one on and before another, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowSpan {
    /// The first row.
    pub from: u64,
    /// The row after the last.
    pub until: u64,
}

/// 汇总口径 — under which rulebook, on which day and about what a portfolio was counted. Portfolios of one head merge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortfolioHead {
    /// The rulebook.
    pub rulebook: RulebookId,
    /// Its version.
    pub version: u32,
    /// The day.
    pub day: Day,
    /// What was asked.
    pub aims: BTreeSet<Aim>,
    /// The modes that count as service, by the caller's definition of coverage.
    pub service: BTreeSet<Mode>,
}

impl PortfolioHead {
    /// The whole in one line of codes, for a sentence in which two are held against each other.
    pub(super) fn told(&self) -> String {
        let aims: Vec<String> = self.aims.iter().map(Aim::to_string).collect();
        let service: Vec<&str> = self.service.iter().map(|mode| mode.code()).collect();
        let (aims, service) = (aims.join("+"), service.join("+"));
        format!("{}@{} {} {aims} {service}", self.rulebook, self.version, self.day).trim_end().to_owned()
    }
}

/// 汇总方案 — a rulebook compiled for a day: one checklist for each aim, used for every compound.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use wuye::assess::Asked;
/// use wuye::dossier::Dossier;
/// use wuye::estate::{Compound, Fact, Stated};
/// use wuye::law::Authority;
/// use wuye::mode::Mode;
/// use wuye::programme::{PortfolioEntry, PortfolioPlan};
/// use wuye::rule::Aim;
/// let rulebook = wuye::places::xuchang::rulebook()?;
/// let (aim, day) = (Aim::Mode(Mode::Professional), "2022-03-01".parse()?);
/// let plan = PortfolioPlan::compile(&rulebook, &[aim], &[Mode::Professional], day)?;
/// let old = |id: &str, ready: Option<bool>| -> Result<Dossier, Box<dyn std::error::Error>> {
///     let compound = Compound { id: id.parse()?, name: "某院".into(), place: "411000".parse()?, yards: vec![] };
///     let mut dossier = Dossier::new(compound);
///     dossier.state(Fact::OldCompound, Stated::new(true, day, Authority::Street))?;
///     if let Some(ready) = ready {
///         dossier.state(Fact::ProfessionalConditions, Stated::new(ready, day, Authority::Street))?;
///     }
///     Ok(dossier)
/// };
/// let dossiers = [old("c1", Some(true))?, old("c2", Some(false))?, old("c3", None)?];
/// let entry = |dossier| PortfolioEntry { dossier, budget: None };
/// let entries: Vec<_> = dossiers.iter().map(entry).collect();
/// let whole = plan.run(&entries, 0)?;
/// let count = &whole.aims()[&aim];
/// assert_eq!((count.met(), count.unmet(), count.unknown()), (1, 1, 1));
/// let needed = count.asked()[&Asked::Fact(Fact::ProfessionalConditions)];
/// assert_eq!((needed.missing, needed.establish, needed.change), (1, 1, 1));
/// // The same in two parts, in whatever order.
/// let (first, rest) = (plan.run(&entries[..1], 0)?, plan.run(&entries[1..], 1)?);
/// assert_eq!(rest.merge(&first)?, whole);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct PortfolioPlan {
    head: PortfolioHead,
    rulebook: Rulebook,
    checklists: Vec<Checklist>,
    order: Order,
    /// Whether money may pay, for every purse and purpose that the rulebook has rules for.
    pays: BTreeMap<Aim, Checklist>,
}

impl PartialEq for PortfolioPlan {
    fn eq(&self, other: &Self) -> bool {
        self.head == other.head && self.rulebook == other.rulebook
    }
}

/// How a mode is chosen.
#[derive(Debug, Clone)]
enum Order {
    /// The same for every compound.
    Fixed(Option<Selection>, BTreeMap<Mode, Checklist>),
    /// It depends on facts.
    ByFacts(BTreeMap<Mode, Checklist>),
}

impl Order {
    fn of(rulebook: &Rulebook, day: Day) -> Self {
        let modes = || Mode::ALL.iter().map(|mode| (*mode, Checklist::compile(rulebook, Aim::Mode(*mode)))).collect();
        match rulebook.setting(Key::Selection, day) {
            Settled::DependsOnFacts { .. } => Self::ByFacts(modes()),
            settled => Self::Fixed(selection(&settled).cloned(), modes()),
        }
    }

    fn choose(&self, rulebook: &Rulebook, dossier: &Dossier, packed: &Packed) -> ChoiceKind {
        let (own, fixed, checklists) = match self {
            Self::Fixed(fixed, checklists) => (None, fixed.as_ref(), checklists),
            Self::ByFacts(checklists) => {
                (Some(parameter(rulebook, dossier, Key::Selection, packed.day())), None, checklists)
            }
        };
        let verdict = |mode: &Mode| checklists.get(mode).map_or(Verdict::Unknown, |asked| asked.verdict(packed));
        match own.as_ref().and_then(selection).or(fixed) {
            None => ChoiceKind::NoOrder,
            Some(Selection::FreeChoice(modes)) => match modes.iter().any(|mode| verdict(mode) == Verdict::Met) {
                true => ChoiceKind::Free,
                false => ChoiceKind::FreeOfNone,
            },
            Some(Selection::Ladder(modes)) => {
                let mut steps = modes.iter().map(|mode| (*mode, verdict(mode)));
                match steps.find(|(_, verdict)| *verdict != Verdict::Unmet) {
                    Some((mode, Verdict::Met)) => ChoiceKind::Chosen(mode),
                    Some((mode, _)) => ChoiceKind::Undetermined(mode),
                    None => ChoiceKind::NoneApplies,
                }
            }
        }
    }
}

fn selection(settled: &Settled) -> Option<&Selection> {
    match settled.value() {
        Some(ParameterValue::Selection(selection)) => Some(selection),
        _ => None,
    }
}

/// 有无物业服务 — whether a compound is served on a day: what is stated of it ([`Fact::Unserved`]), otherwise whether the
/// mode last decided on is one that counts as service. Nothing where neither is known.
#[must_use]
pub fn is_served(dossier: &Dossier, service: &BTreeSet<Mode>, day: Day) -> Option<bool> {
    if let Some(stated) = dossier.fact(Fact::Unserved, day) {
        return Some(!stated.value);
    }
    let decided = dossier.decisions.iter().filter(|stated| stated.on <= day && stated.value.on <= day);
    // Of several on one day the one reported last.
    let latest = decided.max_by_key(|stated| (stated.value.on, stated.on));
    latest.map(|stated| service.contains(&stated.value.mode))
}

impl PortfolioPlan {
    /// Compiles what is asked under the law of a day. `service` are the modes that count as service in a coverage.
    ///
    /// # Errors
    /// [`ProgrammeError::PartsNumber`] for no aims, or more than [`AIMS_MAX`] different ones.
    pub fn compile(rulebook: &Rulebook, aims: &[Aim], service: &[Mode], day: Day) -> Result<Self, ProgrammeError> {
        let aims: BTreeSet<Aim> = aims.iter().copied().collect();
        if aims.is_empty() || aims.len() > AIMS_MAX {
            let (what, found) = (ProgrammePart::Aim, aims.len());
            return Err(ProgrammeError::PartsNumber { what, most: AIMS_MAX, found });
        }
        let compile = |aim: &Aim| Checklist::compile(rulebook, *aim);
        let pays = rulebook.aims().into_iter().filter(|aim| matches!(aim, Aim::Pay(..)));
        Ok(Self {
            checklists: aims.iter().map(compile).collect(),
            order: Order::of(rulebook, day),
            pays: pays.map(|aim| (aim, compile(&aim))).collect(),
            head: PortfolioHead {
                rulebook: rulebook.id().clone(),
                version: rulebook.version(),
                day,
                aims,
                service: service.iter().copied().collect(),
            },
            rulebook: rulebook.clone(),
        })
    }

    /// Under which rulebook, on which day and about what.
    #[must_use]
    pub const fn head(&self) -> &PortfolioHead {
        &self.head
    }

    /// Counts compounds; the first is row `first_row` of the whole batch.
    ///
    /// # Errors
    /// [`ProgrammeError::RowsOutside`] beyond [`ROWS_MAX`]; [`ProgrammeError::TooLarge`] where a sum of money is beyond
    /// its bounds; [`ProgrammeError::PartsNumber`] for more than [`ENTRIES_MAX`] districts.
    pub fn run(&self, entries: &[PortfolioEntry<'_>], first_row: u64) -> Result<Portfolio, ProgrammeError> {
        let rows = u64::try_from(entries.len()).unwrap_or(u64::MAX);
        let until = first_row.checked_add(rows).filter(|until| *until <= ROWS_MAX);
        let until = until.ok_or(ProgrammeError::RowsOutside { most: ROWS_MAX, first: first_row, rows })?;
        let mut counted = Portfolio::none(self);
        if rows > 0 {
            counted.rows.push(RowSpan { from: first_row, until });
        }
        let mut work = Work::default();
        for (row, entry) in (first_row..until).zip(entries) {
            match self.looked_up(entry) {
                Err(fault) => counted.faults.add(row, fault),
                Ok(gap) => self.count(entry.dossier, gap, &mut work, &mut counted)?,
            }
        }
        counted.check_size()?;
        Ok(counted)
    }

    /// The gap of a compound, if it has a budget, or why its row is not counted.
    fn looked_up(&self, entry: &PortfolioEntry<'_>) -> Result<Option<MoneyRange>, PortfolioFault> {
        if !self.rulebook.place().contains(entry.dossier.compound.place) {
            return Err(PortfolioFault::OtherPlace);
        }
        let Some(budget) = entry.budget else { return Ok(None) };
        let assess = |aim: Aim| match self.pays.get(&aim) {
            Some(checklist) => checklist.assess(entry.dossier, self.head.day),
            None => Checklist::compile(&self.rulebook, aim).assess(entry.dossier, self.head.day),
        };
        let computed = statement_with(budget, entry.dossier, self.head.day, assess);
        computed.map(|statement| Some(statement.gap())).map_err(|_| PortfolioFault::NoStatement)
    }

    fn count(
        &self,
        dossier: &Dossier,
        gap: Option<MoneyRange>,
        work: &mut Work,
        out: &mut Portfolio,
    ) -> Result<(), ProgrammeError> {
        let packed = Packed::of(dossier, self.head.day);
        work.about.clear();
        for (checklist, count) in self.checklists.iter().zip(out.aims.values_mut()) {
            let assessment = match &mut work.assessment {
                Some(used) => {
                    checklist.assess_into(&packed, used);
                    used
                }
                none => none.insert(checklist.assess_packed(&packed)),
            };
            count.verdicts.add(assessment.verdict());
            if assessment.verdict() == Verdict::Met {
                continue;
            }
            for asked in assessment.missing() {
                one_more(&mut count.asked.entry(asked.clone()).or_default().missing);
                work.about.entry(asked).or_default().missing = 1;
            }
            for single in assessment.singles() {
                let own = count.asked.entry(single.asked.clone()).or_default();
                let all = work.about.entry(single.asked).or_default();
                match single.stated {
                    true => (one_more(&mut own.change), all.change = 1),
                    false => (one_more(&mut own.establish), all.establish = 1),
                };
            }
        }
        for (asked, count) in std::mem::take(&mut work.about) {
            out.asked.entry(asked).or_default().merge(count);
        }
        let choice = self.order.choose(&self.rulebook, dossier, &packed);
        one_more(out.choices.entry(choice).or_default());
        let served = is_served(dossier, &self.head.service, self.head.day);
        let households = dossier.quantity(Quantity::Households, self.head.day).and_then(|stated| match stated.value {
            Approx { value: Value::Count(n), sense } => Some(Approx { value: u64::from(n), sense }),
            Approx { .. } => None,
        });
        out.districts.entry(dossier.compound.place).or_default().add(served, households, gap)?;
        one_more(&mut out.compounds);
        Ok(())
    }
}

/// What is used again from row to row.
#[derive(Default)]
struct Work {
    assessment: Option<Assessment>,
    about: BTreeMap<Asked, NeedCount>,
}
