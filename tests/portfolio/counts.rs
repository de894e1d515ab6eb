//! The counts of a portfolio against those of every compound by itself.

use std::collections::BTreeMap;

use wuye::assess::{Asked, Checklist};
use wuye::balance::{Basis, Budget, Line, LineKind, statement};
use wuye::decide::{Choice, choose};
use wuye::dossier::Dossier;
use wuye::estate::{Fact, OrganisationKind, Quantity, ResourceKind, Source, Stated, Value};
use wuye::law::{Authority, Confidence, Locator, Place};
use wuye::measure::{Approx, Money, RoundingMode, Span};
use wuye::mode::Mode;
use wuye::money::{CostKind, IncomeKind, Purpose, Purse};
use wuye::programme::{
    AIMS_MAX, AsOf, ChoiceKind, CountUnit, Definition, Frame, GapSum, NeedCount, Portfolio, PortfolioEntry,
    PortfolioFault, PortfolioPlan, ROWS_MAX, RankedNeed, RowSpan, Scope, is_served,
};
use wuye::rule::{Aim, Verdict};
use wuye::terms::Lang;

use crate::alone::Counted;
use crate::city::{PLACES, Random, compounds, day, rulebook, today};

pub fn entries(dossiers: &[Dossier]) -> Vec<PortfolioEntry<'_>> {
    dossiers.iter().map(|dossier| PortfolioEntry { dossier, budget: None }).collect()
}

pub const SERVICE: [Mode; 3] = [Mode::Professional, Mode::Basic, Mode::BigProperty];

pub fn plan(place: usize) -> PortfolioPlan {
    let rulebook = rulebook(PLACES[place].0);
    let aims: Vec<Aim> = rulebook.aims().into_iter().filter(|aim| !matches!(aim, Aim::Pay(..))).collect();
    PortfolioPlan::compile(&rulebook, &aims, &SERVICE, today()).unwrap()
}

/// An event that is stated may be asked for as when it was and as how often: only the sum of the two ways counts.
fn told_apart(counts: &BTreeMap<Asked, NeedCount>) -> BTreeMap<Asked, (u64, u64, u64)> {
    let of = |(asked, count): (&Asked, &NeedCount)| match asked {
        Asked::Event(_) => (asked.clone(), (count.missing, count.alone(), 0)),
        _ => (asked.clone(), (count.missing, count.establish, count.change)),
    };
    counts.iter().map(of).collect()
}

#[test]
fn a_portfolio_counts_what_each_compound_is_by_itself() {
    let mut compounds_in_all = 0;
    for (place, (code, _)) in PLACES.iter().enumerate() {
        let (rulebook, plan) = (rulebook(code), plan(place));
        let dossiers = compounds(place, 350, 900 + u64::try_from(place).unwrap());
        compounds_in_all += dossiers.len();
        let portfolio = plan.run(&entries(&dossiers), 0).unwrap();
        assert!(portfolio.faults().is_empty());
        assert_eq!(portfolio.compounds(), 350);
        for (aim, count) in portfolio.aims() {
            let checklist = Checklist::compile(&rulebook, *aim);
            let mut expected = Counted::default();
            dossiers.iter().for_each(|dossier| expected.add(&checklist, dossier));
            let of = |verdict: Verdict| expected.verdicts[verdict.index()];
            let found = (count.met(), count.unmet(), count.unknown());
            assert_eq!(found, (of(Verdict::Met), of(Verdict::Unmet), of(Verdict::Unknown)), "{aim} of {code}");
            assert_eq!(told_apart(count.asked()), told_apart(&expected.asked), "{aim} of {code}");
        }
        let mut choices: BTreeMap<ChoiceKind, u64> = BTreeMap::new();
        for dossier in &dossiers {
            *choices.entry(kind(&choose(&rulebook, dossier, today()))).or_default() += 1;
        }
        assert_eq!(*portfolio.choices(), choices, "{code}");
        // Over all aims a compound is counted once for a thing, so no more than are in one aim and no less than in any.
        for (asked, all) in portfolio.asked() {
            let own = portfolio.aims().values().filter_map(|count| count.asked().get(asked)).map(|count| count.missing);
            let own: Vec<u64> = own.collect();
            assert!(all.missing >= *own.iter().max().unwrap_or(&0) && all.missing <= own.iter().sum(), "{asked:?}");
        }
    }
    assert!(compounds_in_all >= 2_000);
}

fn kind(choice: &Choice) -> ChoiceKind {
    match choice {
        Choice::Chosen { mode, .. } => ChoiceKind::Chosen(*mode),
        Choice::Undetermined { mode, .. } => ChoiceKind::Undetermined(*mode),
        Choice::NoneApplies { .. } => ChoiceKind::NoneApplies,
        Choice::NoOrder => ChoiceKind::NoOrder,
        Choice::Free { steps, .. } => match steps.iter().any(|step| step.verdict() == Verdict::Met) {
            true => ChoiceKind::Free,
            false => ChoiceKind::FreeOfNone,
        },
    }
}

// ---------------------------------------------------------------------------------- money

pub fn year() -> Span {
    Span::new(day("2024-01-01"), day("2025-01-01")).unwrap()
}

fn line(id: &str, kind: LineKind, purse: Purse, yuan: Option<i64>) -> Line {
    let basis = Basis::Lump(yuan.map(|yuan| Approx::exact(Money::from_fen(yuan * 100).unwrap())));
    Line { id: id.parse().unwrap(), kind, basis, purse, span: None, resource: None }
}

pub fn budget(fee: Option<i64>, cost: Option<i64>, common: Option<i64>) -> Budget {
    let mut lines = vec![
        line("fee", LineKind::Income(IncomeKind::ServiceFee), Purse::Operating, fee),
        line("staff", LineKind::Cost(CostKind::Staff), Purse::Operating, cost),
    ];
    if common.is_some() {
        lines.push(line("ads", LineKind::Income(IncomeKind::Advertising), Purse::CommonRevenue, common));
    }
    Budget::new(Purpose::Service, year(), lines).unwrap()
}

#[test]
fn gaps_are_summed_by_district_and_a_surplus_closes_no_gap() {
    let (place, mut random) = (0, Random(5));
    let rulebook = rulebook(PLACES[place].0);
    let dossiers = compounds(place, 400, 11);
    let some = |random: &mut Random| (!random.one_in(6)).then(|| i64::try_from(random.below(900)).unwrap());
    let budgets: Vec<Option<Budget>> = dossiers
        .iter()
        .map(|_| {
            let (fee, cost) = (some(&mut random), some(&mut random));
            let common = if random.one_in(2) { some(&mut random) } else { None };
            (!random.one_in(9)).then(|| budget(fee, cost, common))
        })
        .collect();
    let all: Vec<PortfolioEntry<'_>> = dossiers
        .iter()
        .zip(&budgets)
        .map(|(dossier, budget)| PortfolioEntry { dossier, budget: budget.as_ref() })
        .collect();
    let portfolio = plan(place).run(&all, 0).unwrap();
    // In fen: for each district the numbers of compounds by kind, and the sums.
    let mut expected: BTreeMap<Place, [i64; 9]> = BTreeMap::new();
    for (dossier, budget) in dossiers.iter().zip(&budgets) {
        let slot = expected.entry(dossier.compound.place).or_default();
        let Some(budget) = budget else {
            slot[8] += 1;
            continue;
        };
        let gap = statement(budget, &rulebook, dossier, today()).unwrap().gap();
        let (least, most) = (gap.least.map(Money::fen), gap.most.map(Money::fen));
        match (least, most) {
            (Some(one), Some(other)) if one == other && one > 0 => (slot[0], slot[1]) = (slot[0] + 1, slot[1] + one),
            (Some(one), Some(other)) if one == other => (slot[0], slot[2]) = (slot[0] + 1, slot[2] - one),
            (Some(one), Some(other)) => {
                (slot[3], slot[4], slot[5]) = (slot[3] + 1, slot[4] + one.max(0), slot[5] + other.max(0));
            }
            (one, _) => (slot[6], slot[7]) = (slot[6] + 1, slot[7] + one.unwrap_or(0).max(0)),
        }
    }
    let found = portfolio.districts().iter().map(|(place, count)| {
        let GapSum { exact, gap, surplus, between, least, most, open, open_least, without } = count.gap;
        let n = |count: u64| i64::try_from(count).unwrap();
        let money = [gap, surplus, least, most, open_least].map(Money::fen);
        let [gap, surplus, least, most, open_least] = money;
        (*place, [n(exact), gap, surplus, n(between), least, most, n(open), open_least, n(without)])
    });
    assert_eq!(found.collect::<BTreeMap<_, _>>(), expected);
    let whole = portfolio.gap().unwrap();
    assert!(
        whole.exact > 20 && whole.between > 3 && whole.most > whole.least && whole.open > 20 && whole.without > 5,
        "{whole:?}"
    );
    assert!(whole.gap.fen() > 0 && whole.surplus.fen() > 0);
    let range = whole.range().unwrap();
    assert_eq!(range.most, None);
    assert_eq!(range.least.unwrap().fen(), whole.gap.fen() + whole.least.fen() + whole.open_least.fen());
    let closed = GapSum { open: 0, open_least: Money::ZERO, ..whole };
    assert_eq!(closed.range().unwrap().most.unwrap().fen(), whole.gap.fen() + whole.most.fen());
}

// ---------------------------------------------------------------------------------- coverage

fn frame(place: &str) -> Frame {
    let definition = Definition {
        id: "coverage".parse().unwrap(),
        version: 1,
        zh: "有物业服务".into(),
        en: "served".into(),
        part: true,
    };
    let source = Source { document: "档案".into(), at: Locator::Whole, quote: String::new() };
    let (scope, at) = (Scope { place: place.parse().unwrap(), area: None }, AsOf::On(today()));
    Frame { definition, scope, at, source, confidence: Confidence::CallersOwn }
}

/// A compound of which it is known or not whether it is served, and how many households it has.
fn served(n: usize, place: &str, served: Option<bool>, households: Option<u32>) -> Dossier {
    let mut dossier = compounds(0, 1, 3).remove(0);
    dossier = Dossier::new(wuye::estate::Compound {
        id: format!("s{n}").parse().unwrap(),
        place: place.parse().unwrap(),
        ..dossier.compound
    });
    let (on, by) = (day("2024-01-31"), Authority::Street);
    if let Some(served) = served {
        dossier.state(Fact::Unserved, Stated::new(!served, on, by)).unwrap();
    }
    if let Some(households) = households {
        let value = Approx::exact(Value::Count(households));
        dossier.measure(Quantity::Households, Stated::new(value, on, by)).unwrap();
    }
    dossier
}

/// One large compound is served and nine small ones are not: 10 % of the compounds, 910/1000 of the households.
#[test]
fn coverage_by_compounds_is_another_number_than_by_households() {
    let mut city: Vec<Dossier> = (1..10).map(|n| served(n, "411002", Some(false), Some(10))).collect();
    city.push(served(0, "411002", Some(true), Some(910)));
    city.push(served(10, "411082", Some(true), Some(7)));
    let portfolio = plan(0).run(&entries(&city), 0).unwrap();
    let told = |unit, place: &str| {
        let coverage = portfolio.coverage(unit, &frame(place)).unwrap();
        assert_eq!(coverage.least, coverage.most);
        coverage.least.unwrap().percent(1, RoundingMode::HalfAwayFromZero).unwrap()
    };
    assert_eq!(told(CountUnit::Compounds, "411002"), "10.0%");
    assert_eq!(told(CountUnit::Households, "411002"), "91.0%");
    assert_eq!(told(CountUnit::Compounds, "411000"), "18.2%"); // 2/11
    assert_eq!(portfolio.coverage(CountUnit::Days, &frame("411002")).unwrap_err().code(), "other_unit");
    let none = portfolio.coverage(CountUnit::Compounds, &frame("421200")).unwrap();
    assert_eq!((none.least.clone(), none.without_base), (None, 0));
    assert_eq!(none.render(Lang::Zh), "没有计入的小区");
}

#[test]
fn what_is_not_known_makes_the_coverage_a_range() {
    let city = [
        served(0, "411002", Some(true), Some(100)),
        served(1, "411002", None, Some(50)),
        served(2, "411002", Some(false), Some(50)),
        served(3, "411082", Some(true), None),
    ];
    let portfolio = plan(0).run(&entries(&city), 0).unwrap();
    let by = |unit, place: &str| portfolio.coverage(unit, &frame(place)).unwrap();
    let compounds = by(CountUnit::Compounds, "411002");
    let share =
        |statistic: &Option<wuye::programme::Statistic>| statistic.as_ref().unwrap().share().unwrap().to_string();
    assert_eq!((share(&compounds.least), share(&compounds.most), compounds.unknown), ("1/3".into(), "2/3".into(), 1));
    let households = by(CountUnit::Households, "411002");
    assert_eq!(
        (share(&households.least), share(&households.most), households.unknown),
        ("1/2".into(), "3/4".into(), 50)
    );
    // One compound of the whole city does not state its households: no base, and no rate of the others only.
    let city = by(CountUnit::Households, "411000");
    assert_eq!((city.least.clone(), city.without_base), (None, 1));
    assert_eq!(city.render(Lang::Zh), "待查明：1个小区未填报户数，没有基数");
}

#[test]
fn served_is_what_is_stated_and_else_the_mode_last_decided_on() {
    let modes = SERVICE.into_iter().collect();
    let mut dossier = served(0, "411002", None, None);
    assert_eq!(is_served(&dossier, &modes, today()), None);
    let decided = |mode, on: &str| {
        let record =
            wuye::dossier::DecisionRecord { mode, on: day(on), rulebook: "x".into(), version: 1, grounds: vec![] };
        Stated::new(record, day(on), Authority::Street)
    };
    dossier.decisions.push(decided(Mode::SelfGoverned, "2024-05-31"));
    dossier.decisions.push(decided(Mode::Professional, "2024-05-30"));
    assert_eq!(is_served(&dossier, &modes, day("2024-05-29")), None);
    assert_eq!(is_served(&dossier, &modes, day("2024-05-30")), Some(true));
    assert_eq!(is_served(&dossier, &modes, today()), Some(false));
    dossier.state(Fact::Unserved, Stated::new(false, today(), Authority::Street)).unwrap();
    assert_eq!(is_served(&dossier, &modes, day("2024-05-30")), Some(true));
    assert_eq!(is_served(&dossier, &modes, today()), Some(true));
}

// ---------------------------------------------------------------------------------- rows with a fault, ranks, refusals

#[test]
fn a_faulty_row_is_named_and_counted_nowhere_else() {
    let mut city = vec![served(0, "411002", Some(true), Some(10)), served(1, "421202", Some(true), Some(10))];
    city.push(served(2, "411002", Some(false), Some(20)));
    let broken = {
        let price = "1".parse().unwrap();
        let price = wuye::measure::UnitPrice::new(price, wuye::measure::Per::Household, wuye::measure::Every::Month);
        let of = wuye::balance::Extent::Stated(Quantity::Households);
        let basis = Basis::Rate { price: price.unwrap(), of };
        let odd = Span::new(day("2024-01-01"), day("2024-03-15")).unwrap();
        let fee = Line { basis, ..line("fee", LineKind::Income(IncomeKind::ServiceFee), Purse::Operating, None) };
        Budget::new(Purpose::Service, odd, vec![fee]).unwrap()
    };
    let mut all = entries(&city);
    all[2].budget = Some(&broken);
    let portfolio = plan(0).run(&all, 40).unwrap();
    assert_eq!(portfolio.rows(), [RowSpan { from: 40, until: 43 }]);
    assert_eq!(portfolio.compounds(), 1);
    assert_eq!(portfolio.faults().first(), [(41, PortfolioFault::OtherPlace), (42, PortfolioFault::NoStatement)]);
    assert!(portfolio.aims().values().all(|count| count.verdicts().all() == 1));
    assert_eq!(portfolio.districts().len(), 1);
    assert!(portfolio.render(Lang::Zh).last().unwrap().starts_with("2行有误"));
    // Of many faults the first hundred are kept, and all are counted.
    let strangers: Vec<Dossier> = (0..150).map(|n| served(n, "421202", None, None)).collect();
    let portfolio = plan(0).run(&entries(&strangers), 7).unwrap();
    assert_eq!((portfolio.faults().count(), portfolio.faults().first().len()), (150, 100));
    assert_eq!(portfolio.faults().first()[99].0, 106);
    assert_eq!(portfolio.compounds(), 0);
}

#[test]
fn what_is_missing_in_as_many_compounds_shares_a_rank() {
    let portfolio = plan(1).run(&entries(&compounds(1, 300, 77)), 0).unwrap();
    let missing = |need: &RankedNeed| need.count.missing;
    let alone = |need: &RankedNeed| need.count.alone();
    check_ranks(&portfolio.most_missing(), missing);
    check_ranks(&portfolio.aims()[&Aim::Mode(Mode::Professional)].most_helpful(), alone);
}

/// Each rank is one more than there are with a larger number; what ties stands in the order of its words.
fn check_ranks(list: &[RankedNeed], number: fn(&RankedNeed) -> u64) {
    assert!(list.len() > 3);
    let shares: Vec<(u64, u64)> = list.iter().map(|need| (number(need), 1)).collect();
    let ranks: Vec<u64> = list.iter().map(|need| need.rank).collect();
    wuye::laws::ranks_shared(&shares, &ranks).unwrap();
    for two in list.windows(2) {
        assert!(number(&two[0]) > number(&two[1]) || (two[0].rank == two[1].rank && two[0].asked < two[1].asked));
    }
}

#[test]
fn a_batch_beyond_its_bounds_is_refused() {
    let rulebook = rulebook("411000");
    let compile = |aims: &[Aim]| PortfolioPlan::compile(&rulebook, aims, &[], today());
    assert_eq!(compile(&[]).unwrap_err().code(), "parts_number");
    let many: Vec<Aim> = Purse::ALL
        .iter()
        .flat_map(|purse| Purpose::ALL.iter().map(move |purpose| Aim::Pay(*purse, *purpose)))
        .chain(Mode::ALL.iter().map(|mode| Aim::Mode(*mode)))
        .chain(OrganisationKind::ALL.iter().map(|kind| Aim::Found(*kind)))
        .chain(ResourceKind::ALL.iter().map(|kind| Aim::Use(*kind)))
        .take(AIMS_MAX + 1)
        .collect();
    assert_eq!(many.len(), AIMS_MAX + 1);
    assert_eq!(compile(&many).unwrap_err().code(), "parts_number");
    assert!(compile(&many[..AIMS_MAX]).is_ok());
    let one = [served(0, "411002", None, None)];
    let run = |first| plan(0).run(&entries(&one), first).map(|portfolio: Portfolio| portfolio.compounds());
    assert_eq!(run(ROWS_MAX - 1), Ok(1));
    assert_eq!(run(ROWS_MAX).unwrap_err().code(), "rows_outside");
    assert_eq!(run(u64::MAX).unwrap_err().code(), "rows_outside");
    assert_eq!(plan(0).run(&[], 5).unwrap().rows(), []);
}
