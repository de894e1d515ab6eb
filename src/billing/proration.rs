//! Which days are charged at which price, and how much of a period they are.

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::tariff::PriceView;
use super::{BillingError, Exact, LineId, Rules};
use crate::measure::{Day, DayCount, Every, RoundingPoint, Span, UnitPrice};

/// The most months that one run bills.
pub const MONTHS_MAX: u32 = 1_200;

/// 计费期起点 — where the months of a fee begin. A month that has no such day ends on its last day, and the next one is
/// counted from the start again: from 31 January to 28 February to 31 March.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cycle {
    /// 自账期首日: on the day of the month on which the billed span starts.
    #[default]
    FromStart,
    /// 自然月: on the first of each month.
    Calendar,
    /// 周年: on the day of the month of this day, such as the day of hand-over.
    Anchor(Day),
}

impl Cycle {
    /// The months that meet a span, each with its number: counted from the anchor, so that twelve of them from a
    /// multiple of twelve on are its year.
    pub(crate) fn months(self, span: Span) -> Option<Vec<(i64, Span)>> {
        let start = NaiveDate::from(span.start());
        let anchor = match self {
            Self::FromStart => start,
            Self::Calendar => NaiveDate::from_ymd_opt(start.year(), 1, 1)?,
            Self::Anchor(day) => NaiveDate::from(day),
        };
        let nth = |n: i64| {
            let months = Months::new(u32::try_from(n.unsigned_abs()).ok()?);
            if n < 0 { anchor.checked_sub_months(months) } else { anchor.checked_add_months(months) }
        };
        let since = |date: NaiveDate| i64::from(date.year()).saturating_mul(12).saturating_add(i64::from(date.month()));
        let mut n = since(start).saturating_sub(since(anchor));
        if nth(n)? > start {
            n = n.saturating_sub(1);
        }
        let end = NaiveDate::from(span.end());
        let mut months = Vec::new();
        let mut first = nth(n)?;
        while first < end {
            let next = nth(n.saturating_add(1))?;
            // A month that reaches beyond the bounds of days is beyond what can be billed.
            months.push((n, Span::new(Day::try_from(first).ok()?, Day::try_from(next).ok()?).ok()?));
            (first, n) = (next, n.saturating_add(1));
        }
        Some(months)
    }
}

/// Who holds a unit when: the days of one entry of the list, and on which days a relief begins or ends in them.
#[derive(Debug, Clone)]
pub(crate) struct Holding {
    pub days: Span,
    /// The reliefs that hold on part of the days only, by their place in the tariff, with their days.
    pub timed: Vec<(usize, Span)>,
}

/// Days of one holding at one price with the same reliefs, and how often the price falls due in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Which holding.
    pub holder: usize,
    pub days: Span,
    pub price: UnitPrice,
    /// How often the price falls due, for one repetition.
    pub times: Exact,
    /// How many groups of the same amount it stands for, each rounded by itself.
    pub repeat: u32,
    /// Pieces of one group are rounded together.
    pub group: i64,
    /// The timed reliefs in force, by their bit.
    pub reliefs: u64,
}

/// The pieces of one line for one unit.
pub(crate) fn pieces(
    line: &LineId,
    prices: PriceView<'_>,
    span: Span,
    holdings: &[Holding],
    rules: &Rules,
) -> Result<Vec<Piece>, BillingError> {
    let stretches = stretches(line, prices, holdings)?;
    let mut found = match prices.every() {
        Every::Once => once(&stretches),
        Every::Day => daily(&stretches, rules),
        every => Grid { line, span, every, rules }.pieces(&stretches)?,
    };
    // Months are joined to years first, and alike years to one that is repeated.
    join(&mut found);
    join(&mut found);
    Ok(found)
}

/// Days of one holding at one price with the same reliefs, before months are told apart.
#[derive(Clone, Copy)]
struct Stretch {
    holder: usize,
    days: Span,
    price: UnitPrice,
    reliefs: u64,
}

fn stretches(line: &LineId, prices: PriceView<'_>, holdings: &[Holding]) -> Result<Vec<Stretch>, BillingError> {
    let mut found = Vec::new();
    for (holder, holding) in holdings.iter().enumerate() {
        let timed = holding.timed.iter().map(|(_, days)| *days);
        let mut cuts: Vec<Day> = prices.spans().chain(timed).flat_map(|days| [days.start(), days.end()]).collect();
        cuts.retain(|day| holding.days.start() < *day && *day < holding.days.end());
        cuts.push(holding.days.start());
        cuts.push(holding.days.end());
        cuts.sort_unstable();
        cuts.dedup();
        for (start, end) in cuts.iter().zip(cuts.iter().skip(1)) {
            let Ok(days) = Span::new(*start, *end) else { continue };
            let price = prices.on(*start);
            let price = price.ok_or_else(|| BillingError::NoPrice { line: line.clone(), day: *start })?;
            let active = holding.timed.iter().filter(|(_, days)| days.contains(*start));
            let reliefs = active.fold(0, |bits, (at, _)| bits | bit(*at));
            found.push(Stretch { holder, days, price, reliefs });
        }
    }
    found.sort_by_key(|stretch| stretch.days.start());
    Ok(found)
}

/// The bit of the relief at this place of the tariff; there are at most 32.
pub(crate) fn bit(at: usize) -> u64 {
    u32::try_from(at).ok().and_then(|at| 1_u64.checked_shl(at)).unwrap_or(0)
}

impl Stretch {
    const fn piece(self, times: Exact, group: i64) -> Piece {
        let Self { holder, days, price, reliefs } = self;
        Piece { holder, days, price, times, repeat: 1, group, reliefs }
    }
}

/// A price that falls due once is owed by whoever holds the unit first, at the price of that day.
fn once(stretches: &[Stretch]) -> Vec<Piece> {
    stretches.first().map(|first| first.piece(Exact::ONE, 0)).into_iter().collect()
}

fn daily(stretches: &[Stretch], rules: &Rules) -> Vec<Piece> {
    let piece = |(at, stretch): (i64, &Stretch)| {
        let days = stretch.days.days();
        if rules.rounding.point == RoundingPoint::Period {
            // Every day is a group of its own.
            let repeat = u32::try_from(days).unwrap_or(u32::MAX);
            return Piece { repeat, ..stretch.piece(Exact::ONE, at) };
        }
        let year = i64::from(NaiveDate::from(stretch.days.start()).year());
        let group = if rules.rounding.point == RoundingPoint::Year { year } else { 0 };
        stretch.piece(Exact::whole(days), group)
    };
    let by_year = |stretch: &Stretch| match rules.rounding.point {
        RoundingPoint::Year => years(*stretch),
        _ => vec![*stretch],
    };
    let stretches: Vec<Stretch> = stretches.iter().flat_map(by_year).collect();
    (0_i64..).zip(&stretches).map(piece).collect()
}

/// A stretch, cut where a calendar year begins.
fn years(stretch: Stretch) -> Vec<Stretch> {
    let (start, end) = (NaiveDate::from(stretch.days.start()), NaiveDate::from(stretch.days.end()));
    let cuts = (start.year()..=end.year()).filter_map(|year| Day::new(year, 1, 1).ok());
    let mut cuts: Vec<Day> = cuts.filter(|day| stretch.days.start() < *day && *day < stretch.days.end()).collect();
    cuts.insert(0, stretch.days.start());
    cuts.push(stretch.days.end());
    let spans = cuts.iter().zip(cuts.iter().skip(1)).filter_map(|(start, end)| Span::new(*start, *end).ok());
    spans.map(|days| Stretch { days, ..stretch }).collect()
}

/// The months of a line priced by the month or the year.
struct Grid<'a> {
    line: &'a LineId,
    span: Span,
    every: Every,
    rules: &'a Rules,
}

impl Grid<'_> {
    fn pieces(&self, stretches: &[Stretch]) -> Result<Vec<Piece>, BillingError> {
        let months = self.rules.cycle.months(self.span).ok_or_else(|| self.too_long())?;
        if months.len() > usize::try_from(MONTHS_MAX).unwrap_or(usize::MAX) {
            return Err(self.too_long());
        }
        if self.rules.proration.is_none() {
            self.whole_periods(&months)?;
        }
        let mut found = Vec::new();
        let mut rest = stretches;
        for (number, month) in months {
            // The stretches are in the order of their days: those before this month are done with.
            while rest.first().is_some_and(|first| first.days.end() <= month.start()) {
                rest = rest.get(1..).unwrap_or(&[]);
            }
            let in_month: Vec<Stretch> = rest
                .iter()
                .take_while(|stretch| stretch.days.start() < month.end())
                .filter_map(|stretch| Some(Stretch { days: overlap(stretch.days, month)?, ..*stretch }))
                .collect();
            self.month(number, month, &in_month, &mut found)?;
        }
        Ok(found)
    }

    /// Where nothing is said about parts of periods, the span is whole ones.
    fn whole_periods(&self, months: &[(i64, Span)]) -> Result<(), BillingError> {
        let each = if self.every == Every::Year { 12 } else { 1 };
        let starts = months.first().is_some_and(|(_, first)| first.start() == self.span.start());
        let ends = months.last().is_some_and(|(_, last)| last.end() == self.span.end());
        if starts && ends && months.len().checked_rem(each) == Some(0) {
            return Ok(());
        }
        Err(self.not_whole(self.span))
    }

    fn not_whole(&self, days: Span) -> BillingError {
        let line = self.line.clone();
        BillingError::NotWholePeriods { line, every: self.every, start: days.start(), end: days.end() }
    }

    fn too_long(&self) -> BillingError {
        BillingError::SpanTooLong { most: MONTHS_MAX, start: self.span.start(), end: self.span.end() }
    }

    /// One month: how much of it is charged is told by all its charged days, and shared among them by days.
    fn month(&self, number: i64, month: Span, days: &[Stretch], found: &mut Vec<Piece>) -> Result<(), BillingError> {
        let charged: i64 = days.iter().map(|stretch| stretch.days.days()).fold(0, i64::saturating_add);
        if charged == 0 {
            return Ok(());
        }
        let whole = charged == month.days();
        let (above, below) = match self.rules.proration {
            _ if whole => (1, 1),
            None => {
                let first = days.first().map_or(month, |stretch| stretch.days);
                return Err(self.not_whole(first));
            }
            Some(DayCount::ActualMonth) => (charged, month.days()),
            Some(DayCount::ThirtyDays) => (charged.min(30), 30),
            Some(DayCount::Actual365) => (charged.saturating_mul(12), 365),
            Some(DayCount::WholeMonthFromFirst | DayCount::WholeMonthFromLast) => (1, 1),
        };
        // A price by the year is a twelfth of it each month.
        let below = if self.every == Every::Year { below.saturating_mul(12) } else { below };
        let group = match (self.rules.rounding.point, self.every) {
            (RoundingPoint::Period, Every::Month) => number,
            (RoundingPoint::Period, _) | (RoundingPoint::Year, _) => number.div_euclid(12),
            _ => 0,
        };
        let share = |part: i64| {
            let (above, below) = (above.saturating_mul(part), below.saturating_mul(charged));
            Exact::new(i128::from(above), i128::from(below)).ok_or_else(|| self.too_long())
        };
        match self.rules.proration {
            Some(DayCount::WholeMonthFromFirst) => {
                let times = share(charged)?;
                found.extend(days.first().map(|first| first.piece(times, group)));
            }
            Some(DayCount::WholeMonthFromLast) => {
                let times = share(charged)?;
                found.extend(days.last().map(|last| last.piece(times, group)));
            }
            _ => {
                for stretch in days {
                    found.push(stretch.piece(share(stretch.days.days())?, group));
                }
            }
        }
        Ok(())
    }
}

/// The days of both.
pub(crate) fn overlap(one: Span, two: Span) -> Option<Span> {
    Span::new(one.start().max(two.start()), one.end().min(two.end())).ok()
}

/// Joins neighbours at one price: those of one group into one stretch, and those that are groups of their own and alike
/// into one that is repeated.
fn join(pieces: &mut Vec<Piece>) {
    let many = |at: usize, of: &[Piece]| {
        let group = |piece: &Piece| piece.group;
        let here = of.get(at).map(group);
        let next = of.get(at.saturating_add(1)).map(group);
        let before = at.checked_sub(1).and_then(|before| of.get(before)).map(group);
        here == next || here == before
    };
    let shared: Vec<bool> = (0..pieces.len()).map(|at| many(at, pieces)).collect();
    let mut joined: Vec<(Piece, bool)> = Vec::with_capacity(pieces.len());
    for (piece, shared) in pieces.drain(..).zip(shared) {
        let Some((last, last_shared)) = joined.last_mut() else {
            joined.push((piece, shared));
            continue;
        };
        let alike = last.holder == piece.holder && last.price == piece.price && last.reliefs == piece.reliefs;
        let days = Span::new(last.days.start(), piece.days.end()).ok();
        let next = last.days.end() == piece.days.start();
        match days.filter(|_| alike && next) {
            Some(days) if last.group == piece.group && last.repeat == 1 && piece.repeat == 1 => {
                match last.times.plus(piece.times) {
                    Some(times) => (last.days, last.times) = (days, times),
                    None => joined.push((piece, shared)),
                }
            }
            Some(days) if !*last_shared && !shared && last.times == piece.times => {
                last.days = days;
                last.repeat = last.repeat.saturating_add(piece.repeat);
                // The group of the later one, so that it is told apart from what comes after.
                last.group = piece.group;
            }
            _ => joined.push((piece, shared)),
        }
    }
    pieces.extend(joined.into_iter().map(|(piece, _)| piece));
}
