//! Whatever is in a file: reading it never panics, and what is accepted is the same after a journey.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use wuye::balance::Budget;
use wuye::billing::Tariff;
use wuye::dossier::Dossier;
use wuye::estate::Statements;
use wuye::json::{from_json, to_json};
use wuye::measure::Day;
use wuye::rule::Rulebook;

use crate::values;

/// Reads a text; what is accepted must be written and read as the same. Tells whether it was.
fn journey<T: Serialize + DeserializeOwned + PartialEq + Debug>(text: &str) -> bool {
    match from_json::<T>(text) {
        Ok(value) => {
            let written = to_json(&value).unwrap();
            let again = from_json::<T>(&written).unwrap_or_else(|error| panic!("{error}\n{text}\n{written}"));
            assert_eq!(again, value, "{text}");
            true
        }
        Err(error) => {
            // The sentence is made, too.
            assert!(!format!("{error}{error:#}").is_empty());
            false
        }
    }
}

type Kind = (&'static str, String, fn(&str) -> bool);

fn kinds() -> [Kind; 4] {
    [
        ("dossier", to_json(&values::dossier()).unwrap(), journey::<Dossier>),
        ("rulebook", to_json(&values::rulebook()).unwrap(), journey::<Rulebook>),
        ("budget", to_json(&values::budget()).unwrap(), journey::<Budget>),
        ("tariff", to_json(&values::tariff()).unwrap(), journey::<Tariff>),
    ]
}

#[test]
fn every_beginning_of_a_file_is_refused_without_a_panic() {
    for (name, text, read) in kinds() {
        assert!(read(&text), "{name}");
        for (end, _) in text.char_indices() {
            assert!(!read(&text[..end]), "{name} up to {end}");
        }
    }
}

/// A sequence that is the same everywhere (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        usize::try_from(crate::dice::next(&mut self.0) % n as u64).unwrap()
    }
}

/// The words and numbers of a text, by where they stand: what is between two quotation marks, and runs of digits.
fn tokens(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut open = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('"', Some(start)) => {
                found.push(start..at + 1);
                open = None;
            }
            ('"', None) => open = Some(at),
            (c, None) if c.is_ascii_digit() => match found.last_mut() {
                Some(last) if last.end == at && !text[last.clone()].starts_with('"') => last.end = at + 1,
                _ => found.push(at..at + 1),
            },
            _ => {}
        }
    }
    found
}

/// One byte changed, taken away or doubled; or one word in another's place.
fn mutated(text: &str, tokens: &[std::ops::Range<usize>], dice: &mut Dice) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let at = dice.below(bytes.len());
    match dice.below(5) {
        0 => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
        1 => bytes[at] = b"0123456789-.,:[]{}\"ntf"[dice.below(22)],
        2 => {
            bytes.remove(at);
        }
        3 => bytes.insert(at, bytes[at]),
        _ => {
            let (into, from) = (&tokens[dice.below(tokens.len())], &tokens[dice.below(tokens.len())]);
            let word = text[from.clone()].to_owned();
            bytes.splice(into.clone(), word.into_bytes());
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn twenty_thousand_damaged_files_are_read_or_refused() {
    let mut dice = Dice(2026);
    for (name, text, read) in kinds() {
        let tokens = tokens(&text);
        let accepted = (0..5_000).filter(|_| read(&mutated(&text, &tokens, &mut dice))).count();
        // Both happen often, so that the test sees both.
        assert!((50..4_000).contains(&accepted), "{name}: {accepted} of 5,000 accepted");
    }
}

/// The latest first, as many programs export, is read as the earliest first is. How long it takes is not asserted: a
/// time says more about the machine than about the code.
#[test]
fn statements_in_any_order_are_read_alike() {
    let mut days = vec![Day::LAST];
    while days.len() < 100_000 {
        days.extend(days[days.len() - 1].previous());
    }
    let fact = |day: &Day| {
        let about = r#""about": {"kind": "compound", "id": "c1"}"#;
        format!(r#"{{{about}, "fact": "renovated", "value": true, "on": "{day}", "by": "street"}}"#)
    };
    let mut facts: Vec<String> = days.iter().map(fact).collect();
    let read =
        |facts: &[String]| -> Statements { from_json(&format!(r#"{{"facts": [{}]}}"#, facts.join(","))).unwrap() };
    let latest_first = read(&facts);
    assert_eq!(latest_first.facts().count(), 100_000);
    facts.reverse();
    assert_eq!(read(&facts), latest_first);
}
