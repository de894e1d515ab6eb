//! 计量 — bounds at −1/0/+1, text forms and refusals, round trips, rounding and thresholds against brute force.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use proptest::prelude::*;
use rust_decimal::Decimal;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wuye::law::Locator;
use wuye::measure::{
    Approx, Area, Bound, Day, Every, MeasureError, Money, Per, Period, Ratio, Rounding, RoundingMode, RoundingPoint,
    RoundingUnit, Sense, Share, Span, Threshold, UnitPrice,
};
use wuye::terms::Lang;

#[path = "common/said.rs"]
mod said;
use said::english;

const FEN_MAX: i64 = 1_000_000_000_000_000;

fn money(text: &str) -> Money {
    text.parse().unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// The code of the refusal of a text.
fn refusal<T: FromStr<Err = MeasureError> + Debug>(text: &str) -> &'static str {
    let error = text.parse::<T>().expect_err(text);
    for lang in [Lang::Zh, Lang::En] {
        assert!(error.render(lang).chars().count() < 200, "a long message for {text:.20}");
    }
    error.code()
}

/// What serde says of a JSON text that it refuses.
fn json_refusal<T: DeserializeOwned + Debug>(json: &str) -> String {
    serde_json::from_str::<T>(json).expect_err(json).to_string()
}

fn round_trip<T>(value: T)
where
    T: FromStr + Display + Serialize + DeserializeOwned + PartialEq + Debug,
    T::Err: Debug,
{
    let text = value.to_string();
    assert_eq!(text.parse::<T>().unwrap(), value);
    let json = serde_json::to_string(&value).unwrap();
    assert_eq!(json, format!("\"{text}\""));
    assert_eq!(serde_json::from_str::<T>(&json).unwrap(), value);
    assert_eq!(serde_json::from_value::<T>(serde_json::Value::String(text)).unwrap(), value);
}

// ------------------------------------------------------------------------------------------------------- bounds

#[test]
fn the_bounds_of_money() {
    for sign in [1, -1] {
        assert_eq!(Money::from_fen(sign * (FEN_MAX - 1)).unwrap().fen(), sign * (FEN_MAX - 1));
        assert_eq!(Money::from_fen(sign * FEN_MAX).unwrap().fen(), sign * FEN_MAX);
        assert_eq!(Money::from_fen(sign * (FEN_MAX + 1)).unwrap_err().code(), "out_of_range");
    }
    assert_eq!(Money::from_fen(i64::MAX).unwrap_err().code(), "out_of_range");
    assert_eq!(Money::from_fen(i64::MIN).unwrap_err().code(), "out_of_range");
    assert_eq!(Money::MAX.fen(), FEN_MAX);
    assert_eq!(money("10000000000000.00"), Money::MAX);
    assert_eq!(money("-10000000000000"), -Money::MAX);
    assert_eq!(money("9999999999999.99").fen(), FEN_MAX - 1);
    assert_eq!(refusal::<Money>("10000000000000.01"), "out_of_range");
    assert_eq!(refusal::<Money>("-10000000000000.01"), "out_of_range");
    let error = "10000000000000.01".parse::<Money>().unwrap_err();
    assert_eq!(
        error.render(Lang::En),
        "expected an amount of money in yuan from -10000000000000 to 10000000000000, found 10000000000000.01"
    );
    assert_eq!(error.render(Lang::Zh), "金额应在-10000000000000与10000000000000之间，所填为10000000000000.01。");
}

#[test]
fn arithmetic_stops_at_the_bounds_of_money() {
    let fen = |n| Money::from_fen(n).unwrap();
    let (most, one) = (Money::MAX, fen(1));
    assert_eq!(fen(FEN_MAX - 1).plus(one), Ok(most));
    assert_eq!(most.plus(one).unwrap_err().code(), "overflow");
    assert_eq!((-most).minus(one).unwrap_err().code(), "overflow");
    assert_eq!((-most).plus(most), Ok(Money::ZERO));
    assert_eq!(fen(FEN_MAX / 2).times(2), Ok(most));
    assert_eq!(fen(FEN_MAX / 2 + 1).times(2).unwrap_err().code(), "overflow");
    assert_eq!(most.times(i64::MIN).unwrap_err().code(), "overflow");
    assert_eq!(most.times(-1), Ok(-most));
    assert_eq!(Money::ZERO.times(i64::MIN), Ok(Money::ZERO));
    // Only the total counts, not the way to it.
    assert_eq!(Money::sum([most, most, -most, -most, one]), Ok(one));
    assert_eq!(Money::sum([most, one]).unwrap_err().code(), "overflow");
    assert_eq!(Money::sum([]), Ok(Money::ZERO));
    assert_eq!((most.negated(), most.is_negative(), (-most).is_negative()), (-most, false, true));
    assert!(Money::ZERO.is_zero() && !Money::ZERO.is_negative() && !one.is_zero());
}

#[test]
fn the_bounds_of_an_area() {
    assert_eq!(Area::from_hundredths(0), Ok(Area::ZERO));
    assert_eq!(Area::from_hundredths(-1).unwrap_err().code(), "out_of_range");
    assert_eq!(Area::from_hundredths(FEN_MAX - 1).unwrap().to_string(), "9999999999999.99");
    assert_eq!(Area::from_hundredths(FEN_MAX), Ok(Area::MAX));
    assert_eq!(Area::from_hundredths(FEN_MAX + 1).unwrap_err().code(), "out_of_range");
    assert_eq!(refusal::<Area>("-0.01"), "out_of_range");
    assert_eq!(refusal::<Area>("10000000000000.01"), "out_of_range");
    assert_eq!("10000000000000".parse::<Area>(), Ok(Area::MAX));
    assert_eq!(Area::UNIT_MAX.to_string(), "1000000.00");
    assert_eq!(Area::COMPOUND_MAX.to_string(), "100000000.00");
    let area = |n| Area::from_hundredths(n).unwrap();
    assert_eq!(area(5).minus(area(5)), Some(Area::ZERO));
    assert_eq!(area(5).minus(area(6)), None);
    assert_eq!(area(6).minus(area(5)), Some(area(1)));
    assert_eq!(area(FEN_MAX - 1).plus(area(1)), Ok(Area::MAX));
    assert_eq!(Area::MAX.plus(area(1)).unwrap_err().code(), "overflow");
    assert_eq!(Area::sum([Area::MAX, area(1)]).unwrap_err().code(), "overflow");
    assert_eq!(Area::sum([]), Ok(Area::ZERO));
}

#[test]
fn the_bounds_of_a_unit_price() {
    let price = |micro| UnitPrice::from_micro(micro, Per::SquareMetre, Every::Month);
    let most = 1_000_000_000_000;
    assert_eq!(price(0).unwrap().micro(), 0);
    assert_eq!(price(-1).unwrap_err().code(), "out_of_range");
    assert_eq!(price(most - 1).unwrap().to_string(), "999999.999999");
    assert_eq!(price(most).unwrap().to_string(), "1000000.00");
    assert_eq!(price(most + 1).unwrap_err().code(), "out_of_range");
    let of = |yuan: &str| UnitPrice::new(decimal(yuan), Per::Household, Every::Year).map(UnitPrice::micro);
    assert_eq!(of("0.000001"), Ok(1));
    assert_eq!(of("1.4500000"), Ok(1_450_000));
    assert_eq!(of("0.0000001").unwrap_err().code(), "too_many_decimals");
    assert_eq!(of("1000000.000001").unwrap_err().code(), "out_of_range");
    assert_eq!(of("-0.000001").unwrap_err().code(), "out_of_range");
}

#[test]
fn the_bounds_of_fractions() {
    assert_eq!(Share::new(0, 1), Ok(Share::NONE));
    assert_eq!(Share::new(7, 7), Ok(Share::WHOLE));
    assert_eq!(Share::new(u32::MAX, u32::MAX), Ok(Share::WHOLE));
    assert_eq!(Share::new(u32::MAX - 1, u32::MAX).unwrap().above(), u32::MAX - 1);
    assert_eq!(Share::new(8, 7).unwrap_err().code(), "out_of_range");
    assert_eq!(Share::new(0, 0).unwrap_err().code(), "zero_denominator");
    assert_eq!(Share::new(1, 0).unwrap_err().code(), "zero_denominator");
    assert_eq!(Threshold::of(Bound::AtLeast, 4, 3).unwrap_err().code(), "out_of_range");
    assert_eq!(Threshold::of(Bound::AtLeast, 2, 0).unwrap_err().code(), "zero_denominator");
    let share = Share::new(200, 300).unwrap();
    assert_eq!((share.above(), share.below(), share.to_string()), (2, 3, "2/3".to_owned()));
    assert_eq!("4/3".parse::<Share>().unwrap_err().to_string(), "expected a share from 0 to 1, found 4/3");

    assert_eq!(Ratio::new(i64::MAX, 1).unwrap().above(), i64::MAX);
    assert_eq!(Ratio::new(-i64::MAX, 1).unwrap().above(), -i64::MAX);
    assert_eq!(Ratio::new(i64::MIN, 1).unwrap_err().code(), "overflow");
    assert_eq!(Ratio::new(i64::MIN, 2).unwrap().to_string(), "-4611686018427387904/1");
    assert_eq!(Ratio::new(1, 0).unwrap_err().code(), "zero_denominator");
    assert_eq!(Ratio::new(0, 9).unwrap().to_string(), "0/1");
    assert_eq!(Ratio::new(-10, 4).unwrap().to_string(), "-5/2");
    let ratio = |a, b| Ratio::new(a, b).unwrap();
    assert_eq!(ratio(i64::MAX, 1).plus(ratio(1, 1)).unwrap_err().code(), "overflow");
    assert_eq!(ratio(i64::MAX, 2).plus(ratio(-i64::MAX, 2)), Ok(ratio(0, 1)));
    assert_eq!(ratio(i64::MAX, 3).times(ratio(3, i64::MAX)), Ok(ratio(1, 1)));
    assert_eq!(ratio(i64::MAX, 1).times(ratio(2, 1)).unwrap_err().code(), "overflow");
    assert_eq!(ratio(1, i64::MAX).times(ratio(1, 2)).unwrap_err().code(), "overflow");
    assert!(ratio(i64::MAX, i64::MAX - 1) > ratio(i64::MAX - 1, i64::MAX - 1));
    assert!(ratio(-1, 3) < ratio(-1, 4) && ratio(-1, 4) < ratio(0, 1) && ratio(1, 4) < ratio(1, 3));
    assert!(Share::new(1, 3).unwrap() < Share::new(334, 1_000).unwrap());
    assert!(Share::new(1, 3).unwrap() > Share::new(333, 1_000).unwrap());
}

#[test]
fn the_bounds_of_days() {
    assert_eq!(day("1900-01-01"), Day::FIRST);
    assert_eq!(day("2200-12-31"), Day::LAST);
    assert_eq!(refusal::<Day>("1899-12-31"), "out_of_range");
    assert_eq!(refusal::<Day>("2201-01-01"), "out_of_range");
    assert_eq!(refusal::<Day>("0000-01-01"), "out_of_range");
    assert_eq!(refusal::<Day>("9999-12-31"), "out_of_range");
    assert_eq!((Day::FIRST.previous(), Day::LAST.next()), (None, None));
    assert_eq!((Day::FIRST.next(), Day::LAST.previous()), (Some(day("1900-01-02")), Some(day("2200-12-30"))));
    assert_eq!(Day::new(i32::MAX, 1, 1).unwrap_err().code(), "malformed_number");
    assert_eq!(Day::new(2100, 2, 29).unwrap_err().code(), "malformed_number");
    assert_eq!(Day::new(2000, 2, 29).unwrap().to_string(), "2000-02-29");
    // 301 years with 73 leap days: all of 1904…2196 by four, without 2100 and 2200 (1900 was none either).
    assert_eq!(Day::FIRST.days_until(Day::LAST), 301 * 365 + 73 - 1);
    assert_eq!(day("2021-01-01").days_until(day("2020-12-31")), -1);
    let error = "1899-12-31".parse::<Day>().unwrap_err();
    assert_eq!(error.render(Lang::En), "expected a day from 1900-01-01 to 2200-12-31, found 1899-12-31");
    assert_eq!(error.render(Lang::Zh), "日期应在1900-01-01与2200-12-31之间，所填为1899-12-31。");
    assert_eq!(
        (day("2021-01-05").render(Lang::Zh), day("2021-01-05").render(Lang::En)),
        ("2021年1月5日".into(), "2021-01-05".into())
    );
}

// --------------------------------------------------------------------------------------------- text and its refusals

/// Text that is no number of any kind here.
const NONSENSE: &[&str] = &[
    "", " ", "+1", "+1.00", " 1", "1 ", "1. 0", "1e5", "1E5", "1_000", "1,000", ".5", "5.", ".", "-", "-.", "--1",
    "1-", "1.2.3", "0x10", "NaN", "inf", "１２", "１.5", "1．5", "一", "1\n", "\t1", "1\u{a0}", "−1", "½", "¥1", "1元",
    "1.-5", "-+1", "1\u{0}",
];

#[test]
fn nonsense_is_malformed() {
    for text in NONSENSE {
        assert_eq!(refusal::<Money>(text), "malformed_number", "money {text:?}");
        assert_eq!(refusal::<Area>(text), "malformed_number", "area {text:?}");
        assert_eq!(refusal::<Share>(text), "malformed_number", "share {text:?}");
        assert_eq!(refusal::<Ratio>(text), "malformed_number", "ratio {text:?}");
        assert_eq!(refusal::<Threshold>(text), "malformed_number", "threshold {text:?}");
        assert_eq!(refusal::<Threshold>(&format!(">={text}")), "malformed_number", "threshold {text:?}");
        assert_eq!(refusal::<Day>(text), "malformed_number", "day {text:?}");
        assert_eq!(refusal::<Period>(text), "malformed_number", "period {text:?}");
        let json = serde_json::json!({"amount": text, "per": "m2", "every": "month"});
        let error = english(serde_json::from_value::<UnitPrice>(json).unwrap_err());
        assert!(error.starts_with("expected a unit price in yuan, found `"), "{error}");
    }
}

#[test]
fn fractions_of_another_form_are_malformed() {
    for text in [
        "1/", "/2", "/", "1//2", "1/2/3", "1/-2", "+1/2", "1/+2", " 1/2", "1 /2", "1/ 2", "1.0/2", "1/2.0", "2:3",
        "66.67%", "0.5",
    ] {
        assert_eq!(refusal::<Share>(text), "malformed_number", "{text:?}");
        assert_eq!(refusal::<Ratio>(text), "malformed_number", "{text:?}");
    }
    assert_eq!(refusal::<Share>("-1/2"), "malformed_number");
    assert_eq!(refusal::<Share>("1/0"), "zero_denominator");
    assert_eq!(refusal::<Share>("0/0"), "zero_denominator");
    assert_eq!(refusal::<Ratio>("1/0"), "zero_denominator");
    assert_eq!(refusal::<Ratio>("-1/0"), "zero_denominator");
    assert_eq!(refusal::<Share>("4/3"), "out_of_range");
    assert_eq!(refusal::<Share>("2"), "out_of_range");
    assert_eq!("1".parse::<Share>(), Ok(Share::WHOLE));
    assert_eq!("0".parse::<Share>(), Ok(Share::NONE));
    assert_eq!("-3".parse::<Ratio>(), Ratio::new(-3, 1));
    for text in ["2/3", "=2/3", "=>2/3", "> 2/3", ">>2/3", "≥2/3", "<1/2", "<=1/2", ">=", ">", ">==2/3"] {
        assert_eq!(refusal::<Threshold>(text), "malformed_number", "{text:?}");
    }
    assert_eq!(refusal::<Threshold>(">=1/0"), "zero_denominator");
    assert_eq!(refusal::<Threshold>(">4/3"), "out_of_range");
    assert_eq!(">=4/6".parse::<Threshold>(), Threshold::of(Bound::AtLeast, 2, 3));
    assert_eq!(">1/2".parse::<Threshold>(), Threshold::of(Bound::MoreThan, 1, 2));
}

#[test]
fn days_and_periods_of_another_form_are_malformed() {
    for text in [
        "2021-1-1",
        "21-01-01",
        "2021/01/01",
        "2021-01-01T00:00",
        "2021-01-01 ",
        "02021-01-01",
        "20210101",
        "2021-02-29",
        "2021-04-31",
        "2021-13-01",
        "2021-00-10",
        "2021-01-00",
        "2021-01",
        "2021-01-01-01",
        "-021-01-01",
        "２０２１-01-01",
        "2021年1月1日",
        "1900-02-29",
        "2200-02-29",
        "2021-01-+1",
    ] {
        assert_eq!(refusal::<Day>(text), "malformed_number", "{text:?}");
    }
    for text in [
        "P",
        "PD",
        "PM",
        "PY",
        "60D",
        "P60",
        "p60D",
        "P60d",
        "P-1D",
        "P+1D",
        "P1.5M",
        "P1Y2M",
        "PT60D",
        "P2W",
        "P 60D",
        "P60D ",
        "P６０D",
        "P4294967296D",
        "P1e3D",
        "P1_0D",
        "60",
        "60日",
    ] {
        assert_eq!(refusal::<Period>(text), "malformed_number", "{text:?}");
    }
}

#[test]
fn decimals_beyond_the_scale_are_refused_and_never_rounded() {
    for text in ["12.345", "0.001", "-0.001", "12.000", "0.000000000000000000000000000000000000001"] {
        assert_eq!(refusal::<Money>(text), "too_many_decimals", "{text}");
        assert_eq!(refusal::<Area>(text.trim_start_matches('-')), "too_many_decimals", "{text}");
    }
    let error = "89.555".parse::<Area>().unwrap_err();
    assert_eq!(error.render(Lang::En), "expected an area in square metres with at most 2 decimals, found `89.555`");
    assert_eq!(error.render(Lang::Zh), "面积最多2位小数，所填为「89.555」。");
    // A decimal of the caller's may carry zeros behind the fen; text from a file may not.
    assert_eq!(Money::from_yuan(decimal("12.3400")), Ok(money("12.34")));
    assert_eq!(Money::from_yuan(decimal("12.341")).unwrap_err().code(), "too_many_decimals");
    assert_eq!(Area::from_m2(decimal("89.550")).unwrap().hundredths(), 8_955);
    assert_eq!(Area::from_m2(decimal("-0.01")).unwrap_err().code(), "out_of_range");
    assert_eq!(Money::from_yuan(Decimal::MAX).unwrap_err().code(), "out_of_range");
    assert_eq!(Money::from_yuan(Decimal::MIN).unwrap_err().code(), "out_of_range");
    // The third decimal of a price is kept.
    let price: UnitPrice = serde_json::from_str(r#"{"amount":"0.123456","per":"m2","every":"day"}"#).unwrap();
    assert_eq!(price.micro(), 123_456);
    assert!(
        json_refusal::<UnitPrice>(r#"{"amount":"0.1234567","per":"m2","every":"day"}"#).contains("at most 6 decimals")
    );
}

#[test]
fn huge_text_makes_a_short_message() {
    let huge = |piece: &str| piece.repeat(100_000);
    for text in [
        huge("9"),
        huge("x"),
        huge("水"),
        format!("1.{}", huge("0")),
        format!("-{}", huge("1")),
        huge("1/"),
        huge("\n"),
    ] {
        refusal::<Money>(&text);
        refusal::<Area>(&text);
        refusal::<Share>(&text);
        refusal::<Ratio>(&text);
        refusal::<Threshold>(&format!(">={text}"));
        refusal::<Day>(&text);
        refusal::<Period>(&format!("P{text}D"));
        let json = serde_json::Value::String(text.clone());
        assert!(serde_json::from_value::<Money>(json.clone()).unwrap_err().to_string().chars().count() < 300);
        let json = serde_json::json!({"amount": json, "per": "m2", "every": "month"});
        assert!(serde_json::from_value::<UnitPrice>(json).unwrap_err().to_string().chars().count() < 300);
    }
    // 48 characters are repeated, then a mark; a control character is not repeated.
    let text = "水".repeat(49);
    let error = text.parse::<Money>().unwrap_err().to_string();
    assert_eq!(error, format!("expected an amount of money in yuan, found `{}…`", "水".repeat(48)));
    assert_eq!(
        "1\u{1b}".parse::<Money>().unwrap_err().to_string(),
        "expected an amount of money in yuan, found `1\u{fffd}`"
    );
}

#[test]
fn a_json_number_is_refused_with_the_reason() {
    for number in ["12.5", "12", "0", "-1", "1e3", "18446744073709551615", "true", "null", "[]", "{}"] {
        assert!(
            json_refusal::<Money>(number)
                .contains("money in yuan as a string such as \"12.50\" (a JSON number may lose fen)")
        );
        assert!(json_refusal::<Area>(number).contains("a JSON number may lose a decimal"), "{number}");
        assert!(json_refusal::<Share>(number).contains("a share as a string such as \"2/3\""), "{number}");
        assert!(json_refusal::<Ratio>(number).contains("a ratio as a string"), "{number}");
        assert!(json_refusal::<Threshold>(number).contains("a threshold as a string"), "{number}");
        assert!(json_refusal::<Day>(number).contains("a day as a string"), "{number}");
        assert!(json_refusal::<Period>(number).contains("a period as a string"), "{number}");
        let price = format!(r#"{{"amount":{number},"per":"m2","every":"month"}}"#);
        assert!(json_refusal::<UnitPrice>(&price).contains("a price in yuan as a string"), "{number}");
    }
    assert!(json_refusal::<Money>("12.5").contains("floating point `12.5`"));
}

#[test]
fn structures_refuse_unknown_and_missing_and_double_keys() {
    assert!(
        json_refusal::<UnitPrice>(r#"{"amount":"1","per":"m2","every":"month","vat":"0"}"#)
            .contains("unknown field `vat`")
    );
    assert!(json_refusal::<UnitPrice>(r#"{"amount":"1","per":"m2"}"#).contains("missing field `every`"));
    assert!(
        json_refusal::<UnitPrice>(r#"{"amount":"1","amount":"2","per":"m2","every":"day"}"#)
            .contains("duplicate field `amount`")
    );
    assert!(json_refusal::<UnitPrice>(r#"{"amount":"1","per":"acre","every":"day"}"#).contains("unknown code `acre`"));
    assert!(
        json_refusal::<Span>(r#"{"start":"2025-01-01","end":"2025-02-01","days":31}"#).contains("unknown field `days`")
    );
    assert!(
        json_refusal::<Span>(r#"{"start":"2025-01-01","end":"2025-01-01"}"#).contains("whose end is after its start")
    );
    assert!(
        json_refusal::<Rounding>(r#"{"mode":"up","unit":"fen","point":"line","places":2}"#)
            .contains("unknown field `places`")
    );
    assert!(
        json_refusal::<Approx<Money>>(r#"{"value":"1","sense":"about","more":1}"#).contains("unknown field `more`")
    );
}

#[test]
fn numbers_are_written_in_one_way() {
    for (text, written) in [
        ("5", "5.00"),
        ("5.5", "5.50"),
        ("-0.01", "-0.01"),
        ("-0.00", "0.00"),
        ("-0", "0.00"),
        ("007", "7.00"),
        ("0.1", "0.10"),
    ] {
        assert_eq!(money(text).to_string(), written);
    }
    assert_eq!(money("-12.50").fen(), -1_250);
    assert_eq!(money("12.50").yuan().to_string(), "12.50");
    assert_eq!(format!("[{:>8}]", money("1.5")), "[    1.50]");
    assert_eq!("89.5".parse::<Area>().unwrap().m2().to_string(), "89.50");
    let price = |micro| UnitPrice::from_micro(micro, Per::SquareMetre, Every::Month).unwrap().to_string();
    let written = [
        (0, "0.00"),
        (1, "0.000001"),
        (80_000, "0.08"),
        (1_450_000, "1.45"),
        (1_400_000, "1.40"),
        (50_000_000, "50.00"),
    ];
    for (micro, text) in written {
        assert_eq!(price(micro), text);
    }
    assert_eq!(
        (price(1_234_500), price(1_234_560), price(10_000_010)),
        ("1.2345".into(), "1.23456".into(), "10.00001".into())
    );
}

#[test]
fn digits_are_grouped_in_threes() {
    let grouped = |text: &str| money(text).grouped();
    for (text, out) in [
        ("0", "0.00"),
        ("1", "1.00"),
        ("12", "12.00"),
        ("123", "123.00"),
        ("1234", "1,234.00"),
        ("12345", "12,345.00"),
        ("123456", "123,456.00"),
        ("1234567", "1,234,567.00"),
        ("-123", "-123.00"),
        ("-1234.56", "-1,234.56"),
        ("-123456.7", "-123,456.70"),
        ("10000000000000", "10,000,000,000,000.00"),
    ] {
        assert_eq!(grouped(text), out);
    }
    let area = |text: &str| text.parse::<Area>().unwrap().grouped();
    for (text, out) in [
        ("0", "0"),
        ("89.55", "89.55"),
        ("30000", "30,000"),
        ("100.10", "100.10"),
        ("1000000.05", "1,000,000.05"),
        ("100", "100"),
    ] {
        assert_eq!(area(text), out);
    }
}

#[test]
fn ten_thousands_of_yuan_are_exact() {
    let wan = |text: &str| Money::from_wan(decimal(text));
    // Pitfall 44: 29.2 + 20 + 2 万 = 512,000.00.
    let parts = [wan("29.2").unwrap(), wan("20").unwrap(), wan("2").unwrap()];
    assert_eq!(Money::sum(parts), Ok(money("512000.00")));
    assert_eq!(wan("0.000001"), Ok(money("0.01")));
    assert_eq!(wan("-0.000001"), Ok(money("-0.01")));
    assert_eq!(wan("0.0000001").unwrap_err().code(), "too_many_decimals");
    assert_eq!(wan("7.0000000000000000000000000001").unwrap_err().code(), "too_many_decimals");
    assert_eq!(wan("1000000000"), Ok(Money::MAX));
    assert_eq!(wan("1000000000.000001").unwrap_err().code(), "out_of_range");
    assert_eq!(Money::from_wan(Decimal::MAX).unwrap_err().code(), "overflow");
}

#[test]
fn prices_in_words() {
    let price = |text: &str, per, every| UnitPrice::new(decimal(text), per, every).unwrap();
    let fee = price("0.08", Per::SquareMetre, Every::Month);
    assert_eq!(
        (fee.render(Lang::Zh), fee.render(Lang::En)),
        ("0.08元/平方米·月".into(), "0.08 yuan per square metre and month".into())
    );
    let once = price("300", Per::Space, Every::Once);
    assert_eq!(
        (once.render(Lang::Zh), once.render(Lang::En)),
        ("300.00元/车位（一次）".into(), "300.00 yuan per parking space, once".into())
    );
    assert_eq!((fee.per(), fee.every()), (Per::SquareMetre, Every::Month));
}

// ----------------------------------------------------------------------------------------------- periods and spans

#[test]
fn a_period_ends_on_the_corresponding_day() {
    let after = |period: &str, from: &str| period.parse::<Period>().unwrap().after(day(from)).unwrap().to_string();
    for (period, from, last) in [
        // Rulebook T-01.
        ("P60D", "2026-03-01", "2026-04-30"),
        ("P1Y", "2026-05-10", "2027-05-10"),
        ("P1M", "2026-01-31", "2026-02-28"),
        ("P2M", "2026-01-31", "2026-03-31"),
        ("P1M", "2028-01-31", "2028-02-29"),
        ("P1M", "2026-01-29", "2026-02-28"),
        ("P1M", "2026-02-28", "2026-03-28"),
        ("P3M", "2025-11-30", "2026-02-28"),
        ("P12M", "2028-02-29", "2029-02-28"),
        ("P1Y", "2028-02-29", "2029-02-28"),
        ("P4Y", "2028-02-29", "2032-02-29"),
        ("P1Y", "2024-02-29", "2025-02-28"),
        ("P0D", "2026-03-01", "2026-03-01"),
        ("P0M", "2026-03-31", "2026-03-31"),
        ("P1D", "2028-02-28", "2028-02-29"),
        ("P1D", "2027-02-28", "2027-03-01"),
        ("P1D", "2025-12-31", "2026-01-01"),
        ("P300Y", "1900-12-31", "2200-12-31"),
    ] {
        assert_eq!(after(period, from), last, "{period} after {from}");
    }
    let before = |period: &str, from: &str| period.parse::<Period>().unwrap().before(day(from)).unwrap().to_string();
    // Rulebook T-02: ninety days before 2026-12-31.
    assert_eq!(before("P90D", "2026-12-31"), "2026-10-02");
    assert_eq!(before("P15D", "2026-06-15"), "2026-05-31");
    assert_eq!(before("P1M", "2026-03-31"), "2026-02-28");
    assert_eq!(before("P1Y", "2028-02-29"), "2027-02-28");
}

#[test]
fn a_period_stays_in_the_calendar() {
    let after = |period: Period, from: Day| period.after(from).map_err(|e| e.code());
    assert_eq!(after(Period::Days(1), Day::LAST), Err("overflow"));
    assert_eq!(after(Period::Days(u32::MAX), Day::FIRST), Err("overflow"));
    assert_eq!(after(Period::Months(u32::MAX), Day::FIRST), Err("overflow"));
    assert_eq!(after(Period::Years(u32::MAX), Day::FIRST), Err("overflow"));
    assert_eq!(after(Period::Years(u32::MAX / 12 + 1), Day::FIRST), Err("overflow"));
    assert_eq!(after(Period::Days(0), Day::LAST), Ok(Day::LAST));
    assert_eq!(Period::Days(1).before(Day::FIRST).map_err(|e| e.code()), Err("overflow"));
    assert_eq!(Period::Months(u32::MAX).before(Day::LAST).map_err(|e| e.code()), Err("overflow"));
    assert_eq!(Period::Years(300).before(Day::LAST), Ok(day("1900-12-31")));
}

#[test]
fn periods_in_words() {
    let told = |text: &str| {
        let period: Period = text.parse().unwrap();
        (period.render(Lang::Zh), period.render(Lang::En))
    };
    let own = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
    assert_eq!(told("P60D"), own("60日", "60 days"));
    assert_eq!(told("P1D"), own("1日", "1 day"));
    assert_eq!(told("P3M"), own("3个月", "3 months"));
    assert_eq!(told("P1M"), own("1个月", "1 month"));
    assert_eq!(told("P1Y"), own("1年", "1 year"));
    assert_eq!(told("P5Y"), own("5年", "5 years"));
}

/// Whether a type has an order: a constant of the type itself goes before that of the trait.
struct Order<T>(std::marker::PhantomData<T>);

trait Unordered {
    const ORDERED: bool = false;
}

impl<T> Unordered for Order<T> {}

impl<T: PartialOrd> Order<T> {
    const ORDERED: bool = true;
}

#[test]
fn periods_have_no_order() {
    // A month is neither more nor less than 30 days, and a list of variants is no order either.
    let ordered = [Order::<Day>::ORDERED, Order::<Span>::ORDERED, Order::<Money>::ORDERED, Order::<Period>::ORDERED];
    assert_eq!(ordered, [true, true, true, false]);
    let ends = |period: Period, from: &str| period.after(day(from)).unwrap();
    assert!(ends(Period::Months(1), "2026-02-01") < ends(Period::Days(30), "2026-02-01"));
    assert!(ends(Period::Months(1), "2026-03-01") > ends(Period::Days(30), "2026-03-01"));
    // Nor are twelve months and a year the same word, though they always end on one day.
    assert_ne!(Period::Months(12), Period::Years(1));
    assert_eq!(ends(Period::Months(12), "2028-02-29"), ends(Period::Years(1), "2028-02-29"));
}

#[test]
fn spans_are_half_open() {
    let span = |start: &str, end: &str| Span::new(day(start), day(end)).unwrap();
    // Pitfall 23: the year 2025 has 365 days.
    let year = span("2025-01-01", "2026-01-01");
    assert_eq!((year.days(), year.whole_months()), (365, Ok(12)));
    assert_eq!(span("2028-01-01", "2029-01-01").days(), 366);
    assert!(year.contains(day("2025-01-01")) && year.contains(day("2025-12-31")));
    assert!(!year.contains(day("2024-12-31")) && !year.contains(day("2026-01-01")));
    assert_eq!(span("2025-01-01", "2025-01-02").days(), 1);
    assert_eq!(Span::new(day("2025-01-01"), day("2025-01-01")).unwrap_err().code(), "empty_span");
    let error = Span::new(day("2025-01-02"), day("2025-01-01")).unwrap_err();
    assert_eq!(error.to_string(), "expected a span whose end is after its start, found 2025-01-02 to 2025-01-01");
    assert_eq!(error.render(Lang::Zh), "期间的终止日须晚于起始日，所填为2025-01-02至2025-01-01。");
}

#[test]
fn whole_months_are_counted_from_the_anchor() {
    let months = |start: &str, end: &str| Span::new(day(start), day(end)).unwrap().whole_months().ok();
    for (start, end, n) in [
        ("2025-01-01", "2025-02-01", 1),
        ("2025-01-15", "2025-02-15", 1),
        // Pitfall 24: from 31 January to the end of February, then to 31 March.
        ("2026-01-31", "2026-02-28", 1),
        ("2026-01-31", "2026-03-31", 2),
        ("2026-01-31", "2026-04-30", 3),
        ("2028-01-31", "2028-02-29", 1),
        ("2028-02-29", "2029-02-28", 12),
        ("2028-02-29", "2032-02-29", 48),
        ("2025-12-31", "2026-12-31", 12),
        ("1900-01-01", "2200-12-01", 3_611),
    ] {
        assert_eq!(months(start, end), Some(n), "{start} to {end}");
    }
    for (start, end) in [
        ("2025-01-01", "2025-01-31"),
        ("2025-01-01", "2025-02-02"),
        ("2026-02-28", "2026-03-31"),
        ("2028-01-31", "2028-02-28"),
        ("2026-01-30", "2026-02-27"),
        ("2026-01-31", "2026-03-30"),
        ("2026-01-31", "2026-03-01"),
        ("2028-02-29", "2029-03-01"),
        ("2025-01-15", "2025-01-16"),
        ("2025-12-31", "2026-01-01"),
    ] {
        assert_eq!(months(start, end), None, "{start} to {end}");
    }
    let error = Span::new(day("2025-01-01"), day("2025-01-31")).unwrap().whole_months().unwrap_err();
    assert_eq!(error.to_string(), "expected a span of whole months, found 2025-01-01 to 2025-01-31 (end not included)");
    assert_eq!(error.render(Lang::Zh), "按月计算须为整月期间，所填为2025-01-01至2025-01-31（不含终止日）。");
}

// --------------------------------------------------------------------------------------- thresholds by brute force

/// Whether `part` of `whole` is at least (or more than) `above/below`, by laying the shares side by side: a common unit
/// is one `below`-th of one, and both are counted down together.
fn reaches(mut part: u64, mut whole: u64, above: u64, below: u64, strict: bool) -> bool {
    // Take whole groups of `below` from the whole and what they ask from the part, as long as both last.
    while whole >= below && part >= above {
        whole -= below;
        part -= above;
    }
    if whole >= below {
        // The part ran out first: it lacks something of the next group.
        return false;
    }
    // Less than a group is left: count in `below`-ths.
    let (has, needs) = (part * below, whole * above);
    if strict { has > needs } else { has >= needs }
}

#[test]
fn thresholds_against_brute_force() {
    for below in 1..=12_u32 {
        for above in 0..=below {
            for bound in [Bound::AtLeast, Bound::MoreThan] {
                let threshold = Threshold::of(bound, above, below).unwrap();
                let strict = bound == Bound::MoreThan;
                for whole in 0..=300_u64 {
                    let passes = |part| reaches(part, whole, u64::from(above), u64::from(below), strict);
                    let least = (0..=whole).find(|part| passes(*part)).unwrap_or(whole + 1);
                    assert_eq!(threshold.least(whole), least, "{threshold} of {whole}");
                    // Around the least number, and at both ends.
                    for part in [0, least.saturating_sub(1), least.min(whole), whole] {
                        assert_eq!(threshold.is_met(part, whole), passes(part), "{part} of {whole}: {threshold}");
                    }
                }
            }
        }
    }
}

#[test]
fn thresholds_do_not_overflow() {
    let threshold = |text: &str| text.parse::<Threshold>().unwrap();
    let most = u64::MAX;
    assert!(threshold(">=1/1").is_met(most, most));
    assert!(!threshold(">=1/1").is_met(most - 1, most));
    assert!(!threshold(">1/1").is_met(most, most));
    assert!(threshold(">=0/1").is_met(0, most));
    assert!(!threshold(">0/1").is_met(0, most) && threshold(">0/1").is_met(1, most));
    assert_eq!(threshold(">=1/1").least(most), most);
    assert_eq!(threshold(">1/2").least(most), most / 2 + 1);
    assert_eq!(threshold(">=2/3").least(most), most / 3 * 2);
    assert_eq!(threshold(">=4294967294/4294967295").least(4_294_967_295), 4_294_967_294);
    assert_eq!(threshold(">1/2").least(0), 1);
    assert_eq!(threshold(">=1/2").least(0), 0);
}

#[test]
fn thresholds_in_words() {
    let told = |text: &str| {
        let threshold: Threshold = text.parse().unwrap();
        (threshold.render(Lang::Zh), threshold.render(Lang::En))
    };
    let own = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
    assert_eq!(told(">=2/3"), own("三分之二以上", "at least 2/3"));
    assert_eq!(told(">=3/4"), own("四分之三以上", "at least 3/4"));
    assert_eq!(told(">1/2"), own("过半数", "more than 1/2"));
    assert_eq!(told(">2/4"), own("过半数", "more than 1/2"));
    assert_eq!(told(">=1/2"), own("二分之一以上", "at least 1/2"));
    assert_eq!(told(">1/3"), own("超过三分之一", "more than 1/3"));
}

// ------------------------------------------------------------------------------------------------ rounding by search

/// The whole number nearest to `above/below` among all from -bound to bound, by the rule of the mode.
fn rounded_by_search(mode: RoundingMode, above: i64, below: i64, bound: i64) -> i64 {
    let distance = |n: i64| (above - n * below).abs();
    // On the far side of zero from the exact value, or beyond it: allowed by the mode?
    let allowed = |n: i64| match mode {
        RoundingMode::Up => (n * below).abs() >= above.abs() && n.signum() * above.signum() >= 0,
        RoundingMode::Down => (n * below).abs() <= above.abs() && n.signum() * above.signum() >= 0,
        RoundingMode::HalfAwayFromZero | RoundingMode::HalfEven => true,
    };
    let preferred = |n: i64| match mode {
        RoundingMode::HalfEven => n % 2 != 0,
        // Of two at the same distance the one further from zero first.
        _ => n.abs() * below <= above.abs() && distance(n) != 0,
    };
    (-bound..=bound).filter(|n| allowed(*n)).min_by_key(|n| (distance(*n), preferred(*n))).unwrap()
}

fn rule(mode: RoundingMode, unit: RoundingUnit) -> Rounding {
    Rounding { mode, unit, point: RoundingPoint::Line }
}

#[test]
fn small_fractions_are_rounded_as_by_search() {
    for mode in RoundingMode::ALL {
        for below in 1..=13 {
            for above in -60..=60 {
                let found = rule(*mode, RoundingUnit::Fen).round(i128::from(above), i128::from(below)).unwrap().fen();
                assert_eq!(found, rounded_by_search(*mode, above, below, 61), "{mode} of {above}/{below}");
            }
        }
        for (unit, fen) in [(RoundingUnit::Jiao, 10), (RoundingUnit::Yuan, 100)] {
            for below in [1, 2, 3, 7] {
                for above in -1_100..=1_100 {
                    let found = rule(*mode, unit).round(i128::from(above), i128::from(below)).unwrap().fen();
                    let searched = rounded_by_search(*mode, above, below * fen, 111) * fen;
                    assert_eq!(found, searched, "{mode} of {above}/{below} to {fen} fen");
                }
            }
        }
    }
}

#[test]
fn the_figures_of_the_pitfalls() {
    let half_up = Rounding::default();
    assert_eq!(half_up, rule(RoundingMode::HalfAwayFromZero, RoundingUnit::Fen));
    let yuan = |above, below| half_up.round(above, below).unwrap().to_string();
    // 12: 0.50 × 40.91 and 0.15 × 130.70, in ten-thousandths of a yuan.
    assert_eq!((yuan(50 * 4_091, 100), yuan(15 * 13_070, 100)), ("20.46".into(), "19.61".into()));
    // 13: monthly × 12, and once a year.
    assert_eq!(half_up.round(8_955 * 145, 100).unwrap().times(12), Ok(money("1558.20")));
    assert_eq!(yuan(8_955 * 145 * 12, 100), "1558.17");
    // 14: in whole yuan.
    assert_eq!(
        rule(RoundingMode::HalfAwayFromZero, RoundingUnit::Yuan).round(10_024 * 14 * 12, 10).unwrap(),
        money("1684")
    );
    assert_eq!(yuan(10_024 * 14 * 12, 10), "1684.03");
    // 15: 70 % of 268.65, and the discount as the difference.
    assert_eq!(yuan(26_865 * 7, 10), "188.06");
    assert_eq!(money("268.65").minus(half_up.round(26_865 * 7, 10).unwrap()), Ok(money("80.59")));
    // 17: 0.125 to 0.13, or to the even neighbour.
    assert_eq!(yuan(125, 10), "0.13");
    assert_eq!(rule(RoundingMode::HalfEven, RoundingUnit::Fen).round(125, 10).unwrap(), money("0.12"));
    // 19, 20, 21: shares of a month.
    assert_eq!(yuan(15_000 * 15 + 18_000 * 16, 31), "165.48");
    assert_eq!(yuan(13_070 * (150 + 180 * 30), 31 * 100), "234.00");
    assert_eq!(yuan(30_000 * 10, 31), "96.77");
    // 28: 1,812.30 at 0.05 % a day for 47 days.
    assert_eq!(yuan(181_230 * 5 * 47, 10_000), "42.59");
    assert_eq!(yuan(-125, 10), "-0.13");
}

#[test]
fn rounding_refuses_what_it_cannot_hold() {
    let refused = |above, below| Rounding::default().round(above, below).unwrap_err().code();
    assert_eq!(refused(1, 0), "zero_denominator");
    assert_eq!(refused(1, -1), "zero_denominator");
    assert_eq!(refused(i128::MIN, 1), "overflow");
    assert_eq!(refused(i128::MAX, 1), "overflow");
    assert_eq!(refused(i128::from(FEN_MAX) * 2 + 1, 2), "overflow");
    assert_eq!(Rounding::default().round(i128::from(FEN_MAX) * 3 + 1, 3), Ok(Money::MAX));
    assert_eq!(Rounding::default().round(i128::from(-FEN_MAX) * 3 - 1, 3), Ok(-Money::MAX));
    assert_eq!(Rounding::default().round(i128::MAX, i128::MAX), Ok(money("0.01")));
    assert_eq!(Rounding::default().round(i128::MIN, i128::MAX), Ok(money("-0.01")));
    assert_eq!(rule(RoundingMode::Up, RoundingUnit::Yuan).round(1, i128::MAX / 100), Ok(money("1.00")));
}

// -------------------------------------------------------------------------------------------------------- numerals

/// Reads a Chinese numeral below 10,000 back.
fn read_numeral(text: &str) -> u32 {
    let (mut sum, mut digit) = (0, None);
    for c in text.chars() {
        let place = match c {
            '千' => 1_000,
            '百' => 100,
            '十' => 10,
            '零' => {
                assert_eq!(digit, None, "零 behind a digit in {text}");
                continue;
            }
            c => {
                assert_eq!(digit, None, "two digits in a row in {text}");
                digit = Some("一二三四五六七八九".chars().position(|d| d == c).expect(text) + 1);
                continue;
            }
        };
        sum += place * u32::try_from(digit.take().unwrap_or(1)).unwrap();
    }
    sum + u32::try_from(digit.unwrap_or(0)).unwrap()
}

fn article(n: u16) -> String {
    let text = Locator::article(n).render(Lang::Zh);
    text.strip_prefix('第').and_then(|t| t.strip_suffix('条')).unwrap().to_owned()
}

#[test]
fn the_articles_that_are_cited() {
    for (n, numeral) in [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (19, "十九"),
        (20, "二十"),
        (21, "二十一"),
        (99, "九十九"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (111, "一百一十一"),
        (120, "一百二十"),
        (200, "二百"),
        (278, "二百七十八"),
        (940, "九百四十"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1011, "一千零一十一"),
        (1100, "一千一百"),
        (1101, "一千一百零一"),
        (1110, "一千一百一十"),
        (1259, "一千二百五十九"),
        (1260, "一千二百六十"),
        (9999, "九千九百九十九"),
    ] {
        assert_eq!(article(n), numeral);
    }
    assert_eq!(Locator::item(278, 1, 10).render(Lang::Zh), "第二百七十八条第一款第（十）项");
    assert_eq!(Locator::article(10_000).render(Lang::Zh), "第10000条");
}

#[test]
fn every_numeral_reads_back() {
    for n in 1..=9_999 {
        let text = article(n);
        assert_eq!(read_numeral(&text), u32::from(n), "{text}");
        assert!(!text.contains("零零") && !text.ends_with('零') && !text.starts_with('零'), "{text}");
        assert!(!text.starts_with("一十"), "{text}");
        // 一十 inside, never a bare 十: 一百一十, not 一百十.
        assert!(!text.contains("百十") && !text.contains("千十") && !text.contains("零十"), "{text}");
        // A gap is spoken exactly where a place is skipped between two that are not.
        let digits: Vec<u16> = [1_000, 100, 10, 1].iter().map(|place| n / place % 10).collect();
        let (first, last) = (digits.iter().position(|d| *d > 0).unwrap(), digits.iter().rposition(|d| *d > 0).unwrap());
        let gaps = (first..last).filter(|i| digits[*i] > 0 && digits[i + 1] == 0).count();
        assert_eq!(text.chars().filter(|c| *c == '零').count(), gaps, "{text}");
    }
}

#[test]
fn shares_in_words() {
    let zh = |above, below| Share::new(above, below).unwrap().render(Lang::Zh);
    assert_eq!(zh(2, 3), "三分之二");
    assert_eq!(zh(200, 300), "三分之二");
    assert_eq!(zh(1, 2), "二分之一");
    assert_eq!(zh(3, 10), "十分之三");
    assert_eq!(zh(9, 20), "二十分之九");
    assert_eq!(zh(10, 11), "十一分之十");
    assert_eq!(zh(101, 110), "一百一十分之一百零一");
    assert_eq!(zh(278, 1_259), "一千二百五十九分之二百七十八");
    assert_eq!(Share::new(200, 300).unwrap().render(Lang::En), "2/3");
}

#[test]
fn percentages_in_words() {
    let zh = |above, below| Share::new(above, below).unwrap().render(Lang::Zh);
    assert_eq!(zh(7, 100), "百分之七");
    assert_eq!(zh(7, 1_000), "千分之七");
    assert_eq!(zh(7, 10_000), "万分之七");
}

// -------------------------------------------------------------------------------------------------------- about

#[test]
fn an_approximate_number_settles_only_what_it_can() {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let compare = |sense, value: &str, other: &str| Approx { value: money(value), sense }.compare(&money(other));
    for (sense, below, same, above) in [
        (Sense::Exact, Some(Less), Some(Equal), Some(Greater)),
        (Sense::About, None, None, None),
        (Sense::Over, None, Some(Greater), Some(Greater)),
        (Sense::Under, Some(Less), Some(Less), None),
    ] {
        assert_eq!(compare(sense, "199999.99", "200000"), below, "{sense}");
        assert_eq!(compare(sense, "200000.00", "200000"), same, "{sense}");
        assert_eq!(compare(sense, "200000.01", "200000"), above, "{sense}");
    }
    let rent = Approx::about(money("200000"));
    assert_eq!((rent.is_exact(), Approx::exact(1).is_exact()), (false, true));
    let shown = rent.value.grouped();
    assert_eq!(
        (rent.render(Lang::Zh, &shown), rent.render(Lang::En, &shown)),
        ("约200,000.00".into(), "about 200,000.00".into())
    );
    assert_eq!(serde_json::to_string(&rent).unwrap(), r#"{"value":"200000.00","sense":"about"}"#);
    assert_eq!(serde_json::from_str::<Approx<Money>>(r#"{"value":"200000.00","sense":"about"}"#).unwrap(), rent);
}

// ------------------------------------------------------------------------------------------------------ round trips

fn fen() -> impl Strategy<Value = i64> {
    prop_oneof![-FEN_MAX..=FEN_MAX, -2_000_i64..2_000, Just(FEN_MAX), Just(-FEN_MAX)]
}

fn days() -> impl Strategy<Value = Day> {
    let day = |n: u32| Period::Days(n).after(Day::FIRST).unwrap();
    prop_oneof![(0_u32..109_938).prop_map(day), Just(Day::FIRST), Just(Day::LAST)]
}

fn fractions() -> impl Strategy<Value = Share> {
    (any::<u32>(), any::<u32>()).prop_map(|(a, b)| Share::new(a.min(b), a.max(b).max(1)).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn money_reads_back(fen in fen()) {
        let money = Money::from_fen(fen).unwrap();
        round_trip(money);
        prop_assert_eq!(Money::from_yuan(money.yuan()), Ok(money));
        prop_assert_eq!(money.to_string().split('.').next_back().map(str::len), Some(2));
        prop_assert_eq!(money.grouped().replace(',', ""), money.to_string());
        prop_assert_eq!(-(-money), money);
    }

    #[test]
    fn areas_read_back(hundredths in 0..=FEN_MAX) {
        let area = Area::from_hundredths(hundredths).unwrap();
        round_trip(area);
        prop_assert_eq!(Area::from_m2(area.m2()), Ok(area));
        prop_assert_eq!(area.grouped().replace(',', "").parse::<Area>(), Ok(area));
    }

    #[test]
    fn prices_read_back(
        micro in prop_oneof![0_i64..=1_000_000_000_000, 0_i64..5_000_000],
        per in 0..4_usize,
        every in 0..4_usize,
    ) {
        let price = UnitPrice::from_micro(micro, Per::ALL[per], Every::ALL[every]).unwrap();
        let json = serde_json::to_string(&price).unwrap();
        prop_assert_eq!(serde_json::from_str::<UnitPrice>(&json).unwrap(), price);
        let text = price.to_string();
        let decimals = text.split('.').next_back().unwrap().len();
        prop_assert!((2..=6).contains(&decimals) && (decimals == 2 || !text.ends_with('0')), "{}", text);
        prop_assert_eq!(UnitPrice::new(decimal(&text), price.per(), price.every()), Ok(price));
    }

    #[test]
    fn ratios_add_and_multiply_on_a_common_line(
        (a, c) in (-999_i64..1_000, -999_i64..1_000),
        (b, d) in (1_i64..1_000, 1_i64..1_000),
    ) {
        let (x, y) = (Ratio::new(a, b).unwrap(), Ratio::new(c, d).unwrap());
        // Everything in parts of 1/(b·d), where both are whole.
        let line = b * d;
        prop_assert_eq!(x.plus(y), Ratio::new(a * (line / b) + c * (line / d), line));
        prop_assert_eq!(x.times(y), Ratio::new(a * c, line));
        prop_assert_eq!(x.cmp(&y), (a * (line / b)).cmp(&(c * (line / d))));
        for ratio in [x, y] {
            let common = (2..=ratio.below()).any(|n| ratio.above() % n == 0 && ratio.below() % n == 0);
            prop_assert!(!common, "{} is not in lowest terms", ratio);
        }
    }

    #[test]
    fn fractions_read_back(
        share in fractions(),
        strict in any::<bool>(),
        above in any::<i64>(),
        below in 1..=i64::MAX,
    ) {
        round_trip(share);
        round_trip(Threshold::new(share, if strict { Bound::MoreThan } else { Bound::AtLeast }));
        if let Ok(ratio) = Ratio::new(above, below) {
            round_trip(ratio);
            let crosswise = |a: i64, b: i64| i128::from(a) * i128::from(b);
            prop_assert_eq!(crosswise(ratio.above(), below), crosswise(above, ratio.below()));
        }
    }

    #[test]
    fn days_and_spans_read_back(a in days(), b in days()) {
        round_trip(a);
        prop_assert_eq!(format!("{a:?}"), a.to_string());
        if let Ok(span) = Span::new(a, b) {
            prop_assert!(a < b);
            let json = serde_json::to_string(&span).unwrap();
            prop_assert_eq!(serde_json::from_str::<Span>(&json).unwrap(), span);
            prop_assert_eq!(span.days(), a.days_until(b));
        } else {
            prop_assert!(a >= b);
        }
    }

    #[test]
    fn periods_read_back(n in any::<u32>(), unit in 0..3_usize, from in days()) {
        let period = [Period::Days, Period::Months, Period::Years][unit](n);
        round_trip(period);
        let small = [Period::Days, Period::Months, Period::Years][unit](n % 400);
        if let Ok(after) = small.after(from) {
            prop_assert!(after >= from);
            if let Period::Days(n) = small {
                prop_assert_eq!(from.days_until(after), i64::from(n));
                prop_assert_eq!(small.before(after), Ok(from));
            }
            if let (Period::Months(n @ 1..), Ok(span)) = (small, Span::new(from, after)) {
                prop_assert_eq!(span.whole_months(), Ok(n));
            }
        }
    }

    #[test]
    fn sums_do_not_depend_on_the_order(mut parts in proptest::collection::vec(fen(), 0..12)) {
        let sum = |parts: &[i64]| Money::sum(parts.iter().map(|fen| Money::from_fen(*fen).unwrap()));
        let forward = sum(&parts);
        parts.reverse();
        prop_assert_eq!(&forward, &sum(&parts));
        let exact: i128 = parts.iter().map(|fen| i128::from(*fen)).sum();
        let expected = Some(exact).filter(|sum| sum.abs() <= i128::from(FEN_MAX));
        prop_assert_eq!(forward.ok().map(|m| i128::from(m.fen())), expected);
    }

    #[test]
    fn large_fractions_are_rounded_to_a_neighbour(
        above in -1_i64 << 52..1 << 52,
        below in 1_i64..1 << 30,
        unit in 0..3_usize,
    ) {
        let (unit, size) = [(RoundingUnit::Fen, 1), (RoundingUnit::Jiao, 10), (RoundingUnit::Yuan, 100)][unit];
        let (above, step) = (i128::from(above), i128::from(below) * size);
        // Floor and ceiling on the signed line; the crate works with sizes and a sign.
        let floor = above.div_euclid(step);
        let rest = above.rem_euclid(step);
        let ceiling = floor + i128::from(rest != 0);
        let (up, down) = if above < 0 { (floor, ceiling) } else { (ceiling, floor) };
        let nearest = |tie: i128| match (2 * rest).cmp(&step) {
            std::cmp::Ordering::Less => floor,
            std::cmp::Ordering::Equal => tie,
            std::cmp::Ordering::Greater => ceiling,
        };
        let even = if floor % 2 == 0 { floor } else { ceiling };
        for (mode, units) in [
            (RoundingMode::Up, up),
            (RoundingMode::Down, down),
            (RoundingMode::HalfAwayFromZero, nearest(up)),
            (RoundingMode::HalfEven, nearest(even)),
        ] {
            let found = rule(mode, unit).round(above, i128::from(below)).ok().map(|m| i128::from(m.fen()));
            let expected = Some(units * size).filter(|fen| fen.abs() <= i128::from(FEN_MAX));
            prop_assert_eq!(found, expected, "{} of {}/{}", mode, above, below);
        }
    }

    #[test]
    fn shares_compare_as_by_euclid(a in fractions(), b in fractions()) {
        // By the continued fraction: quotients and rests, never a product.
        let euclid = |a: Share, b: Share| {
            let (mut a, mut b) = ((a.above(), a.below()), (b.above(), b.below()));
            let mut turned = false;
            loop {
                let (qa, qb) = (a.0 / a.1, b.0 / b.1);
                let (ra, rb) = (a.0 % a.1, b.0 % b.1);
                let ended = ra == 0 || rb == 0;
                let rests = if ended { ra.min(1).cmp(&rb.min(1)) } else { std::cmp::Ordering::Equal };
                let order = qa.cmp(&qb).then(rests);
                if order.is_ne() || (ra == 0 && rb == 0) {
                    return if turned { order.reverse() } else { order };
                }
                (a, b) = ((a.1, ra), (b.1, rb));
                turned = !turned;
            }
        };
        prop_assert_eq!(a.cmp(&b), euclid(a, b));
        prop_assert_eq!(a.compare(u64::from(b.above()), u64::from(b.below())), euclid(b, a));
    }
}
