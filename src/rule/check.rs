//! What a rulebook must be, with the place of every fault in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{Aim, Condition, Key, Layer, Node, Parameter, Rule, RuleError, Rulebook, RulebookPart, Settled, Verdict};
use crate::estate::Fact;
use crate::law::{DocumentId, Provision, State};
use crate::measure::Day;
use crate::terms::{Lang, Placed, clip};

const ITEMS_MAX: usize = 10_000;
/// Findings are counted in 16 bits: the rules of one aim make at most so many on any day.
const FINDINGS_MAX: usize = 60_000;
const WORDS_CHARS_MAX: usize = 200;

/// A fault with its place in the rulebook: `layers[1].rules[0].needs[2]: expected …`.
pub(crate) type Fault = Placed<RuleError>;

/// The same fault in a file that holds the layers without the first few.
pub(super) fn without(outer: usize, fault: Fault) -> Fault {
    let inner = fault.path.strip_prefix("layers[").and_then(|rest| {
        let (layer, rest) = rest.split_once(']')?;
        Some(format!("layers[{}]{rest}", layer.parse::<usize>().ok()?.checked_sub(outer)?))
    });
    Fault { path: inner.unwrap_or(fault.path), error: fault.error }
}

pub(super) fn check(rulebook: &Rulebook) -> Result<(), Fault> {
    let layers = rulebook.layers();
    let outers = layers.iter().enumerate().skip(1).zip(layers);
    for ((l, inner), outer) in outers {
        if !outer.place.contains(inner.place) || outer.place == inner.place {
            let error = RuleError::LayerOutside { inner: inner.place, outer: outer.place };
            return Err(Fault::at(format!("layers[{l}].place"), error));
        }
    }
    check_ids(layers)?;
    check_facts(layers)?;
    check_findings(layers)?;
    check_documents(layers)?;
    check_moves(rulebook)
}

fn check_ids(layers: &[Layer]) -> Result<(), Fault> {
    let (mut documents, mut rules, mut facts) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (l, layer) in layers.iter().enumerate() {
        let sizes = [
            ("documents", RulebookPart::Document, layer.documents.len()),
            ("facts", RulebookPart::Fact, layer.facts.len()),
            ("rules", RulebookPart::Rule, layer.rules.len()),
            ("parameters", RulebookPart::Parameter, layer.parameters.len()),
        ];
        for (name, what, found) in sizes {
            if found > ITEMS_MAX {
                let error = RuleError::Size { what, most: ITEMS_MAX, found };
                return Err(Fault::at(format!("layers[{l}].{name}"), error));
            }
        }
        let twice = |name: &str, at: usize, field: &str, what, id: String| {
            Fault::at(format!("layers[{l}].{name}[{at}].{field}"), RuleError::Duplicate { what, id })
        };
        for (at, document) in layer.documents.iter().enumerate() {
            if !documents.insert(&document.id) {
                return Err(twice("documents", at, "id", RulebookPart::Document, document.id.to_string()));
            }
        }
        for (at, fact) in layer.facts.iter().enumerate() {
            if !facts.insert(&fact.code) {
                return Err(twice("facts", at, "code", RulebookPart::Fact, fact.code.to_string()));
            }
        }
        for (at, rule) in layer.rules.iter().enumerate() {
            if !rules.insert(&rule.id) {
                return Err(twice("rules", at, "id", RulebookPart::Rule, rule.id.to_string()));
            }
        }
        let mut keys = BTreeSet::new();
        for (at, parameter) in layer.parameters.iter().enumerate() {
            if parameter.when().is_none() && !keys.insert(parameter.key()) {
                return Err(twice("parameters", at, "key", RulebookPart::Parameter, parameter.key().to_string()));
            }
        }
    }
    Ok(())
}

/// Declared facts have words and codes of their own, and conditions ask for none that is not declared. A layer may use
/// what a layer around it declares, not what one within declares: it would not stand without that one.
fn check_facts(layers: &[Layer]) -> Result<(), Fault> {
    let mut declared = BTreeSet::new();
    for (l, layer) in layers.iter().enumerate() {
        for (at, fact) in layer.facts.iter().enumerate() {
            let path = |field: &str| format!("layers[{l}].facts[{at}].{field}");
            let code = fact.code.to_string();
            if Fact::ALL.iter().any(|known| known.code() == code) {
                return Err(Fault::at(path("code"), RuleError::ShadowedFact { code }));
            }
            for (field, text) in [("zh", &fact.zh), ("en", &fact.en), ("source", &fact.source)] {
                let found = text.chars().count();
                if found == 0 || found > WORDS_CHARS_MAX || text.chars().any(char::is_control) {
                    let error = RuleError::Words { code, most: WORDS_CHARS_MAX, found };
                    return Err(Fault::at(path(field), error));
                }
            }
            declared.insert(&fact.code);
        }
        let asks = |condition: &Condition, by: &dyn fmt::Display, path: &dyn fmt::Display| {
            for (n, node) in condition.nodes().iter().enumerate() {
                let Node::Local(code) = node else { continue };
                if !declared.contains(code) {
                    let error = RuleError::UndeclaredFact { code: clip(code.as_str()), by: by.to_string() };
                    return Err(Fault::at(format!("layers[{l}].{path}[{n}].local"), error));
                }
            }
            Ok(())
        };
        for (at, rule) in layer.rules.iter().enumerate() {
            for (v, condition) in in_force(rule) {
                asks(condition, &rule.id, &format_args!("rules[{at}].needs[{v}].state.in_force"))?;
            }
        }
        for (at, parameter) in layer.parameters.iter().enumerate() {
            if let Some(condition) = parameter.when() {
                asks(condition, &parameter.key(), &format_args!("parameters[{at}].when"))?;
            }
        }
    }
    Ok(())
}

/// The conditions of a rule with the index of their version.
fn in_force(rule: &Rule) -> impl Iterator<Item = (usize, &Condition)> {
    rule.needs.versions().iter().enumerate().filter_map(|(v, version)| match &version.state {
        State::InForce(condition) => Some((v, condition)),
        State::Repealed => None,
    })
}

fn check_findings(layers: &[Layer]) -> Result<(), Fault> {
    let mut by_aim: BTreeMap<Aim, usize> = BTreeMap::new();
    for (l, layer) in layers.iter().enumerate() {
        for (at, rule) in layer.rules.iter().enumerate() {
            let most = in_force(rule).map(|(_, condition)| condition.nodes().len()).max();
            let slot = by_aim.entry(rule.aim).or_default();
            *slot = slot.saturating_add(most.unwrap_or(0)).saturating_add(1);
            if *slot > FINDINGS_MAX {
                let error = RuleError::TooManyNodes { most: FINDINGS_MAX, found: *slot };
                return Err(Fault::at(format!("layers[{l}].rules[{at}].needs"), error));
            }
        }
    }
    Ok(())
}

fn check_documents(layers: &[Layer]) -> Result<(), Fault> {
    let known: BTreeSet<&DocumentId> = layers.iter().flat_map(|l| &l.documents).map(|document| &document.id).collect();
    let check = |v: usize, provision: &Provision, by: &dyn fmt::Display| {
        provision.at.check().map_err(|error| Fault::at(format!("[{v}].by.at"), error.into()))?;
        if known.contains(&provision.document) {
            return Ok(());
        }
        let error = RuleError::UnknownDocument { id: provision.document.to_string(), by: by.to_string() };
        Err(Fault::at(format!("[{v}].by.document"), error))
    };
    let placed = |fault: Fault, l: usize, list: &str, at: usize, field: &str| {
        let path = format!("layers[{l}].{list}[{at}].{field}{}", fault.path);
        Fault { path, ..fault }
    };
    for (l, layer) in layers.iter().enumerate() {
        for (at, rule) in layer.rules.iter().enumerate() {
            for (v, version) in rule.needs.versions().iter().enumerate() {
                check(v, &version.by, &rule.id).map_err(|fault| placed(fault, l, "rules", at, "needs"))?;
            }
        }
        for (at, parameter) in layer.parameters.iter().enumerate() {
            let key = parameter.key();
            for (v, version) in parameter.value().versions().iter().enumerate() {
                check(v, &version.by, &key).map_err(|fault| placed(fault, l, "parameters", at, "value"))?;
            }
        }
    }
    Ok(())
}

/// A parameter that differs from what a higher text sets, and may not, must say so; else it is a slip of whoever wrote
/// the file. What says so is kept: the text does print that number.
fn check_moves(rulebook: &Rulebook) -> Result<(), Fault> {
    let mut by_key: BTreeMap<Key, Vec<&Parameter>> = BTreeMap::new();
    for parameter in rulebook.layers().iter().flat_map(|layer| &layer.parameters) {
        by_key.entry(parameter.key()).or_default().push(parameter);
    }
    for (l, layer) in rulebook.layers().iter().enumerate() {
        for (at, parameter) in layer.parameters.iter().enumerate().filter(|(_, parameter)| !parameter.contrary()) {
            // A number that one text sets alone differs from none.
            let Some(texts @ [_, _, ..]) = by_key.get(&parameter.key()).map(Vec::as_slice) else { continue };
            moved(rulebook, l, parameter, texts)
                .map_err(|fault| Fault { path: format!("layers[{l}].parameters[{at}].{}", fault.path), ..fault })?;
        }
    }
    Ok(())
}

fn moved(rulebook: &Rulebook, layer: usize, parameter: &Parameter, texts: &[&Parameter]) -> Result<(), Fault> {
    let key = parameter.key();
    // A text of an outer layer cannot know that a higher one within will say otherwise.
    let outer = |document: &DocumentId| {
        let mut layers = rulebook.layers().iter().take(layer.saturating_add(1));
        layers.any(|layer| layer.documents.iter().any(|known| known.id == *document))
    };
    // Between two days on which some version of it begins nothing changes.
    let days: BTreeSet<Day> =
        texts.iter().flat_map(|text| text.value().versions()).map(|version| version.from).collect();
    // Its own condition is taken to hold, and of the others only what holds everywhere.
    let holds = |condition: &Condition| Verdict::of(parameter.when() == Some(condition));
    for day in days {
        let Settled::Known { conflicts, .. } = rulebook.settle(key, day, &holds) else { continue };
        for conflict in conflicts.into_iter().filter(|conflict| outer(&conflict.higher_law.document)) {
            let law = &conflict.lower_law;
            let versions = parameter.value().versions().iter().enumerate();
            let own = versions.filter(|(_, version)| version.from == law.from).find(|(_, version)| {
                version.by.document == law.document
                    && version.by.at == law.at
                    && matches!(&version.state, State::InForce(setting) if *setting == conflict.lower)
            });
            if let Some((v, _)) = own {
                let higher = conflict.higher_law.short(Lang::En);
                let error = RuleError::MayNotMove { key, higher, higher_zh: conflict.higher_law.short(Lang::Zh) };
                return Err(Fault::at(format!("value[{v}].state"), error));
            }
        }
    }
    Ok(())
}
