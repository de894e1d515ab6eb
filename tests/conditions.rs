//! 条件与规则 — three-valued answers against oracles of their own: truth tables over every completion of what is not
//! known, rational arithmetic for comparisons, brute force for what is still needed, and a walk along the calendar of
//! the shipped rulebooks.
//!
//! The oracles share no code with the crate: a condition is a tree here and an arena there, an unknown is enumerated
//! here and a third value there.

use std::collections::{BTreeMap, BTreeSet};

use wuye::assess::{Assessment, Checklist, LawState, Observed, Packed, Step, evaluate, parameter};
use wuye::dossier::{CompleteLog, Dossier, EventRecord};
use wuye::estate::{Compound, Event, Fact, Quantity, Stated, Value};
use wuye::law::{
    At, Authority, Confidence, Dated, Document, DocumentId, Issued, Locator, Place, Provision, Rank, State, Version,
};
use wuye::matter::{Majority, Matter};
use wuye::measure::draw::{Draw, Generator, Stream};
use wuye::measure::{Approx, Area, Day, Dimension, Money, Period, Sense, Share};
use wuye::mode::Mode;
use wuye::places;
use wuye::rule::{
    Aim, Cmp, Condition, Force, Key, Layer, MayMove, NeededDecision, Node, Parameter, ParameterValue, Rule, Rulebook,
    Selection, Setting, Settled, Term, Verdict,
};

#[path = "conditions/needed.rs"]
mod needed;
#[path = "conditions/packed.rs"]
mod packed;
#[path = "conditions/precedence.rs"]
mod precedence;

// ---------------------------------------------------------------------------------- made-up law and facts

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn today() -> Day {
    day("2022-03-01")
}

fn dossier() -> Dossier {
    let place = "411000".parse().unwrap();
    Dossier::new(Compound { id: "c1".parse().unwrap(), name: "某院".into(), place, yards: vec![] })
}

fn document(id: &str, rank: Rank, place: Place) -> Document {
    Document {
        id: id.parse().unwrap(),
        title: id.into(),
        title_en: id.into(),
        number: None,
        issuer: "测试".into(),
        rank,
        place,
        issued: Issued::Undated,
        confidence: Confidence::Primary,
    }
}

fn version<T>(document: &str, from: &str, state: State<T>, confidence: Confidence) -> Version<T> {
    let by = Provision { document: document.parse::<DocumentId>().unwrap(), at: Locator::article(1) };
    Version { from: day(from), state, by, confidence }
}

fn in_force<T>(document: &str, from: &str, value: T) -> Dated<T> {
    Dated::new(vec![version(document, from, State::InForce(value), Confidence::Primary)]).unwrap()
}

const AIM: Aim = Aim::Mode(Mode::Professional);

fn rule(id: &str, force: Force, needs: Dated<Condition>) -> Rule {
    Rule { id: id.parse().unwrap(), aim: AIM, force, needs, needs_decision: None, then: vec![] }
}

fn layer(place: &str, documents: Vec<Document>, rules: Vec<Rule>, parameters: Vec<Parameter>) -> Layer {
    Layer { place: place.parse().unwrap(), documents, facts: vec![], rules, parameters, labels: vec![], unread: vec![] }
}

/// A rulebook of one layer with these rules, in a document `law`.
fn book(rules: Vec<Rule>) -> Rulebook {
    let documents = vec![document("law", Rank::Law, Place::NATION)];
    Rulebook::new("made-up".parse().unwrap(), 1, vec![layer("000000", documents, rules, vec![])]).unwrap()
}

/// A checklist that asks for one condition.
fn asking(condition: &Condition) -> Checklist {
    let needs = in_force("law", "2000-01-01", condition.clone());
    Checklist::compile(&book(vec![rule("r", Force::Shall, needs)]), AIM)
}

/// Every way the crate has to answer a checklist; they agree.
#[track_caller]
fn assess(checklist: &Checklist, dossier: &Dossier, day: Day) -> Assessment {
    let assessment = checklist.assess(dossier, day);
    let packed = Packed::of(dossier, day);
    assert_eq!(checklist.assess_packed(&packed), assessment, "packed");
    assert_eq!(checklist.verdict(&packed), assessment.verdict(), "verdict alone");
    let mut again = assessment.clone();
    assert_eq!(checklist.assess_into(&packed, &mut again), assessment.verdict());
    assert_eq!(again, assessment, "into");
    assessment
}

fn state(dossier: &mut Dossier, fact: Fact, value: bool, on: Day) {
    dossier.state(fact, Stated::new(value, on, Authority::Street)).unwrap();
}

fn measure(dossier: &mut Dossier, quantity: Quantity, value: Approx<Value>, on: Day) {
    let about = dossier.compound.subject();
    dossier.statements.retract_quantity(&about, quantity);
    dossier.measure(quantity, Stated::new(value, on, Authority::Survey)).unwrap();
}

fn stream(seed: u64) -> Stream {
    Draw { generator: Generator::SplitMix64, seed }.stream()
}

/// A number below `n`.
fn pick(random: &mut Stream, n: u64) -> usize {
    usize::try_from(random.below(n).unwrap()).unwrap()
}

// ---------------------------------------------------------------------------------- truth tables

/// A condition on facts by number, as a tree.
#[derive(Debug, Clone)]
enum Tree {
    Fact(usize),
    All(Vec<Tree>),
    Any(Vec<Tree>),
    Not(Box<Tree>),
}

/// Six facts; some of them only an office can attest.
const FACTS: [Fact; 6] = [
    Fact::OldCompound,
    Fact::ProfessionalConditions,
    Fact::OwnersCommittee,
    Fact::Renovated,
    Fact::MarketUnready,
    Fact::AdvanceRentAgreed,
];

impl Tree {
    /// A tree at most `depth` deep, on fewer than `facts` facts.
    fn random(random: &mut Stream, facts: usize, depth: usize) -> Self {
        let facts_u64 = u64::try_from(facts).unwrap();
        let kind = if depth == 0 { 0 } else { pick(random, 10) };
        match kind {
            0..=2 => Self::Fact(pick(random, facts_u64)),
            3..=5 => Self::All(Self::parts(random, facts, depth)),
            6..=8 => Self::Any(Self::parts(random, facts, depth)),
            _ => Self::Not(Box::new(Self::random(random, facts, depth - 1))),
        }
    }

    fn parts(random: &mut Stream, facts: usize, depth: usize) -> Vec<Self> {
        (0..pick(random, 4)).map(|_| Self::random(random, facts, depth - 1)).collect()
    }

    /// What it says when every fact is known.
    fn holds(&self, facts: &[bool]) -> bool {
        match self {
            Self::Fact(i) => facts[*i],
            Self::All(parts) => parts.iter().all(|part| part.holds(facts)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(facts)),
            Self::Not(part) => !part.holds(facts),
        }
    }

    fn condition(&self) -> Condition {
        match self {
            Self::Fact(i) => Condition::stated(FACTS[*i]),
            Self::All(parts) => Condition::all(parts.iter().map(Self::condition)).unwrap(),
            Self::Any(parts) => Condition::any(parts.iter().map(Self::condition)).unwrap(),
            Self::Not(part) => part.condition().negated().unwrap(),
        }
    }

    fn facts(&self, out: &mut Vec<usize>) {
        match self {
            Self::Fact(i) => out.push(*i),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.facts(out)),
            Self::Not(part) => part.facts(out),
        }
    }

    /// Whether no fact is in it twice.
    fn is_read_once(&self) -> bool {
        let mut facts = Vec::new();
        self.facts(&mut facts);
        facts.iter().collect::<BTreeSet<_>>().len() == facts.len()
    }
}

/// What it says under every completion of the facts that are not known.
fn completions(tree: &Tree, known: &[Option<bool>]) -> BTreeSet<bool> {
    let open: Vec<usize> = (0..known.len()).filter(|i| known[*i].is_none()).collect();
    let mut said = BTreeSet::new();
    for bits in 0..1_usize << open.len() {
        let mut facts: Vec<bool> = known.iter().map(|value| value.unwrap_or(false)).collect();
        for (n, i) in open.iter().enumerate() {
            facts[*i] = bits >> n & 1 == 1;
        }
        said.insert(tree.holds(&facts));
    }
    said
}

fn facts_known(known: &[Option<bool>]) -> Dossier {
    let mut dossier = dossier();
    for (fact, value) in FACTS.iter().zip(known) {
        if let Some(value) = value {
            state(&mut dossier, *fact, *value, today());
        }
    }
    dossier
}

#[test]
fn answers_agree_with_truth_tables() {
    let mut random = stream(1);
    let (mut settled, mut unknown, mut exact, mut once, mut incomplete) = (0, 0, 0, 0, 0);
    for case in 0..40_000 {
        let facts = 1 + pick(&mut random, 6);
        let depth = pick(&mut random, 5);
        let tree = Tree::random(&mut random, facts, depth);
        let known: Vec<Option<bool>> =
            (0..facts).map(|_| [None, Some(false), Some(true)][pick(&mut random, 3)]).collect();
        let (condition, dossier) = (tree.condition(), facts_known(&known));
        let said = completions(&tree, &known);
        let answer = evaluate(&condition, &dossier, today());
        // A checklist is compiled: its answers are made in other ways, which agree.
        if case % 4 == 0 {
            assert_eq!(assess(&asking(&condition), &dossier, today()).verdict(), answer, "{tree:?}");
        }
        match answer {
            Verdict::Met => assert_eq!(said, BTreeSet::from([true]), "{tree:?} {known:?}"),
            Verdict::Unmet => assert_eq!(said, BTreeSet::from([false]), "{tree:?} {known:?}"),
            Verdict::Unknown => unknown += 1,
        }
        settled += usize::from(answer != Verdict::Unknown);
        if known.iter().all(Option::is_some) {
            exact += 1;
            assert_ne!(answer, Verdict::Unknown, "{tree:?} {known:?}");
        }
        if said.len() == 1 && answer == Verdict::Unknown {
            incomplete += 1;
            assert!(!tree.is_read_once(), "{tree:?} {known:?} says {said:?} under every completion");
        }
        once += usize::from(tree.is_read_once());
    }
    // The cases are worth having: enough of each kind, and some where a fact in two places keeps an answer open.
    assert!(settled > 5_000 && unknown > 3_000 && exact > 1_500 && once > 8_000 && incomplete > 10);
}

#[test]
fn every_small_condition_agrees_with_its_truth_table() {
    // Every tree of two parts of two facts, negated or not, under every state of three facts.
    let leaves: Vec<Tree> = (0..3).flat_map(|i| [Tree::Fact(i), Tree::Not(Box::new(Tree::Fact(i)))]).collect();
    let pairs = |trees: &[Tree]| -> Vec<Tree> {
        let both = trees.iter().flat_map(|a| trees.iter().map(|b| vec![a.clone(), b.clone()]));
        both.flat_map(|parts| [Tree::All(parts.clone()), Tree::Any(parts)]).collect()
    };
    let trees = pairs(&pairs(&leaves).into_iter().step_by(3).collect::<Vec<_>>());
    let states = [None, Some(false), Some(true)];
    let mut cases = 0;
    for tree in trees.iter().step_by(2) {
        let condition = tree.condition();
        for n in 0..27 {
            let known = [states[n % 3], states[n / 3 % 3], states[n / 9]];
            let said = completions(tree, &known);
            let answer = evaluate(&condition, &facts_known(&known), today());
            assert!(
                answer == Verdict::Unknown || said == BTreeSet::from([answer == Verdict::Met]),
                "{tree:?} {known:?}"
            );
            cases += 1;
        }
    }
    assert!(cases > 10_000, "{cases}");
}

#[test]
fn a_condition_of_more_nodes_than_a_word_has_bits_is_answered_alike() {
    let mut random = stream(2);
    for nodes in [62, 63, 64, 65, 66, 127, 128, 129, 1_000] {
        for _ in 0..20 {
            // A root, and leaves of which some are negated: exactly so many nodes.
            let (mut parts, mut left) = (Vec::new(), nodes - 1);
            while left > 0 {
                let leaf = Tree::Fact(pick(&mut random, 6));
                let negate = left > 1 && pick(&mut random, 3) == 0;
                left -= if negate { 2 } else { 1 };
                parts.push(if negate { Tree::Not(Box::new(leaf)) } else { leaf });
            }
            let tree = if pick(&mut random, 2) == 0 { Tree::All(parts) } else { Tree::Any(parts) };
            let known: Vec<Option<bool>> =
                (0..6).map(|_| [None, Some(false), Some(true), Some(true)][pick(&mut random, 4)]).collect();
            let (condition, dossier) = (tree.condition(), facts_known(&known));
            assert_eq!(condition.nodes().len(), nodes);
            let answer = evaluate(&condition, &dossier, today());
            let assessment = assess(&asking(&condition), &dossier, today());
            assert_eq!(assessment.verdict(), answer);
            assert_eq!(assessment.findings().count(), nodes + 1);
            for finding in assessment.findings().skip(1) {
                let above = finding.above().unwrap().index();
                assert!(above < finding.index());
            }
            let said = completions(&tree, &known);
            assert!(answer == Verdict::Unknown || said == BTreeSet::from([answer == Verdict::Met]));
        }
    }
}

// ---------------------------------------------------------------------------------- comparisons

/// An exact fraction: numerator, denominator above zero.
type Fraction = (i128, i128);

fn compares(cmp: Cmp, left: Fraction, right: Fraction) -> bool {
    let order = (left.0 * right.1).cmp(&(right.0 * left.1));
    match cmp {
        Cmp::Lt => order.is_lt(),
        Cmp::Le => order.is_le(),
        Cmp::Ge => order.is_ge(),
        Cmp::Gt => order.is_gt(),
    }
}

/// What the true number may be behind a printed one: next to it, one away, and very far.
fn truths(printed: i64, sense: Sense) -> Vec<Fraction> {
    let printed = i128::from(printed) * 1_000;
    let offsets: &[i128] = match sense {
        Sense::Exact => &[0],
        Sense::Over => &[1, 1_000, 1_000_000_000_000_000_000_000],
        Sense::Under => &[-1, -1_000, -1_000_000_000_000_000_000_000],
        Sense::About => &[-1_000_000_000_000_000_000_000, -1, 0, 1, 1_000_000_000_000_000_000_000],
    };
    offsets.iter().map(|offset| (printed + offset, 1_000)).collect()
}

/// What may be said of a comparison: all that is true whatever the true numbers are, and nothing else.
fn may_be_said(cmp: Cmp, left: &[Fraction], right: &[Fraction]) -> Verdict {
    let said: BTreeSet<bool> = left.iter().flat_map(|l| right.iter().map(|r| compares(cmp, *l, *r))).collect();
    match (said.contains(&true), said.contains(&false)) {
        (true, false) => Verdict::Met,
        (false, true) => Verdict::Unmet,
        _ => Verdict::Unknown,
    }
}

fn scaled(dimension: Dimension, n: i64) -> Value {
    match dimension {
        Dimension::Area => Value::Area(Area::from_hundredths(n).unwrap()),
        Dimension::Money => Value::Money(Money::from_fen(n).unwrap()),
        _ => Value::Count(u32::try_from(n).unwrap()),
    }
}

/// Two quantities of each dimension.
const PAIRS: [(Dimension, Quantity, Quantity); 3] = [
    (Dimension::Count, Quantity::ParticipatingOwners, Quantity::Owners),
    (Dimension::Area, Quantity::ParticipatingArea, Quantity::ExclusiveArea),
    (Dimension::Money, Quantity::ContributionPaid, Quantity::ContributionRequired),
];

fn share(above: u32, below: u32) -> Share {
    Share::new(above, below).unwrap()
}

fn times(share: Share, values: &[Fraction]) -> Vec<Fraction> {
    let by = |(n, d): &Fraction| (n * i128::from(share.above()), d * i128::from(share.below()));
    values.iter().map(by).collect()
}

/// One comparison of two stated quantities, each as it is or a share of it, or of one with a literal.
#[track_caller]
fn check_comparison(
    (dimension, one, two): (Dimension, Quantity, Quantity),
    cmp: Cmp,
    (left, left_sense, left_share): (i64, Sense, Option<Share>),
    (right, right_sense, right_share): (i64, Sense, Option<Option<Share>>),
) -> Verdict {
    let term = |share: Option<Share>, quantity| share.map_or(Term::Of(quantity), |share| Term::Part(share, quantity));
    let right_term = match right_share {
        None => Term::Literal(scaled(dimension, right)),
        Some(share) => term(share, two),
    };
    let node = Node::Compare { left: term(left_share, one), cmp, right: right_term };
    let mut dossier = dossier();
    measure(&mut dossier, one, Approx { value: scaled(dimension, left), sense: left_sense }, today());
    measure(&mut dossier, two, Approx { value: scaled(dimension, right), sense: right_sense }, today());
    let shared = |share: Option<Share>, truths: Vec<Fraction>| match share {
        Some(share) => times(share, &truths),
        None => truths,
    };
    let right_truths = match right_share {
        None => truths(right, Sense::Exact),
        Some(share) => shared(share, truths(right, right_sense)),
    };
    let expected = may_be_said(cmp, &shared(left_share, truths(left, left_sense)), &right_truths);
    let condition = Condition::leaf(node.clone()).unwrap();
    let told = || format!("{node:?} with {left} ({left_sense:#}) and {right} ({right_sense:#})");
    assert_eq!(evaluate(&condition, &dossier, today()), expected, "{}", told());
    assert_eq!(assess(&asking(&condition), &dossier, today()).verdict(), expected, "compiled: {}", told());
    expected
}

#[test]
fn a_threshold_is_met_exactly_where_arithmetic_says() {
    let shares =
        [None, Some(share(2, 3)), Some(share(1, 2)), Some(share(1, 1)), Some(share(999_999_999, 1_000_000_000))];
    let mut verdicts = BTreeMap::new();
    for pair in PAIRS {
        for cmp in Cmp::ALL {
            for right in [0, 1, 2, 3, 299, 300, 301, 3_000_000] {
                for left_share in shares {
                    for right_share in [None, Some(None), Some(Some(share(2, 3))), Some(Some(share(3, 4)))] {
                        // Around where the two sides are equal.
                        let (above, below) = match right_share {
                            Some(Some(share)) => (i64::from(share.above()), i64::from(share.below())),
                            _ => (1, 1),
                        };
                        let own = left_share.unwrap_or(Share::WHOLE);
                        let border = right * above * i64::from(own.below()) / (below * i64::from(own.above()));
                        for left in [border - 1, border, border + 1].into_iter().filter(|n| *n >= 0) {
                            let (l, r) = ((left, Sense::Exact, left_share), (right, Sense::Exact, right_share));
                            *verdicts.entry(check_comparison(pair, *cmp, l, r)).or_insert(0) += 1;
                        }
                    }
                }
            }
        }
    }
    assert!(verdicts.len() == 2 && verdicts.values().all(|n| *n > 1_000), "{verdicts:?}");
}

#[test]
fn an_approximate_number_settles_only_what_it_can() {
    let mut verdicts = BTreeMap::new();
    for pair in PAIRS {
        for cmp in Cmp::ALL {
            for left_sense in Sense::ALL {
                for (right_sense, right_share) in
                    Sense::ALL.iter().flat_map(|sense| [(*sense, Some(None)), (*sense, Some(Some(share(2, 3))))])
                {
                    for left in [199, 200, 201, 299, 300, 301] {
                        let (l, r) = ((left, *left_sense, None), (300, right_sense, right_share));
                        let verdict = check_comparison(pair, *cmp, l, r);
                        assert!(*left_sense != Sense::About || verdict == Verdict::Unknown, "about settles");
                        *verdicts.entry((*left_sense, verdict)).or_insert(0) += 1;
                        let of_literal = check_comparison(pair, *cmp, l, (300, Sense::Exact, None));
                        assert!(*left_sense != Sense::About || of_literal == Verdict::Unknown, "about settles");
                    }
                }
            }
        }
    }
    // Over and under do settle something, and leave something open.
    for sense in [Sense::Over, Sense::Under] {
        assert!(Verdict::ALL.iter().all(|verdict| verdicts.contains_key(&(sense, *verdict))), "{verdicts:?}");
    }
}

#[test]
fn a_share_of_money_below_zero_is_compared_exactly() {
    let pair = PAIRS[2];
    for cmp in Cmp::ALL {
        for left in -4..=4 {
            for right in -4..=4 {
                for right_share in [None, Some(None), Some(Some(share(1, 2)))] {
                    for sense in Sense::ALL {
                        check_comparison(
                            pair,
                            *cmp,
                            (left, *sense, Some(share(1, 3))),
                            (right, Sense::Exact, right_share),
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn nothing_of_an_approximate_number_is_exactly_nothing() {
    // A share of zero of more than 10 owners is 0, which is not more than 0.
    for sense in [Sense::Over, Sense::Under] {
        for cmp in Cmp::ALL {
            let node = Node::Compare {
                left: Term::Part(Share::NONE, Quantity::Owners),
                cmp: *cmp,
                right: Term::Literal(Value::Count(0)),
            };
            let mut dossier = dossier();
            let value = Approx { value: Value::Count(10), sense };
            measure(&mut dossier, Quantity::Owners, value, today());
            let answer = evaluate(&Condition::leaf(node).unwrap(), &dossier, today());
            let right = Verdict::of(compares(*cmp, (0, 1), (0, 1)));
            assert!(answer == Verdict::Unknown || answer == right, "nothing of {sense:#} 10 is {cmp} 0: {answer}");
        }
    }
}

#[test]
fn shares_of_many_digits_are_compared_exactly() {
    // The products of two numerators and denominators of 32 bits need 64 bits without a sign.
    let large = [
        share(u32::MAX - 1, u32::MAX),
        share(1, u32::MAX),
        share(4_294_967_290, 4_294_967_291),
        share(2_147_483_647, 2_147_483_648),
        share(3_000_000_000, 4_000_000_001),
    ];
    for cmp in Cmp::ALL {
        for left in large {
            for right in large {
                for (l, r) in [(1, 1), (300, 299), (299, 300), (7, 0)] {
                    let l = (l, Sense::Exact, Some(left));
                    check_comparison(PAIRS[0], *cmp, l, (r, Sense::Exact, Some(Some(right))));
                }
            }
        }
    }
}

#[test]
fn odd_is_asked_of_whole_numbers_that_are_known_exactly() {
    for n in 0..=9 {
        for sense in Sense::ALL {
            let mut dossier = dossier();
            measure(&mut dossier, Quantity::Owners, Approx { value: Value::Count(n), sense: *sense }, today());
            for share in [Share::WHOLE, share(1, 3), Share::NONE] {
                let condition = Condition::leaf(Node::Odd(Term::Part(share, Quantity::Owners))).unwrap();
                let answer = evaluate(&condition, &dossier, today());
                let part = n * share.above();
                let odd = part.is_multiple_of(share.below()) && (part / share.below()) % 2 == 1;
                match (sense, share.above()) {
                    (Sense::Exact, _) => {
                        assert!(answer == Verdict::of(odd) || answer == Verdict::Unknown, "{n} {share}")
                    }
                    (_, 0) => assert_ne!(answer, Verdict::Met),
                    _ => assert_eq!(answer, Verdict::Unknown),
                }
            }
            let whole = Condition::leaf(Node::Odd(Term::Of(Quantity::Owners))).unwrap();
            let expected = if *sense == Sense::Exact { Verdict::of(n % 2 == 1) } else { Verdict::Unknown };
            assert_eq!(assess(&asking(&whole), &dossier, today()).verdict(), expected);
        }
    }
}

#[test]
fn days_and_counts_are_compared_on_the_day() {
    // Six months after 2021-08-31 is 2022-02-28.
    let elapsed = |cmp| Node::Elapsed { event: Event::RenovationCompleted, cmp, period: Period::Months(6) };
    let until = |cmp| Node::Until { event: Event::RenovationCompleted, cmp, period: Period::Months(6) };
    let mut dossier = dossier();
    let node = |node: Node| Condition::leaf(node).unwrap();
    assert_eq!(evaluate(&node(elapsed(Cmp::Ge)), &dossier, today()), Verdict::Unknown);
    let happened = Stated::new(day("2021-08-31"), day("2021-08-31"), Authority::Street);
    dossier.events.push(EventRecord { event: Event::RenovationCompleted, happened });
    for (on, order) in [("2022-02-27", -1), ("2022-02-28", 0), ("2022-03-01", 1)] {
        for cmp in Cmp::ALL {
            let expected = Verdict::of(compares(*cmp, (order, 1), (0, 1)));
            assert_eq!(assess(&asking(&node(elapsed(*cmp))), &dossier, day(on)).verdict(), expected, "{on} {cmp}");
        }
    }
    // Before it happened, and before anybody said so, nothing is known.
    for on in ["2021-08-30", "2021-08-01"] {
        assert_eq!(assess(&asking(&node(elapsed(Cmp::Ge))), &dossier, day(on)).verdict(), Verdict::Unknown);
    }
    // From 2021-02-28 six months reach 2021-08-28, three days short.
    let planned = Stated::new(day("2021-08-31"), day("2020-01-01"), Authority::Street);
    dossier.events[0].happened = planned;
    for (on, order) in [("2021-02-28", 1), ("2021-03-01", -1)] {
        for cmp in Cmp::ALL {
            let expected = Verdict::of(compares(*cmp, (order, 1), (0, 1)));
            assert_eq!(assess(&asking(&node(until(*cmp))), &dossier, day(on)).verdict(), expected, "{on} {cmp}");
        }
    }
    // A log that may miss events gives a lower bound only.
    let counted = |cmp, number| node(Node::Count { event: Event::JointConference, cmp, number });
    for (recorded, complete) in (0..4_u32).flat_map(|n| [(n, false), (n, true)]) {
        let mut dossier = self::dossier();
        for i in 0..recorded {
            let on = Day::new(2021, 1 + i, 1).unwrap();
            let happened = Stated::new(on, on, Authority::Street);
            dossier.events.push(EventRecord { event: Event::JointConference, happened });
        }
        if complete {
            dossier.complete.push(CompleteLog { event: Event::JointConference, until: today() });
        }
        for number in 0..4 {
            for cmp in Cmp::ALL {
                let possible = recorded..=if complete { recorded } else { recorded + 9 };
                let at: Vec<Fraction> = possible.map(|n| (n.into(), 1)).collect();
                let expected = may_be_said(*cmp, &at, &[(number.into(), 1)]);
                let answer = assess(&asking(&counted(*cmp, number)), &dossier, today()).verdict();
                assert_eq!(answer, expected, "{recorded} {complete} {cmp} {number}");
            }
        }
    }
}

// ---------------------------------------------------------------------------------- the shipped rules, fact by fact

/// Every fact stated, on the first day of all, by the street.
fn full(values: impl Fn(Fact) -> bool) -> Dossier {
    let mut dossier = dossier();
    for fact in Fact::ALL {
        state(&mut dossier, *fact, values(*fact), day("2021-12-31"));
    }
    dossier
}

#[test]
fn an_answer_met_without_a_fact_is_met_whatever_the_fact_is() {
    let rulebook = places::xuchang::rulebook().unwrap();
    let mut random = stream(4);
    let checklists: Vec<Checklist> =
        rulebook.aims().into_iter().map(|aim| Checklist::compile(&rulebook, aim)).collect();
    let (mut met_without, mut mattered, mut met) = (0, 0, BTreeSet::new());
    for case in 0..80 {
        let mut half = || u128::from(random.next_u64() | random.next_u64());
        let bits = if case == 0 { u128::MAX } else { half() << 64 | half() };
        // The ladder: the conditions of basic and of self-governed management need those above to be lacking.
        let lacking = [None, Some(Fact::ProfessionalConditions), Some(Fact::BasicConditions)];
        let values = |fact: Fact| {
            let index = Fact::ALL.iter().position(|known| *known == fact).unwrap();
            let lacks = match case % 3 {
                0 => false,
                1 => Some(fact) == lacking[1],
                _ => Some(fact) == lacking[1] || Some(fact) == lacking[2],
            };
            !lacks && (bits >> index & 1 == 1 || case < 3)
        };
        let dossier = full(values);
        for checklist in &checklists {
            let with_all = checklist.assess(&dossier, today()).verdict();
            if with_all == Verdict::Met {
                met.insert(checklist.aim());
            }
            for fact in Fact::ALL {
                let mut without = dossier.clone();
                let subject = without.compound.subject();
                without.statements.retract(&subject, *fact);
                let answer = checklist.assess(&without, today()).verdict();
                let with = [true, false].map(|value| {
                    let mut dossier = without.clone();
                    state(&mut dossier, *fact, value, today());
                    checklist.assess(&dossier, today()).verdict()
                });
                match answer {
                    Verdict::Unknown => {
                        // Every other fact is stated, so an open answer hangs on this one, or on a vote.
                        mattered += usize::from(with[0] != with[1]);
                    }
                    settled => {
                        assert_eq!(with, [settled; 2], "{} without {fact}", checklist.aim());
                        met_without += usize::from(settled == Verdict::Met);
                    }
                }
            }
        }
    }
    assert!(met_without > 500 && mattered > 500 && met.len() >= 8, "{met_without} {mattered} {met:?}");
}

// ---------------------------------------------------------------------------------- the calendar of the law

fn around(first: Day) -> [(Option<Day>, i8); 3] {
    [(first.previous(), -1), (Some(first), 0), (first.next(), 1)]
}

/// What an assessment says of one rule: its law and the citation.
fn seen_rule<'a>(assessment: &'a Assessment, rule: &Rule) -> Option<(LawState, Verdict, &'a wuye::law::Citation)> {
    let finding = assessment.rules().find(|finding| finding.rule_id() == Some(&rule.id))?;
    let Observed::Law(state) = finding.observed() else { panic!("a rule that shows {:?}", finding.observed()) };
    Some((state, finding.verdict(), finding.citation().unwrap()))
}

/// Walks one rule along its calendar.
fn check_rule(rulebook: &Rulebook, rule: &Rule) -> usize {
    let checklist = Checklist::compile(rulebook, rule.aim);
    let dossier = full(|_| true);
    let versions = rule.needs.versions();
    let mut days = 0;
    for (i, version) in versions.iter().enumerate() {
        for (on, side) in around(version.from) {
            let Some(on) = on else { continue };
            let assessment = assess(&checklist, &dossier, on);
            let current = if side < 0 { i.checked_sub(1) } else { Some(i) };
            days += 1;
            match current.map(|i| (&versions[i], versions.get(i + 1))) {
                // Before the first version that is known: unknown, and said so.
                None => {
                    let (state, verdict, law) = seen_rule(&assessment, rule).unwrap();
                    assert_eq!((state, verdict), (LawState::BeforeKnown, Verdict::Unknown), "{} on {on}", rule.id);
                    assert_eq!((law.from, law.in_force_on(on)), (version.from, false));
                    assert_ne!(assessment.verdict(), Verdict::Met);
                }
                Some((current, next)) => {
                    let (state, verdict, law) = seen_rule(&assessment, rule).unwrap();
                    assert_eq!(state, LawState::InForce, "{} on {on}", rule.id);
                    assert_eq!((law.from, law.until), (current.from, next.map(|next| next.from)));
                    assert!(law.in_force_on(on) && law.document == current.by.document && law.at == current.by.at);
                    let State::InForce(condition) = &current.state else { panic!("{} is repealed", rule.id) };
                    assert_eq!(verdict, evaluate(condition, &dossier, on), "{} on {on}", rule.id);
                }
            }
        }
    }
    days
}

#[test]
fn every_shipped_rule_is_unknown_before_its_first_day_and_evaluated_from_it_on() {
    let rulebook = places::xuchang::rulebook().unwrap();
    let rules: Vec<&Rule> = rulebook.layers().iter().flat_map(|layer| &layer.rules).collect();
    assert!(rules.len() >= 14);
    let days: usize = rules.iter().map(|rule| check_rule(&rulebook, rule)).sum();
    assert!(days >= rules.len() * 3);
}

#[test]
fn every_shipped_parameter_is_unknown_before_its_first_day_and_set_from_it_on() {
    let rulebook = places::xuchang::rulebook().unwrap();
    let layers = rulebook.layers();
    let mut keys: Vec<Key> = layers.iter().flat_map(|layer| &layer.parameters).map(Parameter::key).collect();
    keys.sort_unstable();
    keys.dedup();
    // Where texts of several ranks meet (tests/calendar.rs, tests/layers.rs) the national one need not decide.
    keys.retain(|key| matches!(key, Key::Majority(_) | Key::Services(_) | Key::Selection));
    assert!(keys.len() >= Matter::ALL.len() + 2);
    for key in keys {
        let texts: Vec<&Parameter> =
            layers.iter().flat_map(|layer| &layer.parameters).filter(|known| known.key() == key).collect();
        let first = texts.iter().map(|text| text.value().versions()[0].from).min().unwrap();
        for version in texts.iter().flat_map(|text| text.value().versions()) {
            for (on, _) in around(version.from) {
                let Some(on) = on else { continue };
                let settled = rulebook.setting(key, on);
                assert_eq!(settled, parameter(&rulebook, &dossier(), key, on), "facts do not matter here");
                // The shipped texts: the highest in force decides, and it is the national one where there is one.
                let deciding = texts.iter().find_map(|text| match text.value().at(on) {
                    At::InForce { value, version, until } => Some((value, version, until)),
                    _ => None,
                });
                match (settled, deciding) {
                    (Settled::BeforeKnown { first: said }, None) => assert!(said == first && on < first, "{key} {on}"),
                    (Settled::Known { setting, law, .. }, Some((value, version, until))) => {
                        assert_eq!((&setting, law.from, law.until), (value, version.from, until), "{key} {on}");
                        assert!(law.in_force_on(on));
                    }
                    (settled, deciding) => panic!("{key} on {on}: {settled:?}, expected {deciding:?}"),
                }
            }
        }
    }
}

#[test]
fn a_repealed_version_asks_nothing() {
    let versions = vec![
        version("law", "2010-01-01", State::InForce(Condition::stated(FACTS[0])), Confidence::Primary),
        version("law", "2015-01-01", State::Repealed, Confidence::Primary),
        version("law", "2020-01-01", State::InForce(Condition::stated(FACTS[1])), Confidence::Primary),
    ];
    let first = rule("first", Force::Shall, Dated::new(versions).unwrap());
    let second = rule("second", Force::Shall, in_force("law", "2000-01-01", Condition::stated(FACTS[2])));
    let both = Checklist::compile(&book(vec![first.clone(), second]), AIM);
    let alone = Checklist::compile(&book(vec![first]), AIM);
    let mut facts = dossier();
    state(&mut facts, FACTS[2], true, day("2000-01-01"));
    for (on, rules, with, without) in [
        ("2009-12-31", 2, Verdict::Unknown, Verdict::Unknown),
        ("2010-01-01", 2, Verdict::Unknown, Verdict::Unknown),
        ("2014-12-31", 2, Verdict::Unknown, Verdict::Unknown),
        // Repealed: the other rule decides; alone, no rule is in force.
        ("2015-01-01", 1, Verdict::Met, Verdict::Unknown),
        ("2019-12-31", 1, Verdict::Met, Verdict::Unknown),
        ("2020-01-01", 2, Verdict::Unknown, Verdict::Unknown),
    ] {
        let assessment = assess(&both, &facts, day(on));
        assert_eq!((assessment.rules().count(), assessment.verdict()), (rules, with), "{on}");
        let assessment = assess(&alone, &facts, day(on));
        assert_eq!((assessment.rules().count(), assessment.verdict()), (rules - 1, without), "{on}");
    }
}

#[test]
fn a_rule_from_memory_never_makes_an_answer_met() {
    for confidence in Confidence::ALL {
        for (value, from_text) in [(None, Verdict::Unknown), (Some(false), Verdict::Unmet), (Some(true), Verdict::Met)]
        {
            let needs = version("law", "2000-01-01", State::InForce(Condition::stated(FACTS[0])), *confidence);
            let checklist =
                Checklist::compile(&book(vec![rule("r", Force::Shall, Dated::new(vec![needs]).unwrap())]), AIM);
            let mut facts = dossier();
            if let Some(value) = value {
                state(&mut facts, FACTS[0], value, today());
            }
            let expected = if *confidence == Confidence::Memory { from_text.min(Verdict::Unknown) } else { from_text };
            assert_eq!(assess(&checklist, &facts, today()).verdict(), expected, "{confidence} {value:?}");
        }
    }
}

#[test]
fn rules_of_one_aim_are_conjunctive_and_usual_ones_do_not_count() {
    let verdicts = [(None, Verdict::Unknown), (Some(false), Verdict::Unmet), (Some(true), Verdict::Met)];
    let usual = Condition::stated(FACTS[2]);
    for (one, first) in verdicts {
        for (two, second) in verdicts {
            for (three, third) in verdicts {
                for force in [Force::Shall, Force::May] {
                    let rules = vec![
                        rule("one", Force::Shall, in_force("law", "2000-01-01", Condition::stated(FACTS[0]))),
                        rule("usual", Force::Usually, in_force("law", "2000-01-01", usual.clone())),
                        rule("two", force, in_force("law", "2000-01-01", Condition::stated(FACTS[1]))),
                    ];
                    let assessment =
                        assess(&Checklist::compile(&book(rules), AIM), &facts_known(&[one, two, three]), today());
                    assert_eq!(assessment.verdict(), first.min(second));
                    // Reported all the same.
                    let reported: Vec<_> = assessment.rules().map(|rule| (rule.force(), rule.verdict())).collect();
                    assert_eq!(reported, [(Force::Shall, first), (Force::Usually, third), (force, second)]);
                }
            }
        }
    }
    // A usual rule alone is no rule; an aim without a rule is unknown.
    let only_usual = book(vec![rule("usual", Force::Usually, in_force("law", "2000-01-01", Condition::always()))]);
    let assessment = assess(&Checklist::compile(&only_usual, AIM), &dossier(), today());
    assert_eq!((assessment.verdict(), assessment.rules().count()), (Verdict::Unknown, 1));
    let none = assess(&Checklist::compile(&only_usual, Aim::Mode(Mode::Emergency)), &full(|_| true), today());
    assert_eq!((none.verdict(), none.findings().count()), (Verdict::Unknown, 0));
}

#[test]
fn a_usual_rule_is_never_in_the_way_of_a_decision() {
    let needs = || in_force("law", "2000-01-01", Condition::always());
    let street = NeededDecision { by: Authority::Street, matter: None };
    let owners = NeededDecision { by: Authority::Owners, matter: Some(Matter::Provider) };
    let binding = Rule { needs_decision: Some(street), ..rule("binding", Force::Shall, needs()) };
    let usual = Rule { needs_decision: Some(owners), ..rule("usual", Force::Usually, needs()) };
    let assessment = assess(&Checklist::compile(&book(vec![binding, usual]), AIM), &dossier(), today());
    let ground = wuye::decide::Ground::Act { by: Authority::Street, on: today() };
    let decision = wuye::decide::adopt(&assessment, &[ground], wuye::decide::AdoptionPolicy::default());
    assert!(decision.is_ok(), "{decision:?}");
}

#[test]
fn what_applies_once_adopted_is_what_rules_in_force_say() {
    let then = |id: &str, from, key| Rule {
        then: vec![key],
        ..rule(id, Force::Shall, in_force("law", from, Condition::always()))
    };
    let old = then("old", "2000-01-01", Key::Selection);
    let new = then("new", "2030-01-01", Key::Services(Mode::Basic));
    let assessment = assess(&Checklist::compile(&book(vec![old, new]), AIM), &dossier(), today());
    assert_eq!(assessment.then(), [Key::Selection]);
}
