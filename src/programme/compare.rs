//! Statistics side by side: sources that disagree, and one thing before and after.

use std::cmp::Ordering;

use serde::Serialize;

use super::figure::{figures, gap};
use super::{Agreement, Aspect, ProgrammeError, Statistic};
use crate::measure::{Approx, Ratio, Sense, grouped};
use crate::terms::Lang;

/// 比对 — two statistics side by side: in what they differ, and by how much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    first: Statistic,
    second: Statistic,
    aspects: Vec<Aspect>,
    agreement: Agreement,
}

/// 比对 — sets two statistics side by side. Nothing is averaged, chosen or mended.
///
/// They are comparable where definition, unit and scope are the same; the time may differ, and is then among the
/// aspects. *About* so many settles nothing.
///
/// ```
/// # use wuye::law::{Confidence, Locator};
/// # use wuye::measure::Approx;
/// # use wuye::programme::{AsOf, Frame, CountUnit, Definition, Reported, Scope, Statistic};
/// use wuye::programme::{Agreement, Aspect, compare};
/// # fn xiamen(document: &str, day: &str, compounds: u64) -> Statistic {
/// #     let definition = Definition {
/// #         id: "compounds".parse().unwrap(), version: 1, part: false, zh: "住宅小区".into(), en: "compounds".into(),
/// #     };
/// #     let source = wuye::estate::Source { document: document.into(), at: Locator::Whole, quote: String::new() };
/// #     let scope = Scope { place: "350200".parse().unwrap(), area: None };
/// #     let at = AsOf::On(day.parse().unwrap());
/// #     let frame = Frame { definition, scope, at, source, confidence: Confidence::PolicyLetter };
/// #     let numerator = Approx::exact(compounds);
/// #     Statistic::new(Reported { frame, unit: CountUnit::Compounds, numerator, denominator: None }).unwrap()
/// # }
/// let spring = xiamen("厦住建综函〔2024〕44号", "2024-04-24", 2_943);
/// let summer = xiamen("厦门市住房和建设局2024年8月答复", "2024-08-13", 2_853);
/// let both = compare(&spring, &summer);
/// assert_eq!((both.agreement(), both.gap()), (Agreement::Different, Some(-90)));
/// assert_eq!(both.aspects(), [Aspect::Time, Aspect::Source, Aspect::Numerator]);
/// ```
#[must_use]
pub fn compare(first: &Statistic, second: &Statistic) -> Comparison {
    let (a, b) = (&first.0, &second.0);
    let differs = [
        (Aspect::Definition, !a.frame.definition.is(&b.frame.definition)),
        (Aspect::Unit, a.unit != b.unit),
        (Aspect::Scope, a.frame.scope != b.frame.scope),
        (Aspect::Time, a.frame.at != b.frame.at),
        (Aspect::Source, a.frame.source != b.frame.source),
        (Aspect::Numerator, a.numerator != b.numerator),
        (Aspect::Denominator, a.denominator != b.denominator),
    ];
    let aspects: Vec<Aspect> = differs.into_iter().filter(|(_, differ)| *differ).map(|(aspect, _)| aspect).collect();
    let other_things = [Aspect::Definition, Aspect::Unit, Aspect::Scope].iter().any(|aspect| aspects.contains(aspect));
    let bases = a.denominator.zip(b.denominator);
    let pairs = [Some((a.numerator, b.numerator)), bases].into_iter().flatten();
    let settled: Vec<Option<Ordering>> = pairs.map(|(a, b)| settle(a, b)).collect();
    let agreement = if other_things {
        Agreement::NotComparable
    } else if settled.iter().any(|order| order.is_some_and(Ordering::is_ne)) {
        Agreement::Different
    } else if settled.iter().all(|order| *order == Some(Ordering::Equal)) {
        Agreement::Same
    } else {
        Agreement::Unsettled
    };
    Comparison { first: first.clone(), second: second.clone(), aspects, agreement }
}

/// How two numbers compare, where that can be told.
fn settle(a: Approx<u64>, b: Approx<u64>) -> Option<Ordering> {
    match (a.sense, b.sense) {
        (_, Sense::Exact) => a.compare(&b.value),
        (Sense::Exact, _) => b.compare(&a.value).map(Ordering::reverse),
        (Sense::Over, Sense::Under) if a.value >= b.value => Some(Ordering::Greater),
        (Sense::Under, Sense::Over) if a.value <= b.value => Some(Ordering::Less),
        _ => None,
    }
}

impl Comparison {
    /// The two, in the order given.
    #[must_use]
    pub const fn of(&self) -> (&Statistic, &Statistic) {
        (&self.first, &self.second)
    }

    /// In what they differ.
    #[must_use]
    pub fn aspects(&self) -> &[Aspect] {
        &self.aspects
    }

    /// What they say of each other.
    #[must_use]
    pub const fn agreement(&self) -> Agreement {
        self.agreement
    }

    /// The second number less the first, as printed; nothing for two units.
    #[must_use]
    pub fn gap(&self) -> Option<i64> {
        let (a, b) = (&self.first.0, &self.second.0);
        (a.unit == b.unit).then(|| gap(a.numerator.value, b.numerator.value))
    }

    /// The second base less the first, where both have one in one unit.
    #[must_use]
    pub fn base_gap(&self) -> Option<i64> {
        let (a, b) = (&self.first.0, &self.second.0);
        let (base, other) = a.denominator.zip(b.denominator)?;
        (a.unit == b.unit).then(|| gap(base.value, other.value))
    }

    /// The two in full and what differs, line by line.
    #[must_use]
    pub fn render(&self, lang: Lang) -> Vec<String> {
        let aspects: Vec<&str> = self.aspects.iter().map(|aspect| aspect.render(lang)).collect();
        let gap = self.gap().filter(|gap| *gap != 0).map(|gap| grouped(&format!("{gap}")));
        let mut line = match lang {
            Lang::Zh => format!("{:#}", self.agreement),
            Lang::En => self.agreement.en().to_owned(),
        };
        if let Some(gap) = gap {
            line.push_str(&match lang {
                Lang::Zh => format!("；后者减前者{gap}"),
                Lang::En => format!("; the second less the first {gap}"),
            });
        }
        if !aspects.is_empty() {
            line.push_str(&match lang {
                Lang::Zh => format!("；不同之处：{}", aspects.join("、")),
                Lang::En => format!("; they differ in {}", aspects.join(", ")),
            });
        }
        vec![self.first.render(lang), self.second.render(lang), line]
    }
}

/// 变化 — one thing before and after: 5 compounds to 1, 3.9 % to 100 %.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    before: Statistic,
    after: Statistic,
}

/// 变化 — sets the number after beside the number before.
///
/// # Errors
/// [`ProgrammeError::OtherDefinition`], [`ProgrammeError::OtherUnit`], [`ProgrammeError::OtherScope`].
///
/// ```
/// # use wuye::law::{Confidence, Locator};
/// # use wuye::measure::{Approx, RoundingMode};
/// # use wuye::programme::{AsOf, Frame, CountUnit, Definition, Reported, Scope, Statistic, percent};
/// use wuye::programme::change;
/// # fn shengguang(thousandths: u64) -> Statistic {
/// #     let definition = Definition {
/// #         id: "coverage".parse().unwrap(), version: 1, part: true, zh: "覆盖率".into(), en: "coverage".into(),
/// #     };
/// #     let source = wuye::estate::Source { document: "x".into(), at: Locator::Whole, quote: String::new() };
/// #     let scope = Scope { place: "350211".parse().unwrap(), area: Some("盛光社区".into()) };
/// #     let frame = Frame { definition, scope, at: AsOf::Undated, source, confidence: Confidence::PolicyLetter };
/// #     let (numerator, denominator) = (Approx::exact(thousandths), Some(Approx::exact(1_000)));
/// #     Statistic::new(Reported { frame, unit: CountUnit::Thousandths, numerator, denominator }).unwrap()
/// # }
/// let (before, after) = (shengguang(39), shengguang(1_000)); // 3.9 % to 100 %
/// let points = change(&before, &after)?.points().ok_or("no base")?;
/// assert_eq!(percent(points, 1, RoundingMode::HalfAwayFromZero)?, "96.1%");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn change(before: &Statistic, after: &Statistic) -> Result<Change, ProgrammeError> {
    let (a, b) = (&before.0, &after.0);
    let (expected, found) = (&a.frame.definition, &b.frame.definition);
    if !expected.is(found) {
        return Err(ProgrammeError::OtherDefinition { expected: expected.named(), found: found.named() });
    }
    if a.unit != b.unit {
        return Err(ProgrammeError::OtherUnit { expected: a.unit, found: b.unit });
    }
    if a.frame.scope != b.frame.scope {
        let (expected, found) = (a.frame.scope.clone(), b.frame.scope.clone());
        return Err(ProgrammeError::OtherScope { expected, found });
    }
    Ok(Change { before: before.clone(), after: after.clone() })
}

impl Change {
    /// Before and after.
    #[must_use]
    pub const fn of(&self) -> (&Statistic, &Statistic) {
        (&self.before, &self.after)
    }

    /// The number after less the number before, as printed.
    #[must_use]
    pub fn difference(&self) -> i64 {
        gap(self.before.0.numerator.value, self.after.0.numerator.value)
    }

    /// The share after less the share before, exactly; nothing without bases.
    #[must_use]
    pub fn points(&self) -> Option<Ratio> {
        let minus_one = Ratio::new(-1, 1).ok()?;
        let taken = self.before.share()?.times(minus_one).ok()?;
        self.after.share()?.plus(taken).ok()
    }

    /// `厦门市集美区盛光社区，物业服务覆盖率：3.9% → 100%`.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let frame = &self.before.0.frame;
        let (scope, what) = (frame.scope.render(lang), frame.definition.render(lang));
        let told = |s: &Statistic| figures(s.0.numerator, s.0.denominator, s.0.unit, frame.definition.part, lang);
        let (before, after) = (told(&self.before), told(&self.after));
        match lang {
            Lang::Zh => format!("{scope}，{what}：{before} → {after}"),
            Lang::En => format!("{scope}: {what}: {before} → {after}"),
        }
    }
}
