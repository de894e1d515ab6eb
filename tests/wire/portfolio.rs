//! The stored forms of portfolios, tables and applications.

use wuye::assess::{Asked, Single};
use wuye::estate::{Fact, Quantity};
use wuye::matter::Matter;
use wuye::measure::Approx;
use wuye::mode::Mode;
use wuye::programme::{
    Applicant, AsOf, ChoiceKind, CountUnit, Portfolio, PortfolioEntry, PortfolioPlan, RenovationApplication, Reported,
    SafeStandard, Statistic, publish, rank_applicants, renovation_application,
};
use wuye::rule::{Aim, Application, DeclaredFact, Key, Verdict};
use wuye::testkit;

use super::{Frozen, budget, day, parsed, ready};

fn portfolio() -> Portfolio {
    let aims = [Mode::Professional, Mode::SelfGoverned].map(Aim::Mode);
    let rulebook = testkit::shipped();
    let plan = PortfolioPlan::compile(&rulebook, &aims, &[Mode::Professional], day("2022-03-01")).unwrap();
    let mut strange = ready();
    strange.compound.place = parsed("441900");
    let budget = budget();
    let entries = [
        PortfolioEntry { dossier: &ready(), budget: Some(&budget) },
        PortfolioEntry { dossier: &strange, budget: None },
    ];
    plan.run(&entries, 0).unwrap()
}

fn flag(code: String) -> DeclaredFact {
    DeclaredFact { code: parsed(&code), zh: code.clone(), en: code, source: "街道自定".into() }
}

fn counted(place: &str, number: u64, base: Option<u64>) -> Statistic {
    let frame = super::programme::frame(place, AsOf::On(day("2024-04-24")));
    let (numerator, denominator) = (Approx::exact(number), base.map(Approx::exact));
    Statistic::new(Reported { frame, unit: CountUnit::Households, numerator, denominator }).unwrap()
}

fn applicant(id: &str, share: Option<(u64, u64)>) -> Applicant {
    let share = share.map(|(above, below)| counted("421202", above, Some(below)));
    let compound = parsed(id);
    Applicant { compound, preconditions: Verdict::Met, will: share.clone(), support: share }
}

pub fn freeze(f: &mut Frozen) {
    let asked = vec![
        Asked::Fact(Fact::Guardhouse),
        Asked::Local(parsed("lift_fund")),
        Asked::Quantity(Quantity::IllegalStructures),
        Asked::Event(wuye::estate::Event::ContractExpires),
        Asked::Resolution(Matter::Provider),
    ];
    f.stored("portfolio_asked", &asked);
    f.written("single", &Single { asked: asked[0].clone(), stated: false });
    let choices = vec![
        ChoiceKind::Chosen(Mode::Basic),
        ChoiceKind::Undetermined(Mode::Professional),
        ChoiceKind::NoneApplies,
        ChoiceKind::Free,
        ChoiceKind::FreeOfNone,
        ChoiceKind::NoOrder,
    ];
    f.stored("choice_kind", &choices);
    let whole = portfolio();
    f.stored("portfolio", &whole);
    f.stored("portfolio_head", whole.head());
    f.stored("row_span", &whole.rows().to_vec());
    f.stored("district_count", whole.districts().values().next().unwrap());
    f.stored("gap_sum", &whole.gap().unwrap());
    f.stored("service_count", &whole.districts().values().next().unwrap().compounds);
    f.stored("verdict_count", &whole.aims().values().next().unwrap().verdicts());
    f.stored("need_count", whole.asked().values().next().unwrap());
    f.written("ranked_need", &whole.most_missing()[0]);
    let coverage = super::programme::frame("411000", AsOf::On(day("2022-03-01")));
    f.written("coverage", &whole.coverage(CountUnit::Compounds, &coverage).unwrap());
    let groups = [("350203", 3), ("350205", 40), ("350206", 12), ("350211", 0)];
    let table = publish(&groups.map(|(place, number)| counted(place, number, None)), 5).unwrap();
    f.written("published", &table);
    f.written("published_row", &table.rows()[..2].to_vec());
    f.written("published_total", &table.total().unwrap());
    let rulebook = wuye::places::xianning::rulebook().unwrap();
    let application: RenovationApplication =
        renovation_application(&rulebook, &ready(), Some(day("2000-12-31")), day("2023-08-01"));
    f.written("renovation_application", &application);
    let by = rulebook.setting(Key::Ranking(Application::Renovation), day("2023-08-01"));
    let all = [applicant("c1", Some((2, 3))), applicant("c2", Some((66, 99))), applicant("c3", None)];
    let ranking = rank_applicants(&by, &all).unwrap();
    f.stored("applicant", &all.to_vec());
    f.written("ranking", &ranking);
    f.written("ranked_applicant", &ranking.ranked()[0]);
    f.written("unranked_applicant", &ranking.unranked()[0]);
    let five = |kind: &str| (1..=5).map(|n| flag(format!("{kind}{n}"))).collect::<Vec<_>>();
    let standard = SafeStandard::new(five("has"), five("has_not")).unwrap();
    f.stored("safe_standard", &standard);
    f.written("safe_check", &standard.check(&ready(), day("2022-03-01")));
}
