//! Words and lists that parameters hold.

use serde::{Deserialize, Serialize};

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
