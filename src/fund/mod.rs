//! 业主的钱 — the owners' money beside the running service: the maintenance fund, common revenue, money for renovation,
//! rent taken in advance.
//!
//! All of it moves in the one [`Ledger`](crate::money::Ledger). [`Books`] keeps it and knows which purses there are;
//! the ledger has no accounts below those of the purses, so [`FundBook`] keeps the fund by household and building
//! beside it and proves that its sums are the control account ([`FundBook::proves`]). *May this purse pay for that?* is
//! a rule like any other ([`may_pay`]); how much, how often and until when are parameters, held against what was found
//! in a [`Check`](crate::meeting::checks::Check).

mod books;
mod maintenance;
mod renovation;
mod repair;
mod revenue;

pub use books::{BOOKS_FORMAT, Books, may_pay};
pub use maintenance::{FUND_BOOK_FORMAT, FundAct, FundBook, FundEvent, HOLDINGS_MAX, Holding, Tenure, UnitAmount};
pub use renovation::{AdvanceRent, Funding, Instalments, LiftProject, Source, SourceKind, Trial, WorkClass, collect};
pub use repair::{
    Concerned, FinalAccount, Misuse, RepairSplit, check_deposit, check_emergency, check_emergency_sum, check_rooms,
    due_share, final_account, misuse, split_repair,
};
pub use revenue::{Due, Revenue, RevenueState, RevenueUse, Spent, TopUp, share_out, top_up};

use crate::estate::{OwnerId, UnitId};
use crate::measure::apportion::ApportionError;
use crate::measure::{Day, Every, MeasureError, Money, Per};
use crate::money::{EntryId, LedgerError, Purse};
use crate::terms::faults;

faults! {
    /// Money that cannot be booked or shared out (不能入账或者分摊的资金). That a purse *may not* pay is never one of these: it
    /// is a finding.
    pub enum FundError {
        /// A number is not possible.
        Measure { error: MeasureError } = "fund_measure", "{error:#}", "{error}";
        /// There is nothing to share out by.
        Apportion { error: ApportionError } = "fund_apportion", "{error:#}", "{error}";
        /// An entry is not possible.
        Ledger { error: LedgerError } = "fund_ledger", "{error:#}", "{error}";
        /// The stored form has a version that this library does not read.
        Format { newest: u16, found: u16 } = "fund_format",
            "账册格式版本应为{newest}或更早，所读为{found}。",
            "expected books of format {newest} or earlier, found {found}";
        /// A purse is named that the compound does not have.
        NoPurse { purse: Purse } = "no_purse",
            "本小区未设立「{purse:#}」。",
            "expected a purse that the compound has, found the {}", purse.en();
        /// More is taken from a purse than it holds.
        Overdrawn { purse: Purse, held: Money, asked: Money } = "purse_overdrawn",
            "「{purse:#}」余额{held}元，不足支取{asked}元。",
            "expected at most the {held} that the {} holds, found {asked}", purse.en();
        /// More is taken from a household's account than it holds.
        AccountOverdrawn { unit: UnitId, held: Money, asked: Money } = "account_overdrawn",
            "专有部分「{unit}」的维修资金账户余额{held}元，不足支取{asked}元。",
            "expected at most the {held} in the account of unit `{unit}`, found {asked}";
        /// An amount that must be above zero is not.
        NotPositive { found: Money } = "fund_amount_not_positive",
            "金额应大于零，所填为{found}元。",
            "expected an amount above zero, found {found}";
        /// Two owners stand for one line of the book.
        TwoOwners { unit: UnitId, first: OwnerId, second: OwnerId } = "two_owners",
            "维修资金分户账「{unit}」列有两个业主「{first}」和「{second}」。",
            "expected one owner of the account of unit `{unit}`, found `{first}` and `{second}`";
        /// There are no households in the book, or too many.
        HoldingCount { most: usize, found: usize } = "holding_count",
            "维修资金账册应有1至{most}户，所填{found}户。",
            "expected 1 to {most} accounts of the fund, found {found}";
        /// A unit is named that is not in the book.
        UnknownUnit { unit: UnitId } = "unit_not_in_fund",
            "维修资金账册中没有专有部分「{unit}」。",
            "expected a unit of the fund, found `{unit}`";
        /// A unit is named twice in one list.
        UnitTwice { unit: UnitId } = "unit_twice",
            "专有部分「{unit}」在同一清单中出现两次。",
            "expected each unit once, found `{unit}` twice";
        /// An event of the book has the id of another.
        EventTwice { event: EntryId } = "fund_event_twice",
            "账册中已有事项「{event}」。",
            "expected each event once, found `{event}` twice";
        /// An event is dated before the one before it.
        EventBefore { last: Day, found: Day } = "fund_event_before",
            "账册按日序记载，最近一笔为{last}，所填为{found}。",
            "expected an event on {last} or later, found {found}";
        /// The book and the control account differ.
        NotTheControl { book: Money, ledger: Money } = "not_the_control",
            "分户账合计{book}元，与总账{ledger}元不符。",
            "expected the accounts to sum to the control account {ledger}, found {book}";
        /// Sources of money are more than the budget.
        OverFunded { budget: Money, found: Money } = "over_funded",
            "资金来源合计{found}元，超过预算{budget}元。",
            "expected sources up to the budget {budget}, found {found}";
        /// More of the common revenue is used than is left.
        UsedUp { left: Money, asked: Money } = "revenue_used_up",
            "公共收益尚余{left}元，不得再用{asked}元：一笔收益只能用一次。",
            "expected a use of at most the {left} left of the revenue, found {asked}";
        /// A number of months is zero or too large.
        MonthCount { most: u32, found: u32 } = "month_count",
            "月数应为1至{most}，所填为{found}。",
            "expected 1 to {most} months, found {found}";
        /// A collection is priced otherwise than per square metre, once.
        NotOncePerArea { per: Per, every: Every } = "price_not_once_per_area",
            "归集须按每平方米一次计价，所填按{per:#}、{every:#}计。",
            "expected a price per square metre, once, found one per {} and {}", per.en(), every.en();
    }
}

impl From<MeasureError> for FundError {
    fn from(error: MeasureError) -> Self {
        Self::Measure { error }
    }
}

impl From<ApportionError> for FundError {
    fn from(error: ApportionError) -> Self {
        Self::Apportion { error }
    }
}

impl From<LedgerError> for FundError {
    fn from(error: LedgerError) -> Self {
        Self::Ledger { error }
    }
}

/// The most months that anything here runs.
const MONTHS_MAX: u32 = 1_200;

fn months(found: u32) -> Result<u32, FundError> {
    if found == 0 || found > MONTHS_MAX {
        return Err(FundError::MonthCount { most: MONTHS_MAX, found });
    }
    Ok(found)
}

fn positive(found: Money) -> Result<Money, FundError> {
    if found.fen() <= 0 {
        return Err(FundError::NotPositive { found });
    }
    Ok(found)
}

fn not_negative(found: Money) -> Result<Money, FundError> {
    if found.is_negative() {
        return Err(FundError::NotPositive { found });
    }
    Ok(found)
}

/// Shares out fen by weights.
fn share_fen(total: Money, weights: &[u64]) -> Result<Vec<Money>, FundError> {
    let parts = crate::measure::apportion::largest_remainder(total.fen(), weights)?;
    Ok(parts.into_iter().map(Money::from_fen).collect::<Result<_, _>>()?)
}

/// An area as a weight; areas are not negative.
fn weight(area: crate::measure::Area) -> u64 {
    area.hundredths().unsigned_abs()
}
