//! Laws of rulebooks: what their order and their layers may change.

use super::*;
use crate::law::{At, Place};
use crate::rule::{Key, Layer, Rulebook, Setting, Settled};

// ------------------------------------------------------------------------------------------------ rulebooks

/// A rulebook in few words: its layers and how much each holds.
fn outlined(layers: &[Layer]) -> Said {
    let each = layers.iter().map(|layer| {
        let (documents, facts) = (layer.documents.len(), layer.facts.len());
        format!("{}:{documents}+{facts}+{}+{}", layer.place, layer.rules.len(), layer.parameters.len())
    });
    Said::text(&each.collect::<Vec<_>>().join(" "))
}

/// The layer at which two lists of layers differ.
fn differ(law: Law, expected: &[Layer], found: &[Layer]) -> Result<(), LawViolation> {
    if expected == found {
        return Ok(());
    }
    let at = expected.iter().zip(found).take_while(|(expected, found)| expected == found).count();
    Err(LawViolation::one(law, at, outlined(expected), outlined(found)))
}

/// 规则次序 — the order in which a layer lists its documents, facts, rules and parameters changes no answer.
///
/// `order` moves the members of every list: the member at `i` goes where `order[i]` sorts it; members without a number
/// stay at the end. `answer` is whatever is asked of a rulebook: verdicts, settings, a majority.
///
/// # Errors
/// [`Law::RuleOrderIrrelevant`].
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use wuye::laws::rule_order_irrelevant;
/// use wuye::rule::Key;
/// let henan = wuye::places::rulebook_for("410000".parse()?)?;
/// let day = "2022-03-01".parse()?;
/// let backwards: Vec<usize> = (0..200).rev().collect();
/// assert!(rule_order_irrelevant(&henan, &backwards, |rulebook| rulebook.setting(Key::AssemblyForm, day)).is_ok());
/// // Taking the first parameter of a layer for the answer:
/// let first = |rulebook: &wuye::rule::Rulebook| rulebook.layers()[1].parameters[0].key();
/// assert!(rule_order_irrelevant(&henan, &backwards, first).is_err());
/// # Ok(())
/// # }
/// ```
pub fn rule_order_irrelevant<T, F>(rulebook: &Rulebook, order: &[usize], answer: F) -> Result<(), LawViolation>
where
    T: PartialEq + fmt::Debug,
    F: Fn(&Rulebook) -> T,
{
    fn moved<T: Clone>(list: &[T], order: &[usize]) -> Vec<T> {
        let mut places: Vec<(usize, &T)> =
            list.iter().enumerate().map(|(i, item)| (order.get(i).copied().unwrap_or(usize::MAX), item)).collect();
        places.sort_by_key(|(place, _)| *place);
        places.into_iter().map(|(_, item)| item.clone()).collect()
    }
    let layers = rulebook.layers().iter().map(|layer| Layer {
        documents: moved(&layer.documents, order),
        facts: moved(&layer.facts, order),
        rules: moved(&layer.rules, order),
        parameters: moved(&layer.parameters, order),
        ..layer.clone()
    });
    let expected = answer(rulebook);
    let broken = |found: Said| LawViolation::new(Law::RuleOrderIrrelevant, Said::text(&format!("{expected:?}")), found);
    let reordered = Rulebook::new(rulebook.id().clone(), rulebook.version(), layers.collect())
        .map_err(|error| broken(Said::text(&error.to_string())))?;
    let found = answer(&reordered);
    if found == expected { Ok(()) } else { Err(broken(Said::text(&format!("{found:?}")))) }
}

/// 加层再去层 — a layer that is laid over a rulebook and taken off again leaves the layers as they were.
///
/// `overlay` gives nothing where the layer does not fit; then nothing is asked.
///
/// # Errors
/// [`Law::OverlayRemoved`].
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use wuye::laws::overlay_removed;
/// use wuye::rule::{Layer, Rulebook};
/// let henan = wuye::places::rulebook_for("410000".parse()?)?;
/// let overlay = |outer: &Rulebook, layer: &Layer| outer.overlay("with".parse().ok()?, 1, layer.clone()).ok();
/// let remove = |both: &Rulebook| both.without_innermost("without".parse().ok()?, 1).ok();
/// assert!(overlay_removed(&henan, &Layer::new("410100".parse()?), overlay, remove).is_ok());
/// # Ok(())
/// # }
/// ```
pub fn overlay_removed<O, R>(rulebook: &Rulebook, layer: &Layer, overlay: O, remove: R) -> Result<(), LawViolation>
where
    O: Fn(&Rulebook, &Layer) -> Option<Rulebook>,
    R: Fn(&Rulebook) -> Option<Rulebook>,
{
    let Some(both) = overlay(rulebook, layer) else { return Ok(()) };
    let with: Vec<Layer> = rulebook.layers().iter().chain([layer]).cloned().collect();
    differ(Law::OverlayRemoved, &with, both.layers())?;
    match remove(&both) {
        Some(again) => differ(Law::OverlayRemoved, rulebook.layers(), again.layers()),
        None => Err(LawViolation::new(Law::OverlayRemoved, outlined(rulebook.layers()), Said::Nothing)),
    }
}

/// 叠层结合 — of three rulebooks stacked it does not matter which two are stacked first.
///
/// `stack` gives nothing where two do not fit; the law then asks that neither way gives the whole.
///
/// # Errors
/// [`Law::StackingAssociates`].
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use wuye::laws::stacking_associates;
/// use wuye::rule::{Layer, Rulebook};
/// let of = |code: &str| Rulebook::new(code.parse().unwrap(), 1, vec![Layer::new(code.parse().unwrap())]).unwrap();
/// let stack = |outer: &Rulebook, inner: &Rulebook| outer.stack(inner, "stacked".parse().ok()?, 1).ok();
/// assert!(stacking_associates(&of("000000"), &of("410000"), &of("411000"), stack).is_ok());
/// # Ok(())
/// # }
/// ```
pub fn stacking_associates<F>(
    outer: &Rulebook,
    middle: &Rulebook,
    inner: &Rulebook,
    stack: F,
) -> Result<(), LawViolation>
where
    F: Fn(&Rulebook, &Rulebook) -> Option<Rulebook>,
{
    let left = stack(outer, middle).and_then(|both| stack(&both, inner));
    let right = stack(middle, inner).and_then(|both| stack(outer, &both));
    match (left, right) {
        (Some(left), Some(right)) => differ(Law::StackingAssociates, left.layers(), right.layers()),
        (None, None) => Ok(()),
        (Some(left), None) => Err(LawViolation::new(Law::StackingAssociates, outlined(left.layers()), Said::Nothing)),
        (None, Some(right)) => Err(LawViolation::new(Law::StackingAssociates, Said::Nothing, outlined(right.layers()))),
    }
}

/// 空层无声 — a layer that says nothing changes no answer.
///
/// # Errors
/// [`Law::SilentLayer`].
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use wuye::laws::silent_layer;
/// use wuye::matter::Matter;
/// let henan = wuye::places::rulebook_for("410000".parse()?)?;
/// let day = "2022-03-01".parse()?;
/// let answer = |book: &wuye::rule::Rulebook| book.majority(Matter::Provider, day).map(|(majority, _)| majority);
/// assert!(silent_layer(&henan, "410100".parse()?, answer).is_ok());
/// # Ok(())
/// # }
/// ```
pub fn silent_layer<T, F>(rulebook: &Rulebook, place: Place, answer: F) -> Result<(), LawViolation>
where
    T: PartialEq + fmt::Debug,
    F: Fn(&Rulebook) -> T,
{
    let Ok(with) = rulebook.overlay(rulebook.id().clone(), rulebook.version(), Layer::new(place)) else {
        return Ok(());
    };
    let (expected, found) = (answer(rulebook), answer(&with));
    if expected == found {
        return Ok(());
    }
    let said = |answer: &T| Said::text(&format!("{answer:?}"));
    Err(LawViolation::new(Law::SilentLayer, said(&expected), said(&found)))
}

/// 参数当日有据 — what a parameter is on a day stands in a version that is in force on that day, and so does every text
/// it is in conflict with, which says something else; *absent* means that no layer has the key.
///
/// # Errors
/// [`Law::SettledInForce`].
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use wuye::laws::settled_in_force;
/// use wuye::matter::Matter;
/// use wuye::rule::Key;
/// let henan = wuye::places::rulebook_for("410000".parse()?)?;
/// let (key, before, after) = (Key::Majority(Matter::Provider), "2020-12-31".parse()?, "2021-01-01".parse()?);
/// assert!(settled_in_force(&henan, key, before, &henan.setting(key, before)).is_ok());
/// // The answer of the day after:
/// assert!(settled_in_force(&henan, key, before, &henan.setting(key, after)).is_err());
/// # Ok(())
/// # }
/// ```
pub fn settled_in_force(rulebook: &Rulebook, key: Key, day: Day, settled: &Settled) -> Result<(), LawViolation> {
    let parameters = || rulebook.layers().iter().flat_map(|layer| &layer.parameters).filter(|p| p.key() == key);
    let in_force = |setting: &Setting, law: &Citation| {
        parameters().any(|parameter| match parameter.value().at(day) {
            At::InForce { value, version, until } => *value == *setting && rulebook.cite(version, until) == *law,
            _ => false,
        })
    };
    let broken = |found: &Citation| {
        Err(LawViolation::new(Law::SettledInForce, Said::LawOn(day), Said::Law(Box::new(found.clone()))))
    };
    match settled {
        Settled::Known { setting, law, conflicts } => {
            if !in_force(setting, law) {
                return broken(law);
            }
            for (at, conflict) in conflicts.iter().enumerate() {
                if !in_force(&conflict.lower, &conflict.lower_law) || !in_force(&conflict.higher, &conflict.higher_law)
                {
                    return broken(&conflict.lower_law);
                }
                if conflict.lower == conflict.higher {
                    let said = Said::text(&format!("{:?}", conflict.lower));
                    return Err(LawViolation::one(Law::SettledInForce, at, Said::Nothing, said));
                }
            }
            Ok(())
        }
        Settled::Absent => same(Law::SettledInForce, 0, count(parameters().filter(|p| p.when().is_none()).count())),
        Settled::BeforeKnown { first } => {
            if parameters().any(|p| p.when().is_none() && matches!(p.value().at(day), At::InForce { .. })) {
                return Err(LawViolation::new(Law::SettledInForce, Said::LawOn(day), Said::NotBefore(*first)));
            }
            Ok(())
        }
        Settled::Repealed { .. } | Settled::DependsOnFacts { .. } => Ok(()),
    }
}
