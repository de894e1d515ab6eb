//! Every kind of finding, with every verdict that it can have.

use std::collections::BTreeSet;

use wuye::assess::{Checklist, FindingRef, LawState, Observed};
use wuye::dossier::Dossier;
use wuye::estate::{Event, Fact, Quantity, Value};
use wuye::law::{Authority, Confidence, Dated, Version};
use wuye::matter::{Matter, Outcome};
use wuye::measure::{Period, Sense, Share};
use wuye::rule::{Cmp, Condition, Cycle, Force, Node, Rule, Term, Verdict, Window};

use crate::Page;
use crate::inputs::{
    PROFESSIONAL, TODAY, assess, compare, compound, dated, day, rule, rulebook, says, value, with_events, with_fact,
    with_quantities, with_vote,
};
use Verdict::{Met, Unknown, Unmet};

/// What kind of finding it is: what was seen, and at which kind of node.
fn kind(finding: &FindingRef<'_>) -> &'static str {
    match (finding.observed(), finding.required()) {
        (Observed::Law(LawState::InForce), _) if finding.force() == Force::Usually => "law in force, usually",
        (Observed::Law(LawState::InForce), _) => "law in force",
        (Observed::Law(LawState::FromMemory), _) => "law from memory",
        (Observed::Law(LawState::BeforeKnown), _) => "law before the first known",
        (Observed::Law(LawState::NoRule), _) => "no law",
        (Observed::Group, Some(Node::All(parts))) if parts.is_empty() => "always",
        (Observed::Group, Some(Node::All(_))) => "all",
        (Observed::Group, Some(Node::Any(parts))) if parts.is_empty() => "never",
        (Observed::Group, Some(Node::Any(_))) => "any",
        (Observed::Group, _) => "not",
        (Observed::Fact(_), _) => "fact",
        (Observed::Compared { .. }, Some(Node::Odd(_))) => "odd",
        (Observed::Compared { .. }, _) => "comparison",
        (Observed::Event(_), Some(Node::Elapsed { .. })) => "time since",
        (Observed::Event(_), _) => "time until",
        (Observed::Count { .. }, _) => "count of events",
        (Observed::CountIn { .. }, _) => "count of events in a span",
        (Observed::Resolution(_), _) => "resolution",
    }
}

/// Kind of finding, its verdict, and whether what it says must not hold.
type Shown = (&'static str, Verdict, bool);

/// The page of findings, and which kinds with which verdicts are on it.
pub struct Findings {
    pub page: Page,
    shown: BTreeSet<Shown>,
}

impl Findings {
    fn show(&mut self, case: &str, expected: Verdict, finding: &FindingRef<'_>) {
        assert_eq!(finding.verdict(), expected, "{case}");
        self.shown.insert((kind(finding), expected, finding.is_negated()));
        self.page.row(case, |lang| finding.render(lang));
    }

    /// A condition of one node as it stands, and below *not*.
    fn leaf(&mut self, case: &str, expected: Verdict, node: Node, dossier: &Dossier) {
        let plain = Condition::leaf(node).unwrap();
        let negated = plain.clone().negated().unwrap();
        self.show(case, expected, &assess(plain, dossier).findings().nth(1).unwrap());
        self.show(&format!("not: {case}"), expected, &assess(negated, dossier).findings().nth(2).unwrap());
    }

    /// The root of a condition of several nodes.
    fn group(&mut self, case: &str, expected: Verdict, needs: Condition, dossier: &Dossier) {
        self.show(case, expected, &assess(needs, dossier).findings().nth(1).unwrap());
    }

    /// A rule as a whole.
    fn law(&mut self, case: &str, expected: Verdict, rule: Rule, dossier: &Dossier) {
        let assessment = Checklist::compile(&rulebook(vec![rule]), PROFESSIONAL).assess(dossier, day(TODAY));
        self.show(case, expected, &assessment.findings().next().unwrap());
    }
}

fn facts(page: &mut Findings) {
    page.page.section("Facts");
    let committee = Node::Stated(Fact::OwnersCommittee);
    page.leaf("stated as true", Met, committee.clone(), &with_fact(Fact::OwnersCommittee, true, Authority::Caller));
    page.leaf("stated as false", Unmet, committee.clone(), &with_fact(Fact::OwnersCommittee, false, Authority::Caller));
    page.leaf("not stated", Unknown, committee, &Dossier::new(compound()));
    page.page.section("Facts: every word");
    for fact in Fact::ALL {
        let needs = || Condition::stated(*fact);
        let leaf = |dossier: &Dossier| assess(needs(), dossier);
        let shown = [
            ("true", Met, with_fact(*fact, true, Authority::Street)),
            ("false", Unmet, with_fact(*fact, false, Authority::Street)),
            ("not stated", Unknown, Dossier::new(compound())),
        ];
        for (case, expected, dossier) in shown {
            let assessment = leaf(&dossier);
            page.show(&format!("`{fact}`, {case}"), expected, &assessment.findings().nth(1).unwrap());
        }
    }
}

fn comparisons(page: &mut Findings) {
    use Quantity::{AdvanceRent, Buildings, ExclusiveArea, Households, IllegalStructures, MergedYards, ParkingSpaces};
    use Sense::{About, Exact, Over, Under};
    page.page.section("Comparisons");
    let none_left = || compare(IllegalStructures, Cmp::Le, 0);
    let illegal = |n, sense| with_quantities(&[(IllegalStructures, Value::Count(n), sense)]);
    page.leaf("no illegal structure, none left", Met, none_left(), &illegal(0, Exact));
    page.leaf("no illegal structure, two left", Unmet, none_left(), &illegal(2, Exact));
    page.leaf("no illegal structure, more than two left", Unmet, none_left(), &illegal(2, Over));
    page.leaf("no illegal structure, about two left", Unknown, none_left(), &illegal(2, About));
    page.leaf("no illegal structure, nothing stated", Unknown, none_left(), &Dossier::new(compound()));
    let homes = |n, sense| with_quantities(&[(Households, Value::Count(n), sense)]);
    for (cmp, meets, fails) in [(Cmp::Ge, 300, 299), (Cmp::Gt, 301, 300), (Cmp::Le, 300, 301), (Cmp::Lt, 299, 300)] {
        page.leaf(&format!("`{cmp}` 300 of {meets}"), Met, compare(Households, cmp, 300), &homes(meets, Exact));
        page.leaf(&format!("`{cmp}` 300 of {fails}"), Unmet, compare(Households, cmp, 300), &homes(fails, Exact));
    }
    let at_least = || compare(Households, Cmp::Ge, 300);
    page.leaf("`ge` 300 of somewhat more than 300", Met, at_least(), &homes(300, Over));
    page.leaf("`ge` 300 of somewhat less than 300", Unmet, at_least(), &homes(300, Under));
    page.leaf("`ge` 300 of about 300", Unknown, at_least(), &homes(300, About));
    let rent = with_quantities(&[(AdvanceRent, Value::Money("199999.99".parse().unwrap()), Exact)]);
    page.leaf("money", Unmet, compare(AdvanceRent, Cmp::Ge, 200_000), &rent);
    let two_thirds = Term::Part(Share::new(2, 3).unwrap(), Households);
    let spaces = Node::Compare { left: Term::Of(ParkingSpaces), cmp: Cmp::Ge, right: two_thirds };
    let counts = |spaces| {
        with_quantities(&[
            (ParkingSpaces, Value::Count(spaces), Exact),
            (Households, Value::Count(100), Exact),
            (MergedYards, Value::Count(spaces), Exact),
        ])
    };
    page.leaf("a share of another quantity, enough", Met, spaces.clone(), &counts(67));
    page.leaf("a share of another quantity, too few", Unmet, spaces.clone(), &counts(60));
    page.leaf(
        "a share of a quantity that is not stated",
        Unknown,
        spaces,
        &with_quantities(&[(ParkingSpaces, Value::Count(67), Exact)]),
    );
    let reversed = Node::Compare { left: two_thirds, cmp: Cmp::Le, right: Term::Of(ParkingSpaces) };
    page.leaf("a share on the left", Unmet, reversed, &counts(60));
    let other = Node::Compare { left: Term::Of(MergedYards), cmp: Cmp::Lt, right: Term::Of(Households) };
    page.leaf("another quantity", Met, other, &counts(60));
    let literal = Node::Compare { left: Term::Literal(Value::Count(70)), cmp: Cmp::Le, right: Term::Of(MergedYards) };
    page.leaf("a fixed number on the left", Unmet, literal, &counts(60));
    page.page.section("Comparisons: every quantity");
    for quantity in Quantity::ALL {
        let needs = compare(*quantity, Cmp::Ge, 30);
        let short = with_quantities(&[(*quantity, value(*quantity, 28), Exact)]);
        let over = compare(*quantity, Cmp::Le, 25);
        let leaf = |node: Node, dossier: &Dossier| assess(Condition::leaf(node).unwrap(), dossier);
        let shown = [
            ("too few", Unmet, leaf(needs.clone(), &short)),
            ("too many", Unmet, leaf(over, &short)),
            ("not stated", Unknown, leaf(needs, &Dossier::new(compound()))),
        ];
        for (case, expected, assessment) in shown {
            page.show(&format!("`{quantity}`, {case}"), expected, &assessment.findings().nth(1).unwrap());
        }
    }
    page.page.section("Odd numbers");
    let odd = || Node::Odd(Term::Of(Buildings));
    let buildings = |n, sense| with_quantities(&[(Buildings, Value::Count(n), sense)]);
    page.leaf("five", Met, odd(), &buildings(5, Exact));
    page.leaf("six", Unmet, odd(), &buildings(6, Exact));
    page.leaf("about five", Unknown, odd(), &buildings(5, About));
    page.leaf("not stated", Unknown, odd(), &Dossier::new(compound()));
    let area = with_quantities(&[(ExclusiveArea, Value::Area("30000.05".parse().unwrap()), Exact)]);
    page.leaf("an area with decimals", Unmet, compare(ExclusiveArea, Cmp::Le, 30_000), &area);
}

fn events(page: &mut Findings) {
    let (done, ends) = (Event::RenovationCompleted, Event::ContractExpires);
    let six = Period::Months(6);
    let none = Dossier::new(compound());
    page.page.section("Time since an event");
    let since = |cmp| Node::Elapsed { event: done, cmp, period: six };
    page.leaf(
        "at least six months, since September",
        Unmet,
        since(Cmp::Ge),
        &with_events(done, &["2021-09-02"], false),
    );
    page.leaf("at least six months, since August", Met, since(Cmp::Ge), &with_events(done, &["2021-08-31"], false));
    page.leaf("less than six months, since August", Unmet, since(Cmp::Lt), &with_events(done, &["2021-08-31"], false));
    page.leaf("not stated", Unknown, since(Cmp::Ge), &none);
    page.page.section("Time until an event");
    let until = |cmp| Node::Until { event: ends, cmp, period: Period::Days(90) };
    page.leaf("at least 90 days, until May", Unmet, until(Cmp::Ge), &with_events(ends, &["2022-05-01"], false));
    page.leaf("at most 90 days, until May", Met, until(Cmp::Le), &with_events(ends, &["2022-05-01"], false));
    page.leaf("not stated", Unknown, until(Cmp::Ge), &none);
    page.page.section("Counts of events");
    let held = |cmp| Node::Count { event: Event::JointConference, cmp, number: 2 };
    let log = |days: &[&str], complete| with_events(Event::JointConference, days, complete);
    let two = ["2021-06-01", "2021-12-01"];
    page.leaf("at least two, two in the log", Met, held(Cmp::Ge), &log(&two, false));
    page.leaf("at least two, one in the log, which is complete", Unmet, held(Cmp::Ge), &log(&two[..1], true));
    page.leaf(
        "at least two, one in the log, which may not be complete",
        Unknown,
        held(Cmp::Ge),
        &log(&two[..1], false),
    );
    page.leaf("less than two, two in the log", Unmet, held(Cmp::Lt), &log(&two, false));
    page.page.section("Counts of events in a span");
    let meeting = Event::CoBuildingMeeting;
    let within = |window| Node::CountIn { event: meeting, window, cmp: Cmp::Ge, number: 1 };
    let (half, rolling) = (Window::Calendar(Cycle::Half), Window::Rolling(six));
    let log = |days: &[&str], complete| with_events(meeting, days, complete);
    page.leaf("this half-year, one in January", Met, within(half), &log(&["2022-01-10"], false));
    page.leaf("this half-year, one in December", Unknown, within(half), &log(&["2021-12-31"], false));
    page.leaf("this half-year, none so far", Unknown, within(half), &log(&[], true));
    page.leaf("six months up to the day, one in December", Met, within(rolling), &log(&["2021-12-31"], true));
    page.leaf("six months up to the day, none", Unmet, within(rolling), &log(&[], true));
    page.leaf("six months up to the day, a log that may not be complete", Unknown, within(rolling), &none);
    page.page.section("Counts of events in a span: every word");
    for window in Cycle::ALL.iter().map(|cycle| Window::Calendar(*cycle)) {
        let assessment = assess(Condition::leaf(within(window)).unwrap(), &log(&[], true));
        page.show(&window.render(wuye::terms::Lang::En), Unknown, &assessment.findings().nth(1).unwrap());
    }
}

fn votes(page: &mut Findings) {
    page.page.section("Resolutions");
    let fund = || Node::Resolved(Matter::UseFund);
    page.leaf("passed", Met, fund(), &with_vote(Matter::UseFund, Outcome::Passed));
    page.leaf("rejected", Unmet, fund(), &with_vote(Matter::UseFund, Outcome::Rejected));
    page.leaf("no quorum", Unmet, fund(), &with_vote(Matter::UseFund, Outcome::NoQuorum));
    page.leaf("not reported", Unknown, fund(), &Dossier::new(compound()));
    page.page.section("Resolutions: every matter");
    for matter in Matter::ALL {
        let leaf = |dossier: &Dossier| assess(Condition::resolved(*matter), dossier);
        let passed = leaf(&with_vote(*matter, Outcome::Passed));
        page.show(&format!("`{matter}`, passed"), Met, &passed.findings().nth(1).unwrap());
        let unknown = leaf(&Dossier::new(compound()));
        page.show(&format!("`{matter}`, not reported"), Unknown, &unknown.findings().nth(1).unwrap());
    }
}

fn groups(page: &mut Findings) {
    page.page.section("Groups");
    let fact = || Condition::stated(Fact::OwnersCommittee);
    let [yes, no] = [true, false].map(|value| with_fact(Fact::OwnersCommittee, value, Authority::Street));
    let none = Dossier::new(compound());
    for (expected, dossier) in [(Met, &yes), (Unmet, &no), (Unknown, &none)] {
        page.group(
            &format!("all, {expected}"),
            expected,
            Condition::all([fact(), Condition::always()]).unwrap(),
            dossier,
        );
        page.group(
            &format!("any, {expected}"),
            expected,
            Condition::any([fact(), Condition::never()]).unwrap(),
            dossier,
        );
        let mirrored = expected.mirrored();
        page.group(&format!("not, {mirrored}"), mirrored, fact().negated().unwrap(), dossier);
    }
    page.group("what always holds", Met, Condition::always(), &none);
    page.group("what never holds", Unmet, Condition::never(), &none);
    let inner = |needs: Condition| assess(needs, &none);
    let both = inner(Condition::all([fact()]).unwrap().negated().unwrap());
    page.show("not: all", Unknown, &both.findings().nth(2).unwrap());
    let either = inner(Condition::any([fact()]).unwrap().negated().unwrap());
    page.show("not: any", Unknown, &either.findings().nth(2).unwrap());
    page.show("not: not", Unknown, &inner(fact().negated().unwrap().negated().unwrap()).findings().nth(2).unwrap());
    page.show("not: what always holds", Met, &inner(Condition::always().negated().unwrap()).findings().nth(2).unwrap());
    page.show("not: what never holds", Unmet, &inner(Condition::never().negated().unwrap()).findings().nth(2).unwrap());
}

fn laws(page: &mut Findings) {
    page.page.section("Rules and the state of their law");
    let fact = || Condition::stated(Fact::OwnersCommittee);
    let [yes, no] = [true, false].map(|value| with_fact(Fact::OwnersCommittee, value, Authority::Street));
    let none = Dossier::new(compound());
    let cases = [(Met, &yes), (Unmet, &no), (Unknown, &none)];
    let memory =
        |needs| Dated::new(vec![Version { confidence: Confidence::Memory, ..says("2021-01-01", needs) }]).unwrap();
    for (expected, dossier) in cases {
        page.law(&format!("shall, {expected}"), expected, rule("r", Force::Shall, dated(fact())), dossier);
        page.law(&format!("may, {expected}"), expected, rule("r", Force::May, dated(fact())), dossier);
        page.law(&format!("usually, {expected}"), expected, rule("r", Force::Usually, dated(fact())), dossier);
        let least = expected.min(Unknown);
        page.law(
            &format!("from memory, {expected} by itself"),
            least,
            rule("r", Force::Shall, memory(fact())),
            dossier,
        );
    }
    let later = Dated::new(vec![says("2023-05-01", fact())]).unwrap();
    page.law("before the first version known", Unknown, rule("r", Force::Shall, later), &yes);
    let by_letter = Version { confidence: Confidence::PolicyLetter, ..says("2021-01-01", fact()) };
    let replaced = Dated::new(vec![by_letter, says("2024-01-01", Condition::always())]).unwrap();
    page.law("a letter, until its successor", Met, rule("r", Force::Shall, replaced), &yes);
}

pub fn findings() -> Findings {
    let mut page = Findings { page: Page::new("判定项 · Findings"), shown: BTreeSet::new() };
    facts(&mut page);
    comparisons(&mut page);
    events(&mut page);
    votes(&mut page);
    groups(&mut page);
    laws(&mut page);
    page
}

/// Every kind of finding stands on the page with every verdict that it can have, as it is and below *not*.
#[test]
fn every_kind_of_finding_is_in_the_gallery() {
    let shown = findings().shown;
    let mut expected = BTreeSet::new();
    for verdict in [Unmet, Unknown, Met] {
        for kind in [
            "fact",
            "comparison",
            "odd",
            "time since",
            "time until",
            "count of events",
            "count of events in a span",
            "resolution",
        ] {
            expected.extend([(kind, verdict, false), (kind, verdict, true)]);
        }
        for kind in ["all", "any", "not", "law in force", "law in force, usually"] {
            expected.insert((kind, verdict, false));
        }
        // Below *not* a group says the same whatever its verdict.
        for kind in ["all", "any", "not"] {
            expected.insert((kind, Unknown, true));
        }
    }
    expected.extend([("always", Met, false), ("never", Unmet, false), ("always", Met, true), ("never", Unmet, true)]);
    // Memory never makes an answer met; before the first version nothing is known.
    expected.extend([("law from memory", Unmet, false), ("law from memory", Unknown, false)]);
    expected.insert(("law before the first known", Unknown, false));
    let missing: Vec<_> = expected.difference(&shown).collect();
    assert!(missing.is_empty(), "not in the gallery: {missing:?}");
    let more: Vec<_> = shown.difference(&expected).collect();
    assert!(more.is_empty(), "in the gallery, but not thought of: {more:?}");
}

#[test]
fn every_finding_says_what_the_page_says() {
    findings().page.compare("findings.md");
}
