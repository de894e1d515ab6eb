//! 片区 — what is planned: compounds, neighbours, resources, limits.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::faults::{DistrictError, DistrictPart};
use super::{AMOUNT_MAX_FEN, COMPATIBLE_MAX, COMPOUNDS_MAX, EDGES_MAX, HOUSEHOLDS_MAX, MARGIN_MAX_BP, RESOURCES_MAX};
use crate::estate::{CompoundId, ResourceId};
use crate::measure::Money;
use crate::terms::{Placed, terms};

terms! {
    /// 上限方式 — what happens to a bundle that earns more than the upper margin.
    pub enum UpperBand: "way of the upper margin" {
        Hard = "hard", "不得超过", "not allowed", "微利 as a limit";
        ClawBack = "claw_back", "超出部分返还", "the excess is given back to the owners or to a district fund", "微利 as a rule of use";
    }
}

terms! {
    /// 参加方式 — whether a compound may be bundled, and whether its surplus may serve others.
    pub enum Joining: "way of joining" {
        Joins = "joins", "参加，盈余可用于他人", "joins, its surplus may serve others", "an owners' decision has been taken";
        KeepsSurplus = "keeps_surplus", "参加，盈余自留", "joins, its surplus stays its own", "the owners have not decided to share";
        NotYet = "not_yet", "尚不得参加", "may not join yet", "the owners have not decided to join";
    }
}

/// 规划小区 — a compound as a plan sees it. Amounts are those of one year.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DistrictCompound {
    /// Which compound.
    pub id: CompoundId,
    /// Its households, 1 to [`HOUSEHOLDS_MAX`]. A compound with more than a bundle may have stays unserved.
    pub households: u32,
    /// 成本 — what its services cost.
    pub cost: Money,
    /// 收入 — the fee that can be collected at the capped rate, and its own common revenue.
    pub revenue: Money,
    /// 按最低费率的收入 — the same at the floor rate; at most [`revenue`](Self::revenue).
    pub revenue_floor: Money,
    /// 兜底支出 — what the public pays if the compound stays unserved.
    pub backstop: Money,
    /// Whether it may be bundled.
    pub joining: Joining,
}

/// 规划资源 — a resource that can pay for one bundle.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DistrictResource {
    /// Which resource.
    pub id: ResourceId,
    /// 净收益 — its income of a year less its own cost.
    pub net: Money,
    /// The compounds that it may serve, and with one of them the bundle.
    pub compatible: Vec<CompoundId>,
    /// Whether it may be used now. One that may not yet be transferred is in no plan, and
    /// [`brought_by_withheld`](super::brought_by_withheld) tells what it would bring.
    pub transferable: bool,
}

/// 打包限制 — what a bundle must keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanLimits {
    /// The fewest households of a bundle.
    pub min_households: u32,
    /// The most households of a bundle.
    pub max_households: u32,
    /// The margin that is needed, in basis points (万分之一) of cost.
    pub margin_lo_bp: u32,
    /// The margin that is not to be exceeded (微利), in basis points of cost.
    pub margin_hi_bp: u32,
    /// What happens above it.
    pub band: UpperBand,
    /// 每包固定成本 — public outlay for each bundle whatever is in it (tender, contract); zero for none.
    pub bundle_cost: Money,
}

/// 片区 — a district to plan: every neighbour and every compatible compound is in it, nothing is named twice, and all
/// amounts are within bounds.
///
/// At most [`COMPOUNDS_MAX`] compounds, [`RESOURCES_MAX`] resources and [`EDGES_MAX`] pairs of neighbours. It need
/// not be connected.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "DistrictForm")]
pub struct District {
    format: u32,
    limits: PlanLimits,
    compounds: Vec<DistrictCompound>,
    edges: Vec<[CompoundId; 2]>,
    resources: Vec<DistrictResource>,
}

/// The version of the stored form.
const FORMAT: u32 = 1;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DistrictForm {
    format: u32,
    limits: PlanLimits,
    compounds: Vec<DistrictCompound>,
    edges: Vec<[CompoundId; 2]>,
    resources: Vec<DistrictResource>,
}

impl TryFrom<DistrictForm> for District {
    type Error = String;
    fn try_from(form: DistrictForm) -> Result<Self, String> {
        if form.format != FORMAT {
            let found = form.format;
            return Err(format!("expected format {FORMAT}, found {found} ‖ 格式应为{FORMAT}，所填为{found}。"));
        }
        Self::new(form.limits, form.compounds, form.edges, form.resources)
            .map_err(|error| Placed::from(error).to_string())
    }
}

fn check_number(what: DistrictPart, most: usize, found: usize) -> Result<(), DistrictError> {
    if found > most { Err(DistrictError::TooMany { what, most, found }) } else { Ok(()) }
}

/// From zero to the bound of one compound or resource.
fn check_amount(what: DistrictPart, id: &str, found: Money) -> Result<(), DistrictError> {
    if (0..=AMOUNT_MAX_FEN).contains(&found.fen()) {
        return Ok(());
    }
    let most = Money::from_fen(AMOUNT_MAX_FEN).unwrap_or(Money::MAX);
    Err(DistrictError::Amount { what, id: id.to_owned(), most, found })
}

/// The net income of a resource is within bounds.
pub(super) fn check_net(resource: &DistrictResource) -> Result<(), DistrictError> {
    check_amount(DistrictPart::Net, resource.id.as_str(), resource.net)
}

impl PlanLimits {
    fn check(&self) -> Result<(), DistrictError> {
        let (min, max) = (self.min_households, self.max_households);
        if min > max || max == 0 || max > HOUSEHOLDS_MAX {
            return Err(DistrictError::HouseholdLimits { most: HOUSEHOLDS_MAX, min, max });
        }
        let (lo, hi) = (self.margin_lo_bp, self.margin_hi_bp);
        if lo > hi || hi > MARGIN_MAX_BP {
            return Err(DistrictError::Margins { most: MARGIN_MAX_BP, lo, hi });
        }
        check_amount(DistrictPart::BundleCost, "limits", self.bundle_cost)
    }
}

impl DistrictCompound {
    fn check(&self) -> Result<(), DistrictError> {
        let id = &self.id;
        if self.households == 0 || self.households > HOUSEHOLDS_MAX {
            let (id, found) = (id.clone(), self.households);
            return Err(DistrictError::Households { id, most: HOUSEHOLDS_MAX, found });
        }
        check_amount(DistrictPart::Cost, id.as_str(), self.cost)?;
        check_amount(DistrictPart::Revenue, id.as_str(), self.revenue)?;
        check_amount(DistrictPart::RevenueFloor, id.as_str(), self.revenue_floor)?;
        check_amount(DistrictPart::Backstop, id.as_str(), self.backstop)?;
        if self.revenue_floor > self.revenue {
            let (id, revenue, floor) = (id.clone(), self.revenue, self.revenue_floor);
            return Err(DistrictError::FloorAboveRevenue { id, revenue, floor });
        }
        Ok(())
    }
}

impl District {
    /// Checks what is planned.
    ///
    /// # Errors
    /// [`DistrictError`], which names the compound, resource or pair at fault.
    ///
    /// ```
    /// use wuye::bundle::{District, PlanLimits, UpperBand};
    /// use wuye::measure::Money;
    /// let limits = PlanLimits {
    ///     min_households: 500, max_households: 2_000, margin_lo_bp: 0, margin_hi_bp: 800,
    ///     band: UpperBand::Hard, bundle_cost: Money::ZERO,
    /// };
    /// let error = District::new(limits, vec![], vec![], vec![]).unwrap_err();
    /// assert_eq!(error.code(), "district_empty");
    /// ```
    pub fn new(
        limits: PlanLimits,
        compounds: Vec<DistrictCompound>,
        edges: Vec<[CompoundId; 2]>,
        resources: Vec<DistrictResource>,
    ) -> Result<Self, DistrictError> {
        if compounds.is_empty() {
            return Err(DistrictError::Empty {});
        }
        check_number(DistrictPart::Compound, COMPOUNDS_MAX, compounds.len())?;
        check_number(DistrictPart::Edge, EDGES_MAX, edges.len())?;
        check_number(DistrictPart::Resource, RESOURCES_MAX, resources.len())?;
        limits.check()?;
        let mut known = BTreeSet::new();
        for compound in &compounds {
            compound.check()?;
            if !known.insert(&compound.id) {
                return Err(DistrictError::CompoundTwice { id: compound.id.clone() });
            }
        }
        check_edges(&edges, &known)?;
        check_resources(&resources, &known)?;
        Ok(Self { format: FORMAT, limits, compounds, edges, resources })
    }

    /// The limits.
    #[must_use]
    pub const fn limits(&self) -> &PlanLimits {
        &self.limits
    }

    /// The compounds, in the order given.
    #[must_use]
    pub fn compounds(&self) -> &[DistrictCompound] {
        &self.compounds
    }

    /// The pairs of neighbours, in the order given.
    #[must_use]
    pub fn edges(&self) -> &[[CompoundId; 2]] {
        &self.edges
    }

    /// The resources, in the order given.
    #[must_use]
    pub fn resources(&self) -> &[DistrictResource] {
        &self.resources
    }

    /// The place of each compound in the order given.
    pub(super) fn places(&self) -> BTreeMap<&CompoundId, usize> {
        self.compounds.iter().enumerate().map(|(at, compound)| (&compound.id, at)).collect()
    }
}

fn check_edges(edges: &[[CompoundId; 2]], known: &BTreeSet<&CompoundId>) -> Result<(), DistrictError> {
    let mut seen = BTreeSet::new();
    for [a, b] in edges {
        if a == b {
            return Err(DistrictError::EdgeToSelf { id: a.clone() });
        }
        for id in [a, b] {
            if !known.contains(id) {
                return Err(DistrictError::EdgeToNobody { id: id.clone() });
            }
        }
        if !seen.insert((a.min(b), a.max(b))) {
            return Err(DistrictError::EdgeTwice { a: a.clone(), b: b.clone() });
        }
    }
    Ok(())
}

fn check_resources(resources: &[DistrictResource], known: &BTreeSet<&CompoundId>) -> Result<(), DistrictError> {
    let mut seen = BTreeSet::new();
    for resource in resources {
        let id = &resource.id;
        if !seen.insert(id) {
            return Err(DistrictError::ResourceTwice { id: id.clone() });
        }
        check_net(resource)?;
        if resource.compatible.is_empty() {
            return Err(DistrictError::ResourceForNobody { id: id.clone() });
        }
        check_number(DistrictPart::Compatible, COMPATIBLE_MAX, resource.compatible.len())?;
        let mut served = BTreeSet::new();
        for compound in &resource.compatible {
            let (id, compound) = (id.clone(), compound.clone());
            if !known.contains(&compound) {
                return Err(DistrictError::ResourceElsewhere { id, compound });
            }
            if !served.insert(compound.clone()) {
                return Err(DistrictError::CompatibleTwice { id, compound });
            }
        }
    }
    Ok(())
}
