//! Tariffs with all they can say: their errors, and how the lines of a bill tell what became of them.

use wuye::billing::meter::{Tier, Tiers};
use wuye::billing::{
    Billable, Change, Charge, Cycle, Extent, Formula, Granted, Missing, PRICES_MAX, PriceStep, Prices, RELIEFS_MAX,
    Relief, Remainder, Rules, Tariff, TariffLine, Weighting, bill,
};
use wuye::measure::{DayCount, Every, Per, Rounding, RoundingPoint, Span, UsageUnit};
use wuye::terms::Lang;

use crate::Page;
use crate::errors::{Made, refused};
use crate::inputs::{price, span, tariff_line};

fn monthly(yuan: &str) -> TariffLine {
    tariff_line("fee", Charge::Rate(price(yuan, Per::SquareMetre, Every::Month)))
}

fn lump(by: Weighting) -> TariffLine {
    tariff_line("lift", Charge::Apportioned { total: "300.00".parse().unwrap(), by })
}

fn step(start: &str, end: &str, yuan: &str, per: Per) -> PriceStep {
    PriceStep { during: span(start, end), price: price(yuan, per, Every::Month) }
}

fn changing() -> Prices {
    let m2 = Per::SquareMetre;
    Prices::new(vec![step("2025-01-01", "2025-03-16", "1.50", m2), step("2025-03-16", "2026-01-01", "1.80", m2)])
        .unwrap()
}

fn home(unit: &str) -> Billable {
    let unit = Billable::new(unit.parse().unwrap());
    Billable { area: Some("90".parse().unwrap()), spaces: Some(1), households: Some(1), ..unit }
}

fn relief(id: &str, change: Change) -> Relief {
    Relief::new(id.parse().unwrap(), change)
}

fn with(id: &str, during: Option<Span>) -> Granted {
    Granted { relief: id.parse().unwrap(), during }
}

fn half() -> Relief {
    relief("half", Change::Off("1/2".parse().unwrap()))
}

pub fn errors() -> Vec<Made> {
    let mut all = errors_of_formulas();
    all.extend(errors_of_tariffs());
    all.extend(errors_of_lists());
    all
}

fn errors_of_formulas() -> Vec<Made> {
    let of = |text: &str| refused(text.parse::<Formula>());
    vec![
        ("formula_empty", "an empty formula", of("")),
        ("formula_too_long", "a formula of 501 characters", of(&"1".repeat(501))),
        ("formula_unexpected", "two lines without an operator", of("[fee] [lift]")),
        ("formula_unexpected", "a line without brackets", of("fee * 10%")),
        ("formula_unclosed", "a bracket that is not closed", of("([fee] * 10%")),
        ("formula_mixed", "money and a number added", of("[fee] + 10")),
        ("formula_not_a_number", "money times money", of("[fee] * [lift]")),
        ("formula_divided_by_zero", "money divided by nothing", of("[fee] / 0")),
        ("formula_not_money", "a number", of("2 * 3")),
        ("formula_too_large", "a number of forty digits", of(&format!("[fee] * {}", "9".repeat(40)))),
    ]
}

fn errors_of_tariffs() -> Vec<Made> {
    let tariff = |line| Tariff::new(vec![line], Rounding::default());
    let formula = tariff_line("extra", Charge::Formula("[fee] * 10%".parse().unwrap()));
    let hold = |whole| TariffLine { missing: Missing::Hold { whole }, ..lump(Weighting::Area) };
    let reliefs = |list| Tariff::with(vec![monthly("1.45"), lump(Weighting::Household)], list, Rules::default());
    let many = (0..=RELIEFS_MAX).map(|n| relief(&format!("relief-{n}"), Change::Unknown)).collect();
    let below = relief("coupon", Change::Less("-0.01".parse().unwrap()));
    let of_lump = Relief { lines: Some(vec!["lift".parse().unwrap()]), ..half() };
    let m2 = Per::SquareMetre;
    let (first, late) = (step("2025-01-01", "2025-03-17", "1.50", m2), step("2025-03-16", "2026-01-01", "1.80", m2));
    let per_home = step("2025-03-17", "2026-01-01", "50", Per::Household);
    vec![
        ("no_prices", "an empty list of prices", refused(Prices::new(vec![]))),
        ("too_many_prices", "101 prices", refused(Prices::new(vec![first; PRICES_MAX + 1]))),
        ("prices_differ", "a price per m², then one per household", refused(Prices::new(vec![first, per_home]))),
        ("overlapping_prices", "a day with two prices", refused(Prices::new(vec![first, late]))),
        ("whole_not_stated", "a lump to be held in part, its whole not stated", refused(tariff(hold(None)))),
        (
            "whole_of_another",
            "a lump by area, its whole in households",
            refused(tariff(hold(Some(Extent::Households(3))))),
        ),
        ("formula_line", "a formula of a line that is not there", refused(tariff(formula))),
        ("too_many_reliefs", "33 reliefs", refused(reliefs(many))),
        ("duplicate_relief", "two reliefs of one id", refused(reliefs(vec![half(), half()]))),
        ("relief_line", "a relief of a lump", refused(reliefs(vec![of_lump]))),
        ("relief_negative", "a sum below zero taken off", refused(reliefs(vec![below]))),
    ]
}

fn errors_of_lists() -> Vec<Made> {
    let march = span("2025-03-01", "2025-04-01");
    let reliefs =
        vec![half(), relief("coupon", Change::Less("10.00".parse().unwrap())), relief("vacant", Change::Unknown)];
    let fee = Tariff::with(vec![monthly("1.45")], reliefs, Rules::default()).unwrap();
    let granted = |reliefs| refused(bill(&fee, &[Billable { reliefs, ..home("1-101") }], march));
    let during = |start: &str, end: &str| Billable { during: Some(span(start, end)), ..home("1-101") };
    let twice = [during("2025-03-01", "2025-03-16"), during("2025-03-15", "2025-04-01")];
    let gone = Prices::new(vec![step("2025-01-01", "2025-03-16", "1.50", Per::SquareMetre)]).unwrap();
    let gone = Tariff::new(vec![tariff_line("fee", Charge::Prices(gone))], Rounding::default()).unwrap();
    let hold = Missing::Hold { whole: Some(Extent::Area("89.99".parse().unwrap())) };
    let hold = TariffLine { missing: hold, ..lump(Weighting::Area) };
    let hold = Tariff::new(vec![hold], Rounding::default()).unwrap();
    let to = Rules { remainder: Remainder::To("2-201".parse().unwrap()), ..Rules::default() };
    let to = Tariff::with(vec![lump(Weighting::Area)], vec![], to).unwrap();
    let early = Some(span("2025-03-01", "2025-03-11"));
    let of_water = Relief { lines: Some(vec!["water".parse().unwrap()]), ..half() };
    let tiers = Tiers::new(UsageUnit::CubicMetre, vec![Tier { up_to: None, price: "3.45".parse().unwrap() }]).unwrap();
    let water =
        Tariff::with(vec![tariff_line("water", Charge::Metered(tiers))], vec![of_water], Rules::default()).unwrap();
    let usage = [("water".parse().unwrap(), "12".parse().unwrap())].into();
    let used = Billable { usage, reliefs: vec![with("half", early)], ..home("1-101") };
    vec![
        ("overlapping_holders", "two payers of one day", refused(bill(&fee, &twice, march))),
        ("outside_span", "days after the span", refused(bill(&fee, &[during("2025-04-01", "2025-05-01")], march))),
        ("unknown_relief", "a relief that the tariff does not have", granted(vec![with("free", None)])),
        ("relief_twice", "one relief twice", granted(vec![with("half", None), with("half", early)])),
        ("timed_use", "half of the water for ten days", refused(bill(&water, &[used], march))),
        ("timed_sum", "a sum taken off for ten days", granted(vec![with("coupon", early)])),
        ("relief_rate_unknown", "a relief at an unknown rate", granted(vec![with("vacant", None)])),
        (
            "billing_span_too_long",
            "three hundred years",
            refused(bill(&fee, &[home("1-101")], span("1900-01-01", "2200-01-01"))),
        ),
        ("no_price", "a price that ends in the month", refused(bill(&gone, &[home("1-101")], march))),
        ("whole_too_small", "a whole of less than the one home has", refused(bill(&hold, &[home("1-101")], march))),
        ("receiver_missing", "the odd fen to a home that is not there", refused(bill(&to, &[home("1-101")], march))),
    ]
}

pub fn lines(page: &mut Page) {
    page.section("Lines of a bill: parts of months, payers, reliefs, formulas, old ledgers");
    let march = span("2025-03-01", "2025-04-01");
    let actual = || Rules { proration: Some(DayCount::ActualMonth), ..Rules::default() };
    let at = |point| Rules { rounding: Rounding { point, ..Rounding::default() }, ..actual() };
    let mut show = |case: &str, lines: Vec<TariffLine>, reliefs: Vec<Relief>, rules, homes: &[Billable], span| {
        let run = bill(&Tariff::with(lines, reliefs, rules).unwrap(), homes, span).unwrap();
        page.row(case, |lang: Lang| run.bills()[0].lines().last().unwrap().render(lang));
    };
    let one = [home("1-101")];
    let prices = || vec![tariff_line("fee", Charge::Prices(changing()))];
    show("a price that changes in the month", prices(), vec![], actual(), &one, march);
    let quarter = span("2025-02-01", "2025-05-01");
    show("a quarter, month by month", prices(), vec![], at(RoundingPoint::Period), &one, quarter);
    let part = [Billable { during: Some(span("2025-03-18", "2025-04-01")), ..home("1-101") }];
    show("moved in on the 18th", vec![monthly("1.45")], vec![], actual(), &part, march);
    let thirty = Rules { proration: Some(DayCount::ThirtyDays), ..Rules::default() };
    show("moved in on the 18th, months of thirty days", vec![monthly("1.45")], vec![], thirty, &part, march);
    let payer = |start: &str, end: &str| Billable { during: Some(span(start, end)), ..home("1-101") };
    let payers = [payer("2025-03-01", "2025-03-15"), payer("2025-03-15", "2025-04-01")];
    show("the seller of a home", vec![monthly("1.45")], vec![], actual(), &payers, march);
    let granted = |ids: &[&str]| [Billable { reliefs: ids.iter().map(|id| with(id, None)).collect(), ..home("1-101") }];
    let vacant = || relief("vacant", Change::Charge("3/5".parse().unwrap()));
    let coupon = || relief("coupon", Change::Less("10.00".parse().unwrap()));
    show("an empty home", vec![monthly("1.455")], vec![vacant()], actual(), &granted(&["vacant"]), march);
    let both = || granted(&["vacant", "coupon"]);
    show("an empty home with a coupon", vec![monthly("1.45")], vec![vacant(), coupon()], actual(), &both(), march);
    show("the coupon first", vec![monthly("1.45")], vec![coupon(), vacant()], actual(), &both(), march);
    show(
        "half off, rounded with the bill",
        vec![monthly("1.455")],
        vec![half()],
        at(RoundingPoint::Bill),
        &granted(&["half"]),
        march,
    );
    let timed = [Billable { reliefs: vec![with("vacant", Some(span("2025-03-21", "2025-06-01")))], ..home("1-101") }];
    show("empty from the 21st on", vec![monthly("1.45")], vec![vacant()], actual(), &timed, march);
    let daily = || vec![tariff_line("bay", Charge::Rate(price("3.005", Per::Space, Every::Day)))];
    show("by the day", daily(), vec![], actual(), &one, march);
    show("by the day, each day rounded", daily(), vec![], at(RoundingPoint::Period), &one, march);
    let years = span("2025-03-01", "2027-03-01");
    show("two years, each rounded", vec![monthly("0.001")], vec![], at(RoundingPoint::Year), &one, years);
    let formula = |text: &str| vec![monthly("1.45"), tariff_line("extra", Charge::Formula(text.parse().unwrap()))];
    show("a tenth of another line", formula("[fee] * 10%"), vec![], actual(), &one, march);
    show("a formula of no line", formula("7.50元"), vec![], actual(), &one, march);
    let two = [home("1-101"), payer("2025-03-15", "2025-04-01")];
    let two = [two[0].clone(), Billable { unit: "1-102".parse().unwrap(), ..two[1].clone() }];
    show("a lump by area and days", vec![lump(Weighting::Area)], vec![], actual(), &two, march);
    let three = ["1-101", "1-102", "1-103", "1-104", "1-105", "1-106", "1-107"].map(home);
    for remainder in [Remainder::Largest, Remainder::To("1-103".parse().unwrap()), Remainder::Rotated(2)] {
        let rules = Rules { remainder, ..Rules::default() };
        show("the odd fen of an old ledger", vec![lump(Weighting::Area)], vec![], rules, &three, march);
    }
    let unknown = [Billable { area: None, ..home("1-101") }, home("1-102")];
    let held = TariffLine { missing: Missing::Hold { whole: None }, ..monthly("1.45") };
    show("a home without an area, held", vec![held], vec![], actual(), &unknown, march);
    let counted = |n| Billable { counts: [("lift".parse().unwrap(), n)].into(), ..home(&format!("1-10{n}")) };
    let by_points = |by| vec![lump(by)];
    show("a lump by use", by_points(Weighting::Use), vec![], actual(), &[counted(1), counted(5)], march);
    show("a lump by points", by_points(Weighting::Points), vec![], actual(), &[counted(2), counted(5)], march);
    let anchored = Rules { cycle: Cycle::Anchor("2025-01-31".parse().unwrap()), ..Rules::default() };
    show(
        "a month from the last day of January",
        vec![monthly("1.45")],
        vec![],
        anchored,
        &one,
        span("2025-02-28", "2025-03-31"),
    );
}
