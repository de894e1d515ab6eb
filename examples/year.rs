//! A compound's year from budget to settlement: under each charging form, whose the surplus is; what common revenue may
//! and may not do; and a chart of where each yuan came from and went.
//!
//! ```text
//! cargo run --example year
//! cargo run --example year -- year.svg
//! ```
//!
//! Without a path the chart is drawn and only its size is told. The chart is written by hand: bars are whole pixels, so
//! that it needs no library and no float.

use std::fmt::Write;

use wuye::balance::{
    Accounts, Basis, Budget, CashPath, ChargingTerms, Expense, Line, LineKind, Remuneration, Settlement, settle,
    statement,
};
use wuye::dossier::Dossier;
use wuye::estate::{Compound, Fact, Stated};
use wuye::fund::{
    AdvanceRent, Books, FundAct, FundBook, FundEvent, Holding, Revenue, RevenueState, RevenueUse, Tenure, may_pay,
    share_out, top_up,
};
use wuye::law::Authority;
use wuye::measure::{Approx, Day, Money, Span};
use wuye::money::{CostKind, EntryId, IncomeKind, Movement, Purpose, Purse, Side};
use wuye::rule::{Key, Rulebook};
use wuye::terms::Lang;

type Run<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn m(yuan: &str) -> Run<Money> {
    Ok(yuan.parse()?)
}

fn year() -> Run<Span> {
    Ok(Span::new("2025-01-01".parse()?, "2026-01-01".parse()?)?)
}

fn closing() -> Run<Day> {
    Ok("2026-01-01".parse()?)
}

/// What was spent, beside what the budget had.
const COSTS: [(CostKind, &str, &str); 5] = [
    (CostKind::Staff, "520000", "536400"),
    (CostKind::Upkeep, "140000", "131250.50"),
    (CostKind::Cleaning, "110000", "112000"),
    (CostKind::Order, "90000", "90000"),
    (CostKind::MajorRepair, "0", "48000"), // a roof that was charged here and does not belong here
];

/// 一、年初预算 — the budget and its statement.
fn budget(rulebook: &Rulebook, dossier: &Dossier) -> Run {
    println!("一、年初预算");
    let line = |id: &str, kind, yuan: &str, purse| -> Run<Line> {
        let basis = Basis::Lump(Some(Approx::exact(m(yuan)?)));
        Ok(Line { id: id.parse()?, kind, basis, purse, span: None, resource: None })
    };
    let mut lines = vec![
        line("物业费", LineKind::Income(IncomeKind::ServiceFee), "900000", Purse::Operating)?,
        line("电梯广告", LineKind::Income(IncomeKind::Advertising), "120000", Purse::CommonRevenue)?,
    ];
    for (kind, budgeted, _) in COSTS.iter().filter(|(kind, ..)| *kind != CostKind::MajorRepair) {
        lines.push(line(kind.code(), LineKind::Cost(*kind), budgeted, Purse::Operating)?);
    }
    // Rent of two years, taken in advance for the works: no text of this place lets it pay for the service, so it
    // closes no gap.
    let rent = AdvanceRent::new(m("200000")?, "2024-07-01".parse()?, 24)?;
    lines.extend(rent.line("预收租金".parse()?, "东侧车位".parse()?, year()?)?);
    let budget = Budget::new(Purpose::Service, year()?, lines)?;
    let result = statement(&budget, rulebook, dossier, "2025-01-01".parse()?)?;
    for line in result.lines() {
        println!("  {}", line.render(Lang::Zh));
    }
    println!("  {}", result.render(Some("62500".parse()?), Lang::Zh)?);
    let fee = result.sensitivity(&"物业费".parse()?, "-1/20".parse()?)?;
    let gap = |range: wuye::balance::MoneyRange| range.most.map_or_else(|| "待查明".to_owned(), Money::grouped);
    println!("  物业费少收百分之五：缺口上限由{}元变为{}元。", gap(fee.before), gap(fee.after));
    if let Some(path) = CashPath::of(&budget, &result, m("30000")?)? {
        let (lowest, month) = path.lowest();
        println!("  期初现金30,000.00元，最低{}元，在第{month}个月末。", lowest.grouped());
    }
    Ok(())
}

/// 二、年终结算 — the same year under each charging form.
fn settlements(rulebook: &Rulebook, dossier: &Dossier) -> Run<Vec<Settlement>> {
    println!("二、年终结算");
    let remuneration = Remuneration::OfReceipts("8/100".parse()?);
    let trust = ChargingTerms::Trust { remuneration, segregated: Some(true), payments: 412, open: 412 };
    let forms = [
        (ChargingTerms::LumpSum, Some(m("26100")?)),
        (ChargingTerms::Commission(remuneration), None),
        (ChargingTerms::Commission(Remuneration::OfFund("8/100".parse()?)), None),
        (trust, None),
    ];
    let mut all = Vec::new();
    for (terms, tax) in forms {
        let expenses = COSTS.iter().map(|(kind, budgeted, actual)| -> Run<Expense> {
            Ok(Expense { kind: *kind, budget: Some(m(budgeted)?), actual: m(actual)? })
        });
        let accounts = Accounts::new(year()?, terms, m("968000")?, expenses.collect::<Run<_>>()?, tax)?;
        let settled = settle(&accounts, rulebook, dossier, closing()?)?;
        println!("  {}", settled.render(Lang::Zh));
        for check in settled.checks() {
            println!("    {}", check.render(Lang::Zh));
        }
        all.push(settled);
    }
    for expense in all.first().into_iter().flat_map(Settlement::expenses) {
        println!("    {}", expense.render(Lang::Zh));
    }
    Ok(all)
}

/// One movement of the year, for the books.
fn movement(id: &str, from: Side, to: Side, amount: Money) -> Run<Movement> {
    Ok(Movement { id: id.parse()?, on: "2025-12-31".parse()?, from, to, amount })
}

/// 三、共有收益与维修资金 — common revenue, used once, and the fund that it tops up.
fn common_money(rulebook: &Rulebook, dossier: &Dossier, settled: &Settlement) -> Run<Books> {
    println!("三、共有收益与维修资金");
    let (outside, revenue) = (Side::Outside, Side::Purse(Purse::CommonRevenue));
    let mut books = Books::new([Purse::Operating, Purse::CommonRevenue, Purse::MaintenanceFund]);
    for movement in settled.movements(&"2025".parse::<EntryId>()?, "2025-12-31".parse()?)? {
        books.post(&movement)?;
    }
    let mut ads = Revenue::new(m("120000")?, m("18000")?, Money::ZERO)?;
    println!("  电梯广告收入{}元，扣除合理成本后{}元归业主。", ads.gross().grouped(), ads.net()?.grouped());
    books.post(&movement("广告", outside, revenue, ads.gross())?)?;
    books.post(&movement("广告成本", revenue, outside, m("18000")?)?)?;
    let (to_fund, rest) = share_out(ads.net()?, "7/10".parse()?)?;
    let state =
        RevenueState { revenue: ads.net()?, account: None, fund: None, first: None, decided_otherwise: Some(false) };
    let due = top_up(&state, &rulebook.setting(Key::TopUp, "2025-12-31".parse()?))?;
    println!("  {}", due.render(Lang::Zh));
    println!("  拟补充{}元：{:#}。", to_fund.grouped(), due.is_met(to_fund));
    for (id, purpose, amount) in [
        ("补充", Purpose::FundTopUp, to_fund),
        ("补贴物业费", Purpose::Service, ads.net()?),
        ("补贴物业费", Purpose::Service, rest),
    ] {
        let asked = may_pay(Purse::CommonRevenue, purpose, rulebook, dossier, "2025-12-31".parse()?);
        match ads.spend(RevenueUse { id: id.parse()?, purpose, amount }, asked) {
            Ok(spent) => {
                println!("  {purpose:#}{}元：{:#}，尚余{}元。", amount.grouped(), spent.standing, spent.left.grouped())
            }
            Err(refused) => println!("  {purpose:#}{}元：{refused:#}", amount.grouped()),
        }
    }
    let flat = |unit: &str, area: &str| -> Run<Holding> {
        let (owner, building) = (unit.parse()?, "1".parse()?);
        let (unit, area, tenure) = (unit.parse()?, area.parse()?, Tenure::Commodity);
        Ok(Holding { unit, building, owner, area, tenure, first: m("9000")? })
    };
    let mut book = FundBook::new(vec![flat("1-101", "90.12")?, flat("1-102", "75.30")?, flat("1-103", "61.05")?])?;
    let on = "2025-12-31".parse()?;
    let first = book.holdings().iter().map(|one| wuye::fund::UnitAmount { unit: one.unit.clone(), amount: one.first });
    let deposit = FundAct::Deposit(first.collect());
    for (id, act) in [("首期", deposit), ("补充", FundAct::TopUp(to_fund))] {
        if let Some(moved) = book.apply(FundEvent { id: id.parse()?, on, act })? {
            books.post(&moved)?;
        }
    }
    book.proves(books.ledger())?;
    println!("  维修资金分户账合计{}元，与总账相符。", book.total()?.grouped());
    books.post(&movement("补贴", revenue, Side::Purse(Purse::Operating), rest)?)?;
    let held: Vec<Money> = books.purses().map(|purse| books.held(purse)).collect::<Result<_, _>>()?;
    println!(
        "  各项资金合计{}元，等于自外部净收入{}元。",
        Money::sum(held)?.grouped(),
        books.from_outside()?.grouped()
    );
    Ok(books)
}

// ---------------------------------------------------------------------------------- the chart

/// For each charging form a bar for each movement, by where its money came from and where it went.
fn chart(panels: &[(&str, Vec<Movement>)]) -> Run<String> {
    let (row, head, left, wide) = (30_i64, 54_i64, 330_i64, 520_i64);
    let movements = || panels.iter().flat_map(|(_, movements)| movements);
    let most = movements().map(|one| one.amount.fen()).max().unwrap_or(1).max(1);
    let rows = i64::try_from(movements().count())?;
    let height = 60 + row * rows + head * i64::try_from(panels.len())?;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1020 {height}\" font-family=\"sans-serif\" font-size=\"14\">\n\
         <rect width=\"1020\" height=\"{height}\" fill=\"white\"/>\n\
         <text x=\"20\" y=\"34\" font-size=\"20\">一年的每一元：从何处来，到何处去</text>\n"
    );
    let mut y = 44;
    for (form, movements) in panels {
        writeln!(svg, "<text x=\"20\" y=\"{}\" font-size=\"16\">{form}</text>", y + 32)?;
        y += head - 10;
        for movement in movements {
            let length = (movement.amount.fen() * wide / most).max(2);
            let (from, to) = (name(movement.from), name(movement.to));
            let (amount, colour) = (movement.amount.grouped(), colour(movement.from, movement.to));
            writeln!(svg, "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{from} → {to}</text>", left - 12, y + 16)?;
            writeln!(svg, "<rect x=\"{left}\" y=\"{y}\" width=\"{length}\" height=\"20\" fill=\"{colour}\"/>")?;
            writeln!(svg, "<text x=\"{}\" y=\"{}\">{amount}元</text>", left + length + 8, y + 16)?;
            y += row;
        }
        y += 10;
    }
    svg.push_str("</svg>\n");
    Ok(svg)
}

fn name(side: Side) -> &'static str {
    match side {
        Side::Outside => "区域外",
        Side::Purse(purse) => purse.zh(),
    }
}

/// In, out, and from purse to purse.
const fn colour(from: Side, to: Side) -> &'static str {
    match (from, to) {
        (Side::Outside, _) => "#2f7d4f",
        (_, Side::Outside) => "#b5523b",
        _ => "#3b6fb5",
    }
}

fn main() -> Run {
    let rulebook = wuye::places::rulebook_for("310000".parse()?)?;
    let compound = Compound { id: "c1".parse()?, name: "示例小区".into(), place: "310000".parse()?, yards: vec![] };
    let mut dossier = Dossier::new(compound);
    let decided = Stated::new(true, "2024-12-20".parse()?, Authority::OwnersCommittee);
    dossier.state(Fact::CommonRevenueForService, decided)?;
    budget(&rulebook, &dossier)?;
    let settled = settlements(&rulebook, &dossier)?;
    let commission = settled.get(1).ok_or("four forms were settled")?;
    let books = common_money(&rulebook, &dossier, commission)?;
    // Under each form the same year: what is common is drawn once, below.
    let own: EntryId = "2025".parse()?;
    let mut panels = Vec::new();
    for (form, settled) in ["包干制", "酬金制（按实收）", "酬金制（按总额）", "信托制"].into_iter().zip(&settled)
    {
        panels.push((form, settled.movements(&own, "2025-12-31".parse()?)?));
    }
    let common = books.movements().iter().filter(|one| !one.id.as_str().starts_with("2025-"));
    panels.push(("共有收益与维修资金", common.cloned().collect()));
    let svg = chart(&panels)?;
    match std::env::args().nth(1) {
        Some(path) => {
            std::fs::write(&path, &svg)?;
            println!("图：{path}");
        }
        None => println!("图：{}字节；给出文件名则写出。", svg.len()),
    }
    Ok(())
}
