//! The published instances of the bundling problem: JSON with money in whole fen.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use wuye::bundle::{District, DistrictCompound, DistrictResource, Joining, PlanLimits, UpperBand};
use wuye::measure::Money;

/// An instance: the district, and where its compounds are, in metres.
#[allow(dead_code, reason = "each program uses some of it")]
pub struct Published {
    pub name: String,
    pub district: District,
    pub at: Vec<(i64, i64)>,
}

/// What is known of an instance: the best outlay with the need rounded once for each bundle, and what that plan
/// leaves.
#[allow(dead_code, reason = "each program uses some of it")]
pub struct Known {
    pub name: String,
    pub outlay: i64,
    pub unserved: u32,
    pub cut_edges: u32,
    pub bound: i64,
    pub total_cost: i64,
}

/// Where the published files are.
#[allow(dead_code, reason = "each program uses some of it")]
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/bundle")
}

fn number(value: &Value) -> Result<i64, String> {
    value.as_i64().ok_or_else(|| format!("expected a whole number, found {value}"))
}

fn small(value: &Value) -> Result<u32, String> {
    u32::try_from(number(value)?).map_err(|error| error.to_string())
}

fn money(value: &Value) -> Result<Money, String> {
    Money::from_fen(number(value)?).map_err(|error| error.to_string())
}

fn list<T>(value: &Value, read: impl Fn(&Value) -> Result<T, String>) -> Result<Vec<T>, String> {
    value.as_array().ok_or("expected a list")?.iter().map(read).collect()
}

fn id<T: std::str::FromStr>(value: &Value) -> Result<T, String>
where
    T::Err: std::fmt::Display,
{
    number(value)?.to_string().parse().map_err(|error: T::Err| error.to_string())
}

/// Reads an instance from its text.
pub fn instance(text: &str) -> Result<Published, String> {
    let file: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let params = &file["params"];
    let limits = PlanLimits {
        min_households: small(&params["min_households"])?,
        max_households: small(&params["max_households"])?,
        margin_lo_bp: small(&params["margin_lo_bp"])?,
        margin_hi_bp: small(&params["margin_hi_bp"])?,
        band: UpperBand::Hard,
        bundle_cost: Money::ZERO,
    };
    let compounds = list(&file["compounds"], |compound| {
        Ok(DistrictCompound {
            id: id(&compound["id"])?,
            households: small(&compound["households"])?,
            cost: money(&compound["cost_fen"])?,
            revenue: money(&compound["revenue_fen"])?,
            revenue_floor: money(&compound["revenue_floor_fen"])?,
            backstop: money(&compound["backstop_fen"])?,
            joining: Joining::Joins,
        })
    })?;
    let edges = list(&file["edges"], |edge| Ok([id(&edge[0])?, id(&edge[1])?]))?;
    let resources = list(&file["resources"], |resource| {
        Ok(DistrictResource {
            id: id(&resource["id"])?,
            net: money(&resource["net_fen"])?,
            compatible: list(&resource["compatible"], id)?,
            transferable: true,
        })
    })?;
    Ok(Published {
        name: file["name"].as_str().unwrap_or("district").to_owned(),
        at: list(&file["compounds"], |compound| Ok((number(&compound["x"])?, number(&compound["y"])?)))?,
        district: District::new(limits, compounds, edges, resources).map_err(|error| error.to_string())?,
    })
}

/// Reads an instance of `vectors/bundle` by its name.
#[allow(dead_code, reason = "each program uses some of it")]
pub fn named(name: &str) -> Published {
    let path = folder().join("instances").join(name).with_extension("json");
    instance(&fs::read_to_string(path).unwrap()).unwrap()
}

/// What is known of all instances, in the order of the file.
#[allow(dead_code, reason = "each program uses some of it")]
pub fn known() -> Vec<Known> {
    let file: Value = serde_json::from_str(&fs::read_to_string(folder().join("bkv.json")).unwrap()).unwrap();
    let known = |entry: &Value| {
        Ok(Known {
            name: entry["instance"].as_str().ok_or("expected a name")?.to_owned(),
            outlay: number(&entry["Z1"])?,
            unserved: small(&entry["Z2"])?,
            cut_edges: small(&entry["Z3"])?,
            bound: number(&entry["LB"])?,
            total_cost: number(&entry["total_cost"])?,
        })
    };
    list(&file, known).unwrap()
}
