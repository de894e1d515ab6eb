//! Periods of the Civil Code: the first day is not counted, a month ends on its corresponding day, a last day that is a
//! holiday moves on. Which days are holidays is the caller's data.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::MeetingError;
use crate::measure::{Day, Period, Span};
use crate::terms::Placed;

/// 日历 — which days of a span are statutory days of rest (法定休假日): weekly ones and public holidays as published. A day
/// outside the span is not known.
///
/// ```
/// use wuye::measure::{Period, Span};
/// use wuye::meeting::Calendar;
/// let span = Span::new("2026-01-01".parse()?, "2027-01-01".parse()?)?;
/// let calendar = Calendar::new(span, ["2026-05-02", "2026-05-03"].map(|day| day.parse().unwrap()))?;
/// // 60 days after 2026-03-03 end on Saturday 2026-05-02, so the last day is the Monday.
/// assert_eq!(calendar.last_day("2026-03-03".parse()?, Period::Days(60))?, "2026-05-04".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "CalendarForm", into = "CalendarForm")]
pub struct Calendar {
    // INVARIANT: every day of rest lies in the span.
    covers: Span,
    rest: BTreeSet<Day>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CalendarForm {
    covers: Span,
    rest: Vec<Day>,
}

impl TryFrom<CalendarForm> for Calendar {
    type Error = Placed<MeetingError>;
    fn try_from(form: CalendarForm) -> Result<Self, Placed<MeetingError>> {
        Ok(Self::new(form.covers, form.rest)?)
    }
}

impl From<Calendar> for CalendarForm {
    fn from(calendar: Calendar) -> Self {
        Self { covers: calendar.covers, rest: calendar.rest.into_iter().collect() }
    }
}

impl Calendar {
    /// The days of rest of a span.
    ///
    /// # Errors
    /// [`MeetingError::CalendarEnds`] for a day outside the span.
    pub fn new<I: IntoIterator<Item = Day>>(covers: Span, rest: I) -> Result<Self, MeetingError> {
        let rest: BTreeSet<Day> = rest.into_iter().collect();
        if let Some(day) = rest.iter().find(|day| !covers.contains(**day)) {
            return Err(MeetingError::CalendarEnds { day: *day });
        }
        Ok(Self { covers, rest })
    }

    /// The span that is known.
    #[must_use]
    pub const fn covers(&self) -> Span {
        self.covers
    }

    /// The days of rest, in order.
    pub fn rest(&self) -> impl Iterator<Item = Day> {
        self.rest.iter().copied()
    }

    /// The last day of a period that starts to run on the day after `start`; moved to the next day that is no day of
    /// rest (《民法典》第二百零一条至第二百零三条).
    ///
    /// # Errors
    /// [`MeetingError::CalendarEnds`] where the calendar does not reach, [`MeetingError::Measure`] after the year 2200.
    pub fn last_day(&self, start: Day, period: Period) -> Result<Day, MeetingError> {
        self.moved(period.after(start)?)
    }

    /// The last day of a period, moved to the next day that is no day of rest (《民法典》第二百零三条第一款). A day that was
    /// counted backwards is not moved.
    ///
    /// # Errors
    /// [`MeetingError::CalendarEnds`] where the calendar does not reach.
    pub fn moved(&self, last: Day) -> Result<Day, MeetingError> {
        let mut day = last;
        // The loop ends with the span at the latest.
        loop {
            if !self.covers.contains(day) {
                return Err(MeetingError::CalendarEnds { day });
            }
            if !self.rest.contains(&day) {
                return Ok(day);
            }
            day = day.next().ok_or(MeetingError::CalendarEnds { day })?;
        }
    }
}

/// The last day on which a notice of so long before an event is in time: so many full days before. Days of rest do not
/// move it; the Code does not say how one counts backwards.
///
/// # Errors
/// [`MeetingError::Measure`] before the year 1900.
///
/// ```
/// use wuye::measure::Period;
/// use wuye::meeting::latest_notice;
/// assert_eq!(latest_notice("2026-06-15".parse()?, Period::Days(15))?, "2026-05-31".parse()?);
/// assert_eq!(latest_notice("2026-12-31".parse()?, Period::Days(90))?, "2026-10-02".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn latest_notice(event: Day, period: Period) -> Result<Day, MeetingError> {
    Ok(period.before(event)?)
}
