//! Bills of columns against the bill of each household by itself.

use super::*;
use std::collections::BTreeSet;

use wuye::billing::{
    BatchError, Billable, BillingError, Change, Charge, Granted, Missing, NO_BILL, Numbers, Plan, PlanObstacle, PlanOf,
    Relief, ReliefId, Rows, Rules, Tariff, TariffLine, Totals, Weighting, bill, bill_rows,
};
use wuye::measure::{
    Area, ColumnKind, Day, Every, Money, Per, Rounding, RoundingMode, RoundingPoint, RoundingUnit, Share, Span,
    UnitPrice,
};
use wuye::money::IncomeKind;
use wuye::testkit::proptest::collection::vec;
use wuye::testkit::proptest::strategy::{BoxedStrategy, Strategy};

/// Rows as a test keeps them: class, hundredths of a square metre, households, spaces.
type Row = (u8, i64, i64, i64);
type Planned = (Tariff, Span, Vec<Vec<ReliefId>>, Plan);

/// What a row comes to: its fen in all and line by line, or what is wrong with it.
type Came = Result<(i64, Vec<i64>), BillFault>;

/// The bill of one row by the single path.
fn alone((tariff, span, classes, _): &Planned, (class, area, households, spaces): Row) -> Came {
    let class = classes.get(usize::from(class)).ok_or(BillFault::NoClass)?;
    let by = |line: &TariffLine| match &line.charge {
        Charge::Rate(price) => price.per(),
        Charge::Prices(prices) => prices.steps()[0].price.per(),
        other => panic!("{other:?}"),
    };
    // The first line that cannot be billed names what is wrong.
    for line in tariff.lines() {
        let (extent, unknown, most) = match by(line) {
            Per::SquareMetre => (area, BillFault::AreaUnknown, Area::MAX.hundredths()),
            Per::Household => (households, BillFault::HouseholdsUnknown, u32::MAX.into()),
            Per::Space => (spaces, BillFault::SpacesUnknown, u32::MAX.into()),
            Per::Use => panic!("no plan has a line by use"),
        };
        if extent < 0 {
            return Err(unknown);
        }
        if extent > most {
            return Err(BillFault::ExtentOutOfRange);
        }
    }
    let home = Billable {
        area: Area::from_hundredths(area).ok(),
        households: u32::try_from(households).ok(),
        spaces: u32::try_from(spaces).ok(),
        reliefs: class.iter().map(|relief| Granted { relief: relief.clone(), during: None }).collect(),
        ..Billable::new("1-101".parse().unwrap())
    };
    match bill(tariff, &[home], *span) {
        Ok(run) => {
            let bill = &run.bills()[0];
            Ok((bill.total().fen(), bill.lines().iter().map(|line| line.amount().fen()).collect()))
        }
        Err(BillingError::BillOverflow { .. } | BillingError::RunOverflow {}) => Err(BillFault::BillOverflow),
        Err(other) => panic!("{other}"),
    }
}

/// A batch that owns its columns.
#[derive(Debug, Clone)]
struct Kept {
    planned: Vec<Planned>,
    rows: Vec<(Row, u32)>,
}

/// Which kinds of columns hold the numbers.
#[derive(Debug, Clone, Copy)]
enum Kinds {
    Wide,
    /// As small as workloads have them; of rows that fit.
    Small,
    Unsigned,
}

impl Kept {
    fn plans(&self) -> Vec<Plan> {
        self.planned.iter().map(|(.., plan)| plan.clone()).collect()
    }

    /// Bills rows from one place to another; the runs are by place if the rows stand in the order of their plans.
    fn bill(&self, range: std::ops::Range<usize>, kinds: Kinds, runs: bool) -> (Vec<i64>, Totals) {
        let rows = &self.rows[range.clone()];
        let column = |of: fn(&Row) -> i64| rows.iter().map(|(row, _)| of(row)).collect::<Vec<i64>>();
        let (area, households, spaces) = (column(|row| row.1), column(|row| row.2), column(|row| row.3));
        let int = |column: &[i64]| column.iter().map(|n| i32::try_from(*n).unwrap_or(-1)).collect::<Vec<i32>>();
        let long = |column: &[i64]| column.iter().map(|n| u32::try_from(*n).unwrap_or(0)).collect::<Vec<u32>>();
        let short = |column: &[i64]| column.iter().map(|n| i16::try_from(*n).unwrap_or(-1)).collect::<Vec<i16>>();
        let byte = |column: &[i64]| column.iter().map(|n| u8::try_from(*n).unwrap_or(0)).collect::<Vec<u8>>();
        let two = |column: &[i64]| column.iter().map(|n| u16::try_from(*n).unwrap_or(0)).collect::<Vec<u16>>();
        let (int, long, short) = (int(&area), long(&area), short(&households));
        let (byte, two) = (byte(&spaces), two(&households));
        let columns = match kinds {
            Kinds::Wide => [Numbers::I64(&area), Numbers::I64(&households), Numbers::I64(&spaces)],
            Kinds::Small => [Numbers::I32(&int), Numbers::I16(&short), Numbers::U8(&byte)],
            Kinds::Unsigned => [Numbers::U32(&long), Numbers::U16(&two), Numbers::U8(&byte)],
        };
        let class: Vec<u8> = rows.iter().map(|(row, _)| row.0).collect();
        let plan: Vec<u32> = rows.iter().map(|(_, plan)| *plan).collect();
        let before = |plan: usize| rows.iter().filter(|(_, own)| (*own as usize) < plan).count();
        let places: Vec<usize> = (0..=self.planned.len()).map(before).collect();
        let [area, households, spaces] = columns.map(Some);
        let rows = Rows {
            plan: if runs { PlanOf::Runs(&places) } else { PlanOf::ByRow(&plan) },
            class: Some(&class),
            area,
            households,
            spaces,
            first_row: range.start as u64,
        };
        let mut bills = vec![7; range.len()];
        let totals = bill_rows(&self.plans(), &rows, &mut bills).unwrap();
        (bills, totals)
    }

    /// Every row by itself.
    fn alone(&self) -> Vec<Came> {
        let one = |(row, plan): &(Row, u32)| match self.planned.get(*plan as usize) {
            Some(planned) => alone(planned, *row),
            None => Err(BillFault::NoPlan),
        };
        self.rows.iter().map(one).collect()
    }

    /// Whether bills, totals by plan and line, and faults are those of the rows by themselves.
    fn check(&self, came: &[Came], bills: &[i64], totals: &Totals) -> Result<(), String> {
        let expected: Vec<i64> = came.iter().map(|came| came.as_ref().map_or(NO_BILL, |(fen, _)| *fen)).collect();
        laws::columns_agree(&expected, bills).map_err(|error| error.to_string())?;
        let faults: Vec<(u64, BillFault)> =
            (0..).zip(came).filter_map(|(row, came)| came.as_ref().err().map(|fault| (row, *fault))).collect();
        if totals.faults().first() != &faults[..faults.len().min(ROW_FAULTS_MAX)] {
            return Err(format!("faults {:?}, expected {faults:?}", totals.faults()));
        }
        let mut grand = 0_i128;
        for (number, planned) in self.planned.iter().enumerate() {
            let own = came.iter().zip(&self.rows).filter(|(_, (_, plan))| *plan as usize == number);
            let own: Vec<&(i64, Vec<i64>)> = own.filter_map(|(came, _)| came.as_ref().ok()).collect();
            let lines =
                (0..planned.0.lines().len()).map(|line| own.iter().map(|(_, l)| i128::from(l[line])).sum::<i128>());
            let (lines, fen): (Vec<i128>, i128) = (lines.collect(), own.iter().map(|(fen, _)| i128::from(*fen)).sum());
            grand += fen;
            let inside = |fen: i128| i64::try_from(fen).is_ok_and(|fen| Money::from_fen(fen).is_ok());
            let found = totals.lines_of(number).unwrap();
            let same = match &found {
                Ok(found) => found.iter().map(|money| i128::from(money.fen())).eq(lines.iter().copied()),
                Err(_) => !lines.iter().all(|fen| inside(*fen)),
            };
            let total = match totals.total_of(number).unwrap() {
                Ok(total) => i128::from(total.fen()) == fen,
                Err(_) => !inside(fen),
            };
            if !same || !total || totals.rows_of(number) != Some(own.len() as u64) {
                return Err(format!("plan {number}: {found:?}, expected {lines:?} of {} rows", own.len()));
            }
        }
        let total = totals.total().map(|total| i128::from(total.fen()));
        if total.is_ok_and(|total| total != grand) || totals.faults().count() != faults.len() as u64 {
            return Err(format!("{grand} expected in all"));
        }
        Ok(())
    }
}

fn batch(rows: usize) -> BoxedStrategy<Kept> {
    (vec(testkit::planned(), 1..=3), vec((testkit::billed_row(), 0..3_u32), 0..=rows))
        .prop_map(|(planned, rows)| Kept { planned, rows })
        .boxed()
}

#[test]
fn every_row_gets_the_bill_it_gets_alone() {
    testkit::holds_for(600, batch(24), |kept| {
        let (bills, totals) = kept.bill(0..kept.rows.len(), Kinds::Wide, false);
        kept.check(&kept.alone(), &bills, &totals)
    });
}

/// Rows of one plan in numbers that whole blocks are billed by: some blocks with a fault or a great number in them.
fn long(seed: u64, planned: Vec<Planned>, kinds: Kinds) -> Kept {
    let mut r = Random(seed);
    let mut rows = Vec::new();
    for (plan, own) in planned.iter().enumerate() {
        let many = r.pick(&[0, 1, 7, 8, 9, 300, 1_023, 1_024, 1_025, 2_500]);
        let classes = own.2.len();
        let rare = r.pick(&[0, 0, 400]);
        for _ in 0..many {
            let mut row = (r.below(classes) as u8, r.below(20_000) as i64, r.below(3) as i64, r.below(3) as i64);
            if rare > 0 && r.one_in(rare) {
                match (r.below(3), kinds) {
                    (0, _) => row.0 = r.pick(&[classes as u8, 255]),
                    (1, Kinds::Unsigned) => row.1 = u32::MAX.into(),
                    (1, _) => row.1 = -1,
                    (_, Kinds::Wide) => row.1 = r.pick(&[Area::MAX.hundredths(), i64::MAX]),
                    (_, Kinds::Small) => row.1 = i32::MAX.into(),
                    (_, Kinds::Unsigned) => row.3 = 255,
                }
            }
            rows.push((row, plan as u32));
        }
    }
    Kept { planned, rows }
}

#[test]
fn whole_blocks_are_billed_as_rows_are() {
    let planned = testkit::samples(60, &vec(testkit::planned(), 1..=3));
    for (seed, planned) in (1..).zip(planned) {
        let kinds = [Kinds::Wide, Kinds::Small, Kinds::Unsigned][seed as usize % 3];
        let kept = long(seed, planned, kinds);
        let came = kept.alone();
        for runs in [false, true] {
            let (bills, totals) = kept.bill(0..kept.rows.len(), kinds, runs);
            kept.check(&came, &bills, &totals).unwrap_or_else(|error| panic!("seed {seed}, {kinds:?}: {error}"));
        }
    }
}

#[test]
fn totals_of_shards_are_those_of_the_whole() {
    holds((batch(40), vec(0..=40_usize, 3)), |(kept, cuts)| {
        let rows = kept.rows.len();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| (*cut).min(rows)).chain([0, rows]).collect();
        cuts.sort_unstable();
        let (bills, whole) = kept.bill(0..rows, Kinds::Wide, false);
        let parts: Vec<(Vec<i64>, Totals)> =
            cuts.windows(2).map(|cut| kept.bill(cut[0]..cut[1], Kinds::Wide, false)).collect();
        let joined: Vec<i64> = parts.iter().flat_map(|(bills, _)| bills.clone()).collect();
        let totals: Vec<Totals> = parts.into_iter().map(|(_, totals)| totals).collect();
        laws::columns_agree(&bills, &joined).map_err(|error| error.to_string())?;
        laws::shards_merge(&whole, &totals, |a, b| a.merge(b).unwrap()).map_err(|error| error.to_string())
    });
}

// ------------------------------------------------------------------------------------------------ exact figures

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn span(start: &str, end: &str) -> Span {
    Span::new(day(start), day(end)).unwrap()
}

fn line(id: &str, yuan: &str, per: Per, every: Every) -> TariffLine {
    let price = UnitPrice::new(yuan.parse().unwrap(), per, every).unwrap();
    TariffLine::new(id.parse().unwrap(), IncomeKind::ServiceFee, Charge::Rate(price))
}

fn one_line(yuan: &str, rounding: Rounding, span: Span) -> Plan {
    let tariff = Tariff::new(vec![line("fee", yuan, Per::SquareMetre, Every::Month)], rounding).unwrap();
    Plan::compile(&tariff, span, &[vec![]]).unwrap()
}

fn areas(plan: &Plan, hundredths: &[i32]) -> Vec<i64> {
    let rows = Rows {
        plan: PlanOf::Runs(&[0, hundredths.len()]),
        class: None,
        area: Some(Numbers::I32(hundredths)),
        households: None,
        spaces: None,
        first_row: 0,
    };
    let mut bills = vec![0; hundredths.len()];
    let _ = bill_rows(std::slice::from_ref(plan), &rows, &mut bills).unwrap();
    bills
}

#[test]
fn known_figures() {
    let month = span("2026-01-01", "2026-02-01");
    let year = span("2026-01-01", "2027-01-01");
    let half_up = Rounding::default();
    // 0.50 × 40.91 = 20.455; 1.45 × 89.55 for a year, by the month and at once; 0.15 × 130.70 = 19.605.
    assert_eq!(areas(&one_line("0.50", half_up, month), &[4091]), [2046]);
    assert_eq!(areas(&one_line("0.15", half_up, month), &[13_070]), [1961]);
    assert_eq!(areas(&one_line("1.45", half_up, year), &[8955]), [155_817]);
    let by_month = Rounding { point: RoundingPoint::Period, ..half_up };
    assert_eq!(areas(&one_line("1.45", by_month, year), &[8955]), [155_820]);
    // 100.24 × 1.4 × 12 = 1,684.032 in whole yuan.
    let yuan = Rounding { unit: RoundingUnit::Yuan, ..half_up };
    assert_eq!(areas(&one_line("1.40", yuan, year), &[10_024]), [168_400]);
    // 0.125 to the even neighbour, up and down; a block of them and one by one.
    let half = |mode| {
        let plan = one_line("0.01", Rounding { mode, ..half_up }, month);
        let many = areas(&plan, &[1_250, 1_350, 1_250, 1_350, 1_250, 1_350, 1_250, 1_350, 1_250, 1_350]);
        assert!(many.chunks(2).all(|pair| pair == &many[..2]));
        assert_eq!(areas(&plan, &[1_250, 1_350]), many[..2]);
        [many[0], many[1]]
    };
    assert_eq!(half(RoundingMode::HalfEven), [12, 14]);
    assert_eq!(half(RoundingMode::HalfAwayFromZero), [13, 14]);
    assert_eq!(half(RoundingMode::Up), [13, 14]);
    assert_eq!(half(RoundingMode::Down), [12, 13]);
}

/// Every remainder of every divisor up to some size, and the greatest products: block and row by row are one.
#[test]
fn quotients_are_exact_at_every_border() {
    let modes = RoundingMode::ALL;
    for (price, mode) in [1, 2, 3, 7, 999_983, 1_000_000, 1_450_000].into_iter().zip(modes.iter().cycle()) {
        for parts in [(1, 1), (1, 3), (2, 7), (30, 31), (999, 1_000), (65_535, 65_536)] {
            let relief = Relief::new("part".parse().unwrap(), Change::Charge(Share::new(parts.0, parts.1).unwrap()));
            let price = UnitPrice::from_micro(price, Per::SquareMetre, Every::Month).unwrap();
            let fee = TariffLine::new("fee".parse().unwrap(), IncomeKind::ServiceFee, Charge::Rate(price));
            let rules = Rules::from(Rounding { mode: *mode, ..Rounding::default() });
            let tariff = Tariff::with(vec![fee], vec![relief.clone()], rules).unwrap();
            let month = span("2026-01-01", "2026-02-01");
            let plan = Plan::compile(&tariff, month, &[vec![relief.id]]).unwrap();
            let near = |n: i64| (n - 5).max(0)..=n + 5;
            let extents: BTreeSet<i64> =
                [0, 1_000, 500_000, 1 << 20, 1_500_000, (1 << 31) - 6].into_iter().flat_map(near).collect();
            let extents: Vec<i32> = extents.into_iter().map(|n| i32::try_from(n).unwrap()).collect();
            let exact = |n: &i32| {
                // micro × hundredths × parts over 10⁶ × parts is fen.
                let above = i128::from(price.micro()) * i128::from(*n) * i128::from(parts.0);
                let below = 1_000_000 * i128::from(parts.1);
                let (whole, rest) = (above / below, above % below);
                let up = match mode {
                    RoundingMode::HalfAwayFromZero => 2 * rest >= below,
                    RoundingMode::HalfEven => 2 * rest > below || (2 * rest == below && whole % 2 == 1),
                    RoundingMode::Up => rest > 0,
                    RoundingMode::Down => false,
                };
                i64::try_from(whole).unwrap() + i64::from(up)
            };
            let expected: Vec<i64> = extents.iter().map(exact).collect();
            assert_eq!(areas(&plan, &extents), expected, "{price:?} {parts:?} {mode}");
            let one_by_one: Vec<i64> = extents.iter().map(|n| areas(&plan, &[*n])[0]).collect();
            assert_eq!(one_by_one, expected);
        }
    }
}

// ------------------------------------------------------------------------------------------------ refusals

#[test]
fn lines_that_no_plan_holds_are_named() {
    let month = span("2026-01-01", "2026-02-01");
    let fee = || line("fee", "1.45", Per::SquareMetre, Every::Month);
    let own = |id: &str, charge| TariffLine::new(id.parse().unwrap(), IncomeKind::ServiceFee, charge);
    let lump = own("lift", Charge::Apportioned { total: "100".parse().unwrap(), by: Weighting::Area });
    let formula = own("extra", Charge::Formula("[fee] * 10%".parse().unwrap()));
    let water = line("water", "3.45", Per::Use, Every::Once);
    let held = TariffLine { missing: Missing::Hold { whole: None }, ..line("held", "1", Per::Space, Every::Month) };
    let because = |line: TariffLine, obstacle| {
        let id = line.id.clone();
        let tariff = Tariff::new(vec![fee(), line], Rounding::default()).unwrap();
        let error = Plan::compile(&tariff, month, &[vec![]]).unwrap_err();
        assert_eq!(error, BillingError::NotForColumns { line: id, because: obstacle });
    };
    because(lump, PlanObstacle::Lump);
    because(formula, PlanObstacle::Formula);
    because(water, PlanObstacle::Counted);
    because(held, PlanObstacle::Held);
    let less = Relief::new("coupon".parse().unwrap(), Change::Less("10".parse().unwrap()));
    let due = Relief::new("due".parse().unwrap(), Change::Unknown);
    let tariff = Tariff::with(vec![fee()], vec![less, due], Rules::default()).unwrap();
    let classes = |class: &[&str]| [class.iter().map(|relief| relief.parse().unwrap()).collect::<Vec<ReliefId>>()];
    let compiled = |class: &[&str]| Plan::compile(&tariff, month, &classes(class));
    // A class that has neither can be billed.
    assert!(compiled(&[]).is_ok());
    for relief in ["coupon", "due"] {
        let error = BillingError::NotForColumns { line: fee().id, because: PlanObstacle::SumOff };
        assert_eq!(compiled(&[relief]).unwrap_err(), error);
    }
    let relief = |id: &str| BillingError::ClassRelief { class: 0, relief: id.parse().unwrap() };
    assert_eq!(compiled(&["early"]).unwrap_err(), relief("early"));
    assert_eq!(compiled(&["due", "due"]).unwrap_err(), relief("due"));
    let many = vec![vec![]; 257];
    assert_eq!(Plan::compile(&tariff, month, &[]).unwrap_err(), BillingError::Classes { most: 256, found: 0 });
    assert_eq!(Plan::compile(&tariff, month, &many).unwrap_err(), BillingError::Classes { most: 256, found: 257 });
    assert_eq!(Plan::compile(&tariff, month, &many[..256]).unwrap().classes(), 256);
    let part = Plan::compile(&tariff, span("2026-01-01", "2026-01-20"), &[vec![]]);
    assert_eq!(part.unwrap_err().code(), "not_whole_periods");
}

#[test]
fn columns_that_do_not_fit_are_refused_and_nothing_is_written() {
    let plan = one_line("1.45", Rounding::default(), span("2026-01-01", "2026-02-01"));
    let plans = [plan.clone(), plan];
    let fits = Rows {
        plan: PlanOf::Runs(&[0, 2, 3]),
        class: Some(&[0; 3]),
        area: Some(Numbers::I32(&[1; 3])),
        households: None,
        spaces: None,
        first_row: 0,
    };
    let refused = |rows: Rows<'_>| {
        let mut bills = [5; 3];
        let error = bill_rows(&plans, &rows, &mut bills).unwrap_err();
        assert_eq!(bills, [5; 3]);
        error
    };
    let length = |column, found| BatchError::Length { column, expected: 3, found };
    assert_eq!(refused(Rows { plan: PlanOf::ByRow(&[0; 2]), ..fits }), length(ColumnKind::Plan, 2));
    assert_eq!(refused(Rows { class: Some(&[]), ..fits }), length(ColumnKind::Class, 0));
    assert_eq!(refused(Rows { area: Some(Numbers::U8(&[1; 4])), ..fits }), length(ColumnKind::Area, 4));
    assert_eq!(refused(Rows { households: Some(Numbers::U16(&[])), ..fits }), length(ColumnKind::Household, 0));
    assert_eq!(refused(Rows { spaces: Some(Numbers::I16(&[1])), ..fits }), length(ColumnKind::Space, 1));
    for places in [&[0, 3][..], &[0, 2, 3, 3], &[0, 2, 2], &[1, 2, 3], &[0, 4, 3], &[]] {
        assert_eq!(refused(Rows { plan: PlanOf::Runs(places), ..fits }), BatchError::Runs { plans: 2, rows: 3 });
    }
    let mut bills = [5; 3];
    let totals = bill_rows(&plans, &fits, &mut bills).unwrap();
    assert_eq!((totals.rows(), totals.rows_of(0), totals.rows_of(2)), (3, Some(2), None));
    assert!(totals.total_of(2).is_none() && totals.lines_of(2).is_none());
    assert_eq!(totals.clone().merge(Totals::none(&plans)), Ok(totals.clone()));
    assert_eq!(totals.merge(Totals::none(&plans[..1])), Err(BatchError::OtherPlans {}));
}

// ------------------------------------------------------------------------------------------------ planted bugs

#[test]
fn planted_bills_are_caught() {
    let expected = |kept: &Kept| -> Vec<i64> {
        kept.alone().iter().map(|came| came.as_ref().map_or(NO_BILL, |(fen, _)| *fen)).collect()
    };
    let caught = |broken: &dyn Fn(&Kept) -> Vec<i64>| {
        let found =
            planted::caught(Law::ColumnsAgree, &batch(24), |kept| laws::columns_agree(&expected(kept), &broken(kept)));
        assert!(found > 3);
    };
    let bills = |kept: &Kept| kept.bill(0..kept.rows.len(), Kinds::Wide, false).0;
    // A row with a fault is billed nothing.
    caught(&|kept| bills(kept).into_iter().map(|fen| fen.max(0)).collect());
    // The first plan bills all.
    caught(&|kept| bills(&Kept { rows: kept.rows.iter().map(|(row, _)| (*row, 0)).collect(), ..kept.clone() }));
    // Reliefs are forgotten.
    caught(&|kept| {
        let mut all = kept.clone();
        for (tariff, span, classes, plan) in &mut all.planned {
            *plan = Plan::compile(tariff, *span, &vec![vec![]; classes.len()]).unwrap();
        }
        bills(&all)
    });
    // Households where spaces are meant.
    caught(&|kept| {
        let turned = kept.rows.iter().map(|((c, a, h, s), plan)| ((*c, *a, *s, *h), *plan)).collect();
        bills(&Kept { rows: turned, ..kept.clone() })
    });
    let merge = |broken: fn(Totals, Totals) -> Totals| {
        let _ = planted::caught(Law::ShardsMerge, &batch(24), move |kept| {
            let rows = kept.rows.len();
            let (whole, half) = (kept.bill(0..rows, Kinds::Wide, false).1, rows / 2);
            let parts = [0..half, half..rows].map(|range| kept.bill(range, Kinds::Wide, false).1);
            laws::shards_merge(&whole, &parts, broken)
        });
    };
    merge(|one, _| one);
    merge(|_, two| two);
    merge(|one, two| one.clone().merge(two).unwrap().merge(one).unwrap());
}
