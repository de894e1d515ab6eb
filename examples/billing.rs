//! One compound's month: the tariff from JSON, the households from CSV, every line of every bill with how it came
//! about; then what follows the bill: a correction, payments, a late charge, the arrears and the collection rate.
//!
//! ```text
//! cargo run --example billing
//! ```
//!
//! The figures are made up: they show a fee that changes in the month, a home that is sold on the way, one that is
//! handed over, one that stands empty, a water meter that turns over, and a lift shared by floors.

use std::collections::BTreeMap;
use std::error::Error;

use wuye::billing::meter::{Meter, Reading, ReadingKind, Rollover, consumption};
use wuye::billing::{
    Act, Bill, BillRun, Billable, Buckets, Claim, GraceKind, Granted, ItemId, LatePlace, LateTerms, Movement, Order,
    Precedence, RateBasis, Receivables, Tariff, Toward, bill,
};
use wuye::estate::Source;
use wuye::json;
use wuye::law::Locator;
use wuye::measure::{Day, Ratio, RoundingMode, Span, Usage, UsageUnit};
use wuye::money::{Account, EntryId, IncomeKind, Ledger};
use wuye::terms::Lang;

const TARIFF: &str = include_str!("data/billing/tariff.json");
const HOUSEHOLDS: &str = include_str!("data/billing/households.csv");

/// What the water meter showed at both ends of the month, as the use in tonnes. The meters have four digits and read
/// tenths, so a meter that shows less than before has turned over once; more than 60 t a month is refused.
fn water(unit: &str, from: &str, to: &str, month: Span) -> Result<Usage, Box<dyn Error>> {
    let meter = Meter::new(format!("water-{unit}").parse()?, 4, Ratio::new(1, 1)?, UsageUnit::Tonne)?;
    let reading = |day, value: &str| -> Result<Reading, Box<dyn Error>> {
        Ok(Reading { day, value: value.parse()?, kind: ReadingKind::Actual })
    };
    let (from, to) = (reading(month.start(), from)?, reading(month.end(), to)?);
    let consumption = consumption(&meter, &from, &to, Rollover::Within("60".parse()?))?;
    if consumption.turns() > 0 {
        println!("  抄表：{}", consumption.render(Lang::Zh));
    }
    Ok(consumption.used())
}

/// A household of the list; an empty field is not known, or not so.
fn household(row: &str, month: Span) -> Result<Billable, Box<dyn Error>> {
    let fields: Vec<&str> = row.split(',').collect();
    let [unit, payer, from, until, area, spaces, households, water_from, water_to, points, reliefs] = fields.as_slice()
    else {
        return Err(format!("expected 11 fields, found {}: {row}", fields.len()).into());
    };
    let during = match (from.is_empty(), until.is_empty()) {
        (true, true) => None,
        _ => Some(Span::new(from.parse()?, until.parse()?)?),
    };
    let used = water(unit, water_from, water_to, month)?;
    let granted = reliefs.split_whitespace().map(|id| Ok(Granted { relief: id.parse()?, during: None }));
    Ok(Billable {
        payer: Some(payer.parse()?),
        during,
        area: Some(area.parse()?),
        spaces: Some(spaces.parse()?),
        households: Some(households.parse()?),
        usage: BTreeMap::from([("water".parse()?, used), ("water_loss".parse()?, used)]),
        counts: BTreeMap::from([("lift".parse()?, points.parse()?)]),
        reliefs: granted.collect::<Result<_, Box<dyn Error>>>()?,
        ..Billable::new(unit.parse()?)
    })
}

fn show(bill: &Bill) {
    let payer = bill.payer().map_or_else(String::new, |payer| format!("（{payer}）"));
    println!("\n{}{payer}  合计 {}元", bill.unit(), bill.total().grouped());
    for line in bill.lines().iter().filter(|line| !line.gross().is_zero()) {
        println!("  [{}] {}", line.line(), line.render(Lang::Zh));
    }
}

/// The books of the owners and the ledger they are posted to.
struct Desk {
    book: Receivables,
    ledger: Ledger,
}

impl Desk {
    fn act(&mut self, id: &str, on: &str, unit: &str, act: Act) -> Result<(), Box<dyn Error>> {
        let movement = Movement { id: id.parse()?, on: on.parse()?, unit: unit.parse()?, act };
        self.book.post(&mut self.ledger, movement)?;
        // Whatever happened, the owners' books and the ledger agree to the fen.
        if self.book.reconcile(&self.ledger)?.is_empty() { Ok(()) } else { Err("the books do not agree".into()) }
    }

    fn tell(&self, unit: &str, what: &str) -> Result<(), Box<dyn Error>> {
        let unit = unit.parse()?;
        let account = self.book.account(&unit).ok_or("no account")?;
        let (owed, advances) = (account.outstanding()?, account.advances());
        println!("{what}：{unit} 应收余额 {}元，预收 {}元", owed.grouped(), advances.grouped());
        Ok(())
    }
}

fn revenue() -> BTreeMap<IncomeKind, Account> {
    let kinds = [IncomeKind::ServiceFee, IncomeKind::ParkingCharge, IncomeKind::OtherIncome];
    kinds.into_iter().map(|kind| (kind, Account::ServiceRevenue)).collect()
}

fn billed(tariff: &Tariff, month: Span, csv: &str) -> Result<BillRun, Box<dyn Error>> {
    let homes: Result<Vec<Billable>, _> = csv.lines().skip(1).map(|row| household(row, month)).collect();
    Ok(bill(tariff, &homes?, month)?)
}

fn main() -> Result<(), Box<dyn Error>> {
    let month = Span::new("2026-03-01".parse()?, "2026-04-01".parse()?)?;
    let tariff: Tariff = json::from_json(TARIFF)?;
    println!("一、2026年3月账单（示例数据）");
    let run = billed(&tariff, month, HOUSEHOLDS)?;
    run.bills().iter().for_each(show);
    println!("\n各收费项合计：");
    for line in run.by_line() {
        println!("  {}（{:#}） {}元", line.line(), line.kind(), line.total().grouped());
    }
    println!("全部账单合计 {}元", run.total().grouped());

    println!("\n二、入账");
    // Each payer has an account: what the seller owes is not paid with the buyer's money.
    let accounts = run.bills().iter().map(Receivables::account_of).collect::<Result<Vec<_>, _>>()?;
    let mut desk = Desk { book: Receivables::new(accounts), ledger: Ledger::default() };
    let (on, due): (Day, Day) = ("2026-04-01".parse()?, "2026-04-30".parse()?);
    let march: EntryId = "2026-03".parse()?;
    let posted = desk.book.post_run(&mut desk.ledger, &march, &run, on, due, &revenue())?;
    let again = desk.book.post_run(&mut desk.ledger, &march, &run, on, due, &revenue())?;
    println!("入账{posted}笔，重复入账新增{again}笔");

    println!("\n三、更正：1-101 的计费面积录错，应为 98.55 平方米");
    let before = desk.ledger.balance(Account::OwnersReceivable)?;
    let taken_back = desk.book.reverse_run(&mut desk.ledger, &march, &"2026-03-r".parse()?, on)?;
    println!("红字冲销{taken_back}笔，应收余额 {}元", desk.ledger.balance(Account::OwnersReceivable)?.grouped());
    let corrected = billed(&tariff, month, &HOUSEHOLDS.replacen("1-101,wang,,,89.55", "1-101,wang,,,98.55", 1))?;
    desk.book.post_run(&mut desk.ledger, &"2026-03-b".parse()?, &corrected, on, due, &revenue())?;
    let after = desk.ledger.balance(Account::OwnersReceivable)?;
    println!("重新出账后应收 {}元，更正前 {}元", after.grouped(), before.grouped());
    corrected.bills_of(&"1-101".parse()?).iter().for_each(show);

    println!("\n四、收款");
    let order = Order { by: Precedence::OldestFirst, late: LatePlace::Last, designated: Vec::new() };
    let pay = |yuan: &str, received: &str| -> Result<Act, Box<dyn Error>> {
        Ok(Act::Receipt { amount: yuan.parse()?, received: received.parse()?, toward: Toward::Items(order.clone()) })
    };
    desk.act("r-1", "2026-04-20", "1-101/wang", pay("500.00", "2026-04-20")?)?;
    desk.tell("1-101/wang", "多收的不是收入，转为预收")?;
    desk.act("r-2", "2026-04-25", "1-301/sun", pay("100.00", "2026-04-25")?)?;
    desk.tell("1-301/sun", "部分收款，先到期者先抵")?;

    println!("\n五、违约金：合同约定逾期按日万分之五，不计复利，以本金为限");
    let clause =
        Source {
            document: "物业服务合同（示例）".into(), at: Locator::article(12), quote: "逾期按日万分之五".into()
        };
    let terms = LateTerms::new(
        Ratio::new(5, 10_000)?,
        RateBasis::Day,
        0,
        GraceKind::Shifts,
        Some(Ratio::new(1, 1)?),
        RoundingMode::HalfAwayFromZero,
        clause,
    )?;
    let fee = ItemId { entry: "2026-03-b/1-301/sun".parse()?, line: "fee".parse()? };
    for (id, on) in [("late-1", "2026-05-30"), ("late-2", "2026-06-16")] {
        let charge = desk.book.late_charge_of(&"1-301/sun".parse()?, &fee, &terms, on.parse()?)?;
        let claim = Claim { item: fee.clone(), terms: terms.clone(), until: on.parse()? };
        desk.act(id, on, "1-301/sun", Act::LateCharge(claim))?;
        println!("截至{on}累计 {}元", charge.total().grouped());
        desk.tell("1-301/sun", "  入账后")?;
    }

    println!("\n六、账龄与收缴率");
    let on: Day = "2026-06-16".parse()?;
    let buckets = Buckets::new(vec![30, 60, 90])?;
    let ageing = desk.book.ageing(&buckets, on)?;
    for (at, amount) in ageing.total.due.iter().enumerate() {
        println!("  {} {}元", buckets.label(at, Lang::Zh), amount.grouped());
    }
    println!("  合计 {}元，未到期 {}元", ageing.total.total.grouped(), ageing.total.not_due.grouped());
    let kinds = [IncomeKind::ServiceFee, IncomeKind::ParkingCharge, IncomeKind::OtherIncome];
    let quarter = Span::new("2026-04-01".parse()?, "2026-07-01".parse()?)?;
    println!("  {}", desk.book.collection(quarter, on, &kinds)?.render(Lang::Zh));
    Ok(())
}
