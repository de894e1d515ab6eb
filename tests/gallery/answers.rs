//! Every answer that is made of findings, every vote, every citation, every statement and line of a bill.

use wuye::assess::{Assessment, Checklist};
use wuye::balance::{Basis, Line};
use wuye::billing::{Billable, Charge, Tariff, Weighting, bill};
use wuye::decide::{AdoptionPolicy, Ground, adopt, choose};
use wuye::dossier::Dossier;
use wuye::estate::{Event, Fact, Quantity, Stated, Value};
use wuye::json;
use wuye::law::{Authority, Citation, Confidence, Dated, Locator, Place, State, Version};
use wuye::matter::{Majority, Matter, Outcome, Tally, Weight, resolve};
use wuye::measure::{
    Approx, Area, Every, Per, Period, Rounding, RoundingMode, RoundingPoint, RoundingUnit, Sense, Threshold,
};
use wuye::mode::Mode;
use wuye::money::{CostKind, IncomeKind, Purpose, Purse};
use wuye::places::xuchang;
use wuye::rule::{
    Aim, Cmp, Condition, Force, Key, MayMove, NeededDecision, Node, Parameter, ParameterValue, Rule, Rulebook,
    Selection, Setting, Settled, Unread,
};
use wuye::terms::Lang;

use crate::Page;
use crate::inputs::{
    PROFESSIONAL, TODAY, assess, compare, compound, cost, dated, day, dossier, fee, id, income, layer, lump, price,
    professional, ready, rule, rulebook, says, span, staff, tariff_line, weight, with_fact, with_quantities, with_vote,
    year,
};

// ---------------------------------------------------------------------------------- answers that are made of findings

/// A condition under which nothing is known of so many facts.
fn many_facts(count: usize) -> Condition {
    Condition::all(Fact::ALL.iter().take(count).map(|fact| Condition::stated(*fact))).unwrap()
}

pub fn needing(decision: Option<NeededDecision>, id: &str) -> Rule {
    Rule { needs_decision: decision, ..rule(id, Force::Shall, dated(Condition::always())) }
}

fn by_owners(matter: Matter) -> Option<NeededDecision> {
    Some(NeededDecision { by: Authority::Owners, matter: Some(matter) })
}

fn assessments(page: &mut Page) {
    let yes = with_fact(Fact::OwnersCommittee, true, Authority::Street);
    let no = with_fact(Fact::OwnersCommittee, false, Authority::Street);
    let none = Dossier::new(compound());
    let committee = || Condition::stated(Fact::OwnersCommittee);
    let shown = |rules: Vec<Rule>, dossier: &Dossier| {
        Checklist::compile(&rulebook(rules), PROFESSIONAL).assess(dossier, day(TODAY))
    };
    let street = Some(NeededDecision { by: Authority::Street, matter: None });
    let memory = Version { confidence: Confidence::Memory, ..says("2021-01-01", committee()) };
    let repealed = Version { state: State::Repealed, ..says("2022-01-01", committee()) };
    let repealed = Dated::new(vec![says("2021-01-01", committee()), repealed]).unwrap();
    let later = Dated::new(vec![says("2023-05-01", committee())]).unwrap();
    page.section("Assessments");
    page.row("met, and the owners must decide", |lang| professional().assess(&ready(), day(TODAY)).render(lang));
    let cases = [
        ("met, and nobody must decide", shown(vec![needing(None, "r")], &none)),
        ("met, and the street must decide", shown(vec![needing(street, "r")], &none)),
        (
            "met, and two must decide",
            shown(vec![needing(by_owners(Matter::Provider), "r"), needing(street, "s")], &none),
        ),
        ("one condition fails", assess(committee(), &no)),
        ("one fails and one is open", assess(many_facts(8), &no)),
        ("two fail", assess(many_facts(8), &failing_two())),
        ("the law forbids it", assess(Condition::never(), &none)),
        ("one is open", assess(committee(), &none)),
        ("three are open", assess(many_facts(3), &none)),
        ("the law is of a later day", shown(vec![rule("r", Force::Shall, later)], &yes)),
        ("the law is known from memory", shown(vec![rule("r", Force::Shall, Dated::new(vec![memory]).unwrap())], &yes)),
        ("the law was repealed", shown(vec![rule("r", Force::Shall, repealed)], &yes)),
        ("no rule is about it", shown(vec![], &yes)),
    ];
    for (case, assessment) in cases {
        page.row(case, |lang| assessment.render(lang));
    }
    page.section("Documents that were not read");
    let xuchang = professional().assess(&ready(), day(TODAY));
    page.row("of Xuchang", |lang| xuchang.unread_note(lang).unwrap());
}

fn failing_two() -> Dossier {
    dossier(|dossier| {
        for fact in [Fact::OldCompound, Fact::Renovated] {
            dossier.state(fact, Stated::new(false, day("2022-02-20"), Authority::Street)).unwrap();
        }
    })
}

/// One line of what is outstanding.
fn outstanding(page: &mut Page, case: &str, assessment: &Assessment) {
    let outstanding = assessment.outstanding();
    let [zh, en] = [Lang::Zh, Lang::En].map(|lang| outstanding.render(assessment, lang));
    assert_eq!(zh.len(), en.len(), "{case}");
    for (zh, en) in zh.iter().zip(&en) {
        page.row(case, |lang| if lang == Lang::Zh { zh.clone() } else { en.clone() });
    }
}

fn all_outstanding(page: &mut Page) {
    page.section("What is outstanding");
    let none = Dossier::new(compound());
    let leaf = |node: Node| Condition::leaf(node).unwrap();
    let conditions = || Condition::stated(Fact::ProfessionalConditions);
    let illegal = with_quantities(&[(Quantity::IllegalStructures, Value::Count(2), Sense::Exact)]);
    let about = with_quantities(&[(Quantity::IllegalStructures, Value::Count(2), Sense::About)]);
    let none_left = || leaf(compare(Quantity::IllegalStructures, Cmp::Le, 0));
    let since = leaf(Node::Elapsed { event: Event::RenovationCompleted, cmp: Cmp::Ge, period: Period::Months(6) });
    let attested = with_fact(Fact::ProfessionalConditions, true, Authority::Street);
    let later = Dated::new(vec![says("2023-05-01", conditions())]).unwrap();
    let before = Checklist::compile(&rulebook(vec![rule("r", Force::Shall, later)]), PROFESSIONAL);
    let many = Checklist::compile(&rulebook(vec![rule("r", Force::Shall, dated(many_facts(24)))]), PROFESSIONAL);
    let chosen = Checklist::compile(&rulebook(vec![needing(by_owners(Matter::Provider), "r")]), PROFESSIONAL);
    outstanding(page, "a fact to establish", &assess(conditions(), &none));
    outstanding(page, "a fact to establish as false", &assess(conditions().negated().unwrap(), &none));
    let committee = with_fact(Fact::OwnersCommittee, false, Authority::Caller);
    outstanding(page, "a fact to change", &assess(Condition::stated(Fact::OwnersCommittee), &committee));
    outstanding(page, "a fact to change to false", &assess(conditions().negated().unwrap(), &attested));
    outstanding(page, "a number to establish", &assess(none_left(), &none));
    outstanding(page, "a number to find out exactly", &assess(none_left(), &about));
    outstanding(page, "a number to change", &assess(none_left(), &illegal));
    outstanding(page, "the day of an event", &assess(since, &none));
    outstanding(page, "a vote to report", &assess(Condition::resolved(Matter::UseFund), &none));
    let rejected = with_vote(Matter::UseFund, Outcome::Rejected);
    outstanding(page, "a vote to hold again", &assess(Condition::resolved(Matter::UseFund), &rejected));
    outstanding(page, "a decision", &chosen.assess(&none, day(TODAY)));
    outstanding(page, "the law forbids it", &assess(Condition::never(), &none));
    outstanding(page, "the law of the day is not known", &before.assess(&attested, day(TODAY)));
    let last = many.assess(&none, day(TODAY));
    let lines = last.outstanding();
    assert!(!lines.exact && lines.reachable);
    page.row("many facts (the last line)", |lang| lines.render(&last, lang).pop().unwrap());
}

/// A rulebook that says how a mode is chosen, and one rule for each of three modes.
fn choosing(selection: Option<Selection>) -> Rulebook {
    let asks =
        |id: &str, mode, fact| Rule { aim: Aim::Mode(mode), ..rule(id, Force::Shall, dated(Condition::stated(fact))) };
    let rules = vec![
        asks("p", Mode::Professional, Fact::ProfessionalConditions),
        asks("b", Mode::Basic, Fact::BasicConditions),
        asks("s", Mode::SelfGoverned, Fact::OwnersCommittee),
    ];
    let parameters = selection.map(|selection| {
        let setting = Setting::Exactly(ParameterValue::Selection(selection));
        Parameter::new(Key::Selection, None, dated(setting), MayMove::Free).unwrap()
    });
    let layer = layer(rules, parameters.into_iter().collect());
    Rulebook::new("sample".parse().unwrap(), 1, vec![layer]).unwrap()
}

fn choices(page: &mut Page) {
    page.section("Choosing a mode");
    let modes = || vec![Mode::Professional, Mode::Basic, Mode::SelfGoverned];
    let ladder = choosing(Some(Selection::Ladder(modes())));
    let free = choosing(Some(Selection::FreeChoice(modes())));
    let stated = |facts: &[(Fact, bool)]| {
        dossier(|dossier| {
            for (fact, value) in facts {
                dossier.state(*fact, Stated::new(*value, day("2022-02-20"), Authority::Street)).unwrap();
            }
        })
    };
    let (p, b, s) = (Fact::ProfessionalConditions, Fact::BasicConditions, Fact::OwnersCommittee);
    let cases = [
        ("a ladder, the second step", choose(&ladder, &stated(&[(p, false), (b, true)]), day(TODAY))),
        ("a ladder with an open step", choose(&ladder, &stated(&[(p, false)]), day(TODAY))),
        ("a ladder to its end", choose(&ladder, &stated(&[(p, false), (b, false), (s, false)]), day(TODAY))),
        ("a free choice of two", choose(&free, &stated(&[(p, true), (s, true)]), day(TODAY))),
        ("a free choice of none", choose(&free, &stated(&[(p, false)]), day(TODAY))),
        ("no text says how", choose(&choosing(None), &stated(&[(p, true)]), day(TODAY))),
    ];
    let kinds = cases.iter().map(|(_, choice)| std::mem::discriminant(choice));
    assert_eq!(kinds.collect::<std::collections::HashSet<_>>().len(), 5, "every kind of choice");
    for (case, choice) in &cases {
        page.row(case, |lang| choice.render(lang));
    }
}

fn decisions(page: &mut Page) {
    page.section("Decisions");
    let (rulebook, dossier, on) = (xuchang::rulebook().unwrap(), ready(), day(TODAY));
    let met = professional().assess(&dossier, on);
    let (majority, law) = rulebook.majority(Matter::Provider, on).unwrap();
    let tally = Tally::declared(weight(300, "30000"), weight(210, "21000"), weight(150, "15200")).unwrap();
    let counted = resolve(id("c1"), Matter::Provider, on, tally, majority, law);
    let reported = Stated::new(counted.record(), on, Authority::OwnersCommittee);
    let adopted = |ground| adopt(&met, &[ground], AdoptionPolicy::default()).unwrap();
    let counted = adopted(Ground::Counted(counted));
    page.row("a vote that was counted here", |lang| counted.render(lang));
    let reported = adopted(Ground::Reported(reported));
    page.row("a vote that was reported", |lang| reported.render(lang));
    let street = Some(NeededDecision { by: Authority::Street, matter: None });
    let sample = self::rulebook(vec![needing(street, "r")]);
    let assessment = Checklist::compile(&sample, PROFESSIONAL).assess(&dossier, on);
    let act = adopt(&assessment, &[Ground::Act { by: Authority::Street, on }], AdoptionPolicy::default()).unwrap();
    page.row("an act of the street", |lang| act.render(lang));
    page.section("Needed decisions");
    for matter in Matter::ALL {
        let needed = by_owners(*matter).unwrap();
        page.row(&format!("of the owners, on `{matter}`"), |lang| needed.render(lang));
    }
    for by in Authority::ALL {
        let needed = NeededDecision { by: *by, matter: None };
        page.row(&format!("of `{by}`"), |lang| needed.render(lang));
    }
    page.section("Aims");
    for mode in Mode::ALL {
        page.row(&format!("`{}`", Aim::Mode(*mode)), |lang| Aim::Mode(*mode).render(lang));
    }
    for (purse, purpose) in
        Purse::ALL.iter().flat_map(|purse| Purpose::ALL.iter().map(move |purpose| (*purse, *purpose)))
    {
        page.row(&format!("`{}`", Aim::Pay(purse, purpose)), |lang| Aim::Pay(purse, purpose).render(lang));
    }
}

// ---------------------------------------------------------------------------------- votes and law

fn resolutions(page: &mut Page) {
    page.section("Resolutions");
    let law = || xuchang::rulebook().unwrap().majority(Matter::Provider, day(TODAY)).unwrap().1;
    let vote = |majority: Majority, participating: Weight, consenting: Weight| {
        let tally = Tally::declared(weight(300, "30000"), participating, consenting).unwrap();
        resolve(id("c1"), Matter::Provider, day(TODAY), tally, majority, law())
    };
    let code = Majority::of_participants(false).unwrap();
    let special = Majority::of_participants(true).unwrap();
    let old = Majority::of_all(false).unwrap();
    let w = weight;
    let cases = [
        ("passed", vote(code, w(210, "21000"), w(150, "15200"))),
        ("one head short of the quorum", vote(code, w(199, "20000"), w(199, "20000"))),
        ("0.01 m² short of the quorum", vote(code, w(200, "19999.99"), w(199, "19999.99"))),
        ("short of the quorum in both", vote(code, w(150, "15000"), w(150, "15000"))),
        ("half of the heads agree", vote(code, w(200, "20000"), w(100, "12000"))),
        ("half of both agree", vote(code, w(200, "20000"), w(100, "10000"))),
        ("less than three quarters agree", vote(special, w(200, "20000"), w(149, "14999.99"))),
        ("half of all agree, under the Property Law", vote(old, w(200, "20000"), w(150, "15000.01"))),
        ("half of all attend, under the Property Law", vote(old, w(150, "15000"), w(150, "15000"))),
    ];
    for (case, resolution) in &cases {
        page.row(case, |lang| resolution.render(lang));
    }
    page.section("Majorities");
    for (case, majority) in [
        ("of 2021", code),
        ("of 2021, special", special),
        ("of 2007", old),
        ("of 2007, special", Majority::of_all(true).unwrap()),
    ] {
        page.row(case, |lang| majority.render(lang));
    }
    page.section("Thresholds");
    for text in [">1/2", ">=1/2", ">=2/3", ">=3/4", ">1/10", ">=20/100", ">=1", ">0/1", ">=17/12000"] {
        let threshold: Threshold = text.parse().unwrap();
        page.row(&format!("`{text}`"), |lang| threshold.render(lang));
    }
}

fn citations(page: &mut Page) {
    page.section("Citations");
    let cite = |at: Locator, until: Option<&str>, year_only, confidence| Citation {
        document: "civil_code".parse().unwrap(),
        title: "民法典".into(),
        title_en: "Civil Code".into(),
        at,
        from: day("2021-01-01"),
        until: until.map(day),
        year_only,
        confidence,
    };
    for confidence in Confidence::ALL {
        let cite = cite(Locator::item(278, 1, 4), None, false, *confidence);
        page.row(&format!("known as `{confidence}`"), |lang| cite.render(lang));
    }
    let letter = cite(Locator::section(&[1, 2], None), None, true, Confidence::PolicyLetter);
    page.row("a letter that bears only its year", |lang| letter.render(lang));
    let replaced = cite(Locator::article(76), Some("2026-01-01"), false, Confidence::Primary);
    page.row("until a later version", |lang| replaced.render(lang));
    let excerpt = cite(Locator::article(76), Some("2026-01-01"), false, Confidence::Excerpt);
    page.row("an excerpt, until a later version", |lang| excerpt.render(lang));
    let letter = cite(Locator::Whole, Some("2026-01-01"), true, Confidence::PolicyLetter);
    page.row("a letter of a year, until a later version", |lang| letter.render(lang));
    page.section("Places in a document");
    let places = [
        Locator::article(10),
        Locator::article(1_260),
        Locator::paragraph(278, 2),
        Locator::item(278, 1, 10),
        Locator::Article { number: 20, paragraph: None, item: None },
        Locator::section(&[3], Some(1)),
        Locator::section(&[1, 2, 3], None),
        Locator::Whole,
    ];
    for at in places {
        let cite = cite(at, None, false, Confidence::Primary);
        page.row(&format!("`{}`", json::to_json(&cite.at).unwrap()), |lang| cite.short(lang));
    }
    page.section("Conflicts of law");
    let xuchang = xuchang::rulebook().unwrap();
    let Settled::Known { conflicts, .. } = xuchang.setting(Key::Majority(Matter::Provider), day(TODAY)) else {
        panic!("no majority");
    };
    page.row("the Code of 2021 and Henan of 2018", |lang| conflicts[0].render(lang));
}

fn words(page: &mut Page) {
    page.section("Who states something");
    for by in Authority::ALL {
        let stated = Stated::new(true, day("2022-02-20"), *by);
        page.row(&format!("`{by}`"), |lang| stated.render(lang));
    }
    page.section("Numbers in words");
    for sense in Sense::ALL {
        let about = Approx { value: 300, sense: *sense };
        page.row(&format!("`{sense}`"), |lang| about.render(lang, "300"));
    }
    for period in [Period::Days(60), Period::Months(3), Period::Years(1), Period::Days(1), Period::Months(1)] {
        page.row(&format!("`{period}`"), |lang| period.render(lang));
    }
    for every in Every::ALL {
        for per in Per::ALL {
            let price = price("1.45", *per, *every);
            page.row(&format!("a price per `{per}`, by `{every}`"), |lang| price.render(lang));
        }
    }
    page.row("a day", |lang| day("2021-01-01").render(lang));
    for code in ["000000", "411000", "440300"] {
        let place: Place = code.parse().unwrap();
        page.row(&format!("the place `{code}`"), |lang| place.render(lang));
    }
    let unread = Unread {
        title: "物业服务收费管理办法".into(),
        title_en: "Measures for property service charges (2003)".into(),
    };
    page.row("a document that was not read", |lang| unread.render(lang));
}

fn parking(yuan: &str) -> Line {
    income("parking", IncomeKind::ParkingRent, Purse::CommonRevenue, lump(yuan))
}

fn unknown(line: Line) -> Line {
    Line { basis: Basis::Lump(None), ..line }
}

fn about(line: Line) -> Line {
    match line.basis {
        Basis::Lump(Some(amount)) => {
            Line { basis: Basis::Lump(Some(Approx { sense: Sense::About, ..amount })), ..line }
        }
        _ => line,
    }
}

fn statements(page: &mut Page) {
    let area: Area = "30000".parse().unwrap();
    let cases = [
        ("a gap", year(vec![fee("71200"), staff("100000")])),
        ("an even account", year(vec![fee("100000"), staff("100000")])),
        ("a surplus", year(vec![fee("100000"), staff("71200")])),
        ("an approximate gap", year(vec![about(fee("71200")), staff("100000")])),
        ("an approximate surplus", year(vec![about(fee("100000")), staff("71200")])),
        ("income undecided, the gap a range", year(vec![fee("71200"), parking("9000"), staff("100000")])),
        ("approximate, the gap a range", year(vec![fee("71200"), about(parking("9000")), staff("100000")])),
        ("between surplus and gap", year(vec![fee("95000"), parking("9000"), staff("100000")])),
        ("a surplus in any case", year(vec![fee("105000"), parking("9000"), staff("100000")])),
        ("income unknown", year(vec![fee("71200"), unknown(parking("0")), staff("100000")])),
        (
            "cost unknown",
            year(vec![fee("71200"), staff("100000"), unknown(cost("upkeep", CostKind::Upkeep, lump("0")))]),
        ),
        ("cost unknown, the known cost covered", year(vec![fee("100000"), unknown(staff("0"))])),
        ("income and cost unknown", year(vec![unknown(fee("0")), unknown(staff("0"))])),
        (
            "cost unknown, and approximate",
            year(vec![about(fee("71200")), staff("100000"), unknown(cost("upkeep", CostKind::Upkeep, lump("0")))]),
        ),
    ];
    page.section("Statements");
    for (case, statement) in &cases {
        page.row(case, |lang| statement.render(None, lang).unwrap());
    }
    page.section("Statements over 30,000 m²");
    for (case, statement) in &cases {
        page.row(case, |lang| statement.render(Some(area), lang).unwrap());
    }
    page.section("Lines of a statement");
    let other = |purse| income("x", IncomeKind::Lease, purse, lump("1000"));
    let rows = [
        ("a cost", staff("100000")),
        ("a cost that is unknown", unknown(staff("0"))),
        ("income that may pay", fee("71200")),
        ("approximate income", about(fee("71200"))),
        ("income that is unknown", unknown(fee("0"))),
        ("income that may not pay", other(Purse::Renovation)),
        ("income undecided", parking("9000")),
        ("income of a purse without a rule", other(Purse::ProvidersOwn)),
    ];
    for (case, line) in rows {
        let statement = year(vec![line]);
        page.row(case, |lang| statement.lines()[0].render(lang));
    }
}

fn bills(page: &mut Page) {
    page.section("Lines of a bill");
    let home = |unit: &str, area: &str, households| Billable {
        area: Some(area.parse().unwrap()),
        spaces: Some(1),
        households: Some(households),
        ..Billable::new(unit.parse().unwrap())
    };
    let homes = [home("1-101", "89.55", 1), home("1-102", "100", 1), home("1-103", "61.05", 2)];
    let mut show = |case: &str, charge: Charge, rounding: Rounding| {
        let tariff = Tariff::new(vec![tariff_line("fee", charge)], rounding).unwrap();
        let run = bill(&tariff, &homes, span("2026-01-01", "2028-01-01")).unwrap();
        page.row(case, |lang| run.bills()[0].lines()[0].render(lang));
    };
    let rate = |yuan: &str, per, every| Charge::Rate(price(yuan, per, every));
    let lump = |yuan: &str, by| Charge::Apportioned { total: yuan.parse().unwrap(), by };
    let fen = Rounding::default();
    show("by the month", rate("1.45", Per::SquareMetre, Every::Month), fen);
    show("by the month, not a whole fen", rate("0.333333", Per::SquareMetre, Every::Month), fen);
    show("by the year", rate("12", Per::SquareMetre, Every::Year), fen);
    show("once", rate("0.50", Per::SquareMetre, Every::Once), fen);
    show("per household", rate("50", Per::Household, Every::Month), fen);
    show("per parking space", rate("100", Per::Space, Every::Month), fen);
    for point in RoundingPoint::ALL {
        let rounding = Rounding { point: *point, ..fen };
        show(&format!("rounded by `{point}`"), rate("0.333333", Per::SquareMetre, Every::Month), rounding);
    }
    for mode in RoundingMode::ALL {
        for unit in RoundingUnit::ALL {
            let rounding = Rounding { mode: *mode, unit: *unit, point: RoundingPoint::Line };
            show(&format!("`{mode}` to the `{unit}`"), rate("1.45", Per::SquareMetre, Every::Month), rounding);
        }
    }
    show("a lump by area", lump("148.35", Weighting::Area), fen);
    show("a lump by household, exact", lump("100.00", Weighting::Household), fen);
    show("a lump by parking space", lump("100.00", Weighting::Space), fen);
    show("a lump given back", lump("-100.00", Weighting::Space), fen);
    show("a lump in whole yuan", lump("100.00", Weighting::Area), Rounding { unit: RoundingUnit::Yuan, ..fen });
}

pub fn answers() -> Page {
    let mut page = Page::new("答复 · Answers");
    assessments(&mut page);
    all_outstanding(&mut page);
    choices(&mut page);
    decisions(&mut page);
    resolutions(&mut page);
    crate::meeting::answers(&mut page);
    crate::contracts::answers(&mut page);
    crate::receivables::answers(&mut page);
    citations(&mut page);
    words(&mut page);
    statements(&mut page);
    bills(&mut page);
    crate::bills::lines(&mut page);
    crate::quantities::answers(&mut page);
    crate::funds::answers(&mut page);
    crate::sharing::answers(&mut page);
    crate::wholes::answers(&mut page);
    crate::columns::answers(&mut page);
    crate::portfolio::answers(&mut page);
    crate::procedures::answers(&mut page);
    crate::governance::answers(&mut page);
    crate::provider::answers(&mut page);
    page
}

#[test]
fn every_answer_says_what_the_page_says() {
    answers().compare("answers.md");
}
