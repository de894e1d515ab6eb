//! Conditions: a flat arena of nodes.

use serde::{Deserialize, Serialize};

use super::RuleError;
use crate::estate::{Event, Fact, LocalFact, Quantity, Value};
use crate::matter::Matter;
use crate::measure::{Day, Dimension, Period, Share};
use crate::terms::{Lang, Placed, terms};

/// The most nodes of one condition.
pub const CONDITION_NODES_MAX: usize = 1_024;
/// The deepest nesting of one condition.
pub const CONDITION_DEPTH_MAX: usize = 32;

terms! {
    /// 比较 — the four comparisons of law.
    pub enum Cmp: "comparison" {
        Lt = "lt", "不足", "less than", "《民法典》第一千二百五十九条";
        Le = "le", "以下", "at most", "《民法典》第一千二百五十九条";
        Ge = "ge", "以上", "at least", "《民法典》第一千二百五十九条";
        Gt = "gt", "超过", "more than", "《民法典》第一千二百五十九条";
    }
}

impl Cmp {
    /// Whether an order of left and right satisfies it.
    #[must_use]
    pub const fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Lt => order.is_lt(),
            Self::Le => order.is_le(),
            Self::Ge => order.is_ge(),
            Self::Gt => order.is_gt(),
        }
    }
}

/// 项 — one side of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// A fixed value.
    Literal(Value),
    /// A stated quantity.
    Of(Quantity),
    /// A share of a stated quantity.
    Part(Share, Quantity),
}

impl Term {
    /// The stated quantity in it; a fixed value has none.
    #[must_use]
    pub const fn quantity(self) -> Option<Quantity> {
        match self {
            Self::Literal(_) => None,
            Self::Of(quantity) | Self::Part(_, quantity) => Some(quantity),
        }
    }

    /// Of what it is a value.
    #[must_use]
    pub const fn dimension(self) -> Dimension {
        match self {
            Self::Literal(value) => value.dimension(),
            Self::Of(quantity) | Self::Part(_, quantity) => quantity.dimension(),
        }
    }
}

terms! {
    /// 周期 — the calendar's own spans.
    pub enum Cycle: "cycle" {
        Quarter = "quarter", "自然季度", "calendar quarter", "usage of the texts";
        Half = "half", "自然半年", "calendar half-year", "东建函〔2023〕26号第二部分第（六）项";
        Year = "year", "自然年度", "calendar year", "usage of the texts";
    }
}

/// 计数期间 — the span in which events are counted for a day.
///
/// ```
/// use wuye::measure::{Day, Period};
/// use wuye::rule::{Cycle, Window};
/// let day = |text: &str| text.parse::<Day>();
/// let half = Window::Calendar(Cycle::Half).around(day("2025-08-31")?);
/// assert_eq!(half, (day("2025-07-01")?, day("2025-12-31")?));
/// let rolling = Window::Rolling(Period::Months(6)).around(day("2025-08-31")?);
/// assert_eq!(rolling, (day("2025-03-01")?, day("2025-08-31")?));
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// The calendar span in which the day lies (自然周期).
    Calendar(Cycle),
    /// The period that ends with the day (截至该日的连续期间).
    Rolling(Period),
}

impl Window {
    /// Its first and its last day, both included.
    #[must_use]
    pub fn around(self, day: Day) -> (Day, Day) {
        let cycle = match self {
            Self::Calendar(cycle) => cycle,
            // A period that reaches back beyond the first day that can be represented begins there.
            Self::Rolling(period) => {
                let before = period.before(day).ok();
                return (before.map_or(Day::FIRST, |before| before.next().unwrap_or(day)), day);
            }
        };
        let ends: &[(u32, u32)] = match cycle {
            Cycle::Quarter => &[(3, 31), (6, 30), (9, 30), (12, 31)],
            Cycle::Half => &[(6, 30), (12, 31)],
            Cycle::Year => &[(12, 31)],
        };
        let year = day.year();
        let ends = ends.iter().filter_map(|(month, last)| Day::new(year, *month, *last).ok());
        let (mut first, mut last) = (Day::new(year, 1, 1).unwrap_or(Day::FIRST), Day::LAST);
        for end in ends {
            if day <= end {
                last = end;
                break;
            }
            first = end.next().unwrap_or(first);
        }
        (first, last)
    }

    /// In words: `自然半年`, `calendar half-year`; `连续6个月`, `6 months up to the day`.
    #[must_use]
    pub fn render(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Calendar(cycle), _) => cycle.render(lang).to_owned(),
            (Self::Rolling(period), Lang::Zh) => format!("连续{}", period.render(lang)),
            (Self::Rolling(period), Lang::En) => format!("{} up to the day", period.render(lang)),
        }
    }
}

/// 节点 — one node of a condition. Children are named by their index in the arena and come after their parent.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Node {
    /// The fact is stated as true (事实已填报为真).
    Stated(Fact),
    /// A fact that the rulebook declares is stated as true (地方事实已填报为真).
    Local(LocalFact),
    /// The left side compares so with the right side.
    Compare {
        /// The left side.
        left: Term,
        /// How.
        cmp: Cmp,
        /// The right side.
        right: Term,
    },
    /// The time since the latest such event compares so with the period: `ge` six months holds from the day six
    /// months after it.
    Elapsed {
        /// The event.
        event: Event,
        /// How.
        cmp: Cmp,
        /// With what.
        period: Period,
    },
    /// The time until the next such event compares so with the period.
    Until {
        /// The event.
        event: Event,
        /// How.
        cmp: Cmp,
        /// With what.
        period: Period,
    },
    /// The number of such events compares so with a number.
    Count {
        /// The event.
        event: Event,
        /// How.
        cmp: Cmp,
        /// With what.
        number: u32,
    },
    /// The number of such events in a span compares so with a number. A span that still runs gives a lower bound
    /// only: what has not happened yet may still happen in it.
    CountIn {
        /// The event.
        event: Event,
        /// In which span.
        window: Window,
        /// How.
        cmp: Cmp,
        /// With what.
        number: u32,
    },
    /// The count is odd (单数).
    Odd(Term),
    /// The owners passed a resolution on the matter, as reported.
    Resolved(Matter),
    /// All of these hold; of none, always.
    All(Vec<u16>),
    /// At least one of these holds; of none, never.
    Any(Vec<u16>),
    /// This does not hold.
    Not(u16),
}

impl Node {
    /// The indices of its children.
    #[must_use]
    pub fn children(&self) -> &[u16] {
        match self {
            Self::All(children) | Self::Any(children) => children,
            Self::Not(child) => std::slice::from_ref(child),
            _ => &[],
        }
    }

    fn shifted(self, by: u16) -> Self {
        let shift = |n: u16| n.saturating_add(by);
        match self {
            Self::All(children) => Self::All(children.into_iter().map(shift).collect()),
            Self::Any(children) => Self::Any(children.into_iter().map(shift).collect()),
            Self::Not(child) => Self::Not(shift(child)),
            leaf => leaf,
        }
    }
}

/// 条件 — what must hold, as a flat arena of nodes: node 0 is the root and every child comes after its parent, so a
/// condition is evaluated from the last node to the first without recursion.
///
/// ```
/// use wuye::estate::{Fact, Quantity, Value};
/// use wuye::rule::{Cmp, Condition, Node, Term};
/// let no_illegal_structures = Condition::leaf(Node::Compare {
///     left: Term::Of(Quantity::IllegalStructures),
///     cmp: Cmp::Le,
///     right: Term::Literal(Value::Count(0)),
/// })?;
/// let both = Condition::all([Condition::stated(Fact::PartyOrganisation), no_illegal_structures])?;
/// assert_eq!(both.nodes().len(), 3);
/// // An arena that refers to a node which is not there is refused.
/// assert!(Condition::new(vec![Node::All(vec![1])]).is_err());
/// # Ok::<(), wuye::rule::RuleError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(into = "Vec<Node>")]
pub struct Condition {
    // INVARIANT: 1 to CONDITION_NODES_MAX nodes; every node but the first is the child of exactly one earlier node;
    // at most CONDITION_DEPTH_MAX deep; comparisons are of one dimension.
    nodes: Vec<Node>,
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let form = Vec::<Node>::deserialize(deserializer)?;
        Self::new(form).map_err(|error| serde::de::Error::custom(Placed::from(error)))
    }
}

impl TryFrom<Vec<Node>> for Condition {
    type Error = RuleError;
    fn try_from(nodes: Vec<Node>) -> Result<Self, RuleError> {
        Self::new(nodes)
    }
}

impl From<Condition> for Vec<Node> {
    fn from(condition: Condition) -> Self {
        condition.nodes
    }
}

impl Condition {
    /// Checks an arena.
    ///
    /// # Errors
    /// [`RuleError::EmptyCondition`], [`RuleError::TooManyNodes`], [`RuleError::NodeOutOfRange`],
    /// [`RuleError::NotATree`], [`RuleError::TooDeep`], [`RuleError::DimensionMismatch`], [`RuleError::OddOfNoCount`].
    pub fn new(nodes: Vec<Node>) -> Result<Self, RuleError> {
        if nodes.is_empty() {
            return Err(RuleError::EmptyCondition {});
        }
        if nodes.len() > CONDITION_NODES_MAX {
            return Err(RuleError::TooManyNodes { most: CONDITION_NODES_MAX, found: nodes.len() });
        }
        check_tree(&nodes)?;
        for (i, node) in nodes.iter().enumerate() {
            check_dimensions(i, node)?;
        }
        Ok(Self { nodes })
    }

    /// A condition of one leaf.
    ///
    /// # Errors
    /// As [`Condition::new`].
    pub fn leaf(node: Node) -> Result<Self, RuleError> {
        Self::new(vec![node])
    }

    /// A stated fact.
    #[must_use]
    pub fn stated(fact: Fact) -> Self {
        Self { nodes: vec![Node::Stated(fact)] }
    }

    /// A stated fact that the rulebook declares; see [`Layer::facts`](super::Layer::facts).
    #[must_use]
    pub fn local(fact: LocalFact) -> Self {
        Self { nodes: vec![Node::Local(fact)] }
    }

    /// A passed resolution, as reported.
    #[must_use]
    pub fn resolved(matter: Matter) -> Self {
        Self { nodes: vec![Node::Resolved(matter)] }
    }

    /// What always holds: the law asks for nothing.
    #[must_use]
    pub fn always() -> Self {
        Self { nodes: vec![Node::All(Vec::new())] }
    }

    /// What never holds: the law forbids it.
    #[must_use]
    pub fn never() -> Self {
        Self { nodes: vec![Node::Any(Vec::new())] }
    }

    /// All of these.
    ///
    /// # Errors
    /// [`RuleError::TooManyNodes`], [`RuleError::TooDeep`].
    pub fn all<I: IntoIterator<Item = Self>>(parts: I) -> Result<Self, RuleError> {
        Self::join(parts, Node::All)
    }

    /// At least one of these.
    ///
    /// # Errors
    /// [`RuleError::TooManyNodes`], [`RuleError::TooDeep`].
    pub fn any<I: IntoIterator<Item = Self>>(parts: I) -> Result<Self, RuleError> {
        Self::join(parts, Node::Any)
    }

    /// The opposite.
    ///
    /// # Errors
    /// [`RuleError::TooManyNodes`], [`RuleError::TooDeep`].
    pub fn negated(self) -> Result<Self, RuleError> {
        Self::join([self], |children| Node::Not(children.first().copied().unwrap_or(1)))
    }

    fn join<I, F>(parts: I, group: F) -> Result<Self, RuleError>
    where
        I: IntoIterator<Item = Self>,
        F: FnOnce(Vec<u16>) -> Node,
    {
        let (mut children, mut rest) = (Vec::new(), Vec::new());
        for part in parts {
            let at = rest.len().saturating_add(1);
            let found = at.saturating_add(part.nodes.len());
            let too_many = RuleError::TooManyNodes { most: CONDITION_NODES_MAX, found };
            let shift = u16::try_from(at).map_err(|_| too_many.clone())?;
            if found > CONDITION_NODES_MAX {
                return Err(too_many);
            }
            children.push(shift);
            rest.extend(part.nodes.into_iter().map(|node| node.shifted(shift)));
        }
        let mut nodes = Vec::with_capacity(rest.len().saturating_add(1));
        nodes.push(group(children));
        nodes.append(&mut rest);
        Self::new(nodes)
    }

    /// The nodes; the first is the root.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }
}

fn check_tree(nodes: &[Node]) -> Result<(), RuleError> {
    // depth[i] is 0 until a parent has claimed node i.
    let mut depth = vec![0_usize; nodes.len()];
    if let Some(root) = depth.first_mut() {
        *root = 1;
    }
    for (node, content) in nodes.iter().enumerate() {
        let own = depth.get(node).copied().unwrap_or(0);
        if own == 0 {
            return Err(RuleError::NotATree { node });
        }
        if own > CONDITION_DEPTH_MAX {
            return Err(RuleError::TooDeep { most: CONDITION_DEPTH_MAX, found: own });
        }
        for child in content.children() {
            let index = usize::from(*child);
            let slot = depth.get_mut(index).ok_or(RuleError::NodeOutOfRange { node, index, nodes: nodes.len() })?;
            if index <= node || *slot != 0 {
                return Err(RuleError::NotATree { node: index });
            }
            *slot = own.saturating_add(1);
        }
    }
    Ok(())
}

fn check_dimensions(node: usize, content: &Node) -> Result<(), RuleError> {
    match content {
        Node::Compare { left, right, .. } => {
            let (left, right) = (left.dimension(), right.dimension());
            if left == right { Ok(()) } else { Err(RuleError::DimensionMismatch { node, left, right }) }
        }
        Node::Odd(term) if term.dimension() != Dimension::Count => {
            Err(RuleError::OddOfNoCount { node, found: term.dimension() })
        }
        _ => Ok(()),
    }
}
