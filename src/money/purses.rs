//! Money that moves between purses and the outside, as entries of the one ledger.

use serde::{Deserialize, Serialize};

use super::{Account, Entry, EntryId, Ledger, LedgerError, Posting, Purse};
use crate::measure::{Day, MeasureError, Money};

impl Purse {
    /// 总账户 — the account of the ledger that holds what belongs to this purse.
    #[must_use]
    pub const fn account(self) -> Account {
        match self {
            Self::Operating => Account::ServiceFund,
            Self::CommonRevenue => Account::OwnersCommonRevenue,
            Self::MaintenanceFund => Account::MaintenanceFund,
            Self::Renovation => Account::Renovation,
            Self::ProvidersOwn => Account::Provider,
        }
    }
}

/// 一方 — where money comes from or goes to: a purse, or the outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Owners who pay, tenants, offices, suppliers (区域之外).
    Outside,
    /// A purse (某项资金).
    Purse(Purse),
}

impl Side {
    /// The bank for the outside: what comes in from there lies there.
    const fn account(self) -> Account {
        match self {
            Self::Outside => Account::Bank,
            Self::Purse(purse) => purse.account(),
        }
    }
}

/// 资金变动 — an amount that goes from one side to another on a day. Of a purse it is what the purse owns that moves, not
/// where the notes lie, so money that comes in is a debit of the bank and a credit of the purse.
///
/// ```
/// use wuye::money::{Ledger, Movement, Purse, Side};
/// let mut ledger = Ledger::default();
/// let rent = Movement {
///     id: "rent-1".parse().unwrap(),
///     on: "2026-01-05".parse().unwrap(),
///     from: Side::Outside,
///     to: Side::Purse(Purse::CommonRevenue),
///     amount: "120000".parse().unwrap(),
/// };
/// ledger.post(rent.entry()?)?;
/// assert_eq!(ledger.held(Purse::CommonRevenue)?.to_string(), "120000.00");
/// assert_eq!(ledger.held(Purse::MaintenanceFund)?.to_string(), "0.00");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Movement {
    /// The id of its entry.
    pub id: EntryId,
    /// The day.
    pub on: Day,
    /// Where it comes from.
    pub from: Side,
    /// Where it goes.
    pub to: Side,
    /// How much; above zero.
    pub amount: Money,
}

impl Movement {
    /// The entry of two postings.
    ///
    /// # Errors
    /// [`LedgerError::NotPositive`], [`LedgerError::SameSide`].
    pub fn entry(&self) -> Result<Entry, LedgerError> {
        if self.amount.fen() <= 0 {
            return Err(LedgerError::NotPositive { movement: self.id.clone(), found: self.amount });
        }
        if self.from == self.to {
            return Err(LedgerError::SameSide { movement: self.id.clone() });
        }
        // What leaves a purse is a debit of its account and what reaches it a credit; the bank stands for the outside,
        // so that it is debited with what comes in.
        let of = |side: Side, amount| Posting { account: side.account(), amount };
        let postings = vec![of(self.from, self.amount), of(self.to, self.amount.negated())];
        Ok(Entry { id: self.id.clone(), on: self.on, postings, reverses: None })
    }
}

impl Ledger {
    /// 余额 — what a purse owns: the credits of its account less the debits. Below zero somebody has advanced money to
    /// it.
    ///
    /// # Errors
    /// [`MeasureError::Overflow`] if it is beyond the bounds of money.
    pub fn held(&self, purse: Purse) -> Result<Money, MeasureError> {
        self.balance(purse.account()).map(Money::negated)
    }
}
