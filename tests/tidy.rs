//! The style of the house, held by a test: the direction of the arrows, law that is cited, no floats, no clock, oracles
//! that stand on their own, lines and files of a size that can be read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use wuye::law::{Confidence, Dated, Locator};
use wuye::rule::Rulebook;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder with one of these endings, with its text.
fn files(folder: &str, endings: &[&str]) -> BTreeMap<PathBuf, String> {
    fn walk(folder: &Path, endings: &[&str], found: &mut BTreeMap<PathBuf, String>) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, endings, found);
            } else if endings.iter().any(|ending| path.extension().is_some_and(|e| e == *ending)) {
                found.insert(path.clone(), fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(&root().join(folder), endings, &mut found);
    found
}

/// Code without comments (a `//` in a string would be cut too, which only makes the checks see less of that line).
fn code(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

/// The modules in the order in which `src/lib.rs` lists them, which is the direction of the arrows.
fn order() -> Vec<String> {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let names = lib.lines().filter_map(|line| {
        let line = line.trim();
        line.strip_prefix("pub mod ").or(line.strip_prefix("mod ")).and_then(|rest| rest.strip_suffix(';'))
    });
    names.map(str::to_owned).collect()
}

fn module_of(path: &Path) -> String {
    let below = path.strip_prefix(root().join("src")).unwrap();
    below.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// The crate's modules that code names: `crate::x`, and those in `crate::{x, y}`.
fn used(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let names = match rest.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap_or("").split(',').map(str::trim).collect(),
            None => vec![rest],
        };
        for name in names {
            let name: String = name.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            found.insert(name);
        }
    }
    found
}

#[test]
fn no_module_uses_one_below_it() {
    let order = order();
    let place = |name: &str| order.iter().position(|module| module == name);
    assert!(order.len() >= 15, "{order:?}");
    let mut arrows = 0;
    for (path, text) in files("src", &["rs"]) {
        let own = module_of(&path);
        if own == "lib" {
            continue;
        }
        let own_place = place(&own).unwrap_or_else(|| panic!("src/lib.rs does not list {own}"));
        for other in used(&code(&text)) {
            let Some(other_place) = place(&other) else { continue };
            arrows += 1;
            assert!(other_place <= own_place, "{}: {own} uses {other}, which stands below it", path.display());
            let caller = own == "places" || own == "testkit";
            assert!(other != "places" || caller, "{}: only callers use places", path.display());
        }
    }
    assert!(arrows > 40, "the check sees only {arrows} arrows");
}

#[test]
fn sources_have_no_floats_no_clock_no_randomness_and_no_panics() {
    let banned = [
        "f32",
        "f64",
        "Utc::now",
        "Local::now",
        "SystemTime",
        "Instant::now",
        "thread_rng",
        "rand::",
        "std::thread",
        "std::fs",
        "std::env",
        "std::io",
        "unsafe ",
        ".unwrap()",
        ".expect(",
        "panic!(",
        "todo!(",
        "unreachable!(",
        "HashMap",
        "HashSet",
    ];
    for (path, text) in files("src", &["rs"]) {
        let text = code(&text).replace("unsafe_code", "");
        // Unit tests at the end of a file may do what tests do.
        let text = text.split("#[cfg(test)]").next().unwrap_or("");
        for (number, line) in text.lines().enumerate() {
            // A JSON number that is passed over, in the reader of JSON text.
            let passed_over = path.ends_with("json.rs") && line.contains("fn visit_f64<E>(self, _: f64)");
            // Strategies are for tests; proptest's own API panics on misuse of its macros.
            let line = if path.to_string_lossy().contains("testkit") {
                line.replace(".unwrap()", "").replace("panic!(", "")
            } else {
                line.to_owned()
            };
            for word in banned {
                assert!(passed_over || !line.contains(word), "{}:{}: {word}", path.display(), number + 1);
            }
        }
    }
}

#[test]
fn oracles_call_no_computing_function_of_the_crate() {
    // What an oracle may name of the crate: words, and nothing that computes.
    let allowed =
        ["use wuye::measure::apportion::Method;", "use wuye::matter::{Limb, Outcome};", "use wuye::meeting::Vote;"];
    let oracles = files("tests/oracle", &["rs"]);
    assert!(oracles.len() >= 2, "{:?}", oracles.keys());
    for (path, text) in oracles {
        for line in code(&text).lines().filter(|line| line.contains("wuye") || line.contains("super::")) {
            assert!(allowed.contains(&line.trim()), "{}: {line}", path.display());
        }
    }
}

#[test]
fn the_checker_of_plans_shares_no_code_with_the_search() {
    let text = fs::read_to_string(root().join("src/bundle/check.rs")).unwrap();
    let text = code(&text);
    // Plain data, errors, bounds and the words of the crate. What is computed from them is computed in the file itself.
    let allowed = [
        "use std::collections::{BTreeMap, BTreeSet};",
        "use super::certificate::{Certificate, Decision, Leaf};",
        "use super::district::{District, Joining, UpperBand};",
        "use super::faults::{DistrictPart, PlanFault};",
        "use super::plan::{CheckedBundle, DistrictPlan, PlanFigures, PlanRecord, PlannedBundle, Proof};",
        "use super::{EPSILON_MAX_FEN, LEAF_COMPOUNDS_MAX, LEAVES_MAX, SETS_MAX};",
        "use crate::estate::{CompoundId, ResourceId};",
        "use crate::measure::Money;",
    ];
    for line in
        text.lines().filter(|line| line.contains("super::") || line.contains("crate::") || line.contains("use "))
    {
        let line = line.trim();
        assert!(allowed.contains(&line) || line.starts_with("pub(super) fn judge("), "the checker names {line}");
    }
    // Nothing of what it names computes anything that it must count itself.
    assert!(!text.contains("places()") && !text.contains("search") && !text.contains("#![expect"), "{text}");
    // And the search does not reach into the checker beyond handing it a plan.
    for (path, text) in files("src/bundle/search", &["rs"]) {
        for line in code(&text).lines().filter(|line| line.contains("check::")) {
            assert_eq!(line.trim(), "use super::check::judge;", "{}", path.display());
        }
    }
}

fn shipped() -> Vec<Rulebook> {
    wuye::places::held().unwrap().into_iter().map(|place| wuye::places::rulebook_for(place).unwrap()).collect()
}

fn check_cited<T: std::fmt::Debug>(what: &str, dated: &Dated<T>, rulebook: &Rulebook) {
    for version in dated.versions() {
        let document = rulebook.document(&version.by.document);
        let document = document.unwrap_or_else(|| panic!("{what}: no document {}", version.by.document));
        assert_ne!(version.by.at, Locator::Whole, "{what} cites {} as a whole", document.id);
        assert!(version.confidence >= document.confidence, "{what} claims to be surer than its document");
        assert!(
            document.issued.attests_from().is_none_or(|day| day <= version.from),
            "{what} is in force before its document was issued"
        );
        assert_ne!(version.confidence, Confidence::CallersOwn, "{what}");
    }
}

#[test]
fn every_rule_and_parameter_is_cited() {
    let (mut rules, mut parameters) = (0, 0);
    for rulebook in shipped() {
        for layer in rulebook.layers() {
            for rule in &layer.rules {
                check_cited(rule.id.as_str(), &rule.needs, &rulebook);
                rules += 1;
            }
            for parameter in &layer.parameters {
                check_cited(&parameter.key().to_string(), parameter.value(), &rulebook);
                parameters += 1;
            }
        }
    }
    assert!(rules > 20 && parameters > 40, "{rules} rules, {parameters} parameters");
}

#[test]
fn places_are_named_after_their_documents_and_listed() {
    let listed = fs::read_to_string(root().join("src/places/mod.rs")).unwrap();
    for (path, text) in files("src/places", &["rs"]) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(text.starts_with("//! "), "{}", path.display());
        assert!(name == "mod" || listed.contains(&format!("pub mod {name};")), "{name} is not listed");
    }
}

#[test]
fn lines_and_files_can_be_read() {
    let mut all = files("src", &["rs"]);
    all.extend(files("tests", &["rs"]));
    all.extend(files("examples", &["rs"]));
    all.extend(files("benches", &["rs"]));
    for (path, text) in all {
        let lines = text.lines().count();
        assert!(lines <= 1_300, "{}: {lines} lines", path.display());
        for (number, line) in text.lines().enumerate() {
            // Tables and sentences are one row each; elsewhere a line has at most 120 characters.
            let row = line.contains(" = \"") || line.trim_start().starts_with('"') || line.contains("\"");
            let width = line.chars().count();
            assert!(row || width <= 120, "{}:{}: {width} characters", path.display(), number + 1);
            assert!(!line.ends_with(' ') && !line.contains('\t'), "{}:{}", path.display(), number + 1);
        }
    }
}

#[test]
fn nothing_is_left_unfinished_and_no_machine_is_named() {
    let mut all = files("src", &["rs"]);
    for folder in ["tests", "examples", "benches", ".ci", "docs"] {
        all.extend(files(folder, &["rs", "md", "sh", "json"]));
    }
    for name in ["README.md", "DESIGN.md", "CHANGELOG.md", "CONTRIBUTING.md", ".ci/run", "Cargo.toml"] {
        all.insert(root().join(name), fs::read_to_string(root().join(name)).unwrap());
    }
    // Built from halves so that this file does not find itself.
    let words = [
        ("to", "do!"),
        ("fix", "me"),
        ("x", "xx "),
        ("place", "holder"),
        ("/wo", "rk/"),
        ("/ro", "ot/"),
        ("/ho", "me/"),
    ];
    for (path, text) in all {
        let text = text.to_lowercase();
        for (a, b) in words {
            let word = format!("{a}{b}");
            let known = path.ends_with("tests/tidy.rs") && word == "todo!";
            assert!(known || !text.contains(&word) || allowed_word(&path, &word), "{}: {word}", path.display());
        }
    }
}

/// `todo!(` is named where it is forbidden.
fn allowed_word(path: &Path, word: &str) -> bool {
    word == "todo!" && path.ends_with("src/lib.rs")
}

#[test]
fn the_default_build_stays_small() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let dependencies = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    let wanted: BTreeSet<&str> = ["chrono", "num-bigint", "rust_decimal", "serde", "thiserror"].into();
    let always: BTreeSet<&str> = dependencies
        .lines()
        .filter(|line| line.contains('=') && !line.contains("optional = true"))
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    assert_eq!(always, wanted);
    assert!(dependencies.lines().any(|line| line.starts_with("chrono") && line.contains("default-features = false")));
}
