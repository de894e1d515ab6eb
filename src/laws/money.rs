//! Laws of statements, bills and the ledger.

use super::*;

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
/// let home = |unit: &str| Billable { households: Some(1), ..Billable::new(unit.parse().unwrap()) };
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
