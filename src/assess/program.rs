//! A rule's condition compiled: a template of its findings, and steps that patch it.
//!
//! Findings are copied whole from the template and then patched with what is seen, node by node from the last to the
//! first. Up to 64 nodes the verdicts of all nodes are two words of marks, so that a group is decided by masks; a larger
//! condition keeps its marks in arrays.

use super::evaluate::{LawState, Seen, leaf};
use super::packed::Facts;
use crate::rule::{Condition, Node, Verdict};

/// No node, no finding above, no citation.
pub(super) const NONE: u16 = u16::MAX;
const NARROW: usize = 64;

/// 判定项 — one node of one rule and what was found there. Small, since assessing is copying these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Finding {
    pub seen: Seen,
    /// Index of the rule in the checklist.
    pub rule: u16,
    /// Index of its version.
    pub version: u16,
    /// Index of the node in the version's condition; of the rule itself [`NONE`].
    pub node: u16,
    /// Index of the finding above; of a rule [`NONE`].
    pub parent: u16,
    /// Index of the citation; [`NONE`] without one.
    pub cite: u16,
    pub verdict: Verdict,
}

/// What a version says, ready to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Program {
    condition: Condition,
    /// The rule's own finding, then one for every node; parents as if the rule came first.
    template: Vec<Finding>,
    /// One for every node of a condition of up to 64 nodes; none for a larger one.
    steps: Vec<Step>,
    /// Whether its law can make an answer met.
    settles: bool,
}

/// How a node is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Leaf,
    All(u64),
    Any(u64),
    Not(u64),
}

/// The verdicts of up to 64 nodes.
#[derive(Clone, Copy)]
struct Marks {
    met: u64,
    unmet: u64,
}

impl Marks {
    const NONE: Self = Self { met: 0, unmet: 0 };

    #[inline]
    fn put(&mut self, bit: u64, verdict: Verdict) {
        match verdict {
            Verdict::Met => self.met |= bit,
            Verdict::Unmet => self.unmet |= bit,
            Verdict::Unknown => {}
        }
    }

    #[inline]
    fn decide(&self, step: Step) -> Verdict {
        let of = |met: bool, unmet: bool| match (met, unmet) {
            (true, _) => Verdict::Met,
            (false, true) => Verdict::Unmet,
            (false, false) => Verdict::Unknown,
        };
        match step {
            Step::All(mask) => of(self.met & mask == mask, self.unmet & mask != 0),
            Step::Any(mask) => of(self.met & mask != 0, self.unmet & mask == mask),
            Step::Not(mask) => of(self.unmet & mask != 0, self.met & mask != 0),
            Step::Leaf => Verdict::Unknown,
        }
    }
}

impl Program {
    pub fn new(condition: &Condition, rule: u16, version: u16, cite: u16, settles: bool) -> Self {
        let nodes = condition.nodes();
        let law = if settles { LawState::InForce } else { LawState::FromMemory };
        let blank =
            Finding { seen: Seen::Law(law), rule, version, node: NONE, parent: NONE, cite, verdict: Verdict::Unknown };
        let mut template = Vec::with_capacity(nodes.len().saturating_add(1));
        template.push(blank);
        let mut parents = vec![0_u16; nodes.len()];
        for (n, node) in nodes.iter().enumerate() {
            // A condition has at most 1,024 nodes.
            let own = u16::try_from(n).unwrap_or(NONE);
            for child in node.children() {
                if let Some(slot) = parents.get_mut(usize::from(*child)) {
                    *slot = own.saturating_add(1);
                }
            }
            let parent = parents.get(n).copied().unwrap_or(0);
            template.push(Finding { seen: Seen::Group, node: own, parent, ..blank });
        }
        let steps = if nodes.len() <= NARROW { nodes.iter().map(step).collect() } else { Vec::new() };
        Self { condition: condition.clone(), template, steps, settles }
    }

    pub fn condition(&self) -> &Condition {
        &self.condition
    }

    pub fn findings(&self) -> usize {
        self.template.len()
    }

    /// The verdict of the condition, capped where its law cannot settle. Allocates nothing.
    pub fn verdict<F: Facts>(&self, facts: &F) -> Verdict {
        if self.steps.is_empty() {
            return self.wide(facts, |_, _, _| {});
        }
        let mut marks = Marks::NONE;
        let mut bit = top_bit(self.steps.len());
        let mut own = Verdict::Unknown;
        for (step, node) in self.steps.iter().zip(self.condition.nodes()).rev() {
            own = match step {
                Step::Leaf => leaf(facts, node).0,
                group => marks.decide(*group),
            };
            marks.put(bit, own);
            bit >>= 1;
        }
        self.capped(own)
    }

    /// Adds the findings of the rule; `top` is where the first of them will stand.
    pub fn find<F: Facts>(&self, facts: &F, top: usize, out: &mut Vec<Finding>) -> Verdict {
        out.extend_from_slice(&self.template);
        let Some(own) = out.get_mut(top..) else { return Verdict::Unknown };
        if top > 0 {
            let shift = u16::try_from(top).unwrap_or(NONE);
            own.iter_mut().skip(1).for_each(|finding| finding.parent = finding.parent.saturating_add(shift));
        }
        let Some((head, rest)) = own.split_first_mut() else { return Verdict::Unknown };
        let verdict = if self.steps.is_empty() {
            self.wide(facts, |n, verdict, seen| {
                if let Some(finding) = rest.get_mut(n) {
                    (finding.verdict, finding.seen) = (verdict, seen);
                }
            })
        } else {
            self.patch(facts, rest)
        };
        head.verdict = verdict;
        verdict
    }

    fn patch<F: Facts>(&self, facts: &F, findings: &mut [Finding]) -> Verdict {
        let mut marks = Marks::NONE;
        let mut bit = top_bit(self.steps.len());
        let mut own = Verdict::Unknown;
        for ((step, node), finding) in self.steps.iter().zip(self.condition.nodes()).zip(findings).rev() {
            match step {
                Step::Leaf => {
                    let (verdict, seen) = leaf(facts, node);
                    (own, finding.verdict, finding.seen) = (verdict, verdict, seen);
                }
                group => {
                    own = marks.decide(*group);
                    finding.verdict = own;
                }
            }
            marks.put(bit, own);
            bit >>= 1;
        }
        self.capped(own)
    }

    /// A condition of more nodes than a word has bits: marks in arrays on the stack.
    fn wide<F: Facts>(&self, facts: &F, mut found: impl FnMut(usize, Verdict, Seen)) -> Verdict {
        let mut verdicts = [Verdict::Unknown; crate::rule::CONDITION_NODES_MAX];
        let mut own = Verdict::Unknown;
        for (n, node) in self.condition.nodes().iter().enumerate().rev() {
            let at = |child: &u16| verdicts.get(usize::from(*child)).copied().unwrap_or(Verdict::Unknown);
            let (verdict, seen) = match node {
                Node::All(children) => (children.iter().map(at).min().unwrap_or(Verdict::Met), Seen::Group),
                Node::Any(children) => (children.iter().map(at).max().unwrap_or(Verdict::Unmet), Seen::Group),
                Node::Not(child) => (at(child).mirrored(), Seen::Group),
                node => leaf(facts, node),
            };
            own = verdict;
            if let Some(slot) = verdicts.get_mut(n) {
                *slot = verdict;
            }
            found(n, verdict, seen);
        }
        self.capped(own)
    }

    /// Memory alone never makes an answer met.
    fn capped(&self, verdict: Verdict) -> Verdict {
        if self.settles { verdict } else { verdict.min(Verdict::Unknown) }
    }
}

fn top_bit(nodes: usize) -> u64 {
    u32::try_from(nodes.saturating_sub(1)).ok().and_then(|n| 1_u64.checked_shl(n)).unwrap_or(0)
}

fn step(node: &Node) -> Step {
    let bit = |child: &u16| 1_u64.checked_shl(u32::from(*child)).unwrap_or(0);
    let mask = |children: &[u16]| children.iter().map(bit).fold(0, |mask, bit| mask | bit);
    match node {
        Node::All(children) => Step::All(mask(children)),
        Node::Any(children) => Step::Any(mask(children)),
        Node::Not(child) => Step::Not(bit(child)),
        _ => Step::Leaf,
    }
}
