//! 法则 — laws: what holds of every right result, as plain functions over anybody's results.
//!
//! A law takes inputs and a result as plain values, or the function under test as a closure, and says whether the
//! result keeps it. It does not care who computed the result: an embedder points the laws at code of their own, in
//! property tests, under a fuzzer or in an audit of stored data. The laws compute what they compare with on their own
//! and share no arithmetic with the modules that they are about.
//!
//! ```
//! use wuye::laws;
//! // Each share rounded by itself: one fen is nobody's.
//! let broken = laws::parts_sum(100, &[33, 33, 33]).unwrap_err();
//! assert_eq!(broken.to_string(), "the parts add up to the total: expected 100, found 99");
//! assert_eq!(format!("{broken:#}"), "各份之和等于总额：应为100，实为99。");
//! assert!(laws::parts_sum(100, &[34, 33, 33]).is_ok());
//! ```
//!
//! The module `testkit` (feature `proptest`) has strategies for the inputs and turns the laws into named tests.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use crate::assess::Gap;
use crate::balance::{Budget, MoneyRange, Standing, Statement};
use crate::billing::{Bill, BillRun, Billable, LineTotal};
use crate::dossier::{Dossier, EventRecord};
use crate::estate::{EstateError, Fact, LocalFact, Quantity, Stated, UnitId, Value};
use crate::law::{Authority, Citation};
use crate::matter::{Base, Limb, Majority, Outcome, ResolutionRecord, Short, TallyRecord, Weight};
use crate::measure::{Approx, Area, Bound, Day, Dimension, Money, Threshold};
use crate::money::{Account, Entry};
use crate::rule::{Force, Verdict};
use crate::terms::{Lang, clip, terms};

mod answers;
mod apportionment;
mod assembly;
mod bills;
mod columns;
mod contracts;
mod districts;
mod funds;
mod governance;
mod money;
mod portfolios;
mod procedures;
mod providers;
mod quantities;
mod receivables;
mod rules;
mod sharing;
mod text;
mod votes;
mod wholes;

pub use answers::*;
pub use apportionment::*;
pub use assembly::*;
pub use bills::*;
pub use columns::*;
pub use contracts::*;
pub use districts::*;
pub use funds::*;
pub use governance::*;
pub use money::*;
pub use portfolios::*;
pub use procedures::*;
pub use providers::*;
pub use quantities::*;
pub use receivables::*;
pub use rules::*;
pub use sharing::*;
pub use text::*;
pub use votes::*;
pub use wholes::*;

terms! {
    /// 法则 — the laws, each one sentence.
    ///
    /// ```
    /// use wuye::laws::Law;
    /// assert_eq!(Law::QuotaRule.zh(), "每份与精确份额相差不足一个单位");
    /// assert_eq!("quota_rule".parse::<Law>()?, Law::QuotaRule);
    /// # Ok::<(), wuye::terms::TermError>(())
    /// ```
    pub enum Law: "law" {
        PartsSum = "parts_sum", "各份之和等于总额", "the parts add up to the total", "design";
        ZeroWeightGetsZero = "zero_weight_gets_zero", "权重为零者分得零", "a weight of zero receives zero", "design";
        QuotaRule = "quota_rule", "每份与精确份额相差不足一个单位", "each part is less than one unit from its exact share", "Balinski, Young 1982";
        Mirrored = "mirrored", "总额变号，各份只变号", "a total with the other sign changes the sign of every part and nothing else", "design";
        OrderIrrelevant = "order_irrelevant", "除余数并列者外，成员次序不影响各份", "the order of the members moves units between tied members only", "design";
        LargestRemainder = "largest_remainder", "余下的单位归余数最大者，并列时归先列者", "the units left over go to the largest remainders, ties to the earlier member", "Hamilton 1792";
        OutcomeFollows = "outcome_follows", "表决结果由计票与比例得出", "the outcome follows from the tally and the thresholds", "《民法典》第二百七十八条第二款";
        MoreConsent = "more_consent", "同意者增加，通过的决议不变为未通过", "more consent never turns a passed resolution into another", "design";
        ShortfallLeast = "shortfall_least", "差额恰为各票限所需的最小数", "each shortfall is the least that its limb needs", "design";
        TallyFollows = "tally_follows", "人数按业主计，面积按实计，参与与同意各依其票", "heads are owners, areas are added as they are, and each ballot counts for what it says", "《建筑物区分所有权司法解释》第九条";
        PartsMerge = "parts_merge", "分两半计票，合计等于全体", "the tallies of two halves add up to that of the whole", "design";
        OrderFree = "order_free", "先后次序不影响结果", "the order of a list changes nothing", "design";
        FurtherLeast = "further_least", "尚需同意恰为能够通过的最小数", "the further consent is the least that passes", "design";
        RankingKept = "ranking_kept", "当选者均达到法定票数，且无得票更多者落选", "those elected reach the votes needed, and nobody above them is left out", "design";
        LearningKeeps = "learning_keeps", "查明新事实，不推翻已定的结论", "learning a fact never overturns a settled answer", "design";
        MissingIsUnknown = "missing_is_unknown", "影响结论的事实未填报，结论即为待查明", "where a fact that matters is missing, the answer is unknown", "design";
        AllIsLeast = "all_is_least", "“均须”取其中最低的结论", "all is the least of its parts", "design";
        AnyIsGreatest = "any_is_greatest", "“之一”取其中最高的结论", "any is the greatest of its parts", "design";
        NotMirrors = "not_mirrors", "“并非”将满足与不满足互换，待查明不变", "not mirrors: met and unmet change places, unknown stays", "design";
        LeastOfRules = "least_of_rules", "结论为各条规则中最低者，一般性要求不计", "the verdict is the least of its rules; a usual one does not count", "design";
        SettledHasLaw = "settled_has_law", "已定的判定附有当日施行的规定", "every settled finding has its law, in force on the day", "design";
        GapLeast = "gap_least", "差距恰为所需的最小数", "the gap is the least that is enough", "design";
        StatementAddsUp = "statement_adds_up", "可用、不可用、未定与支出各等于其各项之和", "usable, barred, undecided and cost are each the sum of their lines", "design";
        GapIsCostLessUsable = "gap_is_cost_less_usable", "缺口等于支出减可用收入，未定与未知者扩大其区间", "the gap is cost less usable income, widened by what is undecided or unknown", "design";
        BarredNeverCloses = "barred_never_closes", "不可用的收入不弥补缺口", "money that may not pay never closes the gap", "design";
        LinesSumToBill = "lines_sum_to_bill", "明细之和等于账单", "the lines add up to the bill", "design";
        BillsSumToRun = "bills_sum_to_run", "账单之和等于合计，各收费项亦然", "the bills add up to the run, and so do the totals by line", "design";
        BilledOnce = "billed_once", "每户恰有一张账单，清单次序不影响账单", "every unit is billed once, and alike in whatever order the list comes", "design";
        PricedExactly = "priced_exactly", "按单价计收的，为单价、计费量与期数之积一次取整", "a line at a price is price times extent times periods, rounded once", "design";
        PayersShare = "payers_share", "一户先后有两个缴费人的，合计等于一人缴纳", "two payers of a unit together pay what one would", "design";
        MoreCostsMore = "more_costs_more", "计费量增加，费用不减，他户不变", "more to bill by never costs less, and nothing to others", "design";
        EntriesClose = "entries_close", "每笔分录借贷相抵", "the postings of every entry sum to zero", "double entry";
        AccountsClose = "accounts_close", "各账户余额等于其各笔之和，全部账户合计为零", "every balance is the sum of its postings, and all accounts together are zero", "double entry";
        ReversalMirrors = "reversal_mirrors", "冲销是原分录的镜像，每笔至多一次", "a reversal mirrors the entry it takes back, each at most once", "design";
        LateChargeExact = "late_charge_exact", "违约金按每日未付部分单利累计，只舍入一次", "a late charge is the sum over the days of what was unpaid, at simple interest, rounded once", "design";
        WindowsOnce = "windows_once", "分次计收之和等于一次计收", "charged in several claims it comes to what one claim charges", "design";
        PaymentCloses = "payment_closes", "核销与余款之和等于收款，前项未清不抵后项", "what is applied and what is left over make up the payment, each item in its turn", "design";
        BookReconciles = "book_reconciles", "明细账各项之和等于总账统制账户余额", "the sums of the book are the balances of the control accounts", "double entry";
        LogReplays = "log_replays", "按日志重记得同一账，重复记载不改变账", "a log recorded anew gives the same book, and recording twice changes nothing", "design";
        FailureKeeps = "failure_keeps", "失败的调用不改变任何内容", "a call that fails changes nothing", "design";
        AgeingSums = "ageing_sums", "各账龄段之和等于未付款，每项在其段内", "what is owed lies in the bucket of its days and adds up", "design";
        CollectionDefined = "collection_defined", "收缴率的分子、分母依其定义", "numerator and denominator of a collection rate follow their definitions", "design";
        RuleOrderIrrelevant = "rule_order_irrelevant", "各层内规则和参数的先后次序不影响任何结论", "the order of rules and parameters in a layer changes no answer", "design";
        OverlayRemoved = "overlay_removed", "加一层再去掉，各层如初", "a layer laid over and taken off leaves the layers as they were", "design";
        StackingAssociates = "stacking_associates", "三层相叠，先叠哪两层均同", "of three stacked it does not matter which two are stacked first", "design";
        SilentLayer = "silent_layer", "无内容的层不改变任何结论", "a layer that says nothing changes no answer", "design";
        SettledInForce = "settled_in_force", "参数的取值及与之冲突的规定当日均有效", "what a parameter is, and what it conflicts with, is in force on the day", "design";
        UseFollowsRegister = "use_follows_register", "用量等于表具走数（含过零）乘以倍率", "a use is what the register moved, turns included, times the multiplier", "design";
        TiersMarginal = "tiers_marginal", "各档用量按各档价格计", "what lies in a block costs that block's price", "usage";
        FloorWeights = "floor_weights", "权重之比等于系数（乘面积）之比", "weights stand to each other as coefficients, times areas where these count", "usage";
        VacancyBegins = "vacancy_begins", "“以上”自期满之日起，“超过”自其次日起", "or more begins on the last day of the time, more than on the day after", "《民法典》第一千二百五十九条";
        StepFollows = "step_follows", "步骤依表进行，表中没有的不得进行", "a step leads where the table says, and is refused where it has no row", "design";
        ReplayFolds = "replay_folds", "由记录重放与逐条记入所得相同", "replaying a log gives what entering it one by one gave", "design";
        ExecutionResolved = "execution_resolved", "须业主共同决定的，会议之后的决议通过方可执行", "what the owners decide jointly is carried out after a resolution that passed since the meeting", "《民法典》第二百七十八条";
        HalvesMissing = "halves_missing", "按上、下半年，缺会的半年逐一列明", "by halves of the calendar, exactly those without a meeting are missing", "东建函〔2023〕26号第二部分第（六）项";
        GapsMissing = "gaps_missing", "自上次会议起六个月，过期未开的逐一列明", "by six months from the last meeting, exactly those that passed without one are missing", "东建函〔2023〕26号第二部分第（六）项";
        OverdueCounted = "overdue_counted", "逾期自期满的次日起计", "the day after the last day in time is the first overdue", "《民法典》第二百零一条";
        SmallStrict = "small_strict", "“小于”不含界线，“不超过”含界线", "below ends before the line, not more than at it", "《民法典》第一千二百五十九条";
        WorksOrdered = "works_ordered", "在后的工程不早于在先的工程开工", "no work of the second side begins before one of the first", "厦住建综函〔2024〕44号";
        PursesClose = "purses_close", "各项资金等于其收支之差，合计等于自外部的净收入", "every purse holds what came less what left, and all together what came from outside", "double entry";
        SettlementCloses = "settlement_closes", "收入等于可列支的支出、税金、物业服务人所得与业主所得之和", "receipts are what usable cost, tax, the provider and the owners have of them", "发改价格〔2003〕1864号第九条";
        GrossedUp = "grossed_up", "资金总额扣除酬金比例后即为支出", "what the commission leaves of the whole fund is the cost", "发改价格〔2003〕1864号第九条";
        RenewalStrict = "renewal_strict", "余额不足界线方须续交，恰在界线不须续交", "a fund is topped up below the line and not at it", "《住宅专项维修资金管理办法》第十七条";
        UsedOnce = "used_once", "已用与尚余之和等于扣除合理成本的收益", "what was used and what is left is the revenue less proven cost", "《民法典》第二百八十二条";
        FairLevel = "fair_level", "各费率为同一水平乘参照值，不低于下限、不高于上限，合计恰为目标", "every rate is one level times its reference, held between floor and cap, and they raise the target", "design";
        PoolByNeed = "pool_by_need", "按需分配，不超过各自所需，不足部分列明", "a pool goes by need and never beyond it, and what is unfunded is reported", "design";
        RowsAndColumns = "rows_and_columns", "互助表各行等于付出，各列等于收到", "the rows of who pays for whom are what is given, the columns what is received", "double entry";
        CoalitionsBalanced = "coalitions_balanced", "不满程度不低于任一水平的联盟总是平衡的", "the coalitions at or above any level of excess are balanced", "Kohlberg 1971";
        BundleAddsUp = "bundle_adds_up", "打包等于其成员与资源之和，付出等于所得", "a bundle is the sum of its members and resources, and what is paid is what is received", "design";
        ClaimsShared = "claims_shared", "不足分配的规则在每两个主张人之间成立", "the rule for sharing too little holds between every two claimants", "Aumann, Maschler 1985";
        RatesBracketed = "rates_bracketed", "每个区间恰有一个内部收益率，区间之外没有", "every bracket holds one internal rate of return, and there is none outside", "Descartes 1637";
        LeastEnough = "least_enough", "最低费用与补助足以使净现值不为负，再少一分则不足", "the least fee and subsidy are enough, and one fen less is not", "design";
        ShapleyPotential = "shapley_potential", "沙普利值等于有无该成员时势函数之差", "a Shapley value is the potential of all less that without the member", "Hart, Mas-Colell 1989";
        ComplaintsBalance = "complaints_balance", "任何两个成员相互的最大不满相等", "the largest complaints of every two members about each other are equal", "Maschler, Peleg, Shapley 1979";
        ColumnsAgree = "columns_agree", "成列与逐一所得相同", "columns give what each row gives by itself", "design";
        ShardsMerge = "shards_merge", "各片的结果合并，次序与分组不限，等于全体", "the parts of a batch, merged in any order and grouping, give the whole", "design";
        PlanCounted = "plan_counted", "公共支出等于补贴、固定成本与兜底之和，未编入与切断各如其数", "the outlay is subsidies, fixed costs and backstops; unserved and parted are counted as they are", "design";
        BoundBelow = "bound_below", "没有方案的支出低于下限", "no plan costs less than the bound", "design";
        OptimalProven = "optimal_proven", "称最优者，与下限之差不超过容差", "a plan called optimal is within the slack of the bound", "design";
        PeriodCounted = "period_counted", "期间不计起算日，按月、年者以对应日或者月末日为最后一日", "a period does not count its first day and ends on the corresponding day or on the last of the month", "《民法典》第二百零一条、第二百零二条";
        ContractOrdered = "contract_ordered", "合同记录按日期先后", "the steps of a contract stand in order of their days", "design";
        ContractWalked = "contract_walked", "合同步骤的可否和阶段与参照模型相同", "steps of a contract are taken and lead as the model says", "design";
        ContractReplayed = "contract_replayed", "重放合同记录与逐步记载相同", "a log that is replayed gives what its steps gave", "design";
        ContractStepsSplit = "contract_steps_split", "每一步骤或者可行或者不可行，恰居其一", "every step can be recorded or cannot, and not both", "design";
        TermEnds = "term_ends", "期限自开始之日的次日起算，至对应日届满，无对应日的至月末", "a term ends on the day of the same number, or on the last of a month that has none", "《民法典》第二百零一条、第二百零二条";
        RequestEnough = "request_enough", "“以上”含本数，“过半数”不含", "a share or more takes in the share, more than half does not take in half", "《民法典》第一千二百五十九条";
        StepsByTable = "steps_by_table", "每一步均依阶段表，不得越过", "every step is one that the table of stages allows, and none is skipped", "design";
        UnitedHeads = "united_heads", "合并名册中同一业主计为一人", "in united rolls an owner is one head", "《建筑物区分所有权司法解释》第九条";
        DifferingOpen = "differing_open", "各庭院不一致的事实待查明", "what differs between yards is unknown of the whole", "design";
        SumsDivided = "sums_divided", "合计的比率为分子之和除以分母之和", "the rate of a sum is the sum of the numbers over the sum of the bases", "design";
        WithheldSafe = "withheld_safe", "不公布小组，亦不能由合计推得", "small groups are not shown, and the total does not tell them", "design";
        RanksShared = "ranks_shared", "名次为更大者之数加一，相等者并列", "a rank is one more than there are larger shares, and equal shares have one rank", "design";
        AloneCounted = "alone_counted", "单项计数为仅此一项查明或整改即满足的小区数", "what alone is enough is counted where it alone makes the answer met", "design";
        CreditFollows = "credit_follows", "信用分等于基础分加当日有效守信分减当日有效失信分", "a score is the base plus the good less the bad records that count on the day", "design";
        CreditReplays = "credit_replays", "某日的信用结论不受该日之后所记内容影响", "what a file says of a day does not depend on what was entered later", "design";
        CreditMonotone = "credit_monotone", "守信记录增加不使信用变差，失信记录增加不使信用变好", "a good record more never makes credit worse, a bad one more never better", "design";
        BandsPartition = "bands_partition", "界线明确的每个分值恰属一个等级，分值越优等级不降", "every score that no open edge holds has exactly one band, and a better score no worse a grade", "design";
        BanDays = "ban_days", "惩戒自首日起至末日止，首末两日在内，此外不受限", "a penalty bars from its first day to its last, both included, and on no other", "《民法典》第二百零一条、第二百零二条";
        WeightsHold = "weights_hold", "总分等于各计分项得分与其各级权重之积的和，缺一项即无总分", "a total is the sum of scores times the weights above them, and there is none where a part is missing", "design";
        RoundTrip = "round_trip", "写出再读入，得同一值", "what is written and read again is the same value", "design";
    }
}

/// 所见之值 — what a law expected or found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Said {
    /// A whole number: fen, persons, hundredths of a square metre, a count.
    Number(i128),
    /// A whole number between two others, the ends included.
    Between(i128, i128),
    /// A whole number or more.
    AtLeast(i128),
    /// A whole number or less.
    AtMost(i128),
    /// An amount of money.
    Money(Money),
    /// An amount between two ends, which may be open.
    Range(MoneyRange),
    /// One of the three answers.
    Verdict(Verdict),
    /// How a vote came out.
    Outcome(Outcome),
    /// A citation, by what it says.
    Law(Box<Citation>),
    /// A law in force on a day.
    LawOn(Day),
    /// A day.
    Day(Day),
    /// A day or a later one.
    NotBefore(Day),
    /// Text, shortened.
    Text(String),
    /// Something that should be there, or should not.
    Nothing,
}

impl Said {
    fn text(text: &str) -> Self {
        Self::Text(clip(text))
    }

    fn render(&self, lang: Lang) -> String {
        let end = |end: Option<Money>| end.map_or_else(|| "…".to_owned(), |money| money.to_string());
        match (self, lang) {
            (Self::Number(n), _) => n.to_string(),
            (Self::Between(least, most), _) if least == most => least.to_string(),
            (Self::Between(least, most), Lang::Zh) => format!("{least}至{most}"),
            (Self::Between(least, most), Lang::En) => format!("{least} to {most}"),
            (Self::AtLeast(least), Lang::Zh) => format!("至少{least}"),
            (Self::AtLeast(least), Lang::En) => format!("at least {least}"),
            (Self::AtMost(most), Lang::Zh) => format!("至多{most}"),
            (Self::AtMost(most), Lang::En) => format!("at most {most}"),
            (Self::Money(money), Lang::Zh) => format!("{money}元"),
            (Self::Money(money), Lang::En) => format!("{money} yuan"),
            (Self::Range(range), Lang::Zh) => format!("{}至{}元", end(range.least), end(range.most)),
            (Self::Range(range), Lang::En) => format!("{} to {} yuan", end(range.least), end(range.most)),
            (Self::Verdict(verdict), _) => verdict.render(lang).to_owned(),
            (Self::Outcome(outcome), _) => outcome.render(lang).to_owned(),
            (Self::Law(law), _) => law.render(lang),
            (Self::LawOn(day), Lang::Zh) => format!("{}施行的规定", day.render(lang)),
            (Self::LawOn(day), Lang::En) => format!("law in force on {}", day.render(lang)),
            (Self::Day(day), _) => day.render(lang),
            (Self::NotBefore(day), Lang::Zh) => format!("{}以后", day.render(lang)),
            (Self::NotBefore(day), Lang::En) => format!("{} or later", day.render(lang)),
            (Self::Text(text), Lang::Zh) => format!("「{text}」"),
            (Self::Text(text), Lang::En) => format!("`{text}`"),
            (Self::Nothing, Lang::Zh) => "无".to_owned(),
            (Self::Nothing, Lang::En) => "nothing".to_owned(),
        }
    }
}

/// 违反法则 — a law that a result breaks: which, where, what it asks for and what was found.
///
/// ```
/// use wuye::laws::{self, Law, Said};
/// let broken = laws::zero_weight_gets_zero(&[1, 0], &[1, 1]).unwrap_err();
/// assert_eq!((broken.law(), broken.at()), (Law::ZeroWeightGetsZero, Some(1)));
/// assert_eq!((broken.expected(), broken.found()), (&Said::Number(0), &Said::Number(1)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawViolation {
    law: Law,
    at: Option<usize>,
    said: Box<Detail>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Detail {
    expected: Said,
    found: Said,
}

impl LawViolation {
    fn new(law: Law, expected: Said, found: Said) -> Self {
        Self { law, at: None, said: Box::new(Detail { expected, found }) }
    }

    fn one(law: Law, at: usize, expected: Said, found: Said) -> Self {
        Self { at: Some(at), ..Self::new(law, expected, found) }
    }

    /// The law.
    #[must_use]
    pub const fn law(&self) -> Law {
        self.law
    }

    /// At which member, line or entry, counted from 0, if it is about one.
    #[must_use]
    pub const fn at(&self) -> Option<usize> {
        self.at
    }

    /// What the law asks for.
    #[must_use]
    pub fn expected(&self) -> &Said {
        &self.said.expected
    }

    /// What was found.
    #[must_use]
    pub fn found(&self) -> &Said {
        &self.said.found
    }

    /// The stable code: that of the law.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.law.code()
    }

    /// The law, where it is broken, what was expected and what was found.
    ///
    /// ```
    /// use wuye::terms::Lang;
    /// let broken = wuye::laws::quota_rule(100, &[1, 1], &[51, 49]).unwrap_err();
    /// assert_eq!(broken.render(Lang::Zh), "每份与精确份额相差不足一个单位：第0项应为50，实为51。");
    /// assert_eq!(
    ///     broken.render(Lang::En),
    ///     "each part is less than one unit from its exact share: expected 50 at 0, found 51"
    /// );
    /// ```
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (expected, found) = (self.said.expected.render(lang), self.said.found.render(lang));
        let law = self.law.render(lang);
        match (self.at, lang) {
            (Some(at), Lang::Zh) => format!("{law}：第{at}项应为{expected}，实为{found}。"),
            (None, Lang::Zh) => format!("{law}：应为{expected}，实为{found}。"),
            (Some(at), Lang::En) => format!("{law}: expected {expected} at {at}, found {found}"),
            (None, Lang::En) => format!("{law}: expected {expected}, found {found}"),
        }
    }
}

impl fmt::Display for LawViolation {
    /// Writes the sentence in English; `{:#}` writes it in Chinese.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(if f.alternate() { Lang::Zh } else { Lang::En }))
    }
}

impl std::error::Error for LawViolation {}

/// Keeps a law, or tells what was expected and found.
fn same(law: Law, expected: i128, found: i128) -> Result<(), LawViolation> {
    if expected == found {
        return Ok(());
    }
    Err(LawViolation::new(law, Said::Number(expected), Said::Number(found)))
}

/// The sum; a sum of 64-bit numbers that does not fit into 128 bits would need more members than there is memory.
fn sum<I: IntoIterator<Item = i128>>(numbers: I) -> i128 {
    numbers.into_iter().fold(0, i128::saturating_add)
}

fn fen(money: Money) -> i128 {
    i128::from(money.fen())
}

fn count(n: usize) -> i128 {
    i128::try_from(n).unwrap_or(i128::MAX)
}
