//! Games.

use super::*;
use wuye::bundle::{
    AIRPORT_MEMBERS_MAX, GAME_MEMBERS_MAX, Game, SAMPLED_MEMBERS_MAX, SAMPLES_MAX, airport_shapley, sampled_shapley,
};
use wuye::measure::Share;
use wuye::measure::draw::{Draw, Generator};

fn game(values: &[i64]) -> Game {
    let members = (0..values.len().ilog2() as usize).map(member).collect();
    Game::new(members, values.iter().map(|value| fen(*value)).collect()).unwrap()
}

#[test]
fn every_case_of_games() {
    let (mut empty, mut outside, mut without) = (0, 0, 0);
    for case in cases("p3_games.json", 231) {
        let (expect, number) = (&case["expect"], &case["case"]);
        let values = numbers(&case["v"]);
        let game = game(&values);
        let shapley = game.shapley();
        assert_eq!(shapley, rationals(&expect["shapley"]), "{number}");
        let worst = game.worst(&shapley).unwrap();
        let zero = Rational::default();
        let inside = worst.as_ref().is_none_or(|worst| worst.excess <= zero);
        assert_eq!(expect["shapley_in_core"], inside, "{number}");
        if let Some(worst) = worst.filter(|_| !inside) {
            outside += 1;
            let told = &expect["worst_coalition_vs_shapley"];
            assert_eq!(Some(u64::from(worst.number)), told["mask"].as_u64(), "{number}");
            assert_eq!(worst.excess, rational(&told["excess"]), "{number}");
            assert_eq!(worst.coalition.len() as u32, worst.number.count_ones(), "{number}");
        }
        if case["family"] == "airport" {
            let costs = amounts(&numbers(&case["params"]["costs"]));
            let shares: Vec<Rational> = airport_shapley(&costs).unwrap().iter().map(|cost| zero.minus(cost)).collect();
            assert_eq!(shares, shapley, "{number}");
        }
        if game.members().len() > 6 {
            continue;
        }
        let pre = game.prenucleolus().unwrap();
        assert_eq!(pre.shares, rationals(&expect["prenucleolus"]), "{number}");
        assert_eq!(
            pre.epsilon.clone().map(|e| e.to_string()).as_deref(),
            expect["least_core_epsilon"].as_str(),
            "{number}"
        );
        let is_empty = pre.epsilon.as_ref().is_some_and(|e| *e > zero);
        assert_eq!(expect["core_empty"], is_empty, "{number}");
        empty += usize::from(is_empty);
        assert_eq!(game.worst(&pre.shares).unwrap().map(|worst| worst.excess), pre.epsilon, "{number}");
        match game.nucleolus().unwrap() {
            Some(found) => assert_eq!(found.shares, rationals(&expect["nucleolus"]), "{number}"),
            None => {
                without += 1;
                assert!(expect["nucleolus"].is_null(), "{number}");
            }
        }
    }
    assert!(empty > 20 && outside > 20 && without > 3, "{empty} {outside} {without}");
}

/// Eight members, with the Talmud as the oracle.
#[test]
fn a_nucleolus_of_eight() {
    // Claims of 100 to 800 on 1,000.
    let claims: Vec<i64> = (1..=8).map(|n| n * 100).collect();
    let values: Vec<i64> = (0..256_usize)
        .map(|number| {
            let claimed: i64 = claims.iter().enumerate().filter(|(at, _)| number >> at & 1 == 1).map(|(_, c)| c).sum();
            (1_000 - 3_600 + claimed).max(0)
        })
        .collect();
    let found = game(&values).nucleolus().unwrap().unwrap();
    let talmud = wuye::bundle::divide(wuye::bundle::ClaimRule::Talmud, fen(1_000), &amounts(&claims)).unwrap();
    assert_eq!(found.shares, talmud.awards.into_iter().map(|award| award.exact).collect::<Vec<_>>());
}

/// Twelve members, of whom the first alone brings anything.
#[test]
fn a_game_of_twelve() {
    let all = 1_usize << 12;
    let game = game(&(0..all).map(|number| (number & 1) as i64 * 700).collect::<Vec<_>>());
    let shares = game.shapley();
    assert_eq!((shares[0].clone(), shares[11].clone()), (Rational::from(700), Rational::default()));
    assert_eq!(game.worst(&shares).unwrap().unwrap().number, 1);
    // The high members are in the sums too: what the twelfth is given lacks in the others.
    let mut moved = shares;
    (moved[0], moved[11]) = (Rational::from(0), Rational::from(700));
    let worst = game.worst(&moved).unwrap().unwrap();
    assert_eq!((worst.number, worst.excess), (1, Rational::from(700)));
}

#[test]
fn games_that_cannot_be_played_are_named() {
    let new = |members: usize, values: usize, first: i64| {
        let mut all = vec![fen(0); values];
        if let Some(place) = all.first_mut() {
            *place = fen(first);
        }
        Game::new((0..members).map(member).collect(), all)
    };
    assert_eq!(code(new(0, 1, 0)), "game_members");
    assert_eq!(code(new(GAME_MEMBERS_MAX + 1, 0, 0)), "game_members");
    assert_eq!(code(new(2, 3, 0)), "game_values");
    assert_eq!(code(new(2, 4, 5)), "game_empty_coalition");
    assert_eq!(code(Game::new(vec![member(1), member(1)], vec![fen(0); 4])), "game_member_twice");
    let two = new(2, 4, 0).unwrap();
    assert_eq!(code(two.worst(&[Rational::from(0)])), "game_shares");
    assert_eq!(code(two.worst(&[Rational::from(1), Rational::from(0)])), "game_shares_sum");
    assert_eq!(new(1, 2, 0).unwrap().worst(&[Rational::from(0)]), Ok(None));
    assert_eq!(code(new(9, 512, 0).unwrap().nucleolus()), "game_too_many_for_nucleolus");
    assert_eq!(code(airport_shapley(&amounts(&[1, -1]))), "game_negative_cost");
    assert_eq!(code(airport_shapley(&[])), "game_members");
    assert_eq!(code(airport_shapley(&amounts(&vec![1; AIRPORT_MEMBERS_MAX + 1]))), "game_members");
}

const DRAW: Draw = Draw { generator: Generator::SplitMix64, seed: 20_260_901 };

#[test]
fn drawn_orders_come_near_and_say_how_near() {
    // Costs of an airport with forty members: the closed form is the oracle.
    let costs: Vec<i64> = (0..40).map(|n| 1_000 * (n % 7 + 1)).collect();
    let members: Vec<MemberId> = (0..40).map(member).collect();
    let value = |coalition: u64| {
        fen(-(0..40).filter(|at| coalition >> at & 1 == 1).map(|at| costs[at as usize]).max().unwrap_or(0))
    };
    let range = (fen(-7_000), fen(0));
    let found = sampled_shapley(&members, value, range, DRAW, 4_000, Share::new(1, 10).unwrap()).unwrap();
    let exact = airport_shapley(&amounts(&costs)).unwrap();
    // 3,500 · √(40 · 10 / 4,000) = 1,106.8
    assert_eq!(found.error, Rational::from(1_107));
    let zero = Rational::default();
    for (mean, cost) in found.means.iter().zip(&exact) {
        let off = mean.plus(cost);
        assert!(off.clone().max(zero.minus(&off)) <= Rational::from(100), "{off}");
    }
    assert_eq!(found.means.iter().fold(zero, |sum, mean| sum.plus(mean)), Rational::from(-7_000));
    assert_eq!(sampled_shapley(&members, value, range, DRAW, 4_000, Share::new(1, 10).unwrap()), Ok(found));
}

#[test]
fn what_cannot_be_drawn_is_named() {
    let members: Vec<MemberId> = (0..3).map(member).collect();
    let risk = Share::new(1, 10).unwrap();
    let value = |coalition: u64| fen(i64::from(coalition.count_ones()) * 5);
    let range = (fen(0), fen(5));
    let code_of = |orders, risk| code(sampled_shapley(&members, value, range, DRAW, orders, risk));
    assert_eq!(code_of(0, risk), "game_orders");
    assert_eq!(code_of(SAMPLES_MAX + 1, risk), "game_orders");
    assert_eq!(code_of(1, Share::NONE), "game_risk");
    assert_eq!(code(sampled_shapley(&members, value, (fen(0), fen(4)), DRAW, 1, risk)), "game_beyond_range");
    assert_eq!(code(sampled_shapley(&members, value, (fen(6), fen(9)), DRAW, 1, risk)), "game_beyond_range");
    assert_eq!(code(sampled_shapley(&members, |_| fen(1), range, DRAW, 1, risk)), "game_empty_coalition");
    let many: Vec<MemberId> = (0..=SAMPLED_MEMBERS_MAX).map(member).collect();
    assert_eq!(code(sampled_shapley(&many, value, range, DRAW, 1, risk)), "game_members");
    assert!(sampled_shapley(&many[1..], value, range, DRAW, 1, risk).is_ok());
}
