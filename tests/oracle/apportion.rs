//! The oracle of apportionment: awards units one by one, or checks that what was awarded are the first units of the
//! stated order. It calls nothing of the crate but the names of the methods; `tests/tidy.rs` holds that.

use std::cmp::Ordering;

use wuye::measure::apportion::Method;

/// Largest remainder, unit by unit: the next unit goes to whoever is furthest below the exact share.
pub fn award_by_deficit(total: i64, weights: &[u64]) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|w| i128::from(*w)).sum();
    let mut deficits: Vec<i128> = weights.iter().map(|w| i128::from(*w) * i128::from(total.unsigned_abs())).collect();
    let mut parts = vec![0; weights.len()];
    for _ in 0..total.unsigned_abs() {
        let mut next = 0;
        for i in 1..deficits.len() {
            if deficits[i] > deficits[next] {
                next = i;
            }
        }
        deficits[next] -= sum;
        parts[next] += total.signum();
    }
    parts
}

/// Cumulative rounding from its definition: the k-th running total rounded down, less the one before.
pub fn running_floors(total: i64, weights: &[u64]) -> Vec<i64> {
    let sum: u128 = weights.iter().map(|w| u128::from(*w)).sum();
    let (mut running, mut before) = (0_u128, 0_i64);
    let mut parts = Vec::new();
    for weight in weights {
        running += u128::from(*weight);
        let so_far = i64::try_from(u128::from(total.unsigned_abs()) * running / sum).unwrap();
        parts.push((so_far - before) * total.signum());
        before = so_far;
    }
    parts
}

/// A unit: the member, and how many units the member holds before it.
pub type Unit = (usize, u64);

/// Is the unit `a` awarded before the unit `b`? For weights below 2⁴⁰.
pub fn awarded_before(method: Method, weights: &[u64], a: Unit, b: Unit) -> bool {
    let ties = weights[a.0].cmp(&weights[b.0]).then(b.0.cmp(&a.0));
    by_priority(method, weights, a, b).then(ties) == Ordering::Greater
}

/// Priorities as fractions in 128 bits; none where the unit comes before every fraction.
pub fn by_priority(method: Method, weights: &[u64], a: Unit, b: Unit) -> Ordering {
    let fraction = |(i, k): Unit| {
        let (w, k) = (u128::from(weights[i]), u128::from(k));
        match method {
            Method::Jefferson => Some((w, k + 1)),
            Method::Webster => Some((2 * w, 2 * k + 1)),
            Method::Adams if k > 0 => Some((w, k)),
            Method::HuntingtonHill if k > 0 => Some((w * w, k * (k + 1))),
            _ => None,
        }
    };
    match (fraction(a), fraction(b)) {
        (Some((n, d)), Some((m, e))) => (n * e).cmp(&(m * d)),
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (None, None) => Ordering::Equal,
    }
}

/// The same in whole numbers of any length.
pub fn awarded_before_wide(method: Method, weights: &[u64], a: Unit, b: Unit) -> bool {
    // a's weight over a's step against b's: cross-multiplied, squared for Huntington–Hill
    let side = |(i, _): Unit, (_, k): Unit| {
        let (w, k) = (Big::from(u128::from(weights[i])), u128::from(k));
        match method {
            Method::Jefferson => w.times(&Big::from(k + 1)),
            Method::Webster => w.times(&Big::from(2 * k + 1)),
            Method::Adams => w.times(&Big::from(k)),
            _ => w.times(&w).times(&Big::from(k)).times(&Big::from(k + 1)),
        }
    };
    let first = |(_, k): Unit| k == 0 && matches!(method, Method::Adams | Method::HuntingtonHill);
    let by_priority = match (first(a), first(b)) {
        (false, false) => side(a, b).cmp(&side(b, a)),
        (first_a, first_b) => first_a.cmp(&first_b),
    };
    by_priority.then(weights[a.0].cmp(&weights[b.0])).then(b.0.cmp(&a.0)) == Ordering::Greater
}

/// A divisor method, unit by unit.
pub fn award_by_priority(total: i64, weights: &[u64], before: impl Fn(Unit, Unit) -> bool) -> Vec<i64> {
    let mut held = vec![0_u64; weights.len()];
    for _ in 0..total.unsigned_abs() {
        let with_weight = (0..weights.len()).filter(|i| weights[*i] > 0);
        let next =
            with_weight.reduce(|best, i| if before((i, held[i]), (best, held[best])) { i } else { best }).unwrap();
        held[next] += 1;
    }
    held.into_iter().map(|n| i64::try_from(n).unwrap() * total.signum()).collect()
}

pub fn oracle(method: Method, total: i64, weights: &[u64]) -> Vec<i64> {
    match method {
        Method::LargestRemainder => award_by_deficit(total, weights),
        Method::Cumulative => running_floors(total, weights),
        _ => award_by_priority(total, weights, |a, b| awarded_before(method, weights, a, b)),
    }
}

/// Checks a result too large to award unit by unit: the sum and the signs are right, nobody without weight receives,
/// and the last unit of every member comes before the next unit of every other. Exactly one result passes.
pub fn check_first_units(total: i64, weights: &[u64], parts: &[i64], before: impl Fn(Unit, Unit) -> bool) {
    check_sum(total, weights, parts);
    let held: Vec<u64> = parts.iter().map(|p| p.unsigned_abs()).collect();
    let last = (0..held.len()).filter(|i| held[*i] > 0).map(|i| (i, held[i] - 1));
    let last = last.reduce(|a, b| if before(a, b) { b } else { a });
    let next = (0..held.len()).filter(|i| weights[*i] > 0).map(|i| (i, held[i]));
    let next = next.reduce(|a, b| if before(a, b) { a } else { b });
    if let (Some(last), Some(next)) = (last, next) {
        assert!(before(last, next), "{total} over {weights:?}: {parts:?}: {next:?} should come before {last:?}");
    }
}

pub fn check_sum(total: i64, weights: &[u64], parts: &[i64]) {
    assert_eq!(parts.len(), weights.len());
    assert_eq!(parts.iter().map(|p| i128::from(*p)).sum::<i128>(), i128::from(total), "{weights:?}: {parts:?}");
    for (part, weight) in parts.iter().zip(weights) {
        assert!(*part == 0 || (part.signum() == total.signum() && *weight > 0), "{total} over {weights:?}: {parts:?}");
    }
}

/// Largest remainder of any size: units ordered by deficit, total·weight − held·sum.
pub fn check_largest_remainder(total: i64, weights: &[u64], parts: &[i64]) {
    let units = Big::from(u128::from(total.unsigned_abs()));
    let sum = Big::from(weights.iter().map(|w| u128::from(*w)).sum::<u128>());
    // deficit(a) > deficit(b), with the subtracted terms brought to the other side
    let side = |(i, _): Unit, (_, k): Unit| {
        units.times(&Big::from(u128::from(weights[i]))).plus(&sum.times(&Big::from(u128::from(k))))
    };
    let before = |a: Unit, b: Unit| side(a, b).cmp(&side(b, a)).then(b.0.cmp(&a.0)) == Ordering::Greater;
    check_first_units(total, weights, parts, before);
}

/// Cumulative rounding of any size: what was shared out so far is the exact running total rounded down.
pub fn check_cumulative(total: i64, weights: &[u64], parts: &[i64]) {
    check_sum(total, weights, parts);
    let units = Big::from(u128::from(total.unsigned_abs()));
    let sum = Big::from(weights.iter().map(|w| u128::from(*w)).sum::<u128>());
    let (mut running, mut so_far) = (0_u128, 0_u128);
    for (weight, part) in weights.iter().zip(parts) {
        running += u128::from(*weight);
        so_far += u128::from(part.unsigned_abs());
        let exact = units.times(&Big::from(running));
        assert!(Big::from(so_far).times(&sum) <= exact && exact < Big::from(so_far + 1).times(&sum), "{weights:?}");
    }
}

/// A whole number of any length, low digits first, without high zeros.
#[derive(Clone, PartialEq, Eq)]
pub struct Big(Vec<u32>);

impl Big {
    pub fn from(mut value: u128) -> Self {
        let mut digits = Vec::new();
        while value > 0 {
            digits.push(value as u32);
            value >>= 32;
        }
        Self(digits)
    }

    fn trimmed(mut digits: Vec<u32>) -> Self {
        while digits.last() == Some(&0) {
            digits.pop();
        }
        Self(digits)
    }

    pub fn times(&self, other: &Self) -> Self {
        let mut digits = vec![0_u32; self.0.len() + other.0.len()];
        for (i, a) in self.0.iter().enumerate() {
            let mut carry = 0_u64;
            for (j, b) in other.0.iter().enumerate() {
                let t = u64::from(*a) * u64::from(*b) + u64::from(digits[i + j]) + carry;
                digits[i + j] = t as u32;
                carry = t >> 32;
            }
            digits[i + other.0.len()] = carry as u32;
        }
        Self::trimmed(digits)
    }

    pub fn plus(&self, other: &Self) -> Self {
        let mut digits = Vec::new();
        let mut carry = 0_u64;
        for i in 0..=self.0.len().max(other.0.len()) {
            let digit = |n: &Self| u64::from(n.0.get(i).copied().unwrap_or(0));
            let t = digit(self) + digit(other) + carry;
            digits.push(t as u32);
            carry = t >> 32;
        }
        Self::trimmed(digits)
    }
}

impl Ord for Big {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

impl PartialOrd for Big {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
