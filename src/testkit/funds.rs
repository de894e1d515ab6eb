//! Strategies of settlements and of the owners' money.

use super::*;

/// 公共收益补充规则 — any [`TopUpRule`].
pub fn top_up_rule() -> BoxedStrategy<TopUpRule> {
    (option::of(share()), any::<TopUpBase>(), option::of(threshold()), option::of(period()), any::<bool>())
        .prop_map(|(below, of, share, every, until_first)| TopUpRule { below, of, share, every, until_first })
        .boxed()
}

/// 物业管理用房配置规则 — any [`RoomRule`] of one to four tiers.
pub fn room_rule() -> BoxedStrategy<RoomRule> {
    let tiers = btree_map(area(), share(), 1..=4);
    (area(), area(), tiers, any::<bool>())
        .prop_map(|(least, flat, tiers, above_ground)| {
            let tiers = tiers.into_iter().map(|(above, share)| RoomTier { above, share }).collect();
            RoomRule { least, flat, tiers, above_ground }
        })
        .boxed()
}

/// An amount above zero that leaves room to add up.
fn some_amount() -> BoxedStrategy<Money> {
    near(1, 100_000_000_000, &[1, 100, 270_000, 900_000]).prop_map(|fen| sure(Money::from_fen(fen))).boxed()
}

/// An amount of zero or more.
fn amount_or_none() -> BoxedStrategy<Money> {
    near(0, 100_000_000_000, &[0, 1, 270_000]).prop_map(|fen| sure(Money::from_fen(fen))).boxed()
}

// ------------------------------------------------------------------------------------------------ purses

/// 一方 — any [`Side`].
pub fn side() -> BoxedStrategy<Side> {
    prop_oneof![1 => Just(Side::Outside), 2 => any::<Purse>().prop_map(Side::Purse)].boxed()
}

/// 资金变动 — any [`Movement`] that is one: between two sides, of more than nothing.
pub fn purse_movement() -> BoxedStrategy<Movement> {
    (entry_id(), stated_day(), side(), side(), some_amount())
        .prop_map(|(id, on, from, to, amount)| {
            let to = match (from == to, from) {
                (false, _) => to,
                (true, Side::Outside) => Side::Purse(Purse::CommonRevenue),
                (true, Side::Purse(_)) => Side::Outside,
            };
            Movement { id, on, from, to, amount }
        })
        .boxed()
}

/// 资金变动序列 — movements with ids of their own, in any order of sides; some overdraw a purse.
pub fn purse_movements() -> BoxedStrategy<Vec<Movement>> {
    let named = |(i, movement): (usize, Movement)| Movement { id: sure(EntryId::new(format!("m{i}"))), ..movement };
    vec(purse_movement(), 0..=12).prop_map(move |all| all.into_iter().enumerate().map(named).collect()).boxed()
}

/// 账册 — [`Books`] with some purses, of which what can be booked was booked.
pub fn books() -> BoxedStrategy<Books> {
    (subsequence(Purse::ALL.to_vec(), 0..=5), purse_movements())
        .prop_map(|(open, movements)| {
            let mut books = Books::new(open);
            for movement in &movements {
                // What is refused leaves the books as they are.
                let _ = books.post(movement);
            }
            books
        })
        .boxed()
}

// ------------------------------------------------------------------------------------------------ settlement

/// 酬金标准 — any [`Remuneration`] that accounts take.
pub fn remuneration() -> BoxedStrategy<Remuneration> {
    let share = || (0..=99_u32, 100..=1_000_u32).prop_map(|(above, below)| sure(Share::new(above, below)));
    prop_oneof![
        amount_or_none().prop_map(Remuneration::Amount),
        share().prop_map(Remuneration::OfReceipts),
        share().prop_map(Remuneration::OfFund),
    ]
    .boxed()
}

/// 计费约定 — any [`ChargingTerms`].
pub fn charging_terms() -> BoxedStrategy<ChargingTerms> {
    let trust = (remuneration(), option::of(any::<bool>()), 0..=400_u32, any::<bool>()).prop_map(
        |(remuneration, segregated, payments, all)| {
            let open = if all { payments } else { payments.saturating_sub(1) };
            ChargingTerms::Trust { remuneration, segregated, payments, open }
        },
    );
    prop_oneof![
        2 => Just(ChargingTerms::LumpSum),
        2 => remuneration().prop_map(ChargingTerms::Commission),
        1 => trust,
    ]
    .boxed()
}

/// 支出明细 — any [`Expense`].
pub fn expense() -> BoxedStrategy<Expense> {
    (any::<CostKind>(), option::of(amount_or_none()), amount_or_none())
        .prop_map(|(kind, budget, actual)| Expense { kind, budget, actual })
        .boxed()
}

/// 年度账 — any [`Accounts`] of whole years: of each kind of cost one line at most, a total or its parts.
pub fn accounts() -> BoxedStrategy<Accounts> {
    let parts = CostKind::ALL.iter().copied().filter(|kind| *kind != CostKind::AllService).collect::<Vec<_>>();
    let parts = subsequence(parts, 0..=6);
    let kinds = prop_oneof![4 => parts, 1 => Just(vec![CostKind::AllService, CostKind::MajorRepair])];
    let lines = (kinds, vec(expense(), 8));
    (year_span(), charging_terms(), amount_or_none(), lines, option::weighted(0.8, amount_or_none()))
        .prop_map(|(span, terms, receipts, (kinds, lines), tax)| {
            let expenses = kinds.into_iter().zip(lines).map(|(kind, line)| Expense { kind, ..line }).collect();
            sure(Accounts::new(span, terms, receipts, expenses, tax))
        })
        .boxed()
}

/// 结算结果 — any [`Settlement`] under the rulebook of Xuchang.
pub fn settlement() -> BoxedStrategy<Settlement> {
    (accounts(), compound())
        .prop_map(|(accounts, compound)| {
            let closing = accounts.span().end();
            sure(settle(&accounts, &shipped(), &Dossier::new(compound), closing))
        })
        .boxed()
}

/// 政府指导价 — any [`GuidedPrice`] per square metre and month.
pub fn guided_price() -> BoxedStrategy<GuidedPrice> {
    let base = near(0, 10_000_000, &[1_000_000]);
    (base, share(), share())
        .prop_map(|(base, up, down)| {
            let base = sure(UnitPrice::from_micro(base, Per::SquareMetre, Every::Month));
            GuidedPrice { base, up, down }
        })
        .boxed()
}

/// 质价核对 — any [`PriceCheck`] that comes of prices of the same kind.
pub fn price_check() -> BoxedStrategy<PriceCheck> {
    (guided_price(), guided_price(), amount_or_none(), 1..=12_u32, any::<bool>(), provision())
        .prop_map(|(price, band, cost, months, guided, by)| {
            let from = sure(Day::new(2021, 1, 1));
            let (state, confidence) = (State::InForce(band), Confidence::CallersOwn);
            let dated = sure(Dated::new(vec![Version { from, state, by, confidence }]));
            let area = sure(Area::from_hundredths(3_000_000));
            let guided = guided.then_some(&dated);
            sure(check_price(price.base, cost, (area, months), guided, sure(Day::new(2024, 6, 1))))
        })
        .boxed()
}

/// 敏感性 — any [`Sensitivity`] of a line of a statement.
pub fn sensitivity() -> BoxedStrategy<Sensitivity> {
    (computed_statement(), any::<Index>(), -100..=100_i64)
        .prop_map(|(statement, line, percent)| {
            let line = line.get(statement.lines()).id();
            sure(statement.sensitivity(line, sure(Ratio::new(percent, 100))))
        })
        .boxed()
}

/// 可支撑月数 — any [`Cover`] of a statement.
pub fn cover() -> BoxedStrategy<Cover> {
    (computed_statement(), amount_or_none()).prop_map(|(statement, reserve)| sure(statement.cover(reserve))).boxed()
}

/// 支撑时间 — any [`Lasts`].
pub fn lasts() -> BoxedStrategy<Lasts> {
    prop_oneof![3 => any::<u64>().prop_map(Lasts::Months), 1 => Just(Lasts::ForEver)].boxed()
}

/// 现金路径 — any [`CashPath`].
pub fn cash_path() -> BoxedStrategy<CashPath> {
    let flow = near(-1_000_000_000, 1_000_000_000, &[0]).prop_map(|fen| sure(Money::from_fen(fen)));
    (amount_or_none(), vec(flow, 1..=24)).prop_map(|(opening, flows)| sure(CashPath::new(opening, &flows))).boxed()
}

// ------------------------------------------------------------------------------------------------ maintenance fund

/// 分户账户 — any [`Holding`].
pub fn holding() -> BoxedStrategy<Holding> {
    let ids = (unit_id(), building_id(), owner_id());
    (ids, near(1, 20_000, &[8_955]), any::<Tenure>(), amount_or_none())
        .prop_map(|((unit, building, owner), area, tenure, first)| {
            let area = sure(Area::from_hundredths(area));
            Holding { unit, building, owner, area, tenure, first }
        })
        .boxed()
}

/// 户与金额 — any [`UnitAmount`] above zero.
pub fn unit_amount() -> BoxedStrategy<UnitAmount> {
    (unit_id(), some_amount()).prop_map(|(unit, amount)| UnitAmount { unit, amount }).boxed()
}

/// 账册事项 — any [`FundAct`].
pub fn fund_act() -> BoxedStrategy<FundAct> {
    let list = || vec(unit_amount(), 1..=4);
    prop_oneof![
        3 => list().prop_map(FundAct::Deposit),
        1 => some_amount().prop_map(FundAct::Interest),
        1 => some_amount().prop_map(FundAct::TopUp),
        3 => list().prop_map(FundAct::Repair),
        1 => unit_id().prop_map(FundAct::Refund),
        1 => (unit_id(), owner_id()).prop_map(|(unit, to)| FundAct::Transfer { unit, to }),
    ]
    .boxed()
}

/// 账册事项 — any [`FundEvent`].
pub fn fund_event() -> BoxedStrategy<FundEvent> {
    (entry_id(), stated_day(), fund_act()).prop_map(|(id, on, act)| FundEvent { id, on, act }).boxed()
}

/// 维修资金账册 — a [`FundBook`] of one to four households, in which what can happen of a list of acts happened.
pub fn fund_book() -> BoxedStrategy<FundBook> {
    (vec(holding(), 1..=4), vec(fund_act(), 0..=8))
        .prop_map(|(holdings, acts)| {
            let name = |i: usize| sure(UnitId::new(format!("1-{i}")));
            let holdings = holdings.into_iter().enumerate().map(|(i, one)| Holding { unit: name(i), ..one });
            let holdings: Vec<Holding> = holdings.collect();
            let many = holdings.len();
            let mut book = sure(FundBook::new(holdings));
            let on = sure(Day::new(2024, 1, 1));
            let within = |i: usize| name(i.checked_rem(many).unwrap_or(0));
            let listed = |list: Vec<UnitAmount>| -> Vec<UnitAmount> {
                let named = list.into_iter().enumerate().take(many);
                named.map(|(i, one)| UnitAmount { unit: within(i), ..one }).collect()
            };
            for (i, act) in acts.into_iter().enumerate() {
                let act = match act {
                    FundAct::Deposit(list) => FundAct::Deposit(listed(list)),
                    FundAct::Repair(list) => FundAct::Repair(listed(list)),
                    FundAct::Refund(_) => FundAct::Refund(within(i)),
                    FundAct::Transfer { to, .. } => FundAct::Transfer { unit: within(i), to },
                    other => other,
                };
                // What is refused leaves the book as it is.
                let _ = book.apply(FundEvent { id: sure(EntryId::new(format!("e{i}"))), on, act });
            }
            book
        })
        .boxed()
}

/// 相关专有部分 — any [`Concerned`].
pub fn concerned() -> BoxedStrategy<Concerned> {
    (holding(), some_amount(), amount_or_none())
        .prop_map(|(one, paid_by_owner, paid_by_seller)| {
            let Holding { unit, area, tenure, .. } = one;
            Concerned { unit, area, tenure, paid_by_owner, paid_by_seller }
        })
        .boxed()
}

/// 待分摊维修 — a cost and one to five units concerned, each once.
pub fn repair() -> BoxedStrategy<(Money, Vec<Concerned>)> {
    let named = |(i, one): (usize, Concerned)| Concerned { unit: sure(UnitId::new(format!("1-{i}"))), ..one };
    (some_amount(), vec(concerned(), 1..=5))
        .prop_map(move |(total, list)| (total, list.into_iter().enumerate().map(named).collect()))
        .boxed()
}

/// 分摊结果 — any [`RepairSplit`].
pub fn repair_split() -> BoxedStrategy<RepairSplit> {
    repair().prop_map(|(total, list)| sure(split_repair(total, &list))).boxed()
}

/// 工程决算 — any [`FinalAccount`] in Hangzhou.
pub fn final_account_of_hangzhou() -> BoxedStrategy<FinalAccount> {
    let rulebook = sure(crate::places::rulebook_for(sure("330100".parse())));
    let of = |figure| rulebook.setting(Key::Figure(figure), sure(Day::new(2024, 6, 1)));
    let (free, overrun) = (of(Figure::AuditFree), of(Figure::OverrunReapplied));
    (some_amount(), amount_or_none())
        .prop_map(move |(budget, actual)| sure(final_account(budget, actual, &free, &overrun)))
        .boxed()
}

/// 挪用后果 — any [`Misuse`] under national law.
pub fn misuse_of_the_fund() -> BoxedStrategy<Misuse> {
    let fine = shipped().setting(Key::Figure(Figure::FundMisuseFine), sure(Day::new(2024, 6, 1)));
    let none = "a fine is settled";
    some_amount().prop_map(move |sum| sure(sure(misuse(sum, &fine)).ok_or(none))).boxed()
}

// ------------------------------------------------------------------------------------------------ common revenue

/// 收益用途 — any [`RevenueUse`].
pub fn revenue_use() -> BoxedStrategy<RevenueUse> {
    (entry_id(), any::<Purpose>(), some_amount())
        .prop_map(|(id, purpose, amount)| RevenueUse { id, purpose, amount })
        .boxed()
}

/// 使用结果 — a [`Revenue`] after some uses and what came of the last one that was no mistake.
pub fn spending() -> BoxedStrategy<(Revenue, Option<Spent>)> {
    let rulebook = shipped();
    let uses = vec((any::<Purpose>(), some_amount()), 0..=5);
    (some_amount(), amount_or_none(), amount_or_none(), uses, compound())
        .prop_map(move |(gross, proven, claimed, uses, compound)| {
            let (dossier, day) = (Dossier::new(compound), sure(Day::new(2024, 6, 1)));
            let (mut revenue, mut last) = (sure(Revenue::new(gross, proven, claimed)), None);
            for (i, (purpose, amount)) in uses.into_iter().enumerate() {
                let usage = RevenueUse { id: sure(EntryId::new(format!("u{i}"))), purpose, amount };
                let asked = may_pay(Purse::CommonRevenue, purpose, &rulebook, &dossier, day);
                last = revenue.spend(usage, asked).ok().or(last);
            }
            (revenue, last)
        })
        .boxed()
}

/// 收益与资金现状 — any [`RevenueState`]; the fund lies near 30 % of its first amount as often as not.
pub fn revenue_state() -> BoxedStrategy<RevenueState> {
    let fund = (amount_or_none(), amount_or_none(), -1..=1_i64, any::<bool>());
    (amount_or_none(), option::of(amount_or_none()), option::weighted(0.9, fund), option::of(any::<bool>()))
        .prop_map(|(revenue, account, fund, decided_otherwise)| {
            let fund = fund.map(|(first, any, off, near)| {
                let line = first.fen().saturating_mul(3).checked_div(10).unwrap_or(0).saturating_add(off).max(0);
                (first, if near { sure(Money::from_fen(line)) } else { any })
            });
            let (first, fund) = (fund.map(|(first, _)| first), fund.map(|(_, fund)| fund));
            RevenueState { revenue, account, fund, first, decided_otherwise }
        })
        .boxed()
}

/// 应补充金额 — any [`Due`].
pub fn due() -> BoxedStrategy<Due> {
    let some = amount_or_none().prop_map(Due::AtLeast);
    prop_oneof![2 => some, 1 => Just(Due::Nothing), 1 => Just(Due::Mainly), 1 => Just(Due::Unknown)].boxed()
}

/// 公共收益补充 — any [`TopUp`] of a place of this crate.
pub fn top_up_due() -> BoxedStrategy<TopUp> {
    let places = sure(crate::places::held());
    (revenue_state(), select(places), day())
        .prop_map(|(state, place, day)| {
            let settled = sure(crate::places::rulebook_for(place)).setting(Key::TopUp, day);
            sure(top_up(&state, &settled))
        })
        .boxed()
}

// ------------------------------------------------------------------------------------------------ renovation

/// 资金来源 — any [`Source`](crate::fund::Source).
pub fn money_source() -> BoxedStrategy<MoneySource> {
    (any::<SourceKind>(), some_amount()).prop_map(|(kind, amount)| MoneySource { kind, amount }).boxed()
}

/// 资金筹措 — any [`Funding`]: closed, a fen short, or far from it.
pub fn funding() -> BoxedStrategy<Funding> {
    (vec(money_source(), 0..=5), prop_oneof![Just(0_i64), Just(1_i64), 1..=1_000_000_i64])
        .prop_map(|(sources, gap)| {
            let sum = sources.iter().fold(0_i64, |sum, source| sum.saturating_add(source.amount.fen()));
            let budget = sure(Money::from_fen(sum.saturating_add(gap).max(1)));
            sure(Funding::new(budget, sources))
        })
        .boxed()
}

/// A day from which sixty months lie within the calendar.
fn recent_day() -> BoxedStrategy<Day> {
    (days_to(on(2019, 1, 1))..=days_to(on(2030, 12, 31))).prop_map(nth_day).boxed()
}

/// 预收租金 — any [`AdvanceRent`].
pub fn advance_rent() -> BoxedStrategy<AdvanceRent> {
    (some_amount(), recent_day(), 1..=60_u32)
        .prop_map(|(received, from, months)| sure(AdvanceRent::new(received, from, months)))
        .boxed()
}

/// 先尝后买 — any [`Trial`].
pub fn trial() -> BoxedStrategy<Trial> {
    (recent_day(), 1..=60_u32, any::<Purse>())
        .prop_map(|(from, months, payer)| sure(Trial::new(from, months, payer)))
        .boxed()
}

/// 分期 — any [`Instalments`].
pub fn instalments() -> BoxedStrategy<Instalments> {
    (unit_id(), near(1, 20_000, &[8_955]), 1..=36_u32)
        .prop_map(|(unit, area, months)| {
            let price = sure(UnitPrice::from_micro(20_000_000, Per::SquareMetre, Every::Once));
            let area = sure(Area::from_hundredths(area));
            let plan = sure(collect(&[(unit.clone(), area)], price, months));
            plan.into_iter().next().unwrap_or(Instalments { unit, parts: Vec::new() })
        })
        .boxed()
}

/// 加装电梯 — any [`LiftProject`] with some weight above zero.
pub fn lift_project() -> BoxedStrategy<LiftProject> {
    let weights = vec(0..=100_u64, 1..=12);
    (some_amount(), 0..=50_i64, 0..=50_i64, weights)
        .prop_map(|(cost, subsidy, fund, mut weights)| {
            let part = |percent: i64| {
                let fen = cost.fen().checked_div(100).unwrap_or(0).saturating_mul(percent);
                sure(Money::from_fen(fen))
            };
            weights.push(1);
            let named = weights.into_iter().enumerate();
            let named = named.map(|(i, weight)| (sure(UnitId::new(format!("{i}-1"))), weight)).collect();
            sure(LiftProject::new(cost, part(subsidy), part(fund), named))
        })
        .boxed()
}
