//! The least of a linear form over whole equations, exactly.

use num_bigint::BigInt;

use crate::measure::Rational;

/// A tableau over the common denominator `scale`: every division in it leaves nothing over, since each entry is a
/// minor of the first one (Edmonds 1967). The rows hold minors of vectors of 0, 1 and −1 and stay small; costs may be
/// of any size.
struct Tableau {
    rows: Vec<Vec<i128>>,
    /// The variable of each row.
    basis: Vec<usize>,
    /// Costs of the first phase (how far the equations are from holding) and of the second.
    costs: [Vec<BigInt>; 2],
    scale: i128,
}

/// What was found.
pub(super) struct Optimum {
    /// The least value.
    pub value: Rational,
    /// One price for each equation.
    pub prices: Vec<Rational>,
    /// The variables that are above zero.
    pub positive: Vec<usize>,
}

impl Tableau {
    fn at(&self, row: usize, column: usize) -> i128 {
        self.rows.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0)
    }

    fn pivot(&mut self, row: usize, column: usize) {
        let Some(mut turned) = self.rows.get(row).cloned() else { return };
        if self.at(row, column) < 0 {
            for entry in &mut turned {
                *entry = entry.saturating_neg();
            }
        }
        let pivot = turned.get(column).copied().unwrap_or(1);
        let scale = self.scale;
        for entries in &mut self.rows {
            let factor = entries.get(column).copied().unwrap_or(0);
            for (entry, own) in entries.iter_mut().zip(&turned) {
                let moved = entry.saturating_mul(pivot).saturating_sub(factor.saturating_mul(*own));
                *entry = moved.checked_div(scale).unwrap_or(0);
            }
        }
        for costs in &mut self.costs {
            let factor = costs.get(column).cloned().unwrap_or_default();
            for (cost, own) in costs.iter_mut().zip(&turned) {
                *cost = (&*cost * pivot - &factor * *own) / scale;
            }
        }
        if let (Some(place), Some(name)) = (self.rows.get_mut(row), self.basis.get_mut(row)) {
            (*place, *name) = (turned, column);
        }
        self.scale = pivot;
    }

    /// Lowers the costs of a phase with the first `allowed` variables, by Bland's rule, which never goes in a circle.
    /// False where they have no least value.
    fn lower(&mut self, phase: usize, allowed: usize) -> bool {
        let zero = BigInt::from(0);
        loop {
            let costs = self.costs.get(phase).map_or(&[][..], Vec::as_slice);
            let Some(column) = costs.iter().take(allowed).position(|cost| *cost < zero) else { return true };
            let mut best: Option<(i128, i128, usize, usize)> = None;
            for (at, (entries, name)) in self.rows.iter().zip(&self.basis).enumerate() {
                let (Some(entry), Some(right)) = (entries.get(column), entries.last()) else { continue };
                if *entry <= 0 {
                    continue;
                }
                let less = best.is_none_or(|(other, least, of, _)| {
                    let (one, two) = (right.saturating_mul(least), other.saturating_mul(*entry));
                    one < two || (one == two && *name < of)
                });
                if less {
                    best = Some((*right, *entry, *name, at));
                }
            }
            let Some((_, _, _, row)) = best else { return false };
            self.pivot(row, column);
        }
    }
}

/// The least of `costs · y` where the columns, each weighed by its y, add up to `right`, which is not below zero, and
/// no y is below zero; nothing if no y does that or there is no least value.
pub(super) fn least(columns: &[Vec<i128>], costs: Vec<BigInt>, right: &[i128]) -> Option<Optimum> {
    let (number, equations) = (columns.len(), right.len());
    let mut rows = Vec::with_capacity(equations);
    for (at, right) in right.iter().enumerate() {
        let own = columns.iter().map(|column| column.get(at).copied().unwrap_or(0));
        let unit = (0..equations).map(|other| i128::from(other == at));
        rows.push(own.chain(unit).chain([*right]).collect::<Vec<i128>>());
    }
    let width = number.saturating_add(equations).saturating_add(1);
    let mut first: Vec<BigInt> = (0..width)
        .map(|at| -rows.iter().filter_map(|row| row.get(at)).fold(BigInt::from(0), |sum, entry| sum + *entry))
        .collect();
    for cost in first.iter_mut().skip(number).take(equations) {
        *cost = BigInt::from(0);
    }
    let mut second = costs;
    second.resize(width, BigInt::from(0));
    let basis = (number..number.saturating_add(equations)).collect();
    let mut tableau = Tableau { rows, basis, costs: [first, second], scale: 1 };
    if !tableau.lower(0, number) || tableau.costs[0].last().is_some_and(|left| *left != BigInt::from(0)) {
        return None;
    }
    // What is left of the first phase is at zero: out, or its equation follows from the others.
    for row in 0..equations {
        if tableau.basis.get(row).is_some_and(|name| *name >= number)
            && let Some(column) = (0..number).find(|column| tableau.at(row, *column) != 0)
        {
            tableau.pivot(row, column);
        }
    }
    if !tableau.lower(1, number) {
        return None;
    }
    let scale = BigInt::from(tableau.scale);
    let over = |n: &BigInt| Rational::of(n.clone(), scale.clone()).unwrap_or_default();
    let costs = &tableau.costs[1];
    let prices = costs.iter().skip(number).take(equations).map(|cost| over(&-cost)).collect();
    let value = costs.last().map(|cost| over(&-cost)).unwrap_or_default();
    let above = tableau.rows.iter().zip(&tableau.basis).filter(|(row, _)| row.last().is_some_and(|right| *right > 0));
    Some(Optimum { value, prices, positive: above.map(|(_, name)| *name).filter(|name| *name < number).collect() })
}
