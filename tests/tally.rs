//! 计票 — `resolve` against an oracle of its own.
//!
//! The oracle is in `oracle/tally.rs`. That it is not blind is shown by planted bugs: each of them must disagree with
//! it on the cases that the crate passes.

#[path = "common/dice.rs"]
mod dice;
#[path = "oracle/tally.rs"]
mod oracle;

use oracle::{Answer, Both, Case, Need, REGIMES, Regime, oracle};
use proptest::prelude::*;
use wuye::law::{Citation, Confidence, Locator};
use wuye::matter::{
    Base, Limb, Majority, Matter, MatterError, Outcome, Resolution, Short, Standing, Tally, TallyOrigin, Weight,
    resolve,
};
use wuye::measure::{Area, Bound, Threshold};
use wuye::terms::Lang;

// ------------------------------------------------------------------------------------- handing in, reading out

fn area(hundredths: u64) -> Area {
    Area::from_hundredths(i64::try_from(hundredths).unwrap()).unwrap()
}

fn weight((heads, hundredths): Both) -> Weight {
    Weight { heads, area: area(hundredths) }
}

fn majority(regime: Regime) -> Majority {
    match regime {
        Regime::Participants { special } => Majority::of_participants(special).unwrap(),
        Regime::All { special } => Majority::of_all(special).unwrap(),
    }
}

fn law() -> Citation {
    Citation {
        document: "civil_code".parse().unwrap(),
        title: "民法典".into(),
        title_en: "Civil Code".into(),
        at: Locator::paragraph(278, 2),
        from: "2021-01-01".parse().unwrap(),
        until: None,
        year_only: false,
        confidence: Confidence::Primary,
    }
}

fn vote(total: Both, part: Both, yes: Both, majority: Majority) -> Resolution {
    let tally = Tally::declared(weight(total), weight(part), weight(yes)).unwrap();
    resolve("c1".parse().unwrap(), Matter::Provider, "2022-03-01".parse().unwrap(), tally, majority, law())
}

fn crate_answer(case: Case, regime: Regime) -> Answer {
    let resolution = vote(case.total, case.part, case.yes, majority(regime));
    let missed = resolution.short().iter().map(|s| (s.limb, s.threshold.to_string(), s.required, s.found, s.whole));
    Answer { outcome: resolution.outcome(), missed: missed.collect() }
}

/// The whole check of one case: outcome, limbs, and that every shortfall is minimal.
fn check(case: Case, regime: Regime) {
    let resolution = vote(case.total, case.part, case.yes, majority(regime));
    let missed = resolution.short().iter().map(|s| (s.limb, s.threshold.to_string(), s.required, s.found, s.whole));
    let answer = Answer { outcome: resolution.outcome(), missed: missed.collect() };
    let expected = oracle(case, regime);
    assert_eq!(answer, expected, "{case:?} {regime:?}");
    let need = if expected.outcome == Outcome::NoQuorum { regime.quorum() } else { regime.consent() };
    for short in resolution.short() {
        let by = match short.short_by() {
            Short::Heads(n) => {
                assert_eq!(short.limb, Limb::Heads);
                u64::from(n)
            }
            Short::Area(area) => {
                assert_eq!(short.limb, Limb::Area);
                u64::try_from(area.hundredths()).unwrap()
            }
        };
        assert!(by > 0 && short.found + by == short.required, "{case:?} {regime:?}");
        assert!(need.passes(short.found + by, short.whole), "too little: {case:?} {regime:?}");
        assert!(!need.passes(short.found + by - 1, short.whole), "too much: {case:?} {regime:?}");
    }
}

// ------------------------------------------------------------------------------------------------------- the cases

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        dice::next(&mut self.0)
    }

    /// From 0 to `most`.
    fn upto(&mut self, most: u64) -> u64 {
        self.next() % (most + 1)
    }

    /// A part of a whole: anywhere, all, nothing, or near one of the thresholds.
    fn part(&mut self, whole: u64, base: u64) -> u64 {
        let needs = [Need::TwoThirds, Need::ThreeQuarters, Need::OverHalf];
        let near = |random: &mut Self, of: u64| {
            let need = needs[usize::try_from(random.upto(2)).unwrap()];
            (need.least(of) + random.upto(4)).saturating_sub(2)
        };
        let part = match self.upto(9) {
            0 => whole,
            1 => self.upto(whole),
            2 => self.upto(2),
            3 | 4 => near(self, base),
            _ => near(self, whole),
        };
        part.min(whole)
    }

    fn case(&mut self) -> Case {
        let heads_most = [3, 12, 300, 5_000, 4_000_000_000][usize::try_from(self.upto(4)).unwrap()];
        let area_most = [9, 3_000, 3_000_000, 100_000_001, 999_999_999_999_999][usize::try_from(self.upto(4)).unwrap()];
        let total = (1 + self.upto(heads_most), 1 + self.upto(area_most));
        let part = (self.part(total.0, total.0), self.part(total.1, total.1));
        let yes = (self.part(part.0, total.0), self.part(part.1, total.1));
        let no = (self.upto(part.0 - yes.0), self.upto(part.1 - yes.1));
        let both = |(heads, area): (u64, u64)| (u32::try_from(heads).unwrap(), area);
        Case { total: both(total), part: both(part), yes: both(yes), no: both(no) }
    }
}

#[test]
fn the_oracles_two_halves_agree() {
    for whole in 1..=600 {
        for need in [Need::TwoThirds, Need::ThreeQuarters, Need::OverHalf] {
            let first = (0..=whole + 1).find(|part| need.passes(*part, whole)).unwrap();
            assert_eq!(first, need.least(whole), "{need:?} of {whole}");
        }
    }
}

#[test]
fn random_votes_are_decided_as_by_the_oracle() {
    let mut random = Random(0x7775_7965);
    let mut seen = [0_u32; 3];
    for _ in 0..120_000 {
        let case = random.case();
        for regime in REGIMES {
            check(case, regime);
            match oracle(case, regime).outcome {
                Outcome::NoQuorum => seen[0] += 1,
                Outcome::Rejected => seen[1] += 1,
                Outcome::Passed => seen[2] += 1,
            }
        }
    }
    assert!(seen.iter().all(|n| *n > 20_000), "every outcome is exercised: {seen:?}");
}

#[test]
fn every_vote_of_up_to_thirty_owners() {
    let both = |heads: u32| (heads, u64::from(heads) * 10_000);
    let mut passed = 0;
    for total in 1..=30 {
        for part in 0..=total {
            for yes in 0..=part {
                let case = Case { total: both(total), part: both(part), yes: both(yes), no: (0, 0) };
                for regime in REGIMES {
                    check(case, regime);
                }
                passed += u32::from(
                    vote(both(total), both(part), both(yes), majority(REGIMES[0])).outcome() == Outcome::Passed,
                );
            }
        }
    }
    // Counted apart: for each total all part ≥ ⌈2T/3⌉, and for each of those all yes > part/2.
    let expected: u32 = (1..=30).flat_map(|t: u32| (t - t / 3)..=t).map(|part| part - part / 2).sum();
    assert_eq!(passed, expected);
}

// -------------------------------------------------------------------------------------------------- the planted bugs

/// What a wrong implementation may get wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bug {
    None,
    Percent6667,
    Percent6666,
    HalfIsEnough,
    ThreeQuartersStrict,
    TwoThirdsForSpecial,
    AbstainersDropped,
    HeadsOnly,
    AreaOnly,
    EitherLimb,
    BaseSwapped,
    QuorumForgotten,
    WholeSquareMetres,
}

/// The usual cross-multiplication, with one bug.
fn naive(case: Case, regime: Regime, bug: Bug) -> Outcome {
    let meets = |need: Need, part: u64, whole: u64| {
        let (part, whole) = (u128::from(part), u128::from(whole));
        match (need, bug) {
            (Need::TwoThirds, Bug::Percent6667) => part * 10_000 >= whole * 6_667,
            (Need::TwoThirds, Bug::Percent6666) => part * 10_000 >= whole * 6_666,
            (Need::TwoThirds, _) | (Need::ThreeQuarters, Bug::TwoThirdsForSpecial) => part * 3 >= whole * 2,
            (Need::ThreeQuarters, Bug::ThreeQuartersStrict) => part * 4 > whole * 3,
            (Need::ThreeQuarters, _) => part * 4 >= whole * 3,
            (Need::OverHalf, Bug::HalfIsEnough) => part * 2 >= whole,
            (Need::OverHalf, _) => part * 2 > whole,
        }
    };
    let both = |need: Need, part: Both, whole: Both| {
        let scale = if bug == Bug::WholeSquareMetres { 100 } else { 1 };
        let heads = meets(need, u64::from(part.0), u64::from(whole.0));
        let area = meets(need, part.1 / scale, whole.1 / scale);
        match bug {
            Bug::HeadsOnly => heads,
            Bug::AreaOnly => area,
            Bug::EitherLimb => heads || area,
            _ => heads && area,
        }
    };
    if !both(regime.quorum(), case.part, case.total) && bug != Bug::QuorumForgotten {
        return Outcome::NoQuorum;
    }
    let of_all = matches!(regime, Regime::All { .. }) != (bug == Bug::BaseSwapped);
    let base = match (of_all, bug) {
        (true, _) => case.total,
        (false, Bug::AbstainersDropped) => (case.yes.0 + case.no.0, case.yes.1 + case.no.1),
        (false, _) => case.part,
    };
    if both(regime.consent(), case.yes, base) { Outcome::Passed } else { Outcome::Rejected }
}

#[test]
fn the_oracle_catches_planted_bugs() {
    let bugs = [
        Bug::Percent6667,
        Bug::Percent6666,
        Bug::HalfIsEnough,
        Bug::ThreeQuartersStrict,
        Bug::TwoThirdsForSpecial,
        Bug::AbstainersDropped,
        Bug::HeadsOnly,
        Bug::AreaOnly,
        Bug::EitherLimb,
        Bug::BaseSwapped,
        Bug::QuorumForgotten,
        Bug::WholeSquareMetres,
    ];
    let mut random = Random(41);
    let cases: Vec<Case> = (0..10_000).map(|_| random.case()).collect();
    let wrong = |bug: Bug, regime: Regime| {
        cases.iter().filter(|c| naive(**c, regime, bug) != oracle(**c, regime).outcome).count()
    };
    for regime in REGIMES {
        assert_eq!(wrong(Bug::None, regime), 0, "without a bug nothing is caught: {regime:?}");
    }
    for bug in bugs {
        let caught: usize = REGIMES.into_iter().map(|regime| wrong(bug, regime)).sum();
        assert!(caught > 0, "{bug:?} went unseen");
        println!("{bug:?}: {caught} of {} cases", cases.len() * REGIMES.len());
    }
    // Where the bug must show, regime by regime.
    assert!(wrong(Bug::BaseSwapped, Regime::Participants { special: false }) > 0);
    assert!(wrong(Bug::BaseSwapped, Regime::All { special: true }) > 0);
    assert!(wrong(Bug::AbstainersDropped, Regime::Participants { special: true }) > 0);
    assert!(wrong(Bug::HalfIsEnough, Regime::All { special: false }) > 0);
}

// ----------------------------------------------------------------------------------------------------- exact edges

fn ordinary() -> Majority {
    Majority::of_participants(false).unwrap()
}

fn special() -> Majority {
    Majority::of_participants(true).unwrap()
}

fn outcome(total: Both, part: Both, yes: Both, majority: Majority) -> (Outcome, Vec<Short>) {
    let resolution = vote(total, part, yes, majority);
    (resolution.outcome(), resolution.short().iter().map(|s| s.short_by()).collect())
}

#[test]
fn exactly_two_thirds_is_a_quorum() {
    let total = (300, 3_000_000);
    let all_agree = |part: Both| outcome(total, part, part, ordinary());
    assert_eq!(all_agree((200, 2_000_000)), (Outcome::Passed, vec![]));
    assert_eq!(all_agree((199, 2_000_000)), (Outcome::NoQuorum, vec![Short::Heads(1)]));
    assert_eq!(all_agree((200, 1_999_999)), (Outcome::NoQuorum, vec![Short::Area(area(1))]));
    assert_eq!(all_agree((199, 1_999_999)), (Outcome::NoQuorum, vec![Short::Heads(1), Short::Area(area(1))]));
    assert_eq!(all_agree((201, 2_000_001)), (Outcome::Passed, vec![]));
}

#[test]
fn an_odd_area_needs_its_hundredth() {
    // Pitfall 48: of 36,000.01 m² at least 24,000.01 must take part.
    let total = (300, 3_600_001);
    assert_eq!(outcome(total, (200, 2_400_001), (200, 2_400_001), ordinary()), (Outcome::Passed, vec![]));
    let (found, short) = outcome(total, (200, 2_400_000), (200, 2_400_000), ordinary());
    assert_eq!((found, short), (Outcome::NoQuorum, vec![Short::Area(area(1))]));
    assert_eq!(vote(total, (200, 2_400_000), (0, 0), ordinary()).short()[0].required, 2_400_001);
}

#[test]
fn exactly_three_quarters_is_enough() {
    let (total, part) = ((300, 3_000_000), (200, 2_000_000));
    assert_eq!(outcome(total, part, (150, 1_500_000), special()), (Outcome::Passed, vec![]));
    assert_eq!(outcome(total, part, (149, 1_500_000), special()), (Outcome::Rejected, vec![Short::Heads(1)]));
    assert_eq!(outcome(total, part, (150, 1_499_999), special()), (Outcome::Rejected, vec![Short::Area(area(1))]));
}

#[test]
fn exactly_half_is_not_more_than_half() {
    let (total, part) = ((300, 3_000_000), (200, 2_000_000));
    assert_eq!(outcome(total, part, (101, 1_000_001), ordinary()), (Outcome::Passed, vec![]));
    assert_eq!(outcome(total, part, (100, 1_000_001), ordinary()), (Outcome::Rejected, vec![Short::Heads(1)]));
    assert_eq!(outcome(total, part, (101, 1_000_000), ordinary()), (Outcome::Rejected, vec![Short::Area(area(1))]));
    // Pitfall 49.
    let part = (210, 2_100_000);
    assert_eq!(outcome(total, part, (105, 2_000_000), ordinary()), (Outcome::Rejected, vec![Short::Heads(1)]));
    assert_eq!(outcome(total, part, (106, 2_000_000), ordinary()), (Outcome::Passed, vec![]));
    // An odd number has no half: 105 of 209 is more.
    assert_eq!(outcome(total, (209, 2_100_000), (105, 2_000_000), ordinary()), (Outcome::Passed, vec![]));
    assert_eq!(
        outcome(total, (209, 2_100_000), (104, 2_000_000), ordinary()),
        (Outcome::Rejected, vec![Short::Heads(1)])
    );
}

#[test]
fn heads_pass_and_area_fails() {
    // Pitfall 50: 70 % of heads, 63 % of area: void, not rejected.
    let (found, short) = outcome((300, 3_600_000), (210, 2_268_000), (210, 2_268_000), ordinary());
    assert_eq!((found, short), (Outcome::NoQuorum, vec![Short::Area(area(132_000))]));
}

#[test]
fn abstainers_are_in_the_base() {
    // Pitfall 51: 150 yes, 20 no, 40 abstain; 150/170 would have passed.
    let (found, short) = outcome((300, 3_000_000), (210, 2_100_000), (150, 1_575_000), special());
    assert_eq!((found, short), (Outcome::Rejected, vec![Short::Heads(8)]));
    assert_eq!(outcome((300, 3_000_000), (210, 2_100_000), (158, 1_575_000), special()).0, Outcome::Passed);
}

#[test]
fn ballots_that_never_came_back_make_no_quorum() {
    // Pitfall 52: 190 of 300 returned, 180 of them yes.
    let (found, short) = outcome((300, 3_000_000), (190, 2_100_000), (180, 2_000_000), ordinary());
    assert_eq!((found, short), (Outcome::NoQuorum, vec![Short::Heads(10)]));
    // Rulebook A-07 (a) and (b), the limb of heads.
    assert_eq!(outcome((1_291, 100), (703, 100), (417, 100), ordinary()).0, Outcome::NoQuorum);
    assert_eq!(outcome((1_291, 100), (1_287, 100), (1_001, 100), ordinary()).0, Outcome::Passed);
    let (found, short) = outcome((2_261, 100), (1_147, 100), (995, 100), ordinary());
    assert_eq!((found, short), (Outcome::NoQuorum, vec![Short::Heads(361)]));
}

#[test]
fn a_split_ballot_counts_its_areas_apart() {
    // Pitfall 53: one owner, flats of 90 and 60 m², one yes and one no: the head is in neither half of the yes.
    let (found, short) = outcome((1, 15_000), (1, 15_000), (0, 9_000), ordinary());
    assert_eq!((found, short), (Outcome::Rejected, vec![Short::Heads(1)]));
    assert_eq!(outcome((1, 15_000), (1, 15_000), (1, 9_000), ordinary()).0, Outcome::Passed);
    assert_eq!(outcome((1, 15_000), (1, 15_000), (1, 6_000), ordinary()).1, vec![Short::Area(area(1_501))]);
}

#[test]
fn using_the_fund_and_raising_it_differ() {
    // Pitfall 54: 120 of 210 persons (57 %), 58 % of the area.
    let (total, part, yes) = ((300, 3_000_000), (210, 2_100_000), (120, 1_218_000));
    assert_eq!(outcome(total, part, yes, ordinary()).0, Outcome::Passed);
    let (found, short) = outcome(total, part, yes, special());
    assert_eq!((found, short), (Outcome::Rejected, vec![Short::Heads(38), Short::Area(area(357_000))]));
}

#[test]
fn the_day_of_the_vote_decides_the_law() {
    // Pitfall 60a: use of the fund, 2020-12-20 under the Property Law and 2021-01-05 under the Civil Code.
    let (total, part, yes) = ((300, 3_000_000), (210, 2_100_000), (120, 1_200_000));
    let (found, short) = outcome(total, part, yes, Majority::of_all(true).unwrap());
    assert_eq!((found, short), (Outcome::Rejected, vec![Short::Heads(80), Short::Area(area(800_000))]));
    assert_eq!(outcome(total, part, yes, ordinary()).0, Outcome::Passed);
    // Rulebook A-02: the same ballot, 150 yes and 150 not returned, fails in 2020 and has no quorum in 2021.
    let half = (150, 1_500_000);
    assert_eq!(outcome(total, half, half, ordinary()).0, Outcome::NoQuorum);
    assert_eq!(outcome(total, half, half, Majority::of_all(false).unwrap()).0, Outcome::NoQuorum);
    // 151 persons and 15,000.01 m² are the least that decide an ordinary matter of 2020.
    let least = (151, 1_500_001);
    assert_eq!(outcome(total, least, least, Majority::of_all(false).unwrap()), (Outcome::Passed, vec![]));
    assert_eq!(
        outcome(total, total, half, Majority::of_all(false).unwrap()).1,
        vec![Short::Heads(1), Short::Area(area(1))]
    );
    assert_eq!(outcome(total, total, (200, 2_000_000), Majority::of_all(true).unwrap()).0, Outcome::Passed);
    assert_eq!(outcome(total, total, (199, 2_000_000), Majority::of_all(true).unwrap()).1, vec![Short::Heads(1)]);
}

#[test]
fn the_majorities_are_those_of_the_law() {
    let told = |m: Majority| (m.quorum.to_string(), m.consent.to_string(), m.base);
    let own = |quorum: &str, consent: &str, base| (quorum.to_owned(), consent.to_owned(), base);
    assert_eq!(told(ordinary()), own(">=2/3", ">1/2", Base::Participants));
    assert_eq!(told(special()), own(">=2/3", ">=3/4", Base::Participants));
    assert_eq!(told(Majority::of_all(false).unwrap()), own(">1/2", ">1/2", Base::All));
    assert_eq!(told(Majority::of_all(true).unwrap()), own(">1/2", ">=2/3", Base::All));
}

#[test]
fn nothing_overflows_at_the_bounds() {
    let most = (u32::MAX, 1_000_000_000_000_000);
    for regime in REGIMES {
        check(Case { total: most, part: most, yes: most, no: (0, 0) }, regime);
        check(Case { total: most, part: most, yes: (0, 0), no: most }, regime);
        check(Case { total: most, part: (0, 0), yes: (0, 0), no: (0, 0) }, regime);
        check(Case { total: (1, 1), part: (1, 1), yes: (1, 1), no: (0, 0) }, regime);
    }
}

#[test]
fn of_nobody_nothing_passes_under_the_two_laws() {
    for regime in REGIMES {
        let case = Case { total: (300, 3_000_000), part: (0, 0), yes: (0, 0), no: (0, 0) };
        assert_eq!(crate_answer(case, regime).outcome, Outcome::NoQuorum);
    }
}

/// The weakest of quorums, that nobody need come, and a share of those who do.
fn whoever_comes(bound: Bound, above: u32, below: u32) -> Majority {
    Majority {
        quorum: Threshold::of(Bound::AtLeast, 0, 1).unwrap(),
        consent: Threshold::of(bound, above, below).unwrap(),
        base: Base::Participants,
    }
}

#[test]
fn of_nobody_nothing_passes_under_any_majority() {
    let total = (300, 3_000_000);
    for bound in Bound::ALL {
        for (above, below) in [(0, 1), (1, 2), (3, 4), (1, 1)] {
            let majority = whoever_comes(*bound, above, below);
            // A share of nobody is never reached, in each limb for itself.
            let both = vec![Short::Heads(1), Short::Area(area(1))];
            assert_eq!(outcome(total, (0, 0), (0, 0), majority), (Outcome::Rejected, both));
            let resolution = vote(total, (0, 0), (0, 0), majority);
            let numbers: Vec<_> = resolution.short().iter().map(|s| (s.required, s.found, s.whole)).collect();
            assert_eq!(numbers, [(1, 0, 0), (1, 0, 0)]);
        }
    }
    let three_quarters = whoever_comes(Bound::AtLeast, 3, 4);
    assert_eq!(outcome(total, (3, 0), (3, 0), three_quarters), (Outcome::Rejected, vec![Short::Area(area(1))]));
    assert_eq!(outcome(total, (0, 3), (0, 3), three_quarters), (Outcome::Rejected, vec![Short::Heads(1)]));
    // One person with the least of areas who comes and agrees is what was lacking.
    assert_eq!(outcome(total, (1, 1), (1, 1), three_quarters), (Outcome::Passed, vec![]));
    let of_nobody = vote(total, (0, 0), (0, 0), three_quarters);
    assert_eq!(
        of_nobody.render(Lang::Zh),
        "未获通过：同意人数0人，须不少于1人（0人的四分之三以上），还差1人；同意专有部分面积0平方米，须不少于0.01平方米（0平方米的四分之三以上），还差0.01平方米（填报合计数）。"
    );
    assert_eq!(
        of_nobody.render(Lang::En),
        "rejected: 0 persons agreed, expected at least 1 person (at least 3/4 of 0 persons), short by 1 person; 0 m² agreed, expected at least 0.01 m² (at least 3/4 of 0 m²), short by 0.01 m² (declared as totals)."
    );
}

#[test]
fn what_all_owners_lack_may_have_to_come_from_those_who_stayed_away() {
    // 151 of 300 take part and all agree; two thirds of all are 200: 49 more, and nobody is left who came.
    let (total, part) = ((300, 3_000_000), (151, 1_510_000));
    let of_all = Majority::of_all(true).unwrap();
    let resolution = vote(total, part, part, of_all);
    let required: Vec<u64> = resolution.short().iter().map(|s| s.required).collect();
    assert_eq!(required, [200, 2_000_000]);
    let short = vec![Short::Heads(49), Short::Area(area(490_000))];
    assert_eq!(outcome(total, part, part, of_all), (Outcome::Rejected, short));
    // If just so many more come and agree it passes, and not with one fewer.
    let more = (151 + 49, 1_510_000 + 490_000);
    assert_eq!(outcome(total, more, more, of_all), (Outcome::Passed, vec![]));
    let fewer = (more.0 - 1, more.1);
    assert_eq!(outcome(total, fewer, fewer, of_all), (Outcome::Rejected, vec![Short::Heads(1)]));
    // Where the base is those who take part, they are always enough.
    for short in vote(total, (200, 2_000_000), (0, 0), special()).short() {
        assert!(short.required <= short.whole, "{short:?}");
    }
}

// --------------------------------------------------------------------------------------------- tallies that cannot be

#[test]
fn impossible_tallies_are_refused() {
    let declared = |total, part, yes| Tally::declared(weight(total), weight(part), weight(yes));
    let refused = |total, part, yes| declared(total, part, yes).unwrap_err();
    assert_eq!(refused((0, 100), (0, 0), (0, 0)), MatterError::NothingToCount { limb: Limb::Heads });
    assert_eq!(refused((1, 0), (0, 0), (0, 0)), MatterError::NothingToCount { limb: Limb::Area });
    let told = |total, part, yes| (refused(total, part, yes).code(), refused(total, part, yes).to_string());
    let total = (300, 3_000_000);
    let own = |text: &str| ("more_than_whole", text.to_owned());
    assert_eq!(
        told(total, (301, 0), (0, 0)),
        own("expected the head count of owners who take part to be at most that of all owners, 300, found 301")
    );
    assert_eq!(
        told(total, (200, 0), (201, 0)),
        own("expected the head count of owners who agree to be at most that of owners who take part, 200, found 201")
    );
    assert_eq!(
        told(total, (200, 3_000_001), (0, 0)),
        own(
            "expected the exclusive area of owners who take part to be at most that of all owners, 30000.00, found 30000.01"
        )
    );
    assert_eq!(
        told(total, (200, 2_000_000), (0, 2_000_001)),
        own(
            "expected the exclusive area of owners who agree to be at most that of owners who take part, 20000.00, found 20000.01"
        )
    );
    let more = |limb, part, whole, most: &str, found: &str| MatterError::MoreThanWhole {
        limb,
        part,
        whole,
        most: most.to_owned(),
        found: found.to_owned(),
    };
    let (heads, m2) = (Limb::Heads, Limb::Area);
    let (all, came, agreed) = (Standing::All, Standing::Participating, Standing::Consenting);
    assert_eq!(refused(total, (301, 0), (0, 0)), more(heads, came, all, "300", "301"));
    assert_eq!(refused(total, (200, 0), (201, 0)), more(heads, agreed, came, "200", "201"));
    assert_eq!(refused(total, (200, 3_000_001), (0, 0)), more(m2, came, all, "30000.00", "30000.01"));
    assert_eq!(refused(total, (200, 2_000_000), (0, 2_000_001)), more(m2, agreed, came, "20000.00", "20000.01"));
    let nothing = refused((0, 100), (0, 0), (0, 0));
    assert_eq!(nothing.render(Lang::Zh), "人数总数须大于零，所填为零。");
    assert_eq!(nothing.render(Lang::En), "expected a total head count above zero, found zero");
    // Equal is allowed everywhere.
    let tally = declared(total, total, total).unwrap();
    assert_eq!(
        (tally.total(), tally.participating(), tally.consenting()),
        (weight(total), weight(total), weight(total))
    );
    assert_eq!(tally.origin(), TallyOrigin::Declared);
}

#[test]
fn the_chinese_refusal_is_chinese() {
    let total = (300, 3_000_000);
    for (part, yes, zh) in [
        ((301, 0), (0, 0), "参与表决的业主的人数不得超过全体业主的人数300，所填为301。"),
        ((200, 0), (201, 0), "同意的业主的人数不得超过参与表决的业主的人数200，所填为201。"),
        (
            (200, 3_000_001),
            (0, 0),
            "参与表决的业主的专有部分面积不得超过全体业主的专有部分面积30000.00，所填为30000.01。",
        ),
        (
            (200, 2_000_000),
            (0, 2_000_001),
            "同意的业主的专有部分面积不得超过参与表决的业主的专有部分面积20000.00，所填为20000.01。",
        ),
    ] {
        let refused = Tally::declared(weight(total), weight(part), weight(yes)).unwrap_err();
        let text = refused.render(Lang::Zh);
        assert_eq!(text, zh);
        assert!(!text.chars().any(|c| c.is_ascii_alphabetic()), "{text}");
    }
}

// ---------------------------------------------------------------------------------------------------- the sentences

fn both_languages(total: Both, part: Both, yes: Both, majority: Majority) -> (String, String) {
    let resolution = vote(total, part, yes, majority);
    (resolution.render(Lang::Zh), resolution.render(Lang::En))
}

#[test]
fn the_sentence_of_no_quorum() {
    let total = (300, 3_000_000);
    let (zh, en) = both_languages(total, (199, 2_000_000), (199, 2_000_000), ordinary());
    assert_eq!(zh, "未达到参与表决要求：参与人数199人，须不少于200人（300人的三分之二以上），还差1人（填报合计数）。");
    assert_eq!(
        en,
        "no quorum: 199 persons took part, expected at least 200 persons (at least 2/3 of 300 persons), short by 1 person (declared as totals)."
    );
    let (zh, en) = both_languages((300, 3_600_001), (200, 2_268_050), (0, 0), ordinary());
    assert_eq!(
        zh,
        "未达到参与表决要求：参与专有部分面积22,680.50平方米，须不少于24,000.01平方米（36,000.01平方米的三分之二以上），还差1,319.51平方米（填报合计数）。"
    );
    assert_eq!(
        en,
        "no quorum: 22,680.50 m² took part, expected at least 24,000.01 m² (at least 2/3 of 36,000.01 m²), short by 1,319.51 m² (declared as totals)."
    );
    let (zh, en) = both_languages(total, (190, 1_999_999), (190, 0), ordinary());
    assert_eq!(
        zh,
        "未达到参与表决要求：参与人数190人，须不少于200人（300人的三分之二以上），还差10人；参与专有部分面积19,999.99平方米，须不少于20,000平方米（30,000平方米的三分之二以上），还差0.01平方米（填报合计数）。"
    );
    assert_eq!(
        en,
        "no quorum: 190 persons took part, expected at least 200 persons (at least 2/3 of 300 persons), short by 10 persons; 19,999.99 m² took part, expected at least 20,000 m² (at least 2/3 of 30,000 m²), short by 0.01 m² (declared as totals)."
    );
}

#[test]
fn the_sentence_of_a_rejection() {
    let (total, part) = ((300, 3_000_000), (210, 2_100_000));
    let (zh, en) = both_languages(total, part, (100, 1_050_001), ordinary());
    assert_eq!(zh, "未获通过：同意人数100人，须不少于106人（210人的过半数），还差6人（填报合计数）。");
    assert_eq!(
        en,
        "rejected: 100 persons agreed, expected at least 106 persons (more than 1/2 of 210 persons), short by 6 persons (declared as totals)."
    );
    let (zh, en) = both_languages(total, part, (158, 1_574_999), special());
    assert_eq!(
        zh,
        "未获通过：同意专有部分面积15,749.99平方米，须不少于15,750平方米（21,000平方米的四分之三以上），还差0.01平方米（填报合计数）。"
    );
    assert_eq!(
        en,
        "rejected: 15,749.99 m² agreed, expected at least 15,750 m² (at least 3/4 of 21,000 m²), short by 0.01 m² (declared as totals)."
    );
    let (zh, en) = both_languages(total, part, (120, 1_200_000), Majority::of_all(true).unwrap());
    assert_eq!(
        zh,
        "未获通过：同意人数120人，须不少于200人（300人的三分之二以上），还差80人；同意专有部分面积12,000平方米，须不少于20,000平方米（30,000平方米的三分之二以上），还差8,000平方米（填报合计数）。"
    );
    assert_eq!(
        en,
        "rejected: 120 persons agreed, expected at least 200 persons (at least 2/3 of 300 persons), short by 80 persons; 12,000 m² agreed, expected at least 20,000 m² (at least 2/3 of 30,000 m²), short by 8,000 m² (declared as totals)."
    );
}

#[test]
fn the_sentence_of_a_passed_vote() {
    let (zh, en) = both_languages((300, 3_000_000), (210, 2_100_000), (150, 1_520_000), ordinary());
    assert_eq!((zh.as_str(), en.as_str()), ("通过（填报合计数）。", "passed (declared as totals)."));
}

#[test]
fn one_person_is_one_person() {
    let (_, en) = both_languages((300, 3_000_000), (199, 2_000_000), (199, 2_000_000), ordinary());
    assert!(en.contains("short by 1 person "), "{en}");
}

#[test]
fn the_sentence_of_a_majority() {
    assert_eq!(
        special().render(Lang::Zh),
        "专有部分面积三分之二以上且人数三分之二以上的业主参与表决，经参与表决的业主专有部分面积四分之三以上且人数四分之三以上同意"
    );
    assert_eq!(
        Majority::of_all(false).unwrap().render(Lang::En),
        "more than 1/2 of area and of persons take part, more than 1/2 of area and of persons of all owners agree"
    );
}

#[test]
fn what_is_written_out_says_that_it_was_declared() {
    let resolution = vote((300, 3_000_000), (210, 2_100_000), (150, 1_520_000), ordinary());
    assert_eq!((resolution.compound().as_str(), resolution.matter()), ("c1", Matter::Provider));
    assert_eq!((resolution.on().to_string(), resolution.law()), ("2022-03-01".to_owned(), &law()));
    assert_eq!(resolution.majority(), ordinary());
    let json = serde_json::to_value(&resolution).unwrap();
    assert_eq!((&json["outcome"], &json["compound"]), (&"passed".into(), &"c1".into()));
    assert_eq!(json["tally"]["origin"], "declared");
    assert_eq!(json["tally"]["consenting"], serde_json::json!({"heads": 150, "area": "15200.00"}));
    assert_eq!(json["majority"], serde_json::json!({"quorum": ">=2/3", "consent": ">1/2", "base": "participants"}));
    let record = serde_json::to_value(resolution.record()).unwrap();
    let back: wuye::matter::ResolutionRecord = serde_json::from_value(record.clone()).unwrap();
    assert_eq!(back, resolution.record());
    assert_eq!(record["tally"], json["tally"]);
    let mut more = record;
    more["seal"] = "red".into();
    assert!(serde_json::from_value::<wuye::matter::ResolutionRecord>(more).is_err());
}

// --------------------------------------------------------------------------------------------------------- metamorphic

fn cases() -> impl Strategy<Value = Case> {
    any::<u64>().prop_map(|seed| Random(seed).case())
}

fn verdict(case: Case, regime: Regime) -> Outcome {
    crate_answer(case, regime).outcome
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn more_consent_never_undoes_a_passed_vote(case in cases(), heads in 0_u32..50, hundredths in 0_u64..100_000) {
        let yes = ((case.yes.0.saturating_add(heads)).min(case.part.0), (case.yes.1 + hundredths).min(case.part.1));
        let more = Case { yes, no: (0, 0), ..case };
        for regime in REGIMES {
            prop_assert!(verdict(more, regime) >= verdict(case, regime));
            // Whether there is a quorum does not depend on who agrees.
            prop_assert_eq!(verdict(more, regime) == Outcome::NoQuorum, verdict(case, regime) == Outcome::NoQuorum);
        }
    }

    #[test]
    fn one_more_who_comes_and_agrees_never_undoes_a_passed_vote(case in cases()) {
        let part = (case.part.0 + 1, case.part.1 + 1);
        let total = (case.total.0.max(part.0), case.total.1.max(part.1));
        let more = Case { total, part, yes: (case.yes.0 + 1, case.yes.1 + 1), ..case };
        for regime in REGIMES {
            if verdict(case, regime) == Outcome::Passed {
                prop_assert_eq!(verdict(more, regime), Outcome::Passed);
            }
        }
    }

    #[test]
    fn a_passed_special_matter_would_pass_as_an_ordinary_one(case in cases()) {
        for (special, ordinary) in [(REGIMES[1], REGIMES[0]), (REGIMES[3], REGIMES[2])] {
            if verdict(case, special) == Outcome::Passed {
                prop_assert_eq!(verdict(case, ordinary), Outcome::Passed);
            }
        }
    }

    #[test]
    fn the_unit_of_area_does_not_matter(case in cases(), times in 1_u64..1_000) {
        let times = times.min(1_000_000_000_000_000 / case.total.1);
        let scale = |both: Both| (both.0, both.1 * times);
        let (total, part) = (scale(case.total), scale(case.part));
        let scaled = Case { total, part, yes: scale(case.yes), no: scale(case.no) };
        for regime in REGIMES {
            prop_assert_eq!(verdict(scaled, regime), verdict(case, regime));
        }
    }

    #[test]
    fn what_falls_short_is_exactly_what_would_have_passed(case in cases()) {
        for regime in REGIMES {
            let resolution = vote(case.total, case.part, case.yes, majority(regime));
            let (mut part, mut yes) = (case.part, case.yes);
            let target = if resolution.outcome() == Outcome::NoQuorum { &mut part } else { &mut yes };
            for short in resolution.short() {
                match short.short_by() {
                    Short::Heads(n) => target.0 += n,
                    Short::Area(a) => target.1 += u64::try_from(a.hundredths()).unwrap(),
                }
            }
            // Of all owners some may have to come first.
            part = (part.0.max(yes.0), part.1.max(yes.1));
            prop_assert!(part.0 <= case.total.0 && part.1 <= case.total.1);
            if matches!(regime, Regime::Participants { .. }) && resolution.outcome() == Outcome::Rejected {
                prop_assert_eq!(part, case.part);
            }
            let mended = verdict(Case { part, yes, ..case }, regime);
            if resolution.outcome() == Outcome::NoQuorum {
                prop_assert_ne!(mended, Outcome::NoQuorum);
            } else {
                prop_assert_eq!(mended, Outcome::Passed);
            }
        }
    }
}
