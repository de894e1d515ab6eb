//! Rounding by asking which neighbour is the right one.

use wuye::measure::RoundingMode;

/// The multiples of the unit on both sides; equal where the amount is one.
pub fn neighbours(exact: i128, unit: i128) -> (i128, i128) {
    let lower = exact - exact.rem_euclid(unit);
    (lower, if lower == exact { lower } else { lower + unit })
}

/// The amount, rounded to a multiple of the unit.
pub fn round(exact: i128, unit: i128, mode: RoundingMode) -> i128 {
    let (lower, upper) = neighbours(exact, unit);
    let (outer, inner) = if exact < 0 { (lower, upper) } else { (upper, lower) };
    let nearer = (exact - inner).abs() - (outer - exact).abs();
    match mode {
        RoundingMode::Up => outer,
        RoundingMode::Down => inner,
        _ if nearer > 0 => outer,
        _ if nearer < 0 => inner,
        RoundingMode::HalfAwayFromZero => outer,
        RoundingMode::HalfEven => [outer, inner][usize::from((outer / unit) % 2 != 0)],
    }
}
