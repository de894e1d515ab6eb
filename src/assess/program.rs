//! A rule's condition compiled: a template of its findings, and steps that patch it.
//!
//! Findings are copied whole from the template and then patched with what is seen, node by node from the last to the
//! first. Up to 64 nodes the verdicts are two words of marks, so that a group is decided by masks; a larger condition
//! keeps its marks in an array.

use super::evaluate::{FactSeen, LawState, Number, Observed, ResolutionSeen, Seen, leaf, roughly, value_of};
use super::packed::{Facts, Plain};
use crate::estate::{Fact, Quantity};
use crate::law::Authority;
use crate::matter::Outcome;
use crate::measure::{Approx, Day, Sense};
use crate::rule::{Cmp, Condition, Node, Term, Verdict};

/// No node, no finding above, no citation.
pub(super) const NONE: u16 = u16::MAX;
const NARROW: usize = 64;

/// What a finding's small fields hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Law,
    Group,
    Fact,
    Compared,
    Event,
    Count,
    CountIn,
    Resolution,
}

/// 判定项 — one node of one rule and what was found there. Forty bytes without a pointer, since assessing is copying
/// these and writing over the few that say what was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Finding {
    /// The numbers compared, or how many events there are.
    left: i64,
    right: i64,
    /// The day of a statement, an event or a resolution.
    on: Day,
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
    kind: Kind,
    /// Whether there is something and what: a truth value, the sense of the left number, an outcome. 0 is nothing.
    what: u8,
    /// Who stated it, or the sense of the right number.
    who: u8,
}

/// A word of a vocabulary as a number from 1; 0 is none. Tables are far shorter than 255 rows.
#[inline]
fn number(index: usize) -> u8 {
    u8::try_from(index.wrapping_add(1)).unwrap_or(0)
}

fn word<T: Copy>(all: &[T], number: u8) -> Option<T> {
    usize::from(number).checked_sub(1).and_then(|index| all.get(index)).copied()
}

impl Finding {
    pub const fn law(law: LawState, rule: u16, version: u16, cite: u16) -> Self {
        let what = match law {
            LawState::InForce => 1,
            LawState::FromMemory => 2,
            LawState::BeforeKnown => 3,
            LawState::NoRule => 4,
        };
        let (node, parent, verdict, kind) = (NONE, NONE, Verdict::Unknown, Kind::Law);
        Self { left: 0, right: 0, on: Day::FIRST, rule, version, node, parent, cite, verdict, kind, what, who: 0 }
    }

    #[inline]
    fn see_fact(&mut self, seen: Option<FactSeen>) {
        let Some(seen) = seen else { return };
        self.on = seen.on;
        self.what = if seen.value { 2 } else { 1 };
        self.who = number(seen.by.index());
    }

    #[inline]
    fn see_numbers(&mut self, left: Number, right: Number) {
        if let Some((value, sense)) = left {
            (self.left, self.what) = (value, number(sense.index()));
        }
        if let Some((value, sense)) = right {
            (self.right, self.who) = (value, number(sense.index()));
        }
    }

    /// Takes what was seen into a finding of a template, in which nothing was seen yet.
    fn see(&mut self, seen: Seen) {
        match seen {
            Seen::Group => self.kind = Kind::Group,
            Seen::Fact(seen) => {
                self.kind = Kind::Fact;
                self.see_fact(seen);
            }
            Seen::Compared(left, right) => {
                self.kind = Kind::Compared;
                self.see_numbers(left, right);
            }
            Seen::Event(on) => {
                self.kind = Kind::Event;
                if let Some(on) = on {
                    (self.on, self.what) = (on, 1);
                }
            }
            Seen::Count { recorded, complete } => {
                (self.kind, self.left, self.what) = (Kind::Count, recorded.into(), u8::from(complete));
            }
            Seen::CountIn { recorded, complete, day } => {
                (self.kind, self.left, self.what) = (Kind::CountIn, recorded.into(), u8::from(complete));
                self.on = day;
            }
            Seen::Resolution(seen) => {
                self.kind = Kind::Resolution;
                if let Some(seen) = seen {
                    (self.on, self.what) = (seen.on, number(seen.outcome.index()));
                    self.who = number(seen.by.index());
                }
            }
        }
    }

    /// Whether it is of a leaf.
    pub const fn is_leaf(&self) -> bool {
        !matches!(self.kind, Kind::Law | Kind::Group)
    }

    /// What was seen, in full.
    pub fn observed(&self, node: Option<&Node>) -> Observed {
        let by = word(Authority::ALL, self.who);
        match self.kind {
            Kind::Group => Observed::Group,
            Kind::Law => Observed::Law(match self.what {
                1 => LawState::InForce,
                2 => LawState::FromMemory,
                3 => LawState::BeforeKnown,
                _ => LawState::NoRule,
            }),
            Kind::Fact => {
                let value = self.what == 2;
                Observed::Fact(by.filter(|_| self.what != 0).map(|by| FactSeen { value, on: self.on, by }))
            }
            Kind::Event => Observed::Event((self.what != 0).then_some(self.on)),
            Kind::Count => {
                Observed::Count { recorded: u32::try_from(self.left).unwrap_or(u32::MAX), complete: self.what != 0 }
            }
            Kind::CountIn => {
                let (first, last) = match node {
                    Some(Node::CountIn { window, .. }) => window.around(self.on),
                    _ => (self.on, self.on),
                };
                let (recorded, complete) = (u32::try_from(self.left).unwrap_or(u32::MAX), self.what != 0);
                Observed::CountIn { recorded, complete, first, last, running: self.on < last }
            }
            Kind::Resolution => {
                let seen = word(Outcome::ALL, self.what).zip(by);
                Observed::Resolution(seen.map(|(outcome, by)| ResolutionSeen { outcome, on: self.on, by }))
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
                Observed::Compared { left: full(left, self.left, self.what), right: full(right, self.right, self.who) }
            }
        }
    }
}

/// What a version says, ready to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Program {
    condition: Condition,
    /// The rule's own finding, then one for every node; parents as if the rule came first.
    template: Vec<Finding>,
    /// One for every node of a condition of up to 64 nodes; none for a larger one.
    steps: Vec<Step>,
    /// The same for packed facts without rarities, the last node first; none where a node asks for more than facts and
    /// quantities.
    ops: Vec<Op>,
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
            Step::Leaf | Step::Fact(_) | Step::Compare(_) => Verdict::Unknown,
        }
    }
}

impl Program {
    pub fn new(condition: &Condition, rule: u16, version: u16, cite: u16, settles: bool) -> Self {
        let nodes = condition.nodes();
        let law = if settles { LawState::InForce } else { LawState::FromMemory };
        let blank = Finding::law(law, rule, version, cite);
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
            template.push(Finding { kind, what: 0, node: own, parent, ..blank });
        }
        let steps = if nodes.len() <= NARROW { nodes.iter().map(step).collect() } else { Vec::new() };
        let decisive = match steps.first() {
            Some(Step::All(mask)) => *mask,
            _ => 0,
        };
        let ops = steps.iter().rev().map(op).collect::<Option<Vec<Op>>>().unwrap_or_default();
        Self { condition: condition.clone(), template, steps, ops, decisive, settles }
    }

    pub fn condition(&self) -> &Condition {
        &self.condition
    }

    pub fn findings(&self) -> usize {
        self.template.len()
    }

    /// The verdict of the condition, capped where its law cannot settle. Allocates nothing.
    pub fn verdict<F: Facts>(&self, facts: &F) -> Verdict {
        if let Some(plain) = facts.plain().filter(|_| !self.ops.is_empty()) {
            return self.plain_verdict(&plain);
        }
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
                group => marks.decide(*group),
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
                    finding.verdict = verdict;
                    finding.see(seen);
                }
            })
        } else if let Some(plain) = facts.plain().filter(|_| !self.ops.is_empty()) {
            self.plain_patch(&plain, rest)
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
                Step::Fact(fact) => {
                    let seen = facts.fact(*fact);
                    own = seen.map_or(Verdict::Unknown, |seen| Verdict::of(seen.value));
                    finding.see_fact(seen);
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
                group => own = marks.decide(*group),
            }
            finding.verdict = own;
            marks.put(bit, own);
            bit >>= 1;
        }
        self.capped(own)
    }

    /// As [`Program::verdict`], for packed facts without rarities.
    fn plain_verdict(&self, plain: &Plain<'_>) -> Verdict {
        let mut marks = Marks::NONE;
        let mut bit = top_bit(self.ops.len());
        let mut own = Verdict::Unknown;
        for op in &self.ops {
            own = match op {
                Op::Fact { word, mask } => plain.truth(*word, *mask),
                Op::Compare(beam) => beam.verdict(plain).0,
                Op::Group(step) => marks.decide(*step),
            };
            if own == Verdict::Unmet && self.decisive & bit != 0 {
                return Verdict::Unmet;
            }
            marks.put(bit, own);
            bit >>= 1;
        }
        self.capped(own)
    }

    /// As [`Program::patch`], for packed facts without rarities.
    fn plain_patch(&self, plain: &Plain<'_>, findings: &mut [Finding]) -> Verdict {
        let by = number(plain.by.index());
        let mut marks = Marks::NONE;
        let mut bit = top_bit(self.ops.len());
        let mut own = Verdict::Unknown;
        for (op, finding) in self.ops.iter().zip(findings.iter_mut().rev()) {
            match op {
                Op::Fact { word, mask } => {
                    own = plain.truth(*word, *mask);
                    if own != Verdict::Unknown {
                        finding.on = plain.on;
                        finding.who = by;
                        finding.what = if own == Verdict::Met { 2 } else { 1 };
                    }
                }
                Op::Compare(beam) => {
                    let (verdict, left, right) = beam.verdict(plain);
                    own = verdict;
                    (finding.left, finding.right) = (left.0, right.0);
                    (finding.what, finding.who) = (left.1, right.1);
                }
                Op::Group(step) => own = marks.decide(*step),
            }
            finding.verdict = own;
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

/// A step for packed facts without rarities: words and masks instead of look-ups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Op {
    Fact { word: u8, mask: u64 },
    Compare(Beam),
    Group(Step),
}

/// A comparison for packed facts: places in the array of values, or fixed numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Beam {
    /// Which quantities must be stated.
    needs: u64,
    left: Arm,
    right: Arm,
    cmp: Cmp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Arm {
    /// The place of the quantity; [`FIXED`] for a fixed number.
    place: u8,
    fixed: i64,
    times: i64,
}

const FIXED: u8 = u8::MAX;
/// [`number`] of [`Sense::Exact`], the first word of its vocabulary.
const EXACT: u8 = 1;

impl Beam {
    /// The verdict, and of each side the number and the sense that were seen.
    #[inline]
    fn verdict(&self, plain: &Plain<'_>) -> (Verdict, (i64, u8), (i64, u8)) {
        let (left, right) = (self.left.seen(plain), self.right.seen(plain));
        if plain.measured & self.needs != self.needs {
            return (Verdict::Unknown, left, right);
        }
        let weigh = |arm: &Arm, seen: i64| {
            let value = if arm.place == FIXED { arm.fixed } else { seen };
            // Below 2⁵⁰ by the bounds of the value's type, times below 2⁶³.
            i128::from(value).wrapping_mul(i128::from(arm.times))
        };
        let order = weigh(&self.left, left.0).cmp(&weigh(&self.right, right.0));
        (Verdict::of(self.cmp.holds(order)), left, right)
    }
}

impl Arm {
    fn new(pan: Pan) -> Self {
        match pan {
            Pan::Literal(fixed, times) => Self { place: FIXED, fixed, times },
            // A word has 64 quantities at most, which `packed` asserts.
            Pan::Of(quantity, times) => {
                Self { place: u8::try_from(quantity.index()).unwrap_or(FIXED), fixed: 0, times }
            }
        }
    }

    fn needs(self) -> u64 {
        if self.place == FIXED { 0 } else { 1_u64.wrapping_shl(self.place.into()) }
    }

    #[inline]
    fn seen(&self, plain: &Plain<'_>) -> (i64, u8) {
        if self.place == FIXED || plain.measured.wrapping_shr(self.place.into()) & 1 == 0 {
            return (0, 0);
        }
        (plain.values.get(usize::from(self.place)).copied().unwrap_or(0), EXACT)
    }
}

fn op(step: &Step) -> Option<Op> {
    match step {
        Step::Leaf => None,
        Step::Fact(fact) => {
            let (word, bit) = Plain::place(*fact);
            Some(Op::Fact { word, mask: bit })
        }
        Step::Compare(scales) => {
            let (left, right) = (Arm::new(scales.left), Arm::new(scales.right));
            Some(Op::Compare(Beam { needs: left.needs() | right.needs(), left, right, cmp: scales.cmp }))
        }
        group => Some(Op::Group(*group)),
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
        Node::Stated(fact) => Step::Fact(*fact),
        Node::Compare { left, cmp, right } => Scales::new(*left, *cmp, *right).map_or(Step::Leaf, Step::Compare),
        _ => Step::Leaf,
    }
}
