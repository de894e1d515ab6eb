//! 敏感性 — a concession on stated assumptions, and what becomes of it when one of them turns out otherwise.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::{CashFlow, FlowError, Irr, Payback};
use crate::measure::{Money, Ratio, Rational, Share};
use crate::terms::{Lang, terms};

/// 变动个数上限 — the most changes of one assumption that are tried at once.
pub const CHANGES_MAX: usize = 100;

terms! {
    /// 测算假设 — what a concession is assumed to charge, collect, spend and let.
    pub enum Assumption: "assumption" {
        Fee = "fee", "物业费", "fee", "design";
        Collection = "collection", "收缴率", "collection rate", "design";
        Cost = "cost", "成本", "cost", "design";
        Occupancy = "occupancy", "出租率", "occupancy", "design";
    }
}

/// 特许经营测算 — build at once, then operate for some years on the same figures each year. What is not the owners' or the
/// public's to pay is in the figures: they are the operator's.
///
/// ```
/// use std::cmp::Ordering;
/// use wuye::bundle::{Assumption, ConcessionTerms};
/// let terms = ConcessionTerms {
///     build: "900000".parse()?,
///     years: 20,
///     fees: "100000".parse()?,
///     collection: "4/5".parse()?,
///     rent: "50000".parse()?,
///     occupancy: "9/10".parse()?,
///     cost: "60000".parse()?,
/// };
/// assert_eq!(terms.flow()?.flows()[1], "65000".parse()?); // 80,000 + 45,000 − 60,000
/// let moved = terms.sensitivity("4/100".parse()?, 20, &["-1/10".parse()?])?;
/// let worse = |assumption| moved.iter().find(|one| one.assumption == assumption).unwrap();
/// assert_eq!(worse(Assumption::Cost).npv_sign, Ordering::Greater); // a tenth less cost
/// assert_eq!(worse(Assumption::Fee).yearly, "57000".parse()?);
/// assert_eq!(worse(Assumption::Fee).payback.as_ref().map(|back| back.period), Some(16));
/// # Ok::<(), wuye::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConcessionTerms {
    /// 建设投入 — spent at once.
    pub build: Money,
    /// 经营年限 — for how many years it is operated.
    pub years: u32,
    /// 应收物业费 — charged each year.
    pub fees: Money,
    /// 收缴率 — the part of it that is collected.
    pub collection: Share,
    /// 满租收入 — what space and parking bring each year where all is let.
    pub rent: Money,
    /// 出租率 — the part of that which is let.
    pub occupancy: Share,
    /// 年成本 — spent each year on service and operation.
    pub cost: Money,
}

/// 变动结果 — a concession with one assumption changed by a share of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// Which assumption.
    pub assumption: Assumption,
    /// By what share of itself: down by a tenth is −1/10.
    pub by: Ratio,
    /// 已至上限 — whether a rate would be above 1 and is held there.
    pub held: bool,
    /// What comes in less what is spent in each year, rounded 四舍五入 to the fen.
    pub yearly: Money,
    /// 净现值的正负 — below zero, zero or above, at the rate asked for.
    #[serde(serialize_with = "sign")]
    pub npv_sign: Ordering,
    /// 静态回收期 — nothing where it never pays back.
    pub payback: Option<Payback>,
    /// 内部收益率.
    pub irr: Irr,
}

/// −1, 0 or 1.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn sign<S: serde::Serializer>(sign: &Ordering, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_i8(match sign {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    })
}

impl Moved {
    /// In one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (what, by, yearly) = (self.assumption.render(lang), self.by, self.yearly.grouped());
        let irr = self.irr.render(lang);
        let period = self.payback.as_ref().map(|back| back.period);
        match lang {
            Lang::Zh => {
                let held = if self.held { "（至多为1）" } else { "" };
                let value = match self.npv_sign {
                    Ordering::Less => "净现值为负",
                    Ordering::Equal => "净现值为零",
                    Ordering::Greater => "净现值为正",
                };
                let back = period.map_or_else(|| "期内不能回收".to_owned(), |period| format!("第{period}年回收"));
                format!("{what}变动{by}{held}：每年{yearly}元，{value}，{back}；{irr}")
            }
            Lang::En => {
                let held = if self.held { " (held at 1)" } else { "" };
                let value = match self.npv_sign {
                    Ordering::Less => "below zero",
                    Ordering::Equal => "zero",
                    Ordering::Greater => "above zero",
                };
                let back = period.map_or_else(|| "never".to_owned(), |period| format!("in year {period}"));
                format!(
                    "{what} changed by {by}{held}: {yearly} yuan a year, a present value {value}, paid back {back}; {irr}"
                )
            }
        }
    }
}

/// An amount times a factor that is not below zero, held at `most` where that is given.
fn scaled(share: &Rational, by: Option<Ratio>, most: bool) -> (Rational, bool) {
    let Some(by) = by else { return (share.clone(), false) };
    let one = Rational::from(1);
    let moved = share.times(&one.plus(&Rational::from(by)));
    if most && moved > one { (one, true) } else { (moved, false) }
}

impl ConcessionTerms {
    fn check(&self) -> Result<(), FlowError> {
        for (what, found) in [
            (Assumption::Fee, self.fees),
            (Assumption::Cost, self.cost),
            (Assumption::Occupancy, self.rent),
            (Assumption::Cost, self.build),
        ] {
            if found.is_negative() {
                return Err(FlowError::Negative { what, found });
            }
        }
        Ok(())
    }

    /// A year with one assumption changed, and whether a rate was held at 1.
    fn year(&self, moved: Option<(Assumption, Ratio)>) -> Result<(Money, bool), FlowError> {
        let by = |assumption: Assumption| moved.filter(|(which, _)| *which == assumption).map(|(_, by)| by);
        let whole = |amount: Money| Rational::from(i128::from(amount.fen()));
        let part = |share: Share| Rational::new(share.above().into(), share.below().into()).unwrap_or_default();
        let (fees, _) = scaled(&whole(self.fees), by(Assumption::Fee), false);
        let (collection, full) = scaled(&part(self.collection), by(Assumption::Collection), true);
        let (occupancy, let_out) = scaled(&part(self.occupancy), by(Assumption::Occupancy), true);
        let (cost, _) = scaled(&whole(self.cost), by(Assumption::Cost), false);
        let exact = fees.times(&collection).plus(&whole(self.rent).times(&occupancy)).minus(&cost);
        // Half away from zero: the floor of the size and a half, with the sign.
        let half = Rational::new(1, 2).unwrap_or_default();
        let negative = exact.sign() == Ordering::Less;
        let size = if negative { Rational::default().minus(&exact) } else { exact };
        let fen = size.plus(&half).floor().map(|fen| if negative { fen.saturating_neg() } else { fen });
        let fen = fen.and_then(|fen| i64::try_from(fen).ok()).and_then(|fen| Money::from_fen(fen).ok());
        Ok((fen.ok_or(FlowError::TooMuch { most: Money::MAX })?, full || let_out))
    }

    fn flow_of(&self, year: Money) -> Result<CashFlow, FlowError> {
        CashFlow::level(self.build.negated(), year, usize::try_from(self.years).unwrap_or(usize::MAX))
    }

    /// 现金流 — what is built at once, then the years.
    ///
    /// # Errors
    /// [`FlowError::Negative`], and those of [`CashFlow::new`].
    pub fn flow(&self) -> Result<CashFlow, FlowError> {
        self.check()?;
        self.flow_of(self.year(None)?.0)
    }

    /// 敏感性 — each assumption changed by each of these shares of itself, all else as it is; in the order of
    /// [`Assumption::ALL`], then of the changes. A rate is never above 1.
    ///
    /// # Errors
    /// [`FlowError::Changes`] for more than [`CHANGES_MAX`]; [`FlowError::Change`] for one below −1; and those of
    /// [`ConcessionTerms::flow`], [`CashFlow::npv_sign`] and [`CashFlow::irr`].
    pub fn sensitivity(&self, rate: Ratio, bits: u32, changes: &[Ratio]) -> Result<Vec<Moved>, FlowError> {
        self.check()?;
        if changes.len() > CHANGES_MAX {
            return Err(FlowError::Changes { most: CHANGES_MAX, found: changes.len() });
        }
        let mut all = Vec::with_capacity(changes.len().saturating_mul(Assumption::ALL.len()));
        for assumption in Assumption::ALL {
            for by in changes {
                if i128::from(by.above()) < i128::from(by.below()).saturating_neg() {
                    return Err(FlowError::Change { found: *by });
                }
                let (yearly, held) = self.year(Some((*assumption, *by)))?;
                let flow = self.flow_of(yearly)?;
                let (npv_sign, payback, irr) = (flow.npv_sign(rate)?, flow.payback(), flow.irr(bits)?);
                all.push(Moved { assumption: *assumption, by: *by, held, yearly, npv_sign, payback, irr });
            }
        }
        Ok(all)
    }
}
