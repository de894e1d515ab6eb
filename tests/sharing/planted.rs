//! Our own code keeps the laws of sharing; wrong code is told by them.

use super::caught::caught;
use super::*;
use wuye::bundle::{
    CashFlow, ClaimRule, FairFee, FairFees, FeeMember, FeeOutcome, Game, Irr, Nucleolus, RateBracket, divide,
    fair_fees, share_pool, who_pays,
};
use wuye::laws::{self, Law, LawViolation};
use wuye::measure::apportion::{cumulative, largest_remainder};
use wuye::testkit::{self, holds};

type Members = Vec<(MemberId, Money)>;

fn only(list: &Members) -> Vec<Money> {
    list.iter().map(|(_, amount)| *amount).collect()
}

fn moneys(list: Vec<i64>) -> Vec<Money> {
    list.into_iter().map(fen).collect()
}

fn weights(list: &Members) -> Vec<u64> {
    list.iter().map(|(_, amount)| amount.fen() as u64).collect()
}

// ---------------------------------------------------------------------------------- fees

/// The law over our fees, changed by a bug.
fn fees(
    bug: impl Fn(&[FeeMember], &mut FairFees),
) -> impl Fn(&(Vec<FeeMember>, u32, Money)) -> Result<(), LawViolation> {
    move |(members, months, target)| match fair_fees(members, *months, *target).unwrap() {
        FeeOutcome::Balanced(mut fair) => {
            bug(members, &mut fair);
            laws::fair_level(members, *months, *target, &fair)
        }
        _ => Ok(()),
    }
}

#[test]
fn fair_fees_have_one_level() {
    let cases = testkit::fee_case();
    holds(testkit::fee_case(), fees(|_, _| ()));
    let outcomes = testkit::samples(256, &testkit::fee_outcome());
    let balanced = outcomes.iter().filter(|outcome| matches!(outcome, FeeOutcome::Balanced(_))).count();
    assert!((128..256).contains(&balanced), "{balanced}");
    // Rates rounded up raise too much.
    let ticks = fees(|_, fair| {
        for fee in &mut fair.fees {
            fee.rate = Rational::new(i128::from(fee.tick.micro()), 10_000).unwrap();
        }
    });
    assert!(caught(Law::FairLevel, &cases, ticks) > 40);
    // Caps forgotten.
    let unheld = fees(|members, fair| {
        for (member, fee) in members.iter().zip(&mut fair.fees) {
            fee.rate = fair.level.times(&Rational::from(i128::from(member.reference)));
        }
    });
    assert!(caught(Law::FairLevel, &cases, unheld) > 40);
    // A fen handed from one to another; the sum is right.
    let moved = fees(|_, fair| {
        if let [first, .., last] = &mut fair.fees[..] {
            let one = fen(1);
            (first.amount, last.amount) = (first.amount.plus(one).unwrap(), last.amount.minus(one).unwrap());
        }
    });
    assert!(caught(Law::LargestRemainder, &cases, moved) > 100);
    // The odd fen by running total instead of by remainder.
    let running = fees(|_, fair| {
        let total: i64 = fair.fees.iter().map(|fee| fee.amount.fen()).sum();
        let parts: Vec<u64> = fair.fees.iter().map(|fee| fee.amount.fen() as u64).collect();
        if let Ok(parts) = cumulative(total - total % 7, &parts) {
            for (fee, part) in fair.fees.iter_mut().zip(parts) {
                fee.amount = fen(part);
            }
        }
    });
    assert!(caught(Law::LargestRemainder, &cases, running) > 40);
    let forgotten = fees(|_, fair| {
        let _: Option<FairFee> = fair.fees.pop();
    });
    assert!(caught(Law::FairLevel, &cases, forgotten) > 100);
}

// ---------------------------------------------------------------------------------- pools

fn pool_law(split: impl Fn(&Members, Money) -> Vec<i64>) -> impl Fn(&(Members, Money)) -> Result<(), LawViolation> {
    move |(needs, pool)| {
        let unfunded = share_pool(needs, *pool).unwrap().unfunded;
        laws::pool_by_need(&only(needs), *pool, &moneys(split(needs, *pool)), unfunded)
    }
}

fn rate_law(bug: impl Fn(&mut Irr)) -> impl Fn(&CashFlow) -> Result<(), LawViolation> {
    move |flow| {
        let mut irr = flow.irr(20).unwrap();
        bug(&mut irr);
        laws::rates_bracketed(flow, &irr)
    }
}

#[test]
fn pools_go_by_need() {
    let ours = |needs: &Members, pool: Money| -> Vec<i64> {
        share_pool(needs, pool).unwrap().parts.iter().map(|(_, part)| part.fen()).collect()
    };
    holds(testkit::pool_case(), pool_law(ours));
    let cases = testkit::pool_case();
    let heads = |needs: &Members, pool: Money| largest_remainder(pool.fen(), &vec![1; needs.len()]).unwrap_or_default();
    assert!(caught(Law::PoolByNeed, &cases, pool_law(heads)) > 100);
    // All of the pool, also beyond the needs.
    let beyond =
        |needs: &Members, pool: Money| largest_remainder(pool.fen(), &weights(needs)).unwrap_or(vec![0; needs.len()]);
    assert!(caught(Law::PoolByNeed, &cases, pool_law(beyond)) > 10);
    // First come, first served.
    let first = |needs: &Members, pool: Money| {
        let mut left = pool.fen();
        needs
            .iter()
            .map(|(_, need)| {
                let part = left.min(need.fen());
                left -= part;
                part
            })
            .collect()
    };
    assert!(caught(Law::PoolByNeed, &cases, pool_law(first)) > 60);
    let hidden = |(needs, pool): &(Members, Money)| {
        laws::pool_by_need(&only(needs), *pool, &moneys(ours(needs, *pool)), Money::ZERO)
    };
    assert!(caught(Law::PoolByNeed, &cases, hidden) > 60);
}

#[test]
fn tables_close_both_ways() {
    let law = |(payers, receivers): &(Members, Members), rows: Vec<Vec<Money>>| {
        laws::rows_and_columns(&only(payers), &only(receivers), &rows)
    };
    holds(testkit::pay_case(), |case| law(case, who_pays(&case.0, &case.1).unwrap().rows));
    let cases = testkit::pay_case();
    // Each row by itself: the columns do not close.
    let apart = |case: &(Members, Members)| {
        let split = |(_, amount): &(MemberId, Money)| {
            let parts = largest_remainder(amount.fen(), &weights(&case.1)).unwrap_or(vec![0; case.1.len()]);
            moneys(parts)
        };
        law(case, case.0.iter().map(split).collect())
    };
    assert!(caught(Law::RowsAndColumns, &cases, apart) > 40);
    let column_lost = |case: &(Members, Members)| {
        let mut rows = who_pays(&case.0, &case.1).unwrap().rows;
        rows[0].pop();
        law(case, rows)
    };
    assert!(caught(Law::RowsAndColumns, &cases, column_lost) > 200);
    // A fen that goes round: rows and columns close, but somebody receives less than nothing.
    let round = |case: &(Members, Members)| {
        let mut rows = who_pays(&case.0, &case.1).unwrap().rows;
        if rows.len() < 2 || rows[0].len() < 2 {
            return Ok(());
        }
        for (row, column, by) in [(0, 0, -1), (0, 1, 1), (1, 0, 1), (1, 1, -1)] {
            rows[row][column] = rows[row][column].plus(fen(by)).unwrap();
        }
        law(case, rows)
    };
    assert!(caught(Law::RowsAndColumns, &cases, round) > 10);
}

// ---------------------------------------------------------------------------------- claims

#[test]
fn rules_hold_between_every_two() {
    type Case = (ClaimRule, Money, Members);
    let law = |(rule, estate, claims): &Case, by: ClaimRule| {
        let exact: Vec<Rational> =
            divide(by, *estate, claims).unwrap().awards.into_iter().map(|award| award.exact).collect();
        laws::claims_shared(*rule, *estate, &only(claims), &exact)
    };
    holds(testkit::claim_case(), |case| law(case, case.0));
    let cases = testkit::claim_case();
    for wrong in ClaimRule::ALL {
        let other = |case: &Case| if case.0 == *wrong { Ok(()) } else { law(case, *wrong) };
        assert!(caught(Law::ClaimsShared, &cases, other) > 60, "{wrong}");
    }
    // The whole fen stand for the fractions.
    let rounded = |(rule, estate, claims): &Case| {
        let awards = divide(*rule, *estate, claims).unwrap().awards;
        let fen: Vec<Rational> = awards.iter().map(|award| Rational::from(i128::from(award.amount.fen()))).collect();
        laws::claims_shared(*rule, *estate, &only(claims), &fen)
    };
    assert!(caught(Law::ClaimsShared, &cases, rounded) > 40);
    assert_eq!(testkit::samples(200, &testkit::division()).iter().map(|one| one.rule.index()).max(), Some(3));
}

// ---------------------------------------------------------------------------------- concessions

#[test]
fn every_rate_is_in_its_bracket() {
    holds(testkit::cash_flow(), rate_law(|_| ()));
    let cases = testkit::cash_flow();
    let many = testkit::samples(256, &testkit::irr());
    assert!(many.iter().filter(|irr| irr.brackets.len() > 1).count() > 30);
    assert!(many.iter().any(|irr| irr.brackets.iter().any(|bracket| !bracket.crosses)));
    // The first root that was found, whatever the others.
    assert!(caught(Law::RatesBracketed, &cases, rate_law(|irr| irr.brackets.truncate(1))) > 30);
    // Unique where there are several, and the kind made to fit.
    let two_lost = rate_law(|irr: &mut Irr| {
        if irr.brackets.len() == 3 {
            irr.brackets.truncate(1);
            irr.kind = wuye::bundle::IrrKind::Unique;
        }
    });
    assert!(caught(Law::RatesBracketed, &cases, two_lost) > 3);
    let beside = rate_law(|irr: &mut Irr| {
        for bracket in &mut irr.brackets {
            let width = Rational::new(1, 1_000).unwrap();
            *bracket = RateBracket { low: bracket.high.plus(&width), high: bracket.high.plus(&width), crosses: true };
        }
    });
    assert!(caught(Law::RatesBracketed, &cases, beside) > 100);
    let touching = rate_law(|irr: &mut Irr| {
        for bracket in &mut irr.brackets {
            bracket.crosses = !bracket.crosses;
        }
    });
    assert!(caught(Law::RatesBracketed, &cases, touching) > 100);
    assert!(caught(Law::RatesBracketed, &cases, rate_law(|irr| irr.sign_changes += 2)) > 200);
}

#[test]
fn one_fen_less_is_not_enough() {
    use testkit::proptest::strategy::Strategy;
    type Case = (CashFlow, wuye::measure::Ratio);
    let law = |(flow, rate): &Case, fee_more: i64, subsidy_more: i64| {
        let more = |amount: Money, by: i64| fen(amount.fen() + by);
        let fee = flow.least_fee(*rate).unwrap().map(|fee| more(fee, fee_more));
        laws::least_enough(flow, *rate, fee, more(flow.least_subsidy(*rate).unwrap(), subsidy_more))
    };
    let cases = || (testkit::cash_flow(), testkit::period_rate()).boxed();
    holds(cases(), |case| law(case, 0, 0));
    for (fee, subsidy) in [(1, 0), (-1, 0), (0, 1), (0, -1)] {
        assert!(caught(Law::LeastEnough, &cases(), |case: &Case| law(case, fee, subsidy)) > 200);
    }
    let none = |(flow, rate): &Case| laws::least_enough(flow, *rate, None, flow.least_subsidy(*rate).unwrap());
    assert!(caught(Law::LeastEnough, &cases(), none) > 100);
    wuye::testkit::holds(testkit::rational(), wuye::laws::text_round_trip);
    wuye::testkit::holds(testkit::member_id(), wuye::laws::text_round_trip);
}

// ---------------------------------------------------------------------------------- games

#[test]
fn shares_follow_the_potential() {
    let cases = testkit::game();
    holds(testkit::game(), |game| laws::shapley_potential(game, &game.shapley()));
    // Everybody the same.
    let equal = |game: &Game| {
        let all = Rational::from(i128::from(game.values().last().unwrap().fen()));
        let each = all.over(&Rational::from(game.members().len() as i128)).unwrap();
        laws::shapley_potential(game, &vec![each; game.members().len()])
    };
    assert!(caught(Law::ShapleyPotential, &cases, equal) > 150);
    // What each adds in the order of the list alone.
    let one_order = |game: &Game| {
        let fen = |number: usize| i128::from(game.values()[number].fen());
        let added = |at: usize| Rational::from(fen((2 << at) - 1) - fen((1 << at) - 1));
        laws::shapley_potential(game, &(0..game.members().len()).map(added).collect::<Vec<_>>())
    };
    assert!(caught(Law::ShapleyPotential, &cases, one_order) > 150);
    let forgotten = |game: &Game| laws::shapley_potential(game, &game.shapley()[1..]);
    assert!(caught(Law::ShapleyPotential, &cases, forgotten) > 250);
}

#[test]
fn complaints_are_the_same_both_ways() {
    let cases = testkit::game();
    let law = |game: &Game, bug: fn(&Game, &mut Nucleolus)| {
        let mut found = game.prenucleolus().unwrap();
        bug(game, &mut found);
        laws::complaints_balance(game, &found)
    };
    holds(testkit::game(), |game| law(game, |_, _| ()));
    assert!(testkit::samples(256, &testkit::nucleolus()).iter().any(|found| found.epsilon.is_none()));
    // The Shapley value, with its own largest excess.
    let shapley = |game: &Game| {
        law(game, |game, found| {
            let shares = game.shapley();
            let epsilon = game.worst(&shares).unwrap().map(|worst| worst.excess);
            *found = Nucleolus { shares, epsilon };
        })
    };
    assert!(caught(Law::ComplaintsBalance, &cases, shapley) > 80);
    let moved = |game: &Game| {
        law(game, |_, found| {
            if let [first, .., last] = &mut found.shares[..] {
                let one = Rational::new(1, 7).unwrap();
                (*first, *last) = (first.plus(&one), last.minus(&one));
            }
        })
    };
    assert!(caught(Law::ComplaintsBalance, &cases, moved) > 150);
    let higher = |game: &Game| {
        law(game, |_, found| found.epsilon = found.epsilon.as_ref().map(|epsilon| epsilon.plus(&Rational::from(1))))
    };
    assert!(caught(Law::ComplaintsBalance, &cases, higher) > 150);
    let more = |game: &Game| law(game, |_, found| found.shares[0] = found.shares[0].plus(&Rational::from(1)));
    assert!(caught(Law::ComplaintsBalance, &cases, more) > 250);
}
