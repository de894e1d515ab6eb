//! Random walks of the machine beside a model that computes nothing with the crate.

use wuye::decide::emergency::{EmergencyDuty, EmergencyLaw, EmergencyService, EmergencyStage, EmergencyStep};
use wuye::laws;
use wuye::measure::{Day, Period};
use wuye::testkit::{self, EmergencyModel, EmergencyModelLaw, emergency_walk};

use crate::law_of;

/// The law of each place, from the rulebook and told again by hand.
fn places() -> Vec<(EmergencyLaw, EmergencyModelLaw)> {
    let law = |place| law_of(place, &[], "2024-06-01");
    let plain = EmergencyModelLaw::default();
    vec![
        (law("110000"), EmergencyModelLaw { months: Some(6), ..plain }),
        (law("310000"), EmergencyModelLaw { asked: Some((true, false, (1, 5), false)), months: Some(6), ..plain }),
        (law("441900"), EmergencyModelLaw { asked: Some((false, true, (1, 2), true)), lot: true, ..plain }),
        (law("410100"), EmergencyModelLaw { months: Some(12), ..plain }),
        (law("441800"), EmergencyModelLaw { lot: true, ..plain }),
        (law("330100"), plain),
    ]
}

fn new() -> EmergencyService {
    EmergencyService::new("c1".parse().unwrap())
}

#[test]
fn walks_go_as_the_model_says() {
    let places = places();
    let seen = std::cell::RefCell::new(std::collections::BTreeSet::new());
    testkit::holds_for(128, emergency_walk(), |walk| {
        for (at, (law, told)) in places.iter().enumerate() {
            let (mut case, mut model) = (new(), EmergencyModel::default());
            for event in walk {
                if model.is_closed() {
                    (case, model) = (new(), EmergencyModel::default());
                }
                let taken = case.step(law, event.on, event.act.clone()).is_ok();
                if taken != model.takes(told, event) || case.stage().code() != model.stage() {
                    return Err(format!("place {at}, {event:?}: {taken}, {} {}", case.stage(), model.stage()));
                }
                seen.borrow_mut().insert((at, case.stage()));
                // On later days it is overdue when the model says so.
                let last = case.log().last().map_or(event.on, |last| last.on);
                let asked = if model.stage() == "serving" { [0, 181, 182, 184, 366].as_slice() } else { &[] };
                for later in asked.iter().copied() {
                    let on = Period::Days(later).after(last).unwrap();
                    let answer = case.answer(law, on);
                    let overdue = answer.overdue.iter().any(|due| due.duty == EmergencyDuty::EndInTime);
                    if overdue != model.overdue(on) {
                        return Err(format!("place {at}, on {on}: overdue {overdue}"));
                    }
                }
            }
        }
        Ok(())
    });
    // The walks come everywhere, else they would prove little.
    assert_eq!(seen.borrow().len(), places.len() * EmergencyStage::ALL.len(), "{:?}", seen.borrow());
}

#[test]
fn a_walk_has_fifty_steps_or_more() {
    assert!(testkit::samples(50, &emergency_walk()).iter().all(|walk| walk.len() >= 50));
}

#[test]
fn replay_is_the_fold() {
    let places = places();
    testkit::holds_for(64, emergency_walk(), |walk| {
        for (law, _) in &places {
            let mut case = new();
            for event in walk {
                let _refused = case.step(law, event.on, event.act.clone());
            }
            let again = EmergencyService::replay(case.compound().clone(), law, case.log().to_vec());
            if again.as_ref() != Ok(&case) || case.verify(law).is_err() {
                return Err(format!("{again:?}"));
            }
            // The stage of any day is that of the events up to it.
            let mut part = new();
            for (i, event) in case.log().iter().enumerate() {
                part.step(law, event.on, event.act.clone()).map_err(|error| error.to_string())?;
                let next = case.log().get(i + 1).map(|next| next.on);
                if next != Some(event.on) && case.answer(law, event.on).stage != part.stage() {
                    return Err(format!("on {} the stage is {}", event.on, part.stage()));
                }
            }
        }
        Ok(())
    });
}

#[test]
fn allowed_is_what_a_step_gets() {
    let places = places();
    testkit::holds_for(64, emergency_walk(), |walk| {
        for (law, told) in &places {
            let (mut case, mut model) = (new(), EmergencyModel::default());
            for event in walk {
                let answer = case.answer(law, Day::LAST);
                let step = event.act.step();
                let allowed = answer.allowed.contains(&step);
                let refused = answer.refused.iter().any(|(other, _)| *other == step);
                let taken = case.step(law, event.on, event.act.clone()).is_ok();
                model.takes(told, event);
                // Taken steps were allowed; others may be refused for what belongs to them.
                if allowed == refused || (taken && !allowed) {
                    return Err(format!("{step}: allowed {allowed}, taken {taken}"));
                }
            }
        }
        Ok(())
    });
}

#[test]
fn steps_go_by_the_table_of_the_law() {
    let law = law_of("330100", &[], "2024-06-01");
    testkit::holds(emergency_walk(), |walk| {
        let mut case = new();
        let (mut steps, mut taken): (Vec<EmergencyStep>, Vec<bool>) = (Vec::new(), Vec::new());
        let mut last = None;
        for event in walk {
            // Only what table and place decide on: days in order, nothing wrong with the step itself.
            let bare = match &event.act {
                wuye::decide::emergency::EmergencyAct::Choose { provider, .. } => {
                    wuye::decide::emergency::EmergencyAct::Choose { provider: provider.clone(), lot: None }
                }
                wuye::decide::emergency::EmergencyAct::Start { .. } => {
                    wuye::decide::emergency::EmergencyAct::Start { until: None }
                }
                act => act.clone(),
            };
            let on = last.map_or(event.on, |last: Day| last.max(event.on));
            last = Some(on);
            steps.push(bare.step());
            taken.push(case.step(&law, on, bare).is_ok());
        }
        laws::steps_by_table(&steps, &taken, case.stage())
    });
}
