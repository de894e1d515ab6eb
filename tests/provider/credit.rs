//! Exact figures of credit: bands and edges of places, days of records and bans, what is refused.

use wuye::measure::{Day, Period, Points};
use wuye::provider::published::{beijing_old, lianyungang, shandong, shangqiu, yantai};
use wuye::provider::{
    Appeal, AppealResult, BandTable, Barred, Base, BaseState, CreditFile, Decided, Declared, EntryState, Lasts, Open,
    PendingAppeal, ProviderError, Reason, RecordKind, Scheme,
};
use wuye::rule::Verdict;
use wuye::terms::Lang;

use super::{bad, base, d, file, good, made, p, penalty, record};

fn grade(table: &BandTable, score: &str, bad: bool) -> Option<String> {
    table.grade(p(score), bad).map(|band| band.grade.to_string())
}

fn grades(table: &BandTable, scores: &[&str], bad: bool) -> Vec<String> {
    scores.iter().map(|score| grade(table, score, bad).unwrap_or_else(|| "?".into())).collect()
}

fn on(table: &BandTable, file: &CreditFile, day: &str) -> Option<String> {
    table.credit(file, d(day)).unwrap().grade().map(ToString::to_string)
}

#[test]
fn points_are_whole_hundredths() {
    assert_eq!(Points::sum([p("0.1"); 10]).unwrap(), p("1"));
    assert_eq!(
        [p("83"), p("0.1"), p("-0.5"), p("0"), p("100.25")].map(|p| p.to_string()),
        ["83", "0.1", "-0.5", "0", "100.25"]
    );
    assert!("0.001".parse::<Points>().is_err() && "1000000000.01".parse::<Points>().is_err());
    assert!("8O".parse::<Points>().is_err() && "".parse::<Points>().is_err());
    assert!(Points::sum([Points::MAX, p("0.01")]).is_err());
    assert_eq!(Points::sum([Points::MAX, p("0.01"), p("-0.01")]).unwrap(), Points::MAX);
    assert!(serde_json::from_str::<Points>("83").is_err());
}

#[test]
fn bands_of_places_at_their_edges() {
    let cuts = ["85", "84.99", "80", "79.99", "70", "69.99", "60", "59.99"];
    assert_eq!(grades(&yantai().unwrap(), &cuts, true), ["AAA", "AA", "AA", "A", "A", "B", "B", "C"]);
    assert_eq!(grades(&shandong().unwrap(), &cuts, true), ["AAA", "AA", "AA", "A", "A", "B", "B", "C"]);
    // Below 60 without a bad record it is B.
    assert_eq!(grades(&shandong().unwrap(), &["60", "59.99", "-20"], false), ["B", "B", "B"]);
    let cuts = ["140", "139.99", "120", "119.99", "100", "99.99", "85", "84.99"];
    assert_eq!(grades(&lianyungang().unwrap(), &cuts, true), ["4A", "3A", "3A", "2A", "2A", "A", "A", "B"]);
    // Every edge of Shangqiu is open, above 100 apart, and no reading of all edges closes them.
    let cuts = ["100.01", "100", "99.99", "90", "89.99", "80", "70", "60.01", "60", "59.99"];
    assert_eq!(grades(&shangqiu().unwrap(), &cuts, true), ["AAA", "?", "AA", "?", "A", "?", "?", "C", "?", "无等级"]);
    let cuts = ["5.99", "6", "8.99", "9", "11.99", "12", "12.01"];
    assert_eq!(
        grades(&beijing_old().unwrap(), &cuts, true),
        ["不足6分", "满6分", "满6分", "满9分", "满9分", "12分", "?"]
    );
    for closed in [shandong(), yantai(), lianyungang()] {
        assert!(closed.unwrap().gaps().is_empty());
    }
}

#[test]
fn an_edge_is_declared_one_by_one() {
    let table = shangqiu().unwrap();
    let open: Vec<String> = table.gaps().iter().map(|gap| gap.render(Lang::Zh)).collect();
    assert_eq!(open[0], "100分（相邻等级「AAA」「AA」）");
    assert_eq!(open.len(), 5);
    let one = |score: &str, grade: &str| Declared { score: p(score), grade: grade.parse().unwrap(), bad_record: None };
    let lower = table.declare(&[one("100", "AA"), one("90", "AA"), one("80", "A"), one("70", "B"), one("60", "C")]);
    let lower = lower.unwrap();
    assert!(lower.gaps().is_empty());
    assert_eq!(grades(&lower, &["100.01", "100", "90", "80", "70", "60"], false), ["AAA", "AA", "AA", "A", "B", "C"]);
    assert_eq!(lower.scheme().confidence, wuye::law::Confidence::CallersOwn);
    // A score with a grade is not open, and 100 points are nowhere near B.
    assert_eq!(table.declare(&[one("95", "AA")]), Err(ProviderError::NoGap { score: p("95") }));
    let found = "B".parse().unwrap();
    assert_eq!(table.declare(&[one("100", "B")]), Err(ProviderError::NotBeside { score: p("100"), found }));
    // More than twelve points in Beijing: a whole stretch.
    let beijing = beijing_old().unwrap();
    let more = beijing.declare(&[one("13", "12分")]).unwrap();
    assert_eq!(grades(&more, &["12", "12.01", "500"], true), ["12分", "12分", "12分"]);
    // What follows says that somebody declared it.
    let file = file(vec![base("100", "2023-01-01")], vec![]);
    let before = table.credit(&file, d("2023-06-01")).unwrap();
    assert_eq!((before.grade(), before.possible().len()), (None, 0));
    assert!(matches!(before.open(), [Open::Gap(gap)] if gap.least == p("100") && gap.most == p("100")));
    let after = lower.credit(&file, d("2023-06-01")).unwrap();
    assert_eq!((after.grade().unwrap().as_str(), after.is_declared()), ("AA", true));
}

#[test]
fn a_score_is_a_base_more_and_less() {
    // 72 + 15 − 4 = 83.
    let records = vec![good("g", "15", "2024-01-10"), bad("b", "4", "2024-02-10")];
    let file = file(vec![base("72", "2024-01-01")], records);
    let table = yantai().unwrap();
    let score = |day: &str| table.credit(&file, d(day)).unwrap().score().unwrap().exact().unwrap();
    let days = ["2024-01-09", "2024-01-10", "2024-02-09", "2024-02-10", "2025-01-10", "2025-01-11", "2025-02-11"];
    assert_eq!(days.map(score), [p("72"), p("87"), p("87"), p("83"), p("83"), p("68"), p("72")]);
    // Good records add at most 40.
    let many = (0..5).map(|n| good(&format!("g{n}"), "9", "2024-01-10")).collect();
    let rich = super::file(vec![base("60", "2024-01-01")], many);
    assert_eq!(table.credit(&rich, d("2024-02-01")).unwrap().score().unwrap().exact(), Some(p("100")));
    // A base above 80 is refused, and so is another base than 90 in Lianyungang.
    let high = super::file(vec![base("80.01", "2024-01-01")], vec![]);
    let found = p("80.01");
    assert_eq!(table.credit(&high, d("2024-02-01")), Err(ProviderError::BaseAbove { most: p("80"), found }));
    let other = lianyungang().unwrap().credit(&high, d("2024-02-01"));
    assert_eq!(other, Err(ProviderError::OtherBase { expected: p("90"), found }));
    let none = super::file(vec![], vec![]);
    assert_eq!(on(&lianyungang().unwrap(), &none, "2024-02-01").as_deref(), Some("A"));
}

#[test]
fn nobody_filed_is_not_nobody_said() {
    let silent = file(vec![], vec![]);
    let credit = shandong().unwrap().credit(&silent, d("2024-02-01")).unwrap();
    assert_eq!((credit.grade(), credit.open()), (None, &[Open::NoBase][..]));
    let missing = file(vec![Base { from: d("2024-01-01"), state: BaseState::NotFiled }], vec![]);
    assert_eq!(on(&shandong().unwrap(), &missing, "2024-02-01").as_deref(), Some("C（缺失）"));
    assert_eq!(on(&shandong().unwrap(), &missing, "2023-12-31"), None);
    let credit = yantai().unwrap().credit(&missing, d("2024-02-01")).unwrap();
    assert_eq!((credit.grade(), credit.open()), (None, &[Open::NotFiled][..]));
    // Before the table is in force nothing is known.
    let early = yantai().unwrap().credit(&file(vec![base("72", "2020-01-01")], vec![]), d("2022-06-30")).unwrap();
    assert_eq!((early.grade(), early.score()), (None, None));
    assert_eq!(early.open(), &[Open::NotInForce { from: d("2022-07-01") }]);
    let first = file(vec![base("72", "2020-01-01")], vec![]);
    assert_eq!(on(&yantai().unwrap(), &first, "2022-07-01").as_deref(), Some("A"));
}

#[test]
fn an_appeal_does_what_the_policy_says() {
    let mut one = bad("b", "5", "2024-02-10");
    one.appeal = Some(Appeal {
        filed: d("2024-03-01"),
        decided: Some(Decided { on: d("2024-04-01"), result: AppealResult::Upheld }),
    });
    let mut file = file(vec![base("72", "2024-01-01")], vec![one.clone()]);
    let table = yantai().unwrap();
    let days = ["2024-02-29", "2024-03-01", "2024-03-31", "2024-04-01"];
    let scores = |table: &BandTable, file: &CreditFile| {
        days.map(|day| {
            let credit = table.credit(file, d(day)).unwrap();
            let score = credit.score().unwrap();
            (score.least.to_string(), score.most.to_string(), credit.records()[0].state)
        })
    };
    let row = |least: &str, most: &str, state| (least.to_owned(), most.to_owned(), state);
    let (counts, struck) = (row("67", "67", EntryState::Counts), row("72", "72", EntryState::Struck));
    let open = row("67", "72", EntryState::OpenAppeal);
    assert_eq!(scores(&table, &file), [counts.clone(), open.clone(), open, struck.clone()]);
    let stays = table.with_pending(PendingAppeal::Counts);
    assert_eq!(scores(&stays, &file), [counts.clone(), counts.clone(), counts.clone(), struck.clone()]);
    let gone = row("72", "72", EntryState::Suspended);
    let out = table.with_pending(PendingAppeal::Suspended);
    assert_eq!(scores(&out, &file), [counts.clone(), gone.clone(), gone, struck]);
    // Without a policy the band is unknown where it depends on it: 67 is B, 72 is A.
    assert_eq!(on(&table, &file, "2024-03-15"), None);
    assert_eq!(on(&table, &file, "2024-04-01").as_deref(), Some("A"));
    // Dismissed, it stays.
    one.appeal.as_mut().unwrap().decided = Some(Decided { on: d("2024-04-01"), result: AppealResult::Dismissed });
    file = super::file(vec![base("72", "2024-01-01")], vec![one]);
    assert_eq!(scores(&out, &file)[3], counts);
    // Where both ways give one band, it is known, and what is open is told.
    let high = super::file(vec![base("79", "2024-01-01")], file.records().to_vec());
    let credit = table.credit(&high, d("2024-03-15")).unwrap();
    assert_eq!((credit.grade().unwrap().as_str(), credit.open().len()), ("A", 1));
}

#[test]
fn records_expire_and_providers_recover() {
    let table = yantai().unwrap();
    let state = |record: &wuye::provider::Record, day: &str| record.state_on(d(day), table.scheme());
    let leap = bad("b", "5", "2024-02-29");
    assert_eq!(state(&leap, "2024-02-28"), None);
    assert_eq!(state(&leap, "2024-02-29"), Some(EntryState::Counts));
    assert_eq!(state(&leap, "2025-02-28"), Some(EntryState::Counts));
    assert_eq!(state(&leap, "2025-03-01"), Some(EntryState::Expired));
    let mut restored = bad("b", "5", "2024-02-29");
    restored.restored = Some(d("2024-06-30"));
    assert_eq!(state(&restored, "2024-06-29"), Some(EntryState::Counts));
    assert_eq!(state(&restored, "2024-06-30"), Some(EntryState::Restored));
    let mut until = bad("b", "5", "2024-02-29");
    until.lasts = Some(Lasts::Until(d("2024-02-29")));
    assert_eq!(state(&until, "2024-02-29"), Some(EntryState::Counts));
    assert_eq!(state(&until, "2024-03-01"), Some(EntryState::Expired));
    // Shangqiu begins anew on 1 January, and needs no term.
    let yearly = shangqiu().unwrap();
    let december = bad("b", "5", "2023-12-31");
    assert_eq!(december.state_on(d("2023-12-31"), yearly.scheme()), Some(EntryState::Counts));
    assert_eq!(december.state_on(d("2024-01-01"), yearly.scheme()), Some(EntryState::OtherCycle));
    // Where nobody says how long it counts, it counts on its day and is open after it.
    let shandong = shandong().unwrap();
    assert_eq!(leap.state_on(d("2024-02-29"), shandong.scheme()), Some(EntryState::Counts));
    assert_eq!(leap.state_on(d("2024-03-01"), shandong.scheme()), Some(EntryState::OpenTerm));
}

#[test]
fn a_veto_settles_the_band() {
    let mut veto = bad("b", "1", "2024-02-10");
    veto.veto = true;
    veto.lasts = Some(Lasts::For(Period::Months(6)));
    let file = file(vec![], vec![good("g", "60", "2024-01-01"), veto]);
    let table = lianyungang().unwrap();
    let open = table.credit(&file, d("2024-02-09")).unwrap();
    // The good record has no term that is known: 90 or 150.
    assert_eq!((open.grade(), open.possible().len()), (None, 4));
    assert_eq!(on(&table, &file, "2024-02-10").as_deref(), Some("B"));
    assert_eq!(on(&table, &file, "2024-08-10").as_deref(), Some("B"));
    assert_eq!(on(&table, &file, "2024-08-11"), None);
    // A table without a grade for it says so.
    let credit = yantai()
        .unwrap()
        .credit(&super::file(vec![base("70", "2024-01-01")], file.records().to_vec()), d("2024-03-01"));
    let credit = credit.unwrap();
    assert_eq!(credit.grade(), None);
    assert!(credit.open().iter().any(|open| matches!(open, Open::Veto { .. })));
}

#[test]
fn a_ban_bars_on_its_days_only() {
    let rows = [
        ("2024-02-29", Lasts::For(Period::Years(1)), "2025-02-28"),
        ("2023-02-28", Lasts::For(Period::Years(1)), "2024-02-28"),
        ("2020-02-29", Lasts::For(Period::Years(4)), "2024-02-29"),
        ("2024-01-31", Lasts::For(Period::Months(1)), "2024-02-29"),
        ("2023-01-31", Lasts::For(Period::Months(1)), "2023-02-28"),
        ("2024-02-29", Lasts::For(Period::Days(365)), "2025-02-28"),
        ("2024-03-01", Lasts::For(Period::Days(0)), "2024-03-01"),
        ("2024-03-01", Lasts::Until(d("2024-03-31")), "2024-03-31"),
    ];
    for (from, lasts, last) in rows {
        let file = made(vec![], vec![], vec![penalty("p", from, lasts)]).unwrap();
        let table = yantai().unwrap();
        let may = |day: Day| table.credit(&file, day).unwrap().may(Barred::Tendering).verdict;
        let (from, last) = (d(from), d(last));
        let days = [from.previous().unwrap(), from, last, last.next().unwrap()];
        // Before the table is in force a penalty bars all the same.
        assert_eq!(days.map(may), [Verdict::Met, Verdict::Unmet, Verdict::Unmet, Verdict::Met], "{from} {last}");
        assert_eq!(table.credit(&file, from).unwrap().may(Barred::Awards).verdict, Verdict::Met);
    }
    let open = made(vec![], vec![], vec![penalty("p", "2024-02-29", Lasts::Open)]).unwrap();
    let far = yantai().unwrap().credit(&open, Day::LAST).unwrap().may(Barred::Pool);
    assert_eq!(far.verdict, Verdict::Unmet);
}

#[test]
fn a_ban_is_lifted_or_appealed() {
    let mut ban = penalty("p", "2024-02-01", Lasts::Open);
    ban.lifted = Some(d("2024-06-01"));
    ban.appeal = Some(Appeal { filed: d("2024-03-01"), decided: None });
    let file = made(vec![], vec![], vec![ban]).unwrap();
    let table = yantai().unwrap();
    let may = |table: &BandTable, day: &str| table.credit(&file, d(day)).unwrap().may(Barred::Pool).verdict;
    let days = ["2024-02-29", "2024-03-01", "2024-05-31", "2024-06-01"];
    assert_eq!(days.map(|day| may(&table, day)), [Verdict::Unmet, Verdict::Unknown, Verdict::Unknown, Verdict::Met]);
    let counts = table.with_pending(PendingAppeal::Counts);
    assert_eq!(days.map(|day| may(&counts, day)), [Verdict::Unmet, Verdict::Unmet, Verdict::Unmet, Verdict::Met]);
    let suspended = table.with_pending(PendingAppeal::Suspended);
    assert_eq!(days.map(|day| may(&suspended, day)), [Verdict::Unmet, Verdict::Met, Verdict::Met, Verdict::Met]);
}

#[test]
fn a_band_bars_what_its_place_says() {
    let table = shangqiu().unwrap();
    let of = |score: &str| {
        let file = file(vec![base(score, "2023-01-01")], vec![]);
        table.credit(&file, d("2023-06-01")).unwrap()
    };
    let may = |score: &str, what| of(score).may(what).verdict;
    let scores = ["70.01", "69.99", "60.01", "59.99", "0"];
    let tendering = scores.map(|score| may(score, Barred::Tendering));
    assert_eq!(tendering, [Verdict::Met, Verdict::Unmet, Verdict::Unmet, Verdict::Unmet, Verdict::Unmet]);
    assert_eq!(may("65", Barred::Awards), Verdict::Unmet);
    assert_eq!(may("65", Barred::Pool), Verdict::Met);
    // At 70 nobody knows whether it is B or C; at 100 neither of the two bars anything, but the source is silent.
    assert_eq!(may("70", Barred::Tendering), Verdict::Unknown);
    let standing = of("70").may(Barred::Tendering);
    assert!(standing.reasons.iter().all(|reason| matches!(reason, Reason::Grade { certain: false, .. })));
    // At 60, C and no grade both bar; the source does not say so of 60 itself.
    assert_eq!(may("60", Barred::Tendering), Verdict::Unknown);
    // Between two grades that both bar, it is barred, whichever it is.
    let mut open = bad("b", "5", "2023-03-01");
    open.appeal = Some(Appeal { filed: d("2023-04-01"), decided: None });
    let file = file(vec![base("64", "2023-01-01")], vec![open]);
    let between = table.credit(&file, d("2023-06-01")).unwrap();
    assert_eq!(between.grade(), None);
    assert_eq!(between.possible().len(), 2);
    assert_eq!(between.may(Barred::Tendering).verdict, Verdict::Unmet);
    // With two open records 60 may be among what is possible, of which the source is silent.
    let half = |id: &str, points: &str| {
        let appeal = Some(Appeal { filed: d("2023-04-01"), decided: None });
        wuye::provider::Record { appeal, ..bad(id, points, "2023-03-01") }
    };
    let file = super::file(vec![base("64", "2023-01-01")], vec![half("b", "3"), half("c", "2")]);
    let may = |table: &BandTable| table.credit(&file, d("2023-06-01")).unwrap().may(Barred::Tendering).verdict;
    assert_eq!(may(&table), Verdict::Unknown);
    let sixty = Declared { score: p("60"), grade: "C".parse().unwrap(), bad_record: None };
    assert_eq!(may(&table.declare(std::slice::from_ref(&sixty)).unwrap()), Verdict::Unmet);
    // Declared for those with a bad record only, it stays open for the others; twice is once too often.
    let half = Declared { bad_record: Some(true), ..sixty.clone() };
    let half = table.declare(&[half]).unwrap();
    assert_eq!((grade(&half, "60", true).as_deref(), grade(&half, "60", false)), (Some("C"), None));
    assert_eq!(table.declare(&[sixty.clone(), sixty]).unwrap_err().code(), "bands_overlap");
    // Twelve points in Beijing.
    let twelve = super::file(vec![], vec![bad("b", "12", "2023-06-01")]);
    let beijing = beijing_old().unwrap();
    assert_eq!(beijing.credit(&twelve, d("2023-06-01")).unwrap().may(Barred::NewProjects).verdict, Verdict::Unmet);
    assert_eq!(beijing.credit(&twelve, d("2023-06-02")).unwrap().may(Barred::NewProjects).verdict, Verdict::Unknown);
}

#[test]
fn what_cannot_be_is_refused() {
    let one = |change: fn(&mut wuye::provider::Record)| {
        let mut one = bad("b", "5", "2024-02-10");
        change(&mut one);
        made(vec![], vec![one], vec![]).unwrap_err().code()
    };
    assert_eq!(one(|r| r.lasts = Some(Lasts::Until("2024-02-09".parse().unwrap()))), "ends_early");
    assert_eq!(one(|r| r.restored = Some("2024-02-09".parse().unwrap())), "ends_early");
    assert_eq!(one(|r| r.points = "-1".parse().unwrap()), "points_outside");
    assert_eq!(one(|r| r.points = "10000.01".parse().unwrap()), "points_outside");
    assert_eq!(one(|r| r.appeal = Some(Appeal { filed: "2024-02-09".parse().unwrap(), decided: None })), "ends_early");
    assert_eq!(one(|r| r.lasts = Some(Lasts::For(Period::Years(300)))), "provider_measure");
    assert_eq!(one(|r| r.evidence.document = "字".repeat(1_001)), "provider_estate");
    let mut early = bad("b", "5", "2024-02-10");
    let decided = Some(Decided { on: d("2024-02-29"), result: AppealResult::Upheld });
    early.appeal = Some(Appeal { filed: d("2024-03-01"), decided });
    assert_eq!(made(vec![], vec![early], vec![]).unwrap_err().code(), "decided_early");
    let mut lifted = record("g", RecordKind::Good, "1", "2024-02-10");
    lifted.restored = Some(d("2024-03-01"));
    assert_eq!(made(vec![], vec![lifted], vec![]).unwrap_err().code(), "good_restored");
    let twice = vec![bad("b", "5", "2024-02-10"), bad("b", "4", "2024-02-11")];
    assert_eq!(made(vec![], twice, vec![]).unwrap_err().code(), "provider_twice");
    let bases = vec![base("70", "2024-01-01"), base("71", "2024-01-01")];
    assert_eq!(made(bases, vec![], vec![]).unwrap_err().code(), "bases_unordered");
    let mut double = penalty("p", "2024-01-01", Lasts::Open);
    double.bars.push(Barred::Pool);
    assert_eq!(made(vec![], vec![], vec![double]).unwrap_err().code(), "provider_twice");
}

#[test]
fn wrong_tables_are_refused() {
    let with = |change: fn(&mut Scheme)| {
        let mut scheme = yantai().unwrap().scheme().clone();
        change(&mut scheme);
        BandTable::new(scheme).map_err(|error| error.code()).unwrap_err()
    };
    assert_eq!(with(|s| s.bands[0].low.as_mut().unwrap().at = "84.99".parse().unwrap()), "bands_overlap");
    assert_eq!(with(|s| s.bands.swap(0, 1)), "bands_unordered");
    assert_eq!(with(|s| s.bands[2].grade = "AAA".parse().unwrap()), "bands_unordered");
    assert_eq!(with(|s| s.bands.clear()), "no_band");
    assert_eq!(with(|s| s.bands[1].low.as_mut().unwrap().at = "85".parse().unwrap()), "empty_band");
    assert_eq!(with(|s| s.zh.clear()), "provider_name");
    assert_eq!(with(|s| s.bands = vec![s.bands[0].clone(); 101]), "provider_too_many");
    assert_eq!(
        with(|s| s.consequences.push(wuye::provider::GradeConsequence {
            grade: "AAAA".parse().unwrap(),
            consequence: wuye::provider::Consequence::RedList,
            lasts: None,
        })),
        "unknown_grade"
    );
    // Bands for those with and without a bad record do not overlap.
    assert!(shandong().is_ok());
    let text = serde_json::to_string(&yantai().unwrap()).unwrap();
    let overlapping = text.replacen("\"85\"", "\"84\"", 1);
    let refused = serde_json::from_str::<BandTable>(&overlapping).unwrap_err().to_string();
    assert!(refused.contains("expected bands that do not overlap"), "{refused}");
    let unknown = text.replacen("{\"id\"", "{\"colour\":1,\"id\"", 1);
    assert!(serde_json::from_str::<BandTable>(&unknown).is_err());
}
