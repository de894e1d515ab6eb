//! Laws of credit files, bands, bans and assessments.

use chrono::{Datelike, NaiveDate};

use super::*;
use crate::measure::{Period, Points, Rational};
use crate::provider::{
    AppealResult, AppraisalPlan, BandTable, BaseRule, BaseState, CreditFile, EdgeSide, Grade, Lasts, PartId, PartScore,
    Penalty, PendingAppeal, Record, RecordKind, Scheme, ScoreRange, Scoring,
};

/// The day that ends a period after another, by the numbers of the calendar.
fn last_by_calendar(lasts: Lasts, from: Day) -> Option<NaiveDate> {
    let months = match lasts {
        Lasts::Open => return None,
        Lasts::Until(day) => return Some(day.date()),
        Lasts::For(Period::Days(n)) => return from.date().checked_add_days(chrono::Days::new(n.into())),
        Lasts::For(Period::Months(n)) => i64::from(n),
        Lasts::For(Period::Years(n)) => i64::from(n).saturating_mul(12),
    };
    let from = from.date();
    let month = i64::from(from.year()).saturating_mul(12).saturating_add(i64::from(from.month0()));
    let month = month.saturating_add(months);
    let year = i32::try_from(month.div_euclid(12)).ok()?;
    let month = u32::try_from(month.rem_euclid(12)).ok()?.saturating_add(1);
    // The same number in that month, or the greatest that it has.
    (28..=from.day()).rev().chain([from.day()]).find_map(|day| NaiveDate::from_ymd_opt(year, month, day))
}

/// Whether a record counts on a day: yes, no, or not known.
fn counts(record: &Record, scheme: &Scheme, day: Day) -> Option<bool> {
    let appealed = record.appeal.filter(|appeal| appeal.filed <= day);
    let decided = appealed.and_then(|appeal| appeal.decided).filter(|decided| decided.on <= day);
    let lasts = record.lasts.or(scheme.validity.map(Lasts::For));
    let last = lasts.and_then(|lasts| last_by_calendar(lasts, record.on));
    let out = record.on > day
        || decided.is_some_and(|decided| decided.result == AppealResult::Upheld)
        || record.restored.is_some_and(|restored| restored <= day)
        || last.is_some_and(|last| last < day.date())
        || (scheme.yearly && record.on.year() != day.year())
        || (appealed.is_some() && decided.is_none() && scheme.pending == Some(PendingAppeal::Suspended));
    if out {
        return Some(false);
    }
    let open_appeal = appealed.is_some() && decided.is_none() && scheme.pending.is_none();
    let open_term = lasts.is_none() && !scheme.yearly && record.on < day;
    (!open_appeal && !open_term).then_some(true)
}

/// 信用分 — a score is the base plus the good less the bad records that count on the day: one that has expired, was
/// restored or struck out, or that is of another cycle, does not; one of which it is not known makes it a range.
///
/// # Errors
/// [`Law::CreditFollows`]: at 0 the least score in hundredths, at 1 the most.
///
/// ```
/// use wuye::laws::credit_follows;
/// use wuye::provider::{Base, BaseState, CreditFile, published};
/// let base = Base { from: "2024-01-01".parse()?, state: BaseState::Filed("72".parse()?) };
/// let file = CreditFile::new("provider-7".parse()?, vec![base], vec![], vec![])?;
/// let (table, day) = (published::yantai()?, "2024-03-01".parse()?);
/// let found = table.credit(&file, day)?.score();
/// assert!(credit_follows(&file, &table, day, found).is_ok());
/// assert!(credit_follows(&file, &published::shandong()?, day, None).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn credit_follows(
    file: &CreditFile,
    table: &BandTable,
    day: Day,
    found: Option<ScoreRange>,
) -> Result<(), LawViolation> {
    let scheme = table.scheme();
    let sum = |kind: RecordKind, open: bool| {
        let of = file.records().iter().filter(|record| record.kind == kind);
        sum(of
            .filter(|record| match counts(record, scheme, day) {
                Some(counted) => counted,
                None => open,
            })
            .map(|record| i128::from(record.points.hundredths())))
    };
    let wanted = match scheme.scoring {
        _ if scheme.issued.attests_from().is_some_and(|from| day < from) => None,
        Scoring::Demerit => Some((sum(RecordKind::Bad, false), sum(RecordKind::Bad, true))),
        Scoring::Merit { base, good_most } => {
            let stated = file.bases().iter().filter(|one| one.from <= day).max_by_key(|one| one.from);
            let base = match (stated.map(|one| one.state), base) {
                (Some(BaseState::NotFiled), _) => None,
                (Some(BaseState::Filed(points)), _) | (None, BaseRule::Exactly(points)) => Some(points),
                (None, _) => None,
            };
            let capped = |good: i128| good_most.map_or(good, |most| good.min(i128::from(most.hundredths())));
            base.map(|base| {
                let of = |good: i128, bad: i128| {
                    i128::from(base.hundredths()).saturating_add(capped(good)).saturating_sub(bad)
                };
                let least = of(sum(RecordKind::Good, false), sum(RecordKind::Bad, true));
                (least, of(sum(RecordKind::Good, true), sum(RecordKind::Bad, false)))
            })
        }
    };
    let wanted = wanted.map(|(least, most)| [least, most]);
    let found = found.map(|found| [found.least, found.most].map(|points| i128::from(points.hundredths())));
    for at in 0..2 {
        let of =
            |pair: Option<[i128; 2]>| pair.and_then(|pair| pair.get(at).copied()).map_or(Said::Nothing, Said::Number);
        let (wanted, found) = (of(wanted), of(found));
        if wanted != found {
            return Err(LawViolation::one(Law::CreditFollows, at, wanted, found));
        }
    }
    Ok(())
}

/// 档案可重演 — what a file says of a day does not depend on what was entered, appealed, decided, restored or lifted
/// after it.
///
/// # Errors
/// [`Law::CreditReplays`].
///
/// ```
/// use wuye::laws::credit_replays;
/// use wuye::provider::{CreditFile, published};
/// let file = CreditFile::new("provider-7".parse()?, vec![], vec![], vec![])?;
/// let table = published::lianyungang()?;
/// let credit = |file: &CreditFile, day| table.credit(file, day).ok();
/// assert!(credit_replays(&file, "2024-03-01".parse()?, credit).is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn credit_replays<T, F>(file: &CreditFile, day: Day, says: F) -> Result<(), LawViolation>
where
    T: PartialEq + fmt::Debug,
    F: Fn(&CreditFile, Day) -> T,
{
    let (then, now) = (says(&file.known_on(day), day), says(file, day));
    if then == now {
        return Ok(());
    }
    let text = |said: &T| Said::text(&format!("{said:?}"));
    Err(LawViolation::new(Law::CreditReplays, text(&then), text(&now)))
}

/// 分值单调 — a good record more never makes a provider's standing worse, a bad one more never makes it better. The score
/// is compared in the direction of the table.
///
/// # Errors
/// [`Law::CreditMonotone`], at 0 for the least and at 1 for the most score.
///
/// ```
/// use wuye::laws::credit_monotone;
/// use wuye::provider::{RecordKind, ScoreRange};
/// let range = |n: &str| Some(ScoreRange { least: n.parse().unwrap(), most: n.parse().unwrap() });
/// assert!(credit_monotone(RecordKind::Good, false, range("80"), range("81")).is_ok());
/// assert!(credit_monotone(RecordKind::Bad, false, range("80"), range("81")).is_err());
/// assert!(credit_monotone(RecordKind::Bad, true, range("3"), range("4")).is_ok()); // penalty points
/// ```
pub fn credit_monotone(
    added: RecordKind,
    demerit: bool,
    before: Option<ScoreRange>,
    after: Option<ScoreRange>,
) -> Result<(), LawViolation> {
    let (Some(before), Some(after)) = (before, after) else { return Ok(()) };
    let up = (added == RecordKind::Good) != demerit;
    let number = |points: Points| i128::from(points.hundredths());
    for (at, (before, after)) in [(before.least, after.least), (before.most, after.most)].into_iter().enumerate() {
        let (before, after) = (number(before), number(after));
        let (kept, wanted) =
            if up { (after >= before, Said::AtLeast(before)) } else { (after <= before, Said::AtMost(before)) };
        if !kept {
            return Err(LawViolation::one(Law::CreditMonotone, at, wanted, Said::Number(after)));
        }
    }
    Ok(())
}

/// 等级划分 — every score has the one band whose edges say that they hold it, and none where they leave it open; a table
/// without open edges gives every score a band; a better score never has a worse grade.
///
/// # Errors
/// [`Law::BandsPartition`], at the place of the score.
///
/// ```
/// use wuye::laws::bands_partition;
/// use wuye::measure::Points;
/// use wuye::provider::published;
/// let table = published::shangqiu()?;
/// let scores = ["59.99", "60", "60.01", "100", "100.01"].map(|score| score.parse().unwrap());
/// let ours = |score: Points, bad| table.grade(score, bad).map(|band| band.grade.clone());
/// assert!(bands_partition(&table, &scores, ours).is_ok());
/// let guessed = |score: Points, bad| ours(score, bad).or(Some("AAA".parse().unwrap()));
/// assert!(bands_partition(&table, &scores, guessed).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn bands_partition<F>(table: &BandTable, scores: &[Points], grade: F) -> Result<(), LawViolation>
where
    F: Fn(Points, bool) -> Option<Grade>,
{
    let scheme = table.scheme();
    let shown = |grade: Option<&Grade>| grade.map_or(Said::Nothing, |grade| Said::text(grade.as_str()));
    let mut sorted: Vec<(usize, Points)> = scores.iter().copied().enumerate().collect();
    sorted.sort_by_key(|(_, score)| *score);
    if matches!(scheme.scoring, Scoring::Merit { .. }) {
        sorted.reverse();
    }
    for bad_record in [false, true] {
        let mut worst = 0;
        for (at, score) in &sorted {
            let holds = scheme.bands.iter().filter(|band| {
                let low = band.low.is_none_or(|edge| match edge.side {
                    EdgeSide::Included => *score >= edge.at,
                    EdgeSide::Excluded | EdgeSide::Unstated => *score > edge.at,
                });
                let high = band.high.is_none_or(|edge| match edge.side {
                    EdgeSide::Included => *score <= edge.at,
                    EdgeSide::Excluded | EdgeSide::Unstated => *score < edge.at,
                });
                low && high && band.bad_record.is_none_or(|wanted| wanted == bad_record)
            });
            let holds: Vec<&Grade> = holds.map(|band| &band.grade).collect();
            let found = grade(*score, bad_record);
            let broken = |wanted: Said| Err(LawViolation::one(Law::BandsPartition, *at, wanted, shown(found.as_ref())));
            if holds.len() > 1 {
                return broken(Said::text(&format!("{holds:?}")));
            }
            if holds.is_empty() && table.gaps().is_empty() {
                return broken(Said::text("…"));
            }
            if holds.first().copied() != found.as_ref() {
                return broken(shown(holds.first().copied()));
            }
            let rank = found.as_ref().and_then(|grade| table.rank(grade));
            if rank.is_some_and(|rank| rank < worst) {
                return broken(shown(table.grades().get(worst).copied()));
            }
            worst = rank.unwrap_or(worst);
        }
    }
    Ok(())
}

/// 禁止期间 — a penalty bars on its first day, on its last and between, and on no other day. A period in months or years
/// ends on the day of the same number, or on the last of a month that has none; it is not barred before it begins.
///
/// Penalties with an appeal, or that were lifted, are left alone.
///
/// # Errors
/// [`Law::BanDays`], with the day.
///
/// ```
/// use wuye::estate::Source;
/// use wuye::law::Locator;
/// use wuye::laws::ban_days;
/// use wuye::measure::{Day, Period};
/// use wuye::provider::{Lasts, Penalty, PenaltyKind};
/// let evidence = Source { document: "处理决定".into(), at: Locator::Whole, quote: String::new() };
/// let ban = Penalty {
///     id: "p1".parse()?, kind: PenaltyKind::MarketLimit, from: "2024-02-29".parse()?, lasts: Lasts::For(Period::Years(1)),
///     bars: vec![], evidence, appeal: None, lifted: None,
/// };
/// let until = |last: &str| {
///     let last: Day = last.parse().unwrap();
///     move |day: Day| "2024-02-29".parse::<Day>().unwrap() <= day && day <= last
/// };
/// assert!(ban_days(&ban, until("2025-02-28")).is_ok());
/// assert!(ban_days(&ban, until("2025-03-01")).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn ban_days<F>(penalty: &Penalty, bars: F) -> Result<(), LawViolation>
where
    F: Fn(Day) -> bool,
{
    if penalty.appeal.is_some() || penalty.lifted.is_some() {
        return Ok(());
    }
    let last = last_by_calendar(penalty.lasts, penalty.from).and_then(|last| Day::try_from(last).ok());
    let ends = [penalty.from.previous(), Some(penalty.from), penalty.from.next()];
    let others = [last.and_then(Day::previous), last, last.and_then(Day::next), Some(Day::LAST)];
    for day in ends.into_iter().chain(others).flatten() {
        let wanted = penalty.from <= day && last.is_none_or(|last| day <= last);
        if bars(day) != wanted {
            let first_free = last.and_then(Day::next).unwrap_or(Day::LAST);
            let wanted = if wanted { Said::NotBefore(penalty.from) } else { Said::NotBefore(first_free) };
            return Err(LawViolation::new(Law::BanDays, wanted, Said::Day(day)));
        }
    }
    Ok(())
}

/// 加权合成 — a total is the sum over the scored parts of score times all weights above it; without a part there is none.
///
/// # Errors
/// [`Law::WeightsHold`].
///
/// ```
/// use wuye::laws::weights_hold;
/// # use std::collections::BTreeMap;
/// # use wuye::estate::Source;
/// # use wuye::law::{Confidence, Locator};
/// # use wuye::provider::{AppraisalPlan, Input, PartScore, Plan, PlanPart};
/// # let part = |id: &str, weight: &str| PlanPart {
/// #     id: id.parse().unwrap(), name: id.into(), input: Some(Input::Other), weight: weight.parse().unwrap(),
/// #     under: None,
/// # };
/// # let plan = AppraisalPlan::new(Plan {
/// #     id: "p".parse()?, full: "100".parse()?, parts: vec![part("daily", "3/5"), part("yearly", "2/5")],
/// #     required: vec![], source: Source { document: "d".into(), at: Locator::Whole, quote: String::new() },
/// #     confidence: Confidence::CallersOwn,
/// # })?;
/// # let scores = BTreeMap::from([
/// #     ("daily".parse()?, PartScore::Points("85".parse()?)), ("yearly".parse()?, PartScore::Points("90".parse()?)),
/// # ]);
/// // 60 % of 85 and 40 % of 90.
/// assert!(weights_hold(&plan, &scores, Some(&87.into())).is_ok());
/// assert!(weights_hold(&plan, &scores, Some(&"175/2".parse()?)).is_err()); // the plain mean
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn weights_hold(
    plan: &AppraisalPlan,
    scores: &BTreeMap<PartId, PartScore>,
    total: Option<&Rational>,
) -> Result<(), LawViolation> {
    let plan = plan.plan();
    let hundredths = |points: Points, below: i128| {
        Rational::new(i128::from(points.hundredths()), below.saturating_mul(100)).unwrap_or_default()
    };
    let mut wanted = Some(Rational::default());
    for part in plan.parts.iter().filter(|part| part.input.is_some()) {
        let score = match scores.get(&part.id) {
            None => None,
            Some(PartScore::Points(points)) => Some(hundredths(*points, 1)),
            Some(PartScore::Rate(rate)) => Some(Rational::from(*rate).times(&hundredths(plan.full, 1))),
            Some(PartScore::Panel(given)) => {
                Some(given.iter().fold(Rational::default(), |sum, one| sum.plus(&hundredths(*one, count(given.len())))))
            }
        };
        let mut share = Rational::from(1);
        let mut at = Some(part);
        for _ in 0..=plan.parts.len() {
            let Some(level) = at else { break };
            let (above, below) = (i128::from(level.weight.above()), i128::from(level.weight.below()));
            share = share.times(&Rational::new(above, below).unwrap_or_default());
            at = level.under.as_ref().and_then(|under| plan.parts.iter().find(|other| other.id == *under));
        }
        wanted = wanted.zip(score).map(|(sum, score)| sum.plus(&score.times(&share)));
    }
    if wanted.as_ref() == total {
        return Ok(());
    }
    let shown = |total: Option<&Rational>| total.map_or(Said::Nothing, |total| Said::text(&total.to_string()));
    Err(LawViolation::new(Law::WeightsHold, shown(wanted.as_ref()), shown(total)))
}
