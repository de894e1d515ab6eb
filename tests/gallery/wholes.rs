//! Errors and answers of bundles, their books and their concessions.

use wuye::bundle::{
    Bundle, BundleContract, BundleError, BundleMember, BundleParts, BundleResource, BundleTender, ConcessionTerms,
    Consent, MemberKind, MunicipalService, PassedOn, ProfitBand, Question, Transfer, UpperBand, overlaps,
};
use wuye::dossier::GroundRecord;
use wuye::estate::{ResourceKind, Stated};
use wuye::json::from_json;
use wuye::law::Authority;
use wuye::matter::{Matter, Outcome, ResolutionRecord, TallyOrigin, TallyRecord, Weight};
use wuye::measure::{Day, Every, Money, Per, Span, UnitPrice};
use wuye::mode::TenderForm;
use wuye::places::xiamen;
use wuye::rule::Rulebook;

use crate::Page;
use crate::errors::{Made, refused};

fn m(yuan: &str) -> Money {
    yuan.parse().unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn span(start: &str, end: &str) -> Span {
    Span::new(day(start), day(end)).unwrap()
}

fn rulebook() -> Rulebook {
    xiamen::rulebook().unwrap()
}

fn vote(question: Question, matter: Matter, outcome: Outcome, tally: Option<TallyRecord>) -> Consent {
    let on = day("2024-06-01");
    let value = GroundRecord::Resolution(ResolutionRecord { matter, on, outcome, tally });
    Consent { question, ground: Stated { value, on, by: Authority::Street, source: None } }
}

fn act(question: Question) -> Consent {
    let on = day("2024-06-01");
    let value = GroundRecord::Act { by: Authority::Street, on };
    Consent { question, ground: Stated { value, on, by: Authority::Street, source: None } }
}

fn yard(name: &str, fees: &str, cost: &str) -> BundleMember {
    BundleMember {
        fees: Some(m(fees)),
        collection: Some("1/1".parse().unwrap()),
        cost: Some(m(cost)),
        ..BundleMember::new(name.parse().unwrap(), MemberKind::Compound)
    }
}

fn spaces(name: &str, kind: ResourceKind) -> BundleResource {
    BundleResource {
        authority: Some(Authority::Government),
        transfer: Some(Stated::new(Transfer::Released, day("2024-06-01"), Authority::Government)),
        term: Some(span("2024-01-01", "2044-01-01")),
        gross: Some(m("111600")),
        occupancy: Some("4/5".parse().unwrap()),
        running_cost: Some(m("20000")),
        ..BundleResource::new(name.parse().unwrap(), kind)
    }
}

fn parts() -> BundleParts {
    BundleParts {
        id: "示例".parse().unwrap(),
        forms: vec![],
        coordinator: None,
        members: vec![yard("东院", "10000", "100000"), yard("西院", "120000", "100000")],
        links: None,
        resources: vec![spaces("车位", ResourceKind::Parking)],
        works: vec![],
        tenders: vec![],
    }
}

fn with(change: impl FnOnce(&mut BundleParts)) -> Result<Bundle, BundleError> {
    let mut all = parts();
    change(&mut all);
    Bundle::new(all)
}

fn contract() -> BundleContract {
    BundleContract {
        id: "合同".parse().unwrap(),
        principal: Authority::Street,
        provider: "他人".parse().unwrap(),
        members: vec!["东院".parse().unwrap()],
        resources: vec![],
        works: vec![],
        passed_on: Some(PassedOn::Whole),
    }
}

fn tender(contract: BundleContract) -> BundleTender {
    BundleTender {
        id: "统招".parse().unwrap(),
        form: TenderForm::OneContract,
        winner: "中标人".parse().unwrap(),
        contracts: vec![contract],
    }
}

fn terms() -> ConcessionTerms {
    ConcessionTerms {
        build: m("900000"),
        years: 20,
        fees: m("100000"),
        collection: "4/5".parse().unwrap(),
        rent: m("50000"),
        occupancy: "9/10".parse().unwrap(),
        cost: m("60000"),
    }
}

pub fn errors() -> Vec<Made> {
    let id = |name: &str| name.parse().unwrap();
    let east = "东院".parse::<wuye::bundle::MemberId>().unwrap();
    let price = UnitPrice::from_micro(1, Per::SquareMetre, Every::Month).unwrap();
    let asked = |bundle: Bundle, span, band| refused(bundle.statement(&rulebook(), day("2025-01-01"), span, band));
    let year = span("2025-01-01", "2026-01-01");
    let band = ProfitBand { lo_bp: 9, hi_bp: 8, above: UpperBand::Hard };
    let most = Money::MAX.to_string();
    let rich = with(|all| all.members = vec![yard("东院", &most, "0"), yard("西院", &most, "0")]).unwrap();
    let off = with(|all| all.resources[0].term = Some(span("2024-01-01", "2025-06-30"))).unwrap();
    let twice = from_json::<Bundle>("{\"format\":2,\"bundle\":{\"id\":\"包\",\"members\":[]}}");
    let changed = |by: &str| refused(terms().sensitivity("4/100".parse().unwrap(), 20, &[by.parse().unwrap()]));
    let many = vec!["0/1".parse().unwrap(); 101];
    let pool: BundleError = wuye::bundle::share_pool(&[], m("-1")).unwrap_err().into();
    vec![
        ("bundle_measure", "fees beyond all money", asked(rich, year, None)),
        ("bundle_pool", "a pool below zero", pool.into()),
        ("bundle_format", "format 2", {
            assert!(twice.is_err());
            BundleError::Format { newest: 1, found: 2 }.into()
        }),
        ("bundle_no_member", "no member", refused(with(|all| all.members.clear()))),
        ("bundle_too_many", "a member too many", refused(with(|all| all.members = vec![yard("东院", "1", "1"); 501]))),
        ("bundle_twice", "a member twice", refused(with(|all| all.members[1].id = east.clone()))),
        ("bundle_unknown_member", "南院 as owner", refused(with(|all| all.resources[0].of = Some(id("南院"))))),
        (
            "bundle_unknown_resource",
            "公房 in a contract",
            refused(with(|all| {
                all.tenders = vec![tender(BundleContract { resources: vec!["公房".parse().unwrap()], ..contract() })];
            })),
        ),
        (
            "bundle_unknown_work",
            "加梯 in a contract",
            refused(with(|all| {
                all.tenders = vec![tender(BundleContract { works: vec!["加梯".parse().unwrap()], ..contract() })];
            })),
        ),
        (
            "bundle_link_to_self",
            "东院 beside itself",
            refused(with(|all| all.links = Some(vec![[east.clone(), east.clone()]]))),
        ),
        (
            "bundle_one_name",
            "a resource named 东院",
            refused(with(|all| all.resources[0].id = "东院".parse().unwrap())),
        ),
        ("bundle_negative", "a cost below zero", refused(with(|all| all.members[0].cost = Some(m("-1"))))),
        (
            "bundle_not_municipal",
            "parking as street lamps",
            refused(with(|all| all.resources[0].municipal = Some(MunicipalService::StreetLighting))),
        ),
        (
            "bundle_wrong_matter",
            "joining by matter 9",
            refused(with(|all| {
                all.members[0].consents = vec![vote(Question::Join, Matter::Other, Outcome::Passed, None)];
            })),
        ),
        (
            "bundle_wrong_decider",
            "the street decides for owners",
            refused(with(|all| all.members[0].consents = vec![act(Question::Join)])),
        ),
        ("bundle_other_price", "a price by area", refused(BundleResource::yearly(price, 31))),
        ("bundle_months", "a month and a day", asked(with(|_| ()).unwrap(), span("2025-01-01", "2025-02-02"), None)),
        ("bundle_off_month", "a term within a month", asked(off, year, None)),
        ("bundle_band", "margins out of order", asked(with(|_| ()).unwrap(), year, Some(band))),
        ("flow_negative", "fees below zero", refused(ConcessionTerms { fees: m("-1"), ..terms() }.flow())),
        ("flow_changes", "101 changes", refused(terms().sensitivity("4/100".parse().unwrap(), 20, &many))),
        ("flow_change", "more than all is taken away", changed("-2/1")),
    ]
}

fn totals(agree: u32) -> TallyRecord {
    let weight = |heads, area: &str| Weight { heads, area: area.parse().unwrap() };
    TallyRecord {
        total: weight(300, "30000"),
        participating: weight(210, "21000"),
        consenting: weight(agree, "15000"),
        origin: TallyOrigin::Declared,
    }
}

pub fn answers(page: &mut Page) {
    let (rulebook, today) = (rulebook(), day("2025-01-01"));
    page.section("四个一 · The four ones");
    let bare = Bundle::new(parts()).unwrap();
    let bad = with(|all| all.tenders = vec![tender(contract())]).unwrap();
    for (case, bundle) in [("nothing but figures", &bare), ("passed on whole", &bad)] {
        for finding in bundle.four_ones(&[], &rulebook, today) {
            page.row(case, |lang| finding.render(lang));
        }
    }
    let twin = with(|all| all.id = "另包".parse().unwrap()).unwrap();
    for overlap in overlaps(&[bare.clone(), twin]) {
        page.row("two bundles with the same in them", |lang| overlap.render(lang));
    }
    page.section("加入与退出 · Joining and leaving");
    let matter = Question::Join.matter();
    for (case, consents) in [
        ("nobody voted", vec![]),
        ("passed", vec![vote(Question::Join, matter, Outcome::Passed, None)]),
        ("rejected", vec![vote(Question::Join, matter, Outcome::Rejected, None)]),
        ("no quorum", vec![vote(Question::Join, matter, Outcome::NoQuorum, None)]),
        ("105 of 210 as passed", vec![vote(Question::Join, matter, Outcome::Passed, Some(totals(105)))]),
    ] {
        let one = with(|all| all.members[0].consents = consents).unwrap();
        let found = one.joining(&rulebook, today).remove(0);
        page.row(case, |lang| found.render(lang));
    }
    let street = with(|all| {
        all.members[0].kind = MemberKind::Street;
        all.members[0].consents = vec![act(Question::Join)];
    });
    let found = street.unwrap().joining(&rulebook, today).remove(0);
    page.row("streets", |lang| found.render(lang));
    let leaving = bare.leaving(&"西院".parse().unwrap(), &rulebook, today).unwrap();
    page.row("西院 leaves", |lang| leaving.render(lang));
    resources(page, &rulebook, today);
    books(page, &rulebook, today);
    page.section("敏感性 · Sensitivity");
    for moved in terms().sensitivity("4/100".parse().unwrap(), 20, &["-1/1".parse().unwrap()]).unwrap() {
        page.row("all of it gone", |lang| moved.render(lang));
    }
    for moved in terms().sensitivity("4/100".parse().unwrap(), 20, &["1/2".parse().unwrap()]).unwrap() {
        page.row("half as much again", |lang| moved.render(lang));
    }
}

fn resources(page: &mut Page, rulebook: &Rulebook, today: Day) {
    page.section("资源 · Resources");
    let road = || spaces("路灯", ResourceKind::MunicipalService);
    let parking = || spaces("车位", ResourceKind::Parking);
    for (case, resource) in [
        ("released", parking()),
        ("nobody has the say", BundleResource { authority: None, ..parking() }),
        ("nobody said", BundleResource { transfer: None, ..parking() }),
        ("withheld by the place", BundleResource { transfer: None, ..road() }),
        (
            "released by the caller",
            BundleResource { transfer: Some(Stated::new(Transfer::Released, today, Authority::Caller)), ..road() },
        ),
        ("of owners who have not decided", BundleResource { of: Some("东院".parse().unwrap()), ..parking() }),
    ] {
        let found = with(|all| all.resources = vec![resource]).unwrap().uses(rulebook, today).remove(0);
        page.row(case, |lang| found.render(lang));
    }
}

fn books(page: &mut Page, rulebook: &Rulebook, today: Day) {
    page.section("大物业收支 · Books of a bundle");
    let year = span("2025-01-01", "2026-01-01");
    let band = |lo_bp, hi_bp, above| Some(ProfitBand { lo_bp, hi_bp, above });
    let shared = vec![vote(Question::ShareSurplus, Matter::Other, Outcome::Passed, None)];
    let fat = |fees: &str| {
        let mut one = yard("西院", fees, "100000");
        one.consents.clone_from(&shared);
        with(|all| (all.members, all.resources) = (vec![one], vec![])).unwrap()
    };
    let known = with(|_| ()).unwrap();
    let half = with(|all| all.members[0].collection = None).unwrap();
    let dark = with(|all| all.members[0].cost = None).unwrap();
    for (case, bundle) in [("all is known", known), ("a collection rate is missing", half), ("a cost is missing", dark)]
    {
        let found = bundle.statement(rulebook, today, year, None).unwrap();
        page.row(case, |lang| found.render(lang).join(" "));
    }
    for (case, fees, band) in [
        ("below the band", "100000", band(300, 800, UpperBand::Hard)),
        ("within it", "105000", band(300, 800, UpperBand::Hard)),
        ("above a hard one", "110000", band(300, 800, UpperBand::Hard)),
        ("above a claw-back", "110000", band(300, 800, UpperBand::ClawBack)),
    ] {
        let found = fat(fees).statement(rulebook, today, year, band).unwrap();
        let margin = found.exact().and_then(|outturn| outturn.margin).unwrap();
        page.row(case, |lang| margin.render(lang));
    }
}
