//! Moves under a falling threshold: shift a compound to a neighbouring group, swap two, merge two groups and cut a
//! spanning tree of both anew, put a resource elsewhere. Never left worse than it was found.
#![expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "the inner loop: places come from the ground's columns and the state's groups, sums are bounded there"
)]

use std::ops::ControlFlow;

use super::chance::Chance;
use super::ground::{Ground, NONE};
use super::state::{Key, State, Sums};

/// What is to be made small: the energy above a limit, then a price for each compound unserved and each pair parted.
#[derive(Clone, Copy)]
pub(super) struct Aim {
    /// Outlay up to this counts as none.
    pub limit: i64,
    /// What a pair of neighbours that is parted costs, in sixteenths of the heat.
    pub cut_by_heat: i64,
    /// What it costs in fen.
    pub cut: i64,
}

impl Aim {
    pub fn outlay(limit: i64) -> Self {
        Self { limit, cut_by_heat: 2, cut: 0 }
    }

    /// A pair parted as dear as a part of what a compound typically needs.
    pub fn shape(limit: i64, scale: i64) -> Self {
        Self { limit, cut_by_heat: 0, cut: scale / 16 + 1 }
    }
}

/// From how hot to how cold, in fen a bit, and in how many moves.
#[derive(Clone, Copy)]
pub(super) struct Cooling {
    pub hot: i64,
    pub cold: i64,
    pub moves: u64,
    pub stages: u64,
}

impl Cooling {
    pub fn outlay(scale: i64, moves: u64) -> Self {
        Self { hot: scale / 2 + 1, cold: scale >> 13, moves, stages: 256 }
    }

    pub fn piece(scale: i64, moves: u64) -> Self {
        Self { hot: scale / 4 + 1, cold: scale >> 12, moves, stages: 48 }
    }

    pub fn shape(scale: i64, moves: u64, hotter: bool) -> Self {
        let hot = if hotter { scale } else { scale / 8 };
        Self { hot: hot + 1, cold: scale >> 8, moves, stages: (moves / 64).clamp(16, 128) }
    }

    pub fn shape_of_piece(scale: i64, moves: u64) -> Self {
        Self { hot: scale / 16 + 1, cold: scale >> 8, moves, stages: 32 }
    }

    /// The heat of a stage: halved so many times that it is cold at the end, in straight lines between.
    fn heat(&self, stage: u64) -> i64 {
        let (mut halvings, mut heat) = (0_u64, self.hot);
        while heat > self.cold.max(1) {
            heat /= 2;
            halvings += 1;
        }
        let at = halvings * stage * 1_024 / self.stages.max(1);
        let (whole, part) = (at / 1_024, i64::try_from(at % 1_024).unwrap_or(0));
        let heat = self.hot >> whole.min(62);
        heat - heat * part / 2_048
    }
}

/// Where all compounds of some groups, and their resources, were.
struct Snapshot {
    group_of: Vec<usize>,
    pot_at: Vec<usize>,
    /// The best that was seen.
    key: Key,
    /// Whether that is where the walk stands now, so that it is not saved yet.
    ahead: bool,
}

impl Snapshot {
    /// Saves the best before it is left.
    fn save(&mut self, state: &State<'_>) {
        if std::mem::replace(&mut self.ahead, false) {
            self.group_of.clone_from(&state.group_of);
            self.pot_at.clone_from(&state.pot_at);
        }
    }
}

/// What the changes of a move weigh.
struct Weights {
    aim: Aim,
    heat: i64,
    cut: i64,
}

pub(super) struct Walk<'a> {
    pub state: State<'a>,
    chance: Chance,
    tried: u64,
    ask_every: u64,
    /// The compounds that may be moved now, whether each is among them, and the resources that can be at one of them.
    focus: Vec<usize>,
    inside: Vec<bool>,
    pots: Vec<usize>,
    /// For each compound, the resources compatible with it.
    pots_of: Vec<Vec<usize>>,
    /// Typical need of a compound.
    pub scale: i64,
    tree: Tree,
    renamed: Vec<usize>,
}

/// A random tree over two groups.
#[derive(Default)]
struct Tree {
    order: Vec<usize>,
    parent: Vec<usize>,
    sums: Vec<Sums>,
    frontier: Vec<(usize, usize)>,
    side: Vec<bool>,
    /// The place of each compound in the order, if it is in the tree.
    place: Vec<usize>,
}

pub(super) type Ask<'f> = &'f mut dyn FnMut(u64, &Key) -> ControlFlow<()>;

impl<'a> Walk<'a> {
    pub fn new(ground: &'a Ground, seed: u64, ask_every: u64) -> Self {
        let n = ground.n();
        let focus: Vec<usize> = (0..n).filter(|at| ground.moves[*at]).collect();
        let total: i64 = focus.iter().map(|at| ground.need[*at].abs()).sum();
        let mut pots_of = vec![Vec::new(); n];
        for (pot, what) in ground.pots.iter().enumerate() {
            for at in &what.compatible {
                pots_of[*at].push(pot);
            }
        }
        let mut walk = Self {
            state: State::new(ground),
            chance: Chance::new(seed),
            tried: 0,
            ask_every,
            scale: total / i64::try_from(focus.len().max(1)).unwrap_or(1) + 1,
            inside: ground.moves.clone(),
            pots: (0..ground.pots.len()).filter(|pot| !ground.pots[*pot].compatible.is_empty()).collect(),
            focus,
            pots_of,
            tree: Tree { place: vec![NONE; n], ..Tree::default() },
            renamed: vec![NONE; n],
        };
        walk.start();
        walk
    }

    pub fn tried(&self) -> u64 {
        self.tried
    }

    /// How many compounds move.
    pub fn size(&self) -> usize {
        self.focus.len()
    }

    /// Takes over bundles that were found elsewhere, with their resources.
    pub fn adopt(&mut self, bundles: &[(Vec<usize>, Vec<usize>)]) {
        let mut group_of: Vec<usize> = (0..self.state.ground.n()).collect();
        let mut pot_at = vec![NONE; self.state.pot_at.len()];
        for (members, pots) in bundles {
            for member in members {
                group_of[*member] = members[0];
            }
            for pot in pots {
                let compatible = &self.state.ground.pots[*pot].compatible;
                pot_at[*pot] = compatible.iter().copied().find(|at| members.contains(at)).unwrap_or(NONE);
            }
        }
        let key = self.state.key(0);
        self.restore(&Snapshot { group_of, pot_at, key, ahead: false });
    }

    // -------------------------------------------------------------------------------------------- a start

    /// A greedy start: from the compounds with the fewest neighbours, each group takes whoever beside it lowers its
    /// cost most until it is half-way between the limits; then each resource goes where most is short.
    fn start(&mut self) {
        let ground = self.state.ground;
        let mut order = self.focus.clone();
        order.sort_by_key(|at| (ground.beside(*at).len(), *at));
        let mut free = vec![true; ground.n()];
        let target = (ground.min + ground.max) / 2;
        for first in order {
            if !std::mem::replace(&mut free[first], false) {
                continue;
            }
            let group = self.state.group_of[first];
            while self.state.groups[group].sums.households < target {
                let sums = self.state.groups[group].sums;
                let mut best: Option<(i64, usize)> = None;
                for member in &self.state.groups[group].members {
                    for next in ground.beside(*member).iter().filter(|next| free[**next]) {
                        let with = sums.plus(self.state.sums[*next]);
                        let price = (self.state.cost(&with).energy, *next);
                        if with.households <= ground.max && best.is_none_or(|best| price < best) {
                            best = Some(price);
                        }
                    }
                }
                let Some((_, next)) = best else { break };
                free[next] = false;
                self.shift(next, group);
            }
        }
        let mut pots = self.pots.clone();
        pots.sort_by_key(|pot| (-ground.pots[*pot].net, *pot));
        for pot in pots {
            let gain = |at: &&usize| {
                let sums = self.state.groups[self.state.group_of[**at]].sums;
                let with = sums.minus(self.state.pot_sums(pot, 1));
                self.state.cost(&sums).energy - self.state.cost(&with).energy
            };
            let best = ground.pots[pot].compatible.iter().max_by_key(gain).copied();
            if let Some(at) = best.filter(|at| gain(&at) >= 0) {
                self.state.anchor(pot, at);
            }
        }
    }

    fn shift(&mut self, at: usize, to: usize) {
        let from = self.state.group_of[at];
        self.state.take(at);
        self.state.put(at, to);
        self.state.settle(from);
        self.state.settle(to);
    }

    // -------------------------------------------------------------------------------------------- cooling

    /// Walks among the compounds in focus, and ends at the best that was seen there.
    pub fn cool(&mut self, aim: Aim, cooling: Cooling, ask: Ask<'_>) -> ControlFlow<()> {
        let mut best = Snapshot {
            group_of: self.state.group_of.clone(),
            pot_at: self.state.pot_at.clone(),
            key: self.state.key(aim.limit),
            ahead: false,
        };
        let mut flow = ControlFlow::Continue(());
        'cooling: for stage in 0..cooling.stages {
            let heat = cooling.heat(stage);
            let pressure = 4 + i64::try_from(32 * stage / cooling.stages).unwrap_or(0);
            self.state.press(&self.focus, pressure);
            let weights = Weights { aim, heat, cut: aim.cut + heat * aim.cut_by_heat / 16 };
            let until = |stage: u64| cooling.moves * stage / cooling.stages;
            for _ in until(stage)..until(stage + 1) {
                self.tried += 1;
                if self.step(&weights, &mut best) {
                    let key = self.state.key(aim.limit);
                    if key < best.key {
                        (best.key, best.ahead) = (key, true);
                    }
                }
                if self.tried.is_multiple_of(self.ask_every) {
                    flow = ask(self.tried, &best.key);
                    if flow.is_break() {
                        break 'cooling;
                    }
                }
            }
            if aim.cut == 0 && best.key.excess == 0 {
                break;
            }
        }
        if !best.ahead {
            self.restore(&best);
        }
        self.state.press(&self.focus, 36);
        flow
    }

    /// Puts the compounds in focus and their resources back.
    fn restore(&mut self, best: &Snapshot) {
        let focus = std::mem::take(&mut self.focus);
        let mut touched: Vec<usize> = focus.iter().map(|at| self.state.group_of[*at]).collect();
        for at in &focus {
            self.state.take(*at);
        }
        touched.sort_unstable();
        touched.dedup();
        for group in &touched {
            self.state.settle(*group);
        }
        for pot in 0..best.pot_at.len() {
            if self.state.pot_at[pot] != best.pot_at[pot] {
                self.state.anchor(pot, best.pot_at[pot]);
            }
        }
        touched.clear();
        for at in &focus {
            let name = best.group_of[*at];
            if self.renamed[name] == NONE {
                self.renamed[name] = self.state.new_group();
                touched.push(name);
            }
            self.state.put(*at, self.renamed[name]);
        }
        for name in touched {
            let group = std::mem::replace(&mut self.renamed[name], NONE);
            self.state.settle(group);
        }
        self.focus = focus;
    }

    /// One move; whether it was made.
    fn step(&mut self, weights: &Weights, best: &mut Snapshot) -> bool {
        if self.focus.is_empty() {
            return false;
        }
        match self.chance.below(256) {
            0..120 => self.try_shift(weights, best),
            120..190 => self.try_swap(weights, best),
            190..222 => self.try_cut_anew(weights, best, true),
            222..228 => self.try_cut_anew(weights, best, false),
            _ => self.try_anchor(weights, best),
        }
    }

    /// Whether a change is taken.
    #[inline]
    fn takes(&mut self, weights: &Weights, energy: i64, unserved: i64, inner: i64) -> bool {
        let Weights { aim, heat, cut } = *weights;
        let before = (self.state.energy - aim.limit).max(0);
        let after = (self.state.energy + energy - aim.limit).max(0);
        let change = after - before - inner * cut + unserved * aim.cut * 16;
        change <= 0 || change <= self.chance.threshold(heat)
    }

    /// A compound in focus and a neighbour of it in another group in focus.
    #[inline]
    fn border(&mut self) -> Option<(usize, usize)> {
        let at = self.focus[self.chance.below(self.focus.len())];
        let beside = self.state.ground.beside(at);
        let next = *beside.get(self.chance.below(beside.len()))?;
        (self.inside[next] && self.state.group_of[at] != self.state.group_of[next]).then_some((at, next))
    }

    fn try_shift(&mut self, weights: &Weights, best: &mut Snapshot) -> bool {
        let Some((at, next)) = self.border() else { return false };
        let (from, to) = (self.state.group_of[at], self.state.group_of[next]);
        let state = &self.state;
        let (a, b) = (&state.groups[from], &state.groups[to]);
        let (left, grown) = (state.cost(&a.sums.minus(state.sums[at])), state.cost(&b.sums.plus(state.sums[at])));
        let energy = left.energy + grown.energy - a.cost.energy - b.cost.energy;
        let unserved = left.unserved + grown.unserved - a.cost.unserved - b.cost.unserved;
        let inner = state.links(at, to) - state.links(at, from);
        if !self.takes(weights, energy, unserved, inner) || !self.state.connected(from, at, NONE) {
            return false;
        }
        best.save(&self.state);
        self.shift(at, to);
        true
    }

    fn try_swap(&mut self, weights: &Weights, best: &mut Snapshot) -> bool {
        let Some((at, next)) = self.border() else { return false };
        let (from, to) = (self.state.group_of[at], self.state.group_of[next]);
        let members = &self.state.groups[to].members;
        let other = members[self.chance.below(members.len())];
        let state = &self.state;
        let (a, b) = (&state.groups[from], &state.groups[to]);
        let (mine, theirs) = (state.sums[at], state.sums[other]);
        let first = state.cost(&a.sums.minus(mine).plus(theirs));
        let second = state.cost(&b.sums.minus(theirs).plus(mine));
        let energy = first.energy + second.energy - a.cost.energy - b.cost.energy;
        let unserved = first.unserved + second.unserved - a.cost.unserved - b.cost.unserved;
        let linked = i64::from(state.ground.beside(at).contains(&other));
        let inner = state.links(at, to) + state.links(other, from)
            - 2 * linked
            - state.links(at, from)
            - state.links(other, to);
        if !self.takes(weights, energy, unserved, inner)
            || !self.state.connected(from, at, other)
            || !self.state.connected(to, other, at)
        {
            return false;
        }
        best.save(&self.state);
        self.state.take(at);
        self.state.take(other);
        self.state.put(at, to);
        self.state.put(other, from);
        self.state.settle(from);
        self.state.settle(to);
        true
    }

    /// Merges two neighbouring groups, or takes one, lays a random tree over it and cuts it where that costs least; or
    /// leaves it whole.
    fn try_cut_anew(&mut self, weights: &Weights, best: &mut Snapshot, two: bool) -> bool {
        const MOST: usize = 96;
        let (first, second) = if two {
            let Some((at, next)) = self.border() else { return false };
            (self.state.group_of[at], self.state.group_of[next])
        } else {
            let at = self.focus[self.chance.below(self.focus.len())];
            (self.state.group_of[at], NONE)
        };
        let size = |group: usize| if group == NONE { 0 } else { self.state.groups[group].members.len() };
        let (of_first, of_both) = (size(first), size(first) + size(second));
        if !(2..=MOST).contains(&of_both) || (!two && !self.state.has_room()) {
            return false;
        }
        let Self { state, chance, tree, .. } = self;
        let start = chance.below(of_both);
        let root = match state.groups[first].members.get(start) {
            Some(root) => *root,
            None => state.groups[second].members[start - of_first],
        };
        tree.grow(state, chance, root, [first, second]);
        // The cut, with chance among those that cost about the same.
        let total = tree.sums[0];
        let mut least = if two { (state.cost(&total).energy, 0) } else { (i64::MAX, 0) };
        for at in 1..tree.order.len() {
            let part = tree.sums[at];
            let energy = state.cost(&part).energy + state.cost(&total.minus(part)).energy;
            least = least.min((energy + chance.threshold(weights.heat / 4), at));
        }
        let cut = least.1;
        let inner = tree.divide(state, cut);
        let before = |group: usize| {
            if group == NONE {
                (0, 0, 0)
            } else {
                let group = &state.groups[group];
                (group.cost.energy, group.cost.unserved, group.inner)
            }
        };
        let (part, rest) = (state.cost(&tree.sums[cut]), state.cost(&total.minus(tree.sums[cut])));
        let (a, b) = (before(first), before(second));
        let (energy, unserved) = (part.energy + rest.energy - a.0 - b.0, part.unserved + rest.unserved - a.1 - b.1);
        if !self.takes(weights, energy, unserved, inner - a.2 - b.2) {
            return false;
        }
        best.save(&self.state);
        let state = &mut self.state;
        let second = if two { second } else { state.new_group() };
        let tree = &self.tree;
        let target = |at: usize| if tree.side[at] { first } else { second };
        for (at, compound) in tree.order.iter().enumerate() {
            if state.group_of[*compound] != target(at) {
                state.take(*compound);
            }
        }
        for (at, compound) in tree.order.iter().enumerate() {
            if state.group_of[*compound] == NONE {
                state.put(*compound, target(at));
            }
        }
        state.settle(first);
        state.settle(second);
        true
    }

    fn try_anchor(&mut self, weights: &Weights, best: &mut Snapshot) -> bool {
        if self.pots.is_empty() {
            return false;
        }
        let pot = self.pots[self.chance.below(self.pots.len())];
        let compatible = &self.state.ground.pots[pot].compatible;
        let to = compatible.get(self.chance.below(compatible.len() + 1)).copied().unwrap_or(NONE);
        let from = self.state.pot_at[pot];
        if from == to || (to != NONE && !self.inside[to]) {
            return false;
        }
        let group = |at: usize| if at == NONE { NONE } else { self.state.group_of[at] };
        let (left, grown) = (group(from), group(to));
        let (mut energy, mut unserved) = (0, 0);
        if left != grown {
            for (group, sign) in [(left, 1), (grown, -1)] {
                if group != NONE {
                    let before = &self.state.groups[group];
                    let after = self.state.cost(&before.sums.plus(self.state.pot_sums(pot, sign)));
                    energy += after.energy - before.cost.energy;
                    unserved += after.unserved - before.cost.unserved;
                }
            }
        }
        if !self.takes(weights, energy, unserved, 0) {
            return false;
        }
        best.save(&self.state);
        self.state.anchor(pot, to);
        true
    }

    // -------------------------------------------------------------------------------------------- neighbourhoods

    /// Walks among 30 to 60 compounds of some groups side by side, with everything else as it is. Half of the time it
    /// begins where something is short or unserved.
    pub fn mend(&mut self, aim: Aim, cooling: Cooling, ask: Ask<'_>) -> ControlFlow<()> {
        let all = (std::mem::take(&mut self.focus), std::mem::take(&mut self.inside), std::mem::take(&mut self.pots));
        self.look_at(&all.0);
        let flow = self.cool(aim, cooling, ask);
        (self.focus, self.inside, self.pots) = all;
        flow
    }

    fn look_at(&mut self, all: &[usize]) {
        let wanted = 30 + self.chance.below(31);
        let worst = self.chance.below(2) == 0;
        let mut seed = all[self.chance.below(all.len())];
        for _ in 0..if worst { 64 } else { 0 } {
            if self.state.groups[self.state.group_of[seed]].cost.energy > self.state.ground.bundle_cost {
                break;
            }
            seed = all[self.chance.below(all.len())];
        }
        let mut inside = vec![false; self.state.ground.n()];
        let mut focus: Vec<usize> = Vec::with_capacity(wanted + 32);
        let enter = |group: usize, inside: &mut Vec<bool>, focus: &mut Vec<usize>| {
            for member in &self.state.groups[group].members {
                inside[*member] = true;
                focus.push(*member);
            }
        };
        enter(self.state.group_of[seed], &mut inside, &mut focus);
        let mut at = 0;
        while let Some(compound) = focus.get(at).copied() {
            if focus.len() >= wanted {
                break;
            }
            for next in self.state.ground.beside(compound) {
                if !inside[*next] && focus.len() < wanted {
                    enter(self.state.group_of[*next], &mut inside, &mut focus);
                }
            }
            at += 1;
        }
        let mut pots: Vec<usize> = focus.iter().flat_map(|at| &self.pots_of[*at]).copied().collect();
        pots.sort_unstable();
        pots.dedup();
        pots.retain(|pot| self.state.pot_at[*pot] == NONE || inside[self.state.pot_at[*pot]]);
        (self.focus, self.inside, self.pots) = (focus, inside, pots);
    }
}

impl Tree {
    /// A random tree over the members of two groups, each with the sums of what hangs on it.
    fn grow(&mut self, state: &State<'_>, chance: &mut Chance, root: usize, groups: [usize; 2]) {
        self.order.clear();
        self.parent.clear();
        self.sums.clear();
        self.frontier.clear();
        self.frontier.push((root, NONE));
        while !self.frontier.is_empty() {
            let (at, parent) = self.frontier.swap_remove(chance.below(self.frontier.len()));
            if self.place[at] != NONE {
                continue;
            }
            self.place[at] = self.order.len();
            for next in state.ground.beside(at) {
                let group = state.group_of[*next];
                if (group == groups[0] || group == groups[1]) && self.place[*next] == NONE {
                    self.frontier.push((*next, self.order.len()));
                }
            }
            self.order.push(at);
            self.parent.push(parent);
            self.sums.push(state.sums[at]);
        }
        for at in (1..self.order.len()).rev() {
            let (parent, sums) = (self.parent[at], self.sums[at]);
            self.sums[parent] = self.sums[parent].plus(sums);
        }
    }

    /// Marks what hangs on one place, and counts the pairs of neighbours that are on one side. The tree's places are
    /// forgotten.
    fn divide(&mut self, state: &State<'_>, cut: usize) -> i64 {
        self.side.clear();
        for at in 0..self.order.len() {
            let side = at == cut || (self.parent[at] != NONE && self.side[self.parent[at]]);
            self.side.push(side);
        }
        let mut twice = 0;
        for (at, compound) in self.order.iter().enumerate() {
            for next in state.ground.beside(*compound) {
                let place = self.place[*next];
                twice += i64::from(place != NONE && self.side[place] == self.side[at]);
            }
        }
        for compound in &self.order {
            self.place[*compound] = NONE;
        }
        twice / 2
    }
}
