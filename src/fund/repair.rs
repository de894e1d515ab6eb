//! What the maintenance fund is asked for: deposits, the split of a repair over those concerned, emergencies, final
//! accounts, misuse, and the rooms that go with a compound.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{FundError, Tenure, UnitAmount, not_negative, positive, share_fen, weight};
use crate::estate::UnitId;
use crate::law::Citation;
use crate::measure::{Area, Dimension, MeasureError, Money, Rounding, RoundingMode, Share};
use crate::meeting::checks::{Check, Item, Seen, check};
use crate::rule::{EmergencyCase, ParameterValue, Setting, Settled, Verdict};
use crate::terms::Lang;

/// 相关专有部分 — a unit concerned by a repair, with what was paid into the fund for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concerned {
    /// The unit; unsold ones are entered with their developer as owner.
    pub unit: UnitId,
    /// Its built area.
    pub area: Area,
    /// How it came to its owner.
    pub tenure: Tenure,
    /// What the owner paid into the fund; read of sold public housing only.
    pub paid_by_owner: Money,
    /// What the selling unit paid into the fund for it; read of sold public housing only.
    pub paid_by_seller: Money,
}

/// 分摊结果 — who bears a repair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RepairSplit {
    /// The owners, in the order in which they were given.
    pub owners: Vec<UnitAmount>,
    /// The unit that sold public housing (售房单位).
    pub seller: Money,
}

/// 维修费用分摊 — shares a repair among those concerned (《住宅专项维修资金管理办法》第二十条).
///
/// 1. By area between what was bought on the market and sold public housing.
/// 2. The part of sold public housing between its owners and the selling unit, by what each paid into the fund.
/// 3. Within each, by area. Every step is exact to the fen by largest remainder.
///
/// # Errors
/// [`FundError::NotPositive`], [`FundError::UnitTwice`]; [`FundError::Apportion`] for no area, or for sold public
/// housing for which nobody paid.
///
/// ```
/// use wuye::fund::{Concerned, Tenure, split_repair};
/// use wuye::measure::Money;
/// let m = |yuan: &str| yuan.parse::<Money>().unwrap();
/// let concerned = |unit: &str, area: &str, tenure, owner, seller| Concerned {
///     unit: unit.parse().unwrap(), area: area.parse().unwrap(), tenure,
///     paid_by_owner: m(owner), paid_by_seller: m(seller),
/// };
/// let split = split_repair(m("120000"), &[
///     concerned("商品房", "6000", Tenure::Commodity, "0", "0"),
///     concerned("公房", "4000", Tenure::SoldPublic, "40000", "60000"),
/// ])?;
/// assert_eq!(split.owners[0].amount, m("72000"));
/// assert_eq!((split.seller, split.owners[1].amount), (m("28800"), m("19200")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn split_repair(total: Money, concerned: &[Concerned]) -> Result<RepairSplit, FundError> {
    positive(total)?;
    let mut seen = BTreeSet::new();
    for one in concerned {
        not_negative(one.paid_by_owner)?;
        not_negative(one.paid_by_seller)?;
        if !seen.insert(&one.unit) {
            return Err(FundError::UnitTwice { unit: one.unit.clone() });
        }
    }
    let of = |tenure: Tenure| concerned.iter().filter(move |one| one.tenure == tenure);
    let area = |tenure: Tenure| -> Result<u64, FundError> { Ok(weight(Area::sum(of(tenure).map(|one| one.area))?)) };
    let [market, public] = pair(share_fen(total, &[area(Tenure::Commodity)?, area(Tenure::SoldPublic)?])?);
    let (seller, public) = if public.is_zero() {
        (Money::ZERO, Money::ZERO)
    } else {
        let paid = |by: fn(&Concerned) -> Money| Money::sum(of(Tenure::SoldPublic).map(by));
        let (by_seller, by_owner) = (paid(|one| one.paid_by_seller)?, paid(|one| one.paid_by_owner)?);
        let [seller, owners] =
            pair(share_fen(public, &[by_seller.fen().unsigned_abs(), by_owner.fen().unsigned_abs()])?);
        (seller, owners)
    };
    let mut owners = vec![Money::ZERO; concerned.len()];
    for (tenure, part) in [(Tenure::Commodity, market), (Tenure::SoldPublic, public)] {
        if part.is_zero() {
            continue;
        }
        // Others have no weight, so each part keeps its place in the list.
        let weights: Vec<u64> =
            concerned.iter().map(|one| if one.tenure == tenure { weight(one.area) } else { 0 }).collect();
        for (owner, part) in owners.iter_mut().zip(share_fen(part, &weights)?) {
            *owner = owner.plus(part)?;
        }
    }
    let owners = concerned.iter().zip(owners);
    let owners = owners.map(|(one, amount)| UnitAmount { unit: one.unit.clone(), amount }).collect();
    Ok(RepairSplit { owners, seller })
}

fn pair(parts: Vec<Money>) -> [Money; 2] {
    let mut parts = parts.into_iter();
    let mut next = || parts.next().unwrap_or_default();
    [next(), next()]
}

/// 应交金额 — the amount that a share of law makes of a base, rounded up to the fen: the owner's 2 % of the cost price of
/// sold public housing, the 20 % of the proceeds at least. Nothing where no single share is settled.
///
/// # Errors
/// [`FundError::NotPositive`] for a base below zero; [`FundError::Measure`] beyond the bounds of money.
pub fn due_share(base: Money, settled: &Settled) -> Result<Option<Money>, FundError> {
    not_negative(base)?;
    let Some(ParameterValue::Share(share)) = settled.value() else { return Ok(None) };
    Ok(Some(part_up(base, *share)?))
}

fn part_up(base: Money, share: Share) -> Result<Money, FundError> {
    let above = i128::from(base.fen()).checked_mul(i128::from(share.above()));
    let above = above.ok_or(MeasureError::Overflow { what: Dimension::Money })?;
    let up = Rounding { mode: RoundingMode::Up, ..Rounding::default() };
    Ok(up.round(above, i128::from(share.below()))?)
}

/// 首期交存核对 — whether a first deposit lies within the shares of the local building cost that a text sets, both ends
/// included.
///
/// # Errors
/// [`FundError::NotPositive`] for a deposit below zero or a cost that is not above it; [`FundError::Measure`] beyond
/// the bounds of money.
///
/// ```
/// use wuye::fund::check_deposit;
/// use wuye::rule::{Figure, Key, Verdict};
/// let national = wuye::places::rulebook_for("000000".parse()?)?;
/// let first = national.setting(Key::Figure(Figure::FirstDeposit), "2024-06-01".parse()?);
/// // 90 m² at a building cost of 2,200 yuan: from 9,900 to 15,840.
/// let verdict = |deposit: &str| check_deposit(
///     deposit.parse().unwrap(), "90".parse().unwrap(), "2200".parse().unwrap(), &first,
/// ).unwrap().verdict;
/// assert_eq!([verdict("9899.99"), verdict("9900"), verdict("15840")], [Verdict::Unmet, Verdict::Met, Verdict::Met]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn check_deposit(deposit: Money, area: Area, cost_per_m2: Money, settled: &Settled) -> Result<Check, FundError> {
    not_negative(deposit)?;
    positive(cost_per_m2)?;
    let above = i128::from(area.hundredths()).checked_mul(i128::from(cost_per_m2.fen()));
    let above = above.ok_or(MeasureError::Overflow { what: Dimension::Money })?;
    let whole = Rounding::default().round(above, 100)?;
    Ok(check(Item::FirstDeposit, settled, Some(Seen::OfMoney { part: deposit, whole })))
}

/// 应急使用核对 — whether a place lists an emergency in which the fund may be used without a vote. A list that ends with
/// *other emergencies* leaves what it does not name unknown; the further conditions of the text stand in its article.
#[must_use]
pub fn check_emergency(case: EmergencyCase, settled: &Settled) -> Check {
    check(Item::EmergencyListed, settled, Some(Seen::Case(case)))
}

/// 应急使用金额核对 — whether what an emergency uses stays within the share of the first deposits that a place sets.
#[must_use]
pub fn check_emergency_sum(used: Money, first: Money, settled: &Settled) -> Check {
    check(Item::EmergencySum, settled, Some(Seen::OfMoney { part: used, whole: first }))
}

/// 工程决算 — a final account beside its budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FinalAccount {
    /// What it is over its budget; below zero what was saved.
    pub over: Money,
    /// Whether it needs no audit.
    pub unaudited: Check,
    /// Whether the excess must be applied for anew; unknown where no text says from when.
    pub reapply: Verdict,
    /// By which law.
    pub law: Option<Citation>,
}

/// Holds a final account against what a place says of audits and overruns: Hangzhou wants none up to 30,000.00 yuan,
/// and a new application for what is over from 10 % on.
///
/// # Errors
/// [`FundError::NotPositive`]; [`FundError::Measure`] beyond the bounds of money.
pub fn final_account(
    budget: Money,
    actual: Money,
    audit_free: &Settled,
    overrun: &Settled,
) -> Result<FinalAccount, FundError> {
    positive(budget)?;
    let over = not_negative(actual)?.minus(budget)?;
    let excess = if over.is_negative() { Money::ZERO } else { over };
    let reached = check(Item::Overrun, overrun, Some(Seen::OfMoney { part: excess, whole: budget }));
    let unaudited = check(Item::Unaudited, audit_free, Some(Seen::Money(actual)));
    Ok(FinalAccount { over, unaudited, reapply: reached.verdict, law: reached.law })
}

/// 挪用后果 — what follows where a purse paid for what it may not: the sum comes back, and a fine of up to a multiple.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Misuse {
    /// What comes back.
    pub recover: Money,
    /// The most that a fine can be.
    pub fine_most: Money,
    /// By which law.
    pub law: Citation,
}

/// The consequence of misuse under a fine as a multiple of the sum ([`Figure::FundMisuseFine`],
/// [`Figure::RevenueMisuseFine`]); nothing where no such fine is settled.
///
/// # Errors
/// [`FundError::NotPositive`]; [`FundError::Measure`] beyond the bounds of money.
///
/// [`Figure::FundMisuseFine`]: crate::rule::Figure::FundMisuseFine
/// [`Figure::RevenueMisuseFine`]: crate::rule::Figure::RevenueMisuseFine
pub fn misuse(sum: Money, settled: &Settled) -> Result<Option<Misuse>, FundError> {
    positive(sum)?;
    let Settled::Known { setting: Setting::AtMost(ParameterValue::Number(times)), law, .. } = settled else {
        return Ok(None);
    };
    Ok(Some(Misuse { recover: sum, fine_most: sum.times(i64::from(*times))?, law: law.clone() }))
}

impl Misuse {
    /// The consequence in one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (sum, fine, law) = (self.recover.grouped(), self.fine_most.grouped(), self.law.short(lang));
        match lang {
            Lang::Zh => format!("应追回{sum}元，可以并处{fine}元以下罚款（{law}）。"),
            Lang::En => format!("{sum} yuan come back, and a fine of up to {fine} yuan is possible ({law})."),
        }
    }
}

/// 物业管理用房核对 — whether the rooms of a compound are as large as its place asks, by tiers of the built area.
///
/// # Errors
/// [`FundError::Measure`] beyond the bounds of an area.
///
/// ```
/// use wuye::fund::check_rooms;
/// use wuye::rule::{Key, Verdict};
/// let henan = wuye::places::rulebook_for("410000".parse()?)?.setting(Key::Rooms, "2024-06-01".parse()?);
/// let verdict = |rooms: &str| check_rooms("350000".parse().unwrap(), Some(rooms.parse().unwrap()), &henan).unwrap().verdict;
/// assert_eq!([verdict("1200"), verdict("1199.99")], [Verdict::Met, Verdict::Unmet]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn check_rooms(built: Area, rooms: Option<Area>, settled: &Settled) -> Result<Check, FundError> {
    let seen = rooms.map(Seen::Area);
    let Settled::Known { setting: Setting::AtLeast(ParameterValue::Rooms(rule)), law, .. } = settled else {
        return Ok(check(Item::RoomArea, settled, seen));
    };
    let setting = Setting::AtLeast(ParameterValue::Area(rule.required(built)?));
    let asked = Settled::Known { setting, law: law.clone(), conflicts: Vec::new() };
    Ok(check(Item::RoomArea, &asked, seen))
}
