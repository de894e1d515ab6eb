//! What is wrong with what was put in.

use super::{Assumption, BundlePart, MemberId, MemberKind, WorkId};
use crate::estate::{ResourceId, ResourceKind};
use crate::matter::Matter;
use crate::measure::{Area, Day, Every, MeasureError, Money, Per, Ratio, Share, UnitPrice};
use crate::terms::faults;

faults! {
    /// A balance of fees that cannot be worked out (不能测算的公平收费).
    pub enum FeeError {
        /// There is no member, or there are too many.
        Members { most: usize, found: usize } = "fee_members",
            "成员应为1至{most}个，所填{found}个。",
            "expected 1 to {most} members, found {found}";
        /// The months are none or too many.
        Months { most: u32, found: u32 } = "fee_months",
            "月数应为1至{most}，所填{found}。",
            "expected 1 to {most} months, found {found}";
        /// A member stands in the list twice.
        MemberTwice { id: MemberId } = "fee_member_twice",
            "成员「{id}」出现两次。",
            "expected each member once, found `{id}` twice";
        /// A rate is not per square metre and month.
        OtherRate { id: MemberId, what: &'static str, per: Per, every: Every } = "fee_other_rate",
            "成员「{id}」的上下限应为每平方米每月的单价，所填按「{per:#}·{every:#}」计。",
            "expected a {what} per m² and month of `{id}`, found one per {} and {}", per.en(), every.en();
        /// The floor is over the cap.
        FloorOverCap { id: MemberId, floor: UnitPrice, cap: UnitPrice } = "fee_floor_over_cap",
            "成员「{id}」的下限不得高于上限，所填下限「{floor}」、上限「{cap}」。",
            "expected a floor that is not over the cap of `{id}`, found a floor `{floor}` and a cap `{cap}`";
        /// The reference is zero or too large.
        Reference { id: MemberId, most: u32, found: u32 } = "fee_reference",
            "成员「{id}」的参照值应为1至{most}，所填{found}。",
            "expected a reference of 1 to {most} of `{id}`, found {found}";
        /// More is collected than is charged.
        Collection { id: MemberId, found: u16 } = "fee_collection",
            "成员「{id}」的收缴率至多为万分之10000，所填为万分之{found}。",
            "expected a collection rate of at most 10000 basis points of `{id}`, found {found}";
        /// The area is too large.
        TooLarge { id: MemberId, most: Area, found: Area } = "fee_too_large",
            "成员「{id}」的面积至多{most}平方米，所填{found}平方米。",
            "expected an area of at most {most} m² of `{id}`, found {found} m²";
        /// What comes in too much is not an amount of money.
        TooMuch { most: Money } = "fee_too_much",
            "相差的金额应不超过{most}元，实际超过。",
            "expected a difference of at most {most} yuan, found more";
    }
}

faults! {
    /// A pool that cannot be shared out (不能分配的资金).
    pub enum PoolError {
        /// There are too many members.
        TooMany { most: usize, found: usize } = "pool_too_many",
            "成员至多{most}个，所填{found}个。",
            "expected at most {most} members, found {found}";
        /// A member stands in the list twice.
        MemberTwice { id: MemberId } = "pool_member_twice",
            "成员「{id}」出现两次。",
            "expected each member once, found `{id}` twice";
        /// An amount is negative.
        Negative { what: &'static str, id: MemberId, found: Money } = "pool_negative",
            "成员「{id}」的金额不得为负，所填{found}元。",
            "expected a {what} of `{id}` of zero or more, found {found} yuan";
        /// The pool is negative.
        NegativePool { found: Money } = "pool_below_zero",
            "资金总额不得为负，所填{found}元。",
            "expected a pool of zero or more, found {found} yuan";
        /// The amounts together are not an amount of money.
        TooMuch { most: Money } = "pool_too_much",
            "金额合计应不超过{most}元，实际超过。",
            "expected amounts of at most {most} yuan together, found more";
        /// Payers and receivers do not come to the same.
        Unequal { given: Money, received: Money } = "pool_unequal",
            "付出与收到应相等，所填付出{given}元、收到{received}元。",
            "expected payers and receivers to come to the same, found {given} and {received} yuan";
        /// The table is too large.
        TooManyCells { most: usize, found: usize } = "pool_too_many_cells",
            "互助表至多{most}格，所需{found}格。",
            "expected a table of at most {most} cells, found {found}";
    }
}

faults! {
    /// Claims that cannot be shared out among (不能分配的主张).
    pub enum ClaimError {
        /// There is no claimant, or there are too many.
        Claimants { most: usize, found: usize } = "claim_claimants",
            "主张人应为1至{most}个，所填{found}个。",
            "expected 1 to {most} claimants, found {found}";
        /// A claimant stands in the list twice.
        ClaimantTwice { id: MemberId } = "claim_claimant_twice",
            "主张人「{id}」出现两次。",
            "expected each claimant once, found `{id}` twice";
        /// A claim is negative.
        Negative { id: MemberId, found: Money } = "claim_negative",
            "「{id}」的主张不得为负，所填{found}元。",
            "expected a claim of zero or more of `{id}`, found {found} yuan";
        /// The estate is negative or more than is claimed.
        Estate { most: Money, found: Money } = "claim_estate",
            "可分金额应为0至{most}元，所填{found}元。",
            "expected an estate of 0 to {most} yuan, found {found}";
        /// The claims together are not an amount of money.
        TooMuch { most: Money } = "claim_too_much",
            "主张合计应不超过{most}元，实际超过。",
            "expected claims of at most {most} yuan together, found more";
    }
}

faults! {
    /// A cash flow that cannot be worked out (不能测算的现金流).
    pub enum FlowError {
        /// There is no period, or there are too many.
        Periods { most: usize, found: usize } = "flow_periods",
            "期数应为1至{most}，所填{found}。",
            "expected 1 to {most} periods, found {found}";
        /// A year is not the one after the year before it.
        YearOutOfOrder { before: i32, expected: i64, found: i32 } = "flow_year_out_of_order",
            "{before}年之后应为{expected}年，所填{found}年。",
            "expected the year {expected} after {before}, found {found}";
        /// The amounts are too large.
        TooMuch { most: Money } = "flow_too_much",
            "各期金额（不计正负）合计及所求金额应不超过{most}元，实际超过。",
            "expected amounts of at most {most} yuan together without their signs, and as the answer, found more";
        /// The rate is −1 or less.
        Rate { found: Ratio } = "flow_rate",
            "每期利率应大于-1，所填{found}。",
            "expected a rate of a period above -1, found {found}";
        /// The bracket is too fine, or has no width.
        Bits { most: u32, found: u32 } = "flow_bits",
            "区间精度应为1至{most}位，所填{found}位。",
            "expected a bracket of 1 to {most} bits, found {found}";
        /// The sign changes more than once in a long flow.
        SeveralTooLong { most: usize, found: usize } = "flow_several_too_long",
            "现金流多次变号的，首期之后至多{most}期，所填{found}期。",
            "expected at most {most} periods after the first where the sign changes more than once, found {found}";
        /// An amount of a concession is negative.
        Negative { what: Assumption, found: Money } = "flow_negative",
            "特许经营测算的各项金额不得为负，“{what:#}”一项所填{found}元。",
            "expected amounts of zero or more in a concession, found {found} yuan for {}", what.en();
        /// Too many changes are asked for.
        Changes { most: usize, found: usize } = "flow_changes",
            "变动至多{most}个，所填{found}个。",
            "expected at most {most} changes, found {found}";
        /// A change takes away more than there is.
        Change { found: Ratio } = "flow_change",
            "变动幅度不得低于-1，所填{found}。",
            "expected changes of −1 or more, found {found}";
    }
}

faults! {
    /// A game that cannot be represented or solved (不能表示或求解的博弈).
    pub enum GameError {
        /// There is no member, or there are too many.
        Members { most: usize, found: usize } = "game_members",
            "成员应为1至{most}个，所填{found}个。",
            "expected 1 to {most} members, found {found}";
        /// A member stands in the list twice.
        MemberTwice { id: MemberId } = "game_member_twice",
            "成员「{id}」出现两次。",
            "expected each member once, found `{id}` twice";
        /// There is not one value for each coalition.
        Values { expected: usize, found: usize } = "game_values",
            "每个联盟应有一个数值，共{expected}个，所填{found}个。",
            "expected one value for each coalition, {expected} in all, found {found}";
        /// Nobody gains something.
        EmptyCoalition { found: Money } = "game_empty_coalition",
            "空联盟的数值应为0，所填{found}元。",
            "expected a gain of zero for the empty coalition, found {found} yuan";
        /// There is not one share for each member.
        Shares { expected: usize, found: usize } = "game_shares",
            "每个成员应有一份，共{expected}份，所填{found}份。",
            "expected one share for each member, {expected} in all, found {found}";
        /// The shares do not add up.
        SharesSum { expected: Money, found: String } = "game_shares_sum",
            "各份之和应为{expected}元，实为{found}分。",
            "expected shares that add up to {expected} yuan, found {found} fen";
        /// There are too many members for a nucleolus.
        TooManyForNucleolus { most: usize, found: usize } = "game_too_many_for_nucleolus",
            "求核仁的成员至多{most}个，所填{found}个。",
            "expected at most {most} members for a nucleolus, found {found}";
        /// A cost is negative.
        NegativeCost { id: MemberId, found: Money } = "game_negative_cost",
            "「{id}」的成本不得为负，所填{found}元。",
            "expected a cost of zero or more of `{id}`, found {found} yuan";
        /// No order is drawn, or too many.
        Orders { most: u32, found: u32 } = "game_orders",
            "抽样次数应为1至{most}，所填{found}。",
            "expected 1 to {most} orders to be drawn, found {found}";
        /// The risk is zero.
        Risk { found: Share } = "game_risk",
            "风险应大于0，所填{found}。",
            "expected a risk above zero, found {found}";
        /// A member adds less or more than was stated.
        BeyondRange { id: MemberId, least: Money, most: Money, found: i64 } = "game_beyond_range",
            "「{id}」的边际贡献应为{least}至{most}元，实为{found}分。",
            "expected `{id}` to add {least} to {most} yuan, found {found} fen";
    }
}

faults! {
    /// A bundle that cannot be represented, or a misuse (不能表示的打包).
    pub enum BundleError {
        /// A number is not possible.
        Measure { error: MeasureError } = "bundle_measure", "{error:#}", "{error}";
        /// A pool is not possible.
        Pool { error: PoolError } = "bundle_pool", "{error:#}", "{error}";
        /// The stored form has a version that this library does not read.
        Format { newest: u16, found: u16 } = "bundle_format",
            "打包格式版本应为{newest}或更早，所读为{found}。",
            "expected a bundle of format {newest} or earlier, found {found}";
        /// There is no member.
        NoMember {} = "bundle_no_member",
            "打包应至少有一个成员，所填为空。",
            "expected at least one member, found none";
        /// There is more than is held at once.
        TooMany { what: BundlePart, most: usize, found: usize } = "bundle_too_many",
            "{what:#}至多{most}项，所填{found}项。",
            "expected at most {most} entries of the kind {}, found {found}", what.en();
        /// Something stands in a list twice.
        Twice { what: BundlePart, id: String } = "bundle_twice",
            "{what:#}「{id}」出现两次。",
            "expected each {} once, found `{id}` twice", what.en();
        /// A member is named that is not in the bundle.
        UnknownMember { id: MemberId } = "bundle_unknown_member",
            "所列成员应在包内，包内没有「{id}」。",
            "expected a member of the bundle, found `{id}`";
        /// A resource is named that is not in the bundle.
        UnknownResource { id: ResourceId } = "bundle_unknown_resource",
            "所列资源应在包内，包内没有「{id}」。",
            "expected a resource of the bundle, found `{id}`";
        /// Works are named that are not in the bundle.
        UnknownWork { id: WorkId } = "bundle_unknown_work",
            "所列工程应在包内，包内没有「{id}」。",
            "expected works of the bundle, found `{id}`";
        /// A member is its own neighbour.
        LinkToSelf { id: MemberId } = "bundle_link_to_self",
            "成员不得与自身相邻，所填为「{id}」。",
            "expected two members as neighbours, found `{id}` beside itself";
        /// A member and a resource have one id.
        OneName { id: String } = "bundle_one_name",
            "成员与资源的标识不得相同，所填均为「{id}」。",
            "expected members and resources with ids of their own, found `{id}` for both";
        /// An amount is negative.
        Negative { what: BundlePart, id: String, found: Money } = "bundle_negative",
            "「{id}」的{what:#}不得为负，所填{found}元。",
            "expected a {} of `{id}` of zero or more, found {found} yuan", what.en();
        /// A municipal service is named of a resource that is none.
        NotMunicipal { id: ResourceId, kind: ResourceKind } = "bundle_not_municipal",
            "只有市政服务可填市政管理事项，「{id}」为{kind:#}。",
            "expected a municipal service where one of the six is named, found `{id}`, {}", kind.en();
        /// Owners decided on another matter.
        WrongMatter { id: MemberId, expected: Matter, found: Matter } = "bundle_wrong_matter",
            "「{id}」业主的决议应就“{expected:#}”作出，所填为“{found:#}”。",
            "expected a resolution of the owners of `{id}` on {}, found one on {}", expected.en(), found.en();
        /// A member decided in a way in which its kind does not.
        WrongDecider { id: MemberId, kind: MemberKind } = "bundle_wrong_decider",
            "小区和独栋房屋由业主表决，其他成员由有权主体决定，「{id}」为{kind:#}，所填相反。",
            "expected a vote of owners of compounds and single buildings and an act for others, found the other for `{id}`, {}", kind.en();
        /// A price is not one of each month or year, of something that is counted.
        OtherPrice { per: Per, every: Every } = "bundle_other_price",
            "资源单价应按个数、按月或按年计，所填按{per:#}、{every:#}计。",
            "expected a price of something counted by month or year, found one per {} and {}", per.en(), every.en();
        /// A span has too many months, or is not of whole months.
        Months { most: u32, start: Day, end: Day } = "bundle_months",
            "测算期间应为1至{most}个整月，所填为{start}至{end}。",
            "expected a span of 1 to {most} whole months, found {start} to {end}";
        /// A day does not lie on a month of the span.
        OffMonth { id: String, start: Day, found: Day } = "bundle_off_month",
            "「{id}」的起止日应自{start}起满整月，所填为{found}。",
            "expected days of `{id}` that are whole months from {start}, found {found}";
        /// The margins are out of order or out of range.
        Band { most: u32, lo: u32, hi: u32 } = "bundle_band",
            "微利区间应由万分之0至{most}，下限不大于上限，所填为{lo}至{hi}。",
            "expected margins of 0 to {most} basis points in order, found {lo} to {hi}";
    }
}

impl From<MeasureError> for BundleError {
    fn from(error: MeasureError) -> Self {
        Self::Measure { error }
    }
}

impl From<PoolError> for BundleError {
    fn from(error: PoolError) -> Self {
        Self::Pool { error }
    }
}
