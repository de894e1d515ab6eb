//! Unit prices.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::fixed::Scale;
use super::{Area, Dimension, MeasureError};
use crate::terms::{Placed, terms};

const PRICE: Scale = Scale { what: Dimension::UnitPrice, decimals: 6, least: 0, most: 1_000_000_000_000 };

terms! {
    /// 计费单位 — what a unit price is a price of.
    pub enum Per: "unit of a price" {
        SquareMetre = "m2", "平方米", "square metre", "发改价格〔2003〕1864号";
        Household = "household", "户", "household", "许建政协〔2021〕18号";
        Space = "space", "车位", "parking space", "许建政协〔2021〕18号";
        Use = "use", "次", "use", "design";
    }
}

terms! {
    /// 计费周期 — how often a unit price falls due.
    pub enum Every: "time of a price" {
        Month = "month", "月", "month", "许建政协〔2021〕18号";
        Day = "day", "日", "day", "design";
        Year = "year", "年", "year", "design";
        Once = "once", "一次", "once", "design";
    }
}

/// 单价 — a price of one unit for one stretch of time: 0.08 yuan per m² and month, 50 yuan per household and month.
///
/// Millionths of a yuan inside, at most six decimals at the edge, from 0 to 10⁶ yuan.
///
/// ```
/// use wuye::measure::{Every, Per, UnitPrice};
/// let fee = UnitPrice::new("1.45".parse().unwrap(), Per::SquareMetre, Every::Month)?;
/// assert_eq!(fee.to_string(), "1.45");
/// assert_eq!(fee.render(wuye::terms::Lang::Zh), "1.45元/平方米·月");
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "PriceForm", into = "PriceForm")]
pub struct UnitPrice {
    micro: i64,
    per: Per,
    every: Every,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PriceForm {
    amount: Amount,
    per: Per,
    every: Every,
}

struct Amount(String);

impl std::str::FromStr for Amount {
    type Err = std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

crate::terms::text_serde!(
    Amount,
    "a price in yuan as a string such as \"1.45\" (a JSON number may lose a decimal) ‖ 写作字符串的单价（元），如\"1.45\"（JSON数字可能丢失小数）"
);

impl TryFrom<PriceForm> for UnitPrice {
    type Error = Placed<MeasureError>;
    fn try_from(form: PriceForm) -> Result<Self, Placed<MeasureError>> {
        Ok(Self { micro: PRICE.read(&form.amount.0)?, per: form.per, every: form.every })
    }
}

impl From<UnitPrice> for PriceForm {
    fn from(price: UnitPrice) -> Self {
        Self { amount: Amount(price.to_string()), per: price.per, every: price.every }
    }
}

impl UnitPrice {
    /// From a decimal number of yuan with at most six decimals.
    ///
    /// # Errors
    /// [`MeasureError::TooManyDecimals`], or [`MeasureError::OutOfRange`] below 0 or above 10⁶ yuan.
    pub fn new(yuan: Decimal, per: Per, every: Every) -> Result<Self, MeasureError> {
        Ok(Self { micro: PRICE.take(yuan)?, per, every })
    }

    /// From millionths of a yuan.
    ///
    /// # Errors
    /// [`MeasureError::OutOfRange`] below 0 or above 10⁶ yuan.
    pub fn from_micro(micro: i64, per: Per, every: Every) -> Result<Self, MeasureError> {
        Ok(Self { micro: PRICE.check(micro)?, per, every })
    }

    /// The price in millionths of a yuan.
    #[must_use]
    pub const fn micro(self) -> i64 {
        self.micro
    }

    /// What it is a price of.
    #[must_use]
    pub const fn per(self) -> Per {
        self.per
    }

    /// How often it falls due.
    #[must_use]
    pub const fn every(self) -> Every {
        self.every
    }

    /// The exact price of a number of things for a number of periods, as a fraction of fen: numerator, denominator.
    pub(crate) fn exact_for(self, things: Things, periods: u32) -> Option<(i128, i128)> {
        // A millionth of a yuan is 1/10,000 fen; an area counts in hundredths of a square metre.
        let (count, below) = match things {
            Things::Count(n) => (i128::from(n), 10_000),
            Things::Area(area) => (i128::from(area.hundredths()), 1_000_000),
        };
        let above = i128::from(self.micro).checked_mul(count)?.checked_mul(i128::from(periods))?;
        Some((above, below))
    }

    /// For prose: `1.45元/平方米·月`, `1.45 yuan per square metre and month`.
    #[must_use]
    pub fn render(self, lang: crate::terms::Lang) -> String {
        use crate::terms::Lang;
        match (lang, self.every) {
            (Lang::Zh, Every::Once) => format!("{self}元/{:#}（一次）", self.per),
            (Lang::Zh, every) => format!("{self}元/{:#}·{every:#}", self.per),
            (Lang::En, Every::Once) => format!("{self} yuan per {}, once", self.per.en()),
            (Lang::En, every) => format!("{self} yuan per {} and {}", self.per.en(), every.en()),
        }
    }
}

/// How many of the things a price is a price of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Things {
    Count(u64),
    Area(Area),
}

impl fmt::Display for UnitPrice {
    /// The amount in yuan, with two to six decimals.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = PRICE.write(self.micro);
        let trimmed = text.trim_end_matches('0');
        let decimals = trimmed.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let cut = trimmed.len().saturating_add(2_usize.saturating_sub(decimals));
        f.pad(text.get(..cut).unwrap_or(&text))
    }
}
