//! Fair fees and pools.

use super::*;
use wuye::bundle::{
    FEE_MEMBERS_MAX, FeeMember, FeeOutcome, POOL_MEMBERS_MAX, REFERENCE_MAX, RateAt, fair_fees, share_pool, who_pays,
};
use wuye::measure::{Area, Every, Per, UnitPrice};

fn rate(fen: i64) -> UnitPrice {
    UnitPrice::from_micro(fen * 10_000, Per::SquareMetre, Every::Month).unwrap()
}

fn yard(n: usize, area: i64, bp: i64, floor: i64, cap: i64, reference: i64) -> FeeMember {
    FeeMember {
        id: member(n),
        area: Area::from_hundredths(area).unwrap(),
        collection_bp: u16::try_from(bp).unwrap(),
        floor: rate(floor),
        cap: rate(cap),
        reference: u32::try_from(reference).unwrap(),
    }
}

#[test]
fn every_case_of_fair_fees() {
    let mut seen = [0; 3];
    for case in cases("p2_balance.json", 297) {
        let of = |key: &str| numbers(&case[key]);
        let (area, bp, floor, cap) = (of("area_c"), of("collection_bp"), of("floor_fen"), of("cap_fen"));
        let reference = of("reference");
        let members: Vec<FeeMember> =
            (0..area.len()).map(|i| yard(i, area[i], bp[i], floor[i], cap[i], reference[i])).collect();
        let target = fen(case["target_fen"].as_i64().unwrap());
        let (expect, number) = (&case["expect"], &case["case"]);
        let short = |key: &str| expect[key].as_i64().unwrap();
        match fair_fees(&members, 12, target).unwrap() {
            FeeOutcome::Balanced(fair) => {
                seen[0] += 1;
                assert_eq!(expect["feasible"], true, "{number}");
                assert_eq!(fair.level, rational(&expect["level"]), "{number}");
                let rates: Vec<Rational> = fair.fees.iter().map(|fee| fee.rate.clone()).collect();
                assert_eq!(rates, rationals(&expect["rates"]), "{number}");
                let collected: Vec<i64> = fair.fees.iter().map(|fee| fee.amount.fen()).collect();
                assert_eq!(collected, numbers(&expect["amounts_fen"]), "{number}");
                let ticks: Vec<i64> = fair.fees.iter().map(|fee| fee.tick.micro() / 10_000).collect();
                assert_eq!(ticks, numbers(&expect["tick_rates"]), "{number}");
                assert_eq!(fair.tick_revenue, rational(&expect["tick_revenue"]), "{number}");
            }
            FeeOutcome::Short(missing) => {
                seen[1] += 1;
                assert_eq!((missing.fen(), 0), (short("shortfall_fen"), short("excess_at_floor_fen")), "{number}");
            }
            FeeOutcome::Over(excess) => {
                seen[2] += 1;
                assert_eq!((0, excess.fen()), (short("shortfall_fen"), short("excess_at_floor_fen")), "{number}");
            }
        }
    }
    assert!(seen.iter().all(|n| *n >= 10), "{seen:?}");
}

#[test]
fn a_large_bundle_balances_to_the_fen() {
    let members: Vec<FeeMember> = (0..3_000)
        .map(|i| {
            let n = i as i64;
            yard(i, 300_000 + n * 7_919 % 900_000, 7_000 + n % 3_001, 20 + n % 31, 60 + n * 13 % 97, 50 + n * 17 % 151)
        })
        .collect();
    let floors: i64 = members.iter().map(|m| m.area.hundredths() * 12 * i64::from(m.collection_bp)).sum();
    let target = fen(floors / 1_000_000 * 65);
    let FeeOutcome::Balanced(fair) = fair_fees(&members, 12, target).unwrap() else { panic!("not balanced") };
    assert_eq!(fair.fees.iter().map(|fee| fee.amount.fen()).sum::<i64>(), target.fen());
    for at in RateAt::ALL {
        assert!(fair.fees.iter().filter(|fee| fee.at == *at).count() > 100, "{at}");
    }
}

/// References and areas near their bounds, and rates that share no factor: beyond what 128 bits hold.
#[test]
fn the_largest_numbers_balance_as_the_small_ones_do() {
    let micro = |n: i64| UnitPrice::from_micro(n, Per::SquareMetre, Every::Month).unwrap();
    let members: Vec<FeeMember> = (0..40)
        .map(|i| FeeMember {
            id: member(i),
            area: Area::from_hundredths(1_000_003 + 7_919 * i as i64).unwrap(),
            collection_bp: 9_973,
            floor: micro(100_003 + 11 * i as i64),
            cap: micro(1_000_003 + 13 * i as i64),
            reference: REFERENCE_MAX - 41 * i as u32,
        })
        .collect();
    let raised = |rate: fn(&FeeMember) -> i64| {
        let of = |m: &FeeMember| i128::from(m.area.hundredths()) * 9_973 * 1_193 * i128::from(rate(m));
        i64::try_from(members.iter().map(of).sum::<i128>() / 10_000_000_000).unwrap()
    };
    let (least, most) = (raised(|m| m.floor.micro()), raised(|m| m.cap.micro()));
    for target in [least + 1, (least + most) / 2, most] {
        let FeeOutcome::Balanced(fair) = fair_fees(&members, 1_193, fen(target)).unwrap() else { panic!("{target}") };
        wuye::laws::fair_level(&members, 1_193, fen(target), &fair).unwrap();
    }
}

/// One fen below the floors, the floors, the caps, one fen more.
#[test]
fn the_ends_of_what_can_be_raised() {
    let members = [yard(0, 1_000_000, 10_000, 10, 30, 1), yard(1, 2_000_000, 5_000, 20, 20, 3)];
    let outcome = |fen_| fair_fees(&members, 1, fen(fen_)).unwrap();
    assert_eq!(outcome(299_999), FeeOutcome::Over(fen(1)));
    let FeeOutcome::Balanced(least) = outcome(300_000) else { panic!() };
    // The least breakpoint: 20 over 3.
    assert_eq!(least.level, Rational::new(20, 3).unwrap());
    assert_eq!((least.fees[0].at, least.fees[0].rate.clone()), (RateAt::Floor, Rational::from(10)));
    let FeeOutcome::Balanced(most) = outcome(500_000) else { panic!() };
    assert_eq!(most.level, Rational::from(30));
    assert_eq!(outcome(500_001), FeeOutcome::Short(fen(1)));
    assert_eq!(outcome(-1), FeeOutcome::Over(fen(300_001)));
    // Nothing is collected anywhere: only a target of nothing is met.
    let idle = [yard(0, 1_000_000, 0, 10, 30, 2)];
    assert!(matches!(fair_fees(&idle, 1, fen(0)), Ok(FeeOutcome::Balanced(fair)) if fair.level == Rational::from(5)));
    assert_eq!(fair_fees(&idle, 1, fen(1)), Ok(FeeOutcome::Short(fen(1))));
}

/// The largest members there can be: nothing overflows.
#[test]
fn the_largest_members_are_exact() {
    let dear = UnitPrice::from_micro(1_000_000_000_000, Per::SquareMetre, Every::Month).unwrap();
    let member = |n: usize, reference| FeeMember {
        cap: dear,
        reference,
        ..yard(n, Area::COMPOUND_MAX.hundredths(), 10_000, 0, 1, 1)
    };
    let members: Vec<FeeMember> =
        (0..2_000).map(|n| member(n, REFERENCE_MAX - u32::try_from(n % 7).unwrap())).collect();
    let FeeOutcome::Balanced(fair) = fair_fees(&members, 1_200, Money::MAX).unwrap() else { panic!() };
    assert_eq!(fair.fees.iter().map(|fee| fee.amount.fen()).sum::<i64>(), Money::MAX.fen());
    let first = fair.fees[0].rate.times(&Rational::from(i128::from(members[6].reference)));
    assert_eq!(first, fair.fees[6].rate.times(&Rational::from(i128::from(members[0].reference))));
    let floors: Vec<FeeMember> = members.iter().map(|m| FeeMember { floor: dear, ..m.clone() }).collect();
    assert_eq!(code(fair_fees(&floors, 1_200, Money::ZERO)), "fee_too_much");
}

#[test]
fn members_that_cannot_be_balanced_are_named() {
    let good = yard(0, 1_000_000, 10_000, 10, 30, 1);
    let one =
        |member: FeeMember| code(fair_fees(&[good.clone(), FeeMember { id: super::member(1), ..member }], 12, fen(1)));
    assert_eq!(one(FeeMember { reference: 0, ..good.clone() }), "fee_reference");
    assert_eq!(one(FeeMember { reference: REFERENCE_MAX + 1, ..good.clone() }), "fee_reference");
    assert_eq!(one(FeeMember { floor: rate(31), ..good.clone() }), "fee_floor_over_cap");
    assert_eq!(one(FeeMember { collection_bp: 10_001, ..good.clone() }), "fee_collection");
    let yearly = UnitPrice::from_micro(1, Per::SquareMetre, Every::Year).unwrap();
    assert_eq!(one(FeeMember { cap: yearly, ..good.clone() }), "fee_other_rate");
    let vast = Area::from_hundredths(Area::COMPOUND_MAX.hundredths() + 1).unwrap();
    assert_eq!(one(FeeMember { area: vast, ..good.clone() }), "fee_too_large");
    assert_eq!(code(fair_fees(&[good.clone(), good.clone()], 12, fen(1))), "fee_member_twice");
    assert_eq!(code(fair_fees(&[], 12, fen(1))), "fee_members");
    assert_eq!(code(fair_fees(&vec![good.clone(); FEE_MEMBERS_MAX + 1], 12, fen(1))), "fee_members");
    assert_eq!(code(fair_fees(std::slice::from_ref(&good), 0, fen(1))), "fee_months");
    let said = fair_fees(&[FeeMember { reference: 0, ..good }], 12, fen(1)).unwrap_err().to_string();
    assert!(said.contains("`m0`"), "{said}");
}

/// Pitfall 41.
#[test]
fn a_pool_is_shared_by_need_and_not_by_area() {
    let needs = amounts(&[9_000_000, 0, 6_000_000, 15_000_000]);
    let parts = |pool: &str| -> (Vec<String>, String, String) {
        let shares = share_pool(&needs, money(pool)).unwrap();
        let parts = shares.parts.iter().map(|(_, part)| part.to_string()).collect();
        (parts, shares.unfunded.to_string(), shares.left.to_string())
    };
    let words = |all: [&str; 4]| all.map(str::to_owned).to_vec();
    let some = words(["60000.00", "0.00", "40000.00", "100000.00"]);
    assert_eq!(parts("200000"), (some, "100000.00".into(), "0.00".into()));
    let all = words(["90000.00", "0.00", "60000.00", "150000.00"]);
    assert_eq!(parts("300000.01"), (all.clone(), "0.00".into(), "0.01".into()));
    assert_eq!(parts("300000").0, all);
    assert_eq!(parts("0.01").0, words(["0.00", "0.00", "0.00", "0.01"]));
    assert_eq!(share_pool(&amounts(&[0, 0]), money("5")).unwrap().left, money("5"));
    assert_eq!(code(share_pool(&amounts(&[1, -1]), money("5"))), "pool_negative");
    assert_eq!(code(share_pool(&amounts(&[1]), money("-5"))), "pool_below_zero");
    let twice = [amounts(&[1]), amounts(&[1])].concat();
    assert_eq!(code(share_pool(&twice, money("5"))), "pool_member_twice");
    let all = Money::MAX.fen();
    assert_eq!(code(share_pool(&amounts(&[all, 1]), money("5"))), "pool_too_much");
    let many = vec![amounts(&[1]).remove(0); POOL_MEMBERS_MAX + 1];
    assert_eq!(code(share_pool(&many, money("5"))), "pool_too_many");
}

#[test]
fn rows_and_columns_of_who_pays_add_up() {
    // Thirds everywhere: nothing divides.
    let table = who_pays(&amounts(&[100, 100, 100, 1]), &amounts(&[151, 0, 75, 75])).unwrap();
    let cells: Vec<Vec<i64>> = table.rows.iter().map(|row| row.iter().map(|cell| cell.fen()).collect()).collect();
    assert_eq!(cells.iter().map(|row| row.iter().sum()).collect::<Vec<i64>>(), [100, 100, 100, 1]);
    let columns: Vec<i64> = (0..4).map(|at| cells.iter().map(|row| row[at]).sum()).collect();
    assert_eq!(columns, [151, 0, 75, 75]);
    assert!(cells.iter().flatten().all(|cell| *cell >= 0));
    assert_eq!(cells[0], [50, 0, 25, 25]);
    assert_eq!(code(who_pays(&amounts(&[1]), &amounts(&[2]))), "pool_unequal");
    assert_eq!(code(who_pays(&amounts(&vec![1; 1_001]), &amounts(&vec![1; 1_001]))), "pool_too_many_cells");
    assert_eq!(who_pays(&[], &[]).unwrap().rows.len(), 0);
}
