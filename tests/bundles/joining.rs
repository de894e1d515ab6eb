//! Joining and leaving: whose vote, on which matter, by which majority, under which law.

use super::*;
use wuye::bundle::{ConsentFinding, ConsentReason, consent};
use wuye::matter::{Base, TallyOrigin, Weight};
use wuye::places::rulebook_for;
use wuye::rule::Verdict;
use wuye::terms::Lang;

fn asked(member: &BundleMember, question: Question, on: &str) -> ConsentFinding {
    consent(member, question, &rulebook(), day(on))
}

fn weight(heads: u32, area: &str) -> Weight {
    Weight { heads, area: area.parse().unwrap() }
}

fn tally(agree: u32) -> TallyRecord {
    TallyRecord {
        total: weight(300, "30000"),
        participating: weight(210, "21000"),
        consenting: weight(agree, "15000"),
        origin: TallyOrigin::Declared,
    }
}

fn of(consents: Vec<Consent>) -> BundleMember {
    BundleMember { consents, ..yard("甲", "1", "1") }
}

#[test]
fn each_compound_decides_for_itself_on_the_provider() {
    let found = asked(&of(vec![]), Question::Join, "2025-01-01");
    assert_eq!((found.verdict, found.why), (Verdict::Unknown, ConsentReason::Missing));
    let said = found.render(Lang::Zh);
    assert!(said.contains("须由该成员业主就第（4）项事项表决"), "{said}");
    assert!(said.contains("《民法典》第二百七十八条第二款"), "{said}");
    assert!(said.contains("《民法典》第二百七十八条第一款第（四）项"), "{said}");
    // What the place says of big property stands with it.
    assert!(said.contains("第0155号建议"), "{said}");
    let passed_on = |on: &str| asked(&of(vec![passed(Question::Join)]), Question::Join, on).verdict;
    assert_eq!((passed_on("2024-05-31"), passed_on("2024-06-01")), (Verdict::Unknown, Verdict::Met));
    // Another question's vote does not answer this one.
    assert_eq!(asked(&of(vec![passed(Question::Leave)]), Question::Join, "2025-01-01").verdict, Verdict::Unknown);
    // The latest vote counts.
    let no = vote(Question::Join, "2024-07-01", Matter::Provider, Outcome::Rejected, None);
    let both = of(vec![no, passed(Question::Join)]);
    assert_eq!(asked(&both, Question::Join, "2024-06-30").verdict, Verdict::Met);
    assert_eq!(asked(&both, Question::Join, "2024-07-01").verdict, Verdict::Unmet);
}

#[test]
fn the_surplus_is_another_matter() {
    for (question, item) in
        [(Question::Join, 4), (Question::Leave, 4), (Question::ShareSurplus, 9), (Question::OwnRevenue, 9)]
    {
        assert_eq!(question.matter().item(), item);
        let said = asked(&of(vec![]), question, "2025-01-01").render(Lang::En);
        assert!(said.contains(&format!("item {item}")), "{said}");
    }
}

#[test]
fn a_stated_outcome_is_held_against_its_totals_and_the_law_of_its_day() {
    let voted = |on: &str, agree, outcome| {
        let one = of(vec![vote(Question::Join, on, Matter::Provider, outcome, Some(tally(agree)))]);
        let found = asked(&one, Question::Join, "2025-01-01");
        (found.verdict, found.why, found.majority.map(|majority| majority.base))
    };
    let (part, all) = (Some(Base::Participants), Some(Base::All));
    assert_eq!(voted("2021-01-01", 106, Outcome::Passed), (Verdict::Met, ConsentReason::Passed, part));
    // 105 of 210 are not more than half.
    assert_eq!(voted("2021-01-01", 105, Outcome::Passed), (Verdict::Unknown, ConsentReason::TallyDiffers, part));
    assert_eq!(voted("2021-01-01", 105, Outcome::Rejected), (Verdict::Unmet, ConsentReason::Rejected, part));
    // A day earlier more than half of all owners were needed: 150 of 300 are not.
    assert_eq!(voted("2020-12-31", 150, Outcome::Passed), (Verdict::Unknown, ConsentReason::TallyDiffers, all));
    assert_eq!(voted("2020-12-31", 150, Outcome::Rejected), (Verdict::Unmet, ConsentReason::Rejected, all));
    // Before the first law that was read nothing can be checked.
    assert_eq!(voted("1999-12-31", 150, Outcome::Passed), (Verdict::Unknown, ConsentReason::NoLaw, None));
}

#[test]
fn where_nobody_votes_whoever_has_the_say_acts() {
    for kind in [MemberKind::PublicBuilding, MemberKind::Street, MemberKind::UrbanVillage, MemberKind::SelfBuilt] {
        let member = BundleMember { kind, ..of(vec![act(Question::Join)]) };
        let found = asked(&member, Question::Join, "2025-01-01");
        assert_eq!((found.verdict, found.why, found.majority), (Verdict::Met, ConsentReason::Acted, None));
        let said = asked(&BundleMember { kind, ..of(vec![]) }, Question::Join, "2025-01-01").render(Lang::Zh);
        assert!(said.contains("由有权主体决定"), "{said}");
    }
    let single = BundleMember { kind: MemberKind::SingleBuilding, ..of(vec![]) };
    assert!(asked(&single, Question::Join, "2025-01-01").majority.is_some());
}

#[test]
fn the_street_may_pack_on_the_owners_mandate_where_the_place_says_so() {
    let cites = |place: &str| {
        let rulebook = rulebook_for(place.parse().unwrap()).unwrap();
        consent(&of(vec![]), Question::Join, &rulebook, day("2025-01-01")).render(Lang::Zh)
    };
    assert!(cites("371500").contains("《聊城市物业管理条例》第五十七条第二款"), "{}", cites("371500"));
    assert!(!cites("350200").contains("聊城"));
}

#[test]
fn leaving_takes_the_same_vote_and_may_part_those_who_stay() {
    let own = BundleResource { of: Some(id("乙")), ..spaces("乙的广告", "100") };
    let yards = ["甲", "乙", "丙", "丁"].map(|name| yard(name, "1", "1")).to_vec();
    let all = bundle(yards.clone(), vec![own, spaces("车位", "100")]);
    let found = all.leaving(&id("乙"), &rulebook(), today()).unwrap();
    assert_eq!((found.consent.question, found.consent.verdict), (Question::Leave, Verdict::Unknown));
    assert_eq!(found.apart, Some(vec![id("丙"), id("丁")]));
    assert_eq!(found.resources.iter().map(ToString::to_string).collect::<Vec<_>>(), ["乙的广告"]);
    assert!(found.render(Lang::Zh).contains("退出后不再连片的成员：「丙」、「丁」；随之退出的资源：「乙的广告」。"));
    assert_eq!(all.leaving(&id("丁"), &rulebook(), today()).unwrap().apart, Some(vec![]));
    assert_eq!(all.leaving(&id("甲"), &rulebook(), today()).unwrap().apart, Some(vec![]));
    // Joined in a ring, nobody parts them.
    let mut ring = parts(yards, vec![]);
    ring.links.as_mut().unwrap().push([id("丁"), id("甲")]);
    let ring = Bundle::new(ring).unwrap();
    assert_eq!(ring.leaving(&id("乙"), &rulebook(), today()).unwrap().apart, Some(vec![]));
    assert_eq!(ring.leaving(&id("戊"), &rulebook(), today()).unwrap_err().code(), "bundle_unknown_member");
    let before = all.joining(&rulebook(), today());
    assert!(before.iter().all(|found| found.verdict == Verdict::Met) && before.len() == 4);
}
