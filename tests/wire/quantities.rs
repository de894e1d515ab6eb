//! The stored forms of metered use, floor coefficients and empty homes.

use wuye::billing::floors::{FloorBasis, FloorMember, FloorModel, FloorTable, FloorWeight, LiftCost};
use wuye::billing::guided::band;
use wuye::billing::meter::{
    Apart, Meter, MeterId, Reading, ReadingKind, Rollover, Shared, SurplusPolicy, Tier, Tiers, UnitUse, consumption,
    pass_through,
};
use wuye::billing::vacancy::{FullFor, Missing, Occupancy, StatedRate, Told, VacancyFacts, VacancyFee, vacancy};
use wuye::law::Confidence;
use wuye::measure::{Bound, Every, Per, Period, Usage, UsagePrice, UsageUnit};
use wuye::rule::{DwellingClass, FeePhase, LongerThan, PriceCap, RateBy, Reach, Relief, VacancyCase};

use super::{Frozen, day, parsed, price};

fn usage(text: &str) -> Usage {
    parsed(text)
}

/// Binzhou's ceiling, and a case that asks for nothing.
pub fn cases() -> Vec<VacancyCase> {
    let ceiling = VacancyCase {
        phase: Some(FeePhase::Initial),
        classes: vec![DwellingClass::Ordinary, DwellingClass::OtherDwelling],
        longer: Some(LongerThan { period: Period::Months(6), bound: Bound::MoreThan }),
        relief: Relief::AtMost { share: parsed("3/5"), reach: Reach::NotSaid },
    };
    let plain = VacancyCase { phase: None, classes: vec![], longer: None, relief: Relief::NoGround };
    vec![ceiling, plain]
}

fn meters(f: &mut Frozen) {
    let meter = Meter::new(parsed("E-1"), 5, parsed("40/1"), UsageUnit::KilowattHour).unwrap();
    let read = |on: &str, value: &str, kind| Reading { day: day(on), value: usage(value), kind };
    let (from, to) =
        (read("2026-01-01", "99990", ReadingKind::Actual), read("2026-02-01", "15", ReadingKind::Estimated));
    f.stored("usage", &["0", "43.5", "1000000000000"].map(usage).to_vec());
    f.stored("usage_price", &["0", "3.45", "0.000001", "1000000"].map(parsed::<UsagePrice>).to_vec());
    f.stored("meter_id", &parsed::<MeterId>("E-1"));
    f.stored("meter", &meter);
    f.stored("reading", &vec![from, to]);
    f.stored("rollover", &vec![Rollover::Stated(1), Rollover::Within(usage("1000"))]);
    f.written("consumption", &consumption(&meter, &from, &to, Rollover::Stated(1)).unwrap());
    f.written("apart", &[Apart::Even, Apart::Over(usage("9")), Apart::Under(usage("4.5"))]);
    let uses = [("1-101", "32"), ("1-102", "0")].map(|(unit, used)| UnitUse { unit: parsed(unit), used: usage(used) });
    f.stored("unit_use", &uses.to_vec());
    let shared = Shared::loss(UsageUnit::Tonne, usage("40"), &uses, SurplusPolicy::Credit).unwrap();
    f.written("weighed", &shared.members());
    f.written("shared", &shared);
    let tier = |up_to: Option<&str>, price: &str| Tier { up_to: up_to.map(usage), price: parsed(price) };
    let tiers = Tiers::new(UsageUnit::KilowattHour, vec![tier(Some("200"), "0.5"), tier(None, "0.8")]).unwrap();
    f.stored("tier", &tiers.tiers().to_vec());
    f.written("tier_use", &tiers.split(usage("250")));
    f.stored("tiers", &tiers);
    let national = wuye::places::rulebook_for(parsed("000000")).unwrap();
    let check = |on| pass_through(&national, day(on), parsed("101"), parsed("100"));
    f.written("pass_through", &[check("2026-01-01"), check("2018-01-01")]);
    let fee = |yuan| price(yuan, Per::SquareMetre, Every::Month);
    f.written("band_check", &band(fee("1.21"), fee("1"), parsed("1/5"), parsed("1/5")).unwrap());
}

fn floors(f: &mut Frozen) {
    let weight = |floor, weight| FloorWeight { floor, weight: parsed(weight) };
    let weights = vec![weight(-1, "0/1"), weight(1, "1/2"), weight(2, "1/1")];
    let own =
        FloorTable::new("本单元约定", "业主签字的方案", Confidence::CallersOwn, FloorBasis::Area, weights.clone());
    let member =
        |unit: &str, floor, area: Option<&str>| FloorMember { unit: parsed(unit), floor, area: area.map(parsed) };
    let members = vec![member("1-101", 1, Some("89.55")), member("1-201", 2, None)];
    let cost = LiftCost::new(parsed("500000"), parsed("150000"), parsed("50000")).unwrap();
    let zero_base = FloorTable::of(FloorModel::ZeroBase).unwrap();
    f.stored("floor_weight", &weights);
    f.stored("floor_table", &vec![own.unwrap(), zero_base.clone()]);
    f.stored("floor_member", &members);
    f.stored("lift_cost", &cost);
    let split = zero_base.split(cost, &members).unwrap();
    f.written("floor_part", &split.parts());
    f.written("floor_split", &split);
}

fn empty_homes(f: &mut Frozen) {
    let reliefs = vec![
        Relief::NoGround,
        cases()[0].relief,
        Relief::MustReduce { by: RateBy::OtherRules, reach: Reach::WholeVacancy },
        Relief::Agreed { by: RateBy::Contract, within: Some(PriceCap::Provincial) },
    ];
    f.stored("longer_than", &cases()[0].longer.unwrap());
    f.stored("relief", &reliefs);
    f.stored("vacancy_case", &cases());
    let since = day("2025-12-31");
    let occupancies = vec![
        Occupancy::Occupied,
        Occupancy::Empty { since, until: None },
        Occupancy::Empty { since, until: Some(day("2026-08-01")) },
    ];
    let facts = VacancyFacts {
        occupancy: Some(occupancies[1]),
        phase: Some(FeePhase::Initial),
        class: Some(DwellingClass::Ordinary),
        told: Some(Told::Told),
    };
    f.stored("occupancy", &occupancies);
    f.stored("vacancy_facts", &vec![facts, VacancyFacts::default()]);
    f.stored("stated_rate", &StatedRate { rate: parsed("3/5"), by: RateBy::Contract });
    let fees = [
        VacancyFee::Full { because: FullFor::NotYet, reach: Some(Reach::NotSaid) },
        VacancyFee::Full { because: FullFor::NotEmpty, reach: None },
        VacancyFee::AtMost { share: parsed("3/5"), reach: Reach::NotSaid },
        VacancyFee::MustReduce { by: RateBy::GuidedPrice, reach: Reach::NotSaid },
        VacancyFee::Agreed { by: RateBy::Parties, within: None },
        VacancyFee::Unknown(vec![Missing::Phase, Missing::Class]),
    ];
    f.written("vacancy_fee", &fees);
    let binzhou = wuye::places::rulebook_for(parsed("371600")).unwrap();
    let july = vacancy(&binzhou, &facts, day("2026-07-01"));
    f.written("vacancy_notice", &july.notice());
    f.written("vacancy", &july);
}

pub fn freeze(f: &mut Frozen) {
    meters(f);
    floors(f);
    empty_homes(f);
}
