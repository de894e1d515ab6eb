//! Laws of what follows a bill: late charges, applications, the account book and its reports.

use super::*;
use crate::billing::{AgeingRow, CollectionRate, GraceKind, Item, LateTerms, Movement, OwnerAccount, Receivables};
use crate::measure::{RoundingMode, Span};

// ------------------------------------------------------------------------------------------------ late charges

/// 违约金 — day by day after the due day, the part of the principal that is not paid before that day bears the rate; the
/// days are added up, cut at the cap, and rounded once.
///
/// # Errors
/// [`Law::LateChargeExact`], in fen.
///
/// ```
/// use wuye::billing::{GraceKind, LateTerms, RateBasis};
/// use wuye::laws::late_charge_exact;
/// # use wuye::estate::Source;
/// # use wuye::law::Locator;
/// use wuye::measure::{Ratio, RoundingMode};
/// # let clause = Source { document: "物业服务合同".into(), at: Locator::article(12), quote: "每日万分之五".into() };
/// let (rate, half_up) = (Ratio::new(5, 10_000)?, RoundingMode::HalfAwayFromZero);
/// let terms = LateTerms::new(rate, RateBasis::Day, 0, GraceKind::Shifts, None, half_up, clause)?;
/// let (principal, due, until) = ("1812.30".parse()?, "2026-01-31".parse()?, "2026-03-19".parse()?);
/// assert!(late_charge_exact(principal, due, &[], &terms, until, "42.59".parse()?).is_ok());
/// // The daily amount of 0.90615 rounded to 0.91 first.
/// assert!(late_charge_exact(principal, due, &[], &terms, until, "42.77".parse()?).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn late_charge_exact(
    principal: Money,
    due: Day,
    payments: &[(Day, Money)],
    terms: &LateTerms,
    until: Day,
    total: Money,
) -> Result<(), LawViolation> {
    let grace = i64::from(terms.grace_days());
    let after_due = |day: Day| due.days_until(day);
    // What is unpaid on the n-th day after the due day; with a grace that waives, only what was not paid within it.
    let unpaid = |n: i64| {
        let paid = payments.iter().filter(|(on, _)| {
            let paid = after_due(*on);
            paid < n || (terms.grace() == GraceKind::Waives && paid <= grace)
        });
        fen(principal).saturating_sub(sum(paid.map(|(_, amount)| fen(*amount))))
    };
    let last = after_due(until);
    let mut fen_days = 0_i128;
    let mut n = 1_i64;
    while n <= last {
        let charged = match terms.grace() {
            GraceKind::Shifts => n > grace,
            GraceKind::Waives => last > grace,
        };
        if charged {
            fen_days = fen_days.saturating_add(unpaid(n));
        }
        n = n.saturating_add(1);
    }
    let (rate_above, rate_below) = (i128::from(terms.rate().above()), i128::from(terms.rate().below()));
    let mut above = fen_days.saturating_mul(rate_above);
    let mut below = rate_below.saturating_mul(i128::from(terms.basis().days()));
    if let Some(cap) = terms.cap() {
        let (most, of) = (fen(principal).saturating_mul(i128::from(cap.above())), i128::from(cap.below()));
        if above.saturating_mul(of) > most.saturating_mul(below) {
            (above, below) = (most, of);
        }
    }
    same(Law::LateChargeExact, rounded(above, below, terms.rounding()), fen(total))
}

/// A fraction of nothing less than zero, rounded.
fn rounded(above: i128, below: i128, mode: RoundingMode) -> i128 {
    let (whole, rest) = (above.checked_div(below).unwrap_or(0), above.checked_rem(below).unwrap_or(0));
    let twice = rest.saturating_mul(2);
    let up = match mode {
        RoundingMode::HalfAwayFromZero => twice >= below,
        RoundingMode::HalfEven => twice > below || (twice == below && whole.checked_rem(2) == Some(1)),
        RoundingMode::Up => rest > 0,
        RoundingMode::Down => false,
    };
    whole.saturating_add(i128::from(up))
}

/// 不重复计收 — charged in several claims, each up to a later day, it comes to what one claim up to the last day charges:
/// no day is charged twice. `charge` says what each claim charges.
///
/// # Errors
/// [`Law::WindowsOnce`], in fen.
///
/// ```
/// use wuye::laws::windows_once;
/// let days = ["2026-02-05".parse()?, "2026-03-07".parse()?];
/// // Day 5 and day 35, each from the due day: 4.53 + 31.72.
/// let from_the_due_day = |days: &[wuye::measure::Day]| {
///     let of = |day: &wuye::measure::Day| if day.to_string() < "2026-03".into() { "4.53" } else { "31.72" }.parse().unwrap();
///     days.iter().map(of).collect()
/// };
/// assert!(windows_once(&days, from_the_due_day).is_err());
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
pub fn windows_once<F: Fn(&[Day]) -> Vec<Money>>(untils: &[Day], charge: F) -> Result<(), LawViolation> {
    let Some(last) = untils.last() else { return Ok(()) };
    let all = |days: &[Day]| sum(charge(days).into_iter().map(fen));
    same(Law::WindowsOnce, all(&[*last]), all(untils))
}

// ------------------------------------------------------------------------------------------------ payments

/// 核销 — what is applied and what is left over add up to the payment; nothing gets more than it is owed or less than
/// nothing; nothing is paid before all that stands before it in the order; and nothing is left over while something is
/// owed. `owed` and `applied` are in the order of application.
///
/// # Errors
/// [`Law::PaymentCloses`], at the item where it is about one.
///
/// ```
/// use wuye::laws::payment_closes;
/// let yuan = |text: &str| text.parse().unwrap();
/// assert!(payment_closes(yuan("500.00"), &[yuan("488.20")], &[yuan("488.20")], yuan("11.80")).is_ok());
/// // The rest taken for income.
/// assert!(payment_closes(yuan("500.00"), &[yuan("488.20")], &[yuan("488.20")], yuan("0.00")).is_err());
/// ```
pub fn payment_closes(amount: Money, owed: &[Money], applied: &[Money], rest: Money) -> Result<(), LawViolation> {
    let law = Law::PaymentCloses;
    same(law, count(owed.len()), count(applied.len()))?;
    let mut left = fen(amount);
    for (at, (owed, applied)) in owed.iter().zip(applied).enumerate() {
        let expected = left.min(fen(*owed));
        if fen(*applied) != expected {
            return Err(LawViolation::one(law, at, Said::Number(expected), Said::Number(fen(*applied))));
        }
        left = left.saturating_sub(expected);
    }
    same(law, left, fen(rest))
}

// ------------------------------------------------------------------------------------------------ the book

/// 明细账 — a book as the laws see it: what is owed item by item, advances and deposits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BookSeen {
    /// What is outstanding on each item.
    pub owed: Vec<Money>,
    /// The advances of each unit.
    pub advances: Vec<Money>,
    /// What is left of each deposit.
    pub deposits: Vec<Money>,
}

impl From<&Receivables> for BookSeen {
    fn from(book: &Receivables) -> Self {
        let accounts = || book.accounts().map(|(_, account)| account);
        Self {
            owed: accounts().flat_map(OwnerAccount::items).map(|item| item.outstanding).collect(),
            advances: accounts().map(OwnerAccount::advances).collect(),
            deposits: accounts().flat_map(OwnerAccount::deposits).map(|(_, held)| held).collect(),
        }
    }
}

/// 明细账与总账相符 — the sums of the book are the balances of the control accounts by the entries of the ledger, and no
/// item, advance or deposit is below zero.
///
/// # Errors
/// [`Law::BookReconciles`], at the account by its place in [`Account::ALL`], in fen.
///
/// ```
/// use wuye::laws::{BookSeen, book_reconciles};
/// let seen = BookSeen { advances: vec!["11.80".parse()?], ..BookSeen::default() };
/// assert!(book_reconciles(&seen, &[]).is_err()); // the ledger knows nothing of it
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
pub fn book_reconciles(book: &BookSeen, entries: &[Entry]) -> Result<(), LawViolation> {
    let law = Law::BookReconciles;
    let all = |amounts: &[Money]| sum(amounts.iter().copied().map(fen));
    let expected = [
        (Account::OwnersReceivable, all(&book.owed)),
        (Account::AdvancesFromOwners, all(&book.advances).saturating_neg()),
        (Account::Deposits, all(&book.deposits).saturating_neg()),
    ];
    for (account, expected) in expected {
        let postings = entries.iter().flat_map(|entry| &entry.postings).filter(|posting| posting.account == account);
        let found = sum(postings.map(|posting| fen(posting.amount)));
        if found != expected {
            return Err(LawViolation::one(law, account.index(), Said::Number(expected), Said::Number(found)));
        }
    }
    let below = book.owed.iter().chain(&book.advances).chain(&book.deposits).find(|amount| amount.is_negative());
    match below {
        Some(below) => Err(LawViolation::new(law, Said::AtLeast(0), Said::Money(*below))),
        None => Ok(()),
    }
}

/// 重记 — a log recorded anew gives the same book, and so does recording each movement twice, or all of them twice over.
///
/// # Errors
/// [`Law::LogReplays`].
pub fn log_replays<R: PartialEq, F: Fn(&[Movement]) -> R>(log: &[Movement], record: F) -> Result<(), LawViolation> {
    let expected = record(log);
    let each_twice: Vec<Movement> = log.iter().flat_map(|movement| [movement.clone(), movement.clone()]).collect();
    let all_twice: Vec<Movement> = log.iter().chain(log).cloned().collect();
    for (at, again) in [log, &each_twice, &all_twice].into_iter().enumerate() {
        if record(again) != expected {
            let (said, found) = (Said::text("the same book"), Said::text("another book"));
            return Err(LawViolation::one(Law::LogReplays, at, said, found));
        }
    }
    Ok(())
}

/// 失败不改变账 — a call that fails leaves everything as it was.
///
/// # Errors
/// [`Law::FailureKeeps`].
///
/// ```
/// use wuye::laws::failure_keeps;
/// // Takes the money first and looks at the balance afterwards.
/// let careless = |balance: &mut i64| {
///     *balance -= 100;
///     if *balance < 0 { Err("too little") } else { Ok(()) }
/// };
/// assert!(failure_keeps(&50, careless).is_err());
/// ```
pub fn failure_keeps<S: Clone + PartialEq, T, E>(
    state: &S,
    call: impl FnOnce(&mut S) -> Result<T, E>,
) -> Result<(), LawViolation> {
    let mut after = state.clone();
    if call(&mut after).is_err() && after != *state {
        let (said, found) = (Said::text("nothing changed"), Said::text("something changed"));
        return Err(LawViolation::new(Law::FailureKeeps, said, found));
    }
    Ok(())
}

// ------------------------------------------------------------------------------------------------ reports

/// 账龄 — what is owed lies in the bucket of its days, what is not due in none, and all of it adds up. `owed` has the
/// days since each due day, below zero before it.
///
/// # Errors
/// [`Law::AgeingSums`], at the bucket, in fen.
///
/// ```
/// use wuye::billing::AgeingRow;
/// use wuye::laws::ageing_sums;
/// let yuan = |text: &str| text.parse().unwrap();
/// let row = |first, second| AgeingRow { not_due: yuan("0"), due: vec![first, second], total: yuan("5.00") };
/// // Thirty days are within 0–30.
/// assert!(ageing_sums(&[(30, yuan("5.00"))], &[30], &row(yuan("5.00"), yuan("0"))).is_ok());
/// assert!(ageing_sums(&[(30, yuan("5.00"))], &[30], &row(yuan("0"), yuan("5.00"))).is_err());
/// ```
pub fn ageing_sums(owed: &[(i64, Money)], edges: &[u32], row: &AgeingRow) -> Result<(), LawViolation> {
    let law = Law::AgeingSums;
    let of = |first: i64, last: i64| {
        sum(owed.iter().filter(|(days, _)| first <= *days && *days <= last).map(|(_, amount)| fen(*amount)))
    };
    same(law, of(i64::MIN, -1), fen(row.not_due))?;
    same(law, count(edges.len()).saturating_add(1), count(row.due.len()))?;
    let mut first = 0;
    let lasts = edges.iter().map(|edge| i64::from(*edge)).chain([i64::MAX]);
    for (at, (last, found)) in lasts.zip(&row.due).enumerate() {
        if of(first, last) != fen(*found) {
            return Err(LawViolation::one(law, at, Said::Number(of(first, last)), Said::Number(fen(*found))));
        }
        first = last.saturating_add(1);
    }
    same(law, of(i64::MIN, i64::MAX), fen(row.total))
}

/// 收缴率 — due are the principals that fell due in the span, collected is what was applied to those, and old arrears what
/// was applied in the span to those that were due before it. The items are those of the kinds asked for.
///
/// # Errors
/// [`Law::CollectionDefined`]: at 0 what was due, at 1 what was collected, at 2 old arrears, at 3 whether there is a
/// rate.
pub fn collection_defined(items: &[Item], span: Span, seen: &CollectionRate) -> Result<(), LawViolation> {
    let principals = || items.iter().filter(|item| item.claim.is_none());
    let within = |day: Day| span.start() <= day && day < span.end();
    let (mut due, mut collected, mut old) = (0_i128, 0_i128, 0_i128);
    for item in principals() {
        let paid = |from_span: bool| {
            let counted = item.applied.iter().filter(|applied| !from_span || within(applied.on));
            sum(counted.map(|applied| fen(applied.amount)))
        };
        if within(item.due) {
            due = due.saturating_add(fen(item.amount));
            collected = collected.saturating_add(paid(false));
        } else if item.due < span.start() {
            old = old.saturating_add(paid(true));
        }
    }
    let rate = i128::from(seen.rate().is_some());
    let found = [fen(seen.due), fen(seen.collected), fen(seen.old_arrears), rate];
    let expected = [due, collected, old, i128::from(due > 0)];
    for (at, (expected, found)) in expected.into_iter().zip(found).enumerate() {
        if expected != found {
            return Err(LawViolation::one(Law::CollectionDefined, at, Said::Number(expected), Said::Number(found)));
        }
    }
    Ok(())
}
