//! What is wrong with a district, and with a plan or its certificate.

use crate::estate::{CompoundId, ResourceId};
use crate::measure::Money;
use crate::terms::{faults, terms};

terms! {
    /// 片区要素 — what an error about a district is about.
    pub enum DistrictPart: "part of a district" {
        Compound = "compound", "小区", "compound", "design";
        Resource = "resource", "资源", "resource", "design";
        Edge = "edge", "相邻关系", "pair of neighbours", "design";
        Compatible = "compatible", "资源可服务的小区", "compound that a resource may serve", "design";
        Cost = "cost", "成本", "cost", "design";
        Revenue = "revenue", "收入", "revenue", "design";
        RevenueFloor = "revenue_floor", "按最低费率的收入", "revenue at the floor rate", "design";
        Backstop = "backstop", "兜底支出", "backstop", "design";
        Net = "net", "净收益", "net income", "design";
        BundleCost = "bundle_cost", "每包固定成本", "fixed cost of a bundle", "design";
        Epsilon = "epsilon", "容差", "slack", "design";
        Outlay = "outlay", "公共支出", "outlay", "design";
        OutlayByBundle = "outlay_by_bundle", "按包取整的公共支出", "outlay rounded by bundle", "design";
        Unserved = "unserved", "未编入小区数", "number of compounds unserved", "design";
        CutEdges = "cut_edges", "切断的相邻关系数", "number of pairs parted", "design";
    }
}

faults! {
    /// A district that cannot be represented, or a search that cannot be begun (不能表示的片区).
    pub enum DistrictError {
        /// There is no compound.
        Empty {} = "district_empty",
            "片区应至少有一个小区，所填为空。",
            "expected at least one compound, found none";
        /// There is more than is planned at once.
        TooMany { what: DistrictPart, most: usize, found: usize } = "district_too_many",
            "{what:#}至多{most}个，所填{found}个。",
            "expected at most {most} entries of the kind {}, found {found}", what.en();
        /// Two compounds have one id.
        CompoundTwice { id: CompoundId } = "district_compound_twice",
            "小区「{id}」出现两次。",
            "expected each compound once, found `{id}` twice";
        /// Two resources have one id.
        ResourceTwice { id: ResourceId } = "district_resource_twice",
            "资源「{id}」出现两次。",
            "expected each resource once, found `{id}` twice";
        /// A compound without households, or with too many.
        Households { id: CompoundId, most: u32, found: u32 } = "district_households",
            "小区「{id}」的户数应为1至{most}，所填为{found}。",
            "expected 1 to {most} households of `{id}`, found {found}";
        /// An amount is negative or too large.
        Amount { what: DistrictPart, id: String, most: Money, found: Money } = "district_amount",
            "「{id}」的{what:#}应为0至{most}元，所填为{found}元。",
            "expected a {} of `{id}` from 0 to {most} yuan, found {found}", what.en();
        /// Revenue at the floor rate is above revenue at the cap.
        FloorAboveRevenue { id: CompoundId, revenue: Money, floor: Money } = "district_floor_above_revenue",
            "小区「{id}」按最低费率的收入至多{revenue}元，所填为{floor}元。",
            "expected revenue at the floor rate of `{id}` of at most {revenue} yuan, found {floor}";
        /// A compound is its own neighbour.
        EdgeToSelf { id: CompoundId } = "district_edge_to_self",
            "小区不得与自身相邻，所填为「{id}」。",
            "expected two compounds as neighbours, found `{id}` beside itself";
        /// A neighbour is not in the district.
        EdgeToNobody { id: CompoundId } = "district_edge_to_nobody",
            "相邻关系应在片区内的小区之间，片区没有「{id}」。",
            "expected neighbours within the district, found `{id}`, which is not in it";
        /// Two compounds are named as neighbours twice.
        EdgeTwice { a: CompoundId, b: CompoundId } = "district_edge_twice",
            "「{a}」与「{b}」的相邻关系出现两次。",
            "expected each pair of neighbours once, found `{a}` and `{b}` twice";
        /// A resource is compatible with no compound.
        ResourceForNobody { id: ResourceId } = "district_resource_for_nobody",
            "资源「{id}」应至少可服务一个小区，所填为空。",
            "expected the resource `{id}` to be compatible with some compound, found none";
        /// A resource is compatible with a compound that is not in the district.
        ResourceElsewhere { id: ResourceId, compound: CompoundId } = "district_resource_elsewhere",
            "资源「{id}」可服务的小区应在片区内，片区没有「{compound}」。",
            "expected the resource `{id}` to serve compounds of the district, found `{compound}`, which is not in it";
        /// A resource names a compound twice.
        CompatibleTwice { id: ResourceId, compound: CompoundId } = "district_compatible_twice",
            "资源「{id}」可服务的小区「{compound}」出现两次。",
            "expected the resource `{id}` to name each compound once, found `{compound}` twice";
        /// Limits of households are out of order or out of range.
        HouseholdLimits { most: u32, min: u32, max: u32 } = "district_household_limits",
            "每包户数应由1至{most}，下限不大于上限，所填为{min}至{max}。",
            "expected limits of 1 to {most} households in order, found {min} to {max}";
        /// Margins are out of order or out of range.
        Margins { most: u32, lo: u32, hi: u32 } = "district_margins",
            "微利区间应由万分之0至{most}，下限不大于上限，所填为{lo}至{hi}。",
            "expected margins of 0 to {most} basis points in order, found {lo} to {hi}";
        /// More moves were asked for than are made.
        Moves { most: u64, found: u64 } = "district_moves",
            "搜索步数至多{most}，所填为{found}。",
            "expected at most {most} moves, found {found}";
        /// What was found is not what the checker counts. It does not happen while search and checker are right.
        Refused { fault: PlanFault } = "district_refused",
            "所得方案应能通过核验，结果：{fault:#}",
            "expected a plan that the checker takes, found: {fault}";
    }
}

faults! {
    /// What the checker refuses in a plan or in its certificate (不予采信的方案或证明).
    pub enum PlanFault {
        /// A bundle without members.
        EmptyBundle { bundle: usize } = "plan_empty_bundle",
            "第{bundle}包应至少有一个小区，所填为空。",
            "expected at least one compound in bundle {bundle}, found none";
        /// A member is not in the district.
        UnknownCompound { id: CompoundId } = "plan_unknown_compound",
            "方案中的小区应在片区内，片区没有「{id}」。",
            "expected a compound of the district, found `{id}`";
        /// A resource is not in the district.
        UnknownResource { id: ResourceId } = "plan_unknown_resource",
            "方案中的资源应在片区内，片区没有「{id}」。",
            "expected a resource of the district, found `{id}`";
        /// A compound is in two bundles, or twice in one.
        CompoundTwice { id: CompoundId } = "plan_compound_twice",
            "小区「{id}」至多编入一个包一次，方案中出现两次。",
            "expected each compound in at most one bundle, found `{id}` twice";
        /// A resource is used twice.
        ResourceTwice { id: ResourceId } = "plan_resource_twice",
            "资源「{id}」至多使用一次，方案中出现两次。",
            "expected each resource at most once, found `{id}` twice";
        /// A compound may not take part yet.
        CompoundNotYet { id: CompoundId } = "plan_compound_not_yet",
            "小区「{id}」尚不得参加，方案已将其编入。",
            "expected compounds that may take part, found `{id}`, which may not yet";
        /// A resource may not be transferred yet.
        ResourceNotYet { id: ResourceId } = "plan_resource_not_yet",
            "资源「{id}」尚不得划转，方案已使用。",
            "expected resources that may be used, found `{id}`, which may not yet";
        /// A bundle is not connected.
        NotConnected { bundle: usize, id: CompoundId } = "plan_not_connected",
            "第{bundle}包应连片，小区「{id}」不与其余相连。",
            "expected bundle {bundle} to be connected, found `{id}` apart from the rest";
        /// A bundle has too few or too many households.
        BundleHouseholds { bundle: usize, min: u32, max: u32, found: u64 } = "plan_households",
            "第{bundle}包的户数应为{min}至{max}，实为{found}。",
            "expected {min} to {max} households in bundle {bundle}, found {found}";
        /// A resource is compatible with no member.
        Incompatible { bundle: usize, id: ResourceId } = "plan_incompatible",
            "资源「{id}」应可服务第{bundle}包的某个小区，实无。",
            "expected the resource `{id}` to be compatible with a member of bundle {bundle}, found none";
        /// A bundle earns more than the upper margin at the floor rates.
        AboveBand { bundle: usize, most: Money, found: Money } = "plan_above_band",
            "第{bundle}包按最低费率的收入至多{most}元，实为{found}元。",
            "expected income of at most {most} yuan at the floor rates in bundle {bundle}, found {found}";
        /// A figure of the record is not the one counted.
        FigureDiffers { figure: DistrictPart, expected: String, found: String } = "plan_figure_differs",
            "方案的{figure:#}应为{expected}，所载为{found}。",
            "expected {expected} as the {} of the plan, found {found}", figure.en();
        /// The record claims more than its certificate proves.
        BoundNotProven { proven: Money, claimed: Money } = "plan_bound_not_proven",
            "证明所及的下限为{proven}元，所称为{claimed}元。",
            "expected a bound of at most {proven} yuan, which the certificate proves, found {claimed}";
        /// The record calls a plan optimal whose gap is wider than the slack.
        NotOptimal { slack: Money, gap: Money } = "plan_not_optimal",
            "称最优的方案与下限之差至多{slack}元，实为{gap}元。",
            "expected a gap of at most {slack} yuan in a plan called optimal, found {gap}";
        /// The slack is negative or too large.
        EpsilonRange { most: Money, found: Money } = "plan_epsilon",
            "每包容差应为0至{most}元，所填为{found}元。",
            "expected a slack of 0 to {most} yuan for each bundle, found {found}";
        /// A cut names a compound twice.
        CutTwice { id: CompoundId } = "plan_cut_twice",
            "割集中每个小区至多一次，「{id}」出现两次。",
            "expected each compound of the cut once, found `{id}` twice";
        /// A certificate has no leaves: it says only that the search ended.
        NoLeaves {} = "plan_no_leaves",
            "证明应列出各支，所填为空；仅称搜索已结束者不予采信。",
            "expected the leaves of the search, found none: that a search ended proves nothing";
        /// Too many leaves.
        TooManyLeaves { most: usize, found: usize } = "plan_too_many_leaves",
            "证明至多{most}支，所填{found}支。",
            "expected at most {most} leaves, found {found}";
        /// Some plans belong to no leaf.
        LeavesLeaveOpen { leaf: usize, decision: usize } = "plan_leaves_leave_open",
            "各支应涵盖全部方案：第{leaf}支第{decision}项判定缺少另一侧。",
            "expected leaves that cover every plan, found no other side to decision {decision} of leaf {leaf}";
        /// A leaf that others cover already, or that stands out of order.
        LeafBeside { leaf: usize } = "plan_leaf_beside",
            "第{leaf}支与其他各支不构成同一棵树。",
            "expected leaves of one tree in order, found leaf {leaf} beside it";
        /// A decision about a compound or resource that is not in the district, or of a compound with itself.
        BadDecision { leaf: usize, decision: usize } = "plan_bad_decision",
            "第{leaf}支第{decision}项判定应涉及片区内不同的小区或资源。",
            "expected a decision about compounds or resources of the district in leaf {leaf}, found another at {decision}";
        /// The number of multipliers is wrong.
        Multipliers { leaf: usize, expected: usize, found: usize } = "plan_multipliers",
            "第{leaf}支应有乘子{expected}个，实有{found}个。",
            "expected {expected} multipliers in leaf {leaf}, found {found}";
        /// The price of a resource is negative.
        NegativePrice { leaf: usize, id: ResourceId, found: Money } = "plan_negative_price",
            "第{leaf}支资源「{id}」的乘子不得为负，所填为{found}元。",
            "expected a price of at least 0 for the resource `{id}` in leaf {leaf}, found {found} yuan";
        /// The district is too large for leaves to be checked.
        TooLargeForLeaves { most: usize, found: usize } = "plan_too_large_for_leaves",
            "以分支为证明的片区至多{most}个小区，实有{found}个。",
            "expected a district of at most {most} compounds for a proof by leaves, found {found}";
        /// More connected sets than the checker lists.
        TooManySets { most: usize } = "plan_too_many_sets",
            "核验分支证明至多列举{most}个连片组合，所需更多。",
            "expected a proof that lists at most {most} connected sets, found more";
        /// A sum does not fit.
        TooLarge {} = "plan_too_large",
            "计算结果超出可表示范围。",
            "expected sums that can be held, found one beyond its bounds";
    }
}
