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
        MediationStation = "mediation_station", "街道已设物业管理投诉调解站", "has a complaint and mediation station of its street", "许建政协〔2021〕18号第一部分第（二）项";
        ServiceCentre = "service_centre", "社区已设物业服务中心", "has a property service centre of its community", "许建政协〔2021〕18号第一部分第（二）项";
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
        OwnersWilling = "owners_willing", "群众有连片实行专业化物业管理的意愿", "has residents who want joint professional service", "许建政协〔2021〕18号第三部分";
        SelfManagementBodyDecided = "self_management_body_decided", "已决定自行管理的执行机构、管理人", "has decided who carries out self-management", "《河南省物业管理条例》第五十三条第一款第（一）项";
        SelfManagementContentDecided = "self_management_content_decided", "已决定自行管理的内容、标准、费用和期限", "has decided content, standard, fee and term of self-management", "《河南省物业管理条例》第五十三条第一款第（二）项";
        SelfManagementSpecialistsDecided = "self_management_specialists_decided", "已决定聘请专业机构的方案", "has decided how specialists are engaged", "《河南省物业管理条例》第五十三条第一款第（三）项";
        CommonRevenueForService = "common_revenue_for_service", "业主大会已决定以公共收益支付物业服务支出", "has owners who resolved to spend common revenue on the service", "《物业管理条例》第五十四条";
        InitialContractEnded = "initial_contract_ended", "前期物业服务合同已被依法解除", "has had its initial service contract ended lawfully by the provider", "《河南省物业管理条例》第十八条第三款第（三）项";
        ChargesReasonable = "charges_reasonable", "物业服务收费合理", "has reasonable charges", "《物业管理条例》第四十条";
        ChargesOpen = "charges_open", "物业服务收费公开", "has open charges", "《物业管理条例》第四十条";
        PriceMatchesQuality = "price_matches_quality", "质价相符（收费与服务水平相适应）", "has charges that match the service", "《物业管理条例》第四十条";
        ChargesFair = "charges_fair", "物业服务收费公平", "has fair charges", "《河南省物业管理条例》第四十八条";
        ChargesHonest = "charges_honest", "物业服务收费诚信", "has charges made in good faith", "《河南省物业管理条例》第四十八条";
        MultiPartyConsultation = "multi_party_consultation", "已开展多方协商共治", "has held the consultation of all parties", "咸宁2023-07-10答复第二部分第（一）项";
        ResidentsCovenant = "residents_covenant", "已签订居民公约", "has a signed residents' covenant (not the owners' covenant)", "咸宁2023-07-10答复第二部分第（一）项";
        ContributionToWorks = "contribution_to_works", "已有居民出资参与改造", "has residents who contribute to the works", "咸宁2023-07-10答复第二部分第（一）项";
        LaterManagementAccepted = "later_management_accepted", "已承诺接受后期物业管理并交纳费用", "has promised to accept later management and to pay for it", "咸宁2023-07-10答复第二部分第（一）项";
        Guardhouse = "guardhouse", "进出有门岗", "has a guardhouse at its entrance", "咸宁2023-07-10答复第二部分第（二）项";
        Surveillance = "surveillance", "安防有监控", "has surveillance", "咸宁2023-07-10答复第二部分第（二）项";
        Enclosure = "enclosure", "边界有围挡", "has an enclosure", "咸宁2023-07-10答复第二部分第（二）项";
        ParkingProvided = "parking_provided", "停车有车位", "has places to park", "咸宁2023-07-10答复第二部分第（二）项";
        ProviderLeft = "provider_left", "原物业服务企业已退出", "has been left by its provider", "东莞应急物业服务的报道（2018年）";
        NewProviderChosen = "new_provider_chosen", "业主已选聘新的物业服务人", "has chosen a new provider", "《杭州市物业管理条例》第五十七条第一款";
        SelfManagementChosen = "self_management_chosen", "业主已决定自行管理", "has decided on self-management", "《杭州市物业管理条例》第五十七条第一款";
        NoNewProvider = "no_new_provider", "未能成功选聘新的物业服务企业", "has not succeeded in choosing a new provider", "东建函〔2023〕26号第一部分第（三）项";
        ServiceDisorder = "service_disorder", "物业管理秩序混乱，迫切需要新的物业管理服务", "is in disorder and urgently needs a new service", "东莞应急物业服务的报道（2018年）";
        LostManagement = "lost_management", "属于失管住宅小区", "has lost its management", "东建函〔2023〕26号第一部分第（三）项";
        ManagedByProxy = "managed_by_proxy", "属于代管住宅小区", "is managed by somebody in the provider's place", "东建函〔2023〕26号第一部分第（三）项";
        ManagementSuddenlyLost = "management_suddenly_lost", "突发失管", "has suddenly lost its management", "《北京市物业管理条例》第七十七条第一款";
        ManagementAbandoned = "management_abandoned", "属于弃管状态", "has been abandoned by its management", "《郑州市物业管理条例》第六十二条第一款";
        LifeAffected = "life_affected", "业主基本生活（正常生活）受到影响", "has owners whose daily life is affected", "《宁波市住宅小区物业管理条例》第八十三条第一款";
        ProviderNotPerforming = "provider_not_performing", "物业服务人不履行或者不能履行物业服务合同", "has a provider that does not or cannot perform its contract", "《杭州市物业管理条例》第五十八条";
        DeveloperGone = "developer_gone", "建设单位已不存在，无法选聘前期物业服务人", "has a developer that no longer exists, so that no initial provider can be chosen", "《清远市住宅小区物业管理条例》第四十四条第二款第（一）项";
        ProviderLeftAtExpiry = "provider_left_at_expiry", "原物业服务人在合同期限届满后按约退出", "has been left by its provider at the end of the contract", "《清远市住宅小区物业管理条例》第四十四条第二款第（三）项";
        ChoiceHindered = "choice_hindered", "业主大会因客观原因尚未选聘出新的物业服务人", "has an assembly that could not choose a new provider for objective reasons", "《清远市住宅小区物业管理条例》第四十四条第二款第（三）项";
        ProviderCausedEmergency = "provider_caused_emergency", "应急状态系物业服务企业造成", "has a provider that caused the emergency", "《宁波市住宅小区物业管理条例》第八十三条第二款";
        NoProviderEngaged = "no_provider_engaged", "未聘请物业服务企业", "has engaged no provider", "《宁波市住宅小区物业管理条例》第八十三条第二款";
        CannotEngageProvider = "cannot_engage_provider", "无法选聘物业服务人", "cannot engage a provider", "《丽水市物业管理条例》第三十九条第二款";
        CannotSelfManage = "cannot_self_manage", "无法开展自行管理", "cannot manage itself", "《丽水市物业管理条例》第三十九条第二款";
        CandidatesRecommended = "candidates_recommended", "业主委员会候选人已过推荐关", "has had its committee's candidates recommended", "东建函〔2023〕26号第二部分第（二）项";
        CandidatesReviewed = "candidates_reviewed", "业主委员会候选人已过审核关", "has had its committee's candidates reviewed", "东建函〔2023〕26号第二部分第（二）项";
        ElectionOrganised = "election_organised", "业主委员会选举已过组织关", "has had its committee's election organised", "东建函〔2023〕26号第二部分第（二）项";
        PartyOrganisationPossible = "party_organisation_possible", "属于可建立党组织的成熟小区", "is settled enough for a party organisation", "东建函〔2023〕26号第一部分第（五）项";
        CommunityConsultation = "community_consultation", "所在村（社区）已推行社区协商制度", "lies in a community that has the system of consultation", "东建函〔2023〕26号第二部分第（六）项";
        CompoundConsultation = "compound_consultation", "已建立多方参与的小区议事协调机制", "has a body of all parties that consults on its affairs", "东建函〔2023〕26号第二部分第（六）项";
        Unserved = "unserved", "无物业服务", "has no property service", "厦住建综函〔2024〕44号第二部分第（三）项";
        InnerOuterEntrusted = "inner_outer_entrusted", "已与独栋房屋、公共建筑及周边市政公共服务整合委托管理", "is entrusted together with buildings and public services outside its walls", "厦住建综函〔2024〕44号第二部分第（三）项";
        PackedWithResources = "packed_with_resources", "已与政府公房资源及街（镇）兜底的经营资源捆绑打包", "is packed with public housing and with services that the street pays for", "厦住建综函〔2024〕44号第二部分第（三）项";
        PackedWithWorks = "packed_with_works", "已与片区改造工程打包，经公开招投标引入企业", "is packed with the works of its area in one open tender", "厦住建综函〔2024〕44号第二部分第（三）项";
        MunicipalServiceReleased = "municipal_service_released", "所用市政管理事项已纳入大物业统筹", "may count on municipal services that have been included", "厦住建综函〔2024〕44号第三部分第（一）项";
        PublicHousingReleased = "public_housing_released", "所用市级公房已划转给区", "may count on city-owned housing that has been transferred to its district", "厦住建综函〔2024〕44号第三部分第（一）项";
        LandPolicyIssued = "land_policy_issued", "资源规划部门已出台零星土地整合利用的政策", "lies where a policy on scattered land has been issued", "厦住建综函〔2024〕44号第三部分第（一）项";
        DeveloperApplied = "developer_applied", "建设单位已申请成立业主大会", "has a developer who applied for an assembly", "《北京市物业管理条例》第三十条";
        AdvanceRentAgreed = "advance_rent_agreed", "业主已同意预收停车位租金用于改造", "has owners who agreed to rent in advance for the works", "许建政协〔2021〕18号第二部分";
    }
}

impl Fact {
    /// What kind of thing it is stated about.
    #[must_use]
    pub const fn subject(self) -> Subject {
        Subject::Compound
    }

    /// Whether only an office can attest it: a condition that its text does not spell out, or what an office gives.
    #[must_use]
    pub const fn needs_office(self) -> bool {
        matches!(
            self,
            Self::ProfessionalConditions
                | Self::BasicConditions
                | Self::MarketUnready
                | Self::ServiceDisorder
                | Self::PartyOrganisationPossible
                | Self::MunicipalServiceReleased
                | Self::PublicHousingReleased
                | Self::LandPolicyIssued
        )
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
        BuiltArea = "built_area", "总建筑面积", "built area", "《河南省物业管理条例》第十八条第三款第（一）项";
        DeliveredArea = "delivered_area", "已出售并交付使用的建筑面积", "built area sold and delivered", "《河南省物业管理条例》第十八条第三款第（一）项";
        DeliveredExclusiveArea = "delivered_exclusive_area", "已交付业主的专有部分面积", "exclusive area delivered to owners", "《北京市物业管理条例》第三十条";
        DeliveredOwners = "delivered_owners", "已交付的业主人数", "owners to whom units were delivered (heads)", "《山东省物业管理条例》第二十条第三款第（二）项";
        ApplicantOwners = "applicant_owners", "申请成立业主大会的业主人数", "owners who applied for an assembly (heads)", "《北京市物业管理条例》第三十条";
        ApplicantArea = "applicant_area", "申请成立业主大会的业主专有部分面积", "exclusive area of those who applied for an assembly", "《北京市物业管理条例》第三十条";
        HouseholdsMovedIn = "households_moved_in", "已入住户数", "households moved in", "《河南省物业管理条例》第十八条第三款第（二）项";
        WrittenConsents = "written_consents", "书面同意的业主人数", "owners who agree in writing", "东莞应急物业服务的报道（2018年）";
        AdvanceRent = "advance_rent", "预收租金", "rent taken in advance", "许建政协〔2021〕18号第二部分";
        AdvanceRentMonths = "advance_rent_months", "预收租金月数", "months of rent taken in advance", "许建政协〔2021〕18号第二部分";
        MemberCompounds = "member_compounds", "所含小区数", "compounds in the group", "东建函〔2023〕26号第一部分第（八）项";
        Dwellings = "dwellings", "住房套数", "dwellings", "东莞市国资委对第20230244号提案的会办意见";
        Residents = "residents", "居住人数", "residents", "东莞市国资委对第20230244号提案的会办意见";
        LandArea = "land_area", "占地面积", "land area", "东莞市国资委对第20230244号提案的会办意见";
        WorksMoney = "works_money", "改造资金合计", "money for the works in all", "厦住建综函〔2024〕44号第二部分第（二）项";
        WorksMoneyCompany = "works_money_company", "企业出资", "a company's money for the works", "厦住建综函〔2024〕44号第二部分第（二）项";
        WorksMoneyPublicHousing = "works_money_public_housing", "公房维修金出资", "public-housing maintenance money for the works", "厦住建综函〔2024〕44号第二部分第（二）项";
        WorksMoneyPerHousehold = "works_money_per_household", "户均出资", "money for the works per household", "厦住建综函〔2024〕44号第二部分第（二）项";
        OperatingYears = "operating_years", "空间资源运营年限", "years of operating the space", "厦住建综函〔2024〕44号第二部分第（五）项";
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
            Self::ExclusiveArea
            | Self::ChargedArea
            | Self::ParticipatingArea
            | Self::ConsentingArea
            | Self::BuiltArea
            | Self::DeliveredArea
            | Self::DeliveredExclusiveArea
            | Self::ApplicantArea
            | Self::LandArea => Dimension::Area,
            Self::AdvanceRent
            | Self::ContributionRequired
            | Self::ContributionPaid
            | Self::WorksMoney
            | Self::WorksMoneyCompany
            | Self::WorksMoneyPublicHousing
            | Self::WorksMoneyPerHousehold => Dimension::Money,
            Self::Households
            | Self::HouseholdsMovedIn
            | Self::Owners
            | Self::DeliveredOwners
            | Self::ApplicantOwners
            | Self::ParticipatingOwners
            | Self::ConsentingOwners
            | Self::WrittenConsents
            | Self::ParkingSpaces
            | Self::Buildings
            | Self::MergedYards
            | Self::IllegalStructures
            | Self::AdvanceRentMonths
            | Self::MemberCompounds
            | Self::Dwellings
            | Self::Residents
            | Self::OperatingYears => Dimension::Count,
        }
    }

    /// The measure word and unit after a number of it: `2处`, `2 places`.
    #[must_use]
    pub const fn unit(self, lang: Lang) -> &'static str {
        match (self.dimension(), lang) {
            (Dimension::Area, Lang::Zh) => "平方米",
            (Dimension::Area, Lang::En) => " m²",
            (Dimension::Money, Lang::Zh) => "元",
            (Dimension::Money, Lang::En) => " yuan",
            _ => self.measure_word(lang),
        }
    }

    /// Of a count.
    const fn measure_word(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Households | Self::HouseholdsMovedIn, Lang::Zh) => "户",
            (
                Self::Owners
                | Self::DeliveredOwners
                | Self::ApplicantOwners
                | Self::ParticipatingOwners
                | Self::ConsentingOwners
                | Self::WrittenConsents
                | Self::Residents,
                Lang::Zh,
            ) => "人",
            (Self::Dwellings, Lang::Zh) => "套",
            (Self::Buildings, Lang::Zh) => "栋",
            (Self::IllegalStructures, Lang::Zh) => "处",
            (Self::AdvanceRentMonths, Lang::Zh) => "个月",
            (Self::AdvanceRentMonths, Lang::En) => " months",
            (Self::OperatingYears, Lang::Zh) => "年",
            (Self::OperatingYears, Lang::En) => " years",
            (_, Lang::Zh) => "个",
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
        FirstUnitDelivered = "first_unit_delivered", "首套房屋出售并交付使用", "first unit sold and delivered", "《上海市住宅物业管理规定》第十三条第二款";
        InitialContractExpires = "initial_contract_expires", "前期物业服务合同期限届满", "initial service contract expires", "《河南省物业管理条例》第十八条第三款第（三）项";
        CoBuildingMeeting = "co_building_meeting", "召开共建议事会", "joint meeting on the compound's affairs held", "东建函〔2023〕26号第二部分第（六）项";
        JointConference = "joint_conference", "召开联席会议", "joint conference held", "许建政协〔2021〕18号第二部分";
    }
}
