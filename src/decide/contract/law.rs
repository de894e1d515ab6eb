//! The law of the day of a step, with what the contract agrees.

use super::faults::StepRefusal;
use crate::assess::parameter;
use crate::dossier::Dossier;
use crate::estate::{Fact, Stated};
use crate::law::{At, Authority, Citation};
use crate::measure::{Day, Period};
use crate::meeting::{Calendar, latest_notice};
use crate::rule::{Conflict, Figure, Key, ParameterValue, Rulebook, Setting, Settled};

/// 适用依据 — what a contract is read under: the numbers of law, the facts on which some of them depend, and the days of
/// rest by which a last day moves on. Without a calendar no day is moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ContractLaw<'a> {
    /// The law.
    pub rulebook: &'a Rulebook,
    /// The facts.
    pub dossier: &'a Dossier,
    /// The days of rest (《民法典》第二百零三条).
    pub calendar: Option<&'a Calendar>,
}

/// 期限 — a period as it stands on a day: how long, by what, what lower texts say otherwise, and what the contract says
/// without effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodFound {
    /// How long; unknown where neither a text nor the contract says so.
    pub period: Option<Period>,
    /// The provision, where one was read.
    pub law: Option<Citation>,
    /// What lower texts say otherwise.
    pub conflicts: Vec<Conflict>,
    /// The period that the contract agrees although the law does not leave it to the contract.
    pub without_effect: Option<Period>,
}

impl PeriodFound {
    /// Nothing but the contract.
    const fn agreed(period: Option<Period>) -> Self {
        Self { period, law: None, conflicts: Vec::new(), without_effect: None }
    }
}

impl<'a> ContractLaw<'a> {
    /// The law of a place for a compound, without a calendar.
    #[must_use]
    pub const fn new(rulebook: &'a Rulebook, dossier: &'a Dossier) -> Self {
        Self { rulebook, dossier, calendar: None }
    }

    /// A figure of a day: of the contract where the law leaves it to the contract, else of the law.
    #[must_use]
    pub fn period(&self, figure: Figure, agreed: Option<Period>, day: Day) -> PeriodFound {
        period(self.rulebook, self.dossier, figure, agreed, day)
    }

    /// As [`Self::period`], where the log tells whether a successor was chosen.
    pub(super) fn period_after(
        &self,
        figure: Figure,
        agreed: Option<Period>,
        known: Successor,
        day: Day,
    ) -> PeriodFound {
        if known == Successor::default() {
            return self.period(figure, agreed, day);
        }
        let mut dossier = self.dossier.clone();
        let chosen = [(known.provider, Fact::NewProviderChosen), (known.owners, Fact::SelfManagementChosen)];
        for (on, fact) in chosen {
            let Some(on) = on.filter(|on| *on <= day) else { continue };
            // What the dossier states of that very day stands.
            let _stated_before = dossier.state(fact, Stated::new(true, on, Authority::Owners));
        }
        period(self.rulebook, &dossier, figure, agreed, day)
    }

    /// The last day of a period that starts to run on the day after.
    ///
    /// # Errors
    /// [`StepRefusal::Counting`] after the year 2200, or where the calendar ends.
    pub fn last_day(&self, after: Day, period: Period) -> Result<Day, StepRefusal> {
        match self.calendar {
            Some(calendar) => Ok(calendar.last_day(after, period)?),
            None => Ok(period.after(after).map_err(crate::meeting::MeetingError::from)?),
        }
    }

    /// The last day of a notice so long before; days of rest do not move it.
    ///
    /// # Errors
    /// [`StepRefusal::Counting`] before the year 1900.
    pub fn latest(&self, before: Day, period: Period) -> Result<Day, StepRefusal> {
        Ok(latest_notice(before, period)?)
    }
}

/// What the lists of all layers hold on a day, each entry with the first text that has it, the nation's before the
/// city's: a lower text adds and takes nothing away.
pub(super) fn added_up<T: Copy + PartialEq>(
    rulebook: &Rulebook,
    key: Key,
    day: Day,
    list: impl Fn(&ParameterValue) -> &[T],
) -> Vec<(T, Citation)> {
    let mut all: Vec<(T, Citation)> = Vec::new();
    let parameters = rulebook.layers().iter().flat_map(|layer| &layer.parameters);
    for parameter in parameters.filter(|parameter| parameter.key() == key) {
        let At::InForce { value: Setting::Exactly(value), version, until } = parameter.value().at(day) else {
            continue;
        };
        for entry in list(value) {
            if all.iter().all(|(known, _)| known != entry) {
                all.push((*entry, rulebook.cite(version, until)));
            }
        }
    }
    all
}

/// Since when the log knows of a new provider or of self-management.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Successor {
    pub provider: Option<Day>,
    pub owners: Option<Day>,
}

fn period(rulebook: &Rulebook, dossier: &Dossier, figure: Figure, agreed: Option<Period>, day: Day) -> PeriodFound {
    match parameter(rulebook, dossier, Key::Figure(figure), day) {
        Settled::Known { setting, law, conflicts } => {
            let of_law = match setting.value() {
                Some(ParameterValue::Period(period)) => Some(*period),
                _ => None,
            };
            let open = matches!(setting, Setting::UnlessAgreed(_) | Setting::Delegated(_));
            let (period, without_effect) = if open {
                (agreed.or(of_law), None)
            } else {
                (of_law, agreed.filter(|agreed| Some(*agreed) != of_law))
            };
            PeriodFound { period, law: Some(law), conflicts, without_effect }
        }
        // Where no text that was read speaks, what was agreed is all there is.
        Settled::Absent => PeriodFound::agreed(agreed),
        // A time to leave that is agreed holds whatever the facts are: the Code and the texts that were read say so.
        Settled::DependsOnFacts { law } => {
            let agreed = agreed.filter(|_| figure == Figure::ExitPeriod);
            PeriodFound { law: Some(law), ..PeriodFound::agreed(agreed) }
        }
        Settled::BeforeKnown { .. } => PeriodFound::agreed(None),
        Settled::Repealed { law } => PeriodFound { law: Some(law), ..PeriodFound::agreed(None) },
    }
}
