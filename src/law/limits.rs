//! Limitation of actions and times that end a right (《民法典》第一百八十八条至第一百九十九条).

use serde::{Deserialize, Serialize};

use super::LawError;
use crate::measure::{Day, MeasureError, Period};

/// The most interruptions and obstacles of one claim.
pub const LIMIT_EVENTS_MAX: usize = 1_000;

/// 时效期间 — the three numbers of a limitation, as the law of the day sets them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitationPeriods {
    /// From knowing of the harm and of the debtor: three years (第一百八十八条第一款).
    pub ordinary: Period,
    /// From the harm, at most: twenty years (第一百八十八条第二款).
    pub longest: Period,
    /// The last part of the time in which an obstacle suspends it, and what is left once it is gone: six months
    /// (第一百九十四条).
    pub tail: Period,
}

/// 障碍 — something that keeps a creditor from claiming, from a day until it is gone (第一百九十四条第一款).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hindrance {
    /// The first day.
    pub from: Day,
    /// The day on which it was gone, if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<Day>,
}

/// 请求权经过 — what happened to a claim.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimCourse {
    /// When the creditor knew, or had to know, of the harm and of the debtor; of a debt paid in parts the day on which
    /// the last part fell due (第一百八十九条).
    pub known: Day,
    /// When the harm was done, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub harmed: Option<Day>,
    /// Days of a demand, an acknowledgement, a suit or the like, in order (第一百九十五条).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interruptions: Vec<Day>,
    /// What kept the creditor from claiming.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hindrances: Vec<Hindrance>,
}

/// 时效届满 — when a limitation runs out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Limit {
    /// The day on which the time last began to run anew; the next day is its first.
    pub runs_from: Day,
    /// Its last day, not moved for days of rest; nothing while an obstacle stands.
    pub last: Option<Day>,
    /// Whether an obstacle put it off.
    pub suspended: bool,
    /// Whether the longest time from the harm cut it short. A court may extend that one.
    pub cut: bool,
}

impl ClaimCourse {
    /// A claim to which nothing happened.
    #[must_use]
    pub const fn new(known: Day) -> Self {
        Self { known, harmed: None, interruptions: Vec::new(), hindrances: Vec::new() }
    }

    /// When the limitation runs out. An interruption after it has run out starts nothing anew.
    ///
    /// # Errors
    /// [`LawError::LimitEvents`], [`LawError::LimitOrder`], [`LawError::LimitTurned`], [`LawError::Measure`] after the
    /// year 2200.
    ///
    /// ```
    /// use wuye::law::{ClaimCourse, LimitationPeriods};
    /// use wuye::measure::{Day, Period};
    /// let (ordinary, longest, tail) = (Period::Years(3), Period::Years(20), Period::Months(6));
    /// let code = LimitationPeriods { ordinary, longest, tail };
    /// let mut claim = ClaimCourse::new("2024-02-29".parse()?);
    /// assert_eq!(claim.limit(code)?.last, Some("2027-02-28".parse()?));
    /// claim.interruptions.push("2027-02-28".parse()?);
    /// assert_eq!(claim.limit(code)?.last, Some("2030-02-28".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn limit(&self, periods: LimitationPeriods) -> Result<Limit, LawError> {
        let found = self.interruptions.len().saturating_add(self.hindrances.len());
        if found > LIMIT_EVENTS_MAX {
            return Err(LawError::LimitEvents { most: LIMIT_EVENTS_MAX, found });
        }
        let mut last_one = self.known;
        for day in &self.interruptions {
            if *day < last_one {
                return Err(LawError::LimitOrder { last: last_one, found: *day });
            }
            last_one = *day;
        }
        let span = |one: &Hindrance| Some((one.from, one.gone?));
        if let Some((from, gone)) = self.hindrances.iter().filter_map(span).find(|(from, gone)| gone < from) {
            return Err(LawError::LimitTurned { from, gone });
        }
        let mut limit = self.run(self.known, periods)?;
        for day in &self.interruptions {
            if limit.last.is_none_or(|last| *day <= last) {
                limit = self.run(*day, periods)?;
            }
        }
        Ok(limit)
    }

    /// One run of the time, without interruption.
    fn run(&self, runs_from: Day, periods: LimitationPeriods) -> Result<Limit, LawError> {
        let longest = self.harmed.map(|harmed| periods.longest.after(harmed)).transpose()?;
        let (mut last, mut suspended) = (periods.ordinary.after(runs_from)?, false);
        // Every obstacle puts the end off once at most: its new end lies beyond it.
        let mut left: Vec<&Hindrance> = self.hindrances.iter().collect();
        left.sort_by_key(|hindrance| hindrance.from);
        for hindrance in left {
            let tail = periods.tail.before(last)?;
            let in_tail = hindrance.from <= last && hindrance.gone.is_none_or(|gone| gone > tail);
            if !in_tail || hindrance.gone.is_some_and(|gone| gone <= runs_from) {
                continue;
            }
            let Some(gone) = hindrance.gone else {
                // The obstacle only moves the end later: what the longest time has cut by then stays cut.
                return Ok(match longest.filter(|longest| *longest <= last) {
                    Some(longest) => Limit { runs_from, last: Some(longest), suspended, cut: longest < last },
                    None => Limit { runs_from, last: None, suspended: true, cut: false },
                });
            };
            last = last.max(periods.tail.after(gone)?);
            suspended = true;
        }
        let cut = longest.is_some_and(|longest| longest < last);
        Ok(Limit { runs_from, last: Some(longest.map_or(last, |longest| last.min(longest))), suspended, cut })
    }
}

/// 除斥期间 — the last day of a time that ends a right: it is neither interrupted nor suspended nor extended (第一百九十九条).
///
/// # Errors
/// [`MeasureError::Overflow`] after the year 2200.
///
/// ```
/// use wuye::law::right_ends;
/// use wuye::measure::Period;
/// // 请求撤销业主大会的决定: one year from knowing.
/// assert_eq!(right_ends("2026-05-10".parse()?, Period::Years(1))?, "2027-05-10".parse()?);
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
pub fn right_ends(known: Day, period: Period) -> Result<Day, MeasureError> {
    period.after(known)
}
