#!/usr/bin/env bash
# A crate of its own that depends on this one by path, with `arbitrary_precision` and `float_roundtrip` of serde_json and
# `serde-float` of rust_decimal on: cargo unifies features, and the stored forms must not change with them.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/src"
cat > "$work/Cargo.toml" <<TOML
[package]
name = "embedder"
version = "0.0.0"
edition = "2024"

[dependencies]
wuye = { path = "$root", features = ["json"] }
serde_json = { version = "1", features = ["arbitrary_precision", "float_roundtrip"] }
rust_decimal = { version = "1", features = ["serde-float"] }
TOML
cat > "$work/src/main.rs" <<'RUST'
use wuye::dossier::Dossier;
use wuye::measure::{Area, Money, UnitPrice};

fn main() {
    let money: Money = "12.50".parse().unwrap();
    assert_eq!(wuye::json::to_json(&money).unwrap(), "\"12.50\"");
    assert_eq!(wuye::json::from_json::<Money>("\"12.50\"").unwrap(), money);
    for number in ["12.5", "12", "-3", "1e2"] {
        let error = wuye::json::from_json::<Money>(number).unwrap_err();
        assert!(error.to_string().contains("as a string"), "{error}");
        assert!(wuye::json::from_json::<Area>(number).is_err());
    }
    let price = r#"{"amount":"1.45","per":"m2","every":"month"}"#;
    let read: UnitPrice = wuye::json::from_json(price).unwrap();
    assert_eq!(wuye::json::to_json(&read).unwrap(), price);
    assert!(wuye::json::from_json::<UnitPrice>(r#"{"amount":1.45,"per":"m2","every":"month"}"#).is_err());
    let folder = concat!(env!("WUYE_ROOT"), "/vectors/wire/dossier.json");
    let text = std::fs::read_to_string(folder).unwrap();
    let dossier: Dossier = wuye::json::from_json(&text).unwrap();
    assert_eq!(wuye::json::to_json_pretty(&dossier).unwrap().trim(), text.trim());
    let rulebook = wuye::places::xuchang::rulebook().unwrap();
    let text = wuye::json::to_json(&rulebook).unwrap();
    assert_eq!(wuye::json::from_json::<wuye::rule::Rulebook>(&text).unwrap(), rulebook);
    println!("embedder: 1 passed, 0 failed");
}
RUST
cp "$root/Cargo.lock" "$work/Cargo.lock"
WUYE_ROOT="$root" CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$root/target}/embedder" cargo run --quiet --manifest-path "$work/Cargo.toml"
