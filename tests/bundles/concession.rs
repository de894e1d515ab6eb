//! A concession when an assumption turns out otherwise.

use std::cmp::Ordering;

use super::*;
use wuye::bundle::{Assumption, CHANGES_MAX, ConcessionTerms, FlowError, IrrKind, Moved};
use wuye::measure::{Ratio, Rational};
use wuye::terms::Lang;
use wuye::testkit::{self, holds_for};

fn terms() -> ConcessionTerms {
    ConcessionTerms {
        build: m("900000"),
        years: 20,
        fees: m("100000"),
        collection: "4/5".parse().unwrap(),
        rent: m("50000"),
        occupancy: "9/10".parse().unwrap(),
        cost: m("60000"),
    }
}

fn ratio(text: &str) -> Ratio {
    text.parse().unwrap()
}

fn moved(assumption: Assumption, by: &str) -> Moved {
    let all = terms().sensitivity(ratio("4/100"), 30, &[ratio(by)]).unwrap();
    assert_eq!(all.iter().map(|one| one.assumption).collect::<Vec<_>>(), Assumption::ALL);
    all.into_iter().find(|one| one.assumption == assumption).unwrap()
}

#[test]
fn one_assumption_moves_and_the_rest_stays() {
    for (assumption, by, yearly, held) in [
        (Assumption::Fee, "0/1", "65000", false),
        (Assumption::Fee, "-1/10", "57000", false),
        (Assumption::Fee, "1/10", "73000", false),
        (Assumption::Collection, "1/10", "73000", false),
        (Assumption::Collection, "1/4", "85000", false),
        (Assumption::Collection, "26/100", "85000", true),
        (Assumption::Collection, "-1/1", "-15000", false),
        (Assumption::Cost, "1/10", "59000", false),
        (Assumption::Cost, "-1/1", "125000", false),
        (Assumption::Occupancy, "-1/10", "60500", false),
        (Assumption::Occupancy, "1/9", "70000", false),
        (Assumption::Occupancy, "1/2", "70000", true),
        // 80,000 + 45,000 − 60,000·(1 + 1/7) = 56,428.571…
        (Assumption::Cost, "1/7", "56428.57", false),
    ] {
        let found = moved(assumption, by);
        assert_eq!((found.yearly, found.held), (m(yearly), held), "{assumption} {by}");
    }
}

#[test]
fn signs_paybacks_and_brackets_follow() {
    // 900,000 over 65,000: paid back in year 14; at four in a hundred 65,000 a year are worth 883,371: below zero.
    let base = moved(Assumption::Fee, "0/1");
    assert_eq!((base.npv_sign, base.payback.map(|back| back.period)), (Ordering::Less, Some(14)));
    assert_eq!(base.irr.kind, IrrKind::Unique);
    let low = |text: &str| text.parse::<Rational>().unwrap();
    assert!(base.irr.brackets[0].low > low("37/1000") && base.irr.brackets[0].high < low("39/1000"));
    let cheaper = moved(Assumption::Cost, "-1/10");
    assert_eq!((cheaper.npv_sign, cheaper.payback.map(|back| back.period)), (Ordering::Greater, Some(13)));
    let never = moved(Assumption::Collection, "-1/1");
    assert_eq!((never.npv_sign, never.payback.clone(), never.irr.kind), (Ordering::Less, None, IrrKind::None));
    assert!(never.render(Lang::Zh).contains("期内不能回收") && never.render(Lang::En).contains("paid back never"));
}

/// Another way to the same figures: whole fen by cross-multiplication, rates by the flow itself.
#[test]
fn the_year_is_rounded_once() {
    holds_for(200, testkit::concession_terms(), |terms| {
        let (fees, rent) = (i128::from(terms.fees.fen()), i128::from(terms.rent.fen()));
        let (c, d) = (i128::from(terms.collection.above()), i128::from(terms.collection.below()));
        let (o, p) = (i128::from(terms.occupancy.above()), i128::from(terms.occupancy.below()));
        let above = fees * c * p + rent * o * d - i128::from(terms.cost.fen()) * d * p;
        let below = d * p;
        let size = (2 * above.abs() + below) / (2 * below);
        let expected = size * above.signum();
        let flow = terms.flow().unwrap();
        let all: Vec<i128> = flow.flows()[1..].iter().map(|each| i128::from(each.fen())).collect();
        let years = terms.years as usize;
        if flow.flows()[0] == terms.build.negated() && all == vec![expected; years] { Ok(()) } else { Err("differs") }
    });
}

#[test]
fn bad_assumptions_are_refused_by_name() {
    let code = |found: Result<Vec<Moved>, FlowError>| found.unwrap_err().code();
    let rate = ratio("4/100");
    assert_eq!(code(terms().sensitivity(ratio("-1/1"), 20, &[ratio("0/1")])), "flow_rate");
    assert_eq!(code(terms().sensitivity(rate, 0, &[ratio("0/1")])), "flow_bits");
    assert_eq!(code(terms().sensitivity(rate, 20, &[ratio("-101/100")])), "flow_change");
    assert_eq!(code(terms().sensitivity(rate, 20, &[rate; CHANGES_MAX + 1])), "flow_changes");
    assert!(terms().sensitivity(rate, 20, &[]).unwrap().is_empty());
    let negative = [
        ConcessionTerms { fees: m("-1"), ..terms() },
        ConcessionTerms { rent: m("-1"), ..terms() },
        ConcessionTerms { cost: m("-1"), ..terms() },
        ConcessionTerms { build: m("-1"), ..terms() },
    ];
    for (one, name) in negative.iter().zip(["fee", "occupancy", "cost", "cost"]) {
        let refused = one.flow().unwrap_err();
        assert_eq!(refused.code(), "flow_negative");
        assert!(refused.to_string().contains(name), "{refused}");
    }
    assert_eq!(ConcessionTerms { years: u32::MAX, ..terms() }.flow().unwrap_err().code(), "flow_periods");
    let vast = ConcessionTerms { fees: Money::MAX, rent: Money::MAX, ..terms() };
    assert_eq!(vast.flow().unwrap_err().code(), "flow_too_much");
}
