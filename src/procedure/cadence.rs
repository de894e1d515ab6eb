//! 半年一次 — meetings that are held at least once a half-year: the joint meeting on a compound's affairs, and where a text
//! asks for it the provider's talk with the owners.

use serde::Serialize;

use super::{ENTRIES_MAX, ProcedureError};
use crate::dossier::{Dossier, EventRecord};
use crate::estate::{Event, Stated};
use crate::law::Authority;
use crate::measure::{Day, Period};
use crate::rule::Verdict;
use crate::terms::{Lang, terms};

/// The most meetings that are looked at together.
pub const MEETINGS_MAX: usize = 10_000;
const _: () = assert!(MEETINGS_MAX <= ENTRIES_MAX);

terms! {
    /// 半年的口径 — which half-years are meant; the letters do not say, so the caller does.
    pub enum HalfReading: "reading of half-years" {
        Calendar = "calendar", "按上、下半年", "halves of the calendar year", "design";
        Rolling = "rolling", "自上次会议起六个月内", "six months from the last meeting", "design";
    }
}

terms! {
    /// 半年结果 — what is known of one half-year.
    pub enum WindowState: "state of a half-year" {
        Held = "held", "已召开", "held", "design";
        Missing = "missing", "未召开", "not held", "design";
        Running = "running", "尚未期满", "still running", "design";
        LogIncomplete = "log_incomplete", "会议记录不齐全", "the log is not complete", "design";
    }
}

impl WindowState {
    /// Held is met, missing is unmet, the others are unknown.
    #[must_use]
    pub const fn verdict(self) -> Verdict {
        match self {
            Self::Held => Verdict::Met,
            Self::Missing => Verdict::Unmet,
            Self::Running | Self::LogIncomplete => Verdict::Unknown,
        }
    }
}

/// 半年 — one half-year in which a meeting is to be held: from the first to the last day, both in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct MeetingWindow {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
    /// The first meeting in it, or for a rolling half-year the one that came too late.
    pub met: Option<Day>,
    /// What is known of it.
    pub state: WindowState,
}

impl MeetingWindow {
    /// For a meeting that is missing, by how many days on a day: up to the one that came too late, if one did. Else 0.
    #[must_use]
    pub fn overdue_days(&self, on: Day) -> u32 {
        match self.state {
            WindowState::Missing => u32::try_from(self.last.days_until(self.met.unwrap_or(on))).unwrap_or(0),
            _ => 0,
        }
    }

    fn render(&self, lang: Lang) -> String {
        let (first, last) = (self.first.render(lang), self.last.render(lang));
        let (verdict, state) = (self.state.verdict(), self.state);
        match (self.met, lang) {
            (None, Lang::Zh) => format!("{verdict:#}：{first}至{last}，{state:#}。"),
            (None, Lang::En) => format!("{}: {first} to {last}, {}.", verdict.en(), state.en()),
            (Some(met), Lang::Zh) => format!("{verdict:#}：{first}至{last}，{state:#}（{}）。", met.render(lang)),
            (Some(met), Lang::En) => format!("{}: {first} to {last}, {} ({met}).", verdict.en(), state.en()),
        }
    }
}

/// 半年会议答复 — for each half-year up to a day whether a meeting was held, under the reading asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HalfYearly {
    reading: HalfReading,
    on: Day,
    windows: Vec<MeetingWindow>,
}

/// Looks at the half-years from a day on, up to the day asked about.
///
/// *Calendar*: 1 January to 30 June and 1 July to 31 December; a half that had begun before `from` is not asked about.
/// *Rolling*: the first six months begin on `from`, the next on the day after each meeting; they end on the
/// corresponding day, or at the end of a month that has none. A half-year is missing only where `complete_until` says
/// that all meetings up to its last day are in the list; else it is unknown, as is one that still runs without a
/// meeting. Meetings after the day asked about and before `from` are left out.
///
/// ```
/// use wuye::procedure::{HalfReading, half_yearly};
/// use wuye::rule::Verdict;
/// let days = |days: &[&str]| days.iter().map(|day| day.parse().unwrap()).collect::<Vec<_>>();
/// let (from, end) = ("2025-01-01".parse()?, "2025-12-31".parse()?);
/// let year = |reading, held: &[&str]| half_yearly(reading, &days(held), Some(end), from, end);
/// assert_eq!(year(HalfReading::Calendar, &["2025-03-02", "2025-11-20"])?.verdict(), Verdict::Met);
/// // Two meetings in the first half: the second half is missing.
/// let missing = year(HalfReading::Calendar, &["2025-03-02", "2025-06-30"])?;
/// assert_eq!(missing.missing().map(|half| half.first).collect::<Vec<_>>(), days(&["2025-07-01"]));
/// // From meeting to meeting it is the other way round: 2 March to 20 November is more than six months.
/// let rolling = year(HalfReading::Rolling, &["2025-03-02", "2025-11-20"])?;
/// assert_eq!(rolling.missing().map(|half| half.last).collect::<Vec<_>>(), days(&["2025-09-02"]));
/// # Ok::<(), wuye::Error>(())
/// ```
///
/// # Errors
/// [`ProcedureError::BeforeStart`] for a day asked about before `from`, [`ProcedureError::TooMany`] for more than
/// [`MEETINGS_MAX`] meetings, [`ProcedureError::Measure`] after the year 2200.
pub fn half_yearly(
    reading: HalfReading,
    meetings: &[Day],
    complete_until: Option<Day>,
    from: Day,
    on: Day,
) -> Result<HalfYearly, ProcedureError> {
    if on < from {
        return Err(ProcedureError::BeforeStart { start: from, found: on });
    }
    if meetings.len() > MEETINGS_MAX {
        return Err(ProcedureError::TooMany { most: MEETINGS_MAX, found: meetings.len() });
    }
    let mut meetings: Vec<Day> = meetings.iter().copied().filter(|day| (from..=on).contains(day)).collect();
    meetings.sort_unstable();
    meetings.dedup();
    let known = Known { complete_until, on };
    let windows = match reading {
        HalfReading::Calendar => calendar(&meetings, known, from)?,
        HalfReading::Rolling => rolling(&meetings, known, from)?,
    };
    Ok(HalfYearly { reading, on, windows })
}

/// Up to when the list of meetings is complete, and the day asked about.
#[derive(Clone, Copy)]
struct Known {
    complete_until: Option<Day>,
    on: Day,
}

impl Known {
    /// What is known of a half-year in which no meeting is listed.
    fn without(self, last: Day) -> WindowState {
        if self.on >= last && self.complete_until.is_some_and(|until| until >= last) {
            WindowState::Missing
        } else if self.on <= last {
            WindowState::Running
        } else {
            WindowState::LogIncomplete
        }
    }
}

fn calendar(meetings: &[Day], known: Known, from: Day) -> Result<Vec<MeetingWindow>, ProcedureError> {
    let mut windows = Vec::new();
    // At most two rounds for each year from 1900 to 2200.
    for year in from.year()..=known.on.year() {
        for (first, last) in [((1, 1), (6, 30)), ((7, 1), (12, 31))] {
            let (first, last) = (Day::new(year, first.0, first.1)?, Day::new(year, last.0, last.1)?);
            if first < from || first > known.on {
                continue;
            }
            let met = meetings.iter().copied().find(|day| (first..=last).contains(day));
            let state = met.map_or_else(|| known.without(last), |_| WindowState::Held);
            windows.push(MeetingWindow { first, last, met, state });
        }
    }
    Ok(windows)
}

fn rolling(meetings: &[Day], known: Known, from: Day) -> Result<Vec<MeetingWindow>, ProcedureError> {
    let half = Period::Months(6);
    let mut windows = Vec::with_capacity(meetings.len().saturating_add(1));
    let mut first = from;
    // The six months begin on `from` itself: they end on the day before the corresponding one, or at the end of a month
    // that has none.
    let corresponding = half.after(from)?;
    let has_none = half.before(corresponding)? != from;
    let mut last = if has_none { corresponding } else { corresponding.previous().unwrap_or(from) };
    for met in meetings {
        let state = if *met <= last { WindowState::Held } else { known.without(last) };
        windows.push(MeetingWindow { first, last, met: Some(*met), state });
        let Some(next) = met.next() else { return Ok(windows) };
        (first, last) = (next, half.after(*met)?);
    }
    if first <= known.on {
        windows.push(MeetingWindow { first, last, met: None, state: known.without(last) });
    }
    Ok(windows)
}

impl HalfYearly {
    /// Looks at the meetings of a kind that a dossier has in its log, which may or may not be complete.
    ///
    /// # Errors
    /// As [`half_yearly`].
    pub fn of(
        dossier: &Dossier,
        event: Event,
        reading: HalfReading,
        from: Day,
        on: Day,
    ) -> Result<Self, ProcedureError> {
        let meetings: Vec<Day> = dossier.days_of(event, on).collect();
        let complete = dossier.complete.iter().filter(|log| log.event == event).map(|log| log.until).max();
        half_yearly(reading, &meetings, complete, from, on)
    }

    /// Which half-years are meant.
    #[must_use]
    pub const fn reading(&self) -> HalfReading {
        self.reading
    }

    /// The day asked about.
    #[must_use]
    pub const fn on(&self) -> Day {
        self.on
    }

    /// The half-years, in their order.
    #[must_use]
    pub fn windows(&self) -> &[MeetingWindow] {
        &self.windows
    }

    /// The least of them; unknown where there is none yet.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.windows.iter().map(|window| window.state.verdict()).min().unwrap_or(Verdict::Unknown)
    }

    /// The half-years without a meeting.
    pub fn missing(&self) -> impl Iterator<Item = &MeetingWindow> {
        self.windows.iter().filter(|window| window.state == WindowState::Missing)
    }

    /// The last day on which the meeting that is waited for is in time.
    #[must_use]
    pub fn due(&self) -> Option<Day> {
        self.windows.iter().find(|window| window.state == WindowState::Running).map(|window| window.last)
    }

    /// The verdict with the reading, then each half-year, in lines.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (verdict, reading) = (self.verdict(), self.reading);
        let mut lines = vec![match lang {
            Lang::Zh => format!("{verdict:#}：每半年至少一次（{reading:#}）。"),
            Lang::En => format!("{}: at least once per half-year ({}).", verdict.en(), reading.en()),
        }];
        lines.extend(self.windows.iter().map(|window| window.render(lang)));
        lines.join("\n")
    }
}

/// 会议事件 — meetings as events for a dossier.
#[must_use]
pub fn meeting_events(event: Event, meetings: &[Day], stated_on: Day, by: Authority) -> Vec<EventRecord> {
    let stated = |day: &Day| EventRecord { event, happened: Stated::new(*day, stated_on, by) };
    meetings.iter().map(stated).collect()
}
