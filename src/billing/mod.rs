//! 账单 — bills: what each household owes for a span by a tariff, to the fen, and how each figure came about.
//!
//! 1. A line at a price is price × extent × periods, exact until its one rounding point: each line, each bill, each
//!    period or each year. Which of them is an input, since contracts differ and the figures do too.
//! 2. Parts of periods are civil days over half-open spans. How a part of a month is counted is an input. All charged
//!    days of a unit in a month are one part of it, which is then shared by days: a change of price or of owner in the
//!    month never makes the month more or less than it is.
//! 3. Where several pay for one unit, the unit is rounded once and they share the result: their parts add up to what
//!    one would have paid.
//! 4. A lump is shared out by largest remainder: the parts add up to it, and each is the exactly right one. The odd fen
//!    of old ledgers, to the largest or to a designated unit, is a rule that a tariff states.
//! 5. Reliefs are applied exactly, in the order of the tariff. The charge is rounded, and what was let off is the
//!    difference.
//! 6. Units are taken in the order of their ids, whatever order they came in; ties go to the earlier id.
//! 7. An extent that is not known is refused, or held by a stated policy. It is never zero, and nobody's share moves to
//!    the neighbours. A relief that is due at an unknown rate is refused as well.
//! 8. The lines of a bill add up to the bill, the bills to the run, and the lines of one kind to their total.
//! 9. Columns ([`bill_rows`]) bill many rows at once without allocating for a row: what each row's bill comes to, to
//!    the same fen, without how it came about.

mod arrears;
mod book;
mod columns;
mod exact;
mod explain;
pub mod floors;
mod formula;
pub mod guided;
mod households;
mod late;
pub mod meter;
mod prepaid;
mod proration;
mod receivable;
mod run;
mod tariff;
pub mod vacancy;

pub use arrears::{Ageing, AgeingRow, Buckets, CollectionRate, EDGES_MAX};
pub use book::{CONTROL_ACCOUNTS, OwnerAccount, RECEIVABLES_FORMAT, Receivables, Unreconciled};
pub use columns::{
    BatchError, BillFault, CLASSES_MAX, NO_BILL, Numbers, Plan, PlanObstacle, PlanOf, Rows, Totals, bill_rows,
};
pub use exact::Exact;
pub use explain::{Bill, BillLine, BillRun, Held, How, LineTotal, Part, Reduced, Together};
pub use formula::{Expected, FORMULA_CHARS_MAX, Formula, FormulaError};
pub use households::{Billable, Extent, Granted};
pub use late::{GraceKind, Indicator, LateCharge, LatePart, LateTerms, LossRate, RateBasis, late_charge};
pub use prepaid::{CapCheck, CapItem, Payer, Prepayment, PricePolicy, Repriced, check_prepayment, payer};
pub use proration::{Cycle, MONTHS_MAX};
pub use receivable::{
    Act, Application, Charged, Claim, Item, ItemId, LatePlace, Movement, Nature, Order, Precedence, ReceivableError,
    Toward,
};
pub use run::bill;
pub use tariff::{
    Change, Charge, Missing, PRICES_MAX, PriceStep, Prices, Profile, Relief, Remainder, Rules, Tariff, TariffLine,
};

use crate::estate::UnitId;
use crate::measure::{Day, Every, Money, Per, RoundingUnit};
use crate::terms::{faults, ids, terms};

/// The version of the stored form of a tariff that this library writes.
pub const TARIFF_FORMAT: u16 = 2;
/// The most lines of one tariff.
pub const LINES_MAX: usize = 64;
/// The most reliefs of one tariff.
pub const RELIEFS_MAX: usize = 32;
/// The most households billed at once.
pub const BILLABLES_MAX: usize = 1_000_000;

ids! {
    /// 收费项标识 — names a line of a tariff.
    LineId;
    /// 优惠标识 — names a relief of a tariff.
    ReliefId;
}

terms! {
    /// 计费依据 — by what a household is billed.
    pub enum Weighting: "basis of billing" {
        Area = "area", "计费面积", "charged area", "发改价格〔2003〕1864号";
        Household = "household", "户数", "households", "许建政协〔2021〕18号";
        Space = "space", "车位数", "parking spaces", "许建政协〔2021〕18号";
        Use = "use", "次数", "uses", "design";
        Usage = "usage", "计量用量", "metered use", "design";
        Points = "points", "分摊系数", "points", "design";
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
        /// A price per use falls due by the month, the day or the year: uses are counted for the whole span.
        NotBillable { line: LineId, per: Per, every: Every } = "price_not_billable",
            "收费项「{line}」按{per:#}计价的，用量为整个账期的用量，应按一次计价，所填为按{every:#}。",
            "expected line `{line}` priced per {} to fall due once, found `{every}`", per.en();
        /// A line has no price.
        NoPrices {} = "no_prices",
            "分段单价至少须有一段，所填为空。",
            "expected at least one price in a list of prices, found none";
        /// A line has more prices than [`PRICES_MAX`].
        TooManyPrices { most: usize, found: usize } = "too_many_prices",
            "分段单价至多{most}段，所填{found}段。",
            "expected at most {most} prices in a list, found {found}";
        /// Prices that follow one another are not prices of one thing.
        PricesDiffer { per: Per, every: Every, other: Per, other_every: Every } = "prices_differ",
            "分段单价应同为每{per:#}、按{every:#}，另一段为每{other:#}、按{other_every:#}。",
            "expected all prices of a list per {} and by one period ({every}), found one per {} ({other_every})", per.en(), other.en();
        /// A day has two prices.
        OverlappingPrices { until: Day, from: Day } = "overlapping_prices",
            "分段单价不得重叠：前一段至{until}（不含），后一段自{from}起。",
            "expected prices that do not overlap, found one until {until} (not included) and the next from {from}";
        /// A day that is billed has no price.
        NoPrice { line: LineId, day: Day } = "no_price",
            "收费项「{line}」在{day}没有单价。",
            "expected a price of line `{line}` on every day billed, found none on {day}";
        /// A lump is to be held in part, and how much there is in all is not stated.
        WholeNotStated { line: LineId, by: Weighting } = "whole_not_stated",
            "收费项「{line}」暂挂未填报部分的，须填报{by:#}的总数。",
            "expected the {} in all for line `{line}`, a part of which is to be held, found none", by.en();
        /// How much there is in all is stated of something else than the lump is shared out by.
        WholeOfAnother { line: LineId, by: Weighting, found: Weighting } = "whole_of_another",
            "收费项「{line}」按{by:#}分摊，总数所填为{found:#}。",
            "expected the whole of line `{line}` in {}, found it in {}", by.en(), found.en();
        /// The units have more of what a lump is shared out by than there is said to be in all.
        WholeTooSmall { line: LineId, whole: u64, known: u64 } = "whole_too_small",
            "收费项「{line}」的总数不得小于各户合计，总数为{whole}，各户合计为{known}（面积以0.01平方米计）。",
            "expected the whole of line `{line}` to be at least what its units have, {known} (areas in 0.01 m²), found {whole}";
        /// A formula names a line that is not an earlier one of the tariff.
        FormulaLine { line: LineId, named: LineId } = "formula_line",
            "收费项「{line}」的公式只能引用排在其前的收费项，所引用的「{named}」不在其前。",
            "expected the formula of line `{line}` to name earlier lines only, found `{named}`";
        /// A tariff has more reliefs than [`RELIEFS_MAX`].
        TooManyReliefs { most: usize, found: usize } = "too_many_reliefs",
            "优惠至多{most}项，所填{found}项。",
            "expected at most {most} reliefs in a tariff, found {found}";
        /// Two reliefs of a tariff have one id.
        DuplicateRelief { relief: ReliefId } = "duplicate_relief",
            "优惠「{relief}」出现两次。",
            "expected each relief of a tariff once, found `{relief}` twice";
        /// A relief is of a line that the tariff does not have, or of a lump.
        ReliefLine { relief: ReliefId, line: LineId } = "relief_line",
            "优惠「{relief}」应针对收费标准中按单价或公式计收的收费项，所填「{line}」不是。",
            "expected relief `{relief}` to be of lines of the tariff that are not lumps, found `{line}`";
        /// A relief takes off less than nothing.
        ReliefNegative { relief: ReliefId, found: Money } = "relief_negative",
            "优惠「{relief}」的抵扣金额不得为负，所填为{found}元。",
            "expected relief `{relief}` to take off zero or more, found {found} yuan";
        /// A plan for columns has no class of households, or too many.
        Classes { most: usize, found: usize } = "plan_classes",
            "出账方案的减免类别应有1至{most}个，所填{found}个。",
            "expected 1 to {most} classes of households in a plan, found {found}";
        /// A class of households is granted a relief that the tariff does not have, or one twice.
        ClassRelief { class: usize, relief: ReliefId } = "class_relief",
            "第{class}类（从0数起）适用的优惠应各一次且在收费标准中，所填「{relief}」不是。",
            "expected the reliefs of class {class} (counted from 0) once each and in the tariff, found `{relief}`";
        /// A line cannot be billed in columns.
        NotForColumns { line: LineId, because: PlanObstacle } = "not_for_columns",
            "收费项「{line}」不能成列出账：{because:#}。",
            "expected line `{line}` to be proportional to area, households or spaces, which a plan needs, but {}", because.en();
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
        /// A unit stands on the list twice for one day.
        OverlappingHolders { unit: UnitId, day: Day } = "overlapping_holders",
            "专有部分「{unit}」在{day}有两条计费记录。",
            "expected unit `{unit}` once on each day, found it twice on {day}";
        /// The days of a unit are not in the span.
        OutsideSpan { unit: UnitId, start: Day, end: Day } = "outside_span",
            "专有部分「{unit}」的计费期间{start}至{end}（不含终止日）不在账期内。",
            "expected days of unit `{unit}` in the span billed, found {start} to {end} (end not included)";
        /// A unit was granted a relief that the tariff does not have.
        UnknownRelief { unit: UnitId, relief: ReliefId } = "unknown_relief",
            "专有部分「{unit}」适用的优惠「{relief}」不在收费标准中。",
            "expected the reliefs of unit `{unit}` to be in the tariff, found `{relief}`";
        /// A unit was granted one relief twice for one day.
        ReliefTwice { unit: UnitId, relief: ReliefId } = "relief_twice",
            "专有部分「{unit}」重复适用优惠「{relief}」。",
            "expected unit `{unit}` to be granted relief `{relief}` once on each day, found it twice";
        /// A sum to be taken off was granted for some days only.
        TimedSum { unit: UnitId, relief: ReliefId } = "timed_sum",
            "优惠「{relief}」为定额抵扣，不分期间，专有部分「{unit}」所填有期间。",
            "expected relief `{relief}`, a sum, without days for unit `{unit}`, found some";
        /// A relief for some days was granted on a line of which nobody knows the part of single days.
        TimedUse { unit: UnitId, relief: ReliefId, line: LineId } = "timed_use",
            "专有部分「{unit}」的优惠「{relief}」只在部分日期有效，而收费项目「{line}」（计量或公式）无法按日划分。",
            "expected relief `{relief}` of unit `{unit}` for the whole span billed, as line `{line}` (metered or by formula) has no part for single days, found some days";
        /// A relief is due and nobody has said how much.
        RateUnknown { unit: UnitId, relief: ReliefId } = "relief_rate_unknown",
            "专有部分「{unit}」应适用优惠「{relief}」，其比例未知，不能出账。",
            "expected the rate of relief `{relief}`, which is due to unit `{unit}`, found it unknown";
        /// The span has more months than [`MONTHS_MAX`].
        SpanTooLong { most: u32, start: Day, end: Day } = "billing_span_too_long",
            "账期至多{most}个月且应在可表示的日期之内，所填为{start}至{end}（不含终止日）。",
            "expected a span of at most {most} months within the bounds of days, found {start} to {end} (end not included)";
        /// The unit that gets the odd fen is not on the list.
        ReceiverMissing { unit: UnitId } = "receiver_missing",
            "尾差归专有部分「{unit}」，计费清单中没有该户。",
            "expected unit `{unit}`, which gets the odd fen, on the list, found it missing";
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
        /// A line or the total of one bill is beyond the bounds of money, or its exact amount beyond 128 bits.
        BillOverflow { unit: UnitId } = "bill_overflow",
            "专有部分「{unit}」的账单金额超出可表示范围。",
            "expected a bill for unit `{unit}` that money can hold, found one beyond its bounds";
        /// A total over all bills is beyond the bounds of its kind.
        RunOverflow {} = "run_overflow",
            "全部账单的合计超出可表示范围。",
            "expected totals over all bills that money and area can hold, found one beyond their bounds";
    }
}

/// The first of two equal neighbours in a sorted list.
fn first_twin<T: PartialEq>(sorted: &[T]) -> Option<&T> {
    sorted.iter().zip(sorted.iter().skip(1)).find(|(one, next)| one == next).map(|(one, _)| one)
}

/// A rounding unit in fen.
const fn step(unit: RoundingUnit) -> i64 {
    match unit {
        RoundingUnit::Fen => 1,
        RoundingUnit::Jiao => 10,
        RoundingUnit::Yuan => 100,
    }
}
