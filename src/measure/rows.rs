//! Rows of a batch: what is wrong in which of them.

use crate::terms::{Lang, Term, terms};

/// 行错误上限 — of the faults of a batch so many are kept, those of the first rows; the others are counted.
pub const ROW_FAULTS_MAX: usize = 100;

terms! {
    /// 列 — a column of a batch, in sentences about its length.
    pub enum ColumnKind: "column of a batch" {
        Checklist = "checklist", "核对表", "checklists", "design";
        Stated = "stated", "已填报事实", "facts stated", "design";
        Truth = "truth", "事实", "facts", "design";
        Measured = "measured", "已填报数量", "quantities stated", "design";
        Quantity = "quantity", "数量", "quantities", "design";
        Resolution = "resolution", "决议", "resolutions", "design";
        Verdict = "verdict", "结论", "verdicts", "design";
        Plan = "plan", "出账方案", "plans", "design";
        Class = "class", "减免类别", "classes", "design";
        Area = "area", "计费面积", "charged areas", "design";
        Household = "household", "户数", "households", "design";
        Space = "space", "车位数", "parking spaces", "design";
        Bill = "bill", "账单", "bills", "design";
    }
}

/// 行错误 — what is wrong in which rows of a batch: the faults of the first [`ROW_FAULTS_MAX`] rows that have one, and
/// how many rows have one in all. Rows are counted from 0.
///
/// Each row has one fault, the first that was met. Faults of two parts of a batch are added with
/// [`merge`](Self::merge), in any order and grouping, if every row has a number of its own.
///
/// ```
/// use wuye::measure::Day;
/// use wuye::assess::{Columns, verdicts};
/// use wuye::rule::Verdict;
/// use wuye::terms::Lang;
/// // A row for a checklist that there is not.
/// let days: [Day; 1] = ["2026-01-01".parse()?];
/// let columns = Columns { checklist: Some(&[7]), ..Columns::of(&days) };
/// let faults = verdicts(&[], &columns.checked()?, &mut [Verdict::Unknown])?;
/// assert_eq!((faults.count(), faults.first()[0].0), (1, 0));
/// assert_eq!(faults.render(Lang::En), "faulty rows: 1, counted from 0; row 0: no such checklist");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "rows with a fault have no answer"]
pub struct RowFaults<T> {
    // INVARIANT: ascending; at most ROW_FAULTS_MAX, and fewer than `count` only if so many.
    first: Vec<(u64, T)>,
    count: u64,
}

impl<T> Default for RowFaults<T> {
    fn default() -> Self {
        Self { first: Vec::new(), count: 0 }
    }
}

impl<T: Term + Ord> RowFaults<T> {
    /// The faults of the first rows that have one: the row, counted from 0, and what is wrong in it.
    #[must_use]
    pub fn first(&self) -> &[(u64, T)] {
        &self.first
    }

    /// In how many rows something is wrong.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// Whether nothing is wrong in any row.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The faults of two parts of a batch together.
    pub fn merge(mut self, other: Self) -> Self {
        self.first.extend(other.first);
        self.first.sort_unstable();
        self.first.truncate(ROW_FAULTS_MAX);
        self.count = self.count.saturating_add(other.count);
        self
    }

    /// Faults as they were written; nothing where these cannot be the first of so many.
    pub(crate) fn of(mut first: Vec<(u64, T)>, count: u64) -> Option<Self> {
        first.sort_unstable();
        let kept = first.len();
        let all = u64::try_from(kept).ok() == Some(count);
        let more = kept == ROW_FAULTS_MAX && u64::try_from(kept).is_ok_and(|kept| kept < count);
        (kept <= ROW_FAULTS_MAX && (all || more)).then_some(Self { first, count })
    }

    /// Takes the fault of one more row, in any order of rows.
    #[cold]
    pub(crate) fn add(&mut self, row: u64, fault: T) {
        self.count = self.count.saturating_add(1);
        let at = self.first.partition_point(|known| *known < (row, fault));
        if at < ROW_FAULTS_MAX {
            self.first.truncate(ROW_FAULTS_MAX.saturating_sub(1));
            self.first.insert(at, (row, fault));
        }
    }

    /// How many there are and which, in one sentence; of many the first three.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        const TOLD: usize = 3;
        if self.is_empty() {
            return match lang {
                Lang::Zh => "各行均无误".to_owned(),
                Lang::En => "no faulty rows".to_owned(),
            };
        }
        let told = self.first.iter().take(TOLD).map(|(row, fault)| match lang {
            Lang::Zh => format!("第{row}行{}", fault.zh()),
            Lang::En => format!("row {row}: {}", fault.en()),
        });
        let told: Vec<String> = told.collect();
        let more = self.count > u64::try_from(told.len()).unwrap_or(u64::MAX);
        match lang {
            Lang::Zh => {
                let more = if more { "等" } else { "" };
                format!("{}行有误（从0数起）：{}{more}", self.count, told.join("；"))
            }
            Lang::En => {
                let more = if more { "; …" } else { "" };
                format!("faulty rows: {}, counted from 0; {}{more}", self.count, told.join("; "))
            }
        }
    }
}
