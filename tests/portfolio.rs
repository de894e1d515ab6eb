//! 小区汇总 — a rulebook over many compounds: held against every compound assessed by itself, with each thing set in turn.

#[path = "portfolio/alone.rs"]
mod alone;
#[path = "portfolio/applications.rs"]
mod applications;
#[path = "portfolio/city.rs"]
mod city;
#[path = "portfolio/counts.rs"]
mod counts;
#[path = "portfolio/shards.rs"]
mod shards;
