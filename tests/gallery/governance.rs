//! Changes of mode, emergency service, self-management, packing, mergers: errors and answers.

use wuye::decide::Ground;
use wuye::decide::emergency::{
    EMERGENCY_EVENTS_MAX, EmergencyAct, EmergencyError, EmergencyEvent, EmergencyLaw, EmergencyRequest,
    EmergencyService, EmergencyStep, ProviderLot,
};
use wuye::decide::merger::{Adjacency, Merger, MergerError, Yard, merge};
use wuye::decide::packing::{PackMember, TryFirst, pack};
use wuye::decide::self_management::{PlantCare, SelfManagement, check, organ_may_decide};
use wuye::decide::transition::{change, change_charging};
use wuye::dossier::{DecisionRecord, Dossier, GroundRecord};
use wuye::estate::{Compound, Fact, OrganisationKind, Owner, OwnerKind, Roll, Stated, Unit, UnitKind, UnitState};
use wuye::law::Authority;
use wuye::matter::{Matter, Outcome, ResolutionRecord, Tally, Weight, resolve};
use wuye::measure::draw::{Draw, Generator};
use wuye::mode::{ChargingForm, Mode};
use wuye::rule::{Key, PlantKind, Rulebook};
use wuye::terms::Lang;

use crate::Page;
use crate::errors::{Made, read, refused};
use crate::inputs::day;

fn rulebook(place: &str) -> Rulebook {
    wuye::places::rulebook_for(place.parse().unwrap()).unwrap()
}

fn dossier(id: &str, place: &str, facts: &[(Fact, bool)]) -> Dossier {
    let (id, place) = (id.parse().unwrap(), place.parse().unwrap());
    let mut dossier = Dossier::new(Compound { id, name: "某小区".into(), place, yards: vec![] });
    for (fact, value) in facts {
        dossier.state(*fact, Stated::new(*value, day("2020-01-01"), Authority::Street)).unwrap();
    }
    dossier
}

fn law(place: &str, facts: &[(Fact, bool)]) -> EmergencyLaw {
    EmergencyLaw::on(&rulebook(place), &dossier("c1", place, facts), day("2026-01-10"))
}

fn choose() -> EmergencyAct {
    EmergencyAct::Choose { provider: "p1".parse().unwrap(), lot: None }
}

fn lot(number: usize) -> ProviderLot {
    let candidates = (0..number).map(|i| format!("p{i}").parse().unwrap()).collect();
    ProviderLot { draw: Draw { generator: Generator::SplitMix64, seed: 20_260_901 }, candidates }
}

fn asking(asking: Option<u32>) -> EmergencyAct {
    let by = Authority::ResidentsCommittee;
    EmergencyAct::Request(EmergencyRequest { by, asking, owners: Some(300), written: Some(true) })
}

fn case(law: &EmergencyLaw, acts: Vec<EmergencyAct>) -> Result<EmergencyService, EmergencyError> {
    let on = day("2026-01-10");
    EmergencyService::replay("c1".parse().unwrap(), law, acts.into_iter().map(|act| EmergencyEvent { on, act }))
}

/// A million events, made once for all tests.
fn one_too_many(law: &EmergencyLaw) -> EmergencyError {
    static MADE: std::sync::OnceLock<EmergencyError> = std::sync::OnceLock::new();
    let made = MADE.get_or_init(|| {
        let mut full = case(law, vec![EmergencyAct::Report, choose()]).unwrap();
        let mut step = || full.step(law, day("2026-01-10"), EmergencyAct::Organise);
        (2..EMERGENCY_EVENTS_MAX).for_each(|_| step().unwrap());
        step().unwrap_err()
    });
    made.clone()
}

fn emergency_errors() -> Vec<Made> {
    use EmergencyAct::{Report, Start, Withdraw};
    let (beijing, dongguan) = (law("110000", &[]), law("441900", &[]));
    let start = |until: &str| vec![Report, choose(), Start { until: Some(day(until)) }];
    let mut late = case(&beijing, vec![Report]).unwrap();
    let drawn = |number| EmergencyAct::Choose { provider: "p0".parse().unwrap(), lot: Some(lot(number)) };
    let twice = ProviderLot { candidates: vec!["p0".parse().unwrap(), "p0".parse().unwrap()], ..lot(1) };
    let open = r#"{"on":"2026-01-10","step":"choose"}"#;
    let field = EmergencyError::Field { step: EmergencyStep::Choose, field: "provider" };
    vec![
        (
            "emergency_stage",
            "the service begins before anybody is chosen",
            refused(case(&beijing, vec![Report, Start { until: None }])),
        ),
        ("emergency_stage", "a step after the end", refused(case(&beijing, vec![Report, Withdraw, Report]))),
        ("emergency_order", "the day before", refused(late.step(&beijing, day("2026-01-09"), Withdraw))),
        ("emergency_too_many", "one event more than the most", refused::<(), _>(Err(one_too_many(&beijing)))),
        ("emergency_field", "a choice of nobody", read::<EmergencyEvent>(open, field)),
        ("emergency_ends_before_start", "the day before the first", refused(case(&beijing, start("2026-01-09")))),
        ("emergency_term_too_long", "a day more than six months", refused(case(&beijing, start("2026-07-11")))),
        ("emergency_request_needed", "nobody asked in Dongguan", refused(case(&dongguan, vec![Report, choose()]))),
        (
            "emergency_request_short",
            "exactly half of the owners",
            refused(case(&dongguan, vec![Report, asking(Some(150)), choose()])),
        ),
        (
            "emergency_request_unknown",
            "nobody says how many ask",
            refused(case(&dongguan, vec![Report, asking(None), choose()])),
        ),
        ("emergency_more_than_owners", "301 of 300", refused(case(&dongguan, vec![Report, asking(Some(301))]))),
        (
            "emergency_lot_needed",
            "a choice without a lot",
            refused(case(&dongguan, vec![Report, asking(Some(151)), choose()])),
        ),
        ("emergency_lot_differs", "the seed gives another", refused(case(&beijing, vec![Report, drawn(5)]))),
        ("emergency_candidate_twice", "a list with one twice", refused(twice.drawn())),
        ("emergency_candidates", "10,001 candidates", refused(lot(10_001).drawn())),
        ("emergency_lot", "nobody to draw", refused(lot(0).drawn())),
    ]
}

// ---------------------------------------------------------------------------------- mergers

fn roll(on: &str, owners: &[(&str, OwnerKind)]) -> Roll {
    let people = owners.iter().map(|(id, kind)| Owner { id: id.parse().unwrap(), kind: *kind }).collect();
    let units = owners.iter().enumerate().map(|(i, (owner, kind))| Unit {
        id: format!("u{i}").parse().unwrap(),
        building: None,
        kind: UnitKind::Dwelling,
        state: if *kind == OwnerKind::Developer { UnitState::Unsold } else { UnitState::Delivered },
        owner: owner.parse().unwrap(),
        registered: Some("100".parse().unwrap()),
        surveyed: None,
        contract: None,
    });
    Roll::new(day(on), people, units.collect()).unwrap()
}

fn merged(yards: &[Yard<'_>], adjacency: &Adjacency) -> Result<Merger, MergerError> {
    let into = Compound {
        id: "all".parse().unwrap(),
        name: "合并小区".into(),
        place: "411000".parse().unwrap(),
        yards: vec![],
    };
    merge(into, yards, adjacency, &rulebook("411000"), day("2022-03-01"))
}

fn agreed(roll: &Roll, agree: u32) -> Tally {
    let total = Weight { heads: roll.heads(), area: roll.area() };
    let part = Weight { heads: agree, area: format!("{}", agree * 100).parse().unwrap() };
    Tally::declared(total, part, part).unwrap()
}

fn beside(a: &str, b: &str) -> Adjacency {
    Adjacency { pairs: vec![(a.parse().unwrap(), b.parse().unwrap())], complete: true }
}

fn merger_errors() -> Vec<Made> {
    const BUYER: OwnerKind = OwnerKind::Buyer;
    let on = "2022-03-01";
    let (a, b) = (dossier("a", "411000", &[]), dossier("b", "411000", &[]));
    let (one, two) = (roll(on, &[("甲", BUYER), ("乙", BUYER)]), roll(on, &[("甲", BUYER)]));
    let pair = |first: &Roll, second: &Roll| {
        let yards = [Yard { dossier: &a, roll: first, vote: None }, Yard { dossier: &b, roll: second, vote: None }];
        merged(&yards, &Adjacency::default())
    };
    let yard = Yard { dossier: &a, roll: &one, vote: None };
    let theirs = agreed(&two, 1);
    let voted = [Yard { vote: Some((&theirs, day(on))), ..yard }, Yard { dossier: &b, roll: &two, vote: None }];
    let both = [yard, Yard { dossier: &b, roll: &two, vote: None }];
    let many = Adjacency { pairs: vec![("a".parse().unwrap(), "b".parse().unwrap()); 1_000_001], complete: true };
    let built = |id| roll(on, &[(id, OwnerKind::Developer)]);
    let long = {
        let unit = Unit { id: "字".repeat(63).parse().unwrap(), ..two.units()[0].clone() };
        Roll::new(day(on), two.owners().to_vec(), vec![unit]).unwrap()
    };
    let wide = {
        let unit = |i: usize| Unit {
            id: format!("u{i}").parse().unwrap(),
            registered: Some("900000".parse().unwrap()),
            ..two.units()[0].clone()
        };
        Roll::new(day(on), two.owners().to_vec(), (0..60).map(unit).collect()).unwrap()
    };
    vec![
        ("merger_yards", "one yard", refused(merged(&[yard], &Adjacency::default()))),
        ("merger_twice", "a yard with itself", refused(merged(&[yard, yard], &Adjacency::default()))),
        ("merger_pairs", "1,000,001 pairs", refused(merged(&both, &many))),
        ("merger_no_such_yard", "a neighbour from elsewhere", refused(merged(&both, &beside("a", "z")))),
        ("merger_roll_days", "rolls of two days", refused(pair(&one, &roll("2022-03-02", &[("丙", BUYER)])))),
        ("merger_owner_kinds", "a buyer here, a developer there", refused(pair(&two, &built("甲")))),
        ("merger_developers", "two developers", refused(pair(&built("d1"), &built("d2")))),
        ("merger_totals", "the vote of the other yard", refused(merged(&voted, &Adjacency::default()))),
        ("merger_id", "an id that grows too long", refused(pair(&long, &two))),
        ("merger_roll", "more than 10⁸ m² together", refused(pair(&wide, &wide))),
    ]
}

pub fn errors() -> Vec<Made> {
    let (xuchang, plain, on) = (rulebook("411000"), dossier("c1", "411000", &[]), day("2022-03-01"));
    let member = PackMember { dossier: &plain, grounds: &[] };
    let council = organ_may_decide(&xuchang, &plain, OrganisationKind::OwnersCouncil, Matter::Provider, on);
    let trial = |from: &str, months| TryFirst::new(day(from), months, Authority::Provider);
    let mut all = emergency_errors();
    all.extend(merger_errors());
    all.extend(vec![
        ("not_the_assembly", "a council chooses the provider", refused(council)),
        ("packing_members", "10,001 compounds", refused(pack(&xuchang, &vec![member; 10_001], on))),
        ("packing_twice", "a compound with itself", refused(pack(&xuchang, &[member, member], on))),
        ("trial_months", "no month", refused(trial("2024-01-01", 0))),
        ("trial_calendar", "a hundred years from 2199", refused(trial("2199-01-01", 1_200))),
    ]);
    all
}

// ---------------------------------------------------------------------------------- answers

fn rows(page: &mut Page, case: &str, said: impl Fn(Lang) -> Vec<String>) {
    for i in 0..said(Lang::Zh).len() {
        page.row(case, |lang| said(lang)[i].clone());
    }
}

fn emergencies(page: &mut Page) {
    use EmergencyAct::{Report, Start};
    page.section("Emergency service");
    let beijing = law("110000", &[(Fact::ManagementSuddenlyLost, true)]);
    let (mut acts, mut last) = (vec![], EmergencyService::new("c1".parse().unwrap()));
    for (case_, act) in [("reported", Report), ("chosen", choose()), ("serving", Start { until: None })] {
        acts.push(act);
        last = case(&beijing, acts.clone()).unwrap();
        page.row(&format!("Beijing, {case_}"), |lang| last.answer(&beijing, day("2026-01-10")).render(lang));
    }
    page.row("Beijing, a day too long", |lang| last.answer(&beijing, day("2026-07-11")).render(lang));
    let said = |case: EmergencyService, law: EmergencyLaw| {
        move |lang| case.answer(&law, day("2026-01-10")).findings.iter().map(|finding| finding.render(lang)).collect()
    };
    rows(page, "a finding in Beijing", said(last, beijing));
    let ningbo = law("330200", &[(Fact::ProviderCausedEmergency, true)]);
    let long = case(&ningbo, vec![Report, choose(), Start { until: Some(day("2026-12-31")) }]).unwrap();
    rows(page, "a finding in Ningbo", said(long, ningbo));
    let dongguan = law("441900", &[]);
    let drawn = EmergencyAct::Choose { provider: lot(24).drawn().unwrap().clone(), lot: Some(lot(24)) };
    let pool = case(&dongguan, vec![Report, asking(Some(151)), drawn]).unwrap();
    rows(page, "a finding in Dongguan", said(pool, dongguan));
}

fn changes(page: &mut Page) {
    page.section("Changes of mode");
    let shown = |place: &str, from: Option<Mode>, to: Mode, facts: &[(Fact, bool)], outcome: Option<Outcome>| {
        let mut dossier = dossier("c1", place, facts);
        let on = day("2024-05-01");
        if let Some(mode) = from {
            let grounds = vec![GroundRecord::Act { by: Authority::Street, on }];
            let record = DecisionRecord { mode, on, rulebook: "cn".into(), version: 1, grounds };
            dossier.decisions.push(Stated::new(record, on, Authority::Street));
        }
        if let Some(outcome) = outcome {
            let record = ResolutionRecord { matter: Matter::Provider, on, outcome, tally: None };
            dossier.resolutions.push(Stated::new(record, on, Authority::OwnersCommittee));
        }
        let rulebook = rulebook(place);
        move |lang| change(&rulebook, &dossier, day("2024-06-01"), to, &[]).render(lang)
    };
    let renovated = [(Fact::Renovated, true), (Fact::LaterManagementAccepted, true)];
    rows(
        page,
        "from a provider to self-management in Shanghai",
        shown("310000", Some(Mode::Professional), Mode::SelfGoverned, &[], None),
    );
    rows(
        page,
        "to a provider, voted for",
        shown("350200", Some(Mode::Basic), Mode::Professional, &renovated, Some(Outcome::Passed)),
    );
    rows(page, "to a provider, voted down", shown("310000", None, Mode::Professional, &[], Some(Outcome::Rejected)));
    rows(page, "back to the community in Xiamen", shown("350200", Some(Mode::Professional), Mode::Basic, &[], None));
    let owner = dossier("c1", "310000", &[]);
    let (majority, cite) = rulebook("310000").majority(Matter::Provider, day("2024-05-01")).unwrap();
    let all = Weight { heads: 300, area: "30000".parse().unwrap() };
    let tally = Tally::declared(all, all, all).unwrap();
    let vote = |id: &str| {
        let (id, on) = (id.parse().unwrap(), day("2024-05-01"));
        Ground::Counted(resolve(id, Matter::Provider, on, tally.clone(), majority, cite.clone()))
    };
    for (case, id) in [("counted here", "c1"), ("of another compound", "c2")] {
        let answer = change(&rulebook("310000"), &owner, day("2024-06-01"), Mode::Professional, &[vote(id)]);
        page.row(case, |lang| answer.decisions[0].render(lang));
    }
    let trust = change_charging(&rulebook("310000"), &owner, day("2024-06-01"), ChargingForm::Trust, &[]);
    rows(page, "to a trust", |lang| trust.render(lang));
}

pub fn answers(page: &mut Page) {
    emergencies(page);
    changes(page);
    page.section("Self-management");
    let care = |plant, present| PlantCare { plant, present, specialist: None };
    let plants = vec![care(PlantKind::Lift, Some(true)), care(PlantKind::Fire, Some(false))];
    let decided = SelfManagement { body: Some("业主委员会".into()), plants, ..SelfManagement::default() };
    for place in ["310000", "330100", "110000"] {
        let found = check(&rulebook(place), &dossier("c1", place, &[]), &decided, day("2024-06-01"));
        rows(page, &format!("a body and no more, in {place}"), |lang| found.render(lang));
    }
    page.section("Packing and trials");
    let (a, b) = (dossier("a", "371500", &[(Fact::OldCompound, true)]), dossier("b", "371500", &[]));
    let members = [PackMember { dossier: &a, grounds: &[] }, PackMember { dossier: &b, grounds: &[] }];
    for place in ["371500", "110000"] {
        let packed = pack(&rulebook(place), &members, day("2024-06-01")).unwrap();
        rows(page, &format!("two areas, in {place}"), |lang| packed.render(lang));
    }
    let trial = TryFirst::new(day("2023-07-01"), 36, Authority::Provider).unwrap();
    let vote = |outcome| ResolutionRecord { matter: Matter::Provider, on: day("2026-07-20"), outcome, tally: None };
    let (yes, no) = (vote(Outcome::Passed), vote(Outcome::NoQuorum));
    for (case, on, vote) in [
        ("before a trial", "2023-06-30", None),
        ("in a trial", "2023-07-01", None),
        ("after a trial", "2026-07-01", None),
        ("after a trial, voted for", "2026-08-01", Some(&yes)),
        ("after a trial, no quorum", "2026-08-01", Some(&no)),
    ] {
        page.row(case, |lang| trial.on(day(on), vote).render(lang));
    }
    page.section("Mergers");
    let (one, two) = (
        roll("2022-03-01", &[("甲", OwnerKind::Buyer), ("乙", OwnerKind::Buyer)]),
        roll("2022-03-01", &[("甲", OwnerKind::Buyer)]),
    );
    let first =
        dossier("a", "411000", &[(Fact::OldCompound, true), (Fact::Renovated, true), (Fact::OwnersCommittee, true)]);
    let second = dossier("b", "411000", &[(Fact::Renovated, false)]);
    let (yes, no) = (agreed(&one, 2), agreed(&one, 1));
    for (case, tally) in [("agreed", &yes), ("exactly half", &no)] {
        let yards = [
            Yard { dossier: &first, roll: &one, vote: Some((tally, day("2022-03-01"))) },
            Yard { dossier: &second, roll: &two, vote: None },
        ];
        let merger = merged(&yards, &beside("a", "b")).unwrap();
        rows(page, &format!("two yards, {case}"), |lang| merger.render(lang));
    }
    let words = crate::governance::shown_values();
    page.section("Rules on emergency service and self-management");
    for (case, value) in words {
        page.row(case, |lang| value.render(lang));
    }
    for key in [
        Key::Cost(Mode::Basic),
        Key::EmergencyRequest,
        Key::SelfManagement,
        Key::SelfManagementMatter,
        Key::SpecialistPlant,
        Key::AreaChange,
    ] {
        page.row(&format!("the key `{key}`"), |lang| key.render(lang));
    }
}

/// The values that only this part has.
fn shown_values() -> Vec<(&'static str, wuye::rule::ParameterValue)> {
    use wuye::rule::{Asked, Bearer, CostCase, CostGround, ParameterValue, RequestRule, SelfManagementField};
    let asked = |committee, owners: &str, written| {
        let (owners, through) = (owners.parse().unwrap(), Authority::ResidentsCommittee);
        ParameterValue::Request(RequestRule::Asked(Asked { committee, owners, written, through }))
    };
    let fault = CostCase { when: CostGround::ProviderAtFault, bearer: Bearer::ResponsibleProvider };
    let none = CostCase { when: CostGround::NoneEngaged, bearer: Bearer::AllOwners };
    vec![
        ("the street by its office", ParameterValue::Request(RequestRule::ByOffice)),
        ("the committee or a fifth", asked(true, ">=1/5", false)),
        ("more than half in writing", asked(false, ">1/2", true)),
        ("all owners", ParameterValue::CostCases(vec![CostCase::always(Bearer::AllOwners)])),
        ("by fault", ParameterValue::CostCases(vec![fault, none])),
        ("points", ParameterValue::SelfManagement(vec![SelfManagementField::Body, SelfManagementField::Fee])),
        ("plant", ParameterValue::Plants(vec![PlantKind::Lift, PlantKind::Fire])),
        ("a matter", ParameterValue::Matter(Matter::Provider)),
    ]
}
