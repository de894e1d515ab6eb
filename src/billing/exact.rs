//! Exact amounts: fractions of fen, before the one point at which they are rounded.

use std::cmp::Ordering;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::measure::{MeasureError, Money, Rounding, RoundingMode, Share};

/// 精确金额 — an amount before rounding: a fraction of fen in lowest terms, written `842016/5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Exact {
    // INVARIANT: in lowest terms, `below` at least 1.
    above: i128,
    below: i128,
}

impl Exact {
    pub(crate) const ZERO: Self = Self { above: 0, below: 1 };
    pub(crate) const ONE: Self = Self { above: 1, below: 1 };

    pub(crate) fn whole(n: i64) -> Self {
        Self { above: i128::from(n), below: 1 }
    }

    /// In lowest terms; nothing for a `below` under 1 or beyond i128.
    pub(crate) fn new(above: i128, below: i128) -> Option<Self> {
        if below < 1 {
            return None;
        }
        let (mut a, mut b) = (above, below);
        while b != 0 {
            (a, b) = (b, a.checked_rem(b)?);
        }
        let common = a.checked_abs()?;
        Some(Self { above: above.checked_div(common)?, below: below.checked_div(common)? })
    }

    pub(crate) fn of(amount: Money) -> Self {
        Self { above: i128::from(amount.fen()), below: 1 }
    }

    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        // Most sums are of amounts over one number, or of whole fen.
        if self.below == other.below {
            return Self::new(self.above.checked_add(other.above)?, self.below);
        }
        let common = Self::new(self.below, other.below)?;
        // common = self.below : other.below in lowest terms, so this is the least number below both.
        let one = self.above.checked_mul(common.below)?;
        let two = other.above.checked_mul(common.above)?;
        Self::new(one.checked_add(two)?, self.below.checked_mul(common.below)?)
    }

    pub(crate) fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { above: other.above.checked_neg()?, below: other.below })
    }

    /// Taken `above/below` times; crosswise reduced first, so that it overflows only where the result does.
    pub(crate) fn times(self, above: i128, below: i128) -> Option<Self> {
        let one = Self::new(self.above, below)?;
        let two = Self::new(above, self.below)?;
        Self::new(one.above.checked_mul(two.above)?, one.below.checked_mul(two.below)?)
    }

    pub(crate) fn part(self, share: Share) -> Option<Self> {
        self.times(i128::from(share.above()), i128::from(share.below()))
    }

    pub(crate) fn round(self, rounding: Rounding) -> Result<Money, MeasureError> {
        rounding.round(self.above, self.below)
    }

    /// The greatest whole number of steps of so many fen that is not above it.
    pub(crate) fn floor(self, step: i64) -> Option<Money> {
        let below = self.below.checked_mul(i128::from(step))?;
        let mode = if self.above < 0 { RoundingMode::Up } else { RoundingMode::Down };
        Money::from_wide(mode.divide(self.above, below)?.checked_mul(i128::from(step))).ok()
    }

    /// The number of fen above the line.
    #[must_use]
    pub const fn above(self) -> i128 {
        self.above
    }

    /// The number below the line, at least 1.
    #[must_use]
    pub const fn below(self) -> i128 {
        self.below
    }

    /// The amount in yuan for prose, with its decimals up to the eighth; more of them are three dots: `1,684.032`,
    /// `96.77419354…`.
    #[must_use]
    pub fn grouped(self) -> String {
        let whole = Money::from_wide(self.above.checked_div(self.below)).unwrap_or(Money::MAX);
        let rest = self.above.checked_rem(self.below).unwrap_or(0);
        let (mut rest, mut digits) = (rest.unsigned_abs(), String::new());
        for _ in 0..6 {
            let ten = rest.saturating_mul(10);
            let digit = ten.checked_div(self.below.unsigned_abs()).unwrap_or(0);
            rest = ten.checked_rem(self.below.unsigned_abs()).unwrap_or(0);
            digits.push_str(&digit.to_string());
        }
        let sign = if self.above < 0 && whole.is_zero() { "-" } else { "" };
        let (decimals, dots) = if rest == 0 { (digits.trim_end_matches('0'), "") } else { (digits.as_str(), "…") };
        format!("{sign}{}{decimals}{dots}", whole.grouped())
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    /// By whole parts, then by what is left turned over, as in Euclid's algorithm: nothing is multiplied.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut one, mut two, mut turned) = (*self, *other, false);
        loop {
            let whole = |x: Self| x.above.div_euclid(x.below);
            let (a, b) = (whole(one), whole(two));
            let order = a.cmp(&b);
            if order != Ordering::Equal {
                return if turned { order.reverse() } else { order };
            }
            let rest = |x: Self| x.above.rem_euclid(x.below);
            let order = match (rest(one), rest(two)) {
                (0, 0) => Some(Ordering::Equal),
                (0, _) => Some(Ordering::Less),
                (_, 0) => Some(Ordering::Greater),
                (a, b) => {
                    (one, two) = (Self { above: one.below, below: a }, Self { above: two.below, below: b });
                    None
                }
            };
            if let Some(order) = order {
                return if turned { order.reverse() } else { order };
            }
            turned = !turned;
        }
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.above, self.below)
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
