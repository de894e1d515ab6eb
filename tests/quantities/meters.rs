//! Meters, common meters and tiers.

use wuye::billing::guided::band;
use wuye::billing::meter::{
    Apart, Meter, MeterError, Reading, ReadingKind, Rollover, Shared, SurplusPolicy, Tier, Tiers, UnitUse, consumption,
    pass_through, through, true_up,
};
use wuye::measure::apportion::largest_remainder;
use wuye::measure::{Every, Per, Ratio, Share, UnitPrice, Usage, UsageUnit};
use wuye::rule::Verdict;
use wuye::terms::Lang;

use crate::oracle::{self, Numbers};
use crate::{day, fen, money, price, rulebook, thousandths, unit, usage};

fn meter(digits: u8, above: i64, below: i64) -> Meter {
    let multiplier = Ratio::new(above, below).unwrap();
    Meter::new("E-1".parse().unwrap(), digits, multiplier, UsageUnit::KilowattHour).unwrap()
}

fn read(on: &str, value: &str) -> Reading {
    Reading { day: day(on), value: usage(value), kind: ReadingKind::Actual }
}

fn between(meter: &Meter, from: &str, to: &str, rollover: Rollover) -> Result<Usage, MeterError> {
    consumption(meter, &read("2026-01-01", from), &read("2026-02-01", to), rollover).map(|c| c.used())
}

/// Pitfall 36: 99,990 to 15 on five figures is 25, and 1,000 with a multiplier of 40.
#[test]
fn a_register_turns_over() {
    for (above, used) in [(1, "25"), (40, "1000")] {
        let meter = meter(5, above, 1);
        assert_eq!(between(&meter, "99990", "15", Rollover::Stated(1)), Ok(usage(used)));
        assert_eq!(between(&meter, "99990", "15", Rollover::Within(usage("1000"))), Ok(usage(used)));
    }
    let times_40 = meter(5, 40, 1);
    let one = consumption(&times_40, &read("2026-01-01", "99990"), &read("2026-02-01", "15"), Rollover::Stated(1));
    let one = one.unwrap();
    assert_eq!((one.turns(), one.is_estimated()), (1, false));
    let said = "表具「E-1」：2026年1月1日读数99,990，2026年2月1日读数15，过零1次，倍率40，用量1,000千瓦时。";
    assert_eq!(one.render(Lang::Zh), said);
}

#[test]
fn a_turn_over_is_stated_or_plausible_and_never_guessed() {
    let plain = meter(5, 1, 1);
    // It runs backwards: neither stated nor within what can be used.
    for rollover in [Rollover::Stated(0), Rollover::Within(usage("24.999"))] {
        let error = between(&plain, "99990", "15", rollover).unwrap_err();
        let MeterError::RunsBackwards { meter, on, from, then, to } = &error else { panic!("{error}") };
        assert_eq!((meter.as_str(), *on, *then), ("E-1", day("2026-01-01"), day("2026-02-01")));
        assert_eq!((*from, *to), (usage("99990"), usage("15")));
    }
    // −1, 0, +1 around what can be used.
    assert_eq!(between(&plain, "99990", "15", Rollover::Within(usage("25"))), Ok(usage("25")));
    assert_eq!(between(&plain, "100", "125", Rollover::Within(usage("25"))), Ok(usage("25")));
    let error = between(&plain, "100", "125", Rollover::Within(usage("24.999"))).unwrap_err();
    assert_eq!(error.code(), "use_implausible");
    // A statement stands, even where the register shows more than before.
    assert_eq!(between(&plain, "15", "20", Rollover::Stated(1)), Ok(usage("100005")));
    // Two uses are possible: nobody can say which.
    let error = between(&meter(2, 1, 1), "10", "20", Rollover::Within(usage("110"))).unwrap_err();
    assert_eq!(error.code(), "rollover_ambiguous");
    assert_eq!(between(&meter(2, 1, 1), "10", "20", Rollover::Within(usage("109.999"))), Ok(usage("10")));
    assert_eq!(between(&plain, "5", "5", Rollover::Stated(0)), Ok(Usage::ZERO));
}

#[test]
fn readings_have_an_order_and_a_register() {
    let meter = meter(5, 1, 1);
    let late = consumption(&meter, &read("2026-02-01", "1"), &read("2026-01-31", "2"), Rollover::Stated(0));
    assert_eq!(late.unwrap_err().code(), "reading_order");
    assert!(between(&meter, "0", "99999.999", Rollover::Stated(0)).is_ok());
    assert_eq!(between(&meter, "0", "100000", Rollover::Stated(0)).unwrap_err().code(), "reading_beyond_register");
    // A third of a step is no whole number of thousandths.
    let third = Meter::new("E-2".parse().unwrap(), 5, Ratio::new(1, 3).unwrap(), UsageUnit::Tonne).unwrap();
    assert_eq!(between(&third, "0", "3", Rollover::Stated(0)), Ok(usage("1")));
    assert_eq!(between(&third, "0", "1", Rollover::Stated(0)).unwrap_err().code(), "use_not_exact");
}

#[test]
fn a_register_that_ticks_agrees() {
    let mut numbers = Numbers(36);
    for _ in 0..100_000 {
        let digits = 1 + numbers.below(6);
        let turn = 10_i128.pow(u32::try_from(digits).unwrap());
        let (from, steps) = (numbers.below(turn), numbers.below(3 * turn));
        let (to, turns) = oracle::ticked(u32::try_from(digits).unwrap(), from, steps);
        let times = 1 + numbers.below(60);
        let meter = meter(u8::try_from(digits).unwrap(), i64::try_from(times).unwrap(), 1);
        let (from, to) = (thousandths(from * 1_000).to_string(), thousandths(to * 1_000).to_string());
        let found = between(&meter, &from, &to, Rollover::Stated(u8::try_from(turns).unwrap()));
        assert_eq!(found, Ok(thousandths(steps * times * 1_000)), "{digits} figures, {from} to {to}");
        // The number of turns that is one short is either backwards or another use.
        if turns > 0 {
            let short = between(&meter, &from, &to, Rollover::Stated(u8::try_from(turns - 1).unwrap()));
            assert_ne!(short, found);
        }
    }
}

#[test]
fn a_meter_is_replaced() {
    let (old, new) = (
        meter(5, 1, 1),
        Meter::new("E-9".parse().unwrap(), 6, Ratio::new(2, 1).unwrap(), UsageUnit::KilowattHour).unwrap(),
    );
    let first =
        consumption(&old, &read("2026-01-01", "99000"), &read("2026-03-10", "99400"), Rollover::Stated(0)).unwrap();
    let second = consumption(&new, &read("2026-03-10", "7"), &read("2026-04-01", "57"), Rollover::Stated(0)).unwrap();
    // 400 on the old one and 2 × 50 on the new one.
    assert_eq!(through(&[first.clone(), second.clone()]), Ok(usage("500")));
    assert_eq!(through(&[second, first.clone()]).unwrap_err().code(), "meter_gap");
    assert_eq!(through(&[]).unwrap_err().code(), "meter_pieces");
    let water = Meter::new("W-1".parse().unwrap(), 5, Ratio::new(1, 1).unwrap(), UsageUnit::Tonne).unwrap();
    let water = consumption(&water, &read("2026-03-10", "0"), &read("2026-04-01", "5"), Rollover::Stated(0)).unwrap();
    assert_eq!(through(&[first, water]).unwrap_err().code(), "other_usage_unit");
}

#[test]
fn estimates_are_marked_and_trued_up() {
    let meter = meter(5, 1, 1);
    let guessed = Reading { kind: ReadingKind::Estimated, ..read("2026-02-01", "110") };
    let month = consumption(&meter, &read("2026-01-01", "100"), &guessed, Rollover::Stated(0)).unwrap();
    assert!(month.is_estimated() && month.render(Lang::Zh).contains("估抄110"));
    assert_eq!(true_up(&month, &[]).unwrap_err().code(), "reading_not_actual");
    let quarter =
        consumption(&meter, &read("2026-01-01", "100"), &read("2026-04-01", "131"), Rollover::Stated(0)).unwrap();
    let billed = |list: &[&str]| list.iter().map(|used| usage(used)).collect::<Vec<_>>();
    assert_eq!(true_up(&quarter, &billed(&["10", "12"])), Ok(Apart::Over(usage("9"))));
    assert_eq!(true_up(&quarter, &billed(&["10", "21"])), Ok(Apart::Even));
    assert_eq!(true_up(&quarter, &billed(&["20", "15.5"])), Ok(Apart::Under(usage("4.5"))));
}

fn users(uses: &[i128]) -> Vec<UnitUse> {
    uses.iter().enumerate().map(|(i, n)| UnitUse { unit: unit(&format!("{i:03}")), used: thousandths(*n) }).collect()
}

/// Pitfall 7: 1,230 t against 1,187, the loss of 43 t at 3.45 by use.
#[test]
fn line_loss_is_shared_by_use_and_zero_users_pay_nothing() {
    // The six users of the page among others who used the rest; their own weights decide alone.
    let uses = [32, 18, 25, 41, 0, 27].map(|t| t * 1_000);
    let loss =
        Shared::loss(UsageUnit::Tonne, thousandths(143_000 + 43_000), &users(&uses), SurplusPolicy::Report).unwrap();
    assert_eq!((loss.metered(), loss.apart()), (usage("143"), Apart::Over(usage("43"))));
    let (above, below) = loss.exact(price("3.45"));
    assert_eq!((above / below, above % below), (14_835, 0));
    let parts: Vec<String> =
        loss.split(money("148.35")).unwrap().into_iter().map(|(_, part)| part.to_string()).collect();
    assert_eq!(parts, ["33.20", "18.67", "25.94", "42.53", "0.00", "28.01"]);
    let weights: Vec<u64> = loss.members().iter().map(|member| member.weight).collect();
    assert_eq!(weights, [32_000, 18_000, 25_000, 41_000, 0, 27_000]);

    let main = Shared::loss(UsageUnit::Tonne, usage("1230"), &users(&[1_187_000]), SurplusPolicy::Report).unwrap();
    assert_eq!(main.render(Lang::Zh), "总表1,230吨，分表合计1,187吨，损耗43吨，按分表用量分摊。");
    assert_eq!(main.render(Lang::En), "main meter 1,230 t, sub-meters 1,187 t, loss 43 t, shared by use");
}

#[test]
fn sub_meters_above_the_main_meter_are_an_answer() {
    let uses = users(&[60_000, 50_000]);
    let of = |policy| Shared::loss(UsageUnit::Tonne, usage("100"), &uses, policy).unwrap();
    let (report, credit) = (of(SurplusPolicy::Report), of(SurplusPolicy::Credit));
    assert_eq!((report.apart(), report.exact(price("3"))), (Apart::Under(usage("10")), (0, 1)));
    // 10 t × 3.00 given back: the mirror of a charge.
    let (above, below) = credit.exact(price("3"));
    assert_eq!((above / below, above % below), (-3_000, 0));
    let back: Vec<String> = credit.split(money("-30")).unwrap().iter().map(|(_, part)| part.to_string()).collect();
    assert_eq!(back, ["-16.36", "-13.64"]);
    assert!(report.render(Lang::Zh).contains("多出10吨：仅提示，不计金额"));
    let even = Shared::loss(UsageUnit::Tonne, usage("110"), &uses, SurplusPolicy::Report).unwrap();
    assert_eq!((even.apart(), even.exact(price("3"))), (Apart::Even, (0, 1)));
}

/// Pitfall 4: a loss and nobody who used anything.
#[test]
fn a_loss_without_use_has_no_basis() {
    let of = |main: &str| Shared::loss(UsageUnit::Tonne, usage(main), &users(&[0, 0]), SurplusPolicy::Report);
    assert_eq!(of("1").unwrap_err().code(), "no_use");
    let nothing = of("0").unwrap();
    assert_eq!(nothing.apart(), Apart::Even);
    assert_eq!(nothing.split(money("1")).unwrap_err().code(), "no_use");
    let twice = [users(&[5]), users(&[6])].concat();
    let twice = Shared::loss(UsageUnit::Tonne, usage("11"), &twice, SurplusPolicy::Report).unwrap_err();
    assert_eq!(twice.code(), "duplicate_user");
}

/// Pitfall 6: 50 kWh over 23,000 m² at 0.0022 kWh/m² would bill 50.6 kWh.
#[test]
fn fifty_kilowatt_hours_over_a_compound_are_billed_as_fifty() {
    let homes: Vec<_> = (0..230).map(|i| (unit(&format!("{i:03}")), "100".parse().unwrap())).collect();
    let shared = Shared::by_area(UsageUnit::KilowattHour, usage("50"), &homes).unwrap();
    let (above, below) = shared.exact(price("0.60"));
    assert_eq!((above / below, above % below), (3_000, 0)); // 30.00 yuan, not 30.36
    let parts = shared.split(money("30")).unwrap();
    let fens: i64 = parts.iter().map(|(_, part)| part.fen()).sum();
    assert_eq!(fens, 3_000);
    // 3,000 fen over 230 homes: 13 fen each and one more for the first ten.
    assert!(parts.iter().enumerate().all(|(i, (_, part))| part.fen() == if i < 10 { 14 } else { 13 }));
    assert_eq!(
        Shared::by_area(UsageUnit::KilowattHour, usage("50"), &[(unit("p"), "0".parse().unwrap())]).unwrap_err().code(),
        "no_use"
    );
}

#[test]
fn losses_agree_with_the_oracle() {
    let mut numbers = Numbers(7);
    for case in 0..100_000 {
        let size = 1 + numbers.below(9);
        let spread = [3, 50, 200_000][usize::try_from(numbers.below(3)).unwrap()];
        let uses: Vec<i128> = (0..size).map(|_| numbers.below(spread)).collect();
        let (main, amount) = (numbers.below(1_000_000), numbers.below(2_000_000) - 1_000_000);
        let metered: i128 = uses.iter().sum();
        let shared = Shared::loss(UsageUnit::Tonne, thousandths(main), &users(&uses), SurplusPolicy::Credit);
        if metered == 0 {
            assert_eq!(shared.is_err(), main > 0, "case {case}");
            continue;
        }
        let shared = shared.unwrap();
        // The exact amount: loss × price, with its sign.
        let micro = numbers.below(9_000_000);
        let rate = wuye::measure::UsagePrice::from_micro(i64::try_from(micro).unwrap()).unwrap();
        let (above, below) = shared.exact(rate);
        assert_eq!(above * 10_000_000, (main - metered) * micro * below, "case {case}");
        let parts: Vec<i128> =
            shared.split(fen(amount)).unwrap().iter().map(|(_, part)| i128::from(part.fen())).collect();
        assert_eq!(parts, oracle::shares(amount, &uses), "case {case}: {amount} over {uses:?}");
    }
}

fn tiers(blocks: &[(Option<&str>, &str)]) -> Result<Tiers, MeterError> {
    let tier = |(end, cost): &(Option<&str>, &str)| Tier { up_to: end.map(usage), price: price(cost) };
    Tiers::new(UsageUnit::KilowattHour, blocks.iter().map(tier).collect())
}

#[test]
fn each_block_costs_its_own_price() {
    let three = tiers(&[(Some("200"), "0.5"), (Some("400"), "0.55"), (None, "0.8")]).unwrap();
    let cost = |used: &str| {
        let (above, below) = three.exact(usage(used)).unwrap();
        assert_eq!(above % below, 0, "{used}");
        above / below
    };
    // Around the ends: 200 is still in the first block.
    assert_eq!(
        ["0", "199", "200", "201", "400", "401", "450"].map(cost),
        [0, 9_950, 10_000, 10_055, 21_000, 21_080, 25_000]
    );
    let split = three.split(usage("250"));
    assert_eq!(
        split.iter().map(|part| (part.tier, part.used)).collect::<Vec<_>>(),
        [(1, usage("200")), (2, usage("50"))]
    );
    assert_eq!(three.render(usage("250"), Lang::Zh), "第1档200千瓦时×0.50元，第2档50千瓦时×0.55元。");
    assert_eq!(three.split(Usage::ZERO).len(), 1);
    for (wrong, code) in [
        (vec![], "tiers_number"),
        (vec![(None, "1"); 13], "tiers_number"),
        (vec![(Some("200"), "1")], "tiers_end"),
        (vec![(None, "1"), (None, "2")], "tiers_end"),
        (vec![(Some("0"), "1"), (None, "2")], "tiers_order"),
        (vec![(Some("200"), "1"), (Some("200"), "2"), (None, "3")], "tiers_order"),
    ] {
        assert_eq!(tiers(&wrong).unwrap_err().code(), code, "{wrong:?}");
    }
}

#[test]
fn tiers_agree_with_the_oracle() {
    let mut numbers = Numbers(12);
    for case in 0..100_000 {
        let steps = case % 100 == 0;
        let width = if steps { 400 } else { 300_000 };
        let mut end = 0;
        let mut blocks: Vec<(Option<i128>, i128)> = Vec::new();
        for _ in 0..numbers.below(5) {
            end += 1 + numbers.below(width);
            blocks.push((Some(end), numbers.below(2_000_000)));
        }
        blocks.push((None, numbers.below(2_000_000)));
        let tier = |(end, micro): &(Option<i128>, i128)| Tier {
            up_to: end.map(thousandths),
            price: wuye::measure::UsagePrice::from_micro(i64::try_from(*micro).unwrap()).unwrap(),
        };
        let made = Tiers::new(UsageUnit::Tonne, blocks.iter().map(tier).collect()).unwrap();
        // Often just at an end.
        let used = match numbers.below(3) {
            0 => (end + numbers.below(3) - 1).max(0),
            _ => numbers.below(end + width),
        };
        let (above, below) = made.exact(thousandths(used)).unwrap();
        assert_eq!(above * 10_000_000, oracle::tiered(&blocks, used) * below, "case {case}: {blocks:?}, {used}");
        if steps {
            assert_eq!(oracle::tiered(&blocks, used), oracle::tiered_by_steps(&blocks, used));
        }
        let split = made.split(thousandths(used));
        assert_eq!(Usage::sum(split.iter().map(|part| part.used)).unwrap(), thousandths(used));
        let whole: i128 = split.iter().map(|part| part.exact().0).sum();
        assert_eq!(whole * below, above * 10_000_000);
    }
}

/// C-12: who collects for a supplier takes nothing for it.
#[test]
fn no_fee_is_taken_for_collecting() {
    let law = rulebook("000000");
    let check = |on: &str, collected: &str| pass_through(&law, day(on), money(collected), money("4243.50"));
    assert_eq!(check("2026-03-01", "4243.49").verdict, Verdict::Met);
    assert_eq!(check("2026-03-01", "4243.50").verdict, Verdict::Met);
    let over = check("2026-03-01", "4300");
    assert_eq!(over.verdict, Verdict::Unmet);
    let said = "不满足：代收4,300.00元，供应单位账单4,243.50元，多收56.50元（《物业管理条例》第四十四条第二款，自2018年3月19日起施行）。";
    assert_eq!(over.render(Lang::Zh), said);
    // Before the text that was read: unknown, never met.
    let before = check("2018-03-18", "4243.50");
    assert_eq!((before.verdict, before.law.is_none(), before.allowed), (Verdict::Unknown, true, None));
}

/// C-04: the band includes both ends.
#[test]
fn a_guided_price_lies_in_its_band() {
    let of = |yuan: &str| UnitPrice::new(yuan.parse().unwrap(), Per::SquareMetre, Every::Month).unwrap();
    let fifth = Share::new(1, 5).unwrap();
    let verdict = |yuan: &str| band(of(yuan), of("1.00"), fifth, fifth).unwrap().verdict;
    let expected =
        [("0.79", false), ("0.799999", false), ("0.80", true), ("1.20", true), ("1.200001", false), ("1.21", false)];
    for (yuan, within) in expected {
        assert_eq!(verdict(yuan), Verdict::of(within), "{yuan}");
    }
    // A third of 1.00 ends at 1.333333…: the last millionth below is in.
    let third = Share::new(1, 3).unwrap();
    let within = |yuan: &str| band(of(yuan), of("1.00"), Share::NONE, third).unwrap().verdict;
    assert_eq!(
        [within("1.333333"), within("1.333334"), within("0.999999")],
        [Verdict::Met, Verdict::Unmet, Verdict::Unmet]
    );
    let yearly = UnitPrice::new("1".parse().unwrap(), Per::SquareMetre, Every::Year).unwrap();
    assert_eq!(band(yearly, of("1.00"), fifth, fifth).unwrap_err().code(), "other_price");
}

/// What a lump split by these weights gives is what the split gives.
#[test]
fn weights_are_those_of_a_lump() {
    let shared = Shared::loss(UsageUnit::Tonne, usage("10"), &users(&[3, 0, 5]), SurplusPolicy::Report).unwrap();
    let weights: Vec<u64> = shared.members().iter().map(|member| member.weight).collect();
    let lump = largest_remainder(1_000, &weights).unwrap();
    let split: Vec<i64> = shared.split(money("10")).unwrap().iter().map(|(_, part)| part.fen()).collect();
    assert_eq!(lump, split);
}
