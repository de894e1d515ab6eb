//! The credit file: what is entered, and what counts on a day.

use serde::{Deserialize, Serialize};

use super::bands::{PendingAppeal, Scheme};
use super::{ProviderError, ProviderPart, RECORD_POINTS_MAX, RECORDS_MAX};
use crate::estate::{ProviderId, Source, check_source};
use crate::measure::{Day, MeasureError, Period, Points};
use crate::rule::Verdict;
use crate::terms::{Lang, Placed, ids, terms};

ids! {
    /// 信用记录标识 — names a record of a credit file.
    RecordId;
    /// 惩戒标识 — names a penalty in a credit file.
    PenaltyId;
}

terms! {
    /// 信息类别 — whether a record speaks for a provider or against it.
    pub enum RecordKind: "kind of record" {
        Good = "good", "守信信息", "record of good faith", "咸宁2023-07-10答复二（三）三是";
        Bad = "bad", "失信信息", "record of bad faith", "咸宁2023-07-10答复二（三）三是";
    }
}

terms! {
    /// 申诉结果 — how an appeal against a record ended.
    pub enum AppealResult: "result of an appeal" {
        Upheld = "upheld", "申诉成立", "upheld: the entry is struck out", "design";
        Dismissed = "dismissed", "申诉不成立", "dismissed: the entry stays", "design";
    }
}

terms! {
    /// 申诉状态 — where an appeal stands on a day.
    pub enum AppealState: "state of an appeal" {
        None = "none", "未申诉", "no appeal", "design";
        Pending = "pending", "申诉中", "pending", "design";
        Upheld = "upheld", "申诉成立", "upheld", "design";
        Dismissed = "dismissed", "申诉不成立", "dismissed", "design";
    }
}

terms! {
    /// 惩戒措施 — what may be imposed on a provider.
    pub enum PenaltyKind: "kind of penalty" {
        Exposure = "exposure", "公开曝光失信信息", "exposure of bad faith", "咸宁2023-07-10答复二（三）三是";
        MarketLimit = "market_limit", "限制市场准入", "limited entry to the market", "咸宁2023-07-10答复二（三）三是";
        AwardBar = "award_bar", "取消评先评优", "no awards", "咸宁2023-07-10答复二（三）三是";
        ForcedExit = "forced_exit", "强制清退", "forced exit", "咸宁2023-07-10答复二（三）三是";
        BlackList = "black_list", "列入黑名单", "put on the black list", "东莞市民政局2023-05-16会办意见";
    }
}

terms! {
    /// 受限事项 — what a provider may be barred from.
    pub enum Barred: "thing that may be barred" {
        Tendering = "tendering", "参与招投标", "tendering", "咸宁2023-07-10答复二（三）三是";
        Pool = "pool", "入选预选库", "the pre-selection pool", "东建函〔2023〕26号第一部分第（三）项";
        Awards = "awards", "评先评优", "awards", "咸宁2023-07-10答复二（三）三是";
        NewProjects = "new_projects", "承接新项目", "new projects", "北京市旧信用记分办法（转述）";
    }
}

terms! {
    /// 记录状态 — what a record or a penalty is worth on a day.
    pub enum EntryState: "state of an entry" {
        Counts = "counts", "计入", "counts", "design";
        Struck = "struck", "申诉成立，已撤销", "struck out: its appeal was upheld", "design";
        Restored = "restored", "已修复或者解除", "restored or lifted", "design";
        Expired = "expired", "已过有效期", "expired", "design";
        OtherCycle = "other_cycle", "不在本评价周期", "of another cycle", "design";
        Suspended = "suspended", "申诉中，暂不计入", "suspended while its appeal is pending", "design";
        OpenAppeal = "open_appeal", "申诉中，是否计入未载明", "its appeal is pending, and whether it counts meanwhile is not stated", "design";
        OpenTerm = "open_term", "有效期未载明", "how long it counts is not stated", "design";
    }
}

impl EntryState {
    /// Whether the entry counts: met, unmet, or unknown.
    #[must_use]
    pub const fn verdict(self) -> Verdict {
        match self {
            Self::Counts => Verdict::Met,
            Self::OpenAppeal | Self::OpenTerm => Verdict::Unknown,
            Self::Struck | Self::Restored | Self::Expired | Self::OtherCycle | Self::Suspended => Verdict::Unmet,
        }
    }
}

/// 申诉 — an appeal against a record or a penalty: when it was filed, and how it ended, if it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appeal {
    /// The day on which it was filed.
    pub filed: Day,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<Decided>,
}

/// 申诉决定 — how an appeal ended, and on which day. The decision takes effect on its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decided {
    /// The day of the decision, not before the day of filing.
    pub on: Day,
    /// The result.
    pub result: AppealResult,
}

impl Appeal {
    /// Where it stands on a day. It is pending from the day of filing, and decided from the day of the decision.
    #[must_use]
    pub fn state_on(&self, day: Day) -> AppealState {
        match self.decided.filter(|decided| decided.on <= day) {
            Some(Decided { result: AppealResult::Upheld, .. }) => AppealState::Upheld,
            Some(Decided { result: AppealResult::Dismissed, .. }) => AppealState::Dismissed,
            None if self.filed <= day => AppealState::Pending,
            None => AppealState::None,
        }
    }

    /// What was known of it on a day.
    fn known_on(self, day: Day) -> Option<Self> {
        (self.filed <= day).then(|| Self { decided: self.decided.filter(|decided| decided.on <= day), ..self })
    }
}

fn appeal_on(appeal: Option<Appeal>, day: Day) -> AppealState {
    appeal.map_or(AppealState::None, |appeal| appeal.state_on(day))
}

/// 有效期 — how long an entry counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Lasts {
    /// Up to this day; the day itself is in it.
    Until(Day),
    /// For a period from the day of the entry.
    For(Period),
    /// Without end (长期).
    Open,
}

impl Lasts {
    /// The last day on which an entry of this day counts, or nothing if it has no end. The entry counts from its own
    /// day; the day itself is not counted in a period, which ends on the day that corresponds to it, or on the last
    /// day of the month where that has no such day (《民法典》第二百零一条、第二百零二条). A year from 2024-02-29 ends on
    /// 2025-02-28, and on 2025-03-01 nothing is barred any more. A decision that names its last day is entered with
    /// [`Lasts::Until`].
    ///
    /// The Code is about civil periods; the same count is used here for credit, where no text that was read has
    /// another.
    ///
    /// # Errors
    /// [`MeasureError::Overflow`] after the year 2200.
    ///
    /// ```
    /// use wuye::measure::Period;
    /// use wuye::provider::Lasts;
    /// let year = Lasts::For(Period::Years(1));
    /// assert_eq!(year.last("2024-02-29".parse()?)?, Some("2025-02-28".parse()?));
    /// assert_eq!(year.last("2023-02-28".parse()?)?, Some("2024-02-28".parse()?));
    /// # Ok::<(), wuye::measure::MeasureError>(())
    /// ```
    pub fn last(self, from: Day) -> Result<Option<Day>, MeasureError> {
        match self {
            Self::Until(day) => Ok(Some(day)),
            Self::For(period) => period.after(from).map(Some),
            Self::Open => Ok(None),
        }
    }
}

/// 信用记录 — one entry: what, how many points, on which day, how long, by which evidence, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Its id.
    pub id: RecordId,
    /// For or against.
    pub kind: RecordKind,
    /// How many points, from 0 to 10,000. A bad record has them deducted.
    pub points: Points,
    /// The day from which it counts.
    pub on: Day,
    /// How long it counts; nothing where the place's rules say so, see [`Scheme::validity`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lasts: Option<Lasts>,
    /// Whether it settles the band by itself (一票否决).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub veto: bool,
    /// Where it can be read.
    pub evidence: Source,
    /// An appeal against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appeal: Option<Appeal>,
    /// The day from which a bad record no longer counts because the provider made good (信用修复).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restored: Option<Day>,
}

impl Record {
    /// What it is worth on a day under a place's rules; nothing before its own day.
    ///
    /// What is certain goes first: a record that is struck out, restored, expired or of another cycle does not count,
    /// whatever else is open.
    #[must_use]
    pub fn state_on(&self, day: Day, scheme: &Scheme) -> Option<EntryState> {
        if day < self.on {
            return None;
        }
        let lasts = self.lasts.or(scheme.validity.map(Lasts::For));
        let last = lasts.map(|lasts| lasts.last(self.on).unwrap_or(None));
        let appeal = appeal_on(self.appeal, day);
        if let Some(gone) = gone(appeal, self.restored, last.flatten(), day) {
            return Some(gone);
        }
        if scheme.yearly && self.on.year() != day.year() {
            return Some(EntryState::OtherCycle);
        }
        // A cycle ends what counts; without one and without a term nobody knows how long it does.
        let term_open = last.is_none() && !scheme.yearly && day > self.on;
        Some(match while_pending(appeal, scheme.pending) {
            EntryState::Counts if term_open => EntryState::OpenTerm,
            state => state,
        })
    }

    fn known_on(&self, day: Day) -> Option<Self> {
        (self.on <= day).then(|| Self {
            appeal: self.appeal.and_then(|appeal| appeal.known_on(day)),
            restored: self.restored.filter(|restored| *restored <= day),
            ..self.clone()
        })
    }
}

/// Why an entry certainly does not count any more.
fn gone(appeal: AppealState, restored: Option<Day>, last: Option<Day>, day: Day) -> Option<EntryState> {
    if appeal == AppealState::Upheld {
        return Some(EntryState::Struck);
    }
    if restored.is_some_and(|restored| restored <= day) {
        return Some(EntryState::Restored);
    }
    last.is_some_and(|last| last < day).then_some(EntryState::Expired)
}

/// What a place says of an entry whose appeal is pending.
const fn while_pending(appeal: AppealState, policy: Option<PendingAppeal>) -> EntryState {
    match (appeal, policy) {
        (AppealState::Pending, None) => EntryState::OpenAppeal,
        (AppealState::Pending, Some(PendingAppeal::Suspended)) => EntryState::Suspended,
        _ => EntryState::Counts,
    }
}

/// 信用惩戒 — a penalty with its days, and what it bars. What a penalty bars is what its decision says; no text that was
/// read defines it by kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Penalty {
    /// Its id.
    pub id: PenaltyId,
    /// What it is.
    pub kind: PenaltyKind,
    /// Its first day.
    pub from: Day,
    /// How long it lasts.
    pub lasts: Lasts,
    /// What it bars, by its decision.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bars: Vec<Barred>,
    /// Where it can be read.
    pub evidence: Source,
    /// An appeal against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appeal: Option<Appeal>,
    /// The day from which it is lifted (移出名单、解除).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifted: Option<Day>,
}

impl Penalty {
    /// What it is worth on a day, under a policy on pending appeals; nothing before its first day. First and last day
    /// are in it.
    #[must_use]
    pub fn state_on(&self, day: Day, pending: Option<PendingAppeal>) -> Option<EntryState> {
        if day < self.from {
            return None;
        }
        let appeal = appeal_on(self.appeal, day);
        let last = self.last();
        Some(gone(appeal, self.lifted, last, day).unwrap_or_else(|| while_pending(appeal, pending)))
    }

    /// Its last day, or nothing if it has no end.
    #[must_use]
    pub fn last(&self) -> Option<Day> {
        self.lasts.last(self.from).unwrap_or(None)
    }

    fn known_on(&self, day: Day) -> Option<Self> {
        (self.from <= day).then(|| Self {
            appeal: self.appeal.and_then(|appeal| appeal.known_on(day)),
            lifted: self.lifted.filter(|lifted| *lifted <= day),
            ..self.clone()
        })
    }
}

/// 基础分 — the base of a score from a day on, or that the provider has not filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Base {
    /// From which day.
    pub from: Day,
    /// What it is.
    pub state: BaseState,
}

/// 申报情况 — what is filed. That nothing was filed must be stated too; where nobody states it, it is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum BaseState {
    /// Filed, with a base of so many points, from 0 to 10,000.
    Filed(Points),
    /// Not filed (缺失).
    NotFiled,
}

/// 诚信档案 — the credit file of one provider: an append-only log.
///
/// ```
/// use wuye::estate::Source;
/// use wuye::law::Locator;
/// use wuye::provider::{Base, BaseState, CreditFile, Lasts, Record, RecordKind, published};
/// let record = |id: &str, kind, points: &str| -> Result<Record, Box<dyn std::error::Error>> {
///     let evidence = Source { document: "处理决定".into(), at: Locator::Whole, quote: String::new() };
///     let (on, points) = ("2026-01-10".parse()?, points.parse()?);
///     let (id, lasts, veto) = (id.parse()?, None, false);
///     Ok(Record { id, kind, points, on, lasts, veto, evidence, appeal: None, restored: None })
/// };
/// let base = Base { from: "2026-01-01".parse()?, state: BaseState::Filed("72".parse()?) };
/// let records = vec![record("g1", RecordKind::Good, "15")?, record("b1", RecordKind::Bad, "4")?];
/// let file = CreditFile::new("provider-7".parse()?, vec![base], records, vec![])?;
/// let credit = published::yantai()?.credit(&file, "2026-03-01".parse()?)?;
/// assert_eq!(credit.score().unwrap().exact(), Some("83".parse()?));
/// assert_eq!(credit.grade().unwrap().as_str(), "AA");
/// // A year from 2026-01-10 ends on 2027-01-10; the day after, only the base is left.
/// let later = published::yantai()?.credit(&file, "2027-01-11".parse()?)?;
/// assert_eq!(later.grade().unwrap().as_str(), "A");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "CreditFileForm", into = "CreditFileForm")]
// INVARIANT: ids are unique; bases ascend by day; points are within their bounds; nothing ends before it begins.
pub struct CreditFile {
    provider: ProviderId,
    bases: Vec<Base>,
    records: Vec<Record>,
    penalties: Vec<Penalty>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CreditFileForm {
    provider: ProviderId,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    bases: Vec<Base>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    records: Vec<Record>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    penalties: Vec<Penalty>,
}

impl TryFrom<CreditFileForm> for CreditFile {
    type Error = Placed<ProviderError>;
    fn try_from(form: CreditFileForm) -> Result<Self, Placed<ProviderError>> {
        Ok(Self::new(form.provider, form.bases, form.records, form.penalties)?)
    }
}

impl From<CreditFile> for CreditFileForm {
    fn from(file: CreditFile) -> Self {
        Self { provider: file.provider, bases: file.bases, records: file.records, penalties: file.penalties }
    }
}

fn check_points(points: Points) -> Result<(), ProviderError> {
    let most = RECORD_POINTS_MAX.saturating_mul(100);
    if points < Points::ZERO || points.hundredths() > most {
        return Err(ProviderError::PointsOutside { most: RECORD_POINTS_MAX, found: points });
    }
    Ok(())
}

/// An entry ends on its first day or later, in the years that can be represented.
fn check_days(
    id: &str,
    from: Day,
    lasts: Option<Lasts>,
    appeal: Option<Appeal>,
    end: Option<Day>,
) -> Result<(), ProviderError> {
    let ends_early = |found: Day| ProviderError::EndsEarly { id: id.to_owned(), from, found };
    let last = lasts.map_or(Ok(None), |lasts| lasts.last(from))?;
    if let Some(found) = last.into_iter().chain(end).find(|day| *day < from) {
        return Err(ends_early(found));
    }
    let Some(appeal) = appeal else { return Ok(()) };
    if appeal.filed < from {
        return Err(ends_early(appeal.filed));
    }
    match appeal.decided {
        Some(decided) if decided.on < appeal.filed => {
            Err(ProviderError::DecidedEarly { id: id.to_owned(), filed: appeal.filed, found: decided.on })
        }
        _ => Ok(()),
    }
}

impl Record {
    fn check(&self) -> Result<(), ProviderError> {
        check_points(self.points)?;
        check_source(Some(&self.evidence))?;
        if self.kind == RecordKind::Good && (self.restored.is_some() || self.veto) {
            return Err(ProviderError::GoodRestored { id: self.id.clone() });
        }
        check_days(self.id.as_str(), self.on, self.lasts, self.appeal, self.restored)
    }
}

impl Penalty {
    fn check(&self) -> Result<(), ProviderError> {
        check_source(Some(&self.evidence))?;
        let mut seen = self.bars.clone();
        seen.sort_unstable();
        seen.dedup();
        if seen.len() != self.bars.len() {
            return Err(ProviderError::Twice { what: ProviderPart::Barred, id: self.id.as_str().to_owned() });
        }
        check_days(self.id.as_str(), self.from, Some(self.lasts), self.appeal, self.lifted)
    }
}

/// Each id once.
pub(super) fn check_unique<'a>(what: ProviderPart, ids: impl Iterator<Item = &'a str>) -> Result<(), ProviderError> {
    let mut seen = std::collections::BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(ProviderError::Twice { what, id: id.to_owned() });
        }
    }
    Ok(())
}

pub(super) fn check_number(what: ProviderPart, most: usize, found: usize) -> Result<(), ProviderError> {
    if found > most { Err(ProviderError::TooMany { what, most, found }) } else { Ok(()) }
}

impl CreditFile {
    /// A file with what is entered in it, in any order of records and penalties; bases ascend by day.
    ///
    /// # Errors
    /// [`ProviderError::TooMany`], [`ProviderError::Twice`], [`ProviderError::PointsOutside`],
    /// [`ProviderError::EndsEarly`], [`ProviderError::DecidedEarly`], [`ProviderError::GoodRestored`],
    /// [`ProviderError::BasesUnordered`], and those of a source or of a day after 2200.
    pub fn new(
        provider: ProviderId,
        bases: Vec<Base>,
        records: Vec<Record>,
        penalties: Vec<Penalty>,
    ) -> Result<Self, ProviderError> {
        check_number(ProviderPart::Base, RECORDS_MAX, bases.len())?;
        check_number(ProviderPart::Record, RECORDS_MAX, records.len())?;
        check_number(ProviderPart::Penalty, RECORDS_MAX, penalties.len())?;
        check_unique(ProviderPart::Record, records.iter().map(|record| record.id.as_str()))?;
        check_unique(ProviderPart::Penalty, penalties.iter().map(|penalty| penalty.id.as_str()))?;
        for pair in bases.windows(2) {
            if let [before, after] = pair
                && after.from <= before.from
            {
                return Err(ProviderError::BasesUnordered { before: before.from, found: after.from });
            }
        }
        for base in &bases {
            if let BaseState::Filed(points) = base.state {
                check_points(points)?;
            }
        }
        records.iter().try_for_each(Record::check)?;
        penalties.iter().try_for_each(Penalty::check)?;
        Ok(Self { provider, bases, records, penalties })
    }

    /// Whose file it is.
    #[must_use]
    pub const fn provider(&self) -> &ProviderId {
        &self.provider
    }

    /// The bases, by day.
    #[must_use]
    pub fn bases(&self) -> &[Base] {
        &self.bases
    }

    /// The records, in the order in which they were entered.
    #[must_use]
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The penalties, in the order in which they were entered.
    #[must_use]
    pub fn penalties(&self) -> &[Penalty] {
        &self.penalties
    }

    /// The base on a day: the latest one up to it; nothing if nobody stated any.
    #[must_use]
    pub fn base_on(&self, day: Day) -> Option<BaseState> {
        self.bases.iter().rev().find(|base| base.from <= day).map(|base| base.state)
    }

    /// The file as it stood on a day: without what was entered, appealed, decided, restored or lifted later. It gives
    /// the same answer for that day.
    #[must_use]
    pub fn known_on(&self, day: Day) -> Self {
        Self {
            provider: self.provider.clone(),
            bases: self.bases.iter().filter(|base| base.from <= day).copied().collect(),
            records: self.records.iter().filter_map(|record| record.known_on(day)).collect(),
            penalties: self.penalties.iter().filter_map(|penalty| penalty.known_on(day)).collect(),
        }
    }

    /// `「provider-7」的诚信档案：记录2条，惩戒0项`.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (id, records, penalties) = (&self.provider, self.records.len(), self.penalties.len());
        match lang {
            Lang::Zh => format!("「{id}」的诚信档案：记录{records}条，惩戒{penalties}项"),
            Lang::En => format!("credit file of `{id}`: records {records}, penalties {penalties}"),
        }
    }
}
