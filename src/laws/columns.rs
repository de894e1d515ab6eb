//! Laws of batches over columns.

use super::*;

// ------------------------------------------------------------------------------------------------ columns

/// 成列 — what columns give for each row is what the row gives by itself.
///
/// # Errors
/// [`Law::ColumnsAgree`], at the first row that differs, or without a place where the numbers of rows do.
///
/// ```
/// use wuye::laws::columns_agree;
/// assert!(columns_agree(&[129_85], &[129_85]).is_ok());
/// assert!(columns_agree(&[129_85], &[129_84]).is_err());
/// ```
pub fn columns_agree<T: PartialEq + fmt::Debug>(alone: &[T], columns: &[T]) -> Result<(), LawViolation> {
    same(Law::ColumnsAgree, count(alone.len()), count(columns.len()))?;
    for (at, (alone, column)) in alone.iter().zip(columns).enumerate() {
        if alone != column {
            let said = |value: &T| Said::text(&format!("{value:?}"));
            return Err(LawViolation::one(Law::ColumnsAgree, at, said(alone), said(column)));
        }
    }
    Ok(())
}

/// 分片合计 — the results of the parts of a batch, put together in any order and grouping, are that of the whole: from the
/// first to the last, from the last to the first, and each half by itself.
///
/// # Errors
/// [`Law::ShardsMerge`], at 0, 1 or 2 for these three ways.
///
/// ```
/// use wuye::laws::shards_merge;
/// assert!(shards_merge(&6, &[1, 2, 3], |a, b| a + b).is_ok());
/// assert!(shards_merge(&6, &[1, 2, 3], |a, _| a).is_err());
/// ```
pub fn shards_merge<R: Clone + PartialEq + fmt::Debug>(
    whole: &R,
    parts: &[R],
    merge: impl Fn(R, R) -> R,
) -> Result<(), LawViolation> {
    let forwards = |parts: &[R]| parts.iter().cloned().reduce(&merge);
    let backwards = parts.iter().rev().cloned().reduce(&merge);
    let (one, two) = parts.split_at_checked(parts.len() / 2).unwrap_or((parts, &[]));
    let halves = forwards(one).into_iter().chain(forwards(two)).reduce(&merge);
    for (at, found) in [forwards(parts), backwards, halves].into_iter().enumerate() {
        let Some(found) = found else { continue };
        if found != *whole {
            let said = |value: &R| Said::text(&format!("{value:?}"));
            return Err(LawViolation::one(Law::ShardsMerge, at, said(whole), said(&found)));
        }
    }
    Ok(())
}
