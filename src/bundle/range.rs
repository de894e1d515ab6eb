//! Amounts that are known, or known to lie between two; and amounts of a year, spread over months.

use crate::balance::MoneyRange;
use crate::measure::{Dimension, MeasureError, Money, Rounding, Share};

/// An amount that is known.
pub(super) const fn known(amount: Money) -> MoneyRange {
    MoneyRange { least: Some(amount), most: Some(amount) }
}

fn both(
    a: Option<Money>,
    b: Option<Money>,
    of: fn(Money, Money) -> Result<Money, MeasureError>,
) -> Result<Option<Money>, MeasureError> {
    match (a, b) {
        (Some(a), Some(b)) => of(a, b).map(Some),
        _ => Ok(None),
    }
}

/// The sum of two ranges.
pub(super) fn plus(a: MoneyRange, b: MoneyRange) -> Result<MoneyRange, MeasureError> {
    Ok(MoneyRange { least: both(a.least, b.least, Money::plus)?, most: both(a.most, b.most, Money::plus)? })
}

/// The difference of two ranges.
pub(super) fn minus(a: MoneyRange, b: MoneyRange) -> Result<MoneyRange, MeasureError> {
    Ok(MoneyRange { least: both(a.least, b.most, Money::minus)?, most: both(a.most, b.least, Money::minus)? })
}

/// An amount of a year, as a fraction of fen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Yearly {
    above: i128,
    /// At least 1.
    below: i128,
}

impl Yearly {
    pub const NOTHING: Self = Self { above: 0, below: 1 };

    /// A share of an amount.
    pub fn share(amount: Money, share: Share) -> Self {
        let above = i128::from(amount.fen()).saturating_mul(share.above().into());
        Self { above, below: i128::from(share.below()).max(1) }
    }

    pub fn whole(amount: Money) -> Self {
        Self { above: amount.fen().into(), below: 1 }
    }

    pub fn less(self, cost: Money) -> Self {
        Self { above: self.above.saturating_sub(i128::from(cost.fen()).saturating_mul(self.below)), ..self }
    }

    /// What has come in after so many months, rounded once: parts of a span add up to the span.
    fn after(self, months: u32) -> Result<Money, MeasureError> {
        let above = self.above.checked_mul(months.into());
        let below = self.below.checked_mul(12);
        match (above, below) {
            (Some(above), Some(below)) => Rounding::default().round(above, below),
            _ => Err(MeasureError::Overflow { what: Dimension::Money }),
        }
    }

    const fn is_below_zero(self) -> bool {
        self.above < 0
    }
}

/// What flows in each year from one month up to another; no end where it is not known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flow {
    pub least: Option<Yearly>,
    pub most: Option<Yearly>,
    pub from: u32,
    pub to: u32,
}

impl Flow {
    pub const fn exact(each: Yearly, from: u32, to: u32) -> Self {
        Self { least: Some(each), most: Some(each), from, to }
    }

    /// The same where it is not known whether it flows at all.
    pub fn perhaps(self) -> Self {
        let least = self.least.map(|each| if each.is_below_zero() { each } else { Yearly::NOTHING });
        let most = self.most.map(|each| if each.is_below_zero() { Yearly::NOTHING } else { each });
        Self { least, most, ..self }
    }

    /// What flows before the end of so many months.
    pub fn until(&self, months: u32) -> Result<MoneyRange, MeasureError> {
        let to = months.min(self.to).max(self.from);
        let between = |each: Option<Yearly>| -> Result<Option<Money>, MeasureError> {
            let Some(each) = each else { return Ok(if to == self.from { Some(Money::ZERO) } else { None }) };
            each.after(to)?.minus(each.after(self.from)?).map(Some)
        };
        Ok(MoneyRange { least: between(self.least)?, most: between(self.most)? })
    }
}
