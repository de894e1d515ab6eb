//! 账龄与收缴率 — arrears by age, and how much of what fell due was collected.

use serde::{Deserialize, Serialize};

use super::book::OwnerAccount;
use super::{Act, Item, Nature, ReceivableError, Receivables};
use crate::estate::UnitId;
use crate::measure::{Day, MeasureError, Money, Ratio, Span};
use crate::money::{EntryId, IncomeKind};
use crate::terms::{Lang, Placed};

/// The most edges of an ageing.
pub const EDGES_MAX: usize = 24;

/// 账龄分段 — the last day of each bucket, counted from the due day: `30, 60` is 0–30, 31–60 and more than 60 days.
///
/// ```
/// use wuye::billing::Buckets;
/// let buckets = Buckets::new(vec![30, 60])?;
/// assert_eq!([0, 30, 31, 60, 61].map(|days| buckets.of(days)), [0, 0, 1, 1, 2]);
/// assert!(Buckets::new(vec![60, 30]).is_err());
/// # Ok::<(), wuye::billing::ReceivableError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "BucketsForm", into = "BucketsForm")]
pub struct Buckets(Vec<u32>);

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct BucketsForm(Vec<u32>);

impl TryFrom<BucketsForm> for Buckets {
    type Error = Placed<ReceivableError>;
    fn try_from(form: BucketsForm) -> Result<Self, Placed<ReceivableError>> {
        Ok(Self::new(form.0)?)
    }
}

impl From<Buckets> for BucketsForm {
    fn from(buckets: Buckets) -> Self {
        Self(buckets.0)
    }
}

impl Buckets {
    /// Buckets by their last days.
    ///
    /// # Errors
    /// [`ReceivableError::Edges`] unless there are 1 to [`EDGES_MAX`], ascending.
    pub fn new(edges: Vec<u32>) -> Result<Self, ReceivableError> {
        let ascend = edges.iter().zip(edges.iter().skip(1)).all(|(one, next)| one < next);
        if edges.is_empty() || edges.len() > EDGES_MAX || !ascend {
            return Err(ReceivableError::Edges { most: EDGES_MAX });
        }
        Ok(Self(edges))
    }

    /// The last days of the buckets; one more bucket follows them.
    #[must_use]
    pub fn edges(&self) -> &[u32] {
        &self.0
    }

    /// In which bucket so many days after the due day lie, counted from 0.
    #[must_use]
    pub fn of(&self, days: u32) -> usize {
        self.0.partition_point(|edge| *edge < days)
    }

    /// `31–60日`, `超过60日`; `31–60 days`, `more than 60 days`.
    #[must_use]
    pub fn label(&self, bucket: usize, lang: Lang) -> String {
        let before = bucket.checked_sub(1).and_then(|at| self.0.get(at));
        let first = before.map_or(0, |edge| edge.saturating_add(1));
        match (self.0.get(bucket), lang) {
            (Some(last), Lang::Zh) => format!("{first}–{last}日"),
            (Some(last), Lang::En) => format!("{first}–{last} days"),
            (None, Lang::Zh) => format!("超过{}日", first.saturating_sub(1)),
            (None, Lang::En) => format!("more than {} days", first.saturating_sub(1)),
        }
    }
}

/// 账龄明细 — what is owed, by age: of one unit, or of all.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct AgeingRow {
    /// Not due yet (未到期).
    pub not_due: Money,
    /// Due for so many days, bucket by bucket; an item on its due day is in the first.
    pub due: Vec<Money>,
    /// All of it.
    pub total: Money,
}

impl AgeingRow {
    fn of<'a>(items: impl Iterator<Item = &'a Item>, buckets: &Buckets, on: Day) -> Result<Self, MeasureError> {
        let mut row = Self::none(buckets);
        for item in items {
            match u32::try_from(item.due.days_until(on)) {
                Ok(days) => {
                    if let Some(slot) = row.due.get_mut(buckets.of(days)) {
                        *slot = slot.plus(item.outstanding)?;
                    }
                }
                Err(_) => row.not_due = row.not_due.plus(item.outstanding)?,
            }
            row.total = row.total.plus(item.outstanding)?;
        }
        Ok(row)
    }

    fn none(buckets: &Buckets) -> Self {
        let due = vec![Money::ZERO; buckets.0.len().saturating_add(1)];
        Self { not_due: Money::ZERO, due, total: Money::ZERO }
    }

    fn add(&mut self, other: &Self) -> Result<(), MeasureError> {
        self.not_due = self.not_due.plus(other.not_due)?;
        for (slot, amount) in self.due.iter_mut().zip(&other.due) {
            *slot = slot.plus(*amount)?;
        }
        self.total = self.total.plus(other.total)?;
        Ok(())
    }
}

/// 账龄表 — what is owed on a day by age, unit by unit and in all.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Ageing {
    /// The day.
    pub on: Day,
    /// The buckets.
    pub buckets: Buckets,
    /// The units that owe something, in the order of their ids.
    pub units: Vec<(UnitId, AgeingRow)>,
    /// All of them.
    pub total: AgeingRow,
}

/// 收缴率 — how much of what fell due in a span was collected. The definition is part of it, since none is in the law:
///
/// * denominator (应收): principals of the kinds listed whose due day lies in the span; no late charges, no deposits,
///   nothing that was taken back;
/// * numerator (实收): what was applied to those by the day stated, whenever it was paid;
/// * apart: what was applied in the span to principals that were due before it; and what came in during the span beyond
///   what it paid, as an advance. An advance is in the numerator only once it is applied to what fell due.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct CollectionRate {
    /// The span of due days.
    pub span: Span,
    /// Up to which day collections count.
    pub by: Day,
    /// Which kinds of income.
    pub kinds: Vec<IncomeKind>,
    /// What fell due in the span: the denominator.
    pub due: Money,
    /// What was collected of it: the numerator.
    pub collected: Money,
    /// Arrears of earlier spans that were recovered in this one (收回以前欠费).
    pub old_arrears: Money,
    /// Advances that came in during the span (预收).
    pub advances: Money,
}

impl CollectionRate {
    /// Collected ÷ due, exactly; nothing where nothing fell due, which is neither 0 nor 100 %.
    #[must_use]
    pub fn rate(&self) -> Option<Ratio> {
        Ratio::new(self.collected.fen(), self.due.fen()).ok()
    }

    /// In one sentence, with numerator and denominator.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (due, collected) = (self.due.grouped(), self.collected.grouped());
        let (old, advances) = (self.old_arrears.grouped(), self.advances.grouped());
        let (start, end, by) = (self.span.start().render(lang), self.span.end().render(lang), self.by.render(lang));
        match (self.rate(), lang) {
            (Some(rate), Lang::Zh) => format!(
                "{start}至{end}（不含终止日）到期应收{due}元，截至{by}实收{collected}元，收缴率{rate}；另收回以前欠费{old}元，预收{advances}元。"
            ),
            (Some(rate), Lang::En) => format!(
                "Due from {start} to {end} (end not included): {due} yuan, collected by {by}: {collected} yuan, a rate of {rate}; apart from it old arrears of {old} yuan and advances of {advances} yuan."
            ),
            (None, Lang::Zh) => {
                format!("{start}至{end}（不含终止日）没有到期应收款，无收缴率；收回以前欠费{old}元，预收{advances}元。")
            }
            (None, Lang::En) => format!(
                "Nothing fell due from {start} to {end} (end not included), so there is no rate; old arrears of {old} yuan and advances of {advances} yuan came in."
            ),
        }
    }
}

impl Receivables {
    /// 账龄 — what is owed on a day by age: principals from their own due days, late charges from the day they were
    /// charged.
    ///
    /// # Errors
    /// [`ReceivableError::BeforeLast`] for a day before the last movement, of which this book no longer is;
    /// [`ReceivableError::Measure`] beyond the bounds of money.
    pub fn ageing(&self, buckets: &Buckets, on: Day) -> Result<Ageing, ReceivableError> {
        self.kept_to(on)?;
        let (mut units, mut total) = (Vec::new(), AgeingRow::none(buckets));
        for (unit, account) in self.accounts() {
            let mut owed = account.items().filter(|item| !item.outstanding.is_zero()).peekable();
            if owed.peek().is_none() {
                continue;
            }
            let row = AgeingRow::of(owed, buckets, on)?;
            total.add(&row)?;
            units.push((unit.clone(), row));
        }
        Ok(Ageing { on, buckets: buckets.clone(), units, total })
    }

    /// 收缴率 — of the principals of these kinds that fell due in a span, what was collected by a day.
    ///
    /// # Errors
    /// As [`Receivables::ageing`]; the day may not be before the last movement.
    pub fn collection(&self, span: Span, by: Day, kinds: &[IncomeKind]) -> Result<CollectionRate, ReceivableError> {
        self.kept_to(by)?;
        let principal = |item: &&Item| item.nature() == Nature::Principal && kinds.contains(&item.kind);
        let items = || self.accounts().flat_map(|(_, account)| account.items()).filter(principal);
        let in_span = || items().filter(|item| span.contains(item.due));
        let before = items().filter(|item| item.due < span.start());
        let due = Money::sum(in_span().map(|item| item.amount))?;
        let collected = Money::sum(in_span().flat_map(|item| &item.applied).map(|applied| applied.amount))?;
        let recovered = before.flat_map(|item| &item.applied).filter(|applied| span.contains(applied.on));
        let old_arrears = Money::sum(recovered.map(|applied| applied.amount))?;
        let came = self.log().iter().filter(|movement| !self.is_reversed(&movement.id));
        let came = came.filter_map(|movement| match movement.act {
            Act::Receipt { received, amount, .. } if span.contains(received) => {
                let account = self.account(&movement.unit)?;
                Some(amount.minus(applied_by(account, &movement.id)?))
            }
            _ => None,
        });
        let advances = Money::sum(came.collect::<Result<Vec<Money>, _>>()?)?;
        Ok(CollectionRate { span, by, kinds: kinds.to_vec(), due, collected, old_arrears, advances })
    }

    fn kept_to(&self, day: Day) -> Result<(), ReceivableError> {
        match self.last().filter(|last| day < *last) {
            Some(last) => Err(ReceivableError::BeforeLast { last, found: day }),
            None => Ok(()),
        }
    }
}

/// What a receipt paid of what was owed, as far as that is still there.
fn applied_by(account: &OwnerAccount, receipt: &EntryId) -> Option<Money> {
    let applied = account.items().flat_map(|item| &item.applied).filter(|applied| applied.by == *receipt);
    Money::sum(applied.map(|applied| applied.amount)).ok()
}
