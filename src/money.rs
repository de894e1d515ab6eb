//! 收支 — the words of money: purses, kinds of income and cost, how a line is computed, and the ledger they are posted
//! to.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::measure::{Day, MeasureError, Money};
use crate::terms::{Placed, faults, ids, terms};

mod purses;

pub use purses::{Movement, Side};

terms! {
    /// 资金归属 — whose money it is.
    pub enum Purse: "purse" {
        Operating = "operating", "物业服务收支", "operating account of the service", "《民法典》第九百三十七条";
        CommonRevenue = "common_revenue", "业主共有收益", "owners' common revenue", "《民法典》第二百八十二条";
        MaintenanceFund = "maintenance_fund", "维修资金", "maintenance fund", "《民法典》第二百八十一条";
        Renovation = "renovation", "改造资金", "renovation money", "许建政协〔2021〕18号第二部分";
        ProvidersOwn = "providers_own", "物业服务人自有资金", "provider's own money", "design";
    }
}

terms! {
    /// 支出用途 — what money is asked to pay for.
    pub enum Purpose: "purpose" {
        Service = "service", "物业服务支出", "the running service", "《民法典》第九百三十七条";
        Repair = "repair", "共有部分的维修、更新和改造", "repair, renewal and alteration of common space", "《民法典》第二百八十一条";
        Renovation = "renovation", "小区改造工程", "renovation works", "许建政协〔2021〕18号第二部分";
        Emergency = "emergency", "紧急情况下的维修", "repair in an emergency", "《民法典》第二百八十一条第二款";
        FundTopUp = "fund_top_up", "补充维修资金", "topping up the maintenance fund", "《物业管理条例》第五十四条";
        BuildersWarranty = "builders_warranty", "保修期内由建设、施工单位承担的维修", "repair that the builder owes under the warranty", "《物业管理条例》第五十三条第二款";
        UtilityPipes = "utility_pipes", "由专业单位承担的管线和设施设备的维修养护", "upkeep of the pipes and plant of utilities", "《住宅专项维修资金管理办法》第二十五条";
        ManMadeDamage = "man_made_damage", "人为损坏的修复", "mending what somebody damaged", "《住宅专项维修资金管理办法》第二十五条";
        ProvidersDuty = "providers_duty", "按合同由物业服务人承担的维修养护", "upkeep that the provider owes under the contract", "《住宅专项维修资金管理办法》第二十五条";
    }
}

terms! {
    /// 收入种类 — kinds of income.
    pub enum IncomeKind: "kind of income" {
        ServiceFee = "service_fee", "物业费", "service fee", "《民法典》第九百三十七条";
        ParkingCharge = "parking_charge", "停车服务费", "parking charge", "许建政协〔2021〕18号第二部分";
        ParkingRent = "parking_rent", "停车位租金", "rent of parking spaces", "许建政协〔2021〕18号第二部分";
        Advertising = "advertising", "广告收入", "advertising", "《民法典》第二百八十二条";
        Lease = "lease", "经营用房租金", "rent of premises", "《民法典》第二百八十二条";
        Subsidy = "subsidy", "财政补贴", "subsidy", "design";
        OtherIncome = "other_income", "其他收入", "other income", "design";
    }
}

terms! {
    /// 支出种类 — kinds of cost of a service: the nine of the measures on charges, the tenth of the cost audit, and major
    /// repair, which is no cost of the service and stands here so that a settlement can refuse it.
    pub enum CostKind: "kind of cost" {
        Staff = "staff", "人员费用", "staff", "发改价格〔2003〕1864号第十一条";
        Upkeep = "upkeep", "共用部位、设施设备日常运行和维护费用", "running and upkeep of common parts", "发改价格〔2003〕1864号第十一条";
        Cleaning = "cleaning", "清洁卫生费用", "cleaning", "发改价格〔2003〕1864号第十一条";
        Greening = "greening", "绿化养护费用", "greening", "发改价格〔2003〕1864号第十一条";
        Order = "order", "秩序维护费用", "keeping order", "发改价格〔2003〕1864号第十一条";
        Office = "office", "办公费用", "office", "发改价格〔2003〕1864号第十一条";
        Depreciation = "depreciation", "物业服务企业固定资产折旧", "depreciation of the provider's assets", "发改价格〔2003〕1864号第十一条";
        Insurance = "insurance", "共用部位、设施设备及公众责任保险费用", "insurance", "发改价格〔2003〕1864号第十一条";
        Agreed = "agreed", "经业主同意的其他费用", "other costs agreed by the owners", "发改价格〔2003〕1864号第十一条";
        AllService = "all_service", "物业服务支出合计", "all costs of the service", "design";
        ManagementAllocation = "management_allocation", "管理费分摊", "share of the provider's management cost", "发改价格〔2007〕2285号";
        MajorRepair = "major_repair", "共用部位、设施设备的大修、中修和更新、改造费用", "major repair, renewal and alteration of common parts", "发改价格〔2003〕1864号第十一条";
    }
}

terms! {
    /// 账户 — accounts of the ledger.
    pub enum Account: "account" {
        OwnersReceivable = "owners_receivable", "应收业主款", "receivable from owners", "design";
        Bank = "bank", "银行存款", "bank", "design";
        ServiceRevenue = "service_revenue", "物业服务收入", "service revenue", "design";
        OwnersCommonRevenue = "owners_common_revenue", "业主共有收益", "owners' common revenue", "《民法典》第二百八十二条";
        MaintenanceFund = "maintenance_fund", "维修资金", "maintenance fund", "《民法典》第二百八十一条";
        AdvancesFromOwners = "advances_from_owners", "预收业主款", "advances from owners", "design";
        Deposits = "deposits", "押金", "deposits", "design";
        Renovation = "renovation", "改造资金", "renovation money", "许建政协〔2021〕18号第二部分";
        LateCharges = "late_charges", "违约金收入", "late charges", "design";
        Costs = "costs", "物业服务支出", "costs of the service", "design";
        RoundingDifference = "rounding_difference", "尾差", "rounding difference", "design";
        ServiceFund = "service_fund", "代管的物业服务资金", "service money held for the owners", "发改价格〔2003〕1864号第十二条";
        Provider = "provider", "物业服务人往来", "account with the provider", "design";
    }
}

ids! {
    /// 分录标识 — names an entry of a ledger.
    EntryId;
}

faults! {
    /// An entry that a ledger does not take (不能入账的分录).
    pub enum LedgerError {
        /// The postings do not sum to zero.
        Unbalanced { entry: EntryId, difference: Money } = "unbalanced",
            "分录「{entry}」借贷应相抵为零，差额为{difference}元。",
            "expected the postings of entry `{entry}` to sum to zero, found {difference}";
        /// The postings sum to more than money can hold.
        Measure { entry: EntryId, error: MeasureError } = "ledger_measure",
            "分录「{entry}」：{error:#}",
            "entry `{entry}`: {error}";
        /// An entry has fewer than two postings.
        TooFewPostings { entry: EntryId, found: usize } = "too_few_postings",
            "分录「{entry}」至少须有两笔，所填{found}笔。",
            "expected at least two postings in entry `{entry}`, found {found}";
        /// Another entry of the same id was posted.
        Changed { entry: EntryId } = "entry_changed",
            "分录「{entry}」已入账且内容不同；更正须另立红字分录。",
            "expected entry `{entry}` as it was posted, found it changed; correct it with a reversal";
        /// A reversal is not the mirror of what it reverses.
        NotTheMirror { entry: EntryId, original: EntryId } = "not_the_mirror",
            "分录「{entry}」须逐笔为「{original}」的相反数，所填并非如此。",
            "expected entry `{entry}` to mirror `{original}` posting by posting, found other postings";
        /// A reversal is dated before what it reverses.
        ReversedBefore { entry: EntryId, posted: Day, reversed: Day } = "reversed_before",
            "分录「{entry}」入账于{posted}，不得于{reversed}冲销。",
            "expected the reversal of `{entry}` on {posted} or later, found {reversed}";
        /// An entry to reverse is not in the ledger.
        NotFound { entry: EntryId } = "entry_not_found",
            "账中没有分录「{entry}」。",
            "expected entry `{entry}` in the ledger, found none";
        /// An entry was reversed already.
        AlreadyReversed { entry: EntryId } = "already_reversed",
            "分录「{entry}」已冲销，不得再次冲销。",
            "expected entry `{entry}` not to be reversed yet, found it reversed";
        /// A movement is of nothing, or of less.
        NotPositive { movement: EntryId, found: Money } = "movement_not_positive",
            "变动「{movement}」的金额应大于零，所填为{found}元。",
            "expected movement `{movement}` of more than nothing, found {found}";
        /// Money moves from a side to itself.
        SameSide { movement: EntryId } = "movement_same_side",
            "变动「{movement}」的来处与去处相同。",
            "expected movement `{movement}` between two sides, found one";
    }
}

/// 记账 — a part of an entry: so much to one account; debits are positive, credits negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Posting {
    /// The account.
    pub account: Account,
    /// The amount.
    pub amount: Money,
}

/// 分录 — postings of one day that sum to zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The caller's id; posting the same entry twice is the same as once.
    pub id: EntryId,
    /// The day.
    pub on: Day,
    /// Its postings.
    pub postings: Vec<Posting>,
    /// The entry that this one takes back, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reverses: Option<EntryId>,
}

/// 总账 — entries in the order they were posted. Nothing is changed or deleted: a correction is a mirrored reversal.
///
/// ```
/// use wuye::money::{Account, Entry, Ledger, Posting};
/// let m = |yuan: &str| yuan.parse().unwrap();
/// let mut ledger = Ledger::default();
/// let entry = Entry {
///     id: "bill-1".parse().unwrap(),
///     on: "2026-01-01".parse().unwrap(),
///     postings: vec![
///         Posting { account: Account::OwnersReceivable, amount: m("50.00") },
///         Posting { account: Account::ServiceRevenue, amount: m("-50.00") },
///     ],
///     reverses: None,
/// };
/// assert!(ledger.post(entry.clone())?);
/// assert!(!ledger.post(entry)?); // once only
/// assert_eq!(ledger.balance(Account::OwnersReceivable)?, m("50.00"));
/// ledger.reverse(&"bill-1".parse().unwrap(), "bill-1-r".parse().unwrap(), "2026-01-05".parse().unwrap())?;
/// assert!(ledger.balance(Account::OwnersReceivable)?.is_zero());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(into = "Vec<Entry>")]
pub struct Ledger {
    // INVARIANT: every entry sums to zero; ids are unique; `index` and `reversed` follow from `entries`.
    entries: Vec<Entry>,
    index: BTreeMap<EntryId, usize>,
    reversed: BTreeSet<EntryId>,
}

impl<'de> Deserialize<'de> for Ledger {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entries = Vec::<Entry>::deserialize(deserializer)?;
        let mut ledger = Self::default();
        for (i, entry) in entries.into_iter().enumerate() {
            let posted = ledger.post(entry);
            posted.map_err(|error| serde::de::Error::custom(Placed::at(format!("[{i}]"), error)))?;
        }
        Ok(ledger)
    }
}

impl TryFrom<Vec<Entry>> for Ledger {
    type Error = LedgerError;
    fn try_from(entries: Vec<Entry>) -> Result<Self, LedgerError> {
        let mut ledger = Self::default();
        for entry in entries {
            ledger.post(entry)?;
        }
        Ok(ledger)
    }
}

impl From<Ledger> for Vec<Entry> {
    fn from(ledger: Ledger) -> Self {
        ledger.entries
    }
}

impl Ledger {
    /// Posts an entry. Returns whether it was new: the same entry again changes nothing.
    ///
    /// # Errors
    /// [`LedgerError::TooFewPostings`], [`LedgerError::Unbalanced`], [`LedgerError::Measure`], [`LedgerError::Changed`]
    /// where another entry has its id; for a reversal [`LedgerError::NotFound`], [`LedgerError::AlreadyReversed`],
    /// [`LedgerError::NotTheMirror`] and [`LedgerError::ReversedBefore`].
    pub fn post(&mut self, entry: Entry) -> Result<bool, LedgerError> {
        if !self.check(&entry)? {
            return Ok(false);
        }
        if let Some(other) = &entry.reverses {
            self.reversed.insert(other.clone());
        }
        self.index.insert(entry.id.clone(), self.entries.len());
        self.entries.push(entry);
        Ok(true)
    }

    /// Whether an entry would be taken, and as a new one, without posting it.
    ///
    /// # Errors
    /// As [`Ledger::post`].
    pub fn check(&self, entry: &Entry) -> Result<bool, LedgerError> {
        if let Some(posted) = self.index.get(&entry.id).and_then(|i| self.entries.get(*i)) {
            return if posted == entry { Ok(false) } else { Err(LedgerError::Changed { entry: entry.id.clone() }) };
        }
        if entry.postings.len() < 2 {
            return Err(LedgerError::TooFewPostings { entry: entry.id.clone(), found: entry.postings.len() });
        }
        let sum = Money::sum(entry.postings.iter().map(|posting| posting.amount));
        let difference = sum.map_err(|error| LedgerError::Measure { entry: entry.id.clone(), error })?;
        if !difference.is_zero() {
            return Err(LedgerError::Unbalanced { entry: entry.id.clone(), difference });
        }
        if let Some(other) = &entry.reverses {
            self.check_reversal(other, entry)?;
        }
        Ok(true)
    }

    fn check_reversal(&self, other: &EntryId, entry: &Entry) -> Result<(), LedgerError> {
        let original = self.entry(other).ok_or_else(|| LedgerError::NotFound { entry: other.clone() })?;
        if self.reversed.contains(other) {
            return Err(LedgerError::AlreadyReversed { entry: other.clone() });
        }
        if mirror(&original.postings) != entry.postings {
            return Err(LedgerError::NotTheMirror { entry: entry.id.clone(), original: other.clone() });
        }
        if entry.on < original.on {
            return Err(LedgerError::ReversedBefore { entry: other.clone(), posted: original.on, reversed: entry.on });
        }
        Ok(())
    }

    /// Takes an entry back by its mirror: every posting with the other sign, to the fen.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`], [`LedgerError::AlreadyReversed`], [`LedgerError::ReversedBefore`], and
    /// [`LedgerError::Changed`] if the new id is taken.
    pub fn reverse(&mut self, entry: &EntryId, id: EntryId, on: Day) -> Result<(), LedgerError> {
        let original = self.entry(entry).ok_or_else(|| LedgerError::NotFound { entry: entry.clone() })?;
        let postings = mirror(&original.postings);
        self.post(Entry { id, on, postings, reverses: Some(entry.clone()) }).map(|_| ())
    }

    /// An entry by its id.
    #[must_use]
    pub fn entry(&self, id: &EntryId) -> Option<&Entry> {
        self.index.get(id).and_then(|i| self.entries.get(*i))
    }

    /// All entries in the order they were posted.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The balance of an account: debits less credits.
    ///
    /// # Errors
    /// [`MeasureError::Overflow`] if the balance is beyond the bounds of money.
    pub fn balance(&self, account: Account) -> Result<Money, MeasureError> {
        let postings = self.entries.iter().flat_map(|entry| &entry.postings);
        let amounts = postings.filter(|posting| posting.account == account).map(|posting| posting.amount);
        Money::sum(amounts)
    }
}

fn mirror(postings: &[Posting]) -> Vec<Posting> {
    postings.iter().map(|p| Posting { account: p.account, amount: p.amount.negated() }).collect()
}
