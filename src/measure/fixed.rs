//! Decimal text ↔ scaled integers: the one reader and the one writer for money, areas, prices and percentages.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{Dimension, MeasureError};
use crate::terms::clip;

/// The bounds and the scale of one kind of number.
pub(super) struct Scale {
    pub what: Dimension,
    pub decimals: u32,
    /// Inclusive bounds, in units of 10^-decimals.
    pub least: i64,
    pub most: i64,
}

impl Scale {
    /// Reads decimal text such as `-12.50`: an optional sign, digits, at most `decimals` digits after a point.
    pub fn read(&self, text: &str) -> Result<i64, MeasureError> {
        let malformed = || MeasureError::Malformed { what: self.what, found: clip(text) };
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || !all_digits(fraction) {
            return Err(malformed());
        }
        if digits.contains('.') && u32::try_from(fraction.len()).map_or(true, |n| n > self.decimals) {
            return Err(MeasureError::TooManyDecimals { what: self.what, allowed: self.decimals, found: clip(text) });
        }
        let value = Decimal::from_str_exact(text).map_err(|_| self.out_of_range(clip(text)))?;
        self.take(value)
    }

    /// Takes a decimal; zeros behind the last digit that counts do not count as decimals.
    pub fn take(&self, value: Decimal) -> Result<i64, MeasureError> {
        let value = value.normalize();
        if value.scale() > self.decimals {
            return Err(MeasureError::TooManyDecimals {
                what: self.what,
                allowed: self.decimals,
                found: value.to_string(),
            });
        }
        let factor = 10_i128.checked_pow(self.decimals.saturating_sub(value.scale()));
        let units = factor
            .and_then(|factor| value.mantissa().checked_mul(factor))
            .and_then(|units| i64::try_from(units).ok())
            .ok_or_else(|| self.out_of_range(value.to_string()))?;
        self.check(units)
    }

    /// Keeps units that are within the bounds.
    pub fn check(&self, units: i64) -> Result<i64, MeasureError> {
        if units < self.least || units > self.most {
            return Err(self.out_of_range(self.write(units)));
        }
        Ok(units)
    }

    /// Writes units as decimal text with exactly `decimals` decimals.
    pub fn write(&self, units: i64) -> String {
        self.to_decimal(units).to_string()
    }

    /// The value as a decimal with exactly `decimals` decimals.
    pub fn to_decimal(&self, units: i64) -> Decimal {
        // A mantissa of 64 bits and a scale of at most 6 are always within a decimal's 96 bits and 28 places.
        Decimal::try_from_i128_with_scale(i128::from(units), self.decimals).unwrap_or(Decimal::ZERO)
    }

    fn out_of_range(&self, found: String) -> MeasureError {
        MeasureError::OutOfRange {
            what: self.what,
            least: self.to_decimal(self.least).normalize().to_string(),
            most: self.to_decimal(self.most).normalize().to_string(),
            found,
        }
    }
}

/// Whole yuan or square metres with a comma between groups of three digits, for prose: `28,800.00`.
pub(crate) fn grouped(plain: &str) -> String {
    let (sign, rest) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').unwrap_or((rest, ""));
    let mut out = String::from(sign);
    let first = whole.len() % 3;
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && i % 3 == first {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// Converts an i128 result to the units of a type, or tells that it does not fit.
pub(super) fn narrow(what: Dimension, units: Option<i128>) -> Result<i64, MeasureError> {
    units.and_then(|units| units.to_i64()).ok_or(MeasureError::Overflow { what })
}
