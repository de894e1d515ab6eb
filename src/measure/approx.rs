//! Numbers that a source gives only roughly: 约、逾、余.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::terms::terms;

terms! {
    /// 确切程度 — how exactly a source gives a number.
    pub enum Sense: "sense of a number" {
        Exact = "exact", "确数", "exactly", "design";
        About = "about", "约", "about", "许建政协〔2021〕18号 (“约20万元”)";
        Over = "over", "逾（余、多）", "somewhat more than", "usage of the letters";
        Under = "under", "近", "somewhat less than", "usage of the letters";
    }
}

/// 约数 — a number with the sense in which its source gives it. An approximate number is shown as such and never
/// settles a comparison that it cannot settle: *about* 200,000 is neither at least 200,000 nor below it.
///
/// ```
/// use wuye::measure::{Approx, Money};
/// let rent = Approx::about("200000".parse::<Money>()?);
/// assert!(!rent.is_exact());
/// assert_eq!(rent.compare(&"200000".parse()?), None);
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approx<T> {
    /// The number as printed.
    pub value: T,
    /// The sense in which it is printed.
    pub sense: Sense,
}

impl<T> Approx<T> {
    /// A number that is exact.
    pub const fn exact(value: T) -> Self {
        Self { value, sense: Sense::Exact }
    }

    /// A number that is given as *about* (约).
    pub const fn about(value: T) -> Self {
        Self { value, sense: Sense::About }
    }

    /// Whether the number is exact.
    pub fn is_exact(&self) -> bool {
        self.sense == Sense::Exact
    }

    /// The sense before the value: `约200000.00`.
    #[must_use]
    pub fn render(&self, lang: crate::terms::Lang, value: &str) -> String {
        use crate::terms::Lang;
        let before = match (self.sense, lang) {
            (Sense::Exact, _) => "",
            (Sense::About, Lang::Zh) => "约",
            (Sense::Over, Lang::Zh) => "逾",
            (Sense::Under, Lang::Zh) => "近",
            (Sense::About, Lang::En) => "about ",
            (Sense::Over, Lang::En) => "over ",
            (Sense::Under, Lang::En) => "under ",
        };
        format!("{before}{value}")
    }
}

impl<T: Ord> Approx<T> {
    /// How the true number compares with an exact one, where that can be told.
    ///
    /// *Over* is strictly more than the printed number and *under* strictly less; of *about* nothing can be told.
    pub fn compare(&self, other: &T) -> Option<Ordering> {
        let printed = self.value.cmp(other);
        match self.sense {
            Sense::Exact => Some(printed),
            Sense::Over => printed.is_ge().then_some(Ordering::Greater),
            Sense::Under => printed.is_le().then_some(Ordering::Less),
            Sense::About => None,
        }
    }
}
