//! The table, random walks beside the model, and bugs that are planted.

use super::*;
use planted::caught;
use wuye::decide::contract::replay;
use wuye::law::{Dated, State, Version};
use wuye::laws::{self, ContractStepSeen, Law};
use wuye::measure::{Day, Period};
use wuye::rule::{Figure, Key, Parameter, ParameterValue, Setting};
use wuye::testkit::{self, ContractModel, holds, samples};

type Walk = (ContractTerms, Vec<ContractEvent>);

#[test]
fn the_printed_table_is_the_code() {
    let page = include_str!("../../src/decide/contract/mod.rs");
    let printed: Vec<&str> = page.lines().filter(|line| line.starts_with("//! | `")).collect();
    let mut expected = Vec::new();
    for stage in ContractStage::ALL {
        for step in ContractStepKind::ALL {
            if let Some(next) = stage.after(*step) {
                expected.push(format!("//! | `{stage}` | `{step}` | `{next}` |"));
            }
        }
        let listed: Vec<_> = ContractStepKind::ALL.iter().filter(|step| stage.after(**step).is_some()).collect();
        assert_eq!(stage.steps().steps().iter().collect::<Vec<_>>(), listed);
    }
    assert_eq!(printed, expected);
    assert_eq!((ContractStage::ALL.len(), ContractStepKind::ALL.len(), expected.len()), (11, 17, PAIRS));
    assert_eq!(ContractStage::HandedOver.steps().steps(), []);
}

const PAIRS: usize = 81;

/// What our machine makes of a walk: each step tried, taken or not.
fn ours((terms, log): &Walk) -> (ContractCase, Vec<ContractStepSeen>) {
    let (rulebook, dossier) = (nation_once(), dossier());
    let law = ContractLaw::new(rulebook, &dossier);
    let mut case = ContractCase::open(terms.clone());
    let seen = log.iter().map(|event| (case.take(*event, &law).is_ok(), case.state().stage())).collect();
    (case, seen)
}

fn model((terms, log): &Walk) -> Vec<ContractStepSeen> {
    ContractModel::new(terms).walk(log)
}

#[test]
fn our_walks_are_those_of_the_model() {
    holds(testkit::contract_walk(), |walk| laws::contract_walked(&model(walk), &ours(walk).1));
    // They reach every stage and take every step.
    let walks = samples(150, &testkit::contract_walk());
    assert!(walks.iter().all(|(_, log)| log.len() >= 50));
    for stage in ContractStage::ALL {
        assert!(walks.iter().any(|walk| ours(walk).1.iter().any(|seen| seen.1 == *stage)), "{stage} is not reached");
    }
    for step in ContractStepKind::ALL {
        let taken = |walk: &Walk| ours(walk).0.log().iter().any(|event| event.step.kind() == *step);
        assert!(walks.iter().any(taken), "{step} is never taken");
    }
}

#[test]
fn our_logs_are_ordered_and_replay_to_themselves() {
    let (rulebook, dossier) = (nation(), dossier());
    let law = ContractLaw::new(&rulebook, &dossier);
    holds(testkit::contract_walk(), |walk| {
        let (case, _) = ours(walk);
        laws::contract_ordered(case.terms().signed(), case.log())?;
        let again = replay(case.terms().clone(), case.log().iter().copied(), &law).unwrap();
        laws::contract_replayed(&case, &again)
    });
    holds(testkit::contract_records(), |records| {
        let case = replay(records.terms.clone(), records.log.iter().copied(), &law).unwrap();
        laws::contract_replayed(&records.log, &case.log().to_vec())
    });
}

#[test]
fn our_reviews_split_the_steps_and_a_step_that_is_allowed_is_taken() {
    let (rulebook, dossier) = (nation(), dossier());
    let law = ContractLaw::new(&rulebook, &dossier);
    holds(testkit::contract_records(), |records| {
        let case = replay(records.terms.clone(), records.log.iter().copied(), &law).unwrap();
        let review = case.review(case.state().last(), &law).unwrap();
        let refused: Vec<ContractStepKind> = review.refused.iter().map(|(step, _)| *step).collect();
        laws::contract_steps_split(&review.allowed, &refused)
    });
    let records = samples(200, &testkit::contract_records());
    let mut tried = 0;
    for records in records {
        let case = replay(records.terms, records.log, &law).unwrap();
        let day = case.state().last();
        let review = case.review(day, &law).unwrap();
        for step in samples(20, &testkit::contract_step()) {
            let taken = case.clone().take(ContractEvent { on: day, step }, &law).is_ok();
            assert!(!taken || review.allowed.contains(&step.kind()), "{step:?} was taken, but is refused on {day}");
            tried += usize::from(taken);
        }
    }
    assert!(tried > 300, "{tried}");
}

#[test]
fn a_state_of_an_earlier_day_is_that_of_the_log_up_to_it() {
    let (rulebook, dossier) = (nation(), dossier());
    let law = ContractLaw::new(&rulebook, &dossier);
    for records in samples(64, &testkit::contract_records()) {
        let case = replay(records.terms.clone(), records.log.clone(), &law).unwrap();
        for at in [0, records.log.len() / 2, records.log.len()] {
            let Some(day) = records.log.get(at).map(|event| event.on) else { continue };
            let upto: Vec<ContractEvent> = records.log.iter().copied().filter(|event| event.on <= day).collect();
            let part = replay(records.terms.clone(), upto, &law).unwrap();
            assert_eq!(&case.state_on(day, &law).unwrap(), part.state());
        }
    }
}

// ---------------------------------------------------------------------------------- planted bugs

/// The law of the nation with one number changed.
fn bent(figure: Figure, setting: Setting) -> Rulebook {
    let nation = nation();
    let mut layers = nation.layers().to_vec();
    for parameter in &mut layers[0].parameters {
        if parameter.key() != Key::Figure(figure) {
            continue;
        }
        let versions = parameter.value().versions().iter().cloned();
        let versions = versions.map(|version| Version { state: State::InForce(setting.clone()), ..version }).collect();
        let value = Dated::new(versions).unwrap();
        *parameter = Parameter::new(parameter.key(), None, value, parameter.may_move()).unwrap();
    }
    Rulebook::new("bent".parse().unwrap(), 1, layers).unwrap()
}

fn days(n: u32) -> ParameterValue {
    ParameterValue::Period(Period::Days(n))
}

fn under((terms, log): &Walk, rulebook: &Rulebook) -> Vec<ContractStepSeen> {
    let dossier = dossier();
    let law = ContractLaw::new(rulebook, &dossier);
    let mut case = ContractCase::open(terms.clone());
    log.iter().map(|event| (case.take(*event, &law).is_ok(), case.state().stage())).collect()
}

/// Walks to the days that decide and to those beside them.
fn on_the_edge() -> Vec<Walk> {
    let walk = |terms: &ContractTerms, steps: &[(&str, ContractStep)]| {
        (terms.clone(), steps.iter().map(|(day, step)| on(day, *step)).collect())
    };
    let agreed_on = |days: u32| {
        let days = Some(Period::Days(days));
        AgreedPeriods { dismissal: days, non_renewal: days, indefinite: days, ..agreed() }
    };
    let (mut walks, decide) = (Vec::new(), ContractStep::DecideDismissal);
    for terms in [regular(), regular().agreeing(agreed_on(30))] {
        for last in ["2026-10-01", "2026-10-02", "2026-10-03", "2026-12-01"] {
            walks.push(walk(&terms, &[(last, REFUSE)]));
        }
        for end in ["2026-03-31", "2026-04-29", "2026-04-30"] {
            walks.push(walk(&terms, &[("2026-03-01", decide), ("2026-03-01", DISMISS), (end, ContractStep::End)]));
        }
    }
    for terms in [indefinite(), indefinite().agreeing(agreed_on(30))] {
        for end in ["2026-03-31", "2026-04-29", "2026-04-30"] {
            walks.push(walk(&terms, &[("2026-03-01", PROVIDER_ENDS), (end, ContractStep::End)]));
        }
    }
    walks
}

#[test]
fn a_machine_under_another_number_is_caught() {
    let mut walks = on_the_edge();
    assert!(walks.iter().all(|walk| laws::contract_walked(&model(walk), &ours(walk).1).is_ok()));
    walks.extend(samples(100, &testkit::contract_walk()));
    for (figure, setting) in [
        // 948 read with the exception of 946.
        (Figure::IndefiniteNotice, Setting::UnlessAgreed(days(60))),
        // 946 and 947 read without it.
        (Figure::DismissalNotice, Setting::AtLeast(days(60))),
        (Figure::NonRenewalNotice, Setting::AtLeast(days(90))),
        // The day of the notice counted; a day late.
        (Figure::IndefiniteNotice, Setting::AtLeast(days(59))),
        (Figure::DismissalNotice, Setting::UnlessAgreed(days(59))),
        (Figure::NonRenewalNotice, Setting::UnlessAgreed(days(89))),
        (Figure::NonRenewalNotice, Setting::UnlessAgreed(days(91))),
    ] {
        let told = format!("{figure} {setting:?}");
        let bent = bent(figure, setting);
        let broken = walks.iter().find_map(|walk| laws::contract_walked(&model(walk), &under(walk, &bent)).err());
        assert_eq!(broken.map(|broken| broken.law()), Some(Law::ContractWalked), "{told}");
    }
}

#[test]
fn a_machine_that_skips_the_decision_of_the_owners_is_caught() {
    caught(Law::ContractWalked, &testkit::contract_walk(), |walk| {
        let (rulebook, dossier) = (nation_once(), dossier());
        let law = ContractLaw::new(rulebook, &dossier);
        let mut case = ContractCase::open(walk.0.clone());
        let mut seen = Vec::new();
        for event in &walk.1 {
            if matches!(event.step, ContractStep::NotifyDismissal { .. }) {
                let decided = ContractEvent { step: ContractStep::DecideDismissal, ..*event };
                let mut skipped = case.clone();
                if skipped.take(decided, &law).is_ok() && skipped.take(*event, &law).is_ok() {
                    case = skipped;
                    seen.push((true, case.state().stage()));
                    continue;
                }
            }
            seen.push((case.take(*event, &law).is_ok(), case.state().stage()));
        }
        laws::contract_walked(&model(walk), &seen)
    });
}

#[test]
fn a_log_out_of_order_and_a_replay_that_forgets_are_caught() {
    caught(Law::ContractOrdered, &testkit::contract_walk(), |(terms, log)| laws::contract_ordered(terms.signed(), log));
    caught(Law::ContractReplayed, &testkit::contract_walk(), |walk| {
        let (case, _) = ours(walk);
        let (rulebook, dossier) = (nation_once(), dossier());
        let log = case.log().iter().skip(1).copied();
        let again = replay(case.terms().clone(), log, &ContractLaw::new(rulebook, &dossier));
        laws::contract_replayed(&Some(&case), &again.as_ref().ok())
    });
    caught(Law::ContractStepsSplit, &testkit::contract_records(), |records| {
        let (case, _) = ours(&(records.terms.clone(), records.log.clone()));
        // Only what the stage refuses, so that a step which the law refuses is neither.
        let stage = case.state().stage();
        let (rulebook, dossier) = (nation_once(), dossier());
        let review = case.review(case.state().last(), &ContractLaw::new(rulebook, &dossier)).unwrap();
        let refused: Vec<_> = ContractStepKind::ALL.iter().copied().filter(|s| stage.after(*s).is_none()).collect();
        laws::contract_steps_split(&review.allowed, &refused)
    });
}

// ---------------------------------------------------------------------------------- periods

/// The notices and hand-overs of the walks, counted by our code.
fn notices(walk: &Walk) -> Vec<(Day, Period, Day)> {
    let (case, _) = ours(walk);
    let state = case.state();
    let agreed = case.terms().agreed();
    let Some(notice) = state.notice().filter(|notice| state.expires() != Some(notice.ends)) else { return vec![] };
    let period = match notice.figure {
        Figure::DismissalNotice => agreed.dismissal.unwrap_or(Period::Days(60)),
        Figure::EarlyEndNotice => agreed.early_end.unwrap(),
        _ => Period::Days(60),
    };
    vec![(notice.on, period, notice.ends)]
}

#[test]
fn our_periods_are_counted_and_wrong_ones_are_caught() {
    holds(testkit::contract_walk(), |walk| {
        notices(walk).into_iter().try_for_each(|(on, period, ends)| laws::period_counted(on, period, ends))
    });
    // The day of the notice counted.
    caught(Law::PeriodCounted, &testkit::contract_walk(), |walk| {
        let wrong = |(on, period, ends): (Day, Period, Day)| laws::period_counted(on, period, ends.previous().unwrap());
        notices(walk).into_iter().try_for_each(wrong)
    });
    // A hand-over of 15 days after the end, counted from the notice.
    caught(Law::PeriodCounted, &testkit::contract_walk(), |walk| {
        let (case, _) = ours(walk);
        let Some((notice, ended)) = case.state().notice().zip(case.state().ended()) else { return Ok(()) };
        let fifteen = Period::Days(15);
        laws::period_counted(ended, fifteen, fifteen.after(notice.on).unwrap())
    });
    holds((testkit::day(), testkit::period()), |(on, period)| match period.after(*on) {
        Ok(last) => laws::period_counted(*on, *period, last),
        Err(_) => Ok(()),
    });
}
