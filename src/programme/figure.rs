//! Exact figures: ratios as decimals and percentages, numbers as letters print them, and the sense of what is made of
//! approximate numbers.

use rust_decimal::Decimal;

use super::{CountUnit, DECIMALS_MAX, ProgrammeError, ProgrammePart};
use crate::measure::{Approx, Ratio, RoundingMode, Sense, grouped};
use crate::terms::{Lang, clip};

/// 小数 — a ratio as decimal text, rounded once.
///
/// # Errors
/// [`ProgrammeError::TooManyPlaces`] beyond [`DECIMALS_MAX`].
///
/// ```
/// use wuye::measure::{Ratio, RoundingMode};
/// let each = Ratio::new(2_563_800, 25_900).unwrap();
/// assert_eq!(wuye::programme::decimal(each, 2, RoundingMode::HalfAwayFromZero)?, "98.99");
/// # Ok::<(), wuye::programme::ProgrammeError>(())
/// ```
pub fn decimal(value: Ratio, decimals: u32, mode: RoundingMode) -> Result<String, ProgrammeError> {
    scaled_text(value, decimals, 1, mode)
}

/// 百分数 — a ratio as a percentage, rounded once, written as the letters write it: `48%`, `57.03%`.
///
/// # Errors
/// [`ProgrammeError::TooManyPlaces`] beyond [`DECIMALS_MAX`].
///
/// ```
/// use wuye::measure::{Ratio, RoundingMode::{Down, HalfAwayFromZero}};
/// use wuye::programme::percent;
/// let share = Ratio::new(292_000, 512_000).unwrap();
/// assert_eq!(percent(share, 2, HalfAwayFromZero)?, "57.03%");
/// assert_eq!(percent(Ratio::new(1_414, 2_943).unwrap(), 0, HalfAwayFromZero)?, "48%");
/// assert_eq!(percent(Ratio::new(910, 1_100).unwrap(), 1, Down)?, "82.7%");
/// # Ok::<(), wuye::programme::ProgrammeError>(())
/// ```
pub fn percent(value: Ratio, decimals: u32, mode: RoundingMode) -> Result<String, ProgrammeError> {
    scaled_text(value, decimals, 100, mode).map(|text| text + "%")
}

fn scaled_text(value: Ratio, decimals: u32, factor: i128, mode: RoundingMode) -> Result<String, ProgrammeError> {
    if decimals > DECIMALS_MAX {
        return Err(ProgrammeError::TooManyPlaces { most: DECIMALS_MAX, found: decimals });
    }
    // 63 bits above the line, at most 14 decimal digits more: within 127 bits.
    let unit = 10_i128.saturating_pow(decimals);
    let above = i128::from(value.above()).checked_mul(unit).and_then(|n| n.checked_mul(factor));
    let units = above.and_then(|above| mode.divide(above, i128::from(value.below())));
    let units = units.ok_or(ProgrammeError::TooLarge { what: ProgrammePart::Figure })?;
    let sign = if units < 0 { "-" } else { "" };
    let whole = units.unsigned_abs().checked_div(unit.unsigned_abs()).unwrap_or(0);
    let rest = units.unsigned_abs().checked_rem(unit.unsigned_abs()).unwrap_or(0);
    let width = usize::try_from(decimals).unwrap_or(0);
    Ok(if decimals == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest:0>width$}") })
}

/// A percentage for prose: two decimals, or fewer where they are exact.
pub(super) fn brief_percent(value: Ratio) -> String {
    let told = percent(value, 2, RoundingMode::HalfAwayFromZero).unwrap_or_default();
    let is_exact = percent(value, 2, RoundingMode::Down) == percent(value, 2, RoundingMode::Up);
    match told.strip_suffix('%') {
        Some(digits) if is_exact => format!("{}%", digits.trim_end_matches('0').trim_end_matches('.')),
        _ => told,
    }
}

/// 书写数 — reads a number as official letters print it, with its sense: 约 about, 逾 and 超 over, 近 under, 余 and 多
/// behind it over; 万, 亿, percent, and Chinese numerals below a hundred.
///
/// # Errors
/// [`ProgrammeError::UnreadableNumber`].
///
/// ```
/// use wuye::measure::Sense;
/// use wuye::programme::printed;
/// let read = |text| printed(text).map(|n| (n.value.normalize().to_string(), n.sense));
/// assert_eq!(read("256.38万")?, ("2563800".into(), Sense::Exact));
/// assert_eq!(read("约10.85万")?, ("108500".into(), Sense::About));
/// assert_eq!(read("2900多")?, ("2900".into(), Sense::Over));
/// assert_eq!(read("十余")?, ("10".into(), Sense::Over));
/// assert_eq!(read("3.9%")?, ("0.039".into(), Sense::Exact));
/// assert!(printed("若干").is_err());
/// # Ok::<(), wuye::programme::ProgrammeError>(())
/// ```
pub fn printed(text: &str) -> Result<Approx<Decimal>, ProgrammeError> {
    let unreadable = || ProgrammeError::UnreadableNumber { found: clip(text) };
    let (mut rest, mut senses) = (text, Vec::new());
    for (mark, sense) in [("约", Sense::About), ("逾", Sense::Over), ("超", Sense::Over), ("近", Sense::Under)] {
        if let Some(after) = rest.strip_prefix(mark) {
            rest = after;
            senses.push(sense);
        }
    }
    let mut factor = Decimal::ONE;
    let units = [("%", Decimal::new(1, 2)), ("万", Decimal::from(10_000)), ("亿", Decimal::from(100_000_000))];
    // 20多万 and 20万多 both occur.
    for _ in 0..2 {
        if let Some(before) = rest.strip_suffix(['多', '余']) {
            rest = before;
            senses.push(Sense::Over);
        }
        for (mark, times) in units {
            if let (Some(before), true) = (rest.strip_suffix(mark), factor == Decimal::ONE) {
                rest = before;
                factor = times;
            }
        }
    }
    let number = plain_number(rest).or_else(|| chinese_number(rest)).ok_or_else(unreadable)?;
    let value = number.checked_mul(factor).ok_or_else(unreadable)?;
    match senses.as_slice() {
        [] => Ok(Approx::exact(value)),
        [sense] => Ok(Approx { value, sense: *sense }),
        _ => Err(unreadable()),
    }
}

fn plain_number(text: &str) -> Option<Decimal> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if digits(whole) && digits(fraction) { Decimal::from_str_exact(text).ok() } else { None }
}

fn chinese_number(text: &str) -> Option<Decimal> {
    let digit = |text: &str| -> Option<i64> {
        let word = if text == "两" { "二" } else { text };
        let at = "一二三四五六七八九".chars().position(|digit| word.chars().eq([digit]))?;
        i64::try_from(at.checked_add(1)?).ok()
    };
    let number: i64 = match text.split_once('十') {
        None => digit(text)?,
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            let ones = if ones.is_empty() { 0 } else { digit(ones)? };
            i64::checked_add(tens.checked_mul(10)?, ones)?
        }
    };
    Some(Decimal::from(number))
}

pub(super) fn ratio(above: u64, below: u64) -> Option<Ratio> {
    Ratio::new(i64::try_from(above).ok()?, i64::try_from(below).ok()?).ok()
}

pub(super) fn gap(from: u64, to: u64) -> i64 {
    // Both are at most COUNT_MAX.
    let wide = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    wide(to).saturating_sub(wide(from))
}

/// The sense of a quotient.
pub(super) fn divided(above: Approx<u64>, below: Sense) -> Sense {
    use Sense::{About, Exact, Over, Under};
    match (above.sense, below) {
        (Exact, Exact) => Exact,
        (Exact, _) if above.value == 0 => Exact,
        (Over, Exact | Under) | (Exact, Under) => Over,
        (Under, Exact | Over) | (Exact, Over) => Under,
        (About, _) | (_, About) | (Over, Over) | (Under, Under) => About,
    }
}

/// The sense of a sum.
pub(super) fn added(senses: impl Iterator<Item = Sense>) -> Sense {
    senses.fold(Sense::Exact, |so_far, next| match (so_far, next) {
        (so_far, Sense::Exact) => so_far,
        (Sense::Exact, next) => next,
        (so_far, next) if so_far == next => next,
        _ => Sense::About,
    })
}

pub(super) fn count_text(count: Approx<u64>, unit: CountUnit, lang: Lang) -> String {
    let number = count.render(lang, &grouped(&count.value.to_string()));
    match lang {
        Lang::Zh => format!("{number}{unit:#}"),
        Lang::En => format!("{number} {}", unit.en()),
    }
}

/// A number with its unit, and with its base and rate if it has one.
pub(super) fn figures(
    count: Approx<u64>,
    base: Option<Approx<u64>>,
    unit: CountUnit,
    part: bool,
    lang: Lang,
) -> String {
    let number = count_text(count, unit, lang);
    let Some(base) = base else { return number };
    let Some(share) = ratio(count.value, base.value) else { return number };
    let share = Approx { value: (), sense: divided(count, base.sense) }.render(lang, &brief_percent(share));
    let base = base.render(lang, &grouped(&base.value.to_string()));
    match (lang, unit == CountUnit::Thousandths, part) {
        (_, true, _) => share,
        (Lang::Zh, _, true) => format!("{number}，占{base}{unit:#}的{share}"),
        (Lang::Zh, _, false) => format!("{number}，对{base}{unit:#}为{share}"),
        (Lang::En, _, true) => format!("{number} of {base}, {share}"),
        (Lang::En, _, false) => format!("{number} against {base}, {share}"),
    }
}
