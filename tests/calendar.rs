//! 法的日历 — the calendar of the law: every rule and every parameter of every layer, walked on the first day of each
//! version −1, 0 and +1 and by quarter from 2003 to 2028. On each day it is in force, repealed, or in a hole that has a
//! name; two versions never hold at once.

use std::collections::{BTreeMap, BTreeSet};

use wuye::assess::{Checklist, LawState, Observed};
use wuye::dossier::Dossier;
use wuye::estate::Compound;
use wuye::law::{At, Dated, Locator, Place, Provision, State, Version};
use wuye::measure::Day;
use wuye::rule::{Condition, Figure, Key, Layer, MayMove, Parameter, Rulebook, Setting, Settled, Verdict};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// What is not known before a document's first day, and why. Each first version of a rule or parameter must begin with
/// a row of this table, and each row must be needed.
const HOLES: [(&str, &str, &str); 41] = [
    ("property_law", "2007-10-01", "votes by voting rights under the regulations of 2003 are known from memory only"),
    ("civil_code", "2021-01-01", "the laws that article 1260 repeals were read for votes only"),
    ("spc_unit_title", "2021-01-01", "the text of 2009 was not read"),
    ("property_management_regulations", "2018-03-19", "the texts of 2003, 2007 and 2016 were not read"),
    ("spc_contracts", "2023-12-05", "what held before was not read"),
    ("assembly_guidance_rules", "2010-01-01", "what held before was not read"),
    ("maintenance_fund_measures", "2008-02-01", "what held before was not read"),
    ("henan_regulations", "2018-01-01", "what held before was not read"),
    ("xuchang_letter_2021_18", "2021-12-31", "the letter bears only its year; the guidance it sums up was not found"),
    ("xianning_letter_2023", "2023-07-10", "a letter attests from its day"),
    ("service_charge_measures", "2004-01-01", "the nation's first text on charges that was read"),
    ("old_compounds_2020_23", "2020-07-10", "the guidance is of that day"),
    ("beijing_regulations", "2024-03-29", "the text before the amendment of 2024 was not read"),
    ("shanghai_rules", "2020-12-30", "the text before the amendment of 2020 gives other numbers and is not held"),
    ("shanghai_lifts_2020_801", "2021-01-01", "a notice attests from its day"),
    ("zhejiang_regulations", "2009-11-27", "the text before the amendment of 2009 was not read"),
    ("hangzhou_regulations", "2022-03-01", "the text before the revision was not read"),
    ("ningbo_regulations", "2022-04-01", "the text before the revision was not read"),
    ("huzhou_regulations", "2021-05-01", "the city's first text that was read"),
    ("taizhou_regulations", "2021-05-01", "the city's first text that was read"),
    ("shandong_regulations", "2021-12-03", "the text before the amendment of 2021 was not read"),
    ("weifang_regulations", "2022-03-01", "the city's first text that was read"),
    ("wenzhou_regulations", "2017-05-01", "the city's first text that was read"),
    ("zhoushan_regulations", "2019-09-01", "the city's first text that was read"),
    ("qingdao_regulations", "2021-05-01", "the city's first text that was read"),
    ("rizhao_regulations", "2018-01-01", "the city's first text that was read"),
    ("zibo_regulations", "2021-12-01", "the city's first text that was read"),
    ("liaocheng_regulations", "2021-03-01", "the city's first text that was read"),
    ("binzhou_regulations", "2019-10-01", "the city's first text that was read"),
    ("heze_regulations", "2022-01-21", "the text before the amendment of 2022 was not read"),
    ("shaoxing_regulations", "2021-01-01", "the city's first text that was read"),
    ("lishui_regulations", "2019-07-01", "the city's first text that was read"),
    ("jinan_lifts", "2019-02-12", "the text before the amendment of 2019 was not read"),
    ("zhengzhou_regulations", "2021-10-01", "the text of 2007 was not read"),
    ("qingyuan_regulations", "2023-02-01", "the city's first text that was read"),
    ("xiamen_letter_2024_44", "2024-04-24", "a letter attests from its day"),
    ("dongguan_emergency_report_2018", "2018-12-31", "a report of which only the year is known"),
    ("dongguan_guancheng_report_2023", "2023-12-31", "a report of which only the year is known"),
    ("dongguan_reply_760673", "2025-12-31", "a reply of which only the year is known"),
    ("dongguan_civil_affairs_2023", "2023-05-16", "a letter attests from its day"),
    ("dongguan_letter_2023_26", "2023-07-14", "a letter attests from its day"),
];

fn rulebooks() -> Vec<Rulebook> {
    wuye::places::held().unwrap().into_iter().map(|place| wuye::places::rulebook_for(place).unwrap()).collect()
}

/// The layers, each once.
fn layers() -> Vec<Layer> {
    rulebooks().iter().map(|rulebook| rulebook.layers().last().unwrap().clone()).collect()
}

/// The first days of quarters, 2003 to 2028.
fn quarters() -> Vec<Day> {
    let quarters = |year| [1, 4, 7, 10].map(|month| Day::new(year, month, 1).unwrap());
    (2003..=2028).flat_map(quarters).collect()
}

/// The days on which a dated value is looked at.
fn walked<T>(dated: &Dated<T>) -> BTreeSet<Day> {
    let mut days: BTreeSet<Day> = quarters().into_iter().collect();
    for version in dated.versions() {
        days.extend([version.from.previous(), Some(version.from), version.from.next()].into_iter().flatten());
    }
    days
}

/// Walks one dated value by hand, from its list of versions, beside `at`. Gives how many days lie in its hole and on
/// how many it is in force.
fn walk<T: PartialEq + std::fmt::Debug>(what: &str, dated: &Dated<T>) -> (usize, usize) {
    let versions = dated.versions();
    let first = &versions[0];
    let named = HOLES.iter().any(|(id, from, _)| *id == first.by.document.as_str() && day(from) == first.from);
    assert!(named, "{what}: before {} of {} there is a hole without a name", first.from, first.by.document);
    let (mut holes, mut held) = (0, 0);
    for on in walked(dated) {
        // Half-open spans of the versions: how many of them hold the day.
        let mut holding = Vec::new();
        for (i, version) in versions.iter().enumerate() {
            let until = versions.get(i + 1).map(|next| next.from);
            if version.from <= on && until.is_none_or(|until| on < until) {
                holding.push((version, until));
            }
        }
        assert!(holding.len() <= 1, "{what}: two versions on {on}");
        match (dated.at(on), holding.first()) {
            (At::BeforeKnown { first: from }, None) => {
                assert!(on < first.from && from == first.from, "{what}: {on}");
                holes += 1;
            }
            (At::InForce { value, version, until }, Some((expected, end))) => {
                assert_eq!((version, until), (*expected, *end), "{what}: {on}");
                assert!(matches!(&version.state, State::InForce(own) if own == value), "{what}: {on}");
                held += 1;
            }
            (At::Repealed { version, until }, Some((expected, end))) => {
                assert_eq!((version, until), (*expected, *end), "{what}: {on}");
                assert!(matches!(&version.state, State::Repealed), "{what}: {on}");
            }
            (at, holding) => panic!("{what}: {on}: {at:?} against {holding:?}"),
        }
    }
    (holes, held)
}

#[test]
fn on_every_day_each_rule_and_parameter_is_in_force_repealed_or_in_a_named_hole() {
    let (mut rules, mut parameters) = (0, 0);
    let mut begun: BTreeSet<(String, Day)> = BTreeSet::new();
    for layer in layers() {
        for rule in &layer.rules {
            let (holes, held) = walk(rule.id.as_str(), &rule.needs);
            assert!(holes > 0 && held > 0, "{}", rule.id);
            let first = &rule.needs.versions()[0];
            begun.insert((first.by.document.to_string(), first.from));
            rules += 1;
        }
        for parameter in &layer.parameters {
            let (holes, held) = walk(&parameter.key().to_string(), parameter.value());
            assert!(holes > 0 && held > 0, "{}", parameter.key());
            let first = &parameter.value().versions()[0];
            begun.insert((first.by.document.to_string(), first.from));
            parameters += 1;
        }
    }
    assert!(rules >= 30 && parameters >= 90, "{rules} rules, {parameters} parameters");
    // Every row of the table is needed.
    for (id, from, why) in HOLES {
        assert!(begun.contains(&(id.to_owned(), day(from))), "no rule or parameter begins with {id}");
        assert!(!why.is_empty());
    }
}

#[test]
fn an_answer_in_a_hole_is_unknown_and_says_from_when_the_law_is_known() {
    for rulebook in rulebooks() {
        for aim in rulebook.aims() {
            let checklist = Checklist::compile(&rulebook, aim);
            for rule in rulebook.rules(aim) {
                let first = rule.needs.versions()[0].from;
                let place = rulebook.place();
                let compound = Compound { id: "c".parse().unwrap(), name: "c".into(), place, yards: vec![] };
                let dossier = Dossier::new(compound);
                for (on, known) in [(first.previous().unwrap(), false), (first, true), (first.next().unwrap(), true)] {
                    let assessment = checklist.assess(&dossier, on);
                    let own = assessment.rules().find(|finding| finding.rule_id() == Some(&rule.id)).unwrap();
                    let state = if known { LawState::InForce } else { LawState::BeforeKnown };
                    assert_eq!(own.observed(), Observed::Law(state), "{} on {on}", rule.id);
                    assert_eq!(own.citation().unwrap().in_force_on(on), known, "{} on {on}", rule.id);
                    assert!(known || own.verdict() == Verdict::Unknown);
                }
            }
        }
    }
}

/// What a key is on a day without facts, told from the layers by hand.
fn by_hand(rulebook: &Rulebook, key: Key, on: Day) -> &'static str {
    let own: Vec<&Parameter> =
        rulebook.layers().iter().flat_map(|layer| &layer.parameters).filter(|p| p.key() == key).collect();
    let holds = |p: &&&Parameter| matches!(p.value().at(on), At::InForce { .. });
    let (always, only_if): (Vec<&Parameter>, Vec<&Parameter>) =
        own.iter().filter(holds).copied().partition(|p| p.when().is_none());
    match (own.is_empty(), always.is_empty(), only_if.is_empty()) {
        (true, ..) => "absent",
        (_, false, true) => "known",
        // With a condition nobody knows about, what holds without one may still decide, if it may not be moved; what is
        // left to somebody any text fills in.
        (_, false, false) if always.iter().all(|p| p.may_move() == MayMove::Fixed && !left_open(p, on)) => "known",
        (_, _, false) => "depends",
        (_, true, true) => "before",
    }
}

fn left_open(parameter: &Parameter, on: Day) -> bool {
    matches!(parameter.value().at(on), At::InForce { value: Setting::Delegated(_), .. })
}

#[test]
fn every_key_of_every_place_is_settled_by_quarter() {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for rulebook in rulebooks() {
        let mut keys: BTreeSet<Key> = Figure::ALL.iter().map(|figure| Key::Figure(*figure)).collect();
        keys.extend(rulebook.layers().iter().flat_map(|layer| &layer.parameters).map(Parameter::key));
        for key in keys {
            for on in quarters() {
                let settled = rulebook.setting(key, on);
                let told = match &settled {
                    Settled::Known { law, conflicts, .. } => {
                        assert!(law.in_force_on(on), "{key} on {on}");
                        for conflict in conflicts {
                            // Both citations, both of that day, and not the same text twice.
                            assert!(conflict.higher_law.in_force_on(on) && conflict.lower_law.in_force_on(on));
                            assert_ne!(conflict.higher_law.document, conflict.lower_law.document);
                            assert_ne!(conflict.higher, conflict.lower);
                            assert_eq!(conflict.key, key);
                        }
                        "known"
                    }
                    Settled::Absent => "absent",
                    Settled::BeforeKnown { first } => {
                        assert!(on < *first, "{key} on {on}");
                        "before"
                    }
                    Settled::Repealed { .. } => "repealed",
                    Settled::DependsOnFacts { .. } => "depends",
                };
                assert_eq!(told, by_hand(&rulebook, key, on), "{key} of {} on {on}", rulebook.place());
                *seen.entry(told).or_default() += 1;
            }
        }
    }
    // The walk met every kind of answer that the shipped law gives.
    assert_eq!(seen.keys().copied().collect::<Vec<_>>(), ["absent", "before", "depends", "known"]);
}

#[test]
fn no_shipped_layer_sets_a_key_twice() {
    for layer in layers() {
        let mut keys = BTreeSet::new();
        for parameter in layer.parameters.iter().filter(|parameter| parameter.when().is_none()) {
            assert!(keys.insert(parameter.key()), "{} sets {} twice", layer.place, parameter.key());
        }
    }
}

#[test]
fn overlaps_are_refused() {
    // Twice the same number in one layer.
    let mut layer = wuye::places::national::layer().unwrap();
    let notice = layer.parameters.iter().find(|p| p.key() == Key::Figure(Figure::MeetingNotice)).unwrap().clone();
    layer.parameters.push(notice.clone());
    let error = Rulebook::new("twice".parse().unwrap(), 1, vec![layer]).unwrap_err();
    assert_eq!(error.code(), "duplicate");
    assert!(error.to_string().contains("figure.meeting_notice"), "{error}");
    // Under a condition it may stand beside the one that always holds.
    let mut layer = wuye::places::national::layer().unwrap();
    let when = Some(Condition::stated(wuye::estate::Fact::OldCompound));
    let special = Parameter::new(notice.key(), when, notice.value().clone(), MayMove::Floor).unwrap();
    layer.parameters.push(special);
    assert!(Rulebook::new("beside".parse().unwrap(), 1, vec![layer]).is_ok());
    // Twice a version on one day.
    let twice = notice.value().versions()[0].clone();
    assert_eq!(Dated::new(vec![twice.clone(), twice]).unwrap_err().code(), "two_versions_on_one_day");
    // Twice a rule in two layers.
    let nation = wuye::places::national::layer().unwrap();
    let city = Layer { place: "441900".parse().unwrap(), documents: vec![], ..nation.clone() };
    assert_eq!(Rulebook::new("rules".parse().unwrap(), 1, vec![nation, city]).unwrap_err().code(), "duplicate");
}

#[test]
fn the_regimes_of_votes_change_on_their_days() {
    use wuye::matter::{Majority, Matter};
    let rulebook = wuye::places::rulebook_for(Place::NATION).unwrap();
    let on = |text: &str, matter| rulebook.majority(matter, day(text)).map(|(majority, _)| majority);
    for matter in Matter::ALL {
        let old = matches!(matter, Matter::UseFund | Matter::RaiseFund | Matter::Rebuild);
        let new = matches!(matter, Matter::RaiseFund | Matter::Rebuild | Matter::CommonUse);
        assert_eq!(on("2007-09-30", *matter), None);
        assert_eq!(on("2007-10-01", *matter), Some(Majority::of_all(old).unwrap()));
        assert_eq!(on("2020-12-31", *matter), Some(Majority::of_all(old).unwrap()));
        assert_eq!(on("2021-01-01", *matter), Some(Majority::of_participants(new).unwrap()));
    }
}

#[test]
fn what_is_repealed_asks_nothing_and_is_told_apart_from_a_hole() {
    let mut layer = wuye::places::dongguan::layer().unwrap();
    let end = day("2027-01-01");
    let by = Provision { document: "dongguan_letter_2023_26".parse().unwrap(), at: Locator::section(&[1, 3], None) };
    for rule in &mut layer.rules {
        let mut versions = rule.needs.versions().to_vec();
        let confidence = versions[0].confidence;
        versions.push(Version { from: end, state: State::Repealed, by: by.clone(), confidence });
        rule.needs = Dated::new(versions).unwrap();
    }
    let layers = vec![wuye::places::national::layer().unwrap(), layer];
    let rulebook = Rulebook::new("repealed".parse().unwrap(), 2, layers).unwrap();
    let place: Place = "441900".parse().unwrap();
    let compound = Compound { id: "c".parse().unwrap(), name: "c".into(), place, yards: vec![] };
    let checklist = Checklist::compile(&rulebook, "duty.joint_meeting".parse().unwrap());
    let found = |on: &str| checklist.assess(&Dossier::new(compound.clone()), day(on)).rules().count();
    assert_eq!((found("2026-12-31"), found("2027-01-01")), (1, 0));
    // An aim without a rule in force is unknown, not met.
    let assessment = checklist.assess(&Dossier::new(compound), end);
    assert_eq!(assessment.verdict(), Verdict::Unknown);
}
