//! What cannot be represented.

use super::bands::Grade;
use super::file::RecordId;
use super::satisfaction::CaseRate;
use super::{Input, PartId, Role};
use crate::estate::{CompoundId, EstateError, ProviderId};
use crate::law::LawError;
use crate::measure::draw::DrawError;
use crate::measure::{Day, MeasureError, Points};
use crate::meeting::{MeetingError, PersonId};
use crate::terms::{IdError, TermError, faults, terms};

terms! {
    /// 名词 — what an error is about.
    pub enum ProviderPart: "thing of a provider" {
        Record = "record", "信用记录", "record", "design";
        Penalty = "penalty", "惩戒", "penalty", "design";
        Base = "base", "基础分", "base", "design";
        Barred = "barred", "受限事项", "thing barred", "design";
        Band = "band", "等级区间", "band", "design";
        BandTable = "band_table", "信用等级表", "table of bands", "design";
        Consequence = "consequence", "等级后果", "consequence", "design";
        Declared = "declared", "界线声明", "declared edge", "design";
        Part = "part", "考核项目", "part of an assessment", "design";
        Step = "step", "处理步骤", "step of a ladder", "design";
        Event = "event", "预选库记载", "event of a pool", "design";
        Pool = "pool", "预选库", "pool", "design";
        Compound = "compound", "小区", "compound", "design";
        Post = "post", "职务", "post", "design";
        Person = "person", "人员", "person", "design";
        Group = "group", "小组", "group", "design";
        Strength = "strength", "人数", "strength", "design";
        Level = "level", "层级", "level", "design";
        Word = "word", "提法", "word", "design";
        Survey = "survey", "满意度测评", "survey", "design";
        Panel = "panel", "评分人", "member of a panel", "design";
    }
}

faults! {
    /// Files, bands, assessments, pools and rosters that cannot be represented (不能表示的诚信档案、等级、考核、预选库或名册).
    pub enum ProviderError {
        /// A number is not possible.
        Measure { error: MeasureError } = "provider_measure", "{error:#}", "{error}";
        /// A source is not possible.
        Estate { error: EstateError } = "provider_estate", "{error:#}", "{error}";
        /// An id is not possible.
        Id { error: IdError } = "provider_id", "{error:#}", "{error}";
        /// A place or document is not possible.
        Law { error: LawError } = "provider_law", "{error:#}", "{error}";
        /// A code is not in its vocabulary.
        Term { error: TermError } = "provider_term", "{error:#}", "{error}";
        /// A draw is not possible.
        Draw { error: DrawError } = "provider_draw", "{error:#}", "{error}";
        /// What is checked of a committee is not possible.
        Meeting { error: MeetingError } = "provider_meeting", "{error:#}", "{error}";
        /// A list is longer than its bound.
        TooMany { what: ProviderPart, most: usize, found: usize } = "provider_too_many",
            "{what:#}至多{most}项，所填{found}项。",
            "expected at most {most} entries of the kind {}, found {found}", what.en();
        /// A name or an id stands twice.
        Twice { what: ProviderPart, id: String } = "provider_twice",
            "{what:#}「{id}」出现两次。",
            "expected each {} once, found `{id}` twice", what.en();
        /// A name is empty, too long or holds control characters.
        Name { what: ProviderPart, most: usize, found: usize } = "provider_name",
            "{what:#}的名称应为1至{most}个字符且不含控制字符，所填{found}个。",
            "expected a name of 1 to {most} characters without control characters for a {}, found {found}", what.en();
        /// The points of a record or a base are outside their bounds.
        PointsOutside { most: i64, found: Points } = "points_outside",
            "分值应在0与{most}之间，所填为{found}。",
            "expected points from 0 to {most}, found {found}";
        /// The full score of an assessment is nothing, or too much.
        FullScore { most: i64, found: Points } = "full_score",
            "考核满分应大于0且不超过{most}，所填为{found}。",
            "expected a full score above 0 and up to {most}, found {found}";
        /// An entry expires, is restored or is appealed before it begins.
        EndsEarly { id: String, from: Day, found: Day } = "ends_early",
            "「{id}」自{from}起，其终止、修复或者申诉不得早于该日，所填为{found}。",
            "expected `{id}` of {from} to end or be appealed on that day or later, found {found}";
        /// An appeal is decided before it is filed.
        DecidedEarly { id: String, filed: Day, found: Day } = "decided_early",
            "「{id}」的申诉于{filed}提出，其决定不得早于该日，所填为{found}。",
            "expected the appeal of `{id}` to be decided on {filed} or later, found {found}";
        /// A good record is restored, or is a veto.
        GoodRestored { id: RecordId } = "good_restored",
            "守信记录「{id}」不得有信用修复或者一票否决。",
            "expected neither a restoration nor a veto for the good record `{id}`, found one";
        /// Bases do not ascend by day.
        BasesUnordered { before: Day, found: Day } = "bases_unordered",
            "基础分须按日期先后且每日一项，{before}之后所填为{found}。",
            "expected bases by ascending day, found {found} after {before}";
        /// A base is higher than its table allows.
        BaseAbove { most: Points, found: Points } = "base_above",
            "基础分至多{most}分，所填为{found}分。",
            "expected a base of at most {most} points, found {found}";
        /// A base differs from the one that its table gives to all.
        OtherBase { expected: Points, found: Points } = "other_base",
            "基础分应为{expected}分，所填为{found}分。",
            "expected a base of {expected} points, found {found}";
        /// A table has no band.
        NoBand {} = "no_band",
            "信用等级表至少须有一个区间，未见任何区间。",
            "expected a table of at least one band, found none";
        /// A band holds no score.
        EmptyBand { grade: Grade } = "empty_band",
            "等级「{grade}」的区间应含至少一个分值，所填区间为空。",
            "expected a band of at least one score for grade `{grade}`, found an empty one";
        /// Two bands hold one score.
        BandsOverlap { one: Grade, other: Grade, at: Points } = "bands_overlap",
            "等级「{one}」与「{other}」的区间不得重叠，{at}分同属两者。",
            "expected bands that do not overlap, found {at} points in both `{one}` and `{other}`";
        /// Bands do not stand best first, or a grade has two stretches.
        BandsUnordered { better: Grade, found: Grade } = "bands_unordered",
            "等级区间须由优到劣且同一等级相连，「{better}」之后所填为「{found}」。",
            "expected bands best first and each grade in one stretch, found `{found}` after `{better}`";
        /// A consequence names a grade that the table does not have.
        UnknownGrade { found: Grade } = "unknown_grade",
            "等级后果须针对表中的等级，所填为「{found}」。",
            "expected a grade of the table, found `{found}`";
        /// An edge is declared where the source has a band.
        NoGap { score: Points } = "no_gap",
            "{score}分已有等级，须声明的是来源未载明的分值。",
            "expected a score that the source leaves open, found {score}, which has a grade";
        /// An edge is declared for a grade that does not lie beside it.
        NotBeside { score: Points, found: Grade } = "not_beside",
            "{score}分应归于相邻等级之一，所填为「{found}」。",
            "expected a grade beside {score} points, found `{found}`";
        /// Weights do not sum to one.
        WeightsSum { parent: String, found: String } = "weights_sum",
            "「{parent}」各项权重之和应为1，实为{found}。",
            "expected the weights under `{parent}` to sum to 1, found {found}";
        /// A weight is zero.
        ZeroWeight { part: PartId } = "zero_weight",
            "「{part}」的权重应大于零，所填为零。",
            "expected a weight above zero for `{part}`, found zero";
        /// A part lies under one that is not there, is not before it, or is scored itself.
        NoParent { part: PartId, parent: PartId } = "no_parent",
            "「{part}」的上级「{parent}」应是列在其前的组合项。",
            "expected `{part}` to lie under a part before it that is composed, found `{parent}`";
        /// Parts lie too deep in each other.
        PlanDepth { most: usize, part: PartId } = "plan_depth",
            "考核项目至多{most}层，「{part}」更深。",
            "expected parts at most {most} deep, found `{part}` deeper";
        /// An assessment has no part, or a part that is composed of nothing.
        EmptyPart { part: String } = "empty_part",
            "「{part}」至少须由一项组成，未见任何一项。",
            "expected `{part}` to be composed of at least one part, found none";
        /// A required input is in no part.
        NoRequired { input: Input } = "no_required_input",
            "考核须包括{input:#}，未见该项。",
            "expected a part for {}, found none", input.en();
        /// A score is given for something that takes none.
        NotScored { part: PartId } = "not_scored",
            "「{part}」不是计分项目，不应有得分。",
            "expected scores of parts that are scored, found one for `{part}`";
        /// A score is outside its scale.
        ScoreOutside { part: PartId, full: Points, found: String } = "score_outside",
            "「{part}」的得分应在0与满分{full}之间，所填为{found}。",
            "expected a score from 0 to {full} for `{part}`, found {found}";
        /// The line of a ladder is outside the scale, or its two lines are out of order.
        BadLines { pass: Points, excellent: Points, full: Points } = "bad_lines",
            "合格线不得高于优秀线，均在0与{full}之间，所填为{pass}与{excellent}。",
            "expected a pass line up to the line of excellence, both from 0 to {full}, found {pass} and {excellent}";
        /// A history is not in order of days.
        HistoryUnordered { before: Day, found: Day } = "history_unordered",
            "记载须按日期先后，{before}之后所填为{found}。",
            "expected entries by ascending day, found {found} after {before}";
        /// No reply is valid.
        NoReplies {} = "no_replies",
            "有效答复应至少一份，所填为零。",
            "expected at least one valid reply, found none";
        /// A part of replies or cases is larger than its whole.
        PartAbove { what: CaseRate, whole: u64, part: u64 } = "case_part_above",
            "{what:#}的分子至多{whole}，所填为{part}。",
            "expected at most {whole} for the {}, found {part}", what.en();
        /// Surveys of two methods are added.
        OtherMethod { expected: String, found: String } = "other_method",
            "满意度应同一方法测得：「{expected}」，另一项为「{found}」。",
            "expected surveys by one method, `{expected}`, found `{found}`";
        /// A count does not fit.
        CountTooLarge { what: ProviderPart } = "provider_count_too_large",
            "{what:#}的合计超出可表示范围。",
            "expected a total of the kind {} that can be held, found one beyond its bounds", what.en();
        /// What is entered in a pool does not follow from what went before.
        OutOfTurn { provider: ProviderId, on: Day } = "pool_out_of_turn",
            "「{provider}」{on}的记载与此前状态不符：须先申请后审核，审核通过方入库，入库方可移出。",
            "expected `{provider}` to apply, be vetted, be listed and leave in turn, found otherwise on {on}";
        /// Whether a provider of the pool may be drawn is not known, and the draw does not say what then.
        Undecided { provider: ProviderId } = "pool_undecided",
            "「{provider}」能否参加抽取待查明，须先查明或者明示处理方式。",
            "expected to know whether `{provider}` may be drawn, found it unknown";
        /// A credit is of another provider or day.
        OtherCredit { provider: ProviderId, on: Day } = "other_credit",
            "信用结论应为{on}库内各企业的，所附「{provider}」的不是。",
            "expected credits of members of the pool on {on}, found another of `{provider}`";
        /// A compound is served twice.
        ServedTwice { compound: CompoundId } = "served_twice",
            "小区「{compound}」重复计入。",
            "expected each compound once, found `{compound}` twice";
        /// A person holds a post twice.
        PostTwice { person: PersonId, role: Role } = "post_twice",
            "「{person}」的职务“{role:#}”重复。",
            "expected each post once, found `{person}` twice as {}", role.en();
        /// Somebody holds a post with the provider and is stated not to work there.
        PostDisagrees { person: PersonId } = "post_disagrees",
            "「{person}」在物业服务企业任职，又填报为不在该企业任职。",
            "expected what is stated of `{person}` to agree with the posts held, found a post with the provider";
        /// A structure has too few levels or words.
        NoLevel { what: ProviderPart } = "no_level",
            "架构至少须有一个{what:#}，未见任何一个。",
            "expected a structure of at least one {}, found none", what.en();
    }
}

macro_rules! from {
    ($($variant:ident($error:ty)),+ $(,)?) => { $(
        impl From<$error> for ProviderError {
            fn from(error: $error) -> Self {
                Self::$variant { error }
            }
        }
    )+ };
}

from!(
    Measure(MeasureError),
    Estate(EstateError),
    Id(IdError),
    Law(LawError),
    Term(TermError),
    Draw(DrawError),
    Meeting(MeetingError),
);
