//! A rule's condition compiled: a template of its findings, and steps that patch it.
//!
//! Findings are copied whole from the template; then what was seen is written over a few of their fields. A condition
//! of facts and quantities takes packed facts, if their quantities are exact, in three passes without a question about
//! kinds: facts as bits, comparisons as sums of 64 bits, groups as masks. Anything else goes node by node from the last
//! to the first. Up to 64 nodes the verdicts are two words of marks; a larger condition keeps them in an array.

use super::evaluate::{FactSeen, LawState, Number, Observed, ResolutionSeen, Seen, leaf, roughly, value_of};
use super::packed::{FACT_WORDS, FactWords, Facts, Packed};
use crate::estate::{Fact, Quantity};
use crate::law::Authority;
use crate::matter::Outcome;
use crate::measure::{Approx, Area, Day, Dimension, Money, Sense};
use crate::rule::{Cmp, Condition, Node, Term, Verdict};

/// No node, no finding above.
const NONE: u16 = u16::MAX;
const NARROW: usize = 64;

/// What a finding's small fields hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Law,
    Group,
    Fact,
    Compared,
    Event,
    Count,
    CountIn,
    Resolution,
}

/// The small fields of a finding that say what was seen: eight bytes, so that they are written as one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    /// The day of a statement, an event or a resolution.
    pub on: Day,
    kind: Kind,
    /// Whether there is something and what: a truth value, the sense of the left number, an outcome. 0 is nothing.
    what: u8,
    /// Who stated it, or the sense of the right number.
    who: u8,
    verdict: Verdict,
}

impl Look {
    /// Nothing seen.
    pub const fn blank(kind: Kind) -> Self {
        Self { on: Day::FIRST, kind, what: 0, who: 0, verdict: Verdict::Unknown }
    }

    /// A fact.
    pub fn fact(seen: FactSeen) -> Self {
        let (what, who, verdict) = (u8::from(seen.value), number(seen.by.index()), Verdict::of(seen.value));
        Self { on: seen.on, kind: Kind::Fact, what: what.wrapping_add(1), who, verdict }
    }
}

/// 判定项 — one node of one rule and what was found there. Thirty-two bytes without a pointer, since assessing is copying
/// these and writing over the few fields that say what was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Finding {
    /// The numbers compared, or how many events there are.
    left: i64,
    right: i64,
    look: Look,
    /// Index of the version of a rule in the checklist.
    pub version: u32,
    /// Index of the node in the version's condition; of the rule itself [`NONE`].
    node: u16,
    /// Index of the finding above, counted from that of the rule; of the rule itself [`NONE`].
    parent: u16,
}

const _: () = assert!(size_of::<Finding>() == 32 && size_of::<Look>() == 8);

/// A word of a vocabulary as a number from 1; 0 is none. Tables are far shorter than 255 rows.
#[inline]
fn number(index: usize) -> u8 {
    u8::try_from(index.wrapping_add(1)).unwrap_or(0)
}

fn word<T: Copy>(all: &[T], number: u8) -> Option<T> {
    usize::from(number).checked_sub(1).and_then(|index| all.get(index)).copied()
}

impl Finding {
    pub const fn law(law: LawState, version: u32) -> Self {
        let what = match law {
            LawState::InForce => 1,
            LawState::FromMemory => 2,
            LawState::BeforeKnown => 3,
            LawState::NoRule => 4,
        };
        let look = Look { what, ..Look::blank(Kind::Law) };
        Self { left: 0, right: 0, look, version, node: NONE, parent: NONE }
    }

    pub const fn verdict(&self) -> Verdict {
        self.look.verdict
    }

    /// Index of the node in the condition; nothing of a rule itself.
    pub fn node(&self) -> Option<usize> {
        (self.node != NONE).then(|| self.node.into())
    }

    /// Index of the finding above, if this one stands at an index; nothing of a rule itself.
    pub fn above(&self, own: usize) -> Option<usize> {
        let rule = own.checked_sub(self.node()?)?.checked_sub(1)?;
        rule.checked_add(self.parent.into())
    }

    #[inline]
    fn see_numbers(&mut self, left: Number, right: Number) {
        if let Some((value, sense)) = left {
            (self.left, self.look.what) = (value, number(sense.index()));
        }
        if let Some((value, sense)) = right {
            (self.right, self.look.who) = (value, number(sense.index()));
        }
    }

    /// Takes what was seen into a finding of a template, in which nothing was seen yet.
    fn see(&mut self, seen: Seen) {
        let look = &mut self.look;
        match seen {
            Seen::Group => look.kind = Kind::Group,
            Seen::Fact(seen) => *look = seen.map_or(Look::blank(Kind::Fact), Look::fact),
            Seen::Compared(left, right) => {
                look.kind = Kind::Compared;
                self.see_numbers(left, right);
            }
            Seen::Event(on) => {
                look.kind = Kind::Event;
                if let Some(on) = on {
                    (look.on, look.what) = (on, 1);
                }
            }
            Seen::Count { recorded, complete } => {
                (look.kind, self.left, look.what) = (Kind::Count, recorded.into(), u8::from(complete));
            }
            Seen::CountIn { recorded, complete, day } => {
                (look.kind, self.left, look.what) = (Kind::CountIn, recorded.into(), u8::from(complete));
                look.on = day;
            }
            Seen::Resolution(seen) => {
                look.kind = Kind::Resolution;
                if let Some(seen) = seen {
                    (look.on, look.what) = (seen.on, number(seen.outcome.index()));
                    look.who = number(seen.by.index());
                }
            }
        }
    }

    /// Whether it is of a leaf.
    pub const fn is_leaf(&self) -> bool {
        !matches!(self.look.kind, Kind::Law | Kind::Group)
    }

    /// What was seen, in full.
    pub fn observed(&self, node: Option<&Node>) -> Observed {
        let Look { on, kind, what, who, .. } = self.look;
        let by = word(Authority::ALL, who);
        match kind {
            Kind::Group => Observed::Group,
            Kind::Law => Observed::Law(match what {
                1 => LawState::InForce,
                2 => LawState::FromMemory,
                3 => LawState::BeforeKnown,
                _ => LawState::NoRule,
            }),
            Kind::Fact => Observed::Fact(by.filter(|_| what != 0).map(|by| FactSeen { value: what == 2, on, by })),
            Kind::Event => Observed::Event((what != 0).then_some(on)),
            Kind::Count => {
                Observed::Count { recorded: u32::try_from(self.left).unwrap_or(u32::MAX), complete: what != 0 }
            }
            Kind::CountIn => {
                let (first, last) = match node {
                    Some(Node::CountIn { window, .. }) => window.around(on),
                    _ => (on, on),
                };
                let (recorded, complete) = (u32::try_from(self.left).unwrap_or(u32::MAX), what != 0);
                Observed::CountIn { recorded, complete, first, last, running: on < last }
            }
            Kind::Resolution => {
                let seen = word(Outcome::ALL, what).zip(by);
                Observed::Resolution(seen.map(|(outcome, by)| ResolutionSeen { outcome, on, by }))
            }
            Kind::Compared => {
                let (left, right) = match node {
                    Some(Node::Compare { left, right, .. }) => (Some(*left), Some(*right)),
                    Some(Node::Odd(term)) => (Some(*term), None),
                    _ => (None, None),
                };
                let full = |term: Option<Term>, scaled: i64, sense: u8| {
                    let value = value_of(term?.quantity()?, i128::from(scaled))?;
                    Some(Approx { value, sense: word(Sense::ALL, sense)? })
                };
                Observed::Compared { left: full(left, self.left, what), right: full(right, self.right, who) }
            }
        }
    }
}

/// What a version says, ready to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Program {
    condition: Condition,
    /// The rule's own finding, then one for every node.
    template: Vec<Finding>,
    /// One for every node of a condition of up to 64 nodes; none for a larger one.
    steps: Vec<Step>,
    /// The same for packed facts with exact quantities; nothing where a node asks for more than facts and quantities.
    quick: Option<Quick>,
    /// The parts of a root that needs all of them, as marks.
    decisive: u64,
    /// Whether its law can make an answer met.
    settles: bool,
}

/// How a node is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// As the node says.
    Leaf,
    Fact(Fact),
    Compare(Scales),
    Group(How, u64),
}

/// How a group is decided by its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    All,
    Any,
    Not,
}

/// A verdict by whether it is settled as met, and as unmet.
#[inline]
const fn ternary(met: bool, unmet: bool) -> Verdict {
    match (met, unmet) {
        (true, _) => Verdict::Met,
        (false, true) => Verdict::Unmet,
        (false, false) => Verdict::Unknown,
    }
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
    fn decide(&self, how: How, parts: u64) -> Verdict {
        match how {
            How::All => ternary(self.met & parts == parts, self.unmet & parts != 0),
            How::Any => ternary(self.met & parts != 0, self.unmet & parts == parts),
            How::Not => ternary(self.unmet & parts != 0, self.met & parts != 0),
        }
    }
}

impl Program {
    pub fn new(condition: &Condition, version: u32, settles: bool) -> Self {
        let nodes = condition.nodes();
        let law = if settles { LawState::InForce } else { LawState::FromMemory };
        let blank = Finding::law(law, version);
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
            let kind = match node {
                Node::Stated(_) | Node::Local(_) => Kind::Fact,
                Node::Compare { .. } => Kind::Compared,
                _ => Kind::Group,
            };
            template.push(Finding { look: Look::blank(kind), node: own, parent, ..blank });
        }
        let steps: Vec<Step> = if nodes.len() <= NARROW { nodes.iter().map(step).collect() } else { Vec::new() };
        let decisive = match steps.first() {
            Some(Step::Group(How::All, parts)) => *parts,
            _ => 0,
        };
        let quick = Quick::new(&steps);
        Self { condition: condition.clone(), template, steps, quick, decisive, settles }
    }

    pub fn condition(&self) -> &Condition {
        &self.condition
    }

    pub fn findings(&self) -> usize {
        self.template.len()
    }

    /// The verdict of the condition, capped where its law cannot settle. Allocates nothing.
    #[inline]
    pub fn verdict<F: Facts>(&self, facts: &F) -> Verdict {
        match (&self.quick, facts.exact()) {
            (Some(quick), Some(packed)) => self.capped(quick.verdict(packed)),
            _ => self.verdict_node_by_node(facts),
        }
    }

    #[inline(never)]
    fn verdict_node_by_node<F: Facts>(&self, facts: &F) -> Verdict {
        if self.steps.is_empty() {
            return self.wide(facts, |_, _, _| {});
        }
        let mut marks = Marks::NONE;
        let mut bit = top_bit(self.steps.len());
        let mut own = Verdict::Unknown;
        for (step, node) in self.steps.iter().zip(self.condition.nodes()).rev() {
            own = match step {
                Step::Fact(fact) => facts.holds(*fact).map_or(Verdict::Unknown, Verdict::of),
                Step::Compare(scales) => scales.verdict(facts).0,
                Step::Leaf => leaf(facts, node).0,
                Step::Group(how, parts) => marks.decide(*how, *parts),
            };
            // One part that is not met decides a whole that needs all its parts.
            if own == Verdict::Unmet && self.decisive & bit != 0 {
                return Verdict::Unmet;
            }
            marks.put(bit, own);
            bit >>= 1;
        }
        self.capped(own)
    }

    /// Whether its law can make an answer met.
    pub const fn settles(&self) -> bool {
        self.settles
    }

    /// The facts and comparisons of a condition that needs all of them and nothing else.
    pub fn conjunction(&self) -> Option<(Vec<usize>, Vec<Weighing>)> {
        let quick = self.quick.as_ref()?;
        if quick.groups.iter().any(|group| group.how != How::All) {
            return None;
        }
        let words = quick.flags.iter().enumerate();
        let facts = words.flat_map(|(word, flags)| flags.iter().map(move |flag| FactWords::number(word, flag.bit)));
        Some((facts.collect(), quick.beams.iter().map(Weighing::of).collect()))
    }

    /// Adds the findings of the rule.
    #[inline]
    pub fn find<F: Facts>(&self, facts: &F, out: &mut Vec<Finding>) -> Verdict {
        let top = out.len();
        out.extend_from_slice(&self.template);
        let Some([head, rest @ ..]) = out.get_mut(top..) else { return Verdict::Unknown };
        let verdict = match (&self.quick, facts.exact()) {
            (Some(quick), Some(packed)) => self.capped(quick.find(packed, rest)),
            _ => self.find_node_by_node(facts, rest),
        };
        head.look.verdict = verdict;
        verdict
    }

    #[inline(never)]
    fn find_node_by_node<F: Facts>(&self, facts: &F, findings: &mut [Finding]) -> Verdict {
        if self.steps.is_empty() {
            return self.wide(facts, |n, verdict, seen| {
                if let Some(finding) = findings.get_mut(n) {
                    finding.look.verdict = verdict;
                    finding.see(seen);
                }
            });
        }
        let mut marks = Marks::NONE;
        let mut bit = top_bit(self.steps.len());
        let mut own = Verdict::Unknown;
        for ((step, node), finding) in self.steps.iter().zip(self.condition.nodes()).zip(findings).rev() {
            match step {
                Step::Fact(fact) => {
                    let seen = facts.fact(*fact);
                    own = seen.map_or(Verdict::Unknown, |seen| Verdict::of(seen.value));
                    finding.see(Seen::Fact(seen));
                }
                Step::Compare(scales) => {
                    let (verdict, left, right) = scales.verdict(facts);
                    own = verdict;
                    finding.see_numbers(left, right);
                }
                Step::Leaf => {
                    let (verdict, seen) = leaf(facts, node);
                    own = verdict;
                    finding.see(seen);
                }
                Step::Group(how, parts) => own = marks.decide(*how, *parts),
            }
            finding.look.verdict = own;
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

/// A comparison ready to run: two values, each times a whole number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Scales {
    left: Pan,
    right: Pan,
    cmp: Cmp,
}

/// One side: its value times `times`, which is what the shares of both sides leave when neither is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pan {
    Of(Quantity, i64),
    Literal(i64, i64),
}

impl Scales {
    /// Nothing where the product of two shares is too large for 64 bits; such a comparison is made the long way.
    fn new(left: Term, cmp: Cmp, right: Term) -> Option<Self> {
        let share = |term: Term| match term {
            Term::Part(share, _) => (i64::from(share.above()), i64::from(share.below())),
            Term::Literal(_) | Term::Of(_) => (1, 1),
        };
        let (left_share, right_share) = (share(left), share(right));
        let pan = |term: Term, above: i64, other_below: i64| {
            let times = above.checked_mul(other_below)?;
            Some(match term {
                Term::Literal(value) => Pan::Literal(value.scaled(), times),
                Term::Of(quantity) | Term::Part(_, quantity) => Pan::Of(quantity, times),
            })
        };
        let (left, right) = (pan(left, left_share.0, right_share.1)?, pan(right, right_share.0, left_share.1)?);
        Some(Self { left, right, cmp })
    }

    /// The verdict, and what was seen on each side.
    #[inline]
    fn verdict<F: Facts>(&self, facts: &F) -> (Verdict, Number, Number) {
        let (left, left_weight) = self.left.weigh(facts);
        let (right, right_weight) = self.right.weigh(facts);
        let verdict = match (left_weight, right_weight) {
            (Some((left, Sense::Exact)), Some((right, Sense::Exact))) => Verdict::of(self.cmp.holds(left.cmp(&right))),
            (Some((left, sense)), Some((right, other))) => roughly(left, sense, right, other, self.cmp),
            _ => Verdict::Unknown,
        };
        (verdict, left, right)
    }
}

impl Pan {
    /// What was seen, and the exact product. A value is below 2⁵⁰ by the bounds of its type and `times` below 2⁶³, so
    /// 128 bits hold it.
    #[inline]
    fn weigh<F: Facts>(&self, facts: &F) -> (Number, Option<(i128, Sense)>) {
        let product = |value: i64, times: i64| i128::from(value).wrapping_mul(i128::from(times));
        match self {
            Self::Literal(value, times) => (None, Some((product(*value, *times), Sense::Exact))),
            Self::Of(quantity, times) => {
                let seen = facts.quantity(*quantity);
                // Nothing of any number is exactly nothing.
                let weigh = |(value, sense)| (product(value, *times), if *times == 0 { Sense::Exact } else { sense });
                (seen, seen.map(weigh))
            }
        }
    }
}

/// A condition for packed facts with exact quantities.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Quick {
    /// The facts of each word.
    flags: [Vec<Flag>; FACT_WORDS],
    beams: Vec<Beam>,
    /// The last one first, so that the parts of each are decided before it.
    groups: Vec<Group>,
    /// Every quantity that a comparison asks for, and the marks of all comparisons.
    asked: u64,
    weighed: u64,
    /// The parts of a root that needs all of them: facts, and marks of the others.
    needed: FactWords,
    decisive: u64,
    /// Whether there is no node beside such a root and its parts.
    flat: bool,
}

/// A fact: its bit in its word, and the index of its node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Flag {
    bit: u16,
    at: u16,
}

/// A comparison: met where `left_times` · left + `right_times` · right + `plus` is not negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Beam {
    /// Which quantities must be stated.
    needs: u64,
    left_times: i64,
    right_times: i64,
    plus: i64,
    /// What is written where all is stated: unmet, met.
    looks: [Look; 2],
    /// The places of the quantities; [`FIXED`] for a fixed number.
    left: u8,
    right: u8,
    at: u16,
}

/// A comparison by the numbers of its quantities: met where `times` · value of each side and `plus` are not negative in
/// all. 64 bits hold it for values within the bounds of their types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Weighing {
    /// The number of a quantity and its factor; nothing for a fixed number.
    pub sides: [Option<(usize, i64)>; 2],
    pub plus: i64,
}

impl Weighing {
    fn of(beam: &Beam) -> Self {
        let side = |place: u8, times| (place != FIXED).then_some((usize::from(place), times));
        Self { sides: [side(beam.left, beam.left_times), side(beam.right, beam.right_times)], plus: beam.plus }
    }
}

/// A group: parts that are facts by their bits, the others by their marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Group {
    how: How,
    facts: FactWords,
    parts: u64,
    at: u16,
}

/// The place of no quantity: a word has 64 at most, which `packed` asserts.
const FIXED: u8 = u8::MAX;
/// [`number`] of [`Sense::Exact`], the first word of its vocabulary.
const EXACT: u8 = 1;

impl Quick {
    /// Nothing where a node asks for more than facts and quantities, or where 64 bits may not hold a comparison.
    fn new(steps: &[Step]) -> Option<Self> {
        let mut quick = Self {
            flags: Default::default(),
            beams: Vec::new(),
            groups: Vec::new(),
            asked: 0,
            weighed: 0,
            needed: FactWords::default(),
            decisive: 0,
            flat: false,
        };
        if steps.is_empty() {
            return None;
        }
        for (n, step) in steps.iter().enumerate() {
            let at = u16::try_from(n).ok()?;
            match step {
                Step::Leaf => return None,
                Step::Fact(fact) => {
                    let (word, bit) = FactWords::place(fact.index());
                    quick.flags.get_mut(word)?.push(Flag { bit: u16::try_from(bit).ok()?, at });
                }
                Step::Compare(scales) => {
                    let beam = Beam::new(*scales, at)?;
                    quick.asked |= beam.needs;
                    quick.weighed |= mark(at);
                    quick.beams.push(beam);
                }
                Step::Group(how, children) => {
                    let (mut facts, mut parts) = (FactWords::default(), *children);
                    for (n, child) in steps.iter().enumerate() {
                        let bit = mark(u16::try_from(n).ok()?);
                        if let Step::Fact(fact) = child
                            && children & bit != 0
                        {
                            facts.put(fact.index(), true);
                            parts &= !bit;
                        }
                    }
                    quick.groups.push(Group { how: *how, facts, parts, at });
                }
            }
        }
        if let Some(Group { how: How::All, facts, parts, at: 0 }) = quick.groups.first() {
            (quick.needed, quick.decisive) = (*facts, *parts);
            quick.flat = quick.groups.len() == 1;
        }
        quick.groups.reverse();
        Some(quick)
    }

    #[inline]
    fn verdict(&self, packed: &Packed) -> Verdict {
        // One part that is not met decides a whole that needs all its parts.
        if packed.one_unmet(&self.needed) {
            return Verdict::Unmet;
        }
        if !self.flat || packed.measured() & self.asked != self.asked {
            return self.verdict_by_marks(packed);
        }
        if !self.beams.iter().rev().all(|beam| beam.weigh(packed).0) {
            return Verdict::Unmet;
        }
        if packed.each_met(&self.needed) { Verdict::Met } else { Verdict::Unknown }
    }

    #[inline(never)]
    fn verdict_by_marks(&self, packed: &Packed) -> Verdict {
        let mut marks = Marks::NONE;
        for beam in &self.beams {
            let (met, ..) = beam.weigh(packed);
            let known = packed.measured() & beam.needs == beam.needs;
            if known & !met && self.decisive & mark(beam.at) != 0 {
                return Verdict::Unmet;
            }
            marks.weighed(beam.at, known, met);
        }
        self.conclude(packed, marks, |_, _| {})
    }

    #[inline(never)]
    fn find(&self, packed: &Packed, findings: &mut [Finding]) -> Verdict {
        self.see_facts(packed, findings);
        let mut marks = Marks::NONE;
        if packed.measured() & self.asked == self.asked {
            for beam in &self.beams {
                let Some(finding) = findings.get_mut(usize::from(beam.at)) else { continue };
                let met = beam.see(packed, finding);
                marks.met |= u64::from(met).wrapping_shl(beam.at.into());
            }
            marks.unmet = self.weighed & !marks.met;
        } else {
            for beam in &self.beams {
                let Some(finding) = findings.get_mut(usize::from(beam.at)) else { continue };
                if packed.measured() & beam.needs == beam.needs {
                    let met = beam.see(packed, finding);
                    marks.weighed(beam.at, true, met);
                } else {
                    beam.see_part(packed, finding);
                }
            }
        }
        self.conclude(packed, marks, |at, verdict| {
            if let Some(finding) = findings.get_mut(usize::from(at)) {
                finding.look.verdict = verdict;
            }
        })
    }

    #[inline]
    fn see_facts(&self, packed: &Packed, findings: &mut [Finding]) {
        // By what is stated, and twice that it is true.
        let Some([unmet, met]) = packed.looks() else { return self.see_hands(packed, findings) };
        let looks = [Look::blank(Kind::Fact), unmet, Look::blank(Kind::Fact), met];
        let (stated, truth) = packed.flags();
        for ((stated, truth), flags) in stated.iter().zip(truth).zip(&self.flags) {
            for flag in flags {
                let seen = |held: u64| usize::from(held.wrapping_shr(flag.bit.into()) & 1 != 0);
                let look = looks.get(seen(*stated) | seen(*truth).wrapping_shl(1));
                if let (Some(look), Some(finding)) = (look, findings.get_mut(usize::from(flag.at))) {
                    finding.look = *look;
                }
            }
        }
    }

    /// The same where the facts were not all stated by one office on one day.
    #[inline(never)]
    fn see_hands(&self, packed: &Packed, findings: &mut [Finding]) {
        for (word, flags) in self.flags.iter().enumerate() {
            for flag in flags {
                let seen = packed.seen(FactWords::number(word, flag.bit));
                if let (Some(seen), Some(finding)) = (seen, findings.get_mut(usize::from(flag.at))) {
                    finding.look = Look::fact(seen);
                }
            }
        }
    }

    /// Decides the groups, of which the last is the root.
    #[inline]
    fn conclude(&self, packed: &Packed, mut marks: Marks, mut found: impl FnMut(u16, Verdict)) -> Verdict {
        let mut own = None;
        for group in &self.groups {
            let verdict = group.decide(packed, &marks);
            found(group.at, verdict);
            marks.put(mark(group.at), verdict);
            own = Some(verdict);
        }
        own.unwrap_or_else(|| self.only(packed, &marks))
    }

    /// The verdict of a condition that is one leaf.
    #[cold]
    fn only(&self, packed: &Packed, marks: &Marks) -> Verdict {
        if self.weighed != 0 {
            return marks.decide(How::All, self.weighed);
        }
        let mut own = FactWords::default();
        for (word, flags) in self.flags.iter().enumerate() {
            flags.iter().for_each(|flag| own.put(FactWords::number(word, flag.bit), true));
        }
        Group { how: How::All, facts: own, parts: 0, at: 0 }.decide(packed, marks)
    }
}

impl Marks {
    #[inline]
    fn weighed(&mut self, at: u16, known: bool, met: bool) {
        self.met |= u64::from(known & met).wrapping_shl(at.into());
        self.unmet |= u64::from(known & !met).wrapping_shl(at.into());
    }
}

impl Group {
    #[inline]
    fn decide(&self, packed: &Packed, marks: &Marks) -> Verdict {
        let each = |held: u64| held & self.parts == self.parts;
        let one = |held: u64| held & self.parts != 0;
        match self.how {
            How::All => ternary(
                each(marks.met) & packed.each_met(&self.facts),
                one(marks.unmet) | packed.one_unmet(&self.facts),
            ),
            How::Any => ternary(
                one(marks.met) | packed.one_met(&self.facts),
                each(marks.unmet) & packed.each_unmet(&self.facts),
            ),
            How::Not => {
                ternary(one(marks.unmet) | packed.one_unmet(&self.facts), one(marks.met) | packed.one_met(&self.facts))
            }
        }
    }
}

impl Beam {
    /// Both sides brought to one: 左 − 右, turned round for *at most*, less one for *more* and *less than*. Nothing where
    /// the bounds of the values do not prove that 64 bits hold every step.
    fn new(scales: Scales, at: u16) -> Option<Self> {
        let (sign, strict) = match scales.cmp {
            Cmp::Ge => (1, 0),
            Cmp::Gt => (1, 1),
            Cmp::Le => (-1, 0),
            Cmp::Lt => (-1, 1),
        };
        let right_sign = i64::checked_neg(sign)?;
        let mut most = 0_i128;
        let mut plus = 0_i64.checked_sub(strict)?;
        let mut arm = |pan: Pan, sign: i64| match pan {
            Pan::Literal(value, times) => {
                plus = plus.checked_add(value.checked_mul(times)?.checked_mul(sign)?)?;
                Some((FIXED, 0))
            }
            Pan::Of(quantity, times) => {
                let times = times.checked_mul(sign)?;
                most = most.checked_add(i128::from(times.checked_abs()?).checked_mul(value_most(quantity).into())?)?;
                Some((u8::try_from(quantity.index()).ok()?, times))
            }
        };
        let (left, left_times) = arm(scales.left, sign)?;
        let (right, right_times) = arm(scales.right, right_sign)?;
        i64::try_from(most.checked_add(i128::from(plus).checked_abs()?)?).ok()?;
        let needs = |place: u8| if place == FIXED { 0 } else { mark(place.into()) };
        let sense = |place: u8| if place == FIXED { 0 } else { EXACT };
        let unmet =
            Look { what: sense(left), who: sense(right), verdict: Verdict::Unmet, ..Look::blank(Kind::Compared) };
        let looks = [unmet, Look { verdict: Verdict::Met, ..unmet }];
        Some(Self { needs: needs(left) | needs(right), left_times, right_times, plus, looks, left, right, at })
    }

    /// Whether it is met where both sides are stated, and the numbers.
    #[inline]
    fn weigh(&self, packed: &Packed) -> (bool, i64, i64) {
        let (left, right) = (packed.value(self.left), packed.value(self.right));
        let weight = left.wrapping_mul(self.left_times).wrapping_add(right.wrapping_mul(self.right_times));
        (weight.wrapping_add(self.plus) >= 0, left, right)
    }

    /// Takes both sides into a finding of a template and tells whether it is met.
    #[inline]
    fn see(&self, packed: &Packed, finding: &mut Finding) -> bool {
        let (met, left, right) = self.weigh(packed);
        (finding.left, finding.right) = (left, right);
        if let Some(look) = self.looks.get(usize::from(met)) {
            finding.look = *look;
        }
        met
    }

    /// Takes the side that is stated, if one is, into a finding of a template.
    #[cold]
    fn see_part(&self, packed: &Packed, finding: &mut Finding) {
        let seen = |place: u8| {
            let stated = place != FIXED && packed.measured() & mark(place.into()) != 0;
            stated.then(|| (packed.value(place), Sense::Exact))
        };
        finding.see_numbers(seen(self.left), seen(self.right));
    }
}

/// The greatest absolute value of a quantity, by the bounds of its type.
pub(super) fn value_most(quantity: Quantity) -> i64 {
    match quantity.dimension() {
        Dimension::Area => Area::MAX.hundredths(),
        Dimension::Money => Money::MAX.fen(),
        _ => u32::MAX.into(),
    }
}

/// The mark of a node.
#[inline]
fn mark(node: u16) -> u64 {
    1_u64.checked_shl(node.into()).unwrap_or(0)
}

fn top_bit(nodes: usize) -> u64 {
    u16::try_from(nodes.saturating_sub(1)).map_or(0, mark)
}

fn step(node: &Node) -> Step {
    let parts = |children: &[u16]| children.iter().map(|child| mark(*child)).fold(0, |all, bit| all | bit);
    match node {
        Node::All(children) => Step::Group(How::All, parts(children)),
        Node::Any(children) => Step::Group(How::Any, parts(children)),
        Node::Not(child) => Step::Group(How::Not, parts(&[*child])),
        Node::Stated(fact) => Step::Fact(*fact),
        Node::Compare { left, cmp, right } => Scales::new(*left, *cmp, *right).map_or(Step::Leaf, Step::Compare),
        _ => Step::Leaf,
    }
}
