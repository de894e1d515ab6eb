//! 法则 — laws: what holds of every right result, as plain functions over anybody's results.
//!
//! A law takes inputs and a result as plain values, or the function under test as a closure, and says whether the
//! result keeps it. It does not care who computed the result: an embedder points the laws at code of their own, in
//! property tests, under a fuzzer or in an audit of stored data. The laws compute what they compare with on their own
//! and share no arithmetic with the modules that they are about.
//!
//! ```
//! use wuye::laws;
//! // Each share rounded by itself: one fen is nobody's.
//! let broken = laws::parts_sum(100, &[33, 33, 33]).unwrap_err();
//! assert_eq!(broken.to_string(), "the parts add up to the total: expected 100, found 99");
//! assert_eq!(format!("{broken:#}"), "各份之和等于总额：应为100，实为99。");
//! assert!(laws::parts_sum(100, &[34, 33, 33]).is_ok());
//! ```
//!
//! The module `testkit` (feature `proptest`) has strategies for the inputs and turns the laws into named tests.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use crate::assess::Gap;
use crate::balance::{Budget, MoneyRange, Standing, Statement};
use crate::billing::{Bill, BillRun, Billable, LineTotal};
use crate::dossier::{Dossier, EventRecord};
use crate::estate::{EstateError, Fact, Quantity, Stated, UnitId, Value};
use crate::law::{Authority, Citation};
use crate::matter::{Base, Limb, Majority, Outcome, ResolutionRecord, Short, TallyRecord, Weight};
use crate::measure::{Approx, Area, Bound, Day, Dimension, Money, Threshold};
use crate::money::{Account, Entry};
use crate::rule::{Force, Verdict};
use crate::terms::{Lang, clip, terms};

terms! {
    /// 法则 — the laws, each one sentence.
    ///
    /// ```
    /// use wuye::laws::Law;
    /// assert_eq!(Law::QuotaRule.zh(), "每份与精确份额相差不足一个单位");
    /// assert_eq!("quota_rule".parse::<Law>()?, Law::QuotaRule);
    /// # Ok::<(), wuye::terms::TermError>(())
    /// ```
    pub enum Law: "law" {
        PartsSum = "parts_sum", "各份之和等于总额", "the parts add up to the total", "design";
        ZeroWeightGetsZero = "zero_weight_gets_zero", "权重为零者分得零", "a weight of zero receives zero", "design";
        QuotaRule = "quota_rule", "每份与精确份额相差不足一个单位", "each part is less than one unit from its exact share", "Balinski, Young 1982";
        Mirrored = "mirrored", "总额变号，各份只变号", "a total with the other sign changes the sign of every part and nothing else", "design";
        OrderIrrelevant = "order_irrelevant", "除余数并列者外，成员次序不影响各份", "the order of the members moves units between tied members only", "design";
        LargestRemainder = "largest_remainder", "余下的单位归余数最大者，并列时归先列者", "the units left over go to the largest remainders, ties to the earlier member", "Hamilton 1792";
        OutcomeFollows = "outcome_follows", "表决结果由计票与比例得出", "the outcome follows from the tally and the thresholds", "《民法典》第二百七十八条第二款";
        MoreConsent = "more_consent", "同意者增加，通过的决议不变为未通过", "more consent never turns a passed resolution into another", "design";
        ShortfallLeast = "shortfall_least", "差额恰为各票限所需的最小数", "each shortfall is the least that its limb needs", "design";
        LearningKeeps = "learning_keeps", "查明新事实，不推翻已定的结论", "learning a fact never overturns a settled answer", "design";
        MissingIsUnknown = "missing_is_unknown", "影响结论的事实未填报，结论即为待查明", "where a fact that matters is missing, the answer is unknown", "design";
        AllIsLeast = "all_is_least", "“均须”取其中最低的结论", "all is the least of its parts", "design";
        AnyIsGreatest = "any_is_greatest", "“之一”取其中最高的结论", "any is the greatest of its parts", "design";
        NotMirrors = "not_mirrors", "“并非”将满足与不满足互换，待查明不变", "not mirrors: met and unmet change places, unknown stays", "design";
        LeastOfRules = "least_of_rules", "结论为各条规则中最低者，一般性要求不计", "the verdict is the least of its rules; a usual one does not count", "design";
        SettledHasLaw = "settled_has_law", "已定的判定附有当日施行的规定", "every settled finding has its law, in force on the day", "design";
        GapLeast = "gap_least", "差距恰为所需的最小数", "the gap is the least that is enough", "design";
        StatementAddsUp = "statement_adds_up", "可用、不可用、未定与支出各等于其各项之和", "usable, barred, undecided and cost are each the sum of their lines", "design";
        GapIsCostLessUsable = "gap_is_cost_less_usable", "缺口等于支出减可用收入，未定与未知者扩大其区间", "the gap is cost less usable income, widened by what is undecided or unknown", "design";
        BarredNeverCloses = "barred_never_closes", "不可用的收入不弥补缺口", "money that may not pay never closes the gap", "design";
        LinesSumToBill = "lines_sum_to_bill", "明细之和等于账单", "the lines add up to the bill", "design";
        BillsSumToRun = "bills_sum_to_run", "账单之和等于合计，各收费项亦然", "the bills add up to the run, and so do the totals by line", "design";
        BilledOnce = "billed_once", "每户恰有一张账单，清单次序不影响账单", "every unit is billed once, and alike in whatever order the list comes", "design";
        EntriesClose = "entries_close", "每笔分录借贷相抵", "the postings of every entry sum to zero", "double entry";
        AccountsClose = "accounts_close", "各账户余额等于其各笔之和，全部账户合计为零", "every balance is the sum of its postings, and all accounts together are zero", "double entry";
        ReversalMirrors = "reversal_mirrors", "冲销是原分录的镜像，每笔至多一次", "a reversal mirrors the entry it takes back, each at most once", "design";
        RoundTrip = "round_trip", "写出再读入，得同一值", "what is written and read again is the same value", "design";
    }
}

/// 所见之值 — what a law expected or found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Said {
    /// A whole number: fen, persons, hundredths of a square metre, a count.
    Number(i128),
    /// A whole number between two others, the ends included.
    Between(i128, i128),
    /// A whole number or more.
    AtLeast(i128),
    /// A whole number or less.
    AtMost(i128),
    /// An amount of money.
    Money(Money),
    /// An amount between two ends, which may be open.
    Range(MoneyRange),
    /// One of the three answers.
    Verdict(Verdict),
    /// How a vote came out.
    Outcome(Outcome),
    /// A citation, by what it says.
    Law(Box<Citation>),
    /// A law in force on a day.
    LawOn(Day),
    /// A day.
    Day(Day),
    /// A day or a later one.
    NotBefore(Day),
    /// Text, shortened.
    Text(String),
    /// Something that should be there, or should not.
    Nothing,
}

impl Said {
    fn text(text: &str) -> Self {
        Self::Text(clip(text))
    }

    fn render(&self, lang: Lang) -> String {
        let end = |end: Option<Money>| end.map_or_else(|| "…".to_owned(), |money| money.to_string());
        match (self, lang) {
            (Self::Number(n), _) => n.to_string(),
            (Self::Between(least, most), _) if least == most => least.to_string(),
            (Self::Between(least, most), Lang::Zh) => format!("{least}至{most}"),
            (Self::Between(least, most), Lang::En) => format!("{least} to {most}"),
            (Self::AtLeast(least), Lang::Zh) => format!("至少{least}"),
            (Self::AtLeast(least), Lang::En) => format!("at least {least}"),
            (Self::AtMost(most), Lang::Zh) => format!("至多{most}"),
            (Self::AtMost(most), Lang::En) => format!("at most {most}"),
            (Self::Money(money), Lang::Zh) => format!("{money}元"),
            (Self::Money(money), Lang::En) => format!("{money} yuan"),
            (Self::Range(range), Lang::Zh) => format!("{}至{}元", end(range.least), end(range.most)),
            (Self::Range(range), Lang::En) => format!("{} to {} yuan", end(range.least), end(range.most)),
            (Self::Verdict(verdict), _) => verdict.render(lang).to_owned(),
            (Self::Outcome(outcome), _) => outcome.render(lang).to_owned(),
            (Self::Law(law), _) => law.render(lang),
            (Self::LawOn(day), Lang::Zh) => format!("{}施行的规定", day.render(lang)),
            (Self::LawOn(day), Lang::En) => format!("law in force on {}", day.render(lang)),
            (Self::Day(day), _) => day.render(lang),
            (Self::NotBefore(day), Lang::Zh) => format!("{}以后", day.render(lang)),
            (Self::NotBefore(day), Lang::En) => format!("{} or later", day.render(lang)),
            (Self::Text(text), Lang::Zh) => format!("「{text}」"),
            (Self::Text(text), Lang::En) => format!("`{text}`"),
            (Self::Nothing, Lang::Zh) => "无".to_owned(),
            (Self::Nothing, Lang::En) => "nothing".to_owned(),
        }
    }
}

/// 违反法则 — a law that a result breaks: which, where, what it asks for and what was found.
///
/// ```
/// use wuye::laws::{self, Law, Said};
/// let broken = laws::zero_weight_gets_zero(&[1, 0], &[1, 1]).unwrap_err();
/// assert_eq!((broken.law(), broken.at()), (Law::ZeroWeightGetsZero, Some(1)));
/// assert_eq!((broken.expected(), broken.found()), (&Said::Number(0), &Said::Number(1)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawViolation {
    law: Law,
    at: Option<usize>,
    said: Box<Detail>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Detail {
    expected: Said,
    found: Said,
}

impl LawViolation {
    fn new(law: Law, expected: Said, found: Said) -> Self {
        Self { law, at: None, said: Box::new(Detail { expected, found }) }
    }

    fn one(law: Law, at: usize, expected: Said, found: Said) -> Self {
        Self { at: Some(at), ..Self::new(law, expected, found) }
    }

    /// The law.
    #[must_use]
    pub const fn law(&self) -> Law {
        self.law
    }

    /// At which member, line or entry, counted from 0, if it is about one.
    #[must_use]
    pub const fn at(&self) -> Option<usize> {
        self.at
    }

    /// What the law asks for.
    #[must_use]
    pub fn expected(&self) -> &Said {
        &self.said.expected
    }

    /// What was found.
    #[must_use]
    pub fn found(&self) -> &Said {
        &self.said.found
    }

    /// The stable code: that of the law.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.law.code()
    }

    /// The law, where it is broken, what was expected and what was found.
    ///
    /// ```
    /// use wuye::terms::Lang;
    /// let broken = wuye::laws::quota_rule(100, &[1, 1], &[51, 49]).unwrap_err();
    /// assert_eq!(broken.render(Lang::Zh), "每份与精确份额相差不足一个单位：第0项应为50，实为51。");
    /// assert_eq!(
    ///     broken.render(Lang::En),
    ///     "each part is less than one unit from its exact share: expected 50 at 0, found 51"
    /// );
    /// ```
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (expected, found) = (self.said.expected.render(lang), self.said.found.render(lang));
        let law = self.law.render(lang);
        match (self.at, lang) {
            (Some(at), Lang::Zh) => format!("{law}：第{at}项应为{expected}，实为{found}。"),
            (None, Lang::Zh) => format!("{law}：应为{expected}，实为{found}。"),
            (Some(at), Lang::En) => format!("{law}: expected {expected} at {at}, found {found}"),
            (None, Lang::En) => format!("{law}: expected {expected}, found {found}"),
        }
    }
}

impl fmt::Display for LawViolation {
    /// Writes the sentence in English; `{:#}` writes it in Chinese.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(if f.alternate() { Lang::Zh } else { Lang::En }))
    }
}

impl std::error::Error for LawViolation {}

/// Keeps a law, or tells what was expected and found.
fn same(law: Law, expected: i128, found: i128) -> Result<(), LawViolation> {
    if expected == found {
        return Ok(());
    }
    Err(LawViolation::new(law, Said::Number(expected), Said::Number(found)))
}

/// The sum; a sum of 64-bit numbers that does not fit into 128 bits would need more members than there is memory.
fn sum<I: IntoIterator<Item = i128>>(numbers: I) -> i128 {
    numbers.into_iter().fold(0, i128::saturating_add)
}

fn fen(money: Money) -> i128 {
    i128::from(money.fen())
}

fn count(n: usize) -> i128 {
    i128::try_from(n).unwrap_or(i128::MAX)
}

// ------------------------------------------------------------------------------------------------ apportionment

/// 各份之和等于总额 — the parts add up to the total. Alone it is far too weak: see [`largest_remainder`].
///
/// # Errors
/// [`Law::PartsSum`].
///
/// ```
/// assert!(wuye::laws::parts_sum(-100, &[-34, -33, -33]).is_ok());
/// ```
pub fn parts_sum(total: i64, parts: &[i64]) -> Result<(), LawViolation> {
    same(Law::PartsSum, total.into(), sum(parts.iter().map(|part| i128::from(*part))))
}

/// 权重为零者分得零 — who has no weight receives nothing. Also asks for one part for each weight.
///
/// # Errors
/// [`Law::ZeroWeightGetsZero`].
///
/// ```
/// assert!(wuye::laws::zero_weight_gets_zero(&[1, 0], &[7, 0]).is_ok());
/// ```
pub fn zero_weight_gets_zero(weights: &[u64], parts: &[i64]) -> Result<(), LawViolation> {
    let law = Law::ZeroWeightGetsZero;
    same(law, count(weights.len()), count(parts.len()))?;
    match weights.iter().zip(parts).enumerate().find(|(_, (weight, part))| **weight == 0 && **part != 0) {
        Some((at, (_, part))) => Err(LawViolation::one(law, at, Said::Number(0), Said::Number(i128::from(*part)))),
        None => Ok(()),
    }
}

/// The exact share of one member as whole units and a remainder; the remainder counts in units of 1/sum.
struct ExactShare {
    whole: u128,
    rest: u128,
}

/// The exact shares of a total without its sign; nothing where there is no weight.
fn exact_shares(total: i64, weights: &[u64]) -> Option<Vec<ExactShare>> {
    let weight_sum = weights.iter().fold(0_u128, |sum, weight| sum.saturating_add(u128::from(*weight)));
    let units = u128::from(total.unsigned_abs());
    let share = |weight: &u64| {
        // 2⁶³ times 2⁶⁴ fits.
        let product = units.checked_mul(u128::from(*weight))?;
        Some(ExactShare { whole: product.checked_div(weight_sum)?, rest: product.checked_rem(weight_sum)? })
    };
    weights.iter().map(share).collect()
}

/// A part with the sign of the total taken off, so that it is not below zero where it is right.
fn unsigned(total: i64, part: i64) -> i128 {
    if total < 0 { i128::from(part).saturating_neg() } else { part.into() }
}

fn wide(n: u128) -> i128 {
    i128::try_from(n).unwrap_or(i128::MAX)
}

/// 份额规则 — each part is its exact share, rounded down or up: never a whole unit away from it. Of weights that are
/// all zero nothing is asked.
///
/// # Errors
/// [`Law::QuotaRule`].
///
/// ```
/// use wuye::laws::quota_rule;
/// assert!(quota_rule(50, &[91, 3, 3, 3], &[46, 2, 1, 1]).is_ok());
/// // Jefferson gives 47 where the exact share is 45.5.
/// assert!(quota_rule(50, &[91, 3, 3, 3], &[47, 1, 1, 1]).is_err());
/// ```
pub fn quota_rule(total: i64, weights: &[u64], parts: &[i64]) -> Result<(), LawViolation> {
    let law = Law::QuotaRule;
    same(law, count(weights.len()), count(parts.len()))?;
    let Some(shares) = exact_shares(total, weights) else { return Ok(()) };
    for (at, (share, part)) in shares.iter().zip(parts).enumerate() {
        let least = wide(share.whole);
        let most = if share.rest == 0 { least } else { least.saturating_add(1) };
        let found = unsigned(total, *part);
        if found < least || found > most {
            let signed = |n: i128| if total < 0 { n.saturating_neg() } else { n };
            let (one, other) = (signed(least), signed(most));
            let expected = Said::Between(one.min(other), one.max(other));
            return Err(LawViolation::one(law, at, expected, Said::Number(i128::from(*part))));
        }
    }
    Ok(())
}

/// 最大余数法 — the parts are exactly those of largest remainder: whole units of the exact share, and the units left
/// over one each to the largest remainders, ties to the earlier member. Remainders are compared as integers.
///
/// # Errors
/// [`Law::PartsSum`], [`Law::QuotaRule`], [`Law::LargestRemainder`].
///
/// ```
/// use wuye::laws::largest_remainder;
/// assert!(largest_remainder(100, &[1, 1, 1], &[34, 33, 33]).is_ok());
/// assert!(largest_remainder(100, &[1, 1, 1], &[33, 34, 33]).is_err()); // the tie goes to the first
/// ```
pub fn largest_remainder(total: i64, weights: &[u64], parts: &[i64]) -> Result<(), LawViolation> {
    quota_rule(total, weights, parts)?;
    let Some(shares) = exact_shares(total, weights) else { return Ok(()) };
    parts_sum(total, parts)?;
    let got_one = |share: &ExactShare, part: &i64| unsigned(total, *part) > wide(share.whole);
    let rank = |(at, (share, _)): &(usize, (&ExactShare, &i64))| (share.rest, Reverse(*at));
    let each = || shares.iter().zip(parts).enumerate();
    let last_served = each().filter(|(_, (share, part))| got_one(share, part)).min_by_key(rank);
    let first_left = each().filter(|(_, (share, part))| !got_one(share, part)).max_by_key(rank);
    match (last_served, first_left) {
        (Some(served), Some(left)) if rank(&served) < rank(&left) => {
            let (at, (share, part)) = left;
            let sign = if total < 0 { -1 } else { 1 };
            let expected = wide(share.whole).saturating_add(1).saturating_mul(sign);
            Err(LawViolation::one(Law::LargestRemainder, at, Said::Number(expected), Said::Number(i128::from(*part))))
        }
        _ => Ok(()),
    }
}

/// 镜像 — the total with the other sign gives the same parts with the other sign, so that a reversal cancels its
/// charge member by member. Of `i64::MIN`, which has no mirror, nothing is asked.
///
/// # Errors
/// [`Law::Mirrored`].
///
/// ```
/// use wuye::laws::mirrored;
/// use wuye::measure::apportion::largest_remainder;
/// assert!(mirrored(100, &[1, 1, 1], |total, weights| largest_remainder(total, weights).unwrap()).is_ok());
/// ```
pub fn mirrored<F>(total: i64, weights: &[u64], apportion: F) -> Result<(), LawViolation>
where
    F: Fn(i64, &[u64]) -> Vec<i64>,
{
    let Some(other) = total.checked_neg() else { return Ok(()) };
    let (parts, mirror) = (apportion(total, weights), apportion(other, weights));
    same(Law::Mirrored, count(parts.len()), count(mirror.len()))?;
    let opposite = |part: &i64| i128::from(*part).saturating_neg();
    let found = parts.iter().zip(&mirror).enumerate().find(|(_, (part, other))| opposite(part) != i128::from(**other));
    match found {
        Some((at, (part, other))) => {
            let (expected, found) = (Said::Number(opposite(part)), Said::Number(i128::from(*other)));
            Err(LawViolation::one(Law::Mirrored, at, expected, found))
        }
        None => Ok(()),
    }
}

/// 次序无关 — the members in another order get the same parts, except that tied members may change places: those whose
/// remainder is the one at which the units left over run out. `order` gives for each place the member that stands
/// there, counted from 0; what is not a rearrangement of all members asks for nothing.
///
/// # Errors
/// [`Law::OrderIrrelevant`].
///
/// ```
/// use wuye::laws::order_irrelevant;
/// use wuye::measure::apportion::{cumulative, largest_remainder};
/// assert!(order_irrelevant(10, &[1, 2, 4], &[2, 0, 1], |t, w| largest_remainder(t, w).unwrap()).is_ok());
/// // Cumulative rounding is made for periods, whose order is given.
/// assert!(order_irrelevant(10, &[1, 2, 4], &[2, 0, 1], |t, w| cumulative(t, w).unwrap()).is_err());
/// ```
pub fn order_irrelevant<F>(total: i64, weights: &[u64], order: &[usize], apportion: F) -> Result<(), LawViolation>
where
    F: Fn(i64, &[u64]) -> Vec<i64>,
{
    let law = Law::OrderIrrelevant;
    let members: BTreeSet<usize> = order.iter().copied().collect();
    let is_order = order.len() == weights.len() && members.iter().copied().eq(0..weights.len());
    let (true, Some(shares)) = (is_order, exact_shares(total, weights)) else { return Ok(()) };
    let moved: Vec<u64> = order.iter().filter_map(|member| weights.get(*member)).copied().collect();
    let (parts, other) = (apportion(total, weights), apportion(total, &moved));
    same(law, count(weights.len()), count(parts.len()))?;
    same(law, count(weights.len()), count(other.len()))?;
    // The remainder of the last member that a unit left over reaches, in either order.
    let mut rests: Vec<u128> = shares.iter().map(|share| share.rest).collect();
    rests.sort_unstable_by_key(|rest| Reverse(*rest));
    let whole = shares.iter().fold(0_u128, |sum, share| sum.saturating_add(share.whole));
    let left = u128::from(total.unsigned_abs()).saturating_sub(whole);
    let last = usize::try_from(left).ok().and_then(|left| left.checked_sub(1)).and_then(|at| rests.get(at));
    for (place, member) in order.iter().enumerate() {
        let (Some(share), Some(part), Some(found)) = (shares.get(*member), parts.get(*member), other.get(place)) else {
            continue;
        };
        if part != found && Some(&share.rest) != last {
            return Err(LawViolation::one(
                law,
                *member,
                Said::Number(i128::from(*part)),
                Said::Number(i128::from(*found)),
            ));
        }
    }
    Ok(())
}

// ------------------------------------------------------------------------------------------------ votes

const LIMBS: [Limb; 2] = [Limb::Heads, Limb::Area];

/// One limb of a count: persons, or hundredths of a square metre.
fn limb_of(weight: Weight, limb: Limb) -> u128 {
    match limb {
        Limb::Heads => u128::from(weight.heads),
        Limb::Area => u128::from(weight.area.hundredths().unsigned_abs()),
    }
}

/// Whether a part reaches a threshold of a whole, by cross-multiplication. A share of nobody is never reached.
fn reaches(threshold: Threshold, part: u128, whole: u128) -> bool {
    if whole == 0 {
        return false;
    }
    let part = part.saturating_mul(u128::from(threshold.share().below()));
    let needed = whole.saturating_mul(u128::from(threshold.share().above()));
    match threshold.bound() {
        Bound::AtLeast => part >= needed,
        Bound::MoreThan => part > needed,
    }
}

/// The limbs of a stage of a vote that are not reached, each with how much it needs at least and what it has.
fn missed(threshold: Threshold, part: Weight, whole: Weight) -> Vec<(Limb, u128, u128)> {
    let short = |limb: Limb| {
        let (part, whole) = (limb_of(part, limb), limb_of(whole, limb));
        if reaches(threshold, part, whole) {
            return None;
        }
        let product = whole.saturating_mul(u128::from(threshold.share().above()));
        let near = product.checked_div(u128::from(threshold.share().below())).unwrap_or(0);
        // The least part is the quotient or the next number.
        let least = if reaches(threshold, near, whole) { near } else { near.saturating_add(1) };
        Some((limb, least, part))
    };
    LIMBS.into_iter().filter_map(short).collect()
}

/// What a vote comes to, and the limbs that its deciding stage misses.
fn stage(tally: &TallyRecord, majority: &Majority) -> (Outcome, Vec<(Limb, u128, u128)>) {
    let absent = missed(majority.quorum, tally.participating, tally.total);
    if !absent.is_empty() {
        return (Outcome::NoQuorum, absent);
    }
    let base = match majority.base {
        Base::Participants => tally.participating,
        Base::All => tally.total,
    };
    let opposed = missed(majority.consent, tally.consenting, base);
    if opposed.is_empty() { (Outcome::Passed, opposed) } else { (Outcome::Rejected, opposed) }
}

/// 表决结果 — the outcome is what the thresholds say: no quorum unless enough take part, passed if enough agree, each
/// in persons and in area.
///
/// # Errors
/// [`Law::OutcomeFollows`].
///
/// ```
/// use wuye::laws::outcome_follows;
/// use wuye::matter::{Majority, Outcome, TallyOrigin, TallyRecord, Weight};
/// let w = |heads, area: &str| Weight { heads, area: area.parse().unwrap() };
/// let tally = TallyRecord {
///     total: w(300, "30000"), participating: w(200, "20000"), consenting: w(101, "10000.01"), origin: TallyOrigin::Declared,
/// };
/// let majority = Majority::of_participants(false)?;
/// assert!(outcome_follows(&tally, &majority, Outcome::Passed).is_ok());
/// assert!(outcome_follows(&tally, &majority, Outcome::Rejected).is_err());
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
pub fn outcome_follows(tally: &TallyRecord, majority: &Majority, outcome: Outcome) -> Result<(), LawViolation> {
    let (expected, _) = stage(tally, majority);
    if outcome == expected {
        return Ok(());
    }
    Err(LawViolation::new(Law::OutcomeFollows, Said::Outcome(expected), Said::Outcome(outcome)))
}

/// 同意者增加 — with the same owners taking part, more consent never turns a passed resolution into another. Of `more`
/// as much is added as there are owners who take part and have not agreed.
///
/// # Errors
/// [`Law::MoreConsent`].
///
/// ```
/// use wuye::laws::more_consent;
/// use wuye::matter::{Majority, Outcome, TallyOrigin, TallyRecord, Weight};
/// let w = |heads| Weight { heads, area: "90".parse().unwrap() };
/// let tally = TallyRecord { total: w(3), participating: w(3), consenting: w(2), origin: TallyOrigin::Declared };
/// let majority = Majority::of_participants(false)?;
/// let only_two = |tally: &TallyRecord, _: &Majority| match tally.consenting.heads {
///     2 => Outcome::Passed,
///     _ => Outcome::Rejected,
/// };
/// assert!(more_consent(&tally, &majority, w(1), only_two).is_err());
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
pub fn more_consent<F>(tally: &TallyRecord, majority: &Majority, more: Weight, resolve: F) -> Result<(), LawViolation>
where
    F: Fn(&TallyRecord, &Majority) -> Outcome,
{
    if resolve(tally, majority) != Outcome::Passed {
        return Ok(());
    }
    let Weight { heads, area } = tally.consenting;
    let consenting = Weight {
        heads: heads.saturating_add(more.heads).min(tally.participating.heads),
        area: area.plus(more.area).unwrap_or(Area::MAX).min(tally.participating.area),
    };
    let after = resolve(&TallyRecord { consenting, ..tally.clone() }, majority);
    if after == Outcome::Passed {
        return Ok(());
    }
    Err(LawViolation::new(Law::MoreConsent, Said::Outcome(Outcome::Passed), Said::Outcome(after)))
}

/// 差额最小 — the shortfalls name every limb that the deciding stage misses, once, and each is the least that limb
/// needs: that much more is enough and one person or 0.01 m² less is not. A passed vote has none.
///
/// # Errors
/// [`Law::ShortfallLeast`].
///
/// ```
/// use wuye::laws::shortfall_least;
/// use wuye::matter::{Majority, Short, TallyOrigin, TallyRecord, Weight};
/// let w = |heads, area: &str| Weight { heads, area: area.parse().unwrap() };
/// let tally = TallyRecord {
///     total: w(300, "30000"), participating: w(199, "20000"), consenting: w(199, "20000"), origin: TallyOrigin::Declared,
/// };
/// let majority = Majority::of_participants(false)?;
/// assert!(shortfall_least(&tally, &majority, &[Short::Heads(1)]).is_ok());
/// assert!(shortfall_least(&tally, &majority, &[Short::Heads(2)]).is_err());
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
pub fn shortfall_least(tally: &TallyRecord, majority: &Majority, short: &[Short]) -> Result<(), LawViolation> {
    let law = Law::ShortfallLeast;
    let (_, missed) = stage(tally, majority);
    same(law, count(missed.len()), count(short.len()))?;
    for (limb, least, part) in missed {
        let expected = Said::Number(wide(least.saturating_sub(part)));
        let said = |short: &Short| match (short, limb) {
            (Short::Heads(n), Limb::Heads) => Some(i128::from(*n)),
            (Short::Area(area), Limb::Area) => Some(i128::from(area.hundredths())),
            (Short::Heads(_), Limb::Area) | (Short::Area(_), Limb::Heads) => None,
        };
        let found = short.iter().find_map(said).map_or(Said::Nothing, Said::Number);
        if found != expected {
            return Err(LawViolation::new(law, expected, found));
        }
    }
    Ok(())
}

// ------------------------------------------------------------------------------------------------ three answers

/// 新查明的事实 — one more statement in a dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Learned {
    /// A fact (事实).
    Fact(Fact, Stated<bool>),
    /// A quantity (数量).
    Quantity(Quantity, Stated<Approx<Value>>),
    /// A resolution (决议).
    Resolution(Stated<ResolutionRecord>),
    /// An event (事件).
    Event(EventRecord),
}

impl Learned {
    /// The dossier with it; nothing where the dossier already says something of the same fact, quantity, matter or
    /// event, has its log of the event closed, or does not take the statement: then nothing is learned.
    #[must_use]
    pub fn added_to(&self, dossier: &Dossier) -> Option<Dossier> {
        let about = dossier.compound.subject();
        let known = match self {
            Self::Fact(fact, _) => dossier.statements.facts().any(|(of, known, _)| of == about && known == *fact),
            Self::Quantity(quantity, _) => {
                dossier.statements.quantities().any(|(of, known, _)| of == about && known == *quantity)
            }
            Self::Resolution(stated) => {
                dossier.resolutions.iter().any(|known| known.value.matter == stated.value.matter)
            }
            Self::Event(record) => {
                dossier.events.iter().any(|known| known.event == record.event)
                    || dossier.complete.iter().any(|log| log.event == record.event)
            }
        };
        if known {
            return None;
        }
        let mut after = dossier.clone();
        let stated: Result<(), EstateError> = match self {
            Self::Fact(fact, stated) => after.state(*fact, stated.clone()),
            Self::Quantity(quantity, stated) => after.measure(*quantity, stated.clone()),
            Self::Resolution(stated) => {
                after.resolutions.push(stated.clone());
                Ok(())
            }
            Self::Event(record) => {
                after.events.push(record.clone());
                Ok(())
            }
        };
        stated.ok().map(|()| after)
    }
}

/// 查明不推翻 — an answer that is settled stays as it is when something is learned that was not stated at all. Where
/// nothing is learned (see [`Learned::added_to`]) nothing is asked.
///
/// # Errors
/// [`Law::LearningKeeps`].
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use wuye::dossier::Dossier;
/// use wuye::estate::{Compound, Fact, Stated};
/// use wuye::law::Authority;
/// use wuye::laws::{Learned, learning_keeps};
/// use wuye::measure::Day;
/// use wuye::rule::Verdict;
/// let day: Day = "2022-03-01".parse()?;
/// let compound = Compound { id: "c1".parse()?, name: "某院".into(), place: "411000".parse()?, yards: vec![] };
/// let learned = Learned::Fact(Fact::Renovated, Stated::new(true, day, Authority::Street));
/// // Taking what is not stated for false:
/// let hasty = |d: &Dossier| Verdict::of(d.fact(Fact::Renovated, day).is_some_and(|stated| stated.value));
/// assert!(learning_keeps(&Dossier::new(compound.clone()), &learned, hasty).is_err());
/// let right = |d: &Dossier| d.fact(Fact::Renovated, day).map_or(Verdict::Unknown, |stated| Verdict::of(stated.value));
/// assert!(learning_keeps(&Dossier::new(compound), &learned, right).is_ok());
/// # Ok(())
/// # }
/// ```
pub fn learning_keeps<F>(before: &Dossier, learned: &Learned, answer: F) -> Result<(), LawViolation>
where
    F: Fn(&Dossier) -> Verdict,
{
    let Some(after) = learned.added_to(before) else { return Ok(()) };
    let (was, is) = (answer(before), answer(&after));
    if was == Verdict::Unknown || was == is {
        return Ok(());
    }
    Err(LawViolation::new(Law::LearningKeeps, Said::Verdict(was), Said::Verdict(is)))
}

/// 缺项待查明 — where stating a fact as true and as false gives different answers, leaving it out gives *unknown*:
/// missing is not met, and not unmet either. Whatever the dossier states of the fact is left out first; the fact is
/// then stated on `day` by the street.
///
/// # Errors
/// [`Law::MissingIsUnknown`].
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use wuye::dossier::Dossier;
/// use wuye::estate::{Compound, Fact};
/// use wuye::laws::missing_is_unknown;
/// use wuye::rule::Condition;
/// let compound = Compound { id: "c1".parse()?, name: "某院".into(), place: "411000".parse()?, yards: vec![] };
/// let (dossier, day) = (Dossier::new(compound), "2022-03-01".parse()?);
/// let condition = Condition::stated(Fact::Renovated).negated()?;
/// let answer = |dossier: &Dossier| wuye::assess::evaluate(&condition, dossier, day);
/// assert!(missing_is_unknown(&dossier, Fact::Renovated, day, answer).is_ok());
/// # Ok(())
/// # }
/// ```
pub fn missing_is_unknown<F>(dossier: &Dossier, fact: Fact, day: Day, answer: F) -> Result<(), LawViolation>
where
    F: Fn(&Dossier) -> Verdict,
{
    let mut missing = dossier.clone();
    let about = missing.compound.subject();
    missing.statements.retract(&about, fact);
    let with = |value| {
        let mut dossier = missing.clone();
        dossier.state(fact, Stated::new(value, day, Authority::Street)).ok().map(|()| answer(&dossier))
    };
    let (Some(if_true), Some(if_false)) = (with(true), with(false)) else { return Ok(()) };
    let found = answer(&missing);
    if if_true == if_false || found == Verdict::Unknown {
        return Ok(());
    }
    Err(LawViolation::new(Law::MissingIsUnknown, Said::Verdict(Verdict::Unknown), Said::Verdict(found)))
}

fn verdict_is(law: Law, expected: Verdict, found: Verdict) -> Result<(), LawViolation> {
    if expected == found {
        return Ok(());
    }
    Err(LawViolation::new(law, Said::Verdict(expected), Said::Verdict(found)))
}

/// 均须 — *all* is the least of its parts; of none it is met.
///
/// # Errors
/// [`Law::AllIsLeast`].
///
/// ```
/// use wuye::laws::all_is_least;
/// use wuye::rule::Verdict::{Met, Unknown};
/// assert!(all_is_least(&[Met, Unknown], Unknown).is_ok());
/// assert!(all_is_least(&[Met, Unknown], Met).is_err());
/// ```
pub fn all_is_least(parts: &[Verdict], whole: Verdict) -> Result<(), LawViolation> {
    let least = if parts.contains(&Verdict::Unmet) {
        Verdict::Unmet
    } else if parts.contains(&Verdict::Unknown) {
        Verdict::Unknown
    } else {
        Verdict::Met
    };
    verdict_is(Law::AllIsLeast, least, whole)
}

/// 之一 — *any* is the greatest of its parts; of none it is not met.
///
/// # Errors
/// [`Law::AnyIsGreatest`].
///
/// ```
/// use wuye::laws::any_is_greatest;
/// use wuye::rule::Verdict::{Met, Unknown, Unmet};
/// assert!(any_is_greatest(&[Unmet, Unknown], Unknown).is_ok());
/// assert!(any_is_greatest(&[Met, Unknown], Unknown).is_err());
/// ```
pub fn any_is_greatest(parts: &[Verdict], whole: Verdict) -> Result<(), LawViolation> {
    let greatest = if parts.contains(&Verdict::Met) {
        Verdict::Met
    } else if parts.contains(&Verdict::Unknown) {
        Verdict::Unknown
    } else {
        Verdict::Unmet
    };
    verdict_is(Law::AnyIsGreatest, greatest, whole)
}

/// 并非 — *not* mirrors: met and unmet change places, and what is unknown stays unknown.
///
/// # Errors
/// [`Law::NotMirrors`].
///
/// ```
/// use wuye::laws::not_mirrors;
/// use wuye::rule::Verdict::{Met, Unknown};
/// assert!(not_mirrors(Unknown, Unknown).is_ok());
/// assert!(not_mirrors(Unknown, Met).is_err());
/// ```
pub fn not_mirrors(inner: Verdict, outer: Verdict) -> Result<(), LawViolation> {
    let mirror = match inner {
        Verdict::Unmet => Verdict::Met,
        Verdict::Unknown => Verdict::Unknown,
        Verdict::Met => Verdict::Unmet,
    };
    verdict_is(Law::NotMirrors, mirror, outer)
}

/// 各规则中最低者 — the verdict on an aim is the least of its rules in force; one that says *usually* does not count,
/// and without any that counts the verdict is unknown.
///
/// # Errors
/// [`Law::LeastOfRules`].
///
/// ```
/// use wuye::laws::least_of_rules;
/// use wuye::rule::{Force, Verdict};
/// assert!(least_of_rules(&[(Force::Shall, Verdict::Met), (Force::Usually, Verdict::Unmet)], Verdict::Met).is_ok());
/// assert!(least_of_rules(&[(Force::Usually, Verdict::Met)], Verdict::Met).is_err());
/// ```
pub fn least_of_rules(rules: &[(Force, Verdict)], verdict: Verdict) -> Result<(), LawViolation> {
    let counted = rules.iter().filter(|(force, _)| *force != Force::Usually).map(|(_, verdict)| *verdict);
    let expected = counted.min().unwrap_or(Verdict::Unknown);
    verdict_is(Law::LeastOfRules, expected, verdict)
}

// ------------------------------------------------------------------------------------------------ findings

/// 已定有据 — a finding that is met or not met has its law, and that law is in force on the day.
///
/// # Errors
/// [`Law::SettledHasLaw`].
///
/// ```
/// use wuye::laws::settled_has_law;
/// use wuye::rule::Verdict;
/// let day = "2021-01-01".parse().unwrap();
/// assert!(settled_has_law(day, Verdict::Unknown, None).is_ok());
/// assert!(settled_has_law(day, Verdict::Met, None).is_err());
/// ```
pub fn settled_has_law(day: Day, verdict: Verdict, law: Option<&Citation>) -> Result<(), LawViolation> {
    let in_force = |law: &Citation| law.from <= day && law.until.is_none_or(|until| until > day);
    if verdict == Verdict::Unknown || law.is_some_and(in_force) {
        return Ok(());
    }
    let found = law.map_or(Said::Nothing, |law| Said::Law(Box::new(law.clone())));
    Err(LawViolation::new(Law::SettledHasLaw, Said::LawOn(day), found))
}

/// The whole number inside a value.
fn scaled(value: Value) -> i128 {
    match value {
        Value::Count(n) => i128::from(n),
        Value::Area(area) => i128::from(area.hundredths()),
        Value::Money(money) => fen(money),
    }
}

/// A value of a dimension; nothing beyond its bounds.
fn value(dimension: Dimension, scaled: i128) -> Option<Value> {
    match dimension {
        Dimension::Count => u32::try_from(scaled).ok().map(Value::Count),
        Dimension::Area => {
            let area = i64::try_from(scaled).ok().and_then(|n| Area::from_hundredths(n).ok());
            area.map(Value::Area)
        }
        Dimension::Money => i64::try_from(scaled).ok().and_then(|n| Money::from_fen(n).ok()).map(Value::Money),
        _ => None,
    }
}

/// 差距最小 — a gap is more than nothing, adding (or taking away) that much is enough, and the smallest step less is
/// not. `meets` tells whether a value in the place of the one found is enough. A value beyond the bounds of its kind
/// never is.
///
/// # Errors
/// [`Law::GapLeast`].
///
/// ```
/// use wuye::assess::Gap;
/// use wuye::estate::Value;
/// use wuye::laws::gap_least;
/// let at_least_five = |value| matches!(value, Value::Count(n) if n >= 5);
/// assert!(gap_least(Value::Count(3), Gap::Missing(Value::Count(2)), at_least_five).is_ok());
/// assert!(gap_least(Value::Count(3), Gap::Missing(Value::Count(3)), at_least_five).is_err());
/// assert!(gap_least(Value::Count(3), Gap::Missing(Value::Count(1)), at_least_five).is_err());
/// ```
pub fn gap_least<F: Fn(Value) -> bool>(found: Value, gap: Gap, meets: F) -> Result<(), LawViolation> {
    let law = Law::GapLeast;
    let (size, sign) = match gap {
        Gap::Missing(size) => (size, 1),
        Gap::TooMuch(size) => (size, -1),
    };
    let (dimension, step) = (found.dimension(), scaled(size));
    if size.dimension() != dimension {
        return Err(LawViolation::new(law, Said::text(dimension.code()), Said::text(size.dimension().code())));
    }
    if step < 1 {
        return Err(LawViolation::new(law, Said::AtLeast(1), Said::Number(step)));
    }
    let enough = |step: i128| {
        let moved = scaled(found).saturating_add(step.saturating_mul(sign));
        value(dimension, moved).is_some_and(&meets)
    };
    if !enough(step) {
        return Err(LawViolation::new(law, Said::AtLeast(step.saturating_add(1)), Said::Number(step)));
    }
    let less = step.saturating_sub(1);
    if enough(less) {
        return Err(LawViolation::new(law, Said::AtMost(less), Said::Number(step)));
    }
    Ok(())
}

// ------------------------------------------------------------------------------------------------ statements

/// 所见收支项 — one line of a statement: its amount if known, and whether it may pay; nothing for a cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineSeen {
    /// The amount over its span, if known.
    pub amount: Option<Money>,
    /// Whether income may pay; nothing for a cost.
    pub standing: Option<Standing>,
}

/// 所见收支表 — a statement as plain values, whoever computed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementSeen {
    /// Its lines, in the order of the budget.
    pub lines: Vec<LineSeen>,
    /// Known income that may pay.
    pub usable: Money,
    /// Known income that may not.
    pub barred: Money,
    /// Known income of which that is not known.
    pub undecided: Money,
    /// Known cost.
    pub cost: Money,
    /// Cost less usable income.
    pub gap: MoneyRange,
}

impl From<&Statement> for StatementSeen {
    fn from(statement: &Statement) -> Self {
        let line = |line: &crate::balance::LineResult| LineSeen {
            amount: line.amount().map(|amount| amount.value),
            standing: line.standing(),
        };
        Self {
            lines: statement.lines().iter().map(line).collect(),
            usable: statement.usable(),
            barred: statement.barred(),
            undecided: statement.undecided(),
            cost: statement.cost(),
            gap: statement.gap(),
        }
    }
}

impl StatementSeen {
    /// The known amounts of one standing; of nothing, the costs.
    fn amounts(&self, standing: Option<Standing>) -> impl Iterator<Item = i128> {
        let lines = self.lines.iter().filter(move |line| line.standing == standing);
        lines.filter_map(|line| line.amount).map(fen)
    }

    fn has_unknown(&self, standing: Option<Standing>) -> bool {
        self.lines.iter().any(|line| line.standing == standing && line.amount.is_none())
    }
}

/// 收支各归其类 — usable, barred and undecided income and the cost are each the sum of their known lines: usable,
/// barred and undecided together are all known income.
///
/// # Errors
/// [`Law::StatementAddsUp`], at 0 for usable, 1 for barred, 2 for undecided, 3 for the cost.
///
/// ```
/// use wuye::balance::{MoneyRange, Standing};
/// use wuye::laws::{LineSeen, StatementSeen, statement_adds_up};
/// use wuye::measure::Money;
/// let yuan = |text: &str| text.parse::<Money>().unwrap();
/// let mut seen = StatementSeen {
///     lines: vec![LineSeen { amount: Some(yuan("9.00")), standing: Some(Standing::Barred) }],
///     usable: Money::ZERO, barred: yuan("9.00"), undecided: Money::ZERO, cost: Money::ZERO,
///     gap: MoneyRange { least: Some(Money::ZERO), most: Some(Money::ZERO) },
/// };
/// assert!(statement_adds_up(&seen).is_ok());
/// seen.usable = yuan("9.00");
/// assert!(statement_adds_up(&seen).is_err());
/// ```
pub fn statement_adds_up(seen: &StatementSeen) -> Result<(), LawViolation> {
    let sums = [
        (Some(Standing::Usable), seen.usable),
        (Some(Standing::Barred), seen.barred),
        (Some(Standing::Undecided), seen.undecided),
        (None, seen.cost),
    ];
    for (at, (standing, found)) in sums.into_iter().enumerate() {
        let expected = sum(seen.amounts(standing));
        if expected != fen(found) {
            return Err(LawViolation::one(Law::StatementAddsUp, at, Said::Number(expected), Said::Money(found)));
        }
    }
    Ok(())
}

/// 缺口区间 — the gap is cost less usable income; its least is where all undecided income may pay after all, its most
/// where none may. Unknown income that may pay or is undecided leaves it without a least, an unknown cost without a
/// most, and unknown income that may not pay changes nothing.
///
/// # Errors
/// [`Law::GapIsCostLessUsable`].
///
/// ```
/// use wuye::balance::{MoneyRange, Standing};
/// use wuye::laws::{LineSeen, StatementSeen, gap_is_cost_less_usable};
/// use wuye::measure::Money;
/// let yuan = |text: &str| text.parse::<Money>().unwrap();
/// let cost = LineSeen { amount: Some(yuan("20.00")), standing: None };
/// let open = LineSeen { amount: None, standing: Some(Standing::Undecided) };
/// let mut seen = StatementSeen {
///     lines: vec![cost, open],
///     usable: Money::ZERO, barred: Money::ZERO, undecided: Money::ZERO, cost: yuan("20.00"),
///     gap: MoneyRange { least: None, most: Some(yuan("20.00")) },
/// };
/// assert!(gap_is_cost_less_usable(&seen).is_ok());
/// seen.gap.least = Some(yuan("20.00")); // the unknown taken for zero
/// assert!(gap_is_cost_less_usable(&seen).is_err());
/// ```
pub fn gap_is_cost_less_usable(seen: &StatementSeen) -> Result<(), LawViolation> {
    let undecided = || seen.amounts(Some(Standing::Undecided));
    let plain = sum(seen.amounts(None)).saturating_sub(sum(seen.amounts(Some(Standing::Usable))));
    // What is undecided counts as it helps or as it hurts most.
    let least = plain.saturating_sub(sum(undecided().map(|amount| amount.max(0))));
    let most = plain.saturating_sub(sum(undecided().map(|amount| amount.min(0))));
    let open_below = seen.has_unknown(Some(Standing::Usable)) || seen.has_unknown(Some(Standing::Undecided));
    let open_above = seen.has_unknown(None);
    let money = |fen: i128| i64::try_from(fen).ok().and_then(|fen| Money::from_fen(fen).ok());
    let expected = MoneyRange {
        least: if open_below { None } else { money(least) },
        most: if open_above { None } else { money(most) },
    };
    if seen.gap == expected {
        return Ok(());
    }
    Err(LawViolation::new(Law::GapIsCostLessUsable, Said::Range(expected), Said::Range(seen.gap)))
}

/// 不可用者不弥补缺口 — leaving out every line that may not pay leaves the gap as it was. `compute` makes a statement of
/// a budget; its lines are in the order of the budget.
///
/// # Errors
/// [`Law::BarredNeverCloses`].
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use wuye::balance::{Basis, Budget, Line, LineKind, statement};
/// use wuye::dossier::Dossier;
/// use wuye::estate::Compound;
/// use wuye::laws::barred_never_closes;
/// use wuye::measure::{Approx, Money, Span};
/// use wuye::money::{IncomeKind, Purpose, Purse};
/// let compound = Compound { id: "c1".parse()?, name: "某院".into(), place: "411000".parse()?, yards: vec![] };
/// let (dossier, rulebook) = (Dossier::new(compound), wuye::places::xuchang::rulebook()?);
/// let rent = Line {
///     id: "rent".parse()?,
///     kind: LineKind::Income(IncomeKind::ParkingRent),
///     basis: Basis::Lump(Some(Approx::exact("200000".parse::<Money>()?))),
///     purse: Purse::Renovation,
///     span: None,
///     resource: None,
/// };
/// let year = Span::new("2022-01-01".parse()?, "2023-01-01".parse()?)?;
/// let budget = Budget::new(Purpose::Service, year, vec![rent])?;
/// let compute = |budget: &Budget| (&statement(budget, &rulebook, &dossier, year.start()).unwrap()).into();
/// assert!(barred_never_closes(&budget, compute).is_ok());
/// # Ok(())
/// # }
/// ```
pub fn barred_never_closes<F>(budget: &Budget, compute: F) -> Result<(), LawViolation>
where
    F: Fn(&Budget) -> StatementSeen,
{
    let law = Law::BarredNeverCloses;
    let whole = compute(budget);
    same(law, count(budget.lines().len()), count(whole.lines.len()))?;
    let pairs = budget.lines().iter().zip(&whole.lines);
    let kept: Vec<_> =
        pairs.filter(|(_, seen)| seen.standing != Some(Standing::Barred)).map(|(line, _)| line.clone()).collect();
    // A budget without lines has no gap. What is left of a budget is one, so nothing else is refused.
    let expected = match Budget::new(budget.purpose(), budget.span(), kept) {
        Ok(rest) => compute(&rest).gap,
        Err(_) => MoneyRange { least: Some(Money::ZERO), most: Some(Money::ZERO) },
    };
    if whole.gap == expected {
        return Ok(());
    }
    Err(LawViolation::new(law, Said::Range(expected), Said::Range(whole.gap)))
}

// ------------------------------------------------------------------------------------------------ bills

/// 所见账单 — the bill of one unit as plain values, whoever made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillSeen {
    /// The unit.
    pub unit: UnitId,
    /// The amount of each line, in the order of the tariff.
    pub lines: Vec<Money>,
    /// What the bill comes to.
    pub total: Money,
}

/// 所见出账结果 — bills of one span as plain values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunSeen {
    /// The bills.
    pub bills: Vec<BillSeen>,
    /// The total of each line over all bills, in the order of the tariff.
    pub by_line: Vec<Money>,
    /// The total of all bills.
    pub total: Money,
}

impl From<&Bill> for BillSeen {
    fn from(bill: &Bill) -> Self {
        let lines = bill.lines().iter().map(|line| line.amount()).collect();
        Self { unit: bill.unit().clone(), lines, total: bill.total() }
    }
}

impl From<&BillRun> for RunSeen {
    fn from(run: &BillRun) -> Self {
        Self {
            bills: run.bills().iter().map(BillSeen::from).collect(),
            by_line: run.by_line().iter().map(LineTotal::total).collect(),
            total: run.total(),
        }
    }
}

/// 明细之和等于账单 — the lines of every bill add up to it.
///
/// # Errors
/// [`Law::LinesSumToBill`], at the bill.
///
/// ```
/// use wuye::laws::{BillSeen, RunSeen, lines_sum_to_bill};
/// let yuan = |text: &str| text.parse().unwrap();
/// let bill = BillSeen { unit: "1-101".parse().unwrap(), lines: vec![yuan("1.01"), yuan("2.02")], total: yuan("3.02") };
/// let run = RunSeen { bills: vec![bill], by_line: vec![yuan("1.01"), yuan("2.02")], total: yuan("3.02") };
/// assert!(lines_sum_to_bill(&run).is_err());
/// ```
pub fn lines_sum_to_bill(run: &RunSeen) -> Result<(), LawViolation> {
    for (at, bill) in run.bills.iter().enumerate() {
        let expected = sum(bill.lines.iter().copied().map(fen));
        if expected != fen(bill.total) {
            return Err(LawViolation::one(
                Law::LinesSumToBill,
                at,
                Said::Number(expected),
                Said::Number(fen(bill.total)),
            ));
        }
    }
    Ok(())
}

/// 账单之和等于合计 — the bills add up to the total of the run, and so do the totals by line, each of which is the sum
/// of its amounts on the bills.
///
/// # Errors
/// [`Law::BillsSumToRun`], at the line where it is about one.
///
/// ```
/// use wuye::laws::{BillSeen, RunSeen, bills_sum_to_run};
/// let yuan = |text: &str| text.parse().unwrap();
/// let bill = |unit: &str| BillSeen { unit: unit.parse().unwrap(), lines: vec![yuan("1.01")], total: yuan("1.01") };
/// let run = RunSeen { bills: vec![bill("1"), bill("2")], by_line: vec![yuan("2.02")], total: yuan("2.02") };
/// assert!(bills_sum_to_run(&run).is_ok());
/// ```
pub fn bills_sum_to_run(run: &RunSeen) -> Result<(), LawViolation> {
    let law = Law::BillsSumToRun;
    same(law, sum(run.bills.iter().map(|bill| fen(bill.total))), fen(run.total))?;
    same(law, sum(run.by_line.iter().copied().map(fen)), fen(run.total))?;
    for bill in &run.bills {
        same(law, count(run.by_line.len()), count(bill.lines.len()))?;
    }
    for (at, total) in run.by_line.iter().enumerate() {
        let expected = sum(run.bills.iter().filter_map(|bill| bill.lines.get(at)).copied().map(fen));
        if expected != fen(*total) {
            return Err(LawViolation::one(law, at, Said::Number(expected), Said::Number(fen(*total))));
        }
    }
    Ok(())
}

/// 每户一单 — every unit on the list has one bill and nobody else has one; and with the list the other way round every
/// unit gets the same bill.
///
/// # Errors
/// [`Law::BilledOnce`].
///
/// ```
/// use wuye::billing::Billable;
/// use wuye::laws::{BillSeen, RunSeen, billed_once};
/// let home = |unit: &str| Billable { unit: unit.parse().unwrap(), area: None, spaces: None, households: Some(1) };
/// // One yuan among two, the odd fen to whoever comes first in the file.
/// let by_file = |homes: &[Billable]| {
///     let bill = |(i, home): (usize, &Billable)| {
///         let amount = if i == 0 { "0.51" } else { "0.50" }.parse().unwrap();
///         BillSeen { unit: home.unit.clone(), lines: vec![amount], total: amount }
///     };
///     let total = "1.01".parse().unwrap();
///     RunSeen { bills: homes.iter().enumerate().map(bill).collect(), by_line: vec![total], total }
/// };
/// assert!(billed_once(&[home("1"), home("2")], by_file).is_err());
/// ```
pub fn billed_once<F>(billables: &[Billable], bill: F) -> Result<(), LawViolation>
where
    F: Fn(&[Billable]) -> RunSeen,
{
    let law = Law::BilledOnce;
    let reversed: Vec<Billable> = billables.iter().rev().cloned().collect();
    let (run, other) = (bill(billables), bill(&reversed));
    let by_unit = |run: &RunSeen| -> BTreeMap<UnitId, BillSeen> {
        run.bills.iter().map(|bill| (bill.unit.clone(), bill.clone())).collect()
    };
    let (bills, others) = (by_unit(&run), by_unit(&other));
    for run in [&run, &other] {
        same(law, count(billables.len()), count(run.bills.len()))?;
    }
    for (at, billable) in billables.iter().enumerate() {
        let (one, two) = (bills.get(&billable.unit), others.get(&billable.unit));
        if one.is_none() || one != two {
            let said = |bill: Option<&BillSeen>| bill.map_or(Said::Nothing, |bill| Said::Money(bill.total));
            return Err(LawViolation::one(law, at, said(one), said(two)));
        }
    }
    Ok(())
}

// ------------------------------------------------------------------------------------------------ ledger

/// 借贷相抵 — the postings of every entry sum to zero, and there are at least two.
///
/// # Errors
/// [`Law::EntriesClose`], at the entry.
///
/// ```
/// use wuye::laws::entries_close;
/// use wuye::money::{Account, Entry, Posting};
/// let posting = |account, yuan: &str| Posting { account, amount: yuan.parse().unwrap() };
/// let entry = |postings| Entry { id: "e1".parse().unwrap(), on: "2026-01-01".parse().unwrap(), postings, reverses: None };
/// let paid = entry(vec![posting(Account::Bank, "50.00"), posting(Account::OwnersReceivable, "-50.00")]);
/// assert!(entries_close(&[paid]).is_ok());
/// assert!(entries_close(&[entry(vec![posting(Account::Bank, "50.00")])]).is_err());
/// ```
pub fn entries_close(entries: &[Entry]) -> Result<(), LawViolation> {
    for (at, entry) in entries.iter().enumerate() {
        let total = sum(entry.postings.iter().map(|posting| fen(posting.amount)));
        if total != 0 {
            return Err(LawViolation::one(Law::EntriesClose, at, Said::Number(0), Said::Number(total)));
        }
        let found = count(entry.postings.len());
        if found < 2 {
            return Err(LawViolation::one(Law::EntriesClose, at, Said::AtLeast(2), Said::Number(found)));
        }
    }
    Ok(())
}

/// 账户合计为零 — the balance of every account is the sum of its postings, and all accounts together are zero. What
/// `balance` cannot tell (a balance beyond the bounds of money) is nothing, and is not asked.
///
/// # Errors
/// [`Law::AccountsClose`], at the account by its place in [`Account::ALL`] where it is about one.
///
/// ```
/// use wuye::laws::accounts_close;
/// use wuye::money::Ledger;
/// let ledger = Ledger::default();
/// assert!(accounts_close(ledger.entries(), |account| ledger.balance(account).ok()).is_ok());
/// assert!(accounts_close(ledger.entries(), |_| "0.01".parse().ok()).is_err());
/// ```
pub fn accounts_close<F>(entries: &[Entry], balance: F) -> Result<(), LawViolation>
where
    F: Fn(Account) -> Option<Money>,
{
    let law = Law::AccountsClose;
    let mut all = Some(0_i128);
    for (at, account) in Account::ALL.iter().enumerate() {
        let postings = entries.iter().flat_map(|entry| &entry.postings);
        let expected = sum(postings.filter(|posting| posting.account == *account).map(|posting| fen(posting.amount)));
        let found = balance(*account).map(fen);
        if found.is_some_and(|found| found != expected) {
            let found = found.map_or(Said::Nothing, Said::Number);
            return Err(LawViolation::one(law, at, Said::Number(expected), found));
        }
        all = all.zip(found).map(|(all, found)| all.saturating_add(found));
    }
    match all {
        Some(total) => same(law, 0, total),
        None => Ok(()),
    }
}

/// 冲销 — an entry that takes another back says so, is not of an earlier day, and has its postings with the other sign,
/// account by account.
///
/// # Errors
/// [`Law::ReversalMirrors`], at the posting where it is about one.
///
/// ```
/// use wuye::laws::reversal_mirrors;
/// use wuye::money::{Account, Entry, Posting};
/// let posting = |account, yuan: &str| Posting { account, amount: yuan.parse().unwrap() };
/// let bill = Entry {
///     id: "e1".parse().unwrap(),
///     on: "2026-01-01".parse().unwrap(),
///     postings: vec![posting(Account::OwnersReceivable, "50.00"), posting(Account::ServiceRevenue, "-50.00")],
///     reverses: None,
/// };
/// let back = Entry {
///     id: "e2".parse().unwrap(),
///     postings: vec![posting(Account::OwnersReceivable, "-50.01"), posting(Account::ServiceRevenue, "50.01")],
///     reverses: Some(bill.id.clone()),
///     ..bill.clone()
/// };
/// assert!(reversal_mirrors(&bill, &back).is_err()); // a fen too much
/// ```
pub fn reversal_mirrors(original: &Entry, reversal: &Entry) -> Result<(), LawViolation> {
    let law = Law::ReversalMirrors;
    if reversal.reverses.as_ref() != Some(&original.id) {
        let found = reversal.reverses.as_ref().map_or(Said::Nothing, |id| Said::text(id.as_str()));
        return Err(LawViolation::new(law, Said::text(original.id.as_str()), found));
    }
    if reversal.on < original.on {
        return Err(LawViolation::new(law, Said::NotBefore(original.on), Said::Day(reversal.on)));
    }
    same(law, count(original.postings.len()), count(reversal.postings.len()))?;
    for (at, (one, two)) in original.postings.iter().zip(&reversal.postings).enumerate() {
        if one.account != two.account {
            let (expected, found) = (Said::text(one.account.code()), Said::text(two.account.code()));
            return Err(LawViolation::one(law, at, expected, found));
        }
        let (expected, found) = (fen(one.amount).saturating_neg(), fen(two.amount));
        if expected != found {
            return Err(LawViolation::one(law, at, Said::Number(expected), Said::Number(found)));
        }
    }
    Ok(())
}

/// 红字冲销 — every entry that takes another back stands after it and mirrors it, and no entry is taken back twice.
///
/// # Errors
/// [`Law::ReversalMirrors`], at the entry where nothing is there to take back.
///
/// ```
/// use wuye::laws::reversals_mirror;
/// use wuye::money::{Account, Entry, Posting};
/// let posting = |account, yuan: &str| Posting { account, amount: yuan.parse().unwrap() };
/// let back = Entry {
///     id: "e2".parse().unwrap(),
///     on: "2026-01-01".parse().unwrap(),
///     postings: vec![posting(Account::OwnersReceivable, "-50.00"), posting(Account::ServiceRevenue, "50.00")],
///     reverses: Some("e1".parse().unwrap()),
/// };
/// assert!(reversals_mirror(&[back]).is_err()); // there is no `e1`
/// ```
pub fn reversals_mirror(entries: &[Entry]) -> Result<(), LawViolation> {
    let mut taken_back = BTreeSet::new();
    for (at, entry) in entries.iter().enumerate() {
        let Some(other) = &entry.reverses else { continue };
        let original = entries.iter().take(at).find(|earlier| earlier.id == *other);
        let Some(original) = original.filter(|_| taken_back.insert(other)) else {
            return Err(LawViolation::one(Law::ReversalMirrors, at, Said::Nothing, Said::text(other.as_str())));
        };
        reversal_mirrors(original, entry)?;
    }
    Ok(())
}

// ------------------------------------------------------------------------------------------------ text

/// 文字形式 — a value that is written and read again is the same value.
///
/// # Errors
/// [`Law::RoundTrip`] with the text.
///
/// ```
/// use wuye::laws::text_round_trip;
/// assert!(text_round_trip(&"0.05".parse::<wuye::measure::Money>().unwrap()).is_ok());
/// ```
pub fn text_round_trip<T>(value: &T) -> Result<(), LawViolation>
where
    T: fmt::Display + FromStr + PartialEq,
    T::Err: fmt::Display,
{
    round_trip(value, T::to_string, T::from_str)
}

/// 任意形式 — a value that is written by one function and read again by the other is the same value, and is written the
/// same way once more: for JSON, for a database column, for a file format of the caller's.
///
/// # Errors
/// [`Law::RoundTrip`] with the text, or with what the reader said.
///
/// ```
/// use wuye::laws::round_trip;
/// // Two decimals of a yuan are not enough for a unit price.
/// let write = |micro: &i64| format!("{}", micro / 10_000);
/// let read = |text: &str| text.parse::<i64>().map(|n| n * 10_000);
/// assert!(round_trip(&1_450_000, write, read).is_ok());
/// assert!(round_trip(&1_455_500, write, read).is_err());
/// ```
pub fn round_trip<T, E, W, R>(value: &T, write: W, read: R) -> Result<(), LawViolation>
where
    T: PartialEq,
    E: fmt::Display,
    W: Fn(&T) -> String,
    R: Fn(&str) -> Result<T, E>,
{
    let text = write(value);
    let broken = |found: Said| Err(LawViolation::new(Law::RoundTrip, Said::text(&text), found));
    match read(&text) {
        Err(error) => broken(Said::text(&error.to_string())),
        Ok(again) if again != *value => broken(Said::text(&write(&again))),
        Ok(again) => match write(&again) {
            same if same == text => Ok(()),
            other => broken(Said::text(&other)),
        },
    }
}
