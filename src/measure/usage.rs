//! Metered use and its price.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

use super::fixed::{Scale, grouped};
use super::{Dimension, MeasureError};
use crate::terms::{Lang, terms, text_serde};

const USAGE: Scale = Scale { what: Dimension::Usage, decimals: 3, least: 0, most: 1_000_000_000_000_000 };
const PRICE: Scale = Scale { what: Dimension::UsagePrice, decimals: 6, least: 0, most: 1_000_000_000_000 };

terms! {
    /// 计量单位 — what a meter counts.
    pub enum UsageUnit: "unit of use" {
        KilowattHour = "kwh", "千瓦时", "kWh", "usage";
        Tonne = "t", "吨", "t", "usage";
        CubicMetre = "m3", "立方米", "m³", "usage";
        Gigajoule = "gj", "吉焦", "GJ", "usage";
        Hour = "hour", "小时", "h", "usage";
        Trip = "trip", "次", "trips", "usage";
    }
}

/// 用量 — how much was used: whole thousandths of a unit that stands beside it, from 0 to 10¹² units.
///
/// ```
/// use wuye::measure::Usage;
/// let used: Usage = "43.5".parse()?;
/// assert_eq!((used.thousandths(), used.to_string().as_str()), (43_500, "43.500"));
/// assert_eq!(used.grouped(), "43.5");
/// assert!("0.0005".parse::<Usage>().is_err());
/// assert!("-1".parse::<Usage>().is_err());
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Usage(i64);

impl Usage {
    /// Nothing used.
    pub const ZERO: Self = Self(0);
    /// The greatest use: 10¹² units.
    pub const MAX: Self = Self(USAGE.most);

    /// From whole thousandths of the unit.
    ///
    /// # Errors
    /// [`MeasureError::OutOfRange`] below zero or beyond 10¹² units.
    pub fn from_thousandths(thousandths: i64) -> Result<Self, MeasureError> {
        USAGE.check(thousandths).map(Self)
    }

    /// From a decimal number of units with at most three decimals.
    ///
    /// # Errors
    /// [`MeasureError::TooManyDecimals`] or [`MeasureError::OutOfRange`].
    pub fn new(units: Decimal) -> Result<Self, MeasureError> {
        USAGE.take(units).map(Self)
    }

    /// The use in thousandths of the unit.
    #[must_use]
    pub const fn thousandths(self) -> i64 {
        self.0
    }

    /// The difference, or nothing where it would be below zero.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        let left = self.0.checked_sub(other.0)?;
        (left >= 0).then_some(Self(left))
    }

    /// The sum of many; the order does not matter.
    ///
    /// # Errors
    /// [`MeasureError::Overflow`] if the total is beyond the bounds.
    pub fn sum<I: IntoIterator<Item = Self>>(uses: I) -> Result<Self, MeasureError> {
        let overflow = MeasureError::Overflow { what: Dimension::Usage };
        let total = uses.into_iter().try_fold(0_i64, |sum, usage| sum.checked_add(usage.0)).ok_or(overflow.clone())?;
        Self::from_thousandths(total).map_err(|_| overflow)
    }

    /// For prose, without decimals that are zero: `1,230` or `43.5`.
    #[must_use]
    pub fn grouped(self) -> String {
        let text = self.to_string();
        grouped(text.trim_end_matches('0').trim_end_matches('.'))
    }

    /// With its unit: `1,230吨`, `1,230 t`.
    #[must_use]
    pub fn render(self, unit: UsageUnit, lang: Lang) -> String {
        match lang {
            Lang::Zh => format!("{}{}", self.grouped(), unit.zh()),
            Lang::En => format!("{} {}", self.grouped(), unit.en()),
        }
    }
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&USAGE.write(self.0))
    }
}

impl FromStr for Usage {
    type Err = MeasureError;
    fn from_str(text: &str) -> Result<Self, MeasureError> {
        USAGE.read(text).map(Self)
    }
}

text_serde!(
    Usage,
    "a metered use as a string such as \"43.5\" (a JSON number may lose a decimal) ‖ 写作字符串的用量，如\"43.5\"（JSON数字可能丢失小数）"
);

/// 用量单价 — yuan for one unit of use: millionths of a yuan, from 0 to 10⁶ yuan.
///
/// ```
/// use wuye::measure::UsagePrice;
/// let water: UsagePrice = "3.45".parse()?;
/// assert_eq!((water.micro(), water.to_string().as_str()), (3_450_000, "3.450000"));
/// // 43 t in fen, as a fraction: 14835 and nothing left over
/// let (above, below) = water.exact_for("43".parse()?);
/// assert_eq!((above / below, above % below), (14_835, 0));
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct UsagePrice(i64);

impl UsagePrice {
    /// From millionths of a yuan.
    ///
    /// # Errors
    /// [`MeasureError::OutOfRange`] below 0 or above 10⁶ yuan.
    pub fn from_micro(micro: i64) -> Result<Self, MeasureError> {
        PRICE.check(micro).map(Self)
    }

    /// The price in millionths of a yuan.
    #[must_use]
    pub const fn micro(self) -> i64 {
        self.0
    }

    /// The exact price of a use as a fraction of fen: what stands above the line, what below. Always fits.
    #[must_use]
    pub fn exact_for(self, used: Usage) -> (i128, i128) {
        // A millionth of a yuan is 1/10,000 fen, a use counts in thousandths: at most 10¹² × 10¹⁵ above the line.
        (i128::from(self.0).saturating_mul(i128::from(used.0)), 10_000_000)
    }

    /// Without decimals that are zero beyond the fen: `3.45`.
    #[must_use]
    pub fn short(self) -> String {
        let text = self.to_string();
        let trimmed = text.trim_end_matches('0');
        let decimals = trimmed.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let cut = trimmed.len().saturating_add(2_usize.saturating_sub(decimals));
        text.get(..cut).unwrap_or(&text).to_owned()
    }
}

impl fmt::Display for UsagePrice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&PRICE.write(self.0))
    }
}

impl FromStr for UsagePrice {
    type Err = MeasureError;
    fn from_str(text: &str) -> Result<Self, MeasureError> {
        PRICE.read(text).map(Self)
    }
}

text_serde!(
    UsagePrice,
    "a price in yuan as a string such as \"3.45\" (a JSON number may lose a decimal) ‖ 写作字符串的单价（元），如\"3.45\"（JSON数字可能丢失小数）"
);
