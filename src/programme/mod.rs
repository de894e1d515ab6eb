//! 项目与统计 — what is counted over many compounds, and where amounts come from.
//!
//! 1. A [`Statistic`] says what was counted, by which definition, of how many, where, as of when, and who says so.
//! 2. Rates are exact fractions. Statistics are added first and divided after ([`sum`]), and a figure is rounded once,
//!    when it is shown.
//! 3. Sources that disagree stand side by side: [`compare`] tells in what they differ and by how much, and mends
//!    nothing.
//! 4. One thing is divided by another only with a definition of what that means ([`Statistic::per`]), and nothing is
//!    counted twice.
//! 5. What is printed as about, over or under so many stays that in everything made of it.
//! 6. Small groups can be withheld so that the total does not tell them ([`publish`]).
//! 7. A rulebook is run over many compounds and counted in parts that merge ([`Portfolio`]).

mod compare;
mod counted;
mod figure;
mod frame;
mod parts;
mod portfolio;
mod publish;
mod rank;
mod renovation;
mod statistic;
mod tally;

pub use compare::{Change, Comparison, change, compare};
pub use counted::{AimCount, Coverage, Portfolio, RankedNeed};
pub use figure::{decimal, percent, printed};
pub use frame::{AsOf, Definition, Frame, Scope};
pub use parts::{Closing, Composition, Listing, Part};
pub use portfolio::{
    AIMS_MAX, ChoiceKind, ENTRIES_MAX, PORTFOLIO_FORMAT, PortfolioEntry, PortfolioFault, PortfolioHead, PortfolioPlan,
    ROWS_MAX, RowSpan, is_served,
};
pub use publish::{Published, PublishedRow, PublishedTotal, THRESHOLD_MIN, publish};
pub use renovation::{
    Applicant, RankedApplicant, Ranking, RenovationApplication, SAFE_FLAGS, SafeCheck, SafeStandard, UnrankedApplicant,
    UnrankedFor, rank_applicants, renovation_application,
};
pub use statistic::{Quotient, Reported, Statistic, Sum, sum};
pub use tally::{DistrictCount, GapSum, NeedCount, ServiceCount, VerdictCount};

use crate::measure::Dimension;
use crate::terms::{faults, ids, terms};

/// The largest count: 10¹⁵.
pub const COUNT_MAX: u64 = 1_000_000_000_000_000;
/// The most statistics that are added at once, parts of an amount, and names of a list.
pub const PARTS_MAX: usize = 10_000;
/// The most decimals of a figure that is shown.
pub const DECIMALS_MAX: u32 = 12;
/// The longest definition, name, document and quotation, in characters.
const TEXT_CHARS_MAX: usize = 1_000;

ids! {
    /// 统计口径标识 — names a definition of what is counted.
    DefinitionId;
}

terms! {
    /// 计数单位 — what one of a count is.
    pub enum CountUnit: "unit of a count" {
        Compounds = "compounds", "个小区", "compounds", "厦住建综函〔2024〕44号";
        Households = "households", "户", "households", "东建函〔2023〕26号";
        Dwellings = "dwellings", "套", "dwellings", "东莞市国资委对第20230244号提案的会办意见";
        Buildings = "buildings", "栋", "buildings", "东建函〔2023〕26号";
        SquareMetres = "square_metres", "平方米", "m²", "东建函〔2023〕26号";
        People = "people", "人", "people", "厦住建综函〔2024〕44号";
        Yuan = "yuan", "元", "yuan", "东建函〔2023〕26号";
        Communities = "communities", "个社区", "communities", "厦住建综函〔2024〕44号";
        Projects = "projects", "个项目", "projects", "东建函〔2023〕26号";
        Enterprises = "enterprises", "家企业", "enterprises", "东建函〔2023〕26号";
        Organisations = "organisations", "家单位", "organisations", "厦住建综函〔2024〕44号";
        Committees = "committees", "个业主委员会", "owners' committees", "厦住建综函〔2024〕44号";
        Towns = "towns", "个镇街", "towns and streets", "东莞市国资委对第20230244号提案的会办意见";
        Centres = "centres", "个中心", "centres", "东建函〔2023〕26号";
        Stations = "stations", "个站", "stations", "东建函〔2023〕26号";
        Teams = "teams", "支队伍", "teams", "东建函〔2023〕26号";
        Groups = "groups", "个小组", "groups", "东莞市国资委对第20230244号提案的会办意见";
        Activities = "activities", "场次", "events", "东建函〔2023〕26号";
        Hours = "hours", "小时", "hours", "东建函〔2023〕26号";
        Days = "days", "天", "days", "东建函〔2023〕26号";
        Years = "years", "年", "years", "厦住建综函〔2024〕44号";
        Times = "times", "次", "times", "咸宁2023-07-10答复";
        ParkingSpaces = "parking_spaces", "个停车位", "parking spaces", "厦住建综函〔2024〕44号";
        Sets = "sets", "套（处）", "sets", "咸宁2023-07-10答复";
        Records = "records", "条记录", "records", "咸宁2023-07-10答复";
        Texts = "texts", "份文件", "texts", "厦住建综函〔2024〕44号";
        Kinds = "kinds", "类", "kinds", "厦住建综函〔2024〕44号";
        Thousandths = "thousandths", "千分之一", "thousandths (only the rate is given)", "厦住建综函〔2024〕44号（“从3.9%到100%”）";
    }
}

terms! {
    /// 差异方面 — in what two statistics differ.
    pub enum Aspect: "aspect of a statistic" {
        Definition = "definition", "统计口径", "definition", "design";
        Unit = "unit", "单位", "unit", "design";
        Scope = "scope", "范围", "scope", "design";
        Time = "time", "时点", "time", "design";
        Source = "source", "来源", "source", "design";
        Numerator = "numerator", "数值", "number", "design";
        Denominator = "denominator", "基数", "base", "design";
    }
}

terms! {
    /// 比对结果 — what two statistics say of each other.
    pub enum Agreement: "agreement of two statistics" {
        Same = "same", "一致", "the same", "design";
        Different = "different", "不一致，并存", "different, both kept", "design";
        Unsettled = "unsettled", "系约数，不能判断", "approximate, cannot be told", "design";
        NotComparable = "not_comparable", "口径不同，不可比", "different things were counted", "design";
    }
}

terms! {
    /// 统计要素 — what an error is about.
    pub enum ProgrammePart: "part of a statistic" {
        Definition = "definition", "统计口径", "definition", "design";
        Area = "area", "范围名称", "name of an area", "design";
        Document = "document", "来源文件名称", "name of a source document", "design";
        Quotation = "quotation", "来源引文", "quotation", "design";
        Name = "name", "名称", "name", "design";
        Statistic = "statistic", "统计", "statistic", "design";
        Part = "part", "组成部分", "part of an amount", "design";
        Figure = "figure", "数字", "figure", "design";
        Ratio = "ratio", "比值", "ratio", "design";
        Difference = "difference", "差额", "difference", "design";
        Aim = "aim", "判定目标", "aim", "design";
        Applicant = "applicant", "申报小区", "applicant", "design";
        Rows = "rows", "行", "rows", "design";
        Verdict = "verdict", "结论", "verdict", "design";
        Asked = "asked", "所问事项", "thing that is asked for", "design";
        Choice = "choice", "选择结果", "choice", "design";
        Districts = "districts", "区域", "district", "design";
        Amount = "amount", "金额", "amount of money", "design";
    }
}

faults! {
    /// Statistics that cannot be represented, or not be put together in the way asked for (不能表示或不能合用的统计).
    pub enum ProgrammeError {
        /// The base of a rate is zero.
        ZeroBase { definition: DefinitionId } = "zero_base",
            "「{definition}」的基数应至少为1，所填为0。",
            "expected a base of at least 1 for `{definition}`, found 0";
        /// A part is larger than its whole.
        PartExceedsWhole { definition: DefinitionId, whole: u64, part: u64 } = "part_exceeds_whole",
            "「{definition}」是部分占整体，至多{whole}，所填为{part}。",
            "expected a part of at most {whole} for `{definition}`, found {part}";
        /// A count is larger than [`COUNT_MAX`].
        CountTooLarge { definition: DefinitionId, most: u64, found: String } = "count_too_large",
            "「{definition}」的数值至多{most}，所得为{found}。",
            "expected a count of at most {most} for `{definition}`, found {found}";
        /// Text is empty or too long.
        TextLength { what: ProgrammePart, most: usize, found: usize } = "statistic_text_length",
            "{what:#}应为1至{most}个字符，所填{found}个。",
            "expected a {} of 1 to {most} characters, found {found}", what.en();
        /// Years are out of order or out of range.
        BadYears { first: u16, last: u16 } = "bad_years",
            "年份应在1900至2200之间且先后有序，所填为{first}至{last}。",
            "expected years from 1900 to 2200 in order, found {first} to {last}";
        /// A rate was asked of a statistic without a base.
        NoBase { definition: DefinitionId } = "no_base",
            "「{definition}」未载基数，不能得出比率。",
            "expected a base to take the rate of `{definition}`, found none";
        /// More decimals were asked for than are shown.
        TooManyPlaces { most: u32, found: u32 } = "too_many_places",
            "至多显示{most}位小数，所求{found}位。",
            "expected at most {most} decimals to be shown, found {found}";
        /// Statistics of two definitions were put together.
        OtherDefinition { expected: String, found: String } = "other_definition",
            "统计口径应同为「{expected}」，另一项为「{found}」。",
            "expected the definition `{expected}`, found `{found}`";
        /// Statistics of two units were put together.
        OtherUnit { expected: CountUnit, found: CountUnit } = "other_unit",
            "单位应同为“{expected:#}”，另一项为“{found:#}”。",
            "expected the unit {}, found {}", expected.en(), found.en();
        /// Statistics of two places were put together.
        OtherScope { expected: Scope, found: Scope } = "other_scope",
            "范围应同为{expected:#}，另一项为{found:#}。",
            "expected the scope {expected}, found {found}";
        /// Statistics of two times were put together.
        OtherTime { expected: AsOf, found: AsOf } = "other_time",
            "时点应同为{expected:#}，另一项为{found:#}；确可相除的，须明示。",
            "expected the time {expected}, found {found}";
        /// A statistic with a base was added to one without.
        MixedBases { definition: DefinitionId } = "mixed_bases",
            "「{definition}」各项须都有基数或都无基数。",
            "expected all or none of the parts of `{definition}` to have a base, found some";
        /// The same things were counted twice.
        CountedTwice { definition: DefinitionId, scope: Scope } = "statistic_counted_twice",
            "「{definition}」在{scope:#}已计入，不得重复计算。",
            "expected each thing of `{definition}` to be counted once, found {scope} counted again";
        /// There is nothing to add, or too much.
        PartsNumber { what: ProgrammePart, most: usize, found: usize } = "parts_number",
            "{what:#}应有1至{most}项，所填{found}项。",
            "expected 1 to {most} entries of the kind {}, found {found}", what.en();
        /// Parts and total are of different dimensions.
        OtherDimension { expected: Dimension, found: Dimension } = "other_dimension",
            "各部分应与合计同为{expected:#}，所填有{found:#}。",
            "expected every part to be {}, found {}", expected.en(), found.en();
        /// A name occurs twice.
        NamedTwice { name: String } = "named_twice",
            "「{name}」出现两次。",
            "expected each name once, found `{name}` twice";
        /// A part is not among the parts.
        NoSuchPart { name: String } = "no_such_part",
            "没有名为「{name}」的部分。",
            "expected a part of the composition, found `{name}`";
        /// Parts do not sum to their total, so that there is no share of it.
        NotClosed { total: String, parts: String } = "not_closed",
            "各部分合计应为{total}，实为{parts}。",
            "expected the parts to sum to {total}, found {parts}";
        /// Text is not a number as letters print it.
        UnreadableNumber { found: String } = "unreadable_number",
            "应为“256.38万”“约10.85万”“2900多”“3.9%”“四”一类写法，所填为「{found}」。",
            "expected a number as letters print it, such as `256.38万`, `约10.85万`, `2900多`, `3.9%` or `四`, found `{found}`";
        /// A threshold of small groups under which nothing is small.
        ThresholdTooSmall { least: u64, found: u64 } = "threshold_too_small",
            "小组界线至少为{least}，所填为{found}。",
            "expected a threshold of small groups of at least {least}, found {found}";
        /// A standard of another number of flags.
        FlagCount { expected: usize, found: usize } = "flag_count",
            "“有”“无”各应有{expected}项，所填{found}项。",
            "expected {expected} flags of each kind, found {found}";
        /// Rows beyond the largest number of a row.
        RowsOutside { most: u64, first: u64, rows: u64 } = "rows_outside",
            "行号应小于{most}，所给自第{first}行起共{rows}行。",
            "expected rows below {most}, found {rows} from {first} on";
        /// A row is in two parts that are merged.
        RowsTwice { row: u64 } = "rows_twice",
            "第{row}行已经计入，不得重复汇总。",
            "expected each row in one part, found row {row} in two";
        /// Parts that were counted under another rulebook, on another day or about something else.
        OtherPortfolio { expected: String, found: String } = "other_portfolio",
            "汇总口径应同为「{expected}」，另一份为「{found}」。",
            "expected a portfolio of `{expected}`, found one of `{found}`";
        /// The stored form has a version that this library does not read.
        PortfolioFormat { newest: u16, found: u16 } = "portfolio_format",
            "汇总格式版本应为{newest}或更早，所读为{found}。",
            "expected a portfolio of format {newest} or earlier, found {found}";
        /// Counts that are not those of one set of compounds.
        PortfolioForm { what: ProgrammePart } = "portfolio_form",
            "汇总中的{what:#}应与其余数字相符，所读不符。",
            "expected the counts of a portfolio to agree, found a {} that does not", what.en();
        /// A result does not fit.
        TooLarge { what: ProgrammePart } = "statistic_too_large",
            "{what:#}的计算结果超出可表示范围。",
            "expected a {} that can be held, found one beyond its bounds", what.en();
    }
}

fn check_text(what: ProgrammePart, text: &str) -> Result<(), ProgrammeError> {
    let found = text.chars().count();
    if found == 0 || found > TEXT_CHARS_MAX {
        return Err(ProgrammeError::TextLength { what, most: TEXT_CHARS_MAX, found });
    }
    Ok(())
}

fn check_number(what: ProgrammePart, found: usize) -> Result<(), ProgrammeError> {
    if found == 0 || found > PARTS_MAX {
        return Err(ProgrammeError::PartsNumber { what, most: PARTS_MAX, found });
    }
    Ok(())
}
