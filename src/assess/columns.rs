//! Verdicts for columns: many compounds at once, over slices that the caller keeps.

use std::ops::RangeInclusive;

use super::checklist::Checklist;
use super::evaluate::{FactSeen, ResolutionSeen, value_of};
use super::packed::{FACT_WORDS, Facts, Packed};
use super::program::{Program, value_most};
use crate::estate::{CompoundId, Event, Fact, LocalFact, Quantity};
use crate::law::Authority;
use crate::matter::Matter;
use crate::measure::{Approx, ColumnKind, Day, Dimension, RowFaults, Sense};
use crate::rule::Verdict;
use crate::terms::{faults, terms};

/// The most facts, or quantities, of a batch: as many as a word has bits.
const BITS: usize = 64;
/// Rows are taken in blocks that stay in the near caches. A power of two, so that a row of a block is a few bits.
const BLOCK: usize = 2_048;
const ROW_BITS: usize = BLOCK - 1;
/// Rows of one plan are counted in so many places by turns, since adding to one place again at once has to wait.
const TURNS: usize = 4;
const TURN_BITS: usize = TURNS - 1;

terms! {
    /// 判定行错误 — why a row of columns has no verdict.
    pub enum VerdictFault: "fault of a row" {
        NoChecklist = "no_checklist", "所指核对表不存在", "no such checklist", "design";
        TruthNotStated = "truth_not_stated", "事实标为属实而未标为已填报", "a fact that is true but not stated", "design";
        OutOfRange = "out_of_range", "数量超出可表示范围", "a quantity beyond the bounds of its kind", "design";
    }
}

faults! {
    /// Columns that do not fit together (不相配的列).
    pub enum ColumnsError {
        /// A column has another number of rows than there are days.
        Length { column: ColumnKind, expected: usize, found: usize } = "column_length",
            "「{column:#}」一列应有{expected}行，所给{found}行。",
            "expected {expected} rows in the column of {}, found {found}", column.en();
        /// More facts or quantities than a word has bits.
        TooMany { column: ColumnKind, most: usize, found: usize } = "too_many_columns",
            "一批至多{most}项{column:#}，所给{found}项。",
            "expected at most {most} {} in one batch, found {found}", column.en();
        /// A fact has two bits.
        FactTwice { fact: Fact } = "fact_twice",
            "事实「{fact:#}」在列中出现两次。",
            "expected each fact once among the columns, found `{fact}` twice";
        /// A quantity has two columns.
        QuantityTwice { quantity: Quantity } = "quantity_twice",
            "数量「{quantity:#}」在列中出现两次。",
            "expected each quantity once among the columns, found `{quantity}` twice";
        /// A matter has two columns.
        MatterTwice { matter: Matter } = "matter_twice",
            "决议事项「{matter:#}」在列中出现两次。",
            "expected each matter once among the columns, found `{matter}` twice";
    }
}

/// 判定列 — what is known of many compounds, a row for each, in columns that the caller keeps: views of slices, unlike the
/// other values of this crate.
///
/// A row states what its bits say, exact quantities and reported resolutions. Of what has no column, nothing is stated;
/// approximate quantities, declared facts and events have none. A row alone is what [`Columns::packed`] gives.
///
/// ```
/// use wuye::assess::{Checklist, Columns, verdicts};
/// use wuye::estate::Fact;
/// use wuye::measure::Day;
/// use wuye::mode::Mode;
/// use wuye::rule::{Aim, Verdict};
/// let rulebook = wuye::places::xuchang::rulebook()?;
/// let professional = Checklist::compile(&rulebook, Aim::Mode(Mode::Professional));
/// let days: [Day; 3] = ["2022-03-01".parse()?; 3];
/// let columns = Columns {
///     facts: &[Fact::OldCompound, Fact::ProfessionalConditions],
///     stated: &[0b11, 0b11, 0b01],
///     truth: &[0b11, 0b01, 0b01],
///     ..Columns::of(&days)
/// };
/// let mut out = [Verdict::Unknown; 3];
/// assert!(verdicts(&[professional], &columns.checked()?, &mut out)?.is_empty());
/// assert_eq!(out, [Verdict::Met, Verdict::Unmet, Verdict::Unknown]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns<'a> {
    /// The day of each row, by which its law is chosen; their number is that of the rows.
    pub days: &'a [Day],
    /// Which checklist each row is held against, counted from 0; if none, the first.
    pub checklist: Option<&'a [u16]>,
    /// Which fact each bit of `stated` and `truth` is, from the lowest bit; at most 64.
    pub facts: &'a [Fact],
    /// Which facts are stated, a word a row; not read if there are no facts.
    pub stated: &'a [u64],
    /// Which of them are true.
    pub truth: &'a [u64],
    /// The quantities: fen of money, hundredths of a square metre of areas, counts as they are; at most 64.
    pub quantities: &'a [(Quantity, &'a [i64])],
    /// Which quantities are stated, a word a row: the first of `quantities` is the lowest bit. Not read if there are
    /// none.
    pub measured: &'a [u64],
    /// The resolution on a matter that is reported by the day of the row, if one is.
    pub resolutions: &'a [(Matter, &'a [Option<ResolutionSeen>])],
    /// The number of the first row, in the faults of a part of a batch.
    pub first_row: u64,
}

impl<'a> Columns<'a> {
    /// Rows of which nothing is known but their day.
    #[must_use]
    pub const fn of(days: &'a [Day]) -> Self {
        Self {
            days,
            checklist: None,
            facts: &[],
            stated: &[],
            truth: &[],
            quantities: &[],
            measured: &[],
            resolutions: &[],
            first_row: 0,
        }
    }

    /// One row as packed facts, each stated by the caller on the day of the row: for an answer with its reasons.
    /// Nothing beyond the last row, and of a row with a fault what can be read of it.
    #[must_use]
    pub fn packed(&self, row: usize, compound: CompoundId) -> Option<Packed> {
        let (on, by) = (*self.days.get(row)?, Authority::Caller);
        let mut packed = Packed::empty(compound, on);
        let row = Row { columns: self, index: &Index::of(self), at: row, day: on };
        for fact in self.facts {
            if let Some(value) = row.holds(*fact) {
                packed.state(*fact, FactSeen { value, on, by });
            }
        }
        for (quantity, _) in self.quantities {
            let seen = row.quantity(*quantity).and_then(|(value, _)| value_of(*quantity, i128::from(value)));
            if let Some(value) = seen {
                packed.measure(*quantity, Approx::exact(value));
            }
        }
        for (matter, _) in self.resolutions {
            if let Some(seen) = row.resolution(*matter) {
                packed.report(*matter, seen);
            }
        }
        Some(packed)
    }

    /// Looks the columns over, once for any number of questions.
    ///
    /// # Errors
    /// [`ColumnsError`] where columns do not fit together. Rows that state what cannot be are no error here: each is
    /// named when it is asked about.
    pub fn checked(self) -> Result<Checked<'a>, ColumnsError> {
        self.check()?;
        Ok(Checked { columns: self, index: Index::of(&self) })
    }

    fn check(&self) -> Result<(), ColumnsError> {
        let rows = self.days.len();
        let long = |column, found| match found == rows {
            true => Ok(()),
            false => Err(ColumnsError::Length { column, expected: rows, found }),
        };
        let few = |column, found| match found <= BITS {
            true => Ok(()),
            false => Err(ColumnsError::TooMany { column, most: BITS, found }),
        };
        few(ColumnKind::Truth, self.facts.len())?;
        few(ColumnKind::Quantity, self.quantities.len())?;
        self.checklist.map_or(Ok(()), |column| long(ColumnKind::Checklist, column.len()))?;
        if !self.facts.is_empty() {
            long(ColumnKind::Stated, self.stated.len())?;
            long(ColumnKind::Truth, self.truth.len())?;
        }
        if !self.quantities.is_empty() {
            long(ColumnKind::Measured, self.measured.len())?;
        }
        self.quantities.iter().try_for_each(|(_, values)| long(ColumnKind::Quantity, values.len()))?;
        self.resolutions.iter().try_for_each(|(_, seen)| long(ColumnKind::Resolution, seen.len()))?;
        if let Some(fact) = twice(self.facts.iter()) {
            return Err(ColumnsError::FactTwice { fact: *fact });
        }
        if let Some(quantity) = twice(self.quantities.iter().map(|(quantity, _)| quantity)) {
            return Err(ColumnsError::QuantityTwice { quantity: *quantity });
        }
        match twice(self.resolutions.iter().map(|(matter, _)| matter)) {
            Some(matter) => Err(ColumnsError::MatterTwice { matter: *matter }),
            None => Ok(()),
        }
    }
}

/// 已核对的列 — [`Columns`] that fit together, looked over once for any number of questions; views like them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked<'a> {
    columns: Columns<'a>,
    index: Index,
}

impl<'a> Checked<'a> {
    /// The columns.
    #[must_use]
    pub const fn columns(&self) -> &Columns<'a> {
        &self.columns
    }
}

/// The first of a short list that is there before.
fn twice<'b, T: PartialEq>(list: impl Iterator<Item = &'b T> + Clone) -> Option<&'b T> {
    let mut rest = list.clone().enumerate();
    rest.find(|(at, one)| list.clone().take(*at).any(|before| before == *one)).map(|(_, one)| one)
}

/// 成列判定 — the verdict of every row on the checklist it names, under the law of its day: what [`Checklist::verdict`]
/// says of [`Columns::packed`]. A row with a fault is unknown, and named in the result.
///
/// The checklists are bound to the columns once a call; nothing is allocated for a row. Parts of a batch can be asked
/// one by one: verdicts do not depend on other rows, and faults [merge](RowFaults::merge).
///
/// # Errors
/// [`ColumnsError::Length`] unless there is one place for a verdict for each row; nothing is written then.
pub fn verdicts(
    checklists: &[Checklist],
    columns: &Checked<'_>,
    out: &mut [Verdict],
) -> Result<RowFaults<VerdictFault>, ColumnsError> {
    let Checked { columns, index } = columns;
    let rows = columns.days.len();
    if out.len() != rows {
        return Err(ColumnsError::Length { column: ColumnKind::Verdict, expected: rows, found: out.len() });
    }
    let plans = Plans::of(checklists, index);
    let mut batch = Batch { columns, index, plans: &plans, faults: RowFaults::default() };
    let mut work = Work::new(&plans);
    let mut done = 0_usize;
    while done < rows {
        // The last block begins earlier, among rows that have their verdicts and get them again.
        let first = done.min(rows.saturating_sub(BLOCK));
        let end = rows.min(first.saturating_add(BLOCK));
        match (Block::of(columns, first), out.get_mut(first..).and_then(<[Verdict]>::first_chunk_mut)) {
            (Some(block), Some(out)) if block.is_sound(columns) => work.block(&mut batch, &block, first, done, out),
            _ => {
                (done..).zip(out.get_mut(done..end).unwrap_or_default()).for_each(|(row, out)| *out = batch.alone(row))
            }
        }
        done = end;
    }
    Ok(batch.faults)
}

/// Where the columns hold what a condition asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Index {
    /// The bit of each fact, and of each quantity.
    facts: [Option<u8>; FACT_WORDS * BITS],
    quantities: [Option<u8>; BITS],
}

impl Index {
    fn of(columns: &Columns<'_>) -> Self {
        let mut index = Self { facts: [None; FACT_WORDS * BITS], quantities: [None; BITS] };
        for (bit, fact) in (0..).zip(columns.facts) {
            if let Some(slot) = index.facts.get_mut(fact.index()) {
                *slot = Some(bit);
            }
        }
        for (bit, (quantity, _)) in (0..).zip(columns.quantities) {
            if let Some(slot) = index.quantities.get_mut(quantity.index()) {
                *slot = Some(bit);
            }
        }
        index
    }

    fn fact(&self, number: usize) -> Option<u8> {
        self.facts.get(number).copied().flatten()
    }

    fn quantity(&self, number: usize) -> Option<u8> {
        self.quantities.get(number).copied().flatten()
    }
}

fn bit(place: u8) -> u64 {
    1_u64.checked_shl(place.into()).unwrap_or(0)
}

/// Every checklist under the law of every day.
struct Plans<'a> {
    /// For each checklist: the days from which other law holds, and the number of its first plan.
    dated: Vec<(Vec<Day>, usize)>,
    all: Vec<Plan<'a>>,
}

/// What decides a row: the least of some conditions, and unknown if law before the first known version would have a
/// say.
struct Plan<'a> {
    programs: Vec<&'a Program>,
    most: Verdict,
    /// The same if all of them are conjunctions.
    flat: Option<Flat>,
}

/// All of some facts and comparisons.
struct Flat {
    /// The bits of the facts, and of the quantities that are compared.
    needed: u64,
    asked: u64,
    beams: Vec<Beam>,
    /// Unknown where something that is needed has no column, or where its law cannot settle.
    most: Verdict,
}

/// A comparison of columns.
struct Beam {
    needs: u64,
    /// The number of a column of quantities and its factor; a fixed number has the factor 0.
    left: (usize, i64),
    right: (usize, i64),
    plus: i64,
}

impl<'a> Plans<'a> {
    fn of(checklists: &'a [Checklist], index: &Index) -> Self {
        let mut plans = Self { dated: Vec::with_capacity(checklists.len()), all: Vec::new() };
        for checklist in checklists {
            let eras = checklist.eras();
            let days = eras.iter().filter_map(|era| era.first).collect();
            plans.dated.push((days, plans.all.len()));
            for era in eras {
                let open = era.before_known || era.programs.is_empty();
                let most = if open { Verdict::Unknown } else { Verdict::Met };
                let flat = Flat::of(&era.programs, most, index);
                plans.all.push(Plan { programs: era.programs, most, flat });
            }
        }
        plans
    }

    /// The number of the plan for a checklist on a day.
    #[inline]
    fn number(&self, checklist: u16, day: Day) -> Option<usize> {
        let (days, first) = self.dated.get(usize::from(checklist))?;
        let begun = |from: &Day| usize::from(*from <= day);
        let era = match days.as_slice() {
            [] => 0,
            [one] => begun(one),
            [one, two] => begun(one).wrapping_add(begun(two)),
            more => more.partition_point(|from| *from <= day),
        };
        Some(first.wrapping_add(era))
    }
}

impl Flat {
    fn of(programs: &[&Program], most: Verdict, index: &Index) -> Option<Self> {
        let mut flat = Self { needed: 0, asked: 0, beams: Vec::new(), most };
        for program in programs {
            let (facts, comparisons) = program.conjunction()?;
            if !program.settles() {
                flat.most = Verdict::Unknown;
            }
            for fact in facts {
                match index.fact(fact) {
                    Some(place) => flat.needed |= bit(place),
                    None => flat.most = Verdict::Unknown,
                }
            }
            for comparison in comparisons {
                let mut needs = 0;
                let mut bound = |side: Option<(usize, i64)>| match side {
                    None => Some((0, 0)),
                    Some((quantity, times)) => {
                        let place = index.quantity(quantity)?;
                        needs |= bit(place);
                        Some((usize::from(place), times))
                    }
                };
                let [left, right] = comparison.sides;
                match (bound(left), bound(right)) {
                    (Some(left), Some(right)) => {
                        flat.asked |= needs;
                        flat.beams.push(Beam { needs, left, right, plus: comparison.plus });
                    }
                    _ => flat.most = Verdict::Unknown,
                }
            }
        }
        Some(flat)
    }
}

/// A batch while it is worked on.
struct Batch<'a> {
    columns: &'a Columns<'a>,
    index: &'a Index,
    plans: &'a Plans<'a>,
    faults: RowFaults<VerdictFault>,
}

impl Batch<'_> {
    fn refuse(&mut self, row: usize, fault: VerdictFault) {
        let row = u64::try_from(row).unwrap_or(u64::MAX);
        self.faults.add(self.columns.first_row.saturating_add(row), fault);
    }

    /// The verdict of one row by itself.
    fn alone(&mut self, at: usize) -> Verdict {
        let columns = self.columns;
        let asked = columns.checklist.and_then(|column| column.get(at)).copied().unwrap_or(0);
        let number = columns.days.get(at).and_then(|day| self.plans.number(asked, *day));
        let Some(plan) = number.and_then(|number| self.plans.all.get(number)) else {
            self.refuse(at, VerdictFault::NoChecklist);
            return Verdict::Unknown;
        };
        let word = |column: &[u64]| column.get(at).copied().unwrap_or(0);
        if word(columns.truth) & !word(columns.stated) & low_bits(columns.facts.len()) != 0 {
            self.refuse(at, VerdictFault::TruthNotStated);
            return Verdict::Unknown;
        }
        let measured = word(columns.measured);
        let fits = |(place, (quantity, values)): (u8, &(Quantity, &[i64]))| {
            measured & bit(place) == 0 || values.get(at).is_some_and(|value| bounds(*quantity).contains(value))
        };
        if !(0..).zip(columns.quantities).all(fits) {
            self.refuse(at, VerdictFault::OutOfRange);
            return Verdict::Unknown;
        }
        self.read(plan, at)
    }

    /// The verdict of one row without a fault, node by node.
    fn read(&self, plan: &Plan<'_>, at: usize) -> Verdict {
        let Some(day) = self.columns.days.get(at) else { return Verdict::Unknown };
        let row = Row { columns: self.columns, index: self.index, at, day: *day };
        plan.programs.iter().map(|program| program.verdict(&row)).fold(plan.most, Verdict::min)
    }
}

/// Whether what is true is stated, in so many facts.
fn are_founded(stated: &[u64], truth: &[u64], facts: usize) -> bool {
    let unfounded = stated.iter().zip(truth).fold(0, |all, (stated, truth)| all | (truth & !stated));
    unfounded & low_bits(facts) == 0
}

/// Whether all values are within the bounds of a quantity, stated or not. Looked over as a whole, which is fast: where
/// one is near the bounds, it may say no.
fn are_within(quantity: Quantity, values: &[i64]) -> bool {
    let bounds = bounds(quantity);
    // Magnitudes joined bit by bit are no less than the greatest.
    let joined = match *bounds.start() < 0 {
        true => values.iter().fold(0, |all, value| all | (value ^ (value >> 63))),
        false => values.iter().fold(0, |all, value| all | value),
    };
    (0..*bounds.end()).contains(&joined)
}

/// The values that a quantity may have.
fn bounds(quantity: Quantity) -> RangeInclusive<i64> {
    let most = value_most(quantity);
    let least = if quantity.dimension() == Dimension::Money { most.wrapping_neg() } else { 0 };
    least..=most
}

/// As many of the lowest bits.
fn low_bits(many: usize) -> u64 {
    let rest = u32::try_from(BITS.saturating_sub(many)).unwrap_or(0);
    u64::MAX.checked_shr(rest).unwrap_or(0)
}

type Part<'a, T> = &'a [T; BLOCK];

/// The part of every column that belongs to a full block; what there is no column of is nothing.
struct Block<'a> {
    days: Part<'a, Day>,
    checklist: Part<'a, u16>,
    stated: Part<'a, u64>,
    truth: Part<'a, u64>,
    measured: Part<'a, u64>,
    values: [Part<'a, i64>; BITS],
}

impl<'a> Block<'a> {
    fn of(columns: &Columns<'a>, first: usize) -> Option<Self> {
        fn part<T>(column: &[T], first: usize) -> Option<Part<'_, T>> {
            column.get(first..)?.first_chunk()
        }
        let mut values = [&[0; BLOCK]; BITS];
        for (slot, (_, column)) in values.iter_mut().zip(columns.quantities) {
            *slot = part(column, first)?;
        }
        let facts = !columns.facts.is_empty();
        Some(Self {
            days: part(columns.days, first)?,
            checklist: columns.checklist.map_or(Some(&[0; BLOCK]), |column| part(column, first))?,
            stated: if facts { part(columns.stated, first)? } else { &[0; BLOCK] },
            truth: if facts { part(columns.truth, first)? } else { &[0; BLOCK] },
            measured: if columns.quantities.is_empty() { &[0; BLOCK] } else { part(columns.measured, first)? },
            values,
        })
    }

    /// Whether no row of the block states what cannot be. This also brings the block into the cache in the order in
    /// which it stands in memory.
    fn is_sound(&self, columns: &Columns<'_>) -> bool {
        let quantities = columns.quantities.iter().zip(&self.values);
        are_founded(self.stated, self.truth, columns.facts.len())
            && quantities.into_iter().all(|((quantity, _), values)| are_within(*quantity, *values))
    }

    fn column(&self, number: usize) -> Part<'a, i64> {
        self.values.get(number).copied().unwrap_or(&[0; BLOCK])
    }
}

/// A value of a block, by the number of its row, which is below [`BLOCK`].
#[inline]
fn at<T: Copy + Default>(column: Part<'_, T>, row: u16) -> T {
    column.get(usize::from(row) & ROW_BITS).copied().unwrap_or_default()
}

#[inline]
fn put<T>(column: &mut [T; BLOCK], row: u16, value: T) {
    if let Some(slot) = column.get_mut(usize::from(row) & ROW_BITS) {
        *slot = value;
    }
}

/// What is needed to work on a block; allocated once a call.
struct Work {
    /// For each plan the facts without which it is unmet; at last the same of rows that are decided already.
    needed: Vec<u64>,
    /// For each of them, by turns, how many rows it has, then where they end in `order`.
    ends: Vec<[u16; TURNS]>,
    plan: [u16; BLOCK],
    /// The rows of the block, plan by plan.
    order: [u16; BLOCK],
}

impl Work {
    fn new(plans: &Plans<'_>) -> Self {
        let needed = plans.all.iter().map(|plan| plan.flat.as_ref().map_or(0, |flat| flat.needed));
        let needed: Vec<u64> = needed.chain([0]).collect();
        Self { ends: vec![[0; TURNS]; needed.len()], needed, plan: [0; BLOCK], order: [0; BLOCK] }
    }

    /// Decides a block; of its rows, counted in the batch, those before `new` are known.
    fn block(
        &mut self,
        batch: &mut Batch<'_>,
        block: &Block<'_>,
        first: usize,
        new: usize,
        out: &mut [Verdict; BLOCK],
    ) {
        self.choose(batch, block, first, new, out);
        self.sort();
        let each = block.measured.iter().fold(u64::MAX, |each, measured| each & measured);
        let mut rest = self.order.as_mut_slice();
        let mut start = 0_u16;
        for (plan, [.., end]) in batch.plans.all.iter().zip(&self.ends) {
            let (own, later) = rest.split_at_mut_checked(usize::from(end.wrapping_sub(start))).unwrap_or_default();
            (rest, start) = (later, *end);
            match &plan.flat {
                Some(flat) => flat.decide(block, own, each, out),
                None => own.iter().for_each(|row| put(out, *row, batch.read(plan, first.wrapping_add((*row).into())))),
            }
        }
    }

    /// The plan of every row, by its checklist and its day. A row whose facts decide it is put with the rows that are
    /// decided: without a branch, since nobody can foretell it.
    fn choose(
        &mut self,
        batch: &mut Batch<'_>,
        block: &Block<'_>,
        first: usize,
        new: usize,
        out: &mut [Verdict; BLOCK],
    ) {
        let decided = self.needed.len().wrapping_sub(1);
        self.ends.fill([0; TURNS]);
        let rows = (first..).zip(block.days.iter().zip(block.checklist)).zip(block.stated.iter().zip(block.truth));
        for (((row, (day, checklist)), (stated, truth)), (plan, out)) in rows.zip(self.plan.iter_mut().zip(out)) {
            let number = batch.plans.number(*checklist, *day).unwrap_or(usize::MAX);
            let Some(needed) = self.needed.get(number) else {
                *out = Verdict::Unknown;
                *plan = u16::try_from(decided).unwrap_or(u16::MAX);
                if row >= new {
                    batch.refuse(row, VerdictFault::NoChecklist);
                }
                continue;
            };
            let unmet = stated & !truth & needed != 0;
            *out = if unmet { Verdict::Unmet } else { Verdict::Unknown };
            let number = if unmet { decided } else { number };
            *plan = u16::try_from(number).unwrap_or(u16::MAX);
            if let Some(many) = self.ends.get_mut(number).and_then(|turns| turns.get_mut(turn(row.wrapping_sub(first))))
            {
                *many = many.wrapping_add(1);
            }
        }
    }

    /// Brings the rows of one plan together; the order of decided rows does not matter.
    fn sort(&mut self) {
        let mut start = 0_u16;
        for many in self.ends.iter_mut().flatten() {
            (*many, start) = (start, start.wrapping_add(*many));
        }
        for (row, plan) in (0_u16..).zip(&self.plan) {
            let turns = self.ends.get_mut(usize::from(*plan));
            let Some(next) = turns.and_then(|turns| turns.get_mut(turn(row.into()))) else { continue };
            if let Some(slot) = self.order.get_mut(usize::from(*next) & ROW_BITS) {
                *slot = row;
            }
            *next = next.wrapping_add(1);
        }
    }
}

const fn turn(row: usize) -> usize {
    row & TURN_BITS
}

impl Flat {
    /// One comparison after the other for the rows that are not decided yet. A row that is decided is passed over
    /// without a branch: its place in the list is written again by the next one. `each` are the quantities that every
    /// row states.
    fn decide(&self, block: &Block<'_>, list: &mut [u16], each: u64, out: &mut [Verdict; BLOCK]) {
        list.iter().for_each(|row| put(out, *row, Verdict::Unmet));
        let mut left = list.len();
        for beam in &self.beams {
            let ((one, one_times), (two, two_times)) = (beam.left, beam.right);
            let (one, two) = (block.column(one), block.column(two));
            // 64 bits hold it: the values are within their bounds, for which the condition was compiled.
            let met = |row: u16| {
                let weight = at(one, row).wrapping_mul(one_times).wrapping_add(at(two, row).wrapping_mul(two_times));
                weight.wrapping_add(beam.plus) >= 0
            };
            let list = list.get_mut(..left).unwrap_or_default();
            left = match each & beam.needs == beam.needs {
                true => keep(list, met),
                false => keep(list, |row| (at(block.measured, row) & beam.needs != beam.needs) | met(row)),
            };
        }
        for row in list.iter().take(left) {
            let known = (at(block.truth, *row) & self.needed == self.needed)
                & (at(block.measured, *row) & self.asked == self.asked);
            put(out, *row, if known { self.most } else { Verdict::Unknown });
        }
    }
}

/// Moves the rows that are kept to the front, in their order, and counts them.
#[inline]
fn keep(list: &mut [u16], kept: impl Fn(u16) -> bool) -> usize {
    let mut next = 0_usize;
    for place in 0..list.len() {
        let Some(row) = list.get(place).copied() else { break };
        // `next` is never beyond `place`.
        if let Some(slot) = list.get_mut(next) {
            *slot = row;
        }
        next = next.wrapping_add(usize::from(kept(row)));
    }
    next
}

/// One row as a condition looks it up.
struct Row<'a> {
    columns: &'a Columns<'a>,
    index: &'a Index,
    at: usize,
    day: Day,
}

impl Row<'_> {
    fn has(&self, words: &[u64], place: u8) -> bool {
        words.get(self.at).is_some_and(|word| word & bit(place) != 0)
    }
}

impl Facts for Row<'_> {
    fn day(&self) -> Day {
        self.day
    }

    fn fact(&self, fact: Fact) -> Option<FactSeen> {
        self.holds(fact).map(|value| FactSeen { value, on: self.day, by: Authority::Caller })
    }

    fn local(&self, _: &LocalFact) -> Option<FactSeen> {
        None
    }

    fn holds(&self, fact: Fact) -> Option<bool> {
        let place = self.index.fact(fact.index())?;
        self.has(self.columns.stated, place).then(|| self.has(self.columns.truth, place))
    }

    fn quantity(&self, quantity: Quantity) -> Option<(i64, Sense)> {
        let place = self.index.quantity(quantity.index())?;
        if !self.has(self.columns.measured, place) {
            return None;
        }
        let (_, values) = self.columns.quantities.get(usize::from(place))?;
        values.get(self.at).map(|value| (*value, Sense::Exact))
    }

    fn latest(&self, _: Event) -> Option<Day> {
        None
    }

    fn next(&self, _: Event) -> Option<Day> {
        None
    }

    fn count(&self, _: Event) -> (u32, bool) {
        (0, false)
    }

    fn count_since(&self, _: Event, _: Day) -> (u32, bool) {
        (0, false)
    }

    fn resolution(&self, matter: Matter) -> Option<ResolutionSeen> {
        let (_, seen) = self.columns.resolutions.iter().find(|(known, _)| *known == matter)?;
        seen.get(self.at).copied().flatten()
    }
}
