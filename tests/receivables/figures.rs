//! The figures that naive books get wrong, to the fen.

use wuye::billing::{
    Buckets, CapItem, LossRate, Nature, Payer, Prepayment, PricePolicy, check_prepayment, late_charge, payer,
};
use wuye::estate::UnitState;
use wuye::measure::DayCount;
use wuye::rule::{Figure, Key, Settled, Verdict};
use wuye::terms::Lang;

use super::*;

const HALF_UP: RoundingMode = RoundingMode::HalfAwayFromZero;

#[test]
fn a_late_charge_is_simple_and_rounded_once() {
    // 47 days after 31 January 2026.
    let charge = late_charge(m("1812.30"), d("2026-01-31"), &[], &terms(), d("2026-03-19")).unwrap();
    assert_eq!((charge.total(), charge.exact().to_string()), (m("42.59"), "851781/200".into()));
    assert_eq!((charge.parts()[0].late_days, charge.capped()), (47, false));
    // A yearly rate of 18.25 % over 365 days is the same.
    let yearly = terms_of((73, 400), RateBasis::Year365, (0, GraceKind::Shifts), None);
    let same = late_charge(m("1812.30"), d("2026-01-31"), &[], &yearly, d("2026-03-19")).unwrap();
    assert_eq!(same.exact(), charge.exact());
    // Of a year of 360 days it is more.
    let bank = terms_of((73, 400), RateBasis::Year360, (0, GraceKind::Shifts), None);
    assert_eq!(late_charge(m("1812.30"), d("2026-01-31"), &[], &bank, d("2026-03-19")).unwrap().total(), m("43.18"));
    // On the due day nothing, on the day after one day.
    let on = |until| late_charge(m("1812.30"), d("2026-01-31"), &[], &terms(), d(until)).unwrap().total();
    assert_eq!(["2026-01-30", "2026-01-31", "2026-02-01"].map(on), [m("0"), m("0"), m("0.91")]);
}

#[test]
fn a_cap_applies_to_the_sum() {
    let capped = |cap| terms_of((1, 100), RateBasis::Day, (0, GraceKind::Shifts), Some(cap));
    let total = |cap, until| {
        let charge = late_charge(m("1812.30"), d("2026-01-31"), &[], &capped(cap), d(until)).unwrap();
        (charge.total(), charge.capped())
    };
    // A hundred days at 1 % are the principal itself.
    assert_eq!(total((1, 1), "2026-05-11"), (m("1812.30"), false));
    assert_eq!(total((1, 1), "2026-05-12"), (m("1812.30"), true));
    assert_eq!(total((1, 3), "2026-12-31"), (m("604.10"), true));
}

#[test]
fn grace_shifts_or_waives() {
    let by = |kind, until, payments: &[(Day, Money)]| {
        let terms = terms_of((1, 1_000), RateBasis::Day, (10, kind), None);
        late_charge(m("1000"), d("2026-01-31"), payments, &terms, d(until)).unwrap().total()
    };
    // 10 February is the last day of grace.
    assert_eq!(by(GraceKind::Shifts, "2026-02-10", &[]), m("0"));
    assert_eq!(by(GraceKind::Shifts, "2026-02-11", &[]), m("1.00"));
    assert_eq!(by(GraceKind::Waives, "2026-02-10", &[]), m("0"));
    assert_eq!(by(GraceKind::Waives, "2026-02-11", &[]), m("11.00"));
    // What is paid within grace bears nothing, the rest from the due day.
    let half = [(d("2026-02-10"), m("500"))];
    assert_eq!(by(GraceKind::Waives, "2026-02-11", &half), m("5.50"));
    assert_eq!(by(GraceKind::Shifts, "2026-02-11", &half), m("0.50"));
}

#[test]
fn no_window_is_charged_twice() {
    let mut desk = Desk::new();
    let fee = desk.bill("b1", "2026-01-01", "2026-01-31", "1812.30");
    assert_eq!(desk.claim("l1", "2026-02-05", &fee, &terms()), m("4.53"));
    assert_eq!(desk.claim("l2", "2026-03-07", &fee, &terms()), m("27.19"));
    assert_eq!(desk.balance(Account::LateCharges), "-31.72");
    // The same day again has nothing new.
    let again = Claim { item: fee.clone(), terms: terms(), until: d("2026-03-07") };
    assert_eq!(desk.act("l3", "2026-03-08", Act::LateCharge(again)).unwrap_err().code(), "nothing_to_charge");
    let in_all = desk.book.late_charge_of(&unit(), &fee, &terms(), d("2026-03-07")).unwrap();
    assert_eq!(in_all.total(), m("31.72"));
}

#[test]
fn each_item_is_late_from_its_own_due_day() {
    let mut desk = Desk::new();
    let winter = desk.bill("q1", "2027-01-01", "2027-01-31", "900");
    let spring = desk.bill("q2", "2027-04-01", "2027-04-30", "900");
    desk.pay("r1", "2027-05-30", "1800", OLDEST);
    assert_eq!(desk.claim("l1", "2027-06-30", &winter, &terms()), m("53.55"));
    assert_eq!(desk.claim("l2", "2027-06-30", &spring, &terms()), m("13.50"));
    assert_eq!(desk.balance(Account::LateCharges), "-67.05");
}

#[test]
fn a_late_charge_falls_as_payments_arrive() {
    let mut desk = Desk::new();
    let fee = desk.bill("b1", "2026-01-01", "2026-01-31", "1000");
    // Recorded a week after it arrived: the day it arrived counts.
    let receipt = Act::Receipt { amount: m("400"), received: d("2026-02-10"), toward: to(OLDEST) };
    assert_eq!(desk.act("r1", "2026-02-17", receipt), Ok(true));
    // 400 × 10 days and 600 × 20 days at 0.05 %.
    assert_eq!(desk.claim("l1", "2026-02-20", &fee, &terms()), m("8.00"));
    // A receipt that turns up late and makes the earlier charge too high: no more is charged, and the charge can be
    // taken back.
    let receipt = Act::Receipt { amount: m("600"), received: d("2026-02-01"), toward: to(OLDEST) };
    assert_eq!(desk.act("r2", "2026-02-21", receipt), Ok(true));
    let claim = |until| Act::LateCharge(Claim { item: fee.clone(), terms: terms(), until: d(until) });
    assert_eq!(desk.act("l2", "2026-02-22", claim("2026-02-22")).unwrap_err().code(), "nothing_to_charge");
    assert_eq!(desk.act("l1-r", "2026-02-22", reverse("l1")), Ok(true));
    assert_eq!(desk.claim("l2", "2026-02-22", &fee, &terms()), m("2.30"));
    assert_eq!(desk.balance(Account::LateCharges), "-2.30");
}

#[test]
fn an_overpayment_is_owed_to_the_owner() {
    let mut desk = Desk::new();
    let fee = desk.bill("b1", "2026-01-01", "2026-01-31", "488.20");
    desk.pay("r1", "2026-01-20", "500.00", OLDEST);
    assert_eq!((desk.open(&fee).as_str(), desk.advances().as_str()), ("0.00", "11.80"));
    assert_eq!(desk.balance(Account::ServiceRevenue), "-488.20");
    assert_eq!(desk.balance(Account::AdvancesFromOwners), "-11.80");
    // It is used for the next bill, or given back: never more than there is.
    let next = desk.bill("b2", "2026-02-01", "2026-02-28", "10");
    assert_eq!(desk.act("a1", "2026-02-01", Act::Apply(OLDEST)), Ok(true));
    assert_eq!((desk.open(&next).as_str(), desk.advances().as_str()), ("0.00", "1.80"));
    let short = desk.act("p1", "2026-02-02", Act::RefundAdvance(m("1.81"))).unwrap_err();
    assert_eq!(short.code(), "advance_short");
    assert_eq!(desk.act("p1", "2026-02-02", Act::RefundAdvance(m("1.80"))), Ok(true));
    assert_eq!((desk.advances().as_str(), desk.balance(Account::Bank).as_str()), ("0.00", "498.20"));
}

#[test]
fn the_order_of_application_is_stated_and_decides() {
    let paid = |order: Order| {
        let mut desk = Desk::new();
        let old = desk.bill("b1", "2026-01-01", "2026-01-31", "300");
        let new = desk.bill("b2", "2026-02-01", "2026-02-28", "300");
        let late = desk.claim("l1", "2026-03-12", &old, &terms());
        assert_eq!(late, m("6.00"));
        desk.pay("r1", "2026-03-12", "305", order);
        let applied = desk.book.log().last().unwrap().act.clone();
        assert!(matches!(applied, Act::Receipt { toward: Toward::Items(_), .. }));
        [old, new, item("l1")].map(|item| desk.open(&item))
    };
    let order = |by, late| Order { by, late, designated: vec![] };
    use LatePlace::{AfterItsItem, BeforeItsItem, First, Last};
    use Precedence::{CurrentFirst, OldestFirst};
    assert_eq!(paid(order(OldestFirst, Last)), ["0.00", "295.00", "6.00"]);
    assert_eq!(paid(order(OldestFirst, First)), ["1.00", "300.00", "0.00"]);
    assert_eq!(paid(order(OldestFirst, AfterItsItem)), ["0.00", "300.00", "1.00"]);
    assert_eq!(paid(order(OldestFirst, BeforeItsItem)), ["1.00", "300.00", "0.00"]);
    assert_eq!(paid(order(CurrentFirst, Last)), ["295.00", "0.00", "6.00"]);
    assert_eq!(paid(order(CurrentFirst, First)), ["300.00", "1.00", "0.00"]);
    assert_eq!(paid(order(CurrentFirst, AfterItsItem)), ["295.00", "0.00", "6.00"]);
    assert_eq!(paid(order(CurrentFirst, BeforeItsItem)), ["300.00", "0.00", "1.00"]);
    // What the payer names comes first, in the order named.
    let named = Order { designated: vec![item("b2"), item("l1")], ..order(OldestFirst, Last) };
    assert_eq!(paid(named), ["300.00", "0.00", "1.00"]);
}

#[test]
fn a_deposit_is_no_income() {
    let mut desk = Desk::new();
    desk.bill("b1", "2026-01-01", "2026-01-31", "100");
    assert_eq!(desk.act("d1", "2026-01-05", Act::Deposit(m("2000"))), Ok(true));
    assert_eq!(desk.balance(Account::Deposits), "-2000.00");
    let back = |amount| Act::ReturnDeposit { deposit: "d1".parse().unwrap(), amount: m(amount) };
    assert_eq!(desk.act("d2", "2026-03-01", back("1500")), Ok(true));
    assert_eq!(desk.act("d3", "2026-03-02", back("500.01")).unwrap_err().code(), "deposit_short");
    assert_eq!(desk.act("d3", "2026-03-02", back("500")), Ok(true));
    assert_eq!(["deposits", "bank"].map(|code| desk.balance(code.parse().unwrap())), ["0.00", "0.00"]);
    assert_eq!(desk.balance(Account::ServiceRevenue), "-100.00");
    let rate = desk.book.collection(span("2026-01-01", "2027-01-01"), d("2026-12-31"), &[IncomeKind::ServiceFee]);
    let rate = rate.unwrap();
    assert_eq!((rate.due, rate.collected, rate.advances), (m("100"), m("0"), m("0")));
}

#[test]
fn a_prepayment_is_locked_or_repriced() {
    let year = span("2026-01-01", "2027-01-01");
    let (half, actual) = (d("2026-07-01"), DayCount::ActualMonth);
    let paid = |policy| Prepayment::new(m("3600"), year, policy).unwrap();
    let change = |policy, to| paid(policy).reprice(half, m(to), actual, HALF_UP).unwrap();
    let locked = change(PricePolicy::Locked, "330");
    assert_eq!((locked.liability, locked.due, locked.covers.to_string()), (m("1800"), m("0"), "6/1".into()));
    let repriced = change(PricePolicy::Repriced, "330");
    assert_eq!((repriced.liability, repriced.due), (m("1800"), m("180.00")));
    // 1,800 ÷ 330 = 5.4545…
    assert_eq!((repriced.covers.to_string(), repriced.remaining.to_string()), ("60/11".into(), "6/1".into()));
    // A price that falls owes the owner money.
    assert_eq!(change(PricePolicy::Repriced, "270").due, m("-180.00"));
    // In the middle of a month: 5 and 16/31 months are left on 16 July.
    let mid = paid(PricePolicy::Repriced).reprice(d("2026-07-16"), m("330"), actual, HALF_UP).unwrap();
    assert_eq!((mid.remaining.to_string(), mid.liability, mid.due), ("171/31".into(), m("1654.84"), m("165.48")));
}

#[test]
fn what_is_not_earned_at_the_end_is_given_back() {
    let paid = Prepayment::new(m("1200"), span("2026-01-01", "2027-01-01"), PricePolicy::Locked).unwrap();
    let back = |end: &str, count| paid.unearned(d(end), count, HALF_UP).unwrap();
    // The contract ends with 30 September.
    for count in [DayCount::ActualMonth, DayCount::ThirtyDays, DayCount::WholeMonthFromFirst] {
        assert_eq!(back("2026-10-01", count), m("300.00"), "{count}");
    }
    // 273 of 365 days are 3,276/365 months.
    assert_eq!(back("2026-10-01", DayCount::Actual365), m("302.47"));
    // With 15 October: fifteen days of 31, of 30, or the whole month.
    assert_eq!(back("2026-10-16", DayCount::ActualMonth), m("251.61"));
    assert_eq!(back("2026-10-16", DayCount::ThirtyDays), m("250.00"));
    assert_eq!(back("2026-10-16", DayCount::WholeMonthFromFirst), m("200.00"));
    // Before the first day all of it, after the last nothing.
    assert_eq!(["2025-06-01", "2026-01-01"].map(|day| back(day, DayCount::ActualMonth)), [m("1200"), m("1200")]);
    assert_eq!(["2027-01-01", "2027-06-01"].map(|day| back(day, DayCount::ActualMonth)), [m("0"), m("0")]);
    // Months counted from the 31st: the first ends with 27 February.
    let month_end = Prepayment::new(m("300"), span("2026-01-31", "2026-04-30"), PricePolicy::Locked).unwrap();
    let left = |day| month_end.unearned(d(day), DayCount::ActualMonth, HALF_UP).unwrap();
    assert_eq!(["2026-02-28", "2026-03-31"].map(left), [m("200.00"), m("100.00")]);
}

#[test]
fn places_limit_how_far_ahead_the_fee_is_taken() {
    let law = |code: &str, figure| {
        wuye::places::rulebook_for(code.parse().unwrap()).unwrap().setting(Key::Figure(figure), d("2026-01-01"))
    };
    let check = |code: &str, start: &str, end: &str, term: Option<Span>| {
        let (cap, of_term) = (law(code, Figure::PrepaymentCap), law(code, Figure::PrepaymentOfTerm));
        check_prepayment(span(start, end), term, &cap, &of_term)
    };
    use Verdict::{Met, Unknown, Unmet};
    let verdicts = |code, end, term| check(code, "2026-01-01", end, term).map(|check| check.verdict);
    let three_years = Some(span("2026-01-01", "2029-01-01"));
    assert_eq!(verdicts("330100", "2027-01-01", three_years), [Met, Met]);
    assert_eq!(verdicts("330100", "2027-01-02", three_years), [Unmet, Met]);
    assert_eq!(verdicts("330100", "2026-12-31", None), [Met, Unknown]);
    assert_eq!(verdicts("330100", "2026-07-02", Some(span("2026-01-01", "2026-07-01"))), [Met, Unmet]);
    // Shorter than the term and past its end: the text does not say.
    assert_eq!(verdicts("330100", "2026-07-02", Some(span("2025-01-01", "2026-07-01"))), [Met, Unknown]);
    // Zhengzhou knows the year and says nothing of the term; Xuchang says nothing.
    assert_eq!(verdicts("410100", "2027-01-01", three_years), [Met, Unknown]);
    assert_eq!(verdicts("410100", "2027-01-02", three_years), [Unmet, Unknown]);
    assert_eq!(verdicts("411000", "2036-01-01", three_years), [Unknown, Unknown]);
    let found = check("330100", "2026-01-01", "2027-01-02", three_years);
    assert_eq!(found[0].item, CapItem::Length);
    let said = found[0].render(Lang::Zh);
    assert!(said.contains("不满足") && said.contains("12个月") && said.contains("第五十五条第三款"), "{said}");
    // 29 February 2028 and twelve months: to 28 February 2029.
    let leap = |end| check("330100", "2028-02-29", end, None)[0].verdict;
    assert_eq!(["2029-02-28", "2029-03-01"].map(leap), [Met, Unmet]);
}

#[test]
fn generally_too_high_is_a_hint() {
    let of = |rate, basis| {
        let terms = terms_of(rate, basis, (0, GraceKind::Shifts), None);
        late_charge(m("6000"), d("2025-01-31"), &[], &terms, d("2026-01-31")).unwrap()
    };
    let law = |on| {
        wuye::places::rulebook_for("000000".parse().unwrap())
            .unwrap()
            .setting(Key::Figure(Figure::PenaltyOverLoss), d(on))
    };
    let loss = LossRate { rate: Ratio::new(31, 1_000).unwrap(), basis: RateBasis::Year365, on: d("2025-01-20") };
    let hint = |rate, basis| of(rate, basis).indicator(&loss, &law("2026-01-31")).unwrap();
    let three_per_mille = hint((3, 1_000), RateBasis::Day);
    assert_eq!(of((3, 1_000), RateBasis::Day).total(), m("6570.00"));
    assert_eq!((three_per_mille.loss.to_string(), three_per_mille.too_high), ("18600/1".into(), Verdict::Met));
    // Exactly 1.30 times the loss is not more than 30 % above it.
    let border = hint((403, 10_000), RateBasis::Year365);
    assert_eq!((border.charge.to_string(), border.too_high), ("24180/1".into(), Verdict::Unmet));
    assert_eq!(hint((4_031, 100_000), RateBasis::Year365).too_high, Verdict::Met);
    assert_eq!(hint((4_029, 100_000), RateBasis::Year365).too_high, Verdict::Unmet);
    // Before the interpretation was in force nobody can say.
    assert!(matches!(law("2023-12-04"), Settled::BeforeKnown { .. }));
    assert_eq!(of((1, 100), RateBasis::Day).indicator(&loss, &law("2023-12-04")).unwrap().too_high, Verdict::Unknown);
}

#[test]
fn a_run_is_recorded_once() {
    let (mut book, mut ledger) = (Desk::new().book, Ledger::default());
    let (first, units) = ("2026-01".parse().unwrap(), ["1-101", "1-102"]);
    let (on, due) = (d("2026-01-01"), d("2026-01-31"));
    let post = |book: &mut Receivables, ledger: &mut Ledger, run: &BillRun| {
        book.post_run(ledger, &first, run, on, due, &revenue())
    };
    assert_eq!(post(&mut book, &mut ledger, &run("50", &units)), Ok(2));
    assert_eq!(ledger.balance(Account::OwnersReceivable), Ok(m("130.00")));
    assert_eq!(ledger.balance(Account::OwnersCommonRevenue), Ok(m("-30.00")));
    let kept = (book.clone(), ledger.clone());
    // The same again, and one more household; nothing is billed twice.
    assert_eq!(post(&mut book, &mut ledger, &run("50", &units)), Ok(0));
    assert_eq!((&book, &ledger), (&kept.0, &kept.1));
    // A household more and another price: refused, and the household is not billed either.
    let changed = post(&mut book, &mut ledger, &run("51", &["1-101", "1-102", "1-103"]));
    assert_eq!(changed.unwrap_err().code(), "movement_changed");
    assert_eq!((&book, &ledger), (&kept.0, &kept.1));
    assert_eq!(post(&mut book, &mut ledger, &run("50", &["1-101", "1-102", "1-103"])), Ok(1));
    // A line of nothing is no item: only the first household has a parking space.
    let items = |unit: &str| book.account(&unit.parse().unwrap()).unwrap().items().count();
    assert_eq!(["1-101", "1-102", "1-103"].map(items), [2, 1, 1]);
}

#[test]
fn a_run_is_taken_back_whole_and_billed_anew() {
    let mut desk = Desk::new();
    let (first, again, back) = (id("2026-01"), id("2026-01b"), id("2026-01x"));
    let units = ["1-101", "1-102"];
    let on = d("2026-01-01");
    let due = d("2026-01-31");
    desk.book.post_run(&mut desk.ledger, &first, &run("50", &units), on, due, &revenue()).unwrap();
    desk.pay("r1", "2026-01-10", "60", OLDEST);
    assert_eq!(desk.book.reverse_run(&mut desk.ledger, &first, &back, d("2026-01-15")), Ok(2));
    assert_eq!(desk.book.reconcile(&desk.ledger), Ok(vec![]));
    // What was paid is an advance; revenue is zero again by the mirror of each bill.
    assert_eq!(desk.advances(), "60.00");
    assert_eq!(
        ["service_revenue", "owners_common_revenue"].map(|c| desk.balance(c.parse().unwrap())),
        ["0.00", "0.00"]
    );
    let mirror = desk.ledger.entry(&id("2026-01x/1-101")).unwrap();
    wuye::laws::reversal_mirrors(desk.ledger.entry(&id("2026-01/1-101")).unwrap(), mirror).unwrap();
    // Taken back once; the same run again changes nothing.
    assert_eq!(desk.book.reverse_run(&mut desk.ledger, &first, &back, d("2026-01-15")), Ok(0));
    assert_eq!(desk.book.post_run(&mut desk.ledger, &first, &run("50", &units), on, due, &revenue()), Ok(0));
    assert_eq!(desk.balance(Account::OwnersReceivable), "0.00");
    let (later, run) = (d("2026-01-16"), run("45", &units));
    assert_eq!(desk.book.post_run(&mut desk.ledger, &again, &run, later, due, &revenue()), Ok(2));
    assert_eq!(desk.act("a1", "2026-01-16", Act::Apply(OLDEST)), Ok(true));
    assert_eq!((desk.balance(Account::OwnersReceivable), desk.advances()), ("60.00".into(), "0.00".into()));
    assert_eq!(desk.balance(Account::ServiceRevenue), "-90.00");
}

fn id(text: &str) -> wuye::money::EntryId {
    text.parse().unwrap()
}

#[test]
fn a_bill_that_gives_money_back_makes_an_advance() {
    let mut desk = Desk::new();
    let charges = vec![charged("fee", "100"), charged("rebate", "-30"), charged("none", "0")];
    let act = Act::Bill { span: span("2026-01-01", "2026-04-01"), due: d("2026-01-31"), charges };
    assert_eq!(desk.act("b1", "2026-01-01", act), Ok(true));
    assert_eq!((desk.open(&item("b1")), desk.advances()), ("100.00".into(), "30.00".into()));
    assert_eq!(desk.balance(Account::ServiceRevenue), "-70.00");
    assert_eq!(desk.act("a1", "2026-01-02", Act::Apply(OLDEST)), Ok(true));
    assert_eq!(desk.act("b1-r", "2026-01-03", reverse("b1")), Ok(true));
    assert_eq!((desk.open(&item("b1")), desk.advances()), ("gone".into(), "0.00".into()));
}

#[test]
fn a_payment_is_taken_back_in_whatever_state_it_is() {
    let mut desk = Desk::new();
    let fee = desk.bill("b1", "2026-01-01", "2026-01-31", "100");
    desk.pay("r1", "2026-01-10", "120", OLDEST);
    assert_eq!(desk.act("r1-r", "2026-01-12", reverse("r1")), Ok(true));
    assert_eq!(
        (desk.open(&fee), desk.advances(), desk.balance(Account::Bank)),
        ("100.00".into(), "0.00".into(), "0.00".into())
    );
    // Paid again; the bill is taken back, so the money is an advance; then the payment bounces.
    desk.pay("r2", "2026-01-13", "120", OLDEST);
    assert_eq!(desk.act("b1-r", "2026-01-14", reverse("b1")), Ok(true));
    assert_eq!(desk.advances(), "120.00");
    assert_eq!(desk.act("r2-r", "2026-01-15", reverse("r2")), Ok(true));
    assert_eq!((desk.advances(), desk.balance(Account::Bank)), ("0.00".into(), "0.00".into()));
    assert_eq!(desk.balance(Account::OwnersReceivable), "0.00");
    // An advance that was used cannot be taken back under what it paid.
    desk.pay("r3", "2026-01-16", "50", OLDEST);
    let next = desk.bill("b2", "2026-01-17", "2026-01-31", "50");
    assert_eq!(desk.act("a1", "2026-01-18", Act::Apply(OLDEST)), Ok(true));
    assert_eq!(desk.act("r3-r", "2026-01-19", reverse("r3")).unwrap_err().code(), "advance_short");
    assert_eq!(desk.act("a1-r", "2026-01-19", reverse("a1")), Ok(true));
    assert_eq!((desk.open(&next), desk.advances()), ("50.00".into(), "50.00".into()));
    assert_eq!(desk.act("r3-r", "2026-01-19", reverse("r3")), Ok(true));
}

#[test]
fn arrears_lie_in_the_bucket_of_their_days() {
    let buckets = Buckets::new(vec![30, 60, 90]).unwrap();
    let mut desk = Desk::new();
    desk.bill("b1", "2026-01-01", "2026-03-01", "1");
    let row = |on: &str| {
        let ageing = desk.book.ageing(&buckets, d(on)).unwrap();
        assert_eq!(ageing.units.len(), 1);
        assert_eq!(ageing.units[0].1, ageing.total);
        let due = ageing.total.due.iter().position(|amount| !amount.is_zero());
        (ageing.total.not_due.to_string(), due)
    };
    assert_eq!(row("2026-02-28"), ("1.00".into(), None));
    // The due day, 30, 31, 60, 61, 90 and 91 days after it.
    let days = ["2026-03-01", "2026-03-31", "2026-04-01", "2026-04-30", "2026-05-01", "2026-05-30", "2026-05-31"];
    assert_eq!(days.map(|on| row(on).1), [0, 0, 1, 1, 2, 2, 3].map(Some));
    assert_eq!([0, 1, 3].map(|at| buckets.label(at, Lang::Zh)), ["0–30日", "31–60日", "超过90日"]);
    assert_eq!([0, 1, 3].map(|at| buckets.label(at, Lang::En)), ["0–30 days", "31–60 days", "more than 90 days"]);
    assert_eq!(desk.book.ageing(&buckets, d("2025-12-31")).unwrap_err().code(), "report_before_last");
    // Paid in full: nobody is listed.
    desk.pay("r1", "2026-04-01", "1", OLDEST);
    assert_eq!(desk.book.ageing(&buckets, d("2026-04-01")).unwrap().units, []);
}

#[test]
fn the_collection_rate_is_of_what_fell_due() {
    let mut desk = Desk::new();
    desk.bill("2025", "2025-06-01", "2025-12-31", "40000");
    desk.bill("2026", "2026-01-01", "2026-06-30", "100000");
    let parking = Act::Bill {
        span: span("2026-01-01", "2027-01-01"),
        due: d("2026-06-30"),
        charges: vec![Charged { kind: IncomeKind::ParkingCharge, ..charged("park", "500") }],
    };
    assert_eq!(desk.of("1-102", "p", "2026-01-01", parking), Ok(true));
    let named = |bill| Order { designated: vec![item(bill)], ..OLDEST };
    desk.pay("r1", "2026-03-01", "15000", named("2025"));
    desk.pay("r2", "2026-07-01", "82000", named("2026"));
    let ahead = Act::Receipt { amount: m("8000"), received: d("2026-08-01"), toward: Toward::Advance };
    assert_eq!(desk.act("r3", "2026-08-01", ahead), Ok(true));
    assert_eq!(desk.act("d1", "2026-08-02", Act::Deposit(m("2000"))), Ok(true));
    let late = Claim { item: item("2026"), terms: terms(), until: d("2026-08-03") };
    assert_eq!(desk.act("l1", "2026-08-03", Act::LateCharge(late)), Ok(true));
    let (year, end) = (span("2026-01-01", "2027-01-01"), d("2026-12-31"));
    let rate = desk.book.collection(year, end, &[IncomeKind::ServiceFee]).unwrap();
    // (82,000 + 15,000 + 8,000) ÷ 100,000 would be 105 %.
    assert_eq!(rate.rate().unwrap().to_string(), "41/50");
    assert_eq!((rate.due, rate.collected), (m("100000"), m("82000")));
    assert_eq!((rate.old_arrears, rate.advances), (m("15000"), m("8000")));
    let told = rate.render(Lang::Zh);
    assert!(told.contains("应收100,000.00元") && told.contains("41/50"), "{told}");
    // With parking the denominator is larger.
    let both = [IncomeKind::ServiceFee, IncomeKind::ParkingCharge];
    assert_eq!(desk.book.collection(year, end, &both).unwrap().rate().unwrap().to_string(), "164/201");
    // Nothing fell due: no rate, neither 0 nor 1.
    let none = desk.book.collection(span("2027-01-01", "2028-01-01"), end, &both).unwrap();
    assert_eq!((none.rate(), none.due), (None, m("0")));
    // The due day is in the span, the day after its end is not.
    let edge = |start: &str, end_day: &str| desk.book.collection(span(start, end_day), end, &both).unwrap().due;
    assert_eq!(edge("2026-06-30", "2026-07-01"), m("100500"));
    assert_eq!(edge("2026-06-01", "2026-06-30"), m("0"));
}

#[test]
fn an_item_says_what_it_is() {
    let mut desk = Desk::new();
    let fee = desk.bill("b1", "2026-01-01", "2026-01-31", "1812.30");
    desk.claim("l1", "2026-02-05", &fee, &terms());
    desk.pay("r1", "2026-02-06", "10", Order { late: LatePlace::First, ..OLDEST });
    let account = desk.book.account(&unit()).unwrap();
    let natures: Vec<Nature> = account.items().map(wuye::billing::Item::nature).collect();
    assert_eq!(natures, [Nature::Principal, Nature::LateCharge]);
    let late = account.item(&item("l1")).unwrap();
    assert_eq!((late.due, late.outstanding, late.applied[0].amount), (d("2026-02-05"), m("0"), m("4.53")));
    assert_eq!(late.applied[0].by.as_str(), "r1");
    assert_eq!(account.outstanding(), Ok(m("1806.83")));
}

#[test]
fn who_owes_the_fee() {
    for undelivered in [UnitState::Unsold, UnitState::SoldUndelivered] {
        for agreed in [None, Some(true), Some(false)] {
            assert_eq!(payer(undelivered, agreed), Some(Payer::Developer));
        }
    }
    let delivered = |agreed| payer(UnitState::Delivered, agreed);
    assert_eq!([None, Some(true), Some(false)].map(delivered), [None, Some(Payer::UserWithOwner), Some(Payer::Owner)]);
}

/// Pitfall 25: the debt belongs to each one's days, and the buyer's money pays the buyer's.
#[test]
fn seller_and_buyer_have_accounts_of_their_own() {
    let price = UnitPrice::new("300".parse().unwrap(), Per::Household, Every::Month).unwrap();
    let fee = TariffLine::new("fee".parse().unwrap(), IncomeKind::ServiceFee, Charge::Rate(price));
    let tariff = Tariff::new(vec![fee], Rounding::default()).unwrap();
    let held = |payer: &str, start: &str, end: &str| Billable {
        payer: Some(payer.parse().unwrap()),
        during: Some(span(start, end)),
        households: Some(1),
        ..Billable::new(unit())
    };
    let march = span("2026-03-01", "2026-04-01");
    // The buyer has it for a day, gives it back, and has it again: one account, one movement.
    let list = [
        held("buyer", "2026-03-01", "2026-03-02"),
        held("seller", "2026-03-02", "2026-03-15"),
        held("buyer", "2026-03-15", "2026-04-01"),
    ];
    let run = bill(&tariff, &list, march).unwrap();
    let accounts: Vec<UnitId> = run.bills().iter().map(|bill| Receivables::account_of(bill).unwrap()).collect();
    let (mut book, mut ledger) = (Receivables::new(accounts.clone()), Ledger::default());
    let post = |book: &mut Receivables, ledger: &mut Ledger| {
        book.post_run(ledger, &"03".parse().unwrap(), &run, d("2026-04-01"), d("2026-04-30"), &revenue())
    };
    assert_eq!((post(&mut book, &mut ledger), post(&mut book, &mut ledger)), (Ok(2), Ok(0)));
    let owed = |book: &Receivables, account: &str| {
        book.account(&account.parse().unwrap()).unwrap().outstanding().unwrap().to_string()
    };
    assert_eq!((owed(&book, "1-101/buyer"), owed(&book, "1-101/seller")), ("174.19".to_owned(), "125.81".to_owned()));
    let paid = Act::Receipt { amount: m("200.00"), received: d("2026-04-10"), toward: to(OLDEST) };
    let id = "r1".parse().unwrap();
    let movement = Movement { id, on: d("2026-04-10"), unit: "1-101/buyer".parse().unwrap(), act: paid };
    assert_eq!(book.post(&mut ledger, movement), Ok(true));
    assert_eq!((owed(&book, "1-101/buyer"), owed(&book, "1-101/seller")), ("0.00".to_owned(), "125.81".to_owned()));
    assert_eq!(book.reverse_run(&mut ledger, &"03".parse().unwrap(), &"03r".parse().unwrap(), d("2026-04-11")), Ok(2));
    assert!(book.reconcile(&ledger).unwrap().is_empty());
    assert!(ledger.balance(Account::OwnersReceivable).unwrap().is_zero());
}
