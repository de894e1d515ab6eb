//! 判定 — from facts and rules to findings: may this compound have this mode, on this day, and why.
//!
//! A [`Checklist`] is a rulebook compiled for one aim with all its versions inside. It gives an [`Assessment`]: a
//! verdict and the findings that carry it, each with what was required, what was observed, by how much it falls short
//! and the law. [`Assessment::outstanding`] says what is still needed,
//! [`Assessment::singles`] which one thing alone would do. [`verdicts`] gives the verdicts alone of many
//! compounds whose facts are columns.

mod alone;
mod checklist;
mod columns;
mod evaluate;
mod outstanding;
mod packed;
mod program;
mod words;

pub use alone::{Asked, Single};
pub use checklist::{
    ASSESSMENT_FORMAT, Assessment, AssessmentRecord, Checklist, Difference, FindingRecord, FindingRef,
};
pub use columns::{Checked, Columns, ColumnsError, VerdictFault, verdicts};
pub use evaluate::{FactSeen, Gap, LawState, Observed, ResolutionSeen, evaluate};
pub use outstanding::{EXACT_LEAVES_MAX, Outstanding, Step};
pub use packed::Packed;

use crate::dossier::Dossier;
use crate::measure::Day;
use crate::rule::{Key, Rulebook, Settled};

/// What a parameter is for a compound on a day: as [`Rulebook::setting`], with the facts that decide whether a
/// parameter applies.
#[must_use]
pub fn parameter(rulebook: &Rulebook, dossier: &Dossier, key: Key, day: Day) -> Settled {
    rulebook.settle(key, day, &|condition| evaluate(condition, dossier, day))
}
