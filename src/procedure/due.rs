//! Due days: which step must follow which, and within what time.

use serde::{Deserialize, Serialize};

use super::{ProcedureError, Word};
use crate::measure::{Day, Period};
use crate::terms::{Lang, Placed, Term};

/// 期限约定 — one step must follow another within a period. Data of the caller's: no text that was read sets one for a
/// consultation or a dispute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DueRule<T> {
    /// Which step is due.
    pub step: T,
    /// The step that starts the time; the day on which it was done is not counted.
    pub from: T,
    /// Within what time.
    pub within: Period,
}

/// 期限表 — the due days of a procedure: at most one for each step.
///
/// The time of a rule starts when its `from` is done and runs until its `step` is done. Doing `from` again does not
/// start it anew, so that a case cannot be kept in time by assigning it once more; reopening ends all times that run.
/// A rule whose step starts itself asks for something at regular times.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct DuePlan<T> {
    // INVARIANT: no step has two rules.
    rules: Vec<DueRule<T>>,
}

impl<T> Default for DuePlan<T> {
    /// Nothing is due.
    fn default() -> Self {
        Self { rules: Vec::new() }
    }
}

impl<T: Term> DuePlan<T> {
    /// A plan of rules.
    ///
    /// # Errors
    /// [`ProcedureError::DueTwice`].
    pub fn new(rules: Vec<DueRule<T>>) -> Result<Self, ProcedureError> {
        for (n, rule) in rules.iter().enumerate() {
            // Ends after as many rounds as there are steps, since the next one is a second.
            if rules.iter().take(n).any(|earlier| earlier.step == rule.step) {
                return Err(ProcedureError::DueTwice { step: Word::of(rule.step) });
            }
        }
        Ok(Self { rules })
    }

    /// The rules.
    #[must_use]
    pub fn rules(&self) -> &[DueRule<T>] {
        &self.rules
    }

    /// No time runs yet.
    pub(super) fn idle(&self) -> Vec<Option<Day>> {
        vec![None; self.rules.len()]
    }

    /// What a step does to the times that run: those for it end, those from it start. Fails before anything is changed.
    pub(super) fn step(&self, running: &mut [Option<Day>], step: T, on: Day, anew: bool) -> Result<(), ProcedureError> {
        for rule in self.rules.iter().filter(|rule| rule.from == step) {
            rule.within.after(on)?;
        }
        for (rule, started) in self.rules.iter().zip(running) {
            if anew || rule.step == step {
                *started = None;
            }
            if rule.from == step && started.is_none() {
                *started = Some(on);
            }
        }
        Ok(())
    }

    /// What is due.
    pub(super) fn due(&self, running: &[Option<Day>]) -> Result<Vec<Due<T>>, ProcedureError> {
        let started = self.rules.iter().zip(running).filter_map(|(rule, started)| started.map(|from| (rule, from)));
        started.map(|(rule, from)| Ok(Due { step: rule.step, from, by: rule.within.after(from)? })).collect()
    }
}

impl<'de, T: Term + Deserialize<'de>> Deserialize<'de> for DuePlan<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let rules = Vec::<DueRule<T>>::deserialize(deserializer)?;
        Self::new(rules).map_err(|error| serde::de::Error::custom(Placed::from(error)))
    }
}

/// 到期事项 — a step that is waited for.
///
/// ```
/// use wuye::procedure::{DisputeStep, Due};
/// use wuye::terms::Lang;
/// let due = Due { step: DisputeStep::Resolve, from: "2024-02-14".parse()?, by: "2024-02-29".parse()? };
/// let overdue = |day: &str| due.overdue_days(day.parse().unwrap());
/// assert_eq!((overdue("2024-02-28"), overdue("2024-02-29"), overdue("2024-03-01")), (0, 0, 1));
/// assert_eq!(due.render("2024-03-03".parse()?, Lang::Zh), "“化解”应于2024年2月29日前（含当日）完成，已逾期3日。");
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Due<T> {
    /// Which step.
    pub step: T,
    /// The day from which the time runs; it is not counted.
    pub from: Day,
    /// The last day in time.
    pub by: Day,
}

impl<T: Term> Due<T> {
    /// By how many days it is overdue on a day: 0 up to and on the last day in time.
    #[must_use]
    pub fn overdue_days(&self, on: Day) -> u32 {
        u32::try_from(self.by.days_until(on)).unwrap_or(0)
    }

    /// What is due until when, and by how many days it is overdue on a day.
    #[must_use]
    pub fn render(&self, on: Day, lang: Lang) -> String {
        let (step, by) = (self.step.render(lang), self.by.render(lang));
        match (self.overdue_days(on), lang) {
            (0, Lang::Zh) => format!("“{step}”应于{by}前（含当日）完成。"),
            (0, Lang::En) => format!("`{step}` is due by {by}."),
            (days, Lang::Zh) => format!("“{step}”应于{by}前（含当日）完成，已逾期{days}日。"),
            (1, Lang::En) => format!("`{step}` was due by {by}, overdue by 1 day."),
            (days, Lang::En) => format!("`{step}` was due by {by}, overdue by {days} days."),
        }
    }
}
