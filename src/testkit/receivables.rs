//! Strategies of what follows a bill.

use super::*;
use crate::billing::{
    Act, Buckets, Charged, Claim, GraceKind, ItemId, LatePlace, LateTerms, LossRate, Movement, Order, Precedence,
    Prepayment, PricePolicy, RateBasis, Receivables, Toward,
};

/// 违约金约定 — any [`LateTerms`], those that contracts use more often than others.
pub fn late_terms() -> BoxedStrategy<LateTerms> {
    let rates = [
        (5, 10_000, RateBasis::Day),
        (3, 1_000, RateBasis::Day),
        (1, 3_000, RateBasis::Day),
        (1, 1, RateBasis::Day),
        (73, 1_000, RateBasis::Year365),
        (31, 1_000, RateBasis::Year360),
        (99_999, 100_003, RateBasis::Year365),
    ];
    let rounding = prop_oneof![2 => Just(RoundingMode::HalfAwayFromZero), 1 => any::<RoundingMode>()];
    let cap = option::weighted(0.4, select(vec![(1, 1), (3, 10), (1, 50), (7, 3)]));
    let grace_days = prop_oneof![3 => Just(0_u32), 2 => 1..=15_u32, 1 => Just(90_u32)];
    (select(rates.to_vec()), grace_days, any::<GraceKind>(), cap, rounding, source())
        .prop_map(|((above, below, basis), grace_days, grace, cap, rounding, clause)| {
            let cap = cap.map(|(above, below)| sure(Ratio::new(above, below)));
            sure(LateTerms::new(sure(Ratio::new(above, below)), basis, grace_days, grace, cap, rounding, clause))
        })
        .boxed()
}

/// 损失利率 — any [`LossRate`] that is not below zero.
pub fn loss_rate() -> BoxedStrategy<LossRate> {
    (0..=500_i64, any::<RateBasis>(), day())
        .prop_map(|(above, basis, on)| LossRate { rate: sure(Ratio::new(above, 10_000)), basis, on })
        .boxed()
}

/// 逾期情形 — a principal, its due day, what was paid when, the terms, the last day that counts.
pub type LateCase = (Money, Day, Vec<(Day, Money)>, LateTerms, Day);

/// 逾期情形 — a principal, its due day, how it was paid (early, on the due day, late, in part, in full or not at all),
/// terms and the last day that counts.
pub fn late_case() -> BoxedStrategy<LateCase> {
    let fen = prop_oneof![3 => 1..=300_000_i64, 1 => select(vec![1, 2, 181_230, 90_000, 1_000_000_000_000])];
    let due = prop_oneof![
        Just(on(2027, 1, 31)),
        Just(on(2028, 2, 29)),
        (days_to(on(2026, 1, 1))..=days_to(on(2030, 1, 1))).prop_map(nth_day)
    ];
    let payments = vec((0..=450_u32, 0..=100_u32), 0..=5);
    let until = prop_oneof![select(vec![0_u32, 29, 30, 31, 35, 77]), 0..=450_u32];
    (fen, due, payments, late_terms(), until)
        .prop_map(|(fen, due, payments, terms, until)| {
            let later = |n: u32| nth_day(days_to(due).saturating_sub(30).saturating_add(n));
            let mut left = fen;
            let mut part = |percent: u32| {
                let part = left.saturating_mul(i64::from(percent)).checked_div(100).unwrap_or(0);
                left = left.saturating_sub(part);
                sure(Money::from_fen(part))
            };
            let payments = payments.into_iter().map(|(n, percent)| (later(n), part(percent))).collect();
            (sure(Money::from_fen(fen)), due, payments, terms, later(until))
        })
        .boxed()
}

/// 应收款标识 — any [`ItemId`].
pub fn item_id() -> BoxedStrategy<ItemId> {
    (entry_id(), line_id()).prop_map(|(entry, line)| ItemId { entry, line }).boxed()
}

/// 抵充次序 — any [`Order`].
pub fn order() -> BoxedStrategy<Order> {
    (any::<Precedence>(), any::<LatePlace>(), vec(item_id(), 0..=2))
        .prop_map(|(by, late, designated)| Order { by, late, designated })
        .boxed()
}

/// 应收明细 — any [`Charged`].
pub fn charged() -> BoxedStrategy<Charged> {
    (line_id(), any::<IncomeKind>(), any::<Account>(), money())
        .prop_map(|(line, kind, account, amount)| Charged { line, kind, account, amount })
        .boxed()
}

/// 违约金计收 — any [`Claim`].
pub fn claim() -> BoxedStrategy<Claim> {
    (item_id(), late_terms(), day()).prop_map(|(item, terms, until)| Claim { item, terms, until }).boxed()
}

/// 款项用途 — any [`Toward`].
pub fn toward() -> BoxedStrategy<Toward> {
    prop_oneof![Just(Toward::Advance), order().prop_map(Toward::Items)].boxed()
}

/// 往来事项 — any [`Act`], also such as no book takes.
pub fn act() -> BoxedStrategy<Act> {
    prop_oneof![
        (span(), day(), vec(charged(), 0..=3)).prop_map(|(span, due, charges)| Act::Bill { span, due, charges }),
        (money(), day(), toward()).prop_map(|(amount, received, toward)| Act::Receipt { amount, received, toward }),
        order().prop_map(Act::Apply),
        money().prop_map(Act::RefundAdvance),
        money().prop_map(Act::Deposit),
        (entry_id(), money()).prop_map(|(deposit, amount)| Act::ReturnDeposit { deposit, amount }),
        claim().prop_map(Act::LateCharge),
        entry_id().prop_map(Act::Reverse),
    ]
    .boxed()
}

/// 往来业务 — any [`Movement`].
pub fn movement() -> BoxedStrategy<Movement> {
    (entry_id(), day(), unit_id(), act()).prop_map(|(id, on, unit, act)| Movement { id, on, unit, act }).boxed()
}

/// The units of [`movements`].
#[must_use]
pub fn book_units() -> Vec<UnitId> {
    (1..=3_u8).map(|n| sure(UnitId::new(format!("1-10{n}")))).collect()
}

/// One step of [`movements`]: what, whose, how many days later, how much, which earlier one, which order.
type Step = (u8, u8, u32, i64, Index, (Precedence, LatePlace), u8);

/// 往来业务序列 — 0 to 24 [`Movement`]s of three units that follow from each other, day after day: bills of one or two lines,
/// some of which give money back, receipts in part and in full and over it, advances, deposits, late charges, refunds
/// and reversals. Most can be recorded and some cannot.
pub fn movements() -> BoxedStrategy<Vec<Movement>> {
    let amount = prop_oneof![2 => select(vec![1_i64, 48_820, 50_000, 90_000, 181_230]), 1 => 1..=200_000_i64];
    let gap = prop_oneof![2 => Just(0_u32), 2 => 1..=10_u32, 1 => 11..=60_u32];
    let orders = (any::<Precedence>(), any::<LatePlace>());
    let step = (0..20_u8, 0..3_u8, gap, amount, any::<Index>(), orders, 0..10_u8);
    (vec(step, 0..=24), vec(late_terms(), 2)).prop_map(|(steps, terms)| follow(steps, &terms)).boxed()
}

fn follow(steps: Vec<Step>, terms: &[LateTerms]) -> Vec<Movement> {
    let (mut day, mut made): (u32, Vec<Movement>) = (days_to(on(2026, 1, 5)), Vec::new());
    let units = book_units();
    for (n, (what, whose, gap, fen, which, (by, late), odd)) in steps.into_iter().enumerate() {
        day = day.saturating_add(gap);
        let today = nth_day(day);
        let Some(unit) = units.get(usize::from(whose)).cloned() else { continue };
        let own: Vec<&Movement> = made.iter().filter(|movement| movement.unit == unit || odd == 0).collect();
        let earlier = |keep: fn(&Act) -> bool| {
            let some: Vec<&EntryId> = own.iter().filter(|movement| keep(&movement.act)).map(|m| &m.id).collect();
            let chosen = if some.is_empty() { None } else { Some((*which.get(&some)).clone()) };
            chosen.unwrap_or_else(|| sure(EntryId::new("none")))
        };
        let bill = || earlier(|act| matches!(act, Act::Bill { .. }));
        let item = |line: &str| ItemId { entry: bill(), line: sure(LineId::new(line)) };
        let amount = sure(Money::from_fen(fen));
        let order = Order { by, late, designated: if odd == 1 { vec![item("fee")] } else { Vec::new() } };
        let due = nth_day(day.saturating_add(u32::from(odd)));
        let back = |days: u8| nth_day(day.saturating_sub(u32::from(days)));
        let act = match what {
            0..=4 => {
                let charge = |line: &str, kind, account, amount| Charged {
                    line: sure(LineId::new(line)),
                    kind,
                    account,
                    amount,
                };
                let mut charges = vec![charge("fee", IncomeKind::ServiceFee, Account::ServiceRevenue, amount)];
                if odd > 5 {
                    let amount = if odd == 9 { sure(Money::from_fen(-777)) } else { sure(Money::from_fen(9_001)) };
                    charges.push(charge("park", IncomeKind::ParkingRent, Account::OwnersCommonRevenue, amount));
                }
                Act::Bill { span: sure(Span::new(today, nth_day(day.saturating_add(30)))), due, charges }
            }
            5..=9 => {
                let toward = if odd == 2 { Toward::Advance } else { Toward::Items(order) };
                Act::Receipt { amount, received: back(odd.saturating_sub(5)), toward }
            }
            10 | 11 => Act::Apply(order),
            12 => Act::RefundAdvance(amount),
            13 => Act::Deposit(amount),
            14 => {
                let amount = if odd > 4 { sure(Money::from_fen(1)) } else { amount };
                Act::ReturnDeposit { deposit: earlier(|act| matches!(act, Act::Deposit(_))), amount }
            }
            15 | 16 => {
                let terms = terms.get(usize::from(odd == 3)).or(terms.first()).cloned();
                let Some(terms) = terms else { continue };
                Act::LateCharge(Claim { item: item("fee"), terms, until: back(odd.saturating_sub(6)) })
            }
            _ => Act::Reverse(earlier(|act| !matches!(act, Act::Reverse(_)))),
        };
        made.push(Movement { id: sure(EntryId::new(format!("m{n}"))), on: today, unit, act });
    }
    made
}

/// 往来账 — a [`Receivables`] of three units and the ledger it was posted to.
pub fn receivables() -> BoxedStrategy<(Receivables, Ledger)> {
    movements().prop_map(|movements| record(&movements)).boxed()
}

/// Records what can be recorded of movements, in their order, into an empty book and ledger.
#[must_use]
pub fn record(movements: &[Movement]) -> (Receivables, Ledger) {
    let (mut book, mut ledger) = (Receivables::new(book_units()), Ledger::default());
    for movement in movements {
        let _ = book.post(&mut ledger, movement.clone());
    }
    (book, ledger)
}

/// 账龄分段 — any [`Buckets`], often of thirty days.
pub fn buckets() -> BoxedStrategy<Buckets> {
    let some = vec(1..=40_u32, 1..=5).prop_map(|widths| {
        let mut edge = 0_u32;
        let edges = widths.into_iter().map(|width| {
            edge = edge.saturating_add(width);
            edge
        });
        sure(Buckets::new(edges.collect()))
    });
    prop_oneof![Just(sure(Buckets::new(vec![30, 60, 90]))), some].boxed()
}

/// 预收款 — any [`Prepayment`], of up to four years.
pub fn prepayment() -> BoxedStrategy<Prepayment> {
    let start = prop_oneof![
        select(vec![on(2026, 1, 1), on(2026, 1, 31), on(2028, 2, 29)]),
        (days_to(on(2026, 1, 1))..=days_to(on(2030, 1, 1))).prop_map(nth_day),
    ];
    let paid = prop_oneof![select(vec![1_i64, 120_000, 360_000]), 1..=1_000_000_i64];
    (paid, start, 1..=48_u32, any::<PricePolicy>())
        .prop_map(|(fen, start, months, policy)| {
            let end = sure(Period::Months(months).after(start));
            sure(Prepayment::new(sure(Money::from_fen(fen)), sure(Span::new(start, end)), policy))
        })
        .boxed()
}
