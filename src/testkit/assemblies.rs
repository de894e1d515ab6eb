//! Strategies of the owners' assembly.

use super::*;

// ------------------------------------------------------------------------------------------------ rolls and ballots

/// 计票口径 — any [`Counting`].
pub fn counting() -> BoxedStrategy<Counting> {
    (any::<HeadBasis>(), any::<ParkingArea>()).prop_map(|(heads, parking)| Counting { heads, parking }).boxed()
}

/// 计票规则 — any [`TallyPolicy`].
pub fn tally_policy() -> BoxedStrategy<TallyPolicy> {
    (any::<SplitHead>(), any::<InvalidBallots>()).prop_map(|(split, invalid)| TallyPolicy { split, invalid }).boxed()
}

/// 已表决专有部分 — 1 to 12 units of few owners, so that many have several and vote differently; unsold stock; ballots of
/// every kind and none.
pub fn cast_units() -> BoxedStrategy<Vec<CastUnit>> {
    let unit =
        (0..6_u8, prop_oneof![4 => Just(false), 1 => Just(true)], 1..=3_i64, option::weighted(0.8, any::<Vote>()));
    let unit = unit.prop_map(|(owner, stock, size, vote)| CastUnit {
        owner: sure(OwnerId::new(if stock { "建设单位".to_owned() } else { format!("业主{owner}") })),
        stock,
        area: sure(Area::from_hundredths(size.saturating_mul(4_478))),
        vote,
    });
    vec(unit, 1..=12).boxed()
}

/// The roll of such units, numbered in their order.
pub fn roll_of(units: &[CastUnit]) -> FrozenRoll {
    let on = sure(Day::new(2026, 5, 1));
    let unit = |(i, unit): (usize, &CastUnit)| Unit {
        id: sure(UnitId::new(format!("1-{i}"))),
        building: None,
        kind: UnitKind::Dwelling,
        state: if unit.stock { UnitState::Unsold } else { UnitState::Delivered },
        owner: unit.owner.clone(),
        registered: Some(unit.area),
        surveyed: None,
        contract: None,
    };
    let names: std::collections::BTreeMap<&OwnerId, bool> =
        units.iter().map(|unit| (&unit.owner, unit.stock)).collect();
    let kind = |stock: bool| if stock { OwnerKind::Developer } else { OwnerKind::Buyer };
    let owners = names.iter().map(|(id, stock)| Owner { id: (*id).clone(), kind: kind(*stock) }).collect();
    let roll = sure(Roll::new(on, owners, units.iter().enumerate().map(unit).collect()));
    let counting = Counting { heads: HeadBasis::Unit, parking: ParkingArea::Counted };
    sure(FrozenRoll::freeze(sure(CompoundId::new("c1")), roll, counting))
}

/// 冻结名册 — a [`FrozenRoll`] of 1 to 12 units with its [`Votes`].
pub fn frozen_roll() -> BoxedStrategy<(FrozenRoll, Votes)> {
    cast_units()
        .prop_map(|units| {
            let roll = roll_of(&units);
            let votes: Vec<Option<Vote>> = units.iter().map(|unit| unit.vote).collect();
            let votes = sure(Votes::from_column(&roll, &votes));
            (roll, votes)
        })
        .boxed()
}

/// 表决范围 — any [`Scope`].
pub fn scope_of_vote() -> BoxedStrategy<crate::meeting::Scope> {
    use crate::meeting::Scope;
    prop_oneof![
        Just(Scope::Compound),
        building_id().prop_map(Scope::Building),
        vec(unit_id(), 0..=3).prop_map(Scope::Entrance),
        vec(unit_id(), 0..=3).prop_map(Scope::FundScope),
    ]
    .boxed()
}

fn person() -> BoxedStrategy<PersonId> {
    (0..4_u8).prop_map(|i| sure(PersonId::new(format!("业主{i}")))).boxed()
}

/// 签署人 — any [`Signer`].
pub fn signer() -> BoxedStrategy<Signer> {
    let from = (0..4_u8).prop_map(|i| sure(OwnerId::new(format!("业主{i}"))));
    prop_oneof![
        6 => Just(Signer::Owner),
        1 => Just(Signer::CoOwner),
        1 => any::<bool>().prop_map(|shown| Signer::Guardian { shown }),
        3 => (from, person(), any::<bool>())
            .prop_map(|(from, holder, written)| Signer::Proxy { from, holder, written }),
        1 => (person(), any::<bool>()).prop_map(|(holder, signed)| Signer::Representative { holder, signed }),
    ]
    .boxed()
}

/// A day from 2026-05-30 on, often within the window of [`ballots`].
fn vote_day() -> BoxedStrategy<Day> {
    (0..=20_u32).prop_map(|n| sure(Period::Days(n).after(sure(Day::new(2026, 5, 30))))).boxed()
}

/// 表决票 — 0 to 12 [`Ballot`]s for few units: late and early ones, several for one unit, some off the roll.
pub fn ballots() -> BoxedStrategy<Vec<Ballot>> {
    let one = (0..14_u8, any::<Vote>(), any::<BallotForm>(), vote_day(), signer());
    vec(one, 0..=12)
        .prop_map(|list| {
            let ballot = |(i, (unit, vote, form, on, by)): (usize, (u8, Vote, BallotForm, Day, Signer))| Ballot {
                id: sure(BallotId::new(format!("票{i}"))),
                unit: sure(UnitId::new(format!("1-{unit}"))),
                vote,
                form,
                on,
                by,
            };
            list.into_iter().enumerate().map(ballot).collect()
        })
        .boxed()
}

/// 收票规则 — an [`Intake`] of the first half of June 2026.
pub fn intake() -> BoxedStrategy<Intake> {
    (option::of(0..=3_u32), any::<bool>(), vec(person(), 0..=1))
        .prop_map(|(proxy_cap, proxy_is_owner, barred)| Intake {
            proxy_cap,
            proxy_is_owner,
            barred,
            ..sure(Intake::new(sure(Day::new(2026, 6, 1)), sure(Day::new(2026, 6, 15))))
        })
        .boxed()
}

/// 拒收票 — any [`Refused`].
pub fn refused() -> BoxedStrategy<Refused> {
    let id = (0..20_u8).prop_map(|i| sure(BallotId::new(format!("票{i}"))));
    (id, unit_id(), any::<RefusedFor>()).prop_map(|(ballot, unit, reason)| Refused { ballot, unit, reason }).boxed()
}

/// 从多数的依据 — any [`DeemedGrounds`].
pub fn deemed_grounds() -> BoxedStrategy<DeemedGrounds> {
    let fact = || option::weighted(0.8, stated(prop_oneof![6 => Just(true), 1 => Just(false)]));
    (fact(), fact()).prop_map(|(clause, warned)| DeemedGrounds { clause, warned }).boxed()
}

/// 未返票处理 — any [`Unreturned`].
pub fn unreturned() -> BoxedStrategy<Unreturned> {
    prop_oneof![
        1 => Just(Unreturned::NotParticipating),
        2 => deemed_grounds().prop_map(Unreturned::FollowMajority),
        2 => (deemed_grounds(), threshold())
            .prop_map(|(grounds, floor)| Unreturned::FollowMajorityWithFloor { grounds, floor }),
    ]
    .boxed()
}

// ------------------------------------------------------------------------------------------------ results

/// 表决 — a [`Poll`] on or after the day of [`frozen_roll`].
pub fn poll() -> BoxedStrategy<Poll> {
    (any::<Matter>(), vote_day(), 0..=60_u32, option::of(any::<Straddle>()))
        .prop_map(|(matter, opened, n, straddle)| {
            let decided = sure(Period::Days(n).after(opened));
            Poll { matter, opened, decided, straddle }
        })
        .boxed()
}

/// 表决结果单 — a [`Sheet`] under the national law.
pub fn sheet() -> BoxedStrategy<Sheet> {
    (frozen_roll(), poll(), tally_policy(), unreturned(), vec(any::<bool>(), 12), vec(refused(), 0..=2))
        .prop_map(|((roll, votes), poll, policy, unreturned, served, refused)| {
            let served: Vec<bool> = served.into_iter().take(roll.roll().units().len()).collect();
            let received = Received { votes, refused, forms: [0; 3] };
            let rulebook = sure(crate::places::rulebook_for(Place::NATION));
            let method = Method { policy, unreturned: &unreturned, served: &served };
            sure(decide(&rulebook, &roll, poll, &received, method))
        })
        .boxed()
}

/// 尚需同意 — any [`Further`].
pub fn further() -> BoxedStrategy<Further> {
    vote().prop_map(|(majority, record)| Further::of(&declared(&record), &majority)).boxed()
}

/// 单项票数 — a [`PrintedLimb`] whose parts do not exceed its total.
pub fn printed_limb() -> BoxedStrategy<PrintedLimb> {
    let limb = prop_oneof![Just(crate::matter::Limb::Heads), Just(crate::matter::Limb::Area)];
    let parts = (0..=500_u64, 0..=500_u64, 0..=50_u64, 0..=500_u64);
    (limb, parts, 1..=500_u64)
        .prop_map(|(limb, (yes, no, abstaining, served), rest)| {
            let total = [yes, no, abstaining, served, rest].into_iter().fold(0, u64::saturating_add);
            PrintedLimb { limb, total, yes, no, abstaining, served }
        })
        .boxed()
}

// ------------------------------------------------------------------------------------------------ days and checks

/// 日历 — a [`Calendar`] of some years with 0 to 6 days of rest.
pub fn calendar() -> BoxedStrategy<Calendar> {
    (year_span(), vec(0..=364_u32, 0..=6))
        .prop_map(|(covers, days)| {
            let rest: Vec<Day> = days.into_iter().filter_map(|n| Period::Days(n).after(covers.start()).ok()).collect();
            let rest: Vec<Day> = rest.into_iter().filter(|day| covers.contains(*day)).collect();
            sure(Calendar::new(covers, rest))
        })
        .boxed()
}

/// 所见 — any [`Seen`](crate::meeting::checks::Seen).
pub fn seen() -> BoxedStrategy<crate::meeting::checks::Seen> {
    use crate::meeting::checks::Seen;
    prop_oneof![
        (0..=20_u32).prop_map(Seen::Count),
        (0..=20_u64, 1..=20_u64).prop_map(|(a, b)| Seen::Part { part: a.min(b), whole: a.max(b) }),
        (day(), day()).prop_map(|(first, event)| Seen::Ahead { first, event }),
        (day(), day()).prop_map(|(event, done)| Seen::Since { event, done }),
        money().prop_map(Seen::Money),
        (amount(), amount()).prop_map(|(part, whole)| Seen::OfMoney { part, whole }),
        area().prop_map(Seen::Area),
        day().prop_map(Seen::On),
        any::<EmergencyCase>().prop_map(Seen::Case),
    ]
    .boxed()
}

/// 核对结果 — a [`Check`](crate::meeting::checks::Check) of a number of law of a place of this crate.
pub fn check_of_law() -> BoxedStrategy<crate::meeting::checks::Check> {
    use crate::meeting::checks::{Item, check};
    let places = sure(crate::places::held());
    (any::<Item>(), select(places), any::<Figure>(), day(), option::of(seen()))
        .prop_map(|(item, place, figure, day, seen)| {
            let rulebook = sure(crate::places::rulebook_for(place));
            check(item, &rulebook.setting(Key::Figure(figure), day), seen)
        })
        .boxed()
}

/// 业主委员会会议 — a [`Sitting`](crate::meeting::checks::Sitting) that can have been.
pub fn sitting() -> BoxedStrategy<crate::meeting::checks::Sitting> {
    (1..=11_u32, 0..=11_u32, 0..=3_u32, 0..=11_u32)
        .prop_map(|(seats, present, by_proxy, agreed)| {
            let present = present.min(seats);
            let by_proxy = by_proxy.min(seats.saturating_sub(present));
            crate::meeting::checks::Sitting { seats, present, by_proxy, agreed: agreed.min(present) }
        })
        .boxed()
}

// ------------------------------------------------------------------------------------------------ elections

/// 差额选举 — an [`Election`] of 1 to 5 seats among 0 to 7 candidates who often tie, with a draw published the day before.
pub fn election() -> BoxedStrategy<Election> {
    let votes = vec((0..=3_u32, 0..=3_i64), 0..=7);
    (1..=5_u32, votes, majority(), any::<RankRule>(), draw(), 0..=3_u32)
        .prop_map(|(seats, votes, majority, rank, draw, absent)| {
            let weight = |heads: u32, tenths: i64| Weight {
                heads,
                area: sure(Area::from_hundredths(tenths.saturating_mul(1_000))),
            };
            let candidate = |(i, (heads, tenths)): (usize, (u32, i64))| Candidate {
                person: sure(PersonId::new(format!("候选人{i}"))),
                agreed: weight(heads.saturating_add(4), tenths.saturating_add(4)),
            };
            let held = sure(Day::new(2026, 6, 15));
            let published = sure(Day::new(2026, 6, 14));
            Election {
                held,
                seats,
                total: weight(absent.saturating_add(7), i64::from(absent).saturating_add(7)),
                participating: weight(7, 7),
                majority,
                rank,
                candidates: votes.into_iter().enumerate().map(candidate).collect(),
                draw: Some(PublishedDraw { draw, published }),
            }
        })
        .boxed()
}
