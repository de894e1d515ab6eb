//! The frozen roll: heads and areas computed once, and canonical bytes that any hash can take.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::MeetingError;
use crate::estate::{AreaSource, BuildingId, CompoundId, OwnerId, OwnerKind, Roll, Unit, UnitId, UnitKind, UnitState};
use crate::matter::Weight;
use crate::measure::{Area, Day};
use crate::rule::{HeadBasis, Key, ParameterValue, ParkingArea, Rulebook, Setting};
use crate::terms::{ids, terms};

ids! {
    /// 权属证书标识 — names a certificate of title.
    CertificateId;
}

/// 计票口径 — how heads and areas are counted: a matter of place and of the owners' own rules, so it is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counting {
    /// What counts as one head.
    pub heads: HeadBasis,
    /// Whether parking spaces and garages count.
    pub parking: ParkingArea,
}

impl Counting {
    /// As the law of a place counts on a day; what the law leaves to the owners, or does not print, is `own`, what
    /// their rules of procedure say. Nothing where neither says it: whether parking counts is printed in few places.
    ///
    /// ```
    /// use wuye::meeting::Counting;
    /// use wuye::rule::{HeadBasis, ParkingArea};
    /// let day = "2026-05-01".parse()?;
    /// let of = |code: &str, own| -> Result<_, Box<dyn std::error::Error>> {
    ///     Ok(Counting::under(&wuye::places::rulebook_for(code.parse()?)?, day, own))
    /// };
    /// let ningbo = Counting { heads: HeadBasis::Certificate, parking: ParkingArea::LeftOut };
    /// assert_eq!(of("330200", (None, None))?, Some(ningbo));
    /// assert_eq!(of("110000", (None, None))?, None); // whether parking counts has to be stated
    /// let beijing = Counting { heads: HeadBasis::Unit, parking: ParkingArea::LeftOut };
    /// assert_eq!(of("110000", (None, Some(ParkingArea::LeftOut)))?, Some(beijing));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn under(rulebook: &Rulebook, day: Day, own: (Option<HeadBasis>, Option<ParkingArea>)) -> Option<Self> {
        let (heads, parking) = (rulebook.setting(Key::HeadBasis, day), rulebook.setting(Key::ParkingArea, day));
        let heads = match (heads.setting(), heads.value(), own.0) {
            // The owners may agree otherwise.
            (Some(Setting::Default { .. }), _, Some(own)) => Some(own),
            (_, Some(ParameterValue::HeadBasis(heads)), _) => Some(*heads),
            (.., own) => own,
        };
        let parking = match parking.value() {
            Some(ParameterValue::ParkingArea(parking)) => Some(*parking),
            _ => own.1,
        };
        Some(Self { heads: heads?, parking: parking? })
    }
}

/// 表决范围 — whose owners vote: the whole compound, a building, an entrance (单元), or the units whose owners bear the
/// cost of a work (列支范围).
///
/// The roll knows buildings; which units make up an entrance or a fund's scope is listed. A lift for building 3 is
/// counted against building 3 and never against the compound.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// All owners (全体业主).
    Compound,
    /// The owners in a building (楼栋).
    Building(BuildingId),
    /// The owners at an entrance (单元).
    Entrance(Vec<UnitId>),
    /// The owners within the scope of an expense (列支范围).
    FundScope(Vec<UnitId>),
}

terms! {
    /// 表决范围种类 — the kinds of scopes.
    pub enum ScopeKind: "kind of scope" {
        Compound = "compound", "全体业主", "all owners of the compound", "《民法典》第二百七十八条";
        Building = "building", "本栋业主", "the owners in a building", "《上海市住宅物业管理规定》第六十九条";
        Entrance = "entrance", "本单元业主", "the owners at an entrance", "《河南省物业管理条例》第六十六条";
        FundScope = "fund_scope", "列支范围内业主", "the owners within the scope of an expense", "《住宅专项维修资金管理办法》第二十二条";
    }
}

impl Scope {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> ScopeKind {
        match self {
            Self::Compound => ScopeKind::Compound,
            Self::Building(_) => ScopeKind::Building,
            Self::Entrance(_) => ScopeKind::Entrance,
            Self::FundScope(_) => ScopeKind::FundScope,
        }
    }
}

/// No head: a unit that does not count.
const NOBODY: u32 = u32::MAX;

/// 冻结名册 — a roll as it is on the day on which it is frozen: a sale during the vote does not change it.
///
/// Heads and areas are computed once, in twelve bytes a unit beside the roll. One unit is one head; all units that the
/// developer has not sold, or sold and not delivered, are one head together; one buyer of several units is one head;
/// co-owners are one head, that of the voter they named. Areas are never capped
/// (《建筑物区分所有权司法解释》第八条、第九条).
///
/// ```
/// use wuye::estate::{Owner, OwnerKind, Roll, Unit, UnitKind, UnitState};
/// use wuye::meeting::{Counting, FrozenRoll};
/// use wuye::rule::{HeadBasis, ParkingArea};
/// // 100 units: 20 are the developer's, one owner has 3.
/// let whose = |i: u32| match i { 0..20 => "developer".to_owned(), 20..23 => "li".to_owned(), i => format!("o{i}") };
/// let unit = |i: u32| Unit {
///     id: format!("1-{i}").parse().unwrap(), building: None, kind: UnitKind::Dwelling,
///     state: if i < 20 { UnitState::Unsold } else { UnitState::Delivered },
///     owner: whose(i).parse().unwrap(), registered: Some("90".parse().unwrap()), surveyed: None, contract: None,
/// };
/// let owner = |id: String| Owner {
///     kind: if id == "developer" { OwnerKind::Developer } else { OwnerKind::Buyer }, id: id.parse().unwrap(),
/// };
/// let mut names: Vec<String> = (0..100).map(whose).collect();
/// names.dedup();
/// let roll = Roll::new("2026-05-01".parse()?, names.into_iter().map(owner).collect(), (0..100).map(unit).collect())?;
/// let counting = Counting { heads: HeadBasis::Unit, parking: ParkingArea::Counted };
/// let frozen = FrozenRoll::freeze("c1".parse()?, roll, counting)?;
/// assert_eq!((frozen.total().heads, frozen.total().area.to_string()), (79, "9000.00".to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrozenRoll {
    compound: CompoundId,
    scope: ScopeKind,
    counting: Counting,
    roll: Roll,
    // INVARIANT: these three are as long as the units of the roll; a head is below `heads` or nobody; an area is that
    // of the unit in hundredths, zero where it does not count; `by_id` lists the units in the order of their ids.
    head: Vec<u32>,
    area: Vec<u32>,
    by_id: Vec<u32>,
    total: Weight,
}

impl FrozenRoll {
    /// Freezes a roll where a certificate never covers more than one unit, or heads are counted by units.
    ///
    /// # Errors
    /// As [`FrozenRoll::with_certificates`].
    pub fn freeze(compound: CompoundId, roll: Roll, counting: Counting) -> Result<Self, MeetingError> {
        Self::with_certificates(compound, roll, counting, &[])
    }

    /// Freezes a roll. Where heads are counted by certificates, the owners of units on one certificate are one head.
    ///
    /// # Errors
    /// [`MeetingError::DeveloperAndBuyer`] where a buyer is entered for a unit that is not delivered, or the
    /// developer for one that is; [`MeetingError::OffRoll`] for a certificate of a unit that is not there;
    /// [`MeetingError::EmptyScope`] where nothing counts.
    pub fn with_certificates(
        compound: CompoundId,
        roll: Roll,
        counting: Counting,
        certificates: &[(UnitId, CertificateId)],
    ) -> Result<Self, MeetingError> {
        let owners: BTreeMap<&OwnerId, OwnerKind> = roll.owners().iter().map(|owner| (&owner.id, owner.kind)).collect();
        let by_id = by_id(&roll);
        let counts = |unit: &Unit| unit.kind != UnitKind::Parking || counting.parking == ParkingArea::Counted;

        // One number for each head, in the order of the units; the developer's stock has one number together.
        let mut numbers: BTreeMap<Option<&OwnerId>, u32> = BTreeMap::new();
        let (mut head, mut area) = (Vec::with_capacity(by_id.len()), Vec::with_capacity(by_id.len()));
        for unit in roll.units() {
            let kind = owners.get(&unit.owner).copied().unwrap_or(OwnerKind::Buyer);
            if (kind == OwnerKind::Developer) == (unit.state == UnitState::Delivered) {
                let (unit, owner, state) = (unit.id.clone(), unit.owner.clone(), unit.state);
                return Err(MeetingError::DeveloperAndBuyer { unit, owner, kind, state });
            }
            if !counts(unit) {
                head.push(NOBODY);
                area.push(0);
                continue;
            }
            let whose = (kind == OwnerKind::Buyer).then_some(&unit.owner);
            let next = u32::try_from(numbers.len()).unwrap_or(NOBODY);
            head.push(*numbers.entry(whose).or_insert(next));
            // A unit has an area of at most 10⁸ hundredths.
            let hundredths = unit.area().map_or(0, |(area, _)| area.hundredths());
            area.push(u32::try_from(hundredths).unwrap_or(u32::MAX));
        }
        let mut heads = u32::try_from(numbers.len()).unwrap_or(NOBODY);
        drop((numbers, owners));
        let mut frozen = Self {
            compound,
            scope: ScopeKind::Compound,
            counting,
            roll,
            head,
            area,
            by_id,
            total: Weight { heads, area: Area::ZERO },
        };
        if counting.heads == HeadBasis::Certificate {
            heads = frozen.join(certificates)?;
        }
        frozen.total = weigh(heads, &frozen.area, ScopeKind::Compound)?;
        Ok(frozen)
    }

    /// Makes one head of the heads that share a certificate; gives the number of heads.
    fn join(&mut self, certificates: &[(UnitId, CertificateId)]) -> Result<u32, MeetingError> {
        let mut into: Vec<u32> = (0..self.total.heads).collect();
        let mut first: BTreeMap<&CertificateId, u32> = BTreeMap::new();
        for (unit, certificate) in certificates {
            let at = self.find(unit).ok_or_else(|| MeetingError::OffRoll { unit: unit.clone() })?;
            let Some(head) = self.head_of(at) else { continue };
            let head = root(&into, head);
            let with = root(&into, *first.entry(certificate).or_insert(head));
            // The greater number goes into the smaller, so that a walk to the root ends.
            if let Some(slot) = index(head.max(with)).and_then(|i| into.get_mut(i)) {
                *slot = head.min(with);
            }
        }
        let mut numbers: BTreeMap<u32, u32> = BTreeMap::new();
        for head in self.head.iter_mut().filter(|head| **head != NOBODY) {
            let next = u32::try_from(numbers.len()).unwrap_or(NOBODY);
            *head = *numbers.entry(root(&into, *head)).or_insert(next);
        }
        Ok(u32::try_from(numbers.len()).unwrap_or(NOBODY))
    }

    /// The part of the roll whose owners vote on a matter of their own. Heads and areas are those of the part: a
    /// building is its own denominator.
    ///
    /// # Errors
    /// [`MeetingError::EmptyScope`], [`MeetingError::OffRoll`] for a listed unit that is not there,
    /// [`MeetingError::NoBuilding`] where a building is asked for and some unit's building is not stated.
    pub fn within(&self, scope: &Scope) -> Result<Self, MeetingError> {
        let kept: BTreeSet<&UnitId> = match scope {
            Scope::Compound => return Ok(self.clone()),
            Scope::Building(building) => {
                if let Some(unit) = self.roll.units().iter().find(|unit| unit.building.is_none()) {
                    return Err(MeetingError::NoBuilding { unit: unit.id.clone() });
                }
                let inside = |unit: &&Unit| unit.building.as_ref() == Some(building);
                self.roll.units().iter().filter(inside).map(|unit| &unit.id).collect()
            }
            Scope::Entrance(units) | Scope::FundScope(units) => {
                if let Some(unit) = units.iter().find(|unit| self.find(unit).is_none()) {
                    return Err(MeetingError::OffRoll { unit: unit.clone() });
                }
                units.iter().collect()
            }
        };
        let mut numbers: BTreeMap<u32, u32> = BTreeMap::new();
        let (mut units, mut head, mut area) = (Vec::new(), Vec::new(), Vec::new());
        let rows = self.roll.units().iter().zip(&self.head).zip(&self.area);
        for ((unit, whose), hundredths) in rows.filter(|((unit, _), _)| kept.contains(&unit.id)) {
            units.push(unit.clone());
            area.push(*hundredths);
            let next = u32::try_from(numbers.len()).unwrap_or(NOBODY);
            head.push(if *whose == NOBODY { NOBODY } else { *numbers.entry(*whose).or_insert(next) });
        }
        let heads = u32::try_from(numbers.len()).unwrap_or(NOBODY);
        let scope = scope.kind();
        let total = weigh(heads, &area, scope)?;
        let owners: BTreeSet<&OwnerId> = units.iter().map(|unit| &unit.owner).collect();
        let owners = self.roll.owners().iter().filter(|owner| owners.contains(&owner.id)).cloned().collect();
        let roll = Roll::new(self.roll.on(), owners, units)?;
        let by_id = by_id(&roll);
        Ok(Self { compound: self.compound.clone(), scope, counting: self.counting, roll, head, area, by_id, total })
    }

    /// Whose roll it is.
    #[must_use]
    pub const fn compound(&self) -> &CompoundId {
        &self.compound
    }

    /// Of what kind the part is that it shows.
    #[must_use]
    pub const fn scope(&self) -> ScopeKind {
        self.scope
    }

    /// How heads and areas are counted.
    #[must_use]
    pub const fn counting(&self) -> Counting {
        self.counting
    }

    /// The day on which it was frozen.
    #[must_use]
    pub const fn on(&self) -> Day {
        self.roll.on()
    }

    /// The roll.
    #[must_use]
    pub const fn roll(&self) -> &Roll {
        &self.roll
    }

    /// All heads and all area: what a vote is counted against.
    #[must_use]
    pub const fn total(&self) -> Weight {
        self.total
    }

    /// The place of a unit in the list of units, by its id.
    #[must_use]
    pub fn find(&self, unit: &UnitId) -> Option<usize> {
        let found = self.by_id.binary_search_by_key(&Some(unit), |i| unit_at(&self.roll, *i).map(|unit| &unit.id));
        found.ok().and_then(|at| self.by_id.get(at)).and_then(|i| index(*i))
    }

    /// The head of the unit at a place of the list, as a number from 0; nothing for a unit that does not count.
    #[must_use]
    pub fn head_of(&self, at: usize) -> Option<u32> {
        self.head.get(at).copied().filter(|head| *head != NOBODY)
    }

    /// The area that is counted for the unit at a place of the list, and where it comes from.
    #[must_use]
    pub fn area_of(&self, at: usize) -> Option<(Area, AreaSource)> {
        self.head_of(at)?;
        self.roll.units().get(at)?.area()
    }

    /// Heads and hundredths of a square metre, unit by unit; a unit that does not count has no head and no area.
    pub(super) fn rows(&self) -> impl Iterator<Item = (Option<u32>, u32)> {
        self.head.iter().zip(&self.area).map(|(head, area)| ((*head != NOBODY).then_some(*head), *area))
    }

    /// 规范字节 — hands the roll piece by piece to a hash, in a form that does not depend on the order of the lists:
    /// the mark `wuye-roll-1`, the compound, the scope, the day, the two codes of the counting, the number of units;
    /// then for each unit in the order of the ids its id, building, kind, state, owner, kind of owner, area in
    /// hundredths, source of the area and head. Text and numbers are each preceded by their length in bytes (four
    /// bytes, little end first); numbers are decimal digits. Heads are numbered as they first appear in that order.
    pub fn canonical<F: FnMut(&[u8])>(&self, mut take: F) {
        let mut put = |text: &str| {
            let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
            take(&length.to_le_bytes());
            take(text.as_bytes());
        };
        put("wuye-roll-1");
        put(self.compound.as_str());
        put(self.scope.code());
        put(&self.on().to_string());
        put(self.counting.heads.code());
        put(self.counting.parking.code());
        put(&self.by_id.len().to_string());
        let kinds: BTreeMap<&OwnerId, OwnerKind> =
            self.roll.owners().iter().map(|owner| (&owner.id, owner.kind)).collect();
        let mut numbers: BTreeMap<u32, usize> = BTreeMap::new();
        for at in self.by_id.iter().filter_map(|i| index(*i)) {
            let Some(unit) = self.roll.units().get(at) else { continue };
            put(unit.id.as_str());
            put(unit.building.as_ref().map_or("", |building| building.as_str()));
            put(unit.kind.code());
            put(unit.state.code());
            put(unit.owner.as_str());
            put(kinds.get(&unit.owner).copied().unwrap_or(OwnerKind::Buyer).code());
            let (area, source) = unit.area().unwrap_or((Area::ZERO, AreaSource::Contract));
            put(&area.hundredths().to_string());
            put(source.code());
            let next = numbers.len();
            let number = self.head_of(at).map(|head| *numbers.entry(head).or_insert(next));
            put(&number.map_or_else(String::new, |number| number.to_string()));
        }
    }

    /// The canonical bytes in one piece.
    #[must_use]
    pub fn canonical_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.canonical(|piece| bytes.extend_from_slice(piece));
        bytes
    }

    /// The SHA-256 of the canonical bytes, in 64 hexadecimal digits.
    ///
    /// Publish it when the roll is frozen: the same roll gives it again, any other gives another.
    #[cfg(feature = "digest")]
    #[cfg_attr(docsrs, doc(cfg(feature = "digest")))]
    #[must_use]
    pub fn sha256(&self) -> String {
        use sha2::{Digest, Sha256};
        let mut hash = Sha256::new();
        self.canonical(|piece| hash.update(piece));
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The heads and the area of a part of a roll that is not empty.
fn weigh(heads: u32, area: &[u32], scope: ScopeKind) -> Result<Weight, MeetingError> {
    let hundredths: i64 = area.iter().map(|area| i64::from(*area)).sum();
    if heads == 0 || hundredths == 0 {
        return Err(MeetingError::EmptyScope { scope });
    }
    // A compound has at most 10¹⁰ hundredths, which its roll has checked.
    Ok(Weight { heads, area: Area::from_hundredths(hundredths)? })
}

/// The units of a roll in the order of their ids.
fn by_id(roll: &Roll) -> Vec<u32> {
    let mut by_id: Vec<u32> = (0..).take(roll.units().len()).collect();
    by_id.sort_unstable_by_key(|i| unit_at(roll, *i).map(|unit| &unit.id));
    by_id
}

fn index(i: u32) -> Option<usize> {
    usize::try_from(i).ok()
}

fn unit_at(roll: &Roll, i: u32) -> Option<&Unit> {
    index(i).and_then(|i| roll.units().get(i))
}

/// The least head that a head was joined to.
fn root(into: &[u32], mut head: u32) -> u32 {
    while let Some(next) = index(head).and_then(|i| into.get(i)).copied().filter(|next| *next < head) {
        head = next;
    }
    head
}
