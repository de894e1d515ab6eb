//! The owners' assembly: its errors, and what its results say.

use wuye::estate::{Owner, OwnerKind, Roll, Stated, Unit, UnitKind, UnitState};
use wuye::law::Authority;
use wuye::matter::{Limb, Majority, Matter};
use wuye::measure::draw::{Draw, Generator};
use wuye::measure::{Day, Period};
use wuye::meeting::checks::{Item, Seen, check, part, party_share, policy};
use wuye::meeting::{
    Ballot, BallotForm, Calendar, Candidate, Counting, DeemedGrounds, Election, FrozenRoll, Intake, InvalidBallots,
    Method, NotDeemed, Poll, PrintedLimb, PublishedDraw, RankRule, Received, Refused, RefusedFor, Scope, Signer,
    SplitHead, Straddle, TallyPolicy, Unreturned, Vote, Votes, count, decide, elect, latest_notice, receive, verify,
};
use wuye::rule::{Figure, HeadBasis, Key, ParkingArea};
use wuye::terms::Lang;

use crate::Page;
use crate::errors::{Made, refused};
use crate::inputs::{day, id, span, weight};

fn counting() -> Counting {
    Counting { heads: HeadBasis::Unit, parking: ParkingArea::LeftOut }
}

fn unit(id: &str, owner: &str, m2: &str) -> Unit {
    Unit {
        id: id.parse().unwrap(),
        building: None,
        kind: UnitKind::Dwelling,
        state: UnitState::Delivered,
        owner: owner.parse().unwrap(),
        registered: Some(m2.parse().unwrap()),
        surveyed: None,
        contract: None,
    }
}

fn roll(units: Vec<Unit>, kind: OwnerKind) -> Roll {
    let owners: std::collections::BTreeSet<_> = units.iter().map(|unit| unit.owner.clone()).collect();
    let owners = owners.into_iter().map(|id| Owner { id, kind }).collect();
    Roll::new(day("2020-12-01"), owners, units).unwrap()
}

/// Six homes of five owners.
fn homes() -> FrozenRoll {
    let owners = ["甲", "甲", "乙", "丙", "丁", "戊"];
    let m2 = |i| if i == 0 { "180" } else { "90" };
    let units = owners.iter().enumerate().map(|(i, owner)| unit(&format!("1-{i}"), owner, m2(i))).collect();
    FrozenRoll::freeze(id("c1"), roll(units, OwnerKind::Buyer), counting()).unwrap()
}

fn votes(list: [Option<Vote>; 6]) -> Received {
    Received { votes: Votes::from_column(&homes(), &list).unwrap(), refused: vec![], forms: [0; 3] }
}

const YES: Option<Vote> = Some(Vote::For);
const NO: Option<Vote> = Some(Vote::Against);

const PLAIN: TallyPolicy = TallyPolicy { split: SplitHead::Abstains, invalid: InvalidBallots::NotParticipating };

fn poll(opened: &str, decided: &str) -> Poll {
    Poll { matter: Matter::UseFund, opened: day(opened), decided: day(decided), straddle: None }
}

fn method(unreturned: &Unreturned) -> Method<'_> {
    Method { policy: PLAIN, unreturned, served: &[true; 6] }
}

fn national() -> wuye::rule::Rulebook {
    wuye::places::rulebook_for("000000".parse().unwrap()).unwrap()
}

fn grounds(clause: Option<bool>) -> DeemedGrounds {
    let stated = |value| Stated::new(value, day("2020-12-01"), Authority::OwnersCommittee);
    DeemedGrounds { clause: clause.map(stated), warned: Some(stated(true)) }
}

fn election(candidates: &[(&str, u32)], draw: Option<&str>) -> Election {
    let candidate =
        |(person, heads): &(&str, u32)| Candidate { person: person.parse().unwrap(), agreed: weight(*heads, "15000") };
    let draw_of =
        |on: &str| PublishedDraw { draw: Draw { generator: Generator::SplitMix64, seed: 9 }, published: day(on) };
    Election {
        held: day("2022-03-01"),
        seats: 1,
        total: weight(300, "30000"),
        participating: weight(200, "20000"),
        majority: Majority::of_participants(false).unwrap(),
        rank: RankRule::Heads,
        candidates: candidates.iter().map(candidate).collect(),
        draw: draw.map(draw_of),
    }
}

pub fn errors() -> Vec<Made> {
    let freeze = |unit: Unit, kind| FrozenRoll::freeze(id("c1"), roll(vec![unit], kind), counting());
    let stock = Unit { state: UnitState::Unsold, ..unit("1-1", "甲", "90") };
    let parking = Unit { kind: UnitKind::Parking, ..unit("1-1", "甲", "15") };
    let quiet = Unreturned::NotParticipating;
    let straddling = poll("2020-12-20", "2021-01-05");
    let run = |poll| decide(&national(), &homes(), poll, &votes([YES; 6]), method(&quiet));
    let ballot = Ballot {
        id: "7".parse().unwrap(),
        unit: "1-0".parse().unwrap(),
        vote: Vote::For,
        form: BallotForm::Written,
        on: day("2021-02-02"),
        by: Signer::Owner,
    };
    let window = |first: &str, last: &str| Intake::new(day(first), day(last));
    let early = window("2020-11-30", "2020-12-15").unwrap();
    let february = window("2021-02-01", "2021-02-10").unwrap();
    let calendar = Calendar::new(span("2021-01-01", "2022-01-01"), []).unwrap();
    let printed = PrintedLimb { limb: Limb::Heads, total: 10, yes: 6, no: 5, abstaining: 0, served: 0 };
    let building = Scope::Building("3".parse().unwrap());
    let off = Scope::FundScope(vec!["9-9".parse().unwrap()]);
    let sheet = run(poll("2021-02-01", "2021-02-10")).unwrap();
    let mut record = sheet.cast().unwrap().record();
    record.tally = None;
    let verified = verify(&national(), &homes(), sheet.poll(), &votes([YES; 6]), method(&quiet), &record);
    let both = Votes::from_column(&homes(), &[YES; 6]).unwrap();
    vec![
        ("meeting_measure", "100 years before 1950", refused(latest_notice(day("1950-01-01"), Period::Years(100)))),
        ("developer_and_buyer", "a buyer of an unsold home", refused(freeze(stock, OwnerKind::Buyer))),
        (
            "developer_and_buyer",
            "the developer of a delivered one",
            refused(freeze(unit("1-1", "甲", "90"), OwnerKind::Developer)),
        ),
        ("off_roll", "a scope with a home that is not there", refused(homes().within(&off))),
        ("empty_scope", "nothing but parking, which does not count", refused(freeze(parking, OwnerKind::Buyer))),
        ("empty_scope", "no home in the scope", refused(homes().within(&Scope::Entrance(vec![])))),
        ("no_building", "building 3 of a roll without buildings", refused(homes().within(&building))),
        ("empty_window", "from the 10th to the 1st", refused(window("2021-02-10", "2021-02-01"))),
        ("window_before_roll", "from the day before the roll's", refused(receive(&homes(), &[], &early))),
        ("day_before_roll", "a poll before the roll", refused(run(poll("2020-11-30", "2020-12-15")))),
        ("decided_before_opened", "decided before it began", refused(run(poll("2020-12-20", "2020-12-19")))),
        ("duplicate_ballot", "one ballot twice", refused(receive(&homes(), &[ballot.clone(), ballot], &february))),
        ("other_roll", "votes of three homes", refused(Votes::from_column(&homes(), &[YES; 3]))),
        ("voted_twice", "a poll and itself", refused(both.merge(&both))),
        ("straddle_undeclared", "on both sides of 2021-01-01", refused(run(straddling))),
        ("record_of_vote_differs", "a record without its totals", refused(verified)),
        ("more_than_total", "eleven of ten", refused(printed.under(&Majority::of_all(false).unwrap(), &quiet))),
        ("calendar_ends", "30 days from December", refused(calendar.last_day(day("2021-12-15"), Period::Days(30)))),
        ("no_seats", "an election to nothing", refused(elect(&Election { seats: 0, ..election(&[], None) }))),
        ("duplicate_candidate", "one candidate twice", refused(elect(&election(&[("王", 150), ("王", 160)], None)))),
        ("tie_without_draw", "two alike for one seat", refused(elect(&election(&[("王", 150), ("李", 150)], None)))),
        (
            "draw_too_late",
            "drawn on the day itself",
            refused(elect(&election(&[("王", 150), ("李", 150)], Some("2022-03-01")))),
        ),
        ("part_over_whole", "eight of seven", refused(part(8, 7))),
    ]
}

/// Codes that nobody can produce.
pub const UNREACHABLE: [(&str, &str); 3] = [
    ("meeting_estate", "a part of a roll that stands is a roll that stands"),
    ("meeting_matter", "what is counted on a frozen roll is a tally that can be"),
    ("meeting_draw", "a tie has at least two candidates and far fewer than a draw takes"),
];

pub fn answers(page: &mut Page) {
    page.section("Results of a vote");
    let quiet = Unreturned::NotParticipating;
    let follow = Unreturned::FollowMajority(grounds(Some(true)));
    let floor = Unreturned::FollowMajorityWithFloor { grounds: grounds(Some(true)), floor: ">1/2".parse().unwrap() };
    let on = poll("2021-02-01", "2021-02-10");
    let mut sheet = |case: &str, poll: Poll, received: &Received, unreturned: &Unreturned| {
        let sheet = decide(&national(), &homes(), poll, received, method(unreturned)).unwrap();
        page.row(case, |lang| {
            sheet.render(lang).join(match lang {
                Lang::Zh => "",
                Lang::En => " ",
            })
        });
    };
    sheet("all agree", on, &votes([YES; 6]), &quiet);
    sheet("three of five owners took part", on, &votes([YES, YES, YES, NO, None, None]), &quiet);
    sheet("the others follow", on, &votes([YES, YES, YES, NO, None, None]), &follow);
    sheet(
        "across the change of law",
        Poll { straddle: Some(Straddle::AtOpening), ..poll("2020-12-20", "2021-01-05") },
        &votes([YES, YES, YES, NO, NO, None]),
        &quiet,
    );
    let late = Refused { ballot: "7".parse().unwrap(), unit: "1-5".parse().unwrap(), reason: RefusedFor::Late };
    sheet("a late ballot", on, &Received { refused: vec![late], ..votes([YES, YES, YES, YES, NO, None]) }, &quiet);
    page.section("What is deemed");
    let deemed = |list: [Option<Vote>; 6], unreturned: &Unreturned| {
        count(&homes(), &votes(list).votes, PLAIN, unreturned, &[true; 6]).unwrap().deemed().clone()
    };
    let some = [YES, YES, YES, NO, None, None];
    let cases = [
        ("by default", deemed(some, &quiet)),
        ("nobody stated the clause", deemed(some, &Unreturned::FollowMajority(grounds(None)))),
        ("the rules have no clause", deemed(some, &Unreturned::FollowMajority(grounds(Some(false))))),
        ("one against one", deemed([None, None, YES, NO, None, None], &follow)),
        ("heads against, area for", deemed([YES, YES, NO, NO, None, None], &follow)),
        ("a majority below the floor", deemed([None, None, YES, YES, NO, None], &floor)),
        ("the others follow", deemed(some, &follow)),
    ];
    for (case, deemed) in &cases {
        page.row(case, |lang| deemed.render(lang));
    }
    for reason in NotDeemed::ALL {
        page.row(&format!("`{reason}`"), |lang| reason.render(lang).to_owned());
    }
    page.section("Refused ballots");
    for reason in RefusedFor::ALL {
        let refused = Refused { ballot: "7".parse().unwrap(), unit: "1-5".parse().unwrap(), reason: *reason };
        page.row(&format!("`{reason}`"), |lang| refused.render(lang));
    }
    page.section("Checks");
    checks(page);
}

fn checks(page: &mut Page) {
    let of = |code: &str, key: Key| {
        wuye::places::rulebook_for(code.parse().unwrap()).unwrap().setting(key, day("2024-06-01"))
    };
    let figure = |code: &str, figure| of(code, Key::Figure(figure));
    let d: fn(&str) -> Day = day;
    let found = [
        (
            "fourteen days",
            check(
                Item::Notice,
                &figure("000000", Figure::MeetingNotice),
                Some(Seen::Ahead { first: d("2024-06-01"), event: d("2024-06-15") }),
            ),
        ),
        ("a committee of six", check(Item::Seats, &of("000000", Key::CommitteeSeats), Some(Seen::Count(6)))),
        (
            "a committee whose number the owners set, within the guidance",
            check(Item::Seats, &of("410100", Key::CommitteeSeats), Some(Seen::Count(6))),
        ),
        (
            "a window of 61 days",
            check(
                Item::Window,
                &figure("330100", Figure::VotingWindow),
                Some(Seen::Since { event: d("2024-06-01"), done: d("2024-08-01") }),
            ),
        ),
        (
            "two of four agree, in Hangzhou",
            check(Item::Agreement, &figure("330100", Figure::CommitteeConsent), Some(part(2, 4).unwrap())),
        ),
        ("nobody stated when it was filed", check(Item::Filing, &figure("000000", Figure::CommitteeFiling), None)),
        ("no law was found", check(Item::Window, &figure("110000", Figure::VotingWindow), Some(Seen::Count(1)))),
        ("three party members of seven", party_share(3, 7).unwrap()),
        ("one person heads both", policy(Item::OneShoulder, Some(true))),
    ];
    for (case, check) in &found {
        page.row(case, |lang| check.render(lang));
    }
}
