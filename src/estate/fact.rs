//! The vocabulary of facts, quantities and events.

use serde::{Deserialize, Serialize};

use super::Subject;
use crate::measure::{Area, Dimension, Money};
use crate::terms::{Lang, terms};

terms! {
    /// 事实 — what can be stated as true or false.
    pub enum Fact: "fact" {
        OldCompound = "old_compound", "属于城镇老旧小区（老庭院）", "is an old compound", "许建政协〔2021〕18号";
        Renovated = "renovated", "已完成改造", "has been renovated", "许建政协〔2021〕18号";
        ProfessionalConditions = "professional_conditions", "具备实施专业物业管理的条件", "has the conditions for professional management", "许建政协〔2021〕18号第一部分第（一）项";
        BasicConditions = "basic_conditions", "具备实施基础物业管理的条件", "has the conditions for basic management", "许建政协〔2021〕18号第一部分第（三）项";
        MediationStation = "mediation_station", "街道已设物业管理投诉调解站", "the street has a complaint and mediation station", "许建政协〔2021〕18号第一部分第（二）项";
        ServiceCentre = "service_centre", "社区已设物业服务中心", "the community has a property service centre", "许建政协〔2021〕18号第一部分第（二）项";
        OwnersAssembly = "owners_assembly", "已成立业主大会", "has an owners' assembly", "《民法典》第二百七十七条";
        OwnersCommittee = "owners_committee", "已成立业主委员会", "has an owners' committee", "《民法典》第二百七十七条";
        SelfGovernmentBody = "self_government_body", "已成立业主自治组织", "has an owners' self-government body", "许建政协〔2021〕18号第一部分第（三）项";
        PartyOrganisation = "party_organisation", "已成立小区党组织", "has a party organisation of the compound", "咸宁2023-07-10答复";
        TeamImproved = "team_improved", "已完善组织队伍", "has its organisation and team in order", "许建政协〔2021〕18号第一部分第（三）项";
        ServiceImproved = "service_improved", "已完善社区服务", "has community service in order", "许建政协〔2021〕18号第一部分第（三）项";
        CoBuildingImproved = "co_building_improved", "已完善共建机制", "has joint building in order", "许建政协〔2021〕18号第一部分第（三）项";
        SmallScale = "small_scale", "规模小", "is small", "许建政协〔2021〕18号第三部分";
        Scattered = "scattered", "分布散", "is scattered", "许建政协〔2021〕18号第三部分";
        MarketUnready = "market_unready", "一时难以实行市场化物业管理", "cannot yet be served by the market", "许建政协〔2021〕18号第三部分";
        Packed = "packed", "已与邻近小区连片打包", "is packed with its neighbours", "许建政协〔2021〕18号第三部分";
        Contiguous = "contiguous", "与邻近小区连片统筹", "is planned together with its neighbours", "许建政协〔2021〕18号第三部分";
        OwnersWilling = "owners_willing", "群众有连片实行专业化物业管理的意愿", "the residents want joint professional service", "许建政协〔2021〕18号第三部分";
        SelfManagementBodyDecided = "self_management_body_decided", "已决定自行管理的执行机构、管理人", "has decided who carries out self-management", "《河南省物业管理条例》第五十三条第一款第（一）项";
        SelfManagementContentDecided = "self_management_content_decided", "已决定自行管理的内容、标准、费用和期限", "has decided content, standard, fee and term of self-management", "《河南省物业管理条例》第五十三条第一款第（二）项";
        SelfManagementSpecialistsDecided = "self_management_specialists_decided", "已决定聘请专业机构的方案", "has decided how specialists are engaged", "《河南省物业管理条例》第五十三条第一款第（三）项";
        CommonRevenueForService = "common_revenue_for_service", "业主大会已决定以公共收益支付物业服务支出", "the owners have resolved to spend common revenue on the service", "《物业管理条例》第五十四条";
        AdvanceRentAgreed = "advance_rent_agreed", "业主已同意预收停车位租金用于改造", "the owners have agreed to rent in advance for the works", "许建政协〔2021〕18号第二部分";
    }
}

impl Fact {
    /// What kind of thing it is stated about.
    #[must_use]
    pub const fn subject(self) -> Subject {
        Subject::Compound
    }

    /// Whether only an office can attest it: a condition that its text does not spell out.
    #[must_use]
    pub const fn needs_office(self) -> bool {
        matches!(self, Self::ProfessionalConditions | Self::BasicConditions | Self::MarketUnready)
    }
}

terms! {
    /// 数量 — what can be stated as a number.
    pub enum Quantity: "quantity" {
        Households = "households", "户数", "households", "许建政协〔2021〕18号";
        Owners = "owners", "业主人数", "owners (heads)", "《民法典》第二百七十八条";
        ExclusiveArea = "exclusive_area", "专有部分面积", "exclusive area", "《民法典》第二百七十八条";
        ChargedArea = "charged_area", "计费面积", "charged area", "发改价格〔2003〕1864号";
        ParkingSpaces = "parking_spaces", "停车位数", "parking spaces", "许建政协〔2021〕18号";
        Buildings = "buildings", "楼栋数", "buildings", "design";
        MergedYards = "merged_yards", "合并庭院数", "yards merged", "许建政协〔2021〕18号第二部分";
        IllegalStructures = "illegal_structures", "违法建设处数", "illegal structures", "咸宁2023-07-10答复";
        ParticipatingOwners = "participating_owners", "参与表决人数", "owners who took part (heads)", "《民法典》第二百七十八条第二款";
        ParticipatingArea = "participating_area", "参与表决专有部分面积", "exclusive area that took part", "《民法典》第二百七十八条第二款";
        ConsentingOwners = "consenting_owners", "同意人数", "owners who agreed (heads)", "《民法典》第二百七十八条第二款";
        ConsentingArea = "consenting_area", "同意专有部分面积", "exclusive area that agreed", "《民法典》第二百七十八条第二款";
        ContributionRequired = "contribution_required", "应出资金额", "contribution that is due", "咸宁2023-07-10答复";
        ContributionPaid = "contribution_paid", "已出资金额", "contribution that was paid", "咸宁2023-07-10答复";
        AdvanceRent = "advance_rent", "预收租金", "rent taken in advance", "许建政协〔2021〕18号第二部分";
        AdvanceRentMonths = "advance_rent_months", "预收租金月数", "months of rent taken in advance", "许建政协〔2021〕18号第二部分";
    }
}

impl Quantity {
    /// What kind of thing it is stated about.
    #[must_use]
    pub const fn subject(self) -> Subject {
        Subject::Compound
    }

    /// Whether it is a count, an area or an amount of money.
    #[must_use]
    pub const fn dimension(self) -> Dimension {
        match self {
            Self::ExclusiveArea | Self::ChargedArea | Self::ParticipatingArea | Self::ConsentingArea => Dimension::Area,
            Self::AdvanceRent | Self::ContributionRequired | Self::ContributionPaid => Dimension::Money,
            Self::Households
            | Self::Owners
            | Self::ParticipatingOwners
            | Self::ConsentingOwners
            | Self::ParkingSpaces
            | Self::Buildings
            | Self::MergedYards
            | Self::IllegalStructures
            | Self::AdvanceRentMonths => Dimension::Count,
        }
    }

    /// The measure word and unit after a number of it: `2处`, `2 places`.
    #[must_use]
    pub const fn unit(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Households, Lang::Zh) => "户",
            (Self::Owners | Self::ParticipatingOwners | Self::ConsentingOwners, Lang::Zh) => "人",
            (Self::ExclusiveArea | Self::ChargedArea | Self::ParticipatingArea | Self::ConsentingArea, Lang::Zh) => {
                "平方米"
            }
            (Self::ParkingSpaces, Lang::Zh) => "个",
            (Self::Buildings, Lang::Zh) => "栋",
            (Self::MergedYards, Lang::Zh) => "个",
            (Self::IllegalStructures, Lang::Zh) => "处",
            (Self::AdvanceRent | Self::ContributionRequired | Self::ContributionPaid, Lang::Zh) => "元",
            (Self::AdvanceRentMonths, Lang::Zh) => "个月",
            (Self::ExclusiveArea | Self::ChargedArea | Self::ParticipatingArea | Self::ConsentingArea, Lang::En) => {
                " m²"
            }
            (Self::AdvanceRent | Self::ContributionRequired | Self::ContributionPaid, Lang::En) => " yuan",
            (Self::AdvanceRentMonths, Lang::En) => " months",
            (_, Lang::En) => "",
        }
    }
}

/// 数值 — the value of a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// A count (个数).
    Count(u32),
    /// An area (面积).
    Area(Area),
    /// An amount of money (金额).
    Money(Money),
}

impl Value {
    /// Of what it is a value.
    #[must_use]
    pub const fn dimension(self) -> Dimension {
        match self {
            Self::Count(_) => Dimension::Count,
            Self::Area(_) => Dimension::Area,
            Self::Money(_) => Dimension::Money,
        }
    }

    /// The whole number inside: a count, hundredths of a square metre, fen.
    pub(crate) fn scaled(self) -> i64 {
        match self {
            Self::Count(n) => i64::from(n),
            Self::Area(area) => area.hundredths(),
            Self::Money(money) => money.fen(),
        }
    }

    /// The number for prose, without its unit.
    #[must_use]
    pub fn grouped(self) -> String {
        match self {
            Self::Count(n) => n.to_string(),
            Self::Area(area) => area.grouped(),
            Self::Money(money) => money.grouped(),
        }
    }
}

terms! {
    /// 事件 — what happens on a day.
    pub enum Event: "event" {
        RenovationCompleted = "renovation_completed", "改造完工", "renovation completed", "许建政协〔2021〕18号";
        ContractSigned = "contract_signed", "签订物业服务合同", "service contract signed", "《民法典》第九百三十八条";
        ContractExpires = "contract_expires", "物业服务合同期限届满", "service contract expires", "《民法典》第九百四十七条";
        ProviderLeft = "provider_left", "原物业服务人退出", "the provider left", "《民法典》第九百四十九条";
        AdvanceRentEnds = "advance_rent_ends", "预收租金期满", "the time of the advance rent ends", "许建政协〔2021〕18号第二部分";
        JointConference = "joint_conference", "召开联席会议", "joint conference held", "许建政协〔2021〕18号第二部分";
    }
}
