//! Workload W2: 100,000 compounds, six preconditions and a vote under the law of its day.

use std::hint::black_box;

use rust_decimal::Decimal;
use wuye::assess::{Assessment, Checked, Checklist, Columns, Packed, verdicts};
use wuye::dossier::Dossier;
use wuye::estate::{Compound, Fact, Quantity, Stated, Value};
use wuye::law::{Authority, Confidence, Dated, Document, Issued, Locator, Provision, Rank, State, Version};
use wuye::measure::{Approx, Area, Day, Money, Share};
use wuye::mode::Mode;
use wuye::rule::{Aim, Cmp, Condition, Force, Layer, Node, Rule, RuleError, Rulebook, Term, Verdict};

const ROWS: usize = 100_000;

/// The generator of the workload: splitmix64 with seed 77, and the order in which it draws a row.
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn range(&mut self, low: i64, high: i64) -> i64 {
        low + (self.next() % ((high - low + 1) as u64)) as i64
    }

    pub fn percent(&mut self, percent: i64) -> bool {
        self.range(0, 99) < percent
    }

    /// A part of a total, often exactly on a border of law.
    fn part(&mut self, total: i64) -> i64 {
        match self.range(0, 9) {
            0 => 2 * total / 3,
            1 => (2 * total + 2) / 3,
            2 => total / 2,
            3 => total / 2 + 1,
            4 => (3 * total + 3) / 4,
            _ => total * self.range(55, 100) / 100,
        }
    }
}

/// A row of the workload.
#[derive(Clone, Copy)]
struct Row {
    party: bool,
    consultation: bool,
    covenant: bool,
    illegal: i64,
    required: i64,
    paid: i64,
    management: bool,
    fees: bool,
    /// Hundredths of a square metre: all, taking part, agreeing.
    area: [i64; 3],
    owners: [i64; 3],
    special: bool,
    date: i64,
}

fn rows() -> Vec<Row> {
    let mut r = Random(77);
    let mut row = || {
        let owners = r.range(60, 3_000);
        let area = owners * r.range(5_000, 12_000);
        let (part_area, part_owners) = (r.part(area), r.part(owners));
        let (yes_area, yes_owners) = (r.part(part_area), r.part(part_owners));
        let required = r.range(100_000, 5_000_000);
        let paid = if r.percent(85) { required } else { r.range(0, required) };
        let date = r.range(2016, 2025) * 10_000 + r.range(1, 12) * 100 + r.range(1, 28);
        let date = match r.range(0, 49) {
            0 => 20_201_231,
            1 => 20_210_101,
            _ => date,
        };
        let (party, consultation, covenant) = (r.percent(90), r.percent(88), r.percent(92));
        let illegal = if r.percent(85) { 0 } else { r.range(1, 40) };
        let (management, fees, special) = (r.percent(93), r.percent(93), r.percent(40));
        // Four columns that the workload draws and no rule asks for.
        let _ = (r.range(1, 40), r.range(1_980, 2_015), r.percent(30), r.percent(50));
        Row {
            party,
            consultation,
            covenant,
            illegal,
            required,
            paid,
            management,
            fees,
            area: [area, part_area, yes_area],
            owners: [owners, part_owners, yes_owners],
            special,
            date,
        }
    };
    (0..ROWS).map(|_| row()).collect()
}

// ------------------------------------------------------------------------------------------- the law as a rulebook

/// Those of the six preconditions that are facts. Illegal structures are a number here, and what is paid is compared
/// with what is due.
const FACTS: [Fact; 4] =
    [Fact::PartyOrganisation, Fact::MultiPartyConsultation, Fact::ResidentsCovenant, Fact::LaterManagementAccepted];

fn compare(left: Term, cmp: Cmp, right: Term) -> Result<Condition, RuleError> {
    Condition::leaf(Node::Compare { left, cmp, right })
}

/// The preconditions and the vote in one version: quorum if there is one, consent, of whom.
fn version(
    from: &str,
    article: u16,
    quorum: bool,
    cmp: Cmp,
    share: (u32, u32),
    base: (Quantity, Quantity),
) -> Result<Version<Condition>, RuleError> {
    let stated = Condition::stated;
    let part = |(above, below), quantity| Ok::<_, RuleError>(Term::Part(Share::new(above, below)?, quantity));
    let mut needs = vec![
        stated(FACTS[0]),
        stated(FACTS[1]),
        stated(FACTS[2]),
        compare(Term::Of(Quantity::IllegalStructures), Cmp::Le, Term::Literal(Value::Count(0)))?,
        compare(Term::Of(Quantity::ContributionPaid), Cmp::Ge, Term::Of(Quantity::ContributionRequired))?,
        stated(FACTS[3]),
    ];
    if quorum {
        let limbs =
            [(Quantity::ParticipatingArea, Quantity::ExclusiveArea), (Quantity::ParticipatingOwners, Quantity::Owners)];
        for (took_part, all) in limbs {
            needs.push(compare(Term::Of(took_part), Cmp::Ge, part((2, 3), all)?)?);
        }
    }
    for (agreed, of) in [(Quantity::ConsentingArea, base.0), (Quantity::ConsentingOwners, base.1)] {
        needs.push(compare(Term::Of(agreed), cmp, part(share, of)?)?);
    }
    let by = Provision { document: "made_up".parse()?, at: Locator::article(article) };
    let state = State::InForce(Condition::all(needs)?);
    Ok(Version { from: from.parse()?, state, by, confidence: Confidence::CallersOwn })
}

/// A made-up place: its preconditions hold over all dates, its vote follows the law of the day. An ordinary matter is
/// asked of one mode and a special one of another, since the class of a vote follows from its matter.
fn rulebook() -> Result<Rulebook, RuleError> {
    let participants = (Quantity::ParticipatingArea, Quantity::ParticipatingOwners);
    let all = (Quantity::ExclusiveArea, Quantity::Owners);
    let rule = |id: &str, mode, old: Version<Condition>, new: Version<Condition>| {
        Ok::<_, RuleError>(Rule {
            id: id.parse()?,
            aim: Aim::Mode(mode),
            force: Force::Shall,
            needs: Dated::new(vec![old, new])?,
            needs_decision: None,
            then: Vec::new(),
        })
    };
    let (since, code) = ("2007-10-01", "2021-01-01");
    let rules = vec![
        rule(
            "ordinary",
            Mode::Professional,
            version(since, 76, false, Cmp::Gt, (1, 2), all)?,
            version(code, 278, true, Cmp::Gt, (1, 2), participants)?,
        )?,
        rule(
            "special",
            Mode::BigProperty,
            version(since, 76, false, Cmp::Ge, (2, 3), all)?,
            version(code, 278, true, Cmp::Ge, (3, 4), participants)?,
        )?,
    ];
    let document = Document {
        id: "made_up".parse()?,
        title: "某市规定".to_owned(),
        title_en: "Rules of a made-up city".to_owned(),
        number: None,
        issuer: "某市".to_owned(),
        rank: Rank::NormativeDocument,
        place: "000000".parse()?,
        issued: Issued::Undated,
        confidence: Confidence::CallersOwn,
    };
    let layer = Layer {
        place: "000000".parse()?,
        documents: vec![document],
        facts: vec![],
        rules,
        parameters: Vec::new(),
        labels: Vec::new(),
        unread: Vec::new(),
    };
    Rulebook::new("made-up".parse()?, 1, vec![layer])
}

fn day(date: i64) -> Day {
    Day::new((date / 10_000) as i32, (date / 100 % 100) as u32, (date % 100) as u32).unwrap()
}

fn facts(row: &Row) -> [(Fact, bool); 4] {
    // Management is accepted and its fee too: one precondition.
    let values = [row.party, row.consultation, row.covenant, row.management && row.fees];
    std::array::from_fn(|n| (FACTS[n], values[n]))
}

fn quantities(row: &Row) -> [(Quantity, Value); 9] {
    let area = |hundredths| Value::Area(Area::from_hundredths(hundredths).unwrap());
    let count = |n: i64| Value::Count(u32::try_from(n).unwrap());
    let money = |fen| Value::Money(Money::from_fen(fen).unwrap());
    [
        (Quantity::IllegalStructures, count(row.illegal)),
        (Quantity::ContributionRequired, money(row.required)),
        (Quantity::ContributionPaid, money(row.paid)),
        (Quantity::ExclusiveArea, area(row.area[0])),
        (Quantity::ParticipatingArea, area(row.area[1])),
        (Quantity::ConsentingArea, area(row.area[2])),
        (Quantity::Owners, count(row.owners[0])),
        (Quantity::ParticipatingOwners, count(row.owners[1])),
        (Quantity::ConsentingOwners, count(row.owners[2])),
    ]
}

fn dossier(row: &Row, n: usize) -> Dossier {
    let id = format!("c{n}").parse().unwrap();
    let place = "000000".parse().unwrap();
    let mut dossier = Dossier::new(Compound { id, name: String::new(), place, yards: Vec::new() });
    let on = day(row.date);
    for (fact, value) in facts(row) {
        dossier.state(fact, Stated::new(value, on, Authority::Street)).unwrap();
    }
    for (quantity, value) in quantities(row) {
        dossier.measure(quantity, Stated::new(Approx::exact(value), on, Authority::Street)).unwrap();
    }
    dossier
}

// ------------------------------------------------------------------------------------------------- the baselines

/// What a hand-written check keeps of what it saw.
#[derive(Clone, Copy, Debug)]
#[expect(dead_code, reason = "the baseline builds findings that a caller would read")]
enum Seen<N> {
    Flag(bool),
    Count { got: i64, max: i64 },
    Money { paid: N, required: N },
    Share { got: N, of: N, above: u8, below: u8, strict: bool },
}

#[derive(Clone, Copy, Debug)]
#[expect(dead_code, reason = "the baseline builds findings that a caller would read")]
struct Cite {
    law: &'static str,
    article: &'static str,
    in_force: &'static str,
}

#[derive(Clone, Copy, Debug)]
#[expect(dead_code, reason = "the baseline builds findings that a caller would read")]
struct Finding<N> {
    code: &'static str,
    met: bool,
    seen: Seen<N>,
    cite: &'static Cite,
}

static CODE: Cite = Cite { law: "Civil Code", article: "278", in_force: "2021-01-01" };
static OLD: Cite = Cite { law: "Property Law", article: "76", in_force: "2007-10-01" };
static LOCAL: Cite = Cite { law: "local rule", article: "-", in_force: "-" };

/// The row as the baseline keeps it.
struct Plain<N> {
    flags: [bool; 5],
    illegal: i64,
    required: N,
    paid: N,
    area: [N; 3],
    owners: [N; 3],
    special: bool,
    date: i64,
}

/// All findings by hand, generic in the number so that decimals and integers are the same code.
fn full<N: Copy + PartialOrd + std::ops::Mul<Output = N> + From<u8>>(c: &Plain<N>) -> (bool, Vec<Finding<N>>) {
    let mut found = Vec::with_capacity(10);
    for (i, code) in ["PARTY_ORG", "CONSULTATION", "COVENANT"].iter().enumerate() {
        found.push(Finding { code, met: c.flags[i], seen: Seen::Flag(c.flags[i]), cite: &LOCAL });
    }
    let seen = Seen::Count { got: c.illegal, max: 0 };
    found.push(Finding { code: "ILLEGAL", met: c.illegal == 0, seen, cite: &LOCAL });
    let seen = Seen::Money { paid: c.paid, required: c.required };
    found.push(Finding { code: "CONTRIBUTION", met: c.paid >= c.required, seen, cite: &LOCAL });
    let both = c.flags[3] && c.flags[4];
    found.push(Finding { code: "COMMITMENT", met: both, seen: Seen::Flag(both), cite: &LOCAL });
    let new = c.date >= 20_210_101;
    let mut share = |code, got: N, of: N, above: u8, below: u8, strict: bool, cite| {
        let (left, right) = (got * N::from(below), of * N::from(above));
        let met = if strict { left > right } else { left >= right };
        found.push(Finding { code, met, seen: Seen::Share { got, of, above, below, strict }, cite });
    };
    if new {
        share("QUORUM_AREA", c.area[1], c.area[0], 2, 3, false, &CODE);
        share("QUORUM_OWNERS", c.owners[1], c.owners[0], 2, 3, false, &CODE);
    }
    let (above, below, strict, base, cite) = match (new, c.special) {
        (true, true) => (3, 4, false, 1, &CODE),
        (true, false) => (1, 2, true, 1, &CODE),
        (false, true) => (2, 3, false, 0, &OLD),
        (false, false) => (1, 2, true, 0, &OLD),
    };
    share("APPROVE_AREA", c.area[2], c.area[base], above, below, strict, cite);
    share("APPROVE_OWNERS", c.owners[2], c.owners[base], above, below, strict, cite);
    (found.iter().all(|finding| finding.met), found)
}

fn plain<N>(row: &Row, fixed: impl Fn(i64) -> N, whole: impl Fn(i64) -> N) -> Plain<N> {
    Plain {
        flags: [row.party, row.consultation, row.covenant, row.management, row.fees],
        illegal: row.illegal,
        required: fixed(row.required),
        paid: fixed(row.paid),
        area: row.area.map(&fixed),
        owners: row.owners.map(whole),
        special: row.special,
        date: row.date,
    }
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Unmet {
    PartyOrganisation,
    Consultation,
    Covenant,
    Illegal,
    Contribution,
    Commitment,
    QuorumArea,
    QuorumOwners,
    ApproveArea,
    ApproveOwners,
}

/// Only what is not met, by hand.
fn list(c: &Row) -> (bool, Vec<Unmet>) {
    let mut unmet = Vec::new();
    let mut need = |met: bool, what| {
        if !met {
            unmet.push(what);
        }
    };
    need(c.party, Unmet::PartyOrganisation);
    need(c.consultation, Unmet::Consultation);
    need(c.covenant, Unmet::Covenant);
    need(c.illegal == 0, Unmet::Illegal);
    need(c.paid >= c.required, Unmet::Contribution);
    need(c.management && c.fees, Unmet::Commitment);
    if c.date >= 20_210_101 {
        need(3 * c.area[1] >= 2 * c.area[0], Unmet::QuorumArea);
        need(3 * c.owners[1] >= 2 * c.owners[0], Unmet::QuorumOwners);
        let ok = |yes: i64, part: i64| if c.special { 4 * yes >= 3 * part } else { 2 * yes > part };
        need(ok(c.area[2], c.area[1]), Unmet::ApproveArea);
        need(ok(c.owners[2], c.owners[1]), Unmet::ApproveOwners);
    } else {
        let ok = |yes: i64, all: i64| if c.special { 3 * yes >= 2 * all } else { 2 * yes > all };
        need(ok(c.area[2], c.area[0]), Unmet::ApproveArea);
        need(ok(c.owners[2], c.owners[0]), Unmet::ApproveOwners);
    }
    (unmet.is_empty(), unmet)
}

// ------------------------------------------------------------------------------------------------------- the run

/// All that is timed works on this.
struct Work {
    rows: Vec<Row>,
    decimals: Vec<Plain<Decimal>>,
    integers: Vec<Plain<i64>>,
    /// The checklist of each row: of an ordinary or of a special matter.
    plan: Vec<Checklist>,
    dossiers: Vec<Dossier>,
    packed: Vec<Packed>,
    warm: Assessment,
}

impl Work {
    fn new() -> Self {
        let rows = rows();
        let rulebook = rulebook().unwrap();
        let ordinary = Checklist::compile(&rulebook, Aim::Mode(Mode::Professional));
        let special = Checklist::compile(&rulebook, Aim::Mode(Mode::BigProperty));
        let of = |row: &Row| if row.special { special.clone() } else { ordinary.clone() };
        let plan: Vec<Checklist> = rows.iter().map(of).collect();
        let dossiers: Vec<Dossier> = rows.iter().enumerate().map(|(n, row)| dossier(row, n)).collect();
        let packed: Vec<Packed> = rows.iter().zip(&dossiers).map(|(row, d)| Packed::of(d, day(row.date))).collect();
        let decimals = rows.iter().map(|row| plain(row, |n| Decimal::new(n, 2), Decimal::from)).collect();
        let integers = rows.iter().map(|row| plain(row, |n| n, |n| n)).collect();
        let warm = plan[0].assess_packed(&packed[0]);
        Self { rows, decimals, integers, plan, dossiers, packed, warm }
    }

    /// Every way gives the same answers, and so many rows are eligible.
    fn check(&self) -> usize {
        let mut eligible = 0;
        for (n, row) in self.rows.iter().enumerate() {
            let (by_hand, unmet) = list(row);
            let (checklist, packed) = (&self.plan[n], &self.packed[n]);
            let (assessment, verdict) = (checklist.assess_packed(packed), checklist.verdict(packed));
            assert_eq!(verdict == Verdict::Met, by_hand, "row {n}: {unmet:?}");
            assert_eq!(assessment.verdict(), verdict, "row {n}");
            assert_eq!(full(&self.decimals[n]).0, by_hand, "row {n}");
            assert_eq!(full(&self.integers[n]).0, by_hand, "row {n}");
            let failed = assessment.findings().filter(|f| f.is_leaf() && f.verdict() == Verdict::Unmet).count();
            assert_eq!(failed, unmet.len(), "row {n}");
            if n % 97 == 0 {
                assert_eq!(checklist.assess(&self.dossiers[n], day(row.date)), assessment, "row {n}");
            }
            eligible += usize::from(by_hand);
        }
        eligible
    }
}

// One function for each side, so that a profiler can tell their instructions apart.

#[inline(never)]
fn decimals(work: &mut Work) {
    work.decimals.iter().for_each(|row| drop(black_box(full(black_box(row)))));
}

#[inline(never)]
fn integers(work: &mut Work) {
    work.integers.iter().for_each(|row| drop(black_box(full(black_box(row)))));
}

#[inline(never)]
fn listed(work: &mut Work) {
    work.rows.iter().for_each(|row| drop(black_box(list(black_box(row)))));
}

#[inline(never)]
fn explained(work: &mut Work) {
    let each = work.plan.iter().zip(&work.packed);
    each.for_each(|(checklist, row)| drop(black_box(checklist.assess_packed(black_box(row)))));
}

#[inline(never)]
fn explained_reused(work: &mut Work) {
    for (checklist, row) in work.plan.iter().zip(&work.packed) {
        black_box(checklist.assess_into(black_box(row), &mut work.warm));
        black_box(&work.warm);
    }
}

#[inline(never)]
fn verdict(work: &mut Work) {
    for (checklist, row) in work.plan.iter().zip(&work.packed) {
        black_box(checklist.verdict(black_box(row)));
    }
}

#[inline(never)]
fn from_dossier(work: &mut Work) {
    for (checklist, (row, dossier)) in work.plan.iter().zip(work.rows.iter().zip(&work.dossiers)) {
        drop(black_box(checklist.assess(black_box(dossier), day(row.date))));
    }
}

#[inline(never)]
fn packing(work: &mut Work) {
    for (row, dossier) in work.rows.iter().zip(&work.dossiers) {
        drop(black_box(Packed::of(black_box(dossier), day(row.date))));
    }
}

type Side = fn(&mut Work);

const SIDES: [(&str, Side); 6] = [
    ("hand-written findings, decimals", decimals),
    ("hand-written findings, i64", integers),
    ("hand-written list of what is unmet", listed),
    ("assessment from packed facts", explained),
    ("assessment into a reused one", explained_reused),
    ("verdict from packed facts", verdict),
];

/// From dossiers, which are maps: how long the answer takes, and how long packing.
const SLOW_SIDES: [(&str, Side); 2] = [("assessment from a dossier", from_dossier), ("packing a dossier", packing)];

pub fn run() {
    let mut work = Work::new();
    println!("W2 eligible {} of {ROWS}", work.check());
    columns();
    let times = super::alternate(ROWS, &mut work, &SIDES.map(|(_, side)| side));
    let [decimal, integer, listed, owned, reused, verdict] = &times[..] else { return };
    super::ratio("eligibility.explained/handwritten", owned, decimal);
    super::ratio("eligibility.explained_reused/handwritten", reused, decimal);
    super::ratio("eligibility.verdict/list", verdict, listed);
    super::ratio("eligibility.explained/handwritten_i64", owned, integer);
    // Dossiers are large: in turn with the others they would clear the caches before some of them.
    let slow = super::alternate(ROWS, &mut work, &SLOW_SIDES.map(|(_, side)| side));
    for ((name, _), times) in SIDES.iter().chain(&SLOW_SIDES).zip(times.iter().chain(&slow)) {
        super::report(name, times);
    }
}

/// Every side once, for a profiler that counts instructions.
pub fn once() {
    let mut work = Work::new();
    for (_, side) in SIDES.iter().chain(&SLOW_SIDES) {
        side(&mut work);
    }
}

// ------------------------------------------------------------------------------------------------------- columns

/// What is not met as bits, by hand and without a branch.
fn mask(c: &Row) -> u16 {
    let new = c.date >= 20_210_101;
    let base = usize::from(new);
    let (above, below) = match (new, c.special) {
        (true, true) => (3, 4),
        (false, true) => (2, 3),
        (_, false) => (1, 2),
    };
    let bad = |yes: i64, of: i64| if c.special { below * yes < above * of } else { below * yes <= above * of };
    u16::from(!c.party)
        | u16::from(!c.consultation) << 1
        | u16::from(!c.covenant) << 2
        | u16::from(c.illegal > 0) << 3
        | u16::from(c.paid < c.required) << 4
        | u16::from(!(c.management & c.fees)) << 5
        | u16::from(new & (3 * c.area[1] < 2 * c.area[0])) << 6
        | u16::from(new & (3 * c.owners[1] < 2 * c.owners[0])) << 7
        | u16::from(bad(c.area[2], c.area[base])) << 8
        | u16::from(bad(c.owners[2], c.owners[base])) << 9
}

/// The rows as columns that a caller keeps.
struct Kept {
    rows: Vec<Row>,
    checklists: [Checklist; 2],
    days: Vec<Day>,
    checklist: Vec<u16>,
    stated: Vec<u64>,
    truth: Vec<u64>,
    values: [(Quantity, Vec<i64>); 9],
    measured: Vec<u64>,
}

/// What is asked about them.
struct Asked<'a> {
    rows: &'a [Row],
    checklists: &'a [Checklist],
    columns: Columns<'a>,
    checked: Checked<'a>,
    masks: Vec<u16>,
    out: Vec<Verdict>,
}

impl Kept {
    fn new() -> Self {
        let rows = rows();
        let rulebook = rulebook().unwrap();
        let checklists =
            [Mode::Professional, Mode::BigProperty].map(|mode| Checklist::compile(&rulebook, Aim::Mode(mode)));
        let bits = |row: &Row| (0..).zip(facts(row)).map(|(n, (_, value))| u64::from(value) << n).sum();
        let scaled = |value: Value| match value {
            Value::Area(area) => area.hundredths(),
            Value::Money(money) => money.fen(),
            Value::Count(n) => i64::from(n),
        };
        let column = |n: usize| {
            let (quantity, _) = quantities(&rows[0])[n];
            (quantity, rows.iter().map(|row| scaled(quantities(row)[n].1)).collect())
        };
        Self {
            days: rows.iter().map(|row| day(row.date)).collect(),
            checklist: rows.iter().map(|row| u16::from(row.special)).collect(),
            stated: vec![0b1111; rows.len()],
            truth: rows.iter().map(bits).collect(),
            values: std::array::from_fn(column),
            measured: vec![0x1FF; rows.len()],
            checklists,
            rows,
        }
    }
}

#[inline(never)]
fn masked(asked: &mut Asked<'_>) {
    for (out, row) in asked.masks.iter_mut().zip(black_box(asked.rows)) {
        *out = mask(row);
    }
    black_box(&asked.masks);
}

/// Columns that were looked over once.
#[inline(never)]
fn in_columns(asked: &mut Asked<'_>) {
    let faults = verdicts(asked.checklists, black_box(&asked.checked), &mut asked.out).unwrap();
    assert!(faults.is_empty());
    black_box(&asked.out);
}

/// Columns that are looked over before they are asked.
#[inline(never)]
fn looked_over(asked: &mut Asked<'_>) {
    let checked = black_box(asked.columns).checked().unwrap();
    let faults = verdicts(asked.checklists, &checked, &mut asked.out).unwrap();
    assert!(faults.is_empty());
    black_box(&asked.out);
}

/// Verdicts of kept columns beside a bit mask by hand, over the same rows.
pub fn columns() {
    let kept = Kept::new();
    let quantities: [(Quantity, &[i64]); 9] = std::array::from_fn(|n| (kept.values[n].0, &kept.values[n].1[..]));
    let columns = Columns {
        checklist: Some(&kept.checklist),
        facts: &FACTS,
        stated: &kept.stated,
        truth: &kept.truth,
        quantities: &quantities,
        measured: &kept.measured,
        ..Columns::of(&kept.days)
    };
    let mut asked = Asked {
        rows: &kept.rows,
        checklists: &kept.checklists,
        columns,
        checked: columns.checked().unwrap(),
        masks: vec![0; ROWS],
        out: vec![Verdict::Unknown; ROWS],
    };
    masked(&mut asked);
    in_columns(&mut asked);
    let mut wrong = 0;
    for (n, row) in kept.rows.iter().enumerate() {
        let checklist = &kept.checklists[usize::from(row.special)];
        let alone = checklist.verdict(&Packed::of(&dossier(row, n), day(row.date)));
        wrong += usize::from(asked.out[n] != alone || (alone == Verdict::Met) != (asked.masks[n] == 0));
    }
    let eligible = asked.out.iter().filter(|verdict| **verdict == Verdict::Met).count();
    println!("W2 columns: eligible {eligible}, {wrong} of {ROWS} differ from the single path or from the mask");
    let times = super::alternate(
        ROWS,
        &mut asked,
        &[|asked| in_columns(asked), |asked| masked(asked), |asked| looked_over(asked)],
    );
    let [ours, mask, looked_over] = &times[..] else { return };
    super::ratio("eligibility.columns/mask", ours, mask);
    super::ratio("eligibility.columns_looked_over/mask", looked_over, mask);
    super::report("verdicts of columns", ours);
    super::report("verdicts of columns that are looked over too", looked_over);
    super::report("bit mask by hand", mask);
}
