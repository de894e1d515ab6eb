//! The owners' assembly as it is stored: ballots, rules of a vote, results.

use wuye::meeting::checks::{Check, Item, Seen, check};
use wuye::meeting::{
    Ballot, BallotForm, BallotId, Calendar, Candidate, CertificateId, Counting, Deemed, DeemedGrounds, Election,
    FrozenRoll, Further, Intake, InvalidBallots, Method, PersonId, Poll, PrintedLimb, PublishedDraw, RankRule,
    Received, Scope, Signer, SplitHead, Straddle, TallyPolicy, Unreturned, Vote, Votes, decide, receive,
};
use wuye::rule::{HeadBasis, ParkingArea};

use super::*;

fn homes() -> FrozenRoll {
    let unit = |id: &str, owner: &str| estate::Unit {
        id: parsed(id),
        building: Some(parsed("1")),
        kind: UnitKind::Dwelling,
        state: UnitState::Delivered,
        owner: parsed(owner),
        registered: Some(parsed("90")),
        surveyed: None,
        contract: None,
    };
    let owner = |id: &str| estate::Owner { id: parsed(id), kind: OwnerKind::Buyer };
    let units = vec![unit("1-101", "wang"), unit("1-102", "wang"), unit("1-201", "li"), unit("1-202", "zhao")];
    let roll = Roll::new(day("2022-02-01"), vec![owner("wang"), owner("li"), owner("zhao")], units).unwrap();
    FrozenRoll::freeze(parsed("wenyan-yaju"), roll, counting()).unwrap()
}

fn counting() -> Counting {
    Counting { heads: HeadBasis::Unit, parking: ParkingArea::LeftOut }
}

fn ballots() -> Vec<Ballot> {
    let ballot = |id: &str, unit: &str, vote, on: &str, by| Ballot {
        id: parsed(id),
        unit: parsed(unit),
        vote,
        form: BallotForm::Electronic,
        on: day(on),
        by,
    };
    let proxy = Signer::Proxy { from: parsed("wang"), holder: parsed("li"), written: true };
    let representative = Signer::Representative { holder: parsed("sun"), signed: true };
    vec![
        ballot("1", "1-101", Vote::For, "2022-02-20", Signer::Owner),
        ballot("2", "1-102", Vote::Against, "2022-02-20", proxy),
        ballot("3", "1-201", Vote::For, "2022-02-21", Signer::Guardian { shown: true }),
        ballot("4", "1-202", Vote::Abstain, "2022-02-21", Signer::CoOwner),
        ballot("5", "1-201", Vote::Invalid, "2022-02-22", representative),
    ]
}

pub fn freeze(f: &mut Frozen) {
    let ids: (BallotId, PersonId, CertificateId) = (parsed("1"), parsed("li"), parsed("cert-1"));
    f.stored("meeting_ids", &ids);
    f.stored("counting", &counting());
    let units = || vec![parsed("1-101"), parsed("1-102")];
    let scopes =
        vec![Scope::Compound, Scope::Building(parsed("1")), Scope::Entrance(units()), Scope::FundScope(units())];
    f.stored("scope_of_vote", &scopes);
    f.stored("signer", &ballots().into_iter().map(|ballot| ballot.by).collect::<Vec<_>>());
    f.stored("ballot", &ballots());
    let plain = Intake::new(day("2022-02-15"), day("2022-02-28")).unwrap();
    let capped = Intake { proxy_cap: Some(3), proxy_is_owner: true, barred: vec![parsed("manager")], ..plain.clone() };
    f.stored("intake", &vec![plain.clone(), capped]);
    let received = receive(&homes(), &ballots(), &plain).unwrap();
    f.stored("refused_ballot", &received.refused);
    let policy = TallyPolicy { split: SplitHead::LargerArea, invalid: InvalidBallots::NotParticipating };
    f.stored("tally_policy", &policy);
    let grounds = DeemedGrounds { clause: Some(attested(true)), warned: Some(attested(true)) };
    f.stored("deemed_grounds", &vec![grounds.clone(), DeemedGrounds::default()]);
    let floor = parsed(">1/2");
    let follow = Unreturned::FollowMajority(grounds.clone());
    let policies =
        vec![Unreturned::NotParticipating, follow.clone(), Unreturned::FollowMajorityWithFloor { grounds, floor }];
    f.stored("unreturned", &policies);
    let poll = Poll { matter: Matter::Provider, opened: day("2022-02-15"), decided: day("2022-02-28"), straddle: None };
    f.stored("poll", &vec![poll, Poll { straddle: Some(Straddle::AtDecision), ..poll }]);
    let votes = [Some(Vote::For), Some(Vote::For), Some(Vote::For), None];
    let votes = Votes::from_column(&homes(), &votes).unwrap();
    let method = Method { policy, unreturned: &follow, served: &[true; 4] };
    let national = wuye::places::rulebook_for(Place::NATION).unwrap();
    let sheet = decide(&national, &homes(), poll, &Received { votes, ..received }, method).unwrap();
    f.written("count", sheet.count());
    let not = Deemed::Not(wuye::meeting::NotDeemed::MajoritiesDiffer);
    f.written("deemed", &vec![sheet.count().deemed().clone(), not]);
    f.written("sheet", &sheet);
    f.stored("further", &Further { heads: 38, new_heads: 10, area: parsed("3750"), new_area: parsed("0.01") });
    let printed = PrintedLimb { limb: Limb::Heads, total: 1_291, yes: 417, no: 278, abstaining: 8, served: 584 };
    f.stored("printed_limb", &printed);
    let rest = ["2022-10-01", "2022-10-02"].map(day);
    f.stored("calendar", &Calendar::new(span("2022-01-01", "2023-01-01"), rest).unwrap());
    let candidate = |person: &str, heads| Candidate { person: parsed(person), agreed: weight(heads, "15000") };
    let draw = Draw { generator: Generator::SplitMix64, seed: 20_260_901 };
    let draw = PublishedDraw { draw, published: day("2022-02-27") };
    let election = Election {
        held: day("2022-02-28"),
        seats: 1,
        total: weight(300, "30000"),
        participating: weight(200, "20000"),
        majority: Majority::of_participants(false).unwrap(),
        rank: RankRule::Heads,
        candidates: vec![candidate("li", 150), candidate("sun", 160)],
        draw: Some(draw),
    };
    f.stored("candidate", &election.candidates);
    f.stored("published_draw", &draw);
    f.stored("election", &vec![election.clone(), Election { draw: None, ..election }]);
    let seen = [
        Seen::Count(6),
        Seen::Part { part: 3, whole: 7 },
        Seen::Ahead { first: day("2022-06-01"), event: day("2022-06-15") },
        Seen::Since { event: day("2022-06-01"), done: day("2022-07-02") },
        Seen::Money(parsed("30000")),
        Seen::OfMoney { part: parsed("2700"), whole: parsed("9000") },
        Seen::Area(parsed("1200")),
        Seen::On(day("2000-12-31")),
        Seen::Case(wuye::rule::EmergencyCase::Lift),
    ];
    f.written("seen", &seen);
    let hangzhou = wuye::places::rulebook_for(parsed("330100")).unwrap();
    let notice = hangzhou.setting(Key::Figure(Figure::ExtraordinaryNotice), today());
    let seven = Seen::Ahead { first: day("2022-06-08"), event: day("2022-06-15") };
    let finding: Check = check(Item::Notice, &notice, Some(seven));
    f.written("contested", &finding.contested);
    f.written("check", &finding);
}
