//! Bills, and how each figure came about.

use serde::Serialize;

use super::meter::TierUse;
use super::{Change, Exact, Extent, Formula, LineId, ReliefId, Remainder, Weighting};
use crate::estate::{OwnerId, UnitId};
use crate::measure::{
    Every, Money, Period, Rounding, RoundingMode, RoundingPoint, RoundingUnit, Span, UnitPrice, Usage, UsageUnit,
};
use crate::money::IncomeKind;
use crate::terms::Lang;

/// 计算依据 — how the amount of a line came about.
///
/// More ways will be added, so a `match` needs an arm for the rest.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum How {
    /// 单价: price × extent × periods, rounded once: the line by itself, or with its bill.
    Rate {
        /// The price.
        price: UnitPrice,
        /// How much of what it is a price of.
        extent: Extent,
        /// For how many months, days or years; 1 for a price that falls due once.
        periods: u32,
        /// The amount before rounding.
        exact: Exact,
        /// How it was rounded.
        rounding: Rounding,
    },
    /// 逐期: price × extent, rounded for one month or year, then taken for each of them.
    Periods {
        /// The price.
        price: UnitPrice,
        /// How much of what it is a price of.
        extent: Extent,
        /// For how many months, days or years.
        periods: u32,
        /// The amount of one period before rounding.
        exact: Exact,
        /// The amount of one period.
        each: Money,
        /// How it was rounded.
        rounding: Rounding,
    },
    /// 分段: price × extent × part of the period, stretch by stretch, added and rounded at the point of the tariff.
    Parts {
        /// How much of what it is a price of.
        extent: Extent,
        /// The stretches, in the order of their days.
        parts: Vec<Part>,
        /// The amount before rounding, and before reliefs.
        exact: Exact,
        /// How it was rounded.
        rounding: Rounding,
    },
    /// 分摊: a part of a lump.
    Share {
        /// The lump.
        total: Money,
        /// How much the unit has of what it is shared out by.
        extent: Extent,
        /// How much all units billed have together.
        whole: Extent,
        /// The unit in which it is shared out.
        unit: RoundingUnit,
        /// Who gets the odd fen.
        #[serde(skip_serializing_if = "is_largest_remainder")]
        remainder: Remainder,
    },
    /// 按天分摊: a part of a lump by extent and days, where not everybody is billed for the whole span.
    ShareByDays {
        /// The lump.
        total: Money,
        /// How much the unit has of what it is shared out by.
        extent: Extent,
        /// For how many days.
        days: i64,
        /// Extent × days of all, in the smallest unit of the extent: 0.01 m², one household.
        whole: u64,
        /// The unit in which it is shared out.
        unit: RoundingUnit,
        /// Who gets the odd fen.
        #[serde(skip_serializing_if = "is_largest_remainder")]
        remainder: Remainder,
    },
    /// 抄表计量: a use at the prices of its tiers.
    Metered {
        /// The use.
        used: Usage,
        /// In what it is measured.
        unit: UsageUnit,
        /// What of it lies in each tier.
        tiers: Vec<TierUse>,
        /// The amount before rounding, and before reliefs.
        exact: Exact,
        /// How it was rounded.
        rounding: Rounding,
    },
    /// 公式: made of other lines of the bill.
    Formula {
        /// The formula.
        formula: Formula,
        /// What the lines were that it names, each once, in the order of their names.
        inputs: Vec<(LineId, Exact)>,
        /// The amount before rounding, and before reliefs.
        exact: Exact,
        /// How it was rounded.
        rounding: Rounding,
    },
    /// 暂挂: what the line bills by is not known of the unit, and the tariff says to hold it.
    Held {
        /// What is not known.
        by: Weighting,
    },
}

fn is_largest_remainder(remainder: &Remainder) -> bool {
    *remainder == Remainder::LargestRemainder
}

/// 分段明细 — days at one price with the same reliefs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Part {
    /// The days.
    pub days: Span,
    /// The price.
    pub price: UnitPrice,
    /// How often it falls due in them, for one repetition: `15/31` of a month.
    pub times: Exact,
    /// How many times in a row the same was charged and rounded by itself.
    pub repeat: u32,
    /// Price × extent × times, before reliefs.
    pub exact: Exact,
}

/// 优惠明细 — a relief that was applied, and what was left of the line after it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Reduced {
    /// Which relief of the tariff.
    pub relief: ReliefId,
    /// How it changes the charge.
    pub change: Change,
    /// For which days, if not for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub during: Option<Span>,
    /// The exact line after it.
    pub exact: Exact,
}

/// 合并舍入 — that a unit had several payers, whose line was rounded together and then shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Together {
    /// The exact line of the unit.
    pub exact: Exact,
    /// What it was rounded to.
    pub amount: Money,
}

impl How {
    /// What comes after the kind in the sentence of a line.
    fn told(&self, gross: Money, lang: Lang) -> String {
        match self {
            Self::Rate { price, extent, periods, exact, rounding } => {
                let inputs =
                    format!("{} × {}{}", price.render(lang), extent.render(lang), times(*price, *periods, lang));
                format!("{inputs} = {}{}", rounded(*exact, gross, lang), rule(*rounding, lang))
            }
            Self::Periods { price, extent, periods, exact, each, rounding } => {
                let inputs = format!("{} × {}", price.render(lang), extent.render(lang));
                let each = format!("{}{}", rounded(*exact, *each, lang), rule(*rounding, lang));
                let times = times(*price, *periods, lang);
                match lang {
                    Lang::Zh => format!("{inputs} = {each}，{} = {}", times.trim_start(), yuan(gross, lang)),
                    Lang::En => format!("{inputs} = {each},{times} = {}", yuan(gross, lang)),
                }
            }
            Self::Parts { extent, parts, exact, rounding } => {
                let parts: Vec<String> = parts.iter().map(|part| part.told(*extent, lang)).collect();
                let inputs = parts.join(" + ");
                format!("{inputs} = {}{}", rounded(*exact, gross, lang), rule(*rounding, lang))
            }
            Self::Share { total, extent, whole, unit, remainder } => {
                let equal = is_share(*total, extent.weight(), whole.weight(), gross);
                let sign = if equal { "=" } else { "≈" };
                let inputs = format!("{} × {} ÷ {}", yuan(*total, lang), extent.render(lang), whole.render(lang));
                format!("{inputs} {sign} {}{}", yuan(gross, lang), shared(*unit, remainder, lang))
            }
            Self::ShareByDays { total, extent, days, whole, unit, remainder } => {
                let days_of_one = u64::try_from(*days).unwrap_or(0);
                let weight = extent.weight().saturating_mul(days_of_one);
                let sign = if is_share(*total, weight, *whole, gross) { "=" } else { "≈" };
                let by_days = match lang {
                    Lang::Zh => format!("{} × {days}天（{weight} ÷ {whole}）", extent.render(lang)),
                    Lang::En => format!("{} × {days} days ({weight} ÷ {whole})", extent.render(lang)),
                };
                format!(
                    "{} × {by_days} {sign} {}{}",
                    yuan(*total, lang),
                    yuan(gross, lang),
                    shared(*unit, remainder, lang)
                )
            }
            Self::Metered { unit, tiers, exact, rounding, .. } => {
                let tier = |tier: &TierUse| match lang {
                    Lang::Zh => format!("{}元/{} × {}", tier.price.short(), unit.zh(), tier.used.render(*unit, lang)),
                    Lang::En => {
                        format!("{} yuan per {} × {}", tier.price.short(), unit.en(), tier.used.render(*unit, lang))
                    }
                };
                let inputs: Vec<String> = tiers.iter().map(tier).collect();
                format!("{} = {}{}", inputs.join(" + "), rounded(*exact, gross, lang), rule(*rounding, lang))
            }
            Self::Formula { formula, inputs, exact, rounding } => {
                let named = |(line, exact): &(LineId, Exact)| match lang {
                    Lang::Zh => format!("「{line}」为{}", exact_yuan(*exact, lang)),
                    Lang::En => format!("`{line}` is {}", exact_yuan(*exact, lang)),
                };
                let formula = if lang == Lang::Zh { format!("「{formula}」") } else { format!("`{formula}`") };
                let inputs: Vec<String> = inputs.iter().map(named).collect();
                let (comma, open, close) = if lang == Lang::Zh { ("，", "（", "）") } else { (", ", " (", ")") };
                let inputs = match inputs.as_slice() {
                    [] => String::new(),
                    inputs => format!("{open}{}{close}", inputs.join(comma)),
                };
                format!("{formula}{inputs} = {}{}", rounded(*exact, gross, lang), rule(*rounding, lang))
            }
            Self::Held { by } => match lang {
                Lang::Zh => format!("{by:#}未填报，暂挂"),
                Lang::En => format!("{} not known, held", by.en()),
            },
        }
    }
}

impl Part {
    /// `1.50元/平方米·月 × 100.00平方米 × 15/31（2026-01-01至2026-01-15）`.
    fn told(self, extent: Extent, lang: Lang) -> String {
        let Self { days, price, times, repeat, .. } = self;
        let last = days.end().previous().unwrap_or(days.end());
        let often = if times == Exact::ONE { String::new() } else { format!(" × {}", fraction(times)) };
        let again = if repeat == 1 { String::new() } else { format!(" × {repeat}") };
        let inputs = format!("{} × {}{often}{again}", price.render(lang), extent.render(lang));
        match lang {
            Lang::Zh => format!("{inputs}（{}至{last}）", days.start()),
            Lang::En => format!("{inputs} ({} to {last})", days.start()),
        }
    }
}

/// `15/31`, and `12` for a whole number.
fn fraction(times: Exact) -> String {
    if times.below() == 1 { times.above().to_string() } else { times.to_string() }
}

/// `（按最大余数法分摊到分）`, ` (shared out to the fen by largest remainder)`.
fn shared(unit: RoundingUnit, remainder: &Remainder, lang: Lang) -> String {
    match (remainder, lang) {
        (Remainder::LargestRemainder, Lang::Zh) => format!("（按最大余数法分摊到{unit:#}）"),
        (Remainder::LargestRemainder, Lang::En) => format!(" (shared out to the {unit} by largest remainder)"),
        (Remainder::Largest, Lang::Zh) => format!("（逐户取整到{unit:#}，尾差归最大户）"),
        (Remainder::Largest, Lang::En) => format!(" (each rounded to the {unit}, the difference to the largest)"),
        (Remainder::To(to), Lang::Zh) => format!("（逐户取整到{unit:#}，尾差归{to}）"),
        (Remainder::To(to), Lang::En) => format!(" (each rounded to the {unit}, the difference to {to})"),
        (Remainder::Rotated(turn), Lang::Zh) => format!("（按最大余数法分摊到{unit:#}，尾差轮转第{turn}轮）"),
        (Remainder::Rotated(turn), Lang::En) => {
            format!(" (shared out to the {unit} by largest remainder, ties in turn {turn})")
        }
    }
}

impl Change {
    /// `按70%计收`, `7/10 is charged`.
    fn told(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Charge(share), Lang::Zh) => format!("按{}计收", share.render(lang)),
            (Self::Charge(share), Lang::En) => format!("{share} is charged"),
            (Self::Off(share), Lang::Zh) => format!("减免{}", share.render(lang)),
            (Self::Off(share), Lang::En) => format!("{share} off"),
            (Self::Less(sum), Lang::Zh) => format!("抵扣{}", yuan(sum, lang)),
            (Self::Less(sum), Lang::En) => format!("{} off", yuan(sum, lang)),
            (Self::Unknown, Lang::Zh) => "比例未知".to_owned(),
            (Self::Unknown, Lang::En) => "rate unknown".to_owned(),
        }
    }
}

impl Reduced {
    fn told(&self, lang: Lang) -> String {
        let days = self.during.map_or_else(String::new, |days| {
            let last = days.end().previous().unwrap_or(days.end());
            match lang {
                Lang::Zh => format!("（{}至{last}）", days.start()),
                Lang::En => format!(" ({} to {last})", days.start()),
            }
        });
        let (relief, change) = (&self.relief, self.change.told(lang));
        match lang {
            Lang::Zh => format!("「{relief}」{change}{days} → {}", exact_yuan(self.exact, lang)),
            Lang::En => format!("`{relief}` {change}{days} → {}", exact_yuan(self.exact, lang)),
        }
    }
}

fn exact_yuan(exact: Exact, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}元", exact.grouped()),
        Lang::En => format!("{} yuan", exact.grouped()),
    }
}

fn yuan(amount: Money, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}元", amount.grouped()),
        Lang::En => format!("{} yuan", amount.grouped()),
    }
}

/// ` × 12个月`; nothing for a price that falls due once.
fn times(price: UnitPrice, periods: u32, lang: Lang) -> String {
    match price.every() {
        Every::Month => format!(" × {}", Period::Months(periods).render(lang)),
        Every::Year => format!(" × {}", Period::Years(periods).render(lang)),
        Every::Day => format!(" × {}", Period::Days(periods).render(lang)),
        Every::Once => String::new(),
    }
}

/// The amount, and before it the exact one where that is another.
fn rounded(exact: Exact, amount: Money, lang: Lang) -> String {
    let amount_yuan = yuan(amount, lang);
    if exact == Exact::of(amount) { amount_yuan } else { format!("{} ≈ {amount_yuan}", exact_yuan(exact, lang)) }
}

/// `（四舍五入到分）`, ` (rounded half away from zero to the fen)`.
fn rule(rounding: Rounding, lang: Lang) -> String {
    let whole_bill = rounding.point == RoundingPoint::Bill;
    match lang {
        Lang::Zh => format!("（{}{:#}到{:#}）", if whole_bill { "整单" } else { "" }, rounding.mode, rounding.unit),
        Lang::En => {
            let how = match rounding.mode {
                RoundingMode::HalfAwayFromZero => "half away from zero",
                RoundingMode::HalfEven => "half to even",
                RoundingMode::Up => "up",
                RoundingMode::Down => "down",
            };
            format!(" ({}rounded {how} to the {})", if whole_bill { "the bill " } else { "" }, rounding.unit)
        }
    }
}

/// Whether a part is total × weight ÷ whole without remainder.
fn is_share(total: Money, weight: u64, whole: u64, amount: Money) -> bool {
    let product = |money: Money, weight: u64| i128::from(money.fen()).checked_mul(i128::from(weight));
    product(total, weight) == product(amount, whole)
}

/// 账单明细 — one line of one bill.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct BillLine {
    pub(super) line: LineId,
    pub(super) kind: IncomeKind,
    pub(super) amount: Money,
    pub(super) how: How,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) gross: Option<Money>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) reliefs: Vec<Reduced>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) together: Option<Together>,
}

impl BillLine {
    /// Which line of the tariff.
    #[must_use]
    pub const fn line(&self) -> &LineId {
        &self.line
    }

    /// What the money is.
    #[must_use]
    pub const fn kind(&self) -> IncomeKind {
        self.kind
    }

    /// How much.
    #[must_use]
    pub const fn amount(&self) -> Money {
        self.amount
    }

    /// How the amount came about, before reliefs.
    #[must_use]
    pub const fn how(&self) -> &How {
        &self.how
    }

    /// How much it would be without reliefs (减免前金额).
    #[must_use]
    pub fn gross(&self) -> Money {
        self.gross.unwrap_or(self.amount)
    }

    /// How much was let off (减免金额): the difference to what is charged, so that the two always add up.
    #[must_use]
    pub fn relief(&self) -> Money {
        // Both are amounts of one bill that money can hold, of one sign.
        self.gross().minus(self.amount).unwrap_or(Money::ZERO)
    }

    /// The reliefs, in the order in which they were applied.
    #[must_use]
    pub fn reliefs(&self) -> &[Reduced] {
        &self.reliefs
    }

    /// If several pay for the unit, what they pay together.
    #[must_use]
    pub const fn together(&self) -> Option<Together> {
        self.together
    }

    /// The line in one sentence: `物业费：1.45元/平方米·月 × 89.55平方米 × 12个月 = 1,558.17元（四舍五入到分）`. Where
    /// rounding changed the amount, the exact one stands before it; reliefs and payers who share the unit follow.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let first = if self.reliefs.is_empty() && self.together.is_some() { self.amount } else { self.gross() };
        let mut told = match lang {
            Lang::Zh => format!("{:#}：{}", self.kind, self.how.told(first, lang)),
            Lang::En => format!("{}: {}", self.kind.en(), self.how.told(first, lang)),
        };
        let (comma, semicolon) = if lang == Lang::Zh { ("，", "；") } else { (", ", "; ") };
        if !self.reliefs.is_empty() {
            let steps: Vec<String> = self.reliefs.iter().map(|step| step.told(lang)).collect();
            let (charged, off) = (yuan(self.amount, lang), yuan(self.relief(), lang));
            let end = match lang {
                Lang::Zh => format!("实收{charged}，减免{off}"),
                Lang::En => format!("charged {charged}, let off {off}"),
            };
            told.push_str(&format!("{semicolon}{}{semicolon}{end}", steps.join(comma)));
        }
        if let Some(Together { exact, amount }) = self.together {
            let whole = rounded(exact, amount, lang);
            told.push_str(&match lang {
                Lang::Zh => format!("；该户各缴费人合计{whole}"),
                Lang::En => format!("; all payers of the unit {whole}"),
            });
        }
        told
    }
}

/// 账单 — what one unit owes. The lines add up to the total.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Bill {
    pub(super) unit: UnitId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) payer: Option<OwnerId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) during: Option<Span>,
    pub(super) lines: Vec<BillLine>,
    pub(super) total: Money,
}

impl Bill {
    /// The unit.
    #[must_use]
    pub const fn unit(&self) -> &UnitId {
        &self.unit
    }

    /// Who pays, if that is told apart.
    #[must_use]
    pub const fn payer(&self) -> Option<&OwnerId> {
        self.payer.as_ref()
    }

    /// For which days of the span, if not for all.
    #[must_use]
    pub const fn during(&self) -> Option<Span> {
        self.during
    }

    /// One line for each of the tariff, in its order; a line of nothing is there with 0.00.
    #[must_use]
    pub fn lines(&self) -> &[BillLine] {
        &self.lines
    }

    /// The sum of its lines.
    #[must_use]
    pub const fn total(&self) -> Money {
        self.total
    }
}

/// 收费项合计 — what one line of the tariff brings over all bills.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct LineTotal {
    pub(super) line: LineId,
    pub(super) kind: IncomeKind,
    pub(super) total: Money,
}

impl LineTotal {
    /// Which line of the tariff.
    #[must_use]
    pub const fn line(&self) -> &LineId {
        &self.line
    }

    /// What the money is.
    #[must_use]
    pub const fn kind(&self) -> IncomeKind {
        self.kind
    }

    /// The sum over all bills.
    #[must_use]
    pub const fn total(&self) -> Money {
        self.total
    }
}

/// 出账结果 — the bills of one span. They add up to the total, and so do the totals by line.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct BillRun {
    pub(super) span: Span,
    // INVARIANT: ascending by unit and day; every bill has the lines of `by_line`, in that order.
    pub(super) bills: Vec<Bill>,
    pub(super) by_line: Vec<LineTotal>,
    pub(super) total: Money,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) held: Vec<Held>,
}

impl BillRun {
    /// The span billed.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// The bills, in the order of the ids of their units, and of their days where a unit has several.
    #[must_use]
    pub fn bills(&self) -> &[Bill] {
        &self.bills
    }

    /// The bill of one unit; the first where it has several.
    #[must_use]
    pub fn bill_of(&self, unit: &UnitId) -> Option<&Bill> {
        self.bills_of(unit).first()
    }

    /// The bills of one unit, in the order of their days.
    #[must_use]
    pub fn bills_of(&self, unit: &UnitId) -> &[Bill] {
        let start = self.bills.partition_point(|bill| bill.unit < *unit);
        let end = self.bills.partition_point(|bill| bill.unit <= *unit);
        self.bills.get(start..end).unwrap_or(&[])
    }

    /// What was not billed to anybody, by a policy of the tariff; not in the totals.
    #[must_use]
    pub fn held(&self) -> &[Held] {
        &self.held
    }

    /// The totals by line, in the order of the tariff.
    #[must_use]
    pub fn by_line(&self) -> &[LineTotal] {
        &self.by_line
    }

    /// The sum of all bills.
    #[must_use]
    pub const fn total(&self) -> Money {
        self.total
    }
}

/// 暂挂 — a line that was not billed to some units, since what it bills by is not known of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Held {
    /// Which line of the tariff.
    pub line: LineId,
    /// Which units, in the order of their ids.
    pub units: Vec<UnitId>,
    /// How much of a lump nobody was charged; unknown for a price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
}
