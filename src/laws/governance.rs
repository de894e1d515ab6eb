//! Laws of governance in motion: terms, requests, steps, mergers.

use std::collections::BTreeSet;

use super::{Law, LawViolation, Said, count};
use crate::decide::emergency::{EmergencyStage, EmergencyStep};
use crate::dossier::Dossier;
use crate::estate::{Fact, OwnerId, OwnerKind, Roll, UnitState};
use crate::measure::Day;

/// What follows what in an emergency service: stage, step, next stage. Data of its own, beside the table of the
/// module.
pub(crate) const EMERGENCY_EDGES: [(&str, &str, &str); 16] = [
    ("not_reported", "report", "reported"),
    ("reported", "request", "requested"),
    ("reported", "choose", "chosen"),
    ("reported", "withdraw", "withdrawn"),
    ("requested", "request", "requested"),
    ("requested", "choose", "chosen"),
    ("requested", "withdraw", "withdrawn"),
    ("chosen", "publish", "chosen"),
    ("chosen", "start", "serving"),
    ("chosen", "organise", "chosen"),
    ("chosen", "withdraw", "withdrawn"),
    ("serving", "publish", "serving"),
    ("serving", "organise", "serving"),
    ("serving", "new_service", "handing_over"),
    ("serving", "stop", "stopped"),
    ("handing_over", "hand_over", "handed_over"),
];

/// Days of a month, by the Gregorian rule.
const fn days_in(year: i64, month: i64) -> i64 {
    let leap = year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// So many months after a day, by its digits: the same number, or the last of the month; nothing beyond 2200.
pub(crate) fn months_later(day: Day, months: u32) -> Option<String> {
    let text = day.to_string();
    let mut parts = text.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, date) = (parts.next()??, parts.next()??, parts.next()??);
    let month = month.checked_sub(1)?.checked_add(i64::from(months))?;
    let year = year.checked_add(month.div_euclid(12))?;
    let month = month.rem_euclid(12).checked_add(1)?;
    let date = date.min(days_in(year, month));
    (year <= 2200).then(|| format!("{year:04}-{month:02}-{date:02}"))
}

/// 期限届满 — a term of so many months that begins on a day ends on the day of the same number, or on the last day of a
/// month that has none (《民法典》第二百零一条、第二百零二条).
///
/// # Errors
/// The law broken, with the day expected.
///
/// ```
/// use wuye::laws::term_ends;
/// assert!(term_ends("2026-01-10".parse()?, 6, Some("2026-07-10".parse()?)).is_ok());
/// assert!(term_ends("2026-01-10".parse()?, 6, Some("2026-07-09".parse()?)).is_err());
/// assert!(term_ends("2025-08-31".parse()?, 6, Some("2026-02-28".parse()?)).is_ok());
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
pub fn term_ends(start: Day, months: u32, last: Option<Day>) -> Result<(), LawViolation> {
    let expected = months_later(start, months).and_then(|text| text.parse::<Day>().ok());
    // Beyond the calendar the last day of it stands in.
    let expected = expected.unwrap_or(Day::LAST);
    match last {
        Some(last) if last == expected => Ok(()),
        last => Err(LawViolation::new(Law::TermEnds, Said::Day(expected), last.map_or(Said::Nothing, Said::Day))),
    }
}

/// 提请足额 — so many of so many owners are a share `above/below`, or more than it where the text says so. Exactly
/// half is not more than half.
///
/// # Errors
/// The law broken: 1 where it is enough, 0 where not.
///
/// ```
/// use wuye::laws::request_enough;
/// assert!(request_enough(true, (1, 2), 150, 300, false).is_ok()); // 过半数: exactly half is not enough
/// assert!(request_enough(true, (1, 2), 150, 300, true).is_err());
/// ```
pub fn request_enough(
    strict: bool,
    (above, below): (u32, u32),
    asking: u32,
    owners: u32,
    enough: bool,
) -> Result<(), LawViolation> {
    let mine = u64::from(asking).saturating_mul(u64::from(below));
    let line = u64::from(owners).saturating_mul(u64::from(above));
    let expected = if strict { mine > line } else { mine >= line };
    if expected == enough {
        return Ok(());
    }
    let said = |enough: bool| Said::Number(i128::from(enough));
    Err(LawViolation::new(Law::RequestEnough, said(expected), said(enough)))
}

/// 逐步 — of steps taken one after another each is taken if the table allows it and refused if not; the stage at the
/// end is the table's.
///
/// # Errors
/// The law broken: at which step 1 was expected for taken, 0 for refused; at the end the stage.
///
/// ```
/// use wuye::decide::emergency::{EmergencyStage, EmergencyStep};
/// use wuye::laws::steps_by_table;
/// let steps = [EmergencyStep::Report, EmergencyStep::Start];
/// assert!(steps_by_table(&steps, &[true, false], EmergencyStage::Reported).is_ok());
/// assert!(steps_by_table(&steps, &[true, true], EmergencyStage::Serving).is_err()); // a step was skipped
/// ```
pub fn steps_by_table(steps: &[EmergencyStep], taken: &[bool], end: EmergencyStage) -> Result<(), LawViolation> {
    let mut stage = "not_reported";
    for (at, step) in steps.iter().enumerate() {
        let next = EMERGENCY_EDGES.iter().find(|(from, by, _)| *from == stage && *by == step.code());
        let found = taken.get(at).copied().unwrap_or(false);
        if next.is_some() != found {
            let said = |taken: bool| Said::Number(i128::from(taken));
            return Err(LawViolation::one(Law::StepsByTable, at, said(next.is_some()), said(found)));
        }
        stage = next.map_or(stage, |(_, _, next)| next);
    }
    if stage == end.code() {
        return Ok(());
    }
    Err(LawViolation::new(Law::StepsByTable, Said::text(stage), Said::text(end.code())))
}

/// 一人一计 — in rolls that are united an owner is one head, in however many yards; units that are not delivered are
/// one more, the developer's.
///
/// # Errors
/// The law broken, with the number of heads expected.
pub fn united_heads(rolls: &[&Roll], heads: u32) -> Result<(), LawViolation> {
    let (mut people, mut stock): (BTreeSet<&OwnerId>, bool) = (BTreeSet::new(), false);
    for roll in rolls {
        for unit in roll.units() {
            let developer =
                |id: &OwnerId| roll.owners().iter().any(|owner| owner.id == *id && owner.kind == OwnerKind::Developer);
            if unit.state != UnitState::Delivered || developer(&unit.owner) {
                stock = true;
            } else {
                people.insert(&unit.owner);
            }
        }
    }
    let expected = count(people.len()).saturating_add(i128::from(stock));
    if expected == i128::from(heads) {
        return Ok(());
    }
    Err(LawViolation::new(Law::UnitedHeads, Said::Number(expected), Said::Number(i128::from(heads))))
}

/// 不一致即待查 — of a merged compound a fact is stated only if every yard states it alike.
///
/// # Errors
/// The law broken: at which fact of the vocabulary nothing should be stated.
pub fn differing_open(yards: &[&Dossier], merged: &Dossier, day: Day) -> Result<(), LawViolation> {
    for fact in Fact::ALL {
        let Some(found) = merged.fact(*fact, day) else { continue };
        let alike = yards.iter().all(|yard| yard.fact(*fact, day).is_some_and(|stated| stated.value == found.value));
        if !alike {
            let found = Said::Number(i128::from(found.value));
            return Err(LawViolation::one(Law::DifferingOpen, fact.index(), Said::Nothing, found));
        }
    }
    Ok(())
}
