//! 业主大会 — rolls, ballots, counts and results against an oracle of its own, and the exact figures of the law.

#[path = "meeting/around.rs"]
mod around;
#[path = "oracle/count.rs"]
mod oracle;
#[path = "oracle/tally.rs"]
#[expect(dead_code, reason = "the tests of tallies use the rest of it")]
mod tally_oracle;
#[path = "meeting/votes.rs"]
mod votes;

use wuye::estate::{Owner, OwnerKind, Roll, Unit, UnitKind, UnitState};
use wuye::matter::Weight;
use wuye::measure::{Area, Day};
use wuye::meeting::{Ballot, BallotForm, Counting, FrozenRoll, Intake, Signer, Vote};
use wuye::rule::{HeadBasis, ParkingArea, Rulebook};

pub const ROLL_DAY: &str = "2026-05-01";

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn area(text: &str) -> Area {
    text.parse().unwrap()
}

pub fn weight(heads: u32, m2: &str) -> Weight {
    Weight { heads, area: area(m2) }
}

pub fn rulebook(code: &str) -> Rulebook {
    wuye::places::rulebook_for(code.parse().unwrap()).unwrap()
}

pub fn counting() -> Counting {
    Counting { heads: HeadBasis::Unit, parking: ParkingArea::Counted }
}

/// A delivered dwelling of a buyer.
pub fn flat(id: &str, owner: &str, m2: &str) -> Unit {
    Unit {
        id: id.parse().unwrap(),
        building: None,
        kind: UnitKind::Dwelling,
        state: UnitState::Delivered,
        owner: owner.parse().unwrap(),
        registered: Some(area(m2)),
        surveyed: None,
        contract: None,
    }
}

/// A unit that the developer has not passed on.
pub fn stock(id: &str, m2: &str, state: UnitState) -> Unit {
    Unit { state, ..flat(id, "developer", m2) }
}

/// The owners that units name; one called `developer` is the developer.
pub fn owners(units: &[Unit]) -> Vec<Owner> {
    let names: std::collections::BTreeSet<_> = units.iter().map(|unit| unit.owner.clone()).collect();
    let kind = |id: &str| if id == "developer" { OwnerKind::Developer } else { OwnerKind::Buyer };
    names.into_iter().map(|id| Owner { kind: kind(id.as_str()), id }).collect()
}

pub fn roll_on(on: &str, units: Vec<Unit>) -> Roll {
    Roll::new(day(on), owners(&units), units).unwrap()
}

pub fn frozen(units: Vec<Unit>) -> FrozenRoll {
    FrozenRoll::freeze("c1".parse().unwrap(), roll_on(ROLL_DAY, units), counting()).unwrap()
}

pub fn ballot(id: &str, unit: &str, vote: Vote, on: &str) -> Ballot {
    Ballot {
        id: id.parse().unwrap(),
        unit: unit.parse().unwrap(),
        vote,
        form: BallotForm::Written,
        on: day(on),
        by: Signer::Owner,
    }
}

pub fn june() -> Intake {
    Intake::new(day("2026-06-01"), day("2026-06-15")).unwrap()
}
