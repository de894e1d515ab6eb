//! Money for renovation: who pays for the works, rent taken in advance, trials, a fund for those who never had one,
//! lifts.

use serde::{Deserialize, Serialize};

use super::{FundError, UnitAmount, months, not_negative, positive, share_fen};
use crate::balance::{Basis, BudgetLineId, Line, LineKind};
use crate::estate::{ResourceId, UnitId};
use crate::measure::{
    Approx, Area, Day, Dimension, Every, MeasureError, Money, Per, Period, Ratio, Rounding, Span, Things, UnitPrice,
};
use crate::money::{IncomeKind, Purse};
use crate::terms::{Placed, terms};

terms! {
    /// 改造资金来源 — who pays for works in an old compound.
    pub enum SourceKind: "source of money for works" {
        Residents = "residents", "居民出资", "residents who pay", "国办发〔2020〕23号";
        MaintenanceFund = "maintenance_fund", "使用（补建、续筹）住宅专项维修资金", "the maintenance fund", "国办发〔2020〕23号";
        CededRevenue = "ceded_revenue", "让渡小区公共收益", "common revenue that is ceded", "国办发〔2020〕23号";
        ProvidentFund = "provident_fund", "提取住房公积金", "withdrawals from the provident fund", "国办发〔2020〕23号";
        Government = "government", "政府支持", "government", "国办发〔2020〕23号";
        Utilities = "utilities", "专业经营单位出资", "utilities", "国办发〔2020〕23号";
        OriginalOwner = "original_owner", "原产权单位出资", "the unit that once owned the dwellings", "国办发〔2020〕23号";
        SocialCapital = "social_capital", "社会力量出资", "social capital", "国办发〔2020〕23号";
        Company = "company", "企业出资", "a company", "厦住建综函〔2024〕44号第二部分第（二）项";
        PublicHousingFund = "public_housing_fund", "公房维修金", "maintenance money of public housing", "厦住建综函〔2024〕44号第二部分第（二）项";
    }
}

impl SourceKind {
    /// Whether it is a way in which residents pay: their own money, their fund, their revenue, their provident fund.
    #[must_use]
    pub const fn is_residents(self) -> bool {
        matches!(self, Self::Residents | Self::MaintenanceFund | Self::CededRevenue | Self::ProvidentFund)
    }
}

terms! {
    /// 改造内容类别 — the three classes of works.
    pub enum WorkClass: "class of works" {
        Basic = "basic", "基础类", "basic: safety and basic needs", "国办发〔2020〕23号";
        Improvement = "improvement", "完善类", "improvement: convenience, lifts", "国办发〔2020〕23号";
        Upgrade = "upgrade", "提升类", "upgrade: services", "国办发〔2020〕23号";
    }
}

impl WorkClass {
    /// Whether all that is needed of it is to be done (应改尽改); the others are as the residents wish.
    #[must_use]
    pub const fn is_needed(self) -> bool {
        matches!(self, Self::Basic)
    }
}

/// 资金来源 — one source and its amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Who.
    pub kind: SourceKind,
    /// How much.
    pub amount: Money,
}

/// 资金筹措 — the sources of a budget of works and the gap that they leave.
///
/// ```
/// use wuye::fund::{Funding, Source, SourceKind};
/// use wuye::measure::Money;
/// let wan = |wan: &str| Money::from_wan(wan.parse().unwrap()).unwrap();
/// let source = |kind, amount| Source { kind, amount: wan(amount) };
/// let sources = vec![
///     source(SourceKind::Residents, "29.2"),
///     source(SourceKind::Company, "20"),
///     source(SourceKind::PublicHousingFund, "2"),
/// ];
/// let works = Funding::new(wan("51.2"), sources)?; // 神山三航公寓
/// assert!(works.gap()?.is_zero());
/// assert_eq!(works.residents_share()?.to_string(), "73/128"); // 57.03 %
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "FundingForm", into = "FundingForm")]
pub struct Funding {
    // INVARIANT: amounts are above zero and sum to the budget or less.
    budget: Money,
    sources: Vec<Source>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FundingForm {
    budget: Money,
    sources: Vec<Source>,
}

impl TryFrom<FundingForm> for Funding {
    type Error = Placed<FundError>;
    fn try_from(form: FundingForm) -> Result<Self, Placed<FundError>> {
        Ok(Self::new(form.budget, form.sources)?)
    }
}

impl From<Funding> for FundingForm {
    fn from(funding: Funding) -> Self {
        Self { budget: funding.budget, sources: funding.sources }
    }
}

impl Funding {
    /// The sources of a budget; one kind may stand there several times.
    ///
    /// # Errors
    /// [`FundError::NotPositive`]; [`FundError::OverFunded`] for sources over 100 % of the budget.
    pub fn new(budget: Money, sources: Vec<Source>) -> Result<Self, FundError> {
        positive(budget)?;
        for source in &sources {
            positive(source.amount)?;
        }
        let found = Money::sum(sources.iter().map(|source| source.amount))?;
        if found > budget {
            return Err(FundError::OverFunded { budget, found });
        }
        Ok(Self { budget, sources })
    }

    /// What the works cost.
    #[must_use]
    pub const fn budget(&self) -> Money {
        self.budget
    }

    /// Who pays.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// What nobody pays yet.
    ///
    /// # Errors
    /// [`FundError::Measure`] never for amounts within their bounds.
    pub fn gap(&self) -> Result<Money, FundError> {
        Ok(self.budget.minus(Money::sum(self.sources.iter().map(|source| source.amount))?)?)
    }

    /// What residents pay, in whichever way.
    ///
    /// # Errors
    /// [`FundError::Measure`] never for amounts within their bounds.
    pub fn residents(&self) -> Result<Money, FundError> {
        let theirs = self.sources.iter().filter(|source| source.kind.is_residents());
        Ok(Money::sum(theirs.map(|source| source.amount))?)
    }

    /// The residents' share of the whole budget; money of others stays in the base.
    ///
    /// # Errors
    /// [`FundError::Measure`] never for amounts within their bounds.
    pub fn residents_share(&self) -> Result<Ratio, FundError> {
        Ok(Ratio::new(self.residents()?.fen(), self.budget.fen())?)
    }

    /// What residents pay per household on average (户均出资), rounded 四舍五入 to the fen.
    ///
    /// # Errors
    /// [`FundError::Measure`] for no households.
    pub fn per_household(&self, households: u32) -> Result<Money, FundError> {
        Ok(Rounding::default().round(i128::from(self.residents()?.fen()), i128::from(households))?)
    }
}

/// 预收租金 — rent of common parts taken in advance and spent on works. While its months run it brings no new cash, so it
/// balances no running budget; the rent after them pays for upkeep alone (许昌延中小区).
///
/// ```
/// use wuye::fund::AdvanceRent;
/// use wuye::money::Purse;
/// let rent = AdvanceRent::new("200000".parse()?, "2022-01-01".parse()?, 24)?;
/// let parts = rent.schedule()?;
/// assert_eq!(parts.iter().filter(|part| part.to_string() == "8333.34").count(), 8);
/// assert_eq!(parts.iter().filter(|part| part.to_string() == "8333.33").count(), 16);
/// assert_eq!(rent.purse_on("2023-12-31".parse()?), Some(Purse::Renovation));
/// assert_eq!(rent.purse_on("2024-01-01".parse()?), Some(Purse::MaintenanceFund));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "AdvanceRentForm", into = "AdvanceRentForm")]
pub struct AdvanceRent {
    // INVARIANT: the amount is above zero and the months end within the calendar.
    received: Money,
    from: Day,
    months: u32,
    end: Day,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AdvanceRentForm {
    received: Money,
    from: Day,
    months: u32,
}

impl TryFrom<AdvanceRentForm> for AdvanceRent {
    type Error = Placed<FundError>;
    fn try_from(form: AdvanceRentForm) -> Result<Self, Placed<FundError>> {
        Ok(Self::new(form.received, form.from, form.months)?)
    }
}

impl From<AdvanceRent> for AdvanceRentForm {
    fn from(rent: AdvanceRent) -> Self {
        Self { received: rent.received, from: rent.from, months: rent.months }
    }
}

impl AdvanceRent {
    /// Rent of so many months from a day on, received at once.
    ///
    /// # Errors
    /// [`FundError::NotPositive`], [`FundError::MonthCount`]; [`FundError::Measure`] for months beyond the calendar.
    pub fn new(received: Money, from: Day, number: u32) -> Result<Self, FundError> {
        let end = Period::Months(months(number)?).after(from)?;
        Ok(Self { received: positive(received)?, from, months: number, end })
    }

    /// What was received.
    #[must_use]
    pub const fn received(&self) -> Money {
        self.received
    }

    /// The first day on which rent falls due again.
    #[must_use]
    pub const fn end(&self) -> Day {
        self.end
    }

    /// What each month is worth: they sum to what was received, and the fen that do not divide are on the first months.
    ///
    /// # Errors
    /// [`FundError::Measure`] never for amounts within their bounds.
    pub fn schedule(&self) -> Result<Vec<Money>, FundError> {
        share_fen(self.received, &vec![1; usize::try_from(self.months).unwrap_or(0)])
    }

    /// Whose purse the rent of a day is: the works' while the advance runs, the maintenance fund's after it; nobody's
    /// before it.
    #[must_use]
    pub fn purse_on(&self, day: Day) -> Option<Purse> {
        match (day >= self.from, day < self.end) {
            (false, _) => None,
            (true, true) => Some(Purse::Renovation),
            (true, false) => Some(Purse::MaintenanceFund),
        }
    }

    /// 年度预算中的预收租金 — the months of the advance that lie in a budget's span, as a line of the renovation purse: the
    /// running service cannot use it, and the resource cannot stand in another line of those months. Nothing where the
    /// span lies apart.
    ///
    /// # Errors
    /// [`FundError::Measure`] where the months do not fall together with those of the budget.
    pub fn line(&self, id: BudgetLineId, resource: ResourceId, budget: Span) -> Result<Option<Line>, FundError> {
        let (start, end) = (self.from.max(budget.start()), self.end.min(budget.end()));
        let Ok(span) = Span::new(start, end) else { return Ok(None) };
        let skipped = match Span::new(self.from, start) {
            Ok(before) => before.whole_months()?,
            Err(_) => 0,
        };
        let index = |months: u32| usize::try_from(months).unwrap_or(usize::MAX);
        let schedule = self.schedule()?;
        let inside = schedule.iter().skip(index(skipped)).take(index(span.whole_months()?));
        let amount = Approx::exact(Money::sum(inside.copied())?);
        Ok(Some(Line {
            id,
            kind: LineKind::Income(IncomeKind::ParkingRent),
            basis: Basis::Lump(Some(amount)),
            purse: Purse::Renovation,
            span: Some(span),
            resource: Some(resource),
        }))
    }
}

/// 先尝后买 — a trial in which somebody else pays for the service before the owners' fee begins (东莞莞城: the operator, for
/// 36 months).
///
/// ```
/// use wuye::fund::Trial;
/// use wuye::money::Purse;
/// let trial = Trial::new("2023-07-01".parse()?, 36, Purse::ProvidersOwn)?;
/// assert_eq!(trial.fee_from(), "2026-07-01".parse()?);
/// assert_eq!(trial.payer_on("2026-06-30".parse()?), Some(Purse::ProvidersOwn));
/// assert_eq!(trial.payer_on("2026-07-01".parse()?), Some(Purse::Operating));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "TrialForm", into = "TrialForm")]
pub struct Trial {
    // INVARIANT: the months end within the calendar.
    from: Day,
    months: u32,
    payer: Purse,
    fee_from: Day,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TrialForm {
    from: Day,
    months: u32,
    payer: Purse,
}

impl TryFrom<TrialForm> for Trial {
    type Error = Placed<FundError>;
    fn try_from(form: TrialForm) -> Result<Self, Placed<FundError>> {
        Ok(Self::new(form.from, form.months, form.payer)?)
    }
}

impl From<Trial> for TrialForm {
    fn from(trial: Trial) -> Self {
        Self { from: trial.from, months: trial.months, payer: trial.payer }
    }
}

impl Trial {
    /// A trial of so many months from a day on.
    ///
    /// # Errors
    /// [`FundError::MonthCount`]; [`FundError::Measure`] for months beyond the calendar.
    pub fn new(from: Day, number: u32, payer: Purse) -> Result<Self, FundError> {
        let fee_from = Period::Months(months(number)?).after(from)?;
        Ok(Self { from, months: number, payer, fee_from })
    }

    /// The first day of the owners' fee, if they choose the service.
    #[must_use]
    pub const fn fee_from(&self) -> Day {
        self.fee_from
    }

    /// Who pays on a day; nobody before the trial.
    #[must_use]
    pub fn payer_on(&self, day: Day) -> Option<Purse> {
        match (day >= self.from, day < self.fee_from) {
            (false, _) => None,
            (true, true) => Some(self.payer),
            (true, false) => Some(Purse::Operating),
        }
    }
}

/// 分期 — what a household pays, month by month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Instalments {
    /// The unit.
    pub unit: UnitId,
    /// One amount for each month.
    pub parts: Vec<Money>,
}

/// 维修资金归集 — what each household pays where a renovated compound that never had a fund starts one: a price per square
/// metre of its area, rounded 四舍五入 to the fen, in so many monthly parts that sum to it exactly. That the owners decide
/// it by the majority for raising the fund is a vote of its own
/// ([`Matter::RaiseFund`](crate::matter::Matter::RaiseFund)).
///
/// # Errors
/// [`FundError::MonthCount`]; [`FundError::NotOncePerArea`]; [`FundError::NotPositive`] for a price that makes nothing
/// of a unit; [`FundError::Measure`] beyond the bounds of money.
///
/// ```
/// use wuye::fund::collect;
/// use wuye::measure::{Every, Per, UnitPrice};
/// let price = UnitPrice::new("20".parse().unwrap(), Per::SquareMetre, Every::Once)?;
/// let plan = collect(&[("1-101".parse()?, "62.35".parse()?)], price, 12)?;
/// assert_eq!(plan[0].parts[0].to_string(), "103.92"); // 1,247.00 in twelve parts
/// assert_eq!(plan[0].parts[11].to_string(), "103.91");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn collect(units: &[(UnitId, Area)], price: UnitPrice, number: u32) -> Result<Vec<Instalments>, FundError> {
    let parts = usize::try_from(months(number)?).unwrap_or(0);
    if price.per() != Per::SquareMetre || price.every() != Every::Once {
        return Err(FundError::NotOncePerArea { per: price.per(), every: price.every() });
    }
    let mut plan = Vec::with_capacity(units.len());
    for (unit, area) in units {
        let exact = price.exact_for(Things::Area(*area), 1);
        let (above, below) = exact.ok_or(MeasureError::Overflow { what: Dimension::Money })?;
        let whole = positive(Rounding::default().round(above, below)?)?;
        plan.push(Instalments { unit: unit.clone(), parts: share_fen(whole, &vec![1; parts])? });
    }
    Ok(plan)
}

/// 加装电梯 — a lift in an existing dwelling: what is left after subsidy and fund, shared by the weights that those
/// concerned agreed. Weights by floor are data and never law; whose consent it needs is
/// [`lift`](crate::meeting::checks::lift).
///
/// ```
/// use wuye::fund::LiftProject;
/// let floors = [0, 5, 10, 11, 12, 13, 14];
/// let weights = floors.iter().enumerate().flat_map(|(i, weight)| {
///     ["1", "2"].map(|door| (format!("{}-{door}", i + 1).parse().unwrap(), *weight))
/// });
/// let lift = LiftProject::new("480000".parse()?, "160000".parse()?, "20000".parse()?, weights.collect())?;
/// assert_eq!(lift.net()?, "300000".parse()?);
/// let shares = lift.shares()?;
/// let of = |unit: &str| shares.iter().find(|share| share.unit.as_str() == unit).unwrap().amount.to_string();
/// assert_eq!((of("1-1"), of("2-1"), of("7-1")), ("0.00".into(), "11538.46".into(), "32307.69".into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "LiftForm", into = "LiftForm")]
pub struct LiftProject {
    // INVARIANT: subsidy and fund are not more than the cost; units are unique.
    cost: Money,
    subsidy: Money,
    fund: Money,
    weights: Vec<(UnitId, u64)>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LiftForm {
    cost: Money,
    subsidy: Money,
    fund: Money,
    weights: Vec<(UnitId, u64)>,
}

impl TryFrom<LiftForm> for LiftProject {
    type Error = Placed<FundError>;
    fn try_from(form: LiftForm) -> Result<Self, Placed<FundError>> {
        Ok(Self::new(form.cost, form.subsidy, form.fund, form.weights)?)
    }
}

impl From<LiftProject> for LiftForm {
    fn from(lift: LiftProject) -> Self {
        Self { cost: lift.cost, subsidy: lift.subsidy, fund: lift.fund, weights: lift.weights }
    }
}

impl LiftProject {
    /// A project.
    ///
    /// # Errors
    /// [`FundError::NotPositive`]; [`FundError::OverFunded`] where subsidy and fund are more than the cost;
    /// [`FundError::UnitTwice`].
    pub fn new(cost: Money, subsidy: Money, fund: Money, weights: Vec<(UnitId, u64)>) -> Result<Self, FundError> {
        positive(cost)?;
        let found = not_negative(subsidy)?.plus(not_negative(fund)?)?;
        if found > cost {
            return Err(FundError::OverFunded { budget: cost, found });
        }
        let mut seen = std::collections::BTreeSet::new();
        if let Some((unit, _)) = weights.iter().find(|(unit, _)| !seen.insert(unit)) {
            return Err(FundError::UnitTwice { unit: unit.clone() });
        }
        Ok(Self { cost, subsidy, fund, weights })
    }

    /// What those concerned pay (净费用).
    ///
    /// # Errors
    /// [`FundError::Measure`] never for amounts within their bounds.
    pub fn net(&self) -> Result<Money, FundError> {
        Ok(self.cost.minus(self.subsidy)?.minus(self.fund)?)
    }

    /// Who pays how much; the parts sum to the net.
    ///
    /// # Errors
    /// [`FundError::Apportion`] where no weight is above zero.
    pub fn shares(&self) -> Result<Vec<UnitAmount>, FundError> {
        let weights: Vec<u64> = self.weights.iter().map(|(_, weight)| *weight).collect();
        let parts = share_fen(self.net()?, &weights)?;
        let units = self.weights.iter().map(|(unit, _)| unit.clone());
        Ok(units.zip(parts).map(|(unit, amount)| UnitAmount { unit, amount }).collect())
    }
}
