//! Laws of procedures: stages and steps, votes before execution, half-years, days overdue, lines that are strict.

use chrono::Datelike;

use super::*;

/// 阶段相接 — a step leads to the stage that the table gives for it, and is refused where the table has no row. A row is
/// stage, step, next stage.
///
/// # Errors
/// [`Law::StepFollows`].
///
/// ```
/// use wuye::laws::step_follows;
/// let table = [("triaged", "assign", "assigned")];
/// assert!(step_follows(&table, "triaged", "assign", Some("assigned")).is_ok());
/// assert!(step_follows(&table, "reported", "assign", Some("assigned")).is_err()); // triage was skipped
/// ```
pub fn step_follows(
    table: &[(&str, &str, &str)],
    stage: &str,
    step: &str,
    found: Option<&str>,
) -> Result<(), LawViolation> {
    let row = table.iter().find(|(from, which, _)| (*from, *which) == (stage, step));
    let expected = row.map(|(_, _, next)| *next);
    if expected == found {
        return Ok(());
    }
    let said = |stage: Option<&str>| stage.map_or(Said::Nothing, Said::text);
    Err(LawViolation::new(Law::StepFollows, said(expected), said(found)))
}

/// 重放即逐条记入 — a case that is replayed from its log is the case to which the entries were made one by one, after
/// every one of them.
///
/// # Errors
/// [`Law::ReplayFolds`] at the entry after which they differ.
pub fn replay_folds<T, S, R, F>(entries: &[T], begin: S, replay: R, step: F) -> Result<(), LawViolation>
where
    S: PartialEq + fmt::Debug,
    R: Fn(&[T]) -> S,
    F: Fn(S, &T) -> S,
{
    let mut folded = begin;
    for (at, entry) in entries.iter().enumerate() {
        folded = step(folded, entry);
        let replayed = replay(entries.get(..=at).unwrap_or(entries));
        if replayed != folded {
            let said = |state: &S| Said::text(&format!("{state:?}"));
            return Err(LawViolation::one(Law::ReplayFolds, at, said(&folded), said(&replayed)));
        }
    }
    Ok(())
}

/// 先决议后执行 — what the owners decide jointly is carried out only after a resolution that passed, made from the day of
/// the last meeting to that of execution; of several, the latest counts, and of one day the last in the list.
///
/// # Errors
/// [`Law::ExecutionResolved`] for an execution without it.
pub fn execution_resolved(met: Day, votes: &[(Day, Outcome)], carried: Option<Day>) -> Result<(), LawViolation> {
    let Some(carried) = carried else { return Ok(()) };
    let law = Law::ExecutionResolved;
    let mut latest: Option<(Day, Outcome)> = None;
    for (on, outcome) in votes.iter().filter(|(on, _)| *on <= carried) {
        if latest.is_none_or(|(known, _)| *on >= known) {
            latest = Some((*on, *outcome));
        }
    }
    match latest {
        Some((on, Outcome::Passed)) if on >= met => Ok(()),
        Some((_, Outcome::Passed)) => Err(LawViolation::new(law, Said::NotBefore(met), Said::Day(carried))),
        Some((_, outcome)) => Err(LawViolation::new(law, Said::Outcome(Outcome::Passed), Said::Outcome(outcome))),
        None => Err(LawViolation::new(law, Said::Outcome(Outcome::Passed), Said::Nothing)),
    }
}

/// 缺会的半年 — under the calendar reading the half-years without a meeting, of those that begin on `from` or later and
/// have ended on the day asked about; each by its first day. The list of meetings is complete.
///
/// # Errors
/// [`Law::HalvesMissing`] at the first half-year that is wrong.
pub fn halves_missing(meetings: &[Day], from: Day, on: Day, found: &[Day]) -> Result<(), LawViolation> {
    let half = |day: Day| (day.year(), day.date().month() > 6);
    let held: BTreeSet<(i32, bool)> = meetings.iter().map(|day| half(*day)).collect();
    let mut expected = Vec::new();
    for year in from.year()..=on.year() {
        for (second, first, last) in [(false, (1, 1), (6, 30)), (true, (7, 1), (12, 31))] {
            let [Ok(first), Ok(last)] = [first, last].map(|(month, day)| Day::new(year, month, day)) else { continue };
            if first >= from && last <= on && !held.contains(&(year, second)) {
                expected.push(first);
            }
        }
    }
    days_agree(Law::HalvesMissing, &expected, found)
}

/// 间隔过长的会议 — under the rolling reading the last days of the six months that passed without a meeting: from `from`,
/// which counts, and from each meeting, which does not. The list of meetings is complete, ascending, and lies between
/// `from` and the day asked about.
///
/// # Errors
/// [`Law::GapsMissing`] at the first that is wrong.
pub fn gaps_missing(meetings: &[Day], from: Day, on: Day, found: &[Day]) -> Result<(), LawViolation> {
    let mut expected = Vec::new();
    let mut last = half_year_after(from).and_then(Day::previous);
    for met in meetings {
        expected.extend(last.filter(|last| met > last));
        last = half_year_after(*met);
    }
    let begun = meetings.last().is_none_or(|met| *met < on);
    expected.extend(last.filter(|last| *last <= on && begun));
    days_agree(Law::GapsMissing, &expected, found)
}

/// The corresponding day six months later, or the last of that month.
fn half_year_after(day: Day) -> Option<Day> {
    let (year, month, number) = (day.year(), day.date().month(), day.date().day());
    let (year, month) = match month.checked_sub(6).filter(|month| *month > 0) {
        Some(month) => (year.checked_add(1)?, month),
        None => (year, month.checked_add(6)?),
    };
    (0..4).find_map(|back| Day::new(year, month, number.checked_sub(back)?).ok())
}

fn days_agree(law: Law, expected: &[Day], found: &[Day]) -> Result<(), LawViolation> {
    let said = |day: Option<&Day>| day.map_or(Said::Nothing, |day| Said::Day(*day));
    for at in 0..expected.len().max(found.len()) {
        let (expected, found) = (expected.get(at), found.get(at));
        if expected != found {
            return Err(LawViolation::one(law, at, said(expected), said(found)));
        }
    }
    Ok(())
}

/// 逾期日数 — the day after the last day in time is the first day overdue.
///
/// # Errors
/// [`Law::OverdueCounted`].
///
/// ```
/// use wuye::laws::overdue_counted;
/// let (by, next) = ("2024-02-29".parse().unwrap(), "2024-03-01".parse().unwrap());
/// assert!(overdue_counted(by, by, 0).is_ok() && overdue_counted(by, next, 1).is_ok());
/// assert!(overdue_counted(by, by, 1).is_err());
/// ```
pub fn overdue_counted(by: Day, on: Day, found: u32) -> Result<(), LawViolation> {
    let number = |day: Day| i128::from(day.date().num_days_from_ce());
    same(Law::OverdueCounted, number(on).saturating_sub(number(by)).max(0), i128::from(found))
}

/// 小规模界线 — 小于 and 不足 end below the line, 不超过 at it.
///
/// # Errors
/// [`Law::SmallStrict`].
pub fn small_strict(line: Area, up_to: bool, area: Area, small: bool) -> Result<(), LawViolation> {
    let most = i128::from(line.hundredths()).saturating_sub(i128::from(!up_to));
    let found = i128::from(area.hundredths());
    match (found <= most, small) {
        (true, false) => Err(LawViolation::new(Law::SmallStrict, Said::AtMost(most), Said::Number(found))),
        (false, true) => {
            Err(LawViolation::new(Law::SmallStrict, Said::AtLeast(most.saturating_add(1)), Said::Number(found)))
        }
        _ => Ok(()),
    }
}

/// 施工时序 — out of order are exactly the works of the second side that begin before one of the first. A work is the day
/// on which it begins and whether it is of the first side; `found` are the places in the list, ascending.
///
/// # Errors
/// [`Law::WorksOrdered`] at the first place that is wrong.
pub fn works_ordered(works: &[(Day, Option<bool>)], found: &[usize]) -> Result<(), LawViolation> {
    let early = |begins: Day| works.iter().any(|(other, first)| *first == Some(true) && begins < *other);
    let expected = works.iter().enumerate().filter(|(_, (begins, first))| *first == Some(false) && early(*begins));
    let expected: Vec<usize> = expected.map(|(at, _)| at).collect();
    let said = |at: Option<&usize>| at.map_or(Said::Nothing, |at| Said::Number(count(*at)));
    for at in 0..expected.len().max(found.len()) {
        if expected.get(at) != found.get(at) {
            return Err(LawViolation::one(Law::WorksOrdered, at, said(expected.get(at)), said(found.get(at))));
        }
    }
    Ok(())
}
