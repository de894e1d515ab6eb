//! Which text decides where several set a parameter.

use super::*;

#[test]
fn henan_conflicts_with_the_civil_code_from_its_first_day() {
    let rulebook = places::xuchang::rulebook().unwrap();
    for matter in Matter::ALL {
        let conflicts = |on: &str| match rulebook.setting(Key::Majority(*matter), day(on)) {
            Settled::Known { setting, law, conflicts } => (setting, law, conflicts),
            other => panic!("{matter} on {on}: {other:?}"),
        };
        let (setting, law, none) = conflicts("2020-12-31");
        assert_eq!((law.document.as_str(), law.from), ("property_law", day("2007-10-01")));
        assert_eq!(none, [], "{matter}");
        let Some(ParameterValue::Majority(old)) = setting.value() else { panic!("{setting:?}") };
        let special = matches!(matter, Matter::UseFund | Matter::RaiseFund | Matter::Rebuild);
        assert_eq!(*old, Majority::of_all(special).unwrap());
        for on in ["2021-01-01", "2021-01-02", "2030-01-01"] {
            let (setting, law, conflicts) = conflicts(on);
            assert_eq!((law.document.as_str(), law.from), ("civil_code", day("2021-01-01")));
            let special = matches!(matter, Matter::RaiseFund | Matter::Rebuild | Matter::CommonUse);
            let code = Setting::Exactly(ParameterValue::Majority(Majority::of_participants(special).unwrap()));
            assert_eq!(setting, code);
            let [conflict] = conflicts.as_slice() else { panic!("{matter} on {on}: {conflicts:?}") };
            assert_eq!((&conflict.higher, &conflict.higher_law), (&code, &law));
            assert_eq!(conflict.lower, Setting::Exactly(ParameterValue::Majority(*old)));
            assert_eq!(
                (conflict.lower_law.document.as_str(), conflict.lower_law.from),
                ("henan_regulations", day("2018-01-01"))
            );
            assert_eq!(conflict.key, Key::Majority(*matter));
            assert!(conflict.higher_law.in_force_on(day(on)) && conflict.lower_law.in_force_on(day(on)));
        }
    }
    // Without Henan there is nothing to conflict.
    let nation = places::rulebook_for("110000".parse().unwrap()).unwrap();
    let Settled::Known { conflicts, .. } = nation.setting(Key::Majority(Matter::UseFund), day("2021-01-01")) else {
        panic!()
    };
    assert_eq!(conflicts, []);
}

/// A majority of all that needs `above` of 100 to agree.
fn percent(above: u32) -> ParameterValue {
    let consent = wuye::measure::Threshold::of(wuye::measure::Bound::AtLeast, above, 100).unwrap();
    ParameterValue::Majority(Majority { consent, ..Majority::of_all(false).unwrap() })
}

const KEY: Key = Key::Majority(Matter::Other);

/// A text: document, its rank, its layer, from when, what it sets, how it may be moved.
type TextOf<'a> = (&'a str, Rank, &'a str, &'a str, Setting, MayMove);

fn settle(texts: &[TextOf<'_>], on: &str) -> Settled {
    let places: BTreeSet<&str> = texts.iter().map(|text| text.2).collect();
    let layers = places.into_iter().map(|place| {
        let own: Vec<&TextOf<'_>> = texts.iter().filter(|text| text.2 == place).collect();
        let documents = own.iter().map(|text| document(text.0, text.1, place.parse().unwrap())).collect();
        let parameters = own.iter().map(|(id, _, _, from, setting, may_move)| {
            // What differs and may not is refused without the mark; with it, it is a conflict.
            Parameter::new(KEY, None, in_force(id, from, setting.clone()), *may_move).unwrap().as_contrary()
        });
        layer(place, documents, vec![], parameters.collect())
    });
    let rulebook = Rulebook::new("texts".parse().unwrap(), 1, layers.collect()).unwrap();
    rulebook.setting(KEY, day(on))
}

/// Which text decides, and which are in conflict with what decided before them.
fn deciding(texts: &[TextOf<'_>]) -> (String, Vec<String>) {
    match settle(texts, "2022-03-01") {
        Settled::Known { law, conflicts, .. } => (
            law.document.to_string(),
            conflicts.iter().map(|conflict| conflict.lower_law.document.to_string()).collect(),
        ),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_lower_text_moves_a_parameter_only_as_it_may_be_moved() {
    let exactly = |n| Setting::Exactly(percent(n));
    let pair = |may_move, lower: Setting| {
        let texts = [
            ("higher", Rank::Law, "000000", "2010-01-01", exactly(50), may_move),
            ("lower", Rank::ProvincialRegulation, "410000", "2015-01-01", lower, MayMove::Fixed),
        ];
        deciding(&texts)
    };
    let higher =
        |conflicts: &[&str]| ("higher".to_owned(), conflicts.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>());
    let lower = ("lower".to_owned(), Vec::new());
    // The same again is neither a move nor a conflict.
    for may_move in MayMove::ALL {
        assert_eq!(pair(*may_move, exactly(50)), higher(&[]), "{may_move}");
    }
    for n in [49, 51] {
        assert_eq!(pair(MayMove::Free, exactly(n)), lower, "{n}");
        assert_eq!(pair(MayMove::Fixed, exactly(n)), higher(&["lower"]), "{n}");
        // Majorities have no order of stricter and laxer, and no key holds a number, a share, a period or money yet:
        // whether floor and ceiling let a value through by one cannot be asked of a rulebook.
        assert_eq!(pair(MayMove::Floor, exactly(n)), higher(&["lower"]), "{n}");
        assert_eq!(pair(MayMove::Ceiling, exactly(n)), higher(&["lower"]), "{n}");
    }
    for value in [ParameterValue::Number(5), ParameterValue::Share(share(1, 2)), ParameterValue::Money(Money::ZERO)] {
        for key in [KEY, Key::Services(Mode::Basic), Key::Selection] {
            let setting = in_force("law", "2010-01-01", Setting::Exactly(value.clone()));
            assert!(Parameter::new(key, None, setting, MayMove::Floor).is_err(), "{key} takes {value:?} now: test it");
        }
    }
    // What is left to somebody is filled by whoever comes next, however it may be moved.
    for may_move in MayMove::ALL {
        let texts = [
            ("higher", Rank::Law, "000000", "2010-01-01", Setting::Delegated(Authority::Government), *may_move),
            ("lower", Rank::NormativeDocument, "410000", "2015-01-01", exactly(60), MayMove::Fixed),
        ];
        assert_eq!(deciding(&texts), lower, "{may_move}");
    }
}

#[test]
fn the_higher_rank_decides_and_of_one_rank_the_later() {
    let text = |id, rank, place, from, n| (id, rank, place, from, Setting::Exactly(percent(n)), MayMove::Fixed);
    let national = text("national", Rank::AdministrativeRegulation, "000000", "2018-01-01", 50);
    let provincial = text("provincial", Rank::ProvincialRegulation, "410000", "2019-01-01", 60);
    let city = text("city", Rank::CityRegulation, "411000", "2020-01-01", 70);
    assert_eq!(
        deciding(&[national.clone(), provincial.clone(), city.clone()]),
        ("national".to_owned(), vec!["provincial".to_owned(), "city".to_owned()])
    );
    // Not the layer but the rank: a normative document of the nation yields to a regulation of the province.
    let note = text("note", Rank::NormativeDocument, "000000", "2021-01-01", 55);
    assert_eq!(deciding(&[note, provincial.clone()]), ("provincial".to_owned(), vec!["note".to_owned()]));
    // Of one rank the later.
    let early = text("early", Rank::Law, "000000", "2010-01-01", 50);
    let late = text("late", Rank::Law, "410000", "2011-01-01", 60);
    assert_eq!(deciding(&[early, late]), ("late".to_owned(), vec!["early".to_owned()]));
    // A free text can be moved by the next and that one by nobody.
    let free = (national.0, national.1, national.2, national.3, national.4.clone(), MayMove::Free);
    assert_eq!(deciding(&[free, provincial, city]), ("provincial".to_owned(), vec!["city".to_owned()]));
}

#[test]
fn before_the_first_text_and_after_a_repeal_nothing_is_set() {
    let known = [("law", Rank::Law, "000000", "2010-01-01", Setting::Exactly(percent(50)), MayMove::Fixed)];
    assert_eq!(settle(&known, "2009-12-31"), Settled::BeforeKnown { first: day("2010-01-01") });
    assert!(matches!(settle(&known, "2010-01-01"), Settled::Known { .. }));
    let versions = vec![
        version("law", "2010-01-01", State::InForce(Setting::Exactly(percent(50))), Confidence::Primary),
        version("law", "2020-01-01", State::Repealed, Confidence::Primary),
    ];
    let parameter = Parameter::new(KEY, None, Dated::new(versions).unwrap(), MayMove::Fixed).unwrap();
    let documents = vec![document("law", Rank::Law, Place::NATION)];
    let rulebook =
        Rulebook::new("r".parse().unwrap(), 1, vec![layer("000000", documents, vec![], vec![parameter])]).unwrap();
    assert!(matches!(rulebook.setting(KEY, day("2019-12-31")), Settled::Known { .. }));
    let Settled::Repealed { law } = rulebook.setting(KEY, day("2020-01-01")) else { panic!() };
    assert_eq!(law.from, day("2020-01-01"));
    assert_eq!(rulebook.setting(Key::Selection, day("2022-01-01")), Settled::Absent);
}

#[test]
fn a_parameter_that_depends_on_facts_waits_for_them() {
    let when = Condition::stated(Fact::OldCompound);
    let general =
        Parameter::new(KEY, None, in_force("law", "2010-01-01", Setting::Exactly(percent(50))), MayMove::Free);
    let special =
        Parameter::new(KEY, Some(when), in_force("note", "2015-01-01", Setting::Exactly(percent(60))), MayMove::Fixed);
    let documents =
        vec![document("law", Rank::Law, Place::NATION), document("note", Rank::NormativeDocument, Place::NATION)];
    let parameters = vec![general.unwrap(), special.unwrap()];
    let rulebook =
        Rulebook::new("r".parse().unwrap(), 1, vec![layer("000000", documents, vec![], parameters)]).unwrap();
    let settled = |value: Option<bool>| {
        let mut facts = dossier();
        if let Some(value) = value {
            state(&mut facts, Fact::OldCompound, value, today());
        }
        parameter(&rulebook, &facts, KEY, today())
    };
    assert!(matches!(settled(None), Settled::DependsOnFacts { law } if law.document.as_str() == "note"));
    assert!(matches!(settled(Some(true)), Settled::Known { law, .. } if law.document.as_str() == "note"));
    assert!(matches!(settled(Some(false)), Settled::Known { law, .. } if law.document.as_str() == "law"));
    assert_eq!(rulebook.setting(KEY, today()), settled(None));
}

#[test]
fn two_unconditional_parameters_of_one_key_in_one_layer_are_refused() {
    let set = |n| {
        Parameter::new(KEY, None, in_force("law", "2010-01-01", Setting::Exactly(percent(n))), MayMove::Fixed).unwrap()
    };
    let documents = vec![document("law", Rank::Law, Place::NATION)];
    let twice =
        Rulebook::new("r".parse().unwrap(), 1, vec![layer("000000", documents, vec![], vec![set(50), set(60)])]);
    assert_eq!(twice.map(|_| ()).unwrap_err().code(), "duplicate");
}

#[test]
fn the_order_of_rules_and_parameters_in_a_layer_does_not_matter() {
    let shipped = places::xuchang::rulebook().unwrap();
    let mut random = stream(5);
    for _ in 0..20 {
        let layers = shipped.layers().iter().map(|layer| {
            let mut layer = layer.clone();
            random.shuffle(&mut layer.rules).unwrap();
            random.shuffle(&mut layer.parameters).unwrap();
            random.shuffle(&mut layer.documents).unwrap();
            layer
        });
        let shuffled = Rulebook::new(shipped.id().clone(), shipped.version(), layers.collect()).unwrap();
        let bits = random.next_u64();
        let facts = full(|fact| bits >> (fact.code().len() % 60) & 1 == 1);
        for on in ["2015-01-01", "2020-12-31", "2021-01-01", "2022-03-01"].map(day) {
            for aim in shipped.aims() {
                let ours = Checklist::compile(&shipped, aim).assess(&facts, on);
                let theirs = assess(&Checklist::compile(&shuffled, aim), &facts, on);
                assert_eq!(ours.verdict(), theirs.verdict(), "{aim} on {on}");
                let rules = |assessment: &Assessment| -> BTreeSet<(String, Verdict)> {
                    assessment.rules().map(|rule| (rule.rule_id().unwrap().to_string(), rule.verdict())).collect()
                };
                assert_eq!(rules(&ours), rules(&theirs));
                assert_eq!(ours.outstanding().steps.len(), theirs.outstanding().steps.len());
            }
            for matter in Matter::ALL {
                let key = Key::Majority(*matter);
                assert_eq!(shipped.setting(key, on), shuffled.setting(key, on));
            }
        }
    }
}

#[test]
fn a_ladder_is_walked_in_the_order_of_the_law() {
    // The order is a parameter: another order of the same modes is another law.
    let Settled::Known { setting, .. } =
        places::xuchang::rulebook().unwrap().setting(Key::Selection, day("2021-12-31"))
    else {
        panic!()
    };
    let Some(ParameterValue::Selection(Selection::Ladder(modes))) = setting.value() else { panic!("{setting:?}") };
    assert_eq!(modes.as_slice(), [Mode::Professional, Mode::Basic, Mode::SelfGoverned]);
}
