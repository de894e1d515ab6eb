//! Empty homes, place by place and day by day.

use chrono::Datelike;
use wuye::billing::vacancy::{
    FullFor, Missing, Occupancy, StatedRate, Told, Vacancy, VacancyFacts, VacancyFee, vacancy,
};
use wuye::billing::{Billable, Charge, Granted, Rules, Tariff, TariffLine, bill};
use wuye::measure::{Day, Every, Per, Share, Span, UnitPrice};
use wuye::money::IncomeKind;
use wuye::rule::{
    DwellingClass, FeePhase, Key, NoticeForm, ParameterValue, PriceCap, RateBy, Reach, Rulebook, Setting, Settled,
    Verdict,
};
use wuye::terms::Lang;
use wuye::testkit;

use crate::{day, oracle, rulebook};

fn empty(since: &str, phase: FeePhase, class: DwellingClass) -> VacancyFacts {
    VacancyFacts {
        occupancy: Some(Occupancy::Empty { since: day(since), until: None }),
        phase: Some(phase),
        class: Some(class),
        told: None,
    }
}

fn ordinary(since: &str) -> VacancyFacts {
    empty(since, FeePhase::Initial, DwellingClass::Ordinary)
}

fn fee(code: &str, facts: &VacancyFacts, on: &str) -> VacancyFee {
    vacancy(&rulebook(code), facts, day(on)).fee().clone()
}

fn share(above: u32, below: u32) -> Share {
    Share::new(above, below).unwrap()
}

fn rate(above: u32, below: u32, by: RateBy) -> Option<StatedRate> {
    Some(StatedRate { rate: share(above, below), by })
}

fn at_most_60() -> VacancyFee {
    VacancyFee::AtMost { share: share(3, 5), reach: Reach::NotSaid }
}

fn not_yet(reach: Option<Reach>) -> VacancyFee {
    VacancyFee::Full { because: FullFor::NotYet, reach }
}

fn reduced(by: RateBy, reach: Reach) -> VacancyFee {
    VacancyFee::MustReduce { by, reach }
}

/// C-07: month 6 → 1, month 7 → at most 0.6; 90 m² × 1.00 × 0.60 = 54.00.
#[test]
fn binzhou_sets_a_ceiling_after_six_months() {
    let facts = ordinary("2025-12-31"); // empty from 1 January on
    let binzhou = rulebook("371600");
    let on = |on: &str| vacancy(&binzhou, &facts, day(on));
    for (date, expected) in [
        ("2026-01-01", not_yet(Some(Reach::NotSaid))),
        ("2026-06-29", not_yet(Some(Reach::NotSaid))),
        ("2026-06-30", not_yet(Some(Reach::NotSaid))), // six months, not more
        ("2026-07-01", at_most_60()),
        ("2027-07-01", at_most_60()),
    ] {
        assert_eq!(*on(date).fee(), expected, "{date}");
    }
    let (june, july) = (on("2026-06-30"), on("2026-07-01"));
    assert_eq!(june.factor(None), Ok(Share::WHOLE));
    // A ceiling is no rate: nobody takes 1, and nobody takes 0.6 by himself.
    assert_eq!(july.factor(None).unwrap_err().code(), "vacancy_rate_unknown");
    let agreed = july.factor(rate(3, 5, RateBy::Contract)).unwrap();
    assert_eq!((agreed, 9_000 * u64::from(agreed.above()) / u64::from(agreed.below())), (share(3, 5), 5_400));
    assert_eq!(july.factor(rate(1, 2, RateBy::Parties)), Ok(share(1, 2)));
    assert_eq!(july.factor(rate(61, 100, RateBy::Contract)).unwrap_err().code(), "vacancy_above_ceiling");
    assert_eq!(july.factor(rate(1, 2, RateBy::GuidedPrice)).unwrap_err().code(), "vacancy_rate_source");
    let law = july.law().unwrap();
    assert_eq!(law.short(Lang::Zh), "《滨州市住宅物业管理条例》第三十八条");
    assert!(july.render(Lang::Zh).contains("不得超过收费标准的五分之三；是否及于此前的月份，条文未规定"));
}

/// The bill takes the rate that was stated, and is refused where none is known.
#[test]
fn a_bill_refuses_a_vacancy_whose_rate_is_not_known() {
    let price = UnitPrice::new("1".parse().unwrap(), Per::SquareMetre, Every::Month).unwrap();
    let fee = TariffLine::new("fee".parse().unwrap(), IncomeKind::ServiceFee, Charge::Rate(price));
    let granted = Granted { relief: "vacant".parse().unwrap(), during: None };
    let home = Billable {
        area: Some("90".parse().unwrap()),
        reliefs: vec![granted],
        ..Billable::new("1-101".parse().unwrap())
    };
    let july = Span::new(day("2026-07-01"), day("2026-08-01")).unwrap();
    let billed = |code: &str, facts: &VacancyFacts, stated| {
        let relief = vacancy(&rulebook(code), facts, july.start()).relief("vacant".parse().unwrap(), None, stated);
        let tariff = Tariff::with(vec![fee.clone()], vec![relief], Rules::default()).unwrap();
        bill(&tariff, std::slice::from_ref(&home), july).map(|run| run.total().to_string())
    };
    let facts = ordinary("2025-12-31");
    assert_eq!(billed("371600", &facts, rate(3, 5, RateBy::Contract)).unwrap(), "54.00");
    assert_eq!(billed("371600", &ordinary("2026-01-01"), None).unwrap(), "90.00");
    for (code, stated) in [
        ("371600", None),
        ("371600", rate(61, 100, RateBy::Contract)),
        ("371700", None),
        ("371500", None),
        ("371700", rate(1, 1, RateBy::GuidedPrice)),
        ("440000", rate(3, 5, RateBy::Contract)),
    ] {
        assert_eq!(billed(code, &facts, stated).unwrap_err().code(), "relief_rate_unknown", "{code}");
    }
    let nothing = VacancyFacts { occupancy: None, phase: None, class: None, told: None };
    assert_eq!(billed("371600", &nothing, None).unwrap_err().code(), "relief_rate_unknown");
}

/// Six months or more begin a day before more than six months do.
#[test]
fn heze_and_liaocheng_count_the_last_day_of_the_sixth_month() {
    let facts = ordinary("2025-12-31");
    for (date, heze, binzhou) in [
        ("2026-06-29", not_yet(Some(Reach::NotSaid)), not_yet(Some(Reach::NotSaid))),
        ("2026-06-30", reduced(RateBy::GuidedPrice, Reach::NotSaid), not_yet(Some(Reach::NotSaid))),
        ("2026-07-01", reduced(RateBy::GuidedPrice, Reach::NotSaid), at_most_60()),
    ] {
        assert_eq!((fee("371700", &facts, date), fee("371600", &facts, date)), (heze, binzhou), "{date}");
    }
    assert_eq!(fee("371500", &facts, "2026-06-30"), reduced(RateBy::OtherRules, Reach::WholeVacancy));
}

/// The rate stands elsewhere: without it nothing is billed, and least of all the whole.
#[test]
fn a_rate_that_stands_elsewhere_is_refused_until_it_is_stated() {
    let facts = ordinary("2025-12-31");
    for (code, by, other) in
        [("371700", RateBy::GuidedPrice, RateBy::Contract), ("371500", RateBy::OtherRules, RateBy::GuidedPrice)]
    {
        let july = vacancy(&rulebook(code), &facts, day("2026-07-01"));
        assert_eq!(july.factor(None).unwrap_err().code(), "vacancy_rate_unknown");
        assert_eq!(july.factor(rate(7, 10, other)).unwrap_err().code(), "vacancy_rate_source");
        assert_eq!(july.factor(rate(1, 1, by)).unwrap_err().code(), "vacancy_not_reduced");
        assert_eq!(july.factor(rate(7, 10, by)), Ok(share(7, 10)));
    }
}

/// Liaocheng reduces the fee of the time that a home stood empty, so its first months are open until that is known.
#[test]
fn liaocheng_reaches_back() {
    let until = |end: Option<&str>| VacancyFacts {
        occupancy: Some(Occupancy::Empty { since: day("2025-12-31"), until: end.map(day) }),
        ..ordinary("2025-12-31")
    };
    let march = |end| fee("371500", &until(end), "2026-03-15");
    assert_eq!(march(None), VacancyFee::Unknown(vec![Missing::Length]));
    // Last empty days 29 June, 30 June.
    assert_eq!(march(Some("2026-06-30")), not_yet(None));
    assert_eq!(march(Some("2026-07-01")), reduced(RateBy::OtherRules, Reach::WholeVacancy));
    // In Heze and Binzhou the text does not say, and the answer says so.
    assert_eq!(fee("371700", &until(Some("2026-07-01")), "2026-03-15"), not_yet(Some(Reach::NotSaid)));
    assert_eq!(fee("371600", &until(Some("2027-01-01")), "2026-03-15"), not_yet(Some(Reach::NotSaid)));
    // After it ended, and before it began, the home is like any other.
    let full = VacancyFee::Full { because: FullFor::NotEmpty, reach: None };
    assert_eq!(fee("371500", &until(Some("2026-07-01")), "2026-07-01"), full);
    assert_eq!(fee("371500", &until(None), "2025-12-30"), full);
}

/// Civil Code 202: a month without the day ends on its last day.
#[test]
fn months_end_on_their_last_day() {
    for (since, end) in [
        ("2025-08-31", "2026-02-28"),
        ("2025-08-29", "2026-02-28"),
        ("2025-08-28", "2026-02-28"),
        ("2027-08-31", "2028-02-29"),
        ("2028-02-29", "2028-08-29"),
        ("2025-12-31", "2026-06-30"),
        ("2025-10-31", "2026-04-30"),
    ] {
        let (facts, end) = (ordinary(since), day(end));
        let of = |code: &str, on: Day| vacancy(&rulebook(code), &facts, on).fee().clone();
        let before = end.previous().unwrap();
        let not_yet = not_yet(Some(Reach::NotSaid));
        assert_eq!([of("371700", before), of("371600", before)], [not_yet.clone(), not_yet.clone()], "{since}");
        assert_eq!([of("371700", end), of("371600", end)], [reduced(RateBy::GuidedPrice, Reach::NotSaid), not_yet]);
        assert_eq!(of("371600", end.next().unwrap()), at_most_60(), "{since}");
    }
}

#[test]
fn every_day_of_two_years_agrees_with_the_oracle() {
    let (heze, binzhou) = (rulebook("371700"), rulebook("371600"));
    let parts = |day: Day| (day.date().year(), day.date().month() as i32, day.date().day() as i32);
    let mut since = day("2023-07-01");
    let mut cases = 0_u32;
    while since < day("2025-07-01") {
        let facts = VacancyFacts { occupancy: Some(Occupancy::Empty { since, until: None }), ..ordinary("2023-07-01") };
        let end = oracle::months_later(parts(since), 6);
        let mut on = day(&format!("{:04}-{:02}-{:02}", end.0, end.1, end.2)).previous().unwrap();
        for _ in 0..3 {
            let reached =
                [&heze, &binzhou].map(|rules| *vacancy(rules, &facts, on).fee() != not_yet(Some(Reach::NotSaid)));
            assert_eq!(reached, [parts(on) >= end, parts(on) > end], "{since}, {on}");
            on = on.next().unwrap();
            cases += 1;
        }
        since = since.next().unwrap();
    }
    assert_eq!(cases, 731 * 3);
}

#[test]
fn who_else_is_spoken_of() {
    let at = "2026-07-01";
    let of = |code: &str, phase, class| fee(code, &empty("2025-12-31", phase, class), at);
    let agreed = |by| VacancyFee::Agreed { by, within: None };
    let (initial, owners) = (FeePhase::Initial, FeePhase::Owners);
    let (plain, villa, shop) = (DwellingClass::Ordinary, DwellingClass::OtherDwelling, DwellingClass::NotDwelling);
    // Binzhou speaks of dwellings; a shop is as the province says.
    assert_eq!(of("371600", initial, villa), at_most_60());
    assert_eq!(of("371600", owners, plain), agreed(RateBy::Parties));
    assert_eq!(of("371600", initial, shop), agreed(RateBy::Contract));
    for code in ["371700", "371500"] {
        assert_eq!(of(code, initial, villa), agreed(RateBy::Parties));
        assert_eq!(of(code, owners, shop), agreed(RateBy::Parties));
        // An ordinary dwelling under a contract of the owners: only the province says something.
        assert_eq!(of(code, owners, plain), agreed(RateBy::Contract));
    }
    assert_eq!(of("370000", initial, plain), agreed(RateBy::Contract));
    // Zibo: within the standard of the province, of which no number was read.
    let capped = VacancyFee::Agreed { by: RateBy::Contract, within: Some(PriceCap::Provincial) };
    assert_eq!(of("370300", initial, plain), capped);
    assert_eq!(of("370300", owners, plain), agreed(RateBy::Contract));
    assert_eq!(of("370300", initial, villa), agreed(RateBy::Contract));
    // Lishui and Shaoxing: no ground to refuse, from the first day.
    let no_ground = VacancyFee::Full { because: FullFor::NoGround, reach: None };
    assert_eq!(of("331100", initial, plain), no_ground);
    assert_eq!(of("330600", owners, shop), no_ground);
    assert_eq!(of("331100", initial, shop), VacancyFee::Unknown(vec![Missing::Law]));
    // Where no text was read, nothing is known.
    for code in ["000000", "410000", "441900", "330000"] {
        assert_eq!(of(code, initial, plain), VacancyFee::Unknown(vec![Missing::Law]), "{code}");
    }
    // Before a city's text only the province's, and before that nothing.
    assert_eq!(fee("371700", &ordinary("2021-01-01"), "2022-01-20"), agreed(RateBy::Contract));
    assert_eq!(fee("371700", &ordinary("2021-01-01"), "2022-01-21"), reduced(RateBy::GuidedPrice, Reach::NotSaid));
    assert_eq!(fee("371700", &ordinary("2021-01-01"), "2021-12-02"), VacancyFee::Unknown(vec![Missing::Law]));
    assert_eq!(fee("371600", &ordinary("2019-01-01"), "2019-09-30"), VacancyFee::Unknown(vec![Missing::Law]));
    assert_eq!(fee("371600", &ordinary("2019-01-01"), "2019-10-01"), at_most_60());
}

#[test]
fn agreed_rates_are_stated_or_refused() {
    let july = vacancy(&rulebook("370000"), &ordinary("2025-12-31"), day("2026-07-01"));
    assert_eq!(july.factor(None).unwrap_err().code(), "vacancy_rate_unknown");
    assert_eq!(july.factor(rate(4, 5, RateBy::Contract)), Ok(share(4, 5)));
    // No ground to refuse: the whole, unless the contract gives more than the law.
    let lishui = vacancy(&rulebook("331100"), &ordinary("2025-12-31"), day("2026-07-01"));
    assert_eq!((lishui.factor(None), lishui.factor(rate(4, 5, RateBy::Contract))), (Ok(Share::WHOLE), Ok(share(4, 5))));
    assert_eq!(lishui.factor(rate(4, 5, RateBy::GuidedPrice)).unwrap_err().code(), "vacancy_rate_source");
    let national = vacancy(&rulebook("000000"), &ordinary("2025-12-31"), day("2026-07-01"));
    assert_eq!(national.factor(rate(4, 5, RateBy::Contract)).unwrap_err().code(), "vacancy_unsettled");
    // Nobody lives for less in a home that is not empty.
    let lived_in = VacancyFacts { occupancy: Some(Occupancy::Occupied), ..VacancyFacts::default() };
    let lived_in = vacancy(&rulebook("371600"), &lived_in, day("2026-07-01"));
    assert_eq!(lived_in.factor(rate(1, 2, RateBy::Contract)), Ok(Share::WHOLE));
}

#[test]
fn what_is_not_stated_and_matters_is_missing() {
    let all = ordinary("2025-12-31");
    let missing = |facts: VacancyFacts, on: &str| fee("371600", &facts, on);
    let unknown = |missing: &[Missing]| VacancyFee::Unknown(missing.to_vec());
    let on = "2026-07-01";
    assert_eq!(missing(VacancyFacts { occupancy: None, ..all }, on), unknown(&[Missing::Occupancy]));
    assert_eq!(missing(VacancyFacts { phase: None, ..all }, on), unknown(&[Missing::Phase]));
    assert_eq!(missing(VacancyFacts { class: None, ..all }, on), unknown(&[Missing::Class]));
    let neither = VacancyFacts { phase: None, class: None, ..all };
    assert_eq!(missing(neither, on), unknown(&[Missing::Phase, Missing::Class]));
    // Where it does not matter it is not asked for.
    assert_eq!(fee("370000", &neither, on), VacancyFee::Agreed { by: RateBy::Contract, within: None });
    assert_eq!(fee("330600", &neither, on), VacancyFee::Full { because: FullFor::NoGround, reach: None });
    let shop = VacancyFacts { phase: None, class: Some(DwellingClass::NotDwelling), ..all };
    assert_eq!(fee("371600", &shop, on), VacancyFee::Agreed { by: RateBy::Contract, within: None });
}

/// Learning a fact never overturns a settled answer.
#[test]
fn stating_a_fact_keeps_what_is_settled() {
    let places: Vec<Rulebook> =
        ["370300", "371500", "371600", "371700", "331100", "370000", "000000"].map(rulebook).to_vec();
    let settled = |answer: &Vacancy| !matches!(answer.fee(), VacancyFee::Unknown(_));
    testkit::holds_for(
        2_000,
        (testkit::vacancy_facts(), testkit::vacancy_facts(), testkit::day()),
        |(facts, more, on)| {
            let learned = VacancyFacts {
                occupancy: facts.occupancy.or(more.occupancy),
                phase: facts.phase.or(more.phase),
                class: facts.class.or(more.class),
                told: facts.told.or(more.told),
            };
            for rules in &places {
                let (before, after) = (vacancy(rules, facts, *on), vacancy(rules, &learned, *on));
                if settled(&before) && (before.fee(), before.law()) != (after.fee(), after.law()) {
                    return Err(format!("{}: {before:?} became {after:?}", rules.id()));
                }
            }
            Ok(())
        },
    );
}

#[test]
fn the_provider_is_to_be_told() {
    let of = |code: &str, told: Option<Told>| {
        let facts = VacancyFacts { told, ..ordinary("2025-12-31") };
        vacancy(&rulebook(code), &facts, day("2026-07-01")).notice().map(|notice| (notice.form, notice.verdict))
    };
    let (told, written) = (NoticeForm::Told, NoticeForm::Written);
    assert_eq!(of("371600", None), Some((told, Verdict::Unknown)));
    assert_eq!(of("371600", Some(Told::NotTold)), Some((told, Verdict::Unmet)));
    assert_eq!(of("371600", Some(Told::Told)), Some((told, Verdict::Met)));
    assert_eq!(of("371600", Some(Told::Written)), Some((told, Verdict::Met)));
    assert_eq!(of("371500", Some(Told::Told)), Some((written, Verdict::Unmet)));
    assert_eq!(of("371500", Some(Told::Written)), Some((written, Verdict::Met)));
    assert_eq!(of("371100", Some(Told::Told)), Some((told, Verdict::Met)));
    assert_eq!(of("331100", Some(Told::Told)), None);
    // It changes no fee: no text that was read makes the reduction depend on it.
    for state in Told::ALL {
        let facts = VacancyFacts { told: Some(*state), ..ordinary("2025-12-31") };
        assert_eq!(fee("371600", &facts, "2026-07-01"), at_most_60());
    }
}

/// What the place files hold, with their articles.
#[test]
fn the_texts_are_cited() {
    for (code, on, cited) in [
        ("370000", "2021-12-03", "《山东省物业管理条例》第六十二条第二款"),
        ("370300", "2021-12-01", "《淄博市物业管理条例》第五十四条第三款"),
        ("371500", "2021-03-01", "《聊城市物业管理条例》第四十条第二款"),
        ("371600", "2019-10-01", "《滨州市住宅物业管理条例》第三十八条"),
        ("371700", "2022-01-21", "《菏泽市物业管理条例》第二十四条第一款"),
        ("331100", "2019-07-01", "《丽水市物业管理条例》第三十五条第二款"),
        ("330600", "2021-01-01", "《绍兴市物业管理条例》第三十八条第一款"),
    ] {
        let rules = rulebook(code);
        let Settled::Known { setting, law, conflicts } = rules.setting(Key::Vacancy, day(on)) else {
            panic!("{code}: {:?}", rules.setting(Key::Vacancy, day(on)))
        };
        assert_eq!((law.short(Lang::Zh).as_str(), law.from), (cited, day(on)));
        assert!(matches!(setting, Setting::Exactly(ParameterValue::Vacancy(_))) && conflicts.is_empty());
        let before = rules.setting(Key::Vacancy, day(on).previous().unwrap());
        // The day before, the province's text at most.
        let province = matches!(&before, Settled::Known { law, .. } if law.document.as_str() == "shandong_regulations");
        assert!(province || matches!(before, Settled::BeforeKnown { .. }), "{code}: {before:?}");
    }
}
