//! Applications for renovation: each precondition by itself, the cut-off to the day, ranks; flags of a safe compound.

use wuye::dossier::Dossier;
use wuye::estate::{Compound, Fact, Quantity, Stated, Value};
use wuye::law::{Authority, Confidence, Dated, Document, Issued, Locator, Provision, Rank, State, Version};
use wuye::measure::{Approx, Day};
use wuye::programme::{SafeStandard, rank_applicants, renovation_application};
use wuye::rule::{
    Application, DeclaredFact, Key, Layer, MayMove, Parameter, ParameterValue, Rulebook, Setting, Settled, Verdict,
};
use wuye::testkit;

use crate::city::{day, rulebook};

const FIVE: [Fact; 5] = [
    Fact::PartyOrganisation,
    Fact::MultiPartyConsultation,
    Fact::ResidentsCovenant,
    Fact::ContributionToWorks,
    Fact::LaterManagementAccepted,
];

fn today() -> Day {
    day("2023-08-01")
}

/// Five facts and the number of illegal structures, each stated or not.
fn applicant(facts: [Option<bool>; 5], left: Option<u32>) -> Dossier {
    let (id, place) = ("c1".parse().unwrap(), "421202".parse().unwrap());
    let mut dossier = Dossier::new(Compound { id, name: "某院".into(), place, yards: vec![] });
    for (fact, value) in FIVE.into_iter().zip(facts) {
        if let Some(value) = value {
            dossier.state(fact, Stated::new(value, today(), Authority::Street)).unwrap();
        }
    }
    if let Some(left) = left {
        let left = Stated::new(Approx::exact(Value::Count(left)), today(), Authority::Street);
        dossier.measure(Quantity::IllegalStructures, left).unwrap();
    }
    dossier
}

#[test]
fn each_of_the_six_preconditions_counts_by_itself() {
    let rulebook = rulebook("421200");
    let asked = |facts, left| {
        let application = renovation_application(&rulebook, &applicant(facts, left), None, today());
        (application.verdict(), application.met_of(), application.lacking().count())
    };
    let all = [Some(true); 5];
    assert_eq!(asked(all, Some(0)), (Verdict::Met, (6, 6), 0));
    assert_eq!(asked(all, Some(1)), (Verdict::Unmet, (5, 6), 1));
    // Five of six and one not known: incomplete, not refused.
    assert_eq!(asked(all, None), (Verdict::Unknown, (5, 6), 1));
    for n in 0..5 {
        let mut facts = all;
        facts[n] = None;
        assert_eq!(asked(facts, Some(0)), (Verdict::Unknown, (5, 6), 1));
        facts[n] = Some(false);
        assert_eq!(asked(facts, Some(0)), (Verdict::Unmet, (5, 6), 1));
        assert_eq!(asked(facts, None), (Verdict::Unmet, (4, 6), 2));
    }
    assert_eq!(asked([None; 5], None), (Verdict::Unknown, (0, 6), 6));
    // Where no text that was read asks for anything, it is unknown.
    let other = wuye::places::rulebook_for("441900".parse().unwrap()).unwrap();
    let application = renovation_application(&other, &applicant(all, Some(0)), None, today());
    assert_eq!((application.verdict(), application.met_of()), (Verdict::Unknown, (0, 0)));
}

/// A city's own line, as a caller's layer: 2005 and before.
fn with_line(base: &Rulebook, place: &str, line: &str, from: &str) -> Rulebook {
    let own = Document {
        id: "own".parse().unwrap(),
        title: "示例通知".into(),
        title_en: "a sample notice".into(),
        number: None,
        issuer: "示例".into(),
        rank: Rank::PolicyLetter,
        place: place.parse().unwrap(),
        issued: Issued::On(day(from)),
        confidence: Confidence::CallersOwn,
    };
    let by = Provision { document: own.id.clone(), at: Locator::article(1) };
    let state = State::InForce(Setting::AtMost(ParameterValue::Day(day(line))));
    let version = Version { from: day(from), state, by, confidence: Confidence::CallersOwn };
    let value = Dated::new(vec![version]).unwrap();
    let parameter = Parameter::new(Key::RenovationCutOff, None, value, MayMove::Free).unwrap();
    let layer = Layer { documents: vec![own], parameters: vec![parameter], ..Layer::new(place.parse().unwrap()) };
    base.overlay("own".parse().unwrap(), 1, layer).unwrap()
}

#[test]
fn the_cut_off_is_a_day_of_the_place() {
    let national = rulebook("421200");
    let age = |rulebook: &Rulebook, completed: Option<&str>, on: &str| {
        let dossier = applicant([Some(true); 5], Some(0));
        renovation_application(rulebook, &dossier, completed.map(day), day(on)).age().verdict
    };
    let asked = |completed| age(&national, Some(completed), "2023-08-01");
    assert_eq!(asked("2000-12-30"), Verdict::Met);
    assert_eq!(asked("2000-12-31"), Verdict::Met);
    assert_eq!(asked("2001-01-01"), Verdict::Unmet);
    assert_eq!(asked("2000-02-29"), Verdict::Met);
    // The day of completion is not known: neither too young nor old enough.
    assert_eq!(age(&national, None, "2023-08-01"), Verdict::Unknown);
    // Before the first text that was read.
    assert_eq!(age(&national, Some("1985-01-01"), "2020-07-09"), Verdict::Unknown);
    assert_eq!(age(&national, Some("1985-01-01"), "2020-07-10"), Verdict::Met);
    let own = with_line(&national, "421202", "2005-12-31", "2022-01-01");
    let asked = |completed| age(&own, Some(completed), "2023-08-01");
    assert_eq!(asked("2001-01-01"), Verdict::Met);
    assert_eq!(asked("2005-12-31"), Verdict::Met);
    assert_eq!(asked("2006-01-01"), Verdict::Unmet);
    assert_eq!(age(&own, Some("2001-01-01"), "2021-12-31"), Verdict::Unmet);
    assert_eq!(age(&own, Some("2001-01-01"), "2022-01-01"), Verdict::Met);
    // A day too late keeps nobody from applying: the text says chiefly.
    let late =
        renovation_application(&national, &applicant([Some(true); 5], Some(0)), Some(day("2001-01-01")), today());
    assert_eq!(late.verdict(), Verdict::Met);
}

#[test]
fn without_a_text_nobody_is_ranked() {
    let applicants = testkit::samples(20, &testkit::applicants());
    for by in [Settled::Absent, rulebook("441900").setting(Key::Ranking(Application::Renovation), today())] {
        for applicants in &applicants {
            let ranking = rank_applicants(&by, applicants).unwrap();
            assert!(ranking.ranked().is_empty() && ranking.by().is_empty() && ranking.law().is_none());
            assert_eq!(ranking.unranked().len(), applicants.len());
        }
    }
}

#[test]
fn the_ten_flags_are_the_callers() {
    let flag = |code: String| DeclaredFact {
        code: code.parse().unwrap(),
        zh: code.clone(),
        en: code,
        source: "街道自定".into(),
    };
    let five = |kind: &str| (1..=5).map(|n| flag(format!("{kind}{n}"))).collect::<Vec<_>>();
    let standard = SafeStandard::new(five("has"), five("not")).unwrap();
    let mut dossier = applicant([None; 5], None);
    assert_eq!((standard.check(&dossier, today()).verdict, standard.has().len()), (Verdict::Unknown, 5));
    let mut tell = |code: &str, value: bool, on: &str| {
        let stated = Stated::new(value, day(on), Authority::Street);
        dossier.state_local(&code.parse().unwrap(), stated).unwrap();
        standard.check(&dossier, today())
    };
    for n in 1..=5 {
        tell(&format!("has{n}"), true, "2023-07-01");
        let check = tell(&format!("not{n}"), false, "2023-07-01");
        assert_eq!(check.unknown.len(), 10 - 2 * n);
        assert_eq!(check.verdict, if n == 5 { Verdict::Met } else { Verdict::Unknown });
    }
    // What a compound should not have, it has; stated on the day itself, and not before it.
    assert_eq!(tell("not3", true, "2023-08-02").verdict, Verdict::Met);
    let check = tell("not3", true, "2023-08-01");
    assert_eq!((check.verdict, check.unmet), (Verdict::Unmet, vec!["not3".parse().unwrap()]));
    let mut short = five("has");
    short[0].zh.clear();
    assert_eq!(SafeStandard::new(short, five("not")).unwrap_err().code(), "statistic_text_length");
}
