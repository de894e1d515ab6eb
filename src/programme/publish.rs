//! Statistics for the public: small groups withheld so that nobody can compute them.

use serde::Serialize;

use super::figure::{count_text, figures};
use super::{AsOf, CountUnit, Definition, ProgrammeError, Scope, Statistic, sum};
use crate::measure::Approx;
use crate::terms::Lang;

/// The least threshold of small groups: below it nothing would be small.
pub const THRESHOLD_MIN: u64 = 2;

/// 公布行 — one group of a table: its statistic, or nothing where it is withheld.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublishedRow {
    /// Where.
    pub scope: Scope,
    /// As of when.
    pub at: AsOf,
    /// The statistic, if it is shown.
    pub shown: Option<Statistic>,
}

/// 公布合计 — the total of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PublishedTotal {
    /// How many in all.
    pub numerator: Approx<u64>,
    /// Of how many in all.
    pub denominator: Option<Approx<u64>>,
}

/// 公布表 — groups and their total, with small groups withheld, and others with them, so that the total less what is shown
/// tells none of them.
///
/// It holds no number that it does not show, and does not say which groups are small and which only cover them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Published {
    definition: Definition,
    unit: CountUnit,
    threshold: u64,
    rows: Vec<PublishedRow>,
    total: Option<PublishedTotal>,
}

/// What of a group can be computed from a table: its number, its base, and what is left of the base.
fn columns(statistic: &Statistic) -> [u64; 3] {
    let number = statistic.numerator().value;
    let base = statistic.denominator().map_or(0, |base| base.value);
    let rest = if statistic.definition().part { base.saturating_sub(number) } else { 0 };
    [number, base, rest]
}

/// What is withheld so far.
struct Hidden {
    threshold: u64,
    number: u64,
    sums: [u64; 3],
}

impl Hidden {
    fn hide(&mut self, columns: [u64; 3]) {
        self.number = self.number.saturating_add(1);
        for (sum, value) in self.sums.iter_mut().zip(columns) {
            *sum = sum.saturating_add(value);
        }
    }

    /// Whether the total less what is shown tells none of them: of each withheld number, of which a reader may know
    /// that it is not zero, so many values are possible as the threshold says.
    fn is_safe(&self) -> bool {
        let others = self.number.saturating_sub(1);
        let open = |sum: &u64| *sum == 0 || sum.saturating_sub(others) >= self.threshold;
        self.number == 0 || (self.number > 1 && self.sums.iter().all(open))
    }
}

/// 公布 — a table of groups and their total, in which every group with a number, a base or a rest of the base from 1
/// up to below `threshold` is withheld.
///
/// 1. A zero is shown: nobody is in it.
/// 2. Where the total less the groups that are shown would tell a withheld one, or leave fewer possible values for
///    it than the threshold, further groups are withheld, the smallest first; of groups alike, that which comes
///    first by place.
/// 3. Where all groups together are not enough, the total is withheld as well.
///
/// The threshold is the caller's: no text that was read sets one. One table is safe by itself; another one over the
/// same things in other groups may still tell more.
///
/// # Errors
/// [`ProgrammeError::ThresholdTooSmall`] below [`THRESHOLD_MIN`]; as [`sum`].
///
/// ```
/// # use wuye::law::{Confidence, Locator};
/// # use wuye::measure::Approx;
/// # use wuye::programme::{AsOf, Frame, CountUnit, Definition, Reported, Scope, Statistic};
/// use wuye::programme::publish;
/// # fn district(place: &str, number: u64) -> Statistic {
/// #     let definition = Definition {
/// #         id: "hardship".parse().unwrap(), version: 1, part: false, zh: "困难户".into(), en: "households".into(),
/// #     };
/// #     let source = wuye::estate::Source { document: "x".into(), at: Locator::Whole, quote: String::new() };
/// #     let scope = Scope { place: place.parse().unwrap(), area: None };
/// #     let frame = Frame { definition, scope, at: AsOf::InYear(2024), source, confidence: Confidence::CallersOwn };
/// #     let numerator = Approx::exact(number);
/// #     Statistic::new(Reported { frame, unit: CountUnit::Households, numerator, denominator: None }).unwrap()
/// # }
/// let districts = [district("350203", 3), district("350205", 40), district("350206", 12), district("350211", 0)];
/// let table = publish(&districts, 5)?;
/// let shown: Vec<_> = table.rows().iter().map(|row| row.shown.as_ref().map(|one| one.numerator().value)).collect();
/// // 3 is small; with 3 alone withheld, 55 − 40 − 12 − 0 would tell it.
/// assert_eq!(shown, [None, Some(40), None, Some(0)]);
/// assert_eq!(table.total().map(|total| total.numerator.value), Some(55));
/// assert_eq!(publish(&districts, 0).unwrap_err().code(), "threshold_too_small");
/// # Ok::<(), wuye::programme::ProgrammeError>(())
/// ```
pub fn publish(parts: &[Statistic], threshold: u64) -> Result<Published, ProgrammeError> {
    if threshold < THRESHOLD_MIN {
        return Err(ProgrammeError::ThresholdTooSmall { least: THRESHOLD_MIN, found: threshold });
    }
    let whole = sum(parts)?;
    let groups: Vec<[u64; 3]> = whole.parts().iter().map(columns).collect();
    let is_small = |columns: &[u64; 3]| columns.iter().any(|value| (1..threshold).contains(value));
    let mut hidden = Hidden { threshold, number: 0, sums: [0; 3] };
    let mut shown: Vec<bool> = groups.iter().map(|columns| !is_small(columns)).collect();
    groups.iter().filter(|columns| is_small(columns)).for_each(|columns| hidden.hide(*columns));
    // Groups without a number cover none, so they come last.
    let mut others: Vec<(usize, &[u64; 3])> =
        groups.iter().enumerate().filter(|(_, columns)| !is_small(columns) && **columns != [0; 3]).collect();
    others.sort_by_key(|(at, [number, base, _])| (*number == 0, *number, *base, *at));
    let mut others = others.into_iter();
    let mut is_safe = hidden.is_safe();
    while !is_safe {
        let Some((at, columns)) = others.next() else { break };
        hidden.hide(*columns);
        if let Some(slot) = shown.get_mut(at) {
            *slot = false;
        }
        is_safe = hidden.is_safe();
    }
    let row = |(part, shown): (&Statistic, bool)| PublishedRow {
        scope: part.reported().frame.scope.clone(),
        at: part.reported().frame.at,
        shown: shown.then(|| part.clone()),
    };
    let total = PublishedTotal { numerator: whole.numerator(), denominator: whole.denominator() };
    Ok(Published {
        definition: whole.definition().clone(),
        unit: whole.unit(),
        threshold,
        rows: whole.parts().iter().zip(shown).map(row).collect(),
        total: is_safe.then_some(total),
    })
}

impl Published {
    /// What was counted.
    #[must_use]
    pub const fn definition(&self) -> &Definition {
        &self.definition
    }

    /// What one of the count is.
    #[must_use]
    pub const fn unit(&self) -> CountUnit {
        self.unit
    }

    /// Below how many a group is small.
    #[must_use]
    pub const fn threshold(&self) -> u64 {
        self.threshold
    }

    /// The groups, by place.
    #[must_use]
    pub fn rows(&self) -> &[PublishedRow] {
        &self.rows
    }

    /// The total, unless it is withheld as well.
    #[must_use]
    pub const fn total(&self) -> Option<PublishedTotal> {
        self.total
    }

    /// How many groups are withheld.
    #[must_use]
    pub fn withheld(&self) -> usize {
        self.rows.iter().filter(|row| row.shown.is_none()).count()
    }

    /// The table line by line: what was counted and the threshold, each group, the total.
    #[must_use]
    pub fn render(&self, lang: Lang) -> Vec<String> {
        let what = self.definition.render(lang);
        let least = count_text(Approx::exact(self.threshold), self.unit, lang);
        let mut lines = vec![match lang {
            Lang::Zh => format!("{what}（不足{least}者及须一并遮盖者不公布）"),
            Lang::En => format!("{what} (groups of less than {least}, and what would tell them, are withheld)"),
        }];
        let none = match lang {
            Lang::Zh => "不公布",
            Lang::En => "withheld",
        };
        let said = |number: Option<(Approx<u64>, Option<Approx<u64>>)>| {
            let part = self.definition.part;
            number.map_or_else(|| none.to_owned(), |(number, base)| figures(number, base, self.unit, part, lang))
        };
        let line = |name: &str, told: String| match lang {
            Lang::Zh => format!("{name}：{told}"),
            Lang::En => format!("{name}: {told}"),
        };
        lines.extend(self.rows.iter().map(|row| {
            let number = row.shown.as_ref().map(|one| (one.numerator(), one.denominator()));
            line(&row.scope.render(lang), said(number))
        }));
        let total = match lang {
            Lang::Zh => "合计",
            Lang::En => "total",
        };
        lines.push(line(total, said(self.total.map(|total| (total.numerator, total.denominator)))));
        lines
    }
}
