//! Laws of the written form.

use super::*;

// ------------------------------------------------------------------------------------------------ text

/// 文字形式 — a value that is written and read again is the same value.
///
/// # Errors
/// [`Law::RoundTrip`] with the text.
///
/// ```
/// use wuye::laws::text_round_trip;
/// assert!(text_round_trip(&"0.05".parse::<wuye::measure::Money>().unwrap()).is_ok());
/// ```
pub fn text_round_trip<T>(value: &T) -> Result<(), LawViolation>
where
    T: fmt::Display + FromStr + PartialEq,
    T::Err: fmt::Display,
{
    round_trip(value, T::to_string, T::from_str)
}

/// 任意形式 — a value that is written by one function and read again by the other is the same value, and is written the
/// same way once more: for JSON, for a database column, for a file format of the caller's.
///
/// # Errors
/// [`Law::RoundTrip`] with the text, or with what the reader said.
///
/// ```
/// use wuye::laws::round_trip;
/// // Two decimals of a yuan are not enough for a unit price.
/// let write = |micro: &i64| format!("{}", micro / 10_000);
/// let read = |text: &str| text.parse::<i64>().map(|n| n * 10_000);
/// assert!(round_trip(&1_450_000, write, read).is_ok());
/// assert!(round_trip(&1_455_500, write, read).is_err());
/// ```
pub fn round_trip<T, E, W, R>(value: &T, write: W, read: R) -> Result<(), LawViolation>
where
    T: PartialEq,
    E: fmt::Display,
    W: Fn(&T) -> String,
    R: Fn(&str) -> Result<T, E>,
{
    let text = write(value);
    let broken = |found: Said| Err(LawViolation::new(Law::RoundTrip, Said::text(&text), found));
    match read(&text) {
        Err(error) => broken(Said::text(&error.to_string())),
        Ok(again) if again != *value => broken(Said::text(&write(&again))),
        Ok(again) => match write(&again) {
            same if same == text => Ok(()),
            other => broken(Said::text(&other)),
        },
    }
}
