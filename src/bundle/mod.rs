//! 打包 — which compounds form a bundle and which resource serves which bundle (肥瘦搭配、连片打包), planned for a whole
//! district, with a bound that a separate checker proves.
//!
//! 1. A [`District`] is compounds, which of them are neighbours, resources that pay, and limits. Money is fen a year.
//! 2. A bundle is connected, has households within the limits, and takes a resource only where that is compatible
//!    with a member; nothing is used twice. Under a hard band ([`UpperBand::Hard`]) it must not earn more than the
//!    upper margin even at the floor rates.
//! 3. The need of a compound is cost with the lower margin, rounded up to the fen, less revenue. The subsidy of a
//!    bundle is what its members need beyond its resources. **Outlay** is all subsidies, a fixed cost for each
//!    bundle, and the backstop of every compound that stays unserved.
//! 4. The least outlay comes first; among plans that cost at most a stated amount more ([`Search::epsilon`]), the one
//!    that leaves the fewest compounds unserved, then the one that cuts the fewest neighbourhoods.
//! 5. [`plan`] searches. [`check`] believes nothing of it: it makes a [`DistrictPlan`] from a [`PlanRecord`] by
//!    counting everything again, and works out from the [`Certificate`] how little any plan could cost. Only it says
//!    *optimal*.
//! 6. A [`Bundle`] is what a plan becomes: members of several kinds, resources with those who have the say over them,
//!    works and tenders. [`Bundle::four_ones`] says whether it is one, [`Bundle::joining`] and [`Bundle::leaving`] what
//!    its members must decide, [`Bundle::statement`] whether its books close and who pays for whom.
//! 7. Inside a bundle: [`fair_fees`] (one level for all, within floors and caps), [`share_pool`] and [`who_pays`],
//!    [`divide`] where there is too little, [`CashFlow`] of a concession, [`Game`] for sharing what is gained together.
//!    All of it is exact: rates and shares are fractions, amounts whole fen, and no sign is taken of a rounded number.
//!
//! ```
//! use std::ops::ControlFlow;
//! use wuye::bundle::{District, DistrictCompound, Joining, PlanLimits, Search, UpperBand, check, plan};
//! use wuye::measure::Money;
//!
//! // A street with a fat yard between two lean ones; bundles of 200 to 500 households.
//! let yard = |id: &str, revenue: &str| -> Result<DistrictCompound, wuye::Error> {
//!     Ok(DistrictCompound {
//!         id: id.parse()?,
//!         households: 150,
//!         cost: "100000".parse()?,
//!         revenue: revenue.parse()?,
//!         revenue_floor: revenue.parse()?,
//!         backstop: "100000".parse()?,
//!         joining: Joining::Joins,
//!     })
//! };
//! let compounds = vec![yard("east", "80000")?, yard("middle", "130000")?, yard("west", "85000")?];
//! let edges = vec![["east".parse()?, "middle".parse()?], ["middle".parse()?, "west".parse()?]];
//! let limits = PlanLimits {
//!     min_households: 200,
//!     max_households: 500,
//!     margin_lo_bp: 0,
//!     margin_hi_bp: 800,
//!     band: UpperBand::Hard,
//!     bundle_cost: Money::ZERO,
//! };
//! let district = District::new(limits, compounds, edges, vec![])?;
//! let found = plan(&district, &Search::new(7, 20_000), |_| ControlFlow::Continue(()))?;
//! assert_eq!(found.plan.figures().outlay, "5000.00".parse()?); // 20,000 and 15,000 short, 30,000 over
//! assert!(found.plan.is_optimal());
//! assert_eq!(check(&district, &found.plan.record())?, found.plan);
//! # Ok::<(), wuye::Error>(())
//! ```

mod bankruptcy;
mod certificate;
mod check;
mod concession;
mod district;
mod faults;
mod fees;
mod game;
mod joining;
mod member;
mod ones;
mod plan;
mod pool;
mod range;
mod refusals;
mod resource;
mod roots;
mod search;
mod sensitivity;
mod simplex;
mod statement;
mod whole;

pub use bankruptcy::{Award, CLAIMANTS_MAX, ClaimRule, Division, divide};
pub use certificate::{Certificate, Decision, Leaf, Multipliers};
pub use check::check;
pub use concession::{CashFlow, Irr, IrrKind, PERIODS_MAX, Payback, RATE_BITS_MAX, ROOT_PERIODS_MAX, RateBracket};
pub use district::{District, DistrictCompound, DistrictResource, Joining, PlanLimits, UpperBand};
pub use faults::{DistrictError, DistrictPart, PlanFault};
pub use fees::{
    FEE_MEMBERS_MAX, FEE_MONTHS_MAX, FairFee, FairFees, FeeMember, FeeOutcome, REFERENCE_MAX, RateAt, fair_fees,
};
pub use game::{
    AIRPORT_MEMBERS_MAX, Excess, GAME_MEMBERS_MAX, Game, NUCLEOLUS_MEMBERS_MAX, Nucleolus, SAMPLED_MEMBERS_MAX,
    SAMPLES_MAX, SampledShapley, airport_shapley, sampled_shapley,
};
pub use joining::{Consent, ConsentFinding, ConsentReason, Leaving, Question, consent};
pub use member::MemberId;
pub use ones::{Flaw, FourOne, OneFinding, OneFlaw};
pub use plan::{
    Brought, CheckedBundle, DistrictPlan, PlanFigures, PlanRecord, PlannedBundle, Proof, brings, brought_by_withheld,
};
pub use pool::{CELLS_MAX, POOL_MEMBERS_MAX, PayTable, PoolShares, share_pool, who_pays};
pub use refusals::{BundleError, ClaimError, FeeError, FlowError, GameError, PoolError};
pub use resource::{BundleResource, MunicipalService, ResourceUse, Transfer, UseReason};
pub use search::{Found, Progress, Search, Step, plan};
pub use sensitivity::{Assumption, CHANGES_MAX, ConcessionTerms, Moved};
pub use statement::{
    BundleStatement, MarginAt, MarginCheck, MemberAccount, Outturn, OutturnEnd, ProfitBand, ResourceAccount,
    STATEMENT_MONTHS_MAX,
};
pub use whole::{
    BUNDLE_FORMAT, BUNDLE_LINKS_MAX, BUNDLE_MEMBERS_MAX, BUNDLE_PARTS_MAX, BUNDLE_RESOURCES_MAX, Bundle,
    BundleContract, BundleContractId, BundleId, BundleMember, BundlePart, BundleParts, BundleTender, BundleWork,
    MemberKind, Overlap, PassedOn, TenderId, WorkFunding, WorkId, overlaps,
};

/// The most compounds of a district.
pub const COMPOUNDS_MAX: usize = 10_000;
/// The most resources of a district.
pub const RESOURCES_MAX: usize = 10_000;
/// The most pairs of neighbours of a district.
pub const EDGES_MAX: usize = 200_000;
/// The most compounds that one resource is compatible with.
pub const COMPATIBLE_MAX: usize = 1_000;
/// The most households of a compound, and of a bundle.
pub const HOUSEHOLDS_MAX: u32 = 1_000_000;
/// The largest margin, in basis points (万分之一): as much as the cost.
pub const MARGIN_MAX_BP: u32 = 10_000;
/// The largest amount of one compound or resource: 100 million yuan (1亿元) a year.
pub const AMOUNT_MAX_FEN: i64 = 10_000_000_000;
/// The largest slack that counts as the same outlay: 100 yuan for each bundle.
pub const EPSILON_MAX_FEN: i64 = 10_000;
/// The most compounds of a district whose certificate is a list of leaves.
pub const LEAF_COMPOUNDS_MAX: usize = 128;
/// The most leaves of a certificate.
pub const LEAVES_MAX: usize = 4_096;
/// The most connected sets that the checker lists for a certificate, leaf by leaf and all leaves together.
pub const SETS_MAX: usize = 8_000_000;
