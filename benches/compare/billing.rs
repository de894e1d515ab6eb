//! Workload W1: a million households of a thousand compounds, each compound at its own price, with discounts, empty
//! homes
//! and parking; and the shares of 3,000 homes in one sum.

use std::hint::black_box;

use rust_decimal::{Decimal, RoundingStrategy};
use wuye::billing::{
    Billable, Change, Charge, Granted, Numbers, Plan, PlanOf, Relief, ReliefId, Rows, Rules, Tariff, TariffLine,
    Totals, bill, bill_rows,
};
use wuye::measure::apportion::{Scratch, largest_remainder_into};
use wuye::measure::{Area, Every, Per, Rounding, RoundingPoint, Share, Span, UnitPrice};
use wuye::money::IncomeKind;

use super::eligibility::Random;

const ROWS: usize = 1_000_000;
const COMPOUNDS: usize = 1_000;
const EACH: usize = ROWS / COMPOUNDS;

/// Percent of the fee by class: four discounts of a home that is lived in, the same of an empty one.
const PERCENT: [i64; 8] = [100, 80, 50, 0, 70, 56, 35, 0];

#[derive(Clone, Copy)]
enum Discount {
    None,
    Fifth,
    Half,
    All,
}

struct Household {
    compound: usize,
    area: Decimal,
    spaces: u32,
    discount: Discount,
    vacant: bool,
}

struct Compound {
    rate: Decimal,
    parking: Decimal,
}

/// All that is timed works on this.
struct Work {
    /// Ten-thousandths of a yuan for a square metre and month; fen for a space and month.
    rate: Vec<i32>,
    price: Vec<i32>,
    /// Of each row its compound, hundredths of a square metre, spaces, discount and whether it is empty.
    compound: Vec<u32>,
    area: Vec<i32>,
    spaces: Vec<u8>,
    discount: Vec<u8>,
    vacant: Vec<u8>,
    class: Vec<u8>,
    places: Vec<usize>,
    /// The same rows in an order in which hardly two neighbours are of one compound.
    shuffled: Shuffled,
    plans: Vec<Plan>,
    compounds: Vec<Compound>,
    households: Vec<Household>,
    bills: Vec<i64>,
    totals: Vec<i64>,
    narrow: Vec<i32>,
    decimals: Vec<Decimal>,
    decimal_totals: Vec<Decimal>,
    summed: Option<Totals>,
}

struct Shuffled {
    compound: Vec<u32>,
    area: Vec<i32>,
    spaces: Vec<u8>,
    class: Vec<u8>,
    /// Where each row stands in the first order.
    from: Vec<usize>,
}

fn reliefs() -> [Relief; 4] {
    let of_fee = |id: &str, change| Relief {
        lines: Some(vec!["fee".parse().unwrap()]),
        ..Relief::new(id.parse().unwrap(), change)
    };
    let share = |above, below| Share::new(above, below).unwrap();
    [
        of_fee("vacant", Change::Charge(share(7, 10))),
        of_fee("fifth", Change::Off(share(1, 5))),
        of_fee("half", Change::Off(share(1, 2))),
        of_fee("all", Change::Off(share(1, 1))),
    ]
}

fn tariff(rate: i32, price: i32) -> Tariff {
    let line = |id: &str, kind, micro, per| {
        let price = UnitPrice::from_micro(micro, per, Every::Month).unwrap();
        TariffLine::new(id.parse().unwrap(), kind, Charge::Rate(price))
    };
    let lines = vec![
        line("fee", IncomeKind::ServiceFee, i64::from(rate) * 100, Per::SquareMetre),
        line("parking", IncomeKind::ParkingCharge, i64::from(price) * 10_000, Per::Space),
    ];
    let rounding = Rounding { point: RoundingPoint::Bill, ..Rounding::default() };
    Tariff::with(lines, reliefs().into(), Rules::from(rounding)).unwrap()
}

fn span() -> Span {
    Span::new("2026-01-01".parse().unwrap(), "2026-02-01".parse().unwrap()).unwrap()
}

/// The reliefs of each class.
fn classes() -> Vec<Vec<ReliefId>> {
    let [vacant, discounts @ ..] = reliefs();
    let of = |class: usize| {
        let vacant = (class >= 4).then_some(&vacant);
        let discount = (class % 4).checked_sub(1).map(|n| &discounts[n]);
        vacant.into_iter().chain(discount).map(|relief| relief.id.clone()).collect()
    };
    (0..8).map(of).collect()
}

impl Work {
    /// With prices of four decimals, or of two as most tariffs have them.
    fn new(two_decimals: bool) -> Self {
        let mut r = Random(20_260_101);
        let four: Vec<i32> = (0..COMPOUNDS).map(|_| r.range(3_000, 40_000) as i32).collect();
        let two: Vec<i32> = (0..COMPOUNDS).map(|_| (r.range(30, 400) * 100) as i32).collect();
        let price: Vec<i32> = (0..COMPOUNDS).map(|_| r.range(5_000, 60_000) as i32).collect();
        let area: Vec<i32> = (0..ROWS).map(|_| r.range(3_000, 18_000) as i32).collect();
        let spaces: Vec<u8> = (0..ROWS).map(|_| r.range(0, 2) as u8).collect();
        let discount = |n: i64| match n {
            0..=69 => 0,
            70..=84 => 1,
            85..=94 => 2,
            _ => 3,
        };
        let discount: Vec<u8> = (0..ROWS).map(|_| discount(r.range(0, 99))).collect();
        let vacant: Vec<u8> = (0..ROWS).map(|_| u8::from(r.percent(15))).collect();
        let rate = if two_decimals { two } else { four };
        let compound: Vec<u32> = (0..ROWS).map(|row| (row / EACH) as u32).collect();
        let class: Vec<u8> = vacant.iter().zip(&discount).map(|(vacant, discount)| vacant * 4 + discount).collect();
        let plan = |(rate, price): (&i32, &i32)| Plan::compile(&tariff(*rate, *price), span(), &classes()).unwrap();
        let household = |row: usize| Household {
            compound: row / EACH,
            area: Decimal::new(area[row].into(), 2),
            spaces: spaces[row].into(),
            discount: [Discount::None, Discount::Fifth, Discount::Half, Discount::All][usize::from(discount[row])],
            vacant: vacant[row] == 1,
        };
        let compounds = rate.iter().zip(&price).map(|(rate, price)| Compound {
            rate: Decimal::new((*rate).into(), 4),
            parking: Decimal::new((*price).into(), 2),
        });
        // 999,983 is prime to the number of rows.
        let from: Vec<usize> = (0..ROWS).map(|row| row * 999_983 % ROWS / EACH + row * 999_983 % EACH * EACH).collect();
        let shuffled = Shuffled {
            compound: from.iter().map(|row| compound[*row]).collect(),
            area: from.iter().map(|row| area[*row]).collect(),
            spaces: from.iter().map(|row| spaces[*row]).collect(),
            class: from.iter().map(|row| class[*row]).collect(),
            from,
        };
        Self {
            plans: rate.iter().zip(&price).map(plan).collect(),
            compounds: compounds.collect(),
            households: (0..ROWS).map(household).collect(),
            places: (0..=COMPOUNDS).map(|compound| compound * EACH).collect(),
            shuffled,
            rate,
            price,
            compound,
            area,
            spaces,
            discount,
            vacant,
            class,
            bills: vec![0; ROWS],
            totals: vec![0; COMPOUNDS],
            narrow: vec![0; ROWS],
            decimals: vec![Decimal::ZERO; ROWS],
            decimal_totals: vec![Decimal::ZERO; COMPOUNDS],
            summed: None,
        }
    }

    /// Every bill and total again, in 128 bits and straight from the numbers of the workload.
    fn exact(&self) -> (Vec<i64>, Vec<i64>) {
        let mut totals = vec![0; COMPOUNDS];
        let bill = |row: usize| {
            let wide = |n: i32| i128::from(n);
            let compound = row / EACH;
            let lived_in = if self.vacant[row] == 1 { 7 } else { 10 };
            let charged = [10, 8, 5, 0][usize::from(self.discount[row])];
            // Hundredths of m², ten-thousandths of a yuan and two tenths: 10⁸ of these are a yuan, 10⁶ a fen.
            let fee = wide(self.area[row]) * wide(self.rate[compound]) * lived_in * charged;
            let parking = i128::from(self.spaces[row]) * wide(self.price[compound]) * 1_000_000;
            let fen = ((fee + parking) * 2 + 1_000_000).div_euclid(2_000_000);
            let fen = i64::try_from(fen).unwrap();
            totals[compound] += fen;
            fen
        };
        ((0..ROWS).map(bill).collect(), totals)
    }

    /// Compares every side with the computation in 128 bits; tells the grand total and how many bills and totals of the
    /// columns differ.
    fn check(&mut self) -> (i64, usize, usize) {
        let (bills, totals) = self.exact();
        let differing = |ours: &[i64], exact: &[i64]| ours.iter().zip(exact).filter(|(a, b)| a != b).count();
        let summed = |work: &Self| -> Vec<i64> {
            let summed = work.summed.as_ref().unwrap();
            assert!(summed.faults().is_empty() && summed.rows() == ROWS as u64);
            (0..COMPOUNDS).map(|compound| summed.total_of(compound).unwrap().unwrap().fen()).collect()
        };
        columns_by_row(self);
        assert_eq!((differing(&self.bills, &bills), differing(&summed(self), &totals)), (0, 0), "by row");
        shuffled(self);
        let again: Vec<i64> = self.shuffled.from.iter().map(|row| bills[*row]).collect();
        assert_eq!((differing(&self.bills, &again), differing(&summed(self), &totals)), (0, 0), "shuffled");
        simple(self);
        assert_eq!((differing(&self.bills, &bills), differing(&self.totals, &totals)), (0, 0), "simple");
        tuned(self);
        let wide: Vec<i64> = self.narrow.iter().map(|fen| i64::from(*fen)).collect();
        assert_eq!((differing(&wide, &bills), differing(&self.totals, &totals)), (0, 0), "tuned");
        decimal(self);
        let fen = |yuan: &[Decimal]| -> Vec<i64> {
            yuan.iter().map(|yuan| i64::try_from(*yuan * Decimal::ONE_HUNDRED).unwrap()).collect()
        };
        let decimals = (fen(&self.decimals), fen(&self.decimal_totals));
        assert_eq!((differing(&decimals.0, &bills), differing(&decimals.1, &totals)), (0, 0), "decimals");
        columns(self);
        let wrong = (differing(&self.bills, &bills), differing(&summed(self), &totals));
        (self.summed.as_ref().unwrap().total().unwrap().fen(), wrong.0, wrong.1)
    }

    /// One home by the single path, which explains every figure.
    fn alone(&self, row: usize) -> (Tariff, Billable) {
        let compound = row / EACH;
        let granted = classes().swap_remove(self.class[row].into());
        let home = Billable {
            area: Some(Area::from_hundredths(self.area[row].into()).unwrap()),
            spaces: Some(self.spaces[row].into()),
            reliefs: granted.into_iter().map(|relief| Granted { relief, during: None }).collect(),
            ..Billable::new("1-101".parse().unwrap())
        };
        (tariff(self.rate[compound], self.price[compound]), home)
    }
}

#[inline(never)]
fn columns(work: &mut Work) {
    let rows = Rows {
        plan: PlanOf::Runs(&work.places),
        class: Some(black_box(&work.class)),
        area: Some(Numbers::I32(black_box(&work.area))),
        households: None,
        spaces: Some(Numbers::U8(black_box(&work.spaces))),
        first_row: 0,
    };
    work.summed = Some(bill_rows(black_box(&work.plans), &rows, &mut work.bills).unwrap());
    black_box(&work.bills);
}

#[inline(never)]
fn columns_by_row(work: &mut Work) {
    let rows = Rows {
        plan: PlanOf::ByRow(black_box(&work.compound)),
        class: Some(black_box(&work.class)),
        area: Some(Numbers::I32(black_box(&work.area))),
        households: None,
        spaces: Some(Numbers::U8(black_box(&work.spaces))),
        first_row: 0,
    };
    work.summed = Some(bill_rows(black_box(&work.plans), &rows, &mut work.bills).unwrap());
    black_box(&work.bills);
}

#[inline(never)]
fn shuffled(work: &mut Work) {
    let rows = Rows {
        plan: PlanOf::ByRow(black_box(&work.shuffled.compound)),
        class: Some(black_box(&work.shuffled.class)),
        area: Some(Numbers::I32(black_box(&work.shuffled.area))),
        households: None,
        spaces: Some(Numbers::U8(black_box(&work.shuffled.spaces))),
        first_row: 0,
    };
    work.summed = Some(bill_rows(black_box(&work.plans), &rows, &mut work.bills).unwrap());
    black_box(&work.bills);
}

/// By hand in 64 bits, row by row: the straightforward way.
#[inline(never)]
fn simple(work: &mut Work) {
    let (rate, price, compound) = (black_box(&work.rate[..]), &work.price[..], &work.compound[..]);
    let (area, spaces) = (black_box(&work.area[..]), &work.spaces[..]);
    let (discount, vacant) = (&work.discount[..], &work.vacant[..]);
    let (bills, totals) = (&mut work.bills[..], &mut work.totals[..]);
    totals.fill(0);
    for i in 0..area.len() {
        let c = compound[i] as usize;
        let num = i64::from(area[i]) * i64::from(rate[c]) * PERCENT[(vacant[i] * 4 + discount[i]) as usize]
            + i64::from(spaces[i]) * i64::from(price[c]) * 1_000_000;
        let b = (num + 500_000) / 1_000_000;
        bills[i] = b;
        totals[c] += b;
    }
    black_box(&work.bills);
}

/// By hand, knowing the compounds, the classes and the divisor: what is constant for a compound taken out of its loop.
#[inline(never)]
fn tuned(work: &mut Work) {
    for c in 0..COMPOUNDS {
        let r = work.places[c]..work.places[c + 1];
        let w = PERCENT.map(|percent| work.rate[c] as u64 * percent as u64);
        let p = work.price[c] as u32;
        let mut total = 0_u64;
        let (area, spaces, class) = (&work.area[r.clone()], &work.spaces[r.clone()], &work.class[r.clone()]);
        let bills = &mut work.narrow[r];
        for i in 0..area.len() {
            let fee = ((area[i] as u64 * w[(class[i] & 7) as usize] + 500_000) / 1_000_000) as u32;
            let bill = fee + u32::from(spaces[i]) * p;
            bills[i] = bill as i32;
            total += u64::from(bill);
        }
        work.totals[c] = total as i64;
    }
    black_box(&work.narrow);
}

/// With decimals, household by household.
#[inline(never)]
fn decimal(work: &mut Work) {
    work.decimal_totals.fill(Decimal::ZERO);
    for (home, out) in black_box(&work.households).iter().zip(&mut work.decimals) {
        let compound = &work.compounds[home.compound];
        let mut fee = home.area * compound.rate;
        if home.vacant {
            fee *= Decimal::new(7, 1);
        }
        fee *= match home.discount {
            Discount::None => Decimal::ONE,
            Discount::Fifth => Decimal::new(8, 1),
            Discount::Half => Decimal::new(5, 1),
            Discount::All => Decimal::ZERO,
        };
        let bill = fee + compound.parking * Decimal::from(home.spaces);
        let bill = bill.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        *out = bill;
        work.decimal_totals[home.compound] += bill;
    }
    black_box(&work.decimals);
}

type Side = fn(&mut Work);

const SIDES: [(&str, Side); 6] = [
    ("columns, plan by plan", columns),
    ("columns, each row names its plan", columns_by_row),
    ("columns, each row names its plan, shuffled", shuffled),
    ("i64 by hand, simple", simple),
    ("i64 by hand, tuned", tuned),
    ("decimals by hand", decimal),
];

/// A whole bill that explains itself, for one home.
fn explained(work: &Work) {
    const TIMES: usize = 20_000;
    let (tariff, home) = work.alone(7);
    let home = [home];
    let one = || bill(black_box(&tariff), black_box(&home), span()).unwrap();
    assert_eq!(one().total().fen(), work.exact().0[7]);
    let allocations = allocation_counter::measure(|| drop(black_box(one()))).count_total;
    let start = cpu_time::ThreadTime::now();
    (0..TIMES).for_each(|_| drop(black_box(one())));
    let each = start.elapsed().as_nanos() as f64 / TIMES as f64;
    println!("      one explained bill of two lines and its run: {each:.0} ns, {allocations} allocations");
}

pub fn run() {
    for (set, two_decimals) in [("a", false), ("b", true)] {
        let mut work = Work::new(two_decimals);
        let (total, bills, totals) = work.check();
        let yuan = format!("{}.{:02}", total / 100, total % 100);
        println!("W1 ({set}) grand total {yuan}; {bills} of {ROWS} bills and {totals} of {COMPOUNDS} totals differ");
        if two_decimals {
            continue;
        }
        let times = super::alternate(ROWS, &mut work, &SIDES.map(|(_, side)| side));
        let [ours, by_row, shuffled, simple, tuned, decimal] = &times[..] else { return };
        super::rate("billing.columns/simple_rate", ours, simple);
        super::rate("billing.columns_by_row/simple_rate", by_row, simple);
        super::rate("billing.columns_by_row_shuffled/simple_rate", shuffled, simple);
        super::rate("billing.columns/decimal_rate", ours, decimal);
        super::rate("billing.columns/tuned_rate", ours, tuned);
        for ((name, _), times) in SIDES.iter().zip(&times) {
            super::report(name, times);
        }
        explained(&work);
    }
}

// --------------------------------------------------------------------------------------------------- apportionment

const HOMES: usize = 3_000;
const SUMS: usize = 200;

struct Shares {
    areas: Vec<u64>,
    sums: Vec<i64>,
    scratch: Scratch,
    ours: Vec<i64>,
    sorted: Vec<i64>,
    order: Vec<(i128, usize)>,
}

#[inline(never)]
fn selected(work: &mut Shares) {
    for sum in &work.sums {
        largest_remainder_into(*sum, black_box(&work.areas), &mut work.scratch, &mut work.ours).unwrap();
        black_box(&work.ours);
    }
}

/// In 128 bits, with a full sort of the remainders.
#[inline(never)]
fn full_sort(work: &mut Shares) {
    for sum in &work.sums {
        let whole: i128 = black_box(&work.areas).iter().map(|area| i128::from(*area)).sum();
        work.sorted.clear();
        work.order.clear();
        let mut left = i128::from(*sum);
        for (index, area) in work.areas.iter().enumerate() {
            let product = i128::from(*sum) * i128::from(*area);
            work.sorted.push((product / whole) as i64);
            left -= product / whole;
            work.order.push((product % whole, index));
        }
        work.order.sort_unstable_by(|(one, first), (two, second)| two.cmp(one).then(first.cmp(second)));
        for (_, index) in &work.order[..left as usize] {
            work.sorted[*index] += 1;
        }
        black_box(&work.sorted);
    }
}

pub fn apportion() {
    let mut r = Random(3_000);
    let mut work = Shares {
        areas: (0..HOMES).map(|_| r.range(3_000, 18_000) as u64).collect(),
        sums: (0..SUMS).map(|_| r.range(1, 100_000_000)).collect(),
        scratch: Scratch::default(),
        ours: Vec::new(),
        sorted: Vec::new(),
        order: Vec::new(),
    };
    selected(&mut work);
    full_sort(&mut work);
    assert_eq!(work.ours, work.sorted);
    let times = super::alternate(SUMS, &mut work, &[selected, full_sort]);
    let [ours, baseline] = &times[..] else { return };
    super::ratio("apportion.ours/fullsort", ours, baseline);
    super::report("a sum shared out over 3,000 homes", ours);
    super::report("the same with a full sort", baseline);
}
