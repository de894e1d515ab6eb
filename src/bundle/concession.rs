//! 建管结合 — build and operate over a term: present value, internal rates of return, payback, least term, fee and
//! subsidy. All signs are exact.

use std::cmp::Ordering;

use num_bigint::BigInt;
use serde::{Deserialize, Serialize};

use super::FlowError;
use super::roots::{Dyadic, positive_roots, variations};
use crate::measure::{Money, Ratio, Rational, ceil_of};
use crate::terms::{Lang, Placed, terms};

/// 期数上限 — the most periods of a cash flow: a hundred years of months.
pub const PERIODS_MAX: usize = 1_200;
/// 多解期数上限 — the most periods after the first where the sign of the flow changes more than once and all internal
/// rates are asked for: ten years of months, a hundred years of years.
pub const ROOT_PERIODS_MAX: usize = 120;
/// 精度上限 — the finest bracket of a rate: 2^−256.
pub const RATE_BITS_MAX: u32 = 256;

/// 现金流 — what comes in less what goes out, period by period, the first at once.
///
/// In JSON it is the list of the amounts. A period is whatever the rate is for: a year with a rate per year.
///
/// ```
/// use wuye::bundle::CashFlow;
/// // 900,000 at first, then 60,000 a year for nineteen years (in all 240,000).
/// let flow = CashFlow::level("-900000".parse()?, "60000".parse()?, 19)?;
/// assert_eq!(flow.payback().map(|back| back.period), Some(15));
/// assert_eq!(flow.deepest().1, "-900000".parse()?);
/// let irr = flow.irr(40)?;
/// assert!(irr.is_unique());
/// assert!(irr.brackets[0].low >= "248/10000".parse()? && irr.brackets[0].high <= "249/10000".parse()?);
/// # Ok::<(), wuye::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "FlowForm", into = "FlowForm")]
pub struct CashFlow {
    flows: Vec<Money>,
}

#[derive(Serialize, Deserialize)]
struct FlowForm(Vec<Money>);

impl TryFrom<FlowForm> for CashFlow {
    type Error = Placed<FlowError>;
    fn try_from(FlowForm(flows): FlowForm) -> Result<Self, Placed<FlowError>> {
        Ok(Self::new(flows)?)
    }
}

impl From<CashFlow> for FlowForm {
    fn from(flow: CashFlow) -> Self {
        Self(flow.flows)
    }
}

terms! {
    /// 内部收益率的个数 — how many rates make the present value zero.
    pub enum IrrKind: "number of internal rates of return" {
        None = "none", "无", "none", "design";
        Unique = "unique", "唯一", "exactly one", "design";
        Several = "several", "多个", "several", "design";
        EveryRate = "every_rate", "任意", "every rate, for nothing flows", "design";
    }
}

/// 收益率区间 — two rates of a period between which lies exactly one at which the present value is zero; or that rate,
/// twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RateBracket {
    /// Not above the rate; above −1.
    pub low: Rational,
    /// Not below it.
    pub high: Rational,
    /// Whether the present value has different signs on the two sides. It only touches zero where it has not.
    pub crosses: bool,
}

/// 内部收益率 — all rates above −1 at which the present value is zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Irr {
    /// How many there are.
    pub kind: IrrKind,
    /// 变号次数 — how often the flow changes its sign: there are at most so many rates, and an even number fewer with
    /// each counted by its order.
    pub sign_changes: usize,
    /// One bracket for each, the lowest first. No two meet.
    pub brackets: Vec<RateBracket>,
}

impl Irr {
    /// Whether there is exactly one.
    #[must_use]
    pub fn is_unique(&self) -> bool {
        self.kind == IrrKind::Unique
    }

    /// In one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (changes, number) = (self.sign_changes, self.brackets.len());
        match (self.kind, lang) {
            (IrrKind::EveryRate, Lang::Zh) => "各期均无收支，任何收益率都使净现值为零。".to_owned(),
            (IrrKind::EveryRate, Lang::En) => "nothing flows: every rate makes the present value zero".to_owned(),
            (_, Lang::Zh) => format!("现金流变号{changes}次，内部收益率{number}个。"),
            (_, Lang::En) => format!("the flow changes its sign {changes} time(s); internal rates of return: {number}"),
        }
    }
}

/// 回收期 — when what was spent has come back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Payback {
    /// The period, counted from 0, in which the sum turns from below zero to zero or more for the first time.
    pub period: usize,
    /// When in it, if its flow is even: between the period before and this one.
    pub exact: Rational,
}

impl CashFlow {
    /// A cash flow, the first period at once.
    ///
    /// # Errors
    /// [`FlowError::Periods`] for no period or more than [`PERIODS_MAX`]; [`FlowError::TooMuch`] where all amounts
    /// without their signs do not add up to an amount of money.
    pub fn new(flows: Vec<Money>) -> Result<Self, FlowError> {
        if flows.is_empty() || flows.len() > PERIODS_MAX {
            return Err(FlowError::Periods { most: PERIODS_MAX, found: flows.len() });
        }
        let sum = flows.iter().try_fold(0_i64, |sum, flow| sum.checked_add(flow.fen().saturating_abs()));
        match sum {
            Some(sum) if sum <= Money::MAX.fen() => Ok(Self { flows }),
            _ => Err(FlowError::TooMuch { most: Money::MAX }),
        }
    }

    /// A first amount, then the same amount in each of so many periods.
    ///
    /// # Errors
    /// As [`CashFlow::new`].
    pub fn level(first: Money, each: Money, periods: usize) -> Result<Self, FlowError> {
        if periods >= PERIODS_MAX {
            return Err(FlowError::Periods { most: PERIODS_MAX, found: periods.saturating_add(1) });
        }
        let mut flows = vec![first];
        flows.extend(std::iter::repeat_n(each, periods));
        Self::new(flows)
    }

    /// A cash flow by years, each once and in order, none left out.
    ///
    /// # Errors
    /// [`FlowError::YearOutOfOrder`] names the year; else as [`CashFlow::new`].
    ///
    /// ```
    /// use wuye::bundle::CashFlow;
    /// let year = |year: i32| (year, "1".parse().unwrap());
    /// assert!(CashFlow::by_year(&[year(2025), year(2026)]).is_ok());
    /// let refused = CashFlow::by_year(&[year(2025), year(2027)]).unwrap_err();
    /// assert_eq!(refused.to_string(), "expected the year 2026 after 2025, found 2027");
    /// ```
    pub fn by_year(years: &[(i32, Money)]) -> Result<Self, FlowError> {
        for ((before, _), (found, _)) in years.iter().zip(years.iter().skip(1)) {
            let expected = i64::from(*before).saturating_add(1);
            if i64::from(*found) != expected {
                return Err(FlowError::YearOutOfOrder { before: *before, expected, found: *found });
            }
        }
        Self::new(years.iter().map(|(_, flow)| *flow).collect())
    }

    /// The amounts, the first at once.
    #[must_use]
    pub fn flows(&self) -> &[Money] {
        &self.flows
    }

    /// The periods after the first.
    fn last(&self) -> usize {
        self.flows.len().saturating_sub(1)
    }

    /// 净现值 — the present value at a rate of a period, in fen, as a fraction.
    ///
    /// # Errors
    /// [`FlowError::Rate`] unless the rate is above −1, as for all that takes a rate.
    ///
    /// ```
    /// use wuye::bundle::CashFlow;
    /// let flow = CashFlow::new(vec!["-100".parse()?, "110".parse()?])?;
    /// assert_eq!(flow.npv("1/10".parse()?)?.to_string(), "0");
    /// assert_eq!(flow.npv("0/1".parse()?)?.to_string(), "1000"); // fen
    /// assert!(flow.npv("-1/1".parse()?).is_err());
    /// # Ok::<(), wuye::Error>(())
    /// ```
    pub fn npv(&self, rate: Ratio) -> Result<Rational, FlowError> {
        let growth = Growth::of(rate)?;
        let value = self.values(&growth).last().unwrap_or_default();
        Ok(Rational::of(value, growth.power(self.last())).unwrap_or_default())
    }

    /// 净现值的正负 — below zero, zero or above, exactly.
    ///
    /// # Errors
    /// [`FlowError::Rate`].
    pub fn npv_sign(&self, rate: Ratio) -> Result<Ordering, FlowError> {
        let growth = Growth::of(rate)?;
        Ok(self.values(&growth).last().unwrap_or_default().cmp(&BigInt::from(0)))
    }

    /// The sum of the discounted flows up to each period, times the growth up to that period: signs are theirs.
    fn values<'a>(&'a self, growth: &'a Growth) -> impl Iterator<Item = BigInt> + 'a {
        let mut power = BigInt::from(1);
        let mut sum = BigInt::from(0);
        self.flows.iter().map(move |flow| {
            sum = &sum * &growth.above + &power * flow.fen();
            power = &power * &growth.below;
            sum.clone()
        })
    }

    /// 变号次数 — how often the flow changes its sign; periods without flow are passed over.
    #[must_use]
    pub fn sign_changes(&self) -> usize {
        variations(&self.whole())
    }

    fn whole(&self) -> Vec<BigInt> {
        self.flows.iter().map(|flow| BigInt::from(flow.fen())).collect()
    }

    /// 内部收益率 — all rates above −1 at which the present value is zero, each in a bracket at most 2^−bits wide.
    ///
    /// With one change of sign there is exactly one. With more the roots are isolated by sign variations (Vincent,
    /// Collins, Akritas); a rate at which the value only touches zero is found as well.
    ///
    /// # Errors
    /// [`FlowError::Bits`] for 0 or more than [`RATE_BITS_MAX`]; [`FlowError::SeveralTooLong`] where the sign changes
    /// more than once in a flow of more than [`ROOT_PERIODS_MAX`] periods.
    ///
    /// ```
    /// use wuye::bundle::{CashFlow, IrrKind};
    /// // Ten thousand, 23,000 back, 13,200 to clear the site: 10 % and 20 %.
    /// let flows = ["-10000", "23000", "-13200"].map(|yuan| yuan.parse().unwrap());
    /// let irr = CashFlow::new(flows.to_vec())?.irr(30)?;
    /// assert_eq!((irr.kind, irr.brackets.len()), (IrrKind::Several, 2));
    /// assert!(irr.brackets[0].low <= "1/10".parse()? && "1/10".parse::<wuye::measure::Rational>()? <= irr.brackets[0].high);
    /// # Ok::<(), wuye::Error>(())
    /// ```
    pub fn irr(&self, bits: u32) -> Result<Irr, FlowError> {
        if bits == 0 || bits > RATE_BITS_MAX {
            return Err(FlowError::Bits { most: RATE_BITS_MAX, found: bits });
        }
        // The present value times the growth to the last power is a polynomial of the growth 1 + rate.
        let zero = |n: &BigInt| *n == BigInt::from(0);
        let mut poly: Vec<BigInt> = self.whole().into_iter().skip_while(zero).collect();
        poly.reverse();
        let poly: Vec<BigInt> = poly.into_iter().skip_while(zero).collect();
        let sign_changes = variations(&poly);
        if poly.is_empty() || sign_changes == 0 {
            let kind = if poly.is_empty() { IrrKind::EveryRate } else { IrrKind::None };
            return Ok(Irr { kind, sign_changes, brackets: Vec::new() });
        }
        if sign_changes > 1 && poly.len() > ROOT_PERIODS_MAX.saturating_add(1) {
            let (most, found) = (ROOT_PERIODS_MAX, poly.len().saturating_sub(1));
            return Err(FlowError::SeveralTooLong { most, found });
        }
        let rate = |growth: &Dyadic| {
            let whole = BigInt::from(1) << growth.shift;
            Rational::of(&growth.above - &whole, whole).unwrap_or_default()
        };
        let roots = positive_roots(&poly, sign_changes == 1, usize::try_from(bits).unwrap_or(1));
        let brackets: Vec<RateBracket> = roots
            .iter()
            .map(|root| RateBracket { low: rate(&root.low), high: rate(&root.high), crosses: root.crosses })
            .collect();
        let kind = match brackets.len() {
            0 => IrrKind::None,
            1 => IrrKind::Unique,
            _ => IrrKind::Several,
        };
        Ok(Irr { kind, sign_changes, brackets })
    }

    /// 静态回收期 — when the plain sum turns from below zero to zero or more; nothing if it never does.
    #[must_use]
    pub fn payback(&self) -> Option<Payback> {
        self.turns(&Growth { above: BigInt::from(1), below: BigInt::from(1) })
    }

    /// 动态回收期 — the same of the discounted flows.
    ///
    /// # Errors
    /// [`FlowError::Rate`].
    pub fn discounted_payback(&self, rate: Ratio) -> Result<Option<Payback>, FlowError> {
        Ok(self.turns(&Growth::of(rate)?))
    }

    fn turns(&self, growth: &Growth) -> Option<Payback> {
        let zero = BigInt::from(0);
        let mut power = BigInt::from(1);
        let mut before: Option<BigInt> = None;
        for ((period, flow), value) in self.flows.iter().enumerate().zip(self.values(growth)) {
            if let Some(owed) = before.filter(|before| *before < zero && value >= zero) {
                // −before/growth^(period−1) over flow/growth^period.
                let part = Rational::of(-owed * &growth.above, power * flow.fen())?;
                let whole = i128::try_from(period.saturating_sub(1)).ok()?;
                return Some(Payback { period, exact: part.plus(&Rational::from(whole)) });
            }
            power *= &growth.below;
            before = Some(value);
        }
        None
    }

    /// 累计最低 — the period, counted from 0, in which the plain sum is least, and that sum: what has to be financed. The
    /// first such period.
    #[must_use]
    pub fn deepest(&self) -> (usize, Money) {
        let mut sum = 0_i64;
        let mut least: Option<(usize, i64)> = None;
        for (period, flow) in self.flows.iter().enumerate() {
            sum = sum.saturating_add(flow.fen());
            if least.is_none_or(|(_, least)| sum < least) {
                least = Some((period, sum));
            }
        }
        let (period, sum) = least.unwrap_or((0, 0));
        (period, Money::from_fen(sum).unwrap_or(Money::ZERO))
    }

    /// 最短期限 — the least number of periods after the first at which the present value of what came so far is zero or
    /// more; nothing if there is none.
    ///
    /// # Errors
    /// [`FlowError::Rate`].
    pub fn least_term(&self, rate: Ratio) -> Result<Option<usize>, FlowError> {
        let growth = Growth::of(rate)?;
        let mut values = self.values(&growth).enumerate().skip(1);
        Ok(values.find(|(_, value)| *value >= BigInt::from(0)).map(|(period, _)| period))
    }

    /// 最低年费 — the least whole fen that, added to every period after the first, bring the present value to zero or
    /// more; nothing if there is no such period.
    ///
    /// # Errors
    /// [`FlowError::Rate`]; [`FlowError::TooMuch`] for more than an amount of money.
    ///
    /// ```
    /// use wuye::bundle::CashFlow;
    /// let flow = CashFlow::level("-900000".parse()?, "60000".parse()?, 19)?;
    /// assert_eq!(flow.least_fee("5/100".parse()?)?, Some("14470.51".parse()?));
    /// assert_eq!(flow.least_subsidy("5/100".parse()?)?, "174880.75".parse()?);
    /// assert_eq!(flow.least_term("0/1".parse()?)?, Some(15));
    /// # Ok::<(), wuye::Error>(())
    /// ```
    pub fn least_fee(&self, rate: Ratio) -> Result<Option<Money>, FlowError> {
        let growth = Growth::of(rate)?;
        let value = self.values(&growth).last().unwrap_or_default();
        let ones = Self { flows: self.flows.iter().enumerate().map(|(at, _)| one_but_first(at)).collect() };
        let each = ones.values(&growth).last().unwrap_or_default();
        if self.last() == 0 {
            return Ok(None);
        }
        least_money(-value, &each).map(Some)
    }

    /// 最低补助 — the least whole fen that, given at once, bring the present value to zero or more.
    ///
    /// # Errors
    /// [`FlowError::Rate`]; [`FlowError::TooMuch`] for more than an amount of money.
    pub fn least_subsidy(&self, rate: Ratio) -> Result<Money, FlowError> {
        let growth = Growth::of(rate)?;
        let value = self.values(&growth).last().unwrap_or_default();
        least_money(-value, &growth.power(self.last()))
    }
}

fn one_but_first(at: usize) -> Money {
    if at == 0 { Money::ZERO } else { Money::from_fen(1).unwrap_or(Money::ZERO) }
}

/// The least fen not below `above/below`, and not below zero; `below` is above zero.
fn least_money(above: BigInt, below: &BigInt) -> Result<Money, FlowError> {
    let fen = ceil_of(&above, below).max(BigInt::from(0));
    let fen = i64::try_from(fen).ok().and_then(|fen| Money::from_fen(fen).ok());
    fen.ok_or(FlowError::TooMuch { most: Money::MAX })
}

/// One plus a rate: both parts above zero.
struct Growth {
    above: BigInt,
    below: BigInt,
}

impl Growth {
    fn of(rate: Ratio) -> Result<Self, FlowError> {
        let above = i128::from(rate.above()).saturating_add(rate.below().into());
        if above <= 0 {
            return Err(FlowError::Rate { found: rate });
        }
        Ok(Self { above: BigInt::from(above), below: BigInt::from(rate.below()) })
    }

    fn power(&self, periods: usize) -> BigInt {
        self.above.pow(u32::try_from(periods).unwrap_or(0))
    }
}
