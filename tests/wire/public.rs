//! Every public type: what it can do, and that none was forgotten.

use std::any::type_name;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::fs;
use std::path::Path;

use serde::de::DeserializeOwned;
use wuye::*;

use crate::{frozen, types_in};

/// A value of this crate can be sent, shared, copied, shown and compared.
fn is_a_value<T: Send + Sync + Clone + Debug + PartialEq>() {}

/// The same of all these types, and their full paths.
macro_rules! values {
    ($($name:ty),+ $(,)?) => {{
        $( is_a_value::<$name>(); )+
        let paths = [$( type_name::<$name>() ),+].into_iter().map(|name| types_in(name).next().unwrap());
        paths.collect::<BTreeSet<String>>()
    }};
}

/// Fails to compile if a type can be read back: then two traits offer `which`, and the call is ambiguous.
macro_rules! not_read_back {
    ($($name:ty),+ $(,)?) => { $(
        const _: fn() = || {
            trait Which<A> { fn which() {} }
            impl<T: ?Sized> Which<()> for T {}
            struct Readable;
            impl<T: DeserializeOwned> Which<Readable> for T {}
            <$name as Which<_>>::which();
        };
    )+ };
}

// What proves something, and what was computed from it, is made here and never read.
not_read_back!(
    assess::Assessment,
    assess::Checklist,
    balance::BreakEven,
    balance::CashPath,
    balance::Cover,
    balance::ExpenseResult,
    balance::LineResult,
    balance::MoneyRange,
    balance::PriceCheck,
    balance::Sensitivity,
    balance::Settlement,
    balance::Statement,
    billing::Ageing,
    billing::Application,
    billing::Bill,
    billing::BillLine,
    billing::BillRun,
    billing::CapCheck,
    billing::CollectionRate,
    billing::Exact,
    billing::Held,
    billing::How,
    billing::Indicator,
    billing::Item,
    billing::LateCharge,
    billing::LineTotal,
    billing::Part,
    billing::Reduced,
    billing::Together,
    billing::floors::FloorPart,
    billing::floors::FloorSplit,
    billing::guided::BandCheck,
    billing::meter::Consumption,
    billing::meter::PassThrough,
    billing::meter::Shared,
    billing::meter::TierUse,
    billing::meter::Weighed,
    billing::vacancy::Vacancy,
    billing::vacancy::VacancyFee,
    billing::vacancy::VacancyNotice,
    billing::OwnerAccount,
    billing::Repriced,
    billing::Unreconciled,
    bundle::Brought,
    bundle::CheckedBundle,
    bundle::DistrictPlan,
    bundle::Award,
    bundle::Division,
    bundle::Excess,
    bundle::FairFee,
    bundle::FairFees,
    bundle::FeeOutcome,
    bundle::Irr,
    bundle::Nucleolus,
    bundle::PayTable,
    bundle::Payback,
    bundle::PoolShares,
    bundle::RateBracket,
    bundle::SampledShapley,
    decide::Decision,
    fund::FinalAccount,
    fund::Instalments,
    fund::Misuse,
    fund::RepairSplit,
    fund::Revenue,
    fund::Spent,
    fund::TopUp,
    matter::Resolution,
    matter::Shortfall,
    matter::Tally,
    measure::draw::Stream,
    meeting::Count,
    meeting::Deemed,
    meeting::Sheet,
    meeting::checks::Check,
    programme::Change,
    programme::Closing,
    programme::Comparison,
    programme::Quotient,
    programme::Sum,
    rule::Conflict,
    rule::Settled,
);

/// What stands for them in a file is read.
const _: fn() = || {
    fn is_read_back<T: DeserializeOwned>() {}
    is_read_back::<assess::AssessmentRecord>();
    is_read_back::<bundle::PlanRecord>();
    is_read_back::<dossier::DecisionRecord>();
    is_read_back::<matter::ResolutionRecord>();
    is_read_back::<matter::TallyRecord>();
};

fn listed() -> BTreeSet<String> {
    let mut all = values!(
        Error,
        assess::Assessment,
        assess::AssessmentRecord,
        assess::Checked<'static>,
        assess::Checklist,
        assess::Columns<'static>,
        assess::ColumnsError,
        assess::Difference,
        assess::FactSeen,
        assess::FindingRecord,
        assess::Gap,
        assess::LawState,
        assess::Observed,
        assess::Outstanding<'static>,
        assess::Packed,
        assess::ResolutionSeen,
        assess::Step,
        assess::VerdictFault,
        balance::BalanceError,
        balance::Basis,
        balance::BreakEven,
        balance::Budget,
        balance::BudgetLineId,
        balance::Extent,
        balance::Line,
        balance::LineKind,
        balance::LineResult,
        balance::MoneyRange,
        balance::Standing,
        balance::Statement,
        billing::Act,
        billing::Ageing,
        billing::AgeingRow,
        billing::Application,
        billing::BatchError,
        billing::Bill,
        billing::BillFault,
        billing::BillLine,
        billing::BillRun,
        billing::Billable,
        billing::BillingError,
        billing::Change,
        billing::Charge,
        billing::Cycle,
        billing::Exact,
        billing::Expected,
        billing::Extent,
        billing::Formula,
        billing::FormulaError,
        billing::Granted,
        billing::Held,
        billing::Buckets,
        billing::CapCheck,
        billing::CapItem,
        billing::Charge,
        billing::Charged,
        billing::Claim,
        billing::CollectionRate,
        billing::Exact,
        billing::Extent,
        billing::GraceKind,
        billing::How,
        billing::Indicator,
        billing::Item,
        billing::ItemId,
        billing::LateCharge,
        billing::LatePart,
        billing::LatePlace,
        billing::LateTerms,
        billing::LineId,
        billing::LineTotal,
        billing::Missing,
        billing::Part,
        billing::PriceStep,
        billing::Prices,
        billing::Profile,
        billing::Reduced,
        billing::Relief,
        billing::ReliefId,
        billing::Remainder,
        billing::Rules,
        billing::Numbers<'static>,
        billing::Plan,
        billing::PlanObstacle,
        billing::PlanOf<'static>,
        billing::Rows<'static>,
        billing::Totals,
        billing::Tariff,
        billing::TariffLine,
        billing::Together,
        billing::LossRate,
        billing::Movement,
        billing::Nature,
        billing::Order,
        billing::OwnerAccount,
        billing::Payer,
        billing::Precedence,
        billing::Prepayment,
        billing::PricePolicy,
        billing::RateBasis,
        billing::ReceivableError,
        billing::Receivables,
        billing::Repriced,
        billing::Tariff,
        billing::TariffLine,
        billing::Toward,
        billing::Unreconciled,
        billing::Weighting,
        billing::floors::FloorBasis,
        billing::floors::FloorError,
        billing::floors::FloorMember,
        billing::floors::FloorModel,
        billing::floors::FloorPart,
        billing::floors::FloorSplit,
        billing::floors::FloorTable,
        billing::floors::FloorWeight,
        billing::floors::LiftCost,
        billing::guided::BandCheck,
        billing::guided::GuidedError,
        billing::meter::Apart,
        billing::meter::Consumption,
        billing::meter::Meter,
        billing::meter::MeterError,
        billing::meter::MeterId,
        billing::meter::PassThrough,
        billing::meter::Reading,
        billing::meter::ReadingKind,
        billing::meter::Rollover,
        billing::meter::Shared,
        billing::meter::SharedBy,
        billing::meter::SurplusPolicy,
        billing::meter::Tier,
        billing::meter::TierUse,
        billing::meter::Tiers,
        billing::meter::UnitUse,
        billing::meter::Weighed,
        billing::vacancy::FullFor,
        billing::vacancy::Missing,
        billing::vacancy::Occupancy,
        billing::vacancy::StatedRate,
        billing::vacancy::Told,
        billing::vacancy::Vacancy,
        billing::vacancy::VacancyError,
        billing::vacancy::VacancyFacts,
        billing::vacancy::VacancyFee,
        billing::vacancy::VacancyNotice,
        bundle::Brought,
        bundle::Certificate,
        bundle::CheckedBundle,
        bundle::Decision,
        bundle::District,
        bundle::DistrictCompound,
        bundle::DistrictError,
        bundle::DistrictPart,
        bundle::DistrictPlan,
        bundle::DistrictResource,
        bundle::Found,
        bundle::Joining,
        bundle::Leaf,
        bundle::Multipliers,
        bundle::PlanFault,
        bundle::PlanFigures,
        bundle::PlanLimits,
        bundle::PlanRecord,
        bundle::PlannedBundle,
        bundle::Progress,
        bundle::Proof,
        bundle::Search,
        bundle::Step,
        bundle::UpperBand,
        bundle::Award,
        bundle::CashFlow,
        bundle::ClaimError,
        bundle::ClaimRule,
        bundle::Division,
        bundle::Excess,
        bundle::FairFee,
        bundle::FairFees,
        bundle::FeeError,
        bundle::FeeMember,
        bundle::FeeOutcome,
        bundle::FlowError,
        bundle::Game,
        bundle::GameError,
        bundle::Irr,
        bundle::IrrKind,
        bundle::MemberId,
        bundle::Nucleolus,
        bundle::PayTable,
        bundle::Payback,
        bundle::PoolError,
        bundle::PoolShares,
        bundle::RateAt,
        bundle::RateBracket,
        bundle::SampledShapley,
        decide::AdoptionPolicy,
        decide::Choice,
        decide::Decision,
        decide::DecisionDifference,
        decide::Ground,
        decide::Refusal,
        dossier::CompleteLog,
        dossier::ContractRecord,
        dossier::DecisionRecord,
        dossier::Dossier,
        dossier::DossierError,
        dossier::DossierPart,
        dossier::EventRecord,
        dossier::GroundRecord,
        estate::AreaSource,
        estate::BuildingId,
        estate::Compound,
        estate::CompoundId,
        estate::EstateError,
        estate::EstatePart,
        estate::Event,
        estate::Facility,
        estate::FacilityId,
        estate::FacilityKind,
        estate::Fact,
        estate::LocalFact,
        estate::Organisation,
        estate::OrganisationId,
        estate::OrganisationKind,
        estate::Owner,
        estate::OwnerId,
        estate::OwnerKind,
        estate::Provider,
        estate::ProviderId,
        estate::ProviderKind,
        estate::Quantity,
        estate::Resource,
        estate::ResourceId,
        estate::ResourceKind,
        estate::Roll,
        estate::Source,
        estate::Stated<bool>,
        estate::Statements,
        estate::Subject,
        estate::SubjectRef,
        estate::Topic,
        estate::Unit,
        estate::UnitId,
        estate::UnitKind,
        estate::UnitState,
        estate::Value,
        json::JsonError,
        law::At<'static, u32>,
        law::Authority,
        law::Citation,
        law::Confidence,
        law::Dated<u32>,
        law::Document,
        law::DocumentId,
        law::Issued,
        law::LawError,
        law::Level,
        law::Locator,
        law::Place,
        law::Provision,
        law::Rank,
        law::State<u32>,
        law::Version<u32>,
        laws::BillSeen,
        laws::BookSeen,
        laws::CastUnit,
        laws::Law,
        laws::LawViolation,
        laws::Learned,
        laws::LineSeen,
        laws::RunSeen,
        laws::Said,
        laws::StatementSeen,
    );
    all.extend(values!(
        matter::Base,
        matter::Limb,
        matter::Majority,
        matter::Matter,
        matter::MatterError,
        matter::Outcome,
        matter::Resolution,
        matter::ResolutionRecord,
        matter::Short,
        matter::Shortfall,
        matter::Standing,
        matter::Tally,
        matter::TallyOrigin,
        matter::TallyRecord,
        matter::Weight,
        measure::Approx<u32>,
        measure::Area,
        measure::Bound,
        measure::ColumnKind,
        measure::Day,
        measure::DayCount,
        measure::Dimension,
        measure::Every,
        measure::MeasureError,
        measure::Money,
        measure::Per,
        measure::Period,
        measure::Ratio,
        measure::Rational,
        measure::Rounding,
        measure::RoundingMode,
        measure::RoundingPoint,
        measure::RoundingUnit,
        measure::RowFaults<assess::VerdictFault>,
        measure::Sense,
        measure::Share,
        measure::Span,
        measure::Threshold,
        measure::UnitPrice,
        measure::Usage,
        measure::UsagePrice,
        measure::UsageUnit,
        measure::apportion::ApportionError,
        measure::apportion::Method,
        measure::apportion::Scratch,
        measure::draw::Draw,
        measure::draw::DrawError,
        measure::draw::Generator,
        measure::draw::Stream,
        meeting::Ballot,
        meeting::BallotForm,
        meeting::BallotId,
        meeting::Calendar,
        meeting::Candidate,
        meeting::CertificateId,
        meeting::Count,
        meeting::Counting,
        meeting::Deemed,
        meeting::DeemedGrounds,
        meeting::Elected,
        meeting::Election,
        meeting::FrozenRoll,
        meeting::Further,
        meeting::Intake,
        meeting::InvalidBallots,
        meeting::LimbResult,
        meeting::MeetingError,
        meeting::Method<'static>,
        meeting::NotDeemed,
        meeting::PersonId,
        meeting::Placed,
        meeting::Poll,
        meeting::PrintedLimb,
        meeting::PublishedDraw,
        meeting::RankRule,
        meeting::Received,
        meeting::Refused,
        meeting::RefusedFor,
        meeting::Scope,
        meeting::ScopeKind,
        meeting::Sheet,
        meeting::Signer,
        meeting::SplitHead,
        meeting::Straddle,
        meeting::TallyPolicy,
        meeting::Unreturned,
        meeting::Vote,
        meeting::Votes,
        meeting::checks::Check,
        meeting::checks::Contested,
        meeting::checks::Item,
        meeting::checks::Seen,
        meeting::checks::Sitting,
        mode::BundleForm,
        mode::ChargingForm,
        mode::Mode,
        mode::Service,
        mode::Stage,
        mode::TenderForm,
        money::Account,
        money::CostKind,
        money::Entry,
        money::EntryId,
        money::IncomeKind,
        money::Ledger,
        money::LedgerError,
        money::Posting,
        money::Purpose,
        money::Purse,
        programme::Agreement,
        programme::AsOf,
        programme::Aspect,
        programme::Change,
        programme::Closing,
        programme::Comparison,
        programme::Composition,
        programme::CountUnit,
        programme::Definition,
        programme::DefinitionId,
        programme::Frame,
        programme::Listing,
        programme::Part,
        programme::ProgrammeError,
        programme::ProgrammePart,
        programme::Quotient,
        programme::Reported,
        programme::Scope,
        programme::Statistic,
        programme::Sum,
        rule::Aim,
        rule::Application,
        rule::AssemblyForm,
        rule::ChoiceMethod,
        rule::Cmp,
        rule::Condition,
        rule::Conflict,
        rule::ConsultationStep,
        rule::Cycle,
        rule::Duty,
        rule::Figure,
        rule::Force,
        rule::Key,
        rule::DeclaredFact,
        rule::Label,
        rule::Layer,
        rule::MayMove,
        rule::NeededDecision,
        rule::Node,
        rule::Bar,
        rule::HeadBasis,
        rule::LiftCircle,
        rule::LiftRule,
        rule::Obstacle,
        rule::ParkingArea,
        rule::Parameter,
        rule::ParameterValue,
        rule::RankBy,
        rule::Rule,
        rule::RuleError,
        rule::RuleId,
        rule::Rulebook,
        rule::RulebookId,
        rule::RulebookPart,
        rule::Seats,
        rule::Selection,
        rule::Setting,
        rule::Settled,
        rule::Term,
        rule::Unread,
        rule::ValueKind,
        rule::Verdict,
        rule::Window,
        rule::DwellingClass,
        rule::FeePhase,
        rule::LongerThan,
        rule::NoticeForm,
        rule::PriceCap,
        rule::RateBy,
        rule::Reach,
        rule::Relief,
        rule::VacancyCase,
        terms::IdError,
        terms::Lang,
        terms::TermError,
    ));
    all.extend(values!(
        balance::Accounts,
        balance::CashPath,
        balance::ChargingTerms,
        balance::Cover,
        balance::Expense,
        balance::ExpenseResult,
        balance::GuidedPrice,
        balance::Lasts,
        balance::PriceCheck,
        balance::Remuneration,
        balance::Sensitivity,
        balance::Settlement,
        fund::AdvanceRent,
        fund::Books,
        fund::Concerned,
        fund::Due,
        fund::FinalAccount,
        fund::FundAct,
        fund::FundBook,
        fund::FundError,
        fund::FundEvent,
        fund::Funding,
        fund::Holding,
        fund::Instalments,
        fund::LiftProject,
        fund::Misuse,
        fund::RepairSplit,
        fund::Revenue,
        fund::RevenueState,
        fund::RevenueUse,
        fund::Source,
        fund::SourceKind,
        fund::Spent,
        fund::Tenure,
        fund::TopUp,
        fund::Trial,
        fund::UnitAmount,
        fund::WorkClass,
        laws::SettlementSeen,
        money::Movement,
        money::Side,
        rule::EmergencyCase,
        rule::RoomRule,
        rule::RoomTier,
        rule::TopUpBase,
        rule::TopUpRule,
    ));
    all
}

/// Views into an assessment are shown and sent, and compared by what they show.
const VIEWS: [&str; 1] = ["wuye::assess::checklist::FindingRef"];

const _: fn() = || {
    fn is_a_view<T: Send + Sync + Clone + Debug>() {}
    is_a_view::<assess::FindingRef<'static>>();
};

// ---------------------------------------------------------------------------------- what the sources declare

/// A public type as the sources declare it.
#[derive(Default)]
struct Declared {
    written: bool,
}

/// `src/rule/mod.rs` is `wuye::rule`, `src/rule/condition.rs` is `wuye::rule::condition`.
fn module_of(file: &Path) -> String {
    let below = file.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap().with_extension("");
    let parts = below.iter().map(|part| part.to_str().unwrap()).filter(|part| !["mod", "lib", "error"].contains(part));
    parts.fold("wuye".to_owned(), |path, part| path + "::" + part)
}

fn sources(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => sources(&path, found),
            false => found.push(path),
        }
    }
}

/// Every public type of the crate by its full path: those with an item of their own, and those of the tables.
fn declared() -> BTreeMap<String, Declared> {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    // The errors of all modules are gathered by a macro of its own.
    let mut all = BTreeMap::from([("wuye::error::Error".to_owned(), Declared::default())]);
    for file in files.into_iter().filter(|file| !module_of(file).contains("::testkit")) {
        let (module, text) = (module_of(&file), fs::read_to_string(&file).unwrap());
        let (mut table, mut attributes) = ("", String::new());
        for line in text.lines() {
            let word = |line: &str| line.chars().take_while(char::is_ascii_alphanumeric).collect::<String>();
            let item = line.trim_start().strip_prefix("pub enum ").or(line.trim_start().strip_prefix("pub struct "));
            let own = !line.starts_with(' ');
            match (line, item) {
                ("terms! {" | "faults! {" | "ids! {", _) => table = line.split('!').next().unwrap(),
                ("}", _) => table = "",
                (_, Some(item)) if table.is_empty() == own && !item.starts_with('$') => {
                    let name = format!("{module}::{}", word(item));
                    let by_hand = [format!("Serialize for {} ", word(item)), format!("text_serde!({},", word(item))];
                    let by_hand = by_hand.iter().any(|form| text.contains(form));
                    let written = table == "terms" || by_hand || attributes.contains("Serialize");
                    all.insert(name, Declared { written });
                }
                (_, None) if table == "ids" && line.ends_with(";") && line.trim().starts_with(char::is_uppercase) => {
                    all.insert(format!("{module}::{}", word(line.trim())), Declared { written: true });
                }
                _ => {}
            }
            match line.starts_with("#[") || line.starts_with("///") {
                true => attributes.push_str(line),
                false => attributes.clear(),
            }
        }
    }
    all
}

/// Types that are public in a module that is not.
const PRIVATE: [&str; 0] = [];

#[test]
fn every_public_type_is_a_value() {
    let (listed, declared) = (listed(), declared());
    assert!(declared.len() > 180, "the sources declare only {} types", declared.len());
    let missing = declared.keys().filter(|name| !listed.contains(*name) && !VIEWS.contains(&name.as_str()));
    let missing: Vec<_> = missing.filter(|name| !PRIVATE.contains(&name.as_str())).collect();
    assert!(missing.is_empty(), "add to `values!` in tests/wire/public.rs: {missing:#?}");
    let gone: Vec<_> = listed.iter().filter(|name| !declared.contains_key(*name)).collect();
    assert!(gone.is_empty(), "the sources do not declare {gone:#?}");
}

#[test]
fn every_type_that_is_written_is_frozen() {
    let frozen = frozen(false).types;
    let declared = declared();
    let written: Vec<_> = declared.iter().filter(|(_, declared)| declared.written).map(|(name, _)| name).collect();
    assert!(written.len() > 120, "the sources declare only {} written types", written.len());
    let missing: Vec<_> = written.into_iter().filter(|name| !frozen.contains(*name)).collect();
    assert!(missing.is_empty(), "freeze a value of each in tests/wire.rs: {missing:#?}");
}
