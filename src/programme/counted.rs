//! What a run over compounds comes to: counts that merge, and what is read from them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::portfolio::{
    ChoiceKind, ENTRIES_MAX, PORTFOLIO_FORMAT, PortfolioFault, PortfolioHead, PortfolioPlan, ROWS_MAX, RowSpan,
};
use super::rank::shared_ranks;
use super::tally::{DistrictCount, GapSum, NeedCount, ServiceCount, VerdictCount};
use super::{CountUnit, Frame, ProgrammeError, ProgrammePart, Reported, Statistic};
use crate::assess::Asked;
use crate::law::Place;
use crate::measure::{Approx, ROW_FAULTS_MAX, RowFaults, Sense, grouped};
use crate::rule::Aim;
use crate::terms::{Lang, Placed};

/// 目标计数 — one aim over all compounds: the verdicts, and what those that are not met ask for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AimCount {
    // INVARIANT: nothing asked for has a count of zero in all three.
    pub(super) verdicts: VerdictCount,
    pub(super) asked: BTreeMap<Asked, NeedCount>,
}

impl AimCount {
    /// How many have each verdict.
    #[must_use]
    pub const fn verdicts(&self) -> VerdictCount {
        self.verdicts
    }

    /// In how many the answer is met.
    #[must_use]
    pub const fn met(&self) -> u64 {
        self.verdicts.met
    }

    /// In how many it is not.
    #[must_use]
    pub const fn unmet(&self) -> u64 {
        self.verdicts.unmet
    }

    /// In how many it is unknown.
    #[must_use]
    pub const fn unknown(&self) -> u64 {
        self.verdicts.unknown
    }

    /// What those that are not met ask for.
    #[must_use]
    pub const fn asked(&self) -> &BTreeMap<Asked, NeedCount> {
        &self.asked
    }

    /// What alone would make the answer met, in how many compounds: the most first. Things of one number share a rank.
    #[must_use]
    pub fn most_helpful(&self) -> Vec<RankedNeed> {
        ranked(&self.asked, NeedCount::alone)
    }

    fn merge(&mut self, other: &Self) {
        self.verdicts.merge(other.verdicts);
        merge_needs(&mut self.asked, &other.asked);
    }
}

fn merge_needs(to: &mut BTreeMap<Asked, NeedCount>, from: &BTreeMap<Asked, NeedCount>) {
    for (asked, count) in from {
        to.entry(asked.clone()).or_default().merge(*count);
    }
}

/// 排位事项 — a thing that is asked for, with its rank by a number: one more than there are with a larger one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RankedNeed {
    /// The rank, from 1; the same for the same number (并列).
    pub rank: u64,
    /// What.
    pub asked: Asked,
    /// In how many compounds.
    pub count: NeedCount,
}

impl RankedNeed {
    /// `第1位 进出有门岗：缺报2个小区；……`.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (rank, asked, count) = (self.rank, self.asked.render(lang), self.count.render(lang));
        match lang {
            Lang::Zh => format!("第{rank}位 {asked}：{count}"),
            Lang::En => format!("{rank}. {asked}: {count}"),
        }
    }
}

/// Those of which the number is above zero, the largest first; of one number in the order of [`Asked`], at one rank.
fn ranked(needs: &BTreeMap<Asked, NeedCount>, number: fn(&NeedCount) -> u64) -> Vec<RankedNeed> {
    let mut all: Vec<(&Asked, &NeedCount)> = needs.iter().filter(|(_, count)| number(count) > 0).collect();
    all.sort_by_key(|(_, count)| Reverse(number(count)));
    let ranks = shared_ranks(&all, |(_, one), (_, other)| number(one) == number(other));
    let of =
        |(rank, (asked, count)): (u64, (&Asked, &NeedCount))| RankedNeed { rank, asked: asked.clone(), count: *count };
    ranks.into_iter().zip(all).map(of).collect()
}

/// 覆盖率 — service coverage in compounds or in households: between all that are known to be served, and these and all
/// that may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Those known to be served, of all; nothing where there is no base.
    pub least: Option<Statistic>,
    /// Those not known to be unserved, of all.
    pub most: Option<Statistic>,
    /// Of how many compounds or households it is not known.
    pub unknown: u64,
    /// Compounds that do not state their households, so that there is no base.
    pub without_base: u64,
}

impl Coverage {
    /// The coverage in one sentence; in two where some are not known.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (without, unknown) = (self.without_base, grouped(&self.unknown.to_string()));
        match (&self.least, &self.most, lang) {
            (Some(least), Some(most), _) if least == most => least.render(lang),
            (Some(least), Some(most), Lang::Zh) => {
                let unit = least.reported().unit;
                format!("至少：{}；至多：{}；{unknown}{unit:#}待查明", least.render(lang), most.render(lang))
            }
            (Some(least), Some(most), Lang::En) => {
                let unit = least.reported().unit.en();
                format!("at least: {}; at most: {}; not known: {unknown} {unit}", least.render(lang), most.render(lang))
            }
            (_, _, Lang::Zh) if without > 0 => format!("待查明：{without}个小区未填报户数，没有基数"),
            (_, _, Lang::En) if without > 0 => {
                format!("unknown: {without} compounds do not state their households, so there is no base")
            }
            (_, _, Lang::Zh) => "没有计入的小区".to_owned(),
            (_, _, Lang::En) => "no compounds are counted".to_owned(),
        }
    }
}

/// 小区汇总 — what a [`PortfolioPlan`] counts over compounds: numbers, and no dossiers.
///
/// Portfolios of one head are merged with [`Portfolio::merge`]; rows and numbers are kept in one order only, so
/// that any grouping of the parts writes the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "PortfolioForm", into = "PortfolioForm")]
pub struct Portfolio {
    // INVARIANT: rows are ascending stretches that do not touch; they are as many as compounds and faulty rows;
    // aims are those of the head; every count sums to the compounds.
    pub(super) head: PortfolioHead,
    pub(super) rows: Vec<RowSpan>,
    pub(super) compounds: u64,
    pub(super) aims: BTreeMap<Aim, AimCount>,
    pub(super) choices: BTreeMap<ChoiceKind, u64>,
    pub(super) asked: BTreeMap<Asked, NeedCount>,
    pub(super) districts: BTreeMap<Place, DistrictCount>,
    pub(super) faults: RowFaults<PortfolioFault>,
}

impl Portfolio {
    pub(super) fn none(plan: &PortfolioPlan) -> Self {
        let head = plan.head().clone();
        Self {
            rows: Vec::new(),
            compounds: 0,
            aims: head.aims.iter().map(|aim| (*aim, AimCount::default())).collect(),
            choices: BTreeMap::new(),
            asked: BTreeMap::new(),
            districts: BTreeMap::new(),
            faults: RowFaults::default(),
            head,
        }
    }

    /// Under which rulebook, on which day and about what.
    #[must_use]
    pub const fn head(&self) -> &PortfolioHead {
        &self.head
    }

    /// The rows of the batch that are in it, those with a fault included.
    #[must_use]
    pub fn rows(&self) -> &[RowSpan] {
        &self.rows
    }

    /// How many compounds are counted.
    #[must_use]
    pub const fn compounds(&self) -> u64 {
        self.compounds
    }

    /// Each aim.
    #[must_use]
    pub const fn aims(&self) -> &BTreeMap<Aim, AimCount> {
        &self.aims
    }

    /// What the choice of a mode comes to.
    #[must_use]
    pub const fn choices(&self) -> &BTreeMap<ChoiceKind, u64> {
        &self.choices
    }

    /// What is asked for by any of the aims; a compound is counted once, however many of its aims ask.
    #[must_use]
    pub const fn asked(&self) -> &BTreeMap<Asked, NeedCount> {
        &self.asked
    }

    /// What is missing in the most compounds, the most first. Things of one number share a rank.
    #[must_use]
    pub fn most_missing(&self) -> Vec<RankedNeed> {
        ranked(&self.asked, |count| count.missing)
    }

    /// Each place: that which the compounds name.
    #[must_use]
    pub const fn districts(&self) -> &BTreeMap<Place, DistrictCount> {
        &self.districts
    }

    /// The rows that are not counted.
    pub const fn faults(&self) -> &RowFaults<PortfolioFault> {
        &self.faults
    }

    /// All the places within one, together.
    ///
    /// # Errors
    /// [`ProgrammeError::TooLarge`] where a sum is beyond its bounds.
    pub fn within(&self, place: Place) -> Result<DistrictCount, ProgrammeError> {
        let mut all = DistrictCount::default();
        for (_, count) in self.districts.iter().filter(|(own, _)| place.contains(**own)) {
            all.merge(count)?;
        }
        Ok(all)
    }

    /// 服务覆盖率 — served of all, in the place of the frame, in compounds or in households as the caller says: the two are
    /// different numbers. What is not known makes it a range. In households there is no base where a compound does not
    /// state them.
    ///
    /// # Errors
    /// [`ProgrammeError::OtherUnit`] for another unit; [`ProgrammeError::TooLarge`]; as [`Statistic::new`].
    pub fn coverage(&self, unit: CountUnit, frame: &Frame) -> Result<Coverage, ProgrammeError> {
        let all = self.within(frame.scope.place)?;
        let (of, without_base, sense): (ServiceCount, u64, Sense) = match unit {
            CountUnit::Compounds => (all.compounds, 0, Sense::Exact),
            CountUnit::Households if all.inexact > 0 => (all.households, all.not_stated, Sense::About),
            CountUnit::Households => (all.households, all.not_stated, Sense::Exact),
            found => return Err(ProgrammeError::OtherUnit { expected: CountUnit::Compounds, found }),
        };
        let statistic = |value: u64| {
            let (numerator, denominator) = (Approx { value, sense }, Some(Approx { value: of.all(), sense }));
            Statistic::new(Reported { frame: frame.clone(), unit, numerator, denominator })
        };
        let has_base = without_base == 0 && of.all() > 0;
        let least = if has_base { Some(statistic(of.served)?) } else { None };
        let most = if has_base { Some(statistic(of.served.saturating_add(of.unknown))?) } else { None };
        Ok(Coverage { least, most, unknown: of.unknown, without_base })
    }

    /// Both together: what one run over the rows of both gives.
    ///
    /// # Errors
    /// [`ProgrammeError::OtherPortfolio`] for another rulebook, day or aims; [`ProgrammeError::RowsTwice`] where a
    /// row is in both; [`ProgrammeError::TooLarge`], [`ProgrammeError::PartsNumber`] beyond the bounds.
    pub fn merge(mut self, other: &Self) -> Result<Self, ProgrammeError> {
        if self.head != other.head {
            let (expected, found) = (self.head.told(), other.head.told());
            return Err(ProgrammeError::OtherPortfolio { expected, found });
        }
        self.rows.extend(&other.rows);
        self.rows = joined(self.rows)?;
        self.compounds = self.compounds.saturating_add(other.compounds);
        for (own, more) in self.aims.values_mut().zip(other.aims.values()) {
            own.merge(more);
        }
        for (choice, count) in &other.choices {
            let own = self.choices.entry(*choice).or_default();
            *own = own.saturating_add(*count);
        }
        merge_needs(&mut self.asked, &other.asked);
        for (place, count) in &other.districts {
            self.districts.entry(*place).or_default().merge(count)?;
        }
        self.faults = self.faults.merge(other.faults.clone());
        self.check_size()?;
        Ok(self)
    }

    /// Whether its lists are within their bounds.
    pub(super) fn check_size(&self) -> Result<(), ProgrammeError> {
        let needs = self.aims.values().map(|count| count.asked.len()).max().unwrap_or(0).max(self.asked.len());
        for (what, found) in [
            (ProgrammePart::Rows, self.rows.len()),
            (ProgrammePart::Districts, self.districts.len()),
            (ProgrammePart::Asked, needs),
        ] {
            if found > ENTRIES_MAX {
                return Err(ProgrammeError::PartsNumber { what, most: ENTRIES_MAX, found });
            }
        }
        Ok(())
    }

    fn check(&self) -> Result<(), ProgrammeError> {
        self.check_size()?;
        let agree = |what, holds: bool| if holds { Ok(()) } else { Err(ProgrammeError::PortfolioForm { what }) };
        let of_rows: u64 =
            self.rows.iter().map(|rows| rows.until.saturating_sub(rows.from)).fold(0, u64::saturating_add);
        let rows_fit = self.rows.iter().all(|rows| rows.from < rows.until && rows.until <= ROWS_MAX);
        let apart = self.rows.windows(2).all(|two| matches!(two, [one, next] if one.until < next.from));
        agree(ProgrammePart::Rows, rows_fit && apart)?;
        agree(ProgrammePart::Rows, Some(of_rows) == self.compounds.checked_add(self.faults.count()))?;
        agree(ProgrammePart::Aim, self.aims.keys().eq(&self.head.aims))?;
        for count in self.aims.values() {
            agree(ProgrammePart::Verdict, count.verdicts.all() == self.compounds)?;
            let not_met = count.unmet().saturating_add(count.unknown());
            agree(ProgrammePart::Asked, needs_fit(&count.asked, not_met))?;
        }
        agree(ProgrammePart::Asked, needs_fit(&self.asked, self.compounds))?;
        let sum = |counts: &mut dyn Iterator<Item = u64>| counts.fold(0, u64::saturating_add);
        let chosen = self.choices.values().all(|count| *count > 0);
        agree(ProgrammePart::Choice, chosen && sum(&mut self.choices.values().copied()) == self.compounds)?;
        let fits = self.districts.values().all(DistrictCount::agrees);
        let in_districts = sum(&mut self.districts.values().map(|count| count.compounds.all()));
        agree(ProgrammePart::Districts, fits && in_districts == self.compounds)?;
        let inside = |row: &u64| self.rows.iter().any(|rows| rows.from <= *row && *row < rows.until);
        agree(ProgrammePart::Rows, self.faults.first().iter().all(|(row, _)| inside(row)))
    }

    /// The whole in lines: how many, the aims, the choices, what is missing most, the districts, the faults.
    #[must_use]
    pub fn render(&self, lang: Lang) -> Vec<String> {
        let head = &self.head;
        let mut lines = vec![match lang {
            Lang::Zh => format!("{}，{}个小区（规则集「{}」）", head.day.render(lang), self.compounds, head.rulebook),
            Lang::En => {
                format!("{}: {} compounds (rulebook `{}`)", head.day.render(lang), self.compounds, head.rulebook)
            }
        }];
        let said = |what: String, told: String| match lang {
            Lang::Zh => format!("{what}：{told}"),
            Lang::En => format!("{what}: {told}"),
        };
        lines.extend(self.aims.iter().map(|(aim, count)| said(aim.render(lang), count.verdicts.render(lang))));
        lines.extend(self.choices.iter().map(|(choice, count)| said(choice.render(lang), grouped(&count.to_string()))));
        lines.extend(self.most_missing().iter().map(|need| need.render(lang)));
        let districts = self.districts.iter();
        lines.extend(districts.map(|(place, count)| said(place.render(lang), count.gap.render(lang))));
        lines.push(self.faults.render(lang));
        lines
    }

    /// All gaps together.
    ///
    /// # Errors
    /// [`ProgrammeError::TooLarge`] where a sum is beyond its bounds.
    pub fn gap(&self) -> Result<GapSum, ProgrammeError> {
        Ok(self.within(Place::NATION)?.gap)
    }
}

fn needs_fit(needs: &BTreeMap<Asked, NeedCount>, most: u64) -> bool {
    needs.values().all(|count| *count != NeedCount::default() && count.missing <= most && count.alone() <= most)
}

/// Stretches in order, those that touch as one.
fn joined(mut rows: Vec<RowSpan>) -> Result<Vec<RowSpan>, ProgrammeError> {
    rows.sort_unstable();
    let mut out: Vec<RowSpan> = Vec::with_capacity(rows.len());
    for next in rows {
        match out.last_mut() {
            Some(last) if next.from < last.until => return Err(ProgrammeError::RowsTwice { row: next.from }),
            Some(last) if next.from == last.until => last.until = next.until,
            _ => out.push(next),
        }
    }
    Ok(out)
}

// ---------------------------------------------------------------------------------- the stored form

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct NeedForm {
    asked: Asked,
    count: NeedCount,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AimForm {
    aim: Aim,
    verdicts: VerdictCount,
    asked: Vec<NeedForm>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChoiceForm {
    choice: ChoiceKind,
    count: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DistrictForm {
    place: Place,
    count: DistrictCount,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FaultForm {
    row: u64,
    fault: PortfolioFault,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PortfolioForm {
    format: u16,
    head: PortfolioHead,
    rows: Vec<RowSpan>,
    compounds: u64,
    aims: Vec<AimForm>,
    choices: Vec<ChoiceForm>,
    asked: Vec<NeedForm>,
    districts: Vec<DistrictForm>,
    faulty: u64,
    faults: Vec<FaultForm>,
}

fn written_needs(needs: BTreeMap<Asked, NeedCount>) -> Vec<NeedForm> {
    needs.into_iter().map(|(asked, count)| NeedForm { asked, count }).collect()
}

/// A map of a list without a key twice; the order of the list says nothing.
fn read<K: Ord, V>(list: impl Iterator<Item = (K, V)>, what: ProgrammePart) -> Result<BTreeMap<K, V>, ProgrammeError> {
    let mut map = BTreeMap::new();
    for (key, value) in list {
        if map.insert(key, value).is_some() {
            return Err(ProgrammeError::PortfolioForm { what });
        }
    }
    Ok(map)
}

fn read_needs(needs: Vec<NeedForm>) -> Result<BTreeMap<Asked, NeedCount>, ProgrammeError> {
    read(needs.into_iter().map(|need| (need.asked, need.count)), ProgrammePart::Asked)
}

impl From<Portfolio> for PortfolioForm {
    fn from(portfolio: Portfolio) -> Self {
        let aim = |(aim, count): (Aim, AimCount)| AimForm {
            aim,
            verdicts: count.verdicts,
            asked: written_needs(count.asked),
        };
        let faults = portfolio.faults.first().iter().map(|(row, fault)| FaultForm { row: *row, fault: *fault });
        Self {
            format: PORTFOLIO_FORMAT,
            faulty: portfolio.faults.count(),
            faults: faults.collect(),
            head: portfolio.head,
            rows: portfolio.rows,
            compounds: portfolio.compounds,
            aims: portfolio.aims.into_iter().map(aim).collect(),
            choices: portfolio.choices.into_iter().map(|(choice, count)| ChoiceForm { choice, count }).collect(),
            asked: written_needs(portfolio.asked),
            districts: portfolio.districts.into_iter().map(|(place, count)| DistrictForm { place, count }).collect(),
        }
    }
}

impl TryFrom<PortfolioForm> for Portfolio {
    type Error = Placed<ProgrammeError>;
    fn try_from(form: PortfolioForm) -> Result<Self, Placed<ProgrammeError>> {
        if form.format == 0 || form.format > PORTFOLIO_FORMAT {
            return Err(ProgrammeError::PortfolioFormat { newest: PORTFOLIO_FORMAT, found: form.format }.into());
        }
        let mut aims = BTreeMap::new();
        for own in form.aims {
            let count = AimCount { verdicts: own.verdicts, asked: read_needs(own.asked)? };
            if aims.insert(own.aim, count).is_some() {
                return Err(ProgrammeError::PortfolioForm { what: ProgrammePart::Aim }.into());
            }
        }
        let listed: BTreeSet<u64> = form.faults.iter().map(|fault| fault.row).collect();
        let kept = form.faults.len();
        let first = form.faults.into_iter().map(|fault| (fault.row, fault.fault));
        let faults =
            RowFaults::of(first.collect(), form.faulty).filter(|_| listed.len() == kept && kept <= ROW_FAULTS_MAX);
        let choices = form.choices.into_iter().map(|one| (one.choice, one.count));
        let districts = form.districts.into_iter().map(|one| (one.place, one.count));
        let portfolio = Self {
            head: form.head,
            rows: form.rows,
            compounds: form.compounds,
            aims,
            choices: read(choices, ProgrammePart::Choice)?,
            asked: read_needs(form.asked)?,
            districts: read(districts, ProgrammePart::Districts)?,
            faults: faults.ok_or(ProgrammeError::PortfolioForm { what: ProgrammePart::Rows })?,
        };
        portfolio.check()?;
        Ok(portfolio)
    }
}
