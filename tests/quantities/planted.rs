//! The laws of quantities over our own code, and over code with planted bugs.

use wuye::billing::floors::{FloorBasis, FloorMember, FloorTable};
use wuye::billing::meter::{Rollover, Shared, Tiers, consumption};
use wuye::laws::{self, Law};
use wuye::measure::{Bound, Period, Ratio, Usage, UsageUnit};
use wuye::testkit::{self, holds};

use crate::fen;

#[path = "../common/planted.rs"]
mod common;
use common::caught;

fn with_coefficients(table: &FloorTable, members: &[FloorMember]) -> Option<Vec<(FloorMember, Ratio)>> {
    members.iter().map(|member| Some((member.clone(), table.coefficient(member.floor)?))).collect()
}

#[test]
fn our_quantities_keep_the_laws() {
    holds(testkit::metered(), |(meter, from, to, rollover)| match consumption(meter, from, to, *rollover) {
        Ok(read) => laws::use_follows_register(meter, from, to, read.turns(), read.used()),
        Err(_) => Ok(()),
    });
    holds((testkit::tiers(), testkit::usage()), |(tiers, used)| {
        laws::tiers_marginal(tiers.tiers(), *used, tiers.exact(*used).unwrap())
    });
    holds(testkit::floor_split(), |(table, cost, members)| {
        let Ok(split) = table.split(*cost, members) else { return Ok(()) };
        let known = with_coefficients(table, members).unwrap();
        let weights: Vec<u64> = split.parts().iter().map(|part| part.weight).collect();
        laws::floor_weights(&known, table.basis() == FloorBasis::Area, &weights)?;
        let parts: Vec<i64> = split.parts().iter().map(|part| part.amount.fen()).collect();
        laws::zero_weight_gets_zero(&weights, &parts)?;
        laws::largest_remainder(cost.net().fen(), &weights, &parts)
    });
    holds((testkit::unit_uses(), testkit::main_meter(), testkit::money()), |(uses, (main, policy), total)| {
        let Ok(shared) = Shared::loss(UsageUnit::Tonne, *main, uses, *policy) else { return Ok(()) };
        let Ok(split) = shared.split(*total) else { return Ok(()) };
        let weights: Vec<u64> = shared.members().iter().map(|member| member.weight).collect();
        let parts: Vec<i64> = split.iter().map(|(_, part)| part.fen()).collect();
        laws::largest_remainder(total.fen(), &weights, &parts)
    });
    holds((testkit::longer_than(), testkit::day()), |(longer, since)| {
        laws::vacancy_begins(longer, *since, |since, on| longer.has_lasted(since, on))
    });
}

/// The order in which users are listed changes nothing.
#[test]
fn users_have_no_order() {
    holds((testkit::unit_uses(), testkit::main_meter()), |(uses, (main, policy))| {
        laws::order_free(uses, |uses| {
            let shared = Shared::loss(UsageUnit::Tonne, *main, uses, *policy);
            shared.map(|shared| shared.split(fen(10_001)))
        })
    });
}

#[test]
fn planted_meters_are_caught() {
    let cases = testkit::metered();
    // A turn-over ignored: what is less is nothing used.
    caught(Law::UseFollowsRegister, &cases, |(meter, from, to, _)| {
        let turns = u32::from(to.value < from.value);
        let used = to.value.minus(from.value).unwrap_or(Usage::ZERO);
        match consumption(meter, from, to, Rollover::Stated(1)) {
            Ok(_) => laws::use_follows_register(meter, from, to, turns, used),
            Err(_) => Ok(()),
        }
    });
    // The register of five figures for every meter.
    caught(Law::UseFollowsRegister, &cases, |(meter, from, to, _)| {
        let Ok(read) = consumption(meter, from, to, Rollover::Stated(1)) else { return Ok(()) };
        let moved = to.value.thousandths() - from.value.thousandths() + 100_000_000;
        let wrong = Usage::from_thousandths(moved.max(0)).unwrap();
        laws::use_follows_register(meter, from, to, read.turns(), wrong)
    });
}

#[test]
fn planted_tiers_are_caught() {
    let cases = (testkit::tiers(), testkit::usage());
    // The price of the block that is reached, on the whole use.
    let reached = |tiers: &Tiers, used: Usage| {
        let tier = tiers.tiers().iter().find(|tier| tier.up_to.is_none_or(|end| used <= end)).unwrap();
        tier.price.exact_for(used)
    };
    caught(Law::TiersMarginal, &cases, |(tiers, used)| {
        laws::tiers_marginal(tiers.tiers(), *used, reached(tiers, *used))
    });
    // Each block rounded to the fen by itself.
    caught(Law::TiersMarginal, &cases, |(tiers, used)| {
        let rounded = |(above, below): (i128, i128)| (above + below / 2) / below;
        let sum = tiers.split(*used).iter().map(|part| rounded(part.exact())).sum();
        laws::tiers_marginal(tiers.tiers(), *used, (sum, 1))
    });
}

#[test]
fn planted_floors_are_caught() {
    let cases = testkit::floor_split();
    let by_area = |table: &FloorTable| table.basis() == FloorBasis::Area;
    // Percentages with two decimals.
    caught(Law::FloorWeights, &cases, |(table, _, members)| {
        let (Some(known), Ok(weights)) = (with_coefficients(table, members), table.weights(members)) else {
            return Ok(());
        };
        let sum: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
        let percent = |weight: &u64| u64::try_from((u128::from(*weight) * 20_000 + sum) / (2 * sum)).unwrap();
        laws::floor_weights(&known, by_area(table), &weights.iter().map(percent).collect::<Vec<_>>())
    });
    // The area forgotten, or counted where it does not.
    caught(Law::FloorWeights, &cases, |(table, _, members)| {
        let (Some(known), Ok(weights)) = (with_coefficients(table, members), table.weights(members)) else {
            return Ok(());
        };
        laws::floor_weights(&known, !by_area(table), &weights)
    });
    // A coefficient of zero receives, as the smallest weight there is.
    caught(Law::FloorWeights, &cases, |(table, _, members)| {
        let (Some(known), Ok(weights)) = (with_coefficients(table, members), table.weights(members)) else {
            return Ok(());
        };
        laws::floor_weights(&known, by_area(table), &weights.iter().map(|weight| (*weight).max(1)).collect::<Vec<_>>())
    });
    // The odd fen to whoever is first, also of weight zero.
    caught(Law::ZeroWeightGetsZero, &cases, |(table, cost, members)| {
        let Ok(weights) = table.weights(members) else { return Ok(()) };
        let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        let net = i128::from(cost.net().fen());
        let mut parts: Vec<i64> =
            weights.iter().map(|weight| i64::try_from(net * i128::from(*weight) / sum).unwrap()).collect();
        parts[0] += cost.net().fen() - parts.iter().sum::<i64>();
        laws::zero_weight_gets_zero(&weights, &parts)
    });
}

/// A rate of yuan per unit, rounded to four places, and then multiplied.
#[test]
fn a_rate_that_is_rounded_first_is_caught() {
    let cases = (testkit::unit_uses(), testkit::main_meter());
    caught(Law::PartsSum, &cases, |(uses, _)| {
        let weights: Vec<u64> = uses.iter().map(|user| user.used.thousandths().unsigned_abs()).collect();
        let sum: u64 = weights.iter().sum();
        if sum == 0 {
            return Ok(());
        }
        let rate = |total: u64| (total * 10_000 + sum / 2) / sum;
        let parts: Vec<i64> =
            weights.iter().map(|weight| i64::try_from((weight * rate(14_835) + 5_000) / 10_000).unwrap()).collect();
        laws::parts_sum(14_835, &parts)
    });
}

#[test]
fn planted_vacancies_are_caught() {
    let cases = (testkit::longer_than(), testkit::day());
    // More than for or more, and the other way round.
    caught(Law::VacancyBegins, &cases, |(longer, since)| {
        let bound = if longer.bound == Bound::AtLeast { Bound::MoreThan } else { Bound::AtLeast };
        let wrong = wuye::rule::LongerThan { bound, ..*longer };
        laws::vacancy_begins(longer, *since, |since, on| wrong.has_lasted(since, on))
    });
    // Months of thirty days.
    caught(Law::VacancyBegins, &cases, |(longer, since)| {
        let Period::Months(months) = longer.period else { return Ok(()) };
        let wrong = wuye::rule::LongerThan { period: Period::Days(months * 30), ..*longer };
        laws::vacancy_begins(longer, *since, |since, on| wrong.has_lasted(since, on))
    });
}

mod text {
    use wuye::testkit as kit;
    wuye::text_laws!(usage, kit::usage());
    wuye::text_laws!(usage_price, kit::usage_price());
}

/// What is stored is read back as it was.
macro_rules! journey {
    ($($strategy:expr),+ $(,)?) => {$(
        holds($strategy, |value| {
            let text = wuye::json::to_json(value).map_err(|error| error.to_string())?;
            let mut read = value.clone();
            read.clone_from(&wuye::json::from_json(&text).map_err(|error| format!("{text}: {error}"))?);
            if read == *value { Ok(()) } else { Err(text) }
        });
    )+};
}

#[test]
fn quantities_survive_a_journey() {
    journey!(
        testkit::meter(),
        testkit::rollover(),
        testkit::unit_uses(),
        testkit::tiers(),
        testkit::floor_table(),
        testkit::lift_cost(),
        testkit::relief(),
        testkit::longer_than(),
        testkit::vacancy_cases(),
        testkit::occupancy(),
        testkit::vacancy_facts(),
        testkit::stated_rate(),
    );
}
