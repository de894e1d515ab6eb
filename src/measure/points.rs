//! Points of a score, exact in hundredths.

use std::fmt;
use std::str::FromStr;

use super::fixed::Scale;
use super::{Dimension, MeasureError};
use crate::terms::text_serde;

const POINTS: Scale = Scale { what: Dimension::Points, decimals: 2, least: -100_000_000_000, most: 100_000_000_000 };

/// 分 — points of a score: whole hundredths of a point, within ±10⁹ points. Ten times 0.1 is 1, and an edge at 90 is 90.
///
/// ```
/// use wuye::measure::Points;
/// let tenth: Points = "0.1".parse()?;
/// assert_eq!(Points::sum([tenth; 10])?, "1".parse()?);
/// assert_eq!("-4.50".parse::<Points>()?.to_string(), "-4.5");
/// assert!("0.125".parse::<Points>().is_err());
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Points(i64);

impl Points {
    /// No points.
    pub const ZERO: Self = Self(0);
    /// The lowest score.
    pub const MIN: Self = Self(POINTS.least);
    /// The highest score.
    pub const MAX: Self = Self(POINTS.most);

    /// From whole hundredths of a point.
    ///
    /// # Errors
    /// [`MeasureError::OutOfRange`] beyond ±10⁹ points.
    pub fn from_hundredths(hundredths: i64) -> Result<Self, MeasureError> {
        POINTS.check(hundredths).map(Self)
    }

    /// The points in hundredths.
    #[must_use]
    pub const fn hundredths(self) -> i64 {
        self.0
    }

    /// The sum of many; the order does not matter.
    ///
    /// # Errors
    /// [`MeasureError::Overflow`] if the total is beyond the bounds.
    pub fn sum<I: IntoIterator<Item = Self>>(points: I) -> Result<Self, MeasureError> {
        let overflow = MeasureError::Overflow { what: Dimension::Points };
        let sum = points.into_iter().fold(0_i128, |sum, points| sum.saturating_add(i128::from(points.0)));
        i64::try_from(sum).ok().and_then(|sum| Self::from_hundredths(sum).ok()).ok_or(overflow)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = POINTS.write(self.0);
        f.pad(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl FromStr for Points {
    type Err = MeasureError;
    fn from_str(text: &str) -> Result<Self, MeasureError> {
        POINTS.read(text).map(Self)
    }
}

text_serde!(Points, "points as a string such as \"83\" or \"0.1\" ‖ 写作字符串的分值，如\"83\"、\"0.1\"");
