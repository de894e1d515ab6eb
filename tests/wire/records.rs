//! A record that is read back is a proof again only if it can be made again; every alteration is told for what it is.

use wuye::assess::{Assessment, AssessmentRecord, Difference, Gap, Observed};
use wuye::decide::{self, DecisionDifference, Refusal};
use wuye::dossier::{DecisionRecord, Dossier, GroundRecord};
use wuye::estate::{Fact, Stated, Value};
use wuye::json::{from_json, to_json};
use wuye::law::Authority;
use wuye::matter::Matter;
use wuye::mode::Mode;
use wuye::rule::{Aim, Rulebook, Unread, Verdict};

use crate::values::*;

// ---------------------------------------------------------------------------------- assessments

fn verified(record: &AssessmentRecord, dossier: &Dossier) -> Result<Assessment, Difference> {
    checklist().verify(record, dossier)
}

/// The finding of a fact.
fn of_fact(record: &AssessmentRecord) -> usize {
    record.findings.iter().position(|finding| matches!(finding.observed, Observed::Fact(Some(_)))).unwrap()
}

#[test]
fn a_record_of_an_assessment_is_the_same_proof_again() {
    let record: AssessmentRecord = from_json(&to_json(&assessment()).unwrap()).unwrap();
    assert_eq!(verified(&record, &dossier()), Ok(assessment()));
}

/// What was done to the record.
type Altered = (&'static str, fn(&mut AssessmentRecord), Difference);

fn alterations() -> Vec<Altered> {
    let rulebook = |found: &str| Difference::Rulebook { expected: "sample-411000 7".into(), found: found.into() };
    let fact = of_fact(&assessment().record());
    vec![
        ("the verdict", |record| record.verdict = Verdict::Unmet, Difference::Record {}),
        ("the verdict of a finding", |record| record.findings[1].verdict = Verdict::Unknown, Difference::Record {}),
        (
            "what was seen of a fact",
            |record| {
                let fact = of_fact(record);
                if let Observed::Fact(Some(seen)) = &mut record.findings[fact].observed {
                    seen.by = Authority::Court;
                }
            },
            Difference::Facts { finding: fact },
        ),
        (
            "that a fact was seen",
            |record| {
                let fact = of_fact(record);
                record.findings[fact].observed = Observed::Fact(None);
            },
            Difference::Facts { finding: fact },
        ),
        ("what was required", |record| record.findings[1].required = None, Difference::Record {}),
        ("whose part a finding is", |record| record.findings[2].parent = Some(0), Difference::Record {}),
        ("the law", |record| record.findings[1].law = None, Difference::Record {}),
        (
            "by how much it falls short",
            |record| record.findings[1].short_by = Some(Gap::Missing(Value::Count(1))),
            Difference::Record {},
        ),
        (
            "a finding dropped",
            |record| {
                record.findings.pop();
            },
            Difference::Record {},
        ),
        ("a finding added", |record| record.findings.push(record.findings[0].clone()), Difference::Record {}),
        ("no finding", |record| record.findings.clear(), Difference::Record {}),
        (
            "a document said to be unread",
            |record| record.unread.push(Unread { title: "办法".into(), title_en: "Measures".into() }),
            Difference::Record {},
        ),
        ("the rulebook's version", |record| record.version = 8, rulebook("sample-411000 8")),
        ("the rulebook", |record| record.rulebook = parsed("cn-411000"), rulebook("cn-411000 7")),
        (
            "the compound",
            |record| record.compound = parsed("c2"),
            Difference::Compound { expected: parsed("c1"), found: parsed("c2") },
        ),
        (
            "the aim",
            |record| record.aim = Aim::Mode(Mode::Basic),
            Difference::Aim { expected: Aim::Mode(Mode::Professional), found: Aim::Mode(Mode::Basic) },
        ),
        ("the form", |record| record.format = 0, Difference::Format { newest: 1, found: 0 }),
        ("the form, of a later library", |record| record.format = 2, Difference::Format { newest: 1, found: 2 }),
        // On that day the facts were not stated yet, and the law of 2020 is not known.
        ("the day", |record| record.day = day("2022-02-19"), Difference::Facts { finding: fact }),
        ("the day, before the law", |record| record.day = day("2020-06-01"), Difference::Facts { finding: 0 }),
    ]
}

#[test]
fn an_altered_record_of_an_assessment_is_refused() {
    for (what, alter, difference) in alterations() {
        let mut record = assessment().record();
        alter(&mut record);
        assert_ne!(record, assessment().record(), "{what}");
        // The altered record is well formed: it comes through a file as it is.
        let read: AssessmentRecord = from_json(&to_json(&record).unwrap()).unwrap();
        assert_eq!(read, record, "{what}");
        assert_eq!(verified(&read, &dossier()), Err(difference), "{what}");
    }
}

#[test]
fn a_record_is_refused_once_the_facts_are_others() {
    let record = assessment().record();
    let fact = of_fact(&record);
    let mut corrected = dossier();
    corrected.state(Fact::OldCompound, Stated::new(false, day("2022-02-25"), Authority::Street)).unwrap();
    assert_eq!(verified(&record, &corrected), Err(Difference::Facts { finding: fact }));
    let mut withdrawn = dossier();
    withdrawn.statements.retract(&compound().subject(), Fact::OldCompound);
    assert_eq!(verified(&record, &withdrawn), Err(Difference::Facts { finding: fact }));
    // A fact of a later day does not touch what was known then.
    let mut later = dossier();
    later.state(Fact::OldCompound, Stated::new(false, day("2022-03-02"), Authority::Street)).unwrap();
    assert_eq!(verified(&record, &later).map(|assessment| assessment.verdict()), Ok(Verdict::Met));
}

/// The day is part of what is asked, not of what is proved: the answer of another day is verified as of that day.
#[test]
fn a_record_of_another_day_is_verified_as_of_that_day() {
    let mut record = checklist().assess(&ready(), today()).record();
    record.day = day("2022-03-02");
    let assessment = verified(&record, &ready()).unwrap();
    assert_eq!(assessment.day(), day("2022-03-02"));
    assert_eq!(assessment.record(), record);
}

// ---------------------------------------------------------------------------------- decisions

fn decided(record: &DecisionRecord, dossier: &Dossier) -> Result<decide::Decision, DecisionDifference> {
    decide::verify(record, &rulebook(), dossier)
}

#[test]
fn a_record_of_a_decision_is_a_decision_again() {
    let decision = decision_of(&ready());
    let record: DecisionRecord = from_json(&to_json(&decision.record()).unwrap()).unwrap();
    let again = decided(&record, &ready()).unwrap();
    assert_eq!(again.record(), record);
    assert_eq!(again.assessment(), decision.assessment());
    assert_eq!((again.mode(), again.on(), again.law()), (decision.mode(), decision.on(), decision.law()));
    // The ballots are gone: what was counted is now what somebody reports.
    assert!(decision.counted_here() && !again.counted_here());
}

type AlteredDecision = (&'static str, fn(&mut DecisionRecord), DecisionDifference);

fn resolution(record: &mut DecisionRecord) -> &mut wuye::matter::ResolutionRecord {
    match &mut record.grounds[0] {
        GroundRecord::Resolution(resolution) => resolution,
        GroundRecord::Act { .. } => panic!("it rests on a resolution"),
    }
}

fn altered_decisions() -> Vec<AlteredDecision> {
    let rulebook = |found: &str| {
        let expected = "sample-411000 7".to_owned();
        DecisionDifference::Rulebook { expected, found: found.to_owned() }
    };
    let refused = |refusal| DecisionDifference::Refused { refusal };
    let late = Refusal::TooLate { on: today(), day: day("2022-02-25") };
    vec![
        ("the rulebook's version", |record| record.version = 8, rulebook("sample-411000 8")),
        ("the rulebook", |record| record.rulebook = "cn-411000".into(), rulebook("cn-411000 7")),
        (
            "the mode, to one without law",
            |record| record.mode = Mode::Basic,
            refused(Refusal::ConditionsUnknown { mode: Mode::Basic }),
        ),
        ("the day, to one before the vote", |record| record.on = day("2022-02-25"), refused(late)),
        (
            "the day, to one before the facts",
            |record| record.on = day("2022-02-19"),
            refused(Refusal::ConditionsUnknown { mode: Mode::Professional }),
        ),
        ("no ground", |record| record.grounds.clear(), refused(Refusal::Pending { needed: by_owners() })),
        (
            "an act of the street for the vote",
            |record| record.grounds = vec![GroundRecord::Act { by: Authority::Street, on: today() }],
            refused(Refusal::WrongAuthority { expected: Authority::Owners, found: Authority::Street }),
        ),
        (
            "a ground too many",
            |record| record.grounds.push(GroundRecord::Act { by: Authority::Street, on: today() }),
            DecisionDifference::Record {},
        ),
        ("one vote twice", |record| record.grounds.push(record.grounds[0].clone()), DecisionDifference::Record {}),
        (
            "one head more in the count",
            |record| resolution(record).tally.as_mut().unwrap().consenting.heads += 1,
            DecisionDifference::Ground { on: today() },
        ),
        ("no count", |record| resolution(record).tally = None, DecisionDifference::Ground { on: today() }),
        (
            "the matter of the vote",
            |record| resolution(record).matter = Matter::Committee,
            DecisionDifference::Ground { on: today() },
        ),
        (
            "the day of the vote",
            |record| resolution(record).on = day("2022-02-28"),
            DecisionDifference::Ground { on: day("2022-02-28") },
        ),
    ]
}

#[test]
fn an_altered_record_of_a_decision_is_refused() {
    for (what, alter, difference) in altered_decisions() {
        let mut record = decision_of(&ready()).record();
        alter(&mut record);
        let read: DecisionRecord = from_json(&to_json(&record).unwrap()).unwrap();
        assert_eq!(decided(&read, &ready()), Err(difference), "{what}");
    }
}

#[test]
fn a_decision_is_refused_once_its_ground_or_its_facts_are_gone() {
    let record = decision_of(&ready()).record();
    let mut without = ready();
    without.resolutions.clear();
    assert_eq!(decided(&record, &without), Err(DecisionDifference::Ground { on: today() }));
    let mut corrected = ready();
    corrected.state(Fact::OldCompound, Stated::new(false, day("2022-02-25"), Authority::Street)).unwrap();
    let unmet = Refusal::ConditionsUnmet { mode: Mode::Professional };
    assert_eq!(decided(&record, &corrected), Err(DecisionDifference::Refused { refusal: unmet }));
    let newer = Rulebook::new(parsed("sample-411000"), 8, rulebook().layers().to_vec()).unwrap();
    assert!(matches!(decide::verify(&record, &newer, &ready()), Err(DecisionDifference::Rulebook { .. })));
}
