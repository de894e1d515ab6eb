//! Parts of a batch, merged in any order and grouping: the same bytes.

use wuye::json::{from_json, to_json};
use wuye::laws::{self, Law};
use wuye::measure::Money;
use wuye::programme::{Portfolio, PortfolioPlan};
use wuye::rule::Aim;

use crate::city::{PLACES, Random, compounds, day, rulebook, today};
use crate::counts::{SERVICE, budget, entries, plan};

/// The batch in parts that are merged two by two, in an order that looks random.
fn merged(mut parts: Vec<Portfolio>, random: &mut Random) -> Portfolio {
    while parts.len() > 1 {
        let one = parts.remove(random.below(parts.len()));
        let other = parts.remove(random.below(parts.len()));
        parts.push(one.merge(&other).unwrap());
    }
    parts.remove(0)
}

#[test]
fn any_grouping_of_the_parts_gives_the_same_bytes() {
    let mut random = Random(42);
    for place in 0..PLACES.len() {
        let (plan, mut dossiers) = (plan(place), compounds(place, 60, 300));
        // Some rows have a fault.
        for dossier in dossiers.iter_mut().step_by(17) {
            dossier.compound.place = "540100".parse().unwrap();
        }
        let money = budget(Some(100), Some(130), None);
        let mut all = entries(&dossiers);
        all.iter_mut().step_by(3).for_each(|entry| entry.budget = Some(&money));
        let whole = plan.run(&all, 1_000).unwrap();
        let bytes = to_json(&whole).unwrap();
        for _ in 0..6 {
            let mut cuts: Vec<usize> = (0..random.below(6)).map(|_| random.below(all.len() + 1)).collect();
            cuts.extend([0, all.len()]);
            cuts.sort_unstable();
            let part = |cut: &[usize]| plan.run(&all[cut[0]..cut[1]], 1_000 + cut[0] as u64).unwrap();
            let parts: Vec<Portfolio> = cuts.windows(2).map(part).collect();
            laws::shards_merge(&whole, &parts, |a, b| a.merge(&b).unwrap()).unwrap();
            let one = merged(parts, &mut random);
            assert_eq!(to_json(&one).unwrap(), bytes);
        }
        let read: Portfolio = from_json(&bytes).unwrap();
        assert_eq!(read, whole);
        assert_eq!(to_json(&read).unwrap(), bytes);
    }
}

#[test]
fn a_row_is_counted_once() {
    let (plan, dossiers) = (plan(0), compounds(0, 10, 1));
    let part = |from: usize, until: usize| plan.run(&entries(&dossiers[from..until]), from as u64).unwrap();
    let code = |one: Portfolio, other: &Portfolio| one.merge(other).map_err(|error| error.code());
    assert_eq!(code(part(0, 5), &part(4, 10)), Err("rows_twice"));
    assert_eq!(code(part(0, 5), &part(0, 5)), Err("rows_twice"));
    assert_eq!(code(part(5, 10), &part(0, 5)), Ok(part(0, 10)));
    assert_eq!(part(0, 2).merge(&part(3, 4)).unwrap().rows().len(), 2);
    let rulebook = rulebook("411000");
    let aims: Vec<Aim> = plan.head().aims.iter().copied().collect();
    for (aims, service, on) in [
        (&aims[1..], &SERVICE[..], today()),
        (&aims[..], &SERVICE[1..], today()),
        (&aims[..], &SERVICE, day("2024-06-01")),
    ] {
        let other = PortfolioPlan::compile(&rulebook, aims, service, on).unwrap();
        let other = other.run(&entries(&dossiers[5..]), 5).unwrap();
        assert_eq!(code(part(0, 5), &other), Err("other_portfolio"));
    }
}

#[test]
fn counts_that_do_not_agree_are_not_read() {
    let mut dossiers = compounds(1, 30, 9);
    dossiers[3].compound.place = "540100".parse().unwrap();
    let money = budget(Some(100), Some(130), None);
    let mut all = entries(&dossiers);
    all[0].budget = Some(&money);
    let whole = plan(1).run(&all, 0).unwrap();
    let text = to_json(&whole).unwrap();
    let refused = |from: &str, to: &str| {
        assert!(text.contains(from), "{from} is not in {text}");
        from_json::<Portfolio>(&text.replacen(from, to, 1)).unwrap_err().to_string()
    };
    for (from, to) in [
        ("\"compounds\":29", "\"compounds\":28"),
        ("\"until\":30", "\"until\":31"),
        ("\"row\":3", "\"row\":30"),
        ("\"faulty\":1", "\"faulty\":2"),
        ("\"from\":0", "\"from\":30"),
        ("\"met\":", "\"met\":9"),
        ("\"missing\":", "\"missing\":9"),
        ("\"gap\":\"30.00\"", "\"gap\":\"-30.00\""),
        ("\"without\":", "\"without\":9"),
        ("\"without\":", "\"without\":1844674407370955"),
    ] {
        assert!(refused(from, to).contains("expected the counts of a portfolio to agree"), "{from}");
    }
    assert!(refused("\"format\":1", "\"format\":2").contains("expected a portfolio of format 1 or earlier, found 2"));
    refused("\"faulty\":1", "\"faulty\":1,\"extra\":1");
    let twice = text.replacen("\"choices\":[", "\"choices\":[{\"choice\":\"no_order\",\"count\":0},", 1);
    assert!(from_json::<Portfolio>(&twice).is_err());
}

/// A merger that forgets one part, and one that keeps the first of two numbers, are caught by the law.
#[test]
fn planted_mergers_are_caught() {
    let (plan, dossiers) = (plan(0), compounds(0, 12, 2));
    let part = |from: usize, until: usize| plan.run(&entries(&dossiers[from..until]), from as u64).unwrap();
    let (whole, parts) = (part(0, 12), [part(0, 4), part(4, 9), part(9, 12)]);
    let broken: [fn(Portfolio, Portfolio) -> Portfolio; 2] = [|one, _| one, |_, two| two];
    for broken in broken {
        assert_eq!(laws::shards_merge(&whole, &parts, broken).unwrap_err().law(), Law::ShardsMerge);
    }
    // The order of the parts changes the bytes: parts are written behind each other.
    let texts: Vec<String> = parts.iter().map(|part| to_json(part).unwrap()).collect();
    let behind = laws::shards_merge(&texts.concat(), &texts, |one, two| one + &two);
    assert_eq!(behind.unwrap_err().at(), Some(1));
}

/// Sums of money that do not fit are refused, in whatever order the parts come.
#[test]
fn money_beyond_its_bounds_is_refused() {
    let (plan, dossiers) = (plan(0), compounds(0, 2, 2));
    let most = Money::MAX.fen() / 100;
    let money = budget(Some(0), Some(most), None);
    let mut all = entries(&dossiers);
    all.iter_mut().for_each(|entry| entry.budget = Some(&money));
    all[1].dossier = all[0].dossier;
    let one = |at: usize| plan.run(&all[at..=at], at as u64).unwrap();
    assert_eq!(one(0).gap().unwrap().gap.fen(), most * 100);
    for (a, b) in [(one(0), one(1)), (one(1), one(0))] {
        assert_eq!(a.merge(&b).unwrap_err().code(), "statistic_too_large");
    }
    assert_eq!(plan.run(&all, 0).unwrap_err().code(), "statistic_too_large");
}
