//! Credit, assessments, pools and rosters: errors and answers.

use std::collections::BTreeMap;

use wuye::estate::{ProviderKind, Source};
use wuye::law::{Confidence, Locator};
use wuye::measure::draw::{Draw, Generator};
use wuye::measure::{Approx, Period, Points, Ratio};
use wuye::provider::published::{
    beijing_old, lianyungang, shandong, shangqiu, structures, tables, yantai, yayuan_station,
};
use wuye::provider::{
    Appeal, AppealResult, AppraisalPlan, Assessed, BandTable, Barred, Base, BaseState, CaseCounts, CreditFile, Decided,
    Declared, Input, Ladder, LadderStep, Lasts, Level, Load, PartId, PartScore, Penalty, PenaltyKind, Person, Plan,
    PlanPart, Pool, PoolAct, PoolEvent, PoolRules, ProviderError, RECORDS_MAX, Record, RecordKind, Role, Roster,
    Satisfaction, Scheme, Served, Structure, StructureKind, SurveyMethod, SurveyMode, UnknownCandidates,
};

use crate::Page;
use crate::errors::{Made, refused};
use crate::inputs::{day, id};

fn p(points: &str) -> Points {
    points.parse().unwrap()
}

fn evidence() -> Source {
    Source { document: "处理决定".into(), at: Locator::Whole, quote: String::new() }
}

fn record(name: &str, kind: RecordKind, points: &str) -> Record {
    Record {
        id: name.parse().unwrap(),
        kind,
        points: p(points),
        on: day("2024-02-29"),
        lasts: None,
        veto: false,
        evidence: evidence(),
        appeal: None,
        restored: None,
    }
}

fn bad(change: impl Fn(&mut Record)) -> Record {
    let mut made = record("b1", RecordKind::Bad, "4");
    change(&mut made);
    made
}

fn appealed(filed: &str, decided: Option<&str>) -> Option<Appeal> {
    let decided = decided.map(|on| Decided { on: day(on), result: AppealResult::Upheld });
    Some(Appeal { filed: day(filed), decided })
}

fn penalty(change: impl Fn(&mut Penalty)) -> Penalty {
    let mut made = Penalty {
        id: "p1".parse().unwrap(),
        kind: PenaltyKind::MarketLimit,
        from: day("2024-02-29"),
        lasts: Lasts::For(Period::Years(1)),
        bars: vec![Barred::Tendering],
        evidence: evidence(),
        appeal: None,
        lifted: None,
    };
    change(&mut made);
    made
}

fn base(on: &str, points: &str) -> Base {
    Base { from: day(on), state: BaseState::Filed(p(points)) }
}

fn file(bases: Vec<Base>, records: Vec<Record>, penalties: Vec<Penalty>) -> Result<CreditFile, ProviderError> {
    CreditFile::new("provider-7".parse().unwrap(), bases, records, penalties)
}

fn filed(points: &str, records: Vec<Record>) -> CreditFile {
    file(vec![base("2022-01-01", points)], records, vec![]).unwrap()
}

fn table(change: impl Fn(&mut Scheme)) -> Result<BandTable, ProviderError> {
    let mut scheme = yantai().unwrap().scheme().clone();
    change(&mut scheme);
    BandTable::new(scheme)
}

fn declared(score: &str, grade: &str) -> Result<BandTable, ProviderError> {
    shangqiu().unwrap().declare(&[Declared { score: p(score), grade: grade.parse().unwrap(), bad_record: None }])
}

fn errors_of_credit() -> Vec<Made> {
    let one = |record| refused(file(vec![], vec![record], vec![]));
    let on = day("2024-03-01");
    let late = |record: &mut Record| record.lasts = Some(Lasts::For(Period::Years(300)));
    let long = |record: &mut Record| record.evidence.document = "字".repeat(1_001);
    let many = (0..=RECORDS_MAX).map(|n| record(&format!("r{n}"), RecordKind::Good, "0")).collect();
    let good = Record { restored: Some(on), ..record("g1", RecordKind::Good, "4") };
    let two = vec![base("2024-01-01", "70"), base("2024-01-01", "71")];
    let edge = |scheme: &mut Scheme, at: usize, score: &str| scheme.bands[at].low.as_mut().unwrap().at = p(score);
    let consequence = |scheme: &mut Scheme| {
        let grade = "AAAA".parse().unwrap();
        let rule = shangqiu().unwrap().scheme().consequences[0].clone();
        scheme.consequences.push(wuye::provider::GradeConsequence { grade, ..rule });
    };
    vec![
        ("provider_measure", "a record of 300 years", one(bad(late))),
        ("provider_estate", "a document of 1,001 characters", one(bad(long))),
        ("provider_too_many", "10,001 records", refused(file(vec![], many, vec![]))),
        ("provider_twice", "two records of one id", refused(file(vec![], vec![bad(|_| ()), bad(|_| ())], vec![]))),
        (
            "provider_twice",
            "a penalty that bars twice from tendering",
            refused(file(vec![], vec![], vec![penalty(|p| p.bars.push(Barred::Tendering))])),
        ),
        ("points_outside", "less than nothing", one(bad(|r| r.points = p("-0.1")))),
        ("points_outside", "10,001 points", one(bad(|r| r.points = p("10001")))),
        ("ends_early", "expires before it begins", one(bad(|r| r.lasts = Some(Lasts::Until(day("2024-02-28")))))),
        ("ends_early", "appealed before it began", one(bad(|r| r.appeal = appealed("2024-02-28", None)))),
        ("decided_early", "decided first", one(bad(|r| r.appeal = appealed("2024-03-02", Some("2024-03-01"))))),
        ("good_restored", "making good what was good", one(good)),
        ("bases_unordered", "two on one day", refused(file(two, vec![], vec![]))),
        ("base_above", "80.5 of 80 in Yantai", refused(yantai().unwrap().credit(&filed("80.5", vec![]), on))),
        ("other_base", "80 in Lianyungang", refused(lianyungang().unwrap().credit(&filed("80", vec![]), on))),
        ("no_band", "a table of nothing", refused(table(|s| s.bands.clear()))),
        ("empty_band", "AA from 85 to less than 85", refused(table(|s| edge(s, 1, "85")))),
        ("bands_overlap", "AAA from 84", refused(table(|s| edge(s, 0, "84")))),
        ("bands_unordered", "AA before AAA", refused(table(|s| s.bands.swap(0, 1)))),
        ("unknown_grade", "what follows from AAAA", refused(table(consequence))),
        ("provider_name", "a table without a name", refused(table(|s| s.zh.clear()))),
        ("no_gap", "95 points in Shangqiu", refused(declared("95", "AA"))),
        ("not_beside", "100 points as B", refused(declared("100", "B"))),
        (
            "provider_id",
            "a grade with a space",
            ProviderError::from("A A".parse::<wuye::provider::Grade>().unwrap_err()).into(),
        ),
        (
            "provider_law",
            "a place that is none",
            ProviderError::from("99".parse::<wuye::law::Place>().unwrap_err()).into(),
        ),
        ("provider_term", "a role that is none", ProviderError::from("king".parse::<Role>().unwrap_err()).into()),
    ]
}

fn part(name: &str, input: Option<Input>, weight: &str, under: Option<&str>) -> PlanPart {
    PlanPart {
        id: name.parse().unwrap(),
        name: name.into(),
        input,
        weight: weight.parse().unwrap(),
        under: under.map(|under| under.parse().unwrap()),
    }
}

fn plan(parts: Vec<PlanPart>) -> Result<AppraisalPlan, ProviderError> {
    let required = vec![Input::Daily];
    let (source, confidence) = (evidence(), Confidence::CallersOwn);
    AppraisalPlan::new(Plan { id: "plan".parse().unwrap(), full: p("100"), parts, required, source, confidence })
}

fn two(a: &str, b: &str) -> Vec<PlanPart> {
    vec![part("daily", Some(Input::Daily), a, None), part("yearly", Some(Input::Yearly), b, None)]
}

fn scores(daily: Option<PartScore>, yearly: &str) -> BTreeMap<PartId, PartScore> {
    let yearly = ("yearly".parse().unwrap(), PartScore::Points(p(yearly)));
    daily.map(|daily| ("daily".parse().unwrap(), daily)).into_iter().chain([yearly]).collect()
}

fn survey(satisfied: u64, valid: u64, version: u16) -> Result<Satisfaction, ProviderError> {
    let method = SurveyMethod { mode: SurveyMode::Paper, scale: "五级，后两级计为满意".into(), version };
    Satisfaction::new(satisfied, valid, None, method, day("2026-06-30"), evidence())
}

fn ladder() -> Ladder {
    let steps = vec![LadderStep::Rectify, LadderStep::Deduct, LadderStep::ReplacementVote, LadderStep::Exit];
    Ladder::new(p("100"), p("60"), p("90"), steps, Period::Days(30)).unwrap()
}

fn assessed(on: &str, daily: Option<&str>) -> Assessed {
    let sixty_forty = plan(two("3/5", "2/5")).unwrap();
    let daily = daily.map(|daily| PartScore::Points(p(daily)));
    Assessed { on: day(on), appraisal: sixty_forty.appraise(&scores(daily, "60")).unwrap() }
}

fn errors_of_assessments() -> Vec<Made> {
    let sixty_forty = plan(two("3/5", "2/5")).unwrap();
    let score = |score| refused(sixty_forty.appraise(&scores(Some(score), "90")));
    let stranger = BTreeMap::from([("smile".parse().unwrap(), PartScore::Points(p("1")))]);
    let deep = (0..9).map(|n| {
        let under = (n > 0).then(|| format!("k{}", n - 1));
        part(&format!("k{n}"), (n == 8).then_some(Input::Daily), "1/1", under.as_deref())
    });
    let lone = vec![part("yearly", Some(Input::Yearly), "1/1", None)];
    let orphan = vec![part("daily", Some(Input::Daily), "1/1", Some("work"))];
    let (first, other) = (survey(9, 10, 1).unwrap(), survey(9, 10, 2).unwrap());
    let history = [assessed("2026-02-28", Some("50")), assessed("2026-01-31", Some("50"))];
    let lines = Ladder::new(p("100"), p("90"), p("80"), vec![LadderStep::Exit], Period::Days(30));
    vec![
        (
            "full_score",
            "out of nothing",
            refused(AppraisalPlan::new(Plan { full: p("0"), ..sixty_forty.plan().clone() })),
        ),
        ("weights_sum", "60 % and 39 %", refused(plan(two("60/100", "39/100")))),
        ("zero_weight", "the whole and nothing", refused(plan(two("1/1", "0/1")))),
        ("no_parent", "under a part that is not there", refused(plan(orphan))),
        ("plan_depth", "nine levels", refused(plan(deep.collect()))),
        ("empty_part", "a plan of nothing", refused(plan(vec![]))),
        ("no_required_input", "without the daily part", refused(plan(lone))),
        ("not_scored", "a smile", refused(sixty_forty.appraise(&stranger))),
        ("score_outside", "100.5 of 100", score(PartScore::Points(p("100.5")))),
        ("score_outside", "eleven tenths", score(PartScore::Rate(Ratio::new(11, 10).unwrap()))),
        ("no_replies", "a panel of nobody", score(PartScore::Panel(vec![]))),
        ("no_replies", "a survey that nobody answered", refused(survey(0, 0, 1))),
        ("case_part_above", "eleven of ten are satisfied", refused(survey(11, 10, 1))),
        ("other_method", "two versions of a scale", refused(first.plus(&other))),
        ("provider_count_too_large", "more replies than there are people", refused(survey(1, u64::MAX, 1))),
        ("bad_lines", "a pass above excellence", refused(lines)),
        ("history_unordered", "February before January", refused(ladder().answer(&history))),
    ]
}

fn event(on: &str, provider: &str, act: PoolAct) -> PoolEvent {
    PoolEvent { on: day(on), provider: provider.parse().unwrap(), act, source: None }
}

fn pool(events: Vec<PoolEvent>) -> Result<Pool, ProviderError> {
    Pool::new("pool".parse().unwrap(), "441900".parse().unwrap(), events)
}

/// Three in the pool; the second is barred from tendering for a year from 2024-02-29.
fn three() -> Pool {
    let applied = |name: &&str| event("2024-01-01", name, PoolAct::Applied { kind: ProviderKind::Private });
    let vetted = |name: &&str| event("2024-01-02", name, PoolAct::Vetted { by: "协会".into(), passed: true });
    let names = ["甲物业", "乙物业", "丙物业"];
    pool(names.iter().map(applied).chain(names.iter().map(vetted)).collect()).unwrap()
}

fn drawn(unknown: UnknownCandidates, wanted: u32, on: &str) -> Result<wuye::provider::Drawn, ProviderError> {
    let credit = |name: &str, penalties| {
        let file = CreditFile::new(name.parse().unwrap(), vec![], vec![], penalties).unwrap();
        yantai().unwrap().credit(&file, day("2025-02-28")).unwrap()
    };
    let credits = [credit("甲物业", vec![]), credit("乙物业", vec![penalty(|_| ())])];
    let draw = Draw { generator: Generator::SplitMix64, seed: 7 };
    three().draw(&credits, PoolRules { wanted, filing_needed: false, unknown }, draw, day(on))
}

fn errors_of_pools_and_rosters() -> Vec<Made> {
    let served = |n: u8| Served { compound: id(&format!("c{n}")), households: None, area: None };
    let left = event("2024-01-01", "甲物业", PoolAct::Left);
    let mut roster = Roster::new("station".parse().unwrap(), None, None);
    roster.appoint("王".parse().unwrap(), Role::CommitteeChair).unwrap();
    let twice = roster.clone().appoint("王".parse().unwrap(), Role::CommitteeChair);
    let not = Person { id: "王".parse().unwrap(), party: None, provider_employee: Some(false), from: None };
    let mut stated = roster.clone();
    stated.state(not).unwrap();
    let empty: Vec<Level> = vec![];
    let (words, kind) = (vec!["三级".to_owned()], StructureKind::Chain);
    let none = Structure::new(words, "three".into(), kind, empty, evidence(), Confidence::CallersOwn);
    vec![
        ("pool_out_of_turn", "left before it applied", refused(pool(vec![left]))),
        ("pool_undecided", "one has no credit", refused(drawn(UnknownCandidates::Stop, 1, "2025-02-28"))),
        ("other_credit", "of another day", refused(drawn(UnknownCandidates::StayOut, 1, "2025-03-01"))),
        ("provider_draw", "nine of one", refused(drawn(UnknownCandidates::StayOut, 9, "2025-02-28"))),
        ("served_twice", "one compound twice", refused(Load::of(&[served(1), served(1)]))),
        ("post_twice", "chair and chair", refused(twice)),
        (
            "post_disagrees",
            "works there and does not",
            refused(stated.appoint("王".parse().unwrap(), Role::ProviderManager)),
        ),
        ("provider_meeting", "a committee of no seats", refused(roster.party_members(0))),
        ("no_level", "three levels, none named", refused(none)),
    ]
}

pub fn errors() -> Vec<Made> {
    [errors_of_credit(), errors_of_assessments(), errors_of_pools_and_rosters()].concat()
}

// ---------------------------------------------------------------------------------- answers

fn credits(page: &mut Page) {
    page.section("Credit");
    let pending = bad(|record| record.appeal = appealed("2024-03-01", None));
    let veto = bad(|record| (record.veto, record.lasts) = (true, Some(Lasts::Open)));
    let not_filed = file(vec![Base { from: day("2022-01-01"), state: BaseState::NotFiled }], vec![], vec![]).unwrap();
    let good = record("g1", RecordKind::Good, "15");
    let silent = file(vec![], vec![], vec![]).unwrap();
    let both = vec![good, bad(|_| ())];
    let cases = [
        ("72 + 15 − 4 in Yantai", yantai(), filed("72", both.clone()), "2024-03-15"),
        ("a year and a day later", yantai(), filed("72", both.clone()), "2025-03-01"),
        ("before the table", yantai(), filed("72", both), "2022-06-30"),
        ("an appeal and no policy", yantai(), filed("72", vec![pending.clone()]), "2024-03-15"),
        ("an appeal that changes no band", yantai(), filed("79", vec![pending]), "2024-03-15"),
        ("nobody stated a base", shandong(), silent, "2024-03-15"),
        ("not filed in Shandong", shandong(), not_filed.clone(), "2024-03-15"),
        ("not filed in Yantai", yantai(), not_filed, "2024-03-15"),
        ("a record without a term", shandong(), filed("82", vec![bad(|_| ())]), "2024-03-15"),
        ("exactly 100 in Shangqiu", shangqiu(), filed("100", vec![]), "2024-03-15"),
        ("exactly 100, declared", declared("100", "AA"), filed("100", vec![]), "2024-03-15"),
        ("a veto in Lianyungang", lianyungang(), filed("90", vec![veto.clone()]), "2024-03-15"),
        ("a veto in Yantai", yantai(), filed("72", vec![veto]), "2024-03-15"),
        ("13 points in Beijing", beijing_old(), filed("0", vec![bad(|r| r.points = p("13"))]), "2024-02-29"),
    ];
    for (case, table, file, on) in cases {
        let credit = table.unwrap().credit(&file, day(on)).unwrap();
        page.row(case, |lang| credit.render(lang));
    }
    page.section("Who may take part");
    let of = |change: fn(&mut Penalty)| {
        let mut made = penalty(|_| ());
        change(&mut made);
        file(vec![base("2022-01-01", "72")], vec![], vec![made]).unwrap()
    };
    let appeal = |made: &mut Penalty| made.appeal = appealed("2024-03-01", None);
    let cases = [
        ("on the last day of a ban", yantai(), of(|_| ()), "2025-02-28"),
        ("on the day after", yantai(), of(|_| ()), "2025-03-01"),
        ("a ban without end", yantai(), of(|made| made.lasts = Lasts::Open), "2025-03-01"),
        ("a ban under appeal", yantai(), of(appeal), "2024-03-15"),
        ("C in Shangqiu", shangqiu(), filed("65", vec![]), "2024-03-15"),
        ("exactly 70 in Shangqiu", shangqiu(), filed("70", vec![]), "2024-03-15"),
        ("B in Shangqiu", shangqiu(), filed("75", vec![]), "2024-03-15"),
    ];
    for (case, table, file, on) in cases {
        let standing = table.unwrap().credit(&file, day(on)).unwrap().may(Barred::Tendering);
        page.row(case, |lang| standing.render(lang));
    }
    page.section("Tables of bands");
    for table in tables().unwrap() {
        page.row(table.scheme().id.as_str(), |lang| table.render(lang));
        for gap in table.gaps() {
            page.row("a gap of it", |lang| gap.render(lang));
        }
    }
    page.row("a credit file", |lang| of(|_| ()).render(lang));
}

fn assessments(page: &mut Page) {
    page.section("Assessments of providers");
    let sixty_forty = plan(two("3/5", "2/5")).unwrap();
    let of = |daily: Option<&str>, yearly: &str| {
        sixty_forty.appraise(&scores(daily.map(|daily| PartScore::Points(p(daily))), yearly)).unwrap()
    };
    page.row("60 % of 85 and 40 % of 90", |lang| of(Some("85"), "90").render(lang));
    page.row("not a whole number", |lang| of(Some("84.99"), "90").render(lang));
    page.row("the daily part is missing", |lang| of(None, "90").render(lang));
    let history = |all: &[(&str, Option<&str>)]| {
        let all: Vec<Assessed> = all.iter().map(|(on, daily)| assessed(on, *daily)).collect();
        ladder().answer(&all).unwrap()
    };
    let (first, second) = (("2026-01-31", Some("50")), ("2026-02-28", Some("50")));
    page.row("a first failure", |lang| history(&[first]).render(lang));
    page.row("a second failure", |lang| history(&[first, second]).render(lang));
    page.row("a pass", |lang| history(&[("2026-01-31", Some("70"))]).render(lang));
    page.row("a result that nobody knows", |lang| history(&[first, ("2026-02-28", None)]).render(lang));
    page.row("a survey", |lang| survey(900, 1_000, 1).unwrap().render(lang));
    let cases = CaseCounts::new(1_000, Some(900), None, Some((400, 500))).unwrap();
    page.row("cases", |lang| cases.render(lang));
}

fn pools_and_rosters(page: &mut Page) {
    page.section("Pools, loads and rosters");
    let draw = |unknown| drawn(unknown, 1, "2025-02-28").unwrap();
    page.row("one has no credit and stays out", |lang| draw(UnknownCandidates::StayOut).render(lang));
    page.row("one has no credit and takes part", |lang| draw(UnknownCandidates::TakePart).render(lang));
    let served = |name: &str, households, area: Option<&str>| Served {
        compound: id(name),
        households,
        area: area.map(|area| Approx::exact(area.parse().unwrap())),
    };
    let whole = [served("安平里", Some(Approx::exact(320)), Some("25000.5"))];
    page.row("one compound", |lang| Load::of(&whole).unwrap().render(lang));
    let open = [whole[0].clone(), served("槟榔东里", Some(Approx::about(180)), None)];
    page.row("two, of one the area is not known", |lang| Load::of(&open).unwrap().render(lang));
    let size = wuye::places::dongguan::rulebook().unwrap();
    let size = size.setting(wuye::rule::Key::Figure(wuye::rule::Figure::EmergencyPool), day("2025-02-28"));
    page.row("three in Dongguan's pool", |lang| three().check_size(&size, day("2025-02-28")).render(lang));
    let yayuan = yayuan_station().unwrap();
    page.row("Yayuan's station", |lang| yayuan.render(lang));
    page.row("its head", |lang| yayuan.one_shoulder().render(lang));
    let mut roster = Roster::new("盛光社区".parse().unwrap(), None, None);
    for role in [Role::PartyDeputy, Role::ProviderManager] {
        roster.appoint("甲".parse().unwrap(), role).unwrap();
    }
    page.row("a cross-appointment", |lang| roster.cross_appointments()[0].render(lang));
    for structure in structures().unwrap() {
        page.row("a structure", |lang| structure.render(lang));
    }
}

pub fn answers(page: &mut Page) {
    credits(page);
    assessments(page);
    pools_and_rosters(page);
}
