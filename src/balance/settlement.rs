//! 结算 — a year of service settled by its charging form: whose the surplus is, what the provider earns, what was charged
//! that is no cost of the service.

use serde::{Deserialize, Serialize};

use super::{BalanceError, MoneyRange, Standing};
use crate::assess::{Assessment, Checklist};
use crate::dossier::Dossier;
use crate::law::{At, Citation, Dated, Provision};
use crate::measure::{
    Area, Day, Dimension, Every, MeasureError, Money, Per, Rounding, RoundingMode, Share, Span, UnitPrice,
};
use crate::meeting::checks::{Check, Item, Seen, holds};
use crate::mode::ChargingForm;
use crate::money::{CostKind, EntryId, Movement, Purpose, Purse, Side};
use crate::rule::{Aim, Force, ParameterValue, Rulebook, Setting, Verdict};
use crate::terms::{IdError, Lang, Placed};

/// 酬金标准 — how a provider's commission is agreed (《物业服务收费管理办法》第九条: a ratio or an amount).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Remuneration {
    /// A fixed amount for the period.
    Amount(Money),
    /// A share of what was received (按实收).
    OfReceipts(Share),
    /// A share of the whole fund, spending and commission together (按物业服务资金总额).
    OfFund(Share),
}

impl Remuneration {
    /// The service fund that covers a cost and the commission on it, rounded 四舍五入 to the fen. Eight percent *of the
    /// whole* over 1,000,000 is 1,000,000 ÷ 0.92, not 1,080,000; of the receipts it is the same, since in a budget the
    /// receipts are the fund.
    ///
    /// # Errors
    /// [`BalanceError::NothingLeft`] for a share of the whole; [`BalanceError::Measure`] beyond the bounds of money.
    ///
    /// ```
    /// use wuye::balance::Remuneration;
    /// let of_fund = Remuneration::OfFund("8/100".parse()?);
    /// assert_eq!(of_fund.fund_for("1000000".parse()?)?.to_string(), "1086956.52");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fund_for(self, cost: Money) -> Result<Money, BalanceError> {
        match self {
            Self::Amount(amount) => Ok(cost.plus(amount)?),
            Self::OfReceipts(share) | Self::OfFund(share) => {
                let (taken, whole) = (i128::from(share.above()), i128::from(share.below()));
                let left = whole.checked_sub(taken).filter(|left| *left > 0);
                let left = left.ok_or(BalanceError::NothingLeft { share })?;
                let above = i128::from(cost.fen()).checked_mul(whole);
                let above = above.ok_or(MeasureError::Overflow { what: Dimension::Money })?;
                Ok(Rounding::default().round(above, left)?)
            }
        }
    }

    /// The commission of a period that is over.
    fn earned(self, receipts: Money, cost: Money) -> Result<Money, BalanceError> {
        match self {
            Self::Amount(amount) => Ok(amount),
            Self::OfReceipts(share) => part_of(receipts, share),
            Self::OfFund(_) => Ok(self.fund_for(cost)?.minus(cost)?),
        }
    }

    fn check(self) -> Result<(), BalanceError> {
        match self {
            Self::Amount(amount) if amount.is_negative() => Err(BalanceError::BelowZero { found: amount }),
            Self::OfFund(share) if share == Share::WHOLE => Err(BalanceError::NothingLeft { share }),
            _ => Ok(()),
        }
    }
}

fn part_of(money: Money, share: Share) -> Result<Money, BalanceError> {
    let above = i128::from(money.fen()).checked_mul(i128::from(share.above()));
    let above = above.ok_or(MeasureError::Overflow { what: Dimension::Money })?;
    Ok(Rounding::default().round(above, i128::from(share.below()))?)
}

/// 计费约定 — the charging form with what the contract agrees for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ChargingTerms {
    /// Surplus and loss are the provider's (包干制).
    LumpSum,
    /// The provider has a commission, surplus and loss are the owners' (酬金制).
    Commission(Remuneration),
    /// As on commission, on a separate account of which every payment is open (信托制). No text of law was read; what a
    /// contract promises is reported.
    Trust {
        /// The share or amount that the provider draws.
        remuneration: Remuneration,
        /// Whether the account is apart from the provider's own, if anybody stated it.
        segregated: Option<bool>,
        /// The payments of the period.
        payments: u32,
        /// Those of them that every owner can see.
        open: u32,
    },
}

impl ChargingTerms {
    /// The charging form.
    #[must_use]
    pub const fn form(self) -> ChargingForm {
        match self {
            Self::LumpSum => ChargingForm::LumpSum,
            Self::Commission(_) => ChargingForm::Commission,
            Self::Trust { .. } => ChargingForm::Trust,
        }
    }

    const fn remuneration(self) -> Option<Remuneration> {
        match self {
            Self::LumpSum => None,
            Self::Commission(remuneration) | Self::Trust { remuneration, .. } => Some(remuneration),
        }
    }
}

/// 支出明细 — what was spent on one kind of cost, beside what the budget had for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expense {
    /// The kind.
    pub kind: CostKind,
    /// What the budget had for it, if it had a line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Money>,
    /// What was spent.
    pub actual: Money,
}

/// 年度账 — what came in and went out over a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "AccountsForm", into = "AccountsForm")]
pub struct Accounts {
    // INVARIANT: amounts are not negative, kinds are unique, a total does not stand beside its parts.
    span: Span,
    terms: ChargingTerms,
    receipts: Money,
    expenses: Vec<Expense>,
    tax: Option<Money>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AccountsForm {
    format: u16,
    span: Span,
    terms: ChargingTerms,
    receipts: Money,
    expenses: Vec<Expense>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tax: Option<Money>,
}

/// The version of the stored form of accounts that this library writes.
pub const ACCOUNTS_FORMAT: u16 = 1;

impl TryFrom<AccountsForm> for Accounts {
    type Error = Placed<BalanceError>;
    fn try_from(form: AccountsForm) -> Result<Self, Placed<BalanceError>> {
        if form.format == 0 || form.format > ACCOUNTS_FORMAT {
            return Err(BalanceError::Format { newest: ACCOUNTS_FORMAT, found: form.format }.into());
        }
        Ok(Self::new(form.span, form.terms, form.receipts, form.expenses, form.tax)?)
    }
}

impl From<Accounts> for AccountsForm {
    fn from(accounts: Accounts) -> Self {
        let Accounts { span, terms, receipts, expenses, tax } = accounts;
        Self { format: ACCOUNTS_FORMAT, span, terms, receipts, expenses, tax }
    }
}

impl Accounts {
    /// Accounts of a period. `tax` is what the provider owes on a lump sum; it is unknown where nobody stated it, not
    /// zero. On commission it is the provider's own affair and is not read.
    ///
    /// # Errors
    /// [`BalanceError::BelowZero`], [`BalanceError::DuplicateExpense`], [`BalanceError::TotalAndParts`],
    /// [`BalanceError::NothingLeft`], [`BalanceError::MoreOpen`].
    pub fn new(
        span: Span,
        terms: ChargingTerms,
        receipts: Money,
        expenses: Vec<Expense>,
        tax: Option<Money>,
    ) -> Result<Self, BalanceError> {
        terms.remuneration().map_or(Ok(()), Remuneration::check)?;
        if let ChargingTerms::Trust { payments, open, .. } = terms
            && open > payments
        {
            return Err(BalanceError::MoreOpen { payments, open });
        }
        let budgets = expenses.iter().filter_map(|expense| expense.budget);
        let amounts = expenses.iter().map(|expense| expense.actual).chain(budgets).chain([receipts]).chain(tax);
        if let Some(found) = amounts.into_iter().find(|amount| amount.is_negative()) {
            return Err(BalanceError::BelowZero { found });
        }
        for (i, expense) in expenses.iter().enumerate() {
            if expenses.iter().take(i).any(|other| other.kind == expense.kind) {
                return Err(BalanceError::DuplicateExpense { kind: expense.kind });
            }
        }
        let part = |expense: &&Expense| !matches!(expense.kind, CostKind::AllService | CostKind::MajorRepair);
        let has_total = expenses.iter().any(|expense| expense.kind == CostKind::AllService);
        if let Some(expense) = expenses.iter().find(part).filter(|_| has_total) {
            return Err(BalanceError::TotalAndParts { kind: expense.kind });
        }
        Ok(Self { span, terms, receipts, expenses, tax })
    }

    /// Over which days.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// What was agreed.
    #[must_use]
    pub const fn terms(&self) -> ChargingTerms {
        self.terms
    }

    /// What was received.
    #[must_use]
    pub const fn receipts(&self) -> Money {
        self.receipts
    }

    /// What was spent.
    #[must_use]
    pub fn expenses(&self) -> &[Expense] {
        &self.expenses
    }

    /// The provider's tax on a lump sum, if stated.
    #[must_use]
    pub const fn tax(&self) -> Option<Money> {
        self.tax
    }
}

/// 支出核对 — an expense, whether the service may bear it and by which law, and by how much it is over its budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExpenseResult {
    expense: Expense,
    over: Option<Money>,
    standing: Standing,
    assessment: Assessment,
}

impl ExpenseResult {
    /// The expense.
    #[must_use]
    pub const fn expense(&self) -> Expense {
        self.expense
    }

    /// What was spent more than the budget had; below zero it is what was saved. Nothing where there was no budget.
    #[must_use]
    pub const fn over(&self) -> Option<Money> {
        self.over
    }

    /// Whether the service may bear it.
    #[must_use]
    pub const fn standing(&self) -> Standing {
        self.standing
    }

    /// Why.
    #[must_use]
    pub const fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// The law on which its standing rests, if any was found.
    #[must_use]
    pub fn law(&self) -> Option<&Citation> {
        let verdict = self.assessment.verdict();
        self.assessment.rules().find(|finding| finding.verdict() == verdict).and_then(|finding| finding.citation())
    }

    /// The expense in one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (kind, amount) = (self.expense.kind.render(lang), self.expense.actual.grouped());
        let standing = self.standing.render(lang);
        let law = self.law().map(|law| law.short(lang));
        match lang {
            Lang::Zh => {
                let law = law.unwrap_or_else(|| "未查得规定".to_owned());
                let over = self.over.map_or_else(String::new, |over| match over.fen() {
                    0 => "，与预算相符".to_owned(),
                    fen if fen > 0 => format!("，超预算{}元", over.grouped()),
                    _ => format!("，结余{}元", over.negated().grouped()),
                });
                format!("支出 {kind}：{amount}元{over}，{standing}（{law}）。")
            }
            Lang::En => {
                let law = law.unwrap_or_else(|| "no rule found".to_owned());
                let over = self.over.map_or_else(String::new, |over| match over.fen() {
                    0 => ", as budgeted".to_owned(),
                    fen if fen > 0 => format!(", {} yuan over budget", over.grouped()),
                    _ => format!(", {} yuan under budget", over.negated().grouped()),
                });
                format!("cost, {kind}: {amount} yuan{over}, {standing} ({law}).")
            }
        }
    }
}

/// 结算结果 — what a period came to. What it does not count as a cost of the service was paid by somebody who has to ask
/// for it elsewhere: major repair of the maintenance fund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Settlement {
    span: Span,
    terms: ChargingTerms,
    receipts: Money,
    expenses: Vec<ExpenseResult>,
    cost: Money,
    barred: Money,
    undecided: Money,
    tax: Option<Money>,
    provider: MoneyRange,
    owners: MoneyRange,
    checks: Vec<Check>,
}

/// Settles a period that is over, with the law of its last day.
///
/// 1. A cost is usable, barred or undecided as the rulebook answers [`Aim::Pay`] of the operating purse: major repair
///    for [`Purpose::Repair`], all else for [`Purpose::Service`].
/// 2. On a lump sum the provider has what was received less usable cost and tax, and the owners have nothing.
/// 3. On commission and in a trust the provider has what was agreed, and the owners what is left, which may be below
///    zero.
/// 4. What is undecided or unknown widens both results instead of counting as zero.
///
/// # Errors
/// [`BalanceError::NotOver`] on a day within the period or before it; [`BalanceError::Measure`] beyond the bounds of
/// money.
///
/// ```
/// use wuye::balance::{Accounts, ChargingTerms, Expense, Remuneration, settle};
/// use wuye::dossier::Dossier;
/// use wuye::estate::Compound;
/// use wuye::measure::{Money, Span};
/// use wuye::money::CostKind;
/// let m = |yuan: &str| yuan.parse::<Money>().unwrap();
/// let year = Span::new("2025-01-01".parse()?, "2026-01-01".parse()?)?;
/// let costs = vec![Expense { kind: CostKind::AllService, budget: Some(m("900000")), actual: m("880000") }];
/// let of_receipts = ChargingTerms::Commission(Remuneration::OfReceipts("8/100".parse()?));
/// let accounts = Accounts::new(year, of_receipts, m("1000000"), costs, None)?;
/// let rulebook = wuye::places::rulebook_for("000000".parse()?)?;
/// let compound = Compound { id: "c1".parse()?, name: "示例".into(), place: "000000".parse()?, yards: vec![] };
/// let settled = settle(&accounts, &rulebook, &Dossier::new(compound), "2026-01-01".parse()?)?;
/// assert_eq!(settled.provider().exact(), Some(m("80000")));
/// assert_eq!(settled.owners().exact(), Some(m("40000")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn settle(
    accounts: &Accounts,
    rulebook: &Rulebook,
    dossier: &Dossier,
    on: Day,
) -> Result<Settlement, BalanceError> {
    let span = accounts.span;
    if on < span.end() {
        return Err(BalanceError::NotOver { end: span.end(), found: on });
    }
    let day = span.end().previous().unwrap_or(span.start());
    let assess = |purpose| Checklist::compile(rulebook, Aim::Pay(Purse::Operating, purpose)).assess(dossier, day);
    let (service, repair) = (assess(Purpose::Service), assess(Purpose::Repair));
    let mut expenses = Vec::with_capacity(accounts.expenses.len());
    for expense in &accounts.expenses {
        let assessment = if expense.kind == CostKind::MajorRepair { repair.clone() } else { service.clone() };
        let over = expense.budget.map(|budget| expense.actual.minus(budget)).transpose()?;
        let standing = Standing::of(assessment.verdict());
        expenses.push(ExpenseResult { expense: *expense, over, standing, assessment });
    }
    let sum = |wanted: Standing| {
        let of = expenses.iter().filter(|result| result.standing == wanted);
        Money::sum(of.map(|result| result.expense.actual))
    };
    let (cost, barred, undecided) = (sum(Standing::Usable)?, sum(Standing::Barred)?, sum(Standing::Undecided)?);
    let most = cost.plus(undecided)?;
    let (receipts, tax) = (accounts.receipts, accounts.tax);
    let left = |cost: Money, other: Money| receipts.minus(cost).and_then(|left| left.minus(other));
    let (provider, owners) = match accounts.terms.remuneration() {
        None => {
            let least = tax.map(|tax| left(most, tax)).transpose()?;
            let range = match tax {
                // The more tax the less is left, so the most is known without it.
                None => MoneyRange { least: None, most: Some(left(cost, Money::ZERO)?) },
                Some(tax) => MoneyRange { least, most: Some(left(cost, tax)?) },
            };
            (range, MoneyRange { least: Some(Money::ZERO), most: Some(Money::ZERO) })
        }
        Some(remuneration) => {
            let (low, high) = (remuneration.earned(receipts, cost)?, remuneration.earned(receipts, most)?);
            let owners = MoneyRange { least: Some(left(most, high)?), most: Some(left(cost, low)?) };
            (MoneyRange { least: Some(low), most: Some(high) }, owners)
        }
    };
    let (terms, checks) = (accounts.terms, checks(accounts.terms));
    Ok(Settlement { span, terms, receipts, expenses, cost, barred, undecided, tax, provider, owners, checks })
}

/// What a trust promises, reported.
fn checks(terms: ChargingTerms) -> Vec<Check> {
    let ChargingTerms::Trust { segregated, payments, open, .. } = terms else { return Vec::new() };
    let force = Force::Shall;
    let apart = Check {
        item: Item::SegregatedAccount,
        verdict: segregated.map_or(Verdict::Unknown, Verdict::of),
        force,
        seen: segregated.map(|apart| Seen::Count(u32::from(apart))),
        required: Some(Setting::Exactly(ParameterValue::Number(1))),
        law: None,
        contested: Vec::new(),
    };
    let (all, seen) = (Setting::AtLeast(ParameterValue::Number(payments)), Seen::Count(open));
    let (item, verdict) = (Item::OpenPayments, holds(&all, seen));
    vec![apart, Check { item, verdict, force, seen: Some(seen), required: Some(all), law: None, contested: Vec::new() }]
}

impl Settlement {
    /// Over which days.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// What was agreed.
    #[must_use]
    pub const fn terms(&self) -> ChargingTerms {
        self.terms
    }

    /// What was received.
    #[must_use]
    pub const fn receipts(&self) -> Money {
        self.receipts
    }

    /// Every expense with its standing.
    #[must_use]
    pub fn expenses(&self) -> &[ExpenseResult] {
        &self.expenses
    }

    /// The cost that the service bears.
    #[must_use]
    pub const fn cost(&self) -> Money {
        self.cost
    }

    /// What was charged and is no cost of the service (不得计入).
    #[must_use]
    pub const fn barred(&self) -> Money {
        self.barred
    }

    /// What was charged and of which it is not known.
    #[must_use]
    pub const fn undecided(&self) -> Money {
        self.undecided
    }

    /// The provider's tax on a lump sum, if stated.
    #[must_use]
    pub const fn tax(&self) -> Option<Money> {
        self.tax
    }

    /// What the provider has of it: the result on a lump sum, else the commission.
    #[must_use]
    pub const fn provider(&self) -> MoneyRange {
        self.provider
    }

    /// What the owners have of it; below zero they are short.
    #[must_use]
    pub const fn owners(&self) -> MoneyRange {
        self.owners
    }

    /// What a trust promises, each held against what was stated.
    #[must_use]
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// 过账 — the period as movements between the outside and the purses, with ids that begin with `id`. On a lump sum
    /// all of it is the provider's own; on commission the service fund, which is the owners', pays the cost and the
    /// commission. Nothing where the result is a range. An amount of zero does not move.
    ///
    /// # Errors
    /// [`IdError`] if an id with what is added to it is too long.
    pub fn movements(&self, id: &EntryId, on: Day) -> Result<Vec<Movement>, IdError> {
        let (purse, taken) = match (self.terms.remuneration(), self.provider.exact(), self.tax) {
            (None, Some(_), Some(tax)) => (Purse::ProvidersOwn, (Side::Outside, tax)),
            (Some(_), Some(commission), _) => (Purse::Operating, (Side::Purse(Purse::ProvidersOwn), commission)),
            _ => return Ok(Vec::new()),
        };
        let own = Side::Purse(purse);
        let all = [
            ("receipts", Side::Outside, own, self.receipts),
            ("cost", own, Side::Outside, self.cost),
            ("taken", own, taken.0, taken.1),
        ];
        let mut made = Vec::with_capacity(all.len());
        for (name, from, to, amount) in all {
            let id = EntryId::new(format!("{id}-{name}"))?;
            if !amount.is_zero() {
                made.push(Movement { id, on, from, to, amount });
            }
        }
        Ok(made)
    }

    /// The result in one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let form = self.terms.form().render(lang);
        let (receipts, cost) = (self.receipts.grouped(), self.cost.grouped());
        let (provider, owners) = (said(self.provider, lang), said(self.owners, lang));
        let barred = (!self.barred.is_zero()).then(|| self.barred.grouped());
        match lang {
            Lang::Zh => {
                let barred = barred.map_or_else(String::new, |barred| format!("，另有{barred}元不得计入物业服务支出"));
                let form = form.split('：').next().unwrap_or(form);
                format!("{form}：收入{receipts}元，支出{cost}元{barred}；物业服务人所得{provider}，业主所得{owners}。")
            }
            Lang::En => {
                let barred = barred.map_or_else(String::new, |barred| format!(", {barred} yuan are no cost of it"));
                let form = form.split(':').next().unwrap_or(form);
                format!(
                    "{form}: received {receipts} yuan, cost {cost} yuan{barred}; the provider has {provider}, the owners have {owners}."
                )
            }
        }
    }
}

fn said(range: MoneyRange, lang: Lang) -> String {
    let yuan = |money: Money| match lang {
        Lang::Zh => format!("{}元", money.grouped()),
        Lang::En => format!("{} yuan", money.grouped()),
    };
    match (range.exact(), range.least, range.most, lang) {
        (Some(money), ..) => yuan(money),
        (None, Some(least), Some(most), Lang::Zh) => format!("{}至{}", yuan(least), yuan(most)),
        (None, Some(least), Some(most), Lang::En) => format!("{} to {}", yuan(least), yuan(most)),
        (None, None, Some(most), Lang::Zh) => format!("不超过{}", yuan(most)),
        (None, None, Some(most), Lang::En) => format!("{} or less", yuan(most)),
        (None, Some(least), None, Lang::Zh) => format!("不少于{}", yuan(least)),
        (None, Some(least), None, Lang::En) => format!("{} or more", yuan(least)),
        (None, None, None, Lang::Zh) => "待查明".to_owned(),
        (None, None, None, Lang::En) => "an unknown sum".to_owned(),
    }
}

impl Standing {
    pub(super) const fn of(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Met => Self::Usable,
            Verdict::Unmet => Self::Barred,
            Verdict::Unknown => Self::Undecided,
        }
    }
}

/// 价内税 — the tax inside a price, at the rate of a day, rounded 四舍五入 to the fen. Rates are the caller's: dated and
/// cited, none is built in. Nothing where no rate is in force that day.
///
/// # Errors
/// [`BalanceError::Measure`] beyond the bounds of money.
///
/// ```
/// use wuye::balance::tax_within;
/// use wuye::law::{Confidence, Dated, Locator, Provision, State, Version};
/// use wuye::measure::Share;
/// let by = Provision { document: "own".parse()?, at: Locator::article(1) };
/// let rate = State::InForce("6/100".parse::<Share>()?);
/// let version = Version { from: "2016-05-01".parse()?, state: rate, by, confidence: Confidence::CallersOwn };
/// let rates = Dated::new(vec![version])?;
/// let tax = |day: &str| tax_within("115200".parse().unwrap(), &rates, day.parse().unwrap());
/// assert_eq!(tax("2025-06-01")?, Some("6520.75".parse()?));
/// assert_eq!(tax("2016-04-30")?, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn tax_within(gross: Money, rates: &Dated<Share>, day: Day) -> Result<Option<Money>, BalanceError> {
    let At::InForce { value: rate, .. } = rates.at(day) else { return Ok(None) };
    let above = i128::from(gross.fen()).checked_mul(i128::from(rate.above()));
    let below = i128::from(rate.below()).checked_add(i128::from(rate.above()));
    let overflow = MeasureError::Overflow { what: Dimension::Money };
    let (above, below) = above.zip(below).ok_or(overflow)?;
    Ok(Some(Rounding::default().round(above, below)?))
}

/// 政府指导价 — a base price and how far a price may lie below and above it, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuidedPrice {
    /// The base price (基准价).
    pub base: UnitPrice,
    /// How far it may be raised (上浮幅度).
    pub up: Share,
    /// How far it may be lowered (下浮幅度).
    pub down: Share,
}

/// 质价核对 — what a level of service costs beside its price, and the price beside the guided one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PriceCheck {
    /// What the level costs per square metre and month, rounded up to the fen.
    pub unit_cost: Money,
    /// Whether the price covers the cost.
    pub covers: Verdict,
    /// Whether the price lies within the guided one; nothing where no guided price was given (市场调节价), unknown where
    /// the one given has none in force that day or is of something else.
    pub within: Option<Verdict>,
    /// By which provision.
    pub by: Option<Provision>,
}

/// Holds a price per square metre and month against the cost of its level over an area and a number of months, and
/// against a guided price. Both ends of the band are in it, compared exactly.
///
/// # Errors
/// [`BalanceError::NoArea`] for an area or a number of months of zero; [`BalanceError::NotByArea`] for another price;
/// [`BalanceError::BelowZero`]; [`BalanceError::Measure`] beyond the bounds of money.
pub fn check_price(
    price: UnitPrice,
    cost: Money,
    (area, months): (Area, u32),
    guided: Option<&Dated<GuidedPrice>>,
    day: Day,
) -> Result<PriceCheck, BalanceError> {
    let by_area = |price: UnitPrice| price.per() == Per::SquareMetre && price.every() == Every::Month;
    if !by_area(price) {
        return Err(BalanceError::NotByArea { per: price.per(), every: price.every() });
    }
    if cost.is_negative() {
        return Err(BalanceError::BelowZero { found: cost });
    }
    let extent = i128::from(area.hundredths()).checked_mul(i128::from(months)).filter(|extent| *extent > 0);
    let extent = extent.ok_or(BalanceError::NoArea {})?;
    let overflow = || MeasureError::Overflow { what: Dimension::Money };
    let above = i128::from(cost.fen()).checked_mul(100).ok_or_else(overflow)?;
    let up = Rounding { mode: RoundingMode::Up, ..Rounding::default() };
    let unit_cost = up.round(above, extent)?;
    // A millionth of a yuan times a hundredth of a square metre is a millionth of a fen.
    let income = i128::from(price.micro()).checked_mul(extent).ok_or_else(overflow)?;
    let asked = i128::from(cost.fen()).checked_mul(1_000_000).ok_or_else(overflow)?;
    let (within, by) = match guided.map(|guided| guided.at(day)) {
        None => (None, None),
        Some(At::InForce { value, version, .. }) if by_area(value.base) => {
            (Some(Verdict::of(value.holds(price))), Some(version.by.clone()))
        }
        Some(_) => (Some(Verdict::Unknown), None),
    };
    Ok(PriceCheck { unit_cost, covers: Verdict::of(income >= asked), within, by })
}

impl GuidedPrice {
    /// Whether a price lies within the band: from base × (1 − down) to base × (1 + up).
    #[must_use]
    pub fn holds(&self, price: UnitPrice) -> bool {
        let (price, base) = (i128::from(price.micro()), i128::from(self.base.micro()));
        // Prices have 41 bits and shares 32, so no product here leaves 128 bits.
        let beside = |share: Share, raise: bool| {
            let (above, below) = (i128::from(share.above()), i128::from(share.below()));
            let factor = if raise { below.saturating_add(above) } else { below.saturating_sub(above) };
            (price.saturating_mul(below), base.saturating_mul(factor))
        };
        let (low, high) = (beside(self.down, false), beside(self.up, true));
        low.0 >= low.1 && high.0 <= high.1
    }
}
