//! The oracle of a compound's year: whole fen, found by searching instead of dividing. It calls nothing of the crate;
//! `tests/tidy.rs` holds that.

/// The whole number nearest to `above / below`, the one away from zero of two that are equally near: found by halving.
pub fn nearest(above: i128, below: i128) -> i128 {
    let (size, mut low, mut high) = (above.abs(), 0_i128, above.abs() + 1);
    // The first n with n + ½ > size / below.
    while low < high {
        let middle = (low + high) / 2;
        if (2 * middle + 1) * below > 2 * size {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    if above < 0 { -low } else { low }
}

/// The least n of which `n / whole` reaches `above / below`; more than it where `strict`.
pub fn least(whole: i128, above: i128, below: i128, strict: bool) -> i128 {
    let (mut low, mut high) = (0_i128, whole + 1);
    while low < high {
        let middle = (low + high) / 2;
        let (part, wanted) = (middle * below, whole * above);
        if if strict { part > wanted } else { part >= wanted } {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// How a provider is paid.
#[derive(Debug, Clone, Copy)]
pub enum Paid {
    Lump,
    Amount(i128),
    OfReceipts(i128, i128),
    OfFund(i128, i128),
}

/// What a year comes to: the provider's part and the owners'.
pub fn year(paid: Paid, receipts: i128, service: &[i128], tax: i128) -> (i128, i128) {
    let mut left = receipts;
    for cost in service {
        left -= cost;
    }
    let spent = receipts - left;
    let taken = match paid {
        Paid::Lump => return (left - tax, 0),
        Paid::Amount(amount) => amount,
        Paid::OfReceipts(above, below) => nearest(receipts * above, below),
        // The fund of which so much is the commission: what is left of it is the cost.
        Paid::OfFund(above, below) => nearest(spent * below, below - above) - spent,
    };
    (taken, left - taken)
}

/// The purses as a row of numbers; the last one may be below zero.
#[derive(Debug, Clone, Default)]
pub struct Row {
    pub held: [i128; 5],
    pub outside: i128,
}

impl Row {
    /// Moves an amount; `None` is the outside. Says whether it was possible.
    pub fn go(&mut self, from: Option<usize>, to: Option<usize>, amount: i128) -> bool {
        if amount <= 0 || from == to || from.is_some_and(|from| from < 4 && self.held[from] < amount) {
            return false;
        }
        match from {
            Some(from) => self.held[from] -= amount,
            None => self.outside += amount,
        }
        match to {
            Some(to) => self.held[to] += amount,
            None => self.outside -= amount,
        }
        true
    }
}
