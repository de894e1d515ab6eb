//! The oracle of votes: compares fractions by their continued fractions (quotients and remainders, never a product) and
//! knows the least number that passes from tables counted by hand. Of the crate it names words only; `tests/tidy.rs`
//! holds that.

use std::cmp::Ordering;

use wuye::matter::{Limb, Outcome};

/// What one limb needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    TwoThirds,
    ThreeQuarters,
    OverHalf,
}

impl Need {
    pub fn text(self) -> &'static str {
        match self {
            Self::TwoThirds => ">=2/3",
            Self::ThreeQuarters => ">=3/4",
            Self::OverHalf => ">1/2",
        }
    }

    pub fn passes(self, part: u64, whole: u64) -> bool {
        match self {
            Self::TwoThirds => compare((part, whole), (2, 3)).is_ge(),
            Self::ThreeQuarters => compare((part, whole), (3, 4)).is_ge(),
            Self::OverHalf => compare((part, whole), (1, 2)).is_gt(),
        }
    }

    /// The least part that passes: of each full group so many, and of the rest what the table says.
    pub fn least(self, whole: u64) -> u64 {
        let (group, of_each, of_rest): (u64, u64, &[u64]) = match self {
            Self::TwoThirds => (3, 2, &[0, 1, 2]),
            Self::ThreeQuarters => (4, 3, &[0, 1, 2, 3]),
            Self::OverHalf => (2, 1, &[1, 1]),
        };
        whole / group * of_each + of_rest[usize::try_from(whole % group).unwrap()]
    }
}

/// Compares two fractions by their continued fractions.
pub fn compare((mut a, mut b): (u64, u64), (mut c, mut d): (u64, u64)) -> Ordering {
    let mut turned = false;
    loop {
        let order = (a / b).cmp(&(c / d));
        (a, c) = (a % b, c % d);
        let order = match (order, a, c) {
            (Ordering::Equal, 0, 0) => return Ordering::Equal,
            (Ordering::Equal, 0, _) => Ordering::Less,
            (Ordering::Equal, _, 0) => Ordering::Greater,
            (Ordering::Equal, ..) => {
                // Both rests lie between 0 and 1: their reciprocals compare the other way round.
                (a, b, c, d) = (b, a, d, c);
                turned = !turned;
                continue;
            }
            (order, ..) => order,
        };
        return if turned { order.reverse() } else { order };
    }
}

/// Persons and hundredths of a square metre.
pub type Both = (u32, u64);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    pub total: Both,
    pub part: Both,
    pub yes: Both,
    /// Those against; the rest of those who take part abstain. The answer must not depend on it.
    pub no: Both,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Regime {
    Participants { special: bool },
    All { special: bool },
}

pub const REGIMES: [Regime; 4] = [
    Regime::Participants { special: false },
    Regime::Participants { special: true },
    Regime::All { special: false },
    Regime::All { special: true },
];

impl Regime {
    pub fn quorum(self) -> Need {
        match self {
            Self::Participants { .. } => Need::TwoThirds,
            Self::All { .. } => Need::OverHalf,
        }
    }

    pub fn consent(self) -> Need {
        match self {
            Self::Participants { special: true } => Need::ThreeQuarters,
            Self::All { special: true } => Need::TwoThirds,
            Self::Participants { special: false } | Self::All { special: false } => Need::OverHalf,
        }
    }
}

/// One limb that falls short: which, threshold, required, found, of how much.
pub type Missed = (Limb, String, u64, u64, u64);

#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    pub outcome: Outcome,
    pub missed: Vec<Missed>,
}

pub fn limbs_missed(need: Need, part: Both, whole: Both) -> Vec<Missed> {
    let limbs = [(Limb::Heads, u64::from(part.0), u64::from(whole.0)), (Limb::Area, part.1, whole.1)];
    let missed = limbs.into_iter().filter(|(_, part, whole)| !need.passes(*part, *whole));
    missed.map(|(limb, part, whole)| (limb, need.text().to_owned(), need.least(whole), part, whole)).collect()
}

pub fn oracle(case: Case, regime: Regime) -> Answer {
    let absent = limbs_missed(regime.quorum(), case.part, case.total);
    if !absent.is_empty() {
        return Answer { outcome: Outcome::NoQuorum, missed: absent };
    }
    let base = if matches!(regime, Regime::All { .. }) { case.total } else { case.part };
    let missed = limbs_missed(regime.consent(), case.yes, base);
    let outcome = if missed.is_empty() { Outcome::Passed } else { Outcome::Rejected };
    Answer { outcome, missed }
}
