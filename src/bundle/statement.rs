//! 大物业收支 — the books of a bundle over a span: member by member and as a whole, who pays for whom, and what is missing.

use serde::{Deserialize, Serialize};

use super::joining::{Question, consent};
use super::range::{Flow, Yearly, minus, plus};
use super::resource::NOTHING;
use super::{
    Bundle, BundleError, BundleMember, BundleResource, MARGIN_MAX_BP, MemberId, PayTable, PoolShares, ResourceUse,
    UpperBand, WorkFunding, share_pool, who_pays,
};
use crate::balance::{CashPath, MoneyRange};
use crate::measure::{Day, Money, Span};
use crate::rule::{Rulebook, Verdict};
use crate::terms::{Lang, terms};

/// 月数上限 — the most months of a statement: a hundred years.
pub const STATEMENT_MONTHS_MAX: u32 = 1_200;

/// 微利区间 — the margin that a bundle is to earn, in basis points (万分之一) of cost. No text that was read puts a number to
/// 微利, so it is the caller's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfitBand {
    /// The margin that is needed.
    pub lo_bp: u32,
    /// The margin that is not to be exceeded.
    pub hi_bp: u32,
    /// What happens above it.
    pub above: UpperBand,
}

terms! {
    /// 利润所在 — where the margin of a bundle lies.
    pub enum MarginAt: "place of a margin" {
        Below = "below", "低于下限", "below the band", "design";
        Within = "within", "在微利区间内", "within the band", "design";
        Above = "above", "高于上限", "above the band", "design";
    }
}

/// 微利核对 — what a bundle earns beyond cost, held against a band.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct MarginCheck {
    /// 结余 — what comes in less what is spent; below zero where it does not close.
    pub margin: Money,
    /// Where it lies.
    pub at: MarginAt,
    /// By how much it is below or above; zero within.
    pub by: Money,
    /// Whether the band allows it: what is above a claw-back is given back and allowed.
    pub allowed: bool,
}

impl MarginCheck {
    fn of(margin: Money, cost: Money, band: ProfitBand) -> Self {
        let (earned, spent) = (i128::from(margin.fen()), i128::from(cost.fen()));
        let part = |bp: u32| spent.saturating_mul(bp.into());
        // The least whole fen that reaches the lower margin, the most that keep the upper one.
        let lowest = part(band.lo_bp).saturating_add(9_999).checked_div(10_000).unwrap_or(0);
        let highest = part(band.hi_bp).checked_div(10_000).unwrap_or(0);
        let money = |fen: i128| i64::try_from(fen).ok().and_then(|fen| Money::from_fen(fen).ok()).unwrap_or(Money::MAX);
        // A band narrower than a fen: what reaches its lower end is within.
        let (at, by) = if earned < lowest {
            (MarginAt::Below, lowest.saturating_sub(earned))
        } else if earned > highest.max(lowest) {
            (MarginAt::Above, earned.saturating_sub(highest.max(lowest)))
        } else {
            (MarginAt::Within, 0)
        };
        let allowed = match at {
            MarginAt::Below => false,
            MarginAt::Within => true,
            MarginAt::Above => band.above == UpperBand::ClawBack,
        };
        Self { margin, at, by: money(by), allowed }
    }

    /// In one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (at, by, short) = (self.at.render(lang), self.by.grouped(), self.margin.is_negative());
        let margin = if short { self.margin.negated() } else { self.margin }.grouped();
        let margin = match (lang, short) {
            (Lang::Zh, false) => format!("结余{margin}元"),
            (Lang::Zh, true) => format!("短缺{margin}元"),
            (Lang::En, false) => format!("{margin} yuan over"),
            (Lang::En, true) => format!("{margin} yuan short"),
        };
        match (lang, self.at, self.allowed) {
            (Lang::Zh, MarginAt::Within, _) => format!("{margin}，{at}。"),
            (Lang::Zh, MarginAt::Above, true) => format!("{margin}，{at}{by}元，超出部分返还。"),
            (Lang::Zh, MarginAt::Above, false) => format!("{margin}，{at}{by}元，不得超过。"),
            (Lang::Zh, MarginAt::Below, _) => format!("{margin}，{at}{by}元。"),
            (Lang::En, MarginAt::Within, _) => format!("{margin}, {at}"),
            (Lang::En, MarginAt::Above, true) => format!("{margin}, {at} by {by}, which is given back"),
            (Lang::En, MarginAt::Above, false) => format!("{margin}, {at} by {by}, which is not allowed"),
            (Lang::En, MarginAt::Below, _) => format!("{margin}, {at} by {by}"),
        }
    }
}

/// 成员收支 — one member over the span.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MemberAccount {
    /// Which member.
    pub id: MemberId,
    /// 收入 — fees collected and what its owners' own resources bring, as far as they count.
    pub revenue: MoneyRange,
    /// 成本 — what its service costs.
    pub cost: MoneyRange,
    /// 缺口 — cost less revenue; below zero where it has a surplus.
    pub gap: MoneyRange,
    /// Whether its surplus may serve others: unknown and unmet both mean that it does not.
    pub shares: Verdict,
    /// 如能共享可减少的缺口 — where it keeps a surplus: by how much less would be unfunded at the worst if its owners decided to
    /// share; nothing where that is not known, or where it shares.
    pub would_save: Option<Money>,
}

/// 资源收支 — one resource over the span.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ResourceAccount {
    /// Whether it counts, and why.
    pub standing: ResourceUse,
    /// What it brings net within its term, whether it counts or not.
    pub net: MoneyRange,
    /// 如能计入可减少的缺口 — of one that does not count yet: by how much less would be unfunded at the worst; nothing where that
    /// is not known, or where it counts.
    pub would_save: Option<Money>,
}

terms! {
    /// 测算端 — which end of what is not known exactly.
    pub enum OutturnEnd: "end of a range" {
        Worst = "worst", "最不利", "at the worst", "design";
        Best = "best", "最有利", "at the best", "design";
    }
}

/// 测算结果 — the books of a bundle at one end of what is not known exactly; both ends are the same where all is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outturn {
    /// Which end.
    pub end: OutturnEnd,
    /// 资金池 — what resources bring and members share.
    pub pool: Money,
    /// 按需分配 — what each in need receives: members short of money, resources that cost more than they bring.
    pub shares: PoolShares,
    /// 谁为谁承担 — rows pay, columns receive.
    pub pays: PayTable,
    /// 自留盈余 — what members have over and keep, since their owners have not decided to share it.
    pub kept: Vec<(MemberId, Money)>,
    /// 微利核对 — where a band was given.
    pub margin: Option<MarginCheck>,
    /// 现金 — year by year from the first day of the span, works of social capital included; what members keep is left
    /// out. The last year may be a part.
    pub cash: CashPath,
}

impl Outturn {
    /// 最低累计现金 — the lowest balance of a year's end, and which year, counted from 1.
    #[must_use]
    pub fn lowest(&self) -> (Money, usize) {
        self.cash.lowest()
    }

    /// In one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let end = self.end.render(lang);
        match lang {
            Lang::Zh => format!("{end}：{}", self.figures(lang)),
            Lang::En => format!("{end}: {}", self.figures(lang)),
        }
    }

    fn figures(&self, lang: Lang) -> String {
        let (pool, unfunded, left) = (self.pool.grouped(), self.shares.unfunded.grouped(), self.shares.left.grouped());
        let (lowest, year) = self.lowest();
        let lowest = lowest.grouped();
        match lang {
            Lang::Zh => format!(
                "资金池{pool}元，按需分配后未满足{unfunded}元，结余{left}元；累计现金最低{lowest}元，在第{year}年末。"
            ),
            Lang::En => format!(
                "a pool of {pool} yuan; unfunded {unfunded}, left {left}; cash is lowest at the end of year {year}, \
                 {lowest} yuan"
            ),
        }
    }
}

/// 大物业收支表 — members, resources and the bundle over a span of whole months.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BundleStatement {
    /// Over which days.
    pub span: Span,
    /// The members, in the order of the bundle.
    pub members: Vec<MemberAccount>,
    /// The resources, in the order of the bundle.
    pub resources: Vec<ResourceAccount>,
    /// All members together: the sum of theirs, to the fen.
    pub revenue: MoneyRange,
    /// The same of their cost.
    pub cost: MoneyRange,
    /// The same of their gaps: what they lack before anything is shared.
    pub gap: MoneyRange,
    /// What public resources that count bring.
    pub resources_net: MoneyRange,
    /// 社会资本工程 — what works of social capital cost within the span.
    pub works: MoneyRange,
    /// With the least revenue and the highest cost; nothing where one of them has no end.
    pub worst: Option<Outturn>,
    /// With the most revenue and the lowest cost; nothing where revenue has no end.
    pub best: Option<Outturn>,
}

impl BundleStatement {
    /// The result, where all that counts is known exactly.
    #[must_use]
    pub fn exact(&self) -> Option<&Outturn> {
        let known = |range: &MoneyRange| range.exact().is_some();
        let members = self.members.iter().all(|member| known(&member.revenue) && known(&member.cost));
        let counted = self.resources.iter().filter(|one| one.standing.verdict == Verdict::Met);
        let counted = counted.into_iter().all(|one| known(&one.net));
        self.worst.as_ref().filter(|_| members && counted && known(&self.works))
    }

    /// In one sentence, then one for each outturn.
    #[must_use]
    pub fn render(&self, lang: Lang) -> Vec<String> {
        let said = |range: MoneyRange| said(range, lang);
        let (revenue, cost, gap) = (said(self.revenue), said(self.cost), said(self.gap));
        let (resources, members) = (said(self.resources_net), self.members.len());
        let mut lines = vec![match lang {
            Lang::Zh => {
                format!("{members}个成员合计收入{revenue}元，成本{cost}元，缺口{gap}元；公共资源净收益{resources}元。")
            }
            Lang::En => format!(
                "{members} member(s) together: revenue {revenue}, cost {cost}, gap {gap} yuan; resources {resources} net"
            ),
        }];
        match self.exact() {
            Some(outturn) => lines.push(outturn.figures(lang)),
            None => {
                for (end, outturn) in [(OutturnEnd::Worst, &self.worst), (OutturnEnd::Best, &self.best)] {
                    lines.push(match (outturn, lang) {
                        (Some(outturn), _) => outturn.render(lang),
                        (None, Lang::Zh) => format!("{end:#}：所缺数据没有上限，待查明。"),
                        (None, Lang::En) => format!("{}: unknown, for nothing bounds what is not stated", end.en()),
                    });
                }
            }
        }
        lines
    }
}

/// `100.00`, `100.00至200.00`, `不少于100.00`.
fn said(range: MoneyRange, lang: Lang) -> String {
    match (range.least.map(Money::grouped), range.most.map(Money::grouped), lang) {
        (Some(least), Some(most), _) if least == most => least,
        (Some(least), Some(most), Lang::Zh) => format!("{least}至{most}"),
        (Some(least), Some(most), Lang::En) => format!("{least} to {most}"),
        (Some(least), None, Lang::Zh) => format!("不少于{least}"),
        (Some(least), None, Lang::En) => format!("{least} or more"),
        (None, Some(most), Lang::Zh) => format!("不超过{most}"),
        (None, Some(most), Lang::En) => format!("{most} or less"),
        (None, None, Lang::Zh) => "（待查明）".to_owned(),
        (None, None, Lang::En) => "(unknown)".to_owned(),
    }
}

/// The span of a statement and its months.
#[derive(Clone, Copy)]
struct Grid {
    span: Span,
    months: u32,
}

impl Grid {
    fn new(span: Span) -> Result<Self, BundleError> {
        let wrong = BundleError::Months { most: STATEMENT_MONTHS_MAX, start: span.start(), end: span.end() };
        match span.whole_months() {
            Ok(months) if (1..=STATEMENT_MONTHS_MAX).contains(&months) => Ok(Self { span, months }),
            _ => Err(wrong),
        }
    }

    /// Which month of the span begins on a day: 0 for days before it, the number of months for days after it.
    fn month(self, id: &str, day: Day) -> Result<u32, BundleError> {
        let start = self.span.start();
        if day <= start {
            return Ok(0);
        }
        if day >= self.span.end() {
            return Ok(self.months);
        }
        let before = Span::new(start, day)?;
        before.whole_months().map_err(|_| BundleError::OffMonth { id: id.to_owned(), start, found: day })
    }

    /// The year, counted from 0, in which a day of the span lies.
    fn year(self, day: Day) -> usize {
        let years = (1_u32..).map_while(|year| {
            let end = crate::measure::Period::Years(year).after(self.span.start()).ok()?;
            (end <= day).then_some(())
        });
        years.take(usize::try_from(STATEMENT_MONTHS_MAX).unwrap_or(0)).count()
    }

    /// The months that are over at the end of each year; the last year may be a part.
    fn years(self) -> impl Iterator<Item = u32> {
        (1..=self.months.div_ceil(12)).map(move |year| year.saturating_mul(12).min(self.months))
    }
}

/// What flows for one member or resource, in and out.
struct Flows {
    income: Vec<Flow>,
    cost: Option<Flow>,
}

impl Flows {
    fn income(&self, months: u32) -> Result<MoneyRange, BundleError> {
        let mut sum = NOTHING;
        for flow in &self.income {
            sum = plus(sum, flow.until(months)?)?;
        }
        Ok(sum)
    }

    fn cost(&self, months: u32) -> Result<MoneyRange, BundleError> {
        self.cost.map_or(Ok(NOTHING), |flow| Ok(flow.until(months)?))
    }

    /// What is over after so many months; below zero where it is short.
    fn over(&self, months: u32, end: OutturnEnd) -> Result<Option<Money>, BundleError> {
        let over = minus(self.income(months)?, self.cost(months)?)?;
        Ok(match end {
            OutturnEnd::Worst => over.least,
            OutturnEnd::Best => over.most,
        })
    }
}

fn fees(member: &BundleMember, grid: Grid) -> Result<Flow, BundleError> {
    let from = member.fees_from.map_or(Ok(0), |day| grid.month(member.id.as_str(), day))?;
    Ok(match (member.fees, member.collection) {
        (Some(fees), Some(collection)) => Flow::exact(Yearly::share(fees, collection), from, grid.months),
        (fees, _) => Flow { least: Some(Yearly::NOTHING), most: fees.map(Yearly::whole), from, to: grid.months },
    })
}

fn costs(member: &BundleMember, grid: Grid) -> Flow {
    match member.cost {
        Some(cost) => Flow::exact(Yearly::whole(cost), 0, grid.months),
        None => Flow { least: Some(Yearly::NOTHING), most: None, from: 0, to: grid.months },
    }
}

fn income(resource: &BundleResource, grid: Grid) -> Result<Flow, BundleError> {
    let Some(term) = resource.term else { return Ok(resource.flow(0, grid.months).perhaps()) };
    let id = resource.id.as_str();
    Ok(resource.flow(grid.month(id, term.start())?, grid.month(id, term.end())?))
}

/// The parts of a bundle as they flow.
struct Books<'a> {
    bundle: &'a Bundle,
    grid: Grid,
    members: Vec<(Flows, Verdict)>,
    /// Public resources that count.
    resources: Vec<(MemberId, Flows)>,
}

/// What each gives or needs, in the order of the bundle: resources first, then members.
type Amounts = Vec<(MemberId, Money)>;

fn above_zero(amount: Money) -> Money {
    amount.max(Money::ZERO)
}

/// What each of these gives of `wanted`, in proportion to what it has; and what is still wanted.
fn given(from: &Amounts, wanted: Money) -> Result<(Amounts, Money), BundleError> {
    let shares = share_pool(from, wanted)?;
    Ok((shares.parts, shares.left))
}

impl Books<'_> {
    fn works(&self, end: OutturnEnd) -> Result<Option<Vec<Money>>, BundleError> {
        let mut years: Vec<Money> = self.grid.years().map(|_| Money::ZERO).collect();
        for work in self.bundle.parts().works.iter().filter(|work| work.funding == WorkFunding::Social) {
            let cost = match (work.cost, end) {
                (Some(cost), _) => cost,
                (None, OutturnEnd::Best) => Money::ZERO,
                (None, OutturnEnd::Worst) if self.grid.span.contains(work.on) => return Ok(None),
                (None, OutturnEnd::Worst) => continue,
            };
            if self.grid.span.contains(work.on)
                && let Some(year) = years.get_mut(self.grid.year(work.on))
            {
                *year = year.plus(cost)?;
            }
        }
        Ok(Some(years))
    }

    /// The cash of the bundle after so many months, without works: what members keep is not in it.
    fn cash(&self, months: u32, end: OutturnEnd) -> Result<Option<Money>, BundleError> {
        let mut sum = Money::ZERO;
        for (flows, shares) in &self.members {
            let Some(over) = flows.over(months, end)? else { return Ok(None) };
            sum = sum.plus(if *shares == Verdict::Met { over } else { over.min(Money::ZERO) })?;
        }
        for (_, flows) in &self.resources {
            let Some(over) = flows.over(months, end)? else { return Ok(None) };
            sum = sum.plus(over)?;
        }
        Ok(Some(sum))
    }

    fn path(&self, end: OutturnEnd) -> Result<Option<CashPath>, BundleError> {
        let Some(works) = self.works(end)? else { return Ok(None) };
        let (mut flows, mut before) = (Vec::with_capacity(works.len()), Money::ZERO);
        for (months, work) in self.grid.years().zip(works) {
            let Some(now) = self.cash(months, end)? else { return Ok(None) };
            flows.push(now.minus(before)?.minus(work)?);
            before = now;
        }
        // At least one year and at most a hundred.
        Ok(CashPath::new(Money::ZERO, &flows).ok())
    }

    fn outturn(&self, end: OutturnEnd, band: Option<ProfitBand>) -> Result<Option<Outturn>, BundleError> {
        let Some(cash) = self.path(end)? else { return Ok(None) };
        let months = self.grid.months;
        let (mut public, mut shared, mut needs, mut kept) = (vec![], vec![], vec![], vec![]);
        for (id, flows) in &self.resources {
            let Some(over) = flows.over(months, end)? else { return Ok(None) };
            public.push((id.clone(), above_zero(over)));
            needs.push((id.clone(), above_zero(over.negated())));
        }
        for (member, (flows, shares)) in self.bundle.members().iter().zip(&self.members) {
            let Some(over) = flows.over(months, end)? else { return Ok(None) };
            let list = if *shares == Verdict::Met { &mut shared } else { &mut kept };
            list.push((member.id.clone(), above_zero(over)));
            needs.push((member.id.clone(), above_zero(over.negated())));
        }
        needs.retain(|(_, need)| !need.is_zero());
        kept.retain(|(_, over)| !over.is_zero());
        let pool = Money::sum(public.iter().chain(&shared).map(|(_, over)| *over))?;
        let shares = share_pool(&needs, pool)?;
        // Public money goes first; what owners share is drawn on after it.
        let wanted = pool.minus(shares.left)?;
        let (mut payers, wanted) = given(&public, wanted)?;
        payers.extend(given(&shared, wanted)?.0);
        payers.retain(|(_, paid)| !paid.is_zero());
        let pays = who_pays(&payers, &shares.parts)?;
        let closing = shares.left.minus(shares.unfunded)?;
        let margin = match band {
            Some(band) => self.costs(end)?.map(|cost| MarginCheck::of(closing, cost, band)),
            None => None,
        };
        Ok(Some(Outturn { end, pool, shares, pays, kept, margin, cash }))
    }

    fn costs(&self, end: OutturnEnd) -> Result<Option<Money>, BundleError> {
        let mut sum = NOTHING;
        for (flows, _) in &self.members {
            sum = plus(sum, flows.cost(self.grid.months)?)?;
        }
        Ok(match end {
            OutturnEnd::Worst => sum.most,
            OutturnEnd::Best => sum.least,
        })
    }
}

impl Bundle {
    /// 资源核对 — whether each resource may be counted on, in the order of the bundle.
    ///
    /// Public money needs a release by those who have the say, and where the place withholds a kind of resource, one by
    /// an office. What belongs to a member's owners needs their decision to use it for their own service.
    #[must_use]
    pub fn uses(&self, rulebook: &Rulebook, day: Day) -> Vec<ResourceUse> {
        let of = |resource: &BundleResource| match self.owner(resource) {
            None => resource.public_use(rulebook, day),
            Some(member) if !member.kind.votes() => resource.public_use(rulebook, day),
            Some(member) => {
                let decided = consent(member, Question::OwnRevenue, rulebook, day);
                resource.own_use(decided.verdict, decided.law.first().cloned())
            }
        };
        self.resources().iter().map(of).collect()
    }

    fn owner(&self, resource: &BundleResource) -> Option<&BundleMember> {
        let owner = resource.of.as_ref()?;
        self.members().iter().find(|member| member.id == *owner)
    }

    /// 大物业收支表 — the books of the bundle over a span of whole months, as things are decided and stated on `day`.
    ///
    /// 1. A member's revenue is its fees at their collection rate and its own resources that its owners decided to use;
    ///    its gap is cost less revenue.
    /// 2. The pool is the net income of public resources that may be used, and the surplus of members whose owners
    ///    decided to share it. Surplus of others is reported and not counted.
    /// 3. The pool goes to needs in proportion; public money first. What is left or unfunded is reported.
    /// 4. What is not stated widens every figure that it enters to a range.
    ///
    /// # Errors
    /// [`BundleError::Months`] for a span that is not 1 to [`STATEMENT_MONTHS_MAX`] whole months;
    /// [`BundleError::OffMonth`] for a term that begins or ends within a month of the span; [`BundleError::Band`];
    /// [`BundleError::Measure`] and [`BundleError::Pool`] beyond the bounds of money.
    pub fn statement(
        &self,
        rulebook: &Rulebook,
        day: Day,
        span: Span,
        band: Option<ProfitBand>,
    ) -> Result<BundleStatement, BundleError> {
        if let Some(ProfitBand { lo_bp: lo, hi_bp: hi, .. }) =
            band.filter(|b| b.lo_bp > b.hi_bp || b.hi_bp > MARGIN_MAX_BP)
        {
            return Err(BundleError::Band { most: MARGIN_MAX_BP, lo, hi });
        }
        let grid = Grid::new(span)?;
        let uses = self.uses(rulebook, day);
        let books = self.books(grid, rulebook, day, &uses)?;
        let mut members = Vec::with_capacity(self.members().len());
        let (mut revenue, mut cost, mut gap) = (NOTHING, NOTHING, NOTHING);
        for (member, (flows, shares)) in self.members().iter().zip(&books.members) {
            let (own, spent) = (flows.income(grid.months)?, flows.cost(grid.months)?);
            let short = minus(spent, own)?;
            (revenue, cost, gap) = (plus(revenue, own)?, plus(cost, spent)?, plus(gap, short)?);
            let (id, shares) = (member.id.clone(), *shares);
            members.push(MemberAccount { id, revenue: own, cost: spent, gap: short, shares, would_save: None });
        }
        let mut resources_net = NOTHING;
        for (_, flows) in &books.resources {
            resources_net = plus(resources_net, flows.income(grid.months)?)?;
        }
        let works = |end| books.works(end)?.map(Money::sum).transpose().map_err(BundleError::from);
        let works = MoneyRange { least: works(OutturnEnd::Best)?, most: works(OutturnEnd::Worst)? };
        let (worst, best) = (books.outturn(OutturnEnd::Worst, band)?, books.outturn(OutturnEnd::Best, band)?);
        if let Some(worst) = &worst {
            for member in members.iter_mut().filter(|member| member.shares != Verdict::Met) {
                let kept = member.gap.most.map(|gap| above_zero(gap.negated()));
                member.would_save = kept.map(|kept| kept.min(worst.shares.unfunded));
            }
        }
        let mut resources = Vec::with_capacity(uses.len());
        for (resource, standing) in self.resources().iter().zip(uses) {
            let net = income(resource, grid)?.until(grid.months)?;
            let would_save = if standing.verdict == Verdict::Met {
                None
            } else {
                worst.as_ref().zip(net.least).map(|(worst, least)| self.saves(resource, least, &members, worst))
            };
            resources.push(ResourceAccount { standing, net, would_save });
        }
        Ok(BundleStatement { span, members, resources, revenue, cost, gap, resources_net, works, worst, best })
    }

    /// By how much less would be unfunded with a resource that does not count yet. What belongs to a member's owners
    /// serves that member first, and others only where its surplus may.
    fn saves(&self, resource: &BundleResource, more: Money, members: &[MemberAccount], worst: &Outturn) -> Money {
        let owner = resource.of.as_ref().and_then(|id| members.iter().find(|member| member.id == *id));
        let usable = match owner {
            Some(owner) if owner.shares != Verdict::Met => more.min(above_zero(owner.gap.most.unwrap_or(Money::ZERO))),
            _ => more,
        };
        above_zero(usable).min(worst.shares.unfunded)
    }

    fn books<'a>(
        &'a self,
        grid: Grid,
        rulebook: &Rulebook,
        day: Day,
        uses: &[ResourceUse],
    ) -> Result<Books<'a>, BundleError> {
        let mut members = Vec::with_capacity(self.members().len());
        for member in self.members() {
            let shares = consent(member, Question::ShareSurplus, rulebook, day).verdict;
            let mut income = vec![fees(member, grid)?];
            for (resource, standing) in self.resources().iter().zip(uses) {
                if standing.verdict == Verdict::Met && resource.of.as_ref() == Some(&member.id) {
                    income.push(self::income(resource, grid)?);
                }
            }
            members.push((Flows { income, cost: Some(costs(member, grid)) }, shares));
        }
        let mut resources = Vec::new();
        for (resource, standing) in self.resources().iter().zip(uses) {
            if standing.verdict == Verdict::Met
                && resource.of.is_none()
                && let Ok(id) = MemberId::new(resource.id.as_str())
            {
                resources.push((id, Flows { income: vec![income(resource, grid)?], cost: None }));
            }
        }
        Ok(Books { bundle: self, grid, members, resources })
    }
}
