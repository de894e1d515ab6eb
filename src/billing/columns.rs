//! Bills for columns: many rows at once over slices that the caller keeps, to the same fen as one by one.

use std::sync::Arc;

use super::run::linear;
use super::{
    BillingError, Change, Charge, Exact, LINES_MAX, LineId, Missing, ReliefId, Tariff, TariffLine, Weighting, step,
};
use crate::measure::{Area, ColumnKind, Money, Rounding, RoundingMode, RoundingPoint, RowFaults, Span};
use crate::money::IncomeKind;
use crate::terms::{faults, terms};

/// 未出账 — what stands in place of the bill of a row that has a fault: no amount of money, so that it is never taken for
/// one.
pub const NO_BILL: i64 = i64::MIN;
/// 类别上限 — the most classes of a plan: as many as a byte tells apart.
pub const CLASSES_MAX: usize = 256;
/// Rows of one plan are taken in blocks that stay in the nearest cache.
const BLOCK: usize = 1_024;
/// A run of fewer rows than this is billed row by row.
const SHORT: usize = 8;

terms! {
    /// 出账行错误 — why a row of columns has no bill.
    pub enum BillFault: "fault of a billed row" {
        NoPlan = "no_plan", "所指出账方案不存在", "no such plan", "design";
        NoClass = "no_class", "所指减免类别不存在", "no such class", "design";
        AreaUnknown = "area_unknown", "计费面积未填报", "charged area unknown", "design";
        HouseholdsUnknown = "households_unknown", "户数未填报", "households unknown", "design";
        SpacesUnknown = "spaces_unknown", "车位数未填报", "parking spaces unknown", "design";
        ExtentOutOfRange = "extent_out_of_range", "计费量超出可表示范围", "an area or count beyond its bounds", "design";
        BillOverflow = "bill_out_of_range", "账单金额超出可表示范围", "a bill beyond the bounds of money", "design";
    }
}

terms! {
    /// 不能成列的原因 — why a line of a tariff cannot be billed in columns.
    pub enum PlanObstacle: "obstacle to a plan" {
        Lump = "lump", "按总额分摊", "it is a lump shared out over all units", "design";
        Formula = "formula", "按公式计收", "it is a formula", "design";
        Counted = "counted", "按各户用量或系数计收", "it is billed by uses or points", "design";
        Held = "held", "未填报的予以暂挂", "what is not known of it is held", "design";
        SumOff = "sum_off", "有定额抵扣或比例未知的优惠", "a relief of it is a sum, or its rate is not known", "design";
        TooFine = "too_fine", "精确系数超出可表示范围", "its exact factor is beyond what can be held", "design";
    }
}

/// What a row is billed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Area,
    Household,
    Space,
}

impl By {
    const ALL: [Self; 3] = [Self::Area, Self::Household, Self::Space];

    const fn of(weighting: Weighting) -> Option<Self> {
        match weighting {
            Weighting::Area => Some(Self::Area),
            Weighting::Household => Some(Self::Household),
            Weighting::Space => Some(Self::Space),
            Weighting::Use | Weighting::Usage | Weighting::Points => None,
        }
    }

    const fn unknown(self) -> BillFault {
        match self {
            Self::Area => BillFault::AreaUnknown,
            Self::Household => BillFault::HouseholdsUnknown,
            Self::Space => BillFault::SpacesUnknown,
        }
    }

    /// The greatest extent of one household, as of [`Billable`](super::Billable).
    fn most(self) -> u64 {
        match self {
            Self::Area => Area::MAX.hundredths().unsigned_abs(),
            Self::Household | Self::Space => u64::from(u32::MAX),
        }
    }
}

/// 数列 — a column of whole numbers. In the signed kinds a number below zero says that it is not known; an extent never
/// is below zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbers<'a> {
    /// One byte a row, all known.
    U8(&'a [u8]),
    /// Two bytes a row, all known.
    U16(&'a [u16]),
    /// Four bytes a row, all known.
    U32(&'a [u32]),
    /// Two bytes a row; below zero is unknown.
    I16(&'a [i16]),
    /// Four bytes a row; below zero is unknown.
    I32(&'a [i32]),
    /// Eight bytes a row; below zero is unknown.
    I64(&'a [i64]),
}

/// The same on each kind of column.
macro_rules! each_kind {
    ($numbers:expr, $column:ident => $work:expr) => {
        match $numbers {
            Numbers::U8($column) => $work,
            Numbers::U16($column) => $work,
            Numbers::U32($column) => $work,
            Numbers::I16($column) => $work,
            Numbers::I32($column) => $work,
            Numbers::I64($column) => $work,
        }
    };
}

/// A number of a column.
trait Whole: Copy {
    /// As 64 bits; of one that is below zero the highest is set.
    fn wide(self) -> u64;
}

macro_rules! wholes {
    ($($unsigned:ty, $signed:ty);+) => { $(
        impl Whole for $unsigned {
            #[inline]
            fn wide(self) -> u64 {
                u64::from(self)
            }
        }

        impl Whole for $signed {
            #[inline]
            fn wide(self) -> u64 {
                i64::from(self).cast_unsigned()
            }
        }
    )+ };
}

wholes!(u8, i16; u16, i32; u32, i64);

impl<'a> Numbers<'a> {
    fn len(self) -> usize {
        each_kind!(self, column => column.len())
    }

    /// The number of a row; nothing beyond the last. Of one that is not known the highest bit is set.
    #[inline]
    fn wide(self, row: usize) -> Option<u64> {
        each_kind!(self, column => column.get(row).map(|number| number.wide()))
    }

    fn part(self, from: usize, count: usize) -> Self {
        fn part<T>(column: &[T], from: usize, count: usize) -> &[T] {
            column.get(from..).and_then(|rest| rest.get(..count)).unwrap_or_default()
        }
        match self {
            Self::U8(column) => Self::U8(part(column, from, count)),
            Self::U16(column) => Self::U16(part(column, from, count)),
            Self::U32(column) => Self::U32(part(column, from, count)),
            Self::I16(column) => Self::I16(part(column, from, count)),
            Self::I32(column) => Self::I32(part(column, from, count)),
            Self::I64(column) => Self::I64(part(column, from, count)),
        }
    }

    /// All numbers joined bit by bit: no less than the greatest, and with the highest bit if one is not known.
    fn joined(self) -> u64 {
        fn join<T: Whole + Default + std::ops::BitOr<Output = T>>(column: &[T]) -> u64 {
            column.iter().fold(T::default(), |all, number| all | *number).wide()
        }
        each_kind!(self, column => join(column))
    }
}

/// 行的方案 — by which plan each row is billed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanOf<'a> {
    /// Rows stand plan by plan: those of plan n from the n-th of these places up to, not including, the next. One place
    /// more than there are plans, from 0 to the number of rows.
    Runs(&'a [usize]),
    /// Each row names its plan, counted from 0.
    ByRow(&'a [u32]),
}

/// 计费列 — the households of many compounds, a row for each, in columns that the caller keeps: views of slices, unlike
/// the other values of this crate.
///
/// A column that no line of any plan bills by is not read. Of what has no column nothing is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rows<'a> {
    /// By which plan each row is billed.
    pub plan: PlanOf<'a>,
    /// In which class of its plan each row is, counted from 0; if none, the first.
    pub class: Option<&'a [u8]>,
    /// The charged area of each row in hundredths of a square metre.
    pub area: Option<Numbers<'a>>,
    /// As how many households each row counts.
    pub households: Option<Numbers<'a>>,
    /// How many parking spaces each row has.
    pub spaces: Option<Numbers<'a>>,
    /// The number of the first row, in the faults of a part of a batch.
    pub first_row: u64,
}

faults! {
    /// Columns that cannot be billed together (不能一并出账的列).
    pub enum BatchError {
        /// A column has another number of rows than there are places for bills.
        Length { column: ColumnKind, expected: usize, found: usize } = "bill_column_length",
            "「{column:#}」一列应有{expected}行，所给{found}行。",
            "expected {expected} rows in the column of {}, found {found}", column.en();
        /// The places where runs begin and end do not fit the plans and rows.
        Runs { plans: usize, rows: usize } = "bill_runs",
            "各方案的起止行应由0起、不减、止于{rows}，共比方案数{plans}多一个，所给与此不符。",
            "expected the runs of {plans} plans as places from 0 to {rows} that never fall, one more than plans, found others";
        /// Totals of other plans.
        OtherPlans {} = "bill_other_plans",
            "合并的合计应出自同一组出账方案，所给方案数或收费项数不同。",
            "expected totals over the same plans to be added up, found another number of plans or lines";
    }
}

/// A line of a plan.
#[derive(Debug, PartialEq, Eq)]
struct PlanLine {
    id: LineId,
    kind: IncomeKind,
    by: By,
    /// For each class the sums that are rounded one by one: for a hundredth of a square metre, a household or a space,
    /// and how often each comes.
    classes: Vec<Vec<(Exact, u32)>>,
    /// The same without any relief: a charge that is beyond the bounds of money before reliefs is refused as well.
    gross: Vec<(Exact, u32)>,
}

/// 出账方案 — a tariff compiled for one span and for classes of households with the same reliefs. Cloning is one increment
/// of a counter.
///
/// ```
/// use wuye::billing::{Change, Charge, Numbers, Plan, PlanOf, Relief, Rows, Rules, Tariff, TariffLine, bill_rows};
/// use wuye::measure::{Every, Per, Span, UnitPrice};
/// use wuye::money::IncomeKind;
/// let price = UnitPrice::new("1.45".parse().unwrap(), Per::SquareMetre, Every::Month)?;
/// let fee = TariffLine::new("fee".parse()?, IncomeKind::ServiceFee, Charge::Rate(price));
/// let vacant = Relief::new("vacant".parse()?, Change::Charge("7/10".parse()?));
/// let tariff = Tariff::with(vec![fee], vec![vacant], Rules::default())?;
/// let year = Span::new("2026-01-01".parse()?, "2027-01-01".parse()?)?;
/// let plan = Plan::compile(&tariff, year, &[vec![], vec!["vacant".parse()?]])?;
/// // Three homes of 89.55 m²: one lived in, one empty, and one of which the area is not known.
/// let rows = Rows {
///     plan: PlanOf::Runs(&[0, 3]),
///     class: Some(&[0, 1, 0]),
///     area: Some(Numbers::I32(&[8955, 8955, -1])),
///     households: None,
///     spaces: None,
///     first_row: 0,
/// };
/// let mut bills = [0; 3];
/// let totals = bill_rows(&[plan], &rows, &mut bills)?;
/// assert_eq!(bills, [155_817, 109_072, wuye::billing::NO_BILL]);
/// assert_eq!(totals.total()?.to_string(), "2648.89");
/// assert_eq!(totals.faults().first()[0].0, 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan(Arc<Compiled>);

#[derive(Debug, PartialEq, Eq)]
struct Compiled {
    span: Span,
    rounding: Rounding,
    classes: usize,
    lines: Vec<PlanLine>,
    /// The same in 64 bits, piece by piece; nothing where 64 bits or one rounding a piece will not do.
    steps: Option<Vec<Step>>,
    /// Where a bill is rounded as a whole: how its sum is divided. All steps then have one divisor, and divide down.
    whole: Option<Divisor>,
}

/// One piece of a line in 64 bits.
#[derive(Debug, PartialEq, Eq)]
struct Step {
    line: usize,
    by: By,
    /// What each class multiplies with; `same` where all do alike.
    above: Vec<u64>,
    same: Option<u64>,
    divisor: Divisor,
    /// The rounding unit in fen, times the number of periods.
    times: u64,
    /// The greatest extent for which every product fits, and all steps together stay within the bounds of money.
    most: u64,
}

/// A divisor whose quotients take one multiplication.
///
/// With 2ˢ < d ≤ 2ˢ⁺¹ and m = ⌊2⁶⁴⁺ˢ/d⌋ + 1 the product m·d exceeds 2⁶⁴⁺ˢ by at most d ≤ 2ˢ⁺¹, so that for n < 2⁶³ the
/// fraction n·m/2⁶⁴⁺ˢ exceeds n/d by less than 1/d: both have the same whole part. A divisor of 1 divides nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Divisor {
    by: u64,
    reciprocal: u64,
    shift: u32,
    /// What is added before the division, by which it rounds.
    bias: u64,
    /// Whether a quotient that was exactly halfway goes to the even neighbour.
    even: bool,
}

impl Divisor {
    /// Nothing from 2⁶² on.
    fn new(by: u64, mode: RoundingMode) -> Option<Self> {
        let half = by.checked_div(2)?;
        let (bias, even) = match mode {
            RoundingMode::HalfAwayFromZero => (half, false),
            RoundingMode::HalfEven => (half, by.is_multiple_of(2)),
            RoundingMode::Up => (by.checked_sub(1)?, false),
            RoundingMode::Down => (0, false),
        };
        let (reciprocal, shift) = match by.checked_sub(1)?.checked_ilog2() {
            None => (0, 0),
            Some(shift) if shift < 62 => {
                let power = 1_u128.checked_shl(shift.checked_add(64)?)?;
                let above = power.checked_div(u128::from(by))?.checked_add(1)?;
                (u64::try_from(above).ok()?, shift)
            }
            Some(_) => return None,
        };
        Some(Self { by, reciprocal, shift, bias, even })
    }

    /// The quotient of a number below 2⁶³ less the bias.
    #[inline]
    fn divide(self, number: u64) -> u64 {
        let number = number.wrapping_add(self.bias);
        let quotient = if self.by == 1 { number } else { self.whole(number) };
        if self.even { self.to_even(number, quotient) } else { quotient }
    }

    #[inline]
    fn whole(self, number: u64) -> u64 {
        let product = u128::from(number).wrapping_mul(u128::from(self.reciprocal)).wrapping_shr(64);
        u64::try_from(product).unwrap_or(0).wrapping_shr(self.shift)
    }

    #[inline]
    fn to_even(self, number: u64, quotient: u64) -> u64 {
        let halfway = quotient.wrapping_mul(self.by) == number;
        quotient.wrapping_sub(u64::from(halfway) & quotient & 1)
    }
}

impl Plan {
    /// Compiles a tariff for a span. Each class is the reliefs that its rows are granted for the whole span; rows name
    /// classes by their number from 0.
    ///
    /// # Errors
    /// [`BillingError::Classes`] unless there are 1 to 256 classes; [`BillingError::ClassRelief`] where a class has a
    /// relief that the tariff does not have, or has it twice; [`BillingError::NotForColumns`] where a line is not
    /// proportional to area, households or spaces; as [`bill`](super::bill) where the span cannot be billed.
    pub fn compile(tariff: &Tariff, span: Span, classes: &[Vec<ReliefId>]) -> Result<Self, BillingError> {
        if classes.is_empty() || classes.len() > CLASSES_MAX {
            return Err(BillingError::Classes { most: CLASSES_MAX, found: classes.len() });
        }
        let granted = classes.iter().enumerate().map(|(class, reliefs)| places(tariff, class, reliefs));
        let granted = granted.collect::<Result<Vec<Vec<usize>>, _>>()?;
        let line = |line| plan_line(tariff, line, span, &granted);
        let lines = tariff.lines().iter().map(line).collect::<Result<Vec<PlanLine>, _>>()?;
        let rounding = tariff.rounding();
        let (steps, whole) = if one_by_one(rounding, &lines) {
            (steps(rounding, &lines, None), None)
        } else {
            whole_bill(rounding, &lines).unzip()
        };
        Ok(Self(Arc::new(Compiled { span, rounding, classes: classes.len(), lines, steps, whole })))
    }

    /// The span that it bills.
    #[must_use]
    pub fn span(&self) -> Span {
        self.0.span
    }

    /// How many classes it has.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.0.classes
    }

    /// Its lines: the id and what the money is.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = (&LineId, IncomeKind)> {
        self.0.lines.iter().map(|line| (&line.id, line.kind))
    }
}

/// The places of a class's reliefs in the tariff.
fn places(tariff: &Tariff, class: usize, reliefs: &[ReliefId]) -> Result<Vec<usize>, BillingError> {
    let mut found = Vec::with_capacity(reliefs.len());
    for relief in reliefs {
        let place = tariff.reliefs().iter().position(|known| known.id == *relief);
        match place.filter(|place| !found.contains(place)) {
            Some(place) => found.push(place),
            None => return Err(BillingError::ClassRelief { class, relief: relief.clone() }),
        }
    }
    Ok(found)
}

fn plan_line(tariff: &Tariff, line: &TariffLine, span: Span, granted: &[Vec<usize>]) -> Result<PlanLine, BillingError> {
    let not = |because| BillingError::NotForColumns { line: line.id.clone(), because };
    match line.charge {
        Charge::Apportioned { .. } => return Err(not(PlanObstacle::Lump)),
        Charge::Metered(_) => return Err(not(PlanObstacle::Counted)),
        Charge::Formula(_) => return Err(not(PlanObstacle::Formula)),
        Charge::Rate(_) | Charge::Prices(_) => {}
    }
    if line.missing != Missing::Refuse {
        return Err(not(PlanObstacle::Held));
    }
    let groups = |granted: &[usize]| {
        let own = linear(tariff, line, span, granted)?.ok_or_else(|| not(PlanObstacle::TooFine))?;
        let by = By::of(own.by).ok_or_else(|| not(PlanObstacle::Counted))?;
        if tariff.rounding().point != RoundingPoint::Bill {
            return Ok((by, own.groups));
        }
        // Only the sum is rounded.
        let mut each = own.groups.iter().map(|(each, repeat)| each.times(i128::from(*repeat), 1));
        let sum = each.try_fold(Exact::ZERO, |sum, each| sum.plus(each?));
        Ok((by, vec![(sum.ok_or_else(|| not(PlanObstacle::TooFine))?, 1)]))
    };
    let (by, gross) = groups(&[])?;
    let mut classes = Vec::with_capacity(granted.len());
    for granted in granted {
        let by_share = |change| matches!(change, Change::Charge(_) | Change::Off(_));
        if !tariff.reliefs_of(line).filter(|(at, _)| granted.contains(at)).all(|(_, relief)| by_share(relief.change)) {
            return Err(not(PlanObstacle::SumOff));
        }
        let (_, own) = groups(granted)?;
        classes.push(own);
    }
    Ok(PlanLine { id: line.id.clone(), kind: line.kind, by, classes, gross })
}

/// Whether rounding line by line gives what the tariff asks for. A bill that is rounded as a whole is rounded where its
/// one line with fractions is, if it has not more: whole units move neither a rounding nor what is left over, except
/// that they may turn an even neighbour into an odd one.
fn one_by_one(rounding: Rounding, lines: &[PlanLine]) -> bool {
    let unit = i128::from(step(rounding.unit));
    let whole = |each: &(Exact, u32)| each.0.below() == 1 && each.0.above().checked_rem(unit) == Some(0);
    let fractions = lines.iter().filter(|line| !line.classes.iter().flatten().all(whole)).count();
    let parity = rounding.mode != RoundingMode::HalfEven || lines.len() == 1;
    rounding.point != RoundingPoint::Bill || (fractions <= 1 && parity)
}

/// The steps of bills that are rounded as a whole, over one divisor, and how the sum is divided.
fn whole_bill(rounding: Rounding, lines: &[PlanLine]) -> Option<(Vec<Step>, Divisor)> {
    let all = || lines.iter().flat_map(|line| line.classes.iter().flatten());
    let below = all().try_fold(1_i128, |common, (one, _)| least_common(common, one.below()))?;
    let mut steps = steps(Rounding { mode: RoundingMode::Down, ..rounding }, lines, Some(below))?;
    let many = u64::try_from(steps.len()).ok()?;
    // The sum of the products stays below 2⁶³ too.
    steps.iter_mut().for_each(|step| step.most = step.most.checked_div(many).unwrap_or(0));
    let by = steps.first()?.divisor.by;
    Some((steps, Divisor::new(by, rounding.mode)?))
}

/// The sums in 64 bits, over a divisor if one is given; nothing where they do not fit.
fn steps(rounding: Rounding, lines: &[PlanLine], common: Option<i128>) -> Option<Vec<Step>> {
    let unit = step(rounding.unit);
    let mut steps = Vec::new();
    for (line, own) in lines.iter().enumerate() {
        let pieces = own.classes.first()?.len();
        for piece in 0..pieces {
            let all =
                own.classes.iter().map(|class| class.get(piece).copied()).collect::<Option<Vec<(Exact, u32)>>>()?;
            let own_below = || all.iter().try_fold(1_i128, |common, (one, _)| least_common(common, one.below()));
            let below = common.or_else(own_below)?;
            let above = all.iter().map(|(one, _)| {
                let above = one.above().checked_mul(below.checked_div(one.below())?)?;
                u64::try_from(above).ok()
            });
            let above = above.collect::<Option<Vec<u64>>>()?;
            let (_, times) = *all.first()?;
            if all.iter().any(|(_, repeat)| *repeat != times) {
                return None;
            }
            let by = u64::try_from(below.checked_mul(i128::from(unit))?).ok()?;
            let divisor = Divisor::new(by, rounding.mode)?;
            let times = u64::try_from(i64::from(times).checked_mul(unit)?).ok()?;
            let (gross, _) = own.gross.get(piece)?;
            let gross = gross.times(below, 1)?;
            let gross = gross.above().checked_div(gross.below())?.checked_add(1)?;
            let most = u64::try_from(gross).ok()?;
            let same = above.first().copied().filter(|first| above.iter().all(|one| one == first));
            steps.push(Step { line, by: own.by, above, same, divisor, times, most });
        }
    }
    let many = u64::try_from(steps.len()).ok()?;
    for step in &mut steps {
        // No class is charged more than one without reliefs.
        let above = step.most.max(1);
        // Products stay below 2⁶³, quotients with all other steps below the greatest amount of money.
        let product = u64::MAX.wrapping_shr(1).checked_sub(step.divisor.by)?.checked_div(above)?;
        let amount = Money::MAX.fen().unsigned_abs().checked_div(many)?.checked_div(step.times.max(1))?;
        let amount = u128::from(amount.saturating_sub(1)).checked_mul(u128::from(step.divisor.by))?;
        let amount = amount.checked_div(u128::from(above))?;
        step.most = product.min(u64::try_from(amount).unwrap_or(u64::MAX)).min(step.by.most());
    }
    Some(steps)
}

fn least_common(a: i128, b: i128) -> Option<i128> {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x.checked_rem(y)?);
    }
    a.checked_div(x)?.checked_mul(b)
}

/// 批量合计 — what the rows of a batch come to: for each plan how many rows were billed and what each of its lines brings,
/// and which rows have a fault.
///
/// Totals of parts of a batch over the same plans are added with [`merge`](Self::merge), in any order and grouping, and
/// are those of the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    // INVARIANT: for each plan the rows billed and where its lines end in `fen`.
    rows: Vec<u64>,
    ends: Vec<usize>,
    fen: Vec<i128>,
    faults: RowFaults<BillFault>,
}

impl Totals {
    /// Nothing billed yet by these plans.
    #[must_use]
    pub fn none(plans: &[Plan]) -> Self {
        let ends = plans.iter().scan(0_usize, |end, plan| {
            *end = end.saturating_add(plan.0.lines.len());
            Some(*end)
        });
        let ends: Vec<usize> = ends.collect();
        let lines = ends.last().copied().unwrap_or(0);
        Self { rows: vec![0; plans.len()], ends, fen: vec![0; lines], faults: RowFaults::default() }
    }

    /// How many rows were billed in all.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows.iter().copied().fold(0, u64::saturating_add)
    }

    /// How many rows were billed by a plan; nothing beyond the last.
    #[must_use]
    pub fn rows_of(&self, plan: usize) -> Option<u64> {
        self.rows.get(plan).copied()
    }

    /// What each line of a plan brings, in their order; nothing beyond the last plan.
    ///
    /// # Errors
    /// [`BillingError::RunOverflow`] beyond the bounds of money.
    pub fn lines_of(&self, plan: usize) -> Option<Result<Vec<Money>, BillingError>> {
        let lines = self.fen.get(self.range(plan)?)?;
        Some(lines.iter().map(|fen| whole(Some(*fen))).collect())
    }

    /// What a plan brings; nothing beyond the last.
    ///
    /// # Errors
    /// [`BillingError::RunOverflow`] beyond the bounds of money.
    #[must_use]
    pub fn total_of(&self, plan: usize) -> Option<Result<Money, BillingError>> {
        self.fen.get(self.range(plan)?).map(|lines| whole(sum(lines)))
    }

    /// What all rows that were billed come to.
    ///
    /// # Errors
    /// [`BillingError::RunOverflow`] beyond the bounds of money.
    pub fn total(&self) -> Result<Money, BillingError> {
        whole(sum(&self.fen))
    }

    /// The rows that have a fault and no bill.
    pub const fn faults(&self) -> &RowFaults<BillFault> {
        &self.faults
    }

    /// The totals of two parts of a batch together.
    ///
    /// # Errors
    /// [`BatchError::OtherPlans`] where the numbers of plans and of their lines are not the same.
    pub fn merge(mut self, other: Self) -> Result<Self, BatchError> {
        if self.ends != other.ends {
            return Err(BatchError::OtherPlans {});
        }
        self.rows.iter_mut().zip(other.rows).for_each(|(own, more)| *own = own.saturating_add(more));
        // A sum of 128 bits over 64-bit bills would need more rows than there is memory.
        self.fen.iter_mut().zip(other.fen).for_each(|(own, more)| *own = own.saturating_add(more));
        self.faults = self.faults.merge(other.faults);
        Ok(self)
    }

    /// Where the lines of a plan stand.
    fn range(&self, plan: usize) -> Option<std::ops::Range<usize>> {
        let end = *self.ends.get(plan)?;
        let start = plan.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        Some(start..end)
    }
}

fn sum(fen: &[i128]) -> Option<i128> {
    fen.iter().try_fold(0_i128, |sum, fen| sum.checked_add(*fen))
}

fn whole(fen: Option<i128>) -> Result<Money, BillingError> {
    Money::from_wide(fen).map_err(|_| BillingError::RunOverflow {})
}

impl Rows<'_> {
    fn column(&self, by: By) -> Option<Numbers<'_>> {
        match by {
            By::Area => self.area,
            By::Household => self.households,
            By::Space => self.spaces,
        }
    }

    fn check(&self, plans: usize, rows: usize) -> Result<(), BatchError> {
        let long = |column, found: Option<usize>| match found {
            Some(found) if found != rows => Err(BatchError::Length { column, expected: rows, found }),
            _ => Ok(()),
        };
        match self.plan {
            PlanOf::ByRow(column) => long(ColumnKind::Plan, Some(column.len()))?,
            PlanOf::Runs(places) => {
                let ends = (places.first(), places.last()) == (Some(&0), Some(&rows));
                if !ends || places.len() != plans.saturating_add(1) || !places.is_sorted() {
                    return Err(BatchError::Runs { plans, rows });
                }
            }
        }
        long(ColumnKind::Class, self.class.map(<[u8]>::len))?;
        long(ColumnKind::Area, self.area.map(Numbers::len))?;
        long(ColumnKind::Household, self.households.map(Numbers::len))?;
        long(ColumnKind::Space, self.spaces.map(Numbers::len))
    }
}

/// 成列出账 — the bill of every row in fen: to the same fen what [`bill`](super::bill) gives for its household alone, for
/// the plan's tariff and span and the reliefs of its class. Rows stand in any order; where they stand plan by plan it
/// is faster.
///
/// A row with a fault has [`NO_BILL`] and is named in the totals, which it does not enter. Nothing is allocated for a
/// row.
///
/// # Errors
/// [`BatchError`] where columns, runs and plans do not fit together; nothing is written then.
pub fn bill_rows(plans: &[Plan], rows: &Rows<'_>, bills: &mut [i64]) -> Result<Totals, BatchError> {
    rows.check(plans.len(), bills.len())?;
    let mut run = Run { rows, totals: Totals::none(plans), lines: [0; LINES_MAX] };
    match rows.plan {
        PlanOf::Runs(places) => {
            let ends = places.iter().zip(places.iter().skip(1));
            let mut rest = bills;
            for ((number, plan), (start, end)) in plans.iter().enumerate().zip(ends) {
                let (own, later) = rest.split_at_mut_checked(end.saturating_sub(*start)).unwrap_or_default();
                rest = later;
                run.bill(plan, number, *start, own);
            }
        }
        PlanOf::ByRow(column) => {
            let (mut rest, mut start) = (bills, 0_usize);
            for same in column.chunk_by(|one, next| one == next) {
                let (own, later) = rest.split_at_mut_checked(same.len()).unwrap_or_default();
                rest = later;
                let number = same.first().and_then(|number| usize::try_from(*number).ok()).unwrap_or(usize::MAX);
                match plans.get(number) {
                    Some(plan) => run.bill(plan, number, start, own),
                    None => run.refuse(start, own),
                }
                start = start.wrapping_add(same.len());
            }
        }
    }
    Ok(run.totals)
}

/// A batch while it is billed.
struct Run<'a> {
    rows: &'a Rows<'a>,
    totals: Totals,
    /// The amounts of one row.
    lines: [i64; LINES_MAX],
}

impl Run<'_> {
    /// Bills rows of one plan from `start` on.
    fn bill(&mut self, plan: &Plan, number: usize, start: usize, bills: &mut [i64]) {
        let Some(range) = self.totals.range(number) else { return };
        let compiled = &*plan.0;
        let mut billed = 0_u64;
        let mut first = start;
        for bills in bills.chunks_mut(BLOCK) {
            let many = bills.len();
            let block = if many < SHORT { None } else { self.block(compiled, range.start, first, bills) };
            billed = billed.wrapping_add(block.unwrap_or_else(|| self.one_by_one(compiled, range.start, first, bills)));
            first = first.wrapping_add(many);
        }
        if let Some(rows) = self.totals.rows.get_mut(number) {
            *rows = rows.wrapping_add(billed);
        }
    }

    #[cold]
    fn refuse(&mut self, start: usize, bills: &mut [i64]) {
        for (row, bill) in (start..).zip(bills) {
            *bill = NO_BILL;
            self.fault(row, BillFault::NoPlan);
        }
    }

    #[cold]
    fn fault(&mut self, row: usize, fault: BillFault) {
        let row = u64::try_from(row).unwrap_or(u64::MAX);
        self.totals.faults.add(self.rows.first_row.saturating_add(row), fault);
    }

    /// Bills a block of rows line by line, if the greatest numbers in it prove that 64 bits hold every step and that no
    /// row has a fault.
    fn block(&mut self, plan: &Compiled, totals: usize, first: usize, bills: &mut [i64]) -> Option<u64> {
        let steps = plan.steps.as_deref().filter(|_| plan.whole.is_none())?;
        let rows = bills.len();
        let classes = match self.rows.class {
            None => None,
            Some(column) => {
                let part = column.get(first..)?.get(..rows)?;
                let most = part.iter().copied().fold(0, u8::max);
                (usize::from(most) < plan.classes).then_some(Some(part))?
            }
        };
        let part = |by| self.rows.column(by).map(|column| column.part(first, rows));
        let parts = By::ALL.map(|by| (by, part(by)));
        let part = |by| parts.iter().find(|(known, _)| *known == by).and_then(|(_, part)| *part);
        for (by, column) in &parts {
            let mut own = steps.iter().filter(|step| step.by == *by).map(|step| step.most);
            if let Some(most) = own.next().map(|first| own.fold(first, u64::min)) {
                (column.as_ref()?.joined() <= most).then_some(())?;
            }
        }
        for (n, step) in steps.iter().enumerate() {
            let fen = each_kind!(part(step.by)?, column => step.charge(column, classes, n == 0, bills));
            if let Some(total) = self.totals.fen.get_mut(totals.wrapping_add(step.line)) {
                *total = total.wrapping_add(i128::from(fen));
            }
        }
        if steps.is_empty() {
            bills.fill(0);
        }
        u64::try_from(rows).ok()
    }

    /// Bills rows one by one and counts them.
    fn one_by_one(&mut self, plan: &Compiled, totals: usize, first: usize, bills: &mut [i64]) -> u64 {
        let mut billed = 0_u64;
        for (row, bill) in (first..).zip(bills) {
            match self.one(plan, row) {
                Ok(fen) => {
                    *bill = fen;
                    billed = billed.wrapping_add(1);
                    let totals = self.totals.fen.get_mut(totals..).unwrap_or_default();
                    for (total, (fen, _)) in totals.iter_mut().zip(self.lines.iter().zip(&plan.lines)) {
                        *total = total.wrapping_add(i128::from(*fen));
                    }
                }
                Err(fault) => {
                    *bill = NO_BILL;
                    self.fault(row, fault);
                }
            }
        }
        billed
    }

    /// Bills one row, and leaves what its lines come to.
    fn one(&mut self, plan: &Compiled, row: usize) -> Result<i64, BillFault> {
        let class = usize::from(self.rows.class.and_then(|column| column.get(row)).copied().unwrap_or(0));
        if class >= plan.classes {
            return Err(BillFault::NoClass);
        }
        let lines = self.lines.get_mut(..plan.lines.len()).unwrap_or_default();
        lines.fill(0);
        let Some(steps) = plan.steps.as_deref() else { return exact(plan, self.rows, class, row, lines) };
        let mut bill = 0_u64;
        let mut products = 0_u64;
        for step in steps {
            let extent = extent(self.rows, step.by, row)?;
            let (Some(above), true) = (step.above.get(class), extent <= step.most) else {
                return exact(plan, self.rows, class, row, lines);
            };
            let fen = step.amount(extent, *above);
            products = products.wrapping_add(extent.wrapping_mul(*above));
            bill = bill.wrapping_add(fen);
            if let Some(line) = lines.get_mut(step.line) {
                *line = line.wrapping_add(fen.cast_signed());
            }
        }
        let Some(divisor) = plan.whole else { return Ok(bill.cast_signed()) };
        let unit = step(plan.rounding.unit);
        let rounded = divisor.divide(products).cast_signed().wrapping_mul(unit);
        let mut missing = rounded.wrapping_sub(bill.cast_signed()).checked_div(unit).unwrap_or(0);
        while missing > 0 {
            // The largest remainder among lines that are still rounded down, ties to the earlier line.
            let mut largest: Option<(u64, &mut i64)> = None;
            for (step, line) in steps.iter().zip(lines.iter_mut()) {
                let extent = extent(self.rows, step.by, row)?;
                let product = extent.wrapping_mul(step.above.get(class).copied().unwrap_or(0));
                let down = step.divisor.divide(product);
                let rest = product.wrapping_sub(down.wrapping_mul(divisor.by));
                let still_down = *line == down.cast_signed().wrapping_mul(unit);
                if still_down && largest.as_ref().is_none_or(|(most, _)| rest > *most) {
                    largest = Some((rest, line));
                }
            }
            if let Some((_, line)) = largest {
                *line = line.wrapping_add(unit);
            }
            missing = missing.wrapping_sub(1);
        }
        Ok(rounded)
    }
}

/// How much there is of what a line bills by.
#[inline]
fn extent(rows: &Rows<'_>, by: By, row: usize) -> Result<u64, BillFault> {
    let number = rows.column(by).and_then(|column| column.wide(row)).ok_or(by.unknown())?;
    if number.cast_signed() < 0 {
        return Err(by.unknown());
    }
    if number > by.most() {
        return Err(BillFault::ExtentOutOfRange);
    }
    Ok(number)
}

impl Step {
    /// The amount of one row in fen.
    #[inline]
    fn amount(&self, extent: u64, above: u64) -> u64 {
        // `most` holds for the extent, so that nothing wraps.
        self.divisor.divide(extent.wrapping_mul(above)).wrapping_mul(self.times)
    }

    /// Adds the amounts of a block to its bills, or begins them, and tells their sum: at most 1,024 × 10¹⁵ fen.
    fn charge<T: Whole>(&self, column: &[T], classes: Option<&[u8]>, begins: bool, bills: &mut [i64]) -> u64 {
        match (self.same, classes) {
            (Some(above), _) => {
                let rows = column.iter().map(|number| (number.wide(), above));
                self.divide(rows, begins, bills)
            }
            (None, Some(classes)) => {
                let above = |class: &u8| self.above.get(usize::from(*class)).copied().unwrap_or(0);
                let rows = column.iter().zip(classes).map(|(number, class)| (number.wide(), above(class)));
                self.divide(rows, begins, bills)
            }
            // One class only, or every row in the first.
            (None, None) => {
                let above = self.above.first().copied().unwrap_or(0);
                let rows = column.iter().map(|number| (number.wide(), above));
                self.divide(rows, begins, bills)
            }
        }
    }

    #[inline]
    fn divide(&self, rows: impl Iterator<Item = (u64, u64)>, begins: bool, bills: &mut [i64]) -> u64 {
        let (divisor, times) = (self.divisor, self.times);
        match (divisor.by, divisor.even, times) {
            (1, ..) => {
                add_up(rows.map(|(extent, above)| extent.wrapping_mul(above).wrapping_mul(times)), begins, bills)
            }
            (_, false, 1) => {
                let number = |(extent, above): (u64, u64)| extent.wrapping_mul(above).wrapping_add(divisor.bias);
                add_up(rows.map(|row| divisor.whole(number(row))), begins, bills)
            }
            _ => add_up(rows.map(|(extent, above)| self.amount(extent, above)), begins, bills),
        }
    }
}

#[inline]
fn add_up(amounts: impl Iterator<Item = u64>, begins: bool, bills: &mut [i64]) -> u64 {
    let mut sum = 0_u64;
    if begins {
        for (bill, fen) in bills.iter_mut().zip(amounts) {
            *bill = fen.cast_signed();
            sum = sum.wrapping_add(fen);
        }
    } else {
        for (bill, fen) in bills.iter_mut().zip(amounts) {
            *bill = bill.wrapping_add(fen.cast_signed());
            sum = sum.wrapping_add(fen);
        }
    }
    sum
}

/// One row in 128 bits, by any rounding.
#[inline(never)]
fn exact(plan: &Compiled, rows: &Rows<'_>, class: usize, row: usize, lines: &mut [i64]) -> Result<i64, BillFault> {
    // What is not known is told before what is too large.
    plan.lines.iter().try_for_each(|line| extent(rows, line.by, row).map(drop))?;
    let mut net = [Exact::ZERO; LINES_MAX];
    let mut gross = Exact::ZERO;
    let rounded = |groups: &[(Exact, u32)], extent: i128| {
        groups.iter().try_fold(Money::ZERO, |sum, (each, repeat)| {
            let each = each.times(extent, 1)?.round(plan.rounding).ok()?;
            sum.plus(each.times(i64::from(*repeat)).ok()?).ok()
        })
    };
    for ((line, net), fen) in plan.lines.iter().zip(&mut net).zip(lines.iter_mut()) {
        let extent = i128::from(extent(rows, line.by, row)?);
        let own = line.classes.get(class).map_or(&[][..], Vec::as_slice);
        let amount = match plan.rounding.point {
            RoundingPoint::Bill => own.first().zip(line.gross.first()).and_then(|((each, _), (whole, _))| {
                *net = each.times(extent, 1)?;
                gross = gross.plus(whole.times(extent, 1)?)?;
                Some(Money::ZERO)
            }),
            _ => rounded(&line.gross, extent).and_then(|_| rounded(own, extent)),
        };
        *fen = amount.ok_or(BillFault::BillOverflow)?.fen();
    }
    if plan.rounding.point == RoundingPoint::Bill {
        gross.round(plan.rounding).map_err(|_| BillFault::BillOverflow)?;
        spread(&mut net, plan.rounding, lines).ok_or(BillFault::BillOverflow)?;
    }
    let sum = lines.iter().try_fold(0_i128, |sum, fen| sum.checked_add(i128::from(*fen)));
    Money::from_wide(sum).map(Money::fen).map_err(|_| BillFault::BillOverflow)
}

/// Rounds the sum of the lines once; all are rounded down, and the units that are missing go one each to the largest
/// remainders, ties to the earlier line.
fn spread(net: &mut [Exact; LINES_MAX], rounding: Rounding, lines: &mut [i64]) -> Option<()> {
    let unit = step(rounding.unit);
    let sum = net.iter().take(lines.len()).try_fold(Exact::ZERO, |sum, line| sum.plus(*line))?;
    let mut missing = sum.round(rounding).ok()?;
    for (net, fen) in net.iter_mut().zip(lines.iter_mut()) {
        let lower = net.floor(unit)?;
        *net = net.minus(Exact::of(lower))?;
        *fen = lower.fen();
        missing = missing.minus(lower).ok()?;
    }
    for _ in 0..missing.fen().checked_div(unit)? {
        let mut largest: Option<(&mut Exact, &mut i64)> = None;
        for (net, fen) in net.iter_mut().zip(lines.iter_mut()) {
            if largest.as_ref().is_none_or(|(most, _)| *net > **most) {
                largest = Some((net, fen));
            }
        }
        let (net, fen) = largest?;
        *fen = fen.checked_add(unit)?;
        // Each line gets one at most.
        *net = Exact::whole(-1);
    }
    Some(())
}
