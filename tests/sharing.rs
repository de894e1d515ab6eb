//! 打包的计算 — fair fees, pools, too little for all, concessions and games: every case of the published vectors, the
//! figures of the known pitfalls, and what is refused.

#[path = "common/planted.rs"]
mod caught;
#[path = "sharing/claims.rs"]
mod claims;
#[path = "sharing/fees.rs"]
mod fees;
#[path = "sharing/flows.rs"]
mod flows;
#[path = "sharing/games.rs"]
mod games;
#[path = "sharing/planted.rs"]
mod planted;
#[path = "sharing/runners.rs"]
mod runners;

use std::fs;
use std::path::Path;

use serde_json::Value;
use wuye::bundle::MemberId;
use wuye::measure::{Money, Rational};

/// The cases of a file of vectors.
fn cases(file: &str, number: usize) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors").join(file);
    let all: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let cases = all["cases"].as_array().unwrap().clone();
    assert_eq!((cases.len(), all["count"].as_u64()), (number, Some(number as u64)));
    cases
}

fn numbers(value: &Value) -> Vec<i64> {
    value.as_array().unwrap().iter().map(|n| n.as_i64().unwrap()).collect()
}

fn rationals(value: &Value) -> Vec<Rational> {
    value.as_array().unwrap().iter().map(rational).collect()
}

fn rational(value: &Value) -> Rational {
    value.as_str().unwrap().parse().unwrap()
}

fn fen(fen: i64) -> Money {
    Money::from_fen(fen).unwrap()
}

fn money(yuan: &str) -> Money {
    yuan.parse().unwrap()
}

fn member(n: usize) -> MemberId {
    format!("m{n}").parse().unwrap()
}

/// Members with these amounts in fen.
fn amounts(list: &[i64]) -> Vec<(MemberId, Money)> {
    list.iter().enumerate().map(|(n, amount)| (member(n), fen(*amount))).collect()
}

/// The code of an error.
#[track_caller]
fn code<T: std::fmt::Debug, E: Into<wuye::Error>>(result: Result<T, E>) -> &'static str {
    result.unwrap_err().into().code()
}
