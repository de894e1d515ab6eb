//! A month's bills of a million households: columns, a shard for each thread, totals that merge, and three of the bills
//! explained.
//!
//! ```text
//! cargo run --release --example billing_run
//! cargo run --release --example billing_run -- 200000
//! ```

use std::error::Error;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use wuye::billing::{
    Billable, Change, Charge, Granted, Numbers, Plan, PlanOf, Relief, ReliefId, Rows, Rules, Tariff, TariffLine,
    Totals, bill, bill_rows,
};
use wuye::measure::{Area, Every, Money, Per, Span, UnitPrice};
use wuye::money::IncomeKind;
use wuye::terms::Lang;

/// Compounds of the district, each with its own tariff.
const COMPOUNDS: usize = 500;
/// Rows that a thread bills before it tells how far it is.
const SHARD: usize = 50_000;

/// The households as columns.
struct District {
    tariffs: Vec<Tariff>,
    plans: Vec<Plan>,
    plan: Vec<u32>,
    class: Vec<u8>,
    /// Hundredths of a square metre; −1 where nobody has measured.
    area: Vec<i32>,
    spaces: Vec<u8>,
}

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// Lived in; empty, of which 70 % is charged; a household in hardship, of which a fifth is let off.
fn classes() -> Result<Vec<Vec<ReliefId>>, Box<dyn Error>> {
    Ok(vec![vec![], vec!["vacant".parse()?], vec!["hardship".parse()?]])
}

fn tariff(fee_micro: i64, parking_yuan: u64) -> Result<Tariff, Box<dyn Error>> {
    let fee = UnitPrice::from_micro(fee_micro, Per::SquareMetre, Every::Month)?;
    let parking = UnitPrice::new(parking_yuan.into(), Per::Space, Every::Month)?;
    let fee = TariffLine::new("fee".parse()?, IncomeKind::ServiceFee, Charge::Rate(fee));
    let parking = TariffLine::new("parking".parse()?, IncomeKind::ParkingCharge, Charge::Rate(parking));
    let relief = |id: &str, change| -> Result<Relief, Box<dyn Error>> {
        Ok(Relief { lines: Some(vec!["fee".parse()?]), ..Relief::new(id.parse()?, change) })
    };
    let reliefs =
        vec![relief("vacant", Change::Charge("7/10".parse()?))?, relief("hardship", Change::Off("1/5".parse()?))?];
    Ok(Tariff::with(vec![fee, parking], reliefs, Rules::default())?)
}

fn district(rows: usize, month: Span) -> Result<District, Box<dyn Error>> {
    let mut r = Random(2026);
    let mut tariffs = Vec::with_capacity(COMPOUNDS);
    for _ in 0..COMPOUNDS {
        tariffs.push(tariff(300_000 + 10_000 * i64::try_from(r.below(370))?, 50 + r.below(300))?);
    }
    let classes = classes()?;
    let compile = |tariff| Plan::compile(tariff, month, &classes);
    let plans = tariffs.iter().map(compile).collect::<Result<Vec<Plan>, _>>()?;
    let (mut plan, mut class) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
    let (mut area, mut spaces) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
    for row in 0..rows {
        plan.push(u32::try_from(row * COMPOUNDS / rows)?);
        class.push([0, 0, 0, 0, 0, 0, 0, 1, 1, 2][usize::try_from(r.below(10))?]);
        let known = r.below(200_000) > 0;
        let hundredths = i32::try_from(3_000 + r.below(15_000))?;
        area.push(if known { hundredths } else { -1 });
        spaces.push(u8::try_from(r.below(3))?);
    }
    Ok(District { tariffs, plans, plan, class, area, spaces })
}

impl District {
    /// Bills the rows that belong to these bills.
    fn bill(&self, first: usize, bills: &mut [i64]) -> Result<Totals, wuye::billing::BatchError> {
        let rows = first..first + bills.len();
        let columns = Rows {
            plan: PlanOf::ByRow(&self.plan[rows.clone()]),
            class: Some(&self.class[rows.clone()]),
            area: Some(Numbers::I32(&self.area[rows.clone()])),
            households: None,
            spaces: Some(Numbers::U8(&self.spaces[rows])),
            first_row: first as u64,
        };
        bill_rows(&self.plans, &columns, bills)
    }

    /// Every shard on one of the threads; the totals are the same whichever is ready first.
    fn run(&self, bills: &mut [i64], threads: usize) -> Result<Totals, Box<dyn Error>> {
        let (all, done) = (bills.len(), AtomicUsize::new(0));
        let mut work: Vec<Vec<(usize, &mut [i64])>> = (0..threads).map(|_| Vec::new()).collect();
        for (shard, bills) in bills.chunks_mut(SHARD).enumerate() {
            work[shard % threads].push((shard * SHARD, bills));
        }
        let billed = std::thread::scope(|scope| {
            let one = |work: Vec<(usize, &mut [i64])>| -> Result<Totals, wuye::billing::BatchError> {
                let mut totals = Totals::none(&self.plans);
                for (first, bills) in work {
                    totals = totals.merge(self.bill(first, bills)?)?;
                    let done = done.fetch_add(bills.len(), Ordering::Relaxed) + bills.len();
                    eprint!("\r{done} of {all} rows");
                }
                Ok(totals)
            };
            let threads: Vec<_> = work.into_iter().map(|work| scope.spawn(move || one(work))).collect();
            threads.into_iter().map(|thread| thread.join().expect("no thread panics")).collect::<Vec<_>>()
        });
        eprintln!();
        let mut totals = Totals::none(&self.plans);
        for part in billed {
            totals = totals.merge(part?)?;
        }
        Ok(totals)
    }

    /// One row by the path that explains every figure.
    fn explain(&self, row: usize, month: Span) -> Result<(Money, String), Box<dyn Error>> {
        let granted = classes()?.swap_remove(self.class[row].into()).into_iter();
        let home = Billable {
            area: Some(Area::from_hundredths(self.area[row].into())?),
            spaces: Some(self.spaces[row].into()),
            reliefs: granted.map(|relief| Granted { relief, during: None }).collect(),
            ..Billable::new(format!("row-{row}").parse()?)
        };
        let run = bill(&self.tariffs[self.plan[row] as usize], &[home], month)?;
        let lines: Vec<String> = run.bills()[0].lines().iter().map(|line| line.render(Lang::Zh)).collect();
        Ok((run.total(), lines.join("\n    ")))
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let rows: usize = std::env::args().nth(1).map_or(Ok(1_000_000), |rows| rows.parse())?;
    let month = Span::new("2026-03-01".parse()?, "2026-04-01".parse()?)?;
    let district = district(rows, month)?;
    let mut bills = vec![0; rows];
    let threads = std::thread::available_parallelism().map_or(1, usize::from);

    let start = Instant::now();
    let totals = district.run(&mut bills, threads)?;
    let seconds = start.elapsed().as_secs_f64();

    println!(
        "{rows} households of {COMPOUNDS} compounds on {threads} threads: {:.0} rows a second",
        rows as f64 / seconds
    );
    println!("in all {} yuan, {} rows billed", totals.total()?.grouped(), totals.rows());
    println!("{}", totals.faults().render(Lang::En));
    let first = totals.lines_of(0).ok_or("there is no compound")??;
    println!("the first compound: fee {}, parking {}", first[0].grouped(), first[1].grouped());

    let one_shard = district.bill(0, &mut bills.clone())?;
    assert_eq!(one_shard, totals, "one shard comes to the same as many");
    for row in [0, rows / 2, rows - 1] {
        if district.area[row] < 0 {
            println!("row {row}: its area is not known, so that it has no bill");
            continue;
        }
        let (total, lines) = district.explain(row, month)?;
        assert_eq!(bills[row], total.fen(), "row {row}");
        println!("row {row}: {} yuan\n    {lines}", total.grouped());
    }
    Ok(())
}
