//! One leaf, one condition: three-valued, from the last node to the first.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::packed::{Facts, Sight};
use crate::dossier::Dossier;
use crate::estate::{Quantity, Value};
use crate::law::Authority;
use crate::matter::Outcome;
use crate::measure::{Approx, Area, Day, Money, Sense};
use crate::rule::{Cmp, Condition, Node, Term, Verdict};

/// 所见事实 — a stated fact as an assessment saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactSeen {
    /// What was stated.
    pub value: bool,
    /// On which day.
    pub on: Day,
    /// By whom.
    pub by: Authority,
}

/// 所见决议 — a reported resolution as an assessment saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResolutionSeen {
    /// How it came out.
    pub outcome: Outcome,
    /// On which day.
    pub on: Day,
    /// Who reports it.
    pub by: Authority,
}

/// 法的状态 — what is known of a rule's law on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LawState {
    /// In force, from a text that was read (施行).
    InForce,
    /// In force, but known from memory only: never makes an answer met (未核原文).
    FromMemory,
    /// The first version that is known begins later (待查明).
    BeforeKnown,
    /// No rule of this aim is in force (无现行规定).
    NoRule,
}

/// 所见 — what an assessment saw at a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Observed {
    /// A rule: the state of its law.
    Law(LawState),
    /// A group of conditions.
    Group,
    /// A fact; nothing if it is not stated.
    Fact(Option<FactSeen>),
    /// The two quantities of a comparison; nothing where one is not stated or a side is a fixed value.
    Compared {
        /// The quantity on the left.
        left: Option<Approx<Value>>,
        /// The quantity on the right.
        right: Option<Approx<Value>>,
    },
    /// The day of an event; nothing if none is stated.
    Event(Option<Day>),
    /// The number of events in the log, and whether the log is complete.
    Count {
        /// How many are in the log.
        recorded: u32,
        /// Whether all are.
        complete: bool,
    },
    /// The number of events in a span.
    CountIn {
        /// How many are in the log, from the first day up to the day of the assessment.
        recorded: u32,
        /// Whether all up to that day are.
        complete: bool,
        /// The first day of the span.
        first: Day,
        /// The last day of the span; it may lie after the day of the assessment.
        last: Day,
        /// Whether it does: the span still runs.
        running: bool,
    },
    /// A resolution; nothing if none is reported.
    Resolution(Option<ResolutionSeen>),
}

/// 差距 — by how much a comparison falls short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// So much is missing: adding it is enough and any less is not.
    Missing(Value),
    /// So much is too much: taking it away is enough and any less is not.
    TooMuch(Value),
}

/// Whether a condition holds for a compound on a day.
///
/// *All* is the least of its parts, *any* the greatest, *not* the mirror; a fact that nobody stated is unknown.
#[must_use]
pub fn evaluate(condition: &Condition, dossier: &Dossier, day: Day) -> Verdict {
    let sight = Sight::new(dossier, day);
    let leaf = |node: &Node| leaf(&sight, node).0;
    fold(condition.nodes(), leaf).first().copied().unwrap_or(Verdict::Unknown)
}

/// The verdict of every node, where `leaf` tells those of the leaves. Children come after their parents, so one pass
/// from the last node to the first finds every child decided.
pub(super) fn fold(nodes: &[Node], mut leaf: impl FnMut(&Node) -> Verdict) -> Vec<Verdict> {
    let mut verdicts = vec![Verdict::Unknown; nodes.len()];
    for (i, node) in nodes.iter().enumerate().rev() {
        let verdict = match node {
            Node::All(children) => part(&verdicts, children).min().unwrap_or(Verdict::Met),
            Node::Any(children) => part(&verdicts, children).max().unwrap_or(Verdict::Unmet),
            Node::Not(child) => part(&verdicts, &[*child]).next().unwrap_or(Verdict::Unknown).mirrored(),
            leaf_node => leaf(leaf_node),
        };
        if let Some(slot) = verdicts.get_mut(i) {
            *slot = verdict;
        }
    }
    verdicts
}

fn part<'a>(verdicts: &'a [Verdict], children: &'a [u16]) -> impl Iterator<Item = Verdict> + 'a {
    children.iter().map(|child| verdicts.get(usize::from(*child)).copied().unwrap_or(Verdict::Unknown))
}

/// What was seen of a quantity: the whole number inside it and its sense; nothing if it is not stated.
pub(super) type Number = Option<(i64, Sense)>;

/// What was seen at a node, without what the node itself says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    Group,
    Fact(Option<FactSeen>),
    Compared(Number, Number),
    Event(Option<Day>),
    Count {
        recorded: u32,
        complete: bool,
    },
    /// The day is that of the assessment: with the node's window it tells the span.
    CountIn {
        recorded: u32,
        complete: bool,
        day: Day,
    },
    Resolution(Option<ResolutionSeen>),
}

/// The verdict of a leaf and what was seen; of a group, what it is.
#[inline]
pub(super) fn leaf<F: Facts>(facts: &F, node: &Node) -> (Verdict, Seen) {
    match node {
        Node::Stated(fact) => {
            let seen = facts.fact(*fact);
            (seen.map_or(Verdict::Unknown, |seen| Verdict::of(seen.value)), Seen::Fact(seen))
        }
        Node::Local(fact) => {
            let seen = facts.local(fact);
            (seen.map_or(Verdict::Unknown, |seen| Verdict::of(seen.value)), Seen::Fact(seen))
        }
        Node::Compare { left, cmp, right } => compare(facts, *left, *cmp, *right),
        Node::Elapsed { event, cmp, period } => {
            let latest = facts.latest(*event);
            let order = latest.and_then(|on| period.after(on).ok()).map(|end| facts.day().cmp(&end));
            (verdict(order.map(|order| cmp.holds(order))), Seen::Event(latest))
        }
        Node::Until { event, cmp, period } => {
            let next = facts.next(*event);
            let order = next.and_then(|on| period.after(facts.day()).ok().map(|end| on.cmp(&end)));
            (verdict(order.map(|order| cmp.holds(order))), Seen::Event(next))
        }
        Node::Count { event, cmp, number } => {
            let (recorded, complete) = facts.count(*event);
            (count(recorded, complete, *cmp, *number), Seen::Count { recorded, complete })
        }
        Node::CountIn { event, window, cmp, number } => {
            let day = facts.day();
            let (first, last) = window.around(day);
            let (recorded, complete) = facts.count_since(*event, first);
            // Of a span that still runs the log shows a part only, even if it shows all of that.
            let verdict = count(recorded, complete && last <= day, *cmp, *number);
            (verdict, Seen::CountIn { recorded, complete, day })
        }
        Node::Odd(term) => {
            let seen = term.quantity().and_then(|quantity| facts.quantity(quantity));
            let odd = Side::of(*term, seen).map_or(Verdict::Unknown, |side| side.odd());
            (odd, Seen::Compared(seen, None))
        }
        Node::Resolved(matter) => {
            let seen = facts.resolution(*matter);
            (verdict(seen.map(|seen| seen.outcome == Outcome::Passed)), Seen::Resolution(seen))
        }
        Node::All(_) | Node::Any(_) | Node::Not(_) => (Verdict::Unknown, Seen::Group),
    }
}

#[inline]
fn compare<F: Facts>(facts: &F, left: Term, cmp: Cmp, right: Term) -> (Verdict, Seen) {
    let look = |term: Term| term.quantity().and_then(|quantity| facts.quantity(quantity));
    let (seen_left, seen_right) = (look(left), look(right));
    let verdict = match (Side::of(left, seen_left), Side::of(right, seen_right)) {
        (Some(left), Some(right)) => left.verdict(cmp, &right),
        _ => Verdict::Unknown,
    };
    (verdict, Seen::Compared(seen_left, seen_right))
}

fn verdict(answer: Option<bool>) -> Verdict {
    answer.map_or(Verdict::Unknown, Verdict::of)
}

/// A log that may miss events gives a lower bound only.
fn count(recorded: u32, complete: bool, cmp: Cmp, number: u32) -> Verdict {
    if complete {
        return Verdict::of(cmp.holds(recorded.cmp(&number)));
    }
    match cmp {
        Cmp::Ge if recorded >= number => Verdict::Met,
        Cmp::Gt if recorded > number => Verdict::Met,
        Cmp::Lt if recorded >= number => Verdict::Unmet,
        Cmp::Le if recorded > number => Verdict::Unmet,
        Cmp::Lt | Cmp::Le | Cmp::Ge | Cmp::Gt => Verdict::Unknown,
    }
}

/// One side of a comparison as an exact fraction, with the sense in which it is known.
#[derive(Clone, Copy)]
pub(super) struct Side {
    above: i128,
    below: i128,
    sense: Sense,
}

/// How two sides compare of which at least one is not exact: *over* is strictly more than its print, *under* strictly
/// less, of *about* nothing can be told.
pub(super) fn roughly(left: i128, left_sense: Sense, right: i128, right_sense: Sense, cmp: Cmp) -> Verdict {
    let printed = left.cmp(&right);
    let order = match (left_sense, right_sense) {
        (Sense::Exact, Sense::Exact) => printed,
        // The left is above its print and the right at or below its own.
        (Sense::Over, Sense::Exact | Sense::Under) | (Sense::Exact, Sense::Under) if printed.is_ge() => {
            Ordering::Greater
        }
        (Sense::Under, Sense::Exact | Sense::Over) | (Sense::Exact, Sense::Over) if printed.is_le() => Ordering::Less,
        _ => return Verdict::Unknown,
    };
    Verdict::of(cmp.holds(order))
}

impl Side {
    /// A side from the whole number inside its quantity.
    #[inline]
    pub fn of(term: Term, seen: Number) -> Option<Self> {
        match term {
            Term::Literal(value) => Some(Self { above: value.scaled().into(), below: 1, sense: Sense::Exact }),
            Term::Of(_) => seen.map(|(value, sense)| Self { above: value.into(), below: 1, sense }),
            Term::Part(share, _) => {
                let (value, sense) = seen?;
                // 64 bits times 32 bits always fits.
                let above = i128::from(value).checked_mul(i128::from(share.above()))?;
                // Nothing of any number is exactly nothing.
                let sense = if share.above() == 0 { Sense::Exact } else { sense };
                Some(Self { above, below: i128::from(share.below()), sense })
            }
        }
    }

    /// How a comparison with another side comes out.
    pub fn verdict(&self, cmp: Cmp, right: &Self) -> Verdict {
        match (self.above.checked_mul(right.below), right.above.checked_mul(self.below)) {
            (Some(left), Some(above)) => roughly(left, self.sense, above, right.sense, cmp),
            _ => Verdict::Unknown,
        }
    }

    /// Whether it is an odd whole number that is known exactly.
    pub fn odd(&self) -> Verdict {
        if self.sense != Sense::Exact || self.below != 1 {
            return Verdict::Unknown;
        }
        Verdict::of(self.above.checked_rem(2) == Some(1))
    }
}

/// By how much an unmet comparison of a stated quantity on its left side falls short.
pub(super) fn gap(node: &Node, observed: &Observed) -> Option<Gap> {
    let Node::Compare { left: Term::Of(quantity), cmp, right } = node else { return None };
    let Observed::Compared { left: Some(left), right: seen } = observed else { return None };
    // Where the right side moves with the left there is no fixed distance.
    if right.quantity() == Some(*quantity) {
        return None;
    }
    let right = Side::of(*right, seen.map(|seen| (seen.value.scaled(), seen.sense)))?;
    if left.sense != Sense::Exact || right.sense != Sense::Exact {
        return None;
    }
    let floor = right.above.checked_div_euclid(right.below)?;
    let exact = right.above.checked_rem_euclid(right.below)? == 0;
    let ceiling = if exact { floor } else { floor.checked_add(1)? };
    let target = match cmp {
        Cmp::Ge => ceiling,
        Cmp::Gt => floor.checked_add(1)?,
        Cmp::Le => floor,
        Cmp::Lt => ceiling.checked_sub(1)?,
    };
    // What no value of the quantity can reach has no distance either.
    value_of(*quantity, target)?;
    let found = i128::from(left.value.scaled());
    match cmp {
        Cmp::Ge | Cmp::Gt => value_of(*quantity, target.checked_sub(found).filter(|n| *n > 0)?).map(Gap::Missing),
        Cmp::Le | Cmp::Lt => value_of(*quantity, found.checked_sub(target).filter(|n| *n > 0)?).map(Gap::TooMuch),
    }
}

/// A scaled whole number as a value of a quantity's dimension.
pub(super) fn value_of(quantity: Quantity, scaled: i128) -> Option<Value> {
    let scaled = i64::try_from(scaled).ok()?;
    match quantity.dimension() {
        crate::measure::Dimension::Area => Area::from_hundredths(scaled).ok().map(Value::Area),
        crate::measure::Dimension::Money => Money::from_fen(scaled).ok().map(Value::Money),
        _ => u32::try_from(scaled).ok().map(Value::Count),
    }
}
