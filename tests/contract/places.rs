//! Small scales of tenders, with their strictness and their area.

use super::*;
use wuye::measure::Area;
use wuye::meeting::checks::{Item, Seen, check};
use wuye::rule::{Figure, Key, ParameterValue, ScaleBasis, Setting, Settled, Verdict};

#[test]
fn small_scales_are_as_strict_as_they_are_printed() {
    for (place, border, border_met, basis) in [
        ("370200", "30000", Verdict::Unmet, ScaleBasis::Dwellings),
        ("371100", "30000", Verdict::Met, ScaleBasis::WithOthers),
        ("331000", "50000", Verdict::Unmet, ScaleBasis::ManagementArea),
        ("331100", "50000", Verdict::Unmet, ScaleBasis::Buildings),
        ("330600", "40000", Verdict::Unmet, ScaleBasis::ManagementArea),
    ] {
        let rulebook = rulebook(place);
        let settled = rulebook.setting(Key::Figure(Figure::TenderSmallScale), d("2026-03-01"));
        let Settled::Known { setting, conflicts, .. } = &settled else { panic!("{place}") };
        assert!(conflicts.is_empty());
        assert!(matches!(setting, Setting::LessThan(_) | Setting::AtMost(_)), "{place}");
        let border: Area = border.parse().unwrap();
        let at = |hundredths: i64| {
            let area = Area::from_hundredths(border.hundredths() + hundredths).unwrap();
            check(Item::TenderScale, &settled, Some(Seen::Area(area))).verdict
        };
        assert_eq!((at(-1), at(0), at(1)), (Verdict::Met, border_met, Verdict::Unmet), "{place}");
        let found = rulebook.setting(Key::ScaleBasis, d("2026-03-01"));
        assert_eq!(found.value(), Some(&ParameterValue::ScaleBasis(basis)), "{place}");
    }
    // The Regulations leave it to the county and name no number.
    let nation = nation().setting(Key::Figure(Figure::TenderSmallScale), d("2026-03-01"));
    assert!(matches!(nation.setting(), Some(Setting::Delegated(_))));
}

#[test]
fn beijing_bounds_an_initial_contract() {
    let beijing = rulebook("110000");
    let term = beijing.setting(Key::Figure(Figure::InitialContractTerm), d("2026-03-01"));
    assert_eq!(term.setting(), Some(&Setting::AtMost(ParameterValue::Period(Period::Years(2)))));
}
