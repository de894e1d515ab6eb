//! 按需分配 — a pool shared out by need, and who pays for whom.

use serde::Serialize;

use super::member::twice;
use super::{MemberId, PoolError};
use crate::measure::Money;
use crate::measure::apportion::largest_remainder;
use crate::terms::Lang;

/// 成员上限 — the most members of a pool.
pub const POOL_MEMBERS_MAX: usize = 100_000;
/// 表格上限 — the most cells of a table of who pays for whom.
pub const CELLS_MAX: usize = 1_000_000;

/// 按需分配结果 — what each member receives of a pool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PoolShares {
    /// What each member receives, in the order given: never more than its need.
    pub parts: Vec<(MemberId, Money)>,
    /// 未满足 — what is needed beyond the pool.
    pub unfunded: Money,
    /// 结余 — what the pool holds beyond all needs.
    pub left: Money,
}

impl PoolShares {
    /// In one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (members, unfunded, left) = (self.parts.len(), self.unfunded, self.left);
        match lang {
            Lang::Zh => format!("按需分给{members}个成员，尚缺{unfunded}元，结余{left}元。"),
            Lang::En => format!("shared by need among {members} member(s); unfunded {unfunded} yuan, left {left} yuan"),
        }
    }
}

/// A sum of amounts that are not negative.
fn total(list: &[(MemberId, Money)], side: &'static str) -> Result<i64, PoolError> {
    if list.len() > POOL_MEMBERS_MAX {
        return Err(PoolError::TooMany { most: POOL_MEMBERS_MAX, found: list.len() });
    }
    if let Some(id) = twice(list.iter().map(|(id, _)| id)) {
        return Err(PoolError::MemberTwice { id });
    }
    if let Some((id, found)) = list.iter().find(|(_, amount)| amount.is_negative()) {
        return Err(PoolError::Negative { what: side, id: id.clone(), found: *found });
    }
    let sum = list.iter().try_fold(0_i64, |sum, (_, amount)| sum.checked_add(amount.fen()));
    sum.filter(|sum| *sum <= Money::MAX.fen()).ok_or(PoolError::TooMuch { most: Money::MAX })
}

fn weights(list: &[i64]) -> Vec<u64> {
    list.iter().map(|fen| u64::try_from(*fen).unwrap_or(0)).collect()
}

/// The parts of a total that is not above the sum of the weights; none is above its weight.
fn split(total: i64, of: &[i64]) -> Vec<i64> {
    // Where all weights are zero so is the total, and so is every part.
    largest_remainder(total, &weights(of)).unwrap_or_else(|_| vec![0; of.len()])
}

/// 按需分配 — shares a pool out by need, not by area: who needs nothing receives nothing, nobody receives more than the
/// need, and what is not funded is reported.
///
/// A member with a surplus has a need of zero. Its surplus does not enter the pool by itself: that takes a decision of
/// its owners.
///
/// # Errors
/// [`PoolError`]: too many members, a member twice, a negative need or pool, needs beyond the bound of money.
///
/// ```
/// use wuye::bundle::{MemberId, share_pool};
/// let needs = [("a", "90000"), ("b", "0"), ("c", "60000"), ("d", "150000")];
/// let needs = needs.map(|(id, yuan)| (id.parse::<MemberId>().unwrap(), yuan.parse().unwrap()));
/// let shares = share_pool(&needs, "200000".parse()?)?;
/// let parts: Vec<String> = shares.parts.iter().map(|(_, part)| part.to_string()).collect();
/// assert_eq!(parts, ["60000.00", "0.00", "40000.00", "100000.00"]);
/// assert_eq!(shares.unfunded, "100000".parse()?);
/// # Ok::<(), wuye::Error>(())
/// ```
pub fn share_pool(needs: &[(MemberId, Money)], pool: Money) -> Result<PoolShares, PoolError> {
    let needed = total(needs, "need")?;
    if pool.is_negative() {
        return Err(PoolError::NegativePool { found: pool });
    }
    let list: Vec<i64> = needs.iter().map(|(_, need)| need.fen()).collect();
    let parts = split(pool.fen().min(needed), &list);
    let money = |fen: i64| Money::from_fen(fen).unwrap_or(Money::ZERO);
    Ok(PoolShares {
        parts: needs.iter().zip(parts).map(|((id, _), part)| (id.clone(), money(part))).collect(),
        unfunded: money(needed.saturating_sub(pool.fen()).max(0)),
        left: money(pool.fen().saturating_sub(needed).max(0)),
    })
}

/// 互助表 — who pays for whom: one row for each payer, one column for each receiver.
///
/// Each row adds up to what its payer gives, each column to what its receiver gets, and no cell is negative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PayTable {
    /// The payers, in the order given.
    pub payers: Vec<MemberId>,
    /// The receivers, in the order given.
    pub receivers: Vec<MemberId>,
    /// The amounts, row by row.
    pub rows: Vec<Vec<Money>>,
}

impl PayTable {
    /// One line for each payment that is not zero.
    #[must_use]
    pub fn render(&self, lang: Lang) -> Vec<String> {
        let mut lines = Vec::new();
        for (payer, row) in self.payers.iter().zip(&self.rows) {
            for (receiver, amount) in self.receivers.iter().zip(row).filter(|(_, amount)| !amount.is_zero()) {
                lines.push(match lang {
                    Lang::Zh => format!("「{payer}」为「{receiver}」承担{amount}元。"),
                    Lang::En => format!("`{payer}` pays {amount} yuan for `{receiver}`"),
                });
            }
        }
        lines
    }
}

/// 谁为谁承担 — splits what the payers give over what the receivers get, each payer in proportion to what is still to be
/// received.
///
/// # Errors
/// [`PoolError`]: as [`share_pool`]; more than [`CELLS_MAX`] cells; payers and receivers that do not come to the same.
///
/// ```
/// use wuye::bundle::{MemberId, who_pays};
/// let list = |all: &[(&str, &str)]| -> Vec<(MemberId, _)> {
///     all.iter().map(|(id, yuan)| (id.parse().unwrap(), yuan.parse().unwrap())).collect()
/// };
/// let table = who_pays(&list(&[("rooms", "100"), ("yard", "50")]), &list(&[("a", "30"), ("b", "120")]))?;
/// assert_eq!(table.rows[0].iter().map(ToString::to_string).collect::<Vec<_>>(), ["20.00", "80.00"]);
/// assert_eq!(table.rows[1].iter().map(ToString::to_string).collect::<Vec<_>>(), ["10.00", "40.00"]);
/// # Ok::<(), wuye::Error>(())
/// ```
pub fn who_pays(payers: &[(MemberId, Money)], receivers: &[(MemberId, Money)]) -> Result<PayTable, PoolError> {
    let (given, received) = (total(payers, "payment")?, total(receivers, "receipt")?);
    let cells = payers.len().saturating_mul(receivers.len());
    if cells > CELLS_MAX {
        return Err(PoolError::TooManyCells { most: CELLS_MAX, found: cells });
    }
    let money = |fen: i64| Money::from_fen(fen).unwrap_or(Money::ZERO);
    if given != received {
        return Err(PoolError::Unequal { given: money(given), received: money(received) });
    }
    let mut still: Vec<i64> = receivers.iter().map(|(_, amount)| amount.fen()).collect();
    let mut rows = Vec::with_capacity(payers.len());
    for (_, amount) in payers {
        // A payment is at most what is still to be received, so no part is above what its receiver still gets.
        let parts = split(amount.fen(), &still);
        for (rest, part) in still.iter_mut().zip(&parts) {
            *rest = rest.saturating_sub(*part);
        }
        rows.push(parts.into_iter().map(money).collect());
    }
    let ids = |list: &[(MemberId, Money)]| list.iter().map(|(id, _)| id.clone()).collect();
    Ok(PayTable { payers: ids(payers), receivers: ids(receivers), rows })
}
