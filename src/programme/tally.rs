//! What a portfolio counts: verdicts, things that are asked for, service, gaps.

use serde::{Deserialize, Serialize};

use super::{COUNT_MAX, ProgrammeError, ProgrammePart};
use crate::balance::MoneyRange;
use crate::measure::{Approx, Money};
use crate::rule::Verdict;
use crate::terms::Lang;

/// Counts of compounds are bounded by the rows of their portfolio, far below 64 bits.
const fn plus(a: u64, b: u64) -> u64 {
    a.saturating_add(b)
}

pub(super) const fn one_more(count: &mut u64) {
    *count = plus(*count, 1);
}

/// 三类结论计数 — how many compounds have each verdict on an aim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerdictCount {
    /// Met (满足).
    pub met: u64,
    /// Not met (不满足).
    pub unmet: u64,
    /// Unknown (待查明).
    pub unknown: u64,
}

impl VerdictCount {
    pub(super) const fn add(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Met => one_more(&mut self.met),
            Verdict::Unmet => one_more(&mut self.unmet),
            Verdict::Unknown => one_more(&mut self.unknown),
        }
    }

    pub(super) const fn merge(&mut self, other: Self) {
        self.met = plus(self.met, other.met);
        self.unmet = plus(self.unmet, other.unmet);
        self.unknown = plus(self.unknown, other.unknown);
    }

    /// All of them.
    #[must_use]
    pub const fn all(&self) -> u64 {
        plus(plus(self.met, self.unmet), self.unknown)
    }

    /// `满足1，不满足2，待查明3`.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let Self { met, unmet, unknown } = self;
        match lang {
            Lang::Zh => format!("满足{met}，不满足{unmet}，待查明{unknown}"),
            Lang::En => format!("{met} met, {unmet} not met, {unknown} unknown"),
        }
    }
}

/// 所缺计数 — for one thing that is asked for: in how many compounds it is missing, and in how many it alone would do.
///
/// A compound that lacks two things is in neither of the last two numbers of either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeedCount {
    /// Compounds whose answer is not met and of which it is not stated (缺报).
    pub missing: u64,
    /// Compounds whose answer would be met if this alone were found out and stated as the law asks (查明即可).
    pub establish: u64,
    /// Compounds whose answer would be met if this alone, which is stated otherwise, were changed (整改即可).
    pub change: u64,
}

impl NeedCount {
    pub(super) const fn merge(&mut self, other: Self) {
        self.missing = plus(self.missing, other.missing);
        self.establish = plus(self.establish, other.establish);
        self.change = plus(self.change, other.change);
    }

    /// In how many compounds this alone, stated as the law asks, makes the answer met.
    #[must_use]
    pub const fn alone(&self) -> u64 {
        plus(self.establish, self.change)
    }

    /// `缺报5个小区；单独查明即满足者2个，单独整改即满足者1个`.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let Self { missing, establish, change } = self;
        match lang {
            Lang::Zh => format!("缺报{missing}个小区；单独查明即满足者{establish}个，单独整改即满足者{change}个"),
            Lang::En => format!("missing in {missing}; enough alone in {establish} if found out, {change} if changed"),
        }
    }
}

/// 服务计数 — how many are served, how many are not, and of how many it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceCount {
    /// Served (有物业服务).
    pub served: u64,
    /// Not served (无物业服务).
    pub unserved: u64,
    /// Not known (待查明).
    pub unknown: u64,
}

impl ServiceCount {
    fn add(&mut self, served: Option<bool>, number: u64) -> Result<(), ProgrammeError> {
        let slot = match served {
            Some(true) => &mut self.served,
            Some(false) => &mut self.unserved,
            None => &mut self.unknown,
        };
        *slot = plus(*slot, number);
        self.check()
    }

    fn merge(&mut self, other: Self) -> Result<(), ProgrammeError> {
        self.served = plus(self.served, other.served);
        self.unserved = plus(self.unserved, other.unserved);
        self.unknown = plus(self.unknown, other.unknown);
        self.check()
    }

    pub(super) fn check(&self) -> Result<(), ProgrammeError> {
        if self.all() <= COUNT_MAX {
            return Ok(());
        }
        Err(ProgrammeError::TooLarge { what: ProgrammePart::Districts })
    }

    /// All of them.
    #[must_use]
    pub const fn all(&self) -> u64 {
        plus(plus(self.served, self.unserved), self.unknown)
    }
}

/// 缺口合计 — the gaps of some compounds together. A surplus of one closes no gap of another: both are summed by
/// themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GapSum {
    /// Compounds whose gap or surplus is known exactly.
    pub exact: u64,
    /// The gaps of these.
    pub gap: Money,
    /// The surpluses of these.
    pub surplus: Money,
    /// Compounds whose gap lies between two known ends.
    pub between: u64,
    /// The least gaps of these; a surplus is no gap.
    pub least: Money,
    /// The most of these.
    pub most: Money,
    /// Compounds whose gap has an end that is not known.
    pub open: u64,
    /// The least gaps of these, as far as known.
    pub open_least: Money,
    /// Compounds without a budget.
    pub without: u64,
}

impl Default for GapSum {
    fn default() -> Self {
        let (none, zero) = (0, Money::ZERO);
        Self {
            exact: none,
            gap: zero,
            surplus: zero,
            between: none,
            least: zero,
            most: zero,
            open: none,
            open_least: zero,
            without: none,
        }
    }
}

fn add_money(to: &mut Money, more: Money) -> Result<(), ProgrammeError> {
    *to = to.plus(more).map_err(|_| ProgrammeError::TooLarge { what: ProgrammePart::Amount })?;
    Ok(())
}

impl GapSum {
    fn add(&mut self, gap: Option<MoneyRange>) -> Result<(), ProgrammeError> {
        let above = |money: Money| money.max(Money::ZERO);
        match gap.map(|range| (range.least, range.most)) {
            None => one_more(&mut self.without),
            Some((Some(least), Some(most))) if least == most => {
                one_more(&mut self.exact);
                add_money(&mut self.gap, above(least))?;
                add_money(&mut self.surplus, above(least.negated()))?;
            }
            Some((Some(least), Some(most))) => {
                one_more(&mut self.between);
                add_money(&mut self.least, above(least))?;
                add_money(&mut self.most, above(most))?;
            }
            Some((least, _)) => {
                one_more(&mut self.open);
                add_money(&mut self.open_least, above(least.unwrap_or(Money::ZERO)))?;
            }
        }
        Ok(())
    }

    fn merge(&mut self, other: Self) -> Result<(), ProgrammeError> {
        self.exact = plus(self.exact, other.exact);
        self.between = plus(self.between, other.between);
        self.open = plus(self.open, other.open);
        self.without = plus(self.without, other.without);
        add_money(&mut self.gap, other.gap)?;
        add_money(&mut self.surplus, other.surplus)?;
        add_money(&mut self.least, other.least)?;
        add_money(&mut self.most, other.most)?;
        add_money(&mut self.open_least, other.open_least)
    }

    /// All compounds in it.
    #[must_use]
    pub const fn all(&self) -> u64 {
        plus(plus(self.exact, self.between), self.unknown())
    }

    /// Compounds of whose gap no upper end is known, or nothing at all.
    #[must_use]
    pub const fn unknown(&self) -> u64 {
        plus(self.open, self.without)
    }

    /// The gaps together, of the compounds that have a budget: the most is open where that of one of them is.
    ///
    /// # Errors
    /// [`ProgrammeError::TooLarge`] beyond the bounds of money.
    pub fn range(&self) -> Result<MoneyRange, ProgrammeError> {
        let (mut least, mut most) = (self.gap, self.gap);
        add_money(&mut least, self.least)?;
        add_money(&mut least, self.open_least)?;
        add_money(&mut most, self.most)?;
        Ok(MoneyRange { least: Some(least), most: (self.open == 0).then_some(most) })
    }

    /// Whether the numbers can be of one set of compounds.
    pub(super) fn agrees(&self) -> bool {
        let all = [self.gap, self.surplus, self.least, self.most, self.open_least];
        let (exact, between) = ([self.gap, self.surplus], [self.least, self.most]);
        let none = |moneys: &[Money]| moneys.iter().all(|money| money.is_zero());
        all.iter().all(|money| *money >= Money::ZERO)
            && self.least <= self.most
            && (self.exact > 0 || none(&exact))
            && (self.between > 0 || none(&between))
            && (self.open > 0 || self.open_least.is_zero())
    }

    /// `3个小区缺口合计1,000.00元，结余合计0.00元；缺口待查明者2个`; with a range where there is one.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let ends = self.range().ok();
        let (least, most) = (ends.and_then(|ends| ends.least), ends.and_then(|ends| ends.most));
        let grouped = |money: Option<Money>| money.map(Money::grouped).unwrap_or_default();
        let known = plus(self.exact, plus(self.between, self.open));
        let sum = match (least == most, most, lang) {
            (true, _, Lang::Zh) => format!("{}元", grouped(least)),
            (true, _, Lang::En) => format!("{} yuan", grouped(least)),
            (false, Some(most), Lang::Zh) => format!("{}元至{}元", grouped(least), most.grouped()),
            (false, Some(most), Lang::En) => format!("{} to {} yuan", grouped(least), most.grouped()),
            (false, None, Lang::Zh) => format!("不少于{}元，上限待查明", grouped(least)),
            (false, None, Lang::En) => format!("{} yuan or more", grouped(least)),
        };
        let (surplus, unknown) = (self.surplus.grouped(), self.unknown());
        match (lang, unknown) {
            (Lang::Zh, _) if known == 0 => format!("{unknown}个小区均无收支预算，缺口待查明"),
            (Lang::En, _) if known == 0 => format!("no budgets; gap not known: {unknown}"),
            (Lang::Zh, 0) => format!("{known}个小区缺口合计{sum}，收支确定者结余合计{surplus}元"),
            (Lang::Zh, _) => {
                format!("{known}个小区缺口合计{sum}，收支确定者结余合计{surplus}元；缺口待查明者{unknown}个")
            }
            (Lang::En, 0) => format!(
                "compounds with a budget: {known}; gaps {sum}, surpluses of those that are certain {surplus} yuan"
            ),
            (Lang::En, _) => format!(
                "compounds with a budget: {known}; gaps {sum}, surpluses of those that are certain {surplus} yuan; gap not known: {unknown}"
            ),
        }
    }
}

/// 区域计数 — the compounds of one place of GB/T 2260: how many, how they are served, and their gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DistrictCount {
    /// Compounds by service.
    pub compounds: ServiceCount,
    /// Households by the service of their compound, of the compounds that state them.
    pub households: ServiceCount,
    /// Compounds that do not state their households.
    pub not_stated: u64,
    /// Compounds that state them as an approximate number.
    pub inexact: u64,
    /// Their gaps.
    pub gap: GapSum,
}

impl DistrictCount {
    pub(super) fn add(
        &mut self,
        served: Option<bool>,
        households: Option<Approx<u64>>,
        gap: Option<MoneyRange>,
    ) -> Result<(), ProgrammeError> {
        self.compounds.add(served, 1)?;
        match households {
            None => one_more(&mut self.not_stated),
            Some(number) => {
                self.households.add(served, number.value)?;
                if !number.is_exact() {
                    one_more(&mut self.inexact);
                }
            }
        }
        self.gap.add(gap)
    }

    pub(super) fn merge(&mut self, other: &Self) -> Result<(), ProgrammeError> {
        self.compounds.merge(other.compounds)?;
        self.households.merge(other.households)?;
        self.not_stated = plus(self.not_stated, other.not_stated);
        self.inexact = plus(self.inexact, other.inexact);
        self.gap.merge(other.gap)
    }

    pub(super) fn agrees(&self) -> bool {
        let (all, stated) = (self.compounds.all(), plus(self.not_stated, self.inexact));
        let bounded = self.compounds.check().is_ok() && self.households.check().is_ok();
        bounded && all > 0 && self.gap.all() == all && stated <= all && self.gap.agrees()
    }
}
