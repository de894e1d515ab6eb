//! What is due, overdue and lapsed; where no number is known it stays unknown.

use super::*;
use wuye::law::Authority;
use wuye::measure::Period;
use wuye::rule::{DisclosureItem, Verdict};
use wuye::terms::Lang;

fn ended(place: &str, end: &str, successor: Option<ContractStep>) -> At {
    let at = At::new(rulebook(place), terms(ContractKind::Regular, "2024-01-01", Some(end)));
    let at = match successor {
        Some(step) => at.goes(&[("2025-01-01", step)]),
        None => at,
    };
    at.goes(&[(end, ContractStep::End)])
}

#[test]
fn hangzhou_counts_fifteen_days_from_the_end_once_a_successor_is_chosen() {
    let at = ended("330100", "2026-06-30", Some(ContractStep::DecideReplacement));
    let leave = |day: &str| at.due(ContractDuty::Leave, day);
    assert_eq!(leave("2026-07-14"), (Some(d("2026-07-15")), DueState::Due));
    assert_eq!(leave("2026-07-15"), (Some(d("2026-07-15")), DueState::Due));
    assert_eq!(leave("2026-07-16"), (Some(d("2026-07-15")), DueState::Overdue));
    let own = ended("330100", "2026-06-30", Some(ContractStep::DecideSelfManagement));
    assert_eq!(own.due(ContractDuty::Leave, "2026-07-15").0, Some(d("2026-07-15")));
    // Whether one was chosen is not known: then neither is the last day.
    let open = ended("330100", "2026-06-30", None);
    assert_eq!(open.due(ContractDuty::Leave, "2026-08-15"), (None, DueState::Unknown));
    // Unless agreed otherwise.
    let with = regular().agreeing(AgreedPeriods { exit: Some(Period::Days(7)), ..agreed() });
    let at = At::new(rulebook("330100"), with);
    let at = at.goes(&[("2026-01-01", ContractStep::DecideReplacement), ("2026-12-31", ContractStep::End)]);
    assert_eq!(at.due(ContractDuty::Leave, "2027-01-08"), (Some(d("2027-01-07")), DueState::Overdue));
    // In time, and late.
    for (left, state) in [("2026-07-15", DueState::Done), ("2026-07-16", DueState::DoneLate)] {
        let at = ended("330100", "2026-06-30", Some(ContractStep::DecideReplacement));
        let at = at.goes(&[(left, ContractStep::HandOver)]);
        assert_eq!(at.due(ContractDuty::Leave, "2026-08-01"), (Some(d("2026-07-15")), state));
    }
}

#[test]
fn each_place_counts_leaving_as_its_text_says() {
    for (place, days) in [
        ("370300", "2026-07-30"),
        ("370700", "2026-07-30"),
        ("370200", "2026-07-30"),
        ("441800", "2026-07-30"),
        ("410000", "2026-06-30"),
        ("331000", "2026-07-15"),
        ("331100", "2026-06-30"),
    ] {
        let at = ended(place, "2026-06-30", Some(ContractStep::DecideReplacement));
        assert_eq!(at.due(ContractDuty::Leave, "2026-06-30").0, Some(d(days)), "{place}");
    }
    // The Code, Shanghai, Ningbo and Rizhao name no number of days for leaving.
    for place in ["440000", "310000", "330200", "110000", "371100"] {
        let at = ended(place, "2026-06-30", Some(ContractStep::DecideReplacement));
        assert_eq!(at.due(ContractDuty::Leave, "2026-12-31"), (None, DueState::Unknown), "{place}");
    }
    // Two of them have ten days for the papers.
    for place in ["310000", "371100"] {
        let at = ended(place, "2026-06-30", None);
        assert_eq!(at.due(ContractDuty::Papers, "2026-07-10"), (Some(d("2026-07-10")), DueState::Due));
        assert_eq!(at.due(ContractDuty::Papers, "2026-07-11"), (Some(d("2026-07-10")), DueState::Overdue));
    }
    assert!(ended("330200", "2026-06-30", None).review("2026-07-11").due(ContractDuty::Papers).is_none());
}

#[test]
fn beijing_counts_thirty_days_from_the_notice() {
    let at = At::new(rulebook("110000"), regular());
    let at = at.goes(&[("2026-03-01", ContractStep::DecideDismissal), ("2026-03-01", DISMISS)]);
    let leave = |day: &str| at.due(ContractDuty::LeaveAfterNotice, day);
    assert_eq!(leave("2026-03-30"), (Some(d("2026-03-31")), DueState::Due));
    assert_eq!(leave("2026-03-31"), (Some(d("2026-03-31")), DueState::Due));
    assert_eq!(leave("2026-04-01"), (Some(d("2026-03-31")), DueState::Overdue));
    // Elsewhere nothing is counted from the notice, nor in Beijing where the provider ends the contract.
    let nation =
        At::new(nation(), regular()).goes(&[("2026-03-01", ContractStep::DecideDismissal), ("2026-03-01", DISMISS)]);
    assert!(nation.review("2026-03-01").due(ContractDuty::LeaveAfterNotice).is_none());
    let own = At::new(rulebook("110000"), indefinite()).goes(&[("2026-03-01", PROVIDER_ENDS)]);
    assert!(own.review("2026-03-01").due(ContractDuty::LeaveAfterNotice).is_none());
}

#[test]
fn the_decision_is_organised_as_early_as_the_place_says() {
    for (place, latest) in [
        ("110000", "2026-06-30"), // six months before 31 December, as June has no 31st
        ("330200", "2026-08-31"),
        ("410000", "2026-09-30"),
        ("330900", "2026-09-30"),
        ("330300", "2026-10-02"),
        ("331000", "2026-10-02"),
        ("330600", "2026-10-02"),
    ] {
        let at = At::new(rulebook(place), regular());
        let after = d(latest).next().unwrap().to_string();
        assert_eq!(at.due(ContractDuty::Decide, latest), (Some(d(latest)), DueState::Due), "{place}");
        assert_eq!(at.due(ContractDuty::Decide, &after), (Some(d(latest)), DueState::Overdue), "{place}");
        let at = at.goes(&[(latest, ContractStep::DecideRenewal)]);
        assert_eq!(at.due(ContractDuty::Decide, &after).1, DueState::Done, "{place}");
    }
    assert_eq!(At::new(nation(), regular()).due(ContractDuty::Decide, "2026-12-31"), (None, DueState::Unknown));
    // An initial contract in Beijing: three months.
    let initial = At::new(rulebook("110000"), terms(ContractKind::Initial, "2025-01-01", Some("2026-12-31")));
    assert_eq!(initial.due(ContractDuty::Decide, "2026-01-01").0, Some(d("2026-09-30")));
}

#[test]
fn the_providers_refusal_lapses_and_is_no_duty() {
    let at = At::new(nation(), regular());
    assert_eq!(at.due(ContractDuty::Refuse, "2026-10-02"), (Some(d("2026-10-02")), DueState::Due));
    assert_eq!(at.due(ContractDuty::Refuse, "2026-10-03"), (Some(d("2026-10-02")), DueState::Lapsed));
    let review = at.review("2026-10-03");
    assert!(!review.allowed.contains(&ContractStepKind::RefuseRenewal));
    assert!(matches!(review.why_not(ContractStepKind::RefuseRenewal), Some(StepRefusal::TooLate { .. })));
    assert_eq!(review.why_not(ContractStepKind::HandOver), Some(&no_place()));
}

#[test]
fn what_a_local_text_gives_stands_beside_what_the_code_gives() {
    // Qingyuan: three months of the owners' dismissal; the Code's sixty days decide.
    let at = At::new(rulebook("441800"), regular());
    let at = at.goes(&[("2026-03-15", ContractStep::DecideDismissal), ("2026-03-15", DISMISS)]);
    let notice = at.review("2026-03-15").notice.unwrap();
    assert_eq!((notice.due, notice.otherwise[0].1), (Some(d("2026-05-14")), Some(d("2026-06-15"))));
    assert!(notice.render(Lang::Zh).contains("清远"), "{}", notice.render(Lang::Zh));
    // A provider who ends the term early is not spoken of by the Code: there the three months hold.
    let at = At::new(rulebook("441800"), regular()).goes(&[("2026-03-15", PROVIDER_ENDS)]);
    assert!(
        matches!(at.refused("2026-06-14", ContractStep::End), StepRefusal::TooEarly { earliest, .. } if earliest == d("2026-06-15"))
    );
    assert_eq!(at.goes(&[("2026-06-15", ContractStep::End)]).stage(), ContractStage::Ended);
    // Henan and Zhoushan: three months of a refusal, Henan also of an indefinite term; Wenzhou thirty days.
    for (place, other) in [("410000", "2026-09-30"), ("330900", "2026-09-30")] {
        let review = At::new(rulebook(place), regular()).review("2026-01-01");
        let refuse = review.due(ContractDuty::Refuse).unwrap();
        assert_eq!((refuse.due, refuse.otherwise[0].1), (Some(d("2026-10-02")), Some(d(other))), "{place}");
    }
    for (place, other) in [("410000", "2026-06-15"), ("330300", "2026-04-14"), ("371100", "2026-05-14")] {
        let at = At::new(rulebook(place), indefinite()).goes(&[("2026-03-15", PROVIDER_ENDS)]);
        let notice = at.review("2026-03-15").notice.unwrap();
        assert_eq!((notice.due, notice.otherwise[0].1), (Some(d("2026-05-14")), Some(d(other))), "{place}");
    }
}

#[test]
fn renewals_are_signed_and_refusals_told_as_the_place_says() {
    let renew = |place: &str| {
        let at = At::new(rulebook(place), regular()).goes(&[("2026-09-01", ContractStep::DecideRenewal)]);
        at.due(ContractDuty::Renew, "2026-12-01")
    };
    assert_eq!(renew("440000"), (Some(d("2026-12-31")), DueState::Due));
    assert_eq!(renew("330900"), (Some(d("2026-11-30")), DueState::Overdue));
    let tell = |place: &str, told: Option<&str>| {
        let at = At::new(rulebook(place), regular()).goes(&[("2026-09-01", ContractStep::DecideReplacement)]);
        let written = ContractStep::NotifyReplacement { written: true };
        let at = told.into_iter().fold(at, |at, day| at.goes(&[(day, written)]));
        at.due(ContractDuty::Tell, "2026-11-02")
    };
    assert_eq!(tell("330600", None), (Some(d("2026-11-01")), DueState::Overdue));
    assert_eq!(tell("330600", Some("2026-11-01")), (Some(d("2026-11-01")), DueState::Done));
    assert_eq!(tell("330600", Some("2026-11-02")), (Some(d("2026-11-01")), DueState::DoneLate));
    assert_eq!(tell("330900", None), (Some(d("2026-10-31")), DueState::Overdue));
    assert_eq!(tell("440000", None), (None, DueState::Unknown));
}

#[test]
fn contracts_are_filed_as_the_place_says() {
    for (place, last) in [
        ("110000", "2025-01-16"),
        ("310000", "2025-01-31"),
        ("330100", "2025-01-16"),
        ("330200", "2025-01-11"),
        ("330300", "2025-01-16"),
        ("330600", "2025-01-31"),
        ("330900", "2025-01-31"),
        ("331100", "2025-01-16"),
        ("370200", "2025-01-11"),
        ("370300", "2025-01-11"),
        ("371100", "2025-01-11"),
        ("371500", "2025-01-11"),
        ("371600", "2025-01-11"),
        ("410000", "2025-01-16"),
    ] {
        let at = At::new(rulebook(place), terms(ContractKind::Regular, "2025-01-01", Some("2026-12-31")));
        let after = d(last).next().unwrap().to_string();
        assert_eq!(at.due(ContractDuty::File, last), (Some(d(last)), DueState::Due), "{place}");
        assert_eq!(at.due(ContractDuty::File, &after), (Some(d(last)), DueState::Overdue), "{place}");
    }
    assert_eq!(At::new(nation(), regular()).due(ContractDuty::File, "2026-01-01"), (None, DueState::Unknown));
}

#[test]
fn disclosures_fall_due_where_a_text_says_how_often() {
    let due = |place: &str, item: DisclosureItem, shown: Option<&str>, day: &str| {
        let at = At::new(rulebook(place), regular());
        let at = shown.into_iter().fold(at, |at, on| at.goes(&[(on, ContractStep::Disclose { item })]));
        let review = at.review(day);
        review.dues.iter().find(|due| due.item == Some(item)).map(|due| (due.due, due.state))
    };
    let revenue = DisclosureItem::CommonRevenue;
    // Shanghai: every quarter, from the day it was last made public.
    assert_eq!(due("310000", revenue, Some("2025-11-30"), "2026-02-28"), Some((Some(d("2026-02-28")), DueState::Due)));
    assert_eq!(
        due("310000", revenue, Some("2025-11-30"), "2026-03-01"),
        Some((Some(d("2026-02-28")), DueState::Overdue))
    );
    assert_eq!(due("310000", revenue, None, "2024-04-01"), Some((Some(d("2024-04-01")), DueState::Due)));
    assert_eq!(due("331100", DisclosureItem::Performance, None, "2025-01-02").unwrap().1, DueState::Overdue);
    assert_eq!(due("371100", DisclosureItem::Accounts, None, "2024-04-02").unwrap().1, DueState::Overdue);
    // The Code names eight items and no interval.
    let nation = |item| due("440000", item, None, "2026-01-01");
    assert_eq!(nation(DisclosureItem::Persons), Some((None, DueState::Unknown)));
    assert_eq!(nation(DisclosureItem::Accounts), None);
    let items = At::new(rulebook("440000"), regular()).review("2026-01-01");
    assert_eq!(items.dues.iter().filter(|due| due.duty == ContractDuty::Disclose).count(), 8);
    // Before the Code the items are not known.
    let early = At::new(rulebook("440000"), terms(ContractKind::Regular, "2020-01-01", None)).review("2020-06-01");
    assert_eq!(early.dues.iter().filter(|due| due.duty == ContractDuty::Disclose).count(), 0);
}

#[test]
fn before_the_code_its_notices_are_unknown() {
    let at = At::new(nation(), terms(ContractKind::Regular, "2018-01-01", None));
    assert!(matches!(at.refused("2020-12-31", PROVIDER_ENDS), StepRefusal::UnknownPeriod { .. }));
    assert_eq!(at.goes(&[("2021-01-01", PROVIDER_ENDS)]).case.state().notice().unwrap().ends, d("2021-03-02"));
    assert_eq!(
        At::new(nation(), regular())
            .case
            .review(d("2023-12-31"), &ContractLaw::new(&nation(), &dossier()))
            .unwrap_err()
            .code(),
        "contract_not_signed"
    );
}

#[test]
fn a_case_comes_back_as_records_and_facts() {
    let at = ended("330100", "2026-06-30", Some(ContractStep::DecideReplacement));
    let at = at.goes(&[("2026-07-10", ContractStep::HandOver)]);
    let record = at.case.contract_record();
    assert_eq!((record.from, record.until), (d("2024-01-01"), Some(d("2026-07-01"))));
    let by = Authority::OwnersCommittee;
    let events: Vec<String> =
        at.case.event_records(by).iter().map(|e| format!("{} {}", e.event, e.happened.value)).collect();
    assert_eq!(events, ["contract_signed 2024-01-01", "contract_expires 2026-06-30", "provider_left 2026-07-10"]);
    let facts: Vec<String> = at.case.facts(by).iter().map(|(fact, said)| format!("{fact} {}", said.on)).collect();
    assert_eq!(facts, ["new_provider_chosen 2025-01-01", "provider_left 2026-07-10"]);
    // Stated in a dossier they answer the guard of the next look.
    let mut dossier = dossier();
    for (fact, said) in at.case.facts(by) {
        dossier.state(fact, said).unwrap();
    }
    dossier.contracts.push(wuye::estate::Stated::new(record, d("2026-07-10"), by));
    dossier.events.extend(at.case.event_records(by));
    let hangzhou = rulebook("330100");
    let open = ended("330100", "2026-06-30", None);
    let review = open.case.review(d("2026-07-16"), &ContractLaw::new(&hangzhou, &dossier)).unwrap();
    assert_eq!(review.due(ContractDuty::Leave).unwrap().due, Some(d("2026-07-15")));
}

#[test]
fn fees_after_the_end_are_two_answers() {
    let new = || ended("330100", "2026-06-30", Some(ContractStep::DecideReplacement));
    let fee = |at: At| {
        let fee = at.review("2026-08-01").fee.unwrap();
        assert_eq!(fee.gap_law.as_ref().unwrap().short(Lang::En), "Civil Code art. 950");
        assert_eq!(fee.breach_law.as_ref().unwrap().short(Lang::En), "Civil Code art. 949(2)");
        (fee.gap_service, fee.in_breach, fee.due())
    };
    let (gap, refuse, leave) = (ContractStep::BeginGapService, ContractStep::RefuseHandOver, ContractStep::HandOver);
    let (met, unmet, unknown) = (Verdict::Met, Verdict::Unmet, Verdict::Unknown);
    assert_eq!(fee(new()), (unknown, unknown, unknown));
    assert_eq!(fee(new().goes(&[("2026-07-01", gap)])), (met, unknown, unknown));
    assert_eq!(fee(new().goes(&[("2026-07-01", gap), ("2026-07-15", leave)])), (met, unmet, met));
    assert_eq!(fee(new().goes(&[("2026-07-01", gap), ("2026-07-16", leave)])), (met, unknown, unknown));
    assert_eq!(fee(new().goes(&[("2026-07-01", gap), ("2026-07-02", refuse)])), (met, met, unknown));
    assert_eq!(fee(new().goes(&[("2026-07-02", refuse)])), (unknown, met, unknown));
    assert_eq!(fee(new().goes(&[("2026-06-30", leave)])), (unmet, unmet, unknown));
    let refused = new().goes(&[("2026-06-30", refuse), ("2026-06-30", leave)]);
    assert_eq!(fee(refused), (unmet, met, unmet));
    assert!(At::new(nation(), regular()).review("2026-08-01").fee.is_none());
}
