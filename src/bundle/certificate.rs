//! 证明 — why no plan can cost less.

use serde::{Deserialize, Serialize};

use crate::estate::{CompoundId, ResourceId};
use crate::measure::Money;

/// 证明 — from which the checker works out a lower bound on the outlay of every plan.
///
/// A certificate holds no bound: what it proves is counted by [`check`](super::check) alone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Certificate {
    /// 收支恒等式 — all that is short, less all that there is, wherever it is.
    Accounting {},
    /// 可达割集 — as the accounting identity, of some compounds only, and of the surpluses and resources that can reach
    /// one of them: money travels only within a bundle, so only along a path whose households fit into one.
    ReachCut {
        /// The compounds whose shortage counts.
        short: Vec<CompoundId>,
    },
    /// 分支 — every plan belongs to one of these leaves, and each leaf has prices that bound the outlay of its plans.
    Leaves {
        /// The leaves of a binary tree, from left to right: of two that part, the one with the answer `true` first.
        leaves: Vec<Leaf>,
    },
}

/// 一支 — the plans that agree with some decisions, and prices for them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaf {
    /// From the root down.
    pub decisions: Vec<Decision>,
    /// The prices.
    pub multipliers: Multipliers,
}

/// 判定 — what the plans of a leaf have in common. Each is a question that every plan answers with yes or no.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Decision {
    /// Whether two compounds are in one bundle.
    Together {
        /// One.
        a: CompoundId,
        /// The other.
        b: CompoundId,
        /// Whether they are.
        yes: bool,
    },
    /// Whether a compound is in a bundle.
    Served {
        /// Which.
        compound: CompoundId,
        /// Whether it is.
        yes: bool,
    },
    /// Whether a compound is in a bundle that uses a resource.
    Uses {
        /// The compound.
        compound: CompoundId,
        /// The resource.
        resource: ResourceId,
        /// Whether its bundle does.
        yes: bool,
    },
}

/// 乘子 — a price for serving each compound and for using each resource. Any prices give a true bound; good ones give a
/// close one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Multipliers {
    /// One for each compound, in the order of the district.
    pub compounds: Vec<Money>,
    /// One for each resource, in the order of the district; not negative.
    pub resources: Vec<Money>,
}
