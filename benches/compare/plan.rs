//! The plan of a district against the published instances: value, best known, bound, seconds of thread time.
//!
//! `plan` takes those of up to 50 compounds, `plan-all` all 48.

use std::ops::ControlFlow;

use cpu_time::ThreadTime;
use wuye::bundle::{Search, plan};

#[path = "../../examples/district/published.rs"]
mod published;

use published::{Known, folder, instance};

/// Moves for each compound by the size of the district: what fits into the seconds that are wanted.
fn moves(compounds: u64) -> u64 {
    match compounds {
        0..=20 => 200_000,
        21..=50 => 100_000,
        51..=200 => 100_000,
        201..=1_000 => 60_000,
        _ => 40_000,
    }
}

/// The seconds that are wanted.
fn wanted(compounds: usize) -> f64 {
    match compounds {
        0..=20 => 5.0,
        21..=200 => 10.0,
        201..=1_000 => 30.0,
        _ => 60.0,
    }
}

/// How far above the best known value a plan may be, in fen: a fen for each bundle, and a part of all cost.
fn allowed(known: &Known, compounds: usize, bundles: i64) -> i64 {
    let of_cost = |per_ten_thousand: i64| known.total_cost / 10_000 * per_ten_thousand;
    match compounds {
        0..=50 => bundles,
        51..=200 if ["p1-d-m0200-s1", "p1-d-m0200-s2", "p1-t-m0200-s1"].contains(&known.name.as_str()) => bundles,
        51..=200 => of_cost(10),
        201..=1_000 => of_cost(20),
        _ => of_cost(30),
    }
}

pub fn run(all: bool) {
    println!(
        "| instance | best known | found | above, fen | above, % of cost | unserved, parted (best known) | bound | proof | CPU s | target |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    let (mut proved, mut of, mut reached, mut listed) = (0, 0, 0, 0);
    for known in published::known() {
        let path = folder().join("instances").join(&known.name).with_extension("json");
        let district = instance(&std::fs::read_to_string(path).unwrap()).unwrap().district;
        let compounds = district.compounds().len();
        if compounds > 50 && !all {
            continue;
        }
        let start = ThreadTime::now();
        let search = Search::new(1, moves(compounds as u64) * compounds as u64);
        let found = plan(&district, &search, |_| ControlFlow::Continue(())).unwrap();
        let seconds = start.elapsed().as_secs_f64();
        let (cheapest, figures) = (found.cheapest.figures(), found.plan.figures());
        let above = cheapest.outlay_by_bundle.fen() - known.outlay;
        let bundles = i64::try_from(found.cheapest.bundles().len()).unwrap();
        let near = above <= allowed(&known, compounds, bundles);
        let shape = (figures.unserved, figures.cut_edges) <= (known.unserved, known.cut_edges);
        let small = compounds <= 20;
        let is_proved = found.cheapest.is_optimal() && found.plan.is_optimal();
        let holds = near && seconds <= wanted(compounds) && (!small || (is_proved && shape));
        println!(
            "| {} | {} | {} | {above} | {:+.4} | {}, {} ({}, {}) | {} | {} | {seconds:.2} | {} |",
            known.name,
            known.outlay,
            cheapest.outlay_by_bundle.fen(),
            100.0 * above as f64 / known.total_cost as f64,
            figures.unserved,
            figures.cut_edges,
            known.unserved,
            known.cut_edges,
            found.plan.bound().fen(),
            found.plan.proof().en(),
            if holds { "reached" } else { "missed" },
        );
        proved += usize::from(small && is_proved);
        of += usize::from(small);
        reached += usize::from(holds);
        listed += 1;
    }
    println!("\nplan: {proved} of {of} proved");
    println!("plan: {reached} of {listed} targets reached");
}
