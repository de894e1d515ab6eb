//! 核验 — the checker: counts a plan again and works out what its certificate proves.
//!
//! It shares no code with the search and is meant to be read by whoever must trust it. Nothing here is fast.
//!
//! **The plan.** Every bundle has members of the district, each in one bundle, that may take part; it is connected,
//! has households within the limits, uses resources that may be used, each once and compatible with a member, and
//! keeps a hard band. The figures of the record are those counted.
//!
//! **Shortage.** Let *short* of a compound be its need if that is positive, *over* its surplus if it may be shared,
//! *share* its part ⌊fixed cost · households / most households⌋ of a bundle's fixed cost. A compound costs at least
//! *t* = min(backstop, short + share) before anything is paid to it, and money that others have can lower this by at
//! most *c* = min(short, t). So every plan costs at least Σ t − what can be paid, and what can be paid to some
//! compounds is at most all that can reach them. A compound that no bundle can serve costs its backstop and pays
//! nothing.
//!
//! **Leaves.** Let p be the price of a compound, q ≥ 0 that of a resource. A plan pays every price once where the
//! compound is in a bundle, so it costs Σ p − Σ q and, bundle by bundle, the subsidy less the prices of its members
//! plus those of its resources; and for an unserved compound backstop − p; and q ≥ 0 for a resource not used.
//! Different bundles have different first members, so for each compound at most one bundle begins with it: the least
//! such value, if negative, is all that can be won there. The sum of these is a bound for the plans that agree with
//! the decisions of the leaf, over the sets and resources that do.

use std::collections::{BTreeMap, BTreeSet};

use super::certificate::{Certificate, Decision, Leaf};
use super::district::{District, Joining, UpperBand};
use super::faults::{DistrictPart, PlanFault};
use super::plan::{CheckedBundle, DistrictPlan, PlanFigures, PlanRecord, PlannedBundle, Proof};
use super::{EPSILON_MAX_FEN, LEAF_COMPOUNDS_MAX, LEAVES_MAX, SETS_MAX};
use crate::estate::{CompoundId, ResourceId};
use crate::measure::Money;

/// 核验方案 — counts a plan again, and proves its bound from its certificate.
///
/// # Errors
/// [`PlanFault`]: the first that is wrong, the bundles first, then the figures, then the certificate and what is
/// claimed from it.
///
/// ```
/// use wuye::bundle::{
///     Certificate, District, DistrictCompound, Joining, PlanFigures, PlanLimits, PlanRecord, PlannedBundle, Proof,
///     UpperBand, check,
/// };
/// use wuye::measure::Money;
/// let yard = DistrictCompound {
///     id: "yard".parse()?, households: 300, cost: "100".parse()?, revenue: "90".parse()?,
///     revenue_floor: "80".parse()?, backstop: "100".parse()?, joining: Joining::Joins,
/// };
/// let limits = PlanLimits {
///     min_households: 200, max_households: 500, margin_lo_bp: 0, margin_hi_bp: 800,
///     band: UpperBand::Hard, bundle_cost: Money::ZERO,
/// };
/// let district = District::new(limits, vec![yard], vec![], vec![])?;
/// let mut record = PlanRecord {
///     bundles: vec![PlannedBundle { compounds: vec!["yard".parse()?], resources: vec![] }],
///     figures: PlanFigures {
///         outlay: "10".parse()?, outlay_by_bundle: "10".parse()?, unserved: 0, cut_edges: 0,
///     },
///     bound: "10".parse()?,
///     epsilon: "1".parse()?,
///     proof: Proof::Optimal,
///     certificate: Certificate::Accounting {},
/// };
/// assert!(check(&district, &record)?.is_optimal());
/// record.bound = "10.01".parse()?;
/// assert_eq!(check(&district, &record).unwrap_err().code(), "plan_bound_not_proven");
/// # Ok::<(), wuye::Error>(())
/// ```
pub fn check(district: &District, record: &PlanRecord) -> Result<DistrictPlan, PlanFault> {
    let plan = judge(district, &record.bundles, record.epsilon, &record.certificate)?;
    let (figures, claimed) = (plan.figures, record.figures);
    differs(DistrictPart::Outlay, figures.outlay, claimed.outlay)?;
    differs(DistrictPart::OutlayByBundle, figures.outlay_by_bundle, claimed.outlay_by_bundle)?;
    differs(DistrictPart::Unserved, figures.unserved, claimed.unserved)?;
    differs(DistrictPart::CutEdges, figures.cut_edges, claimed.cut_edges)?;
    if record.bound > plan.bound {
        return Err(PlanFault::BoundNotProven { proven: plan.bound, claimed: record.bound });
    }
    if record.proof == Proof::Optimal && plan.proof == Proof::Open {
        return Err(PlanFault::NotOptimal { slack: plan.slack, gap: plan.gap });
    }
    // A record may be modest: the plan says what is proved.
    Ok(plan)
}

/// The plan that some bundles are, with the bound that a certificate proves.
pub(super) fn judge(
    district: &District,
    bundles: &[PlannedBundle],
    epsilon: Money,
    certificate: &Certificate,
) -> Result<DistrictPlan, PlanFault> {
    let epsilon_max = money(EPSILON_MAX_FEN.into())?;
    if epsilon.is_negative() || epsilon > epsilon_max {
        return Err(PlanFault::EpsilonRange { most: epsilon_max, found: epsilon });
    }
    let facts = Facts::of(district)?;
    let (bundles, unserved, figures) = facts.count(bundles)?;
    let bound = money(facts.prove(certificate)?.max(0))?;
    let gap = money(sub(fen(figures.outlay), fen(bound))?)?;
    let slack = money(mul(fen(epsilon), number(bundles.len().max(1))?)?)?;
    let proof = if gap <= slack { Proof::Optimal } else { Proof::Open };
    let certificate = certificate.clone();
    Ok(DistrictPlan { bundles, unserved, figures, bound, gap, epsilon, slack, proof, certificate })
}

fn differs<T: PartialEq + ToString>(figure: DistrictPart, expected: T, found: T) -> Result<(), PlanFault> {
    if expected == found {
        return Ok(());
    }
    Err(PlanFault::FigureDiffers { figure, expected: expected.to_string(), found: found.to_string() })
}

// ------------------------------------------------------------------------------------------------ sums

fn fen(money: Money) -> i128 {
    i128::from(money.fen())
}

fn money(fen: i128) -> Result<Money, PlanFault> {
    i64::try_from(fen).ok().and_then(|fen| Money::from_fen(fen).ok()).ok_or(PlanFault::TooLarge {})
}

fn number(n: usize) -> Result<i128, PlanFault> {
    i128::try_from(n).map_err(|_| PlanFault::TooLarge {})
}

fn count(n: usize) -> Result<u32, PlanFault> {
    u32::try_from(n).map_err(|_| PlanFault::TooLarge {})
}

fn add(a: i128, b: i128) -> Result<i128, PlanFault> {
    a.checked_add(b).ok_or(PlanFault::TooLarge {})
}

fn sub(a: i128, b: i128) -> Result<i128, PlanFault> {
    a.checked_sub(b).ok_or(PlanFault::TooLarge {})
}

fn mul(a: i128, b: i128) -> Result<i128, PlanFault> {
    a.checked_mul(b).ok_or(PlanFault::TooLarge {})
}

fn sum(numbers: impl IntoIterator<Item = i128>) -> Result<i128, PlanFault> {
    numbers.into_iter().try_fold(0, add)
}

/// 10,000ths of an amount, rounded up to the fen.
fn of_basis_points(amount: i128, basis_points: u32) -> Result<i128, PlanFault> {
    let product = mul(amount, i128::from(basis_points).saturating_add(10_000))?;
    sub(0, sub(0, product)?.div_euclid(10_000))
}

// ------------------------------------------------------------------------------------------------ facts

/// A compound as the checker counts it.
struct Site {
    households: i128,
    cost: i128,
    revenue: i128,
    revenue_floor: i128,
    backstop: i128,
    /// Cost with the margin, rounded up, less revenue; not below zero where the surplus is kept.
    need: i128,
    /// Whether it counts in the need of a bundle that is rounded once: a surplus that is kept does not.
    shares: bool,
    joins: bool,
    neighbours: Vec<usize>,
}

/// A resource as the checker counts it.
struct Pot {
    net: i128,
    compatible: Vec<usize>,
    transferable: bool,
}

struct Facts<'a> {
    district: &'a District,
    places: BTreeMap<&'a CompoundId, usize>,
    pots_by_id: BTreeMap<&'a ResourceId, usize>,
    sites: Vec<Site>,
    pots: Vec<Pot>,
    min: i128,
    max: i128,
    bundle_cost: i128,
}

impl<'a> Facts<'a> {
    fn of(district: &'a District) -> Result<Self, PlanFault> {
        let limits = district.limits();
        let places: BTreeMap<&CompoundId, usize> =
            district.compounds().iter().enumerate().map(|(at, compound)| (&compound.id, at)).collect();
        let mut neighbours = vec![Vec::new(); district.compounds().len()];
        for [a, b] in district.edges() {
            let (Some(a), Some(b)) = (places.get(a), places.get(b)) else { continue };
            for (from, to) in [(*a, *b), (*b, *a)] {
                if let Some(list) = neighbours.get_mut(from) {
                    list.push(to);
                }
            }
        }
        let mut sites = Vec::with_capacity(places.len());
        for (compound, neighbours) in district.compounds().iter().zip(neighbours) {
            let (cost, revenue) = (fen(compound.cost), fen(compound.revenue));
            let need = sub(of_basis_points(cost, limits.margin_lo_bp)?, revenue)?;
            let shares = compound.joining == Joining::Joins || need > 0;
            sites.push(Site {
                households: i128::from(compound.households),
                cost,
                revenue,
                revenue_floor: fen(compound.revenue_floor),
                backstop: fen(compound.backstop),
                need: if shares { need } else { 0 },
                shares,
                joins: compound.joining != Joining::NotYet,
                neighbours,
            });
        }
        let pots = district.resources().iter().map(|resource| Pot {
            net: fen(resource.net),
            compatible: resource.compatible.iter().filter_map(|id| places.get(id).copied()).collect(),
            transferable: resource.transferable,
        });
        Ok(Self {
            district,
            pots_by_id: district.resources().iter().enumerate().map(|(at, resource)| (&resource.id, at)).collect(),
            pots: pots.collect(),
            sites,
            places,
            min: i128::from(limits.min_households),
            max: i128::from(limits.max_households),
            bundle_cost: fen(limits.bundle_cost),
        })
    }

    fn site(&self, at: usize) -> Result<&Site, PlanFault> {
        self.sites.get(at).ok_or(PlanFault::TooLarge {})
    }

    fn pot(&self, at: usize) -> Result<&Pot, PlanFault> {
        self.pots.get(at).ok_or(PlanFault::TooLarge {})
    }

    fn is_hard(&self) -> bool {
        self.district.limits().band == UpperBand::Hard
    }

    // -------------------------------------------------------------------------------------------- the plan

    fn count(
        &self,
        bundles: &[PlannedBundle],
    ) -> Result<(Vec<CheckedBundle>, Vec<CompoundId>, PlanFigures), PlanFault> {
        let mut bundle_of: BTreeMap<usize, usize> = BTreeMap::new();
        let mut used = BTreeSet::new();
        let mut checked = Vec::with_capacity(bundles.len());
        let (mut outlay, mut outlay_by_bundle) = (0, 0);
        for (number, bundle) in bundles.iter().enumerate() {
            let mut members = BTreeSet::new();
            for id in &bundle.compounds {
                let at = *self.places.get(id).ok_or_else(|| PlanFault::UnknownCompound { id: id.clone() })?;
                if bundle_of.insert(at, number).is_some() {
                    return Err(PlanFault::CompoundTwice { id: id.clone() });
                }
                if !self.site(at)?.joins {
                    return Err(PlanFault::CompoundNotYet { id: id.clone() });
                }
                members.insert(at);
            }
            let mut pots = BTreeSet::new();
            for id in &bundle.resources {
                let at = *self.pots_by_id.get(id).ok_or_else(|| PlanFault::UnknownResource { id: id.clone() })?;
                if !used.insert(at) {
                    return Err(PlanFault::ResourceTwice { id: id.clone() });
                }
                let pot = self.pot(at)?;
                if !pot.transferable {
                    return Err(PlanFault::ResourceNotYet { id: id.clone() });
                }
                if !pot.compatible.iter().any(|site| members.contains(site)) {
                    return Err(PlanFault::Incompatible { bundle: number, id: id.clone() });
                }
                pots.insert(at);
            }
            self.connected(number, &members)?;
            let (made, by_bundle) = self.bundle(number, bundle, &members, &pots)?;
            outlay = sum([outlay, fen(made.subsidy), self.bundle_cost])?;
            outlay_by_bundle = sum([outlay_by_bundle, by_bundle, self.bundle_cost])?;
            checked.push(made);
        }
        let mut unserved = Vec::new();
        for (at, (site, compound)) in self.sites.iter().zip(self.district.compounds()).enumerate() {
            if !bundle_of.contains_key(&at) {
                outlay = add(outlay, site.backstop)?;
                outlay_by_bundle = add(outlay_by_bundle, site.backstop)?;
                unserved.push(compound.id.clone());
            }
        }
        let bundle_of_id = |id: &CompoundId| self.places.get(id).and_then(|at| bundle_of.get(at));
        let cut = self.district.edges().iter().filter(|[a, b]| {
            let (a, b) = (bundle_of_id(a), bundle_of_id(b));
            a.is_none() || a != b
        });
        let figures = PlanFigures {
            outlay: money(outlay)?,
            outlay_by_bundle: money(outlay_by_bundle)?,
            unserved: count(unserved.len())?,
            cut_edges: count(cut.count())?,
        };
        Ok((checked, unserved, figures))
    }

    /// Every member can be walked to from the first within the bundle.
    fn connected(&self, bundle: usize, members: &BTreeSet<usize>) -> Result<(), PlanFault> {
        let first = *members.first().ok_or(PlanFault::EmptyBundle { bundle })?;
        let (mut seen, mut open) = (BTreeSet::from([first]), vec![first]);
        while let Some(at) = open.pop() {
            for next in &self.site(at)?.neighbours {
                if members.contains(next) && seen.insert(*next) {
                    open.push(*next);
                }
            }
        }
        match members.difference(&seen).next() {
            None => Ok(()),
            Some(apart) => {
                let compound = self.district.compounds().get(*apart).ok_or(PlanFault::TooLarge {})?;
                Err(PlanFault::NotConnected { bundle, id: compound.id.clone() })
            }
        }
    }

    /// Counts a bundle, and gives its subsidy with the need rounded once beside it.
    fn bundle(
        &self,
        number: usize,
        bundle: &PlannedBundle,
        members: &BTreeSet<usize>,
        pots: &BTreeSet<usize>,
    ) -> Result<(CheckedBundle, i128), PlanFault> {
        let limits = self.district.limits();
        let (mut households, mut cost, mut floor, mut short, mut over) = (0, 0, 0, 0, 0);
        let (mut shared_cost, mut shared_revenue) = (0, 0);
        for at in members {
            let site = self.site(*at)?;
            households = add(households, site.households)?;
            cost = add(cost, site.cost)?;
            floor = add(floor, site.revenue_floor)?;
            short = add(short, site.need.max(0))?;
            over = sub(over, site.need.min(0))?;
            if site.shares {
                shared_cost = add(shared_cost, site.cost)?;
                shared_revenue = add(shared_revenue, site.revenue)?;
            }
        }
        let mut net = 0;
        for at in pots {
            net = add(net, self.pot(*at)?.net)?;
        }
        let found = u64::try_from(households).map_err(|_| PlanFault::TooLarge {})?;
        if households < self.min || households > self.max {
            let (min, max) = (limits.min_households, limits.max_households);
            return Err(PlanFault::BundleHouseholds { bundle: number, min, max, found });
        }
        let income = add(floor, net)?;
        let allowed = mul(cost, i128::from(limits.margin_hi_bp).saturating_add(10_000))?;
        let excess = sub(income, allowed.div_euclid(10_000))?.max(0);
        if self.is_hard() && mul(income, 10_000)? > allowed {
            let (most, found) = (money(allowed.div_euclid(10_000))?, money(income)?);
            return Err(PlanFault::AboveBand { bundle: number, most, found });
        }
        let subsidy = sub(sub(short, over)?, net)?.max(0);
        let once = sub(sub(of_basis_points(shared_cost, limits.margin_lo_bp)?, shared_revenue)?, net)?.max(0);
        let made = CheckedBundle {
            compounds: bundle.compounds.clone(),
            resources: bundle.resources.clone(),
            households: found,
            cost: money(cost)?,
            short: money(short)?,
            over: money(over)?,
            net: money(net)?,
            subsidy: money(subsidy)?,
            clawed_back: money(if self.is_hard() { 0 } else { excess })?,
        };
        Ok((made, once))
    }

    // -------------------------------------------------------------------------------------------- the bound

    /// The least that any plan costs, as far as the certificate shows.
    fn prove(&self, certificate: &Certificate) -> Result<i128, PlanFault> {
        match certificate {
            Certificate::Accounting {} => self.accounting(),
            Certificate::ReachCut { short } => self.reach_cut(short),
            Certificate::Leaves { leaves } => self.leaves(leaves),
        }
    }

    /// What a compound costs at least before anything is paid to it, and how much of that can be paid.
    fn shortage(&self, site: &Site, servable: bool) -> Result<(i128, i128), PlanFault> {
        if !servable {
            return Ok((site.backstop, 0));
        }
        let short = site.need.max(0);
        // INVARIANT: max ≥ 1, by the constructor of the district.
        let share = mul(self.bundle_cost, site.households)?.checked_div(self.max).unwrap_or(0);
        let least = site.backstop.min(add(short, share)?);
        Ok((least, short.min(least)))
    }

    /// All shortages less all surpluses and resources.
    fn accounting(&self) -> Result<i128, PlanFault> {
        let mut bound = 0;
        for site in &self.sites {
            let (least, _) = self.shortage(site, site.joins)?;
            bound = add(bound, least)?;
            if site.joins {
                bound = add(bound, site.need.min(0))?;
            }
        }
        for pot in self.pots.iter().filter(|pot| pot.transferable) {
            bound = sub(bound, pot.net)?;
        }
        Ok(bound)
    }

    fn reach_cut(&self, short: &[CompoundId]) -> Result<i128, PlanFault> {
        let mut counted = BTreeSet::new();
        for id in short {
            let at = *self.places.get(id).ok_or_else(|| PlanFault::UnknownCompound { id: id.clone() })?;
            if !counted.insert(at) {
                return Err(PlanFault::CutTwice { id: id.clone() });
            }
        }
        // Whom each can reach, and so who can be served at all; then who can pay to one of those that count.
        let mut servable = Vec::with_capacity(self.sites.len());
        let mut reached = Vec::with_capacity(self.sites.len());
        for at in 0..self.sites.len() {
            let within = self.within_reach(at)?;
            let mut households = 0;
            for other in &within {
                households = add(households, self.site(*other)?.households)?;
            }
            servable.push(!within.is_empty() && households >= self.min);
            reached.push(within);
        }
        let can_be = |at: &usize| servable.get(*at).copied().unwrap_or(false);
        let pays: BTreeSet<usize> =
            counted.iter().filter(|at| can_be(at)).filter_map(|at| reached.get(*at)).flatten().copied().collect();
        let mut bound = 0;
        for (at, site) in self.sites.iter().enumerate() {
            let (least, payable) = self.shortage(site, can_be(&at))?;
            bound = add(bound, if counted.contains(&at) { least } else { sub(least, payable)? })?;
            if can_be(&at) && pays.contains(&at) {
                bound = add(bound, site.need.min(0))?;
            }
        }
        for pot in self.pots.iter().filter(|pot| pot.transferable) {
            if pot.compatible.iter().any(|at| can_be(at) && pays.contains(at)) {
                bound = sub(bound, pot.net)?;
            }
        }
        Ok(bound)
    }

    /// The compounds at the end of a path from this one whose households fit into one bundle, itself among them; none
    /// if it may not take part or is too large.
    fn within_reach(&self, from: usize) -> Result<Vec<usize>, PlanFault> {
        let start = self.site(from)?;
        if !start.joins || start.households > self.max {
            return Ok(Vec::new());
        }
        let mut least = BTreeMap::from([(from, start.households)]);
        let mut open = BTreeSet::from([(start.households, from)]);
        while let Some((households, at)) = open.pop_first() {
            for next in &self.site(at)?.neighbours {
                let site = self.site(*next)?;
                let on_path = add(households, site.households)?;
                if site.joins && on_path <= self.max && least.get(next).is_none_or(|known| on_path < *known) {
                    if let Some(known) = least.insert(*next, on_path) {
                        open.remove(&(known, *next));
                    }
                    open.insert((on_path, *next));
                }
            }
        }
        Ok(least.into_keys().collect())
    }

    // -------------------------------------------------------------------------------------------- leaves

    fn leaves(&self, leaves: &[Leaf]) -> Result<i128, PlanFault> {
        if self.sites.len() > LEAF_COMPOUNDS_MAX {
            return Err(PlanFault::TooLargeForLeaves { most: LEAF_COMPOUNDS_MAX, found: self.sites.len() });
        }
        if leaves.len() > LEAVES_MAX {
            return Err(PlanFault::TooManyLeaves { most: LEAVES_MAX, found: leaves.len() });
        }
        cover_all(leaves)?;
        let mut listed = 0;
        let mut bound: Option<i128> = None;
        for (number, leaf) in leaves.iter().enumerate() {
            let here = self.leaf(number, leaf, &mut listed)?;
            bound = Some(bound.map_or(here, |least| least.min(here)));
        }
        bound.ok_or(PlanFault::NoLeaves {})
    }

    fn leaf(&self, number: usize, leaf: &Leaf, listed: &mut usize) -> Result<i128, PlanFault> {
        let prices = &leaf.multipliers.compounds;
        let tolls = &leaf.multipliers.resources;
        for (expected, found) in [(self.sites.len(), prices.len()), (self.pots.len(), tolls.len())] {
            if expected != found {
                return Err(PlanFault::Multipliers { leaf: number, expected, found });
            }
        }
        for (toll, resource) in tolls.iter().zip(self.district.resources()) {
            if toll.is_negative() {
                return Err(PlanFault::NegativePrice { leaf: number, id: resource.id.clone(), found: *toll });
            }
        }
        let rules = self.decided(number, leaf)?;
        let mut bound = sum(prices.iter().map(|price| fen(*price)))?;
        bound = sub(bound, sum(tolls.iter().map(|toll| fen(*toll)))?)?;
        for (at, (site, price)) in self.sites.iter().zip(prices).enumerate() {
            if !rules.must_be_served.contains(&at) {
                bound = add(bound, sub(site.backstop, fen(*price))?.min(0))?;
            }
        }
        let prices: Vec<i128> = prices.iter().map(|price| fen(*price)).collect();
        let tolls: Vec<i128> = tolls.iter().map(|toll| fen(*toll)).collect();
        for first in 0..self.sites.len() {
            bound = add(bound, self.least_from(first, &rules, &prices, &tolls, listed)?)?;
        }
        Ok(bound)
    }

    /// What the decisions of a leaf ask of its plans.
    fn decided(&self, leaf: usize, decisions: &Leaf) -> Result<Rules, PlanFault> {
        let mut rules = Rules::default();
        for (decision, decided) in decisions.decisions.iter().enumerate() {
            let bad = || PlanFault::BadDecision { leaf, decision };
            let place = |id: &CompoundId| self.places.get(id).copied().ok_or_else(bad);
            match decided {
                Decision::Together { a, b, yes } => {
                    let (a, b) = (place(a)?, place(b)?);
                    if a == b {
                        return Err(bad());
                    }
                    if *yes {
                        rules.must_be_served.extend([a, b]);
                    }
                    rules.together.push((a, b, *yes));
                }
                Decision::Served { compound, yes: true } => {
                    rules.must_be_served.insert(place(compound)?);
                }
                Decision::Served { compound, yes: false } => {
                    rules.never_served.insert(place(compound)?);
                }
                Decision::Uses { compound, resource, yes } => {
                    let at = place(compound)?;
                    if *yes {
                        rules.must_be_served.insert(at);
                    }
                    rules.uses.push((at, *self.pots_by_id.get(resource).ok_or_else(bad)?, *yes));
                }
            }
        }
        Ok(rules)
    }

    /// The least value, not above zero, of a bundle whose first member is this one.
    fn least_from(
        &self,
        first: usize,
        rules: &Rules,
        prices: &[i128],
        tolls: &[i128],
        listed: &mut usize,
    ) -> Result<i128, PlanFault> {
        let start = self.site(first)?;
        let mut least = 0;
        if !start.joins || start.households > self.max || rules.never_served.contains(&first) {
            return Ok(least);
        }
        // Each connected set once: its members, those beside it that are still open, and those that are passed over.
        let beside = |at: usize, set: u128, passed: u128| -> Result<u128, PlanFault> {
            let mut found = 0;
            for next in &self.site(at)?.neighbours {
                let site = self.site(*next)?;
                if *next > first && site.joins && !rules.never_served.contains(next) {
                    found |= bit(*next) & !set & !passed;
                }
            }
            Ok(found)
        };
        let alone = bit(first);
        let mut open = vec![(alone, beside(first, alone, 0)?, 0_u128, start.households)];
        while let Some((set, around, passed, households)) = open.pop() {
            let Some(next) = lowest(around) else {
                // Nothing is left to decide: this is one set.
                *listed = listed.saturating_add(1);
                if *listed > SETS_MAX {
                    return Err(PlanFault::TooManySets { most: SETS_MAX });
                }
                if households >= self.min && rules.allow(set) {
                    least = least.min(self.least_value(set, rules, prices, tolls)?);
                }
                continue;
            };
            let rest = around & !bit(next);
            open.push((set, rest, passed | bit(next), households));
            let with = add(households, self.site(next)?.households)?;
            if with <= self.max {
                let set = set | bit(next);
                open.push((set, rest | beside(next, set, passed)?, passed, with));
            }
        }
        Ok(least)
    }

    /// The least value of one set over the resources that it may use.
    fn least_value(&self, set: u128, rules: &Rules, prices: &[i128], tolls: &[i128]) -> Result<i128, PlanFault> {
        let hi = i128::from(self.district.limits().margin_hi_bp).saturating_add(10_000);
        let (mut need, mut paid, mut room) = (0, 0, 0);
        for (at, (site, price)) in self.sites.iter().zip(prices).enumerate() {
            if set & bit(at) != 0 {
                need = add(need, site.need)?;
                paid = add(paid, *price)?;
                room = add(room, sub(mul(site.cost, hi)?, mul(site.revenue_floor, 10_000)?)?)?;
            }
        }
        let (mut must, mut may) = (Vec::new(), Vec::new());
        for (at, (pot, toll)) in self.pots.iter().zip(tolls).enumerate() {
            let compatible = pot.transferable && pot.compatible.iter().any(|site| set & bit(*site) != 0);
            match rules.use_of(set, at) {
                Some(Use::Both) => return Ok(0),
                Some(Use::Must) if !compatible => return Ok(0),
                Some(Use::Must) => must.push((pot.net, *toll)),
                // A resource that costs more than it brings lowers no value.
                None if compatible && *toll < pot.net => may.push((pot.net, *toll)),
                _ => {}
            }
        }
        let base = sub(self.bundle_cost, paid)?;
        let mut least = 0;
        let mut open =
            vec![(0_usize, sum(must.iter().map(|(net, _)| *net))?, sum(must.iter().map(|(_, toll)| *toll))?)];
        while let Some((chosen, net, toll)) = open.pop() {
            let within = !self.is_hard() || mul(net, 10_000)? <= room;
            if within {
                least = least.min(sum([base, sub(need, net)?.max(0), toll])?);
            }
            // More resources than this are priced as if the need had no floor at zero, which only lowers the bound.
            if may.len() > CHOICES_MAX {
                let won = sum(may.iter().map(|(net, toll)| toll.saturating_sub(*net)))?;
                return Ok(least.min(sum([base, sub(need, net)?, toll, won])?));
            }
            for (at, (more, price)) in may.iter().enumerate().skip(chosen) {
                open.push((at.saturating_add(1), add(net, *more)?, add(toll, *price)?));
            }
        }
        Ok(least)
    }
}

/// Up to so many resources of one set are tried in every combination.
const CHOICES_MAX: usize = 12;

fn bit(at: usize) -> u128 {
    u32::try_from(at).ok().and_then(|at| 1_u128.checked_shl(at)).unwrap_or(0)
}

fn lowest(set: u128) -> Option<usize> {
    if set == 0 { None } else { usize::try_from(set.trailing_zeros()).ok() }
}

/// The decisions of a leaf by what they ask.
#[derive(Default)]
struct Rules {
    must_be_served: BTreeSet<usize>,
    never_served: BTreeSet<usize>,
    together: Vec<(usize, usize, bool)>,
    uses: Vec<(usize, usize, bool)>,
}

enum Use {
    Must,
    Never,
    Both,
}

impl Rules {
    /// Whether a set may be a bundle of a plan of the leaf.
    fn allow(&self, set: u128) -> bool {
        let has = |at: usize| set & bit(at) != 0;
        self.together.iter().all(|(a, b, yes)| if *yes { has(*a) == has(*b) } else { !(has(*a) && has(*b)) })
    }

    /// Whether a set must or must not use a resource.
    fn use_of(&self, set: u128, resource: usize) -> Option<Use> {
        let (mut must, mut never) = (false, false);
        for (compound, _, yes) in self.uses.iter().filter(|(_, pot, _)| *pot == resource) {
            match (set & bit(*compound) != 0, yes) {
                (true, true) => must = true,
                // It is used by the bundle of that compound, or it is not to be used by it.
                (false, true) | (true, false) => never = true,
                (false, false) => {}
            }
        }
        match (must, never) {
            (true, true) => Some(Use::Both),
            (true, false) => Some(Use::Must),
            (false, true) => Some(Use::Never),
            (false, false) => None,
        }
    }
}

/// The question of a decision, whichever way it is answered, and the answer.
fn question(decision: &Decision) -> (Decision, bool) {
    let mut question = decision.clone();
    let answer = match &mut question {
        Decision::Together { yes, .. } | Decision::Served { yes, .. } | Decision::Uses { yes, .. } => {
            std::mem::replace(yes, true)
        }
    };
    (question, answer)
}

/// Every plan belongs to a leaf: the leaves are those of one binary tree, each question with both answers.
///
/// Leaf by leaf from left to right: the first answers yes all the way down, each further one turns the last yes of
/// the one before it into a no and goes on from there, and after the last leaf no yes is left.
fn cover_all(leaves: &[Leaf]) -> Result<(), PlanFault> {
    let mut path: Vec<(Decision, bool)> = Vec::new();
    for (number, leaf) in leaves.iter().enumerate() {
        let asked: Vec<(Decision, bool)> = leaf.decisions.iter().map(question).collect();
        if number > 0 {
            // Back to the last question that was answered yes; from there on the answer is no.
            while path.last().is_some_and(|(_, yes)| !*yes) {
                path.pop();
            }
            match path.last_mut() {
                None => return Err(PlanFault::LeafBeside { leaf: number }),
                Some((_, yes)) => *yes = false,
            }
        }
        let (kept, further) = match asked.split_at_checked(path.len()) {
            Some((kept, further)) if kept == path.as_slice() => (kept.len(), further),
            _ => return Err(PlanFault::LeafBeside { leaf: number }),
        };
        if let Some(no) = further.iter().position(|(_, yes)| !*yes) {
            return Err(PlanFault::LeavesLeaveOpen { leaf: number, decision: kept.saturating_add(no) });
        }
        path.extend(further.iter().cloned());
    }
    match path.iter().rposition(|(_, yes)| *yes) {
        None if leaves.is_empty() => Err(PlanFault::NoLeaves {}),
        None => Ok(()),
        Some(decision) => Err(PlanFault::LeavesLeaveOpen { leaf: leaves.len().saturating_sub(1), decision }),
    }
}
