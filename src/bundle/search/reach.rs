//! The most that surpluses and resources can pay to shortages within their reach, and the cut that proves it.
#![expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "the inner loop: places come from the ground's columns, sums are bounded there"
)]

use std::collections::{BinaryHeap, VecDeque};

use super::ground::Ground;

/// One direction of an arc: to where, how much more it carries, and where its other direction is.
struct Arc {
    to: usize,
    room: i64,
}

/// A flow: arcs in pairs, the even one forward.
struct Flow {
    arcs: Vec<Arc>,
    of: Vec<Vec<usize>>,
    level: Vec<usize>,
    next: Vec<usize>,
}

const FAR: usize = usize::MAX;

impl Flow {
    fn new(nodes: usize) -> Self {
        Self { arcs: Vec::new(), of: vec![Vec::new(); nodes], level: vec![FAR; nodes], next: vec![0; nodes] }
    }

    fn arc(&mut self, from: usize, to: usize, room: i64) {
        self.of[from].push(self.arcs.len());
        self.arcs.push(Arc { to, room });
        self.of[to].push(self.arcs.len());
        self.arcs.push(Arc { to: from, room: 0 });
    }

    /// Breadth first from the source; whether the sink is reached.
    fn layers(&mut self, source: usize, sink: usize) -> bool {
        self.level.fill(FAR);
        self.next.fill(0);
        self.level[source] = 0;
        let mut open = VecDeque::from([source]);
        while let Some(at) = open.pop_front() {
            for arc in &self.of[at] {
                let Arc { to, room } = self.arcs[*arc];
                if room > 0 && self.level[to] == FAR {
                    self.level[to] = self.level[at] + 1;
                    open.push_back(to);
                }
            }
        }
        self.level[sink] != FAR
    }

    /// One path of the layers that carries something, and how much; 0 if none is left. Walked with a list of its arcs.
    fn augment(&mut self, source: usize, sink: usize, path: &mut Vec<usize>) -> i64 {
        path.clear();
        let mut at = source;
        loop {
            if at == sink {
                let carried = path.iter().map(|arc| self.arcs[*arc].room).min().unwrap_or(0);
                for arc in path.iter() {
                    self.arcs[*arc].room -= carried;
                    self.arcs[*arc ^ 1].room += carried;
                }
                return carried;
            }
            let forward = loop {
                let Some(arc) = self.of[at].get(self.next[at]).copied() else { break None };
                let Arc { to, room } = self.arcs[arc];
                if room > 0 && self.level[to] == self.level[at].wrapping_add(1) {
                    break Some(arc);
                }
                self.next[at] += 1;
            };
            match forward {
                Some(arc) => {
                    path.push(arc);
                    at = self.arcs[arc].to;
                }
                None => {
                    let Some(back) = path.pop() else { return 0 };
                    at = self.arcs[back ^ 1].to;
                    self.next[at] += 1;
                }
            }
        }
    }
}

/// The compounds that a bundle with this one could hold: those at the end of a path whose households fit.
fn reach(ground: &Ground, from: usize, least: &mut [i64], open: &mut BinaryHeap<(i64, usize)>) -> Vec<usize> {
    let mut found = Vec::new();
    if !ground.moves[from] {
        return found;
    }
    least[from] = ground.households[from];
    open.push((-least[from], from));
    while let Some((minus, at)) = open.pop() {
        if -minus != least[at] {
            continue;
        }
        found.push(at);
        for next in ground.beside(at) {
            let households = ground.households[*next] - minus;
            if households <= ground.max && households < least[*next] {
                least[*next] = households;
                open.push((-households, *next));
            }
        }
    }
    for at in &found {
        least[*at] = i64::MAX;
    }
    found
}

/// The compounds whose shortage counts in the best cut.
pub(super) fn cut(ground: &Ground) -> Vec<usize> {
    let n = ground.n();
    let (mut least, mut open) = (vec![i64::MAX; n], BinaryHeap::new());
    let reached: Vec<Vec<usize>> = (0..n).map(|at| reach(ground, at, &mut least, &mut open)).collect();
    let servable: Vec<bool> = reached
        .iter()
        .map(|reached| {
            !reached.is_empty() && reached.iter().map(|at| ground.households[*at]).sum::<i64>() >= ground.min
        })
        .collect();
    let payable = |at: usize| {
        if !servable[at] {
            return 0;
        }
        let short = ground.need[at].max(0);
        let share =
            i64::try_from(i128::from(ground.bundle_cost) * i128::from(ground.households[at]) / i128::from(ground.max));
        short.min(ground.backstop[at].min(short + share.unwrap_or(0)))
    };
    let (source, sink) = (n + ground.pots.len(), n + ground.pots.len() + 1);
    let mut flow = Flow::new(sink + 1);
    for at in 0..n {
        let payable = payable(at);
        if payable > 0 {
            flow.arc(at, sink, payable);
        }
    }
    let mut seen = vec![FAR; n];
    for at in (0..n).filter(|at| servable[*at] && ground.need[*at] < 0) {
        flow.arc(source, at, -ground.need[at]);
        for to in reached[at].iter().filter(|to| payable(**to) > 0) {
            flow.arc(at, *to, i64::MAX / 4);
        }
    }
    for (pot, what) in ground.pots.iter().enumerate() {
        let node = n + pot;
        if what.net > 0 && !what.compatible.is_empty() {
            flow.arc(source, node, what.net);
            for at in what.compatible.iter().filter(|at| servable[**at]) {
                for to in &reached[*at] {
                    if seen[*to] != pot && payable(*to) > 0 {
                        seen[*to] = pot;
                        flow.arc(node, *to, i64::MAX / 4);
                    }
                }
            }
        }
    }
    let mut path = Vec::new();
    while flow.layers(source, sink) {
        while flow.augment(source, sink, &mut path) > 0 {}
    }
    // What is still short cannot be reached by anybody who has something left.
    (0..n).filter(|at| payable(*at) > 0 && flow.level[*at] == FAR).collect()
}
