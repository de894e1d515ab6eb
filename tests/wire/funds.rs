//! The stored forms of settlements and of the owners' money.

use wuye::balance::{
    Accounts, CashPath, ChargingTerms, Cover, Expense, GuidedPrice, Lasts, Remuneration, check_price, settle,
};
use wuye::fund::{
    AdvanceRent, Books, Concerned, Due, FundAct, FundBook, FundEvent, Funding, Holding, LiftProject, Revenue,
    RevenueState, RevenueUse, Source, SourceKind, Tenure, Trial, UnitAmount, collect, final_account, may_pay, misuse,
    split_repair, top_up,
};
use wuye::law::{Confidence, Dated, Locator, Provision, State, Version};
use wuye::measure::{Every, Money, Per, UnitPrice};
use wuye::money::{CostKind, Movement, Purpose, Purse, Side};
use wuye::rule::{Figure, Key, RoomRule, RoomTier, Rulebook, TopUpBase, TopUpRule};

use super::{Frozen, day, parsed, span};
use crate::values::{ready, result, today};

fn m(yuan: &str) -> Money {
    parsed(yuan)
}

pub fn freeze(f: &mut Frozen) {
    rules(f);
    settlements(f);
    outlook(f);
    purses(f);
    fund(f);
    revenue(f);
    renovation(f);
}

fn hangzhou() -> Rulebook {
    wuye::places::rulebook_for(parsed("330100")).unwrap()
}

fn rules(f: &mut Frozen) {
    let full = TopUpRule {
        below: Some(parsed("3/10")),
        of: TopUpBase::Revenue,
        share: Some(parsed(">1/2")),
        every: Some(parsed("P3M")),
        until_first: true,
    };
    let mainly = TopUpRule { below: None, of: TopUpBase::AccountBalance, share: None, every: None, until_first: false };
    f.stored("top_up_rule", &vec![full, mainly]);
    let tier = |above: &str, share: &str| RoomTier { above: parsed(above), share: parsed(share) };
    f.stored("room_tier", &tier("20000", "4/1000"));
    let tiers = vec![tier("20000", "4/1000"), tier("200000", "3/1000"), tier("300000", "2/1000")];
    f.stored("room_rule", &RoomRule { least: parsed("80"), flat: parsed("80"), tiers, above_ground: false });
}

fn settlements(f: &mut Frozen) {
    let of_receipts = Remuneration::OfReceipts(parsed("8/100"));
    let all = vec![Remuneration::Amount(m("80000")), of_receipts, Remuneration::OfFund(parsed("8/100"))];
    f.stored("remuneration", &all);
    let trust = ChargingTerms::Trust { remuneration: of_receipts, segregated: Some(true), payments: 300, open: 299 };
    f.stored("charging_terms", &vec![ChargingTerms::LumpSum, ChargingTerms::Commission(of_receipts), trust]);
    let expense = |kind, budget: Option<&str>, actual| Expense { kind, budget: budget.map(m), actual: m(actual) };
    let expenses =
        vec![expense(CostKind::Staff, Some("600000"), "612345.67"), expense(CostKind::MajorRepair, None, "150000")];
    f.stored("expense", &expenses);
    let year = span("2025-01-01", "2026-01-01");
    let accounts =
        |terms, tax: Option<&str>| Accounts::new(year, terms, m("1000000"), expenses.clone(), tax.map(m)).unwrap();
    let lump = accounts(ChargingTerms::LumpSum, Some("3000"));
    f.stored("accounts", &vec![accounts(trust, None), lump.clone()]);
    let settled = settle(&accounts(trust, None), &hangzhou(), &ready(), day("2026-01-01")).unwrap();
    f.written("expense_result", &settled.expenses()[1]);
    f.written("settlement", &settled);
    let price = |yuan: &str| UnitPrice::new(yuan.parse().unwrap(), Per::SquareMetre, Every::Month).unwrap();
    let guided = GuidedPrice { base: price("1.00"), up: parsed("1/5"), down: parsed("1/10") };
    f.stored("guided_price", &guided);
    let by = Provision { document: parsed("own"), at: Locator::article(1) };
    let (state, confidence) = (State::InForce(guided), Confidence::CallersOwn);
    let dated = Dated::new(vec![Version { from: day("2024-01-01"), state, by, confidence }]).unwrap();
    let checked = check_price(price("1.21"), m("120000"), (parsed("10000"), 12), Some(&dated), day("2025-06-01"));
    f.written("price_check", &checked.unwrap());
}

fn outlook(f: &mut Frozen) {
    let statement = result();
    let line = statement.lines()[0].id();
    f.written("sensitivity", &statement.sensitivity(line, parsed("-1/10")).unwrap());
    f.written("lasts", &[Lasts::Months(12), Lasts::ForEver]);
    f.written("cover", &Cover { reserve: m("10000"), least: Lasts::Months(12), most: Lasts::ForEver });
    f.written("cash_path", &CashPath::new(m("100"), &[m("-900000"), m("60000")]).unwrap());
}

fn movement(id: &str, from: Side, to: Side, yuan: &str) -> Movement {
    Movement { id: parsed(id), on: day("2025-01-05"), from, to, amount: m(yuan) }
}

fn purses(f: &mut Frozen) {
    let (out, revenue) = (Side::Outside, Side::Purse(Purse::CommonRevenue));
    f.stored("side", &vec![out, revenue]);
    let ads = movement("ads", out, revenue, "120000");
    f.stored("purse_movement", &ads);
    let mut books = Books::new([Purse::CommonRevenue, Purse::MaintenanceFund]);
    books.post(&ads).unwrap();
    books.post(&movement("top-up", revenue, Side::Purse(Purse::MaintenanceFund), "71400")).unwrap();
    f.stored("books", &books);
}

fn fund(f: &mut Frozen) {
    let flat = |unit: &str, building: &str, area: &str, tenure| Holding {
        unit: parsed(unit),
        building: parsed(building),
        owner: parsed("wang"),
        area: parsed(area),
        tenure,
        first: m("9000"),
    };
    let holdings = vec![flat("1-101", "1", "90", Tenure::Commodity), flat("2-101", "2", "60.5", Tenure::SoldPublic)];
    f.stored("holding", &holdings);
    let amount = |unit: &str, yuan: &str| UnitAmount { unit: parsed(unit), amount: m(yuan) };
    f.stored("unit_amount", &amount("1-101", "9000"));
    let acts = vec![
        FundAct::Deposit(vec![amount("1-101", "9000"), amount("2-101", "6000")]),
        FundAct::Interest(m("100.01")),
        FundAct::TopUp(m("71400")),
        FundAct::Repair(vec![amount("1-101", "720")]),
        FundAct::Transfer { unit: parsed("1-101"), to: parsed("li") },
        FundAct::Refund(parsed("2-101")),
    ];
    f.stored("fund_act", &acts);
    let mut book = FundBook::new(holdings).unwrap();
    for (i, act) in acts.into_iter().enumerate() {
        book.apply(FundEvent { id: parsed(&format!("e{i}")), on: day("2025-01-05"), act }).unwrap();
    }
    f.stored("fund_event", &book.events()[4]);
    f.stored("fund_book", &book);
    let concerned = |unit: &str, area: &str, tenure, owner, seller| Concerned {
        unit: parsed(unit),
        area: parsed(area),
        tenure,
        paid_by_owner: m(owner),
        paid_by_seller: m(seller),
    };
    let list = vec![
        concerned("a", "6000", Tenure::Commodity, "0", "0"),
        concerned("b", "4000", Tenure::SoldPublic, "40000", "60000"),
    ];
    f.stored("concerned", &list);
    f.written("repair_split", &split_repair(m("120000"), &list).unwrap());
    let of = |figure| hangzhou().setting(Key::Figure(figure), today());
    let (free, overrun) = (of(Figure::AuditFree), of(Figure::OverrunReapplied));
    f.written("final_account", &final_account(m("100000"), m("110000"), &free, &overrun).unwrap());
    f.written("misuse", &misuse(m("50000"), &of(Figure::FundMisuseFine)).unwrap().unwrap());
}

fn revenue(f: &mut Frozen) {
    let top = RevenueUse { id: parsed("u1"), purpose: Purpose::FundTopUp, amount: m("71400") };
    f.stored("revenue_use", &top);
    let mut revenue = Revenue::new(m("120000"), m("18000"), m("9000")).unwrap();
    let asked = may_pay(Purse::CommonRevenue, Purpose::FundTopUp, &hangzhou(), &ready(), today());
    f.written("spent", &revenue.spend(top, asked).unwrap());
    f.written("revenue", &revenue);
    let state = RevenueState {
        revenue: m("80000"),
        account: Some(m("50000")),
        fund: Some(m("250000")),
        first: Some(m("1000000")),
        decided_otherwise: None,
    };
    f.stored("revenue_state", &state);
    f.written("due", &[Due::Nothing, Due::AtLeast(m("40000")), Due::Mainly, Due::Unknown]);
    f.written("top_up", &top_up(&state, &hangzhou().setting(Key::TopUp, today())).unwrap());
}

fn renovation(f: &mut Frozen) {
    let source = |kind, amount| Source { kind, amount: m(amount) };
    let sources = vec![source(SourceKind::Residents, "292000"), source(SourceKind::Company, "200000")];
    f.stored("money_source", &sources[0]);
    f.stored("funding", &Funding::new(m("512000"), sources).unwrap());
    f.stored("advance_rent", &AdvanceRent::new(m("200000"), day("2022-01-01"), 24).unwrap());
    f.stored("trial", &Trial::new(day("2023-07-01"), 36, Purse::ProvidersOwn).unwrap());
    let price = UnitPrice::new("20".parse().unwrap(), Per::SquareMetre, Every::Once).unwrap();
    f.written("instalments", &collect(&[(parsed("1-101"), parsed("62.35"))], price, 3).unwrap());
    let weights = vec![(parsed("1-1"), 0), (parsed("2-1"), 5)];
    f.stored("lift_project", &LiftProject::new(m("480000"), m("160000"), m("20000"), weights).unwrap());
}
