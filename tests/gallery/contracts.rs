//! Service contracts: what is refused, and what a review says.

use wuye::decide::contract::{
    AgreedPeriods, CONTRACT_STEPS_MAX, ContractCase, ContractEvent, ContractFault, ContractKind, ContractLaw,
    ContractRecords, ContractSide, ContractStep, ContractStepKind, ContractTerms, PassedOn, Principal, collection,
    may_sue, passing_on, replay,
};
use wuye::dossier::Dossier;
use wuye::estate::Compound;
use wuye::law::{ClaimCourse, Hindrance, LIMIT_EVENTS_MAX, LimitationPeriods};
use wuye::measure::{Period, Span};
use wuye::meeting::Calendar;
use wuye::mode::Service;
use wuye::rule::Rulebook;

use crate::Page;
use crate::errors::{Made, read, refused};
use crate::inputs::day;

fn rulebook(place: &str) -> Rulebook {
    wuye::places::rulebook_for(place.parse().unwrap()).unwrap()
}

fn dossier() -> Dossier {
    let place = "110000".parse().unwrap();
    Dossier::new(Compound { id: "c1".parse().unwrap(), name: "某小区".into(), place, yards: vec![] })
}

fn terms(kind: ContractKind, expires: Option<&str>) -> ContractTerms {
    let from = day("2024-01-01");
    ContractTerms::new("p1".parse().unwrap(), kind, from, from, expires.map(day)).unwrap()
}

fn regular() -> ContractTerms {
    terms(ContractKind::Regular, Some("2026-12-31"))
}

/// The case after these steps, the last of which may be refused.
fn tried(place: &str, terms: ContractTerms, steps: &[(&str, ContractStep)]) -> Result<ContractCase, ContractFault> {
    let (rulebook, dossier) = (rulebook(place), dossier());
    let events = steps.iter().map(|(on, step)| ContractEvent { on: day(on), step: *step });
    replay(terms, events, &ContractLaw::new(&rulebook, &dossier))
}

/// A log of one step too many, tried once: the page is made several times.
fn too_many() -> wuye::Error {
    static FAULT: std::sync::OnceLock<wuye::Error> = std::sync::OnceLock::new();
    let made = || {
        let (rulebook, dossier) = (rulebook("440000"), dossier());
        let filing = ContractEvent { on: day("2024-06-01"), step: ContractStep::File };
        let many = std::iter::repeat_n(filing, CONTRACT_STEPS_MAX + 1);
        refused(replay(regular(), many, &ContractLaw::new(&rulebook, &dossier)))
    };
    FAULT.get_or_init(made).clone()
}

/// The reason of a refusal, as an error of its own.
fn why(terms: ContractTerms, steps: &[(&str, ContractStep)]) -> wuye::Error {
    let fault = tried("440000", terms, steps).unwrap_err();
    fault.why().unwrap().clone().into()
}

pub fn errors() -> Vec<Made> {
    let written = true;
    let renew = |expires: &str| ContractStep::SignRenewal { expires: day(expires) };
    let refuse = ContractStep::RefuseRenewal { written };
    let ends = |by| ContractStep::NotifyEnd { by, written };
    let (rulebook, dossier) = (rulebook("410100"), dossier());
    let year = Span::new(day("2026-01-01"), day("2027-01-01")).unwrap();
    let calendar = Calendar::new(year, []).unwrap();
    let law = ContractLaw { calendar: Some(&calendar), ..ContractLaw::new(&rulebook, &dossier) };
    let ended = [("2026-12-31", ContractStep::End)].map(|(on, step)| ContractEvent { on: day(on), step });
    let exit = AgreedPeriods { exit: Some(Period::Days(15)), ..AgreedPeriods::default() };
    let uncounted = replay(regular().agreeing(exit), ended, &law).unwrap().review(day("2027-01-20"), &law);
    let told = ContractEvent { on: day("2026-11-20"), step: ends(ContractSide::Provider) };
    let counting = replay(terms(ContractKind::Regular, None), [told], &law).unwrap_err().why().unwrap().clone();
    let parts = r#"{"on":"2026-03-01","step":"sign_renewal"}"#;
    let later =
        r#"{"format":2,"terms":{"provider":"p1","kind":"regular","signed":"2024-01-01","from":"2024-01-01"},"log":[]}"#;
    let code = LimitationPeriods { ordinary: Period::Years(3), longest: Period::Years(20), tail: Period::Months(6) };
    let hindrance = Hindrance { from: day("2026-12-01"), gone: Some(day("2026-10-01")) };
    let turned = ClaimCourse { hindrances: vec![hindrance], ..ClaimCourse::new(day("2024-02-29")) };
    let claim = |interruptions: Vec<&str>| ClaimCourse {
        interruptions: interruptions.into_iter().map(day).collect(),
        ..ClaimCourse::new(day("2024-01-31"))
    };
    let from = day("2024-01-01");
    let backwards =
        ContractTerms::new("p1".parse().unwrap(), ContractKind::Regular, from, from, Some(day("2023-12-31")));
    let asked = |code: &str| refused(collection(code, &rulebook, day("2026-03-01")));
    let needs = ContractFault::Parts { step: ContractStepKind::SignRenewal, needs: "`expires`" };
    let decided = ("2026-11-01", ContractStep::DecideRenewal);
    vec![
        ("contract_term", "a term that ends the day before it begins", refused(backwards)),
        (
            "contract_refused",
            "a hand-over while the contract runs",
            refused(tried("440000", regular(), &[("2026-03-01", ContractStep::HandOver)])),
        ),
        (
            "contract_out_of_order",
            "a filing of the day before the contract was signed",
            refused(tried("440000", regular(), &[("2023-12-31", ContractStep::File)])),
        ),
        (
            "contract_not_signed",
            "a look at the day before the contract was signed",
            refused(ContractCase::open(regular()).review(day("2023-12-31"), &law)),
        ),
        ("contract_not_counted", "a look at a time to leave beyond the calendar", refused(uncounted)),
        ("contract_too_many_steps", "a million filings and one", too_many()),
        ("contract_parts", "a renewal without its last day", read::<ContractEvent>(parts, needs)),
        (
            "contract_format",
            "a log of a later library",
            read::<ContractRecords>(later, ContractFault::Format { newest: 1, found: 2 }),
        ),
        (
            "contract_no_place",
            "a hand-over while the contract runs",
            why(regular(), &[("2026-03-01", ContractStep::HandOver)]),
        ),
        (
            "contract_not_written",
            "a refusal by word of mouth",
            why(regular(), &[("2026-03-01", ContractStep::RefuseRenewal { written: false })]),
        ),
        (
            "contract_undecided",
            "a renewal that nobody decided on",
            why(regular(), &[("2026-12-01", renew("2029-12-31"))]),
        ),
        (
            "contract_decided",
            "service that goes on after a decision",
            why(regular(), &[decided, ("2027-01-01", ContractStep::GoOn)]),
        ),
        (
            "contract_no_term",
            "a refusal under a contract without a term",
            why(terms(ContractKind::Initial, None), &[("2026-03-01", refuse)]),
        ),
        ("contract_too_late", "a refusal 89 days before expiry", why(regular(), &[("2026-10-03", refuse)])),
        ("contract_too_early", "an end before the term is over", why(regular(), &[("2026-12-30", ContractStep::End)])),
        (
            "contract_short_renewal",
            "a renewal to the same day",
            why(regular(), &[decided, ("2026-12-01", renew("2026-12-31"))]),
        ),
        (
            "contract_unknown_period",
            "a provider who ends a term early",
            why(regular(), &[("2026-03-01", ends(ContractSide::Provider))]),
        ),
        (
            "contract_wrong_side",
            "owners who end a term early without dismissing",
            why(regular(), &[("2026-03-01", ends(ContractSide::Owners))]),
        ),
        (
            "contract_not_initial",
            "a contract of the owners ended by a new one",
            why(regular(), &[("2026-03-01", refuse), ("2026-03-02", ContractStep::Supersede)]),
        ),
        ("contract_counting", "a notice that runs out beyond the calendar", counting.into()),
        ("collection_banned", "water cut off", asked("cut_water")),
        ("collection_banned", "lifts blocked in Zhengzhou", asked("limit_lifts")),
        ("collection_not_listed", "communications cut off in Zhengzhou", asked("cut_telecom")),
        ("collection_unknown", "a drum", asked("drum")),
        (
            "limit_events",
            "too many interruptions",
            refused(claim(vec!["2024-02-01"; LIMIT_EVENTS_MAX + 1]).limit(code)),
        ),
        ("limit_order", "interruptions out of order", refused(claim(vec!["2025-01-02", "2025-01-01"]).limit(code))),
        ("limit_turned", "an obstacle gone before it came", refused(turned.limit(code))),
        ("law_measure", "a limitation beyond 2200", refused(ClaimCourse::new(day("2199-01-01")).limit(code))),
    ]
}

/// What it is, the place, the contract, its steps, the day of the look.
type Case = (&'static str, &'static str, ContractTerms, Vec<(&'static str, ContractStep)>, &'static str);

pub fn answers(page: &mut Page) {
    page.section("合同检视 · Reviews of contracts");
    let written = true;
    let dismissed =
        [("2026-02-20", ContractStep::DecideDismissal), ("2026-03-15", ContractStep::NotifyDismissal { written })];
    let ended = [("2026-06-01", ContractStep::DecideReplacement), ("2026-12-31", ContractStep::End)];
    let gap = ("2027-01-01", ContractStep::BeginGapService);
    let without_effect = AgreedPeriods { indefinite: Some(Period::Days(30)), ..AgreedPeriods::default() };
    let ends = ContractStep::NotifyEnd { by: ContractSide::Provider, written };
    let cases: [Case; 5] = [
        ("a dismissal in Qingyuan", "441800", regular(), dismissed.to_vec(), "2026-03-20"),
        ("a dismissal in Beijing", "110000", regular(), dismissed.to_vec(), "2026-04-20"),
        ("a contract that ended in Hangzhou", "330100", regular(), [&ended[..], &[gap]].concat(), "2027-01-16"),
        (
            "an indefinite term in Wenzhou, with a clause",
            "330300",
            terms(ContractKind::Regular, None).agreeing(without_effect),
            vec![("2026-03-15", ends)],
            "2026-03-15",
        ),
        (
            "an initial contract in Zhoushan",
            "330900",
            terms(ContractKind::Initial, Some("2026-12-31")),
            vec![],
            "2026-10-01",
        ),
    ];
    for (case, place, terms, steps, on) in cases {
        let made = tried(place, terms, &steps).unwrap();
        let (rulebook, dossier) = (rulebook(place), dossier());
        let review = made.review(day(on), &ContractLaw::new(&rulebook, &dossier)).unwrap();
        // Of the steps that the stage does not have one line stands for all.
        let mut seen = 0;
        let shown: Vec<bool> = review
            .render(wuye::terms::Lang::Zh)
            .lines()
            .map(|line| {
                let bare = line.ends_with("该阶段没有此步骤。");
                seen += usize::from(bare);
                !bare || seen == 1
            })
            .collect();
        let lines = |lang| {
            let text = review.render(lang);
            let kept = text.lines().zip(&shown).filter(|(_, shown)| **shown);
            kept.map(|(line, _)| line.to_owned()).collect::<Vec<_>>()
        };
        let number = lines(wuye::terms::Lang::Zh).len();
        for at in 0..number {
            page.row(&format!("{case} on {on}, line {}", at + 1), |lang| lines(lang)[at].clone());
        }
    }
    page.section("转委托与催交 · Passing on and collecting");
    let (nation, dossier) = (rulebook("440000"), dossier());
    let owed = [Service::Order, Service::Cleaning];
    let part = |services: &[Service], by| PassedOn {
        services: services.to_vec(),
        to: "p2".parse().unwrap(),
        by,
        price: Some("800000".parse().unwrap()),
    };
    let own = Principal::Provider;
    for (case, passed) in [
        ("the whole at once", vec![part(&owed, own)]),
        ("the whole in pieces", vec![part(&owed[..1], own), part(&owed[1..], own)]),
        ("a part", vec![part(&owed[..1], own)]),
        ("contracts of the owners", vec![part(&owed[..1], Principal::Owners), part(&owed[1..], Principal::Owners)]),
    ] {
        let found = passing_on(&nation, &dossier, &owed, &passed, day("2026-03-01"));
        page.row(case, |lang| found.render(lang));
    }
    for (case, agreed) in [("a demand", None), ("a demand with 30 days agreed", Some(Period::Days(30)))] {
        let found = may_sue(&nation, &dossier, Some(day("2026-03-01")), agreed, day("2026-04-01"));
        page.row(case, |lang| found.render(lang));
    }
}
