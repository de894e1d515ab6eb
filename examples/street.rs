//! A street office's view of its compounds: for each, the verdict of every mode with its findings, what is still
//! needed, and statement and fee where figures exist.
//!
//! ```text
//! cargo run --example street [-- --lang en] [FILE.json …]
//! ```
//!
//! Without files it reads those of `examples/data`: the compounds of the letter 许建政协〔2021〕18号, each holding only
//! what the letter says, and an illustration that is marked as such.

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use serde::Deserialize;
use wuye::assess::{Assessment, Checklist};
use wuye::balance::{Budget, statement};
use wuye::decide::{AdoptionPolicy, Ground, adopt, choose};
use wuye::dossier::Dossier;
use wuye::estate::{Quantity, Source, Value};
use wuye::law::Place;
use wuye::matter::{Matter, Resolution, Tally, TallyRecord, resolve};
use wuye::measure::{Area, Day, Money, apportion};
use wuye::rule::{Aim, Rulebook, Verdict};
use wuye::terms::Lang;

/// One file of `examples/data`.
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
    for file in files {
        let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let case: Case = wuye::json::from_json(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        show(&case, lang)?;
    }
    Ok(())
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
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data");
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "json") {
                files.push(path);
            }
        }
        // The letter's compounds first, the illustration last.
        files.sort_by_key(|path| (path.ends_with("illustration.json"), path.clone()));
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
        let label = rulebook.label(mode).map_or(mode.render(lang), |label| match lang {
            Lang::Zh => label.zh.as_str(),
            Lang::En => label.en.as_str(),
        });
        println!("── {label}");
        show_assessment(&assessment, lang);
    }

    show_advance_rent(dossier, *day, lang)?;
    show_budgets(case, &rulebook, lang)?;
    show_polls(case, &rulebook, lang)?;
    println!();
    Ok(())
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
