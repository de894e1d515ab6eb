//! Laws of settlements and of the owners' money.

use super::*;
use crate::measure::Share;
use crate::money::{Movement, Purse, Side};

// ------------------------------------------------------------------------------------------------ the owners' money

/// 各项资金合计 — every purse holds what came to it less what left it, and all purses together what came from outside.
///
/// # Errors
/// [`Law::PursesClose`]: at the place of the purse in [`Purse::ALL`], or after all of them for the sum.
///
/// ```
/// use wuye::laws::purses_close;
/// use wuye::measure::Money;
/// use wuye::money::{Movement, Purse, Side};
/// let ads = Movement {
///     id: "ads".parse().unwrap(), on: "2026-01-05".parse().unwrap(),
///     from: Side::Outside, to: Side::Purse(Purse::CommonRevenue), amount: "100".parse().unwrap(),
/// };
/// let held = |purse| Some(if purse == Purse::CommonRevenue { "100".parse().unwrap() } else { Money::ZERO });
/// assert!(purses_close(&[ads.clone()], held).is_ok());
/// assert!(purses_close(&[ads], |_| Some(Money::ZERO)).is_err());
/// ```
pub fn purses_close<F: Fn(Purse) -> Option<Money>>(movements: &[Movement], held: F) -> Result<(), LawViolation> {
    let law = Law::PursesClose;
    let of = |side: Side| {
        let moved = movements.iter().map(|movement| {
            let (left, came) = (i128::from(movement.from == side), i128::from(movement.to == side));
            fen(movement.amount).saturating_mul(came.saturating_sub(left))
        });
        sum(moved)
    };
    let mut total = 0_i128;
    for (at, purse) in Purse::ALL.iter().enumerate() {
        let expected = of(Side::Purse(*purse));
        let Some(found) = held(*purse) else {
            return Err(LawViolation::one(law, at, Said::Number(expected), Said::Nothing));
        };
        if fen(found) != expected {
            return Err(LawViolation::one(law, at, Said::Number(expected), Said::Number(fen(found))));
        }
        total = total.saturating_add(fen(found));
    }
    let outside = of(Side::Outside).saturating_neg();
    if outside == total {
        return Ok(());
    }
    Err(LawViolation::one(law, Purse::ALL.len(), Said::Number(outside), Said::Number(total)))
}

/// 所见结算 — a settlement of which everything is known, as plain values, whoever computed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettlementSeen {
    /// What was received.
    pub receipts: Money,
    /// Each expense and whether the service may bear it.
    pub expenses: Vec<(Money, Standing)>,
    /// Tax on a lump sum; nothing on commission.
    pub tax: Option<Money>,
    /// The provider's part.
    pub provider: Money,
    /// The owners' part.
    pub owners: Money,
}

impl SettlementSeen {
    /// A settlement of this crate as plain values; nothing where a result is a range.
    #[must_use]
    pub fn of(settlement: &crate::balance::Settlement) -> Option<Self> {
        let lump = settlement.terms().form() == crate::mode::ChargingForm::LumpSum;
        let expenses = settlement.expenses().iter().map(|one| (one.expense().actual, one.standing())).collect();
        Some(Self {
            receipts: settlement.receipts(),
            expenses,
            tax: settlement.tax().filter(|_| lump),
            provider: settlement.provider().exact()?,
            owners: settlement.owners().exact()?,
        })
    }
}

/// 结算相抵 — what was received is what usable cost, tax, the provider and the owners have of it: what the service may not
/// bear stands outside.
///
/// # Errors
/// [`Law::SettlementCloses`].
pub fn settlement_closes(seen: &SettlementSeen) -> Result<(), LawViolation> {
    let borne = seen.expenses.iter().filter(|(_, standing)| *standing == Standing::Usable).map(|(cost, _)| fen(*cost));
    let parts = [sum(borne), seen.tax.map_or(0, fen), fen(seen.provider), fen(seen.owners)];
    same(Law::SettlementCloses, fen(seen.receipts), sum(parts))
}

/// 酬金倒算 — the fund that covers a cost and a commission of a share of the fund: what the share leaves of it is the cost,
/// to the nearest fen of the fund.
///
/// # Errors
/// [`Law::GrossedUp`].
///
/// ```
/// use wuye::laws::grossed_up;
/// let m = |yuan: &str| yuan.parse().unwrap();
/// let eight = "8/100".parse().unwrap();
/// assert!(grossed_up(m("1000000"), eight, m("1086956.52")).is_ok());
/// assert!(grossed_up(m("1000000"), eight, m("1080000")).is_err()); // eight percent of the cost
/// ```
pub fn grossed_up(cost: Money, share: Share, fund: Money) -> Result<(), LawViolation> {
    let (whole, left) =
        (i128::from(share.below()), i128::from(share.below()).saturating_sub(i128::from(share.above())));
    let exact = fen(cost).saturating_mul(whole);
    let found = fen(fund).saturating_mul(left);
    // Twice the distance is at most one fen of the fund.
    let off = exact.saturating_sub(found).saturating_abs().saturating_mul(2);
    if left > 0 && off <= left {
        return Ok(());
    }
    let nearest = exact.checked_div(left).map_or(Said::Nothing, Said::Number);
    Err(LawViolation::new(Law::GrossedUp, nearest, Said::Number(fen(fund))))
}

/// 续交界线 — a fund is topped up below the share of its first amount, and not at it.
///
/// # Errors
/// [`Law::RenewalStrict`].
///
/// ```
/// use wuye::laws::renewal_strict;
/// let m = |yuan: &str| yuan.parse().unwrap();
/// let three_tenths = "3/10".parse().unwrap();
/// assert!(renewal_strict(m("2700"), m("9000"), three_tenths, false).is_ok());
/// assert!(renewal_strict(m("2700"), m("9000"), three_tenths, true).is_err());
/// ```
pub fn renewal_strict(balance: Money, first: Money, share: Share, due: bool) -> Result<(), LawViolation> {
    let (part, line) =
        (fen(balance).saturating_mul(i128::from(share.below())), fen(first).saturating_mul(i128::from(share.above())));
    if due == (part < line) {
        return Ok(());
    }
    let said = |due: bool| Said::text(if due { "topped up" } else { "not topped up" });
    Err(LawViolation::new(Law::RenewalStrict, said(part < line), said(due)))
}

/// 一笔一用 — what was used of revenue and what is left of it is gross income less proven cost, and not less than nothing.
///
/// # Errors
/// [`Law::UsedOnce`].
///
/// ```
/// use wuye::laws::used_once;
/// let m = |yuan: &str| yuan.parse().unwrap();
/// assert!(used_once(m("120000"), m("18000"), &[m("71400"), m("30600")], m("0")).is_ok());
/// assert!(used_once(m("120000"), m("18000"), &[m("102000"), m("102000")], m("0")).is_err());
/// ```
pub fn used_once(gross: Money, proven: Money, uses: &[Money], left: Money) -> Result<(), LawViolation> {
    let net = fen(gross).saturating_sub(fen(proven)).max(0);
    if left.is_negative() {
        return Err(LawViolation::new(Law::UsedOnce, Said::AtLeast(0), Said::Number(fen(left))));
    }
    same(Law::UsedOnce, net, sum(uses.iter().map(|one| fen(*one)).chain([fen(left)])))
}
