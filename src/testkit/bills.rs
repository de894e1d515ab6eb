//! Strategies of tariffs and of who is billed.

use super::*;
use crate::billing::{
    self, Change, Formula, Granted, Missing, PriceStep, Prices, Profile, Relief, ReliefId, Remainder, Rules,
};
use crate::measure::DayCount;

fn relief_id() -> BoxedStrategy<ReliefId> {
    "[a-z]{1,12}".prop_map(|text| sure(ReliefId::new(text))).boxed()
}

/// 计费量 — any extent of [`billing::Extent`].
pub fn bill_extent() -> BoxedStrategy<billing::Extent> {
    prop_oneof![
        unit_area().prop_map(billing::Extent::Area),
        any::<u32>().prop_map(|n| billing::Extent::Households(u64::from(n))),
        any::<u32>().prop_map(|n| billing::Extent::Spaces(u64::from(n))),
        any::<u64>().prop_map(billing::Extent::Uses),
        any::<u64>().prop_map(billing::Extent::Points),
    ]
    .boxed()
}

/// 分段单价 — [`Prices`] of one unit by one period that follow one another, some of them after a gap.
pub fn prices() -> BoxedStrategy<Prices> {
    let step = (near(0, 10_000_000_000, &[1_450_000, 80_000]), 0..=2_u32, 1..=900_u32);
    let per = select(vec![Per::SquareMetre, Per::Household, Per::Space]);
    let every = select(vec![Every::Month, Every::Day, Every::Year]);
    (0..=9_000_u32, vec(step, 1..=4), per, every)
        .prop_map(|(first, steps, per, every)| {
            let mut from = sure(Period::Days(first).after(sure(Day::new(2000, 1, 1))));
            let step = |(micro, gap, days): (i64, u32, u32)| {
                let start = Period::Days(gap).after(from).unwrap_or(from);
                let end = Period::Days(days).after(start).ok()?;
                from = end;
                let price = sure(UnitPrice::from_micro(micro, per, every));
                Some(PriceStep { during: Span::new(start, end).ok()?, price })
            };
            sure(Prices::new(steps.into_iter().filter_map(step).collect()))
        })
        .boxed()
}

/// 执行价格 — any [`PriceStep`].
pub fn price_step() -> BoxedStrategy<PriceStep> {
    (span(), unit_price()).prop_map(|(during, price)| PriceStep { during, price }).boxed()
}

/// 数据缺失的处理 — any [`Missing`].
pub fn missing() -> BoxedStrategy<Missing> {
    prop_oneof![
        2 => Just(Missing::Refuse),
        1 => option::of(bill_extent()).prop_map(|whole| Missing::Hold { whole }),
    ]
    .boxed()
}

/// 优惠方式 — any [`Change`].
pub fn change() -> BoxedStrategy<Change> {
    let sum = near(0, 100_000_000, &[0, 1, 1_000]).prop_map(|fen| Change::Less(sure(Money::from_fen(fen))));
    prop_oneof![
        3 => share().prop_map(Change::Charge),
        2 => share().prop_map(Change::Off),
        2 => sum,
        1 => Just(Change::Unknown),
    ]
    .boxed()
}

/// 优惠 — any [`Relief`] of all lines at a price.
pub fn bill_relief() -> BoxedStrategy<Relief> {
    (relief_id(), change(), option::weighted(0.2, citation()))
        .prop_map(|(id, change, basis)| Relief { basis, ..Relief::new(id, change) })
        .boxed()
}

/// 优惠适用 — any [`Granted`].
pub fn granted() -> BoxedStrategy<Granted> {
    (relief_id(), option::of(span())).prop_map(|(relief, during)| Granted { relief, during }).boxed()
}

/// 尾差处理 — any [`Remainder`].
pub fn remainder() -> BoxedStrategy<Remainder> {
    prop_oneof![
        2 => Just(Remainder::LargestRemainder),
        1 => Just(Remainder::Largest),
        1 => unit_id().prop_map(Remainder::To),
        1 => (0..=24_u32).prop_map(Remainder::Rotated),
    ]
    .boxed()
}

/// 计费期起点 — any cycle of [`billing::Cycle`], often from a month's end.
pub fn cycle() -> BoxedStrategy<billing::Cycle> {
    prop_oneof![
        Just(billing::Cycle::FromStart),
        Just(billing::Cycle::Calendar),
        stated_day().prop_map(billing::Cycle::Anchor),
    ]
    .boxed()
}

/// 出账规则 — any [`Rules`].
pub fn rules() -> BoxedStrategy<Rules> {
    let free = (rounding(), remainder(), option::of(any::<DayCount>()), cycle());
    let free = free.prop_map(|(rounding, remainder, proration, cycle)| Rules { rounding, remainder, proration, cycle });
    prop_oneof![3 => free, 1 => any::<Profile>().prop_map(Profile::rules)].boxed()
}

/// 公式 — any [`Formula`] of the lines `fee` and `lift`.
pub fn formula() -> BoxedStrategy<Formula> {
    let line = || select(vec!["[fee]", "[lift]", "5.00元", "[fee] + [lift]", "max([fee], [lift])"]);
    let number = || select(vec!["10%", "0.335", "1/3", "(2 - 1/2)"]);
    let text = (line(), select(vec!["*", "/", "×"]), number(), option::of((select(vec!["+", "-"]), line())));
    text.prop_map(|(line, sign, number, more)| {
        let more = more.map_or_else(String::new, |(sign, line)| format!(" {sign} ({line})"));
        sure(format!("({line}) {sign} {number}{more}").parse())
    })
    .boxed()
}

/// 分户出账 — a [`Tariff`], households and a span that can be billed as in [`billing`](fn@super::billing), a day in the
/// span from which on somebody else pays, and the place of one household.
pub fn parted_billing() -> BoxedStrategy<(Tariff, Vec<Billable>, Span, Day, usize)> {
    (super::billing(), any::<Index>(), any::<Index>())
        .prop_map(|((tariff, billables, span), day, home)| {
            let days = usize::try_from(span.days()).unwrap_or(2);
            let later = u32::try_from(day.index(days.saturating_sub(1).max(1))).unwrap_or(0).saturating_add(1);
            let cut = sure(Period::Days(later).after(span.start()));
            let home = home.index(billables.len());
            (tariff, billables, span, cut, home)
        })
        .boxed()
}
