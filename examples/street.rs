//! A street office's view of its compounds, city by city: for each, what is stated, the verdict of every mode with
//! its findings, what is still needed, and statement and fee where figures exist; then the statistics of the city's
//! letters, with those of other sources beside them.
//!
//! ```text
//! cargo run --example street [-- --lang en] [FILE.json …]
//! ```
//!
//! Without files it reads those of `examples/data`: the compounds and the statistics of the letters, each file holding
//! only what a letter says, and an illustration that is marked as such. A file named `…-statistics.json` holds
//! statistics, any other a compound.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use serde::Deserialize;
use wuye::assess::{Assessment, Checklist};
use wuye::balance::{Budget, statement};
use wuye::decide::{AdoptionPolicy, Ground, adopt, choose};
use wuye::dossier::Dossier;
use wuye::estate::{Compound, Quantity, Source, Value};
use wuye::law::{Level, Place};
use wuye::matter::{Matter, Resolution, Tally, TallyRecord, resolve};
use wuye::measure::{Area, Day, Money, apportion};
use wuye::mode::Mode;
use wuye::programme::{Composition, Statistic, compare};
use wuye::rule::{Aim, Rulebook, Verdict};
use wuye::terms::Lang;

/// A file with a compound.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    kind: Kind,
    note_zh: String,
    note_en: String,
    day: Day,
    dossier: Dossier,
    #[serde(default)]
    budgets: Vec<Plan>,
    #[serde(default)]
    polls: Vec<Poll>,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Letter,
    Illustration,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    title_zh: String,
    title_en: String,
    budget: Budget,
    #[serde(default)]
    source: Option<Source>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Poll {
    matter: Matter,
    on: Day,
    tally: TallyRecord,
}

/// A file with statistics; its identities are for `tests/letters.rs`.
#[derive(Deserialize)]
struct Statistics {
    letters: Vec<Head>,
    statistics: Vec<Counted>,
    compositions: Vec<Composed>,
    conflicts: Vec<Conflict>,
}

#[derive(Deserialize)]
struct Head {
    document: String,
    issuer: String,
    place: Place,
}

#[derive(Deserialize)]
struct Counted {
    id: String,
    statistic: Statistic,
}

#[derive(Deserialize)]
struct Composed {
    composition: Composition,
}

#[derive(Deserialize)]
struct Conflict {
    note_zh: String,
    note_en: String,
    compare: Sides,
}

#[derive(Deserialize)]
struct Sides {
    first: String,
    second: String,
}

/// What is known of a city.
#[derive(Default)]
struct City {
    cases: Vec<Case>,
    statistics: Vec<Statistics>,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let (lang, files) = arguments()?;
    // By place; illustrations come last.
    let mut cities: BTreeMap<(bool, Place), City> = BTreeMap::new();
    for file in files {
        let told = |error: &dyn Error| format!("{}: {error}", file.display());
        let text = fs::read_to_string(&file).map_err(|error| told(&error))?;
        if file.to_string_lossy().ends_with("-statistics.json") {
            let statistics: Statistics = wuye::json::from_json(&text).map_err(|error| told(&error))?;
            let place = statistics.letters.first().map_or(Place::NATION, |head| head.place);
            cities.entry((false, city_of(place))).or_default().statistics.push(statistics);
        } else {
            let case: Case = wuye::json::from_json(&text).map_err(|error| told(&error))?;
            let key = (case.kind == Kind::Illustration, city_of(case.dossier.compound.place));
            cities.entry(key).or_default().cases.push(case);
        }
    }
    for ((_, place), city) in &cities {
        println!("████ {}\n", place.render(lang));
        show_overview(*place, &city.cases, lang)?;
        for case in &city.cases {
            show(case, lang)?;
        }
        for statistics in &city.statistics {
            show_statistics(statistics, lang)?;
        }
    }
    Ok(())
}

/// The numbers and lists that the city's own texts set, then compound by compound which modes it may have.
fn show_overview(place: Place, cases: &[Case], lang: Lang) -> Result<(), Box<dyn Error>> {
    let Some(last) = cases.iter().map(|case| case.day).max() else { return Ok(()) };
    let local = rulebook(place)?;
    let own = local.layers().last().filter(|layer| layer.place == place);
    let keys: BTreeSet<_> = own.iter().flat_map(|layer| &layer.parameters).map(|parameter| parameter.key()).collect();
    if !keys.is_empty() {
        println!("── {}", say(lang, "本地规定的事项", "Set by the city's own texts"));
    }
    for key in keys {
        println!("   {}{}{}", key.render(lang), say(lang, "：", ": "), local.setting(key, last).render(lang));
    }
    println!("── {}", say(lang, "一览（✓ 条件具备，✗ 不具备，？ 待查明）", "Overview (✓ met, ✗ not met, ? unknown)"));
    for case in cases {
        let Compound { name, place, .. } = &case.dossier.compound;
        let local = rulebook(*place)?;
        let modes = local.aims().into_iter().filter_map(|aim| match aim {
            Aim::Mode(mode) => Some((aim, mode)),
            _ => None,
        });
        let shown = modes.map(|(aim, mode)| {
            let sign = match Checklist::compile(&local, aim).assess(&case.dossier, case.day).verdict() {
                Verdict::Met => "✓",
                Verdict::Unmet => "✗",
                Verdict::Unknown => "？",
            };
            format!("{sign}{}", label(&local, mode, lang))
        });
        println!("   {name}{}{}", say(lang, "：", ": "), shown.collect::<Vec<_>>().join("  "));
    }
    println!();
    Ok(())
}

/// What the place calls a mode.
fn label(rulebook: &Rulebook, mode: Mode, lang: Lang) -> &str {
    rulebook.label(mode).map_or(mode.render(lang), |label| match lang {
        Lang::Zh => label.zh.as_str(),
        Lang::En => label.en.as_str(),
    })
}

/// The city that a county or district lies in.
fn city_of(place: Place) -> Place {
    if place.level() == Level::County { place.parent().unwrap_or(place) } else { place }
}

fn arguments() -> Result<(Lang, Vec<PathBuf>), Box<dyn Error>> {
    let (mut lang, mut files) = (Lang::Zh, Vec::new());
    let mut rest = std::env::args().skip(1);
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--lang" => lang = rest.next().ok_or("--lang needs zh or en")?.parse()?,
            "--help" | "-h" => return Err("usage: street [--lang zh|en] [FILE.json …]".into()),
            file => files.push(PathBuf::from(file)),
        }
    }
    if files.is_empty() {
        let data = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data");
        for folder in [data.to_owned(), format!("{data}/letters")] {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.extension().is_some_and(|extension| extension == "json") {
                    files.push(path);
                }
            }
        }
        files.sort();
    }
    Ok((lang, files))
}

fn say(lang: Lang, zh: &str, en: &str) -> String {
    if lang == Lang::Zh { zh.to_owned() } else { en.to_owned() }
}

fn show(case: &Case, lang: Lang) -> Result<(), Box<dyn Error>> {
    let Case { day, dossier, .. } = case;
    let compound = &dossier.compound;
    let place = compound.place.render(lang);
    println!("══ {}（{place}）{}", compound.name, day.render(lang));
    println!("   {}", say(lang, &case.note_zh, &case.note_en));
    if case.kind == Kind::Illustration {
        println!("   {}", say(lang, "【示例，非真实数据】", "[illustration, not real data]"));
    }

    show_stated(dossier, lang);
    let rulebook = rulebook(compound.place)?;
    println!("── {}", say(lang, "模式选择", "Choice of mode"));
    let choice = choose(&rulebook, dossier, *day);
    println!("   {}", choice.render(lang));

    if let Some(note) = choice.steps().first().and_then(|step| step.unread_note(lang)) {
        println!("   {note}");
    }

    for aim in rulebook.aims() {
        let Aim::Mode(mode) = aim else { continue };
        let assessment = Checklist::compile(&rulebook, aim).assess(dossier, *day);
        println!("── {}", label(&rulebook, mode, lang));
        show_assessment(&assessment, lang);
    }
    // What else the place's texts ask: to apply for the works, to found a body, duties, resources to count on.
    let others = rulebook.aims().into_iter().filter(|aim| !matches!(aim, Aim::Mode(_) | Aim::Pay(..)));
    println!("── {}", say(lang, "其他事项", "Other matters"));
    for aim in others {
        let assessment = Checklist::compile(&rulebook, aim).assess(dossier, *day);
        println!("   {}{}{}", aim.render(lang), say(lang, "：", ": "), assessment.render(lang));
    }

    show_advance_rent(dossier, *day, lang)?;
    show_budgets(case, &rulebook, lang)?;
    show_polls(case, &rulebook, lang)?;
    println!();
    Ok(())
}

/// The yards, the providers, and every quantity with the words it is from; facts come with the findings.
fn show_stated(dossier: &Dossier, lang: Lang) {
    if !dossier.compound.yards.is_empty() {
        println!("   {}{}", say(lang, "所含：", "made of: "), dossier.compound.yards.join("、"));
    }
    for provider in &dossier.providers {
        println!("   {}{}（{}）", say(lang, "服务人：", "provider: "), provider.name, provider.kind.render(lang));
    }
    let mut said = "";
    for (_, quantity, stated) in dossier.statements.quantities() {
        let number = stated.value.render(lang, &stated.value.value.grouped());
        println!("   {}：{number}{}", quantity.render(lang), quantity.unit(lang));
        let words = stated.source.as_ref().map_or("", |source| source.quote.as_str());
        if words != said {
            println!("     「{words}」");
            said = words;
        }
    }
}

fn rulebook(place: Place) -> Result<Rulebook, Box<dyn Error>> {
    Ok(wuye::places::rulebook_for(place)?)
}

fn show_assessment(assessment: &Assessment, lang: Lang) {
    println!("   {}", assessment.render(lang));
    for line in assessment.reasons(lang) {
        println!("     {line}");
    }
    if assessment.verdict() != Verdict::Met {
        println!("   {}", say(lang, "尚缺：", "Still needed:"));
        for line in assessment.outstanding().render(assessment, lang) {
            println!("     {line}");
        }
    }
}

/// Rent taken in advance for so many months: what each month of it is, to the fen.
fn show_advance_rent(dossier: &Dossier, day: Day, lang: Lang) -> Result<(), Box<dyn Error>> {
    let value = |quantity| dossier.quantity(quantity, day).map(|stated| stated.value);
    let (Some(rent), Some(months)) = (value(Quantity::AdvanceRent), value(Quantity::AdvanceRentMonths)) else {
        return Ok(());
    };
    let (Value::Money(total), Value::Count(count)) = (rent.value, months.value) else { return Ok(()) };
    let parts = apportion::largest_remainder(total.fen(), &vec![1; count.try_into()?])?;
    let first = *parts.first().ok_or("no months")?;
    let more = parts.iter().filter(|part| **part == first).count();
    let last = Money::from_fen(*parts.last().ok_or("no months")?)?;
    let shown = rent.render(lang, &total.grouped());
    println!("── {}", say(lang, "预收租金", "Rent in advance"));
    let first = Money::from_fen(first)?.grouped();
    let fewer = parts.len() - more;
    println!(
        "   {}",
        match lang {
            Lang::Zh => format!(
                "{shown}元，{count}个月：{more}个月各{first}元，{fewer}个月各{}元；该期间不再有新的现金收入，不得再次用于平衡物业服务收支。",
                last.grouped()
            ),
            Lang::En => format!(
                "{shown} yuan for {count} months: {more} months at {first}, {fewer} at {}; those months bring no new cash and do not balance the running service again.",
                last.grouped()
            ),
        }
    );
    Ok(())
}

fn show_budgets(case: &Case, rulebook: &Rulebook, lang: Lang) -> Result<(), Box<dyn Error>> {
    for plan in &case.budgets {
        println!("── {}：{}", say(lang, "收支", "Statement"), say(lang, &plan.title_zh, &plan.title_en));
        if let Some(source) = &plan.source {
            println!("   {}{}：「{}」", source.document, source.at.render(lang), source.quote);
        }
        let result = statement(&plan.budget, rulebook, &case.dossier, case.day)?;
        for line in result.lines() {
            println!("   {}", line.render(lang));
        }
        let (usable, barred, undecided) = (result.usable(), result.barred(), result.undecided());
        println!(
            "   {}",
            match lang {
                Lang::Zh => format!(
                    "可用{}元，不可用{}元，未定{}元，支出{}元。",
                    usable.grouped(),
                    barred.grouped(),
                    undecided.grouped(),
                    result.cost().grouped()
                ),
                Lang::En => format!(
                    "usable {}, barred {}, undecided {}, cost {}.",
                    usable.grouped(),
                    barred.grouped(),
                    undecided.grouped(),
                    result.cost().grouped()
                ),
            }
        );
        println!("   {}", result.render(charged_area(&case.dossier, case.day), lang)?);
    }
    Ok(())
}

fn charged_area(dossier: &Dossier, day: Day) -> Option<Area> {
    let stated = dossier.quantity(Quantity::ChargedArea, day)?.value;
    match stated.value {
        Value::Area(area) if stated.is_exact() => Some(area),
        _ => None,
    }
}

/// Counts each poll under the law of its day and tries to adopt the chosen mode on it.
fn show_polls(case: &Case, rulebook: &Rulebook, lang: Lang) -> Result<(), Box<dyn Error>> {
    for poll in &case.polls {
        println!("── {}：{}，{}", say(lang, "表决", "Vote"), poll.matter.render(lang), poll.on.render(lang));
        let Some(resolution) = count(poll, rulebook, case)? else {
            println!(
                "   {}",
                say(lang, "待查明：该日适用的表决比例未查得。", "unknown: the majority of that day was not found.")
            );
            continue;
        };
        println!("   {}（{}）", resolution.majority().render(lang), resolution.law().render(lang));
        println!("   {}", resolution.render(lang));
        let choice = choose(rulebook, &case.dossier, case.day);
        let Some(assessment) = choice.steps().last() else { continue };
        match adopt(assessment, &[Ground::Counted(resolution)], AdoptionPolicy::default()) {
            Ok(decision) => println!("   {}", decision.render(lang)),
            Err(refusal) => println!("   {}{}", say(lang, "不予采用：", "refused: "), refusal.render(lang)),
        }
    }
    Ok(())
}

fn count(poll: &Poll, rulebook: &Rulebook, case: &Case) -> Result<Option<Resolution>, Box<dyn Error>> {
    let Some((majority, law)) = rulebook.majority(poll.matter, poll.on) else { return Ok(None) };
    let TallyRecord { total, participating, consenting, .. } = poll.tally.clone();
    let tally = Tally::declared(total, participating, consenting)?;
    let compound = case.dossier.compound.id.clone();
    Ok(Some(resolve(compound, poll.matter, poll.on, tally, majority, law)))
}

/// The statistics letter by letter, then what other sources say beside them.
fn show_statistics(file: &Statistics, lang: Lang) -> Result<(), Box<dyn Error>> {
    for head in &file.letters {
        println!("── {}：{}（{}）", say(lang, "来函统计", "Statistics"), head.document, head.issuer);
        let frames =
            file.statistics.iter().map(|entry| (&entry.statistic.reported().frame, entry.statistic.render(lang)));
        let amounts = file.compositions.iter().map(|entry| (entry.composition.frame(), entry.composition.render(lang)));
        for (_, line) in frames.chain(amounts).filter(|(frame, _)| frame.source.document == head.document) {
            println!("   {line}");
        }
    }
    if !file.conflicts.is_empty() {
        println!("── {}", say(lang, "并存的不同说法", "Numbers that stand side by side"));
    }
    for conflict in &file.conflicts {
        println!("   {}", say(lang, &conflict.note_zh, &conflict.note_en));
        let statistic = |id: &str| file.statistics.iter().find(|entry| entry.id == id).map(|entry| &entry.statistic);
        let Sides { first, second } = &conflict.compare;
        let both = compare(statistic(first).ok_or("no such statistic")?, statistic(second).ok_or("no such statistic")?);
        for line in both.render(lang) {
            println!("     {line}");
        }
    }
    println!();
    Ok(())
}
