//! 总账 — balances, mirrors, what is refused, and that nothing is ever made or lost.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::json;
use wuye::measure::{Day, Dimension, MeasureError, Money};
use wuye::money::{Account, Entry, EntryId, Ledger, LedgerError, Posting};
use wuye::terms::Lang;

#[path = "common/said.rs"]
mod said;
use said::english;

fn money(yuan: &str) -> Money {
    yuan.parse().unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn id(text: &str) -> EntryId {
    text.parse().unwrap()
}

fn entry(name: &str, postings: &[(Account, &str)]) -> Entry {
    let postings = postings.iter().map(|(account, yuan)| Posting { account: *account, amount: money(yuan) }).collect();
    Entry { id: id(name), on: day("2026-01-01"), postings, reverses: None }
}

fn bill(name: &str, yuan: &str) -> Entry {
    entry(name, &[(Account::OwnersReceivable, yuan), (Account::ServiceRevenue, &format!("-{yuan}"))])
}

fn balance(ledger: &Ledger, account: Account) -> String {
    ledger.balance(account).unwrap().to_string()
}

#[test]
fn balances_are_debits_less_credits() {
    let mut ledger = Ledger::default();
    assert_eq!(balance(&ledger, Account::Bank), "0.00");
    assert_eq!(ledger.post(bill("b1", "488.20")), Ok(true));
    // Pitfall 35: 500.00 received, 488.20 due; 11.80 is owed to the owner.
    let receipt =
        [(Account::Bank, "500.00"), (Account::OwnersReceivable, "-488.20"), (Account::AdvancesFromOwners, "-11.80")];
    assert_eq!(ledger.post(entry("r1", &receipt)), Ok(true));
    assert_eq!(balance(&ledger, Account::OwnersReceivable), "0.00");
    assert_eq!(balance(&ledger, Account::Bank), "500.00");
    assert_eq!(balance(&ledger, Account::AdvancesFromOwners), "-11.80");
    assert_eq!(balance(&ledger, Account::ServiceRevenue), "-488.20");
    // Pitfall 33: a deposit in and out is neither income nor cost.
    ledger.post(entry("d1", &[(Account::Bank, "2000"), (Account::Deposits, "-2000")])).unwrap();
    ledger.post(entry("d2", &[(Account::Deposits, "2000"), (Account::Bank, "-2000")])).unwrap();
    assert_eq!(
        (balance(&ledger, Account::Deposits), balance(&ledger, Account::Bank)),
        ("0.00".into(), "500.00".into())
    );
    assert_eq!(
        (balance(&ledger, Account::ServiceRevenue), balance(&ledger, Account::Costs)),
        ("-488.20".into(), "0.00".into())
    );
    // Two postings to one account add up.
    let split = [(Account::Bank, "1.00"), (Account::Bank, "2.00"), (Account::Costs, "-3.00")];
    ledger.post(entry("s1", &split)).unwrap();
    assert_eq!(balance(&ledger, Account::Bank), "503.00");
    let ids: Vec<&str> = ledger.entries().iter().map(|e| e.id.as_str()).collect();
    assert_eq!(ids, ["b1", "r1", "d1", "d2", "s1"]);
    assert_eq!(ledger.entry(&id("s1")).map(|e| e.postings.len()), Some(3));
    assert_eq!(ledger.entry(&id("s2")), None);
}

#[test]
fn a_reversal_mirrors_to_the_fen() {
    let mut ledger = Ledger::default();
    // Pitfall 5: 1.00 over three is 34/33/33; its reversal is −34/−33/−33.
    let parts = [
        (Account::Bank, "0.34"),
        (Account::Costs, "0.33"),
        (Account::Deposits, "0.33"),
        (Account::Renovation, "-1.00"),
    ];
    ledger.post(entry("a", &parts)).unwrap();
    ledger.reverse(&id("a"), id("a-r"), day("2026-02-01")).unwrap();
    let reversal = ledger.entry(&id("a-r")).unwrap();
    let amounts: Vec<(Account, String)> = reversal.postings.iter().map(|p| (p.account, p.amount.to_string())).collect();
    assert_eq!(
        amounts,
        [
            (Account::Bank, "-0.34".to_owned()),
            (Account::Costs, "-0.33".to_owned()),
            (Account::Deposits, "-0.33".to_owned()),
            (Account::Renovation, "1.00".to_owned())
        ]
    );
    assert_eq!((reversal.on, reversal.reverses.clone()), (day("2026-02-01"), Some(id("a"))));
    for account in Account::ALL {
        assert!(ledger.balance(*account).unwrap().is_zero(), "{account}");
    }
    assert_eq!(ledger.entries().len(), 2, "nothing is deleted");
    // A reversal is an entry too, and can be taken back once.
    ledger.reverse(&id("a-r"), id("a-rr"), day("2026-02-02")).unwrap();
    assert_eq!(balance(&ledger, Account::Bank), "0.34");
    assert_eq!(ledger.reverse(&id("a-r"), id("x"), day("2026-02-03")).unwrap_err().code(), "already_reversed");
}

#[test]
fn the_same_entry_twice_is_once() {
    let mut ledger = Ledger::default();
    assert_eq!(ledger.post(bill("b", "50")), Ok(true));
    assert_eq!(ledger.post(bill("b", "50")), Ok(false));
    assert_eq!(balance(&ledger, Account::OwnersReceivable), "50.00");
    ledger.reverse(&id("b"), id("b-r"), day("2026-02-01")).unwrap();
    let after = ledger.clone();
    // Posting again what is already there changes nothing, be it the bill or its reversal.
    assert_eq!(ledger.post(bill("b", "50")), Ok(false));
    let reversal = ledger.entry(&id("b-r")).unwrap().clone();
    assert_eq!(ledger.post(reversal), Ok(false));
    assert_eq!(ledger.reverse(&id("b"), id("b-r"), day("2026-02-01")), Ok(()));
    assert_eq!(ledger, after);
}

#[test]
fn a_changed_entry_is_refused() {
    let mut ledger = Ledger::default();
    ledger.post(bill("b", "50")).unwrap();
    let before = ledger.clone();
    let later = Entry { on: day("2026-01-02"), ..bill("b", "50") };
    let turned = Entry { postings: bill("b", "50").postings.into_iter().rev().collect(), ..bill("b", "50") };
    let reversing = Entry { reverses: Some(id("b")), ..bill("b", "50") };
    let unbalanced = entry("b", &[(Account::Bank, "1"), (Account::Costs, "1")]);
    for changed in [bill("b", "50.01"), later, turned, reversing, unbalanced] {
        let error = ledger.post(changed).unwrap_err();
        assert_eq!(error, LedgerError::Changed { entry: id("b") });
        assert_eq!(
            error.to_string(),
            "expected entry `b` as it was posted, found it changed; correct it with a reversal"
        );
        assert_eq!(error.render(Lang::Zh), "分录「b」已入账且内容不同；更正须另立红字分录。");
    }
    assert_eq!(ledger, before);
}

#[test]
fn entries_that_do_not_balance_are_refused() {
    let mut ledger = Ledger::default();
    let refused = |ledger: &mut Ledger, entry: Entry| {
        let before = ledger.clone();
        let error = ledger.post(entry).unwrap_err();
        assert_eq!(*ledger, before, "a refused entry leaves no trace");
        (error.code(), error.render(Lang::En), error.render(Lang::Zh))
    };
    let own = |code: &'static str, en: &str, zh: &str| (code, en.to_owned(), zh.to_owned());
    assert_eq!(
        refused(&mut ledger, entry("b", &[(Account::Bank, "1.00"), (Account::Costs, "-0.99")])),
        own(
            "unbalanced",
            "expected the postings of entry `b` to sum to zero, found 0.01",
            "分录「b」借贷应相抵为零，差额为0.01元。"
        )
    );
    assert_eq!(
        refused(&mut ledger, entry("b", &[(Account::Bank, "0.99"), (Account::Costs, "-1.00")])).1,
        "expected the postings of entry `b` to sum to zero, found -0.01"
    );
    assert_eq!(
        refused(&mut ledger, entry("b", &[])),
        own(
            "too_few_postings",
            "expected at least two postings in entry `b`, found 0",
            "分录「b」至少须有两笔，所填0笔。"
        )
    );
    assert_eq!(refused(&mut ledger, entry("b", &[(Account::Bank, "0.00")])).0, "too_few_postings");
    // The id is still free.
    assert_eq!(ledger.post(bill("b", "1")), Ok(true));
    // Amounts at the bounds do balance, whatever their order.
    let most = "10000000000000.00";
    let wide = [
        (Account::Bank, most),
        (Account::Bank, most),
        (Account::Costs, "-10000000000000.00"),
        (Account::Costs, "-10000000000000.00"),
    ];
    assert_eq!(ledger.post(entry("wide", &wide)), Ok(true));
    assert_eq!(ledger.balance(Account::Bank).unwrap_err().code(), "overflow");
    assert_eq!(balance(&ledger, Account::OwnersReceivable), "1.00");
    // What cannot be added up cannot balance.
    assert_eq!(
        refused(&mut ledger, entry("w2", &[(Account::Bank, most), (Account::Bank, most)])),
        own(
            "ledger_measure",
            "entry `w2`: expected a result that an amount of money in yuan can hold, found one beyond its bounds",
            "分录「w2」：金额的计算结果超出可表示范围。"
        )
    );
    // At the bound it is a difference, a fen further it is none.
    let fen = [(Account::Bank, most), (Account::Bank, "0.01"), (Account::Costs, "-0.01")];
    assert_eq!(
        ledger.post(entry("w3", &fen)),
        Err(LedgerError::Unbalanced { entry: id("w3"), difference: money(most) })
    );
    let fen = [(Account::Bank, most), (Account::Bank, "0.02"), (Account::Costs, "-0.01")];
    assert_eq!(refused(&mut ledger, entry("w3", &fen)).0, "ledger_measure");
}

#[test]
fn a_difference_beyond_the_bounds_is_named_by_no_number() {
    for edge in ["-10000000000000.00", "10000000000000.00"] {
        let error = Ledger::default().post(entry("w", &[(Account::Bank, edge), (Account::Bank, edge)])).unwrap_err();
        let overflow = MeasureError::Overflow { what: Dimension::Money };
        assert_eq!(error, LedgerError::Measure { entry: id("w"), error: overflow });
        assert!(!error.to_string().contains("10000000000000"), "{error}");
    }
    // Within the bounds it keeps its sign.
    let least = [(Account::Bank, "-10000000000000.00"), (Account::Bank, "0.00")];
    let error = Ledger::default().post(entry("w", &least)).unwrap_err();
    assert_eq!(error, LedgerError::Unbalanced { entry: id("w"), difference: money("-10000000000000.00") });
}

#[test]
fn what_cannot_be_reversed() {
    let mut ledger = Ledger::default();
    ledger.post(bill("b", "50")).unwrap();
    ledger.post(bill("c", "60")).unwrap();
    let missing = ledger.reverse(&id("x"), id("x-r"), day("2026-02-01")).unwrap_err();
    assert_eq!(missing, LedgerError::NotFound { entry: id("x") });
    assert_eq!(
        (missing.render(Lang::En), missing.render(Lang::Zh)),
        ("expected entry `x` in the ledger, found none".into(), "账中没有分录「x」。".into())
    );
    // The new id is taken by another entry.
    assert_eq!(
        ledger.reverse(&id("b"), id("c"), day("2026-02-01")).unwrap_err(),
        LedgerError::Changed { entry: id("c") }
    );
    assert_eq!(
        ledger.reverse(&id("b"), id("b"), day("2026-02-01")).unwrap_err(),
        LedgerError::Changed { entry: id("b") }
    );
    ledger.reverse(&id("b"), id("b-r"), day("2026-02-01")).unwrap();
    let before = ledger.clone();
    let twice = ledger.reverse(&id("b"), id("b-r2"), day("2026-02-01")).unwrap_err();
    assert_eq!(twice, LedgerError::AlreadyReversed { entry: id("b") });
    assert_eq!(
        (twice.render(Lang::En), twice.render(Lang::Zh)),
        (
            "expected entry `b` not to be reversed yet, found it reversed".into(),
            "分录「b」已冲销，不得再次冲销。".into()
        )
    );
    // The same reversal on another day is another entry.
    assert_eq!(ledger.reverse(&id("b"), id("b-r"), day("2026-02-02")).unwrap_err().code(), "entry_changed");
    assert_eq!(ledger, before);
}

#[test]
fn a_reversal_written_by_hand_must_be_the_mirror() {
    let mut ledger = Ledger::default();
    ledger.post(bill("b", "50")).unwrap();
    let by_hand = |name: &str, yuan: &str, reverses: &str| {
        let postings = [(Account::OwnersReceivable, format!("-{yuan}")), (Account::ServiceRevenue, yuan.to_owned())];
        let postings: Vec<(Account, &str)> = postings.iter().map(|(account, yuan)| (*account, yuan.as_str())).collect();
        Entry { reverses: Some(id(reverses)), ..entry(name, &postings) }
    };
    let before = ledger.clone();
    let not_the_mirror = LedgerError::NotTheMirror { entry: id("r"), original: id("b") };
    assert_eq!(ledger.post(by_hand("r", "49.99", "b")), Err(not_the_mirror.clone()));
    assert_eq!(ledger.post(by_hand("r", "50", "x")).unwrap_err(), LedgerError::NotFound { entry: id("x") });
    assert_eq!(ledger.post(by_hand("r", "50", "r")).unwrap_err(), LedgerError::NotFound { entry: id("r") });
    // The same amounts with the same sign, in another order, to another account, and split in two.
    let same = Entry { reverses: Some(id("b")), ..bill("r", "50") };
    let turned = Entry { postings: by_hand("r", "50", "b").postings.into_iter().rev().collect(), ..same.clone() };
    let elsewhere = entry("r", &[(Account::OwnersReceivable, "-50"), (Account::Bank, "50")]);
    let split = [(Account::OwnersReceivable, "-50"), (Account::ServiceRevenue, "20"), (Account::ServiceRevenue, "30")];
    for other in [same, turned, elsewhere, entry("r", &split)] {
        let other = Entry { reverses: Some(id("b")), ..other };
        assert_eq!(ledger.post(other), Err(not_the_mirror.clone()));
    }
    assert_eq!(
        (not_the_mirror.code(), not_the_mirror.render(Lang::En), not_the_mirror.render(Lang::Zh)),
        (
            "not_the_mirror",
            "expected entry `r` to mirror `b` posting by posting, found other postings".into(),
            "分录「r」须逐笔为「b」的相反数，所填并非如此。".into()
        )
    );
    assert_eq!(ledger, before, "a refused reversal leaves no trace");
    assert_eq!(ledger.post(by_hand("r", "50", "b")), Ok(true));
    assert_eq!(ledger.post(by_hand("r2", "50", "b")).unwrap_err(), LedgerError::AlreadyReversed { entry: id("b") });
    assert_eq!(ledger.post(by_hand("r2", "49.99", "b")).unwrap_err().code(), "already_reversed");
    assert_eq!(balance(&ledger, Account::OwnersReceivable), "0.00");
}

#[test]
fn a_reversal_is_not_before_what_it_reverses() {
    let mut ledger = Ledger::default();
    ledger.post(bill("b", "50")).unwrap();
    let before = ledger.clone();
    let early = ledger.reverse(&id("b"), id("b-r"), day("2025-12-31")).unwrap_err();
    let (posted, reversed) = (day("2026-01-01"), day("2025-12-31"));
    assert_eq!(early, LedgerError::ReversedBefore { entry: id("b"), posted, reversed });
    assert_eq!(
        (early.code(), early.render(Lang::En), early.render(Lang::Zh)),
        (
            "reversed_before",
            "expected the reversal of `b` on 2026-01-01 or later, found 2025-12-31".into(),
            "分录「b」入账于2026-01-01，不得于2025-12-31冲销。".into()
        )
    );
    assert_eq!(ledger.reverse(&id("b"), id("b-r"), Day::FIRST).unwrap_err().code(), "reversed_before");
    assert_eq!(ledger, before, "a refused reversal leaves no trace");
    // On the day itself it may be; and the reversal of a reversal counts from that one's day.
    assert_eq!(ledger.reverse(&id("b"), id("b-r"), day("2026-01-01")), Ok(()));
    ledger.post(bill("c", "60")).unwrap();
    ledger.reverse(&id("c"), id("c-r"), day("2026-03-01")).unwrap();
    assert_eq!(
        ledger.reverse(&id("c-r"), id("c-rr"), day("2026-02-28")).unwrap_err(),
        LedgerError::ReversedBefore { entry: id("c-r"), posted: day("2026-03-01"), reversed: day("2026-02-28") }
    );
    assert_eq!(ledger.reverse(&id("c-r"), id("c-rr"), day("2026-03-01")), Ok(()));
}

// ----------------------------------------------------------------------------------------------------------- stored

#[test]
fn a_ledger_goes_through_json_and_a_false_one_does_not() {
    let mut ledger = Ledger::default();
    ledger.post(bill("b", "50")).unwrap();
    ledger.reverse(&id("b"), id("b-r"), day("2026-02-01")).unwrap();
    let json = serde_json::to_value(&ledger).unwrap();
    assert_eq!(
        json[0],
        json!({"id": "b", "on": "2026-01-01", "postings": [
            {"account": "owners_receivable", "amount": "50.00"}, {"account": "service_revenue", "amount": "-50.00"}]})
    );
    assert_eq!(json[1]["reverses"], json!("b"));
    let mut back: Ledger = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(back, ledger);
    // What was reversed is known after reading, too.
    assert_eq!(back.reverse(&id("b"), id("b-r2"), day("2026-02-01")).unwrap_err().code(), "already_reversed");

    let refused = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut false_one = json.clone();
        change(&mut false_one);
        english(serde_json::from_value::<Ledger>(false_one).unwrap_err())
    };
    assert_eq!(
        refused(&|j| j[0]["postings"][0]["amount"] = json!("50.01")),
        "[0]: expected the postings of entry `b` to sum to zero, found 0.01"
    );
    assert!(refused(&|j| j[1]["postings"][0]["amount"] = json!("-49.99")).contains("to sum to zero, found 0.01"));
    assert!(refused(&|j| j[1]["id"] = json!("b")).contains("found it changed"));
    assert!(refused(&|j| j[1]["reverses"] = json!("x")).contains("expected entry `x` in the ledger"));
    assert!(refused(&|j| j.as_array_mut().unwrap().reverse()).contains("expected entry `b` in the ledger"));
    assert!(refused(&|j| j[0]["postings"] = json!([])).contains("at least two postings"));
    assert!(refused(&|j| j[0]["postings"][0]["amount"] = json!(50)).contains("a JSON number may lose fen"));
    assert!(refused(&|j| j[0]["on"] = json!("1899-12-31")).contains("1899-12-31"));
    assert!(refused(&|j| j[0]["note"] = json!("x")).contains("unknown field `note`"));
    assert!(refused(&|j| j[0]["postings"][0]["note"] = json!("x")).contains("unknown field `note`"));
    assert!(refused(&|j| j[0]["postings"][0]["account"] = json!("safe")).contains("unknown code `safe`"));
    let third = json!({"id": "b-r2", "on": "2026-02-01", "postings": json[1]["postings"], "reverses": "b"});
    assert!(refused(&|j| j.as_array_mut().unwrap().push(third.clone())).contains("found it reversed"));
    let other = json!([{"account": "owners_receivable", "amount": "-49.99"},
                       {"account": "service_revenue", "amount": "49.99"}]);
    assert!(refused(&|j| j[1]["postings"] = other.clone()).contains("expected entry `b-r` to mirror `b`"));
    assert!(refused(&|j| j[1]["on"] = json!("2025-12-31")).contains("on 2026-01-01 or later, found 2025-12-31"));
    let most = json!([{"account": "bank", "amount": "10000000000000.00"}, {"account": "bank", "amount": "0.01"}]);
    assert!(refused(&|j| j[0]["postings"] = most.clone()).contains("found one beyond its bounds"));
}

// ----------------------------------------------------------------------------------------------------------- at random

#[derive(Debug, Clone)]
enum Step {
    Post { name: u8, fen: Vec<(usize, i64)>, on: u32 },
    Reverse { which: u8, name: u8, on: u32 },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let fen = prop_oneof![-5_i64..5, -100_000_i64..100_000, Just(999_999_999_999_999)];
    let postings = proptest::collection::vec((0..Account::ALL.len(), fen), 1..5);
    let post = (0_u8..24, postings, 0_u32..40).prop_map(|(name, fen, on)| Step::Post { name, fen, on });
    let reverse = (0_u8..24, 0_u8..24, 0_u32..40).prop_map(|(which, name, on)| Step::Reverse { which, name, on });
    proptest::collection::vec(prop_oneof![3 => post, 2 => reverse], 0..40)
}

fn on(n: u32) -> Day {
    wuye::measure::Period::Days(n).after(day("2026-01-01")).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_made_or_lost(steps in steps()) {
        let mut ledger = Ledger::default();
        // The books kept beside it: balances in fen, and what each entry did.
        let mut books: BTreeMap<Account, i128> = BTreeMap::new();
        let mut done: BTreeMap<EntryId, (u32, Vec<(Account, i128)>)> = BTreeMap::new();
        let mut reversed: Vec<EntryId> = Vec::new();
        for step in steps {
            let before = ledger.clone();
            match step {
                Step::Post { name, fen, on: n } => {
                    // The last posting balances the others.
                    let rest: i64 = -fen.iter().map(|(_, fen)| *fen).sum::<i64>();
                    let Ok(rest) = Money::from_fen(rest) else { continue };
                    let posting = |(a, fen): &(usize, i64)| {
                        Posting { account: Account::ALL[*a], amount: Money::from_fen(*fen).unwrap() }
                    };
                    let mut postings: Vec<Posting> = fen.iter().map(posting).collect();
                    postings.push(Posting { account: Account::RoundingDifference, amount: rest });
                    let entry = Entry { id: id(&format!("e{name}")), on: on(n), postings, reverses: None };
                    let moved = entry.postings.iter().map(|p| (p.account, i128::from(p.amount.fen()))).collect();
                    match ledger.post(entry.clone()) {
                        Ok(true) => {
                            prop_assert!(done.insert(entry.id, (n, moved)).is_none());
                        }
                        Ok(false) => prop_assert_eq!(ledger.entry(&entry.id), Some(&entry)),
                        Err(error) => {
                            prop_assert_eq!(error.code(), "entry_changed");
                            prop_assert!(done.contains_key(&entry.id));
                            prop_assert_eq!(&ledger, &before);
                        }
                    }
                }
                Step::Reverse { which, name, on: n } => {
                    let (which, name) = (id(&format!("e{which}")), id(&format!("e{name}")));
                    match ledger.reverse(&which, name.clone(), on(n)) {
                        Ok(()) if ledger == before => prop_assert!(reversed.contains(&which)),
                        Ok(()) => {
                            prop_assert!(!reversed.contains(&which));
                            let (posted, moved) = &done[&which];
                            prop_assert!(*posted <= n);
                            let mirrored = moved.iter().map(|(account, fen)| (*account, -fen)).collect();
                            prop_assert!(done.insert(name, (n, mirrored)).is_none());
                            reversed.push(which);
                        }
                        Err(error) => {
                            let expected = if !done.contains_key(&which) {
                                "entry_not_found"
                            } else if done.contains_key(&name) {
                                "entry_changed"
                            } else if reversed.contains(&which) {
                                "already_reversed"
                            } else {
                                prop_assert!(n < done[&which].0);
                                "reversed_before"
                            };
                            prop_assert_eq!(error.code(), expected);
                            prop_assert_eq!(&ledger, &before);
                        }
                    }
                }
            }
        }
        for (account, fen) in done.values().flat_map(|(_, moved)| moved) {
            *books.entry(*account).or_default() += fen;
        }
        prop_assert_eq!(books.values().sum::<i128>(), 0);
        let mut sum = 0;
        for account in Account::ALL {
            let kept = books.get(account).copied().unwrap_or(0);
            match ledger.balance(*account) {
                Ok(balance) => prop_assert_eq!(i128::from(balance.fen()), kept, "{}", account),
                Err(error) => {
                    prop_assert_eq!(error.code(), "overflow");
                    prop_assert!(kept.abs() > i128::from(Money::MAX.fen()));
                }
            }
            sum += kept;
        }
        prop_assert_eq!(sum, 0);
        prop_assert_eq!(ledger.entries().len(), done.len());
        let json = serde_json::to_string(&ledger).unwrap();
        prop_assert_eq!(serde_json::from_str::<Ledger>(&json).unwrap(), ledger);
    }
}
