//! 项目与统计 — rates, sums, quotients, comparisons and parts: figures of the known pitfalls, laws, refusals.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use wuye::estate::{Source, Value};
use wuye::law::{Confidence, Locator};
use wuye::measure::{Approx, Dimension, Ratio, RoundingMode, Sense};
use wuye::programme::{
    Agreement, AsOf, Aspect, COUNT_MAX, Closing, Composition, CountUnit, DECIMALS_MAX, Definition, Frame, Listing,
    PARTS_MAX, Part, ProgrammeError, Reported, Scope, Statistic, change, compare, decimal, percent, printed, sum,
};
use wuye::terms::Lang;

// ------------------------------------------------------------------------------------------------- short spellings

const HALF_UP: RoundingMode = RoundingMode::HalfAwayFromZero;

fn definition(id: &str, part: bool) -> Definition {
    Definition {
        id: id.parse().unwrap(),
        version: 1,
        zh: "有物业服务的小区".into(),
        en: "served compounds".into(),
        part,
    }
}

fn frame(place: &str) -> Frame {
    let source = Source { document: "某函".into(), at: Locator::section(&[1], Some(2)), quote: "……".into() };
    let scope = Scope { place: place.parse().unwrap(), area: None };
    let (at, confidence) = (AsOf::InYear(2024), Confidence::PolicyLetter);
    Frame { definition: definition("served", true), scope, at, source, confidence }
}

fn reported(place: &str, numerator: u64, denominator: Option<u64>) -> Reported {
    let denominator = denominator.map(Approx::exact);
    Reported { frame: frame(place), unit: CountUnit::Compounds, numerator: Approx::exact(numerator), denominator }
}

fn statistic(place: &str, numerator: u64, denominator: Option<u64>) -> Statistic {
    Statistic::new(reported(place, numerator, denominator)).unwrap()
}

fn with(statistic: &Statistic, change: impl FnOnce(&mut Reported)) -> Statistic {
    let mut reported = Reported::from(statistic.clone());
    change(&mut reported);
    Statistic::new(reported).unwrap()
}

#[track_caller]
fn refused<T: std::fmt::Debug>(outcome: Result<T, ProgrammeError>, code: &str, en: &str, zh: &str) {
    let error = outcome.unwrap_err();
    assert_eq!((error.code(), error.render(Lang::En), error.render(Lang::Zh)), (code, en.to_owned(), zh.to_owned()));
}

fn money(yuan: &str) -> Approx<Value> {
    Approx::exact(Value::Money(yuan.parse().unwrap()))
}

fn part(name: &str, amount: Approx<Value>) -> Part {
    Part { zh: name.into(), en: name.into(), amount }
}

// --------------------------------------------------------------------------------------------------------- figures

#[test]
fn a_sum_is_divided_after_it_is_summed() {
    let districts = [statistic("350203", 900, Some(1_000)), statistic("350206", 10, Some(100))];
    let city = sum(&districts).unwrap();
    assert_eq!((city.numerator(), city.denominator()), (Approx::exact(910), Some(Approx::exact(1_100))));
    assert_eq!(city.percent(1, HALF_UP).unwrap(), "82.7%"); // the mean of 90 % and 10 % would be 50 %
    assert_eq!(city.parts(), districts);
    assert_eq!(city.render(Lang::Zh), "有物业服务的小区：2项合计910个小区，占1,100个小区的82.73%");
    assert_eq!(city.render(Lang::En), "served compounds: 910 compounds of 1,100, 82.73%, the sum of 2");
    let plain = [statistic("350203", 3, None), statistic("350206", 4, None)];
    assert_eq!(sum(&plain).unwrap().denominator(), None);
    assert_eq!(sum(&plain).unwrap().share(), None);
}

#[test]
fn a_share_is_rounded_once_in_the_mode_asked_for() {
    let share = Ratio::new(1, 8).unwrap(); // 12.5 %
    let told = RoundingMode::ALL.iter().map(|mode| percent(share, 0, *mode).unwrap());
    assert_eq!(told.collect::<Vec<_>>(), ["13%", "12%", "13%", "12%"]);
    assert_eq!(percent(Ratio::new(-1, 3).unwrap(), 2, HALF_UP).unwrap(), "-33.33%");
    assert_eq!(percent(Ratio::new(1, 3).unwrap(), DECIMALS_MAX, HALF_UP).unwrap(), "33.333333333333%");
    assert_eq!(decimal(Ratio::new(5, 1).unwrap(), 0, HALF_UP).unwrap(), "5");
    assert_eq!(decimal(Ratio::new(1, 1_000).unwrap(), 4, HALF_UP).unwrap(), "0.0010");
    assert_eq!(decimal(Ratio::new(i64::MAX, 1).unwrap(), DECIMALS_MAX, HALF_UP).unwrap().len(), 19 + 1 + 12);
    // 1112 of 1113 is not all of them, though without decimals it would read so.
    let nearly = statistic("441900", 1_112, Some(1_113));
    assert_eq!(
        (nearly.percent(0, HALF_UP).unwrap(), nearly.percent(2, HALF_UP).unwrap()),
        ("100%".into(), "99.91%".into())
    );
    let hair = statistic("441900", 99_999, Some(100_000));
    assert!(hair.render(Lang::En).contains("100.00%"), "{}", hair.render(Lang::En)); // not exactly 100%
    assert!(statistic("441900", 7, Some(7)).render(Lang::En).contains("7 compounds of 7, 100% "));
}

#[test]
fn numbers_are_read_as_letters_print_them() {
    let rows = [
        ("109", "109", Sense::Exact),
        ("2.59万", "25900", Sense::Exact),
        ("约5.07亿", "507000000", Sense::About),
        ("2900多", "2900", Sense::Over),
        ("20多万", "200000", Sense::Over),
        ("20万多", "200000", Sense::Over),
        ("逾300万", "3000000", Sense::Over),
        ("超100", "100", Sense::Over),
        ("近50%", "0.5", Sense::Under),
        ("3.9%", "0.039", Sense::Exact),
        ("十余", "10", Sense::Over),
        ("十", "10", Sense::Exact),
        ("两", "2", Sense::Exact),
        ("十二", "12", Sense::Exact),
        ("二十", "20", Sense::Exact),
        ("九十九", "99", Sense::Exact),
        ("0", "0", Sense::Exact),
    ];
    for (text, value, sense) in rows {
        let read = printed(text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((read.value.normalize().to_string(), read.sense), (value.to_owned(), sense), "{text}");
    }
    for text in
        ["", "约", "若干", "1,000", "1.", ".5", "-5", "3万万", "约逾3", "约3多", "十十", "百", "12户", "1e3", "９"]
    {
        assert_eq!(printed(text).map_err(|error| error.code()), Err("unreadable_number"), "{text}");
    }
}

#[test]
fn one_thing_for_each_of_another_keeps_its_sense_and_says_what_it_means() {
    let each = |id: &str| Definition {
        zh: "每小区户数".into(),
        en: "households per compound".into(),
        ..definition(id, false)
    };
    let households = with(&statistic("350200", 196_500, None), |r| r.unit = CountUnit::Households);
    let compounds = statistic("350200", 1_881, None);
    let quotient = households.per(&compounds, each("per-compound")).unwrap();
    assert_eq!(quotient.value(), Approx::exact(Ratio::new(65_500, 627).unwrap()));
    assert_eq!(quotient.of(), (&households, &compounds));
    assert_eq!(quotient.definition().id.as_str(), "per-compound");
    assert_eq!(quotient.render(Lang::Zh), "每小区户数：104.47户/个小区");
    assert_eq!(quotient.render(Lang::En), "households per compound: 104.47 households/compounds");
    let share = compounds.per(&statistic("350200", 2_943, None), definition("share", true)).unwrap();
    assert_eq!(share.render(Lang::En), "served compounds: 63.91%");
    use Sense::{About, Exact, Over, Under};
    let table = [
        (Exact, [(Exact, Exact), (About, About), (Over, Under), (Under, Over)]),
        (About, [(Exact, About), (About, About), (Over, About), (Under, About)]),
        (Over, [(Exact, Over), (About, About), (Over, About), (Under, Over)]),
        (Under, [(Exact, Under), (About, About), (Over, Under), (Under, About)]),
    ];
    for (above, row) in table {
        for (below, expected) in row {
            let a = with(&households, |r| r.numerator.sense = above);
            let b = with(&compounds, |r| r.numerator.sense = below);
            assert_eq!(a.per(&b, each("x")).unwrap().value().sense, expected, "{above} over {below}");
            let both = with(&compounds, |r| {
                r.numerator.sense = above;
                r.denominator = Some(Approx { value: 2_943, sense: below });
            });
            assert_eq!(both.sense(), expected, "{above} of {below}");
        }
    }
    let none = with(&compounds, |r| r.numerator.value = 0);
    let about = with(&compounds, |r| r.numerator.sense = Over);
    assert_eq!(none.per(&about, each("x")).unwrap().value(), Approx::exact(Ratio::new(0, 1).unwrap()));
}

#[test]
fn a_sum_is_as_exact_as_its_parts() {
    let rows = [
        (Sense::Exact, Sense::Exact, Sense::Exact),
        (Sense::Exact, Sense::Over, Sense::Over),
        (Sense::Over, Sense::Over, Sense::Over),
        (Sense::Under, Sense::Exact, Sense::Under),
        (Sense::Over, Sense::Under, Sense::About),
        (Sense::About, Sense::Over, Sense::About),
    ];
    for (a, b, expected) in rows {
        let first = with(&statistic("350203", 5, None), |r| r.numerator.sense = a);
        let second = with(&statistic("350206", 6, None), |r| r.numerator.sense = b);
        assert_eq!(sum(&[first, second]).unwrap().numerator(), Approx { value: 11, sense: expected });
    }
}

// ------------------------------------------------------------------------------------------- side by side, changes

#[test]
fn two_sources_stand_side_by_side() {
    let first = statistic("350200", 2_943, None);
    let second = with(&first, |r| {
        r.numerator.value = 2_853;
        r.frame.at = AsOf::On("2024-08-13".parse().unwrap());
    });
    let both = compare(&first, &second);
    assert_eq!((both.agreement(), both.gap(), both.base_gap()), (Agreement::Different, Some(-90), None));
    assert_eq!(both.aspects(), [Aspect::Time, Aspect::Numerator]);
    let zh = both.render(Lang::Zh);
    assert_eq!(zh[0], "厦门市，有物业服务的小区：2,943个小区（2024年，某函第一部分第二段）");
    assert_eq!(zh[1], "厦门市，有物业服务的小区：2,853个小区（2024年8月13日，某函第一部分第二段）");
    assert_eq!(zh[2], "不一致，并存；后者减前者-90；不同之处：时点、数值");
    assert_eq!(
        both.render(Lang::En)[2],
        "different, both kept; the second less the first -90; they differ in time, number"
    );
    assert_eq!(compare(&first, &first).render(Lang::En)[2], "the same");

    let about = with(&first, |r| r.numerator.sense = Sense::About);
    assert_eq!(compare(&about, &about).agreement(), Agreement::Unsettled);
    assert_eq!(compare(&first, &about).agreement(), Agreement::Unsettled);
    let over = with(&first, |r| r.numerator = Approx { value: 2_943, sense: Sense::Over });
    assert_eq!(compare(&first, &over).agreement(), Agreement::Different);
    let less = with(&first, |r| r.numerator = Approx { value: 2_943, sense: Sense::Under });
    assert_eq!(compare(&over, &less).agreement(), Agreement::Different);
    assert_eq!(compare(&less, &over).agreement(), Agreement::Different);
    let lower = with(&first, |r| r.numerator = Approx { value: 2_000, sense: Sense::Over });
    assert_eq!(compare(&lower, &less).agreement(), Agreement::Unsettled);

    for other in [
        with(&first, |r| r.frame.definition.version = 2),
        with(&first, |r| r.unit = CountUnit::Households),
        with(&first, |r| r.frame.scope.area = Some("盛光社区".into())),
    ] {
        let both = compare(&first, &other);
        assert_eq!(both.agreement(), Agreement::NotComparable);
        assert_eq!(both.gap().is_some(), other.reported().unit == CountUnit::Compounds);
    }
    // Other words for the same definition are the same definition; a base that one source lacks contradicts nothing.
    let words = with(&first, |r| r.frame.definition.zh = "已有服务的小区".into());
    assert_eq!(compare(&first, &words).agreement(), Agreement::Same);
    let based = with(&first, |r| r.denominator = Some(Approx::exact(3_000)));
    assert_eq!(compare(&first, &based).aspects(), [Aspect::Denominator]);
    assert_eq!(compare(&first, &based).agreement(), Agreement::Same);
}

#[test]
fn a_change_is_told_in_numbers_and_in_points() {
    let coverage = |thousandths| {
        with(&statistic("350211", thousandths, Some(1_000)), |r| {
            r.unit = CountUnit::Thousandths;
            r.frame.scope.area = Some("盛光社区".into());
        })
    };
    let rise = change(&coverage(39), &coverage(1_000)).unwrap();
    assert_eq!(rise.points(), Some(Ratio::new(961, 1_000).unwrap()));
    assert_eq!(rise.render(Lang::Zh), "厦门市集美区盛光社区，有物业服务的小区：3.9% → 100%");
    assert_eq!(rise.render(Lang::En), "Jimei district, Xiamen, 盛光社区: served compounds: 3.9% → 100%");
    let merged = change(&statistic("421202", 5, None), &statistic("421202", 1, None)).unwrap();
    assert_eq!((merged.difference(), merged.points()), (-4, None));
    assert_eq!(merged.of().0.numerator(), Approx::exact(5));
    let fall = change(&coverage(1_000), &coverage(39)).unwrap();
    assert_eq!(fall.points(), Some(Ratio::new(-961, 1_000).unwrap()));
}

#[test]
fn places_overlap_where_one_holds_the_other() {
    let scope =
        |place: &str, area: Option<&str>| Scope { place: place.parse().unwrap(), area: area.map(str::to_owned) };
    let rows = [
        (scope("350200", None), scope("350203", None), true),
        (scope("350203", None), scope("350206", None), false),
        (scope("350200", None), scope("350211", Some("盛光社区")), true),
        (scope("350211", Some("盛光社区")), scope("350200", None), true),
        (scope("350203", None), scope("350211", Some("盛光社区")), false),
        (scope("350211", Some("盛光社区")), scope("350211", Some("集美社区")), false),
        (scope("350200", Some("盛光社区")), scope("350211", Some("盛光社区")), true),
        (scope("350211", None), scope("350200", Some("盛光社区")), false), // where in the city it lies is not said
    ];
    for (a, b, expected) in rows {
        assert_eq!((a.overlaps(&b), b.overlaps(&a)), (expected, expected), "{a:?} {b:?}");
    }
}

// -------------------------------------------------------------------------------------------------------- refusals

#[test]
fn what_cannot_be_is_refused_with_a_sentence() {
    refused(
        Statistic::new(reported("350200", 0, Some(0))),
        "zero_base",
        "expected a base of at least 1 for `served`, found 0",
        "「served」的基数应至少为1，所填为0。",
    );
    refused(
        Statistic::new(reported("350200", 8, Some(7))),
        "part_exceeds_whole",
        "expected a part of at most 7 for `served`, found 8",
        "「served」是部分占整体，至多7，所填为8。",
    );
    // Against a plan, more is possible; and of about seven, eight may be a part.
    let mut more = reported("350200", 120, Some(109));
    more.frame.definition.part = false;
    assert_eq!(Statistic::new(more).unwrap().percent(1, HALF_UP).unwrap(), "110.1%");
    let mut about = reported("350200", 8, Some(7));
    about.denominator = Some(Approx::about(7));
    assert!(Statistic::new(about).is_ok());
    refused(
        Statistic::new(reported("350200", COUNT_MAX + 1, None)),
        "count_too_large",
        "expected a count of at most 1000000000000000 for `served`, found 1000000000000001",
        "「served」的数值至多1000000000000000，所得为1000000000000001。",
    );
    let mut text = reported("350200", 1, None);
    text.frame.definition.en = String::new();
    refused(
        Statistic::new(text),
        "statistic_text_length",
        "expected a definition of 1 to 1000 characters, found 0",
        "统计口径应为1至1000个字符，所填0个。",
    );
    let mut years = reported("350200", 1, None);
    years.frame.at = AsOf::Years { first: 2023, last: 2021 };
    refused(
        Statistic::new(years),
        "bad_years",
        "expected years from 1900 to 2200 in order, found 2023 to 2021",
        "年份应在1900至2200之间且先后有序，所填为2023至2021。",
    );
    let plain = statistic("350200", 5, None);
    refused(
        plain.percent(0, HALF_UP),
        "no_base",
        "expected a base to take the rate of `served`, found none",
        "「served」未载基数，不能得出比率。",
    );
    refused(
        decimal(Ratio::new(1, 3).unwrap(), 13, HALF_UP),
        "too_many_places",
        "expected at most 12 decimals to be shown, found 13",
        "至多显示12位小数，所求13位。",
    );
    refused(
        printed("若干"),
        "unreadable_number",
        "expected a number as letters print it, such as `256.38万`, `约10.85万`, `2900多`, `3.9%` or `四`, found `若干`",
        "应为“256.38万”“约10.85万”“2900多”“3.9%”“四”一类写法，所填为「若干」。",
    );
}

#[test]
fn what_does_not_go_together_is_refused_with_a_sentence() {
    let plain = statistic("350203", 5, None);
    let other = with(&plain, |r| r.frame.definition.version = 2);
    refused(
        sum(&[plain.clone(), other]),
        "other_definition",
        "expected the definition `served@1`, found `served@2`",
        "统计口径应同为「served@1」，另一项为「served@2」。",
    );
    let other = with(&plain, |r| r.unit = CountUnit::Households);
    refused(
        sum(&[plain.clone(), other.clone()]),
        "other_unit",
        "expected the unit compounds, found households",
        "单位应同为“个小区”，另一项为“户”。",
    );
    refused(
        change(&plain, &other),
        "other_unit",
        "expected the unit compounds, found households",
        "单位应同为“个小区”，另一项为“户”。",
    );
    refused(
        sum(&[plain.clone(), statistic("350206", 5, Some(9))]),
        "mixed_bases",
        "expected all or none of the parts of `served` to have a base, found some",
        "「served」各项须都有基数或都无基数。",
    );
    refused(
        sum(&[plain.clone(), statistic("350200", 5, None)]),
        "statistic_counted_twice",
        "expected each thing of `served` to be counted once, found Xiamen counted again",
        "「served」在厦门市已计入，不得重复计算。",
    );
    // Counts of different years are different things; counts on different days need not be.
    let earlier = with(&plain, |r| r.frame.at = AsOf::Years { first: 2019, last: 2022 });
    assert_eq!(sum(&[plain.clone(), earlier]).unwrap().numerator(), Approx::exact(10));
    let day = |day: &str| with(&plain, |r| r.frame.at = AsOf::On(day.parse().unwrap()));
    assert_eq!(sum(&[day("2023-05-16"), day("2023-07-14")]).unwrap_err().code(), "statistic_counted_twice");
    refused(
        sum(&[]),
        "parts_number",
        "expected 1 to 10000 entries of the kind statistic, found 0",
        "统计应有1至10000项，所填0项。",
    );
    let most = |place: &str| with(&statistic(place, COUNT_MAX, None), |_| ());
    assert_eq!(sum(&[most("350203"), most("350206")]).unwrap_err().code(), "count_too_large");
    let elsewhere = statistic("350206", 5, None);
    refused(
        plain.per(&elsewhere, definition("x", false)),
        "other_scope",
        "expected the scope Siming district, Xiamen, found Huli district, Xiamen",
        "范围应同为厦门市思明区，另一项为厦门市湖里区。",
    );
    refused(
        plain.per(&day("2023-05-16"), definition("x", false)),
        "other_time",
        "expected the time 2024, found 2023-05-16",
        "时点应同为2024年，另一项为2023年5月16日；确可相除的，须明示。",
    );
    assert!(plain.per_across_time(&day("2023-05-16"), definition("x", false)).is_ok());
    assert_eq!(
        plain.per(&with(&plain, |r| r.numerator.value = 0), definition("x", false)).unwrap_err().code(),
        "zero_base"
    );
    let fewer = with(&plain, |r| r.numerator.value = 4);
    assert_eq!(plain.per(&fewer, definition("x", true)).unwrap_err().code(), "part_exceeds_whole");
}

#[test]
fn parts_of_an_amount_close_or_tell_by_how_much() {
    let parts = |yuan: [&str; 3]| {
        let [a, b, c] = yuan.map(money);
        vec![part("居民", a), part("公司", b), part("公房维修金", c)]
    };
    let works = |total: &str, yuan| Composition::new(frame("350200"), money(total), parts(yuan));
    let whole = works("512000", ["292000", "200000", "20000"]).unwrap();
    assert_eq!(whole.check(), Ok(Closing::Even));
    assert!(whole.is_exact());
    assert_eq!(
        whole.render(Lang::Zh),
        "厦门市，有物业服务的小区：512,000.00 = 居民292,000.00（57.03%） + 公司200,000.00（39.06%） + \
         公房维修金20,000.00（3.91%）（2024年，某函第一部分第二段）"
    );
    let fen = Value::Money("0.01".parse().unwrap());
    let short = works("512000.01", ["292000", "200000", "20000"]).unwrap();
    assert_eq!(short.check(), Ok(Closing::Short(fen)));
    assert!(short.render(Lang::En).contains("512,000.01 = 居民 292,000.00 + 公司 200,000.00"), "{short:?}");
    assert!(short.render(Lang::En).contains(", the parts are short by 0.01"));
    refused(
        short.share_of("居民"),
        "not_closed",
        "expected the parts to sum to 512,000.01, found 512,000.00",
        "各部分合计应为512,000.01，实为512,000.00。",
    );
    let over = works("512000", ["292000", "200000.01", "20000"]).unwrap();
    assert_eq!(over.check(), Ok(Closing::Over(fen)));
    assert!(over.render(Lang::Zh).contains("，各部分超出0.01（"));
    refused(
        whole.share_of("街道"),
        "no_such_part",
        "expected a part of the composition, found `街道`",
        "没有名为「街道」的部分。",
    );
    assert_eq!(works("0", ["0", "0", "0"]).unwrap().share_of("居民").unwrap_err().code(), "zero_base");
    let count = |n| Approx::exact(Value::Count(n));
    let members = |total, parts| Composition::new(frame("441900"), count(total), parts);
    let both = members(43, vec![part("党员", count(12)), part("业主", count(31))]).unwrap();
    assert_eq!(both.check(), Ok(Closing::Even));
    assert_eq!(members(45, both.parts().to_vec()).unwrap().check(), Ok(Closing::Short(Value::Count(2))));
    refused(
        members(43, vec![part("党员", count(12)), part("业主", money("31"))]),
        "other_dimension",
        "expected every part to be a count, found an amount of money in yuan",
        "各部分应与合计同为数量，所填有金额。",
    );
    refused(
        members(2, vec![part("党员", count(1)), part("党员", count(1))]),
        "named_twice",
        "expected each name once, found `党员` twice",
        "「党员」出现两次。",
    );
    let many = |i: usize| part(&format!("第{i}部分"), count(u32::MAX));
    let huge = members(1, (0..PARTS_MAX).map(many).collect()).unwrap();
    refused(
        huge.check(),
        "statistic_too_large",
        "expected a difference that can be held, found one beyond its bounds",
        "差额的计算结果超出可表示范围。",
    );
    assert_eq!(members(1, (0..=PARTS_MAX).map(many).collect()).unwrap_err().code(), "parts_number");
    let about = Composition::new(frame("350200"), Approx::about(Value::Count(3)), vec![part("一", count(3))]).unwrap();
    assert!(!about.is_exact() && about.render(Lang::En).contains("about 3 = "));
}

#[test]
fn an_open_list_has_no_number() {
    let names = |open| Listing::new(frame("350200"), vec!["安平里".into(), "槟榔东里".into()], open).unwrap();
    assert_eq!((names(false).count(), names(false).least()), (Some(2), 2));
    assert_eq!((names(true).count(), names(true).least()), (None, 2));
    assert!(names(true).render(Lang::Zh).contains("安平里、槟榔东里等，至少2项"));
    assert!(names(false).render(Lang::En).contains("安平里、槟榔东里, 2 in all"));
    let twice = vec!["安平里".to_owned(), "安平里".to_owned()];
    assert_eq!(Listing::new(frame("350200"), twice, false).unwrap_err().code(), "named_twice");
    assert_eq!(Listing::new(frame("350200"), vec![], false).unwrap_err().code(), "parts_number");
    assert_eq!(Listing::new(frame("350200"), vec![String::new()], false).unwrap_err().code(), "statistic_text_length");
}

#[test]
fn what_is_read_is_checked_and_what_is_written_is_read() {
    let statistic = statistic("350200", 1_414, Some(2_943));
    let text = wuye::json::to_json(&statistic).unwrap();
    assert_eq!(wuye::json::from_json::<Statistic>(&text).unwrap(), statistic);
    let bad = text.replace("2943", "1413");
    let error = wuye::json::from_json::<Statistic>(&bad).unwrap_err().to_string();
    assert!(error.contains("expected a part of at most 1413 for `served`, found 1414"), "{error}");
    assert!(wuye::json::from_json::<Statistic>(&text.replace("\"unit\"", "\"units\"")).is_err());
    let composition = Composition::new(frame("350200"), money("1"), vec![part("一", money("1"))]).unwrap();
    let text = wuye::json::to_json(&composition).unwrap();
    assert_eq!(wuye::json::from_json::<Composition>(&text).unwrap(), composition);
    assert!(wuye::json::from_json::<Composition>(&text.replace("\"money\":\"1.00\"", "\"money\":1.00")).is_err());
    let listing = Listing::new(frame("350200"), vec!["一".into()], true).unwrap();
    let text = wuye::json::to_json(&listing).unwrap();
    assert_eq!(wuye::json::from_json::<Listing>(&text).unwrap(), listing);
    for at in [AsOf::Undated, AsOf::InYear(2021), AsOf::Years { first: 2019, last: 2022 }] {
        let text = wuye::json::to_json(&at).unwrap();
        assert_eq!(wuye::json::from_json::<AsOf>(&text).unwrap(), at);
    }
    assert_eq!(AsOf::Years { first: 2019, last: 2022 }.render(Lang::Zh), "2019—2022年");
}

#[test]
fn whatever_is_written_is_read_back_the_same() {
    use wuye::testkit::{composition, holds, listing, statistic};
    fn returns<T>(value: &T) -> Result<(), String>
    where
        T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
    {
        let text = wuye::json::to_json(value).map_err(|error| error.to_string())?;
        let read: T = wuye::json::from_json(&text).map_err(|error| error.to_string())?;
        if read == *value { Ok(()) } else { Err(format!("{read:?}")) }
    }
    holds(statistic(), returns);
    holds(composition(), returns);
    holds(listing(), returns);
}

#[test]
fn every_sentence_can_be_told() {
    use wuye::testkit::{composition, holds, listing, statistic};
    for lang in [Lang::Zh, Lang::En] {
        let told = |text: String| if text.is_empty() { Err("nothing told") } else { Ok(()) };
        holds((statistic(), statistic()), |(a, b)| {
            assert_eq!(a.share().is_some(), a.denominator().is_some());
            assert_eq!(a.percent(2, HALF_UP).is_ok(), a.denominator().is_some());
            let rest = a.rest().map(|rest| rest + a.numerator().value);
            assert!(rest.is_none() || rest == a.denominator().map(|base| base.value));
            told(a.render(lang)).and_then(|()| told(compare(a, b).render(lang).concat()))
        });
        holds(composition(), |parts| {
            let closes = parts.check() == Ok(Closing::Even);
            let share = parts.share_of("第0部分");
            let above_zero = parts.total().value > Value::Count(0) && parts.total().value != money("0").value;
            assert_eq!(share.is_ok(), closes && above_zero, "{parts:?}");
            told(parts.render(lang))
        });
        holds(listing(), |names| told(names.render(lang)));
    }
}

#[test]
fn every_code_is_one_errors_own() {
    let all = wuye::Error::codes();
    let distinct: BTreeSet<&str> = all.iter().copied().collect();
    assert_eq!(distinct.len(), all.len());
    assert!(ProgrammeError::CODES.iter().all(|code| distinct.contains(code)));
    let error =
        wuye::Error::from(ProgrammeError::OtherDimension { expected: Dimension::Area, found: Dimension::Count });
    assert!(error.is_input() && error.path().is_none());
    assert_eq!(error.code(), "other_dimension");
}

// ------------------------------------------------------------------------------------------------------------ laws

/// A percentage by trying every candidate: the nearest hundredth of a percent, the larger of two.
fn nearest_hundredth(above: u64, below: u64) -> String {
    let (above, below) = (u128::from(above), u128::from(below));
    let floor = above * 10_000 / below;
    let units = if (above * 10_000 - floor * below) * 2 >= below { floor + 1 } else { floor };
    format!("{}.{:02}%", units / 100, units % 100)
}

proptest! {
    #[test]
    fn a_percentage_is_the_nearest(above in 0..=COUNT_MAX, below in 1..=COUNT_MAX) {
        let (above, below) = (above.min(below), below.max(above).max(1));
        let told = statistic("350200", above, Some(below)).percent(2, HALF_UP).unwrap();
        prop_assert_eq!(told, nearest_hundredth(above, below));
    }

    #[test]
    fn a_rate_changes_when_either_number_changes_by_one(above in 1..=1_000_000_u64, more in 2..=1_000_000_u64) {
        let below = above + more;
        let share = statistic("350200", above, Some(below)).share();
        for (a, b) in [(above - 1, below), (above + 1, below), (above, below - 1), (above, below + 1)] {
            prop_assert_ne!(statistic("350200", a, Some(b)).share(), share);
        }
    }

    #[test]
    fn a_sum_does_not_depend_on_the_order(numbers in vec((0..1_000_u64, 1_000..2_000_u64), 1..20)) {
        let area = |(i, (n, d)): (usize, &(u64, u64))| {
            with(&statistic("350200", *n, Some(*d)), |r| r.frame.scope.area = Some(format!("第{i}社区")))
        };
        let parts: Vec<Statistic> = numbers.iter().enumerate().map(area).collect();
        let backwards: Vec<Statistic> = parts.iter().rev().cloned().collect();
        let (there, back) = (sum(&parts).unwrap(), sum(&backwards).unwrap());
        prop_assert_eq!(there.share(), back.share());
        prop_assert_eq!(there.numerator().value, numbers.iter().map(|(n, _)| n).sum::<u64>());
        // The rate of the whole lies between the lowest and the highest of the parts.
        let rates: Vec<_> = parts.iter().filter_map(Statistic::share).collect();
        let whole = there.share().unwrap();
        prop_assert!(rates.iter().min().unwrap().cmp(&whole) != Ordering::Greater);
        prop_assert!(rates.iter().max().unwrap().cmp(&whole) != Ordering::Less);
    }

    #[test]
    fn a_comparison_mirrors(a in 0..2_000_u64, b in 0..2_000_u64, sense in any::<Sense>(), other in any::<Sense>()) {
        let first = with(&statistic("350200", a, None), |r| r.numerator.sense = sense);
        let second = with(&statistic("350200", b, None), |r| r.numerator.sense = other);
        let (there, back) = (compare(&first, &second), compare(&second, &first));
        prop_assert_eq!(there.agreement(), back.agreement());
        prop_assert_eq!(there.aspects(), back.aspects());
        prop_assert_eq!(there.gap(), back.gap().map(|gap| -gap));
        prop_assert_eq!(there.of(), (&first, &second));
    }

    #[test]
    fn what_is_printed_is_read_back(n in 0..=COUNT_MAX) {
        let read = printed(&n.to_string()).unwrap();
        prop_assert_eq!(read.value, n.into());
        prop_assert!(read.is_exact());
    }
}
