//! Tariffs with all they can say, and bills that tell it.

use wuye::billing::meter::{Tier, Tiers};
use wuye::billing::{
    self, Change, Charge, Cycle, Extent, Granted, How, LineId, Missing, PriceStep, Prices, Profile, Relief, ReliefId,
    Remainder, Rules, Tariff, TariffLine, bill,
};
use wuye::measure::{DayCount, Every, Per, Span, UsageUnit};
use wuye::money::IncomeKind;

use super::*;

fn line(id: &str, charge: Charge) -> TariffLine {
    TariffLine::new(parsed(id), IncomeKind::ServiceFee, charge)
}

fn prices() -> Prices {
    let step = |start: &str, end: &str, yuan: &str| PriceStep {
        during: span(start, end),
        price: price(yuan, Per::SquareMetre, Every::Month),
    };
    Prices::new(vec![step("2026-01-01", "2026-03-16", "1.50"), step("2026-03-16", "2027-01-01", "1.80")]).unwrap()
}

fn water() -> Tiers {
    let tier = |up_to: Option<&str>, price: &str| Tier { up_to: up_to.map(parsed), price: parsed(price) };
    Tiers::new(UsageUnit::Tonne, vec![tier(Some("10"), "3.45"), tier(None, "4.20")]).unwrap()
}

fn full_tariff(rules: Rules) -> Tariff {
    let lift = Charge::Apportioned { total: parsed("100.00"), by: Weighting::Points };
    let hold = Missing::Hold { whole: Some(Extent::Points(9)) };
    let lines = vec![
        line("fee", Charge::Prices(prices())),
        TariffLine { missing: hold, ..line("lift", lift) },
        line("water", Charge::Metered(water())),
        line("extra", Charge::Formula(parsed("[fee] * 10%"))),
    ];
    let vacant = Relief { basis: Some(citation()), ..Relief::new(parsed("vacant"), Change::Charge(parsed("3/5"))) };
    let coupon =
        Relief { lines: Some(vec![parsed("extra")]), ..Relief::new(parsed("coupon"), Change::Less(parsed("1.00"))) };
    Tariff::with(lines, vec![vacant, coupon], rules).unwrap()
}

fn payers() -> Vec<Billable> {
    let home = |unit: &str, payer: &str, during: Option<Span>| Billable {
        payer: Some(parsed(payer)),
        during,
        area: Some(parsed("90")),
        households: Some(1),
        usage: [(parsed::<LineId>("water"), parsed("12.5"))].into(),
        counts: [(parsed::<LineId>("lift"), 3)].into(),
        ..Billable::new(parsed(unit))
    };
    let granted = Granted { relief: parsed("vacant"), during: Some(span("2026-03-21", "2026-06-01")) };
    let coupon = Granted { relief: parsed("coupon"), during: None };
    let buyer = home("1-101", "li", Some(span("2026-03-11", "2026-04-01")));
    let unknown = Billable { counts: [].into(), ..home("1-102", "zhao", None) };
    let seller = home("1-101", "wang", Some(span("2026-01-01", "2026-03-11")));
    vec![seller, Billable { reliefs: vec![granted, coupon], ..buyer }, unknown]
}

pub fn freeze(f: &mut Frozen) {
    let rules = Rules { proration: Some(DayCount::ActualMonth), cycle: Cycle::Calendar, ..Rules::default() };
    f.stored("relief_id", &parsed::<ReliefId>("vacant"));
    f.stored("prices", &prices());
    f.stored("price_step", &prices().steps()[0]);
    f.stored("missing", &vec![Missing::Refuse, Missing::Hold { whole: None }]);
    let changes =
        [Change::Charge(parsed("3/5")), Change::Off(parsed("1/4")), Change::Less(parsed("10.00")), Change::Unknown];
    f.stored("change_of_a_relief", &changes.to_vec());
    f.stored("relief_of_a_tariff", &full_tariff(rules.clone()).reliefs().to_vec());
    f.stored("granted", &payers()[1].reliefs);
    let remainders =
        [Remainder::LargestRemainder, Remainder::Largest, Remainder::To(parsed("1-101")), Remainder::Rotated(3)];
    f.stored("remainder", &remainders.to_vec());
    f.stored("cycle_of_billing", &vec![Cycle::FromStart, Cycle::Calendar, Cycle::Anchor(day("2026-01-31"))]);
    f.stored("billing_rules", &vec![rules.clone(), Profile::DifferenceToLargest.rules()]);
    f.stored("formula", &parsed::<billing::Formula>("min([fee] * 10%, 5.00元)"));
    f.stored("full_tariff", &full_tariff(rules.clone()));
    f.stored("payers", &payers());
    let run = bill(&full_tariff(rules), &payers(), span("2026-03-01", "2026-04-01")).unwrap();
    let lines = |at: usize| run.bills()[at].lines();
    let How::Parts { parts, .. } = lines(0)[0].how() else { panic!("days at two prices") };
    f.written("part_of_a_line", &parts[0]);
    f.written("reduced", &lines(1)[0].reliefs()[0]);
    f.written("together", &lines(0)[0].together().unwrap());
    f.written("held", &run.held()[0]);
    f.written("full_run", &run);
}
