//! 公平收费 — fees inside a bundle: one level for all, each rate between its floor and its cap, the revenue exactly the
//! target.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use num_bigint::BigInt;
use serde::{Deserialize, Serialize};

use super::member::twice;
use super::{FeeError, MemberId};
use crate::measure::{Area, Every, Money, Per, Rational, UnitPrice, ceil_of, gcd_of_words};
use crate::terms::{Lang, terms};

/// 成员上限 — the most members of one balance.
pub const FEE_MEMBERS_MAX: usize = 100_000;
/// 月数上限 — the most months that one target is for.
pub const FEE_MONTHS_MAX: u32 = 1_200;
/// 参照值上限 — the largest reference of a member.
pub const REFERENCE_MAX: u32 = 1_000_000_000;

/// One fen in millionths of a yuan.
const FEN_MICRO: i64 = 10_000;
/// What one fen is in hundredths of m² × basis points × millionths of a yuan.
const FEN_UNITS: i128 = 10_000_000_000;

/// 计费成员 — a member whose rate is to be found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeMember {
    /// Who.
    pub id: MemberId,
    /// What is charged for; at most [`Area::COMPOUND_MAX`].
    pub area: Area,
    /// 收缴率 — the part of what is charged that is collected, in basis points (万分之一): at most 10,000.
    pub collection_bp: u16,
    /// The least rate, per m² and month.
    pub floor: UnitPrice,
    /// The highest rate, per m² and month.
    pub cap: UnitPrice,
    /// 参照值 — what its rate is in proportion to: 1 for all where rates are to be equal, else what its owners can
    /// afford or what serving them costs. From 1 to [`REFERENCE_MAX`].
    pub reference: u32,
}

terms! {
    /// 费率所在 — where a fair rate lies.
    pub enum RateAt: "place of a fair rate" {
        Floor = "floor", "下限", "at the floor", "design";
        Level = "level", "公平水平", "at the level", "design";
        Cap = "cap", "上限", "at the cap", "design";
    }
}

/// 成员费率 — what one member pays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FairFee {
    /// Who.
    pub id: MemberId,
    /// Where its rate lies.
    pub at: RateAt,
    /// The exact rate in fen per m² and month.
    pub rate: Rational,
    /// What is collected of it over all months; these add up to the target.
    pub amount: Money,
    /// 取整费率 — the rate rounded up to the whole fen, and not above the cap. All members at these rates raise the
    /// target or more.
    pub tick: UnitPrice,
}

/// 公平收费方案 — one level L for all: each rate is L times the member's reference, held between its floor and its cap,
/// and the revenue is exactly the target.
///
/// No other rates make the heaviest burden (rate ÷ reference) lighter, then the next heaviest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FairFees {
    /// 公平水平 — the level in fen per m², month and unit of reference: the least one that raises the target.
    pub level: Rational,
    /// One for each member, in the order given.
    pub fees: Vec<FairFee>,
    /// What the rates rounded up raise, in fen.
    pub tick_revenue: Rational,
}

/// 收费测算结果 — fair fees, or by how much there are none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FeeOutcome {
    /// The target can be raised.
    Balanced(FairFees),
    /// 上限仍不足 — even with every rate at its cap so much is missing; rounded up to the fen.
    Short(Money),
    /// 下限已超出 — even with every rate at its floor so much too much comes in; rounded up to the fen.
    Over(Money),
}

impl FeeOutcome {
    /// In one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Balanced(fees), Lang::Zh) => {
                let (members, held) = (fees.fees.len(), fees.held());
                format!("可以平衡：{members}个成员，其中{held}个的费率在上限或下限，其余同一水平。")
            }
            (Self::Balanced(fees), Lang::En) => {
                let (members, held) = (fees.fees.len(), fees.held());
                format!("balanced: of {members} member(s), {held} at a floor or cap, the others at one level")
            }
            (Self::Short(missing), Lang::Zh) => format!("不能平衡：费率均按上限计，仍缺{missing}元。"),
            (Self::Short(missing), Lang::En) => {
                format!("not balanced: with every rate at its cap {missing} yuan are missing")
            }
            (Self::Over(excess), Lang::Zh) => format!("不能平衡：费率均按下限计，已超出{excess}元。"),
            (Self::Over(excess), Lang::En) => {
                format!("not balanced: with every rate at its floor {excess} yuan are too much")
            }
        }
    }
}

impl FairFees {
    /// How many members are at a floor or cap.
    fn held(&self) -> usize {
        self.fees.iter().filter(|fee| fee.at != RateAt::Level).count()
    }
}

/// A member in integers: hundredths of m² × basis points × months, and rates in millionths of a yuan.
struct Weighed {
    weight: i128,
    floor: i128,
    cap: i128,
    reference: i128,
}

impl Weighed {
    fn of(member: &FeeMember, months: u32) -> Result<Self, FeeError> {
        let id = || member.id.clone();
        for (what, price) in [("floor", member.floor), ("cap", member.cap)] {
            if (price.per(), price.every()) != (Per::SquareMetre, Every::Month) {
                return Err(FeeError::OtherRate { id: id(), what, per: price.per(), every: price.every() });
            }
        }
        if member.floor.micro() > member.cap.micro() {
            return Err(FeeError::FloorOverCap { id: id(), floor: member.floor, cap: member.cap });
        }
        if member.reference == 0 || member.reference > REFERENCE_MAX {
            return Err(FeeError::Reference { id: id(), most: REFERENCE_MAX, found: member.reference });
        }
        if member.collection_bp > 10_000 {
            return Err(FeeError::Collection { id: id(), found: member.collection_bp });
        }
        if member.area > Area::COMPOUND_MAX {
            return Err(FeeError::TooLarge { id: id(), most: Area::COMPOUND_MAX, found: member.area });
        }
        // At most 10¹⁰ · 10⁴ · 1,200.
        let weight = i128::from(member.area.hundredths())
            .saturating_mul(member.collection_bp.into())
            .saturating_mul(months.into());
        let (floor, cap) = (member.floor.micro().into(), member.cap.micro().into());
        Ok(Self { weight, floor, cap, reference: member.reference.into() })
    }
}

/// Compares a·b with c·d.
fn compare(a: i128, b: i128, c: i128, d: i128) -> Ordering {
    match (a.checked_mul(b), c.checked_mul(d)) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => (BigInt::from(a) * b).cmp(&(BigInt::from(c) * d)),
    }
}

/// 公平收费 — finds the rates at which a bundle collects exactly `target` in so many months.
///
/// The breakpoints (floor and cap over reference) are sorted once and swept once. Amounts are the exact ones by largest
/// remainder, ties to the earlier member.
///
/// # Errors
/// [`FeeError`]: no member or more than [`FEE_MEMBERS_MAX`], a member twice, months beyond [`FEE_MONTHS_MAX`], a rate
/// that is not per m² and month, a floor over its cap, a reference of zero, a collection rate over 1, an excess that is
/// not an amount of money.
///
/// ```
/// use wuye::bundle::{FeeMember, FeeOutcome, fair_fees};
/// use wuye::measure::{Every, Money, Per, UnitPrice};
/// let price = |yuan: &str| UnitPrice::new(yuan.parse().unwrap(), Per::SquareMetre, Every::Month);
/// let yard = |id: &str, area: &str, cap: &str| -> Result<FeeMember, wuye::Error> {
///     let (floor, cap) = (price("0.10")?, price(cap)?);
///     Ok(FeeMember { id: id.parse()?, area: area.parse()?, collection_bp: 10_000, floor, cap, reference: 1 })
/// };
/// let members = [yard("east", "10000", "0.30")?, yard("west", "20000", "1.00")?];
/// // 12 months at 0.30 raise 36,000 in the east; the west makes up the rest at 0.45.
/// let FeeOutcome::Balanced(fair) = fair_fees(&members, 12, "144000".parse()?)? else { panic!() };
/// let rates: Vec<String> = fair.fees.iter().map(|fee| fee.rate.to_string()).collect();
/// assert_eq!(rates, ["30", "45"]);
/// assert_eq!(fair_fees(&members, 12, "276000.01".parse()?)?, FeeOutcome::Short(Money::from_fen(1)?));
/// # Ok::<(), wuye::Error>(())
/// ```
pub fn fair_fees(members: &[FeeMember], months: u32, target: Money) -> Result<FeeOutcome, FeeError> {
    if members.is_empty() || members.len() > FEE_MEMBERS_MAX {
        return Err(FeeError::Members { most: FEE_MEMBERS_MAX, found: members.len() });
    }
    if months == 0 || months > FEE_MONTHS_MAX {
        return Err(FeeError::Months { most: FEE_MONTHS_MAX, found: months });
    }
    if let Some(id) = twice(members.iter().map(|member| &member.id)) {
        return Err(FeeError::MemberTwice { id });
    }
    let weighed = members.iter().map(|member| Weighed::of(member, months)).collect::<Result<Vec<_>, _>>()?;
    // Sums of at most 10⁵ products of 1.2·10¹⁷ and 10¹²: 128 bits hold them.
    let sum = |of: fn(&Weighed) -> i128| {
        weighed.iter().fold(0_i128, |sum, member| sum.saturating_add(member.weight.saturating_mul(of(member))))
    };
    let wanted = i128::from(target.fen()).saturating_mul(FEN_UNITS);
    let (least, most) = (sum(|member| member.floor), sum(|member| member.cap));
    if wanted < least {
        return missing(least.saturating_sub(wanted)).map(FeeOutcome::Over);
    }
    if wanted > most {
        return missing(wanted.saturating_sub(most)).map(FeeOutcome::Short);
    }
    let level = level(&weighed, least, wanted)?;
    Ok(FeeOutcome::Balanced(fees(members, &weighed, target, level)))
}

/// Units as an amount of money, rounded up.
fn missing(units: i128) -> Result<Money, FeeError> {
    let fen = ceil_of(&BigInt::from(units), &BigInt::from(FEN_UNITS));
    let fen = i64::try_from(fen).ok().and_then(|fen| Money::from_fen(fen).ok());
    fen.ok_or(FeeError::TooMuch { most: Money::MAX })
}

/// A breakpoint: where the rate of a member leaves its floor (slope up), or reaches its cap (slope down).
struct Breakpoint {
    /// The level, times 2²⁴ and rounded down: decides the order of all but a few.
    near: u64,
    member: u32,
    leaves_floor: bool,
}

impl Breakpoint {
    fn new(member: u32, weighed: &Weighed, leaves_floor: bool) -> Self {
        // At most 10¹² times 2²⁴, which 64 bits hold.
        let rate = u64::try_from(if leaves_floor { weighed.floor } else { weighed.cap }).unwrap_or(0);
        let reference = u64::try_from(weighed.reference).unwrap_or(1);
        let near = rate.wrapping_shl(24).checked_div(reference).unwrap_or(0);
        Self { near, member, leaves_floor }
    }

    /// The member, and the level as a fraction.
    fn level<'a>(&self, weighed: &'a [Weighed]) -> Option<(&'a Weighed, i128, i128)> {
        let member = usize::try_from(self.member).ok().and_then(|at| weighed.get(at))?;
        Some((member, if self.leaves_floor { member.floor } else { member.cap }, member.reference))
    }
}

/// All breakpoints, the lowest first.
fn breakpoints(weighed: &[Weighed]) -> Vec<Breakpoint> {
    let mut all = Vec::with_capacity(weighed.len().saturating_mul(2));
    for (at, member) in (0_u32..).zip(weighed) {
        all.push(Breakpoint::new(at, member, true));
        all.push(Breakpoint::new(at, member, false));
    }
    all.sort_unstable_by(|a, b| {
        a.near.cmp(&b.near).then_with(|| match (a.level(weighed), b.level(weighed)) {
            (Some((_, a, over)), Some((_, b, other))) => compare(a, other, b, over),
            _ => Ordering::Equal,
        })
    });
    all
}

/// The least level, in millionths of a yuan over a unit of reference, as a fraction.
fn level(weighed: &[Weighed], least: i128, wanted: i128) -> Result<(BigInt, BigInt), FeeError> {
    let events = breakpoints(weighed);
    let Some((_, above, below)) = events.first().and_then(|first| first.level(weighed)) else {
        return Err(FeeError::Members { most: FEE_MEMBERS_MAX, found: 0 });
    };
    if least >= wanted {
        return Ok((BigInt::from(above), BigInt::from(below)));
    }
    // Revenue at a level is `fixed + slope · level` between two events.
    let (mut fixed, mut slope) = (least, 0_i128);
    for event in &events {
        let Some((member, above, below)) = event.level(weighed) else { continue };
        if slope > 0 && compare(slope, above, wanted.saturating_sub(fixed), below) != Ordering::Less {
            break;
        }
        let steep = member.weight.saturating_mul(member.reference);
        if event.leaves_floor {
            (fixed, slope) =
                (fixed.saturating_sub(member.weight.saturating_mul(member.floor)), slope.saturating_add(steep));
        } else {
            (fixed, slope) =
                (fixed.saturating_add(member.weight.saturating_mul(member.cap)), slope.saturating_sub(steep));
        }
    }
    Ok((BigInt::from(wanted.saturating_sub(fixed)), BigInt::from(slope)))
}

/// What a member pays, before the fen that are left over are handed out.
struct Part {
    at: RateAt,
    /// In fen.
    rate: Rational,
    whole: i64,
    /// In millionths of a yuan.
    tick: i128,
}

fn fees(members: &[FeeMember], weighed: &[Weighed], target: Money, (above, below): (BigInt, BigInt)) -> FairFees {
    let level = Rational::of(above, below).unwrap_or_default();
    let small = match (i128::try_from(level.above()), i128::try_from(level.below())) {
        (Ok(above), Ok(below)) => small_fees(members, weighed, target, above, below),
        _ => None,
    };
    let (fees, ticks) = small.unwrap_or_else(|| wide_fees(members, weighed, target, &level));
    let tick_revenue = Rational::of(BigInt::from(ticks), BigInt::from(FEN_UNITS)).unwrap_or_default();
    let level = Rational::of(level.above(), level.below() * FEN_MICRO).unwrap_or_default();
    FairFees { level, fees, tick_revenue }
}

/// The fees in the making: what is left of the target, and what each leaves over beyond its whole fen.
struct Shares<R> {
    fees: Vec<FairFee>,
    rests: Vec<(R, u32)>,
    left: i64,
    /// What the rates rounded up raise, in units.
    ticks: i128,
}

impl<R: Ord> Shares<R> {
    fn new(members: usize, target: Money) -> Self {
        let (fees, rests) = (Vec::with_capacity(members), Vec::with_capacity(members));
        Self { fees, rests, left: target.fen(), ticks: 0 }
    }

    fn push(&mut self, member: &FeeMember, weighed: &Weighed, part: Part, rest: R) {
        self.left = self.left.saturating_sub(part.whole);
        self.ticks = self.ticks.saturating_add(part.tick.saturating_mul(weighed.weight));
        self.rests.push((rest, u32::try_from(self.fees.len()).unwrap_or(u32::MAX)));
        let tick = i64::try_from(part.tick).unwrap_or(0);
        self.fees.push(FairFee {
            id: member.id.clone(),
            at: part.at,
            rate: part.rate,
            amount: Money::from_fen(part.whole).unwrap_or(Money::ZERO),
            tick: UnitPrice::from_micro(tick, Per::SquareMetre, Every::Month).unwrap_or(member.cap),
        });
    }

    /// Hands out the fen that are left by largest remainder, ties to the earlier member.
    fn done(mut self) -> (Vec<FairFee>, i128) {
        let up = usize::try_from(self.left).unwrap_or(0).min(self.rests.len());
        if up < self.rests.len() {
            self.rests.select_nth_unstable_by(up, |a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        }
        for (_, at) in self.rests.iter().take(up) {
            if let Some(fee) = usize::try_from(*at).ok().and_then(|at| self.fees.get_mut(at)) {
                fee.amount = Money::from_fen(fee.amount.fen().saturating_add(1)).unwrap_or(fee.amount);
            }
        }
        (self.fees, self.ticks)
    }
}

/// The greatest common divisor with 10,000, which is 2⁴ · 5⁴: no division by a number that is not known beforehand.
fn common_with_fen(micro: u64) -> i128 {
    let twos = micro.trailing_zeros().min(4);
    let fives = [5_u64, 25, 125, 625].into_iter().take_while(|power| micro.checked_rem(*power) == Some(0)).last();
    i128::from(fives.unwrap_or(1).wrapping_shl(twos))
}

/// A rate in millionths of a yuan as fen.
fn fen_of_micro(micro: i128) -> Rational {
    let by = u64::try_from(micro).map_or(1, common_with_fen);
    let over = |n: i128| n.checked_div(by).unwrap_or(n);
    Rational::in_lowest_terms(over(micro), over(FEN_MICRO.into()))
}

/// The fees where 128 bits hold them; the level is in lowest terms.
fn small_fees(
    members: &[FeeMember],
    weighed: &[Weighed],
    target: Money,
    above: i128,
    below: i128,
) -> Option<(Vec<FairFee>, i128)> {
    let (unit, fen_unit) = (below.checked_mul(FEN_UNITS)?, below.checked_mul(FEN_MICRO.into())?);
    // The level in fen, in lowest terms; a rate is that times the reference.
    let base = Rational::of(BigInt::from(above), BigInt::from(fen_unit))?;
    let (base_above, base_below) = (i128::try_from(base.above()).ok()?, i128::try_from(base.below()).ok()?);
    let mut rates: BTreeMap<i128, Rational> = BTreeMap::new();
    let mut shares = Shares::new(members.len(), target);
    for (own, member) in members.iter().zip(weighed) {
        let scaled = above.checked_mul(member.reference)?;
        let (floor, cap) = (below.checked_mul(member.floor)?, below.checked_mul(member.cap)?);
        let (at, exact_rate) = if scaled <= floor {
            (RateAt::Floor, floor)
        } else if scaled >= cap {
            (RateAt::Cap, cap)
        } else {
            (RateAt::Level, scaled)
        };
        let exact = exact_rate.checked_mul(member.weight)?;
        let whole = exact.checked_div(unit)?;
        let rest = exact.checked_sub(whole.checked_mul(unit)?)?;
        let (rate, up) = match at {
            RateAt::Level => {
                let rate = match rates.get(&member.reference) {
                    Some(rate) => rate.clone(),
                    None => {
                        let rest = base_below.checked_rem(member.reference)?;
                        let by = gcd_of_words(member.reference.unsigned_abs(), rest.unsigned_abs());
                        let by = i128::try_from(by).ok()?;
                        let above = base_above.checked_mul(member.reference.checked_div(by)?)?;
                        let rate = Rational::in_lowest_terms(above, base_below.checked_div(by)?);
                        rates.insert(member.reference, rate.clone());
                        rate
                    }
                };
                (rate, exact_rate.checked_add(fen_unit.checked_sub(1)?)?.checked_div(fen_unit)?)
            }
            held => {
                let micro = if held == RateAt::Floor { member.floor } else { member.cap };
                let fen = i128::from(u64::try_from(micro).ok()?.div_ceil(FEN_MICRO.unsigned_abs()));
                (fen_of_micro(micro), fen)
            }
        };
        let tick = up.saturating_mul(FEN_MICRO.into()).min(member.cap);
        shares.push(own, member, Part { at, rate, whole: i64::try_from(whole).unwrap_or(0), tick }, rest);
    }
    Some(shares.done())
}

/// The same for numbers of any size.
fn wide_fees(members: &[FeeMember], weighed: &[Weighed], target: Money, level: &Rational) -> (Vec<FairFee>, i128) {
    let (above, below) = (level.above(), level.below());
    let (unit, fen_unit) = (&below * FEN_UNITS, &below * FEN_MICRO);
    let mut shares = Shares::new(members.len(), target);
    for (own, member) in members.iter().zip(weighed) {
        let scaled = &above * member.reference;
        let (at, rate) = if scaled <= &below * member.floor {
            (RateAt::Floor, &below * member.floor)
        } else if scaled >= &below * member.cap {
            (RateAt::Cap, &below * member.cap)
        } else {
            (RateAt::Level, scaled)
        };
        let exact = &rate * member.weight;
        let whole = &exact / &unit;
        let rest = exact - &whole * &unit;
        let up = i64::try_from(ceil_of(&rate, &fen_unit)).unwrap_or(i64::MAX).saturating_mul(FEN_MICRO);
        let tick = i128::from(up).min(member.cap);
        let rate = Rational::of(rate, fen_unit.clone()).unwrap_or_default();
        // No part is above the target, which is an i64.
        shares.push(own, member, Part { at, rate, whole: i64::try_from(whole).unwrap_or(0), tick }, rest);
    }
    shares.done()
}
