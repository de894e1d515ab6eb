//! Tenders: each number of the measures at its edge, agreement in five cities, the days of Qingyuan, the order of
//! works.

use wuye::estate::Event;
use wuye::law::{Authority, Confidence, Dated, Document, Issued, Locator, Place, Provision, Rank, State, Version};
use wuye::measure::{Area, Day};
use wuye::meeting::checks::{Check, Item};
use wuye::procedure::{
    Axis, Completion, SaleKind, Side, Tender, TenderAct, TenderNotice, TenderStep, Work, agreement, order_of_works,
};
use wuye::rule::{Figure, Key, Layer, MayMove, Parameter, ParameterValue, Rulebook, Setting, Settled, Verdict};
use wuye::terms::Lang;

use crate::day;

fn tender(acts: &[(&str, TenderAct)]) -> Tender {
    let mut case = Tender::new("c1".parse().unwrap());
    for (on, act) in acts {
        case.record(day(on), *act).unwrap();
    }
    case
}

fn found(case: &Tender, item: Item) -> Verdict {
    let findings = case.findings().unwrap();
    let checks: Vec<&Check> = findings.iter().filter(|check| check.item == item).collect();
    assert_eq!(checks.len(), 1, "{item}");
    checks[0].verdict
}

const OPEN: TenderAct = TenderAct::Notice(TenderNotice::Open);
const PANEL: TenderAct = TenderAct::Panel { members: 5, experts: 4 };

#[test]
fn bids_stay_open_twenty_days() {
    for (noticed, before, exact, after) in [
        ("2024-02-09", "2024-02-28", "2024-02-29", "2024-03-01"),
        ("2023-02-09", "2023-02-28", "2023-03-01", "2023-03-02"),
        ("2024-12-12", "2024-12-31", "2025-01-01", "2025-01-02"),
    ] {
        let closed = |on| found(&tender(&[(noticed, OPEN), (on, TenderAct::Bids(3))]), Item::TenderBids);
        assert_eq!([before, exact, after].map(closed), [Verdict::Unmet, Verdict::Met, Verdict::Met], "{noticed}");
    }
    // Before the measures were in force nothing is known.
    let early = tender(&[("2003-08-31", OPEN), ("2003-10-31", TenderAct::Bids(3))]);
    assert_eq!(found(&early, Item::TenderBids), Verdict::Unknown);
    let first = tender(&[("2003-09-01", OPEN), ("2003-09-21", TenderAct::Bids(3))]);
    assert_eq!(found(&first, Item::TenderBids), Verdict::Met);
}

#[test]
fn an_invitation_asks_three_firms() {
    let invited =
        |firms| found(&tender(&[("2024-03-01", TenderAct::Notice(TenderNotice::Invited(firms)))]), Item::TenderInvited);
    assert_eq!([2, 3, 4].map(invited), [Verdict::Unmet, Verdict::Met, Verdict::Met]);
    assert!(tender(&[("2024-03-01", OPEN)]).findings().unwrap().is_empty());
}

/// The panel's numbers are from memory: they can fail, and are never met.
#[test]
fn a_panel_is_odd_and_mostly_from_outside() {
    let panel = |members, experts| {
        let acts = [
            ("2024-03-01", OPEN),
            ("2024-04-01", TenderAct::Bids(3)),
            ("2024-04-02", TenderAct::Panel { members, experts }),
        ];
        let case = tender(&acts);
        (found(&case, Item::TenderPanel), found(&case, Item::TenderExperts))
    };
    let (unmet, unknown) = (Verdict::Unmet, Verdict::Unknown);
    assert_eq!(panel(3, 3), (unmet, unknown));
    assert_eq!(panel(4, 4), (unmet, unknown));
    assert_eq!(panel(5, 4), (unknown, unknown));
    assert_eq!(panel(6, 6), (unmet, unknown));
    assert_eq!(panel(9, 6), (unknown, unknown)); // two thirds exactly
    assert_eq!(panel(9, 5), (unknown, unmet));
    assert_eq!(panel(5, 3), (unknown, unmet));
    let memory = tender(&[("2024-03-01", OPEN), ("2024-04-01", TenderAct::Bids(3)), ("2024-04-02", PANEL)]);
    let laws: Vec<_> = memory.findings().unwrap().iter().map(|check| check.law.as_ref().unwrap().confidence).collect();
    assert_eq!(laws, [Confidence::Secondary, Confidence::Memory, Confidence::Memory]);
}

fn awarded(on: &str) -> Tender {
    tender(&[(on, OPEN), (on, TenderAct::Bids(3)), (on, PANEL), (on, TenderAct::Open), (on, TenderAct::Award)])
}

#[test]
fn the_winner_is_reported_and_the_contract_signed_in_time() {
    let done = |award: &str, report: &str, contract: &str| {
        let mut case = awarded(award);
        case.record(day(report), TenderAct::Report).unwrap();
        case.record(day(contract), TenderAct::Contract).unwrap();
        assert_eq!(case.outcome(Authority::Developer).map(|event| event.event), Some(Event::ContractSigned));
        (found(&case, Item::TenderReport), found(&case, Item::TenderContract))
    };
    let (met, unmet) = (Verdict::Met, Verdict::Unmet);
    assert_eq!(done("2024-02-14", "2024-02-28", "2024-03-14"), (met, met));
    assert_eq!(done("2024-02-14", "2024-02-29", "2024-03-15"), (met, met));
    assert_eq!(done("2024-02-14", "2024-03-01", "2024-03-16"), (unmet, unmet));
    assert_eq!(done("2023-02-14", "2023-03-01", "2023-03-16"), (met, met));
    assert_eq!(done("2023-02-14", "2023-03-02", "2023-03-17"), (unmet, unmet));

    let case = awarded("2024-02-14");
    assert!(case.outcome(Authority::Developer).is_none());
    let due = |case: &Tender, on: &str| -> Vec<(TenderStep, Day, u32)> {
        let answer = case.answer(day(on)).unwrap();
        answer.due.iter().map(|due| (due.step, due.by, due.overdue_days(answer.on))).collect()
    };
    let (report, contract) = (TenderStep::Report, TenderStep::Contract);
    assert_eq!(due(&case, "2024-02-29"), [(report, day("2024-02-29"), 0), (contract, day("2024-03-15"), 0)]);
    assert_eq!(due(&case, "2024-03-16"), [(report, day("2024-02-29"), 16), (contract, day("2024-03-15"), 1)]);
    let mut reported = case.clone();
    reported.record(day("2024-02-20"), TenderAct::Report).unwrap();
    assert_eq!(due(&reported, "2024-02-20"), [(contract, day("2024-03-15"), 0)]);
    assert!(due(&awarded("2003-08-31"), "2024-01-01").is_empty());
}

/// A second notice begins a new round, and the first one's numbers count no more.
#[test]
fn a_second_notice_begins_anew() {
    let acts = [
        ("2024-03-01", TenderAct::Notice(TenderNotice::Invited(2))),
        ("2024-03-02", TenderAct::Bids(2)),
        ("2024-03-03", OPEN),
    ];
    let case = tender(&acts);
    assert!(case.findings().unwrap().is_empty());
    assert_eq!(case.bidders(), None);
}

// ---------------------------------------------------------------------------------- agreement

/// The national rulebook with one more layer: a city's line of a small scale.
fn city(place: &str, article: u16, line: Option<Setting>) -> Rulebook {
    let national = wuye::places::rulebook_for("000000".parse().unwrap()).unwrap();
    let Some(line) = line else { return national };
    let place: Place = place.parse().unwrap();
    let (first, id) = (day("2018-01-01"), "city_regulations");
    let document = Document {
        id: id.parse().unwrap(),
        title: "某市物业管理条例".into(),
        title_en: "regulations of a city".into(),
        number: None,
        issuer: "某市人民代表大会常务委员会".into(),
        rank: Rank::CityRegulation,
        place,
        issued: Issued::On(first),
        confidence: Confidence::Primary,
    };
    let by = Provision { document: id.parse().unwrap(), at: Locator::article(article) };
    let version = Version { from: first, state: State::InForce(line), by, confidence: Confidence::Primary };
    let dated = Dated::new(vec![version]).unwrap();
    let parameter = Parameter::new(Key::Figure(Figure::TenderSmallScale), None, dated, MayMove::Free).unwrap();
    let layer = Layer { documents: vec![document], parameters: vec![parameter], ..Layer::new(place) };
    national.overlay("city".parse().unwrap(), 1, layer).unwrap()
}

fn area(text: &str) -> Area {
    text.parse().unwrap()
}

/// 小于 and 不足 are set *less than*, 不超过 is set *at most*.
fn below(line: &str) -> Setting {
    Setting::LessThan(ParameterValue::Area(area(line)))
}

fn up_to(line: &str) -> Setting {
    Setting::AtMost(ParameterValue::Area(area(line)))
}

#[test]
fn a_small_scale_is_as_strict_as_each_city_prints_it() {
    let cities = [
        ("370200", 45, below("30000"), ["29999.99", "30000", "30000.01"], [true, false, false]), // 青岛 小于
        ("371100", 13, up_to("30000"), ["29999.99", "30000", "30000.01"], [true, true, false]),  // 日照 不超过
        ("331000", 35, below("50000"), ["49999.99", "50000", "50000.01"], [true, false, false]), // 台州 不足
        ("331100", 26, below("50000"), ["49999.99", "50000", "50000.01"], [true, false, false]), // 丽水 小于
        ("330600", 25, below("40000"), ["39999.99", "40000", "40000.01"], [true, false, false]), // 绍兴 小于
    ];
    for (place, article, line, areas, small) in cities {
        let rulebook = city(place, article, Some(line));
        for (text, small) in areas.into_iter().zip(small) {
            let of = |approved| agreement(&rulebook, day("2024-06-01"), Some(3), Some(area(text)), approved);
            assert_eq!(of(Some(true)).verdict(), Verdict::of(small), "{place} {text}");
            assert_eq!(of(Some(true)).must_tender(), Verdict::of(!small));
            // Small or not, nothing goes without approval; and approval alone is not enough.
            assert_eq!(of(Some(false)).verdict(), Verdict::Unmet);
            assert_eq!(of(None).verdict(), if small { Verdict::Unknown } else { Verdict::Unmet });
        }
        let unmeasured = agreement(&rulebook, day("2024-06-01"), Some(3), None, Some(true));
        assert_eq!(unmeasured.verdict(), Verdict::Unknown);
    }
}

#[test]
fn fewer_than_three_bidders_are_few() {
    let national = city("000000", 0, None);
    let of =
        |bidders, approved| agreement(&national, day("2024-06-01"), bidders, Some(area("100")), approved).verdict();
    assert_eq!([2, 3, 4].map(|n| of(Some(n), Some(true))), [Verdict::Met, Verdict::Unknown, Verdict::Unknown]);
    assert_eq!(
        (of(Some(2), Some(false)), of(Some(2), None), of(None, Some(true))),
        (Verdict::Unmet, Verdict::Unknown, Verdict::Unknown)
    );
    // Where a city draws the line, a compound that is not small needs few bidders.
    let qingdao = city("370200", 45, Some(below("30000")));
    let large = |bidders| agreement(&qingdao, day("2024-06-01"), Some(bidders), Some(area("30000")), Some(true));
    assert_eq!([2, 3].map(|n| large(n).verdict()), [Verdict::Met, Verdict::Unmet]);
    assert!(matches!(large(3).small.line, Settled::Known { .. }));
    let said = large(3).render(Lang::Zh);
    assert!(said.contains("不满足：住宅规模30,000平方米，规定为小于30000.00平方米"), "{said}");
}

#[test]
fn qingyuan_completes_a_tender_before_the_sale() {
    let of = |sale, done: &str, event: &str| {
        Completion { sale, done: day(done), event: day(event) }.check().unwrap().verdict
    };
    let rows = [
        (SaleKind::Presale, "2024-03-01", ["2024-02-28", "2024-02-29", "2024-03-01"]),
        (SaleKind::Ready, "2024-03-31", ["2024-02-29", "2024-03-01", "2024-03-02"]),
        (SaleKind::NotSold, "2024-05-29", ["2024-02-28", "2024-02-29", "2024-03-01"]),
        (SaleKind::Ready, "2023-03-30", ["2023-02-27", "2023-02-28", "2023-03-01"]),
    ];
    for (sale, event, done) in rows {
        let verdicts = done.map(|done| of(sale, done, event));
        assert_eq!(verdicts, [Verdict::Met, Verdict::Met, Verdict::Unmet], "{sale} {event}");
    }
    assert_eq!(of(SaleKind::Ready, "2022-01-01", "2023-01-31"), Verdict::Unknown);
    assert_eq!(of(SaleKind::Ready, "2022-01-01", "2023-02-01"), Verdict::Met);
}

// ---------------------------------------------------------------------------------- the order of works

fn work(id: &str, begins: &str, sides: [Option<Side>; 3]) -> Work {
    let [livelihood, underground, function] = sides;
    Work { id: id.parse().unwrap(), begins: day(begins), livelihood, underground, function }
}

const FIRST: Option<Side> = Some(Side::First);
const SECOND: Option<Side> = Some(Side::Second);

#[test]
fn a_garden_does_not_begin_before_the_pipes() {
    let pipes = |begins| work("pipes", begins, [FIRST, FIRST, FIRST]);
    let garden = work("garden", "2024-02-29", [FIRST, SECOND, SECOND]);
    let broken = |begins| {
        let order = order_of_works(&[garden.clone(), pipes(begins)]).unwrap();
        order.violations.iter().map(|violation| (violation.axis, violation.days())).collect::<Vec<_>>()
    };
    assert_eq!(broken("2024-02-28"), []);
    assert_eq!(broken("2024-02-29"), []);
    assert_eq!(broken("2024-03-01"), [(Axis::UndergroundFirst, 1), (Axis::FunctionFirst, 1)]);
}

#[test]
fn a_side_that_is_not_stated_is_unknown_where_it_may_matter() {
    let order = |works: &[Work]| order_of_works(works).unwrap();
    let unstated = work("lift", "2024-03-01", [None, FIRST, FIRST]);
    // Alone, or among works of one day, it cannot be out of order.
    assert_eq!(order(std::slice::from_ref(&unstated)).verdict(), Verdict::Met);
    assert_eq!(order(&[unstated.clone(), work("a", "2024-03-01", [SECOND, FIRST, FIRST])]).verdict(), Verdict::Met);
    // Before one that comes second it is in order whichever it is; before one that comes first it may not be.
    assert_eq!(order(&[unstated.clone(), work("a", "2024-03-02", [SECOND, FIRST, FIRST])]).verdict(), Verdict::Met);
    let before_first = order(&[unstated.clone(), work("a", "2024-03-02", [FIRST, FIRST, FIRST])]);
    assert_eq!(before_first.unstated, [("lift".parse().unwrap(), Axis::LivelihoodFirst)]);
    assert_eq!(before_first.verdict(), Verdict::Unknown);
    assert_eq!(order(&[unstated.clone(), work("a", "2024-02-29", [SECOND, FIRST, FIRST])]).verdict(), Verdict::Unknown);
    // What is out of order stays so.
    let (early, late) =
        (work("a", "2024-02-01", [SECOND, FIRST, FIRST]), work("b", "2024-02-02", [FIRST, FIRST, FIRST]));
    assert_eq!(order(&[unstated, early, late]).verdict(), Verdict::Unmet);
    assert_eq!(order(&[]).verdict(), Verdict::Met);
}
