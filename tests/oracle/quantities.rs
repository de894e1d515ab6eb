//! What metered use, tiers, floors and empty homes come to, computed another way: whole numbers in 128 bits, nothing of
//! the crate.

/// Largest remainder by counting: a member gets one more unit if fewer others stand before it than units are left.
pub fn shares(total: i128, weights: &[i128]) -> Vec<i128> {
    let sum: i128 = weights.iter().sum();
    let sign = if total < 0 { -1 } else { 1 };
    let units = total * sign;
    let whole: Vec<i128> = weights.iter().map(|weight| units * weight / sum).collect();
    let rest: Vec<i128> = weights.iter().map(|weight| units * weight % sum).collect();
    let left = units - whole.iter().sum::<i128>();
    let before = |i: usize| (0..rest.len()).filter(|j| rest[*j] > rest[i] || (rest[*j] == rest[i] && *j < i)).count();
    (0..whole.len()).map(|i| sign * (whole[i] + i128::from((before(i) as i128) < left))).collect()
}

/// Shares by fractions `above/below` times an extent, over the product of all denominators.
pub fn by_fractions(total: i128, members: &[(i128, i128, i128)]) -> Vec<i128> {
    let product: i128 = members.iter().map(|(_, below, _)| below).product();
    let weights: Vec<i128> = members.iter().map(|(above, below, extent)| above * (product / below) * extent).collect();
    shares(total, &weights)
}

/// What a use costs: from the top block downwards. Ends and use in one unit, prices per that unit.
pub fn tiered(blocks: &[(Option<i128>, i128)], used: i128) -> i128 {
    let Some(((_, price), lower)) = blocks.split_last() else { return 0 };
    let foot = lower.last().and_then(|(end, _)| *end).unwrap_or(0);
    if used <= foot {
        return tiered(lower, used);
    }
    (used - foot) * price + tiered(lower, foot)
}

/// The same, unit by unit.
pub fn tiered_by_steps(blocks: &[(Option<i128>, i128)], used: i128) -> i128 {
    (1..=used).map(|step| blocks.iter().find(|(end, _)| end.is_none_or(|end| step <= end)).unwrap().1).sum()
}

/// A register that ticks: where it stands after so many steps, and how often it went through zero.
pub fn ticked(digits: u32, from: i128, steps: i128) -> (i128, i128) {
    let turn = 10_i128.pow(digits);
    ((from + steps) % turn, (from + steps) / turn)
}

const fn leap(year: i32) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

fn month_days(year: i32, month: i32) -> i32 {
    match month {
        2 if leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The last day of a time of months that begins to run on the day after: the same number, or the month's last day.
pub fn months_later((year, month, day): (i32, i32, i32), months: i32) -> (i32, i32, i32) {
    let at = year * 12 + month - 1 + months;
    let (year, month) = (at / 12, at % 12 + 1);
    (year, month, day.min(month_days(year, month)))
}

/// A generator of numbers, the same in every run.
pub struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, end: i128) -> i128 {
        i128::from(crate::dice::next(&mut self.0)) % end
    }
}
