//! 计量、楼层、空置 — how much is billed: metered use, floor coefficients, empty homes, against an oracle of its own and
//! the exact figures.

#[path = "common/dice.rs"]
mod dice;
#[path = "quantities/floors.rs"]
mod floors;
#[path = "quantities/meters.rs"]
mod meters;
#[path = "oracle/quantities.rs"]
mod oracle;
#[path = "quantities/planted.rs"]
mod planted;
#[path = "quantities/vacancy.rs"]
mod vacancy;

use wuye::estate::UnitId;
use wuye::measure::{Day, Money, Usage, UsagePrice};
use wuye::rule::Rulebook;

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn money(text: &str) -> Money {
    text.parse().unwrap()
}

pub fn fen(fen: i128) -> Money {
    Money::from_fen(i64::try_from(fen).unwrap()).unwrap()
}

pub fn usage(text: &str) -> Usage {
    text.parse().unwrap()
}

pub fn thousandths(n: i128) -> Usage {
    Usage::from_thousandths(i64::try_from(n).unwrap()).unwrap()
}

pub fn price(text: &str) -> UsagePrice {
    text.parse().unwrap()
}

pub fn unit(text: &str) -> UnitId {
    text.parse().unwrap()
}

pub fn rulebook(code: &str) -> Rulebook {
    wuye::places::rulebook_for(code.parse().unwrap()).unwrap()
}
