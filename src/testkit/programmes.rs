//! Strategies of statistics, parts of amounts, and lists.

use super::*;

/// Words that a statistic takes: not empty.
fn words() -> BoxedStrategy<String> {
    select(vec!["有物业服务的小区", "served compounds", "“五员”", "第一行\n第二行", "\u{1F3E0}"])
        .prop_map(str::to_owned)
        .boxed()
}

/// 统计口径 — any [`Definition`]; ids are few, so that they meet.
pub fn definition() -> BoxedStrategy<Definition> {
    let id = select(vec!["served", "households"]).prop_map(|id| sure(DefinitionId::new(id)));
    let id = prop_oneof![3 => id, 1 => id_text().prop_map(|id| sure(DefinitionId::new(id)))];
    (id, 1..=2_u16, words(), words(), any::<bool>())
        .prop_map(|(id, version, zh, en, part)| Definition { id, version, zh, en, part })
        .boxed()
}

/// 统计范围 — any [`Scope`].
pub fn scope() -> BoxedStrategy<Scope> {
    (place(), option::weighted(0.3, words())).prop_map(|(place, area)| Scope { place, area }).boxed()
}

/// 统计时点 — any [`AsOf`] that a statistic takes.
pub fn as_of() -> BoxedStrategy<AsOf> {
    let years = (1900..=2200_u16, 1900..=2200_u16);
    prop_oneof![
        3 => day().prop_map(AsOf::On),
        1 => (1900..=2200_u16).prop_map(AsOf::InYear),
        1 => years.prop_map(|(a, b)| AsOf::Years { first: a.min(b), last: a.max(b) }),
        1 => Just(AsOf::Undated),
    ]
    .boxed()
}

/// 口径与出处 — any [`Frame`] that a statistic takes.
pub fn frame() -> BoxedStrategy<Frame> {
    (definition(), scope(), as_of(), source(), words(), any::<Confidence>())
        .prop_map(|(definition, scope, at, source, document, confidence)| {
            let source = Source { document, ..source };
            Frame { definition, scope, at, source, confidence }
        })
        .boxed()
}

/// 统计 — any [`Statistic`]: no base, nothing of it, all of it, one of it missing, or any part.
pub fn statistic() -> BoxedStrategy<Statistic> {
    let count = prop_oneof![3 => 0..=3_000_u64, 1 => 0..=COUNT_MAX, 1 => Just(COUNT_MAX)];
    let base = prop_oneof![3 => 1..=3_000_u64, 1 => 1..=COUNT_MAX, 1 => Just(COUNT_MAX)];
    (frame(), any::<CountUnit>(), approx(count), option::of(approx(base)), 0..=4_u8)
        .prop_map(|(frame, unit, numerator, denominator, edge)| {
            let whole = denominator.map_or(COUNT_MAX, |base| base.value);
            let value = match edge {
                0 => 0,
                1 => whole,
                2 => whole.saturating_sub(1),
                _ if frame.definition.part => within(numerator.value, whole),
                _ => numerator.value,
            };
            let numerator = Approx { value, ..numerator };
            sure(Statistic::new(Reported { frame, unit, numerator, denominator }))
        })
        .boxed()
}

/// 资金构成 — any [`Composition`] of 1 to 5 parts; most close, some are one unit out, some are anything.
pub fn composition() -> BoxedStrategy<Composition> {
    let parts = vec(approx(0..=1_000_000_u32), 1..=5);
    (frame(), parts, approx(0..=5_000_000_u32), any::<bool>(), 0..=5_u8)
        .prop_map(|(frame, amounts, other, is_money, edge)| {
            let sum = amounts.iter().fold(0_u32, |sum, amount| sum.saturating_add(amount.value));
            let total = match edge {
                0 => other.value,
                1 => sum.saturating_add(1),
                2 => sum.saturating_sub(1),
                _ => sum,
            };
            let value = |n: u32| if is_money { Value::Money(sure(Money::from_fen(n.into()))) } else { Value::Count(n) };
            let part = |(i, amount): (usize, Approx<u32>)| Part {
                zh: format!("第{i}部分"),
                en: format!("part {i}"),
                amount: Approx { value: value(amount.value), sense: amount.sense },
            };
            let parts = amounts.into_iter().enumerate().map(part).collect();
            sure(Composition::new(frame, Approx { value: value(total), sense: other.sense }, parts))
        })
        .boxed()
}

/// 名单 — any [`Listing`] of 1 to 6 names, open or not.
pub fn listing() -> BoxedStrategy<Listing> {
    let names = vec!["安平里", "槟榔东里", "槟榔西里", "流芳里", "玉亭里", "镇海路35号之一"];
    (frame(), subsequence(names, 1..=6), any::<bool>())
        .prop_map(|(frame, names, open)| {
            sure(Listing::new(frame, names.into_iter().map(str::to_owned).collect(), open))
        })
        .boxed()
}
