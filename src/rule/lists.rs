//! Words and lists that parameters hold.

use serde::{Deserialize, Serialize};

use crate::matter::Base;
use crate::measure::Threshold;
use crate::terms::terms;

terms! {
    /// 业主大会的组成 — of whom an owners' assembly consists.
    pub enum AssemblyForm: "form of an assembly" {
        AllOwners = "all_owners", "全体业主组成", "all owners", "《物业管理条例》第八条第一款";
        Representatives = "representatives", "可以成立业主代表大会履行相同职责", "an assembly of representatives may act in its place", "《河南省物业管理条例》第十八条第二款";
    }
}

terms! {
    /// 选取方式 — how a provider is chosen where the owners do not choose it themselves.
    pub enum ChoiceMethod: "method of choice" {
        Draw = "draw", "在预选库中随机抽取", "drawn at random from a pool", "东莞应急物业服务的报道（2018年）";
        Street = "street", "由街道办事处、乡镇人民政府确定", "named by the street", "《北京市物业管理条例》第七十七条第一款";
        StreetFromPool = "street_from_pool", "由街道办事处、乡镇人民政府在预选库中选定", "named by the street from a pool", "《上海市住宅物业管理规定》第五十二条第一款";
        StreetOrNamed = "street_or_named", "由街道办事处、乡镇人民政府组织实施或者指定单位", "done by the street or by whom it names", "《宁波市住宅小区物业管理条例》第八十三条第一款";
        JointConference = "joint_conference", "由街道办事处、乡镇人民政府召开联席会议确定", "named at a joint conference that the street calls", "《潍坊市物业管理条例》第五十一条第一款";
    }
}

terms! {
    /// 协商程序 — the steps of a consultation, in their order.
    pub enum ConsultationStep: "step of a consultation" {
        Collect = "collect", "议题收集", "topics are collected", "东莞市民政局2023-05-16会办意见";
        Settle = "settle", "确定议题", "the topic is settled", "东莞市民政局2023-05-16会办意见";
        Meet = "meet", "会议协商", "a meeting consults", "东莞市民政局2023-05-16会办意见";
        Carry = "carry", "执行决策", "the decision is carried out", "东莞市民政局2023-05-16会办意见";
        Supervise = "supervise", "监督反馈", "it is supervised and reported", "东莞市民政局2023-05-16会办意见";
        Evaluate = "evaluate", "居民评价", "the residents evaluate it", "东莞市民政局2023-05-16会办意见";
    }
}

terms! {
    /// 优先依据 — by what applicants are ranked.
    pub enum RankBy: "ground of ranking" {
        Will = "will", "群众意愿强烈", "how strongly the residents want it", "咸宁2023-07-10答复第二部分第（一）项";
        Support = "support", "支持率高", "how many of them support it", "咸宁2023-07-10答复第二部分第（一）项";
    }
}

terms! {
    /// 障碍 — why a resource cannot be counted on yet.
    pub enum Obstacle: "obstacle" {
        DividedAuthority = "divided_authority", "事权分属市、区两级，尚未能纳入统筹", "authority is divided between city and districts; not included yet", "厦住建综函〔2024〕44号第三部分第（一）项";
        StillSorted = "still_sorted", "部分资源仍在梳理，难以交由区级统筹", "still being sorted, so hard to hand to the districts", "厦住建综函〔2024〕44号第三部分第（一）项";
        PolicyMissing = "policy_missing", "须由资源规划部门出台政策支撑", "a policy of the planning department is needed", "厦住建综函〔2024〕44号第三部分第（一）项";
    }
}

terms! {
    /// 人数口径 — what counts as one head in a vote.
    pub enum HeadBasis: "basis of heads" {
        Unit = "unit", "按专有部分的数量，一个专有部分一人，同一业主合计一人", "one unit one head, one owner one head", "《建筑物区分所有权司法解释》第九条";
        Certificate = "certificate", "按房屋权属证书的数量，一证一票，同一业主合计一票", "one certificate of title one head, one owner one head", "《宁波市住宅小区物业管理条例》第十八条第（一）项";
    }
}

terms! {
    /// 车位口径 — whether parking spaces and garages count in a vote.
    pub enum ParkingArea: "treatment of parking in a vote" {
        Counted = "counted", "车位、车库计入", "parking counts", "design";
        LeftOut = "left_out", "车位、车库除外", "parking is left out", "《宁波市住宅小区物业管理条例》第十八条第（二）项";
    }
}

terms! {
    /// 任职限制 — why an owner may not sit on a committee.
    pub enum Bar: "bar to a seat" {
        NoCapacity = "no_capacity", "不具有完全民事行为能力", "has no full capacity", "《郑州市物业管理条例》第十八条第（一）项";
        ProviderEmployee = "provider_employee", "本人在为本小区服务的物业服务企业任职", "is employed by the provider", "《上海市住宅物业管理规定》第二十条第二款";
        ProviderKin = "provider_kin", "配偶或者近亲属在为本小区服务的物业服务企业任职", "has a spouse or kin employed by the provider", "《上海市住宅物业管理规定》第二十条第二款";
        ProviderInterest = "provider_interest", "与物业服务人有直接利害关系", "has an interest in the provider", "《郑州市物业管理条例》第十八条第（三）项";
        Untrustworthy = "untrustworthy", "属于失信被执行人", "is listed for not obeying judgments", "《北京市物业管理条例》第三十九条";
        StructureDamaged = "structure_damaged", "损坏房屋承重结构且未改正", "damaged the structure and did not mend it", "《上海市住宅物业管理规定》第二十条第二款";
        IllegalBuilding = "illegal_building", "违法搭建且未改正", "built illegally and did not mend it", "《上海市住宅物业管理规定》第二十条第二款";
        UseChanged = "use_changed", "擅自改变物业使用性质且未改正", "changed the use of the property and did not mend it", "《上海市住宅物业管理规定》第二十条第二款";
        FeeArrears = "fee_arrears", "欠交物业费且未改正", "is in arrears with the fee", "《上海市住宅物业管理规定》第二十条第二款";
        FundArrears = "fund_arrears", "欠交专项维修资金且未改正", "is in arrears with the maintenance fund", "《上海市住宅物业管理规定》第二十条第二款";
        IllegalLetting = "illegal_letting", "违法出租房屋且未改正", "lets illegally and did not mend it", "《上海市住宅物业管理规定》第二十条第二款";
    }
}

terms! {
    /// 加梯表决范围 — whose owners agree to a lift.
    pub enum LiftCircle: "circle of a vote on a lift" {
        Entrance = "entrance", "单元（梯）", "the owners at the entrance", "《济南市既有多层住宅增设电梯规定》第七条第一款";
        Building = "building", "楼幢", "the owners in the building", "沪建房管联〔2020〕801号";
        EntranceOrBuilding = "entrance_or_building", "单元（栋）", "the owners at the entrance or in the building", "《河南省物业管理条例》第五十九条";
    }
}

/// 加梯同意规则 — what a place asks before a lift is added to a dwelling. Local texts print it each in its own way: some
/// name no quorum, some no area, some ask for signatures and for objections to be settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LiftRule {
    /// Whose owners.
    pub circle: LiftCircle,
    /// What share of them must take part, in heads and in area, where the text asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quorum: Option<Threshold>,
    /// What share must agree, in heads.
    pub heads: Threshold,
    /// What share must agree, in area, where the text asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<Threshold>,
    /// Whom these are shares of.
    pub base: Base,
    /// Whether they agree in writing.
    pub written: bool,
    /// Whether no written objection of other owners concerned may be left unsettled.
    pub objections_settled: bool,
}

/// 委员人数 — how many seats a committee has: at least, at most, and whether the number is odd (单数).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seats {
    /// The fewest.
    pub least: u32,
    /// The most, where the text prints one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
    /// Whether the number must be odd.
    pub odd: bool,
}

impl Seats {
    /// Whether a committee may have so many seats.
    #[must_use]
    pub const fn allows(self, seats: u32) -> bool {
        let within = match self.most {
            Some(most) => seats <= most,
            None => true,
        };
        seats >= self.least && within && (!self.odd || seats & 1 == 1)
    }
}
