//! Too little for all.

use super::*;
use wuye::bundle::{CLAIMANTS_MAX, ClaimRule, divide};

const RULES: [(ClaimRule, &str); 4] = [
    (ClaimRule::Proportional, "proportional"),
    (ClaimRule::EqualAwards, "cea"),
    (ClaimRule::EqualLosses, "cel"),
    (ClaimRule::Talmud, "talmud"),
];

#[test]
fn every_case_of_too_little() {
    for case in cases("p3_bankruptcy.json", 300) {
        let claims = amounts(&numbers(&case["claims"]));
        let estate = fen(case["estate"].as_i64().unwrap());
        for (rule, key) in RULES {
            let found = divide(rule, estate, &claims).unwrap();
            assert_eq!(found.rule, rule);
            let exact: Vec<Rational> = found.awards.iter().map(|award| award.exact.clone()).collect();
            assert_eq!(exact, rationals(&case["expect"][key]), "{} {key}", case["case"]);
            let whole: Vec<i64> = found.awards.iter().map(|award| award.amount.fen()).collect();
            assert_eq!(whole, numbers(&case["expect"][format!("{key}_fen")]), "{} {key}", case["case"]);
        }
    }
}

#[test]
fn claims_that_cannot_be_shared_are_named() {
    let refused = |estate: i64, claims: &[i64]| code(divide(ClaimRule::Talmud, fen(estate), &amounts(claims)));
    assert_eq!(refused(0, &[]), "claim_claimants");
    assert_eq!(refused(1, &[2, -1]), "claim_negative");
    assert_eq!(refused(4, &[2, 1]), "claim_estate");
    assert_eq!(refused(-1, &[2, 1]), "claim_estate");
    assert_eq!(refused(1, &[Money::MAX.fen(), 1]), "claim_too_much");
    let one = amounts(&[5]).remove(0);
    assert_eq!(code(divide(ClaimRule::Talmud, fen(1), &[one.clone(), one.clone()])), "claim_claimant_twice");
    assert_eq!(code(divide(ClaimRule::Talmud, fen(1), &vec![one; CLAIMANTS_MAX + 1])), "claim_claimants");
    let said = divide(ClaimRule::Talmud, fen(1), &amounts(&[2, -1])).unwrap_err().to_string();
    assert!(said.contains("`m1`"), "{said}");
}
