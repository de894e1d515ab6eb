//! The words of what follows a bill: items, orders of application, movements, and what a book refuses.

use serde::{Deserialize, Serialize};

use super::{LateTerms, LineId};
use crate::estate::UnitId;
use crate::measure::{Day, MeasureError, Money, Span};
use crate::money::{Account, EntryId, IncomeKind, LedgerError};
use crate::terms::{IdError, faults, terms};

terms! {
    /// 款项性质 — what an item of an account is.
    pub enum Nature: "nature of an item" {
        Principal = "principal", "本金", "principal: a line of a bill", "design";
        LateCharge = "late_charge", "违约金", "a late charge on such a line", "design";
    }
}

terms! {
    /// 先后 — which due day is paid first.
    pub enum Precedence: "order of due days" {
        OldestFirst = "oldest_first", "先到期者先抵", "the oldest due day first", "design";
        CurrentFirst = "current_first", "后到期者先抵", "the latest due day first", "design";
    }
}

terms! {
    /// 违约金次序 — where late charges stand among the items.
    pub enum LatePlace: "place of late charges" {
        First = "first", "违约金最先", "before every principal", "design";
        Last = "last", "违约金最后", "after every principal", "design";
        BeforeItsItem = "before_its_item", "各项先违约金后本金", "before the principal they are charged on", "design";
        AfterItsItem = "after_its_item", "各项先本金后违约金", "after the principal they are charged on", "design";
    }
}

/// 抵充次序 — in which order money is applied to what is owed. It is always stated and recorded: nothing stands in for
/// an order that nobody agreed.
///
/// What the payer designates comes first, as listed; then the rest by due day, equal days by id.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// By due day.
    pub by: Precedence,
    /// Where late charges stand.
    pub late: LatePlace,
    /// What the payer named, in the order named (付款人指定).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub designated: Vec<ItemId>,
}

/// 应收款标识 — names an item: the movement that made it and the line of the tariff. Made from the bill, so that billing
/// again makes the same ids.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemId {
    /// The movement.
    pub entry: EntryId,
    /// The line; of a late charge that of its principal.
    pub line: LineId,
}

impl std::fmt::Display for ItemId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.entry, self.line)
    }
}

/// 应收明细 — a line of a bill on its way into the account: how much, and to which account of the ledger the income goes.
/// An amount below zero gives money back and becomes an advance.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Charged {
    /// The line of the tariff, once in a bill.
    pub line: LineId,
    /// What the money is.
    pub kind: IncomeKind,
    /// The account of the income.
    pub account: Account,
    /// How much.
    pub amount: Money,
}

/// 违约金计收 — a late charge on one item, up to a day. What it comes to follows from the account.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The principal.
    pub item: ItemId,
    /// What was agreed.
    pub terms: LateTerms,
    /// The last day that counts.
    pub until: Day,
}

/// 款项用途 — what money that comes in is for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Toward {
    /// What is owed, in this order; what is left over is an advance (抵充应收).
    Items(Order),
    /// Fees to come (预收).
    Advance,
}

/// 往来事项 — what happened on the account of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Act {
    /// A bill (出账).
    Bill {
        /// The span it is for.
        span: Span,
        /// The last day to pay without being late (到期日).
        due: Day,
        /// Its lines.
        charges: Vec<Charged>,
    },
    /// Money from the owner (收款).
    Receipt {
        /// How much.
        amount: Money,
        /// When it arrived, which decides about late charges; on the day of the movement or before.
        received: Day,
        /// For what.
        toward: Toward,
    },
    /// Advances applied to what is owed, as far as they go (预收抵充).
    Apply(Order),
    /// Advances given back (退还预收).
    RefundAdvance(Money),
    /// A deposit taken (收取押金).
    Deposit(Money),
    /// A deposit given back, in whole or in part (退还押金).
    ReturnDeposit {
        /// The movement that took it.
        deposit: EntryId,
        /// How much.
        amount: Money,
    },
    /// A late charge (计收违约金).
    LateCharge(Claim),
    /// Another movement taken back by its mirror (红字冲销).
    Reverse(EntryId),
}

/// 往来业务 — one movement on the account of a unit. Its id is that of its entry in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Movement {
    /// The caller's id; the same movement twice is the same as once.
    pub id: EntryId,
    /// The day on which it is recorded.
    pub on: Day,
    /// Whose account.
    pub unit: UnitId,
    /// What happened.
    pub act: Act,
}

/// 核销 — money applied to an item.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Application {
    /// The receipt, or the use of advances.
    pub by: EntryId,
    /// From when it counts: the day the money arrived, or the day the advance was used.
    pub on: Day,
    /// How much.
    pub amount: Money,
}

/// 应收款 — something owed: a line of a bill, or a late charge on one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// What the money is; of a late charge that of its principal.
    pub kind: IncomeKind,
    /// The span it is for; of a late charge that of its principal.
    pub span: Span,
    /// How much.
    pub amount: Money,
    /// The last day to pay without being late; of a late charge the day it was charged.
    pub due: Day,
    /// What it was charged on, for a late charge.
    pub claim: Option<Box<Claim>>,
    /// What was applied to it, in the order recorded.
    pub applied: Vec<Application>,
    /// What is still owed.
    pub outstanding: Money,
}

impl Item {
    /// Principal or late charge.
    #[must_use]
    pub const fn nature(&self) -> Nature {
        if self.claim.is_some() { Nature::LateCharge } else { Nature::Principal }
    }
}

faults! {
    /// What an account book does not take (往来账不予记载的事项).
    pub enum ReceivableError {
        /// The stored form of a book has a version that this library does not read.
        BookFormat { newest: u16, found: u16 } = "receivables_format",
            "往来账格式版本应为{newest}或更早，所读为{found}。",
            "expected an account book of format {newest} or earlier, found {found}";
        /// A calculation leaves the bounds of its quantity.
        Measure { error: MeasureError } = "receivables_measure",
            "往来账：{error:#}",
            "in the account book: {error}";
        /// The ledger does not take the entry.
        Posting { error: LedgerError } = "receivables_posting",
            "往来账：{error:#}",
            "in the account book: {error}";
        /// The name of a movement, made of two ids, is no id.
        Name { error: IdError } = "receivables_id",
            "往来账：{error:#}",
            "in the account book: {error}";
        /// The book has no account for a unit.
        UnknownAccount { unit: UnitId } = "unknown_account",
            "专有部分「{unit}」尚未建账。",
            "expected a unit with an account, found `{unit}`";
        /// A sum of money that must be above zero is not.
        NotPositive { entry: EntryId, found: Money } = "amount_not_positive",
            "「{entry}」的金额应大于零，所填为{found}元。",
            "expected an amount above zero in `{entry}`, found {found}";
        /// A movement is recorded before an earlier one of the same unit.
        OutOfOrder { unit: UnitId, last: Day, found: Day } = "movement_out_of_order",
            "专有部分「{unit}」已记至{last}，不得再记{found}的事项。",
            "expected a movement of `{unit}` on {last} or later, found {found}";
        /// A receipt arrived after it was recorded.
        NotYetReceived { entry: EntryId, recorded: Day, received: Day } = "not_yet_received",
            "收款「{entry}」记于{recorded}，到账日不得晚于该日，所填为{received}。",
            "expected receipt `{entry}` of {recorded} to have arrived by then, found {received}";
        /// Another movement has the id.
        MovementChanged { entry: EntryId } = "movement_changed",
            "「{entry}」已记账且内容不同；更正须先冲销，再以新标识记账。",
            "expected `{entry}` as it was recorded, found it changed; reverse it and record anew under another id";
        /// A movement moves no money.
        NothingMoved { entry: EntryId } = "nothing_moved",
            "「{entry}」没有可记的金额。",
            "expected `{entry}` to move some money, found none";
        /// A bill has one line twice.
        LineTwice { entry: EntryId, line: LineId } = "charged_twice",
            "账单「{entry}」中收费项「{line}」出现两次。",
            "expected each line of bill `{entry}` once, found `{line}` twice";
        /// An account that is not one of income.
        NotRevenue { account: Account } = "not_revenue",
            "收入应记入收入类账户，所填为「{account:#}」。",
            "expected an account of income, found `{account}`";
        /// A kind of income was given no account.
        NoAccount { kind: IncomeKind } = "no_revenue_account",
            "未指定「{kind:#}」记入的账户。",
            "expected an account for {}, found none", kind.en();
        /// There is no such item on the account of the unit.
        NoSuchItem { unit: UnitId, item: ItemId } = "no_such_item",
            "专有部分「{unit}」没有应收款「{item}」。",
            "expected item `{item}` on the account of `{unit}`, found none";
        /// Advances are less than what is to be given back or taken back.
        AdvanceShort { unit: UnitId, held: Money, asked: Money } = "advance_short",
            "专有部分「{unit}」的预收款为{held}元，不足{asked}元。",
            "expected advances of at least {asked} for `{unit}`, found {held}";
        /// There is no such deposit, or less of it than is to be given back.
        DepositShort { deposit: EntryId, held: Money, asked: Money } = "deposit_short",
            "押金「{deposit}」现存{held}元，不足{asked}元。",
            "expected deposit `{deposit}` to hold at least {asked}, found {held}";
        /// A late charge is asked for days that have not passed.
        UntilAhead { entry: EntryId, on: Day, until: Day } = "late_charge_ahead",
            "违约金「{entry}」记于{on}，不得计至其后的{until}。",
            "expected late charge `{entry}` of {on} to end by then, found {until}";
        /// A late charge on a late charge.
        LateOnLate { item: ItemId } = "late_on_late",
            "违约金「{item}」不再计收违约金。",
            "expected a principal to charge on, found the late charge `{item}`";
        /// Two late charges on one item are by different terms.
        TermsChanged { item: ItemId } = "late_terms_changed",
            "应收款「{item}」已按另一约定计收违约金；须先冲销。",
            "expected item `{item}` to be charged by the terms used before, found others; reverse those charges first";
        /// There is nothing to charge beyond what was charged.
        NothingToCharge { item: ItemId, charged: Money, found: Money } = "nothing_to_charge",
            "应收款「{item}」的违约金已计收{charged}元，应计{found}元，无可再计。",
            "expected more to charge on `{item}` than the {charged} charged before, found {found} in all";
        /// The movement to reverse is not one of this unit, or is itself a reversal.
        NotReversible { entry: EntryId } = "not_reversible",
            "「{entry}」不是可以冲销的事项。",
            "expected a movement of this unit that is no reversal, found `{entry}`";
        /// A movement was taken back already.
        ReversedTwice { entry: EntryId } = "reversed_twice",
            "「{entry}」已冲销，不得再次冲销。",
            "expected `{entry}` not to be reversed yet, found it reversed";
        /// What a later movement stands on is to be taken back.
        DependedOn { entry: EntryId, by: EntryId } = "depended_on",
            "「{entry}」为「{by}」所依据，须先冲销后者。",
            "expected `{entry}` to be reversed after `{by}`, which stands on it";
        /// A rate of a late charge is not above zero, or over one a day.
        LateRate { found: String } = "late_rate",
            "违约金比率应大于零且每日不超过1，所填为「{found}」。",
            "expected a rate above zero and of at most 1 a day, found `{found}`";
        /// A cap of a late charge is not above zero.
        LateCap { found: String } = "late_cap",
            "违约金上限应为本金的正比例，所填为「{found}」。",
            "expected a cap above zero, found `{found}`";
        /// More was paid on an item than it is.
        OverPaid { principal: Money, paid: Money } = "over_paid",
            "应收{principal}元的款项，核销不得为{paid}元。",
            "expected applications from zero to {principal} in all, found {paid}";
        /// A prepayment of no money or of a span without whole months.
        BadPrepayment { paid: Money, start: Day, end: Day } = "bad_prepayment",
            "预收款应为正数并对应1至1200个整月，所填为{paid}元、{start}至{end}（不含终止日）。",
            "expected money for 1 to 1200 whole months, found {paid} for {start} to {end} (end not included)";
        /// The edges of an ageing do not ascend, or are too many.
        Edges { most: usize } = "ageing_edges",
            "账龄分段应为1至{most}个依次增大的天数。",
            "expected 1 to {most} numbers of days, each greater than the one before";
        /// A report is asked for a day before the last movement.
        BeforeLast { last: Day, found: Day } = "report_before_last",
            "往来账已记至{last}，不能出具{found}的报表。",
            "expected a day from {last} on, up to which the book is kept, found {found}";
    }
}

impl From<MeasureError> for ReceivableError {
    fn from(error: MeasureError) -> Self {
        Self::Measure { error }
    }
}

impl From<LedgerError> for ReceivableError {
    fn from(error: LedgerError) -> Self {
        Self::Posting { error }
    }
}
