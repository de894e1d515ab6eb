//! Strategies of credit files, bands, assessments, pools and rosters.

use super::*;
use crate::law::Locator;
use crate::measure::Points;
use crate::meeting::PersonId as Who;
use crate::provider::{
    Appeal, AppealResult, Appraisal, AppraisalPlan, Assessed, Band, BandTable, Barred, Base, BaseRule, BaseState,
    CaseCounts, Consequence, Credit, CreditFile, CrossAppointment, Decided, Declared, Drawn, Edge, EdgeSide, Grade,
    GradeConsequence, Input, Ladder, LadderAnswer, LadderStep, Lasts, Level, Load, Member, PartId, PartScore, Penalty,
    PenaltyKind, Person, Plan, PlanPart, Pool, PoolAct, PoolEvent, PoolRules, Post, Record, RecordKind, Role, Roster,
    Satisfaction, Scheme, Scoring, Served, Standing, Strength, Structure, StructureKind, SurveyMethod, SurveyMode,
    UnknownCandidates, published,
};

// ------------------------------------------------------------------------------------------------ credit

/// 分值 — any [`Points`]: none, tenths, whole points, the bounds.
pub fn points() -> BoxedStrategy<Points> {
    let whole = (-200..=200_i64).prop_map(|n| n.saturating_mul(100));
    prop_oneof![
        4 => whole,
        3 => -2_000..=2_000_i64,
        1 => select(vec![Points::MIN.hundredths(), Points::MAX.hundredths(), -1, 0, 1, 10]),
    ]
    .prop_map(|n| sure(Points::from_hundredths(n)))
    .boxed()
}

/// Points of a record or a base: tenths, whole points, none, the most.
fn record_points() -> BoxedStrategy<Points> {
    prop_oneof![
        3 => (0..=40_i64).prop_map(|n| n.saturating_mul(100)),
        3 => (0..=100_i64).prop_map(|n| n.saturating_mul(10)),
        1 => 0..=2_000_i64,
        1 => select(vec![0, 1_000_000]),
    ]
    .prop_map(|n| sure(Points::from_hundredths(n)))
    .boxed()
}

/// A day of 2023 to 2026; leap days, month ends and the ends of years are frequent.
pub(super) fn credit_day() -> BoxedStrategy<Day> {
    let edges = [(2024, 2, 28), (2024, 2, 29), (2024, 3, 1), (2025, 2, 28), (2025, 3, 1), (2023, 12, 31), (2024, 1, 1)];
    let edges: Vec<Day> = edges.into_iter().map(|(y, m, d)| on(y, m, d)).collect();
    let any = (days_to(on(2023, 1, 1))..=days_to(on(2026, 12, 31))).prop_map(nth_day);
    prop_oneof![1 => select(edges), 2 => any].boxed()
}

/// The day so many days later, within what can be represented.
fn later(day: Day, days: u32) -> Day {
    Period::Days(days).after(day).unwrap_or(Day::LAST)
}

fn evidence() -> Source {
    Source { document: "信用信息处理决定".to_owned(), at: Locator::Whole, quote: String::new() }
}

/// 申诉 — any [`Appeal`] against an entry of a day.
pub fn credit_appeal(entered: Day) -> BoxedStrategy<Appeal> {
    (0..=400_u32, option::weighted(0.7, (0..=200_u32, any::<AppealResult>())))
        .prop_map(move |(after, decided)| {
            let filed = later(entered, after);
            Appeal { filed, decided: decided.map(|(after, result)| Decided { on: later(filed, after), result }) }
        })
        .boxed()
}

/// 有效期 — any [`Lasts`] that an entry of a day takes: the day itself, some days, months or years, no end.
pub fn credit_lasts(entered: Day) -> BoxedStrategy<Lasts> {
    prop_oneof![
        1 => (0..=800_u32).prop_map(move |days| Lasts::Until(later(entered, days))),
        2 => (0..=3_u32).prop_map(|years| Lasts::For(Period::Years(years))),
        1 => (0..=30_u32).prop_map(|months| Lasts::For(Period::Months(months))),
        1 => (0..=800_u32).prop_map(|days| Lasts::For(Period::Days(days))),
        1 => Just(Lasts::Open),
    ]
    .boxed()
}

/// 信用记录 — any [`Record`] with this number in its id.
pub fn credit_record(number: usize) -> BoxedStrategy<Record> {
    (credit_day(), any::<RecordKind>(), record_points(), 0..=19_u8)
        .prop_flat_map(move |(day, kind, points, rare)| {
            let lasts = option::weighted(0.6, credit_lasts(day));
            let restored = option::weighted(0.2, 0..=500_u32);
            (lasts, option::weighted(0.4, credit_appeal(day)), restored).prop_map(move |(lasts, appeal, restored)| {
                let (id, veto) = (sure(format!("r{number}").parse()), kind == RecordKind::Bad && rare == 0);
                let restored = restored.filter(|_| kind == RecordKind::Bad).map(|days| later(day, days));
                Record { id, kind, points, on: day, lasts, veto, evidence: evidence(), appeal, restored }
            })
        })
        .boxed()
}

/// 惩戒 — any [`Penalty`] with this number in its id.
pub fn credit_penalty(number: usize) -> BoxedStrategy<Penalty> {
    (credit_day(), any::<PenaltyKind>(), subsequence(Barred::ALL.to_vec(), 0..=4))
        .prop_flat_map(move |(from, kind, bars)| {
            let ends = (option::weighted(0.3, credit_appeal(from)), option::weighted(0.2, 0..=500_u32));
            (credit_lasts(from), ends).prop_map(move |(lasts, (appeal, lifted))| {
                let (id, bars) = (sure(format!("p{number}").parse()), bars.clone());
                let lifted = lifted.map(|days| later(from, days));
                Penalty { id, kind, from, lasts, bars, evidence: evidence(), appeal, lifted }
            })
        })
        .boxed()
}

fn filed(points: BoxedStrategy<Points>) -> BoxedStrategy<Vec<Base>> {
    let state = prop_oneof![5 => points.prop_map(BaseState::Filed), 1 => Just(BaseState::NotFiled)];
    btree_map(credit_day(), state, 0..=3)
        .prop_map(|states| states.into_iter().map(|(from, state)| Base { from, state }).collect())
        .boxed()
}

/// Numbers the entries of a list.
fn numbered<T: Debug + 'static>(most: usize, one: fn(usize) -> BoxedStrategy<T>) -> BoxedStrategy<Vec<T>> {
    (0..=most).prop_flat_map(move |n| (0..n).map(one).collect::<Vec<_>>()).boxed()
}

fn file_with(bases: BoxedStrategy<Vec<Base>>) -> BoxedStrategy<CreditFile> {
    (bases, numbered(6, credit_record), numbered(2, credit_penalty))
        .prop_map(|(bases, records, penalties)| {
            sure(CreditFile::new(sure(ProviderId::new("provider-7")), bases, records, penalties))
        })
        .boxed()
}

/// 诚信档案 — any [`CreditFile`] of up to six records and two penalties.
pub fn credit_file() -> BoxedStrategy<CreditFile> {
    file_with(filed(record_points()))
}

/// 信用等级 — any [`Grade`].
pub fn grade() -> BoxedStrategy<Grade> {
    prop_oneof![select(vec!["AAA", "AA", "A", "B", "C"]).prop_map(str::to_owned), id_text()]
        .prop_map(|text| sure(Grade::new(text)))
        .boxed()
}

/// The two edges at a cut between a better and a worse band: one of them has it, or none says so.
fn cut_sides() -> BoxedStrategy<(EdgeSide, EdgeSide)> {
    use EdgeSide::{Excluded, Included, Unstated};
    select(vec![
        (Included, Excluded),
        (Included, Excluded),
        (Excluded, Included),
        (Unstated, Unstated),
        (Excluded, Unstated),
        (Excluded, Excluded),
    ])
    .boxed()
}

/// Bands from cuts: best first, the last one split by whether there is a bad record.
fn bands_of(cuts: &[(i64, (EdgeSide, EdgeSide))], split: bool, demerit: bool) -> Vec<Band> {
    let names = ["AAA", "AA", "A", "B", "C", "D"];
    let edge = |cut: Option<&(i64, (EdgeSide, EdgeSide))>, better: bool| {
        cut.map(|(at, (above, below))| Edge {
            at: sure(Points::from_hundredths(*at)),
            side: if better { *above } else { *below },
        })
    };
    let mut bands = Vec::new();
    for (at, name) in (0..=cuts.len()).zip(names) {
        let (near, far) = (edge(at.checked_sub(1).and_then(|at| cuts.get(at)), false), edge(cuts.get(at), true));
        let (low, high) = if demerit { (near, far) } else { (far, near) };
        bands.push(Band { grade: sure(Grade::new(name)), low, high, bad_record: None, declared: false });
    }
    if let Some(last) = bands.pop() {
        if split && !bands.is_empty() {
            let better = bands.last().map_or_else(|| last.grade.clone(), |band| band.grade.clone());
            bands.push(Band { grade: better, bad_record: Some(false), ..last.clone() });
            bands.push(Band { bad_record: Some(true), ..last });
        } else {
            bands.push(last);
        }
    }
    bands
}

fn scoring() -> BoxedStrategy<Scoring> {
    let base = prop_oneof![Just(BaseRule::Stated), Just(BaseRule::Exactly(sure("90".parse())))];
    let merit = (base, option::weighted(0.3, record_points()));
    prop_oneof![
        4 => merit.prop_map(|(base, good_most)| Scoring::Merit { base, good_most }),
        1 => Just(Scoring::Demerit),
    ]
    .boxed()
}

/// A table of one's own making: up to five cuts, 0.01 points apart or further.
fn made_table() -> BoxedStrategy<BandTable> {
    let cuts = btree_map(prop_oneof![0..=150_i64, 90..=92_i64], cut_sides(), 1..=5);
    let rules = (option::of(period_of_validity()), any::<bool>(), option::of(any::<crate::provider::PendingAppeal>()));
    let named = (0..=3_usize, any::<Consequence>(), option::of(period_of_validity()));
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), issued());
    (cuts, scoring(), rules, vec(named, 0..=2), flags)
        .prop_map(|(cuts, scoring, (validity, yearly, pending), consequences, (split, veto, not_filed, issued))| {
            let demerit = scoring == Scoring::Demerit;
            let cuts = cuts.into_iter().map(|(at, sides)| (at.saturating_mul(100), sides));
            let cuts: Vec<_> = if demerit { cuts.collect() } else { cuts.rev().collect() };
            let bands = bands_of(&cuts, split, demerit);
            let last = bands.last().map(|band| band.grade.clone());
            let mut rules: Vec<GradeConsequence> = Vec::new();
            for (at, consequence, lasts) in consequences {
                let Some(band) = bands.get(at) else { continue };
                if rules.iter().all(|rule| rule.grade != band.grade || rule.consequence != consequence) {
                    rules.push(GradeConsequence { grade: band.grade.clone(), consequence, lasts });
                }
            }
            sure(BandTable::new(Scheme {
                id: sure("made".parse()),
                zh: "自定等级".to_owned(),
                en: "a table of one's own".to_owned(),
                place: sure("411000".parse()),
                issued: if issued.attests_from().is_some_and(|day| day > on(2024, 6, 1)) {
                    Issued::Undated
                } else {
                    issued
                },
                scoring,
                bands,
                not_filed: last.clone().filter(|_| not_filed),
                veto: last.filter(|_| veto),
                validity,
                yearly,
                pending,
                consequences: rules,
                source: evidence(),
                confidence: Confidence::CallersOwn,
            }))
        })
        .boxed()
}

fn period_of_validity() -> BoxedStrategy<Period> {
    prop_oneof![Just(Period::Years(1)), (0..=3_u32).prop_map(Period::Years), (0..=800_u32).prop_map(Period::Days)]
        .boxed()
}

/// 信用等级表 — a published [`BandTable`], or one of one's own with edges in, out and left open.
pub fn band_table() -> BoxedStrategy<BandTable> {
    prop_oneof![2 => select(sure(published::tables())), 3 => made_table()].boxed()
}

/// 界线声明 — a table and a [`Declared`] for every score that it leaves open.
pub fn declared_table() -> BoxedStrategy<(BandTable, Vec<Declared>)> {
    (band_table(), any::<Index>())
        .prop_map(|(table, which)| {
            let gaps = table.gaps();
            let declared = gaps.iter().filter_map(|gap| {
                let at = which.index(gap.beside.len().max(1));
                Some(Declared { score: gap.least, grade: gap.beside.get(at)?.clone(), bad_record: gap.bad_record })
            });
            let declared = declared.collect();
            (table, declared)
        })
        .boxed()
}

/// A file, a table that allows its bases, and a day.
pub fn credited() -> BoxedStrategy<(CreditFile, BandTable, Day)> {
    (band_table(), option::weighted(0.4, any::<crate::provider::PendingAppeal>()))
        .prop_flat_map(|(table, pending)| {
            let points = match table.scheme().scoring {
                Scoring::Merit { base: BaseRule::Exactly(points), .. } => Just(points).boxed(),
                Scoring::Merit { base: BaseRule::AtMost(most), .. } => {
                    (0..=most.hundredths()).prop_map(|n| sure(Points::from_hundredths(n))).boxed()
                }
                _ => (40..=90_i64).prop_map(|n| sure(Points::from_hundredths(n.saturating_mul(100)))).boxed(),
            };
            let table = pending.map_or(table.clone(), |pending| table.with_pending(pending));
            (file_with(filed(points)), Just(table), credit_day())
        })
        .boxed()
}

/// 信用结论 — any [`Credit`].
pub fn credit() -> BoxedStrategy<Credit> {
    credited().prop_map(|(file, table, day)| sure(table.credit(&file, day))).boxed()
}

/// 资格结论 — any [`Standing`].
pub fn credit_standing() -> BoxedStrategy<Standing> {
    (credit(), any::<Barred>()).prop_map(|(credit, what)| credit.may(what)).boxed()
}

// ------------------------------------------------------------------------------------------------ assessment

/// Weights that sum to one, in whole parts of the sum.
fn weights(number: usize) -> BoxedStrategy<Vec<Share>> {
    vec(1..=60_u32, number)
        .prop_map(|parts| {
            let sum = parts.iter().fold(0_u32, |sum, part| sum.saturating_add(*part));
            parts.into_iter().map(|part| sure(Share::new(part, sum))).collect()
        })
        .boxed()
}

/// 考核方案 — any [`AppraisalPlan`] of one or two levels.
pub fn appraisal_plan() -> BoxedStrategy<AppraisalPlan> {
    let lower = option::of((1..=3_usize).prop_flat_map(weights));
    ((1..=4_usize).prop_flat_map(weights), lower, vec(any::<Input>(), 8))
        .prop_map(|(upper, lower, inputs)| {
            let id = |n: usize| sure(PartId::new(format!("k{n}")));
            let mut inputs = inputs.into_iter().cycle();
            let part =
                |n, weight, under, input| PlanPart { id: id(n), name: format!("第{n}项"), input, weight, under };
            let mut parts: Vec<PlanPart> = Vec::new();
            for (n, weight) in upper.iter().enumerate() {
                let input = if n == 0 && lower.is_some() { None } else { inputs.next() };
                parts.push(part(n, *weight, None, input));
            }
            for weight in lower.into_iter().flatten() {
                parts.push(part(parts.len(), weight, Some(id(0)), inputs.next()));
            }
            sure(AppraisalPlan::new(Plan {
                id: sure("plan".parse()),
                full: sure("100".parse()),
                parts,
                required: Vec::new(),
                source: evidence(),
                confidence: Confidence::CallersOwn,
            }))
        })
        .boxed()
}

/// 得分 — any [`PartScore`] out of a hundred.
pub fn part_score() -> BoxedStrategy<PartScore> {
    let given = || (0..=10_000_i64).prop_map(|n| sure(Points::from_hundredths(n)));
    prop_oneof![
        3 => given().prop_map(PartScore::Points),
        1 => satisfaction().prop_map(|survey| PartScore::of_survey(&survey)),
        1 => vec(given(), 1..=7).prop_map(PartScore::Panel),
    ]
    .boxed()
}

/// A plan and scores for it; sometimes one is missing.
pub fn appraised() -> BoxedStrategy<(AppraisalPlan, BTreeMap<PartId, PartScore>)> {
    (appraisal_plan(), vec(part_score(), 8), option::weighted(0.3, any::<Index>()))
        .prop_map(|(plan, scores, missing)| {
            let leaves = plan.plan().parts.iter().filter(|part| part.input.is_some());
            let leaves: Vec<PartId> = leaves.map(|part| part.id.clone()).collect();
            let left_out = missing.map(|missing| missing.index(leaves.len().max(1)));
            let given = leaves.into_iter().zip(scores).enumerate().filter(|(at, _)| Some(*at) != left_out);
            let given = given.map(|(_, pair)| pair).collect();
            (plan, given)
        })
        .boxed()
}

/// 考核结果 — any [`Appraisal`].
pub fn appraisal() -> BoxedStrategy<Appraisal> {
    appraised().prop_map(|(plan, scores)| sure(plan.appraise(&scores))).boxed()
}

/// 考核后果阶梯 — any [`Ladder`] out of a hundred.
pub fn ladder() -> BoxedStrategy<Ladder> {
    let steps = vec![LadderStep::Rectify, LadderStep::Deduct, LadderStep::ReplacementVote, LadderStep::Exit];
    (0..=100_i64, 0..=100_i64, subsequence(steps, 1..=4), (1..=90_u32).prop_map(Period::Days))
        .prop_map(|(a, b, steps, within)| {
            let points = |n: i64| sure(Points::from_hundredths(n.saturating_mul(100)));
            sure(Ladder::new(points(100), points(a.min(b)), points(a.max(b)), steps, within))
        })
        .boxed()
}

/// A history of up to five assessments, a month apart.
pub fn appraisal_history() -> BoxedStrategy<Vec<Assessed>> {
    (credit_day(), vec(appraisal(), 0..=5))
        .prop_map(|(first, appraisals)| {
            let day = |n: usize| later(first, u32::try_from(n).unwrap_or(0).saturating_mul(30));
            let of = |(n, appraisal)| Assessed { on: day(n), appraisal };
            appraisals.into_iter().enumerate().map(of).collect()
        })
        .boxed()
}

/// 阶梯结论 — any [`LadderAnswer`].
pub fn ladder_answer() -> BoxedStrategy<LadderAnswer> {
    (ladder(), appraisal_history()).prop_map(|(ladder, history)| sure(ladder.answer(&history))).boxed()
}

/// 测评方法 — any [`SurveyMethod`].
pub fn survey_method() -> BoxedStrategy<SurveyMethod> {
    (any::<SurveyMode>(), select(vec!["五级，后两级计为满意", "满意、不满意两级"]), 1..=2_u16)
        .prop_map(|(mode, scale, version)| SurveyMethod { mode, scale: scale.to_owned(), version })
        .boxed()
}

/// 满意度 — any [`Satisfaction`]: none, all, or a part of the replies.
pub fn satisfaction() -> BoxedStrategy<Satisfaction> {
    (1..=3_000_u64, any::<u64>(), option::of(0..=3_000_u64), survey_method(), credit_day())
        .prop_map(|(valid, satisfied, more, method, on)| {
            let asked = more.map(|more| valid.saturating_add(more));
            sure(Satisfaction::new(within(satisfied, valid), valid, asked, method, on, evidence()))
        })
        .boxed()
}

/// 投诉办理 — any [`CaseCounts`].
pub fn case_counts() -> BoxedStrategy<CaseCounts> {
    (0..=3_000_u64, option::of(any::<u64>()), option::of(any::<u64>()), option::of(any::<(u64, u64)>()))
        .prop_map(|(accepted, responded, solved, satisfied)| {
            let part = |n: u64| within(n, accepted);
            let asked = satisfied.map(|(a, b)| (within(a, part(b)), part(b)));
            sure(CaseCounts::new(accepted, responded.map(part), solved.map(part), asked))
        })
        .boxed()
}

// ------------------------------------------------------------------------------------------------ pool

/// 预选库 — any [`Pool`] of up to six providers; every log that follows in turn.
pub fn provider_pool() -> BoxedStrategy<Pool> {
    let wanted = vec((0..=5_usize, 0..=5_u8, any::<crate::estate::ProviderKind>(), 0..=60_u32), 0..=20);
    (credit_day(), wanted)
        .prop_map(|(first, wanted)| {
            let mut events: Vec<PoolEvent> = Vec::new();
            let mut day = first;
            let make = |events: Vec<PoolEvent>| Pool::new(sure("pool".parse()), sure("441900".parse()), events);
            for (provider, act, kind, days) in wanted {
                day = later(day, days);
                let act = match act {
                    0 => PoolAct::Applied { kind },
                    1 | 2 => PoolAct::Vetted { by: "物业管理协会".to_owned(), passed: act == 1 },
                    3 => PoolAct::Left,
                    4 => PoolAct::Removed { by: Authority::HousingDepartment },
                    _ => PoolAct::EntryFiled { with: Authority::HousingDepartment },
                };
                let provider = sure(ProviderId::new(format!("q{provider}")));
                events.push(PoolEvent { on: day, provider, act, source: None });
                // What does not follow from what went before is not entered.
                if make(events.clone()).is_err() {
                    events.pop();
                }
            }
            sure(make(events))
        })
        .boxed()
}

/// 入库企业 — any [`Member`].
pub fn pool_member() -> BoxedStrategy<Member> {
    (provider_id(), any::<crate::estate::ProviderKind>(), credit_day(), option::of(credit_day()))
        .prop_map(|(provider, kind, since, filed)| Member { provider, kind, since, filed })
        .boxed()
}

/// 抽取规则 — any [`PoolRules`] that does not stop a draw and wants nobody more than there are.
pub fn pool_rules() -> BoxedStrategy<PoolRules> {
    (any::<bool>(), select(vec![UnknownCandidates::StayOut, UnknownCandidates::TakePart]))
        .prop_map(|(filing_needed, unknown)| PoolRules { wanted: 1, filing_needed, unknown })
        .boxed()
}

/// A pool of some listed providers, their credits, and the day of a draw.
pub fn drawable() -> BoxedStrategy<(Pool, Vec<Credit>, Day)> {
    vec((credited(), any::<bool>()), 1..=5)
        .prop_map(|all| {
            let day = on(2025, 3, 1);
            let (mut events, mut credits) = (Vec::new(), Vec::new());
            for (n, ((file, table, _), known)) in all.into_iter().enumerate() {
                let provider = sure(ProviderId::new(format!("q{n}")));
                for act in [
                    PoolAct::Applied { kind: crate::estate::ProviderKind::Private },
                    PoolAct::Vetted { by: "物业管理协会".to_owned(), passed: true },
                ] {
                    events.push(PoolEvent { on: on(2024, 1, 1), provider: provider.clone(), act, source: None });
                }
                let file = CreditFile::new(
                    provider,
                    file.bases().to_vec(),
                    file.records().to_vec(),
                    file.penalties().to_vec(),
                );
                if known {
                    credits.push(sure(table.credit(&sure(file), day)));
                }
            }
            (sure(Pool::new(sure("pool".parse()), sure("441900".parse()), events)), credits, day)
        })
        .boxed()
}

/// 抽取结果 — any [`Drawn`].
pub fn drawn() -> BoxedStrategy<Drawn> {
    (drawable(), draw())
        .prop_map(|((pool, credits, day), draw)| {
            let rules = PoolRules { wanted: 1, filing_needed: false, unknown: UnknownCandidates::TakePart };
            pool.draw(&credits, rules, draw, day).or_else(|_| pool.draw(&[], rules, draw, day))
        })
        .prop_map(sure)
        .boxed()
}

/// 所服务小区 — up to five [`Served`] compounds.
pub fn served() -> BoxedStrategy<Vec<Served>> {
    vec((option::of(approx(0..=5_000_u32)), option::of(approx(area()))), 0..=5)
        .prop_map(|all| {
            let of = |(n, (households, area))| {
                let compound = sure(CompoundId::new(format!("c{n}")));
                Served { compound, households, area }
            };
            all.into_iter().enumerate().map(of).collect()
        })
        .boxed()
}

/// 服务负荷 — any [`Load`].
pub fn load() -> BoxedStrategy<Load> {
    served().prop_map(|served| sure(Load::of(&served))).boxed()
}

// ------------------------------------------------------------------------------------------------ rosters

fn who() -> BoxedStrategy<Who> {
    (0..=6_u8).prop_map(|n| sure(Who::new(format!("人{n}")))).boxed()
}

/// 任职 — any [`Post`].
pub fn post() -> BoxedStrategy<Post> {
    (who(), any::<Role>()).prop_map(|(person, role)| Post { person, role }).boxed()
}

/// 人员情况 — any [`Person`].
pub fn person() -> BoxedStrategy<Person> {
    let facts = (option::of(any::<bool>()), option::of(any::<bool>()));
    (who(), facts, option::of(any::<crate::provider::LeaderSource>()))
        .prop_map(|(id, (party, provider_employee), from)| Person { id, party, provider_employee, from })
        .boxed()
}

/// 名册 — any [`Roster`] of up to twelve posts.
pub fn roster() -> BoxedStrategy<Roster> {
    let strength = btree_map(any::<Role>(), 0..=60_u32, 0..=3);
    let groups = subsequence(vec!["党员小组", "安全监督组", "矛盾调解组"], 0..=3);
    (vec(post(), 0..=12), vec(person(), 0..=5), groups, strength, option::of(0..=90_u32))
        .prop_map(|(posts, people, groups, strength, total)| {
            let mut roster = Roster::new(sure("station".parse()), None, None);
            for post in posts {
                // What stands there already is left as it is.
                let _ = roster.appoint(post.person, post.role);
            }
            for person in people {
                let _ = roster.state(person);
            }
            let _ = roster.set_groups(groups.into_iter().map(str::to_owned).collect());
            let strength = strength.into_iter().map(|(role, number)| Strength { role, number });
            let _ = roster.set_strength(strength.collect(), total);
            roster
        })
        .boxed()
}

/// 交叉任职 — any [`CrossAppointment`].
pub fn cross_appointment() -> BoxedStrategy<CrossAppointment> {
    (who(), subsequence(Role::ALL.to_vec(), 2..=4))
        .prop_map(|(person, roles)| CrossAppointment { person, roles })
        .boxed()
}

/// 架构 — a published [`Structure`], or one with one to four levels.
pub fn structure() -> BoxedStrategy<Structure> {
    let names = vec![("街道", "street"), ("社区", "community"), ("网格", "grid"), ("楼栋", "building")];
    let made = (subsequence(names, 1..=4), any::<StructureKind>()).prop_map(|(names, kind)| {
        let level = |(zh, en): (&str, &str)| Level { zh: zh.to_owned(), en: en.to_owned() };
        let levels = names.into_iter().map(level).collect();
        let word = vec!["几级联动".to_owned()];
        sure(Structure::new(word, "levels".to_owned(), kind, levels, evidence(), Confidence::CallersOwn))
    });
    prop_oneof![select(sure(published::structures())), made].boxed()
}
