//! A housing bureau's view of its city: the statistics of the letters, reckoned again from their raw pairs with what
//! other sources say beside them; then a made-up city of 3,000 compounds: coverage, what is missing most, which one
//! fact would help how many, who may apply for renovation, money by district, its providers in the bands of two cities.
//!
//! ```text
//! cargo run --release --example bureau
//! cargo run --release --example bureau -- bureau.svg
//! ```
//!
//! Without a path the chart is drawn and only its size is told. The chart is written by hand: bars are whole pixels, so
//! that it needs no library and no float. The city is the same in every run.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::fs;

use serde::Deserialize;
use wuye::assess::Checklist;
use wuye::balance::{Basis, Budget, Line, LineKind};
use wuye::dossier::Dossier;
use wuye::estate::{Compound, Fact, Quantity, Source, Stated, Value};
use wuye::law::{Authority, Confidence, Locator, Place};
use wuye::measure::draw::{Draw, Generator, Stream};
use wuye::measure::{Approx, Day, Money, Points, Span};
use wuye::mode::Mode;
use wuye::money::{CostKind, IncomeKind, Purpose, Purse};
use wuye::programme::{
    Applicant, AsOf, CountUnit, Definition, Frame, Portfolio, PortfolioEntry, PortfolioPlan, Reported, Scope,
    Statistic, change, compare, publish, rank_applicants, sum,
};
use wuye::provider::{Appeal, Barred, Base, BaseState, CreditFile, Record, RecordKind, published};
use wuye::rule::{Aim, Application, Key, Rulebook, Verdict};
use wuye::terms::Lang;

type Run<T = ()> = Result<T, Box<dyn Error>>;

/// How many compounds the made-up city has.
const COMPOUNDS: usize = 3_000;
/// How many providers it has.
const PROVIDERS: usize = 216;
/// Its districts and counties, those of Xianning, and how many of a hundred compounds lie in each.
const DISTRICTS: [(&str, &str, u64); 6] = [
    ("421202", "咸安区", 38),
    ("421221", "嘉鱼县", 15),
    ("421222", "通城县", 14),
    ("421223", "崇阳县", 13),
    ("421224", "通山县", 11),
    ("421281", "赤壁市", 9),
];
/// The modes that count as service in its coverage.
const SERVICE: [Mode; 3] = [Mode::Professional, Mode::Basic, Mode::BigProperty];
/// Groups of less than so many are not published.
const THRESHOLD: u64 = 10;

fn day() -> Run<Day> {
    Ok("2024-01-31".parse()?)
}

// ---------------------------------------------------------------------------------- the letters

#[derive(Deserialize)]
struct File {
    statistics: Vec<Counted>,
}

#[derive(Deserialize)]
struct Counted {
    id: String,
    statistic: Statistic,
}

/// The statistics of a city's letters by their ids.
struct Letters(BTreeMap<String, Statistic>);

impl Letters {
    fn read(city: &str) -> Run<Self> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/letters");
        let file: File = wuye::json::from_json(&fs::read_to_string(format!("{folder}/{city}-statistics.json"))?)?;
        Ok(Self(file.statistics.into_iter().map(|counted| (counted.id, counted.statistic)).collect()))
    }

    fn get(&self, id: &str) -> Run<&Statistic> {
        self.0.get(id).ok_or_else(|| format!("no statistic {id}").into())
    }
}

fn definition(id: &str, zh: &str, en: &str, part: bool) -> Run<Definition> {
    Ok(Definition { id: id.parse()?, version: 1, zh: zh.into(), en: en.into(), part })
}

/// Two sources side by side; nothing is averaged or mended.
fn side_by_side(first: &Statistic, second: &Statistic) {
    for line in compare(first, second).render(Lang::Zh) {
        println!("  {line}");
    }
}

/// 一、来函统计 — the rates of the letters from their raw pairs, and the conflicts between sources.
fn letters() -> Run {
    println!("一、来函统计（由原始数对重算，分歧并存）");
    let xiamen = Letters::read("xiamen")?;
    side_by_side(xiamen.get("unserved")?, xiamen.get("unserved-later")?);
    side_by_side(xiamen.get("compounds")?, xiamen.get("compounds-later")?);
    let half = definition("half", "党员占50%以上的业委会占全部业委会", "committees with half members", true)?;
    let committees = xiamen.get("committees-half")?.per_across_time(xiamen.get("committees-later")?, half)?;
    println!("  {}（281个，对2024年8月的1,116个）", committees.render(Lang::Zh));
    let shengguang = change(xiamen.get("shengguang-before")?, xiamen.get("shengguang-after")?)?;
    println!("  {}", shengguang.render(Lang::Zh));

    let dongguan = Letters::read("dongguan")?;
    let (planned, done) = (dongguan.get("renovation-planned")?, dongguan.get("renovation-done")?);
    let against = |what: &str| definition("done-against", what, "done against planned", false);
    let letter = done.per(planned, against("实际开展对年度计划（来函120对109）")?)?;
    println!("  {}：{}", letter.definition().zh, percent(letter.value().value)?);
    let later = dongguan.get("renovation-done-later")?;
    let target = dongguan.get("province-target-compounds")?;
    let other = later.per(target, against("实际开展对省下达任务（另一答复233对109）")?)?;
    println!("  {}：{}", other.definition().zh, percent(other.value().value)?);
    side_by_side(done, later);
    side_by_side(planned, target);

    let xianning = Letters::read("xianning")?;
    let each = definition("each", "每小区户数", "households per compound", false)?;
    println!("  {}", xianning.get("planned-households")?.per(xianning.get("planned")?, each)?.render(Lang::Zh));
    Ok(())
}

fn percent(share: wuye::measure::Ratio) -> Run<String> {
    Ok(wuye::programme::percent(share, 2, wuye::measure::RoundingMode::HalfAwayFromZero)?)
}

// ---------------------------------------------------------------------------------- a made-up city

/// Whole numbers that look random, the same in every run.
struct Dice(Stream);

impl Dice {
    fn new(seed: u64) -> Self {
        Self(Draw { generator: Generator::SplitMix64, seed }.stream())
    }

    fn below(&mut self, most: u64) -> u64 {
        self.0.next_u64() % most
    }

    /// Whether it happens that happens so often in a hundred.
    fn percent(&mut self, often: u64) -> bool {
        self.below(100) < often
    }
}

/// One compound with its budget, if it has one, and how many of its households want the works and support them.
struct Member {
    dossier: Dossier,
    budget: Option<Budget>,
    wanted: [u64; 2],
    households: u64,
}

/// The name of a district or county.
fn name(place: Place) -> String {
    let code = place.to_string();
    let known = DISTRICTS.iter().find(|(own, ..)| *own == code);
    known.map_or(code.clone(), |(_, name, _)| (*name).to_owned())
}

fn district(dice: &mut Dice) -> &'static str {
    let mut at = dice.below(100);
    for (place, _, share) in DISTRICTS {
        if at < share {
            return place;
        }
        at -= share;
    }
    DISTRICTS[0].0
}

/// What is stated of a compound: how often each thing is stated, and how often it is so.
const STATED: [(Fact, u64, u64); 11] = [
    (Fact::Unserved, 96, 45),
    (Fact::Guardhouse, 93, 78),
    (Fact::Surveillance, 90, 84),
    (Fact::Enclosure, 88, 82),
    (Fact::ParkingProvided, 82, 74),
    (Fact::PartyOrganisation, 95, 90),
    (Fact::MultiPartyConsultation, 90, 88),
    (Fact::ResidentsCovenant, 92, 85),
    (Fact::ContributionToWorks, 75, 70),
    (Fact::LaterManagementAccepted, 84, 86),
    (Fact::OwnersCommittee, 90, 38),
];

fn member(n: usize, dice: &mut Dice) -> Run<Member> {
    let (on, by) = (day()?, Authority::Street);
    let place = district(dice).parse()?;
    let compound =
        Compound { id: format!("XN{n:04}").parse()?, name: format!("示例小区{n}"), place, yards: vec![] };
    let mut dossier = Dossier::new(compound);
    for (fact, stated, so) in STATED {
        if dice.percent(stated) {
            dossier.state(fact, Stated::new(dice.percent(so), on, by))?;
        }
    }
    let households = 40 + dice.below(60) * (1 + dice.below(12));
    if dice.percent(89) {
        let left = if dice.percent(80) { 0 } else { 1 + dice.below(6) };
        let left = Value::Count(u32::try_from(left)?);
        dossier.measure(Quantity::IllegalStructures, Stated::new(Approx::exact(left), on, by))?;
    }
    let stated = Value::Count(u32::try_from(households)?);
    dossier.measure(Quantity::Households, Stated::new(Approx::exact(stated), on, by))?;
    let wanted = [households * (40 + dice.below(61)) / 100, households * (50 + dice.below(51)) / 100];
    let budget = if dice.percent(85) { Some(budget(households, dice)?) } else { None };
    Ok(Member { dossier, budget, wanted, households })
}

/// A year's fee and cost, in yuan per household; of some the cost is not known.
fn budget(households: u64, dice: &mut Dice) -> Run<Budget> {
    let span = Span::new("2024-01-01".parse()?, "2025-01-01".parse()?)?;
    let yuan = |each: u64| -> Run<Money> { Ok(Money::from_fen(i64::try_from(households * each * 100)?)?) };
    let fee = yuan(240 + dice.below(360))?;
    let cost = if dice.percent(92) { Some(Approx::exact(yuan(300 + dice.below(400))?)) } else { None };
    let line = |id: &str, kind, basis| -> Run<Line> {
        Ok(Line { id: id.parse()?, kind, basis, purse: Purse::Operating, span: None, resource: None })
    };
    let lines = vec![
        line("物业费", LineKind::Income(IncomeKind::ServiceFee), Basis::Lump(Some(Approx::exact(fee))))?,
        line("服务支出", LineKind::Cost(CostKind::Staff), Basis::Lump(cost))?,
    ];
    Ok(Budget::new(Purpose::Service, span, lines)?)
}

fn city() -> Run<Vec<Member>> {
    let mut dice = Dice::new(20_240_131);
    (0..COMPOUNDS).map(|n| member(n, &mut dice)).collect()
}

// ---------------------------------------------------------------------------------- the portfolio

fn frame(definition: Definition, place: Place) -> Run<Frame> {
    let source = Source { document: "示例档案汇总".into(), at: Locator::Whole, quote: String::new() };
    let (scope, at) = (Scope { place, area: None }, AsOf::On(day()?));
    Ok(Frame { definition, scope, at, source, confidence: Confidence::CallersOwn })
}

fn counted<'a>(city: &'a [Member], rulebook: &Rulebook) -> Run<Portfolio> {
    let aims: Vec<Aim> =
        rulebook.aims().into_iter().filter(|aim| matches!(aim, Aim::Mode(_) | Aim::Apply(_))).collect();
    let plan = PortfolioPlan::compile(rulebook, &aims, &SERVICE, day()?)?;
    // In parts, as offices count their own; any order of merging gives the same bytes.
    let mut parts = Vec::new();
    for (n, chunk) in city.chunks(700).enumerate() {
        let entry = |member: &'a Member| PortfolioEntry { dossier: &member.dossier, budget: member.budget.as_ref() };
        let entries: Vec<PortfolioEntry<'a>> = chunk.iter().map(entry).collect();
        parts.push(plan.run(&entries, u64::try_from(n * 700)?)?);
    }
    let mut all = parts.pop().ok_or("no compounds")?;
    for part in &parts {
        all = all.merge(part)?;
    }
    Ok(all)
}

/// 二、示例城市 — coverage in compounds and in households, verdicts, choices.
fn overview(portfolio: &Portfolio, rulebook: &Rulebook) -> Run {
    println!("二、示例城市（{}个小区，随机生成，非真实数据）", portfolio.compounds());
    let coverage = || definition("service-coverage", "有物业服务", "served", true);
    for unit in [CountUnit::Compounds, CountUnit::Households] {
        println!("  {}", portfolio.coverage(unit, &frame(coverage()?, rulebook.place())?)?.render(Lang::Zh));
    }
    for (aim, count) in portfolio.aims() {
        println!("  {}：{}", aim.render(Lang::Zh), count.verdicts().render(Lang::Zh));
    }
    for (choice, count) in portfolio.choices() {
        println!("  {}：{count}个小区", choice.render(Lang::Zh));
    }
    Ok(())
}

/// 三、缺什么 — what is missing most, and what alone would help how many.
fn needs(portfolio: &Portfolio) {
    println!("三、缺什么");
    for need in portfolio.most_missing().iter().take(8) {
        println!("  {}", need.render(Lang::Zh));
    }
    for (aim, count) in portfolio.aims() {
        let helpful = count.most_helpful();
        if !helpful.is_empty() {
            println!("  仅查明或整改此一项即满足「{}」：", aim.render(Lang::Zh));
        }
        for need in helpful.iter().take(5) {
            println!("    {}：{}个小区", need.asked.render(Lang::Zh), need.count.alone());
        }
    }
}

/// For each district the compounds of which something holds, of all.
fn groups(city: &[Member], id: &str, what: &str, holds: impl Fn(&Member) -> bool) -> Run<Vec<Statistic>> {
    let mut groups = Vec::new();
    for (code, name, _) in DISTRICTS {
        let place: Place = code.parse()?;
        let own = || city.iter().filter(|member| member.dossier.compound.place == place);
        let number = u64::try_from(own().filter(|member| holds(member)).count())?;
        let all = u64::try_from(own().count())?;
        let frame = frame(definition(id, what, id, true)?, "421200".parse()?)?;
        let frame = Frame { scope: Scope { area: Some(name.into()), ..frame.scope }, ..frame };
        let (numerator, denominator) = (Approx::exact(number), Some(Approx::exact(all)));
        groups.push(Statistic::new(Reported { frame, unit: CountUnit::Compounds, numerator, denominator })?);
    }
    Ok(groups)
}

/// 四、改造申报 — who may apply, by district as it may be published, and who comes first.
fn renovation(city: &[Member], rulebook: &Rulebook) -> Run {
    println!("四、改造申报");
    let checklist = Checklist::compile(rulebook, Aim::Apply(Application::Renovation));
    let on = day()?;
    let verdict = |member: &Member| checklist.assess(&member.dossier, on).verdict();
    let many = |member: &Member| match member.dossier.quantity(Quantity::IllegalStructures, on) {
        Some(stated) => stated.value.compare(&Value::Count(6)).is_some_and(std::cmp::Ordering::is_ge),
        None => false,
    };
    let ready = |member: &Member| verdict(member) == Verdict::Met;
    println!("  {}", sum(&groups(city, "ready", "前置条件均已具备的小区", ready)?)?.render(Lang::Zh));
    for line in publish(&groups(city, "illegal", "违法建设6处以上的小区", many)?, THRESHOLD)?.render(Lang::Zh)
    {
        println!("    {line}");
    }
    let share = |id: &str, what: &str, of: u64, member: &Member| -> Run<Statistic> {
        let compound = &member.dossier.compound;
        let frame = frame(definition(id, what, id, true)?, compound.place)?;
        let scope = Scope { area: Some(compound.name.clone()), ..frame.scope.clone() };
        let (numerator, denominator) = (Approx::exact(of), Some(Approx::exact(member.households)));
        let unit = CountUnit::Households;
        Ok(Statistic::new(Reported { frame: Frame { scope, ..frame }, unit, numerator, denominator })?)
    };
    let mut applicants = Vec::new();
    for member in city.iter().filter(|member| verdict(member) != Verdict::Unmet) {
        let [will, support] = member.wanted;
        applicants.push(Applicant {
            compound: member.dossier.compound.id.clone(),
            preconditions: verdict(member),
            will: Some(share("will", "有改造意愿的户数", will, member)?),
            support: Some(share("support", "支持改造的户数", support, member)?),
        });
    }
    let ranking = rank_applicants(&rulebook.setting(Key::Ranking(Application::Renovation), on), &applicants)?;
    println!("  已排序{}个小区，前置条件待查明而未排序{}个：", ranking.ranked().len(), ranking.unranked().len());
    for line in ranking.render(Lang::Zh).iter().take(6) {
        println!("    {line}");
    }
    Ok(())
}

/// 五、收支缺口 — by district.
fn money(portfolio: &Portfolio) -> Run {
    println!("五、收支缺口（结余不抵他处缺口）");
    for (place, count) in portfolio.districts() {
        println!("  {}：{}", name(*place), count.gap.render(Lang::Zh));
    }
    println!("  全市：{}", portfolio.gap()?.render(Lang::Zh));
    Ok(())
}

// ---------------------------------------------------------------------------------- the providers

/// Files of made-up providers: a base, good and bad records of the last three years, some appealed. The scores are
/// multiples of five, so that some lie on an edge.
fn files() -> Run<Vec<CreditFile>> {
    let mut dice = Dice::new(20_240_201);
    let mut all = Vec::new();
    for n in 0..PROVIDERS {
        let base = Base { from: "2021-01-01".parse()?, state: BaseState::Filed(points(70 + 5 * dice.below(3))?) };
        let mut records = Vec::new();
        for m in 0..dice.below(7) {
            let evidence = Source { document: "示例处理决定".into(), at: Locator::Whole, quote: String::new() };
            let on: Day = format!("{}-{:02}-15", 2021 + dice.below(3), 1 + dice.below(12)).parse()?;
            let appealed = dice.percent(12).then_some(Appeal { filed: on, decided: None });
            records.push(Record {
                id: format!("r{m}").parse()?,
                kind: if dice.percent(55) { RecordKind::Good } else { RecordKind::Bad },
                points: points(5 * (1 + dice.below(3)))?,
                on,
                lasts: None,
                veto: false,
                evidence,
                appeal: appealed,
                restored: None,
            });
        }
        records.sort_by_key(|record| record.on);
        all.push(CreditFile::new(format!("企业{n:03}").parse()?, vec![base], records, Vec::new())?);
    }
    Ok(all)
}

fn points(whole: u64) -> Run<Points> {
    Ok(whole.to_string().parse()?)
}

/// 六、企业信用 — the same files under the bands of two cities on one day. Shangqiu does not say to which band a score on
/// an edge belongs, and Yantai not whether a record counts while it is appealed: such a provider has no band.
fn credit() -> Run<Vec<(String, Vec<Bar>)>> {
    println!("六、企业信用（{PROVIDERS}家示例企业，同一批档案、两市等级）");
    let (files, mut panels) = (files()?, Vec::new());
    for table in [published::yantai()?, published::shangqiu()?] {
        let mut bands: BTreeMap<Option<usize>, u64> = BTreeMap::new();
        let grades = table.grades();
        let mut barred = 0;
        for file in &files {
            let credit = table.credit(file, "2023-12-31".parse()?)?;
            let at = credit.grade().and_then(|grade| grades.iter().position(|other| *other == grade));
            *bands.entry(at).or_default() += 1;
            if credit.may(Barred::Tendering).verdict == Verdict::Unmet {
                barred += 1;
            }
        }
        let scheme = table.scheme();
        let bar = |(at, count): (&Option<usize>, &u64)| {
            let name = at.and_then(|at| grades.get(at)).map_or("待查明".to_owned(), ToString::to_string);
            let colour = if at.is_some() { BLUE } else { GREY };
            Bar { name, parts: vec![(*count, colour)], told: format!("{count}家") }
        };
        let bars: Vec<Bar> = bands.iter().map(bar).collect();
        let told: Vec<String> = bars.iter().map(|bar| format!("{}{}", bar.name, bar.told)).collect();
        println!("  {}：{}；不得参与招投标{barred}家", scheme.zh, told.join("，"));
        println!("    来源未载明的界线{}处", table.gaps().len());
        panels.push((scheme.zh.clone(), bars));
    }
    Ok(panels)
}

// ---------------------------------------------------------------------------------- the chart

/// One bar: its name, its parts with their colours, and what is written behind it.
struct Bar {
    name: String,
    parts: Vec<(u64, &'static str)>,
    told: String,
}

/// Panels of bars; in each the longest bar has the whole width.
fn chart(panels: &[(String, Vec<Bar>)]) -> Run<String> {
    let (row, head, left, wide) = (28_u64, 54_u64, 380_u64, 420_u64);
    let rows = u64::try_from(panels.iter().map(|(_, bars)| bars.len()).sum::<usize>())?;
    let height = 70 + row * rows + head * u64::try_from(panels.len())?;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1120 {height}\" font-family=\"sans-serif\" font-size=\"14\">\n\
         <rect width=\"1120\" height=\"{height}\" fill=\"white\"/>\n\
         <text x=\"20\" y=\"34\" font-size=\"20\">示例城市：{COMPOUNDS}个小区（随机生成）</text>\n"
    );
    let mut y = 44;
    for (title, bars) in panels {
        writeln!(svg, "<text x=\"20\" y=\"{}\" font-size=\"16\">{title}</text>", y + 32)?;
        y += head - 10;
        let whole = |bar: &Bar| bar.parts.iter().map(|(size, _)| size).sum::<u64>();
        let most = bars.iter().map(whole).max().unwrap_or(1).max(1);
        for bar in bars {
            writeln!(svg, "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>", left - 12, y + 16, bar.name)?;
            let mut x = left;
            for (size, colour) in &bar.parts {
                let length = size * wide / most;
                writeln!(svg, "<rect x=\"{x}\" y=\"{y}\" width=\"{length}\" height=\"20\" fill=\"{colour}\"/>")?;
                x += length;
            }
            writeln!(svg, "<text x=\"{}\" y=\"{}\">{}</text>", x + 8, y + 16, bar.told)?;
            y += row;
        }
        y += 10;
    }
    svg.push_str("</svg>\n");
    Ok(svg)
}

const GREEN: &str = "#2f7d4f";
const RED: &str = "#b5523b";
const GREY: &str = "#9aa3ad";
const BLUE: &str = "#3b6fb5";

fn drawn(portfolio: &Portfolio, credit: Vec<(String, Vec<Bar>)>) -> Run<String> {
    let verdicts = portfolio.aims().iter().map(|(aim, count)| Bar {
        name: aim.render(Lang::Zh),
        parts: vec![(count.met(), GREEN), (count.unknown(), GREY), (count.unmet(), RED)],
        told: count.verdicts().render(Lang::Zh),
    });
    let missing = portfolio.most_missing();
    let missing = missing.iter().take(8).map(|need| Bar {
        name: need.asked.render(Lang::Zh),
        parts: vec![(need.count.establish, BLUE), (need.count.missing.saturating_sub(need.count.establish), GREY)],
        told: format!("缺报{}，其中仅此一项{}", need.count.missing, need.count.establish),
    });
    let mut gaps = Vec::new();
    for (place, count) in portfolio.districts() {
        let range = count.gap.range()?;
        let fen = range.least.map_or(0, Money::fen);
        gaps.push(Bar {
            name: name(*place),
            parts: vec![(u64::try_from(fen)?, RED)],
            told: format!("至少{}元，待查明{}个", range.least.unwrap_or(Money::ZERO).grouped(), count.gap.unknown()),
        });
    }
    let mut panels = vec![
        ("判定：满足（绿）、待查明（灰）、不满足（红）".to_owned(), verdicts.collect()),
        ("缺报最多的事项（蓝：仅缺此一项）".to_owned(), missing.collect()),
        ("收支缺口".to_owned(), gaps),
    ];
    panels.extend(credit);
    chart(&panels)
}

fn main() -> Run {
    letters()?;
    let rulebook = wuye::places::rulebook_for("421200".parse()?)?;
    let city = city()?;
    let portfolio = counted(&city, &rulebook)?;
    overview(&portfolio, &rulebook)?;
    needs(&portfolio);
    renovation(&city, &rulebook)?;
    money(&portfolio)?;
    let svg = drawn(&portfolio, credit()?)?;
    match std::env::args().nth(1) {
        Some(path) => {
            fs::write(&path, &svg)?;
            println!("图：{path}");
        }
        None => println!("图：{}字节；给出文件名则写出。", svg.len()),
    }
    Ok(())
}
