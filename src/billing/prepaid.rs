//! 预收物业费 — fees taken in advance: what is not earned yet, a change of price on the way, the refund at the end of the
//! contract, and how far ahead a place lets them be taken. And who owes the fee.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::ReceivableError;
use crate::estate::UnitState;
use crate::law::Citation;
use crate::measure::{
    Day, DayCount, Dimension, MeasureError, Money, Period, Ratio, Rounding, RoundingMode, RoundingPoint, RoundingUnit,
    Span,
};
use crate::rule::{ParameterValue, Setting, Settled, Verdict};
use crate::terms::{Lang, Placed, terms};

/// The most months of a prepayment.
const MONTHS_MAX: u32 = 1_200;

terms! {
    /// 调价约定 — what a prepayment says of a price that changes on the way.
    pub enum PricePolicy: "policy on a change of price" {
        Locked = "locked", "锁定原价", "the price paid holds for the whole span", "usage";
        Repriced = "repriced", "随新价调整", "the rest of the span is at the new price", "usage";
    }
}

/// 预收款 — a fee paid in advance for whole months, and what was agreed on a change of price. What is not earned yet is a
/// liability.
///
/// ```
/// use wuye::billing::{Prepayment, PricePolicy};
/// use wuye::measure::{DayCount, RoundingMode, Span};
/// let year = Span::new("2026-01-01".parse()?, "2027-01-01".parse()?)?;
/// let paid = Prepayment::new("1200".parse()?, year, PricePolicy::Locked)?;
/// // The contract ends on 30 September: 1 October is the first day without service.
/// let (end, half_up) = ("2026-10-01".parse()?, RoundingMode::HalfAwayFromZero);
/// assert_eq!(paid.unearned(end, DayCount::ActualMonth, half_up)?.to_string(), "300.00");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "PrepaymentForm", into = "PrepaymentForm")]
pub struct Prepayment {
    // INVARIANT: above zero, for 1 to MONTHS_MAX whole months.
    paid: Money,
    span: Span,
    policy: PricePolicy,
    months: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PrepaymentForm {
    paid: Money,
    span: Span,
    policy: PricePolicy,
}

impl TryFrom<PrepaymentForm> for Prepayment {
    type Error = Placed<ReceivableError>;
    fn try_from(form: PrepaymentForm) -> Result<Self, Placed<ReceivableError>> {
        Ok(Self::new(form.paid, form.span, form.policy)?)
    }
}

impl From<Prepayment> for PrepaymentForm {
    fn from(prepayment: Prepayment) -> Self {
        Self { paid: prepayment.paid, span: prepayment.span, policy: prepayment.policy }
    }
}

/// 调价结果 — a prepayment on the day on which the price changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Repriced {
    /// What is not earned yet (尚未提供服务的预收款).
    pub liability: Money,
    /// The months left of the span.
    pub remaining: Ratio,
    /// What is to be paid in addition for them; below zero where the price falls, and nothing where it is locked.
    pub due: Money,
    /// The months that the money covers without that (可抵月数).
    pub covers: Ratio,
}

impl Prepayment {
    /// Money for a span of whole months.
    ///
    /// # Errors
    /// [`ReceivableError::BadPrepayment`].
    pub fn new(paid: Money, span: Span, policy: PricePolicy) -> Result<Self, ReceivableError> {
        let months = span.whole_months().ok().filter(|months| (1..=MONTHS_MAX).contains(months));
        match months {
            Some(months) if paid > Money::ZERO => Ok(Self { paid, span, policy, months }),
            _ => Err(ReceivableError::BadPrepayment { paid, start: span.start(), end: span.end() }),
        }
    }

    /// How much was paid.
    #[must_use]
    pub const fn paid(&self) -> Money {
        self.paid
    }

    /// For which span.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// What was agreed on a change of price.
    #[must_use]
    pub const fn policy(&self) -> PricePolicy {
        self.policy
    }

    /// How many months it is for.
    #[must_use]
    pub const fn months(&self) -> u32 {
        self.months
    }

    /// 已提供服务的月数 — the months that have passed before `day`, from the first day of the span: whole months counted
    /// from it, and of the month begun the part that the day count says. With days over 365 a year of 365 days is
    /// twelve months. Never below zero or more than the span has.
    ///
    /// # Errors
    /// [`ReceivableError::Measure`] for a span that ends beyond the year 2200.
    pub fn elapsed(&self, day: Day, count: DayCount) -> Result<Ratio, ReceivableError> {
        let whole = i64::from(self.months);
        if day <= self.span.start() {
            return Ok(Ratio::new(0, 1)?);
        }
        if day >= self.span.end() {
            return Ok(Ratio::new(whole, 1)?);
        }
        let anniversary = |n: u32| Period::Months(n).after(self.span.start());
        // The last month that begins by the day; the first begins before it.
        let mut begun: u32 = 0;
        while begun.saturating_add(1) < self.months && anniversary(begun.saturating_add(1))? <= day {
            begun = begun.saturating_add(1);
        }
        let first = anniversary(begun)?;
        let days = first.days_until(day);
        let part = match count {
            DayCount::ActualMonth => Ratio::new(days, first.days_until(anniversary(begun.saturating_add(1))?))?,
            DayCount::ThirtyDays => Ratio::new(days.min(30), 30)?,
            DayCount::WholeMonthFromFirst => Ratio::new(i64::from(days > 0), 1)?,
            // The month is whoever has its last day, and that is not before `day`.
            DayCount::WholeMonthFromLast => Ratio::new(0, 1)?,
            DayCount::Actual365 => {
                let days = self.span.start().days_until(day);
                return Ok(Ratio::new(days.saturating_mul(12), 365)?.min(Ratio::new(whole, 1)?));
            }
        };
        Ok(part.plus(Ratio::new(i64::from(begun), 1)?)?)
    }

    /// 尚未提供服务期间的预收款 — what is not earned by the service before `day`: the liability on that day, and the refund
    /// if the contract ends there (《物业服务纠纷司法解释》第三条). `day` is the first day without service.
    ///
    /// # Errors
    /// [`ReceivableError::Measure`].
    pub fn unearned(&self, day: Day, count: DayCount, mode: RoundingMode) -> Result<Money, ReceivableError> {
        let left = self.left(day, count)?;
        // Paid × months left ÷ months.
        let above = i128::from(self.paid.fen()).checked_mul(i128::from(left.above()));
        round(above, self.whole(left.below()), mode)
    }

    /// 调价 — what follows when the price changes to `monthly` on `day`.
    ///
    /// # Errors
    /// [`ReceivableError::BadPrepayment`] for a new price that is not above zero; [`ReceivableError::Measure`].
    ///
    /// ```
    /// use wuye::billing::{Prepayment, PricePolicy};
    /// use wuye::measure::{DayCount, RoundingMode, Span};
    /// let year = Span::new("2026-01-01".parse()?, "2027-01-01".parse()?)?;
    /// let half = "2026-07-01".parse()?;
    /// let new_price = |policy| -> Result<_, Box<dyn std::error::Error>> {
    ///     let paid = Prepayment::new("3600".parse()?, year, policy)?;
    ///     Ok(paid.reprice(half, "330".parse()?, DayCount::ActualMonth, RoundingMode::HalfAwayFromZero)?)
    /// };
    /// assert_eq!(new_price(PricePolicy::Locked)?.due.to_string(), "0.00");
    /// let repriced = new_price(PricePolicy::Repriced)?;
    /// assert_eq!((repriced.due.to_string(), repriced.covers.to_string()), ("180.00".into(), "60/11".into())); // 5.45 months
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn reprice(
        &self,
        day: Day,
        monthly: Money,
        count: DayCount,
        mode: RoundingMode,
    ) -> Result<Repriced, ReceivableError> {
        if monthly <= Money::ZERO {
            let (start, end) = (self.span.start(), self.span.end());
            return Err(ReceivableError::BadPrepayment { paid: monthly, start, end });
        }
        let liability = self.unearned(day, count, mode)?;
        let remaining = self.left(day, count)?;
        if self.policy == PricePolicy::Locked {
            return Ok(Repriced { liability, remaining, due: Money::ZERO, covers: remaining });
        }
        let (paid, monthly) = (i128::from(self.paid.fen()), i128::from(monthly.fen()));
        let (above, months) = (i128::from(remaining.above()), i128::from(self.months));
        // Months left × (new price − paid ÷ months).
        let risen = monthly.checked_mul(months).and_then(|new| new.checked_sub(paid));
        let due = round(risen.and_then(|risen| risen.checked_mul(above)), self.whole(remaining.below()), mode)?;
        // Paid × months left ÷ months ÷ new price.
        let below = self.whole(remaining.below()).and_then(|below| below.checked_mul(monthly));
        let covers = ratio(paid.checked_mul(above), below)?;
        Ok(Repriced { liability, remaining, due, covers })
    }

    fn left(&self, day: Day, count: DayCount) -> Result<Ratio, ReceivableError> {
        let elapsed = self.elapsed(day, count)?;
        let gone = Ratio::new(elapsed.above().saturating_neg(), elapsed.below())?;
        Ok(gone.plus(Ratio::new(i64::from(self.months), 1)?)?)
    }

    fn whole(&self, below: i64) -> Option<i128> {
        i128::from(below).checked_mul(i128::from(self.months))
    }
}

fn overflow() -> ReceivableError {
    MeasureError::Overflow { what: Dimension::Money }.into()
}

fn round(above: Option<i128>, below: Option<i128>, mode: RoundingMode) -> Result<Money, ReceivableError> {
    let rounding = Rounding { mode, unit: RoundingUnit::Fen, point: RoundingPoint::Line };
    let (Some(above), Some(below)) = (above, below) else { return Err(overflow()) };
    Ok(rounding.round(above, below)?)
}

/// A ratio of two wide numbers, the lower one above zero.
fn ratio(above: Option<i128>, below: Option<i128>) -> Result<Ratio, ReceivableError> {
    let (Some(above), Some(below)) = (above, below) else { return Err(overflow()) };
    let (mut a, mut b) = (above, below);
    while b != 0 {
        (a, b) = (b, a.checked_rem(b).unwrap_or(0));
    }
    let common = a.saturating_abs().max(1);
    let part = |n: i128| n.checked_div(common).and_then(|n| i64::try_from(n).ok());
    match (part(above), part(below)) {
        (Some(above), Some(below)) => Ok(Ratio::new(above, below)?),
        _ => Err(MeasureError::Overflow { what: Dimension::Ratio }.into()),
    }
}

// ------------------------------------------------------------------------------------------------ caps

terms! {
    /// 预收上限 — by what a prepayment is limited.
    pub enum CapItem: "limit of a prepayment" {
        Length = "length", "预收期限", "the time paid ahead", "《郑州市物业管理条例》第四十二条第一款";
        ContractTerm = "contract_term", "预收期限不得超过合同期限", "the time paid ahead within the term of the contract", "《杭州市物业管理条例》第五十五条第三款";
    }
}

/// 预收核对 — one limit of a place beside a prepayment. It voids nothing; where the place says nothing it is unknown, and
/// no breach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CapCheck {
    /// Which limit.
    pub item: CapItem,
    /// Met, unmet, or unknown.
    pub verdict: Verdict,
    /// The span paid for.
    pub span: Span,
    /// The term of the contract, if it was stated.
    pub term: Option<Span>,
    /// What is asked.
    pub required: Option<Setting>,
    /// By which law.
    pub law: Option<Citation>,
}

/// 核对预收期限 — a span that was paid in advance, beside the limits of a place: how long it may be
/// ([`Figure::PrepaymentCap`](crate::rule::Figure::PrepaymentCap)) and what share of the contract's term
/// ([`Figure::PrepaymentOfTerm`](crate::rule::Figure::PrepaymentOfTerm)), each as the rulebook settles it on the day of
/// the contract. A span that is shorter than the term but runs past its end is unknown: the text compares the two times
/// and does not say whether only what is left of the term counts.
///
/// ```
/// use wuye::billing::check_prepayment;
/// use wuye::measure::Span;
/// use wuye::rule::{Figure, Key, Verdict};
/// let hangzhou = wuye::places::rulebook_for("330100".parse()?)?;
/// let law = |figure| hangzhou.setting(Key::Figure(figure), "2026-01-01".parse().unwrap());
/// let (cap, of_term) = (law(Figure::PrepaymentCap), law(Figure::PrepaymentOfTerm));
/// let span = |end: &str| Span::new("2026-01-01".parse().unwrap(), end.parse().unwrap()).unwrap();
/// let checks = check_prepayment(span("2027-01-01"), Some(span("2026-07-01")), &cap, &of_term);
/// // Twelve months are not too long; the contract runs for six.
/// assert_eq!(checks.map(|check| check.verdict), [Verdict::Met, Verdict::Unmet]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn check_prepayment(paid: Span, term: Option<Span>, cap: &Settled, of_term: &Settled) -> [CapCheck; 2] {
    let found = |item, settled: &Settled, keeps: &dyn Fn(&ParameterValue) -> Verdict| {
        let Settled::Known { setting, law, .. } = settled else {
            return CapCheck { item, verdict: Verdict::Unknown, span: paid, term, required: None, law: None };
        };
        let verdict = match setting {
            Setting::AtMost(value) => keeps(value),
            _ => Verdict::Unknown,
        };
        CapCheck { item, verdict, span: paid, term, required: Some(setting.clone()), law: Some(law.clone()) }
    };
    let length = |value: &ParameterValue| match value {
        ParameterValue::Period(period) => {
            period.after(paid.start()).map_or(Verdict::Unknown, |last| Verdict::of(paid.end() <= last))
        }
        _ => Verdict::Unknown,
    };
    let within = |value: &ParameterValue| match (value, term) {
        (ParameterValue::Share(share), Some(term)) => {
            let days = |span: Span| span.days().unsigned_abs();
            let inside = term.start() <= paid.start() && paid.end() <= term.end();
            match share.compare(days(paid), days(term)).is_le() {
                true if inside => Verdict::Met,
                true => Verdict::Unknown,
                false => Verdict::Unmet,
            }
        }
        _ => Verdict::Unknown,
    };
    [found(CapItem::Length, cap, &length), found(CapItem::ContractTerm, of_term, &within)]
}

impl CapCheck {
    /// The finding in one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        // That the time is within the term is said by the item itself.
        let required = self.required.as_ref().filter(|_| self.item == CapItem::Length);
        let required = required.map(|setting| setting.render(lang));
        let law = self.law.as_ref().map(|law| law.short(lang));
        let (from, to) = (self.span.start().render(lang), self.span.end().render(lang));
        let term = self.term.filter(|_| self.item == CapItem::ContractTerm);
        match lang {
            Lang::Zh => {
                let asked = required.map_or_else(String::new, |required| format!("，应{required}"));
                let law = law.map_or_else(|| "（未见规定）".to_owned(), |law| format!("（{law}）"));
                let term = term.map_or_else(String::new, |term| {
                    format!("，合同期限为{}至{}", term.start().render(lang), term.end().render(lang))
                });
                format!("{:#}：{:#}{asked}，预收{from}至{to}{term}（均不含终止日）{law}。", self.verdict, self.item)
            }
            Lang::En => {
                let asked = required.map_or_else(String::new, |required| format!(", expected {required}"));
                let law = law.map_or_else(|| " (no law known)".to_owned(), |law| format!(" ({law})"));
                let term =
                    term.map_or_else(String::new, |term| format!(" of a term {} to {}", term.start(), term.end()));
                let (verdict, item) = (self.verdict.en(), self.item.en());
                format!("{verdict}: {item}{asked}, found {from} to {to}{term}, ends not included{law}.")
            }
        }
    }
}

// ------------------------------------------------------------------------------------------------ who pays

terms! {
    /// 交费义务人 — who owes the service fee.
    pub enum Payer: "payer of the service fee" {
        Owner = "owner", "业主", "the owner", "《物业管理条例》第四十一条第一款";
        UserWithOwner = "user_with_owner", "物业使用人交纳，业主负连带责任", "the user, the owner being jointly liable", "《物业管理条例》第四十一条第一款";
        Developer = "developer", "建设单位", "the developer", "《物业管理条例》第四十一条第二款";
    }
}

/// 交费义务人 — who owes the fee of a unit (《物业管理条例》第四十一条): of one that is unsold or not handed over the
/// developer; else the owner, or the user where owner and user agreed so, with the owner jointly liable. Where nobody
/// stated whether there is such an agreement, nobody can be named alone, though the owner is liable either way.
///
/// ```
/// use wuye::billing::{Payer, payer};
/// use wuye::estate::UnitState;
/// assert_eq!(payer(UnitState::Unsold, None), Some(Payer::Developer));
/// assert_eq!(payer(UnitState::Delivered, Some(true)), Some(Payer::UserWithOwner));
/// assert_eq!(payer(UnitState::Delivered, None), None);
/// ```
#[must_use]
pub const fn payer(state: UnitState, user_agreed: Option<bool>) -> Option<Payer> {
    match (state, user_agreed) {
        (UnitState::Delivered, Some(true)) => Some(Payer::UserWithOwner),
        (UnitState::Delivered, Some(false)) => Some(Payer::Owner),
        (UnitState::Delivered, None) => None,
        (UnitState::SoldUndelivered | UnitState::Unsold, _) => Some(Payer::Developer),
    }
}

impl fmt::Display for CapCheck {
    /// In English; `{:#}` in Chinese.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(if f.alternate() { Lang::Zh } else { Lang::En }))
    }
}
