//! A rulebook over 100,000 compounds: what counting adds to bare verdicts, and whether a batch costs what its parts do.

use std::hint::black_box;

use wuye::assess::{Checklist, Packed};
use wuye::dossier::Dossier;
use wuye::estate::{Compound, Fact, Stated};
use wuye::law::Authority;
use wuye::measure::Day;
use wuye::programme::{PortfolioEntry, PortfolioPlan};
use wuye::rule::Aim;

use crate::eligibility::Random;

const ROWS: usize = 100_000;

struct Work {
    day: Day,
    plan: PortfolioPlan,
    checklists: Vec<Checklist>,
    dossiers: Vec<Dossier>,
}

fn work() -> Work {
    let rulebook = wuye::places::xianning::rulebook().unwrap();
    let aims: Vec<Aim> =
        rulebook.aims().into_iter().filter(|aim| matches!(aim, Aim::Mode(_) | Aim::Apply(_))).collect();
    let day = "2024-01-31".parse().unwrap();
    let mut random = Random(77);
    let facts = [Fact::Guardhouse, Fact::Surveillance, Fact::Enclosure, Fact::ParkingProvided, Fact::PartyOrganisation];
    let dossier = |n: usize| {
        let id = format!("c{n}").parse().unwrap();
        let compound = Compound { id, name: "某院".into(), place: "421202".parse().unwrap(), yards: vec![] };
        let mut dossier = Dossier::new(compound);
        for fact in facts {
            if random.percent(85) {
                dossier.state(fact, Stated::new(random.percent(80), day, Authority::Street)).unwrap();
            }
        }
        dossier
    };
    Work {
        day,
        plan: PortfolioPlan::compile(&rulebook, &aims, &[], day).unwrap(),
        checklists: aims.iter().map(|aim| Checklist::compile(&rulebook, *aim)).collect(),
        dossiers: (0..ROWS).map(dossier).collect(),
    }
}

fn count(work: &mut Work, rows: std::ops::Range<usize>) {
    let entry = |dossier| PortfolioEntry { dossier, budget: None };
    let entries: Vec<PortfolioEntry<'_>> = work.dossiers[rows.clone()].iter().map(entry).collect();
    black_box(work.plan.run(&entries, rows.start as u64).unwrap());
}

fn whole(work: &mut Work) {
    count(work, 0..ROWS);
}

fn parts(work: &mut Work) {
    (0..ROWS).step_by(1_000).for_each(|from| count(work, from..from + 1_000));
}

fn verdicts(work: &mut Work) {
    for dossier in &work.dossiers {
        let packed = Packed::of(dossier, work.day);
        for checklist in &work.checklists {
            black_box(checklist.verdict(&packed));
        }
    }
}

pub fn run() {
    let mut work = work();
    let times = crate::alternate(ROWS, &mut work, &[whole, parts, verdicts]);
    crate::report("portfolio: a compound, five aims", &times[0]);
    crate::report("portfolio: the same in parts of 1,000", &times[1]);
    crate::report("verdicts alone", &times[2]);
    crate::ratio("portfolio_linear", &times[0], &times[1]);
    crate::ratio("portfolio_over_verdicts", &times[0], &times[2]);
}
