//! 服务主体 — who serves, and how well: credit files, assessment, the pre-selection pool, and who holds which post.
//!
//! 1. A [`CreditFile`] is a log: records, bases of a score, penalties, appeals. What it says on a day follows from the
//!    day alone ([`BandTable::credit`]); what was entered later changes no earlier answer.
//! 2. Points are whole hundredths ([`Points`](crate::measure::Points)). Bands are intervals whose edges a source states
//!    or leaves open; a score on an edge that is left open has no band until somebody declares one.
//! 3. What is open (an appeal without a stated policy, a term nobody stated, no base) makes the score a range and the
//!    band unknown, unless every possibility gives the same band.
//! 4. A ban bars on its days and on no other. Its first day and its last are in it ([`Lasts::last`]).
//! 5. An [`Appraisal`] has a total only where every part is known. What policy says of posts is reported and voids
//!    nothing.
//!
//! Records are not providers, and restrictions are not a part of either: this module divides none of them by another.

mod appraisal;
mod bands;
mod credit;
mod faults;
mod file;
mod pool;
pub mod published;
mod roster;
mod satisfaction;

pub use appraisal::{
    Appraisal, AppraisalPlan, Assessed, Input, Ladder, LadderAnswer, LadderStep, PartId, PartScore, Plan, PlanId,
    PlanPart, TotalRange,
};
pub use bands::{
    Band, BandTable, BandTableId, BaseRule, Consequence, Declared, Edge, EdgeSide, Gap, Grade, GradeConsequence,
    PendingAppeal, Scheme, Scoring,
};
pub use credit::{Credit, Open, PenaltySeen, Reason, RecordSeen, ScoreRange, Standing};
pub use faults::{ProviderError, ProviderPart};
pub use file::{
    Appeal, AppealResult, AppealState, Barred, Base, BaseState, CreditFile, Decided, EntryState, Lasts, Penalty,
    PenaltyId, PenaltyKind, Record, RecordId, RecordKind,
};
pub use pool::{
    CountRange, Drawn, Load, Member, Pool, PoolAct, PoolEvent, PoolId, PoolRules, PoolStatus, Served, UnknownCandidates,
};
pub use roster::{
    CrossAppointment, LeaderSource, Level, Person, Post, Role, Roster, Strength, Structure, StructureKind,
};
pub use satisfaction::{CaseCounts, CaseRate, Satisfaction, SurveyMethod, SurveyMode};

/// The most records of a file, and the most penalties.
pub const RECORDS_MAX: usize = 10_000;
/// The most points of one record or base.
pub const RECORD_POINTS_MAX: i64 = 10_000;
/// The most bands of a table.
pub const BANDS_MAX: usize = 100;
/// The most parts of an assessment, members of a panel, counts of a case and assessments of a history.
pub const PLAN_PARTS_MAX: usize = 1_000;
/// The most levels of an assessment.
pub const PLAN_DEPTH_MAX: usize = 8;
/// The most events of a pool.
pub const POOL_EVENTS_MAX: usize = 100_000;
/// The most posts of a roster.
pub const POSTS_MAX: usize = 10_000;
/// The longest name, in characters.
const NAME_CHARS_MAX: usize = 200;
