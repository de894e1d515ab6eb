//! What is charged, by what, and by which rules.

use serde::{Deserialize, Serialize};

use super::meter::Tiers;
use super::proration::Cycle;
use super::{
    BillingError, Extent, Formula, LINES_MAX, LineId, RELIEFS_MAX, ReliefId, TARIFF_FORMAT, Weighting, first_twin, step,
};
use crate::estate::UnitId;
use crate::law::Citation;
use crate::measure::{Day, DayCount, Every, Money, Per, Rounding, RoundingMode, RoundingPoint, RoundingUnit, Share};
use crate::measure::{Span, UnitPrice};
use crate::money::IncomeKind;
use crate::terms::{Placed, terms};

/// 收费方式 — how a line of a tariff is charged.
///
/// ```
/// use wuye::billing::{Charge, Weighting};
/// use wuye::measure::{Every, Per, UnitPrice};
/// let fee = Charge::Rate(UnitPrice::new("1.45".parse().unwrap(), Per::SquareMetre, Every::Month)?);
/// let lump = Charge::Apportioned { total: "148.35".parse()?, by: Weighting::Household };
/// let surcharge = Charge::Formula("[lift] * 10%".parse().unwrap());
/// # let _ = (fee, lump, surcharge);
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Charge {
    /// 单价: one price, per square metre, household, space or use, by the month, the day, the year or once.
    Rate(UnitPrice),
    /// 分段单价: prices that follow one another.
    Prices(Prices),
    /// 分摊: a lump for the whole span, shared out over all units billed. Below zero it gives money back.
    Apportioned {
        /// The lump.
        total: Money,
        /// By what it is shared out.
        by: Weighting,
    },
    /// 抄表计量: the use of the span at a price, or at prices that rise by tiers (阶梯价格), each for what lies in its tier.
    Metered(Tiers),
    /// 公式: made of other lines, such as a share of one.
    Formula(Formula),
}

/// 分段单价 — prices that follow one another, each for its days. They are prices of one thing by one period, and no day
/// has two.
///
/// ```
/// use wuye::billing::{PriceStep, Prices};
/// use wuye::measure::{Every, Per, Span, UnitPrice};
/// let step = |start: &str, end: &str, yuan: &str| PriceStep {
///     during: Span::new(start.parse().unwrap(), end.parse().unwrap()).unwrap(),
///     price: UnitPrice::new(yuan.parse().unwrap(), Per::SquareMetre, Every::Month).unwrap(),
/// };
/// let (old, new) = (step("2020-01-01", "2026-01-16", "1.50"), step("2026-01-16", "2030-01-01", "1.80"));
/// assert!(Prices::new(vec![new, old]).is_ok());
/// let late = step("2020-01-01", "2026-01-17", "1.50");
/// assert_eq!(Prices::new(vec![late, new]).unwrap_err().code(), "overlapping_prices");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "PricesForm", into = "PricesForm")]
pub struct Prices {
    // INVARIANT: 1 to PRICES_MAX, in the order of their days, no day in two, of one unit and one period.
    steps: Vec<PriceStep>,
}

#[derive(Serialize, Deserialize)]
struct PricesForm(Vec<PriceStep>);

/// The most prices that follow one another in one line.
pub const PRICES_MAX: usize = 100;

/// 执行价格 — a price and the days on which it is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceStep {
    /// From its first day up to, not including, its last.
    pub during: Span,
    /// The price.
    pub price: UnitPrice,
}

impl Prices {
    /// Takes prices in any order.
    ///
    /// # Errors
    /// [`BillingError::NoPrices`]; [`BillingError::TooManyPrices`]; [`BillingError::PricesDiffer`] where one is per
    /// another unit or by another period; [`BillingError::OverlappingPrices`] where a day has two.
    pub fn new(mut steps: Vec<PriceStep>) -> Result<Self, BillingError> {
        if steps.len() > PRICES_MAX {
            return Err(BillingError::TooManyPrices { most: PRICES_MAX, found: steps.len() });
        }
        steps.sort_by_key(|step| step.during);
        let first = steps.first().ok_or(BillingError::NoPrices {})?.price;
        let other = |step: &&PriceStep| step.price.per() != first.per() || step.price.every() != first.every();
        if let Some(step) = steps.iter().find(other) {
            let (per, every) = (first.per(), first.every());
            let found = step.price;
            return Err(BillingError::PricesDiffer { per, every, other: found.per(), other_every: found.every() });
        }
        let pairs = || steps.iter().zip(steps.iter().skip(1));
        if let Some((one, next)) = pairs().find(|(one, next)| one.during.end() > next.during.start()) {
            return Err(BillingError::OverlappingPrices { until: one.during.end(), from: next.during.start() });
        }
        Ok(Self { steps })
    }

    /// The prices, in the order of their days.
    #[must_use]
    pub fn steps(&self) -> &[PriceStep] {
        &self.steps
    }
}

impl TryFrom<PricesForm> for Prices {
    type Error = Placed<BillingError>;
    fn try_from(form: PricesForm) -> Result<Self, Placed<BillingError>> {
        Ok(Self::new(form.0)?)
    }
}

impl From<Prices> for PricesForm {
    fn from(prices: Prices) -> Self {
        Self(prices.steps)
    }
}

/// The price or prices of a line.
#[derive(Clone, Copy)]
pub(crate) enum PriceView<'a> {
    Always(UnitPrice),
    Steps(&'a [PriceStep], UnitPrice),
}

impl<'a> PriceView<'a> {
    pub fn of(charge: &'a Charge) -> Option<Self> {
        match charge {
            Charge::Rate(price) => Some(Self::Always(*price)),
            Charge::Prices(prices) => Some(Self::Steps(&prices.steps, prices.steps.first()?.price)),
            Charge::Apportioned { .. } | Charge::Metered(_) | Charge::Formula(_) => None,
        }
    }

    const fn any(self) -> UnitPrice {
        match self {
            Self::Always(price) | Self::Steps(_, price) => price,
        }
    }

    pub const fn every(self) -> Every {
        self.any().every()
    }

    pub const fn by(self) -> Weighting {
        match self.any().per() {
            Per::SquareMetre => Weighting::Area,
            Per::Household => Weighting::Household,
            Per::Space => Weighting::Space,
            Per::Use => Weighting::Use,
        }
    }

    pub fn on(self, day: Day) -> Option<UnitPrice> {
        match self {
            Self::Always(price) => Some(price),
            Self::Steps(steps, _) => steps.iter().find(|step| step.during.contains(day)).map(|step| step.price),
        }
    }

    pub fn spans(self) -> impl Iterator<Item = Span> + 'a {
        let steps = match self {
            Self::Always(_) => &[],
            Self::Steps(steps, _) => steps,
        };
        steps.iter().map(|step| step.during)
    }
}

/// 数据缺失的处理 — what is done where a unit does not say what a line bills by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Missing {
    /// 不予出账: nothing is billed, the error names the unit.
    #[default]
    Refuse,
    /// 暂挂: the unit is billed 0.00 for this line, says so, and stands among what the run holds; nobody else pays for
    /// it. To share out a lump in this way, how much there is in all must be known.
    Hold {
        /// How much of what the lump is shared out by there is in all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        whole: Option<Extent>,
    },
}

/// 收费项 — a line of a tariff.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TariffLine {
    /// The caller's id, once in a tariff.
    pub id: LineId,
    /// What the money is.
    pub kind: IncomeKind,
    /// How it is charged.
    pub charge: Charge,
    /// What is done where a unit does not say what the line bills by.
    #[serde(default, skip_serializing_if = "is_refuse")]
    pub missing: Missing,
}

const fn is_refuse(missing: &Missing) -> bool {
    matches!(missing, Missing::Refuse)
}

impl TariffLine {
    /// A line that refuses units of which it does not know enough.
    #[must_use]
    pub const fn new(id: LineId, kind: IncomeKind, charge: Charge) -> Self {
        Self { id, kind, charge, missing: Missing::Refuse }
    }
}

/// 优惠方式 — how a relief changes what is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// 按比例计收: this part of it is charged, such as 70 % of the fee of an empty home.
    Charge(Share),
    /// 减免比例: this part of it is not charged.
    Off(Share),
    /// 抵扣: so much less, but not below zero.
    Less(Money),
    /// 应减而比例未知: a relief is due and nobody has said how much. Whoever has it is not billed until that is known.
    Unknown,
}

/// 优惠 — a relief (减免、优惠、抵扣) that units may be granted. Reliefs are applied in the order in which the tariff has
/// them, exactly; the result is rounded once.
///
/// ```
/// use wuye::billing::{Change, Relief};
/// let empty = Relief::new("vacant".parse()?, Change::Charge("7/10".parse()?));
/// assert!(empty.lines.is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relief {
    /// The caller's id, once in a tariff.
    pub id: ReliefId,
    /// Of which lines, none of them a lump: what one unit is let off others would pay. If not stated, of all lines that
    /// are charged at a price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines: Option<Vec<LineId>>,
    /// How the charge changes.
    pub change: Change,
    /// What it rests on, if on a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Citation>,
}

impl Relief {
    /// A relief of all lines that are charged at a price.
    #[must_use]
    pub const fn new(id: ReliefId, change: Change) -> Self {
        Self { id, lines: None, change, basis: None }
    }
}

/// 尾差处理 — who gets the odd fen where a lump is shared out.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Remainder {
    /// 最大余数法: everybody's exact share rounded down, and what is missing one each to the largest remainders, ties to
    /// the earlier id. Nobody is a unit or more from the exact share.
    #[default]
    LargestRemainder,
    /// 尾差归最大户: every share is rounded, and the difference goes to who has the largest weight; of several, to the
    /// earlier id.
    Largest,
    /// 尾差归指定户: every share is rounded, and the difference goes to this unit, which must be on the list.
    To(UnitId),
    /// 尾差轮转: as the largest remainder, but ties go to the ids from this turn on: with the number of the period as
    /// the turn, homes of one area take turns.
    Rotated(u32),
}

/// 出账规则 — how a tariff is reckoned: rounding, odd fen, parts of periods, and where periods begin.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// How amounts are rounded.
    pub rounding: Rounding,
    /// Who gets the odd fen of a lump.
    #[serde(default)]
    pub remainder: Remainder,
    /// How parts of months are counted, if they are charged; without it only whole periods are billed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proration: Option<DayCount>,
    /// Where the months begin.
    #[serde(default)]
    pub cycle: Cycle,
}

impl From<Rounding> for Rules {
    /// Rounding, and all else as by default.
    fn from(rounding: Rounding) -> Self {
        Self { rounding, ..Self::default() }
    }
}

terms! {
    /// 记账惯例 — named rules that reproduce the figures of an old ledger.
    pub enum Profile: "profile of an old ledger" {
        Fen = "fen", "逐项四舍五入到分", "each line half up to the fen", "usage of Chinese ledgers";
        WholeYuan = "whole_yuan", "整元账", "each line half up to the yuan", "design";
        HalfEven = "half_even", "四舍六入五成双", "each line half to even, to the fen", "GB/T 8170-2008 (from knowledge)";
        PerMonth = "per_month", "逐月取整到分", "each period half up to the fen, then added", "design";
        PerYear = "per_year", "按年取整到分", "each year half up to the fen, then added", "design";
        WholeBill = "whole_bill", "整单取整到分", "each bill half up to the fen as a whole", "design";
        DifferenceToLargest = "difference_to_largest", "尾差归最大户", "each share half up, the difference to the largest", "design";
    }
}

impl Profile {
    /// The rules of such a ledger. Where the difference goes to a designated unit, state [`Remainder::To`].
    ///
    /// ```
    /// use wuye::billing::{Profile, Remainder, Rules};
    /// let house = Rules { remainder: Remainder::To("1-101".parse()?), ..Profile::WholeYuan.rules() };
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn rules(self) -> Rules {
        let fen = Rounding::default();
        let at = |point| Rules::from(Rounding { point, ..fen });
        match self {
            Self::Fen => Rules::default(),
            Self::WholeYuan => Rules::from(Rounding { unit: RoundingUnit::Yuan, ..fen }),
            Self::HalfEven => Rules::from(Rounding { mode: RoundingMode::HalfEven, ..fen }),
            Self::PerMonth => at(RoundingPoint::Period),
            Self::PerYear => at(RoundingPoint::Year),
            Self::WholeBill => at(RoundingPoint::Bill),
            Self::DifferenceToLargest => Rules { remainder: Remainder::Largest, ..Rules::default() },
        }
    }
}

/// 收费标准 — 1 to 64 lines, the reliefs in their order, and the rules by which they are reckoned.
///
/// ```
/// use wuye::billing::{Charge, Tariff, TariffLine};
/// use wuye::measure::{Every, Per, Rounding, UnitPrice};
/// use wuye::money::IncomeKind;
/// let price = UnitPrice::new("50".parse().unwrap(), Per::Household, Every::Month).unwrap();
/// let fee = TariffLine::new("fee".parse().unwrap(), IncomeKind::ServiceFee, Charge::Rate(price));
/// let tariff = Tariff::new(vec![fee.clone()], Rounding::default())?;
/// assert_eq!(tariff.lines(), [fee.clone()]);
/// assert_eq!(Tariff::new(vec![fee.clone(), fee], Rounding::default()).unwrap_err().code(), "duplicate_line");
/// # Ok::<(), wuye::billing::BillingError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "TariffForm", into = "TariffForm")]
pub struct Tariff {
    // INVARIANT: 1 to LINES_MAX lines of different ids, each of which can be billed by these rules, formulas only of
    // earlier lines; reliefs of different ids, of lines that are there and are not lumps.
    lines: Vec<TariffLine>,
    reliefs: Vec<Relief>,
    rules: Rules,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TariffForm {
    format: u16,
    lines: Vec<TariffLine>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    reliefs: Vec<Relief>,
    rounding: Rounding,
    #[serde(default, skip_serializing_if = "is_default")]
    remainder: Remainder,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    proration: Option<DayCount>,
    #[serde(default, skip_serializing_if = "is_default")]
    cycle: Cycle,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl TryFrom<TariffForm> for Tariff {
    type Error = Placed<BillingError>;
    fn try_from(form: TariffForm) -> Result<Self, Placed<BillingError>> {
        if form.format == 0 || form.format > TARIFF_FORMAT {
            return Err(BillingError::Format { newest: TARIFF_FORMAT, found: form.format }.into());
        }
        let TariffForm { lines, reliefs, rounding, remainder, proration, cycle, .. } = form;
        Ok(Self::with(lines, reliefs, Rules { rounding, remainder, proration, cycle })?)
    }
}

impl From<Tariff> for TariffForm {
    fn from(tariff: Tariff) -> Self {
        let Tariff { lines, reliefs, rules: Rules { rounding, remainder, proration, cycle } } = tariff;
        Self { format: TARIFF_FORMAT, lines, reliefs, rounding, remainder, proration, cycle }
    }
}

impl Tariff {
    /// A tariff of these lines without reliefs, whole periods only.
    ///
    /// # Errors
    /// As [`Tariff::with`].
    pub fn new(lines: Vec<TariffLine>, rounding: Rounding) -> Result<Self, BillingError> {
        Self::with(lines, Vec::new(), Rules::from(rounding))
    }

    /// A tariff of these lines, in this order on every bill, and these reliefs, applied in this order. What could not
    /// be billed is refused here, not on the day of the bills.
    ///
    /// # Errors
    /// [`BillingError::NoLines`]; [`BillingError::TooManyLines`]; [`BillingError::DuplicateLine`];
    /// [`BillingError::NotBillable`] for a price per use that falls due more than once;
    /// [`BillingError::LumpNotWhole`] for a lump with fen where the tariff rounds to the jiao or yuan, since its parts
    /// could then not add up to it; [`BillingError::WholeNotStated`] and [`BillingError::WholeOfAnother`] for a lump
    /// that is to be held in part; [`BillingError::FormulaLine`] for a formula of a line that is not an earlier one;
    /// [`BillingError::TooManyReliefs`]; [`BillingError::DuplicateRelief`]; [`BillingError::ReliefNegative`];
    /// [`BillingError::ReliefLine`] for a relief of a line that is not there or is a lump.
    pub fn with(lines: Vec<TariffLine>, reliefs: Vec<Relief>, rules: Rules) -> Result<Self, BillingError> {
        if lines.is_empty() {
            return Err(BillingError::NoLines {});
        }
        if lines.len() > LINES_MAX {
            return Err(BillingError::TooManyLines { most: LINES_MAX, found: lines.len() });
        }
        let mut ids: Vec<&LineId> = lines.iter().map(|line| &line.id).collect();
        ids.sort_unstable();
        if let Some(twice) = first_twin(&ids) {
            return Err(BillingError::DuplicateLine { line: LineId::clone(twice) });
        }
        for (at, line) in lines.iter().enumerate() {
            check_charge(line, lines.get(..at).unwrap_or(&[]), rules.rounding.unit)?;
        }
        check_reliefs(&reliefs, &lines)?;
        Ok(Self { lines, reliefs, rules })
    }

    /// The lines.
    #[must_use]
    pub fn lines(&self) -> &[TariffLine] {
        &self.lines
    }

    /// The reliefs, in the order in which they are applied.
    #[must_use]
    pub fn reliefs(&self) -> &[Relief] {
        &self.reliefs
    }

    /// The rules.
    #[must_use]
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// How amounts are rounded.
    #[must_use]
    pub const fn rounding(&self) -> Rounding {
        self.rules.rounding
    }

    /// The reliefs of a line, by their place.
    pub(crate) fn reliefs_of(&self, line: &TariffLine) -> impl Iterator<Item = (usize, &Relief)> {
        let priced = matches!(line.charge, Charge::Rate(_) | Charge::Prices(_) | Charge::Metered(_));
        self.reliefs.iter().enumerate().filter(move |(_, relief)| match &relief.lines {
            Some(lines) => lines.contains(&line.id),
            None => priced,
        })
    }
}

fn check_charge(line: &TariffLine, earlier: &[TariffLine], unit: RoundingUnit) -> Result<(), BillingError> {
    let id = || line.id.clone();
    match &line.charge {
        Charge::Rate(_) | Charge::Prices(_) => {
            let price = PriceView::of(&line.charge).map(PriceView::any);
            match price.filter(|price| price.per() == Per::Use && price.every() != Every::Once) {
                Some(price) => Err(BillingError::NotBillable { line: id(), per: price.per(), every: price.every() }),
                None => Ok(()),
            }
        }
        Charge::Apportioned { total, .. } if total.fen().checked_rem(step(unit)) != Some(0) => {
            Err(BillingError::LumpNotWhole { line: id(), unit, found: *total })
        }
        Charge::Apportioned { by, .. } => match line.missing {
            Missing::Refuse => Ok(()),
            Missing::Hold { whole: None } => Err(BillingError::WholeNotStated { line: id(), by: *by }),
            Missing::Hold { whole: Some(whole) } if whole.by() != *by => {
                Err(BillingError::WholeOfAnother { line: id(), by: *by, found: whole.by() })
            }
            Missing::Hold { .. } => Ok(()),
        },
        Charge::Metered(_) => Ok(()),
        Charge::Formula(formula) => {
            let unknown = formula.lines().find(|named| !earlier.iter().any(|line| line.id == **named));
            match unknown {
                Some(named) => Err(BillingError::FormulaLine { line: id(), named: named.clone() }),
                None => Ok(()),
            }
        }
    }
}

fn check_reliefs(reliefs: &[Relief], lines: &[TariffLine]) -> Result<(), BillingError> {
    if reliefs.len() > RELIEFS_MAX {
        return Err(BillingError::TooManyReliefs { most: RELIEFS_MAX, found: reliefs.len() });
    }
    let mut ids: Vec<&ReliefId> = reliefs.iter().map(|relief| &relief.id).collect();
    ids.sort_unstable();
    if let Some(twice) = first_twin(&ids) {
        return Err(BillingError::DuplicateRelief { relief: ReliefId::clone(twice) });
    }
    for relief in reliefs {
        if let Change::Less(sum) = relief.change
            && sum.is_negative()
        {
            return Err(BillingError::ReliefNegative { relief: relief.id.clone(), found: sum });
        }
        let relieved = |named: &LineId| {
            let line = lines.iter().find(|line| line.id == *named);
            line.is_some_and(|line| !matches!(line.charge, Charge::Apportioned { .. }))
        };
        if let Some(line) = relief.lines.iter().flatten().find(|named| !relieved(named)) {
            return Err(BillingError::ReliefLine { relief: relief.id.clone(), line: line.clone() });
        }
    }
    Ok(())
}
