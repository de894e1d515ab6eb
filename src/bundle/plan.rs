//! 方案 — the plan of a district: what is stored and read back, and what the checker makes of it.

use serde::{Deserialize, Serialize};

use super::certificate::Certificate;
use super::district::{District, DistrictResource, UpperBand};
use super::faults::DistrictError;
use crate::estate::{CompoundId, ResourceId};
use crate::measure::Money;
use crate::terms::{Lang, terms};

terms! {
    /// 证明结果 — what the bound says of a plan.
    pub enum Proof: "standing of a plan" {
        Optimal = "optimal", "已证最优", "proven optimal", "the gap is within the slack";
        Open = "open", "未证最优", "not proven optimal", "the gap is wider than the slack";
    }
}

/// 规划包 — a bundle of a plan: its compounds and its resources.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedBundle {
    /// Its compounds.
    pub compounds: Vec<CompoundId>,
    /// The resources that it uses.
    pub resources: Vec<ResourceId>,
}

/// 方案指标 — what a plan costs and what it leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanFigures {
    /// 公共支出 — subsidies, fixed costs of bundles and backstops, with the need rounded up for each compound.
    pub outlay: Money,
    /// The same with the need rounded up once for each bundle, as the published best plans count it: up to one fen
    /// for each compound less.
    pub outlay_by_bundle: Money,
    /// 未编入 — compounds that are in no bundle.
    pub unserved: u32,
    /// 切断的相邻关系 — pairs of neighbours that are not in one bundle.
    pub cut_edges: u32,
}

/// 方案记录 — a plan as it is stored and read back: what it claims. [`check`](super::check) makes the plan again or says
/// what differs.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanRecord {
    /// The bundles. What is in none is unserved.
    pub bundles: Vec<PlannedBundle>,
    /// What it claims to cost.
    pub figures: PlanFigures,
    /// The least that any plan costs, as it claims.
    pub bound: Money,
    /// 容差 — how much outlay for each bundle counts as the same, up to 100 yuan.
    pub epsilon: Money,
    /// What it claims of itself.
    pub proof: Proof,
    /// Why no plan costs less than the bound.
    pub certificate: Certificate,
}

/// 已核验的包 — a bundle with what it costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckedBundle {
    pub(super) compounds: Vec<CompoundId>,
    pub(super) resources: Vec<ResourceId>,
    pub(super) households: u64,
    pub(super) cost: Money,
    pub(super) short: Money,
    pub(super) over: Money,
    pub(super) net: Money,
    pub(super) subsidy: Money,
    pub(super) clawed_back: Money,
}

impl CheckedBundle {
    /// Its compounds, in the order of the record.
    #[must_use]
    pub fn compounds(&self) -> &[CompoundId] {
        &self.compounds
    }

    /// Its resources, in the order of the record.
    #[must_use]
    pub fn resources(&self) -> &[ResourceId] {
        &self.resources
    }

    /// Its households.
    #[must_use]
    pub const fn households(&self) -> u64 {
        self.households
    }

    /// What its services cost.
    #[must_use]
    pub const fn cost(&self) -> Money {
        self.cost
    }

    /// 缺口 — what its lean members need.
    #[must_use]
    pub const fn short(&self) -> Money {
        self.short
    }

    /// 盈余 — what its fat members have over and may share.
    #[must_use]
    pub const fn over(&self) -> Money {
        self.over
    }

    /// What its resources bring.
    #[must_use]
    pub const fn net(&self) -> Money {
        self.net
    }

    /// 补贴 — what is still short after surpluses and resources.
    #[must_use]
    pub const fn subsidy(&self) -> Money {
        self.subsidy
    }

    /// 返还 — what exceeds the upper margin even at the floor rates and is given back, where the band says so.
    #[must_use]
    pub const fn clawed_back(&self) -> Money {
        self.clawed_back
    }

    /// One sentence on why the bundle closes or what it still needs.
    ///
    /// ```
    /// # use std::ops::ControlFlow;
    /// # use wuye::bundle::{District, DistrictCompound, Joining, PlanLimits, Search, UpperBand, plan};
    /// # use wuye::measure::Money;
    /// use wuye::terms::Lang;
    /// # let yard = |id: &str, revenue: i64| DistrictCompound {
    /// #     id: id.parse().unwrap(), households: 300, cost: Money::from_fen(10_000_000).unwrap(),
    /// #     revenue: Money::from_fen(revenue).unwrap(), revenue_floor: Money::ZERO,
    /// #     backstop: Money::from_fen(10_000_000).unwrap(), joining: Joining::Joins,
    /// # };
    /// # let limits = PlanLimits {
    /// #     min_households: 500, max_households: 900, margin_lo_bp: 0, margin_hi_bp: 800,
    /// #     band: UpperBand::Hard, bundle_cost: Money::ZERO,
    /// # };
    /// # let (east, west) = (yard("东院", 9_000_000), yard("西院", 10_400_000));
    /// # let edges = vec![[east.id.clone(), west.id.clone()]];
    /// # let district = District::new(limits, vec![east, west], edges, vec![]).unwrap();
    /// # let found = plan(&district, &Search::new(1, 1_000), |_| ControlFlow::Continue(())).unwrap();
    /// assert_eq!(
    ///     found.plan.bundles()[0].render(Lang::Zh),
    ///     "东院、西院（600户）：缺口10,000.00元，成员盈余4,000.00元，资源0.00元；需补贴6,000.00元。"
    /// );
    /// ```
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let names = |separator: &str| self.compounds.iter().map(CompoundId::as_str).collect::<Vec<_>>().join(separator);
        let uses = |separator: &str| self.resources.iter().map(ResourceId::as_str).collect::<Vec<_>>().join(separator);
        let (short, over, net) = (self.short.grouped(), self.over.grouped(), self.net.grouped());
        let households = self.households;
        let mut text = match lang {
            Lang::Zh => format!("{}（{households}户）：缺口{short}元，成员盈余{over}元，资源{net}元", names("、")),
            Lang::En => format!(
                "{} ({households} households): {short} yuan short, {over} over, {net} from resources",
                names(", ")
            ),
        };
        if !self.resources.is_empty() {
            text.push_str(&match lang {
                Lang::Zh => format!("（{}）", uses("、")),
                Lang::En => format!(" ({})", uses(", ")),
            });
        }
        text.push_str(&match (lang, self.subsidy.is_zero()) {
            (Lang::Zh, true) => "；收支平衡".to_owned(),
            (Lang::Zh, false) => format!("；需补贴{}元", self.subsidy.grouped()),
            (Lang::En, true) => "; it closes".to_owned(),
            (Lang::En, false) => format!("; {} of subsidy", self.subsidy.grouped()),
        });
        if !self.clawed_back.is_zero() {
            text.push_str(&match lang {
                Lang::Zh => format!("，返还{}元", self.clawed_back.grouped()),
                Lang::En => format!(", {} given back", self.clawed_back.grouped()),
            });
        }
        if lang == Lang::Zh {
            text.push('。');
        }
        text
    }
}

/// 片区方案 — a plan that the checker has counted, with a bound that it has proved. It is made by
/// [`check`](super::check) and by nothing else, and is not read back: a [`PlanRecord`] is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DistrictPlan {
    pub(super) bundles: Vec<CheckedBundle>,
    pub(super) unserved: Vec<CompoundId>,
    pub(super) figures: PlanFigures,
    pub(super) bound: Money,
    pub(super) gap: Money,
    pub(super) epsilon: Money,
    pub(super) slack: Money,
    pub(super) proof: Proof,
    pub(super) certificate: Certificate,
}

impl DistrictPlan {
    /// The bundles.
    #[must_use]
    pub fn bundles(&self) -> &[CheckedBundle] {
        &self.bundles
    }

    /// The compounds in no bundle, in the order of the district.
    #[must_use]
    pub fn unserved(&self) -> &[CompoundId] {
        &self.unserved
    }

    /// What it costs and leaves.
    #[must_use]
    pub const fn figures(&self) -> &PlanFigures {
        &self.figures
    }

    /// 下限 — the least that any plan costs, as far as is proved.
    #[must_use]
    pub const fn bound(&self) -> Money {
        self.bound
    }

    /// 差距 — outlay less bound: no plan is better by more.
    #[must_use]
    pub const fn gap(&self) -> Money {
        self.gap
    }

    /// How much outlay for each bundle counts as the same.
    #[must_use]
    pub const fn epsilon(&self) -> Money {
        self.epsilon
    }

    /// How much outlay counts as the same: the slack of one bundle for each of them, at least once.
    #[must_use]
    pub const fn slack(&self) -> Money {
        self.slack
    }

    /// What the bound says.
    #[must_use]
    pub const fn proof(&self) -> Proof {
        self.proof
    }

    /// Whether no plan is better by more than the slack.
    #[must_use]
    pub fn is_optimal(&self) -> bool {
        self.proof == Proof::Optimal
    }

    /// Why the bound holds.
    #[must_use]
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The record of it.
    #[must_use]
    pub fn record(&self) -> PlanRecord {
        let bundles = self
            .bundles
            .iter()
            .map(|bundle| PlannedBundle { compounds: bundle.compounds.clone(), resources: bundle.resources.clone() });
        PlanRecord {
            bundles: bundles.collect(),
            figures: self.figures,
            bound: self.bound,
            epsilon: self.epsilon,
            proof: self.proof,
            certificate: self.certificate.clone(),
        }
    }

    /// One sentence on the plan as a whole.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (bundles, figures) = (self.bundles.len(), &self.figures);
        let (outlay, bound, gap) = (figures.outlay.grouped(), self.bound.grouped(), self.gap.grouped());
        let (unserved, cut, proof) = (figures.unserved, figures.cut_edges, self.proof.render(lang));
        match lang {
            Lang::Zh => format!(
                "共{bundles}包，公共支出{outlay}元，下限{bound}元，差距{gap}元（{proof}）；未编入{unserved}个小区，\
                 切断相邻关系{cut}处。"
            ),
            Lang::En => format!(
                "{bundles} bundles, outlay of {outlay} yuan, bound {bound}, gap {gap} ({proof}); {unserved} compounds \
                 unserved, {cut} pairs of neighbours parted"
            ),
        }
    }
}

/// 新增资源的作用 — what one more resource would change while the bundles stay as they are: a new plan may gain more, up to
/// its whole net income and the gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Brought {
    /// The bundle that gains most, counted from 0; the first of equals; none where none gains.
    pub bundle: Option<usize>,
    /// By how much its subsidy falls.
    pub saves: Money,
    /// 至多 — what a new plan could save at most of this one's outlay: the resource's net income and the gap of this
    /// plan, or all of the outlay.
    pub at_most: Money,
}

/// Tells what one more resource would change in a plan of the district.
///
/// A bundle gains if the resource is compatible with a member and, under a hard band, does not lift it above the upper
/// margin. Whether the resource is marked transferable does not matter here: this is the question *what if*.
///
/// # Errors
/// [`DistrictError::ResourceElsewhere`] where the resource names a compound that is not in the district,
/// [`DistrictError::Amount`] for a negative or too large income.
pub fn brings(district: &District, plan: &DistrictPlan, resource: &DistrictResource) -> Result<Brought, DistrictError> {
    let places = district.places();
    super::district::check_net(resource)?;
    for compound in &resource.compatible {
        if !places.contains_key(compound) {
            let (id, compound) = (resource.id.clone(), compound.clone());
            return Err(DistrictError::ResourceElsewhere { id, compound });
        }
    }
    let most = resource.net.plus(plan.gap).unwrap_or(Money::MAX);
    let mut best = Brought { bundle: None, saves: Money::ZERO, at_most: most.min(plan.figures.outlay) };
    for (at, bundle) in plan.bundles.iter().enumerate() {
        let compatible = bundle.compounds.iter().any(|id| resource.compatible.contains(id));
        let saves = bundle.subsidy.min(resource.net);
        if compatible && saves > best.saves && fits_band(district, bundle, resource.net) {
            best = Brought { bundle: Some(at), saves, ..best };
        }
    }
    Ok(best)
}

/// Whether a bundle stays within a hard band with so much more.
fn fits_band(district: &District, bundle: &CheckedBundle, more: Money) -> bool {
    let limits = district.limits();
    if limits.band == UpperBand::ClawBack {
        return true;
    }
    let places = district.places();
    let members = bundle.compounds.iter().filter_map(|id| district.compounds().get(*places.get(id)?));
    let sum = |total: i128, amount: Money| total.saturating_add(i128::from(amount.fen()));
    let floor = members.fold(0, |total, compound| sum(total, compound.revenue_floor));
    let income = [bundle.net, more].into_iter().fold(floor, sum).saturating_mul(10_000);
    let allowed = i128::from(limits.margin_hi_bp).saturating_add(10_000);
    income <= i128::from(bundle.cost.fen()).saturating_mul(allowed)
}

/// 尚不得划转的资源会带来什么 — for each resource that may not be transferred yet, in the order of the district, what it
/// would change.
///
/// # Errors
/// None for a plan of this district.
pub fn brought_by_withheld(
    district: &District,
    plan: &DistrictPlan,
) -> Result<Vec<(ResourceId, Brought)>, DistrictError> {
    let withheld = district.resources().iter().filter(|resource| !resource.transferable);
    withheld.map(|resource| Ok((resource.id.clone(), brings(district, plan, resource)?))).collect()
}
