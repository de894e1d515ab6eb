//! Every error, by the input that produces it.

use std::fmt::Debug;

use wuye::assess::{ASSESSMENT_FORMAT, Checklist};
use wuye::balance::{self, Basis, Budget, Line, statement};
use wuye::billing::{self, Billable, BillingError, Charge, LINES_MAX, Tariff, Weighting, bill};
use wuye::decide::{AdoptionPolicy, Ground, adopt, verify};
use wuye::dossier::{DecisionRecord, Dossier, DossierError, DossierPart, GroundRecord};
use wuye::estate::{
    CompoundId, EstateError, EstatePart, Fact, Owner, OwnerKind, Quantity, Roll, Source, Stated, Statements, Subject,
    SubjectRef, Unit, UnitKind, UnitState, Value,
};
use wuye::law::{Authority, Dated, Locator, Place, Provision};
use wuye::matter::{Majority, Matter, Outcome, ResolutionRecord, Tally, resolve};
use wuye::measure::apportion::{self, largest_remainder, nested};
use wuye::measure::draw::{self, Draw, DrawError, Generator};
use wuye::measure::{
    Area, Day, Every, Money, Per, Period, Ratio, Rounding, RoundingUnit, Share, Span, Threshold, UnitPrice,
};
use wuye::mode::{Mode, Service};
use wuye::money::{Account, Entry, IncomeKind, Ledger, Posting, Purpose, Purse};
use wuye::places::xuchang;
use wuye::rule::{
    Aim, CONDITION_NODES_MAX, Cmp, Condition, DeclaredFact, Figure, Force, Key, Layer, MayMove, Node, Parameter,
    ParameterValue, RuleError, Rulebook, Selection, Setting, Term, Verdict,
};
use wuye::terms::Lang;
use wuye::{Error, json};

use crate::Page;
use crate::inputs::{
    compound, dated, day, exactly, id, income, layer, lump, price, professional, ready, rule, says, span, tariff_line,
    weight,
};

// ---------------------------------------------------------------------------------- errors

/// A code, what was done, and the error that came of it.
pub type Made = (&'static str, &'static str, Error);

/// Codes that no input of the public API produces, each with the reason.
const UNREACHABLE: &[&[(&str, &str)]] =
    &[&crate::district::UNREACHABLE, &crate::meeting::UNREACHABLE, &crate::procedures::UNREACHABLE];

pub fn refused<T: Debug, E: Into<Error>>(outcome: Result<T, E>) -> Error {
    match outcome {
        Ok(value) => panic!("accepted: {value:?}"),
        Err(error) => error.into(),
    }
}

/// An error that only reading produces: the sentence of the error of the whole text holds it.
pub fn read<T: serde::de::DeserializeOwned + Debug>(text: &str, expected: impl Into<Error>) -> Error {
    let (found, expected) = (json::from_json::<T>(text).unwrap_err().to_string(), expected.into());
    assert!(found.contains(&expected.to_string()), "{found}\n does not hold\n{expected}");
    expected
}

pub fn errors() -> Vec<Made> {
    let mut all = Vec::new();
    all.extend(errors_of_terms());
    all.extend(errors_of_measure());
    all.extend(errors_of_apportionment_and_draw());
    all.extend(errors_of_law());
    all.extend(errors_of_estate());
    all.extend(errors_of_matter());
    all.extend(errors_of_the_ledger());
    all.extend(errors_of_dossiers());
    all.extend(errors_of_words());
    all.extend(errors_of_conditions());
    all.extend(errors_of_rulebooks());
    all.extend(differences());
    all.extend(refusals());
    all.extend(differences_of_decisions());
    all.extend(errors_of_balance());
    all.extend(errors_of_tariffs());
    all.extend(errors_of_bills());
    all.extend(crate::bills::errors());
    all.extend(crate::contracts::errors());
    all.extend(crate::funds::errors());
    all.extend(crate::sharing::errors());
    all.extend(crate::wholes::errors());
    all.extend(crate::columns::errors());
    all.extend(crate::district::errors());
    all.extend(crate::meeting::errors());
    all.extend(crate::portfolio::errors());
    all.extend(crate::procedures::errors());
    all.extend(crate::programme::errors());
    all.extend(crate::governance::errors());
    all.extend(crate::provider::errors());
    all.extend(crate::quantities::errors());
    all.extend(crate::receivables::errors());
    all.extend(errors_of_json());
    all
}

fn errors_of_terms() -> Vec<Made> {
    vec![
        ("unknown_code", "the mode `premium`", refused("premium".parse::<Mode>())),
        ("unknown_code", "the fact `clean`, in a long vocabulary", refused("clean".parse::<Fact>())),
        ("unknown_code", "a code of 4,000 letters", refused("x".repeat(4_000).parse::<Lang>())),
        ("id_length", "an empty id", refused(CompoundId::new(""))),
        ("id_length", "an id of 65 characters", refused(CompoundId::new("院".repeat(65)))),
        ("id_character", "an id with a space", refused(CompoundId::new("yard 7"))),
        ("id_character", "an id with a line break", refused(CompoundId::new("yard\n7"))),
    ]
}

fn errors_of_measure() -> Vec<Made> {
    let decimal = |text: &str| text.parse().unwrap();
    let price = |text: &str| UnitPrice::new(decimal(text), Per::SquareMetre, Every::Month);
    vec![
        ("malformed_number", "money `12,50`", refused("12,50".parse::<Money>())),
        ("malformed_number", "an area `89.5平方米`", refused("89.5平方米".parse::<Area>())),
        ("malformed_number", "a share `2:3`", refused("2:3".parse::<Share>())),
        ("malformed_number", "a ratio of words", refused("two/three".parse::<Ratio>())),
        ("malformed_number", "a threshold without a sign", refused("2/3".parse::<Threshold>())),
        ("malformed_number", "30 February", refused("2021-02-30".parse::<Day>())),
        ("malformed_number", "a period without a unit", refused("P60".parse::<Period>())),
        ("too_many_decimals", "money in thirds of a fen", refused("12.345".parse::<Money>())),
        ("too_many_decimals", "an area with three decimals", refused("89.555".parse::<Area>())),
        ("too_many_decimals", "a price with seven decimals", refused(price("0.0000001"))),
        ("out_of_range", "money beyond 10¹³ yuan", refused("10000000000000.01".parse::<Money>())),
        ("out_of_range", "an area below zero", refused("-1".parse::<Area>())),
        ("out_of_range", "a price below zero", refused(price("-1"))),
        ("out_of_range", "four thirds as a share", refused("4/3".parse::<Share>())),
        ("out_of_range", "a day of 1899", refused("1899-12-31".parse::<Day>())),
        ("overflow", "one fen more than the most", refused(Money::MAX.plus("0.01".parse().unwrap()))),
        ("overflow", "twice the greatest area", refused(Area::MAX.plus(Area::MAX))),
        ("overflow", "the product of two great ratios", refused(ratio(i64::MAX, 2).times(ratio(i64::MAX, 3)))),
        ("overflow", "a year after the last day", refused(Period::Years(1).after(Day::LAST))),
        ("zero_denominator", "the share `1/0`", refused("1/0".parse::<Share>())),
        ("zero_denominator", "the ratio `-1/0`", refused("-1/0".parse::<Ratio>())),
        ("zero_denominator", "rounding a division by zero", refused(Rounding::default().round(1, 0))),
        ("empty_span", "a span that ends where it starts", refused(Span::new(day("2025-01-01"), day("2025-01-01")))),
        ("not_whole_months", "a month and a half", refused(span("2025-01-01", "2025-02-15").whole_months())),
    ]
}

fn ratio(above: i64, below: i64) -> Ratio {
    Ratio::new(above, below).unwrap()
}

fn errors_of_apportionment_and_draw() -> Vec<Made> {
    let lots = Draw { generator: Generator::SplitMix64, seed: 7 };
    let many_members = vec![0; usize::try_from(apportion::MEMBERS_MAX).unwrap() + 1];
    let many_candidates = usize::try_from(draw::CANDIDATES_MAX).unwrap() + 1;
    let seed = r#"{"generator": "splitmix64", "seed": "-7"}"#;
    vec![
        ("no_basis", "three homes without any area", refused(largest_remainder(100, &[0, 0, 0]))),
        ("too_many_members", "one member more than the most", refused(largest_remainder(100, &many_members))),
        (
            "group_too_heavy",
            "a building of two greatest weights",
            refused(nested(100, &[[1, 1], [u64::MAX, u64::MAX]])),
        ),
        ("no_candidate", "a draw among nobody", refused(lots.order(0))),
        ("too_few_candidates", "three of two", refused(lots.choose(3, 2))),
        ("seed", "a seed below zero, read", read::<Draw>(seed, DrawError::Seed { found: "-7".into() })),
        ("too_many_candidates", "one candidate more than the most", refused(lots.order(many_candidates))),
    ]
}

fn errors_of_law() -> Vec<Made> {
    let twice = vec![says("2021-01-01", 1), says("2021-01-01", 2)];
    vec![
        ("two_versions_on_one_day", "two versions from one day", refused(Dated::new(twice))),
        ("no_version", "a value of law without a version", refused(Dated::<u32>::new(vec![]))),
        ("unknown_place", "a province that does not exist", refused("991000".parse::<Place>())),
        ("unknown_place", "five digits", refused("41100".parse::<Place>())),
        ("bad_locator", "article 0", refused(Locator::article(0).check())),
        ("bad_locator", "a section of nine headings", refused(Locator::section(&[1; 9], None).check())),
    ]
}

fn errors_of_estate() -> Vec<Made> {
    let yard = compound().subject();
    let meeting = SubjectRef { kind: Subject::Meeting, id: "m1".into() };
    let official = |value| Stated::new(value, day("2022-02-20"), Authority::Street);
    let mut stated = Statements::default();
    stated.state(&yard, Fact::OwnersCommittee, official(true)).unwrap();
    let contradiction = stated.state(&yard, Fact::OwnersCommittee, official(false));
    let nameless = stated.state(&SubjectRef { id: "yard 7".into(), ..yard.clone() }, Fact::Renovated, official(true));
    let own = Stated::new(true, day("2022-02-20"), Authority::Caller);
    let not_attested = stated.state(&yard, Fact::ProfessionalConditions, own);
    let wrong_subject = stated.state(&meeting, Fact::OwnersCommittee, official(true));
    let area_as_count = exactly(Value::Count(30_000));
    let wrong_dimension = stated.measure(&yard, Quantity::ExclusiveArea, area_as_count);
    let long = |document: usize, quote: usize| Source {
        document: "文".repeat(document),
        at: Locator::Whole,
        quote: "字".repeat(quote),
    };
    let mut with = |source| stated.state(&yard, Fact::OldCompound, Stated { source: Some(source), ..official(true) });
    let (long_quote, long_document) = (with(long(10, 1_001)), with(long(1_001, 10)));
    let nowhere = with(Source { at: Locator::article(0), ..long(1, 1) });
    let unit = |id: &str, owner: &str, area: Option<&str>| Unit {
        id: id.parse().unwrap(),
        building: None,
        kind: UnitKind::Dwelling,
        state: UnitState::Delivered,
        owner: owner.parse().unwrap(),
        registered: area.map(|area| area.parse().unwrap()),
        surveyed: None,
        contract: None,
    };
    let owner = || Owner { id: "wang".parse().unwrap(), kind: OwnerKind::Buyer };
    let roll = |owners, units| Roll::new(day("2022-03-01"), owners, units);
    let flat = || unit("1-101", "wang", Some("89.55"));
    let halls = (0..101).map(|n| unit(&format!("hall-{n}"), "wang", Some("1000000"))).collect();
    vec![
        ("contradiction", "a committee that is stated to stand and not to stand", refused(contradiction)),
        ("not_attested", "the caller states what an office attests", refused(not_attested)),
        ("wrong_subject", "a fact of the compound about a meeting", refused(wrong_subject)),
        ("wrong_dimension", "an area as a count", refused(wrong_dimension)),
        ("duplicate_id", "one unit twice on a roll", refused(roll(vec![owner()], vec![flat(), flat()]))),
        ("duplicate_id", "one owner twice on a roll", refused(roll(vec![owner(), owner()], vec![flat()]))),
        ("unknown_owner", "a unit of nobody on the roll", refused(roll(vec![], vec![flat()]))),
        ("no_area", "a unit without any area", refused(roll(vec![owner()], vec![unit("1-101", "wang", None)]))),
        (
            "area_too_large",
            "a flat of 1,000,000.01 m²",
            refused(roll(vec![owner()], vec![unit("1-101", "wang", Some("1000000.01"))])),
        ),
        ("area_too_large", "a compound of 101 halls", refused(roll(vec![owner()], halls))),
        ("too_many", "100,001 statements", too_many_statements()),
        ("bad_source", "a source at article 0", refused(nowhere)),
        ("bad_subject", "a fact about an id with a space", refused(nameless)),
        ("text_too_long", "a quotation of 1,001 characters", refused(long_quote)),
        ("text_too_long", "a document's name of 1,001 characters", refused(long_document)),
    ]
}

fn too_many_statements() -> Error {
    let mut stated = Statements::default();
    for n in 0..100_000 {
        let about = SubjectRef { kind: Subject::Compound, id: n.to_string() };
        stated.state(&about, Fact::Renovated, Stated::new(true, Day::FIRST, Authority::Street)).unwrap();
    }
    let about = compound().subject();
    refused(stated.state(&about, Fact::Renovated, Stated::new(true, Day::FIRST, Authority::Street)))
}

fn errors_of_matter() -> Vec<Made> {
    let all = weight(300, "30000");
    vec![
        (
            "more_than_whole",
            "301 of 300 owners take part",
            refused(Tally::declared(all, weight(301, "30000"), weight(150, "15200"))),
        ),
        (
            "more_than_whole",
            "the area that agrees is more than the area that takes part",
            refused(Tally::declared(all, weight(210, "21000"), weight(150, "21000.01"))),
        ),
        (
            "nothing_to_count",
            "a vote of nobody",
            refused(Tally::declared(weight(0, "0"), weight(0, "0"), weight(0, "0"))),
        ),
    ]
}

fn errors_of_the_ledger() -> Vec<Made> {
    let posting = |account, yuan: &str| Posting { account, amount: yuan.parse().unwrap() };
    let entry = |id: &str, on: &str, postings: Vec<Posting>, reverses: Option<&str>| Entry {
        id: id.parse().unwrap(),
        on: day(on),
        postings,
        reverses: reverses.map(|id| id.parse().unwrap()),
    };
    let bill = |yuan: &str| {
        vec![
            posting(Account::OwnersReceivable, yuan),
            Posting { account: Account::ServiceRevenue, amount: -yuan.parse::<Money>().unwrap() },
        ]
    };
    let mut ledger = Ledger::default();
    ledger.post(entry("bill-1", "2026-01-01", bill("50.00"), None)).unwrap();
    let mut post = |id: &str, on: &str, postings, reverses| refused(ledger.post(entry(id, on, postings, reverses)));
    let half = vec![posting(Account::OwnersReceivable, "50.00"), posting(Account::ServiceRevenue, "-49.99")];
    let unbalanced = post("bill-2", "2026-01-01", half, None);
    let most = vec![Posting { account: Account::Bank, amount: Money::MAX }; 2];
    let overflow = post("bill-2", "2026-01-01", most, None);
    let lonely = post("bill-2", "2026-01-01", vec![posting(Account::Bank, "0.00")], None);
    let changed = post("bill-1", "2026-01-01", bill("51.00"), None);
    let other = post("r-1", "2026-01-05", bill("-49.00"), Some("bill-1"));
    let before = post("r-1", "2025-12-31", bill("-50.00"), Some("bill-1"));
    let mut reverse =
        |entry: &str, by: &str| ledger.reverse(&entry.parse().unwrap(), by.parse().unwrap(), day("2026-01-05"));
    let missing = refused(reverse("bill-9", "r-9"));
    reverse("bill-1", "r-1").unwrap();
    let again = refused(reverse("bill-1", "r-2"));
    vec![
        ("unbalanced", "a fen is missing on one side", unbalanced),
        ("ledger_measure", "twice the greatest amount", overflow),
        ("too_few_postings", "an entry of one posting", lonely),
        ("entry_changed", "a posted entry with another amount", changed),
        ("not_the_mirror", "a reversal of less than was posted", other),
        ("reversed_before", "a reversal of the day before", before),
        ("entry_not_found", "reversing what was never posted", missing),
        ("already_reversed", "reversing twice", again),
    ]
}

const YARD: &str = r#"{"id": "c1", "name": "某老庭院", "place": "411000"}"#;

fn errors_of_dossiers() -> Vec<Made> {
    let of_format = |format: u16| format!(r#"{{"format": {format}, "compound": {YARD}}}"#);
    let format = |found| DossierError::Format { newest: wuye::dossier::DOSSIER_FORMAT, found };
    let log =
        r#"{"event": "contract_signed", "happened": {"value": "2022-01-01", "on": "2022-01-01", "by": "street"}}"#;
    let events = vec![log; 10_001].join(",");
    let many = format!(r#"{{"format": 1, "compound": {YARD}, "events": [{events}]}}"#);
    let long = "字".repeat(1_001);
    let quoted =
        log.replace("\"by\"", &format!(r#""source": {{"document": "函", "at": "whole", "quote": "{long}"}}, "by""#));
    let quoted = format!(r#"{{"format": 1, "compound": {YARD}, "events": [{quoted}]}}"#);
    let quote = EstateError::TextTooLong { what: EstatePart::Quotation, most: 1_000, found: 1_001 };
    let too_many = DossierError::TooMany { what: DossierPart::Events, most: 10_000, found: 10_001 };
    vec![
        ("dossier_format", "a dossier of format 99, read", read::<Dossier>(&of_format(99), format(99))),
        ("dossier_format", "a dossier of format 0, read", read::<Dossier>(&of_format(0), format(0))),
        (
            "dossier_source",
            "an event quoted in 1,001 characters, read",
            read::<Dossier>(&quoted, DossierError::Source { error: quote }),
        ),
        ("dossier_too_many", "10,001 events, read", read::<Dossier>(&many, too_many)),
    ]
}

fn errors_of_words() -> Vec<Made> {
    fn own_layer(place: &str, from: &str, document: &str) -> Result<(Place, Day, Provision), RuleError> {
        let provision = Provision { document: document.parse()?, at: Locator::Whole };
        Ok((place.parse()?, from.parse()?, provision))
    }
    vec![
        ("rule_term", "an aim at an unknown mode", refused("mode.premium".parse::<Aim>())),
        ("rule_measure", "a layer in code, from 30 February", refused(own_layer("411000", "2021-02-30", "letter"))),
        ("rule_law", "a layer in code, of no province", refused(own_layer("991000", "2021-12-31", "letter"))),
        (
            "rule_id",
            "a layer in code, with a document id of two words",
            refused(own_layer("411000", "2021-12-31", "my letter")),
        ),
        ("rule_written", "an aim of one word", refused("professional".parse::<Aim>())),
        ("rule_written", "a key of one word", refused("quorum".parse::<Key>())),
    ]
}

fn errors_of_conditions() -> Vec<Made> {
    let committee = || Node::Stated(Fact::OwnersCommittee);
    let wide = (0..CONDITION_NODES_MAX).map(|_| Condition::stated(Fact::OwnersCommittee));
    let deep = (0..40).try_fold(Condition::always(), |inner, _| inner.negated());
    let area_to_owners =
        Node::Compare { left: Term::Of(Quantity::ExclusiveArea), cmp: Cmp::Ge, right: Term::Of(Quantity::Owners) };
    vec![
        ("empty_condition", "no node", refused(Condition::new(vec![]))),
        ("too_many_nodes", "a list of 1,024 facts", refused(Condition::all(wide))),
        ("too_deep", "forty times not", refused(deep)),
        ("node_out_of_range", "a child that is not there", refused(Condition::new(vec![Node::All(vec![7])]))),
        ("not_a_tree", "a node that is its own child", refused(Condition::new(vec![Node::Not(0)]))),
        ("not_a_tree", "a child of two parents", refused(Condition::new(vec![Node::All(vec![1, 1]), committee()]))),
        ("not_a_tree", "a node without a parent", refused(Condition::new(vec![committee(), committee()]))),
        ("dimension_mismatch", "area compared with owners", refused(Condition::leaf(area_to_owners))),
        ("odd_of_no_count", "an odd area", refused(Condition::leaf(Node::Odd(Term::Of(Quantity::ExclusiveArea))))),
    ]
}

fn errors_of_rulebooks() -> Vec<Made> {
    let parameter = |key, value| Parameter::new(key, None, dated(Setting::Exactly(value)), MayMove::Fixed);
    let ranged = |least, most| {
        let (least, most) = (ParameterValue::Period(least), ParameterValue::Period(most));
        let range = dated(Setting::Between { least, most });
        Parameter::new(Key::Figure(Figure::MeetingNotice), None, range, MayMove::Fixed)
    };
    let notice = || parameter(Key::Figure(Figure::MeetingNotice), ParameterValue::Period(Period::Days(15))).unwrap();
    let majority = Key::Majority(Matter::Provider);
    let services = ParameterValue::Services(vec![Service::Order, Service::Order]);
    let no_modes = ParameterValue::Selection(Selection::Ladder(vec![]));
    let asks = || rule("r", Force::Shall, dated(Condition::stated(Fact::OldCompound)));
    let elsewhere = |id: &str, place: &str| {
        let mut layer = layer(vec![], vec![]);
        layer.place = place.parse().unwrap();
        layer.documents[0].id = id.parse().unwrap();
        layer
    };
    let undeclared = {
        let mut layer = layer(vec![asks()], vec![]);
        layer.documents.clear();
        layer
    };
    let twice = {
        let mut layer = layer(vec![], vec![]);
        layer.documents.push(layer.documents[0].clone());
        layer
    };
    let unsettled = {
        let key = parameter(majority, ParameterValue::Majority(Majority::of_all(false).unwrap())).unwrap();
        let mut layer = layer(vec![], vec![key]);
        layer.documents.clear();
        layer
    };
    let declaring = |facts: &[&str], asked: &str| {
        let condition = Condition::local(asked.parse().unwrap());
        let facts = facts.iter().map(|code| DeclaredFact {
            code: code.parse().unwrap(),
            zh: "已设立电梯更新资金".into(),
            en: "has set up a fund to renew its lifts".into(),
            source: "示例".into(),
        });
        let facts = facts.collect();
        Layer { facts, ..layer(vec![rule("r", Force::Shall, dated(condition))], vec![]) }
    };
    let wordless = {
        let mut layer = declaring(&["lift_fund"], "lift_fund");
        layer.facts[0].zh.clear();
        layer
    };
    let lower = {
        let days = |n| Setting::AtLeast(ParameterValue::Period(Period::Days(n)));
        let notice = |n| Parameter::new(Key::Figure(Figure::MeetingNotice), None, dated(days(n)), MayMove::Floor);
        let city = elsewhere("city", "441900");
        vec![layer(vec![], vec![notice(15).unwrap()]), Layer { parameters: vec![notice(7).unwrap()], ..city }]
    };
    let many = (0..10_001).map(|n| rule(&format!("r{n}"), Force::Shall, dated(Condition::always()))).collect();
    let new = |layers| Rulebook::new("test".parse().unwrap(), 1, layers);
    let format = |found| RuleError::Format { newest: wuye::rule::RULEBOOK_FORMAT, found };
    let of_format = r#"{"format": 99, "id": "test", "version": 1, "layers": []}"#;
    vec![
        ("wrong_value", "a number where a majority is wanted", refused(parameter(majority, ParameterValue::Number(3)))),
        (
            "wrong_value",
            "a period as the way of choosing",
            refused(parameter(Key::Selection, ParameterValue::Period(Period::Days(60)))),
        ),
        ("bad_list", "one service twice", refused(parameter(Key::Services(Mode::Basic), services))),
        ("bad_list", "a ladder without steps", refused(parameter(Key::Selection, no_modes))),
        ("bad_range", "from 15 days to 7", refused(ranged(Period::Days(15), Period::Days(7)))),
        ("bad_range", "from 7 days to a month", refused(ranged(Period::Days(7), Period::Months(1)))),
        ("duplicate", "one number twice", refused(new(vec![layer(vec![], vec![notice(), notice()])]))),
        ("duplicate", "two rules of one id", refused(new(vec![layer(vec![asks(), asks()], vec![])]))),
        ("duplicate", "two documents of one id", refused(new(vec![twice]))),
        ("unknown_document", "a rule of an undeclared document", refused(new(vec![undeclared]))),
        ("unknown_document", "a number of an undeclared document", refused(new(vec![unsettled]))),
        ("undeclared_fact", "a rule that asks for a fact of no layer", refused(new(vec![declaring(&[], "lift_fund")]))),
        (
            "shadowed_fact",
            "a declared fact of a known code",
            refused(new(vec![declaring(&["renovated"], "renovated")])),
        ),
        ("fact_words", "a declared fact without a word in Chinese", refused(new(vec![wordless]))),
        (
            "duplicate",
            "one declared fact twice",
            refused(new(vec![declaring(&["lift_fund", "lift_fund"], "lift_fund")])),
        ),
        ("may_not_move", "seven days of notice where the nation has fifteen", refused(new(lower))),
        (
            "layer_outside",
            "Guangdong inside Henan",
            refused(new(vec![elsewhere("a", "410000"), elsewhere("b", "440000")])),
        ),
        ("rulebook_size", "no layer", refused(new(vec![]))),
        ("rulebook_size", "10,001 rules", refused(new(vec![layer(many, vec![])]))),
        ("rulebook_format", "a rulebook of format 99, read", read::<Rulebook>(of_format, format(99))),
    ]
}

fn differences() -> Vec<Made> {
    let dossier = ready();
    let checklist = professional();
    let record = checklist.assess(&dossier, day("2022-03-01")).record();
    let changed = |change: &dyn Fn(&mut wuye::assess::AssessmentRecord)| {
        let mut record = record.clone();
        change(&mut record);
        refused(checklist.verify(&record, &dossier))
    };
    let mut later = dossier.clone();
    later.state(Fact::OldCompound, Stated::new(false, day("2022-02-21"), Authority::Street)).unwrap();
    vec![
        ("record_format", "a record of a later form", changed(&|record| record.format = ASSESSMENT_FORMAT + 1)),
        ("record_aim", "a record of another mode", changed(&|record| record.aim = Aim::Mode(Mode::Basic))),
        ("record_compound", "a record of the compound next door", changed(&|record| record.compound = id("c2"))),
        ("record_rulebook", "a record under a later version", changed(&|record| record.version = 99)),
        ("record_facts", "a fact that was stated otherwise since", refused(checklist.verify(&record, &later))),
        ("record_altered", "a verdict that was turned over", changed(&|record| record.verdict = Verdict::Unmet)),
    ]
}

fn refusals() -> Vec<Made> {
    let rulebook = xuchang::rulebook().unwrap();
    let (dossier, on) = (ready(), day("2022-03-01"));
    let assess = |aim, dossier: &Dossier| Checklist::compile(&rulebook, aim).assess(dossier, on);
    let met = professional().assess(&dossier, on);
    let mut failing = dossier.clone();
    failing.state(Fact::OldCompound, Stated::new(false, day("2022-02-21"), Authority::Street)).unwrap();
    let mut packed = dossier.clone();
    for fact in [Fact::SmallScale, Fact::Scattered, Fact::MarketUnready, Fact::Packed] {
        packed.state(fact, Stated::new(true, day("2022-02-20"), Authority::Street)).unwrap();
    }
    let with = |ground: Ground| refused(adopt(&met, &[ground], AdoptionPolicy::default()));
    let voted = |matter, on: &str, outcome| {
        let value = ResolutionRecord { matter, on: day(on), outcome, tally: None };
        Ground::Reported(Stated::new(value, day(on), Authority::OwnersCommittee))
    };
    let passed_on = |on: &str| voted(Matter::Provider, on, Outcome::Passed);
    let recent = AdoptionPolicy { oldest: Some(Period::Months(1)) };
    let without = |aim, dossier| refused(adopt(&assess(aim, dossier), &[], AdoptionPolicy::default()));
    let counted = |compound: &str, on: &str, law_of: &str| {
        let (majority, law) = rulebook.majority(Matter::Provider, day(law_of)).unwrap();
        let tally = Tally::declared(weight(300, "30000"), weight(210, "21000"), weight(200, "20200")).unwrap();
        Ground::Counted(resolve(id(compound), Matter::Provider, day(on), tally, majority, law))
    };
    let service = Aim::Pay(Purse::Operating, Purpose::Service);
    vec![
        ("not_a_mode", "adopting that a purse may pay", without(service, &dossier)),
        ("conditions_unmet", "it is no old compound", without(Aim::Mode(Mode::Professional), &failing)),
        ("conditions_unknown", "nothing is stated", without(Aim::Mode(Mode::Professional), &Dossier::new(compound()))),
        ("no_authority_named", "a letter that names nobody", without(Aim::Mode(Mode::CommunityGuaranteed), &packed)),
        ("pending", "no vote yet", without(Aim::Mode(Mode::Professional), &dossier)),
        ("wrong_authority", "the street decides for the owners", with(Ground::Act { by: Authority::Street, on })),
        ("wrong_compound", "the neighbours voted", with(counted("c2", "2022-02-25", "2022-02-25"))),
        ("wrong_matter", "they voted on the committee", with(voted(Matter::Committee, "2022-02-25", Outcome::Passed))),
        ("no_quorum", "too few took part", with(voted(Matter::Provider, "2022-02-25", Outcome::NoQuorum))),
        ("rejected", "they voted it down", with(voted(Matter::Provider, "2022-02-25", Outcome::Rejected))),
        ("too_late", "they voted the day after", with(passed_on("2022-03-02"))),
        (
            "too_old",
            "they voted a year ago; the caller takes a month",
            refused(adopt(&met, &[passed_on("2021-03-01")], recent)),
        ),
        ("wrong_law", "a vote of 2020 counted by the Code of 2021", with(counted("c1", "2020-12-01", "2021-02-01"))),
    ]
}

fn differences_of_decisions() -> Vec<Made> {
    let rulebook = xuchang::rulebook().unwrap();
    let on = day("2022-03-01");
    let value = ResolutionRecord { matter: Matter::Provider, on, outcome: Outcome::Passed, tally: None };
    let mut dossier = ready();
    dossier.resolutions.push(Stated::new(value.clone(), on, Authority::OwnersCommittee));
    let record = DecisionRecord {
        mode: Mode::Professional,
        on,
        rulebook: rulebook.id().to_string(),
        version: rulebook.version(),
        grounds: vec![GroundRecord::Resolution(value)],
    };
    assert!(verify(&record, &rulebook, &dossier).is_ok());
    let changed = |change: &dyn Fn(&mut DecisionRecord), dossier: &Dossier| {
        let mut record = record.clone();
        change(&mut record);
        refused(verify(&record, &rulebook, dossier))
    };
    let act = GroundRecord::Act { by: Authority::Street, on };
    vec![
        ("decision_rulebook", "a decision under a later version", changed(&|record| record.version = 99, &dossier)),
        ("decision_ground", "a resolution that the dossier does not hold", changed(&|_| (), &ready())),
        ("decision_refused", "a decision without its vote", changed(&|record| record.grounds.clear(), &dossier)),
        ("decision_altered", "a ground too many", changed(&|record| record.grounds.push(act.clone()), &dossier)),
    ]
}

fn errors_of_balance() -> Vec<Made> {
    let year = span("2025-01-01", "2026-01-01");
    let new = |lines| Budget::new(Purpose::Service, year, lines);
    let fee = |id: &str| income(id, IncomeKind::ServiceFee, Purse::Operating, lump("1000"));
    let parking = |id: &str| Line {
        resource: Some("parking-east".parse().unwrap()),
        ..income(id, IncomeKind::ParkingRent, Purse::CommonRevenue, lump("1000"))
    };
    let outside = Line { span: Some(span("2025-06-01", "2026-06-01")), ..fee("fee") };
    let rate = |per, every, of| Basis::Rate { price: price("1.00", per, every), of };
    let by = |per, every, of| new(vec![income("fee", IncomeKind::ServiceFee, Purse::Operating, rate(per, every, of))]);
    let area = balance::Extent::Stated(Quantity::ChargedArea);
    let rulebook = xuchang::rulebook().unwrap();
    let half = span("2025-01-01", "2025-02-15");
    let monthly =
        vec![income("fee", IncomeKind::ServiceFee, Purse::Operating, rate(Per::SquareMetre, Every::Month, area))];
    let mut dossier = ready();
    dossier.measure(Quantity::ChargedArea, exactly(Value::Area("30000".parse().unwrap()))).unwrap();
    let half =
        statement(&Budget::new(Purpose::Service, half, monthly).unwrap(), &rulebook, &dossier, day("2025-01-01"));
    let closed = statement(&new(vec![fee("fee")]).unwrap(), &rulebook, &dossier, day("2025-01-01")).unwrap();
    let format = balance::BalanceError::Format { newest: balance::BUDGET_FORMAT, found: 99 };
    let of_format =
        r#"{"format": 99, "purpose": "service", "span": {"start": "2025-01-01", "end": "2026-01-01"}, "lines": []}"#;
    vec![
        ("balance_measure", "a price by the month over a month and a half", refused(half)),
        ("budget_format", "a budget of format 99, read", read::<Budget>(of_format, format)),
        ("budget_line_count", "a budget without lines", refused(new(vec![]))),
        ("duplicate_budget_line", "two lines of one id", refused(new(vec![fee("fee"), fee("fee")]))),
        ("line_outside", "a line that goes on after the budget", refused(new(vec![outside]))),
        ("counted_twice", "one car park in two lines", refused(new(vec![parking("a"), parking("b")]))),
        ("price_of_another", "a price per household times an area", refused(by(Per::Household, Every::Month, area))),
        ("unsupported_period", "a price by the day", refused(by(Per::SquareMetre, Every::Day, area))),
        ("no_charged_area", "a price over no area", refused(closed.break_even(Area::ZERO))),
    ]
}

fn errors_of_tariffs() -> Vec<Made> {
    let new = |lines| Tariff::new(lines, Rounding::default());
    let fee = |id: &str, per, every| tariff_line(id, Charge::Rate(price("1.45", per, every)));
    let monthly = |id: &str| fee(id, Per::SquareMetre, Every::Month);
    let lump = tariff_line("lift", Charge::Apportioned { total: "148.35".parse().unwrap(), by: Weighting::Area });
    let to_yuan = Rounding { unit: RoundingUnit::Yuan, ..Rounding::default() };
    let many = (0..=LINES_MAX).map(|n| monthly(&format!("fee-{n}"))).collect();
    let format = BillingError::Format { newest: billing::TARIFF_FORMAT, found: 99 };
    let of_format = r#"{"format": 99, "lines": [],
        "rounding": {"mode": "half_away_from_zero", "unit": "fen", "point": "line"}}"#;
    vec![
        ("tariff_format", "a tariff of format 99, read", read::<Tariff>(of_format, format)),
        ("no_lines", "a tariff without lines", refused(new(vec![]))),
        ("too_many_lines", "a tariff of 65 lines", refused(new(many))),
        ("duplicate_line", "two lines of one id", refused(new(vec![monthly("fee"), monthly("fee")]))),
        (
            "price_not_billable",
            "a price per use that falls due by the month",
            refused(new(vec![fee("lift", Per::Use, Every::Month)])),
        ),
        ("lump_not_whole", "148.35 yuan shared out in whole yuan", refused(Tariff::new(vec![lump], to_yuan))),
    ]
}

fn errors_of_bills() -> Vec<Made> {
    let year = span("2025-01-01", "2026-01-01");
    let tariff = |charge| Tariff::new(vec![tariff_line("fee", charge)], Rounding::default()).unwrap();
    let rate = |yuan: &str, per, every| tariff(Charge::Rate(price(yuan, per, every)));
    let monthly = rate("1.45", Per::SquareMetre, Every::Month);
    let lift = tariff(Charge::Apportioned { total: "148.35".parse().unwrap(), by: Weighting::Space });
    let flat = |unit: &str, area: Option<&str>| Billable {
        area: area.map(|area| area.parse().unwrap()),
        spaces: Some(0),
        households: Some(1),
        ..Billable::new(unit.parse().unwrap())
    };
    let home = || flat("1-101", Some("89.55"));
    let half = span("2025-01-01", "2025-02-15");
    let greatest = flat("1-101", Some("10000000000000"));
    let dear = rate("1000000", Per::SquareMetre, Every::Month);
    let whole = rate("0.50", Per::SquareMetre, Every::Once);
    let three = ["1-101", "1-102", "1-103"].map(|unit| flat(unit, Some("10000000000000")));
    let unknown = [home(), flat("1-102", None), flat("1-103", None)];
    let many = vec![home(); billing::BILLABLES_MAX + 1];
    vec![
        ("nothing_to_bill", "nobody", refused(bill(&monthly, &[], year))),
        ("too_many_billables", "1,000,001 homes", refused(bill(&monthly, &many, year))),
        ("duplicate_unit", "one home twice", refused(bill(&monthly, &[home(), home()], year))),
        ("not_whole_periods", "a month and a half at a price by the month", refused(bill(&monthly, &[home()], half))),
        (
            "not_whole_periods",
            "a month and a half at a price by the year",
            refused(bill(&rate("12", Per::SquareMetre, Every::Year), &[home()], half)),
        ),
        ("extent_unknown", "two homes without an area", refused(bill(&monthly, &unknown, year))),
        ("no_billing_basis", "a lump by parking spaces where nobody has one", refused(bill(&lift, &[home()], year))),
        ("bill_overflow", "the greatest area at the greatest price", refused(bill(&dear, &[greatest], year))),
        ("run_overflow", "three bills of half the greatest amount", refused(bill(&whole, &three, year))),
    ]
}

fn errors_of_json() -> Vec<Made> {
    let long = " ".repeat(json::SIZE_MAX + 1);
    let deep = "[".repeat(json::DEPTH_MAX + 1) + &"]".repeat(json::DEPTH_MAX + 1);
    let twice = r#"{"format": 1, "compound": {"id": "c1", "id": "c2"}}"#;
    let no_string = std::collections::BTreeMap::from([(vec![1_u8], 1_u8)]);
    let text = |text: &str| refused(json::from_json::<Dossier>(text));
    vec![
        ("json_too_long", "64 MiB and one byte", text(&long)),
        ("json_too_deep", "65 lists in one another", text(&deep)),
        ("json_duplicate_key", "two ids of one compound", text(twice)),
        ("json_content", "nothing", text("")),
        ("json_content", "a dossier without a compound", text(r#"{"format": 1}"#)),
        ("json_content", "money as a number", refused(json::from_json::<Money>("12.5"))),
        ("json_content", "a day of 1899", refused(json::from_json::<Day>("\"1899-12-31\""))),
        ("json_write", "a caller's map whose keys are lists", refused(json::to_json(&no_string))),
    ]
}

#[test]
fn every_error_is_in_the_gallery() {
    let made = errors();
    for (code, case, error) in &made {
        assert_eq!(error.code(), *code, "{case}: {error}");
    }
    let (mut missing, codes) = (Vec::new(), Error::codes());
    for code in &codes {
        let shown = made.iter().any(|(shown, ..)| shown == code);
        let excused = UNREACHABLE.concat().iter().any(|(excused, _)| excused == code);
        assert!(!(shown && excused), "`{code}` can be produced after all");
        if !shown && !excused {
            missing.push(*code);
        }
    }
    assert!(missing.is_empty(), "no input in the gallery for {missing:?}");
    assert!(UNREACHABLE.concat().iter().all(|(code, _)| codes.contains(code)));
    let mut once = codes.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), codes.len(), "one code for two errors");
}

#[test]
fn every_error_says_what_the_page_says() {
    let made = errors();
    let mut page = Page::new("错误 · Errors");
    for code in Error::codes() {
        page.section(&format!("`{code}`"));
        for (_, case, error) in made.iter().filter(|(of, ..)| *of == code) {
            page.row(case, |lang| error.render(lang));
        }
    }
    page.compare("errors.md");
}

/// Display is the English sentence, the alternate form the Chinese one, and the kinds are told apart.
#[test]
fn every_error_is_shown_alike_everywhere() {
    for (code, case, error) in errors() {
        assert_eq!(error.to_string(), error.render(Lang::En), "{code}: {case}");
        let kinds = [error.is_input(), error.is_refusal(), error.is_difference()];
        assert_eq!(kinds.iter().filter(|is| **is).count(), 1, "{code}: {case}");
        assert_eq!(error.path().is_some(), matches!(&error, Error::Json(inner) if inner.path().is_some()));
        assert!(std::error::Error::source(&error).is_none(), "a chain would print the sentence twice");
        assert!(error.to_string().chars().count() < 400, "{error}");
        assert!(!error.to_string().contains('\n') && !error.render(Lang::Zh).contains('\n'));
    }
}
