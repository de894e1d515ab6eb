//! 法 — versions at −1/0/+1 day, places, locators, citations in both languages, ranks.

use proptest::prelude::*;
use serde_json::json;
use wuye::law::{
    At, Authority, Citation, Confidence, Dated, Document, DocumentId, Issued, LawError, Level, Locator, Place,
    Provision, Rank, State, Version,
};
use wuye::measure::Day;
use wuye::mode::Mode;
use wuye::rule::{
    Aim, Condition, Force, Key, Layer, MayMove, Node, Parameter, ParameterValue, Rule, RuleError, Rulebook, Selection,
    Setting,
};
use wuye::terms::Lang;

#[path = "common/said.rs"]
mod said;
use said::english;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn place(text: &str) -> Place {
    text.parse().unwrap()
}

// ------------------------------------------------------------------------------------------------------- versions

fn version(from: &str, state: State<u32>) -> Version<u32> {
    let by = Provision { document: "civil_code".parse().unwrap(), at: Locator::article(278) };
    Version { from: day(from), state, by, confidence: Confidence::Primary }
}

/// 2007-10-01 two thirds, repealed 2019-05-01, three quarters from 2021-01-01; handed in out of order.
fn dated() -> Dated<u32> {
    let versions = vec![
        version("2021-01-01", State::InForce(75)),
        version("2007-10-01", State::InForce(67)),
        version("2019-05-01", State::Repealed),
    ];
    Dated::new(versions).unwrap()
}

#[test]
fn each_version_begins_on_its_first_day() {
    let dated = dated();
    let told = |on: &str| match dated.at(day(on)) {
        At::BeforeKnown { first } => ("before", 0, Some(first)),
        At::InForce { value, version, until } => {
            assert_eq!(version.state, State::InForce(*value));
            ("in force", *value, until)
        }
        At::Repealed { version, until } => {
            assert_eq!(version.from, day("2019-05-01"));
            ("repealed", 0, until)
        }
    };
    assert_eq!(told("1900-01-01"), ("before", 0, Some(day("2007-10-01"))));
    assert_eq!(told("2007-09-30"), ("before", 0, Some(day("2007-10-01"))));
    assert_eq!(told("2007-10-01"), ("in force", 67, Some(day("2019-05-01"))));
    assert_eq!(told("2007-10-02"), ("in force", 67, Some(day("2019-05-01"))));
    assert_eq!(told("2019-04-30"), ("in force", 67, Some(day("2019-05-01"))));
    assert_eq!(told("2019-05-01"), ("repealed", 0, Some(day("2021-01-01"))));
    assert_eq!(told("2019-05-02"), ("repealed", 0, Some(day("2021-01-01"))));
    assert_eq!(told("2020-12-31"), ("repealed", 0, Some(day("2021-01-01"))));
    assert_eq!(told("2021-01-01"), ("in force", 75, None));
    assert_eq!(told("2021-01-02"), ("in force", 75, None));
    assert_eq!(told("2200-12-31"), ("in force", 75, None));
    let index = |on: &str| dated.index_at(day(on));
    assert_eq!((index("2007-09-30"), index("2007-10-01"), index("2019-04-30")), (None, Some(0), Some(0)));
    assert_eq!((index("2019-05-01"), index("2020-12-31"), index("2021-01-01")), (Some(1), Some(1), Some(2)));
    let firsts: Vec<String> = dated.versions().iter().map(|v| v.from.to_string()).collect();
    assert_eq!(firsts, ["2007-10-01", "2019-05-01", "2021-01-01"]);
}

#[test]
fn the_first_and_the_last_day_can_begin_a_version() {
    let dated =
        Dated::new(vec![version("1900-01-01", State::InForce(1)), version("2200-12-31", State::InForce(2))]).unwrap();
    assert!(matches!(dated.at(Day::FIRST), At::InForce { value: 1, until: Some(Day::LAST), .. }));
    assert!(matches!(dated.at(day("2200-12-30")), At::InForce { value: 1, .. }));
    assert!(matches!(dated.at(Day::LAST), At::InForce { value: 2, until: None, .. }));
}

#[test]
fn what_is_repealed_and_never_comes_back() {
    let dated =
        Dated::new(vec![version("2018-01-01", State::InForce(1)), version("2020-01-01", State::Repealed)]).unwrap();
    assert!(matches!(dated.at(Day::LAST), At::Repealed { until: None, .. }));
}

#[test]
fn no_version_and_two_on_one_day_are_refused() {
    let empty = Dated::<u32>::new(vec![]).unwrap_err();
    assert_eq!(empty.code(), "no_version");
    assert_eq!(empty.render(Lang::En), "expected at least one version, found none");
    assert_eq!(empty.render(Lang::Zh), "至少须有一个版本，未见任何版本。");
    let one = || version("2021-01-01", State::InForce(1));
    for twice in [version("2021-01-01", State::InForce(2)), version("2021-01-01", State::Repealed), one()] {
        // Apart from each other in the list, too.
        let error = Dated::new(vec![one(), version("2007-10-01", State::InForce(0)), twice]).unwrap_err();
        assert_eq!(error, LawError::TwoVersionsOnOneDay { day: day("2021-01-01") });
        assert_eq!(error.render(Lang::En), "expected one version a day, found two on 2021-01-01");
        assert_eq!(error.render(Lang::Zh), "同一日只能有一个版本，2021-01-01有两个。");
    }
    let apart = Dated::new(vec![one(), version("2021-01-02", State::Repealed)]).unwrap();
    assert!(matches!(apart.at(day("2021-01-01")), At::InForce { value: 1, .. }));
    assert!(matches!(apart.at(day("2021-01-02")), At::Repealed { .. }));
}

#[test]
fn dated_law_goes_through_json() {
    let dated = dated();
    let json = serde_json::to_value(&dated).unwrap();
    assert_eq!(
        json[1],
        json!({"from": "2019-05-01", "state": "repealed", "by": {"document": "civil_code", "at": {"article": {"number": 278}}},
               "confidence": "primary"})
    );
    assert_eq!(json[2]["state"], json!({"in_force": 75}));
    assert_eq!(serde_json::from_value::<Dated<u32>>(json.clone()).unwrap(), dated);
    // Read back in any order.
    let mut turned = json.as_array().unwrap().clone();
    turned.reverse();
    assert_eq!(serde_json::from_value::<Dated<u32>>(json!(turned)).unwrap(), dated);
    let refused = |value: serde_json::Value| english(serde_json::from_value::<Dated<u32>>(value).unwrap_err());
    assert_eq!(refused(json!([])), "expected at least one version, found none");
    assert_eq!(refused(json!([json[0], json[0]])), "expected one version a day, found two on 2007-10-01");
    let mut more = json[0].clone();
    more["note"] = json!("x");
    assert!(refused(json!([more])).contains("unknown field `note`"));
    let mut early = json[0].clone();
    early["from"] = json!("1899-12-31");
    assert!(refused(json!([early])).contains("1899-12-31"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_version_of_a_day_is_the_last_that_has_begun(
        starts in proptest::collection::btree_set(0_u32..400, 1..9),
        on in 0_u32..420,
        turn in 0_usize..9,
    ) {
        let from = |n: u32| wuye::measure::Period::Days(n).after(day("2020-01-01")).unwrap();
        let mut versions: Vec<Version<u32>> = starts.iter().map(|n| Version { from: from(*n), ..version("2020-01-01", State::InForce(*n)) }).collect();
        let turn = turn % versions.len();
        versions.rotate_left(turn);
        let dated = Dated::new(versions).unwrap();
        // By a plain walk.
        let (mut found, mut next) = (None, None);
        for n in &starts {
            if *n <= on { found = Some(*n) } else if next.is_none() { next = Some(from(*n)) }
        }
        match (dated.at(from(on)), found) {
            (At::InForce { value, until, .. }, Some(n)) => prop_assert_eq!((*value, until), (n, next)),
            (At::BeforeKnown { first }, None) => prop_assert_eq!(Some(first), next),
            (at, found) => prop_assert!(false, "{:?} against {:?}", at, found),
        }
    }
}

// --------------------------------------------------------------------------------------------------------- places

#[test]
fn the_levels_of_places() {
    for (code, level, parent) in [
        ("000000", Level::National, None),
        ("410000", Level::Province, Some("000000")),
        ("411000", Level::City, Some("410000")),
        ("411082", Level::County, Some("411000")),
        ("110000", Level::Province, Some("000000")),
        ("110101", Level::County, Some("110100")),
        ("110100", Level::City, Some("110000")),
        ("419001", Level::County, Some("419000")),
        ("820000", Level::Province, Some("000000")),
        ("659999", Level::County, Some("659900")),
    ] {
        let found = place(code);
        assert_eq!(found.level(), level, "{code}");
        assert_eq!(found.parent(), parent.map(place), "{code}");
        assert_eq!(found.to_string(), code);
        assert_eq!(serde_json::to_string(&found).unwrap(), format!("\"{code}\""));
        assert_eq!(serde_json::from_value::<Place>(json!(code)).unwrap(), found);
        assert_eq!(Place::new(found.code()), Ok(found));
    }
    assert_eq!(Place::NATION, place("000000"));
}

#[test]
fn what_lies_in_what() {
    let nation = Place::NATION;
    let (henan, xuchang, changge, zhengzhou) = (place("410000"), place("411000"), place("411082"), place("410100"));
    for inner in [nation, henan, xuchang, changge] {
        assert!(nation.contains(inner) && inner.contains(inner));
    }
    assert!(henan.contains(xuchang) && henan.contains(changge) && xuchang.contains(changge));
    assert!(!xuchang.contains(henan) && !changge.contains(xuchang) && !henan.contains(nation));
    assert!(!xuchang.contains(zhengzhou) && !zhengzhou.contains(changge));
    assert!(!place("420000").contains(xuchang) && !place("110000").contains(changge));
    // 4110xx is not 4101xx, and 410001 is nothing.
    assert!(!place("411100").contains(changge));
}

#[test]
fn codes_that_are_no_places_are_refused() {
    for code in [
        "",
        "0",
        "00000",
        "0000000",
        "0411000",
        "41100",
        "4110000",
        "041100",
        "991000",
        "161000",
        "000001",
        "000100",
        "410001",
        "110001",
        "1e5000",
        "+41100",
        " 411000",
        "411000 ",
        "-11000",
        "４１１０００",
        "41100o",
        "许昌市",
        "009900",
        "410 00",
    ] {
        assert_eq!(code.parse::<Place>().unwrap_err().code(), "unknown_place", "{code:?}");
        assert!(serde_json::from_value::<Place>(json!(code)).is_err(), "{code:?}");
    }
    for code in [1, 99, 100, 9_999, 10_000, 100_000, 410_001, 990_000, 1_000_000, 4_110_000, 41_100_000, u32::MAX] {
        assert_eq!(Place::new(code).unwrap_err().code(), "unknown_place", "{code}");
    }
    assert!(
        serde_json::from_value::<Place>(json!(411_000))
            .unwrap_err()
            .to_string()
            .contains("a place code of GB/T 2260 as a string")
    );
    let error = "991000".parse::<Place>().unwrap_err();
    assert_eq!(error.render(Lang::En), "expected a six-digit place code of GB/T 2260, found `991000`");
    assert_eq!(error.render(Lang::Zh), "行政区划代码应为GB/T 2260的六位数字，所填为「991000」。");
    let huge = "9".repeat(100_000).parse::<Place>().unwrap_err().to_string();
    assert!(huge.chars().count() < 150);
}

#[test]
fn codes_of_more_than_six_digits_are_refused() {
    for code in [10_110_000, 10_411_000, 4_294_110_000] {
        assert_eq!(Place::new(code).map_err(|e| e.code()), Err("unknown_place"), "{code}");
    }
    // Every province's digits, a thousand further.
    let taken: Vec<u32> = (1_000..5_000).map(|n| n * 10_000).filter(|code| Place::new(*code).is_ok()).collect();
    assert_eq!(taken, [] as [u32; 0]);
}

#[test]
fn all_six_digit_codes_read_back_or_are_refused() {
    let mut levels = [0_u32; 4];
    for code in 0..=999_999 {
        if let Ok(found) = Place::new(code) {
            levels[Level::ALL.iter().position(|level| *level == found.level()).unwrap()] += 1;
            // One level up at a time, and always in the nation.
            let mut steps = 0;
            let mut at = found;
            while let Some(up) = at.parent() {
                assert!(Place::new(up.code()).is_ok() && up.level() < at.level());
                (at, steps) = (up, steps + 1);
            }
            assert_eq!(at, Place::NATION);
            assert_eq!(Level::ALL[steps], found.level());
        }
    }
    // 34 provinces of 99 cities of 99 counties.
    assert_eq!(levels, [1, 34, 34 * 99, 34 * 99 * 99]);
}

#[test]
fn the_names_of_places() {
    let told = |code: &str| (place(code).render(Lang::Zh), place(code).render(Lang::En));
    assert_eq!(told("411000"), ("许昌市".into(), "Xuchang".into()));
    assert_eq!(told("410000"), ("河南省".into(), "Henan".into()));
    assert_eq!(told("000000"), ("全国".into(), "the nation".into()));
    assert_eq!(told("659001"), ("659001".into(), "659001".into()));
}

// -------------------------------------------------------------------------------------------------------- locators

#[test]
fn locators_in_words() {
    let told = |at: Locator| (at.render(Lang::Zh), at.render(Lang::En));
    let own = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
    assert_eq!(told(Locator::article(278)), own("第二百七十八条", "art. 278"));
    assert_eq!(told(Locator::paragraph(278, 2)), own("第二百七十八条第二款", "art. 278(2)"));
    assert_eq!(told(Locator::item(278, 1, 4)), own("第二百七十八条第一款第（四）项", "art. 278(1)(4)"));
    assert_eq!(told(Locator::section(&[1], None)), own("第一部分", "section 1"));
    assert_eq!(told(Locator::section(&[1, 2], None)), own("第一部分第（二）项", "section 1(2)"));
    assert_eq!(told(Locator::section(&[2], Some(3))), own("第二部分第三段", "section 2 para. 3"));
    assert_eq!(told(Locator::section(&[2, 3, 1], None)), own("第二部分第（三）项第一点", "section 2(3)(1)"));
    // A text without headings.
    assert_eq!(told(Locator::section(&[], Some(2))), own("第二段", "para. 2"));
    assert_eq!(told(Locator::Whole), own("", ""));
}

#[test]
fn locators_go_through_json() {
    for (at, json) in [
        (Locator::article(278), json!({"article": {"number": 278}})),
        (Locator::paragraph(278, 2), json!({"article": {"number": 278, "paragraph": 2}})),
        (Locator::item(278, 1, 4), json!({"article": {"number": 278, "paragraph": 1, "item": 4}})),
        (Locator::article(u16::MAX), json!({"article": {"number": 65_535}})),
        (Locator::section(&[1, 2], None), json!({"section": {"path": [1, 2]}})),
        (
            Locator::section(&[255; 8], Some(255)),
            json!({"section": {"path": [255, 255, 255, 255, 255, 255, 255, 255], "paragraph": 255}}),
        ),
        (Locator::Whole, json!("whole")),
    ] {
        assert_eq!(serde_json::to_value(&at).unwrap(), json);
        assert_eq!(serde_json::from_value::<Locator>(json).unwrap(), at);
    }
}

#[test]
fn locators_that_no_document_has_are_refused() {
    let refused = |json: serde_json::Value| {
        english(serde_json::from_value::<Locator>(json.clone()).expect_err(&json.to_string()))
    };
    let sentence = "expected numbers from 1, an item within a paragraph and 1 to 8 levels of sections, found `";
    for (json, found) in [
        (json!({"article": {"number": 0}}), "0/-/-"),
        (json!({"article": {"number": 278, "paragraph": 0}}), "278/0/-"),
        (json!({"article": {"number": 278, "paragraph": 1, "item": 0}}), "278/1/0"),
        (json!({"section": {"path": [0]}}), "0/-"),
        (json!({"section": {"path": [1, 0]}}), "1.0/-"),
        (json!({"section": {"path": [1], "paragraph": 0}}), "1/0"),
        (json!({"section": {"path": [1, 1, 1, 1, 1, 1, 1, 1, 1]}}), "1.1.1.1.1.1.1.1.1/-"),
    ] {
        assert_eq!(refused(json.clone()), format!("{sentence}{found}`"), "{json}");
    }
    assert_eq!(refused(json!({"article": {"number": 278, "item": 4}})), format!("{sentence}278/-/4`"));
    assert_eq!(refused(json!({"section": {"path": []}})), format!("{sentence}/-`"));
    assert!(refused(json!({"article": {"number": 278, "part": 1}})).contains("unknown field `part`"));
    assert!(refused(json!({"section": {"path": [1], "item": 1}})).contains("unknown field `item`"));
    assert!(refused(json!({"chapter": {"number": 1}})).contains("unknown variant `chapter`"));
    refused(json!({"article": {"number": 65_536}}));
    refused(json!({"article": {"number": -1}}));
    refused(json!({"article": {"number": "278"}}));
    refused(json!({"section": {"path": [256]}}));
    let error = LawError::BadLocator { found: "0/-/-".into() };
    assert_eq!(error.code(), "bad_locator");
    assert_eq!(error.render(Lang::Zh), "条、款、项、部分的编号应自1起，项须在款内，部分须有1至8层，所填为「0/-/-」。");
}

// -------------------------------------------------------------------------------------------------------- citations

fn civil_code() -> Citation {
    Citation {
        document: "civil_code".parse().unwrap(),
        title: "民法典".into(),
        title_en: "Civil Code".into(),
        at: Locator::item(278, 1, 4),
        from: day("2021-01-01"),
        until: None,
        year_only: false,
        confidence: Confidence::Primary,
    }
}

fn letter() -> Citation {
    Citation {
        document: "xuchang_2021_18".parse().unwrap(),
        title: "许建政协〔2021〕18号".into(),
        title_en: "Xuchang letter No. 18 of 2021".into(),
        at: Locator::section(&[1, 2], None),
        from: day("2021-12-31"),
        until: None,
        year_only: true,
        confidence: Confidence::PolicyLetter,
    }
}

fn told(cite: &Citation) -> (String, String) {
    (cite.render(Lang::Zh), cite.render(Lang::En))
}

fn own(zh: &str, en: &str) -> (String, String) {
    (zh.to_owned(), en.to_owned())
}

#[test]
fn the_citation_of_a_law() {
    let mut cite = civil_code();
    assert_eq!(
        told(&cite),
        own(
            "《民法典》第二百七十八条第一款第（四）项，自2021年1月1日起施行",
            "Civil Code art. 278(1)(4), in force from 2021-01-01"
        )
    );
    assert_eq!(
        (cite.short(Lang::Zh), cite.short(Lang::En)),
        own("《民法典》第二百七十八条第一款第（四）项", "Civil Code art. 278(1)(4)")
    );
    cite.at = Locator::Whole;
    assert_eq!((cite.short(Lang::Zh), cite.short(Lang::En)), own("《民法典》", "Civil Code"));
    // A caller's own rule carries no mark of doubt.
    cite.confidence = Confidence::CallersOwn;
    assert_eq!(told(&cite), own("《民法典》，自2021年1月1日起施行", "Civil Code, in force from 2021-01-01"));
}

#[test]
fn the_citation_of_a_version_that_ends() {
    let cite = Citation {
        document: "property_law".parse().unwrap(),
        title: "物权法".into(),
        title_en: "Property Law".into(),
        at: Locator::article(76),
        from: day("2007-10-01"),
        until: Some(day("2021-01-01")),
        confidence: Confidence::Excerpt,
        ..civil_code()
    };
    assert_eq!(
        told(&cite),
        own(
            "《物权法》第七十六条，自2007年10月1日起施行，至2020年12月31日，摘录",
            "Property Law art. 76, in force from 2007-10-01 to 2020-12-31 (operative sentence read in an excerpt)"
        )
    );
    for (on, in_force) in [("2007-09-30", false), ("2007-10-01", true), ("2020-12-31", true), ("2021-01-01", false)] {
        assert_eq!(cite.in_force_on(day(on)), in_force, "{on}");
    }
    assert!(civil_code().in_force_on(Day::LAST) && !civil_code().in_force_on(day("2020-12-31")));
}

#[test]
fn the_citation_of_a_letter() {
    let mut cite = letter();
    assert_eq!(
        told(&cite),
        own(
            "《许建政协〔2021〕18号》第一部分第（二）项，来函仅载年份，自2021年12月31日起计",
            "Xuchang letter No. 18 of 2021 section 1(2), attested from 2021-12-31 (the letter bears only its year)"
        )
    );
    cite.until = Some(day("2024-01-01"));
    assert_eq!(
        told(&cite),
        own(
            "《许建政协〔2021〕18号》第一部分第（二）项，来函仅载年份，自2021年12月31日起计，至2023年12月31日",
            "Xuchang letter No. 18 of 2021 section 1(2), attested from 2021-12-31 (the letter bears only its year) to 2023-12-31"
        )
    );
    cite.until = None;
    (cite.from, cite.year_only) = (day("2024-04-24"), false);
    assert_eq!(
        told(&cite),
        own(
            "《许建政协〔2021〕18号》第一部分第（二）项，自2024年4月24日起有据",
            "Xuchang letter No. 18 of 2021 section 1(2), attested from 2024-04-24"
        )
    );
}

#[test]
fn a_doubtful_reading_says_so() {
    let mut cite = civil_code();
    cite.at = Locator::article(278);
    for (confidence, zh, en) in [
        (Confidence::Excerpt, "，摘录", " (operative sentence read in an excerpt)"),
        (Confidence::Secondary, "，转述", " (secondary source)"),
        (Confidence::Memory, "，未核原文", " (from memory, no text read)"),
    ] {
        cite.confidence = confidence;
        assert_eq!(
            told(&cite),
            (
                format!("《民法典》第二百七十八条，自2021年1月1日起施行{zh}"),
                format!("Civil Code art. 278, in force from 2021-01-01{en}")
            )
        );
    }
}

#[test]
fn citations_go_through_json() {
    for cite in [civil_code(), letter(), Citation { until: Some(day("2024-01-01")), ..letter() }] {
        let json = serde_json::to_value(&cite).unwrap();
        assert_eq!(json.get("until").is_some(), cite.until.is_some());
        assert_eq!(serde_json::from_value::<Citation>(json.clone()).unwrap(), cite);
        let mut more = json;
        more["page"] = json!(3);
        assert!(serde_json::from_value::<Citation>(more).unwrap_err().to_string().contains("unknown field `page`"));
    }
}

// ------------------------------------------------------------------------------------------------ documents and ranks

#[test]
fn a_letter_attests_from_its_day_or_the_end_of_its_year() {
    assert_eq!(Issued::InYear(2021).attests_from(), Some(day("2021-12-31")));
    assert_eq!(Issued::On(day("2024-04-24")).attests_from(), Some(day("2024-04-24")));
    assert_eq!(Issued::Undated.attests_from(), None);
    assert_eq!(Issued::InYear(1899).attests_from(), None);
    assert_eq!(Issued::InYear(1900).attests_from(), Some(day("1900-12-31")));
    assert_eq!(Issued::InYear(2200).attests_from(), Some(Day::LAST));
    assert_eq!(Issued::InYear(2201).attests_from(), None);
    for (issued, json) in [
        (Issued::InYear(2021), json!({"in_year": 2021})),
        (Issued::On(day("2024-04-24")), json!({"on": "2024-04-24"})),
        (Issued::Undated, json!("undated")),
    ] {
        assert_eq!(serde_json::to_value(issued).unwrap(), json);
        assert_eq!(serde_json::from_value::<Issued>(json).unwrap(), issued);
    }
}

#[test]
fn documents_go_through_json() {
    let document = Document {
        id: "xuchang_2021_18".parse().unwrap(),
        title: "关于市政协七届五次会议第147号提案的答复".into(),
        title_en: "Reply to proposal No. 147".into(),
        number: Some("许建政协〔2021〕18号".into()),
        issuer: "许昌市住房和城乡建设局".into(),
        rank: Rank::PolicyLetter,
        place: place("411000"),
        issued: Issued::InYear(2021),
        confidence: Confidence::PolicyLetter,
    };
    let json = serde_json::to_value(&document).unwrap();
    assert_eq!(
        (&json["rank"], &json["place"], &json["issued"]),
        (&json!("policy_letter"), &json!("411000"), &json!({"in_year": 2021}))
    );
    assert_eq!(serde_json::from_value::<Document>(json.clone()).unwrap(), document);
    let mut other = json.clone();
    other["rank"] = json!("decree");
    assert!(
        serde_json::from_value::<Document>(other)
            .unwrap_err()
            .to_string()
            .contains("unknown code `decree` for a rank of a document")
    );
    let mut more = json;
    more["sealed"] = json!(true);
    assert!(serde_json::from_value::<Document>(more).unwrap_err().to_string().contains("unknown field `sealed`"));
}

#[test]
fn ids_have_bounds() {
    let id = |text: &str| text.parse::<DocumentId>().map_err(|e| e.code());
    assert_eq!(id(""), Err("id_length"));
    assert!(id("x").is_ok() && id(&"许".repeat(64)).is_ok());
    assert_eq!(id(&"许".repeat(65)), Err("id_length"));
    for text in ["a b", " a", "a\n", "a\u{3000}b", "a\u{0}", "\u{a0}"] {
        assert_eq!(id(text), Err("id_character"), "{text:?}");
    }
    let error = "x".repeat(100_000).parse::<DocumentId>().unwrap_err();
    assert_eq!(
        error.render(Lang::En),
        format!("expected an id of 1 to 64 characters, found `{}…` with 100000", "x".repeat(48))
    );
    assert_eq!("a b".parse::<DocumentId>().unwrap_err().render(Lang::Zh), "标识不得含空白或控制字符，所填为「a b」。");
}

#[test]
fn the_higher_rank_comes_first() {
    assert!(Rank::ALL.windows(2).all(|pair| pair[0] < pair[1]));
    let order = [
        Rank::Law,
        Rank::AdministrativeRegulation,
        Rank::ProvincialRegulation,
        Rank::CityRegulation,
        Rank::GovernmentRule,
        Rank::NormativeDocument,
        Rank::PolicyLetter,
        Rank::Covenant,
    ];
    assert!(order.windows(2).all(|pair| pair[0] < pair[1]));
    assert!(Rank::Law < Rank::JudicialInterpretation && Rank::AdministrativeRegulation < Rank::DepartmentRule);
    assert!(Rank::DepartmentRule < Rank::NormativeDocument);
    assert_eq!(Rank::ALL.len(), 10);
    let sure = [Confidence::Primary, Confidence::Excerpt, Confidence::Secondary, Confidence::PolicyLetter];
    assert!(sure.windows(2).all(|pair| pair[0] < pair[1]) && Confidence::ALL.iter().max() == Some(&Confidence::Memory));
}

#[test]
fn who_is_an_office() {
    let offices: Vec<&str> = Authority::ALL.iter().filter(|a| a.is_official()).map(|a| a.code()).collect();
    assert_eq!(
        offices,
        ["residents_committee", "party_organisation", "street", "housing_department", "government", "court"]
    );
}

// ------------------------------------------------------------------------------------ locators that are made in code

/// A rulebook of one rule and one parameter; each version of each has its own place in the document.
fn rulebook(rule: [&Locator; 2], parameter: [&Locator; 2]) -> Result<Rulebook, RuleError> {
    let document = Document {
        id: "own".parse().unwrap(),
        title: "自订规则".into(),
        title_en: "Own rules".into(),
        number: None,
        issuer: "x".into(),
        rank: Rank::NormativeDocument,
        place: Place::NATION,
        issued: Issued::Undated,
        confidence: Confidence::CallersOwn,
    };
    let by = |at: &Locator| Provision { document: "own".parse().unwrap(), at: at.clone() };
    let confidence = Confidence::CallersOwn;
    let condition = Condition::new(vec![Node::All(vec![])]).unwrap();
    let needs = vec![
        Version { from: day("2020-01-01"), state: State::InForce(condition), by: by(rule[0]), confidence },
        Version { from: day("2021-01-01"), state: State::Repealed, by: by(rule[1]), confidence },
    ];
    let choice = Setting::Exactly(ParameterValue::Selection(Selection::FreeChoice(vec![Mode::Basic])));
    let value = vec![
        Version { from: day("2020-01-01"), state: State::InForce(choice), by: by(parameter[0]), confidence },
        Version { from: day("2021-01-01"), state: State::Repealed, by: by(parameter[1]), confidence },
    ];
    let rule = Rule {
        id: "r".parse().unwrap(),
        aim: Aim::Mode(Mode::Basic),
        force: Force::Shall,
        needs: Dated::new(needs).unwrap(),
        needs_decision: None,
        then: vec![],
    };
    let parameter = Parameter::new(Key::Selection, None, Dated::new(value).unwrap(), MayMove::Free).unwrap();
    let layer = Layer {
        place: Place::NATION,
        documents: vec![document],
        facts: vec![],
        rules: vec![rule],
        parameters: vec![parameter],
        labels: vec![],
        unread: vec![],
    };
    Rulebook::new("own".parse().unwrap(), 1, vec![layer])
}

#[test]
fn a_rulebook_refuses_a_place_that_no_document_has() {
    let good = &Locator::article(1);
    let made = rulebook([good, good], [good, good]).unwrap();
    let json = serde_json::to_value(&made).unwrap();
    assert_eq!(serde_json::from_value::<Rulebook>(json).unwrap(), made);
    for bad in [
        Locator::article(0),
        Locator::paragraph(1, 0),
        Locator::item(1, 1, 0),
        Locator::Article { number: 1, paragraph: None, item: Some(1) },
        Locator::section(&[], None),
        Locator::section(&[1, 0], None),
        Locator::section(&[1], Some(0)),
        Locator::section(&[1; 9], None),
    ] {
        let error = bad.check().unwrap_err();
        assert!(matches!(error, LawError::BadLocator { .. }), "{error}");
        let refused = RuleError::Law { error: error.clone() };
        for at in [([&bad, good], [good, good]), ([good, &bad], [good, good])] {
            assert_eq!(rulebook(at.0, at.1).as_ref(), Err(&refused), "{bad:?} in a rule");
            assert_eq!(rulebook(at.1, at.0).as_ref(), Err(&refused), "{bad:?} in a parameter");
        }
        assert_eq!((refused.code(), refused.to_string()), ("rule_law", error.to_string()));
        assert_eq!(refused.render(Lang::Zh), error.render(Lang::Zh));
    }
}

fn locators() -> impl Strategy<Value = Locator> {
    let number = || prop_oneof![2 => 0_u8..3, 1 => any::<u8>()];
    let option = move || proptest::option::of(number());
    let article = (prop_oneof![0_u16..3, any::<u16>()], option(), option())
        .prop_map(|(number, paragraph, item)| Locator::Article { number, paragraph, item });
    let section = (proptest::collection::vec(prop_oneof![9 => 1_u8..4, 1 => Just(0)], 0..11), option())
        .prop_map(|(path, paragraph)| Locator::Section { path, paragraph });
    prop_oneof![article, section, Just(Locator::Whole)]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_if_a_document_can_have_it(at in locators()) {
        let read = serde_json::from_value::<Locator>(serde_json::to_value(&at).unwrap());
        // Every number that is written is one, an item stands in a paragraph, and there are one to eight headings, or
        // none but a paragraph.
        let (numbers, whole) = match &at {
            Locator::Article { number, paragraph, item } => {
                let inner = [*paragraph, *item].into_iter().flatten().map(u16::from);
                (inner.chain([*number]).collect::<Vec<_>>(), item.is_none() || paragraph.is_some())
            }
            Locator::Section { path, paragraph } => {
                let inner = path.iter().copied().chain(*paragraph).map(u16::from);
                (inner.collect(), path.len() <= 8 && !(path.is_empty() && paragraph.is_none()))
            }
            Locator::Whole => (vec![], true),
        };
        let good = whole && !numbers.contains(&0);
        prop_assert_eq!(at.check().is_ok(), good, "{:?}", at);
        match read {
            Ok(read) => prop_assert!(good && read == at),
            Err(error) => {
                let (said, own) = (error.to_string(), at.check().unwrap_err());
                prop_assert_eq!(said, format!("{own} ‖ {own:#}"));
            }
        }
    }
}
