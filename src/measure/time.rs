//! Civil days, spans of them, periods of law, and day counts. No clock: the day is always passed in.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Dimension, MeasureError};
use crate::terms::{Lang, Placed, clip, terms, text_serde};

/// 日 — a civil day from 1900-01-01 to 2200-12-31, written `2021-01-31`.
///
/// ```
/// use wuye::measure::Day;
/// let code: Day = "2021-01-01".parse()?;
/// assert_eq!(code, Day::new(2021, 1, 1)?);
/// assert!("2021-02-30".parse::<Day>().is_err());
/// assert!("1899-12-31".parse::<Day>().is_err());
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(NaiveDate);

impl Day {
    /// The first day that can be represented, 1900-01-01.
    pub const FIRST: Self = Self(match NaiveDate::from_ymd_opt(1900, 1, 1) {
        Some(day) => day,
        None => NaiveDate::MIN,
    });
    /// The last day that can be represented, 2200-12-31.
    pub const LAST: Self = Self(match NaiveDate::from_ymd_opt(2200, 12, 31) {
        Some(day) => day,
        None => NaiveDate::MAX,
    });

    /// A day of the calendar.
    ///
    /// # Errors
    /// [`MeasureError::Malformed`] for a day that the calendar does not have, [`MeasureError::OutOfRange`] outside
    /// 1900–2200.
    pub fn new(year: i32, month: u32, day: u32) -> Result<Self, MeasureError> {
        let found = || format!("{year:04}-{month:02}-{day:02}");
        let date = NaiveDate::from_ymd_opt(year, month, day)
            .ok_or_else(|| MeasureError::Malformed { what: Dimension::Day, found: found() })?;
        Self::try_from(date)
    }

    /// The day as a date of `chrono`.
    #[must_use]
    pub const fn date(self) -> NaiveDate {
        self.0
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The day after, or nothing after the last.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        self.0.succ_opt().and_then(|date| Self::try_from(date).ok())
    }

    /// The day before, or nothing before the first.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        self.0.pred_opt().and_then(|date| Self::try_from(date).ok())
    }

    /// The number of days from this day to another; negative if that is earlier.
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        other.0.signed_duration_since(self.0).num_days()
    }

    /// `2021年1月1日`, `2021-01-01`.
    #[must_use]
    pub fn render(self, lang: Lang) -> String {
        match lang {
            Lang::Zh => format!("{}年{}月{}日", self.0.year(), self.0.month(), self.0.day()),
            Lang::En => self.to_string(),
        }
    }
}

impl TryFrom<NaiveDate> for Day {
    type Error = MeasureError;
    fn try_from(date: NaiveDate) -> Result<Self, MeasureError> {
        if date < Self::FIRST.0 || date > Self::LAST.0 {
            return Err(MeasureError::OutOfRange {
                what: Dimension::Day,
                least: Self::FIRST.to_string(),
                most: Self::LAST.to_string(),
                found: date.to_string(),
            });
        }
        Ok(Self(date))
    }
}

impl From<Day> for NaiveDate {
    fn from(day: Day) -> Self {
        day.0
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.to_string())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Day {
    type Err = MeasureError;
    fn from_str(text: &str) -> Result<Self, MeasureError> {
        let malformed = || MeasureError::Malformed { what: Dimension::Day, found: clip(text) };
        let digits = |part: &str, len| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
        let mut parts = text.split('-');
        let (Some(y), Some(m), Some(d), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Err(malformed());
        };
        if !digits(y, 4) || !digits(m, 2) || !digits(d, 2) {
            return Err(malformed());
        }
        match (y.parse(), m.parse(), d.parse()) {
            (Ok(y), Ok(m), Ok(d)) => Self::new(y, m, d),
            _ => Err(malformed()),
        }
    }
}

text_serde!(Day, "a day as a string such as \"2021-01-31\" ‖ 写作字符串的日期，如\"2021-01-31\"");

/// 期间 — a span of days: the start is in it, the end is not. The year 2025 is 2025-01-01 to 2026-01-01, 365 days.
///
/// ```
/// use wuye::measure::{Day, Span};
/// let year = Span::new(Day::new(2025, 1, 1)?, Day::new(2026, 1, 1)?)?;
/// assert_eq!((year.days(), year.whole_months()?), (365, 12));
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "SpanForm", into = "SpanForm")]
pub struct Span {
    start: Day,
    end: Day,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SpanForm {
    start: Day,
    end: Day,
}

impl TryFrom<SpanForm> for Span {
    type Error = Placed<MeasureError>;
    fn try_from(form: SpanForm) -> Result<Self, Placed<MeasureError>> {
        Ok(Self::new(form.start, form.end)?)
    }
}

impl From<Span> for SpanForm {
    fn from(span: Span) -> Self {
        Self { start: span.start, end: span.end }
    }
}

impl Span {
    /// From `start` up to, not including, `end`.
    ///
    /// # Errors
    /// [`MeasureError::EmptySpan`] unless the end is after the start.
    pub fn new(start: Day, end: Day) -> Result<Self, MeasureError> {
        if end <= start {
            return Err(MeasureError::EmptySpan { start, end });
        }
        Ok(Self { start, end })
    }

    /// The first day.
    #[must_use]
    pub const fn start(self) -> Day {
        self.start
    }

    /// The day after the last.
    #[must_use]
    pub const fn end(self) -> Day {
        self.end
    }

    /// The number of days.
    #[must_use]
    pub fn days(self) -> i64 {
        self.start.days_until(self.end)
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        self.start <= day && day < self.end
    }

    /// The number of months, for a span that ends where its n-th month from the start ends: months are counted from
    /// the start day, so one that starts on the 31st ends on the last day of a shorter month.
    ///
    /// # Errors
    /// [`MeasureError::NotWholeMonths`] for any other span.
    pub fn whole_months(self) -> Result<u32, MeasureError> {
        let not_whole = MeasureError::NotWholeMonths { start: self.start, end: self.end };
        let (start, end) = (self.start.0, self.end.0);
        let years = end.year().checked_sub(start.year()).and_then(|years| u32::try_from(years).ok());
        let months = years
            .and_then(|years| years.checked_mul(12))
            .and_then(|months| months.checked_add(end.month()))
            .and_then(|months| months.checked_sub(start.month()));
        match months {
            Some(months) if start.checked_add_months(Months::new(months)) == Some(end) => Ok(months),
            _ => Err(not_whole),
        }
    }
}

/// 期限 — a period of law or contract in days, months or years, written as in ISO 8601: `P60D`, `P3M`, `P1Y`.
///
/// ```
/// use wuye::measure::{Day, Period};
/// let notice: Period = "P60D".parse()?;
/// assert_eq!(notice.after(Day::new(2026, 3, 1)?)?, Day::new(2026, 4, 30)?);
/// // A month after 31 January is the last day of February (Civil Code art. 202).
/// assert_eq!(Period::Months(1).after(Day::new(2026, 1, 31)?)?, Day::new(2026, 2, 28)?);
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// Days (日).
    Days(u32),
    /// Months (月).
    Months(u32),
    /// Years (年).
    Years(u32),
}

impl Period {
    /// The last day of the period when it starts to run on the day after `day`: the day that is this much later, or the
    /// last day of the month if that month has no such day (《民法典》第二百零一条、第二百零二条). Rest days at the
    /// end are not shifted here.
    ///
    /// # Errors
    /// [`MeasureError::Overflow`] after the year 2200.
    pub fn after(self, day: Day) -> Result<Day, MeasureError> {
        self.shift(day, NaiveDate::checked_add_days, NaiveDate::checked_add_months)
    }

    /// The day that is this much earlier.
    ///
    /// # Errors
    /// [`MeasureError::Overflow`] before the year 1900.
    pub fn before(self, day: Day) -> Result<Day, MeasureError> {
        self.shift(day, NaiveDate::checked_sub_days, NaiveDate::checked_sub_months)
    }

    fn shift(
        self,
        day: Day,
        days: fn(NaiveDate, Days) -> Option<NaiveDate>,
        months: fn(NaiveDate, Months) -> Option<NaiveDate>,
    ) -> Result<Day, MeasureError> {
        let shifted = match self {
            Self::Days(n) => days(day.0, Days::new(u64::from(n))),
            Self::Months(n) => months(day.0, Months::new(n)),
            Self::Years(n) => n.checked_mul(12).and_then(|n| months(day.0, Months::new(n))),
        };
        let overflow = MeasureError::Overflow { what: Dimension::Day };
        shifted.and_then(|date| Day::try_from(date).ok()).ok_or(overflow)
    }

    /// `60日`, `3个月`, `1年`; `60 days`, `3 months`, `1 year`.
    #[must_use]
    pub fn render(self, lang: Lang) -> String {
        let plural = |n: u32, unit: &str| format!("{n} {unit}{}", if n == 1 { "" } else { "s" });
        match (self, lang) {
            (Self::Days(n), Lang::Zh) => format!("{n}日"),
            (Self::Months(n), Lang::Zh) => format!("{n}个月"),
            (Self::Years(n), Lang::Zh) => format!("{n}年"),
            (Self::Days(n), Lang::En) => plural(n, "day"),
            (Self::Months(n), Lang::En) => plural(n, "month"),
            (Self::Years(n), Lang::En) => plural(n, "year"),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(n) => write!(f, "P{n}D"),
            Self::Months(n) => write!(f, "P{n}M"),
            Self::Years(n) => write!(f, "P{n}Y"),
        }
    }
}

impl FromStr for Period {
    type Err = MeasureError;
    fn from_str(text: &str) -> Result<Self, MeasureError> {
        let malformed = || MeasureError::Malformed { what: Dimension::Period, found: clip(text) };
        let body = text.strip_prefix('P').ok_or_else(malformed)?;
        let number = |unit: char| -> Option<u32> {
            let digits = body.strip_suffix(unit)?;
            digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
        };
        if let Some(n) = number('D') {
            return Ok(Self::Days(n));
        }
        if let Some(n) = number('M') {
            return Ok(Self::Months(n));
        }
        number('Y').map(Self::Years).ok_or_else(malformed)
    }
}

text_serde!(
    Period,
    "a period as a string such as \"P60D\", \"P3M\" or \"P1Y\" ‖ 写作字符串的期限，如\"P60D\"、\"P3M\"、\"P1Y\""
);

terms! {
    /// 计日方式 — how a part of a month is counted; an input, since contracts differ.
    pub enum DayCount: "day count" {
        ActualMonth = "actual_month", "按当月实际天数", "days over the days of that month", "usage";
        ThirtyDays = "thirty_days", "按每月30天", "days over 30", "usage";
        Actual365 = "actual_365", "按全年365天", "days over 365, in leap years too", "usage";
        WholeMonthFromFirst = "whole_month_from_first", "当月起按整月", "the month of the first day counts whole", "usage";
        WholeMonthFromLast = "whole_month_from_last", "当月止按整月", "the month of the last day counts whole", "usage";
    }
}

/// Chinese numerals for article numbers and fractions, 1 to 9999; digits beyond that.
pub(crate) fn numeral(n: u32) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const PLACES: [(u32, &str); 4] = [(1000, "千"), (100, "百"), (10, "十"), (1, "")];
    if n == 0 || n > 9999 {
        return if n == 0 { "零".to_owned() } else { n.to_string() };
    }
    let (mut out, mut gap) = (String::new(), false);
    for (size, name) in PLACES {
        let digit = n.checked_div(size).and_then(|d| d.checked_rem(10)).unwrap_or(0);
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
            gap = false;
        }
        // 十 to 十九 are written without a leading 一.
        if !(out.is_empty() && digit == 1 && size == 10) {
            out.push_str(usize::try_from(digit).ok().and_then(|d| DIGITS.get(d)).copied().unwrap_or(""));
        }
        out.push_str(name);
    }
    out
}
