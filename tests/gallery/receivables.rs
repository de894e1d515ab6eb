//! The account book: its errors, and what its reports say.

use std::collections::BTreeMap;

use wuye::billing::{
    Act, Buckets, Charged, Claim, GraceKind, ItemId, LatePlace, LateTerms, LossRate, Movement, Order, Precedence,
    Prepayment, PricePolicy, RateBasis, ReceivableError, Receivables, Toward, check_prepayment, late_charge,
};
use wuye::estate::Source;
use wuye::law::Locator;
use wuye::measure::{Money, Ratio, RoundingMode, Span};
use wuye::money::{Account, Entry, EntryId, IncomeKind, Ledger, Posting};
use wuye::rule::{Figure, Key, Settled};
use wuye::testkit::{bill_run, samples};

use crate::Page;
use crate::errors::{Made, read, refused};
use crate::inputs::{day, span};

fn yuan(text: &str) -> Money {
    text.parse().unwrap()
}

fn id(text: &str) -> EntryId {
    text.parse().unwrap()
}

fn late_terms(rate: (i64, i64), cap: Option<(i64, i64)>) -> Result<LateTerms, ReceivableError> {
    let ratio = |(above, below)| Ratio::new(above, below).unwrap();
    let clause =
        Source { document: "物业服务合同".into(), at: Locator::article(12), quote: "万分之五".into() };
    let mode = RoundingMode::HalfAwayFromZero;
    LateTerms::new(ratio(rate), RateBasis::Day, 0, GraceKind::Shifts, cap.map(ratio), mode, clause)
}

fn terms() -> LateTerms {
    late_terms((5, 10_000), None).unwrap()
}

fn charged(line: &str, amount: &str) -> Charged {
    let (kind, account) = (IncomeKind::ServiceFee, Account::ServiceRevenue);
    Charged { line: line.parse().unwrap(), kind, account, amount: yuan(amount) }
}

fn bill(charges: Vec<Charged>) -> Act {
    Act::Bill { span: span("2026-01-01", "2026-04-01"), due: day("2026-01-31"), charges }
}

fn item(bill: &str) -> ItemId {
    ItemId { entry: bill.parse().unwrap(), line: "fee".parse().unwrap() }
}

fn receipt(amount: &str, received: &str) -> Act {
    Act::Receipt { amount: yuan(amount), received: day(received), toward: Toward::Advance }
}

fn claim(bill: &str, terms: LateTerms, until: &str) -> Act {
    Act::LateCharge(Claim { item: item(bill), terms, until: day(until) })
}

fn move_to(unit: &str, id: &str, on: &str, act: Act) -> Movement {
    Movement { id: id.parse().unwrap(), on: day(on), unit: unit.parse().unwrap(), act }
}

/// A book in which on 1 March 2026 a fee of 1,000 and a late charge on it are owed, 5.00 is an advance and 10.00 a
/// deposit.
fn book() -> (Receivables, Ledger) {
    let (mut book, mut ledger) =
        (Receivables::new(["1-101", "1-102"].map(|unit| unit.parse().unwrap())), Ledger::default());
    let steps = [
        ("b1", "2026-01-01", bill(vec![charged("fee", "1000")])),
        ("b0", "2026-01-01", bill(vec![charged("fee", "1")])),
        ("b0-x", "2026-01-02", Act::Reverse("b0".parse().unwrap())),
        ("l1", "2026-02-20", claim("b1", terms(), "2026-02-20")),
        ("r1", "2026-02-21", receipt("5", "2026-02-21")),
        ("d1", "2026-03-01", Act::Deposit(yuan("10"))),
    ];
    for (id, on, act) in steps {
        book.post(&mut ledger, move_to("1-101", id, on, act)).unwrap();
    }
    (book, ledger)
}

pub fn errors() -> Vec<Made> {
    let tried = |unit: &str, id: &str, on: &str, act| {
        let (mut book, mut ledger) = book();
        refused(book.post(&mut ledger, move_to(unit, id, on, act)))
    };
    let on_march = |act| tried("1-101", "x", "2026-03-02", act);
    let (kept, _) = book();
    let late = |paid: &str| {
        let payments = [(day("2026-02-10"), yuan(paid))];
        late_charge(yuan("10"), day("2026-01-31"), &payments, &terms(), day("2026-03-01"))
    };
    let order = Order { by: Precedence::OldestFirst, late: LatePlace::Last, designated: vec![] };
    let run = |revenue: &BTreeMap<IncomeKind, Account>, name: &str| {
        let (mut book, mut ledger) = book();
        let runs = samples(64, &bill_run());
        let bills = runs.iter().find(|run| run.bills().iter().any(|bill| !bill.lines()[0].amount().is_zero())).unwrap();
        book.post_run(&mut ledger, &id(name), bills, day("2026-03-02"), day("2026-03-31"), revenue)
    };
    let all: BTreeMap<IncomeKind, Account> =
        IncomeKind::ALL.iter().map(|kind| (*kind, Account::ServiceRevenue)).collect();
    let foreign = {
        let (mut book, mut ledger) = book();
        let posting = |account, amount| Posting { account, amount: yuan(amount) };
        let postings = vec![posting(Account::Costs, "1"), posting(Account::Bank, "-1")];
        let entry = Entry { id: id("x"), on: day("2026-03-01"), postings, reverses: None };
        ledger.post(entry).unwrap();
        book.post(&mut ledger, move_to("1-101", "x", "2026-03-02", receipt("1", "2026-03-02")))
    };
    let prepaid = |amount: &str, span: Span| Prepayment::new(yuan(amount), span, PricePolicy::Locked);
    let other = late_terms((1, 1_000), None).unwrap();
    let back = |amount: &str| Act::ReturnDeposit { deposit: id("d1"), amount: yuan(amount) };
    let bank = vec![Charged { account: Account::Bank, ..charged("fee", "1") }];
    let future = r#"{"format":2,"units":[],"log":[]}"#;
    let buckets = Buckets::new(vec![30, 60]).unwrap();
    let huge = bill(vec![charged("fee", "-10000000000000")]);
    vec![
        (
            "receivables_format",
            "a book of a later library",
            read::<Receivables>(future, ReceivableError::BookFormat { newest: 1, found: 2 }),
        ),
        ("receivables_measure", "advances beyond the bounds of money", on_march(huge)),
        ("receivables_posting", "an id that somebody else used in the ledger", refused(foreign)),
        ("receivables_id", "a run with a name of 64 letters", refused(run(&all, &"r".repeat(64)))),
        (
            "unknown_account",
            "a deposit for a unit without an account",
            tried("9-9", "x", "2026-03-02", Act::Deposit(yuan("1"))),
        ),
        ("amount_not_positive", "a receipt of less than nothing", on_march(receipt("-1", "2026-03-02"))),
        (
            "movement_out_of_order",
            "a deposit of the day before",
            tried("1-101", "x", "2026-02-28", Act::Deposit(yuan("1"))),
        ),
        ("not_yet_received", "a receipt of tomorrow", on_march(receipt("1", "2026-03-03"))),
        (
            "movement_changed",
            "another bill under the same id",
            tried("1-101", "b1", "2026-01-01", bill(vec![charged("fee", "999")])),
        ),
        ("nothing_moved", "a bill of nothing", on_march(bill(vec![charged("fee", "0")]))),
        ("charged_twice", "a bill with one line twice", on_march(bill(vec![charged("fee", "1"), charged("fee", "2")]))),
        ("not_revenue", "a fee that goes to the bank account", on_march(bill(bank))),
        ("no_revenue_account", "a run without accounts", refused(run(&BTreeMap::new(), "r"))),
        (
            "no_such_item",
            "a payer who names a bill that is not there",
            on_march(Act::Apply(Order { designated: vec![item("b9")], ..order })),
        ),
        ("advance_short", "a refund of more than was paid ahead", on_march(Act::RefundAdvance(yuan("5.01")))),
        ("deposit_short", "more than the deposit", on_march(back("10.01"))),
        ("late_charge_ahead", "a late charge up to tomorrow", on_march(claim("b1", terms(), "2026-03-03"))),
        ("late_on_late", "a late charge on a late charge", on_march(claim("l1", terms(), "2026-03-02"))),
        ("late_terms_changed", "a late charge by other terms", on_march(claim("b1", other, "2026-03-02"))),
        ("nothing_to_charge", "a late charge up to the same day", on_march(claim("b1", terms(), "2026-02-20"))),
        ("not_reversible", "the reversal of a reversal", on_march(Act::Reverse(id("b0-x")))),
        ("reversed_twice", "a bill taken back twice", on_march(Act::Reverse(id("b0")))),
        ("depended_on", "a bill with a late charge on it", on_march(Act::Reverse(id("b1")))),
        ("late_rate", "no rate at all", refused(late_terms((0, 1), None))),
        ("late_cap", "a cap below zero", refused(late_terms((1, 100), Some((-1, 1))))),
        ("over_paid", "eleven yuan paid on ten", refused(late("11"))),
        ("bad_prepayment", "a year and a day", refused(prepaid("1200", span("2026-01-01", "2027-01-02")))),
        ("ageing_edges", "edges that descend", refused(Buckets::new(vec![60, 30]))),
        ("report_before_last", "arrears of a day that is past", refused(kept.ageing(&buckets, day("2026-02-28")))),
    ]
}

pub fn answers(page: &mut Page) {
    let law = |code: &str, figure, on: &str| {
        wuye::places::rulebook_for(code.parse().unwrap()).unwrap().setting(Key::Figure(figure), day(on))
    };
    page.section("How far ahead a fee is taken");
    let half_year = Some(span("2026-01-01", "2026-07-01"));
    for (case, code, term) in [
        ("a year and a day in Hangzhou, a contract of half a year", "330100", half_year),
        ("the same in Zhengzhou", "410100", half_year),
        ("the same in Xuchang, nothing stated of the contract", "411000", None),
    ] {
        let limit = |figure| law(code, figure, "2026-01-01");
        let (cap, of_term) = (limit(Figure::PrepaymentCap), limit(Figure::PrepaymentOfTerm));
        for check in check_prepayment(span("2026-01-01", "2027-01-02"), term, &cap, &of_term) {
            page.row(&format!("{case}: `{}`", check.item), |lang| check.render(lang));
        }
    }
    page.section("A late charge beside the loss");
    let loss = LossRate { rate: Ratio::new(31, 1_000).unwrap(), basis: RateBasis::Year365, on: day("2025-01-20") };
    let charge = |rate| {
        let terms = late_terms(rate, None).unwrap();
        late_charge(yuan("6000"), day("2025-01-31"), &[], &terms, day("2026-01-31")).unwrap()
    };
    let known = law("000000", Figure::PenaltyOverLoss, "2026-01-31");
    for (case, rate, law) in [
        ("three per mille a day", (3, 1_000), &known),
        ("as the loss", (31, 365_000), &known),
        ("in parts of a fen", (1, 7_000), &known),
        ("where no law is known", (3, 1_000), &Settled::Absent),
    ] {
        page.row(case, |lang| charge(rate).indicator(&loss, law).unwrap().render(lang));
    }
    page.section("Collection");
    let (book, _) = book();
    let rate = |start: &str, end: &str| {
        book.collection(span(start, end), day("2026-12-31"), &[IncomeKind::ServiceFee]).unwrap()
    };
    page.row("a year", |lang| rate("2026-01-01", "2027-01-01").render(lang));
    page.row("a year in which nothing fell due", |lang| rate("2027-01-01", "2028-01-01").render(lang));
    page.section("Arrears by age");
    let buckets = Buckets::new(vec![30, 60]).unwrap();
    for bucket in 0..3 {
        page.row(&format!("bucket {bucket}"), |lang| buckets.label(bucket, lang));
    }
}
