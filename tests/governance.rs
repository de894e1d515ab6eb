//! 治理变动 — changes of mode, self-management, packing, mergers and emergency service: exact figures, edges, tables.

#[path = "governance/change.rs"]
mod change;
#[path = "governance/emergency.rs"]
mod emergency;
#[path = "governance/merger.rs"]
mod merger;
#[path = "governance/planted.rs"]
mod planted;
#[path = "governance/walks.rs"]
mod walks;

use wuye::decide::emergency::EmergencyLaw;
use wuye::dossier::Dossier;
use wuye::estate::{Compound, Fact, Stated};
use wuye::law::{Authority, Locator};
use wuye::measure::Day;
use wuye::rule::{Figure, Key, Rulebook, Settled};

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn rulebook(place: &str) -> Rulebook {
    wuye::places::rulebook_for(place.parse().unwrap()).unwrap()
}

pub fn dossier(place: &str, facts: &[(Fact, bool)]) -> Dossier {
    let place = place.parse().unwrap();
    let compound = Compound { id: "c1".parse().unwrap(), name: "某小区".into(), place, yards: vec![] };
    let mut dossier = Dossier::new(compound);
    for (fact, value) in facts {
        dossier.state(*fact, Stated::new(*value, day("2020-01-01"), Authority::Street)).unwrap();
    }
    dossier
}

/// The law on emergency service of a place where these facts are stated.
pub fn law_of(place: &str, facts: &[(Fact, bool)], on: &str) -> EmergencyLaw {
    EmergencyLaw::on(&rulebook(place), &dossier(place, facts), day(on))
}

/// What a place sets, and where it says so.
pub fn set(place: &str, key: Key, on: &str) -> (String, Locator) {
    let settled = wuye::assess::parameter(&rulebook(place), &dossier(place, &[]), key, day(on));
    match &settled {
        Settled::Known { setting, law, .. } => (setting.render(wuye::terms::Lang::En), law.at.clone()),
        other => panic!("{place} {key}: {other:?}"),
    }
}

/// Every number of the places that this part reads, by article and paragraph.
#[test]
fn the_numbers_stand_where_the_texts_print_them() {
    use wuye::mode::Mode::{Basic, Emergency};
    let at = Locator::paragraph;
    let term = Key::Figure(Figure::EmergencyTerm);
    let owners = "all owners in every case";
    let asked =
        "the owners' committee asks; where there is none, at least 1/5 of the owners, through the residents' committee";
    let dongguan = "where there is none, more than 1/2 of the owners in writing, through the residents' committee";
    let shanghai =
        "the executing body, its head, the scope, the standard, the fee, the term, how specialists are engaged";
    let rows: Vec<(&str, Key, &str, Locator)> = vec![
        ("110000", term, "at most 6 months", at(77, 2)),
        ("110000", Key::Cost(Emergency), owners, at(77, 2)),
        ("110000", Key::Services(Emergency), "at least water supply, removal of rubbish, running of lifts", at(77, 1)),
        ("310000", term, "at most 6 months", at(52, 2)),
        ("310000", Key::EmergencyRequest, asked, at(52, 1)),
        ("310000", Key::ProviderChoice(Emergency), "named by the street from a pool", at(52, 1)),
        ("310000", Key::SelfManagement, shanghai, at(53, 1)),
        ("310000", Key::SpecialistPlant, "lifts, fire protection, technical security", at(53, 2)),
        ("310000", Key::Figure(Figure::SelfManagementAccounts), "at most 3 months", at(53, 5)),
        ("330100", Key::SelfManagement, "the executing body, the plan of management, the fee, the term", at(91, 2)),
        ("330100", Key::SpecialistPlant, "lifts", at(91, 3)),
        ("330100", Key::Figure(Figure::SelfManagementAccounts), "at most 1 year", at(91, 5)),
        ("330100", Key::Services(Emergency), "at least cleaning, keeping public order", at(58, 1)),
        ("330200", Key::Figure(Figure::EmergencyTermUsual), "at most 6 months", at(83, 2)),
        ("330200", Key::SelfManagementMatter, "choosing or dismissing the provider", Locator::item(17, 1, 4)),
        ("330500", Key::Cost(Basic), owners, at(36, 1)),
        ("330600", Key::Cost(Basic), owners, at(41, 2)),
        ("331100", Key::Cost(Basic), owners, at(39, 2)),
        ("370200", term, "at most 6 months", at(68, 2)),
        ("370200", Key::ProviderChoice(Emergency), "named by the street", at(68, 1)),
        ("370300", term, "at most 6 months", at(50, 2)),
        (
            "370300",
            Key::Services(Emergency),
            "at least cleaning, keeping public order, running of common plant",
            at(50, 1),
        ),
        ("370700", term, "at most 6 months", at(51, 2)),
        ("370700", Key::ProviderChoice(Emergency), "named at a joint conference that the street calls", at(51, 1)),
        ("371500", Key::Cost(Emergency), owners, at(43, 1)),
        ("371500", Key::Cost(Basic), owners, at(57, 3)),
        ("371500", Key::Figure(Figure::PackedAreas), "at least 2", at(57, 2)),
        ("410000", Key::SpecialistPlant, "lifts", at(53, 2)),
        ("410000", Key::SelfManagement, shanghai, at(53, 1)),
        ("410100", term, "at most 1 year", at(62, 2)),
        ("410100", Key::Services(Emergency), "at least removal of rubbish, running of lifts", at(62, 1)),
        ("441800", Key::ProviderChoice(Emergency), "drawn at random from a pool", at(44, 2)),
        ("441900", Key::EmergencyRequest, dongguan, Locator::section(&[], Some(2))),
        ("441900", Key::Figure(Figure::TrialPeriod), "36 months", Locator::section(&[], Some(1))),
    ];
    for (place, key, value, place_in_text) in rows {
        assert_eq!(set(place, key, "2024-06-01"), (value.to_owned(), place_in_text), "{place} {key}");
    }
    let henan =
        "more than 1/2 of area and of persons take part, more than 1/2 of area and of persons of all owners agree";
    assert_eq!(set("410000", Key::AreaChange, "2024-06-01"), (henan.to_owned(), at(10, 3)));
    let shanghai = "at least 2/3 of area and of persons take part, more than 1/2 of area and of persons of owners who take part agree";
    assert_eq!(set("310000", Key::AreaChange, "2024-06-01"), (shanghai.to_owned(), at(10, 1)));
}

/// What the texts do not print stays absent.
#[test]
fn what_is_not_printed_is_absent() {
    use wuye::mode::Mode::{Basic, Emergency};
    let term = Key::Figure(Figure::EmergencyTerm);
    for (place, key) in [
        ("330100", term),
        ("330100", Key::Cost(Emergency)),
        ("330200", term),
        ("371500", term),
        ("441800", term),
        ("441800", Key::Cost(Emergency)),
        ("441800", Key::Services(Emergency)),
        ("441900", term),
        ("310000", Key::Services(Emergency)),
        ("410100", Key::Cost(Basic)),
        ("110000", Key::SelfManagement),
        ("110000", Key::AreaChange),
        ("110000", Key::Figure(Figure::PackedAreas)),
    ] {
        let settled = wuye::assess::parameter(&rulebook(place), &dossier(place, &[]), key, day("2024-06-01"));
        assert_eq!(settled, Settled::Absent, "{place} {key}");
    }
}
