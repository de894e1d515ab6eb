//! One value of everything, whole and small: a compound of three homes, its law, its vote, its money.

use std::fmt::Debug;
use std::str::FromStr;

use wuye::assess::{Assessment, Checklist};
use wuye::balance::{self, Basis, Budget, Line, LineKind, Statement, statement};
use wuye::billing::{BillRun, Billable, Charge, Tariff, TariffLine, Weighting, bill};
use wuye::decide::{AdoptionPolicy, Decision, Ground, adopt};
use wuye::dossier::{CompleteLog, ContractRecord, Dossier, EventRecord};
use wuye::estate::{
    Compound, Event, Facility, FacilityKind, Fact, Organisation, OrganisationKind, Owner, OwnerKind, Provider,
    ProviderKind, Quantity, Resource, ResourceKind, Source, Stated, Subject, SubjectRef, Unit, UnitKind, UnitState,
    Value,
};
use wuye::law::{
    Authority, Citation, Confidence, Dated, Document, Issued, Locator, Place, Provision, Rank, State, Version,
};
use wuye::matter::{Majority, Matter, Resolution, Tally, Weight, resolve};
use wuye::measure::{
    Approx, Day, Every, Per, Period, Rounding, RoundingMode, RoundingPoint, RoundingUnit, Sense, Span, UnitPrice,
};
use wuye::mode::{ChargingForm, Mode, Service};
use wuye::money::{Account, CostKind, Entry, IncomeKind, Ledger, Posting, Purpose, Purse};
use wuye::rule::{
    Aim, Cmp, Condition, Cycle, DeclaredFact, Force, Key, Label, Layer, MayMove, NeededDecision, Node, Parameter,
    ParameterValue, Rule, Rulebook, Selection, Setting, Term, Unread, Window,
};

pub fn parsed<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

pub fn day(text: &str) -> Day {
    parsed(text)
}

pub fn today() -> Day {
    day("2022-03-01")
}

pub fn span(start: &str, end: &str) -> Span {
    Span::new(day(start), day(end)).unwrap()
}

pub fn weight(heads: u32, area: &str) -> Weight {
    Weight { heads, area: parsed(area) }
}

pub fn price(yuan: &str, per: Per, every: Every) -> UnitPrice {
    UnitPrice::new(parsed(yuan), per, every).unwrap()
}

pub fn attested<T>(value: T) -> Stated<T> {
    Stated::new(value, day("2022-02-20"), Authority::Street)
}

// ---------------------------------------------------------------------------------- law

pub fn provision() -> Provision {
    Provision { document: parsed("notice"), at: Locator::item(6, 1, 2) }
}

pub fn document() -> Document {
    Document {
        id: parsed("notice"),
        title: "示例办法".into(),
        title_en: "Sample Measures".into(),
        number: Some("示例〔2020〕1号".into()),
        issuer: "示例机关".into(),
        rank: Rank::GovernmentRule,
        place: parsed("411000"),
        issued: Issued::On(day("2020-12-01")),
        confidence: Confidence::Primary,
    }
}

pub fn citation() -> Citation {
    Citation {
        document: parsed("civil_code"),
        title: "民法典".into(),
        title_en: "Civil Code".into(),
        at: Locator::paragraph(278, 2),
        from: day("2021-01-01"),
        until: None,
        year_only: false,
        confidence: Confidence::Primary,
    }
}

pub fn says<T>(from: &str, value: T) -> Version<T> {
    Version { from: day(from), state: State::InForce(value), by: provision(), confidence: Confidence::Primary }
}

pub fn by_owners() -> NeededDecision {
    NeededDecision { by: Authority::Owners, matter: Some(Matter::Provider) }
}

/// Every kind of node, once or more.
pub fn nodes() -> Vec<Node> {
    let (event, period) = (Event::RenovationCompleted, Period::Months(6));
    let half = Term::Part(parsed("1/2"), Quantity::Households);
    vec![
        Node::All(vec![1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12]),
        Node::Stated(Fact::OldCompound),
        Node::Compare { left: Term::Of(Quantity::ParkingSpaces), cmp: Cmp::Ge, right: half },
        Node::Elapsed { event, cmp: Cmp::Ge, period },
        Node::Until { event: Event::ContractExpires, cmp: Cmp::Lt, period: Period::Days(90) },
        Node::Count { event: Event::JointConference, cmp: Cmp::Gt, number: 2 },
        Node::Odd(Term::Of(Quantity::Buildings)),
        Node::Resolved(Matter::Provider),
        Node::Any(vec![]),
        Node::Not(10),
        Node::Compare {
            left: Term::Of(Quantity::IllegalStructures),
            cmp: Cmp::Le,
            right: Term::Literal(Value::Count(0)),
        },
        Node::CountIn {
            event: Event::CoBuildingMeeting,
            window: Window::Calendar(Cycle::Half),
            cmp: Cmp::Ge,
            number: 1,
        },
        Node::Local(parsed("lift_fund")),
    ]
}

pub fn declared_fact() -> DeclaredFact {
    DeclaredFact {
        code: parsed("lift_fund"),
        zh: "已设立电梯更新资金".into(),
        en: "has set up a fund to renew its lifts".into(),
        source: "《示例办法》第六条".into(),
    }
}

/// A layer of made-up law: a rule of every force, a number with and without a condition, a repeal.
pub fn layer() -> Layer {
    let rule = |id: &str, aim, force, needs| Rule {
        id: parsed(id),
        aim,
        force,
        needs: Dated::new(vec![says("2021-01-01", needs)]).unwrap(),
        needs_decision: None,
        then: vec![],
    };
    let professional = Aim::Mode(Mode::Professional);
    let conditions = Condition::all([Fact::OldCompound, Fact::ProfessionalConditions].map(Condition::stated)).unwrap();
    let repealed = Version { state: State::Repealed, ..says("2026-01-01", Condition::always()) };
    let service = Aim::Pay(Purse::CommonRevenue, Purpose::Service);
    let number = |key, value, when, may_move| {
        let value = Dated::new(vec![says("2021-01-01", Setting::Exactly(value))]).unwrap();
        Parameter::new(key, when, value, may_move).unwrap()
    };
    let ladder = ParameterValue::Selection(Selection::Ladder(vec![Mode::Professional, Mode::SelfGoverned]));
    let services = ParameterValue::Services(vec![Service::Order, Service::Cleaning]);
    let old = Some(Condition::stated(Fact::OldCompound));
    Layer {
        place: parsed("411000"),
        documents: vec![document()],
        facts: vec![declared_fact()],
        rules: vec![
            Rule {
                needs_decision: Some(by_owners()),
                then: vec![Key::Majority(Matter::Provider), Key::Services(Mode::Professional)],
                ..rule("professional", professional, Force::Shall, conditions)
            },
            rule("professional.usual", professional, Force::Usually, Condition::new(nodes()).unwrap()),
            Rule {
                needs: Dated::new(vec![says("2021-01-01", Condition::never()), repealed]).unwrap(),
                ..rule("pay", service, Force::May, Condition::never())
            },
        ],
        parameters: vec![
            number(Key::Selection, ladder, None, MayMove::Free),
            number(Key::Services(Mode::Professional), services, old, MayMove::Floor),
        ],
        labels: vec![Label { mode: Mode::Professional, zh: "专管".into(), en: "full service".into() }],
        unread: vec![Unread {
            title: "物业服务收费管理办法".into(), title_en: "Measures for charges".into()
        }],
    }
}

pub fn rulebook() -> Rulebook {
    let nation = Layer {
        place: Place::NATION,
        documents: vec![Document { id: parsed("code"), place: Place::NATION, number: None, ..document() }],
        facts: vec![],
        rules: vec![],
        parameters: vec![],
        labels: vec![],
        unread: vec![],
    };
    Rulebook::new(parsed("sample-411000"), 7, vec![nation, layer()]).unwrap()
}

// ---------------------------------------------------------------------------------- estate

pub fn compound() -> Compound {
    Compound { id: parsed("c1"), name: "某老庭院".into(), place: parsed("411000"), yards: vec![] }
}

pub fn source() -> Source {
    Source {
        document: "许建政协〔2021〕18号".into(), at: Locator::section(&[2], Some(1)), quote: "约20万元".into()
    }
}

pub fn values() -> Vec<Value> {
    vec![Value::Count(300), Value::Area(parsed("30000")), Value::Money(parsed("200000.50"))]
}

pub fn facility() -> Facility {
    Facility { id: parsed("gate"), kind: FacilityKind::Guardhouse, count: Some(Approx::exact(1)) }
}

pub fn organisation() -> Organisation {
    Organisation { id: parsed("committee"), kind: OrganisationKind::OwnersCommittee, since: Some(day("2021-06-01")) }
}

pub fn provider() -> Provider {
    Provider { id: parsed("provider-7"), name: "某物业公司".into(), kind: ProviderKind::StateOwned }
}

pub fn resource() -> Resource {
    Resource {
        id: parsed("parking-east"),
        kind: ResourceKind::Parking,
        count: Some(Approx::about(20)),
        price: Some(price("50", Per::Space, Every::Month)),
    }
}

pub fn owners() -> Vec<Owner> {
    let owner = |id: &str, kind| Owner { id: parsed(id), kind };
    vec![owner("wang", OwnerKind::Buyer), owner("developer", OwnerKind::Developer)]
}

pub fn units() -> Vec<Unit> {
    let flat = Unit {
        id: parsed("1-101"),
        building: Some(parsed("1")),
        kind: UnitKind::Dwelling,
        state: UnitState::Delivered,
        owner: parsed("wang"),
        registered: Some(parsed("89.55")),
        surveyed: Some(parsed("89.60")),
        contract: Some(parsed("90")),
    };
    let shop = Unit {
        id: parsed("S1"),
        building: None,
        kind: UnitKind::Commercial,
        state: UnitState::Unsold,
        owner: parsed("developer"),
        registered: None,
        surveyed: None,
        ..flat.clone()
    };
    vec![flat, shop]
}

pub fn contract() -> ContractRecord {
    ContractRecord {
        provider: parsed("provider-7"),
        from: day("2022-04-01"),
        until: Some(day("2025-04-01")),
        charging: Some(ChargingForm::Commission),
    }
}

/// A dossier with something in every list.
pub fn dossier() -> Dossier {
    let mut dossier = Dossier::new(compound());
    for fact in [Fact::OldCompound, Fact::ProfessionalConditions] {
        dossier.state(fact, attested(true)).unwrap();
    }
    dossier.state(Fact::OwnersCommittee, Stated { source: Some(source()), ..attested(false) }).unwrap();
    dossier.state(Fact::OwnersCommittee, Stated::new(true, today(), Authority::Caller)).unwrap();
    dossier.state_local(&parsed("lift_fund"), Stated { source: Some(source()), ..attested(true) }).unwrap();
    let households = Approx { value: Value::Count(300), sense: Sense::Over };
    dossier.measure(Quantity::Households, attested(households)).unwrap();
    let area = Approx::exact(Value::Area(parsed("30000")));
    dossier.measure(Quantity::ChargedArea, Stated { source: Some(source()), ..attested(area) }).unwrap();
    let meeting = SubjectRef { kind: Subject::Meeting, id: "m1".into() };
    assert!(dossier.statements.state(&meeting, Fact::OldCompound, attested(true)).is_err());
    dossier.facilities = vec![facility()];
    dossier.organisations = vec![organisation()];
    dossier.providers = vec![provider()];
    dossier.resources = vec![resource()];
    dossier.resolutions = vec![Stated::new(passed().record(), today(), Authority::OwnersCommittee)];
    dossier.contracts = vec![attested(contract())];
    dossier.decisions = vec![attested(decision_of(&ready()).record())];
    dossier.events = vec![EventRecord { event: Event::JointConference, happened: attested(day("2021-12-01")) }];
    dossier.complete = vec![CompleteLog { event: Event::JointConference, until: today() }];
    dossier
}

/// What the assessments and decisions below rest on.
pub fn ready() -> Dossier {
    let mut dossier = Dossier::new(compound());
    for fact in [Fact::OldCompound, Fact::ProfessionalConditions] {
        dossier.state(fact, attested(true)).unwrap();
    }
    dossier.resolutions = vec![Stated::new(passed().record(), today(), Authority::OwnersCommittee)];
    dossier
}

// ---------------------------------------------------------------------------------- votes and decisions

pub fn tally() -> Tally {
    Tally::declared(weight(300, "30000"), weight(210, "21000"), weight(150, "15200")).unwrap()
}

pub fn vote(participating: Weight, consenting: Weight) -> Resolution {
    let tally = Tally::declared(weight(300, "30000"), participating, consenting).unwrap();
    let majority = Majority::of_participants(false).unwrap();
    resolve(compound().id, Matter::Provider, today(), tally, majority, citation())
}

pub fn passed() -> Resolution {
    vote(weight(210, "21000"), weight(150, "15200"))
}

pub fn checklist() -> Checklist {
    Checklist::compile(&rulebook(), Aim::Mode(Mode::Professional))
}

pub fn assessment() -> Assessment {
    checklist().assess(&dossier(), today())
}

pub fn decision_of(dossier: &Dossier) -> Decision {
    let assessment = checklist().assess(dossier, today());
    adopt(&assessment, &[Ground::Counted(passed())], AdoptionPolicy::default()).unwrap()
}

// ---------------------------------------------------------------------------------- money

pub fn ledger() -> Ledger {
    let mut ledger = Ledger::default();
    let posting = |account, yuan: &str| Posting { account, amount: parsed(yuan) };
    let entry = Entry {
        id: parsed("bill-1"),
        on: day("2026-01-01"),
        postings: vec![posting(Account::OwnersReceivable, "50.00"), posting(Account::ServiceRevenue, "-50.00")],
        reverses: None,
    };
    ledger.post(entry).unwrap();
    ledger.reverse(&parsed("bill-1"), parsed("bill-1-r"), day("2026-01-05")).unwrap();
    ledger
}

/// Every basis, every purse's standing, a line of its own span.
pub fn budget() -> Budget {
    let line = |id: &str, kind, basis, purse| Line { id: parsed(id), kind, basis, purse, span: None, resource: None };
    let rate = |yuan: &str, per, of| Basis::Rate { price: price(yuan, per, Every::Month), of };
    let area = balance::Extent::Stated(Quantity::ChargedArea);
    let spaces = balance::Extent::Fixed(Approx::about(Value::Count(20)));
    let (fee, rent) = (LineKind::Income(IncomeKind::ServiceFee), LineKind::Income(IncomeKind::ParkingRent));
    let lump = Basis::Lump(Some(Approx::exact(parsed("350000"))));
    let lines = vec![
        line("fee", fee, rate("0.8", Per::SquareMetre, area), Purse::Operating),
        Line {
            span: Some(span("2022-04-01", "2022-10-01")),
            resource: Some(parsed("parking-east")),
            ..line("parking", rent, rate("50", Per::Space, spaces), Purse::CommonRevenue)
        },
        line("staff", LineKind::Cost(CostKind::Staff), lump, Purse::Operating),
        line("upkeep", LineKind::Cost(CostKind::Upkeep), Basis::Lump(None), Purse::Operating),
    ];
    Budget::new(Purpose::Service, span("2022-03-01", "2023-03-01"), lines).unwrap()
}

pub fn result() -> Statement {
    statement(&budget(), &rulebook(), &dossier(), today()).unwrap()
}

pub fn tariff_rounded(point: RoundingPoint) -> Tariff {
    let line = |id: &str, kind, charge| TariffLine::new(parsed(id), kind, charge);
    let fee = Charge::Rate(price("0.333333", Per::SquareMetre, Every::Month));
    let lift = Charge::Apportioned { total: parsed("148.30"), by: Weighting::Area };
    let lines = vec![line("fee", IncomeKind::ServiceFee, fee), line("lift", IncomeKind::OtherIncome, lift)];
    let rounding = Rounding { mode: RoundingMode::HalfEven, unit: RoundingUnit::Jiao, point };
    Tariff::new(lines, rounding).unwrap()
}

pub fn tariff() -> Tariff {
    tariff_rounded(RoundingPoint::Bill)
}

pub fn homes() -> Vec<Billable> {
    let home = |unit: &str, area: &str| Billable {
        area: Some(parsed(area)),
        spaces: Some(0),
        households: Some(1),
        ..Billable::new(parsed(unit))
    };
    vec![home("1-101", "89.55"), home("1-102", "100"), home("1-103", "61.05")]
}

pub fn run(point: RoundingPoint) -> BillRun {
    bill(&tariff_rounded(point), &homes(), span("2026-01-01", "2027-01-01")).unwrap()
}
