//! Laws of bills: each amount is the right one, whoever pays and in whatever order.

use super::*;
use crate::billing::{Charge, Tariff, TariffLine};
use crate::measure::{Every, Per, Rounding, RoundingMode, RoundingPoint, RoundingUnit, Span, UnitPrice};

// ------------------------------------------------------------------------------------------------ exact amounts

/// 逐户精确 — every line at a price is price × extent × periods, rounded once at the point of the tariff; with rounding
/// of the bill it is less than one unit of rounding from the exact amount. Other lines are not asked, nor is a span
/// that is not whole months from its start.
///
/// # Errors
/// [`Law::PricedExactly`], at the bill.
///
/// ```
/// use wuye::billing::{Billable, Charge, Tariff, TariffLine};
/// use wuye::laws::{BillSeen, RunSeen, priced_exactly};
/// use wuye::measure::{Every, Per, Rounding, Span, UnitPrice};
/// use wuye::money::IncomeKind;
/// let price = UnitPrice::new("1.45".parse().unwrap(), Per::SquareMetre, Every::Month)?;
/// let fee = TariffLine::new("fee".parse()?, IncomeKind::ServiceFee, Charge::Rate(price));
/// let tariff = Tariff::new(vec![fee], Rounding::default())?;
/// let home = Billable { area: Some("89.55".parse()?), ..Billable::new("1-101".parse()?) };
/// let year = Span::new("2026-01-01".parse()?, "2027-01-01".parse()?)?;
/// // Twelve rounded months, where the tariff rounds the line once.
/// let monthly = "1558.20".parse()?;
/// let bill = BillSeen { unit: home.unit.clone(), lines: vec![monthly], total: monthly };
/// let run = RunSeen { bills: vec![bill], by_line: vec![monthly], total: monthly };
/// assert!(priced_exactly(&tariff, &[home], year, &run).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn priced_exactly(tariff: &Tariff, billables: &[Billable], span: Span, run: &RunSeen) -> Result<(), LawViolation> {
    let Ok(months) = span.whole_months() else { return Ok(()) };
    let rounding = tariff.rounding();
    for (at, bill) in run.bills.iter().enumerate() {
        let Some(home) = billables.iter().find(|home| home.unit == bill.unit) else { continue };
        for (line, amount) in tariff.lines().iter().zip(&bill.lines) {
            let Charge::Rate(price) = line.charge else { continue };
            let Some(one) = of_one_period(price, home, line) else { continue };
            let expected = match Due::of(price.every(), months) {
                Some(due) => due.amounts(one, rounding),
                None => continue,
            };
            let found = fen(*amount);
            if !expected.holds(found) {
                return Err(LawViolation::one(Law::PricedExactly, at, expected.said(), Said::Number(found)));
            }
        }
    }
    Ok(())
}

/// The exact amount of one period in millionths of a fen.
fn of_one_period(price: UnitPrice, home: &Billable, line: &TariffLine) -> Option<i128> {
    let hundredths = match price.per() {
        Per::SquareMetre => i128::from(home.area?.hundredths()),
        Per::Household => i128::from(home.households?).checked_mul(100)?,
        Per::Space => i128::from(home.spaces?).checked_mul(100)?,
        Per::Use => i128::from(*home.counts.get(&line.id)?).checked_mul(100)?,
    };
    i128::from(price.micro()).checked_mul(hundredths)
}

const MILLION: i128 = 1_000_000;

/// How often a price falls due, and how many times of it make a year.
struct Due {
    times: i128,
    in_year: i128,
    by_period: bool,
}

/// An amount in fen, or anything up to one unit of rounding from an exact one.
enum Amounts {
    One(i128),
    Near { millionths: i128, step: i128 },
}

impl Due {
    fn of(every: Every, months: u32) -> Option<Self> {
        let months = i128::from(months);
        match every {
            Every::Month => Some(Self { times: months, in_year: 12, by_period: true }),
            Every::Year if months.checked_rem(12) == Some(0) => {
                Some(Self { times: months.checked_div(12)?, in_year: 1, by_period: true })
            }
            Every::Once => Some(Self { times: 1, in_year: 1, by_period: false }),
            Every::Year | Every::Day => None,
        }
    }

    fn amounts(&self, one: i128, rounding: Rounding) -> Amounts {
        let whole = one.saturating_mul(self.times);
        let each = |times: i128| rounded(one.saturating_mul(times), rounding);
        match rounding.point {
            RoundingPoint::Bill => Amounts::Near { millionths: whole, step: step_of(rounding) },
            RoundingPoint::Line => Amounts::One(rounded(whole, rounding)),
            RoundingPoint::Period if self.by_period => Amounts::One(each(1).saturating_mul(self.times)),
            RoundingPoint::Year if self.by_period => {
                let years = self.times.checked_div(self.in_year).unwrap_or(0);
                let rest = self.times.checked_rem(self.in_year).unwrap_or(0);
                Amounts::One(each(self.in_year).saturating_mul(years).saturating_add(each(rest)))
            }
            RoundingPoint::Period | RoundingPoint::Year => Amounts::One(rounded(whole, rounding)),
        }
    }
}

impl Amounts {
    fn holds(&self, found: i128) -> bool {
        match self {
            Self::One(expected) => *expected == found,
            Self::Near { millionths, step } => {
                let away = found.saturating_mul(MILLION).abs_diff(*millionths);
                away < step.saturating_mul(MILLION).unsigned_abs() && found.checked_rem(*step) == Some(0)
            }
        }
    }

    fn said(&self) -> Said {
        match self {
            Self::One(expected) => Said::Number(*expected),
            Self::Near { millionths, step } => {
                let below = millionths.div_euclid(MILLION);
                Said::Between(below.saturating_sub(*step), below.saturating_add(*step).saturating_add(1))
            }
        }
    }
}

fn step_of(rounding: Rounding) -> i128 {
    match rounding.unit {
        RoundingUnit::Fen => 1,
        RoundingUnit::Jiao => 10,
        RoundingUnit::Yuan => 100,
    }
}

/// Millionths of a fen, not below zero, to fen.
fn rounded(millionths: i128, rounding: Rounding) -> i128 {
    let unit = step_of(rounding).saturating_mul(MILLION);
    let (whole, rest) = (millionths.div_euclid(unit), millionths.rem_euclid(unit));
    let twice = rest.saturating_mul(2);
    let up = match rounding.mode {
        RoundingMode::Up => rest > 0,
        RoundingMode::Down => false,
        RoundingMode::HalfAwayFromZero => twice >= unit,
        RoundingMode::HalfEven => twice > unit || (twice == unit && whole.rem_euclid(2) == 1),
    };
    whole.saturating_add(i128::from(up)).saturating_mul(step_of(rounding))
}

// ------------------------------------------------------------------------------------------------ payers

/// 分户合计不变 — where every unit has two payers, one up to a day and one from that day on, they pay together, bill by
/// bill, what one would pay alone. Lines are not compared: with rounding of the bill the odd fen may be on another one.
///
/// # Errors
/// [`Law::PayersShare`], at the unit.
///
/// ```
/// use wuye::billing::Billable;
/// use wuye::laws::{BillSeen, RunSeen, payers_share};
/// use wuye::measure::{Money, Span};
/// let home = Billable::new("1-101".parse()?);
/// let april = Span::new("2026-04-01".parse()?, "2026-05-01".parse()?)?;
/// // One fen a month, by days, and each payer rounded apart: a fen each for half of April.
/// let apart = |homes: &[Billable]| {
///     let bill = |home: &Billable| {
///         let days = home.during.unwrap_or(april).days();
///         let total = Money::from_fen((days + 15) / 30).unwrap(); // 1 fen a month, each rounded
///         BillSeen { unit: home.unit.clone(), lines: vec![total], total }
///     };
///     let bills: Vec<BillSeen> = homes.iter().map(bill).collect();
///     let total = Money::sum(bills.iter().map(|bill| bill.total)).unwrap();
///     RunSeen { bills, by_line: vec![total], total }
/// };
/// assert!(payers_share(&[home], april, "2026-04-16".parse()?, apart).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn payers_share<F>(billables: &[Billable], span: Span, cut: Day, bill: F) -> Result<(), LawViolation>
where
    F: Fn(&[Billable]) -> RunSeen,
{
    let (Ok(first), Ok(second)) = (Span::new(span.start(), cut), Span::new(cut, span.end())) else { return Ok(()) };
    let halves = |home: &Billable| [first, second].map(|during| Billable { during: Some(during), ..home.clone() });
    let parted: Vec<Billable> = billables.iter().flat_map(halves).collect();
    let lines = |run: &RunSeen, unit: &UnitId| -> Vec<i128> {
        let mut sums: Vec<i128> = Vec::new();
        for bill in run.bills.iter().filter(|bill| bill.unit == *unit) {
            sums.resize(sums.len().max(bill.lines.len()), 0);
            for (sum, amount) in sums.iter_mut().zip(&bill.lines) {
                *sum = sum.saturating_add(fen(*amount));
            }
        }
        sums
    };
    let (whole, parts) = (bill(billables), bill(&parted));
    for (at, home) in billables.iter().enumerate() {
        let (one, two) = (lines(&whole, &home.unit), lines(&parts, &home.unit));
        // With rounding of the bill the odd fen may be on another line, so only the bills are compared.
        if sum(one.iter().copied()) != sum(two.iter().copied()) {
            let said = |lines: &[i128]| Said::Number(sum(lines.iter().copied()));
            return Err(LawViolation::one(Law::PayersShare, at, said(&one), said(&two)));
        }
    }
    Ok(())
}

/// 只增不减 — where one unit has more of what it is billed by, it does not pay less, and at prices nobody else pays
/// anything else. A tariff with a lump is not asked: more for one is less for the others.
///
/// # Errors
/// [`Law::MoreCostsMore`], at the unit.
///
/// ```
/// use wuye::billing::{Billable, Tariff, TariffLine, Charge};
/// use wuye::laws::{BillSeen, RunSeen, more_costs_more};
/// use wuye::measure::{Every, Money, Per, Rounding, UnitPrice};
/// use wuye::money::IncomeKind;
/// let price = UnitPrice::new("1.00".parse().unwrap(), Per::SquareMetre, Every::Month)?;
/// let fee = TariffLine::new("fee".parse()?, IncomeKind::ServiceFee, Charge::Rate(price));
/// let tariff = Tariff::new(vec![fee], Rounding::default())?;
/// let home = Billable { area: Some("90.00".parse()?), ..Billable::new("1-101".parse()?) };
/// // Small homes pay more.
/// let upside_down = |homes: &[Billable]| {
///     let total = Money::from_fen(1_000_000 - homes[0].area.unwrap().hundredths()).unwrap();
///     let bill = BillSeen { unit: homes[0].unit.clone(), lines: vec![total], total };
///     RunSeen { bills: vec![bill], by_line: vec![total], total }
/// };
/// assert!(more_costs_more(&tariff, &[home], 0, upside_down).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn more_costs_more<F>(tariff: &Tariff, billables: &[Billable], who: usize, bill: F) -> Result<(), LawViolation>
where
    F: Fn(&[Billable]) -> RunSeen,
{
    let lump = |line: &TariffLine| matches!(line.charge, Charge::Apportioned { .. });
    let Some(one) = billables.get(who).filter(|_| !tariff.lines().iter().any(lump)) else { return Ok(()) };
    let more_area = |area: Area| area.plus(Area::from_hundredths(1).unwrap_or(Area::ZERO)).unwrap_or(area);
    let more = Billable {
        area: one.area.map(more_area),
        spaces: one.spaces.map(|n| n.saturating_add(1)),
        households: one.households.map(|n| n.saturating_add(1)),
        ..one.clone()
    };
    let changed = |(at, home): (usize, &Billable)| if at == who { more.clone() } else { home.clone() };
    let list: Vec<Billable> = billables.iter().enumerate().map(changed).collect();
    let (before, after) = (bill(billables), bill(&list));
    for (at, home) in billables.iter().enumerate() {
        let total = |run: &RunSeen| run.bills.iter().find(|bill| bill.unit == home.unit).map(|bill| fen(bill.total));
        let (Some(before), Some(after)) = (total(&before), total(&after)) else { continue };
        if at == who && after < before {
            return Err(LawViolation::one(Law::MoreCostsMore, at, Said::AtLeast(before), Said::Number(after)));
        }
        if at != who && after != before {
            return Err(LawViolation::one(Law::MoreCostsMore, at, Said::Number(before), Said::Number(after)));
        }
    }
    Ok(())
}

/// 红字对称 — a lump with the other sign changes the sign of every amount and nothing else. Only the lumps of the tariff
/// are billed.
///
/// # Errors
/// [`Law::Mirrored`], at the bill.
///
/// ```
/// use wuye::billing::{Billable, Charge, Tariff, TariffLine, Weighting, bill};
/// use wuye::laws::lumps_mirror;
/// use wuye::measure::{Rounding, Span};
/// use wuye::money::IncomeKind;
/// let charge = Charge::Apportioned { total: "1.00".parse()?, by: Weighting::Household };
/// let lift = TariffLine::new("lift".parse()?, IncomeKind::OtherIncome, charge);
/// let tariff = Tariff::new(vec![lift], Rounding::default())?;
/// let month = Span::new("2026-04-01".parse()?, "2026-05-01".parse()?)?;
/// let homes = ["a", "b", "c"].map(|id| Billable { households: Some(1), ..Billable::new(id.parse().unwrap()) });
/// lumps_mirror(&tariff, |tariff| (&bill(tariff, &homes, month).unwrap()).into())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn lumps_mirror<F>(tariff: &Tariff, bill: F) -> Result<(), LawViolation>
where
    F: Fn(&Tariff) -> RunSeen,
{
    let lumps = |sign: fn(Money) -> Money| {
        let lump = |line: &TariffLine| match line.charge {
            Charge::Apportioned { total, by } => {
                Some(TariffLine { charge: Charge::Apportioned { total: sign(total), by }, ..line.clone() })
            }
            _ => None,
        };
        let lines = tariff.lines().iter().filter_map(lump).collect();
        Tariff::with(lines, Vec::new(), tariff.rules().clone()).ok()
    };
    let (Some(taken), Some(given)) = (lumps(|total| total), lumps(Money::negated)) else { return Ok(()) };
    let (taken, given) = (bill(&taken), bill(&given));
    same(Law::Mirrored, count(taken.bills.len()), count(given.bills.len()))?;
    for (at, (one, other)) in taken.bills.iter().zip(&given.bills).enumerate() {
        for (one, other) in one.lines.iter().zip(&other.lines) {
            if one.negated() != *other {
                return Err(LawViolation::one(Law::Mirrored, at, Said::Money(one.negated()), Said::Money(*other)));
            }
        }
    }
    Ok(())
}
