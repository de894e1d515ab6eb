//! 业主的钱 — settlement by charging form, the maintenance fund, common revenue, renovation: the figures of the known
//! pitfalls, every limit at one fen less, exactly and one fen more, and random years against an oracle of its own.

#[path = "common/dice.rs"]
mod dice;
#[path = "oracle/funds.rs"]
mod oracle;
#[path = "funds/years.rs"]
mod years;

use wuye::balance::{
    Accounts, Basis, Budget, CashPath, ChargingTerms, Expense, GuidedPrice, Lasts, Line, LineKind, Remuneration,
    Settlement, Standing, check_price, settle, statement, tax_within,
};
use wuye::dossier::Dossier;
use wuye::estate::{Compound, Fact, Stated};
use wuye::fund::{
    AdvanceRent, Books, Concerned, Due, FundAct, FundBook, FundEvent, Funding, Holding, LiftProject, Revenue,
    RevenueState, RevenueUse, Source, SourceKind, Tenure, Trial, UnitAmount, WorkClass, check_deposit, check_emergency,
    check_emergency_sum, check_rooms, collect, due_share, final_account, may_pay, misuse, share_out, split_repair,
    top_up,
};
use wuye::law::{Authority, Confidence, Dated, Locator, Provision, State, Version};
use wuye::measure::{Approx, Area, Day, Every, Money, Per, Ratio, Share, Span, UnitPrice};
use wuye::meeting::checks::{Item, Seen, check};
use wuye::mode::ChargingForm;
use wuye::money::{Account, CostKind, IncomeKind, Ledger, Movement, Purpose, Purse, Side};
use wuye::rule::{EmergencyCase, Figure, Key, Rulebook, Settled, Verdict};
use wuye::terms::Lang;

fn m(yuan: &str) -> Money {
    yuan.parse().unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn span(start: &str, end: &str) -> Span {
    Span::new(day(start), day(end)).unwrap()
}

fn share(text: &str) -> Share {
    text.parse().unwrap()
}

fn rulebook(code: &str) -> Rulebook {
    wuye::places::rulebook_for(code.parse().unwrap()).unwrap()
}

fn dossier(code: &str) -> Dossier {
    let place = code.parse().unwrap();
    Dossier::new(Compound { id: "c1".parse().unwrap(), name: "示例小区".into(), place, yards: vec![] })
}

const ON: &str = "2025-06-01";

fn setting(code: &str, key: Key) -> Settled {
    rulebook(code).setting(key, day(ON))
}

fn figure(code: &str, figure: Figure) -> Settled {
    setting(code, Key::Figure(figure))
}

// ------------------------------------------------------------------------------------------------------- settlement

fn year() -> Span {
    span("2025-01-01", "2026-01-01")
}

fn settled(terms: ChargingTerms, receipts: &str, costs: &[(CostKind, &str)], tax: Option<&str>) -> Settlement {
    let expense = |(kind, actual): &(CostKind, &str)| Expense { kind: *kind, budget: None, actual: m(actual) };
    let costs = costs.iter().map(expense).collect();
    let accounts = Accounts::new(year(), terms, m(receipts), costs, tax.map(m)).unwrap();
    settle(&accounts, &rulebook("000000"), &dossier("000000"), day("2026-01-01")).unwrap()
}

const ALL: CostKind = CostKind::AllService;

fn of_receipts(text: &str) -> ChargingTerms {
    ChargingTerms::Commission(Remuneration::OfReceipts(share(text)))
}

/// Both results to the fen, where they are known.
fn both(settlement: &Settlement) -> (String, String) {
    let said = |money: Option<Money>| money.map_or_else(|| "?".to_owned(), |money| money.to_string());
    (said(settlement.provider().exact()), said(settlement.owners().exact()))
}

#[test]
fn one_year_under_each_charging_form() {
    let eight = of_receipts("8/100");
    let pair = |provider: &str, owners: &str| (provider.to_owned(), owners.to_owned());
    // Receipts 1,000,000, commission 8 % of them, costs 880,000 and 1,030,000.
    assert_eq!(both(&settled(eight, "1000000", &[(ALL, "880000")], None)), pair("80000.00", "40000.00"));
    assert_eq!(both(&settled(eight, "1000000", &[(ALL, "1030000")], None)), pair("80000.00", "-110000.00"));
    let lump = |cost| both(&settled(ChargingTerms::LumpSum, "1000000", &[(ALL, cost)], Some("0")));
    assert_eq!((lump("880000"), lump("1030000")), (pair("120000.00", "0.00"), pair("-30000.00", "0.00")));
    // 12,000 m² at 0.80 a month.
    let lump = settled(ChargingTerms::LumpSum, "115200", &[(ALL, "108000")], Some("3000"));
    assert_eq!(both(&lump), pair("4200.00", "0.00"));
    let tenth = settled(of_receipts("1/10"), "115200", &[(ALL, "100000")], None);
    assert_eq!(both(&tenth), pair("11520.00", "3680.00"));
    let amount = ChargingTerms::Commission(Remuneration::Amount(m("12000")));
    assert_eq!(both(&settled(amount, "115200", &[(ALL, "100000")], None)), pair("12000.00", "3200.00"));
}

#[test]
fn eight_percent_of_the_whole_fund() {
    let fund =
        |text: &str, cost: &str| Remuneration::OfFund(share(text)).fund_for(m(cost)).map(|fund| fund.to_string());
    assert_eq!(fund("8/100", "1000000"), Ok("1086956.52".to_owned())); // not 1,080,000.00
    assert_eq!(fund("0/1", "1000000"), Ok("1000000.00".to_owned()));
    assert_eq!(fund("1/1", "1000000").unwrap_err().code(), "nothing_left");
    let terms = ChargingTerms::Commission(Remuneration::OfFund(share("8/100")));
    let settled = settled(terms, "1086956.52", &[(ALL, "1000000")], None);
    assert_eq!(both(&settled), ("86956.52".to_owned(), "0.00".to_owned()));
}

#[test]
fn major_repair_is_no_cost_of_the_service() {
    let costs = [(CostKind::Staff, "600000"), (CostKind::Cleaning, "280000"), (CostKind::MajorRepair, "150000")];
    let settled = settled(of_receipts("8/100"), "1000000", &costs, None);
    assert_eq!((settled.cost(), settled.barred()), (m("880000"), m("150000")));
    assert_eq!(both(&settled), ("80000.00".to_owned(), "40000.00".to_owned()));
    let roof = &settled.expenses()[2];
    assert_eq!(roof.standing(), Standing::Barred);
    assert_eq!(roof.law().unwrap().short(Lang::Zh), "《物业服务收费管理办法》第十一条");
    assert!(roof.render(Lang::Zh).contains("不可用（《物业服务收费管理办法》第十一条）"), "{}", roof.render(Lang::Zh));
}

#[test]
fn a_budget_stands_beside_what_was_spent() {
    let expense = |kind, budget: Option<&str>, actual| Expense { kind, budget: budget.map(m), actual: m(actual) };
    let expenses = vec![
        expense(CostKind::Staff, Some("600000"), "612345.67"),
        expense(CostKind::Cleaning, Some("80000"), "79999.99"),
        expense(CostKind::Greening, None, "5000"),
    ];
    let accounts = Accounts::new(year(), of_receipts("1/10"), m("800000"), expenses, None).unwrap();
    let settled = settle(&accounts, &rulebook("000000"), &dossier("000000"), day("2026-01-01")).unwrap();
    let over: Vec<Option<Money>> = settled.expenses().iter().map(|result| result.over()).collect();
    assert_eq!(over, [Some(m("12345.67")), Some(m("-0.01")), None]);
}

#[test]
fn what_is_not_known_widens_a_settlement() {
    // Nobody stated the tax: at most so much is left.
    let lump = settled(ChargingTerms::LumpSum, "115200", &[(ALL, "108000")], None);
    assert_eq!((lump.provider().least, lump.provider().most), (None, Some(m("7200"))));
    // Before the first text that is known nothing may be said of any cost.
    let expenses = vec![Expense { kind: ALL, budget: None, actual: m("880000") }];
    let early = span("2010-01-01", "2011-01-01");
    let accounts = Accounts::new(early, of_receipts("8/100"), m("1000000"), expenses, None).unwrap();
    let settled = settle(&accounts, &rulebook("000000"), &dossier("000000"), day("2011-01-01")).unwrap();
    assert_eq!(settled.undecided(), m("880000"));
    assert_eq!((settled.owners().least, settled.owners().most), (Some(m("40000")), Some(m("920000"))));
}

#[test]
fn a_trust_shows_every_payment() {
    let remuneration = Remuneration::OfReceipts(share("1/10"));
    let trust = |segregated, open| ChargingTerms::Trust { remuneration, segregated, payments: 300, open };
    let verdicts = |terms| -> Vec<(Item, Verdict)> {
        let settled = settled(terms, "300000", &[(ALL, "250000")], None);
        assert_eq!(both(&settled), ("30000.00".to_owned(), "20000.00".to_owned()));
        assert_eq!(settled.terms().form(), ChargingForm::Trust);
        settled.checks().iter().map(|check| (check.item, check.verdict)).collect()
    };
    let of = |apart, open| vec![(Item::SegregatedAccount, apart), (Item::OpenPayments, open)];
    assert_eq!(verdicts(trust(Some(true), 300)), of(Verdict::Met, Verdict::Met));
    assert_eq!(verdicts(trust(Some(false), 299)), of(Verdict::Unmet, Verdict::Unmet));
    assert_eq!(verdicts(trust(None, 300)), of(Verdict::Unknown, Verdict::Met));
}

#[test]
fn accounts_that_cannot_be_are_refused() {
    let expense = |kind, actual: &str| Expense { kind, budget: None, actual: m(actual) };
    let code = |terms, receipts: &str, expenses: Vec<Expense>| {
        Accounts::new(year(), terms, m(receipts), expenses, None).unwrap_err().code()
    };
    let lump = ChargingTerms::LumpSum;
    let staff = |actual| expense(CostKind::Staff, actual);
    assert_eq!(code(lump, "-0.01", vec![]), "amount_below_zero");
    assert_eq!(code(lump, "0", vec![staff("-0.01")]), "amount_below_zero");
    assert_eq!(code(lump, "0", vec![staff("1"), staff("2")]), "duplicate_expense");
    assert_eq!(code(lump, "0", vec![staff("1"), expense(ALL, "2")]), "total_and_parts");
    assert_eq!(code(ChargingTerms::Commission(Remuneration::OfFund(Share::WHOLE)), "0", vec![]), "nothing_left");
    let trust = ChargingTerms::Trust {
        remuneration: Remuneration::Amount(Money::ZERO),
        segregated: None,
        payments: 3,
        open: 4,
    };
    assert_eq!(code(trust, "0", vec![]), "more_open");
    // On the last day of the year it is not over.
    let accounts = Accounts::new(year(), lump, m("0"), vec![], None).unwrap();
    let on = |on| settle(&accounts, &rulebook("000000"), &dossier("000000"), day(on));
    assert_eq!(on("2025-12-31").unwrap_err().code(), "period_not_over");
    assert!(on("2026-01-01").is_ok());
}

#[test]
fn a_settlement_closes_in_the_ledger() {
    let post = |settlement: &Settlement| {
        let mut ledger = Ledger::default();
        for movement in settlement.movements(&"2025".parse().unwrap(), day("2026-01-01")).unwrap() {
            assert!(ledger.post(movement.entry().unwrap()).unwrap());
        }
        let held = |purse| ledger.held(purse).unwrap().to_string();
        (held(Purse::Operating), held(Purse::ProvidersOwn), ledger.balance(Account::Bank).unwrap().to_string())
    };
    let commission = settled(of_receipts("8/100"), "1000000", &[(ALL, "880000")], None);
    assert_eq!(post(&commission), ("40000.00".into(), "80000.00".into(), "120000.00".into()));
    let lump = settled(ChargingTerms::LumpSum, "115200", &[(ALL, "108000")], Some("3000"));
    assert_eq!(post(&lump), ("0.00".into(), "4200.00".into(), "4200.00".into()));
    // A result that is a range is not posted.
    let unknown = settled(ChargingTerms::LumpSum, "115200", &[(ALL, "108000")], None);
    assert!(unknown.movements(&"2025".parse().unwrap(), day("2026-01-01")).unwrap().is_empty());
}

// ----------------------------------------------------------------------------------------------- price, tax, outlook

fn own<T>(from: &str, value: T) -> Dated<T> {
    let by = Provision { document: "own".parse().unwrap(), at: Locator::article(1) };
    let version = Version { from: day(from), state: State::InForce(value), by, confidence: Confidence::CallersOwn };
    Dated::new(vec![version]).unwrap()
}

#[test]
fn tax_is_the_callers_and_dated() {
    let tax = |gross: &str, rate: &str, on: &str| {
        tax_within(m(gross), &own("2023-01-01", share(rate)), day(on)).unwrap().map(|tax| tax.to_string())
    };
    assert_eq!(tax("115200", "6/100", ON), Some("6520.75".to_owned()));
    assert_eq!(tax("115200", "1/100", ON), Some("1140.59".to_owned()));
    assert_eq!(tax("106", "6/100", ON), Some("6.00".to_owned()));
    assert_eq!(tax("106", "6/100", "2022-12-31"), None);
}

fn monthly(yuan: &str) -> UnitPrice {
    UnitPrice::new(yuan.parse().unwrap(), Per::SquareMetre, Every::Month).unwrap()
}

#[test]
fn a_price_matches_its_level_within_the_band() {
    let band = own("2024-01-01", GuidedPrice { base: monthly("1.00"), up: share("1/5"), down: share("1/5") });
    let check = |price: &str, cost: &str, on: &str| {
        let area: Area = "10000".parse().unwrap();
        let found = check_price(monthly(price), m(cost), (area, 12), Some(&band), day(on)).unwrap();
        (found.covers, found.within)
    };
    let (met, unmet) = (Verdict::Met, Verdict::Unmet);
    assert_eq!(check("1.20", "144000", ON), (met, Some(met)));
    assert_eq!(check("1.20", "144000.01", ON), (unmet, Some(met)));
    assert_eq!(check("1.200001", "144000", ON), (met, Some(unmet)));
    assert_eq!(check("0.80", "96000", ON), (met, Some(met)));
    assert_eq!(check("0.799999", "96000", ON), (unmet, Some(unmet)));
    assert_eq!(check("1.00", "120000", "2023-12-31"), (met, Some(Verdict::Unknown)));
    let market = check_price(monthly("3.00"), m("1"), ("10000".parse().unwrap(), 12), None, day(ON)).unwrap();
    assert_eq!((market.within, market.unit_cost), (None, m("0.01")));
    let by_household = UnitPrice::new("50".parse().unwrap(), Per::Household, Every::Month).unwrap();
    let wrong = check_price(by_household, m("1"), (Area::UNIT_MAX, 1), None, day(ON));
    assert_eq!(wrong.unwrap_err().code(), "price_not_by_area");
    let nothing = check_price(monthly("1"), m("1"), (Area::ZERO, 12), None, day(ON));
    assert_eq!(nothing.unwrap_err().code(), "no_charged_area");
}

fn line(id: &str, kind: LineKind, yuan: Option<&str>, purse: Purse, span: Option<Span>) -> Line {
    let basis = Basis::Lump(yuan.map(|yuan| Approx::exact(m(yuan))));
    Line { id: id.parse().unwrap(), kind, basis, purse, span, resource: None }
}

const FEE: LineKind = LineKind::Income(IncomeKind::ServiceFee);
const ADS: LineKind = LineKind::Income(IncomeKind::Advertising);
const STAFF: LineKind = LineKind::Cost(CostKind::Staff);

fn stated(lines: Vec<Line>) -> (Budget, wuye::balance::Statement) {
    let budget = Budget::new(Purpose::Service, year(), lines).unwrap();
    let result = statement(&budget, &rulebook("000000"), &dossier("000000"), day(ON)).unwrap();
    (budget, result)
}

#[test]
fn one_assumption_moves_the_gap_by_what_may_pay() {
    let (_, result) = stated(vec![
        line("fee", FEE, Some("90000"), Purse::Operating, None),
        line("ads", ADS, Some("20000"), Purse::CommonRevenue, None), // undecided: nobody stated a decision
        line("fund", ADS, Some("70000"), Purse::MaintenanceFund, None), // barred
        line("staff", STAFF, Some("100000"), Purse::Operating, None),
    ]);
    let change = |id: &str, by: &str| {
        let by: Ratio = by.parse().unwrap();
        let found = result.sensitivity(&id.parse().unwrap(), by).unwrap();
        let said = |money: Option<Money>| money.unwrap().to_string();
        (said(found.moved), said(found.after.least), said(found.after.most))
    };
    let row = |moved: &str, least: &str, most: &str| (moved.to_owned(), least.to_owned(), most.to_owned());
    assert_eq!(change("fee", "0/1"), row("0.00", "-10000.00", "10000.00"));
    assert_eq!(change("fee", "-1/10"), row("-9000.00", "-1000.00", "19000.00"));
    assert_eq!(change("ads", "1/2"), row("10000.00", "-20000.00", "10000.00"));
    assert_eq!(change("fund", "1/1"), row("70000.00", "-10000.00", "10000.00"));
    assert_eq!(change("staff", "1/20"), row("5000.00", "-5000.00", "15000.00"));
    let missing = result.sensitivity(&"rent".parse().unwrap(), "1/1".parse().unwrap());
    assert_eq!(missing.unwrap_err().code(), "no_budget_line");
}

#[test]
fn a_reserve_lasts_whole_months() {
    let (_, result) = stated(vec![
        line("fee", FEE, Some("90000"), Purse::Operating, None),
        line("staff", STAFF, Some("100000"), Purse::Operating, None),
    ]);
    // 10,000 a year: 833.33… a month.
    let cover = |reserve: &str| result.cover(m(reserve)).unwrap().least;
    assert_eq!(cover("9999.99"), Lasts::Months(11));
    assert_eq!(cover("10000"), Lasts::Months(12));
    assert_eq!(cover("0"), Lasts::Months(0));
    assert_eq!(result.cover(m("-0.01")).unwrap_err().code(), "amount_below_zero");
    let (_, even) = stated(vec![line("fee", FEE, Some("1"), Purse::Operating, None)]);
    assert_eq!(even.cover(m("0")).unwrap().least, Lasts::ForEver);
    let (_, open) = stated(vec![line("staff", STAFF, None, Purse::Operating, None)]);
    let cover = open.cover(m("100")).unwrap();
    assert_eq!((cover.least, cover.most), (Lasts::Months(0), Lasts::ForEver));
}

#[test]
fn the_lowest_cash_and_its_month() {
    // A project of twenty years: the sum is above zero, and fifteen years have no cash.
    let mut flows = vec![m("-900000")];
    flows.resize(20, m("60000"));
    let path = CashPath::new(Money::ZERO, &flows).unwrap();
    assert_eq!((path.closing(), path.lowest(), path.even_from()), (m("240000"), (m("-900000"), 1), Some(16)));
    assert_eq!(CashPath::new(Money::ZERO, &flows[..15]).unwrap().even_from(), None);
    assert_eq!(CashPath::new(Money::ZERO, &[]).unwrap_err().code(), "no_flows");
    // A budget by months: the whole fee comes over the second half, the cost over the year.
    let half = span("2025-07-01", "2026-01-01");
    let (budget, result) = stated(vec![
        line("fee", FEE, Some("120000"), Purse::Operating, Some(half)),
        line("fund", ADS, Some("999999"), Purse::MaintenanceFund, None), // barred, so never cash of the service
        line("staff", STAFF, Some("120000"), Purse::Operating, None),
    ]);
    let path = CashPath::of(&budget, &result, m("10000")).unwrap().unwrap();
    assert_eq!(path.lowest(), (m("-50000"), 6));
    assert_eq!((path.closing(), path.balances().len(), path.even_from()), (m("10000"), 12, Some(11)));
    let (budget, result) = stated(vec![line("fee", FEE, None, Purse::Operating, None)]);
    assert_eq!(CashPath::of(&budget, &result, Money::ZERO).unwrap(), None);
}

// ------------------------------------------------------------------------------------------------- maintenance fund

#[test]
fn the_renewal_line_is_strict() {
    for (code, law) in [("000000", "第十七条"), ("310000", "第六十五条第一款"), ("410000", "第六十八条第一款")]
    {
        let below = figure(code, Figure::RenewalBelow);
        let verdict = |balance: &str| {
            let seen = Seen::OfMoney { part: m(balance), whole: m("9000") };
            check(Item::FundBalance, &below, Some(seen)).verdict
        };
        assert_eq!(
            [verdict("2700.01"), verdict("2700"), verdict("2699.99")],
            [Verdict::Met, Verdict::Met, Verdict::Unmet]
        );
        let found = check(Item::FundBalance, &below, None).law.unwrap().short(Lang::Zh);
        assert!(found.ends_with(law), "{found}");
    }
}

fn flat(unit: &str, building: &str, area: &str) -> Holding {
    Holding {
        unit: unit.parse().unwrap(),
        building: building.parse().unwrap(),
        owner: format!("o-{unit}").parse().unwrap(),
        area: area.parse().unwrap(),
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

/// Three flats of two buildings with 9,000 each.
fn book() -> FundBook {
    let mut book =
        FundBook::new(vec![flat("1-1", "1", "90"), flat("1-2", "1", "60"), flat("2-1", "2", "100")]).unwrap();
    let all = ["1-1", "1-2", "2-1"].map(|unit| amount(unit, "9000")).to_vec();
    book.apply(event("first", "2020-01-01", FundAct::Deposit(all))).unwrap().unwrap();
    book
}

#[test]
fn the_fund_is_kept_by_household_building_and_area() {
    let mut book = book();
    let mut ledger = Ledger::default();
    let first = event("first", "2020-01-01", FundAct::Deposit(vec![]));
    assert_eq!(book.apply(first).unwrap_err().code(), "fund_event_twice");
    let deposit = Movement {
        id: "first".parse().unwrap(),
        on: day("2020-01-01"),
        from: Side::Outside,
        to: Side::Purse(Purse::MaintenanceFund),
        amount: m("27000"),
    };
    ledger.post(deposit.entry().unwrap()).unwrap();
    book.proves(&ledger).unwrap();
    let unit = |unit: &str| unit.parse().unwrap();
    for (id, act) in [
        ("interest", FundAct::Interest(m("100"))),
        ("repair", FundAct::Repair(vec![amount("1-1", "6000"), amount("1-2", "4000")])),
        ("sale", FundAct::Transfer { unit: unit("1-1"), to: "buyer".parse().unwrap() }),
        ("top-up", FundAct::TopUp(m("1000"))),
        ("loss", FundAct::Refund(unit("2-1"))),
    ] {
        if let Some(movement) = book.apply(event(id, "2021-01-01", act)).unwrap() {
            ledger.post(movement.entry().unwrap()).unwrap();
        }
        book.proves(&ledger).unwrap();
    }
    // 33.34, 33.33, 33.33 of the interest; 360, 240, 400 of the top-up by area.
    let held = |name: &str| book.balance(&unit(name)).unwrap().to_string();
    assert_eq!([held("1-1"), held("1-2"), held("2-1")], ["3393.34", "5273.33", "0.00"]);
    assert_eq!(book.owner(&unit("1-1")).unwrap().as_str(), "buyer");
    let buildings: Vec<String> = book.buildings().unwrap().values().map(ToString::to_string).collect();
    assert_eq!(buildings, ["8666.67", "0.00"]);
    assert_eq!(ledger.held(Purse::CommonRevenue).unwrap(), m("-1000"));
    // Replaying what happened gives the same book.
    let mut again = FundBook::new(book.holdings().to_vec()).unwrap();
    for event in book.events() {
        again.apply(event.clone()).unwrap();
    }
    assert_eq!(again, book);
    // A fen beside the book is found.
    let stray = Movement { id: "stray".parse().unwrap(), amount: m("0.01"), ..deposit };
    ledger.post(stray.entry().unwrap()).unwrap();
    assert_eq!(book.proves(&ledger).unwrap_err().code(), "not_the_control");
}

#[test]
fn an_account_gives_what_it_holds_and_not_a_fen_more() {
    let draw = |yuan: &str| {
        let mut book = book();
        let before = book.clone();
        let drawn = book.apply(event("draw", "2021-01-01", FundAct::Repair(vec![amount("1-1", yuan)])));
        if drawn.is_err() {
            assert_eq!(book, before, "a refused draw changes nothing");
        }
        drawn.map(|_| book.balance(&"1-1".parse().unwrap()).unwrap().to_string()).map_err(|error| error.code())
    };
    assert_eq!(draw("8999.99"), Ok("0.01".into()));
    assert_eq!(draw("9000"), Ok("0.00".into()));
    assert_eq!(draw("9000.01"), Err("account_overdrawn"));
    assert_eq!(draw("0"), Err("fund_amount_not_positive"));
    assert_eq!(draw("-1"), Err("fund_amount_not_positive"));
    let mut book = book();
    let mut code = |id: &str, on: &str, act| book.apply(event(id, on, act)).unwrap_err().code();
    assert_eq!(code("a", "2019-12-31", FundAct::Interest(m("1"))), "fund_event_before");
    assert_eq!(code("a", "2021-01-01", FundAct::Deposit(vec![amount("9-9", "1")])), "unit_not_in_fund");
    assert_eq!(code("a", "2021-01-01", FundAct::Deposit(vec![amount("1-1", "1"), amount("1-1", "1")])), "unit_twice");
    assert_eq!(code("a", "2021-01-01", FundAct::Deposit(vec![amount("1-1", "-1")])), "fund_amount_not_positive");
    let second = Holding { owner: "other".parse().unwrap(), ..flat("1-1", "1", "90") };
    assert_eq!(FundBook::new(vec![flat("1-1", "1", "90"), second]).unwrap_err().code(), "two_owners");
    assert_eq!(FundBook::new(vec![]).unwrap_err().code(), "holding_count");
}

#[test]
fn a_household_renews_up_to_what_its_place_asks() {
    let mut book = book();
    let unit = "1-1".parse().unwrap();
    let below = figure("310000", Figure::RenewalBelow);
    book.apply(event("draw", "2021-01-01", FundAct::Repair(vec![amount("1-1", "6300")]))).unwrap();
    assert_eq!(book.check_renewal(&unit, &below).unwrap().verdict, Verdict::Met); // 2,700.00 of 9,000
    book.apply(event("one-fen", "2021-01-01", FundAct::Repair(vec![amount("1-1", "0.01")]))).unwrap();
    assert_eq!(book.check_renewal(&unit, &below).unwrap().verdict, Verdict::Unmet);
    let target = |code| book.renewal(&unit, &figure(code, Figure::RenewalTarget)).unwrap();
    assert_eq!(target("310000"), Some(m("1800.01"))); // to half: 4,500
    assert_eq!(target("331000"), Some(m("6300.01"))); // to the first standard in full
    assert_eq!(target("000000"), None); // nothing was read
}

#[test]
fn a_repair_is_split_over_those_concerned() {
    let concerned = |unit: &str, area: &str, tenure, owner: &str, seller: &str| Concerned {
        unit: unit.parse().unwrap(),
        area: area.parse().unwrap(),
        tenure,
        paid_by_owner: m(owner),
        paid_by_seller: m(seller),
    };
    let market = |unit: &str, area: &str| concerned(unit, area, Tenure::Commodity, "0", "0");
    let public =
        |unit: &str, area: &str, owner: &str, seller: &str| concerned(unit, area, Tenure::SoldPublic, owner, seller);
    let list = [market("a", "6000"), public("b", "1000", "10000", "60000"), public("c", "3000", "30000", "0")];
    let split = split_repair(m("120000"), &list).unwrap();
    let owners: Vec<Money> = split.owners.iter().map(|one| one.amount).collect();
    assert_eq!((owners, split.seller), (vec![m("72000"), m("4800"), m("14400")], m("28800")));
    // Areas that do not divide: every fen is somebody's.
    let three = [market("a", "90.12"), market("b", "75.30"), market("c", "61.05")];
    let split = split_repair(m("1000"), &three).unwrap();
    let owners: Vec<String> = split.owners.iter().map(|one| one.amount.to_string()).collect();
    assert_eq!(owners, ["397.93", "332.50", "269.57"]);
    let code = |total: &str, list: &[Concerned]| split_repair(m(total), list).unwrap_err().code();
    assert_eq!(code("0", &three), "fund_amount_not_positive");
    assert_eq!(code("1", &[market("a", "1"), market("a", "1")]), "unit_twice");
    assert_eq!(code("1", &[]), "fund_apportion");
    assert_eq!(code("1", &[public("b", "1", "0", "0")]), "fund_apportion");
}

#[test]
fn deposits_lie_between_five_and_eight_percent() {
    for code in ["000000", "331000"] {
        let first = figure(code, Figure::FirstDeposit);
        // 90 m² at 2,200 yuan: 198,000.
        let verdict =
            |deposit: &str| check_deposit(m(deposit), "90".parse().unwrap(), m("2200"), &first).unwrap().verdict;
        assert_eq!(["9899.99", "9900", "9900.01"].map(verdict), [Verdict::Unmet, Verdict::Met, Verdict::Met], "{code}");
        assert_eq!(["15839.99", "15840", "15840.01"].map(verdict), [Verdict::Met, Verdict::Met, Verdict::Unmet]);
    }
    let due = |base: &str, of| due_share(m(base), &figure("000000", of)).unwrap().unwrap().to_string();
    assert_eq!(due("108000", Figure::PublicHousingOwnerDeposit), "2160.00"); // 90 m² at 1,200
    assert_eq!(due("60000", Figure::PublicHousingSellerLow), "12000.00");
    assert_eq!(due("60000", Figure::PublicHousingSellerHigh), "18000.00");
    let below_zero =
        check_deposit(m("-0.01"), "90".parse().unwrap(), m("2200"), &figure("000000", Figure::FirstDeposit));
    assert_eq!(below_zero.unwrap_err().code(), "fund_amount_not_positive");
}

#[test]
fn what_the_fund_pays_is_a_rule() {
    let verdict = |code: &str, purse, purpose| may_pay(purse, purpose, &rulebook(code), &dossier(code), day(ON));
    let fund = Purse::MaintenanceFund;
    for purpose in [Purpose::BuildersWarranty, Purpose::UtilityPipes, Purpose::ManMadeDamage, Purpose::ProvidersDuty] {
        for code in ["000000", "330100", "370000"] {
            let answer = verdict(code, fund, purpose);
            assert_eq!(answer.verdict(), Verdict::Unmet, "{code} {purpose}");
            assert!(answer.rules().all(|finding| finding.citation().is_some()));
        }
    }
    assert_eq!(verdict("000000", fund, Purpose::Service).verdict(), Verdict::Unmet);
    assert_eq!(verdict("000000", fund, Purpose::Repair).verdict(), Verdict::Unknown); // a vote is missing
    assert_eq!(verdict("000000", fund, Purpose::Emergency).verdict(), Verdict::Unknown);
    let mut with = dossier("000000");
    with.state(Fact::OwnersCommittee, Stated::new(true, day("2024-01-01"), Authority::Street)).unwrap();
    let emergency = may_pay(fund, Purpose::Emergency, &rulebook("000000"), &with, day(ON));
    assert_eq!(emergency.verdict(), Verdict::Met);
    let top_up = verdict("000000", Purse::CommonRevenue, Purpose::FundTopUp);
    assert_eq!(top_up.verdict(), Verdict::Met);
    // What no text that was read speaks of is not known.
    assert_eq!(verdict("000000", Purse::CommonRevenue, Purpose::Renovation).verdict(), Verdict::Unknown);
    let fine = misuse(m("50000"), &figure("000000", Figure::FundMisuseFine)).unwrap().unwrap();
    assert_eq!((fine.recover, fine.fine_most), (m("50000"), m("100000")));
    assert_eq!(misuse(m("1"), &figure("000000", Figure::RevenueMisuseFine)).unwrap(), None);
    let shanghai = misuse(m("1"), &figure("310000", Figure::RevenueMisuseFine)).unwrap().unwrap();
    assert_eq!(shanghai.law.short(Lang::Zh), "《上海市住宅物业管理规定》第八十二条");
}

#[test]
fn emergencies_are_listed_by_place() {
    use EmergencyCase::{Collapse, Facade, Lift, Other, Pump, Railing};
    let verdict = |code, case| check_emergency(case, &setting(code, Key::EmergencyCases)).verdict;
    let (met, unmet, unknown) = (Verdict::Met, Verdict::Unmet, Verdict::Unknown);
    for code in ["330100", "330200", "330500", "310000", "331000", "410000", "410100", "441800"] {
        assert_eq!((verdict(code, Lift), verdict(code, Facade)), (met, met), "{code}");
    }
    // Hangzhou's and Shanghai's lists are closed; the others end with other emergencies.
    assert_eq!((verdict("330100", Collapse), verdict("330100", Pump)), (met, unmet));
    assert_eq!((verdict("310000", Pump), verdict("310000", Other)), (met, unmet));
    assert_eq!((verdict("410000", Railing), verdict("410000", Collapse)), (met, unknown));
    assert_eq!((verdict("441800", Other), verdict("000000", Lift)), (unknown, unknown));
    // Huzhou: up to a tenth of the first deposits.
    let cap = figure("330500", Figure::UrgentRepairCap);
    let within = |used: &str| check_emergency_sum(m(used), m("1000000"), &cap).verdict;
    assert_eq!(["99999.99", "100000", "100000.01"].map(within), [met, met, unmet]);
}

#[test]
fn a_final_account_in_hangzhou() {
    let (free, overrun) = (figure("330100", Figure::AuditFree), figure("330100", Figure::OverrunReapplied));
    let account = |budget: &str, actual: &str| {
        let found = final_account(m(budget), m(actual), &free, &overrun).unwrap();
        (found.unaudited.verdict, found.reapply)
    };
    let (met, unmet) = (Verdict::Met, Verdict::Unmet);
    assert_eq!(account("30000", "30000"), (met, unmet));
    assert_eq!(account("30000", "30000.01"), (unmet, unmet));
    assert_eq!(account("100000", "109999.99"), (unmet, unmet));
    assert_eq!(account("100000", "110000"), (unmet, met));
    assert_eq!(account("100000", "90000"), (unmet, unmet));
    let elsewhere = figure("000000", Figure::OverrunReapplied);
    let found = final_account(m("1"), m("9"), &elsewhere, &elsewhere).unwrap();
    assert_eq!((found.reapply, found.unaudited.verdict), (Verdict::Unknown, Verdict::Unknown));
}

#[test]
fn rooms_by_tiers() {
    let henan = setting("410000", Key::Rooms);
    let verdict = |built: &str, rooms: &str| {
        let (built, rooms) = (built.parse().unwrap(), Some(rooms.parse().unwrap()));
        check_rooms(built, rooms, &henan).unwrap().verdict
    };
    let (met, unmet) = (Verdict::Met, Verdict::Unmet);
    for (built, least, less) in [
        ("1000", "80", "79.99"),
        ("20000", "80", "79.99"),
        ("20000.01", "80.01", "80"),
        ("200000", "800", "799.99"),
        ("300000", "1100", "1099.99"),
        ("350000", "1200", "1199.99"),
    ] {
        assert_eq!((verdict(built, least), verdict(built, less)), (met, unmet), "{built}");
    }
    let least = |code, built: &str| {
        let check = check_rooms(built.parse().unwrap(), None, &setting(code, Key::Rooms)).unwrap();
        assert_eq!(check.verdict, Verdict::Unknown);
        check.required.unwrap().render(Lang::Zh)
    };
    assert_eq!(least("310000", "40000"), "不少于100.00平方米");
    assert_eq!(least("310000", "60000"), "不少于120.00平方米");
    assert_eq!(least("330000", "60000"), "不少于420.00平方米");
    assert_eq!(least("370700", "60000"), "不少于180.00平方米");
}

#[test]
fn accounts_are_published_in_time() {
    let verdict = |code, of, last: &str, now: &str| {
        let seen = Seen::Since { event: day(last), done: day(now) };
        check(Item::Publication, &figure(code, of), Some(seen)).verdict
    };
    for (code, of, last_day, day_after) in [
        ("310000", Figure::RevenuePublication, "2025-04-15", "2025-04-16"),
        ("310000", Figure::FundPublication, "2025-07-15", "2025-07-16"),
        ("310000", Figure::ServicePublication, "2026-01-15", "2026-01-16"),
        ("330100", Figure::RevenuePublication, "2025-07-15", "2025-07-16"),
        ("330500", Figure::RevenuePublication, "2025-07-15", "2025-07-16"),
        ("370700", Figure::FundPublication, "2025-07-15", "2025-07-16"),
        ("371100", Figure::ServicePublication, "2025-04-15", "2025-04-16"),
        ("441800", Figure::RevenuePublication, "2025-04-15", "2025-04-16"),
        ("330200", Figure::FundPublication, "2026-01-15", "2026-01-16"),
    ] {
        let at = |now| verdict(code, of, "2025-01-15", now);
        assert_eq!((at(last_day), at(day_after)), (Verdict::Met, Verdict::Unmet), "{code} {of}");
    }
    let none = verdict("000000", Figure::RevenuePublication, "2020-01-01", "2025-01-01");
    assert_eq!(none, Verdict::Unknown);
}

// --------------------------------------------------------------------------------------------------- common revenue

#[test]
fn revenue_less_proven_cost_is_the_owners() {
    let net = |gross: &str, proven: &str| Revenue::new(m(gross), m(proven), m("0")).unwrap().net().unwrap();
    assert_eq!(net("120000", "18000"), m("102000"));
    assert_eq!(net("18000", "18000.01"), Money::ZERO); // never below nothing
    assert_eq!(Revenue::new(m("-0.01"), m("0"), m("0")).unwrap_err().code(), "fund_amount_not_positive");
    assert_eq!(share_out(m("102000"), share("7/10")).unwrap(), (m("71400"), m("30600")));
}

#[test]
fn revenue_is_used_once_and_as_decided() {
    let (national, mut decided) = (rulebook("000000"), dossier("000000"));
    decided
        .state(Fact::CommonRevenueForService, Stated::new(true, day("2024-01-01"), Authority::OwnersCommittee))
        .unwrap();
    let usage = |id: &str, purpose, yuan: &str| RevenueUse { id: id.parse().unwrap(), purpose, amount: m(yuan) };
    let ask = |dossier: &Dossier, purpose| may_pay(Purse::CommonRevenue, purpose, &national, dossier, day(ON));
    let mut revenue = Revenue::new(m("120000"), m("18000"), m("9000")).unwrap();
    // Without a decision the service gets nothing, and nothing is booked.
    let refused = usage("fees", Purpose::Service, "102000");
    let spent = revenue.spend(refused.clone(), ask(&dossier("000000"), Purpose::Service)).unwrap();
    assert_eq!((spent.standing, spent.left), (Standing::Undecided, m("102000")));
    assert!(revenue.uses().is_empty());
    let spent = revenue.spend(usage("fund", Purpose::FundTopUp, "71400"), ask(&decided, Purpose::FundTopUp)).unwrap();
    assert_eq!((spent.standing, spent.left), (Standing::Usable, m("30600")));
    // The same 102,000 cannot balance the fees as well.
    let twice = revenue.spend(refused, ask(&decided, Purpose::Service));
    assert_eq!(twice.unwrap_err().code(), "revenue_used_up");
    let fen_more = revenue.spend(usage("fees", Purpose::Service, "30600.01"), ask(&decided, Purpose::Service));
    assert_eq!(fen_more.unwrap_err().code(), "revenue_used_up");
    let rest = usage("fees", Purpose::Service, "30600");
    for _ in 0..2 {
        let spent = revenue.spend(rest.clone(), ask(&decided, Purpose::Service)).unwrap();
        assert_eq!(spent.left, Money::ZERO); // booking it again is the same once
    }
    let other = revenue.spend(RevenueUse { amount: m("1"), ..rest }, ask(&decided, Purpose::Service));
    assert_eq!(other.unwrap_err().code(), "fund_event_twice");
}

#[test]
fn each_place_tops_up_the_fund_its_own_way() {
    let due =
        |code, on: &str, state: RevenueState| top_up(&state, &rulebook(code).setting(Key::TopUp, day(on))).unwrap().due;
    let state = |fund: &str| RevenueState {
        revenue: m("80000"),
        account: Some(m("50000")),
        fund: Some(m(fund)),
        first: Some(m("1000000")),
        decided_otherwise: Some(false),
    };
    // Beijing: half or more while below 30 %, whatever the owners decide.
    let beijing = |fund| due("110000", ON, RevenueState { decided_otherwise: None, ..state(fund) });
    assert_eq!(beijing("250000"), Due::AtLeast(m("40000")));
    assert_eq!([beijing("299999.99"), beijing("300000")], [Due::AtLeast(m("40000")), Due::Nothing]);
    assert_eq!(due("110000", ON, RevenueState { fund: None, ..state("0") }), Due::Unknown);
    assert_eq!(due("110000", "2024-03-28", state("0")), Due::Mainly); // before the text that was read: the nation's
    // Shanghai: more than half, so 40,000.00 of 80,000 is not enough.
    let shanghai = rulebook("310000").setting(Key::TopUp, day(ON));
    let asked = top_up(&state("0"), &shanghai).unwrap();
    assert_eq!(asked.due, Due::AtLeast(m("40000.01")));
    let paid = ["39999.99", "40000", "40000.01"].map(|paid| asked.is_met(m(paid)));
    assert_eq!(paid, [Verdict::Unmet, Verdict::Unmet, Verdict::Met]);
    assert_eq!(asked.law.unwrap().short(Lang::Zh), "《上海市住宅物业管理规定》第五十一条第三款");
    // Huzhou: half of the balance of the account, and no more than is missing to the first amount.
    assert_eq!(due("330500", ON, state("0")), Due::AtLeast(m("25000")));
    assert_eq!(due("330500", ON, state("999999")), Due::AtLeast(m("1")));
    assert_eq!(due("330500", ON, state("1000000")), Due::Nothing);
    assert_eq!(due("330500", ON, RevenueState { account: None, ..state("0") }), Due::Unknown);
    // Hangzhou: mainly, without a number, until the first amount. Qingyuan: all of it.
    assert_eq!([due("330100", ON, state("0")), due("330100", ON, state("1000000"))], [Due::Mainly, Due::Nothing]);
    assert_eq!(due("441800", ON, state("0")), Due::AtLeast(m("80000")));
    for code in ["310000", "330100", "330500", "441800", "000000"] {
        let decided = |decided_otherwise| due(code, ON, RevenueState { decided_otherwise, ..state("0") });
        assert_eq!((decided(Some(true)), decided(None)), (Due::Nothing, Due::Unknown), "{code}");
    }
}

// ------------------------------------------------------------------------------------------------------- renovation

fn source(kind: SourceKind, wan: &str) -> Source {
    Source { kind, amount: Money::from_wan(wan.parse().unwrap()).unwrap() }
}

#[test]
fn sources_sum_to_the_budget() {
    let all = vec![
        source(SourceKind::Residents, "29.2"),
        source(SourceKind::Company, "20"),
        source(SourceKind::PublicHousingFund, "2"),
    ];
    let works = Funding::new(m("512000"), all.clone()).unwrap();
    assert_eq!((works.gap().unwrap(), works.residents().unwrap()), (Money::ZERO, m("292000")));
    // 57.03 % of all of it; 93.59 % if the company were left out.
    assert_eq!(works.residents_share().unwrap(), Ratio::new(292_000, 512_000).unwrap());
    assert_eq!(works.per_household(90).unwrap(), m("3244.44"));
    assert_eq!(works.per_household(0).unwrap_err().code(), "fund_measure");
    assert_eq!(Funding::new(m("511999.99"), all.clone()).unwrap_err().code(), "over_funded");
    assert_eq!(Funding::new(m("512000.01"), all).unwrap().gap().unwrap(), m("0.01"));
    assert_eq!(Funding::new(m("0"), vec![]).unwrap_err().code(), "fund_amount_not_positive");
    let theirs: Vec<&str> = SourceKind::ALL.iter().filter(|kind| kind.is_residents()).map(|kind| kind.code()).collect();
    assert_eq!(theirs, ["residents", "maintenance_fund", "ceded_revenue", "provident_fund"]);
    assert!(WorkClass::Basic.is_needed() && !WorkClass::Improvement.is_needed() && !WorkClass::Upgrade.is_needed());
}

#[test]
fn the_cut_off_of_old_compounds_is_a_day() {
    let national = setting("000000", Key::RenovationCutOff);
    let verdict = |on: &str| check(Item::CompletedOn, &national, Some(Seen::On(day(on)))).verdict;
    assert_eq!([verdict("2000-12-31"), verdict("2001-01-01")], [Verdict::Met, Verdict::Unmet]);
    assert_eq!(check(Item::CompletedOn, &national, None).verdict, Verdict::Unknown);
    // Dongguan's own line is five years later, from the day on which its reply is known to have stood.
    let dongguan = |on: &str| rulebook("441900").setting(Key::RenovationCutOff, day(on));
    let verdict = |on: &str, built: &str| check(Item::CompletedOn, &dongguan(on), Some(Seen::On(day(built)))).verdict;
    assert_eq!(verdict("2026-01-01", "2005-12-31"), Verdict::Met);
    assert_eq!(verdict("2026-01-01", "2006-01-01"), Verdict::Unmet);
    assert_eq!(verdict("2025-12-30", "2005-12-31"), Verdict::Unmet);
}

#[test]
fn rent_in_advance_never_balances_the_running_budget_again() {
    let rent = AdvanceRent::new(m("200000"), day("2022-01-01"), 24).unwrap();
    let parts: Vec<String> = rent.schedule().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!((&parts[..8], &parts[8..]), (&vec!["8333.34".to_owned(); 8][..], &vec!["8333.33".to_owned(); 16][..]));
    assert_eq!(Money::sum(rent.schedule().unwrap()).unwrap(), rent.received());
    let purse = |on| rent.purse_on(day(on));
    assert_eq!((purse("2021-12-31"), purse("2022-01-01")), (None, Some(Purse::Renovation)));
    assert_eq!((purse("2023-12-31"), purse("2024-01-01")), (Some(Purse::Renovation), Some(Purse::MaintenanceFund)));
    // In the budget of its second year it is barred: the whole cost is a gap.
    let second = span("2023-01-01", "2024-01-01");
    let line_of = |budget| rent.line("rent".parse().unwrap(), "parking".parse().unwrap(), budget).unwrap();
    let staff = line("staff", STAFF, Some("100000"), Purse::Operating, None);
    let rent_line = line_of(second).unwrap();
    let budget = Budget::new(Purpose::Service, second, vec![rent_line.clone(), staff.clone()]).unwrap();
    let xuchang = rulebook("411000");
    let result = statement(&budget, &xuchang, &dossier("411000"), day("2023-01-01")).unwrap();
    assert_eq!((result.barred(), result.usable(), result.gap().exact()), (m("99999.96"), m("0"), Some(m("100000"))));
    // Nor can the same spaces bring rent in another line of those months.
    let again = Line { id: "again".parse().unwrap(), purse: Purse::Operating, ..rent_line };
    let twice = Budget::new(Purpose::Service, second, vec![line_of(second).unwrap(), again, staff]);
    assert_eq!(twice.unwrap_err().code(), "counted_twice");
    // Half a year of it, and a year after it.
    let over = line_of(span("2023-07-01", "2024-07-01")).unwrap();
    assert_eq!(over.span, Some(span("2023-07-01", "2024-01-01")));
    assert_eq!(line_of(span("2024-01-01", "2025-01-01")), None);
    let code = |received: &str, months| AdvanceRent::new(m(received), day("2022-01-01"), months).unwrap_err().code();
    assert_eq!(
        [code("0", 24), code("1", 0), code("1", 1_201)],
        ["fund_amount_not_positive", "month_count", "month_count"]
    );
}

#[test]
fn a_trial_ends_on_its_day() {
    let trial = Trial::new(day("2023-07-31"), 36, Purse::ProvidersOwn).unwrap();
    let payer = |on| trial.payer_on(day(on));
    assert_eq!(trial.fee_from(), day("2026-07-31"));
    assert_eq!((payer("2023-07-30"), payer("2023-07-31")), (None, Some(Purse::ProvidersOwn)));
    assert_eq!((payer("2026-07-30"), payer("2026-07-31")), (Some(Purse::ProvidersOwn), Some(Purse::Operating)));
    assert_eq!(Trial::new(day("2023-07-31"), 0, Purse::ProvidersOwn).unwrap_err().code(), "month_count");
}

#[test]
fn a_fund_is_started_in_parts() {
    let price = UnitPrice::new("20".parse().unwrap(), Per::SquareMetre, Every::Once).unwrap();
    let units = [("1-1".parse().unwrap(), "62.35".parse().unwrap()), ("1-2".parse().unwrap(), "90".parse().unwrap())];
    let plan = collect(&units, price, 12).unwrap();
    for (one, whole) in plan.iter().zip(["1247.00", "1800.00"]) {
        assert_eq!(Money::sum(one.parts.iter().copied()).unwrap(), m(whole));
        assert_eq!(one.parts.len(), 12);
    }
    assert_eq!(collect(&units, monthly("20"), 12).unwrap_err().code(), "price_not_once_per_area");
    assert_eq!(collect(&units, price, 0).unwrap_err().code(), "month_count");
}

#[test]
fn a_lift_is_shared_by_weights() {
    let homes = |weights: &[u64]| {
        let each = weights.iter().zip(1..);
        each.map(|(weight, i): (&u64, u32)| (format!("{i}").parse().unwrap(), *weight)).collect::<Vec<_>>()
    };
    let lift = LiftProject::new(m("400000"), m("0"), m("0"), homes(&[0, 5, 10, 15, 20, 25])).unwrap();
    let shares: Vec<String> = lift.shares().unwrap().iter().map(|one| one.amount.to_string()).collect();
    assert_eq!(shares, ["0.00", "26666.67", "53333.33", "80000.00", "106666.67", "133333.33"]);
    let new = |subsidy: &str, fund: &str| LiftProject::new(m("100"), m(subsidy), m(fund), homes(&[1]));
    assert_eq!(new("60", "40").unwrap().net().unwrap(), Money::ZERO);
    assert_eq!(new("60", "40.01").unwrap_err().code(), "over_funded");
    assert_eq!(
        LiftProject::new(m("1"), m("0"), m("0"), homes(&[0])).unwrap().shares().unwrap_err().code(),
        "fund_apportion"
    );
    let twice = vec![("a".parse().unwrap(), 1), ("a".parse().unwrap(), 2)];
    assert_eq!(LiftProject::new(m("1"), m("0"), m("0"), twice).unwrap_err().code(), "unit_twice");
}

// ------------------------------------------------------------------------------------------------------------ books

#[test]
fn a_purse_holds_what_came_and_no_fen_more_leaves_it() {
    let mut books = Books::new([Purse::CommonRevenue, Purse::MaintenanceFund]);
    let movement =
        |id: &str, from, to, yuan: &str| Movement { id: id.parse().unwrap(), on: day(ON), from, to, amount: m(yuan) };
    let (out, revenue, fund) = (Side::Outside, Side::Purse(Purse::CommonRevenue), Side::Purse(Purse::MaintenanceFund));
    assert!(books.post(&movement("in", out, revenue, "100")).unwrap());
    assert!(!books.post(&movement("in", out, revenue, "100")).unwrap());
    let mut code = |movement: &Movement| books.post(movement).unwrap_err().code();
    assert_eq!(code(&movement("in", out, revenue, "99")), "fund_ledger");
    assert_eq!(code(&movement("a", revenue, fund, "100.01")), "purse_overdrawn");
    assert_eq!(code(&movement("a", revenue, revenue, "1")), "fund_ledger");
    assert_eq!(code(&movement("a", revenue, fund, "0")), "fund_ledger");
    assert_eq!(code(&movement("a", out, Side::Purse(Purse::Renovation), "1")), "no_purse");
    assert!(books.post(&movement("a", revenue, fund, "100")).unwrap());
    assert_eq!(
        (books.held(Purse::CommonRevenue).unwrap(), books.held(Purse::MaintenanceFund).unwrap()),
        (m("0"), m("100"))
    );
    assert_eq!(books.held(Purse::Renovation).unwrap_err().code(), "no_purse");
    books.open(Purse::Renovation);
    assert_eq!(books.held(Purse::Renovation).unwrap(), Money::ZERO);
    // The provider may advance money, and nobody else.
    let own = Side::Purse(Purse::ProvidersOwn);
    assert!(books.post(&movement("b", own, fund, "5")).unwrap());
    assert_eq!(books.held(Purse::ProvidersOwn).unwrap(), m("-5"));
    assert_eq!(books.from_outside().unwrap(), m("100"));
}
