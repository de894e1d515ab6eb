//! Who is billed, and by how much of what.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{LineId, ReliefId, Weighting};
use crate::estate::{OwnerId, UnitId};
use crate::measure::{Area, Span, Usage};
use crate::terms::Lang;

/// 计费户 — a unit, who pays for it and when, and what it is billed by. What is not stated is unknown, which is not the
/// same as none: a home without a parking space has `Some(0)`.
///
/// A unit whose owner changes in the span stands on the list once for each, with the days of each. A unit that is split
/// off or merged is another unit, with its own days.
///
/// ```
/// use wuye::billing::Billable;
/// let unit = |id: &str| Billable::new(id.parse().unwrap());
/// let flat = Billable { area: Some("89.55".parse().unwrap()), spaces: Some(0), households: Some(1), ..unit("1-101") };
/// let garage = Billable { spaces: Some(1), households: Some(0), ..unit("B1-07") };
/// # let _ = (flat, garage);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Billable {
    /// The unit.
    pub unit: UnitId,
    /// Who pays, where that is told apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payer: Option<OwnerId>,
    /// From when until when, if not the whole span: a home handed over or sold on the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub during: Option<Span>,
    /// The charged area (计费面积), which may be more than the area that votes; if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<Area>,
    /// How many parking spaces, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spaces: Option<u32>,
    /// As how many households it counts, if known: usually 1, and 0 for a garage or shop that is billed alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub households: Option<u32>,
    /// What single lines are metered by: the use of the span, in the unit of the line.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub usage: BTreeMap<LineId, Usage>,
    /// What else single lines are billed by and the unit does not have by itself: uses, points.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub counts: BTreeMap<LineId, u64>,
    /// The reliefs that were granted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reliefs: Vec<Granted>,
}

impl Billable {
    /// A unit of which nothing else is known.
    #[must_use]
    pub const fn new(unit: UnitId) -> Self {
        Self {
            unit,
            payer: None,
            during: None,
            area: None,
            spaces: None,
            households: None,
            usage: BTreeMap::new(),
            counts: BTreeMap::new(),
            reliefs: Vec::new(),
        }
    }

    /// How much there is of what a line bills by; nothing if that is unknown.
    #[must_use]
    pub fn extent(&self, line: &LineId, by: Weighting) -> Option<Extent> {
        match by {
            Weighting::Area => self.area.map(Extent::Area),
            Weighting::Household => self.households.map(|n| Extent::Households(u64::from(n))),
            Weighting::Space => self.spaces.map(|n| Extent::Spaces(u64::from(n))),
            Weighting::Use => self.counts.get(line).copied().map(Extent::Uses),
            Weighting::Usage => self.usage.get(line).copied().map(Extent::Usage),
            Weighting::Points => self.counts.get(line).copied().map(Extent::Points),
        }
    }
}

/// 优惠适用 — that a relief of the tariff was granted to a unit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Granted {
    /// Which.
    pub relief: ReliefId,
    /// For which days, if not for as long as the unit is billed. Such a relief changes what is charged by days only,
    /// since of metered use and formulas nobody knows the part of single days: a relief of all lines leaves those as
    /// they are, and one that names such a line is refused
    /// ([`BillingError::TimedUse`](super::BillingError::TimedUse)), unless its days hold all that are billed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub during: Option<Span>,
}

/// 计费量 — how much of what a line bills by: of one unit, or of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// Charged area (计费面积).
    Area(Area),
    /// Households (户数).
    Households(u64),
    /// Parking spaces (车位数).
    Spaces(u64),
    /// Uses (次数).
    Uses(u64),
    /// Metered use (计量用量), in the unit of the line.
    Usage(Usage),
    /// Points (分摊系数): weights that the caller made, such as floor coefficients.
    Points(u64),
}

impl Extent {
    /// `89.55平方米`, `1户`, `2个车位`; `89.55 m²`, `1 household`, `2 parking spaces`.
    #[must_use]
    pub fn render(self, lang: Lang) -> String {
        let plural = |n: u64, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
        match (self, lang) {
            (Self::Area(area), Lang::Zh) => format!("{}平方米", area.grouped()),
            (Self::Households(n), Lang::Zh) => format!("{n}户"),
            (Self::Spaces(n), Lang::Zh) => format!("{n}个车位"),
            (Self::Uses(n), Lang::Zh) => format!("{n}次"),
            (Self::Usage(used), Lang::Zh) => format!("用量{}", used.grouped()),
            (Self::Points(n), Lang::Zh) => format!("{n}份"),
            (Self::Area(area), Lang::En) => format!("{} m²", area.grouped()),
            (Self::Households(n), Lang::En) => plural(n, "household"),
            (Self::Spaces(n), Lang::En) => plural(n, "parking space"),
            (Self::Uses(n), Lang::En) => plural(n, "use"),
            (Self::Usage(used), Lang::En) => format!("a use of {}", used.grouped()),
            (Self::Points(n), Lang::En) => plural(n, "point"),
        }
    }

    /// What it is an extent of.
    #[must_use]
    pub const fn by(self) -> Weighting {
        match self {
            Self::Area(_) => Weighting::Area,
            Self::Households(_) => Weighting::Household,
            Self::Spaces(_) => Weighting::Space,
            Self::Uses(_) => Weighting::Use,
            Self::Usage(_) => Weighting::Usage,
            Self::Points(_) => Weighting::Points,
        }
    }

    /// The whole number that a lump is shared out by: hundredths of a square metre, thousandths of a use, or a count.
    pub(crate) const fn weight(self) -> u64 {
        match self {
            Self::Area(area) => area.hundredths().unsigned_abs(),
            Self::Usage(used) => used.thousandths().unsigned_abs(),
            Self::Households(n) | Self::Spaces(n) | Self::Uses(n) | Self::Points(n) => n,
        }
    }

    /// The extent of so much weight; nothing beyond the bounds of an area.
    pub(crate) fn weighing(by: Weighting, weight: u64) -> Option<Self> {
        Some(match by {
            Weighting::Area => Self::Area(Area::from_hundredths(i64::try_from(weight).ok()?).ok()?),
            Weighting::Household => Self::Households(weight),
            Weighting::Space => Self::Spaces(weight),
            Weighting::Use => Self::Uses(weight),
            Weighting::Usage => Self::Usage(Usage::from_thousandths(i64::try_from(weight).ok()?).ok()?),
            Weighting::Points => Self::Points(weight),
        })
    }
}
