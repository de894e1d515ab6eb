//! Compounds that look random, the same in every run: of each place those things are stated that its law asks for.

use std::collections::BTreeSet;

use wuye::assess::Asked;
use wuye::dossier::{CompleteLog, DecisionRecord, Dossier, EventRecord};
use wuye::estate::{Compound, Fact, Quantity, Stated, Value};
use wuye::law::{Authority, State};
use wuye::matter::{Outcome, ResolutionRecord};
use wuye::measure::{Approx, Area, Day, Dimension, Money};
use wuye::mode::Mode;
use wuye::places;
use wuye::rule::{Node, Rulebook, Term};

/// Whole numbers that look random.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(n).unwrap()).unwrap()
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A day on which every rulebook has much of its law in force.
pub fn today() -> Day {
    day("2024-05-31")
}

/// Places with districts in which their compounds lie.
pub const PLACES: [(&str, &[&str]); 6] = [
    ("411000", &["411000", "411002", "411082"]),
    ("421200", &["421202", "421281"]),
    ("441900", &["441900"]),
    ("350200", &["350203", "350206", "350211"]),
    ("110000", &["110101", "110105"]),
    ("410100", &["410102", "410103"]),
];

pub fn rulebook(place: &str) -> Rulebook {
    places::rulebook_for(place.parse().unwrap()).unwrap()
}

/// Everything that a node asks for.
pub fn asked_by(node: &Node) -> Vec<Asked> {
    let of = |term: &Term| term.quantity().map(Asked::Quantity);
    match node {
        Node::Stated(fact) => vec![Asked::Fact(*fact)],
        Node::Local(fact) => vec![Asked::Local(fact.clone())],
        Node::Compare { left, right, .. } => [of(left), of(right)].into_iter().flatten().collect(),
        Node::Odd(term) => of(term).into_iter().collect(),
        Node::Elapsed { event, .. }
        | Node::Until { event, .. }
        | Node::Count { event, .. }
        | Node::CountIn { event, .. } => vec![Asked::Event(*event)],
        Node::Resolved(matter) => vec![Asked::Resolution(*matter)],
        Node::All(_) | Node::Any(_) | Node::Not(_) => vec![],
    }
}

/// Everything that the rules of a place ask for, in any version.
pub fn asked_in(rulebook: &Rulebook) -> Vec<Asked> {
    let rules = rulebook.layers().iter().flat_map(|layer| &layer.rules);
    let versions = rules.flat_map(|rule| rule.needs.versions());
    let conditions = versions.filter_map(|version| match &version.state {
        State::InForce(condition) => Some(condition),
        State::Repealed => None,
    });
    let all: BTreeSet<Asked> = conditions.flat_map(|condition| condition.nodes()).flat_map(asked_by).collect();
    all.into_iter().collect()
}

/// Small numbers, so that every value that matters can be tried.
pub fn small(quantity: Quantity, n: u32) -> Value {
    match quantity.dimension() {
        Dimension::Area => Value::Area(Area::from_hundredths(n.into()).unwrap()),
        Dimension::Money => Value::Money(Money::from_fen(n.into()).unwrap()),
        _ => Value::Count(n),
    }
}

/// Tells of one thing that it is so on a day.
pub fn tell(dossier: &mut Dossier, asked: &Asked, random: &mut Random) {
    let (on, by) = (day("2024-01-31"), Authority::Street);
    match asked {
        Asked::Fact(fact) => dossier.state(*fact, Stated::new(!random.one_in(5), on, by)).unwrap(),
        Asked::Local(fact) => dossier.state_local(fact, Stated::new(!random.one_in(5), on, by)).unwrap(),
        Asked::Quantity(quantity) => {
            let value = small(*quantity, u32::try_from(random.below(9)).unwrap());
            let value = if random.one_in(8) { Approx::about(value) } else { Approx::exact(value) };
            dossier.measure(*quantity, Stated::new(value, on, by)).unwrap();
        }
        Asked::Event(event) => {
            let happened = day(random.pick(&["2019-02-28", "2022-05-31", "2023-11-30", "2024-01-15"]));
            dossier.events.push(EventRecord { event: *event, happened: Stated::new(happened, on, by) });
            if random.one_in(2) {
                dossier.complete.push(CompleteLog { event: *event, until: today() });
            }
        }
        Asked::Resolution(matter) => {
            let outcome = random.pick(&[Outcome::Passed, Outcome::Passed, Outcome::Rejected]);
            let record = ResolutionRecord { matter: *matter, on: day("2024-01-30"), outcome, tally: None };
            dossier.resolutions.push(Stated::new(record, on, by));
        }
    }
}

/// Compounds of one place: of most much is stated, of some nothing.
pub fn compounds(place: usize, number: usize, seed: u64) -> Vec<Dossier> {
    let (code, districts) = PLACES[place];
    let rulebook = rulebook(code);
    let asked = asked_in(&rulebook);
    let mut random = Random(seed);
    let one = |n: usize| {
        let compound = Compound {
            id: format!("c{n}").parse().unwrap(),
            name: "某院".into(),
            place: random.pick(districts).parse().unwrap(),
            yards: vec![],
        };
        let mut dossier = Dossier::new(compound);
        // Nearly all is stated of every second one, so that often one thing alone is missing.
        let known = random.pick(&[40, 20, 8, 2]);
        for asked in &asked {
            if !random.one_in(known) {
                tell(&mut dossier, asked, &mut random);
            }
        }
        if dossier.fact(Fact::Unserved, today()).is_none() && random.one_in(2) {
            let (mode, on) = (random.pick(Mode::ALL), day("2023-06-30"));
            let (rulebook, version) = (rulebook.id().to_string(), rulebook.version());
            let decided = DecisionRecord { mode, on, rulebook, version, grounds: vec![] };
            dossier.decisions.push(Stated::new(decided, on, Authority::Street));
        }
        if !random.one_in(10) && dossier.quantity(Quantity::Households, today()).is_none() {
            let households = Value::Count(u32::try_from(random.below(150)).unwrap());
            let stated = Stated::new(Approx::exact(households), day("2024-01-31"), Authority::Street);
            dossier.measure(Quantity::Households, stated).unwrap();
        }
        dossier
    };
    (0..number).map(one).collect()
}
