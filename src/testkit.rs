//! 测试工具 — strategies for every public type, and macros that turn laws into named tests (feature `proptest`).
//!
//! A strategy makes valid values by construction and throws none away. It leans towards the edges that matter: a
//! threshold reached exactly and missed by one person or by 0.01 m², ties, month ends and leap days, the days on which
//! the law changes (2007-10-01, 2018-01-01, 2021-01-01, 2021-12-31) with the days before and after, zero and the bounds
//! of each type. Strategies are named after their types. Words of closed vocabularies
//! ([`Mode`](crate::mode::Mode), [`Matter`], …) have [`any`].
//!
//! The macros point the laws of [`laws`](crate::laws) at a function of the embedder's own; each becomes a module of
//! `#[test]`s named after the laws:
//!
//! ```
//! mod tests {
//!     fn my_split(total: i64, weights: &[u64]) -> Vec<i64> {
//!         wuye::measure::apportion::largest_remainder(total, weights).unwrap()
//!     }
//!
//!     // tests::split::the_parts_add_up_to_the_total, tests::split::a_reversal_mirrors_its_charge, …
//!     wuye::apportionment_laws!(split, my_split);
//! }
//! ```
//!
//! The cases are the same in every run. `PROPTEST_CASES` sets how many there are (256 if it is not set) and
//! `PROPTEST_RNG_SEED` takes others.

use std::collections::BTreeMap;
use std::fmt::{Debug, Display};

pub use proptest;
use proptest::arbitrary::any;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prop_oneof;
use proptest::sample::{Index, select, subsequence};
use proptest::strategy::{BoxedStrategy, Just, Strategy};
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};

use crate::assess::{
    Assessment, AssessmentRecord, Checklist, FactSeen, FindingRecord, Gap, LawState, Observed, ResolutionSeen,
};
use crate::balance::{
    Basis, BreakEven, Budget, BudgetLineId, Extent, Line, LineKind, MoneyRange, Statement, statement,
};
use crate::billing::{BillRun, Billable, Charge, LineId, Tariff, TariffLine, Weighting, bill};
use crate::decide::{AdoptionPolicy, Decision, Ground, adopt};
use crate::dossier::{CompleteLog, ContractRecord, DecisionRecord, Dossier, EventRecord, GroundRecord};
use crate::estate::{
    BuildingId, Compound, CompoundId, Event, Facility, FacilityId, FacilityKind, Fact, Organisation, OrganisationId,
    OrganisationKind, Owner, OwnerId, OwnerKind, Provider, ProviderId, ProviderKind, Quantity, Resource, ResourceId,
    ResourceKind, Roll, Source, Stated, Statements, Subject, SubjectRef, Unit, UnitId, UnitKind, UnitState, Value,
};
use crate::law::{
    Authority, Citation, Confidence, Dated, Document, DocumentId, Issued, Locator, Place, Provision, Rank, State,
    Version,
};
use crate::laws::Learned;
use crate::matter::{
    Base, Majority, Matter, Outcome, Resolution, ResolutionRecord, Short, Tally, TallyOrigin, TallyRecord, Weight,
    resolve,
};
use crate::measure::draw::{Draw, Generator};
use crate::measure::{
    Approx, Area, Bound, Day, Dimension, Every, Money, Per, Period, Ratio, Rounding, RoundingMode, RoundingPoint,
    RoundingUnit, Sense, Share, Span, Threshold, UnitPrice,
};
use crate::mode::{ChargingForm, Mode, Service};
use crate::money::{Account, CostKind, Entry, EntryId, IncomeKind, Ledger, Posting, Purpose, Purse};
use crate::places::xuchang;
use crate::rule::{
    Aim, Cmp, Condition, Force, Key, Label, Layer, MayMove, NeededDecision, Node, Parameter, ParameterValue, Rule,
    RuleId, Rulebook, RulebookId, Selection, Setting, Term, Unread, Verdict,
};

// ------------------------------------------------------------------------------------------------ running a law

/// 检验法则 — tries a law on the values of a strategy; the test fails with the smallest value found that breaks it, the
/// law, and what was expected and found. Another error that can be written, such as `String`, will do as well.
///
/// # Panics
/// If a value breaks the law: that is how a test fails.
///
/// ```
/// use wuye::{laws, testkit};
/// testkit::holds(testkit::money(), |amount| laws::text_round_trip(amount));
/// ```
#[track_caller]
pub fn holds<S, E, F>(strategy: S, law: F)
where
    S: Strategy,
    S::Value: Debug,
    E: Display,
    F: Fn(&S::Value) -> Result<(), E>,
{
    holds_for(Config::default().cases, strategy, law);
}

/// 检验法则（指定例数） — [`holds`] for a number of cases.
///
/// # Panics
/// If a value breaks the law.
///
/// ```
/// use wuye::testkit;
/// testkit::holds_for(1_000, testkit::share(), |share| {
///     if share.above() <= share.below() { Ok(()) } else { Err("a share over 1") }
/// });
/// ```
#[track_caller]
#[expect(clippy::panic, reason = "a law that does not hold fails the test that asks for it")]
pub fn holds_for<S, E, F>(cases: u32, strategy: S, law: F)
where
    S: Strategy,
    S::Value: Debug,
    E: Display,
    F: Fn(&S::Value) -> Result<(), E>,
{
    let Err(failure) =
        runner(cases).run(&strategy, |case| law(&case).map_err(|error| TestCaseError::fail(error.to_string())))
    else {
        return;
    };
    panic!("{failure}");
}

/// 取样 — some values of a strategy, the same in every run: for tests of the strategy itself, and for examples.
///
/// ```
/// use wuye::testkit;
/// let days = testkit::samples(500, &testkit::day());
/// assert!(days.contains(&"2021-01-01".parse().unwrap()));
/// ```
pub fn samples<S: Strategy>(number: u32, strategy: &S) -> Vec<S::Value> {
    let mut runner = runner(number);
    let trees = (0..number).filter_map(|_| strategy.new_tree(&mut runner).ok());
    trees.map(|tree| proptest::strategy::ValueTree::current(&tree)).collect()
}

fn runner(cases: u32) -> TestRunner {
    let config = Config::default();
    let rng_seed = match config.rng_seed {
        RngSeed::Random => RngSeed::Fixed(0x7769_7965),
        given @ RngSeed::Fixed(_) => given,
    };
    TestRunner::new(Config { cases, rng_seed, failure_persistence: None, ..config })
}

/// A strategy that makes an impossible value has a fault of its own, which must be loud.
#[expect(clippy::panic, reason = "a fault of the test kit itself, never of what is tested")]
fn sure<T, E: Display>(made: Result<T, E>) -> T {
    match made {
        Ok(value) => value,
        Err(error) => panic!("a strategy of wuye::testkit made an impossible value: {error}"),
    }
}

/// Whole numbers from `least` to `most`: near an edge, small, or any.
fn near(least: i64, most: i64, edges: &[i64]) -> BoxedStrategy<i64> {
    let beside = edges.iter().flat_map(|edge| [edge.saturating_sub(1), *edge, edge.saturating_add(1)]);
    let mut close: Vec<i64> = beside.chain([least, most]).filter(|n| (least..=most).contains(n)).collect();
    close.sort_unstable();
    close.dedup();
    let small = least.max(-100_000)..=most.min(100_000);
    prop_oneof![4 => select(close), 3 => small, 2 => least..=most].boxed()
}

/// A number from 0 to `most`, however large the one it is made from.
fn within(n: u64, most: u64) -> u64 {
    most.checked_add(1).and_then(|size| n.checked_rem(size)).unwrap_or(n)
}

// ------------------------------------------------------------------------------------------------ measure

const MONEY_MAX: i64 = 1_000_000_000_000_000;

/// 金额 — any [`Money`], of either sign.
pub fn money() -> BoxedStrategy<Money> {
    near(-MONEY_MAX, MONEY_MAX, &[0, 100, -100, 10_000, 2_880_000]).prop_map(|fen| sure(Money::from_fen(fen))).boxed()
}

/// 非负金额 — [`Money`] from zero up to 10⁹ yuan, so that a few thousand of them can be added.
pub fn amount() -> BoxedStrategy<Money> {
    near(0, 100_000_000_000, &[0, 100, 10_000, 2_880_000]).prop_map(|fen| sure(Money::from_fen(fen))).boxed()
}

/// 面积 — any [`Area`], up to the greatest sum.
pub fn area() -> BoxedStrategy<Area> {
    let edges = [0, 8_955, 3_000_000, Area::UNIT_MAX.hundredths(), Area::COMPOUND_MAX.hundredths()];
    near(0, Area::MAX.hundredths(), &edges).prop_map(|n| sure(Area::from_hundredths(n))).boxed()
}

/// 户面积 — an [`Area`] that one unit can have, often one of a few, so that homes tie.
pub fn unit_area() -> BoxedStrategy<Area> {
    let edges = [1, 6_000, 8_955, 8_956, 12_000, Area::UNIT_MAX.hundredths()];
    near(0, Area::UNIT_MAX.hundredths(), &edges).prop_map(|n| sure(Area::from_hundredths(n))).boxed()
}

/// 单价 — any [`UnitPrice`].
pub fn unit_price() -> BoxedStrategy<UnitPrice> {
    let micro = near(0, 1_000_000_000_000, &[0, 80_000, 500_000, 1_450_000, 50_000_000]);
    (micro, any::<Per>(), any::<Every>())
        .prop_map(|(micro, per, every)| sure(UnitPrice::from_micro(micro, per, every)))
        .boxed()
}

/// 份额 — any [`Share`]; often one that the law uses.
pub fn share() -> BoxedStrategy<Share> {
    let of_law = select(&[(0, 1), (1, 1), (1, 2), (2, 3), (3, 4), (1, 3), (1, 4), (1, 5), (1, 1_000_000)][..]);
    let one_off = 3..=1_000_u32;
    let one_off = one_off.prop_map(|below| (below.saturating_sub(1), below));
    let any_share = (any::<u32>(), 1..=u32::MAX).prop_map(|(above, below)| {
        let above = within(u64::from(above), u64::from(below));
        (u32::try_from(above).unwrap_or(0), below)
    });
    prop_oneof![5 => of_law, 1 => one_off, 2 => any_share]
        .prop_map(|(above, below)| sure(Share::new(above, below)))
        .boxed()
}

/// 比率 — any [`Ratio`].
pub fn ratio() -> BoxedStrategy<Ratio> {
    let above = near(-i64::MAX, i64::MAX, &[0, 1, -1]);
    let below = near(1, i64::MAX, &[1, 2, 3]);
    (above, below).prop_map(|(above, below)| sure(Ratio::new(above, below))).boxed()
}

/// 门槛 — any [`Threshold`]; often 三分之二以上, 四分之三以上 or 过半数.
pub fn threshold() -> BoxedStrategy<Threshold> {
    let of_law = select(&[(Bound::AtLeast, 2, 3), (Bound::AtLeast, 3, 4), (Bound::MoreThan, 1, 2)][..]);
    let of_law = of_law.prop_map(|(bound, above, below)| sure(Threshold::of(bound, above, below)));
    let other = (share(), any::<Bound>()).prop_map(|(share, bound)| Threshold::new(share, bound));
    prop_oneof![3 => of_law, 2 => other].boxed()
}

/// 约数 — a number in some [`Sense`], mostly exact.
pub fn approx<T, S>(value: S) -> BoxedStrategy<Approx<T>>
where
    T: Debug + 'static,
    S: Strategy<Value = T> + 'static,
{
    let sense = prop_oneof![4 => Just(Sense::Exact), 1 => any::<Sense>()];
    (value, sense).prop_map(|(value, sense)| Approx { value, sense }).boxed()
}

/// 舍入规则 — any [`Rounding`].
pub fn rounding() -> BoxedStrategy<Rounding> {
    (any::<RoundingMode>(), any::<RoundingUnit>(), any::<RoundingPoint>())
        .prop_map(|(mode, unit, point)| Rounding { mode, unit, point })
        .boxed()
}

/// The days on which the law known here changes: 《物权法》, Henan, 《物业管理条例》, 《民法典》, Xuchang.
const REGIMES: [(i32, u32, u32); 5] = [(2007, 10, 1), (2018, 1, 1), (2018, 3, 19), (2021, 1, 1), (2021, 12, 31)];

/// The day before, the day itself and the day after; the ends of the calendar have no other side.
fn beside(day: Day) -> [Day; 3] {
    [day.previous().unwrap_or(day), day, day.next().unwrap_or(day)]
}

fn on(year: i32, month: u32, day: u32) -> Day {
    sure(Day::new(year, month, day))
}

/// The day so many days after the first.
fn nth_day(n: u32) -> Day {
    sure(Period::Days(n).after(Day::FIRST))
}

fn days_to(day: Day) -> u32 {
    sure(u32::try_from(Day::FIRST.days_until(day)))
}

/// 法变之日 — a [`Day`] on which the law changes, or the one before or after it.
pub fn regime_day() -> BoxedStrategy<Day> {
    let days: Vec<Day> = REGIMES.iter().flat_map(|(year, month, day)| beside(on(*year, *month, *day))).collect();
    select(days).boxed()
}

/// 日 — any [`Day`]: where the law changes, at the end of a month, about a leap day, at the bounds, in the years of the
/// letters, or anywhere.
pub fn day() -> BoxedStrategy<Day> {
    let month_end = (1900..=2200_i32, 1..=12_u32);
    let month_end = month_end.prop_flat_map(|(year, month)| select(beside(on(year, month, 1)).to_vec()));
    let leap = select(vec![2000, 2004, 2008, 2020, 2024, 2096, 2104]);
    let leap = leap.prop_flat_map(|year| select(beside(on(year, 2, 29)).to_vec()));
    let no_leap = select(beside(on(2100, 3, 1)).to_vec());
    let bounds = select(vec![Day::FIRST, Day::LAST]);
    let letters = (days_to(on(2020, 1, 1))..=days_to(on(2025, 12, 31))).prop_map(nth_day);
    let anywhere = (0..=days_to(Day::LAST)).prop_map(nth_day);
    prop_oneof![
        4 => regime_day(),
        2 => month_end,
        1 => leap,
        1 => no_leap,
        1 => bounds,
        4 => letters,
        2 => anywhere,
    ]
    .boxed()
}

/// 期间 — any [`Span`], from one day to three centuries.
pub fn span() -> BoxedStrategy<Span> {
    let last = days_to(Day::LAST);
    let spans = (0..last, prop_oneof![2 => 1..=400_u32, 1 => 1..=last]);
    let any_span = spans.prop_map(move |(start, days)| {
        let end = start.saturating_add(days).min(last);
        sure(Span::new(nth_day(start), nth_day(end)))
    });
    prop_oneof![3 => month_span(), 2 => any_span].boxed()
}

/// 整月期间 — a [`Span`] of 1 to 60 whole months, from any day of the month.
pub fn month_span() -> BoxedStrategy<Span> {
    let months = prop_oneof![3 => select(vec![1_u32, 2, 12, 24, 36]), 1 => 1..=60_u32];
    let start = prop_oneof![2 => regime_day(), 3 => (0..=days_to(on(2190, 1, 1))).prop_map(nth_day)];
    (start, months)
        .prop_map(|(start, months)| sure(Span::new(start, sure(Period::Months(months).after(start)))))
        .boxed()
}

/// 整年期间 — a [`Span`] of 1 to 3 whole years from the first of a month, as budgets and bills have.
pub fn year_span() -> BoxedStrategy<Span> {
    (1990..=2180_i32, 1..=12_u32, 1..=3_u32)
        .prop_map(|(year, month, years)| {
            let start = on(year, month, 1);
            sure(Span::new(start, sure(Period::Years(years).after(start))))
        })
        .boxed()
}

/// 期限 — any [`Period`]; mostly one that a text could set.
pub fn period() -> BoxedStrategy<Period> {
    let number = prop_oneof![
        4 => select(vec![0_u32, 1, 2, 3, 6, 7, 12, 15, 30, 31, 60, 90, 365, 366]),
        2 => 0..=1_000_u32,
        1 => any::<u32>(),
    ];
    let units: Vec<fn(u32) -> Period> = vec![Period::Days, Period::Months, Period::Years];
    (number, select(units)).prop_map(|(number, unit)| unit(number)).boxed()
}

/// 抽签记录 — any [`Draw`].
pub fn draw() -> BoxedStrategy<Draw> {
    (any::<Generator>(), any::<u64>()).prop_map(|(generator, seed)| Draw { generator, seed }).boxed()
}

/// 分摊 — a total in fen and the weights of 1 to 12 members of whom at least one has some: weights of zero, equal ones,
/// and totals that leave nothing, one unit or almost a round of units over.
pub fn apportionment() -> BoxedStrategy<(i64, Vec<u64>)> {
    let weight = || {
        let most = Area::MAX.hundredths().unsigned_abs();
        prop_oneof![2 => Just(0), 3 => 1..=3_u64, 3 => select(vec![8_955, 8_956, 6_000, 12_000]), 2 => 0..=20_000_u64, 1 => 0..=most]
    };
    let some = weight().prop_map(|weight| weight.max(1));
    let weights = (vec(weight(), 0..=11), some, any::<Index>()).prop_map(|(mut weights, some, place)| {
        let place = place.index(weights.len().saturating_add(1));
        weights.insert(place, some);
        weights
    });
    let total = near(-MONEY_MAX, MONEY_MAX, &[0, 100, -100, 10_000]);
    let rounds = prop_oneof![2 => Just(None), 1 => (0..=3_i64, -1..=1_i64).prop_map(Some)];
    (total, rounds, weights)
        .prop_map(|(total, rounds, weights)| {
            let sum = weights.iter().fold(0_u64, |sum, weight| sum.saturating_add(*weight));
            let by_rounds = rounds.and_then(|(rounds, more)| {
                let units = i64::try_from(sum).ok()?.checked_mul(rounds)?.checked_add(more)?;
                (units.saturating_abs() <= MONEY_MAX).then_some(units)
            });
            (by_rounds.unwrap_or(total), weights)
        })
        .boxed()
}

/// 成员次序 — an apportionment and its members in another order.
pub fn reordered_apportionment() -> BoxedStrategy<(i64, Vec<u64>, Vec<usize>)> {
    let with_order = |(total, weights): (i64, Vec<u64>)| {
        let order: Vec<usize> = (0..weights.len()).collect();
        (Just(total), Just(weights), Just(order).prop_shuffle())
    };
    apportionment().prop_flat_map(with_order).boxed()
}

// ------------------------------------------------------------------------------------------------ ids and text

/// The text of an id: short, in Chinese, or as long as it may be.
fn id_text() -> BoxedStrategy<String> {
    let plain = vec(select("abcxyz0189-_.".chars().collect::<Vec<_>>()), 1..=6);
    let chinese = vec(select("栋单元室号甲乙丙①Ａ".chars().collect::<Vec<_>>()), 1..=6);
    let longest = select("a院".chars().collect::<Vec<_>>()).prop_map(|c| vec![c; crate::terms::ID_CHARS_MAX]);
    let chars = prop_oneof![6 => plain, 3 => chinese, 1 => longest];
    chars.prop_map(|chars| chars.into_iter().collect()).boxed()
}

/// Text for people: empty, Chinese, with white space, quotes and a line break.
fn text() -> BoxedStrategy<String> {
    let words = vec!["", "文宴雅居", "某老庭院", "Yard 3 \"north\"", "第一行\n第二行", "《》「」", "\u{1F3E0}", "\\"];
    select(words).prop_map(str::to_owned).boxed()
}

macro_rules! id_strategies {
    ($( $(#[$meta:meta])* $name:ident -> $id:ident; )+) => {$(
        $(#[$meta])*
        pub fn $name() -> BoxedStrategy<$id> {
            id_text().prop_map(|text| sure($id::new(text))).boxed()
        }
    )+};
}

id_strategies! {
    /// 文件标识 — any [`DocumentId`].
    document_id -> DocumentId;
    /// 小区标识 — any [`CompoundId`].
    compound_id -> CompoundId;
    /// 楼栋标识 — any [`BuildingId`].
    building_id -> BuildingId;
    /// 专有部分标识 — any [`UnitId`].
    unit_id -> UnitId;
    /// 业主标识 — any [`OwnerId`].
    owner_id -> OwnerId;
    /// 设施标识 — any [`FacilityId`].
    facility_id -> FacilityId;
    /// 组织标识 — any [`OrganisationId`].
    organisation_id -> OrganisationId;
    /// 物业服务人标识 — any [`ProviderId`].
    provider_id -> ProviderId;
    /// 资源标识 — any [`ResourceId`].
    resource_id -> ResourceId;
    /// 分录标识 — any [`EntryId`].
    entry_id -> EntryId;
    /// 规则标识 — any [`RuleId`].
    rule_id -> RuleId;
    /// 规则集标识 — any [`RulebookId`].
    rulebook_id -> RulebookId;
    /// 预算项标识 — any [`BudgetLineId`].
    budget_line_id -> BudgetLineId;
    /// 收费项标识 — any [`LineId`].
    line_id -> LineId;
}

// ------------------------------------------------------------------------------------------------ law

/// 地方 — any [`Place`]: the nation, provinces, cities and counties.
pub fn place() -> BoxedStrategy<Place> {
    let known = select(vec![0_u32, 410_000, 411_000, 411_082, 421_200, 350_200, 441_900, 110_000]);
    let provinces = select(vec![11_u32, 31, 41, 42, 44, 50, 65, 71, 82]);
    let other = (provinces, 0..=99_u32, 0..=99_u32).prop_map(|(province, city, county)| {
        let county = if city == 0 { 0 } else { county };
        province.saturating_mul(10_000).saturating_add(city.saturating_mul(100)).saturating_add(county)
    });
    prop_oneof![2 => known, 1 => other].prop_map(|code| sure(Place::new(code))).boxed()
}

/// 文件日期 — any [`Issued`].
pub fn issued() -> BoxedStrategy<Issued> {
    prop_oneof![
        2 => day().prop_map(Issued::On),
        1 => (1900..=2200_u16).prop_map(Issued::InYear),
        1 => Just(Issued::Undated),
    ]
    .boxed()
}

/// 文件 — any [`Document`].
pub fn document() -> BoxedStrategy<Document> {
    (document_id(), place()).prop_flat_map(|(id, place)| document_of(id, place)).boxed()
}

/// A document of this id and place.
fn document_of(id: DocumentId, place: Place) -> BoxedStrategy<Document> {
    let words = (text(), text(), option::of(text()), text());
    (words, any::<Rank>(), issued(), any::<Confidence>())
        .prop_map(move |((title, title_en, number, issuer), rank, issued, confidence)| Document {
            id: id.clone(),
            title,
            title_en,
            number,
            issuer,
            rank,
            place,
            issued,
            confidence,
        })
        .boxed()
}

/// 条款位置 — any [`Locator`] that a document can have.
pub fn locator() -> BoxedStrategy<Locator> {
    let below = prop_oneof![
        2 => Just((None, None)),
        1 => (1..=u8::MAX).prop_map(|paragraph| (Some(paragraph), None)),
        1 => (1..=u8::MAX, 1..=u8::MAX).prop_map(|(paragraph, item)| (Some(paragraph), Some(item))),
    ];
    let number = prop_oneof![4 => 1..=1_260_u16, 1 => 1..=u16::MAX];
    let article = (number, below);
    let article = article.prop_map(|(number, (paragraph, item))| Locator::Article { number, paragraph, item });
    let section = (vec(1..=u8::MAX, 1..=8), option::of(1..=u8::MAX));
    let section = section.prop_map(|(path, paragraph)| Locator::Section { path, paragraph });
    prop_oneof![3 => article, 2 => section, 1 => Just(Locator::Whole)].boxed()
}

/// 出处 — any [`Provision`].
pub fn provision() -> BoxedStrategy<Provision> {
    (document_id(), locator()).prop_map(|(document, at)| Provision { document, at }).boxed()
}

/// 引注 — any [`Citation`], mostly in force for some time.
pub fn citation() -> BoxedStrategy<Citation> {
    let titles = (document_id(), text(), text(), locator());
    (titles, span(), any::<bool>(), any::<bool>(), any::<Confidence>())
        .prop_map(|((document, title, title_en, at), span, ends, year_only, confidence)| Citation {
            document,
            title,
            title_en,
            at,
            from: span.start(),
            until: ends.then_some(span.end()),
            year_only,
            confidence,
        })
        .boxed()
}

/// 版本 — a [`Version`] of some value.
pub fn version<T, S>(value: S) -> BoxedStrategy<Version<T>>
where
    T: Debug + Clone + 'static,
    S: Strategy<Value = T> + 'static,
{
    (day(), state(value), provision(), any::<Confidence>())
        .prop_map(|(from, state, by, confidence)| Version { from, state, by, confidence })
        .boxed()
}

/// 状态 — a [`State`] of some value, mostly in force.
pub fn state<T, S>(value: S) -> BoxedStrategy<State<T>>
where
    T: Debug + Clone + 'static,
    S: Strategy<Value = T> + 'static,
{
    prop_oneof![4 => value.prop_map(State::InForce), 1 => Just(State::Repealed)].boxed()
}

/// 分时值 — a [`Dated`] value of 1 to 3 versions, each in one of these documents; of no document, each in any.
pub fn dated<T, S>(value: S, documents: &[DocumentId]) -> BoxedStrategy<Dated<T>>
where
    T: Debug + Clone + 'static,
    S: Strategy<Value = T> + 'static,
{
    let document = if documents.is_empty() { document_id() } else { select(documents.to_vec()).boxed() };
    let version = (state(value), document, locator(), any::<Confidence>());
    btree_map(day(), version, 1..=3)
        .prop_map(|versions| {
            let version = |(from, (state, document, at, confidence))| {
                let by = Provision { document, at };
                Version { from, state, by, confidence }
            };
            sure(Dated::new(versions.into_iter().map(version).collect()))
        })
        .boxed()
}

// ------------------------------------------------------------------------------------------------ estate

/// 对象 — any [`SubjectRef`].
pub fn subject_ref() -> BoxedStrategy<SubjectRef> {
    (any::<Subject>(), id_text()).prop_map(|(kind, id)| SubjectRef { kind, id }).boxed()
}

/// 来源 — any [`Source`].
pub fn source() -> BoxedStrategy<Source> {
    (text(), locator(), text()).prop_map(|(document, at, quote)| Source { document, at, quote }).boxed()
}

/// A day on which something is stated: mostly before the days that are asked about.
fn stated_day() -> BoxedStrategy<Day> {
    let early = (days_to(on(2019, 1, 1))..=days_to(on(2022, 6, 30))).prop_map(nth_day);
    prop_oneof![3 => early, 1 => day()].boxed()
}

/// 填报 — a [`Stated`] value of some kind, by anybody.
pub fn stated<T, S>(value: S) -> BoxedStrategy<Stated<T>>
where
    T: Debug + 'static,
    S: Strategy<Value = T> + 'static,
{
    (value, stated_day(), any::<Authority>(), option::weighted(0.2, source()))
        .prop_map(|(value, on, by, source)| Stated { value, on, by, source })
        .boxed()
}

/// Who can state a fact: an office, where it takes one.
fn fact_authority(fact: Fact, by: Authority) -> Authority {
    if fact.needs_office() && !by.is_official() { Authority::Street } else { by }
}

/// 数值 — any [`Value`].
pub fn value() -> BoxedStrategy<Value> {
    prop_oneof![value_in(Dimension::Count), value_in(Dimension::Area), value_in(Dimension::Money)].boxed()
}

/// 某量的数值 — a [`Value`] that a quantity can have; numbers are often small, so that they meet.
pub fn value_of(quantity: Quantity) -> BoxedStrategy<Value> {
    value_in(quantity.dimension())
}

fn value_in(dimension: Dimension) -> BoxedStrategy<Value> {
    match dimension {
        Dimension::Area => {
            let small = (0..=6_i64).prop_map(|n| sure(Area::from_hundredths(n)));
            prop_oneof![1 => small, 1 => area()].prop_map(Value::Area).boxed()
        }
        Dimension::Money => {
            let small = (-3..=6_i64).prop_map(|n| sure(Money::from_fen(n)));
            prop_oneof![1 => small, 1 => money()].prop_map(Value::Money).boxed()
        }
        _ => {
            let number = prop_oneof![4 => 0..=6_u32, 2 => select(vec![299_u32, 300, 301]), 1 => any::<u32>()];
            number.prop_map(Value::Count).boxed()
        }
    }
}

/// 填报集 — [`Statements`] about one compound, or now and then about two.
pub fn statements() -> BoxedStrategy<Statements> {
    (subjects(), fact_entries(), quantity_entries(value_of))
        .prop_map(|(subjects, facts, quantities)| {
            let mut out = Statements::default();
            for subject in &subjects {
                state_all(&mut out, subject, &facts, &quantities);
            }
            out
        })
        .boxed()
}

fn subjects() -> BoxedStrategy<Vec<SubjectRef>> {
    let subject = |id: &str| SubjectRef { kind: Subject::Compound, id: id.to_owned() };
    let both = vec![subject("c1"), subject("二号院")];
    prop_oneof![4 => Just(vec![subject("c1")]), 1 => Just(both)].boxed()
}

type FactEntries = BTreeMap<(Fact, Day), (bool, Authority, Option<Source>)>;
type QuantityEntries = BTreeMap<(Quantity, Day), (Approx<Value>, Authority, Option<Source>)>;

/// One value for a fact on a day, so that nothing is contradicted.
fn fact_entries() -> BoxedStrategy<FactEntries> {
    let source = option::weighted(0.1, source());
    btree_map((any::<Fact>(), stated_day()), (any::<bool>(), any::<Authority>(), source), 0..=10).boxed()
}

fn quantity_entries(value_of: fn(Quantity) -> BoxedStrategy<Value>) -> BoxedStrategy<QuantityEntries> {
    let entry = any::<Quantity>().prop_flat_map(move |quantity| {
        let source = option::weighted(0.1, source());
        ((Just(quantity), stated_day()), (approx(value_of(quantity)), any::<Authority>(), source))
    });
    vec(entry, 0..=6).prop_map(|entries| entries.into_iter().collect()).boxed()
}

fn state_all(out: &mut Statements, about: &SubjectRef, facts: &FactEntries, quantities: &QuantityEntries) {
    for ((fact, on), (value, by, source)) in facts {
        let statement = Stated { value: *value, on: *on, by: fact_authority(*fact, *by), source: source.clone() };
        sure(out.state(about, *fact, statement));
    }
    for ((quantity, on), (value, by, source)) in quantities {
        let statement = Stated { value: *value, on: *on, by: *by, source: source.clone() };
        sure(out.measure(about, *quantity, statement));
    }
}

/// 小区 — any [`Compound`].
pub fn compound() -> BoxedStrategy<Compound> {
    let place = prop_oneof![2 => select(vec![sure(Place::new(411_000)), sure(Place::new(411_082))]), 1 => place()];
    (compound_id(), text(), place, vec(text(), 0..=3))
        .prop_map(|(id, name, place, yards)| Compound { id, name, place, yards })
        .boxed()
}

/// 设施 — any [`Facility`].
pub fn facility() -> BoxedStrategy<Facility> {
    (facility_id(), any::<FacilityKind>(), option::of(approx(any::<u32>())))
        .prop_map(|(id, kind, count)| Facility { id, kind, count })
        .boxed()
}

/// 组织 — any [`Organisation`].
pub fn organisation() -> BoxedStrategy<Organisation> {
    (organisation_id(), any::<OrganisationKind>(), option::of(day()))
        .prop_map(|(id, kind, since)| Organisation { id, kind, since })
        .boxed()
}

/// 物业服务人 — any [`Provider`].
pub fn provider() -> BoxedStrategy<Provider> {
    (provider_id(), text(), any::<ProviderKind>()).prop_map(|(id, name, kind)| Provider { id, name, kind }).boxed()
}

/// 资源 — any [`Resource`].
pub fn resource() -> BoxedStrategy<Resource> {
    (resource_id(), any::<ResourceKind>(), option::of(approx(any::<u32>())), option::of(unit_price()))
        .prop_map(|(id, kind, count, price)| Resource { id, kind, count, price })
        .boxed()
}

/// 业主 — any [`Owner`].
pub fn owner() -> BoxedStrategy<Owner> {
    (owner_id(), owner_kind()).prop_map(|(id, kind)| Owner { id, kind }).boxed()
}

fn owner_kind() -> BoxedStrategy<OwnerKind> {
    prop_oneof![4 => Just(OwnerKind::Buyer), 1 => Just(OwnerKind::Developer)].boxed()
}

/// 专有部分 — any [`Unit`], with at least one of its areas.
pub fn unit() -> BoxedStrategy<Unit> {
    (unit_id(), owner_id()).prop_flat_map(|(id, owner)| unit_of(id, owner)).boxed()
}

/// A unit of this id and owner.
fn unit_of(id: UnitId, owner: OwnerId) -> BoxedStrategy<Unit> {
    let areas = prop_oneof![
        (unit_area(), option::of(unit_area()), option::of(unit_area())).prop_map(|(r, s, c)| (Some(r), s, c)),
        (unit_area(), option::of(unit_area())).prop_map(|(s, c)| (None, Some(s), c)),
        unit_area().prop_map(|c| (None, None, Some(c))),
    ];
    let state = prop_oneof![3 => Just(UnitState::Delivered), 1 => any::<UnitState>()];
    (option::of(building_id()), any::<UnitKind>(), state, areas)
        .prop_map(move |(building, kind, state, (registered, surveyed, contract))| Unit {
            id: id.clone(),
            building,
            kind,
            state,
            owner: owner.clone(),
            registered,
            surveyed,
            contract,
        })
        .boxed()
}

/// 业主名册 — a [`Roll`] of 1 to 5 owners with 0 to 8 units: owners of several, owners of none, unsold stock, parking.
pub fn roll() -> BoxedStrategy<Roll> {
    let units = vec((unit(), any::<Index>()), 0..=8);
    (stated_day(), vec(owner_kind(), 1..=5), units)
        .prop_map(|(on, kinds, units)| {
            let named = |(i, kind)| Owner { id: sure(OwnerId::new(format!("业主{i}"))), kind };
            let owners: Vec<Owner> = kinds.into_iter().enumerate().map(named).collect();
            let placed = |(i, (unit, whose)): (usize, (Unit, Index))| {
                let owner = whose.get(&owners).id.clone();
                Unit { id: sure(UnitId::new(format!("1-{i}"))), owner, ..unit }
            };
            let units = units.into_iter().enumerate().map(placed).collect();
            sure(Roll::new(on, owners, units))
        })
        .boxed()
}

// ------------------------------------------------------------------------------------------------ matter

/// 人数与面积 — any [`Weight`].
pub fn weight() -> BoxedStrategy<Weight> {
    let heads = prop_oneof![3 => 0..=400_u32, 1 => any::<u32>()];
    (heads, area()).prop_map(|(heads, area)| Weight { heads, area }).boxed()
}

/// 表决比例 — any [`Majority`]; mostly one of the Property Law or of the Civil Code.
pub fn majority() -> BoxedStrategy<Majority> {
    let of_law = any::<bool>().prop_flat_map(|special| {
        select(vec![sure(Majority::of_participants(special)), sure(Majority::of_all(special))])
    });
    let other = (threshold(), threshold(), any::<Base>());
    let other = other.prop_map(|(quorum, consent, base)| Majority { quorum, consent, base });
    prop_oneof![3 => of_law, 1 => other].boxed()
}

/// How a part of a whole is chosen: at a threshold, one step beside it, everything, nothing, or anything.
#[derive(Debug, Clone, Copy)]
enum Pick {
    Least,
    OneLess,
    OneMore,
    All,
    Nothing,
    Any(u64),
}

fn pick() -> BoxedStrategy<Pick> {
    prop_oneof![
        4 => Just(Pick::Least),
        3 => Just(Pick::OneLess),
        2 => Just(Pick::OneMore),
        2 => Just(Pick::All),
        1 => Just(Pick::Nothing),
        2 => any::<u64>().prop_map(Pick::Any),
    ]
    .boxed()
}

impl Pick {
    /// A part of at most `most` where `least` is what reaches the threshold.
    fn of(self, least: u64, most: u64) -> u64 {
        let part = match self {
            Self::Least => least,
            Self::OneLess => least.saturating_sub(1),
            Self::OneMore => least.saturating_add(1),
            Self::All => most,
            Self::Nothing => 0,
            Self::Any(n) => within(n, most),
        };
        part.min(most)
    }
}

/// One limb of a vote: total, participating, consenting.
fn limb(majority: Majority, total: u64, present: Pick, agreed: Pick) -> [u64; 3] {
    let participating = present.of(majority.quorum.least(total), total);
    let base = match majority.base {
        Base::Participants => participating,
        Base::All => total,
    };
    [total, participating, agreed.of(majority.consent.least(base), participating)]
}

/// 表决 — a [`Majority`] and totals to hold it against: each limb at its threshold, one person or 0.01 m² beside it, or
/// anywhere.
pub fn vote() -> BoxedStrategy<(Majority, TallyRecord)> {
    let heads = prop_oneof![4 => 1..=400_u32, 1 => select(vec![1_u32, 2, 3, 300, 301]), 1 => 1..=u32::MAX];
    let areas = near(1, Area::COMPOUND_MAX.hundredths(), &[1, 2, 3, 3_000_000, 3_000_001]);
    (majority(), heads, areas, (pick(), pick()), (pick(), pick()), any::<TallyOrigin>())
        .prop_map(|(majority, heads, area, of_heads, of_area, origin)| {
            let heads = limb(majority, u64::from(heads), of_heads.0, of_heads.1);
            let areas = limb(majority, area.unsigned_abs(), of_area.0, of_area.1);
            let weight = |heads: u64, area: u64| Weight {
                heads: sure(u32::try_from(heads)),
                area: sure(Area::from_hundredths(sure(i64::try_from(area)))),
            };
            let [total, participating, consenting] = heads;
            let [total_area, participating_area, consenting_area] = areas;
            let record = TallyRecord {
                total: weight(total, total_area),
                participating: weight(participating, participating_area),
                consenting: weight(consenting, consenting_area),
                origin,
            };
            (majority, record)
        })
        .boxed()
}

/// 计票记录 — any [`TallyRecord`] that a tally can have.
pub fn tally_record() -> BoxedStrategy<TallyRecord> {
    vote().prop_map(|(_, record)| record).boxed()
}

/// 计票结果 — any [`Tally`] that is declared.
pub fn tally() -> BoxedStrategy<Tally> {
    tally_record().prop_map(|record| declared(&record)).boxed()
}

fn declared(record: &TallyRecord) -> Tally {
    sure(Tally::declared(record.total, record.participating, record.consenting))
}

/// 差额 — any [`Short`].
pub fn short() -> BoxedStrategy<Short> {
    prop_oneof![(1..=u32::MAX).prop_map(Short::Heads), area().prop_map(Short::Area)].boxed()
}

/// 决议 — a [`Resolution`] under any majority, passed, rejected or without a quorum.
pub fn resolution() -> BoxedStrategy<Resolution> {
    (compound_id(), any::<Matter>(), day(), vote(), citation())
        .prop_map(|(compound, matter, on, (majority, record), law)| {
            resolve(compound, matter, on, declared(&record), majority, law)
        })
        .boxed()
}

/// 决议记录 — any [`ResolutionRecord`], whether or not its outcome follows from its tally: it is only reported.
pub fn resolution_record() -> BoxedStrategy<ResolutionRecord> {
    (any::<Matter>(), stated_day(), any::<Outcome>(), option::of(tally_record()))
        .prop_map(|(matter, on, outcome, tally)| ResolutionRecord { matter, on, outcome, tally })
        .boxed()
}

// ------------------------------------------------------------------------------------------------ dossier

/// 合同记录 — any [`ContractRecord`].
pub fn contract_record() -> BoxedStrategy<ContractRecord> {
    (provider_id(), span(), any::<bool>(), option::of(any::<ChargingForm>()))
        .prop_map(|(provider, span, ends, charging)| ContractRecord {
            provider,
            from: span.start(),
            until: ends.then_some(span.end()),
            charging,
        })
        .boxed()
}

/// 决定依据记录 — any [`GroundRecord`].
pub fn ground_record() -> BoxedStrategy<GroundRecord> {
    prop_oneof![
        resolution_record().prop_map(GroundRecord::Resolution),
        (any::<Authority>(), day()).prop_map(|(by, on)| GroundRecord::Act { by, on }),
    ]
    .boxed()
}

/// 决定记录 — any [`DecisionRecord`], whether or not it can be made again.
pub fn decision_record() -> BoxedStrategy<DecisionRecord> {
    (any::<Mode>(), day(), id_text(), any::<u32>(), vec(ground_record(), 0..=2))
        .prop_map(|(mode, on, rulebook, version, grounds)| DecisionRecord { mode, on, rulebook, version, grounds })
        .boxed()
}

/// 事件记录 — any [`EventRecord`].
pub fn event_record() -> BoxedStrategy<EventRecord> {
    (any::<Event>(), stated(stated_day())).prop_map(|(event, happened)| EventRecord { event, happened }).boxed()
}

/// 事件记录齐全 — any [`CompleteLog`].
pub fn complete_log() -> BoxedStrategy<CompleteLog> {
    (any::<Event>(), day()).prop_map(|(event, until)| CompleteLog { event, until }).boxed()
}

/// 档案 — any [`Dossier`]: some facts and quantities stated, some not; resolutions, events, and now and then the rest.
pub fn dossier() -> BoxedStrategy<Dossier> {
    let rest = (vec(facility(), 0..=2), vec(organisation(), 0..=2), vec(provider(), 0..=2), vec(resource(), 0..=2));
    let records = (vec(stated(contract_record()), 0..=2), vec(stated(decision_record()), 0..=2));
    let happened = (vec(event_record(), 0..=4), vec(complete_log(), 0..=2));
    let resolutions = vec(stated(resolution_record()), 0..=3);
    (compound(), fact_entries(), quantity_entries(value_of), resolutions, happened, rest, records)
        .prop_map(|(compound, facts, quantities, resolutions, (events, complete), rest, (contracts, decisions))| {
            let (facilities, organisations, providers, resources) = rest;
            let mut statements = Statements::default();
            state_all(&mut statements, &compound.subject(), &facts, &quantities);
            Dossier {
                compound,
                statements,
                facilities,
                organisations,
                providers,
                resources,
                resolutions,
                contracts,
                decisions,
                events,
                complete,
            }
        })
        .boxed()
}

/// 新查明的事实 — something that is [`Learned`].
pub fn learned() -> BoxedStrategy<Learned> {
    let fact = (any::<Fact>(), stated(any::<bool>())).prop_map(|(fact, statement)| {
        let by = fact_authority(fact, statement.by);
        Learned::Fact(fact, Stated { by, ..statement })
    });
    let quantity = any::<Quantity>().prop_flat_map(|quantity| (Just(quantity), stated(approx(value_of(quantity)))));
    prop_oneof![
        4 => fact,
        3 => quantity.prop_map(|(quantity, statement)| Learned::Quantity(quantity, statement)),
        1 => stated(resolution_record()).prop_map(Learned::Resolution),
        1 => event_record().prop_map(Learned::Event),
    ]
    .boxed()
}

// ------------------------------------------------------------------------------------------------ rules

/// 项 — a [`Term`] of a dimension: a literal, a quantity or a share of one.
pub fn term(dimension: Dimension) -> BoxedStrategy<Term> {
    let quantities: Vec<Quantity> = Quantity::ALL.iter().copied().filter(|q| q.dimension() == dimension).collect();
    let literal = value_in(dimension).prop_map(Term::Literal);
    if quantities.is_empty() {
        return literal.boxed();
    }
    let of = select(quantities.clone()).prop_map(Term::Of);
    let part = (share(), select(quantities)).prop_map(|(share, quantity)| Term::Part(share, quantity));
    prop_oneof![2 => literal, 3 => of, 1 => part].boxed()
}

/// 叶节点 — a [`Node`] without children: a fact, a comparison, an event, a resolution.
pub fn leaf() -> BoxedStrategy<Node> {
    let dimension = select(vec![Dimension::Count, Dimension::Count, Dimension::Area, Dimension::Money]);
    let compare = dimension.prop_flat_map(|dimension| (term(dimension), any::<Cmp>(), term(dimension)));
    let event = || (any::<Event>(), any::<Cmp>(), period());
    prop_oneof![
        6 => any::<Fact>().prop_map(Node::Stated),
        4 => compare.prop_map(|(left, cmp, right)| Node::Compare { left, cmp, right }),
        1 => event().prop_map(|(event, cmp, period)| Node::Elapsed { event, cmp, period }),
        1 => event().prop_map(|(event, cmp, period)| Node::Until { event, cmp, period }),
        1 => (any::<Event>(), any::<Cmp>(), 0..=4_u32).prop_map(|(event, cmp, number)| Node::Count { event, cmp, number }),
        1 => term(Dimension::Count).prop_map(Node::Odd),
        1 => any::<Matter>().prop_map(Node::Resolved),
    ]
    .boxed()
}

/// 条件 — a [`Condition`] nested at most `depth` deep (a leaf is 0 deep; more than 6 is taken for 6), with empty
/// groups, double negations and facts that appear more than once.
pub fn condition(depth: u32) -> BoxedStrategy<Condition> {
    leaf()
        .prop_map(|node| sure(Condition::leaf(node)))
        .prop_recursive(depth.min(6), 24, 3, |inner| {
            prop_oneof![
                3 => vec(inner.clone(), 0..=3).prop_map(|parts| sure(Condition::all(parts))),
                3 => vec(inner.clone(), 0..=3).prop_map(|parts| sure(Condition::any(parts))),
                2 => inner.prop_map(|part| sure(part.negated())),
            ]
        })
        .boxed()
}

/// 参数名 — any [`Key`].
pub fn key() -> BoxedStrategy<Key> {
    prop_oneof![
        3 => any::<Matter>().prop_map(Key::Majority),
        1 => any::<Mode>().prop_map(Key::Services),
        1 => Just(Key::Selection),
    ]
    .boxed()
}

/// 选择方式 — any [`Selection`] of at least one mode, each once.
pub fn selection() -> BoxedStrategy<Selection> {
    let modes = subsequence(Mode::ALL.to_vec(), 1..=Mode::ALL.len()).prop_shuffle();
    (modes, any::<bool>())
        .prop_map(|(modes, ladder)| if ladder { Selection::Ladder(modes) } else { Selection::FreeChoice(modes) })
        .boxed()
}

/// 参数值 — a [`ParameterValue`] that a key can have.
pub fn parameter_value(key: Key) -> BoxedStrategy<ParameterValue> {
    match key {
        Key::Majority(_) => majority().prop_map(ParameterValue::Majority).boxed(),
        Key::Services(_) => {
            let services = subsequence(Service::ALL.to_vec(), 1..=Service::ALL.len()).prop_shuffle();
            services.prop_map(ParameterValue::Services).boxed()
        }
        Key::Selection => selection().prop_map(ParameterValue::Selection).boxed(),
    }
}

/// 规定方式 — any [`Setting`] of a key.
pub fn setting(key: Key) -> BoxedStrategy<Setting> {
    let value = || parameter_value(key);
    prop_oneof![
        4 => value().prop_map(Setting::Exactly),
        1 => value().prop_map(Setting::AtLeast),
        1 => value().prop_map(Setting::AtMost),
        1 => value().prop_map(Setting::MoreThan),
        1 => (value(), any::<Matter>()).prop_map(|(value, unless)| Setting::Default { value, unless }),
        1 => any::<Authority>().prop_map(Setting::Delegated),
    ]
    .boxed()
}

/// 参数 — any [`Parameter`] in these documents; of no document, in any.
pub fn parameter(documents: &[DocumentId]) -> BoxedStrategy<Parameter> {
    let documents = documents.to_vec();
    key().prop_flat_map(move |key| parameter_of(key, &documents)).boxed()
}

fn parameter_of(key: Key, documents: &[DocumentId]) -> BoxedStrategy<Parameter> {
    let when = option::weighted(0.2, condition(1));
    (when, dated(setting(key), documents), any::<MayMove>())
        .prop_map(move |(when, value, may_move)| sure(Parameter::new(key, when, value, may_move)))
        .boxed()
}

/// 目标 — any [`Aim`]; often professional or basic management, so that a rulebook has several rules of one aim.
pub fn aim() -> BoxedStrategy<Aim> {
    let known = vec![Aim::Mode(Mode::Professional), Aim::Mode(Mode::Professional), Aim::Mode(Mode::Basic)];
    let pay = (any::<Purse>(), any::<Purpose>()).prop_map(|(purse, purpose)| Aim::Pay(purse, purpose));
    prop_oneof![5 => select(known), 1 => any::<Mode>().prop_map(Aim::Mode), 1 => pay].boxed()
}

/// 所需决定 — any [`NeededDecision`]; on a matter where the owners decide.
pub fn needed_decision() -> BoxedStrategy<NeededDecision> {
    let owners = any::<Matter>().prop_map(|matter| NeededDecision { by: Authority::Owners, matter: Some(matter) });
    let others = vec![Authority::Street, Authority::ContractParty, Authority::ResidentsCommittee];
    let other = select(others).prop_map(|by| NeededDecision { by, matter: None });
    prop_oneof![owners, other].boxed()
}

/// 规则 — any [`Rule`] in these documents; of no document, in any.
pub fn rule(documents: &[DocumentId]) -> BoxedStrategy<Rule> {
    let force = prop_oneof![1 => Just(Force::Shall), 1 => any::<Force>()];
    (rule_id(), aim(), force, dated(condition(2), documents), option::of(needed_decision()), vec(key(), 0..=2))
        .prop_map(|(id, aim, force, needs, needs_decision, then)| Rule { id, aim, force, needs, needs_decision, then })
        .boxed()
}

/// 地方名称 — any [`Label`].
pub fn label() -> BoxedStrategy<Label> {
    (any::<Mode>(), text(), text()).prop_map(|(mode, zh, en)| Label { mode, zh, en }).boxed()
}

/// 未读文件 — any [`Unread`].
pub fn unread() -> BoxedStrategy<Unread> {
    (text(), text()).prop_map(|(title, title_en)| Unread { title, title_en }).boxed()
}

/// 层 — a [`Layer`] of any place.
pub fn layer() -> BoxedStrategy<Layer> {
    place().prop_flat_map(layer_of).boxed()
}

/// A layer of this place, whose ids no layer of another place has.
fn layer_of(place: Place) -> BoxedStrategy<Layer> {
    let ids: Vec<DocumentId> = (0..3).map(|i| sure(DocumentId::new(format!("d{place}-{i}")))).collect();
    let documents: Vec<_> = ids.iter().map(|id| document_of(id.clone(), place)).collect();
    let rules = vec(rule(&ids), 0..=3);
    let parameters = btree_map(key(), Just(()), 0..=2).prop_flat_map(move |keys| {
        let each: Vec<_> = keys.into_keys().map(|key| parameter_of(key, &ids)).collect();
        each
    });
    (documents, rules, parameters, vec(label(), 0..=2), vec(unread(), 0..=2))
        .prop_map(move |(documents, rules, parameters, labels, unread)| {
            let named = |(i, rule)| Rule { id: sure(RuleId::new(format!("r{place}-{i}"))), ..rule };
            let rules = rules.into_iter().enumerate().map(named).collect();
            Layer { place, documents, rules, parameters, labels, unread }
        })
        .boxed()
}

/// 规则集 — a made-up [`Rulebook`] of 1 to 3 layers: nation, Henan, Xuchang.
pub fn rulebook() -> BoxedStrategy<Rulebook> {
    let places = subsequence(vec![0_u32, 410_000, 411_000], 1..=3);
    let layers = places.prop_flat_map(|places| {
        let layers: Vec<_> = places.into_iter().map(|code| layer_of(sure(Place::new(code)))).collect();
        layers
    });
    (rulebook_id(), any::<u32>(), layers)
        .prop_map(|(id, version, layers)| sure(Rulebook::new(id, version, layers)))
        .boxed()
}

// ------------------------------------------------------------------------------------------------ answers

/// 所见事实 — any [`FactSeen`].
pub fn fact_seen() -> BoxedStrategy<FactSeen> {
    (any::<bool>(), day(), any::<Authority>()).prop_map(|(value, on, by)| FactSeen { value, on, by }).boxed()
}

/// 所见决议 — any [`ResolutionSeen`].
pub fn resolution_seen() -> BoxedStrategy<ResolutionSeen> {
    (any::<Outcome>(), day(), any::<Authority>())
        .prop_map(|(outcome, on, by)| ResolutionSeen { outcome, on, by })
        .boxed()
}

/// 所见 — any [`Observed`].
pub fn observed() -> BoxedStrategy<Observed> {
    let states = vec![LawState::InForce, LawState::FromMemory, LawState::BeforeKnown, LawState::NoRule];
    let side = || option::of(approx(value()));
    prop_oneof![
        select(states).prop_map(Observed::Law),
        Just(Observed::Group),
        option::of(fact_seen()).prop_map(Observed::Fact),
        (side(), side()).prop_map(|(left, right)| Observed::Compared { left, right }),
        option::of(day()).prop_map(Observed::Event),
        (any::<u32>(), any::<bool>()).prop_map(|(recorded, complete)| Observed::Count { recorded, complete }),
        option::of(resolution_seen()).prop_map(Observed::Resolution),
    ]
    .boxed()
}

/// 差距 — any [`Gap`].
pub fn gap() -> BoxedStrategy<Gap> {
    (value(), any::<bool>()).prop_map(|(by, more)| if more { Gap::Missing(by) } else { Gap::TooMuch(by) }).boxed()
}

/// 判定项记录 — any [`FindingRecord`], whether or not any assessment has it.
pub fn finding_record() -> BoxedStrategy<FindingRecord> {
    let verdict = (option::of(rule_id()), option::of(any::<u16>()), any::<Verdict>());
    (verdict, option::of(leaf()), observed(), option::of(gap()), option::of(citation()))
        .prop_map(|((rule, parent, verdict), required, observed, short_by, law)| FindingRecord {
            rule,
            parent,
            verdict,
            required,
            observed,
            short_by,
            law,
        })
        .boxed()
}

/// 判定 — an [`Assessment`] and what it was made from: a made-up or a shipped rulebook, a dossier and a day. The aim is
/// mostly one of the rulebook's.
pub fn assessment() -> BoxedStrategy<(Rulebook, Dossier, Assessment)> {
    let shipped = Just(()).prop_map(|()| shipped());
    let rulebook = prop_oneof![1 => shipped, 2 => rulebook()];
    (rulebook, dossier(), aim(), any::<Index>(), day())
        .prop_map(|(rulebook, dossier, other, which, day)| {
            let aims: Vec<Aim> = rulebook.aims().into_iter().chain([other]).collect();
            let assessment = Checklist::compile(&rulebook, *which.get(&aims)).assess(&dossier, day);
            (rulebook, dossier, assessment)
        })
        .boxed()
}

/// 判定记录 — any [`AssessmentRecord`] that an assessment writes.
pub fn assessment_record() -> BoxedStrategy<AssessmentRecord> {
    assessment().prop_map(|(_, _, assessment)| assessment.record()).boxed()
}

/// 待判定 — a [`Condition`], a dossier and a day to ask about.
pub fn asked(depth: u32) -> BoxedStrategy<(Condition, Dossier, Day)> {
    (condition(depth), dossier(), day()).boxed()
}

/// 待查明 — a [`Condition`], a dossier, a day, and something learned by that day which the condition asks about and the
/// dossier does not state (now and then something else).
pub fn asked_and_learned(depth: u32) -> BoxedStrategy<(Condition, Dossier, Day, Learned)> {
    let said = (stated(any::<bool>()), stated(resolution_record()), stated(stated_day()));
    let number = (any::<u64>(), prop_oneof![4 => Just(Sense::Exact), 1 => any::<Sense>()]);
    (asked(depth), any::<Index>(), said, number, learned())
        .prop_map(|((condition, mut dossier, day), which, (fact, resolution, event), (n, sense), other)| {
            let about = dossier.compound.subject();
            let on = fact.on.min(day);
            let leaves: Vec<&Node> = condition.nodes().iter().filter(|node| node.children().is_empty()).collect();
            let leaf = if leaves.is_empty() { None } else { Some(*which.get(&leaves)) };
            let learned = match leaf {
                Some(Node::Stated(asked)) => {
                    dossier.statements.retract(&about, *asked);
                    Learned::Fact(*asked, Stated { on, by: fact_authority(*asked, fact.by), ..fact })
                }
                Some(Node::Compare { left, right, .. }) => {
                    let quantity = left.quantity().or(right.quantity());
                    quantity.map_or(other, |quantity| {
                        dossier.statements.retract_quantity(&about, quantity);
                        let value = Approx { value: small_value(quantity, n), sense };
                        Learned::Quantity(quantity, Stated::new(value, on, fact.by))
                    })
                }
                Some(Node::Resolved(matter)) => {
                    dossier.resolutions.retain(|known| known.value.matter != *matter);
                    let value = ResolutionRecord { matter: *matter, on, ..resolution.value };
                    Learned::Resolution(Stated { value, on, ..resolution })
                }
                Some(
                    Node::Elapsed { event: asked, .. }
                    | Node::Until { event: asked, .. }
                    | Node::Count { event: asked, .. },
                ) => {
                    dossier.events.retain(|known| known.event != *asked);
                    dossier.complete.retain(|log| log.event != *asked);
                    Learned::Event(EventRecord { event: *asked, happened: Stated { on, ..event } })
                }
                _ => other,
            };
            (condition, dossier, day, learned)
        })
        .boxed()
}

/// A small value of a quantity, or one near those of most literals.
fn small_value(quantity: Quantity, n: u64) -> Value {
    let small = within(n, 6);
    match quantity.dimension() {
        Dimension::Area => Value::Area(sure(Area::from_hundredths(i64::try_from(small).unwrap_or(0)))),
        Dimension::Money => Value::Money(sure(Money::from_fen(i64::try_from(small).unwrap_or(0)))),
        _ => Value::Count(u32::try_from(small).unwrap_or(0)),
    }
}

/// 待判定的各部分 — 0 to 4 conditions, *all* of them, *any* of them, a dossier and a day.
pub fn asked_parts() -> BoxedStrategy<(Vec<Condition>, Condition, Condition, Dossier, Day)> {
    (vec(condition(2), 0..=4), dossier(), day())
        .prop_map(|(parts, dossier, day)| {
            let (all, any) = (sure(Condition::all(parts.clone())), sure(Condition::any(parts.clone())));
            (parts, all, any, dossier, day)
        })
        .boxed()
}

/// 待判定的正反 — a condition, its opposite, a dossier and a day.
pub fn asked_mirrored() -> BoxedStrategy<(Condition, Condition, Dossier, Day)> {
    asked(3).prop_map(|(condition, dossier, day)| (condition.clone(), sure(condition.negated()), dossier, day)).boxed()
}

// ------------------------------------------------------------------------------------------------ decisions

/// 决定依据 — any [`Ground`].
pub fn ground() -> BoxedStrategy<Ground> {
    prop_oneof![
        resolution().prop_map(Ground::Counted),
        stated(resolution_record()).prop_map(Ground::Reported),
        (any::<Authority>(), day()).prop_map(|(by, on)| Ground::Act { by, on }),
    ]
    .boxed()
}

/// 采用条件 — any [`AdoptionPolicy`].
pub fn adoption_policy() -> BoxedStrategy<AdoptionPolicy> {
    option::of(period()).prop_map(|oldest| AdoptionPolicy { oldest }).boxed()
}

/// 决定 — a [`Decision`] under the rulebook of Xuchang, and the dossier that it rests on: professional management on the
/// owners' resolution, or basic management as the street organises it.
pub fn decision() -> BoxedStrategy<(Dossier, Decision)> {
    let first = days_to(on(2021, 12, 31));
    (compound(), any::<bool>(), first..=days_to(on(2030, 12, 31)), 0..=400_u32)
        .prop_map(move |(compound, professional, day, ago)| {
            let (on, day) = (nth_day(day.saturating_sub(ago).max(first)), nth_day(day));
            let mut dossier = Dossier::new(compound);
            let facts = [Fact::OldCompound, Fact::BasicConditions, Fact::MediationStation, Fact::ServiceCentre];
            for fact in facts {
                sure(dossier.state(fact, Stated::new(true, on, Authority::Street)));
            }
            let conditions = Stated::new(professional, on, Authority::Street);
            sure(dossier.state(Fact::ProfessionalConditions, conditions));
            let (mode, ground) = if professional {
                let record = ResolutionRecord { matter: Matter::Provider, on, outcome: Outcome::Passed, tally: None };
                let reported = Stated::new(record, on, Authority::OwnersCommittee);
                dossier.resolutions.push(reported.clone());
                (Mode::Professional, Ground::Reported(reported))
            } else {
                (Mode::Basic, Ground::Act { by: Authority::Street, on })
            };
            let rulebook = shipped();
            let assessment = Checklist::compile(&rulebook, Aim::Mode(mode)).assess(&dossier, day);
            let decision = sure(adopt(&assessment, &[ground], AdoptionPolicy::default()));
            (dossier, decision)
        })
        .boxed()
}

// ------------------------------------------------------------------------------------------------ money

/// 记账 — any [`Posting`].
pub fn posting() -> BoxedStrategy<Posting> {
    (any::<Account>(), money()).prop_map(|(account, amount)| Posting { account, amount }).boxed()
}

/// 分录 — any [`Entry`] that a ledger takes and that takes back nothing: 2 to 4 postings that sum to zero.
pub fn entry() -> BoxedStrategy<Entry> {
    let amount = near(-100_000_000_000, 100_000_000_000, &[0, 5_000, -5_000]);
    let postings = (vec((any::<Account>(), amount), 1..=3), any::<Account>()).prop_map(|(mut postings, last)| {
        let sum = postings.iter().fold(0_i64, |sum, (_, fen)| sum.saturating_add(*fen));
        postings.push((last, sum.saturating_neg()));
        let posting = |(account, fen)| Posting { account, amount: sure(Money::from_fen(fen)) };
        postings.into_iter().map(posting).collect::<Vec<_>>()
    });
    (entry_id(), stated_day(), postings)
        .prop_map(|(id, on, postings)| Entry { id, on, postings, reverses: None })
        .boxed()
}

/// 待冲销 — an [`Entry`], the id of its reversal and a day that is not before it.
pub fn to_reverse() -> BoxedStrategy<(Entry, EntryId, Day)> {
    (entry(), day())
        .prop_map(|(entry, day)| {
            // Longer or shorter than the id of the entry, so another.
            let id = if entry.id.as_str().chars().count() == 1 { "r2" } else { "r" };
            let day = day.max(entry.on);
            (entry, sure(EntryId::new(id)), day)
        })
        .boxed()
}

/// 总账 — a [`Ledger`] of 0 to 8 entries, of which some take back others.
pub fn ledger() -> BoxedStrategy<Ledger> {
    vec((entry(), option::weighted(0.3, any::<Index>())), 0..=8)
        .prop_map(|steps| {
            let mut ledger = Ledger::default();
            for (i, (entry, back)) in steps.into_iter().enumerate() {
                let id = sure(EntryId::new(format!("e{i}")));
                let taken: Vec<EntryId> = ledger.entries().iter().filter_map(|entry| entry.reverses.clone()).collect();
                let open: Vec<EntryId> = ledger.entries().iter().map(|entry| entry.id.clone()).collect();
                let open: Vec<EntryId> = open.into_iter().filter(|id| !taken.contains(id)).collect();
                let original =
                    back.filter(|_| !open.is_empty()).and_then(|which| ledger.entry(which.get(&open)).cloned());
                match original {
                    Some(original) => sure(ledger.reverse(&original.id, id, entry.on.max(original.on))),
                    None => sure(ledger.post(Entry { id, ..entry }).map(|_| ())),
                }
            }
            ledger
        })
        .boxed()
}

// ------------------------------------------------------------------------------------------------ balance

/// 区间 — any [`MoneyRange`], open or not.
pub fn money_range() -> BoxedStrategy<MoneyRange> {
    (option::of(money()), option::of(money()))
        .prop_map(|(one, other)| match (one, other) {
            (Some(a), Some(b)) => MoneyRange { least: Some(a.min(b)), most: Some(a.max(b)) },
            (least, most) => MoneyRange { least, most },
        })
        .boxed()
}

/// 保本单价 — any [`BreakEven`].
pub fn break_even() -> BoxedStrategy<BreakEven> {
    (area(), 1..=60_u32, money_range()).prop_map(|(area, months, price)| BreakEven { area, months, price }).boxed()
}

/// 项目种类 — any [`LineKind`].
pub fn line_kind() -> BoxedStrategy<LineKind> {
    let cost = any::<CostKind>().prop_map(LineKind::Cost);
    prop_oneof![2 => any::<IncomeKind>().prop_map(LineKind::Income), 1 => cost].boxed()
}

/// 计算依据 — any [`Basis`] that a budget of whole years takes: lumps that are known or not, prices by the month, the
/// year or once, of what the dossier states or of a fixed number.
pub fn basis() -> BoxedStrategy<Basis> {
    let lump = option::weighted(0.85, approx(amount())).prop_map(Basis::Lump);
    let micro = near(0, 100_000_000, &[0, 80_000, 1_450_000, 50_000_000]);
    let rate = (micro, any::<Per>(), select(vec![Every::Month, Every::Year, Every::Once]));
    let rate = rate.prop_flat_map(|(micro, per, every)| {
        let price = sure(UnitPrice::from_micro(micro, per, every));
        extent(per).prop_map(move |of| Basis::Rate { price, of })
    });
    prop_oneof![1 => lump, 1 => rate].boxed()
}

/// 计量对象 — what a price per unit can be multiplied with in a budget.
pub fn extent(per: Per) -> BoxedStrategy<Extent> {
    let wanted = if per == Per::SquareMetre { Dimension::Area } else { Dimension::Count };
    let quantities: Vec<Quantity> = Quantity::ALL.iter().copied().filter(|q| q.dimension() == wanted).collect();
    let stated = select(quantities.clone()).prop_map(Extent::Stated);
    let fixed = select(quantities).prop_flat_map(modest_value).prop_map(Approx::exact);
    prop_oneof![1 => stated, 1 => fixed.prop_map(Extent::Fixed)].boxed()
}

/// A value that a compound can have, so that a budget by it does not leave the bounds of money.
fn modest_value(quantity: Quantity) -> BoxedStrategy<Value> {
    match quantity.dimension() {
        Dimension::Area => near(0, Area::COMPOUND_MAX.hundredths(), &[0, 3_000_000])
            .prop_map(|n| Value::Area(sure(Area::from_hundredths(n))))
            .boxed(),
        Dimension::Money => amount().prop_map(Value::Money).boxed(),
        _ => prop_oneof![0..=3_u32, 0..=10_000_u32].prop_map(Value::Count).boxed(),
    }
}

/// 预算项 — a [`Line`] of a budget of whole years, without a span of its own.
pub fn line() -> BoxedStrategy<Line> {
    let resource = option::weighted(0.2, resource_id());
    (budget_line_id(), line_kind(), basis(), any::<Purse>(), resource)
        .prop_map(|(id, kind, basis, purse, resource)| Line { id, kind, basis, purse, span: None, resource })
        .boxed()
}

/// 预算 — a [`Budget`] of 1 to 6 lines over whole years, of which some are only for the first half year or for what
/// comes after it; one resource may bring money before and after.
pub fn budget() -> BoxedStrategy<Budget> {
    let when = prop_oneof![3 => Just(None), 1 => Just(Some(true)), 1 => Just(Some(false))];
    (any::<Purpose>(), year_span(), vec((line(), when), 1..=6))
        .prop_map(|(purpose, span, lines)| {
            let middle = sure(Period::Months(6).after(span.start()));
            let (first, second) = (sure(Span::new(span.start(), middle)), sure(Span::new(middle, span.end())));
            let one: ResourceId = sure(ResourceId::new("车位甲"));
            let mut named: Vec<bool> = Vec::new();
            let mut made = Vec::new();
            for (i, (line, when)) in lines.into_iter().enumerate() {
                // A half year is not a whole year.
                let by_year = matches!(line.basis, Basis::Rate { price, .. } if price.every() == Every::Year);
                let when = when.filter(|_| !by_year);
                let resource = when.filter(|half| !named.contains(half)).map(|half| {
                    named.push(half);
                    one.clone()
                });
                made.push(Line {
                    id: sure(BudgetLineId::new(format!("{}-{i}", i.saturating_mul(7)))),
                    span: when.map(|is_first| if is_first { first } else { second }),
                    resource,
                    ..line
                });
            }
            sure(Budget::new(purpose, span, made))
        })
        .boxed()
}

/// 许昌规则集 — the rulebook of Xuchang as this crate ships it.
///
/// # Panics
/// Never: the tables of this crate are checked.
#[must_use]
pub fn shipped() -> Rulebook {
    sure(xuchang::rulebook())
}

/// 待算预算 — a [`Budget`], a dossier and a day for which a statement can be computed under the rulebook of Xuchang: no
/// sum leaves the bounds of money.
pub fn financed() -> BoxedStrategy<(Budget, Dossier, Day)> {
    let day = prop_oneof![3 => (days_to(on(2022, 1, 1))..=days_to(on(2024, 12, 31))).prop_map(nth_day), 1 => day()];
    let resolutions = vec(stated(resolution_record()), 0..=2);
    (budget(), compound(), fact_entries(), quantity_entries(modest_value), resolutions, day)
        .prop_map(|(budget, compound, facts, quantities, resolutions, day)| {
            let mut dossier = Dossier { resolutions, ..Dossier::new(compound.clone()) };
            state_all(&mut dossier.statements, &compound.subject(), &facts, &quantities);
            (budget, dossier, day)
        })
        .boxed()
}

/// 收支表 — any [`Statement`] under the rulebook of Xuchang.
pub fn computed_statement() -> BoxedStrategy<Statement> {
    financed().prop_map(|(budget, dossier, day)| sure(statement(&budget, &shipped(), &dossier, day))).boxed()
}

// ------------------------------------------------------------------------------------------------ billing

/// 收费方式 — a [`Charge`] of a tariff that rounds to this unit.
pub fn charge(unit: RoundingUnit) -> BoxedStrategy<Charge> {
    let micro = near(0, 10_000_000_000, &[0, 80_000, 1_450_000, 1_455_555, 50_000_000]);
    let per = select(vec![Per::SquareMetre, Per::Household, Per::Space]);
    let rate = (micro, per, select(vec![Every::Month, Every::Year, Every::Once]));
    let rate = rate.prop_map(|(micro, per, every)| Charge::Rate(sure(UnitPrice::from_micro(micro, per, every))));
    let fen = match unit {
        RoundingUnit::Fen => 1,
        RoundingUnit::Jiao => 10,
        RoundingUnit::Yuan => 100,
    };
    let units = near(-1_000_000_000, 1_000_000_000, &[0, 1, 100, -100, 1_000]);
    let shared = (units, any::<Weighting>()).prop_map(move |(units, by)| {
        let total = sure(Money::from_fen(units.saturating_mul(fen)));
        Charge::Apportioned { total, by }
    });
    prop_oneof![3 => rate, 2 => shared].boxed()
}

/// 收费项 — any [`TariffLine`] of a tariff that rounds to this unit.
pub fn tariff_line(unit: RoundingUnit) -> BoxedStrategy<TariffLine> {
    (line_id(), any::<IncomeKind>(), charge(unit))
        .prop_map(|(id, kind, charge)| TariffLine { id, kind, charge })
        .boxed()
}

/// 收费标准 — a [`Tariff`] of 1 to 4 lines.
pub fn tariff() -> BoxedStrategy<Tariff> {
    let lines = |rounding: Rounding| (Just(rounding), vec(tariff_line(rounding.unit), 1..=4));
    let rounding = prop_oneof![1 => Just(Rounding::default()), 2 => rounding()];
    rounding
        .prop_flat_map(lines)
        .prop_map(|(rounding, lines)| {
            let named = |(i, line)| TariffLine { id: sure(LineId::new(format!("收费{i}"))), ..line };
            sure(Tariff::new(lines.into_iter().enumerate().map(named).collect(), rounding))
        })
        .boxed()
}

/// 计费户 — any [`Billable`]; what it is billed by may be unknown.
pub fn billable() -> BoxedStrategy<Billable> {
    let count = || option::weighted(0.8, prop_oneof![4 => 0..=3_u32, 1 => any::<u32>()]);
    (unit_id(), option::weighted(0.8, unit_area()), count(), count())
        .prop_map(|(unit, area, spaces, households)| Billable { unit, area, spaces, households })
        .boxed()
}

/// 待出账单 — a [`Tariff`], households and a span that can be billed: everything is known, whole years, and something to
/// share out by.
pub fn billing() -> BoxedStrategy<(Tariff, Vec<Billable>, Span)> {
    let home = (unit_area(), 0..=3_u32, 0..=2_u32);
    let homes = (vec(home, 0..=8), any::<Index>(), unit_area());
    (tariff(), homes, year_span())
        .prop_map(|(tariff, (mut homes, place, area), span)| {
            // One home has something of everything, wherever it stands in the list.
            let place = place.index(homes.len().saturating_add(1));
            let some = area.max(sure(Area::from_hundredths(1)));
            homes.insert(place, (some, 1, 1));
            let many = homes.len();
            let home = |(i, (area, spaces, households)): (usize, (Area, u32, u32))| Billable {
                // Not in the order of the ids.
                unit: sure(UnitId::new(format!(
                    "1-{}",
                    i.saturating_mul(3).checked_rem(many).unwrap_or(0).saturating_mul(20).saturating_add(i)
                ))),
                area: Some(area),
                spaces: Some(spaces),
                households: Some(households),
            };
            (tariff, homes.into_iter().enumerate().map(home).collect(), span)
        })
        .boxed()
}

/// 出账结果 — any [`BillRun`].
pub fn bill_run() -> BoxedStrategy<BillRun> {
    billing().prop_map(|(tariff, billables, span)| sure(bill(&tariff, &billables, span))).boxed()
}

// ------------------------------------------------------------------------------------------------ macros

/// The types of the functions that the macros take, so that a closure need not name those of its parameters.
#[doc(hidden)]
pub mod functions {
    use super::{Account, Billable, Budget, Condition, Day, Dossier, Entry, EntryId, Majority, Money, Outcome};
    use super::{Rulebook, Short, Span, TallyRecord, Tariff, Verdict};
    use crate::laws::{RunSeen, StatementSeen};

    pub const fn split<F: Fn(i64, &[u64]) -> Vec<i64>>(function: F) -> F {
        function
    }

    pub const fn resolve<F: Fn(&TallyRecord, &Majority) -> Outcome>(function: F) -> F {
        function
    }

    pub const fn short<F: Fn(&TallyRecord, &Majority) -> Vec<Short>>(function: F) -> F {
        function
    }

    pub const fn evaluate<F: Fn(&Condition, &Dossier, Day) -> Verdict>(function: F) -> F {
        function
    }

    pub const fn compute<F: Fn(&Budget, &Rulebook, &Dossier, Day) -> StatementSeen>(function: F) -> F {
        function
    }

    pub const fn bill<F: Fn(&Tariff, &[Billable], Span) -> RunSeen>(function: F) -> F {
        function
    }

    pub const fn balance<F: Fn(&[Entry], Account) -> Option<Money>>(function: F) -> F {
        function
    }

    pub const fn reverse<F: Fn(&Entry, EntryId, Day) -> Entry>(function: F) -> F {
        function
    }
}

/// 分摊法则 — makes a module of tests that hold a function `(total: i64, weights: &[u64]) -> Vec<i64>` to the laws of
/// largest remainder. Totals are within the bounds of [`Money`]; some weight is above zero.
///
/// ```
/// mod tests {
///     use wuye::measure::apportion::largest_remainder;
///     wuye::apportionment_laws!(our_split, |total, weights| largest_remainder(total, weights).unwrap());
/// }
/// ```
#[macro_export]
macro_rules! apportionment_laws {
    ($module:ident, $split:expr $(,)?) => {
        mod $module {
            #[allow(unused_imports, reason = "the function may be named by a path")]
            use super::*;

            #[test]
            fn the_parts_add_up_to_the_total() {
                $crate::testkit::holds($crate::testkit::apportionment(), |(total, weights)| {
                    $crate::laws::parts_sum(*total, &$crate::testkit::functions::split($split)(*total, weights))
                });
            }

            #[test]
            fn a_weight_of_zero_receives_zero() {
                $crate::testkit::holds($crate::testkit::apportionment(), |(total, weights)| {
                    $crate::laws::zero_weight_gets_zero(
                        weights,
                        &$crate::testkit::functions::split($split)(*total, weights),
                    )
                });
            }

            #[test]
            fn no_part_is_a_whole_unit_off() {
                $crate::testkit::holds($crate::testkit::apportionment(), |(total, weights)| {
                    $crate::laws::quota_rule(
                        *total,
                        weights,
                        &$crate::testkit::functions::split($split)(*total, weights),
                    )
                });
            }

            #[test]
            fn the_units_left_over_go_to_the_largest_remainders() {
                $crate::testkit::holds($crate::testkit::apportionment(), |(total, weights)| {
                    $crate::laws::largest_remainder(
                        *total,
                        weights,
                        &$crate::testkit::functions::split($split)(*total, weights),
                    )
                });
            }

            #[test]
            fn a_reversal_mirrors_its_charge() {
                $crate::testkit::holds($crate::testkit::apportionment(), |(total, weights)| {
                    $crate::laws::mirrored(*total, weights, $crate::testkit::functions::split($split))
                });
            }

            #[test]
            fn the_order_of_members_matters_between_tied_ones_only() {
                $crate::testkit::holds($crate::testkit::reordered_apportionment(), |(total, weights, order)| {
                    $crate::laws::order_irrelevant(*total, weights, order, $crate::testkit::functions::split($split))
                });
            }
        }
    };
}

/// 表决法则 — makes a module of tests that hold a function `(&TallyRecord, &Majority) -> Outcome` to the laws of votes;
/// with a second function `(&TallyRecord, &Majority) -> Vec<Short>` also its shortfalls.
///
/// ```
/// mod tests {
///     use wuye::matter::{Majority, Outcome, TallyRecord};
///     fn heads_only(tally: &TallyRecord, majority: &Majority) -> Outcome {
///         # let _ = (tally, majority);
///         // … an app's own count; the tests tell that it forgets the area
///         Outcome::Passed
///     }
///     wuye::vote_laws!(our_vote, heads_only);
/// }
/// ```
#[macro_export]
macro_rules! vote_laws {
    ($module:ident, $resolve:expr $(,)?) => {
        mod $module {
            #[allow(unused_imports, reason = "the function may be named by a path")]
            use super::*;

            #[test]
            fn the_outcome_follows_from_the_thresholds() {
                $crate::testkit::holds($crate::testkit::vote(), |(majority, tally)| {
                    $crate::laws::outcome_follows(
                        tally,
                        majority,
                        $crate::testkit::functions::resolve($resolve)(tally, majority),
                    )
                });
            }

            #[test]
            fn more_consent_never_undoes_a_resolution() {
                $crate::testkit::holds(
                    ($crate::testkit::vote(), $crate::testkit::weight()),
                    |((majority, tally), more)| {
                        $crate::laws::more_consent(
                            tally,
                            majority,
                            *more,
                            $crate::testkit::functions::resolve($resolve),
                        )
                    },
                );
            }
        }
    };
    ($module:ident, $resolve:expr, $short:expr $(,)?) => {
        mod $module {
            #[allow(unused_imports, reason = "the functions may be named by a path")]
            use super::*;

            $crate::vote_laws!(outcomes, $resolve);

            #[test]
            fn each_shortfall_is_the_least_that_is_enough() {
                $crate::testkit::holds($crate::testkit::vote(), |(majority, tally)| {
                    $crate::laws::shortfall_least(
                        tally,
                        majority,
                        &$crate::testkit::functions::short($short)(tally, majority),
                    )
                });
            }
        }
    };
}

/// 三值法则 — makes a module of tests that hold a function `(&Condition, &Dossier, Day) -> Verdict` to the laws of three
/// answers.
///
/// ```
/// mod tests {
///     wuye::answer_laws!(our_evaluator, wuye::assess::evaluate);
/// }
/// ```
#[macro_export]
macro_rules! answer_laws {
    ($module:ident, $evaluate:expr $(,)?) => {
        mod $module {
            #[allow(unused_imports, reason = "the function may be named by a path")]
            use super::*;

            #[test]
            fn learning_a_fact_never_overturns_a_settled_answer() {
                let evaluate = $crate::testkit::functions::evaluate($evaluate);
                $crate::testkit::holds($crate::testkit::asked_and_learned(3), |(condition, dossier, day, learned)| {
                    $crate::laws::learning_keeps(dossier, learned, |dossier| evaluate(condition, dossier, *day))
                });
            }

            #[test]
            fn a_missing_fact_that_matters_makes_the_answer_unknown() {
                let evaluate = $crate::testkit::functions::evaluate($evaluate);
                $crate::testkit::holds($crate::testkit::asked(3), |(condition, dossier, day)| {
                    condition.nodes().iter().try_for_each(|node| match node {
                        $crate::rule::Node::Stated(fact) => {
                            let answer = |dossier: &$crate::dossier::Dossier| evaluate(condition, dossier, *day);
                            $crate::laws::missing_is_unknown(dossier, *fact, *day, answer)
                        }
                        _ => Ok(()),
                    })
                });
            }

            #[test]
            fn all_is_the_least_of_its_parts() {
                let evaluate = $crate::testkit::functions::evaluate($evaluate);
                $crate::testkit::holds($crate::testkit::asked_parts(), |(parts, all, _, dossier, day)| {
                    let verdicts: Vec<_> = parts.iter().map(|part| evaluate(part, dossier, *day)).collect();
                    $crate::laws::all_is_least(&verdicts, evaluate(all, dossier, *day))
                });
            }

            #[test]
            fn any_is_the_greatest_of_its_parts() {
                let evaluate = $crate::testkit::functions::evaluate($evaluate);
                $crate::testkit::holds($crate::testkit::asked_parts(), |(parts, _, any, dossier, day)| {
                    let verdicts: Vec<_> = parts.iter().map(|part| evaluate(part, dossier, *day)).collect();
                    $crate::laws::any_is_greatest(&verdicts, evaluate(any, dossier, *day))
                });
            }

            #[test]
            fn not_mirrors() {
                let evaluate = $crate::testkit::functions::evaluate($evaluate);
                $crate::testkit::holds($crate::testkit::asked_mirrored(), |(inner, outer, dossier, day)| {
                    $crate::laws::not_mirrors(evaluate(inner, dossier, *day), evaluate(outer, dossier, *day))
                });
            }
        }
    };
}

/// 收支法则 — makes a module of tests that hold a function `(&Budget, &Rulebook, &Dossier, Day) -> StatementSeen` to the
/// laws of statements, under the rulebook of Xuchang.
///
/// ```
/// mod tests {
///     use wuye::balance::statement;
///     wuye::statement_laws!(our_budgets, |budget, rulebook, dossier, day| {
///         (&statement(budget, rulebook, dossier, day).unwrap()).into()
///     });
/// }
/// ```
#[macro_export]
macro_rules! statement_laws {
    ($module:ident, $compute:expr $(,)?) => {
        mod $module {
            #[allow(unused_imports, reason = "the function may be named by a path")]
            use super::*;

            #[test]
            fn usable_barred_and_undecided_are_all_known_income() {
                let (compute, rulebook) = ($crate::testkit::functions::compute($compute), $crate::testkit::shipped());
                $crate::testkit::holds($crate::testkit::financed(), |(budget, dossier, day)| {
                    $crate::laws::statement_adds_up(&compute(budget, &rulebook, dossier, *day))
                });
            }

            #[test]
            fn the_gap_is_cost_less_usable_income() {
                let (compute, rulebook) = ($crate::testkit::functions::compute($compute), $crate::testkit::shipped());
                $crate::testkit::holds($crate::testkit::financed(), |(budget, dossier, day)| {
                    $crate::laws::gap_is_cost_less_usable(&compute(budget, &rulebook, dossier, *day))
                });
            }

            #[test]
            fn money_that_may_not_pay_never_closes_the_gap() {
                let (compute, rulebook) = ($crate::testkit::functions::compute($compute), $crate::testkit::shipped());
                $crate::testkit::holds($crate::testkit::financed(), |(budget, dossier, day)| {
                    $crate::laws::barred_never_closes(budget, |budget| compute(budget, &rulebook, dossier, *day))
                });
            }
        }
    };
}

/// 账单法则 — makes a module of tests that hold a function `(&Tariff, &[Billable], Span) -> RunSeen` to the laws of bills.
///
/// ```
/// mod tests {
///     use wuye::billing::bill;
///     wuye::bill_laws!(our_bills, |tariff, billables, span| (&bill(tariff, billables, span).unwrap()).into());
/// }
/// ```
#[macro_export]
macro_rules! bill_laws {
    ($module:ident, $bill:expr $(,)?) => {
        mod $module {
            #[allow(unused_imports, reason = "the function may be named by a path")]
            use super::*;

            #[test]
            fn the_lines_add_up_to_the_bill() {
                let bill = $crate::testkit::functions::bill($bill);
                $crate::testkit::holds($crate::testkit::billing(), |(tariff, billables, span)| {
                    $crate::laws::lines_sum_to_bill(&bill(tariff, billables, *span))
                });
            }

            #[test]
            fn the_bills_add_up_to_the_run() {
                let bill = $crate::testkit::functions::bill($bill);
                $crate::testkit::holds($crate::testkit::billing(), |(tariff, billables, span)| {
                    $crate::laws::bills_sum_to_run(&bill(tariff, billables, *span))
                });
            }

            #[test]
            fn every_unit_is_billed_once_in_whatever_order() {
                let bill = $crate::testkit::functions::bill($bill);
                $crate::testkit::holds($crate::testkit::billing(), |(tariff, billables, span)| {
                    $crate::laws::billed_once(billables, |billables| bill(tariff, billables, *span))
                });
            }
        }
    };
}

/// 总账法则 — makes a module of tests that hold two functions to the laws of a ledger: `(&[Entry], Account) ->
/// Option<Money>` tells a balance, `(&Entry, EntryId, Day) -> Entry` makes a reversal.
///
/// ```
/// mod tests {
///     use wuye::measure::Day;
///     use wuye::money::{Entry, EntryId, Ledger};
///     fn reverse(entry: &Entry, id: EntryId, on: Day) -> Entry {
///         let mut ledger = Ledger::default();
///         ledger.post(entry.clone()).unwrap();
///         ledger.reverse(&entry.id, id, on).unwrap();
///         ledger.entries()[1].clone()
///     }
///     wuye::ledger_laws!(
///         our_ledger,
///         |entries, account| Ledger::try_from(entries.to_vec()).unwrap().balance(account).ok(),
///         reverse,
///     );
/// }
/// ```
#[macro_export]
macro_rules! ledger_laws {
    ($module:ident, $balance:expr, $reverse:expr $(,)?) => {
        mod $module {
            #[allow(unused_imports, reason = "the functions may be named by a path")]
            use super::*;

            #[test]
            fn all_accounts_together_are_zero() {
                let balance = $crate::testkit::functions::balance($balance);
                $crate::testkit::holds($crate::testkit::ledger(), |ledger| {
                    $crate::laws::accounts_close(ledger.entries(), |account| balance(ledger.entries(), account))
                });
            }

            #[test]
            fn a_reversal_closes() {
                let reverse = $crate::testkit::functions::reverse($reverse);
                $crate::testkit::holds($crate::testkit::to_reverse(), |(entry, id, day)| {
                    $crate::laws::entries_close(&[entry.clone(), reverse(entry, id.clone(), *day)])
                });
            }

            #[test]
            fn a_reversal_mirrors_its_entry() {
                let reverse = $crate::testkit::functions::reverse($reverse);
                $crate::testkit::holds($crate::testkit::to_reverse(), |(entry, id, day)| {
                    $crate::laws::reversal_mirrors(entry, &reverse(entry, id.clone(), *day))
                });
            }
        }
    };
}

/// 文字法则 — makes a test that every value of a strategy, written as text and read again, is the same value: for any
/// type with `Display`, `FromStr` and `PartialEq`.
///
/// ```
/// mod tests {
///     wuye::text_laws!(money_is_read_as_it_was_written, wuye::testkit::money());
/// }
/// ```
#[macro_export]
macro_rules! text_laws {
    ($test:ident, $strategy:expr $(,)?) => {
        #[test]
        fn $test() {
            $crate::testkit::holds($strategy, |value| $crate::laws::text_round_trip(value));
        }
    };
}
