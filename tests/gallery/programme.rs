//! Errors of statistics.

use wuye::estate::{Source, Value};
use wuye::law::{Confidence, Locator};
use wuye::measure::{Approx, Ratio, RoundingMode};
use wuye::programme::{
    AsOf, COUNT_MAX, Composition, CountUnit, Definition, Frame, PARTS_MAX, Part, Reported, Scope, Statistic, change,
    decimal, printed, sum,
};

use crate::errors::{Made, refused};

pub fn frame(place: &str) -> Frame {
    Frame {
        definition: Definition {
            id: "served".parse().unwrap(),
            version: 1,
            zh: "有物业服务的小区".into(),
            en: "compounds with property service".into(),
            part: true,
        },
        scope: Scope { place: place.parse().unwrap(), area: None },
        at: AsOf::InYear(2024),
        source: Source { document: "示例答复".into(), at: Locator::section(&[1], None), quote: String::new() },
        confidence: Confidence::PolicyLetter,
    }
}

fn reported(place: &str, number: u64, base: Option<u64>) -> Reported {
    let (numerator, denominator) = (Approx::exact(number), base.map(Approx::exact));
    Reported { frame: frame(place), unit: CountUnit::Compounds, numerator, denominator }
}

pub fn counted(place: &str, number: u64, base: Option<u64>) -> Statistic {
    Statistic::new(reported(place, number, base)).unwrap()
}

fn with(change: impl FnOnce(&mut Reported)) -> Result<Statistic, wuye::programme::ProgrammeError> {
    let mut reported = reported("411000", 5, None);
    change(&mut reported);
    Statistic::new(reported)
}

pub fn errors() -> Vec<Made> {
    let five = counted("411000", 5, None);
    let homes = with(|r| r.unit = CountUnit::Households).unwrap();
    let later = with(|r| r.frame.at = AsOf::Years { first: 2025, last: 2026 }).unwrap();
    let newer = with(|r| r.frame.definition.version = 2).unwrap();
    let changge = counted("411082", 5, None);
    let most = [counted("411002", COUNT_MAX, None), counted("411082", COUNT_MAX, None)];
    let per = |other: &Statistic| five.per(other, five.definition().clone());
    let third = Ratio::new(1, 3).unwrap();
    vec![
        ("zero_base", "5 of 0 compounds", refused(with(|r| r.denominator = Some(Approx::exact(0))))),
        ("zero_base", "for each of nothing", refused(per(&counted("411000", 0, None)))),
        ("part_exceeds_whole", "5 of 4 compounds", refused(with(|r| r.denominator = Some(Approx::exact(4))))),
        ("count_too_large", "one more than the most", refused(with(|r| r.numerator.value = COUNT_MAX + 1))),
        ("count_too_large", "twice the most", refused(sum(&most))),
        ("statistic_text_length", "no document", refused(with(|r| r.frame.source.document.clear()))),
        (
            "statistic_text_length",
            "a quotation of 1,001 characters",
            refused(with(|r| r.frame.source.quote = "字".repeat(1_001))),
        ),
        ("bad_years", "2023 to 2021", refused(with(|r| r.frame.at = AsOf::Years { first: 2023, last: 2021 }))),
        ("no_base", "the rate of 5 compounds", refused(five.percent(0, RoundingMode::HalfAwayFromZero))),
        ("too_many_places", "13 decimals", refused(decimal(third, 13, RoundingMode::Down))),
        ("other_definition", "two versions", refused(sum(&[five.clone(), newer]))),
        ("other_unit", "compounds and households", refused(change(&five, &homes))),
        ("other_scope", "Xuchang for each of Changge", refused(per(&changge))),
        ("other_time", "2024 for each of 2025 and 2026", refused(per(&later))),
        ("mixed_bases", "5, and 5 of 9", refused(sum(&[counted("411002", 5, None), counted("411082", 5, Some(9))]))),
        ("statistic_counted_twice", "Xuchang, and Changge in it", refused(sum(&[five.clone(), changge]))),
        ("parts_number", "the sum of nothing", refused(sum(&[]))),
        ("parts_number", "10,001 statistics", refused(sum(&vec![five.clone(); PARTS_MAX + 1]))),
        ("unreadable_number", "`若干`", refused(printed("若干"))),
    ]
    .into_iter()
    .chain(errors_of_parts())
    .collect()
}

fn errors_of_parts() -> Vec<Made> {
    let count = |n| Approx::exact(Value::Count(n));
    let money = |yuan: &str| Approx::exact(Value::Money(yuan.parse().unwrap()));
    let part = |name: &str, amount| Part { zh: name.into(), en: name.into(), amount };
    let of = |total, parts| Composition::new(frame("411000"), total, parts);
    let works = of(money("512000"), vec![part("居民", money("292000")), part("公司", money("200000"))]).unwrap();
    let many = (0..PARTS_MAX).map(|i| part(&i.to_string(), count(u32::MAX))).collect();
    vec![
        ("parts_number", "an amount without parts", refused(of(count(1), vec![]))),
        ("other_dimension", "heads and yuan", refused(of(count(1), vec![part("居民", money("1"))]))),
        (
            "named_twice",
            "two parts of one name",
            refused(of(count(2), vec![part("党员", count(1)), part("党员", count(1))])),
        ),
        ("no_such_part", "the street's share", refused(works.share_of("街道"))),
        ("not_closed", "the residents' share where 20,000 are missing", refused(works.share_of("居民"))),
        ("statistic_too_large", "10,000 times the most heads", refused(of(count(1), many).unwrap().check())),
    ]
}
