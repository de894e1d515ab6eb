//! The laws of bills over code with planted bugs: our own runs with one thing done as it is often done.

use super::*;
use wuye::billing::{Charge, TariffLine, Weighting};
use wuye::laws::BillSeen;
use wuye::measure::{Every, Per, Rounding, RoundingMode, RoundingPoint, UnitPrice};
use wuye::money::IncomeKind;

/// A run with these amounts in place of ours; what a line keeps is nothing.
fn with(run: RunSeen, amount: impl Fn(&BillSeen, usize) -> Option<Money>) -> RunSeen {
    let bill = |bill: &BillSeen| {
        let line = |(at, ours): (usize, &Money)| amount(bill, at).unwrap_or(*ours);
        let lines: Vec<Money> = bill.lines.iter().enumerate().map(line).collect();
        let total = Money::sum(lines.iter().copied()).unwrap_or(bill.total);
        BillSeen { unit: bill.unit.clone(), lines, total }
    };
    RunSeen { bills: run.bills.iter().map(bill).collect(), ..run }
}

/// The price and the extent of a line at a price by the square metre.
fn of_area<'a>(tariff: &'a Tariff, homes: &'a [Billable], bill: &BillSeen, at: usize) -> Option<(UnitPrice, i64)> {
    let home = homes.iter().find(|home| home.unit == bill.unit)?;
    match tariff.lines().get(at)?.charge {
        Charge::Rate(price) if price.per() == Per::SquareMetre && price.every() == Every::Month => {
            Some((price, home.area?.hundredths()))
        }
        _ => None,
    }
}

fn line_by_line(tariff: &Tariff) -> Tariff {
    Tariff::new(tariff.lines().to_vec(), Rounding::default()).unwrap_or_else(|_| tariff.clone())
}

#[test]
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "the planted bug")]
fn amounts_in_binary_floats_are_caught() {
    // 0.50 × 40.91 and 0.15 × 130.70 by name, and whatever the strategy finds.
    let cases = testkit::billing();
    caught(Law::PricedExactly, &cases, |(tariff, homes, span)| {
        let tariff = line_by_line(tariff);
        let months = f64::from(span.whole_months().unwrap());
        let floats = with(billed(&tariff, homes, *span), |bill, at| {
            let (price, area) = of_area(&tariff, homes, bill, at)?;
            let yuan = price.micro() as f64 / 1e6 * (area as f64 / 100.0) * months;
            Money::from_fen((yuan * 100.0).round() as i64).ok()
        });
        laws::priced_exactly(&tariff, homes, *span, &floats)
    });
}

#[test]
fn a_rate_that_is_rounded_first_is_caught() {
    caught(Law::PricedExactly, &testkit::billing(), |(tariff, homes, span)| {
        let tariff = line_by_line(tariff);
        let months = i64::from(span.whole_months().unwrap());
        let first = with(billed(&tariff, homes, *span), |bill, at| {
            let (price, area) = of_area(&tariff, homes, bill, at)?;
            let fen_each = (price.micro() + 5_000) / 10_000;
            Money::from_fen(fen_each.checked_mul(area)?.checked_mul(months)? / 100).ok()
        });
        laws::priced_exactly(&tariff, homes, *span, &first)
    });
}

#[test]
fn months_where_the_tariff_rounds_once_and_the_other_way_round_are_caught() {
    for (asked, done) in [
        (RoundingPoint::Line, RoundingPoint::Period),
        (RoundingPoint::Period, RoundingPoint::Line),
        (RoundingPoint::Year, RoundingPoint::Period),
        (RoundingPoint::Year, RoundingPoint::Line),
    ] {
        caught(Law::PricedExactly, &testkit::billing(), |(tariff, homes, span)| {
            let at = |point| Rounding { point, ..Rounding::default() };
            let rate = |line: &&TariffLine| matches!(line.charge, Charge::Rate(_));
            let lines: Vec<TariffLine> = tariff.lines().iter().filter(rate).cloned().collect();
            let Ok(asked) = Tariff::new(lines.clone(), at(asked)) else { return Ok(()) };
            let run = billed(&Tariff::new(lines, at(done)).unwrap(), homes, *span);
            laws::priced_exactly(&asked, homes, *span, &run)
        });
    }
}

#[test]
fn payers_who_are_rounded_apart_are_caught() {
    caught(Law::PayersShare, &testkit::parted_billing(), |(tariff, homes, span, cut, _)| {
        let rate = |line: &&TariffLine| matches!(line.charge, Charge::Rate(_));
        let lines: Vec<TariffLine> = tariff.lines().iter().filter(rate).cloned().collect();
        let rules =
            wuye::billing::Rules { proration: Some(wuye::measure::DayCount::ActualMonth), ..tariff.rules().clone() };
        let Ok(tariff) = Tariff::with(lines, vec![], rules) else { return Ok(()) };
        laws::payers_share(homes, *span, *cut, |list| {
            let mut all = RunSeen { bills: vec![], by_line: vec![], total: Money::ZERO };
            for home in list {
                all.bills.extend(billed(&tariff, std::slice::from_ref(home), *span).bills);
            }
            all
        })
    });
}

#[test]
fn a_bill_that_falls_where_there_is_more_is_caught() {
    caught(Law::MoreCostsMore, &testkit::parted_billing(), |(tariff, homes, span, _, who)| {
        laws::more_costs_more(tariff, homes, *who, |list| {
            // A second space is half price, of both.
            with(billed(tariff, list, *span), |bill, at| {
                let home = list.iter().find(|home| home.unit == bill.unit)?;
                let Charge::Rate(price) = tariff.lines()[at].charge else { return None };
                let halved = price.per() == Per::Space && home.spaces? >= 2;
                Money::from_fen(bill.lines[at].fen() / if halved { 4 } else { 1 }).ok()
            })
        })
    });
}

#[test]
fn a_reversal_by_floors_is_caught() {
    caught(Law::Mirrored, &testkit::billing(), |(tariff, homes, span)| {
        laws::lumps_mirror(tariff, |tariff| {
            let run = billed(tariff, homes, *span);
            let unit = |bill: &BillSeen| homes.iter().find(|home| home.unit == bill.unit);
            let sum: i128 = homes.iter().filter_map(|home| home.households).map(i128::from).sum();
            let last = run.bills.len() - 1;
            with(run.clone(), |bill, at| {
                let Charge::Apportioned { total, by: Weighting::Household } = tariff.lines()[at].charge else {
                    return None;
                };
                let share = |bill: &BillSeen| {
                    (i128::from(total.fen()) * i128::from(unit(bill).unwrap().households.unwrap())).div_euclid(sum)
                };
                // Floors, and what is over to the last: −0.34, −0.34, −0.32 of −1.00.
                let others: i128 = run.bills[..last].iter().map(share).sum();
                let mine =
                    if bill.unit == run.bills[last].unit { i128::from(total.fen()) - others } else { share(bill) };
                Money::from_fen(i64::try_from(mine).unwrap()).ok()
            })
        })
    });
}

#[test]
fn the_strategies_of_tariffs_reach_what_matters() {
    let rules = samples(300, &testkit::rules());
    let kinds: std::collections::HashSet<_> =
        rules.iter().map(|rules| std::mem::discriminant(&rules.remainder)).collect();
    let cycles: BTreeSet<_> = rules.iter().map(|rules| format!("{:?}", rules.cycle).chars().next()).collect();
    assert_eq!((kinds.len(), cycles.len()), (4, 3));
    let modes: BTreeSet<RoundingMode> = rules.iter().map(|rules| rules.rounding.mode).collect();
    assert_eq!(modes.len(), RoundingMode::ALL.len());
    for formula in samples(100, &testkit::formula()) {
        let named = formula.lines().count();
        let lines = ["fee", "lift"].map(|id| {
            let price = UnitPrice::from_micro(1, Per::Household, Every::Once).unwrap();
            TariffLine::new(id.parse().unwrap(), IncomeKind::ServiceFee, Charge::Rate(price))
        });
        let extra = TariffLine::new("extra".parse().unwrap(), IncomeKind::OtherIncome, Charge::Formula(formula));
        let all = lines.into_iter().chain([extra]).collect();
        assert!(Tariff::new(all, Rounding::default()).is_ok() && named < 5);
    }
    assert!(samples(100, &testkit::prices()).iter().any(|prices| prices.steps().len() == 4));
    assert!(samples(100, &testkit::missing()).iter().any(|missing| *missing != wuye::billing::Missing::Refuse));
    assert_eq!(distinct(60, &testkit::bill_relief()).min(40), 40);
    assert_eq!(distinct(60, &testkit::granted()).min(40), 40);
    assert_eq!(distinct(60, &testkit::price_step()).min(40), 40);
    assert_eq!(distinct(60, &testkit::bill_extent()).min(40), 40);
    assert!(distinct(60, &testkit::change()) > 10 && distinct(60, &testkit::remainder()) > 5);
    assert!(distinct(60, &testkit::cycle()) > 5);
}
