//! Bills every unit by a tariff for a span.

use std::cmp::Reverse;

use super::explain::{Bill, BillLine, BillRun, Held, How, LineTotal, Part, Reduced, Together};
use super::households::{Billable, Extent, Granted};
use super::proration::{Holding, MONTHS_MAX, Piece, bit, overlap, pieces};
use super::tariff::{Change, Charge, Missing, PriceView, Relief, Remainder, Rules, Tariff, TariffLine};
use super::{BILLABLES_MAX, BillingError, Exact, LineId, Weighting, step};
use crate::estate::UnitId;
use crate::measure::apportion::{largest_remainder, rotated};
use crate::measure::{Day, Every, Money, Rounding, RoundingPoint, Share, Span};

/// 出账 — bills every unit by a tariff for a span. A lump of the tariff is for this whole span and these units. The
/// order of the list does not matter.
///
/// Where a unit stands on the list several times, with the days of each payer, its lines are rounded together and
/// shared among them by largest remainder, ties to the earlier days.
///
/// With rounding of the *bill*, its exact lines are added and the sum is rounded once. Each line is then its exact
/// amount rounded down or up, never further off: all are first rounded down, and the units that are missing from the
/// bill go one each to the largest remainders, ties to the earlier line.
///
/// # Errors
/// In this order: [`BillingError::SpanTooLong`], [`BillingError::TooManyBillables`], [`BillingError::NothingToBill`];
/// of the list [`BillingError::DuplicateUnit`], [`BillingError::OverlappingHolders`], [`BillingError::OutsideSpan`],
/// [`BillingError::UnknownRelief`], [`BillingError::ReliefTwice`], [`BillingError::TimedSum`],
/// [`BillingError::TimedUse`], [`BillingError::RateUnknown`]; then, line by line, [`BillingError::NotWholePeriods`],
/// [`BillingError::NoPrice`], [`BillingError::Unknown`] for an area or a count that a line needs,
/// [`BillingError::NoBasis`], [`BillingError::WholeTooSmall`], [`BillingError::ReceiverMissing`];
/// [`BillingError::BillOverflow`] and [`BillingError::RunOverflow`] beyond the bounds of money and area.
///
/// ```
/// use wuye::billing::{Billable, Charge, Tariff, TariffLine, bill};
/// use wuye::measure::{Every, Per, Rounding, Span, UnitPrice};
/// use wuye::money::IncomeKind;
/// use wuye::terms::Lang;
/// let price = UnitPrice::new("1.45".parse().unwrap(), Per::SquareMetre, Every::Month)?;
/// let fee = TariffLine::new("fee".parse()?, IncomeKind::ServiceFee, Charge::Rate(price));
/// let tariff = Tariff::new(vec![fee], Rounding::default())?;
/// let flat = Billable { area: Some("89.55".parse()?), ..Billable::new("1-101".parse()?) };
/// let year = Span::new("2026-01-01".parse()?, "2027-01-01".parse()?)?;
/// let run = bill(&tariff, &[flat], year)?;
/// assert_eq!(run.total().to_string(), "1558.17");
/// let line = &run.bills()[0].lines()[0];
/// assert_eq!(line.render(Lang::Zh), "物业费：1.45元/平方米·月 × 89.55平方米 × 12个月 = 1,558.17元（四舍五入到分）");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn bill(tariff: &Tariff, billables: &[Billable], span: Span) -> Result<BillRun, BillingError> {
    let years = i64::from(MONTHS_MAX).checked_div(12).unwrap_or(0);
    if span.days() > years.saturating_mul(366) {
        return Err(BillingError::SpanTooLong { most: MONTHS_MAX, start: span.start(), end: span.end() });
    }
    let units = by_unit(billables, span)?;
    let plan = Plan::new(tariff, span, &units)?;
    let mut bills = Vec::with_capacity(billables.len());
    for (at, unit) in units.iter().enumerate() {
        plan.bill(at, unit, &mut bills)?;
    }
    let by_line = tariff.lines().iter().enumerate().map(|(at, line)| line_total(line, at, &bills));
    let by_line = by_line.collect::<Result<Vec<LineTotal>, _>>()?;
    let total = Money::sum(bills.iter().map(Bill::total)).map_err(|_| BillingError::RunOverflow {})?;
    Ok(BillRun { span, bills, by_line, total, held: plan.held() })
}

/// A unit of the list: everybody who holds it in the span, in the order of their days.
struct Unit<'a> {
    holders: Vec<Holder<'a>>,
}

/// One entry of the list.
struct Holder<'a> {
    billable: &'a Billable,
    /// Its days in the span.
    days: Span,
}

/// The units in the order of their ids.
fn by_unit(billables: &[Billable], span: Span) -> Result<Vec<Unit<'_>>, BillingError> {
    if billables.len() > BILLABLES_MAX {
        return Err(BillingError::TooManyBillables { most: BILLABLES_MAX, found: billables.len() });
    }
    if billables.is_empty() {
        return Err(BillingError::NothingToBill {});
    }
    let mut sorted: Vec<&Billable> = billables.iter().collect();
    let start = |billable: &Billable| billable.during.map_or(span.start(), Span::start);
    sorted.sort_by(|a, b| a.unit.cmp(&b.unit).then_with(|| start(a).cmp(&start(b))));
    let mut units: Vec<Unit<'_>> = Vec::with_capacity(sorted.len());
    for billable in sorted {
        let holder = Holder::new(billable, span)?;
        match units.last_mut().filter(|unit| unit.is(billable)) {
            Some(unit) => unit.join(holder)?,
            None => units.push(Unit { holders: vec![holder] }),
        }
    }
    Ok(units)
}

impl<'a> Holder<'a> {
    fn new(billable: &'a Billable, span: Span) -> Result<Self, BillingError> {
        let days = billable.during.map_or(Some(span), |during| overlap(during, span));
        let days = days.ok_or_else(|| {
            let during = billable.during.unwrap_or(span);
            BillingError::OutsideSpan { unit: billable.unit.clone(), start: during.start(), end: during.end() }
        })?;
        Ok(Self { billable, days })
    }

    fn unit(&self) -> &UnitId {
        &self.billable.unit
    }

    /// Whether nothing begins or ends in the span.
    fn is_plain(&self, span: Span) -> bool {
        self.days == span && self.billable.reliefs.iter().all(|granted| granted.during.is_none())
    }

    /// Checks what it was granted, and tells the reliefs that hold on some days only.
    fn holding(&self, tariff: &Tariff) -> Result<Holding, BillingError> {
        let unit = || self.unit().clone();
        let mut timed: Vec<(usize, Span)> = Vec::new();
        for (at, granted) in self.billable.reliefs.iter().enumerate() {
            let place = tariff.reliefs().iter().position(|relief| relief.id == granted.relief);
            let relief = || granted.relief.clone();
            let unknown = || BillingError::UnknownRelief { unit: unit(), relief: relief() };
            let place = place.ok_or_else(unknown)?;
            let days = |granted: &Granted| granted.during.map_or(Some(self.days), |days| overlap(days, self.days));
            let twice = |other: &Granted| {
                let both = days(other).zip(days(granted)).and_then(|(one, two)| overlap(one, two));
                other.relief == granted.relief && both.is_some()
            };
            if self.billable.reliefs.iter().take(at).any(twice) {
                return Err(BillingError::ReliefTwice { unit: unit(), relief: relief() });
            }
            match tariff.reliefs().get(place).map(|relief| relief.change) {
                Some(Change::Less(_)) if granted.during.is_some() => {
                    return Err(BillingError::TimedSum { unit: unit(), relief: relief() });
                }
                Some(Change::Unknown) if days(granted).is_some() => {
                    return Err(BillingError::RateUnknown { unit: unit(), relief: relief() });
                }
                _ => {}
            }
            let part = granted.during.and_then(|during| overlap(during, self.days));
            if let Some(days) = part.filter(|days| *days != self.days) {
                if let Some(line) = undivided(tariff, place) {
                    return Err(BillingError::TimedUse { unit: unit(), relief: relief(), line: line.id.clone() });
                }
                timed.push((place, days));
            }
        }
        Ok(Holding { days: self.days, timed })
    }

    /// Whether a relief was granted for as long as the unit is billed.
    fn has(&self, relief: &Relief) -> bool {
        let whole = |during: Span| overlap(during, self.days) == Some(self.days);
        let granted = |granted: &Granted| granted.relief == relief.id && granted.during.is_none_or(whole);
        self.billable.reliefs.iter().any(granted)
    }

    /// The days of a relief that was granted for some days only: days that follow each other are one span.
    fn days_of(&self, relief: &Relief) -> Option<Vec<Span>> {
        let granted = self.billable.reliefs.iter().filter(|granted| granted.relief == relief.id);
        let mut days: Vec<Span> = granted.filter_map(|granted| granted.during).collect();
        days.sort_unstable();
        let mut joined: Vec<Span> = Vec::with_capacity(days.len());
        for days in days {
            match joined.last_mut().filter(|last| last.end() == days.start()) {
                Some(last) => *last = Span::new(last.start(), days.end()).ok()?,
                None => joined.push(days),
            }
        }
        Some(joined)
    }
}

/// A line that this relief names and whose amount nobody can tell by days: metered use, or a formula.
fn undivided(tariff: &Tariff, relief: usize) -> Option<&TariffLine> {
    let named = tariff.reliefs().get(relief)?.lines.as_ref()?;
    let undivided = |line: &&TariffLine| matches!(line.charge, Charge::Metered(_) | Charge::Formula(_));
    tariff.lines().iter().filter(undivided).find(|line| named.contains(&line.id))
}

impl<'a> Unit<'a> {
    fn is(&self, billable: &Billable) -> bool {
        self.holders.last().is_some_and(|last| last.billable.unit == billable.unit)
    }

    fn join(&mut self, holder: Holder<'a>) -> Result<(), BillingError> {
        if let Some(last) = self.holders.last().filter(|last| last.days.end() > holder.days.start()) {
            let unit = holder.unit().clone();
            return Err(if last.billable.during.is_none() && holder.billable.during.is_none() {
                BillingError::DuplicateUnit { unit }
            } else {
                BillingError::OverlappingHolders { unit, day: holder.days.start() }
            });
        }
        self.holders.push(holder);
        Ok(())
    }
}

/// What is the same for all units, line by line.
struct Plan<'a> {
    tariff: &'a Tariff,
    span: Span,
    columns: Vec<Column>,
}

enum Column {
    /// The pieces of a unit that is held by one for the whole span, without reliefs that begin or end.
    Priced {
        plain: Vec<Piece>,
        held: Vec<UnitId>,
    },
    /// What every holder pays of a lump, unit by unit.
    Shared {
        parts: Vec<Vec<(Money, How)>>,
        held: Vec<UnitId>,
        rest: Option<Money>,
    },
    /// The units of which no use is known.
    Metered {
        held: Vec<UnitId>,
    },
    Formula,
}

impl<'a> Plan<'a> {
    fn new(tariff: &'a Tariff, span: Span, units: &[Unit<'_>]) -> Result<Self, BillingError> {
        for holder in units.iter().flat_map(|unit| &unit.holders) {
            if !holder.billable.reliefs.is_empty() {
                holder.holding(tariff)?;
            }
        }
        let columns = tariff.lines().iter().map(|line| Column::new(tariff, line, span, units));
        Ok(Self { tariff, span, columns: columns.collect::<Result<_, _>>()? })
    }

    fn held(&self) -> Vec<Held> {
        let held = |(line, column): (&TariffLine, &Column)| {
            let (units, amount) = match column {
                Column::Priced { held, .. } | Column::Metered { held } => (held, None),
                Column::Shared { held, rest, .. } => (held, *rest),
                Column::Formula => return None,
            };
            let anything = !units.is_empty() || amount.is_some_and(|amount| !amount.is_zero());
            anything.then(|| Held { line: line.id.clone(), units: units.clone(), amount })
        };
        self.tariff.lines().iter().zip(&self.columns).filter_map(held).collect()
    }

    /// The bills of one unit.
    fn bill(&self, at: usize, unit: &Unit<'_>, bills: &mut Vec<Bill>) -> Result<(), BillingError> {
        let Some(first) = unit.holders.first() else { return Ok(()) };
        let mut account = UnitAccount::new(self.tariff, self.span, unit)?;
        for (line, column) in self.tariff.lines().iter().zip(&self.columns) {
            account.line(at, line, column)?;
        }
        let overflow = || BillingError::BillOverflow { unit: first.unit().clone() };
        let lines = account.close().ok_or_else(overflow)?;
        for (holder, lines) in unit.holders.iter().zip(lines) {
            let total = Money::sum(lines.iter().map(BillLine::amount)).map_err(|_| overflow())?;
            let Billable { unit, payer, during, .. } = holder.billable;
            bills.push(Bill { unit: unit.clone(), payer: payer.clone(), during: *during, lines, total });
        }
        Ok(())
    }
}

impl Column {
    fn new(tariff: &Tariff, line: &TariffLine, span: Span, units: &[Unit<'_>]) -> Result<Self, BillingError> {
        if let Charge::Apportioned { total, by } = line.charge {
            let held = unknown(line, by, units)?;
            return share_out(tariff, line, (total, by), span, units, held);
        }
        if let Charge::Metered(_) = line.charge {
            return Ok(Self::Metered { held: unknown(line, Weighting::Usage, units)? });
        }
        let Some(prices) = PriceView::of(&line.charge) else { return Ok(Self::Formula) };
        let whole = Holding { days: span, timed: Vec::new() };
        let plain = if units.iter().flat_map(|unit| &unit.holders).any(|holder| holder.is_plain(span)) {
            pieces(&line.id, prices, span, &[whole], tariff.rules())?
        } else {
            Vec::new()
        };
        Ok(Self::Priced { plain, held: unknown(line, prices.by(), units)? })
    }
}

/// The units that do not say what a line bills by, in the order of their ids, where the line may hold them.
fn unknown(line: &TariffLine, by: Weighting, units: &[Unit<'_>]) -> Result<Vec<UnitId>, BillingError> {
    let lacks = |holder: &&Holder<'_>| holder.billable.extent(&line.id, by).is_none();
    let lacking = units.iter().filter_map(|unit| unit.holders.iter().find(lacks));
    let lacking: Vec<UnitId> = lacking.map(|holder| holder.unit().clone()).collect();
    match (line.missing, lacking.first()) {
        (Missing::Refuse, Some(first)) => {
            Err(BillingError::Unknown { line: line.id.clone(), by, unit: first.clone(), count: lacking.len() })
        }
        _ => Ok(lacking),
    }
}

/// The parts of a lump: first of the units, then of those who hold one.
fn share_out(
    tariff: &Tariff,
    line: &TariffLine,
    (total, by): (Money, Weighting),
    span: Span,
    units: &[Unit<'_>],
    held: Vec<UnitId>,
) -> Result<Column, BillingError> {
    let overflow = || BillingError::RunOverflow {};
    // A use was counted in the days of its holder; all else is there day by day.
    let counted = matches!(by, Weighting::Use | Weighting::Usage);
    let by_days = !counted && units.iter().flat_map(|unit| &unit.holders).any(|holder| holder.days != span);
    let weight = |holder: &Holder<'_>| {
        let extent = holder.billable.extent(&line.id, by).map_or(0, Extent::weight);
        let days = if by_days { u64::try_from(holder.days.days()).ok()? } else { 1 };
        extent.checked_mul(days)
    };
    let weights = |unit: &Unit<'_>| unit.holders.iter().map(weight).collect::<Option<Vec<u64>>>();
    let inner = units.iter().map(weights).collect::<Option<Vec<Vec<u64>>>>().ok_or_else(overflow)?;
    let sum = |weights: &[u64]| weights.iter().try_fold(0_u64, |sum, weight| sum.checked_add(*weight));
    let mut outer = inner.iter().map(|weights| sum(weights)).collect::<Option<Vec<u64>>>().ok_or_else(overflow)?;
    let known = sum(&outer).ok_or_else(overflow)?;
    let mut whole = known;
    if let Missing::Hold { whole: Some(stated) } = line.missing {
        let days = if by_days { u64::try_from(span.days()).map_err(|_| overflow())? } else { 1 };
        whole = stated.weight().checked_mul(days).ok_or_else(overflow)?;
        let rest = whole.checked_sub(known);
        outer.push(rest.ok_or_else(|| BillingError::WholeTooSmall { line: line.id.clone(), whole, known })?);
    }
    let rule = tariff.rules();
    let step = step(rule.rounding.unit);
    // The tariff took the lump as a whole number of units, so nothing is lost here.
    let in_units = total.fen().checked_div(step).unwrap_or(0);
    let spread = Spread { rule, units, members: outer.get(..units.len()).unwrap_or(&[]) };
    let parts = spread.parts(in_units, &outer).map_err(|error| match error {
        // At most BILLABLES_MAX members: a missing basis is the only thing that can be wrong.
        SpreadError::NoBasis => BillingError::NoBasis { line: line.id.clone(), by },
        SpreadError::Overflow => overflow(),
        SpreadError::Receiver(unit) => BillingError::ReceiverMissing { unit },
    })?;
    let money = |units: i64| Money::from_wide(i128::from(units).checked_mul(i128::from(step))).map_err(|_| overflow());
    let rest = parts.get(units.len()).map(|rest| money(*rest)).transpose()?;
    let extent = |weight: u64| Extent::weighing(by, weight).ok_or_else(overflow);
    let whole_extent = if by_days { None } else { Some(extent(whole)?) };
    let mut shared = Vec::with_capacity(units.len());
    for ((unit, weights), part) in units.iter().zip(&inner).zip(&parts) {
        // A unit of no weight has no part, or the odd fen of an old ledger: that is its first holder's.
        let alone = largest_remainder(*part, weights);
        let alone = alone.unwrap_or_else(|_| first_takes(*part, weights.len()));
        let mut of_unit = Vec::with_capacity(weights.len());
        for (holder, part) in unit.holders.iter().zip(alone) {
            let (unit, remainder) = (rule.rounding.unit, rule.remainder.clone());
            let how = match (holder.billable.extent(&line.id, by), whole_extent) {
                (None, _) => How::Held { by },
                (Some(extent), Some(whole)) => How::Share { total, extent, whole, unit, remainder },
                (Some(extent), None) => {
                    How::ShareByDays { total, extent, days: holder.days.days(), whole, unit, remainder }
                }
            };
            of_unit.push((money(part)?, how));
        }
        shared.push(of_unit);
    }
    Ok(Column::Shared { parts: shared, held, rest })
}

fn first_takes(part: i64, many: usize) -> Vec<i64> {
    std::iter::once(part).chain(std::iter::repeat(0)).take(many).collect()
}

/// How a lump is spread over its members; one more than there are units is what nobody is charged.
struct Spread<'a> {
    rule: &'a Rules,
    units: &'a [Unit<'a>],
    /// The weights of the units.
    members: &'a [u64],
}

enum SpreadError {
    NoBasis,
    Overflow,
    Receiver(UnitId),
}

impl Spread<'_> {
    fn parts(&self, total: i64, weights: &[u64]) -> Result<Vec<i64>, SpreadError> {
        let receiver = match &self.rule.remainder {
            Remainder::LargestRemainder => {
                return largest_remainder(total, weights).map_err(|_| SpreadError::NoBasis);
            }
            Remainder::Rotated(turn) => {
                let turn = usize::try_from(*turn).unwrap_or(usize::MAX);
                return rotated(total, weights, turn).map_err(|_| SpreadError::NoBasis);
            }
            Remainder::Largest => {
                let most = self.members.iter().max().copied().unwrap_or(0);
                self.members.iter().position(|weight| *weight == most).unwrap_or(0)
            }
            Remainder::To(to) => {
                let at = self.units.iter().position(|unit| unit.holders.iter().any(|holder| holder.unit() == to));
                at.ok_or_else(|| SpreadError::Receiver(to.clone()))?
            }
        };
        let sum = weights.iter().try_fold(0_u64, |sum, weight| sum.checked_add(*weight));
        let sum = i128::from(sum.ok_or(SpreadError::Overflow)?);
        if sum == 0 {
            return Err(SpreadError::NoBasis);
        }
        let share = |weight: &u64| {
            let above = i128::from(total).checked_mul(i128::from(*weight))?;
            i64::try_from(self.rule.rounding.mode.divide(above, sum)?).ok()
        };
        let parts = weights.iter().map(share).collect::<Option<Vec<i64>>>();
        let mut parts = parts.ok_or(SpreadError::Overflow)?;
        let given = parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(*part));
        let odd = given.and_then(|given| total.checked_sub(given)).ok_or(SpreadError::Overflow)?;
        if let Some(part) = parts.get_mut(receiver) {
            *part = part.checked_add(odd).ok_or(SpreadError::Overflow)?;
        }
        Ok(parts)
    }
}

/// What one holder pays of one line, before it is rounded: exact sums of one group each.
struct Cell {
    holder: usize,
    group: i64,
    repeat: u32,
    gross: Exact,
    net: Exact,
}

/// Which reliefs for some days only hold on the days of a cell, by their bit, and from when those days are.
#[derive(Clone, Copy)]
struct Timed {
    reliefs: u64,
    from: Option<Day>,
}

impl Timed {
    const NONE: Self = Self { reliefs: 0, from: None };
}

/// The group of a sum that was taken off, where periods are rounded one by one.
const SUMS: i64 = i64::MAX;

/// A line of one holder, in the making.
struct Draft {
    how: How,
    reliefs: Vec<Reduced>,
    gross: Exact,
    net: Exact,
    /// Set at the rounding point of the line; with rounding of the bill, for lumps only.
    settled: Option<(Money, Money)>,
}

/// The lines of one unit, in the making.
struct UnitAccount<'a> {
    tariff: &'a Tariff,
    span: Span,
    unit: &'a Unit<'a>,
    /// Who holds it when; nobody is listed where one holds it throughout.
    holdings: Vec<Holding>,
    /// For every holder, what is left of the sums that it was granted, by the place of the relief.
    sums: Vec<Vec<(usize, Exact)>>,
    /// For every line, what each holder pays.
    lines: Vec<(&'a TariffLine, Vec<Draft>)>,
}

impl<'a> UnitAccount<'a> {
    fn new(tariff: &'a Tariff, span: Span, unit: &'a Unit<'a>) -> Result<Self, BillingError> {
        let holdings = match unit.holders.as_slice() {
            [only] if only.is_plain(span) => Vec::new(),
            holders => holders.iter().map(|holder| holder.holding(tariff)).collect::<Result<_, _>>()?,
        };
        let sums = |holder: &Holder<'_>| {
            let granted = |(at, relief): (usize, &Relief)| match relief.change {
                Change::Less(sum) if holder.has(relief) => Some((at, Exact::of(sum))),
                _ => None,
            };
            if holder.billable.reliefs.is_empty() {
                return Vec::new();
            }
            tariff.reliefs().iter().enumerate().filter_map(granted).collect()
        };
        let sums = unit.holders.iter().map(sums).collect();
        Ok(Self { tariff, span, unit, holdings, sums, lines: Vec::with_capacity(tariff.lines().len()) })
    }

    fn overflow(&self) -> BillingError {
        let unit = self.unit.holders.first().map(|holder| holder.unit().clone());
        unit.map_or(BillingError::RunOverflow {}, |unit| BillingError::BillOverflow { unit })
    }

    fn line(&mut self, at: usize, line: &'a TariffLine, column: &Column) -> Result<(), BillingError> {
        let drafts = match column {
            Column::Shared { parts, .. } => parts.get(at).map_or(&[][..], Vec::as_slice).iter().map(lump).collect(),
            Column::Priced { plain, .. } => self.priced(line, plain)?,
            Column::Metered { .. } => self.metered(line)?,
            Column::Formula => self.formula(line)?,
        };
        self.lines.push((line, drafts));
        Ok(())
    }

    fn rounding(&self) -> Rounding {
        self.tariff.rounding()
    }

    fn priced(&mut self, line: &TariffLine, plain: &[Piece]) -> Result<Vec<Draft>, BillingError> {
        let prices = PriceView::of(&line.charge).ok_or_else(|| self.overflow())?;
        let own;
        let pieces = match self.unit.holders.as_slice() {
            [only] if only.is_plain(self.span) => plain,
            _ => {
                own = pieces(&line.id, prices, self.span, &self.holdings, self.tariff.rules())?;
                own.as_slice()
            }
        };
        let (mut drafts, mut cells) = (Vec::with_capacity(self.unit.holders.len()), Vec::with_capacity(pieces.len()));
        for (at, holder) in self.unit.holders.iter().enumerate() {
            let mine = pieces.iter().filter(|piece| piece.holder == at);
            let mine: Vec<Piece> = mine.cloned().collect();
            let Some(extent) = holder.billable.extent(&line.id, prices.by()) else {
                drafts.push(Draft::nothing(How::Held { by: prices.by() }));
                continue;
            };
            let exact = mine.iter().map(|piece| exact(piece, extent)).collect::<Option<Vec<Exact>>>();
            let exact = exact.ok_or_else(|| self.overflow())?;
            let first = cells.len();
            for (piece, exact) in mine.iter().zip(&exact) {
                let Piece { group, repeat, .. } = *piece;
                let timed = Timed { reliefs: piece.reliefs, from: Some(piece.days.start()) };
                cells.push((Cell { holder: at, group, repeat, gross: *exact, net: *exact }, timed));
            }
            let reliefs = relieve(self.tariff, line, holder, at, &mut self.sums, &mut cells, first);
            let reliefs = reliefs.ok_or_else(|| self.overflow())?;
            let how = how(extent, &mine, &exact, self.rounding()).ok_or_else(|| self.overflow())?;
            drafts.push(Draft { reliefs, ..Draft::nothing(how) });
        }
        let cells: Vec<Cell> = cells.into_iter().map(|(cell, _)| cell).collect();
        self.settle(&mut drafts, cells).ok_or_else(|| self.overflow())?;
        Ok(drafts)
    }

    /// Each holder has readings of its own.
    fn metered(&mut self, line: &TariffLine) -> Result<Vec<Draft>, BillingError> {
        let Charge::Metered(tiers) = &line.charge else { return Err(self.overflow()) };
        let rounding = self.rounding();
        self.single(line, |_, holder| {
            let Some(used) = holder.billable.usage.get(&line.id).copied() else {
                return Some((Exact::ZERO, How::Held { by: Weighting::Usage }));
            };
            let (above, below) = tiers.exact(used)?;
            let exact = Exact::new(above, below)?;
            Some((exact, How::Metered { used, unit: tiers.unit(), tiers: tiers.split(used), exact, rounding }))
        })
    }

    /// A formula takes the lines of its holder as they stand on the bill; where the bill is rounded as a whole,
    /// exactly.
    fn formula(&mut self, line: &TariffLine) -> Result<Vec<Draft>, BillingError> {
        let Charge::Formula(formula) = &line.charge else { return Err(self.overflow()) };
        let mut named: Vec<&LineId> = formula.lines().collect();
        named.sort_unstable();
        named.dedup();
        let rounding = self.rounding();
        // A formula names earlier lines only, and those are there.
        let earlier = std::mem::take(&mut self.lines);
        let drafts = self.single(line, |at, _| {
            let value = |named: &LineId| {
                let (_, drafts) = earlier.iter().find(|(line, _)| line.id == *named)?;
                let draft = drafts.get(at)?;
                Some(draft.settled.map_or(draft.net, |(_, net)| Exact::of(net)))
            };
            let exact = formula.evaluate(value)?;
            let inputs = named.iter().map(|named| Some((LineId::clone(named), value(named)?)));
            let inputs = inputs.collect::<Option<Vec<_>>>()?;
            Some((exact, How::Formula { formula: formula.clone(), inputs, exact, rounding }))
        });
        self.lines = earlier;
        drafts
    }

    /// A line with one exact amount for every holder.
    fn single(
        &mut self,
        line: &TariffLine,
        amount: impl Fn(usize, &Holder<'_>) -> Option<(Exact, How)>,
    ) -> Result<Vec<Draft>, BillingError> {
        let (mut drafts, mut cells) = (Vec::with_capacity(self.unit.holders.len()), Vec::new());
        for (at, holder) in self.unit.holders.iter().enumerate() {
            let (exact, how) = amount(at, holder).ok_or_else(|| self.overflow())?;
            if let How::Held { .. } = how {
                drafts.push(Draft::nothing(how));
                continue;
            }
            let first = cells.len();
            cells.push((Cell { holder: at, group: 0, repeat: 1, gross: exact, net: exact }, Timed::NONE));
            let reliefs = relieve(self.tariff, line, holder, at, &mut self.sums, &mut cells, first);
            let reliefs = reliefs.ok_or_else(|| self.overflow())?;
            drafts.push(Draft { reliefs, ..Draft::nothing(how) });
        }
        let cells: Vec<Cell> = cells.into_iter().map(|(cell, _)| cell).collect();
        self.settle(&mut drafts, cells).ok_or_else(|| self.overflow())?;
        Ok(drafts)
    }

    /// Adds up the cells, and rounds them group by group where the rounding point is not the bill.
    fn settle(&self, drafts: &mut [Draft], mut cells: Vec<Cell>) -> Option<()> {
        for cell in &cells {
            let draft = drafts.get_mut(cell.holder)?;
            let often = i128::from(cell.repeat);
            draft.gross = draft.gross.plus(cell.gross.times(often, 1)?)?;
            draft.net = draft.net.plus(cell.net.times(often, 1)?)?;
        }
        let rounding = self.rounding();
        if rounding.point == RoundingPoint::Bill {
            return Some(());
        }
        for draft in drafts.iter_mut() {
            draft.settled = Some((Money::ZERO, Money::ZERO));
        }
        // Everybody's pieces of a group are one part of it, in the order of the days of the holders.
        cells.sort_by_key(|cell| (cell.group, cell.holder));
        let cells = together(cells)?;
        for group in cells.chunk_by(|one, next| one.group == next.group) {
            let gross = settled(group, |cell| cell.gross, rounding)?;
            let net = settled(group, |cell| cell.net, rounding)?;
            for ((cell, gross), net) in group.iter().zip(gross).zip(net) {
                let (total_gross, total_net) = drafts.get_mut(cell.holder)?.settled.as_mut()?;
                let often = i64::from(cell.repeat);
                *total_gross = total_gross.plus(gross.times(often).ok()?).ok()?;
                *total_net = total_net.plus(net.times(often).ok()?).ok()?;
            }
        }
        Some(())
    }

    /// The finished lines of every holder.
    fn close(mut self) -> Option<Vec<Vec<BillLine>>> {
        if self.rounding().point == RoundingPoint::Bill {
            self.round_bill()?;
        }
        let many = self.unit.holders.len();
        let mut bills: Vec<Vec<BillLine>> = (0..many).map(|_| Vec::with_capacity(self.lines.len())).collect();
        for (line, drafts) in self.lines {
            let is_lump = matches!(line.charge, Charge::Apportioned { .. });
            let together = if many > 1 && !is_lump {
                let exact = drafts.iter().try_fold(Exact::ZERO, |sum, draft| sum.plus(draft.net))?;
                let amounts = drafts.iter().map(|draft| draft.settled.map(|(_, net)| net));
                Some(Together { exact, amount: Money::sum(amounts.collect::<Option<Vec<_>>>()?).ok()? })
            } else {
                None
            };
            for (draft, bill) in drafts.into_iter().zip(&mut bills) {
                let (gross, amount) = draft.settled?;
                let gross = if draft.reliefs.is_empty() { None } else { Some(gross) };
                let (line, kind) = (line.id.clone(), line.kind);
                bill.push(BillLine { line, kind, amount, how: draft.how, gross, reliefs: draft.reliefs, together });
            }
        }
        Some(bills)
    }

    /// Rounds the sum of all exact lines of all holders once, and gives every line its part of it.
    fn round_bill(&mut self) -> Option<()> {
        let rounding = self.rounding();
        let drafts = || self.lines.iter().flat_map(|(_, drafts)| drafts);
        let exact = |of: fn(&Draft) -> Exact| drafts().map(of).collect::<Vec<Exact>>();
        let gross = spread(&exact(|draft| draft.gross), rounding)?;
        let net = spread(&exact(|draft| draft.net), rounding)?;
        let drafts = self.lines.iter_mut().flat_map(|(_, drafts)| drafts);
        for (draft, settled) in drafts.zip(gross.into_iter().zip(net)) {
            draft.settled = Some(settled);
        }
        Some(())
    }
}

impl Draft {
    const fn nothing(how: How) -> Self {
        Self { how, reliefs: Vec::new(), gross: Exact::ZERO, net: Exact::ZERO, settled: None }
    }
}

/// A part of a lump is settled before anything else.
fn lump((part, how): &(Money, How)) -> Draft {
    let exact = Exact::of(*part);
    Draft { how: how.clone(), reliefs: Vec::new(), gross: exact, net: exact, settled: Some((*part, *part)) }
}

/// Price × extent × times, exactly.
fn exact(piece: &Piece, extent: Extent) -> Option<Exact> {
    // A millionth of a yuan is 1/10,000 fen; an area counts in hundredths of a square metre.
    let below = if let Extent::Area(_) = extent { 1_000_000 } else { 10_000 };
    let above = i128::from(piece.price.micro()).checked_mul(i128::from(extent.weight()))?;
    Exact::new(above, below)?.times(piece.times.above(), piece.times.below())
}

/// What one smallest unit of extent (0.01 m², one household, one space) costs of a line at a price: a sum for every
/// group that is rounded by itself, and how often the same sum comes in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Linear {
    pub by: Weighting,
    pub groups: Vec<(Exact, u32)>,
}

/// A line as something that is proportional to the extent of a unit that is billed for the whole span and has these
/// reliefs all the while, by their place in the tariff. Nothing for a lump, a formula, a sum taken off or a relief
/// whose rate is not known.
pub(crate) fn linear(
    tariff: &Tariff,
    line: &TariffLine,
    span: Span,
    granted: &[usize],
) -> Result<Option<Linear>, BillingError> {
    let Some(prices) = PriceView::of(&line.charge) else { return Ok(None) };
    let mut left = Exact::ONE;
    for (_, relief) in tariff.reliefs_of(line).filter(|(at, _)| granted.contains(at)) {
        let share = match relief.change {
            Change::Charge(share) => Some(share),
            Change::Off(share) => rest_of(share),
            Change::Less(_) | Change::Unknown => None,
        };
        let Some(product) = share.and_then(|share| left.part(share)) else { return Ok(None) };
        left = product;
    }
    let whole = Holding { days: span, timed: Vec::new() };
    let Some(one) = Extent::weighing(prices.by(), 1) else { return Ok(None) };
    let mut groups: Vec<(i64, Exact, u32)> = Vec::new();
    for piece in pieces(&line.id, prices, span, &[whole], tariff.rules())? {
        let each = exact(&piece, one).and_then(|each| each.times(left.above(), left.below()));
        let Some(each) = each else { return Ok(None) };
        let same = groups.last_mut().filter(|(group, ..)| *group == piece.group);
        match same {
            Some((_, sum, _)) => match sum.plus(each) {
                Some(more) => *sum = more,
                None => return Ok(None),
            },
            None => groups.push((piece.group, each, piece.repeat)),
        }
    }
    let groups = groups.into_iter().map(|(_, each, repeat)| (each, repeat)).collect();
    Ok(Some(Linear { by: prices.by(), groups }))
}

/// Applies the reliefs of one holder to its cells of one line, from `first` on, each with its timed reliefs; tells what
/// each left.
fn relieve(
    tariff: &Tariff,
    line: &TariffLine,
    holder: &Holder<'_>,
    at: usize,
    sums: &mut [Vec<(usize, Exact)>],
    cells: &mut Vec<(Cell, Timed)>,
    first: usize,
) -> Option<Vec<Reduced>> {
    let mut applied = Vec::new();
    if holder.billable.reliefs.is_empty() {
        return Some(applied);
    }
    let total = |cells: &[(Cell, Timed)]| {
        let all = cells.iter().skip(first);
        all.map(|(cell, _)| cell)
            .try_fold(Exact::ZERO, |sum, cell| sum.plus(cell.net.times(i128::from(cell.repeat), 1)?))
    };
    for (place, relief) in tariff.reliefs_of(line) {
        let mut push = |during, cells: &[(Cell, Timed)]| {
            let (relief, change) = (relief.id.clone(), relief.change);
            applied.push(Reduced { relief, change, during, exact: total(cells)? });
            Some(())
        };
        let share = match relief.change {
            Change::Charge(share) => share,
            Change::Off(share) => rest_of(share)?,
            Change::Less(_) => {
                let left = sums.get_mut(at)?.iter_mut().find(|(of, _)| *of == place);
                if let Some((_, left)) = left {
                    let taken = (*left).min(total(cells)?.max(Exact::ZERO));
                    *left = left.minus(taken)?;
                    let group = if tariff.rounding().point == RoundingPoint::Line { 0 } else { SUMS };
                    let net = Exact::ZERO.minus(taken)?;
                    cells.push((Cell { holder: at, group, repeat: 1, gross: Exact::ZERO, net }, Timed::NONE));
                    push(None, cells)?;
                }
                continue;
            }
            // Refused before anything is billed.
            Change::Unknown => continue,
        };
        if holder.has(relief) {
            for (cell, _) in cells.iter_mut().skip(first) {
                cell.net = cell.net.part(share)?;
            }
            push(None, cells)?;
            continue;
        }
        for days in holder.days_of(relief)? {
            let mut any = false;
            for (cell, timed) in cells.iter_mut().skip(first) {
                if timed.reliefs & bit(place) != 0 && timed.from.is_some_and(|from| days.contains(from)) {
                    cell.net = cell.net.part(share)?;
                    any = true;
                }
            }
            if any {
                push(Some(days), cells)?;
            }
        }
    }
    Some(applied)
}

/// One cell for each holder and group; only a group of one piece is ever repeated.
fn together(cells: Vec<Cell>) -> Option<Vec<Cell>> {
    let mut merged: Vec<Cell> = Vec::with_capacity(cells.len());
    for cell in cells {
        match merged.last_mut().filter(|last| last.group == cell.group && last.holder == cell.holder) {
            Some(last) => (last.gross, last.net) = (last.gross.plus(cell.gross)?, last.net.plus(cell.net)?),
            None => merged.push(cell),
        }
    }
    Some(merged)
}

/// What is left of the whole.
fn rest_of(share: Share) -> Option<Share> {
    Share::new(share.below().checked_sub(share.above())?, share.below()).ok()
}

/// How a line at a price came about: in the shortest way that tells it all.
fn how(extent: Extent, pieces: &[Piece], exact: &[Exact], rounding: Rounding) -> Option<How> {
    let sum = || {
        let each = pieces.iter().zip(exact);
        each.map(|(piece, exact)| exact.times(i128::from(piece.repeat), 1)).try_fold(Exact::ZERO, |sum, e| sum.plus(e?))
    };
    if let ([piece], [exact]) = (pieces, exact) {
        let (price, times) = (piece.price, piece.times);
        let by_period = rounding.point == RoundingPoint::Period && price.every() != Every::Once;
        if by_period && times == Exact::ONE {
            let each = exact.round(rounding).ok()?;
            return Some(How::Periods { price, extent, periods: piece.repeat, exact: *exact, each, rounding });
        }
        let periods = u32::try_from(times.above()).ok().filter(|_| times.below() == 1);
        // A twelfth of a yearly price each month is the whole of it in a year.
        if let Some(periods) = periods.filter(|_| !by_period && piece.repeat == 1) {
            return Some(How::Rate { price, extent, periods, exact: *exact, rounding });
        }
    }
    let part = |(piece, exact): (&Piece, &Exact)| Part {
        days: piece.days,
        price: piece.price,
        times: piece.times,
        repeat: piece.repeat,
        exact: *exact,
    };
    let parts = pieces.iter().zip(exact).map(part).collect();
    Some(How::Parts { extent, parts, exact: sum()?, rounding })
}

/// The cells of one group, rounded together.
fn settled(group: &[Cell], of: fn(&Cell) -> Exact, rounding: Rounding) -> Option<Vec<Money>> {
    spread(&group.iter().map(of).collect::<Vec<Exact>>(), rounding)
}

/// Rounds the sum once, and rounds every part down or up so that they add up to it: all are rounded down, and the units
/// that are missing go one each to the largest remainders, ties to the earlier part.
fn spread(exact: &[Exact], rounding: Rounding) -> Option<Vec<Money>> {
    if let [only] = exact {
        return Some(vec![only.round(rounding).ok()?]);
    }
    let sum = exact.iter().try_fold(Exact::ZERO, |sum, part| sum.plus(*part))?;
    let sum = sum.round(rounding).ok()?;
    let step = step(rounding.unit);
    let mut parts = exact.iter().map(|part| part.floor(step)).collect::<Option<Vec<Money>>>()?;
    // The sum of the floors is never above the rounded sum, and never more units below it than there are parts with a
    // remainder.
    let missing = sum.minus(Money::sum(parts.iter().copied()).ok()?).ok()?;
    let missing = usize::try_from(missing.fen().checked_div(step)?).ok()?;
    let mut order = Vec::with_capacity(parts.len());
    for (at, (part, exact)) in parts.iter().zip(exact).enumerate() {
        order.push((Reverse(exact.minus(Exact::of(*part))?), at));
    }
    order.sort();
    let step = Money::from_fen(step).ok()?;
    for (_, at) in order.into_iter().take(missing) {
        let part = parts.get_mut(at)?;
        *part = part.plus(step).ok()?;
    }
    Some(parts)
}

/// What one line of the tariff, at its place on every bill, brings in all.
fn line_total(line: &TariffLine, at: usize, bills: &[Bill]) -> Result<LineTotal, BillingError> {
    let amounts = bills.iter().filter_map(|bill| bill.lines.get(at)).map(BillLine::amount);
    let total = Money::sum(amounts).map_err(|_| BillingError::RunOverflow {})?;
    Ok(LineTotal { line: line.id.clone(), kind: line.kind, total })
}
