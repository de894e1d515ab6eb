//! Bills reckoned day by day, in whole numbers of a very small part of a fen: a calendar of its own, no fractions, no
//! stretches of days. It calls no computing function of the crate; values of the crate are built only to be handed to
//! the bill that is checked.

use std::collections::BTreeMap;

use wuye::billing::{
    Billable, Change, Charge, Cycle, Granted, PriceStep, Prices, Relief, Rules, Tariff, TariffLine, Weighting, bill,
};
use wuye::measure::{Day, DayCount, Every, Per, Rounding, RoundingMode, RoundingPoint, RoundingUnit, Span, UnitPrice};
use wuye::money::IncomeKind;
use wuye::terms::Term;

/// The least common multiple of 1 to 31, times 73 for parts of 365 days.
const DAYS: i128 = 72_201_776_446_800 * 73;
/// Two reliefs in hundredths.
const SHARES: i128 = 10_000;
/// A fen in units of the oracle: a millionth of a yuan times 0.01 m² is a millionth of a fen, divided by days and
/// shares and by twelve for a yearly price.
const FEN: i128 = 1_000_000 * DAYS * SHARES * 12;

struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        crate::dice::next(&mut self.0)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(n).unwrap()).unwrap()
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

// ------------------------------------------------------------------------------------------------- a calendar

/// Every day from 2019 to 2034, by its number.
struct Calendar {
    days: Vec<(i32, u32, u32)>,
    numbers: BTreeMap<(i32, u32, u32), usize>,
}

const fn last_day(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Calendar {
    fn new() -> Self {
        let mut days = Vec::new();
        for year in 2019..2035 {
            for month in 1..=12 {
                days.extend((1..=last_day(year, month)).map(|day| (year, month, day)));
            }
        }
        let numbers = days.iter().enumerate().map(|(number, day)| (*day, number)).collect();
        Self { days, numbers }
    }

    fn number(&self, year: i32, month: u32, day: u32) -> usize {
        self.numbers[&(year, month, day)]
    }

    fn day(&self, number: usize) -> Day {
        let (year, month, day) = self.days[number];
        Day::new(year, month, day).unwrap()
    }

    fn span(&self, (start, end): (usize, usize)) -> Span {
        Span::new(self.day(start), self.day(end)).unwrap()
    }

    /// The day so many months after a day, or the last of its month.
    fn later(&self, from: usize, months: i32) -> usize {
        let (year, month, day) = self.days[from];
        let since = year * 12 + i32::try_from(month).unwrap() - 1 + months;
        let (year, month) = (since.div_euclid(12), u32::try_from(since.rem_euclid(12)).unwrap() + 1);
        self.number(year, month, day.min(last_day(year, month)))
    }
}

// ------------------------------------------------------------------------------------------------- cases

#[derive(Clone)]
enum Line {
    /// Millionths of a yuan from each day on.
    Rate {
        prices: Vec<(usize, i128)>,
        per: Per,
        every: Every,
    },
    Lump {
        units: i128,
        by: Weighting,
    },
}

#[derive(Clone, Copy)]
enum Cut {
    /// So many hundredths are charged, of all lines at a price or of one.
    Charge(i128, Option<usize>),
    Less(i128),
}

struct Holder {
    days: (usize, usize),
    area: i128,
    households: i128,
    /// Which reliefs, and on which days if not on all.
    granted: Vec<(usize, Option<(usize, usize)>)>,
}

struct Case {
    lines: Vec<Line>,
    cuts: Vec<Cut>,
    units: Vec<Vec<Holder>>,
    span: (usize, usize),
    anchor: Option<usize>,
    rules: Rules,
}

impl Holder {
    fn extent(&self, area: bool) -> i128 {
        if area { self.area } else { self.households }
    }
}

/// How far apart the rounded amounts are, in units of the oracle.
fn step(rounding: Rounding) -> i128 {
    match rounding.unit {
        RoundingUnit::Fen => FEN,
        RoundingUnit::Jiao => 10 * FEN,
        RoundingUnit::Yuan => 100 * FEN,
    }
}

fn round(exact: i128, rounding: Rounding) -> i128 {
    crate::rounding::round(exact, step(rounding), rounding.mode)
}

/// Of all ways to round the parts of a rounded sum to a neighbour so that they add up to it, the nearest; of several as
/// near, the one that raises earlier parts.
fn share(exact: &[i128], rounding: Rounding) -> Vec<i128> {
    let total = round(exact.iter().sum(), rounding);
    if exact.len() == 1 {
        return vec![total];
    }
    let choices: Vec<(i128, i128)> = exact.iter().map(|e| crate::rounding::neighbours(*e, step(rounding))).collect();
    let mut best: Option<(i128, Vec<i128>)> = None;
    for raised in (0..1_u32 << exact.len()).rev() {
        let raises = |at: usize| raised >> (exact.len() - 1 - at) & 1 == 1;
        let parts: Vec<i128> =
            choices.iter().enumerate().map(|(at, (lower, upper))| if raises(at) { *upper } else { *lower }).collect();
        let distance: i128 = parts.iter().zip(exact).map(|(part, e)| (part - e).abs()).sum();
        if parts.iter().sum::<i128>() == total && best.as_ref().is_none_or(|(least, _)| distance < *least) {
            best = Some((distance, parts));
        }
    }
    best.unwrap().1
}

/// Largest remainder, unit by unit: the rest goes to whoever is furthest below.
fn award(total: i128, weights: &[i128]) -> Vec<i128> {
    let sum: i128 = weights.iter().sum();
    if sum == 0 {
        assert_eq!(total, 0);
        return vec![0; weights.len()];
    }
    let mut parts: Vec<i128> = weights.iter().map(|w| total.abs() * w / sum).collect();
    while parts.iter().sum::<i128>() < total.abs() {
        let mut next = 0;
        for at in 1..weights.len() {
            if total.abs() * weights[at] - parts[at] * sum > total.abs() * weights[next] - parts[next] * sum {
                next = at;
            }
        }
        parts[next] += 1;
    }
    parts.into_iter().map(|part| part * total.signum()).collect()
}

// ------------------------------------------------------------------------------------------------- the bills

/// A day's amount of a line of one holder; a sum taken off is of no day.
struct Entry {
    day: Option<usize>,
    group: i64,
    amount: i128,
}

impl Case {
    /// The number of the month of every day of the span, its first day and the day after its last.
    fn months(&self, calendar: &Calendar) -> Vec<(i64, usize, usize)> {
        let anchor = self.anchor.unwrap_or(self.span.0);
        let mut months = Vec::new();
        let (year, month, _) = calendar.days[anchor];
        let since_2019 = (year - 2019) * 12 + i32::try_from(month).unwrap() - 1;
        for n in -since_2019..15 * 12 - since_2019 {
            let (start, end) = (calendar.later(anchor, n), calendar.later(anchor, n + 1));
            if start < self.span.1 && end > self.span.0 {
                months.push((i64::from(n), start, end));
            }
        }
        months
    }

    /// What every holder of a unit pays of each line, before the bill is rounded: by line, by holder, by group.
    fn entries(&self, calendar: &Calendar, unit: &[Holder], line: usize) -> Vec<Vec<Entry>> {
        let Line::Rate { prices, per, every } = &self.lines[line] else { panic!("a line at a price") };
        let point = self.rules.rounding.point;
        let price = |day: usize| prices.iter().rev().find(|(from, _)| *from <= day).unwrap().1;
        let holder_on = |day: usize| unit.iter().position(|holder| holder.days.0 <= day && day < holder.days.1);
        let mut found: Vec<Vec<Entry>> = unit.iter().map(|_| Vec::new()).collect();
        let mut charge = |at: usize, day: usize, group: i64, above: i128, below: i128| {
            // Hundredths of a square metre, or whole things of a hundred hundredths.
            let extent = unit[at].extent(*per == Per::SquareMetre) * if *per == Per::SquareMetre { 1 } else { 100 };
            let whole = price(day) * extent * DAYS * SHARES * 12;
            assert_eq!(whole * above % below, 0);
            found[at].push(Entry { day: Some(day), group, amount: whole * above / below });
        };
        match every {
            Every::Once => {
                let first = (self.span.0..self.span.1).find_map(|day| Some((day, holder_on(day)?)));
                if let Some((day, at)) = first {
                    charge(at, day, 0, 1, 1);
                }
            }
            Every::Day => {
                for day in self.span.0..self.span.1 {
                    let group = match point {
                        RoundingPoint::Period => i64::try_from(day).unwrap(),
                        RoundingPoint::Year => i64::from(calendar.days[day].0),
                        _ => 0,
                    };
                    if let Some(at) = holder_on(day) {
                        charge(at, day, group, 1, 1);
                    }
                }
            }
            Every::Month | Every::Year => {
                let twelve = if *every == Every::Year { 12 } else { 1 };
                for (n, start, end) in self.months(calendar) {
                    let days: Vec<usize> = (start.max(self.span.0)..end.min(self.span.1)).collect();
                    let charged: Vec<(usize, usize)> = days.iter().filter_map(|d| Some((*d, holder_on(*d)?))).collect();
                    let many = i128::try_from(charged.len()).unwrap();
                    let length = i128::try_from(end - start).unwrap();
                    let group = match (point, every) {
                        (RoundingPoint::Period, Every::Month) => n,
                        (RoundingPoint::Period | RoundingPoint::Year, _) => n.div_euclid(12),
                        _ => 0,
                    };
                    let (above, below) = match self.rules.proration {
                        _ if many == length => (1, 1),
                        Some(DayCount::ActualMonth) => (many, length),
                        Some(DayCount::ThirtyDays) => (many.min(30), 30),
                        Some(DayCount::Actual365) => (12 * many, 365),
                        Some(DayCount::WholeMonthFromFirst | DayCount::WholeMonthFromLast) => (1, 1),
                        None => panic!("whole periods only"),
                    };
                    let only = match self.rules.proration {
                        Some(DayCount::WholeMonthFromFirst) => charged.first(),
                        Some(DayCount::WholeMonthFromLast) => charged.last(),
                        _ => None,
                    };
                    match only {
                        Some((day, at)) => charge(*at, *day, group, above, below * twelve),
                        None => charged.iter().for_each(|(d, at)| charge(*at, *d, group, above, below * twelve * many)),
                    }
                }
            }
        }
        found
    }

    /// Reliefs in the order of the tariff; `left` is what is left of the sums.
    fn relieve(&self, line: usize, holder: &Holder, left: &mut BTreeMap<usize, i128>, entries: &mut Vec<Entry>) {
        for (place, cut) in self.cuts.iter().enumerate() {
            let grants: Vec<_> = holder.granted.iter().filter(|(of, _)| *of == place).collect();
            match cut {
                Cut::Charge(_, Some(only)) if *only != line => {}
                Cut::Charge(hundredths, _) => {
                    for entry in entries.iter_mut() {
                        let holds = |(_, days): &&&(usize, Option<(usize, usize)>)| match (days, entry.day) {
                            (None, _) => true,
                            (Some((start, end)), Some(day)) => *start <= day && day < *end,
                            // What belongs to no day is reduced by a grant for all of them.
                            (Some((start, end)), None) => *start <= holder.days.0 && holder.days.1 <= *end,
                        };
                        if grants.iter().any(|grant| holds(&grant)) {
                            assert_eq!(entry.amount * hundredths % 100, 0);
                            entry.amount = entry.amount * hundredths / 100;
                        }
                    }
                }
                Cut::Less(sum) if !grants.is_empty() => {
                    let left = left.entry(place).or_insert(*sum);
                    let total: i128 = entries.iter().map(|entry| entry.amount).sum();
                    let taken = total.min(*left).max(0);
                    *left -= taken;
                    let one_group = self.rules.rounding.point == RoundingPoint::Line;
                    let group = if one_group { 0 } else { i64::MAX };
                    entries.push(Entry { day: None, group, amount: -taken });
                }
                Cut::Less(_) => {}
            }
        }
    }

    /// By unit, by holder, by line, in units of the oracle.
    fn bills(&self, calendar: &Calendar) -> Vec<Vec<Vec<i128>>> {
        let rounding = self.rules.rounding;
        let lumps: Vec<Option<Vec<Vec<i128>>>> = self.lines.iter().map(|line| self.lump(line)).collect();
        let mut all = Vec::new();
        for (number, unit) in self.units.iter().enumerate() {
            let mut left: Vec<BTreeMap<usize, i128>> = unit.iter().map(|_| BTreeMap::new()).collect();
            // By line, by holder.
            let mut columns: Vec<Vec<i128>> = Vec::new();
            for (at, lump) in lumps.iter().enumerate() {
                if let Some(parts) = lump {
                    columns.push(parts[number].clone());
                    continue;
                }
                let mut entries = self.entries(calendar, unit, at);
                for ((holder, left), entries) in unit.iter().zip(&mut left).zip(&mut entries) {
                    self.relieve(at, holder, left, entries);
                }
                if rounding.point == RoundingPoint::Bill {
                    columns.push(entries.iter().map(|of| of.iter().map(|entry| entry.amount).sum()).collect());
                    continue;
                }
                let mut groups: BTreeMap<i64, BTreeMap<usize, i128>> = BTreeMap::new();
                for (holder, entries) in entries.iter().enumerate() {
                    for entry in entries {
                        *groups.entry(entry.group).or_default().entry(holder).or_insert(0) += entry.amount;
                    }
                }
                let mut column = vec![0; unit.len()];
                for group in groups.into_values() {
                    let exact: Vec<i128> = group.values().copied().collect();
                    for (holder, part) in group.keys().zip(share(&exact, rounding)) {
                        column[*holder] += part;
                    }
                }
                columns.push(column);
            }
            if rounding.point == RoundingPoint::Bill {
                let exact: Vec<i128> = columns.iter().flatten().copied().collect();
                let parts = share(&exact, rounding);
                columns = parts.chunks(unit.len()).map(<[i128]>::to_vec).collect();
            }
            all.push((0..unit.len()).map(|holder| columns.iter().map(|column| column[holder]).collect()).collect());
        }
        all
    }

    /// A lump by unit and holder, by extent × days.
    fn lump(&self, line: &Line) -> Option<Vec<Vec<i128>>> {
        let Line::Lump { units, by } = line else { return None };
        let weigh = |holder: &Holder| {
            let days = holder.days.1.min(self.span.1) - holder.days.0.max(self.span.0);
            holder.extent(*by == Weighting::Area) * i128::try_from(days).unwrap()
        };
        let inner: Vec<Vec<i128>> = self.units.iter().map(|unit| unit.iter().map(weigh).collect()).collect();
        let outer: Vec<i128> = inner.iter().map(|weights| weights.iter().sum()).collect();
        let parts = award(*units, &outer);
        let of_unit = |(part, weights): (i128, &Vec<i128>)| {
            award(part, weights).into_iter().map(|part| part * step(self.rules.rounding)).collect()
        };
        Some(parts.into_iter().zip(&inner).map(of_unit).collect())
    }
}

// ------------------------------------------------------------------------------------------------- making cases

fn decimal(units: i128, decimals: usize) -> String {
    let digits = format!("{:0width$}", units.abs(), width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    format!("{}{whole}.{fraction}", if units < 0 { "-" } else { "" })
}

fn some_case(dice: &mut Dice, calendar: &Calendar) -> Case {
    let start = calendar.number(2023, 1, 1) + dice.below(1_400);
    let proration = (!dice.one_in(4)).then(|| dice.pick(DayCount::ALL));
    let end = match (proration, dice.below(4)) {
        (None, _) => calendar.later(start, 12 * (1 + i32::try_from(dice.below(2)).unwrap())),
        (_, 0) => calendar.later(start, 1 + i32::try_from(dice.below(14)).unwrap()),
        (_, 1) => start + 1 + dice.below(400),
        _ => start + 1 + dice.below(70),
    };
    let anchor = match dice.below(3) {
        _ if proration.is_none() => None,
        0 => None,
        1 => Some(calendar.number(calendar.days[start].0, 1, 1)),
        // Often the end of a month.
        _ => {
            let (year, month) =
                (2021 + i32::try_from(dice.below(8)).unwrap(), 1 + u32::try_from(dice.below(12)).unwrap());
            let last = last_day(year, month);
            Some(calendar.number(year, month, dice.pick(&[last, last, 1, 15, 28])))
        }
    };
    let first_of_year = |at: usize| calendar.days[at].1 == 1 && calendar.days[at].2 == 1;
    let cycle = match anchor {
        None => Cycle::FromStart,
        Some(at) if first_of_year(at) && calendar.days[at].0 == calendar.days[start].0 && dice.one_in(2) => {
            Cycle::Calendar
        }
        Some(at) => Cycle::Anchor(calendar.day(at)),
    };
    let point = dice.pick(RoundingPoint::ALL);
    let rounding = Rounding { mode: dice.pick(RoundingMode::ALL), unit: dice.pick(RoundingUnit::ALL), point };
    let rules = Rules { rounding, proration, cycle, ..Rules::default() };
    let lines: Vec<Line> = (0..=dice.below(3)).map(|_| some_line(dice, start, end)).collect();
    let cuts: Vec<Cut> = match dice.below(3) {
        0 => vec![],
        1 => vec![Cut::Charge(dice.pick(&[0, 50, 60, 70, 99, 100]), None)],
        _ => {
            let one = Cut::Charge(dice.pick(&[33, 50, 70]), Some(dice.below(lines.len())));
            let two = Cut::Charge(dice.pick(&[95, 80]), None);
            let less = Cut::Less(i128::try_from(dice.below(20_000)).unwrap() * FEN);
            dice.pick(&[[one, two, less], [less, one, two], [one, less, two]]).to_vec()
        }
    };
    let cuts: Vec<Cut> = cuts
        .into_iter()
        .map(|cut| match cut {
            Cut::Charge(n, Some(only)) if matches!(lines[only], Line::Lump { .. }) => Cut::Charge(n, None),
            other => other,
        })
        .collect();
    let units = (0..3).map(|_| some_unit(dice, (start, end), proration.is_some(), &cuts)).collect();
    let mut case = Case { lines, cuts, units, span: (start, end), anchor, rules };
    // Somebody has something of everything.
    let first = &mut case.units[0][0];
    (first.area, first.households) = (first.area.max(1), 1);
    case
}

fn some_line(dice: &mut Dice, start: usize, end: usize) -> Line {
    if dice.one_in(5) {
        let units = i128::try_from(dice.below(10_000_000)).unwrap() * dice.pick(&[1, 1, -1]);
        return Line::Lump { units, by: dice.pick(&[Weighting::Area, Weighting::Household]) };
    }
    let mut price = || i128::try_from(dice.below(400)).unwrap() * 12_500 + i128::try_from(dice.below(3)).unwrap() * 3;
    let mut prices = vec![(0, price())];
    let (one, two) = (price(), price());
    for new in [one, two] {
        if dice.one_in(3) {
            prices.push((start + dice.below(end - start), new));
        }
    }
    prices.sort_by_key(|(from, _)| *from);
    prices.dedup_by_key(|(from, _)| *from);
    let every = dice.pick(&[Every::Month, Every::Month, Every::Month, Every::Year, Every::Day, Every::Once]);
    Line::Rate { prices, per: dice.pick(&[Per::SquareMetre, Per::SquareMetre, Per::Household]), every }
}

fn some_unit(dice: &mut Dice, (start, end): (usize, usize), gaps: bool, cuts: &[Cut]) -> Vec<Holder> {
    let many = dice.pick(&[1, 1, 2, 3]);
    let mut cutting: Vec<usize> = (1..many).map(|_| start + dice.below(end - start)).collect();
    cutting.extend([start, end]);
    cutting.sort_unstable();
    cutting.dedup();
    let area = i128::try_from(dice.below(20_000)).unwrap();
    let mut unit = Vec::new();
    for days in cutting.windows(2) {
        let (mut from, mut until) = (days[0], days[1]);
        if gaps && dice.one_in(4) {
            from += dice.below(until - from);
        }
        if gaps && dice.one_in(6) {
            until -= dice.below(until - from);
        }
        let mut granted = Vec::new();
        for (place, cut) in cuts.iter().enumerate() {
            match (cut, dice.below(4)) {
                (_, 0) => {}
                (Cut::Charge(..), 1) => {
                    let first = (start + dice.below(end - start)).saturating_sub(20);
                    granted.push((place, Some((first, first + 1 + dice.below(90)))));
                }
                _ => granted.push((place, None)),
            }
        }
        unit.push(Holder { days: (from, until), area, households: dice.pick(&[0, 1, 1, 2]), granted });
    }
    unit
}

// ------------------------------------------------------------------------------------------------- comparing

fn tariff(case: &Case, calendar: &Calendar) -> Tariff {
    let id = |at: usize| format!("line-{at}").parse().unwrap();
    let far = calendar.days.len() - 1;
    let line = |(at, line): (usize, &Line)| {
        let charge = match line {
            Line::Lump { units, by } => {
                let fen = units * step(case.rules.rounding) / FEN;
                Charge::Apportioned { total: decimal(fen, 2).parse().unwrap(), by: *by }
            }
            Line::Rate { prices, per, every } => {
                let price = |micro| UnitPrice::new(decimal(micro, 6).parse().unwrap(), *per, *every).unwrap();
                let until = prices.iter().skip(1).map(|(from, _)| *from).chain([far]);
                let step = |((from, micro), until): (&(usize, i128), usize)| PriceStep {
                    during: calendar.span((*from, until)),
                    price: price(*micro),
                };
                match prices.as_slice() {
                    [(_, micro)] => Charge::Rate(price(*micro)),
                    _ => Charge::Prices(Prices::new(prices.iter().zip(until).map(step).collect()).unwrap()),
                }
            }
        };
        TariffLine::new(id(at), IncomeKind::ServiceFee, charge)
    };
    let relief = |(place, cut): (usize, &Cut)| {
        let name = format!("cut-{place}").parse().unwrap();
        match cut {
            Cut::Charge(n, only) => {
                let share = format!("{n}/100").parse().unwrap();
                Relief { lines: only.map(|at| vec![id(at)]), ..Relief::new(name, Change::Charge(share)) }
            }
            Cut::Less(sum) => Relief::new(name, Change::Less(decimal(sum / FEN, 2).parse().unwrap())),
        }
    };
    let lines = case.lines.iter().enumerate().map(line).collect();
    let reliefs = case.cuts.iter().enumerate().map(relief).collect();
    Tariff::with(lines, reliefs, case.rules.clone()).unwrap()
}

fn billables(case: &Case, calendar: &Calendar) -> Vec<Billable> {
    let mut list = Vec::new();
    for (number, unit) in case.units.iter().enumerate() {
        for holder in unit {
            let grant = |(place, days): &(usize, Option<(usize, usize)>)| Granted {
                relief: format!("cut-{place}").parse().unwrap(),
                during: days.map(|days| calendar.span(days)),
            };
            list.push(Billable {
                during: (holder.days != case.span).then(|| calendar.span(holder.days)),
                area: Some(decimal(holder.area, 2).parse().unwrap()),
                households: Some(u32::try_from(holder.households).unwrap()),
                reliefs: holder.granted.iter().map(grant).collect(),
                ..Billable::new(format!("unit-{number}").parse().unwrap())
            });
        }
    }
    list
}

/// Compares random runs until there were 100,000 bills.
pub fn compare_all() {
    let calendar = Calendar::new();
    let mut dice = Dice(937);
    let mut seen = BTreeMap::new();
    let (mut bills, mut shared) = (0, 0);
    while bills < 100_000 {
        let case = some_case(&mut dice, &calendar);
        let (tariff, list) = (tariff(&case, &calendar), billables(&case, &calendar));
        let span = calendar.span(case.span);
        let run = bill(&tariff, &list, span).unwrap_or_else(|error| panic!("{error}\n{tariff:?}\n{list:?}\n{span:?}"));
        let expected: Vec<Vec<i128>> = case.bills(&calendar).into_iter().flatten().collect();
        let found = run
            .bills()
            .iter()
            .map(|bill| bill.lines().iter().map(|line| i128::from(line.amount().fen()) * FEN).collect::<Vec<i128>>());
        let found: Vec<Vec<i128>> = found.collect();
        let fen = |bills: &[Vec<i128>]| {
            format!("{:?}", bills.iter().map(|b| b.iter().map(|a| a / FEN).collect::<Vec<_>>()).collect::<Vec<_>>())
        };
        assert_eq!(fen(&found), fen(&expected), "{tariff:?}\n{list:?}\n{span:?}");
        bills += found.len();
        shared += case.units.iter().filter(|unit| unit.len() > 1).count();
        let rules = &case.rules;
        *seen.entry((rules.rounding.point.code(), rules.proration.map(Term::code))).or_insert(0_u32) += 1;
    }
    assert!(shared > 10_000, "{shared} units of several payers");
    assert_eq!(seen.len(), RoundingPoint::ALL.len() * (DayCount::ALL.len() + 1), "{seen:?}");
}
