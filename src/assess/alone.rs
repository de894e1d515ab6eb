//! What is missing, and which one thing alone would be enough.

use serde::{Deserialize, Serialize};

use super::checklist::Assessment;
use super::evaluate::fold;
use super::outstanding::{JOINT_VALUES_MAX, Leaf, Thing, borders, days, flips, stated, things, try_values};
use crate::estate::{Event, Fact, LocalFact, Quantity};
use crate::matter::Matter;
use crate::measure::Day;
use crate::rule::{Force, Node, Verdict};
use crate::terms::Lang;

/// 所问事项 — one thing that a condition asks for and that can be stated by itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// A fact (事实).
    Fact(Fact),
    /// A fact that the rulebook declares (地方事实).
    Local(LocalFact),
    /// A quantity (数量).
    Quantity(Quantity),
    /// When, or how often, something happened (事件).
    Event(Event),
    /// A resolution of the owners on a matter (决议).
    Resolution(Matter),
}

impl Asked {
    /// The thing in words; a declared fact by its code.
    ///
    /// ```
    /// use wuye::assess::Asked;
    /// use wuye::estate::Fact;
    /// use wuye::terms::Lang;
    /// assert_eq!(Asked::Fact(Fact::Guardhouse).render(Lang::Zh), "进出有门岗");
    /// ```
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Fact(fact), Lang::Zh) => fact.zh().to_owned(),
            (Self::Fact(fact), Lang::En) => format!("that it {}", fact.en()),
            (Self::Local(fact), Lang::Zh) => format!("「{fact}」"),
            (Self::Local(fact), Lang::En) => format!("`{fact}`"),
            (Self::Quantity(quantity), _) => quantity.render(lang).to_owned(),
            (Self::Event(event), _) => event.render(lang).to_owned(),
            (Self::Resolution(matter), Lang::Zh) => format!("业主共同决定{}", matter.act(lang)),
            (Self::Resolution(matter), Lang::En) => format!("the owners' decision to {}", matter.act(lang)),
        }
    }

    fn of(thing: Thing<'_>) -> Self {
        match thing {
            Thing::Fact(fact) => Self::Fact(fact),
            Thing::Local(fact) => Self::Local(fact.clone()),
            Thing::Quantity(quantity) => Self::Quantity(quantity),
            Thing::Latest(event) | Thing::Next(event) | Thing::Count(event, ..) | Thing::CountIn(event, ..) => {
                Self::Event(event)
            }
            Thing::Resolution(matter) => Self::Resolution(matter),
        }
    }
}

/// 单项 — one thing that alone makes an answer met, if it is stated as the law asks.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Single {
    /// What.
    pub asked: Asked,
    /// Whether it is stated otherwise now and must change (整改); if not, it is to be found out (查明).
    pub stated: bool,
}

impl Assessment {
    /// Everything that a binding rule in force asks for and that is not stated, or not exactly enough to settle
    /// what is asked: each once, in the order of [`Asked`]. Of an answer that is met there may be some, where
    /// others were enough.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use wuye::assess::{Asked, Checklist};
    /// use wuye::dossier::Dossier;
    /// use wuye::estate::{Compound, Fact, Stated};
    /// use wuye::law::Authority;
    /// use wuye::mode::Mode;
    /// use wuye::rule::Aim;
    /// let rulebook = wuye::places::xuchang::rulebook()?;
    /// let compound = Compound { id: "c1".parse()?, name: "某院".into(), place: "411000".parse()?, yards: vec![] };
    /// let mut dossier = Dossier::new(compound);
    /// let day = "2022-03-01".parse()?;
    /// dossier.state(Fact::OldCompound, Stated::new(true, day, Authority::Street))?;
    /// let professional = Checklist::compile(&rulebook, Aim::Mode(Mode::Professional)).assess(&dossier, day);
    /// let conditions = Asked::Fact(Fact::ProfessionalConditions);
    /// assert_eq!(professional.missing(), [conditions.clone()]);
    /// assert_eq!(professional.singles()[0].asked, conditions); // and that alone is enough
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn missing(&self) -> Vec<Asked> {
        let mut missing = Vec::new();
        for finding in self.findings().filter(|finding| finding.is_leaf() && finding.verdict() == Verdict::Unknown) {
            if finding.force() == Force::Usually {
                continue;
            }
            let Some(node) = finding.required() else { continue };
            let (left, right) = match finding.observed() {
                super::Observed::Compared { left, right } => (left, right),
                _ => (None, None),
            };
            let not_stated = |thing: &Thing<'_>| match (thing, node) {
                (Thing::Quantity(quantity), Node::Compare { left: term, .. }) => {
                    let own = if term.quantity() == Some(*quantity) { left } else { right };
                    own.is_none()
                }
                (Thing::Quantity(_), _) => left.is_none(),
                _ => true,
            };
            let mut asked = things(node);
            // Where all is stated and nothing settled, the numbers are not exact enough.
            if asked.iter().any(not_stated) {
                asked.retain(not_stated);
            }
            missing.extend(asked.into_iter().map(Asked::of));
        }
        missing.sort_unstable();
        missing.dedup();
        missing
    }

    /// Every one thing that alone makes the answer met, if it is stated as the law asks and all else stays: each
    /// once, in the order of [`Asked`]. Nothing where the answer is met already, where two things are needed, or
    /// where the law of the day cannot be met whatever is learned.
    ///
    /// Where [`outstanding`](Self::outstanding) names the smallest set, this names all sets of one.
    #[must_use]
    pub fn singles(&self) -> Vec<Single> {
        if self.verdict() == Verdict::Met {
            return Vec::new();
        }
        let Some((arenas, tops)) = self.binding() else { return Vec::new() };
        let leaves = self.leaves(&arenas, &tops);
        let mut now: Vec<Verdict> = leaves.iter().map(|leaf| leaf.now).collect();
        let mut singles = Vec::new();
        for thing in candidates(&arenas, &leaves) {
            let own: Vec<usize> = (leaves.iter().enumerate())
                .filter(|(_, leaf)| things(leaf.node).contains(&thing))
                .map(|(at, _)| at)
                .collect();
            if tries(&leaves, &own, thing, self.day()).iter().any(|way| {
                set(&mut now, &own, way);
                is_met(&arenas, &leaves, &now)
            }) {
                singles.push(Single { asked: Asked::of(thing), stated: is_stated(&leaves, &own, thing) });
            }
            for at in own {
                if let (Some(slot), Some(leaf)) = (now.get_mut(at), leaves.get(at)) {
                    *slot = leaf.now;
                }
            }
        }
        singles.sort_unstable();
        singles.dedup_by(|next, kept| next.asked == kept.asked);
        singles
    }
}

fn set(now: &mut [Verdict], own: &[usize], verdicts: &[Verdict]) {
    for (at, verdict) in own.iter().zip(verdicts) {
        if let Some(slot) = now.get_mut(*at) {
            *slot = *verdict;
        }
    }
}

/// Whether all conditions are met when the leaves have these verdicts. Leaves stand in the order of their
/// conditions and nodes; a fold asks for them from the last to the first.
fn is_met(arenas: &[&[Node]], leaves: &[Leaf<'_>], now: &[Verdict]) -> bool {
    arenas.iter().enumerate().all(|(condition, nodes)| {
        let first = leaves.partition_point(|leaf| leaf.condition < condition);
        let end = leaves.partition_point(|leaf| leaf.condition <= condition);
        let mut own = now.get(first..end).unwrap_or_default().iter().rev().copied();
        fold(nodes, |_| own.next().unwrap_or(Verdict::Unknown)).first() == Some(&Verdict::Met)
    })
}

/// The things of which one could be enough: if leaves that must hold do not, those that all of these are about.
fn candidates<'a>(arenas: &[&'a [Node]], leaves: &[Leaf<'a>]) -> Vec<Thing<'a>> {
    let must: Vec<Vec<bool>> = arenas.iter().map(|nodes| needed(nodes)).collect();
    let is_needed =
        |leaf: &Leaf<'_>| must.get(leaf.condition).and_then(|marks| marks.get(leaf.index)).copied().unwrap_or_default();
    let mut failing = leaves.iter().filter(|leaf| leaf.now != Verdict::Met && is_needed(leaf));
    let mut found = match failing.next() {
        Some(first) => {
            let mut common = things(first.node);
            for other in failing {
                let about = things(other.node);
                common.retain(|thing| about.contains(thing));
            }
            common
        }
        None => {
            let wanted = |leaf: &&Leaf<'_>| leaf.now != if leaf.positive { Verdict::Met } else { Verdict::Unmet };
            leaves.iter().filter(wanted).flat_map(|leaf| things(leaf.node)).collect()
        }
    };
    found.sort_unstable();
    found.dedup();
    found
}

/// Which nodes must be met for the condition to be: the root, and below it the parts of *all*.
fn needed(nodes: &[Node]) -> Vec<bool> {
    let mut marks = vec![false; nodes.len()];
    if let Some(root) = marks.first_mut() {
        *root = true;
    }
    for (at, node) in nodes.iter().enumerate() {
        let Node::All(children) = node else { continue };
        if marks.get(at) != Some(&true) {
            continue;
        }
        for child in children {
            if let Some(slot) = marks.get_mut(usize::from(*child)) {
                *slot = true;
            }
        }
    }
    marks
}

/// The verdicts that the leaves about a thing take, for each way in which it can be stated.
fn tries(leaves: &[Leaf<'_>], own: &[usize], thing: Thing<'_>, day: Day) -> Vec<Vec<Verdict>> {
    let own: Vec<&Leaf<'_>> = own.iter().filter_map(|at| leaves.get(*at)).collect();
    match thing {
        Thing::Quantity(quantity) => values(&own, quantity),
        Thing::Latest(_) | Thing::Next(_) => days(&own, day).into_iter().map(|way| way.verdicts).collect(),
        _ => flips(&own).into_iter().map(|way| way.verdicts).collect(),
    }
}

/// A quantity at every value around a border that matters, what it is compared with staying as it is stated.
fn values(own: &[&Leaf<'_>], quantity: Quantity) -> Vec<Vec<Verdict>> {
    let all = own.iter().flat_map(|leaf| things(leaf.node));
    let mut quantities: Vec<Quantity> =
        all.filter_map(|thing| if let Thing::Quantity(quantity) = thing { Some(quantity) } else { None }).collect();
    quantities.sort_unstable();
    quantities.dedup();
    let known: Vec<_> = quantities.iter().map(|quantity| stated(own, *quantity)).collect();
    let near = |value: i64| (-1..=1_i64).filter_map(move |step| value.checked_add(step));
    let before: Vec<Vec<i64>> =
        known.iter().map(|known| known.map_or_else(Vec::new, |known| near(known.value).collect())).collect();
    let mut tried: Vec<Vec<i64>> = quantities.iter().map(|_| vec![0, 1, 2]).collect();
    // What is asked to be odd may lie two past a border.
    let reach = if own.iter().any(|leaf| matches!(leaf.node, Node::Odd(_))) { 2 } else { 1 };
    for leaf in own {
        borders(leaf.node, &quantities, (&before, &mut tried), reach, JOINT_VALUES_MAX);
    }
    let Some(at) = quantities.iter().position(|one| *one == quantity) else { return Vec::new() };
    let of = |value: i64| {
        let taken: Vec<Option<i64>> = (0..quantities.len()).map(|i| (i == at).then_some(value)).collect();
        own.iter().map(|leaf| try_values(leaf.node, &quantities, &known, &taken)).collect()
    };
    tried.into_iter().nth(at).unwrap_or_default().into_iter().map(of).collect()
}

/// Whether the thing is stated, so that it would have to change.
fn is_stated(leaves: &[Leaf<'_>], own: &[usize], thing: Thing<'_>) -> bool {
    let own: Vec<&Leaf<'_>> = own.iter().filter_map(|at| leaves.get(*at)).collect();
    match thing {
        Thing::Quantity(quantity) => stated(&own, quantity).is_some_and(|known| known.is_exact()),
        _ => own.iter().any(|leaf| leaf.now != Verdict::Unknown),
    }
}
