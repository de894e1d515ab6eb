//! 小区 — what stands there and what is stated about it.
//!
//! Facts are *stated*: a value, on a day, by someone, from a source. A fact that nobody stated is unknown, which is
//! not the same as false. Units, owners and the [`Roll`] give the heads and the area that a vote is counted against.

mod fact;
mod roll;
mod stated;

pub use fact::{Event, Fact, Quantity, Value};
pub use roll::{AreaSource, Owner, OwnerKind, Roll, Unit, UnitKind, UnitState};
pub(crate) use stated::{About, check_source};
pub use stated::{Source, Stated, Statements, Subject, SubjectRef, Topic};

use serde::{Deserialize, Serialize};

use crate::law::Place;
use crate::measure::{Approx, Area, Day, UnitPrice};
use crate::terms::{faults, ids, terms};

ids! {
    /// 小区标识 — names a compound.
    CompoundId;
    /// 楼栋标识 — names a building.
    BuildingId;
    /// 专有部分标识 — names a unit.
    UnitId;
    /// 业主标识 — names an owner.
    OwnerId;
    /// 设施标识 — names a facility.
    FacilityId;
    /// 组织标识 — names an organisation.
    OrganisationId;
    /// 物业服务人标识 — names a provider.
    ProviderId;
    /// 资源标识 — names a resource.
    ResourceId;
    /// 地方事实 — the code of a fact that a rulebook declares beside [`Fact`]: a local rule may ask what no other place
    /// asks.
    LocalFact;
}

terms! {
    /// 名词 — the things that sentences about an estate name.
    pub enum EstatePart: "part of an estate" {
        Owner = "owner", "业主", "owner", "design";
        Unit = "unit", "专有部分", "unit", "design";
        Compound = "compound", "小区", "compound", "design";
        Statement = "statement", "填报", "statement", "design";
        Document = "document", "来源文件名称", "name of a source document", "design";
        Quotation = "quotation", "来源引文", "quotation", "design";
    }
}

faults! {
    /// A statement or an estate that cannot be represented (不能表示的小区信息).
    pub enum EstateError {
        /// Two values are stated for one fact on one day.
        Contradiction { subject: String, what: Topic, on: Day } = "contradiction",
            "「{subject}」的“{what:#}”在{on}已有不同填报，须先撤回其一。",
            "expected one value of `{what}` of `{subject}` on {on}, found another already stated";
        /// A fact that only an office can attest is stated by somebody else.
        NotAttested { fact: Fact, by: crate::law::Authority } = "not_attested",
            "“{fact:#}”须由街道、居民委员会、主管部门等认定，不得仅由{by:#}填报。",
            "expected `{fact}` to be attested by an office, found it stated by {}", by.en();
        /// A fact is stated about the wrong kind of subject.
        WrongSubject { what: Topic, expected: Subject, found: Subject } = "wrong_subject",
            "“{what:#}”应就{expected:#}填报，所填对象为{found:#}。",
            "expected `{what}` to be stated about a {}, found it about a {}", expected.en(), found.en();
        /// A quantity is stated in the wrong dimension.
        WrongDimension { quantity: Quantity, expected: crate::measure::Dimension, found: crate::measure::Dimension } = "wrong_dimension",
            "“{quantity:#}”应为{expected:#}，所填为{found:#}。",
            "expected `{quantity}` to be {}, found {}", expected.en(), found.en();
        /// One id is used twice on a roll.
        DuplicateId { what: EstatePart, id: String } = "duplicate_id",
            "{what:#}「{id}」在同一清单中出现两次。",
            "expected each {} once, found `{id}` twice", what.en();
        /// A unit names an owner who is not on the roll, or none.
        UnknownOwner { unit: UnitId, owner: String } = "unknown_owner",
            "专有部分「{unit}」所列业主「{owner}」不在名册中。",
            "expected the owner of unit `{unit}` on the roll, found `{owner}`";
        /// A unit has no area of any kind.
        NoArea { unit: UnitId } = "no_area",
            "专有部分「{unit}」须有登记、实测或合同面积之一，均未填报。",
            "expected a registered, surveyed or contract area of unit `{unit}`, found none";
        /// An area is larger than the bound of its kind.
        AreaTooLarge { what: EstatePart, most: Area, found: Area } = "area_too_large",
            "{what:#}面积至多{most}平方米，所填为{found}平方米。",
            "expected the area of a {} to be at most {most} m², found {found}", what.en();
        /// A list is longer than its bound.
        TooMany { what: EstatePart, most: usize, found: usize } = "too_many",
            "{what:#}至多{most}项，所填{found}项。",
            "expected at most {most} entries of the kind {}, found {found}", what.en();
        /// Text is longer than its bound.
        TextTooLong { what: EstatePart, most: usize, found: usize } = "text_too_long",
            "{what:#}至多{most}个字符，所填{found}个。",
            "expected a {} of at most {most} characters, found {found}", what.en();
        /// A source points to where no document can have a place.
        BadSource { error: crate::law::LawError } = "bad_source", "{error:#}", "{error}";
        /// The id of a subject is not one.
        BadSubject { error: crate::terms::IdError } = "bad_subject", "{error:#}", "{error}";
    }
}

/// 小区 — a residential compound: an id, a name to show, and where it lies. All else about it is stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compound {
    /// The caller's id.
    pub id: CompoundId,
    /// The name, for people.
    pub name: String,
    /// Where it lies.
    pub place: Place,
    /// The yards (庭院、家属院) that were merged into it, if any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub yards: Vec<String>,
}

impl Compound {
    /// How this compound is named as the subject of a fact.
    #[must_use]
    pub fn subject(&self) -> SubjectRef {
        SubjectRef { kind: Subject::Compound, id: self.id.as_str().to_owned() }
    }
}

terms! {
    /// 设施种类 — kinds of facilities that letters and rules speak of.
    pub enum FacilityKind: "facility" {
        Guardhouse = "guardhouse", "门岗", "guardhouse", "咸宁2023-07-10答复";
        Surveillance = "surveillance", "监控", "surveillance", "咸宁2023-07-10答复";
        Enclosure = "enclosure", "围挡", "enclosure", "咸宁2023-07-10答复";
        Parking = "parking", "停车位", "parking", "许建政协〔2021〕18号";
        ServiceRoom = "service_room", "物业管理用房", "service room", "《物业管理条例》";
        Lift = "lift", "电梯", "lift", "《民法典》第二百八十一条";
        Greenery = "greenery", "绿地", "greenery", "《民法典》第二百七十四条";
    }
}

/// 设施 — a facility of a compound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facility {
    /// The caller's id.
    pub id: FacilityId,
    /// What it is.
    pub kind: FacilityKind,
    /// How many there are, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<Approx<u32>>,
}

terms! {
    /// 组织种类 — bodies that act in or for a compound.
    pub enum OrganisationKind: "organisation" {
        OwnersAssembly = "owners_assembly", "业主大会", "owners' assembly", "《民法典》第二百七十七条";
        OwnersCommittee = "owners_committee", "业主委员会", "owners' committee", "《民法典》第二百七十七条";
        SelfGovernmentBody = "self_government_body", "业主自治组织", "owners' self-government body", "许建政协〔2021〕18号";
        OwnersCouncil = "owners_council", "业主代表议事会", "council of owners' representatives", "许建政协〔2021〕18号";
        PartyOrganisation = "party_organisation", "小区党组织", "party organisation of the compound", "咸宁2023-07-10答复";
        MediationStation = "mediation_station", "物业管理投诉调解站", "complaint and mediation station", "许建政协〔2021〕18号";
        ServiceCentre = "service_centre", "社区物业服务中心", "community property service centre", "许建政协〔2021〕18号";
        JointConference = "joint_conference", "联席会议", "joint conference", "许建政协〔2021〕18号";
    }
}

/// 组织 — a body, and since when it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// The caller's id.
    pub id: OrganisationId,
    /// What it is.
    pub kind: OrganisationKind,
    /// Since when, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Day>,
}

terms! {
    /// 服务主体性质 — the kind of a provider; an axis beside the mode.
    pub enum ProviderKind: "kind of provider" {
        Private = "private", "民营物业服务企业", "private enterprise", "design";
        StateOwned = "state_owned", "国有物业服务企业", "state-owned enterprise", "东莞2023年国资委答复";
        StateShare = "state_share", "国有参股", "enterprise with a state share", "design";
        CollectiveShare = "collective_share", "集体参股", "enterprise with a collective share", "design";
        CommunityCentre = "community_centre", "社区物业服务中心", "community property service centre", "许建政协〔2021〕18号";
        Owners = "owners", "业主自行管理", "the owners themselves", "《民法典》第二百八十四条";
        Enterprise = "enterprise", "物业服务企业（性质未载）", "property management enterprise, ownership not stated", "厦住建综函〔2024〕44号第二部分第（五）项";
    }
}

/// 物业服务人 — who serves a compound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// The caller's id.
    pub id: ProviderId,
    /// The name, for people.
    pub name: String,
    /// What it is.
    pub kind: ProviderKind,
}

terms! {
    /// 资源种类 — what may bring money to a compound or a bundle.
    pub enum ResourceKind: "kind of resource" {
        Parking = "parking", "停车位", "parking", "许建政协〔2021〕18号";
        Advertising = "advertising", "广告位", "advertising", "《民法典》第二百八十二条";
        Premises = "premises", "经营用房", "premises let out", "厦住建综函〔2024〕44号";
        PublicHousing = "public_housing", "公房", "public housing", "厦住建综函〔2024〕44号";
        MunicipalService = "municipal_service", "市政服务", "municipal service", "厦住建综函〔2024〕44号";
        PurchasedService = "purchased_service", "政府购买服务", "service bought by the government", "厦住建综函〔2024〕44号";
        Land = "land", "零星地块", "scattered land", "厦住建综函〔2024〕44号";
        Space = "space", "空间资源", "space that is operated", "厦住建综函〔2024〕44号第二部分第（五）项";
        Kiosk = "kiosk", "便民亭", "kiosks", "design";
    }
}

/// 资源 — a thing that may bring money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resource {
    /// The caller's id.
    pub id: ResourceId,
    /// What it is.
    pub kind: ResourceKind,
    /// How many units of it, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<Approx<u32>>,
    /// At what price, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<UnitPrice>,
}
