//! What alone would be enough, by brute force: each thing is set on a copy of the dossier, in every way, and the whole
//! compound is assessed again.

use std::collections::{BTreeMap, BTreeSet};

use wuye::assess::{Asked, Assessment, Checklist, Single};
use wuye::dossier::{CompleteLog, Dossier, EventRecord};
use wuye::estate::{Event, Stated};
use wuye::law::Authority;
use wuye::matter::{Outcome, ResolutionRecord};
use wuye::measure::{Approx, Period};
use wuye::programme::NeedCount;
use wuye::rule::{Aim, Force, Verdict};

use crate::city::{PLACES, asked_by, compounds, rulebook, small, today};

/// Numbers up to which every one is tried: whole of a smallest share of the largest number stated.
const TRIED: u32 = 60;

/// Every dossier in which only one thing is stated otherwise.
pub fn ways(dossier: &Dossier, asked: &Asked) -> Vec<Dossier> {
    let (on, by) = (today(), Authority::Street);
    let about = dossier.compound.subject();
    let with = |change: &dyn Fn(&mut Dossier)| {
        let mut copy = dossier.clone();
        change(&mut copy);
        copy
    };
    match asked {
        Asked::Fact(fact) => [true, false]
            .map(|value| {
                with(&|copy| {
                    copy.statements.retract(&about, *fact);
                    copy.state(*fact, Stated::new(value, on, by)).unwrap();
                })
            })
            .to_vec(),
        Asked::Local(fact) => [true, false]
            .map(|value| {
                with(&|copy| {
                    copy.statements.retract_local(&about, fact);
                    copy.state_local(fact, Stated::new(value, on, by)).unwrap();
                })
            })
            .to_vec(),
        Asked::Quantity(quantity) => (0..=TRIED)
            .map(|n| {
                with(&|copy| {
                    copy.statements.retract_quantity(&about, *quantity);
                    copy.measure(*quantity, Stated::new(Approx::exact(small(*quantity, n)), on, by)).unwrap();
                })
            })
            .collect(),
        Asked::Resolution(matter) => {
            let record = ResolutionRecord { matter: *matter, on, outcome: Outcome::Passed, tally: None };
            vec![with(&|copy| copy.resolutions.push(Stated::new(record.clone(), on, by)))]
        }
        Asked::Event(event) => happenings(dossier, *event),
    }
}

/// The event on some days, once or often, with a complete log or not.
fn happenings(dossier: &Dossier, event: Event) -> Vec<Dossier> {
    let (on, by) = (today(), Authority::Street);
    let earlier = [Period::Years(20), Period::Years(2), Period::Months(6), Period::Months(1)];
    let later = [Period::Months(1), Period::Years(1)].map(|period| period.after(on).unwrap());
    let days = earlier.into_iter().map(|period| period.before(on).unwrap()).chain([on]).chain(later);
    let mut all = Vec::new();
    for happened in days {
        for (times, complete) in [(1, false), (30, false), (1, true), (0, true)] {
            let mut copy = dossier.clone();
            let record = EventRecord { event, happened: Stated::new(happened, on, by) };
            copy.events.extend(std::iter::repeat_n(record, times));
            if complete {
                copy.complete.push(CompleteLog { event, until: on });
            }
            all.push(copy);
        }
    }
    all
}

/// Whether anything usable is stated of a thing.
fn is_stated(dossier: &Dossier, asked: &Asked) -> bool {
    match asked {
        Asked::Fact(fact) => dossier.fact(*fact, today()).is_some(),
        Asked::Local(fact) => dossier.local(fact, today()).is_some(),
        Asked::Quantity(quantity) => dossier.quantity(*quantity, today()).is_some_and(|stated| stated.value.is_exact()),
        Asked::Resolution(matter) => dossier.resolution(*matter, today()).is_some(),
        Asked::Event(event) => dossier.events.iter().any(|record| record.event == *event),
    }
}

/// What a binding rule asks for, leaf by leaf: those that are not known.
fn missing(assessment: &Assessment, dossier: &Dossier) -> BTreeSet<Asked> {
    let mut all = BTreeSet::new();
    for finding in assessment.findings().filter(|finding| finding.is_leaf() && finding.force() != Force::Usually) {
        let asked = asked_by(finding.required().unwrap());
        if finding.verdict() == Verdict::Unknown {
            let number = |asked: &Asked| match asked {
                Asked::Quantity(quantity) => dossier.quantity(*quantity, today()).is_none(),
                _ => true,
            };
            let none: Vec<Asked> = asked.iter().filter(|asked| number(asked)).cloned().collect();
            all.extend(if none.is_empty() { asked } else { none });
        }
    }
    all
}

/// The single things of an answer: each set by itself, all else staying.
fn singles(checklist: &Checklist, assessment: &Assessment, dossier: &Dossier) -> Vec<Single> {
    if assessment.verdict() == Verdict::Met {
        return vec![];
    }
    let leaves = assessment.findings().filter(|finding| finding.is_leaf());
    let all: BTreeSet<Asked> = leaves.flat_map(|leaf| asked_by(leaf.required().unwrap())).collect();
    let enough = all.into_iter().filter(|asked| {
        ways(dossier, asked).iter().any(|way| checklist.assess(way, today()).verdict() == Verdict::Met)
    });
    enough.map(|asked| Single { stated: is_stated(dossier, &asked), asked }).collect()
}

/// What a compound adds to the count of an aim.
#[derive(Default, Debug)]
pub struct Counted {
    pub verdicts: [u64; 3],
    pub asked: BTreeMap<Asked, NeedCount>,
}

impl Counted {
    pub fn add(&mut self, checklist: &Checklist, dossier: &Dossier) {
        let assessment = checklist.assess(dossier, today());
        self.verdicts[assessment.verdict().index()] += 1;
        if assessment.verdict() == Verdict::Met {
            return;
        }
        for asked in missing(&assessment, dossier) {
            self.asked.entry(asked).or_default().missing += 1;
        }
        for single in singles(checklist, &assessment, dossier) {
            let count = self.asked.entry(single.asked).or_default();
            if single.stated { count.change += 1 } else { count.establish += 1 }
        }
    }
}

/// Where one thing is told by an event that was stated before it, the words *establish* and *change* are told apart
/// by the leaf and not by the log; their sum is the same.
fn alone(singles: &[Single]) -> BTreeSet<Asked> {
    singles.iter().map(|single| single.asked.clone()).collect()
}

fn kind(asked: &Asked) -> &'static str {
    match asked {
        Asked::Fact(_) | Asked::Local(_) => "fact",
        Asked::Quantity(_) => "quantity",
        Asked::Event(_) => "event",
        Asked::Resolution(_) => "resolution",
    }
}

#[test]
fn every_single_thing_that_is_enough_is_named_and_no_other() {
    let (mut named, mut kinds, mut cases) = (0, BTreeSet::new(), 0);
    for (place, (code, _)) in PLACES.iter().enumerate() {
        let rulebook = rulebook(code);
        for (seed, aim) in (1_u64..).zip(rulebook.aims()) {
            let checklist = Checklist::compile(&rulebook, aim);
            for dossier in compounds(place, 12, seed) {
                let assessment = checklist.assess(&dossier, today());
                let told = || format!("{aim} of {code}:\n{}\n{dossier:?}", assessment.explain(wuye::terms::Lang::En));
                let (ours, theirs) = (assessment.singles(), singles(&checklist, &assessment, &dossier));
                assert_eq!(alone(&ours), alone(&theirs), "{}", told());
                let plain = |single: &&Single| !matches!(single.asked, Asked::Event(_));
                assert!(ours.iter().filter(plain).eq(theirs.iter().filter(plain)), "{}", told());
                let found: BTreeSet<Asked> = assessment.missing().into_iter().collect();
                assert_eq!(found, missing(&assessment, &dossier), "{}", told());
                named += ours.len();
                kinds.extend(ours.iter().map(|single| (kind(&single.asked), single.stated)));
                cases += 1;
            }
        }
    }
    assert!(cases > 1_000 && named > 150 && kinds.len() >= 6, "{cases} {named} {kinds:?}");
}

/// Two things are missing: neither alone is enough, and the smallest set has two steps.
#[test]
fn of_two_missing_things_neither_is_enough_alone() {
    use wuye::estate::Fact;
    use wuye::mode::Mode;
    let rulebook = rulebook("421200");
    let checklist = Checklist::compile(&rulebook, Aim::Mode(Mode::Professional));
    let mut dossier = compounds(1, 1, 7).remove(0);
    let about = dossier.compound.subject();
    for fact in [Fact::Guardhouse, Fact::Surveillance, Fact::Enclosure, Fact::ParkingProvided] {
        dossier.statements.retract(&about, fact);
        dossier.state(fact, Stated::new(true, today(), Authority::Street)).unwrap();
    }
    let asked = |dossier: &Dossier| {
        let assessment = checklist.assess(dossier, today());
        (assessment.missing(), assessment.singles())
    };
    assert_eq!(asked(&dossier), (vec![], vec![]));
    dossier.statements.retract(&about, Fact::Guardhouse);
    let guardhouse = Asked::Fact(Fact::Guardhouse);
    let one = Single { asked: guardhouse.clone(), stated: false };
    assert_eq!(asked(&dossier), (vec![guardhouse.clone()], vec![one]));
    dossier.statements.retract(&about, Fact::Enclosure);
    assert_eq!(asked(&dossier), (vec![guardhouse, Asked::Fact(Fact::Enclosure)], vec![]));
    // One is missing and one is stated otherwise: again neither.
    dossier.state(Fact::Enclosure, Stated::new(false, today(), Authority::Street)).unwrap();
    assert_eq!(asked(&dossier).1, vec![]);
    // One alone is stated otherwise: that it changes is enough.
    dossier.state(Fact::Guardhouse, Stated::new(true, today(), Authority::Street)).unwrap();
    assert_eq!(asked(&dossier).1, vec![Single { asked: Asked::Fact(Fact::Enclosure), stated: true }]);
}

/// A number beside another one: the border is found from what the other one is.
#[test]
fn a_number_is_enough_beside_the_one_it_is_compared_with() {
    let rulebook = rulebook("411000");
    let mut found = 0;
    for (seed, aim) in (100_u64..).zip(rulebook.aims()) {
        let checklist = Checklist::compile(&rulebook, aim);
        for dossier in compounds(0, 40, seed) {
            let assessment = checklist.assess(&dossier, today());
            let numbers = assessment.singles().into_iter().filter(|one| matches!(one.asked, Asked::Quantity(_)));
            for single in numbers {
                let enough = |way: &Dossier| checklist.assess(way, today()).verdict() == Verdict::Met;
                assert!(ways(&dossier, &single.asked).iter().any(enough), "{single:?}");
                found += 1;
            }
        }
    }
    assert!(found > 3, "{found}");
}
