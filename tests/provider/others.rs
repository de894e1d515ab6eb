//! Exact figures of assessments, pools and rosters.

use std::collections::BTreeMap;

use wuye::estate::ProviderKind;
use wuye::law::{Authority, Confidence};
use wuye::measure::draw::{Draw, Generator};
use wuye::measure::{Approx, Period, Points, Ratio, Rational, Sense};
use wuye::provider::published::{structures, yantai, yayuan_station};
use wuye::provider::{
    AppraisalPlan, Assessed, CaseCounts, CaseRate, Credit, CreditFile, Input, Ladder, LadderStep, Lasts, Load, PartId,
    PartScore, Person, Plan, PlanPart, Pool, PoolAct, PoolEvent, PoolRules, PoolStatus, ProviderError, Role, Roster,
    Satisfaction, Served, StructureKind, SurveyMethod, SurveyMode, UnknownCandidates,
};
use wuye::rule::{Bar, Figure, Force, Key, Verdict};

use super::{d, evidence, p, penalty};

fn part(id: &str, input: Option<Input>, weight: &str, under: Option<&str>) -> PlanPart {
    PlanPart {
        id: id.parse().unwrap(),
        name: id.into(),
        input,
        weight: weight.parse().unwrap(),
        under: under.map(|under| under.parse().unwrap()),
    }
}

fn plan(parts: Vec<PlanPart>, required: &[Input]) -> Result<AppraisalPlan, ProviderError> {
    AppraisalPlan::new(Plan {
        id: "plan".parse().unwrap(),
        full: p("100"),
        parts,
        required: required.to_vec(),
        source: evidence(),
        confidence: Confidence::CallersOwn,
    })
}

fn scores(all: &[(&str, &str)]) -> BTreeMap<PartId, PartScore> {
    all.iter().map(|(id, points)| (id.parse().unwrap(), PartScore::Points(p(points)))).collect()
}

fn two() -> AppraisalPlan {
    let parts =
        vec![part("daily", Some(Input::Daily), "60/100", None), part("yearly", Some(Input::Yearly), "40/100", None)];
    plan(parts, &[]).unwrap()
}

#[test]
fn sixty_and_forty_of_a_hundred() {
    let total = |daily: &str, yearly: &str| {
        two().appraise(&scores(&[("daily", daily), ("yearly", yearly)])).unwrap().total().unwrap().to_string()
    };
    assert_eq!(total("85", "90"), "87");
    assert_eq!(total("84.99", "90"), "43497/500");
    assert_eq!((total("0", "0"), total("100", "100")), ("0".into(), "100".into()));
    let missing = two().appraise(&scores(&[("daily", "85")])).unwrap();
    assert_eq!(missing.total(), None);
    // 51 at least, 91 at most.
    assert_eq!((&missing.range().least, &missing.range().most), (&Rational::from(51), &Rational::from(91)));
    let reaches = [p("51"), p("51.01"), p("91"), p("91.01")].map(|line| missing.reaches(line));
    assert_eq!(reaches, [Verdict::Met, Verdict::Unknown, Verdict::Unknown, Verdict::Unmet]);
}

#[test]
fn weights_sum_to_exactly_one() {
    let refused = |parts| plan(parts, &[]).unwrap_err().code();
    let two = |a: &str, b: &str| vec![part("a", Some(Input::Daily), a, None), part("b", Some(Input::Yearly), b, None)];
    assert_eq!(refused(two("60/100", "39/100")), "weights_sum");
    assert_eq!(refused(two("60/100", "41/100")), "weights_sum");
    assert!(plan(two("1/3", "2/3"), &[]).is_ok());
    // Thirds as they are printed are not whole.
    assert_eq!(refused(two("333/1000", "666/1000")), "weights_sum");
    assert_eq!(refused(two("1/1", "0/1")), "zero_weight");
    assert_eq!(refused(vec![]), "empty_part");
    assert_eq!(refused(vec![part("a", None, "1/1", None)]), "empty_part");
    assert_eq!(refused(vec![part("a", Some(Input::Daily), "1/1", Some("b"))]), "no_parent");
    // A part that is scored has no parts under it.
    let scored = vec![part("a", Some(Input::Daily), "1/1", None), part("b", Some(Input::Daily), "1/1", Some("a"))];
    assert_eq!(refused(scored), "no_parent");
    let deep = (0..9).map(|n| {
        let under = (n > 0).then(|| format!("k{}", n - 1));
        part(&format!("k{n}"), (n == 8).then_some(Input::Daily), "1/1", under.as_deref())
    });
    let deep: Vec<PlanPart> = deep.collect();
    assert_eq!(refused(deep.clone()), "plan_depth");
    let mut eight = deep[..8].to_vec();
    eight[7].input = Some(Input::Daily);
    assert!(plan(eight, &[]).is_ok());
    // Dongguan wants both: satisfaction alone is not enough.
    let one = vec![part("a", Some(Input::OwnersSatisfaction), "1/1", None)];
    assert_eq!(
        plan(one, &AppraisalPlan::DONGGUAN).unwrap_err(),
        ProviderError::NoRequired { input: Input::PartyEvaluation }
    );
}

#[test]
fn levels_are_weighted_through() {
    // 30 % satisfaction, 20 % party organisation, and half of it 60 : 40 of the daily and the yearly work.
    let parts = vec![
        part("owners", Some(Input::OwnersSatisfaction), "3/10", None),
        part("party", Some(Input::PartyEvaluation), "1/5", None),
        part("work", None, "1/2", None),
        part("daily", Some(Input::Daily), "3/5", Some("work")),
        part("yearly", Some(Input::Yearly), "2/5", Some("work")),
    ];
    let plan = plan(parts, &AppraisalPlan::DONGGUAN).unwrap();
    let mut given = scores(&[("party", "80"), ("daily", "85"), ("yearly", "90")]);
    let without = plan.appraise(&given).unwrap();
    assert_eq!((without.total(), without.missing()[0].as_str()), (None, "owners"));
    // Nine of ten were satisfied: 90. 27 + 16 + 87/2.
    given.insert("owners".parse().unwrap(), PartScore::Rate(Ratio::new(9, 10).unwrap()));
    let whole = plan.appraise(&given).unwrap();
    assert_eq!(whole.total().unwrap().to_string(), "173/2");
    let work = whole.parts().iter().find(|(id, _)| id.as_str() == "work").unwrap();
    assert_eq!(work.1, Rational::from(87));
    // A panel of three: the exact mean.
    let thirds = ["80", "85", "85"].map(p).to_vec();
    given.insert("party".parse().unwrap(), PartScore::Panel(thirds));
    assert_eq!(plan.appraise(&given).unwrap().parts()[1].1.to_string(), "250/3");
    let refused = |id: &str, score| {
        let mut given = given.clone();
        given.insert(id.parse().unwrap(), score);
        plan.appraise(&given).unwrap_err().code()
    };
    assert_eq!(refused("party", PartScore::Panel(vec![])), "no_replies");
    assert_eq!(refused("party", PartScore::Panel(vec![p("101"), p("1")])), "score_outside");
    assert_eq!(refused("party", PartScore::Points(p("100.01"))), "score_outside");
    assert_eq!(refused("party", PartScore::Rate(Ratio::new(11, 10).unwrap())), "score_outside");
    assert_eq!(refused("work", PartScore::Points(p("1"))), "not_scored");
    assert_eq!(refused("nobody", PartScore::Points(p("1"))), "not_scored");
}

fn outcome(on: &str, daily: Option<&str>) -> Assessed {
    let mut given = scores(&[("yearly", "60")]);
    given.extend(daily.map(|daily| ("daily".parse().unwrap(), PartScore::Points(p(daily)))));
    Assessed { on: d(on), appraisal: two().appraise(&given).unwrap() }
}

#[test]
fn failures_in_a_row_climb_the_ladder() {
    let steps = vec![LadderStep::Rectify, LadderStep::Deduct, LadderStep::ReplacementVote, LadderStep::Exit];
    let ladder = Ladder::new(p("100"), p("60"), p("80"), steps, Period::Days(30)).unwrap();
    let after = |history: &[(&str, Option<&str>)]| {
        let history: Vec<Assessed> = history.iter().map(|(on, daily)| outcome(on, *daily)).collect();
        ladder.answer(&history).unwrap()
    };
    let fail = Some("59");
    let first = after(&[("2026-01-31", fail)]);
    assert_eq!((first.step, first.due), (Some(LadderStep::Rectify), Some(d("2026-03-02"))));
    // 60 is a pass, and 36 + 24 is 60.
    assert_eq!(after(&[("2026-01-31", Some("60"))]).step, None);
    assert_eq!(after(&[("2026-01-31", Some("100"))]).step, Some(LadderStep::Reward));
    let rows =
        [("2026-01-31", fail), ("2026-02-28", fail), ("2026-03-31", fail), ("2026-04-30", fail), ("2026-05-31", fail)];
    let steps: Vec<LadderStep> = (1..=5).map(|n| after(&rows[..n]).step.unwrap()).collect();
    let [rectify, deduct, vote, exit] =
        [LadderStep::Rectify, LadderStep::Deduct, LadderStep::ReplacementVote, LadderStep::Exit];
    assert_eq!(steps, [rectify, deduct, vote, exit, exit]);
    // A pass between them begins anew; a result nobody knows leaves the row open.
    let anew = after(&[("2026-01-31", fail), ("2026-02-28", Some("70")), ("2026-03-31", fail)]);
    assert_eq!((anew.step, anew.least_fails), (Some(rectify), 1));
    let open = after(&[("2026-01-31", fail), ("2026-02-28", None)]);
    assert_eq!((open.known, open.step, open.least_fails, open.most_fails), (false, None, 0, 2));
    let later = after(&[("2026-01-31", fail), ("2026-02-28", None), ("2026-03-31", fail)]);
    assert_eq!((later.known, later.least_fails, later.most_fails), (false, 1, 3));
    let unordered = ladder.answer(&[outcome("2026-02-01", fail), outcome("2026-02-01", fail)]);
    assert_eq!(unordered.unwrap_err().code(), "history_unordered");
    assert!(Ladder::new(p("100"), p("81"), p("80"), vec![exit], Period::Days(1)).is_err());
    assert!(Ladder::new(p("100"), p("60"), p("80"), vec![], Period::Days(1)).is_err());
}

fn survey(satisfied: u64, valid: u64, asked: Option<u64>, version: u16) -> Result<Satisfaction, ProviderError> {
    let method = SurveyMethod { mode: SurveyMode::Paper, scale: "五级，后两级计为满意".into(), version };
    Satisfaction::new(satisfied, valid, asked, method, d("2026-06-30"), evidence())
}

#[test]
fn satisfaction_is_counted_and_never_mixed() {
    let (large, small) = (survey(900, 1_000, Some(2_000), 1).unwrap(), survey(10, 100, Some(100), 1).unwrap());
    let both = large.plus(&small).unwrap();
    assert_eq!((both.share(), both.reply_rate()), (Ratio::new(91, 110).unwrap(), Some(Ratio::new(11, 21).unwrap())));
    assert_eq!(large.plus(&survey(1, 1, None, 1).unwrap()).unwrap().reply_rate(), None);
    assert_eq!(large.plus(&survey(1, 1, None, 2).unwrap()).unwrap_err().code(), "other_method");
    assert_eq!(survey(0, 0, None, 1).unwrap_err().code(), "no_replies");
    assert_eq!(survey(2, 1, None, 1).unwrap_err().code(), "case_part_above");
    assert_eq!(survey(1, 2, Some(1), 1).unwrap_err().code(), "case_part_above");
    assert_eq!(survey(1, u64::MAX, None, 1).unwrap_err().code(), "provider_count_too_large");
    // Cases: added first, divided after; what one does not know the whole does not.
    let east = CaseCounts::new(1_000, Some(900), Some(800), Some((400, 500))).unwrap();
    let west = CaseCounts::new(100, Some(10), None, None).unwrap();
    let all = CaseCounts::sum(&[east, west]).unwrap();
    assert_eq!(all.rate(CaseRate::Response), Some(Ratio::new(910, 1_100).unwrap()));
    assert_eq!((all.rate(CaseRate::Solution), all.rate(CaseRate::Satisfaction)), (None, None));
    assert_eq!(east.rate(CaseRate::Satisfaction), Some(Ratio::new(4, 5).unwrap()));
    assert_eq!(CaseCounts::new(0, Some(0), None, None).unwrap().rate(CaseRate::Response), None);
    assert_eq!(CaseCounts::new(1, Some(2), None, None).unwrap_err().code(), "case_part_above");
    assert_eq!(CaseCounts::new(1, None, None, Some((2, 1))).unwrap_err().code(), "case_part_above");
}

// ---------------------------------------------------------------------------------- the pool

fn event(on: &str, provider: &str, act: PoolAct) -> PoolEvent {
    PoolEvent { on: d(on), provider: provider.parse().unwrap(), act, source: None }
}

fn applied() -> PoolAct {
    PoolAct::Applied { kind: ProviderKind::Private }
}

fn vetted(passed: bool) -> PoolAct {
    PoolAct::Vetted { by: "市物业管理协会".into(), passed }
}

fn pool(events: Vec<PoolEvent>) -> Result<Pool, ProviderError> {
    Pool::new("dongguan".parse().unwrap(), "441900".parse().unwrap(), events)
}

/// A pool of so many.
fn pool_of(number: usize) -> Pool {
    let names: Vec<String> = (0..number).map(|n| format!("q{n:02}")).collect();
    let apply = names.iter().map(|name| event("2018-03-01", name, applied()));
    let vet = names.iter().map(|name| event("2018-04-01", name, vetted(true)));
    pool(apply.chain(vet).collect()).unwrap()
}

#[test]
fn a_pool_is_entered_in_turn() {
    let events = vec![
        event("2018-03-01", "a", PoolAct::EntryFiled { with: Authority::HousingDepartment }),
        event("2018-03-01", "a", applied()),
        event("2018-03-02", "b", applied()),
        event("2018-04-01", "a", vetted(true)),
        event("2018-04-01", "b", vetted(false)),
        event("2018-05-01", "b", applied()),
        event("2018-06-01", "a", PoolAct::Removed { by: Authority::HousingDepartment }),
    ];
    let pool_of_two = pool(events).unwrap();
    let status = |id: &str, day: &str| pool_of_two.status(&id.parse().unwrap(), d(day));
    let days = ["2018-02-28", "2018-03-01", "2018-03-31", "2018-04-01", "2018-05-31", "2018-06-01"];
    use PoolStatus::{Applicant, Left, Listed, Refused, Stranger};
    assert_eq!(days.map(|day| status("a", day)), [Stranger, Applicant, Applicant, Listed, Listed, Left]);
    let days = ["2018-03-01", "2018-03-02", "2018-04-01", "2018-05-01"];
    assert_eq!(days.map(|day| status("b", day)), [Stranger, Applicant, Refused, Applicant]);
    let member = pool_of_two.members(d("2018-05-01"));
    assert_eq!((member.len(), member[0].since, member[0].filed), (1, d("2018-04-01"), Some(d("2018-03-01"))));
    for wrong in [
        vec![event("2018-03-01", "a", vetted(true))],
        vec![event("2018-03-01", "a", applied()), event("2018-03-01", "a", applied())],
        vec![event("2018-03-01", "a", applied()), event("2018-03-01", "a", PoolAct::Removed { by: Authority::Street })],
        vec![event("2018-03-01", "a", PoolAct::Left)],
    ] {
        assert_eq!(pool(wrong).unwrap_err().code(), "pool_out_of_turn");
    }
    let back = vec![event("2018-03-02", "a", applied()), event("2018-03-01", "b", applied())];
    assert_eq!(pool(back).unwrap_err().code(), "history_unordered");
}

#[test]
fn dongguan_has_twenty_five() {
    let dongguan = wuye::places::dongguan::rulebook().unwrap();
    let day = d("2023-08-01");
    let size = dongguan.setting(Key::Figure(Figure::EmergencyPool), day);
    let verdicts = [24, 25, 26].map(|number| pool_of(number).check_size(&size, day).verdict);
    assert_eq!(verdicts, [Verdict::Unmet, Verdict::Met, Verdict::Unmet]);
    let elsewhere = wuye::places::xuchang::rulebook().unwrap().setting(Key::Figure(Figure::EmergencyPool), day);
    assert_eq!(pool_of(25).check_size(&elsewhere, day).verdict, Verdict::Unknown);
}

/// The credit of a provider on a day; barred from the pool for a year from 2024-02-29, or not.
fn credit(id: &str, barred: bool, day: &str) -> Credit {
    let penalties = if barred { vec![penalty("p", "2024-02-29", Lasts::For(Period::Years(1)))] } else { vec![] };
    let file = CreditFile::new(id.parse().unwrap(), vec![], vec![], penalties).unwrap();
    yantai().unwrap().credit(&file, d(day)).unwrap()
}

#[test]
fn a_draw_can_be_repeated() {
    let pool = pool_of(25);
    let rules = PoolRules { wanted: 1, filing_needed: false, unknown: UnknownCandidates::StayOut };
    let draw = Draw { generator: Generator::SplitMix64, seed: 20_260_901 };
    let credits = |day: &str| -> Vec<Credit> { (0..25).map(|n| credit(&format!("q{n:02}"), n < 3, day)).collect() };
    // Three are barred on the last day of their ban and in again on the day after.
    let last = pool.draw(&credits("2025-02-28"), rules, draw, d("2025-02-28")).unwrap();
    let after = pool.draw(&credits("2025-03-01"), rules, draw, d("2025-03-01")).unwrap();
    assert_eq!((last.candidates.len(), after.candidates.len()), (22, 25));
    assert_eq!((last.barred.len(), after.barred.len()), (6, 0)); // from the pool and from tendering
    assert_eq!(last.candidates[draw.choose(1, 22).unwrap()[0]], last.chosen[0]);
    let mut backwards = credits("2025-02-28");
    backwards.reverse();
    assert_eq!(pool.draw(&backwards, rules, draw, d("2025-02-28")).unwrap(), last);
    // Who has no credit stays out, takes part, or stops the draw.
    let few = &credits("2025-03-01")[..20];
    let with = |unknown| pool.draw(few, PoolRules { unknown, ..rules }, draw, d("2025-03-01"));
    assert_eq!(with(UnknownCandidates::StayOut).unwrap().candidates.len(), 20);
    assert_eq!(with(UnknownCandidates::TakePart).unwrap().candidates.len(), 25);
    assert_eq!(with(UnknownCandidates::Stop).unwrap_err().code(), "pool_undecided");
    assert_eq!(with(UnknownCandidates::StayOut).unwrap().without_credit.len(), 5);
    // Nobody is filed; of another day; too many are wanted.
    let filed = PoolRules { filing_needed: true, ..rules };
    assert_eq!(pool.draw(few, filed, draw, d("2025-03-01")).unwrap_err().code(), "provider_draw");
    assert_eq!(pool.draw(few, rules, draw, d("2025-03-02")).unwrap_err().code(), "other_credit");
    let many = PoolRules { wanted: 21, ..rules };
    assert_eq!(pool.draw(few, many, draw, d("2025-03-01")).unwrap_err().code(), "provider_draw");
    let double = [few[0].clone(), few[0].clone()];
    assert_eq!(pool.draw(&double, rules, draw, d("2025-03-01")).unwrap_err().code(), "other_credit");
}

#[test]
fn a_load_is_a_range_where_parts_are_unknown() {
    let served = |id: &str, households: Option<Approx<u32>>, area: Option<&str>| Served {
        compound: id.parse().unwrap(),
        households,
        area: area.map(|area| Approx::exact(area.parse().unwrap())),
    };
    let exact = |n| Some(Approx::exact(n));
    let known = [served("安平里", exact(320), Some("25000.50")), served("槟榔东里", exact(180), Some("9999.50"))];
    let load = Load::of(&known).unwrap();
    assert_eq!((load.households.least, load.households.most), (500, Some(500)));
    assert_eq!((load.area.least, load.area.most, load.unknown.len()), (3_500_000, Some(3_500_000), 0));
    let over = Approx { value: 100, sense: Sense::Over };
    let under = Approx { value: 50, sense: Sense::Under };
    let open = [known[0].clone(), served("流芳里", Some(over), None), served("玉亭里", Some(under), Some("1"))];
    let load = Load::of(&open).unwrap();
    assert_eq!((load.households.least, load.households.most), (420, None));
    assert_eq!((load.area.least, load.area.most), (2_500_150, None));
    assert_eq!(load.unknown.iter().map(ToString::to_string).collect::<Vec<_>>(), ["流芳里"]);
    let about = Load::of(&[served("玉亭里", Some(Approx::about(70)), None)]).unwrap();
    assert!(about.households.about && about.households.most == Some(70));
    assert_eq!(Load::of(&[known[0].clone(), known[0].clone()]).unwrap_err().code(), "served_twice");
    assert_eq!(Load::of(&[]).unwrap().households.most, Some(0));
}

// ---------------------------------------------------------------------------------- rosters

fn roster(posts: &[(&str, Role)]) -> Roster {
    let mut roster = Roster::new("盛光社区".parse().unwrap(), None, None);
    for (person, role) in posts {
        roster.appoint(person.parse().unwrap(), *role).unwrap();
    }
    roster
}

fn party(id: &str, party: bool) -> Person {
    Person { id: id.parse().unwrap(), party: Some(party), provider_employee: None, from: None }
}

#[test]
fn one_shoulder_is_reported_only() {
    let both = roster(&[("王", Role::PartySecretary), ("王", Role::CommitteeChair)]).one_shoulder();
    assert_eq!((both.verdict, both.force), (Verdict::Met, Force::Usually));
    let two = roster(&[("王", Role::PartySecretary), ("李", Role::CommitteeChair)]).one_shoulder();
    assert_eq!((two.verdict, two.force), (Verdict::Unmet, Force::Usually));
    assert_eq!(roster(&[("王", Role::CommitteeChair)]).one_shoulder().verdict, Verdict::Unknown);
}

#[test]
fn half_of_the_seats_is_four_of_seven() {
    let seven: Vec<String> = (0..7).map(|n| format!("m{n}")).collect();
    let with = |members: usize, others: usize| {
        let mut roster = Roster::new("c".parse().unwrap(), None, None);
        for (n, id) in seven.iter().enumerate() {
            let role = if n == 0 { Role::CommitteeChair } else { Role::CommitteeMember };
            roster.appoint(id.parse().unwrap(), role).unwrap();
            if n < members + others {
                roster.state(party(id, n < members)).unwrap();
            }
        }
        roster
    };
    let share = |members, others| with(members, others).party_members(7).unwrap();
    assert_eq!([share(4, 3), share(3, 4)].map(|check| check.verdict), [Verdict::Met, Verdict::Unmet]);
    // Six seats, three members: half is enough.
    assert_eq!(share(4, 0).verdict, Verdict::Met);
    assert_eq!(share(3, 3).verdict, Verdict::Unknown);
    assert_eq!(share(0, 4).verdict, Verdict::Unmet);
    assert_eq!(share(4, 3).force, Force::Usually);
    // A vacant seat counts among the seats.
    assert_eq!(with(4, 3).party_members(9).unwrap().verdict, Verdict::Unknown);
    assert_eq!(with(4, 3).party_members(6).unwrap_err().code(), "provider_meeting");
}

#[test]
fn a_provider_may_be_deputy_of_the_party_and_not_sit_on_the_committee() {
    let shengguang = roster(&[
        ("provider-secretary", Role::PartyDeputy),
        ("provider-secretary", Role::ProviderManager),
        ("王", Role::CommitteeChair),
    ]);
    let crossed = shengguang.cross_appointments();
    assert_eq!(crossed.len(), 1);
    assert_eq!(crossed[0].roles, [Role::PartyDeputy, Role::ProviderManager]);
    let day = d("2024-06-01");
    let shanghai = wuye::places::rulebook_for("310000".parse().unwrap()).unwrap();
    let (bars, agreed) = (shanghai.setting(Key::Bars, day), shanghai.setting(Key::BarsIfAgreed, day));
    let of = |roster: &Roster| -> Vec<(String, Option<Verdict>)> {
        let found = roster.committee_bars(&bars, &agreed, &[]);
        let works = |checks: Vec<(Bar, wuye::meeting::checks::Check)>| {
            checks.into_iter().find(|(bar, _)| *bar == Bar::ProviderEmployee).map(|(_, check)| check.verdict)
        };
        found.into_iter().map(|(person, checks)| (person.to_string(), works(checks))).collect()
    };
    // The manager is not on the committee, so nothing is asked of him; of the chair it is not stated.
    assert_eq!(of(&shengguang), [("王".to_owned(), Some(Verdict::Unknown))]);
    let mut seated = shengguang.clone();
    seated.appoint("provider-secretary".parse().unwrap(), Role::CommitteeMember).unwrap();
    assert_eq!(of(&seated)[0], ("provider-secretary".to_owned(), Some(Verdict::Unmet)));
    let not = Person { provider_employee: Some(false), ..party("王", true) };
    seated.state(not).unwrap();
    assert_eq!(of(&seated)[1].1, Some(Verdict::Met));
    assert_eq!(seated.appoint("王".parse().unwrap(), Role::ProviderStaff).unwrap_err().code(), "post_disagrees");
    assert_eq!(seated.appoint("王".parse().unwrap(), Role::CommitteeChair).unwrap_err().code(), "post_twice");
}

#[test]
fn captains_have_five_roles_and_stations_their_groups() {
    let mut captain = roster(&[("张", Role::BuildingCaptain)]);
    for role in [Role::Mediator, Role::Informant, Role::Liaison] {
        captain.appoint("张".parse().unwrap(), role).unwrap();
    }
    let held: Vec<bool> = captain.five(&"张".parse().unwrap()).iter().map(|(_, held)| *held).collect();
    assert_eq!(held, [true, false, true, false, true]);
    let yayuan = yayuan_station().unwrap();
    assert_eq!((yayuan.groups().len(), yayuan.strength_closes()), (8, Verdict::Met));
    let numbers: Vec<u32> = yayuan.strength().iter().map(|one| one.number).collect();
    assert_eq!(numbers, [12, 31]);
    assert_eq!(yayuan.holders(Role::StationHead), yayuan.holders(Role::ProviderManager));
    assert_eq!(yayuan.holders(Role::StationDeputy), yayuan.holders(Role::CommunityGuide));
    let mut short = yayuan.clone();
    short.set_strength(yayuan.strength()[..1].to_vec(), Some(43)).unwrap();
    assert_eq!(short.strength_closes(), Verdict::Unmet);
    short.set_strength(vec![], None).unwrap();
    assert_eq!(short.strength_closes(), Verdict::Unknown);
    assert_eq!(short.set_groups(vec!["甲组".into(), "甲组".into()]).unwrap_err().code(), "provider_twice");
}

#[test]
fn levels_are_kept_as_each_letter_has_them() {
    let all = structures().unwrap();
    let (dongguan, xianning) = (&all[0], &all[2]);
    assert_eq!((dongguan.words()[0].as_str(), xianning.words()[0].as_str()), ("三级架构", "三级管理"));
    assert_eq!(dongguan.levels()[2], xianning.levels()[2]);
    assert_ne!(dongguan.levels()[0], xianning.levels()[0]);
    // Two words for one thing in one letter; both stay.
    let four = all.iter().find(|one| one.words().len() == 2).unwrap();
    assert_eq!((four.words(), four.levels().len()), (&["四级联动".to_owned(), "四方联动".to_owned()][..], 4));
    assert_eq!(four.kind(), StructureKind::Tasks);
    for structure in &all {
        assert!(structure.source().quote.chars().count() <= 40 && structure.confidence() == Confidence::PolicyLetter);
        let text = serde_json::to_string(structure).unwrap();
        assert_eq!(&serde_json::from_str::<wuye::provider::Structure>(&text).unwrap(), structure);
    }
    assert_eq!(Points::ZERO.to_string(), "0");
}
