//! The books of a compound: which purses it has, and everything that moves between them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::FundError;
use crate::assess::{Assessment, Checklist};
use crate::dossier::Dossier;
use crate::measure::{Day, Money};
use crate::money::{Account, Ledger, Movement, Purpose, Purse, Side};
use crate::rule::{Aim, Rulebook};
use crate::terms::Placed;

/// The version of the stored form of books that this library writes.
pub const BOOKS_FORMAT: u16 = 1;

/// 可否支付 — whether a purse may pay for a purpose, with the law of a day: an answer with its articles, never an error.
///
/// ```
/// use wuye::dossier::Dossier;
/// use wuye::estate::Compound;
/// use wuye::fund::may_pay;
/// use wuye::money::{Purpose, Purse};
/// use wuye::rule::Verdict;
/// use wuye::terms::Lang;
/// let hangzhou = wuye::places::rulebook_for("330100".parse()?)?;
/// let compound = Compound { id: "c1".parse()?, name: "示例".into(), place: "330100".parse()?, yards: vec![] };
/// let dossier = Dossier::new(compound);
/// let pipes = may_pay(Purse::MaintenanceFund, Purpose::UtilityPipes, &hangzhou, &dossier, "2024-06-01".parse()?);
/// assert_eq!(pipes.verdict(), Verdict::Unmet);
/// let law = pipes.rules().last().unwrap().citation().unwrap().short(Lang::Zh);
/// assert_eq!(law, "《杭州市物业管理条例》第七十四条第一款第（二）项");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn may_pay(purse: Purse, purpose: Purpose, rulebook: &Rulebook, dossier: &Dossier, day: Day) -> Assessment {
    Checklist::compile(rulebook, Aim::Pay(purse, purpose)).assess(dossier, day)
}

/// 账册 — the ledger of a compound with the purses that it has. The provider's own money is always there and may be below
/// zero: then the provider has advanced it. No other purse may.
///
/// ```
/// use wuye::fund::Books;
/// use wuye::money::{Movement, Purse, Side};
/// let mut books = Books::new([Purse::CommonRevenue]);
/// let movement = |id: &str, from, to, yuan: &str| Movement {
///     id: id.parse().unwrap(), on: "2026-01-05".parse().unwrap(), from, to, amount: yuan.parse().unwrap(),
/// };
/// let (out, revenue) = (Side::Outside, Side::Purse(Purse::CommonRevenue));
/// books.post(&movement("ads", out, revenue, "120000"))?;
/// let beyond = books.post(&movement("party", revenue, out, "120000.01")).unwrap_err();
/// assert_eq!(beyond.code(), "purse_overdrawn");
/// let fund = books.post(&movement("top-up", revenue, Side::Purse(Purse::MaintenanceFund), "1")).unwrap_err();
/// assert_eq!(fund.code(), "no_purse");
/// assert_eq!(books.held(Purse::CommonRevenue)?, "120000".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "BooksForm", into = "BooksForm")]
pub struct Books {
    // INVARIANT: every entry is that of a movement between open purses that did not overdraw one when it was posted.
    open: BTreeSet<Purse>,
    movements: Vec<Movement>,
    ledger: Ledger,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BooksForm {
    format: u16,
    purses: BTreeSet<Purse>,
    movements: Vec<Movement>,
}

impl TryFrom<BooksForm> for Books {
    type Error = Placed<FundError>;
    fn try_from(form: BooksForm) -> Result<Self, Placed<FundError>> {
        if form.format == 0 || form.format > BOOKS_FORMAT {
            return Err(FundError::Format { newest: BOOKS_FORMAT, found: form.format }.into());
        }
        let mut books = Self::new(form.purses);
        for (i, movement) in form.movements.iter().enumerate() {
            books.post(movement).map_err(|error| Placed::at(format!("movements[{i}]"), error))?;
        }
        Ok(books)
    }
}

impl From<Books> for BooksForm {
    fn from(books: Books) -> Self {
        Self { format: BOOKS_FORMAT, purses: books.open, movements: books.movements }
    }
}

impl Books {
    /// Books with these purses, and the provider's own.
    #[must_use]
    pub fn new(open: impl IntoIterator<Item = Purse>) -> Self {
        let open = open.into_iter().chain([Purse::ProvidersOwn]).collect();
        Self { open, movements: Vec::new(), ledger: Ledger::default() }
    }

    /// Sets up a purse (设立); a purse that there is already stays as it is.
    pub fn open(&mut self, purse: Purse) {
        self.open.insert(purse);
    }

    /// Books a movement. Returns whether it was new: the same movement again changes nothing.
    ///
    /// # Errors
    /// [`FundError::NoPurse`], [`FundError::Overdrawn`], and [`FundError::Ledger`] for a movement that is not possible
    /// or another one of the same id.
    pub fn post(&mut self, movement: &Movement) -> Result<bool, FundError> {
        let entry = movement.entry()?;
        for side in [movement.from, movement.to] {
            if let Side::Purse(purse) = side
                && !self.open.contains(&purse)
            {
                return Err(FundError::NoPurse { purse });
            }
        }
        if let (Side::Purse(purse), None) = (movement.from, self.ledger.entry(&movement.id))
            && purse != Purse::ProvidersOwn
        {
            let held = self.ledger.held(purse)?;
            if movement.amount > held {
                return Err(FundError::Overdrawn { purse, held, asked: movement.amount });
            }
        }
        let new = self.ledger.post(entry)?;
        if new {
            self.movements.push(movement.clone());
        }
        Ok(new)
    }

    /// What a purse holds.
    ///
    /// # Errors
    /// [`FundError::NoPurse`]; [`FundError::Measure`] beyond the bounds of money.
    pub fn held(&self, purse: Purse) -> Result<Money, FundError> {
        if !self.open.contains(&purse) {
            return Err(FundError::NoPurse { purse });
        }
        Ok(self.ledger.held(purse)?)
    }

    /// What came from outside less what went there: all purses together hold just this.
    ///
    /// # Errors
    /// [`FundError::Measure`] beyond the bounds of money.
    pub fn from_outside(&self) -> Result<Money, FundError> {
        Ok(self.ledger.balance(Account::Bank)?)
    }

    /// The purses that there are.
    pub fn purses(&self) -> impl Iterator<Item = Purse> + '_ {
        self.open.iter().copied()
    }

    /// Everything that moved, in the order in which it was booked.
    #[must_use]
    pub fn movements(&self) -> &[Movement] {
        &self.movements
    }

    /// The ledger.
    #[must_use]
    pub const fn ledger(&self) -> &Ledger {
        &self.ledger
    }
}
