//! 大物业打包 — bundles: what is refused, whether a bundle is one, what its members must decide, and books that close.

#[path = "common/planted.rs"]
mod caught;
#[path = "bundles/concession.rs"]
mod concession;
#[path = "bundles/figures.rs"]
mod figures;
#[path = "bundles/joining.rs"]
mod joining;
#[path = "bundles/ones.rs"]
mod ones;
#[path = "bundles/planted.rs"]
mod planted;
#[path = "bundles/refused.rs"]
mod refused;

use wuye::bundle::{
    Bundle, BundleMember, BundleParts, BundleResource, BundleStatement, Consent, MemberId, MemberKind, Question,
    Transfer,
};
use wuye::dossier::GroundRecord;
use wuye::estate::{ResourceKind, Stated};
use wuye::law::Authority;
use wuye::matter::{Matter, Outcome, ResolutionRecord, TallyRecord};
use wuye::measure::{Day, Money, Span};
use wuye::places::xiamen;
use wuye::rule::Rulebook;

fn m(yuan: &str) -> Money {
    yuan.parse().unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn span(start: &str, end: &str) -> Span {
    Span::new(day(start), day(end)).unwrap()
}

fn id(text: &str) -> MemberId {
    text.parse().unwrap()
}

fn rulebook() -> Rulebook {
    xiamen::rulebook().unwrap()
}

fn today() -> Day {
    day("2025-01-01")
}

fn year() -> Span {
    span("2025-01-01", "2026-01-01")
}

/// A vote of owners as somebody reports it.
fn vote(question: Question, on: &str, matter: Matter, outcome: Outcome, tally: Option<TallyRecord>) -> Consent {
    let record = ResolutionRecord { matter, on: day(on), outcome, tally };
    let ground = Stated { value: GroundRecord::Resolution(record), on: day(on), by: Authority::Street, source: None };
    Consent { question, ground }
}

fn passed(question: Question) -> Consent {
    vote(question, "2024-06-01", question.matter(), Outcome::Passed, None)
}

fn act(question: Question) -> Consent {
    let on = day("2024-06-01");
    let value = GroundRecord::Act { by: Authority::Government, on };
    Consent { question, ground: Stated { value, on, by: Authority::Government, source: None } }
}

/// A compound with all its figures, whose owners decided to join and nothing else.
fn yard(name: &str, fees: &str, cost: &str) -> BundleMember {
    BundleMember {
        fees: Some(m(fees)),
        collection: Some("1/1".parse().unwrap()),
        cost: Some(m(cost)),
        needs_works: Some(false),
        consents: vec![passed(Question::Join)],
        ..BundleMember::new(id(name), MemberKind::Compound)
    }
}

/// Parking of the public, released, let in full, for twenty years.
fn spaces(name: &str, gross: &str) -> BundleResource {
    BundleResource {
        authority: Some(Authority::Government),
        transfer: Some(Stated::new(Transfer::Released, day("2024-06-01"), Authority::Government)),
        term: Some(span("2024-01-01", "2044-01-01")),
        gross: Some(m(gross)),
        occupancy: Some("1/1".parse().unwrap()),
        running_cost: Some(m("0")),
        ..BundleResource::new(name.parse().unwrap(), ResourceKind::Parking)
    }
}

fn parts(members: Vec<BundleMember>, resources: Vec<BundleResource>) -> BundleParts {
    BundleParts {
        id: "示例".parse().unwrap(),
        forms: vec![],
        coordinator: Some(Authority::Street),
        links: Some(members.windows(2).map(|two| [two[0].id.clone(), two[1].id.clone()]).collect()),
        members,
        resources,
        works: vec![],
        tenders: vec![],
    }
}

fn bundle(members: Vec<BundleMember>, resources: Vec<BundleResource>) -> Bundle {
    Bundle::new(parts(members, resources)).unwrap()
}

fn stated(bundle: &Bundle) -> BundleStatement {
    bundle.statement(&rulebook(), today(), year(), None).unwrap()
}
