//! Batches over columns: their errors, and what their faults say.

use wuye::assess::{Columns, verdicts};
use wuye::billing::{
    Charge, Numbers, Plan, PlanOf, Relief, Rows, Rules, Tariff, TariffLine, Totals, Weighting, bill_rows,
};
use wuye::estate::{Fact, Quantity};
use wuye::matter::Matter;
use wuye::measure::{Day, Every, Per, UnitPrice};
use wuye::money::IncomeKind;
use wuye::rule::Verdict;

use crate::Page;
use crate::errors::{Made, refused};
use crate::inputs::{day, span};

fn fee() -> TariffLine {
    let price = UnitPrice::new("1.45".parse().unwrap(), Per::SquareMetre, Every::Month).unwrap();
    TariffLine::new("fee".parse().unwrap(), IncomeKind::ServiceFee, Charge::Rate(price))
}

fn tariff(lines: Vec<TariffLine>) -> Tariff {
    let vacant = Relief::new("vacant".parse().unwrap(), wuye::billing::Change::Unknown);
    Tariff::with(lines, vec![vacant], Rules::default()).unwrap()
}

fn plan() -> Plan {
    Plan::compile(&tariff(vec![fee()]), span("2026-01-01", "2027-01-01"), &[vec![]]).unwrap()
}

fn rows<'a>(plan: PlanOf<'a>, area: &'a [i32]) -> Rows<'a> {
    Rows { plan, class: None, area: Some(Numbers::I32(area)), households: None, spaces: None, first_row: 0 }
}

fn billed(rows: &Rows<'_>) -> wuye::Error {
    refused(bill_rows(&[plan()], rows, &mut [0; 3]))
}

fn asked(columns: &Columns<'_>) -> wuye::Error {
    refused(columns.checked().and_then(|columns| verdicts(&[], &columns, &mut [Verdict::Unknown; 2])))
}

pub fn errors() -> Vec<Made> {
    let days: [Day; 2] = [day("2026-01-01"); 2];
    let none = Columns::of(&days);
    let two = [Fact::OldCompound, Fact::OldCompound];
    let words = Columns { stated: &[0; 2], truth: &[0; 2], measured: &[0; 2], ..none };
    let year = span("2026-01-01", "2027-01-01");
    let compile = |lines, class: &[&str]| {
        let class = class.iter().map(|relief| relief.parse().unwrap()).collect();
        refused(Plan::compile(&tariff(lines), year, &[class]))
    };
    let lift = Charge::Apportioned { total: "400".parse().unwrap(), by: Weighting::Area };
    let lift = TariffLine::new("lift".parse().unwrap(), IncomeKind::ServiceFee, lift);
    let owners: (Quantity, &[i64]) = (Quantity::Owners, &[1; 2]);
    let agreed = (Matter::Provider, &[None; 2][..]);
    vec![
        ("column_length", "one word of facts for two rows", asked(&Columns { facts: &two[..1], stated: &[0], ..none })),
        ("too_many_columns", "65 facts", asked(&Columns { facts: &[Fact::OldCompound; 65], ..words })),
        ("fact_twice", "one fact at two bits", asked(&Columns { facts: &two, ..words })),
        ("quantity_twice", "two columns of owners", asked(&Columns { quantities: &[owners, owners], ..words })),
        ("matter_twice", "two columns of one resolution", asked(&Columns { resolutions: &[agreed, agreed], ..words })),
        ("plan_classes", "a plan without a class", refused(Plan::compile(&tariff(vec![fee()]), year, &[]))),
        ("class_relief", "a class with a relief of another tariff", compile(vec![fee()], &["early"])),
        ("not_for_columns", "a plan of a lump", compile(vec![fee(), lift], &[])),
        ("not_for_columns", "a class with a relief at an unknown rate", compile(vec![fee()], &["vacant"])),
        ("bill_column_length", "two areas for three bills", billed(&rows(PlanOf::ByRow(&[0; 3]), &[1; 2]))),
        ("bill_runs", "runs that end before the last row", billed(&rows(PlanOf::Runs(&[0, 2]), &[1; 3]))),
        ("bill_other_plans", "totals of one plan and of two", {
            let (one, two) = (Totals::none(&[plan()]), Totals::none(&[plan(), plan()]));
            refused(one.merge(two))
        }),
    ]
}

pub fn answers(page: &mut Page) {
    page.section("Rows of a batch with a fault");
    let mut faults = |case: &str, area: &[i32], plan: &[u32]| {
        let totals = bill_rows(&[self::plan()], &rows(PlanOf::ByRow(plan), area), &mut vec![0; area.len()]).unwrap();
        page.row(case, |lang| totals.faults().render(lang));
    };
    faults("every row can be billed", &[8955, 9000], &[0, 0]);
    faults("an area is not known", &[8955, -1], &[0, 0]);
    faults("five rows, two of them of a plan that there is not", &[-1, -1, 1, 1, -1], &[0, 0, 7, 8, 0]);
}
