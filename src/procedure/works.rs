//! 改造时序 — the order of works: livelihood before uplift, underground before above ground, function before landscape.

use serde::{Deserialize, Serialize};

use super::ProcedureError;
use crate::estate::FacilityId;
use crate::measure::Day;
use crate::rule::Verdict;
use crate::terms::{Lang, terms};

/// The most works that are compared.
pub const WORKS_MAX: usize = 10_000;

terms! {
    /// 时序原则 — the three pairs, each of which says what comes first.
    pub enum Axis: "principle of order" {
        LivelihoodFirst = "livelihood_first", "先民生后提升", "livelihood before uplift", "厦住建综函〔2024〕44号";
        UndergroundFirst = "underground_first", "先地下后地上", "underground before above ground", "厦住建综函〔2024〕44号";
        FunctionFirst = "function_first", "先功能后景观", "function before landscape", "厦住建综函〔2024〕44号";
    }
}

terms! {
    /// 先后 — on which side of a pair a work stands.
    pub enum Side: "side of a pair" {
        First = "first", "在先（民生、地下、功能）", "first: livelihood, underground, function", "厦住建综函〔2024〕44号";
        Second = "second", "在后（提升、地上、景观）", "second: uplift, above ground, landscape", "厦住建综函〔2024〕44号";
    }
}

/// 工程项目 — one item of works: when it begins, and on which side of each pair it stands, where that is stated.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Work {
    /// What is built.
    pub id: FacilityId,
    /// The day on which it begins.
    pub begins: Day,
    /// 民生 or 提升.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub livelihood: Option<Side>,
    /// 地下 or 地上.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub underground: Option<Side>,
    /// 功能 or 景观.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<Side>,
}

impl Work {
    /// Its side of a pair.
    #[must_use]
    pub const fn side(&self, axis: Axis) -> Option<Side> {
        match axis {
            Axis::LivelihoodFirst => self.livelihood,
            Axis::UndergroundFirst => self.underground,
            Axis::FunctionFirst => self.function,
        }
    }
}

/// 时序倒置 — a work that begins before one that should come first.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct OutOfOrder {
    /// Which principle.
    pub axis: Axis,
    /// The work that begins too early, and when.
    pub early: (FacilityId, Day),
    /// The last to begin of those that come first, and when.
    pub before: (FacilityId, Day),
}

impl OutOfOrder {
    /// By how many days it is too early: it could begin on the day on which the other begins.
    #[must_use]
    pub fn days(&self) -> i64 {
        self.early.1.days_until(self.before.1)
    }

    /// Which work, by how many days, against which principle.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (axis, days) = (self.axis.render(lang), self.days());
        let (early, before) = (&self.early.0, &self.before.0);
        match lang {
            Lang::Zh => format!("不满足：{axis}：「{early}」早于「{before}」{days}日开工。"),
            Lang::En => format!(
                "not met: {axis}: `{early}` begins {days} day{} before `{before}`.",
                if days == 1 { "" } else { "s" }
            ),
        }
    }
}

/// 时序答复 — what is out of order, and what could be if more were stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WorksOrder {
    /// What is out of order: for each pair, in the order of the list.
    pub violations: Vec<OutOfOrder>,
    /// Works whose side of a pair is not stated and may matter (待查明).
    pub unstated: Vec<(FacilityId, Axis)>,
}

impl WorksOrder {
    /// Unmet if anything is out of order, else unknown if a side that may matter is not stated, else met.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match (self.violations.is_empty(), self.unstated.is_empty()) {
            (false, _) => Verdict::Unmet,
            (true, false) => Verdict::Unknown,
            (true, true) => Verdict::Met,
        }
    }

    /// The verdict, then one line for each work that is out of order or not stated.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let verdict = self.verdict();
        let mut lines = vec![match lang {
            Lang::Zh => format!("{verdict:#}：先民生后提升、先地下后地上、先功能后景观。"),
            Lang::En => format!(
                "{}: livelihood before uplift, underground before above ground, function before landscape.",
                verdict.en()
            ),
        }];
        lines.extend(self.violations.iter().map(|violation| violation.render(lang)));
        lines.extend(self.unstated.iter().map(|(id, axis)| match lang {
            Lang::Zh => format!("待查明：「{id}」在“{axis:#}”中的先后未见填报。"),
            Lang::En => format!("unknown: on which side of {} `{id}` stands is not stated.", axis.en()),
        }));
        lines.join("\n")
    }
}

/// Holds dated works against the three pairs. Each pair is a condition of its own: a work of its second side may not
/// begin before one of its first side does. Works of one side, and works that begin on one day, are in no order. The
/// letter does not say whether what comes first must be finished, so the days of beginning are compared; nor does it
/// rank the pairs, so a work that comes first in one and second in another is in order only beside its like on one day.
///
/// ```
/// use wuye::procedure::{Side, Work, order_of_works};
/// use wuye::rule::Verdict;
/// use wuye::terms::Lang;
/// let work = |id: &str, begins: &str, function| Work {
///     id: id.parse().unwrap(), begins: begins.parse().unwrap(),
///     livelihood: Some(Side::First), underground: Some(Side::First), function,
/// };
/// let garden = work("garden", "2024-03-01", Some(Side::Second));
/// let order = order_of_works(&[garden.clone(), work("pipes", "2024-03-02", Some(Side::First))])?;
/// assert_eq!(order.violations[0].render(Lang::Zh), "不满足：先功能后景观：「garden」早于「pipes」1日开工。");
/// assert_eq!(order_of_works(&[garden.clone(), work("pipes", "2024-03-01", Some(Side::First))])?.verdict(), Verdict::Met);
/// assert_eq!(order_of_works(&[garden, work("pipes", "2024-03-02", None)])?.verdict(), Verdict::Unknown);
/// # Ok::<(), wuye::procedure::ProcedureError>(())
/// ```
///
/// # Errors
/// [`ProcedureError::TooMany`] for more than [`WORKS_MAX`].
pub fn order_of_works(works: &[Work]) -> Result<WorksOrder, ProcedureError> {
    if works.len() > WORKS_MAX {
        return Err(ProcedureError::TooMany { most: WORKS_MAX, found: works.len() });
    }
    let mut order = WorksOrder { violations: Vec::new(), unstated: Vec::new() };
    for axis in Axis::ALL {
        check_axis(works, *axis, &mut order);
    }
    Ok(order)
}

fn check_axis(works: &[Work], axis: Axis, order: &mut WorksOrder) {
    // Of those that come first the last one to begin tells for all; of several on one day the first in the list.
    let first = works.iter().filter(|work| work.side(axis) == Some(Side::First)).rev().max_by_key(|work| work.begins);
    let at = |work: &Work| (work.id.clone(), work.begins);
    if let Some(first) = first {
        let second = works.iter().filter(|work| work.side(axis) == Some(Side::Second));
        let early = second.filter(|work| work.begins < first.begins);
        order.violations.extend(early.map(|work| OutOfOrder { axis, early: at(work), before: at(first) }));
    }
    // A side that is not stated may be either.
    let may_be = |side| works.iter().filter(move |work| work.side(axis).is_none_or(|stated| stated == side));
    let last_first = may_be(Side::First).map(|work| work.begins).max();
    let earliest_second = may_be(Side::Second).map(|work| work.begins).min();
    let matters = |work: &&Work| {
        last_first.is_some_and(|last| work.begins < last) || earliest_second.is_some_and(|early| early < work.begins)
    };
    let unstated = works.iter().filter(|work| work.side(axis).is_none()).filter(matters);
    order.unstated.extend(unstated.map(|work| (work.id.clone(), axis)));
}
