//! Periods, checks, committees, elections, and the numbers of the places.

use std::collections::BTreeMap;

use wuye::assess::parameter;
use wuye::dossier::Dossier;
use wuye::estate::{Compound, Quantity, Stated, Value};
use wuye::law::Authority;
use wuye::matter::Majority;
use wuye::measure::draw::{Draw, Generator};
use wuye::measure::{Approx, Period, Span};
use wuye::meeting::checks::{
    Check, Item, Seen, Sitting, bars, check, off_agenda, part, party_share, policy, unanimous, vacancy,
};
use wuye::meeting::{
    Calendar, Candidate, Election, MeetingError, Placed, PublishedDraw, RankRule, elect, latest_notice,
};
use wuye::rule::{Bar, Figure, Force, Key, ParameterValue, Settled, Verdict};
use wuye::terms::Lang;

use crate::{day, rulebook, weight};

const ON: &str = "2024-06-01";

fn setting(code: &str, key: Key) -> Settled {
    rulebook(code).setting(key, day(ON))
}

fn figure(code: &str, figure: Figure) -> Settled {
    setting(code, Key::Figure(figure))
}

fn ahead(first: &str, event: &str) -> Seen {
    Seen::Ahead { first: day(first), event: day(event) }
}

fn since(event: &str, done: &str) -> Seen {
    Seen::Since { event: day(event), done: day(done) }
}

fn verdict(item: Item, settled: &Settled, seen: Seen) -> Verdict {
    check(item, settled, Some(seen)).verdict
}

// --------------------------------------------------------------------------------------------------------- periods

#[test]
fn periods_of_the_code() {
    let year = Span::new(day("2026-01-01"), day("2027-06-01")).unwrap();
    let plain = Calendar::new(year, []).unwrap();
    let last = |start: &str, period: &str| plain.last_day(day(start), period.parse().unwrap()).unwrap().to_string();
    // The first day is not counted; a month ends on its corresponding day or on its last.
    assert_eq!(last("2026-03-01", "P60D"), "2026-04-30");
    assert_eq!(last("2026-01-31", "P1M"), "2026-02-28");
    assert_eq!(last("2026-05-10", "P1Y"), "2027-05-10");
    // A rest day moves the end on, and the next one too.
    let rest = ["2026-10-01", "2026-10-02", "2026-10-03"].map(day);
    let golden = Calendar::new(year, rest).unwrap();
    assert_eq!(golden.last_day(day("2026-09-01"), Period::Months(1)).unwrap(), day("2026-10-04"));
    assert_eq!(golden.last_day(day("2026-08-30"), Period::Months(1)).unwrap(), day("2026-09-30"));
    // What the calendar does not know is not guessed.
    let ends = golden.last_day(day("2027-05-30"), Period::Days(10));
    assert_eq!(ends, Err(MeetingError::CalendarEnds { day: day("2027-06-09") }));
    assert!(Calendar::new(year, [day("2028-01-01")]).is_err());
    assert_eq!(latest_notice(day("2026-12-31"), Period::Days(90)).unwrap(), day("2026-10-02"));
}

// --------------------------------------------------------------------------------------------------------- meetings

#[test]
fn a_notice_of_fourteen_days_is_a_finding() {
    let notice = figure("000000", Figure::MeetingNotice);
    assert_eq!(verdict(Item::Notice, &notice, ahead("2026-05-31", "2026-06-15")), Verdict::Met);
    let late = check(Item::Notice, &notice, Some(ahead("2026-06-01", "2026-06-15")));
    assert_eq!(late.verdict, Verdict::Unmet);
    assert_eq!(
        late.render(Lang::Zh),
        "不满足：会议通知，应不少于15日，实为2026年6月1日（距2026年6月15日共14日）（《物业管理条例》第十四条第一款）。"
    );
    assert_eq!(
        late.render(Lang::En),
        "not met: notice of the meeting, expected at least 15 days, found 2026-06-01, 14 days before 2026-06-15 (Property Management Regulations art. 14(1))."
    );
}

#[test]
fn hangzhous_seven_days_are_shown_beside_the_fifteen() {
    let notice = figure("330100", Figure::ExtraordinaryNotice);
    let seven = check(Item::Notice, &notice, Some(ahead("2024-06-08", "2024-06-15")));
    assert_eq!((seven.verdict, seven.contested.len()), (Verdict::Unmet, 1));
    assert_eq!(seven.contested[0].verdict, Verdict::Met);
    assert_eq!(seven.contested[0].law.short(Lang::Zh), "《杭州市物业管理条例》第十九条第一款");
    let six = check(Item::Notice, &notice, Some(ahead("2024-06-09", "2024-06-15")));
    assert_eq!(six.contested[0].verdict, Verdict::Unmet);
}

#[test]
fn hangzhous_window_is_five_to_sixty_days() {
    let window = figure("330100", Figure::VotingWindow);
    for (end, expected) in [
        ("2024-06-05", Verdict::Unmet),
        ("2024-06-06", Verdict::Met),
        ("2024-07-31", Verdict::Met),
        ("2024-08-01", Verdict::Unmet),
    ] {
        assert_eq!(verdict(Item::Window, &window, since("2024-06-01", end)), expected, "{end}");
    }
    // Elsewhere no window was found.
    assert_eq!(figure("110000", Figure::VotingWindow), Settled::Absent);
    assert_eq!(verdict(Item::Window, &Settled::Absent, since("2024-06-01", "2024-06-02")), Verdict::Unknown);
}

#[test]
fn sixty_of_three_hundred_call_a_meeting_and_fifty_nine_do_not() {
    for code in ["000000", "110000", "310000", "330100", "330200", "370000", "410000", "410100"] {
        let share = figure(code, Figure::ExtraordinaryShare);
        assert_eq!(verdict(Item::Proposers, &share, part(60, 300).unwrap()), Verdict::Met, "{code}");
        assert_eq!(verdict(Item::Proposers, &share, part(59, 300).unwrap()), Verdict::Unmet, "{code}");
    }
}

#[test]
fn only_announced_items_are_voted_on() {
    let off = off_agenda(&["provider", "fund"], &["fund", "rules"]);
    assert_eq!(off, [&"rules"]);
    for code in ["110000", "330100"] {
        let agenda = figure(code, Figure::OffAgenda);
        let n = u32::try_from(off.len()).unwrap();
        assert_eq!(verdict(Item::OffAgenda, &agenda, Seen::Count(n)), Verdict::Unmet);
        assert_eq!(verdict(Item::OffAgenda, &agenda, Seen::Count(0)), Verdict::Met);
    }
}

#[test]
fn a_group_of_seven_with_three_owners_is_too_few() {
    let share = figure("370000", Figure::GroupOwnersShare);
    assert_eq!(verdict(Item::GroupOwners, &share, part(3, 7).unwrap()), Verdict::Unmet);
    assert_eq!(verdict(Item::GroupOwners, &share, part(4, 7).unwrap()), Verdict::Met);
    let size = setting("370000", Key::GroupSeats);
    for (n, expected) in [(5, Verdict::Unmet), (7, Verdict::Met), (8, Verdict::Unmet), (9, Verdict::Met)] {
        assert_eq!(verdict(Item::GroupSize, &size, Seen::Count(n)), expected, "{n}");
    }
    // National, as read in excerpts: within 60 days, half or more.
    assert_eq!(
        verdict(Item::GroupForming, &figure("000000", Figure::GroupFormedWithin), since("2024-01-01", "2024-03-01")),
        Verdict::Met
    );
    assert_eq!(
        verdict(Item::GroupForming, &figure("000000", Figure::GroupFormedWithin), since("2024-01-01", "2024-03-02")),
        Verdict::Unmet
    );
}

// ------------------------------------------------------------------------------------------------------- committees

fn seats_in(code: &str, quantity: Option<(Quantity, Value)>) -> Settled {
    let place = code.parse().unwrap();
    let mut dossier =
        Dossier::new(Compound { id: "c1".parse().unwrap(), name: "某小区".into(), place, yards: vec![] });
    if let Some((quantity, value)) = quantity {
        let value = Approx::exact(value);
        dossier.measure(quantity, Stated::new(value, day("2024-01-01"), Authority::Street)).unwrap();
    }
    parameter(&rulebook(code), &dossier, Key::CommitteeSeats, day(ON))
}

#[test]
fn a_committee_of_six_is_a_finding_and_three_depend_on_the_compound() {
    let is = |settled: &Settled, n| verdict(Item::Seats, settled, Seen::Count(n));
    let national = seats_in("000000", None);
    let expected =
        [(3, Verdict::Unmet), (5, Verdict::Met), (6, Verdict::Unmet), (11, Verdict::Met), (13, Verdict::Unmet)];
    for (n, expected) in expected {
        assert_eq!(is(&national, n), expected, "{n}");
    }
    for code in ["110000", "330100"] {
        let households = |n| seats_in(code, Some((Quantity::Households, Value::Count(n))));
        assert_eq!((is(&households(100), 3), is(&households(101), 3)), (Verdict::Met, Verdict::Unmet), "{code}");
        assert_eq!(is(&seats_in(code, None), 3), Verdict::Unknown, "{code}: households are not stated");
    }
    let built = |m2: &str| seats_in("310000", Some((Quantity::BuiltArea, Value::Area(m2.parse().unwrap()))));
    assert_eq!((is(&built("10000"), 3), is(&built("10000.01"), 3)), (Verdict::Met, Verdict::Unmet));
    // Beijing has no most, Hangzhou has eleven; Zhengzhou leaves the number to the owners.
    assert_eq!(is(&seats_in("110000", Some((Quantity::Households, Value::Count(500)))), 13), Verdict::Met);
    assert_eq!(is(&seats_in("330100", Some((Quantity::Households, Value::Count(500)))), 13), Verdict::Unmet);
}

#[test]
fn terms_by_place() {
    for (code, two, three, five, six) in [
        ("310000", Verdict::Unmet, Verdict::Met, Verdict::Met, Verdict::Unmet),
        ("330100", Verdict::Unmet, Verdict::Met, Verdict::Met, Verdict::Unmet),
        ("110000", Verdict::Met, Verdict::Met, Verdict::Met, Verdict::Unmet),
        ("370000", Verdict::Met, Verdict::Met, Verdict::Met, Verdict::Unmet),
    ] {
        let term = figure(code, Figure::CommitteeTerm);
        let of = |end: &str| verdict(Item::Term, &term, since("2024-07-01", end));
        let found = [of("2026-07-01"), of("2027-07-01"), of("2029-07-01"), of("2029-07-02")];
        assert_eq!(found, [two, three, five, six], "{code}");
    }
}

#[test]
fn half_of_all_or_more_than_half_of_all() {
    let sitting = |seats, present, agreed| Sitting { seats, present, by_proxy: 0, agreed };
    let of = |code: &str, sitting: Sitting| {
        let (quorum, consent) = (figure(code, Figure::CommitteeQuorum), figure(code, Figure::CommitteeConsent));
        sitting.check(&quorum, &consent).unwrap().map(|check: Check| check.verdict)
    };
    let (met, unmet) = (Verdict::Met, Verdict::Unmet);
    // National guidance and Henan: half or more of all; the others: more than half.
    for (code, two_of_four) in
        [("000000", met), ("410000", met), ("110000", unmet), ("310000", unmet), ("330100", unmet), ("330200", unmet)]
    {
        assert_eq!(of(code, sitting(4, 3, 2)), [met, two_of_four], "{code}");
        assert_eq!(of(code, sitting(5, 3, 3)), [met, met], "{code}");
        assert_eq!(of(code, sitting(5, 2, 2))[0], unmet, "{code}");
    }
    // Shandong: two thirds attend.
    assert_eq!(of("370000", sitting(7, 4, 4)), [unmet, met]);
    assert_eq!(of("370000", sitting(6, 4, 4)), [met, met]);
    // Who sends somebody does not attend.
    let sent = Sitting { seats: 5, present: 2, by_proxy: 1, agreed: 2 };
    assert_eq!(of("330100", sent)[0], unmet);
    let quorum = figure("330100", Figure::CommitteeQuorum);
    assert!(sitting(5, 6, 0).check(&quorum, &quorum).is_err());
    assert!(sitting(5, 3, 4).check(&quorum, &quorum).is_err());
}

#[test]
fn vacancies_filing_recall_and_hand_over() {
    let national = figure("000000", Figure::VacancyShare);
    assert_eq!(vacancy(4, 9, &national, None).verdict, Verdict::Unmet);
    assert_eq!(vacancy(5, 9, &national, None).verdict, Verdict::Met);
    // Exactly half is enough in Beijing and too few in Hangzhou; Hangzhou has a legal minimum beside it.
    assert_eq!(vacancy(5, 10, &figure("110000", Figure::VacancyShare), None).verdict, Verdict::Met);
    let hangzhou = figure("330100", Figure::VacancyShare);
    assert_eq!(vacancy(5, 10, &hangzhou, Some(5)).verdict, Verdict::Unmet);
    assert_eq!(vacancy(4, 7, &hangzhou, Some(5)).verdict, Verdict::Unmet);
    assert_eq!(vacancy(5, 7, &hangzhou, Some(5)).verdict, Verdict::Met);

    let filing = figure("000000", Figure::CommitteeFiling);
    assert_eq!(verdict(Item::Filing, &filing, since("2024-06-01", "2024-07-01")), Verdict::Met);
    assert_eq!(verdict(Item::Filing, &filing, since("2024-06-01", "2024-07-02")), Verdict::Unmet);

    let henan = figure("410000", Figure::RecallMembersShare);
    assert_eq!(verdict(Item::RecallByMembers, &henan, part(3, 9).unwrap()), Verdict::Met);
    assert_eq!(verdict(Item::RecallByMembers, &henan, part(2, 9).unwrap()), Verdict::Unmet);
    let shandong = figure("370000", Figure::RecallMembersShare);
    assert_eq!(verdict(Item::RecallByMembers, &shandong, part(5, 10).unwrap()), Verdict::Unmet);
    assert_eq!(verdict(Item::RecallByMembers, &shandong, part(6, 10).unwrap()), Verdict::Met);

    // The member of Hangzhou has seven days, the national guidance three: the city's regulation ranks above it.
    let member = figure("330100", Figure::MemberHandOver);
    assert_eq!(verdict(Item::HandOver, &member, since("2024-06-30", "2024-07-07")), Verdict::Met);
    assert_eq!(verdict(Item::HandOver, &member, since("2024-06-30", "2024-07-08")), Verdict::Unmet);
    let committee = figure("000000", Figure::CommitteeHandOver);
    assert_eq!(verdict(Item::HandOver, &committee, since("2024-06-30", "2024-07-10")), Verdict::Met);
    let start = figure("370000", Figure::ReElectionStart);
    assert_eq!(verdict(Item::ReElection, &start, ahead("2024-10-02", "2024-12-31")), Verdict::Met);
    assert_eq!(verdict(Item::ReElection, &start, ahead("2024-10-03", "2024-12-31")), Verdict::Unmet);
}

#[test]
fn property_management_committees_of_seven_cities() {
    for (code, good, bad, owners, too_few) in [
        ("110000", &[7, 9, 21][..], &[5, 8][..], (4, 7), (3, 7)),
        ("330100", &[7, 11], &[5, 13], (4, 7), (3, 7)),
        ("410100", &[7, 11], &[5, 8, 13], (4, 7), (3, 7)),
        ("330200", &[5, 7], &[3, 6], (3, 5), (2, 5)),
        ("331000", &[11, 15], &[9, 12, 17], (7, 11), (6, 11)),
        ("371100", &[9, 13], &[7, 10, 15], (5, 9), (4, 9)),
        ("441800", &[5, 15], &[3, 6, 17], (0, 0), (0, 0)),
    ] {
        let seats = setting(code, Key::ManagementCommitteeSeats);
        let is = |n: &u32| verdict(Item::ManagementSeats, &seats, Seen::Count(*n));
        assert!(good.iter().all(|n| is(n) == Verdict::Met), "{code}");
        assert!(bad.iter().all(|n| is(n) == Verdict::Unmet), "{code}");
        let share = figure(code, Figure::ManagementCommitteeOwners);
        if code == "441800" {
            assert_eq!(share, Settled::Absent, "the street sets it");
            continue;
        }
        let of = |(n, whole)| verdict(Item::ManagementOwners, &share, part(n, whole).unwrap());
        assert_eq!((of(owners), of(too_few)), (Verdict::Met, Verdict::Unmet), "{code}");
    }
}

#[test]
fn bars_are_mandatory_or_only_if_the_rules_say_so() {
    let of = |code: &str, agreed: &[Bar], facts: &[(Bar, bool)]| -> Vec<(Bar, Verdict)> {
        let facts: BTreeMap<Bar, bool> = facts.iter().copied().collect();
        let found = bars(&setting(code, Key::Bars), &setting(code, Key::BarsIfAgreed), agreed, &facts);
        found.into_iter().map(|(bar, check)| (bar, check.verdict)).collect()
    };
    let kin = Bar::ProviderKin;
    let shanghai = of("310000", &[], &[(kin, true), (Bar::ProviderEmployee, false)]);
    assert!(shanghai.contains(&(kin, Verdict::Unmet)) && shanghai.contains(&(Bar::ProviderEmployee, Verdict::Met)));
    assert!(shanghai.contains(&(Bar::FeeArrears, Verdict::Unknown)));
    assert_eq!(shanghai.len(), 8);
    // Hangzhou: nothing but full capacity unless the owners agreed on it.
    assert_eq!(of("330100", &[], &[(kin, true)]), [(Bar::NoCapacity, Verdict::Unknown)]);
    let agreed = of("330100", &[kin], &[(kin, true), (Bar::NoCapacity, false)]);
    assert_eq!(agreed, [(Bar::NoCapacity, Verdict::Met), (kin, Verdict::Unmet)]);
}

#[test]
fn policy_is_reported_and_voids_nothing() {
    for (party, seats, expected) in [(4, 7, Verdict::Met), (3, 7, Verdict::Unmet), (3, 6, Verdict::Met)] {
        let check = party_share(party, seats).unwrap();
        assert_eq!((check.verdict, check.force), (expected, Force::Usually), "{party}/{seats}");
    }
    assert!(party_share(8, 7).is_err());
    let one = policy(Item::OneShoulder, None);
    assert_eq!((one.verdict, one.force), (Verdict::Unknown, Force::Usually));
    assert!(one.render(Lang::Zh).contains("仅作报告"));
}

#[test]
fn one_refusal_of_twenty_four_stops_a_change_of_use() {
    let mut answers = vec![Some(true); 23];
    assert_eq!(unanimous(&answers), Verdict::Met);
    answers.push(Some(false));
    assert_eq!(unanimous(&answers), Verdict::Unmet);
    answers[0] = None;
    assert_eq!(unanimous(&answers), Verdict::Unmet);
}

/// The first meeting of five places: which facts make it due.
#[test]
fn first_meetings_of_five_places() {
    use wuye::assess::Checklist;
    use wuye::dossier::EventRecord;
    use wuye::estate::{Event, Fact, OrganisationKind};
    use wuye::rule::Aim;
    let area = |m2: &str| Value::Area(m2.parse().unwrap());
    let case = |code: &str, quantities: &[(Quantity, Value)], first: Option<&str>, developer: bool| {
        let place = code.parse().unwrap();
        let mut dossier =
            Dossier::new(Compound { id: "c1".parse().unwrap(), name: "某小区".into(), place, yards: vec![] });
        for (quantity, value) in quantities {
            let stated = Stated::new(Approx::exact(*value), day("2024-01-01"), Authority::Street);
            dossier.measure(*quantity, stated).unwrap();
        }
        if developer {
            dossier.state(Fact::DeveloperApplied, Stated::new(true, day("2024-01-01"), Authority::Street)).unwrap();
        }
        if let Some(on) = first {
            dossier.events.push(EventRecord {
                event: Event::FirstUnitDelivered,
                happened: Stated::new(day(on), day(on), Authority::Developer),
            });
        }
        let aim = Aim::Found(OrganisationKind::OwnersAssembly);
        Checklist::compile(&rulebook(code), aim).assess(&dossier, day(ON)).verdict()
    };
    let built =
        |delivered: &str| vec![(Quantity::BuiltArea, area("50000")), (Quantity::DeliveredArea, area(delivered))];
    let (met, unmet, unknown) = (Verdict::Met, Verdict::Unmet, Verdict::Unknown);
    // Shanghai: half, or two years since the first unit.
    assert_eq!(case("310000", &built("25000"), None, false), met);
    assert_eq!(case("310000", &built("24999.99"), None, false), unknown);
    assert_eq!(case("310000", &built("24999.99"), Some("2022-06-02"), false), unmet);
    assert_eq!(case("310000", &built("24999.99"), Some("2022-06-01"), false), met);
    // Hangzhou: 60 %; or two years and 30 %.
    assert_eq!(case("330100", &built("30000"), None, false), met);
    assert_eq!(case("330100", &built("29999.99"), Some("2022-06-01"), false), met);
    assert_eq!(case("330100", &built("14999.99"), Some("2022-06-01"), false), unmet);
    assert_eq!(case("330100", &built("29999.99"), Some("2022-06-02"), false), unmet);
    // Shandong: half of the exclusive area, half of the owners, or two years and a quarter of the owners.
    let owners = |n| {
        vec![
            (Quantity::ExclusiveArea, area("50000")),
            (Quantity::DeliveredExclusiveArea, area("10000")),
            (Quantity::Owners, Value::Count(400)),
            (Quantity::DeliveredOwners, Value::Count(n)),
        ]
    };
    assert_eq!(case("370000", &owners(200), Some("2024-01-01"), false), met);
    assert_eq!(case("370000", &owners(199), Some("2024-01-01"), false), unmet);
    assert_eq!(case("370000", &owners(100), Some("2022-06-01"), false), met);
    assert_eq!(case("370000", &owners(99), Some("2022-06-01"), false), unmet);
    // Beijing: half delivered, and who applies: 5 % of the owners or of the area, or the developer.
    let beijing = |delivered: &str, applicants| {
        vec![
            (Quantity::BuiltArea, area("50000")),
            (Quantity::DeliveredExclusiveArea, area(delivered)),
            (Quantity::Owners, Value::Count(400)),
            (Quantity::ApplicantOwners, Value::Count(applicants)),
            (Quantity::ApplicantArea, area("0")),
        ]
    };
    assert_eq!(case("110000", &beijing("25000", 20), None, false), met);
    assert_eq!(case("110000", &beijing("25000", 19), None, false), unknown);
    assert_eq!(case("110000", &beijing("25000", 19), None, true), met);
    assert_eq!(case("110000", &beijing("24999.99", 20), None, true), unmet);
    // Henan: half of the built area, or 30 % of the households, or the initial contract.
    assert_eq!(case("410000", &built("25000"), None, false), met);
    // Exactly half is not more than half: the guidance of the ministry.
    let files = figure("000000", Figure::DeveloperFilesAbove);
    assert_eq!(verdict(Item::FirstMeeting, &files, part(25_000, 50_000).unwrap()), unmet);
    assert_eq!(verdict(Item::FirstMeeting, &files, part(25_001, 50_000).unwrap()), met);
}

/// The lift rules of three places, each in its own circle.
#[test]
fn lifts_by_place() {
    use wuye::matter::{Matter, Outcome, Tally, resolve};
    use wuye::meeting::checks::lift;
    use wuye::rule::{LiftCircle, LiftRule};
    let rule = |code: &str| -> LiftRule {
        let Settled::Known { setting, .. } = setting(code, Key::Lift) else { panic!("{code}") };
        let Some(ParameterValue::Lift(rule)) = setting.value() else { panic!("{code}") };
        *rule
    };
    let of = |total: u32, part: (u32, &str), yes: (u32, &str)| {
        let all = (total * 100).to_string();
        Tally::declared(weight(total, &all), weight(part.0, part.1), weight(yes.0, yes.1)).unwrap()
    };
    let (met, unmet, unknown) = (Verdict::Met, Verdict::Unmet, Verdict::Unknown);
    // Shanghai: of twelve in the building eight take part and six of them agree, in both limbs.
    let shanghai = rule("310000");
    assert_eq!(shanghai.circle, LiftCircle::Building);
    assert_eq!(lift(&shanghai, &of(12, (8, "800"), (6, "600")), None), met);
    assert_eq!(lift(&shanghai, &of(12, (8, "800"), (6, "599.99")), None), unmet);
    assert_eq!(lift(&shanghai, &of(12, (8, "799.99"), (6, "600")), None), unmet);
    assert_eq!(lift(&shanghai, &of(12, (7, "800"), (7, "700")), None), unmet);
    // Where common parts of the compound are taken, more than half of those who take part.
    let Settled::Known { setting: common, law, .. } = setting("310000", Key::LiftOnCommonParts) else { panic!() };
    let Some(ParameterValue::Majority(common)) = common.value() else { panic!() };
    let tally = of(300, (200, "20000"), (101, "10000.01"));
    let compound = resolve("c1".parse().unwrap(), Matter::Rebuild, day(ON), tally, *common, law);
    assert_eq!(compound.outcome(), Outcome::Passed);
    // Henan: two thirds of the owners; no area is printed.
    let henan = rule("410000");
    assert_eq!(lift(&henan, &of(12, (8, "1"), (8, "1")), None), met);
    assert_eq!(lift(&henan, &of(12, (12, "1200"), (7, "1200")), None), unmet);
    // Laiwu and Gangcheng: two thirds of both sign, and no objection is left.
    for code in ["370116", "370117"] {
        let jinan = rule(code);
        assert!(jinan.written);
        assert_eq!(lift(&jinan, &of(12, (8, "800"), (8, "800")), Some(0)), met);
        assert_eq!(lift(&jinan, &of(12, (8, "800"), (8, "799.99")), Some(0)), unmet);
        assert_eq!(lift(&jinan, &of(12, (8, "800"), (8, "800")), None), unknown);
        assert_eq!(lift(&jinan, &of(12, (8, "800"), (8, "800")), Some(1)), unmet);
    }
    // Elsewhere in Jinan, and in Wuxi, none was read.
    assert_eq!((setting("370100", Key::Lift), setting("320200", Key::Lift)), (Settled::Absent, Settled::Absent));
    // Henan's vote by objection: a third or less against.
    let objecting = figure("410000", Figure::ObjectionShare);
    assert_eq!(verdict(Item::Objectors, &objecting, part(100, 300).unwrap()), met);
    assert_eq!(verdict(Item::Objectors, &objecting, part(101, 300).unwrap()), unmet);
}

/// An assembly of representatives stands beside what the State Council prints, and both are shown.
#[test]
fn representatives_are_flagged() {
    let place = "410000".parse().unwrap();
    let mut dossier =
        Dossier::new(Compound { id: "c1".parse().unwrap(), name: "某小区".into(), place, yards: vec![] });
    let households = Approx::exact(Value::Count(301));
    dossier.measure(Quantity::Households, Stated::new(households, day("2024-01-01"), Authority::Street)).unwrap();
    let form = parameter(&rulebook("410000"), &dossier, Key::AssemblyForm, day(ON));
    let Settled::Known { setting, conflicts, .. } = form else { panic!("{form:?}") };
    use wuye::rule::{AssemblyForm, Setting};
    assert_eq!(setting, Setting::Exactly(ParameterValue::AssemblyForm(AssemblyForm::AllOwners)));
    let lower = Setting::Exactly(ParameterValue::AssemblyForm(AssemblyForm::Representatives));
    assert_eq!(conflicts.iter().map(|conflict| &conflict.lower).collect::<Vec<_>>(), [&lower]);
}

// --------------------------------------------------------------------------------------------------------- elections

fn candidate(person: &str, heads: u32, m2: &str) -> Candidate {
    Candidate { person: person.parse().unwrap(), agreed: weight(heads, m2) }
}

fn election(seats: u32, candidates: Vec<Candidate>, rank: RankRule) -> Election {
    Election {
        held: day("2026-06-15"),
        seats,
        total: weight(300, "30000"),
        participating: weight(200, "20000"),
        majority: Majority::of_participants(false).unwrap(),
        rank,
        candidates,
        draw: None,
    }
}

fn placed(election: &Election) -> Vec<(String, Placed)> {
    elect(election).unwrap().order.into_iter().map(|(person, placed)| (person.to_string(), placed)).collect()
}

#[test]
fn candidates_need_both_limbs_and_rank_exactly() {
    let candidates = vec![
        candidate("a", 150, "12000"),
        candidate("b", 151, "11000"),
        candidate("c", 101, "10000.01"),
        candidate("d", 100, "15000"), // half of the heads is not more than half
        candidate("e", 180, "10000"), // half of the area is not more than half
    ];
    let (elected, alternate, few) = (Placed::Elected, Placed::Alternate, Placed::TooFew);
    let by_heads = placed(&election(2, candidates.clone(), RankRule::Heads));
    let named = |list: [(&str, Placed); 5]| list.map(|(person, placed)| (person.to_owned(), placed)).to_vec();
    assert_eq!(by_heads, named([("b", elected), ("a", elected), ("c", alternate), ("e", few), ("d", few)]));
    let by_area = placed(&election(1, candidates.clone(), RankRule::Area));
    assert_eq!(by_area[0], ("a".to_owned(), elected));
    // 150/300 + 12,000/30,000 = 0.9 against 151/300 + 11,000/30,000 = 0.87.
    let summed = placed(&election(1, candidates.clone(), RankRule::SharesSummed));
    assert_eq!((summed[0].0.as_str(), summed[1].0.as_str()), ("a", "b"));
    // Their order in the list is irrelevant.
    let mut turned = candidates.clone();
    turned.reverse();
    assert_eq!(placed(&election(2, turned, RankRule::Heads)), by_heads);
    // Without a quorum nobody is elected.
    let void = Election { participating: weight(199, "20000"), ..election(2, candidates, RankRule::Heads) };
    let void = elect(&void).unwrap();
    assert!(!void.quorum && void.elected().next().is_none());
}

#[test]
fn ratios_that_round_alike_are_not_alike() {
    // Pitfall 59: 0.62345 and 0.62354 of 100,000 both round to 0.6235.
    let big = |a: u32, b: u32| Election {
        total: weight(100_000, "100000"),
        participating: weight(100_000, "100000"),
        candidates: vec![candidate("a", a, "62345"), candidate("b", b, "62345")],
        ..election(1, vec![], RankRule::SharesSummed)
    };
    assert_eq!(placed(&big(62_345, 62_354))[0].0, "b");
    assert!(matches!(elect(&big(62_345, 62_345)), Err(MeetingError::TieWithoutDraw { tied: 2, seats: 1 })));
}

#[test]
fn a_tie_is_drawn_only_where_it_decides_and_only_by_a_draw_published_before() {
    let level = |person| candidate(person, 150, "15000");
    let candidates = vec![level("d"), level("b"), level("c"), candidate("top", 160, "16000"), level("a")];
    let published =
        |seed, on: &str| PublishedDraw { draw: Draw { generator: Generator::SplitMix64, seed }, published: day(on) };
    let of = |seats, seed, on| Election {
        draw: Some(published(seed, on)),
        ..election(seats, candidates.clone(), RankRule::Heads)
    };
    // Everybody has a seat, or the tie lies below the last seat: no draw is needed.
    assert!(elect(&election(5, candidates.clone(), RankRule::Heads)).unwrap().drawn.is_empty());
    assert!(elect(&election(1, candidates.clone(), RankRule::Heads)).unwrap().drawn.is_empty());
    let missing = elect(&election(3, candidates.clone(), RankRule::Heads));
    assert_eq!(missing, Err(MeetingError::TieWithoutDraw { tied: 4, seats: 2 }));
    let late = elect(&of(3, 20_260_901, "2026-06-15"));
    assert!(matches!(late, Err(MeetingError::DrawTooLate { .. })));
    // The published order of the draw over a, b, c, d.
    for seed in [1, 2, 9, 20_260_901] {
        let result = elect(&of(3, seed, "2026-06-14")).unwrap();
        let order = Draw { generator: Generator::SplitMix64, seed }.order(4).unwrap();
        let expected: Vec<&str> = order.iter().map(|i| ["a", "b", "c", "d"][*i]).collect();
        let found: Vec<&str> = result.order[1..].iter().map(|(person, _)| person.as_str()).collect();
        assert_eq!(found, expected);
        assert_eq!(
            result.elected().map(|person| person.as_str()).collect::<Vec<_>>(),
            ["top", expected[0], expected[1]]
        );
        assert_eq!(result.drawn.iter().map(|person| person.as_str()).collect::<Vec<_>>(), ["a", "b", "c", "d"]);
    }
}

#[test]
fn elections_that_cannot_be_are_errors() {
    let twice = election(1, vec![candidate("a", 1, "1"), candidate("a", 2, "2")], RankRule::Heads);
    assert!(matches!(elect(&twice), Err(MeetingError::DuplicateCandidate { .. })));
    assert!(matches!(elect(&election(0, vec![], RankRule::Heads)), Err(MeetingError::NoSeats {})));
    let over = election(1, vec![candidate("a", 201, "1")], RankRule::Heads);
    assert!(matches!(elect(&over), Err(MeetingError::PartOverWhole { .. })));
}

// ------------------------------------------------------------------------------------------------------------ places

#[test]
fn ningbo_counts_by_certificate_and_without_parking() {
    let value = |code: &str, key: Key| match setting(code, key) {
        Settled::Known { setting, .. } => setting.value().cloned(),
        _ => None,
    };
    use wuye::rule::{HeadBasis, ParkingArea};
    assert_eq!(value("330200", Key::HeadBasis), Some(ParameterValue::HeadBasis(HeadBasis::Certificate)));
    assert_eq!(value("330200", Key::ParkingArea), Some(ParameterValue::ParkingArea(ParkingArea::LeftOut)));
    for code in ["000000", "110000", "330100", "370000"] {
        assert_eq!(value(code, Key::HeadBasis), Some(ParameterValue::HeadBasis(HeadBasis::Unit)), "{code}");
        // Whether parking counts is nowhere printed: it has to be stated.
        assert_eq!(value(code, Key::ParkingArea), None, "{code}");
    }
}
