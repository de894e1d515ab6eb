//! Rolls, ballots, counts, results.

use wuye::estate::{BuildingId, Stated, Unit, UnitKind, UnitState};
use wuye::law::Authority;
use wuye::matter::{Limb, Majority, Matter, Outcome, Short, Tally, TallyOrigin};
use wuye::measure::{Bound, Threshold};
use wuye::meeting::{
    Ballot, Counting, Deemed, DeemedGrounds, FrozenRoll, Further, InvalidBallots, MeetingError, Method, NotDeemed,
    Poll, PrintedLimb, Received, RefusedFor, Scope, Signer, SplitHead, Straddle, TallyPolicy, Unreturned, Vote, Votes,
    count, decide, receive,
};
use wuye::rule::{HeadBasis, ParkingArea, Verdict};
use wuye::terms::Lang;

use crate::oracle::{self, Row};
use crate::tally_oracle::Need;
use crate::{ROLL_DAY, area, ballot, counting, day, flat, frozen, june, roll_on, rulebook, stock, weight};

const PLAIN: TallyPolicy = TallyPolicy { split: SplitHead::Invalid, invalid: InvalidBallots::NotParticipating };

fn many(prefix: &str, n: u32, m2: &str) -> Vec<Unit> {
    (0..n).map(|i| flat(&format!("{prefix}{i}"), &format!("{prefix}-owner{i}"), m2)).collect()
}

// ------------------------------------------------------------------------------------------------------------ roll

#[test]
fn one_hundred_units_are_seventy_nine_heads() {
    let mut units: Vec<Unit> = (0..20).map(|i| stock(&format!("s{i}"), "90", UnitState::Unsold)).collect();
    units.extend((0..3).map(|i| flat(&format!("li{i}"), "li", "90")));
    units.extend(many("u", 77, "90"));
    assert_eq!(units.len(), 100);
    assert_eq!(frozen(units).total(), weight(79, "9000"));
}

#[test]
fn four_hundred_units_are_two_hundred_and_seventy_one_heads() {
    // Pitfall 47: 120 unsold, 280 sold, ten buyers hold two each.
    let mut units: Vec<Unit> = (0..120).map(|i| stock(&format!("s{i}"), "100", UnitState::Unsold)).collect();
    units.extend((0..20).map(|i| flat(&format!("d{i}"), &format!("double{}", i / 2), "100")));
    units.extend(many("u", 260, "100"));
    let roll = frozen(units);
    assert_eq!(roll.total(), weight(271, "40000"));
    assert_eq!(Majority::of_participants(false).unwrap().quorum.least(271), 181);
}

#[test]
fn stock_is_one_head_whether_unsold_or_sold_and_undelivered() {
    let units =
        vec![stock("a", "50", UnitState::Unsold), stock("b", "60", UnitState::SoldUndelivered), flat("c", "x", "70")];
    assert_eq!(frozen(units).total(), weight(2, "180"));
}

#[test]
fn a_unit_of_the_wrong_side_is_refused() {
    let freeze = |unit: Unit| FrozenRoll::freeze("c1".parse().unwrap(), roll_on(ROLL_DAY, vec![unit]), counting());
    let undelivered = Unit { state: UnitState::SoldUndelivered, ..flat("a", "buyer", "90") };
    assert!(matches!(freeze(undelivered), Err(MeetingError::DeveloperAndBuyer { .. })));
    let kept = Unit { state: UnitState::Delivered, ..stock("a", "90", UnitState::Unsold) };
    assert!(matches!(freeze(kept), Err(MeetingError::DeveloperAndBuyer { .. })));
}

#[test]
fn co_owners_are_one_head_and_one_area() {
    // Pitfall 46: a couple's 90.00 m² is one head and 90.00 m².
    assert_eq!(frozen(vec![flat("a", "couple", "90.00")]).total(), weight(1, "90"));
}

#[test]
fn the_register_comes_first_then_the_survey_then_the_contract() {
    let unit = |registered: Option<&str>, surveyed: Option<&str>, contract: Option<&str>| Unit {
        registered: registered.map(area),
        surveyed: surveyed.map(area),
        contract: contract.map(area),
        ..flat("a", "x", "1")
    };
    for (unit, expected) in [
        (unit(Some("89.00"), Some("88.60"), Some("90.00")), "89.00 registered"),
        (unit(None, Some("88.60"), Some("90.00")), "88.60 surveyed"),
        (unit(None, None, Some("90.00")), "90.00 contract"),
    ] {
        let roll = frozen(vec![unit]);
        let (area, source) = roll.area_of(0).unwrap();
        assert_eq!(format!("{area} {source}"), expected);
        assert_eq!(roll.total().area, area);
    }
}

#[test]
fn ningbo_leaves_parking_out_and_joins_certificates() {
    let parking = Unit { kind: UnitKind::Parking, ..flat("p1", "x", "15") };
    let only_parking = Unit { kind: UnitKind::Parking, ..flat("p2", "z", "15") };
    let units = vec![flat("a", "x", "90"), parking, only_parking, flat("b", "y", "80"), flat("c", "w", "70")];
    assert_eq!(frozen(units.clone()).total(), weight(4, "270"));
    let of = |counting| FrozenRoll::freeze("c1".parse().unwrap(), roll_on(ROLL_DAY, units.clone()), counting).unwrap();
    let without = of(Counting { parking: ParkingArea::LeftOut, ..counting() });
    // Who owns nothing but parking is no head.
    assert_eq!(without.total(), weight(3, "240"));
    assert_eq!((without.head_of(1), without.area_of(1)), (None, None));

    let ningbo = Counting { heads: HeadBasis::Certificate, parking: ParkingArea::LeftOut };
    let on_one = ["b", "c"].map(|unit| (unit.parse().unwrap(), "cert-1".parse().unwrap()));
    let joined =
        FrozenRoll::with_certificates("c1".parse().unwrap(), roll_on(ROLL_DAY, units.clone()), ningbo, &on_one);
    let joined = joined.unwrap();
    assert_eq!(joined.total(), weight(2, "240"));
    assert_eq!(joined.head_of(3), joined.head_of(4));
    let off = [("zz".parse().unwrap(), "cert-1".parse().unwrap())];
    let off = FrozenRoll::with_certificates("c1".parse().unwrap(), roll_on(ROLL_DAY, units), ningbo, &off);
    assert_eq!(off, Err(MeetingError::OffRoll { unit: "zz".parse().unwrap() }));
}

#[test]
fn certificates_join_in_chains_whatever_their_order() {
    let units = || vec![flat("a", "w", "1"), flat("b", "x", "1"), flat("c", "y", "1"), flat("d", "z", "1")];
    let ningbo = Counting { heads: HeadBasis::Certificate, parking: ParkingArea::Counted };
    let pairs = [("d", "1"), ("c", "1"), ("c", "2"), ("a", "2")];
    let mut all: Vec<_> = pairs.iter().map(|(u, c)| (u.parse().unwrap(), c.parse().unwrap())).collect();
    for _ in 0..all.len() {
        all.rotate_left(1);
        let roll = roll_on(ROLL_DAY, units());
        let roll = FrozenRoll::with_certificates("c1".parse().unwrap(), roll, ningbo, &all).unwrap();
        assert_eq!(roll.total().heads, 2);
        assert_eq!((roll.head_of(0), roll.head_of(2)), (roll.head_of(3), roll.head_of(3)));
        assert_ne!(roll.head_of(0), roll.head_of(1));
    }
}

#[test]
fn a_scope_is_its_own_denominator() {
    // Pitfall 56: the lift of building 3: 48 units, 4,298.40 m², of 1,900 units.
    let building = |name: &str| Some(name.parse::<BuildingId>().unwrap());
    let mut units: Vec<Unit> =
        many("a", 1_852, "100").into_iter().map(|u| Unit { building: building("1"), ..u }).collect();
    units.extend(many("b", 48, "89.55").into_iter().map(|u| Unit { building: building("3"), ..u }));
    let whole = frozen(units.clone());
    let three = whole.within(&Scope::Building("3".parse().unwrap())).unwrap();
    assert_eq!((three.total(), three.scope().code()), (weight(48, "4298.40"), "building"));
    assert_eq!(whole.within(&Scope::Compound).unwrap(), whole);
    let listed: Vec<_> = ["b0", "b1", "a5"].map(|id| id.parse().unwrap()).to_vec();
    assert_eq!(whole.within(&Scope::FundScope(listed.clone())).unwrap().total(), weight(3, "279.10"));
    assert_eq!(whole.within(&Scope::Entrance(listed)).unwrap().scope().code(), "entrance");
    // Bad scopes are errors, and nothing is dropped.
    let none = whole.within(&Scope::Building("9".parse().unwrap()));
    assert!(matches!(none, Err(MeetingError::EmptyScope { .. })));
    assert!(matches!(whole.within(&Scope::FundScope(vec![])), Err(MeetingError::EmptyScope { .. })));
    let off = whole.within(&Scope::Entrance(vec!["zz".parse().unwrap()]));
    assert!(matches!(off, Err(MeetingError::OffRoll { .. })));
    units.push(flat("c", "c", "1"));
    let unplaced = frozen(units).within(&Scope::Building("3".parse().unwrap()));
    assert!(matches!(unplaced, Err(MeetingError::NoBuilding { .. })));
}

#[test]
fn an_owner_in_two_buildings_is_a_head_in_each() {
    let at = |unit: Unit, name: &str| Unit { building: Some(name.parse().unwrap()), ..unit };
    let units = vec![at(flat("a", "x", "10"), "1"), at(flat("b", "x", "20"), "2"), at(flat("c", "y", "30"), "2")];
    let whole = frozen(units);
    assert_eq!(whole.total(), weight(2, "60"));
    let of = |name: &str| whole.within(&Scope::Building(name.parse().unwrap())).unwrap().total();
    assert_eq!((of("1"), of("2")), (weight(1, "10"), weight(2, "50")));
}

#[test]
fn canonical_bytes_are_those_of_the_roll_and_of_nothing_else() {
    let units = vec![flat("b", "y", "80"), flat("a", "x", "90"), stock("s", "70", UnitState::Unsold)];
    let roll = frozen(units.clone());
    let turned = frozen(units.iter().rev().cloned().collect());
    assert_ne!(roll, turned);
    assert_eq!(roll.canonical_bytes(), turned.canonical_bytes());
    // By hand: the mark and the first texts, each after its length.
    let bytes = roll.canonical_bytes();
    let mut expected = Vec::new();
    for text in ["wuye-roll-1", "c1", "compound", ROLL_DAY, "unit", "counted", "3"] {
        expected.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
        expected.extend(text.as_bytes());
    }
    for text in ["a", "", "dwelling", "delivered", "x", "buyer", "9000", "registered", "0"] {
        expected.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
        expected.extend(text.as_bytes());
    }
    assert_eq!(&bytes[..expected.len()], expected);
    // Whatever changes changes them.
    let mut seen = std::collections::BTreeSet::from([bytes]);
    let mut differs = |units: Vec<Unit>, counting: Counting, compound: &str, on: &str| {
        let roll = FrozenRoll::freeze(compound.parse().unwrap(), roll_on(on, units), counting).unwrap();
        assert!(seen.insert(roll.canonical_bytes()));
    };
    let changed = |i: usize, unit: Unit| {
        let mut units = units.clone();
        units[i] = unit;
        units
    };
    differs(changed(0, flat("b", "y", "80.01")), counting(), "c1", ROLL_DAY);
    differs(changed(0, flat("b", "x", "80")), counting(), "c1", ROLL_DAY);
    differs(changed(0, flat("bb", "y", "80")), counting(), "c1", ROLL_DAY);
    differs(changed(2, stock("s", "70", UnitState::SoldUndelivered)), counting(), "c1", ROLL_DAY);
    let surveyed = Unit { registered: None, surveyed: Some(area("80")), ..flat("b", "y", "80") };
    differs(changed(0, surveyed), counting(), "c1", ROLL_DAY);
    differs(units.clone(), Counting { parking: ParkingArea::LeftOut, ..counting() }, "c1", ROLL_DAY);
    differs(units.clone(), counting(), "c2", ROLL_DAY);
    differs(units.clone(), counting(), "c1", "2026-05-02");
    differs(units[..2].to_vec(), counting(), "c1", ROLL_DAY);
}

#[test]
fn the_digest_is_sha_256_of_the_bytes() {
    let roll = frozen(vec![flat("a", "x", "90")]);
    let digest = roll.sha256();
    // Computed elsewhere from the bytes as they are described.
    assert_eq!(digest, "4c3746aa77f47e03531f61bc2b1c26940dca806d36cbd22bf05e95a404eb3404");
    assert_eq!(digest, frozen(vec![flat("a", "x", "90")]).sha256());
    assert_ne!(digest, frozen(vec![flat("a", "x", "90.01")]).sha256());
}

// --------------------------------------------------------------------------------------------------------- ballots

fn reasons(received: &Received) -> Vec<(String, RefusedFor)> {
    received.refused.iter().map(|refused| (refused.ballot.to_string(), refused.reason)).collect()
}

fn with(by: Signer, ballot: Ballot) -> Ballot {
    Ballot { by, ..ballot }
}

#[test]
fn each_ballot_counts_or_is_refused_with_its_reason() {
    let roll = frozen(vec![flat("a", "x", "90"), flat("b", "y", "80"), flat("c", "z", "70"), flat("d", "w", "60")]);
    let proxy = |from: &str, holder: &str, written| Signer::Proxy {
        from: from.parse().unwrap(),
        holder: holder.parse().unwrap(),
        written,
    };
    let on = "2026-06-10";
    let ballots = [
        ballot("01", "a", Vote::For, on),
        ballot("02", "zz", Vote::For, on),
        ballot("03", "b", Vote::For, "2026-05-31"),
        ballot("04", "b", Vote::For, "2026-06-16"),
        ballot("05", "a", Vote::For, "2026-06-11"),
        with(Signer::CoOwner, ballot("06", "b", Vote::For, on)),
        with(Signer::Guardian { shown: false }, ballot("07", "b", Vote::For, on)),
        with(proxy("y", "somebody", false), ballot("08", "b", Vote::For, on)),
        // A proxy of a proxy: the authority is not from the owner.
        with(proxy("somebody", "another", true), ballot("09", "b", Vote::For, on)),
        with(
            Signer::Representative { holder: "rep".parse().unwrap(), signed: false },
            ballot("10", "b", Vote::For, on),
        ),
        with(proxy("y", "somebody", true), ballot("11", "b", Vote::Against, "2026-06-12")),
        with(Signer::Guardian { shown: true }, ballot("12", "c", Vote::Abstain, on)),
        with(Signer::Representative { holder: "rep".parse().unwrap(), signed: true }, ballot("13", "d", Vote::For, on)),
    ];
    let received = receive(&roll, &ballots, &june()).unwrap();
    let expected = [
        ("02", RefusedFor::OffRoll),
        ("03", RefusedFor::Early),
        ("04", RefusedFor::Late),
        ("05", RefusedFor::Double),
        ("06", RefusedFor::NotNamed),
        ("07", RefusedFor::GuardianNotShown),
        ("08", RefusedFor::ProxyNotWritten),
        ("09", RefusedFor::ProxyNotFromOwner),
        ("10", RefusedFor::OpinionNotSigned),
    ];
    assert_eq!(reasons(&received), expected.map(|(id, reason)| (id.to_owned(), reason)));
    let cast: Vec<_> = (0..4).map(|at| received.votes.at(at)).collect();
    assert_eq!(cast, [Some(Vote::For), Some(Vote::Against), Some(Vote::Abstain), Some(Vote::For)]);
    assert_eq!(received.forms.iter().sum::<usize>() + received.refused.len(), ballots.len());
    assert_eq!(received.refused[2].render(Lang::Zh), "表决票「04」（专有部分「b」）不计：超过投票期限。");
    // The first and the last day count.
    let ends = [ballot("1", "a", Vote::For, "2026-06-01"), ballot("2", "b", Vote::For, "2026-06-15")];
    assert!(receive(&roll, &ends, &june()).unwrap().refused.is_empty());
}

#[test]
fn a_cap_on_proxies_counts_owners_and_not_ballots() {
    // Weifang: three owners for one proxy, who must be an owner.
    let mut units: Vec<Unit> = (0..6).map(|i| flat(&format!("u{i}"), &format!("o{i}"), "10")).collect();
    units.push(flat("v0", "o0", "10"));
    let roll = frozen(units);
    let by = |unit: &str, owner: &str, holder: &str, id: &str| {
        let by = Signer::Proxy { from: owner.parse().unwrap(), holder: holder.parse().unwrap(), written: true };
        with(by, ballot(id, unit, Vote::For, "2026-06-10"))
    };
    let ballots = [
        by("u0", "o0", "o5", "1"),
        by("v0", "o0", "o5", "2"), // the same owner again
        by("u1", "o1", "o5", "3"),
        by("u2", "o2", "o5", "4"),
        by("u3", "o3", "o5", "5"),
        by("u4", "o4", "stranger", "6"),
        by("u5", "o5", "guard", "7"),
    ];
    let cap = rulebook("370700").setting("figure.proxy_cap".parse().unwrap(), day("2026-06-10"));
    let wuye::rule::Settled::Known { setting, .. } = cap else { panic!("{cap:?}") };
    let Some(wuye::rule::ParameterValue::Number(cap)) = setting.value() else { panic!("{setting:?}") };
    let barred = vec!["guard".parse().unwrap()];
    let weifang = wuye::meeting::Intake { proxy_cap: Some(*cap), proxy_is_owner: true, barred, ..june() };
    let received = receive(&roll, &ballots, &weifang).unwrap();
    let expected = [("5", RefusedFor::ProxyOverCap), ("6", RefusedFor::ProxyNotOwner), ("7", RefusedFor::ProxyBarred)];
    assert_eq!(reasons(&received), expected.map(|(id, reason)| (id.to_owned(), reason)));
    // Nationally there is no cap.
    assert!(receive(&roll, &ballots, &june()).unwrap().refused.is_empty());
}

#[test]
fn the_order_of_ballots_is_irrelevant() {
    let roll = frozen(many("u", 5, "10"));
    let mut ballots = vec![
        ballot("b1", "u0", Vote::For, "2026-06-10"),
        ballot("b2", "u0", Vote::Against, "2026-06-11"),
        ballot("b3", "u1", Vote::For, "2026-06-10"),
        ballot("b4", "u1", Vote::Against, "2026-06-10"),
        ballot("b5", "u2", Vote::Abstain, "2026-06-10"),
        ballot("b6", "u2", Vote::Abstain, "2026-06-10"),
        ballot("b7", "u3", Vote::Invalid, "2026-06-10"),
    ];
    let first = receive(&roll, &ballots, &june()).unwrap();
    let expected = [
        ("b2", RefusedFor::Double),
        ("b3", RefusedFor::Contradictory),
        ("b4", RefusedFor::Contradictory),
        ("b6", RefusedFor::Double),
    ];
    assert_eq!(reasons(&first), expected.map(|(id, reason)| (id.to_owned(), reason)));
    assert_eq!(first.votes.at(1), None);
    for _ in 0..ballots.len() {
        ballots.rotate_left(1);
        assert_eq!(receive(&roll, &ballots, &june()).unwrap(), first);
        let reversed: Vec<Ballot> = ballots.iter().rev().cloned().collect();
        assert_eq!(receive(&roll, &reversed, &june()).unwrap(), first);
    }
    ballots.push(ballots[0].clone());
    assert!(matches!(receive(&roll, &ballots, &june()), Err(MeetingError::DuplicateBallot { .. })));
}

#[test]
fn ballots_before_the_roll_are_a_misuse() {
    let roll = frozen(many("u", 2, "10"));
    let early = wuye::meeting::Intake::new(day("2026-04-30"), day("2026-06-01")).unwrap();
    assert!(matches!(receive(&roll, &[], &early), Err(MeetingError::WindowBeforeRoll { .. })));
}

// ---------------------------------------------------------------------------------------------------------- counts

fn column(roll: &FrozenRoll, votes: &[Option<Vote>]) -> Votes {
    Votes::from_column(roll, votes).unwrap()
}

fn plain(roll: &FrozenRoll, votes: &Votes, policy: TallyPolicy) -> wuye::meeting::Count {
    count(roll, votes, policy, &Unreturned::NotParticipating, &[]).unwrap()
}

#[test]
fn a_split_owner_is_one_head_and_two_areas() {
    // Pitfall 53: two flats, 90 and 60, one for and one against.
    let roll = frozen(vec![flat("a", "x", "90"), flat("b", "x", "60"), flat("c", "y", "50")]);
    let votes = column(&roll, &[Some(Vote::For), Some(Vote::Against), Some(Vote::For)]);
    for (split, yes, no, abstaining, invalid) in
        [(SplitHead::Invalid, 1, 0, 0, 1), (SplitHead::Abstains, 1, 0, 1, 0), (SplitHead::LargerArea, 2, 0, 0, 0)]
    {
        let count = plain(&roll, &votes, TallyPolicy { split, ..PLAIN });
        assert_eq!((count.of(Vote::For), count.of(Vote::Against)), (weight(yes, "140"), weight(no, "60")), "{split}");
        assert_eq!((count.of(Vote::Abstain).heads, count.of(Vote::Invalid).heads), (abstaining, invalid), "{split}");
        assert_eq!(count.split(), 1);
        let heads = 2 - invalid;
        assert_eq!(count.cast().participating(), weight(heads, "200"));
        assert_eq!(count.cast().origin(), TallyOrigin::Counted);
    }
    // Level areas follow neither.
    let roll = frozen(vec![flat("a", "x", "90"), flat("b", "x", "90"), flat("c", "y", "50")]);
    let count = plain(&roll, &votes, TallyPolicy { split: SplitHead::LargerArea, ..PLAIN });
    assert_eq!((count.of(Vote::For).heads, count.of(Vote::Abstain).heads), (1, 1));
}

/// As what a split head counts, of the areas of its three opinions.
type AsWhat = fn([u64; 3]) -> Vote;

#[test]
fn random_rolls_are_counted_as_by_the_oracle() {
    let mut state = 7_u64;
    let mut next = move |n: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    let mut splits = 0;
    for case in 0..1_500 {
        let (n, people) = (1 + next(14), 1 + next(8));
        let mut units = Vec::new();
        let mut rows = Vec::new();
        for i in 0..n {
            let who = next(people + 2);
            let hundredths = 1 + next(4) * 50 + next(3);
            let m2 = format!("{}.{:02}", hundredths / 100, hundredths % 100);
            let (unit, whose) = match who {
                0 => (stock(&format!("u{i}"), &m2, UnitState::Unsold), "stock".to_owned()),
                1 => (stock(&format!("u{i}"), &m2, UnitState::SoldUndelivered), "stock".to_owned()),
                who => (flat(&format!("u{i}"), &format!("o{who}"), &m2), format!("o{who}")),
            };
            units.push(unit);
            let vote = [None, Some(Vote::For), Some(Vote::Against), Some(Vote::Abstain), Some(Vote::Invalid)];
            let vote = vote[usize::try_from(next(5)).unwrap()];
            rows.push(Row { whose, hundredths, vote, served: next(2) == 0 });
        }
        let roll = frozen(units);
        let votes: Vec<Option<Vote>> = rows.iter().map(|row| row.vote).collect();
        let votes = column(&roll, &votes);
        let policies: [(SplitHead, AsWhat); 3] = [
            (SplitHead::Invalid, |_| Vote::Invalid),
            (SplitHead::Abstains, |_| Vote::Abstain),
            (SplitHead::LargerArea, oracle::larger),
        ];
        for (split, as_what) in policies {
            let expected = oracle::count(&rows, as_what);
            let count = plain(&roll, &votes, TallyPolicy { split, ..PLAIN });
            let both = |heads: u64, hundredths: u64| wuye::matter::Weight {
                heads: u32::try_from(heads).unwrap(),
                area: wuye::measure::Area::from_hundredths(i64::try_from(hundredths).unwrap()).unwrap(),
            };
            assert_eq!(count.total(), both(expected.heads, expected.area), "{case}: {rows:?}");
            for (i, vote) in [Vote::For, Vote::Against, Vote::Abstain, Vote::Invalid].into_iter().enumerate() {
                let by = both(expected.heads_by[i], expected.area_by[i]);
                assert_eq!(count.of(vote), by, "{case} {split} {vote}: {rows:?}");
            }
            assert_eq!(u64::from(count.split()), expected.split);
            assert_eq!(count.unreturned(), both(expected.silent_heads, expected.silent_area));
            let part = |n: usize| both(expected.heads_by[..n].iter().sum(), expected.area_by[..n].iter().sum());
            assert_eq!(count.cast().participating(), part(3));
            let with_invalid = TallyPolicy { split, invalid: InvalidBallots::Participating };
            assert_eq!(plain(&roll, &votes, with_invalid).cast().participating(), part(4));
            splits += expected.split;
        }
        // The parts of a poll put together are the whole.
        let cut = usize::try_from(next(n + 1)).unwrap();
        let mut halves = [Votes::none(&roll), Votes::none(&roll)];
        for (at, row) in rows.iter().enumerate() {
            if let Some(vote) = row.vote {
                halves[usize::from(at >= cut)].set(at, vote);
            }
        }
        assert_eq!(halves[0].merge(&halves[1]).unwrap(), votes);
        assert_eq!(halves[1].merge(&halves[0]).unwrap(), votes);
    }
    assert!(splits > 500, "{splits}");
}

#[test]
fn two_parts_may_not_both_have_a_unit() {
    let roll = frozen(many("u", 3, "10"));
    let a = column(&roll, &[Some(Vote::For), Some(Vote::For), None]);
    let b = column(&roll, &[None, Some(Vote::For), None]);
    assert_eq!(a.merge(&b), Err(MeetingError::VotedTwice { at: 1 }));
    assert!(matches!(Votes::from_column(&roll, &[None]), Err(MeetingError::OtherRoll { expected: 3, found: 1 })));
}

// ------------------------------------------------------------------------------------------------- unreturned ballots

fn grounds(clause: Option<bool>, warned: Option<bool>) -> DeemedGrounds {
    let stated = |value: Option<bool>| value.map(|value| Stated::new(value, day(ROLL_DAY), Authority::OwnersCommittee));
    DeemedGrounds { clause: stated(clause), warned: stated(warned) }
}

/// 300 heads: 190 returned, 180 for and 10 against; of the 110 others 100 were served.
fn quiet() -> (FrozenRoll, Votes, Vec<bool>) {
    let roll = frozen(many("u", 300, "100"));
    let vote = |i: usize| match i {
        0..180 => Some(Vote::For),
        180..190 => Some(Vote::Against),
        _ => None,
    };
    let votes = column(&roll, &(0..300).map(vote).collect::<Vec<_>>());
    (roll, votes, (0..300).map(|i| i < 290).collect())
}

#[test]
fn unreturned_ballots_follow_only_on_their_grounds_and_only_if_served() {
    let (roll, votes, served) = quiet();
    let under = |policy: &Unreturned| count(&roll, &votes, PLAIN, policy, &served).unwrap();
    let plain = under(&Unreturned::NotParticipating);
    assert_eq!(plain.deemed(), &Deemed::Not(NotDeemed::ByDefault));
    assert_eq!((plain.cast().participating(), plain.unreturned()), (weight(190, "19000"), weight(110, "11000")));
    for (clause, warned, why) in [
        (None, Some(true), NotDeemed::GroundsUnknown),
        (Some(true), None, NotDeemed::GroundsUnknown),
        (None, None, NotDeemed::GroundsUnknown),
        (Some(false), None, NotDeemed::NoGrounds),
        (Some(true), Some(false), NotDeemed::NoGrounds),
    ] {
        let count = under(&Unreturned::FollowMajority(grounds(clause, warned)));
        assert_eq!(count.deemed(), &Deemed::Not(why), "{clause:?} {warned:?}");
    }
    let count = under(&Unreturned::FollowMajority(grounds(Some(true), Some(true))));
    let Deemed::Added { follows, added, tally } = count.deemed() else { panic!("{:?}", count.deemed()) };
    // Ten were not served: 100 of 110 follow.
    assert_eq!((*follows, *added), (Vote::For, weight(100, "10000")));
    assert_eq!((tally.participating(), tally.consenting()), (weight(290, "29000"), weight(280, "28000")));
    // What was cast is as it was, and what is deemed says so.
    assert_eq!(count.cast(), plain.cast());
    assert_eq!((count.cast().origin(), tally.origin()), (TallyOrigin::Counted, TallyOrigin::Deemed));
    // A floor: the 180 must themselves be more than half of 300, and are; 3/4 they are not.
    let floor = |above, below| Unreturned::FollowMajorityWithFloor {
        grounds: grounds(Some(true), Some(true)),
        floor: Threshold::of(Bound::MoreThan, above, below).unwrap(),
    };
    assert!(matches!(under(&floor(1, 2)).deemed(), Deemed::Added { .. }));
    assert!(
        matches!(under(&floor(3, 5)).deemed(), Deemed::Not(NotDeemed::BelowFloor)),
        "180 of 300 is not more than 3/5"
    );
}

#[test]
fn what_follows_is_undefined_where_the_majorities_differ() {
    // Three small against, one large for.
    let roll = frozen(vec![
        flat("a", "w", "1"),
        flat("b", "x", "1"),
        flat("c", "y", "1"),
        flat("d", "z", "90"),
        flat("e", "v", "9"),
    ]);
    let follow = Unreturned::FollowMajority(grounds(Some(true), Some(true)));
    let no = Some(Vote::Against);
    let differ = column(&roll, &[no, no, no, Some(Vote::For), None]);
    let count_of = |votes: &Votes| count(&roll, votes, PLAIN, &follow, &[true; 5]).unwrap();
    assert_eq!(count_of(&differ).deemed(), &Deemed::Not(NotDeemed::MajoritiesDiffer));
    // Half against half is no majority.
    let level = column(&roll, &[no, no, Some(Vote::For), Some(Vote::For), None]);
    assert_eq!(count_of(&level).deemed(), &Deemed::Not(NotDeemed::NoMajority));
    // Following those against adds participants and no consent.
    let against = column(&roll, &[no, no, Some(Vote::For), no, None]);
    let count = count_of(&against);
    let Deemed::Added { follows, added, tally } = count.deemed() else { panic!() };
    assert_eq!((*follows, *added), (Vote::Against, weight(1, "9")));
    assert_eq!((tally.participating(), tally.consenting()), (weight(5, "102"), weight(1, "1")));
    assert!(matches!(count_of(&Votes::none(&roll)).deemed(), Deemed::Not(NotDeemed::NoMajority)));
}

#[test]
fn the_two_printed_polls() {
    // Rulebook A-07, heads only.
    let ordinary = Majority::of_participants(false).unwrap();
    let quiet = Unreturned::NotParticipating;
    let follow = Unreturned::FollowMajority(grounds(Some(true), Some(true)));
    let floor = Unreturned::FollowMajorityWithFloor {
        grounds: grounds(Some(true), Some(true)),
        floor: Threshold::of(Bound::MoreThan, 1, 2).unwrap(),
    };
    let heads =
        |total, yes, no, abstaining, served| PrintedLimb { limb: Limb::Heads, total, yes, no, abstaining, served };
    let first = heads(1_291, 417, 278, 8, 584);
    let bare = first.under(&ordinary, &quiet).unwrap();
    assert_eq!((bare.participating, bare.quorum, bare.whole()), (703, Verdict::Unmet, Verdict::Unmet));
    let followed = first.under(&ordinary, &follow).unwrap();
    assert_eq!((followed.participating, followed.consenting), (1_287, 1_001));
    assert_eq!((followed.quorum, followed.consent, followed.whole()), (Verdict::Met, Verdict::Met, Verdict::Unknown));
    // 417 of 1,291 is not more than half of all: with the floor of Zhejiang nobody follows; nor without grounds.
    assert_eq!(first.under(&ordinary, &floor).unwrap(), bare);
    let unstated = Unreturned::FollowMajority(grounds(None, Some(true)));
    assert_eq!(first.under(&ordinary, &unstated).unwrap(), bare);
    // 1,001/1,287 is 77.78 %; the page prints 78.2 %.
    assert_eq!(1_001 * 10_000 / 1_287, 7_777);
    for (yes, no, abstaining, with, percent) in [(995, 27, 125, 2_066, 9_137), (991, 25, 131, 2_062, 9_119)] {
        let second = heads(2_261, yes, no, abstaining, 1_071);
        assert_eq!(second.under(&ordinary, &quiet).unwrap().participating, 1_147);
        assert_eq!(second.under(&ordinary, &quiet).unwrap().quorum, Verdict::Unmet);
        let followed = second.under(&ordinary, &follow).unwrap();
        assert_eq!((followed.consenting, followed.consenting * 10_000 / 2_261), (with, percent));
    }
    assert!(heads(10, 5, 5, 1, 0).under(&ordinary, &quiet).is_err());
}

// --------------------------------------------------------------------------------------------------------- results

fn poll(matter: Matter, opened: &str, decided: &str) -> Poll {
    Poll { matter, opened: day(opened), decided: day(decided), straddle: None }
}

fn method(unreturned: &Unreturned) -> Method<'_> {
    Method { policy: PLAIN, unreturned, served: &[] }
}

/// 300 owners of 100 m² each; 210 take part, of whom so many agree.
fn vote_of(yes: usize, on: &str) -> (FrozenRoll, Received) {
    let roll = roll_on(on, many("u", 300, "100"));
    let roll = FrozenRoll::freeze("c1".parse().unwrap(), roll, counting()).unwrap();
    let vote = |i: usize| match i {
        i if i < yes => Some(Vote::For),
        0..210 => Some(Vote::Against),
        _ => None,
    };
    let votes = column(&roll, &(0..300).map(vote).collect::<Vec<_>>());
    (roll, Received { votes, refused: vec![], forms: [210, 0, 0] })
}

#[test]
fn the_law_is_that_of_the_day() {
    // Pitfall 60a: 120 of 210 participants of 300, on using the fund.
    let quiet = Unreturned::NotParticipating;
    let national = rulebook("000000");
    for (day_of, expected) in [
        ("2020-12-20", Outcome::Rejected),
        ("2020-12-31", Outcome::Rejected),
        ("2021-01-01", Outcome::Passed),
        ("2021-01-05", Outcome::Passed),
    ] {
        let (roll, received) = vote_of(120, "2020-12-01");
        let sheet = decide(&national, &roll, poll(Matter::UseFund, day_of, day_of), &received, method(&quiet)).unwrap();
        let cast = sheet.cast().unwrap();
        assert_eq!((cast.outcome(), cast.on()), (expected, day(day_of)), "{day_of}");
    }
    // Pitfall 54: use passes, raising does not.
    let (roll, received) = vote_of(120, "2022-01-01");
    let on = "2022-03-01";
    let of = |matter| decide(&national, &roll, poll(matter, on, on), &received, method(&quiet)).unwrap();
    assert_eq!(of(Matter::UseFund).cast().unwrap().outcome(), Outcome::Passed);
    let raise = of(Matter::RaiseFund);
    assert_eq!(raise.cast().unwrap().outcome(), Outcome::Rejected);
    // 3/4 of 210 are 158: 38 more, and 15,750.00 m².
    assert_eq!(raise.further(), Some(Further { heads: 38, new_heads: 0, area: area("3750"), new_area: area("0") }));
    assert_eq!(raise.cast().unwrap().short()[0].short_by(), Short::Heads(38));
    assert_eq!((raise.rulebook().as_str(), raise.rulebook_version()), ("cn-000000", wuye::places::VERSION));
    // Before 2007-10-01 no majority was read: unknown, not a guess.
    let (roll, received) = vote_of(210, "2005-01-01");
    let sheet = decide(&national, &roll, poll(Matter::Provider, "2006-01-01", "2006-01-01"), &received, method(&quiet));
    let sheet = sheet.unwrap();
    assert_eq!((sheet.cast(), sheet.further()), (None, None));
    assert_eq!(sheet.render(Lang::Zh)[0], "待查明：决定作出日的表决比例未见规定。");
}

#[test]
fn the_class_of_each_matter_by_date() {
    let national = rulebook("000000");
    let classes = |on: &str| -> Vec<String> {
        let consent = |matter: &Matter| national.majority(*matter, day(on)).unwrap().0.consent.to_string();
        Matter::ALL.iter().map(consent).collect()
    };
    let (half, third, quarter) = (">1/2", ">=2/3", ">=3/4");
    assert_eq!(classes("2020-12-31"), [half, half, half, half, third, third, third, half, half]);
    assert_eq!(classes("2021-01-01"), [half, half, half, half, half, quarter, quarter, quarter, half]);
    for code in ["310000", "370000"] {
        let own = rulebook(code);
        for matter in Matter::ALL {
            let national = national.majority(*matter, day("2024-01-01")).unwrap().0;
            assert_eq!(own.majority(*matter, day("2024-01-01")).unwrap().0, national, "{code} {matter}");
        }
    }
    // Zhejiang still prints the old shares: the Code decides, and both are shown.
    let (roll, received) = vote_of(120, "2022-01-01");
    let quiet = Unreturned::NotParticipating;
    let on = poll(Matter::UseFund, "2022-03-01", "2022-03-01");
    let sheet = decide(&rulebook("330000"), &roll, on, &received, method(&quiet)).unwrap();
    assert_eq!(sheet.cast().unwrap().outcome(), Outcome::Passed);
    assert_eq!(sheet.conflicts().len(), 1);
}

#[test]
fn a_straddling_poll_is_declared() {
    let quiet = Unreturned::NotParticipating;
    let national = rulebook("000000");
    let (roll, received) = vote_of(120, "2020-12-01");
    let straddling = poll(Matter::UseFund, "2020-12-20", "2021-01-05");
    let undeclared = decide(&national, &roll, straddling, &received, method(&quiet));
    assert!(matches!(undeclared, Err(MeetingError::StraddleUndeclared { .. })));
    for (straddle, expected) in [(Straddle::AtDecision, Outcome::Passed), (Straddle::AtOpening, Outcome::Rejected)] {
        let declared = Poll { straddle: Some(straddle), ..straddling };
        let sheet = decide(&national, &roll, declared, &received, method(&quiet)).unwrap();
        assert_eq!(sheet.cast().unwrap().outcome(), expected);
    }
    let before = poll(Matter::UseFund, "2020-11-30", "2020-12-20");
    assert!(matches!(
        decide(&national, &roll, before, &received, method(&quiet)),
        Err(MeetingError::DayBeforeRoll { .. })
    ));
    let turned = poll(Matter::UseFund, "2020-12-20", "2020-12-19");
    let turned = decide(&national, &roll, turned, &received, method(&quiet));
    assert!(matches!(turned, Err(MeetingError::DecidedBeforeOpened { .. })));
}

// ------------------------------------------------------------------------------------------------------ exhaustive

/// What a vote of so many owners of 1 m² each comes to, by the tables of the oracle.
fn expected(total: u64, part: u64, yes: u64, special: bool) -> Outcome {
    if !Need::TwoThirds.passes(part, total) {
        return Outcome::NoQuorum;
    }
    let consent = if special { Need::ThreeQuarters } else { Need::OverHalf };
    // Nobody takes part in a quorum of nobody: there is none.
    if consent.passes(yes, part) { Outcome::Passed } else { Outcome::Rejected }
}

#[test]
fn every_vote_of_up_to_sixty_owners_from_the_ballots_on() {
    let quiet = Unreturned::NotParticipating;
    let national = rulebook("000000");
    // Of nobody there is no roll.
    let nobody = FrozenRoll::freeze("c1".parse().unwrap(), roll_on(ROLL_DAY, vec![]), counting());
    assert!(matches!(nobody, Err(MeetingError::EmptyScope { .. })));
    let (mut triples, mut passed) = (1_u32, 0_u32);
    for total in 1..=60_usize {
        let roll = frozen(many("u", u32::try_from(total).unwrap(), "1"));
        for part in 0..=total {
            for yes in 0..=part {
                triples += 1;
                let vote = |i: usize| match i {
                    i if i < yes => Some(Vote::For),
                    i if i < part => Some(if i % 2 == 0 { Vote::Abstain } else { Vote::Against }),
                    _ => None,
                };
                let votes = column(&roll, &(0..total).map(vote).collect::<Vec<_>>());
                let count = plain(&roll, &votes, PLAIN);
                let tally = count.cast();
                for special in [false, true] {
                    let majority = Majority::of_participants(special).unwrap();
                    let further = Further::of(tally, &majority);
                    let (t, p, y) = (total as u64, part as u64, yes as u64);
                    let outcome = expected(t, p, y, special);
                    passed += u32::from(outcome == Outcome::Passed);
                    assert_eq!(further.heads == 0, outcome == Outcome::Passed, "{total} {part} {yes} {special}");
                    // The least that would pass, found by trying every smaller mixture of joining and changing.
                    let (more, new) = least(t, p, y, special);
                    assert_eq!((u64::from(further.heads), u64::from(further.new_heads)), (more, new), "{t} {p} {y}");
                    let hundredths = |area: wuye::measure::Area| u64::try_from(area.hundredths()).unwrap();
                    assert_eq!(
                        expected(
                            t * 100,
                            p * 100 + hundredths(further.new_area),
                            y * 100 + hundredths(further.area),
                            special
                        ),
                        Outcome::Passed
                    );
                }
                if total == 60 && part % 7 == 0 && yes % 5 == 0 {
                    let on = poll(Matter::RaiseFund, "2026-06-01", "2026-06-15");
                    let received = Received { votes, refused: vec![], forms: [part, 0, 0] };
                    let sheet = decide(&national, &roll, on, &received, method(&quiet)).unwrap();
                    let found = sheet.cast().unwrap().outcome();
                    assert_eq!(found, expected(60, part as u64, yes as u64, true), "{part} {yes}");
                }
            }
        }
    }
    assert_eq!(triples, 39_711);
    assert!(passed > 5_000, "{passed}");
}

/// The fewest more who agree, and of them the fewest who join: tried one by one.
fn least(total: u64, part: u64, yes: u64, special: bool) -> (u64, u64) {
    for more in 0..=total {
        for new in 0..=more.min(total - part) {
            let (part, yes) = (part + new, yes + more);
            if yes <= part && expected(total, part, yes, special) == Outcome::Passed {
                return (more, new);
            }
        }
    }
    unreachable!("all agree")
}

#[test]
fn the_least_further_consent_against_all_owners() {
    let tally = |total, part, yes| {
        let of = |n: u32| weight(n, &n.to_string());
        Tally::declared(of(total), of(part), of(yes)).unwrap()
    };
    // 2020: 151 of 300 attend and 151 of all agree.
    let ordinary = Majority::of_all(false).unwrap();
    let further = Further::of(&tally(300, 140, 140), &ordinary);
    assert_eq!((further.heads, further.new_heads), (11, 11));
    let further = Further::of(&tally(300, 200, 140), &ordinary);
    assert_eq!((further.heads, further.new_heads), (11, 0));
    // 160 take part and 150 agree; 200 must: 50 more, of whom 10 are there and 40 join.
    let further = Further::of(&tally(300, 160, 150), &Majority::of_all(true).unwrap());
    assert_eq!((further.heads, further.new_heads), (50, 40));
}

/// A roll of heads of 1 m² and one large unit for each limb's rest, so that heads and area are set apart from each
/// other.
fn apart(total: wuye::matter::Weight) -> Vec<Unit> {
    let heads = u64::from(total.heads);
    let hundredths = u64::try_from(total.area.hundredths()).unwrap();
    let each = hundredths / heads;
    let m2 = |hundredths: u64| format!("{}.{:02}", hundredths / 100, hundredths % 100);
    let last = hundredths - each * (heads - 1);
    (0..heads)
        .map(|i| flat(&format!("u{i}"), &format!("o{i}"), &m2(if i + 1 == heads { last } else { each })))
        .collect()
}

#[test]
fn every_threshold_at_one_head_and_at_a_hundredth_of_a_square_metre() {
    // Some of a head's units vote, so that heads and area move apart: each owner has two units, the second of 0.01 m².
    let half = |heads: u32, m2: &str| {
        let mut units = apart(weight(heads, m2));
        let small: Vec<Unit> = (0..heads).map(|i| flat(&format!("s{i}"), &format!("o{i}"), "0.01")).collect();
        units.extend(small);
        units
    };
    let mut seen = [0_u32; 2];
    for (heads, m2) in
        [(3, "300.00"), (12, "1200.00"), (12, "1199.99"), (27, "2700.02"), (60, "6000.01"), (61, "6100.00")]
    {
        let roll = frozen(half(heads, m2));
        let total = roll.total();
        let all = u64::try_from(total.area.hundredths()).unwrap();
        let n = usize::try_from(heads).unwrap();
        let large: Vec<u64> = roll
            .roll()
            .units()
            .iter()
            .map(|unit| u64::try_from(unit.registered.unwrap().hundredths()).unwrap())
            .collect();
        for special in [false, true] {
            // So many heads take part with their small units, and so many large units are added, then hundredths.
            for part_heads in near(Need::TwoThirds.least(u64::from(heads)), u64::from(heads)) {
                let part_heads = usize::try_from(part_heads).unwrap();
                let mut column: Vec<Option<Vote>> = vec![None; 2 * n];
                for slot in column.iter_mut().skip(n).take(part_heads) {
                    *slot = Some(Vote::For);
                }
                let mut sum: u64 =
                    column.iter().zip(&large).filter(|(vote, _)| vote.is_some()).map(|(_, area)| area).sum();
                // Large units of owners who take part, until the area is at its threshold or beside it.
                let wanted = Need::TwoThirds.least(all);
                for i in 0..part_heads {
                    if sum + large[i] <= wanted {
                        column[i] = Some(Vote::For);
                        sum += large[i];
                    }
                }
                let votes = column_of(&roll, &column);
                let count = plain(&roll, &votes, PLAIN);
                let part = (u64::try_from(part_heads).unwrap(), sum);
                assert_eq!(
                    (u64::from(count.cast().participating().heads), hundredths(count.cast().participating())),
                    part
                );
                let outcome = resolve_of(&count, special);
                let quorum = Need::TwoThirds.passes(part.0, u64::from(heads)) && Need::TwoThirds.passes(part.1, all);
                assert_eq!(outcome != Outcome::NoQuorum, quorum, "{heads} {m2} {part:?}");
                seen[usize::from(quorum)] += 1;
                // Then each number that agrees near the threshold of consent, in heads alone and in area alone.
                let consent = if special { Need::ThreeQuarters } else { Need::OverHalf };
                for yes in near(consent.least(part.0), part.0) {
                    let mut column = column.clone();
                    for i in usize::try_from(yes).unwrap()..part_heads {
                        column[i + n] = Some(Vote::Abstain);
                        column[i] = column[i].map(|_| Vote::Abstain);
                    }
                    let count = plain(&roll, &column_of(&roll, &column), PLAIN);
                    let agreed = count.cast().consenting();
                    assert_eq!(u64::from(agreed.heads), yes);
                    let passes = quorum && consent.passes(yes, part.0) && consent.passes(hundredths(agreed), part.1);
                    assert_eq!(resolve_of(&count, special) == Outcome::Passed, passes, "{heads} {m2} {part:?} {yes}");
                }
            }
        }
        // The area at its threshold to the hundredth, by one unit of just that size.
        for hundredths_in in near(Need::TwoThirds.least(all), all) {
            let m2 = |n: u64| format!("{}.{:02}", n / 100, n % 100);
            let units = vec![
                flat("a", "a", &m2(hundredths_in)),
                flat("b", "b", &m2((all - hundredths_in).max(1))),
                flat("c", "a", "0.01"),
            ];
            let roll = frozen(units);
            let whole = u64::try_from(roll.total().area.hundredths()).unwrap();
            let votes = column_of(&roll, &[Some(Vote::For), None, None]);
            let count = plain(&roll, &votes, PLAIN);
            let reached = Need::TwoThirds.passes(hundredths_in, whole);
            let short = wuye::matter::resolve(
                "c1".parse().unwrap(),
                Matter::Provider,
                day("2026-06-01"),
                count.cast().clone(),
                Majority::of_participants(false).unwrap(),
                rulebook("000000").majority(Matter::Provider, day("2026-06-01")).unwrap().1,
            );
            assert_eq!(short.short().iter().any(|short| short.limb == Limb::Area), !reached);
        }
    }
    assert!(seen.iter().all(|n| *n > 5), "{seen:?}");
}

fn near(n: u64, most: u64) -> impl Iterator<Item = u64> {
    (n.saturating_sub(1)..=n + 1).filter(move |n| *n <= most)
}

fn column_of(roll: &FrozenRoll, votes: &[Option<Vote>]) -> Votes {
    column(roll, votes)
}

fn hundredths(weight: wuye::matter::Weight) -> u64 {
    u64::try_from(weight.area.hundredths()).unwrap()
}

fn resolve_of(count: &wuye::meeting::Count, special: bool) -> Outcome {
    let law = rulebook("000000").majority(Matter::Provider, day("2026-06-01")).unwrap().1;
    let majority = Majority::of_participants(special).unwrap();
    let (compound, on) = ("c1".parse().unwrap(), day("2026-06-01"));
    wuye::matter::resolve(compound, Matter::Provider, on, count.cast().clone(), majority, law).outcome()
}
