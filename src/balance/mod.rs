//! 收支平衡 — from lines of a budget to a statement: what may pay, what may not, what is undecided, the gap, and the
//! price at which the budget closes.
//!
//! Whose money a line is decides whether it may pay: that question is an ordinary rule of the rulebook
//! ([`Aim::Pay`]), answered like any other with its article. Money that may not pay never closes the gap, and an amount
//! that is unknown widens the gap instead of counting as zero.

use serde::{Deserialize, Serialize};

use crate::assess::{Assessment, Checklist, FindingRef};
use crate::dossier::Dossier;
use crate::estate::{Quantity, ResourceId, Value};
use crate::law::Citation;
use crate::measure::{
    Approx, Area, Day, Dimension, Every, MeasureError, Money, Per, Rounding, RoundingMode, Share, Span, Things,
    UnitPrice,
};
use crate::money::{CostKind, IncomeKind, Purpose, Purse};
use crate::rule::{Aim, Rulebook};
use crate::terms::{Lang, Placed, faults, ids, terms};

mod outlook;
mod settlement;

pub use outlook::{CashPath, Cover, Lasts, Sensitivity};
pub use settlement::{
    ACCOUNTS_FORMAT, Accounts, ChargingTerms, Expense, ExpenseResult, GuidedPrice, PriceCheck, Remuneration,
    Settlement, check_price, settle, tax_within,
};

/// The version of the stored form of a budget that this library writes.
pub const BUDGET_FORMAT: u16 = 1;
/// The most lines of one budget.
const LINES_MAX: usize = 1_000;

ids! {
    /// 预算项标识 — names a line of a budget.
    BudgetLineId;
}

faults! {
    /// A budget that cannot be computed (不能计算的预算).
    pub enum BalanceError {
        /// A number is not possible.
        Measure { error: MeasureError } = "balance_measure", "{error:#}", "{error}";
        /// The stored form has a version that this library does not read.
        Format { newest: u16, found: u16 } = "budget_format",
            "预算格式版本应为{newest}或更早，所读为{found}。",
            "expected a budget of format {newest} or earlier, found {found}";
        /// There are no lines, or too many.
        LineCount { most: usize, found: usize } = "budget_line_count",
            "预算应有1至{most}项，所填{found}项。",
            "expected 1 to {most} lines, found {found}";
        /// Two lines have one id.
        DuplicateLine { line: BudgetLineId } = "duplicate_budget_line",
            "预算项「{line}」出现两次。",
            "expected each line once, found `{line}` twice";
        /// A line lies outside the span of the budget.
        LineOutside { line: BudgetLineId, start: Day, end: Day } = "line_outside",
            "预算项「{line}」的期间应在预算期间{start}至{end}之内。",
            "expected line `{line}` to lie within the budget's span {start} to {end}, found it outside";
        /// One resource brings money in two lines at the same time.
        CountedTwice { resource: ResourceId, first: BudgetLineId, second: BudgetLineId } = "counted_twice",
            "资源「{resource}」在同一期间同时计入「{first}」和「{second}」，一笔收入不得计两次。",
            "expected resource `{resource}` in one line at a time, found it in `{first}` and `{second}`";
        /// A price is of something else than what it is multiplied with.
        PriceOfAnother { line: BudgetLineId, per: Per, found: Dimension } = "price_of_another",
            "预算项「{line}」的单价以{per:#}计，所乘为{found:#}。",
            "expected line `{line}` to multiply a price per {} with a number of them, found {}", per.en(), found.en();
        /// A line is priced by the day, which a budget by months does not compute.
        UnsupportedPeriod { line: BudgetLineId, every: Every } = "unsupported_period",
            "预算项「{line}」的单价按{every:#}计，预算目前只按月、年或一次计。",
            "expected line `{line}` to be priced by month, by year or once, found it by {}", every.en();
        /// A price per square metre is asked for an area of zero.
        NoArea {} = "no_charged_area",
            "折算单价须有大于零的计费面积，所填为零。",
            "expected a charged area above zero, found zero";
        /// A period is settled before it is over.
        NotOver { end: Day, found: Day } = "period_not_over",
            "期间至{end}前一日止，不得于{found}结算。",
            "expected a settlement on {end} or later, found {found}";
        /// An amount that cannot be negative is.
        BelowZero { found: Money } = "amount_below_zero",
            "金额不得小于零，所填为{found}元。",
            "expected an amount of zero or more, found {found}";
        /// A kind of cost has two lines.
        DuplicateExpense { kind: CostKind } = "duplicate_expense",
            "支出种类「{kind:#}」出现两次。",
            "expected each kind of cost once, found {} twice", kind.en();
        /// A total of all costs stands beside one of its parts.
        TotalAndParts { kind: CostKind } = "total_and_parts",
            "支出合计与其分项「{kind:#}」同列，将重复计算。",
            "expected a total or its parts, found both the total and {}", kind.en();
        /// A commission takes the whole.
        NothingLeft { share: Share } = "nothing_left",
            "酬金比例应小于1，所填为{share}。",
            "expected a commission below the whole, found {share}";
        /// More payments are open than were made.
        MoreOpen { payments: u32, open: u32 } = "more_open",
            "公开的付款笔数不得多于全部{payments}笔，所填为{open}笔。",
            "expected at most the {payments} payments made to be open, found {open}";
        /// A price is not one per square metre and month.
        NotByArea { per: Per, every: Every } = "price_not_by_area",
            "质价核对须为每平方米每月的单价，所填按{per:#}、{every:#}计。",
            "expected a price per square metre and month, found one per {} and {}", per.en(), every.en();
        /// There is no line of this id.
        NoLine { line: BudgetLineId } = "no_budget_line",
            "没有预算项「{line}」。",
            "expected line `{line}`, found none";
        /// There are no flows, or too many.
        NoFlows { most: usize, found: usize } = "no_flows",
            "现金路径应有1至{most}期，所填{found}期。",
            "expected 1 to {most} steps of cash, found {found}";
    }
}

impl From<MeasureError> for BalanceError {
    fn from(error: MeasureError) -> Self {
        Self::Measure { error }
    }
}

/// 预算项 — one line: what it is, how it is computed, whose it is, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Its id in the budget.
    pub id: BudgetLineId,
    /// What it is.
    pub kind: LineKind,
    /// How it is computed.
    pub basis: Basis,
    /// Whose money comes in; of a cost, who pays it (then not asked whether it may).
    pub purse: Purse,
    /// When, if not over the whole span of the budget.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// The resource that brings it, so that none is counted twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource: Option<ResourceId>,
}

/// 项目种类 — money coming in or going out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// Coming in (收入).
    Income(IncomeKind),
    /// Going out (支出).
    Cost(CostKind),
}

/// 计算依据 — how a line is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Basis {
    /// A sum for the span of the line; nothing where it is not known.
    Lump(Option<Approx<Money>>),
    /// A unit price times how many.
    Rate {
        /// The price.
        price: UnitPrice,
        /// How many.
        of: Extent,
    },
}

/// 计量对象 — how many of what a unit price is a price of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// What the dossier states; unknown where it states nothing.
    Stated(Quantity),
    /// A fixed number.
    Fixed(Approx<Value>),
}

/// 预算 — lines over a span, for one purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "BudgetForm", into = "BudgetForm")]
pub struct Budget {
    // INVARIANT: ids are unique, lines lie within the span, no resource is in two lines at a time, prices fit.
    purpose: Purpose,
    span: Span,
    lines: Vec<Line>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BudgetForm {
    format: u16,
    purpose: Purpose,
    span: Span,
    lines: Vec<Line>,
}

impl TryFrom<BudgetForm> for Budget {
    type Error = Placed<BalanceError>;
    fn try_from(form: BudgetForm) -> Result<Self, Placed<BalanceError>> {
        if form.format == 0 || form.format > BUDGET_FORMAT {
            return Err(BalanceError::Format { newest: BUDGET_FORMAT, found: form.format }.into());
        }
        Ok(Self::new(form.purpose, form.span, form.lines)?)
    }
}

impl From<Budget> for BudgetForm {
    fn from(budget: Budget) -> Self {
        Self { format: BUDGET_FORMAT, purpose: budget.purpose, span: budget.span, lines: budget.lines }
    }
}

impl Budget {
    /// A budget.
    ///
    /// # Errors
    /// [`BalanceError::LineCount`], [`BalanceError::DuplicateLine`], [`BalanceError::LineOutside`],
    /// [`BalanceError::CountedTwice`], [`BalanceError::PriceOfAnother`], [`BalanceError::UnsupportedPeriod`].
    pub fn new(purpose: Purpose, span: Span, lines: Vec<Line>) -> Result<Self, BalanceError> {
        if lines.is_empty() || lines.len() > LINES_MAX {
            return Err(BalanceError::LineCount { most: LINES_MAX, found: lines.len() });
        }
        for (i, line) in lines.iter().enumerate() {
            check_line(line, span)?;
            for other in lines.iter().take(i) {
                check_pair(other, line, span)?;
            }
        }
        Ok(Self { purpose, span, lines })
    }

    /// What it is a budget for.
    #[must_use]
    pub const fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// Over which days.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// Its lines.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }
}

fn check_line(line: &Line, span: Span) -> Result<(), BalanceError> {
    let own = line.span.unwrap_or(span);
    if own.start() < span.start() || own.end() > span.end() {
        return Err(BalanceError::LineOutside { line: line.id.clone(), start: span.start(), end: span.end() });
    }
    let Basis::Rate { price, of } = line.basis else { return Ok(()) };
    if price.every() == Every::Day {
        return Err(BalanceError::UnsupportedPeriod { line: line.id.clone(), every: price.every() });
    }
    let found = match of {
        Extent::Stated(quantity) => quantity.dimension(),
        Extent::Fixed(number) => number.value.dimension(),
    };
    let wanted = match price.per() {
        Per::SquareMetre => Dimension::Area,
        Per::Household | Per::Space | Per::Use => Dimension::Count,
    };
    if found == wanted {
        return Ok(());
    }
    Err(BalanceError::PriceOfAnother { line: line.id.clone(), per: price.per(), found })
}

fn check_pair(first: &Line, second: &Line, span: Span) -> Result<(), BalanceError> {
    if first.id == second.id {
        return Err(BalanceError::DuplicateLine { line: first.id.clone() });
    }
    let (a, b) = (first.span.unwrap_or(span), second.span.unwrap_or(span));
    match &first.resource {
        Some(resource) if first.resource == second.resource && a.start() < b.end() && b.start() < a.end() => {
            let (first, second) = (first.id.clone(), second.id.clone());
            Err(BalanceError::CountedTwice { resource: resource.clone(), first, second })
        }
        _ => Ok(()),
    }
}

terms! {
    /// 可用性 — whether money may pay for what the budget is for.
    pub enum Standing: "standing of money" {
        Usable = "usable", "可用", "usable", "design";
        Barred = "barred", "不可用", "barred", "design";
        Undecided = "undecided", "未定", "undecided", "design";
    }
}

/// 收支项 — one line computed: its amount, whether it may pay, and by which law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineResult {
    id: BudgetLineId,
    kind: LineKind,
    purse: Purse,
    amount: Option<Approx<Money>>,
    standing: Option<Standing>,
    assessment: Option<Assessment>,
}

impl LineResult {
    /// The line.
    #[must_use]
    pub const fn id(&self) -> &BudgetLineId {
        &self.id
    }

    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> LineKind {
        self.kind
    }

    /// Whose money it is.
    #[must_use]
    pub const fn purse(&self) -> Purse {
        self.purse
    }

    /// Its amount over its span, as far as known.
    #[must_use]
    pub const fn amount(&self) -> Option<Approx<Money>> {
        self.amount
    }

    /// Whether it may pay; nothing for a cost.
    #[must_use]
    pub const fn standing(&self) -> Option<Standing> {
        self.standing
    }

    /// The answer to whether it may pay, with its findings; nothing for a cost.
    #[must_use]
    pub const fn assessment(&self) -> Option<&Assessment> {
        self.assessment.as_ref()
    }

    /// The law of that answer: of the rule that decides it.
    #[must_use]
    pub fn law(&self) -> Option<&Citation> {
        let assessment = self.assessment.as_ref()?;
        let deciding = |finding: &FindingRef<'_>| finding.verdict() == assessment.verdict();
        assessment.rules().find(deciding).or(assessment.rules().next()).and_then(|finding| finding.citation())
    }

    /// The line in one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let kind = match self.kind {
            LineKind::Income(kind) => kind.render(lang),
            LineKind::Cost(kind) => kind.render(lang),
        };
        let amount = match (self.amount, lang) {
            (Some(amount), Lang::Zh) => format!("{}元", amount.render(lang, &amount.value.grouped())),
            (Some(amount), Lang::En) => format!("{} yuan", amount.render(lang, &amount.value.grouped())),
            (None, Lang::Zh) => "金额待查明".to_owned(),
            (None, Lang::En) => "amount unknown".to_owned(),
        };
        let purse = self.purse.render(lang);
        let Some(standing) = self.standing else {
            return match lang {
                Lang::Zh => format!("支出 {kind}：{amount}。"),
                Lang::En => format!("cost, {kind}: {amount}."),
            };
        };
        let law = self.law().map(|law| law.short(lang));
        match (lang, law) {
            (Lang::Zh, Some(law)) => format!("收入 {kind}（{purse}）：{amount}，{standing:#}（{law}）。"),
            (Lang::Zh, None) => format!("收入 {kind}（{purse}）：{amount}，{standing:#}（未查得规定）。"),
            (Lang::En, Some(law)) => format!("income, {kind} ({purse}): {amount}, {} ({law}).", standing.en()),
            (Lang::En, None) => format!("income, {kind} ({purse}): {amount}, {} (no rule found).", standing.en()),
        }
    }
}

/// 区间 — an amount between two ends; an end that is not known is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct MoneyRange {
    /// The least it can be, if that is bounded.
    pub least: Option<Money>,
    /// The most it can be, if that is bounded.
    pub most: Option<Money>,
}

impl MoneyRange {
    /// The amount, where both ends are the same.
    #[must_use]
    pub fn exact(&self) -> Option<Money> {
        self.least.filter(|least| self.most == Some(*least))
    }

    /// The range as a gap, a surplus, or something between both.
    fn as_gap(&self, approximate: bool, lang: Lang) -> String {
        let about = match (approximate, lang) {
            (false, _) => "",
            (true, Lang::Zh) => "约",
            (true, Lang::En) => "about ",
        };
        let said = |money: Money| format!("{about}{}", money.grouped());
        let turned = |money: Money| said(money.negated());
        let none = |money: &Money| money.fen() <= 0;
        match (self.least, self.most, lang) {
            (Some(least), Some(most), Lang::Zh) if least == most && none(&most) => {
                format!("收支无缺口，结余{}元", turned(most))
            }
            (Some(least), Some(most), Lang::En) if least == most && none(&most) => {
                format!("no gap; a surplus of {} yuan", turned(most))
            }
            (Some(least), Some(most), Lang::Zh) if least == most => format!("收支缺口{}元", said(most)),
            (Some(least), Some(most), Lang::En) if least == most => format!("a gap of {} yuan", said(most)),
            (Some(least), Some(most), Lang::Zh) if none(&most) => {
                format!("收支无缺口，结余{}元至{}元", turned(most), turned(least))
            }
            (Some(least), Some(most), Lang::En) if none(&most) => {
                format!("no gap; a surplus of {} to {} yuan", turned(most), turned(least))
            }
            (Some(least), Some(most), Lang::Zh) if least.fen() < 0 => {
                format!("收支在结余{}元与缺口{}元之间", turned(least), said(most))
            }
            (Some(least), Some(most), Lang::En) if least.fen() < 0 => {
                format!("between a surplus of {} yuan and a gap of {} yuan", turned(least), said(most))
            }
            (Some(least), Some(most), Lang::Zh) => format!("收支缺口{}元至{}元", said(least), said(most)),
            (Some(least), Some(most), Lang::En) => format!("a gap of {} to {} yuan", said(least), said(most)),
            (Some(least), None, Lang::Zh) if none(&least) => {
                format!("收支结余不超过{}元，有无缺口待查明", turned(least))
            }
            (Some(least), None, Lang::En) if none(&least) => {
                format!("a surplus of {} yuan or less; whether there is a gap is unknown", turned(least))
            }
            (Some(least), None, Lang::Zh) => format!("收支缺口不少于{}元，上限待查明", said(least)),
            (Some(least), None, Lang::En) => format!("a gap of {} yuan or more", said(least)),
            (None, Some(most), Lang::Zh) if none(&most) => format!("收支无缺口，结余不少于{}元", turned(most)),
            (None, Some(most), Lang::En) if none(&most) => {
                format!("no gap; a surplus of {} yuan or more", turned(most))
            }
            (None, Some(most), Lang::Zh) => format!("收支缺口不超过{}元，下限待查明", said(most)),
            (None, Some(most), Lang::En) => format!("a gap of {} yuan or less", said(most)),
            (None, None, Lang::Zh) => "收支缺口待查明".to_owned(),
            (None, None, Lang::En) => "whether there is a gap is unknown".to_owned(),
        }
    }

    /// The range as what must be charged more per square metre and month.
    fn as_rise(&self, lang: Lang) -> String {
        match (self.exact(), self.least.unwrap_or(Money::ZERO), self.most, lang) {
            (Some(price), .., Lang::Zh) => format!("每平方米每月至少再收{}元", price.grouped()),
            (Some(price), .., Lang::En) => format!("at least {} yuan more per m² and month", price.grouped()),
            (None, least, Some(most), Lang::Zh) => {
                format!("每平方米每月须再收{}元至{}元", least.grouped(), most.grouped())
            }
            (None, least, Some(most), Lang::En) => {
                format!("{} to {} yuan more per m² and month", least.grouped(), most.grouped())
            }
            (None, Money::ZERO, None, Lang::Zh) => "每平方米每月须再收多少待查明".to_owned(),
            (None, Money::ZERO, None, Lang::En) => "how much more per m² and month is unknown".to_owned(),
            (None, least, None, Lang::Zh) => format!("每平方米每月至少再收{}元，上限待查明", least.grouped()),
            (None, least, None, Lang::En) => format!("{} yuan or more per m² and month", least.grouped()),
        }
    }
}

/// 收支表 — a budget computed: what may pay, what may not, what is undecided, the cost, and the gap.
///
/// Known income is the sum of usable, barred and undecided; the gap is cost less usable, between what it is if all
/// that is undecided or unknown turns out well and what it is if none does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Statement {
    span: Span,
    lines: Vec<LineResult>,
    usable: Money,
    barred: Money,
    undecided: Money,
    cost: Money,
    gap: MoneyRange,
    approximate: bool,
}

/// Computes a budget for a compound, with the law and the facts of a day.
///
/// 1. An income line is usable, barred or undecided as [`Aim::Pay`] of its purse and the budget's purpose is met, not
///    met or unknown.
/// 2. An amount whose quantity is not stated is unknown. Unknown income leaves the gap without a least, unknown cost
///    without a most; unknown income that is barred changes nothing.
/// 3. An approximate amount counts as printed, and the statement says that it is approximate.
///
/// # Errors
/// [`BalanceError::Measure`] for a line by months whose span is not whole months, a line by years whose span is not
/// whole years, or a sum beyond the bounds of money.
pub fn statement(budget: &Budget, rulebook: &Rulebook, dossier: &Dossier, day: Day) -> Result<Statement, BalanceError> {
    statement_with(budget, dossier, day, |aim| Checklist::compile(rulebook, aim).assess(dossier, day))
}

/// The same, where the caller has its checklists at hand.
pub(crate) fn statement_with(
    budget: &Budget,
    dossier: &Dossier,
    day: Day,
    assess: impl Fn(Aim) -> Assessment,
) -> Result<Statement, BalanceError> {
    let mut lines = Vec::with_capacity(budget.lines.len());
    for line in &budget.lines {
        lines.push(compute(line, budget, dossier, day, &assess)?);
    }
    let known = |wanted: Option<Standing>| {
        let of = lines.iter().filter(|line| line.standing == wanted);
        Money::sum(of.filter_map(|line| line.amount).map(|amount| amount.value))
    };
    let unknown =
        |wanted: &[Option<Standing>]| lines.iter().any(|line| line.amount.is_none() && wanted.contains(&line.standing));
    let [usable, barred, undecided, cost] = [
        known(Some(Standing::Usable))?,
        known(Some(Standing::Barred))?,
        known(Some(Standing::Undecided))?,
        known(None)?,
    ];
    let without = cost.minus(usable)?;
    let with = without.minus(undecided)?;
    let (least, most) = (with.min(without), with.max(without));
    let open_below = unknown(&[Some(Standing::Usable), Some(Standing::Undecided)]);
    let open_above = unknown(&[None]);
    let gap = MoneyRange { least: (!open_below).then_some(least), most: (!open_above).then_some(most) };
    let counts = lines.iter().filter(|line| line.standing != Some(Standing::Barred));
    let approximate = counts.filter_map(|line| line.amount).any(|amount| !amount.is_exact());
    Ok(Statement { span: budget.span, lines, usable, barred, undecided, cost, gap, approximate })
}

fn compute(
    line: &Line,
    budget: &Budget,
    dossier: &Dossier,
    day: Day,
    assess: &impl Fn(Aim) -> Assessment,
) -> Result<LineResult, BalanceError> {
    let amount = amount(line, line.span.unwrap_or(budget.span), dossier, day)?;
    let assessment = match line.kind {
        LineKind::Cost(_) => None,
        LineKind::Income(_) => Some(assess(Aim::Pay(line.purse, budget.purpose))),
    };
    let standing = assessment.as_ref().map(|assessment| Standing::of(assessment.verdict()));
    Ok(LineResult { id: line.id.clone(), kind: line.kind, purse: line.purse, amount, standing, assessment })
}

fn amount(line: &Line, span: Span, dossier: &Dossier, day: Day) -> Result<Option<Approx<Money>>, BalanceError> {
    let (price, of) = match line.basis {
        Basis::Lump(amount) => return Ok(amount),
        Basis::Rate { price, of } => (price, of),
    };
    let number = match of {
        Extent::Fixed(number) => Some(number),
        Extent::Stated(quantity) => dossier.quantity(quantity, day).map(|stated| stated.value),
    };
    let Some(number) = number else { return Ok(None) };
    let things = match number.value {
        Value::Area(area) => Things::Area(area),
        Value::Count(n) => Things::Count(n.into()),
        // A budget does not multiply prices with money; its constructor refuses that.
        Value::Money(_) => return Ok(None),
    };
    let periods = match price.every() {
        Every::Once => 1,
        Every::Year => whole_years(span)?,
        Every::Month | Every::Day => span.whole_months()?,
    };
    let overflow = MeasureError::Overflow { what: Dimension::Money };
    let (above, below) = price.exact_for(things, periods).ok_or(overflow)?;
    let value = Rounding::default().round(above, below)?;
    Ok(Some(Approx { value, sense: number.sense }))
}

fn whole_years(span: Span) -> Result<u32, MeasureError> {
    let months = span.whole_months()?;
    match (months.checked_div(12), months.checked_rem(12)) {
        (Some(years), Some(0)) => Ok(years),
        _ => Err(MeasureError::NotWholeMonths { start: span.start(), end: span.end() }),
    }
}

/// 保本单价 — by how much a price must rise at least, so that the gap closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct BreakEven {
    /// The area over which it is spread.
    pub area: Area,
    /// The months over which it is spread.
    pub months: u32,
    /// Yuan per square metre and month, each end rounded up to the fen; zero where there is no gap.
    pub price: MoneyRange,
}

impl Statement {
    /// Over which days.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// Every line, computed.
    #[must_use]
    pub fn lines(&self) -> &[LineResult] {
        &self.lines
    }

    /// Known income that may pay (可用).
    #[must_use]
    pub const fn usable(&self) -> Money {
        self.usable
    }

    /// Known income that may not pay (不可用).
    #[must_use]
    pub const fn barred(&self) -> Money {
        self.barred
    }

    /// Known income of which it is not known whether it may pay (未定).
    #[must_use]
    pub const fn undecided(&self) -> Money {
        self.undecided
    }

    /// Known cost (支出).
    #[must_use]
    pub const fn cost(&self) -> Money {
        self.cost
    }

    /// Cost less usable income (缺口); below zero it is a surplus.
    #[must_use]
    pub const fn gap(&self) -> MoneyRange {
        self.gap
    }

    /// Whether an amount in the gap is approximate.
    #[must_use]
    pub const fn is_approximate(&self) -> bool {
        self.approximate
    }

    /// By how much the price per square metre and month must rise at least over an area, rounded up to the fen.
    ///
    /// # Errors
    /// [`BalanceError::NoArea`]; [`BalanceError::Measure`] where the span is not whole months.
    pub fn break_even(&self, area: Area) -> Result<BreakEven, BalanceError> {
        if area.hundredths() == 0 {
            return Err(BalanceError::NoArea {});
        }
        let months = self.span.whole_months()?;
        let price = |gap: Option<Money>| -> Result<Option<Money>, BalanceError> {
            let Some(gap) = gap else { return Ok(None) };
            let below = i128::from(area.hundredths()).checked_mul(i128::from(months));
            let above = i128::from(gap.fen().max(0)).checked_mul(100);
            let fen = above.zip(below).and_then(|(above, below)| RoundingMode::Up.divide(above, below));
            let overflow = MeasureError::Overflow { what: Dimension::Money };
            let fen = fen.and_then(|fen| i64::try_from(fen).ok()).ok_or(overflow)?;
            Ok(Some(Money::from_fen(fen)?))
        };
        // With an open lower end the least rise is none.
        let least = if self.gap.least.is_some() { price(self.gap.least)? } else { Some(Money::ZERO) };
        Ok(BreakEven { area, months, price: MoneyRange { least, most: price(self.gap.most)? } })
    }

    /// The gap, and the break-even price over an area, in one sentence.
    ///
    /// # Errors
    /// As [`Statement::break_even`].
    pub fn render(&self, area: Option<Area>, lang: Lang) -> Result<String, BalanceError> {
        let gap = self.gap.as_gap(self.approximate, lang);
        let stop = match lang {
            Lang::Zh => "。",
            Lang::En => ".",
        };
        // Where there is none in any case, nothing more need be charged.
        let covered = self.gap.most.is_some_and(|most| most.fen() <= 0);
        let Some(area) = area.filter(|_| !covered) else { return Ok(format!("{gap}{stop}")) };
        let rise = self.break_even(area)?;
        let (price, size, months) = (rise.price.as_rise(lang), area.grouped(), rise.months);
        Ok(match lang {
            Lang::Zh => format!("{gap}；按{size}平方米、{months}个月折算，{price}{stop}"),
            Lang::En => format!("{gap}; over {size} m² and {months} months {price}{stop}"),
        })
    }
}
