//! What the book refuses, each by name, and nothing changes.

use wuye::billing::{Buckets, LossRate, Prepayment, PricePolicy, late_charge};
use wuye::measure::DayCount;
use wuye::rule::Settled;

use super::*;

#[track_caller]
fn refused(desk: &mut Desk, on: &str, act: Act, code: &str) {
    assert_eq!(desk.act("x", on, act).unwrap_err().code(), code);
}

#[test]
fn money_must_be_above_zero_and_arrive_before_it_is_recorded() {
    let mut desk = Desk::new();
    for yuan in ["0", "-0.01"] {
        let receipt = Act::Receipt { amount: m(yuan), received: d("2026-01-01"), toward: Toward::Advance };
        refused(&mut desk, "2026-01-01", receipt, "amount_not_positive");
        refused(&mut desk, "2026-01-01", Act::Deposit(m(yuan)), "amount_not_positive");
        refused(&mut desk, "2026-01-01", Act::RefundAdvance(m(yuan)), "amount_not_positive");
        let back = Act::ReturnDeposit { deposit: "d".parse().unwrap(), amount: m(yuan) };
        refused(&mut desk, "2026-01-01", back, "amount_not_positive");
    }
    let receipt = |received| Act::Receipt { amount: m("1"), received: d(received), toward: Toward::Advance };
    refused(&mut desk, "2026-01-01", receipt("2026-01-02"), "not_yet_received");
    assert_eq!(desk.act("r", "2026-01-02", receipt("2026-01-02")), Ok(true));
    // The same once more is the same; another amount under its id is not.
    assert_eq!(desk.act("r", "2026-01-02", receipt("2026-01-02")), Ok(false));
    assert_eq!(desk.act("r", "2026-01-02", receipt("2026-01-01")).unwrap_err().code(), "movement_changed");
    assert_eq!(desk.of("1-102", "r", "2026-01-02", receipt("2026-01-02")).unwrap_err().code(), "movement_changed");
    // A day before the last one; another unit keeps its own days.
    refused(&mut desk, "2026-01-01", Act::Deposit(m("1")), "movement_out_of_order");
    assert_eq!(desk.of("1-102", "d", "2026-01-01", Act::Deposit(m("1"))), Ok(true));
    // A unit without an account, until it is opened.
    assert_eq!(desk.of("9-9", "x", "2026-01-03", Act::Deposit(m("1"))).unwrap_err().code(), "unknown_account");
    assert!(desk.book.open("9-9".parse().unwrap()) && !desk.book.open("9-9".parse().unwrap()));
    assert_eq!(desk.of("9-9", "x", "2026-01-03", Act::Deposit(m("1"))), Ok(true));
}

#[test]
fn bills_are_of_lines_and_income() {
    let mut desk = Desk::new();
    let bill = |charges| Act::Bill { span: span("2026-01-01", "2026-02-01"), due: d("2026-01-31"), charges };
    refused(&mut desk, "2026-01-01", bill(vec![]), "nothing_moved");
    refused(&mut desk, "2026-01-01", bill(vec![charged("fee", "0")]), "nothing_moved");
    refused(&mut desk, "2026-01-01", bill(vec![charged("fee", "1"), charged("fee", "2")]), "charged_twice");
    for account in Account::ALL {
        let income = ["service_revenue", "owners_common_revenue", "maintenance_fund", "renovation"];
        let charges = vec![Charged { account: *account, ..charged("fee", "1") }];
        let outcome = Desk::new().act("b", "2026-01-01", bill(charges));
        assert_eq!(outcome.is_ok(), income.contains(&account.code()), "{account}");
        assert!(outcome.is_ok() || outcome.unwrap_err().code() == "not_revenue");
    }
    let (run_id, on) = ("2026-01".parse().unwrap(), d("2026-01-01"));
    let only_fees = BTreeMap::from([(IncomeKind::ServiceFee, Account::ServiceRevenue)]);
    let before = desk.clone();
    let run = run("50", &["1-101"]);
    let outcome = desk.book.post_run(&mut desk.ledger, &run_id, &run, on, on, &only_fees);
    assert_eq!(outcome.unwrap_err().code(), "no_revenue_account");
    let long = "r".repeat(60).parse().unwrap();
    let outcome = desk.book.post_run(&mut desk.ledger, &long, &run, on, on, &revenue());
    assert_eq!(outcome.unwrap_err().code(), "receivables_id");
    let none = desk.book.reverse_run(&mut desk.ledger, &run_id, &long, on);
    assert_eq!(none.unwrap_err().code(), "not_reversible");
    assert_eq!(desk, before);
    // Sums beyond the bounds of money.
    assert_eq!(desk.act("a", "2026-01-01", bill(vec![charged("a", "-10000000000000")])), Ok(true));
    refused(&mut desk, "2026-01-01", bill(vec![charged("a", "-0.01")]), "receivables_measure");
}

#[test]
fn late_charges_need_a_principal_days_and_one_agreement() {
    let mut desk = Desk::new();
    let fee = desk.bill("b1", "2026-01-01", "2026-01-31", "1000");
    let claim = |item: &ItemId, terms: LateTerms, until: &str| {
        Act::LateCharge(Claim { item: item.clone(), terms, until: d(until) })
    };
    refused(&mut desk, "2026-02-10", claim(&item("b2"), terms(), "2026-02-10"), "no_such_item");
    refused(&mut desk, "2026-02-10", claim(&fee, terms(), "2026-02-11"), "late_charge_ahead");
    refused(&mut desk, "2026-02-10", claim(&fee, terms(), "2026-01-31"), "nothing_to_charge");
    desk.claim("l1", "2026-02-10", &fee, &terms());
    refused(&mut desk, "2026-02-20", claim(&item("l1"), terms(), "2026-02-20"), "late_on_late");
    let other = terms_of((1, 1_000), RateBasis::Day, (0, GraceKind::Shifts), None);
    refused(&mut desk, "2026-02-20", claim(&fee, other, "2026-02-20"), "late_terms_changed");
    refused(&mut desk, "2026-02-20", reverse("b1"), "depended_on");
    assert_eq!(desk.act("l1-r", "2026-02-20", reverse("l1")), Ok(true));
    assert_eq!(desk.act("b1-r", "2026-02-20", reverse("b1")), Ok(true));
    let nobody = desk.book.late_charge_of(&"9-9".parse().unwrap(), &fee, &terms(), d("2026-02-20"));
    assert_eq!(nobody.unwrap_err().code(), "unknown_account");
    // Terms that are none.
    let made = |rate: (i64, i64), basis, cap: Option<i64>| {
        let cap = cap.map(|cap| Ratio::new(cap, 1).unwrap());
        let rate = Ratio::new(rate.0, rate.1).unwrap();
        LateTerms::new(rate, basis, 0, GraceKind::Shifts, cap, RoundingMode::Up, clause()).map_err(|error| error.code())
    };
    for rate in [(0, 1), (-1, 100), (1_001, 1_000)] {
        assert_eq!(made(rate, RateBasis::Day, None), Err("late_rate"));
    }
    assert!(made((1, 1), RateBasis::Day, None).is_ok());
    assert!(made((365, 1), RateBasis::Year365, None).is_ok());
    assert_eq!(made((366, 1), RateBasis::Year365, None), Err("late_rate"));
    assert_eq!([0, -1].map(|cap| made((1, 100), RateBasis::Day, Some(cap))), [Err("late_cap"), Err("late_cap")]);
    // Payments that are none.
    let late = |payments: &[(Day, Money)]| late_charge(m("10"), d("2026-01-31"), payments, &terms(), d("2026-02-28"));
    assert_eq!(late(&[(d("2026-02-01"), m("10.01"))]).unwrap_err().code(), "over_paid");
    assert_eq!(late(&[(d("2026-02-01"), m("11")), (d("2026-02-02"), m("-1"))]).unwrap_err().code(), "over_paid");
    let charge = late(&[]).unwrap();
    let below = LossRate { rate: Ratio::new(-1, 100).unwrap(), basis: RateBasis::Day, on: d("2026-01-01") };
    assert_eq!(charge.indicator(&below, &Settled::Absent).unwrap_err().code(), "late_rate");
    // Beyond 128 bits: a typed error, never a wrong sum.
    let huge = LateTerms::new(
        Ratio::new(i64::MAX - 1, i64::MAX).unwrap(),
        RateBasis::Day,
        0,
        GraceKind::Shifts,
        Some(Ratio::new(i64::MAX, 2).unwrap()),
        RoundingMode::Up,
        clause(),
    );
    let most = late_charge(Money::MAX, Day::FIRST, &[], &huge.unwrap(), Day::LAST);
    assert_eq!(most.unwrap_err().code(), "receivables_measure");
}

#[test]
fn reversals_are_of_what_can_be_taken_back() {
    let mut desk = Desk::new();
    desk.bill("b1", "2026-01-01", "2026-01-31", "100");
    refused(&mut desk, "2026-01-02", reverse("none"), "not_reversible");
    assert_eq!(desk.of("1-102", "x", "2026-01-02", reverse("b1")).unwrap_err().code(), "not_reversible");
    refused(&mut desk, "2025-12-31", reverse("b1"), "movement_out_of_order");
    assert_eq!(desk.act("b1-r", "2026-01-02", reverse("b1")), Ok(true));
    assert_eq!(desk.act("b1-r", "2026-01-02", reverse("b1")), Ok(false));
    refused(&mut desk, "2026-01-03", reverse("b1"), "reversed_twice");
    refused(&mut desk, "2026-01-03", reverse("b1-r"), "not_reversible");
    assert!(desk.book.is_reversed(&"b1".parse().unwrap()) && !desk.book.is_reversed(&"b1-r".parse().unwrap()));
    // A deposit of which something was given back.
    assert_eq!(desk.act("d1", "2026-01-04", Act::Deposit(m("10"))), Ok(true));
    let back = Act::ReturnDeposit { deposit: "d1".parse().unwrap(), amount: m("4") };
    assert_eq!(desk.act("d2", "2026-01-05", back), Ok(true));
    refused(&mut desk, "2026-01-06", reverse("d1"), "deposit_short");
    assert_eq!(desk.act("d2-r", "2026-01-06", reverse("d2")), Ok(true));
    assert_eq!(desk.act("d1-r", "2026-01-06", reverse("d1")), Ok(true));
    assert_eq!(desk.balance(Account::Bank), "0.00");
    // A refund is taken back: the advance is there again.
    desk.pay("r1", "2026-01-07", "5", OLDEST);
    assert_eq!(desk.act("p1", "2026-01-07", Act::RefundAdvance(m("5"))), Ok(true));
    assert_eq!(desk.act("p1-r", "2026-01-07", reverse("p1")), Ok(true));
    assert_eq!(desk.advances(), "5.00");
    // Nothing to apply to; an item that is not there.
    refused(&mut desk, "2026-01-08", Act::Apply(OLDEST), "nothing_moved");
    refused(&mut desk, "2026-01-08", Act::Apply(Order { designated: vec![item("b9")], ..OLDEST }), "no_such_item");
}

#[test]
fn prepayments_and_buckets_have_bounds() {
    let made = |yuan, start, end| {
        Prepayment::new(m(yuan), span(start, end), PricePolicy::Locked).map_err(|error| error.code())
    };
    assert!(made("0.01", "2026-01-01", "2126-01-01").is_ok());
    for wrong in [
        made("0", "2026-01-01", "2027-01-01"),
        made("-1", "2026-01-01", "2027-01-01"),
        made("1", "2026-01-01", "2026-12-31"),
        made("1", "2026-01-01", "2126-02-01"),
    ] {
        assert_eq!(wrong, Err("bad_prepayment"));
    }
    let paid = made("1200", "2026-01-01", "2027-01-01").unwrap();
    for monthly in ["0", "-1"] {
        let repriced = paid.reprice(d("2026-02-01"), m(monthly), DayCount::ActualMonth, RoundingMode::Up);
        assert_eq!(repriced.unwrap_err().code(), "bad_prepayment");
    }
    let buckets = |edges: &[u32]| Buckets::new(edges.to_vec()).map_err(|error| error.code());
    assert!(buckets(&[0]).is_ok() && buckets(&(1..=24).collect::<Vec<_>>()).is_ok());
    for wrong in [&[][..], &[30, 30], &[60, 30], &(1..=25).collect::<Vec<_>>()] {
        assert_eq!(buckets(wrong), Err("ageing_edges"));
    }
}
