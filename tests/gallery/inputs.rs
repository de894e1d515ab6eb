//! What the inputs are made of: one compound, one day, one notice that nobody ever issued.

use wuye::assess::{Assessment, Checklist};
use wuye::balance::{Basis, Budget, Line, LineKind, Statement, statement};
use wuye::billing::{Charge, TariffLine};
use wuye::dossier::{CompleteLog, Dossier, EventRecord};
use wuye::estate::{Compound, CompoundId, Event, Fact, Quantity, Stated, Value};
use wuye::law::{Authority, Confidence, Dated, Document, Issued, Locator, Place, Provision, Rank, State, Version};
use wuye::matter::{Matter, Outcome, ResolutionRecord, Weight};
use wuye::measure::{Approx, Area, Day, Dimension, Every, Money, Per, Sense, Span, UnitPrice};
use wuye::mode::Mode;
use wuye::money::{CostKind, IncomeKind, Purpose, Purse};
use wuye::places::xuchang;
use wuye::rule::{Aim, Cmp, Condition, Force, Layer, Node, Parameter, Rule, Rulebook, Term};

pub const TODAY: &str = "2022-03-01";

pub const PROFESSIONAL: Aim = Aim::Mode(Mode::Professional);

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn span(start: &str, end: &str) -> Span {
    Span::new(day(start), day(end)).unwrap()
}

pub fn id(text: &str) -> CompoundId {
    text.parse().unwrap()
}

pub fn compound() -> Compound {
    Compound { id: id("c1"), name: "某老庭院".into(), place: "411000".parse().unwrap(), yards: vec![] }
}

pub fn weight(heads: u32, area: &str) -> Weight {
    Weight { heads, area: area.parse().unwrap() }
}

pub fn price(yuan: &str, per: Per, every: Every) -> UnitPrice {
    UnitPrice::new(yuan.parse().unwrap(), per, every).unwrap()
}

/// A version of law of the made-up document, from a day on.
pub fn says<T>(from: &str, value: T) -> Version<T> {
    let by = Provision { document: "notice".parse().unwrap(), at: Locator::article(6) };
    Version { from: day(from), state: State::InForce(value), by, confidence: Confidence::Primary }
}

pub fn dated<T>(value: T) -> Dated<T> {
    Dated::new(vec![says("2021-01-01", value)]).unwrap()
}

pub fn rule(id: &str, force: Force, needs: Dated<Condition>) -> Rule {
    let aim = Aim::Mode(Mode::Professional);
    Rule { id: id.parse().unwrap(), aim, force, needs, needs_decision: None, then: vec![] }
}

/// A layer of the nation with one document that nobody ever issued.
pub fn layer(rules: Vec<Rule>, parameters: Vec<Parameter>) -> Layer {
    let notice = Document {
        id: "notice".parse().unwrap(),
        title: "示例办法".into(),
        title_en: "Sample Measures".into(),
        number: None,
        issuer: "示例机关".into(),
        rank: Rank::GovernmentRule,
        place: Place::NATION,
        issued: Issued::On(day("2020-12-01")),
        confidence: Confidence::Primary,
    };
    Layer {
        place: Place::NATION,
        documents: vec![notice],
        facts: vec![],
        rules,
        parameters,
        labels: vec![],
        unread: vec![],
    }
}

pub fn rulebook(rules: Vec<Rule>) -> Rulebook {
    Rulebook::new("sample".parse().unwrap(), 1, vec![layer(rules, vec![])]).unwrap()
}

pub fn professional() -> Checklist {
    Checklist::compile(&xuchang::rulebook().unwrap(), Aim::Mode(Mode::Professional))
}

pub fn assess(needs: Condition, dossier: &Dossier) -> Assessment {
    let rulebook = rulebook(vec![rule("r", Force::Shall, dated(needs))]);
    Checklist::compile(&rulebook, PROFESSIONAL).assess(dossier, day(TODAY))
}

/// A dossier of the compound, filled in.
pub fn dossier(fill: impl FnOnce(&mut Dossier)) -> Dossier {
    let mut dossier = Dossier::new(compound());
    fill(&mut dossier);
    dossier
}

/// A compound that has the conditions for professional management, attested.
pub fn ready() -> Dossier {
    let mut dossier = Dossier::new(compound());
    for fact in [Fact::OldCompound, Fact::ProfessionalConditions] {
        dossier.state(fact, Stated::new(true, day("2022-02-20"), Authority::Street)).unwrap();
    }
    dossier
}

pub fn exactly(value: Value) -> Stated<Approx<Value>> {
    Stated::new(Approx::exact(value), day("2022-02-20"), Authority::Street)
}

pub fn with_fact(fact: Fact, value: bool, by: Authority) -> Dossier {
    dossier(|dossier| dossier.state(fact, Stated::new(value, day("2022-02-20"), by)).unwrap())
}

pub fn with_quantities(quantities: &[(Quantity, Value, Sense)]) -> Dossier {
    dossier(|dossier| {
        for (quantity, value, sense) in quantities {
            let value = Approx { value: *value, sense: *sense };
            dossier.measure(*quantity, Stated::new(value, day("2022-02-20"), Authority::Street)).unwrap();
        }
    })
}

pub fn with_events(event: Event, days: &[&str], complete: bool) -> Dossier {
    dossier(|dossier| {
        for on in days {
            let happened = Stated::new(day(on), day("2020-01-01"), Authority::Street);
            dossier.events.push(EventRecord { event, happened });
        }
        if complete {
            dossier.complete.push(CompleteLog { event, until: day(TODAY) });
        }
    })
}

pub fn with_vote(matter: Matter, outcome: Outcome) -> Dossier {
    dossier(|dossier| {
        let value = ResolutionRecord { matter, on: day("2022-02-18"), outcome, tally: None };
        dossier.resolutions.push(Stated::new(value, day("2022-02-20"), Authority::Street));
    })
}

/// A value of the quantity's kind.
pub fn value(quantity: Quantity, n: u32) -> Value {
    match quantity.dimension() {
        Dimension::Area => Value::Area(Area::from_hundredths(i64::from(n) * 100).unwrap()),
        Dimension::Money => Value::Money(Money::from_fen(i64::from(n) * 100).unwrap()),
        _ => Value::Count(n),
    }
}

pub fn compare(quantity: Quantity, cmp: Cmp, n: u32) -> Node {
    Node::Compare { left: Term::Of(quantity), cmp, right: Term::Literal(value(quantity, n)) }
}

pub fn lump(yuan: &str) -> Basis {
    Basis::Lump(Some(Approx::exact(yuan.parse().unwrap())))
}

pub fn income(id: &str, kind: IncomeKind, purse: Purse, basis: Basis) -> Line {
    Line { id: id.parse().unwrap(), kind: LineKind::Income(kind), basis, purse, span: None, resource: None }
}

pub fn cost(id: &str, kind: CostKind, basis: Basis) -> Line {
    let purse = Purse::Operating;
    Line { id: id.parse().unwrap(), kind: LineKind::Cost(kind), basis, purse, span: None, resource: None }
}

pub fn fee(yuan: &str) -> Line {
    income("fee", IncomeKind::ServiceFee, Purse::Operating, lump(yuan))
}

pub fn staff(yuan: &str) -> Line {
    cost("staff", CostKind::Staff, lump(yuan))
}

/// A year of income and cost under the law of Xuchang.
pub fn year(lines: Vec<Line>) -> Statement {
    let budget = Budget::new(Purpose::Service, span("2022-03-01", "2023-03-01"), lines).unwrap();
    statement(&budget, &xuchang::rulebook().unwrap(), &ready(), day(TODAY)).unwrap()
}

pub fn tariff_line(id: &str, charge: Charge) -> TariffLine {
    TariffLine::new(id.parse().unwrap(), IncomeKind::ServiceFee, charge)
}
