//! Speed as ratios: ours and a hand-written baseline in turn, in one process, on thread CPU time.
//!
//! ```text
//! cargo bench --bench compare -- eligibility
//! cargo bench --bench compare -- tally
//! cargo bench --bench compare -- billing
//! cargo bench --bench compare -- apportion
//! cargo bench --bench compare -- plan
//! cargo bench --bench compare -- portfolio
//! cargo bench --bench compare -- bundle
//! ```
//!
//! A line `RATIO <name> <median> (<min>–<max>)` is time per item, ours over baseline: below 1 we are faster. Names
//! that end in `_rate` are items a second, ours over baseline: above 1 we are faster.
//!
//! Instructions are counted with `once`, which runs every side once; each is a function of its own:
//!
//! ```text
//! cargo bench --bench compare --no-run
//! valgrind --tool=callgrind --callgrind-out-file=callgrind.out target/release/deps/compare-<hash> once
//! callgrind_annotate --inclusive=yes callgrind.out | grep eligibility::
//! ```

use std::hint::black_box;
use std::time::Duration;

use cpu_time::ThreadTime;

#[path = "compare/billing.rs"]
mod billing;
#[path = "compare/bundle.rs"]
mod bundle;
#[path = "compare/eligibility.rs"]
mod eligibility;
#[path = "compare/plan.rs"]
mod plan;
#[path = "compare/portfolio.rs"]
mod portfolio;
#[path = "compare/tally.rs"]
mod tally;

/// How often each side is measured, in turn.
const ROUNDS: usize = 15;

/// Nanoseconds per item of each side, round by round, all on the same work.
fn alternate<W>(items: usize, work: &mut W, sides: &[fn(&mut W)]) -> Vec<Vec<f64>> {
    let mut times = vec![Vec::with_capacity(ROUNDS); sides.len()];
    // One round is thrown away: it warms caches and buffers.
    for round in 0..=ROUNDS {
        for (side, times) in sides.iter().zip(&mut times) {
            let start = ThreadTime::now();
            side(work);
            let taken: Duration = start.elapsed();
            if round > 0 {
                times.push(taken.as_nanos() as f64 / items as f64);
            }
        }
    }
    times
}

fn median(times: &[f64]) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// Prints the ratio of two sides, pair by pair.
fn ratio(name: &str, ours: &[f64], baseline: &[f64]) {
    let pairs: Vec<f64> = ours.iter().zip(baseline).map(|(a, b)| a / b).collect();
    let (min, max) = pairs.iter().fold((f64::MAX, 0.0_f64), |(min, max), r| (min.min(*r), max.max(*r)));
    println!("RATIO {name} {:.3} ({min:.3}–{max:.3})", median(&pairs));
}

/// Prints how many times as many items a second ours does, pair by pair.
fn rate(name: &str, ours: &[f64], baseline: &[f64]) {
    ratio(name, baseline, ours);
}

fn report(name: &str, times: &[f64]) {
    println!("      {name:<44} {:>9.1} ns an item (median)", median(times));
}

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let wants = |name: &str| asked.is_empty() || asked.iter().any(|asked| asked == name);
    if asked == ["once"] {
        return eligibility::once();
    }
    if wants("eligibility") {
        eligibility::run();
    }
    if wants("tally") {
        tally::run();
    }
    if wants("billing") {
        billing::run();
        eligibility::columns();
    }
    if wants("billing") || wants("apportion") {
        billing::apportion();
    }
    if wants("portfolio") {
        portfolio::run();
    }
    if wants("bundle") {
        bundle::run();
    }
    if wants("plan") {
        plan::run(false);
    }
    // Ten minutes: only if it is asked for by name.
    if asked.iter().any(|asked| asked == "plan-all") {
        plan::run(true);
    }
    black_box(());
}
