//! Books that close: the figures of the known pitfalls, terms and spans, what is missing.

use super::*;
use wuye::balance::MoneyRange;
use wuye::bundle::{BundleWork, MarginAt, ProfitBand, UpperBand, UseReason, WorkFunding};
use wuye::rule::{Obstacle, Verdict};
use wuye::terms::Lang;

fn four() -> Vec<BundleMember> {
    vec![
        yard("甲", "10000", "100000"),
        yard("乙", "120000", "100000"),
        yard("丙", "40000", "100000"),
        yard("丁", "0", "150000"),
    ]
}

fn received(found: &BundleStatement) -> Vec<(String, String)> {
    let parts = &found.exact().unwrap().shares.parts;
    parts.iter().map(|(id, part)| (id.to_string(), part.to_string())).collect()
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(id, yuan)| ((*id).to_owned(), (*yuan).to_owned())).collect()
}

#[test]
fn a_pool_goes_by_need_and_a_neighbours_surplus_needs_its_owners() {
    let found = stated(&bundle(four(), vec![spaces("车位", "200000")]));
    let gaps: Vec<String> = found.members.iter().map(|member| member.gap.exact().unwrap().to_string()).collect();
    assert_eq!(gaps, ["90000.00", "-20000.00", "60000.00", "150000.00"]);
    assert_eq!(received(&found), pairs(&[("甲", "60000.00"), ("丙", "40000.00"), ("丁", "100000.00")]));
    let outturn = found.exact().unwrap();
    assert_eq!((outturn.shares.unfunded, outturn.kept.clone()), (m("100000"), vec![(id("乙"), m("20000"))]));
    assert_eq!(found.members[1].shares, Verdict::Unknown);
    assert_eq!(found.members[1].would_save, Some(m("20000")));
    assert_eq!(found.members[0].would_save, Some(m("0")));
    // By its owners' decision the 20,000 serve the others as well, after the public money.
    let mut members = four();
    members[1].consents.push(passed(Question::ShareSurplus));
    let found = stated(&bundle(members.clone(), vec![spaces("车位", "200000")]));
    let outturn = found.exact().unwrap();
    assert_eq!((outturn.pool, outturn.shares.unfunded), (m("220000"), m("80000")));
    assert_eq!(received(&found), pairs(&[("甲", "66000.00"), ("丙", "44000.00"), ("丁", "110000.00")]));
    assert_eq!(outturn.pays.payers, [id("车位"), id("乙")]);
    let row = |at: usize| outturn.pays.rows[at].iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(row(0), ["60000.00", "40000.00", "100000.00"]);
    assert_eq!(row(1), ["6000.00", "4000.00", "10000.00"]);
    assert!(outturn.kept.is_empty());
    // Voted down, or decided after the day that is asked about: kept.
    for (outcome, on, verdict) in [
        (Outcome::Rejected, "2024-06-01", Verdict::Unmet),
        (Outcome::NoQuorum, "2024-06-01", Verdict::Unknown),
        (Outcome::Passed, "2025-01-02", Verdict::Unknown),
        (Outcome::Passed, "2025-01-01", Verdict::Met),
    ] {
        members[1].consents[1] = vote(Question::ShareSurplus, on, Matter::Other, outcome, None);
        let found = stated(&bundle(members.clone(), vec![spaces("车位", "200000")]));
        assert_eq!(found.members[1].shares, verdict);
        let unfunded = if verdict == Verdict::Met { m("80000") } else { m("100000") };
        assert_eq!(found.exact().unwrap().shares.unfunded, unfunded);
    }
}

#[test]
fn public_money_goes_before_that_of_owners() {
    let mut members = four();
    members[1].consents.push(passed(Question::ShareSurplus));
    let found = stated(&bundle(members, vec![spaces("车位", "299999.99"), spaces("广告", "0")]));
    let outturn = found.exact().unwrap();
    let given: Vec<Money> = outturn.pays.rows.iter().map(|row| Money::sum(row.iter().copied()).unwrap()).collect();
    assert_eq!(given, [m("299999.99"), m("0.01")]);
    assert_eq!((outturn.shares.left, outturn.shares.unfunded), (m("19999.99"), m("0")));
}

#[test]
fn a_resource_counts_net_within_its_term() {
    let parking = BundleResource {
        gross: Some(m("111600")),
        occupancy: Some("4/5".parse().unwrap()),
        running_cost: Some(m("20000")),
        ..spaces("永福宫巷车位", "0")
    };
    let net = |resource: &BundleResource, span: Span| {
        let bundle = bundle(four(), vec![resource.clone()]);
        bundle.statement(&rulebook(), today(), span, None).unwrap().resources[0].net.exact().unwrap().to_string()
    };
    assert_eq!(net(&parking, year()), "69280.00");
    assert_eq!(net(&parking, span("2025-01-01", "2035-01-01")), "692800.00");
    // 69,280 over twelve months is 5,773.333…: the quarters add up to the year.
    assert_eq!(net(&parking, span("2025-01-01", "2025-02-01")), "5773.33");
    assert_eq!(net(&parking, span("2025-01-01", "2025-04-01")), "17320.00");
    let ends = |end: &str| BundleResource { term: Some(span("2024-01-01", end)), ..parking.clone() };
    assert_eq!(net(&ends("2025-07-01"), year()), "34640.00");
    assert_eq!(net(&ends("2025-01-01"), year()), "0.00");
    assert_eq!(net(&ends("2024-12-31"), year()), "0.00");
    let begins = |start: &str| BundleResource { term: Some(span(start, "2044-01-01")), ..parking.clone() };
    assert_eq!(net(&begins("2025-12-01"), year()), "5773.33");
    assert_eq!(net(&begins("2026-01-01"), year()), "0.00");
    // A month's end: from 31 January to 28 February is a month.
    let leap = BundleResource { term: Some(span("2020-01-01", "2024-02-29")), ..parking.clone() };
    assert_eq!(net(&leap, span("2024-01-31", "2024-03-31")), "5773.33");
    // Within a month of the span nothing is guessed.
    for wrong in ["2025-06-30", "2025-07-02"] {
        let bundle = bundle(four(), vec![ends(wrong)]);
        let refused = bundle.statement(&rulebook(), today(), year(), None).unwrap_err();
        assert_eq!(refused.code(), "bundle_off_month");
        assert!(refused.to_string().contains("永福宫巷车位"), "{refused}");
    }
}

#[test]
fn what_the_place_withholds_only_an_office_releases() {
    let mut road = spaces("环岛路保洁", "200000");
    road.kind = ResourceKind::MunicipalService;
    let asked = |resource: &BundleResource, on: &str| {
        bundle(four(), vec![resource.clone()]).uses(&rulebook(), day(on)).remove(0)
    };
    let released =
        |by| BundleResource { transfer: Some(Stated::new(Transfer::Released, day("2024-06-01"), by)), ..road.clone() };
    let unsaid = BundleResource { transfer: None, ..road.clone() };
    let found = asked(&unsaid, "2025-01-01");
    assert_eq!((found.verdict, found.why), (Verdict::Unmet, UseReason::Withheld));
    assert_eq!(found.obstacle, Some(Obstacle::DividedAuthority));
    assert!(found.render(Lang::Zh).contains("第三部分第（一）项"), "{}", found.render(Lang::Zh));
    // Before the letter nobody knows.
    assert_eq!(asked(&unsaid, "2024-04-23").why, UseReason::NotStated);
    assert_eq!(asked(&unsaid, "2024-04-24").why, UseReason::Withheld);
    let by_caller = asked(&released(Authority::Caller), "2025-01-01");
    assert_eq!((by_caller.verdict, by_caller.why), (Verdict::Unknown, UseReason::NotOfficial));
    assert_eq!(asked(&released(Authority::Government), "2025-01-01").verdict, Verdict::Met);
    assert_eq!(asked(&released(Authority::Government), "2024-05-31").verdict, Verdict::Unmet);
    // Parking is not withheld there: whoever states it is believed, and nobody is not.
    let parking = |by| BundleResource { kind: ResourceKind::Parking, ..released(by) };
    assert_eq!(asked(&parking(Authority::Caller), "2025-01-01").verdict, Verdict::Met);
    let nobody = BundleResource { authority: None, ..parking(Authority::Government) };
    assert_eq!(asked(&nobody, "2025-01-01").why, UseReason::NoAuthority);
    // What cannot be used yet is told with what it would bring: 200,000 of the 300,000 that are unfunded.
    let found = stated(&bundle(four(), vec![unsaid, spaces("车位", "0")]));
    assert_eq!(found.exact().unwrap().shares.unfunded, m("300000"));
    assert_eq!((found.resources[0].would_save, found.resources[1].would_save), (Some(m("200000")), None));
}

#[test]
fn what_belongs_to_owners_serves_them_first() {
    let own = BundleResource { of: Some(id("甲")), ..spaces("甲的广告", "120000") };
    let mut members = four();
    let found = stated(&bundle(members.clone(), vec![own.clone()]));
    assert_eq!(found.resources[0].standing.why, UseReason::OwnersPending);
    assert_eq!(found.members[0].revenue.exact(), Some(m("10000")));
    // Its owners keep what is over, so that it would fill their own 90,000 only.
    assert_eq!(found.resources[0].would_save, Some(m("90000")));
    members[0].consents.push(passed(Question::OwnRevenue));
    let found = stated(&bundle(members.clone(), vec![own.clone()]));
    assert_eq!(found.members[0].revenue.exact(), Some(m("130000")));
    assert_eq!(found.exact().unwrap().kept, [(id("甲"), m("30000")), (id("乙"), m("20000"))]);
    assert_eq!((found.revenue.exact(), found.resources_net.exact()), (Some(m("290000")), Some(m("0"))));
    members[0].consents = vec![passed(Question::ShareSurplus)];
    let found = stated(&bundle(members, vec![own]));
    assert_eq!(found.resources[0].would_save, Some(m("120000")));
}

#[test]
fn what_is_missing_is_a_range_and_never_zero() {
    let range = |least: Option<&str>, most: Option<&str>| MoneyRange { least: least.map(m), most: most.map(m) };
    let with = |change: &dyn Fn(&mut BundleMember)| {
        let mut members = four();
        change(&mut members[3]);
        stated(&bundle(members, vec![spaces("车位", "200000")]))
    };
    let found = with(&|member| member.cost = None);
    assert_eq!(found.members[3].gap, range(Some("0"), None));
    assert_eq!(found.gap, range(Some("130000"), None));
    assert!(found.worst.is_none() && found.exact().is_none());
    assert_eq!(found.best.as_ref().unwrap().shares.left, m("50000"));
    let found = with(&|member| (member.fees, member.collection) = (Some(m("100000")), None));
    assert_eq!(found.members[3].revenue, range(Some("0"), Some("100000")));
    let unfunded = |outturn: &Option<wuye::bundle::Outturn>| outturn.as_ref().unwrap().shares.unfunded;
    assert_eq!((unfunded(&found.worst), unfunded(&found.best)), (m("100000"), m("0")));
    assert!(found.exact().is_none());
    let found = with(&|member| member.fees = None);
    assert_eq!(found.revenue, range(Some("170000"), None));
    assert!(found.best.is_none() && found.worst.is_some());
    assert_eq!(found.render(Lang::Zh)[0].matches("不少于").count(), 1);
    // Of a resource: occupancy, cost, term.
    let resource = |change: &dyn Fn(&mut BundleResource)| {
        let mut one = spaces("车位", "200000");
        change(&mut one);
        stated(&bundle(four(), vec![one])).resources[0].net
    };
    assert_eq!(resource(&|one| one.occupancy = None), range(Some("0"), Some("200000")));
    assert_eq!(resource(&|one| one.running_cost = None), range(None, Some("200000")));
    assert_eq!(resource(&|one| one.gross = None), range(Some("0"), None));
    assert_eq!(resource(&|one| one.term = None), range(Some("0"), Some("200000")));
    let loss = |one: &mut BundleResource| (one.term, one.running_cost) = (None, Some(m("300000")));
    assert_eq!(resource(&loss), range(Some("-100000"), Some("0")));
}

#[test]
fn a_resource_that_costs_more_than_it_brings_needs_money() {
    let loss = BundleResource { running_cost: Some(m("50000")), ..spaces("夜景", "20000") };
    let found = stated(&bundle(vec![yard("甲", "100000", "100000")], vec![loss, spaces("车位", "40000")]));
    assert_eq!(received(&found), pairs(&[("夜景", "30000.00")]));
    assert_eq!(found.exact().unwrap().shares.left, m("10000"));
}

#[test]
fn a_fee_starts_after_the_trial() {
    // The builder pays for three years; fees from the fourth.
    let tried = BundleMember { fees_from: Some(day("2028-01-01")), ..yard("甲", "120000", "100000") };
    let bundle = bundle(vec![tried], vec![]);
    let over = |span| bundle.statement(&rulebook(), today(), span, None).unwrap();
    assert_eq!(over(year()).revenue.exact(), Some(m("0")));
    assert_eq!(over(span("2025-01-01", "2028-01-01")).revenue.exact(), Some(m("0")));
    assert_eq!(over(span("2025-01-01", "2028-02-01")).revenue.exact(), Some(m("10000")));
    let five = over(span("2025-01-01", "2030-01-01"));
    assert_eq!(five.gap.exact(), Some(m("260000")));
    let cash: Vec<String> = five.exact().unwrap().cash.balances().iter().map(ToString::to_string).collect();
    assert_eq!(cash, ["-100000.00", "-200000.00", "-300000.00", "-280000.00", "-260000.00"]);
    assert_eq!(five.exact().unwrap().lowest(), (m("-300000"), 3));
}

#[test]
fn an_average_hides_no_dead_year() {
    // 960,000 of works in the first year, then 60,000 a year: the first year ends at −900,000.
    let mut all = parts(vec![yard("甲", "100000", "100000")], vec![spaces("空间", "60000")]);
    let work = |funding, yuan: &str, on: &str| BundleWork {
        id: format!("{funding}{on}").parse().unwrap(),
        members: vec![id("甲")],
        funding,
        cost: Some(m(yuan)),
        on: day(on),
    };
    all.works = vec![
        work(WorkFunding::Social, "960000", "2025-03-15"),
        work(WorkFunding::Public, "5000000", "2025-03-15"),
        work(WorkFunding::Social, "777", "2024-12-31"),
        work(WorkFunding::Social, "888", "2045-01-01"),
    ];
    let twenty = span("2025-01-01", "2045-01-01");
    let statement = |all: BundleParts| Bundle::new(all).unwrap().statement(&rulebook(), today(), twenty, None).unwrap();
    let mut long = all.clone();
    long.resources[0].term = Some(twenty);
    let found = statement(long.clone());
    let outturn = found.exact().unwrap();
    assert_eq!((found.works.exact(), outturn.cash.closing()), (Some(m("960000")), m("240000")));
    assert_eq!((outturn.lowest(), outturn.cash.even_from()), ((m("-900000"), 1), Some(16)));
    // The last day of a year and the first of the next.
    for (on, lowest) in [("2025-12-31", (m("-900000"), 1)), ("2026-01-01", (m("-840000"), 2))] {
        long.works[0].on = day(on);
        assert_eq!(statement(long.clone()).exact().unwrap().lowest(), lowest);
    }
    long.works[0].cost = None;
    let unknown = statement(long);
    assert_eq!((unknown.works.least, unknown.works.most), (Some(m("0")), None));
    assert!(unknown.worst.is_none() && unknown.best.is_some());
}

#[test]
fn margins_are_held_against_the_callers_band() {
    let mut fat = yard("甲", "110000", "100000");
    fat.consents.push(passed(Question::ShareSurplus));
    let check = |fees: &str, lo_bp, hi_bp, above| {
        let member = BundleMember { fees: Some(m(fees)), ..fat.clone() };
        let band = Some(ProfitBand { lo_bp, hi_bp, above });
        let found = bundle(vec![member], vec![]).statement(&rulebook(), today(), year(), band).unwrap();
        found.exact().unwrap().margin.unwrap()
    };
    for (fees, at, by, allowed) in [
        ("102999.99", MarginAt::Below, "0.01", false),
        ("103000", MarginAt::Within, "0", true),
        ("108000", MarginAt::Within, "0", true),
        ("108000.01", MarginAt::Above, "0.01", false),
        ("99000", MarginAt::Below, "4000", false),
    ] {
        let found = check(fees, 300, 800, UpperBand::Hard);
        assert_eq!((found.at, found.by, found.allowed), (at, m(by), allowed), "{fees}");
    }
    let back = check("110000", 300, 800, UpperBand::ClawBack);
    assert_eq!((back.at, back.by, back.allowed, back.margin), (MarginAt::Above, m("2000"), true, m("10000")));
    // What owners keep is none of the provider's profit.
    let kept = bundle(vec![yard("甲", "110000", "100000")], vec![]);
    let band = Some(ProfitBand { lo_bp: 0, hi_bp: 800, above: UpperBand::Hard });
    let found = kept.statement(&rulebook(), today(), year(), band).unwrap();
    assert_eq!(found.exact().unwrap().margin.unwrap().margin, m("0"));
    for (lo_bp, hi_bp) in [(801, 800), (0, 10_001)] {
        let band = Some(ProfitBand { lo_bp, hi_bp, above: UpperBand::Hard });
        assert_eq!(kept.statement(&rulebook(), today(), year(), band).unwrap_err().code(), "bundle_band");
    }
}

#[test]
fn a_span_is_whole_months_and_has_an_end() {
    let one = bundle(four(), vec![]);
    let asked =
        |start, end| one.statement(&rulebook(), today(), span(start, end), None).map(|found| found.cost.exact());
    // A twelfth of 100,000 three times and of 150,000 once, each rounded by itself.
    assert_eq!(asked("2025-01-31", "2025-02-28"), Ok(Some(m("37499.99"))));
    assert_eq!(asked("2024-01-31", "2024-02-29"), Ok(Some(m("37499.99"))));
    assert!(asked("2000-01-01", "2100-01-01").is_ok());
    for (start, end) in [("2025-01-01", "2025-01-31"), ("2025-01-01", "2025-02-02"), ("2000-01-01", "2100-02-01")] {
        assert_eq!(asked(start, end).unwrap_err().code(), "bundle_months");
    }
}
