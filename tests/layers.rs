//! 层 — the numbers of law: what each layer prints, who may move what, and where a lower text says otherwise, both sides
//! with their citations.

use std::collections::BTreeSet;

use serde_json::json;
use wuye::assess::parameter;
use wuye::dossier::Dossier;
use wuye::estate::{Compound, OrganisationKind, Quantity, ResourceKind, Stated, Value};
use wuye::law::{Authority, Confidence, Dated, Document, Issued, Locator, Place, Provision, Rank, State, Version};
use wuye::matter::Matter;
use wuye::measure::{Approx, Day, Dimension, Money, Period, Share};
use wuye::mode::{Mode, Service};
use wuye::rule::{
    Aim, Application, AssemblyForm, Conflict, Duty, Figure, Key, Layer, MayMove, Parameter, ParameterValue, Rulebook,
    Seats, Setting, Settled,
};
use wuye::terms::Lang;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn place(code: &str) -> Place {
    code.parse().unwrap()
}

fn rulebook(code: &str) -> Rulebook {
    wuye::places::rulebook_for(place(code)).unwrap()
}

const ON: &str = "2024-06-01";

fn known(settled: Settled) -> (Setting, String, Vec<Conflict>) {
    match settled {
        Settled::Known { setting, law, conflicts } => (setting, law.render(Lang::Zh), conflicts),
        other => panic!("{other:?}"),
    }
}

// ---------------------------------------------------------------------------------------------------- what is printed

/// Every number of a layer: its setting on the wire, its citation, how a lower text may move it.
fn printed(layer: &Layer) -> Vec<(String, String, String, MayMove)> {
    let rulebook = Rulebook::new("own".parse().unwrap(), 1, vec![layer.clone()]).unwrap();
    let rows = layer.parameters.iter().filter(|p| matches!(p.key(), Key::Figure(_) | Key::CommitteeSeats));
    rows.map(|p| {
        let [version] = p.value().versions() else { panic!("{}", p.key()) };
        let State::InForce(setting) = &version.state else { panic!("{}", p.key()) };
        let setting = serde_json::to_string(setting).unwrap();
        (p.key().to_string(), setting, rulebook.cite(version, None).render(Lang::Zh), p.may_move())
    })
    .collect()
}

/// Rows as they stand below; the citation without what all rows of a document share.
fn compare(layer: &Layer, rows: &[(&str, &str, &str, MayMove)]) {
    let found = printed(layer);
    for ((key, setting, law, moves), (own_key, own_setting, own_law, own_moves)) in rows.iter().zip(&found) {
        assert_eq!((*key, *setting), (own_key.trim_start_matches("figure."), own_setting.as_str()));
        assert_eq!(law, own_law, "{key}");
        assert_eq!(moves, own_moves, "{key}");
    }
    assert_eq!(rows.len(), found.len());
}

#[test]
fn the_numbers_of_the_nation() {
    use MayMove::{Ceiling, Fixed, Floor, Free};
    let code = |article| format!("《民法典》{article}，自2021年1月1日起施行");
    let rules = |article| format!("《物业管理条例》{article}，自2018年3月19日起施行");
    let read = |article| format!("《业主大会和业主委员会指导规则》第{article}条，自2010年1月1日起施行，摘录");
    let told = |article| format!("《业主大会和业主委员会指导规则》第{article}条，自2010年1月1日起施行，转述");
    let remembered = |article| format!("《业主大会和业主委员会指导规则》第{article}条，自2010年1月1日起施行，未核原文");
    let fund = |article| format!("《住宅专项维修资金管理办法》第{article}条，自2008年2月1日起施行，摘录");
    let contracts = "《最高人民法院关于适用〈中华人民共和国民法典〉合同编通则若干问题的解释》第六十五条，自2023年12月5日起施行，转述";
    let court = "《最高人民法院关于审理建筑物区分所有权纠纷案件适用法律若干问题的解释》第十二条，自2021年1月1日起施行";
    let rows = [
        ("limitation", r#"{"exactly":{"period":"P3Y"}}"#, code("第一百八十八条第一款"), Fixed),
        ("longest_limitation", r#"{"exactly":{"period":"P20Y"}}"#, code("第一百八十八条第二款"), Fixed),
        ("limitation_tail", r#"{"exactly":{"period":"P6M"}}"#, code("第一百九十四条"), Fixed),
        ("owners_net_revenue", r#"{"exactly":{"share":"1/1"}}"#, code("第二百八十二条"), Fixed),
        ("dismissal_notice", r#"{"unless_agreed":{"period":"P60D"}}"#, code("第九百四十六条第一款"), Fixed),
        ("non_renewal_notice", r#"{"unless_agreed":{"period":"P90D"}}"#, code("第九百四十七条第二款"), Fixed),
        ("indefinite_notice", r#"{"at_least":{"period":"P60D"}}"#, code("第九百四十八条第二款"), Fixed),
        ("exit_period", r#"{"delegated":"contract_party"}"#, code("第九百四十九条第一款"), Fixed),
        ("renewal_signing", r#"{"at_least":{"period":"P0D"}}"#, code("第九百四十七条第一款"), Free),
        ("demand_period", r#"{"delegated":"provider"}"#, code("第九百四十四条第二款"), Fixed),
        ("gap_service_fee", r#"{"exactly":{"share":"1/1"}}"#, code("第九百五十条"), Fixed),
        ("fee_in_breach", r#"{"exactly":{"share":"0/1"}}"#, code("第九百四十九条第二款"), Fixed),
        ("annulment_limit", r#"{"exactly":{"period":"P1Y"}}"#, court.to_owned(), Fixed),
        ("penalty_over_loss", r#"{"more_than":{"share":"3/10"}}"#, contracts.to_owned(), Fixed),
        ("extraordinary_share", r#"{"at_least":{"share":"1/5"}}"#, rules("第十三条第二款"), Ceiling),
        ("meeting_notice", r#"{"at_least":{"period":"P15D"}}"#, rules("第十四条第一款"), Floor),
        ("extraordinary_notice", r#"{"at_least":{"period":"P15D"}}"#, rules("第十四条第一款"), Floor),
        ("committee_filing", r#"{"at_most":{"period":"P30D"}}"#, rules("第十六条第一款"), Ceiling),
        ("tender_bidders", r#"{"less_than":{"number":3}}"#, rules("第二十四条第二款"), Fixed),
        ("tender_small_scale", r#"{"delegated":"housing_department"}"#, rules("第二十四条第二款"), Free),
        ("collection_fee", r#"{"at_most":{"money":"0.00"}}"#, rules("第四十四条第二款"), Ceiling),
        ("tender_fine", r#"{"at_most":{"money":"100000.00"}}"#, rules("第五十六条"), Fixed),
        (
            "disposal_fine",
            r#"{"between":{"least":{"money":"50000.00"},"most":{"money":"200000.00"}}}"#,
            rules("第五十七条"),
            Fixed,
        ),
        (
            "papers_fine",
            r#"{"between":{"least":{"money":"10000.00"},"most":{"money":"100000.00"}}}"#,
            rules("第五十八条"),
            Fixed,
        ),
        (
            "whole_transfer_fine",
            r#"{"between":{"least":{"share":"3/10"},"most":{"share":"1/2"}}}"#,
            rules("第五十九条"),
            Fixed,
        ),
        ("fund_misuse_fine", r#"{"at_most":{"number":2}}"#, rules("第六十条"), Fixed),
        (
            "service_rooms_fine",
            r#"{"between":{"least":{"money":"100000.00"},"most":{"money":"500000.00"}}}"#,
            rules("第六十一条"),
            Fixed,
        ),
        (
            "room_use_fine",
            r#"{"between":{"least":{"money":"10000.00"},"most":{"money":"100000.00"}}}"#,
            rules("第六十二条"),
            Fixed,
        ),
        (
            "common_parts_fine_person",
            r#"{"between":{"least":{"money":"1000.00"},"most":{"money":"10000.00"}}}"#,
            rules("第六十三条第二款"),
            Fixed,
        ),
        (
            "common_parts_fine_unit",
            r#"{"between":{"least":{"money":"50000.00"},"most":{"money":"200000.00"}}}"#,
            rules("第六十三条第二款"),
            Fixed,
        ),
        ("developer_files_above", r#"{"more_than":{"share":"1/2"}}"#, read("八"), Free),
        ("group_formed_within", r#"{"at_most":{"period":"P60D"}}"#, read("九"), Free),
        ("group_owners_share", r#"{"at_least":{"share":"1/2"}}"#, read("十"), Free),
        ("group_posting", r#"{"at_least":{"period":"P15D"}}"#, read("十二"), Free),
        ("committee_seats", r#"{"exactly":{"seats":{"least":5,"most":11,"odd":true}}}"#, read("三十一"), Free),
        ("committee_term", r#"{"at_most":{"period":"P5Y"}}"#, read("三十二"), Free),
        ("committee_first_meeting", r#"{"at_most":{"period":"P7D"}}"#, read("三十二"), Free),
        ("committee_call_share", r#"{"at_least":{"share":"1/3"}}"#, read("三十七"), Free),
        ("committee_call_within", r#"{"at_most":{"period":"P7D"}}"#, read("三十七"), Free),
        ("committee_quorum", r#"{"more_than":{"share":"1/2"}}"#, read("三十八"), Free),
        ("committee_consent", r#"{"at_least":{"share":"1/2"}}"#, read("三十八"), Free),
        ("committee_agenda", r#"{"at_least":{"period":"P7D"}}"#, read("三十九"), Free),
        ("committee_posting", r#"{"at_most":{"period":"P3D"}}"#, read("三十九"), Free),
        ("member_hand_over", r#"{"at_most":{"period":"P3D"}}"#, told("四十五"), Free),
        ("vacancy_share", r#"{"exactly":{"share":"1/2"}}"#, told("四十六"), Free),
        ("re_election_start", r#"{"at_least":{"period":"P3M"}}"#, told("四十七"), Free),
        ("committee_hand_over", r#"{"at_most":{"period":"P10D"}}"#, remembered("四十八"), Free),
        ("first_deposit", r#"{"between":{"least":{"share":"1/20"},"most":{"share":"2/25"}}}"#, fund("七"), Fixed),
        ("public_housing_owner_deposit", r#"{"exactly":{"share":"1/50"}}"#, fund("八"), Fixed),
        ("public_housing_seller_low", r#"{"at_least":{"share":"1/5"}}"#, fund("八"), Fixed),
        ("public_housing_seller_high", r#"{"at_least":{"share":"3/10"}}"#, fund("八"), Fixed),
        ("public_housing_deposit_within", r#"{"at_most":{"period":"P30D"}}"#, fund("十二"), Fixed),
        ("renewal_below", r#"{"exactly":{"share":"3/10"}}"#, fund("十七"), Fixed),
    ];
    let rows: Vec<(&str, &str, &str, MayMove)> = rows.iter().map(|(a, b, c, d)| (*a, *b, c.as_str(), *d)).collect();
    compare(&wuye::places::national::layer().unwrap(), &rows);
}

#[test]
fn the_numbers_of_henan() {
    use MayMove::{Ceiling, Fixed, Floor, Free};
    let at = |article| format!("《河南省物业管理条例》第{article}，自2018年1月1日起施行");
    let rows = [
        ("developer_files_within", r#"{"at_most":{"period":"P2M"}}"#, at("十九条"), Ceiling),
        ("group_applicants", r#"{"at_least":{"number":10}}"#, at("二十条第一款"), Ceiling),
        ("group_formed_within", r#"{"at_most":{"period":"P30D"}}"#, at("二十条第一款"), Ceiling),
        ("first_meeting_within", r#"{"at_most":{"period":"P60D"}}"#, at("二十条第一款"), Ceiling),
        ("group_owners_share", r#"{"at_least":{"share":"1/2"}}"#, at("二十条第二款"), Floor),
        ("group_posting", r#"{"at_least":{"period":"P15D"}}"#, at("二十一条第二款"), Floor),
        ("group_posting_length", r#"{"at_least":{"period":"P7D"}}"#, at("二十一条第二款"), Floor),
        ("extraordinary_share", r#"{"at_least":{"share":"1/5"}}"#, at("二十四条第一款"), Ceiling),
        ("committee_term", r#"{"at_most":{"period":"P5Y"}}"#, at("二十八条第一款"), Ceiling),
        ("committee_seats", r#"{"delegated":"owners"}"#, at("二十八条第一款"), Free),
        ("committee_quorum", r#"{"more_than":{"share":"1/2"}}"#, at("二十八条第三款"), Fixed),
        ("committee_consent", r#"{"at_least":{"share":"1/2"}}"#, at("二十八条第三款"), Fixed),
        ("committee_posting", r#"{"at_most":{"period":"P3D"}}"#, at("二十八条第三款"), Ceiling),
        ("committee_filing", r#"{"at_most":{"period":"P30D"}}"#, at("二十九条第一款"), Ceiling),
        ("recall_members_share", r#"{"at_least":{"share":"1/3"}}"#, at("三十一条"), Ceiling),
        ("recall_owners_share", r#"{"at_least":{"share":"1/5"}}"#, at("三十一条"), Ceiling),
        ("committee_hand_over", r#"{"at_most":{"period":"P10D"}}"#, at("三十三条第二款"), Ceiling),
        ("member_hand_over", r#"{"at_most":{"period":"P3D"}}"#, at("三十三条第三款"), Ceiling),
        ("contract_filing", r#"{"at_most":{"period":"P15D"}}"#, at("四十九条第三款"), Ceiling),
        ("decision_before_expiry", r#"{"at_least":{"period":"P3M"}}"#, at("五十一条第一款"), Floor),
        ("non_renewal_notice", r#"{"at_least":{"period":"P3M"}}"#, at("五十一条第二款"), Fixed),
        ("indefinite_notice", r#"{"at_least":{"period":"P3M"}}"#, at("五十一条第三款"), Fixed),
        ("exit_period", r#"{"exactly":{"period":"P0D"}}"#, at("五十二条第二款"), Fixed),
        ("outsider_parking_lease", r#"{"at_most":{"period":"P6M"}}"#, at("六十一条第三款"), Ceiling),
        ("objection_share", r#"{"at_most":{"share":"1/3"}}"#, at("六十六条"), Fixed),
        ("renewal_below", r#"{"exactly":{"share":"3/10"}}"#, at("六十八条第一款"), Fixed),
        ("committee_room", r#"{"at_least":{"area":"20.00"}}"#, at("十一条第一款"), Floor),
    ];
    let rows: Vec<(&str, &str, &str, MayMove)> = rows.iter().map(|(a, b, c, d)| (*a, *b, c.as_str(), *d)).collect();
    compare(&wuye::places::henan::layer().unwrap(), &rows);
}

#[test]
fn what_no_text_gives_is_absent() {
    for held in wuye::places::held().unwrap() {
        let rulebook = wuye::places::rulebook_for(held).unwrap();
        // Only Hangzhou and Zhengzhou limit how far ahead the fee is taken.
        let absent = rulebook.setting(Key::Figure(Figure::PrepaymentCap), day(ON)) == Settled::Absent;
        assert_eq!(absent, ![330_100, 410_100].contains(&held.code()), "{held}");
    }
    // What is small is left to the department; no place here prints a number.
    let (setting, ..) = known(rulebook("411000").setting(Key::Figure(Figure::TenderSmallScale), day(ON)));
    assert_eq!(setting, Setting::Delegated(Authority::HousingDepartment));
    // What only Henan prints is absent elsewhere.
    for figure in [Figure::GroupApplicants, Figure::DecisionBeforeExpiry, Figure::ContractFiling] {
        assert_eq!(rulebook("421200").setting(Key::Figure(figure), day(ON)), Settled::Absent);
    }
}

// ------------------------------------------------------------------------------------------------------- conflicts

fn sentences(conflicts: &[Conflict], lang: Lang) -> Vec<String> {
    conflicts.iter().map(|conflict| conflict.render(lang)).collect()
}

#[test]
fn old_shares_are_still_printed_in_henan_and_the_code_decides() {
    let henan = rulebook("410000");
    for matter in Matter::ALL {
        let key = Key::Majority(*matter);
        // Up to 2020 Henan printed the law of the land.
        let (.., conflicts) = known(henan.setting(key, day("2020-12-31")));
        assert!(conflicts.is_empty(), "{key}");
        let (setting, law, conflicts) = known(henan.setting(key, day("2021-01-01")));
        assert_eq!(law, "《民法典》第二百七十八条第二款，自2021年1月1日起施行");
        let [conflict] = &conflicts[..] else { panic!("{key}: {conflicts:#?}") };
        assert_eq!((conflict.key, &conflict.higher), (key, &setting));
        assert_eq!(conflict.lower_law.render(Lang::Zh), "《河南省物业管理条例》第二十二条第二款，自2018年1月1日起施行");
        assert_eq!(
            conflict.render(Lang::Zh),
            "《河南省物业管理条例》第二十二条第二款的规定与《民法典》第二百七十八条第二款不一致，适用《民法典》第二百七十八条第二款。"
        );
        let Some(ParameterValue::Majority(old)) = conflict.lower.value() else { panic!() };
        let special = matches!(matter, Matter::UseFund | Matter::RaiseFund | Matter::Rebuild);
        assert_eq!(old.consent.to_string(), if special { ">=2/3" } else { ">1/2" });
        assert_eq!(old.base.code(), "all");
    }
}

#[test]
fn every_conflict_of_henan_is_listed() {
    let henan = rulebook("410000");
    let on = |on: &str| -> Vec<String> {
        let keys: BTreeSet<Key> =
            henan.layers().iter().flat_map(|layer| &layer.parameters).map(Parameter::key).collect();
        let keys = keys.into_iter().filter(|key| !matches!(key, Key::Majority(_)));
        let settled = keys.map(|key| henan.setting(key, day(on)));
        settled
            .flat_map(|settled| match settled {
                Settled::Known { conflicts, .. } => sentences(&conflicts, Lang::Zh),
                _ => Vec::new(),
            })
            .collect()
    };
    assert_eq!(on("2017-12-31"), [] as [&str; 0]);
    // The ministry's guidance has 60 days for the group where Henan has 30; it may be set otherwise.
    assert_eq!(on("2018-01-01"), [] as [&str; 0]);
    assert_eq!(on("2020-12-31"), [] as [&str; 0]);
    let (setting, ..) = known(henan.setting(Key::Figure(Figure::GroupFormedWithin), day(ON)));
    assert_eq!(setting, Setting::AtMost(days(30)));
    assert_eq!(
        on("2021-01-01"),
        [
            "《河南省物业管理条例》第五十一条第二款的规定与《民法典》第九百四十七条第二款不一致，\
             适用《民法典》第九百四十七条第二款。",
            "《河南省物业管理条例》第五十一条第三款的规定与《民法典》第九百四十八条第二款不一致，\
             适用《民法典》第九百四十八条第二款。"
        ]
    );
    // Before the Code what Henan prints holds by itself; what the Code leaves to the parties Henan fills in.
    let figure = |figure, on| known(henan.setting(Key::Figure(figure), day(on)));
    assert_eq!(
        figure(Figure::NonRenewalNotice, "2020-12-31").1,
        "《河南省物业管理条例》第五十一条第二款，自2018年1月1日起施行"
    );
    // That the old provider leaves at once hangs on what the assembly chose.
    let exit = henan.setting(Key::Figure(Figure::ExitPeriod), day("2021-01-01"));
    let Settled::DependsOnFacts { law } = exit else { panic!("{exit:?}") };
    assert_eq!(law.render(Lang::Zh), "《河南省物业管理条例》第五十二条第二款，自2018年1月1日起施行");
    // Henan leaves the number of seats to the owners, and the ministry's guidance fills it in.
    let (setting, law, _) = known(henan.setting(Key::CommitteeSeats, day(ON)));
    let seats = Seats { least: 5, most: Some(11), odd: true };
    assert_eq!(setting, Setting::Exactly(ParameterValue::Seats(seats)));
    assert_eq!(law, "《业主大会和业主委员会指导规则》第三十一条，自2010年1月1日起施行，摘录");
}

fn households(number: Option<u32>) -> Dossier {
    let place = place("411000");
    let mut dossier = Dossier::new(Compound { id: "c".parse().unwrap(), name: "c".into(), place, yards: vec![] });
    if let Some(number) = number {
        let number = Stated::new(Approx::exact(Value::Count(number)), day("2017-01-01"), Authority::Street);
        dossier.measure(Quantity::Households, number).unwrap();
    }
    dossier
}

#[test]
fn an_assembly_of_representatives_is_recorded_beside_the_assembly_of_all() {
    let xuchang = rulebook("411000");
    let all = Setting::Exactly(ParameterValue::AssemblyForm(AssemblyForm::AllOwners));
    for (number, conflicting) in [(Some(299), 0), (Some(300), 0), (Some(301), 1), (None, 0)] {
        let settled = parameter(&xuchang, &households(number), Key::AssemblyForm, day(ON));
        let (setting, law, conflicts) = known(settled);
        assert_eq!(
            (&setting, law.as_str()),
            (&all, "《物业管理条例》第八条第一款，自2018年3月19日起施行"),
            "{number:?}"
        );
        assert_eq!(conflicts.len(), conflicting, "{number:?}");
        for conflict in conflicts {
            assert_eq!(conflict.lower, Setting::Exactly(ParameterValue::AssemblyForm(AssemblyForm::Representatives)));
            assert_eq!(
                conflict.render(Lang::Zh),
                "《河南省物业管理条例》第十八条第二款的规定与《物业管理条例》第八条第一款不一致，适用《物业管理条例》第八条第一款。"
            );
            assert_eq!(
                conflict.render(Lang::En),
                "Henan Property Management Regulations art. 18(2) differs from Property Management Regulations art. 8(1); \
                 Property Management Regulations art. 8(1) applies."
            );
        }
    }
    // Where the nation's text is not known for the day, what Henan prints depends on the number.
    let early = parameter(&xuchang, &households(None), Key::AssemblyForm, day("2018-02-01"));
    assert!(matches!(early, Settled::DependsOnFacts { .. }));
    let (setting, ..) = known(parameter(&xuchang, &households(Some(301)), Key::AssemblyForm, day("2018-02-01")));
    assert_eq!(setting, Setting::Exactly(ParameterValue::AssemblyForm(AssemblyForm::Representatives)));
}

/// A made-up city (330199) whose regulations print one number.
fn made_up(rank: Rank, rows: &[(Figure, Setting, MayMove)]) -> Rulebook {
    let document = Document {
        id: "made_up".parse().unwrap(),
        title: "某市物业管理条例".into(),
        title_en: "Regulations of a made-up city".into(),
        number: None,
        issuer: "某市人民代表大会常务委员会".into(),
        rank,
        place: place("330100"),
        issued: Issued::On(day("2021-12-01")),
        confidence: Confidence::CallersOwn,
    };
    let parameters = rows.iter().map(|(figure, setting, may_move)| {
        let by = Provision { document: "made_up".parse().unwrap(), at: Locator::article(19) };
        let state = State::InForce(setting.clone());
        let version = Version { from: day("2022-03-01"), state, by, confidence: Confidence::CallersOwn };
        let value = Dated::new(vec![version]).unwrap();
        Parameter::new(Key::Figure(*figure), None, value, *may_move).unwrap().as_contrary()
    });
    let layer = Layer {
        place: place("330100"),
        documents: vec![document],
        facts: vec![],
        rules: vec![],
        parameters: parameters.collect(),
        labels: vec![],
        unread: vec![],
    };
    rulebook("000000").overlay("made-up".parse().unwrap(), 1, layer).unwrap()
}

fn days(n: u32) -> ParameterValue {
    ParameterValue::Period(Period::Days(n))
}

#[test]
fn seven_days_notice_does_not_stand_against_fifteen() {
    let seven = Setting::AtLeast(days(7));
    let city = made_up(Rank::CityRegulation, &[(Figure::MeetingNotice, seven.clone(), MayMove::Floor)]);
    let key = Key::Figure(Figure::MeetingNotice);
    let (setting, law, conflicts) = known(city.setting(key, day(ON)));
    assert_eq!(setting, Setting::AtLeast(days(15)));
    assert_eq!(law, "《物业管理条例》第十四条第一款，自2018年3月19日起施行");
    let [conflict] = &conflicts[..] else { panic!("{conflicts:#?}") };
    assert_eq!((&conflict.higher, &conflict.lower), (&setting, &seven));
    assert_eq!(conflict.higher_law.render(Lang::Zh), "《物业管理条例》第十四条第一款，自2018年3月19日起施行");
    assert_eq!(conflict.lower_law.render(Lang::Zh), "《某市物业管理条例》第十九条，自2022年3月1日起施行");
    assert_eq!(
        conflict.render(Lang::Zh),
        "《某市物业管理条例》第十九条的规定与《物业管理条例》第十四条第一款不一致，适用《物业管理条例》第十四条第一款。"
    );
    // Until the day before the city's text there is nothing to differ.
    let (.., conflicts) = known(city.setting(key, day("2022-02-28")));
    assert!(conflicts.is_empty());
    // The nation's parameter itself says who may move it.
    let national = wuye::places::national::layer().unwrap();
    let own = national.parameters.iter().find(|p| p.key() == key).unwrap();
    assert_eq!(own.may_move(), MayMove::Floor);
    assert_eq!(own.may_move().zh(), "可以提高，不得降低");
}

#[test]
fn who_may_move_what() {
    let share = |above, below| ParameterValue::Share(Share::new(above, below).unwrap());
    let money = |yuan: i64| ParameterValue::Money(Money::from_fen(yuan * 100).unwrap());
    let moved = |figure, rank, setting: &Setting| {
        let city = made_up(rank, &[(figure, setting.clone(), MayMove::Free)]);
        let (found, law, conflicts) = known(city.setting(Key::Figure(figure), day(ON)));
        let is_moved = law.starts_with("《某市物业管理条例》");
        assert_eq!(is_moved, conflicts.is_empty(), "{figure}: {setting:?}");
        assert_eq!(is_moved, found == *setting, "{figure}: {setting:?}");
        is_moved
    };
    for (figure, setting, expected) in [
        // A floor: longer, not shorter, and not turned round.
        (Figure::MeetingNotice, Setting::AtLeast(days(20)), true),
        (Figure::MeetingNotice, Setting::AtLeast(days(16)), true),
        (Figure::MeetingNotice, Setting::AtLeast(days(14)), false),
        (Figure::MeetingNotice, Setting::Exactly(days(20)), true),
        (Figure::MeetingNotice, Setting::AtMost(days(20)), false),
        (Figure::MeetingNotice, Setting::MoreThan(days(15)), true),
        (Figure::MeetingNotice, Setting::MoreThan(days(14)), false),
        // Half a month has no common measure with 15 days.
        (Figure::MeetingNotice, Setting::AtLeast(ParameterValue::Period(Period::Months(1))), false),
        (Figure::MeetingNotice, Setting::UnlessAgreed(days(20)), false),
        (Figure::MeetingNotice, Setting::Delegated(Authority::Owners), false),
        // A ceiling: shorter or smaller.
        (Figure::CommitteeFiling, Setting::AtMost(days(15)), true),
        (Figure::CommitteeFiling, Setting::AtMost(days(31)), false),
        (Figure::CommitteeFiling, Setting::AtLeast(days(15)), false),
        (Figure::ExtraordinaryShare, Setting::AtLeast(share(1, 10)), true),
        (Figure::ExtraordinaryShare, Setting::AtLeast(share(1, 4)), false),
        // Fixed.
        (Figure::DismissalNotice, Setting::UnlessAgreed(days(90)), false),
        (Figure::IndefiniteNotice, Setting::AtLeast(days(90)), false),
        (Figure::PapersFine, Setting::Between { least: money(20_000), most: money(50_000) }, false),
        // Free, or left to somebody.
        (Figure::ExitPeriod, Setting::Exactly(days(15)), true),
        (Figure::TenderSmallScale, Setting::AtMost(ParameterValue::Area("30000".parse().unwrap())), true),
    ] {
        assert_eq!(moved(figure, Rank::CityRegulation, &setting), expected, "{figure}: {setting:?}");
    }
    // More than half is more than half: half is not enough, though the number is the same.
    let half = share(1, 2);
    let strict = |may_move| {
        let more = Setting::MoreThan(half.clone());
        let outer = made_up(Rank::CityRegulation, &[(Figure::RecallOwnersShare, more, may_move)]);
        let mut inner = outer.layers().last().unwrap().clone();
        (inner.place, inner.documents[0].id) = (place("330199"), "inner".parse().unwrap());
        inner.documents[0].place = inner.place;
        inner.documents[0].rank = Rank::PolicyLetter;
        let by = Provision { document: "inner".parse().unwrap(), at: Locator::article(1) };
        let state = State::InForce(Setting::AtLeast(half.clone()));
        let version = Version { from: day("2023-01-01"), state, by, confidence: Confidence::CallersOwn };
        let value = Dated::new(vec![version]).unwrap();
        let own = Parameter::new(Key::Figure(Figure::RecallOwnersShare), None, value, may_move).unwrap();
        inner.parameters = vec![own.as_contrary()];
        let both = outer.overlay("both".parse().unwrap(), 1, inner).unwrap();
        let (setting, _, conflicts) = known(both.setting(Key::Figure(Figure::RecallOwnersShare), day(ON)));
        (setting == Setting::AtLeast(half.clone()), conflicts.len())
    };
    assert_eq!((strict(MayMove::Floor), strict(MayMove::Free)), ((false, 1), (true, 0)));
    // Below a rule of ministries a government's rule may not go beyond what is fixed.
    assert!(!moved(Figure::FirstDeposit, Rank::GovernmentRule, &Setting::Exactly(share(3, 50))));
    // Guidance of the ministry may be set otherwise by any text within.
    for rank in [Rank::NormativeDocument, Rank::PolicyLetter] {
        assert!(moved(Figure::CommitteeAgenda, rank, &Setting::AtLeast(days(5))));
    }
    // It ranks below a city's regulations, and being of the nation it is not more special: however the city's number
    // may be moved, the guidance does not move it; and since it may be set otherwise, nothing conflicts.
    for may_move in MayMove::ALL {
        let five = Setting::AtLeast(days(5));
        let city = made_up(Rank::CityRegulation, &[(Figure::CommitteeAgenda, five.clone(), *may_move)]);
        let (setting, _, conflicts) = known(city.setting(Key::Figure(Figure::CommitteeAgenda), day(ON)));
        assert_eq!((setting, conflicts), (five, vec![]));
    }
    // A fixed number of the ministries' measures, which rank below a city's regulations, is a conflict: the city's
    // stands.
    let six = Setting::Exactly(share(3, 50));
    let city = made_up(Rank::CityRegulation, &[(Figure::FirstDeposit, six.clone(), MayMove::Free)]);
    let (setting, _, conflicts) = known(city.setting(Key::Figure(Figure::FirstDeposit), day(ON)));
    let [conflict] = &conflicts[..] else { panic!("{conflicts:#?}") };
    assert_eq!((setting, conflict.lower_law.short(Lang::Zh).as_str()), (six, "《住宅专项维修资金管理办法》第七条"));
}

// --------------------------------------------------------------------------------------------- the words themselves

#[test]
fn keys_and_aims_are_written_and_read_back() {
    let mut keys = vec![
        Key::Selection,
        Key::AssemblyForm,
        Key::CommitteeSeats,
        Key::BundleForms,
        Key::StagePath,
        Key::EmergencyRequest,
        Key::SelfManagement,
        Key::SelfManagementMatter,
        Key::SpecialistPlant,
        Key::AreaChange,
        Key::ConsultationSteps,
        Key::Vacancy,
        Key::VacancyNotice,
        Key::Ranking(Application::Renovation),
    ];
    keys.extend(Figure::ALL.iter().map(|figure| Key::Figure(*figure)));
    keys.extend(Matter::ALL.iter().map(|matter| Key::Majority(*matter)));
    keys.extend(Mode::ALL.iter().flat_map(|mode| [Key::Services(*mode), Key::ProviderChoice(*mode), Key::Cost(*mode)]));
    keys.extend(ResourceKind::ALL.iter().map(|kind| Key::Withheld(*kind)));
    let written: BTreeSet<String> = keys.iter().map(ToString::to_string).collect();
    assert_eq!(written.len(), keys.len());
    for key in keys {
        assert_eq!(key.to_string().parse(), Ok(key));
        assert_eq!(serde_json::from_value::<Key>(json!(key.to_string())).unwrap(), key);
    }
    let mut aims = vec![Aim::Apply(Application::Renovation)];
    aims.extend(Duty::ALL.iter().map(|duty| Aim::Duty(*duty)));
    aims.extend(OrganisationKind::ALL.iter().map(|kind| Aim::Found(*kind)));
    aims.extend(ResourceKind::ALL.iter().map(|kind| Aim::Use(*kind)));
    aims.extend(Mode::ALL.iter().map(|mode| Aim::Mode(*mode)));
    for aim in aims {
        assert_eq!(aim.to_string().parse(), Ok(aim));
        assert!(!aim.render(Lang::Zh).is_empty() && aim.render(Lang::En).is_ascii(), "{aim}");
    }
    for wrong in ["apply", "apply.", "apply.renovation.now", "found.x", "duty", "use.", "figure.use_fund", "x.y"] {
        assert!(wrong.parse::<Aim>().is_err(), "{wrong}");
    }
    for wrong in ["figure", "figure.", "figure.x", "selection.x", "ranking", "withheld.x", "seats", "majority.all"] {
        assert!(wrong.parse::<Key>().is_err(), "{wrong}");
    }
    assert_eq!(Aim::Found(OrganisationKind::OwnersCommittee).render(Lang::Zh), "成立业主委员会");
    assert_eq!(Aim::Duty(Duty::JointMeeting).render(Lang::Zh), "每半年召开共建议事会");
    assert_eq!(Aim::Use(ResourceKind::Land).render(Lang::Zh), "以零星地块平衡大物业收支");
}

#[test]
fn a_figure_takes_only_values_of_its_kind() {
    let value = |dimension| match dimension {
        Dimension::Period => days(1),
        Dimension::Share => ParameterValue::Share(Share::WHOLE),
        Dimension::Money => ParameterValue::Money("1".parse().unwrap()),
        Dimension::Area => ParameterValue::Area("1".parse().unwrap()),
        _ => ParameterValue::Number(1),
    };
    let make = |figure: Figure, setting: Setting| {
        let by = Provision { document: "d".parse().unwrap(), at: Locator::article(1) };
        let state = State::InForce(setting);
        let version = Version { from: day("2021-01-01"), state, by, confidence: Confidence::CallersOwn };
        Parameter::new(Key::Figure(figure), None, Dated::new(vec![version]).unwrap(), MayMove::Free)
    };
    let kinds = [Dimension::Period, Dimension::Share, Dimension::Money, Dimension::Area, Dimension::Count];
    for figure in Figure::ALL {
        for kind in kinds {
            for setting in [
                Setting::Exactly(value(kind)),
                Setting::UnlessAgreed(value(kind)),
                Setting::Between { least: value(kind), most: value(kind) },
            ] {
                let made = make(*figure, setting).map_err(|error| error.code());
                let expected = if kind == figure.dimension() { None } else { Some("wrong_value") };
                assert_eq!(made.err(), expected, "{figure} as {kind}");
            }
        }
        assert!(make(*figure, Setting::Delegated(Authority::Street)).is_ok());
    }
}

#[test]
fn ranges_run_from_lower_to_higher() {
    let make = |key, setting: Setting| {
        let by = Provision { document: "d".parse().unwrap(), at: Locator::article(1) };
        let state = State::InForce(setting);
        let version = Version { from: day("2021-01-01"), state, by, confidence: Confidence::CallersOwn };
        Parameter::new(key, None, Dated::new(vec![version]).unwrap(), MayMove::Free)
    };
    let between = |least, most| Setting::Between { least, most };
    let notice = Key::Figure(Figure::MeetingNotice);
    assert!(make(notice, between(days(7), days(7))).is_ok());
    let error = make(notice, between(days(15), days(7))).unwrap_err();
    assert_eq!(error.code(), "bad_range");
    assert_eq!(error.to_string(), "expected a period from a lower to a higher value, found P15D to P7D");
    assert_eq!(error.render(Lang::Zh), "期限的下限不得高于上限，所填为P15D至P7D。");
    // Without a common measure there is no range.
    let months = ParameterValue::Period(Period::Months(1));
    assert_eq!(make(notice, between(days(7), months)).unwrap_err().code(), "bad_range");
    let seats = |least, most, odd| Setting::Exactly(ParameterValue::Seats(Seats { least, most, odd }));
    assert!(make(Key::CommitteeSeats, seats(5, Some(11), true)).is_ok());
    assert!(make(Key::CommitteeSeats, seats(3, None, true)).is_ok());
    let error = make(Key::CommitteeSeats, seats(11, Some(5), true)).unwrap_err();
    assert_eq!(error.to_string(), "expected a number of seats from a lower to a higher value, found 11 to 5");
    // A range has two ends and no single value.
    let range = between(days(1), days(2));
    assert_eq!((range.value(), range.range()), (None, Some((&days(1), &days(2)))));
    let agreed = Setting::UnlessAgreed(days(60));
    assert_eq!((agreed.value(), agreed.range()), (Some(&days(60)), None));
    for setting in [range, agreed] {
        let wire = serde_json::to_value(&setting).unwrap();
        assert_eq!(serde_json::from_value::<Setting>(wire).unwrap(), setting);
    }
    // Lists hold at least one entry and each once.
    let twice = Setting::Exactly(ParameterValue::Services(vec![Service::Order, Service::Order]));
    assert_eq!(make(Key::Services(Mode::Basic), twice).unwrap_err().code(), "bad_list");
    for empty in [
        (Key::BundleForms, ParameterValue::BundleForms(vec![])),
        (Key::StagePath, ParameterValue::Stages(vec![])),
        (Key::ConsultationSteps, ParameterValue::ConsultationSteps(vec![])),
        (Key::Ranking(Application::Renovation), ParameterValue::Ranking(vec![])),
    ] {
        assert_eq!(make(empty.0, Setting::Exactly(empty.1)).unwrap_err().code(), "bad_list", "{}", empty.0);
    }
}

#[test]
fn seats_are_counted() {
    let national = Seats { least: 5, most: Some(11), odd: true };
    let allowed: Vec<u32> = (0..20).filter(|n| national.allows(*n)).collect();
    assert_eq!(allowed, [5, 7, 9, 11]);
    let open = Seats { least: 3, most: None, odd: false };
    assert_eq!((0..7).filter(|n| open.allows(*n)).collect::<Vec<_>>(), [3, 4, 5, 6]);
}

#[test]
fn henans_first_meeting_is_due_on_any_of_four_grounds() {
    use wuye::assess::Checklist;
    use wuye::dossier::EventRecord;
    use wuye::estate::{Event, Fact};
    use wuye::rule::Verdict;
    let checklist = Checklist::compile(&rulebook("410000"), Aim::Found(OrganisationKind::OwnersAssembly));
    let bare = || {
        let place = place("410000");
        Dossier::new(Compound { id: "c".parse().unwrap(), name: "c".into(), place, yards: vec![] })
    };
    let area = |text: &str| Value::Area(text.parse().unwrap());
    let with = |numbers: &[(Quantity, Value)], ended: Option<bool>, expires: Option<&str>| {
        let mut dossier = bare();
        for (quantity, value) in numbers {
            dossier.measure(*quantity, Stated::new(Approx::exact(*value), day(ON), Authority::Developer)).unwrap();
        }
        if let Some(ended) = ended {
            dossier.state(Fact::InitialContractEnded, Stated::new(ended, day(ON), Authority::Developer)).unwrap();
        }
        if let Some(on) = expires {
            let happened = Stated::new(day(on), day(ON), Authority::Developer);
            dossier.events.push(EventRecord { event: Event::InitialContractExpires, happened });
        }
        checklist.assess(&dossier, day(ON))
    };
    let built = (Quantity::BuiltArea, area("50000"));
    let delivered = |text: &str| with(&[built, (Quantity::DeliveredArea, area(text))], None, None).verdict();
    // Half is enough; below it the other grounds are open.
    assert_eq!(delivered("25000"), Verdict::Met);
    assert_eq!(delivered("24999.99"), Verdict::Unknown);
    let moved_in = |n| {
        let numbers = [(Quantity::Households, Value::Count(100)), (Quantity::HouseholdsMovedIn, Value::Count(n))];
        with(&numbers, None, None).verdict()
    };
    assert_eq!((moved_in(30), moved_in(29)), (Verdict::Met, Verdict::Unknown));
    assert_eq!(with(&[], Some(true), None).verdict(), Verdict::Met);
    // 90 days before 2024-08-30 is 2024-06-01.
    assert_eq!(with(&[], None, Some("2024-08-30")).verdict(), Verdict::Met);
    assert_eq!(with(&[], None, Some("2024-08-31")).verdict(), Verdict::Unknown);
    // All four known to fail.
    let numbers = [
        built,
        (Quantity::DeliveredArea, area("24999.99")),
        (Quantity::Households, Value::Count(100)),
        (Quantity::HouseholdsMovedIn, Value::Count(29)),
    ];
    let none = with(&numbers, Some(false), Some("2024-08-31"));
    assert_eq!(none.verdict(), Verdict::Unmet);
    assert!(none.reasons(Lang::Zh).contains(
        &"  不满足：已出售并交付使用的建筑面积为24,999.99平方米，须不少于总建筑面积50,000平方米的二分之一，还差0.01平方米。"
            .to_owned()
    ));
    assert!(
        none.reasons(Lang::Zh)
            .contains(&"  不满足：已入住户数为29户，须不少于户数100户的十分之三，还差1户。".to_owned())
    );
    assert_eq!(checklist.assess(&bare(), day("2017-12-31")).verdict(), Verdict::Unknown);
}
