//! Laws of a bundle's books, and of a nucleolus by the coalitions that are tight.

use super::*;
use crate::bundle::{BundleStatement, Game, Outturn};
use crate::measure::Rational;

// ------------------------------------------------------------------------------------------------ books

/// The ends of a sum of ranges; an end is open where one of theirs is.
fn added(ranges: &[MoneyRange]) -> (Option<i128>, Option<i128>) {
    let end = |of: fn(&MoneyRange) -> Option<Money>| {
        let ends: Option<Vec<i128>> = ranges.iter().map(|range| of(range).map(fen)).collect();
        ends.map(sum)
    };
    (end(|range| range.least), end(|range| range.most))
}

fn ends(range: &MoneyRange) -> (Option<i128>, Option<i128>) {
    (range.least.map(fen), range.most.map(fen))
}

fn one_range(
    law: Law,
    at: usize,
    expected: (Option<i128>, Option<i128>),
    found: MoneyRange,
) -> Result<(), LawViolation> {
    if expected == ends(&found) {
        return Ok(());
    }
    Err(LawViolation::one(law, at, Said::text(&format!("{expected:?}")), Said::Range(found)))
}

/// 打包收支 — members add up to the bundle to the fen, each gap is cost less revenue, and at each end the pool goes to
/// needs: rows and columns of who pays for whom close, what is given and left is the pool, what is received and
/// unfunded are the needs, and the last balance of cash is what is left less what is unfunded and the works.
///
/// # Errors
/// [`Law::BundleAddsUp`]: at the member for a gap; else after all members, in the order above.
///
/// ```
/// use wuye::{laws, testkit};
/// testkit::holds_for(20, testkit::bundle_statement(), laws::bundle_adds_up);
/// ```
pub fn bundle_adds_up(statement: &BundleStatement) -> Result<(), LawViolation> {
    let law = Law::BundleAddsUp;
    for (at, member) in statement.members.iter().enumerate() {
        let (cost, revenue) = (ends(&member.cost), ends(&member.revenue));
        let less = |cost: Option<i128>, revenue: Option<i128>| Some(cost?.saturating_sub(revenue?));
        one_range(law, at, (less(cost.0, revenue.1), less(cost.1, revenue.0)), member.gap)?;
    }
    let after = statement.members.len();
    let of = |part: fn(&crate::bundle::MemberAccount) -> MoneyRange| {
        added(&statement.members.iter().map(part).collect::<Vec<_>>())
    };
    one_range(law, after, of(|member| member.revenue), statement.revenue)?;
    one_range(law, after, of(|member| member.cost), statement.cost)?;
    one_range(law, after, of(|member| member.gap), statement.gap)?;
    let worst = (statement.worst.as_ref(), statement.works.most, statement.resources_net.least);
    let best = (statement.best.as_ref(), statement.works.least, statement.resources_net.most);
    for (at, (outturn, works, resources)) in [worst, best].into_iter().enumerate() {
        let Some(outturn) = outturn else { continue };
        let gaps = |member: &crate::bundle::MemberAccount| if at == 0 { member.gap.most } else { member.gap.least };
        let gaps: Option<Vec<i128>> = statement.members.iter().map(|member| gaps(member).map(fen)).collect();
        let (Some(gaps), Some(works), Some(resources)) = (gaps, works, resources) else {
            return Err(LawViolation::new(law, Said::Nothing, Said::text(outturn.end.code())));
        };
        outturn_closes(outturn, fen(resources), sum(gaps), fen(works))?;
    }
    Ok(())
}

fn outturn_closes(found: &Outturn, resources: i128, gap: i128, works: i128) -> Result<(), LawViolation> {
    let law = Law::BundleAddsUp;
    let received: Vec<i128> = found.shares.parts.iter().map(|(_, part)| fen(*part)).collect();
    let given: Vec<i128> = found.pays.rows.iter().map(|row| sum(row.iter().map(|cell| fen(*cell)))).collect();
    let columns = found.pays.receivers.iter().enumerate();
    let columns: Vec<i128> = columns
        .map(|(at, _)| sum(found.pays.rows.iter().filter_map(|row| row.get(at)).map(|cell| fen(*cell))))
        .collect();
    if columns != received || found.pays.rows.iter().flatten().any(|cell| cell.is_negative()) {
        return Err(LawViolation::new(law, Said::Number(sum(received)), Said::Number(sum(columns))));
    }
    let (left, unfunded) = (fen(found.shares.left), fen(found.shares.unfunded));
    same(law, fen(found.pool), sum(given).saturating_add(left))?;
    if left > 0 && unfunded > 0 {
        return Err(LawViolation::new(law, Said::Number(0), Said::Number(left.min(unfunded))));
    }
    // All together: what members lack, less what resources bring, with what members keep left out.
    let kept = sum(found.kept.iter().map(|(_, amount)| fen(*amount)));
    let closing = resources.saturating_sub(gap).saturating_sub(kept);
    same(law, closing, left.saturating_sub(unfunded))?;
    same(law, closing.saturating_sub(works), fen(found.cash.closing()))
}

// ------------------------------------------------------------------------------------------------ games

/// The most members of a game whose coalitions this law lists.
const BALANCED_MEMBERS: usize = 8;

fn member_of(coalition: usize, at: usize) -> bool {
    u32::try_from(at).ok().and_then(|at| coalition.checked_shr(at)).is_some_and(|rest| rest & 1 == 1)
}

/// A row of whole numbers over their greatest common divisor.
fn reduced(row: &mut [i128]) {
    let common = row.iter().fold(0_i128, |common, entry| {
        let (mut a, mut b) = (common, entry.saturating_abs());
        while b != 0 {
            (a, b) = (b, a.checked_rem(b).unwrap_or(0));
        }
        a
    });
    for entry in row {
        *entry = entry.checked_div(common).unwrap_or(0);
    }
}

/// Takes as much of `by` from `row` as makes its entry at `column` zero; `by` has one above zero there.
fn cleared(row: &mut [i128], by: &[i128], column: usize) {
    let (own, pivot) = (row.get(column).copied().unwrap_or(0), by.get(column).copied().unwrap_or(1));
    for (entry, other) in row.iter_mut().zip(by) {
        *entry = entry.saturating_mul(pivot).saturating_sub(other.saturating_mul(own));
    }
    reduced(row);
}

/// Whether columns, each weighed by a number that is not below zero, can add up to `right`: unknowns of their own hold
/// the equations at first, and are driven out by the rule of the lowest number, which never goes in a circle.
fn reachable(columns: &[Vec<i128>], right: &[i128]) -> bool {
    let (number, equations) = (columns.len(), right.len());
    let mut rows: Vec<Vec<i128>> = Vec::with_capacity(equations);
    for (at, right) in right.iter().enumerate() {
        let sign = if *right < 0 { -1 } else { 1 };
        let own = columns.iter().map(|column| column.get(at).copied().unwrap_or(0).saturating_mul(sign));
        let unit = (0..equations).map(|other| i128::from(other == at));
        rows.push(own.chain(unit).chain([right.saturating_mul(sign)]).collect());
    }
    let mut basis: Vec<usize> = (number..number.saturating_add(equations)).collect();
    // How far the equations are from holding, less what each column would take of it.
    let width = number.saturating_add(equations).saturating_add(1);
    let mut far: Vec<i128> =
        (0..width).map(|at| sum(rows.iter().filter_map(|row| row.get(at)).copied()).saturating_neg()).collect();
    far.iter_mut().skip(number).take(equations).for_each(|own| *own = 0);
    while let Some(entering) = far.iter().take(number).position(|cost| *cost < 0) {
        let mut leaving: Option<(i128, i128, usize, usize)> = None;
        for (at, (row, name)) in rows.iter().zip(&basis).enumerate() {
            let (Some(entry), Some(right)) = (row.get(entering).filter(|entry| **entry > 0), row.last()) else {
                continue;
            };
            let less = leaving.is_none_or(|(least, of, other, _)| {
                let (one, two) = (right.saturating_mul(of), least.saturating_mul(*entry));
                one < two || (one == two && *name < other)
            });
            if less {
                leaving = Some((*right, *entry, *name, at));
            }
        }
        let Some((_, _, _, at)) = leaving else { return false };
        let Some(pivot) = rows.get(at).cloned() else { return false };
        let others = rows.iter_mut().enumerate().filter(|(other, _)| *other != at).map(|(_, row)| row);
        others.chain([&mut far]).for_each(|row| cleared(row, &pivot, entering));
        if let Some(name) = basis.get_mut(at) {
            *name = entering;
        }
    }
    far.last() == Some(&0)
}

/// Whether weights above zero for these coalitions, and not below zero for these members alone, cover every member
/// exactly once.
fn balanced(coalitions: &[usize], alone: &[usize], number: usize) -> bool {
    let vector = |coalition: usize| (0..number).map(|at| i128::from(member_of(coalition, at))).collect::<Vec<_>>();
    let mut columns: Vec<Vec<i128>> = coalitions.iter().map(|coalition| vector(*coalition)).collect();
    // Each of the coalitions once and some more is as often all as is needed.
    let once = (0..number).map(|at| sum(columns.iter().filter_map(|column| column.get(at)).copied()).saturating_neg());
    let once: Vec<i128> = once.collect();
    columns.extend(alone.iter().map(|at| (0..number).map(|other| i128::from(other == *at)).collect()));
    columns.push(vec![-1; number]);
    reachable(&columns, &once)
}

/// How many of these coalitions do not follow from the others.
fn rank(coalitions: &[usize], number: usize) -> usize {
    let mut rows: Vec<(usize, Vec<i128>)> = Vec::new();
    for coalition in coalitions {
        let mut row: Vec<i128> = (0..number).map(|at| i128::from(member_of(*coalition, at))).collect();
        for (start, by) in &rows {
            cleared(&mut row, by, *start);
        }
        if let Some(start) = row.iter().position(|entry| *entry != 0) {
            if row.get(start).is_some_and(|entry| *entry < 0) {
                row.iter_mut().for_each(|entry| *entry = entry.saturating_neg());
            }
            rows.push((start, row));
        }
    }
    rows.len()
}

/// 核仁 — the shares add up; and whatever level of excess is taken, the coalitions at or above it are balanced: weights
/// above zero cover every member exactly once (Kohlberg 1971). With `individual` nobody has less than it gains alone,
/// and those who have just that may take part with any weight.
///
/// Nothing of it is found by lowering excesses: it tests a split, whoever made it.
///
/// # Errors
/// [`Law::CoalitionsBalanced`], at the coalition with the lowest number at the level that fails; at the member who has
/// less than alone; without a place for the sum. Games of more than eight members are passed over.
///
/// ```
/// use wuye::{laws, testkit};
/// testkit::holds_for(10, testkit::game(), |game| {
///     laws::coalitions_balanced(game, &game.prenucleolus().unwrap().shares, false)
/// });
/// ```
pub fn coalitions_balanced(game: &Game, shares: &[Rational], individual: bool) -> Result<(), LawViolation> {
    let law = Law::CoalitionsBalanced;
    let number = game.members().len();
    same(law, count(number), count(shares.len()))?;
    if number > BALANCED_MEMBERS {
        return Ok(());
    }
    let all = game.values().len().saturating_sub(1);
    let excess = |coalition: usize| {
        let value = Rational::from(game.values().get(coalition).map_or(0, |value| fen(*value)));
        let given = shares.iter().enumerate().filter(|(at, _)| member_of(coalition, *at));
        given.fold(value, |rest, (_, share)| rest.minus(share))
    };
    let missing = excess(all);
    if missing != Rational::default() {
        return Err(LawViolation::new(law, Said::Number(0), Said::text(&missing.to_string())));
    }
    let mut alone = Vec::new();
    if individual {
        for at in 0..number {
            let own = u32::try_from(at).ok().and_then(|at| 1_usize.checked_shl(at)).map(excess).unwrap_or_default();
            match own.sign() {
                std::cmp::Ordering::Greater => {
                    return Err(LawViolation::one(law, at, Said::AtMost(0), Said::text(&own.to_string())));
                }
                std::cmp::Ordering::Equal => alone.push(at),
                std::cmp::Ordering::Less => {}
            }
        }
    }
    let mut order: Vec<(Rational, usize)> = (1..all).map(|coalition| (excess(coalition), coalition)).collect();
    order.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut taken: Vec<usize> = Vec::new();
    for level in order.chunk_by(|a, b| a.0 == b.0) {
        taken.extend(level.iter().map(|(_, coalition)| *coalition));
        if !balanced(&taken, &alone, number) {
            let first = level.first().map_or(0, |(_, coalition)| *coalition);
            let most = level.first().map(|(excess, _)| excess.to_string()).unwrap_or_default();
            return Err(LawViolation::one(law, first, Said::Nothing, Said::text(&most)));
        }
        // Once they determine every share, what lies below is balanced with them.
        if rank(&taken, number) == number {
            break;
        }
    }
    Ok(())
}
