//! 法则 — the crate keeps every law it states; each law catches the bug that it is there for; and the strategies reach
//! the edges they promise.

#[path = "laws/assembly.rs"]
mod assembly;
#[path = "laws/bills.rs"]
mod bills;
#[path = "laws/districts.rs"]
mod districts;
#[path = "laws/funds.rs"]
mod funds;
#[path = "laws/portfolios.rs"]
mod portfolios;
#[path = "laws/procedures.rs"]
mod procedures;

use std::collections::BTreeSet;
use std::fmt::{Debug, Display};
use std::str::FromStr;

use wuye::assess::{Checklist, Gap, Packed};
use wuye::balance::{Budget, MoneyRange, Standing, statement};
use wuye::billing::{Billable, Tariff};
use wuye::decide;
use wuye::dossier::Dossier;
use wuye::estate::{Fact, Quantity, Stated, Value};
use wuye::json::{from_json, to_json};
use wuye::law::{Authority, Citation};
use wuye::laws::{self, Law, LawViolation, RunSeen, Said, StatementSeen};
use wuye::matter::{Base, Limb, Majority, Matter, Outcome, Resolution, Short, Tally, TallyRecord, Weight, resolve};
use wuye::measure::apportion::largest_remainder;
use wuye::measure::{Approx, Area, Bound, Day, Dimension, Money, Period, Sense, Share, Span, Threshold};
use wuye::mode::Mode;
use wuye::money::{Account, Entry, EntryId, Ledger, Posting};
use wuye::rule::{Aim, Cmp, Condition, Force, Node, Rulebook, Settled, Term, Verdict};
use wuye::terms::{Lang, Term as Word};
use wuye::testkit::proptest::strategy::Strategy;
use wuye::testkit::proptest::{self, prop_oneof};
use wuye::testkit::{self, holds, holds_for, samples};

#[path = "common/planted.rs"]
mod planted;
use planted::caught;

// ---------------------------------------------------------------------------------- our own code keeps the laws

fn split(total: i64, weights: &[u64]) -> Vec<i64> {
    largest_remainder(total, weights).unwrap()
}

fn law_of_a_vote() -> Citation {
    let (_, law) = testkit::shipped().majority(Matter::Provider, day("2022-03-01")).unwrap();
    law
}

fn resolution(tally: &TallyRecord, majority: &Majority) -> Resolution {
    let tally = Tally::declared(tally.total, tally.participating, tally.consenting).unwrap();
    resolve("c1".parse().unwrap(), Matter::Provider, day("2022-03-01"), tally, *majority, law_of_a_vote())
}

fn outcome(tally: &TallyRecord, majority: &Majority) -> Outcome {
    resolution(tally, majority).outcome()
}

fn shortfalls(tally: &TallyRecord, majority: &Majority) -> Vec<Short> {
    resolution(tally, majority).short().iter().map(wuye::matter::Shortfall::short_by).collect()
}

fn computed(budget: &Budget, rulebook: &Rulebook, dossier: &Dossier, day: Day) -> StatementSeen {
    (&statement(budget, rulebook, dossier, day).unwrap()).into()
}

fn billed(tariff: &Tariff, billables: &[Billable], span: Span) -> RunSeen {
    (&wuye::billing::bill(tariff, billables, span).unwrap()).into()
}

fn balance(entries: &[Entry], account: Account) -> Option<Money> {
    Ledger::try_from(entries.to_vec()).unwrap().balance(account).ok()
}

fn reversal(entry: &Entry, id: EntryId, on: Day) -> Entry {
    let mut ledger = Ledger::default();
    ledger.post(entry.clone()).unwrap();
    ledger.reverse(&entry.id, id.clone(), on).unwrap();
    ledger.entry(&id).unwrap().clone()
}

wuye::apportionment_laws!(our_apportionment, split);
wuye::vote_laws!(our_votes, outcome, shortfalls);
wuye::answer_laws!(our_answers, wuye::assess::evaluate);
wuye::statement_laws!(our_statements, computed);
wuye::bill_laws!(our_bills, billed);
wuye::ledger_laws!(our_ledger, balance, reversal);

/// The macros take closures and paths, and need nothing in scope.
mod embedder {
    wuye::apportionment_laws!(closure, |total, weights| wuye::measure::apportion::rotated(total, weights, 0).unwrap());
    wuye::bill_laws!(closure_of_bills, |tariff, billables, span| {
        (&wuye::billing::bill(tariff, billables, span).unwrap()).into()
    });
    wuye::statement_laws!(closure_of_statements, |budget, rulebook, dossier, day| {
        (&wuye::balance::statement(budget, rulebook, dossier, day).unwrap()).into()
    });
    wuye::text_laws!(text_of_the_embedder, 0..=u64::MAX);
}

mod text {
    use wuye::testkit as kit;
    wuye::text_laws!(money, kit::money());
    wuye::text_laws!(area, kit::area());
    wuye::text_laws!(share, kit::share());
    wuye::text_laws!(ratio, kit::ratio());
    wuye::text_laws!(threshold, kit::threshold());
    wuye::text_laws!(day, kit::day());
    wuye::text_laws!(period, kit::period());
    wuye::text_laws!(place, kit::place());
    wuye::text_laws!(aim, kit::aim());
    wuye::text_laws!(key, kit::key());
    wuye::text_laws!(document_id, kit::document_id());
    wuye::text_laws!(compound_id, kit::compound_id());
    wuye::text_laws!(building_id, kit::building_id());
    wuye::text_laws!(unit_id, kit::unit_id());
    wuye::text_laws!(owner_id, kit::owner_id());
    wuye::text_laws!(facility_id, kit::facility_id());
    wuye::text_laws!(organisation_id, kit::organisation_id());
    wuye::text_laws!(provider_id, kit::provider_id());
    wuye::text_laws!(resource_id, kit::resource_id());
    wuye::text_laws!(entry_id, kit::entry_id());
    wuye::text_laws!(rule_id, kit::rule_id());
    wuye::text_laws!(rulebook_id, kit::rulebook_id());
    wuye::text_laws!(budget_line_id, kit::budget_line_id());
    wuye::text_laws!(line_id, kit::line_id());
}

/// JSON written and read again is the same value, and is written the same way.
macro_rules! json_round_trips {
    ($( $test:ident: $strategy:expr; )+) => {
        mod json {
            use super::*;
            $(
                #[test]
                fn $test() {
                    holds_for(128, $strategy, |value| {
                        laws::round_trip(value, |value| to_json(value).unwrap(), |text| from_json(text))
                    });
                }
            )+
        }
    };
}

json_round_trips! {
    unit_price: testkit::unit_price();
    rounding: testkit::rounding();
    span: testkit::span();
    approximate_area: testkit::approx(testkit::area());
    draw: testkit::draw();
    issued: testkit::issued();
    document: testkit::document();
    locator: testkit::locator();
    provision: testkit::provision();
    citation: testkit::citation();
    version: testkit::version(testkit::setting(wuye::rule::Key::Selection));
    dated: testkit::dated(testkit::money(), &[]);
    subject_ref: testkit::subject_ref();
    source: testkit::source();
    stated: testkit::stated(testkit::value());
    statements: testkit::statements();
    compound: testkit::compound();
    facility: testkit::facility();
    organisation: testkit::organisation();
    provider: testkit::provider();
    resource: testkit::resource();
    owner: testkit::owner();
    unit: testkit::unit();
    roll: testkit::roll();
    weight: testkit::weight();
    majority: testkit::majority();
    tally_record: testkit::tally_record();
    short: testkit::short();
    resolution_record: testkit::resolution_record();
    contract_record: testkit::contract_record();
    decision_record: testkit::decision_record();
    ground_record: testkit::ground_record();
    event_record: testkit::event_record();
    complete_log: testkit::complete_log();
    dossier: testkit::dossier();
    condition: testkit::condition(4);
    needed_decision: testkit::needed_decision();
    parameter: testkit::parameter(&[]);
    rule: testkit::rule(&[]);
    label: testkit::label();
    unread: testkit::unread();
    layer: testkit::layer();
    rulebook: testkit::rulebook();
    fact_seen: testkit::fact_seen();
    resolution_seen: testkit::resolution_seen();
    observed: testkit::observed();
    gap: testkit::gap();
    finding_record: testkit::finding_record();
    assessment_record: testkit::assessment_record();
    posting: testkit::posting();
    entry: testkit::entry();
    ledger: testkit::ledger();
    line: testkit::line();
    budget: testkit::budget();
    tariff_line: testkit::tariff_line(wuye::measure::RoundingUnit::Fen);
    tariff: testkit::tariff();
    billable: testkit::billable();
    counting: testkit::counting();
    tally_policy: testkit::tally_policy();
    scope_of_vote: testkit::scope_of_vote();
    ballots: testkit::ballots();
    intake: testkit::intake();
    refused: testkit::refused();
    unreturned: testkit::unreturned();
    poll: testkit::poll();
    further: testkit::further();
    printed_limb: testkit::printed_limb();
    calendar: testkit::calendar();
    election: testkit::election();
}

#[test]
fn proofs_write_what_their_records_read() {
    holds(testkit::assessment(), |(_, _, assessment)| {
        let text = to_json(assessment).unwrap();
        same_text(&text, &to_json(&assessment.record()).unwrap())
    });
    holds(testkit::tally(), |tally| {
        let read: TallyRecord = from_json(&to_json(tally).unwrap()).map_err(|error| error.to_string())?;
        if read == tally.record() { Ok(()) } else { Err(format!("{read:?}")) }
    });
    holds(testkit::computed_statement(), |statement| to_json(statement).map(|_| ()));
    holds(testkit::bill_run(), |run| to_json(run).map(|_| ()));
    holds(testkit::resolution(), |resolution| to_json(resolution).map(|_| ()));
    holds(testkit::decision(), |(_, decision)| to_json(decision).map(|_| ()));
    holds(testkit::break_even(), |rise| to_json(rise).map(|_| ()));
    holds(testkit::money_range(), |range| to_json(range).map(|_| ()));
    holds(testkit::sheet(), |sheet| to_json(sheet).map(|_| ()));
    holds(testkit::check_of_law(), |check| to_json(check).map(|_| ()));
}

fn same_text(one: &str, two: &str) -> Result<(), String> {
    if one == two { Ok(()) } else { Err(format!("{one}\n{two}")) }
}

#[test]
fn every_word_of_the_law_vocabulary_is_read_as_it_is_written() {
    fn all<T: Word + Display + FromStr<Err = wuye::terms::TermError> + PartialEq>() {
        for word in T::all() {
            laws::text_round_trip(word).unwrap();
            assert!(!word.render(Lang::Zh).is_empty() && !word.render(Lang::En).is_empty());
        }
        let codes: BTreeSet<&str> = T::all().iter().map(|word| word.code()).collect();
        assert_eq!(codes.len(), T::all().len(), "{}", T::VOCABULARY);
    }
    all::<Law>();
    all::<Fact>();
    all::<Matter>();
    all::<Verdict>();
    all::<Account>();
}

#[test]
fn a_settled_finding_has_its_law_in_force() {
    holds(testkit::assessment(), |(_, _, assessment)| {
        assessment
            .findings()
            .try_for_each(|finding| laws::settled_has_law(assessment.day(), finding.verdict(), finding.citation()))
    });
}

#[test]
fn packed_facts_give_what_the_dossier_gives() {
    holds((testkit::assessment(), testkit::packed()), |((_, dossier, assessment), (_, _, other))| {
        let (checklist, day) = (assessment.checklist(), assessment.day());
        let packed = Packed::of(dossier, day);
        let mut again = checklist.assess_packed(other);
        let verdict = checklist.assess_into(&packed, &mut again);
        let alike = checklist.assess_packed(&packed) == *assessment
            && again == *assessment
            && (verdict, checklist.verdict(&packed)) == (assessment.verdict(), assessment.verdict());
        if alike { Ok(()) } else { Err("packed facts give another assessment") }
    });
}

#[test]
fn a_setting_that_decides_is_in_force_and_so_are_its_conflicts() {
    let today = testkit::regime_day();
    holds((testkit::settled(), today), |((rulebook, key, _), day)| match rulebook.setting(*key, *day) {
        Settled::Known { law, conflicts, .. } => {
            laws::settled_has_law(*day, Verdict::Met, Some(&law))?;
            conflicts.iter().try_for_each(|conflict| {
                laws::settled_has_law(*day, Verdict::Met, Some(&conflict.higher_law))?;
                laws::settled_has_law(*day, Verdict::Met, Some(&conflict.lower_law))
            })
        }
        Settled::Repealed { law } | Settled::DependsOnFacts { law } => {
            laws::settled_has_law(*day, Verdict::Met, Some(&law))
        }
        Settled::BeforeKnown { .. } | Settled::Absent => Ok(()),
    });
}

#[test]
fn a_ladder_stops_at_its_first_unknown_step() {
    use wuye::decide::Choice;
    holds(testkit::choice(), |(_, choice)| {
        let verdicts: Vec<Verdict> = choice.steps().iter().map(|step| step.verdict()).collect();
        let (last, above) = match verdicts.split_last() {
            Some((last, above)) => (Some(*last), above),
            None => (None, &[][..]),
        };
        let expected = match choice {
            Choice::Chosen { .. } => Some(Verdict::Met),
            Choice::Undetermined { .. } => Some(Verdict::Unknown),
            Choice::NoneApplies { .. } => Some(Verdict::Unmet),
            Choice::Free { .. } | Choice::NoOrder => last,
        };
        let good = last == expected && above.iter().all(|verdict| *verdict == Verdict::Unmet);
        if good { Ok(()) } else { Err(format!("{verdicts:?}")) }
    });
}

#[test]
fn an_assessment_is_the_least_of_its_rules() {
    holds(testkit::assessment(), |(_, _, assessment)| {
        let rules: Vec<_> = assessment.rules().map(|rule| (rule.force(), rule.verdict())).collect();
        laws::least_of_rules(&rules, assessment.verdict())
    });
}

#[test]
fn learning_a_fact_never_overturns_an_assessment() {
    holds((testkit::assessment(), testkit::learned()), |((_, dossier, assessment), learned)| {
        let answer = |dossier: &Dossier| assessment.checklist().assess(dossier, assessment.day()).verdict();
        laws::learning_keeps(dossier, learned, answer)
    });
}

/// A dossier with a quantity stated as exactly this on a day, and nothing else of it.
fn restated(dossier: &Dossier, quantity: Quantity, value: Value, day: Day) -> Dossier {
    let mut dossier = dossier.clone();
    let about = dossier.compound.subject();
    dossier.statements.retract_quantity(&about, quantity);
    dossier.measure(quantity, Stated::new(Approx::exact(value), day, Authority::Caller)).unwrap();
    dossier
}

/// A rulebook that asks for one condition to have a mode.
fn asking(condition: Condition) -> Rulebook {
    let shipped = testkit::shipped();
    let nation = &shipped.layers()[0];
    let model = nation.rules[0].clone();
    let versions = model.needs.versions().iter().map(|version| wuye::law::Version {
        from: version.from,
        state: wuye::law::State::InForce(condition.clone()),
        by: version.by.clone(),
        confidence: version.confidence,
    });
    let needs = wuye::law::Dated::new(versions.collect()).unwrap();
    let aim = Aim::Mode(Mode::Professional);
    let rules = vec![wuye::rule::Rule { needs, aim, force: Force::Shall, ..model }];
    let layer = wuye::rule::Layer { rules, parameters: vec![], ..nation.clone() };
    Rulebook::new("one".parse().unwrap(), 1, vec![layer]).unwrap()
}

/// The gap of one comparison, whether there is such a value at all, and the law on it.
fn gap_of(node: &Node, dossier: &Dossier, day: Day) -> Option<(bool, Gap, Result<(), LawViolation>)> {
    let condition = Condition::leaf(node.clone()).unwrap();
    let checklist = Checklist::compile(&asking(condition.clone()), Aim::Mode(Mode::Professional));
    let assessment = checklist.assess(dossier, day);
    let gap = assessment.findings().find_map(|finding| finding.short_by())?;
    let Node::Compare { left: Term::Of(quantity), .. } = node else { panic!("a gap of {node:?}") };
    let found = dossier.quantity(*quantity, day).unwrap().value.value;
    let meets =
        |value| wuye::assess::evaluate(&condition, &restated(dossier, *quantity, value, day), day) == Verdict::Met;
    Some((there_is(found, gap), gap, laws::gap_least(found, gap, meets)))
}

/// Whether a value moved by a gap is within the bounds of its kind.
fn there_is(found: Value, gap: Gap) -> bool {
    let whole = |value: Value| match value {
        Value::Count(n) => i64::from(n),
        Value::Area(area) => area.hundredths(),
        Value::Money(money) => money.fen(),
    };
    let moved = match gap {
        Gap::Missing(more) => whole(found) + whole(more),
        Gap::TooMuch(less) => whole(found) - whole(less),
    };
    match found {
        Value::Count(_) => u32::try_from(moved).is_ok(),
        Value::Area(_) => Area::from_hundredths(moved).is_ok(),
        Value::Money(_) => Money::from_fen(moved).is_ok(),
    }
}

/// Comparisons whose quantities are all stated, exactly.
fn comparisons() -> impl Strategy<Value = (Node, Dossier, Day)> {
    let dimension = proptest::sample::select(vec![Dimension::Count, Dimension::Area, Dimension::Money]);
    let sides = dimension.prop_flat_map(|dimension| {
        let quantities = Quantity::ALL.iter().copied().filter(move |quantity| quantity.dimension() == dimension);
        let quantities = quantities.collect::<Vec<_>>();
        let left = prop_oneof![
            3 => proptest::sample::select(quantities.clone()).prop_map(Term::Of),
            1 => testkit::term(dimension),
        ];
        let value = || testkit::value_of(quantities[0]);
        (left, proptest::arbitrary::any::<Cmp>(), testkit::term(dimension), value(), value())
    });
    (sides, testkit::compound(), testkit::regime_day()).prop_map(|((left, cmp, right, one, two), compound, day)| {
        let mut dossier = Dossier::new(compound);
        for (term, value) in [(left, one), (right, two)] {
            if let Some(quantity) = term.quantity() {
                dossier = restated(&dossier, quantity, value, day);
            }
        }
        (Node::Compare { left, cmp, right }, dossier, day)
    })
}

#[test]
fn a_gap_is_the_least_that_is_enough() {
    let gaps = std::cell::Cell::new(0);
    holds_for(3_000, comparisons(), |(node, dossier, day)| {
        let Node::Compare { left, right, .. } = node else { return Ok(()) };
        if left.quantity() == right.quantity() {
            return Ok(()); // see `a_comparison_with_itself_has_no_gap`
        }
        match gap_of(node, dossier, *day) {
            // Otherwise see `what_no_number_can_meet_has_no_gap`.
            Some((true, _, kept)) => {
                gaps.set(gaps.get() + 1);
                kept
            }
            Some((false, ..)) | None => Ok(()),
        }
    });
    assert!(gaps.get() > 500, "only {} gaps", gaps.get());
}

#[test]
fn a_comparison_with_itself_has_no_gap() {
    // More owners than owners; money that is less than none and should be at least half of itself.
    let owners = Term::Of(Quantity::Owners);
    let rent = Quantity::AdvanceRent;
    let half = Term::Part(Share::new(1, 2).unwrap(), rent);
    let cases = [
        (Node::Compare { left: owners, cmp: Cmp::Gt, right: owners }, Quantity::Owners, Value::Count(3)),
        (Node::Compare { left: Term::Of(rent), cmp: Cmp::Ge, right: half }, rent, money_value(-300)),
    ];
    for (node, quantity, value) in cases {
        let day = day("2022-03-01");
        let dossier = restated(&samples(1, &testkit::compound().prop_map(Dossier::new))[0], quantity, value, day);
        if let Some((_, gap, kept)) = gap_of(&node, &dossier, day) {
            kept.unwrap_or_else(|broken| panic!("{node:?} with {value:?} is short by {gap:?}: {broken}"));
        }
    }
}

#[test]
fn what_no_number_can_meet_has_no_gap() {
    // Fewer owners than none.
    let none = Term::Literal(Value::Count(0));
    let node = Node::Compare { left: Term::Of(Quantity::Owners), cmp: Cmp::Lt, right: none };
    let dossier = Dossier::new(samples(1, &testkit::compound()).remove(0));
    let dossier = restated(&dossier, Quantity::Owners, Value::Count(3), day("2022-03-01"));
    if let Some((_, gap, kept)) = gap_of(&node, &dossier, day("2022-03-01")) {
        kept.unwrap_or_else(|broken| panic!("short by {gap:?}: {broken}"));
    }
}

fn money_value(fen: i64) -> Value {
    Value::Money(Money::from_fen(fen).unwrap())
}

#[test]
fn a_record_that_was_not_altered_is_a_proof_again() {
    holds(testkit::assessment(), |(rulebook, dossier, assessment)| {
        let read = from_json(&to_json(assessment).unwrap()).map_err(|error| error.to_string())?;
        let again = Checklist::compile(rulebook, assessment.aim()).verify(&read, dossier);
        if again.as_ref() == Ok(assessment) { Ok(()) } else { Err(format!("{again:?}")) }
    });
    holds_for(64, testkit::decision(), |(dossier, decision)| {
        let again = decide::verify(&decision.record(), &testkit::shipped(), dossier);
        match again {
            Ok(again) if again.record() == decision.record() => Ok(()),
            other => Err(format!("{other:?}")),
        }
    });
}

#[test]
fn a_ledger_keeps_its_laws_as_a_whole() {
    holds(testkit::ledger(), |ledger| {
        laws::entries_close(ledger.entries())?;
        laws::reversals_mirror(ledger.entries())?;
        laws::accounts_close(ledger.entries(), |account| ledger.balance(account).ok())
    });
}

#[test]
fn the_laws_of_statements_hold_for_the_examples_of_the_letters() {
    for (budget, dossier, day) in samples(50, &testkit::financed()) {
        let seen = computed(&budget, &testkit::shipped(), &dossier, day);
        let range = seen.gap;
        if let (Some(least), Some(most)) = (range.least, range.most) {
            assert!(least <= most, "{seen:?}");
        }
        // A surplus over no area asks for nothing more.
        let statement = statement(&budget, &testkit::shipped(), &dossier, day).unwrap();
        if let Ok(rise) = statement.break_even("30000".parse().unwrap()) {
            assert!(rise.price.least.is_none_or(|least| !least.is_negative()), "{rise:?}");
        }
    }
}

#[test]
fn income_below_zero_is_refused_or_widens_the_gap_the_right_way() {
    let (_, dossier, _) = samples(1, &testkit::financed()).remove(0);
    let line = |id: &str, kind, yuan: &str, purse| wuye::balance::Line {
        id: id.parse().unwrap(),
        kind,
        basis: wuye::balance::Basis::Lump(Some(Approx::exact(yuan.parse().unwrap()))),
        purse,
        span: None,
        resource: None,
    };
    use wuye::balance::LineKind::{Cost, Income};
    use wuye::money::{CostKind, IncomeKind, Purpose, Purse};
    let lines = vec![
        line("cost", Cost(CostKind::AllService), "100.00", Purse::Operating),
        // Undecided: nothing says whether the provider's own money may pay.
        line("refund", Income(IncomeKind::OtherIncome), "-30.00", Purse::ProvidersOwn),
    ];
    let span = Span::new(day("2022-01-01"), day("2023-01-01")).unwrap();
    if let Ok(budget) = Budget::new(Purpose::Service, span, lines) {
        let seen = computed(&budget, &testkit::shipped(), &dossier, day("2022-03-01"));
        assert_eq!(seen.lines[1].standing, Some(Standing::Undecided));
        laws::gap_is_cost_less_usable(&seen).unwrap();
    }
}

// ---------------------------------------------------------------------------------- planted bugs

fn each_rounded_alone(total: i64, weights: &[u64]) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|w| i128::from(*w)).sum();
    let round = |w: &u64| {
        let product = i128::from(total) * i128::from(*w);
        let half = if product < 0 { -sum } else { sum };
        i64::try_from((2 * product + half) / (2 * sum)).unwrap()
    };
    weights.iter().map(round).collect()
}

/// Floors, and all that is left over by a rule of its own.
fn floors_and(total: i64, weights: &[u64], give: impl Fn(&mut [i64], &[u64])) -> Vec<i64> {
    let sum: u128 = weights.iter().map(|w| u128::from(*w)).sum();
    let units = u128::from(total.unsigned_abs());
    let mut parts: Vec<i64> = weights.iter().map(|w| i64::try_from(units * u128::from(*w) / sum).unwrap()).collect();
    let left = i64::try_from(units).unwrap() - parts.iter().sum::<i64>();
    for _ in 0..left {
        give(&mut parts, weights);
    }
    parts.iter().map(|part| part * total.signum()).collect()
}

#[test]
fn planted_apportionments_are_caught() {
    let cases = testkit::apportionment();
    caught(Law::PartsSum, &cases, |(t, w)| laws::parts_sum(*t, &each_rounded_alone(*t, w)));
    // What is left over goes to the first, who may have no weight.
    let to_the_first = |t: i64, w: &[u64]| floors_and(t, w, |parts, _| parts[0] += 1);
    caught(Law::ZeroWeightGetsZero, &cases, |(t, w)| laws::zero_weight_gets_zero(w, &to_the_first(*t, w)));
    // … or to the largest.
    let to_the_largest = |t: i64, w: &[u64]| {
        floors_and(t, w, |parts, w| {
            let largest = (0..w.len()).max_by_key(|i| w[*i]).unwrap();
            parts[largest] += 1;
        })
    };
    caught(Law::QuotaRule, &cases, |(t, w)| laws::quota_rule(*t, w, &to_the_largest(*t, w)));
    // Largest remainder in every way but that ties go to the last.
    let ties_to_the_last = |t: i64, w: &[u64]| {
        let reversed: Vec<u64> = w.iter().rev().copied().collect();
        split(t, &reversed).into_iter().rev().collect::<Vec<_>>()
    };
    caught(Law::LargestRemainder, &cases, |(t, w)| laws::largest_remainder(*t, w, &ties_to_the_last(*t, w)));
    for (t, w) in samples(256, &cases) {
        laws::parts_sum(t, &ties_to_the_last(t, &w)).unwrap();
        laws::quota_rule(t, &w, &ties_to_the_last(t, &w)).unwrap();
    }
    // Rounding towards negative infinity.
    let floored = |t: i64, w: &[u64]| {
        if t >= 0 {
            return split(t, w);
        }
        let mut parts: Vec<i64> = split(-t, w).iter().map(|part| -part).collect();
        if let Some(first) = parts.iter_mut().find(|part| **part < 0) {
            *first -= 1;
        }
        if let Some(last) = parts.iter_mut().rev().find(|part| **part < 0) {
            *last += 1;
        }
        parts
    };
    caught(Law::Mirrored, &cases, |(t, w)| laws::mirrored(*t, w, floored));
    // One each from the front, whatever the remainders: everybody's share depends on where they stand.
    let from_the_front = |t: i64, w: &[u64]| {
        let next = std::cell::Cell::new(0);
        floors_and(t, w, |parts, w| {
            while w[next.get() % w.len()] == 0 {
                next.set(next.get() + 1);
            }
            parts[next.get() % w.len()] += 1;
            next.set(next.get() + 1);
        })
    };
    caught(Law::OrderIrrelevant, &testkit::reordered_apportionment(), |(t, w, order)| {
        laws::order_irrelevant(*t, w, order, from_the_front)
    });
}

#[test]
fn a_fen_to_the_wrong_owner_is_caught_though_the_sum_is_right() {
    // The published example: shares kept as decimals of 28 digits.
    let weights = [5, 1, 11, 2, 5];
    let right = split(858_550_600, &weights);
    laws::largest_remainder(858_550_600, &weights, &right).unwrap();
    let (mut wrong, served) = (right.clone(), right[0]);
    wrong[0] = served + 1;
    wrong[4] -= 1;
    laws::parts_sum(858_550_600, &wrong).unwrap();
    assert!(laws::largest_remainder(858_550_600, &weights, &wrong).is_err());
}

fn met(threshold: Threshold, part: u64, whole: u64) -> bool {
    threshold.is_met(part, whole)
}

fn hundredths(area: Area) -> u64 {
    area.hundredths().unsigned_abs()
}

/// A vote counted by a rule for thresholds and a choice of limbs.
fn counted(
    tally: &TallyRecord,
    majority: &Majority,
    limbs: &[Limb],
    is_met: impl Fn(Threshold, u64, u64) -> bool,
) -> Outcome {
    let of = |weight: Weight, limb: &Limb| match limb {
        Limb::Heads => u64::from(weight.heads),
        Limb::Area => hundredths(weight.area),
    };
    let base = match majority.base {
        Base::Participants => tally.participating,
        Base::All => tally.total,
    };
    let all = |threshold, part, whole| limbs.iter().all(|limb| is_met(threshold, of(part, limb), of(whole, limb)));
    if !all(majority.quorum, tally.participating, tally.total) {
        return Outcome::NoQuorum;
    }
    if all(majority.consent, tally.consenting, base) { Outcome::Passed } else { Outcome::Rejected }
}

#[test]
fn planted_votes_are_caught() {
    let both = [Limb::Heads, Limb::Area];
    let cases = testkit::vote();
    let forgets_area = |t: &TallyRecord, m: &Majority| counted(t, m, &[Limb::Heads], met);
    let at_least_for_more_than = |t: &TallyRecord, m: &Majority| {
        counted(t, m, &both, |threshold, part, whole| {
            met(Threshold::new(threshold.share(), Bound::AtLeast), part, whole)
        })
    };
    let whole_percent = |t: &TallyRecord, m: &Majority| {
        counted(t, m, &both, |threshold, part, whole| {
            let share = u128::from(part) * 100 / u128::from(whole.max(1));
            let least = u128::from(threshold.share().above()) * 100 / u128::from(threshold.share().below());
            if threshold.bound() == Bound::AtLeast { share >= least } else { share > least }
        })
    };
    let of_participants_always =
        |t: &TallyRecord, m: &Majority| counted(t, &Majority { base: Base::Participants, ..*m }, &both, met);
    caught(Law::OutcomeFollows, &cases, |(m, t)| laws::outcome_follows(t, m, forgets_area(t, m)));
    caught(Law::OutcomeFollows, &cases, |(m, t)| laws::outcome_follows(t, m, at_least_for_more_than(t, m)));
    caught(Law::OutcomeFollows, &cases, |(m, t)| laws::outcome_follows(t, m, whole_percent(t, m)));
    caught(Law::OutcomeFollows, &cases, |(m, t)| laws::outcome_follows(t, m, of_participants_always(t, m)));
    // Those who agree in eight bits: 250 of 300 pass, 260 do not.
    let wraps = |t: &TallyRecord, m: &Majority| {
        let heads = t.consenting.heads % 256;
        let consenting = Weight { heads, ..t.consenting };
        counted(&TallyRecord { consenting, ..t.clone() }, m, &both, met)
    };
    let more = (testkit::vote(), testkit::weight());
    caught(Law::MoreConsent, &more, |((m, t), more)| laws::more_consent(t, m, *more, wraps));
    // One more than needed, where the threshold is no whole number; only the first limb; the share rounded down.
    let one_more = |t: &TallyRecord, m: &Majority| {
        let more = |short: Short| match short {
            Short::Heads(n) => Short::Heads(n + 1),
            Short::Area(area) => Short::Area(Area::from_hundredths(area.hundredths() + 1).unwrap()),
        };
        shortfalls(t, m).into_iter().map(more).collect::<Vec<_>>()
    };
    let only_one = |t: &TallyRecord, m: &Majority| shortfalls(t, m).into_iter().take(1).collect::<Vec<_>>();
    caught(Law::ShortfallLeast, &cases, |(m, t)| laws::shortfall_least(t, m, &one_more(t, m)));
    caught(Law::ShortfallLeast, &cases, |(m, t)| laws::shortfall_least(t, m, &only_one(t, m)));
}

/// An evaluator with a choice of what a missing fact is and of how groups are taken.
struct Planted {
    missing: Verdict,
    all: fn(&[Verdict]) -> Verdict,
    any: fn(&[Verdict]) -> Verdict,
    not: fn(Verdict) -> Verdict,
}

const RIGHT: Planted = Planted {
    missing: Verdict::Unknown,
    all: |parts| parts.iter().copied().min().unwrap_or(Verdict::Met),
    any: |parts| parts.iter().copied().max().unwrap_or(Verdict::Unmet),
    not: Verdict::mirrored,
};

impl Planted {
    fn evaluate(&self, condition: &Condition, dossier: &Dossier, day: Day) -> Verdict {
        self.node(condition, 0, dossier, day)
    }

    fn node(&self, condition: &Condition, at: usize, dossier: &Dossier, day: Day) -> Verdict {
        let parts = |children: &[u16]| -> Vec<Verdict> {
            children.iter().map(|child| self.node(condition, usize::from(*child), dossier, day)).collect()
        };
        match &condition.nodes()[at] {
            Node::All(children) => (self.all)(&parts(children)),
            Node::Any(children) => (self.any)(&parts(children)),
            Node::Not(child) => (self.not)(self.node(condition, usize::from(*child), dossier, day)),
            Node::Stated(fact) => dossier.fact(*fact, day).map_or(self.missing, |stated| Verdict::of(stated.value)),
            leaf => wuye::assess::evaluate(&Condition::leaf(leaf.clone()).unwrap(), dossier, day),
        }
    }
}

fn missing_facts(
    evaluator: &Planted,
    (condition, dossier, day): &(Condition, Dossier, Day),
) -> Result<(), LawViolation> {
    condition.nodes().iter().try_for_each(|node| match node {
        Node::Stated(fact) => {
            laws::missing_is_unknown(dossier, *fact, *day, |dossier| evaluator.evaluate(condition, dossier, *day))
        }
        _ => Ok(()),
    })
}

#[test]
fn planted_evaluators_are_caught() {
    let asked = testkit::asked(3);
    let learning = testkit::asked_and_learned(3);
    for missing in [Verdict::Unmet, Verdict::Met] {
        let planted = Planted { missing, ..RIGHT };
        caught(Law::LearningKeeps, &learning, |(condition, dossier, day, learned)| {
            laws::learning_keeps(dossier, learned, |dossier| planted.evaluate(condition, dossier, *day))
        });
        caught(Law::MissingIsUnknown, &asked, |case| missing_facts(&planted, case));
    }
    let parts = testkit::asked_parts();
    // An unknown part left out of *all*; any unknown part that makes *any* unknown; *not* of unknown that is met.
    let hopeful = Planted {
        all: |parts| parts.iter().copied().filter(|v| *v != Verdict::Unknown).min().unwrap_or(Verdict::Met),
        ..RIGHT
    };
    caught(Law::AllIsLeast, &parts, |(parts, all, _, dossier, day)| {
        let verdicts: Vec<_> = parts.iter().map(|part| hopeful.evaluate(part, dossier, *day)).collect();
        laws::all_is_least(&verdicts, hopeful.evaluate(all, dossier, *day))
    });
    let shy = Planted {
        any: |parts| {
            if parts.contains(&Verdict::Unknown) { Verdict::Unknown } else { (RIGHT.any)(parts) }
        },
        ..RIGHT
    };
    caught(Law::AnyIsGreatest, &parts, |(parts, _, any, dossier, day)| {
        let verdicts: Vec<_> = parts.iter().map(|part| shy.evaluate(part, dossier, *day)).collect();
        laws::any_is_greatest(&verdicts, shy.evaluate(any, dossier, *day))
    });
    let two_valued = Planted { not: |inner| Verdict::of(inner != Verdict::Met), ..RIGHT };
    caught(Law::NotMirrors, &testkit::asked_mirrored(), |(inner, outer, dossier, day)| {
        laws::not_mirrors(two_valued.evaluate(inner, dossier, *day), two_valued.evaluate(outer, dossier, *day))
    });
    // The one that is right agrees with ours everywhere, so that what is caught above is the planted part.
    holds(asked, |(condition, dossier, day)| {
        let (ours, theirs) =
            (wuye::assess::evaluate(condition, dossier, *day), RIGHT.evaluate(condition, dossier, *day));
        if ours == theirs { Ok(()) } else { Err(format!("{ours} {theirs}")) }
    });
}

#[test]
fn planted_findings_are_caught() {
    let cases = testkit::assessment();
    let rules = |assessment: &wuye::assess::Assessment| -> Vec<(Force, Verdict)> {
        assessment.rules().map(|rule| (rule.force(), rule.verdict())).collect()
    };
    // A usual rule that counts; an aim without a rule that is met.
    caught(Law::LeastOfRules, &cases, |(_, _, assessment)| {
        let rules = rules(assessment);
        let least = rules.iter().map(|(_, verdict)| *verdict).min().unwrap_or(Verdict::Unknown);
        laws::least_of_rules(&rules, least)
    });
    caught(Law::LeastOfRules, &cases, |(_, _, assessment)| {
        let rules = rules(assessment);
        let counted = rules.iter().filter(|(force, _)| *force != Force::Usually);
        laws::least_of_rules(&rules, counted.map(|(_, verdict)| *verdict).min().unwrap_or(Verdict::Met))
    });
    // The first version of a rule cited for every day.
    let first_day = |law: &Citation| Citation { until: law.from.next(), ..law.clone() };
    caught(Law::SettledHasLaw, &cases, |(_, _, assessment)| {
        assessment.findings().try_for_each(|finding| {
            let law = finding.citation().map(first_day);
            laws::settled_has_law(assessment.day(), finding.verdict(), law.as_ref())
        })
    });
    assert!(laws::settled_has_law(day("2021-01-01"), Verdict::Unmet, None).is_err());
    // The law ends on the day before `until`.
    let law = Citation { until: Some(day("2022-03-01")), ..law_of_a_vote() };
    assert!(laws::settled_has_law(day("2022-02-28"), Verdict::Met, Some(&law)).is_ok());
    assert!(laws::settled_has_law(day("2022-03-01"), Verdict::Met, Some(&law)).is_err());
    assert!(laws::settled_has_law(day("2020-12-31"), Verdict::Met, Some(&law)).is_err());
}

#[test]
fn planted_gaps_are_caught() {
    // Two thirds of 301 heads: 201; the share rounded down says 200, rounded half up says 201, and ceil+1 says 202.
    let enough = |value: Value| matches!(value, Value::Count(n) if u64::from(n) * 3 >= 301 * 2);
    let found = Value::Count(199);
    let gap = |n| Gap::Missing(Value::Count(n));
    laws::gap_least(found, gap(2), enough).unwrap();
    for wrong in [gap(1), gap(3), gap(0), Gap::TooMuch(Value::Count(2)), Gap::Missing(Value::Area(Area::ZERO))] {
        assert_eq!(laws::gap_least(found, wrong, enough).unwrap_err().law(), Law::GapLeast, "{wrong:?}");
    }
    let at_most = |value: Value| matches!(value, Value::Money(money) if money.fen() < 500);
    let money = |fen| Value::Money(Money::from_fen(fen).unwrap());
    laws::gap_least(money(700), Gap::TooMuch(money(201)), at_most).unwrap();
    assert!(laws::gap_least(money(700), Gap::TooMuch(money(200)), at_most).is_err());
    assert!(laws::gap_least(money(700), Gap::TooMuch(money(202)), at_most).is_err());
    // Nothing beyond the bounds is enough.
    assert!(laws::gap_least(Value::Count(u32::MAX), gap(1), |_| true).is_err());
}

/// A statement whose gap is computed from other income.
fn with_gap(seen: StatementSeen, gap: impl Fn(&StatementSeen) -> MoneyRange) -> StatementSeen {
    StatementSeen { gap: gap(&seen), ..seen }
}

fn minus(money: Money, other: Money) -> Option<Money> {
    Some(money.minus(other).unwrap())
}

#[test]
fn planted_statements_are_caught() {
    let cases = testkit::financed();
    let ours = |budget: &Budget, dossier: &Dossier, day| computed(budget, &testkit::shipped(), dossier, day);
    // What may not pay is added to what may.
    caught(Law::StatementAddsUp, &cases, |(budget, dossier, day)| {
        let seen = ours(budget, dossier, *day);
        laws::statement_adds_up(&StatementSeen { usable: seen.usable.plus(seen.barred).unwrap(), ..seen })
    });
    // Undecided income taken for usable; an unknown amount taken for zero.
    caught(Law::GapIsCostLessUsable, &cases, |(budget, dossier, day)| {
        laws::gap_is_cost_less_usable(&with_gap(ours(budget, dossier, *day), |seen| {
            let income = seen.usable.plus(seen.undecided).unwrap();
            MoneyRange { least: minus(seen.cost, income), most: minus(seen.cost, income) }
        }))
    });
    caught(Law::GapIsCostLessUsable, &cases, |(budget, dossier, day)| {
        laws::gap_is_cost_less_usable(&with_gap(ours(budget, dossier, *day), |seen| {
            let most = seen.cost.minus(seen.usable).unwrap();
            MoneyRange { least: minus(most, seen.undecided), most: Some(most) }
        }))
    });
    // Rent taken in advance for the works balances the running budget once more.
    caught(Law::BarredNeverCloses, &cases, |(budget, dossier, day)| {
        laws::barred_never_closes(budget, |budget| {
            with_gap(ours(budget, dossier, *day), |seen| {
                let lower = |end: Option<Money>| end.map(|end| end.minus(seen.barred).unwrap());
                MoneyRange { least: lower(seen.gap.least), most: lower(seen.gap.most) }
            })
        })
    });
    // Unknown income that may not pay widens nothing.
    caught(Law::BarredNeverCloses, &cases, |(budget, dossier, day)| {
        laws::barred_never_closes(budget, |budget| {
            with_gap(ours(budget, dossier, *day), |seen| {
                let unknown = seen.lines.iter().any(|line| line.amount.is_none() && line.standing.is_some());
                MoneyRange { least: if unknown { None } else { seen.gap.least }, ..seen.gap }
            })
        })
    });
    let zero = MoneyRange { least: Some(Money::ZERO), most: Some(Money::ZERO) };
    let barred = laws::LineSeen { amount: None, standing: Some(Standing::Barred) };
    let seen = StatementSeen {
        lines: vec![barred],
        usable: Money::ZERO,
        barred: Money::ZERO,
        undecided: Money::ZERO,
        cost: Money::ZERO,
        gap: zero,
    };
    laws::gap_is_cost_less_usable(&seen).unwrap();
}

#[test]
fn planted_bills_are_caught() {
    let cases = testkit::billing();
    let fen = Money::from_fen(1).unwrap();
    // The bill rounded again; the run summed before rounding; households in the order of the file.
    caught(Law::LinesSumToBill, &cases, |(tariff, billables, span)| {
        let mut run = billed(tariff, billables, *span);
        if let Some(bill) = run.bills.last_mut() {
            bill.total = bill.total.plus(fen).unwrap();
        }
        laws::lines_sum_to_bill(&run)
    });
    caught(Law::BillsSumToRun, &cases, |(tariff, billables, span)| {
        let run = billed(tariff, billables, *span);
        laws::bills_sum_to_run(&RunSeen { total: run.total.plus(fen).unwrap(), ..run })
    });
    caught(Law::BillsSumToRun, &cases, |(tariff, billables, span)| {
        let mut run = billed(tariff, billables, *span);
        if let [first, .., last] = run.by_line.as_mut_slice() {
            (*first, *last) = (first.plus(fen).unwrap(), last.minus(fen).unwrap());
        }
        laws::bills_sum_to_run(&run)
    });
    caught(Law::BilledOnce, &cases, |(tariff, billables, span)| {
        laws::billed_once(billables, |billables| {
            let mut run = billed(tariff, billables, *span);
            // The odd fen to whoever is first in the file.
            let first = &billables[0].unit;
            for bill in run.bills.iter_mut().filter(|bill| bill.unit == *first) {
                bill.total = bill.total.plus(fen).unwrap();
            }
            run
        })
    });
    caught(Law::BilledOnce, &cases, |(tariff, billables, span)| {
        laws::billed_once(billables, |billables| {
            let mut run = billed(tariff, billables, *span);
            run.bills.retain(|bill| !bill.total.is_zero());
            run
        })
    });
}

#[test]
fn planted_ledgers_are_caught() {
    let ledgers = testkit::ledger();
    // Single entry.
    caught(Law::EntriesClose, &ledgers, |ledger| {
        let single = |entry: &Entry| Entry { postings: entry.postings[..1].to_vec(), ..entry.clone() };
        laws::entries_close(&ledger.entries().iter().map(single).collect::<Vec<_>>())
    });
    // Credits are forgotten; reversed entries are left out of the balance on one side only.
    caught(Law::AccountsClose, &ledgers, |ledger| {
        laws::accounts_close(ledger.entries(), |account| {
            let postings = ledger.entries().iter().flat_map(|entry| &entry.postings);
            let debits = postings.filter(|posting| posting.account == account && !posting.amount.is_negative());
            Money::sum(debits.map(|posting| posting.amount)).ok()
        })
    });
    caught(Law::AccountsClose, &ledgers, |ledger| {
        laws::accounts_close(ledger.entries(), |account| {
            let kept = ledger.entries().iter().filter(|entry| entry.reverses.is_none());
            let postings = kept.flat_map(|entry| &entry.postings).filter(|posting| posting.account == account);
            Money::sum(postings.map(|posting| posting.amount)).ok()
        })
    });
    // A reversal with the same sign, without its reference, or for a second time.
    let to_reverse = testkit::to_reverse();
    caught(Law::ReversalMirrors, &to_reverse, |(entry, id, on)| {
        let again = Entry { postings: entry.postings.clone(), ..reversal(entry, id.clone(), *on) };
        laws::reversal_mirrors(entry, &again)
    });
    caught(Law::ReversalMirrors, &to_reverse, |(entry, id, on)| {
        laws::reversal_mirrors(entry, &Entry { reverses: None, ..reversal(entry, id.clone(), *on) })
    });
    caught(Law::ReversalMirrors, &to_reverse, |(entry, id, on)| {
        let back = reversal(entry, id.clone(), *on);
        let twice = Entry { id: "again".parse().unwrap(), ..back.clone() };
        laws::reversals_mirror(&[entry.clone(), back, twice])
    });
    caught(Law::ReversalMirrors, &to_reverse, |(entry, id, on)| {
        laws::reversals_mirror(&[reversal(entry, id.clone(), *on), entry.clone()])
    });
    let bank = |yuan: &str| Posting { account: Account::Bank, amount: yuan.parse().unwrap() };
    let other = |yuan: &str| Posting { account: Account::Deposits, amount: yuan.parse().unwrap() };
    let entry =
        |id: &str, postings, reverses| Entry { id: id.parse().unwrap(), on: day("2026-01-01"), postings, reverses };
    let paid = entry("e1", vec![bank("1.00"), other("-1.00")], None);
    let crossed = entry("e2", vec![other("-1.00"), bank("1.00")], Some(paid.id.clone()));
    assert!(laws::reversal_mirrors(&paid, &crossed).is_err());
}

#[test]
fn planted_text_forms_are_caught() {
    // Yuan as a binary fraction.
    caught(Law::RoundTrip, &testkit::money(), |money| {
        laws::round_trip(
            &money.fen(),
            |fen| format!("{}", *fen as f64 / 100.0),
            |text| text.parse::<f64>().map(|yuan| (yuan * 100.0) as i64),
        )
    });
    // A share as a percentage.
    caught(Law::RoundTrip, &testkit::share(), |share| {
        laws::round_trip(
            share,
            |share| format!("{}", u64::from(share.above()) * 100 / u64::from(share.below())),
            |text| format!("{text}/100").parse(),
        )
    });
    // Months as thirty days.
    caught(Law::RoundTrip, &testkit::period(), |period| {
        let days = |period: &Period| match period {
            Period::Days(n) => u64::from(*n),
            Period::Months(n) => u64::from(*n) * 30,
            Period::Years(n) => u64::from(*n) * 365,
        };
        laws::round_trip(period, |period| days(period).to_string(), |text| text.parse().map(Period::Days))
    });
    // The same value, but written in another way the second time; and text that cannot be read back.
    let count = std::cell::Cell::new(0);
    let fickle = |_: &u8| {
        count.set(count.get() + 1);
        count.get().to_string()
    };
    assert!(laws::round_trip(&7_u8, fickle, |_| Ok::<u8, String>(7)).is_err());
    let unread = laws::round_trip(&7_u8, u8::to_string, |_| Err::<u8, &str>("no")).unwrap_err();
    assert_eq!(unread.to_string(), "what is written and read again is the same value: expected `7`, found `no`");
}

// ---------------------------------------------------------------------------------- what laws say and leave unsaid

#[test]
fn laws_leave_alone_what_they_are_not_about() {
    // No weight: nothing is asked of the parts but that nobody without weight receives.
    assert!(laws::quota_rule(5, &[0, 0], &[0, 0]).is_ok());
    assert!(laws::largest_remainder(5, &[0, 0], &[0, 0]).is_ok());
    assert!(laws::zero_weight_gets_zero(&[0, 0], &[5, 0]).is_err());
    // The least total has no mirror.
    assert!(laws::mirrored(i64::MIN, &[1], |_, _| vec![7]).is_ok());
    // Not an order of the members.
    for order in [&[0, 0][..], &[0], &[0, 2], &[0, 1, 2]] {
        assert!(laws::order_irrelevant(5, &[1, 2], order, |_, _| vec![]).is_ok());
    }
    // What is stated already is not learned.
    let fact = Fact::Renovated;
    for dossier in samples(50, &testkit::dossier()) {
        let mut known = dossier.clone();
        let about = known.compound.subject();
        known.statements.retract(&about, fact);
        known.state(fact, Stated::new(true, day("2020-01-01"), Authority::Street)).unwrap();
        let learned = laws::Learned::Fact(fact, Stated::new(false, day("2021-01-01"), Authority::Street));
        assert_eq!(learned.added_to(&known), None);
    }
}

#[test]
fn laws_hold_at_the_ends_of_their_range() {
    for total in [i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX] {
        for weights in [&[u64::MAX, 1, u64::MAX][..], &[1], &[u64::MAX], &[0, u64::MAX, 0]] {
            let parts = split(total, weights);
            laws::largest_remainder(total, weights, &parts).unwrap();
            laws::zero_weight_gets_zero(weights, &parts).unwrap();
            laws::mirrored(total, weights, split).unwrap();
            let order: Vec<usize> = (0..weights.len()).rev().collect();
            laws::order_irrelevant(total, weights, &order, split).unwrap();
            let mut wrong = parts.clone();
            wrong[0] = wrong[0].wrapping_add(1);
            assert!(laws::parts_sum(total, &wrong).is_err());
        }
    }
    // Parts that are too many or too few are a violation, not a panic.
    assert!(laws::quota_rule(5, &[1], &[5, 0]).is_err());
    assert!(laws::zero_weight_gets_zero(&[1, 0], &[5]).is_err());
    assert!(laws::mirrored(5, &[1, 1], |total, _| if total > 0 { vec![5] } else { vec![-5, 0] }).is_err());
    assert!(laws::order_irrelevant(5, &[1, 2], &[1, 0], |_, _| vec![5]).is_err());
}

#[test]
fn a_violation_says_which_law_where_and_what() {
    let broken = laws::quota_rule(-100, &[3, 4], &[-44, -56]).unwrap_err();
    assert_eq!((broken.code(), broken.at()), ("quota_rule", Some(0)));
    assert_eq!((broken.expected(), broken.found()), (&Said::Between(-43, -42), &Said::Number(-44)));
    assert_eq!(broken.render(Lang::Zh), "每份与精确份额相差不足一个单位：第0项应为-43至-42，实为-44。");
    let tie = laws::largest_remainder(-1, &[1, 1], &[0, -1]).unwrap_err();
    assert_eq!(
        tie.to_string(),
        "the units left over go to the largest remainders, ties to the earlier member: expected -1 at 0, found 0"
    );
    let law = laws::settled_has_law(day("2020-12-31"), Verdict::Met, Some(&law_of_a_vote())).unwrap_err();
    assert_eq!(
        law.to_string(),
        "every settled finding has its law, in force on the day: expected law in force on 2020-12-31, found Civil \
         Code art. 278(2), in force from 2021-01-01"
    );
    for law in Law::ALL {
        assert!(!law.zh().is_empty() && !law.en().ends_with('.') && !law.source().is_empty());
    }
}

// ---------------------------------------------------------------------------------- strategies

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn distinct<S: Strategy>(number: u32, strategy: &S) -> usize
where
    S::Value: Debug,
{
    samples(number, strategy).iter().map(|value| format!("{value:?}")).collect::<BTreeSet<_>>().len()
}

#[test]
fn strategies_reach_the_edges_they_promise() {
    let days = samples(3_000, &testkit::day());
    let wanted = [
        "2007-09-30",
        "2007-10-01",
        "2007-10-02",
        "2017-12-31",
        "2018-01-01",
        "2018-03-19",
        "2020-12-31",
        "2021-01-01",
        "2021-01-02",
        "2021-12-30",
        "2021-12-31",
        "2022-01-01",
        "1900-01-01",
        "2200-12-31",
        "2024-02-29",
        "2100-02-28",
        "2100-03-01",
    ];
    for wanted in wanted {
        assert!(days.contains(&day(wanted)), "{wanted}");
    }
    let fen: BTreeSet<i64> = samples(2_000, &testkit::money()).iter().map(|money| money.fen()).collect();
    for wanted in [-Money::MAX.fen(), -101, -1, 0, 1, 99, 100, Money::MAX.fen()] {
        assert!(fen.contains(&wanted), "{wanted}");
    }
    let areas: BTreeSet<i64> = samples(2_000, &testkit::area()).iter().map(|area| area.hundredths()).collect();
    for wanted in [0, 1, 2_999_999, 3_000_000, 3_000_001, Area::UNIT_MAX.hundredths() + 1, Area::MAX.hundredths()] {
        assert!(areas.contains(&wanted), "{wanted}");
    }
    // Votes: each outcome, and consent that is exactly enough, one too few, one more.
    let (mut outcomes, mut beside) = (BTreeSet::new(), BTreeSet::new());
    for (majority, tally) in samples(2_000, &testkit::vote()) {
        outcomes.insert(outcome(&tally, &majority));
        let least = majority.quorum.least(u64::from(tally.total.heads));
        let more = i64::from(tally.participating.heads) - i64::try_from(least).unwrap();
        let area = majority.quorum.least(hundredths(tally.total.area));
        let more_area = i64::try_from(hundredths(tally.participating.area)).unwrap() - i64::try_from(area).unwrap();
        beside.extend([(Limb::Heads, more), (Limb::Area, more_area)]);
    }
    assert_eq!(outcomes.len(), Outcome::ALL.len());
    for limb in [Limb::Heads, Limb::Area] {
        assert!([-1, 0, 1].iter().all(|more| beside.contains(&(limb, *more))), "{limb}");
    }
    // Apportionments: ties, nothing left over, weights of zero, both signs.
    let cases = samples(1_000, &testkit::apportionment());
    assert!(cases.iter().any(|(total, _)| *total < 0) && cases.iter().any(|(total, _)| *total == 0));
    assert!(cases.iter().any(|(_, weights)| weights.contains(&0) && weights.len() > 1));
    assert!(cases.iter().all(|(_, weights)| weights.iter().any(|weight| *weight > 0)));
    let ties = cases.iter().filter(|(total, weights)| {
        let reversed: Vec<u64> = weights.iter().rev().copied().collect();
        split(*total, weights).iter().rev().ne(split(*total, &reversed).iter())
    });
    assert!(ties.count() > 50);
}

#[test]
fn strategies_reach_every_answer() {
    let mut verdicts = BTreeSet::new();
    let mut forces = BTreeSet::new();
    for (_, _, assessment) in samples(600, &testkit::assessment()) {
        verdicts.insert(assessment.verdict());
        forces.extend(assessment.rules().map(|rule| rule.force()));
    }
    assert_eq!((verdicts.len(), forces.len()), (3, 3));
    let mut verdicts = [0; 3];
    for (condition, dossier, day) in samples(600, &testkit::asked(3)) {
        match wuye::assess::evaluate(&condition, &dossier, day) {
            Verdict::Unmet => verdicts[0] += 1,
            Verdict::Unknown => verdicts[1] += 1,
            Verdict::Met => verdicts[2] += 1,
        }
    }
    assert!(verdicts.iter().all(|n| *n > 30), "{verdicts:?}");
    let mut standings = BTreeSet::new();
    let (mut open, mut closed) = (0, 0);
    for (budget, dossier, day) in samples(400, &testkit::financed()) {
        let seen = computed(&budget, &testkit::shipped(), &dossier, day);
        standings.extend(seen.lines.iter().filter_map(|line| line.standing));
        if seen.gap.least.is_some() && seen.gap.most.is_some() { closed += 1 } else { open += 1 }
    }
    assert!(standings.len() == 3 && open > 20 && closed > 20, "{standings:?} {open} {closed}");
    let ledgers = samples(200, &testkit::ledger());
    assert!(ledgers.iter().any(|ledger| ledger.entries().iter().any(|entry| entry.reverses.is_some())));
    let modes: BTreeSet<_> = samples(50, &testkit::decision()).iter().map(|(_, decision)| decision.mode()).collect();
    assert_eq!(modes.len(), 2);
    // Homes are not listed in the order of their ids, and lumps are shared out below zero too.
    let billings = samples(200, &testkit::billing());
    assert!(billings.iter().any(|(_, homes, _)| homes.windows(2).any(|pair| pair[0].unit > pair[1].unit)));
    let runs = samples(200, &testkit::bill_run());
    assert!(runs.iter().any(|run| run.total().is_negative()) && runs.iter().any(|run| run.bills().len() == 9));
}

#[test]
fn strategies_are_varied_and_the_same_in_every_run() {
    let some = [
        distinct(200, &testkit::unit_price()),
        distinct(200, &testkit::ratio()),
        distinct(200, &testkit::span()),
        distinct(200, &testkit::draw()),
        distinct(200, &testkit::place()),
        distinct(200, &testkit::citation()),
        distinct(200, &testkit::roll()),
        distinct(200, &testkit::resolution()),
        distinct(200, &testkit::dossier()),
        distinct(200, &testkit::condition(4)),
        distinct(200, &testkit::rulebook()),
        distinct(200, &testkit::budget()),
        distinct(200, &testkit::tariff()),
        distinct(200, &testkit::ledger()),
        distinct(200, &testkit::ground()),
        distinct(200, &testkit::learned()),
    ];
    assert!(some.iter().all(|n| *n > 60), "{some:?}");
    assert_eq!(distinct(60, &testkit::adoption_policy()).min(10), 10);
    assert_eq!(samples(20, &testkit::dossier()), samples(20, &testkit::dossier()));
    // Every sense of a number, every shape of an open range.
    let senses: BTreeSet<Sense> = samples(200, &testkit::approx(testkit::area())).iter().map(|n| n.sense).collect();
    assert_eq!(senses.len(), Sense::ALL.len());
    let ranges = samples(200, &testkit::money_range());
    assert!(ranges.iter().any(|range| range.least.is_none() && range.most.is_none()));
}

#[test]
#[should_panic(expected = "the parts add up to the total")]
fn a_law_that_is_broken_fails_its_test() {
    holds(testkit::apportionment(), |(total, weights)| laws::parts_sum(*total, &each_rounded_alone(*total, weights)));
}
