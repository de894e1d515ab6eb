//! Every rule of days at one day before, on the day and one day after; at ends of months and in leap years.

use super::*;
use wuye::measure::Span;
use wuye::meeting::Calendar;

fn dismissed(from: Rulebook, notice: &str, terms: ContractTerms) -> At {
    At::new(from, terms).goes(&[(notice, ContractStep::DecideDismissal), (notice, DISMISS)])
}

/// 第九百四十六条: the contract ends on this day at the earliest.
#[track_caller]
fn ends(at: At, earliest: &str) {
    let earliest = d(earliest);
    let before = earliest.previous().unwrap().to_string();
    let why = at.refused(&before, ContractStep::End);
    assert!(
        matches!(&why, StepRefusal::TooEarly { earliest: e, found, .. } if (*e, *found) == (earliest, d(&before))),
        "{why}"
    );
    for day in [earliest, earliest.next().unwrap()] {
        let mut at = At { rulebook: at.rulebook.clone(), dossier: at.dossier.clone(), case: at.case.clone() };
        at.take(&day.to_string(), ContractStep::End).unwrap();
        assert_eq!((at.stage(), at.case.state().ended()), (ContractStage::Ended, Some(day)));
    }
}

#[test]
fn sixty_days_of_dismissal_do_not_count_the_day_of_the_notice() {
    ends(dismissed(nation(), "2026-03-01", regular()), "2026-04-30");
    ends(dismissed(nation(), "2026-01-31", regular()), "2026-04-01");
    ends(dismissed(nation(), "2024-01-31", regular()), "2024-03-31"); // over 29 February
    ends(dismissed(nation(), "2024-02-29", regular()), "2024-04-29");
}

#[test]
fn a_dismissal_may_be_agreed_otherwise() {
    let with = |dismissal| regular().agreeing(AgreedPeriods { dismissal: Some(dismissal), ..agreed() });
    ends(dismissed(nation(), "2026-03-01", with(Period::Days(90))), "2026-05-30");
    ends(dismissed(nation(), "2026-03-01", with(Period::Days(1))), "2026-03-02");
    // In months: the corresponding day, or the last of the month.
    ends(dismissed(nation(), "2026-01-31", with(Period::Months(1))), "2026-02-28");
    ends(dismissed(nation(), "2024-01-31", with(Period::Months(1))), "2024-02-29");
}

#[test]
fn a_term_that_expires_first_ends_the_contract_that_day() {
    let at = dismissed(nation(), "2026-12-01", regular());
    assert_eq!(at.case.state().notice().unwrap().ends, d("2026-12-31"));
    assert!(matches!(at.refused("2026-12-30", ContractStep::End), StepRefusal::TooEarly { .. }));
    assert!(matches!(at.refused("2027-01-01", ContractStep::End), StepRefusal::TooLate { .. }));
    assert_eq!(at.goes(&[("2026-12-31", ContractStep::End)]).stage(), ContractStage::Ended);
}

/// 第九百四十七条第二款: refused on the day after the last one.
#[track_caller]
fn last_day_of_refusal(terms: ContractTerms, latest: &str) {
    let at = At::new(nation(), terms);
    let after = d(latest).next().unwrap().to_string();
    let why = at.refused(&after, REFUSE);
    assert!(matches!(&why, StepRefusal::TooLate { latest: told, .. } if *told == d(latest)), "{why}");
    for day in [d(latest), d(latest).previous().unwrap()] {
        let mut case = at.case.clone();
        case.take(on(&day.to_string(), REFUSE), &ContractLaw::new(&at.rulebook, &at.dossier)).unwrap();
        assert_eq!(case.state().stage(), ContractStage::NonRenewalNotified);
    }
}

#[test]
fn ninety_days_before_expiry_are_full_days() {
    last_day_of_refusal(regular(), "2026-10-02");
    let to = |expires| terms(ContractKind::Regular, "2023-01-01", Some(expires));
    last_day_of_refusal(to("2024-02-29"), "2023-12-01");
    last_day_of_refusal(to("2024-05-29"), "2024-02-29");
    last_day_of_refusal(to("2025-05-29"), "2025-02-28");
    let with = |non_renewal| to("2026-12-31").agreeing(AgreedPeriods { non_renewal: Some(non_renewal), ..agreed() });
    last_day_of_refusal(with(Period::Days(30)), "2026-12-01");
    last_day_of_refusal(with(Period::Months(3)), "2026-09-30"); // September has no 31st
    last_day_of_refusal(with(Period::Days(0)), "2026-12-31");
}

#[test]
fn an_indefinite_term_knows_no_other_notice() {
    for indefinite_notice in [None, Some(Period::Days(30)), Some(Period::Months(6))] {
        let terms = indefinite().agreeing(AgreedPeriods { indefinite: indefinite_notice, ..agreed() });
        let at = At::new(nation(), terms).goes(&[("2026-03-01", PROVIDER_ENDS)]);
        let review = at.review("2026-03-01");
        assert_eq!(review.notice.as_ref().unwrap().without_effect, indefinite_notice);
        ends(at, "2026-04-30");
    }
    // The owners decide before they tell; the provider needs nobody.
    let at = At::new(nation(), indefinite());
    assert!(matches!(at.refused("2026-03-01", OWNERS_END), StepRefusal::Undecided { .. }));
    for decision in [ContractStep::DecideDismissal, ContractStep::DecideReplacement, ContractStep::DecideSelfManagement]
    {
        let at = At::new(nation(), indefinite());
        ends(at.goes(&[("2026-02-01", decision), ("2026-03-01", OWNERS_END)]), "2026-04-30");
    }
}

#[test]
fn without_a_decision_a_contract_goes_on_the_day_after_expiry() {
    let at = At::new(nation(), regular());
    for early in ["2026-12-30", "2026-12-31"] {
        let why = at.refused(early, ContractStep::GoOn);
        assert!(matches!(why, StepRefusal::TooEarly { earliest, .. } if earliest == d("2027-01-01")));
    }
    let at = at.goes(&[("2027-01-01", ContractStep::GoOn)]);
    assert_eq!((at.stage(), at.case.state().expires()), (ContractStage::Indefinite, None));
    // Expired: nothing more can be renewed or refused.
    assert_eq!(at.refused("2027-01-02", ContractStep::SignRenewal { expires: d("2030-01-01") }), no_place());
    assert_eq!(at.refused("2027-01-02", REFUSE), no_place());
    for decision in [ContractStep::DecideRenewal, ContractStep::DecideReplacement, ContractStep::DecideSelfManagement] {
        let at = At::new(nation(), regular()).goes(&[("2026-11-01", decision)]);
        let why = at.refused("2027-01-01", ContractStep::GoOn);
        assert!(matches!(why, StepRefusal::Decided { on, .. } if on == d("2026-11-01")));
    }
}

#[test]
fn a_renewal_is_decided_and_signed_before_the_term_is_over() {
    let renew = |expires: &str| ContractStep::SignRenewal { expires: d(expires) };
    let at = At::new(nation(), regular());
    assert!(matches!(at.refused("2026-12-01", renew("2029-12-31")), StepRefusal::Undecided { .. }));
    let at = at.goes(&[("2026-11-01", ContractStep::DecideRenewal)]);
    assert!(
        matches!(at.refused("2027-01-01", renew("2029-12-31")), StepRefusal::TooLate { latest, .. } if latest == d("2026-12-31"))
    );
    assert!(matches!(at.refused("2026-12-31", renew("2026-12-31")), StepRefusal::ShortRenewal { .. }));
    let at = at.goes(&[("2026-12-31", renew("2027-01-01"))]);
    assert_eq!((at.stage(), at.case.state().expires()), (ContractStage::Renewed, Some(d("2027-01-01"))));
    // The next renewal is decided anew.
    assert!(matches!(at.refused("2026-12-31", renew("2028-01-01")), StepRefusal::Undecided { .. }));
}

#[test]
fn a_term_ends_on_its_last_day_and_no_other() {
    for at in [At::new(nation(), regular()), At::new(nation(), regular()).goes(&[("2026-10-02", REFUSE)])] {
        assert!(matches!(at.refused("2026-12-30", ContractStep::End), StepRefusal::TooEarly { .. }));
        assert!(matches!(at.refused("2027-01-01", ContractStep::End), StepRefusal::TooLate { .. }));
        assert_eq!(at.goes(&[("2026-12-31", ContractStep::End)]).stage(), ContractStage::Ended);
    }
    assert_eq!(At::new(nation(), indefinite()).refused("2026-12-31", ContractStep::End), no_place());
}

#[test]
fn an_initial_contract_ends_when_the_new_one_takes_effect() {
    let initial = || At::new(nation(), terms(ContractKind::Initial, "2024-01-01", Some("2026-12-31")));
    assert!(matches!(initial().refused("2026-03-01", ContractStep::Supersede), StepRefusal::Undecided { .. }));
    let decided = initial().goes(&[("2026-02-01", ContractStep::DecideReplacement)]);
    assert!(matches!(decided.refused("2027-01-01", ContractStep::Supersede), StepRefusal::TooLate { .. }));
    let at = decided.goes(&[("2026-03-01", ContractStep::Supersede)]);
    assert_eq!((at.stage(), at.case.state().ended()), (ContractStage::Superseded, Some(d("2026-03-01"))));
    // Self-management is no new contract, and a contract of the owners is not ended so.
    let own = initial().goes(&[("2026-02-01", ContractStep::DecideSelfManagement)]);
    assert!(matches!(own.refused("2026-03-01", ContractStep::Supersede), StepRefusal::Undecided { .. }));
    let later =
        At::new(nation(), regular()).goes(&[("2026-02-01", ContractStep::DecideReplacement), ("2026-03-01", REFUSE)]);
    assert_eq!(later.refused("2026-03-02", ContractStep::Supersede), StepRefusal::NotInitial {});
    // An initial contract may have no term.
    let open = At::new(nation(), terms(ContractKind::Initial, "2024-01-01", None));
    assert_eq!(open.refused("2024-02-01", REFUSE), StepRefusal::NoTerm {});
    assert_eq!(open.refused("2024-02-01", ContractStep::End), StepRefusal::NoTerm {});
}

#[test]
fn notices_are_in_writing() {
    let spoken = [
        (regular(), ContractStep::RefuseRenewal { written: false }),
        (regular(), ContractStep::NotifyDismissal { written: false }),
        (regular(), ContractStep::NotifyReplacement { written: false }),
        (indefinite(), ContractStep::NotifyEnd { by: ContractSide::Provider, written: false }),
    ];
    for (terms, step) in spoken {
        let mut at = At::new(nation(), terms);
        let decision = match step.kind() {
            ContractStepKind::NotifyDismissal => Some(ContractStep::DecideDismissal),
            ContractStepKind::NotifyReplacement => Some(ContractStep::DecideReplacement),
            _ => None,
        };
        decision.into_iter().for_each(|decision| at.take("2026-01-01", decision).unwrap());
        assert!(matches!(at.refused("2026-03-01", step), StepRefusal::NotWritten { .. }));
    }
}

#[test]
fn a_dismissal_rests_on_a_decision_that_stands() {
    let at = At::new(nation(), regular());
    assert!(matches!(at.refused("2026-03-01", DISMISS), StepRefusal::Undecided { .. }));
    let changed =
        at.goes(&[("2026-02-01", ContractStep::DecideDismissal), ("2026-02-02", ContractStep::DecideRenewal)]);
    assert!(matches!(changed.refused("2026-03-01", DISMISS), StepRefusal::Undecided { .. }));
}

#[test]
fn a_provider_leaves_early_only_where_that_is_agreed() {
    let at = At::new(nation(), regular());
    assert!(matches!(at.refused("2026-03-15", PROVIDER_ENDS), StepRefusal::UnknownPeriod { .. }));
    let early = regular().agreeing(AgreedPeriods { early_end: ONE_MONTH, ..agreed() });
    let at = At::new(nation(), early);
    let asked = at.refused("2026-03-15", OWNERS_END);
    let expected = StepRefusal::WrongSide { expected: ContractSide::Provider, found: ContractSide::Owners };
    assert_eq!(asked, expected);
    ends(at.goes(&[("2026-03-15", PROVIDER_ENDS)]), "2026-04-15");
}

#[test]
fn days_are_never_before_those_already_there() {
    let mut at = At::new(nation(), regular());
    let early = at.take("2023-12-31", ContractStep::File).unwrap_err();
    let ContractFault::OutOfOrder { stage, step, last, found, allowed } = early else { panic!() };
    assert_eq!((stage, step), (ContractStage::FixedTerm, ContractStepKind::File));
    assert_eq!((last, found, allowed), (d("2024-01-01"), d("2023-12-31"), ContractStage::FixedTerm.steps()));
    at.take("2024-01-01", ContractStep::File).unwrap();
    at.take("2024-01-03", ContractStep::DecideRenewal).unwrap();
    assert_eq!(at.take("2024-01-02", ContractStep::File).unwrap_err().code(), "contract_out_of_order");
    at.take("2024-01-03", ContractStep::File).unwrap();
    assert_eq!(at.case.log().len(), 3);
}

#[test]
fn a_term_does_not_end_before_it_begins() {
    let made = |expires| {
        let (from, kind) = (d("2026-03-01"), ContractKind::Regular);
        ContractTerms::new("p1".parse().unwrap(), kind, from, from, Some(d(expires)))
    };
    assert_eq!(made("2026-02-28").unwrap_err().code(), "contract_term");
    assert!(made("2026-03-01").is_ok());
}

#[test]
fn days_of_rest_move_a_last_day_forwards_only() {
    let year = Span::new(d("2026-01-01"), d("2027-01-01")).unwrap();
    let rest = ["2026-05-01", "2026-05-02", "2026-05-03", "2026-10-02"].map(d);
    let calendar = Calendar::new(year, rest).unwrap();
    let (rulebook, dossier) = (nation(), dossier());
    let law = ContractLaw { calendar: Some(&calendar), ..ContractLaw::new(&rulebook, &dossier) };
    let told = |notice| {
        let mut case = ContractCase::open(regular());
        case.take(on(notice, ContractStep::DecideDismissal), &law).unwrap();
        case.take(on(notice, DISMISS), &law).unwrap();
        case.state().notice().unwrap().ends
    };
    assert_eq!(told("2026-03-01"), d("2026-04-30"));
    assert_eq!(told("2026-03-02"), d("2026-05-04"));
    assert_eq!(told("2026-03-05"), d("2026-05-04"));
    // 2026-10-02 is a day of rest and stays the last day of a notice that is counted backwards.
    let mut case = ContractCase::open(regular());
    assert!(case.take(on("2026-10-03", REFUSE), &law).is_err());
    case.take(on("2026-10-02", REFUSE), &law).unwrap();
    // Beyond the calendar nothing is known.
    let mut case = ContractCase::open(regular());
    case.take(on("2026-11-20", ContractStep::DecideDismissal), &law).unwrap();
    let fault = case.take(on("2026-11-20", DISMISS), &law).unwrap_err();
    assert_eq!(fault.why().unwrap().code(), "contract_counting");
}
