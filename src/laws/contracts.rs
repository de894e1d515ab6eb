//! Laws of the life of a contract.

use super::*;
use crate::decide::contract::{ContractEvent, ContractStage, ContractStepKind};
use crate::measure::Period;

/// 期间计算 — a period does not count the day from which it runs; in months and years it ends on the corresponding day, or
/// on the last of a month that has no such day (《民法典》第二百零一条、第二百零二条). `from` is the day of the notice where the text
/// counts from the notice, and that of the end where it counts from the end.
///
/// # Errors
/// [`Law::PeriodCounted`].
///
/// ```
/// use wuye::laws::period_counted;
/// use wuye::measure::{Day, Period};
/// let day = |text: &str| text.parse::<Day>();
/// assert!(period_counted(day("2026-03-01")?, Period::Days(60), day("2026-04-30")?).is_ok());
/// // The day of the notice counted.
/// assert!(period_counted(day("2026-03-01")?, Period::Days(60), day("2026-04-29")?).is_err());
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
pub fn period_counted(from: Day, period: Period, last: Day) -> Result<(), LawViolation> {
    let expected = match period {
        Period::Days(days) => from.date().checked_add_days(chrono::Days::new(u64::from(days))),
        Period::Months(months) => corresponding(from, months),
        Period::Years(years) => years.checked_mul(12).and_then(|months| corresponding(from, months)),
    };
    match expected.and_then(|date| Day::try_from(date).ok()) {
        Some(expected) if expected == last => Ok(()),
        Some(expected) => Err(LawViolation::new(Law::PeriodCounted, Said::Day(expected), Said::Day(last))),
        None => Err(LawViolation::new(Law::PeriodCounted, Said::Nothing, Said::Day(last))),
    }
}

/// The corresponding day so many months later, counted by year, month and day.
fn corresponding(from: Day, months: u32) -> Option<chrono::NaiveDate> {
    use chrono::{Datelike, NaiveDate};
    let date = from.date();
    let from_zero = u32::try_from(date.year()).ok()?.checked_mul(12)?.checked_add(date.month0())?;
    let to = from_zero.checked_add(months)?;
    let (year, month) = (i32::try_from(to.checked_div(12)?).ok()?, to.checked_rem(12)?.checked_add(1)?);
    (1..=date.day()).rev().find_map(|day| NaiveDate::from_ymd_opt(year, month, day))
}

/// 先后有序 — no step of a log is before the one before it, and none before the contract was signed.
///
/// # Errors
/// [`Law::ContractOrdered`], at the step.
pub fn contract_ordered(signed: Day, log: &[ContractEvent]) -> Result<(), LawViolation> {
    let mut last = signed;
    for (at, event) in log.iter().enumerate() {
        if event.on < last {
            return Err(LawViolation::one(Law::ContractOrdered, at, Said::NotBefore(last), Said::Day(event.on)));
        }
        last = event.on;
    }
    Ok(())
}

/// 合同步骤所见 — what became of a step: whether it was taken, and the stage after it.
pub type ContractStepSeen = (bool, ContractStage);

/// 合同走向 — every step is taken or refused, and leads to a stage, as a model of the law that was made apart from it says.
///
/// # Errors
/// [`Law::ContractWalked`], at the step.
pub fn contract_walked(expected: &[ContractStepSeen], found: &[ContractStepSeen]) -> Result<(), LawViolation> {
    let told = |seen: Option<&ContractStepSeen>| match seen {
        Some((taken, stage)) => Said::text(&format!("{} {stage}", if *taken { "+" } else { "-" })),
        None => Said::Nothing,
    };
    for at in 0..expected.len().max(found.len()) {
        let (expected, found) = (expected.get(at), found.get(at));
        if expected != found {
            return Err(LawViolation::one(Law::ContractWalked, at, told(expected), told(found)));
        }
    }
    Ok(())
}

/// 重放一致 — a log that is replayed gives what its steps gave one by one. Whatever is compared is shown by its debug form.
///
/// # Errors
/// [`Law::ContractReplayed`].
pub fn contract_replayed<T: PartialEq + fmt::Debug>(stepwise: &T, replayed: &T) -> Result<(), LawViolation> {
    if stepwise == replayed {
        return Ok(());
    }
    let told = |value: &T| Said::text(&format!("{value:?}"));
    Err(LawViolation::new(Law::ContractReplayed, told(stepwise), told(replayed)))
}

/// 可否分明 — on any day every step either can be recorded or cannot, and not both.
///
/// # Errors
/// [`Law::ContractStepsSplit`], at the step of the vocabulary: expected once, found how often.
pub fn contract_steps_split(allowed: &[ContractStepKind], refused: &[ContractStepKind]) -> Result<(), LawViolation> {
    for step in ContractStepKind::ALL {
        let times = allowed.iter().chain(refused).filter(|one| *one == step).count();
        if times != 1 {
            let found = Said::Number(count(times));
            return Err(LawViolation::one(Law::ContractStepsSplit, step.index(), Said::Number(1), found));
        }
    }
    Ok(())
}
