//! Strategies of metered use, floor coefficients and empty homes.

use super::*;
use crate::billing::floors::{FloorBasis, FloorMember, FloorModel, FloorTable, FloorWeight, LiftCost};
use crate::billing::meter::{Meter, MeterId, Reading, ReadingKind, Rollover, SurplusPolicy, Tier, Tiers, UnitUse};
use crate::billing::vacancy::{Occupancy, StatedRate, Told, VacancyFacts};
use crate::measure::{Usage, UsagePrice, UsageUnit};
use crate::rule::{DwellingClass, FeePhase, LongerThan, PriceCap, RateBy, Reach, Relief, VacancyCase};

// ------------------------------------------------------------------------------------------------ use

/// 用量 — any [`Usage`]: none, single thousandths, whole units, the most.
pub fn usage() -> BoxedStrategy<Usage> {
    let most = Usage::MAX.thousandths();
    let whole = (0..=2_000_i64).prop_map(|n| n.saturating_mul(1_000));
    prop_oneof![1 => Just(0), 1 => Just(most), 3 => 0..=5_000_i64, 4 => whole, 1 => 0..=most]
        .prop_map(|n| sure(Usage::from_thousandths(n)))
        .boxed()
}

/// 用量单价 — any [`UsagePrice`].
pub fn usage_price() -> BoxedStrategy<UsagePrice> {
    prop_oneof![1 => Just(0), 6 => 0..=9_000_000_i64, 1 => 0..=1_000_000_000_000_i64]
        .prop_map(|micro| sure(UsagePrice::from_micro(micro)))
        .boxed()
}

fn meter_id() -> BoxedStrategy<MeterId> {
    (0..9_u8).prop_map(|n| sure(MeterId::new(format!("表-{n}")))).boxed()
}

/// 表具 — a [`Meter`] of one to nine figures and a multiplier such as 1, 40 or 5/2.
pub fn meter() -> BoxedStrategy<Meter> {
    let multiplier = select(vec![(1, 1), (1, 1), (40, 1), (5, 2), (1, 10), (200, 1)]);
    (meter_id(), 1..=9_u8, multiplier, any::<UsageUnit>())
        .prop_map(|(id, digits, (above, below), unit)| {
            sure(Meter::new(id, digits, sure(Ratio::new(above, below)), unit))
        })
        .boxed()
}

/// 读数 — a [`Reading`] of a meter; often near the ends of its register.
pub fn reading(meter: &Meter) -> BoxedStrategy<Reading> {
    let turn = 10_i64.saturating_pow(u32::from(meter.digits()));
    let last = turn.saturating_sub(1);
    let near = (0..=20_i64.min(last)).prop_map(move |n| last.saturating_sub(n));
    (prop_oneof![0..turn, 0..=20_i64.min(last), near], any::<ReadingKind>(), day())
        .prop_map(|(steps, kind, day)| Reading {
            day,
            value: sure(Usage::from_thousandths(steps.saturating_mul(1_000))),
            kind,
        })
        .boxed()
}

/// 过零 — any [`Rollover`].
pub fn rollover() -> BoxedStrategy<Rollover> {
    prop_oneof![(0..=3_u8).prop_map(Rollover::Stated), usage().prop_map(Rollover::Within)].boxed()
}

/// 一次抄表 — a meter, two readings in the order of their days, and what is stated of a turn-over.
pub fn metered() -> BoxedStrategy<(Meter, Reading, Reading, Rollover)> {
    meter()
        .prop_flat_map(|meter| {
            let two = (reading(&meter), reading(&meter), rollover());
            (Just(meter), two)
        })
        .prop_map(|(meter, (a, b, rollover))| {
            let (first, then) = if a.day <= b.day { (a, b) } else { (b, a) };
            (meter, first, then, rollover)
        })
        .boxed()
}

/// 用户用量 — one to twelve [`UnitUse`]s, some of nothing and some alike.
pub fn unit_uses() -> BoxedStrategy<Vec<UnitUse>> {
    vec(prop_oneof![1 => Just(0_i64), 2 => 1..=5_i64, 3 => 0..=100_000_i64], 1..=12)
        .prop_map(|uses| {
            let one = |(i, n): (usize, i64)| UnitUse {
                unit: sure(UnitId::new(format!("1-{i:02}"))),
                used: sure(Usage::from_thousandths(n)),
            };
            uses.into_iter().enumerate().map(one).collect()
        })
        .boxed()
}

/// 负损耗处理 — any [`SurplusPolicy`] beside a main meter.
pub fn main_meter() -> BoxedStrategy<(Usage, SurplusPolicy)> {
    let main = prop_oneof![1 => Just(0_i64), 4 => 0..=600_000_i64].prop_map(|n| sure(Usage::from_thousandths(n)));
    (main, any::<SurplusPolicy>()).boxed()
}

/// 阶梯价格 — [`Tiers`] of one to four blocks, cheaper or dearer from block to block.
pub fn tiers() -> BoxedStrategy<Tiers> {
    (any::<UsageUnit>(), vec(1..=300_000_i64, 0..=3), vec(usage_price(), 4))
        .prop_map(|(unit, widths, prices)| {
            let mut end = 0_i64;
            let ends: Vec<Option<Usage>> = widths
                .iter()
                .map(|width| {
                    end = end.saturating_add(*width);
                    Some(sure(Usage::from_thousandths(end)))
                })
                .chain([None])
                .collect();
            let tiers = ends.into_iter().zip(prices).map(|(up_to, price)| Tier { up_to, price }).collect();
            sure(Tiers::new(unit, tiers))
        })
        .boxed()
}

// ------------------------------------------------------------------------------------------------ floors

/// 楼层系数表 — a [`FloorTable`]: one of those in use, or a table of 1 to 9 floors with coefficients in halves, tenths or
/// sevenths.
pub fn floor_table() -> BoxedStrategy<FloorTable> {
    let model = any::<FloorModel>().prop_map(|model| sure(FloorTable::of(model)));
    let weights = vec((0..=30_i64, select(vec![1_i64, 2, 7, 10])), 1..=9);
    let own = (weights, -2..=1_i16, any::<FloorBasis>(), option::of(0..=3_i64));
    let own = own.prop_map(|(weights, lowest, basis, step)| {
        let each = (lowest..).zip(weights);
        let floors = each.map(|(floor, (above, below))| FloorWeight { floor, weight: sure(Ratio::new(above, below)) });
        let table = FloorTable::new("自定系数表", "本单元业主约定", Confidence::CallersOwn, basis, floors.collect());
        let table = sure(table);
        match step {
            Some(step) => sure(table.rising_by(sure(Ratio::new(step, 10)))),
            None => table,
        }
    });
    prop_oneof![model, own].boxed()
}

/// 加梯费用 — a [`LiftCost`].
pub fn lift_cost() -> BoxedStrategy<LiftCost> {
    let yuan = |fen: i64| sure(Money::from_fen(fen));
    (0..=60_000_000_i64, 0..=20_000_000_i64, 0..=20_000_000_i64)
        .prop_map(move |(net, subsidy, fund)| {
            let total = net.saturating_add(subsidy).saturating_add(fund);
            sure(LiftCost::new(yuan(total), yuan(subsidy), yuan(fund)))
        })
        .boxed()
}

/// 楼层成员 — one to twelve [`FloorMember`]s with areas, on floors of a table and now and then beyond it.
pub fn floor_members(table: &FloorTable) -> BoxedStrategy<Vec<FloorMember>> {
    let floors: Vec<i16> = table.floors().iter().map(|floor| floor.floor).collect();
    let last = floors.last().copied().unwrap_or(1);
    let floor = prop_oneof![12 => select(floors), 1 => last.saturating_add(1)..=last.saturating_add(3)];
    vec((floor, 1..=20_000_i64), 1..=12)
        .prop_map(|members| {
            let one = |(i, (floor, area)): (usize, (i16, i64))| FloorMember {
                unit: sure(UnitId::new(format!("{i:02}"))),
                floor,
                area: Some(sure(Area::from_hundredths(area))),
            };
            members.into_iter().enumerate().map(one).collect()
        })
        .boxed()
}

/// 一次分摊 — a table with a cost and members.
pub fn floor_split() -> BoxedStrategy<(FloorTable, LiftCost, Vec<FloorMember>)> {
    floor_table()
        .prop_flat_map(|table| {
            let members = floor_members(&table);
            (Just(table), lift_cost(), members)
        })
        .boxed()
}

// ------------------------------------------------------------------------------------------------ empty homes

/// 减收 — any [`Relief`].
pub fn relief() -> BoxedStrategy<Relief> {
    prop_oneof![
        Just(Relief::NoGround),
        (share(), any::<Reach>()).prop_map(|(share, reach)| Relief::AtMost { share, reach }),
        (any::<RateBy>(), any::<Reach>()).prop_map(|(by, reach)| Relief::MustReduce { by, reach }),
        (any::<RateBy>(), option::of(any::<PriceCap>())).prop_map(|(by, within)| Relief::Agreed { by, within }),
    ]
    .boxed()
}

/// 空置时间 — any [`LongerThan`].
pub fn longer_than() -> BoxedStrategy<LongerThan> {
    let period = prop_oneof![(0..=24_u32).prop_map(Period::Months), (0..=400_u32).prop_map(Period::Days)];
    (period, any::<Bound>()).prop_map(|(period, bound)| LongerThan { period, bound }).boxed()
}

/// 空置情形 — any [`VacancyCase`].
pub fn vacancy_case() -> BoxedStrategy<VacancyCase> {
    let classes = subsequence(DwellingClass::ALL.to_vec(), 0..=DwellingClass::ALL.len());
    (option::of(any::<FeePhase>()), classes, option::of(longer_than()), relief())
        .prop_map(|(phase, classes, longer, relief)| VacancyCase { phase, classes, longer, relief })
        .boxed()
}

/// 空置情形清单 — one to three different cases.
pub fn vacancy_cases() -> BoxedStrategy<Vec<VacancyCase>> {
    vec(vacancy_case(), 1..=3)
        .prop_map(|cases| {
            let mut once: Vec<VacancyCase> = Vec::new();
            for case in cases {
                if !once.contains(&case) {
                    once.push(case);
                }
            }
            once
        })
        .boxed()
}

/// 空置状态 — any [`Occupancy`] between 2019 and 2027.
pub fn occupancy() -> BoxedStrategy<Occupancy> {
    let start = sure(Day::new(2019, 1, 1));
    let later = move |n: u32| sure(Period::Days(n).after(start));
    let empty = (0..=3_000_u32, option::of(0..=800_u32)).prop_map(move |(since, length)| Occupancy::Empty {
        since: later(since),
        until: length.map(|length| later(since.saturating_add(length).saturating_add(1))),
    });
    prop_oneof![1 => Just(Occupancy::Occupied), 9 => empty].boxed()
}

/// 空置事实 — any [`VacancyFacts`].
pub fn vacancy_facts() -> BoxedStrategy<VacancyFacts> {
    let occupancy = option::weighted(0.9, occupancy());
    let words = (option::weighted(0.7, any::<FeePhase>()), option::weighted(0.7, any::<DwellingClass>()));
    (occupancy, words, option::of(any::<Told>()))
        .prop_map(|(occupancy, (phase, class), told)| VacancyFacts { occupancy, phase, class, told })
        .boxed()
}

/// 已填比例 — any [`StatedRate`].
pub fn stated_rate() -> BoxedStrategy<StatedRate> {
    (share(), any::<RateBy>()).prop_map(|(rate, by)| StatedRate { rate, by }).boxed()
}
