//! 计量 — the numbers of the domain: money, areas, prices, fractions, rounding, days, apportionment and the one draw.
//!
//! Everything is an integer inside and text at the edge: [`Money`] is fen, [`Area`] is hundredths of a square metre,
//! a [`UnitPrice`] is millionths of a yuan, a legal threshold is a fraction compared by cross-multiplication. A value
//! that exists is within its bounds; the constructor refuses the rest with a sentence.

pub mod apportion;
mod approx;
pub mod draw;
mod fixed;
mod fraction;
mod money;
mod points;
mod price;
mod rational;
mod rounding;
mod rows;
mod time;
mod usage;

pub use approx::{Approx, Sense};
pub(crate) use fixed::grouped;
pub use fraction::{Bound, Ratio, Share, Threshold};
pub use money::{Area, Money};
pub use points::Points;
pub(crate) use price::Things;
pub use price::{Every, Per, UnitPrice};
pub use rational::Rational;
pub(crate) use rational::{ceil_of, gcd, gcd_of_words};
pub use rounding::{Rounding, RoundingMode, RoundingPoint, RoundingUnit};
pub use rows::{ColumnKind, ROW_FAULTS_MAX, RowFaults};
pub(crate) use time::numeral;
pub use time::{Day, DayCount, Period, Span};
pub use usage::{Usage, UsagePrice, UsageUnit};

use crate::terms::{faults, terms};

terms! {
    /// 量 — what a number is a number of; used in sentences about numbers.
    pub enum Dimension: "dimension" {
        Money = "money", "金额", "an amount of money in yuan", "design";
        Area = "area", "面积", "an area in square metres", "design";
        UnitPrice = "unit_price", "单价", "a unit price in yuan", "design";
        Count = "count", "数量", "a count", "design";
        Share = "share", "份额", "a share such as \"2/3\"", "design";
        Ratio = "ratio", "比率", "a ratio", "design";
        Threshold = "threshold", "门槛", "a threshold such as \">=2/3\"", "design";
        Day = "day", "日期", "a day written as 2021-01-31", "design";
        Span = "span", "期间", "a span of days", "design";
        Usage = "usage", "用量", "a metered use", "design";
        UsagePrice = "usage_price", "用量单价", "a price of one unit of use", "design";
        Points = "points", "分值", "points of a score", "design";
        Period = "period", "期限", "a period such as \"P60D\", \"P3M\" or \"P1Y\"", "design";
    }
}

impl Dimension {
    /// Its name in English without how it is written.
    fn noun(self) -> &'static str {
        let en = self.en();
        en.split_once(" such as ").or_else(|| en.split_once(" written as ")).map_or(en, |(noun, _)| noun)
    }
}

faults! {
    /// A number that cannot be represented (不能表示的数).
    pub enum MeasureError {
        /// The text is not a number of the form wanted.
        Malformed { what: Dimension, found: String } = "malformed_number",
            "{what:#}写法有误：「{found}」。",
            "expected {}, found `{found}`", what.en();
        /// More decimals were written than the quantity has.
        TooManyDecimals { what: Dimension, allowed: u32, found: String } = "too_many_decimals",
            "{what:#}最多{allowed}位小数，所填为「{found}」。",
            "expected {} with at most {allowed} decimals, found `{found}`", what.en();
        /// The value lies outside the bounds of its type.
        OutOfRange { what: Dimension, least: String, most: String, found: String } = "out_of_range",
            "{what:#}应在{least}与{most}之间，所填为{found}。",
            "expected {} from {least} to {most}, found {found}", what.noun();
        /// A result of arithmetic lies outside the bounds of its type.
        Overflow { what: Dimension } = "overflow",
            "{what:#}的计算结果超出可表示范围。",
            "expected a result that {} can hold, found one beyond its bounds", what.en();
        /// A fraction has zero below the line.
        ZeroDenominator { what: Dimension, found: String } = "zero_denominator",
            "{what:#}的分母应不小于1，所填为「{found}」。",
            "expected {} with a denominator of at least 1, found `{found}`", what.en();
        /// A span does not end after it starts.
        EmptySpan { start: Day, end: Day } = "empty_span",
            "期间的终止日须晚于起始日，所填为{start}至{end}。",
            "expected a span whose end is after its start, found {start} to {end}";
        /// A calculation by whole months was asked of a span that has a part of a month.
        NotWholeMonths { start: Day, end: Day } = "not_whole_months",
            "按月计算须为整月期间，所填为{start}至{end}（不含终止日）。",
            "expected a span of whole months, found {start} to {end} (end not included)";
    }
}
