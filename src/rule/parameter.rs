//! Parameters: the numbers of law.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{
    Application, AssemblyForm, Bar, ChoiceMethod, CollectionBan, Condition, ConsultationStep, CostCase, DisclosureItem,
    EmergencyCase, Figure, HeadBasis, LiftRule, NoticeForm, Obstacle, ParkingArea, PlantKind, RankBy, RequestRule,
    RoomRule, RuleError, ScaleBasis, Seats, SelfManagementField, SubContractBan, TopUpRule, VacancyCase,
};
use crate::estate::ResourceKind;
use crate::law::{Authority, Dated, State};
use crate::matter::{Majority, Matter};
use crate::measure::{Area, Day, Dimension, Money, Period, Share};
use crate::mode::{BundleForm, Mode, Service, Stage};
use crate::terms::{Placed, clip, terms, text_serde};

/// 参数名 — which number or list of law. Written `majority.use_fund`, `services.basic`, `selection`,
/// `figure.meeting_notice`, `withheld.land`.
///
/// ```
/// use wuye::rule::{Figure, Key};
/// let key: Key = "figure.meeting_notice".parse()?;
/// assert_eq!(key, Key::Figure(Figure::MeetingNotice));
/// # Ok::<(), wuye::rule::RuleError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// A single number of law (数值).
    Figure(Figure),
    /// What a vote on the matter needs (表决比例).
    Majority(Matter),
    /// What the service of the mode consists of (服务内容).
    Services(Mode),
    /// How a mode is chosen: down a ladder or freely (模式选择方式).
    Selection,
    /// Of whom the owners' assembly consists (业主大会的组成).
    AssemblyForm,
    /// How many seats a committee has (业主委员会人数).
    CommitteeSeats,
    /// How many members the group has that prepares the first meeting (筹备组人数).
    GroupSeats,
    /// How many members a property-management committee has (物业管理委员会人数).
    ManagementCommitteeSeats,
    /// What counts as one head in a vote (业主人数的计算).
    HeadBasis,
    /// Whether parking counts in a vote (车位是否计入).
    ParkingArea,
    /// Who may not sit on a committee (任职限制).
    Bars,
    /// Who may not sit on a committee if the owners' rules say so (可以约定的任职限制).
    BarsIfAgreed,
    /// Whose consent a lift in an existing dwelling needs (加装电梯的同意规则).
    Lift,
    /// What the compound's owners decide where a lift takes common parts (加装电梯占用小区共有部分的表决比例).
    LiftOnCommonParts,
    /// How the provider of a mode is chosen (物业服务企业的选取方式).
    ProviderChoice(Mode),
    /// Who bears the cost of a service that the owners did not contract for (未经业主选聘的服务的费用承担).
    Cost(Mode),
    /// Whether somebody must ask for an emergency service, and who (应急物业服务的提请).
    EmergencyRequest,
    /// What owners decide who manage themselves (自行管理须决定的事项).
    SelfManagement,
    /// On which matter the owners decide to manage themselves (自行管理所属的共同决定事项).
    SelfManagementMatter,
    /// Which plant self-managing owners must leave to specialists (须委托专业机构的设施设备).
    SpecialistPlant,
    /// What the owners decide where the management area is changed (调整物业管理区域的表决比例).
    AreaChange,
    /// The forms in which big-property bundles are put together (组合方式).
    BundleForms,
    /// Through which stages compounds are led (发展路径).
    StagePath,
    /// In which order the steps of a consultation follow each other (协商程序).
    ConsultationSteps,
    /// By what applicants are ranked (申报优先次序).
    Ranking(Application),
    /// Why a kind of resource cannot be counted on yet (资源尚不能统筹的原因).
    Withheld(ResourceKind),
    /// What an empty home pays (空置物业的收费).
    Vacancy,
    /// How the owner of an empty home tells the provider (空置的告知).
    VacancyNotice,
    /// How much of the common revenue tops up the maintenance fund (公共收益补充维修资金).
    TopUp,
    /// In which emergencies the fund may be used without a vote (可以不经表决使用维修资金的紧急情况).
    EmergencyCases,
    /// How much area is set apart for the service and the committee (物业管理用房的配置).
    Rooms,
    /// The last day of completion of a compound that counts as old (老旧小区的建成年限).
    RenovationCutOff,
    /// Which ways to collect the fee are forbidden (禁止的催交方式).
    CollectionBans,
    /// In which ways the whole service may not be passed on (禁止的转委托).
    SubContractBans,
    /// What a provider makes public (物业服务人的公开事项).
    DisclosureItems,
    /// Which area a small-scale limit of tenders is about (规模口径).
    ScaleBasis,
}

impl Key {
    fn holds(self, value: &ParameterValue) -> bool {
        self.kind() == value.kind()
    }

    const fn kind(self) -> ValueKind {
        match self {
            Self::Figure(figure) => match figure.dimension() {
                Dimension::Period => ValueKind::Period,
                Dimension::Share => ValueKind::Share,
                Dimension::Money => ValueKind::Money,
                Dimension::Area => ValueKind::Area,
                _ => ValueKind::Number,
            },
            Self::Majority(_) => ValueKind::Majority,
            Self::Services(_) => ValueKind::Services,
            Self::Selection => ValueKind::Selection,
            Self::AssemblyForm => ValueKind::AssemblyForm,
            Self::CommitteeSeats | Self::GroupSeats | Self::ManagementCommitteeSeats => ValueKind::Seats,
            Self::Lift => ValueKind::Lift,
            Self::LiftOnCommonParts => ValueKind::Majority,
            Self::HeadBasis => ValueKind::HeadBasis,
            Self::ParkingArea => ValueKind::ParkingArea,
            Self::Bars | Self::BarsIfAgreed => ValueKind::Bars,
            Self::ProviderChoice(_) => ValueKind::ChoiceMethod,
            Self::Cost(_) => ValueKind::CostCases,
            Self::EmergencyRequest => ValueKind::Request,
            Self::SelfManagement => ValueKind::SelfManagement,
            Self::SelfManagementMatter => ValueKind::Matter,
            Self::SpecialistPlant => ValueKind::Plants,
            Self::AreaChange => ValueKind::Majority,
            Self::BundleForms => ValueKind::BundleForms,
            Self::StagePath => ValueKind::Stages,
            Self::ConsultationSteps => ValueKind::ConsultationSteps,
            Self::Ranking(_) => ValueKind::Ranking,
            Self::Withheld(_) => ValueKind::Obstacle,
            Self::Vacancy => ValueKind::Vacancy,
            Self::VacancyNotice => ValueKind::NoticeForm,
            Self::TopUp => ValueKind::TopUp,
            Self::EmergencyCases => ValueKind::EmergencyCases,
            Self::Rooms => ValueKind::Rooms,
            Self::RenovationCutOff => ValueKind::Day,
            Self::CollectionBans => ValueKind::CollectionBans,
            Self::SubContractBans => ValueKind::SubContractBans,
            Self::DisclosureItems => ValueKind::DisclosureItems,
            Self::ScaleBasis => ValueKind::ScaleBasis,
        }
    }
}

impl fmt::Display for Key {
    /// Its code; `{:#}` what it is, in Chinese.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            return f.write_str(&self.render(crate::terms::Lang::Zh));
        }
        match self {
            Self::Figure(figure) => write!(f, "figure.{figure}"),
            Self::Majority(matter) => write!(f, "majority.{matter}"),
            Self::Services(mode) => write!(f, "services.{mode}"),
            Self::Selection => f.write_str("selection"),
            Self::AssemblyForm => f.write_str("assembly_form"),
            Self::CommitteeSeats => f.write_str("committee_seats"),
            Self::Lift => f.write_str("lift"),
            Self::LiftOnCommonParts => f.write_str("lift_on_common_parts"),
            Self::GroupSeats => f.write_str("group_seats"),
            Self::ManagementCommitteeSeats => f.write_str("management_committee_seats"),
            Self::HeadBasis => f.write_str("head_basis"),
            Self::ParkingArea => f.write_str("parking_area"),
            Self::Bars => f.write_str("bars"),
            Self::BarsIfAgreed => f.write_str("bars_if_agreed"),
            Self::ProviderChoice(mode) => write!(f, "provider_choice.{mode}"),
            Self::Cost(mode) => write!(f, "cost.{mode}"),
            Self::EmergencyRequest => f.write_str("emergency_request"),
            Self::SelfManagement => f.write_str("self_management"),
            Self::SelfManagementMatter => f.write_str("self_management_matter"),
            Self::SpecialistPlant => f.write_str("specialist_plant"),
            Self::AreaChange => f.write_str("area_change"),
            Self::BundleForms => f.write_str("bundle_forms"),
            Self::StagePath => f.write_str("stage_path"),
            Self::ConsultationSteps => f.write_str("consultation_steps"),
            Self::Ranking(application) => write!(f, "ranking.{application}"),
            Self::Withheld(resource) => write!(f, "withheld.{resource}"),
            Self::Vacancy => f.write_str("vacancy"),
            Self::VacancyNotice => f.write_str("vacancy_notice"),
            Self::TopUp => f.write_str("top_up"),
            Self::EmergencyCases => f.write_str("emergency_cases"),
            Self::Rooms => f.write_str("rooms"),
            Self::RenovationCutOff => f.write_str("renovation_cut_off"),
            Self::CollectionBans => f.write_str("collection_bans"),
            Self::SubContractBans => f.write_str("sub_contract_bans"),
            Self::DisclosureItems => f.write_str("disclosure_items"),
            Self::ScaleBasis => f.write_str("scale_basis"),
        }
    }
}

impl FromStr for Key {
    type Err = RuleError;
    fn from_str(text: &str) -> Result<Self, RuleError> {
        match (text.split_once('.'), text) {
            (Some(("figure", figure)), _) => Ok(Self::Figure(figure.parse()?)),
            (Some(("majority", matter)), _) => Ok(Self::Majority(matter.parse()?)),
            (Some(("services", mode)), _) => Ok(Self::Services(mode.parse()?)),
            (Some(("provider_choice", mode)), _) => Ok(Self::ProviderChoice(mode.parse()?)),
            (Some(("cost", mode)), _) => Ok(Self::Cost(mode.parse()?)),
            (Some(("ranking", application)), _) => Ok(Self::Ranking(application.parse()?)),
            (Some(("withheld", resource)), _) => Ok(Self::Withheld(resource.parse()?)),
            (None, "selection") => Ok(Self::Selection),
            (None, "assembly_form") => Ok(Self::AssemblyForm),
            (None, "committee_seats") => Ok(Self::CommitteeSeats),
            (None, "lift") => Ok(Self::Lift),
            (None, "lift_on_common_parts") => Ok(Self::LiftOnCommonParts),
            (None, "group_seats") => Ok(Self::GroupSeats),
            (None, "management_committee_seats") => Ok(Self::ManagementCommitteeSeats),
            (None, "head_basis") => Ok(Self::HeadBasis),
            (None, "parking_area") => Ok(Self::ParkingArea),
            (None, "bars") => Ok(Self::Bars),
            (None, "bars_if_agreed") => Ok(Self::BarsIfAgreed),
            (None, "emergency_request") => Ok(Self::EmergencyRequest),
            (None, "self_management") => Ok(Self::SelfManagement),
            (None, "self_management_matter") => Ok(Self::SelfManagementMatter),
            (None, "specialist_plant") => Ok(Self::SpecialistPlant),
            (None, "area_change") => Ok(Self::AreaChange),
            (None, "bundle_forms") => Ok(Self::BundleForms),
            (None, "stage_path") => Ok(Self::StagePath),
            (None, "consultation_steps") => Ok(Self::ConsultationSteps),
            (None, "vacancy") => Ok(Self::Vacancy),
            (None, "vacancy_notice") => Ok(Self::VacancyNotice),
            (None, "top_up") => Ok(Self::TopUp),
            (None, "emergency_cases") => Ok(Self::EmergencyCases),
            (None, "rooms") => Ok(Self::Rooms),
            (None, "renovation_cut_off") => Ok(Self::RenovationCutOff),
            (None, "collection_bans") => Ok(Self::CollectionBans),
            (None, "sub_contract_bans") => Ok(Self::SubContractBans),
            (None, "disclosure_items") => Ok(Self::DisclosureItems),
            (None, "scale_basis") => Ok(Self::ScaleBasis),
            _ => {
                let form = "`figure.…` / `majority.…` / `services.…` / `ranking.…` / `selection` / …";
                Err(RuleError::Written { form, found: clip(text) })
            }
        }
    }
}

text_serde!(Key, "a key as a string such as \"majority.use_fund\" ‖ 写作字符串的参数名，如\"majority.use_fund\"");

/// 选择方式 — how a mode is chosen among those a place knows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Selection {
    /// The first whose conditions are met; never down over an unknown (依次适用).
    Ladder(Vec<Mode>),
    /// Any whose conditions are met (自主选择).
    FreeChoice(Vec<Mode>),
}

impl Selection {
    /// The modes in their order.
    #[must_use]
    pub fn modes(&self) -> &[Mode] {
        match self {
            Self::Ladder(modes) | Self::FreeChoice(modes) => modes,
        }
    }
}

terms! {
    /// 取值类型 — the kinds of values of parameters.
    pub enum ValueKind: "kind of value" {
        Majority = "majority", "表决比例", "majority", "design";
        Services = "services", "服务内容清单", "list of services", "design";
        Selection = "selection", "选择方式", "way of choosing a mode", "design";
        Number = "number", "整数", "whole number", "design";
        Share = "share", "份额", "share", "design";
        Period = "period", "期限", "period", "design";
        Money = "money", "金额", "amount of money", "design";
        Area = "area", "面积", "area", "design";
        AssemblyForm = "assembly_form", "业主大会的组成", "form of an assembly", "design";
        Seats = "seats", "委员人数", "number of seats", "design";
        ChoiceMethod = "choice_method", "选取方式", "method of choice", "design";
        CostCases = "cost_cases", "费用承担规则清单", "list of cases of bearing a cost", "design";
        Request = "request", "提请规则", "rule on who asks", "design";
        SelfManagement = "self_management", "自行管理决定事项清单", "list of points of self-management", "design";
        Plants = "plants", "专业设施清单", "list of kinds of plant", "design";
        Matter = "matter", "共同决定事项", "matter", "design";
        BundleForms = "bundle_forms", "组合方式清单", "list of forms of bundles", "design";
        Stages = "stages", "发展路径", "path of stages", "design";
        ConsultationSteps = "consultation_steps", "协商程序", "order of steps", "design";
        Ranking = "ranking", "优先依据清单", "list of grounds of ranking", "design";
        Obstacle = "obstacle", "障碍", "obstacle", "design";
        HeadBasis = "head_basis", "人数口径", "basis of heads", "design";
        ParkingArea = "parking_area", "车位口径", "treatment of parking", "design";
        Bars = "bars", "任职限制清单", "list of bars", "design";
        Lift = "lift", "加梯同意规则", "rule on lifts", "design";
        Vacancy = "vacancy", "空置收费规则清单", "list of cases of an empty home", "design";
        NoticeForm = "notice_form", "告知方式", "form of notice", "design";
        TopUp = "top_up", "公共收益补充规则", "rule on topping up", "design";
        EmergencyCases = "emergency_cases", "紧急情况清单", "list of emergencies", "design";
        Rooms = "rooms", "物业管理用房配置规则", "rule on rooms", "design";
        Day = "day", "日期", "day", "design";
        CollectionBans = "collection_bans", "禁止的催交方式清单", "list of forbidden ways to collect", "design";
        SubContractBans = "sub_contract_bans", "禁止的转委托清单", "list of forbidden ways to pass on the service", "design";
        DisclosureItems = "disclosure_items", "公开事项清单", "list of items to be made public", "design";
        ScaleBasis = "scale_basis", "规模口径", "basis of a small scale", "design";
    }
}

/// 参数值 — the value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParameterValue {
    /// A majority.
    Majority(Majority),
    /// A list of services.
    Services(Vec<Service>),
    /// A way of choosing.
    Selection(Selection),
    /// A whole number.
    Number(u32),
    /// A share.
    Share(Share),
    /// A period.
    Period(Period),
    /// An amount of money.
    Money(Money),
    /// An area.
    Area(Area),
    /// Of whom an assembly consists.
    AssemblyForm(AssemblyForm),
    /// A number of seats.
    Seats(Seats),
    /// A method of choosing a provider.
    ChoiceMethod(ChoiceMethod),
    /// Who bears a cost in which case, the first that fits deciding.
    CostCases(Vec<CostCase>),
    /// Who asks.
    Request(RequestRule),
    /// What is decided on self-management.
    SelfManagement(Vec<SelfManagementField>),
    /// Plant.
    Plants(Vec<PlantKind>),
    /// A matter of common decision.
    Matter(Matter),
    /// Forms of bundles.
    BundleForms(Vec<BundleForm>),
    /// Stages, in their order.
    Stages(Vec<Stage>),
    /// Steps of a consultation, in their order.
    ConsultationSteps(Vec<ConsultationStep>),
    /// Grounds of a ranking, the first weighing most where the text orders them.
    Ranking(Vec<RankBy>),
    /// Why a resource cannot be counted on.
    Obstacle(Obstacle),
    /// What counts as one head.
    HeadBasis(HeadBasis),
    /// Whether parking counts.
    ParkingArea(ParkingArea),
    /// Who may not sit on a committee.
    Bars(Vec<Bar>),
    /// Whose consent a lift needs.
    Lift(LiftRule),
    /// Cases of an empty home, the first that fits deciding.
    Vacancy(Vec<VacancyCase>),
    /// How somebody is told.
    NoticeForm(NoticeForm),
    /// How much of the common revenue tops up the fund.
    TopUp(TopUpRule),
    /// Emergencies.
    EmergencyCases(Vec<EmergencyCase>),
    /// How much area is set apart.
    Rooms(RoomRule),
    /// A day.
    Day(Day),
    /// Forbidden ways to collect.
    CollectionBans(Vec<CollectionBan>),
    /// Forbidden ways to pass on the service.
    SubContractBans(Vec<SubContractBan>),
    /// Items to be made public.
    DisclosureItems(Vec<DisclosureItem>),
    /// Which area a small scale is about.
    ScaleBasis(ScaleBasis),
}

impl ParameterValue {
    const fn kind(&self) -> ValueKind {
        match self {
            Self::Majority(_) => ValueKind::Majority,
            Self::Services(_) => ValueKind::Services,
            Self::Selection(_) => ValueKind::Selection,
            Self::Number(_) => ValueKind::Number,
            Self::Share(_) => ValueKind::Share,
            Self::Period(_) => ValueKind::Period,
            Self::Money(_) => ValueKind::Money,
            Self::Area(_) => ValueKind::Area,
            Self::AssemblyForm(_) => ValueKind::AssemblyForm,
            Self::Seats(_) => ValueKind::Seats,
            Self::ChoiceMethod(_) => ValueKind::ChoiceMethod,
            Self::CostCases(_) => ValueKind::CostCases,
            Self::Request(_) => ValueKind::Request,
            Self::SelfManagement(_) => ValueKind::SelfManagement,
            Self::Plants(_) => ValueKind::Plants,
            Self::Matter(_) => ValueKind::Matter,
            Self::BundleForms(_) => ValueKind::BundleForms,
            Self::Stages(_) => ValueKind::Stages,
            Self::ConsultationSteps(_) => ValueKind::ConsultationSteps,
            Self::Ranking(_) => ValueKind::Ranking,
            Self::Obstacle(_) => ValueKind::Obstacle,
            Self::HeadBasis(_) => ValueKind::HeadBasis,
            Self::ParkingArea(_) => ValueKind::ParkingArea,
            Self::Bars(_) => ValueKind::Bars,
            Self::Lift(_) => ValueKind::Lift,
            Self::Vacancy(_) => ValueKind::Vacancy,
            Self::NoticeForm(_) => ValueKind::NoticeForm,
            Self::TopUp(_) => ValueKind::TopUp,
            Self::EmergencyCases(_) => ValueKind::EmergencyCases,
            Self::Rooms(_) => ValueKind::Rooms,
            Self::Day(_) => ValueKind::Day,
            Self::CollectionBans(_) => ValueKind::CollectionBans,
            Self::SubContractBans(_) => ValueKind::SubContractBans,
            Self::DisclosureItems(_) => ValueKind::DisclosureItems,
            Self::ScaleBasis(_) => ValueKind::ScaleBasis,
        }
    }

    /// The order of two values, where their kind has one: a stricter or longer one is greater.
    pub(crate) fn order(&self, other: &Self) -> Option<std::cmp::Ordering> {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => Some(a.cmp(b)),
            (Self::Share(a), Self::Share(b)) => Some(a.cmp(b)),
            (Self::Money(a), Self::Money(b)) => Some(a.cmp(b)),
            (Self::Area(a), Self::Area(b)) => Some(a.cmp(b)),
            (Self::Day(a), Self::Day(b)) => Some(a.cmp(b)),
            // Months and days have no common measure: 1 month is neither 30 nor 31 days.
            (Self::Period(Period::Days(a)), Self::Period(Period::Days(b))) => Some(a.cmp(b)),
            (Self::Period(a), Self::Period(b)) => Some(months(*a)?.cmp(&months(*b)?)),
            _ => None,
        }
    }

    fn check(&self) -> Result<(), RuleError> {
        fn once<T: PartialEq>(list: &[T]) -> bool {
            !list.is_empty()
                && list.iter().enumerate().all(|(i, a)| list.iter().skip(i.saturating_add(1)).all(|b| a != b))
        }
        let (good, what, found) = match self {
            Self::Services(list) => (once(list), ValueKind::Services, list.len()),
            Self::Selection(selection) => (once(selection.modes()), ValueKind::Selection, selection.modes().len()),
            Self::BundleForms(list) => (once(list), ValueKind::BundleForms, list.len()),
            Self::Stages(list) => (once(list), ValueKind::Stages, list.len()),
            Self::ConsultationSteps(list) => (once(list), ValueKind::ConsultationSteps, list.len()),
            Self::Ranking(list) => (once(list), ValueKind::Ranking, list.len()),
            Self::Bars(list) => (once(list), ValueKind::Bars, list.len()),
            Self::Vacancy(list) => (once(list), ValueKind::Vacancy, list.len()),
            Self::EmergencyCases(list) => (once(list), ValueKind::EmergencyCases, list.len()),
            Self::CollectionBans(list) => (once(list), ValueKind::CollectionBans, list.len()),
            Self::SubContractBans(list) => (once(list), ValueKind::SubContractBans, list.len()),
            Self::DisclosureItems(list) => (once(list), ValueKind::DisclosureItems, list.len()),
            Self::CostCases(list) => (once(list), ValueKind::CostCases, list.len()),
            Self::SelfManagement(list) => (once(list), ValueKind::SelfManagement, list.len()),
            Self::Plants(list) => (once(list), ValueKind::Plants, list.len()),
            Self::Rooms(rule) => (rule.rises(), ValueKind::Rooms, rule.tiers.len()),
            Self::Seats(Seats { least, most: Some(most), .. }) if most < least => {
                let (least, most) = (least.to_string(), most.to_string());
                return Err(RuleError::BadRange { what: ValueKind::Seats, least, most });
            }
            _ => return Ok(()),
        };
        if good { Ok(()) } else { Err(RuleError::BadList { what, found }) }
    }

    /// The value as it stands in an error.
    fn show(&self) -> String {
        match self {
            Self::Number(n) => n.to_string(),
            Self::Share(share) => share.to_string(),
            Self::Period(period) => period.to_string(),
            Self::Money(money) => money.to_string(),
            Self::Area(area) => area.to_string(),
            Self::Day(day) => day.to_string(),
            other => other.kind().en().to_owned(),
        }
    }
}

fn months(period: Period) -> Option<u64> {
    match period {
        Period::Days(_) => None,
        Period::Months(n) => Some(u64::from(n)),
        Period::Years(n) => u64::from(n).checked_mul(12),
    }
}

/// 规定方式 — how a text sets a parameter.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Setting {
    /// Just this.
    Exactly(ParameterValue),
    /// This or more (不低于).
    AtLeast(ParameterValue),
    /// This or less (不超过).
    AtMost(ParameterValue),
    /// More than this (高于).
    MoreThan(ParameterValue),
    /// Less than this (不足、小于).
    LessThan(ParameterValue),
    /// From the one to the other, both included (以上……以下).
    Between {
        /// The least.
        least: ParameterValue,
        /// The most.
        most: ParameterValue,
    },
    /// This, unless the contract agrees otherwise (合同另有约定的除外).
    UnlessAgreed(ParameterValue),
    /// This, unless the owners decide otherwise on the matter.
    Default {
        /// The value.
        value: ParameterValue,
        /// The matter on which they may decide otherwise.
        unless: Matter,
    },
    /// Left to an authority.
    Delegated(Authority),
}

impl Setting {
    /// The value, where the text gives a single one.
    #[must_use]
    pub const fn value(&self) -> Option<&ParameterValue> {
        match self {
            Self::Exactly(value) | Self::AtLeast(value) | Self::AtMost(value) | Self::MoreThan(value) => Some(value),
            Self::LessThan(value) | Self::UnlessAgreed(value) | Self::Default { value, .. } => Some(value),
            Self::Between { .. } | Self::Delegated(_) => None,
        }
    }

    /// The two ends, where the text gives a range.
    #[must_use]
    pub const fn range(&self) -> Option<(&ParameterValue, &ParameterValue)> {
        match self {
            Self::Between { least, most } => Some((least, most)),
            _ => None,
        }
    }

    fn check(&self, key: Key) -> Result<(), RuleError> {
        let ends = self.range().map(|(least, most)| [least, most]);
        for value in self.value().into_iter().chain(ends.into_iter().flatten()) {
            if !key.holds(value) {
                return Err(RuleError::WrongValue { key, expected: key.kind(), found: value.kind() });
            }
            value.check()?;
        }
        match self.range() {
            Some((least, most)) if !least.order(most).is_some_and(std::cmp::Ordering::is_le) => {
                Err(RuleError::BadRange { what: key.kind(), least: least.show(), most: most.show() })
            }
            _ => Ok(()),
        }
    }
}

terms! {
    /// 下位可否变动 — how a lower text may move a parameter.
    pub enum MayMove: "way a parameter may be moved" {
        Floor = "floor", "可以提高，不得降低", "may be raised, not lowered", "design";
        Ceiling = "ceiling", "可以降低，不得提高", "may be lowered, not raised", "design";
        Free = "free", "可以另行规定", "may be set otherwise", "design";
        Fixed = "fixed", "不得变动", "may not be moved", "design";
    }
}

/// 参数 — one number of law in all its versions, and how a lower text may move it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ParameterForm", into = "ParameterForm")]
pub struct Parameter {
    // INVARIANT: every value is of the kind that the key wants.
    key: Key,
    when: Option<Condition>,
    value: Dated<Setting>,
    may_move: MayMove,
    contrary: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ParameterForm {
    key: Key,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    when: Option<Condition>,
    value: Dated<Setting>,
    may_move: MayMove,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    contrary: bool,
}

impl TryFrom<ParameterForm> for Parameter {
    type Error = Placed<RuleError>;
    fn try_from(form: ParameterForm) -> Result<Self, Placed<RuleError>> {
        let parameter = Self::new(form.key, form.when, form.value, form.may_move)?;
        Ok(if form.contrary { parameter.as_contrary() } else { parameter })
    }
}

impl From<Parameter> for ParameterForm {
    fn from(p: Parameter) -> Self {
        Self { key: p.key, when: p.when, value: p.value, may_move: p.may_move, contrary: p.contrary }
    }
}

impl Parameter {
    /// A parameter.
    ///
    /// # Errors
    /// [`RuleError::WrongValue`] for a value of another kind than the key's, [`RuleError::BadList`],
    /// [`RuleError::BadRange`].
    pub fn new(key: Key, when: Option<Condition>, value: Dated<Setting>, may_move: MayMove) -> Result<Self, RuleError> {
        for version in value.versions() {
            let State::InForce(setting) = &version.state else { continue };
            setting.check(key)?;
        }
        Ok(Self { key, when, value, may_move, contrary: false })
    }

    /// The same parameter, marked as differing from what a higher text sets (与上位规定不一致): the text does say so. The
    /// higher one decides, and every answer lists the conflict.
    #[must_use]
    pub const fn as_contrary(mut self) -> Self {
        self.contrary = true;
        self
    }

    /// Whether it is marked as differing from what a higher text sets on some day. One that differs without the mark is
    /// refused when the rulebook is stacked.
    #[must_use]
    pub const fn contrary(&self) -> bool {
        self.contrary
    }

    /// Which number it is.
    #[must_use]
    pub const fn key(&self) -> Key {
        self.key
    }

    /// In which compounds it applies; in all where there is no condition.
    #[must_use]
    pub const fn when(&self) -> Option<&Condition> {
        self.when.as_ref()
    }

    /// Its versions.
    #[must_use]
    pub const fn value(&self) -> &Dated<Setting> {
        &self.value
    }

    /// How a lower text may move it.
    #[must_use]
    pub const fn may_move(&self) -> MayMove {
        self.may_move
    }
}
