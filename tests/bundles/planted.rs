//! Our own books and nucleoli keep their laws; wrong ones are told by them.

use super::caught::caught;
use super::*;
use wuye::bundle::Game;
use wuye::laws::{self, Law, LawViolation};
use wuye::measure::Rational;
use wuye::testkit::{self, holds, holds_for, samples};

fn books(bug: impl Fn(&mut BundleStatement)) -> impl Fn(&BundleStatement) -> Result<(), LawViolation> {
    move |statement| {
        let mut changed = statement.clone();
        bug(&mut changed);
        laws::bundle_adds_up(&changed)
    }
}

fn less(money: &mut Money, fen: i64) {
    *money = money.minus(Money::from_fen(fen).unwrap()).unwrap();
}

#[test]
fn members_add_up_to_the_bundle() {
    holds(testkit::bundle_statement(), books(|_| ()));
    let cases = testkit::bundle_statement();
    let law = Law::BundleAddsUp;
    // A member forgotten in the totals.
    assert!(caught(law, &cases, books(|found| drop(found.members.pop()))) > 200);
    // A fen of the revenue of the bundle.
    let fen = books(|found| found.revenue.least.iter_mut().for_each(|least| less(least, 1)));
    assert!(caught(law, &cases, fen) > 200);
    // A gap without its sign.
    let sign = books(|found| {
        for member in &mut found.members {
            member.gap.least = member.gap.least.map(Money::negated);
        }
    });
    assert!(caught(law, &cases, sign) > 100);
    // What owners keep spent on others: the pool is larger than what pays for it.
    let spent = books(|found| {
        for outturn in found.worst.iter_mut() {
            if let Some((_, kept)) = outturn.kept.pop() {
                outturn.pool = outturn.pool.plus(kept).unwrap();
                outturn.shares.left = outturn.shares.left.plus(kept).unwrap();
            }
        }
    });
    assert!(caught(law, &cases, spent) > 20);
    // A payment by someone and to nobody.
    let lost = books(|found| {
        for outturn in found.worst.iter_mut().chain(&mut found.best) {
            if let Some(cell) = outturn.pays.rows.iter_mut().flatten().find(|cell| !cell.is_zero()) {
                less(cell, 1);
            }
        }
    });
    assert!(caught(law, &cases, lost) > 20);
    // Unfunded needs hushed up.
    let hushed = books(|found| {
        for outturn in found.worst.iter_mut() {
            outturn.shares.unfunded = Money::ZERO;
        }
    });
    assert!(caught(law, &cases, hushed) > 60);
    // Works left out of the cash.
    let idle = books(|found| found.works = wuye::balance::MoneyRange { least: Some(m("1")), most: Some(m("1")) });
    assert!(caught(law, &cases, idle) > 60);
    let exact = samples(256, &cases).iter().filter(|found| found.exact().is_some()).count();
    assert!((20..236).contains(&exact), "{exact}");
}

fn split(of: impl Fn(&Game) -> Option<Vec<Rational>>, individual: bool) -> impl Fn(&Game) -> Result<(), LawViolation> {
    move |game| of(game).map_or(Ok(()), |shares| laws::coalitions_balanced(game, &shares, individual))
}

#[test]
fn a_nucleolus_balances_what_is_tight() {
    let pre = |game: &Game| Some(game.prenucleolus().unwrap().shares);
    let own = |game: &Game| game.nucleolus().unwrap().map(|found| found.shares);
    holds_for(96, testkit::game(), split(pre, false));
    holds_for(96, testkit::game(), split(own, true));
    let cases = testkit::game();
    // The Shapley value, an even split, a fen moved, a fen too much.
    assert!(caught(Law::CoalitionsBalanced, &cases, split(|game| Some(game.shapley()), false)) > 60);
    let even = |game: &Game| {
        let number = Rational::from(game.members().len() as i128);
        let all = Rational::from(i128::from(game.values().last().unwrap().fen()));
        Some(vec![all.over(&number).unwrap(); game.members().len()])
    };
    assert!(caught(Law::CoalitionsBalanced, &cases, split(even, false)) > 60);
    let moved = |game: &Game| {
        let mut shares = game.prenucleolus().unwrap().shares;
        if let [first, .., last] = &mut shares[..] {
            (*first, *last) = (first.plus(&Rational::from(1)), last.minus(&Rational::from(1)));
        }
        Some(shares)
    };
    assert!(caught(Law::CoalitionsBalanced, &cases, split(moved, false)) > 100);
    let more = |game: &Game| {
        let mut shares = game.prenucleolus().unwrap().shares;
        shares[0] = shares[0].plus(&Rational::from(1));
        Some(shares)
    };
    assert!(caught(Law::CoalitionsBalanced, &cases, split(more, false)) > 200);
}

fn game(values: &[i64]) -> Game {
    let members = (0..values.len().ilog2()).map(|n| id(&format!("m{n}"))).collect();
    Game::new(members, values.iter().map(|fen| Money::from_fen(*fen).unwrap()).collect()).unwrap()
}

fn fractions(list: &[&str]) -> Vec<Rational> {
    list.iter().map(|text| text.parse().unwrap()).collect()
}

/// Splits that are known from elsewhere, and ones beside them.
#[test]
fn known_nucleoli_are_told_from_splits_beside_them() {
    // Claims of 100, 200 and 300 on 200: 50, 75 and 75 (Aumann, Maschler 1985).
    let claims = game(&[0, 0, 0, 0, 0, 0, 100, 200]);
    assert_eq!(laws::coalitions_balanced(&claims, &fractions(&["50", "75", "75"]), true), Ok(()));
    assert!(laws::coalitions_balanced(&claims, &fractions(&["200/3", "200/3", "200/3"]), true).is_err());
    assert!(laws::coalitions_balanced(&claims, &fractions(&["50", "76", "74"]), true).is_err());
    // A game where the two nucleoli differ: alone the first gains 100, all together 60.
    let odd = game(&[0, 0, 0, 90, 0, 0, 0, 30]);
    let (pre, own) = (odd.prenucleolus().unwrap().shares, odd.nucleolus().unwrap().unwrap().shares);
    assert_ne!(pre, own);
    assert_eq!(laws::coalitions_balanced(&odd, &pre, false), Ok(()));
    assert_eq!(laws::coalitions_balanced(&odd, &own, true), Ok(()));
    assert!(laws::coalitions_balanced(&odd, &own, false).is_err());
    assert!(laws::coalitions_balanced(&odd, &pre, true).is_err());
    let wrong = laws::coalitions_balanced(&claims, &fractions(&["50", "75"]), true).unwrap_err();
    assert_eq!(wrong.law(), Law::CoalitionsBalanced);
}

#[track_caller]
fn count(found: usize) {
    assert!((10..250).contains(&found), "{found}");
}

/// The strategies reach what matters, and what is stored is the same after a journey.
#[test]
fn strategies_of_bundles_are_varied() {
    holds_for(128, testkit::bundle(), |bundle| {
        let text = wuye::json::to_json(bundle).unwrap();
        let read = wuye::json::from_json::<Bundle>(&text).map_err(|error| error.to_string())?;
        if read == *bundle { Ok(()) } else { Err(text) }
    });
    let uses = samples(256, &testkit::resource_use());
    count(uses.iter().flatten().filter(|one| one.verdict == wuye::rule::Verdict::Met).count());
    count(uses.iter().flatten().filter(|one| one.obstacle.is_some()).count());
    let ones = samples(256, &testkit::one_finding());
    for verdict in wuye::rule::Verdict::ALL {
        assert!(ones.iter().any(|one| one.verdict == *verdict), "{verdict}");
    }
    let flaws: std::collections::BTreeSet<_> =
        samples(256, &testkit::one_flaw()).into_iter().flatten().map(|one| one.flaw).collect();
    assert!(flaws.len() > 8, "{flaws:?}");
    let consents = samples(256, &testkit::consent_finding());
    count(consents.iter().filter(|one| one.verdict == wuye::rule::Verdict::Met).count());
    let outturns = samples(256, &testkit::outturn());
    count(outturns.iter().filter(|one| !one.shares.unfunded.is_zero()).count());
    count(outturns.iter().filter(|one| !one.pays.rows.is_empty()).count());
    let margins = samples(256, &testkit::margin_check());
    for at in wuye::bundle::MarginAt::ALL {
        count(margins.iter().filter(|one| one.at == *at).count());
    }
    let accounts = samples(256, &testkit::resource_account());
    count(accounts.iter().flatten().filter(|one| one.would_save.is_some()).count());
    count(samples(256, &testkit::member_account()).iter().filter(|one| one.gap.exact().is_some()).count());
    count(
        samples(256, &testkit::leaving())
            .iter()
            .filter(|one| one.apart.as_ref().is_some_and(|apart| !apart.is_empty()))
            .count(),
    );
    assert!(samples(64, &testkit::overlap()).iter().all(|one| one.bundles[0] != one.bundles[1]));
    let moved = samples(256, &testkit::moved());
    count(moved.iter().filter(|one| one.held).count());
    count(moved.iter().filter(|one| one.payback.is_some()).count());
    count(samples(256, &testkit::payback()).iter().flatten().count());
    count(samples(256, &testkit::excess()).iter().flatten().filter(|one| one.excess > Rational::default()).count());
    for drawn in samples(32, &testkit::drawn_shapley()) {
        let all = drawn.means.iter().fold(Rational::default(), |sum, mean| sum.plus(mean));
        assert_eq!(all.ceil(), all.floor(), "the means add up to whole fen");
    }
    for (bundle, span, band) in samples(64, &testkit::bundle_case()) {
        assert!(bundle.statement(&rulebook(), today(), span, band).is_ok());
    }
    let _ = (samples(8, &testkit::transfer()), samples(8, &testkit::bundle_resource()));
    let _ = (samples(8, &testkit::bundle_work()), samples(8, &testkit::bundle_tender()));
}

/// Half away from zero.
fn rounded(above: i128, below: i128) -> i128 {
    (2 * above.abs() + below) / (2 * below) * above.signum()
}

/// Which month of a span begins on a day, by counting months one by one.
fn month(span: Span, months: u32, day: Day) -> u32 {
    let begins = |n: u32| wuye::measure::Period::Months(n).after(span.start()).unwrap();
    (0..months).find(|n| begins(*n) >= day).unwrap_or(months)
}

/// Another way to the same figures: whole fen by cross-multiplication, months counted one by one.
#[test]
fn the_books_are_the_same_counted_again() {
    holds(testkit::bundle_case(), |(bundle, span, band)| {
        let found = bundle.statement(&rulebook(), today(), *span, *band).map_err(|error| error.to_string())?;
        let months = span.whole_months().unwrap();
        // So much a year, as a fraction, from one month to another.
        let flows = |(above, below): (i128, i128), from: u32, to: u32| {
            rounded(above * i128::from(to), below * 12) - rounded(above * i128::from(from), below * 12)
        };
        let part = |amount: Money, share: wuye::measure::Share| {
            (i128::from(amount.fen()) * i128::from(share.above()), i128::from(share.below()))
        };
        let mut net = Vec::new();
        for (resource, account) in bundle.resources().iter().zip(&found.resources) {
            let known = (resource.gross, resource.occupancy, resource.running_cost, resource.term);
            let (Some(gross), Some(occupancy), Some(cost), Some(term)) = known else {
                net.push(None);
                continue;
            };
            let (above, below) = part(gross, occupancy);
            let year = (above - i128::from(cost.fen()) * below, below);
            let (from, to) = (month(*span, months, term.start()), month(*span, months, term.end()));
            let all = flows(year, from, to.max(from));
            if account.net.exact().map(|net| i128::from(net.fen())) != Some(all) {
                return Err(format!("{}: {all} expected, {:?} found", resource.id, account.net));
            }
            net.push(Some(all));
        }
        for (member, account) in bundle.members().iter().zip(&found.members) {
            if let Some(cost) = member.cost {
                let all = flows((cost.fen().into(), 1), 0, months);
                if account.cost.exact().map(|cost| i128::from(cost.fen())) != Some(all) {
                    return Err(format!("{}: cost {all} expected, {:?} found", member.id, account.cost));
                }
            }
            let (Some(fees), Some(collection)) = (member.fees, member.collection) else { continue };
            let from = member.fees_from.map_or(0, |day| month(*span, months, day));
            let own = bundle.resources().iter().zip(&found.resources).zip(&net).filter(|((resource, account), _)| {
                resource.of.as_ref() == Some(&member.id) && account.standing.verdict == wuye::rule::Verdict::Met
            });
            let Some(own) = own.map(|(_, net)| *net).collect::<Option<Vec<i128>>>() else { continue };
            let all = flows(part(fees, collection), from, months) + own.iter().sum::<i128>();
            if account.revenue.exact().map(|revenue| i128::from(revenue.fen())) != Some(all) {
                return Err(format!("{}: revenue {all} expected, {:?} found", member.id, account.revenue));
            }
        }
        Ok(())
    });
}
