//! The maintenance fund by household: an event log from which every balance follows.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{FundError, not_negative, positive, share_fen, weight};
use crate::estate::{BuildingId, OwnerId, UnitId};
use crate::measure::{Area, Day, Dimension, MeasureError, Money};
use crate::meeting::checks::{Check, Item, Seen, check};
use crate::money::{EntryId, Ledger, Movement, Purse, Side};
use crate::rule::{ParameterValue, Setting, Settled};
use crate::terms::{Placed, terms};

/// The version of the stored form of a fund's book that this library writes.
pub const FUND_BOOK_FORMAT: u16 = 1;
/// The most accounts of one book.
pub const HOLDINGS_MAX: usize = 1_000_000;

terms! {
    /// 房屋来源 — how a dwelling came to its owner, which decides how repair is shared.
    pub enum Tenure: "tenure" {
        Commodity = "commodity", "商品房", "bought on the market", "《住宅专项维修资金管理办法》第七条";
        SoldPublic = "sold_public", "售后公房", "sold public housing", "《住宅专项维修资金管理办法》第八条";
    }
}

/// 分户账户 — the account of a household, as the book opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holding {
    /// The unit (户门号).
    pub unit: UnitId,
    /// The building in which it lies.
    pub building: BuildingId,
    /// Its owner.
    pub owner: OwnerId,
    /// Its built area.
    pub area: Area,
    /// How it came to its owner.
    pub tenure: Tenure,
    /// Its first deposit (首期交存额), against which renewal is measured.
    pub first: Money,
}

/// 户与金额 — a unit and an amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitAmount {
    /// The unit.
    pub unit: UnitId,
    /// The amount.
    pub amount: Money,
}

/// 账册事项 — what happens to the fund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FundAct {
    /// Owners pay in, the first time or again (交存、续交).
    Deposit(Vec<UnitAmount>),
    /// Interest and gains of treasury bonds, by what each account holds (利息).
    Interest(Money),
    /// Common revenue that tops up the fund, by area (公共收益补充).
    TopUp(Money),
    /// Repair, in the shares of those concerned (使用).
    Repair(Vec<UnitAmount>),
    /// A unit is lost: what its account holds goes back to its owner (房屋灭失退还).
    Refund(UnitId),
    /// A unit is sold: what its account holds passes with it (随房转移).
    Transfer {
        /// The unit.
        unit: UnitId,
        /// Its new owner.
        to: OwnerId,
    },
}

/// 账册事项 — an act with its id and its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FundEvent {
    /// Its id, that of its entry in the ledger as well.
    pub id: EntryId,
    /// The day.
    pub on: Day,
    /// What happens.
    pub act: FundAct,
}

/// 维修资金账册 — the fund by area, building and household (《住宅专项维修资金管理办法》第十条), beside the ledger. What each
/// account holds follows from the events alone: replaying them gives the same book.
///
/// ```
/// use wuye::fund::{FundAct, FundBook, FundEvent, Holding, Tenure, UnitAmount};
/// use wuye::money::{Ledger, Purse};
/// let flat = |unit: &str, area: &str| Holding {
///     unit: unit.parse().unwrap(), building: "1".parse().unwrap(), owner: unit.parse().unwrap(),
///     area: area.parse().unwrap(), tenure: Tenure::Commodity, first: "9000".parse().unwrap(),
/// };
/// let mut book = FundBook::new(vec![flat("1-101", "90"), flat("1-102", "60")])?;
/// let pay = |unit: &str| UnitAmount { unit: unit.parse().unwrap(), amount: "9000".parse().unwrap() };
/// let mut ledger = Ledger::default();
/// for (id, act) in [
///     ("first", FundAct::Deposit(vec![pay("1-101"), pay("1-102")])),
///     ("interest", FundAct::Interest("100.01".parse()?)),
///     ("sale", FundAct::Transfer { unit: "1-101".parse()?, to: "wang".parse()? }),
/// ] {
///     let event = FundEvent { id: id.parse()?, on: "2026-01-05".parse()?, act };
///     if let Some(movement) = book.apply(event)? {
///         ledger.post(movement.entry()?)?;
///     }
/// }
/// book.proves(&ledger)?; // 18,100.01 by household and in the control account
/// assert_eq!(book.balance(&"1-101".parse()?)?, "9050.01".parse()?);
/// assert_eq!(book.owner(&"1-101".parse()?)?.as_str(), "wang"); // and nothing was paid out
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "FundBookForm", into = "FundBookForm")]
pub struct FundBook {
    // INVARIANT: `accounts` follow from holdings and events; none is below zero.
    holdings: Vec<Holding>,
    events: Vec<FundEvent>,
    ids: BTreeSet<EntryId>,
    places: BTreeMap<UnitId, usize>,
    accounts: Vec<HoldingNow>,
}

/// An account as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
struct HoldingNow {
    owner: OwnerId,
    balance: Money,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FundBookForm {
    format: u16,
    holdings: Vec<Holding>,
    events: Vec<FundEvent>,
}

impl TryFrom<FundBookForm> for FundBook {
    type Error = Placed<FundError>;
    fn try_from(form: FundBookForm) -> Result<Self, Placed<FundError>> {
        if form.format == 0 || form.format > FUND_BOOK_FORMAT {
            return Err(FundError::Format { newest: FUND_BOOK_FORMAT, found: form.format }.into());
        }
        let mut book = Self::new(form.holdings)?;
        for (i, event) in form.events.into_iter().enumerate() {
            book.apply(event).map_err(|error| Placed::at(format!("events[{i}]"), error))?;
        }
        Ok(book)
    }
}

impl From<FundBook> for FundBookForm {
    fn from(book: FundBook) -> Self {
        Self { format: FUND_BOOK_FORMAT, holdings: book.holdings, events: book.events }
    }
}

impl FundBook {
    /// A book in which nothing happened yet.
    ///
    /// # Errors
    /// [`FundError::HoldingCount`]; [`FundError::TwoOwners`] for a unit that stands there twice;
    /// [`FundError::NotPositive`] for a first deposit below zero.
    pub fn new(holdings: Vec<Holding>) -> Result<Self, FundError> {
        if holdings.is_empty() || holdings.len() > HOLDINGS_MAX {
            return Err(FundError::HoldingCount { most: HOLDINGS_MAX, found: holdings.len() });
        }
        let mut places = BTreeMap::new();
        for (i, holding) in holdings.iter().enumerate() {
            not_negative(holding.first)?;
            let Some(other) = places.insert(holding.unit.clone(), i) else { continue };
            let first = holdings.get(other).map_or_else(|| holding.owner.clone(), |other| other.owner.clone());
            return Err(FundError::TwoOwners { unit: holding.unit.clone(), first, second: holding.owner.clone() });
        }
        let now = |holding: &Holding| HoldingNow { owner: holding.owner.clone(), balance: Money::ZERO };
        let accounts = holdings.iter().map(now).collect();
        Ok(Self { holdings, events: Vec::new(), ids: BTreeSet::new(), places, accounts })
    }

    /// Takes an event and gives the movement that it is in the ledger; nothing for a transfer, which moves no money.
    /// An event that is refused changes nothing.
    ///
    /// # Errors
    /// [`FundError::EventTwice`], [`FundError::EventBefore`], [`FundError::UnknownUnit`], [`FundError::UnitTwice`],
    /// [`FundError::NotPositive`], [`FundError::AccountOverdrawn`]; [`FundError::Apportion`] for interest on nothing or
    /// a top-up of no area; [`FundError::Measure`] beyond the bounds of money.
    pub fn apply(&mut self, event: FundEvent) -> Result<Option<Movement>, FundError> {
        if self.ids.contains(&event.id) {
            return Err(FundError::EventTwice { event: event.id });
        }
        if let Some(last) = self.events.last().map(|last| last.on).filter(|last| event.on < *last) {
            return Err(FundError::EventBefore { last, found: event.on });
        }
        let (from, to, changes) = match &event.act {
            FundAct::Deposit(amounts) => (Side::Outside, FUND, self.placed(amounts)?),
            FundAct::Interest(total) => {
                let held: Vec<u64> = self.accounts.iter().map(|now| now.balance.fen().unsigned_abs()).collect();
                (Side::Outside, FUND, spread(*total, &held)?)
            }
            FundAct::TopUp(total) => {
                let areas: Vec<u64> = self.holdings.iter().map(|holding| weight(holding.area)).collect();
                (Side::Purse(Purse::CommonRevenue), FUND, spread(*total, &areas)?)
            }
            FundAct::Repair(amounts) => (FUND, Side::Outside, self.placed(amounts)?),
            FundAct::Refund(unit) => {
                let at = self.place(unit)?;
                (FUND, Side::Outside, vec![(at, positive(self.balance(unit)?)?)])
            }
            FundAct::Transfer { unit, to } => {
                let at = self.place(unit)?;
                if let Some(now) = self.accounts.get_mut(at) {
                    now.owner = to.clone();
                }
                self.note(event);
                return Ok(None);
            }
        };
        let out = from == FUND;
        let mut after = Vec::with_capacity(changes.len());
        for (at, amount) in &changes {
            let Some((now, holding)) = self.accounts.get(*at).zip(self.holdings.get(*at)) else { continue };
            if out && *amount > now.balance {
                let (unit, held) = (holding.unit.clone(), now.balance);
                return Err(FundError::AccountOverdrawn { unit, held, asked: *amount });
            }
            after.push((*at, if out { now.balance.minus(*amount)? } else { now.balance.plus(*amount)? }));
        }
        let amount = positive(Money::sum(changes.iter().map(|(_, amount)| *amount))?)?;
        for (at, balance) in after {
            if let Some(now) = self.accounts.get_mut(at) {
                now.balance = balance;
            }
        }
        let movement = Movement { id: event.id.clone(), on: event.on, from, to, amount };
        self.note(event);
        Ok(Some(movement))
    }

    fn note(&mut self, event: FundEvent) {
        self.ids.insert(event.id.clone());
        self.events.push(event);
    }

    fn place(&self, unit: &UnitId) -> Result<usize, FundError> {
        self.places.get(unit).copied().ok_or_else(|| FundError::UnknownUnit { unit: unit.clone() })
    }

    /// A list of amounts by place; each unit once, each amount above zero.
    fn placed(&self, amounts: &[UnitAmount]) -> Result<Vec<(usize, Money)>, FundError> {
        let (mut seen, mut placed) = (BTreeSet::new(), Vec::with_capacity(amounts.len()));
        for UnitAmount { unit, amount } in amounts {
            let at = self.place(unit)?;
            if !seen.insert(at) {
                return Err(FundError::UnitTwice { unit: unit.clone() });
            }
            placed.push((at, positive(*amount)?));
        }
        Ok(placed)
    }

    fn account(&self, unit: &UnitId) -> Result<(&Holding, &HoldingNow), FundError> {
        let at = self.place(unit)?;
        let account = self.holdings.get(at).zip(self.accounts.get(at));
        account.ok_or_else(|| FundError::UnknownUnit { unit: unit.clone() })
    }

    /// The accounts as the book opened.
    #[must_use]
    pub fn holdings(&self) -> &[Holding] {
        &self.holdings
    }

    /// What happened, in its order.
    #[must_use]
    pub fn events(&self) -> &[FundEvent] {
        &self.events
    }

    /// What the account of a unit holds.
    ///
    /// # Errors
    /// [`FundError::UnknownUnit`].
    pub fn balance(&self, unit: &UnitId) -> Result<Money, FundError> {
        self.account(unit).map(|(_, now)| now.balance)
    }

    /// Who owns a unit now.
    ///
    /// # Errors
    /// [`FundError::UnknownUnit`].
    pub fn owner(&self, unit: &UnitId) -> Result<&OwnerId, FundError> {
        self.account(unit).map(|(_, now)| &now.owner)
    }

    /// What the accounts of each building hold.
    ///
    /// # Errors
    /// [`FundError::Measure`] beyond the bounds of money.
    pub fn buildings(&self) -> Result<BTreeMap<&BuildingId, Money>, FundError> {
        let mut all: BTreeMap<&BuildingId, Money> = BTreeMap::new();
        for (holding, now) in self.holdings.iter().zip(&self.accounts) {
            let sum = all.entry(&holding.building).or_default();
            *sum = sum.plus(now.balance)?;
        }
        Ok(all)
    }

    /// What the whole area holds.
    ///
    /// # Errors
    /// [`FundError::Measure`] beyond the bounds of money.
    pub fn total(&self) -> Result<Money, FundError> {
        Ok(Money::sum(self.accounts.iter().map(|now| now.balance))?)
    }

    /// The first deposits of the whole area.
    ///
    /// # Errors
    /// [`FundError::Measure`] beyond the bounds of money.
    pub fn first(&self) -> Result<Money, FundError> {
        Ok(Money::sum(self.holdings.iter().map(|holding| holding.first))?)
    }

    /// 账账相符 — that the accounts by household and by building sum to the control account of the ledger.
    ///
    /// # Errors
    /// [`FundError::NotTheControl`]; [`FundError::Measure`] beyond the bounds of money.
    pub fn proves(&self, ledger: &Ledger) -> Result<(), FundError> {
        let (book, held) = (self.total()?, ledger.held(Purse::MaintenanceFund)?);
        let buildings = Money::sum(self.buildings()?.into_values())?;
        match [book, buildings].into_iter().find(|sum| *sum != held) {
            Some(book) => Err(FundError::NotTheControl { book, ledger: held }),
            None => Ok(()),
        }
    }

    /// 续交 — whether the account of a unit is still at the share of its first deposit below which it is topped up: met
    /// at 2,700.00 of 9,000, not met at 2,699.99.
    ///
    /// # Errors
    /// [`FundError::UnknownUnit`].
    pub fn check_renewal(&self, unit: &UnitId, settled: &Settled) -> Result<Check, FundError> {
        let (holding, now) = self.account(unit)?;
        let seen = Seen::OfMoney { part: now.balance, whole: holding.first };
        Ok(check(Item::FundBalance, settled, Some(seen)))
    }

    /// 续交金额 — what brings the account of a unit to the share of its first deposit that a text asks for, rounded up to
    /// the fen; nothing where no text that was read has one.
    ///
    /// # Errors
    /// [`FundError::UnknownUnit`]; [`FundError::Measure`] beyond the bounds of money.
    pub fn renewal(&self, unit: &UnitId, target: &Settled) -> Result<Option<Money>, FundError> {
        let (holding, now) = self.account(unit)?;
        let Some(Setting::Exactly(ParameterValue::Share(share))) = target.setting() else { return Ok(None) };
        let above = i128::from(holding.first.fen()).checked_mul(i128::from(share.above()));
        let overflow = MeasureError::Overflow { what: Dimension::Money };
        let up = above.and_then(|above| {
            let below = i128::from(share.below());
            let rest = above.checked_rem(below)?;
            above.checked_div(below)?.checked_add(i128::from(rest != 0))
        });
        let wanted = Money::from_fen(up.and_then(|fen| i64::try_from(fen).ok()).ok_or(overflow)?)?;
        let missing = wanted.minus(now.balance)?;
        Ok(Some(if missing.is_negative() { Money::ZERO } else { missing }))
    }
}

const FUND: Side = Side::Purse(Purse::MaintenanceFund);

/// A total by weights, each with its place; parts of nothing are left out.
fn spread(total: Money, weights: &[u64]) -> Result<Vec<(usize, Money)>, FundError> {
    let parts = share_fen(positive(total)?, weights)?;
    Ok(parts.into_iter().enumerate().filter(|(_, part)| !part.is_zero()).collect())
}
