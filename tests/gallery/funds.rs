//! Errors and answers of settlements and of the owners' money.

use wuye::balance::{Accounts, BalanceError, CashPath, ChargingTerms, Expense, Remuneration, check_price, settle};
use wuye::fund::{
    self, AdvanceRent, Books, Concerned, FundAct, FundBook, FundError, FundEvent, Funding, Holding, Revenue,
    RevenueState, RevenueUse, Source, SourceKind, Tenure, UnitAmount, check_deposit, check_emergency,
    check_emergency_sum, check_rooms, collect, may_pay, misuse, split_repair, top_up,
};
use wuye::measure::{Area, Every, Money, Per, Share};
use wuye::meeting::checks::{Item, Seen, check};
use wuye::money::{CostKind, Ledger, Movement, Purpose, Purse, Side};
use wuye::rule::{EmergencyCase, Figure, Key, Rulebook, Settled};

use crate::Page;
use crate::errors::{Made, read, refused};
use crate::inputs::{day, dossier, fee, price, span, staff, year};

fn m(yuan: &str) -> Money {
    yuan.parse().unwrap()
}

fn rulebook(code: &str) -> Rulebook {
    wuye::places::rulebook_for(code.parse().unwrap()).unwrap()
}

fn of(code: &str, key: Key) -> Settled {
    rulebook(code).setting(key, day("2024-06-01"))
}

fn figure(code: &str, figure: Figure) -> Settled {
    of(code, Key::Figure(figure))
}

fn movement(id: &str, from: Side, to: Side, yuan: &str) -> Movement {
    Movement { id: id.parse().unwrap(), on: day("2025-01-05"), from, to, amount: m(yuan) }
}

const REVENUE: Side = Side::Purse(Purse::CommonRevenue);
const FUND: Side = Side::Purse(Purse::MaintenanceFund);

fn accounts(terms: ChargingTerms, costs: &[(CostKind, &str)]) -> Result<Accounts, BalanceError> {
    let expense = |(kind, actual): &(CostKind, &str)| Expense { kind: *kind, budget: None, actual: m(actual) };
    let expenses = costs.iter().map(expense).collect();
    Accounts::new(span("2025-01-01", "2026-01-01"), terms, m("1000000"), expenses, None)
}

fn errors_of_settlements() -> Vec<Made> {
    let lump = ChargingTerms::LumpSum;
    let open = accounts(lump, &[]).unwrap();
    let early = settle(&open, &rulebook("000000"), &dossier(|_| ()), day("2025-12-31"));
    let whole = ChargingTerms::Commission(Remuneration::OfFund(Share::WHOLE));
    let trust =
        ChargingTerms::Trust { remuneration: Remuneration::Amount(m("1")), segregated: None, payments: 3, open: 4 };
    let staff_twice = [(CostKind::Staff, "1"), (CostKind::Staff, "2")];
    let total = [(CostKind::Staff, "1"), (CostKind::AllService, "2")];
    let by_home =
        check_price(price("50", Per::Household, Every::Month), m("1"), (Area::UNIT_MAX, 1), None, day("2025-01-01"));
    let statement = year(vec![fee("71200"), staff("100000")]);
    let movement = |to, yuan| movement("m1", REVENUE, to, yuan).entry();
    vec![
        ("period_not_over", "a year settled on its last day", refused(early)),
        ("amount_below_zero", "a cost of −1", refused(accounts(lump, &[(CostKind::Staff, "-1")]))),
        ("duplicate_expense", "staff twice", refused(accounts(lump, &staff_twice))),
        ("total_and_parts", "all costs beside the staff", refused(accounts(lump, &total))),
        ("nothing_left", "a commission of all of the fund", refused(accounts(whole, &[]))),
        ("more_open", "four of three payments are open", refused(accounts(trust, &[]))),
        ("price_not_by_area", "a price per household", refused(by_home)),
        (
            "no_budget_line",
            "rent, which the budget does not have",
            refused(statement.sensitivity(&"rent".parse().unwrap(), "1/10".parse().unwrap())),
        ),
        ("no_flows", "a path of no step", refused(CashPath::new(Money::ZERO, &[]))),
        ("movement_not_positive", "a movement of nothing", refused(movement(FUND, "0"))),
        ("movement_same_side", "from the revenue to the revenue", refused(movement(REVENUE, "1"))),
    ]
}

fn flat(unit: &str) -> Holding {
    Holding {
        unit: unit.parse().unwrap(),
        building: "1".parse().unwrap(),
        owner: "wang".parse().unwrap(),
        area: "90".parse().unwrap(),
        tenure: Tenure::Commodity,
        first: m("9000"),
    }
}

fn amount(unit: &str, yuan: &str) -> UnitAmount {
    UnitAmount { unit: unit.parse().unwrap(), amount: m(yuan) }
}

fn event(id: &str, on: &str, act: FundAct) -> FundEvent {
    FundEvent { id: id.parse().unwrap(), on: day(on), act }
}

fn book() -> FundBook {
    let mut book = FundBook::new(vec![flat("1-101")]).unwrap();
    book.apply(event("e1", "2025-01-05", FundAct::Deposit(vec![amount("1-101", "9000")]))).unwrap();
    book
}

fn errors_of_the_fund() -> Vec<Made> {
    let act = |id: &str, on: &str, act| refused(book().apply(event(id, on, act)));
    let draw = |amounts| act("e2", "2025-01-05", FundAct::Repair(amounts));
    let second = Holding { owner: "li".parse().unwrap(), ..flat("1-101") };
    let public = Concerned {
        unit: "a".parse().unwrap(),
        area: "90".parse().unwrap(),
        tenure: Tenure::SoldPublic,
        paid_by_owner: Money::ZERO,
        paid_by_seller: Money::ZERO,
    };
    let mut books = Books::new([Purse::CommonRevenue]);
    books.post(&movement("ads", Side::Outside, REVENUE, "100")).unwrap();
    let mut post = |movement: Movement| refused(books.post(&movement));
    let funding = |budget: &str| {
        let source = Source { kind: SourceKind::Residents, amount: m("100.01") };
        Funding::new(m(budget), vec![source])
    };
    let mut revenue = Revenue::new(m("120000"), m("18000"), m("0")).unwrap();
    let usage = RevenueUse { id: "u1".parse().unwrap(), purpose: Purpose::FundTopUp, amount: m("102000.01") };
    let asked =
        may_pay(Purse::CommonRevenue, Purpose::FundTopUp, &rulebook("000000"), &dossier(|_| ()), day("2024-06-01"));
    let format = FundError::Format { newest: fund::BOOKS_FORMAT, found: 99 };
    let of_format = r#"{"format": 99, "purses": [], "movements": []}"#;
    vec![
        ("fund_measure", "an average over no household", refused(funding("200").unwrap().per_household(0))),
        ("fund_apportion", "public housing for which nobody paid", refused(split_repair(m("1"), &[public]))),
        ("fund_ledger", "another movement of one id", post(movement("ads", Side::Outside, REVENUE, "99"))),
        ("fund_format", "books of format 99, read", read::<Books>(of_format, format)),
        ("no_purse", "a top-up of a fund that was never set up", post(movement("top-up", REVENUE, FUND, "1"))),
        ("purse_overdrawn", "a fen more than there is", post(movement("pay", REVENUE, Side::Outside, "100.01"))),
        ("account_overdrawn", "a fen more than the account holds", draw(vec![amount("1-101", "9000.01")])),
        (
            "fund_amount_not_positive",
            "a deposit of −1",
            act("e2", "2025-01-05", FundAct::Deposit(vec![amount("1-101", "-1")])),
        ),
        ("two_owners", "two owners of one account", refused(FundBook::new(vec![flat("1-101"), second]))),
        ("holding_count", "a fund of nobody", refused(FundBook::new(vec![]))),
        ("unit_not_in_fund", "a draw for a unit that is not there", draw(vec![amount("9-999", "1")])),
        ("unit_twice", "one unit twice", draw(vec![amount("1-101", "1"), amount("1-101", "1")])),
        ("fund_event_twice", "the first event again", act("e1", "2025-01-05", FundAct::Interest(m("1")))),
        ("fund_event_before", "an event of the day before", act("e2", "2025-01-04", FundAct::Interest(m("1")))),
        ("not_the_control", "a ledger in which nothing stands", refused(book().proves(&Ledger::default()))),
        ("over_funded", "sources of a fen over the budget", refused(funding("100"))),
        ("revenue_used_up", "a fen more than the owners have", refused(revenue.spend(usage, asked))),
        ("month_count", "rent of no month in advance", refused(AdvanceRent::new(m("1"), day("2022-01-01"), 0))),
        (
            "price_not_once_per_area",
            "a collection by the month",
            refused(collect(&[], price("20", Per::SquareMetre, Every::Month), 12)),
        ),
    ]
}

pub fn errors() -> Vec<Made> {
    let mut all = errors_of_settlements();
    all.extend(errors_of_the_fund());
    all
}

pub fn answers(page: &mut Page) {
    page.section("Settlements");
    let of_receipts = ChargingTerms::Commission(Remuneration::OfReceipts("8/100".parse().unwrap()));
    let costs = [(CostKind::Staff, "880000"), (CostKind::MajorRepair, "150000")];
    for (case, terms) in [("on a lump sum, its tax unknown", ChargingTerms::LumpSum), ("on commission", of_receipts)] {
        let accounts = accounts(terms, &costs).unwrap();
        let settled = settle(&accounts, &rulebook("000000"), &dossier(|_| ()), day("2026-01-01")).unwrap();
        page.row(case, |lang| settled.render(lang));
        page.row(&format!("{case}: major repair"), |lang| settled.expenses()[1].render(lang));
    }
    let over = Expense { kind: CostKind::Staff, budget: Some(m("600000")), actual: m("612345.67") };
    let under = Expense { kind: CostKind::Cleaning, budget: Some(m("80000")), actual: m("79999.99") };
    let even = Expense { kind: CostKind::Greening, budget: Some(m("1")), actual: m("1") };
    let accounts =
        Accounts::new(span("2025-01-01", "2026-01-01"), of_receipts, m("1"), vec![over, under, even], None).unwrap();
    let settled = settle(&accounts, &rulebook("000000"), &dossier(|_| ()), day("2026-01-01")).unwrap();
    for (case, result) in ["over its budget", "under its budget", "as budgeted"].iter().zip(settled.expenses()) {
        page.row(case, |lang| result.render(lang));
    }
    page.section("The owners' money");
    for (case, check) in checks() {
        page.row(case, |lang| check.render(lang));
    }
    let fine = misuse(m("50000"), &figure("000000", Figure::FundMisuseFine)).unwrap().unwrap();
    page.row("50,000 yuan of the fund for the service", |lang| fine.render(lang));
    let state = RevenueState {
        revenue: m("80000"),
        account: Some(m("50000")),
        fund: Some(m("250000")),
        first: Some(m("1000000")),
        decided_otherwise: Some(false),
    };
    for (case, code) in [
        ("a top-up in Beijing", "110000"),
        ("in Shanghai", "310000"),
        ("in Huzhou", "330500"),
        ("in Hangzhou", "330100"),
        ("in Qingyuan", "441800"),
    ] {
        let due = top_up(&state, &of(code, Key::TopUp)).unwrap();
        page.row(case, |lang| due.render(lang));
        page.row(&format!("{case}: the rule"), |lang| of(code, Key::TopUp).render(lang));
    }
    let enough = top_up(&RevenueState { fund: Some(m("300000")), ..state }, &of("110000", Key::TopUp)).unwrap();
    page.row("a fund at 30 % in Beijing", |lang| enough.render(lang));
    let unstated = top_up(&RevenueState { decided_otherwise: None, ..state }, &of("310000", Key::TopUp)).unwrap();
    page.row("nobody stated what the owners decided", |lang| unstated.render(lang));
    for code in ["410000", "310000", "330000"] {
        page.row(&format!("rooms in {code}"), |lang| of(code, Key::Rooms).render(lang));
    }
    page.row("emergencies in Hangzhou", |lang| of("330100", Key::EmergencyCases).render(lang));
    page.row("old compounds", |lang| of("000000", Key::RenovationCutOff).render(lang));
}

fn checks() -> Vec<(&'static str, wuye::meeting::checks::Check)> {
    let balance = |yuan: &str| {
        let seen = Seen::OfMoney { part: m(yuan), whole: m("9000") };
        check(Item::FundBalance, &figure("000000", Figure::RenewalBelow), Some(seen))
    };
    let deposit =
        check_deposit(m("9899.99"), "90".parse().unwrap(), m("2200"), &figure("000000", Figure::FirstDeposit));
    let rooms = check_rooms("350000".parse().unwrap(), Some("1199.99".parse().unwrap()), &of("410000", Key::Rooms));
    let hangzhou = of("330100", Key::EmergencyCases);
    let trust =
        ChargingTerms::Trust { remuneration: Remuneration::Amount(m("1")), segregated: None, payments: 300, open: 299 };
    let trust =
        settle(&accounts(trust, &[]).unwrap(), &rulebook("000000"), &dossier(|_| ()), day("2026-01-01")).unwrap();
    let [apart, open] = trust.checks() else { panic!("a trust promises two things") };
    vec![
        ("2,700.00 of 9,000 in an account", balance("2700")),
        ("2,699.99 of 9,000 in an account", balance("2699.99")),
        ("a first deposit a fen below five percent", deposit.unwrap()),
        ("rooms of 1,199.99 m² for 350,000 m² in Henan", rooms.unwrap()),
        ("a failed lift in Hangzhou", check_emergency(EmergencyCase::Lift, &hangzhou)),
        ("a failed pump in Hangzhou, which does not list it", check_emergency(EmergencyCase::Pump, &hangzhou)),
        (
            "a fen over a tenth in Huzhou",
            check_emergency_sum(m("100000.01"), m("1000000"), &figure("330500", Figure::UrgentRepairCap)),
        ),
        (
            "a compound of 2001",
            check(Item::CompletedOn, &of("000000", Key::RenovationCutOff), Some(Seen::On(day("2001-01-01")))),
        ),
        (
            "an unaudited account of 30,000.01 in Hangzhou",
            check(Item::Unaudited, &figure("330100", Figure::AuditFree), Some(Seen::Money(m("30000.01")))),
        ),
        ("a trust of which nobody stated the account", apart.clone()),
        ("a trust that hides a payment", open.clone()),
    ]
}
