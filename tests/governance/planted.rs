//! Wrong implementations with our signatures, each handed to the law that must tell; ours passes.

use wuye::decide::emergency::{EmergencyAct, EmergencyLaw, EmergencyService, EmergencyStage, EmergencyStep};
use wuye::decide::merger::{Adjacency, Yard, merge};
use wuye::estate::{Compound, Fact, Roll, Stated};
use wuye::law::Authority;
use wuye::laws::{self, Law};
use wuye::measure::{Day, Period};
use wuye::testkit;

use crate::{day, law_of, rulebook};

/// Whether a function is caught on some sample, and by this law.
fn caught<T>(samples: &[T], law: Law, check: impl Fn(&T) -> Result<(), laws::LawViolation>) -> bool {
    samples.iter().filter_map(|sample| check(sample).err()).any(|broken| broken.law() == law)
}

#[test]
fn a_term_that_is_a_day_off() {
    let days: Vec<Day> = testkit::samples(300, &testkit::day());
    let six = law_of("110000", &[], "2024-06-01");
    let year = law_of("410100", &[], "2024-06-01");
    let ours = |law: EmergencyLaw, months| {
        days.iter().try_for_each(|start| laws::term_ends(*start, months, law.last_day(*start)))
    };
    assert_eq!(ours(six, 6), Ok(()));
    assert_eq!(ours(year, 12), Ok(()));
    let off: [fn(Day) -> Option<Day>; 4] = [
        // The first day is counted.
        |start| Period::Months(6).after(start).ok()?.previous(),
        |start| Period::Months(6).after(start).ok()?.next(),
        // Months of thirty days; half a year in days.
        |start| Period::Days(180).after(start).ok(),
        |start| Period::Days(183).after(start).ok(),
    ];
    for planted in off {
        assert!(caught(&days, Law::TermEnds, |start| laws::term_ends(*start, 6, planted(*start))));
    }
    // A day that the month does not have runs over into the next.
    let spill = |start: Day| Period::Months(6).after(start.previous()?).ok()?.next();
    let ends = [day("2025-08-31"), day("2025-08-30"), day("2024-08-31")];
    assert!(caught(&ends, Law::TermEnds, |start| laws::term_ends(*start, 6, spill(*start))));
}

#[test]
fn half_taken_for_more_than_half() {
    let law = law_of("441900", &[], "2024-06-01");
    let ours = |asking: u32, owners: u32| {
        let mut case = EmergencyService::new("c1".parse().unwrap());
        let on = day("2024-06-01");
        case.step(&law, on, EmergencyAct::Report).unwrap();
        let request = wuye::decide::emergency::EmergencyRequest {
            by: Authority::ResidentsCommittee,
            asking: Some(asking),
            owners: Some(owners),
            written: Some(true),
        };
        case.step(&law, on, EmergencyAct::Request(request)).unwrap();
        case.answer(&law, on).allowed.contains(&EmergencyStep::Choose)
    };
    let pairs: Vec<(u32, u32)> = (1..=60).flat_map(|owners| (0..=owners).map(move |asking| (asking, owners))).collect();
    for (asking, owners) in &pairs {
        assert_eq!(laws::request_enough(true, (1, 2), *asking, *owners, ours(*asking, *owners)), Ok(()));
    }
    let planted: [fn(u32, u32) -> bool; 3] = [
        |asking, owners| asking * 2 >= owners,
        |asking, owners| asking > owners / 2 + owners % 2,
        |asking, owners| asking >= owners / 2 + 2,
    ];
    for wrong in planted {
        let found = caught(&pairs, Law::RequestEnough, |(asking, owners)| {
            laws::request_enough(true, (1, 2), *asking, *owners, wrong(*asking, *owners))
        });
        assert!(found);
    }
}

#[test]
fn a_step_that_is_skipped() {
    // A machine that lets the service begin before anybody is chosen.
    let skipping = |stage: EmergencyStage, step: EmergencyStep| match (stage, step) {
        (EmergencyStage::Reported, EmergencyStep::Start) => Some(EmergencyStage::Serving),
        _ => stage.after(step),
    };
    // One that never leaves the hand-over, and one that reopens a closed case.
    let stuck = |stage: EmergencyStage, step: EmergencyStep| match step {
        EmergencyStep::HandOver => None,
        _ => stage.after(step),
    };
    let reopening = |stage: EmergencyStage, step: EmergencyStep| match (stage, step) {
        (EmergencyStage::Stopped, EmergencyStep::Start) => Some(EmergencyStage::Serving),
        _ => stage.after(step),
    };
    let walk = |machine: &dyn Fn(EmergencyStage, EmergencyStep) -> Option<EmergencyStage>, steps: &[EmergencyStep]| {
        let mut stage = EmergencyStage::NotReported;
        let taken: Vec<bool> = steps
            .iter()
            .map(|step| match machine(stage, *step) {
                Some(next) => {
                    stage = next;
                    true
                }
                None => false,
            })
            .collect();
        laws::steps_by_table(steps, &taken, stage)
    };
    use EmergencyStep::{Choose, HandOver, NewService, Report, Start, Stop};
    let walks = [
        vec![Report, Start],
        vec![Report, Choose, Start, NewService, HandOver],
        vec![Report, Choose, Start, Stop, Start],
    ];
    for steps in &walks {
        assert_eq!(walk(&EmergencyStage::after, steps), Ok(()));
    }
    assert!(caught(&walks, Law::StepsByTable, |steps| walk(&skipping, steps)));
    assert!(caught(&walks, Law::StepsByTable, |steps| walk(&stuck, steps)));
    assert!(caught(&walks, Law::StepsByTable, |steps| walk(&reopening, steps)));
    // The end is looked at too.
    assert!(laws::steps_by_table(&[Report], &[true], EmergencyStage::Chosen).is_err());
}

fn into() -> Compound {
    Compound {
        id: "all".parse().unwrap(), name: "合并小区".into(), place: "411000".parse().unwrap(), yards: vec![]
    }
}

#[test]
fn an_owner_counted_twice_and_a_fact_of_one_yard() {
    let book = rulebook("411000");
    let on = day("2022-03-01");
    let samples = testkit::samples(200, &testkit::yards_to_merge());
    let (mut twice, mut first_wins, mut unstated_as_no) = (false, false, false);
    for made in &samples {
        let yards: Vec<Yard<'_>> = made.iter().map(|(dossier, roll)| Yard { dossier, roll, vote: None }).collect();
        let merger = merge(into(), &yards, &Adjacency::default(), &book, on).unwrap();
        let rolls: Vec<&Roll> = made.iter().map(|(_, roll)| roll).collect();
        let dossiers: Vec<&wuye::dossier::Dossier> = made.iter().map(|(dossier, _)| dossier).collect();
        assert_eq!(laws::united_heads(&rolls, merger.roll.heads()), Ok(()));
        assert_eq!(laws::differing_open(&dossiers, &merger.dossier, on), Ok(()));
        // Heads of the yards added up.
        let added = rolls.iter().map(|roll| roll.heads()).sum();
        twice |= laws::united_heads(&rolls, added).is_err();
        // The first yard's facts taken for all; and a yard that states nothing taken for "no".
        first_wins |= laws::differing_open(&dossiers, dossiers[0], on).is_err();
        let mut guessed = merger.dossier.clone();
        for (fact, _) in &merger.open {
            guessed.state(*fact, Stated::new(false, on, Authority::Street)).unwrap();
        }
        unstated_as_no |= laws::differing_open(&dossiers, &guessed, on).is_err();
    }
    assert!(twice && first_wins && unstated_as_no);
    assert!(Fact::ALL.len() > 60);
}
