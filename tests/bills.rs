//! 账单 — parts of periods, several payers, prices that follow one another, reliefs, formulas and the odd fen of old
//! ledgers: against the figures of the known pitfalls, and against an oracle of its own.

use wuye::billing::{
    Bill, BillRun, Billable, BillingError, Change, Charge, Cycle, Extent, Granted, How, Missing, PRICES_MAX, PriceStep,
    Prices, Profile, RELIEFS_MAX, Relief, Remainder, Rules, Tariff, TariffLine, Weighting, bill,
};
use wuye::measure::{
    Day, DayCount, Every, Money, Per, Rounding, RoundingMode, RoundingPoint, RoundingUnit, Span, UnitPrice,
};
use wuye::money::IncomeKind;
use wuye::terms::Lang;

#[path = "common/dice.rs"]
mod dice;
#[path = "bills/oracle.rs"]
mod oracle;
#[path = "common/rounding.rs"]
mod rounding;

// ------------------------------------------------------------------------------------------------- short spellings

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn span(start: &str, end: &str) -> Span {
    Span::new(day(start), day(end)).unwrap()
}

fn price(yuan: &str, per: Per, every: Every) -> UnitPrice {
    UnitPrice::new(yuan.parse().unwrap(), per, every).unwrap()
}

fn line(id: &str, charge: Charge) -> TariffLine {
    TariffLine::new(id.parse().unwrap(), IncomeKind::ServiceFee, charge)
}

fn rate(id: &str, yuan: &str, per: Per, every: Every) -> TariffLine {
    line(id, Charge::Rate(price(yuan, per, every)))
}

fn monthly(yuan: &str) -> TariffLine {
    rate("fee", yuan, Per::SquareMetre, Every::Month)
}

fn per_home(yuan: &str) -> TariffLine {
    rate("fee", yuan, Per::Household, Every::Month)
}

/// A fee per m² and month that changes on a day.
fn changing(old: &str, new: &str, on: &str) -> TariffLine {
    let step = |start: &str, end: &str, yuan| PriceStep {
        during: span(start, end),
        price: price(yuan, Per::SquareMetre, Every::Month),
    };
    line("fee", Charge::Prices(Prices::new(vec![step("2000-01-01", on, old), step(on, "2100-01-01", new)]).unwrap()))
}

fn lump(total: &str, by: Weighting) -> TariffLine {
    line("lift", Charge::Apportioned { total: total.parse().unwrap(), by })
}

fn by_days(count: DayCount) -> Rules {
    Rules { proration: Some(count), ..Rules::default() }
}

fn actual() -> Rules {
    by_days(DayCount::ActualMonth)
}

fn tariff(lines: &[TariffLine], rules: Rules) -> Tariff {
    Tariff::with(lines.to_vec(), vec![], rules).unwrap()
}

fn flat(unit: &str, area: &str) -> Billable {
    let unit = Billable::new(unit.parse().unwrap());
    Billable { area: Some(area.parse().unwrap()), spaces: Some(0), households: Some(1), ..unit }
}

fn held(by: &Billable, payer: &str, start: &str, end: &str) -> Billable {
    Billable { payer: Some(payer.parse().unwrap()), during: Some(span(start, end)), ..by.clone() }
}

fn amounts(run: &BillRun) -> Vec<String> {
    run.bills().iter().map(|bill| bill.total().to_string()).collect()
}

/// What one flat of this area pays.
fn pays(lines: &[TariffLine], rules: Rules, area: &str, period: Span) -> String {
    bill(&tariff(lines, rules), &[flat("a", area)], period).unwrap().total().to_string()
}

fn told(bill: &Bill, lang: Lang) -> String {
    bill.lines()[0].render(lang)
}

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T, BillingError>, code: &str, zh: &str, en: &str) {
    let error = result.unwrap_err();
    assert_eq!((error.code(), error.render(Lang::Zh).as_str(), error.to_string().as_str()), (code, zh, en));
}

fn granted(home: Billable, reliefs: &[&str]) -> Billable {
    let grant = |id: &&str| Granted { relief: id.parse().unwrap(), during: None };
    Billable { reliefs: reliefs.iter().map(grant).collect(), ..home }
}

fn relief(id: &str, change: Change) -> Relief {
    Relief::new(id.parse().unwrap(), change)
}

// ------------------------------------------------------------------------------------------------- pitfalls: discounts

/// 268.65 yuan a month: 179.10 m² at 1.50.
fn discounted(reliefs: Vec<Relief>, home: &[&str]) -> BillRun {
    let tariff = Tariff::with(vec![monthly("1.50")], reliefs, Rules::default()).unwrap();
    bill(&tariff, &[granted(flat("a", "179.10"), home)], span("2026-03-01", "2026-04-01")).unwrap()
}

#[test]
fn pitfall_15_the_charge_is_rounded_and_the_relief_is_the_difference() {
    let run = discounted(vec![relief("vacant", Change::Charge("7/10".parse().unwrap()))], &["vacant"]);
    let line = &run.bills()[0].lines()[0];
    let figures = [line.gross(), line.amount(), line.relief()].map(|m| m.to_string());
    assert_eq!(figures, ["268.65", "188.06", "80.59"]);
    assert_eq!(
        line.render(Lang::Zh),
        "物业费：1.50元/平方米·月 × 179.10平方米 × 1个月 = 268.65元（四舍五入到分）；「vacant」按十分之七计收 → 188.055元；实收188.06元，减免80.59元"
    );
    assert_eq!(
        line.render(Lang::En),
        "service fee: 1.50 yuan per square metre and month × 179.10 m² × 1 month = 268.65 yuan (rounded half away from zero to the fen); `vacant` 7/10 is charged → 188.055 yuan; charged 188.06 yuan, let off 80.59 yuan"
    );
    // The other way round the same: three tenths off is seven tenths charged.
    let run = discounted(vec![relief("off", Change::Off("3/10".parse().unwrap()))], &["off"]);
    assert_eq!(amounts(&run), ["188.06"]);
}

#[test]
fn pitfall_16_the_order_of_reliefs_is_data() {
    let vacant = || relief("vacant", Change::Charge("7/10".parse().unwrap()));
    let early = || relief("early", Change::Charge("95/100".parse().unwrap()));
    let coupon = || relief("coupon", Change::Less("10.00".parse().unwrap()));
    let all = ["vacant", "early", "coupon"];
    // 268.65 × 0.7 × 0.95 = 178.65225
    assert_eq!(amounts(&discounted(vec![vacant(), early(), coupon()], &all)), ["168.65"]);
    // 258.65 × 0.665 = 172.00225
    assert_eq!(amounts(&discounted(vec![coupon(), vacant(), early()], &all)), ["172.00"]);
    assert_eq!(amounts(&discounted(vec![vacant(), coupon(), early()], &all)), ["169.15"]);
    // In what order the home was granted them does not matter.
    assert_eq!(amounts(&discounted(vec![coupon(), vacant(), early()], &["early", "coupon", "vacant"])), ["172.00"]);
    let run = discounted(vec![coupon(), vacant()], &["coupon", "vacant"]);
    let left: Vec<String> = run.bills()[0].lines()[0].reliefs().iter().map(|step| step.exact.grouped()).collect();
    assert_eq!(left, ["258.65", "181.055"]);
}

#[test]
fn a_sum_taken_off_never_goes_below_zero_and_goes_on_to_the_next_line() {
    let lines = vec![per_home("6.00"), rate("parking", "30.00", Per::Household, Every::Month)];
    let coupon = relief("coupon", Change::Less("10.00".parse().unwrap()));
    let month = span("2026-03-01", "2026-04-01");
    let of = |sum: &str, lines: Vec<TariffLine>| {
        let coupon = Relief { change: Change::Less(sum.parse().unwrap()), ..coupon.clone() };
        let tariff = Tariff::with(lines, vec![coupon], Rules::default()).unwrap();
        let run = bill(&tariff, &[granted(flat("a", "1"), &["coupon"])], month).unwrap();
        run.bills()[0].lines().iter().map(|line| line.amount().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(of("10.00", lines.clone()), ["0.00", "26.00"]);
    assert_eq!(of("36.01", lines.clone()), ["0.00", "0.00"]);
    // What is taken off a lump others would pay: a relief of all lines leaves it alone.
    assert_eq!(of("10.00", vec![lump("100.00", Weighting::Household), per_home("6.00")]), ["100.00", "0.00"]);
}

#[test]
fn a_relief_at_an_unknown_rate_is_refused_and_is_not_one() {
    let tariff =
        Tariff::with(vec![monthly("1.00")], vec![relief("vacant", Change::Unknown)], Rules::default()).unwrap();
    let month = span("2026-03-01", "2026-04-01");
    refused(
        bill(&tariff, &[flat("a", "90"), granted(flat("b", "90"), &["vacant"])], month),
        "relief_rate_unknown",
        "专有部分「b」应适用优惠「vacant」，其比例未知，不能出账。",
        "expected the rate of relief `vacant`, which is due to unit `b`, found it unknown",
    );
    assert_eq!(amounts(&bill(&tariff, &[flat("a", "90")], month).unwrap()), ["90.00"]);
    // Due from next month on, it is not asked this month.
    let later = Granted { relief: "vacant".parse().unwrap(), during: Some(span("2026-04-01", "2026-05-01")) };
    let home = Billable { reliefs: vec![later], ..flat("b", "90") };
    assert_eq!(amounts(&bill(&tariff, std::slice::from_ref(&home), month).unwrap()), ["90.00"]);
    assert_eq!(bill(&tariff, &[home], span("2026-03-01", "2026-05-01")).unwrap_err().code(), "relief_rate_unknown");
}

#[test]
fn a_relief_may_begin_on_the_way() {
    // 90 m² at 1.00, empty from 11 March on, sixty percent: 90 × (10 + 21 × 0.6) ÷ 31.
    let tariff = Tariff::with(
        vec![monthly("1.00")],
        vec![relief("vacant", Change::Charge("3/5".parse().unwrap()))],
        Rules::default(),
    )
    .unwrap();
    let of = |during: Span, period: Span| {
        let grant = Granted { relief: "vacant".parse().unwrap(), during: Some(during) };
        let home = Billable { reliefs: vec![grant], ..flat("a", "90") };
        bill(&tariff, &[home], period).unwrap()
    };
    let march = span("2026-03-01", "2026-04-01");
    let run = of(span("2026-03-11", "2027-01-01"), march);
    assert_eq!(amounts(&run), ["65.61"]);
    assert_eq!(
        told(&run.bills()[0], Lang::Zh),
        "物业费：1.00元/平方米·月 × 90平方米 × 10/31（2026-03-01至2026-03-10） + 1.00元/平方米·月 × 90平方米 × 21/31（2026-03-11至2026-03-31） = 90.00元（四舍五入到分）；「vacant」按五分之三计收（2026-03-11至2026-12-31） → 65.61290322…元；实收65.61元，减免24.39元"
    );
    assert_eq!(amounts(&of(span("2026-03-01", "2026-04-01"), march)), ["54.00"]);
    assert_eq!(amounts(&of(span("2026-04-01", "2026-05-01"), march)), ["90.00"]);
    // From the seventh month on: half a year at 90.00, half a year at 54.00.
    assert_eq!(amounts(&of(span("2026-07-01", "2027-01-01"), span("2026-01-01", "2027-01-01"))), ["864.00"]);
}

// ------------------------------------------------------------------------------------------------- pitfalls: time

#[test]
fn pitfall_19_a_price_changes_in_the_middle_of_a_month() {
    let fee = changing("1.50", "1.80", "2026-01-16");
    let january = span("2026-01-01", "2026-02-01");
    let of = |count| pays(std::slice::from_ref(&fee), by_days(count), "100", january);
    assert_eq!(of(DayCount::ActualMonth), "165.48");
    assert_eq!(of(DayCount::WholeMonthFromFirst), "150.00");
    assert_eq!(of(DayCount::WholeMonthFromLast), "180.00");
    // A whole month is a month however parts are counted, and its days share it.
    assert_eq!(of(DayCount::ThirtyDays), "165.48");
    assert_eq!(pays(&[fee], Rules::default(), "100", january), "165.48");
}

#[test]
fn pitfall_20_segments_are_not_rounded_apart() {
    let fee = changing("1.50", "1.80", "2026-01-02");
    assert_eq!(pays(&[fee], actual(), "130.70", span("2026-01-01", "2026-02-01")), "234.00");
}

#[test]
fn pitfall_21_a_part_of_a_month_is_not_a_decimal() {
    let tariff = tariff(&[per_home("300.00")], actual());
    let home = Billable { during: Some(span("2026-01-22", "2026-02-01")), ..flat("a", "1") };
    let run = bill(&tariff, &[home], span("2026-01-01", "2026-02-01")).unwrap();
    assert_eq!(amounts(&run), ["96.77"]);
    assert_eq!(
        told(&run.bills()[0], Lang::En),
        "service fee: 300.00 yuan per household and month × 1 household × 10/31 (2026-01-22 to 2026-01-31) = 96.77419354… yuan ≈ 96.77 yuan (rounded half away from zero to the fen)"
    );
}

#[test]
fn pitfall_22_february_by_its_days_by_thirty_and_by_the_year() {
    let of = |count, start: &str, end: &str| {
        let home = Billable { during: Some(span(start, end)), ..flat("a", "1") };
        let first = format!("{}-01", &start[..7]);
        bill(&tariff(&[per_home("300.00")], by_days(count)), &[home], span(&first, end)).unwrap().total().to_string()
    };
    assert_eq!(of(DayCount::ActualMonth, "2027-02-20", "2027-03-01"), "96.43");
    assert_eq!(of(DayCount::ActualMonth, "2028-02-20", "2028-03-01"), "103.45");
    assert_eq!(of(DayCount::ThirtyDays, "2027-02-20", "2027-03-01"), "90.00");
    assert_eq!(of(DayCount::ThirtyDays, "2028-02-20", "2028-03-01"), "100.00");
    // 300 × 12 × 9 ÷ 365 and × 10 ÷ 365, in a leap year too.
    assert_eq!(of(DayCount::Actual365, "2027-02-20", "2027-03-01"), "88.77");
    assert_eq!(of(DayCount::Actual365, "2028-02-20", "2028-03-01"), "98.63");
    // Thirty of January's days are never more than the month.
    assert_eq!(of(DayCount::ThirtyDays, "2027-01-02", "2027-02-01"), "300.00");
}

#[test]
fn pitfall_23_a_year_of_days_is_365() {
    let daily = rate("fee", "10.00", Per::Household, Every::Day);
    assert_eq!(pays(std::slice::from_ref(&daily), Rules::default(), "1", span("2025-01-01", "2026-01-01")), "3650.00");
    assert_eq!(pays(&[daily], Rules::default(), "1", span("2028-01-01", "2029-01-01")), "3660.00");
    // 0.005 a day, rounded day by day, year by year, or once.
    let odd = rate("fee", "0.005", Per::Household, Every::Day);
    let of = |point| {
        let rules = Rules::from(Rounding { point, ..Rounding::default() });
        let tariff = tariff(std::slice::from_ref(&odd), rules);
        bill(&tariff, &[flat("a", "1")], span("2025-07-01", "2027-07-01")).unwrap()
    };
    assert_eq!(amounts(&of(RoundingPoint::Period)), ["7.30"]);
    assert_eq!(amounts(&of(RoundingPoint::Line)), ["3.65"]);
    // 184 + 365 + 181 days: 0.92 + 1.83 (1.825) + 0.91 (0.905)
    assert_eq!(amounts(&of(RoundingPoint::Year)), ["3.66"]);
    assert_eq!(
        told(&of(RoundingPoint::Line).bills()[0], Lang::Zh),
        "物业费：0.005元/户·日 × 1户 × 730日 = 3.65元（四舍五入到分）"
    );
    assert_eq!(
        told(&of(RoundingPoint::Period).bills()[0], Lang::Zh),
        "物业费：0.005元/户·日 × 1户 = 0.005元 ≈ 0.01元（四舍五入到分），× 730日 = 7.30元"
    );
}

#[test]
fn pitfall_24_months_are_counted_from_their_anchor() {
    let of = |anchor: &str, start: &str, end: &str| {
        let rules = Rules { cycle: Cycle::Anchor(day(anchor)), ..Rules::default() };
        bill(&tariff(&[per_home("100.00")], rules), &[flat("a", "1")], span(start, end))
            .map(|run| run.total().to_string())
    };
    for (start, end) in [
        ("2026-01-31", "2026-02-28"),
        ("2026-02-28", "2026-03-31"),
        ("2026-03-31", "2026-04-30"),
        ("2027-02-28", "2027-03-31"),
        ("2028-02-29", "2028-03-31"),
    ] {
        assert_eq!(of("2026-01-31", start, end).unwrap(), "100.00", "{start}");
    }
    // Counted on from 28 February, the next month would end on 28 March.
    assert_eq!(of("2026-01-31", "2026-02-28", "2026-03-28").unwrap_err().code(), "not_whole_periods");
    // Years from 29 February 2028.
    let years = |start: &str, end: &str| {
        let rules = Rules { cycle: Cycle::Anchor(day("2028-02-29")), ..Rules::default() };
        let yearly = tariff(&[rate("fee", "100.00", Per::Household, Every::Year)], rules);
        bill(&yearly, &[flat("a", "1")], span(start, end)).map(|run| run.total().to_string())
    };
    assert_eq!(years("2028-02-29", "2029-02-28").unwrap(), "100.00");
    assert_eq!(years("2029-02-28", "2030-02-28").unwrap(), "100.00");
    assert_eq!(years("2031-02-28", "2032-02-29").unwrap(), "100.00");
    assert_eq!(years("2031-02-28", "2032-02-28").unwrap_err().code(), "not_whole_periods");
    assert_eq!(years("2032-02-29", "2033-02-28").unwrap(), "100.00");
}

#[test]
fn natural_months_or_months_from_the_start() {
    // From the middle of a month to the middle of the next: one month from its start, two parts of natural months.
    let of = |cycle| pays(&[per_home("300.00")], Rules { cycle, ..actual() }, "1", span("2026-01-16", "2026-02-16"));
    assert_eq!(of(Cycle::FromStart), "300.00");
    // 16/31 + 15/28
    assert_eq!(of(Cycle::Calendar), "315.55");
    let none = Rules { cycle: Cycle::Calendar, ..Rules::default() };
    let run = bill(&tariff(&[per_home("300.00")], none), &[flat("a", "1")], span("2026-01-16", "2026-02-16"));
    assert_eq!(run.unwrap_err().code(), "not_whole_periods");
}

#[test]
fn pitfall_25_seller_and_buyer_share_the_month_by_days() {
    let home = flat("1-101", "1");
    let list = [held(&home, "buyer", "2026-03-15", "2030-01-01"), held(&home, "seller", "2020-01-01", "2026-03-15")];
    let run = bill(&tariff(&[per_home("300.00")], Rules::default()), &list, span("2026-03-01", "2026-04-01")).unwrap();
    assert_eq!(amounts(&run), ["135.48", "164.52"]);
    let payers: Vec<&str> = run.bills().iter().map(|bill| bill.payer().unwrap().as_str()).collect();
    assert_eq!(payers, ["seller", "buyer"]);
    assert_eq!(run.bills_of(&"1-101".parse().unwrap()), run.bills());
    assert_eq!(
        told(&run.bills()[0], Lang::Zh),
        "物业费：300.00元/户·月 × 1户 × 14/31（2026-03-01至2026-03-14） = 135.48387096…元 ≈ 135.48元（四舍五入到分）；该户各缴费人合计300.00元"
    );
}

#[test]
fn payers_of_one_unit_together_pay_what_one_would() {
    // 100.00 in three thirds of a 30-day month: rounded apart they pay 99.99.
    let home = flat("a", "1");
    let list = [
        held(&home, "x", "2026-04-01", "2026-04-11"),
        held(&home, "y", "2026-04-11", "2026-04-21"),
        held(&home, "z", "2026-04-21", "2026-05-01"),
    ];
    let april = span("2026-04-01", "2026-05-01");
    for point in RoundingPoint::ALL {
        let rules = Rules::from(Rounding { point: *point, ..Rounding::default() });
        let run = bill(&tariff(&[per_home("100.00")], rules), &list, april).unwrap();
        assert_eq!(amounts(&run), ["33.34", "33.33", "33.33"], "{point}");
    }
    // A lump for the month is the unit's, shared by days.
    let both = [list[0].clone(), list[1].clone(), list[2].clone(), flat("b", "1")];
    let run = bill(&tariff(&[lump("200.01", Weighting::Household)], Rules::default()), &both, april).unwrap();
    assert_eq!(amounts(&run), ["33.34", "33.34", "33.33", "100.00"]);
    assert_eq!(
        told(&run.bills()[0], Lang::Zh),
        "物业费：200.01元 × 1户 × 10天（10 ÷ 60） ≈ 33.34元（按最大余数法分摊到分）"
    );
}

#[test]
fn pitfall_26_two_units_become_one() {
    let march = span("2026-03-01", "2026-04-01");
    let list = |fee: TariffLine| {
        let part = |home: Billable, start: &str, end: &str| Billable { during: Some(span(start, end)), ..home };
        let homes = [
            part(flat("1-101", "60.00"), "2026-03-01", "2026-03-12"),
            part(flat("1-102", "45.50"), "2026-03-01", "2026-03-12"),
            part(flat("1-101+", "105.50"), "2026-03-12", "2026-04-01"),
        ];
        bill(&tariff(&[fee], actual()), &homes, march).unwrap()
    };
    let by_area = list(monthly("2.00"));
    assert_eq!(
        (amounts(&by_area), by_area.total().to_string()),
        (strings(["42.58", "136.13", "32.29"]), "211.00".into())
    );
    let by_home = list(per_home("50.00"));
    assert_eq!(
        (amounts(&by_home), by_home.total().to_string()),
        (strings(["17.74", "32.26", "17.74"]), "67.74".into())
    );
}

fn strings<const N: usize>(of: [&str; N]) -> Vec<String> {
    of.map(str::to_owned).to_vec()
}

#[test]
fn pitfall_27_days_are_half_open() {
    let home = flat("a", "1");
    let month = span("2026-03-01", "2026-04-01");
    let fee = tariff(&[per_home("310.00")], actual());
    // The day on which one ends is the day on which the next begins: no day is lost, none is charged twice.
    let clean = [held(&home, "x", "2026-03-01", "2026-03-15"), held(&home, "y", "2026-03-15", "2026-04-01")];
    assert_eq!(amounts(&bill(&fee, &clean, month).unwrap()), ["140.00", "170.00"]);
    let gap = [held(&home, "x", "2026-03-01", "2026-03-15"), held(&home, "y", "2026-03-16", "2026-04-01")];
    assert_eq!(amounts(&bill(&fee, &gap, month).unwrap()), ["140.00", "160.00"]);
    let twice = [held(&home, "x", "2026-03-01", "2026-03-16"), held(&home, "y", "2026-03-15", "2026-04-01")];
    refused(
        bill(&fee, &twice, month),
        "overlapping_holders",
        "专有部分「a」在2026-03-15有两条计费记录。",
        "expected unit `a` once on each day, found it twice on 2026-03-15",
    );
}

#[test]
fn a_yearly_price_is_a_twelfth_each_month() {
    let yearly = [rate("fee", "1200.00", Per::Household, Every::Year)];
    assert_eq!(pays(&yearly, actual(), "1", span("2026-03-01", "2026-07-01")), "400.00");
    // Half of April of thirty days: 100 × 15 ÷ 30.
    assert_eq!(pays(&yearly, actual(), "1", span("2026-03-01", "2026-04-16")), "150.00");
    assert_eq!(pays(&yearly, actual(), "1", span("2026-03-01", "2027-03-01")), "1200.00");
}

#[test]
fn a_price_once_is_owed_by_who_holds_the_unit_first() {
    let home = flat("a", "1");
    let list = [held(&home, "y", "2026-03-15", "2026-04-01"), held(&home, "x", "2026-03-01", "2026-03-15")];
    let once = tariff(&[rate("fee", "80.00", Per::Household, Every::Once)], Rules::default());
    assert_eq!(amounts(&bill(&once, &list, span("2026-03-01", "2026-04-01")).unwrap()), ["80.00", "0.00"]);
}

// ------------------------------------------------------------------------------------------------- formulas

#[test]
fn pitfall_18_a_formula_is_checked_when_it_is_built_and_never_gives_zero() {
    let of = |formula: &str| {
        let lines = vec![
            rate("fee", "1.45", Per::SquareMetre, Every::Month),
            rate("power", "100", Per::Household, Every::Once),
            line("extra", Charge::Formula(formula.parse().unwrap())),
        ];
        let month = span("2026-03-01", "2026-04-01");
        let run = bill(&Tariff::new(lines, Rounding::default())?, &[flat("a", "89.55")], month)?;
        Ok::<_, BillingError>(run.bills()[0].lines()[2].clone())
    };
    for (formula, amount) in [
        ("[fee] * 10%", "12.99"), // of 129.85, as it stands on the bill
        ("[power] / 3", "33.33"),
        ("[fee] + [power] * 2 - 1.00元", "328.85"),
        ("min([fee], [power])", "100.00"),
        ("max([fee], [power]) * (1 + 1/2)", "194.78"),
        ("-[power] + 10%*[power]", "-90.00"),
        ("min(5.00元, [fee] * 10%)", "5.00"),
        ("[power] × 0.335 ÷ 2", "16.75"),
        ("[power] - 20元 - 30元", "50.00"),
        ("[power] / 2 / 5", "10.00"),
        ("7.50元", "7.50"),
    ] {
        assert_eq!(of(formula).unwrap().amount().to_string(), amount, "{formula}");
    }
    assert_eq!(
        of("[fee] * 10%").unwrap().render(Lang::Zh),
        "物业费：「[fee] * 10%」（「fee」为129.85元） = 12.985元 ≈ 12.99元（四舍五入到分）"
    );
    refused(
        of("[fees] * 10%"),
        "formula_line",
        "收费项「extra」的公式只能引用排在其前的收费项，所引用的「fees」不在其前。",
        "expected the formula of line `extra` to name earlier lines only, found `fees`",
    );
    assert_eq!(of("[extra] * 2").unwrap_err().code(), "formula_line", "a formula of itself");
}

#[test]
fn a_formula_that_says_nothing_certain_is_refused() {
    for (text, code, zh) in [
        ("", "formula_empty", "公式不得为空。"),
        ("  ", "formula_empty", "公式不得为空。"),
        ("[fee] *", "formula_unexpected", "公式第8个字符处应为收费项、金额、数或左括号，所填为「(end)」。"),
        ("[fee] [fee]", "formula_unexpected", "公式第7个字符处应为运算符、逗号或右括号，所填为「[」。"),
        ("fee * 2", "formula_unexpected", "公式第1个字符处应为收费项、金额、数或左括号，所填为「f」。"),
        ("[fee * 2", "formula_unclosed", "公式第1个字符处的括号没有闭合。"),
        ("([fee] * 2", "formula_unclosed", "公式第1个字符处的括号没有闭合。"),
        ("[fee]) * 2", "formula_unexpected", "公式第6个字符处应为运算符、逗号或右括号，所填为「)」。"),
        ("[] * 2", "formula_unexpected", "公式第1个字符处应为方括号内的收费项标识，所填为「」。"),
        ("min([fee])", "formula_unexpected", "公式第1个字符处应为两个以逗号分隔的值，所填为「…)」。"),
        ("min([fee], [fee], [fee])", "formula_unexpected", "公式第17个字符处应为运算符、逗号或右括号，所填为「,」。"),
        ("[fee], [fee]", "formula_unexpected", "公式第6个字符处应为运算符、逗号或右括号，所填为「,」。"),
        ("[fee] + 2", "formula_mixed", "公式第7个字符处的两边应同为金额或同为数，所填一边为金额、一边为数。"),
        ("[fee] * [fee]", "formula_not_a_number", "公式第7个字符处：金额只能乘以数、除以数，所填为金额。"),
        ("2 / [fee]", "formula_not_a_number", "公式第3个字符处：金额只能乘以数、除以数，所填为金额。"),
        ("[fee] / 0", "formula_divided_by_zero", "公式第7个字符处的除数不得为零。"),
        ("[fee] / (1 - 100%)", "formula_divided_by_zero", "公式第7个字符处的除数不得为零。"),
        ("2 * 3", "formula_not_money", "公式的结果应为金额，所填得出的是数。"),
        (
            "[fee] * 99999999999999999999999999999999999999999",
            "formula_too_large",
            "公式第9个字符处的数超出可计算的范围。",
        ),
    ] {
        let error = text.parse::<wuye::billing::Formula>().unwrap_err();
        assert_eq!((error.code(), error.render(Lang::Zh).as_str()), (code, zh), "{text}");
    }
    let long = format!("[fee]{}", " ".repeat(500)).trim().to_owned() + " + [fee]".repeat(70).as_str();
    assert_eq!(long.parse::<wuye::billing::Formula>().unwrap_err().code(), "formula_too_long");
    // A deep formula costs no depth of calls.
    let deep = format!("{}[fee]{}", "(".repeat(240), ")".repeat(240));
    assert!(deep.parse::<wuye::billing::Formula>().is_ok());
}

// ------------------------------------------------------------------------------------------- old ledgers, odd fen

#[test]
fn the_profiles_reproduce_old_ledgers() {
    let year = span("2026-01-01", "2027-01-01");
    let of = |profile: Profile, yuan: &str, area: &str| pays(&[monthly(yuan)], profile.rules(), area, year);
    assert_eq!(of(Profile::PerMonth, "1.45", "89.55"), "1558.20");
    assert_eq!(of(Profile::PerYear, "1.45", "89.55"), "1558.17");
    assert_eq!(of(Profile::Fen, "1.4", "100.24"), "1684.03");
    assert_eq!(of(Profile::WholeYuan, "1.4", "100.24"), "1684.00");
    assert_eq!(of(Profile::WholeBill, "1.4", "100.24"), "1684.03");
    let month = span("2026-01-01", "2026-02-01");
    // 0.125 yuan
    assert_eq!(pays(&[monthly("0.125")], Profile::HalfEven.rules(), "1", month), "0.12");
    assert_eq!(pays(&[monthly("0.125")], Profile::Fen.rules(), "1", month), "0.13");
    // Two years rounded year by year: 2 × 1,558.17 against 3,116.34 once.
    let two = span("2026-01-01", "2028-01-01");
    assert_eq!(pays(&[monthly("1.45")], Profile::PerYear.rules(), "89.55", two), "3116.34");
    // 0.375 a year: 0.38 + 0.38 against 0.75
    let rules = |profile: Profile| profile.rules();
    assert_eq!(pays(&[monthly("0.03125")], rules(Profile::PerYear), "1", two), "0.76");
    assert_eq!(pays(&[monthly("0.03125")], rules(Profile::Fen), "1", two), "0.75");
}

#[test]
fn the_odd_fen_goes_where_the_tariff_says() {
    let homes = ["a", "b", "c"].map(|unit| flat(unit, if unit == "c" { "100.02" } else { "100" }));
    let month = span("2026-01-01", "2026-02-01");
    let of = |remainder, total: &str| {
        let rules = Rules { remainder, ..Rules::default() };
        bill(&tariff(&[lump(total, Weighting::Area)], rules), &homes, month).map(|run| amounts(&run))
    };
    // 100.00: exactly 33.33111…, 33.33111…, 33.33777…; rounded 33.33 + 33.33 + 33.34.
    assert_eq!(of(Remainder::LargestRemainder, "100.00").unwrap(), ["33.33", "33.33", "33.34"]);
    // 100.01: exactly 33.334…, 33.334…, 33.341…; rounded 33.33 + 33.33 + 33.34 = 100.00, one fen is odd.
    assert_eq!(of(Remainder::LargestRemainder, "100.01").unwrap(), ["33.34", "33.33", "33.34"]);
    assert_eq!(of(Remainder::Largest, "100.01").unwrap(), ["33.33", "33.33", "33.35"]);
    assert_eq!(of(Remainder::To("b".parse().unwrap()), "100.01").unwrap(), ["33.33", "33.34", "33.34"]);
    assert_eq!(of(Remainder::To("b".parse().unwrap()), "-100.01").unwrap(), ["-33.33", "-33.34", "-33.34"]);
    refused(
        of(Remainder::To("d".parse().unwrap()), "100.01"),
        "receiver_missing",
        "尾差归专有部分「d」，计费清单中没有该户。",
        "expected unit `d`, which gets the odd fen, on the list, found it missing",
    );
    // Homes of one area take turns, period by period.
    let equal = ["a", "b", "c"].map(|unit| flat(unit, "89.55"));
    let turn = |turn| {
        let rules = Rules { remainder: Remainder::Rotated(turn), ..Rules::default() };
        amounts(&bill(&tariff(&[lump("100.00", Weighting::Area)], rules), &equal, month).unwrap())
    };
    assert_eq!(turn(0), ["33.34", "33.33", "33.33"]);
    assert_eq!(turn(1), ["33.33", "33.34", "33.33"]);
    assert_eq!(turn(5), ["33.33", "33.33", "33.34"]);
}

#[test]
fn the_largest_takes_the_difference_of_an_old_ledger_even_below_zero() {
    // Five shares of 0.50 fen each are rounded to 0.01: 0.05, where there are 0.03.
    let homes = ["a", "b", "c", "d", "e"].map(|unit| flat(unit, "1"));
    let rules = Rules { remainder: Remainder::Largest, ..Rules::default() };
    let run = bill(&tariff(&[lump("0.03", Weighting::Area)], rules), &homes, span("2026-01-01", "2026-02-01")).unwrap();
    assert_eq!(amounts(&run), ["-0.01", "0.01", "0.01", "0.01", "0.01"]);
    assert_eq!(run.total().to_string(), "0.03");
    assert_eq!(
        told(&run.bills()[0], Lang::Zh),
        "物业费：0.03元 × 1平方米 ÷ 5平方米 ≈ -0.01元（逐户取整到分，尾差归最大户）"
    );
}

// ------------------------------------------------------------------------------------------- what is not known

#[test]
fn pitfall_11_a_part_may_be_held_by_a_stated_policy() {
    let homes = [flat("a", "100"), Billable { area: None, ..flat("b", "1") }, flat("c", "100")];
    let month = span("2026-01-01", "2026-02-01");
    let whole = Some(Extent::Area("300".parse().unwrap()));
    let hold = |whole, line: TariffLine| TariffLine { missing: Missing::Hold { whole }, ..line };
    let lump_of = |whole| Tariff::new(vec![hold(whole, lump("300.00", Weighting::Area))], Rounding::default());
    assert_eq!(
        bill(&tariff(&[lump("300.00", Weighting::Area)], Rules::default()), &homes, month).unwrap_err().code(),
        "extent_unknown"
    );
    let run = bill(&lump_of(whole).unwrap(), &homes, month).unwrap();
    assert_eq!(amounts(&run), ["100.00", "0.00", "100.00"]);
    assert_eq!(run.total().to_string(), "200.00");
    let [held] = run.held() else { panic!("one line is held") };
    assert_eq!((held.units[0].as_str(), held.amount.unwrap().to_string().as_str()), ("b", "100.00"));
    assert_eq!(told(&run.bills()[1], Lang::Zh), "物业费：计费面积未填报，暂挂");
    refused(
        lump_of(None),
        "whole_not_stated",
        "收费项「lift」暂挂未填报部分的，须填报计费面积的总数。",
        "expected the charged area in all for line `lift`, a part of which is to be held, found none",
    );
    assert_eq!(lump_of(Some(Extent::Households(3))).unwrap_err().code(), "whole_of_another");
    refused(
        bill(&lump_of(Some(Extent::Area("199.99".parse().unwrap()))).unwrap(), &homes, month),
        "whole_too_small",
        "收费项「lift」的总数不得小于各户合计，总数为19999，各户合计为20000（面积以0.01平方米计）。",
        "expected the whole of line `lift` to be at least what its units have, 20000 (areas in 0.01 m²), found 19999",
    );
    // At a price nobody else pays for it either; how much is held is not known.
    let fee = Tariff::new(vec![hold(None, monthly("1.00"))], Rounding::default()).unwrap();
    let run = bill(&fee, &homes, month).unwrap();
    assert_eq!(amounts(&run), ["100.00", "0.00", "100.00"]);
    assert_eq!(run.held()[0].amount, None);
    assert!(matches!(run.bills()[1].lines()[0].how(), How::Held { by: Weighting::Area }));
}

#[test]
fn what_is_counted_line_by_line() {
    let counted = |home: Billable, line: &str, n| Billable { counts: [(line.parse().unwrap(), n)].into(), ..home };
    let month = span("2026-01-01", "2026-02-01");
    // Pitfall 7: 148.35 yuan of water by use; pitfall 9: lift by floor coefficients in halves.
    let by = |total: &str, by, weights: &[u64]| {
        let homes = weights.iter().zip('a'..).map(|(n, unit)| counted(flat(&unit.to_string(), "1"), "lift", *n));
        bill(&tariff(&[lump(total, by)], Rules::default()), &homes.collect::<Vec<_>>(), month).map(|run| amounts(&run))
    };
    assert_eq!(
        by("148.35", Weighting::Use, &[32, 18, 25, 41, 0, 27]).unwrap(),
        ["33.20", "18.67", "25.94", "42.53", "0.00", "28.01"]
    );
    assert_eq!(
        by("400000.00", Weighting::Points, &[0, 1, 2, 3, 4, 5]).unwrap(),
        ["0.00", "26666.67", "53333.33", "80000.00", "106666.67", "133333.33"]
    );
    assert_eq!(by("1.00", Weighting::Points, &[0, 0]).unwrap_err().code(), "no_billing_basis");
    // A price per use.
    let gate = tariff(&[rate("gate", "3.50", Per::Use, Every::Once)], Rules::default());
    assert_eq!(amounts(&bill(&gate, &[counted(flat("a", "1"), "gate", 7)], month).unwrap()), ["24.50"]);
    assert_eq!(bill(&gate, &[flat("a", "1")], month).unwrap_err().code(), "extent_unknown");
}

#[test]
fn a_metered_line_bills_each_tier_at_its_price() {
    use wuye::billing::meter::{Tier, Tiers};
    use wuye::measure::UsageUnit;
    let tier = |up_to: Option<&str>, price: &str| Tier {
        up_to: up_to.map(|end| end.parse().unwrap()),
        price: price.parse().unwrap(),
    };
    let month = span("2026-01-01", "2026-02-01");
    let metered =
        |used: &str| Billable { usage: [("lift".parse().unwrap(), used.parse().unwrap())].into(), ..flat("a", "1") };
    let of = |tiers: Vec<Tier>, unit| {
        Tariff::new(vec![line("lift", Charge::Metered(Tiers::new(unit, tiers).unwrap()))], Rounding::default()).unwrap()
    };
    let water = of(vec![tier(None, "3.45")], UsageUnit::Tonne);
    assert_eq!(amounts(&bill(&water, &[metered("43")], month).unwrap()), ["148.35"]);
    let power =
        of(vec![tier(Some("200"), "0.5"), tier(Some("400"), "0.55"), tier(None, "0.8")], UsageUnit::KilowattHour);
    let run = bill(&power, &[metered("450.5")], month).unwrap();
    assert_eq!(amounts(&run), ["250.40"]);
    assert_eq!(
        told(&run.bills()[0], Lang::Zh),
        "物业费：0.50元/千瓦时 × 200千瓦时 + 0.55元/千瓦时 × 200千瓦时 + 0.80元/千瓦时 × 50.5千瓦时 = 250.40元（四舍五入到分）"
    );
    let nothing = bill(&power, &[metered("0")], month).unwrap();
    assert_eq!(amounts(&nothing), ["0.00"]);
    // No reading is not a use of nothing.
    refused(
        bill(&power, &[flat("a", "1")], month),
        "extent_unknown",
        "收费项「lift」须知每个专有部分的计量用量，「a」等1个未填报。",
        "expected the metered use of every unit for line `lift`, found none for `a` (units without: 1)",
    );
    let hold = TariffLine { missing: Missing::Hold { whole: None }, ..power.lines()[0].clone() };
    let half = relief("half", Change::Off("1/2".parse().unwrap()));
    let hold = Tariff::with(vec![hold], vec![half], Rounding::default().into()).unwrap();
    let run = bill(&hold, &[granted(flat("a", "1"), &["half"])], month).unwrap();
    assert_eq!((amounts(&run)[0].as_str(), run.held().len()), ("0.00", 1));
    assert!(run.bills()[0].lines()[0].reliefs().is_empty());
    let run = bill(&hold, &[granted(metered("450.5"), &["half"])], month).unwrap();
    assert_eq!(amounts(&run), ["125.20"]);
    // A relief for some days says nothing about the use of those days; one for all of them and more is for the whole.
    let days = |start, end| Granted { relief: "half".parse().unwrap(), during: Some(span(start, end)) };
    let timed = |tariff: &Tariff, start, end| {
        bill(tariff, &[Billable { reliefs: vec![days(start, end)], ..metered("450.5") }], month)
    };
    let whole = amounts(&bill(&hold, &[metered("450.5")], month).unwrap());
    assert_eq!(amounts(&timed(&hold, "2025-06-01", "2026-02-01").unwrap()), ["125.20"]);
    assert_eq!(amounts(&timed(&hold, "2026-01-01", "2026-01-31").unwrap()), whole);
    assert_eq!(amounts(&timed(&hold, "2026-02-01", "2026-03-01").unwrap()), whole);
    // One that names the line promises what cannot be kept.
    let named = Relief { lines: Some(vec!["lift".parse().unwrap()]), ..hold.reliefs()[0].clone() };
    let named = Tariff::with(hold.lines().to_vec(), vec![named], Rounding::default().into()).unwrap();
    assert_eq!(amounts(&timed(&named, "2025-06-01", "2026-02-01").unwrap()), ["125.20"]);
    assert_eq!(timed(&named, "2026-01-01", "2026-01-31").unwrap_err().code(), "timed_use");
    // A use was counted in the days of its holder, so the days are not counted again.
    let lift = tariff(&[lump("100.00", Weighting::Usage)], Rules::default());
    let half = |used: &str, start: &str, end: &str| Billable { during: Some(span(start, end)), ..metered(used) };
    let list = [half("3", "2026-01-01", "2026-01-02"), half("1", "2026-01-02", "2026-02-01")];
    assert_eq!(amounts(&bill(&lift, &list, month).unwrap()), ["75.00", "25.00"]);
    // A lump by metered use: pitfall 7, to the thousandth.
    let lift = tariff(&[lump("148.35", Weighting::Usage)], Rules::default());
    let homes: Vec<Billable> = ["32", "18", "25", "41", "0", "27"]
        .iter()
        .zip('a'..)
        .map(|(used, unit)| Billable { unit: unit.to_string().parse().unwrap(), ..metered(used) })
        .collect();
    let run = bill(&lift, &homes, month).unwrap();
    assert_eq!(amounts(&run), ["33.20", "18.67", "25.94", "42.53", "0.00", "28.01"]);
    assert_eq!(
        told(&run.bills()[0], Lang::Zh),
        "物业费：148.35元 × 用量32 ÷ 用量143 ≈ 33.20元（按最大余数法分摊到分）"
    );
}

#[test]
fn floor_points_go_into_a_tariff() {
    use wuye::billing::floors::{FloorMember, FloorModel, FloorTable};
    // A lift of 300,000.00 for seven floors of two homes, by the first model.
    let table = FloorTable::of(FloorModel::ZeroBase).unwrap();
    let members: Vec<FloorMember> = (1..=7_i16)
        .flat_map(|floor| [1, 2].map(|door| (floor, door)))
        .map(|(floor, door)| FloorMember { unit: format!("{floor}0{door}").parse().unwrap(), floor, area: None })
        .collect();
    let weights = table.weights(&members).unwrap();
    let home = |(member, points): (&FloorMember, u64)| Billable {
        counts: [("lift".parse().unwrap(), points)].into(),
        ..Billable::new(member.unit.clone())
    };
    let homes: Vec<Billable> = members.iter().zip(weights).map(home).collect();
    let lift = tariff(&[lump("300000.00", Weighting::Points)], Rules::default());
    let run = bill(&lift, &homes, span("2026-01-01", "2026-02-01")).unwrap();
    let of = |unit: &str| run.bill_of(&unit.parse().unwrap()).unwrap().total().to_string();
    assert_eq!(["101", "201", "301", "701"].map(of), ["0.00", "11538.46", "23076.92", "32307.69"]);
    assert_eq!(run.total().to_string(), "300000.00");
}

// ------------------------------------------------------------------------------------------- errors

#[test]
fn prices_that_do_not_follow_one_another_are_refused() {
    let step = |start: &str, end: &str, price| PriceStep { during: span(start, end), price };
    let fee = price("1.00", Per::SquareMetre, Every::Month);
    refused(
        Prices::new(vec![]),
        "no_prices",
        "分段单价至少须有一段，所填为空。",
        "expected at least one price in a list of prices, found none",
    );
    refused(
        Prices::new(vec![step("2026-01-01", "2026-02-02", fee), step("2026-02-01", "2026-03-01", fee)]),
        "overlapping_prices",
        "分段单价不得重叠：前一段至2026-02-02（不含），后一段自2026-02-01起。",
        "expected prices that do not overlap, found one until 2026-02-02 (not included) and the next from 2026-02-01",
    );
    let other = price("1.00", Per::Household, Every::Month);
    refused(
        Prices::new(vec![step("2026-01-01", "2026-02-01", fee), step("2026-02-01", "2026-03-01", other)]),
        "prices_differ",
        "分段单价应同为每平方米、按月，另一段为每户、按月。",
        "expected all prices of a list per square metre and by one period (month), found one per household (month)",
    );
    let many = vec![step("2026-01-01", "2026-02-01", fee); PRICES_MAX + 1];
    assert_eq!(Prices::new(many).unwrap_err().code(), "too_many_prices");
    let gap = Prices::new(vec![step("2026-01-01", "2026-02-01", fee), step("2026-02-02", "2027-01-01", fee)]).unwrap();
    refused(
        bill(
            &tariff(&[line("fee", Charge::Prices(gap))], actual()),
            &[flat("a", "1")],
            span("2026-01-01", "2026-03-01"),
        ),
        "no_price",
        "收费项「fee」在2026-02-01没有单价。",
        "expected a price of line `fee` on every day billed, found none on 2026-02-01",
    );
}

#[test]
fn reliefs_that_cannot_be_applied_are_refused() {
    let lines = || vec![monthly("1.00"), lump("3.00", Weighting::Household)];
    let new = |reliefs| Tariff::with(lines(), reliefs, Rules::default());
    let half = || relief("half", Change::Off("1/2".parse().unwrap()));
    let of = |id: &str| Relief { lines: Some(vec![id.parse().unwrap()]), ..half() };
    assert_eq!(new(vec![half(), half()]).unwrap_err().code(), "duplicate_relief");
    assert_eq!(new(vec![of("fees")]).unwrap_err().code(), "relief_line");
    assert_eq!(new(vec![of("lift")]).unwrap_err().code(), "relief_line");
    assert_eq!(new(vec![relief("c", Change::Less("-0.01".parse().unwrap()))]).unwrap_err().code(), "relief_negative");
    let many = (0..=RELIEFS_MAX).map(|n| relief(&n.to_string(), Change::Unknown)).collect();
    assert_eq!(new(many).unwrap_err().code(), "too_many_reliefs");
    // More than the whole is not a share.
    assert!("120/100".parse::<wuye::measure::Share>().is_err());

    let tariff = new(vec![half(), relief("sum", Change::Less("1.00".parse().unwrap()))]).unwrap();
    let month = span("2026-01-01", "2026-02-01");
    let with = |grants: &[(&str, Option<Span>)]| {
        let grant = |(id, during): &(&str, Option<Span>)| Granted { relief: id.parse().unwrap(), during: *during };
        bill(&tariff, &[Billable { reliefs: grants.iter().map(grant).collect(), ..flat("a", "10") }], month)
    };
    assert_eq!(with(&[("whole", None)]).unwrap_err().code(), "unknown_relief");
    assert_eq!(with(&[("half", None), ("half", None)]).unwrap_err().code(), "relief_twice");
    let early = Some(span("2026-01-01", "2026-01-11"));
    let late = Some(span("2026-01-11", "2026-02-01"));
    assert_eq!(
        with(&[("half", early), ("half", Some(span("2026-01-10", "2026-01-12")))]).unwrap_err().code(),
        "relief_twice"
    );
    assert_eq!(with(&[("sum", early)]).unwrap_err().code(), "timed_sum");
    // Twice, on other days: half of all of it, told as one span where the days follow each other and as two where not.
    let told = |grants: &[(&str, Option<Span>)]| {
        let run = with(grants).unwrap();
        let line = &run.bills()[0].lines()[0];
        let reliefs = line.reliefs().iter().map(|applied| (applied.during, applied.exact.to_string()));
        (line.amount().to_string(), reliefs.collect::<Vec<_>>())
    };
    let half_of = |amount: &str| ("5.00".to_owned(), vec![(Some(month), amount.to_owned())]);
    assert_eq!(told(&[("half", early), ("half", late)]), half_of("500/1"));
    let last = Some(span("2026-01-31", "2026-02-01"));
    let (amount, reliefs) = told(&[("half", last), ("half", early)]);
    // 10.00 × (20 + 11/2)/31 = 8.2258; after the first ten days alone 10.00 × 26/31.
    assert_eq!(amount, "8.23");
    assert_eq!(reliefs, [(early, "26000/31".to_owned()), (last, "25500/31".to_owned())]);
    // A grant whose days hold all that are billed is one for the whole span.
    let longer = Some(span("2025-12-01", "2026-03-01"));
    assert_eq!(told(&[("half", longer)]), ("5.00".to_owned(), vec![(None, "500/1".to_owned())]));
}

#[test]
fn spans_that_cannot_be_billed_are_refused() {
    let fee = tariff(&[per_home("1.00")], actual());
    refused(
        bill(&fee, &[flat("a", "1")], span("1900-01-01", "2200-01-01")),
        "billing_span_too_long",
        "账期至多1200个月且应在可表示的日期之内，所填为1900-01-01至2200-01-01（不含终止日）。",
        "expected a span of at most 1200 months within the bounds of days, found 1900-01-01 to 2200-01-01 (end not included)",
    );
    let homes = |during| [Billable { during: Some(during), ..flat("a", "1") }];
    refused(
        bill(&fee, &homes(span("2026-02-01", "2026-03-01")), span("2026-01-01", "2026-02-01")),
        "outside_span",
        "专有部分「a」的计费期间2026-02-01至2026-03-01（不含终止日）不在账期内。",
        "expected days of unit `a` in the span billed, found 2026-02-01 to 2026-03-01 (end not included)",
    );
    assert!(Span::new(day("2026-01-01"), day("2026-01-01")).is_err(), "a period of no day");
}

#[test]
fn thousands_of_shared_months_agree_with_the_oracle() {
    oracle::compare_all();
}

#[test]
fn money_is_used() {
    // 0.50 × 40.91 and 0.15 × 130.70: binary floats give 20.45 and 19.60.
    let month = span("2026-01-01", "2026-02-01");
    let total: Money = "20.46".parse().unwrap();
    assert_eq!(pays(&[monthly("0.50")], Rules::default(), "40.91", month), total.to_string());
    let even = Rounding { mode: RoundingMode::HalfEven, unit: RoundingUnit::Fen, point: RoundingPoint::Line };
    assert_eq!(pays(&[monthly("0.15")], Rules::from(even), "130.70", month), "19.60");
    assert_eq!(pays(&[monthly("0.15")], Rules::default(), "130.70", month), "19.61");
}
