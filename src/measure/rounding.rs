//! Rounding is data: how, to what, and when.

use serde::{Deserialize, Serialize};

use super::{Dimension, MeasureError, Money};
use crate::terms::terms;

terms! {
    /// 舍入方式 — how an exact amount becomes a whole number of units.
    pub enum RoundingMode: "rounding mode" {
        HalfAwayFromZero = "half_away_from_zero", "四舍五入", "half away from zero: 0.5 to 1, -0.5 to -1", "usage of Chinese ledgers";
        HalfEven = "half_even", "四舍六入五成双", "half to the even neighbour: 0.5 to 0, 1.5 to 2", "GB/T 8170-2008 (from knowledge)";
        Up = "up", "进位", "away from zero: 0.1 to 1, -0.1 to -1", "design";
        Down = "down", "去尾", "towards zero: 0.9 to 0, -0.9 to 0", "design";
    }
}

terms! {
    /// 舍入单位 — the unit to which an amount is rounded.
    pub enum RoundingUnit: "rounding unit" {
        Fen = "fen", "分", "0.01 yuan", "design";
        Jiao = "jiao", "角", "0.10 yuan", "design";
        Yuan = "yuan", "元", "whole yuan, as many paper ledgers keep", "design";
    }
}

terms! {
    /// 舍入时点 — the one point at which an exact amount is rounded.
    pub enum RoundingPoint: "rounding point" {
        Line = "line", "逐项", "each line of a bill", "design";
        Bill = "bill", "整单", "each bill as a whole", "design";
        Period = "period", "逐期", "each period of a line, then added", "design";
        Year = "year", "逐年", "each year of a line, then added", "design";
    }
}

/// 舍入规则 — mode × unit × point. The default is 四舍五入 to the fen, line by line.
///
/// ```
/// use wuye::measure::{Rounding, RoundingMode, RoundingUnit};
/// let half_up = Rounding::default();
/// // 0.50 yuan × 40.91 m² = 20.455 yuan.
/// assert_eq!(half_up.round(20_455, 10)?.to_string(), "20.46");
/// let yuan = Rounding { unit: RoundingUnit::Yuan, ..half_up };
/// assert_eq!(yuan.round(168_403_200, 1_000)?.to_string(), "1684.00");
/// let even = Rounding { mode: RoundingMode::HalfEven, ..half_up };
/// assert_eq!(even.round(25, 2)?.to_string(), "0.12");
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// How.
    pub mode: RoundingMode,
    /// To what.
    pub unit: RoundingUnit,
    /// When.
    pub point: RoundingPoint,
}

impl Default for Rounding {
    fn default() -> Self {
        Self { mode: RoundingMode::HalfAwayFromZero, unit: RoundingUnit::Fen, point: RoundingPoint::Line }
    }
}

impl Rounding {
    /// Rounds the exact amount of `above/below` fen once.
    ///
    /// # Errors
    /// [`MeasureError::ZeroDenominator`] unless `below` is at least 1; [`MeasureError::Overflow`] beyond the bounds of
    /// money.
    pub fn round(self, above: i128, below: i128) -> Result<Money, MeasureError> {
        if below < 1 {
            let found = format!("{above}/{below}");
            return Err(MeasureError::ZeroDenominator { what: Dimension::Money, found });
        }
        let fen_per_unit: i128 = match self.unit {
            RoundingUnit::Fen => 1,
            RoundingUnit::Jiao => 10,
            RoundingUnit::Yuan => 100,
        };
        let units = below.checked_mul(fen_per_unit).and_then(|below| self.mode.divide(above, below));
        Money::from_wide(units.and_then(|units| units.checked_mul(fen_per_unit)))
    }
}

impl RoundingMode {
    /// The quotient as a whole number; nothing for a divisor below 1 or beyond i128.
    pub(crate) fn divide(self, above: i128, below: i128) -> Option<i128> {
        if below < 1 {
            return None;
        }
        let (below_abs, negative) = (below.unsigned_abs(), above < 0);
        let whole = above.unsigned_abs().checked_div(below_abs)?;
        let rest = above.unsigned_abs().checked_rem(below_abs)?;
        // rest < below, so comparing it with what is left of below tells the half without doubling.
        let half = rest.cmp(&below_abs.checked_sub(rest)?);
        let away = rest != 0
            && match self {
                Self::HalfAwayFromZero => half.is_ge(),
                Self::HalfEven => half.is_gt() || (half.is_eq() && whole.checked_rem(2) == Some(1)),
                Self::Up => true,
                Self::Down => false,
            };
        let size = i128::try_from(whole.checked_add(u128::from(away))?).ok()?;
        if negative { size.checked_neg() } else { Some(size) }
    }
}
