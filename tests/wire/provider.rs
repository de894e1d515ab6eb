//! The stored forms of credit files, bands, assessments, pools and rosters.

use std::collections::BTreeMap;

use wuye::estate::{ProviderKind, Source};
use wuye::law::{Authority, Confidence, Locator};
use wuye::measure::draw::{Draw, Generator};
use wuye::measure::{Approx, Period, Points, Ratio};
use wuye::provider::{
    Appeal, AppealResult, AppraisalPlan, Assessed, BandTableId, Barred, Base, BaseRule, BaseState, CaseCounts, Credit,
    CreditFile, Decided, Declared, Grade, Input, Ladder, LadderStep, Lasts, LeaderSource, Load, Open, PartId,
    PartScore, Penalty, PenaltyId, PenaltyKind, Person, Plan, PlanId, PlanPart, Pool, PoolAct, PoolEvent, PoolId,
    PoolRules, Record, RecordId, RecordKind, Role, Roster, Satisfaction, Scoring, Served, Strength, SurveyMethod,
    SurveyMode, UnknownCandidates, published,
};

use super::{Frozen, day, parsed};

fn evidence() -> Source {
    Source { document: "处理决定".into(), at: Locator::Whole, quote: "扣4分".into() }
}

fn file(provider: &str) -> CreditFile {
    let decided = Some(Decided { on: day("2024-04-01"), result: AppealResult::Dismissed });
    let record = |id: &str, kind, points: &str| Record {
        id: parsed(id),
        kind,
        points: parsed(points),
        on: day("2024-02-29"),
        lasts: None,
        veto: false,
        evidence: evidence(),
        appeal: None,
        restored: None,
    };
    let bad = Record {
        lasts: Some(Lasts::Until(day("2026-02-28"))),
        appeal: Some(Appeal { filed: day("2024-03-01"), decided }),
        restored: Some(day("2025-06-30")),
        veto: true,
        ..record("b1", RecordKind::Bad, "4.5")
    };
    let open = Record {
        appeal: Some(Appeal { filed: day("2024-03-01"), decided: None }),
        ..record("b2", RecordKind::Bad, "0.1")
    };
    let penalty = Penalty {
        id: parsed("p1"),
        kind: PenaltyKind::MarketLimit,
        from: day("2024-02-29"),
        lasts: Lasts::For(Period::Years(1)),
        bars: vec![Barred::Tendering, Barred::Pool],
        evidence: evidence(),
        appeal: None,
        lifted: Some(day("2024-12-01")),
    };
    let bases = vec![
        Base { from: day("2023-01-01"), state: BaseState::NotFiled },
        Base { from: day("2024-01-01"), state: BaseState::Filed(parsed("72")) },
    ];
    let records = vec![record("g1", RecordKind::Good, "15"), bad, open];
    CreditFile::new(parsed(provider), bases, records, vec![penalty]).unwrap()
}

fn freeze_credit(f: &mut Frozen) {
    let file = file("provider-7");
    let (yantai, shangqiu) = (published::yantai().unwrap(), published::shangqiu().unwrap());
    let declared = vec![Declared { score: parsed("100"), grade: parsed("AA"), bad_record: None }];
    f.stored("points", &["0", "0.1", "-4.5", "83", "1000000000"].map(parsed::<Points>).to_vec());
    type Ids = (RecordId, PenaltyId, BandTableId, Grade, PlanId, PartId, PoolId);
    let ids: Ids =
        (parsed("b1"), parsed("p1"), parsed("yantai"), parsed("AAA"), parsed("plan"), parsed("daily"), parsed("pool"));
    f.stored("provider_ids", &ids);
    f.stored("credit_appeal", &file.records()[1].appeal.unwrap());
    f.stored("credit_decided", &file.records()[1].appeal.unwrap().decided.unwrap());
    f.stored("credit_lasts", &vec![Lasts::Until(day("2025-02-28")), Lasts::For(Period::Years(1)), Lasts::Open]);
    f.stored("credit_record", &file.records().to_vec());
    f.stored("credit_penalty", &file.penalties().to_vec());
    f.stored("credit_base", &file.bases().to_vec());
    f.stored("credit_base_state", &vec![BaseState::Filed(parsed("72")), BaseState::NotFiled]);
    f.stored("credit_file", &file);
    f.stored("credit_scheme", shangqiu.scheme());
    f.stored("band_table", &vec![yantai.clone(), shangqiu.declare(&declared).unwrap()]);
    f.stored("band", &shangqiu.scheme().bands);
    f.stored("band_edge", &shangqiu.scheme().bands[1].low.unwrap());
    f.stored("band_declared", &declared);
    f.stored("band_consequence", &shangqiu.scheme().consequences);
    let rules = [BaseRule::Exactly(parsed("90")), BaseRule::AtMost(parsed("80")), BaseRule::Stated];
    f.stored("credit_base_rule", &rules.to_vec());
    let merits = rules.map(|base| Scoring::Merit { base, good_most: Some(parsed("40")) });
    f.stored("credit_scoring", &[merits.to_vec(), vec![Scoring::Demerit]].concat());
    f.written("band_gap", &shangqiu.gaps());
    let credit = |on: &str| yantai.credit(&file, day(on)).unwrap();
    let credits: Vec<Credit> =
        vec![credit("2022-06-30"), credit("2023-06-30"), credit("2024-03-15"), credit("2026-03-01")];
    f.written("credit", &credits);
    f.written("credit_score", &credits[2].score().unwrap());
    f.written("credit_record_seen", &credits[2].records().to_vec());
    f.written("credit_penalty_seen", &credits[2].penalties().to_vec());
    let from = day("2022-07-01");
    let gap = shangqiu.gaps()[0].clone();
    let opened = vec![Open::NotInForce { from }, Open::NoBase, Open::NotFiled, Open::Gap(gap)];
    f.written("credit_open", &[opened, credits[2].open().to_vec()].concat());
    let low = CreditFile::new(parsed("q"), file.bases().to_vec(), vec![], vec![]).unwrap();
    let low = shangqiu.credit(&low, day("2024-03-15")).unwrap();
    f.written("credit_standing", &vec![credits[2].may(Barred::Tendering), low.may(Barred::Tendering)]);
    f.written("credit_reason", &credits[2].may(Barred::Tendering).reasons);
}

fn freeze_appraisal(f: &mut Frozen) {
    let part = |id: &str, input, weight: &str, under: Option<&str>| PlanPart {
        id: parsed(id),
        name: "日常".into(),
        input,
        weight: parsed(weight),
        under: under.map(parsed),
    };
    let parts = vec![
        part("owners", Some(Input::OwnersSatisfaction), "3/10", None),
        part("party", Some(Input::PartyEvaluation), "1/5", None),
        part("work", None, "1/2", None),
        part("daily", Some(Input::Daily), "3/5", Some("work")),
        part("yearly", Some(Input::Yearly), "2/5", Some("work")),
    ];
    let plan = Plan {
        id: parsed("plan"),
        full: parsed("100"),
        parts: parts.clone(),
        required: AppraisalPlan::DONGGUAN.to_vec(),
        source: evidence(),
        confidence: Confidence::CallersOwn,
    };
    let checked = AppraisalPlan::new(plan.clone()).unwrap();
    let scores = vec![
        PartScore::Rate(Ratio::new(9, 10).unwrap()),
        PartScore::Panel(["80", "85", "85"].map(parsed).to_vec()),
        PartScore::Points(parsed("85")),
        PartScore::Points(parsed("90")),
    ];
    let given: BTreeMap<PartId, PartScore> =
        ["owners", "party", "daily", "yearly"].map(parsed).into_iter().zip(scores.clone()).collect();
    let mut missing = given.clone();
    missing.remove(&parsed::<PartId>("owners"));
    let whole = checked.appraise(&given).unwrap();
    let open = checked.appraise(&missing).unwrap();
    let assessed = Assessed { on: day("2026-01-31"), appraisal: open.clone() };
    let ladder =
        Ladder::new(parsed("100"), parsed("95"), parsed("98"), vec![LadderStep::Rectify], Period::Days(30)).unwrap();
    let failed = Assessed { appraisal: whole.clone(), ..assessed.clone() };
    f.stored("plan_part", &parts);
    f.stored("appraisal_scheme", &plan);
    f.stored("appraisal_plan", &checked);
    f.stored("part_score", &scores);
    f.written("appraisal_range", open.range());
    f.written("appraisal", &vec![whole, open]);
    f.written("assessed", &assessed);
    f.stored("ladder", &ladder);
    let answers = [ladder.answer(&[failed]), ladder.answer(&[assessed])].map(Result::unwrap);
    f.written("ladder_answer", &answers.to_vec());
    let method = SurveyMethod { mode: SurveyMode::Paper, scale: "五级，后两级计为满意".into(), version: 1 };
    f.stored("survey_method", &method);
    let survey = |asked| Satisfaction::new(900, 1_000, asked, method.clone(), day("2026-06-30"), evidence()).unwrap();
    f.stored("satisfaction", &vec![survey(Some(2_000)), survey(None)]);
    let full = CaseCounts::new(1_000, Some(900), Some(800), Some((400, 500))).unwrap();
    f.stored("case_counts", &vec![full, CaseCounts::new(10, None, None, None).unwrap()]);
}

fn freeze_pool(f: &mut Frozen) {
    let acts = vec![
        PoolAct::EntryFiled { with: Authority::HousingDepartment },
        PoolAct::Applied { kind: ProviderKind::StateOwned },
        PoolAct::Vetted { by: "市物业管理协会".into(), passed: true },
        PoolAct::Left,
        PoolAct::Applied { kind: ProviderKind::StateOwned },
        PoolAct::Vetted { by: "市物业管理协会".into(), passed: true },
        PoolAct::Removed { by: Authority::HousingDepartment },
    ];
    let event = |provider: &str, act: &PoolAct| PoolEvent {
        on: day("2018-03-01"),
        provider: parsed(provider),
        act: act.clone(),
        source: Some(evidence()),
    };
    let mut events: Vec<PoolEvent> = acts.iter().map(|act| event("a", act)).collect();
    events.extend(acts[..3].iter().map(|act| event("b", act)));
    events.extend(acts[..3].iter().map(|act| event("c", act)));
    let pool = Pool::new(parsed("pool"), parsed("441900"), events.clone()).unwrap();
    let rules = PoolRules { wanted: 1, filing_needed: true, unknown: UnknownCandidates::StayOut };
    let on = day("2024-06-30");
    let credits = ["b", "c"].map(|id| {
        let file = if id == "b" { file(id) } else { CreditFile::new(parsed(id), vec![], vec![], vec![]).unwrap() };
        published::yantai().unwrap().credit(&file, on).unwrap()
    });
    let draw = Draw { generator: Generator::SplitMix64, seed: 7 };
    f.stored("pool_act", &acts);
    f.stored("pool_event", &events[..2].to_vec());
    f.stored("provider_pool", &pool);
    f.stored("pool_rules", &rules);
    f.written("pool_member", &pool.members(on));
    f.written("pool_drawn", &pool.draw(&credits, rules, draw, on).unwrap());
    let served = vec![
        Served { compound: parsed("安平里"), households: Some(Approx::about(320)), area: None },
        Served {
            compound: parsed("槟榔东里"),
            households: Some(Approx::exact(180)),
            area: Some(Approx::exact(parsed("1"))),
        },
    ];
    f.stored("served", &served);
    let load = Load::of(&served).unwrap();
    f.written("count_range", &load.households);
    f.written("load", &load);
}

fn freeze_rosters(f: &mut Frozen) {
    let mut roster = Roster::new(parsed("盛光社区"), Some(day("2023-11-30")), Some(evidence()));
    roster.appoint(parsed("甲"), Role::PartyDeputy).unwrap();
    roster.appoint(parsed("甲"), Role::ProviderManager).unwrap();
    let person =
        Person {
            id: parsed("甲"), party: Some(true), provider_employee: Some(true), from: Some(LeaderSource::Picked)
        };
    roster.state(person.clone()).unwrap();
    let strength = vec![Strength { role: Role::Owner, number: 31 }];
    f.stored("post", &roster.posts().to_vec());
    f.stored("roster_person", &person);
    f.stored("strength", &strength);
    f.written("cross_appointment", &roster.cross_appointments());
    f.stored("roster", &vec![roster, published::yayuan_station().unwrap()]);
    let structures = published::structures().unwrap();
    f.stored("structure_level", &structures[0].levels().to_vec());
    f.stored("structure", &structures);
}

pub fn freeze(f: &mut Frozen) {
    freeze_credit(f);
    freeze_appraisal(f);
    freeze_pool(f);
    freeze_rosters(f);
}
