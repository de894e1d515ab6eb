//! Money and Area: the two fixed-point quantities that add up.

use std::fmt;
use std::ops::Neg;
use std::str::FromStr;

use rust_decimal::Decimal;

use super::fixed::{Scale, grouped, narrow};
use super::{Dimension, MeasureError};
use crate::terms::text_serde;

const MONEY: Scale =
    Scale { what: Dimension::Money, decimals: 2, least: -1_000_000_000_000_000, most: 1_000_000_000_000_000 };
const AREA: Scale = Scale { what: Dimension::Area, decimals: 2, least: 0, most: 1_000_000_000_000_000 };

/// 金额 — an exact amount of money: whole fen, from −10¹³ to 10¹³ yuan.
///
/// Read from text of at most two decimals, written with exactly two. Money is never a JSON number: other readers
/// turn those into binary fractions. Arithmetic is checked and returns an error beyond the bounds; only negation,
/// which cannot leave them, has an operator.
///
/// ```
/// use wuye::measure::Money;
/// let fee: Money = "300.00".parse()?;
/// let parking = Money::from_fen(9_000)?;
/// assert_eq!(fee.plus(parking)?.to_string(), "390.00");
/// assert_eq!(Money::from_wan("29.2".parse().unwrap())?.to_string(), "292000.00");
/// assert!("12.345".parse::<Money>().is_err());
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Money(i64);

impl Money {
    /// No money.
    pub const ZERO: Self = Self(0);
    /// The greatest amount: 10¹³ yuan.
    pub const MAX: Self = Self(MONEY.most);

    /// From whole fen (分).
    ///
    /// # Errors
    /// [`MeasureError::OutOfRange`] beyond ±10¹³ yuan.
    pub fn from_fen(fen: i64) -> Result<Self, MeasureError> {
        MONEY.check(fen).map(Self)
    }

    /// From a decimal number of yuan (元) with at most two decimals.
    ///
    /// # Errors
    /// [`MeasureError::TooManyDecimals`] or [`MeasureError::OutOfRange`].
    pub fn from_yuan(yuan: Decimal) -> Result<Self, MeasureError> {
        MONEY.take(yuan).map(Self)
    }

    /// From ten thousands of yuan (万元), the unit of most letters: 29.2 is 292,000.00 yuan.
    ///
    /// # Errors
    /// As [`Money::from_yuan`]; at most six decimals, since a fen is 0.000001 万元.
    pub fn from_wan(wan: Decimal) -> Result<Self, MeasureError> {
        let yuan = wan.checked_mul(Decimal::from(10_000)).ok_or(MeasureError::Overflow { what: Dimension::Money })?;
        Self::from_yuan(yuan)
    }

    /// From an exact result in fen that may be too large.
    pub(crate) fn from_wide(fen: Option<i128>) -> Result<Self, MeasureError> {
        Self::from_fen(narrow(Dimension::Money, fen)?).map_err(|_| MeasureError::Overflow { what: Dimension::Money })
    }

    /// The amount in fen.
    #[must_use]
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// The amount in yuan as a decimal with two decimals.
    #[must_use]
    pub fn yuan(self) -> Decimal {
        MONEY.to_decimal(self.0)
    }

    /// Whether the amount is below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Whether the amount is zero.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sum.
    ///
    /// # Errors
    /// [`MeasureError::Overflow`] beyond the bounds, as for all arithmetic of this type.
    pub fn plus(self, other: Self) -> Result<Self, MeasureError> {
        Self::from_wide(i128::from(self.0).checked_add(i128::from(other.0)))
    }

    /// The difference.
    ///
    /// # Errors
    /// [`MeasureError::Overflow`] beyond the bounds.
    pub fn minus(self, other: Self) -> Result<Self, MeasureError> {
        Self::from_wide(i128::from(self.0).checked_sub(i128::from(other.0)))
    }

    /// The amount with the other sign; the operator `-` does the same.
    #[must_use]
    pub const fn negated(self) -> Self {
        Self(self.0.saturating_neg())
    }

    /// The amount a whole number of times.
    ///
    /// # Errors
    /// [`MeasureError::Overflow`] beyond the bounds.
    pub fn times(self, n: i64) -> Result<Self, MeasureError> {
        Self::from_wide(i128::from(self.0).checked_mul(i128::from(n)))
    }

    /// The sum of many amounts; the order does not matter, since only the total is checked against the bounds.
    ///
    /// # Errors
    /// [`MeasureError::Overflow`] if the total is beyond the bounds.
    pub fn sum<I: IntoIterator<Item = Self>>(amounts: I) -> Result<Self, MeasureError> {
        let total = amounts.into_iter().try_fold(0_i128, |sum, m| sum.checked_add(i128::from(m.0)));
        Self::from_wide(total)
    }

    /// For prose: `28,800.00`.
    #[must_use]
    pub fn grouped(self) -> String {
        grouped(&self.to_string())
    }
}

impl Neg for Money {
    type Output = Self;
    /// The amount with the other sign; never panics, since the bounds are symmetric.
    fn neg(self) -> Self {
        self.negated()
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&MONEY.write(self.0))
    }
}

impl FromStr for Money {
    type Err = MeasureError;
    fn from_str(text: &str) -> Result<Self, MeasureError> {
        MONEY.read(text).map(Self)
    }
}

text_serde!(
    Money,
    "money in yuan as a string such as \"12.50\" (a JSON number may lose fen) ‖ 写作字符串的金额（元），如\"12.50\"（JSON数字可能丢失分）"
);

/// 面积 — an exact area: whole hundredths of a square metre, from 0 to 10¹³ m².
///
/// The register shows two decimals; three are refused. A single unit holds at most 10⁶ m² and a compound at most
/// 10⁸ m², which their own constructors check.
///
/// ```
/// use wuye::measure::Area;
/// let flat: Area = "89.55".parse()?;
/// assert_eq!(flat.hundredths(), 8_955);
/// assert!("89.555".parse::<Area>().is_err());
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Area(i64);

impl Area {
    /// No area.
    pub const ZERO: Self = Self(0);
    /// The greatest area of one unit: 10⁶ m².
    pub const UNIT_MAX: Self = Self(100_000_000);
    /// The greatest area of one compound: 10⁸ m².
    pub const COMPOUND_MAX: Self = Self(10_000_000_000);
    /// The greatest sum of areas: 10¹³ m².
    pub const MAX: Self = Self(AREA.most);

    /// From whole hundredths of a square metre.
    ///
    /// # Errors
    /// [`MeasureError::OutOfRange`] below zero or beyond 10¹³ m².
    pub fn from_hundredths(hundredths: i64) -> Result<Self, MeasureError> {
        AREA.check(hundredths).map(Self)
    }

    /// From a decimal number of square metres with at most two decimals.
    ///
    /// # Errors
    /// [`MeasureError::TooManyDecimals`] or [`MeasureError::OutOfRange`].
    pub fn from_m2(m2: Decimal) -> Result<Self, MeasureError> {
        AREA.take(m2).map(Self)
    }

    /// The area in hundredths of a square metre.
    #[must_use]
    pub const fn hundredths(self) -> i64 {
        self.0
    }

    /// The area in square metres as a decimal with two decimals.
    #[must_use]
    pub fn m2(self) -> Decimal {
        AREA.to_decimal(self.0)
    }

    /// The sum.
    ///
    /// # Errors
    /// [`MeasureError::Overflow`] beyond the bounds.
    pub fn plus(self, other: Self) -> Result<Self, MeasureError> {
        Self::sum([self, other])
    }

    /// The difference, or nothing where it would be below zero.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        let left = self.0.checked_sub(other.0)?;
        (left >= 0).then_some(Self(left))
    }

    /// The sum of many areas.
    ///
    /// # Errors
    /// [`MeasureError::Overflow`] if the total is beyond the bounds.
    pub fn sum<I: IntoIterator<Item = Self>>(areas: I) -> Result<Self, MeasureError> {
        let total = areas.into_iter().try_fold(0_i128, |sum, a| sum.checked_add(i128::from(a.0)));
        let overflow = MeasureError::Overflow { what: Dimension::Area };
        AREA.check(narrow(Dimension::Area, total)?).map(Self).map_err(|_| overflow)
    }

    /// For prose, without decimals that are zero: `30,000` or `89.55`.
    #[must_use]
    pub fn grouped(self) -> String {
        grouped(self.to_string().trim_end_matches(".00"))
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&AREA.write(self.0))
    }
}

impl FromStr for Area {
    type Err = MeasureError;
    fn from_str(text: &str) -> Result<Self, MeasureError> {
        AREA.read(text).map(Self)
    }
}

text_serde!(
    Area,
    "an area in square metres as a string such as \"89.55\" (a JSON number may lose a decimal) ‖ 写作字符串的面积（平方米），如\"89.55\"（JSON数字可能丢失小数）"
);
