//! Why a contract, a step or a log is not possible.

use super::words::{ContractSide, ContractStage, ContractStepKind, StepList};
use crate::law::Citation;
use crate::measure::Day;
use crate::meeting::MeetingError;
use crate::rule::Figure;
use crate::terms::{Lang, faults};

/// 依据 — the provision that a refusal rests on; the contract itself where no provision is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepLaw(pub Option<Box<Citation>>);

impl From<Option<Citation>> for StepLaw {
    fn from(law: Option<Citation>) -> Self {
        Self(law.map(Box::new))
    }
}

impl std::fmt::Display for StepLaw {
    /// In English; `{:#}` in Chinese.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.0, f.alternate()) {
            (Some(law), true) => f.write_str(&law.short(Lang::Zh)),
            (Some(law), false) => f.write_str(&law.short(Lang::En)),
            (None, true) => f.write_str("合同约定"),
            (None, false) => f.write_str("the contract"),
        }
    }
}

faults! {
    /// Why a step is refused (步骤不予记载的理由).
    pub enum StepRefusal {
        /// The stage does not have the step.
        NoPlace {} = "contract_no_place",
            "该阶段没有此步骤。",
            "expected a step of this stage, found another";
        /// A notice was not in writing.
        NotWritten { law: StepLaw } = "contract_not_written",
            "通知应为书面形式（{law:#}），所填为非书面。",
            "expected a notice in writing ({law}), found one that is not";
        /// The owners have not decided.
        Undecided { needed: StepList } = "contract_undecided",
            "应先有以下业主决定之一：{needed:#}，目前没有。",
            "expected one of these decisions of the owners first: {needed}, found none";
        /// The owners have decided, so service does not simply go on.
        Decided { decision: ContractStepKind, on: Day } = "contract_decided",
            "仅在业主未作决定时转为不定期，而{on}已有“{decision:#}”。",
            "expected no decision of the owners, found that on {on} {}", decision.en();
        /// The contract has no term.
        NoTerm {} = "contract_no_term",
            "该合同没有约定期限，无从计算届满。",
            "expected a contract with a term, found one without";
        /// It comes after the last day.
        TooLate { latest: Day, found: Day, law: StepLaw } = "contract_too_late",
            "最迟应在{latest}（{law:#}），所填为{found}。",
            "expected it by {latest} ({law}), found {found}";
        /// It comes before the first day.
        TooEarly { earliest: Day, found: Day, law: StepLaw } = "contract_too_early",
            "最早应在{earliest}（{law:#}），所填为{found}。",
            "expected it on {earliest} or later ({law}), found {found}";
        /// A renewal does not go beyond the term.
        ShortRenewal { expires: Day, found: Day } = "contract_short_renewal",
            "续订后的届满日应晚于{expires}，所填为{found}。",
            "expected a renewal beyond {expires}, found one to {found}";
        /// No period is known.
        UnknownPeriod { figure: Figure } = "contract_unknown_period",
            "待查明：所读规定和合同均未载明“{figure:#}”。",
            "expected a known {}, found none in the law that was read or the contract", figure.en();
        /// The other side takes this step.
        WrongSide { expected: ContractSide, found: ContractSide } = "contract_wrong_side",
            "应由{expected:#}提出，所填为{found:#}。",
            "expected a notice of {}, found one of {}", expected.en(), found.en();
        /// Only an initial contract is ended by a new one.
        NotInitial {} = "contract_not_initial",
            "只有前期物业服务合同因新合同生效而终止，所填合同不是。",
            "expected an initial contract, found one of the owners";
        /// A day cannot be counted.
        Counting { error: Box<MeetingError> } = "contract_counting", "{error:#}", "{error}";
    }
}

impl From<MeetingError> for StepRefusal {
    fn from(error: MeetingError) -> Self {
        Self::Counting { error: Box::new(error) }
    }
}

faults! {
    /// A service contract or a log of one that is not possible (不能成立的合同或者记录).
    pub enum ContractFault {
        /// A term ends before it begins.
        Term { from: Day, expires: Day } = "contract_term",
            "合同期限应自{from}起，届满日不得早于该日，所填为{expires}。",
            "expected a term that expires on {from} or later, found {expires}";
        /// A step is refused.
        Refused { stage: ContractStage, step: ContractStepKind, on: Day, allowed: StepList, why: StepRefusal }
            = "contract_refused",
            "{on}“{step:#}”不予记载，阶段为“{stage:#}”，该阶段可有：{allowed:#}。理由：{why:#}",
            "step `{step}` of {on} is refused in stage `{stage}`, which has: {allowed}; {why}";
        /// A step comes before the last one.
        OutOfOrder { stage: ContractStage, step: ContractStepKind, last: Day, found: Day, allowed: StepList }
            = "contract_out_of_order",
            "记录应按日期先后，“{step:#}”应在{last}或者以后，所填为{found}；阶段为“{stage:#}”，该阶段可有：{allowed:#}。",
            "expected step `{step}` on {last} or later, found {found}; stage `{stage}` has: {allowed}";
        /// The day is before the contract.
        NotSigned { signed: Day, day: Day } = "contract_not_signed",
            "合同签订于{signed}，不能检视更早的{day}。",
            "expected a day from {signed}, on which the contract was signed, found {day}";
        /// A day cannot be counted.
        Counting { why: StepRefusal } = "contract_not_counted", "{why:#}", "{why}";
        /// A log is too long.
        TooManySteps { most: usize } = "contract_too_many_steps",
            "合同记录至多{most}步，所填超出。",
            "expected a log of at most {most} steps, found more";
        /// A written step lacks what it needs, or has what it does not.
        Parts { step: ContractStepKind, needs: &'static str } = "contract_parts",
            "步骤“{step:#}”除日期外应恰有：{needs}。",
            "expected step `{step}` to have besides its day exactly: {needs}";
        /// The stored form has a version that this library does not read.
        Format { newest: u16, found: u16 } = "contract_format",
            "合同记录格式版本应为{newest}或更早，所读为{found}。",
            "expected a contract log of format {newest} or earlier, found {found}";
    }
}

impl ContractFault {
    /// Why a step is refused, where that is the fault.
    #[must_use]
    pub const fn why(&self) -> Option<&StepRefusal> {
        match self {
            Self::Refused { why, .. } => Some(why),
            _ => None,
        }
    }
}
