//! Inside a bundle: fair fees of 3,000 members against a plain sort of their breakpoints; a Shapley value and a
//! nucleolus by the seconds they take.

use std::hint::black_box;

use cpu_time::ThreadTime;
use wuye::bundle::{FeeMember, FeeOutcome, Game, fair_fees};
use wuye::measure::{Area, Every, Money, Per, UnitPrice};

use crate::{alternate, ratio, report};

const MEMBERS: u64 = 3_000;
/// How often a game is worked out; the least time counts.
const GAMES: usize = 3;

struct Work {
    members: Vec<FeeMember>,
    target: Money,
    /// Floor and cap over the reference, in the order of the members.
    points: Vec<(i64, i64)>,
}

/// Numbers that look like any others and are the same in every run.
fn numbers(seed: u64) -> impl FnMut(u64) -> u64 {
    let mut state = seed;
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    }
}

fn work() -> Work {
    let mut next = numbers(7);
    let price = |micro: u64| UnitPrice::from_micro(micro as i64, Per::SquareMetre, Every::Month).unwrap();
    let members: Vec<FeeMember> = (0..MEMBERS)
        .map(|n| {
            let floor = 200_000 + next(600_000);
            FeeMember {
                // In no order, as ids are.
                id: format!("yard-{}", n * 1_789 % MEMBERS).parse().unwrap(),
                area: Area::from_hundredths((300_000 + next(900_000)) as i64).unwrap(),
                collection_bp: 7_000 + next(3_001) as u16,
                floor: price(floor),
                cap: price(floor + 200_000 + next(900_000)),
                reference: 50 + next(151) as u32,
            }
        })
        .collect();
    let raised = |rate: fn(&FeeMember) -> i64| -> i128 {
        let of =
            |m: &FeeMember| i128::from(m.area.hundredths()) * i128::from(m.collection_bp) * 12 * i128::from(rate(m));
        members.iter().map(of).sum::<i128>() / 10_000_000_000
    };
    let (least, most) = (raised(|m| m.floor.micro()), raised(|m| m.cap.micro()));
    let target = Money::from_fen(i64::try_from((least + most) / 2).unwrap()).unwrap();
    let both = |m: &FeeMember| [m.floor, m.cap].map(|price| (price.micro(), i64::from(m.reference)));
    let points = members.iter().flat_map(both).collect();
    Work { members, target, points }
}

fn fair(work: &mut Work) {
    let found = fair_fees(&work.members, 12, work.target).unwrap();
    assert!(matches!(found, FeeOutcome::Balanced(_)));
    black_box(found);
}

/// What any way to the level begins with: the breakpoints in order, compared exactly.
fn sorted(work: &mut Work) {
    let mut points = work.points.clone();
    points.sort_unstable_by(|a, b| (i128::from(a.0) * i128::from(b.1)).cmp(&(i128::from(b.0) * i128::from(a.1))));
    black_box(points);
}

/// A game in which each coalition saves a part of what it has, more the larger it is.
fn game(members: u32) -> Game {
    let mut next = numbers(11);
    let own: Vec<u64> = (0..members).map(|_| 1_000 + next(90_000)).collect();
    let value = |coalition: u64| {
        let inside = (0..members).filter(|at| coalition >> at & 1 == 1);
        let together: u64 = inside.map(|at| own[at as usize]).sum();
        let noise = if coalition == 0 { 0 } else { next(500) };
        Money::from_fen((together * u64::from(coalition.count_ones()) / u64::from(members) + noise) as i64).unwrap()
    };
    let values = (0..1_u64 << members).map(value).collect();
    Game::new((0..members).map(|n| format!("m{n}").parse().unwrap()).collect(), values).unwrap()
}

fn seconds(name: &str, of: impl Fn()) {
    let times = (0..GAMES).map(|_| {
        let start = ThreadTime::now();
        of();
        start.elapsed().as_secs_f64()
    });
    println!("CPU {name} {:.6} s (least of {GAMES})", times.fold(f64::MAX, f64::min));
}

pub fn run() {
    let mut work = work();
    let times = alternate(MEMBERS as usize, &mut work, &[fair, sorted]);
    report("fair fees of 3,000 members", &times[0]);
    report("their breakpoints sorted", &times[1]);
    ratio("bundle.fair_fees_3000/sort", &times[0], &times[1]);
    let (large, small) = (game(20), game(6));
    seconds("bundle.shapley_20", || {
        black_box(large.shapley());
    });
    seconds("bundle.nucleolus_6", || {
        black_box(small.prenucleolus().unwrap());
    });
}
