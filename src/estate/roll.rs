//! The roll: units, owners, and what a vote counts — heads and area.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{BuildingId, EstateError, EstatePart, OwnerId, UnitId};
use crate::measure::{Area, Day};
use crate::terms::{Placed, terms};

terms! {
    /// 专有部分种类 — what a unit is.
    pub enum UnitKind: "kind of unit" {
        Dwelling = "dwelling", "住宅", "dwelling", "《民法典》第二百七十一条";
        Commercial = "commercial", "经营性用房", "commercial unit", "《民法典》第二百七十一条";
        Parking = "parking", "车位、车库", "parking space or garage", "《民法典》第二百七十五条";
    }
}

terms! {
    /// 销售状态 — whether a unit has passed from the developer to a buyer.
    pub enum UnitState: "state of a unit" {
        Delivered = "delivered", "已交付", "delivered", "《建筑物区分所有权司法解释》第九条";
        SoldUndelivered = "sold_undelivered", "已出售尚未交付", "sold but not delivered", "《建筑物区分所有权司法解释》第九条";
        Unsold = "unsold", "尚未出售", "not yet sold", "《建筑物区分所有权司法解释》第九条";
    }
}

terms! {
    /// 面积来源 — which of the three areas of a unit is counted, in the order of the law.
    pub enum AreaSource: "source of an area" {
        Registered = "registered", "不动产登记簿记载的面积", "area in the real estate register", "《建筑物区分所有权司法解释》第八条";
        Surveyed = "surveyed", "实测面积", "surveyed area", "《建筑物区分所有权司法解释》第八条";
        Contract = "contract", "房屋买卖合同记载的面积", "area in the sale contract", "《建筑物区分所有权司法解释》第八条";
    }
}

terms! {
    /// 业主种类 — what an owner is.
    pub enum OwnerKind: "kind of owner" {
        Buyer = "buyer", "业主（买受人）", "owner", "《建筑物区分所有权司法解释》第九条";
        Developer = "developer", "建设单位", "developer", "《建筑物区分所有权司法解释》第九条";
    }
}

/// 业主 — an owner on the roll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Owner {
    /// The caller's id.
    pub id: OwnerId,
    /// What the owner is.
    pub kind: OwnerKind,
}

/// 专有部分 — a unit on the roll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// The caller's id.
    pub id: UnitId,
    /// The building, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub building: Option<BuildingId>,
    /// What it is.
    pub kind: UnitKind,
    /// Whether it has passed to a buyer.
    pub state: UnitState,
    /// The owner who is counted for it: of co-owners the one they named, of an unsold or undelivered unit the
    /// developer.
    pub owner: OwnerId,
    /// The area in the register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<Area>,
    /// The surveyed area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub surveyed: Option<Area>,
    /// The area in the sale contract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<Area>,
}

impl Unit {
    /// The area that is counted and where it comes from: registered, else surveyed, else by contract
    /// (《建筑物区分所有权司法解释》第八条).
    #[must_use]
    pub fn area(&self) -> Option<(Area, AreaSource)> {
        let order = [
            (self.registered, AreaSource::Registered),
            (self.surveyed, AreaSource::Surveyed),
            (self.contract, AreaSource::Contract),
        ];
        order.into_iter().find_map(|(area, source)| area.map(|area| (area, source)))
    }
}

/// The most units of one roll.
const UNITS_MAX: usize = 2_000_000;

/// 业主名册 — who owns what on a day, and what that counts in a vote.
///
/// One unit counts as one head; all units that the developer has not sold, or sold but not delivered, count as one
/// head together; an owner of several units counts as one (《建筑物区分所有权司法解释》第九条). Areas are never capped.
///
/// Whether parking counts is a matter of place and covenant: [`Roll::without_parking`] leaves it out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RollForm", into = "RollForm")]
pub struct Roll {
    // INVARIANT: ids are unique, every unit has an area and an owner on the roll.
    on: Day,
    owners: Vec<Owner>,
    units: Vec<Unit>,
    heads: u32,
    area: Area,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RollForm {
    on: Day,
    owners: Vec<Owner>,
    units: Vec<Unit>,
}

impl TryFrom<RollForm> for Roll {
    type Error = Placed<EstateError>;
    fn try_from(form: RollForm) -> Result<Self, Placed<EstateError>> {
        Ok(Self::new(form.on, form.owners, form.units)?)
    }
}

impl From<Roll> for RollForm {
    fn from(roll: Roll) -> Self {
        Self { on: roll.on, owners: roll.owners, units: roll.units }
    }
}

impl Roll {
    /// Checks and counts a roll.
    ///
    /// # Errors
    /// [`EstateError::DuplicateId`], [`EstateError::UnknownOwner`], [`EstateError::NoArea`],
    /// [`EstateError::AreaTooLarge`] for a unit over 10⁶ m² or a compound over 10⁸ m², [`EstateError::TooMany`].
    pub fn new(on: Day, owners: Vec<Owner>, units: Vec<Unit>) -> Result<Self, EstateError> {
        if owners.len() > UNITS_MAX {
            return Err(EstateError::TooMany { what: EstatePart::Owner, most: UNITS_MAX, found: owners.len() });
        }
        if units.len() > UNITS_MAX {
            return Err(EstateError::TooMany { what: EstatePart::Unit, most: UNITS_MAX, found: units.len() });
        }
        let mut known = BTreeSet::new();
        if let Some(twice) = owners.iter().find(|owner| !known.insert(&owner.id)) {
            return Err(EstateError::DuplicateId { what: EstatePart::Owner, id: twice.id.to_string() });
        }
        let mut seen = BTreeSet::new();
        for unit in &units {
            if !seen.insert(&unit.id) {
                return Err(EstateError::DuplicateId { what: EstatePart::Unit, id: unit.id.to_string() });
            }
            if !known.contains(&unit.owner) {
                return Err(EstateError::UnknownOwner { unit: unit.id.clone(), owner: unit.owner.to_string() });
            }
        }
        let (heads, area) = count(&owners, &units)?;
        Ok(Self { on, owners, units, heads, area })
    }

    /// The day it shows.
    #[must_use]
    pub const fn on(&self) -> Day {
        self.on
    }

    /// The owners.
    #[must_use]
    pub fn owners(&self) -> &[Owner] {
        &self.owners
    }

    /// The units.
    #[must_use]
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The number of persons (业主人数) that a vote is counted against.
    #[must_use]
    pub const fn heads(&self) -> u32 {
        self.heads
    }

    /// The total exclusive area (专有部分面积) that a vote is counted against.
    #[must_use]
    pub const fn area(&self) -> Area {
        self.area
    }

    /// The same roll without parking spaces and garages, as Ningbo counts (《宁波市住宅小区物业管理条例》第十八条).
    ///
    /// # Errors
    /// None that the roll itself did not have; the counts are made anew.
    pub fn without_parking(&self) -> Result<Self, EstateError> {
        let units = self.units.iter().filter(|unit| unit.kind != UnitKind::Parking).cloned().collect();
        Self::new(self.on, self.owners.clone(), units)
    }
}

fn count(owners: &[Owner], units: &[Unit]) -> Result<(u32, Area), EstateError> {
    let developers: BTreeSet<&OwnerId> =
        owners.iter().filter(|owner| owner.kind == OwnerKind::Developer).map(|owner| &owner.id).collect();
    let mut buyers = BTreeSet::new();
    let mut stock = false;
    let mut areas = Vec::with_capacity(units.len());
    for unit in units {
        let (area, _) = unit.area().ok_or_else(|| EstateError::NoArea { unit: unit.id.clone() })?;
        if area > Area::UNIT_MAX {
            return Err(EstateError::AreaTooLarge { what: EstatePart::Unit, most: Area::UNIT_MAX, found: area });
        }
        areas.push(area);
        if unit.state != UnitState::Delivered || developers.contains(&unit.owner) {
            stock = true;
        } else {
            buyers.insert(&unit.owner);
        }
    }
    let most = Area::COMPOUND_MAX;
    let area = Area::sum(areas).map_err(|_| EstateError::AreaTooLarge {
        what: EstatePart::Compound,
        most,
        found: Area::MAX,
    })?;
    if area > most {
        return Err(EstateError::AreaTooLarge { what: EstatePart::Compound, most, found: area });
    }
    let heads = buyers.len().saturating_add(usize::from(stock));
    // At most UNITS_MAX units, so this always fits.
    Ok((u32::try_from(heads).unwrap_or(u32::MAX), area))
}
