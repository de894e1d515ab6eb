//! 规则集 — layers, declared facts, and files: the laws of rulebooks hold and catch what they are there for; a fact that
//! a file declares is asked and answered like any other; a file with a fault is refused with its place.

use std::collections::BTreeSet;

use wuye::assess::{Checklist, Packed, Step};
use wuye::dossier::Dossier;
use wuye::estate::{Compound, EstateError, Fact, LocalFact, Stated, Subject, SubjectRef, Topic};
use wuye::json::{JsonError, from_json, rulebook_within, to_json};
use wuye::law::{Authority, Dated, Locator, Place, Provision, State, Version};
use wuye::laws::{self, Law};
use wuye::measure::{Day, Period};
use wuye::mode::Mode;
use wuye::rule::{
    Aim, Condition, DeclaredFact, Figure, Force, Key, Layer, MayMove, Node, Parameter, ParameterValue, Rule, RuleError,
    Rulebook, RulebookPart, Seats, Setting, Settled, Verdict,
};
use wuye::terms::Lang;
use wuye::testkit::proptest::arbitrary::any;
use wuye::testkit::proptest::collection::vec;
use wuye::testkit::proptest::strategy::Strategy;
use wuye::testkit::{self, holds};

#[path = "common/planted.rs"]
mod planted;
use planted::caught;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn place(code: &str) -> Place {
    code.parse().unwrap()
}

// ---------------------------------------------------------------------------------- the laws of rulebooks

type Answers = (Vec<(Aim, Verdict)>, Vec<(Key, Settled)>);

/// What a rulebook answers on a day: every verdict for a dossier, every parameter.
fn answers(rulebook: &Rulebook, dossier: &Dossier, on: Day) -> Answers {
    let aims = rulebook.aims().into_iter();
    let verdicts = aims.map(|aim| (aim, Checklist::compile(rulebook, aim).assess(dossier, on).verdict())).collect();
    (verdicts, settings(rulebook, dossier, on))
}

fn keys(rulebook: &Rulebook) -> BTreeSet<Key> {
    rulebook.layers().iter().flat_map(|layer| &layer.parameters).map(Parameter::key).collect()
}

fn settings(rulebook: &Rulebook, dossier: &Dossier, on: Day) -> Vec<(Key, Settled)> {
    let holds = |condition: &Condition| wuye::assess::evaluate(condition, dossier, on);
    keys(rulebook).into_iter().map(|key| (key, rulebook.settle(key, on, &holds))).collect()
}

fn asked() -> impl Strategy<Value = (Rulebook, Dossier, Day, Vec<usize>)> {
    (testkit::rulebook(), testkit::dossier(), testkit::regime_day(), vec(0..40_usize, 0..8))
}

/// Rulebooks whose layers differ in what they say, so that an order shows.
fn crowded() -> impl Strategy<Value = (Rulebook, Dossier, Day, Vec<usize>)> {
    let same = (testkit::layer(), vec(testkit::parameter(&[]), 6), vec(testkit::rule(&[]), 4));
    let order = vec(0..40_usize, 8);
    (same, testkit::dossier(), testkit::regime_day(), order).prop_map(
        |((layer, parameters, rules), dossier, on, order)| {
            let id = layer.documents[0].id.clone();
            let within = |by: &Provision| Provision { document: id.clone(), ..by.clone() };
            // One key under several conditions, and rules of one aim.
            let key = Key::Figure(Figure::MeetingNotice);
            let parameters = parameters.iter().enumerate().map(|(i, model)| {
                let version = &model.value().versions()[0];
                let n = u32::try_from(i / 2).unwrap();
                let value = Setting::AtLeast(ParameterValue::Period(Period::Days(n)));
                let (by, confidence) = (within(&version.by), version.confidence);
                let by = Provision { at: Locator::article(1), ..by };
                let version = Version { from: day("2015-01-01"), state: State::InForce(value), by, confidence };
                let fact = Condition::stated(Fact::ALL[i]);
                let when = if i % 3 == 0 { fact.negated().unwrap() } else { fact };
                Parameter::new(key, Some(when), Dated::new(vec![version]).unwrap(), MayMove::ALL[i % 4])
                    .unwrap()
                    .as_contrary()
            });
            let parameters = parameters.collect();
            let rules = rules.into_iter().enumerate().map(|(i, rule)| {
                let versions =
                    rule.needs.versions().iter().map(|version| Version { by: within(&version.by), ..version.clone() });
                let needs = Dated::new(versions.collect()).unwrap();
                Rule { id: format!("r{i}").parse().unwrap(), aim: Aim::Mode(Mode::Basic), needs, ..rule }
            });
            let layer = Layer { rules: rules.collect(), parameters, ..layer };
            (Rulebook::new("crowded".parse().unwrap(), 1, vec![layer]).unwrap(), dossier, on, order)
        },
    )
}

#[test]
fn the_order_of_a_layer_changes_no_answer() {
    let check = |(rulebook, dossier, on, order): &(Rulebook, Dossier, Day, Vec<usize>)| {
        laws::rule_order_irrelevant(rulebook, order, |rulebook| answers(rulebook, dossier, *on))
    };
    holds(asked(), check);
    holds(crowded(), check);
    let backwards: Vec<usize> = (0..1_000).rev().collect();
    for held in wuye::places::held().unwrap() {
        let rulebook = wuye::places::rulebook_for(held).unwrap();
        let dossier = dossier();
        for on in ["2018-06-01", "2020-12-31", "2021-01-01", "2023-10-01"] {
            laws::rule_order_irrelevant(&rulebook, &backwards, |r| answers(r, &dossier, day(on))).unwrap();
        }
    }
}

#[test]
fn planted_orders_are_caught() {
    // The first parameter of a key wins.
    let first = |rulebook: &Rulebook, on: Day| {
        let all = rulebook.layers().iter().flat_map(|layer| &layer.parameters);
        let in_force = all.filter_map(|parameter| match parameter.value().at(on) {
            wuye::law::At::InForce { value, .. } => Some((parameter.key(), value.clone())),
            _ => None,
        });
        let mut known = std::collections::BTreeMap::new();
        in_force.for_each(|(key, value)| {
            known.entry(key).or_insert(value);
        });
        known
    };
    caught(Law::RuleOrderIrrelevant, &crowded(), |(rulebook, _, on, order)| {
        laws::rule_order_irrelevant(rulebook, order, |rulebook| first(rulebook, *on))
    });
    // The last rule of an aim decides alone.
    let last = |rulebook: &Rulebook, dossier: &Dossier, on: Day| -> Vec<(Aim, Verdict)> {
        let aims = rulebook.aims().into_iter();
        let decide = |aim| {
            let assessment = Checklist::compile(rulebook, aim).assess(dossier, on);
            assessment.rules().last().map_or(Verdict::Unknown, |rule| rule.verdict())
        };
        aims.map(|aim| (aim, decide(aim))).collect()
    };
    caught(Law::RuleOrderIrrelevant, &crowded(), |(rulebook, dossier, on, order)| {
        laws::rule_order_irrelevant(rulebook, order, |rulebook| last(rulebook, dossier, *on))
    });
}

/// A rulebook of one or two layers and a layer that may lie within it.
fn overlaid() -> impl Strategy<Value = (Rulebook, Layer)> {
    testkit::rulebook().prop_map(|rulebook| {
        let layer = rulebook.layers().last().unwrap().clone();
        let outer = rulebook.without_innermost("outer".parse().unwrap(), 1);
        (outer.unwrap_or(rulebook), layer)
    })
}

fn overlay(rulebook: &Rulebook, layer: &Layer) -> Option<Rulebook> {
    rulebook.overlay("with".parse().unwrap(), 7, layer.clone()).ok()
}

fn remove(rulebook: &Rulebook) -> Option<Rulebook> {
    rulebook.without_innermost("without".parse().unwrap(), 8).ok()
}

#[test]
fn a_layer_laid_over_and_taken_off_leaves_no_trace() {
    let laid = std::cell::Cell::new(0);
    holds(overlaid(), |(rulebook, layer)| {
        laid.set(laid.get() + usize::from(overlay(rulebook, layer).is_some()));
        laws::overlay_removed(rulebook, layer, overlay, remove)
    });
    assert!(laid.get() > 100, "only {} layers could be laid over", laid.get());
    let one = Rulebook::new("one".parse().unwrap(), 1, vec![Layer::new(Place::NATION)]).unwrap();
    let refused = one.without_innermost("none".parse().unwrap(), 1);
    assert_eq!(refused, Err(RuleError::Size { what: RulebookPart::Layer, most: 8, found: 0 }));
}

#[test]
fn planted_overlays_are_caught() {
    // Taking off the outermost layer; keeping the rules; laying under instead of over.
    let outermost = |rulebook: &Rulebook| {
        let layers = rulebook.layers()[1..].to_vec();
        Rulebook::new("x".parse().unwrap(), 1, layers).ok()
    };
    caught(Law::OverlayRemoved, &overlaid(), |(r, l)| laws::overlay_removed(r, l, overlay, outermost));
    let keeps = |rulebook: &Rulebook| {
        let mut layers = rulebook.layers().to_vec();
        let inner = layers.pop()?;
        let labels = inner.labels;
        layers.last_mut()?.labels.extend(labels);
        Rulebook::new("x".parse().unwrap(), 1, layers).ok()
    };
    caught(Law::OverlayRemoved, &overlaid(), |(r, l)| laws::overlay_removed(r, l, overlay, keeps));
    let merged = |rulebook: &Rulebook, layer: &Layer| {
        let mut layers = rulebook.layers().to_vec();
        layers.last_mut()?.unread.extend(layer.unread.clone());
        Rulebook::new("x".parse().unwrap(), 1, layers).ok()
    };
    caught(Law::OverlayRemoved, &overlaid(), |(r, l)| laws::overlay_removed(r, l, merged, remove));
    caught(Law::OverlayRemoved, &overlaid(), |(r, l)| laws::overlay_removed(r, l, overlay, |_| None));
}

/// Three rulebooks of one layer each, in any order of places.
fn three() -> impl Strategy<Value = [Rulebook; 3]> {
    let layer = |code: &'static str| {
        (testkit::layer(), any::<u8>()).prop_map(move |(layer, n)| {
            // Of one place, with ids of its own; what it cites comes along.
            let documents = layer.documents.into_iter().enumerate();
            let documents = documents
                .map(|(i, document)| wuye::law::Document { id: format!("{code}-{i}").parse().unwrap(), ..document })
                .collect();
            let facts = if n % 2 == 0 { vec![declared(&format!("f{code}"))] } else { vec![] };
            let layer = Layer { documents, facts, ..Layer::new(place(code)) };
            let layer =
                Layer { unread: vec![wuye::rule::Unread { title: code.into(), title_en: code.into() }], ..layer };
            Rulebook::new(format!("cn-{code}").parse().unwrap(), 1, vec![layer]).unwrap()
        })
    };
    (layer("000000"), layer("410000"), layer("411000"), any::<bool>()).prop_map(|(nation, province, city, swapped)| {
        if swapped { [province, nation, city] } else { [nation, province, city] }
    })
}

fn stack(outer: &Rulebook, inner: &Rulebook) -> Option<Rulebook> {
    outer.stack(inner, "stacked".parse().unwrap(), 1).ok()
}

#[test]
fn stacking_is_associative() {
    let whole = std::cell::Cell::new(0);
    holds(three(), |[a, b, c]| {
        let both = stack(a, b).and_then(|both| stack(&both, c));
        whole.set(whole.get() + usize::from(both.is_some()));
        laws::stacking_associates(a, b, c, stack)
    });
    assert!(whole.get() > 50 && whole.get() < 220, "{} of 256 fit", whole.get());
    // What ships: the nation, Henan, Xuchang.
    let shipped = wuye::places::rulebook_for(place("411000")).unwrap();
    let [nation, henan, xuchang] = [0, 1, 2].map(|i| shipped.layers()[i].clone());
    let nation = Rulebook::new("n".parse().unwrap(), 1, vec![nation]).unwrap();
    let both = nation.overlay("nh".parse().unwrap(), 1, henan).unwrap();
    assert_eq!(both.overlay("nhx".parse().unwrap(), 1, xuchang).unwrap().layers(), shipped.layers());
}

#[test]
fn planted_stacks_are_caught() {
    // The inner layers first; only the last layer of the outer one; a province that must not have a city yet.
    let inside_out = |outer: &Rulebook, inner: &Rulebook| {
        let mut layers: Vec<Layer> = inner.layers().iter().chain(outer.layers()).cloned().collect();
        layers.sort_by_key(|layer| layer.place);
        layers[0].unread.extend(inner.layers()[0].unread.clone());
        Rulebook::new("x".parse().unwrap(), 1, layers).ok()
    };
    caught(Law::StackingAssociates, &three(), |[a, b, c]| laws::stacking_associates(a, b, c, inside_out));
    let only_last = |outer: &Rulebook, inner: &Rulebook| {
        let layers = outer.layers().last().into_iter().chain(inner.layers()).cloned().collect();
        Rulebook::new("x".parse().unwrap(), 1, layers).ok()
    };
    caught(Law::StackingAssociates, &three(), |[a, b, c]| laws::stacking_associates(a, b, c, only_last));
    let one_by_one = |outer: &Rulebook, inner: &Rulebook| match inner.layers().len() {
        1 => stack(outer, inner),
        _ => None,
    };
    caught(Law::StackingAssociates, &three(), |[a, b, c]| laws::stacking_associates(a, b, c, one_by_one));
}

#[test]
fn a_silent_layer_changes_no_answer() {
    holds(asked(), |(rulebook, dossier, on, _)| {
        laws::silent_layer(rulebook, place("411082"), |rulebook| answers(rulebook, dossier, *on))
    });
    // The place of the innermost layer is not an answer of the law: who takes it for one is caught.
    caught(Law::SilentLayer, &asked(), |(rulebook, ..)| {
        laws::silent_layer(rulebook, place("411082"), |rulebook| rulebook.layers().last().unwrap().rules.len())
    });
}

#[test]
fn what_is_settled_is_in_force() {
    holds(asked(), |(rulebook, dossier, on, _)| {
        settings(rulebook, dossier, *on)
            .iter()
            .try_for_each(|(key, settled)| laws::settled_in_force(rulebook, *key, *on, settled))
    });
    // The answer of another day; the lower text; a conflict kept though both say the same.
    let answer = |rulebook: &Rulebook, dossier: &Dossier, on: Day, wrong: &dyn Fn(Settled) -> Settled| {
        settings(rulebook, dossier, on)
            .into_iter()
            .try_for_each(|(key, settled)| laws::settled_in_force(rulebook, key, on, &wrong(settled)))
    };
    caught(Law::SettledInForce, &asked(), |(rulebook, dossier, on, _)| {
        let late = settings(rulebook, dossier, day("2100-01-01"));
        late.iter().try_for_each(|(key, settled)| laws::settled_in_force(rulebook, *key, *on, settled))
    });
    caught(Law::SettledInForce, &asked(), |(rulebook, dossier, on, _)| {
        answer(rulebook, dossier, *on, &|settled| match settled {
            Settled::Known { law, .. } => Settled::BeforeKnown { first: law.from },
            other => other,
        })
    });
    // Henan still prints the majorities of before the Code.
    let henan = || testkit::regime_day().prop_map(|on| (wuye::places::rulebook_for(place("410000")).unwrap(), on));
    caught(Law::SettledInForce, &henan(), |(rulebook, on)| {
        answer(rulebook, &dossier(), *on, &|settled| match settled {
            Settled::Known { setting, law, mut conflicts } => {
                for conflict in &mut conflicts {
                    conflict.lower = conflict.higher.clone();
                }
                Settled::Known { setting, law, conflicts }
            }
            other => other,
        })
    });
    caught(Law::SettledInForce, &asked(), |(rulebook, dossier, on, _)| {
        answer(rulebook, dossier, *on, &|_| Settled::Absent)
    });
}

// ---------------------------------------------------------------------------------- facts that a rulebook declares

fn local(code: &str) -> LocalFact {
    code.parse().unwrap()
}

fn declared(code: &str) -> DeclaredFact {
    DeclaredFact {
        code: local(code),
        zh: "已设立电梯更新资金".into(),
        en: "has set up a fund to renew its lifts".into(),
        source: "示例".into(),
    }
}

fn dossier() -> Dossier {
    let compound = Compound { id: "c1".parse().unwrap(), name: "某院".into(), place: place("411000"), yards: vec![] };
    Dossier::new(compound)
}

/// A national layer with a document, these declared facts and rules for professional management that ask for these.
fn layer(code: &str, facts: &[&str], asked: &[&str]) -> Layer {
    let document = wuye::places::national::layer().unwrap().documents[0].clone();
    let id: wuye::law::DocumentId = format!("d{code}").parse().unwrap();
    let rules = asked.iter().enumerate().map(|(i, fact)| {
        let by = Provision { document: id.clone(), at: Locator::article(1) };
        let state = State::InForce(Condition::local(local(fact)));
        let version = Version { from: day("2020-01-01"), state, by, confidence: wuye::law::Confidence::CallersOwn };
        Rule {
            id: format!("r{code}.{i}").parse().unwrap(),
            aim: Aim::Mode(Mode::Professional),
            force: Force::Shall,
            needs: Dated::new(vec![version]).unwrap(),
            needs_decision: None,
            then: vec![],
        }
    });
    Layer {
        documents: vec![wuye::law::Document { id: id.clone(), ..document }],
        facts: facts.iter().map(|fact| declared(fact)).collect(),
        rules: rules.collect(),
        ..Layer::new(place(code))
    }
}

fn book(layers: Vec<Layer>) -> Result<Rulebook, RuleError> {
    Rulebook::new("book".parse().unwrap(), 1, layers)
}

#[test]
fn a_declared_fact_is_asked_and_answered_like_any_other() {
    let rulebook = book(vec![layer("000000", &["lift_fund"], &["lift_fund"])]).unwrap();
    let checklist = Checklist::compile(&rulebook, Aim::Mode(Mode::Professional));
    let on = day("2022-03-01");
    let assess = |dossier: &Dossier| {
        let packed = Packed::of(dossier, on);
        let assessment = checklist.assess(dossier, on);
        assert_eq!(checklist.assess_packed(&packed), assessment);
        assert_eq!(checklist.verdict(&packed), assessment.verdict());
        assessment
    };
    let mut dossier = dossier();
    let unknown = assess(&dossier);
    assert_eq!(unknown.verdict(), Verdict::Unknown);
    assert_eq!(unknown.reasons(Lang::Zh)[1], "  待查明：是否已设立电梯更新资金，未见填报。");
    assert_eq!(
        unknown.reasons(Lang::En)[1],
        "  unknown: whether it has set up a fund to renew its lifts is not stated."
    );
    let outstanding = unknown.outstanding();
    assert!(outstanding.exact && outstanding.reachable);
    assert_eq!(outstanding.steps, [Step::Establish { finding: 1, quantity: None }]);

    dossier.state_local(&local("lift_fund"), Stated::new(false, day("2021-01-01"), Authority::Caller)).unwrap();
    let unmet = assess(&dossier);
    assert_eq!(unmet.verdict(), Verdict::Unmet);
    assert_eq!(unmet.outstanding().steps, [Step::Change { finding: 1, quantity: None }]);
    // The latest statement up to the day holds; another fact says nothing of this one.
    dossier.state_local(&local("lift_fund"), Stated::new(true, day("2022-03-01"), Authority::Street)).unwrap();
    dossier.state_local(&local("other"), Stated::new(false, day("2022-03-01"), Authority::Street)).unwrap();
    let met = assess(&dossier);
    assert_eq!(met.verdict(), Verdict::Met);
    assert_eq!(met.reasons(Lang::Zh)[1], "  满足：已设立电梯更新资金（街道办事处、乡镇人民政府于2022年3月1日认定）。");
    assert_eq!(checklist.assess(&dossier, day("2022-02-28")).verdict(), Verdict::Unmet);
    assert_eq!(checklist.assess(&dossier, day("2020-12-31")).verdict(), Verdict::Unknown);
    // A fact of that name about another compound, or about this one stated as another, is nothing to it.
    assert_eq!(dossier.local(&local("lift_fund"), on).map(|stated| stated.value), Some(true));
    assert_eq!(dossier.statements.locals().count(), 3);
    let meeting = SubjectRef { kind: Subject::Meeting, id: "c1".into() };
    let stated = Stated::new(true, on, Authority::Street);
    let refused = dossier.statements.state_local(&meeting, &local("lift_fund"), stated.clone());
    let what = Topic::Local(local("lift_fund"));
    let (expected, found) = (Subject::Compound, Subject::Meeting);
    assert_eq!(refused, Err(EstateError::WrongSubject { what: what.clone(), expected, found }));
    let refused = dossier.state_local(&local("lift_fund"), Stated { value: false, ..stated });
    assert_eq!(refused, Err(EstateError::Contradiction { subject: "c1".into(), what, on }));
    // In and out: the dossier and the rulebook.
    assert_eq!(from_json::<Dossier>(&to_json(&dossier).unwrap()).unwrap(), dossier);
    assert_eq!(from_json::<Rulebook>(&to_json(&rulebook).unwrap()).unwrap(), rulebook);
    assert_eq!(dossier.statements.retract_local(&dossier.compound.subject(), &local("lift_fund")).len(), 2);
    assert_eq!(assess(&dossier).verdict(), Verdict::Unknown);
    // What nobody states any more leaves no trace.
    let mut other = Dossier::new(dossier.compound.clone());
    other.state_local(&local("other"), Stated::new(false, day("2022-03-01"), Authority::Street)).unwrap();
    assert_eq!(other, dossier);
}

#[test]
fn what_no_layer_declares_is_refused() {
    let undeclared = |code: &str, by: &str| Err(RuleError::UndeclaredFact { code: code.into(), by: by.into() });
    assert_eq!(book(vec![layer("000000", &[], &["lift_fund"])]), undeclared("lift_fund", "r000000.0"));
    // A layer may ask for what one around it declares, not for what only one within declares.
    let (outer, inner) = (layer("000000", &["lift_fund"], &[]), layer("410000", &[], &["lift_fund"]));
    assert!(book(vec![outer, inner]).is_ok());
    let (outer, inner) = (layer("000000", &[], &["lift_fund"]), layer("410000", &["lift_fund"], &[]));
    assert_eq!(book(vec![outer, inner]), undeclared("lift_fund", "r000000.0"));
    // In the condition of a parameter as well.
    let mut asking = layer("000000", &["lift_fund"], &[]);
    let by = Provision { document: asking.documents[0].id.clone(), at: Locator::article(1) };
    let state = State::InForce(Setting::Delegated(Authority::Owners));
    let version = Version { from: day("2020-01-01"), state, by, confidence: wuye::law::Confidence::CallersOwn };
    let value = Dated::new(vec![version]).unwrap();
    let when = |code| Some(Condition::any([Condition::local(local(code))]).unwrap());
    let parameter = |code| Parameter::new(Key::Selection, when(code), value.clone(), MayMove::Free).unwrap();
    asking.parameters = vec![parameter("lift_fund")];
    assert!(book(vec![asking.clone()]).is_ok());
    asking.parameters = vec![parameter("lift_fond")];
    assert_eq!(book(vec![asking]), undeclared("lift_fond", "selection"));
    // Twice, under a code that every rulebook knows, or without words.
    let twice = vec![layer("000000", &["lift_fund"], &[]), layer("410000", &["lift_fund"], &[])];
    assert_eq!(book(twice), Err(RuleError::Duplicate { what: RulebookPart::Fact, id: "lift_fund".into() }));
    let shadow = book(vec![layer("000000", &["renovated"], &[])]);
    assert_eq!(shadow, Err(RuleError::ShadowedFact { code: "renovated".into() }));
    let words = |spoil: fn(&mut DeclaredFact)| {
        let mut layer = layer("000000", &["lift_fund"], &[]);
        spoil(&mut layer.facts[0]);
        book(vec![layer])
    };
    let refused = |found| Err(RuleError::Words { code: "lift_fund".into(), most: 200, found });
    assert_eq!(words(|fact| fact.zh = String::new()), refused(0));
    assert_eq!(words(|fact| fact.en = "a".repeat(201)), refused(201));
    assert_eq!(words(|fact| fact.source = "a\nb".into()), refused(3));
    assert!(words(|fact| fact.en = "电".repeat(200)).is_ok());
}

#[test]
fn learning_a_declared_fact_overturns_nothing() {
    let learned = (testkit::local_fact(), testkit::stated(any::<bool>()));
    let cases = (testkit::asked(3), learned).prop_map(|((condition, mut dossier, on), (fact, stated))| {
        let about = dossier.compound.subject();
        dossier.statements.retract_local(&about, &fact);
        (condition, dossier, on, laws::Learned::Local(fact, stated))
    });
    let learn = |answer: fn(&Condition, &Dossier, Day) -> Verdict| {
        move |(condition, dossier, on, learned): &(Condition, Dossier, Day, laws::Learned)| {
            laws::learning_keeps(dossier, learned, |dossier| answer(condition, dossier, *on))
        }
    };
    holds(cases.clone(), learn(wuye::assess::evaluate));
    // Taking a declared fact that is not stated for false.
    fn hasty(condition: &Condition, dossier: &Dossier, on: Day) -> Verdict {
        let mut dossier = dossier.clone();
        for node in condition.nodes() {
            if let Node::Local(fact) = node
                && dossier.local(fact, on).is_none()
            {
                dossier.state_local(fact, Stated::new(false, Day::FIRST, Authority::Caller)).unwrap();
            }
        }
        wuye::assess::evaluate(condition, &dossier, on)
    }
    caught(Law::LearningKeeps, &cases, learn(hasty));
}

// ---------------------------------------------------------------------------------- numbers in words

#[test]
fn settings_are_told_in_both_languages() {
    let days = || ParameterValue::Period(Period::Days(15));
    let seats = |least, most, odd| Setting::Exactly(ParameterValue::Seats(Seats { least, most, odd }));
    for (setting, zh, en) in [
        (Setting::Exactly(days()), "15日", "15 days"),
        (Setting::AtLeast(days()), "不少于15日", "at least 15 days"),
        (Setting::AtMost(days()), "不超过15日", "at most 15 days"),
        (Setting::MoreThan(days()), "超过15日", "more than 15 days"),
        (Setting::UnlessAgreed(days()), "15日，合同另有约定的除外", "15 days, unless the contract agrees otherwise"),
        (Setting::Between { least: days(), most: days() }, "15日至15日", "15 days to 15 days"),
        (
            Setting::Delegated(Authority::HousingDepartment),
            "由住房和城乡建设（物业管理）主管部门确定",
            "left to the housing department",
        ),
        (seats(5, None, true), "5人以上单数", "at least 5, odd"),
        (seats(5, None, false), "5人以上", "at least 5"),
        (seats(5, Some(11), true), "5–11人单数", "5–11, odd"),
        (seats(3, Some(3), false), "3人", "3"),
    ] {
        assert_eq!((setting.render(Lang::Zh).as_str(), setting.render(Lang::En).as_str()), (zh, en));
    }
    let law = nation().setting(Key::Figure(Figure::MeetingNotice), day("2022-03-01"));
    assert_eq!(law.render(Lang::Zh), "不少于15日（《物业管理条例》第十四条第一款，自2018年3月19日起施行）");
    let early = nation().setting(Key::Figure(Figure::MeetingNotice), day("2018-03-18"));
    assert_eq!(early.render(Lang::En), "unknown: the earliest text known begins on 2018-03-19");
    assert_eq!(nation().setting(Key::Selection, day("2022-03-01")).render(Lang::Zh), "未查得规定");
    // Every key has words of its own in both languages.
    let mut told = std::collections::BTreeMap::new();
    for held in wuye::places::held().unwrap() {
        for key in keys(&wuye::places::rulebook_for(held).unwrap()) {
            told.insert(key, (key.render(Lang::Zh), key.render(Lang::En)));
        }
    }
    assert_eq!(told.values().map(|(zh, _)| zh).collect::<BTreeSet<_>>().len(), told.len());
    assert_eq!(told.values().map(|(_, en)| en).collect::<BTreeSet<_>>().len(), told.len());
}

// ---------------------------------------------------------------------------------- files with faults

const FILE: &str = include_str!("../examples/data/own_city/330400.json");

fn nation() -> Rulebook {
    wuye::places::rulebook_for(Place::NATION).unwrap()
}

#[test]
fn the_file_of_the_example_fits_and_says_what_its_text_says() {
    let rulebook = rulebook_within(FILE, &nation()).unwrap();
    assert_eq!((rulebook.id().as_str(), rulebook.place(), rulebook.layers().len()), ("cn-330400", place("330400"), 2));
    let on = day("2022-03-01");
    let within = |figure| match rulebook.setting(Key::Figure(figure), on) {
        Settled::Known { setting, law, conflicts } => (setting.render(Lang::Zh), law.short(Lang::Zh), conflicts.len()),
        other => panic!("{other:?}"),
    };
    let law = |at: &str| format!("《嘉兴市住宅物业管理条例》{at}");
    assert_eq!(within(Figure::FirstMeetingWithin), ("不超过90日".into(), law("第十三条"), 0));
    assert_eq!(within(Figure::GroupFormedWithin), ("不超过60日".into(), law("第九条"), 0));
    assert_eq!(within(Figure::GroupOwnersShare), ("不少于二分之一".into(), law("第十条第一款"), 0));
    // The nation's assembly is of all owners: what the city prints is listed and does not stand.
    let Settled::Known { law, conflicts, .. } = rulebook.setting(Key::AssemblyForm, on) else { panic!() };
    assert_eq!((law.short(Lang::Zh).as_str(), conflicts.len()), ("《物业管理条例》第八条第一款", 1));
    // The six preparations of article 12.
    let aim: Aim = "found.owners_assembly".parse().unwrap();
    let found = Checklist::compile(&rulebook, aim).assess(&dossier(), on);
    assert_eq!(found.findings().filter(|finding| finding.is_leaf()).count(), 6);
    assert_eq!(found.unread().last().unwrap().title, "浙江省物业管理条例");
    assert_eq!(from_json::<Rulebook>(&to_json(&rulebook).unwrap()).unwrap(), rulebook);
}

/// The path and the sentence of the fault in the file after a replacement.
fn refused(from: &str, to: &str) -> (String, String) {
    assert_eq!(FILE.matches(from).count(), 1, "{from}");
    match rulebook_within(&FILE.replace(from, to), &nation()) {
        Err(JsonError::Content { path, said, .. }) => (path, said),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_file_with_a_fault_is_refused_with_its_place() {
    let at = |path: &str, said: &str| (path.to_owned(), said.to_owned());
    let condition = "layers[0].rules[0].needs[0].state.in_force";
    assert_eq!(
        refused(r#""local": "owners_confirmed""#, r#""local": "owners_confirmd""#),
        at(
            &format!("{condition}[1].local"),
            "expected `jx.found.owners_assembly.prepared` to ask for a fact that its layer or one around it declares, \
             found `owners_confirmd`"
        )
    );
    // A word that is not of the vocabulary.
    let (path, said) = refused(r#""local": "owners_confirmed""#, r#""stated": "owners_confirmd""#);
    assert_eq!(path, format!("{condition}[1].stated"));
    assert!(said.starts_with("unknown code `owners_confirmd` for a fact: expected one of `old_compound`, "), "{said}");
    // A parameter moved by a layer that may not: the nation's assembly is of all owners, and that is fixed.
    assert_eq!(
        refused("\"contrary\": true", "\"contrary\": false"),
        at(
            "layers[0].parameters[3].value[0].state",
            "expected assembly_form to be as Property Management Regulations art. 8(1) sets it, or marked `contrary`, \
             found it set otherwise"
        )
    );
    // A cycle, a second parent, a node that is not there.
    let all = "1, 2, 3, 4, 5, 6";
    for (children, node) in [("0", 0), ("1, 1", 1), ("1, 2, 3, 4, 5", 6)] {
        let (path, said) = refused(all, children);
        assert_eq!(path, condition);
        let expected = format!(
            "expected node {node} to have exactly one parent, before it, found a cycle, a second parent or none"
        );
        assert!(said.starts_with(&expected), "{said}");
    }
    let (path, said) = refused(all, "1, 2, 3, 4, 5, 7");
    assert_eq!(path, condition);
    assert!(said.starts_with("expected node 0 to refer to one of 7 nodes, found index 7"), "{said}");
    // A place code that cannot be, and one that lies elsewhere.
    let own = "\"place\": \"330400\",\n      \"documents\"";
    let (path, said) = refused(own, &own.replace("330400", "990400"));
    assert_eq!(path, "layers[0].place");
    assert!(said.starts_with("expected a six-digit place code of GB/T 2260, found `990400`"), "{said}");
    assert_eq!(
        refused(own, &own.replace("330400", "000000")),
        at("layers[0].place", "expected the layer of 000000 to lie within 000000 and below it, found it outside")
    );
    // Two documents of one id: here that of the nation's Code.
    let code = nation().layers()[0].documents[1].id.to_string();
    assert_eq!(
        refused("\"id\": \"jx.housing\"", &format!("\"id\": \"{code}\"")),
        at("layers[0].documents[0].id", &format!("expected each document once, found `{code}` twice"))
    );
    // A document that is not listed, an article that cannot be.
    assert_eq!(
        refused("\"id\": \"jx.housing\"", "\"id\": \"jx.houses\""),
        at(
            "layers[0].rules[0].needs[0].by.document",
            "expected `jx.found.owners_assembly.prepared` to cite a document of the rulebook, found `jx.housing`"
        )
    );
    let (path, _) = refused("\"number\": 12", "\"number\": 0");
    assert_eq!(path, "layers[0].rules[0].needs[0].by.at");
    // A format that is not read yet.
    let (path, said) = refused("\"format\": 1", "\"format\": 2");
    assert_eq!((path.as_str(), said.as_str()), ("format", "expected a rulebook of format 1 or earlier, found 2"));
}

#[test]
fn a_condition_of_ten_thousand_levels_is_refused() {
    // As an arena: each node has the next for its child.
    let deep = |levels: usize| {
        let mut nodes: Vec<String> = (1..levels).map(|child| format!("{{\"not\": {child}}}")).collect();
        nodes.push("{\"stated\": \"renovated\"}".into());
        format!("[{}]", nodes.join(","))
    };
    let read = |levels| from_json::<Condition>(&deep(levels));
    assert!(read(32).is_ok());
    let said = |levels| read(levels).unwrap_err().to_string();
    assert_eq!(said(33), ".: expected a condition at most 32 deep, found 33");
    assert_eq!(said(10_000), ".: expected a condition of at most 1024 nodes, found 10000");
    // As brackets within brackets.
    let text = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let error = from_json::<Condition>(&text).unwrap_err();
    assert_eq!(error.code(), "json_too_deep");
    assert!(error.path().unwrap().starts_with("[0][0][0]"));
}

#[test]
fn a_number_of_a_lower_text_must_fit_or_say_that_it_does_not() {
    // Of the nation: notice of meetings 15 days, a floor.
    let key = Key::Figure(Figure::MeetingNotice);
    let city = |days: u32, from: &str, contrary: bool| {
        let mut layer = layer("330400", &[], &[]);
        let by = Provision { document: layer.documents[0].id.clone(), at: Locator::article(9) };
        let period = ParameterValue::Period(Period::Days(days));
        let state = State::InForce(Setting::AtLeast(period));
        layer.documents[0].rank = wuye::law::Rank::CityRegulation;
        let version = Version { from: day(from), state, by, confidence: wuye::law::Confidence::CallersOwn };
        let parameter = Parameter::new(key, None, Dated::new(vec![version]).unwrap(), MayMove::Floor).unwrap();
        layer.parameters = vec![if contrary { parameter.as_contrary() } else { parameter }];
        nation().overlay("own".parse().unwrap(), 1, layer)
    };
    for (days, stands) in [(20, true), (15, true), (14, false), (7, false)] {
        let plain = city(days, "2022-01-01", false);
        assert_eq!(plain.is_ok(), stands, "{days}");
        if let Err(error) = plain {
            assert_eq!(error.code(), "may_not_move");
            assert_eq!(
                error.render(Lang::Zh),
                "“召开业主大会会议前通知全体业主的期限”不得与《物业管理条例》第十四条第一款不同；\
                 确系原文如此的，须标明`contrary`。"
            );
        }
        let marked = city(days, "2022-01-01", true).unwrap();
        let Settled::Known { conflicts, .. } = marked.setting(key, day("2022-03-01")) else { panic!() };
        assert_eq!(conflicts.len(), usize::from(!stands), "{days}");
    }
    // A text that ends before the higher one begins is not against it; one that runs on is.
    assert!(city(7, "2010-01-01", false).is_err());
    let mut over = layer("330400", &[], &[]);
    let by = Provision { document: over.documents[0].id.clone(), at: Locator::article(9) };
    let version = |from: &str, state| Version {
        from: day(from),
        state,
        by: by.clone(),
        confidence: wuye::law::Confidence::CallersOwn,
    };
    let seven = Setting::AtLeast(ParameterValue::Period(Period::Days(7)));
    let ended = |until: &str| {
        let value =
            Dated::new(vec![version("2010-01-01", State::InForce(seven.clone())), version(until, State::Repealed)]);
        Parameter::new(key, None, value.unwrap(), MayMove::Floor).unwrap()
    };
    over.documents[0].rank = wuye::law::Rank::CityRegulation;
    over.parameters = vec![ended("2018-03-19")];
    assert!(nation().overlay("own".parse().unwrap(), 1, over.clone()).is_ok());
    over.parameters = vec![ended("2018-03-20")];
    assert!(nation().overlay("own".parse().unwrap(), 1, over).is_err());
}

#[test]
fn what_is_marked_contrary_is_so_on_some_day() {
    // In the places that ship no mark is idle: each marked parameter is in a conflict on some day.
    let mut marked = 0;
    for held in wuye::places::held().unwrap() {
        let rulebook = wuye::places::rulebook_for(held).unwrap();
        for layer in rulebook.layers() {
            for parameter in layer.parameters.iter().filter(|parameter| parameter.contrary()) {
                marked += 1;
                let bare = layer.parameters.iter().map(|other| {
                    if other != parameter {
                        return other.clone();
                    }
                    let (key, when, value) = (other.key(), other.when().cloned(), other.value().clone());
                    Parameter::new(key, when, value, other.may_move()).unwrap()
                });
                let bare = Layer { parameters: bare.collect(), ..layer.clone() };
                let layers = rulebook.layers().iter().map(|l| if l == layer { bare.clone() } else { l.clone() });
                let refused = Rulebook::new("bare".parse().unwrap(), 1, layers.collect()).unwrap_err();
                assert_eq!(refused.code(), "may_not_move", "{}", parameter.key());
            }
        }
    }
    assert!(marked > 10, "{marked}");
}
