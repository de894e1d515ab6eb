//! The owners' assembly: two printed polls under each policy, one poll on both sides of 2021, using against raising the
//! fund, and an election with a tie.
//!
//! ```text
//! cargo run --example assembly
//! cargo run --example assembly -- --lang en
//! ```

use wuye::estate::{Owner, OwnerKind, Roll, Stated, Unit, UnitKind, UnitState};
use wuye::law::Authority;
use wuye::matter::{Limb, Majority, Matter, Weight};
use wuye::measure::draw::{Draw, Generator};
use wuye::meeting::{
    Candidate, Counting, DeemedGrounds, Election, FrozenRoll, InvalidBallots, Method, Placed, Poll, PrintedLimb,
    PublishedDraw, RankRule, Received, SplitHead, Straddle, TallyPolicy, Unreturned, Vote, Votes, decide, elect,
};
use wuye::rule::{HeadBasis, ParkingArea, Rulebook};
use wuye::terms::Lang;

type Run<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn say(lang: Lang, zh: &str, en: &str) -> String {
    match lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => en.to_owned(),
    }
}

/// A share as people print it, rounded to the hundredth of a percent: only to be read, never compared.
fn percent(part: u64, whole: u64) -> String {
    let hundredths = (part * 20_000 / whole).div_ceil(2);
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}

/// Two polls as a page of 2022 prints them: heads only. The area was not printed, so neither is ever passed.
fn printed(lang: Lang) -> Run {
    println!("{}", say(lang, "一、两次真实表决（仅载人数）", "1. Two real polls (heads only)"));
    let poll =
        |total, yes, no, abstaining, served| PrintedLimb { limb: Limb::Heads, total, yes, no, abstaining, served };
    let polls = [
        ("2022-A", poll(1_291, 417, 278, 8, 584), Some("78.2 %")),
        ("2022-B1", poll(2_261, 995, 27, 125, 1_071), None),
        ("2022-B2", poll(2_261, 991, 25, 131, 1_071), None),
    ];
    let ordinary = Majority::of_participants(false)?;
    let yes = || -> Run<_> { Ok(Some(Stated::new(true, "2022-01-01".parse()?, Authority::OwnersCommittee))) };
    let grounds = DeemedGrounds { clause: yes()?, warned: yes()? };
    let follow = Unreturned::FollowMajority(grounds.clone());
    let floor = Unreturned::FollowMajorityWithFloor { grounds, floor: ">1/2".parse()? };
    let policies = [
        (Unreturned::NotParticipating, say(lang, "未返票不参与", "unreturned ballots take no part")),
        (follow, say(lang, "已送达未返票从多数", "served and unreturned ballots follow the majority")),
        (floor, say(lang, "多数意见达到全体过半数方从多数", "they follow a majority that is more than half of all")),
    ];
    for (name, limb, misprint) in polls {
        for (unreturned, policy) in &policies {
            let result = limb.under(&ordinary, unreturned)?;
            let (part, yes) = (result.participating, result.consenting);
            println!(
                "  {name} {policy}: {part}/{} = {}; {yes}/{part} = {}; {}",
                limb.total,
                percent(part, limb.total),
                percent(yes, part),
                say(
                    lang,
                    &format!(
                        "人数一项：参与{:#}、同意{:#}；面积未载，整体{:#}",
                        result.quorum,
                        result.consent,
                        result.whole()
                    ),
                    &format!(
                        "heads alone: quorum {}, consent {}; the area was not printed, the whole is {}",
                        result.quorum.en(),
                        result.consent.en(),
                        result.whole().en()
                    ),
                )
            );
            if let (Unreturned::FollowMajority(_), Some(misprint)) = (unreturned, misprint) {
                let computed = percent(yes, part);
                println!(
                    "    {}",
                    say(
                        lang,
                        &format!("原页印作{misprint}，据其票数算得{computed}，不能复现"),
                        &format!("the page prints {misprint}; from its own numbers it is {computed}, which is another"),
                    )
                );
            }
        }
    }
    Ok(())
}

/// 300 owners of 100 m² each.
fn roll(on: &str) -> Run<FrozenRoll> {
    let ids = (1..=300).map(|i| format!("{i}"));
    let unit = |id: &String| -> Run<Unit> {
        Ok(Unit {
            id: id.parse()?,
            building: None,
            kind: UnitKind::Dwelling,
            state: UnitState::Delivered,
            owner: id.parse()?,
            registered: Some("100".parse()?),
            surveyed: None,
            contract: None,
        })
    };
    let ids: Vec<String> = ids.collect();
    let units = ids.iter().map(unit).collect::<Run<Vec<Unit>>>()?;
    let owners = units.iter().map(|unit| Owner { id: unit.owner.clone(), kind: OwnerKind::Buyer }).collect();
    let counting = Counting { heads: HeadBasis::Unit, parking: ParkingArea::LeftOut };
    Ok(FrozenRoll::freeze("sample".parse()?, Roll::new(on.parse()?, owners, units)?, counting)?)
}

/// 210 of 300 take part and 120 agree.
fn poll_of(law: &Rulebook, roll: &FrozenRoll, poll: Poll, lang: Lang) -> Run<String> {
    let column: Vec<Option<Vote>> = (0..300)
        .map(|i| match i {
            0..120 => Some(Vote::For),
            120..180 => Some(Vote::Against),
            180..210 => Some(Vote::Abstain),
            _ => None,
        })
        .collect();
    let received = Received { votes: Votes::from_column(roll, &column)?, refused: Vec::new(), forms: [210, 0, 0] };
    let policy = TallyPolicy { split: SplitHead::Abstains, invalid: InvalidBallots::NotParticipating };
    let method = Method { policy, unreturned: &Unreturned::NotParticipating, served: &[] };
    Ok(match decide(law, roll, poll, &received, method) {
        Ok(sheet) => {
            let cast = sheet
                .cast()
                .map_or_else(String::new, |cast| format!("{} {}", cast.render(lang), cast.law().short(lang)));
            let further = sheet.further().map(|further| (further.heads, further.area.grouped()));
            match further {
                Some((heads, area)) if heads > 0 => {
                    let more = say(
                        lang,
                        &format!("再有{heads}人、{area}平方米同意即可通过"),
                        &format!("{heads} more persons and {area} m² would pass it"),
                    );
                    format!("{cast}; {more}")
                }
                _ => cast,
            }
        }
        Err(error) => error.render(lang),
    })
}

fn both_sides(lang: Lang) -> Run {
    println!("{}", say(lang, "二、同一表决在2021年1月1日前后", "2. One poll on both sides of 2021-01-01"));
    let law = wuye::places::rulebook_for("000000".parse()?)?;
    let roll = roll("2020-12-01")?;
    let poll = |opened: &str, decided: &str, straddle| -> Run<Poll> {
        Ok(Poll { matter: Matter::UseFund, opened: opened.parse()?, decided: decided.parse()?, straddle })
    };
    for (opened, decided, straddle) in [
        ("2020-12-20", "2020-12-20", None),
        ("2021-01-05", "2021-01-05", None),
        ("2020-12-20", "2021-01-05", None),
        ("2020-12-20", "2021-01-05", Some(Straddle::AtOpening)),
        ("2020-12-20", "2021-01-05", Some(Straddle::AtDecision)),
    ] {
        let declared = straddle.map_or_else(String::new, |straddle: Straddle| format!(" ({})", straddle.render(lang)));
        println!("  {opened} – {decided}{declared}: {}", poll_of(&law, &roll, poll(opened, decided, straddle)?, lang)?);
    }
    println!("{}", say(lang, "三、使用与筹集维修资金", "3. Using and raising the maintenance fund"));
    for matter in [Matter::UseFund, Matter::RaiseFund] {
        let poll = Poll { matter, opened: "2022-03-01".parse()?, decided: "2022-03-15".parse()?, straddle: None };
        println!("  {}: {}", matter.render(lang), poll_of(&law, &roll, poll, lang)?);
    }
    println!("  SHA-256 {}", roll.sha256());
    Ok(())
}

fn election(lang: Lang) -> Run {
    println!("{}", say(lang, "四、差额选举与抽签", "4. An election with a tie"));
    let weight = |heads, m2: &str| -> Run<Weight> { Ok(Weight { heads, area: m2.parse()? }) };
    let candidates = [("zhao", 160), ("qian", 150), ("sun", 150), ("li", 150), ("zhou", 100)];
    let candidates = candidates
        .iter()
        .map(|(person, heads)| Ok(Candidate { person: person.parse()?, agreed: weight(*heads, "15000")? }))
        .collect::<Run<Vec<Candidate>>>()?;
    let draw = Draw { generator: Generator::SplitMix64, seed: 20_260_901 };
    let election = Election {
        held: "2026-06-15".parse()?,
        seats: 2,
        total: weight(300, "30000")?,
        participating: weight(200, "20000")?,
        majority: Majority::of_participants(false)?,
        rank: RankRule::Heads,
        candidates,
        draw: Some(PublishedDraw { draw, published: "2026-06-14".parse()? }),
    };
    let unpublished = elect(&Election { draw: None, ..election.clone() });
    if let Err(error) = unpublished {
        println!("  {}", error.render(lang));
    }
    let result = elect(&election)?;
    for (person, placed) in &result.order {
        println!("  {person}: {}", placed.render(lang));
    }
    let drawn: Vec<String> = result.drawn.iter().map(ToString::to_string).collect();
    let elected = result.order.iter().filter(|(_, placed)| *placed == Placed::Elected).count();
    println!(
        "  {}",
        say(
            lang,
            &format!("{elected}人当选；在{}之间抽签，{}，种子{}", drawn.join("、"), draw.generator.zh(), draw.seed),
            &format!("{elected} elected; lots among {}, {}, seed {}", drawn.join(", "), draw.generator.en(), draw.seed),
        )
    );
    Ok(())
}

fn main() -> Run {
    let english = std::env::args().any(|argument| argument == "en");
    let lang = if english { Lang::En } else { Lang::Zh };
    printed(lang)?;
    both_sides(lang)?;
    election(lang)
}
