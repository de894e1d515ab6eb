//! Common revenue: what of it is the owners', what of it tops up the fund, and that each yuan is used once.

use serde::{Deserialize, Serialize};

use super::{FundError, not_negative, positive};
use crate::assess::Assessment;
use crate::balance::Standing;
use crate::law::Citation;
use crate::measure::{Dimension, MeasureError, Money, Rounding, Share};
use crate::money::{EntryId, Purpose};
use crate::rule::{ParameterValue, Setting, Settled, TopUpBase, Verdict};
use crate::terms::Lang;

/// 收益用途 — one use of common revenue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevenueUse {
    /// Its id; the same use again is no second one.
    pub id: EntryId,
    /// For what.
    pub purpose: Purpose,
    /// How much.
    pub amount: Money,
}

/// 公共收益 — what a year's business with common parts brought, and what was done with it. What the operator proved as
/// reasonable cost is deducted (《民法典》第二百八十二条), what it only claims is not, and nothing is used twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Revenue {
    // INVARIANT: uses are within the net.
    gross: Money,
    proven: Money,
    claimed: Money,
    uses: Vec<RevenueUse>,
}

/// 使用结果 — whether a use was booked, by which law, and what is left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Spent {
    /// Whether the purse may pay for it. Only what is usable was booked.
    pub standing: Standing,
    /// Why.
    pub assessment: Assessment,
    /// What is left of the revenue.
    pub left: Money,
}

impl Revenue {
    /// Revenue of which nothing is used yet, with the cost that is proven reasonable and the cost that is only claimed.
    ///
    /// # Errors
    /// [`FundError::NotPositive`] for an amount below zero.
    ///
    /// ```
    /// use wuye::fund::Revenue;
    /// let ads = Revenue::new("120000".parse()?, "18000".parse()?, "25000".parse()?)?;
    /// assert_eq!(ads.net()?, "102000".parse()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(gross: Money, proven: Money, claimed: Money) -> Result<Self, FundError> {
        for amount in [gross, proven, claimed] {
            not_negative(amount)?;
        }
        Ok(Self { gross, proven, claimed, uses: Vec::new() })
    }

    /// What came in.
    #[must_use]
    pub const fn gross(&self) -> Money {
        self.gross
    }

    /// The owners' part: what came in less proven cost, and never less than nothing.
    ///
    /// # Errors
    /// [`FundError::Measure`] never for amounts within their bounds.
    pub fn net(&self) -> Result<Money, FundError> {
        let net = self.gross.minus(self.proven)?;
        Ok(if net.is_negative() { Money::ZERO } else { net })
    }

    /// What was claimed as cost and is not proven, so not deducted.
    #[must_use]
    pub const fn claimed(&self) -> Money {
        self.claimed
    }

    /// What was booked.
    #[must_use]
    pub fn uses(&self) -> &[RevenueUse] {
        &self.uses
    }

    /// What is left.
    ///
    /// # Errors
    /// [`FundError::Measure`] never for amounts within their bounds.
    pub fn left(&self) -> Result<Money, FundError> {
        Ok(self.net()?.minus(Money::sum(self.uses.iter().map(|one| one.amount))?)?)
    }

    /// Uses revenue for a purpose, if the purse may pay for it as an assessment of
    /// [`may_pay`](super::may_pay) says. What may not be paid, or of which it is not known, is not booked: that is the
    /// answer, not an error.
    ///
    /// # Errors
    /// [`FundError::NotPositive`]; [`FundError::UsedUp`] for more than is left; [`FundError::EventTwice`] for another
    /// use of the same id.
    pub fn spend(&mut self, usage: RevenueUse, assessment: Assessment) -> Result<Spent, FundError> {
        positive(usage.amount)?;
        let standing = match assessment.verdict() {
            Verdict::Met => Standing::Usable,
            Verdict::Unmet => Standing::Barred,
            Verdict::Unknown => Standing::Undecided,
        };
        let mut left = self.left()?;
        let known = self.uses.iter().find(|one| one.id == usage.id);
        if known.is_some_and(|known| *known != usage) {
            return Err(FundError::EventTwice { event: usage.id });
        }
        if standing == Standing::Usable && known.is_none() {
            if usage.amount > left {
                return Err(FundError::UsedUp { left, asked: usage.amount });
            }
            left = left.minus(usage.amount)?;
            self.uses.push(usage);
        }
        Ok(Spent { standing, assessment, left })
    }
}

/// A share of an amount rounded 四舍五入 to the fen, and the rest, which is derived and not rounded again: 70 % of 102,000
/// is 71,400 and leaves 30,600.
///
/// # Errors
/// [`FundError::NotPositive`] below zero; [`FundError::Measure`] beyond the bounds of money.
pub fn share_out(amount: Money, share: Share) -> Result<(Money, Money), FundError> {
    not_negative(amount)?;
    let above = i128::from(amount.fen()).checked_mul(i128::from(share.above()));
    let above = above.ok_or(MeasureError::Overflow { what: Dimension::Money })?;
    let part = Rounding::default().round(above, i128::from(share.below()))?;
    Ok((part, amount.minus(part)?))
}

/// 收益与资金现状 — what a top-up is measured by. What nobody stated stays unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevenueState {
    /// The revenue of the period, net.
    pub revenue: Money,
    /// The balance of the account of the revenue.
    pub account: Option<Money>,
    /// What the maintenance fund holds.
    pub fund: Option<Money>,
    /// Its first amount: what it held at first, or should have (Beijing: 首期应筹集金额).
    pub first: Option<Money>,
    /// Whether the owners decided otherwise on this revenue.
    pub decided_otherwise: Option<bool>,
}

/// 应补充金额 — how much of the revenue must go into the fund.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// Nothing must.
    Nothing,
    /// This or more.
    AtLeast(Money),
    /// Most of it, without a number (主要用于补充).
    Mainly,
    /// It is not known.
    Unknown,
}

/// 公共收益补充 — what must go into the fund, and by which law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TopUp {
    /// How much.
    pub due: Due,
    /// By which law, if any was found.
    pub law: Option<Citation>,
}

/// How much of the common revenue must top up the maintenance fund under a place's rule ([`Key::TopUp`]).
///
/// 1. Where the owners may decide otherwise and did, nothing; where nobody stated whether they did, it is unknown.
/// 2. A rule for a low fund asks for nothing at the share of the first amount or above it.
/// 3. A rule that may stop at the first amount asks for no more than what is missing there.
/// 4. A text without a number gives none.
///
/// # Errors
/// [`FundError::NotPositive`] for a revenue below zero; [`FundError::Measure`] beyond the bounds of money.
///
/// [`Key::TopUp`]: crate::rule::Key::TopUp
///
/// ```
/// use wuye::fund::{Due, RevenueState, top_up};
/// use wuye::measure::Money;
/// use wuye::rule::Key;
/// let m = |yuan: &str| yuan.parse::<Money>().unwrap();
/// let beijing = wuye::places::rulebook_for("110000".parse()?)?.setting(Key::TopUp, "2024-06-01".parse()?);
/// let at = |fund| RevenueState {
///     revenue: m("80000"), account: None, fund: Some(fund), first: Some(m("1000000")), decided_otherwise: None,
/// };
/// assert_eq!(top_up(&at(m("250000")), &beijing)?.due, Due::AtLeast(m("40000")));
/// assert_eq!(top_up(&at(m("300000")), &beijing)?.due, Due::Nothing);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn top_up(state: &RevenueState, settled: &Settled) -> Result<TopUp, FundError> {
    not_negative(state.revenue)?;
    let Settled::Known { setting, law, .. } = settled else { return Ok(TopUp { due: Due::Unknown, law: None }) };
    let (open, Some(ParameterValue::TopUp(rule))) = (matches!(setting, Setting::Default { .. }), setting.value())
    else {
        return Ok(TopUp { due: Due::Unknown, law: None });
    };
    let says = |due| Ok(TopUp { due, law: Some(law.clone()) });
    match (open, state.decided_otherwise) {
        (true, Some(true)) => return says(Due::Nothing),
        (true, None) => return says(Due::Unknown),
        _ => {}
    }
    let fen = |money: Money| u64::try_from(money.fen()).unwrap_or(0);
    let fund = state.fund.zip(state.first);
    if let Some(below) = rule.below {
        match fund {
            None => return says(Due::Unknown),
            // A first amount of nothing was never short of anything.
            Some((fund, first)) if below.compare(fen(fund), fen(first)).is_ge() => return says(Due::Nothing),
            Some(_) => {}
        }
    }
    let missing = match (rule.until_first, fund) {
        (false, _) => None,
        (true, None) => return says(Due::Unknown),
        (true, Some((fund, first))) if fund >= first => return says(Due::Nothing),
        (true, Some((fund, first))) => Some(first.minus(fund)?),
    };
    let Some(share) = rule.share else { return says(Due::Mainly) };
    let base = match rule.of {
        TopUpBase::Revenue => Some(state.revenue),
        TopUpBase::AccountBalance => state.account,
    };
    let Some(base) = base else { return says(Due::Unknown) };
    let least = if base.fen() <= 0 { 0 } else { share.least(fen(base)) };
    let overflow = MeasureError::Overflow { what: Dimension::Money };
    let least = Money::from_fen(i64::try_from(least).map_err(|_| overflow)?)?;
    says(Due::AtLeast(missing.map_or(least, |missing| least.min(missing))))
}

impl TopUp {
    /// Whether what was paid into the fund is enough.
    #[must_use]
    pub fn is_met(&self, paid: Money) -> Verdict {
        match self.due {
            Due::Nothing => Verdict::Met,
            Due::AtLeast(least) => Verdict::of(paid >= least),
            Due::Mainly | Due::Unknown => Verdict::Unknown,
        }
    }

    /// What is due, in one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let law = self.law.as_ref().map(|law| law.short(lang));
        match lang {
            Lang::Zh => {
                let due = match self.due {
                    Due::Nothing => "公共收益无须补充维修资金".to_owned(),
                    Due::AtLeast(least) => format!("公共收益中至少{}元应补充维修资金", least.grouped()),
                    Due::Mainly => "公共收益应主要用于补充维修资金，未定比例".to_owned(),
                    Due::Unknown => "公共收益应补充维修资金多少，待查明".to_owned(),
                };
                format!("{due}（{}）。", law.unwrap_or_else(|| "未见规定".to_owned()))
            }
            Lang::En => {
                let due = match self.due {
                    Due::Nothing => "no common revenue must go into the fund".to_owned(),
                    Due::AtLeast(least) => format!("at least {} yuan of the revenue go into the fund", least.grouped()),
                    Due::Mainly => "the revenue goes mainly into the fund, without a number".to_owned(),
                    Due::Unknown => "how much of the revenue goes into the fund is unknown".to_owned(),
                };
                format!("{due} ({}).", law.unwrap_or_else(|| "no law known".to_owned()))
            }
        }
    }
}
