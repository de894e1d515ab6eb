//! 业主往来账 — the account book: what each unit owes and has paid, beside the one ledger.

use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::late::late_charge;
use super::{
    Act, Application, Bill, BillRun, Charged, Claim, Item, ItemId, LateCharge, LatePlace, LateTerms, Movement, Nature,
    Order, Precedence, ReceivableError, Toward,
};
use crate::estate::UnitId;
use crate::measure::{Day, MeasureError, Money, Span};
use crate::money::{Account, Entry, EntryId, IncomeKind, Ledger, Posting};
use crate::terms::Placed;

/// The version of the stored form of a book that this library writes.
pub const RECEIVABLES_FORMAT: u16 = 1;

/// 统制账户 — the accounts of the ledger that are the sums of a book.
pub const CONTROL_ACCOUNTS: [Account; 3] = [Account::OwnersReceivable, Account::AdvancesFromOwners, Account::Deposits];

/// 业主往来账户 — the account of one unit: what is owed item by item, advances, deposits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnerAccount {
    // INVARIANT: of every item, what was applied and what is outstanding make up the amount, none below zero; so are
    // advances and deposits; a late charge has its principal.
    items: BTreeMap<ItemId, Item>,
    advances: Money,
    deposits: BTreeMap<EntryId, Money>,
    last: Option<Day>,
}

impl OwnerAccount {
    /// The items that were not taken back, in the order of their ids.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.items.values()
    }

    /// One of them.
    #[must_use]
    pub fn item(&self, id: &ItemId) -> Option<&Item> {
        self.items.get(id)
    }

    /// What was paid and not applied yet: owed to the owner (预收).
    #[must_use]
    pub const fn advances(&self) -> Money {
        self.advances
    }

    /// The deposits taken, each with what is left of it: owed to whoever paid them, and no income (押金).
    pub fn deposits(&self) -> impl Iterator<Item = (&EntryId, Money)> {
        self.deposits.iter().map(|(id, held)| (id, *held))
    }

    /// The day of the last movement.
    #[must_use]
    pub const fn last(&self) -> Option<Day> {
        self.last
    }

    /// What is owed in all.
    ///
    /// # Errors
    /// [`MeasureError::Overflow`] beyond the bounds of money.
    pub fn outstanding(&self) -> Result<Money, MeasureError> {
        Money::sum(self.items().map(|item| item.outstanding))
    }

    fn claims_on<'a>(&'a self, item: &'a ItemId) -> impl Iterator<Item = (&'a Item, &'a Claim)> {
        let claimed = self.items().filter_map(|late| late.claim.as_deref().map(|claim| (late, claim)));
        claimed.filter(move |(_, claim)| claim.item == *item)
    }
}

/// What is kept of a movement beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    at: usize,
    postings: Vec<Posting>,
    reversed: bool,
}

/// 业主往来账 — the accounts of the units of a compound: a log of movements and what follows from it. It is the
/// subsidiary book (明细账) of one [`Ledger`]: every movement is one entry there, under the same id, and the accounts of
/// [`CONTROL_ACCOUNTS`] are the sums of this book as long as nothing else posts to them ([`Receivables::reconcile`]).
///
/// 1. Nothing is changed or deleted. A correction is a mirrored reversal; what was paid on a bill that is taken back
///    becomes an advance, by an entry of its own.
/// 2. Recording the same movement again changes nothing; another one under its id is refused.
/// 3. A call that fails leaves book and ledger as they were.
/// 4. The book is what its log makes it: recorded anew in the same order, it is the same.
///
/// ```
/// use std::collections::BTreeMap;
/// use wuye::billing::{Act, Charged, LatePlace, Movement, Order, Precedence, Receivables, Toward};
/// use wuye::measure::Span;
/// use wuye::money::{Account, IncomeKind, Ledger};
/// let unit: wuye::estate::UnitId = "1-101".parse()?;
/// let (mut book, mut ledger) = (Receivables::new([unit.clone()]), Ledger::default());
/// let fee = Charged { line: "fee".parse()?, kind: IncomeKind::ServiceFee, account: Account::ServiceRevenue, amount: "488.20".parse()? };
/// let span = Span::new("2026-01-01".parse()?, "2026-04-01".parse()?)?;
/// let bill = Act::Bill { span, due: "2026-01-31".parse()?, charges: vec![fee] };
/// book.post(&mut ledger, Movement { id: "2026q1/1-101".parse()?, on: "2026-01-01".parse()?, unit: unit.clone(), act: bill })?;
/// // 500.00 received: 11.80 more than owed are owed to the owner, and no income.
/// let order = Order { by: Precedence::OldestFirst, late: LatePlace::Last, designated: vec![] };
/// let (amount, received) = ("500.00".parse()?, "2026-01-20".parse()?);
/// let paid = Act::Receipt { amount, received, toward: Toward::Items(order) };
/// book.post(&mut ledger, Movement { id: "r1".parse()?, on: received, unit: unit.clone(), act: paid })?;
/// assert_eq!(book.account(&unit).unwrap().advances().to_string(), "11.80");
/// assert_eq!(ledger.balance(Account::ServiceRevenue)?.to_string(), "-488.20");
/// assert!(book.reconcile(&ledger)?.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "BookForm", into = "BookForm")]
pub struct Receivables {
    // INVARIANT: `accounts` and `index` follow from the units and the log.
    accounts: BTreeMap<UnitId, OwnerAccount>,
    log: Vec<Movement>,
    index: BTreeMap<EntryId, Known>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BookForm {
    format: u16,
    units: BTreeSet<UnitId>,
    log: Vec<Movement>,
}

impl TryFrom<BookForm> for Receivables {
    type Error = Placed<ReceivableError>;
    fn try_from(form: BookForm) -> Result<Self, Placed<ReceivableError>> {
        if form.format == 0 || form.format > RECEIVABLES_FORMAT {
            return Err(ReceivableError::BookFormat { newest: RECEIVABLES_FORMAT, found: form.format }.into());
        }
        let (mut book, mut ledger) = (Self::new(form.units), Ledger::default());
        for (at, movement) in form.log.into_iter().enumerate() {
            book.post(&mut ledger, movement).map_err(|error| Placed::at(format!("log[{at}]"), error))?;
        }
        Ok(book)
    }
}

impl From<Receivables> for BookForm {
    fn from(book: Receivables) -> Self {
        Self { format: RECEIVABLES_FORMAT, units: book.accounts.into_keys().collect(), log: book.log }
    }
}

/// A movement that can be recorded, and what it makes of the account.
struct Plan {
    movement: Movement,
    account: OwnerAccount,
    entries: Vec<Entry>,
}

/// What a movement does to the accounts of the ledger.
#[derive(Default)]
struct Postings(Vec<Posting>);

impl Postings {
    fn add(&mut self, account: Account, amount: Money) -> Result<(), ReceivableError> {
        match self.0.iter_mut().find(|posting| posting.account == account) {
            Some(posting) => posting.amount = posting.amount.plus(amount)?,
            None => self.0.push(Posting { account, amount }),
        }
        Ok(())
    }

    fn of(pairs: &[(Account, Money)]) -> Result<Self, ReceivableError> {
        let mut postings = Self::default();
        for (account, amount) in pairs {
            postings.add(*account, *amount)?;
        }
        Ok(postings)
    }

    fn done(self) -> Vec<Posting> {
        self.0.into_iter().filter(|posting| !posting.amount.is_zero()).collect()
    }
}

fn on_account(postings: &[Posting], account: Account) -> Result<Money, MeasureError> {
    Money::sum(postings.iter().filter(|posting| posting.account == account).map(|posting| posting.amount))
}

/// 对账差异 — an account of the ledger that is not the sum of the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Unreconciled {
    /// The account.
    pub account: Account,
    /// Its balance by the book.
    pub book: Money,
    /// Its balance in the ledger.
    pub ledger: Money,
}

impl Receivables {
    /// An empty book of these units.
    #[must_use]
    pub fn new(units: impl IntoIterator<Item = UnitId>) -> Self {
        let accounts = units.into_iter().map(|unit| (unit, OwnerAccount::default())).collect();
        Self { accounts, ..Self::default() }
    }

    /// Opens the account of one more unit. Returns whether it was new.
    pub fn open(&mut self, unit: UnitId) -> bool {
        match self.accounts.entry(unit) {
            Slot::Vacant(slot) => {
                slot.insert(OwnerAccount::default());
                true
            }
            Slot::Occupied(_) => false,
        }
    }

    /// The account of a unit.
    #[must_use]
    pub fn account(&self, unit: &UnitId) -> Option<&OwnerAccount> {
        self.accounts.get(unit)
    }

    /// All accounts, in the order of the ids of their units.
    pub fn accounts(&self) -> impl Iterator<Item = (&UnitId, &OwnerAccount)> {
        self.accounts.iter()
    }

    /// The movements in the order they were recorded.
    #[must_use]
    pub fn log(&self) -> &[Movement] {
        &self.log
    }

    /// Whether a movement was recorded and taken back.
    #[must_use]
    pub fn is_reversed(&self, id: &EntryId) -> bool {
        self.index.get(id).is_some_and(|known| known.reversed)
    }

    /// The day of the last movement on any account.
    #[must_use]
    pub fn last(&self) -> Option<Day> {
        self.accounts.values().filter_map(OwnerAccount::last).max()
    }

    /// Records a movement here and its entry in the ledger. Returns whether it was new.
    ///
    /// # Errors
    /// [`ReceivableError`], one for each thing that cannot be: each act lists what it refuses where it is described.
    /// Neither book nor ledger is changed then.
    pub fn post(&mut self, ledger: &mut Ledger, movement: Movement) -> Result<bool, ReceivableError> {
        self.post_all(ledger, vec![movement]).map(|new| new > 0)
    }

    /// 出账入账 — records the bills of a run, one movement for each [account](Self::account_of), named `run/account`. A
    /// line of nothing makes no item. Of the same run again nothing changes; a bill that differs under the same name
    /// is refused, and with it all of them. Returns how many were new.
    ///
    /// # Errors
    /// [`ReceivableError::NoAccount`] for a kind of income without an account; [`ReceivableError::MovementChanged`];
    /// [`ReceivableError::Name`] if run and unit are too long together; as for a bill that is posted alone.
    pub fn post_run(
        &mut self,
        ledger: &mut Ledger,
        run: &EntryId,
        bills: &BillRun,
        on: Day,
        due: Day,
        revenue: &BTreeMap<IncomeKind, Account>,
    ) -> Result<usize, ReceivableError> {
        let mut by_account: BTreeMap<UnitId, Vec<Charged>> = BTreeMap::new();
        for bill in bills.bills() {
            let of_account = by_account.entry(Self::account_of(bill)?).or_default();
            for charge in charges(bill, revenue)? {
                // One payer may have held the unit twice in the span.
                match of_account.iter_mut().find(|earlier| earlier.line == charge.line) {
                    Some(earlier) => earlier.amount = earlier.amount.plus(charge.amount)?,
                    None => of_account.push(charge),
                }
            }
        }
        by_account.retain(|_, charges| !charges.is_empty());
        let movements = by_account.into_iter().map(|(unit, charges)| {
            let act = Act::Bill { span: bills.span(), due, charges };
            Ok(Movement { id: name(run, unit.as_str())?, on, unit, act })
        });
        let movements = movements.collect::<Result<Vec<Movement>, ReceivableError>>()?;
        self.post_all(ledger, movements)
    }

    /// 账户 — the account of a bill: that of its unit, or `unit/payer` where the bill tells who pays. So the seller's
    /// debt is never paid with the buyer's money.
    ///
    /// # Errors
    /// [`ReceivableError::Name`] if unit and payer are too long together.
    pub fn account_of(bill: &Bill) -> Result<UnitId, ReceivableError> {
        let Some(payer) = bill.payer() else { return Ok(bill.unit().clone()) };
        let id = UnitId::new(format!("{}/{}", bill.unit(), payer.as_str()));
        id.map_err(|error| ReceivableError::Name { error })
    }

    /// 整批冲销 — takes back every bill of a run that was not taken back yet, each under the name `reversal/account`. What
    /// was paid on them becomes an advance of its unit. Returns how many were taken back.
    ///
    /// # Errors
    /// [`ReceivableError::NotReversible`] if there is no such run; [`ReceivableError::DependedOn`] where a late charge
    /// stands on one of its bills.
    pub fn reverse_run(
        &mut self,
        ledger: &mut Ledger,
        run: &EntryId,
        reversal: &EntryId,
        on: Day,
    ) -> Result<usize, ReceivableError> {
        let of_run = |movement: &&Movement| {
            let rest = movement.id.as_str().strip_prefix(run.as_str()).and_then(|rest| rest.strip_prefix('/'));
            rest == Some(movement.unit.as_str()) && matches!(movement.act, Act::Bill { .. })
        };
        let bills: Vec<&Movement> = self.log.iter().filter(of_run).collect();
        if bills.is_empty() {
            return Err(ReceivableError::NotReversible { entry: run.clone() });
        }
        let open = bills.into_iter().filter(|bill| !self.is_reversed(&bill.id));
        let movements = open.map(|bill| {
            let id = name(reversal, bill.unit.as_str())?;
            Ok(Movement { id, on, unit: bill.unit.clone(), act: Act::Reverse(bill.id.clone()) })
        });
        let movements = movements.collect::<Result<Vec<Movement>, ReceivableError>>()?;
        self.post_all(ledger, movements)
    }

    /// Records movements of different units, all of them or none.
    fn post_all(&mut self, ledger: &mut Ledger, movements: Vec<Movement>) -> Result<usize, ReceivableError> {
        let (mut plans, mut names) = (Vec::new(), BTreeSet::new());
        for movement in movements {
            let Some(plan) = self.plan(movement)? else { continue };
            for entry in &plan.entries {
                ledger.check(entry)?;
                // Two names made of two ids each may be one.
                if !names.insert(entry.id.clone()) {
                    return Err(ReceivableError::MovementChanged { entry: entry.id.clone() });
                }
            }
            plans.push(plan);
        }
        let new = plans.len();
        for Plan { movement, account, entries } in plans {
            let mut postings = Vec::new();
            for (at, entry) in entries.into_iter().enumerate() {
                if at == 0 {
                    postings.clone_from(&entry.postings);
                }
                ledger.post(entry)?;
            }
            if let Act::Reverse(of) = &movement.act
                && let Some(known) = self.index.get_mut(of)
            {
                known.reversed = true;
            }
            let known = Known { at: self.log.len(), postings, reversed: false };
            self.index.insert(movement.id.clone(), known);
            self.accounts.insert(movement.unit.clone(), account);
            self.log.push(movement);
        }
        Ok(new)
    }

    /// What a movement would do; nothing if it was recorded before.
    fn plan(&self, movement: Movement) -> Result<Option<Plan>, ReceivableError> {
        if let Some(known) = self.index.get(&movement.id) {
            let same = self.log.get(known.at) == Some(&movement);
            return if same { Ok(None) } else { Err(ReceivableError::MovementChanged { entry: movement.id }) };
        }
        let Some(account) = self.accounts.get(&movement.unit) else {
            return Err(ReceivableError::UnknownAccount { unit: movement.unit });
        };
        if let Some(last) = account.last.filter(|last| movement.on < *last) {
            return Err(ReceivableError::OutOfOrder { unit: movement.unit, last, found: movement.on });
        }
        let mut account = account.clone();
        account.last = Some(movement.on);
        let entry = |id: EntryId, postings, reverses| Entry { id, on: movement.on, postings, reverses };
        let entries = match &movement.act {
            Act::Reverse(of) => {
                let (mirrored, rest) = self.take_back(&mut account, &movement, of)?;
                let mut entries = vec![entry(movement.id.clone(), mirrored, Some(of.clone()))];
                if !rest.is_empty() {
                    entries.push(entry(name(&movement.id, "advance")?, rest, None));
                }
                entries
            }
            _ => vec![entry(movement.id.clone(), account.take(&movement)?.done(), None)],
        };
        if entries.iter().any(|entry| entry.postings.is_empty()) {
            return Err(ReceivableError::NothingMoved { entry: movement.id });
        }
        Ok(Some(Plan { movement, account, entries }))
    }

    /// Takes a movement back: the postings of its mirror, and those by which the book differs from the mirror, since
    /// money that was applied and is no more owed stays the owner's.
    fn take_back(
        &self,
        account: &mut OwnerAccount,
        movement: &Movement,
        of: &EntryId,
    ) -> Result<(Vec<Posting>, Vec<Posting>), ReceivableError> {
        let known = self.index.get(of).and_then(|known| Some((known, self.log.get(known.at)?)));
        let Some((known, original)) = known.filter(|(_, original)| original.unit == movement.unit) else {
            return Err(ReceivableError::NotReversible { entry: of.clone() });
        };
        if known.reversed {
            return Err(ReceivableError::ReversedTwice { entry: of.clone() });
        }
        let advances = on_account(&known.postings, Account::AdvancesFromOwners)?.negated();
        let (receivable, advances) = account.undo(original, advances)?;
        let mirrored: Vec<Posting> =
            known.postings.iter().map(|p| Posting { account: p.account, amount: p.amount.negated() }).collect();
        let mirrored_on = |account| on_account(&mirrored, account);
        let rest = Postings::of(&[
            (Account::OwnersReceivable, receivable.minus(mirrored_on(Account::OwnersReceivable)?)?),
            (Account::AdvancesFromOwners, advances.negated().minus(mirrored_on(Account::AdvancesFromOwners)?)?),
        ])?;
        Ok((mirrored, rest.done()))
    }

    /// 试算违约金 — the late charge of an item in all up to a day, as it was paid so far, without recording anything. What
    /// [`Act::LateCharge`] charges is this, less what was charged before.
    ///
    /// # Errors
    /// [`ReceivableError::UnknownAccount`], [`ReceivableError::NoSuchItem`], [`ReceivableError::LateOnLate`],
    /// [`ReceivableError::Measure`].
    pub fn late_charge_of(
        &self,
        unit: &UnitId,
        item: &ItemId,
        terms: &LateTerms,
        until: Day,
    ) -> Result<LateCharge, ReceivableError> {
        let account = self.accounts.get(unit).ok_or_else(|| ReceivableError::UnknownAccount { unit: unit.clone() })?;
        account.late(unit, item, terms, until)
    }

    /// What the balance of an account of the ledger should be by this book; zero for one it does not keep.
    ///
    /// # Errors
    /// [`MeasureError::Overflow`] beyond the bounds of money.
    pub fn control(&self, account: Account) -> Result<Money, MeasureError> {
        let owners = self.accounts.values();
        match account {
            Account::OwnersReceivable => Money::sum(owners.flat_map(OwnerAccount::items).map(|item| item.outstanding)),
            Account::AdvancesFromOwners => Money::sum(owners.map(|owner| owner.advances.negated())),
            Account::Deposits => Money::sum(owners.flat_map(OwnerAccount::deposits).map(|(_, held)| held.negated())),
            _ => Ok(Money::ZERO),
        }
    }

    /// 对账 — the control accounts whose balance in the ledger is not the sum of this book: none, unless the ledger is
    /// not the one it was posted to or something else posts to them.
    ///
    /// # Errors
    /// [`MeasureError::Overflow`] beyond the bounds of money.
    pub fn reconcile(&self, ledger: &Ledger) -> Result<Vec<Unreconciled>, MeasureError> {
        let mut found = Vec::new();
        for account in CONTROL_ACCOUNTS {
            let (book, ledger) = (self.control(account)?, ledger.balance(account)?);
            if book != ledger {
                found.push(Unreconciled { account, book, ledger });
            }
        }
        Ok(found)
    }
}

/// `run/account`.
fn name(run: &EntryId, rest: &str) -> Result<EntryId, ReceivableError> {
    EntryId::new(format!("{run}/{rest}")).map_err(|error| ReceivableError::Name { error })
}

/// The lines of a bill that are not zero.
fn charges(bill: &Bill, revenue: &BTreeMap<IncomeKind, Account>) -> Result<Vec<Charged>, ReceivableError> {
    let lines = bill.lines().iter().filter(|line| !line.amount().is_zero());
    let charge = lines.map(|line| {
        let kind = line.kind();
        let account = *revenue.get(&kind).ok_or(ReceivableError::NoAccount { kind })?;
        Ok(Charged { line: line.line().clone(), kind, account, amount: line.amount() })
    });
    charge.collect()
}

const fn is_revenue(account: Account) -> bool {
    matches!(
        account,
        Account::ServiceRevenue | Account::OwnersCommonRevenue | Account::MaintenanceFund | Account::Renovation
    )
}

fn positive(entry: &EntryId, amount: Money) -> Result<(), ReceivableError> {
    if amount <= Money::ZERO {
        return Err(ReceivableError::NotPositive { entry: entry.clone(), found: amount });
    }
    Ok(())
}

impl OwnerAccount {
    /// Records what happened, other than a reversal, and says what is posted.
    fn take(&mut self, movement: &Movement) -> Result<Postings, ReceivableError> {
        use Account::{AdvancesFromOwners, Bank, Deposits, LateCharges, OwnersReceivable};
        let (id, unit) = (&movement.id, &movement.unit);
        match &movement.act {
            Act::Bill { span, due, charges } => self.bill(id, *span, *due, charges),
            Act::Receipt { amount, received, toward } => {
                positive(id, *amount)?;
                if *received > movement.on {
                    let (recorded, received) = (movement.on, *received);
                    return Err(ReceivableError::NotYetReceived { entry: id.clone(), recorded, received });
                }
                let applied = match toward {
                    Toward::Items(order) => self.apply(unit, order, *amount, id, *received)?,
                    Toward::Advance => Money::ZERO,
                };
                let rest = amount.minus(applied)?;
                self.advances = self.advances.plus(rest)?;
                Postings::of(&[
                    (Bank, *amount),
                    (OwnersReceivable, applied.negated()),
                    (AdvancesFromOwners, rest.negated()),
                ])
            }
            Act::Apply(order) => {
                let applied = self.apply(unit, order, self.advances, id, movement.on)?;
                self.advances = self.advances.minus(applied)?;
                Postings::of(&[(AdvancesFromOwners, applied), (OwnersReceivable, applied.negated())])
            }
            Act::RefundAdvance(amount) => {
                positive(id, *amount)?;
                self.draw(unit, *amount)?;
                Postings::of(&[(AdvancesFromOwners, *amount), (Bank, amount.negated())])
            }
            Act::Deposit(amount) => {
                positive(id, *amount)?;
                self.deposits.insert(id.clone(), *amount);
                Postings::of(&[(Bank, *amount), (Deposits, amount.negated())])
            }
            Act::ReturnDeposit { deposit, amount } => {
                positive(id, *amount)?;
                let held = self.deposits.get(deposit).copied().unwrap_or(Money::ZERO);
                if held < *amount {
                    return Err(ReceivableError::DepositShort { deposit: deposit.clone(), held, asked: *amount });
                }
                self.deposits.insert(deposit.clone(), held.minus(*amount)?);
                Postings::of(&[(Deposits, *amount), (Bank, amount.negated())])
            }
            Act::LateCharge(claim) => {
                let new = self.claim(movement, claim)?;
                Postings::of(&[(OwnersReceivable, new), (LateCharges, new.negated())])
            }
            // Handled where the log is at hand.
            Act::Reverse(of) => Err(ReceivableError::NotReversible { entry: of.clone() }),
        }
    }

    fn bill(&mut self, id: &EntryId, span: Span, due: Day, charges: &[Charged]) -> Result<Postings, ReceivableError> {
        let mut postings = Postings::default();
        let mut lines = BTreeSet::new();
        for charge in charges {
            if !lines.insert(&charge.line) {
                return Err(ReceivableError::LineTwice { entry: id.clone(), line: charge.line.clone() });
            }
            if !is_revenue(charge.account) {
                return Err(ReceivableError::NotRevenue { account: charge.account });
            }
            let amount = charge.amount;
            if amount.is_negative() {
                self.advances = self.advances.plus(amount.negated())?;
                postings.add(Account::AdvancesFromOwners, amount)?;
            } else if !amount.is_zero() {
                let item = ItemId { entry: id.clone(), line: charge.line.clone() };
                self.owe(item, charge.kind, span, amount, due, None);
                postings.add(Account::OwnersReceivable, amount)?;
            }
            postings.add(charge.account, amount.negated())?;
        }
        Ok(postings)
    }

    fn owe(&mut self, id: ItemId, kind: IncomeKind, span: Span, amount: Money, due: Day, claim: Option<Box<Claim>>) {
        let item = Item { id: id.clone(), kind, span, amount, due, claim, applied: Vec::new(), outstanding: amount };
        self.items.insert(id, item);
    }

    /// Takes so much of the advances.
    fn draw(&mut self, unit: &UnitId, amount: Money) -> Result<(), ReceivableError> {
        if self.advances < amount {
            return Err(ReceivableError::AdvanceShort { unit: unit.clone(), held: self.advances, asked: amount });
        }
        self.advances = self.advances.minus(amount)?;
        Ok(())
    }

    /// Applies money to what is owed in an order, and says how much of it found something to pay.
    fn apply(
        &mut self,
        unit: &UnitId,
        order: &Order,
        amount: Money,
        by: &EntryId,
        on: Day,
    ) -> Result<Money, ReceivableError> {
        let mut left = amount;
        for id in self.in_order(unit, order)? {
            let Some(item) = self.items.get_mut(&id) else { continue };
            let part = left.min(item.outstanding);
            if part.is_zero() {
                continue;
            }
            item.outstanding = item.outstanding.minus(part)?;
            item.applied.push(Application { by: by.clone(), on, amount: part });
            left = left.minus(part)?;
        }
        Ok(amount.minus(left)?)
    }

    /// The items in an order: those designated, then all others.
    fn in_order(&self, unit: &UnitId, order: &Order) -> Result<Vec<ItemId>, ReceivableError> {
        if let Some(missing) = order.designated.iter().find(|id| !self.items.contains_key(id)) {
            return Err(ReceivableError::NoSuchItem { unit: unit.clone(), item: missing.clone() });
        }
        let mut rest: Vec<&Item> = self.items().filter(|item| !item.outstanding.is_zero()).collect();
        rest.sort_by_cached_key(|item| {
            let late = item.nature() == Nature::LateCharge;
            // A late charge stands with its principal.
            let base = item.claim.as_deref().map_or(&item.id, |claim| &claim.item);
            let due = self.items.get(base).map_or(item.due, |base| base.due);
            let age = due.days_until(Day::LAST);
            let by_due = match order.by {
                Precedence::OldestFirst => age.saturating_neg(),
                Precedence::CurrentFirst => age,
            };
            let (group, place) = match order.late {
                LatePlace::First => (!late, late),
                LatePlace::Last => (late, late),
                LatePlace::BeforeItsItem => (false, !late),
                LatePlace::AfterItsItem => (false, late),
            };
            (group, by_due, base.clone(), place, item.id.clone())
        });
        Ok(order.designated.iter().cloned().chain(rest.into_iter().map(|item| item.id.clone())).collect())
    }

    fn late(&self, unit: &UnitId, id: &ItemId, terms: &LateTerms, until: Day) -> Result<LateCharge, ReceivableError> {
        let no_item = || ReceivableError::NoSuchItem { unit: unit.clone(), item: id.clone() };
        let item = self.items.get(id).ok_or_else(no_item)?;
        if item.nature() == Nature::LateCharge {
            return Err(ReceivableError::LateOnLate { item: id.clone() });
        }
        let payments: Vec<(Day, Money)> = item.applied.iter().map(|paid| (paid.on, paid.amount)).collect();
        late_charge(item.amount, item.due, &payments, terms, until)
    }

    /// Charges what was not charged before: days that an earlier charge covers are not charged again.
    fn claim(&mut self, movement: &Movement, claim: &Claim) -> Result<Money, ReceivableError> {
        if claim.until > movement.on {
            let (entry, on, until) = (movement.id.clone(), movement.on, claim.until);
            return Err(ReceivableError::UntilAhead { entry, on, until });
        }
        let total = self.late(&movement.unit, &claim.item, &claim.terms, claim.until)?.total();
        if self.claims_on(&claim.item).any(|(_, earlier)| earlier.terms != claim.terms) {
            return Err(ReceivableError::TermsChanged { item: claim.item.clone() });
        }
        let charged = Money::sum(self.claims_on(&claim.item).map(|(late, _)| late.amount))?;
        if total <= charged {
            return Err(ReceivableError::NothingToCharge { item: claim.item.clone(), charged, found: total });
        }
        let new = total.minus(charged)?;
        let Some((kind, span)) = self.items.get(&claim.item).map(|item| (item.kind, item.span)) else { return Ok(new) };
        let id = ItemId { entry: movement.id.clone(), line: claim.item.line.clone() };
        self.owe(id, kind, span, new, movement.on, Some(Box::new(claim.clone())));
        Ok(new)
    }

    /// Undoes a movement that gave so much to the advances. Says by how much what is owed and the advances change.
    fn undo(&mut self, original: &Movement, gave: Money) -> Result<(Money, Money), ReceivableError> {
        let (id, unit) = (&original.id, &original.unit);
        match &original.act {
            Act::Bill { .. } | Act::LateCharge(_) => {
                let gone: Vec<Item> = self.items().filter(|item| item.id.entry == *id).cloned().collect();
                for item in &gone {
                    if let Some((late, _)) = self.claims_on(&item.id).next() {
                        let (entry, by) = (id.clone(), late.id.entry.clone());
                        return Err(ReceivableError::DependedOn { entry, by });
                    }
                }
                let owed = Money::sum(gone.iter().map(|item| item.outstanding))?;
                let paid = Money::sum(gone.iter().flat_map(|item| &item.applied).map(|applied| applied.amount))?;
                self.items.retain(|item, _| item.entry != *id);
                self.advances = self.advances.plus(paid)?;
                self.draw(unit, gave)?;
                Ok((owed.negated(), paid.minus(gave)?))
            }
            Act::Receipt { amount, .. } => {
                let freed = self.free(id)?;
                let rest = amount.minus(freed)?;
                self.draw(unit, rest)?;
                Ok((freed, rest.negated()))
            }
            Act::Apply(_) => {
                let freed = self.free(id)?;
                self.advances = self.advances.plus(freed)?;
                Ok((freed, freed))
            }
            Act::RefundAdvance(amount) => {
                self.advances = self.advances.plus(*amount)?;
                Ok((Money::ZERO, *amount))
            }
            Act::Deposit(amount) => {
                let held = self.deposits.remove(id).unwrap_or(Money::ZERO);
                if held != *amount {
                    return Err(ReceivableError::DepositShort { deposit: id.clone(), held, asked: *amount });
                }
                Ok((Money::ZERO, Money::ZERO))
            }
            Act::ReturnDeposit { deposit, amount } => {
                let held = self.deposits.get(deposit).copied().unwrap_or(Money::ZERO);
                self.deposits.insert(deposit.clone(), held.plus(*amount)?);
                Ok((Money::ZERO, Money::ZERO))
            }
            Act::Reverse(_) => Err(ReceivableError::NotReversible { entry: id.clone() }),
        }
    }

    /// Takes what a movement applied off the items again, as far as it is still there.
    fn free(&mut self, by: &EntryId) -> Result<Money, ReceivableError> {
        let mut freed = Money::ZERO;
        for item in self.items.values_mut() {
            let own =
                Money::sum(item.applied.iter().filter(|applied| applied.by == *by).map(|applied| applied.amount))?;
            item.applied.retain(|applied| applied.by != *by);
            item.outstanding = item.outstanding.plus(own)?;
            freed = freed.plus(own)?;
        }
        Ok(freed)
    }
}
