//! What is still needed: the smallest set of facts to establish or to change so that the answer becomes met.

use std::collections::BTreeMap;

use super::checklist::Assessment;
use super::evaluate::{Observed, Side, fold, value_of};
use crate::estate::{Event, Fact, LocalFact, Quantity};
use crate::law::Citation;
use crate::matter::Matter;
use crate::measure::{Approx, Day, Period, Sense};
use crate::rule::{Cmp, Force, NeededDecision, Node, Term, Verdict, Window};

/// Up to so many distinct facts the smallest set is found; above, a good one, which says so.
pub const EXACT_LEAVES_MAX: usize = 20;
/// The most joint values of quantities that are compared with each other.
pub(super) const JOINT_VALUES_MAX: usize = 4_096;
/// The most values of each of several quantities that are compared with each other.
const BORDERS_MAX: usize = 64;
/// The most branches that are looked at for a set of many facts.
const BRANCHES_MAX: usize = 20_000;

/// 步骤 — one thing that is still needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Find out (查明): nothing usable is stated.
    Establish {
        /// The finding that asks for it.
        finding: usize,
        /// Of a comparison, which quantity.
        quantity: Option<Quantity>,
    },
    /// Bring about (整改): what is stated stands in the way.
    Change {
        /// The finding that asks for it.
        finding: usize,
        /// Of a comparison, which quantity.
        quantity: Option<Quantity>,
    },
}

impl Step {
    /// The index of the finding that asks for it.
    #[must_use]
    pub const fn finding(&self) -> usize {
        match self {
            Self::Establish { finding, .. } | Self::Change { finding, .. } => *finding,
        }
    }

    /// Of a comparison, which quantity is to be found out or changed.
    #[must_use]
    pub const fn quantity(&self) -> Option<Quantity> {
        match self {
            Self::Establish { quantity, .. } | Self::Change { quantity, .. } => *quantity,
        }
    }
}

/// 尚缺事项 — what is still needed for an answer to become met, and the decisions needed to adopt it then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outstanding<'a> {
    /// What to establish or change, in the order of the findings: the fewest to establish, then the fewest to change.
    pub steps: Vec<Step>,
    /// Whether no smaller set exists; above [`EXACT_LEAVES_MAX`] distinct facts the set is a good one only.
    pub exact: bool,
    /// Whether facts can make the answer met at all: not where the law forbids it, is not known for the day, or is
    /// known from memory only.
    pub reachable: bool,
    /// Whether the steps were shown to be enough. Where the search stopped before it found a set that is, they are all
    /// that stands open.
    pub enough: bool,
    /// The decisions needed to adopt it.
    pub decisions: Vec<(NeededDecision, &'a Citation)>,
}

/// What a leaf is about: leaves about the same thing move together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Thing<'a> {
    Fact(Fact),
    Local(&'a LocalFact),
    Quantity(Quantity),
    /// The day of the latest such event.
    Latest(Event),
    /// The day of the next such event.
    Next(Event),
    Count(Event, Cmp, u32),
    CountIn(Event, (u8, u32), Cmp, u32),
    Resolution(Matter),
}

pub(super) struct Leaf<'a> {
    pub node: &'a Node,
    finding: usize,
    /// Whether the aim wants it met; below an odd number of *not* it wants it unmet.
    pub positive: bool,
    pub now: Verdict,
    observed: Observed,
    /// Which part of the arena of which condition.
    pub condition: usize,
    pub index: usize,
}

/// Leaves that must be decided together, and the ways to decide them. The first way leaves all as it is.
struct Group {
    leaves: Vec<usize>,
    ways: Vec<Way>,
}

#[derive(Clone, PartialEq, Eq)]
pub(super) struct Way {
    establish: usize,
    change: usize,
    pub verdicts: Vec<Verdict>,
    steps: Vec<Step>,
}

impl Assessment {
    /// What is still needed for the answer to become met: the fewest facts to establish, then the fewest to change.
    ///
    /// Up to [`EXACT_LEAVES_MAX`] distinct facts no smaller set exists; above, the set is found greedily and says so.
    #[must_use]
    pub fn outstanding(&self) -> Outstanding<'_> {
        let decisions = self.needed_decisions();
        let unreachable = |exact| Outstanding {
            steps: Vec::new(),
            exact,
            reachable: false,
            enough: false,
            decisions: decisions.clone(),
        };
        let Some((arenas, tops)) = self.binding() else { return unreachable(true) };
        let leaves = self.leaves(&arenas, &tops);
        let (groups, joint) = groups(&leaves, self.day());
        let search = Search { arenas: &arenas, leaves: &leaves, groups: &groups };
        let free = vec![None; groups.len()];
        if !search.could_be_met(&free) {
            return unreachable(true);
        }
        let small = leaves_of_things(&leaves) <= EXACT_LEAVES_MAX;
        let (chosen, all_tried) = if small { (search.smallest(), true) } else { search.greedy() };
        let Some(chosen) = chosen else {
            if joint && all_tried {
                return unreachable(small);
            }
            return Outstanding { steps: open(&leaves), exact: false, reachable: true, enough: false, decisions };
        };
        let mut steps: Vec<Step> = groups
            .iter()
            .zip(&chosen)
            .filter_map(|(group, way)| group.ways.get(*way))
            .flat_map(|way| way.steps.iter().copied())
            .collect();
        steps.sort_by_key(Step::finding);
        Outstanding { steps, exact: small && joint, reachable: true, enough: true, decisions }
    }

    /// The conditions that bind, as arenas, with the findings of their rules; nothing where there are none, or
    /// where one cannot be met whatever is learned: its law begins later, or is known from memory only.
    pub(super) fn binding(&self) -> Option<(Vec<&[Node]>, Vec<usize>)> {
        let (mut arenas, mut tops) = (Vec::new(), Vec::new());
        for (top, force, condition, settles) in self.conditions() {
            if force == Force::Usually {
                continue;
            }
            arenas.push(condition.filter(|_| settles)?.nodes());
            tops.push(top);
        }
        (!arenas.is_empty()).then_some((arenas, tops))
    }

    pub(super) fn leaves<'a>(&self, arenas: &[&'a [Node]], tops: &[usize]) -> Vec<Leaf<'a>> {
        let found: Vec<_> = self.findings().collect();
        let mut leaves = Vec::new();
        for (condition, (nodes, top)) in arenas.iter().zip(tops).enumerate() {
            let mut positive = vec![true; nodes.len()];
            for (index, node) in nodes.iter().enumerate() {
                let own = positive.get(index).copied().unwrap_or(true);
                let below = if matches!(node, Node::Not(_)) { !own } else { own };
                for child in node.children() {
                    if let Some(slot) = positive.get_mut(usize::from(*child)) {
                        *slot = below;
                    }
                }
                let finding = top.saturating_add(1).saturating_add(index);
                let Some(seen) = found.get(finding).filter(|seen| seen.is_leaf()) else { continue };
                leaves.push(Leaf {
                    node,
                    finding,
                    positive: own,
                    now: seen.verdict(),
                    observed: seen.observed(),
                    condition,
                    index,
                });
            }
        }
        leaves
    }
}

/// A step for every leaf that is not as the aim wants it.
fn open(leaves: &[Leaf<'_>]) -> Vec<Step> {
    let wanted = |leaf: &&Leaf<'_>| leaf.now != if leaf.positive { Verdict::Met } else { Verdict::Unmet };
    let step = |leaf: &Leaf<'_>| match leaf.now {
        Verdict::Unknown => Step::Establish { finding: leaf.finding, quantity: None },
        _ => Step::Change { finding: leaf.finding, quantity: None },
    };
    leaves.iter().filter(wanted).map(step).collect()
}

/// A period as a name: days and months have no common order.
const fn named(period: Period) -> (u8, u32) {
    match period {
        Period::Days(n) => (0, n),
        Period::Months(n) => (1, n),
        Period::Years(n) => (2, n),
    }
}

pub(super) fn things(node: &Node) -> Vec<Thing<'_>> {
    let of = |term: &Term| match term {
        Term::Literal(_) => None,
        Term::Of(quantity) | Term::Part(_, quantity) => Some(Thing::Quantity(*quantity)),
    };
    match node {
        Node::Stated(fact) => vec![Thing::Fact(*fact)],
        Node::Local(fact) => vec![Thing::Local(fact)],
        Node::Compare { left, right, .. } => [of(left), of(right)].into_iter().flatten().collect(),
        Node::Odd(term) => of(term).into_iter().collect(),
        Node::Elapsed { event, .. } => vec![Thing::Latest(*event)],
        Node::Until { event, .. } => vec![Thing::Next(*event)],
        Node::Count { event, cmp, number } => vec![Thing::Count(*event, *cmp, *number)],
        Node::CountIn { event, window, cmp, number } => {
            let window = match window {
                Window::Calendar(cycle) => (3, u32::try_from(cycle.index()).unwrap_or(u32::MAX)),
                Window::Rolling(period) => named(*period),
            };
            vec![Thing::CountIn(*event, window, *cmp, *number)]
        }
        Node::Resolved(matter) => vec![Thing::Resolution(*matter)],
        Node::All(_) | Node::Any(_) | Node::Not(_) => Vec::new(),
    }
}

fn leaves_of_things(leaves: &[Leaf<'_>]) -> usize {
    let mut all: Vec<Thing<'_>> = leaves.iter().flat_map(|leaf| things(leaf.node)).collect();
    all.sort_unstable();
    all.dedup();
    all.len()
}

/// Puts leaves together that share a thing, directly or through others. Tells whether all joint values were tried.
fn groups(leaves: &[Leaf<'_>], day: Day) -> (Vec<Group>, bool) {
    let mut group_of: BTreeMap<Thing<'_>, usize> = BTreeMap::new();
    let mut members: Vec<Vec<usize>> = Vec::new();
    for (i, leaf) in leaves.iter().enumerate() {
        let things = things(leaf.node);
        let mut joined: Vec<usize> = things.iter().filter_map(|thing| group_of.get(thing).copied()).collect();
        joined.sort_unstable();
        joined.dedup();
        let home = joined.first().copied().unwrap_or(members.len());
        if home == members.len() {
            members.push(Vec::new());
        }
        for other in joined.into_iter().skip(1) {
            let moved = members.get_mut(other).map(std::mem::take).unwrap_or_default();
            group_of.values_mut().filter(|group| **group == other).for_each(|group| *group = home);
            if let Some(list) = members.get_mut(home) {
                list.extend(moved);
            }
        }
        for thing in things {
            group_of.insert(thing, home);
        }
        if let Some(list) = members.get_mut(home) {
            list.push(i);
        }
    }
    let mut complete = true;
    let groups = members.into_iter().filter(|list| !list.is_empty()).map(|mut list| {
        list.sort_unstable();
        let (ways, all) = ways(leaves, &list, day);
        complete &= all;
        Group { leaves: list, ways }
    });
    (groups.collect(), complete)
}

/// The ways to decide a group; of ways with the same verdicts only the cheapest.
fn ways(leaves: &[Leaf<'_>], group: &[usize], day: Day) -> (Vec<Way>, bool) {
    let own: Vec<&Leaf<'_>> = group.iter().filter_map(|i| leaves.get(*i)).collect();
    let keep = Way { establish: 0, change: 0, verdicts: own.iter().map(|l| l.now).collect(), steps: Vec::new() };
    let quantities: Vec<Quantity> = {
        let all = own.iter().flat_map(|leaf| things(leaf.node));
        let mut all: Vec<Quantity> =
            all.filter_map(|thing| if let Thing::Quantity(q) = thing { Some(q) } else { None }).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let fixed = own.iter().all(|leaf| things(leaf.node).is_empty());
    let (more, complete) = match quantities.is_empty() {
        // Two fixed numbers compare as they do.
        true if fixed => (Vec::new(), true),
        true if own.iter().any(|leaf| matches!(leaf.node, Node::Elapsed { .. } | Node::Until { .. })) => {
            (days(&own, day), true)
        }
        true => (flips(&own), true),
        false => joint_values(&own, &quantities),
    };
    let mut ways = vec![keep];
    for way in more {
        let cost = |w: &Way| (w.establish, w.change);
        match ways.iter_mut().find(|known| known.verdicts == way.verdicts) {
            Some(known) if cost(&way) < cost(known) => *known = way,
            Some(_) => {}
            None => ways.push(way),
        }
    }
    (ways, complete)
}

/// A fact, an event or a resolution: true or false, for all its leaves at once.
pub(super) fn flips(own: &[&Leaf<'_>]) -> Vec<Way> {
    let Some(first) = own.first() else { return Vec::new() };
    let unknown = first.now == Verdict::Unknown;
    let ways = [Verdict::Met, Verdict::Unmet].into_iter().filter(|verdict| *verdict != first.now);
    let step = |finding| match unknown {
        true => Step::Establish { finding, quantity: None },
        false => Step::Change { finding, quantity: None },
    };
    ways.map(|verdict| Way {
        establish: usize::from(unknown),
        change: usize::from(!unknown),
        verdicts: vec![verdict; own.len()],
        steps: vec![step(first.finding)],
    })
    .collect()
}

/// The most by which a month added to a day and taken from the sum misses that day.
const MONTH_SLACK: usize = 4;

/// The day of an event: every day around the end of a period that is asked for.
pub(super) fn days(own: &[&Leaf<'_>], day: Day) -> Vec<Way> {
    let Some(first) = own.first() else { return Vec::new() };
    let known = match first.observed {
        Observed::Event(on) => on,
        _ => None,
    };
    let around = |centre: Day| {
        let later = std::iter::successors(Some(centre), |on| on.next()).take(MONTH_SLACK.saturating_add(1));
        let earlier = std::iter::successors(Some(centre), |on| on.previous()).take(MONTH_SLACK.saturating_add(1));
        later.chain(earlier)
    };
    let centre = |leaf: &&Leaf<'_>| match leaf.node {
        Node::Elapsed { period, .. } => period.before(day).ok(),
        Node::Until { period, .. } => period.after(day).ok(),
        _ => None,
    };
    let past = matches!(first.node, Node::Elapsed { .. });
    let mut candidates: Vec<Day> = own.iter().filter_map(centre).chain([day]).flat_map(around).collect();
    // What has happened stays: only a later event takes its place.
    candidates.retain(|on| if past { *on <= day && known.is_none_or(|known| *on > known) } else { *on >= day });
    candidates.sort_unstable();
    candidates.dedup();
    let verdict = |leaf: &Leaf<'_>, on: Day| {
        let told = match leaf.node {
            Node::Elapsed { cmp, period, .. } => period.after(on).ok().map(|end| cmp.holds(day.cmp(&end))),
            Node::Until { cmp, period, .. } => period.after(day).ok().map(|end| cmp.holds(on.cmp(&end))),
            _ => None,
        };
        told.map_or(Verdict::Unknown, Verdict::of)
    };
    let (finding, quantity) = (first.finding, None);
    let step = match known {
        None => Step::Establish { finding, quantity },
        Some(_) => Step::Change { finding, quantity },
    };
    let way = |on: Day| Way {
        establish: usize::from(known.is_none()),
        change: usize::from(known.is_some()),
        verdicts: own.iter().map(|leaf| verdict(leaf, on)).collect(),
        steps: vec![step],
    };
    candidates.into_iter().map(way).collect()
}

/// Quantities that are compared with fixed values or with each other: tries, jointly, for each the values around every
/// border that matters.
fn joint_values(own: &[&Leaf<'_>], quantities: &[Quantity]) -> (Vec<Way>, bool) {
    let now: Vec<Option<Approx<i64>>> = quantities.iter().map(|quantity| stated(own, *quantity)).collect();
    let mut values: Vec<Vec<i64>> = quantities.iter().map(|_| vec![0, 1, 2]).collect();
    for ((slot, known), quantity) in values.iter_mut().zip(&now).zip(quantities) {
        match known {
            Some(known) if known.is_exact() => slot.push(known.value),
            Some(known) => {
                let near = (-1..=1).filter_map(|step| known.value.checked_add(step));
                slot.extend(near.filter(|n| value_of(*quantity, i128::from(*n)).is_some()));
            }
            None => {}
        }
    }
    // What is asked to be odd may lie two past a border.
    let reach = if own.iter().any(|leaf| matches!(leaf.node, Node::Odd(_))) { 2 } else { 1 };
    // Of one quantity all borders are tried, of several no more than their joint values allow.
    let most = if quantities.len() == 1 { JOINT_VALUES_MAX.saturating_sub(1) } else { BORDERS_MAX };
    let mut all = true;
    // The first round starts from what is fixed or stated; one more for each further quantity carries a border along
    // any chain of comparisons.
    for _ in 0..quantities.len() {
        let before = values.clone();
        for leaf in own {
            all &= borders(leaf.node, quantities, (&before, &mut values), reach, most);
        }
    }
    for slot in &mut values {
        slot.sort_unstable();
        slot.dedup();
    }
    // Each quantity either keeps what is stated (index 0) or takes one of its values.
    let sizes: Vec<usize> = values.iter().map(|slot| slot.len().saturating_add(1)).collect();
    let total = sizes.iter().try_fold(1_usize, |product, n| product.checked_mul(*n)).unwrap_or(usize::MAX);
    let ways = (1..total.min(JOINT_VALUES_MAX)).map(|code| {
        let mut code = code;
        let (mut establish, mut change, mut taken) = (0_usize, 0_usize, Vec::new());
        for ((size, slot), known) in sizes.iter().zip(&values).zip(&now) {
            let digit = code.checked_rem(*size).unwrap_or(0);
            code = code.checked_div(*size).unwrap_or(0);
            let value = digit.checked_sub(1).and_then(|i| slot.get(i)).copied();
            match (value, known) {
                (Some(_), Some(known)) if known.is_exact() => change = change.saturating_add(1),
                (Some(_), _) => establish = establish.saturating_add(1),
                (None, _) => {}
            }
            taken.push(value);
        }
        let verdicts = own.iter().map(|leaf| try_values(leaf.node, quantities, &now, &taken)).collect();
        let steps = quantities.iter().zip(&taken).zip(&now).filter_map(|((quantity, value), known)| {
            value.as_ref()?;
            let finding = own.iter().find(|leaf| things(leaf.node).contains(&Thing::Quantity(*quantity)))?.finding;
            let exact = known.is_some_and(|known| known.is_exact());
            let quantity = Some(*quantity);
            Some(if exact { Step::Change { finding, quantity } } else { Step::Establish { finding, quantity } })
        });
        Way { establish, change, verdicts, steps: steps.collect() }
    });
    (ways.collect(), all && total <= JOINT_VALUES_MAX)
}

pub(super) fn stated(own: &[&Leaf<'_>], quantity: Quantity) -> Option<Approx<i64>> {
    own.iter().find_map(|leaf| {
        let Observed::Compared { left: seen_left, right: seen_right } = leaf.observed else { return None };
        let is = |term: &Term| matches!(term, Term::Of(q) | Term::Part(_, q) if *q == quantity);
        let seen = match leaf.node {
            Node::Compare { left, .. } if is(left) => seen_left,
            Node::Compare { right, .. } if is(right) => seen_right,
            Node::Odd(term) if is(term) => seen_left,
            _ => None,
        }?;
        Some(Approx { value: seen.value.scaled(), sense: seen.sense })
    })
}

/// Adds to the values of each quantity those up to `reach` from where a comparison changes, for every value of the
/// other side. Tells whether all of them were taken; of more than `most` the lowest are.
pub(super) fn borders(
    node: &Node,
    quantities: &[Quantity],
    (before, values): (&[Vec<i64>], &mut [Vec<i64>]),
    reach: i64,
    most: usize,
) -> bool {
    let Node::Compare { left, right, .. } = node else { return true };
    let mut all = true;
    for (own, other) in [(left, right), (right, left)] {
        let (share, quantity) = match own {
            Term::Literal(_) => continue,
            Term::Of(quantity) => ((1_i128, 1_i128), quantity),
            Term::Part(share, quantity) => ((share.above().into(), share.below().into()), quantity),
        };
        let others: Vec<(i128, i128)> = match other {
            Term::Literal(value) => vec![(value.scaled().into(), 1)],
            // Two shares of one quantity are equal at nothing only.
            _ if other.quantity() == Some(*quantity) => vec![(0, 1)],
            Term::Of(q) | Term::Part(_, q) => {
                let (above, below) = match other {
                    Term::Part(share, _) => (i128::from(share.above()), i128::from(share.below())),
                    _ => (1, 1),
                };
                let slot = quantities.iter().position(|known| known == q).and_then(|i| before.get(i));
                let scale = |v: &i64| i128::from(*v).checked_mul(above).map(|n| (n, below));
                slot.map(|slot| slot.iter().filter_map(scale).collect()).unwrap_or_default()
            }
        };
        let Some(slot) = quantities.iter().position(|known| known == quantity).and_then(|i| values.get_mut(i)) else {
            continue;
        };
        for (above, below) in others {
            // own · share = other, at own = other / share.
            let border =
                above.checked_mul(share.1).zip(below.checked_mul(share.0)).and_then(|(n, d)| n.checked_div_euclid(d));
            let Some(border) = border.and_then(|n| i64::try_from(n).ok()) else { continue };
            let near = (reach.saturating_neg()..=reach).filter_map(|step| border.checked_add(step));
            slot.extend(near.filter(|n| value_of(*quantity, i128::from(*n)).is_some()));
        }
        slot.sort_unstable();
        slot.dedup();
        // Borders that come from other borders could grow without end.
        all &= slot.len() <= most;
        slot.truncate(most);
    }
    all
}

pub(super) fn try_values(
    node: &Node,
    quantities: &[Quantity],
    now: &[Option<Approx<i64>>],
    taken: &[Option<i64>],
) -> Verdict {
    let seen = |term: &Term| -> Option<(i64, Sense)> {
        let quantity = term.quantity()?;
        let i = quantities.iter().position(|known| *known == quantity)?;
        match taken.get(i).copied().flatten() {
            Some(value) => Some((value, Sense::Exact)),
            None => now.get(i).copied().flatten().map(|now| (now.value, now.sense)),
        }
    };
    match node {
        Node::Compare { left, cmp, right } => match (Side::of(*left, seen(left)), Side::of(*right, seen(right))) {
            (Some(left), Some(right)) => left.verdict(*cmp, &right),
            _ => Verdict::Unknown,
        },
        Node::Odd(term) => Side::of(*term, seen(term)).map_or(Verdict::Unknown, |side| side.odd()),
        _ => Verdict::Unknown,
    }
}

struct Search<'a> {
    arenas: &'a [&'a [Node]],
    leaves: &'a [Leaf<'a>],
    groups: &'a [Group],
}

impl Search<'_> {
    /// Whether all conditions are met when each group takes its way; a group without one takes the best for each leaf.
    fn could_be_met(&self, chosen: &[Option<usize>]) -> bool {
        let mut verdicts: Vec<Verdict> =
            self.leaves.iter().map(|leaf| if leaf.positive { Verdict::Met } else { Verdict::Unmet }).collect();
        for (group, way) in self.groups.iter().zip(chosen) {
            let Some(way) = way.and_then(|way| group.ways.get(way)) else { continue };
            for (leaf, verdict) in group.leaves.iter().zip(&way.verdicts) {
                if let Some(slot) = verdicts.get_mut(*leaf) {
                    *slot = *verdict;
                }
            }
        }
        let mut by_place: BTreeMap<(usize, usize), Verdict> = BTreeMap::new();
        for (leaf, verdict) in self.leaves.iter().zip(verdicts) {
            by_place.insert((leaf.condition, leaf.index), verdict);
        }
        self.arenas.iter().enumerate().all(|(condition, nodes)| {
            let mut places = (0..nodes.len()).rev().filter_map(|index| by_place.get(&(condition, index)).copied());
            let met = fold(nodes, |_| places.next().unwrap_or(Verdict::Unknown));
            met.first() == Some(&Verdict::Met)
        })
    }

    /// The cheapest choice: every pair of budgets is tried in order, and a branch is cut when even the best of what is
    /// left does not meet the conditions.
    fn smallest(&self) -> Option<Vec<usize>> {
        let most = |cost: fn(&Way) -> usize| -> usize {
            self.groups.iter().map(|group| group.ways.iter().map(cost).max().unwrap_or(0)).sum()
        };
        let (establish_most, change_most) = (most(|way| way.establish), most(|way| way.change));
        for establish in 0..=establish_most {
            for change in 0..=change_most {
                let mut chosen = vec![None; self.groups.len()];
                if self.within(0, establish, change, &mut chosen) {
                    return Some(chosen.into_iter().map(|way| way.unwrap_or(0)).collect());
                }
            }
        }
        None
    }

    fn within(&self, at: usize, establish: usize, change: usize, chosen: &mut Vec<Option<usize>>) -> bool {
        if !self.could_be_met(chosen) {
            return false;
        }
        let Some(group) = self.groups.get(at) else { return true };
        for (i, way) in group.ways.iter().enumerate() {
            let left = establish.checked_sub(way.establish).zip(change.checked_sub(way.change));
            let Some((establish, change)) = left else { continue };
            if let Some(slot) = chosen.get_mut(at) {
                *slot = Some(i);
            }
            if self.within(at.saturating_add(1), establish, change, chosen) {
                return true;
            }
        }
        if let Some(slot) = chosen.get_mut(at) {
            *slot = None;
        }
        false
    }

    /// A good choice for many facts: the first that meets the conditions, found branch by branch with the cheapest ways
    /// first; then every group keeps what it has where the conditions stay met. Nothing where none is found within
    /// [`BRANCHES_MAX`] branches; tells whether that was all of them.
    fn greedy(&self) -> (Option<Vec<usize>>, bool) {
        let mut chosen: Vec<Option<usize>> = vec![None; self.groups.len()];
        let mut left = BRANCHES_MAX;
        if !self.any(0, &mut left, &mut chosen) {
            return (None, left > 0);
        }
        for at in 0..chosen.len() {
            let before = chosen.get(at).copied().flatten();
            if let Some(slot) = chosen.get_mut(at) {
                *slot = Some(0);
            }
            if !self.could_be_met(&chosen)
                && let Some(slot) = chosen.get_mut(at)
            {
                *slot = before;
            }
        }
        (Some(chosen.into_iter().map(|way| way.unwrap_or(0)).collect()), left > 0)
    }

    fn any(&self, at: usize, left: &mut usize, chosen: &mut Vec<Option<usize>>) -> bool {
        *left = left.saturating_sub(1);
        if *left == 0 || !self.could_be_met(chosen) {
            return false;
        }
        let Some(group) = self.groups.get(at) else { return true };
        let mut order: Vec<usize> = (0..group.ways.len()).collect();
        order.sort_by_key(|i| group.ways.get(*i).map(|way| (way.establish, way.change)));
        for way in order {
            if let Some(slot) = chosen.get_mut(at) {
                *slot = Some(way);
            }
            if self.any(at.saturating_add(1), left, chosen) {
                return true;
            }
        }
        if let Some(slot) = chosen.get_mut(at) {
            *slot = None;
        }
        false
    }
}
