//! Branch and bound over the bundles of a small district: what is fractional in the relaxation is decided one way,
//! then the other. Every leaf keeps its decisions and its prices, which is all that the checker needs.
#![expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "places come from the ground's columns; shares are at most the denominator of the relaxation"
)]

use std::collections::BTreeMap;

use super::columns::{self, Column, bits};
use super::ground::Ground;
use super::simplex::{Chosen, Optimum, Relaxation};

/// A question that a plan answers with yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Question {
    Together(usize, usize),
    Served(usize),
    Uses(usize, usize),
}

/// A leaf: its answers from the root down, a price for each compound and for each resource.
#[derive(Clone)]
pub(super) struct Proved {
    pub answers: Vec<(Question, bool)>,
    pub prices: Vec<i64>,
    pub tolls: Vec<i64>,
}

/// Bundles by members and resources.
pub(super) type Bundles = Vec<(Vec<usize>, Vec<usize>)>;

pub(super) struct Outcome {
    /// A plan that costs less than the one that was known.
    pub better: Option<Bundles>,
    pub leaves: Vec<Proved>,
}

/// The checker lists every connected set for every leaf: not more than this in all.
const LISTED_MAX: usize = 6_000_000;
/// The columns that are priced in all.
const WORK: u64 = 140_000_000;

/// Proves that no plan costs less than the one known by more than a slack, as far as so many branches go; none where
/// the district has too many bundles.
pub(super) fn prove(ground: &Ground, known: i64, slack: i64, branches: u32) -> Option<Outcome> {
    let (columns, sets) = columns::list(ground)?;
    let most = usize::try_from(branches).unwrap_or(usize::MAX).min(LISTED_MAX / sets.max(1)).min(2_000);
    let mut search = Search {
        ground,
        columns: &columns,
        relaxation: Relaxation::new(&columns, ground.n(), ground.pots.len(), WORK),
        known: i128::from(known),
        better: None,
        leaves: Vec::new(),
        is_tired: false,
    };
    let root = Proved { answers: Vec::new(), prices: vec![0; ground.n()], tolls: vec![0; ground.pots.len()] };
    // The node with the least value is parted first; of equals the older one.
    let mut open: BTreeMap<(i128, usize), (Proved, Question)> = BTreeMap::new();
    let (mut made, mut branched) = (0, 0);
    search.look(root, &mut open, &mut made);
    while let Some(((value, _), (node, question))) = open.pop_first() {
        // What is not parted is a leaf with the prices that it has.
        if branched >= most || search.is_tired || value + i128::from(slack) >= search.known {
            search.leaves.push(node);
            continue;
        }
        branched += 1;
        for yes in [true, false] {
            let mut child = node.clone();
            child.answers.push((question, yes));
            search.look(child, &mut open, &mut made);
        }
    }
    // From left to right: where two part, the one that answers yes first.
    search.leaves.sort_by(|a, b| {
        let parted = a.answers.iter().zip(&b.answers).find(|((_, a), (_, b))| a != b);
        parted.map_or(std::cmp::Ordering::Equal, |((_, a), (_, b))| b.cmp(a))
    });
    Some(Outcome { better: search.better, leaves: search.leaves })
}

struct Search<'a> {
    ground: &'a Ground,
    columns: &'a [Column],
    relaxation: Relaxation<'a>,
    known: i128,
    better: Option<Bundles>,
    leaves: Vec<Proved>,
    is_tired: bool,
}

impl Search<'_> {
    /// Prices a node: it is a leaf, or open with the question that parts it.
    fn look(&mut self, mut node: Proved, open: &mut BTreeMap<(i128, usize), (Proved, Question)>, made: &mut usize) {
        let n = self.ground.n();
        let forbidden = self.ground.backstop.iter().map(|fen| i128::from(*fen)).sum::<i128>() * 2 + 1_000_000_000_000;
        let served = |at: usize| {
            node.answers.iter().any(|answer| match answer {
                (Question::Together(a, b), true) => *a == at || *b == at,
                (Question::Served(a) | Question::Uses(a, _), true) => *a == at,
                _ => false,
            })
        };
        let price = |at: usize| if served(at) { forbidden } else { i128::from(self.ground.backstop[at]) };
        let unserved: Vec<i128> = (0..n).map(price).collect();
        let allowed: Vec<bool> = self.columns.iter().map(|column| allows(&node.answers, column)).collect();
        let Some(optimum) = self.relaxation.solve(&allowed, &unserved) else {
            // It took too long: the prices of the node above hold here too.
            self.is_tired = true;
            return self.leaves.push(node);
        };
        let whole = |price: i128, up: i128| i64::try_from((price + up).div_euclid(optimum.denominator)).unwrap_or(0);
        node.prices = optimum.prices.iter().take(n).map(|price| whole(*price, 0)).collect();
        node.tolls = optimum.prices.iter().skip(n).map(|price| whole(-price, optimum.denominator - 1).max(0)).collect();
        let value = optimum.value.div_euclid(optimum.denominator);
        match parting(self.columns, &optimum).filter(|_| value < self.known) {
            Some(question) => {
                *made += 1;
                open.insert((value, *made), (node, question));
            }
            None => {
                if optimum.value < self.known * optimum.denominator {
                    let columns = optimum.chosen.iter().filter_map(|(chosen, _)| match chosen {
                        Chosen::Column(at) => Some(&self.columns[*at]),
                        _ => None,
                    });
                    self.better = Some(columns.map(|c| (bits(c.set).collect(), bits(c.pots).collect())).collect());
                    self.known = value;
                }
                self.leaves.push(node);
            }
        }
    }
}

fn allows(answers: &[(Question, bool)], column: &Column) -> bool {
    let has = |at: usize| column.set >> at & 1 == 1;
    answers.iter().all(|(question, yes)| match question {
        Question::Together(a, b) => {
            if *yes {
                has(*a) == has(*b)
            } else {
                !(has(*a) && has(*b))
            }
        }
        Question::Served(at) => *yes || !has(*at),
        Question::Uses(at, pot) => {
            let uses = column.pots >> pot & 1 == 1;
            if *yes { has(*at) == uses } else { !(has(*at) && uses) }
        }
    })
}

/// What is most undecided: a pair, else whether a compound is served, else whether its bundle uses a resource.
fn parting(columns: &[Column], optimum: &Optimum) -> Option<Question> {
    let mut shares: BTreeMap<Question, i128> = BTreeMap::new();
    for (chosen, share) in &optimum.chosen {
        match chosen {
            Chosen::Unserved(at) => *shares.entry(Question::Served(*at)).or_default() += share,
            Chosen::Unused(_) => {}
            Chosen::Column(at) => {
                let members: Vec<usize> = bits(columns[*at].set).collect();
                for (place, a) in members.iter().enumerate() {
                    for b in &members[place + 1..] {
                        *shares.entry(Question::Together(*a, *b)).or_default() += share;
                    }
                    for pot in bits(columns[*at].pots) {
                        *shares.entry(Question::Uses(*a, pot)).or_default() += share;
                    }
                }
            }
        }
    }
    let kind = |question: &Question| match question {
        Question::Together(..) => 2,
        Question::Served(_) => 1,
        Question::Uses(..) => 0,
    };
    let undecided = shares.iter().filter(|(_, share)| **share != optimum.denominator);
    let most = undecided.max_by_key(|(question, share)| {
        (kind(question), (**share).min(optimum.denominator - **share), std::cmp::Reverse(**question))
    });
    most.map(|(question, _)| *question)
}
