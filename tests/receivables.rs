//! 账单之后 — after the bill: payments, advances, deposits, late charges, corrections, arrears and the collection rate.

#[path = "common/dice.rs"]
mod dice;
#[path = "receivables/figures.rs"]
mod figures;
#[path = "receivables/keeps.rs"]
mod keeps;
#[path = "receivables/many.rs"]
mod many;
#[path = "oracle/receivables.rs"]
mod oracle;
#[path = "common/planted.rs"]
mod planted;
#[path = "receivables/refused.rs"]
mod refused;

use std::collections::BTreeMap;

use wuye::billing::{
    Act, BillRun, Billable, Charge, Charged, Claim, GraceKind, ItemId, LatePlace, LateTerms, Movement, Order,
    Precedence, RateBasis, ReceivableError, Receivables, Tariff, TariffLine, Toward, bill,
};
use wuye::estate::{Source, UnitId};
use wuye::law::Locator;
use wuye::measure::{Day, Every, Money, Per, Ratio, Rounding, RoundingMode, Span, UnitPrice};
use wuye::money::{Account, IncomeKind, Ledger};

fn m(yuan: &str) -> Money {
    yuan.parse().unwrap()
}

fn d(day: &str) -> Day {
    day.parse().unwrap()
}

fn span(start: &str, end: &str) -> Span {
    Span::new(d(start), d(end)).unwrap()
}

fn unit() -> UnitId {
    "1-101".parse().unwrap()
}

fn clause() -> Source {
    Source {
        document: "物业服务合同".into(), at: Locator::article(12), quote: "逾期按日加收万分之五".into()
    }
}

fn terms_of(rate: (i64, i64), basis: RateBasis, grace: (u32, GraceKind), cap: Option<(i64, i64)>) -> LateTerms {
    let ratio = |(above, below)| Ratio::new(above, below).unwrap();
    let mode = RoundingMode::HalfAwayFromZero;
    LateTerms::new(ratio(rate), basis, grace.0, grace.1, cap.map(ratio), mode, clause()).unwrap()
}

/// 0.05 % a day, no grace, no cap.
fn terms() -> LateTerms {
    terms_of((5, 10_000), RateBasis::Day, (0, GraceKind::Shifts), None)
}

const OLDEST: Order = Order { by: Precedence::OldestFirst, late: LatePlace::Last, designated: Vec::new() };

fn to(order: Order) -> Toward {
    Toward::Items(order)
}

/// A book with its ledger and a hand to write in them.
#[derive(Clone, PartialEq, Debug)]
struct Desk {
    book: Receivables,
    ledger: Ledger,
}

impl Desk {
    fn new() -> Self {
        let units = ["1-101", "1-102", "1-103"].map(|unit| unit.parse().unwrap());
        Self { book: Receivables::new(units), ledger: Ledger::default() }
    }

    fn of(&mut self, whose: &str, id: &str, on: &str, act: Act) -> Result<bool, ReceivableError> {
        let movement = Movement { id: id.parse().unwrap(), on: d(on), unit: whose.parse().unwrap(), act };
        let before = self.clone();
        let outcome = self.book.post(&mut self.ledger, movement);
        // Whatever was asked: what fails changes nothing, and the books agree.
        assert!(outcome.is_ok() || *self == before);
        assert_eq!(self.book.reconcile(&self.ledger), Ok(vec![]));
        outcome
    }

    fn act(&mut self, id: &str, on: &str, act: Act) -> Result<bool, ReceivableError> {
        self.of("1-101", id, on, act)
    }

    fn bill(&mut self, id: &str, on: &str, due: &str, yuan: &str) -> ItemId {
        assert_eq!(self.act(id, on, fee(due, yuan)), Ok(true));
        item(id)
    }

    fn pay(&mut self, id: &str, on: &str, yuan: &str, order: Order) {
        let paid = Act::Receipt { amount: m(yuan), received: d(on), toward: to(order) };
        assert_eq!(self.act(id, on, paid), Ok(true));
    }

    /// What a late charge up to that day adds.
    fn claim(&mut self, id: &str, on: &str, item: &ItemId, terms: &LateTerms) -> Money {
        let claim = Claim { item: item.clone(), terms: terms.clone(), until: d(on) };
        assert_eq!(self.act(id, on, Act::LateCharge(claim)), Ok(true));
        self.amount(&ItemId { entry: id.parse().unwrap(), line: item.line.clone() })
    }

    fn amount(&self, item: &ItemId) -> Money {
        self.book.account(&unit()).unwrap().item(item).unwrap().amount
    }

    fn open(&self, item: &ItemId) -> String {
        let account = self.book.account(&unit()).unwrap();
        account.item(item).map_or_else(|| "gone".to_owned(), |item| item.outstanding.to_string())
    }

    fn advances(&self) -> String {
        self.book.account(&unit()).unwrap().advances().to_string()
    }

    fn balance(&self, account: Account) -> String {
        self.ledger.balance(account).unwrap().to_string()
    }
}

fn item(bill: &str) -> ItemId {
    ItemId { entry: bill.parse().unwrap(), line: "fee".parse().unwrap() }
}

fn charged(line: &str, yuan: &str) -> Charged {
    let (kind, account) = (IncomeKind::ServiceFee, Account::ServiceRevenue);
    Charged { line: line.parse().unwrap(), kind, account, amount: m(yuan) }
}

/// A bill of one line.
fn fee(due: &str, yuan: &str) -> Act {
    Act::Bill { span: span("2026-01-01", "2026-04-01"), due: d(due), charges: vec![charged("fee", yuan)] }
}

fn reverse(id: &str) -> Act {
    Act::Reverse(id.parse().unwrap())
}

/// A run of one month at so much for each household, and nothing for parking.
fn run(yuan: &str, units: &[&str]) -> BillRun {
    let line = |id: &str, kind, yuan: &str, per| {
        let price = UnitPrice::new(yuan.parse().unwrap(), per, Every::Month).unwrap();
        TariffLine::new(id.parse().unwrap(), kind, Charge::Rate(price))
    };
    let lines = vec![
        line("fee", IncomeKind::ServiceFee, yuan, Per::Household),
        line("park", IncomeKind::ParkingRent, "30", Per::Space),
    ];
    let tariff = Tariff::new(lines, Rounding::default()).unwrap();
    let home = |(i, unit): (usize, &&str)| Billable {
        area: None,
        spaces: Some(u32::from(i == 0)),
        households: Some(1),
        ..Billable::new(unit.parse().unwrap())
    };
    let homes: Vec<Billable> = units.iter().enumerate().map(home).collect();
    bill(&tariff, &homes, span("2026-01-01", "2026-02-01")).unwrap()
}

fn revenue() -> BTreeMap<IncomeKind, Account> {
    BTreeMap::from([
        (IncomeKind::ServiceFee, Account::ServiceRevenue),
        (IncomeKind::ParkingRent, Account::OwnersCommonRevenue),
    ])
}
