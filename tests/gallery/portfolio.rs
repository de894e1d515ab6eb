//! Portfolios, tables for the public, applications: their errors, and what they say.

use wuye::assess::Asked;
use wuye::balance::{Basis, Budget, Line};
use wuye::dossier::Dossier;
use wuye::estate::{Compound, Fact, Quantity, Source, Stated, Value};
use wuye::json;
use wuye::law::Authority;
use wuye::matter::Matter;
use wuye::measure::Approx;
use wuye::mode::Mode;
use wuye::money::{CostKind, Purpose};
use wuye::programme::{
    Applicant, CountUnit, Coverage, Frame, Portfolio, PortfolioEntry, PortfolioPlan, ProgrammeError, ProgrammePart,
    SafeStandard, Statistic, publish, rank_applicants, renovation_application,
};
use wuye::rule::{Aim, Application, DeclaredFact, Key, Rulebook, Settled, Verdict};
use wuye::terms::Lang;

use crate::Page;
use crate::errors::{Made, read, refused};
use crate::inputs::{compound, cost, day, fee, ready, span, staff};
use crate::programme::{counted, frame};

const TODAY: &str = "2024-01-31";

fn xianning() -> Rulebook {
    wuye::places::xianning::rulebook().unwrap()
}

fn plan(aims: &[Aim], on: &str) -> PortfolioPlan {
    PortfolioPlan::compile(&xianning(), aims, &[Mode::Professional], day(on)).unwrap()
}

const PROFESSIONAL: [Aim; 1] = [Aim::Mode(Mode::Professional)];

/// A compound of Xianning with the hardware that is named.
fn hardware(n: usize, facts: &[(Fact, bool)], households: Option<u32>, place: &str) -> Dossier {
    let id = format!("c{n}").parse().unwrap();
    let mut dossier = Dossier::new(Compound { id, place: place.parse().unwrap(), ..compound() });
    for (fact, value) in facts {
        dossier.state(*fact, Stated::new(*value, day(TODAY), Authority::Street)).unwrap();
    }
    if let Some(households) = households {
        let value = Approx::exact(Value::Count(households));
        dossier.measure(Quantity::Households, Stated::new(value, day(TODAY), Authority::Street)).unwrap();
    }
    dossier
}

fn run(dossiers: &[Dossier], first_row: u64) -> Portfolio {
    let entry = |dossier| PortfolioEntry { dossier, budget: None };
    plan(&PROFESSIONAL, TODAY).run(&dossiers.iter().map(entry).collect::<Vec<_>>(), first_row).unwrap()
}

fn year_budget(lines: Vec<Line>) -> Budget {
    Budget::new(Purpose::Service, span("2024-01-01", "2025-01-01"), lines).unwrap()
}

fn city() -> Vec<Dossier> {
    let four = [Fact::Guardhouse, Fact::Surveillance, Fact::Enclosure, Fact::ParkingProvided];
    let all = |value: bool| four.map(|fact| (fact, value)).to_vec();
    let mut three = all(true);
    let unserved = (Fact::Unserved, true);
    three[0].1 = false;
    let served = (Fact::Unserved, false);
    vec![
        hardware(1, &[all(true), vec![served]].concat(), Some(300), "421202"),
        hardware(2, &[three, vec![unserved]].concat(), Some(80), "421202"),
        hardware(3, &all(true)[1..], Some(40), "421281"),
        hardware(4, &[unserved], None, "421281"),
        hardware(5, &[], None, "441900"),
    ]
}

fn flags(kind: &str, number: usize) -> Vec<DeclaredFact> {
    let flag = |n| {
        let code = format!("{kind}{n}");
        DeclaredFact { code: code.parse().unwrap(), zh: code.clone(), en: code, source: "街道自定".into() }
    };
    (1..=number).map(flag).collect()
}

fn applicant(id: &str, will: Option<(u64, u64)>, preconditions: Verdict) -> Applicant {
    let share = |(above, below): (u64, u64)| counted("421202", above, Some(below));
    Applicant { compound: id.parse().unwrap(), preconditions, will: will.map(share), support: will.map(share) }
}

fn by() -> Settled {
    xianning().setting(Key::Ranking(Application::Renovation), day(TODAY))
}

pub fn errors() -> Vec<Made> {
    let one = [ready()];
    let groups: Vec<Statistic> = ["421202", "421281"].map(|place| counted(place, 12, None)).to_vec();
    let whole = run(&city(), 0);
    let text = json::to_json(&whole).unwrap();
    let changed = |from: &str, to: &str, error: ProgrammeError| {
        assert!(text.contains(from));
        read::<Portfolio>(&text.replacen(from, to, 1), error)
    };
    let form = |what| ProgrammeError::PortfolioForm { what };
    let format = ProgrammeError::PortfolioFormat { newest: 1, found: 9 };
    let merged = |other: &Portfolio| refused(whole.clone().merge(other));
    let later = plan(&PROFESSIONAL, "2024-02-01").run(&[], 0).unwrap();
    let outside = plan(&PROFESSIONAL, TODAY).run(&[PortfolioEntry { dossier: &one[0], budget: None }], u64::MAX);
    let mut other = applicant("c2", Some((1, 2)), Verdict::Met);
    let mut newer = counted("421202", 1, Some(2)).reported().clone();
    newer.frame.definition.version = 2;
    other.will = Some(Statistic::new(newer).unwrap());
    vec![
        ("threshold_too_small", "groups of less than nothing", refused(publish(&groups, 0))),
        (
            "parts_number",
            "a portfolio about nothing",
            refused(PortfolioPlan::compile(&xianning(), &[], &[], day(TODAY))),
        ),
        ("rows_outside", "the row after the last", refused(outside)),
        ("rows_twice", "a part counted twice", merged(&whole)),
        ("other_portfolio", "parts of two days", merged(&later)),
        ("portfolio_format", "a portfolio of format 9", changed("\"format\":1", "\"format\":9", format)),
        (
            "portfolio_form",
            "one compound fewer",
            changed("\"compounds\":4", "\"compounds\":3", form(ProgrammePart::Rows)),
        ),
        (
            "portfolio_form",
            "more verdicts than compounds",
            changed("\"met\":1", "\"met\":7", form(ProgrammePart::Verdict)),
        ),
        ("flag_count", "four of five", refused(SafeStandard::new(flags("has", 4), flags("not", 5)))),
        ("named_twice", "one flag twice", refused(SafeStandard::new(flags("has", 5), flags("has", 5)))),
        (
            "named_twice",
            "an applicant that stands there twice",
            refused(rank_applicants(
                &by(),
                &[applicant("c1", None, Verdict::Met), applicant("c1", None, Verdict::Met)],
            )),
        ),
        ("parts_number", "no applicants", refused(rank_applicants(&by(), &[]))),
        (
            "other_definition",
            "wills of two definitions",
            refused(rank_applicants(&by(), &[applicant("c1", Some((1, 2)), Verdict::Met), other])),
        ),
    ]
}

pub fn answers(page: &mut Page) {
    page.section("Portfolios");
    let whole = run(&city(), 0);
    for n in 0..whole.render(Lang::Zh).len() {
        page.row(&format!("five compounds, line {}", n + 1), |lang| whole.render(lang)[n].clone());
    }
    let coverage = |unit, place: &str| -> Coverage {
        let source = Source { document: "2024-001".into(), ..frame(place).source };
        whole.coverage(unit, &Frame { source, ..frame(place) }).unwrap()
    };
    for (case, unit, place) in [
        ("coverage in compounds", CountUnit::Compounds, "421202"),
        ("coverage in households", CountUnit::Households, "421202"),
        ("coverage in compounds, of which one is not known", CountUnit::Compounds, "421281"),
        ("coverage in households, of which some are not stated", CountUnit::Households, "421281"),
        ("coverage of a place without compounds", CountUnit::Compounds, "421221"),
    ] {
        page.row(case, |lang| coverage(unit, place).render(lang));
    }
    let need = &whole.aims()[&PROFESSIONAL[0]].most_helpful()[0];
    page.row("what alone would help most", |lang| need.render(lang));
    page.row("a resolution that is asked for", |lang| Asked::Resolution(Matter::Provider).render(lang));
    page.row("a declared fact that is asked for", |lang| Asked::Local("lift_fund".parse().unwrap()).render(lang));
    let money = year_budget(vec![fee("71200"), staff("100000")]);
    let open = year_budget(vec![fee("71200"), cost("staff", CostKind::Staff, Basis::Lump(None))]);
    let surplus = year_budget(vec![fee("100000"), staff("71200")]);
    let of = |budgets: &[&Budget]| {
        let dossier = hardware(1, &[], None, "421202");
        let mut entries = Vec::new();
        for budget in budgets {
            entries.push(PortfolioEntry { dossier: &dossier, budget: Some(*budget) });
        }
        plan(&PROFESSIONAL, TODAY).run(&entries, 0).unwrap().gap().unwrap()
    };
    for (case, gap) in [
        ("a gap", of(&[&money])),
        ("a gap and a surplus, which do not close each other", of(&[&money, &surplus])),
        ("a gap, and one without an upper end", of(&[&money, &open])),
    ] {
        page.row(case, |lang| gap.render(lang));
    }
    page.section("Tables for the public");
    let group = |place: &str, number| counted(place, number, None);
    let three = [group("421202", 3), group("421221", 40), group("421222", 12), group("421281", 0)];
    let few = [group("421202", 1), group("421221", 2)];
    for (case, table) in
        [("one small group", publish(&three, 5).unwrap()), ("nothing but small groups", publish(&few, 5).unwrap())]
    {
        for n in 0..table.render(Lang::Zh).len() {
            page.row(&format!("{case}, line {}", n + 1), |lang| table.render(lang)[n].clone());
        }
    }
    applications(page);
}

fn applications(page: &mut Page) {
    page.section("Applications for renovation");
    let five = [
        Fact::PartyOrganisation,
        Fact::MultiPartyConsultation,
        Fact::ResidentsCovenant,
        Fact::ContributionToWorks,
        Fact::LaterManagementAccepted,
    ];
    let told = |value: bool, left: Option<u32>| {
        let mut facts = five.map(|fact| (fact, true));
        facts[0].1 = value;
        let mut dossier = hardware(1, &facts, None, "421202");
        if let Some(left) = left {
            let left = Stated::new(Approx::exact(Value::Count(left)), day(TODAY), Authority::Street);
            dossier.measure(Quantity::IllegalStructures, left).unwrap();
        }
        dossier
    };
    for (case, dossier, completed) in [
        ("all six", told(true, Some(0)), Some("2000-12-31")),
        ("five of six, the sixth not stated", told(true, None), Some("2001-01-01")),
        ("four of six, two in the way", told(false, Some(2)), None),
    ] {
        let application = renovation_application(&xianning(), &dossier, completed.map(day), day(TODAY));
        for n in 0..application.render(Lang::Zh).len() {
            page.row(&format!("{case}, line {}", n + 1), |lang| application.render(lang)[n].clone());
        }
    }
    let all = [
        applicant("c1", Some((2, 3)), Verdict::Met),
        applicant("c2", Some((66, 99)), Verdict::Met),
        applicant("c3", Some((1, 2)), Verdict::Met),
        applicant("c4", None, Verdict::Met),
        applicant("c5", Some((1, 1)), Verdict::Unknown),
        applicant("c6", Some((1, 1)), Verdict::Unmet),
    ];
    let ranking = rank_applicants(&by(), &all).unwrap();
    for n in 0..ranking.render(Lang::Zh).len() {
        page.row(&format!("six applicants, line {}", n + 1), |lang| ranking.render(lang)[n].clone());
    }
    let standard = SafeStandard::new(flags("has", 5), flags("not", 5)).unwrap();
    let safe = |wrong: usize, known: usize| {
        let mut dossier = hardware(1, &[], None, "421202");
        let flags = standard.has().iter().map(|flag| (flag, true));
        let flags = flags.chain(standard.has_not().iter().map(|flag| (flag, false)));
        for (n, (flag, wanted)) in flags.enumerate().take(known) {
            let value = if n < wrong { !wanted } else { wanted };
            dossier.state_local(&flag.code, Stated::new(value, day(TODAY), Authority::Street)).unwrap();
        }
        standard.check(&dossier, day(TODAY))
    };
    for (case, wrong, known) in
        [("all ten", 0, 10), ("nine known and kept", 0, 9), ("one not kept, two not known", 1, 8)]
    {
        page.row(&format!("flags of a safe compound: {case}"), |lang| safe(wrong, known).render(lang));
    }
}
