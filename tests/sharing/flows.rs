//! Concessions.

use std::cmp::Ordering;

use super::*;
use wuye::bundle::{CashFlow, FlowError, Irr, IrrKind, PERIODS_MAX, ROOT_PERIODS_MAX};
use wuye::measure::Ratio;

fn flow(flows: &[i64]) -> CashFlow {
    CashFlow::new(flows.iter().map(|n| fen(*n)).collect()).unwrap()
}

fn ratio(text: &str) -> Ratio {
    let (above, below) = text.split_once('/').unwrap_or((text, "1"));
    Ratio::new(above.parse().unwrap(), below.parse().unwrap()).unwrap()
}

/// A decimal number as a fraction.
fn decimal(text: &str) -> Rational {
    let (whole, part) = text.split_once('.').unwrap();
    let below = format!("1{}", "0".repeat(part.len()));
    let above = format!("{whole}{part}");
    let digits = above.trim_start_matches('-').trim_start_matches('0');
    let sign = if above.starts_with('-') { "-" } else { "" };
    format!("{sign}{}/{below}", if digits.is_empty() { "0" } else { digits }).parse().unwrap()
}

/// Whether exactly one of the brackets holds the rate.
fn held(irr: &Irr, rate: &Rational) -> bool {
    irr.brackets.iter().filter(|bracket| bracket.low <= *rate && *rate <= bracket.high).count() == 1
}

#[test]
fn every_case_of_concessions() {
    let mut several = 0;
    for case in cases("p4_cashflow.json", 330) {
        let (expect, number) = (&case["expect"], &case["case"]);
        let flow = flow(&numbers(&case["cashflow_fen"]));
        let rate = ratio(case["rate"].as_str().unwrap());
        let npv = flow.npv(rate).unwrap();
        if expect["npv"].is_string() {
            assert_eq!(npv, rational(&expect["npv"]), "{number}");
        }
        assert_eq!(npv.floor(), expect["npv_fen_floor"].as_i64().map(i128::from), "{number}");
        assert_eq!(flow.npv_sign(rate).unwrap(), npv.sign(), "{number}");
        assert_eq!(flow.sign_changes() as u64, expect["sign_changes"].as_u64().unwrap(), "{number}");

        let irr = flow.irr(40).unwrap();
        let (least, most) = (Rational::new(-99, 100).unwrap(), Rational::from(10));
        let inside = irr.brackets.iter().filter(|bracket| bracket.low > least && bracket.high < most).count();
        let all: Vec<Rational> =
            expect["irr_all"].as_array().unwrap().iter().map(|n| decimal(n.as_str().unwrap())).collect();
        assert_eq!(inside, all.len(), "{number}: {irr:?}");
        assert!(all.iter().all(|rate| held(&irr, rate)), "{number}: {irr:?}");
        assert_eq!(expect["irr"].is_string(), inside == 1, "{number}");
        several += usize::from(irr.kind == IrrKind::Several);
        for bracket in &irr.brackets {
            let width = bracket.high.minus(&bracket.low);
            assert!(width <= Rational::new(1, 1 << 40).unwrap() && bracket.crosses, "{number}: {bracket:?}");
        }

        let plain = flow.payback();
        assert_eq!(plain.as_ref().map(|back| back.period as u64), expect["payback"]["year"].as_u64(), "{number}");
        if let Some(back) = plain {
            assert_eq!(back.exact, rational(&expect["payback"]["exact"]), "{number}");
        }
        let later = flow.discounted_payback(rate).unwrap();
        let year = expect["discounted_payback"]["year"].as_u64();
        assert_eq!(later.map(|back| back.period as u64), year, "{number}");
        assert_eq!(flow.least_term(rate).unwrap().map(|n| n as u64), expect["min_term_years"].as_u64(), "{number}");
        let extra = flow.least_fee(rate).unwrap().map(|fee| fee.fen());
        assert_eq!(extra, expect["min_annual_extra_fen"].as_i64(), "{number}");
        let subsidy = flow.least_subsidy(rate).unwrap().fen();
        assert_eq!(Some(subsidy), expect["min_upfront_subsidy_fen"].as_i64(), "{number}");
    }
    assert!(several >= 10, "{several}");
}

/// Pitfall 43: the sum looks well, the years do not.
#[test]
fn a_sum_hides_the_years_below_zero() {
    let mut flows = vec![6_000_000; 20];
    flows[0] = -90_000_000;
    let flow = flow(&flows);
    let back = flow.payback().unwrap();
    assert_eq!((back.period, back.exact), (15, Rational::from(15)));
    assert_eq!(flow.deepest(), (0, money("-900000")));
    assert_eq!(flow.npv(ratio("0")).unwrap(), Rational::from(24_000_000));
    // The sum never is below zero: it does not come back either.
    assert_eq!(super::flows::flow(&[0, 5, -5]).payback(), None);
    assert_eq!(super::flows::flow(&[5, -9, 2, -2, 9]).deepest(), (1, fen(-4)));
}

/// Signs on both sides of a rate that is exact.
#[test]
fn the_sign_of_a_present_value_is_exact() {
    let flow = flow(&[-100, 110]);
    let sign = |text: &str| flow.npv_sign(ratio(text)).unwrap();
    assert_eq!(sign("1/10"), Ordering::Equal);
    assert_eq!(sign("1000000001/10000000000"), Ordering::Less);
    assert_eq!(sign("999999999/10000000000"), Ordering::Greater);
    assert_eq!(code(flow.npv(ratio("-1"))), "flow_rate");
    assert_eq!(code(flow.npv(ratio("-3/2"))), "flow_rate");
    assert_eq!(flow.npv(ratio("-1/2")).unwrap(), Rational::from(120));
}

fn rates(flows: &[i64]) -> (IrrKind, usize, Vec<(Rational, Rational, bool)>) {
    let irr = flow(flows).irr(50).unwrap();
    let all = irr.brackets.iter().map(|one| (one.low.clone(), one.high.clone(), one.crosses)).collect();
    (irr.kind, irr.sign_changes, all)
}

fn exactly(above: i128, below: i128, crosses: bool, found: &(Rational, Rational, bool)) {
    let rate = Rational::new(above, below).unwrap();
    assert!(found.0 <= rate && rate <= found.1 && found.2 == crosses, "{found:?}");
}

#[test]
fn rates_that_are_double_exact_or_absent() {
    assert_eq!(rates(&[0, 0, 0]), (IrrKind::EveryRate, 0, vec![]));
    assert_eq!(rates(&[5, 0, 1]), (IrrKind::None, 0, vec![]));
    // (y − 1.1)²: touches zero at a tenth and has the same sign on both sides.
    let (kind, changes, found) = rates(&[100, -220, 121]);
    assert_eq!((kind, changes, found.len()), (IrrKind::Unique, 2, 1));
    exactly(1, 10, false, &found[0]);
    // (y − 1.5)³: a triple root crosses.
    let (kind, _, found) = rates(&[8, -36, 54, -27]);
    assert_eq!((kind, found.len()), (IrrKind::Unique, 1));
    exactly(1, 2, true, &found[0]);
    // (y − 1)²(y − 2): rates 0 (touching) and 1 (crossing), both on the grid.
    let (kind, _, found) = rates(&[1, -4, 5, -2]);
    assert_eq!((kind, found.len()), (IrrKind::Several, 2));
    exactly(0, 1, false, &found[0]);
    exactly(1, 1, true, &found[1]);
    // (y − 1)(y − 2)(y − 4): three on the grid, and nothing else.
    let (_, _, found) = rates(&[1, -7, 14, -8]);
    assert_eq!(found.len(), 3);
    for (found, rate) in found.iter().zip([0, 1, 3]) {
        exactly(rate, 1, true, found);
    }
    // y² − 2y + 2: two changes and no rate.
    assert_eq!(rates(&[1, -2, 2]), (IrrKind::None, 2, vec![]));
    // Two rates 2⁻²⁰ apart: (2²⁰y − 2²⁰)(2²⁰y − 2²⁰ − 1).
    let n = 1_i64 << 20;
    let (_, _, found) = rates(&[n * n, -2 * n * n - n, n * n + n]);
    assert_eq!(found.len(), 2);
    exactly(0, 1, true, &found[0]);
    exactly(1, i128::from(n), true, &found[1]);
    // Periods of nothing before and after change no rate.
    assert_eq!(rates(&[0, 0, -100, 110, 0]).2.len(), 1);
}

#[test]
fn flows_that_cannot_be_worked_out_are_named() {
    assert_eq!(code(CashFlow::new(vec![])), "flow_periods");
    assert_eq!(code(CashFlow::new(vec![fen(1); PERIODS_MAX + 1])), "flow_periods");
    assert!(CashFlow::new(vec![fen(1); PERIODS_MAX]).is_ok());
    assert_eq!(code(CashFlow::level(fen(1), fen(1), usize::MAX)), "flow_periods");
    assert_eq!(code(CashFlow::new(vec![Money::MAX, fen(-1)])), "flow_too_much");
    let years = |all: &[i32]| CashFlow::by_year(&all.iter().map(|year| (*year, fen(1))).collect::<Vec<_>>());
    assert!(years(&[2025, 2026, 2027]).is_ok());
    let out = |before, expected, found| Err(FlowError::YearOutOfOrder { before, expected, found });
    assert_eq!(years(&[2025, 2027, 2026]), out(2025, 2026, 2027));
    assert_eq!(years(&[2025, 2025]), out(2025, 2026, 2025));
    assert_eq!(years(&[i32::MAX, i32::MIN]), out(i32::MAX, i64::from(i32::MAX) + 1, i32::MIN));
    assert_eq!(code(flow(&[-1, 1]).irr(0)), "flow_bits");
    assert_eq!(code(flow(&[-1, 1]).irr(257)), "flow_bits");
    let mut long = vec![1_i64; ROOT_PERIODS_MAX + 2];
    (long[0], long[50]) = (-500, -1);
    assert_eq!(code(flow(&long).irr(8)), "flow_several_too_long");
    assert_eq!(flow(&long[..=ROOT_PERIODS_MAX]).irr(8).unwrap().kind, IrrKind::Unique);
    assert_eq!(flow(&[-5]).least_fee(ratio("1/10")), Ok(None));
    assert_eq!(flow(&[-5]).least_subsidy(ratio("1/10")), Ok(fen(5)));
    // Near −1 what comes late weighs without measure.
    let heavy = flow(&[0, 0, 0, 0, -1_000_000_000_000]);
    assert_eq!(code(heavy.least_subsidy(ratio("-999/1000"))), "flow_too_much");
}

/// The finest brackets, and the longest flow with one change.
#[test]
fn brackets_are_as_narrow_as_asked() {
    for bits in [1, 7, 64, 256] {
        let irr = flow(&[-1_000, 300, 300, 300, 300]).irr(bits).unwrap();
        let width = irr.brackets[0].high.minus(&irr.brackets[0].low);
        let most = power(&Rational::new(1, 2).unwrap(), bits);
        assert!(width <= most && width.sign() == Ordering::Greater, "{bits}");
    }
    let mut month = vec![100; PERIODS_MAX];
    month[0] = -50_000;
    assert!(flow(&month).irr(20).unwrap().is_unique());
}

fn power(base: &Rational, times: u32) -> Rational {
    (0..times).fold(Rational::from(1), |all, _| all.times(base))
}

#[test]
fn fractions_without_bounds() {
    let read = |text: &str| text.parse::<Rational>();
    for (text, written) in [("-14/6", "-7/3"), ("0/5", "0"), ("007", "7"), ("-0", "0"), ("10/5", "2")] {
        assert_eq!(read(text).unwrap().to_string(), written);
    }
    for text in ["", "-", "1/", "/2", "1/-2", "+1", "1.5", "1/2/3", " 1", "--1"] {
        assert_eq!(code(read(text)), "malformed_number", "{text}");
    }
    assert_eq!(code(read("1/0")), "zero_denominator");
    assert_eq!(code(Rational::new(1, 0)), "zero_denominator");
    assert_eq!(code(Rational::new(1, -2)), "zero_denominator");
    assert_eq!(code(read(&"1".repeat(20_001))), "malformed_number");
    assert_eq!(read(&"1".repeat(20_000)).unwrap().to_string().len(), 20_000);
    let third = Rational::new(1, 3).unwrap();
    assert_eq!([third.floor(), third.ceil()], [Some(0), Some(1)]);
    let below = Rational::new(-1, 3).unwrap();
    assert_eq!([below.floor(), below.ceil()], [Some(-1), Some(0)]);
    assert_eq!([Rational::from(-4).floor(), Rational::from(-4).ceil()], [Some(-4), Some(-4)]);
    assert_eq!(third.over(&Rational::from(0)), None);
    assert_eq!(third.over(&below), Some(Rational::from(-1)));
    assert_eq!(third.minus(&third), Rational::default());
    assert_eq!(power(&Rational::from(10), 50).floor(), None);
    assert!(below < third && third < Rational::new(334, 1_000).unwrap());
    assert_eq!(Rational::from(Ratio::new(-5, 2).unwrap()).to_string(), "-5/2");
}
