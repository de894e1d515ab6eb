//! The laws of the owners' assembly over our own code, and over code with planted bugs.

use super::*;
use wuye::estate::OwnerId;
use wuye::laws::CastUnit;
use wuye::matter::TallyOrigin;
use wuye::meeting::{
    Election, Further, InvalidBallots, Method, Placed, Poll, RankRule, Received, SplitHead, TallyPolicy, Unreturned,
    Vote, Votes, count, decide, elect, receive, verify,
};

/// The policy under which the law of counting speaks.
const POLICY: TallyPolicy = TallyPolicy { split: SplitHead::Abstains, invalid: InvalidBallots::NotParticipating };

fn ours(units: &[CastUnit]) -> TallyRecord {
    let roll = testkit::roll_of(units);
    let votes: Vec<Option<Vote>> = units.iter().map(|unit| unit.vote).collect();
    let votes = Votes::from_column(&roll, &votes).unwrap();
    count(&roll, &votes, POLICY, &Unreturned::NotParticipating, &[]).unwrap().cast().record()
}

#[test]
fn our_count_keeps_the_laws() {
    holds(testkit::cast_units(), |units| laws::tally_follows(units, &ours(units)));
    holds(testkit::cast_units(), |units| laws::parts_merge(units, ours));
    holds(testkit::cast_units(), |units| laws::order_free(units, ours));
    let intake = (testkit::frozen_roll(), testkit::ballots(), testkit::intake());
    holds(intake, |((roll, _), ballots, intake)| laws::order_free(ballots, |ballots| receive(roll, ballots, intake)));
}

#[test]
fn each_ballot_counts_or_is_refused() {
    let intake = (testkit::frozen_roll(), testkit::ballots(), testkit::intake());
    holds(intake, |((roll, _), ballots, intake)| {
        let received = receive(roll, ballots, intake).map_err(|error| error.to_string())?;
        let taken: usize = received.forms.iter().sum();
        let cast = (0..roll.roll().units().len()).filter(|at| received.votes.at(*at).is_some()).count();
        let all = (taken + received.refused.len(), taken);
        if all == (ballots.len(), cast) { Ok(()) } else { Err(format!("{all:?}")) }
    });
}

#[test]
fn our_further_consent_is_the_least() {
    holds(testkit::vote(), |(majority, tally)| {
        let made = Tally::declared(tally.total, tally.participating, tally.consenting).unwrap();
        // A threshold above all of a whole can never be reached: then nothing is the least.
        let reachable = |threshold: Threshold| threshold.is_met(1, 1);
        if !reachable(majority.quorum) || !reachable(majority.consent) {
            return Ok(());
        }
        laws::further_least(tally, majority, &Further::of(&made, majority))
    });
}

fn placed(election: &Election) -> (TallyRecord, Vec<(Weight, Placed)>) {
    let result = elect(election).unwrap();
    let of = |person: &wuye::meeting::PersonId| {
        election.candidates.iter().find(|candidate| candidate.person == *person).unwrap().agreed
    };
    let candidates = result.order.iter().map(|(person, placed)| (of(person), *placed)).collect();
    let tally = TallyRecord {
        total: election.total,
        participating: election.participating,
        consenting: election.participating,
        origin: TallyOrigin::Counted,
    };
    (tally, candidates)
}

fn ranked(election: &Election, candidates: &[(Weight, Placed)], tally: &TallyRecord) -> Result<(), LawViolation> {
    let seats = usize::try_from(election.seats).unwrap();
    laws::ranking_kept(tally, &election.majority, election.rank, seats, candidates)
}

#[test]
fn our_elections_keep_the_ranking() {
    holds(testkit::election(), |election| {
        let (tally, candidates) = placed(election);
        ranked(election, &candidates, &tally)
    });
    holds(testkit::election(), |election| {
        laws::order_free(&election.candidates, |candidates| {
            elect(&Election { candidates: candidates.to_vec(), ..election.clone() })
        })
    });
}

#[test]
fn a_record_is_verified_from_what_it_was_made_of() {
    let cases = (testkit::frozen_roll(), testkit::poll());
    holds(cases, |((roll, votes), poll)| {
        let rulebook = wuye::places::rulebook_for(wuye::law::Place::NATION).unwrap();
        let received = Received { votes: votes.clone(), refused: vec![], forms: [0; 3] };
        let method = Method { policy: POLICY, unreturned: &Unreturned::NotParticipating, served: &[] };
        let sheet = decide(&rulebook, roll, Poll { straddle: None, ..*poll }, &received, method).unwrap();
        let record = sheet.cast().unwrap().record();
        let again = verify(&rulebook, roll, sheet.poll(), &received, method, &record);
        let mut other = record.clone();
        other.tally = None;
        let refused = verify(&rulebook, roll, sheet.poll(), &received, method, &other);
        match (again == Ok(sheet), refused.is_err()) {
            (true, true) => Ok(()),
            found => Err(format!("{found:?}")),
        }
    });
}

// ---------------------------------------------------------------------------------- planted bugs

/// What a wrong count gets wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Bug {
    None,
    AbstainersDropped,
    HeadsPerFlat,
    StockPerUnit,
    CoOwnersTwice,
    DenominatorOfThoseWhoVoted,
    SplitInBoth,
    AreasCapped,
    InvalidTakesPart,
    SilentTakesPart,
}

/// The usual hash-map count, with one bug.
fn naive(units: &[CastUnit], bug: Bug) -> TallyRecord {
    let key = |(i, unit): (usize, &CastUnit)| -> String {
        match (bug, unit.stock) {
            (Bug::HeadsPerFlat, _) | (Bug::StockPerUnit, true) => format!("unit {i}"),
            (_, true) => "stock".to_owned(),
            (_, false) => unit.owner.to_string(),
        }
    };
    let mut heads: std::collections::HashMap<String, Vec<Option<Vote>>> = std::collections::HashMap::new();
    for (i, unit) in units.iter().enumerate() {
        heads.entry(key((i, unit))).or_default().push(unit.vote);
        if bug == Bug::CoOwnersTwice && !unit.stock && unit.owner.as_str().ends_with('0') {
            heads.entry(format!("{} 's spouse", unit.owner)).or_default().push(unit.vote);
        }
    }
    let takes_part = |vote: &Option<Vote>| match vote {
        Some(Vote::For | Vote::Against) => true,
        Some(Vote::Abstain) => bug != Bug::AbstainersDropped,
        Some(Vote::Invalid) => bug == Bug::InvalidTakesPart,
        None => bug == Bug::SilentTakesPart,
    };
    let agrees = |votes: &[Option<Vote>]| {
        let yes = votes.contains(&Some(Vote::For));
        let other = votes.iter().any(|vote| matches!(vote, Some(Vote::Against | Vote::Abstain)));
        yes && (bug == Bug::SplitInBoth || !other)
    };
    let area = |keep: &dyn Fn(&CastUnit) -> bool| {
        let of = |unit: &CastUnit| match bug {
            Bug::AreasCapped => unit.area.hundredths().min(8_956),
            _ => unit.area.hundredths(),
        };
        Area::from_hundredths(units.iter().filter(|unit| keep(unit)).map(of).sum()).unwrap()
    };
    let number = |keep: &dyn Fn(&Vec<Option<Vote>>) -> bool| {
        u32::try_from(heads.values().filter(|votes| keep(votes)).count()).unwrap()
    };
    let participating =
        Weight { heads: number(&|votes| votes.iter().any(takes_part)), area: area(&|unit| takes_part(&unit.vote)) };
    let total = match bug {
        Bug::DenominatorOfThoseWhoVoted => participating,
        _ => Weight { heads: number(&|_| true), area: area(&|_| true) },
    };
    let consenting = Weight { heads: number(&|votes| agrees(votes)), area: area(&|unit| unit.vote == Some(Vote::For)) };
    TallyRecord { total, participating, consenting, origin: TallyOrigin::Counted }
}

#[test]
fn planted_counts_are_caught() {
    let cases = testkit::cast_units();
    for units in samples(256, &cases) {
        laws::tally_follows(&units, &naive(&units, Bug::None)).unwrap();
    }
    for bug in [
        Bug::AbstainersDropped,
        Bug::HeadsPerFlat,
        Bug::StockPerUnit,
        Bug::CoOwnersTwice,
        Bug::DenominatorOfThoseWhoVoted,
        Bug::SplitInBoth,
        Bug::AreasCapped,
        Bug::InvalidTakesPart,
        Bug::SilentTakesPart,
    ] {
        let found = caught(Law::TallyFollows, &cases, |units| laws::tally_follows(units, &naive(units, bug)));
        assert!(found > 10, "{bug:?}: {found}");
    }
    // A percentage of two decimals for two thirds: the law of outcomes catches it at exactly two thirds.
    let percent = |t: &TallyRecord, m: &Majority| {
        counted(t, m, &[Limb::Heads, Limb::Area], |threshold, part, whole| match threshold.share().below() {
            3 => u128::from(part) * 10_000 >= u128::from(whole) * 6_667,
            _ => met(threshold, part, whole),
        })
    };
    caught(Law::OutcomeFollows, &testkit::vote(), |(m, t)| laws::outcome_follows(t, m, percent(t, m)));
}

#[test]
fn planted_merges_orders_and_rankings_are_caught() {
    // The developer's head in every part, whether or not there is stock.
    let always_stock = |units: &[CastUnit]| {
        let mut tally = naive(units, Bug::None);
        tally.total.heads += u32::from(units.iter().all(|unit| !unit.stock));
        tally
    };
    caught(Law::PartsMerge, &testkit::cast_units(), |units| laws::parts_merge(units, always_stock));
    // An owner is what the last of the list says.
    let last_wins = |units: &[CastUnit]| {
        let mut said: std::collections::BTreeMap<&OwnerId, Option<Vote>> = std::collections::BTreeMap::new();
        for unit in units {
            said.insert(&unit.owner, unit.vote);
        }
        said.values().filter(|vote| **vote == Some(Vote::For)).count()
    };
    caught(Law::OrderFree, &testkit::cast_units(), |units| laws::order_free(units, last_wins));
    // Those who take part counted as enough; one more than needed.
    let wrong = |change: fn(&mut Further)| {
        move |(majority, tally): &(Majority, TallyRecord)| {
            let made = Tally::declared(tally.total, tally.participating, tally.consenting).unwrap();
            let mut further = Further::of(&made, majority);
            change(&mut further);
            laws::further_least(tally, majority, &further)
        }
    };
    caught(Law::FurtherLeast, &testkit::vote(), wrong(|further| further.new_heads = 0));
    caught(Law::FurtherLeast, &testkit::vote(), wrong(|further| further.heads += u32::from(further.heads > 0)));
    caught(Law::FurtherLeast, &testkit::vote(), wrong(|further| further.heads = further.heads.saturating_sub(1)));
    // Elected by heads alone, or whoever is first on the list.
    let by = |rank: RankRule| {
        move |election: &Election| {
            let (tally, candidates) = placed(&Election { rank, ..election.clone() });
            ranked(election, &candidates, &tally)
        }
    };
    caught(Law::RankingKept, &testkit::election(), by(RankRule::Heads));
    caught(Law::RankingKept, &testkit::election(), by(RankRule::Area));
    caught(Law::RankingKept, &testkit::election(), |election| {
        let (tally, mut candidates) = placed(election);
        for (_, placed) in &mut candidates {
            *placed = Placed::Elected;
        }
        ranked(election, &candidates, &tally)
    });
}

#[test]
fn the_strategies_reach_what_they_promise() {
    let units = samples(256, &testkit::cast_units());
    let some = |what: &dyn Fn(&Vec<CastUnit>) -> bool| units.iter().filter(|units| what(units)).count() > 10;
    assert!(some(&|units| units.iter().any(|unit| unit.stock)));
    assert!(some(&|units| units.iter().all(|unit| unit.vote.is_some())));
    let sheets = samples(256, &testkit::sheet());
    assert!(sheets.iter().filter(|sheet| sheet.deemed().is_some()).count() > 3);
    assert!(sheets.iter().any(|sheet| sheet.count().split() > 0));
    let elections = samples(256, &testkit::election());
    assert!(elections.iter().filter(|election| !elect(election).unwrap().drawn.is_empty()).count() > 10);
}
