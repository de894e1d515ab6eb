//! 规则 — the vocabulary in which law is written down: conditions, rules, parameters, rulebooks.
//!
//! A closed vocabulary: no closures, no scripts, no free strings. A place that needs a rule which cannot be said here
//! needs a new word here. Rules and parameters are dated and cited version by version; a [`Rulebook`] stacks the layers
//! of a place (nation, province, city) and says which number decides where they differ.

mod aim;
mod check;
mod condition;
mod contract;
mod figure;
mod funds;
mod governance;
mod lists;
mod parameter;
mod rulebook;
mod vacancy;
mod words;

pub use aim::{Aim, Application, Duty};
pub use condition::{CONDITION_DEPTH_MAX, CONDITION_NODES_MAX, Cmp, Condition, Cycle, Node, Term, Window};
pub use contract::{CollectionBan, DisclosureItem, ScaleBasis, SubContractBan};
pub use figure::Figure;
pub use funds::{EmergencyCase, RoomRule, RoomTier, TopUpBase, TopUpRule};
pub use governance::{Asked, Bearer, CostCase, CostGround, PlantKind, RequestRule, SelfManagementField};
pub use lists::{
    AssemblyForm, Bar, ChoiceMethod, ConsultationStep, HeadBasis, LiftCircle, LiftRule, Obstacle, ParkingArea, RankBy,
    Seats,
};
pub use parameter::{Key, MayMove, Parameter, ParameterValue, Selection, Setting, ValueKind};
#[cfg(feature = "json")]
pub(crate) use rulebook::RulebookForm;
pub(crate) use rulebook::settles;
pub use rulebook::{Conflict, DeclaredFact, Label, Layer, RULEBOOK_FORMAT, Rulebook, RulebookId, Settled, Unread};
pub use vacancy::{DwellingClass, FeePhase, LongerThan, NoticeForm, PriceCap, RateBy, Reach, Relief, VacancyCase};

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::law::{Authority, Dated, LawError, Place};
use crate::matter::Matter;
use crate::measure::{Dimension, MeasureError};
use crate::terms::{IdError, Lang, TermError, faults, ids, terms};

terms! {
    /// 结论 — the three answers, in their order: *all* is the least, *any* the greatest, *not* mirrors.
    pub enum Verdict: "verdict" {
        Unmet = "unmet", "不满足", "not met", "design";
        Unknown = "unknown", "待查明", "unknown", "design";
        Met = "met", "满足", "met", "design";
    }
}

impl Verdict {
    /// The verdict of a truth value.
    #[must_use]
    pub const fn of(truth: bool) -> Self {
        if truth { Self::Met } else { Self::Unmet }
    }

    /// The mirror: met and unmet change places, unknown stays.
    #[must_use]
    pub const fn mirrored(self) -> Self {
        match self {
            Self::Unmet => Self::Met,
            Self::Unknown => Self::Unknown,
            Self::Met => Self::Unmet,
        }
    }
}

terms! {
    /// 规则效力 — whether a rule binds.
    pub enum Force: "force of a rule" {
        Shall = "shall", "应当", "shall: its conditions must hold", "《立法技术规范》 (from knowledge)";
        May = "may", "可以", "may: allowed where its conditions hold", "《立法技术规范》 (from knowledge)";
        Usually = "usually", "一般", "usually: reported, never in the way", "usage of the texts";
    }
}

ids! {
    /// 规则标识 — names a rule in a rulebook.
    RuleId;
}

/// 所需决定 — whose decision is needed to adopt what a rule allows; by the owners, on which matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeededDecision {
    /// Who decides.
    pub by: Authority,
    /// On which matter, where the owners decide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<Matter>,
}

impl NeededDecision {
    /// `业主共同决定选聘物业服务企业`, `the owners' decision to choose the provider`.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        match (self.matter, lang) {
            (Some(matter), Lang::Zh) => format!("{:#}共同决定{}", self.by, matter.act(lang)),
            (Some(matter), Lang::En) => format!("a decision of {} to {}", self.by.en(), matter.act(lang)),
            (None, Lang::Zh) => format!("{:#}决定", self.by),
            (None, Lang::En) => format!("a decision of {}", self.by.en()),
        }
    }
}

impl fmt::Display for NeededDecision {
    /// In English; `{:#}` in Chinese.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(if f.alternate() { Lang::Zh } else { Lang::En }))
    }
}

/// 规则 — one rule: for which aim, how strongly, which facts must hold (version by version), whose decision is needed,
/// and which parameters then apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its id in the rulebook.
    pub id: RuleId,
    /// What it is a rule about.
    pub aim: Aim,
    /// How it binds.
    pub force: Force,
    /// What must hold.
    pub needs: Dated<Condition>,
    /// Whose decision is needed to adopt; a vote not yet held never makes the conditions unmet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs_decision: Option<NeededDecision>,
    /// Which parameters apply when it is adopted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub then: Vec<Key>,
}

terms! {
    /// 规则集部分 — what sentences about a rulebook name.
    pub enum RulebookPart: "part of a rulebook" {
        Layer = "layer", "层", "layer", "design";
        Document = "document", "文件", "document", "design";
        Fact = "fact", "地方事实", "declared fact", "design";
        Rule = "rule", "规则", "rule", "design";
        Parameter = "parameter", "参数", "parameter", "design";
    }
}

faults! {
    /// A rule, a parameter or a rulebook that cannot be represented (不能表示的规则).
    pub enum RuleError {
        /// A word in the text is unknown.
        Term { error: TermError } = "rule_term", "{error:#}", "{error}";
        /// A number in the text is not possible.
        Measure { error: MeasureError } = "rule_measure", "{error:#}", "{error}";
        /// Law in the text is not possible.
        Law { error: LawError } = "rule_law", "{error:#}", "{error}";
        /// An id in the text is not possible.
        Id { error: IdError } = "rule_id", "{error:#}", "{error}";
        /// Text that should be an aim or a key is neither.
        Written { form: &'static str, found: String } = "rule_written",
            "应写作{form}，所填为「{found}」。",
            "expected {form}, found `{found}`";
        /// A condition has no node.
        EmptyCondition {} = "empty_condition",
            "条件至少须有一个节点，未见任何节点。",
            "expected a condition of at least one node, found none";
        /// A condition has too many nodes.
        TooManyNodes { most: usize, found: usize } = "too_many_nodes",
            "条件至多{most}个节点，所填{found}个。",
            "expected a condition of at most {most} nodes, found {found}";
        /// A condition is nested too deeply.
        TooDeep { most: usize, found: usize } = "too_deep",
            "条件至多嵌套{most}层，所填{found}层。",
            "expected a condition at most {most} deep, found {found}";
        /// A node refers to one that is not there.
        NodeOutOfRange { node: usize, index: usize, nodes: usize } = "node_out_of_range",
            "节点{node}指向节点{index}，而条件只有{nodes}个节点。",
            "expected node {node} to refer to one of {nodes} nodes, found index {index}";
        /// The nodes do not form a tree with each child after its parent.
        NotATree { node: usize } = "not_a_tree",
            "节点{node}须恰有一个在其之前的上级节点，所填成环、重复或无上级。",
            "expected node {node} to have exactly one parent, before it, found a cycle, a second parent or none";
        /// The two sides of a comparison are of different dimensions.
        DimensionMismatch { node: usize, left: Dimension, right: Dimension } = "dimension_mismatch",
            "节点{node}比较的两边应为同类，所填为{left:#}与{right:#}。",
            "expected node {node} to compare like with like, found {} and {}", left.en(), right.en();
        /// Odd is asked of something that is not a count.
        OddOfNoCount { node: usize, found: Dimension } = "odd_of_no_count",
            "节点{node}的单数判断只适用于数量，所填为{found:#}。",
            "expected node {node} to ask whether a count is odd, found {}", found.en();
        /// A parameter has a value of the wrong kind.
        WrongValue { key: Key, expected: ValueKind, found: ValueKind } = "wrong_value",
            "“{key:#}”的取值应为{expected:#}，所填为{found:#}。",
            "expected a {} as value of {key}, found a {}", expected.en(), found.en();
        /// A list names something twice, or is empty.
        BadList { what: ValueKind, found: usize } = "bad_list",
            "{what:#}应至少一项且不重复，所填{found}项。",
            "expected a {} of at least one entry and each once, found {found}", what.en();
        /// A range ends below its beginning, or its two ends cannot be compared.
        BadRange { what: ValueKind, least: String, most: String } = "bad_range",
            "{what:#}的下限不得高于上限，所填为{least}至{most}。",
            "expected a {} from a lower to a higher value, found {least} to {most}", what.en();
        /// Two documents, rules or parameters of a layer have one id.
        Duplicate { what: RulebookPart, id: String } = "duplicate",
            "{what:#}「{id}」出现两次。",
            "expected each {} once, found `{id}` twice", what.en();
        /// A provision is in a document that the rulebook does not hold.
        UnknownDocument { id: String, by: String } = "unknown_document",
            "「{by}」所引文件「{id}」未在规则集中登记。",
            "expected `{by}` to cite a document of the rulebook, found `{id}`";
        /// A condition asks for a local fact that no layer declares, or only one within.
        UndeclaredFact { code: String, by: String } = "undeclared_fact",
            "「{by}」所问地方事实「{code}」未在本层或上层声明。",
            "expected `{by}` to ask for a fact that its layer or one around it declares, found `{code}`";
        /// A declared fact has the code of one that every rulebook knows.
        ShadowedFact { code: String } = "shadowed_fact",
            "地方事实不得使用通用事实的代码，所填为「{code}」。",
            "expected a code of its own for a declared fact, found `{code}`, which every rulebook knows";
        /// A declared fact has no words, or too many.
        Words { code: String, most: usize, found: usize } = "fact_words",
            "地方事实「{code}」的中文、英文和出处均应为1至{most}个字符且不含控制字符，所填{found}个。",
            "expected 1 to {most} characters without control characters for each text of `{code}`, found {found}";
        /// A parameter differs from a higher one that it may not move, and does not say so.
        MayNotMove { key: Key, higher: String, higher_zh: String } = "may_not_move",
            "“{key:#}”不得与{higher_zh}不同；确系原文如此的，须标明`contrary`。",
            "expected {key} to be as {higher} sets it, or marked `contrary`, found it set otherwise";
        /// A layer does not lie within the one above it.
        LayerOutside { inner: Place, outer: Place } = "layer_outside",
            "下层地方{inner}应在上层地方{outer}之内。",
            "expected the layer of {inner} to lie within {outer} and below it, found it outside";
        /// A rulebook has no layer, or too many of something.
        Size { what: RulebookPart, most: usize, found: usize } = "rulebook_size",
            "{what:#}应为1至{most}项，所填{found}项。",
            "expected 1 to {most} entries of the kind {}, found {found}", what.en();
        /// The stored form has a version that this library does not read.
        Format { newest: u16, found: u16 } = "rulebook_format",
            "规则集格式版本应为{newest}或更早，所读为{found}。",
            "expected a rulebook of format {newest} or earlier, found {found}";
    }
}

impl From<TermError> for RuleError {
    fn from(error: TermError) -> Self {
        Self::Term { error }
    }
}

impl From<MeasureError> for RuleError {
    fn from(error: MeasureError) -> Self {
        Self::Measure { error }
    }
}

impl From<LawError> for RuleError {
    fn from(error: LawError) -> Self {
        Self::Law { error }
    }
}

impl From<IdError> for RuleError {
    fn from(error: IdError) -> Self {
        Self::Id { error }
    }
}
