//! 片区打包 — plans which compounds of a district are bundled and which resource serves which bundle, proves how good the
//! plan is, says in Chinese why each bundle closes or what it needs, and draws a map.
//!
//! ```text
//! cargo run --release --example district
//! cargo run --release --example district -- vectors/bundle/instances/p1-g-m0200-s1.json --seeds 4 --moves 50000
//! ```
//!
//! Several seeds run on threads of their own; the crate itself starts none. `--moves` is for each compound, `--map`
//! names the SVG file (`district.svg` in the folder for temporary files if it is not given).

mod published;

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::thread;

use published::Published;
use wuye::bundle::{District, DistrictPlan, Found, Search, brought_by_withheld, plan};
use wuye::estate::CompoundId;
use wuye::terms::Lang;

/// A small district that is in the example itself, so that it runs without any file.
const BUILT_IN: &str = include_str!("small.json");

struct Asked {
    file: Option<PathBuf>,
    seeds: u64,
    moves: u64,
    map: PathBuf,
}

fn asked() -> Result<Asked, Box<dyn Error>> {
    let mut asked = Asked { file: None, seeds: 2, moves: 20_000, map: std::env::temp_dir().join("district.svg") };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--seeds" => asked.seeds = value()?.parse()?,
            "--moves" => asked.moves = value()?.parse()?,
            "--map" => asked.map = value()?.into(),
            file => asked.file = Some(file.into()),
        }
    }
    Ok(asked)
}

/// Runs several seeds side by side and keeps the best plan: least outlay, then shape, then the first seed.
fn best_of(district: &District, asked: &Asked) -> Result<(u64, Found), Box<dyn Error>> {
    let moves = asked.moves.saturating_mul(u64::try_from(district.compounds().len())?);
    let run = |seed: u64| {
        let mut step = None;
        plan(district, &Search { ask_every: 1_000_000, ..Search::new(seed, moves) }, |progress| {
            if step != Some(progress.step) || progress.moves.is_multiple_of(10_000_000) {
                step = Some(progress.step);
                eprintln!(
                    "种子{seed}：{}，{}步，支出{}元，下限{}元",
                    progress.step.zh(),
                    progress.moves,
                    progress.outlay.grouped(),
                    progress.bound.grouped()
                );
            }
            ControlFlow::Continue(())
        })
    };
    let found = thread::scope(|scope| {
        let threads: Vec<_> = (1..=asked.seeds.max(1)).map(|seed| (seed, scope.spawn(move || run(seed)))).collect();
        threads.into_iter().map(|(seed, thread)| (seed, thread.join())).collect::<Vec<_>>()
    });
    let mut best: Option<(u64, Found)> = None;
    for (seed, found) in found {
        let found = found.map_err(|_| "a thread ended early")??;
        let key = |found: &Found| {
            let figures = found.plan.figures();
            (figures.outlay, figures.unserved, figures.cut_edges)
        };
        if best.as_ref().is_none_or(|(_, best)| key(&found) < key(best)) {
            best = Some((seed, found));
        }
    }
    best.ok_or_else(|| "no seed was run".into())
}

fn main() -> Result<(), Box<dyn Error>> {
    let asked = asked()?;
    let text = match &asked.file {
        Some(file) => fs::read_to_string(file)?,
        None => BUILT_IN.to_owned(),
    };
    let Published { name, district, at } = published::instance(&text)?;
    let (compounds, resources) = (district.compounds().len(), district.resources().len());
    println!("片区{name}：{compounds}个小区，{resources}项资源，{}处相邻。", district.edges().len());
    let (seed, found) = best_of(&district, &asked)?;
    let plan = &found.plan;
    println!("种子{seed}：{}", plan.render(Lang::Zh));
    for (number, bundle) in plan.bundles().iter().enumerate() {
        println!("第{}包 {}", number + 1, bundle.render(Lang::Zh));
    }
    for id in plan.unserved() {
        println!("未编入：{id}");
    }
    for (id, brought) in brought_by_withheld(&district, plan)? {
        println!("资源{id}如可划转，现有各包可省{}元，至多{}元。", brought.saves.grouped(), brought.at_most.grouped());
    }
    fs::write(&asked.map, map(&district, plan, &at))?;
    println!("地图：{}", asked.map.display());
    Ok(())
}

/// The district as SVG: a dot for each compound, lines between neighbours, heavy within a bundle; one colour for each
/// bundle, grey for the unserved.
fn map(district: &District, plan: &DistrictPlan, at: &[(i64, i64)]) -> String {
    let bundle_of = |id: &CompoundId| plan.bundles().iter().position(|bundle| bundle.compounds().contains(id));
    let bundles: Vec<Option<usize>> = district.compounds().iter().map(|compound| bundle_of(&compound.id)).collect();
    let place = |id: &CompoundId| district.compounds().iter().position(|compound| compound.id == *id).unwrap_or(0);
    // Neighbouring numbers are far apart on the wheel of colours.
    let colour = |bundle: Option<usize>| {
        bundle
            .map_or("#bbbbbb".to_owned(), |bundle| format!("hsl({} 65% {}%)", bundle * 137 % 360, 40 + bundle % 3 * 10))
    };
    let (left, right) = (at.iter().map(|p| p.0).min().unwrap_or(0), at.iter().map(|p| p.0).max().unwrap_or(1));
    let (top, bottom) = (at.iter().map(|p| p.1).min().unwrap_or(0), at.iter().map(|p| p.1).max().unwrap_or(1));
    let (width, height) = (right - left + 200, bottom - top + 200);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{} {} {width} {height}\">\n\
         <rect x=\"{0}\" y=\"{1}\" width=\"{width}\" height=\"{height}\" fill=\"white\"/>\n",
        left - 100,
        top - 100
    );
    for [a, b] in district.edges() {
        let (a, b) = (place(a), place(b));
        let within = bundles[a].is_some() && bundles[a] == bundles[b];
        let (stroke, wide) = if within { (colour(bundles[a]), 18) } else { ("#dddddd".to_owned(), 4) };
        let ((x1, y1), (x2, y2)) = (at[a], at[b]);
        let _ = writeln!(
            svg,
            "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"{stroke}\" stroke-width=\"{wide}\"/>"
        );
    }
    for (compound, ((x, y), bundle)) in district.compounds().iter().zip(at.iter().zip(&bundles)) {
        let short = compound.cost > compound.revenue;
        // A circle's area is as its households; the lean are hollow.
        let radius = 8 + compound.households.isqrt();
        let fill = if short { "white".to_owned() } else { colour(*bundle) };
        let _ = writeln!(
            svg,
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{fill}\" stroke=\"{}\" stroke-width=\"8\">\
             <title>{}（{}户）</title></circle>",
            colour(*bundle),
            compound.id,
            compound.households
        );
    }
    svg.push_str("</svg>\n");
    svg
}
