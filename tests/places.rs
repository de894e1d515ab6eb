//! 地方 — the law of each place: its verdicts with all facts met, each missing, each failed; its citations to the letter;
//! its numbers; and where a lower text says otherwise, both sides.

use std::collections::BTreeSet;

use serde_json::json;
use wuye::assess::{Assessment, Checklist, Packed, parameter};
use wuye::decide::{AdoptionPolicy, Choice, Ground, adopt, choose};
use wuye::dossier::{CompleteLog, Dossier, EventRecord};
use wuye::estate::{Compound, Event, Fact, OrganisationKind, Quantity, ResourceKind, Stated, Value};
use wuye::law::{Authority, Confidence, Issued, Place, Rank};
use wuye::matter::{Matter, Outcome, ResolutionRecord};
use wuye::measure::{Approx, Day, Period};
use wuye::mode::{BundleForm, Mode, Stage};
use wuye::rule::{
    Aim, Application, ChoiceMethod, ConsultationStep, Cycle, Duty, Figure, Force, Key, Node, Obstacle, ParameterValue,
    RankBy, Rulebook, Selection, Setting, Settled, Verdict, Window,
};
use wuye::terms::Lang;

// ---------------------------------------------------------------------------------------------------------- helpers

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn place(code: &str) -> Place {
    code.parse().unwrap()
}

fn rulebook(code: &str) -> Rulebook {
    wuye::places::rulebook_for(place(code)).unwrap()
}

fn dossier(code: &str) -> Dossier {
    Dossier::new(Compound { id: "c1".parse().unwrap(), name: "某小区".into(), place: place(code), yards: vec![] })
}

/// One thing that a rule asks for, as it is met and as it fails.
#[derive(Clone, Copy)]
enum Asked {
    Is(Fact),
    /// Must not be.
    IsNot(Fact),
    Number(Quantity, u32, u32),
}

const STATED: &str = "2024-05-20";

fn say(dossier: &mut Dossier, asked: Asked, met: bool) {
    let by = |value| Stated::new(value, day(STATED), Authority::Street);
    match asked {
        Asked::Is(fact) => dossier.state(fact, by(met)).unwrap(),
        Asked::IsNot(fact) => dossier.state(fact, by(!met)).unwrap(),
        Asked::Number(quantity, good, bad) => {
            let value = Approx::exact(Value::Count(if met { good } else { bad }));
            dossier.measure(quantity, Stated::new(value, day(STATED), Authority::Street)).unwrap();
        }
    }
}

fn assess(code: &str, aim: Aim, dossier: &Dossier, on: &str) -> Assessment {
    let checklist = Checklist::compile(&rulebook(code), aim);
    let assessment = checklist.assess(dossier, day(on));
    // Packed facts give the same answer, events and all.
    assert_eq!(checklist.assess_packed(&Packed::of(dossier, day(on))), assessment);
    assessment
}

const ON: &str = "2024-06-01";

/// A rule whose conditions are all needed: met with all, unknown with any one not stated, not met with any one failed,
/// and the sentence that says so.
fn all_are_needed(code: &str, aim: Aim, asked: &[(Asked, &str, &str)], met: &str) {
    let with = |skipped: Option<usize>, failed: Option<usize>| {
        let mut dossier = dossier(code);
        for (i, (one, ..)) in asked.iter().enumerate() {
            if skipped != Some(i) {
                say(&mut dossier, *one, failed != Some(i));
            }
        }
        assess(code, aim, &dossier, ON)
    };
    let nothing = assess(code, aim, &dossier(code), ON);
    assert_eq!(nothing.verdict(), Verdict::Unknown, "{aim}: nothing is stated");
    let all = with(None, None);
    assert_eq!((all.verdict(), all.render(Lang::Zh).as_str()), (Verdict::Met, met), "{aim}");
    for (i, (_, unknown, unmet)) in asked.iter().enumerate() {
        let missing = with(Some(i), None);
        assert_eq!(missing.verdict(), Verdict::Unknown, "{aim}: {unknown}");
        let reasons = missing.reasons(Lang::Zh);
        assert!(reasons.contains(&format!("  待查明：{unknown}。")), "{aim}: {unknown}: {reasons:#?}");
        let needed = missing.outstanding();
        assert_eq!(needed.render(&missing, Lang::Zh)[0], format!("须查明：{unknown}。"));
        assert!(needed.exact && needed.reachable);
        let failed = with(None, Some(i));
        assert_eq!(failed.verdict(), Verdict::Unmet, "{aim}: {unmet}");
        let reasons = failed.reasons(Lang::Zh);
        assert!(reasons.contains(&format!("  不满足：{unmet}。")), "{aim}: {unmet}: {reasons:#?}");
        assert_eq!(failed.outstanding().render(&failed, Lang::Zh)[0], format!("须改变：{unmet}。"));
        // What is known to fail is not made unknown by what is not known.
        let mut only = dossier(code);
        say(&mut only, asked[i].0, false);
        assert_eq!(assess(code, aim, &only, ON).verdict(), Verdict::Unmet);
    }
}

/// The two sentences of a fact: not stated, and stated as false.
macro_rules! fact {
    ($fact:ident, $zh:literal) => {
        (
            Asked::Is(Fact::$fact),
            concat!("是否", $zh, "，未见填报"),
            concat!("“", $zh, "”填报为否（街道办事处、乡镇人民政府于2024年5月20日认定）"),
        )
    };
}

fn laws(assessment: &Assessment) -> Vec<String> {
    assessment.rules().map(|finding| finding.citation().unwrap().render(Lang::Zh)).collect()
}

// -------------------------------------------------------------------------------------------------------- the table

#[test]
fn each_place_has_its_own_layer_and_those_around_it() {
    let held: Vec<String> = wuye::places::held().unwrap().iter().map(ToString::to_string).collect();
    let expected = "000000 110000 310000 330000 330100 330200 330300 330500 330600 330900 331000 331100 350200 370000 370116 370117 370200 370300 370700 371100 371500 371600 371700 410000 410100 411000 421200 441800 441900";
    assert_eq!(held.join(" "), expected);
    for (code, layers, id) in [
        ("000000", &["000000"][..], "cn-000000"),
        ("410000", &["000000", "410000"], "cn-410000"),
        ("411000", &["000000", "410000", "411000"], "cn-411000"),
        ("411082", &["000000", "410000", "411000"], "cn-411000"),
        ("421200", &["000000", "421200"], "cn-421200"),
        ("350200", &["000000", "350200"], "cn-350200"),
        ("350203", &["000000", "350200"], "cn-350200"),
        ("441900", &["000000", "441900"], "cn-441900"),
        // Places without a layer have what lies around them.
        ("420000", &["000000"], "cn-000000"),
        ("120000", &["000000"], "cn-000000"),
        ("410200", &["000000", "410000"], "cn-410000"),
        ("110105", &["000000", "110000"], "cn-110000"),
        ("330100", &["000000", "330000", "330100"], "cn-330100"),
        ("330300", &["000000", "330000", "330300"], "cn-330300"),
        ("330400", &["000000", "330000"], "cn-330000"),
        ("370702", &["000000", "370000", "370700"], "cn-370700"),
        ("371602", &["000000", "370000", "371600"], "cn-371600"),
        ("331102", &["000000", "330000", "331100"], "cn-331100"),
        ("410100", &["000000", "410000", "410100"], "cn-410100"),
    ] {
        let rulebook = rulebook(code);
        let found: Vec<String> = rulebook.layers().iter().map(|layer| layer.place.to_string()).collect();
        assert_eq!(
            (found.iter().map(String::as_str).collect::<Vec<_>>(), rulebook.id().as_str()),
            (layers.to_vec(), id)
        );
        assert_eq!(rulebook.version(), wuye::places::VERSION);
        // What is written out is read back as it was.
        let text = serde_json::to_string(&rulebook).unwrap();
        assert_eq!(serde_json::from_str::<Rulebook>(&text).unwrap(), rulebook);
    }
    assert_eq!(wuye::places::VERSION, 5);
    let own = [
        ("421200", wuye::places::xianning::rulebook()),
        ("350200", wuye::places::xiamen::rulebook()),
        ("441900", wuye::places::dongguan::rulebook()),
        ("411000", wuye::places::xuchang::rulebook()),
    ];
    for (code, own) in own {
        assert_eq!(own.unwrap(), rulebook(code));
    }
}

#[test]
fn the_places_have_names() {
    for (code, zh, en) in [
        ("330600", "绍兴市", "Shaoxing"),
        ("331100", "丽水市", "Lishui"),
        ("370300", "淄博市", "Zibo"),
        ("370200", "青岛市", "Qingdao"),
        ("371500", "聊城市", "Liaocheng"),
        ("371600", "滨州市", "Binzhou"),
        ("371700", "菏泽市", "Heze"),
        ("350200", "厦门市", "Xiamen"),
        ("350203", "厦门市思明区", "Siming district, Xiamen"),
        ("350206", "厦门市湖里区", "Huli district, Xiamen"),
        ("350211", "厦门市集美区", "Jimei district, Xiamen"),
        ("350212", "厦门市同安区", "Tong'an district, Xiamen"),
        ("421200", "咸宁市", "Xianning"),
        ("441900", "东莞市", "Dongguan"),
    ] {
        assert_eq!((place(code).render(Lang::Zh).as_str(), place(code).render(Lang::En).as_str()), (zh, en));
    }
    for held in wuye::places::held().unwrap() {
        assert_ne!(held.render(Lang::Zh), held.to_string(), "{held} has no name");
    }
}

#[test]
fn letters_and_reports_stay_what_they_are() {
    let mut seen = BTreeSet::new();
    for held in wuye::places::held().unwrap() {
        for document in &wuye::places::rulebook_for(held).unwrap().layers().last().unwrap().documents {
            seen.insert(document.id.to_string());
            assert_eq!(document.place, held, "{}", document.id);
            assert_eq!(document.rank == Rank::PolicyLetter, document.confidence == Confidence::PolicyLetter);
            // A document that bears only a year is cited from its last day on, or from a later day that is known.
            if let Issued::InYear(year) = document.issued {
                assert_eq!(document.issued.attests_from(), Some(Day::new(i32::from(year), 12, 31).unwrap()));
            }
        }
    }
    assert_eq!(seen.len(), 41);
    // No number of a document was made up: those that the texts bear, and none beside them.
    let numbers: BTreeSet<String> = wuye::places::held()
        .unwrap()
        .into_iter()
        .flat_map(|held| wuye::places::rulebook_for(held).unwrap().layers().to_vec())
        .flat_map(|layer| layer.documents)
        .filter_map(|document| document.number)
        .collect();
    let printed = [
        "东建函〔2023〕26号",
        "厦住建综函〔2024〕44号",
        "发改价格〔2003〕1864号",
        "国务院令第379号",
        "国办发〔2020〕23号",
        "建房〔2009〕274号",
        "建设部、财政部令第165号",
        "沪建房管联〔2020〕801号",
        "许建政协〔2021〕18号",
    ];
    assert_eq!(numbers, printed.map(str::to_owned).into());
}

// -------------------------------------------------------------------------------------------------------- Xianning

const XIANNING: &str = "421200";
const RENOVATION: Aim = Aim::Apply(Application::Renovation);

/// 六个前置.
const SIX: [(Asked, &str, &str); 6] = [
    fact!(PartyOrganisation, "已成立小区党组织"),
    fact!(MultiPartyConsultation, "已开展多方协商共治"),
    fact!(ResidentsCovenant, "已签订居民公约"),
    (Asked::Number(Quantity::IllegalStructures, 0, 2), "违法建设处数，未见填报", "违法建设尚余2处，须全部拆除"),
    fact!(ContributionToWorks, "已有居民出资参与改造"),
    fact!(LaterManagementAccepted, "已承诺接受后期物业管理并交纳费用"),
];

#[test]
fn xianning_asks_for_six_preconditions_before_an_application() {
    all_are_needed(XIANNING, RENOVATION, &SIX, "条件已具备。");
    let nothing = assess(XIANNING, RENOVATION, &dossier(XIANNING), ON);
    assert_eq!(nothing.render(Lang::Zh), "待查明：6项尚不能判定。");
    assert_eq!(nothing.findings().filter(|finding| finding.is_leaf()).count(), 6);
    assert_eq!(
        laws(&nothing),
        ["《关于老旧小区改造要建好更要管好的建议的答复》第二部分第（一）项，自2023年7月10日起有据"]
    );
    assert_eq!(
        nothing.rules().next().unwrap().citation().unwrap().render(Lang::En),
        "Xianning Housing Bureau, reply on building and managing old compounds (2023) section 2(1), \
         attested from 2023-07-10"
    );
    // The day before the letter nothing is known of it.
    let before = assess(XIANNING, RENOVATION, &dossier(XIANNING), "2023-07-09");
    assert_eq!(before.verdict(), Verdict::Unknown);
    assert_eq!(
        before.reasons(Lang::Zh),
        ["待查明：该日适用的规定未查得，所知最早版本为\
          《关于老旧小区改造要建好更要管好的建议的答复》第二部分第（一）项，自2023年7月10日起有据。"]
    );
}

#[test]
fn five_of_six_preconditions_are_incomplete_and_not_ineligible() {
    for (open, (sixth, ..)) in SIX.iter().enumerate() {
        let mut five = dossier(XIANNING);
        for (i, (asked, ..)) in SIX.iter().enumerate() {
            if i != open {
                say(&mut five, *asked, true);
            }
        }
        let assessment = assess(XIANNING, RENOVATION, &five, ON);
        assert_eq!(assessment.verdict(), Verdict::Unknown);
        assert_eq!(assessment.render(Lang::Zh), "待查明：1项尚不能判定。");
        assert_eq!(assessment.outstanding().steps.len(), 1);
        // Stating the sixth settles it either way.
        for met in [true, false] {
            let mut six = five.clone();
            say(&mut six, *sixth, met);
            assert_eq!(assess(XIANNING, RENOVATION, &six, ON).verdict(), Verdict::of(met));
        }
    }
}

#[test]
fn the_owners_covenant_is_not_the_residents_covenant() {
    // A resolution on the owners' covenant does not stand for the covenant of the residents.
    let mut with_covenant = dossier(XIANNING);
    for (asked, ..) in SIX.iter().filter(|(asked, ..)| !matches!(asked, Asked::Is(Fact::ResidentsCovenant))) {
        say(&mut with_covenant, *asked, true);
    }
    let passed = ResolutionRecord { matter: Matter::Covenant, on: day(STATED), outcome: Outcome::Passed, tally: None };
    with_covenant.resolutions.push(Stated::new(passed, day(STATED), Authority::Owners));
    assert_eq!(assess(XIANNING, RENOVATION, &with_covenant, ON).verdict(), Verdict::Unknown);
}

#[test]
fn xianning_ranks_applicants_by_will_and_support() {
    let settled = rulebook(XIANNING).setting(Key::Ranking(Application::Renovation), day(ON));
    let Settled::Known { setting, law, conflicts } = settled else { panic!("{settled:?}") };
    assert_eq!(setting, Setting::Exactly(ParameterValue::Ranking(vec![RankBy::Will, RankBy::Support])));
    assert_eq!(law.short(Lang::Zh), "《关于老旧小区改造要建好更要管好的建议的答复》第二部分第（一）项");
    assert!(conflicts.is_empty());
}

const FOUR: [(Asked, &str, &str); 4] = [
    fact!(Guardhouse, "进出有门岗"),
    fact!(Surveillance, "安防有监控"),
    fact!(Enclosure, "边界有围挡"),
    fact!(ParkingProvided, "停车有车位"),
];

#[test]
fn xianning_asks_for_four_pieces_of_hardware_and_lets_the_residents_choose() {
    let letter = "《关于老旧小区改造要建好更要管好的建议的答复》";
    all_are_needed(
        XIANNING,
        Aim::Mode(Mode::Professional),
        &FOUR,
        "条件已具备；尚须业主共同决定选聘物业服务企业（《民法典》第二百七十八条第一款第（四）项，自2021年1月1日起施行）。",
    );
    all_are_needed(
        XIANNING,
        Aim::Mode(Mode::Basic),
        &FOUR,
        &format!(
            "条件已具备；尚须业主共同决定有关共有和共同管理权利的重大事项（{letter}第二部分第（三）项第二点，自2023年7月10日起有据）。"
        ),
    );
    let rulebook = rulebook(XIANNING);
    // 自管型: nothing but the owners' decision.
    let own = assess(XIANNING, Aim::Mode(Mode::SelfGoverned), &dossier(XIANNING), ON);
    assert_eq!(own.verdict(), Verdict::Met);
    // A free choice: an unknown mode bars no other, unlike on a ladder.
    let Choice::Free { steps, law } = choose(&rulebook, &dossier(XIANNING), day(ON)) else { panic!("no free choice") };
    let told: Vec<(Aim, Verdict)> = steps.iter().map(|step| (step.aim(), step.verdict())).collect();
    assert_eq!(
        told,
        [
            (Aim::Mode(Mode::Professional), Verdict::Unknown),
            (Aim::Mode(Mode::Basic), Verdict::Unknown),
            (Aim::Mode(Mode::SelfGoverned), Verdict::Met)
        ]
    );
    assert_eq!(law.short(Lang::Zh), format!("{letter}第二部分第（三）项第二点"));
    let labels: Vec<&str> = [Mode::Professional, Mode::Basic, Mode::SelfGoverned]
        .iter()
        .map(|mode| rulebook.label(*mode).unwrap().zh.as_str())
        .collect();
    assert_eq!(labels, ["专管型", "托管型", "自管型"]);
    let Settled::Known { setting, .. } = rulebook.setting(Key::Selection, day(ON)) else { panic!() };
    let free = Selection::FreeChoice(vec![Mode::Professional, Mode::Basic, Mode::SelfGoverned]);
    assert_eq!(setting, Setting::Exactly(ParameterValue::Selection(free)));
}

#[test]
fn a_mode_of_xianning_is_adopted_on_the_owners_decision() {
    let mut four = dossier(XIANNING);
    for (asked, ..) in FOUR {
        say(&mut four, asked, true);
    }
    let assessment = assess(XIANNING, Aim::Mode(Mode::Basic), &four, ON);
    let vote = |matter, outcome| {
        let record = ResolutionRecord { matter, on: day(STATED), outcome, tally: None };
        Ground::Reported(Stated::new(record, day(STATED), Authority::OwnersCommittee))
    };
    let adopted = |grounds: &[Ground]| adopt(&assessment, grounds, AdoptionPolicy::default());
    assert_eq!(adopted(&[]).unwrap_err().code(), "pending");
    assert_eq!(adopted(&[vote(Matter::Other, Outcome::Rejected)]).unwrap_err().code(), "rejected");
    assert_eq!(adopted(&[vote(Matter::Provider, Outcome::Passed)]).unwrap_err().code(), "wrong_matter");
    assert_eq!(
        adopted(&[vote(Matter::Other, Outcome::Passed)]).unwrap().render(Lang::Zh),
        "自2024年6月1日起采用基础物业管理（托管）\
         （依据《关于老旧小区改造要建好更要管好的建议的答复》第二部分第（三）项第二点，所依决议系填报）。"
    );
}

#[test]
fn what_is_charged_matches_the_service() {
    let three = [
        fact!(ChargesReasonable, "物业服务收费合理"),
        fact!(ChargesOpen, "物业服务收费公开"),
        fact!(PriceMatchesQuality, "质价相符（收费与服务水平相适应）"),
    ];
    let five = [
        three[0],
        three[1],
        three[2],
        fact!(ChargesFair, "物业服务收费公平"),
        fact!(ChargesHonest, "物业服务收费诚信"),
    ];
    let charging = Aim::Duty(Duty::Charging);
    all_are_needed("000000", charging, &three, "条件已具备。");
    all_are_needed("410000", charging, &five, "条件已具备。");
    all_are_needed(XIANNING, charging, &three, "条件已具备。");
    // Xianning's letter stands beside the State Council's regulations, each with its own citation.
    assert_eq!(
        laws(&assess(XIANNING, charging, &dossier(XIANNING), ON)),
        [
            "《物业管理条例》第四十条，自2018年3月19日起施行",
            "《关于老旧小区改造要建好更要管好的建议的答复》第二部分第（三）项第二点，自2023年7月10日起有据"
        ]
    );
    assert_eq!(
        laws(&assess("411000", charging, &dossier("411000"), ON)),
        ["《物业管理条例》第四十条，自2018年3月19日起施行", "《河南省物业管理条例》第四十八条，自2018年1月1日起施行"]
    );
}

// ---------------------------------------------------------------------------------------------------------- Xiamen

const XIAMEN: &str = "350200";

#[test]
fn xiamen_combines_in_three_ways_of_which_one_is_enough() {
    let letter = "《关于市人大十六届三次会议第0155号建议办理情况答复的函》";
    let big = Aim::Mode(Mode::BigProperty);
    let ways = [
        fact!(InnerOuterEntrusted, "已与独栋房屋、公共建筑及周边市政公共服务整合委托管理"),
        fact!(PackedWithResources, "已与政府公房资源及街（镇）兜底的经营资源捆绑打包"),
        fact!(PackedWithWorks, "已与片区改造工程打包，经公开招投标引入企业"),
    ];
    let met = "条件已具备；尚须业主共同决定选聘物业服务企业\
               （《民法典》第二百七十八条第一款第（四）项，自2021年1月1日起施行）。";
    let unserved = fact!(Unserved, "无物业服务");
    let with = |served: Option<bool>, held: &[(usize, bool)]| {
        let mut dossier = dossier(XIAMEN);
        if let Some(met) = served {
            say(&mut dossier, unserved.0, met);
        }
        for (way, met) in held {
            say(&mut dossier, ways[*way].0, *met);
        }
        assess(XIAMEN, big, &dossier, ON)
    };
    assert_eq!(with(None, &[]).render(Lang::Zh), "待查明：4项尚不能判定。");
    for way in 0..3 {
        // One is enough, whatever is known of the others.
        let others: Vec<(usize, bool)> = (0..3).filter(|other| *other != way).map(|other| (other, false)).collect();
        assert_eq!(with(Some(true), &[(way, true)]).render(Lang::Zh), met);
        assert_eq!(with(Some(true), &[&others[..], &[(way, true)]].concat()).verdict(), Verdict::Met);
        assert_eq!(with(Some(true), &others).verdict(), Verdict::Unknown);
        assert_eq!(with(None, &[(way, true)]).verdict(), Verdict::Unknown);
        // A compound that has service is not one of those that the letter speaks of.
        let served = with(Some(false), &[(way, true)]);
        assert_eq!(served.verdict(), Verdict::Unmet);
        assert!(served.reasons(Lang::Zh).contains(&format!("  不满足：{}。", unserved.2)));
    }
    let mut none = dossier(XIAMEN);
    say(&mut none, unserved.0, true);
    for (asked, ..) in ways {
        say(&mut none, asked, false);
    }
    let assessment = assess(XIAMEN, big, &none, ON);
    assert_eq!(assessment.verdict(), Verdict::Unmet);
    for (.., unmet) in ways {
        assert!(assessment.reasons(Lang::Zh).contains(&format!("  不满足：{unmet}。")));
    }
    // One to change is enough, whichever.
    assert_eq!(assessment.outstanding().steps.len(), 1);
    assert_eq!(
        laws(&assessment),
        [
            "《民法典》第二百七十八条第一款第（四）项，自2021年1月1日起施行".to_owned(),
            format!("{letter}第二部分第（三）项，自2024年4月24日起有据")
        ]
    );
    assert_eq!(assessment.then(), [Key::Majority(Matter::Provider), Key::BundleForms, Key::StagePath]);
}

#[test]
fn xiamens_forms_and_stages_are_data() {
    let rulebook = rulebook(XIAMEN);
    let letter = "《关于市人大十六届三次会议第0155号建议办理情况答复的函》";
    let told = |key| {
        let Settled::Known { setting, law, .. } = rulebook.setting(key, day(ON)) else { panic!("{key}") };
        (setting, law.render(Lang::Zh))
    };
    let forms = vec![BundleForm::InnerOuter, BundleForm::FatLean, BundleForm::BuildOperate];
    assert_eq!(
        told(Key::BundleForms),
        (
            Setting::Exactly(ParameterValue::BundleForms(forms)),
            format!("{letter}第二部分第（三）项，自2024年4月24日起有据")
        )
    );
    let stages = vec![Stage::Community, Stage::Residents, Stage::Property];
    assert_eq!(
        told(Key::StagePath),
        (
            Setting::Exactly(ParameterValue::Stages(stages.clone())),
            format!("{letter}第二部分第（三）项第一点，自2024年4月24日起有据")
        )
    );
    // The path runs through the stages of modes, from basic over self-governed to one with a provider.
    let modes = [Mode::Basic, Mode::SelfGoverned, Mode::BigProperty];
    assert_eq!(modes.map(Mode::stage).to_vec(), stages);
    assert_eq!(rulebook.label(Mode::BigProperty).unwrap().zh, "“大物业”管理模式");
    for key in [Key::BundleForms, Key::StagePath] {
        assert_eq!(rulebook.setting(key, day("2024-04-23")), Settled::BeforeKnown { first: day("2024-04-24") });
    }
}

#[test]
fn xiamens_resources_that_cannot_be_counted_on_yet() {
    let letter = "《关于市人大十六届三次会议第0155号建议办理情况答复的函》第三部分第（一）项";
    let rows = [
        (
            ResourceKind::MunicipalService,
            fact!(MunicipalServiceReleased, "所用市政管理事项已纳入大物业统筹"),
            Obstacle::DividedAuthority,
            "第一点",
        ),
        (
            ResourceKind::PublicHousing,
            fact!(PublicHousingReleased, "所用市级公房已划转给区"),
            Obstacle::StillSorted,
            "第二点",
        ),
        (
            ResourceKind::Land,
            fact!(LandPolicyIssued, "资源规划部门已出台零星土地整合利用的政策"),
            Obstacle::PolicyMissing,
            "第三点",
        ),
    ];
    let rulebook = rulebook(XIAMEN);
    for (kind, fact, obstacle, point) in rows {
        all_are_needed(XIAMEN, Aim::Use(kind), &[fact], "条件已具备。");
        let assessment = assess(XIAMEN, Aim::Use(kind), &dossier(XIAMEN), ON);
        assert_eq!(laws(&assessment), [format!("{letter}{point}，自2024年4月24日起有据")]);
        let Settled::Known { setting, law, .. } = rulebook.setting(Key::Withheld(kind), day(ON)) else { panic!() };
        assert_eq!(setting, Setting::Exactly(ParameterValue::Obstacle(obstacle)));
        assert_eq!(law.short(Lang::Zh), format!("{letter}{point}"));
        // That it was released is not for anybody to say.
        let Asked::Is(fact) = fact.0 else { panic!() };
        let by_owner = dossier(XIAMEN).state(fact, Stated::new(true, day(STATED), Authority::Owners));
        assert_eq!(by_owner.unwrap_err().code(), "not_attested");
    }
    // 80 dwellings and premises were transferred.
    let Settled::Known { setting, .. } = rulebook.setting(Key::Figure(Figure::ReleasedPublicHousing), day(ON)) else {
        panic!()
    };
    assert_eq!(setting, Setting::Exactly(ParameterValue::Number(80)));
    // Of the other kinds no text says anything.
    for kind in ResourceKind::ALL.iter().filter(|kind| rows.iter().all(|(known, ..)| known != *kind)) {
        assert_eq!(assess(XIAMEN, Aim::Use(*kind), &dossier(XIAMEN), ON).verdict(), Verdict::Unknown);
        assert_eq!(rulebook.setting(Key::Withheld(*kind), day(ON)), Settled::Absent);
    }
}

// -------------------------------------------------------------------------------------------------------- Dongguan

const DONGGUAN: &str = "441900";
const EMERGENCY: Aim = Aim::Mode(Mode::Emergency);

/// What the report of 2018 asks for; the letter asks for the third again.
const TRIGGER: [(Asked, &str, &str); 5] = [
    (
        Asked::IsNot(Fact::OwnersCommittee),
        "是否已成立业主委员会，未见填报",
        "适用于不属此情形者，而“已成立业主委员会”填报为是（街道办事处、乡镇人民政府于2024年5月20日认定）",
    ),
    fact!(ProviderLeft, "原物业服务企业已退出"),
    fact!(NoNewProvider, "未能成功选聘新的物业服务企业"),
    fact!(ServiceDisorder, "物业管理秩序混乱，迫切需要新的物业管理服务"),
    (
        Asked::Number(Quantity::WrittenConsents, 151, 150),
        "书面同意的业主人数，未见填报",
        "书面同意的业主人数为150人，须超过业主人数300人的二分之一，还差1人",
    ),
];

/// A compound of 300 owners with some of the trigger, lost or managed by proxy.
fn emergency(skipped: Option<usize>, failed: Option<usize>, lost: Option<bool>, proxy: Option<bool>) -> Dossier {
    let mut dossier = dossier(DONGGUAN);
    say(&mut dossier, Asked::Number(Quantity::Owners, 300, 0), true);
    for (i, (asked, ..)) in TRIGGER.iter().enumerate() {
        if skipped != Some(i) {
            say(&mut dossier, *asked, failed != Some(i));
        }
    }
    for (fact, stated) in [(Fact::LostManagement, lost), (Fact::ManagedByProxy, proxy)] {
        if let Some(met) = stated {
            say(&mut dossier, Asked::Is(fact), met);
        }
    }
    dossier
}

#[test]
fn dongguans_emergency_service_needs_its_trigger() {
    let report = "《25家企业入选东莞应急物业服务企业预选库》第二段，仅知其年份，自2018年12月31日起计，转述";
    let letter = "《关于东莞市十七届人大三次会议第20230194号建议答复的函》第一部分第（三）项，自2023年7月14日起有据";
    let found = |dossier: &Dossier| assess(DONGGUAN, EMERGENCY, dossier, ON);
    let all = found(&emergency(None, None, Some(true), None));
    assert_eq!(all.verdict(), Verdict::Met);
    assert_eq!(all.render(Lang::Zh), format!("条件已具备；尚须居民委员会决定（{report}）。"));
    assert_eq!(laws(&all), [report, letter]);
    assert_eq!(
        all.then(),
        [Key::ProviderChoice(Mode::Emergency), Key::Figure(Figure::EmergencyPool), Key::Services(Mode::Emergency)]
    );
    assert_eq!(
        all.rules().map(|rule| rule.citation().unwrap().render(Lang::En)).collect::<Vec<_>>()[0],
        "Newspaper report on Dongguan's pool for emergency service (2018) para. 2, counted from 2018-12-31 \
         (only its year is known) (secondary source)"
    );
    for (i, (_, unknown, unmet)) in TRIGGER.iter().enumerate() {
        let missing = found(&emergency(Some(i), None, Some(true), None));
        assert_eq!(missing.verdict(), Verdict::Unknown, "{unknown}");
        assert!(missing.reasons(Lang::Zh).contains(&format!("  待查明：{unknown}。")));
        let failed = found(&emergency(None, Some(i), Some(true), None));
        assert_eq!(failed.verdict(), Verdict::Unmet, "{unmet}");
        let reasons = failed.reasons(Lang::Zh);
        assert!(reasons.contains(&format!("  不满足：{unmet}。")), "{unmet}: {reasons:#?}");
        assert_eq!(failed.outstanding().render(&failed, Lang::Zh)[0], format!("须改变：{unmet}。"));
    }
    // 失管 or 代管: one is enough, neither is not.
    for (lost, proxy, verdict) in [
        (None, None, Verdict::Unknown),
        (Some(false), None, Verdict::Unknown),
        (None, Some(false), Verdict::Unknown),
        (Some(false), Some(false), Verdict::Unmet),
        (Some(false), Some(true), Verdict::Met),
        (None, Some(true), Verdict::Met),
        (Some(true), Some(true), Verdict::Met),
    ] {
        assert_eq!(found(&emergency(None, None, lost, proxy)).verdict(), verdict, "{lost:?} {proxy:?}");
    }
}

#[test]
fn exactly_half_of_the_owners_is_not_more_than_half() {
    for (owners, consents, verdict) in [
        (300, 149, Verdict::Unmet),
        (300, 150, Verdict::Unmet),
        (300, 151, Verdict::Met),
        (301, 150, Verdict::Unmet),
        (301, 151, Verdict::Met),
        (1, 0, Verdict::Unmet),
        (1, 1, Verdict::Met),
        (2, 1, Verdict::Unmet),
    ] {
        let mut dossier = emergency(Some(4), None, Some(true), None);
        dossier.statements.retract_quantity(&dossier.compound.subject(), Quantity::Owners);
        for (quantity, value) in [(Quantity::Owners, owners), (Quantity::WrittenConsents, consents)] {
            say(&mut dossier, Asked::Number(quantity, value, 0), true);
        }
        let found = assess(DONGGUAN, EMERGENCY, &dossier, ON);
        assert_eq!(found.verdict(), verdict, "{consents} of {owners}");
    }
    // Over 150 of 300 settles it; about 150 does not.
    for (value, verdict) in [
        (Approx { value: Value::Count(150), sense: wuye::measure::Sense::Over }, Verdict::Met),
        (Approx::about(Value::Count(150)), Verdict::Unknown),
    ] {
        let mut dossier = emergency(Some(4), None, Some(true), None);
        dossier.measure(Quantity::WrittenConsents, Stated::new(value, day(STATED), Authority::Street)).unwrap();
        assert_eq!(assess(DONGGUAN, EMERGENCY, &dossier, ON).verdict(), verdict);
    }
}

#[test]
fn dongguans_emergency_service_is_decided_by_the_residents_committee() {
    let assessment = assess(DONGGUAN, EMERGENCY, &emergency(None, None, Some(true), None), ON);
    let act = |by| Ground::Act { by, on: day(STATED) };
    let adopted = |grounds: &[Ground]| adopt(&assessment, grounds, AdoptionPolicy::default());
    assert_eq!(adopted(&[]).unwrap_err().code(), "pending");
    assert_eq!(adopted(&[act(Authority::Street)]).unwrap_err().code(), "wrong_authority");
    assert_eq!(
        adopted(&[act(Authority::ResidentsCommittee)]).unwrap().render(Lang::Zh),
        "自2024年6月1日起采用应急物业服务（依据《25家企业入选东莞应急物业服务企业预选库》第二段）。"
    );
    // Before the letter of 2023 whether it asked the same is not known.
    let mut early = dossier(DONGGUAN);
    for (asked, ..) in TRIGGER {
        say(&mut early, asked, true);
    }
    assert_eq!(assess(DONGGUAN, EMERGENCY, &early, "2023-07-13").verdict(), Verdict::Unknown);
    assert_eq!(assess(DONGGUAN, EMERGENCY, &early, "2018-12-30").verdict(), Verdict::Unknown);
}

#[test]
fn dongguans_emergency_provider_is_drawn_from_a_pool() {
    let rulebook = rulebook(DONGGUAN);
    let told = |key, on: &str| match rulebook.setting(key, day(on)) {
        Settled::Known { setting, law, conflicts } => {
            assert!(conflicts.is_empty());
            (Some(setting), law.render(Lang::Zh))
        }
        other => (None, format!("{other:?}")),
    };
    let report = "《25家企业入选东莞应急物业服务企业预选库》";
    let letter = "《关于东莞市十七届人大三次会议第20230194号建议答复的函》第一部分第（三）项";
    assert_eq!(
        told(Key::ProviderChoice(Mode::Emergency), ON),
        (
            Some(Setting::Exactly(ParameterValue::ChoiceMethod(ChoiceMethod::Draw))),
            format!("{report}第二段，仅知其年份，自2018年12月31日起计，转述")
        )
    );
    let pool = Some(Setting::Exactly(ParameterValue::Number(25)));
    assert_eq!(
        told(Key::Figure(Figure::EmergencyPool), "2023-07-13"),
        (pool.clone(), format!("{report}第一段，仅知其年份，自2018年12月31日起计，至2023年7月13日，转述"))
    );
    assert_eq!(
        told(Key::Figure(Figure::EmergencyPool), "2023-07-14"),
        (pool, format!("{letter}，自2023年7月14日起有据"))
    );
    // Security, cleaning and more of the kind: the list is open.
    use wuye::mode::Service;
    assert_eq!(
        told(Key::Services(Mode::Emergency), ON),
        (
            Some(Setting::AtLeast(ParameterValue::Services(vec![Service::Security, Service::Cleaning]))),
            format!("{letter}，自2023年7月14日起有据")
        )
    );
    // How long it may last was not found.
    for figure in [Figure::EmergencyTerm, Figure::EmergencyTermUsual] {
        assert_eq!(told(Key::Figure(figure), ON), (None, "Absent".to_owned()));
    }
}

#[test]
fn dongguans_three_gates_are_reported_and_void_no_election() {
    let committee = Aim::Found(OrganisationKind::OwnersCommittee);
    let gates = [
        fact!(CandidatesRecommended, "业主委员会候选人已过推荐关"),
        fact!(CandidatesReviewed, "业主委员会候选人已过审核关"),
        fact!(ElectionOrganised, "业主委员会选举已过组织关"),
    ];
    let met = "条件已具备；尚须业主共同决定选举业主委员会\
               （《民法典》第二百七十八条第一款第（三）项，自2021年1月1日起施行）。";
    for failed in [None, Some(0), Some(1), Some(2)] {
        let mut dossier = dossier(DONGGUAN);
        for (i, (asked, ..)) in gates.iter().enumerate() {
            say(&mut dossier, *asked, failed != Some(i));
        }
        let assessment = assess(DONGGUAN, committee, &dossier, ON);
        assert_eq!(assessment.render(Lang::Zh), met);
        let own = assessment.rules().find(|rule| rule.force() == Force::Usually).unwrap();
        assert_eq!(own.verdict(), Verdict::of(failed.is_none()));
        assert_eq!(
            own.citation().unwrap().render(Lang::Zh),
            "《关于东莞市十七届人大三次会议第20230194号建议答复的函》第二部分第（二）项，自2023年7月14日起有据"
        );
        if let Some(i) = failed {
            assert!(assessment.reasons(Lang::Zh).contains(&format!("  不满足：{}。", gates[i].2)));
        }
    }
    let open = assess(DONGGUAN, committee, &dossier(DONGGUAN), ON);
    assert_eq!(open.verdict(), Verdict::Met);
    for (_, unknown, _) in gates {
        assert!(open.reasons(Lang::Zh).contains(&format!("  待查明：{unknown}。")));
    }
}

#[test]
fn dongguan_consults_everywhere() {
    all_are_needed(
        DONGGUAN,
        Aim::Duty(Duty::Consultation),
        &[
            fact!(CommunityConsultation, "所在村（社区）已推行社区协商制度"),
            fact!(CompoundConsultation, "已建立多方参与的小区议事协调机制"),
        ],
        "条件已具备。",
    );
    // The civil affairs bureau attests it first, the housing bureau again.
    let cited = |on| laws(&assess(DONGGUAN, Aim::Duty(Duty::Consultation), &dossier(DONGGUAN), on));
    assert_eq!(
        cited("2023-07-13"),
        [
            "《对市政协十四届二次会议第20230244号提案的会办意见》第一部分第（三）项，自2023年5月16日起有据，至2023年7月13日"
        ]
    );
    assert_eq!(
        cited("2023-07-14"),
        ["《关于东莞市十七届人大三次会议第20230194号建议答复的函》第二部分第（六）项，自2023年7月14日起有据"]
    );
    let Settled::Known { setting, law, .. } = rulebook(DONGGUAN).setting(Key::ConsultationSteps, day(ON)) else {
        panic!()
    };
    let Some(ParameterValue::ConsultationSteps(steps)) = setting.value() else { panic!() };
    let steps: Vec<&str> = steps.iter().map(|step| step.zh()).collect();
    assert_eq!(steps, ["议题收集", "确定议题", "会议协商", "执行决策", "监督反馈", "居民评价"]);
    assert_eq!(ConsultationStep::ALL.len(), 6);
    assert_eq!(law.short(Lang::Zh), "《对市政协十四届二次会议第20230244号提案的会办意见》第二部分第（四）项");
}

#[test]
fn the_hundred_per_cent_is_of_the_compounds_that_can_have_a_party_organisation() {
    let (rulebook, key) = (rulebook(DONGGUAN), Key::Figure(Figure::PartyCoverage));
    let whole = Setting::Exactly(ParameterValue::Share(wuye::measure::Share::WHOLE));
    let told = |able: Option<bool>| {
        let mut dossier = dossier(DONGGUAN);
        if let Some(able) = able {
            say(&mut dossier, Asked::Is(Fact::PartyOrganisationPossible), able);
        }
        parameter(&rulebook, &dossier, key, day(ON))
    };
    let Settled::Known { setting, law, .. } = told(Some(true)) else { panic!() };
    assert_eq!(setting, whole);
    assert_eq!(
        law.render(Lang::Zh),
        "《关于东莞市十七届人大三次会议第20230194号建议答复的函》第一部分第（五）项，自2023年7月14日起有据"
    );
    // Not of all compounds.
    assert_eq!(told(Some(false)), Settled::Absent);
    let Settled::DependsOnFacts { law } = told(None) else { panic!() };
    assert_eq!(law.short(Lang::Zh), "《关于东莞市十七届人大三次会议第20230194号建议答复的函》第一部分第（五）项");
}

// ------------------------------------------------------------------------------------------------ half-year meetings

fn meetings(days: &[&str], complete: Option<&str>) -> Dossier {
    let mut dossier = dossier(DONGGUAN);
    for on in days {
        let happened = Stated::new(day(on), day(on), Authority::PartyOrganisation);
        dossier.events.push(EventRecord { event: Event::CoBuildingMeeting, happened });
    }
    dossier.complete.extend(complete.map(|until| CompleteLog { event: Event::CoBuildingMeeting, until: day(until) }));
    dossier
}

#[test]
fn a_joint_meeting_is_held_in_every_calendar_half() {
    let meeting = Aim::Duty(Duty::JointMeeting);
    let told = |days: &[&str], complete, on: &str| assess(DONGGUAN, meeting, &meetings(days, complete), on).verdict();
    // Rulebook J-02: 2 March and 20 November are one in each half; 2 March and 30 June leave the second half empty.
    let (good, bad) = (["2025-03-02", "2025-11-20"], ["2025-03-02", "2025-06-30"]);
    for half in ["2025-06-30", "2025-12-31"] {
        assert_eq!(told(&good, Some("2025-12-31"), half), Verdict::Met, "{half}");
    }
    assert_eq!(told(&bad, Some("2025-12-31"), "2025-06-30"), Verdict::Met);
    assert_eq!(told(&bad, Some("2025-12-31"), "2025-12-31"), Verdict::Unmet);
    // A half that still runs may still see one; a log that may miss one is no proof of none.
    assert_eq!(told(&bad, Some("2025-12-30"), "2025-12-30"), Verdict::Unknown);
    assert_eq!(told(&bad, Some("2025-12-30"), "2025-12-31"), Verdict::Unknown);
    assert_eq!(told(&bad, None, "2025-12-31"), Verdict::Unknown);
    // On the edges: the first and the last day of a half are in it; one stated to come is not held yet.
    for (on, first, last) in [("2025-07-01", "2025-07-01", true), ("2025-12-31", "2025-12-31", true)] {
        assert_eq!(told(&[on], None, first) == Verdict::Met, last);
    }
    assert_eq!(told(&["2025-06-30"], None, "2025-07-01"), Verdict::Unknown);
    let mut planned = meetings(&[], Some("2025-12-31"));
    let happened = Stated::new(day("2025-12-30"), day("2025-07-01"), Authority::PartyOrganisation);
    planned.events.push(EventRecord { event: Event::CoBuildingMeeting, happened });
    assert_eq!(assess(DONGGUAN, meeting, &planned, "2025-12-29").verdict(), Verdict::Unknown);
    assert_eq!(assess(DONGGUAN, meeting, &planned, "2025-12-30").verdict(), Verdict::Met);
    // Another kind of meeting does not count.
    let mut other = meetings(&[], Some("2025-12-31"));
    let happened = Stated::new(day("2025-08-01"), day("2025-08-01"), Authority::Street);
    other.events.push(EventRecord { event: Event::JointConference, happened });
    assert_eq!(assess(DONGGUAN, meeting, &other, "2025-12-31").verdict(), Verdict::Unmet);
}

#[test]
fn the_half_year_in_words() {
    let told = |days: &[&str], complete, on: &str, lang| {
        let assessment = assess(DONGGUAN, Aim::Duty(Duty::JointMeeting), &meetings(days, complete), on);
        assessment.reasons(lang)[1].trim().to_owned()
    };
    assert_eq!(
        told(&["2025-03-02"], Some("2025-12-31"), "2025-12-31", Lang::Zh),
        "不满足：召开共建议事会，2025年7月1日至2025年12月31日（自然半年）记录0次，须不少于1次。"
    );
    assert_eq!(
        told(&["2025-03-02"], Some("2025-12-31"), "2025-12-31", Lang::En),
        "not met: joint meeting on the compound's affairs held: 0 from 2025-07-01 to 2025-12-31 \
         (calendar half-year), expected at least 1."
    );
    assert_eq!(
        told(&[], Some("2025-08-01"), "2025-08-01", Lang::Zh),
        "待查明：召开共建议事会，2025年7月1日至2025年12月31日（自然半年，尚未届满）记录0次，须不少于1次。"
    );
    assert_eq!(
        told(&[], None, "2025-12-31", Lang::En),
        "unknown: joint meeting on the compound's affairs held: 0 from 2025-07-01 to 2025-12-31 \
         (calendar half-year, the log is not declared complete), expected at least 1."
    );
    let missing = assess(DONGGUAN, Aim::Duty(Duty::JointMeeting), &meetings(&[], None), "2025-12-31");
    assert_eq!(
        missing.outstanding().render(&missing, Lang::Zh),
        ["须查明：召开共建议事会，2025年7月1日至2025年12月31日（自然半年，记录未声明齐全）记录0次，须不少于1次。"]
    );
}

#[test]
fn a_rolling_half_year_is_another_reading() {
    let window = Window::Rolling(Period::Months(6));
    let layers = vec![wuye::places::national::layer().unwrap(), wuye::places::dongguan::layer_with(window).unwrap()];
    let rolling = Rulebook::new("cn-441900-rolling".parse().unwrap(), wuye::places::VERSION, layers).unwrap();
    let checklist = Checklist::compile(&rolling, Aim::Duty(Duty::JointMeeting));
    let told = |days: &[&str], on: &str| {
        let dossier = meetings(days, Some("2026-12-31"));
        let assessment = checklist.assess(&dossier, day(on));
        assert_eq!(checklist.assess_packed(&Packed::of(&dossier, day(on))), assessment);
        assessment.verdict()
    };
    // One in each calendar half, but eight months apart.
    let days = ["2025-03-02", "2025-11-20"];
    assert_eq!(told(&days, "2025-09-01"), Verdict::Met);
    assert_eq!(told(&days, "2025-09-02"), Verdict::Unmet);
    assert_eq!(told(&days, "2025-11-19"), Verdict::Unmet);
    assert_eq!(told(&days, "2025-11-20"), Verdict::Met);
    assert_eq!(told(&days, "2026-05-19"), Verdict::Met);
    assert_eq!(told(&days, "2026-05-20"), Verdict::Unmet);
    let shown = checklist.assess(&meetings(&[], Some("2026-12-31")), day("2025-08-31"));
    assert_eq!(
        shown.reasons(Lang::Zh)[1].trim(),
        "不满足：召开共建议事会，2025年3月1日至2025年8月31日（连续6个月）记录0次，须不少于1次。"
    );
}

#[test]
fn windows_have_a_first_and_a_last_day() {
    let around = |window: Window, on: &str| {
        let (first, last) = window.around(day(on));
        format!("{first}..{last}")
    };
    let calendar = Window::Calendar;
    for (window, on, span) in [
        (calendar(Cycle::Half), "2025-01-01", "2025-01-01..2025-06-30"),
        (calendar(Cycle::Half), "2025-06-30", "2025-01-01..2025-06-30"),
        (calendar(Cycle::Half), "2025-07-01", "2025-07-01..2025-12-31"),
        (calendar(Cycle::Half), "2025-12-31", "2025-07-01..2025-12-31"),
        (calendar(Cycle::Quarter), "2024-02-29", "2024-01-01..2024-03-31"),
        (calendar(Cycle::Quarter), "2024-04-01", "2024-04-01..2024-06-30"),
        (calendar(Cycle::Quarter), "2024-09-30", "2024-07-01..2024-09-30"),
        (calendar(Cycle::Quarter), "2024-10-01", "2024-10-01..2024-12-31"),
        (calendar(Cycle::Year), "2024-12-31", "2024-01-01..2024-12-31"),
        (Window::Rolling(Period::Days(1)), "2024-03-01", "2024-03-01..2024-03-01"),
        (Window::Rolling(Period::Months(1)), "2024-03-31", "2024-03-01..2024-03-31"),
        (Window::Rolling(Period::Years(1)), "2024-02-29", "2023-03-01..2024-02-29"),
        // At the ends of what can be represented.
        (calendar(Cycle::Half), "2200-12-31", "2200-07-01..2200-12-31"),
        (calendar(Cycle::Half), "1900-01-01", "1900-01-01..1900-06-30"),
        (Window::Rolling(Period::Years(300)), "2000-05-05", "1900-01-01..2000-05-05"),
    ] {
        assert_eq!(around(window, on), span, "{window:?} {on}");
    }
    // Every day of leap and common years lies in its own span, and the spans follow each other without a gap.
    for cycle in Cycle::ALL {
        let mut on = day("2023-01-01");
        let mut last_span = calendar(*cycle).around(on);
        while on < day("2025-01-01") {
            let span = calendar(*cycle).around(on);
            assert!(span.0 <= on && on <= span.1);
            assert!(span == last_span || span.0 == last_span.1.next().unwrap());
            (last_span, on) = (span, on.next().unwrap());
        }
    }
    let node: Node = serde_json::from_value(json!(
        {"count_in": {"event": "co_building_meeting", "window": {"rolling": "P6M"}, "cmp": "ge", "number": 1}}
    ))
    .unwrap();
    assert!(matches!(node, Node::CountIn { window: Window::Rolling(Period::Months(6)), .. }));
    assert_eq!(serde_json::to_value(calendar(Cycle::Half)).unwrap(), json!({"calendar": "half"}));
}

// ---------------------------------------------------------------------------------------------------------- sources

/// `tests/sources.tsv` holds, for every citation whose text is there to be read, up to 40 characters of that text;
/// `tests/check_sources.sh` looks them up in a folder of the texts. Here: that no citation is without a row and no row
/// without a citation, and that no sentence of law was copied.
#[test]
fn every_citation_has_words_to_be_looked_up() {
    let table = include_str!("sources.tsv");
    let rows: Vec<Vec<&str>> =
        table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    let mut listed = BTreeSet::new();
    for row in &rows {
        let [document, at, file, after, before, words] = row[..] else { panic!("{row:?}") };
        assert!(words.chars().count() <= 40 && !words.is_empty(), "{words}");
        assert_eq!((after == "-", before == "-"), (file.starts_with("law/"), file.starts_with("law/")), "{row:?}");
        listed.insert((document.to_owned(), at.to_owned()));
    }
    let mut cited = BTreeSet::new();
    let mut note = |version_document: &str, at: String, confidence: Confidence| match confidence {
        // Read in excerpts, told by others, or remembered: their texts are not in the folder.
        Confidence::Excerpt | Confidence::Secondary => {}
        Confidence::Memory => assert_eq!((version_document, at.as_str()), ("assembly_guidance_rules", "第四十八条")),
        Confidence::Primary | Confidence::PolicyLetter => {
            cited.insert((version_document.to_owned(), at));
        }
        other => panic!("{other}"),
    };
    for held in wuye::places::held().unwrap() {
        for layer in wuye::places::rulebook_for(held).unwrap().layers() {
            for version in layer.rules.iter().flat_map(|rule| rule.needs.versions()) {
                note(version.by.document.as_str(), version.by.at.render(Lang::Zh), version.confidence);
            }
            for version in layer.parameters.iter().flat_map(|parameter| parameter.value().versions()) {
                note(version.by.document.as_str(), version.by.at.render(Lang::Zh), version.confidence);
            }
        }
    }
    let without: Vec<_> = cited.difference(&listed).collect();
    let unused: Vec<_> = listed.difference(&cited).collect();
    assert!(without.is_empty() && unused.is_empty(), "no words: {without:#?}; not cited: {unused:#?}");
    assert!(cited.len() > 60, "{}", cited.len());
}
