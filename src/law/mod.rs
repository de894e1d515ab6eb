//! 法 — documents, places, and numbers or rules of law that are dated and cited.
//!
//! A [`Document`] says who issued what and when; a [`Provision`] points into it; [`Dated`] holds one value of law in
//! all its versions; a [`Citation`] is what an answer shows: which provision, in force from when to when, and how
//! sure the reading is.

mod dated;
mod document;
mod limits;
mod place;

pub use dated::{At, Dated, State, Version};
pub use document::{Citation, Document, DocumentId, Issued, Locator, Provision};
pub use limits::{ClaimCourse, Hindrance, LIMIT_EVENTS_MAX, Limit, LimitationPeriods, right_ends};
pub use place::{Level, Place};

use crate::measure::{Day, MeasureError};
use crate::terms::{faults, terms};

terms! {
    /// 位阶 — the rank of a document, highest first: in a conflict the higher rank decides.
    pub enum Rank: "rank of a document" {
        Law = "law", "法律", "law", "《立法法》 (from knowledge)";
        JudicialInterpretation = "judicial_interpretation", "司法解释", "judicial interpretation", "《立法法》 (from knowledge)";
        AdministrativeRegulation = "administrative_regulation", "行政法规", "administrative regulation", "《立法法》 (from knowledge)";
        ProvincialRegulation = "provincial_regulation", "省级地方性法规", "provincial regulation", "《立法法》 (from knowledge)";
        CityRegulation = "city_regulation", "设区的市地方性法规", "city regulation", "《立法法》 (from knowledge)";
        DepartmentRule = "department_rule", "部门规章", "rule of a ministry", "《立法法》 (from knowledge)";
        GovernmentRule = "government_rule", "地方政府规章", "rule of a local government", "《立法法》 (from knowledge)";
        NormativeDocument = "normative_document", "规范性文件", "normative document", "usage";
        PolicyLetter = "policy_letter", "政策答复函", "policy letter", "the letters to political consultative conferences";
        Covenant = "covenant", "管理规约或议事规则", "owners' covenant or rules of procedure", "《民法典》第二百七十八条";
    }
}

terms! {
    /// 可信度 — how a number or a rule of law came to be known, surest first.
    pub enum Confidence: "confidence" {
        Primary = "primary", "原文", "primary text read", "design";
        Excerpt = "excerpt", "摘录", "operative sentence read in an excerpt", "design";
        Secondary = "secondary", "转述", "secondary source", "design";
        PolicyLetter = "policy_letter", "答复函", "policy letter", "design";
        CallersOwn = "callers_own", "使用者自定", "the caller's own rule", "design";
        Memory = "memory", "未核原文", "from memory, no text read", "design";
    }
}

terms! {
    /// 决定主体 — who decides, attests or states something.
    pub enum Authority: "authority" {
        Owners = "owners", "业主", "the owners", "《民法典》第二百七十八条";
        OwnersCommittee = "owners_committee", "业主委员会", "the owners' committee", "《民法典》第二百七十七条";
        SelfGovernmentBody = "self_government_body", "业主自治组织", "the owners' self-government body", "许建政协〔2021〕18号";
        ContractParty = "contract_party", "合同当事人", "the party to the contract", "《民法典》第九百三十七条";
        Provider = "provider", "物业服务人", "the property management service provider", "《民法典》第九百三十七条";
        Developer = "developer", "建设单位", "the developer", "《物业管理条例》";
        ResidentsCommittee = "residents_committee", "居民委员会", "the residents' committee", "《民法典》第二百七十七条";
        PartyOrganisation = "party_organisation", "社区党组织", "the party organisation of the community", "许建政协〔2021〕18号";
        Street = "street", "街道办事处、乡镇人民政府", "the street office or township government", "《河南省物业管理条例》第七条";
        HousingDepartment = "housing_department", "住房和城乡建设（物业管理）主管部门", "the housing department", "《河南省物业管理条例》第六条";
        Government = "government", "人民政府", "the people's government", "《河南省物业管理条例》第五条";
        Court = "court", "人民法院", "the people's court", "《民法典》第二百八十条";
        Survey = "survey", "测绘机构", "the survey institution", "《建筑物区分所有权司法解释》第八条";
        Register = "register", "不动产登记机构", "the real estate register", "《建筑物区分所有权司法解释》第八条";
        Letter = "letter", "来函", "a letter", "design";
        Caller = "caller", "使用者", "the caller", "design";
    }
}

impl Authority {
    /// Whether this is an office that can attest a condition: the street, the residents' committee, the party
    /// organisation, a department, a court.
    #[must_use]
    pub const fn is_official(self) -> bool {
        matches!(
            self,
            Self::ResidentsCommittee
                | Self::PartyOrganisation
                | Self::Street
                | Self::HousingDepartment
                | Self::Government
                | Self::Court
        )
    }
}

faults! {
    /// Law that cannot be represented (不能表示的法律数据).
    pub enum LawError {
        /// Two versions begin on one day.
        TwoVersionsOnOneDay { day: Day } = "two_versions_on_one_day",
            "同一日只能有一个版本，{day}有两个。",
            "expected one version a day, found two on {day}";
        /// A day cannot be counted.
        Measure { error: MeasureError } = "law_measure", "{error:#}", "{error}";
        /// A claim has too many interruptions and obstacles.
        LimitEvents { most: usize, found: usize } = "limit_events",
            "时效的中断和障碍至多{most}次，所填{found}次。",
            "expected at most {most} interruptions and obstacles of a limitation, found {found}";
        /// An interruption comes before the one before it.
        LimitOrder { last: Day, found: Day } = "limit_order",
            "时效中断应按日期先后，应在{last}或者以后，所填为{found}。",
            "expected an interruption on {last} or later, found {found}";
        /// An obstacle goes before it comes.
        LimitTurned { from: Day, gone: Day } = "limit_turned",
            "时效障碍的消除日应不早于发生日{from}，所填为{gone}。",
            "expected an obstacle that is gone on {from} or later, found {gone}";
        /// No version is given.
        NoVersion {} = "no_version",
            "至少须有一个版本，未见任何版本。",
            "expected at least one version, found none";
        /// A place code is not one of GB/T 2260.
        UnknownPlace { found: String } = "unknown_place",
            "行政区划代码应为GB/T 2260的六位数字，所填为「{found}」。",
            "expected a six-digit place code of GB/T 2260, found `{found}`";
        /// A locator has a number that no document has.
        BadLocator { found: String } = "bad_locator",
            "条、款、项、部分的编号应自1起，项须在款内，部分须有1至8层，所填为「{found}」。",
            "expected numbers from 1, an item within a paragraph and 1 to 8 levels of sections, found `{found}`";
    }
}

impl From<MeasureError> for LawError {
    fn from(error: MeasureError) -> Self {
        Self::Measure { error }
    }
}
