//! 账单 — bills: what each household owes for a span by a tariff, to the fen, and how each figure came about.
//!
//! 1. A line at a price is price × extent × periods, exact until its one rounding point: each line, each bill, or each
//!    period of the price. Which of the three is an input, since contracts differ and the figures do too.
//! 2. A lump is shared out by largest remainder: the parts add up to it, and each is the exactly right one.
//! 3. Units are taken in the order of their ids, whatever order they came in; ties go to the earlier id.
//! 4. An extent that is not known is refused. It is never zero, and nobody's share moves to the neighbours.
//! 5. The lines of a bill add up to the bill, the bills to the run, and the lines of one kind to their total.

use std::cmp::{Ordering, Reverse};
use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

use crate::estate::UnitId;
use crate::measure::apportion::largest_remainder;
use crate::measure::{
    Area, Day, Every, Money, Per, Period, Rounding, RoundingMode, RoundingPoint, RoundingUnit, Span, Things, UnitPrice,
};
use crate::money::IncomeKind;
use crate::terms::{Lang, Placed, faults, ids, terms};

/// The version of the stored form of a tariff that this library writes.
pub const TARIFF_FORMAT: u16 = 1;
/// The most lines of one tariff.
pub const LINES_MAX: usize = 64;
/// The most households billed at once.
pub const BILLABLES_MAX: usize = 1_000_000;

ids! {
    /// 收费项标识 — names a line of a tariff.
    LineId;
}

terms! {
    /// 计费依据 — by what a household is billed.
    pub enum Weighting: "basis of billing" {
        Area = "area", "计费面积", "charged area", "发改价格〔2003〕1864号";
        Household = "household", "户数", "households", "许建政协〔2021〕18号";
        Space = "space", "车位数", "parking spaces", "许建政协〔2021〕18号";
    }
}

faults! {
    /// A tariff or a list of households that cannot be billed (不能出账的收费标准或计费清单).
    pub enum BillingError {
        /// The stored form of a tariff has a version that this library does not read.
        Format { newest: u16, found: u16 } = "tariff_format",
            "收费标准格式版本应为{newest}或更早，所读为{found}。",
            "expected a tariff of format {newest} or earlier, found {found}";
        /// A tariff has no line.
        NoLines {} = "no_lines",
            "收费标准至少须有一个收费项，所填为空。",
            "expected at least one line in a tariff, found none";
        /// A tariff has more lines than [`LINES_MAX`].
        TooManyLines { most: usize, found: usize } = "too_many_lines",
            "收费项至多{most}个，所填{found}个。",
            "expected at most {most} lines in a tariff, found {found}";
        /// Two lines of a tariff have one id.
        DuplicateLine { line: LineId } = "duplicate_line",
            "收费项「{line}」出现两次。",
            "expected each line of a tariff once, found `{line}` twice";
        /// A price is per use or per day, which are not billed yet.
        NotBillable { line: LineId, per: Per, every: Every } = "price_not_billable",
            "收费项「{line}」的计价方式尚不能出账：应按平方米、户或车位，每月、每年或一次，所填为每{per:#}、按{every:#}。",
            "expected line `{line}` to be priced per square metre, household or space and by the month, the year or once, found `{per}` and `{every}`";
        /// A lump has a part smaller than the unit to which the tariff rounds.
        LumpNotWhole { line: LineId, unit: RoundingUnit, found: Money } = "lump_not_whole",
            "收费项「{line}」的分摊总额应为整{unit:#}，所填为{found}元。",
            "expected the lump of line `{line}` in whole {unit}, found {found} yuan";
        /// There is nobody to bill.
        NothingToBill {} = "nothing_to_bill",
            "计费清单至少须有一户，所填为空。",
            "expected at least one household to bill, found none";
        /// There are more households than [`BILLABLES_MAX`].
        TooManyBillables { most: usize, found: usize } = "too_many_billables",
            "一次出账至多{most}户，所填{found}户。",
            "expected at most {most} households in one run, found {found}";
        /// A unit is on the list twice.
        DuplicateUnit { unit: UnitId } = "duplicate_unit",
            "专有部分「{unit}」在计费清单中出现两次。",
            "expected each unit once, found `{unit}` twice";
        /// The span is not a whole number of months or years, by which a line is priced.
        NotWholePeriods { line: LineId, every: Every, start: Day, end: Day } = "not_whole_periods",
            "收费项「{line}」按{every:#}计价，账期须为整{every:#}，所填为{start}至{end}（不含终止日）。",
            "expected a span of whole {}s for line `{line}`, found {start} to {end} (end not included)", every.en();
        /// What a line bills by is not known of every unit; the first such unit, and how many there are.
        Unknown { line: LineId, by: Weighting, unit: UnitId, count: usize } = "extent_unknown",
            "收费项「{line}」须知每个专有部分的{by:#}，「{unit}」等{count}个未填报。",
            "expected the {} of every unit for line `{line}`, found none for `{unit}` (units without: {count})", by.en();
        /// A lump is to be shared out by something of which there is none.
        NoBasis { line: LineId, by: Weighting } = "no_billing_basis",
            "收费项「{line}」没有分摊依据：{by:#}合计应大于零，实际为零。",
            "expected {} above zero to share out line `{line}` by, found zero in all", by.en();
        /// A line or the total of one bill is beyond the bounds of money.
        BillOverflow { unit: UnitId } = "bill_overflow",
            "专有部分「{unit}」的账单金额超出可表示范围。",
            "expected a bill for unit `{unit}` that money can hold, found one beyond its bounds";
        /// A total over all bills is beyond the bounds of its kind.
        RunOverflow {} = "run_overflow",
            "全部账单的合计超出可表示范围。",
            "expected totals over all bills that money and area can hold, found one beyond their bounds";
    }
}

/// 收费方式 — how a line of a tariff is charged.
///
/// ```
/// use wuye::billing::{Charge, Weighting};
/// use wuye::measure::{Every, Per, UnitPrice};
/// let fee = Charge::Rate(UnitPrice::new("1.45".parse().unwrap(), Per::SquareMetre, Every::Month)?);
/// let lump = Charge::Apportioned { total: "148.35".parse()?, by: Weighting::Household };
/// # let _ = (fee, lump);
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Charge {
    /// 单价: per square metre, household or space, by the month, the year or once.
    Rate(UnitPrice),
    /// 分摊: a lump for the whole span, shared out over all units billed. Below zero it gives money back.
    Apportioned {
        /// The lump.
        total: Money,
        /// By what it is shared out.
        by: Weighting,
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
}

/// 收费标准 — 1 to 64 lines and the one rule by which their amounts are rounded.
///
/// ```
/// use wuye::billing::{Charge, Tariff, TariffLine};
/// use wuye::measure::{Every, Per, Rounding, UnitPrice};
/// use wuye::money::IncomeKind;
/// let price = UnitPrice::new("50".parse().unwrap(), Per::Household, Every::Month).unwrap();
/// let fee = TariffLine { id: "fee".parse().unwrap(), kind: IncomeKind::ServiceFee, charge: Charge::Rate(price) };
/// let tariff = Tariff::new(vec![fee.clone()], Rounding::default())?;
/// assert_eq!(tariff.lines(), [fee.clone()]);
/// assert_eq!(Tariff::new(vec![fee.clone(), fee], Rounding::default()).unwrap_err().code(), "duplicate_line");
/// # Ok::<(), wuye::billing::BillingError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "TariffForm", into = "TariffForm")]
pub struct Tariff {
    // INVARIANT: 1 to LINES_MAX lines of different ids, each of which can be billed with this rounding.
    lines: Vec<TariffLine>,
    rounding: Rounding,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TariffForm {
    format: u16,
    lines: Vec<TariffLine>,
    rounding: Rounding,
}

impl TryFrom<TariffForm> for Tariff {
    type Error = Placed<BillingError>;
    fn try_from(form: TariffForm) -> Result<Self, Placed<BillingError>> {
        if form.format == 0 || form.format > TARIFF_FORMAT {
            return Err(BillingError::Format { newest: TARIFF_FORMAT, found: form.format }.into());
        }
        Ok(Self::new(form.lines, form.rounding)?)
    }
}

impl From<Tariff> for TariffForm {
    fn from(tariff: Tariff) -> Self {
        Self { format: TARIFF_FORMAT, lines: tariff.lines, rounding: tariff.rounding }
    }
}

impl Tariff {
    /// A tariff of these lines, in this order on every bill. What could not be billed is refused here, not on the day
    /// of the bills.
    ///
    /// # Errors
    /// [`BillingError::NoLines`]; [`BillingError::TooManyLines`]; [`BillingError::DuplicateLine`];
    /// [`BillingError::NotBillable`] for a price per use or per day; [`BillingError::LumpNotWhole`] for a lump with fen
    /// where the tariff rounds to the jiao or yuan, since its parts could then not add up to it.
    pub fn new(lines: Vec<TariffLine>, rounding: Rounding) -> Result<Self, BillingError> {
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
        for line in &lines {
            check_charge(line, rounding.unit)?;
        }
        Ok(Self { lines, rounding })
    }

    /// The lines.
    #[must_use]
    pub fn lines(&self) -> &[TariffLine] {
        &self.lines
    }

    /// How amounts are rounded.
    #[must_use]
    pub const fn rounding(&self) -> Rounding {
        self.rounding
    }
}

fn check_charge(line: &TariffLine, unit: RoundingUnit) -> Result<(), BillingError> {
    match line.charge {
        Charge::Rate(price) if weighting(price.per()).is_none() || price.every() == Every::Day => {
            Err(not_billable(line, price))
        }
        Charge::Apportioned { total, .. } if total.fen().checked_rem(step(unit)) != Some(0) => {
            Err(BillingError::LumpNotWhole { line: line.id.clone(), unit, found: total })
        }
        Charge::Rate(_) | Charge::Apportioned { .. } => Ok(()),
    }
}

fn not_billable(line: &TariffLine, price: UnitPrice) -> BillingError {
    BillingError::NotBillable { line: line.id.clone(), per: price.per(), every: price.every() }
}

/// The first of two equal neighbours in a sorted list.
fn first_twin<T: PartialEq>(sorted: &[T]) -> Option<&T> {
    sorted.iter().zip(sorted.iter().skip(1)).find(|(one, next)| one == next).map(|(one, _)| one)
}

/// What a price is multiplied with; uses are metered, not billed yet.
const fn weighting(per: Per) -> Option<Weighting> {
    match per {
        Per::SquareMetre => Some(Weighting::Area),
        Per::Household => Some(Weighting::Household),
        Per::Space => Some(Weighting::Space),
        Per::Use => None,
    }
}

/// A rounding unit in fen.
const fn step(unit: RoundingUnit) -> i64 {
    match unit {
        RoundingUnit::Fen => 1,
        RoundingUnit::Jiao => 10,
        RoundingUnit::Yuan => 100,
    }
}

/// 计费户 — a unit and what it is billed by. What is not stated is unknown, which is not the same as none: a home
/// without a parking space has `Some(0)`.
///
/// ```
/// use wuye::billing::Billable;
/// let flat = Billable { unit: "1-101".parse().unwrap(), area: Some("89.55".parse().unwrap()), spaces: Some(0), households: Some(1) };
/// let garage = Billable { unit: "B1-07".parse().unwrap(), area: None, spaces: Some(1), households: Some(0) };
/// # let _ = (flat, garage);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Billable {
    /// The unit, once in a run.
    pub unit: UnitId,
    /// The charged area (计费面积), which may be more than the area that votes; if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<Area>,
    /// How many parking spaces, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spaces: Option<u32>,
    /// As how many households it counts, if known: usually 1, and 0 for a garage or shop that is billed alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub households: Option<u32>,
}

impl Billable {
    /// How much there is of what a line bills by; nothing if that is unknown.
    #[must_use]
    pub fn extent(&self, by: Weighting) -> Option<Extent> {
        match by {
            Weighting::Area => self.area.map(Extent::Area),
            Weighting::Household => self.households.map(|n| Extent::Households(u64::from(n))),
            Weighting::Space => self.spaces.map(|n| Extent::Spaces(u64::from(n))),
        }
    }
}

/// 计费量 — how much of what a line bills by: of one unit, or of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// Charged area (计费面积).
    Area(Area),
    /// Households (户数).
    Households(u64),
    /// Parking spaces (车位数).
    Spaces(u64),
}

impl Extent {
    /// `89.55平方米`, `1户`, `2个车位`; `89.55 m²`, `1 household`, `2 parking spaces`.
    #[must_use]
    pub fn render(self, lang: Lang) -> String {
        let plural = |n: u64, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
        match (self, lang) {
            (Self::Area(area), Lang::Zh) => format!("{}平方米", area.grouped()),
            (Self::Households(n), Lang::Zh) => format!("{n}户"),
            (Self::Spaces(n), Lang::Zh) => format!("{n}个车位"),
            (Self::Area(area), Lang::En) => format!("{} m²", area.grouped()),
            (Self::Households(n), Lang::En) => plural(n, "household"),
            (Self::Spaces(n), Lang::En) => plural(n, "parking space"),
        }
    }

    const fn things(self) -> Things {
        match self {
            Self::Area(area) => Things::Area(area),
            Self::Households(n) | Self::Spaces(n) => Things::Count(n),
        }
    }

    /// The whole number that a lump is shared out by: hundredths of a square metre, or a count.
    const fn weight(self) -> u64 {
        match self {
            Self::Area(area) => area.hundredths().unsigned_abs(),
            Self::Households(n) | Self::Spaces(n) => n,
        }
    }

    /// The sum of extents of one kind; nothing beyond the bounds.
    fn sum(by: Weighting, extents: &[Self]) -> Option<Self> {
        let sum = extents.iter().try_fold(0_u64, |sum, extent| sum.checked_add(extent.weight()))?;
        match by {
            Weighting::Area => Area::from_hundredths(i64::try_from(sum).ok()?).ok().map(Self::Area),
            Weighting::Household => Some(Self::Households(sum)),
            Weighting::Space => Some(Self::Spaces(sum)),
        }
    }
}

/// 精确金额 — an amount before rounding: a fraction of fen in lowest terms, written `842016/5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Exact {
    // INVARIANT: in lowest terms; `below` divides 1,000,000, since prices have six decimals of a yuan and areas two.
    above: i128,
    below: i128,
}

impl Exact {
    const ZERO: Self = Self { above: 0, below: 1 };

    fn new(above: i128, below: i128) -> Option<Self> {
        let (mut a, mut b) = (above, below);
        while b != 0 {
            (a, b) = (b, a.checked_rem(b)?);
        }
        let common = a.checked_abs()?;
        Some(Self { above: above.checked_div(common)?, below: below.checked_div(common)? })
    }

    fn of(amount: Money) -> Self {
        Self { above: i128::from(amount.fen()), below: 1 }
    }

    fn plus(self, other: Self) -> Option<Self> {
        let one = self.above.checked_mul(other.below)?;
        let two = other.above.checked_mul(self.below)?;
        Self::new(one.checked_add(two)?, self.below.checked_mul(other.below)?)
    }

    /// The number of fen above the line.
    #[must_use]
    pub const fn above(self) -> i128 {
        self.above
    }

    /// The number below the line, at least 1.
    #[must_use]
    pub const fn below(self) -> i128 {
        self.below
    }

    /// The amount in yuan for prose, with all its decimals: `1,684.032`.
    #[must_use]
    pub fn grouped(self) -> String {
        let whole = Money::from_wide(self.above.checked_div(self.below)).unwrap_or(Money::MAX);
        let rest = self.above.checked_rem(self.below).and_then(|rest| rest.checked_mul(1_000_000));
        let micro = rest.and_then(|rest| rest.checked_div(self.below)).unwrap_or(0);
        format!("{}{}", whole.grouped(), format!("{micro:06}").trim_end_matches('0'))
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.above, self.below)
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// 计算依据 — how the amount of a line came about.
///
/// More ways will be added, so a `match` needs an arm for the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum How {
    /// 单价: price × extent × periods, rounded once: the line by itself, or with its bill.
    Rate {
        /// The price.
        price: UnitPrice,
        /// How much of what it is a price of.
        extent: Extent,
        /// For how many months or years; 1 for a price that falls due once.
        periods: u32,
        /// The amount before rounding.
        exact: Exact,
        /// How it was rounded.
        rounding: Rounding,
    },
    /// 逐期: price × extent, rounded for one month or year, then taken for each of them.
    Periods {
        /// The price.
        price: UnitPrice,
        /// How much of what it is a price of.
        extent: Extent,
        /// For how many months or years.
        periods: u32,
        /// The amount of one period before rounding.
        exact: Exact,
        /// The amount of one period.
        each: Money,
        /// How it was rounded.
        rounding: Rounding,
    },
    /// 分摊: a part of a lump by largest remainder.
    Share {
        /// The lump.
        total: Money,
        /// How much the unit has of what it is shared out by.
        extent: Extent,
        /// How much all units billed have together.
        whole: Extent,
        /// The unit in which it is shared out.
        unit: RoundingUnit,
    },
}

impl How {
    /// What comes after the kind in the sentence of a line.
    fn told(self, amount: Money, lang: Lang) -> String {
        match self {
            Self::Rate { price, extent, periods, exact, rounding } => {
                let inputs = format!("{} × {}{}", price.render(lang), extent.render(lang), times(price, periods, lang));
                format!("{inputs} = {}{}", rounded(exact, amount, lang), rule(rounding, lang))
            }
            Self::Periods { price, extent, periods, exact, each, rounding } => {
                let inputs = format!("{} × {}", price.render(lang), extent.render(lang));
                let each = format!("{}{}", rounded(exact, each, lang), rule(rounding, lang));
                let times = times(price, periods, lang);
                match lang {
                    Lang::Zh => format!("{inputs} = {each}，{} = {}", times.trim_start(), yuan(amount, lang)),
                    Lang::En => format!("{inputs} = {each},{times} = {}", yuan(amount, lang)),
                }
            }
            Self::Share { total, extent, whole, unit } => {
                let sign = if is_share(total, extent, whole, amount) { "=" } else { "≈" };
                let inputs = format!("{} × {} ÷ {}", yuan(total, lang), extent.render(lang), whole.render(lang));
                let part = yuan(amount, lang);
                match lang {
                    Lang::Zh => format!("{inputs} {sign} {part}（按最大余数法分摊到{unit:#}）"),
                    Lang::En => format!("{inputs} {sign} {part} (shared out to the {unit} by largest remainder)"),
                }
            }
        }
    }
}

fn yuan(amount: Money, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}元", amount.grouped()),
        Lang::En => format!("{} yuan", amount.grouped()),
    }
}

/// ` × 12个月`; nothing for a price that falls due once.
fn times(price: UnitPrice, periods: u32, lang: Lang) -> String {
    match price.every() {
        Every::Month => format!(" × {}", Period::Months(periods).render(lang)),
        Every::Year => format!(" × {}", Period::Years(periods).render(lang)),
        Every::Day | Every::Once => String::new(),
    }
}

/// The amount, and before it the exact one where that is another.
fn rounded(exact: Exact, amount: Money, lang: Lang) -> String {
    let amount_yuan = yuan(amount, lang);
    match lang {
        _ if exact == Exact::of(amount) => amount_yuan,
        Lang::Zh => format!("{}元 ≈ {amount_yuan}", exact.grouped()),
        Lang::En => format!("{} yuan ≈ {amount_yuan}", exact.grouped()),
    }
}

/// `（四舍五入到分）`, ` (rounded half away from zero to the fen)`.
fn rule(rounding: Rounding, lang: Lang) -> String {
    let whole_bill = rounding.point == RoundingPoint::Bill;
    match lang {
        Lang::Zh => format!("（{}{:#}到{:#}）", if whole_bill { "整单" } else { "" }, rounding.mode, rounding.unit),
        Lang::En => {
            let how = match rounding.mode {
                RoundingMode::HalfAwayFromZero => "half away from zero",
                RoundingMode::HalfEven => "half to even",
                RoundingMode::Up => "up",
                RoundingMode::Down => "down",
            };
            format!(" ({}rounded {how} to the {})", if whole_bill { "the bill " } else { "" }, rounding.unit)
        }
    }
}

/// Whether a part is total × extent ÷ whole without remainder.
fn is_share(total: Money, extent: Extent, whole: Extent, amount: Money) -> bool {
    let product = |money: Money, extent: Extent| i128::from(money.fen()).checked_mul(i128::from(extent.weight()));
    product(total, extent) == product(amount, whole)
}

/// 账单明细 — one line of one bill.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct BillLine {
    line: LineId,
    kind: IncomeKind,
    amount: Money,
    how: How,
}

impl BillLine {
    /// Which line of the tariff.
    #[must_use]
    pub const fn line(&self) -> &LineId {
        &self.line
    }

    /// What the money is.
    #[must_use]
    pub const fn kind(&self) -> IncomeKind {
        self.kind
    }

    /// How much.
    #[must_use]
    pub const fn amount(&self) -> Money {
        self.amount
    }

    /// How the amount came about.
    #[must_use]
    pub const fn how(&self) -> How {
        self.how
    }

    /// The line in one sentence: `物业费：1.45元/平方米·月 × 89.55平方米 × 12个月 = 1,558.17元（四舍五入到分）`. Where
    /// rounding changed the amount, the exact one stands before it.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let told = self.how.told(self.amount, lang);
        match lang {
            Lang::Zh => format!("{:#}：{told}", self.kind),
            Lang::En => format!("{}: {told}", self.kind.en()),
        }
    }

    /// The amount before the rounding of the bill.
    fn exact(&self) -> Exact {
        match self.how {
            How::Rate { exact, .. } => exact,
            How::Periods { .. } | How::Share { .. } => Exact::of(self.amount),
        }
    }
}

/// 账单 — what one unit owes. The lines add up to the total.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Bill {
    unit: UnitId,
    lines: Vec<BillLine>,
    total: Money,
}

impl Bill {
    /// The unit.
    #[must_use]
    pub const fn unit(&self) -> &UnitId {
        &self.unit
    }

    /// One line for each of the tariff, in its order; a line of nothing is there with 0.00.
    #[must_use]
    pub fn lines(&self) -> &[BillLine] {
        &self.lines
    }

    /// The sum of its lines.
    #[must_use]
    pub const fn total(&self) -> Money {
        self.total
    }
}

/// 收费项合计 — what one line of the tariff brings over all bills.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct LineTotal {
    line: LineId,
    kind: IncomeKind,
    total: Money,
}

impl LineTotal {
    /// Which line of the tariff.
    #[must_use]
    pub const fn line(&self) -> &LineId {
        &self.line
    }

    /// What the money is.
    #[must_use]
    pub const fn kind(&self) -> IncomeKind {
        self.kind
    }

    /// The sum over all bills.
    #[must_use]
    pub const fn total(&self) -> Money {
        self.total
    }
}

/// 出账结果 — the bills of one span. They add up to the total, and so do the totals by line.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct BillRun {
    span: Span,
    // INVARIANT: ascending by unit; every bill has the lines of `by_line`, in that order.
    bills: Vec<Bill>,
    by_line: Vec<LineTotal>,
    total: Money,
}

impl BillRun {
    /// The span billed.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// The bills, in the order of the ids of their units.
    #[must_use]
    pub fn bills(&self) -> &[Bill] {
        &self.bills
    }

    /// The bill of one unit.
    #[must_use]
    pub fn bill_of(&self, unit: &UnitId) -> Option<&Bill> {
        let at = self.bills.binary_search_by(|bill| bill.unit.cmp(unit)).ok()?;
        self.bills.get(at)
    }

    /// The totals by line, in the order of the tariff.
    #[must_use]
    pub fn by_line(&self) -> &[LineTotal] {
        &self.by_line
    }

    /// The sum of all bills.
    #[must_use]
    pub const fn total(&self) -> Money {
        self.total
    }
}

/// 出账 — bills every unit by a tariff for a span. A lump of the tariff is for this whole span and these units. The
/// order of the list does not matter.
///
/// With rounding of the *bill*, its exact lines are added and the sum is rounded once. Each line is then its exact
/// amount rounded down or up, never further off: all are first rounded down, and the units that are missing from the
/// bill go one each to the largest remainders, ties to the earlier line.
///
/// # Errors
/// In this order: [`BillingError::TooManyBillables`], [`BillingError::NothingToBill`], [`BillingError::DuplicateUnit`];
/// then, line by line, [`BillingError::NotWholePeriods`], [`BillingError::Unknown`] for an area or a count that a line
/// needs, [`BillingError::NoBasis`]; [`BillingError::BillOverflow`] and [`BillingError::RunOverflow`] beyond the bounds
/// of money and area.
///
/// ```
/// use wuye::billing::{Billable, Charge, Tariff, TariffLine, bill};
/// use wuye::measure::{Every, Per, Rounding, Span, UnitPrice};
/// use wuye::money::IncomeKind;
/// use wuye::terms::Lang;
/// let price = UnitPrice::new("1.45".parse().unwrap(), Per::SquareMetre, Every::Month)?;
/// let fee = TariffLine { id: "fee".parse()?, kind: IncomeKind::ServiceFee, charge: Charge::Rate(price) };
/// let tariff = Tariff::new(vec![fee], Rounding::default())?;
/// let flat = Billable { unit: "1-101".parse()?, area: Some("89.55".parse()?), spaces: None, households: None };
/// let year = Span::new("2026-01-01".parse()?, "2027-01-01".parse()?)?;
/// let run = bill(&tariff, &[flat], year)?;
/// assert_eq!(run.total().to_string(), "1558.17");
/// let line = &run.bills()[0].lines()[0];
/// assert_eq!(line.render(Lang::Zh), "物业费：1.45元/平方米·月 × 89.55平方米 × 12个月 = 1,558.17元（四舍五入到分）");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn bill(tariff: &Tariff, billables: &[Billable], span: Span) -> Result<BillRun, BillingError> {
    let units = by_unit(billables)?;
    let columns = tariff.lines.iter().map(|line| column(line, tariff.rounding, &units, span));
    let columns = columns.collect::<Result<Vec<_>, _>>()?;
    let mut columns: Vec<_> = columns.into_iter().map(Vec::into_iter).collect();
    let bills = units.iter().map(|billable| {
        // Every column has one line for each unit.
        let lines = columns.iter_mut().filter_map(Iterator::next).collect();
        close(&billable.unit, lines, tariff.rounding)
    });
    let bills = bills.collect::<Result<Vec<Bill>, _>>()?;
    let by_line = tariff.lines.iter().enumerate().map(|(at, line)| line_total(line, at, &bills));
    let by_line = by_line.collect::<Result<Vec<LineTotal>, _>>()?;
    let total = Money::sum(bills.iter().map(Bill::total)).map_err(|_| BillingError::RunOverflow {})?;
    Ok(BillRun { span, bills, by_line, total })
}

/// The households in the order of their units.
fn by_unit(billables: &[Billable]) -> Result<Vec<&Billable>, BillingError> {
    if billables.len() > BILLABLES_MAX {
        return Err(BillingError::TooManyBillables { most: BILLABLES_MAX, found: billables.len() });
    }
    if billables.is_empty() {
        return Err(BillingError::NothingToBill {});
    }
    let mut units: Vec<&Billable> = billables.iter().collect();
    units.sort_unstable_by(|a, b| a.unit.cmp(&b.unit));
    let ids: Vec<&UnitId> = units.iter().map(|billable| &billable.unit).collect();
    match first_twin(&ids) {
        Some(twice) => Err(BillingError::DuplicateUnit { unit: UnitId::clone(twice) }),
        None => Ok(units),
    }
}

/// One line of the tariff for all units.
fn column(
    line: &TariffLine,
    rounding: Rounding,
    units: &[&Billable],
    span: Span,
) -> Result<Vec<BillLine>, BillingError> {
    match line.charge {
        Charge::Rate(price) => {
            let by = weighting(price.per()).ok_or_else(|| not_billable(line, price))?;
            let periods = periods(line, price, span)?;
            let extents = extents(line, by, units)?;
            let charge = |(billable, extent): (&&Billable, Extent)| {
                let (amount, how) = rate(price, extent, periods, rounding)
                    .ok_or_else(|| BillingError::BillOverflow { unit: billable.unit.clone() })?;
                Ok(BillLine { line: line.id.clone(), kind: line.kind, amount, how })
            };
            units.iter().zip(extents).map(charge).collect()
        }
        Charge::Apportioned { total, by } => {
            let extents = extents(line, by, units)?;
            let (whole, parts) = share_out(line, total, by, &extents, rounding.unit)?;
            let charge = |(extent, amount): (Extent, Money)| {
                let how = How::Share { total, extent, whole, unit: rounding.unit };
                BillLine { line: line.id.clone(), kind: line.kind, amount, how }
            };
            Ok(extents.into_iter().zip(parts).map(charge).collect())
        }
    }
}

/// How often a price falls due in the span.
fn periods(line: &TariffLine, price: UnitPrice, span: Span) -> Result<u32, BillingError> {
    let every = price.every();
    let months_each = match every {
        Every::Once => return Ok(1),
        Every::Day => return Err(not_billable(line, price)),
        Every::Month => 1,
        Every::Year => 12,
    };
    let months = span.whole_months().ok().filter(|months| months.checked_rem(months_each) == Some(0));
    months.and_then(|months| months.checked_div(months_each)).ok_or_else(|| BillingError::NotWholePeriods {
        line: line.id.clone(),
        every,
        start: span.start(),
        end: span.end(),
    })
}

/// What a line bills by, of every unit.
fn extents(line: &TariffLine, by: Weighting, units: &[&Billable]) -> Result<Vec<Extent>, BillingError> {
    let mut unknown = units.iter().filter(|billable| billable.extent(by).is_none());
    if let Some(first) = unknown.next() {
        let count = unknown.count().saturating_add(1);
        return Err(BillingError::Unknown { line: line.id.clone(), by, unit: first.unit.clone(), count });
    }
    Ok(units.iter().filter_map(|billable| billable.extent(by)).collect())
}

/// The amount of a line at a price; rounded down where the bill is rounded as a whole. Nothing beyond the
/// bounds of money.
fn rate(price: UnitPrice, extent: Extent, periods: u32, rounding: Rounding) -> Option<(Money, How)> {
    let exact_for = |periods: u32| {
        let (above, below) = price.exact_for(extent.things(), periods)?;
        Exact::new(above, below)
    };
    let round = |rounding: Rounding, exact: Exact| rounding.round(exact.above, exact.below).ok();
    if rounding.point == RoundingPoint::Period && price.every() != Every::Once {
        let exact = exact_for(1)?;
        let each = round(rounding, exact)?;
        let amount = each.times(i64::from(periods)).ok()?;
        return Some((amount, How::Periods { price, extent, periods, exact, each, rounding }));
    }
    let now = match rounding.point {
        RoundingPoint::Line | RoundingPoint::Period => rounding,
        RoundingPoint::Bill => Rounding { mode: RoundingMode::Down, ..rounding },
    };
    let exact = exact_for(periods)?;
    Some((round(now, exact)?, How::Rate { price, extent, periods, exact, rounding }))
}

/// The extent of all units, and the parts of a lump.
fn share_out(
    line: &TariffLine,
    total: Money,
    by: Weighting,
    extents: &[Extent],
    unit: RoundingUnit,
) -> Result<(Extent, Vec<Money>), BillingError> {
    let whole = Extent::sum(by, extents).ok_or(BillingError::RunOverflow {})?;
    let weights: Vec<u64> = extents.iter().map(|extent| extent.weight()).collect();
    // The tariff took the lump as a whole number of units, so nothing is lost here.
    let units = total.fen().checked_div(step(unit)).unwrap_or(0);
    // At most BILLABLES_MAX members: a missing basis is the only thing that can be wrong.
    let parts = largest_remainder(units, &weights).map_err(|_| BillingError::NoBasis { line: line.id.clone(), by })?;
    let parts = parts.into_iter().map(|part| Money::from_wide(i128::from(part).checked_mul(i128::from(step(unit)))));
    let parts = parts.collect::<Result<Vec<Money>, _>>().map_err(|_| BillingError::RunOverflow {})?;
    Ok((whole, parts))
}

/// The bill of one unit.
fn close(unit: &UnitId, mut lines: Vec<BillLine>, rounding: Rounding) -> Result<Bill, BillingError> {
    let overflow = || BillingError::BillOverflow { unit: unit.clone() };
    if rounding.point == RoundingPoint::Bill {
        round_bill(&mut lines, rounding).ok_or_else(overflow)?;
    }
    let total = Money::sum(lines.iter().map(BillLine::amount)).map_err(|_| overflow())?;
    Ok(Bill { unit: unit.clone(), lines, total })
}

/// Rounds the sum of the exact lines, and raises lines that were rounded down until they add up to it.
fn round_bill(lines: &mut [BillLine], rounding: Rounding) -> Option<()> {
    let exact = lines.iter().try_fold(Exact::ZERO, |sum, line| sum.plus(line.exact()))?;
    let bill = rounding.round(exact.above, exact.below).ok()?;
    let lower = Money::sum(lines.iter().map(BillLine::amount)).ok()?;
    let step = step(rounding.unit);
    // Lumps are whole units, so the bill is less than one unit above or below the exact sum: never below the lower
    // sum, and never more units above it than there are lines with a remainder.
    let missing = usize::try_from(bill.minus(lower).ok()?.fen().checked_div(step)?).ok()?;
    let mut order: Vec<&mut BillLine> = lines.iter_mut().collect();
    order.sort_by_cached_key(|line| Reverse(Remainder::of(line)));
    let step = Money::from_fen(step).ok()?;
    for line in order.into_iter().take(missing) {
        line.amount = line.amount.plus(step).ok()?;
    }
    Some(())
}

/// What one line of the tariff, at its place on every bill, brings in all.
fn line_total(line: &TariffLine, at: usize, bills: &[Bill]) -> Result<LineTotal, BillingError> {
    let amounts = bills.iter().filter_map(|bill| bill.lines.get(at)).map(BillLine::amount);
    let total = Money::sum(amounts).map_err(|_| BillingError::RunOverflow {})?;
    Ok(LineTotal { line: line.id.clone(), kind: line.kind, total })
}

/// How far a line is above what it was rounded down to, in fen: `above/below`, less than 100.
#[derive(PartialEq, Eq)]
struct Remainder {
    above: i128,
    below: i128,
}

impl Remainder {
    fn of(line: &BillLine) -> Self {
        let exact = line.exact();
        let lower = i128::from(line.amount.fen()).saturating_mul(exact.below);
        Self { above: exact.above.saturating_sub(lower), below: exact.below }
    }
}

impl Ord for Remainder {
    fn cmp(&self, other: &Self) -> Ordering {
        // Below 100 × 1,000,000 each, so nothing saturates.
        self.above.saturating_mul(other.below).cmp(&other.above.saturating_mul(self.below))
    }
}

impl PartialOrd for Remainder {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
