//! Fractions without bounds, for what 128 bits do not hold.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use num_bigint::{BigInt, Sign};

use super::{Dimension, MeasureError, Ratio};
use crate::terms::{clip, text_serde};

/// The most characters of a rational number that are read.
const TEXT_MAX: usize = 20_000;

/// 有理数 — an exact fraction of any size, in lowest terms: `-7/3`, and `5` for a whole number.
///
/// A [`Ratio`] is for numbers that people state. This is for results that no machine integer holds: a present value
/// over twenty years, a fair level of fees, a share of a game. Read from at most 20,000 characters.
///
/// ```
/// use wuye::measure::Rational;
/// let third: Rational = "2/6".parse()?;
/// assert_eq!(third.to_string(), "1/3");
/// assert_eq!(third.plus(&Rational::new(2, 3)?), Rational::from(1));
/// assert_eq!(Rational::new(-7, 3)?.floor(), Some(-3));
/// assert!("1/0".parse::<Rational>().is_err());
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rational(Parts);

/// Numerator and denominator in lowest terms, the denominator at least 1. Most fractions are small, and a small one
/// allocates nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Parts {
    Small { above: i128, below: i128 },
    // INVARIANT: 128 bits do not hold one of the two, so that equal fractions have equal parts.
    Wide(Box<(BigInt, BigInt)>),
}

/// The number without its sign, if a machine word holds it.
fn small(n: &BigInt) -> Option<u128> {
    u128::try_from(n.magnitude()).ok()
}

/// The greatest common divisor; not below zero, and zero only of two zeros.
pub(crate) fn gcd(a: &BigInt, b: &BigInt) -> BigInt {
    let (mut a, mut b) = (BigInt::from(a.magnitude().clone()), BigInt::from(b.magnitude().clone()));
    while b.sign() != Sign::NoSign {
        if let (Some(x), Some(y)) = (small(&a), small(&b)) {
            return BigInt::from(gcd_of_words(x, y));
        }
        let rest = &a % &b;
        (a, b) = (b, rest);
    }
    a
}

/// The greatest whole number that is not above `above/below`; `below` is at least 1.
pub(crate) fn floor_of(above: &BigInt, below: &BigInt) -> BigInt {
    let whole = above / below;
    if above.sign() == Sign::Minus && &whole * below != *above { whole - BigInt::from(1) } else { whole }
}

/// The least whole number that is not below `above/below`; `below` is at least 1.
pub(crate) fn ceil_of(above: &BigInt, below: &BigInt) -> BigInt {
    -floor_of(&-above, below)
}

/// The greatest common divisor of machine words; zero only of two zeros.
pub(crate) fn gcd_of_words(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        if let (Ok(mut x), Ok(mut y)) = (u64::try_from(a), u64::try_from(b)) {
            while y != 0 {
                (x, y) = (y, x.checked_rem(y).unwrap_or(0));
            }
            return u128::from(x);
        }
        (a, b) = (b, a.checked_rem(b).unwrap_or(0));
    }
    a
}

/// A quotient of machine words in lowest terms; nothing for a divisor of zero, or where 128 bits are too few.
fn reduced(above: i128, below: i128) -> Option<Rational> {
    let (above, below) = if below < 0 { (above.checked_neg()?, below.checked_neg()?) } else { (above, below) };
    let by = i128::try_from(gcd_of_words(above.unsigned_abs(), below.unsigned_abs())).ok()?;
    if below == 0 {
        return None;
    }
    Some(Rational::in_lowest_terms(above.checked_div(by)?, below.checked_div(by)?))
}

impl Rational {
    /// The fraction `above/below`.
    ///
    /// # Errors
    /// [`MeasureError::ZeroDenominator`] unless `below` is at least 1.
    pub fn new(above: i128, below: i128) -> Result<Self, MeasureError> {
        match Self::of(BigInt::from(above), BigInt::from(below)) {
            Some(made) if below > 0 => Ok(made),
            _ => {
                let found = format!("{above}/{below}");
                Err(MeasureError::ZeroDenominator { what: Dimension::Ratio, found })
            }
        }
    }

    /// A quotient in lowest terms; nothing for a divisor of zero.
    pub(crate) fn of(above: BigInt, below: BigInt) -> Option<Self> {
        if below.sign() == Sign::NoSign {
            return None;
        }
        if let Some(made) =
            i128::try_from(&above).ok().zip(i128::try_from(&below).ok()).and_then(|(a, b)| reduced(a, b))
        {
            return Some(made);
        }
        let (above, below) = if below.sign() == Sign::Minus { (-above, -below) } else { (above, below) };
        let common = gcd(&above, &below);
        Some(Self::wide(above / &common, below / common))
    }

    /// A fraction in lowest terms, in the smaller form that holds it; `below` is at least 1.
    fn wide(above: BigInt, below: BigInt) -> Self {
        match (i128::try_from(&above), i128::try_from(&below)) {
            (Ok(above), Ok(below)) => Self::in_lowest_terms(above, below),
            _ => Self(Parts::Wide(Box::new((above, below)))),
        }
    }

    /// A fraction that the caller has in lowest terms already; `below` is at least 1.
    pub(crate) const fn in_lowest_terms(above: i128, below: i128) -> Self {
        Self(Parts::Small { above, below })
    }

    pub(crate) fn above(&self) -> BigInt {
        match &self.0 {
            Parts::Small { above, .. } => BigInt::from(*above),
            Parts::Wide(parts) => parts.0.clone(),
        }
    }

    pub(crate) fn below(&self) -> BigInt {
        match &self.0 {
            Parts::Small { below, .. } => BigInt::from(*below),
            Parts::Wide(parts) => parts.1.clone(),
        }
    }

    /// Numerator and denominator of both, where machine words hold them.
    const fn small_pair(&self, other: &Self) -> Option<(i128, i128, i128, i128)> {
        match (&self.0, &other.0) {
            (Parts::Small { above: a, below: b }, Parts::Small { above: c, below: d }) => Some((*a, *b, *c, *d)),
            _ => None,
        }
    }

    /// `a·b` over `c·d` in lowest terms, where machine words hold it.
    fn small_product(a: i128, b: i128, c: i128, d: i128) -> Option<Self> {
        reduced(a.checked_mul(b)?, c.checked_mul(d)?)
    }

    /// The sum.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let small = |(a, b, c, d): (i128, i128, i128, i128)| {
            reduced(a.checked_mul(d)?.checked_add(c.checked_mul(b)?)?, b.checked_mul(d)?)
        };
        self.small_pair(other).and_then(small).unwrap_or_else(|| {
            let above = self.above() * other.below() + other.above() * self.below();
            Self::of(above, self.below() * other.below()).unwrap_or_default()
        })
    }

    /// The difference.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        let small = |(a, b, c, d): (i128, i128, i128, i128)| {
            reduced(a.checked_mul(d)?.checked_sub(c.checked_mul(b)?)?, b.checked_mul(d)?)
        };
        self.small_pair(other).and_then(small).unwrap_or_else(|| {
            let above = self.above() * other.below() - other.above() * self.below();
            Self::of(above, self.below() * other.below()).unwrap_or_default()
        })
    }

    /// The product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        let small = self.small_pair(other).and_then(|(a, b, c, d)| Self::small_product(a, c, b, d));
        small
            .unwrap_or_else(|| Self::of(self.above() * other.above(), self.below() * other.below()).unwrap_or_default())
    }

    /// The quotient; nothing for a divisor of zero.
    #[must_use]
    pub fn over(&self, other: &Self) -> Option<Self> {
        let small = self.small_pair(other).and_then(|(a, b, c, d)| Self::small_product(a, d, b, c));
        small.or_else(|| Self::of(self.above() * other.below(), self.below() * other.above()))
    }

    /// The greatest whole number that is not above it, if 128 bits hold it.
    #[must_use]
    pub fn floor(&self) -> Option<i128> {
        match &self.0 {
            Parts::Small { above, below } => above.checked_div_euclid(*below),
            Parts::Wide(parts) => i128::try_from(floor_of(&parts.0, &parts.1)).ok(),
        }
    }

    /// The least whole number that is not below it, if 128 bits hold it.
    #[must_use]
    pub fn ceil(&self) -> Option<i128> {
        i128::try_from(ceil_of(&self.above(), &self.below())).ok()
    }

    /// Less than zero, zero or more.
    #[must_use]
    pub fn sign(&self) -> Ordering {
        match &self.0 {
            Parts::Small { above, .. } => above.cmp(&0),
            Parts::Wide(parts) => parts.0.sign().cmp(&Sign::NoSign),
        }
    }
}

impl Default for Rational {
    fn default() -> Self {
        Self::in_lowest_terms(0, 1)
    }
}

impl From<i128> for Rational {
    fn from(whole: i128) -> Self {
        Self::in_lowest_terms(whole, 1)
    }
}

impl From<Ratio> for Rational {
    fn from(ratio: Ratio) -> Self {
        Self::in_lowest_terms(ratio.above().into(), ratio.below().into())
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        let small = |(a, b, c, d): (i128, i128, i128, i128)| Some(a.checked_mul(d)?.cmp(&c.checked_mul(b)?));
        let wide = || (self.above() * other.below()).cmp(&(other.above() * self.below()));
        self.small_pair(other).and_then(small).unwrap_or_else(wide)
    }
}

impl fmt::Display for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Parts::Small { above, below: 1 } => write!(f, "{above}"),
            Parts::Small { above, below } => write!(f, "{above}/{below}"),
            Parts::Wide(parts) if parts.1 == BigInt::from(1) => write!(f, "{}", parts.0),
            Parts::Wide(parts) => write!(f, "{}/{}", parts.0, parts.1),
        }
    }
}

impl FromStr for Rational {
    type Err = MeasureError;
    fn from_str(text: &str) -> Result<Self, MeasureError> {
        let malformed = || MeasureError::Malformed { what: Dimension::Ratio, found: clip(text) };
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let (above, below) = text.split_once('/').unwrap_or((text, "1"));
        if text.len() > TEXT_MAX || !plain(above.strip_prefix('-').unwrap_or(above)) || !plain(below) {
            return Err(malformed());
        }
        let number = |part: &str| part.parse::<BigInt>().map_err(|_| malformed());
        let zero = || MeasureError::ZeroDenominator { what: Dimension::Ratio, found: clip(text) };
        Self::of(number(above)?, number(below)?).ok_or_else(zero)
    }
}

text_serde!(Rational, "a fraction as a string such as \"-7/3\" ‖ 写作字符串的分数，如\"-7/3\"");
