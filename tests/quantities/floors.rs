//! Floor coefficients.

use wuye::billing::floors::{FloorBasis, FloorError, FloorMember, FloorModel, FloorTable, FloorWeight, LiftCost};
use wuye::law::Confidence;
use wuye::measure::{Area, Ratio};
use wuye::terms::Lang;

use crate::oracle::{self, Numbers};
use crate::{fen, money, unit};

fn ratio(above: i64, below: i64) -> Ratio {
    Ratio::new(above, below).unwrap()
}

fn own(basis: FloorBasis, weights: &[(i16, i64, i64)]) -> Result<FloorTable, FloorError> {
    let floors =
        weights.iter().map(|(floor, above, below)| FloorWeight { floor: *floor, weight: ratio(*above, *below) });
    FloorTable::new("本单元约定", "业主签字的分摊方案", Confidence::CallersOwn, basis, floors.collect())
}

fn home(id: &str, floor: i16, area: Option<&str>) -> FloorMember {
    FloorMember { unit: unit(id), floor, area: area.map(|m2| m2.parse().unwrap()) }
}

/// So many homes on each of the floors 1 to `top`.
fn homes(top: i16, doors: u32) -> Vec<FloorMember> {
    (1..=top).flat_map(|floor| (1..=doors).map(move |door| home(&format!("{floor}0{door}"), floor, None))).collect()
}

fn net(yuan: &str) -> LiftCost {
    LiftCost::new(money(yuan), money("0"), money("0")).unwrap()
}

fn amounts(table: &FloorTable, cost: LiftCost, members: &[FloorMember]) -> Vec<String> {
    table.split(cost, members).unwrap().parts().iter().map(|part| part.amount.to_string()).collect()
}

/// Pitfall 9: with 6.67 % floor 2 would pay 26,680.00.
#[test]
fn coefficients_are_not_made_percentages() {
    let table =
        own(FloorBasis::Household, &[(1, 0, 1), (2, 1, 2), (3, 1, 1), (4, 3, 2), (5, 2, 1), (6, 5, 2)]).unwrap();
    let expected = ["0.00", "26666.67", "53333.33", "80000.00", "106666.67", "133333.33"];
    assert_eq!(amounts(&table, net("400000"), &homes(6, 1)), expected);
    assert_eq!(table.weights(&homes(6, 1)), Ok(vec![0, 1, 2, 3, 4, 5]));
}

/// M1 of F-11: net 300,000, seven floors of two homes, together 13.0.
#[test]
fn a_zero_base_rises_by_a_tenth_from_the_third_floor() {
    let table = FloorTable::of(FloorModel::ZeroBase).unwrap();
    assert_eq!(table.confidence(), Confidence::Memory);
    let cost = LiftCost::new(money("480000"), money("150000"), money("30000")).unwrap();
    let paid = amounts(&table, cost, &homes(7, 2));
    let floor = |n: usize| [paid[2 * n - 2].as_str(), paid[2 * n - 1].as_str()];
    assert_eq!(floor(1), ["0.00"; 2]);
    assert_eq!(floor(2), ["11538.46"; 2]);
    assert_eq!(floor(3), ["23076.92"; 2]);
    assert_eq!(floor(7), ["32307.69"; 2]);
    assert_eq!(table.weights(&homes(7, 2)).unwrap().iter().sum::<u64>(), 130);
    assert_eq!((table.coefficient(12), table.coefficient(0)), (Some(ratio(19, 10)), None));
    let split = table.split(cost, &homes(7, 2)).unwrap();
    assert_eq!(split.explain(&split.parts()[4], Lang::Zh), "「301」：3层，系数1，权重10/130，应摊23,076.92元。");
    assert!(split.render(Lang::Zh).ends_with("是参考数据，不是法律规定。"));
    assert!(split.render(Lang::Zh).contains("未核原文"));
}

/// M2 of F-11: seven floors of three homes, together 63; 4.76, 9.52, 14.29, 19.05, 23.81, 28.57 % for a floor.
#[test]
fn linear_use_weighs_the_floors_above_the_first() {
    let table = FloorTable::of(FloorModel::Linear).unwrap();
    let weights = table.weights(&homes(7, 3)).unwrap();
    assert_eq!(weights.iter().sum::<u64>(), 63);
    // Ten thousand yuan show the percentages of a floor to the hundredth.
    let floors: Vec<FloorMember> = homes(7, 1);
    let expected = ["0.00", "476.19", "952.38", "1428.57", "1904.76", "2380.95", "2857.15"];
    let found = amounts(&table, net("10000"), &floors);
    assert_eq!(found[..6], expected[..6]);
    for (percent, weight) in [(476, 3), (952, 6), (1_429, 9), (1_905, 12), (2_381, 15), (2_857, 18)] {
        assert_eq!((weight * 10_000 * 2 + 63) / (63 * 2), percent);
    }
    assert_eq!(table.coefficient(300), Some(ratio(299, 1)));
    assert_eq!(table.coefficient(301), None);
}

/// M3 of F-11: floors 1 and 2 free, 0.7 to 1.3 from 3 to 9, times the area; its source ends there.
#[test]
fn floor_by_area_speaks_for_nine_floors() {
    let table = FloorTable::of(FloorModel::FloorArea).unwrap();
    let members = [home("a", 2, Some("90")), home("b", 3, Some("90")), home("c", 9, Some("60.5"))];
    // 0 : 0.7 × 90.00 : 1.3 × 60.50 = 0 : 63.00 : 78.65
    assert_eq!(table.weights(&members), Ok(vec![0, 1_260, 1_573]));
    assert_eq!(amounts(&table, net("2833"), &members), ["0.00", "1260.00", "1573.00"]);
    let error = table.weights(&[home("d", 10, Some("90"))]).unwrap_err();
    let FloorError::NoCoefficient { floor: 10, least: 1, most: 9, .. } = error else { panic!("{error}") };
    assert_eq!(table.weights(&[home("e", 3, None)]).unwrap_err().code(), "floor_area_unknown");
    // Basements and the like: the table says nothing.
    assert_eq!(table.weights(&[home("f", -1, Some("90"))]).unwrap_err().code(), "no_floor_coefficient");
    assert_eq!(FloorTable::of(FloorModel::Linear).unwrap().coefficient(-1), None);
    let cellar = own(FloorBasis::Household, &[(-1, 1, 5), (1, 0, 1), (2, 1, 1)]).unwrap();
    assert_eq!(cellar.weights(&[home("a", -1, None), home("b", 2, None)]), Ok(vec![1, 5]));
}

/// M4 of F-11: 7, 13, 20, 27, 33 of a hundred.
#[test]
fn percentages_are_hundredths() {
    let table = FloorTable::of(FloorModel::Percentages).unwrap();
    let expected = ["0.00", "21000.00", "39000.00", "60000.00", "81000.00", "99000.00"];
    assert_eq!(amounts(&table, net("300000"), &homes(6, 1)), expected);
    assert!(table.weights(&homes(7, 1)).is_err());
}

/// Pitfalls 3 and 4: a coefficient of zero pays nothing, and coefficients that are all zero are no basis.
#[test]
fn zero_pays_nothing_and_all_zero_is_no_basis() {
    let table = own(FloorBasis::Household, &[(1, 0, 1), (2, 2, 1), (3, 1, 1)]).unwrap();
    assert_eq!(amounts(&table, net("1"), &homes(3, 1)), ["0.00", "0.67", "0.33"]);
    let error = table.split(net("1"), &homes(1, 6)).unwrap_err();
    assert_eq!(error, FloorError::NoBasis { members: 6 });
    // Even where there is nothing to pay.
    assert_eq!(table.split(net("0"), &homes(1, 6)).unwrap_err().code(), "no_floor_basis");
    assert_eq!(amounts(&table, net("0"), &homes(3, 1)), ["0.00"; 3]);
}

#[test]
fn tables_costs_and_members_are_checked() {
    let plain = |weights: &[(i16, i64, i64)]| own(FloorBasis::Household, weights).map(|_| ()).unwrap_err().code();
    assert_eq!(plain(&[]), "floors_number");
    assert_eq!(plain(&[(2, 1, 1), (2, 1, 1)]), "floor_order");
    assert_eq!(plain(&[(1, -1, 2)]), "floor_coefficient_negative");
    assert_eq!(plain(&[(301, 1, 1)]), "floor_outside");
    let table = own(FloorBasis::Household, &[(1, 1, 1)]).unwrap();
    assert_eq!(table.clone().rising_by(ratio(-1, 10)).unwrap_err().code(), "floor_coefficient_negative");
    assert_eq!(table.weights(&[]).unwrap_err().code(), "floor_members");
    let twice = [home("a", 1, None), home("a", 1, None)];
    assert_eq!(table.weights(&twice).unwrap_err().code(), "duplicate_floor_member");
    // Denominators whose common multiple no weight holds.
    let fine = own(FloorBasis::Household, &[(1, 1, i64::MAX), (2, 1, i64::MAX - 1), (3, 1, i64::MAX - 2)]).unwrap();
    assert_eq!(fine.weights(&homes(3, 1)).unwrap_err().code(), "floor_weight_too_fine");
    assert_eq!(fine.weights(&homes(1, 2)), Ok(vec![1, 1]));
    let cost = |total, subsidy, fund| LiftCost::new(money(total), money(subsidy), money(fund));
    assert_eq!(cost("100", "60", "40").unwrap().net(), money("0"));
    assert_eq!(cost("100", "60", "40.01").unwrap_err().code(), "lift_cost_covered");
    assert_eq!(cost("100", "-1", "0").unwrap_err().code(), "lift_cost_negative");
    let most = "10000000000000";
    assert_eq!(cost(most, most, most).unwrap_err().code(), "lift_cost_covered");
}

/// The order in which households are listed changes nothing.
#[test]
fn households_are_taken_in_the_order_of_their_ids() {
    let table = own(FloorBasis::Household, &[(1, 1, 1), (2, 1, 1), (3, 1, 1)]).unwrap();
    let mut members = homes(3, 1);
    let first = table.split(net("100"), &members).unwrap();
    members.reverse();
    assert_eq!(table.split(net("100"), &members).unwrap(), first);
    assert_eq!(amounts(&table, net("100"), &members), ["33.34", "33.33", "33.33"]);
}

#[test]
fn splits_agree_with_the_oracle() {
    let mut numbers = Numbers(11);
    let below = [1, 2, 3, 7, 10];
    for case in 0..100_000 {
        let top = 1 + numbers.below(8);
        let weights: Vec<(i16, i64, i64)> = (1..=top)
            .map(|floor| {
                let above = if numbers.below(4) == 0 { 0 } else { numbers.below(30) };
                let below = below[usize::try_from(numbers.below(5)).unwrap()];
                (i16::try_from(floor).unwrap(), i64::try_from(above).unwrap(), below)
            })
            .collect();
        let basis = if numbers.below(2) == 0 { FloorBasis::Household } else { FloorBasis::Area };
        let table = own(basis, &weights).unwrap();
        let members: Vec<(FloorMember, (i128, i128, i128))> = (0..1 + numbers.below(10))
            .map(|i| {
                let floor = usize::try_from(numbers.below(top)).unwrap();
                let area = 1 + numbers.below(20_000);
                let (number, above, below) = weights[floor];
                let m2 = Area::from_hundredths(i64::try_from(area).unwrap()).unwrap();
                let member = FloorMember { unit: unit(&format!("{i:02}")), floor: number, area: Some(m2) };
                let extent = if basis == FloorBasis::Area { area } else { 1 };
                (member, (i128::from(above), i128::from(below), extent))
            })
            .collect();
        let (total, subsidy) = (numbers.below(60_000_000), numbers.below(100_000));
        let cost = LiftCost::new(fen(total + subsidy), fen(subsidy), fen(0)).unwrap();
        let (list, fractions): (Vec<FloorMember>, Vec<_>) = members.into_iter().unzip();
        let split = table.split(cost, &list);
        if fractions.iter().all(|(above, ..)| *above == 0) {
            assert_eq!(split.unwrap_err().code(), "no_floor_basis");
            continue;
        }
        let paid: Vec<i128> = split.unwrap().parts().iter().map(|part| i128::from(part.amount.fen())).collect();
        assert_eq!(paid, oracle::by_fractions(total, &fractions), "case {case}: {weights:?}");
    }
}
