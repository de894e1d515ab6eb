//! 账单 — bills against the figures of the known pitfalls, the fee of a real compound, and an oracle of its own.
//!
//! The oracle works in whole numbers of 0.00000001 yuan, rounds by comparing candidates, and finds the lines of a bill
//! that is rounded as a whole by trying every choice. It shares no code with the crate.

use wuye::billing::{
    BILLABLES_MAX, Bill, BillRun, Billable, BillingError, Charge, Extent, How, LINES_MAX, Tariff, TariffLine,
    Weighting, bill,
};
use wuye::measure::{Every, Money, Per, Rounding, RoundingMode, RoundingPoint, RoundingUnit, Span, UnitPrice};
use wuye::money::IncomeKind;
use wuye::terms::Lang;

#[path = "common/dice.rs"]
mod dice;
#[path = "common/rounding.rs"]
mod rounding;
#[path = "common/said.rs"]
mod said;
use said::english;

// ------------------------------------------------------------------------------------------------- short spellings

fn yuan(text: &str) -> Money {
    text.parse().unwrap()
}

fn span(start: &str, end: &str) -> Span {
    Span::new(start.parse().unwrap(), end.parse().unwrap()).unwrap()
}

fn year() -> Span {
    span("2026-01-01", "2027-01-01")
}

fn month() -> Span {
    span("2026-01-01", "2026-02-01")
}

fn rate(id: &str, price: &str, per: Per, every: Every) -> TariffLine {
    let price = UnitPrice::new(price.parse().unwrap(), per, every).unwrap();
    TariffLine::new(id.parse().unwrap(), IncomeKind::ServiceFee, Charge::Rate(price))
}

fn lump(id: &str, total: &str, by: Weighting) -> TariffLine {
    let charge = Charge::Apportioned { total: yuan(total), by };
    TariffLine::new(id.parse().unwrap(), IncomeKind::OtherIncome, charge)
}

fn tariff(lines: &[TariffLine]) -> Tariff {
    Tariff::new(lines.to_vec(), Rounding::default()).unwrap()
}

fn rounding(mode: RoundingMode, unit: RoundingUnit, point: RoundingPoint) -> Rounding {
    Rounding { mode, unit, point }
}

fn at(point: RoundingPoint) -> Rounding {
    Rounding { point, ..Rounding::default() }
}

fn flat(unit: &str, area: &str) -> Billable {
    let unit = Billable::new(unit.parse().unwrap());
    Billable { area: Some(area.parse().unwrap()), spaces: Some(0), households: Some(1), ..unit }
}

fn parked(unit: &str, spaces: u32) -> Billable {
    Billable { spaces: Some(spaces), ..Billable::new(unit.parse().unwrap()) }
}

/// Flats a, b, c … of these areas.
fn flats(areas: &[&str]) -> Vec<Billable> {
    areas.iter().zip('a'..='z').map(|(area, unit)| flat(&unit.to_string(), area)).collect()
}

/// The first line of every bill.
fn parts(run: &BillRun) -> Vec<String> {
    run.bills().iter().map(|bill| bill.lines()[0].amount().to_string()).collect()
}

fn lines(bill: &Bill) -> Vec<String> {
    bill.lines().iter().map(|line| line.amount().to_string()).collect()
}

/// What one flat pays for one line at a price, and the sentence in both languages.
#[track_caller]
fn one(rule: Rounding, area: &str, price: &str, period: Span, amount: &str, zh: &str, en: &str) {
    let tariff = Tariff::new(vec![rate("fee", price, Per::SquareMetre, Every::Month)], rule).unwrap();
    let run = bill(&tariff, &[flat("a", area)], period).unwrap();
    let line = &run.bills()[0].lines()[0];
    assert_eq!(line.amount(), yuan(amount));
    assert_eq!(run.total(), yuan(amount));
    assert_eq!(line.render(Lang::Zh), zh);
    assert_eq!(line.render(Lang::En), en);
}

/// What three flats or more pay of a lump by area.
#[track_caller]
fn split(total: &str, areas: &[&str], expected: &[&str]) {
    let run = bill(&tariff(&[lump("lump", total, Weighting::Area)]), &flats(areas), year()).unwrap();
    assert_eq!(parts(&run), expected);
    assert_eq!(run.total(), yuan(total));
    assert_eq!(run.by_line()[0].total(), yuan(total));
}

#[track_caller]
fn refused(result: Result<impl std::fmt::Debug, BillingError>, code: &str, zh: &str, en: &str) {
    let error = result.unwrap_err();
    assert_eq!((error.code(), error.render(Lang::Zh).as_str(), error.to_string().as_str()), (code, zh, en));
    assert_eq!(error.render(Lang::En), en);
}

// --------------------------------------------------------------------------------------------- pitfalls: sharing out

#[test]
fn pitfall_1_shares_are_not_rounded_one_by_one() {
    split("1000.00", &["90.12", "75.30", "61.05"], &["397.93", "332.50", "269.57"]);
}

#[test]
fn pitfall_2_equal_areas_give_the_odd_fen_to_the_first_id_in_any_order() {
    split("100.00", &["89.55", "89.55", "89.55"], &["33.34", "33.33", "33.33"]);
    let tariff = tariff(&[lump("lump", "100.00", Weighting::Area)]);
    let homes = [flat("2", "89.55"), flat("3", "89.55"), flat("1", "89.55")];
    let run = bill(&tariff, &homes, month()).unwrap();
    let bills: Vec<_> = run.bills().iter().map(|b| (b.unit().as_str(), b.total().to_string())).collect();
    assert_eq!(bills, [("1", "33.34".into()), ("2", "33.33".into()), ("3", "33.33".into())]);
}

#[test]
fn pitfall_3_who_has_nothing_of_it_pays_nothing() {
    let homes = [parked("a", 0), parked("b", 2), parked("c", 1)];
    let run = bill(&tariff(&[lump("lump", "1.00", Weighting::Space)]), &homes, year()).unwrap();
    assert_eq!(parts(&run), ["0.00", "0.67", "0.33"]);
}

#[test]
fn pitfall_4_no_basis_is_refused_and_another_basis_is_the_callers_choice() {
    let spaces: Vec<Billable> =
        ('a'..='f').map(|unit| Billable { spaces: Some(1), ..flat(&unit.to_string(), "0") }).collect();
    refused(
        bill(&tariff(&[lump("lift", "600.01", Weighting::Area)]), &spaces, year()),
        "no_billing_basis",
        "收费项「lift」没有分摊依据：计费面积合计应大于零，实际为零。",
        "expected charged area above zero to share out line `lift` by, found zero in all",
    );
    let run = bill(&tariff(&[lump("lift", "600.01", Weighting::Space)]), &spaces, year()).unwrap();
    assert_eq!(parts(&run), ["100.01", "100.00", "100.00", "100.00", "100.00", "100.00"]);
}

#[test]
fn pitfall_5_money_given_back_mirrors_money_taken() {
    split("1.00", &["1", "1", "1"], &["0.34", "0.33", "0.33"]);
    split("-1.00", &["1", "1", "1"], &["-0.34", "-0.33", "-0.33"]);
    split("-10.01", &["1", "1", "1"], &["-3.34", "-3.34", "-3.33"]);
}

#[test]
fn pitfall_6_the_money_is_shared_out_not_a_rate_made_of_it() {
    // 50 kWh at 0.56 over 23,000 m²: a rate of 0.0012 yuan per m² would bring 27.60.
    let homes: Vec<Billable> = (0..230).map(|i| flat(&format!("{i:03}"), "100.00")).collect();
    let run = bill(&tariff(&[lump("light", "28.00", Weighting::Area)]), &homes, year()).unwrap();
    assert_eq!(run.total(), yuan("28.00"));
    // 28.00 / 230 = 0.1217…: 40 homes pay 0.13, the first ones.
    assert!(run.bills().iter().enumerate().all(|(i, b)| b.total() == yuan(if i < 40 { "0.13" } else { "0.12" })));
}

#[test]
fn pitfall_7_line_loss_by_use() {
    split("148.35", &["32", "18", "25", "41", "0", "27"], &["33.20", "18.67", "25.94", "42.53", "0.00", "28.01"]);
}

#[test]
fn pitfall_8_weights_are_not_percentages() {
    split("1000000.00", &["89.55", "199910.45"], &["447.75", "999552.25"]);
}

#[test]
fn pitfall_9_coefficients_are_not_percentages() {
    let right = ["0.00", "26666.67", "53333.33", "80000.00", "106666.67", "133333.33"];
    split("400000.00", &["0", "0.50", "1", "1.50", "2", "2.50"], &right);
}

#[test]
fn pitfall_10_a_compounds_part_of_a_bundle() {
    split("300000.00", &["4321", "1280", "960", "3025"], &["135228.46", "40058.42", "30043.81", "94669.31"]);
}

#[test]
fn pitfall_11_a_unit_without_area_is_refused_not_skipped() {
    let mut homes = flats(&["100", "100", "100"]);
    homes[1].area = None;
    for charge in [lump("lift", "300.00", Weighting::Area), rate("lift", "1", Per::SquareMetre, Every::Month)] {
        refused(
            bill(&tariff(&[charge]), &homes, year()),
            "extent_unknown",
            "收费项「lift」须知每个专有部分的计费面积，「b」等1个未填报。",
            "expected the charged area of every unit for line `lift`, found none for `b` (units without: 1)",
        );
    }
    // The list is read in the order of ids, and all that is missing is counted.
    homes[2].area = None;
    homes.reverse();
    let error = bill(&tariff(&[lump("lift", "300.00", Weighting::Area)]), &homes, year()).unwrap_err();
    let unit = "b".parse().unwrap();
    let expected = BillingError::Unknown { line: "lift".parse().unwrap(), by: Weighting::Area, unit, count: 2 };
    assert_eq!(error, expected);
    // What no line bills by may stay unknown.
    assert!(bill(&tariff(&[lump("lift", "300.00", Weighting::Household)]), &homes, year()).is_ok());
}

#[test]
fn unknown_spaces_and_households_are_refused_too() {
    let home = Billable { spaces: None, households: None, ..flat("a", "100") };
    for (charge, by) in [
        (rate("x", "30", Per::Space, Every::Month), Weighting::Space),
        (lump("x", "30", Weighting::Space), Weighting::Space),
        (rate("x", "50", Per::Household, Every::Month), Weighting::Household),
        (lump("x", "50", Weighting::Household), Weighting::Household),
    ] {
        let error = bill(&tariff(&[charge]), std::slice::from_ref(&home), year()).unwrap_err();
        let (line, unit) = ("x".parse().unwrap(), "a".parse().unwrap());
        assert_eq!(error, BillingError::Unknown { line, by, unit, count: 1 });
    }
}

// ---------------------------------------------------------------------------------------------- pitfalls: rounding

#[test]
fn pitfall_12_products_are_exact() {
    one(
        Rounding::default(),
        "40.91",
        "0.50",
        month(),
        "20.46",
        "物业费：0.50元/平方米·月 × 40.91平方米 × 1个月 = 20.455元 ≈ 20.46元（四舍五入到分）",
        "service fee: 0.50 yuan per square metre and month × 40.91 m² × 1 month = 20.455 yuan ≈ 20.46 yuan (rounded half away from zero to the fen)",
    );
    one(
        Rounding::default(),
        "130.70",
        "0.15",
        month(),
        "19.61",
        "物业费：0.15元/平方米·月 × 130.70平方米 × 1个月 = 19.605元 ≈ 19.61元（四舍五入到分）",
        "service fee: 0.15 yuan per square metre and month × 130.70 m² × 1 month = 19.605 yuan ≈ 19.61 yuan (rounded half away from zero to the fen)",
    );
}

#[test]
fn pitfall_13_monthly_and_yearly_rounding_differ_and_both_say_how() {
    for point in [RoundingPoint::Line, RoundingPoint::Bill] {
        let (zh, en) = if point == RoundingPoint::Line { ("", "") } else { ("整单", "the bill ") };
        one(
            at(point),
            "89.55",
            "1.45",
            year(),
            "1558.17",
            &format!("物业费：1.45元/平方米·月 × 89.55平方米 × 12个月 = 1,558.17元（{zh}四舍五入到分）"),
            &format!(
                "service fee: 1.45 yuan per square metre and month × 89.55 m² × 12 months = 1,558.17 yuan ({en}rounded half away from zero to the fen)"
            ),
        );
    }
    one(
        at(RoundingPoint::Period),
        "89.55",
        "1.45",
        year(),
        "1558.20",
        "物业费：1.45元/平方米·月 × 89.55平方米 = 129.8475元 ≈ 129.85元（四舍五入到分），× 12个月 = 1,558.20元",
        "service fee: 1.45 yuan per square metre and month × 89.55 m² = 129.8475 yuan ≈ 129.85 yuan (rounded half away from zero to the fen), × 12 months = 1,558.20 yuan",
    );
}

#[test]
fn pitfall_14_a_whole_yuan_ledger_keeps_the_exact_figure_beside() {
    let whole_yuan = Rounding { unit: RoundingUnit::Yuan, ..Rounding::default() };
    let en = "service fee: 1.40 yuan per square metre and month × 100.24 m² × 12 months";
    one(
        whole_yuan,
        "100.24",
        "1.4",
        year(),
        "1684.00",
        "物业费：1.40元/平方米·月 × 100.24平方米 × 12个月 = 1,684.032元 ≈ 1,684.00元（四舍五入到元）",
        &format!("{en} = 1,684.032 yuan ≈ 1,684.00 yuan (rounded half away from zero to the yuan)"),
    );
    one(
        Rounding::default(),
        "100.24",
        "1.4",
        year(),
        "1684.03",
        "物业费：1.40元/平方米·月 × 100.24平方米 × 12个月 = 1,684.032元 ≈ 1,684.03元（四舍五入到分）",
        &format!("{en} = 1,684.032 yuan ≈ 1,684.03 yuan (rounded half away from zero to the fen)"),
    );
    let run = bill(
        &Tariff::new(vec![rate("fee", "1.4", Per::SquareMetre, Every::Month)], whole_yuan).unwrap(),
        &[flat("a", "100.24")],
        year(),
    );
    let run = run.unwrap();
    let How::Rate { exact, periods: 12, extent: Extent::Area(_), .. } = run.bills()[0].lines()[0].how() else {
        panic!("a line at a price, for twelve months, by area");
    };
    // 168,403.2 fen
    assert_eq!((exact.above(), exact.below(), exact.to_string().as_str()), (842_016, 5, "842016/5"));
    assert_eq!(exact.grouped(), "1,684.032");
}

#[test]
fn pitfall_17_one_rounding_mode_holds_for_the_whole_tariff() {
    for (mode, amount, zh, en) in [
        (RoundingMode::HalfAwayFromZero, "0.13", "四舍五入", "half away from zero"),
        (RoundingMode::HalfEven, "0.12", "四舍六入五成双", "half to even"),
        (RoundingMode::Up, "0.13", "进位", "up"),
        (RoundingMode::Down, "0.12", "去尾", "down"),
    ] {
        let rule = Rounding { mode, ..Rounding::default() };
        let line = |id, per| rate(id, "0.125", per, Every::Once);
        let lines = vec![line("h", Per::Household), line("s", Per::Space), line("m", Per::SquareMetre)];
        let home = Billable { spaces: Some(1), ..flat("a", "1") };
        let run = bill(&Tariff::new(lines, rule).unwrap(), &[home], year()).unwrap();
        assert!(run.bills()[0].lines().iter().all(|line| line.amount() == yuan(amount)));
        let line = &run.bills()[0].lines()[0];
        let told = format!("物业费：0.125元/户（一次） × 1户 = 0.125元 ≈ {amount}元（{zh}到分）");
        assert_eq!(line.render(Lang::Zh), told);
        let told = format!(
            "service fee: 0.125 yuan per household, once × 1 household = 0.125 yuan ≈ {amount} yuan (rounded {en} to the fen)"
        );
        assert_eq!(line.render(Lang::En), told);
    }
    // The neighbour with an odd fen below tells half-even from half-down.
    let even = Rounding { mode: RoundingMode::HalfEven, ..Rounding::default() };
    let lines = vec![rate("h", "0.135", Per::Household, Every::Once)];
    let run = bill(&Tariff::new(lines, even).unwrap(), &[flat("a", "1")], year()).unwrap();
    assert_eq!(run.total(), yuan("0.14"));
}

// ------------------------------------------------------------------------------------------------- a real compound

#[test]
fn wenyan_yaju_brings_180_000_and_43_200_a_year() {
    // 文宴雅居: 每户每月缴纳物业费50元，小区车位每月30元 (seed 004); 300 households and 120 spaces are the example of
    // the project's brief.
    let parking = TariffLine { kind: IncomeKind::ParkingRent, ..rate("parking", "30", Per::Space, Every::Month) };
    let tariff = tariff(&[rate("fee", "50", Per::Household, Every::Month), parking]);
    let homes: Vec<Billable> = (1..=300)
        .map(|i| {
            let unit = format!("{i:03}").parse().unwrap();
            Billable { spaces: Some(u32::from(i <= 120)), households: Some(1), ..Billable::new(unit) }
        })
        .collect();
    let run = bill(&tariff, &homes, year()).unwrap();
    let by_line: Vec<_> = run.by_line().iter().map(|l| (l.line().as_str(), l.kind(), l.total().to_string())).collect();
    assert_eq!(
        by_line,
        [
            ("fee", IncomeKind::ServiceFee, "180000.00".to_owned()),
            ("parking", IncomeKind::ParkingRent, "43200.00".to_owned()),
        ]
    );
    assert_eq!(run.total(), yuan("223200.00"));
    assert_eq!((run.span(), run.bills().len()), (year(), 300));
    let with = run.bill_of(&"120".parse().unwrap()).unwrap();
    assert_eq!((lines(with), with.total()), (vec!["600.00".into(), "360.00".into()], yuan("960.00")));
    let without = run.bill_of(&"121".parse().unwrap()).unwrap();
    assert_eq!((lines(without), without.total()), (vec!["600.00".into(), "0.00".into()], yuan("600.00")));
    assert_eq!(
        with.lines()[1].render(Lang::Zh),
        "停车位租金：30.00元/车位·月 × 1个车位 × 12个月 = 360.00元（四舍五入到分）"
    );
    assert_eq!(
        without.lines()[1].render(Lang::En),
        "rent of parking spaces: 30.00 yuan per parking space and month × 0 parking spaces × 12 months = 0.00 yuan (rounded half away from zero to the fen)"
    );
    assert_eq!((with.lines()[1].line().as_str(), with.lines()[1].kind()), ("parking", IncomeKind::ParkingRent));
    assert!(run.bill_of(&"301".parse().unwrap()).is_none());
}

// ------------------------------------------------------------------------------------------ rounding of whole bills

fn whole_bill(mode: RoundingMode, unit: RoundingUnit, lines: &[TariffLine]) -> Bill {
    let tariff = Tariff::new(lines.to_vec(), rounding(mode, unit, RoundingPoint::Bill)).unwrap();
    bill(&tariff, &[flat("a", "1")], year()).unwrap().bills()[0].clone()
}

fn once(prices: &[&str]) -> Vec<TariffLine> {
    prices.iter().zip('a'..='z').map(|(price, id)| rate(&id.to_string(), price, Per::Household, Every::Once)).collect()
}

#[test]
fn a_bill_rounded_as_a_whole_keeps_every_line_next_to_its_exact_amount() {
    use RoundingMode::{Down, HalfAwayFromZero, HalfEven, Up};
    use RoundingUnit::{Fen, Jiao, Yuan};
    for (mode, unit, prices, amounts) in [
        // Three thirds of a fen are one fen, for the first; rounded line by line they are nothing.
        (HalfAwayFromZero, Fen, vec!["0.003333", "0.003333", "0.003334"], vec!["0.00", "0.00", "0.01"]),
        (HalfAwayFromZero, Fen, vec!["0.003333", "0.003333", "0.003333"], vec!["0.01", "0.00", "0.00"]),
        // Two halves: one fen together; each by itself would be one.
        (HalfAwayFromZero, Fen, vec!["0.005", "0.005"], vec!["0.01", "0.00"]),
        // A whole line is never moved; the larger remainder is, not the larger line.
        (HalfAwayFromZero, Fen, vec!["100.00", "7.004", "0.006"], vec!["100.00", "7.00", "0.01"]),
        (HalfAwayFromZero, Fen, vec!["100.00", "7.004", "0.007"], vec!["100.00", "7.00", "0.01"]),
        (HalfEven, Fen, vec!["0.01", "0.004", "0.001"], vec!["0.01", "0.01", "0.00"]),
        (HalfEven, Fen, vec!["0.02", "0.004", "0.001"], vec!["0.02", "0.00", "0.00"]),
        (Down, Fen, vec!["0.009", "0.009"], vec!["0.01", "0.00"]),
        (Up, Fen, vec!["0.009", "0.009"], vec!["0.01", "0.01"]),
        (Up, Fen, vec!["0.000001", "0"], vec!["0.01", "0.00"]),
        (HalfAwayFromZero, Jiao, vec!["0.14", "0.13", "0.08"], vec!["0.20", "0.10", "0.10"]),
        (HalfAwayFromZero, Yuan, vec!["0.40", "1.30", "0.80"], vec!["1.00", "1.00", "1.00"]),
        (HalfEven, Yuan, vec!["0.40", "1.30", "0.80"], vec!["0.00", "1.00", "1.00"]),
    ] {
        let bill = whole_bill(mode, unit, &once(&prices));
        assert_eq!(lines(&bill), amounts, "{mode} {unit} {prices:?}");
    }
    let bill = whole_bill(HalfAwayFromZero, Fen, &once(&["0.005", "0.005"]));
    assert_eq!(bill.total(), yuan("0.01"));
    assert_eq!(
        bill.lines()[1].render(Lang::Zh),
        "物业费：0.005元/户（一次） × 1户 = 0.005元 ≈ 0.00元（整单四舍五入到分）"
    );
    assert_eq!(
        bill.lines()[1].render(Lang::En),
        "service fee: 0.005 yuan per household, once × 1 household = 0.005 yuan ≈ 0.00 yuan (the bill rounded half away from zero to the fen)"
    );
}

#[test]
fn a_lump_is_a_settled_part_of_a_bill_that_is_rounded_as_a_whole() {
    use RoundingUnit::Fen;
    let with = |mode, price, total| {
        let mut lines = once(&[price]);
        lines.push(lump("lump", total, Weighting::Area));
        let bill = whole_bill(mode, Fen, &lines);
        (bill.lines()[0].amount().to_string(), bill.total().to_string())
    };
    // The half lies on the bill, not on the line: 0.005 is 0.00 to the even fen, 0.015 is 0.02.
    assert_eq!(with(RoundingMode::HalfEven, "0.005", "0.00"), ("0.00".into(), "0.00".into()));
    assert_eq!(with(RoundingMode::HalfEven, "0.005", "0.01"), ("0.01".into(), "0.02".into()));
    // Money given back is more than the fee: −0.015 is −0.02 away from zero and −0.01 towards it.
    assert_eq!(with(RoundingMode::HalfAwayFromZero, "0.005", "-0.02"), ("0.00".into(), "-0.02".into()));
    assert_eq!(with(RoundingMode::Down, "0.005", "-0.02"), ("0.01".into(), "-0.01".into()));
    assert_eq!(with(RoundingMode::Up, "0.005", "-0.02"), ("0.00".into(), "-0.02".into()));
    assert_eq!(with(RoundingMode::Up, "0.005", "0.02"), ("0.01".into(), "0.03".into()));
}

#[test]
fn a_lump_is_shared_out_in_the_unit_of_the_ledger() {
    let lines = vec![lump("lump", "1000.00", Weighting::Area)];
    let homes = flats(&["90.12", "75.30", "61.05"]);
    for point in RoundingPoint::ALL {
        for (unit, expected, zh, en) in [
            (RoundingUnit::Fen, ["397.93", "332.50", "269.57"], "分", "fen"),
            (RoundingUnit::Jiao, ["397.90", "332.50", "269.60"], "角", "jiao"),
            (RoundingUnit::Yuan, ["398.00", "332.00", "270.00"], "元", "yuan"),
        ] {
            let rule = rounding(RoundingMode::Up, unit, *point);
            let run = bill(&Tariff::new(lines.clone(), rule).unwrap(), &homes, year()).unwrap();
            assert_eq!(parts(&run), expected);
            let line = &run.bills()[0].lines()[0];
            let told = format!(
                "其他收入：1,000.00元 × 90.12平方米 ÷ 226.47平方米 ≈ {}元（按最大余数法分摊到{zh}）",
                expected[0]
            );
            assert_eq!(line.render(Lang::Zh), told);
            let told = format!(
                "other income: 1,000.00 yuan × 90.12 m² ÷ 226.47 m² ≈ {} yuan (shared out to the {en} by largest remainder)",
                expected[0]
            );
            assert_eq!(line.render(Lang::En), told);
        }
    }
}

#[test]
fn a_share_without_remainder_is_told_as_equal() {
    let homes = [flat("a", "1"), Billable { households: Some(3), ..flat("b", "1") }];
    let run = bill(&tariff(&[lump("lump", "-8.00", Weighting::Household)]), &homes, year()).unwrap();
    let told: Vec<_> = run.bills().iter().map(|b| b.lines()[0].render(Lang::Zh)).collect();
    assert_eq!(
        told,
        [
            "其他收入：-8.00元 × 1户 ÷ 4户 = -2.00元（按最大余数法分摊到分）",
            "其他收入：-8.00元 × 3户 ÷ 4户 = -6.00元（按最大余数法分摊到分）",
        ]
    );
    let homes = [parked("a", 1), parked("b", 2)];
    let run = bill(&tariff(&[lump("lump", "1.00", Weighting::Space)]), &homes, year()).unwrap();
    assert_eq!(
        run.bills()[1].lines()[0].render(Lang::En),
        "other income: 1.00 yuan × 2 parking spaces ÷ 3 parking spaces ≈ 0.67 yuan (shared out to the fen by largest remainder)"
    );
    assert_eq!(
        run.bills()[0].lines()[0].render(Lang::Zh),
        "其他收入：1.00元 × 1个车位 ÷ 3个车位 ≈ 0.33元（按最大余数法分摊到分）"
    );
}

// --------------------------------------------------------------------------------------------------------- periods

#[test]
fn prices_fall_due_by_the_month_the_year_or_once() {
    let two_years = span("2026-03-15", "2028-03-15");
    for (every, point, amount) in [
        (Every::Month, RoundingPoint::Line, "240.12"),
        (Every::Month, RoundingPoint::Bill, "240.12"),
        (Every::Month, RoundingPoint::Period, "240.24"),
        (Every::Year, RoundingPoint::Line, "20.01"),
        (Every::Year, RoundingPoint::Period, "20.02"),
        (Every::Once, RoundingPoint::Line, "10.01"),
        (Every::Once, RoundingPoint::Period, "10.01"),
    ] {
        let lines = vec![rate("x", "10.005", Per::Household, every)];
        let run = bill(&Tariff::new(lines, at(point)).unwrap(), &[flat("a", "1")], two_years).unwrap();
        assert_eq!(run.total(), yuan(amount), "{every} {point}");
    }
    let lines = vec![rate("x", "10.005", Per::Household, Every::Year)];
    let run = bill(&Tariff::new(lines, at(RoundingPoint::Period)).unwrap(), &[flat("a", "1")], two_years).unwrap();
    assert_eq!(
        run.bills()[0].lines()[0].render(Lang::Zh),
        "物业费：10.005元/户·年 × 1户 = 10.005元 ≈ 10.01元（四舍五入到分），× 2年 = 20.02元"
    );
    // A price that falls due once has one period, so nothing is multiplied.
    let lines = vec![rate("x", "10.005", Per::Household, Every::Once)];
    let run = bill(&Tariff::new(lines, at(RoundingPoint::Period)).unwrap(), &[flat("a", "1")], two_years).unwrap();
    assert_eq!(
        run.bills()[0].lines()[0].render(Lang::Zh),
        "物业费：10.005元/户（一次） × 1户 = 10.005元 ≈ 10.01元（四舍五入到分）"
    );
}

#[test]
fn only_whole_periods_are_billed() {
    let monthly = tariff(&[rate("fee", "1", Per::Household, Every::Month)]);
    let yearly = tariff(&[rate("fee", "1", Per::Household, Every::Year)]);
    let odd = tariff(&[rate("fee", "1", Per::Household, Every::Once), lump("lump", "1", Weighting::Household)]);
    let homes = [flat("a", "1")];
    refused(
        bill(&monthly, &homes, span("2026-01-01", "2026-01-31")),
        "not_whole_periods",
        "收费项「fee」按月计价，账期须为整月，所填为2026-01-01至2026-01-31（不含终止日）。",
        "expected a span of whole months for line `fee`, found 2026-01-01 to 2026-01-31 (end not included)",
    );
    refused(
        bill(&yearly, &homes, span("2026-01-01", "2027-12-01")),
        "not_whole_periods",
        "收费项「fee」按年计价，账期须为整年，所填为2026-01-01至2027-12-01（不含终止日）。",
        "expected a span of whole years for line `fee`, found 2026-01-01 to 2027-12-01 (end not included)",
    );
    // Neither a price that falls due once nor a lump asks how long the span is.
    assert_eq!(bill(&odd, &homes, span("2026-01-01", "2026-01-31")).unwrap().total(), yuan("2.00"));
    // From the last day of January the month ends on the last day of February.
    assert_eq!(bill(&monthly, &homes, span("2026-01-31", "2026-02-28")).unwrap().total(), yuan("1.00"));
}

// ---------------------------------------------------------------------------------------------------------- errors

#[test]
fn a_tariff_that_could_not_be_billed_is_refused() {
    let new = |lines: Vec<TariffLine>, rule| Tariff::new(lines, rule);
    let line = rate("fee", "1", Per::Household, Every::Month);
    refused(
        new(vec![], Rounding::default()),
        "no_lines",
        "收费标准至少须有一个收费项，所填为空。",
        "expected at least one line in a tariff, found none",
    );
    let many = |n: usize| (0..n).map(|i| TariffLine { id: format!("{i}").parse().unwrap(), ..line.clone() }).collect();
    assert!(new(many(LINES_MAX), Rounding::default()).is_ok());
    refused(
        new(many(LINES_MAX + 1), Rounding::default()),
        "too_many_lines",
        "收费项至多64个，所填65个。",
        "expected at most 64 lines in a tariff, found 65",
    );
    let other = rate("parking", "1", Per::Space, Every::Month);
    refused(
        new(vec![line.clone(), other, line], Rounding::default()),
        "duplicate_line",
        "收费项「fee」出现两次。",
        "expected each line of a tariff once, found `fee` twice",
    );
    refused(
        new(vec![rate("gate", "1", Per::Use, Every::Month)], Rounding::default()),
        "price_not_billable",
        "收费项「gate」按次计价的，用量为整个账期的用量，应按一次计价，所填为按月。",
        "expected line `gate` priced per use to fall due once, found `month`",
    );
    let in_unit =
        |total, unit| new(vec![lump("lift", total, Weighting::Area)], Rounding { unit, ..Rounding::default() });
    refused(
        in_unit("1000.10", RoundingUnit::Yuan),
        "lump_not_whole",
        "收费项「lift」的分摊总额应为整元，所填为1000.10元。",
        "expected the lump of line `lift` in whole yuan, found 1000.10 yuan",
    );
    assert_eq!(in_unit("-0.01", RoundingUnit::Jiao).unwrap_err().code(), "lump_not_whole");
    assert!(in_unit("1000.10", RoundingUnit::Jiao).is_ok());
    assert!(in_unit("-1000.00", RoundingUnit::Yuan).is_ok());
}

#[test]
fn a_list_that_cannot_be_billed_is_refused() {
    let tariff = tariff(&[rate("fee", "1", Per::Household, Every::Month)]);
    refused(
        bill(&tariff, &[], year()),
        "nothing_to_bill",
        "计费清单至少须有一户，所填为空。",
        "expected at least one household to bill, found none",
    );
    refused(
        bill(&tariff, &[flat("b", "1"), flat("a", "1"), flat("b", "2")], year()),
        "duplicate_unit",
        "专有部分「b」在计费清单中出现两次。",
        "expected each unit once, found `b` twice",
    );
    let mut many = vec![flat("a", "1"); BILLABLES_MAX];
    assert_eq!(bill(&tariff, &many, year()).unwrap_err().code(), "duplicate_unit");
    many.push(flat("b", "1"));
    refused(
        bill(&tariff, &many, year()),
        "too_many_billables",
        "一次出账至多1000000户，所填1000001户。",
        "expected at most 1000000 households in one run, found 1000001",
    );
}

#[test]
fn amounts_beyond_the_bounds_are_errors_and_amounts_at_them_are_not() {
    let most = Money::MAX;
    let bill_overflow = |result: Result<BillRun, BillingError>| {
        refused(
            result,
            "bill_overflow",
            "专有部分「a」的账单金额超出可表示范围。",
            "expected a bill for unit `a` that money can hold, found one beyond its bounds",
        );
    };
    let price = rate("x", "1000000", Per::SquareMetre, Every::Once);
    for point in RoundingPoint::ALL {
        let tariff = |lines: &[TariffLine]| Tariff::new(lines.to_vec(), at(*point)).unwrap();
        let one = tariff(std::slice::from_ref(&price));
        // 10⁶ yuan × 10⁷ m² = 10¹³ yuan
        assert_eq!(bill(&one, &[flat("a", "10000000")], month()).unwrap().total(), most);
        bill_overflow(bill(&one, &[flat("a", "10000000.01")], month()));
        // The greatest area that there can be.
        bill_overflow(bill(&one, &[flat("a", "10000000000000")], month()));
        // Two lines that fit on a bill that does not.
        let two = tariff(&[price.clone(), rate("y", "0.01", Per::Household, Every::Once)]);
        bill_overflow(bill(&two, &[flat("a", "10000000")], month()));
        // A lump takes it back within the bounds.
        let back = tariff(&[
            price.clone(),
            rate("y", "0.01", Per::Household, Every::Once),
            lump("z", "-0.01", Weighting::Area),
        ]);
        assert_eq!(bill(&back, &[flat("a", "10000000")], month()).unwrap().total(), most);
        // A hundred years of a price that fits each month.
        let monthly = tariff(&[rate("x", "1000000", Per::SquareMetre, Every::Month)]);
        bill_overflow(bill(&monthly, &[flat("a", "10000000")], span("1900-01-01", "2000-01-01")));
        let run_overflow = |result| {
            refused(
                result,
                "run_overflow",
                "全部账单的合计超出可表示范围。",
                "expected totals over all bills that money and area can hold, found one beyond their bounds",
            );
        };
        // Two bills that fit in a run that does not.
        run_overflow(bill(&one, &[flat("a", "10000000"), flat("b", "0.01")], month()));
        // Two areas that fit, with a sum that does not.
        let shared = tariff(&[lump("x", "1.00", Weighting::Area)]);
        let largest = "10000000000000";
        assert_eq!(bill(&shared, &[flat("a", largest), flat("b", "0")], month()).unwrap().total(), yuan("1.00"));
        run_overflow(bill(&shared, &[flat("a", largest), flat("b", "0.01")], month()));
    }
}

#[test]
fn the_line_totals_may_be_beyond_the_bounds_where_the_bills_are_not() {
    // Each bill is 0, since a lump gives back what the price takes, but the line has 2 × 10¹³ yuan.
    let lines = vec![
        rate("x", "1000000", Per::SquareMetre, Every::Once),
        lump("y", "-10000000000000.00", Weighting::Area),
        lump("z", "-10000000000000.00", Weighting::Area),
    ];
    let homes = flats(&["10000000", "10000000"]);
    assert_eq!(bill(&tariff(&lines), &homes, month()).unwrap_err().code(), "run_overflow");
    assert!(bill(&tariff(&lines[..2]), &homes[..1], month()).unwrap().total().is_zero());
}

// ------------------------------------------------------------------------------------------------------ stored forms

const TARIFF: &str = r#"{"format":2,"lines":[
    {"id":"fee","kind":"service_fee","charge":{"rate":{"amount":"1.45","per":"m2","every":"month"}}},
    {"id":"lift","kind":"other_income","charge":{"apportioned":{"total":"148.35","by":"household"}}}],
    "rounding":{"mode":"half_away_from_zero","unit":"fen","point":"line"}}"#;

#[test]
fn a_tariff_is_written_and_read() {
    let fee = rate("fee", "1.45", Per::SquareMetre, Every::Month);
    let tariff = tariff(&[fee, lump("lift", "148.35", Weighting::Household)]);
    let written: serde_json::Value = serde_json::to_value(&tariff).unwrap();
    assert_eq!(written, serde_json::from_str::<serde_json::Value>(TARIFF).unwrap());
    let read: Tariff = serde_json::from_str(TARIFF).unwrap();
    assert_eq!((read.lines(), read.rounding()), (tariff.lines(), tariff.rounding()));
    // A tariff of the first version is read as what it was.
    let first: Tariff = serde_json::from_str(&TARIFF.replacen("\"format\":2", "\"format\":1", 1)).unwrap();
    assert_eq!(first, tariff);
}

#[test]
fn a_tariff_is_read_strictly() {
    let faults = [
        ("\"format\":2", "\"format\":3", "expected a tariff of format 2 or earlier, found 3"),
        ("\"format\":2", "\"format\":0", "expected a tariff of format 2 or earlier, found 0"),
        ("\"format\":2,", "", "missing field `format`"),
        ("\"id\":\"lift\"", "\"id\":\"fee\"", "expected each line of a tariff once, found `fee` twice"),
        ("\"per\":\"m2\"", "\"per\":\"use\"", "expected line `fee` priced per use to fall due once"),
        ("\"unit\":\"fen\"", "\"unit\":\"jiao\"", "in whole jiao, found 148.35 yuan"),
        ("\"by\":\"household\"", "\"by\":\"household\",\"of\":1", "unknown field `of`"),
        ("\"format\":2,", "\"format\":2,\"note\":1,", "unknown field `note`"),
        ("\"kind\":\"service_fee\",", "\"kind\":\"service_fee\",\"note\":1,", "unknown field `note`"),
        ("\"kind\":\"service_fee\",", "\"kind\":\"service_fee\",\"kind\":\"service_fee\",", "duplicate field `kind`"),
        ("{\"rate\":", "{\"price\":", "unknown variant `price`"),
        ("\"amount\":\"1.45\"", "\"amount\":1.45", "invalid type: floating point `1.45`"),
        ("\"total\":\"148.35\"", "\"total\":148.35", "invalid type: floating point `148.35`"),
        (
            ",\n    \"rounding\":{\"mode\":\"half_away_from_zero\",\"unit\":\"fen\",\"point\":\"line\"}",
            "",
            "missing field",
        ),
    ];
    for (from, to, expected) in faults {
        let text = TARIFF.replacen(from, to, 1);
        assert_ne!(text, TARIFF, "{from}");
        let error = english(serde_json::from_str::<Tariff>(&text).unwrap_err());
        assert!(error.contains(expected), "{to}: {error}");
    }
    let newer = BillingError::Format { newest: 2, found: 3 };
    assert_eq!(
        (newer.code(), newer.render(Lang::Zh).as_str()),
        ("tariff_format", "收费标准格式版本应为2或更早，所读为3。")
    );
}

#[test]
fn a_household_is_written_and_read_and_what_is_absent_is_unknown() {
    let full = r#"{"unit":"1-101","area":"89.55","spaces":0,"households":1}"#;
    let read: Billable = serde_json::from_str(full).unwrap();
    assert_eq!(read, flat("1-101", "89.55"));
    assert_eq!(serde_json::to_string(&read).unwrap(), full);
    let bare: Billable = serde_json::from_str(r#"{"unit":"1-101"}"#).unwrap();
    assert_eq!(serde_json::to_string(&bare).unwrap(), r#"{"unit":"1-101"}"#);
    let fee = "fee".parse().unwrap();
    assert!(Weighting::ALL.iter().all(|by| bare.extent(&fee, *by).is_none()));
    assert_eq!(read.extent(&fee, Weighting::Space), Some(Extent::Spaces(0)));
    assert_eq!(read.extent(&fee, Weighting::Household), Some(Extent::Households(1)));
    for (text, expected) in [
        (r#"{"unit":"1","floor":3}"#, "unknown field `floor`"),
        (r#"{"unit":"1","area":89.55}"#, "invalid type: floating point `89.55`"),
        (r#"{"unit":"1","area":"-1"}"#, "expected an area in square metres from 0"),
        (r#"{"unit":"1","spaces":-1}"#, "invalid value: integer `-1`"),
        (r#"{"area":"1"}"#, "missing field `unit`"),
    ] {
        let error = english(serde_json::from_str::<Billable>(text).unwrap_err());
        assert!(error.contains(expected), "{text}: {error}");
    }
}

#[test]
fn a_run_is_written_with_all_that_its_figures_came_from() {
    let lines = [rate("fee", "1.4", Per::SquareMetre, Every::Month), lump("lift", "1.00", Weighting::Household)];
    let run = bill(&tariff(&lines), &[flat("a", "100.24")], year()).unwrap();
    let half_up = r#"{"mode":"half_away_from_zero","unit":"fen","point":"line"}"#;
    let expected = format!(
        r#"{{"span":{{"start":"2026-01-01","end":"2027-01-01"}},"bills":[{{"unit":"a","lines":[
        {{"line":"fee","kind":"service_fee","amount":"1684.03","how":{{"rate":{{
            "price":{{"amount":"1.40","per":"m2","every":"month"}},"extent":{{"area":"100.24"}},"periods":12,
            "exact":"842016/5","rounding":{half_up}}}}}}},
        {{"line":"lift","kind":"other_income","amount":"1.00","how":{{"share":{{
            "total":"1.00","extent":{{"households":1}},"whole":{{"households":1}},"unit":"fen"}}}}}}],"total":"1685.03"}}],
        "by_line":[{{"line":"fee","kind":"service_fee","total":"1684.03"}},
        {{"line":"lift","kind":"other_income","total":"1.00"}}],"total":"1685.03"}}"#
    );
    let expected: serde_json::Value = serde_json::from_str(&expected).unwrap();
    assert_eq!(serde_json::to_value(&run).unwrap(), expected);
    let monthly = Tariff::new(lines[..1].to_vec(), at(RoundingPoint::Period)).unwrap();
    let run = bill(&monthly, &[flat("a", "100.24")], year()).unwrap();
    let how = serde_json::to_value(run.bills()[0].lines()[0].how()).unwrap();
    assert_eq!(
        how,
        serde_json::json!({"periods": {
            "price": {"amount": "1.40", "per": "m2", "every": "month"}, "extent": {"area": "100.24"}, "periods": 12,
            "exact": "70168/5", "each": "140.34",
            "rounding": {"mode": "half_away_from_zero", "unit": "fen", "point": "period"}}})
    );
}

// -------------------------------------------------------------------------------------------------------- the oracle

/// SplitMix64, so that every run tests the same bills.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        dice::next(&mut self.0)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.roll() % n
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.below(of.len() as u64)).unwrap()]
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, usize::try_from(self.below(i as u64 + 1)).unwrap());
        }
    }
}

/// Amounts of the oracle are in 0.00000001 yuan: the product of a millionth of a yuan and 0.01 m².
const FEN: i128 = 1_000_000;

fn unit_of(unit: RoundingUnit) -> i128 {
    match unit {
        RoundingUnit::Fen => FEN,
        RoundingUnit::Jiao => 10 * FEN,
        RoundingUnit::Yuan => 100 * FEN,
    }
}

fn round(exact: i128, rule: Rounding) -> i128 {
    rounding::round(exact, unit_of(rule.unit), rule.mode)
}

/// Largest remainder, unit by unit: the first units all at once, the rest to whoever is furthest below.
fn award(total: i128, weights: &[i128]) -> Vec<i128> {
    let sum: i128 = weights.iter().sum();
    let mut parts: Vec<i128> = weights.iter().map(|w| total.abs() * w / sum).collect();
    while parts.iter().sum::<i128>() < total.abs() {
        let mut next = 0;
        for i in 1..weights.len() {
            if total.abs() * weights[i] - parts[i] * sum > total.abs() * weights[next] - parts[next] * sum {
                next = i;
            }
        }
        parts[next] += 1;
    }
    parts.into_iter().map(|part| part * total.signum()).collect()
}

/// Of all ways to round every line to a neighbour so that they add up to the bill, the nearest to the exact amounts;
/// of several as near, the one that raises earlier lines.
fn nearest(exact: &[i128], bill: i128, unit: i128) -> Vec<i128> {
    let choices: Vec<(i128, i128)> = exact.iter().map(|e| rounding::neighbours(*e, unit)).collect();
    let mut best: Option<(i128, Vec<i128>)> = None;
    for raised in (0..1_u32 << exact.len()).rev() {
        // The first line is the highest bit, so that earlier lines are raised first.
        let chosen = |i: usize| raised >> (exact.len() - 1 - i) & 1 == 1;
        let lines: Vec<i128> =
            choices.iter().enumerate().map(|(i, (lower, upper))| if chosen(i) { *upper } else { *lower }).collect();
        let distance: i128 = lines.iter().zip(exact).map(|(line, e)| (line - e).abs()).sum();
        if lines.iter().sum::<i128>() == bill && best.as_ref().is_none_or(|(least, _)| distance < *least) {
            best = Some((distance, lines));
        }
    }
    best.unwrap().1
}

/// A line as the oracle sees it.
#[derive(Clone, Copy)]
enum Line {
    Rate { micro: i128, per: Per, every: Every },
    Lump { fen: i128, by: Weighting },
}

/// A household as the oracle sees it: hundredths of a square metre, spaces, households.
#[derive(Clone, Copy)]
struct Home {
    area: i128,
    spaces: i128,
    households: i128,
}

impl Home {
    fn weight(self, by: Weighting) -> i128 {
        match by {
            Weighting::Area => self.area,
            Weighting::Space => self.spaces,
            Weighting::Household => self.households,
            Weighting::Use | Weighting::Usage | Weighting::Points => unreachable!("not asked here"),
        }
    }
}

/// The lines of every bill, in 0.00000001 yuan.
fn oracle(lines: &[Line], homes: &[Home], months: i128, rule: Rounding) -> Vec<Vec<i128>> {
    let columns: Vec<Vec<i128>> = lines.iter().map(|line| column(*line, homes, months, rule)).collect();
    let bills = (0..homes.len()).map(|i| columns.iter().map(|column| column[i]).collect::<Vec<i128>>());
    if rule.point != RoundingPoint::Bill {
        return bills.collect();
    }
    bills.map(|exact| nearest(&exact, round(exact.iter().sum(), rule), unit_of(rule.unit))).collect()
}

/// One line of every bill; at a price, exact where the bill is to be rounded.
fn column(line: Line, homes: &[Home], months: i128, rule: Rounding) -> Vec<i128> {
    match line {
        Line::Lump { fen, by } => {
            let unit = unit_of(rule.unit);
            let weights: Vec<i128> = homes.iter().map(|home| home.weight(by)).collect();
            award(fen * FEN / unit, &weights).into_iter().map(|part| part * unit).collect()
        }
        Line::Rate { micro, per, every } => {
            let periods = match every {
                Every::Month => months,
                Every::Year => months / 12,
                _ => 1,
            };
            let one = |home: &Home| match per {
                Per::SquareMetre => micro * home.area,
                Per::Space => micro * home.spaces * 100,
                _ => micro * home.households * 100,
            };
            let settle = |home: &Home| match rule.point {
                RoundingPoint::Line => round(one(home) * periods, rule),
                RoundingPoint::Bill => one(home) * periods,
                // Added up month by month.
                RoundingPoint::Period => (0..periods).map(|_| round(one(home), rule)).sum(),
                // A year of months is twelve of them; what falls due once is of one year.
                RoundingPoint::Year => {
                    let in_year = periods.min(if every == Every::Month { 12 } else { 1 });
                    (0..periods / in_year).map(|_| round(one(home) * in_year, rule)).sum()
                }
            };
            homes.iter().map(settle).collect()
        }
    }
}

/// `123` with six decimals is `0.000123`.
fn decimal(units: i128, decimals: usize) -> String {
    let digits = format!("{:0width$}", units.abs(), width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    format!("{}{whole}.{fraction}", if units < 0 { "-" } else { "" })
}

fn some_line(dice: &mut Dice, id: usize, rule: Rounding) -> (Line, TariffLine) {
    let id = format!("line-{id}");
    if dice.below(4) == 0 {
        let by = dice.pick(&[Weighting::Area, Weighting::Household, Weighting::Space]);
        // From odd fen to hundreds of millions of yuan, some of it money given back.
        let units = i128::from(dice.roll() >> dice.pick(&[30, 40, 50, 60]));
        let sign = if dice.below(4) == 0 { -1 } else { 1 };
        let fen = sign * units * unit_of(rule.unit) / FEN;
        return (Line::Lump { fen, by }, lump(&id, &decimal(fen, 2), by));
    }
    let per = dice.pick(&[Per::SquareMetre, Per::Household, Per::Space]);
    let every = dice.pick(&[Every::Month, Every::Month, Every::Year, Every::Once]);
    // Prices with few decimals make exact halves; prices with six make odd fractions.
    let micro = i128::from(match dice.below(3) {
        0 => dice.below(1_000) * 5_000,
        1 => dice.below(20_000_000),
        _ => dice.below(400) * 12_500,
    });
    (Line::Rate { micro, per, every }, rate(&id, &decimal(micro, 6), per, every))
}

fn some_home(dice: &mut Dice, id: usize, area: Option<u64>) -> (Home, Billable) {
    let area = area.unwrap_or_else(|| dice.below(20_000));
    let (spaces, households) = (dice.below(4), dice.below(3));
    let home = Home { area: area.into(), spaces: spaces.into(), households: households.into() };
    let billable = Billable {
        area: Some(decimal(area.into(), 2).parse().unwrap()),
        spaces: Some(u32::try_from(spaces).unwrap()),
        households: Some(u32::try_from(households).unwrap()),
        ..Billable::new(format!("unit-{id:04}").parse().unwrap())
    };
    (home, billable)
}

/// One tariff over one list; how many bills were compared.
fn compare(dice: &mut Dice) -> usize {
    let rule = rounding(dice.pick(RoundingMode::ALL), dice.pick(RoundingUnit::ALL), dice.pick(RoundingPoint::ALL));
    let (lines, tariff_lines): (Vec<Line>, Vec<TariffLine>) =
        (0..=dice.below(5)).map(|i| some_line(dice, i as usize, rule)).unzip();
    // Often the same area for all, so that there are ties.
    let same = (dice.below(3) == 0).then(|| 1 + dice.below(20_000));
    let (mut homes, mut billables): (Vec<Home>, Vec<Billable>) = (0..12).map(|i| some_home(dice, i, same)).unzip();
    // The first has a bit of everything, so that there is a basis.
    homes[0] = Home { area: homes[0].area.max(1), spaces: 1, households: 1 };
    billables[0].area = Some(decimal(homes[0].area, 2).parse().unwrap());
    (billables[0].spaces, billables[0].households) = (Some(1), Some(1));
    let years = 1 + dice.below(3);
    let end = format!("{}-04-01", 2024 + years);
    let period = span("2024-04-01", &end);

    let tariff = Tariff::new(tariff_lines, rule).unwrap();
    let run = bill(&tariff, &billables, period).unwrap();
    let expected = oracle(&lines, &homes, i128::from(years) * 12, rule);
    for (bill, expected) in run.bills().iter().zip(&expected) {
        let found: Vec<i128> = bill.lines().iter().map(|line| i128::from(line.amount().fen()) * FEN).collect();
        assert_eq!(&found, expected, "{} {} {}: {bill:?}", rule.mode, rule.unit, rule.point);
    }
    assert_closes(&tariff, &run);
    dice.shuffle(&mut billables);
    assert_eq!(bill(&tariff, &billables, period).unwrap(), run, "the order of the list does not matter");
    run.bills().len()
}

/// Run = bills = lines, line by line too, and a lump is shared out whole.
fn assert_closes(tariff: &Tariff, run: &BillRun) {
    let fen = |amounts: &mut dyn Iterator<Item = Money>| amounts.map(|m| i128::from(m.fen())).sum::<i128>();
    let total = i128::from(run.total().fen());
    assert_eq!(fen(&mut run.bills().iter().map(Bill::total)), total);
    assert_eq!(fen(&mut run.by_line().iter().map(|line| line.total())), total);
    for bill in run.bills() {
        assert_eq!(fen(&mut bill.lines().iter().map(|line| line.amount())), i128::from(bill.total().fen()));
    }
    for (i, (line, by_line)) in tariff.lines().iter().zip(run.by_line()).enumerate() {
        assert_eq!((&line.id, line.kind), (by_line.line(), by_line.kind()));
        assert!(run.bills().iter().all(|bill| *bill.lines()[i].line() == line.id));
        let sum = fen(&mut run.bills().iter().map(|bill| bill.lines()[i].amount()));
        assert_eq!(sum, i128::from(by_line.total().fen()));
        if let Charge::Apportioned { total, .. } = &line.charge {
            assert_eq!(by_line.total(), *total);
        }
    }
}

#[test]
fn twenty_four_thousand_bills_agree_with_the_oracle() {
    let mut dice = Dice(278);
    let compared: usize = (0..2_000).map(|_| compare(&mut dice)).sum();
    assert_eq!(compared, 24_000);
}

#[test]
fn the_oracle_knows_the_published_figures() {
    let rule = Rounding::default();
    assert_eq!(award(100_000, &[9_012, 7_530, 6_105]), [39_793, 33_250, 26_957]);
    assert_eq!(award(-1_001, &[1, 1, 1]), [-334, -334, -333]);
    let home = Home { area: 8_955, spaces: 0, households: 1 };
    let fee = Line::Rate { micro: 1_450_000, per: Per::SquareMetre, every: Every::Month };
    let monthly = Rounding { point: RoundingPoint::Period, ..rule };
    assert_eq!(oracle(&[fee], &[home], 12, rule), [[155_817 * FEN]]);
    assert_eq!(oracle(&[fee], &[home], 12, monthly), [[155_820 * FEN]]);
}
