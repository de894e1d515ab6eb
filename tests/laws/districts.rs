//! The laws of plans over our own code, and over code with planted bugs.

use super::*;
use wuye::bundle::{District, PlanRecord, Proof, check};

#[test]
fn our_plans_keep_the_laws() {
    holds(testkit::planned_district(), |(district, plan)| laws::plan_counted(district, &plan.record()));
    holds(testkit::planned_district(), |(_, plan)| laws::bound_below(plan.bound(), &[plan.figures().outlay]));
    holds(testkit::planned_district(), |(_, plan)| laws::optimal_proven(&plan.record()));
    holds(testkit::planned_district(), |(district, plan)| match check(district, &plan.record()) {
        Ok(again) if again == *plan => Ok(()),
        other => Err(format!("{other:?}")),
    });
}

/// A plan's record with a planted bug in it.
fn with(record: PlanRecord, bug: impl FnOnce(&mut PlanRecord)) -> PlanRecord {
    let mut record = record;
    bug(&mut record);
    record
}

#[test]
fn wrong_plans_break_the_laws() {
    let counted = |district: &District, record: PlanRecord| laws::plan_counted(district, &record);
    // A bundle is forgotten after it was counted.
    caught(Law::PlanCounted, &testkit::planned_district(), |(district, plan)| {
        counted(district, with(plan.record(), |record| drop(record.bundles.pop())))
    });
    // Resources that were counted are not used.
    caught(Law::PlanCounted, &testkit::planned_district(), |(district, plan)| {
        counted(district, with(plan.record(), |record| record.bundles.iter_mut().for_each(|b| b.resources.clear())))
    });
    // The unserved cost nothing.
    caught(Law::PlanCounted, &testkit::planned_district(), |(district, plan)| {
        let subsidies = Money::sum(plan.bundles().iter().map(wuye::bundle::CheckedBundle::subsidy)).unwrap();
        counted(district, with(plan.record(), |record| record.figures.outlay = subsidies))
    });
    // Pairs of which neither is served are not counted as parted.
    caught(Law::PlanCounted, &testkit::planned_district(), |(district, plan)| {
        let alone = |id| plan.unserved().contains(id);
        let both = district.edges().iter().filter(|[a, b]| alone(a) && alone(b)).count();
        counted(district, with(plan.record(), |record| record.figures.cut_edges -= u32::try_from(both).unwrap()))
    });
    // A bound of one fen too much.
    caught(Law::BoundBelow, &testkit::planned_district(), |(_, plan)| {
        let outlay = plan.figures().outlay;
        laws::bound_below(outlay.plus(Money::from_fen(1).unwrap()).unwrap(), &[outlay])
    });
    // Optimal because the search ended.
    caught(Law::OptimalProven, &testkit::planned_district(), |(_, plan)| {
        laws::optimal_proven(&with(plan.record(), |record| {
            (record.proof, record.bound) = (Proof::Optimal, Money::ZERO);
        }))
    });
}

#[test]
fn what_is_stored_of_plans_is_read_again() {
    holds(testkit::district(), |district| laws::round_trip(district, |value| to_json(value).unwrap(), from_json));
    holds(testkit::plan_record(), |record| laws::round_trip(record, |value| to_json(value).unwrap(), from_json));
}
