//! Strategies of the ledger, budgets and bills.

use super::*;

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
pub(super) fn modest_value(quantity: Quantity) -> BoxedStrategy<Value> {
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
    let any_price = near(0, 10_000_000_000, &[0, 80_000, 1_450_000, 1_455_555, 50_000_000]);
    // Multiples of half a fen: with many areas the amount ends on exactly half a fen.
    let halves = (1..=600_i64).prop_map(|n| n.saturating_mul(5_000));
    let micro = prop_oneof![1 => any_price, 2 => halves];
    let per = select(vec![Per::SquareMetre, Per::SquareMetre, Per::Household, Per::Space]);
    let rate = (micro, per, select(vec![Every::Month, Every::Year, Every::Once]));
    let rate = rate.prop_map(|(micro, per, every)| Charge::Rate(sure(UnitPrice::from_micro(micro, per, every))));
    let fen = match unit {
        RoundingUnit::Fen => 1,
        RoundingUnit::Jiao => 10,
        RoundingUnit::Yuan => 100,
    };
    let units = near(-1_000_000_000, 1_000_000_000, &[0, 1, 100, -100, 1_000]);
    let by = select(vec![Weighting::Area, Weighting::Household, Weighting::Space]);
    let shared = (units, by).prop_map(move |(units, by)| {
        let total = sure(Money::from_fen(units.saturating_mul(fen)));
        Charge::Apportioned { total, by }
    });
    prop_oneof![3 => rate, 2 => shared].boxed()
}

/// 收费项 — any [`TariffLine`] of a tariff that rounds to this unit.
pub fn tariff_line(unit: RoundingUnit) -> BoxedStrategy<TariffLine> {
    (line_id(), any::<IncomeKind>(), charge(unit))
        .prop_map(|(id, kind, charge)| TariffLine::new(id, kind, charge))
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
        .prop_map(|(unit, area, spaces, households)| Billable { area, spaces, households, ..Billable::new(unit) })
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
            let home = |(i, (area, spaces, households)): (usize, (Area, u32, u32))| {
                // Not in the order of the ids.
                let place = i.saturating_mul(3).checked_rem(many).unwrap_or(0).saturating_mul(20).saturating_add(i);
                let unit = Billable::new(sure(UnitId::new(format!("1-{place}"))));
                Billable { area: Some(area), spaces: Some(spaces), households: Some(households), ..unit }
            };
            (tariff, homes.into_iter().enumerate().map(home).collect(), span)
        })
        .boxed()
}

/// 出账结果 — any [`BillRun`].
pub fn bill_run() -> BoxedStrategy<BillRun> {
    billing().prop_map(|(tariff, billables, span)| sure(bill(&tariff, &billables, span))).boxed()
}
