//! Random years against the oracle.

use wuye::balance::{Accounts, ChargingTerms, Expense, Remuneration, settle};
use wuye::fund::{Books, Due, RevenueState, top_up};
use wuye::measure::{Money, Share};
use wuye::money::{CostKind, Movement, Purse, Side};
use wuye::rule::{Key, Settled, Verdict};

use super::oracle::{Paid, Row, least, nearest, year};
use super::{day, dossier, rulebook};

/// Whole numbers without a pattern, the same in every run.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        crate::dice::next(&mut self.0)
    }

    fn to(&mut self, most: u64) -> i128 {
        i128::from(self.next() % (most + 1))
    }

    fn index(&mut self, size: usize) -> usize {
        usize::try_from(self.next()).unwrap() % size
    }
}

fn money(fen: i128) -> Money {
    Money::from_fen(i64::try_from(fen).unwrap()).unwrap()
}

fn share(above: i128, below: i128) -> Share {
    Share::new(u32::try_from(above).unwrap(), u32::try_from(below).unwrap()).unwrap()
}

const YEARS: u32 = 100_000;

#[test]
fn a_hundred_thousand_years_settle_as_the_oracle_says() {
    let (rulebook, dossier, mut dice) = (rulebook("000000"), dossier("000000"), Dice(1));
    let (span, closing) = (super::year(), day("2026-01-01"));
    let kinds = [CostKind::Staff, CostKind::Cleaning, CostKind::Order, CostKind::MajorRepair];
    let mut short = 0;
    for number in 0..YEARS {
        let receipts = dice.to(if number % 7 == 0 { 100 } else { 200_000_000 });
        let below = 1 + dice.to(999);
        let above = dice.to(u64::try_from(below - 1).unwrap());
        let (paid, terms) = match dice.to(3) {
            0 => (Paid::Lump, ChargingTerms::LumpSum),
            1 => {
                let amount = dice.to(1_000_000);
                (Paid::Amount(amount), ChargingTerms::Commission(Remuneration::Amount(money(amount))))
            }
            2 => {
                let terms = ChargingTerms::Commission(Remuneration::OfReceipts(share(above, below)));
                (Paid::OfReceipts(above, below), terms)
            }
            _ => {
                let remuneration = Remuneration::OfFund(share(above, below));
                let trust = ChargingTerms::Trust { remuneration, segregated: None, payments: 0, open: 0 };
                (Paid::OfFund(above, below), trust)
            }
        };
        let costs: Vec<i128> = kinds.iter().map(|_| dice.to(70_000_000)).collect();
        let expense = |(kind, cost): (&CostKind, &i128)| Expense { kind: *kind, budget: None, actual: money(*cost) };
        let expenses = kinds.iter().zip(&costs).map(expense).collect();
        let tax = dice.to(10_000_000);
        let accounts = Accounts::new(span, terms, money(receipts), expenses, Some(money(tax))).unwrap();
        let settled = settle(&accounts, &rulebook, &dossier, closing).unwrap();
        // Major repair is nobody's cost here.
        let (provider, owners) = year(paid, receipts, &costs[..3], tax);
        assert_eq!(settled.provider().exact(), Some(money(provider)), "{number}: {accounts:?}");
        assert_eq!(settled.owners().exact(), Some(money(owners)), "{number}: {accounts:?}");
        assert_eq!(settled.barred(), money(costs[3]));
        short += u32::from(owners < 0);
    }
    assert!(short > YEARS / 10, "{short} years short");
}

#[test]
fn purses_move_as_a_row_of_numbers_does() {
    let mut dice = Dice(2);
    let (mut taken, mut refused) = (0, 0);
    for number in 0..5_000_u32 {
        let mut books = Books::new(Purse::ALL.iter().copied());
        let mut row = Row::default();
        for step in 0..20 {
            let mut side = || match dice.index(7) {
                at @ 0..=4 => Some(at),
                _ => None,
            };
            let (from, to) = (side(), side());
            let amount = dice.to(300) - 2;
            let of = |side: Option<usize>| side.map_or(Side::Outside, |at| Side::Purse(Purse::ALL[at]));
            let id = format!("{number}-{step}").parse().unwrap();
            let movement =
                Movement { id, on: super::day(super::ON), from: of(from), to: of(to), amount: money(amount) };
            let went = row.go(from, to, amount);
            assert_eq!(books.post(&movement).is_ok(), went, "{movement:?} on {row:?}");
            taken += u32::from(went);
            refused += u32::from(!went);
            let held: Vec<Money> = Purse::ALL.iter().map(|purse| books.held(*purse).unwrap()).collect();
            assert_eq!(held, row.held.map(money), "{movement:?}");
            // All purses together hold what came from outside, and the whole ledger sums to zero.
            assert_eq!(Money::sum(held).unwrap(), books.from_outside().unwrap());
            assert_eq!(books.from_outside().unwrap(), money(row.outside));
        }
        let again: Books = serde_json::from_str(&serde_json::to_string(&books).unwrap()).unwrap();
        assert_eq!(again, books, "replaying is the same as keeping");
    }
    assert!(taken > 20_000 && refused > 20_000, "{taken} {refused}");
}

#[test]
fn top_ups_are_the_least_that_is_enough() {
    let mut dice = Dice(3);
    let of = |code: &str| -> Settled { rulebook(code).setting(Key::TopUp, day(super::ON)) };
    let (beijing, shanghai, huzhou) = (of("110000"), of("310000"), of("330500"));
    for _ in 0..100_000_u32 {
        let (revenue, account, first) = (dice.to(2_000), dice.to(2_000), dice.to(3_000));
        // Near the line of 30 % as often as not.
        let fund = if dice.to(1) == 0 { dice.to(4_000) } else { (nearest(first * 3, 10) + dice.to(2) - 1).max(0) };
        let state = RevenueState {
            revenue: money(revenue),
            account: Some(money(account)),
            fund: Some(money(fund)),
            first: Some(money(first)),
            decided_otherwise: Some(false),
        };
        let due = |settled| top_up(&state, settled).unwrap().due;
        let of_beijing =
            if fund * 10 < first * 3 { Due::AtLeast(money(least(revenue, 1, 2, false))) } else { Due::Nothing };
        assert_eq!(due(&beijing), of_beijing, "{state:?}");
        let more = if revenue == 0 { 0 } else { least(revenue, 1, 2, true) };
        assert_eq!(due(&shanghai), Due::AtLeast(money(more)), "{state:?}");
        let half = least(account, 1, 2, false).min(first - fund);
        let of_huzhou = if fund >= first { Due::Nothing } else { Due::AtLeast(money(half)) };
        assert_eq!(due(&huzhou), of_huzhou, "{state:?}");
        let asked = top_up(&state, &shanghai).unwrap();
        assert_eq!(asked.is_met(money(more)), Verdict::Met);
        assert!(more == 0 || asked.is_met(money(more - 1)) == Verdict::Unmet);
    }
}
