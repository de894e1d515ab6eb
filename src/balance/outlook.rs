//! What a statement means over time: one assumption changed, how long a reserve lasts, when cash is lowest.

use serde::Serialize;

use super::{BalanceError, Budget, BudgetLineId, LineKind, MoneyRange, Standing, Statement};
use crate::measure::apportion::largest_remainder;
use crate::measure::{Dimension, MeasureError, Money, Ratio, Rounding, Span};

/// The most months of a cash path.
const MONTHS_MAX: u32 = 1_200;

/// 敏感性 — one assumption changed and all else left as it is: by how much its line moves and what the gap becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sensitivity {
    /// The line.
    pub line: BudgetLineId,
    /// By what share of itself it is changed.
    pub by: Ratio,
    /// By how much its amount moves, rounded 四舍五入 to the fen; nothing where the amount is unknown.
    pub moved: Option<Money>,
    /// The gap as it stands.
    pub before: MoneyRange,
    /// The gap after the change. Money that may not pay moves it by nothing.
    pub after: MoneyRange,
}

/// 支撑时间 — how long something lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lasts {
    /// So many whole months.
    Months(u64),
    /// It is never used up.
    ForEver,
}

/// 可支撑月数 — how long a reserve carries the average monthly gap: the ends differ where the gap is a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Cover {
    /// What there is.
    pub reserve: Money,
    /// At its worst; no month where the gap has no known upper end.
    pub least: Lasts,
    /// At its best; for ever where there may be no gap.
    pub most: Lasts,
}

/// 现金路径 — cash after each step, where it is lowest, and when it is never below zero again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CashPath {
    opening: Money,
    balances: Vec<Money>,
}

impl Statement {
    /// Changes one line by a share of itself: rent down by a tenth is −1/10.
    ///
    /// # Errors
    /// [`BalanceError::NoLine`]; [`BalanceError::Measure`] beyond the bounds of money.
    ///
    /// ```
    /// # use wuye::balance::{Basis, Budget, Lasts, Line, LineKind, statement};
    /// # use wuye::dossier::Dossier;
    /// # use wuye::estate::Compound;
    /// # use wuye::measure::{Approx, Span};
    /// # use wuye::money::{CostKind, IncomeKind, Purpose, Purse};
    /// # let line = |id: &str, kind, yuan: &str| Line {
    /// #     id: id.parse().unwrap(), kind, basis: Basis::Lump(Some(Approx::exact(yuan.parse().unwrap()))),
    /// #     purse: Purse::Operating, span: None, resource: None,
    /// # };
    /// # let year = Span::new("2025-01-01".parse()?, "2026-01-01".parse()?)?;
    /// # let fee = line("fee", LineKind::Income(IncomeKind::ServiceFee), "90000");
    /// # let staff = line("staff", LineKind::Cost(CostKind::Staff), "100000");
    /// # let rulebook = wuye::places::rulebook_for("000000".parse()?)?;
    /// # let compound = Compound { id: "c1".parse()?, name: "示例".into(), place: "000000".parse()?, yards: vec![] };
    /// # let dossier = Dossier::new(compound);
    /// let budget = Budget::new(Purpose::Service, year, vec![fee, staff])?; // 90,000 in, 100,000 out
    /// let statement = statement(&budget, &rulebook, &dossier, "2025-01-01".parse()?)?;
    /// let less = statement.sensitivity(&"fee".parse()?, "-1/10".parse()?)?;
    /// assert_eq!(less.before.exact(), Some("10000".parse()?));
    /// assert_eq!(less.after.exact(), Some("19000".parse()?));
    /// assert_eq!(statement.cover("25000".parse()?)?.least, Lasts::Months(30));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn sensitivity(&self, line: &BudgetLineId, by: Ratio) -> Result<Sensitivity, BalanceError> {
        let found = self.lines().iter().find(|result| result.id() == line);
        let found = found.ok_or_else(|| BalanceError::NoLine { line: line.clone() })?;
        let moved = found.amount().map(|amount| scaled(amount.value, by)).transpose()?;
        let (before, mut after) = (self.gap(), self.gap());
        if let Some(moved) = moved {
            let shift = |end: Option<Money>, more: bool| -> Result<Option<Money>, BalanceError> {
                let Some(end) = end else { return Ok(None) };
                Ok(Some(if more { end.plus(moved)? } else { end.minus(moved)? }))
            };
            match (found.kind(), found.standing()) {
                (LineKind::Cost(_), _) => {
                    after = MoneyRange { least: shift(after.least, true)?, most: shift(after.most, true)? };
                }
                (_, Some(Standing::Usable)) => {
                    after = MoneyRange { least: shift(after.least, false)?, most: shift(after.most, false)? };
                }
                // What is undecided counts at one end only: where it turns out well.
                (_, Some(Standing::Undecided)) => {
                    let without = self.cost().minus(self.usable())?;
                    let with = without.minus(self.undecided().plus(moved)?)?;
                    let (least, most) = (with.min(without), with.max(without));
                    after = MoneyRange { least: before.least.map(|_| least), most: before.most.map(|_| most) };
                }
                (_, _) => {}
            }
        }
        Ok(Sensitivity { line: line.clone(), by, moved, before, after })
    }

    /// How many whole months a reserve carries the average monthly gap.
    ///
    /// # Errors
    /// [`BalanceError::BelowZero`]; [`BalanceError::Measure`] where the span is not whole months.
    pub fn cover(&self, reserve: Money) -> Result<Cover, BalanceError> {
        if reserve.is_negative() {
            return Err(BalanceError::BelowZero { found: reserve });
        }
        let months = i128::from(self.span().whole_months()?);
        // Months = reserve ÷ (gap ÷ months), in whole ones; a reserve in fen times months is far within 128 bits.
        let carried = |gap: Money| match i128::from(gap.fen()) {
            gap if gap <= 0 => Lasts::ForEver,
            gap => {
                let whole = i128::from(reserve.fen()).saturating_mul(months).checked_div(gap);
                Lasts::Months(whole.and_then(|n| u64::try_from(n).ok()).unwrap_or(0))
            }
        };
        let gap = self.gap();
        let (least, most) = (gap.most.map_or(Lasts::Months(0), carried), gap.least.map_or(Lasts::ForEver, carried));
        Ok(Cover { reserve, least, most })
    }
}

fn scaled(amount: Money, by: Ratio) -> Result<Money, BalanceError> {
    let above = i128::from(amount.fen()).checked_mul(i128::from(by.above()));
    let above = above.ok_or(MeasureError::Overflow { what: Dimension::Money })?;
    Ok(Rounding::default().round(above, i128::from(by.below()))?)
}

impl CashPath {
    /// The balances after each flow, from an opening balance.
    ///
    /// # Errors
    /// [`BalanceError::NoFlows`] for none or too many; [`BalanceError::Measure`] beyond the bounds of money.
    ///
    /// ```
    /// use wuye::balance::CashPath;
    /// use wuye::measure::Money;
    /// // A year of works, then nineteen years of rent: the sum is fine, and fifteen years have no cash.
    /// let mut flows = vec!["-900000".parse()?];
    /// flows.resize(20, "60000".parse()?);
    /// let path = CashPath::new(Money::ZERO, &flows)?;
    /// assert_eq!((path.closing().to_string(), path.lowest()), ("240000.00".into(), ("-900000".parse()?, 1)));
    /// assert_eq!(path.even_from(), Some(16));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(opening: Money, flows: &[Money]) -> Result<Self, BalanceError> {
        let most = usize::try_from(MONTHS_MAX).unwrap_or(usize::MAX);
        if flows.is_empty() || flows.len() > most {
            return Err(BalanceError::NoFlows { most, found: flows.len() });
        }
        let mut balances = Vec::with_capacity(flows.len());
        let mut now = opening;
        for flow in flows {
            now = now.plus(*flow)?;
            balances.push(now);
        }
        Ok(Self { opening, balances })
    }

    /// The cash of a budget month by month: usable income less cost, each line spread evenly over its months, the fen
    /// that do not divide on the first of them. Money that may not pay is left out, and money of which that is not
    /// known. Nothing where an amount that counts is unknown.
    ///
    /// # Errors
    /// [`BalanceError::NoLine`] for a statement of another budget; [`BalanceError::Measure`] where a line is not of
    /// whole months from the first of the budget on, or beyond the bounds of money; [`BalanceError::NoFlows`].
    pub fn of(budget: &Budget, statement: &Statement, opening: Money) -> Result<Option<Self>, BalanceError> {
        let span = budget.span();
        let months = span.whole_months()?;
        let mut flows = vec![Money::ZERO; usize::try_from(months).unwrap_or(usize::MAX).min(1_000_000)];
        for line in budget.lines() {
            let result = statement.lines().iter().find(|result| *result.id() == line.id);
            let result = result.ok_or_else(|| BalanceError::NoLine { line: line.id.clone() })?;
            let sign = match (line.kind, result.standing()) {
                (LineKind::Cost(_), _) => -1,
                (_, Some(Standing::Usable)) => 1,
                _ => continue,
            };
            let Some(amount) = result.amount() else { return Ok(None) };
            let own = line.span.unwrap_or(span);
            let first = match Span::new(span.start(), own.start()) {
                Ok(before) => before.whole_months()?,
                Err(_) => 0,
            };
            let many = usize::try_from(own.whole_months()?).unwrap_or(usize::MAX);
            let parts = largest_remainder(amount.value.fen(), &vec![1; many])
                .map_err(|_| MeasureError::Overflow { what: Dimension::Money })?;
            let from = usize::try_from(first).unwrap_or(usize::MAX);
            for (flow, part) in flows.iter_mut().skip(from).zip(parts) {
                *flow = flow.plus(Money::from_fen(part)?.times(sign)?)?;
            }
        }
        Self::new(opening, &flows).map(Some)
    }

    /// What there was before the first step.
    #[must_use]
    pub const fn opening(&self) -> Money {
        self.opening
    }

    /// What there is after each step.
    #[must_use]
    pub fn balances(&self) -> &[Money] {
        &self.balances
    }

    /// What there is at the end.
    #[must_use]
    pub fn closing(&self) -> Money {
        self.balances.last().copied().unwrap_or(self.opening)
    }

    /// 最低现金余额 — the lowest balance after a step and the first step that has it, counted from 1.
    #[must_use]
    pub fn lowest(&self) -> (Money, usize) {
        let steps = self.balances.iter().zip(1_usize..);
        steps.min_by_key(|(balance, at)| (**balance, *at)).map_or((self.opening, 0), |(balance, at)| (*balance, at))
    }

    /// The first step, counted from 1, from which cash is never below zero again; nothing where it ends below zero.
    #[must_use]
    pub fn even_from(&self) -> Option<usize> {
        let last = self.balances.iter().zip(1_usize..).filter(|(balance, _)| balance.is_negative()).last();
        match last {
            None => Some(1),
            Some((_, at)) if at == self.balances.len() => None,
            Some((_, at)) => at.checked_add(1),
        }
    }
}
