//! Changes of mode, self-management, packing, trying first.

use wuye::decide::Ground;
use wuye::decide::packing::{PackMember, TryFirst, TryState, pack, service_payer};
use wuye::decide::self_management::{PlantCare, SelfManagement, check, organ_may_decide};
use wuye::decide::transition::{
    DecisionFound, Direction, FollowUp, Transition, change, change_charging, current_mode, table,
};
use wuye::dossier::{ContractRecord, DecisionRecord, Dossier, GroundRecord};
use wuye::estate::{Fact, OrganisationKind, Stated};
use wuye::law::Authority;
use wuye::matter::{Matter, Outcome, ResolutionRecord, Tally, Weight, resolve};
use wuye::measure::{Per, UnitPrice};
use wuye::mode::{ChargingForm, Mode};
use wuye::rule::{Bearer, Key, PlantKind, SelfManagementField, Settled, Verdict};
use wuye::terms::Lang;

use crate::{day, dossier, rulebook};

fn resolved(matter: Matter, on: &str, outcome: Outcome) -> Stated<ResolutionRecord> {
    let on = day(on);
    Stated::new(ResolutionRecord { matter, on, outcome, tally: None }, on, Authority::OwnersCommittee)
}

fn in_mode(dossier: &mut Dossier, mode: Mode, on: &str) {
    let record = DecisionRecord {
        mode,
        on: day(on),
        rulebook: "cn".into(),
        version: 1,
        grounds: vec![GroundRecord::Act { by: Authority::Street, on: day(on) }],
    };
    dossier.decisions.push(Stated::new(record, day(on), Authority::Street));
}

fn counted(dossier: &Dossier, place: &str, matter: Matter, on: &str, agree: u32) -> Ground {
    let (majority, law) = rulebook(place).majority(matter, day(on)).unwrap();
    let weight = |heads: u32| Weight { heads, area: format!("{}", heads * 100).parse().unwrap() };
    let tally = Tally::declared(weight(300), weight(300), weight(agree)).unwrap();
    Ground::Counted(resolve(dossier.compound.id.clone(), matter, day(on), tally, majority, law))
}

/// The table in the documentation, row by row, is the code.
#[test]
fn the_printed_table_is_the_code() {
    let text = include_str!("../../src/decide/transition.rs");
    let printed = text.lines().filter_map(|line| line.strip_prefix("//! ")).filter(|line| line.starts_with('|'));
    let body: Vec<&str> = printed.filter(|line| !line.starts_with("| change |") && !line.starts_with("|-")).collect();
    let code: Vec<[String; 2]> = table().iter().map(wuye::decide::transition::TransitionRow::printed).collect();
    let tables: Vec<&str> = [0, 1].iter().flat_map(|i| code.iter().map(|row| row[*i].as_str())).collect();
    assert_eq!(body, tables);
    let order: Vec<Transition> = table().iter().map(|row| row.transition).collect();
    assert_eq!(order, Transition::ALL);
}

/// Every pair of modes, by the rows that apply.
#[test]
fn each_pair_of_modes_has_its_rows() {
    use Mode::{Basic, BigProperty, CommunityGuaranteed, Emergency, Professional, SelfGoverned, Unmanaged};
    let book = rulebook("350200");
    let expected = |from: Mode, to: Mode| -> Vec<Transition> {
        match (from, to) {
            (Emergency, Professional | SelfGoverned) => vec![Transition::Resume],
            (_, Professional) => vec![Transition::Engage],
            (_, BigProperty) => vec![Transition::Pack],
            (Unmanaged, Basic | CommunityGuaranteed) => vec![Transition::StepIn],
            (Unmanaged | Basic | CommunityGuaranteed, SelfGoverned) => vec![Transition::SelfManage],
            (Professional | BigProperty, SelfGoverned) => vec![Transition::TakeOver],
            (Professional | BigProperty | Unmanaged, Emergency) => vec![Transition::FallIntoEmergency],
            _ => vec![],
        }
    };
    let mut with = 0;
    for from in Mode::ALL {
        for to in Mode::ALL {
            let mut dossier = dossier("350200", &[]);
            in_mode(&mut dossier, *from, "2024-05-01");
            let answer = change(&book, &dossier, day("2024-06-01"), *to, &[]);
            assert_eq!(answer.rows, expected(*from, *to), "{from} to {to}");
            assert_eq!(answer.from, Some(*from));
            with += usize::from(!answer.rows.is_empty());
        }
    }
    assert_eq!(with, 6 + 1 + 7 + 2 + 3 + 2 + 3 + 1);
}

#[test]
fn the_mode_it_has_is_that_of_the_latest_decision() {
    let mut dossier = dossier("350200", &[]);
    assert_eq!(current_mode(&dossier, day("2024-06-01")), None);
    in_mode(&mut dossier, Mode::Professional, "2022-05-01");
    in_mode(&mut dossier, Mode::Basic, "2021-05-01");
    let mode = |on: &str| current_mode(&dossier, day(on)).map(|stated| stated.value.mode);
    assert_eq!(mode("2021-04-30"), None);
    assert_eq!(mode("2021-05-01"), Some(Mode::Basic));
    assert_eq!(mode("2022-04-30"), Some(Mode::Basic));
    assert_eq!(mode("2022-05-01"), Some(Mode::Professional));
    // Decided in May, stated in June: in May nobody knew.
    let mut late = dossier.decisions[0].clone();
    (late.on, late.value.on, late.value.mode) = (day("2023-06-01"), day("2023-05-01"), Mode::SelfGoverned);
    dossier.decisions.push(late);
    let mode = |on: &str| current_mode(&dossier, day(on)).map(|stated| stated.value.mode);
    assert_eq!(mode("2023-05-31"), Some(Mode::Professional));
    assert_eq!(mode("2023-06-01"), Some(Mode::SelfGoverned));
}

/// 厦门: 社区管 → 居民自管 → 有物业管; going back is told and not barred. Elsewhere there is no path.
#[test]
fn the_path_of_stages_is_the_place_s() {
    let told = |place: &str, from: Mode, to: Mode| {
        let mut dossier = dossier(place, &[]);
        in_mode(&mut dossier, from, "2024-05-01");
        change(&rulebook(place), &dossier, day("2024-06-01"), to, &[]).direction
    };
    let xiamen = |from, to| told("350200", from, to);
    assert_eq!(xiamen(Mode::Basic, Mode::SelfGoverned), Some(Direction::Forward));
    assert_eq!(xiamen(Mode::SelfGoverned, Mode::Professional), Some(Direction::Forward));
    assert_eq!(xiamen(Mode::Unmanaged, Mode::Basic), Some(Direction::Forward));
    assert_eq!(xiamen(Mode::Professional, Mode::BigProperty), Some(Direction::Same));
    assert_eq!(xiamen(Mode::Professional, Mode::Basic), Some(Direction::Back));
    assert_eq!(xiamen(Mode::SelfGoverned, Mode::CommunityGuaranteed), Some(Direction::Back));
    assert_eq!(told("110000", Mode::Basic, Mode::SelfGoverned), None);
}

#[test]
fn a_decision_is_present_pending_or_rejected() {
    let (book, on) = (rulebook("310000"), day("2024-06-01"));
    let found = |dossier: &Dossier, grounds: &[Ground]| {
        let answer = change(&book, dossier, on, Mode::Professional, grounds);
        assert_eq!(answer.decisions.len(), 1);
        (answer.decisions[0].found.clone(), answer.decided())
    };
    let empty = dossier("310000", &[]);
    assert_eq!(found(&empty, &[]), (DecisionFound::Pending, Verdict::Unknown));
    let mut with = empty.clone();
    with.resolutions.push(resolved(Matter::Other, "2024-05-01", Outcome::Passed)); // another matter
    assert_eq!(found(&with, &[]).0, DecisionFound::Pending);
    with.resolutions.push(resolved(Matter::Provider, "2024-05-01", Outcome::Passed));
    let reported = DecisionFound::Present { on: day("2024-05-01"), counted: false };
    assert_eq!(found(&with, &[]), (reported, Verdict::Met));
    with.resolutions.push(resolved(Matter::Provider, "2024-05-20", Outcome::NoQuorum));
    let rejected = DecisionFound::Rejected { on: day("2024-05-20"), outcome: Outcome::NoQuorum };
    assert_eq!(found(&with, &[]), (rejected, Verdict::Unmet));
    // Counted here, later; and of one day before what is reported.
    let here = counted(&with, "310000", Matter::Provider, "2024-05-20", 200);
    assert_eq!(found(&with, &[here]).0, DecisionFound::Present { on: day("2024-05-20"), counted: true });
    let half = counted(&with, "310000", Matter::Provider, "2024-05-21", 150);
    let rejected = DecisionFound::Rejected { on: day("2024-05-21"), outcome: Outcome::Rejected };
    assert_eq!(found(&with, &[half]).0, rejected);
    // One of the day after is not there yet; one from before the mode was decided on has been used.
    with.resolutions.push(resolved(Matter::Provider, "2024-06-02", Outcome::Passed));
    assert_eq!(found(&with, &[]).1, Verdict::Unmet);
    in_mode(&mut with, Mode::Professional, "2024-05-21");
    assert_eq!(found(&with, &[]).0, DecisionFound::Pending);
    in_mode(&mut with, Mode::Professional, "2024-05-20");
    with.decisions.remove(0);
    assert_eq!(found(&with, &[]).1, Verdict::Unmet);
}

#[test]
fn a_vote_of_another_compound_or_law_is_not_used() {
    let (book, on) = (rulebook("310000"), day("2024-06-01"));
    let mut other = dossier("310000", &[]);
    other.compound.id = "c2".parse().unwrap();
    let theirs = counted(&other, "310000", Matter::Provider, "2024-05-01", 300);
    let mine = dossier("310000", &[]);
    let answer = change(&book, &mine, on, Mode::Professional, &[theirs]);
    assert!(
        matches!(&answer.decisions[0].found, DecisionFound::NotUsable(refusal) if refusal.code() == "wrong_compound")
    );
    assert_eq!(answer.decided(), Verdict::Unknown);
}

/// Taking over from a provider needs both items; in Ningbo both are the item on the provider.
#[test]
fn each_change_needs_its_decisions() {
    let needed = |place: &str, from: Mode, to: Mode| {
        let mut dossier = dossier(place, &[]);
        in_mode(&mut dossier, from, "2024-05-01");
        let answer = change(&rulebook(place), &dossier, day("2024-06-01"), to, &[]);
        answer.decisions.iter().map(|decision| (decision.needed.by, decision.needed.matter)).collect::<Vec<_>>()
    };
    let owners = |matter| (Authority::Owners, Some(matter));
    let (provider, other) = (owners(Matter::Provider), owners(Matter::Other));
    assert_eq!(needed("310000", Mode::Professional, Mode::SelfGoverned), [other, provider]);
    assert_eq!(needed("310000", Mode::Basic, Mode::SelfGoverned), [other]);
    assert_eq!(needed("330200", Mode::Professional, Mode::SelfGoverned), [provider]);
    assert_eq!(needed("330200", Mode::Basic, Mode::SelfGoverned), [provider]);
    assert_eq!(needed("330200", Mode::Basic, Mode::Professional), [provider]);
    assert_eq!(needed("331100", Mode::Unmanaged, Mode::Basic), [(Authority::Street, None)]);
    assert_eq!(needed("110000", Mode::Professional, Mode::Emergency), [(Authority::Street, None)]);
    assert_eq!(needed("441900", Mode::Professional, Mode::Emergency), [(Authority::ResidentsCommittee, None)]);
    // Nobody is named where no text was read.
    assert_eq!(needed("110000", Mode::Unmanaged, Mode::Basic), []);
}

#[test]
fn an_act_of_the_street_is_a_decision() {
    let (book, mine) = (rulebook("110000"), dossier("110000", &[(Fact::ManagementSuddenlyLost, true)]));
    let act = Ground::Act { by: Authority::Street, on: day("2024-05-30") };
    let answer = change(&book, &mine, day("2024-06-01"), Mode::Emergency, &[act]);
    assert_eq!((answer.trigger(), answer.decided()), (Verdict::Met, Verdict::Met));
    let said = answer.render(Lang::Zh).join("\n");
    assert!(said.contains("《北京市物业管理条例》第七十七条第一款"), "{said}");
    assert_eq!(answer.from, None);
    assert!(answer.rows.is_empty() && answer.follows.is_empty()); // from what is unknown
}

#[test]
fn what_follows_has_the_number_of_the_place() {
    let mut mine = dossier("310000", &[]);
    in_mode(&mut mine, Mode::Professional, "2024-05-01");
    let answer = change(&rulebook("310000"), &mine, day("2024-06-01"), Mode::SelfGoverned, &[]);
    let what: Vec<FollowUp> = answer.follows.iter().map(|follow| follow.what).collect();
    let all = [
        FollowUp::GiveNotice,
        FollowUp::HandOver,
        FollowUp::DecidePoints,
        FollowUp::EntrustPlant,
        FollowUp::PublishAccounts,
    ];
    assert_eq!(what, all);
    let said = answer.follows[4].render(Lang::Zh);
    assert!(
        said.starts_with("后续：定期公布自行管理账目：不超过3个月（《上海市住宅物业管理规定》第五十三条第五款"),
        "{said}"
    );
    // Where no text prints one, it says so.
    let mut mine = dossier("110000", &[]);
    in_mode(&mut mine, Mode::Basic, "2024-05-01");
    let answer = change(&rulebook("110000"), &mine, day("2024-06-01"), Mode::SelfGoverned, &[]);
    assert_eq!(answer.follows[0].law, Some(Settled::Absent));
}

/// 咸宁, promise no. 6: renovated compounds promised to accept later management; nobody stated it, so it is open.
#[test]
fn after_a_renovation_the_promise_counts() {
    let on = day("2024-06-01");
    let answer =
        |facts: &[(Fact, bool)]| change(&rulebook("310000"), &dossier("310000", facts), on, Mode::Professional, &[]);
    let plain = answer(&[]);
    assert_eq!((plain.promised, plain.trigger()), (None, Verdict::Met));
    let open = answer(&[(Fact::Renovated, true)]);
    assert_eq!((open.promised, open.trigger()), (Some(Verdict::Unknown), Verdict::Met));
    assert_eq!(open.rows, [Transition::AfterRenovation]);
    assert_eq!(open.follows[0].what, FollowUp::FeeAfterTrial);
    let kept = answer(&[(Fact::Renovated, true), (Fact::LaterManagementAccepted, true)]);
    assert_eq!((kept.promised, kept.trigger()), (Some(Verdict::Met), Verdict::Met));
    let broken = answer(&[(Fact::Renovated, true), (Fact::LaterManagementAccepted, false)]);
    // It is reported and bars nothing: no text makes it a condition of a mode.
    assert_eq!((broken.promised, broken.trigger()), (Some(Verdict::Unmet), Verdict::Met));
}

#[test]
fn a_charging_form_is_changed_by_joint_decision() {
    let mut mine = dossier("310000", &[]);
    let contract = ContractRecord {
        provider: "p1".parse().unwrap(),
        from: day("2024-01-01"),
        until: Some(day("2025-01-01")),
        charging: Some(ChargingForm::LumpSum),
    };
    mine.contracts.push(Stated::new(contract, day("2024-01-01"), Authority::OwnersCommittee));
    let answer = |dossier: &Dossier, on: &str, to| change_charging(&rulebook("310000"), dossier, day(on), to, &[]);
    let trust = answer(&mine, "2024-06-01", ChargingForm::Trust);
    assert_eq!((trust.from, trust.decision.verdict()), (Some(ChargingForm::LumpSum), Verdict::Unknown));
    assert_eq!(trust.follows[0].what, FollowUp::OpenAccount);
    assert_eq!(answer(&mine, "2025-01-01", ChargingForm::Commission).from, None); // the contract is over
    assert_eq!(answer(&mine, "2024-12-31", ChargingForm::Commission).from, Some(ChargingForm::LumpSum));
    assert!(answer(&mine, "2024-06-01", ChargingForm::LumpSum).follows.is_empty());
    mine.resolutions.push(resolved(Matter::Other, "2024-05-01", Outcome::Passed));
    assert_eq!(answer(&mine, "2024-06-01", ChargingForm::Trust).decision.verdict(), Verdict::Met);
    assert_eq!(answer(&mine, "2024-04-30", ChargingForm::Trust).decision.verdict(), Verdict::Unknown);
}

// ---------------------------------------------------------------------------------- self-management

fn decided() -> SelfManagement {
    let text = |text: &str| Some(text.to_owned());
    let care = |plant, specialist| PlantCare { plant, present: Some(true), specialist };
    SelfManagement {
        body: text("业主委员会"),
        head: text("某业主"),
        scope: text("保洁、秩序维护"),
        standard: text("每日一次"),
        fee: Some(UnitPrice::from_micro(800_000, Per::SquareMetre, wuye::measure::Every::Month).unwrap()),
        term: Some(wuye::measure::Span::new(day("2024-07-01"), day("2025-07-01")).unwrap()),
        specialists: text("分别聘请"),
        plan: None,
        plants: PlantKind::ALL.iter().map(|plant| care(*plant, text("专业公司"))).collect(),
    }
}

#[test]
fn a_decision_lacks_what_was_not_decided() {
    let checked = |place: &str, decided: &SelfManagement| {
        check(&rulebook(place), &dossier(place, &[]), decided, day("2024-06-01"))
    };
    assert_eq!(checked("310000", &decided()).verdict(), Verdict::Met);
    let mut open = decided();
    (open.term, open.head) = (None, Some("  ".into()));
    let found = checked("310000", &open);
    assert_eq!(found.missing, [SelfManagementField::Head, SelfManagementField::Term]);
    assert_eq!(found.verdict(), Verdict::Unmet);
    let said = &found.render(Lang::Zh)[0];
    assert!(said.starts_with("尚缺负责人（管理人）、管理期限；须决定"), "{said}");
    assert!(said.contains("《上海市住宅物业管理规定》第五十三条第一款"), "{said}");
    assert_eq!(checked("330100", &decided()).missing, [SelfManagementField::Plan]);
    let none = checked("110000", &decided());
    assert_eq!((none.verdict(), none.accounts_due(day("2024-06-01"))), (Verdict::Unknown, None));
}

#[test]
fn special_plant_goes_to_specialists() {
    let with = |present, specialist: Option<&str>| {
        let mut decided = decided();
        decided.plants[0] = PlantCare { plant: PlantKind::Lift, present, specialist: specialist.map(str::to_owned) };
        decided.cares_for(PlantKind::Lift)
    };
    assert_eq!(with(Some(true), Some("电梯公司")), Verdict::Met);
    assert_eq!(with(Some(true), None), Verdict::Unmet);
    assert_eq!(with(Some(true), Some(" ")), Verdict::Unmet);
    assert_eq!(with(Some(false), None), Verdict::Met);
    assert_eq!(with(None, None), Verdict::Unknown);
    assert_eq!(SelfManagement::default().cares_for(PlantKind::Lift), Verdict::Unknown);
    let mut bare = decided();
    bare.plants.clear();
    let found = check(&rulebook("310000"), &dossier("310000", &[]), &bare, day("2024-06-01"));
    assert_eq!((found.verdict(), found.plants.len()), (Verdict::Unknown, 3));
}

#[test]
fn accounts_are_published_by_the_interval_of_the_place() {
    let due = |place: &str, last: &str| {
        let found = check(&rulebook(place), &dossier(place, &[]), &decided(), day("2024-06-01"));
        found.accounts_due(day(last)).map(|on| on.to_string())
    };
    assert_eq!(due("310000", "2024-11-30").as_deref(), Some("2025-02-28"));
    assert_eq!(due("310000", "2024-11-29").as_deref(), Some("2025-02-28"));
    assert_eq!(due("310000", "2023-11-30").as_deref(), Some("2024-02-29"));
    assert_eq!(due("310000", "2024-03-31").as_deref(), Some("2024-06-30"));
    assert_eq!(due("330100", "2024-02-29").as_deref(), Some("2025-02-28"));
    assert_eq!(due("410000", "2024-02-29"), None);
}

/// 业主代表议事会 has none of the assembly's powers, on any matter.
#[test]
fn only_the_assembly_decides() {
    let (book, mine, on) = (rulebook("411000"), dossier("411000", &[]), day("2022-03-01"));
    for matter in Matter::ALL {
        for organ in OrganisationKind::ALL {
            let may = organ_may_decide(&book, &mine, *organ, *matter, on);
            assert_eq!(may.is_ok(), *organ == OrganisationKind::OwnersAssembly, "{organ} {matter}");
        }
    }
    let error = organ_may_decide(&book, &mine, OrganisationKind::OwnersCouncil, Matter::Provider, on).unwrap_err();
    let said = "“选聘和解聘物业服务企业或者其他管理人”由业主共同决定（《民法典》第二百七十八条第二款），业主代表议事会不得代为决定。";
    assert_eq!(error.render(Lang::Zh), said);
}

// ---------------------------------------------------------------------------------- packing, trying first

#[test]
fn two_old_areas_or_more_are_packed() {
    let old = |id: &str, resolved_: bool| {
        let mut dossier = dossier("371500", &[]);
        dossier.compound.id = id.parse().unwrap();
        dossier.state(Fact::OldCompound, Stated::new(true, day("2020-01-01"), Authority::Street)).unwrap();
        if resolved_ {
            dossier.resolutions.push(resolved(Matter::Provider, "2024-05-01", Outcome::Passed));
        }
        dossier
    };
    let (book, on) = (rulebook("371500"), day("2024-06-01"));
    let packed = |members: &[&Dossier]| {
        let members: Vec<PackMember<'_>> = members.iter().map(|dossier| PackMember { dossier, grounds: &[] }).collect();
        pack(&book, &members, on)
    };
    let (a, b, c) = (old("a", true), old("b", true), old("c", false));
    assert_eq!(packed(&[&a, &b]).unwrap().verdict(), Verdict::Met);
    assert_eq!(packed(&[&a]).unwrap().enough(), Verdict::Unmet);
    let open = packed(&[&a, &b, &c]).unwrap();
    assert_eq!((open.verdict(), open.members[2].is_pending()), (Verdict::Unknown, true));
    assert_eq!(packed(&[]).unwrap().enough(), Verdict::Unknown);
    assert_eq!(packed(&[&a, &b, &a]).unwrap_err().code(), "packing_twice");
    let mut new = b.clone();
    new.state(Fact::OldCompound, Stated::new(false, day("2023-01-01"), Authority::Street)).unwrap();
    assert_eq!(packed(&[&a, &new]).unwrap().verdict(), Verdict::Unmet);
    let members = [PackMember { dossier: &a, grounds: &[] }, PackMember { dossier: &b, grounds: &[] }];
    assert_eq!(pack(&rulebook("110000"), &members, on).unwrap().enough(), Verdict::Unknown);
    let many = vec![PackMember { dossier: &a, grounds: &[] }; 10_001];
    assert_eq!(pack(&book, &many, on).unwrap_err().code(), "packing_members");
}

#[test]
fn the_owners_pay_for_the_fall_back_where_a_text_says_so() {
    for (place, payer) in [
        ("331100", Some(Bearer::AllOwners)),
        ("330500", Some(Bearer::AllOwners)),
        ("330600", Some(Bearer::AllOwners)),
        ("371500", Some(Bearer::AllOwners)),
        ("410100", None),
        ("411000", None),
    ] {
        let (found, settled) = service_payer(&rulebook(place), &dossier(place, &[]), Mode::Basic, day("2024-06-01"));
        assert_eq!(found, payer, "{place}");
        assert_eq!(settled == Settled::Absent, payer.is_none());
    }
    let key: Key = "cost.basic".parse().unwrap();
    assert_eq!((key, key.to_string()), (Key::Cost(Mode::Basic), "cost.basic".to_owned()));
}

#[test]
fn the_fee_begins_after_trial_and_vote() {
    let trial = TryFirst::new(day("2023-07-01"), 36, Authority::Provider).unwrap();
    assert_eq!(trial.ends(), day("2026-07-01"));
    let vote = |on: &str, outcome| resolved(Matter::Provider, on, outcome).value;
    let early = vote("2026-05-01", Outcome::Passed);
    let late = vote("2026-07-20", Outcome::Passed);
    let trying = TryState::Trying { payer: Authority::Provider };
    assert_eq!(trial.on(day("2023-06-30"), Some(&early)), TryState::NotBegun);
    assert_eq!(trial.on(day("2023-07-01"), None), trying);
    assert_eq!(trial.on(day("2026-06-30"), Some(&early)), trying);
    assert_eq!(trial.on(day("2026-07-01"), Some(&early)), TryState::FeeRuns { from: day("2026-07-01") });
    assert_eq!(trial.on(day("2026-07-01"), None), TryState::AwaitingVote);
    assert_eq!(trial.on(day("2026-07-19"), Some(&late)), TryState::AwaitingVote);
    assert_eq!(trial.on(day("2026-07-20"), Some(&late)), TryState::FeeRuns { from: day("2026-07-20") });
    let no = vote("2026-07-20", Outcome::NoQuorum);
    assert_eq!(trial.on(day("2026-08-01"), Some(&no)), TryState::Declined { on: day("2026-07-20") });
    let other = resolved(Matter::Other, "2026-05-01", Outcome::Passed).value;
    assert_eq!(trial.on(day("2026-08-01"), Some(&other)), TryState::AwaitingVote);
    // Month ends.
    let ends = |from: &str, months| TryFirst::new(day(from), months, Authority::Provider).unwrap().ends();
    assert_eq!(ends("2024-02-29", 12), day("2025-02-28"));
    assert_eq!(ends("2023-08-31", 6), day("2024-02-29"));
    assert_eq!(TryFirst::new(day("2024-01-01"), 0, Authority::Provider).unwrap_err().code(), "trial_months");
    assert_eq!(TryFirst::new(day("2024-01-01"), 1_201, Authority::Provider).unwrap_err().code(), "trial_months");
    assert_eq!(TryFirst::new(day("2199-01-01"), 1_200, Authority::Provider).unwrap_err().code(), "trial_calendar");
    let example = TryFirst::example(&rulebook("441900"), &dossier("441900", &[]), day("2024-06-01"));
    assert!(example.render(Lang::En).starts_with("36 months ("), "{example:?}");
}

/// A vote that the present mode rests on is used up; that of another compound does not stand before one's own.
#[test]
fn a_vote_is_used_once_and_by_its_own_compound() {
    let mut mine = dossier("371500", &[(Fact::OldCompound, true)]);
    let vote = resolved(Matter::Provider, "2024-01-01", Outcome::Passed);
    mine.resolutions.push(vote.clone());
    let to = |dossier: &Dossier, grounds: &[Ground]| {
        change(&rulebook("371500"), dossier, day("2026-01-01"), Mode::BigProperty, grounds).decisions[0].found.clone()
    };
    assert_eq!(to(&mine, &[]), DecisionFound::Present { on: day("2024-01-01"), counted: false });
    let mut other = mine.clone();
    other.compound.id = "another".parse().unwrap();
    let theirs = counted(&other, "371500", Matter::Provider, "2025-05-20", 200);
    assert_eq!(to(&mine, &[theirs]), DecisionFound::Present { on: day("2024-01-01"), counted: false });
    let record = DecisionRecord {
        mode: Mode::Professional,
        on: day("2024-01-01"),
        rulebook: "cn".into(),
        version: 1,
        grounds: vec![GroundRecord::Resolution(vote.value)],
    };
    mine.decisions.push(Stated::new(record, day("2024-01-01"), Authority::OwnersCommittee));
    assert_eq!(to(&mine, &[]), DecisionFound::Pending);
    let packed = pack(&rulebook("371500"), &[PackMember { dossier: &mine, grounds: &[] }], day("2026-01-01")).unwrap();
    assert_eq!(packed.members[0].mandate.found, DecisionFound::Pending);
}
