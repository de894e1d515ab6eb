//! Laws of three-valued answers and their findings.

use super::*;

// ------------------------------------------------------------------------------------------------ three answers

/// 新查明的事实 — one more statement in a dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Learned {
    /// A fact (事实).
    Fact(Fact, Stated<bool>),
    /// A fact that a rulebook declares (地方事实).
    Local(LocalFact, Stated<bool>),
    /// A quantity (数量).
    Quantity(Quantity, Stated<Approx<Value>>),
    /// A resolution (决议).
    Resolution(Stated<ResolutionRecord>),
    /// An event (事件).
    Event(EventRecord),
}

impl Learned {
    /// The dossier with it; nothing where the dossier already says something of the same fact, quantity, matter or
    /// event, has its log of the event closed, or does not take the statement: then nothing is learned.
    #[must_use]
    pub fn added_to(&self, dossier: &Dossier) -> Option<Dossier> {
        let about = dossier.compound.subject();
        let known = match self {
            Self::Fact(fact, _) => dossier.statements.facts().any(|(of, known, _)| of == about && known == *fact),
            Self::Local(fact, _) => dossier.statements.locals().any(|(of, known, _)| of == about && known == *fact),
            Self::Quantity(quantity, _) => {
                dossier.statements.quantities().any(|(of, known, _)| of == about && known == *quantity)
            }
            Self::Resolution(stated) => {
                dossier.resolutions.iter().any(|known| known.value.matter == stated.value.matter)
            }
            Self::Event(record) => {
                dossier.events.iter().any(|known| known.event == record.event)
                    || dossier.complete.iter().any(|log| log.event == record.event)
            }
        };
        if known {
            return None;
        }
        let mut after = dossier.clone();
        let stated: Result<(), EstateError> = match self {
            Self::Fact(fact, stated) => after.state(*fact, stated.clone()),
            Self::Local(fact, stated) => after.state_local(fact, stated.clone()),
            Self::Quantity(quantity, stated) => after.measure(*quantity, stated.clone()),
            Self::Resolution(stated) => {
                after.resolutions.push(stated.clone());
                Ok(())
            }
            Self::Event(record) => {
                after.events.push(record.clone());
                Ok(())
            }
        };
        stated.ok().map(|()| after)
    }
}

/// 查明不推翻 — an answer that is settled stays as it is when something is learned that was not stated at all. Where
/// nothing is learned (see [`Learned::added_to`]) nothing is asked.
///
/// # Errors
/// [`Law::LearningKeeps`].
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use wuye::dossier::Dossier;
/// use wuye::estate::{Compound, Fact, Stated};
/// use wuye::law::Authority;
/// use wuye::laws::{Learned, learning_keeps};
/// use wuye::measure::Day;
/// use wuye::rule::Verdict;
/// let day: Day = "2022-03-01".parse()?;
/// let compound = Compound { id: "c1".parse()?, name: "某院".into(), place: "411000".parse()?, yards: vec![] };
/// let learned = Learned::Fact(Fact::Renovated, Stated::new(true, day, Authority::Street));
/// // Taking what is not stated for false:
/// let hasty = |d: &Dossier| Verdict::of(d.fact(Fact::Renovated, day).is_some_and(|stated| stated.value));
/// assert!(learning_keeps(&Dossier::new(compound.clone()), &learned, hasty).is_err());
/// let right = |d: &Dossier| d.fact(Fact::Renovated, day).map_or(Verdict::Unknown, |stated| Verdict::of(stated.value));
/// assert!(learning_keeps(&Dossier::new(compound), &learned, right).is_ok());
/// # Ok(())
/// # }
/// ```
pub fn learning_keeps<F>(before: &Dossier, learned: &Learned, answer: F) -> Result<(), LawViolation>
where
    F: Fn(&Dossier) -> Verdict,
{
    let Some(after) = learned.added_to(before) else { return Ok(()) };
    let (was, is) = (answer(before), answer(&after));
    if was == Verdict::Unknown || was == is {
        return Ok(());
    }
    Err(LawViolation::new(Law::LearningKeeps, Said::Verdict(was), Said::Verdict(is)))
}

/// 缺项待查明 — where stating a fact as true and as false gives different answers, leaving it out gives *unknown*:
/// missing is not met, and not unmet either. Whatever the dossier states of the fact is left out first; the fact is
/// then stated on `day` by the street.
///
/// # Errors
/// [`Law::MissingIsUnknown`].
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use wuye::dossier::Dossier;
/// use wuye::estate::{Compound, Fact};
/// use wuye::laws::missing_is_unknown;
/// use wuye::rule::Condition;
/// let compound = Compound { id: "c1".parse()?, name: "某院".into(), place: "411000".parse()?, yards: vec![] };
/// let (dossier, day) = (Dossier::new(compound), "2022-03-01".parse()?);
/// let condition = Condition::stated(Fact::Renovated).negated()?;
/// let answer = |dossier: &Dossier| wuye::assess::evaluate(&condition, dossier, day);
/// assert!(missing_is_unknown(&dossier, Fact::Renovated, day, answer).is_ok());
/// # Ok(())
/// # }
/// ```
pub fn missing_is_unknown<F>(dossier: &Dossier, fact: Fact, day: Day, answer: F) -> Result<(), LawViolation>
where
    F: Fn(&Dossier) -> Verdict,
{
    let mut missing = dossier.clone();
    let about = missing.compound.subject();
    missing.statements.retract(&about, fact);
    let with = |value| {
        let mut dossier = missing.clone();
        dossier.state(fact, Stated::new(value, day, Authority::Street)).ok().map(|()| answer(&dossier))
    };
    let (Some(if_true), Some(if_false)) = (with(true), with(false)) else { return Ok(()) };
    let found = answer(&missing);
    if if_true == if_false || found == Verdict::Unknown {
        return Ok(());
    }
    Err(LawViolation::new(Law::MissingIsUnknown, Said::Verdict(Verdict::Unknown), Said::Verdict(found)))
}

pub(super) fn verdict_is(law: Law, expected: Verdict, found: Verdict) -> Result<(), LawViolation> {
    if expected == found {
        return Ok(());
    }
    Err(LawViolation::new(law, Said::Verdict(expected), Said::Verdict(found)))
}

/// 均须 — *all* is the least of its parts; of none it is met.
///
/// # Errors
/// [`Law::AllIsLeast`].
///
/// ```
/// use wuye::laws::all_is_least;
/// use wuye::rule::Verdict::{Met, Unknown};
/// assert!(all_is_least(&[Met, Unknown], Unknown).is_ok());
/// assert!(all_is_least(&[Met, Unknown], Met).is_err());
/// ```
pub fn all_is_least(parts: &[Verdict], whole: Verdict) -> Result<(), LawViolation> {
    let least = if parts.contains(&Verdict::Unmet) {
        Verdict::Unmet
    } else if parts.contains(&Verdict::Unknown) {
        Verdict::Unknown
    } else {
        Verdict::Met
    };
    verdict_is(Law::AllIsLeast, least, whole)
}

/// 之一 — *any* is the greatest of its parts; of none it is not met.
///
/// # Errors
/// [`Law::AnyIsGreatest`].
///
/// ```
/// use wuye::laws::any_is_greatest;
/// use wuye::rule::Verdict::{Met, Unknown, Unmet};
/// assert!(any_is_greatest(&[Unmet, Unknown], Unknown).is_ok());
/// assert!(any_is_greatest(&[Met, Unknown], Unknown).is_err());
/// ```
pub fn any_is_greatest(parts: &[Verdict], whole: Verdict) -> Result<(), LawViolation> {
    let greatest = if parts.contains(&Verdict::Met) {
        Verdict::Met
    } else if parts.contains(&Verdict::Unknown) {
        Verdict::Unknown
    } else {
        Verdict::Unmet
    };
    verdict_is(Law::AnyIsGreatest, greatest, whole)
}

/// 并非 — *not* mirrors: met and unmet change places, and what is unknown stays unknown.
///
/// # Errors
/// [`Law::NotMirrors`].
///
/// ```
/// use wuye::laws::not_mirrors;
/// use wuye::rule::Verdict::{Met, Unknown};
/// assert!(not_mirrors(Unknown, Unknown).is_ok());
/// assert!(not_mirrors(Unknown, Met).is_err());
/// ```
pub fn not_mirrors(inner: Verdict, outer: Verdict) -> Result<(), LawViolation> {
    let mirror = match inner {
        Verdict::Unmet => Verdict::Met,
        Verdict::Unknown => Verdict::Unknown,
        Verdict::Met => Verdict::Unmet,
    };
    verdict_is(Law::NotMirrors, mirror, outer)
}

/// 各规则中最低者 — the verdict on an aim is the least of its rules in force; one that says *usually* does not count,
/// and without any that counts the verdict is unknown.
///
/// # Errors
/// [`Law::LeastOfRules`].
///
/// ```
/// use wuye::laws::least_of_rules;
/// use wuye::rule::{Force, Verdict};
/// assert!(least_of_rules(&[(Force::Shall, Verdict::Met), (Force::Usually, Verdict::Unmet)], Verdict::Met).is_ok());
/// assert!(least_of_rules(&[(Force::Usually, Verdict::Met)], Verdict::Met).is_err());
/// ```
pub fn least_of_rules(rules: &[(Force, Verdict)], verdict: Verdict) -> Result<(), LawViolation> {
    let counted = rules.iter().filter(|(force, _)| *force != Force::Usually).map(|(_, verdict)| *verdict);
    let expected = counted.min().unwrap_or(Verdict::Unknown);
    verdict_is(Law::LeastOfRules, expected, verdict)
}

// ------------------------------------------------------------------------------------------------ findings

/// 已定有据 — a finding that is met or not met has its law, and that law is in force on the day.
///
/// # Errors
/// [`Law::SettledHasLaw`].
///
/// ```
/// use wuye::laws::settled_has_law;
/// use wuye::rule::Verdict;
/// let day = "2021-01-01".parse().unwrap();
/// assert!(settled_has_law(day, Verdict::Unknown, None).is_ok());
/// assert!(settled_has_law(day, Verdict::Met, None).is_err());
/// ```
pub fn settled_has_law(day: Day, verdict: Verdict, law: Option<&Citation>) -> Result<(), LawViolation> {
    let in_force = |law: &Citation| law.from <= day && law.until.is_none_or(|until| until > day);
    if verdict == Verdict::Unknown || law.is_some_and(in_force) {
        return Ok(());
    }
    let found = law.map_or(Said::Nothing, |law| Said::Law(Box::new(law.clone())));
    Err(LawViolation::new(Law::SettledHasLaw, Said::LawOn(day), found))
}

/// The whole number inside a value.
pub(super) fn scaled(value: Value) -> i128 {
    match value {
        Value::Count(n) => i128::from(n),
        Value::Area(area) => i128::from(area.hundredths()),
        Value::Money(money) => fen(money),
    }
}

/// A value of a dimension; nothing beyond its bounds.
pub(super) fn value(dimension: Dimension, scaled: i128) -> Option<Value> {
    match dimension {
        Dimension::Count => u32::try_from(scaled).ok().map(Value::Count),
        Dimension::Area => {
            let area = i64::try_from(scaled).ok().and_then(|n| Area::from_hundredths(n).ok());
            area.map(Value::Area)
        }
        Dimension::Money => i64::try_from(scaled).ok().and_then(|n| Money::from_fen(n).ok()).map(Value::Money),
        _ => None,
    }
}

/// 差距最小 — a gap is more than nothing, adding (or taking away) that much is enough, and the smallest step less is
/// not. `meets` tells whether a value in the place of the one found is enough. A value beyond the bounds of its kind
/// never is.
///
/// # Errors
/// [`Law::GapLeast`].
///
/// ```
/// use wuye::assess::Gap;
/// use wuye::estate::Value;
/// use wuye::laws::gap_least;
/// let at_least_five = |value| matches!(value, Value::Count(n) if n >= 5);
/// assert!(gap_least(Value::Count(3), Gap::Missing(Value::Count(2)), at_least_five).is_ok());
/// assert!(gap_least(Value::Count(3), Gap::Missing(Value::Count(3)), at_least_five).is_err());
/// assert!(gap_least(Value::Count(3), Gap::Missing(Value::Count(1)), at_least_five).is_err());
/// ```
pub fn gap_least<F: Fn(Value) -> bool>(found: Value, gap: Gap, meets: F) -> Result<(), LawViolation> {
    let law = Law::GapLeast;
    let (size, sign) = match gap {
        Gap::Missing(size) => (size, 1),
        Gap::TooMuch(size) => (size, -1),
    };
    let (dimension, step) = (found.dimension(), scaled(size));
    if size.dimension() != dimension {
        return Err(LawViolation::new(law, Said::text(dimension.code()), Said::text(size.dimension().code())));
    }
    if step < 1 {
        return Err(LawViolation::new(law, Said::AtLeast(1), Said::Number(step)));
    }
    let enough = |step: i128| {
        let moved = scaled(found).saturating_add(step.saturating_mul(sign));
        value(dimension, moved).is_some_and(&meets)
    };
    if !enough(step) {
        return Err(LawViolation::new(law, Said::AtLeast(step.saturating_add(1)), Said::Number(step)));
    }
    let less = step.saturating_sub(1);
    if enough(less) {
        return Err(LawViolation::new(law, Said::AtMost(less), Said::Number(step)));
    }
    Ok(())
}
