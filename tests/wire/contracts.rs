//! Service contracts and limitations as they are stored.

use wuye::decide::contract::{
    AgreedPeriods, ContractCase, ContractEvent, ContractKind, ContractLaw, ContractRecords, ContractSide, ContractStep,
    ContractTerms, replay,
};
use wuye::dossier::Dossier;
use wuye::law::{ClaimCourse, Hindrance, LimitationPeriods};
use wuye::measure::Period;
use wuye::mode::ChargingForm;
use wuye::rule::DisclosureItem;

use super::*;

fn terms() -> ContractTerms {
    let (signed, from) = (day("2023-12-20"), day("2024-01-01"));
    let expires = Some(day("2026-12-31"));
    ContractTerms::new(parsed("p1"), ContractKind::Regular, signed, from, expires).unwrap()
}

fn agreed() -> AgreedPeriods {
    AgreedPeriods {
        dismissal: Some(Period::Days(30)),
        non_renewal: Some(Period::Months(4)),
        indefinite: Some(Period::Days(30)),
        early_end: Some(Period::Months(3)),
        replacement: Some(Period::Days(45)),
        exit: Some(Period::Days(7)),
    }
}

/// Each step once, each on its own.
fn steps() -> Vec<ContractEvent> {
    let written = true;
    let steps = [
        ContractStep::DecideRenewal,
        ContractStep::DecideReplacement,
        ContractStep::DecideSelfManagement,
        ContractStep::DecideDismissal,
        ContractStep::SignRenewal { expires: day("2029-12-31") },
        ContractStep::RefuseRenewal { written },
        ContractStep::NotifyDismissal { written },
        ContractStep::NotifyReplacement { written },
        ContractStep::NotifyEnd { by: ContractSide::Provider, written: false },
        ContractStep::GoOn,
        ContractStep::End,
        ContractStep::Supersede,
        ContractStep::BeginGapService,
        ContractStep::RefuseHandOver,
        ContractStep::HandOver,
        ContractStep::Disclose { item: DisclosureItem::CommonRevenue },
        ContractStep::File,
    ];
    steps.into_iter().map(|step| ContractEvent { on: day("2026-03-01"), step }).collect()
}

pub fn freeze(f: &mut Frozen) {
    f.stored("agreed_periods", &vec![AgreedPeriods::default(), agreed()]);
    f.stored("contract_terms", &vec![terms(), terms().agreeing(agreed()).charging(ChargingForm::LumpSum)]);
    f.stored("contract_event", &steps());
    let log: Vec<ContractEvent> = [
        ("2024-01-04", ContractStep::File),
        ("2026-02-20", ContractStep::DecideDismissal),
        ("2026-03-01", ContractStep::NotifyDismissal { written: true }),
        ("2026-04-30", ContractStep::End),
    ]
    .map(|(on, step)| ContractEvent { on: day(on), step })
    .to_vec();
    let records = ContractRecords { terms: terms(), log };
    f.stored("contract_records", &records);
    let place = parsed::<Place>("440000");
    let rulebook = wuye::places::rulebook_for(place).unwrap();
    let dossier = Dossier::new(Compound { id: parsed("c1"), name: "某小区".into(), place, yards: vec![] });
    let case = replay(records.terms.clone(), records.log.clone(), &ContractLaw::new(&rulebook, &dossier)).unwrap();
    // A case is written as its records.
    f.written::<ContractCase>("contract_case", &case);
    assert_eq!(to_json(&case).unwrap(), to_json(&records).unwrap());
    let hindrance = Hindrance { from: day("2026-10-01"), gone: Some(day("2026-11-01")) };
    f.stored("hindrance", &vec![hindrance, Hindrance { gone: None, ..hindrance }]);
    let course = ClaimCourse {
        known: day("2024-02-29"),
        harmed: Some(day("2024-01-01")),
        interruptions: vec![day("2025-01-01")],
        hindrances: vec![hindrance],
    };
    f.stored("claim_course", &vec![ClaimCourse::new(day("2024-02-29")), course]);
    let code = LimitationPeriods { ordinary: Period::Years(3), longest: Period::Years(20), tail: Period::Months(6) };
    f.stored("limitation_periods", &code);
}

#[test]
fn wrong_logs_are_refused_in_words() {
    let refused = |text: &str| from_json::<ContractRecords>(text).unwrap_err().to_string();
    let terms = to_json(&terms()).unwrap();
    let with = |log: &str| refused(&format!(r#"{{"format":1,"terms":{terms},"log":[{log}]}}"#));
    for (log, told) in [
        (r#"{"on":"2026-03-01","step":"cut_water"}"#, "cut_water"),
        (r#"{"on":"2026-03-01","step":"sign_renewal"}"#, "exactly: `expires`"),
        (r#"{"on":"2026-03-01","step":"end","written":true}"#, "exactly: —"),
        (r#"{"on":"2026-03-01","step":"notify_end","written":true}"#, "exactly: `by`, `written`"),
        (r#"{"on":"2026-02-30","step":"end"}"#, "2026-02-30"),
        (r#"{"on":"2026-03-01","step":"end","why":"x"}"#, "why"),
    ] {
        let error = with(log);
        assert!(error.contains(told), "{log}: {error}");
    }
    assert!(refused(&format!(r#"{{"format":2,"terms":{terms},"log":[]}}"#)).contains("format 1 or earlier"));
    let backwards = terms.replace("2026-12-31", "2023-12-31");
    assert!(
        refused(&format!(r#"{{"format":1,"terms":{backwards},"log":[]}}"#)).contains("expires on 2024-01-01 or later")
    );
}
