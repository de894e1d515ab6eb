//! A plan in the making: every compound that moves is in a group, every resource at a compound or nowhere. A group
//! that is within the limits is a bundle; the members of any other are unserved.
#![expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "the inner loop: places come from the ground's columns, sums are bounded there; see its invariant"
)]

use super::ground::{Ground, NONE};

/// What a group is, in sums.
#[derive(Clone, Copy, Default)]
pub(super) struct Sums {
    pub size: i64,
    pub households: i64,
    pub need: i64,
    pub band: i64,
    pub backstop: i64,
}

impl Sums {
    #[inline]
    pub fn plus(self, other: Self) -> Self {
        Self {
            size: self.size + other.size,
            households: self.households + other.households,
            need: self.need + other.need,
            band: self.band + other.band,
            backstop: self.backstop + other.backstop,
        }
    }

    #[inline]
    pub fn minus(self, other: Self) -> Self {
        Self {
            size: self.size - other.size,
            households: self.households - other.households,
            need: self.need - other.need,
            band: self.band - other.band,
            backstop: self.backstop - other.backstop,
        }
    }
}

/// What a group costs: truly, and in the eyes of the search, which sees a way through groups that are not allowed yet.
#[derive(Clone, Copy, Default)]
pub(super) struct Cost {
    pub energy: i64,
    pub outlay: i64,
    pub unserved: i64,
}

#[derive(Default)]
pub(super) struct Group {
    pub members: Vec<usize>,
    pub sums: Sums,
    pub inner: i64,
    pub cost: Cost,
    /// How many of the inner pairs are counted in the state's sums, and of those kept.
    counted: (i64, i64),
}

/// What counts of a state, in the order in which it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub excess: i64,
    pub unserved: i64,
    pub cut: i64,
}

pub(super) struct State<'a> {
    pub ground: &'a Ground,
    pub group_of: Vec<usize>,
    place_in: Vec<usize>,
    pub groups: Vec<Group>,
    free: Vec<usize>,
    /// Where each resource is.
    pub pot_at: Vec<usize>,
    /// The sums of each compound with the resources that are there.
    pub sums: Vec<Sums>,
    pub energy: i64,
    pub outlay: i64,
    pub unserved: i64,
    /// Pairs of neighbours within a group, and within a group that is a bundle.
    pub inner: i64,
    pub kept: i64,
    /// What a household too few or too many costs, and how strictly (in sixteenths).
    per_household: i64,
    pub pressure: i64,
    /// Marks of the walks within a group.
    mark: Vec<u64>,
    stamp: u64,
    open: Vec<usize>,
}

impl<'a> State<'a> {
    /// Every compound alone, every resource nowhere.
    pub fn new(ground: &'a Ground) -> Self {
        let n = ground.n();
        let (mut backstop, mut households) = (0, 1);
        for at in (0..n).filter(|at| ground.moves[*at]) {
            backstop += ground.backstop[at];
            households += ground.households[at];
        }
        let sums = (0..n).map(|at| Sums {
            size: 1,
            households: ground.households[at],
            need: ground.need[at],
            band: ground.band[at],
            backstop: ground.backstop[at],
        });
        let mut state = Self {
            ground,
            group_of: vec![NONE; n],
            place_in: vec![0; n],
            groups: (0..n).map(|_| Group::default()).collect(),
            free: (0..n).rev().collect(),
            pot_at: vec![NONE; ground.pots.len()],
            sums: sums.collect(),
            energy: 0,
            outlay: 0,
            unserved: 0,
            inner: 0,
            kept: 0,
            per_household: (backstop / households).clamp(1, 1_000_000),
            pressure: 16,
            mark: vec![0; n],
            stamp: 0,
            open: Vec::new(),
        };
        for at in 0..n {
            if ground.moves[at] {
                let group = state.new_group();
                state.put(at, group);
                state.settle(group);
            } else {
                state.outlay += ground.backstop[at];
                state.energy += ground.backstop[at];
                state.unserved += 1;
            }
        }
        state
    }

    /// What a group with these sums costs.
    #[inline]
    pub fn cost(&self, sums: &Sums) -> Cost {
        if sums.size == 0 {
            return Cost::default();
        }
        let ground = self.ground;
        let served = sums.need.max(0) + ground.bundle_cost;
        let too_few = (ground.min - sums.households).max(0);
        let too_many = (sums.households - ground.max).max(0);
        if too_few + too_many == 0 && sums.band <= 0 && served <= sums.backstop {
            return Cost { energy: served, outlay: served, unserved: 0 };
        }
        let above = if sums.band > 0 { sums.band / 5_000 + 1 } else { 0 };
        let strain = (self.per_household * (too_few + too_many) + above) / 16 * self.pressure;
        Cost { energy: (served + strain).min(sums.backstop), outlay: sums.backstop, unserved: sums.size }
    }

    pub fn new_group(&mut self) -> usize {
        // INVARIANT: there are as many groups as compounds, and one that is needed is for a compound without one.
        self.free.pop().unwrap_or(0)
    }

    /// An empty group that could be used.
    pub fn has_room(&self) -> bool {
        !self.free.is_empty()
    }

    /// Puts a compound that is in no group into one; `settle` must follow.
    pub fn put(&mut self, at: usize, group: usize) {
        let inner = self.links(at, group);
        let target = &mut self.groups[group];
        self.group_of[at] = group;
        self.place_in[at] = target.members.len();
        target.members.push(at);
        target.sums = target.sums.plus(self.sums[at]);
        target.inner += inner;
    }

    /// Takes a compound out of its group; `settle` must follow.
    pub fn take(&mut self, at: usize) {
        let group = self.group_of[at];
        let place = self.place_in[at];
        self.group_of[at] = NONE;
        let inner = self.links(at, group);
        let source = &mut self.groups[group];
        source.members.swap_remove(place);
        if let Some(moved) = source.members.get(place) {
            self.place_in[*moved] = place;
        }
        source.sums = source.sums.minus(self.sums[at]);
        source.inner -= inner;
    }

    /// Prices a group anew after it has changed, and gives it back if it is empty.
    pub fn settle(&mut self, group: usize) {
        let before = self.groups[group].cost;
        let sums = self.groups[group].sums;
        let after = self.cost(&sums);
        self.groups[group].cost = after;
        self.energy += after.energy - before.energy;
        self.outlay += after.outlay - before.outlay;
        self.unserved += after.unserved - before.unserved;
        let inner = self.groups[group].inner;
        let counted = (inner, if after.unserved == 0 { inner } else { 0 });
        let before = std::mem::replace(&mut self.groups[group].counted, counted);
        self.inner += counted.0 - before.0;
        self.kept += counted.1 - before.1;
        if self.groups[group].members.is_empty() {
            self.free.push(group);
        }
    }

    /// Prices the groups of some compounds anew under another pressure.
    pub fn press(&mut self, compounds: &[usize], pressure: i64) {
        self.pressure = pressure;
        for at in compounds {
            let group = self.group_of[*at];
            let sums = self.groups[group].sums;
            let after = self.cost(&sums);
            self.energy += after.energy - self.groups[group].cost.energy;
            self.groups[group].cost = after;
        }
    }

    /// How many neighbours of a compound are in a group.
    #[inline]
    pub fn links(&self, at: usize, group: usize) -> i64 {
        let mut links = 0;
        for next in self.ground.beside(at) {
            links += i64::from(self.group_of[*next] == group);
        }
        links
    }

    /// Whether a group without one of its members, and perhaps with another compound, is connected.
    pub fn connected(&mut self, group: usize, without: usize, with: usize) -> bool {
        self.stamp += 1;
        let ground = self.ground;
        let (stamp, size) = (self.stamp, self.groups[group].members.len());
        let wanted = size - usize::from(without != NONE) + usize::from(with != NONE);
        if wanted <= 1 {
            return true;
        }
        let first = match self.groups[group].members.iter().find(|member| **member != without) {
            Some(first) => *first,
            None => with,
        };
        // Nobody but the neighbours of what is taken away can be cut off: stop when all of them are reached.
        let mut wanted_beside = 0;
        if without != NONE && with == NONE {
            for next in ground.beside(without) {
                wanted_beside += usize::from(self.group_of[*next] == group);
            }
            if wanted_beside <= 1 {
                return true;
            }
        }
        self.open.clear();
        self.open.push(first);
        self.mark[first] = stamp;
        let mut reached = 1;
        while let Some(at) = self.open.pop() {
            for next in ground.beside(at) {
                let next = *next;
                let belongs = (self.group_of[next] == group && next != without) || next == with;
                if belongs && self.mark[next] != stamp {
                    self.mark[next] = stamp;
                    reached += 1;
                    self.open.push(next);
                }
            }
        }
        reached == wanted
    }

    /// Moves a resource to another compound, or to none; both groups are priced anew.
    pub fn anchor(&mut self, pot: usize, to: usize) {
        let from = self.pot_at[pot];
        self.pot_at[pot] = to;
        for (at, sign) in [(from, 1), (to, -1)] {
            if at == NONE {
                continue;
            }
            let change = self.pot_sums(pot, sign);
            self.sums[at] = self.sums[at].plus(change);
            let group = self.group_of[at];
            if group != NONE {
                self.groups[group].sums = self.groups[group].sums.plus(change);
                self.settle(group);
            }
        }
    }

    /// What taking away a resource (1) or bringing it (−1) changes.
    #[inline]
    pub fn pot_sums(&self, pot: usize, sign: i64) -> Sums {
        let net = self.ground.pots[pot].net * sign;
        let band = if self.ground.hard { -net * 10_000 } else { 0 };
        Sums { need: net, band, ..Sums::default() }
    }

    pub fn key(&self, limit: i64) -> Key {
        Key { excess: (self.outlay - limit).max(0), unserved: self.unserved, cut: self.ground.edges - self.kept }
    }
}
