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
pub struct Rational {
    above: BigInt,
    /// At least 1.
    below: BigInt,
}

/// The number without its sign, if a machine word holds it.
fn small(n: &BigInt) -> Option<u128> {
    u128::try_from(n.magnitude()).ok()
}

/// The greatest common divisor; not below zero, and zero only of two zeros.
pub(crate) fn gcd(a: &BigInt, b: &BigInt) -> BigInt {
    let (mut a, mut b) = (BigInt::from(a.magnitude().clone()), BigInt::from(b.magnitude().clone()));
    while b.sign() != Sign::NoSign {
        if let (Some(mut x), Some(mut y)) = (small(&a), small(&b)) {
            while y != 0 {
                (x, y) = (y, x.checked_rem(y).unwrap_or(0));
            }
            return BigInt::from(x);
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
        let (above, below) = if below.sign() == Sign::Minus { (-above, -below) } else { (above, below) };
        let common = gcd(&above, &below);
        if common == BigInt::from(1) {
            return Some(Self { above, below });
        }
        Some(Self { above: above / &common, below: below / common })
    }

    pub(crate) fn above(&self) -> &BigInt {
        &self.above
    }

    pub(crate) fn below(&self) -> &BigInt {
        &self.below
    }

    /// The sum.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let above = &self.above * &other.below + &other.above * &self.below;
        Self::of(above, &self.below * &other.below).unwrap_or_default()
    }

    /// The difference.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.plus(&Self { above: -&other.above, below: other.below.clone() })
    }

    /// The product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        Self::of(&self.above * &other.above, &self.below * &other.below).unwrap_or_default()
    }

    /// The quotient; nothing for a divisor of zero.
    #[must_use]
    pub fn over(&self, other: &Self) -> Option<Self> {
        Self::of(&self.above * &other.below, &self.below * &other.above)
    }

    /// The greatest whole number that is not above it, if 128 bits hold it.
    #[must_use]
    pub fn floor(&self) -> Option<i128> {
        i128::try_from(floor_of(&self.above, &self.below)).ok()
    }

    /// The least whole number that is not below it, if 128 bits hold it.
    #[must_use]
    pub fn ceil(&self) -> Option<i128> {
        i128::try_from(ceil_of(&self.above, &self.below)).ok()
    }

    /// Less than zero, zero or more.
    #[must_use]
    pub fn sign(&self) -> Ordering {
        match self.above.sign() {
            Sign::Minus => Ordering::Less,
            Sign::NoSign => Ordering::Equal,
            Sign::Plus => Ordering::Greater,
        }
    }
}

impl Default for Rational {
    fn default() -> Self {
        Self { above: BigInt::from(0), below: BigInt::from(1) }
    }
}

impl From<i128> for Rational {
    fn from(whole: i128) -> Self {
        Self { above: BigInt::from(whole), below: BigInt::from(1) }
    }
}

impl From<Ratio> for Rational {
    fn from(ratio: Ratio) -> Self {
        Self { above: BigInt::from(ratio.above()), below: BigInt::from(ratio.below()) }
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.above * &other.below).cmp(&(&other.above * &self.below))
    }
}

impl fmt::Display for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.above)?;
        if self.below == BigInt::from(1) { Ok(()) } else { write!(f, "/{}", self.below) }
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
