//! 搜索 — the search for a plan: a greedy start, moves under a falling threshold, neighbourhoods searched again, an
//! exact search where the district is small; and bounds.
//!
//! Everything is integers, and chance comes from one recorded generator, so the same seed and number of moves give
//! the same plan on any machine. Nothing that is found here is believed: the checker makes the plan.

use std::ops::ControlFlow;

use super::certificate::{Certificate, Decision, Leaf, Multipliers};
use super::check::judge;
use super::district::District;
use super::faults::{DistrictError, DistrictPart};
use super::plan::{DistrictPlan, PlannedBundle};
use super::{EPSILON_MAX_FEN, LEAF_COMPOUNDS_MAX};
use crate::estate::CompoundId;
use crate::measure::Money;
use crate::terms::terms;

mod chance;
mod columns;
mod exact;
mod ground;
mod reach;
mod simplex;
mod state;
mod walk;

use ground::Ground;
use state::{Key, State};
use walk::{Aim, Cooling, Walk};

/// The most moves of one search: 10¹².
const MOVES_MAX: u64 = 1_000_000_000_000;

terms! {
    /// 搜索阶段 — what a search is doing.
    pub enum Step: "step of a search" {
        Outlay = "outlay", "降低公共支出", "lowering the outlay", "design";
        Mending = "mending", "逐片改进", "searching neighbourhoods again", "design";
        Shape = "shape", "减少未编入和切断", "serving more and cutting less at the same outlay", "design";
        Proving = "proving", "证明下限", "proving the bound", "design";
    }
}

/// 搜索设定 — how a plan is searched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Search {
    /// 种子 — where chance starts. Several seeds on several threads, and the best of their plans, is what a caller with
    /// more processors does.
    pub seed: u64,
    /// 步数 — how many moves are tried, at most 10¹². Roughly two million take a second; a few thousand for each
    /// compound are a quick plan, fifty thousand a good one.
    pub moves: u64,
    /// 容差 — how much outlay for each bundle counts as the same, up to 100 yuan.
    pub epsilon: Money,
    /// Every so many moves the caller is asked whether to go on; at least 1.
    pub ask_every: u64,
    /// 证明步数 — how much work the exact search may do, in steps of its branch and bound; zero for none. It is tried for
    /// districts of at most [`LEAF_COMPOUNDS_MAX`](super::LEAF_COMPOUNDS_MAX) compounds.
    pub branches: u32,
}

impl Search {
    /// A search with a slack of one yuan for each bundle and, for small districts, up to 400 branches of exact search.
    #[must_use]
    pub fn new(seed: u64, moves: u64) -> Self {
        let epsilon = Money::from_fen(100).unwrap_or(Money::ZERO);
        Self { seed, moves, epsilon, ask_every: 65_536, branches: 400 }
    }
}

/// 进展 — how far a search has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Progress {
    /// What it is doing.
    pub step: Step,
    /// Moves tried so far.
    pub moves: u64,
    /// The outlay of the best plan so far.
    pub outlay: Money,
    /// Compounds that it leaves unserved.
    pub unserved: u32,
    /// Pairs of neighbours that it parts.
    pub cut_edges: u32,
    /// The bound so far.
    pub bound: Money,
}

/// 搜索结果 — what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The plan: outlay within the slack of the least that was found, and then as few unserved and parted as were
    /// found.
    pub plan: DistrictPlan,
    /// The plan of the least outlay that was found, whatever it parts.
    pub cheapest: DistrictPlan,
    /// Moves tried.
    pub moves: u64,
    /// Whether the caller stopped it.
    pub stopped: bool,
}

/// Searches for a plan of a district, and has it checked.
///
/// The callback is asked every [`Search::ask_every`] moves and may stop the search, which then gives the best plan so
/// far. It takes no part in the search: the same search gives the same plan whatever is looked at.
///
/// # Errors
/// [`DistrictError::Moves`] and [`DistrictError::Amount`] for settings out of range.
pub fn plan(
    district: &District,
    search: &Search,
    mut report: impl FnMut(&Progress) -> ControlFlow<()>,
) -> Result<Found, DistrictError> {
    search.check()?;
    let ground = Ground::of(district);
    let mut bound = Bound { fen: 0, certificate: Certificate::Accounting {} };
    bound.raise(district, Certificate::Accounting {})?;
    bound.raise(district, cut_named(district, &reach::cut(&ground)))?;
    let mut walk = Walk::new(&ground, search.seed, search.ask_every.max(1));
    let mut step = Step::Outlay;
    let mut tell = |step: Step, limit: i64, moves: u64, key: &Key, bound: i64| {
        report(&Progress {
            step,
            moves,
            outlay: yuan(key.excess.saturating_add(limit)),
            unserved: count(key.unserved),
            cut_edges: count(key.cut),
            bound: yuan(bound),
        })
    };

    // The least outlay: as many coolings as there are moves for, then piece by piece.
    let least = bound.fen;
    let aim = Aim::outlay(least);
    let mut ask = |moves: u64, key: &Key| tell(step, least, moves, key, least);
    let compounds = u64::try_from(walk.size()).unwrap_or(0);
    let (for_outlay, for_mending) = share_of(search.moves, compounds);
    let mut flow = ControlFlow::Continue(());
    let done = |walk: &Walk<'_>| walk.state.outlay <= least;
    while flow.is_continue() && walk.tried() < for_outlay && compounds > 0 && !done(&walk) {
        let moves = for_outlay.saturating_sub(walk.tried()).min(compounds.saturating_mul(ROUND));
        flow = walk.cool(aim, Cooling::outlay(walk.scale, moves), &mut ask);
    }
    step = Step::Mending;
    let until = walk.tried().saturating_add(for_mending);
    let mut ask = |moves: u64, key: &Key| tell(step, least, moves, key, least);
    while flow.is_continue() && walk.tried() < until && compounds > 0 && !done(&walk) {
        let moves = until.saturating_sub(walk.tried()).min(PIECE);
        flow = walk.mend(aim, Cooling::piece(walk.scale, moves), &mut ask);
    }
    if flow.is_continue() && search.branches > 0 && ground.n() <= LEAF_COMPOUNDS_MAX && !done(&walk) {
        flow = tell(Step::Proving, 0, walk.tried(), &walk.state.key(0), bound.fen);
        if flow.is_continue() {
            let slack = search.epsilon.fen();
            if let Some(proved) = exact::prove(&ground, walk.state.outlay, slack, search.branches) {
                if let Some(better) = &proved.better {
                    walk.adopt(better);
                }
                bound.raise(district, leaves_named(district, &proved.leaves))?;
            }
        }
    }
    let judged = |walk: &Walk<'_>, bound: &Bound| {
        let bundles = bundles_named(district, &ground, &walk.state);
        judge(district, &bundles, search.epsilon, &bound.certificate).map_err(|fault| DistrictError::Refused { fault })
    };
    let cheapest = judged(&walk, &bound)?;
    let (limit, least) = (walk.state.outlay.saturating_add(cheapest.slack().fen()), bound.fen);
    let mut ask = |moves: u64, key: &Key| tell(Step::Shape, limit, moves, key, least);
    let aim = Aim::shape(limit, walk.scale);
    let mut hotter = true;
    let whole = if compounds > WHOLE_SHAPE { search.moves / 10 } else { search.moves };
    while flow.is_continue() && walk.tried() < search.moves && compounds > 0 {
        let left = search.moves.saturating_sub(walk.tried());
        flow = if compounds <= WHOLE_SHAPE || left > search.moves.saturating_sub(until).saturating_sub(whole) {
            let round = if compounds <= SMALL { SHAPE_ROUND } else { ROUND };
            let moves = left.min(compounds.saturating_mul(round)).min(whole.max(1));
            // Every other time hotter: what stands in the way may be high.
            hotter = !hotter;
            walk.cool(aim, Cooling::shape(walk.scale, moves, hotter), &mut ask)
        } else {
            walk.mend(aim, Cooling::shape_of_piece(walk.scale, left.min(PIECE)), &mut ask)
        };
    }
    let plan = judged(&walk, &bound)?;
    Ok(Found { plan, cheapest, moves: walk.tried(), stopped: flow.is_break() })
}

/// The most moves of one cooling, for each compound.
const ROUND: u64 = 40_000;
/// Up to so many compounds the shape is searched for in short coolings of so many moves for each compound.
const SMALL: u64 = 60;
const SHAPE_ROUND: u64 = 400;
/// The moves of one piece.
const PIECE: u64 = 16_000;
/// Up to so many compounds the shape is searched for as a whole, and beyond piece by piece.
const WHOLE_SHAPE: u64 = 400;

/// How many moves go into the least outlay as a whole, and how many into pieces of it. Small districts have no pieces.
fn share_of(moves: u64, compounds: u64) -> (u64, u64) {
    let part = |n: u64| (moves / 20).saturating_mul(n);
    if compounds <= 100 { (part(13), 0) } else { (part(12), part(4)) }
}

impl Search {
    fn check(&self) -> Result<(), DistrictError> {
        if self.moves > MOVES_MAX {
            return Err(DistrictError::Moves { most: MOVES_MAX, found: self.moves });
        }
        if (0..=EPSILON_MAX_FEN).contains(&self.epsilon.fen()) {
            return Ok(());
        }
        let (id, most) = ("search".to_owned(), Money::from_fen(EPSILON_MAX_FEN).unwrap_or(Money::MAX));
        Err(DistrictError::Amount { what: DistrictPart::Epsilon, id, most, found: self.epsilon })
    }
}

/// The best bound so far, and why it holds.
struct Bound {
    fen: i64,
    certificate: Certificate,
}

impl Bound {
    /// Takes a certificate that the checker finds to prove more.
    fn raise(&mut self, district: &District, certificate: Certificate) -> Result<(), DistrictError> {
        let nothing =
            judge(district, &[], Money::ZERO, &certificate).map_err(|fault| DistrictError::Refused { fault })?;
        if nothing.bound().fen() > self.fen {
            *self = Self { fen: nothing.bound().fen(), certificate };
        }
        Ok(())
    }
}

fn yuan(fen: i64) -> Money {
    Money::from_fen(fen).unwrap_or(Money::MAX)
}

fn count(n: i64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

// ------------------------------------------------------------------------------------------------ names

fn compound_named(district: &District, at: usize) -> Option<CompoundId> {
    district.compounds().get(at).map(|compound| compound.id.clone())
}

fn cut_named(district: &District, short: &[usize]) -> Certificate {
    Certificate::ReachCut { short: short.iter().filter_map(|at| compound_named(district, *at)).collect() }
}

/// The bundles of a state, members and bundles in the order of the district. A resource that lowers no subsidy is
/// left free.
fn bundles_named(district: &District, ground: &Ground, state: &State<'_>) -> Vec<PlannedBundle> {
    let mut found: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    for group in state.groups.iter().filter(|group| !group.members.is_empty() && group.cost.unserved == 0) {
        let mut members = group.members.clone();
        members.sort_unstable();
        let here = |at: usize| group.members.contains(&at);
        let mut pots: Vec<usize> =
            (0..ground.pots.len()).filter(|pot| state.pot_at.get(*pot).is_some_and(|at| here(*at))).collect();
        let net = |pot: usize| ground.pots.get(pot).map_or(0, |pot| pot.net);
        pots.sort_by_key(|pot| (net(*pot), *pot));
        let mut spare = group.sums.need.min(0).saturating_neg();
        pots.retain(|pot| {
            let drops = net(*pot) <= spare;
            spare = spare.saturating_sub(if drops { net(*pot) } else { 0 });
            !drops
        });
        pots.sort_unstable();
        found.push((members, pots));
    }
    found.sort_unstable();
    let resource = |at: &usize| district.resources().get(*at).map(|resource| resource.id.clone());
    let named = found.iter().map(|(members, pots)| PlannedBundle {
        compounds: members.iter().filter_map(|at| compound_named(district, *at)).collect(),
        resources: pots.iter().filter_map(resource).collect(),
    });
    named.collect()
}

fn leaves_named(district: &District, leaves: &[exact::Proved]) -> Certificate {
    let compound = |at: usize| compound_named(district, at);
    let resource = |at: usize| district.resources().get(at).map(|resource| resource.id.clone());
    let decision = |(question, yes): &(exact::Question, bool)| {
        let yes = *yes;
        Some(match *question {
            exact::Question::Together(a, b) => Decision::Together { a: compound(a)?, b: compound(b)?, yes },
            exact::Question::Served(at) => Decision::Served { compound: compound(at)?, yes },
            exact::Question::Uses(at, pot) => Decision::Uses { compound: compound(at)?, resource: resource(pot)?, yes },
        })
    };
    let priced = |prices: &[i64]| prices.iter().map(|price| yuan(*price)).collect();
    let leaf = |leaf: &exact::Proved| Leaf {
        decisions: leaf.answers.iter().filter_map(decision).collect(),
        multipliers: Multipliers { compounds: priced(&leaf.prices), resources: priced(&leaf.tolls) },
    };
    Certificate::Leaves { leaves: leaves.iter().map(leaf).collect() }
}
