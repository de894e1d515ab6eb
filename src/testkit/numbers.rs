//! Strategies of measures, ids and law.

use super::*;

// ------------------------------------------------------------------------------------------------ measure

pub(super) const MONEY_MAX: i64 = 1_000_000_000_000_000;

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
pub(super) const REGIMES: [(i32, u32, u32); 5] =
    [(2007, 10, 1), (2018, 1, 1), (2018, 3, 19), (2021, 1, 1), (2021, 12, 31)];

/// The day before, the day itself and the day after; the ends of the calendar have no other side.
pub(super) fn beside(day: Day) -> [Day; 3] {
    [day.previous().unwrap_or(day), day, day.next().unwrap_or(day)]
}

pub(super) fn on(year: i32, month: u32, day: u32) -> Day {
    sure(Day::new(year, month, day))
}

/// The day so many days after the first.
pub(super) fn nth_day(n: u32) -> Day {
    sure(Period::Days(n).after(Day::FIRST))
}

pub(super) fn days_to(day: Day) -> u32 {
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
        prop_oneof![
            2 => Just(0),
            3 => 1..=3_u64,
            3 => select(vec![8_955, 8_956, 6_000, 12_000]),
            2 => 0..=20_000_u64,
            1 => 0..=most,
        ]
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
pub(super) fn id_text() -> BoxedStrategy<String> {
    let plain = vec(select("abcxyz0189-_.".chars().collect::<Vec<_>>()), 1..=6);
    let chinese = vec(select("栋单元室号甲乙丙①Ａ".chars().collect::<Vec<_>>()), 1..=6);
    let longest = select("a院".chars().collect::<Vec<_>>()).prop_map(|c| vec![c; crate::terms::ID_CHARS_MAX]);
    let chars = prop_oneof![6 => plain, 3 => chinese, 1 => longest];
    chars.prop_map(|chars| chars.into_iter().collect()).boxed()
}

/// Text for people: empty, Chinese, with white space, quotes and a line break.
pub(super) fn text() -> BoxedStrategy<String> {
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
pub(super) fn document_of(id: DocumentId, place: Place) -> BoxedStrategy<Document> {
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
