//! 分摊 — apportionment against published vectors, the figures of the known pitfalls, and an oracle of its own.
//!
//! The oracle in `oracle/apportion.rs` awards units one by one; it shares no code with the crate, which starts from
//! quotients.

use std::cmp::Ordering;

#[path = "oracle/apportion.rs"]
mod oracle;

use oracle::{
    Unit, award_by_deficit, award_by_priority, awarded_before_wide, by_priority, check_cumulative, check_first_units,
    check_largest_remainder, oracle, running_floors,
};
use wuye::measure::apportion::{
    ApportionError, MEMBERS_MAX, Method, Scratch, apportion, cumulative, largest_remainder, largest_remainder_into,
    nested, rotated,
};

const DIVISORS: [Method; 4] = [Method::Jefferson, Method::Webster, Method::Adams, Method::HuntingtonHill];

fn check_wide(method: Method, total: i64, weights: &[u64]) {
    let parts = apportion(method, total, weights).unwrap();
    match method {
        Method::LargestRemainder => check_largest_remainder(total, weights, &parts),
        Method::Cumulative => check_cumulative(total, weights, &parts),
        _ => check_first_units(total, weights, &parts, |a, b| awarded_before_wide(method, weights, a, b)),
    }
}

// ---------------------------------------------------------------------------------- random cases

/// A linear congruential generator; the same cases on every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        let mut half = || {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            self.0 >> 32
        };
        half() << 32 | half()
    }

    fn to(&mut self, max: u64) -> u64 {
        match max.checked_add(1) {
            Some(n) => self.next() % n,
            None => self.next(),
        }
    }

    /// Weights up to `max`: all small, all close together, or anything; some 0, never all.
    fn weights(&mut self, members: u64, max: u64) -> Vec<u64> {
        let shape = self.to(3);
        let mut weights: Vec<u64> = (0..=self.to(members - 1))
            .map(|_| match shape {
                0 => self.to(max.min(6)),
                1 => max - self.to(max.min(3)),
                2 if self.to(3) == 0 => 0,
                2 => self.to(max.min(12_000)) + 1,
                _ => self.to(max),
            })
            .collect();
        let any = self.to(weights.len() as u64 - 1) as usize;
        weights[any] = weights[any].max(1);
        weights
    }

    fn total(&mut self, max: u64) -> i64 {
        let total = self.to(max) as i64;
        if self.to(3) == 0 { -total } else { total }
    }
}

#[test]
fn largest_remainder_and_cumulative_agree_with_the_oracle() {
    let mut random = Random(1);
    let (mut scratch, mut reused) = (Scratch::default(), Vec::new());
    for case in 0..120_000 {
        let max = [9, 20_000, 1 << 40, u64::MAX][case % 4];
        let (weights, total) = (random.weights(8, max), random.total(30));
        let parts = largest_remainder(total, &weights).unwrap();
        assert_eq!(parts, award_by_deficit(total, &weights), "{total} over {weights:?}");
        largest_remainder_into(total, &weights, &mut scratch, &mut reused).unwrap();
        assert_eq!(parts, reused, "{total} over {weights:?}");
        assert_eq!(cumulative(total, &weights).unwrap(), running_floors(total, &weights), "{total} over {weights:?}");
    }
}

#[test]
fn divisor_methods_agree_with_the_oracle() {
    let mut random = Random(2);
    for case in 0..24_000 {
        let max = [9, 20_000, 1 << 40][case % 3];
        let (weights, total) = (random.weights(7, max), random.total(40));
        for method in DIVISORS {
            let parts = apportion(method, total, &weights).unwrap();
            assert_eq!(parts, oracle(method, total, &weights), "{method}: {total} over {weights:?}");
        }
    }
}

#[test]
fn divisor_methods_agree_with_the_oracle_on_huge_weights() {
    let mut random = Random(3);
    for _ in 0..600 {
        let (weights, total) = (random.weights(6, u64::MAX), random.total(40));
        for method in DIVISORS {
            let expected = award_by_priority(total, &weights, |a, b| awarded_before_wide(method, &weights, a, b));
            assert_eq!(apportion(method, total, &weights).unwrap(), expected, "{method}: {total} over {weights:?}");
        }
    }
}

#[test]
fn any_total_is_exact_with_every_method() {
    let mut random = Random(4);
    for case in 0..6_000 {
        let max = [9, 20_000, 1 << 40, u64::MAX][case % 4];
        let weights = random.weights([3, 12, 40][case % 3], max);
        let bits = random.to(63);
        let total = random.total(u64::MAX >> 1 >> bits);
        for method in Method::ALL {
            check_wide(*method, total, &weights);
        }
    }
}

#[test]
fn the_ends_of_the_range_are_exact() {
    let shapes = [
        vec![1],
        vec![u64::MAX],
        vec![1, u64::MAX],
        vec![u64::MAX, 1, 0],
        vec![u64::MAX; 2],
        vec![u64::MAX; 3],
        vec![u64::MAX; 1000],
        [vec![u64::MAX; 500], vec![1; 500]].concat(),
        (0..64).map(|bit| 1 << bit).collect(),
        vec![1 << 63, 1 << 63],
        vec![(1 << 63) + 1, (1 << 63) - 1],
    ];
    for weights in &shapes {
        for total in [i64::MAX, i64::MAX - 1, i64::MIN, i64::MIN + 1, 1, -1, 0, 999, -1001, 5000, 1 << 53] {
            for method in Method::ALL {
                check_wide(*method, total, weights);
            }
        }
    }
    for method in Method::ALL {
        assert_eq!(apportion(*method, i64::MIN, &[7]).unwrap(), [i64::MIN]);
        assert_eq!(apportion(*method, i64::MIN, &[0, u64::MAX]).unwrap(), [0, i64::MIN]);
        assert_eq!(apportion(*method, i64::MIN, &[5, 5]).unwrap(), [i64::MIN / 2; 2]);
    }
}

#[test]
fn many_members_are_exact() {
    let mut random = Random(5);
    let areas: Vec<u64> = (0..400_000).map(|_| 4_000 + random.to(12_000)).collect();
    for total in [12_345_678_901, -399_999] {
        check_largest_remainder(total, &areas, &largest_remainder(total, &areas).unwrap());
    }
    for method in Method::ALL {
        check_wide(*method, 1_234_567_890, &areas[..20_000]);
        check_wide(*method, 19_999, &areas[..20_000]);
    }
}

// ---------------------------------------------------------------------------------- the oracle's power

/// Largest remainder as it is often written: shares as decimals of 28 digits.
fn planted_decimal_shares(total: i64, weights: &[u64]) -> Vec<i64> {
    const ONE: u128 = 10_u128.pow(28);
    let sum: u128 = weights.iter().map(|w| u128::from(*w)).sum();
    let quotas = weights.iter().map(|w| (ONE * u128::from(*w) + sum / 2) / sum * u128::from(total.unsigned_abs()));
    planted_remainders(total, &quotas.map(|q| (q / ONE, q % ONE)).collect::<Vec<_>>())
}

/// Largest remainder on quotas `total·weight/sum` rounded to 28 digits in all, as a decimal type divides.
fn planted_decimal_quotas(total: i64, weights: &[u64]) -> Vec<i64> {
    let sum: u128 = weights.iter().map(|w| u128::from(*w)).sum();
    let quotas = weights.iter().map(|w| {
        let product = u128::from(total.unsigned_abs()) * u128::from(*w);
        let (whole, mut rest) = (product / sum, product % sum);
        let places = 28 - if whole == 0 { 0 } else { whole.ilog10() + 1 };
        let mut fraction = 0;
        for _ in 0..places {
            rest *= 10;
            fraction = fraction * 10 + rest / sum;
            rest %= sum;
        }
        if rest * 2 >= sum {
            fraction += 1;
        }
        (whole, fraction * 10_u128.pow(28 - places))
    });
    planted_remainders(total, &quotas.collect::<Vec<_>>())
}

fn planted_remainders(total: i64, quotas: &[(u128, u128)]) -> Vec<i64> {
    let mut parts: Vec<i64> = quotas.iter().map(|(whole, _)| i64::try_from(*whole).unwrap()).collect();
    let left = i64::try_from(total.unsigned_abs()).unwrap() - parts.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..quotas.len()).collect();
    order.sort_by_key(|i| std::cmp::Reverse(quotas[*i].1));
    for i in 0..left {
        parts[order[usize::try_from(i).unwrap() % quotas.len()]] += 1;
    }
    parts.into_iter().map(|p| p * total.signum()).collect()
}

/// Whole units, and what is left over to the members from the first one on.
fn planted_first_index(total: i64, weights: &[u64]) -> Vec<i64> {
    planted_floors(total, weights, |left, i| i64::try_from(i).unwrap() < left)
}

/// Whole units, and all that is left over to the largest weight.
fn planted_largest_weight(total: i64, weights: &[u64]) -> Vec<i64> {
    let largest = weights.iter().position(|w| w == weights.iter().max().unwrap()).unwrap();
    let mut parts = planted_floors(total, weights, |_, _| false);
    parts[largest] += total - parts.iter().sum::<i64>();
    parts
}

/// Whole units of the absolute total, plus one where `more(left, index)`.
fn planted_floors(total: i64, weights: &[u64], more: impl Fn(i64, usize) -> bool) -> Vec<i64> {
    let sum: u128 = weights.iter().map(|w| u128::from(*w)).sum();
    let whole = |w: &u64| i64::try_from(u128::from(total.unsigned_abs()) * u128::from(*w) / sum).unwrap();
    let left = total.abs() - weights.iter().map(whole).sum::<i64>();
    let part = |(i, w)| (whole(w) + i64::from(more(left, i))) * total.signum();
    weights.iter().enumerate().map(part).collect()
}

/// Largest remainder that floors towards minus infinity, so that a reversal is not the mirror of its charge.
fn planted_not_mirrored(total: i64, weights: &[u64]) -> Vec<i64> {
    match total {
        0.. => award_by_deficit(total, weights),
        _ => {
            let sum: i128 = weights.iter().map(|w| i128::from(*w)).sum();
            let product = |w: &u64| i128::from(total) * i128::from(*w);
            let mut parts: Vec<i64> = weights.iter().map(|w| product(w).div_euclid(sum) as i64).collect();
            let left = (total - parts.iter().sum::<i64>()) as usize;
            let mut order: Vec<usize> = (0..weights.len()).collect();
            order.sort_by_key(|i| std::cmp::Reverse(product(&weights[*i]).rem_euclid(sum)));
            order[..left].iter().for_each(|i| parts[*i] += 1);
            parts
        }
    }
}

/// How many of 20,000 cases the oracle finds wrong, and how many of those still add up to the total.
fn caught(method: Method, planted: impl Fn(i64, &[u64]) -> Vec<i64>) -> (u32, u32) {
    let mut random = Random(6);
    let (mut wrong, mut adds_up) = (0, 0);
    for case in 0..20_000 {
        let weights = random.weights(7, [9, 20_000][case % 2]);
        let total = random.total(40);
        let parts = planted(total, &weights);
        if parts != oracle(method, total, &weights) {
            wrong += 1;
            adds_up += u32::from(parts.iter().sum::<i64>() == total);
        }
    }
    (wrong, adds_up)
}

#[test]
fn the_oracle_catches_planted_bugs() {
    let remainder = Method::LargestRemainder;
    // None of these would be seen by adding up the parts.
    let (wrong, adds_up) = caught(remainder, planted_decimal_shares);
    assert!(wrong > 0 && adds_up == wrong, "28-digit shares: {wrong} wrong, {adds_up} of them add up");
    let (wrong, adds_up) = caught(remainder, planted_decimal_quotas);
    assert!(wrong > 0 && adds_up == wrong, "28-digit quotas: {wrong} wrong, {adds_up} of them add up");
    let (wrong, adds_up) = caught(remainder, planted_first_index);
    assert!(wrong > 1_000 && adds_up == wrong, "odd units to the first: {wrong} wrong, {adds_up} of them add up");
    let (wrong, adds_up) = caught(remainder, planted_largest_weight);
    assert!(wrong > 1_000 && adds_up == wrong, "odd units to the largest: {wrong} wrong, {adds_up} of them add up");
    let (wrong, adds_up) = caught(remainder, planted_not_mirrored);
    assert!(wrong > 500 && adds_up == wrong, "floor of negatives: {wrong} wrong, {adds_up} of them add up");
    for method in DIVISORS {
        let ties_by_index = |total, weights: &[u64]| {
            let order = |a: Unit, b: Unit| by_priority(method, weights, a, b).then(b.0.cmp(&a.0));
            award_by_priority(total, weights, |a, b| order(a, b) == Ordering::Greater)
        };
        assert!(caught(method, ties_by_index).0 > 100, "{method} with ties by index alone");
        for other in DIVISORS.into_iter().filter(|other| *other != method) {
            assert!(caught(method, |total, weights| oracle(other, total, weights)).0 > 100, "{other} for {method}");
        }
    }
}

// ---------------------------------------------------------------------------------- published vectors

#[test]
fn the_published_vectors_hold() {
    let text = include_str!("../vectors/p5_apportion.json");
    let file: serde_json::Value = serde_json::from_str(text).unwrap();
    let (mut cases, mut with_divisors) = (0, 0);
    for case in file["cases"].as_array().unwrap() {
        let total = case["total"].as_i64().unwrap();
        let weights: Vec<u64> = case["weights"].as_array().unwrap().iter().map(|w| w.as_u64().unwrap()).collect();
        let expect = case["expect"].as_object().unwrap();
        for (code, parts) in expect {
            let expected: Vec<i64> = parts.as_array().unwrap().iter().map(|p| p.as_i64().unwrap()).collect();
            let method: Method = code.parse().unwrap();
            assert_eq!(apportion(method, total, &weights).unwrap(), expected, "case {}, {method}", case["case"]);
            let small = total.unsigned_abs() * (weights.len() as u64) < 100_000 && weights.iter().all(|w| *w < 1 << 40);
            if small {
                assert_eq!(oracle(method, total, &weights), expected, "the oracle on case {}, {method}", case["case"]);
            }
        }
        cases += 1;
        with_divisors += usize::from(expect.len() == Method::ALL.len());
    }
    assert_eq!((cases, with_divisors), (285, 202));
}

// ---------------------------------------------------------------------------------- known pitfalls

/// Yuan with two decimals, as written in the list of pitfalls, in fen.
fn fen(yuan: &str) -> i64 {
    yuan.replace([',', '.'], "").parse().unwrap()
}

#[track_caller]
fn shares(total: &str, weights: &[u64], expected: &[&str]) {
    let expected: Vec<i64> = expected.iter().map(|yuan| fen(yuan)).collect();
    assert_eq!(largest_remainder(fen(total), weights).unwrap(), expected);
}

#[test]
fn pitfall_1_each_share_is_not_rounded_alone() {
    shares("1,000.00", &[9012, 7530, 6105], &["397.93", "332.50", "269.57"]);
}

#[test]
fn pitfall_2_a_tie_goes_by_key_and_can_go_round() {
    shares("100.00", &[8955, 8955, 8955], &["33.34", "33.33", "33.33"]);
    // In whatever order the homes were read: sorted by their key, each gets the same.
    let (mut january, mut shuffled) = ([("1-101", 8955), ("1-102", 8955), ("1-201", 8955)], [("1-201", 8955); 3]);
    (shuffled[1], shuffled[2]) = (january[0], january[1]);
    let split = |homes: &mut [(&'static str, u64)]| {
        homes.sort_unstable();
        let weights: Vec<u64> = homes.iter().map(|(_, area)| *area).collect();
        homes.iter().map(|(key, _)| *key).zip(largest_remainder(10_000, &weights).unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(split(&mut january), split(&mut shuffled));
    // Twelve months cost the first home 12 fen more than the others; taken in turn, nobody pays more.
    let year = |turn: fn(usize) -> usize| {
        let months = (0..12).map(|month| rotated(10_000, &[8955; 3], turn(month)).unwrap());
        months.fold([0; 3], |sum, parts| [sum[0] + parts[0], sum[1] + parts[1], sum[2] + parts[2]])
    };
    assert_eq!(year(|_| 0), [40_008, 39_996, 39_996]);
    assert_eq!(year(|month| month), [40_000; 3]);
}

#[test]
fn pitfall_3_a_weight_of_zero_receives_nothing() {
    shares("1.00", &[0, 2, 1], &["0.00", "0.67", "0.33"]);
}

#[test]
fn pitfall_4_no_weight_is_no_basis() {
    for method in Method::ALL {
        for total in [0, 100, -100, i64::MIN] {
            assert_eq!(apportion(*method, total, &[0; 6]), Err(ApportionError::NoBasis { members: 6 }));
            assert_eq!(apportion(*method, total, &[]), Err(ApportionError::NoBasis { members: 0 }));
        }
    }
    assert_eq!(rotated(100, &[], 3), Err(ApportionError::NoBasis { members: 0 }));
    assert_eq!(rotated(100, &[0, 0], 3), Err(ApportionError::NoBasis { members: 2 }));
    assert_eq!(nested(100, &[vec![0, 0], vec![], vec![0]]), Err(ApportionError::NoBasis { members: 3 }));
    assert_eq!(nested::<Vec<u64>>(100, &[]), Err(ApportionError::NoBasis { members: 0 }));
}

#[test]
fn pitfall_5_a_reversal_is_the_mirror() {
    shares("-1.00", &[1, 1, 1], &["-0.34", "-0.33", "-0.33"]);
    shares("-10.01", &[1, 1, 1], &["-3.34", "-3.34", "-3.33"]);
}

#[test]
fn pitfall_6_the_amount_is_split_and_not_the_rate() {
    // 50 kWh at 0.56 yuan over 23,000 m²: a rate rounded to 0.0022 kWh/m² would bill 50.6 kWh, 28.34 yuan.
    let homes: Vec<u64> = [vec![8_955; 200], vec![10_180; 50]].concat();
    assert_eq!(homes.iter().sum::<u64>(), 2_300_000);
    assert_eq!(largest_remainder(2_800, &homes).unwrap().iter().sum::<i64>(), 2_800);
}

#[test]
fn pitfall_7_line_loss_by_use() {
    shares("148.35", &[32, 18, 25, 41, 0, 27], &["33.20", "18.67", "25.94", "42.53", "0.00", "28.01"]);
}

#[test]
fn pitfall_8_a_small_share_is_not_a_percentage() {
    // 89.55 of 200,000 m² is 0.044775 %, not 0.04 %: of 1,000,000.00 yuan 447.75, not 400.00.
    shares("1,000,000.00", &[8_955, 20_000_000 - 8_955], &["447.75", "999,552.25"]);
}

#[test]
fn pitfall_9_coefficients_are_weights() {
    // floor coefficients 0, 0.5, 1, 1.5, 2, 2.5
    let expected = ["0.00", "26,666.67", "53,333.33", "80,000.00", "106,666.67", "133,333.33"];
    shares("400,000.00", &[0, 5, 10, 15, 20, 25], &expected);
}

#[test]
fn pitfall_10_a_nested_split_keeps_every_subtotal() {
    let expected = ["135,228.46", "40,058.42", "30,043.81", "94,669.31"];
    shares("300,000.00", &[4321, 1280, 960, 3025], &expected);
    // each compound in buildings, and in units that weigh as much
    let compounds: [Vec<u64>; 4] = [vec![1; 4321], vec![7, 600, 673], vec![480, 480], vec![1, 3024]];
    let parts = nested(30_000_000, &compounds).unwrap();
    for ((inside, weights), subtotal) in parts.iter().zip(&compounds).zip(expected) {
        assert_eq!(inside.iter().sum::<i64>(), fen(subtotal));
        assert_eq!(*inside, largest_remainder(fen(subtotal), weights).unwrap());
    }
    let flat = largest_remainder(30_000_000, &compounds.concat()).unwrap();
    assert_ne!(flat[..4321].iter().sum::<i64>(), fen(expected[0]), "split once, the subtotal is another");
    assert_eq!(flat.iter().sum::<i64>(), 30_000_000);
}

#[test]
fn pitfall_11_what_a_home_without_area_owes_is_held() {
    // Three homes, one without an area on record: it keeps its place in the basis and its part is not charged.
    shares("300.00", &[10_000, 10_000, 10_000], &["100.00", "100.00", "100.00"]);
}

#[test]
fn pitfall_32_advance_rent_by_month() {
    let months = largest_remainder(fen("200,000.00"), &[1; 24]).unwrap();
    assert_eq!(months, [vec![fen("8,333.34"); 8], vec![fen("8,333.33"); 16]].concat());
}

// ---------------------------------------------------------------------------------- laws

#[test]
fn a_negative_total_mirrors_the_positive() {
    let mut random = Random(7);
    for case in 0..5_000 {
        let weights = random.weights(9, [9, 20_000, u64::MAX][case % 3]);
        let bits = random.to(62);
        let total = random.to(i64::MAX as u64 >> bits) as i64;
        for method in Method::ALL {
            let charge = apportion(*method, total, &weights).unwrap();
            let reversal: Vec<i64> = charge.iter().map(|part| -part).collect();
            assert_eq!(apportion(*method, -total, &weights).unwrap(), reversal, "{method}: {total} over {weights:?}");
        }
    }
}

#[test]
fn largest_remainder_stays_within_one_unit_of_the_exact_share() {
    let mut random = Random(8);
    for _ in 0..5_000 {
        let (weights, total) = (random.weights(20, 1 << 40), random.to(1 << 40) as i64);
        let sum: i128 = weights.iter().map(|w| i128::from(*w)).sum();
        for (part, weight) in largest_remainder(total, &weights).unwrap().iter().zip(&weights) {
            let off = i128::from(*part) * sum - i128::from(total) * i128::from(*weight);
            assert!(off.abs() < sum, "{part} for {weight} of {sum}, total {total}");
        }
    }
}

#[test]
fn without_ties_the_order_of_members_does_not_matter() {
    let mut random = Random(9);
    let mut without_ties = 0;
    for _ in 0..3_000 {
        let (mut weights, total) = (random.weights(12, 1 << 40), random.total(1 << 30));
        weights.sort_unstable();
        weights.dedup();
        let mut places: Vec<usize> = (0..weights.len()).collect();
        places.sort_by_key(|_| random.next());
        let moved: Vec<u64> = places.iter().map(|i| weights[*i]).collect();
        let sum: u128 = weights.iter().map(|w| u128::from(*w)).sum();
        let mut remainders: Vec<u128> =
            weights.iter().map(|w| u128::from(*w) * u128::from(total.unsigned_abs()) % sum).collect();
        remainders.sort_unstable();
        remainders.dedup();
        let tie = remainders.len() < weights.len();
        without_ties += u32::from(!tie);
        // Among different weights, the divisor methods know no tie that the index decides.
        let methods = Method::ALL.iter().filter(|m| DIVISORS.contains(m) || (**m == Method::LargestRemainder && !tie));
        for method in methods {
            let parts = apportion(*method, total, &weights).unwrap();
            let expected: Vec<i64> = places.iter().map(|i| parts[*i]).collect();
            assert_eq!(apportion(*method, total, &moved).unwrap(), expected, "{method}: {total} over {moved:?}");
        }
    }
    assert!(without_ties > 1_000, "{without_ties}");
}

#[test]
fn one_unit_more_never_takes_a_unit_away() {
    // What largest remainder does not promise (the Alabama paradox), the others do.
    let alabama = |total| largest_remainder(total, &[6, 6, 2]).unwrap()[2];
    assert_eq!((alabama(10), alabama(11)), (2, 1));
    let mut random = Random(10);
    for _ in 0..2_000 {
        let (weights, total) = (random.weights(9, 20_000), random.to(1 << 30) as i64);
        for method in DIVISORS {
            let fewer = apportion(method, total, &weights).unwrap();
            let more = apportion(method, total + 1, &weights).unwrap();
            assert!(fewer.iter().zip(&more).all(|(a, b)| a <= b), "{method}: {total} over {weights:?}");
        }
    }
}

#[test]
fn rotation_is_largest_remainder_with_the_ties_turned() {
    let mut random = Random(11);
    for _ in 0..3_000 {
        let (weights, total) = (random.weights(9, 9), random.total(100));
        let n = weights.len();
        assert_eq!(rotated(total, &weights, 0).unwrap(), largest_remainder(total, &weights).unwrap());
        for turn in [1, n - 1, n, 3 * n + 2, usize::MAX] {
            let at = |i: usize| (i + turn % n) % n;
            let turned: Vec<u64> = (0..n).map(|i| weights[at(i)]).collect();
            let parts = rotated(total, &weights, turn).unwrap();
            let expected = award_by_deficit(total, &turned);
            assert!((0..n).all(|i| parts[at(i)] == expected[i]), "turn {turn}: {total} over {weights:?}");
        }
    }
}

#[test]
fn nesting_is_two_splits() {
    let mut random = Random(12);
    for _ in 0..3_000 {
        let mut groups: Vec<Vec<u64>> = (0..=random.to(5)).map(|_| random.weights(6, 20_000)).collect();
        groups.push(vec![]);
        groups.push(vec![0; 3]);
        let total = random.total(60);
        let sums: Vec<u64> = groups.iter().map(|group| group.iter().sum()).collect();
        let subtotals = award_by_deficit(total, &sums);
        let parts = nested(total, &groups).unwrap();
        assert_eq!(parts.len(), groups.len());
        for ((inside, weights), subtotal) in parts.iter().zip(&groups).zip(subtotals) {
            let expected = if weights.iter().all(|w| *w == 0) {
                vec![0; weights.len()]
            } else {
                award_by_deficit(subtotal, weights)
            };
            assert_eq!(*inside, expected, "{total} over {groups:?}");
        }
    }
    assert_eq!(nested(10, &[&[1, 2][..], &[3]]).unwrap(), [vec![2, 3], vec![5]]);
}

#[test]
fn misuse_is_a_sentence() {
    let found = MEMBERS_MAX as usize + 1;
    let too_many = vec![0; found];
    let error = ApportionError::TooManyMembers { found, limit: MEMBERS_MAX };
    for method in Method::ALL {
        assert_eq!(apportion(*method, 1, &too_many), Err(error.clone()));
    }
    assert_eq!(nested(1, &[&too_many[1..], &[1]]), Err(error.clone()));
    assert_eq!(error.to_string(), "too many members: expected at most 10000000 in one apportionment, found 10000001");

    let error = nested(1, &[vec![1], vec![u64::MAX, 1]]).unwrap_err();
    assert_eq!(error, ApportionError::GroupTooHeavy { position: 1, sum: 1 << 64, limit: u64::MAX });
    assert_eq!(error.code(), "group_too_heavy");
    assert!(nested(1, &[vec![1], vec![u64::MAX - 1, 1]]).is_ok());

    // A refused call leaves the caller's buffer as it was.
    let mut parts = vec![7];
    assert!(largest_remainder_into(1, &[0], &mut Scratch::default(), &mut parts).is_err());
    assert_eq!(parts, [7]);
}
