//! The laws of statistics of a city over our own code, and over code with planted bugs.

use super::*;
use wuye::assess::Asked;
use wuye::laws::LawViolation;
use wuye::measure::Ratio;
use wuye::programme::{Applicant, Published, Statistic, publish, rank_applicants, sum};
use wuye::rule::{Application, Key, RankBy};

fn columns(groups: &[Statistic]) -> [Vec<u64>; 2] {
    let number = |group: &Statistic| group.numerator().value;
    let base = |group: &Statistic| group.denominator().map_or(0, |base| base.value);
    [groups.iter().map(number).collect(), groups.iter().map(base).collect()]
}

fn shown(table: &Published) -> Vec<bool> {
    table.rows().iter().map(|row| row.shown.is_some()).collect()
}

/// Numbers, bases and rests of a table, each by itself.
fn withheld(groups: &[Statistic], shown: &[bool], total: bool, threshold: u64) -> Result<(), LawViolation> {
    let groups = sum(groups).unwrap().parts().to_vec();
    columns(&groups).iter().try_for_each(|column| laws::withheld_safe(column, shown, total, threshold))?;
    // What is left of a base is a number as well.
    let rest: Option<Vec<u64>> = groups.iter().map(Statistic::rest).collect();
    rest.map_or(Ok(()), |rest| laws::withheld_safe(&rest, shown, total, threshold))
}

#[test]
fn our_tables_keep_the_laws() {
    holds(testkit::public_groups(), |(groups, threshold)| {
        let table = publish(groups, *threshold).unwrap();
        withheld(groups, &shown(&table), table.total().is_some(), *threshold)
    });
    // What is shown is what was given, and nothing withheld stands anywhere in what is written.
    holds(testkit::public_groups(), |(groups, threshold)| {
        let table = publish(groups, *threshold).unwrap();
        let whole = sum(groups).unwrap();
        let same = table.rows().iter().zip(whole.parts()).all(|(row, own)| match &row.shown {
            Some(one) => one == own,
            None => row.scope == own.reported().frame.scope,
        });
        let total = table.total().is_none_or(|total| total.numerator == whole.numerator());
        let all_or_total = table.total().is_some() || table.withheld() > 0;
        if same && total && all_or_total { Ok(()) } else { Err(format!("{table:?}")) }
    });
    // The order in which the groups are given changes nothing.
    holds(testkit::public_groups(), |(groups, threshold)| {
        let backwards: Vec<Statistic> = groups.iter().rev().cloned().collect();
        let (one, other) = (publish(groups, *threshold).unwrap(), publish(&backwards, *threshold).unwrap());
        if one == other { Ok(()) } else { Err(format!("{one:?} {other:?}")) }
    });
}

#[test]
fn wrong_tables_break_the_laws() {
    let small = |group: &Statistic, threshold: u64| {
        let base = group.denominator().map_or(0, |base| base.value);
        [group.numerator().value, base].iter().any(|value| (1..threshold).contains(value))
    };
    let ordered = |groups: &[Statistic]| sum(groups).unwrap().parts().to_vec();
    // Small groups are shown.
    caught(Law::WithheldSafe, &testkit::public_groups(), |(groups, threshold)| {
        withheld(groups, &vec![true; groups.len()], true, *threshold)
    });
    // Small groups alone are withheld, so that the total tells a single one.
    caught(Law::WithheldSafe, &testkit::public_groups(), |(groups, threshold)| {
        let shown: Vec<bool> = ordered(groups).iter().map(|group| !small(group, *threshold)).collect();
        withheld(groups, &shown, true, *threshold)
    });
    // A second one is withheld, whatever both of them make together.
    caught(Law::WithheldSafe, &testkit::public_groups(), |(groups, threshold)| {
        let mut shown: Vec<bool> = ordered(groups).iter().map(|group| !small(group, *threshold)).collect();
        if shown.iter().filter(|shown| !**shown).count() == 1
            && let Some(at) = shown.iter().position(|shown| *shown)
        {
            shown[at] = false;
        }
        withheld(groups, &shown, true, *threshold)
    });
}

#[test]
fn our_sums_keep_the_laws() {
    let share = |groups: &[Statistic]| sum(groups).unwrap().share();
    let pairs = |groups: &[Statistic]| {
        let [numbers, bases] = columns(groups);
        numbers.into_iter().zip(bases).collect::<Vec<_>>()
    };
    holds(testkit::public_groups(), |(groups, _)| match share(groups) {
        Some(share) => laws::sums_divided(&pairs(groups), share),
        None => Ok(()),
    });
    // Any grouping and order of the parts gives the same bytes.
    holds(testkit::public_groups(), |(groups, _)| {
        let whole = sum(groups).unwrap();
        let parts: Vec<_> = groups.iter().map(|group| sum(std::slice::from_ref(group)).unwrap()).collect();
        laws::shards_merge(&whole, &parts, |one, other| one.merge(&other).unwrap())?;
        let bytes = |sum: &wuye::programme::Sum| wuye::json::to_json(sum).unwrap();
        let texts: Vec<String> = vec![bytes(&parts.iter().rev().cloned().reduce(|a, b| a.merge(&b).unwrap()).unwrap())];
        laws::shards_merge(&bytes(&whole), &texts, |one, _| one)
    });
    // The mean of the rates, and the rate of the first group.
    let rates = |groups: &[Statistic]| groups.iter().map(Statistic::share).collect::<Option<Vec<Ratio>>>();
    caught(Law::SumsDivided, &testkit::public_groups(), |(groups, _)| {
        let Some(rates) = rates(groups) else { return Ok(()) };
        let all = rates.iter().try_fold(Ratio::new(0, 1).unwrap(), |sum, rate| sum.plus(*rate));
        let mean = all.and_then(|all| all.times(Ratio::new(1, i64::try_from(rates.len()).unwrap()).unwrap()));
        mean.map_or(Ok(()), |mean| laws::sums_divided(&pairs(groups), mean))
    });
    caught(Law::SumsDivided, &testkit::public_groups(), |(groups, _)| match rates(groups) {
        Some(rates) => laws::sums_divided(&pairs(groups), rates[0]),
        None => Ok(()),
    });
}

fn by_rulebook() -> wuye::rule::Settled {
    let rulebook = wuye::places::xianning::rulebook().unwrap();
    rulebook.setting(Key::Ranking(Application::Renovation), day("2023-08-01"))
}

fn pair(statistic: &Statistic) -> (u64, u64) {
    (statistic.numerator().value, statistic.denominator().unwrap().value)
}

#[test]
fn our_ranks_keep_the_laws() {
    // By two grounds: those of one share in the first are held to the second; across shares the first decides.
    holds(testkit::applicants(), |applicants| {
        let ranking = rank_applicants(&by_rulebook(), applicants).map_err(|error| error.to_string())?;
        if ranking.by() != [RankBy::Will, RankBy::Support] || ranking.law().is_none() {
            return Err(format!("{ranking:?}"));
        }
        if ranking.ranked().len() + ranking.unranked().len() != applicants.len() {
            return Err("an applicant is lost".to_owned());
        }
        let of = |id: &wuye::estate::CompoundId| applicants.iter().find(|one| one.compound == *id).unwrap();
        for one in ranking.ranked() {
            let ahead = |other: &&wuye::programme::RankedApplicant| {
                let (own, theirs) = (of(&one.compound), of(&other.compound));
                let larger = |a: (u64, u64), b: (u64, u64)| a.0 * b.1 > b.0 * a.1;
                let share =
                    |of: &Applicant, will: bool| pair(if will { &of.will } else { &of.support }.as_ref().unwrap());
                let (w, v) = (share(theirs, true), share(own, true));
                larger(w, v) || (!larger(v, w) && larger(share(theirs, false), share(own, false)))
            };
            let expected = 1 + u64::try_from(ranking.ranked().iter().filter(ahead).count()).unwrap();
            if one.rank != expected {
                return Err(format!("{one:?}: expected {expected}"));
            }
        }
        Ok(())
    });
    // By will alone.
    let by_will = |applicants: &[Applicant]| -> Vec<(u64, u64)> {
        let exact = |one: &&Statistic| one.numerator().is_exact();
        applicants.iter().filter_map(|one| one.will.as_ref()).filter(exact).map(pair).collect()
    };
    let ranks = |shares: &[(u64, u64)], larger: fn((u64, u64), (u64, u64)) -> bool| -> Vec<u64> {
        let rank = |own: &(u64, u64)| shares.iter().filter(|other| larger(**other, *own)).count() as u64 + 1;
        shares.iter().map(rank).collect()
    };
    // Places instead of ranks: a tie is broken by the order of the list.
    caught(Law::RanksShared, &testkit::applicants(), |applicants| {
        let shares = by_will(applicants);
        let mut order: Vec<usize> = (0..shares.len()).collect();
        order.sort_by(|a, b| (shares[*b].0 * shares[*a].1).cmp(&(shares[*a].0 * shares[*b].1)));
        let places: Vec<u64> =
            (0..shares.len()).map(|at| order.iter().position(|one| *one == at).unwrap() as u64 + 1).collect();
        laws::ranks_shared(&shares, &places)
    });
    // Percentages without decimals; and numbers instead of shares.
    caught(Law::RanksShared, &testkit::applicants(), |applicants| {
        let shares = by_will(applicants);
        laws::ranks_shared(&shares, &ranks(&shares, |a, b| a.0 * 10 / a.1 > b.0 * 10 / b.1))
    });
    caught(Law::RanksShared, &testkit::applicants(), |applicants| {
        let shares = by_will(applicants);
        laws::ranks_shared(&shares, &ranks(&shares, |a, b| a.0 > b.0))
    });
}

/// Each compound of a batch, with its verdict now and with a fact stated as true.
fn with_fact(
    batch: &(wuye::programme::PortfolioPlan, testkit::BudgetedCompounds),
    checklist: &Checklist,
    fact: Fact,
) -> Vec<(Verdict, Verdict, bool)> {
    let (plan, compounds) = batch;
    let on = plan.head().day;
    let mut all = Vec::new();
    for (dossier, budget) in compounds {
        let counts = testkit::portfolio_of(plan, &[(dossier.clone(), budget.clone())], 0).compounds();
        if counts == 0 {
            continue;
        }
        let mut told = dossier.clone();
        let about = told.compound.subject();
        told.statements.retract(&about, fact);
        told.state(fact, wuye::estate::Stated::new(true, on, wuye::law::Authority::Street)).unwrap();
        let verdict = |dossier: &Dossier| checklist.assess(dossier, on).verdict();
        all.push((verdict(dossier), verdict(&told), dossier.fact(fact, on).is_none()));
    }
    all
}

#[test]
fn our_counts_keep_the_laws_and_wrong_ones_break_them() {
    // Much is known of these, so that one fact is often what is left.
    let asked = [Fact::OldCompound, Fact::ProfessionalConditions, Fact::SelfGovernmentBody, Fact::TeamImproved];
    let rulebook = testkit::shipped();
    let counted = |batch: &_, wrong: bool| -> Result<(), LawViolation> {
        let (plan, compounds): &(wuye::programme::PortfolioPlan, testkit::BudgetedCompounds) = batch;
        let portfolio = testkit::portfolio_of(plan, compounds, 0);
        for (aim, count) in portfolio.aims() {
            let checklist = Checklist::compile(&rulebook, *aim);
            for fact in asked {
                let each = with_fact(batch, &checklist, fact);
                let ours = count.asked().get(&Asked::Fact(fact)).copied().unwrap_or_default();
                let everybody = each.iter().filter(|(now, _, missing)| *now != Verdict::Met && *missing).count() as u64;
                let verdicts: Vec<(Verdict, Verdict)> = each.iter().map(|(now, with, _)| (*now, *with)).collect();
                laws::alone_counted(&verdicts, if wrong { everybody } else { ours.alone() })?;
            }
        }
        Ok(())
    };
    holds_for(64, testkit::portfolio_batch(), |batch| counted(batch, false));
    // Every compound that lacks the fact, also those that lack another one.
    caught(Law::AloneCounted, &testkit::portfolio_batch(), |batch| counted(batch, true));
}

#[test]
fn portfolios_of_parts_are_the_portfolio_of_the_whole() {
    holds_for(64, (testkit::portfolio_batch(), 0..=8_usize), |((plan, compounds), cut)| {
        let whole = testkit::portfolio_of(plan, compounds, 0);
        let (one, other) = compounds.split_at((*cut).min(compounds.len()));
        let from = u64::try_from(one.len()).unwrap();
        let parts = [testkit::portfolio_of(plan, one, 0), testkit::portfolio_of(plan, other, from)];
        laws::shards_merge(&whole, &parts, |a, b| a.merge(&b).unwrap())
    });
}

#[test]
fn what_is_stored_of_portfolios_is_read_again() {
    fn returns<T>(value: &T) -> Result<(), String>
    where
        T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
    {
        let text = wuye::json::to_json(value).map_err(|error| error.to_string())?;
        let read: T = wuye::json::from_json(&text).map_err(|error| error.to_string())?;
        if read == *value { Ok(()) } else { Err(format!("{read:?}")) }
    }
    holds_for(64, testkit::portfolio(), returns);
    holds(testkit::asked_thing(), returns);
    holds_for(64, testkit::portfolio_head(), returns);
    holds(testkit::applicants(), returns);
    holds(testkit::safe_standard(), returns);
}

#[test]
fn strategies_of_portfolios_reach_their_edges() {
    let tables = samples(256, &testkit::published());
    assert!(tables.iter().any(|table| table.total().is_none()));
    assert!(tables.iter().any(|table| table.total().is_some() && table.withheld() > 1));
    assert!(tables.iter().any(|table| table.withheld() == 0));
    let rankings = samples(256, &testkit::ranking());
    let ties = |ranking: &wuye::programme::Ranking| ranking.ranked().windows(2).any(|two| two[0].rank == two[1].rank);
    assert!(rankings.iter().any(ties));
    let reasons: std::collections::BTreeSet<_> =
        rankings.iter().flat_map(|ranking| ranking.unranked()).map(|one| one.reason).collect();
    assert_eq!(reasons.len(), wuye::programme::UnrankedFor::ALL.len());
    let cases = samples(256, &testkit::renovation_case());
    for verdict in [Verdict::Met, Verdict::Unmet, Verdict::Unknown] {
        assert!(cases.iter().any(|case| case.verdict() == verdict), "{verdict}");
        assert!(samples(256, &testkit::safe_check()).iter().any(|check| check.verdict == verdict), "{verdict}");
    }
    let portfolios = samples(96, &testkit::portfolio());
    assert!(portfolios.iter().any(|portfolio| portfolio.faults().count() > 1));
    assert!(portfolios.iter().any(|portfolio| portfolio.gap().unwrap().exact > 0));
    let alone = |portfolio: &wuye::programme::Portfolio| portfolio.asked().values().any(|count| count.alone() > 0);
    assert!(portfolios.iter().any(alone));
    let coverages = samples(256, &testkit::portfolio_coverage());
    assert!(coverages.iter().any(|one| one.least != one.most) && coverages.iter().any(|one| one.without_base > 0));
    assert!(samples(64, &testkit::single_thing()).iter().any(|single| single.stated));
}
