//! How often an answer allocates: never for a verdict and never into an assessment that is used again, once for the
//! findings of an assessment of one's own.

use allocation_counter::measure;
use wuye::assess::{Checklist, Columns, Packed, verdicts};
use wuye::billing::{Charge, Numbers, Plan, PlanOf, Rows, Rules, Tariff, TariffLine, bill_rows};
use wuye::decide::emergency::{
    EMERGENCY_EVENTS_MAX, EmergencyAct, EmergencyEvent, EmergencyLaw, EmergencyRequest, EmergencyService,
};
use wuye::dossier::{CompleteLog, Dossier, EventRecord};
use wuye::estate::{Compound, Event, Fact, Quantity, Stated, Value};
use wuye::law::Authority;
use wuye::measure::{
    Approx, Day, DayCount, Every, Money, Per, Period, Rounding, RoundingPoint, Sense, Span, UnitPrice,
};
use wuye::money::IncomeKind;
use wuye::places;
use wuye::procedure::{Dispute, DisputeAct, DisputeStep, DuePlan, DueRule, ENTRIES_MAX, Entry, Log};
use wuye::programme::{PortfolioEntry, PortfolioPlan};
use wuye::rule::{Aim, Rulebook, Verdict};

const DAY: &str = "2024-03-01";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Every shipped rulebook, and every aim that has rules in it.
fn checklists() -> Vec<Checklist> {
    let rulebooks: [Rulebook; 4] = [
        places::dongguan::rulebook().unwrap(),
        places::xiamen::rulebook().unwrap(),
        places::xianning::rulebook().unwrap(),
        places::xuchang::rulebook().unwrap(),
    ];
    let of = |rulebook: &Rulebook| -> Vec<Checklist> {
        rulebook.aims().into_iter().map(|aim| Checklist::compile(rulebook, aim)).collect()
    };
    rulebooks.iter().flat_map(of).collect()
}

/// Compounds under an id of some length: of which nothing is known, most is known from one office on one day, all is
/// known from several hands, and all with numbers that are not exact and things that happened.
fn dossiers(id: &str) -> [Dossier; 4] {
    let place = "421200".parse().unwrap();
    let nothing = Dossier::new(Compound { id: id.parse().unwrap(), name: "某院".into(), place, yards: vec![] });
    let numbers = |dossier: &mut Dossier, sense: Sense| {
        for quantity in Quantity::ALL {
            let value = match quantity.dimension() {
                wuye::measure::Dimension::Area => Value::Area("30000.5".parse().unwrap()),
                wuye::measure::Dimension::Money => Value::Money(Money::from_fen(1_250_000).unwrap()),
                _ => Value::Count(210),
            };
            dossier.measure(*quantity, Stated::new(Approx { value, sense }, day(DAY), Authority::Survey)).unwrap();
        }
    };
    let mut plain = nothing.clone();
    for fact in Fact::ALL.iter().step_by(2) {
        plain.state(*fact, Stated::new(true, day(DAY), Authority::Street)).unwrap();
    }
    numbers(&mut plain, Sense::Exact);
    let mut hands = nothing.clone();
    for (n, fact) in Fact::ALL.iter().enumerate() {
        let by = if n % 2 == 0 { Authority::Street } else { Authority::HousingDepartment };
        hands.state(*fact, Stated::new(n % 3 > 0, day(DAY), by)).unwrap();
    }
    numbers(&mut hands, Sense::Exact);
    let mut rare = hands.clone();
    rare.statements = plain.statements.clone();
    let about = rare.compound.subject();
    Quantity::ALL.iter().for_each(|quantity| drop(rare.statements.retract_quantity(&about, *quantity)));
    numbers(&mut rare, Sense::Over);
    for event in Event::ALL {
        let happened = Stated::new(day("2023-06-01"), day(DAY), Authority::Street);
        rare.events.push(EventRecord { event: *event, happened });
        rare.complete.push(CompleteLog { event: *event, until: day(DAY) });
    }
    [nothing, plain, hands, rare]
}

/// How many allocations, and the answer.
fn counted<T>(work: impl FnOnce() -> T) -> (u64, T) {
    let mut answer = None;
    let info = measure(|| answer = Some(work()));
    (info.count_total, answer.unwrap())
}

#[test]
fn a_verdict_allocates_nothing_and_an_assessment_its_findings() {
    // An id that is kept in place, and one that is shared.
    let mut cases = 0;
    for id in ["c1", "a-compound-with-an-id-of-many-more-characters-than-fit"] {
        for dossier in dossiers(id) {
            let packed = Packed::of(&dossier, day(DAY));
            for checklist in checklists() {
                let told = || format!("{} of {id} under {}", checklist.aim(), checklist.rulebook());
                let (allocations, verdict) = counted(|| checklist.verdict(&packed));
                assert_eq!(allocations, 0, "verdict: {}", told());
                let (allocations, assessment) = counted(|| checklist.assess_packed(&packed));
                assert_eq!(allocations, 1, "an assessment from packed facts: {}", told());
                assert_eq!(assessment.verdict(), verdict);
                let (allocations, assessment) = counted(|| checklist.assess(&dossier, day(DAY)));
                assert_eq!(allocations, 1, "an assessment from a dossier: {}", told());
                assert_eq!(assessment.verdict(), verdict);
                let (allocations, verdict) = counted(|| checklist.assess(&dossier, day(DAY)).verdict());
                assert_eq!((allocations, verdict), (1, assessment.verdict()), "a verdict from a dossier: {}", told());
                cases += 1;
            }
        }
    }
    assert!(cases > 300, "{cases}");
}

#[test]
fn an_assessment_that_is_used_again_allocates_nothing_once_it_has_grown() {
    let (checklists, dossiers) = (checklists(), dossiers("c1"));
    let packed = dossiers.map(|dossier| Packed::of(&dossier, day(DAY)));
    let mut again = checklists[0].assess_packed(&packed[0]);
    for round in 0..2 {
        for checklist in &checklists {
            for facts in &packed {
                let (allocations, verdict) = counted(|| checklist.assess_into(facts, &mut again));
                assert!(round == 0 || allocations == 0, "{allocations} for {}", checklist.aim());
                assert_eq!(again, checklist.assess_packed(facts));
                assert_eq!(verdict, again.verdict());
            }
        }
    }
}

/// However many rows a batch of columns has, it allocates as often: for what is bound once a call, never for a row.
#[test]
fn a_batch_allocates_nothing_for_a_row() {
    let checklists = checklists();
    let of_verdicts = |rows: usize| {
        let days = vec![day(DAY); rows];
        let checklist: Vec<u16> = (0..rows).map(|row| u16::try_from(row % checklists.len()).unwrap()).collect();
        let (truth, measured) = (vec![0x0F0F; rows], vec![1; rows]);
        let owners: Vec<i64> = (0..rows).map(|row| i64::try_from(row % 900).unwrap()).collect();
        let columns = Columns {
            checklist: Some(&checklist),
            facts: &Fact::ALL[..40],
            stated: &truth,
            truth: &truth,
            quantities: &[(Quantity::Owners, &owners)],
            measured: &measured,
            ..Columns::of(&days)
        };
        let columns = columns.checked().unwrap();
        let mut out = vec![Verdict::Unknown; rows];
        let (allocations, faults) = counted(|| verdicts(&checklists, &columns, &mut out).unwrap());
        assert!(faults.is_empty());
        allocations
    };
    assert_eq!(of_verdicts(1_000), of_verdicts(20_000));

    let span = Span::new(day("2026-01-01"), day("2026-01-20")).unwrap();
    let line = |id: &str, micro, per| {
        let price = UnitPrice::from_micro(micro, per, Every::Month).unwrap();
        TariffLine::new(id.parse().unwrap(), IncomeKind::ServiceFee, Charge::Rate(price))
    };
    let plan = |point| {
        let lines = vec![line("fee", 1_450_001, Per::SquareMetre), line("parking", 7_000_001, Per::Space)];
        let rounding = Rounding { point, ..Rounding::default() };
        let rules = Rules { proration: Some(DayCount::ActualMonth), ..Rules::from(rounding) };
        Plan::compile(&Tariff::with(lines, vec![], rules).unwrap(), span, &[vec![]]).unwrap()
    };
    // Of the second, each row is rounded as a whole; rows stand in runs and one by one.
    let plans = [plan(RoundingPoint::Line), plan(RoundingPoint::Bill)];
    let of_bills = |rows: usize| {
        let plan: Vec<u32> =
            (0..rows).map(|row| if row < rows / 2 { 0 } else { u32::try_from(row % 2).unwrap() }).collect();
        let (area, spaces) = (vec![8_955; rows], vec![1; rows]);
        let columns = Rows {
            plan: PlanOf::ByRow(&plan),
            class: None,
            area: Some(Numbers::I32(&area)),
            households: None,
            spaces: Some(Numbers::U8(&spaces)),
            first_row: 0,
        };
        let mut bills = vec![0; rows];
        let (allocations, totals) = counted(|| bill_rows(&plans, &columns, &mut bills).unwrap());
        assert_eq!(totals.rows(), rows as u64);
        allocations
    };
    assert_eq!(of_bills(100), of_bills(20_000));
    assert!(of_bills(20_000) < 10);
}

/// A portfolio allocates for each compound what its facts and what they lack need, and nothing more for a larger batch.
#[test]
fn a_portfolio_allocates_alike_for_every_compound() {
    let rulebook = places::xianning::rulebook().unwrap();
    let aims: Vec<Aim> =
        rulebook.aims().into_iter().filter(|aim| matches!(aim, Aim::Mode(_) | Aim::Apply(_))).collect();
    let plan = PortfolioPlan::compile(&rulebook, &aims, &[], day(DAY)).unwrap();
    let [nothing, plain, ..] = dossiers("c1");
    let of = |dossier: &Dossier, rows: usize| {
        let entries = vec![PortfolioEntry { dossier, budget: None }; rows];
        let (allocations, portfolio) = counted(|| plan.run(&entries, 0).unwrap());
        assert_eq!(portfolio.compounds(), rows as u64);
        allocations
    };
    let each = [&nothing, &plain].map(|dossier| {
        let (one, few, many) = (of(dossier, 1), of(dossier, 101), of(dossier, 10_101));
        // Beyond what the first needs: so many for every compound, in a small batch and in a large one.
        assert_eq!((many - one) / 10_100, (few - one) / 100);
        assert_eq!((many - one) % 10_100, 0);
        (many - one) / 10_100
    });
    assert!(each.iter().all(|each| *each <= EACH_MOST), "{each:?} for a compound");
}

/// How often a portfolio of the four modes and of the application of Xianning may allocate for a compound: 62 times
/// where nothing is known, 49 times where most is, when this was written.
const EACH_MOST: u64 = 70;

/// A log of a million entries is folded into its case with one allocation, that of the times that run: so many as a log
/// of one entry needs. Entering them one by one only grows the log, to twice its room each time.
#[test]
fn a_log_is_folded_without_an_allocation_for_an_entry() {
    let round = [
        DisputeStep::Triage,
        DisputeStep::Assign,
        DisputeStep::Whistle,
        DisputeStep::Join,
        DisputeStep::Study,
        DisputeStep::Monitor,
        DisputeStep::Resolve,
        DisputeStep::Evaluate,
        DisputeStep::Close,
        DisputeStep::Reopen,
    ];
    let body: wuye::estate::OrganisationId = "urban-management".parse().unwrap();
    let act = |step| DisputeAct { step, body: (step == DisputeStep::Assign).then(|| body.clone()) };
    let entries = |n: usize| -> Vec<Entry<DisputeAct>> {
        let steps = std::iter::once(DisputeStep::Report).chain(round.iter().copied().cycle());
        steps.take(n).map(|step| Entry { on: day(DAY), act: act(step) }).collect()
    };
    let rule = DueRule { step: DisputeStep::Resolve, from: DisputeStep::Assign, within: Period::Days(15) };
    let plan = DuePlan::new(vec![rule]).unwrap();
    let compound: wuye::estate::CompoundId = "c1".parse().unwrap();
    for n in [1, 1_000, ENTRIES_MAX] {
        let log = Log::new(entries(n)).unwrap();
        let (compound, plan) = (compound.clone(), plan.clone());
        let (allocations, case) = counted(|| Dispute::replay(compound, plan, log).unwrap());
        assert_eq!((allocations, case.log().entries().len()), (1, n));
    }
    let all = entries(ENTRIES_MAX);
    let mut case = Dispute::new(compound, plan);
    let (allocations, ()) = counted(|| all.into_iter().for_each(|entry| case.record(entry.on, entry.act).unwrap()));
    assert!(allocations < 24, "{allocations}");
}

/// So is an emergency service: one allocation for a log of any length; the event beyond the most is refused.
#[test]
fn an_emergency_is_folded_without_an_allocation_for_an_event() {
    let rulebook = places::dongguan::rulebook().unwrap();
    let [nothing, ..] = dossiers("c1");
    let law = EmergencyLaw::on(&rulebook, &nothing, day(DAY));
    let (by, written) = (Authority::ResidentsCommittee, Some(true));
    let asked = |asking| EmergencyRequest { by, asking: Some(asking), owners: Some(300), written };
    let events = |number: u32| {
        let requests = (1..number).map(move |at| EmergencyAct::Request(asked(at % 301)));
        std::iter::once(EmergencyAct::Report).chain(requests).map(|act| EmergencyEvent { on: day(DAY), act })
    };
    let replay = |number| EmergencyService::replay("c1".parse().unwrap(), &law, events(number));
    for number in [1_000, u32::try_from(EMERGENCY_EVENTS_MAX).unwrap()] {
        let (allocations, case) = counted(|| replay(number).unwrap());
        assert_eq!((allocations, case.log().len()), (1, usize::try_from(number).unwrap()));
    }
    assert_eq!(replay(10_000_000).unwrap_err().code(), "emergency_too_many");
}

#[test]
fn the_counter_counts() {
    assert_eq!(counted(|| vec![1_u8; 3]), (1, vec![1; 3]));
    assert_eq!(counted(|| vec![vec![1_u8], vec![2]]).0, 3);
}
