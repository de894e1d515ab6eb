//! What is still needed, against brute force over every set of changes.

use super::*;

/// A condition on small numbers of facts and quantities.
#[derive(Debug, Clone)]
enum Need {
    Fact(usize),
    /// A quantity, or two thirds of it, compared with a number or with another quantity.
    Number(Side, Cmp, Side),
    All(Vec<Need>),
    Any(Vec<Need>),
    Not(Box<Need>),
}

#[derive(Debug, Clone, Copy)]
enum Side {
    Fixed(u32),
    Of(usize),
    TwoThirds(usize),
}

const COUNTS: [Quantity; 3] = [Quantity::Households, Quantity::Owners, Quantity::Buildings];

/// What is stated: facts, and numbers with their senses.
#[derive(Debug, Clone, PartialEq)]
struct Stock {
    facts: Vec<Option<bool>>,
    numbers: Vec<Option<Approx<u32>>>,
}

/// One thing that can be found out or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Fact(usize),
    Number(usize),
}

impl Side {
    fn term(self) -> Term {
        match self {
            Self::Fixed(n) => Term::Literal(Value::Count(n)),
            Self::Of(i) => Term::Of(COUNTS[i]),
            Self::TwoThirds(i) => Term::Part(share(2, 3), COUNTS[i]),
        }
    }

    fn number(self) -> Option<usize> {
        match self {
            Self::Fixed(_) => None,
            Self::Of(i) | Self::TwoThirds(i) => Some(i),
        }
    }

    /// What the true number may be; nothing where it is not stated.
    fn truths(self, stock: &Stock) -> Option<Vec<Fraction>> {
        match self {
            Self::Fixed(n) => Some(vec![(n.into(), 1)]),
            Self::Of(i) => stock.numbers[i].map(|n| truths(n.value.into(), n.sense)),
            Self::TwoThirds(i) => stock.numbers[i].map(|n| times(share(2, 3), &truths(n.value.into(), n.sense))),
        }
    }
}

impl Need {
    fn random(random: &mut Stream, facts: u64, numbers: u64, depth: usize) -> Self {
        let parts = |random: &mut Stream| -> Vec<Self> {
            (0..1 + pick(random, 3)).map(|_| Self::random(random, facts, numbers, depth - 1)).collect()
        };
        match if depth == 0 { pick(random, 5) } else { pick(random, 12) } {
            0..=2 => Self::Fact(pick(random, facts)),
            3..=4 if numbers > 0 => {
                let side = |random: &mut Stream| {
                    let i = pick(random, numbers);
                    [Side::Of(i), Side::Of(i), Side::TwoThirds(i), Side::Fixed(u32::try_from(pick(random, 5)).unwrap())]
                        [pick(random, 4)]
                };
                let cmp = Cmp::ALL[pick(random, 4)];
                let (left, mut right) = (side(random), side(random));
                if left.number().is_none() {
                    // Two fixed numbers: see `a_comparison_of_two_fixed_numbers_cannot_be_changed`.
                    right = Side::Of(pick(random, numbers));
                }
                Self::Number(left, cmp, right)
            }
            3..=4 => Self::Fact(pick(random, facts)),
            5..=7 => Self::All(parts(random)),
            8..=10 => Self::Any(parts(random)),
            _ => Self::Not(Box::new(Self::random(random, facts, numbers, depth - 1))),
        }
    }

    fn condition(&self) -> Condition {
        match self {
            Self::Fact(i) => Condition::stated(FACTS[*i]),
            Self::Number(left, cmp, right) => {
                Condition::leaf(Node::Compare { left: left.term(), cmp: *cmp, right: right.term() }).unwrap()
            }
            Self::All(parts) => Condition::all(parts.iter().map(Self::condition)).unwrap(),
            Self::Any(parts) => Condition::any(parts.iter().map(Self::condition)).unwrap(),
            Self::Not(part) => part.condition().negated().unwrap(),
        }
    }

    fn things(&self, out: &mut BTreeSet<Thing>) {
        match self {
            Self::Fact(i) => {
                out.insert(Thing::Fact(*i));
            }
            Self::Number(left, _, right) => {
                out.extend([left.number(), right.number()].into_iter().flatten().map(Thing::Number));
            }
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.things(out)),
            Self::Not(part) => part.things(out),
        }
    }

    /// Three-valued, by the definitions of the page: an evaluator of the test's own.
    fn verdict(&self, stock: &Stock) -> Verdict {
        match self {
            Self::Fact(i) => stock.facts[*i].map_or(Verdict::Unknown, Verdict::of),
            Self::Number(left, cmp, right) => match (left.truths(stock), right.truths(stock)) {
                (Some(left), Some(right)) => may_be_said(*cmp, &left, &right),
                _ => Verdict::Unknown,
            },
            Self::All(parts) => parts.iter().map(|part| part.verdict(stock)).min().unwrap_or(Verdict::Met),
            Self::Any(parts) => parts.iter().map(|part| part.verdict(stock)).max().unwrap_or(Verdict::Unmet),
            Self::Not(part) => part.verdict(stock).mirrored(),
        }
    }
}

/// Values that are tried for a number: past every literal and every share of one, twice over.
const VALUES: u32 = 16;

impl Stock {
    fn dossier(&self) -> Dossier {
        let mut dossier = facts_known(&self.facts);
        for (quantity, number) in COUNTS.iter().zip(&self.numbers) {
            if let Some(number) = number {
                let value = Approx { value: Value::Count(number.value), sense: number.sense };
                measure(&mut dossier, *quantity, value, today());
            }
        }
        dossier
    }

    /// Whether a thing is stated in a way that something would have to change.
    fn stands(&self, thing: Thing) -> bool {
        match thing {
            Thing::Fact(i) => self.facts[i].is_some(),
            Thing::Number(i) => self.numbers[i].is_some_and(|number| number.is_exact()),
        }
    }

    /// Whether some values of these things, each stated anew, make all of them met.
    fn can_be_met(&self, needs: &[Need], things: &[Thing]) -> bool {
        let Some((first, rest)) = things.split_first() else {
            return needs.iter().all(|need| need.verdict(self) == Verdict::Met);
        };
        let with = |change: &dyn Fn(&mut Self)| {
            let mut stock = self.clone();
            change(&mut stock);
            stock.can_be_met(needs, rest)
        };
        match *first {
            Thing::Fact(i) => [true, false].iter().any(|value| with(&|stock| stock.facts[i] = Some(*value))),
            Thing::Number(i) => (0..=VALUES).any(|value| with(&|stock| stock.numbers[i] = Some(Approx::exact(value)))),
        }
    }
}

fn subsets(things: &[Thing]) -> Vec<Vec<Thing>> {
    let all = 0..1_usize << things.len();
    all.map(|bits| (0..things.len()).filter(|i| bits >> i & 1 == 1).map(|i| things[i]).collect()).collect()
}

/// The cheapest set by brute force: how many to establish, how many to change.
fn cheapest(needs: &[Need], stock: &Stock, things: &[Thing]) -> Option<(usize, usize)> {
    let cost = |set: &[Thing]| {
        let change = set.iter().filter(|thing| stock.stands(**thing)).count();
        (set.len() - change, change)
    };
    let mut sets = subsets(things);
    sets.sort_by_key(|set| cost(set));
    sets.iter().find(|set| stock.can_be_met(needs, set)).map(|set| cost(set))
}

/// The things that a step may be about: of a comparison of two quantities either.
fn about(assessment: &Assessment, step: &Step) -> Vec<Thing> {
    let finding = assessment.findings().nth(step.finding()).unwrap();
    let number = |term: &Term| COUNTS.iter().position(|known| Some(*known) == term.quantity()).map(Thing::Number);
    match finding.required().unwrap() {
        Node::Stated(fact) => vec![Thing::Fact(FACTS.iter().position(|known| known == fact).unwrap())],
        Node::Compare { left, right, .. } => [number(left), number(right)].into_iter().flatten().collect(),
        node => panic!("a step about {node:?}"),
    }
}

/// Every way to read a list of steps as things.
fn readings(assessment: &Assessment, stock: &Stock, steps: &[Step]) -> BTreeSet<BTreeSet<Thing>> {
    let mut readings = BTreeSet::from([BTreeSet::new()]);
    for step in steps {
        let stands = matches!(step, Step::Change { .. });
        let things: Vec<Thing> =
            about(assessment, step).into_iter().filter(|thing| stock.stands(*thing) == stands).collect();
        let longer = readings.iter().flat_map(|set| {
            things.iter().filter(|thing| !set.contains(*thing)).map(|thing| {
                let mut set = set.clone();
                set.insert(*thing);
                set
            })
        });
        readings = longer.collect();
    }
    readings
}

/// Facts and numbers stated at random, where numbers that are not exact have one of these senses.
fn random_stock(random: &mut Stream, senses: &[Sense]) -> Stock {
    let facts = (0..5).map(|_| [None, Some(false), Some(true)][pick(random, 3)]).collect();
    let number = |random: &mut Stream| match pick(random, 5) {
        0..=1 => None,
        2..=3 => Some(Approx::exact(u32::try_from(pick(random, 6)).unwrap())),
        _ => Some(Approx {
            value: u32::try_from(pick(random, 6)).unwrap(),
            sense: senses[pick(random, u64::try_from(senses.len()).unwrap())],
        }),
    };
    Stock { facts, numbers: (0..3).map(|_| number(random)).collect() }
}

/// Checks one rulebook of a few rules against brute force; tells whether it was reachable, and the cost.
fn check_outstanding(needs: &[Need], stock: &Stock) -> Option<(usize, usize)> {
    let conditions: Vec<Condition> = needs.iter().map(Need::condition).collect();
    let rules = conditions.iter().enumerate().map(|(i, condition)| {
        rule(&format!("r{i}"), [Force::Shall, Force::May][i % 2], in_force("law", "2000-01-01", condition.clone()))
    });
    let checklist = Checklist::compile(&book(rules.collect()), AIM);
    let assessment = assess(&checklist, &stock.dossier(), today());
    let now = needs.iter().map(|need| need.verdict(stock)).min().unwrap();
    let told = || format!("{needs:?} with {stock:?}");
    assert_eq!(assessment.verdict(), now, "{}", told());
    let mut things = BTreeSet::new();
    needs.iter().for_each(|need| need.things(&mut things));
    let things: Vec<Thing> = things.into_iter().collect();
    let expected = cheapest(needs, stock, &things);
    let outstanding = assessment.outstanding();
    let change = outstanding.steps.iter().filter(|step| matches!(step, Step::Change { .. })).count();
    let found = outstanding.reachable.then_some((outstanding.steps.len() - change, change));
    // Numbers compared with each other may have more joint values than are tried, and then it says so.
    let numbers = things.iter().filter(|thing| matches!(thing, Thing::Number(_))).count();
    assert!(outstanding.exact || numbers > 1, "{}", told());
    if outstanding.exact {
        assert_eq!(found, expected, "{}", told());
    } else {
        assert_eq!(found.is_some(), expected.is_some(), "{}", told());
        assert!(found >= expected, "{}: {found:?} is less than {expected:?}", told());
    }
    if outstanding.reachable {
        // Stating what the steps are about, with the values that help, does make it met.
        let readings = readings(&assessment, stock, &outstanding.steps);
        let works = |set: &BTreeSet<Thing>| stock.can_be_met(needs, &set.iter().copied().collect::<Vec<_>>());
        assert!(readings.iter().any(works), "{}: the steps {:?} do not do it", told(), outstanding.steps);
    } else {
        assert!(outstanding.steps.is_empty());
    }
    found
}

#[test]
fn what_is_still_needed_is_the_least_by_brute_force() {
    let mut random = stream(3);
    let mut costs = BTreeMap::new();
    // Facts alone: up to five.
    for _ in 0..10_000 {
        let needs: Vec<Need> = (0..1 + pick(&mut random, 3)).map(|_| Need::random(&mut random, 5, 0, 3)).collect();
        *costs.entry(check_outstanding(&needs, &random_stock(&mut random, &[Sense::About]))).or_insert(0) += 1;
    }
    // Facts and numbers. Two of them are exact or *about*: see `a_number_beside_a_rough_one_is_moved_past_it`.
    for case in 0..6_000 {
        let numbers = 1 + case % 2;
        let needs: Vec<Need> =
            (0..1 + pick(&mut random, 2)).map(|_| Need::random(&mut random, 3, numbers, 2)).collect();
        let senses: &[Sense] = if numbers == 1 { &[Sense::About, Sense::Over, Sense::Under] } else { &[Sense::About] };
        *costs.entry(check_outstanding(&needs, &random_stock(&mut random, senses))).or_insert(0) += 1;
    }
    // Enough of every kind: met already, one and more to establish, to change, both, and out of reach.
    for kind in [None, Some((0, 0)), Some((1, 0)), Some((0, 1)), Some((1, 1)), Some((2, 0))] {
        assert!(costs.get(&kind).is_some_and(|n| *n > 20), "{kind:?} in {costs:?}");
    }
}

#[test]
fn a_comparison_of_two_fixed_numbers_cannot_be_changed() {
    let stock = Stock { facts: vec![None; 5], numbers: vec![None; 3] };
    let never = Need::Number(Side::Fixed(0), Cmp::Gt, Side::Fixed(0));
    let always = Need::Number(Side::Fixed(0), Cmp::Ge, Side::Fixed(0));
    assert_eq!(check_outstanding(&[Need::Any(vec![always.clone(), never.clone()])], &stock), Some((0, 0)));
    assert_eq!(check_outstanding(&[Need::Any(vec![Need::Fact(0), never.clone()])], &stock), Some((1, 0)));
    assert_eq!(check_outstanding(&[Need::Not(Box::new(always))], &stock), None);
    assert_eq!(check_outstanding(&[never], &stock), None);
}

#[test]
fn three_numbers_compared_with_each_other_are_found_by_brute_force() {
    let of = Side::Of;
    let stock = |numbers: [Option<u32>; 3]| Stock {
        facts: vec![None; 5],
        numbers: numbers.map(|n| n.map(Approx::exact)).to_vec(),
    };
    // A chain: more households than owners, more owners than buildings, and at least two buildings.
    let chain = [
        Need::Number(of(0), Cmp::Gt, of(1)),
        Need::Number(of(1), Cmp::Gt, of(2)),
        Need::Number(of(2), Cmp::Ge, Side::Fixed(2)),
    ];
    assert_eq!(check_outstanding(&chain, &stock([None, None, None])), Some((3, 0)));
    assert_eq!(check_outstanding(&chain, &stock([Some(4), Some(3), Some(1)])), Some((0, 1)));
    assert_eq!(check_outstanding(&chain, &stock([Some(3), Some(2), Some(1)])), Some((0, 3)));
    // A circle cannot be.
    let circle = [Need::Number(of(0), Cmp::Gt, of(1)), Need::Number(of(1), Cmp::Ge, of(0))];
    assert_eq!(check_outstanding(&circle, &stock([None, Some(1), None])), None);
    // Two thirds of the owners, exactly.
    let thirds = [
        Need::Number(of(0), Cmp::Ge, Side::TwoThirds(1)),
        Need::Number(of(0), Cmp::Le, Side::TwoThirds(1)),
        Need::Number(of(1), Cmp::Gt, Side::Fixed(3)),
    ];
    assert_eq!(check_outstanding(&thirds, &stock([Some(4), None, None])), Some((1, 0)));
    assert_eq!(check_outstanding(&thirds, &stock([Some(5), None, None])), Some((1, 1)));
}

#[test]
fn a_number_beside_a_rough_one_is_moved_past_it() {
    // Less than 5 owners; two thirds of 8 households are more than that, whatever the number of owners is.
    let rough = Some(Approx { value: 5, sense: Sense::Under });
    let stock = Stock { facts: vec![None; 5], numbers: vec![rough, Some(Approx::exact(4)), None] };
    let need = Need::Number(Side::TwoThirds(1), Cmp::Gt, Side::Of(0));
    assert_eq!(check_outstanding(&[need], &stock), Some((0, 1)));
}

/// As many facts as the vocabulary has, all of which must hold but those that must not.
fn all_of(facts: &[Fact], not: &[Fact]) -> Condition {
    let lacks = not.iter().map(|fact| Condition::stated(*fact).negated().unwrap());
    Condition::all(facts.iter().map(|fact| Condition::stated(*fact)).chain(lacks)).unwrap()
}

/// States each fact that a step is about as the condition wants it; tells whether that makes it met.
fn do_steps(checklist: &Checklist, dossier: &Dossier, steps: &[Step], assessment: &Assessment) -> bool {
    let Some((step, rest)) = steps.split_first() else {
        return assess(checklist, dossier, today()).verdict() == Verdict::Met;
    };
    let finding = assessment.findings().nth(step.finding()).unwrap();
    let Some(Node::Stated(fact)) = finding.required() else { panic!("a step about {:?}", finding.required()) };
    // What must not hold is stated as false.
    let mut dossier = dossier.clone();
    let about = dossier.compound.subject();
    dossier.statements.retract(&about, *fact);
    state(&mut dossier, *fact, !finding.is_negated(), today());
    do_steps(checklist, &dossier, rest, assessment)
}

#[test]
fn of_more_than_twenty_facts_a_set_is_found_that_works_and_says_that_it_may_not_be_the_least() {
    let (must, must_not) = Fact::ALL.split_at(Fact::ALL.len() - 2);
    assert!(must.len() > 20);
    let checklist = asking(&all_of(must, must_not));
    let mut dossier = dossier();
    for (i, fact) in Fact::ALL.iter().enumerate().filter(|(i, _)| i % 3 != 0) {
        state(&mut dossier, *fact, i % 2 == 0, today());
    }
    let assessment = assess(&checklist, &dossier, today());
    let outstanding = assessment.outstanding();
    assert!(outstanding.reachable && !outstanding.exact);
    assert!(do_steps(&checklist, &dossier, &outstanding.steps, &assessment));
    // Here nothing can be left out: every step is of a fact that is not as it must be.
    let wrong = |fact: &Fact| {
        let wanted = must.contains(fact);
        dossier.fact(*fact, today()).is_none_or(|stated| stated.value != wanted)
    };
    assert_eq!(outstanding.steps.len(), Fact::ALL.iter().filter(|fact| wrong(fact)).count());
    // Exactly twenty are still done exactly.
    let twenty = asking(&all_of(&Fact::ALL[..18], &Fact::ALL[18..20]));
    let assessment = assess(&twenty, &dossier, today());
    let outstanding = assessment.outstanding();
    assert!(outstanding.reachable && outstanding.exact);
    assert!(do_steps(&twenty, &dossier, &outstanding.steps, &assessment));
}

#[test]
fn of_more_than_twenty_facts_what_contradicts_itself_is_out_of_reach() {
    // A fact that must hold and must not, beside twenty-one others.
    let first = Fact::ALL[0];
    let checklist = asking(&all_of(&Fact::ALL[..22], &[first]));
    let assessment = assess(&checklist, &dossier(), today());
    let outstanding = assessment.outstanding();
    assert!(!outstanding.reachable, "{:?}", outstanding.steps);
}

#[test]
fn of_more_than_twenty_facts_a_set_is_found_where_the_first_choice_leads_nowhere() {
    // P or Q; not P, or R and not R; not Q, or S; and eighteen more. P closes the second: Q and S it must be.
    let fact = |i: usize| Condition::stated(Fact::ALL[i]);
    let not = |i: usize| fact(i).negated().unwrap();
    let mut parts = vec![
        Condition::any([fact(0), fact(1)]).unwrap(),
        Condition::any([not(0), Condition::all([fact(2), not(2)]).unwrap()]).unwrap(),
        Condition::any([not(1), fact(3)]).unwrap(),
    ];
    parts.extend((4..24).map(fact));
    let checklist = asking(&Condition::all(parts).unwrap());
    let assessment = assess(&checklist, &dossier(), today());
    let outstanding = assessment.outstanding();
    assert!(outstanding.reachable);
    // By whatever value of each fact.
    let facts: Vec<Fact> = outstanding
        .steps
        .iter()
        .map(|step| match assessment.findings().nth(step.finding()).unwrap().required() {
            Some(Node::Stated(fact)) => *fact,
            other => panic!("{other:?}"),
        })
        .collect();
    let of_the_first: Vec<Fact> = facts.iter().copied().filter(|fact| Fact::ALL[..4].contains(fact)).collect();
    let works = (0..1_usize << of_the_first.len()).any(|bits| {
        let mut dossier = dossier();
        for fact in facts.iter().filter(|fact| !of_the_first.contains(fact)) {
            state(&mut dossier, *fact, true, today());
        }
        for (i, fact) in of_the_first.iter().enumerate() {
            state(&mut dossier, *fact, bits >> i & 1 == 1, today());
        }
        assess(&checklist, &dossier, today()).verdict() == Verdict::Met
    });
    assert!(works, "the steps are about {facts:?}");
}

#[test]
fn an_odd_number_beyond_a_border_is_within_reach() {
    // A committee of an odd number above five: seven.
    let owners = Term::Of(Quantity::Owners);
    let odd = Condition::leaf(Node::Odd(owners)).unwrap();
    for (cmp, number) in [(Cmp::Gt, 4), (Cmp::Gt, 5), (Cmp::Ge, 5), (Cmp::Ge, 6)] {
        let more = Node::Compare { left: owners, cmp, right: Term::Literal(Value::Count(number)) };
        let both = Condition::all([odd.clone(), Condition::leaf(more).unwrap()]).unwrap();
        let checklist = asking(&both);
        let mut known = dossier();
        let assessment = assess(&checklist, &known, today());
        assert!(assessment.outstanding().reachable, "{cmp} {number}");
        assert_eq!(assessment.outstanding().steps.len(), 1);
        measure(&mut known, Quantity::Owners, Approx::exact(Value::Count(7)), today());
        assert_eq!(assess(&checklist, &known, today()).verdict(), Verdict::Met);
    }
}

#[test]
fn many_borders_of_one_number_are_all_tried() {
    // At least 10, 20, … 300 households: 300 it is.
    let at_least = |n: u32| {
        let (left, right) = (Term::Of(Quantity::Households), Term::Literal(Value::Count(n)));
        Condition::leaf(Node::Compare { left, cmp: Cmp::Ge, right }).unwrap()
    };
    let checklist = asking(&Condition::all((1..=30).map(|n| at_least(n * 10))).unwrap());
    let assessment = assess(&checklist, &dossier(), today());
    let outstanding = assessment.outstanding();
    assert!(outstanding.reachable && outstanding.steps.len() == 1, "{outstanding:?}");
    assert!(outstanding.enough && outstanding.exact);
}

#[test]
fn more_joint_values_than_are_tried_are_not_said_to_be_out_of_reach() {
    // Four numbers in a chain, with borders of their own: more joint values than are tried.
    let numbers = [Quantity::Households, Quantity::Owners, Quantity::Buildings, Quantity::ParkingSpaces];
    let compare = |left: Term, cmp, right: Term| Condition::leaf(Node::Compare { left, cmp, right }).unwrap();
    let mut parts = Vec::new();
    for pair in numbers.windows(2) {
        parts.push(compare(Term::Of(pair[0]), Cmp::Lt, Term::Of(pair[1])));
    }
    for (i, number) in numbers.iter().enumerate() {
        let least = u32::try_from(100 * (i + 1)).unwrap();
        parts.push(compare(Term::Of(*number), Cmp::Ge, Term::Literal(Value::Count(least))));
    }
    let checklist = asking(&Condition::all(parts).unwrap());
    let mut known = dossier();
    let assessment = assess(&checklist, &known, today());
    let outstanding = assessment.outstanding();
    assert!(outstanding.reachable, "exact: {}", outstanding.exact);
    // The search stopped: the steps are all that stands open, and say so.
    assert!(!outstanding.enough && !outstanding.exact);
    assert_eq!(outstanding.steps.len(), 7);
    let told = outstanding.render(&assessment, wuye::terms::Lang::Zh);
    assert_eq!(told.last().unwrap(), "（事项过多，未能逐一试算；以上为全部未定事项，未必足够，也未必最少。）");
    for (i, number) in numbers.iter().enumerate() {
        let value = u32::try_from(100 * (i + 1)).unwrap();
        measure(&mut known, *number, Approx::exact(Value::Count(value)), today());
    }
    assert_eq!(assess(&checklist, &known, today()).verdict(), Verdict::Met);
}

#[test]
fn one_event_answers_all_that_is_asked_of_it() {
    let event = Event::RenovationCompleted;
    let elapsed = |cmp, months| Condition::leaf(Node::Elapsed { event, cmp, period: Period::Months(months) }).unwrap();
    // At least six and at least twelve months ago: one day to find out.
    let both = asking(&Condition::all([elapsed(Cmp::Ge, 6), elapsed(Cmp::Ge, 12)]).unwrap());
    let assessment = assess(&both, &dossier(), today());
    assert_eq!(assessment.outstanding().steps.len(), 1);
    // At least twelve and less than six months ago: never.
    let neither = asking(&Condition::all([elapsed(Cmp::Ge, 12), elapsed(Cmp::Lt, 6)]).unwrap());
    let assessment = assess(&neither, &dossier(), today());
    assert!(!assessment.outstanding().reachable);
}

#[test]
fn findings_that_sixteen_bits_count_keep_their_places_and_more_are_refused() {
    let condition = Condition::all((0..1_000).map(|i| Condition::stated(FACTS[i % 6]))).unwrap();
    let rules = |n| {
        let needs = |i| rule(&format!("r{i}"), Force::Shall, in_force("law", "2000-01-01", condition.clone()));
        (0..n).map(needs).collect::<Vec<_>>()
    };
    let checklist = Checklist::compile(&book(rules(59)), AIM);
    let assessment = checklist.assess(&dossier(), today());
    assert_eq!(assessment.rules().count(), 59);
    let last = assessment.findings().last().unwrap();
    assert_eq!(last.above().map(|above| above.index()), Some(58 * 1_002 + 1));
    let layer = Layer { rules: rules(60), ..book(rules(1)).layers()[0].clone() };
    let refused = Rulebook::new("book".parse().unwrap(), 1, vec![layer]).unwrap_err();
    assert_eq!(refused, wuye::rule::RuleError::TooManyNodes { most: 60_000, found: 60_120 });
}

#[test]
fn out_of_reach_is_what_no_fact_can_help() {
    let stated = || Condition::stated(FACTS[0]);
    let outcome = |needs: Dated<Condition>, force| {
        let checklist = Checklist::compile(&book(vec![rule("r", force, needs)]), AIM);
        let assessment = assess(&checklist, &dossier(), today());
        let outstanding = assessment.outstanding();
        (assessment.verdict(), outstanding.reachable, outstanding.steps.len(), outstanding.exact)
    };
    let from = |day| in_force("law", day, stated());
    assert_eq!(outcome(from("2000-01-01"), Force::Shall), (Verdict::Unknown, true, 1, true));
    // Not in force yet as far as is known; from memory; repealed; forbidden; only usual.
    assert_eq!(outcome(from("2022-03-02"), Force::Shall), (Verdict::Unknown, false, 0, true));
    let memory = version("law", "2000-01-01", State::InForce(stated()), Confidence::Memory);
    assert_eq!(outcome(Dated::new(vec![memory]).unwrap(), Force::Shall), (Verdict::Unknown, false, 0, true));
    let repealed = version("law", "2000-01-01", State::Repealed, Confidence::Primary);
    assert_eq!(outcome(Dated::new(vec![repealed]).unwrap(), Force::Shall), (Verdict::Unknown, false, 0, true));
    let never = in_force("law", "2000-01-01", Condition::never());
    assert_eq!(outcome(never, Force::Shall), (Verdict::Unmet, false, 0, true));
    assert_eq!(outcome(from("2000-01-01"), Force::Usually), (Verdict::Unknown, false, 0, true));
    let always = in_force("law", "2000-01-01", Condition::always());
    assert_eq!(outcome(always, Force::Shall), (Verdict::Met, true, 0, true));
}
