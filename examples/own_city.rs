//! A city that this crate does not hold, from a file: its own documents, facts, rules and numbers laid over the
//! nation's. Shows what a compound there may do, what the numbers are and where they differ from the nation's, and how
//! files with faults are refused.
//!
//! ```text
//! cargo run --example own_city [-- --lang en] [FILE.json]
//! ```
//!
//! Without a file it reads `examples/data/own_city/330400.json`: Jiaxing, with what articles 9 to 17 of its regulations
//! of 2022 say of the first meeting of the owners.

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use wuye::assess::Checklist;
use wuye::dossier::Dossier;
use wuye::estate::{Compound, Fact, LocalFact, Quantity, Stated, Value};
use wuye::json::{from_json, rulebook_within};
use wuye::law::{Authority, Place};
use wuye::measure::{Approx, Day};
use wuye::places;
use wuye::rule::{Rulebook, Settled};
use wuye::terms::Lang;

fn main() -> ExitCode {
    let mut lang = Lang::Zh;
    let mut files = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--lang" => match arguments.next().unwrap_or_default().parse() {
                Ok(wanted) => lang = wanted,
                Err(error) => {
                    eprintln!("{error}");
                    return ExitCode::FAILURE;
                }
            },
            _ => files.push(PathBuf::from(argument)),
        }
    }
    let own = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/data/own_city/330400.json");
    match show(files.first().unwrap_or(&own), lang) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn say(lang: Lang, zh: &str, en: &str) -> String {
    match lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => en.to_owned(),
    }
}

fn show(file: &PathBuf, lang: Lang) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(file)?;
    // The layers around it that this crate holds: here those of the nation.
    let own: Rulebook = from_json(&text)?;
    let place = own.place();
    let around = places::rulebook_for(place)?;
    let rulebook = rulebook_within(&text, &around)?;
    let day: Day = "2023-06-01".parse()?;

    println!("══ {} {}", say(lang, "规则集", "rulebook"), rulebook.id());
    for layer in rulebook.layers() {
        println!("   {}", say(lang, "层：", "layer: ") + &layer.place.render(lang));
        for document in &layer.documents {
            println!("     {}", document.render(lang));
        }
    }
    facts(&rulebook, place, day, lang)?;
    numbers(&rulebook, &own, day, lang);
    refusals(&text, &around, lang);
    Ok(())
}

/// A compound of which some of the declared facts are stated: what is met, what is not known, what is still needed.
fn facts(rulebook: &Rulebook, place: Place, day: Day, lang: Lang) -> Result<(), Box<dyn Error>> {
    let name = say(lang, "某小区", "some compound");
    let mut dossier = Dossier::new(Compound { id: "c1".parse()?, name, place, yards: vec![] });
    let on: Day = "2023-05-20".parse()?;
    dossier.measure(Quantity::Households, Stated::new(Approx::exact(Value::Count(480)), on, Authority::Street))?;
    dossier.state(Fact::OldCompound, Stated::new(true, on, Authority::Street))?;
    let declared: Vec<&LocalFact> = rulebook.declared().map(|fact| &fact.code).collect();
    for (i, code) in declared.iter().enumerate().filter(|(i, _)| i % 3 != 2) {
        dossier.state_local(code, Stated::new(i % 4 != 3, on, Authority::ResidentsCommittee))?;
    }
    let aims = rulebook.layers().iter().skip(1).flat_map(|layer| &layer.rules).map(|rule| rule.aim);
    for aim in aims.collect::<std::collections::BTreeSet<_>>() {
        let assessment = Checklist::compile(rulebook, aim).assess(&dossier, day);
        println!("── {}", aim.render(lang));
        println!("   {}", assessment.explain(lang).replace('\n', "\n   "));
        println!("   {}", say(lang, "尚缺：", "still needed:"));
        for line in assessment.outstanding().render(&assessment, lang) {
            println!("     {line}");
        }
    }
    Ok(())
}

/// The numbers that the file sets: what holds on the day, and what the file says that does not stand.
fn numbers(rulebook: &Rulebook, own: &Rulebook, day: Day, lang: Lang) {
    println!("── {} {}", say(lang, "参数", "numbers on"), day.render(lang));
    let keys = own.layers().iter().flat_map(|layer| &layer.parameters).map(|parameter| parameter.key());
    for key in keys {
        let settled = rulebook.setting(key, day);
        println!("   {}{}{}", key.render(lang), say(lang, "：", ": "), settled.render(lang));
        if let Settled::Known { conflicts, .. } = settled {
            for conflict in conflicts {
                println!("     {}", conflict.render(lang));
            }
        }
    }
}

/// The same file with one fault each.
fn refusals(text: &str, around: &Rulebook, lang: Lang) {
    println!("── {}", say(lang, "有误的文件", "files with faults"));
    for (from, to) in [
        ("\"local\": \"owners_confirmed\"", "\"local\": \"owners_confirmd\""),
        ("\"local\": \"owners_confirmed\"", "\"stated\": \"owners_confirmd\""),
        ("\"contrary\": true", "\"contrary\": false"),
        ("\"place\": \"330400\",\n      \"documents\"", "\"place\": \"990400\",\n      \"documents\""),
        ("\"share\": \"1/2\"", "\"share\": \"3/2\""),
        ("\"number\": 12\n", "\"number\": 0\n"),
    ] {
        let broken = text.replacen(from, to, 1);
        if broken == text {
            continue;
        }
        let read = rulebook_within(&broken, around).map_err(wuye::Error::from);
        let said = read.map_or_else(|error| error.render(lang), |_| say(lang, "未拒绝", "not refused"));
        println!("   {to:.60}: {said}", to = to.replace('\n', " "));
    }
}
