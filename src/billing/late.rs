//! 违约金 — late charges: simple, exact until one rounding, each item from its own due day.

use serde::{Deserialize, Serialize};

use super::{Exact, ReceivableError};
use crate::estate::Source;
use crate::law::Citation;
use crate::measure::{Day, Dimension, MeasureError, Money, Ratio, Rounding, RoundingMode, RoundingPoint, RoundingUnit};
use crate::rule::{ParameterValue, Setting, Settled, Verdict};
use crate::terms::{Lang, Placed, terms};

terms! {
    /// 计率周期 — for how long a rate is.
    pub enum RateBasis: "basis of a rate" {
        Day = "day", "每日", "for a day", "usage";
        Year365 = "year_365", "每年（按365天）", "for a year of 365 days, leap years too", "usage";
        Year360 = "year_360", "每年（按360天）", "for a year of 360 days", "usage";
    }
}

impl RateBasis {
    /// The days of the basis.
    #[must_use]
    pub const fn days(self) -> i64 {
        match self {
            Self::Day => 1,
            Self::Year365 => 365,
            Self::Year360 => 360,
        }
    }
}

terms! {
    /// 宽限方式 — what days of grace do.
    pub enum GraceKind: "kind of grace" {
        Shifts = "shifts", "宽限期满次日起算", "days late are counted from the end of grace", "usage";
        Waives = "waives", "宽限期内付清的部分不计，逾期部分自到期次日起算", "what is paid within grace bears nothing, the rest from the due day", "usage";
    }
}

/// 违约金约定 — what the contract agrees on paying late. Without such an agreement nothing is charged, so there is no
/// default; the clause is part of it.
///
/// ```
/// use wuye::billing::{GraceKind, LateTerms, RateBasis};
/// use wuye::estate::Source;
/// use wuye::law::Locator;
/// use wuye::measure::{Ratio, RoundingMode};
/// let clause = Source { document: "物业服务合同".into(), at: Locator::article(12), quote: "每日万分之五".into() };
/// let half_up = RoundingMode::HalfAwayFromZero;
/// let terms = |rate| LateTerms::new(rate, RateBasis::Day, 0, GraceKind::Shifts, None, half_up, clause.clone());
/// assert!(terms(Ratio::new(5, 10_000)?).is_ok());
/// assert_eq!(terms(Ratio::new(0, 1)?).unwrap_err().code(), "late_rate");
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "LateForm", into = "LateForm")]
pub struct LateTerms {
    // INVARIANT: 0 < rate ≤ 1 a day; a cap is above zero.
    rate: Ratio,
    basis: RateBasis,
    grace_days: u32,
    grace: GraceKind,
    cap: Option<Ratio>,
    rounding: RoundingMode,
    clause: Source,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LateForm {
    rate: Ratio,
    basis: RateBasis,
    grace_days: u32,
    grace: GraceKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cap: Option<Ratio>,
    rounding: RoundingMode,
    clause: Source,
}

impl TryFrom<LateForm> for LateTerms {
    type Error = Placed<ReceivableError>;
    fn try_from(form: LateForm) -> Result<Self, Placed<ReceivableError>> {
        let LateForm { rate, basis, grace_days, grace, cap, rounding, clause } = form;
        Ok(Self::new(rate, basis, grace_days, grace, cap, rounding, clause)?)
    }
}

impl From<LateTerms> for LateForm {
    fn from(terms: LateTerms) -> Self {
        let LateTerms { rate, basis, grace_days, grace, cap, rounding, clause } = terms;
        Self { rate, basis, grace_days, grace, cap, rounding, clause }
    }
}

impl LateTerms {
    /// Terms: a rate for a day or a year, days of grace, a cap as a multiple of the principal (`1/1`: at the
    /// principal), and how the sum of an item is rounded to the fen.
    ///
    /// # Errors
    /// [`ReceivableError::LateRate`], [`ReceivableError::LateCap`].
    pub fn new(
        rate: Ratio,
        basis: RateBasis,
        grace_days: u32,
        grace: GraceKind,
        cap: Option<Ratio>,
        rounding: RoundingMode,
        clause: Source,
    ) -> Result<Self, ReceivableError> {
        let most = i128::from(rate.below()).checked_mul(i128::from(basis.days()));
        if rate.above() < 1 || most.is_none_or(|most| i128::from(rate.above()) > most) {
            return Err(ReceivableError::LateRate { found: rate.to_string() });
        }
        if let Some(cap) = cap.filter(|cap| cap.above() < 1) {
            return Err(ReceivableError::LateCap { found: cap.to_string() });
        }
        Ok(Self { rate, basis, grace_days, grace, cap, rounding, clause })
    }

    /// The rate.
    #[must_use]
    pub const fn rate(&self) -> Ratio {
        self.rate
    }

    /// For how long the rate is.
    #[must_use]
    pub const fn basis(&self) -> RateBasis {
        self.basis
    }

    /// The days of grace after the due day.
    #[must_use]
    pub const fn grace_days(&self) -> u32 {
        self.grace_days
    }

    /// What they do.
    #[must_use]
    pub const fn grace(&self) -> GraceKind {
        self.grace
    }

    /// The most that an item may bear, as a multiple of its principal.
    #[must_use]
    pub const fn cap(&self) -> Option<Ratio> {
        self.cap
    }

    /// How the sum of an item is rounded to the fen.
    #[must_use]
    pub const fn rounding(&self) -> RoundingMode {
        self.rounding
    }

    /// Where it was agreed.
    #[must_use]
    pub const fn clause(&self) -> &Source {
        &self.clause
    }

    /// Of so many days after the due day those that are charged.
    fn charged_days(&self, late: i64) -> i64 {
        let beyond = late.saturating_sub(i64::from(self.grace_days)).max(0);
        match self.grace {
            GraceKind::Shifts => beyond,
            GraceKind::Waives if beyond > 0 => late,
            GraceKind::Waives => 0,
        }
    }
}

/// In yuan for prose: `6,570.00元`, `约42.59元`; `6,570.00 yuan`, `about 42.59 yuan`.
fn about(exact: Exact, lang: Lang) -> String {
    let yuan = rounded(exact, RoundingMode::HalfAwayFromZero).unwrap_or(Money::MAX).grouped();
    match (exact.below() == 1, lang) {
        (true, Lang::Zh) => format!("{yuan}元"),
        (true, Lang::En) => format!("{yuan} yuan"),
        (false, Lang::Zh) => format!("约{yuan}元"),
        (false, Lang::En) => format!("about {yuan} yuan"),
    }
}

fn times(exact: Exact, above: i64, below: i64) -> Result<Exact, ReceivableError> {
    exact.times(i128::from(above), i128::from(below)).ok_or_else(overflow)
}

fn rounded(exact: Exact, mode: RoundingMode) -> Result<Money, ReceivableError> {
    let rounding = Rounding { mode, unit: RoundingUnit::Fen, point: RoundingPoint::Line };
    Ok(exact.round(rounding)?)
}

fn overflow() -> ReceivableError {
    MeasureError::Overflow { what: Dimension::Money }.into()
}

/// 逾期段 — a part of a principal that was late for so many days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct LatePart {
    /// How much of the principal.
    pub amount: Money,
    /// When it was paid, or the last day that counts.
    pub until: Day,
    /// Days after the due day, that day included.
    pub late_days: i64,
    /// Those of them that are charged.
    pub charged_days: i64,
}

/// 违约金计算 — the late charge of one item in all, and how it came about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct LateCharge {
    parts: Vec<LatePart>,
    exact: Exact,
    capped: bool,
    total: Money,
}

impl LateCharge {
    /// The principal, part by part as it was paid; last what is not paid.
    #[must_use]
    pub fn parts(&self) -> &[LatePart] {
        &self.parts
    }

    /// The sum before rounding, the cap applied.
    #[must_use]
    pub const fn exact(&self) -> Exact {
        self.exact
    }

    /// Whether the cap cut it.
    #[must_use]
    pub const fn capped(&self) -> bool {
        self.capped
    }

    /// The sum, rounded once.
    #[must_use]
    pub const fn total(&self) -> Money {
        self.total
    }

    /// 过高提示 — whether the charge is *generally too high* beside the loss: more than the share of the law above it,
    /// where exactly the share is not more. The loss is the same parts at the caller's rate over all days after the due
    /// day. It is a hint and no verdict: a court looks at all circumstances. Unknown where `law`
    /// ([`Figure::PenaltyOverLoss`](crate::rule::Figure::PenaltyOverLoss)) is.
    ///
    /// # Errors
    /// [`ReceivableError::LateRate`] for a loss rate below zero; [`ReceivableError::Measure`] beyond 128 bits.
    pub fn indicator(&self, loss: &LossRate, law: &Settled) -> Result<Indicator, ReceivableError> {
        if loss.rate.above() < 0 {
            return Err(ReceivableError::LateRate { found: loss.rate.to_string() });
        }
        let fen_days = fen_days(&self.parts, |part| part.late_days);
        let fen_days = fen_days.and_then(|fen_days| Exact::new(fen_days, 1)).ok_or_else(overflow)?;
        let lost = times(fen_days, loss.rate.above(), loss.rate.below())?;
        let lost = times(lost, 1, loss.basis.days())?;
        let (too_high, law) = match law {
            Settled::Known { setting: Setting::MoreThan(ParameterValue::Share(share)), law, .. } => {
                let (above, below) = (i64::from(share.above()), i64::from(share.below()));
                let border = times(lost, below.saturating_add(above), below)?;
                (Verdict::of(self.exact > border), Some(law.clone()))
            }
            _ => (Verdict::Unknown, None),
        };
        Ok(Indicator { charge: self.exact, loss: lost, rate_on: loss.on, too_high, law })
    }
}

/// 损失利率 — at which rate the loss of money paid late is measured, and of which day it is; the caller's, such as the
/// published loan prime rate.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LossRate {
    /// The rate.
    pub rate: Ratio,
    /// For how long it is.
    pub basis: RateBasis,
    /// The day of which it is.
    pub on: Day,
}

/// 过高提示 — a late charge beside the loss.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Indicator {
    /// The charge before rounding.
    pub charge: Exact,
    /// The loss before rounding.
    pub loss: Exact,
    /// The day of the loss rate.
    pub rate_on: Day,
    /// Whether it is generally too high; unknown where the law is.
    pub too_high: Verdict,
    /// By which law.
    pub law: Option<Citation>,
}

impl Indicator {
    /// The hint in one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let law = self.law.as_ref().map(|law| law.short(lang));
        match lang {
            Lang::Zh => {
                let law = law.map_or_else(|| "未见规定".to_owned(), |law| format!("{law}，仅作提示"));
                let told = match self.too_high {
                    Verdict::Met => "一般可认定过高",
                    Verdict::Unmet => "未超过一般认定过高的幅度",
                    Verdict::Unknown => "是否过高待查明",
                };
                let (charge, loss) = (about(self.charge, lang), about(self.loss, lang));
                format!("违约金{charge}，损失{loss}：{told}（{law}）。")
            }
            Lang::En => {
                let law = law.map_or_else(|| "no law known".to_owned(), |law| format!("{law}, a hint only"));
                let told = match self.too_high {
                    Verdict::Met => "generally too high",
                    Verdict::Unmet => "not beyond what is generally too high",
                    Verdict::Unknown => "unknown whether it is too high",
                };
                let (charge, loss) = (about(self.charge, lang), about(self.loss, lang));
                format!("A late charge of {charge} beside a loss of {loss}: {told} ({law}).")
            }
        }
    }
}

/// 计算违约金 — the late charge on a principal from its due day to `until`, as it was paid.
///
/// 1. Every part of the principal is late from the day after its due day to the day it was paid, that day included;
///    what is not paid by `until`, to that day.
/// 2. The sum of part × days × rate is exact. Nothing is rounded by the day and nothing bears on what was charged
///    before.
/// 3. The cap, if any, applies to that sum; then it is rounded, once.
///
/// # Errors
/// [`ReceivableError::OverPaid`] for a payment below zero, or more than the principal in all;
/// [`ReceivableError::Measure`] beyond the bounds of money.
///
/// ```
/// use wuye::billing::{GraceKind, LateTerms, RateBasis, late_charge};
/// # use wuye::estate::Source;
/// # use wuye::law::Locator;
/// use wuye::measure::{Ratio, RoundingMode};
/// # let clause = Source { document: "物业服务合同".into(), at: Locator::article(12), quote: "每日万分之五".into() };
/// let half_per_mille = Ratio::new(5, 10_000)?;
/// let half_up = RoundingMode::HalfAwayFromZero;
/// let terms = LateTerms::new(half_per_mille, RateBasis::Day, 0, GraceKind::Shifts, None, half_up, clause)?;
/// // 47 days late. With the daily amount rounded first it would be 42.77, compounded 43.08.
/// let charge = late_charge("1812.30".parse()?, "2026-01-31".parse()?, &[], &terms, "2026-03-19".parse()?)?;
/// assert_eq!(charge.total().to_string(), "42.59");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn late_charge(
    principal: Money,
    due: Day,
    payments: &[(Day, Money)],
    terms: &LateTerms,
    until: Day,
) -> Result<LateCharge, ReceivableError> {
    let paid = Money::sum(payments.iter().map(|(_, amount)| *amount))?;
    let over = |paid| ReceivableError::OverPaid { principal, paid };
    if let Some((_, below)) = payments.iter().find(|(_, amount)| amount.is_negative()) {
        return Err(over(*below));
    }
    let open = principal.minus(paid)?;
    if open.is_negative() {
        return Err(over(paid));
    }
    let parts = payments.iter().copied().chain([(until, open)]).filter(|(_, amount)| !amount.is_zero());
    let parts: Vec<LatePart> = parts
        .map(|(on, amount)| {
            let on = on.min(until);
            let late_days = due.days_until(on).max(0);
            LatePart { amount, until: on, late_days, charged_days: terms.charged_days(late_days) }
        })
        .collect();
    let fen_days = fen_days(&parts, |part| part.charged_days);
    let fen_days = fen_days.and_then(|fen_days| Exact::new(fen_days, 1)).ok_or_else(overflow)?;
    let exact = times(times(fen_days, terms.rate.above(), terms.rate.below())?, 1, terms.basis.days())?;
    let cap = terms.cap.map(|cap| times(Exact::of(principal), cap.above(), cap.below()));
    let (exact, capped) = match cap.transpose()? {
        Some(cap) if exact > cap => (cap, true),
        _ => (exact, false),
    };
    Ok(LateCharge { parts, exact, capped, total: rounded(exact, terms.rounding)? })
}

/// The sum of amounts times days.
fn fen_days(parts: &[LatePart], days: impl Fn(&LatePart) -> i64) -> Option<i128> {
    parts.iter().try_fold(0_i128, |sum, part| {
        sum.checked_add(i128::from(part.amount.fen()).checked_mul(i128::from(days(part)))?)
    })
}
