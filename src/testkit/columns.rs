//! Strategies for batches over columns.

use super::*;
use crate::billing::{
    BillFault, Change, Cycle, Numbers, Plan, PlanOf, PriceStep, Prices, Relief, ReliefId, Rows, Rules, Totals,
    bill_rows,
};
use crate::measure::{DayCount, RowFaults};

/// 行错误 — the faults of up to 130 rows, of which the first 100 are kept.
pub fn row_faults() -> BoxedStrategy<RowFaults<BillFault>> {
    btree_map(0..400_u64, any::<BillFault>(), 0..=130)
        .prop_map(|rows| {
            let mut faults = RowFaults::default();
            rows.into_iter().for_each(|(row, fault)| faults.add(row, fault));
            faults
        })
        .boxed()
}

fn price(micro: i64, per: Per, every: Every) -> UnitPrice {
    sure(UnitPrice::from_micro(micro, per, every))
}

/// A charge at one price, or at two of which the second begins on a day.
fn priced(change: Day) -> BoxedStrategy<Charge> {
    let micro = || near(0, 10_000_000_000, &[0, 80_000, 1_450_000, 1_455_555, 50_000_000]);
    let per = select(vec![Per::SquareMetre, Per::SquareMetre, Per::Household, Per::Space]);
    (micro(), option::weighted(0.3, micro()), per, any::<Every>())
        .prop_map(move |(first, second, per, every)| {
            let first = price(first, per, every);
            let Some(second) = second.filter(|_| change > Day::FIRST) else { return Charge::Rate(first) };
            let step = |start, end, price| PriceStep { during: sure(Span::new(start, end)), price };
            let steps = vec![step(Day::FIRST, change, first), step(change, Day::LAST, price(second, per, every))];
            Charge::Prices(sure(Prices::new(steps)))
        })
        .boxed()
}

/// A share of law or any of small numbers: products of several are far from 128 bits.
fn part() -> BoxedStrategy<Share> {
    let small = (0..=30_u32, 1..=30_u32).prop_map(|(above, below)| sure(Share::new(above.min(below), below)));
    let usual = select(vec![(7, 10), (4, 5), (1, 2), (0, 1), (1, 1), (1, 3)]);
    let usual = usual.prop_map(|(above, below)| sure(Share::new(above, below)));
    prop_oneof![3 => usual, 2 => small].boxed()
}

fn line_name(at: usize) -> LineId {
    sure(LineId::new(format!("收费{at}")))
}

fn relief_name(at: usize) -> ReliefId {
    sure(ReliefId::new(format!("优惠{at}")))
}

/// Reliefs by share, each of all lines or of one.
fn reliefs(lines: usize) -> BoxedStrategy<Vec<Relief>> {
    let change = (any::<bool>(), part()).prop_map(|(charge, part)| match charge {
        true => Change::Charge(part),
        false => Change::Off(part),
    });
    vec((change, option::of(0..lines)), 0..=3)
        .prop_map(|reliefs| {
            let named = |(at, (change, line)): (usize, (Change, Option<usize>))| Relief {
                lines: line.map(|line| vec![line_name(line)]),
                ..Relief::new(relief_name(at), change)
            };
            reliefs.into_iter().enumerate().map(named).collect()
        })
        .boxed()
}

/// Whole months or any days, with a day in or near them on which prices change.
fn billed_span() -> BoxedStrategy<(Span, Day)> {
    let days = (0..100_000_u32, prop_oneof![3 => 1..=45_u32, 1 => 1..=500_u32], 0..=60_u32);
    let days = days.prop_map(|(start, length, change)| {
        let span = sure(Span::new(nth_day(start), nth_day(start.saturating_add(length))));
        (span, nth_day(start.saturating_add(change)))
    });
    let months = (0..100_000_u32, 1..=14_u32, 0..=400_u32).prop_map(|(start, months, change)| {
        let first = nth_day(start);
        (sure(Span::new(first, sure(Period::Months(months).after(first)))), nth_day(start.saturating_add(change)))
    });
    prop_oneof![1 => days, 1 => months].boxed()
}

fn rules() -> BoxedStrategy<Rules> {
    let anchor = (0..100_000_u32).prop_map(nth_day).prop_map(Cycle::Anchor);
    let cycle = prop_oneof![2 => Just(Cycle::FromStart), 1 => Just(Cycle::Calendar), 1 => anchor];
    let rounding = prop_oneof![1 => Just(Rounding::default()), 3 => rounding()];
    (rounding, option::weighted(0.8, any::<DayCount>()), cycle)
        .prop_map(|(rounding, proration, cycle)| Rules { rounding, proration, cycle, ..Rules::default() })
        .boxed()
}

/// 出账方案 — a [`Plan`], and the tariff, the span and the classes that it was compiled from: prices by area, household or
/// space that may change in the span, reliefs by share, every rounding, parts of months.
pub fn planned() -> BoxedStrategy<(Tariff, Span, Vec<Vec<ReliefId>>, Plan)> {
    let lines = billed_span().prop_flat_map(|(span, change)| (Just(span), vec(priced(change), 1..=4)));
    lines
        .prop_flat_map(|(span, charges)| {
            let many = charges.len();
            (Just(span), Just(charges), reliefs(many), vec(vec(any::<bool>(), 3), 1..=6), rules())
        })
        .prop_map(|(span, charges, reliefs, classes, rules)| {
            let classes: Vec<Vec<ReliefId>> = classes
                .into_iter()
                .map(|granted| {
                    let of = reliefs.iter().zip(granted).filter(|(_, granted)| *granted);
                    of.map(|(relief, _)| relief.id.clone()).collect()
                })
                .collect();
            let line = |(at, charge)| TariffLine::new(line_name(at), IncomeKind::ServiceFee, charge);
            let lines: Vec<TariffLine> = charges.into_iter().enumerate().map(line).collect();
            let tariff = |rules| sure(Tariff::with(lines.clone(), reliefs.clone(), rules));
            let own = tariff(rules.clone());
            if let Ok(plan) = Plan::compile(&own, span, &classes) {
                return (own, span, classes, plan);
            }
            // Some days are a part of a month: that can be billed where parts are counted.
            let counted = tariff(Rules { proration: Some(DayCount::ActualMonth), ..rules });
            let plan = sure(Plan::compile(&counted, span, &classes));
            (counted, span, classes, plan)
        })
        .boxed()
}

/// 计费行 — a row of columns: its class, hundredths of a square metre, households and spaces; what is below zero is not
/// known. Now and then a class that there is not, and an extent beyond all bounds.
pub fn billed_row() -> BoxedStrategy<(u8, i64, i64, i64)> {
    let class = prop_oneof![9 => 0..6_u8, 1 => any::<u8>()];
    let area = prop_oneof![
        6 => 0..=20_000_i64,
        1 => near(0, Area::MAX.hundredths(), &[8_955, i64::from(i32::MAX)]),
        1 => select(vec![-1, i64::MIN, i64::MAX, Area::MAX.hundredths().saturating_add(1)]),
    ];
    let count = || {
        prop_oneof![
            8 => 0..=3_i64,
            1 => select(vec![-1, i64::from(u32::MAX), i64::from(u32::MAX).saturating_add(1)]),
        ]
    };
    (class, area, count(), count()).boxed()
}

/// 批量合计 — any [`Totals`] of one or two plans.
pub fn totals() -> BoxedStrategy<Totals> {
    (vec(planned(), 1..=2), vec((billed_row(), 0..2_u32), 0..=20))
        .prop_map(|(plans, rows)| {
            let plans: Vec<Plan> = plans.into_iter().map(|(_, _, _, plan)| plan).collect();
            let column =
                |of: fn(&(u8, i64, i64, i64)) -> i64| rows.iter().map(|(row, _)| of(row)).collect::<Vec<i64>>();
            let (area, households, spaces) = (column(|row| row.1), column(|row| row.2), column(|row| row.3));
            let class: Vec<u8> = rows.iter().map(|(row, _)| row.0).collect();
            let plan: Vec<u32> = rows.iter().map(|(_, plan)| *plan).collect();
            let columns = Rows {
                plan: PlanOf::ByRow(&plan),
                class: Some(&class),
                area: Some(Numbers::I64(&area)),
                households: Some(Numbers::I64(&households)),
                spaces: Some(Numbers::I64(&spaces)),
                first_row: 0,
            };
            sure(bill_rows(&plans, &columns, &mut vec![0; rows.len()]))
        })
        .boxed()
}
