//! 测试工具 — strategies for every public type, and macros that turn laws into named tests (feature `proptest`).
//!
//! A strategy makes valid values by construction and throws none away. It leans towards the edges that matter: a
//! threshold reached exactly and missed by one person or by 0.01 m², ties, month ends and leap days, the days on which
//! the law changes (2007-10-01, 2018-01-01, 2021-01-01, 2021-12-31) with the days before and after, zero and the bounds
//! of each type. Strategies are named after their types. Words of closed vocabularies
//! ([`Mode`], [`Matter`], …) have [`any`].
//!
//! The macros point the laws of [`laws`](crate::laws) at a function of the embedder's own; each becomes a module of
//! `#[test]`s named after the laws:
//!
//! ```
//! mod tests {
//!     fn my_split(total: i64, weights: &[u64]) -> Vec<i64> {
//!         wuye::measure::apportion::largest_remainder(total, weights).unwrap()
//!     }
//!
//!     // tests::split::the_parts_add_up_to_the_total, tests::split::a_reversal_mirrors_its_charge, …
//!     wuye::apportionment_laws!(split, my_split);
//! }
//! ```
//!
//! The cases are the same in every run. `PROPTEST_CASES` sets how many there are (256 if it is not set) and
//! `PROPTEST_RNG_SEED` takes others.

use std::collections::BTreeMap;
use std::fmt::{Debug, Display};

pub use proptest;
use proptest::arbitrary::any;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prop_oneof;
use proptest::sample::{Index, select, subsequence};
use proptest::strategy::{BoxedStrategy, Just, Strategy};
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};

use crate::assess::{
    Assessment, AssessmentRecord, Checklist, FactSeen, FindingRecord, Gap, LawState, Observed, ResolutionSeen,
};
use crate::balance::{
    Accounts, Basis, BreakEven, Budget, BudgetLineId, CashPath, ChargingTerms, Cover, Expense, Extent, GuidedPrice,
    Lasts, Line, LineKind, MoneyRange, PriceCheck, Remuneration, Sensitivity, Settlement, Statement, check_price,
    settle, statement,
};
use crate::billing::{BillRun, Billable, Charge, LineId, Tariff, TariffLine, Weighting, bill};
use crate::decide::{AdoptionPolicy, Decision, Ground, adopt};
use crate::dossier::{CompleteLog, ContractRecord, DecisionRecord, Dossier, EventRecord, GroundRecord};
use crate::estate::{
    BuildingId, Compound, CompoundId, Event, Facility, FacilityId, FacilityKind, Fact, LocalFact, Organisation,
    OrganisationId, OrganisationKind, Owner, OwnerId, OwnerKind, Provider, ProviderId, ProviderKind, Quantity,
    Resource, ResourceId, ResourceKind, Roll, Source, Stated, Statements, Subject, SubjectRef, Unit, UnitId, UnitKind,
    UnitState, Value,
};
use crate::fund::{
    AdvanceRent, Books, Concerned, Due, FinalAccount, FundAct, FundBook, FundEvent, Funding, Holding, Instalments,
    LiftProject, Misuse, RepairSplit, Revenue, RevenueState, RevenueUse, Source as MoneySource, SourceKind, Spent,
    Tenure, TopUp, Trial, UnitAmount, collect, final_account, may_pay, misuse, split_repair, top_up,
};
use crate::law::{
    Authority, Citation, Confidence, Dated, Document, DocumentId, Issued, Locator, Place, Provision, Rank, State,
    Version,
};
use crate::laws::{CastUnit, Learned};
use crate::matter::{
    Base, Majority, Matter, Outcome, Resolution, ResolutionRecord, Short, Tally, TallyOrigin, TallyRecord, Weight,
    resolve,
};
use crate::measure::draw::{Draw, Generator};
use crate::measure::{
    Approx, Area, Bound, Day, Dimension, Every, Money, Per, Period, Ratio, Rounding, RoundingMode, RoundingPoint,
    RoundingUnit, Sense, Share, Span, Threshold, UnitPrice,
};
use crate::meeting::{
    Ballot, BallotForm, BallotId, Calendar, Candidate, Counting, DeemedGrounds, Election, FrozenRoll, Further, Intake,
    InvalidBallots, Method, PersonId, Poll, PrintedLimb, PublishedDraw, RankRule, Received, Refused, RefusedFor, Sheet,
    Signer, SplitHead, Straddle, TallyPolicy, Unreturned, Vote, Votes, decide,
};
use crate::mode::{BundleForm, ChargingForm, Mode, Service, Stage};
use crate::money::{Account, CostKind, Entry, EntryId, IncomeKind, Ledger, Movement, Posting, Purpose, Purse, Side};
use crate::places::xuchang;
use crate::programme::{
    AsOf, COUNT_MAX, Composition, CountUnit, Definition, DefinitionId, Frame, Listing, Part, Reported, Scope, Statistic,
};
use crate::rule::{
    Aim, Application, AssemblyForm, Bar, ChoiceMethod, Cmp, Condition, ConsultationStep, Cycle, DeclaredFact, Duty,
    EmergencyCase, Figure, Force, HeadBasis, Key, Label, Layer, LiftCircle, LiftRule, MayMove, NeededDecision, Node,
    Obstacle, Parameter, ParameterValue, ParkingArea, RankBy, RoomRule, RoomTier, Rule, RuleError, RuleId, Rulebook,
    RulebookId, Seats, Selection, Setting, Term, TopUpBase, TopUpRule, Unread, Verdict, Window,
};

mod assemblies;
mod bills;
mod budgets;
mod columns;
mod contracts;
mod districts;
mod facts;
mod funds;
mod governance;
mod numbers;
mod portfolios;
mod procedures;
mod programmes;
mod providers;
mod quantities;
mod receivables;
mod rules;
mod sharing;
mod wholes;

pub use assemblies::*;
pub use bills::*;
pub use budgets::*;
pub use columns::*;
pub use contracts::*;
pub use districts::*;
pub use facts::*;
pub use funds::*;
pub use governance::*;
pub use numbers::*;
pub use portfolios::*;
pub use procedures::*;
pub use programmes::*;
pub use providers::*;
pub use quantities::*;
pub use receivables::*;
pub use rules::*;
pub use sharing::*;
pub use wholes::*;

// ------------------------------------------------------------------------------------------------ running a law

/// 检验法则 — tries a law on the values of a strategy; the test fails with the smallest value found that breaks it, the
/// law, and what was expected and found. Another error that can be written, such as `String`, will do as well.
///
/// # Panics
/// If a value breaks the law: that is how a test fails.
///
/// ```
/// use wuye::{laws, testkit};
/// testkit::holds(testkit::money(), |amount| laws::text_round_trip(amount));
/// ```
#[track_caller]
pub fn holds<S, E, F>(strategy: S, law: F)
where
    S: Strategy,
    S::Value: Debug,
    E: Display,
    F: Fn(&S::Value) -> Result<(), E>,
{
    holds_for(Config::default().cases, strategy, law);
}

/// 检验法则（指定例数） — [`holds`] for a number of cases.
///
/// # Panics
/// If a value breaks the law.
///
/// ```
/// use wuye::testkit;
/// testkit::holds_for(1_000, testkit::share(), |share| {
///     if share.above() <= share.below() { Ok(()) } else { Err("a share over 1") }
/// });
/// ```
#[track_caller]
#[expect(clippy::panic, reason = "a law that does not hold fails the test that asks for it")]
pub fn holds_for<S, E, F>(cases: u32, strategy: S, law: F)
where
    S: Strategy,
    S::Value: Debug,
    E: Display,
    F: Fn(&S::Value) -> Result<(), E>,
{
    let Err(failure) =
        runner(cases).run(&strategy, |case| law(&case).map_err(|error| TestCaseError::fail(error.to_string())))
    else {
        return;
    };
    panic!("{failure}");
}

/// 取样 — some values of a strategy, the same in every run: for tests of the strategy itself, and for examples.
///
/// ```
/// use wuye::testkit;
/// let days = testkit::samples(500, &testkit::day());
/// assert!(days.contains(&"2021-01-01".parse().unwrap()));
/// ```
pub fn samples<S: Strategy>(number: u32, strategy: &S) -> Vec<S::Value> {
    let mut runner = runner(number);
    let trees = (0..number).filter_map(|_| strategy.new_tree(&mut runner).ok());
    trees.map(|tree| proptest::strategy::ValueTree::current(&tree)).collect()
}

fn runner(cases: u32) -> TestRunner {
    let config = Config::default();
    let rng_seed = match config.rng_seed {
        RngSeed::Random => RngSeed::Fixed(0x7769_7965),
        given @ RngSeed::Fixed(_) => given,
    };
    TestRunner::new(Config { cases, rng_seed, failure_persistence: None, ..config })
}

/// A strategy that makes an impossible value has a fault of its own, which must be loud.
#[expect(clippy::panic, reason = "a fault of the test kit itself, never of what is tested")]
fn sure<T, E: Display>(made: Result<T, E>) -> T {
    match made {
        Ok(value) => value,
        Err(error) => panic!("a strategy of wuye::testkit made an impossible value: {error}"),
    }
}

/// Whole numbers from `least` to `most`: near an edge, small, or any.
fn near(least: i64, most: i64, edges: &[i64]) -> BoxedStrategy<i64> {
    let beside = edges.iter().flat_map(|edge| [edge.saturating_sub(1), *edge, edge.saturating_add(1)]);
    let mut close: Vec<i64> = beside.chain([least, most]).filter(|n| (least..=most).contains(n)).collect();
    close.sort_unstable();
    close.dedup();
    let small = least.max(-100_000)..=most.min(100_000);
    prop_oneof![4 => select(close), 3 => small, 2 => least..=most].boxed()
}

/// A number from 0 to `most`, however large the one it is made from.
fn within(n: u64, most: u64) -> u64 {
    most.checked_add(1).and_then(|size| n.checked_rem(size)).unwrap_or(n)
}

// ------------------------------------------------------------------------------------------------ macros

/// The types of the functions that the macros take, so that a closure need not name those of its parameters.
#[doc(hidden)]
pub mod functions {
    use super::{Account, Billable, Budget, Condition, Day, Dossier, Entry, EntryId, Majority, Money, Outcome};
    use super::{Rulebook, Short, Span, TallyRecord, Tariff, Verdict};
    use crate::laws::{RunSeen, StatementSeen};

    pub const fn split<F: Fn(i64, &[u64]) -> Vec<i64>>(function: F) -> F {
        function
    }

    pub const fn resolve<F: Fn(&TallyRecord, &Majority) -> Outcome>(function: F) -> F {
        function
    }

    pub const fn short<F: Fn(&TallyRecord, &Majority) -> Vec<Short>>(function: F) -> F {
        function
    }

    pub const fn evaluate<F: Fn(&Condition, &Dossier, Day) -> Verdict>(function: F) -> F {
        function
    }

    pub const fn compute<F: Fn(&Budget, &Rulebook, &Dossier, Day) -> StatementSeen>(function: F) -> F {
        function
    }

    pub const fn bill<F: Fn(&Tariff, &[Billable], Span) -> RunSeen>(function: F) -> F {
        function
    }

    pub const fn balance<F: Fn(&[Entry], Account) -> Option<Money>>(function: F) -> F {
        function
    }

    pub const fn reverse<F: Fn(&Entry, EntryId, Day) -> Entry>(function: F) -> F {
        function
    }
}

/// 分摊法则 — makes a module of tests that hold a function `(total: i64, weights: &[u64]) -> Vec<i64>` to the laws of
/// largest remainder. Totals are within the bounds of [`Money`]; some weight is above zero.
///
/// ```
/// mod tests {
///     use wuye::measure::apportion::largest_remainder;
///     wuye::apportionment_laws!(our_split, |total, weights| largest_remainder(total, weights).unwrap());
/// }
/// ```
#[macro_export]
macro_rules! apportionment_laws {
    ($module:ident, $split:expr $(,)?) => {
        mod $module {
            #[allow(unused_imports, reason = "the function may be named by a path")]
            use super::*;

            #[test]
            fn the_parts_add_up_to_the_total() {
                $crate::testkit::holds($crate::testkit::apportionment(), |(total, weights)| {
                    $crate::laws::parts_sum(*total, &$crate::testkit::functions::split($split)(*total, weights))
                });
            }

            #[test]
            fn a_weight_of_zero_receives_zero() {
                $crate::testkit::holds($crate::testkit::apportionment(), |(total, weights)| {
                    $crate::laws::zero_weight_gets_zero(
                        weights,
                        &$crate::testkit::functions::split($split)(*total, weights),
                    )
                });
            }

            #[test]
            fn no_part_is_a_whole_unit_off() {
                $crate::testkit::holds($crate::testkit::apportionment(), |(total, weights)| {
                    $crate::laws::quota_rule(
                        *total,
                        weights,
                        &$crate::testkit::functions::split($split)(*total, weights),
                    )
                });
            }

            #[test]
            fn the_units_left_over_go_to_the_largest_remainders() {
                $crate::testkit::holds($crate::testkit::apportionment(), |(total, weights)| {
                    $crate::laws::largest_remainder(
                        *total,
                        weights,
                        &$crate::testkit::functions::split($split)(*total, weights),
                    )
                });
            }

            #[test]
            fn a_reversal_mirrors_its_charge() {
                $crate::testkit::holds($crate::testkit::apportionment(), |(total, weights)| {
                    $crate::laws::mirrored(*total, weights, $crate::testkit::functions::split($split))
                });
            }

            #[test]
            fn the_order_of_members_matters_between_tied_ones_only() {
                $crate::testkit::holds($crate::testkit::reordered_apportionment(), |(total, weights, order)| {
                    $crate::laws::order_irrelevant(*total, weights, order, $crate::testkit::functions::split($split))
                });
            }
        }
    };
}

/// 表决法则 — makes a module of tests that hold a function `(&TallyRecord, &Majority) -> Outcome` to the laws of votes;
/// with a second function `(&TallyRecord, &Majority) -> Vec<Short>` also its shortfalls.
///
/// ```
/// mod tests {
///     use wuye::matter::{Majority, Outcome, TallyRecord};
///     fn heads_only(tally: &TallyRecord, majority: &Majority) -> Outcome {
///         # let _ = (tally, majority);
///         // … an app's own count; the tests tell that it forgets the area
///         Outcome::Passed
///     }
///     wuye::vote_laws!(our_vote, heads_only);
/// }
/// ```
#[macro_export]
macro_rules! vote_laws {
    ($module:ident, $resolve:expr $(,)?) => {
        mod $module {
            #[allow(unused_imports, reason = "the function may be named by a path")]
            use super::*;

            #[test]
            fn the_outcome_follows_from_the_thresholds() {
                $crate::testkit::holds($crate::testkit::vote(), |(majority, tally)| {
                    $crate::laws::outcome_follows(
                        tally,
                        majority,
                        $crate::testkit::functions::resolve($resolve)(tally, majority),
                    )
                });
            }

            #[test]
            fn more_consent_never_undoes_a_resolution() {
                $crate::testkit::holds(
                    ($crate::testkit::vote(), $crate::testkit::weight()),
                    |((majority, tally), more)| {
                        $crate::laws::more_consent(
                            tally,
                            majority,
                            *more,
                            $crate::testkit::functions::resolve($resolve),
                        )
                    },
                );
            }
        }
    };
    ($module:ident, $resolve:expr, $short:expr $(,)?) => {
        mod $module {
            #[allow(unused_imports, reason = "the functions may be named by a path")]
            use super::*;

            $crate::vote_laws!(outcomes, $resolve);

            #[test]
            fn each_shortfall_is_the_least_that_is_enough() {
                $crate::testkit::holds($crate::testkit::vote(), |(majority, tally)| {
                    $crate::laws::shortfall_least(
                        tally,
                        majority,
                        &$crate::testkit::functions::short($short)(tally, majority),
                    )
                });
            }
        }
    };
}

/// 三值法则 — makes a module of tests that hold a function `(&Condition, &Dossier, Day) -> Verdict` to the laws of three
/// answers.
///
/// ```
/// mod tests {
///     wuye::answer_laws!(our_evaluator, wuye::assess::evaluate);
/// }
/// ```
#[macro_export]
macro_rules! answer_laws {
    ($module:ident, $evaluate:expr $(,)?) => {
        mod $module {
            #[allow(unused_imports, reason = "the function may be named by a path")]
            use super::*;

            #[test]
            fn learning_a_fact_never_overturns_a_settled_answer() {
                let evaluate = $crate::testkit::functions::evaluate($evaluate);
                $crate::testkit::holds($crate::testkit::asked_and_learned(3), |(condition, dossier, day, learned)| {
                    $crate::laws::learning_keeps(dossier, learned, |dossier| evaluate(condition, dossier, *day))
                });
            }

            #[test]
            fn a_missing_fact_that_matters_makes_the_answer_unknown() {
                let evaluate = $crate::testkit::functions::evaluate($evaluate);
                $crate::testkit::holds($crate::testkit::asked(3), |(condition, dossier, day)| {
                    condition.nodes().iter().try_for_each(|node| match node {
                        $crate::rule::Node::Stated(fact) => {
                            let answer = |dossier: &$crate::dossier::Dossier| evaluate(condition, dossier, *day);
                            $crate::laws::missing_is_unknown(dossier, *fact, *day, answer)
                        }
                        _ => Ok(()),
                    })
                });
            }

            #[test]
            fn all_is_the_least_of_its_parts() {
                let evaluate = $crate::testkit::functions::evaluate($evaluate);
                $crate::testkit::holds($crate::testkit::asked_parts(), |(parts, all, _, dossier, day)| {
                    let verdicts: Vec<_> = parts.iter().map(|part| evaluate(part, dossier, *day)).collect();
                    $crate::laws::all_is_least(&verdicts, evaluate(all, dossier, *day))
                });
            }

            #[test]
            fn any_is_the_greatest_of_its_parts() {
                let evaluate = $crate::testkit::functions::evaluate($evaluate);
                $crate::testkit::holds($crate::testkit::asked_parts(), |(parts, _, any, dossier, day)| {
                    let verdicts: Vec<_> = parts.iter().map(|part| evaluate(part, dossier, *day)).collect();
                    $crate::laws::any_is_greatest(&verdicts, evaluate(any, dossier, *day))
                });
            }

            #[test]
            fn not_mirrors() {
                let evaluate = $crate::testkit::functions::evaluate($evaluate);
                $crate::testkit::holds($crate::testkit::asked_mirrored(), |(inner, outer, dossier, day)| {
                    $crate::laws::not_mirrors(evaluate(inner, dossier, *day), evaluate(outer, dossier, *day))
                });
            }
        }
    };
}

/// 收支法则 — makes a module of tests that hold a function `(&Budget, &Rulebook, &Dossier, Day) -> StatementSeen` to the
/// laws of statements, under the rulebook of Xuchang.
///
/// ```
/// mod tests {
///     use wuye::balance::statement;
///     wuye::statement_laws!(our_budgets, |budget, rulebook, dossier, day| {
///         (&statement(budget, rulebook, dossier, day).unwrap()).into()
///     });
/// }
/// ```
#[macro_export]
macro_rules! statement_laws {
    ($module:ident, $compute:expr $(,)?) => {
        mod $module {
            #[allow(unused_imports, reason = "the function may be named by a path")]
            use super::*;

            #[test]
            fn usable_barred_and_undecided_are_all_known_income() {
                let (compute, rulebook) = ($crate::testkit::functions::compute($compute), $crate::testkit::shipped());
                $crate::testkit::holds($crate::testkit::financed(), |(budget, dossier, day)| {
                    $crate::laws::statement_adds_up(&compute(budget, &rulebook, dossier, *day))
                });
            }

            #[test]
            fn the_gap_is_cost_less_usable_income() {
                let (compute, rulebook) = ($crate::testkit::functions::compute($compute), $crate::testkit::shipped());
                $crate::testkit::holds($crate::testkit::financed(), |(budget, dossier, day)| {
                    $crate::laws::gap_is_cost_less_usable(&compute(budget, &rulebook, dossier, *day))
                });
            }

            #[test]
            fn money_that_may_not_pay_never_closes_the_gap() {
                let (compute, rulebook) = ($crate::testkit::functions::compute($compute), $crate::testkit::shipped());
                $crate::testkit::holds($crate::testkit::financed(), |(budget, dossier, day)| {
                    $crate::laws::barred_never_closes(budget, |budget| compute(budget, &rulebook, dossier, *day))
                });
            }
        }
    };
}

/// 账单法则 — makes a module of tests that hold a function `(&Tariff, &[Billable], Span) -> RunSeen` to the laws of bills.
///
/// ```
/// mod tests {
///     use wuye::billing::bill;
///     wuye::bill_laws!(our_bills, |tariff, billables, span| (&bill(tariff, billables, span).unwrap()).into());
/// }
/// ```
#[macro_export]
macro_rules! bill_laws {
    ($module:ident, $bill:expr $(,)?) => {
        mod $module {
            #[allow(unused_imports, reason = "the function may be named by a path")]
            use super::*;

            #[test]
            fn the_lines_add_up_to_the_bill() {
                let bill = $crate::testkit::functions::bill($bill);
                $crate::testkit::holds($crate::testkit::billing(), |(tariff, billables, span)| {
                    $crate::laws::lines_sum_to_bill(&bill(tariff, billables, *span))
                });
            }

            #[test]
            fn the_bills_add_up_to_the_run() {
                let bill = $crate::testkit::functions::bill($bill);
                $crate::testkit::holds($crate::testkit::billing(), |(tariff, billables, span)| {
                    $crate::laws::bills_sum_to_run(&bill(tariff, billables, *span))
                });
            }

            #[test]
            fn every_unit_is_billed_once_in_whatever_order() {
                let bill = $crate::testkit::functions::bill($bill);
                $crate::testkit::holds($crate::testkit::billing(), |(tariff, billables, span)| {
                    $crate::laws::billed_once(billables, |billables| bill(tariff, billables, *span))
                });
            }

            #[test]
            fn every_price_is_exact() {
                let bill = $crate::testkit::functions::bill($bill);
                $crate::testkit::holds($crate::testkit::billing(), |(tariff, billables, span)| {
                    $crate::laws::priced_exactly(tariff, billables, *span, &bill(tariff, billables, *span))
                });
            }

            #[test]
            fn payers_of_a_unit_share_what_one_would_pay() {
                let bill = $crate::testkit::functions::bill($bill);
                $crate::testkit::holds($crate::testkit::parted_billing(), |(tariff, billables, span, cut, _)| {
                    $crate::laws::payers_share(billables, *span, *cut, |billables| bill(tariff, billables, *span))
                });
            }

            #[test]
            fn more_never_costs_less() {
                let bill = $crate::testkit::functions::bill($bill);
                $crate::testkit::holds($crate::testkit::parted_billing(), |(tariff, billables, span, _, who)| {
                    $crate::laws::more_costs_more(tariff, billables, *who, |list| bill(tariff, list, *span))
                });
            }

            #[test]
            fn money_given_back_mirrors_money_taken() {
                let bill = $crate::testkit::functions::bill($bill);
                $crate::testkit::holds($crate::testkit::billing(), |(tariff, billables, span)| {
                    $crate::laws::lumps_mirror(tariff, |tariff| bill(tariff, billables, *span))
                });
            }
        }
    };
}

/// 总账法则 — makes a module of tests that hold two functions to the laws of a ledger: `(&[Entry], Account) ->
/// Option<Money>` tells a balance, `(&Entry, EntryId, Day) -> Entry` makes a reversal.
///
/// ```
/// mod tests {
///     use wuye::measure::Day;
///     use wuye::money::{Entry, EntryId, Ledger};
///     fn reverse(entry: &Entry, id: EntryId, on: Day) -> Entry {
///         let mut ledger = Ledger::default();
///         ledger.post(entry.clone()).unwrap();
///         ledger.reverse(&entry.id, id, on).unwrap();
///         ledger.entries()[1].clone()
///     }
///     wuye::ledger_laws!(
///         our_ledger,
///         |entries, account| Ledger::try_from(entries.to_vec()).unwrap().balance(account).ok(),
///         reverse,
///     );
/// }
/// ```
#[macro_export]
macro_rules! ledger_laws {
    ($module:ident, $balance:expr, $reverse:expr $(,)?) => {
        mod $module {
            #[allow(unused_imports, reason = "the functions may be named by a path")]
            use super::*;

            #[test]
            fn all_accounts_together_are_zero() {
                let balance = $crate::testkit::functions::balance($balance);
                $crate::testkit::holds($crate::testkit::ledger(), |ledger| {
                    $crate::laws::accounts_close(ledger.entries(), |account| balance(ledger.entries(), account))
                });
            }

            #[test]
            fn a_reversal_closes() {
                let reverse = $crate::testkit::functions::reverse($reverse);
                $crate::testkit::holds($crate::testkit::to_reverse(), |(entry, id, day)| {
                    $crate::laws::entries_close(&[entry.clone(), reverse(entry, id.clone(), *day)])
                });
            }

            #[test]
            fn a_reversal_mirrors_its_entry() {
                let reverse = $crate::testkit::functions::reverse($reverse);
                $crate::testkit::holds($crate::testkit::to_reverse(), |(entry, id, day)| {
                    $crate::laws::reversal_mirrors(entry, &reverse(entry, id.clone(), *day))
                });
            }
        }
    };
}

/// 文字法则 — makes a test that every value of a strategy, written as text and read again, is the same value: for any
/// type with `Display`, `FromStr` and `PartialEq`.
///
/// ```
/// mod tests {
///     wuye::text_laws!(money_is_read_as_it_was_written, wuye::testkit::money());
/// }
/// ```
#[macro_export]
macro_rules! text_laws {
    ($test:ident, $strategy:expr $(,)?) => {
        #[test]
        fn $test() {
            $crate::testkit::holds($strategy, |value| $crate::laws::text_round_trip(value));
        }
    };
}
