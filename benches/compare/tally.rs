//! A count of 1,000,000 units of 800,000 owners against a hash map of owners' names.

use std::collections::HashMap;
use std::hint::black_box;

use wuye::estate::{Owner, OwnerKind, Roll, Unit, UnitKind, UnitState};
use wuye::meeting::{Counting, FrozenRoll, InvalidBallots, SplitHead, TallyPolicy, Unreturned, Vote, Votes, count};
use wuye::rule::{HeadBasis, ParkingArea};

const UNITS: usize = 1_000_000;
const OWNERS: usize = 800_000;

/// Whose a unit is: in no order of the owners, some of whom have several.
fn whose(i: usize) -> usize {
    if i < OWNERS { i * 7_919 % OWNERS } else { i * 104_729 % OWNERS }
}

fn hundredths(i: usize) -> i64 {
    6_000 + i64::try_from(i * 31 % 6_000).unwrap()
}

/// As owners vote: an owner's units alike, but for one in a hundred.
fn vote(i: usize) -> Option<Vote> {
    let by = if i.is_multiple_of(100) { i } else { whose(i) };
    match by * 2_654_435_761 % 10 {
        0..=4 => Some(Vote::For),
        5 | 6 => Some(Vote::Against),
        7 => Some(Vote::Abstain),
        _ => None,
    }
}

fn roll() -> Roll {
    let name = |owner: usize| format!("owner-{owner:06}");
    let unit = |i: usize| Unit {
        id: format!("u-{i:07}").parse().unwrap(),
        building: None,
        kind: UnitKind::Dwelling,
        state: UnitState::Delivered,
        owner: name(whose(i)).parse().unwrap(),
        registered: Some(wuye::measure::Area::from_hundredths(hundredths(i)).unwrap()),
        surveyed: None,
        contract: None,
    };
    let owners = (0..OWNERS).map(|i| Owner { id: name(i).parse().unwrap(), kind: OwnerKind::Buyer });
    Roll::new("2026-05-01".parse().unwrap(), owners.collect(), (0..UNITS).map(unit).collect()).unwrap()
}

/// A ballot as an app keeps it.
struct Paper {
    owner: String,
    hundredths: i64,
    vote: Option<Vote>,
}

/// Heads and hundredths: all, taking part, agreeing.
type Totals = [(usize, i64); 3];

/// A hash map of owners' names, one look-up for each ballot.
fn naive(papers: &[Paper]) -> Totals {
    let mut heads: HashMap<&str, (bool, bool, bool)> = HashMap::new();
    let mut totals: Totals = [(0, 0); 3];
    for paper in papers {
        let head = heads.entry(paper.owner.as_str()).or_insert((false, false, false));
        totals[0].1 += paper.hundredths;
        match paper.vote {
            Some(Vote::For) => {
                head.0 = true;
                totals[1].1 += paper.hundredths;
                totals[2].1 += paper.hundredths;
            }
            Some(Vote::Against | Vote::Abstain) => {
                head.1 = true;
                totals[1].1 += paper.hundredths;
            }
            Some(Vote::Invalid) => head.2 = true,
            None => {}
        }
    }
    totals[0].0 = heads.len();
    totals[1].0 = heads.values().filter(|head| head.0 || head.1).count();
    totals[2].0 = heads.values().filter(|head| head.0 && !head.1).count();
    totals
}

fn ours(roll: &FrozenRoll, votes: &Votes) -> Totals {
    let policy = TallyPolicy { split: SplitHead::Abstains, invalid: InvalidBallots::NotParticipating };
    let count = count(roll, votes, policy, &Unreturned::NotParticipating, &[]).unwrap();
    let of = |weight: wuye::matter::Weight| (usize::try_from(weight.heads).unwrap(), weight.area.hundredths());
    let cast = count.cast();
    [of(cast.total()), of(cast.participating()), of(cast.consenting())]
}

/// The frozen roll, the votes, and the same as papers.
type Work = (FrozenRoll, Votes, Vec<Paper>);

pub fn run() {
    println!("tally: {UNITS} units, {OWNERS} owners");
    let input = roll();
    let input_bytes = std::mem::size_of::<Unit>();
    let counting = Counting { heads: HeadBasis::Unit, parking: ParkingArea::Counted };
    let start = cpu_time::ThreadTime::now();
    let mut frozen = None;
    let memory = allocation_counter::measure(|| {
        frozen = Some(FrozenRoll::freeze("c1".parse().unwrap(), input, counting).unwrap());
    });
    let frozen = frozen.unwrap();
    println!("      frozen in {:.2} CPU seconds", start.elapsed().as_secs_f64());
    let kept = memory.bytes_current as f64 / UNITS as f64;
    println!("      kept beside the roll: {kept:.1} bytes a unit (a unit of the roll: {input_bytes})");
    let column: Vec<Option<Vote>> = (0..UNITS).map(vote).collect();
    let votes = Votes::from_column(&frozen, &column).unwrap();
    let memory = allocation_counter::measure(|| {
        black_box(ours(&frozen, &votes));
    });
    println!("      counting at most: {:.1} bytes a unit", memory.bytes_max as f64 / UNITS as f64);
    let papers: Vec<Paper> = (0..UNITS)
        .map(|i| Paper { owner: format!("owner-{:06}", whose(i)), hundredths: hundredths(i), vote: vote(i) })
        .collect();
    assert_eq!(ours(&frozen, &votes), naive(&papers), "both count alike");
    let sides: [fn(&mut Work); 2] = [
        |(frozen, votes, _)| {
            black_box(ours(frozen, votes));
        },
        |(_, _, papers)| {
            black_box(naive(papers));
        },
    ];
    let times = crate::alternate(UNITS, &mut (frozen, votes, papers), &sides);
    crate::report("tally, ours", &times[0]);
    crate::report("tally, hash map of names", &times[1]);
    let seconds = |times: &[f64]| crate::median(times) * UNITS as f64 / 1e9;
    println!("      CPU seconds: ours {:.4}, naive {:.4}", seconds(&times[0]), seconds(&times[1]));
    crate::ratio("tally.ours/naive", &times[0], &times[1]);
}
