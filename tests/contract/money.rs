//! Gap service, prepaid fees, passing the service on, collecting.

use super::*;
use wuye::decide::contract::{
    CollectionAction, CollectionFault, PassedOn, Principal, collection, collection_bans, may_sue, passing_on,
};
use wuye::measure::{Money, Period, Span};
use wuye::mode::Service;
use wuye::rule::{CollectionBan, SubContractBan, Verdict};
use wuye::terms::Lang;

fn yuan(text: &str) -> Money {
    text.parse().unwrap()
}

fn span(start: &str, end: &str) -> Span {
    Span::new(d(start), d(end)).unwrap()
}

fn ended() -> At {
    let at = At::new(nation(), terms(ContractKind::Regular, "2024-01-01", Some("2026-06-30")));
    at.goes(&[("2026-06-30", ContractStep::End)])
}

#[test]
fn twenty_days_of_service_after_the_end_are_six_thousand_four_hundred() {
    // Service from the day after the end; the day of the take-over is the new provider's.
    let at = ended().goes(&[("2026-06-30", ContractStep::BeginGapService), ("2026-07-21", ContractStep::HandOver)]);
    assert_eq!(at.case.gap_service(d("2026-12-31")), Some(span("2026-07-01", "2026-07-21")));
    assert_eq!(at.case.gap_fee(d("2026-12-31"), yuan("320")), Ok(Some(yuan("6400"))));
    // While it lasts, up to the day asked for.
    let open = ended().goes(&[("2026-07-01", ContractStep::BeginGapService)]);
    assert_eq!(open.case.gap_fee(d("2026-07-01"), yuan("320")), Ok(Some(yuan("320"))));
    assert_eq!(open.case.gap_fee(d("2026-07-20"), yuan("320")), Ok(Some(yuan("6400"))));
    assert_eq!(open.case.gap_fee(d("2026-06-30"), yuan("320")), Ok(None));
    assert_eq!(ended().case.gap_fee(d("2026-07-20"), yuan("320")), Ok(None));
    let most = Money::from_fen(1_000_000_000_000_000).unwrap();
    assert!(open.case.gap_fee(d("2026-07-20"), most).is_err());
}

#[test]
fn three_of_twelve_prepaid_months_are_unearned() {
    let at = At::new(nation(), terms(ContractKind::Regular, "2024-01-01", Some("2026-09-30")));
    let year = span("2026-01-01", "2027-01-01");
    assert_eq!(at.case.unearned(year), None);
    let at = at.goes(&[("2026-09-30", ContractStep::End)]);
    assert_eq!(at.case.unearned(year).map(|span| span.whole_months().unwrap()), Some(3));
    assert_eq!(at.case.unearned(span("2026-01-01", "2026-10-01")), None);
    assert_eq!(at.case.unearned(span("2026-11-01", "2027-01-01")), Some(span("2026-11-01", "2027-01-01")));
    // Service that went on was given.
    let at = at.goes(&[("2026-10-01", ContractStep::BeginGapService)]);
    assert_eq!(at.case.unearned(year), None);
    let at = at.goes(&[("2026-11-01", ContractStep::HandOver)]);
    assert_eq!(at.case.unearned(year), Some(span("2026-11-01", "2027-01-01")));
}

fn part(services: &[Service], by: Principal, price: Option<&str>) -> PassedOn {
    PassedOn { services: services.to_vec(), to: "p2".parse().unwrap(), by, price: price.map(yuan) }
}

const OWED: [Service; 2] = [Service::Order, Service::Cleaning];

#[test]
fn the_whole_is_not_passed_on_at_once_nor_in_pieces() {
    let at = |passed: &[PassedOn], day: &str| passing_on(&nation(), &dossier(), &OWED, passed, d(day));
    let own = Principal::Provider;
    let whole = at(&[part(&OWED, own, Some("800000"))], "2026-03-01");
    assert_eq!((whole.verdict, whole.way), (Verdict::Unmet, Some(SubContractBan::Whole)));
    assert_eq!(whole.fine, Some((yuan("240000"), yuan("400000"))));
    assert_eq!(whole.law.as_ref().unwrap().short(Lang::En), "Civil Code art. 941(2)");
    // Within both ends: 30 % of 0.01 yuan is more than nothing, 50 % of it is less than a fen.
    assert_eq!(at(&[part(&OWED, own, Some("0.03"))], "2026-03-01").fine, Some((yuan("0.01"), yuan("0.01"))));
    assert_eq!(at(&[part(&OWED, own, None)], "2026-03-01").fine, None);
    // Split up: forbidden, and no fine is printed for it.
    let pieces = [part(&OWED[..1], own, Some("1")), part(&OWED[1..], own, Some("1"))];
    let split = at(&pieces, "2026-03-01");
    assert_eq!((split.verdict, split.way), (Verdict::Unmet, Some(SubContractBan::WholeSplit)));
    assert_eq!((split.fine, split.fine_law), (None, None));
    // A part may be, and contracts of the owners with each are none of it.
    assert_eq!(at(&pieces[..1], "2026-03-01").verdict, Verdict::Met);
    let apart = [part(&OWED[..1], Principal::Owners, None), part(&OWED[1..], Principal::Owners, None)];
    assert_eq!(at(&apart, "2026-03-01").verdict, Verdict::Met);
    assert_eq!(at(&[part(&OWED, Principal::Owners, None)], "2026-03-01").way, None);
    // Before the Code only the whole at once was forbidden; before the Regulations that were read nothing is known.
    assert_eq!(at(&pieces, "2020-12-31").verdict, Verdict::Unknown);
    assert_eq!(at(&[part(&OWED, own, None)], "2020-12-31").verdict, Verdict::Unmet);
    assert_eq!(at(&[part(&OWED, own, None)], "2018-03-18").verdict, Verdict::Unknown);
    // Beijing prints the whole at once only, which takes nothing from the Code.
    let beijing = passing_on(&rulebook("110000"), &dossier(), &OWED, &pieces, d("2026-03-01"));
    assert_eq!((beijing.verdict, beijing.way), (Verdict::Unmet, Some(SubContractBan::WholeSplit)));
    assert_eq!(beijing.law.as_ref().unwrap().short(Lang::En), "Civil Code art. 941(2)");
    // What is owed is not known.
    let none = passing_on(&nation(), &dossier(), &[], &pieces, d("2026-03-01"));
    assert_eq!((none.verdict, none.way), (Verdict::Unknown, None));
}

#[test]
fn what_is_forbidden_is_no_way_to_collect() {
    let at = |place: &str, code: &str| collection(code, &rulebook(place), d("2026-03-01"));
    for action in CollectionAction::ALL {
        assert_eq!(at("440000", action.code()), Ok(*action));
        assert!(CollectionBan::ALL.iter().all(|ban| ban.code() != action.code()));
    }
    for ban in ["cut_power", "cut_water", "cut_heat", "cut_gas"] {
        for place in ["440000", "110000", "410100", "371500"] {
            let CollectionFault::Banned { law, .. } = at(place, ban).unwrap_err() else { panic!() };
            assert_eq!(law.to_string(), "Civil Code art. 944(3)", "{ban} in {place}");
        }
        // The word does not exist.
        assert!(serde_json::from_str::<CollectionAction>(&format!("\"{ban}\"")).is_err());
    }
    for (place, ban, article) in [
        ("410100", "limit_entry", "art. 42(3)"),
        ("410100", "limit_lifts", "art. 42(3)"),
        ("410100", "limit_vehicles", "art. 42(3)"),
        ("370300", "limit_supply", "art. 56(2)"),
        ("370300", "cut_telecom", "art. 56(2)"),
        ("370700", "limit_vehicles", "art. 55(2)"),
        ("371100", "limit_supply", "art. 59(1)"),
        ("371600", "limit_entry", "art. 47(1)(5)"),
        ("371600", "limit_lifts", "art. 47(1)(5)"),
        ("331000", "violence", "art. 39(4)"),
        ("371700", "bundling", "art. 25(1)"),
    ] {
        let fault = at(place, ban).unwrap_err();
        assert!(matches!(&fault, CollectionFault::Banned { law, .. } if law.to_string().ends_with(article)), "{fault}");
    }
    assert_eq!(at("440000", "limit_lifts").unwrap_err().code(), "collection_not_listed");
    assert_eq!(at("440000", "shouting").unwrap_err().code(), "collection_unknown");
    // A city adds to the nation's list and takes nothing from it.
    let bans = |place: &str| collection_bans(&rulebook(place), d("2026-03-01")).len();
    assert_eq!((bans("440000"), bans("371500"), bans("410100"), bans("370300")), (4, 4, 8, 6));
    assert_eq!(collection_bans(&nation(), d("2020-12-31")), []);
}

#[test]
fn a_reasonable_time_has_no_number() {
    let nation = nation();
    let sue =
        |demanded: Option<&str>, agreed, day| may_sue(&nation, &dossier(), demanded.map(d), agreed, d(day)).verdict;
    assert_eq!(sue(None, None, "2026-03-01"), Verdict::Unmet);
    assert_eq!(sue(Some("2026-03-01"), None, "2026-03-01"), Verdict::Unmet);
    assert_eq!(sue(Some("2026-03-01"), None, "2030-03-01"), Verdict::Unknown);
    let month = Some(Period::Days(30));
    assert_eq!(sue(Some("2026-03-01"), month, "2026-03-30"), Verdict::Unmet);
    assert_eq!(sue(Some("2026-03-01"), month, "2026-03-31"), Verdict::Unmet);
    assert_eq!(sue(Some("2026-03-01"), month, "2026-04-01"), Verdict::Met);
    assert_eq!(
        may_sue(&nation, &dossier(), None, None, d("2026-03-01")).law.unwrap().short(Lang::En),
        "Civil Code art. 944(2)"
    );
}
