#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![deny(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::todo,
    clippy::unimplemented,
    clippy::unreachable,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::float_arithmetic,
    clippy::float_cmp,
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason
)]

// The order is the direction of the arrows: a module uses only modules above it. `tests/tidy.rs` holds this.
pub mod terms;

pub mod measure;

pub mod law;

pub mod estate;

pub mod matter;

pub mod money;

pub mod mode;

pub mod dossier;

pub mod rule;

pub mod places;

pub mod assess;

pub mod meeting;

pub mod provider;

pub mod decide;

pub mod balance;

pub mod billing;

pub mod fund;

pub mod bundle;

pub mod procedure;

pub mod programme;

#[cfg(feature = "json")]
#[cfg_attr(docsrs, doc(cfg(feature = "json")))]
pub mod json;

pub mod laws;

#[cfg(feature = "proptest")]
#[cfg_attr(docsrs, doc(cfg(feature = "proptest")))]
pub mod testkit;

mod error;

pub use error::Error;
