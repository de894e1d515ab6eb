//! Mergers of yards.

use wuye::decide::merger::{Adjacency, KeptApart, Merger, MergerError, WhyOpen, Yard, YardVote, merge};
use wuye::dossier::Dossier;
use wuye::estate::{Compound, Fact, Owner, OwnerKind, Quantity, Roll, Stated, Unit, UnitKind, UnitState, Value};
use wuye::law::Authority;
use wuye::matter::{Outcome, Tally, Weight};
use wuye::measure::Day;
use wuye::rule::Verdict;

use crate::{day, rulebook};

const ON: &str = "2022-03-01";

fn yard(id: &str, facts: &[(Fact, bool)]) -> Dossier {
    let place = "411000".parse().unwrap();
    let compound = Compound { id: id.parse().unwrap(), name: format!("{id}院"), place, yards: vec![] };
    let mut dossier = Dossier::new(compound);
    for (fact, value) in facts {
        dossier.state(*fact, Stated::new(*value, day("2022-01-01"), Authority::Street)).unwrap();
    }
    dossier
}

/// One unit of 100 m² for each owner; the developer's are not sold.
fn roll(on: &str, owners: &[&str]) -> Roll {
    let kind = |id: &str| if id.starts_with("dev") { OwnerKind::Developer } else { OwnerKind::Buyer };
    let mut known: Vec<&str> = owners.to_vec();
    known.sort_unstable();
    known.dedup();
    let people = known.iter().map(|id| Owner { id: id.parse().unwrap(), kind: kind(id) }).collect();
    let units = owners.iter().enumerate().map(|(i, owner)| Unit {
        id: format!("u{i}").parse().unwrap(),
        building: Some("1".parse().unwrap()),
        kind: UnitKind::Dwelling,
        state: if kind(owner) == OwnerKind::Developer { UnitState::Unsold } else { UnitState::Delivered },
        owner: owner.parse().unwrap(),
        registered: Some("100".parse().unwrap()),
        surveyed: None,
        contract: None,
    });
    Roll::new(day(on), people, units.collect()).unwrap()
}

fn tally(roll: &Roll, agree: u32) -> Tally {
    let total = Weight { heads: roll.heads(), area: roll.area() };
    let part = Weight { heads: agree, area: format!("{}", agree * 100).parse().unwrap() };
    Tally::declared(total, part, part).unwrap()
}

fn into() -> Compound {
    Compound {
        id: "all".parse().unwrap(), name: "合并小区".into(), place: "411000".parse().unwrap(), yards: vec![]
    }
}

fn beside(pairs: &[(&str, &str)], complete: bool) -> Adjacency {
    let pairs = pairs.iter().map(|(a, b)| (a.parse().unwrap(), b.parse().unwrap())).collect();
    Adjacency { pairs, complete }
}

fn merged(yards: &[Yard<'_>], adjacency: &Adjacency) -> Result<Merger, MergerError> {
    merge(into(), yards, adjacency, &rulebook("411000"), day(ON))
}

/// 甲 has units in both yards: one head, all the area. The added heads would be 7.
#[test]
fn an_owner_in_two_yards_is_one_head() {
    let (a, b) = (yard("a", &[]), yard("b", &[]));
    let (first, second) = (roll(ON, &["甲", "乙", "丙", "丁"]), roll(ON, &["甲", "戊", "己"]));
    let yards = [Yard { dossier: &a, roll: &first, vote: None }, Yard { dossier: &b, roll: &second, vote: None }];
    let merger = merged(&yards, &beside(&[("a", "b")], true)).unwrap();
    assert_eq!((first.heads() + second.heads(), merger.roll.heads()), (7, 6));
    assert_eq!(merger.roll.area().to_string(), "700.00");
    let ids: Vec<&str> = merger.roll.units().iter().map(|unit| unit.id.as_str()).collect();
    assert_eq!(ids[..2], ["a/u0", "a/u1"]);
    assert_eq!(ids[4], "b/u0");
    assert_eq!(merger.roll.units()[4].building.as_ref().unwrap().as_str(), "b/1");
    assert_eq!(merger.dossier.compound.yards, ["a院", "b院"]);
    let owners = merger.dossier.quantity(Quantity::Owners, day(ON)).unwrap();
    assert_eq!((owners.value.value, owners.by), (Value::Count(6), Authority::Caller));
    // Funds and ledgers stay with each yard.
    let apart: Vec<(&str, KeptApart)> = merger.apart.iter().map(|(yard, what)| (yard.as_str(), *what)).collect();
    assert_eq!(
        apart,
        [("a", KeptApart::Fund), ("a", KeptApart::Ledger), ("b", KeptApart::Fund), ("b", KeptApart::Ledger)]
    );
}

/// 河南 10: more than half of all owners and area of each yard; exactly half is not enough, and one yard's surplus
/// does not help another.
#[test]
fn each_yard_decides_for_itself() {
    let (a, b) = (yard("a", &[]), yard("b", &[]));
    let (first, second) = (roll(ON, &["1", "2", "3", "4"]), roll(ON, &["5", "6", "7", "8"]));
    let with = |one: Option<u32>, other: Option<u32>| {
        let (one, other) = (one.map(|n| tally(&first, n)), other.map(|n| tally(&second, n)));
        let yards = [
            Yard { dossier: &a, roll: &first, vote: one.as_ref().map(|tally| (tally, day(ON))) },
            Yard { dossier: &b, roll: &second, vote: other.as_ref().map(|tally| (tally, day(ON))) },
        ];
        merged(&yards, &beside(&[("a", "b")], true)).unwrap()
    };
    assert_eq!(with(Some(3), Some(3)).verdict(), Verdict::Met);
    assert_eq!(with(Some(4), Some(2)).verdict(), Verdict::Unmet);
    assert_eq!(with(Some(4), None).verdict(), Verdict::Unknown);
    assert_eq!(with(Some(2), None).verdict(), Verdict::Unmet);
    let merger = with(Some(3), Some(2));
    let YardVote::Decided(resolution) = &merger.votes[0].1 else { panic!("{:?}", merger.votes) };
    assert_eq!(resolution.outcome(), Outcome::Passed);
    assert_eq!(resolution.law().short(wuye::terms::Lang::Zh), "《河南省物业管理条例》第十条第三款");
    assert_eq!(merger.votes[1].1.verdict(), Verdict::Unmet);
}

#[test]
fn a_vote_is_held_by_the_owners_of_the_roll() {
    let (a, b) = (yard("a", &[]), yard("b", &[]));
    let (first, second) = (roll(ON, &["1", "2", "3"]), roll(ON, &["4", "5"]));
    let theirs = tally(&second, 2);
    let yards = [
        Yard { dossier: &a, roll: &first, vote: Some((&theirs, day(ON))) },
        Yard { dossier: &b, roll: &second, vote: None },
    ];
    assert_eq!(merged(&yards, &Adjacency::default()).unwrap_err().code(), "merger_totals");
    // Where no text that was read prints a majority, the vote is kept open.
    let ours = tally(&first, 3);
    let yards = [
        Yard { dossier: &a, roll: &first, vote: Some((&ours, day(ON))) },
        Yard { dossier: &b, roll: &second, vote: None },
    ];
    let merger = merge(into(), &yards, &beside(&[("a", "b")], true), &rulebook("110000"), day(ON)).unwrap();
    assert!(matches!(merger.votes[0].1, YardVote::NoMajority(_)));
    assert_eq!(merger.verdict(), Verdict::Unknown);
}

#[test]
fn what_differs_is_unknown() {
    use Fact::{Enclosure, OldCompound, OwnersCommittee, Renovated, SmallScale};
    let a = yard(
        "a",
        &[(OldCompound, true), (Renovated, true), (SmallScale, true), (OwnersCommittee, true), (Enclosure, false)],
    );
    let b = yard("b", &[(OldCompound, true), (Renovated, false), (OwnersCommittee, true), (Enclosure, false)]);
    let (first, second) = (roll(ON, &["1"]), roll(ON, &["2"]));
    let order = |one: &Dossier, other: &Dossier| {
        let yards =
            [Yard { dossier: one, roll: &first, vote: None }, Yard { dossier: other, roll: &second, vote: None }];
        merged(&yards, &Adjacency::default()).unwrap()
    };
    for merger in [order(&a, &b), order(&b, &a)] {
        let fact = |fact| merger.dossier.fact(fact, day(ON)).map(|stated| stated.value);
        assert_eq!((fact(OldCompound), fact(Enclosure)), (Some(true), Some(false)));
        assert_eq!((fact(Renovated), fact(SmallScale), fact(OwnersCommittee)), (None, None, None));
        let mut open = merger.open.clone();
        open.sort();
        let mut expected =
            vec![(Renovated, WhyOpen::Differs), (SmallScale, WhyOpen::NotAll), (OwnersCommittee, WhyOpen::OfTheYard)];
        expected.sort();
        assert_eq!(open, expected);
    }
}

#[test]
fn yards_must_adjoin() {
    let dossiers: Vec<Dossier> = ["a", "b", "c"].map(|id| yard(id, &[])).to_vec();
    let rolls = [roll(ON, &["1"]), roll(ON, &["2"]), roll(ON, &["3"])];
    let yards: Vec<Yard<'_>> =
        dossiers.iter().zip(&rolls).map(|(dossier, roll)| Yard { dossier, roll, vote: None }).collect();
    let adjoining = |pairs: &[(&str, &str)], complete| merged(&yards, &beside(pairs, complete)).unwrap().adjoining;
    assert_eq!(adjoining(&[("a", "b"), ("b", "c")], true), Verdict::Met);
    assert_eq!(adjoining(&[("c", "b"), ("a", "c")], false), Verdict::Met);
    assert_eq!(adjoining(&[("a", "b")], true), Verdict::Unmet);
    assert_eq!(adjoining(&[("a", "b")], false), Verdict::Unknown);
    assert_eq!(adjoining(&[], true), Verdict::Unmet);
    assert_eq!(merged(&yards, &beside(&[("a", "z")], true)).unwrap_err().code(), "merger_no_such_yard");
    let many = Adjacency { pairs: vec![("a".parse().unwrap(), "b".parse().unwrap()); 1_000_001], complete: true };
    assert_eq!(merged(&yards, &many).unwrap_err().code(), "merger_pairs");
}

#[test]
fn rolls_that_do_not_fit_are_refused() {
    let (a, b) = (yard("a", &[]), yard("b", &[]));
    let with = |one: &Roll, other: &Roll| {
        let yards = [Yard { dossier: &a, roll: one, vote: None }, Yard { dossier: &b, roll: other, vote: None }];
        merged(&yards, &Adjacency::default()).map(|merger| merger.roll.heads())
    };
    let plain = roll(ON, &["1"]);
    let later: Day = day("2022-03-02");
    assert_eq!(
        with(&plain, &roll("2022-03-02", &["2"])),
        Err(MergerError::RollDays { expected: day(ON), found: later })
    );
    // One developer's stock in both yards is one head; two developers are two, which one roll cannot count.
    assert_eq!(with(&roll(ON, &["1", "dev"]), &roll(ON, &["1", "dev"])), Ok(2));
    assert_eq!(with(&roll(ON, &["1", "dev"]), &roll(ON, &["2", "dev2"])).unwrap_err().code(), "merger_developers");
    let turned = {
        let people = vec![Owner { id: "1".parse().unwrap(), kind: OwnerKind::Developer }];
        let unit = Unit { state: UnitState::Unsold, ..plain.units()[0].clone() };
        Roll::new(day(ON), people, vec![unit]).unwrap()
    };
    assert_eq!(with(&plain, &turned).unwrap_err().code(), "merger_owner_kinds");
    let long = {
        let people = vec![Owner { id: "1".parse().unwrap(), kind: OwnerKind::Buyer }];
        let unit = Unit { id: "字".repeat(63).parse().unwrap(), ..plain.units()[0].clone() };
        Roll::new(day(ON), people, vec![unit]).unwrap()
    };
    assert_eq!(with(&long, &roll(ON, &["2"])).unwrap_err().code(), "merger_id");
    let alone = [Yard { dossier: &a, roll: &plain, vote: None }];
    assert_eq!(merged(&alone, &Adjacency::default()).unwrap_err().code(), "merger_yards");
    let twice = [alone[0], alone[0]];
    assert_eq!(merged(&twice, &Adjacency::default()).unwrap_err().code(), "merger_twice");
    assert_eq!(merged(&vec![alone[0]; 1_001], &Adjacency::default()).unwrap_err().code(), "merger_yards");
}
