//! The stored forms of governance in motion.

use wuye::assess::parameter;
use wuye::decide::emergency::{
    EmergencyAct, EmergencyEvent, EmergencyFound, EmergencyLaw, EmergencyRequest, EmergencyService, ProviderLot,
};
use wuye::decide::merger::Adjacency;
use wuye::decide::packing::{TryFirst, TryState};
use wuye::decide::self_management::{PlantCare, SelfManagement, check};
use wuye::decide::transition::{Follow, FollowUp};
use wuye::dossier::Dossier;
use wuye::estate::{Compound, Fact, Stated};
use wuye::law::Authority;
use wuye::measure::draw::{Draw, Generator};
use wuye::measure::{Every, Per};
use wuye::mode::Mode;
use wuye::rule::{
    Asked, Bearer, CostCase, CostGround, Figure, Key, ParameterValue, PlantKind, RequestRule, SelfManagementField,
};

use super::{Frozen, day, parsed, price, span};

pub fn request_rules() -> Vec<RequestRule> {
    let asked = |committee, owners, written| {
        RequestRule::Asked(Asked { committee, owners: parsed(owners), written, through: Authority::ResidentsCommittee })
    };
    vec![RequestRule::ByOffice, asked(true, ">=1/5", false), asked(false, ">1/2", true)]
}

pub fn cost_cases() -> Vec<CostCase> {
    let fault = CostCase { when: CostGround::ProviderAtFault, bearer: Bearer::ResponsibleProvider };
    vec![fault, CostCase { when: CostGround::NoneEngaged, bearer: Bearer::AllOwners }]
}

pub fn values() -> Vec<ParameterValue> {
    vec![
        ParameterValue::CostCases(cost_cases()),
        ParameterValue::Request(request_rules().remove(1)),
        ParameterValue::SelfManagement(vec![SelfManagementField::Body, SelfManagementField::Fee]),
        ParameterValue::Plants(vec![PlantKind::Lift]),
        ParameterValue::Matter(wuye::matter::Matter::Provider),
    ]
}

fn compound(place: &str) -> Dossier {
    let place = parsed(place);
    let mut dossier = Dossier::new(Compound { id: parsed("c1"), name: "某小区".into(), place, yards: vec![] });
    let stated = Stated::new(true, day("2026-01-10"), Authority::Street);
    dossier.state(Fact::ManagementSuddenlyLost, stated).unwrap();
    dossier
}

fn acts() -> Vec<EmergencyAct> {
    let draw = Draw { generator: Generator::SplitMix64, seed: 20_260_901 };
    let lot = ProviderLot { draw, candidates: ["p1", "p2", "p3"].map(parsed).to_vec() };
    let (asking, owners, written) = (Some(151), Some(300), Some(true));
    vec![
        EmergencyAct::Report,
        EmergencyAct::Request(EmergencyRequest { by: Authority::ResidentsCommittee, asking, owners, written }),
        EmergencyAct::Choose { provider: lot.drawn().unwrap().clone(), lot: Some(lot) },
        EmergencyAct::Publish,
        EmergencyAct::Start { until: Some(day("2026-03-31")) },
        EmergencyAct::Organise,
        EmergencyAct::NewService { provider: Some(parsed("p9")) },
        EmergencyAct::HandOver,
    ]
}

pub fn freeze(f: &mut Frozen) {
    let rulebook = wuye::places::rulebook_for(parsed("110000")).unwrap();
    let (dossier, on) = (compound("110000"), day("2026-01-10"));
    let law = EmergencyLaw::on(&rulebook, &dossier, on);
    let events: Vec<EmergencyEvent> = acts().into_iter().map(|act| EmergencyEvent { on, act }).collect();
    let whole = EmergencyService::replay(parsed("c1"), &law, events.clone()).unwrap();
    let running = EmergencyService::replay(parsed("c1"), &law, events[..5].to_vec()).unwrap();
    let rare = [
        EmergencyAct::Choose { provider: parsed("p1"), lot: None },
        EmergencyAct::Start { until: None },
        EmergencyAct::NewService { provider: None },
        EmergencyAct::Stop,
        EmergencyAct::Withdraw,
    ];
    let rare = rare.into_iter().map(|act| EmergencyEvent { on, act });
    f.stored("emergency_event", &events.iter().cloned().chain(rare).collect::<Vec<_>>());
    f.stored("emergency_service", &whole);
    let EmergencyAct::Request(request) = acts()[1].clone() else { unreachable!() };
    let bare = EmergencyRequest { asking: None, owners: None, written: None, ..request };
    f.stored("emergency_request", &vec![request, bare]);
    let EmergencyAct::Choose { lot: Some(lot), .. } = acts()[2].clone() else { unreachable!() };
    f.stored("provider_lot", &lot);
    f.stored("emergency_outcome", &vec![whole.outcome(), running.outcome()]);
    let answer = running.answer(&law, day("2026-04-01"));
    f.written("emergency_due", &answer.overdue);
    f.written("emergency_finding", &answer.findings);
    f.written("emergency_found", &vec![EmergencyFound::Nothing, EmergencyFound::Facts]);

    f.stored("cost_case", &cost_cases());
    f.stored("request_rule", &request_rules());
    let asked: Vec<Asked> = request_rules()
        .into_iter()
        .filter_map(|rule| match rule {
            RequestRule::Asked(asked) => Some(asked),
            RequestRule::ByOffice => None,
        })
        .collect();
    f.stored("asked", &asked);

    let settled = parameter(&rulebook, &dossier, Key::Figure(Figure::EmergencyTerm), on);
    let follow = Follow { what: FollowUp::EndInTerm, law: Some(settled) };
    f.written("follow", &vec![follow, Follow { what: FollowUp::FixFee, law: None }]);
    let care = PlantCare { plant: PlantKind::Lift, present: Some(true), specialist: Some("电梯公司".into()) };
    let plain = PlantCare { plant: PlantKind::Fire, present: None, specialist: None };
    f.stored("plant_care", &vec![care.clone(), plain]);
    let decided = SelfManagement {
        body: Some("业主委员会".into()),
        fee: Some(price("0.80", Per::SquareMetre, Every::Month)),
        term: Some(span("2026-01-01", "2027-01-01")),
        plants: vec![care],
        ..SelfManagement::default()
    };
    f.stored("self_management", &vec![decided.clone(), SelfManagement::default()]);
    let shanghai = wuye::places::rulebook_for(parsed("310000")).unwrap();
    f.written("self_management_check", &check(&shanghai, &compound("310000"), &decided, on));
    f.stored("try_first", &TryFirst::new(day("2023-07-01"), 36, Authority::Provider).unwrap());
    let states = vec![
        TryState::NotBegun,
        TryState::Trying { payer: Authority::Provider },
        TryState::AwaitingVote,
        TryState::FeeRuns { from: on },
        TryState::Declined { on },
    ];
    f.stored("try_state", &states);
    let neighbours = Adjacency { pairs: vec![(parsed("a"), parsed("b"))], complete: true };
    f.stored("adjacency", &neighbours);
    assert_eq!(Key::Cost(Mode::Basic).to_string(), "cost.basic");
}
