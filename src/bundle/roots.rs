//! The positive roots of a polynomial with whole coefficients, isolated by sign variations and narrowed by exact signs.

use std::cmp::Ordering;

use num_bigint::{BigInt, Sign};

use crate::measure::gcd;

/// Coefficients, the constant first; the last is not zero unless there is none.
pub(super) type Poly = Vec<BigInt>;

/// The number `above/2^shift`.
#[derive(Debug, Clone)]
pub(super) struct Dyadic {
    pub above: BigInt,
    pub shift: usize,
}

impl Dyadic {
    fn half_way(&self, other: &Self) -> Self {
        let shift = self.shift.max(other.shift);
        let wide = |n: &Self| &n.above << shift.saturating_sub(n.shift);
        Self { above: wide(self) + wide(other), shift: shift.saturating_add(1) }
    }

    fn is_zero(&self) -> bool {
        self.above.sign() == Sign::NoSign
    }

    /// Whether the two are at most 2^−bits apart.
    fn within(&self, other: &Self, bits: usize) -> bool {
        let shift = self.shift.max(other.shift);
        let wide = |n: &Self| &n.above << shift.saturating_sub(n.shift);
        (wide(other) - wide(self)) << bits <= BigInt::from(1) << shift
    }
}

/// A root between two ends, or at both.
#[derive(Debug, Clone)]
pub(super) struct Root {
    pub low: Dyadic,
    pub high: Dyadic,
    pub crosses: bool,
}

fn signed(n: &BigInt) -> Ordering {
    match n.sign() {
        Sign::Minus => Ordering::Less,
        Sign::NoSign => Ordering::Equal,
        Sign::Plus => Ordering::Greater,
    }
}

fn sign_at(poly: &[BigInt], at: &Dyadic) -> Ordering {
    let mut value = BigInt::from(0);
    let mut shift = 0_usize;
    for coefficient in poly.iter().rev() {
        value = value * &at.above + (coefficient << shift);
        shift = shift.saturating_add(at.shift);
    }
    signed(&value)
}

/// How often the sign changes along the coefficients; zeros are passed over.
pub(super) fn variations(poly: &[BigInt]) -> usize {
    let mut last = Ordering::Equal;
    let mut count = 0_usize;
    for sign in poly.iter().map(signed).filter(|sign| *sign != Ordering::Equal) {
        if last != Ordering::Equal && sign != last {
            count = count.saturating_add(1);
        }
        last = sign;
    }
    count
}

fn trimmed(mut poly: Poly) -> Poly {
    while poly.last().is_some_and(|last| last.sign() == Sign::NoSign) {
        poly.pop();
    }
    poly
}

fn derivative(poly: &[BigInt]) -> Poly {
    poly.iter().enumerate().skip(1).map(|(degree, coefficient)| coefficient * degree).collect()
}

/// Without the common divisor of its coefficients.
fn primitive(poly: Poly) -> Poly {
    let common = poly.iter().fold(BigInt::from(0), |common, coefficient| gcd(&common, coefficient));
    if common <= BigInt::from(1) { poly } else { poly.iter().map(|coefficient| coefficient / &common).collect() }
}

/// A multiple of the remainder of `a` divided by `b`.
fn remainder(mut a: Poly, b: &[BigInt]) -> Poly {
    let Some(lead) = b.last() else { return Vec::new() };
    while a.len() >= b.len() {
        let Some(top) = a.pop() else { break };
        let from = a.len().saturating_add(1).saturating_sub(b.len());
        for (at, coefficient) in a.iter_mut().enumerate() {
            let taken = at.checked_sub(from).and_then(|at| b.get(at)).map(|below| below * &top);
            *coefficient = &*coefficient * lead - taken.unwrap_or_default();
        }
        a = trimmed(a);
    }
    primitive(a)
}

/// `a` divided by `b`, which divides it; both without common divisors of their coefficients.
fn quotient(mut a: Poly, b: &[BigInt]) -> Poly {
    let mut found = Vec::new();
    let Some(lead) = b.last() else { return a };
    while a.len() >= b.len() {
        let Some(top) = a.pop() else { break };
        let times = top / lead;
        let from = a.len().saturating_add(1).saturating_sub(b.len());
        for (coefficient, below) in a.iter_mut().skip(from).zip(b) {
            *coefficient = &*coefficient - below * &times;
        }
        found.push(times);
    }
    found.reverse();
    found
}

/// The polynomial with the same roots, each once.
fn square_free(poly: &Poly) -> Poly {
    let poly = primitive(poly.clone());
    let (mut a, mut b) = (poly.clone(), primitive(derivative(&poly)));
    while !b.is_empty() {
        let rest = remainder(a, &b);
        a = std::mem::replace(&mut b, rest);
    }
    if a.len() <= 1 { poly } else { quotient(poly, &a) }
}

/// The polynomial of x + 1.
fn shifted(mut poly: Poly) -> Poly {
    let degree = poly.len();
    for from in 0..degree {
        let mut carry = BigInt::from(0);
        for coefficient in poly.iter_mut().skip(from).rev() {
            carry += &*coefficient;
            *coefficient = carry.clone();
        }
    }
    poly
}

/// No root between 0 and 1 for a count of 0, exactly one for a count of 1.
fn between_zero_and_one(poly: &[BigInt]) -> usize {
    variations(&shifted(poly.iter().rev().cloned().collect()))
}

/// All positive roots, each in a bracket at most 2^−bits wide whose ends are above zero and no other root; least first.
/// `simple` says that the caller knows of exactly one root, which is simple.
pub(super) fn positive_roots(poly: &Poly, simple: bool, bits: usize) -> Vec<Root> {
    let free = if simple { poly.clone() } else { square_free(poly) };
    // Cauchy: every root is below 1 + the largest coefficient over the last.
    let longest = free.iter().map(BigInt::bits).max().unwrap_or(0);
    let last = free.last().map_or(0, BigInt::bits);
    let bound = usize::try_from(longest.saturating_sub(last)).unwrap_or(0).saturating_add(3);
    let mut open: Vec<(BigInt, usize)> = Vec::new();
    let mut found: Vec<Root> = Vec::new();
    if simple {
        open.push((BigInt::from(0), 0));
    } else {
        let unit: Poly = free.iter().enumerate().map(|(at, n)| n << at.saturating_mul(bound)).collect();
        let mut stack = vec![(unit, BigInt::from(0), 0_usize)];
        // Ends, since no root is double: a piece that is short enough holds one root or none and counts so.
        while let Some((piece, place, depth)) = stack.pop() {
            match between_zero_and_one(&piece) {
                0 => {}
                1 => open.push((place, depth)),
                _ => {
                    let top = piece.len().saturating_sub(1);
                    let left: Poly = piece.iter().enumerate().map(|(at, n)| n << top.saturating_sub(at)).collect();
                    let mut right = shifted(left.clone());
                    let (place, depth) = (place << 1_usize, depth.saturating_add(1));
                    let middle = &place + BigInt::from(1);
                    if right.first().is_some_and(|first| first.sign() == Sign::NoSign) {
                        right.remove(0);
                        let at = scaled(&middle, depth, bound);
                        found.push(Root { low: at.clone(), high: at, crosses: false });
                    }
                    stack.push((left, place, depth));
                    stack.push((right, middle, depth));
                }
            }
        }
    }
    let slope = derivative(&free);
    for (place, depth) in open {
        let (low, high) = (scaled(&place, depth, bound), scaled(&(place + BigInt::from(1)), depth, bound));
        found.push(narrowed(&free, &slope, low, high, bits));
    }
    found.sort_by(|a, b| {
        let (left, right) = (&a.low.above << b.low.shift, &b.low.above << a.low.shift);
        left.cmp(&right)
    });
    for root in &mut found {
        root.crosses = crosses(poly, root);
    }
    found
}

/// `place/2^depth` of 2^bound.
fn scaled(place: &BigInt, depth: usize, bound: usize) -> Dyadic {
    match bound.checked_sub(depth) {
        Some(up) => Dyadic { above: place << up, shift: 0 },
        None => Dyadic { above: place.clone(), shift: depth.saturating_sub(bound) },
    }
}

fn narrowed(free: &[BigInt], slope: &[BigInt], low: Dyadic, high: Dyadic, bits: usize) -> Root {
    let (mut low, mut high) = (low, high);
    // Just right of the lower end; a root at the end itself is simple, and belongs to another bracket.
    let below = match sign_at(free, &low) {
        Ordering::Equal => sign_at(slope, &low),
        sign => sign,
    };
    let (mut low_is_root, mut high_is_root) =
        (sign_at(free, &low) == Ordering::Equal, sign_at(free, &high) == Ordering::Equal);
    while !low.within(&high, bits) || low_is_root || high_is_root || low.is_zero() {
        let middle = low.half_way(&high);
        match sign_at(free, &middle) {
            Ordering::Equal => {
                return Root { low: middle.clone(), high: middle, crosses: false };
            }
            sign if sign == below => (low, low_is_root) = (middle, false),
            _ => (high, high_is_root) = (middle, false),
        }
    }
    Root { low, high, crosses: false }
}

/// Whether the sign changes at the root.
fn crosses(poly: &Poly, root: &Root) -> bool {
    let (low, high) = (sign_at(poly, &root.low), sign_at(poly, &root.high));
    if low != Ordering::Equal {
        return low != high;
    }
    // At a root of odd order.
    let mut odd = false;
    let mut derived = poly.clone();
    while !derived.is_empty() && sign_at(&derived, &root.low) == Ordering::Equal {
        derived = derivative(&derived);
        odd = !odd;
    }
    odd
}
