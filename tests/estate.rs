//! 小区 — heads and area of a roll, statements and what is refused of them, dossiers as stored.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::json;
use wuye::dossier::{
    CompleteLog, ContractRecord, DOSSIER_FORMAT, DecisionRecord, Dossier, DossierError, DossierPart, EventRecord,
    GroundRecord,
};
use wuye::estate::{
    AreaSource, Compound, EstateError, EstatePart, Event, Facility, FacilityKind, Fact, Organisation, OrganisationKind,
    Owner, OwnerKind, Provider, ProviderKind, Quantity, Resource, ResourceKind, Roll, Source, Stated, Statements,
    Subject, SubjectRef, Topic, Unit, UnitKind, UnitState, Value,
};
use wuye::law::{Authority, Locator};
use wuye::matter::{Matter, Outcome, ResolutionRecord, TallyOrigin, TallyRecord, Weight};
use wuye::measure::{Approx, Area, Day, Dimension, Every, Per, Period, Sense, UnitPrice};
use wuye::mode::{ChargingForm, Mode};
use wuye::terms::{IdError, Lang, Term};

#[path = "common/said.rs"]
mod said;
use said::english;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn area(text: &str) -> Area {
    text.parse().unwrap()
}

fn told(error: &EstateError) -> (&'static str, String, String) {
    assert!(EstateError::CODES.contains(&error.code()));
    (error.code(), error.render(Lang::En), error.render(Lang::Zh))
}

fn own(code: &'static str, en: &str, zh: &str) -> (&'static str, String, String) {
    (code, en.to_owned(), zh.to_owned())
}

// ------------------------------------------------------------------------------------------------------------ rolls

fn owner(id: &str, kind: OwnerKind) -> Owner {
    Owner { id: id.parse().unwrap(), kind }
}

fn unit(id: impl std::fmt::Display, owner: &str, state: UnitState, m2: &str) -> Unit {
    Unit {
        id: id.to_string().parse().unwrap(),
        building: None,
        kind: UnitKind::Dwelling,
        state,
        owner: owner.parse().unwrap(),
        registered: Some(area(m2)),
        surveyed: None,
        contract: None,
    }
}

fn roll(owners: Vec<Owner>, units: Vec<Unit>) -> Result<Roll, EstateError> {
    Roll::new(day("2022-03-01"), owners, units)
}

/// `unsold` of the developer; then `many` buyers with `each` units; then single buyers, up to `total` units.
fn compound(total: usize, unsold: usize, many: usize, each: usize) -> Roll {
    let (mut owners, mut units) = (vec![owner("developer", OwnerKind::Developer)], Vec::new());
    for n in 0..unsold {
        let state = if n % 2 == 0 { UnitState::Unsold } else { UnitState::SoldUndelivered };
        units.push(unit(format!("u{n}"), "developer", state, "100.01"));
    }
    let mut buyer = 0;
    while units.len() < total {
        let id = format!("buyer{buyer}");
        owners.push(owner(&id, OwnerKind::Buyer));
        for _ in 0..if buyer < many { each } else { 1 } {
            units.push(unit(format!("u{}", units.len()), &id, UnitState::Delivered, "100.01"));
        }
        buyer += 1;
    }
    roll(owners, units).unwrap()
}

#[test]
fn heads_are_persons_and_areas_are_never_capped() {
    // Rulebook A-04: 100 units, 20 unsold, one owner of three.
    let hundred = compound(100, 20, 1, 3);
    assert_eq!((hundred.heads(), hundred.area()), (79, area("10001.00")));
    // Pitfall 47: 400 units, 120 unsold, ten buyers of two each.
    let four_hundred = compound(400, 120, 10, 2);
    assert_eq!((four_hundred.heads(), four_hundred.area()), (271, area("40004.00")));
    assert_eq!(four_hundred.units().len(), 400);
    assert_eq!(compound(5, 0, 0, 0).heads(), 5);
    assert_eq!(compound(5, 5, 0, 0).heads(), 1);
    assert_eq!(compound(5, 0, 1, 5).heads(), 1);
    let nobody = roll(vec![], vec![]).unwrap();
    assert_eq!((nobody.heads(), nobody.area()), (0, Area::ZERO));
    // An owner without a unit is no head.
    assert_eq!(roll(vec![owner("a", OwnerKind::Buyer)], vec![]).unwrap().heads(), 0);
}

#[test]
fn all_of_the_developers_stock_is_one_head() {
    let owners = || vec![owner("d", OwnerKind::Developer), owner("a", OwnerKind::Buyer), owner("b", OwnerKind::Buyer)];
    let heads = |units: Vec<Unit>| roll(owners(), units).unwrap().heads();
    let u = |n: u32, owner: &str, state| unit(n, owner, state, "90");
    use UnitState::{Delivered, SoldUndelivered, Unsold};
    assert_eq!(heads(vec![u(1, "d", Unsold), u(2, "d", SoldUndelivered), u(3, "d", Delivered)]), 1);
    // Sold but not delivered counts with the developer, whoever is named.
    assert_eq!(heads(vec![u(1, "d", Unsold), u(2, "a", SoldUndelivered)]), 1);
    assert_eq!(heads(vec![u(1, "a", SoldUndelivered), u(2, "b", SoldUndelivered)]), 1);
    // A buyer with one unit delivered and one not is a head beside the stock.
    assert_eq!(heads(vec![u(1, "a", Delivered), u(2, "a", SoldUndelivered)]), 2);
    assert_eq!(heads(vec![u(1, "a", Delivered), u(2, "a", Delivered), u(3, "b", Delivered)]), 2);
    assert_eq!(heads(vec![u(1, "d", Delivered), u(2, "a", Delivered), u(3, "b", Delivered)]), 3);
    let counted = roll(owners(), vec![u(1, "d", Unsold), u(2, "d", SoldUndelivered), u(3, "a", Delivered)]).unwrap();
    assert_eq!((counted.heads(), counted.area()), (2, area("270.00")));
}

#[test]
fn the_area_is_the_first_of_three() {
    let of = |registered: Option<&str>, surveyed: Option<&str>, contract: Option<&str>| {
        let unit = Unit {
            registered: registered.map(area),
            surveyed: surveyed.map(area),
            contract: contract.map(area),
            ..unit(1, "a", UnitState::Delivered, "1")
        };
        let counted = roll(vec![owner("a", OwnerKind::Buyer)], vec![unit.clone()]).map(|r| r.area()).ok();
        assert_eq!(counted, unit.area().map(|(area, _)| area));
        unit.area().map(|(area, source)| (area.to_string(), source))
    };
    let found = |text: &str, source| Some((text.to_owned(), source));
    // Rulebook A-03.
    assert_eq!(of(None, Some("88.60"), Some("90.00")), found("88.60", AreaSource::Surveyed));
    assert_eq!(of(Some("89.55"), Some("88.60"), Some("90.00")), found("89.55", AreaSource::Registered));
    assert_eq!(of(Some("89.55"), None, Some("90.00")), found("89.55", AreaSource::Registered));
    assert_eq!(of(None, None, Some("90.00")), found("90.00", AreaSource::Contract));
    assert_eq!(of(None, None, None), None);
}

#[test]
fn parking_can_be_left_out() {
    // Pitfall 55: a flat of 90.00 and a space of 12.50; and somebody who owns a space only.
    let space = |n: u32, owner: &str| Unit { kind: UnitKind::Parking, ..unit(n, owner, UnitState::Delivered, "12.50") };
    let owners = vec![owner("a", OwnerKind::Buyer), owner("b", OwnerKind::Buyer)];
    let shop = Unit { kind: UnitKind::Commercial, ..unit(4, "a", UnitState::Delivered, "40") };
    let all = roll(owners, vec![unit(1, "a", UnitState::Delivered, "90"), space(2, "a"), space(3, "b"), shop]).unwrap();
    assert_eq!((all.heads(), all.area()), (2, area("155.00")));
    let without = all.without_parking().unwrap();
    assert_eq!((without.heads(), without.area()), (1, area("130.00")));
    assert_eq!((without.units().len(), without.owners().len(), without.on()), (2, 2, all.on()));
    assert_eq!(without.without_parking(), Ok(without.clone()));
    // The roll it came from is as it was.
    assert_eq!((all.heads(), all.units().len()), (2, 4));
}

#[test]
fn rolls_that_cannot_be_are_refused() {
    let a = || owner("a", OwnerKind::Buyer);
    let flat = |n: u32, owner: &str| unit(n, owner, UnitState::Delivered, "90");
    let refused = |owners, units| told(&roll(owners, units).unwrap_err());
    assert_eq!(
        roll(vec![a(), a()], vec![]).unwrap_err(),
        EstateError::DuplicateId { what: EstatePart::Owner, id: "a".into() }
    );
    assert_eq!(
        refused(vec![a(), owner("a", OwnerKind::Developer)], vec![]),
        own("duplicate_id", "expected each owner once, found `a` twice", "业主「a」在同一清单中出现两次。")
    );
    assert_eq!(
        refused(vec![a()], vec![flat(1, "a"), flat(2, "a"), flat(1, "a")]),
        own("duplicate_id", "expected each unit once, found `1` twice", "专有部分「1」在同一清单中出现两次。")
    );
    assert_eq!(
        refused(vec![a()], vec![flat(1, "a"), flat(2, "b")]),
        own(
            "unknown_owner",
            "expected the owner of unit `2` on the roll, found `b`",
            "专有部分「2」所列业主「b」不在名册中。"
        )
    );
    let bare = Unit { registered: None, ..flat(7, "a") };
    assert_eq!(
        refused(vec![a()], vec![flat(1, "a"), bare]),
        own(
            "no_area",
            "expected a registered, surveyed or contract area of unit `7`, found none",
            "专有部分「7」须有登记、实测或合同面积之一，均未填报。"
        )
    );
    let wide = |n: u32, m2: &str| unit(n, "a", UnitState::Delivered, m2);
    assert_eq!(
        refused(vec![a()], vec![wide(1, "1000000.01")]),
        own(
            "area_too_large",
            "expected the area of a unit to be at most 1000000.00 m², found 1000000.01",
            "专有部分面积至多1000000.00平方米，所填为1000000.01平方米。"
        )
    );
    assert_eq!(
        refused(vec![a()], (0..100).map(|n| wide(n, "1000000")).chain([wide(100, "0.01")]).collect()),
        own(
            "area_too_large",
            "expected the area of a compound to be at most 100000000.00 m², found 100000000.01",
            "小区面积至多100000000.00平方米，所填为100000000.01平方米。"
        )
    );
    // Exactly the bound is allowed.
    let most = roll(vec![a()], (0..100).map(|n| wide(n, "1000000")).collect()).unwrap();
    assert_eq!((most.area(), most.heads()), (Area::COMPOUND_MAX, 1));
}

#[test]
fn rolls_go_through_json_and_are_counted_anew() {
    let counted = compound(10, 3, 1, 2);
    let json = serde_json::to_value(&counted).unwrap();
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["on", "owners", "units"], "what follows is not stored");
    assert_eq!(serde_json::from_value::<Roll>(json.clone()).unwrap(), counted);
    let refused = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut wrong = json.clone();
        change(&mut wrong);
        english(serde_json::from_value::<Roll>(wrong).unwrap_err())
    };
    assert!(refused(&|j| j["heads"] = json!(1)).contains("unknown field `heads`"));
    assert!(refused(&|j| j["units"][0]["rooms"] = json!(3)).contains("unknown field `rooms`"));
    assert!(refused(&|j| j["owners"][0]["name"] = json!("Li")).contains("unknown field `name`"));
    assert!(refused(&|j| j["units"][0]["registered"] = json!(100.01)).contains("a JSON number may lose a decimal"));
    assert!(refused(&|j| j["units"][0]["registered"] = json!("100.001")).contains("at most 2 decimals"));
    assert!(
        refused(&|j| j["units"][0].as_object_mut().unwrap().remove("registered").map_or((), drop))
            .contains("`u0`, found none")
    );
    assert!(refused(&|j| j["units"][1]["id"] = json!("u0")).contains("found `u0` twice"));
    assert!(refused(&|j| j["units"][0]["owner"] = json!("nobody")).contains("found `nobody`"));
    assert!(refused(&|j| j["units"][0]["id"] = json!("a b")).contains("without white space"));
    assert!(refused(&|j| j["on"] = json!("2201-01-01")).contains("2201-01-01"));
    assert!(refused(&|j| j["units"][0]["state"] = json!("sold")).contains("unknown code `sold`"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn heads_and_area_as_counted_one_by_one(
        rows in proptest::collection::vec((0_u32..12, 0_usize..3, 0_usize..3, 1_i64..20_000), 0..60),
    ) {
        let kind = |n: u32| if n < 2 { OwnerKind::Developer } else { OwnerKind::Buyer };
        let owners: Vec<Owner> = (0..12).map(|n| owner(&format!("o{n}"), kind(n))).collect();
        let units: Vec<Unit> = rows.iter().enumerate().map(|(i, (n, state, kind, hundredths))| Unit {
            kind: UnitKind::ALL[*kind],
            registered: Area::from_hundredths(*hundredths).ok(),
            ..unit(i, &format!("o{n}"), UnitState::ALL[*state], "1")
        }).collect();
        let counted = roll(owners.clone(), units.clone()).unwrap();
        // With a name in a set: the stock has one name, whoever holds it.
        let names = |keep: &dyn Fn(usize) -> bool| -> BTreeSet<String> {
            let rows = rows.iter().filter(|row| keep(row.2));
            rows.map(|(n, state, ..)| if *n < 2 || *state != 0 { "stock".to_owned() } else { n.to_string() }).collect()
        };
        prop_assert_eq!(UnitState::ALL[0], UnitState::Delivered);
        prop_assert_eq!(usize::try_from(counted.heads()).unwrap(), names(&|_| true).len());
        prop_assert_eq!(counted.area().hundredths(), rows.iter().map(|row| row.3).sum::<i64>());
        let parking = UnitKind::ALL.iter().position(|kind| *kind == UnitKind::Parking).unwrap();
        let without = counted.without_parking().unwrap();
        prop_assert_eq!(usize::try_from(without.heads()).unwrap(), names(&|kind| kind != parking).len());
        let kept = rows.iter().filter(|row| row.2 != parking);
        prop_assert_eq!(without.area().hundredths(), kept.map(|row| row.3).sum::<i64>());
        // In any order.
        let turned = roll(owners.into_iter().rev().collect(), units.into_iter().rev().collect()).unwrap();
        prop_assert_eq!((turned.heads(), turned.area()), (counted.heads(), counted.area()));
    }
}

// ------------------------------------------------------------------------------------------------------- statements

fn yard() -> SubjectRef {
    SubjectRef { kind: Subject::Compound, id: "yard".into() }
}

fn said<T>(value: T, on: &str) -> Stated<T> {
    Stated::new(value, day(on), Authority::Street)
}

fn count(n: u32) -> Approx<Value> {
    Approx::exact(Value::Count(n))
}

#[test]
fn the_latest_statement_holds() {
    let mut stated = Statements::default();
    // Handed in out of order.
    for (value, on) in [(true, "2022-06-01"), (false, "2021-01-01"), (false, "2023-01-01"), (true, "2022-01-01")] {
        stated.state(&yard(), Fact::OwnersCommittee, said(value, on)).unwrap();
    }
    let holds = |on: &str| stated.fact(&yard(), Fact::OwnersCommittee, day(on)).map(|s| (s.value, s.on.to_string()));
    let own = |value, on: &str| Some((value, on.to_owned()));
    assert_eq!(holds("2020-12-31"), None);
    assert_eq!(holds("2021-01-01"), own(false, "2021-01-01"));
    assert_eq!(holds("2021-12-31"), own(false, "2021-01-01"));
    assert_eq!(holds("2022-01-01"), own(true, "2022-01-01"));
    assert_eq!(holds("2022-05-31"), own(true, "2022-01-01"));
    assert_eq!(holds("2022-06-01"), own(true, "2022-06-01"));
    assert_eq!(holds("2022-12-31"), own(true, "2022-06-01"));
    assert_eq!(holds("2023-01-01"), own(false, "2023-01-01"));
    assert_eq!(holds("2200-12-31"), own(false, "2023-01-01"));
    // What was never stated, or about another, is unknown.
    assert_eq!(stated.fact(&yard(), Fact::OwnersAssembly, Day::LAST), None);
    let other = SubjectRef { id: "other".into(), ..yard() };
    assert_eq!(stated.fact(&other, Fact::OwnersCommittee, Day::LAST), None);
    let other = SubjectRef { kind: Subject::Contract, ..yard() };
    assert_eq!(stated.fact(&other, Fact::OwnersCommittee, Day::LAST), None);
}

#[test]
fn two_values_on_one_day_contradict() {
    let mut stated = Statements::default();
    stated.state(&yard(), Fact::SmallScale, said(true, "2022-01-01")).unwrap();
    let before = stated.clone();
    let error = stated.state(&yard(), Fact::SmallScale, said(false, "2022-01-01")).unwrap_err();
    assert_eq!(
        told(&error),
        own(
            "contradiction",
            "expected one value of `small_scale` of `yard` on 2022-01-01, found another already stated",
            "「yard」的“规模小”在2022-01-01已有不同填报，须先撤回其一。"
        )
    );
    assert_eq!(stated, before);
    // The day before and the day after are free; so is the same value again, which takes the place of the first.
    stated.state(&yard(), Fact::SmallScale, said(false, "2021-12-31")).unwrap();
    stated.state(&yard(), Fact::SmallScale, said(false, "2022-01-02")).unwrap();
    stated.state(&yard(), Fact::SmallScale, Stated::new(true, day("2022-01-01"), Authority::Court)).unwrap();
    assert_eq!(stated.facts().count(), 3);
    assert_eq!(stated.fact(&yard(), Fact::SmallScale, day("2022-01-01")).unwrap().by, Authority::Court);
    // An exact number and about the same number are two values.
    stated.measure(&yard(), Quantity::Households, said(count(45), "2022-01-01")).unwrap();
    let about = Approx::about(Value::Count(45));
    let error = stated.measure(&yard(), Quantity::Households, said(about, "2022-01-01")).unwrap_err();
    let what = Topic::Quantity(Quantity::Households);
    assert_eq!(error, EstateError::Contradiction { subject: "yard".into(), what, on: day("2022-01-01") });
    assert_eq!(error.render(Lang::Zh), "「yard」的“户数”在2022-01-01已有不同填报，须先撤回其一。");
    assert_eq!(stated.quantity(&yard(), Quantity::Households, Day::LAST).unwrap().value, count(45));
}

#[test]
fn the_same_value_again_keeps_an_offices_word() {
    let source = Source { document: "x".into(), at: Locator::Whole, quote: "y".into() };
    for first in Authority::ALL {
        for second in Authority::ALL {
            let one = Stated { source: Some(source.clone()), ..Stated::new(true, day("2022-01-01"), *first) };
            let two = Stated::new(true, day("2022-01-01"), *second);
            let mut stated = Statements::default();
            assert_eq!(stated.state(&yard(), Fact::SmallScale, one.clone()), Ok(()));
            assert_eq!(stated.state(&yard(), Fact::SmallScale, two.clone()), Ok(()));
            // The later word stands, unless it would take an office's place without being an office's.
            let stands = if first.is_official() && !second.is_official() { &one } else { &two };
            assert_eq!(stated.fact(&yard(), Fact::SmallScale, Day::LAST), Some(stands), "{first}, then {second}");
            assert_eq!(stated.facts().count(), 1);

            let number = |s: &Stated<bool>| Stated { source: s.source.clone(), ..Stated::new(count(45), s.on, s.by) };
            let (one, two) = (number(&one), number(&two));
            assert_eq!(stated.measure(&yard(), Quantity::Owners, one.clone()), Ok(()));
            assert_eq!(stated.measure(&yard(), Quantity::Owners, two.clone()), Ok(()));
            let stands = if first.is_official() && !second.is_official() { &one } else { &two };
            assert_eq!(stated.quantity(&yard(), Quantity::Owners, Day::LAST), Some(stands), "{first}, then {second}");
            assert_eq!(stated.quantities().count(), 1);
        }
    }
}

#[test]
fn some_facts_only_an_office_can_attest() {
    let needs: Vec<&str> = Fact::ALL.iter().filter(|fact| fact.needs_office()).map(|fact| fact.code()).collect();
    assert_eq!(
        needs,
        [
            "professional_conditions",
            "basic_conditions",
            "market_unready",
            "service_disorder",
            "party_organisation_possible",
            "municipal_service_released",
            "public_housing_released",
            "land_policy_issued"
        ]
    );
    for fact in Fact::ALL {
        for by in Authority::ALL {
            let mut stated = Statements::default();
            let done = stated.state(&yard(), *fact, Stated::new(true, day("2022-02-20"), *by));
            if fact.needs_office() && !by.is_official() {
                assert_eq!(done, Err(EstateError::NotAttested { fact: *fact, by: *by }));
                assert_eq!(stated, Statements::default(), "nothing is kept of it");
            } else {
                assert_eq!(done, Ok(()), "{fact} by {by}");
            }
        }
    }
    assert_eq!(
        told(&EstateError::NotAttested { fact: Fact::BasicConditions, by: Authority::Owners }),
        own(
            "not_attested",
            "expected `basic_conditions` to be attested by an office, found it stated by the owners",
            "“具备实施基础物业管理的条件”须由街道、居民委员会、主管部门等认定，不得仅由业主填报。"
        )
    );
}

#[test]
fn a_statement_is_about_the_right_kind_and_in_the_right_dimension() {
    let mut stated = Statements::default();
    let meeting = SubjectRef { kind: Subject::Meeting, id: "m1".into() };
    assert_eq!(
        told(&stated.state(&meeting, Fact::OldCompound, said(true, "2022-01-01")).unwrap_err()),
        own(
            "wrong_subject",
            "expected `old_compound` to be stated about a compound, found it about a meeting of the owners' assembly",
            "“属于城镇老旧小区（老庭院）”应就小区填报，所填对象为业主大会会议。"
        )
    );
    assert_eq!(
        stated.measure(&meeting, Quantity::Owners, said(count(1), "2022-01-01")).unwrap_err(),
        EstateError::WrongSubject {
            what: Topic::Quantity(Quantity::Owners),
            expected: Subject::Compound,
            found: Subject::Meeting
        }
    );
    assert_eq!(stated, Statements::default(), "nothing is kept of it");
    for quantity in Quantity::ALL {
        for value in [Value::Count(1), Value::Area(area("1")), Value::Money("1".parse().unwrap())] {
            let done = stated.measure(&yard(), *quantity, said(Approx::exact(value), "2022-01-01"));
            if value.dimension() == quantity.dimension() {
                assert_eq!(done, Ok(()));
            } else {
                let (expected, found) = (quantity.dimension(), value.dimension());
                assert_eq!(done, Err(EstateError::WrongDimension { quantity: *quantity, expected, found }));
            }
        }
    }
    let of = |dimension| -> Vec<&str> {
        Quantity::ALL.iter().filter(|q| q.dimension() == dimension).map(|q| q.code()).collect()
    };
    let areas = [
        "exclusive_area",
        "charged_area",
        "participating_area",
        "consenting_area",
        "built_area",
        "delivered_area",
        "delivered_exclusive_area",
        "applicant_area",
        "land_area",
    ];
    assert_eq!(of(Dimension::Area), areas);
    let money = [
        "contribution_required",
        "contribution_paid",
        "advance_rent",
        "works_money",
        "works_money_company",
        "works_money_public_housing",
        "works_money_per_household",
    ];
    assert_eq!(of(Dimension::Money), money);
    assert_eq!(of(Dimension::Count).len(), Quantity::ALL.len() - areas.len() - money.len());
    assert_eq!(
        told(&EstateError::WrongDimension {
            quantity: Quantity::Households,
            expected: Dimension::Count,
            found: Dimension::Area
        }),
        own(
            "wrong_dimension",
            "expected `households` to be a count, found an area in square metres",
            "“户数”应为数量，所填为面积。"
        )
    );
}

#[test]
fn a_source_has_bounds() {
    let source = |document: usize, quote: usize| Source {
        document: "函".repeat(document),
        at: Locator::Whole,
        quote: "约".repeat(quote),
    };
    let with = |source: Source| {
        let statement = Stated { source: Some(source), ..said(true, "2022-01-01") };
        Statements::default().state(&yard(), Fact::Packed, statement)
    };
    assert_eq!(with(source(1_000, 1_000)), Ok(()));
    assert_eq!(
        told(&with(source(1, 1_001)).unwrap_err()),
        own(
            "text_too_long",
            "expected a quotation of at most 1000 characters, found 1001",
            "来源引文至多1000个字符，所填1001个。"
        )
    );
    let error = with(source(1_001, 1)).unwrap_err();
    assert_eq!(error, EstateError::TextTooLong { what: EstatePart::Document, most: 1_000, found: 1_001 });
    assert_eq!(
        told(&error),
        own(
            "text_too_long",
            "expected a name of a source document of at most 1000 characters, found 1001",
            "来源文件名称至多1000个字符，所填1001个。"
        )
    );
    let statement = Stated { source: Some(source(1, 1_001)), ..said(count(1), "2022-01-01") };
    assert_eq!(
        Statements::default().measure(&yard(), Quantity::Owners, statement).unwrap_err().code(),
        "text_too_long"
    );
}

/// As many statements as are allowed: one a day on two facts.
fn full() -> Statements {
    let mut stated = Statements::default();
    for fact in [Fact::Packed, Fact::Scattered] {
        for n in 0..50_000 {
            let on = Period::Days(n).after(Day::FIRST).unwrap();
            stated.state(&yard(), fact, Stated::new(true, on, Authority::Caller)).unwrap();
        }
    }
    stated
}

#[test]
fn the_number_of_statements_is_bounded() {
    let mut stated = full();
    let error = stated.state(&yard(), Fact::Renovated, said(true, "2022-01-01")).unwrap_err();
    assert_eq!(error, EstateError::TooMany { what: EstatePart::Statement, most: 100_000, found: 100_001 });
    assert_eq!(
        told(&error),
        own(
            "too_many",
            "expected at most 100000 entries of the kind statement, found 100001",
            "填报至多100000项，所填100001项。"
        )
    );
    assert_eq!(stated.measure(&yard(), Quantity::Owners, said(count(1), "2022-01-01")).unwrap_err().code(), "too_many");
    // Taking some back makes room.
    assert_eq!(stated.retract(&yard(), Fact::Scattered).len(), 50_000);
    assert_eq!(stated.state(&yard(), Fact::Renovated, said(true, "2022-01-01")), Ok(()));
    assert_eq!(stated.facts().count(), 50_001);
}

#[test]
fn a_full_dossier_takes_again_what_it_holds() {
    let again = Stated::new(true, Day::FIRST, Authority::Street);
    let mut stated = full();
    assert_eq!(stated.state(&yard(), Fact::Packed, again), Ok(()));
    assert_eq!(stated.fact(&yard(), Fact::Packed, Day::FIRST).map(|s| s.by), Some(Authority::Street));
    assert_eq!(stated.facts().count(), 100_000);
    // The other value is a contradiction, not one too many.
    let other = Stated::new(false, Day::FIRST, Authority::Street);
    assert_eq!(stated.state(&yard(), Fact::Packed, other).unwrap_err().code(), "contradiction");
    // One more of another fact on that day, or about another compound, is one too many.
    assert_eq!(
        stated.state(&yard(), Fact::Renovated, Stated::new(true, Day::FIRST, Authority::Street)).unwrap_err().code(),
        "too_many"
    );
    let other = SubjectRef { id: "other".into(), ..yard() };
    assert_eq!(
        stated.state(&other, Fact::Packed, Stated::new(true, Day::FIRST, Authority::Street)).unwrap_err().code(),
        "too_many"
    );
}

#[test]
fn a_hostile_subject_makes_a_short_message() {
    let huge = SubjectRef { kind: Subject::Compound, id: "x".repeat(1_000_000) };
    let mut stated = Statements::default();
    let clipped = "x".repeat(48);
    for value in [true, false] {
        let error = stated.state(&huge, Fact::Packed, said(value, "2022-01-01")).unwrap_err();
        assert!(error.to_string().chars().count() < 300);
        assert_eq!(
            told(&error),
            own(
                "bad_subject",
                &format!("expected an id of 1 to 64 characters, found `{clipped}…` with 1000000"),
                &format!("标识应为1至64个字符，所填「{clipped}…」有1000000个字符。")
            )
        );
    }
    assert_eq!(stated, Statements::default(), "nothing is kept of it");
}

#[test]
fn the_id_of_a_subject_is_an_id() {
    let stated = |id: &str| {
        let about = SubjectRef { kind: Subject::Compound, id: id.to_owned() };
        let mut stated = Statements::default();
        let done = stated.state(&about, Fact::Packed, said(true, "2022-01-01"));
        assert_eq!(stated.measure(&about, Quantity::Owners, said(count(1), "2022-01-01")), done);
        assert_eq!(stated == Statements::default(), done.is_err());
        // What is taken can be written and read.
        let json =
            json!({"facts": [{"about": about, "fact": "packed", "value": true, "on": "2022-01-01", "by": "street"}]});
        assert_eq!(serde_json::from_value::<Statements>(json).is_ok(), done.is_ok(), "{id:?}");
        done
    };
    assert_eq!((stated("y"), stated(&"院".repeat(64))), (Ok(()), Ok(())));
    let length = |chars, found: &str| {
        Err(EstateError::BadSubject { error: IdError::Length { chars, most: 64, found: found.to_owned() } })
    };
    assert_eq!(stated(""), length(0, ""));
    assert_eq!(stated(&"院".repeat(65)), length(65, &format!("{}…", "院".repeat(48))));
    for id in ["a b", " a", "a\n", "a\u{3000}b", "a\u{0}"] {
        let error = stated(id).unwrap_err();
        assert!(matches!(error, EstateError::BadSubject { error: IdError::Character { .. } }), "{id:?}");
    }
    assert_eq!(
        told(&stated("a b").unwrap_err()),
        own(
            "bad_subject",
            "expected an id without white space or control characters, found `a b`",
            "标识不得含空白或控制字符，所填为「a b」。"
        )
    );
}

#[test]
fn what_is_taken_back_is_unknown() {
    let mut stated = Statements::default();
    stated.state(&yard(), Fact::Packed, said(true, "2022-01-01")).unwrap();
    stated.state(&yard(), Fact::Packed, said(false, "2022-02-01")).unwrap();
    stated.measure(&yard(), Quantity::Owners, said(count(300), "2022-01-01")).unwrap();
    assert_eq!(stated.retract(&yard(), Fact::Scattered), []);
    assert_eq!(stated.retract_quantity(&SubjectRef { id: "x".into(), ..yard() }, Quantity::Owners), []);
    let taken = stated.retract(&yard(), Fact::Packed);
    assert_eq!(taken, [said(true, "2022-01-01"), said(false, "2022-02-01")]);
    assert_eq!(stated.fact(&yard(), Fact::Packed, Day::LAST), None);
    assert_eq!(stated.retract(&yard(), Fact::Packed), []);
    assert_eq!(stated.retract_quantity(&yard(), Quantity::Owners), [said(count(300), "2022-01-01")]);
    assert_eq!(stated.quantity(&yard(), Quantity::Owners, Day::LAST), None);
    assert_eq!(stated, Statements::default(), "nothing is left behind");
    assert_eq!(stated, Statements::EMPTY);
    // Then the other value can be stated.
    assert_eq!(stated.state(&yard(), Fact::Packed, said(false, "2022-01-01")), Ok(()));
}

fn some_statements() -> Statements {
    let mut stated = Statements::default();
    let source = Source {
        document: "许建政协〔2021〕18号".into(),
        at: Locator::section(&[2], Some(1)),
        quote: "约20万元".into(),
    };
    let letter = |value| Stated { value, on: day("2021-12-31"), by: Authority::Letter, source: Some(source.clone()) };
    let rent = Approx::about(Value::Money("200000".parse().unwrap()));
    stated.measure(&yard(), Quantity::AdvanceRent, letter(rent)).unwrap();
    stated
        .measure(&yard(), Quantity::ExclusiveArea, said(Approx::exact(Value::Area(area("30000"))), "2022-01-01"))
        .unwrap();
    stated
        .measure(
            &yard(),
            Quantity::Households,
            said(Approx { value: Value::Count(200), sense: Sense::Over }, "2022-01-01"),
        )
        .unwrap();
    stated.state(&yard(), Fact::Packed, said(true, "2022-02-01")).unwrap();
    stated.state(&yard(), Fact::Packed, said(false, "2022-01-01")).unwrap();
    stated.state(&yard(), Fact::ProfessionalConditions, said(true, "2022-02-20")).unwrap();
    stated
}

#[test]
fn statements_are_listed_by_subject_by_key_and_by_day() {
    let mut stated = some_statements();
    let first = SubjectRef { id: "a".into(), ..yard() };
    stated.state(&first, Fact::Packed, said(true, "2022-03-01")).unwrap();
    let listed: Vec<(SubjectRef, Fact, bool, String)> =
        stated.facts().map(|(about, fact, s)| (about, fact, s.value, s.on.to_string())).collect();
    let own = |about: &SubjectRef, fact, value, on: &str| (about.clone(), fact, value, on.to_owned());
    assert_eq!(
        listed,
        [
            own(&first, Fact::Packed, true, "2022-03-01"),
            own(&yard(), Fact::ProfessionalConditions, true, "2022-02-20"),
            own(&yard(), Fact::Packed, false, "2022-01-01"),
            own(&yard(), Fact::Packed, true, "2022-02-01"),
        ]
    );
    let listed: Vec<(SubjectRef, Quantity)> = stated.quantities().map(|(about, key, _)| (about, key)).collect();
    let keys = [Quantity::Households, Quantity::ExclusiveArea, Quantity::AdvanceRent];
    assert_eq!(listed, keys.map(|key| (yard(), key)));
}

#[test]
fn statements_go_through_json() {
    let stated = some_statements();
    let json = serde_json::to_value(&stated).unwrap();
    assert_eq!(serde_json::from_value::<Statements>(json.clone()).unwrap(), stated);
    assert_eq!(
        json["facts"][1],
        json!({"about": {"kind": "compound", "id": "yard"}, "fact": "packed", "value": false, "on": "2022-01-01", "by": "street"})
    );
    assert_eq!(
        json["quantities"][2],
        json!({"about": {"kind": "compound", "id": "yard"}, "quantity": "advance_rent", "on": "2021-12-31", "by": "letter",
               "value": {"value": {"money": "200000.00"}, "sense": "about"},
               "source": {"document": "许建政协〔2021〕18号", "at": {"section": {"path": [2], "paragraph": 1}}, "quote": "约20万元"}})
    );
    assert_eq!(serde_json::from_value::<Statements>(json!({})).unwrap(), Statements::default());
    let refused = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut wrong = json.clone();
        change(&mut wrong);
        english(serde_json::from_value::<Statements>(wrong).unwrap_err())
    };
    assert!(refused(&|j| j["rumours"] = json!([])).contains("unknown field `rumours`"));
    assert!(refused(&|j| j["facts"][0]["why"] = json!("x")).contains("unknown field `why`"));
    assert!(refused(&|j| j["facts"][0]["about"]["name"] = json!("x")).contains("unknown field `name`"));
    assert!(refused(&|j| j["facts"][0]["fact"] = json!("haunted")).contains("unknown code `haunted` for a fact"));
    assert!(refused(&|j| j["facts"][0]["value"] = json!("true")).contains("expected a boolean"));
    assert!(refused(&|j| j["facts"][0]["on"] = json!("1899-12-31")).contains("found 1899-12-31"));
    assert!(refused(&|j| j["facts"][0]["by"] = json!("caller")).contains("to be attested by an office"));
    assert!(refused(&|j| j["facts"][0]["about"]["kind"] = json!("meeting")).contains("found it about a meeting"));
    assert!(
        refused(&|j| j["facts"][0].as_object_mut().unwrap().remove("by").map_or((), drop))
            .contains("missing field `by`")
    );
    assert!(
        refused(&|j| j["quantities"][2]["value"]["value"] = json!({"money": 200_000}))
            .contains("a JSON number may lose fen")
    );
    assert!(
        refused(&|j| j["quantities"][2]["value"]["value"] = json!({"money": "200000.001"}))
            .contains("at most 2 decimals")
    );
    assert!(
        refused(&|j| j["quantities"][2]["value"]["value"] = json!({"count": 200_000}))
            .contains("to be an amount of money in yuan, found a count")
    );
    assert!(refused(&|j| j["quantities"][0]["value"]["value"] = json!({"count": -1})).contains("invalid value"));
    assert!(refused(&|j| j["quantities"][0]["value"]["value"] = json!(200)).contains("invalid type"));
    assert!(refused(&|j| j["quantities"][2]["source"]["at"] = json!({"section": {"path": []}})).contains("from 1"));
    assert!(
        refused(&|j| j["quantities"][2]["source"]["quote"] = json!("x".repeat(1_001)))
            .contains("at most 1000 characters")
    );
    // The same day twice with another value.
    let contradicting = json!({"about": {"kind": "compound", "id": "yard"}, "fact": "packed", "value": true, "on": "2022-01-01", "by": "street"});
    assert!(
        refused(&|j| j["facts"].as_array_mut().unwrap().push(contradicting.clone()))
            .contains("found another already stated")
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn statements_as_a_plain_table(
        moves in proptest::collection::vec((0_usize..4, 0_u32..3, 0_u32..12, any::<bool>(), 0_u8..10), 0..60),
        asked in 0_u32..13,
    ) {
        let facts = [Fact::Packed, Fact::Scattered, Fact::Renovated, Fact::OldCompound];
        let on = |n: u32| Period::Days(n).after(day("2022-01-01")).unwrap();
        let about = |n: u32| SubjectRef { kind: Subject::Compound, id: format!("y{n}") };
        let mut stated = Statements::default();
        let mut table: BTreeMap<(u32, usize, u32), bool> = BTreeMap::new();
        for (fact, yard, n, value, move_) in moves {
            if move_ == 0 {
                let held = table.iter().filter(|((y, f, _), _)| (*y, *f) == (yard, fact));
                let held = held.map(|(_, value)| *value).collect::<Vec<_>>();
                let taken = stated.retract(&about(yard), facts[fact]).iter().map(|s| s.value).collect::<Vec<_>>();
                prop_assert_eq!(taken, held);
                table.retain(|(y, f, _), _| (*y, *f) != (yard, fact));
                continue;
            }
            let done = stated.state(&about(yard), facts[fact], Stated::new(value, on(n), Authority::Caller));
            let held = *table.entry((yard, fact, n)).or_insert(value);
            prop_assert_eq!(done.is_ok(), held == value);
        }
        for yard in 0..3 {
            for (fact, known) in facts.iter().enumerate() {
                let latest = table.range((yard, fact, 0)..=(yard, fact, asked)).next_back();
                let latest = latest.map(|((.., n), value)| (*value, on(*n)));
                let found = stated.fact(&about(yard), *known, on(asked)).map(|s| (s.value, s.on));
                prop_assert_eq!(found, latest);
            }
        }
        prop_assert_eq!(stated.facts().count(), table.len());
        let json = serde_json::to_string(&stated).unwrap();
        prop_assert_eq!(serde_json::from_str::<Statements>(&json).unwrap(), stated);
    }
}

// --------------------------------------------------------------------------------------------------------- sentences

/// Every error of this module, as it comes.
fn every_error() -> Vec<EstateError> {
    let a = || owner("甲", OwnerKind::Buyer);
    let flat = |n: u32, owner: &str| unit(n, owner, UnitState::Delivered, "90");
    let bad_roll = |owners, units| roll(owners, units).unwrap_err();
    let meeting = SubjectRef { kind: Subject::Meeting, id: "1".into() };
    let mut stated = Statements::default();
    stated.state(&yard(), Fact::Packed, said(true, "2022-01-01")).unwrap();
    let long = Source { document: "1".repeat(1_001), at: Locator::Whole, quote: "1".into() };
    vec![
        bad_roll(vec![a(), a()], vec![]),
        bad_roll(vec![a()], vec![flat(1, "甲"), flat(1, "甲")]),
        bad_roll(vec![a()], vec![flat(1, "乙")]),
        bad_roll(vec![a()], vec![Unit { registered: None, ..flat(1, "甲") }]),
        bad_roll(vec![a()], vec![unit(1, "甲", UnitState::Delivered, "1000000.01")]),
        EstateError::AreaTooLarge { what: EstatePart::Compound, most: Area::COMPOUND_MAX, found: Area::MAX },
        EstateError::TooMany { what: EstatePart::Statement, most: 100_000, found: 100_001 },
        EstateError::TooMany { what: EstatePart::Owner, most: 2_000_000, found: 2_000_001 },
        EstateError::TooMany { what: EstatePart::Unit, most: 2_000_000, found: 2_000_001 },
        stated.state(&meeting, Fact::Packed, said(true, "2022-01-01")).unwrap_err(),
        stated.state(&yard(), Fact::Packed, said(false, "2022-01-01")).unwrap_err(),
        stated
            .state(&yard(), Fact::BasicConditions, Stated::new(true, day("2022-01-01"), Authority::Caller))
            .unwrap_err(),
        stated
            .measure(&yard(), Quantity::Owners, said(Approx::exact(Value::Area(area("1"))), "2022-01-01"))
            .unwrap_err(),
        stated.state(&yard(), Fact::Scattered, Stated { source: Some(long), ..said(true, "2022-01-01") }).unwrap_err(),
        stated
            .state(
                &yard(),
                Fact::Scattered,
                Stated {
                    source: Some(Source { document: "a".into(), at: Locator::article(0), quote: "b".into() }),
                    ..said(true, "2022-01-01")
                },
            )
            .unwrap_err(),
        stated.state(&SubjectRef { id: String::new(), ..yard() }, Fact::Packed, said(true, "2022-01-01")).unwrap_err(),
        stated.state(&SubjectRef { id: "1 1".into(), ..yard() }, Fact::Packed, said(true, "2022-01-01")).unwrap_err(),
    ]
}

#[test]
fn every_error_has_a_code_and_two_sentences() {
    let codes: BTreeSet<&str> = every_error().iter().map(|error| error.code()).collect();
    assert_eq!(codes, EstateError::CODES.iter().copied().collect(), "all are listed above");
    for error in every_error() {
        let (code, en, zh) = told(&error);
        assert!(en.starts_with("expected ") && en.contains(", found "), "{code}: {en}");
        assert!(zh.ends_with('。') && !zh.contains('{'), "{code}: {zh}");
    }
}

#[test]
fn a_chinese_sentence_is_chinese() {
    // The caller's own id `yard` is no word of the sentence.
    let on = day("2022-01-01");
    let facts = Fact::ALL.iter().map(|fact| Topic::Fact(*fact));
    let topics = facts.chain(Quantity::ALL.iter().map(|quantity| Topic::Quantity(*quantity)));
    let about = topics.map(|what| EstateError::Contradiction { subject: "yard".into(), what, on });
    let by = Authority::ALL.iter().map(|by| EstateError::NotAttested { fact: Fact::MarketUnready, by: *by });
    let parts = EstatePart::ALL.iter().map(|what| EstateError::TooMany { what: *what, most: 1, found: 2 });
    let found: Vec<String> = every_error()
        .into_iter()
        .chain(about)
        .chain(by)
        .chain(parts)
        .map(|error| error.render(Lang::Zh).replace("yard", ""))
        .filter(|zh| zh.chars().any(|c| c.is_ascii_alphabetic()))
        .collect();
    assert_eq!(found, [] as [String; 0]);
}

#[test]
fn who_stated_it_in_english() {
    let mut found = Vec::new();
    for by in Authority::ALL {
        found.push(EstateError::NotAttested { fact: Fact::BasicConditions, by: *by }.to_string());
        found.push(Stated::new(true, day("2022-02-20"), *by).render(Lang::En));
    }
    found.retain(|text| text.contains("the the") || text.contains("by as") || text.contains("the as"));
    assert_eq!(found, [] as [String; 0]);
}

#[test]
fn who_attested_it_in_chinese() {
    assert_eq!(said(true, "2022-02-20").render(Lang::Zh), "街道办事处、乡镇人民政府于2022年2月20日认定");
}

#[test]
fn who_said_it_and_when() {
    let street = said(true, "2022-02-20");
    assert_eq!(street.render(Lang::En), "attested by the street office or township government on 2022-02-20");
    assert_eq!(street.render(Lang::Zh), "街道办事处、乡镇人民政府于2022年2月20日认定");
    let owners = Stated::new(true, day("2022-02-20"), Authority::Owners);
    assert_eq!(owners.render(Lang::En), "stated by the owners on 2022-02-20");
    assert_eq!(owners.render(Lang::Zh), "业主于2022年2月20日填报");
}

#[test]
fn a_topic_is_shown_as_its_word() {
    for fact in Fact::ALL {
        let topic = Topic::Fact(*fact);
        assert_eq!((format!("{topic}"), format!("{topic:#}")), (fact.code().to_owned(), fact.zh().to_owned()));
    }
    for quantity in Quantity::ALL {
        let topic = Topic::Quantity(*quantity);
        assert_eq!((format!("{topic}"), format!("{topic:#}")), (quantity.code().to_owned(), quantity.zh().to_owned()));
    }
}

fn is_a_vocabulary<T: Term + std::str::FromStr + std::fmt::Display + serde::Serialize + serde::de::DeserializeOwned>()
where
    T::Err: std::fmt::Display + std::fmt::Debug,
{
    let codes: BTreeSet<&str> = T::all().iter().map(|term| term.code()).collect();
    assert_eq!(codes.len(), T::all().len(), "{}: a code twice", T::VOCABULARY);
    let words: BTreeSet<&str> = T::all().iter().map(|term| term.zh()).collect();
    assert_eq!(words.len(), T::all().len(), "{}: a Chinese word twice", T::VOCABULARY);
    for term in T::all() {
        let code = term.code();
        assert!(code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'), "{code}");
        assert!(!term.zh().is_empty() && !term.en().is_empty() && !term.source().is_empty(), "{code}");
        assert_eq!((format!("{term}"), format!("{term:#}")), (code.to_owned(), term.zh().to_owned()));
        assert_eq!(code.parse::<T>().unwrap(), *term);
        assert_eq!(serde_json::to_value(term).unwrap(), json!(code));
        assert_eq!(serde_json::from_value::<T>(json!(code)).unwrap(), *term);
    }
    for wrong in ["", "x y", "许昌", " zh"] {
        let error = wrong.parse::<T>().unwrap_err().to_string();
        assert!(error.starts_with(&format!("unknown code `{wrong}` for a {}", T::VOCABULARY)), "{error}");
    }
    assert!(serde_json::from_value::<T>(json!(0)).is_err());
}

#[test]
fn the_vocabularies_read_back() {
    is_a_vocabulary::<Fact>();
    is_a_vocabulary::<Quantity>();
    is_a_vocabulary::<Event>();
    is_a_vocabulary::<Subject>();
    is_a_vocabulary::<UnitKind>();
    is_a_vocabulary::<UnitState>();
    is_a_vocabulary::<AreaSource>();
    is_a_vocabulary::<OwnerKind>();
    is_a_vocabulary::<FacilityKind>();
    is_a_vocabulary::<OrganisationKind>();
    is_a_vocabulary::<ProviderKind>();
    is_a_vocabulary::<ResourceKind>();
    is_a_vocabulary::<Mode>();
    is_a_vocabulary::<Matter>();
    is_a_vocabulary::<EstatePart>();
    is_a_vocabulary::<DossierPart>();
}

#[test]
fn the_matters_are_the_nine_of_the_code() {
    let items: Vec<u8> = Matter::ALL.iter().map(|matter| matter.item()).collect();
    assert_eq!(items, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    let item = |matter: Matter| matter.item();
    assert_eq!((item(Matter::Provider), item(Matter::UseFund), item(Matter::RaiseFund)), (4, 5, 6));
    assert_eq!((item(Matter::Rebuild), item(Matter::CommonUse), item(Matter::Other)), (7, 8, 9));
}

// --------------------------------------------------------------------------------------------------------- dossiers

fn bare() -> Dossier {
    let yards = vec!["一号院".into(), "二号院".into()];
    Dossier::new(Compound {
        id: "yard".parse().unwrap(),
        name: "文宴雅居".into(),
        place: "411000".parse().unwrap(),
        yards,
    })
}

fn resolution(matter: Matter, on: &str, outcome: Outcome) -> ResolutionRecord {
    ResolutionRecord { matter, on: day(on), outcome, tally: None }
}

/// A dossier with something of every kind.
fn complete() -> Dossier {
    let weight = |heads, m2: &str| Weight { heads, area: area(m2) };
    let tally = TallyRecord {
        total: weight(300, "30000"),
        participating: weight(210, "21000"),
        consenting: weight(150, "15200"),
        origin: TallyOrigin::Declared,
    };
    let passed = ResolutionRecord { tally: Some(tally), ..resolution(Matter::Provider, "2022-03-01", Outcome::Passed) };
    let mut dossier = bare();
    dossier.statements = some_statements();
    dossier.facilities =
        vec![Facility { id: "f".parse().unwrap(), kind: FacilityKind::Parking, count: Some(Approx::about(31)) }];
    dossier.organisations = vec![Organisation {
        id: "o".parse().unwrap(),
        kind: OrganisationKind::OwnersCommittee,
        since: Some(day("2021-06-01")),
    }];
    dossier.providers =
        vec![Provider { id: "p".parse().unwrap(), name: "众诚物业".into(), kind: ProviderKind::Private }];
    dossier.resources = vec![Resource {
        id: "r".parse().unwrap(),
        kind: ResourceKind::Parking,
        count: None,
        price: Some(UnitPrice::from_micro(50_000_000, Per::Space, Every::Month).unwrap()),
    }];
    dossier.resolutions = vec![said(passed.clone(), "2022-03-02")];
    let charging = Some(ChargingForm::LumpSum);
    dossier.contracts = vec![said(
        ContractRecord { provider: "p".parse().unwrap(), from: day("2022-04-01"), until: None, charging },
        "2022-04-01",
    )];
    let grounds =
        vec![GroundRecord::Resolution(passed), GroundRecord::Act { by: Authority::Street, on: day("2022-03-05") }];
    let decision = DecisionRecord {
        mode: Mode::Professional,
        on: day("2022-03-05"),
        rulebook: "411000".into(),
        version: 1,
        grounds,
    };
    dossier.decisions = vec![said(decision, "2022-03-05")];
    dossier.events =
        vec![EventRecord { event: Event::JointConference, happened: said(day("2022-01-15"), "2022-01-20") }];
    dossier.complete = vec![CompleteLog { event: Event::JointConference, until: day("2022-12-31") }];
    dossier
}

#[test]
fn dossiers_go_through_json() {
    for dossier in [bare(), complete()] {
        let json = serde_json::to_value(&dossier).unwrap();
        assert_eq!(json["format"], json!(DOSSIER_FORMAT));
        assert_eq!(serde_json::from_value::<Dossier>(json.clone()).unwrap(), dossier);
        let text = serde_json::to_string_pretty(&dossier).unwrap();
        assert_eq!(serde_json::from_str::<Dossier>(&text).unwrap(), dossier);
        for wrong in [0, 2, 65_535] {
            let mut other = json.clone();
            other["format"] = json!(wrong);
            let error = english(serde_json::from_value::<Dossier>(other).unwrap_err());
            assert_eq!(error, format!("expected a dossier of format 1 or earlier, found {wrong}"));
        }
    }
    // What is empty is not written; what is not written is empty.
    let json = serde_json::to_value(bare()).unwrap();
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["compound", "format", "statements"]);
    let least = json!({"format": 1, "compound": {"id": "yard", "name": "文宴雅居", "place": "411000", "yards": ["一号院", "二号院"]}});
    assert_eq!(serde_json::from_value::<Dossier>(least).unwrap(), bare());
    let error = DossierError::Format { newest: 1, found: 2 };
    assert_eq!((error.code(), error.render(Lang::Zh)), ("dossier_format", "档案格式版本应为1或更早，所读为2。".into()));
}

#[test]
fn dossiers_that_cannot_be_are_refused() {
    let json = serde_json::to_value(complete()).unwrap();
    let refused = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut wrong = json.clone();
        change(&mut wrong);
        english(serde_json::from_value::<Dossier>(wrong).unwrap_err())
    };
    assert!(
        refused(&|j| j.as_object_mut().unwrap().remove("format").map_or((), drop)).contains("missing field `format`")
    );
    assert!(
        refused(&|j| j.as_object_mut().unwrap().remove("compound").map_or((), drop))
            .contains("missing field `compound`")
    );
    assert!(refused(&|j| j["format"] = json!("1")).contains("invalid type"));
    assert!(refused(&|j| j["format"] = json!(-1)).contains("invalid value"));
    assert!(refused(&|j| j["rumours"] = json!([])).contains("unknown field `rumours`"));
    assert!(refused(&|j| j["compound"]["owner"] = json!("x")).contains("unknown field `owner`"));
    assert!(refused(&|j| j["compound"]["place"] = json!("991000")).contains("991000"));
    assert!(refused(&|j| j["compound"]["id"] = json!("")).contains("an id of 1 to 64 characters"));
    for list in [
        "facilities",
        "organisations",
        "providers",
        "resources",
        "resolutions",
        "contracts",
        "decisions",
        "events",
        "complete",
    ] {
        assert!(refused(&|j| j[list][0]["why"] = json!("x")).contains("unknown field `why`"), "{list}");
    }
    assert!(refused(&|j| j["resolutions"][0]["value"]["seal"] = json!("x")).contains("unknown field `seal`"));
    assert!(
        refused(&|j| j["resolutions"][0]["value"]["tally"]["total"]["votes"] = json!(1))
            .contains("unknown field `votes`")
    );
    assert!(
        refused(&|j| j["resolutions"][0]["value"]["tally"]["total"]["area"] = json!(30_000))
            .contains("may lose a decimal")
    );
    assert!(refused(&|j| j["resolutions"][0]["value"]["outcome"] = json!("won")).contains("unknown code `won`"));
    assert!(refused(&|j| j["resources"][0]["price"]["amount"] = json!(50)).contains("may lose a decimal"));
    assert!(refused(&|j| j["resources"][0]["price"]["amount"] = json!("-1")).contains("from 0 to 1000000"));
    assert!(refused(&|j| j["complete"][0]["until"] = json!("2201-01-01")).contains("2201-01-01"));
    assert!(refused(&|j| j["events"][0]["happened"]["value"] = json!("1899-12-31")).contains("1899-12-31"));
    assert!(refused(&|j| j["statements"]["facts"][0]["by"] = json!("owners")).contains("attested by an office"));
    assert!(refused(&|j| j["decisions"][0]["value"]["mode"] = json!("anarchy")).contains("unknown code `anarchy`"));
}

#[test]
fn the_record_of_an_act_refuses_unknown_keys() {
    let mut json = serde_json::to_value(complete()).unwrap();
    json["decisions"][0]["value"]["grounds"][1]["act"]["why"] = json!("x");
    assert!(serde_json::from_value::<Dossier>(json).is_err());
}

#[test]
fn the_lists_of_a_dossier_are_bounded() {
    let mut dossier = bare();
    let provider =
        |n: usize| Provider { id: format!("p{n}").parse().unwrap(), name: "x".into(), kind: ProviderKind::Private };
    dossier.providers = (0..10_000).map(provider).collect();
    let full = serde_json::to_value(&dossier).unwrap();
    assert_eq!(serde_json::from_value::<Dossier>(full).unwrap(), dossier);
    dossier.providers.push(provider(10_000));
    let error = serde_json::from_value::<Dossier>(serde_json::to_value(&dossier).unwrap()).unwrap_err();
    assert_eq!(english(error), "expected at most 10000 providers, found 10001");
    let error = DossierError::TooMany { what: DossierPart::Providers, most: 10_000, found: 10_001 };
    assert_eq!(
        (error.code(), error.to_string()),
        ("dossier_too_many", "expected at most 10000 providers, found 10001".into())
    );
    assert_eq!(error.render(Lang::Zh), "物业服务人至多10000条，所填10001条。");
    // Each list has the bound, and a sentence with its own word.
    let json = serde_json::to_value(complete()).unwrap();
    for part in DossierPart::ALL {
        let list = if *part == DossierPart::CompleteLogs { "complete" } else { part.code() };
        let with = |len: usize| {
            let mut long = json.clone();
            long[list] = json!(vec![json[list][0].clone(); len]);
            serde_json::from_value::<Dossier>(long).map_err(|error| error.to_string())
        };
        assert!(with(10_000).is_ok(), "{list}");
        let error = DossierError::TooMany { what: *part, most: 10_000, found: 10_001 };
        assert_eq!(with(10_001).unwrap_err(), format!("{error} ‖ {error:#}"));
        assert!(!error.render(Lang::Zh).chars().any(|c| c.is_ascii_alphabetic()), "{error:#}");
    }
}

#[test]
fn a_dossier_states_about_its_own_compound() {
    let mut dossier = bare();
    dossier.state(Fact::Packed, said(true, "2022-01-01")).unwrap();
    dossier.measure(Quantity::Owners, said(count(300), "2022-01-01")).unwrap();
    assert_eq!(dossier.compound.subject(), yard());
    assert_eq!(dossier.statements.fact(&yard(), Fact::Packed, Day::LAST), dossier.fact(Fact::Packed, Day::LAST));
    assert_eq!(dossier.fact(Fact::Packed, day("2021-12-31")), None);
    assert_eq!(dossier.quantity(Quantity::Owners, day("2022-01-01")).map(|s| s.value), Some(count(300)));
    assert_eq!(dossier.quantity(Quantity::Owners, day("2021-12-31")), None);
    assert_eq!(dossier.state(Fact::Packed, said(false, "2022-01-01")).unwrap_err().code(), "contradiction");
    assert_eq!(
        dossier.measure(Quantity::AdvanceRent, said(count(1), "2022-01-01")).unwrap_err().code(),
        "wrong_dimension"
    );
}

#[test]
fn the_latest_resolution_up_to_a_day() {
    let mut dossier = bare();
    dossier.resolutions = vec![
        said(resolution(Matter::Provider, "2022-03-01", Outcome::Rejected), "2022-03-02"),
        said(resolution(Matter::Provider, "2021-03-01", Outcome::Passed), "2021-03-05"),
        said(resolution(Matter::UseFund, "2022-05-01", Outcome::Passed), "2022-05-01"),
    ];
    let held =
        |matter, on: &str| dossier.resolution(matter, day(on)).map(|s| (s.value.on.to_string(), s.value.outcome));
    let own = |on: &str, outcome| Some((on.to_owned(), outcome));
    assert_eq!(held(Matter::Provider, "2021-02-28"), None);
    // Held on 1 March, but reported on the 5th.
    assert_eq!(held(Matter::Provider, "2021-03-01"), None);
    assert_eq!(held(Matter::Provider, "2021-03-04"), None);
    assert_eq!(held(Matter::Provider, "2021-03-05"), own("2021-03-01", Outcome::Passed));
    assert_eq!(held(Matter::Provider, "2022-03-01"), own("2021-03-01", Outcome::Passed));
    assert_eq!(held(Matter::Provider, "2022-03-02"), own("2022-03-01", Outcome::Rejected));
    assert_eq!(held(Matter::Provider, "2022-12-31"), own("2022-03-01", Outcome::Rejected));
    assert_eq!(held(Matter::UseFund, "2022-12-31"), own("2022-05-01", Outcome::Passed));
    assert_eq!(held(Matter::RaiseFund, "2022-12-31"), None);
    // Announced before it was held: not held yet.
    dossier.resolutions = vec![said(resolution(Matter::Provider, "2022-03-01", Outcome::Passed), "2022-01-01")];
    assert_eq!(dossier.resolution(Matter::Provider, day("2022-02-28")), None);
    assert!(dossier.resolution(Matter::Provider, day("2022-03-01")).is_some());
}

#[test]
fn of_two_reports_in_order_the_later_one_is_taken() {
    let mut dossier = bare();
    dossier.resolutions = vec![
        said(resolution(Matter::Provider, "2022-03-01", Outcome::Passed), "2022-03-05"),
        said(resolution(Matter::Provider, "2022-03-01", Outcome::Rejected), "2022-03-10"),
    ];
    let held = |on: &str| dossier.resolution(Matter::Provider, day(on)).map(|s| s.value.outcome);
    assert_eq!((held("2022-03-09"), held("2022-03-10")), (Some(Outcome::Passed), Some(Outcome::Rejected)));
}

#[test]
fn of_two_reports_in_any_order_the_later_one_is_taken() {
    let mut dossier = bare();
    dossier.resolutions = vec![
        said(resolution(Matter::Provider, "2022-03-01", Outcome::Rejected), "2022-03-10"),
        said(resolution(Matter::Provider, "2022-03-01", Outcome::Passed), "2022-03-05"),
    ];
    let held = |dossier: &Dossier| dossier.resolution(Matter::Provider, Day::LAST).map(|s| s.value.outcome);
    assert_eq!(held(&dossier), Some(Outcome::Rejected));
    // The later vote goes before the later report.
    dossier.resolutions.push(said(resolution(Matter::Provider, "2022-03-02", Outcome::NoQuorum), "2022-03-03"));
    dossier.resolutions.rotate_right(1);
    assert_eq!(held(&dossier), Some(Outcome::NoQuorum));
    // Of two of one day the one reported last.
    dossier.resolutions = vec![
        said(resolution(Matter::Provider, "2022-03-01", Outcome::Passed), "2022-03-05"),
        said(resolution(Matter::Provider, "2022-03-01", Outcome::Rejected), "2022-03-05"),
    ];
    assert_eq!(held(&dossier), Some(Outcome::Rejected));
    dossier.resolutions.reverse();
    assert_eq!(held(&dossier), Some(Outcome::Passed));
}

#[test]
fn the_days_of_an_event_in_the_order_of_the_log() {
    let mut dossier = bare();
    let event = |event, value: &str, on: &str| EventRecord { event, happened: said(day(value), on) };
    dossier.events = vec![
        event(Event::JointConference, "2022-03-01", "2022-03-01"),
        event(Event::JointConference, "2022-01-01", "2022-02-01"),
        event(Event::ContractSigned, "2022-01-05", "2022-01-05"),
        event(Event::JointConference, "2022-01-01", "2022-02-02"),
    ];
    let days =
        |on: &str| dossier.days_of(Event::JointConference, day(on)).map(|day| day.to_string()).collect::<Vec<_>>();
    assert_eq!(days("2022-01-31"), [] as [&str; 0]);
    assert_eq!(days("2022-02-01"), ["2022-01-01"]);
    assert_eq!(days("2022-02-02"), ["2022-01-01", "2022-01-01"]);
    assert_eq!(days("2022-03-01"), ["2022-03-01", "2022-01-01", "2022-01-01"]);
    let mut sorted = days("2022-03-01");
    sorted.sort();
    assert_eq!(sorted, ["2022-01-01", "2022-01-01", "2022-03-01"]);
    assert_eq!(dossier.days_of(Event::ProviderLeft, Day::LAST).next(), None);
}

#[test]
fn an_event_to_come_can_be_known_before() {
    let mut dossier = bare();
    dossier.events =
        vec![EventRecord { event: Event::ContractExpires, happened: said(day("2025-03-31"), "2022-04-01") }];
    let days = |on: &str| dossier.days_of(Event::ContractExpires, day(on)).collect::<Vec<_>>();
    assert_eq!(days("2022-03-31"), []);
    assert_eq!(days("2022-04-01"), [day("2025-03-31")]);
}

#[test]
fn a_log_is_complete_up_to_and_including_a_day() {
    let dossier = complete();
    let complete = |event, on: &str| dossier.log_is_complete(event, day(on));
    assert!(complete(Event::JointConference, "1900-01-01") && complete(Event::JointConference, "2022-12-31"));
    assert!(!complete(Event::JointConference, "2023-01-01") && !complete(Event::ContractSigned, "2022-01-01"));
    assert!(!bare().log_is_complete(Event::JointConference, Day::FIRST));
}
