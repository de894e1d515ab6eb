//! Metered use, floor coefficients and empty homes: their errors, and what their results say.

use wuye::billing::floors::{FloorBasis, FloorError, FloorMember, FloorModel, FloorTable, FloorWeight, LiftCost};
use wuye::billing::guided::band;
use wuye::billing::meter::{
    Meter, MeterError, Reading, ReadingKind, Rollover, Shared, SurplusPolicy, TIERS_MAX, Tier, Tiers, UnitUse,
    consumption, pass_through, through, true_up,
};
use wuye::billing::vacancy::{Occupancy, StatedRate, Told, VacancyFacts, vacancy};
use wuye::law::Confidence;
use wuye::measure::{Every, Money, Per, Ratio, Share, Usage, UsageUnit};
use wuye::rule::{DwellingClass, FeePhase, RateBy};
use wuye::terms::Lang;

use crate::Page;
use crate::errors::{Made, refused};
use crate::inputs::{day, price};

fn ratio(above: i64, below: i64) -> Ratio {
    Ratio::new(above, below).unwrap()
}

fn usage(text: &str) -> Usage {
    text.parse().unwrap()
}

fn meter(digits: u8, multiplier: Ratio) -> Result<Meter, MeterError> {
    Meter::new("E-1".parse().unwrap(), digits, multiplier, UsageUnit::KilowattHour)
}

fn read(on: &str, value: &str) -> Reading {
    Reading { day: day(on), value: usage(value), kind: ReadingKind::Actual }
}

fn of(unit: &str, used: &str) -> UnitUse {
    UnitUse { unit: unit.parse().unwrap(), used: usage(used) }
}

fn loss(main: &str, users: &[UnitUse], policy: SurplusPolicy) -> Result<Shared, MeterError> {
    Shared::loss(UsageUnit::Tonne, usage(main), users, policy)
}

fn tiers(blocks: &[(Option<&str>, &str)]) -> Result<Tiers, MeterError> {
    let tier = |(end, price): &(Option<&str>, &str)| Tier { up_to: end.map(usage), price: price.parse().unwrap() };
    Tiers::new(UsageUnit::KilowattHour, blocks.iter().map(tier).collect())
}

fn errors_of_meters() -> Vec<Made> {
    let five = meter(5, ratio(1, 1)).unwrap();
    let on = |meter: &Meter, from: &str, to: &str, rollover| {
        consumption(meter, &read("2026-01-01", from), &read("2026-02-01", to), rollover)
    };
    let used = on(&five, "100", "131", Rollover::Stated(0)).unwrap();
    let water = Meter::new("W-1".parse().unwrap(), 5, ratio(1, 1), UsageUnit::Tonne).unwrap();
    let drawn = consumption(&water, &read("2026-02-01", "0"), &read("2026-03-01", "5"), Rollover::Stated(0)).unwrap();
    let guess = Reading { kind: ReadingKind::Estimated, ..read("2026-02-01", "131") };
    let guessed = consumption(&five, &read("2026-01-01", "100"), &guess, Rollover::Stated(0)).unwrap();
    let backwards = consumption(&five, &read("2026-02-01", "1"), &read("2026-01-31", "2"), Rollover::Stated(0));
    let great = meter(9, ratio(i64::MAX, 1)).unwrap();
    vec![
        ("meter_digits", "a register of ten figures", refused(meter(10, ratio(1, 1)))),
        ("meter_multiplier", "a multiplier of zero", refused(meter(5, ratio(0, 1)))),
        ("reading_beyond_register", "100,000 on five figures", refused(on(&five, "0", "100000", Rollover::Stated(0)))),
        ("reading_order", "the later reading first", refused(backwards)),
        ("meter_runs_backwards", "99,990 and then 15", refused(on(&five, "99990", "15", Rollover::Stated(0)))),
        ("use_implausible", "25 where 24 is the most", refused(on(&five, "0", "25", Rollover::Within(usage("24"))))),
        (
            "rollover_ambiguous",
            "two figures and a use of up to 110",
            refused(on(&meter(2, ratio(1, 1)).unwrap(), "10", "20", Rollover::Within(usage("110")))),
        ),
        (
            "use_not_exact",
            "a third of a step",
            refused(on(&meter(5, ratio(1, 3)).unwrap(), "0", "1", Rollover::Stated(0))),
        ),
        ("use_overflow", "the greatest multiplier", refused(on(&great, "0", "9", Rollover::Stated(0)))),
        ("meter_pieces", "a history of nothing", refused(through(&[]))),
        ("meter_gap", "a meter that begins a month late", refused(through(&[used.clone(), used.clone()]))),
        ("other_usage_unit", "kilowatt hours and tonnes", refused(through(&[used, drawn]))),
        ("reading_not_actual", "an estimate at the end", refused(true_up(&guessed, &[]))),
        ("meter_users", "no user", refused(loss("1", &[], SurplusPolicy::Report))),
        (
            "duplicate_user",
            "one unit twice",
            refused(loss("1", &[of("1-101", "1"), of("1-101", "2")], SurplusPolicy::Report)),
        ),
        ("no_use", "a loss where nobody used anything", refused(loss("1", &[of("1-101", "0")], SurplusPolicy::Report))),
        (
            "no_use",
            "a common meter over parking spaces without an area",
            refused(Shared::by_area(
                UsageUnit::KilowattHour,
                usage("1"),
                &[("P-1".parse().unwrap(), "0".parse().unwrap())],
            )),
        ),
        ("tiers_number", "one tier too many", refused(tiers(&vec![(None, "1"); TIERS_MAX + 1]))),
        (
            "tiers_order",
            "a tier that ends where it begins",
            refused(tiers(&[(Some("200"), "1"), (Some("200"), "2"), (None, "3")])),
        ),
        ("tiers_end", "no tier without an end", refused(tiers(&[(Some("200"), "1")]))),
    ]
}

fn table(weights: &[(i16, i64, i64)]) -> Result<FloorTable, FloorError> {
    let floors =
        weights.iter().map(|(floor, above, below)| FloorWeight { floor: *floor, weight: ratio(*above, *below) });
    FloorTable::new("本单元约定", "业主签字的方案", Confidence::CallersOwn, FloorBasis::Household, floors.collect())
}

fn home(unit: &str, floor: i16) -> FloorMember {
    FloorMember { unit: unit.parse().unwrap(), floor, area: None }
}

fn cost(total: &str, subsidy: &str, fund: &str) -> Result<LiftCost, FloorError> {
    let yuan = |text: &str| text.parse::<Money>().unwrap();
    LiftCost::new(yuan(total), yuan(subsidy), yuan(fund))
}

fn errors_of_floors() -> Vec<Made> {
    let two = table(&[(1, 0, 1), (2, 1, 1)]).unwrap();
    let fine = table(&[(1, 1, i64::MAX), (2, 1, i64::MAX - 1), (3, 1, i64::MAX - 2)]).unwrap();
    let by_area = FloorTable::of(FloorModel::FloorArea).unwrap();
    let nameless = FloorTable::new("", "方案", Confidence::CallersOwn, FloorBasis::Household, two.floors().to_vec());
    vec![
        ("floors_number", "a table of nothing", refused(table(&[]))),
        ("floor_text", "a table without a name", refused(nameless)),
        ("floor_order", "floor 2 twice", refused(table(&[(2, 1, 1), (2, 1, 1)]))),
        ("floor_outside", "floor 301", refused(table(&[(301, 1, 1)]))),
        ("floor_coefficient_negative", "a coefficient of −1/2", refused(table(&[(1, -1, 2)]))),
        ("no_floor_coefficient", "floor 3 of a table of two", refused(two.weights(&[home("301", 3)]))),
        ("floor_members", "nobody", refused(two.weights(&[]))),
        ("duplicate_floor_member", "one home twice", refused(two.weights(&[home("201", 2), home("201", 2)]))),
        ("floor_area_unknown", "a home without an area", refused(by_area.weights(&[home("301", 3)]))),
        ("no_floor_basis", "two homes on the first floor", refused(two.weights(&[home("101", 1), home("102", 1)]))),
        (
            "floor_weight_too_fine",
            "three enormous denominators",
            refused(fine.weights(&[home("1", 1), home("2", 2), home("3", 3)])),
        ),
        ("lift_cost_negative", "a subsidy of −1", refused(cost("100", "-1", "0"))),
        ("lift_cost_covered", "more subsidy than cost", refused(cost("100", "60", "40.01"))),
    ]
}

fn facts(since: &str) -> VacancyFacts {
    VacancyFacts {
        occupancy: Some(Occupancy::Empty { since: day(since), until: None }),
        phase: Some(FeePhase::Initial),
        class: Some(DwellingClass::Ordinary),
        told: Some(Told::NotTold),
    }
}

fn errors_of_empty_homes() -> Vec<Made> {
    let july = |code: &str, facts: &VacancyFacts| {
        vacancy(&wuye::places::rulebook_for(code.parse().unwrap()).unwrap(), facts, day("2026-07-01"))
    };
    let rate = |above, by| Some(StatedRate { rate: Share::new(above, 10).unwrap(), by });
    let all = facts("2025-12-31");
    let neither = VacancyFacts { phase: None, class: None, ..all };
    let yearly = price("1", Per::SquareMetre, Every::Year);
    let fifth = Share::new(1, 5).unwrap();
    vec![
        (
            "other_price",
            "a price by the year",
            refused(band(yearly, price("1", Per::SquareMetre, Every::Month), fifth, fifth)),
        ),
        ("vacancy_unsettled", "neither phase nor class, in Binzhou", refused(july("371600", &neither).factor(None))),
        ("vacancy_unsettled", "a place without a text", refused(july("410000", &all).factor(None))),
        ("vacancy_rate_unknown", "a ceiling and no rate, in Binzhou", refused(july("371600", &all).factor(None))),
        (
            "vacancy_rate_unknown",
            "other rules that nobody stated, in Liaocheng",
            refused(july("371500", &all).factor(None)),
        ),
        (
            "vacancy_rate_source",
            "a contract's rate, in Heze",
            refused(july("371700", &all).factor(rate(7, RateBy::Contract))),
        ),
        ("vacancy_above_ceiling", "70 % in Binzhou", refused(july("371600", &all).factor(rate(7, RateBy::Contract)))),
        (
            "vacancy_not_reduced",
            "the whole fee in Heze",
            refused(july("371700", &all).factor(rate(10, RateBy::GuidedPrice))),
        ),
    ]
}

pub fn errors() -> Vec<Made> {
    [errors_of_meters(), errors_of_floors(), errors_of_empty_homes()].concat()
}

fn uses(page: &mut Page) {
    let times_40 = meter(5, ratio(40, 1)).unwrap();
    let guess = Reading { kind: ReadingKind::Estimated, ..read("2026-02-01", "100015") };
    let over =
        consumption(&times_40, &read("2026-01-01", "99990"), &read("2026-02-01", "15"), Rollover::Stated(1)).unwrap();
    let six = meter(6, ratio(5, 2)).unwrap();
    let estimated = consumption(&six, &read("2026-01-01", "99990"), &guess, Rollover::Stated(0)).unwrap();
    page.section("用量 · Use");
    page.row("a register that turned over, times 40", |lang| over.render(lang));
    page.row("an estimate, times 5/2", |lang| estimated.render(lang));
    let two = [of("1-101", "20"), of("1-102", "30")];
    let shared = |main: &str, policy| loss(main, &two, policy).unwrap();
    page.row("a line loss", |lang| shared("60", SurplusPolicy::Report).render(lang));
    page.row("no loss", |lang| shared("50", SurplusPolicy::Report).render(lang));
    page.row("sub-meters above the main meter, reported", |lang| shared("45", SurplusPolicy::Report).render(lang));
    page.row("sub-meters above the main meter, given back", |lang| shared("45", SurplusPolicy::Credit).render(lang));
    let area = [("1-101".parse().unwrap(), "89.55".parse().unwrap())];
    let common = Shared::by_area(UsageUnit::KilowattHour, usage("50"), &area).unwrap();
    page.row("a meter of common parts", |lang| common.render(lang));
    let blocks = tiers(&[(Some("200"), "0.5"), (Some("400"), "0.5483"), (None, "0.8")]).unwrap();
    page.row("450 kWh in tiers", |lang| blocks.render(usage("450"), lang));
    let law = wuye::places::rulebook_for("000000".parse().unwrap()).unwrap();
    let collected = |on, yuan: &str| pass_through(&law, day(on), yuan.parse().unwrap(), "4243.50".parse().unwrap());
    page.row("what the supplier billed is collected", |lang| collected("2026-03-01", "4243.50").render(lang));
    page.row("more is collected", |lang| collected("2026-03-01", "4300").render(lang));
    page.row("more is collected, before the text that was read", |lang| collected("2017-03-01", "4300").render(lang));
    let monthly = |yuan: &str| price(yuan, Per::SquareMetre, Every::Month);
    let fifth = Share::new(1, 5).unwrap();
    page.row("1.21 in a band of a fifth around 1.00", |lang| {
        band(monthly("1.21"), monthly("1"), fifth, fifth).unwrap().render(lang)
    });
}

fn lifts(page: &mut Page) {
    page.section("楼层分摊 · Shares by floor");
    for model in FloorModel::ALL {
        let members: Vec<FloorMember> = (1..=3)
            .map(|floor| FloorMember { area: Some("89.55".parse().unwrap()), ..home(&format!("{floor}01"), floor) })
            .collect();
        let split =
            FloorTable::of(*model).unwrap().split(cost("500000", "150000", "50000").unwrap(), &members).unwrap();
        page.row(&format!("the table `{model}`"), |lang| split.render(lang));
        page.row(&format!("the third floor in `{model}`"), |lang| split.explain(&split.parts()[2], lang));
    }
}

fn empty_homes(page: &mut Page) {
    page.section("空置 · Empty homes");
    let all = facts("2025-12-31");
    let mut row = |case: &str, code: &str, facts: &VacancyFacts, on: &str| {
        let rules = wuye::places::rulebook_for(code.parse().unwrap()).unwrap();
        let said = vacancy(&rules, facts, day(on));
        page.row(case, |lang: Lang| said.render(lang));
    };
    row("six months in Binzhou", "371600", &all, "2026-06-30");
    row("more than six months in Binzhou", "371600", &all, "2026-07-01");
    row("six months in Heze", "371700", &all, "2026-06-30");
    row("six months in Liaocheng, where nobody was told", "371500", &all, "2026-06-30");
    row("three months in Liaocheng", "371500", &all, "2026-03-31");
    row("an ordinary dwelling in Zibo", "370300", &all, "2026-07-01");
    row("a home in Shandong", "370000", &VacancyFacts { told: Some(Told::Told), ..all }, "2026-07-01");
    row("a home in Lishui", "331100", &all, "2026-07-01");
    row(
        "a home in Binzhou whose phase and class nobody stated",
        "371600",
        &VacancyFacts { phase: None, class: None, ..all },
        "2026-07-01",
    );
    row(
        "a home of which nobody stated whether it is empty",
        "371600",
        &VacancyFacts { occupancy: None, ..all },
        "2026-07-01",
    );
    row(
        "a home that is lived in",
        "371600",
        &VacancyFacts { occupancy: Some(Occupancy::Occupied), ..all },
        "2026-07-01",
    );
    row("a place without a text", "410000", &all, "2026-07-01");
}

pub fn answers(page: &mut Page) {
    uses(page);
    lifts(page);
    empty_homes(page);
}
