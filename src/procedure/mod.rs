//! 程序 — consultation, disputes, half-yearly meetings, tenders and the order of works, as pure state machines.
//!
//! 1. A case is its dated [`Log`]. What stage it is at is read off the log, and a case that is read back from a file is
//!    the fold of its entries: replaying them one by one gives the same case.
//! 2. No entry has a day before that of the last one, and a log has at most [`ENTRIES_MAX`] of them.
//! 3. [`Answer`] tells the stage on a day, every step with the reason why it is not allowed now, and what is due until
//!    when. Due days come from a [`DuePlan`] of the caller's, since no text that was read sets any for consultations
//!    and disputes.
//! 4. A period runs from the day after the one on which it is started; its last day is in time, and the day after is
//!    one day overdue (《民法典》第二百零一条). Days of rest at its end are not shifted here.
//! 5. What comes out of a procedure goes back into the dossier as a statement: a fact, an event, a contract. Nothing
//!    here calls upwards.
//!
//! | item | procedure |
//! |---|---|
//! | [`Consultation`] | 协商: six steps, with the owners' vote between meeting and execution |
//! | [`Dispute`] | 矛盾纠纷闭环: from report to closing, before, during and after |
//! | [`half_yearly`] | 共建议事会, 座谈会: at least once a half-year |
//! | [`Tender`] | 招标: from notice to contract, or agreement with approval |
//! | [`order_of_works`] | 先民生后提升、先地下后地上、先功能后景观 |

mod cadence;
mod conference;
mod consultation;
mod dispute;
mod due;
mod tender;
mod tender_law;
mod works;

pub use cadence::{HalfReading, HalfYearly, MEETINGS_MAX, MeetingWindow, WindowState, half_yearly, meeting_events};
pub use conference::{
    ConferenceMatter, JointBody, Party, ProviderTalk, Remedy, RemedyRung, joint_bodies, provider_talk, remedies,
};
pub use consultation::{
    Consultation, ConsultationAct, ConsultationMove, ConsultationStage, ConsultationTerms, TopicKind, Vote,
};
pub use dispute::{Dispute, DisputeAct, DisputePhase, DisputeStage, DisputeStep};
pub use due::{Due, DuePlan, DueRule};
pub use tender::{Tender, TenderAct, TenderNotice, TenderStage, TenderStep};
pub use tender_law::{Agreement, Completion, SaleKind, TenderGround, agreement, few_bidders, small_scale};
pub use works::{Axis, OutOfOrder, Side, WORKS_MAX, Work, WorksOrder, order_of_works};

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::estate::CompoundId;
use crate::law::LawError;
use crate::matter::Matter;
use crate::measure::{Day, MeasureError};
use crate::terms::{IdError, Lang, Placed, Term, faults, terms};

/// The version of the stored form of a case that this library writes.
pub const PROCEDURE_FORMAT: u16 = 1;
/// The most entries of one log.
pub const ENTRIES_MAX: usize = 1_000_000;

terms! {
    /// 程序 — the procedures that have stages.
    pub enum Procedure: "procedure" {
        Consultation = "consultation", "协商", "consultation", "东莞市民政局2023-05-16会办意见";
        Dispute = "dispute", "矛盾纠纷处置", "dispute", "东建函〔2023〕26号第二部分第（三）项";
        Tender = "tender", "前期物业招标投标", "tender for the initial service", "《物业管理条例》第二十四条";
    }
}

terms! {
    /// 不得进行的原因 — why a step is not allowed at a stage.
    pub enum Why: "reason why a step is not allowed" {
        Earlier = "earlier", "尚有在前的步骤未完成", "a step before it is not done", "design";
        Past = "past", "已过该步骤", "the case is past this step", "design";
        Ended = "ended", "程序已经终结", "the procedure has ended", "design";
        NotInOrder = "not_in_order", "本地程序没有该步骤", "the place's order has no such step", "design";
        NothingToReopen = "nothing_to_reopen", "尚无反馈或评价，不能重启", "there is no feedback or evaluation yet that could reopen it", "design";
        KindUnstated = "kind_unstated", "是否属于业主共同决定事项未见填报", "nobody stated whether the owners decide this matter jointly", "《民法典》第二百七十八条";
        NoVoteNeeded = "no_vote_needed", "议题不属于业主共同决定事项", "the topic is not one that the owners decide jointly", "《民法典》第二百七十八条";
        NoVote = "no_vote", "未见业主就该事项作出的决议", "no resolution of the owners on the matter is reported", "《民法典》第二百七十八条";
        NoQuorum = "no_quorum", "决议未达到参与表决要求", "the resolution had no quorum", "《民法典》第二百七十八条";
        Rejected = "rejected", "决议未获通过", "the resolution was rejected", "《民法典》第二百七十八条";
        VoteBeforeMeeting = "vote_before_meeting", "决议作出在会议协商之前", "the resolution was made before the meeting consulted", "design";
        NoBids = "no_bids", "没有投标人", "there is no bidder", "design";
    }
}

/// 词 — a word of one of the vocabularies, for sentences that name a stage or a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word(Box<Texts>);

/// Boxed, so that an error that names two words stays small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Texts {
    code: &'static str,
    zh: &'static str,
    en: &'static str,
}

impl Word {
    /// Any word of a vocabulary of this crate.
    #[must_use]
    pub fn of<T: Term>(term: T) -> Self {
        Self(Box::new(Texts { code: term.code(), zh: term.zh(), en: term.en() }))
    }

    /// The wire code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.0.code
    }
}

impl fmt::Display for Word {
    /// In English; `{:#}` in Chinese.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if f.alternate() { self.0.zh } else { self.0.en })
    }
}

/// 词组 — several words in a sentence; none is *nothing*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words(Vec<Word>);

impl Words {
    /// The words of a list.
    #[must_use]
    pub fn of<T: Term, I: IntoIterator<Item = T>>(terms: I) -> Self {
        Self(terms.into_iter().map(Word::of).collect())
    }

    /// The words.
    #[must_use]
    pub fn words(&self) -> &[Word] {
        &self.0
    }
}

impl fmt::Display for Words {
    /// In English; `{:#}` in Chinese.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let zh = f.alternate();
        if self.0.is_empty() {
            return f.write_str(if zh { "无" } else { "nothing" });
        }
        for (n, word) in self.0.iter().enumerate() {
            if n > 0 {
                f.write_str(if zh { "、" } else { ", " })?;
            }
            f.write_str(if zh { word.0.zh } else { word.0.en })?;
        }
        Ok(())
    }
}

faults! {
    /// A procedure that cannot be, or a step that may not be taken (不能进行的程序步骤).
    pub enum ProcedureError {
        /// The stored form has a version that this library does not read.
        Format { newest: u16, found: u16 } = "procedure_format",
            "程序记录格式版本应为{newest}或更早，所读为{found}。",
            "expected a case of format {newest} or earlier, found {found}";
        /// A log is longer than its bound.
        TooManyEntries { most: usize } = "procedure_entries",
            "程序记录至多{most}条，所填更多。",
            "expected at most {most} entries in a log, found more";
        /// An entry, or a question, has a day before that of the last entry.
        BeforeLast { last: Day, found: Day } = "procedure_before_last",
            "日期不得早于最后一条记录的{last}，所填为{found}。",
            "expected a day not before {last}, that of the last entry, found {found}";
        /// The stage does not allow the step.
        NotAllowed { procedure: Procedure, stage: Word, step: Word, allowed: Words, why: Why } = "step_not_allowed",
            "{procedure:#}处于“{stage:#}”，可进行：{allowed:#}；所填为“{step:#}”，{why:#}。",
            "expected one of these at the stage `{stage}` of a {}: {allowed}; found `{step}`: {}", procedure.en(), why.en();
        /// An order of steps is empty, has a step twice, or has execution without a meeting before it.
        BadOrder { found: Words } = "procedure_order",
            "程序至少一步，每步一次，执行决策之前须有会议协商，所填为：{found:#}。",
            "expected an order with each step once and a meeting before execution, found {found}";
        /// A consultation returns to a step that was not done.
        BadReturn { to: Word, allowed: Words } = "procedure_return",
            "重启只能回到已完成的步骤：{allowed:#}；所填为“{to:#}”。",
            "expected to return to one of the steps done, {allowed}; found `{to}`";
        /// A vote of other owners is recorded.
        VoteElsewhere { expected: CompoundId, found: CompoundId } = "vote_elsewhere",
            "应填报小区「{expected}」的决议，所填属于「{found}」。",
            "expected a resolution of the owners of `{expected}`, found one of `{found}`";
        /// A vote on another matter is recorded.
        VoteOnOther { expected: Matter, found: Matter } = "vote_on_other",
            "应填报“{expected:#}”的决议，所填为“{found:#}”。",
            "expected a resolution on {}, found one on {}", expected.en(), found.en();
        /// A vote is recorded before it was held, or before it was stated.
        VoteLater { on: Day, recorded: Day } = "vote_later",
            "决议的作出和填报均不得晚于记入之日{recorded}，所填为{on}。",
            "expected a resolution made and stated by {recorded}, the day of the entry, found {on}";
        /// A dispute is assigned to nobody.
        NoAssignee {} = "no_assignee",
            "交办须写明承办单位，未见填写。",
            "expected the body that a dispute is assigned to, found none";
        /// A plan has two due days for one step.
        DueTwice { step: Word } = "due_twice",
            "每一步骤至多一个期限，“{step:#}”有两个。",
            "expected at most one period for each step, found two for `{step}`";
        /// A day asked about lies before the span it is about, or a span is turned round.
        BeforeStart { start: Day, found: Day } = "procedure_before_start",
            "日期不得早于起算日{start}，所填为{found}。",
            "expected a day not before the start, {start}, found {found}";
        /// A list is longer than its bound.
        TooMany { most: usize, found: usize } = "procedure_too_many",
            "清单至多{most}项，所填{found}项。",
            "expected a list of at most {most}, found {found}";
        /// A panel, or an invitation, is not possible.
        PartOverWhole { part: u32, whole: u32 } = "procedure_part",
            "部分不得多于全部，全部须大于零，所填为{whole}中的{part}。",
            "expected a part of at most a whole above zero, found {part} of {whole}";
        /// A day is beyond the calendar, or a number is not possible.
        Measure { error: MeasureError } = "procedure_measure", "{error:#}", "{error}";
        /// Law is not possible.
        Law { error: LawError } = "procedure_law", "{error:#}", "{error}";
        /// An id is not possible.
        Id { error: IdError } = "procedure_id", "{error:#}", "{error}";
    }
}

impl From<MeasureError> for ProcedureError {
    fn from(error: MeasureError) -> Self {
        Self::Measure { error }
    }
}

impl From<LawError> for ProcedureError {
    fn from(error: LawError) -> Self {
        Self::Law { error }
    }
}

impl From<IdError> for ProcedureError {
    fn from(error: IdError) -> Self {
        Self::Id { error }
    }
}

/// Refuses the form of a case that this library does not read.
fn check_format(found: u16) -> Result<(), ProcedureError> {
    match found {
        1..=PROCEDURE_FORMAT => Ok(()),
        _ => Err(ProcedureError::Format { newest: PROCEDURE_FORMAT, found }),
    }
}

/// 记录 — one entry of a log: what was done on which day.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry<A> {
    /// When.
    pub on: Day,
    /// What.
    pub act: A,
}

/// 程序记录 — the dated entries of a case, in the order in which they were made.
///
/// ```
/// use wuye::procedure::{DisputeStep, Log};
/// let mut log = Log::default();
/// log.push("2025-03-01".parse()?, DisputeStep::Report)?;
/// log.push("2025-03-01".parse()?, DisputeStep::Triage)?; // on the same day
/// let error = log.push("2025-02-28".parse()?, DisputeStep::Assign).unwrap_err();
/// assert_eq!(error.to_string(), "expected a day not before 2025-03-01, that of the last entry, found 2025-02-28");
/// assert_eq!(log.entries().len(), 2);
/// # Ok::<(), wuye::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Log<A> {
    // INVARIANT: days never fall; at most ENTRIES_MAX entries.
    entries: Vec<Entry<A>>,
}

impl<A> Default for Log<A> {
    fn default() -> Self {
        Self { entries: Vec::new() }
    }
}

impl<A> Log<A> {
    /// A log of entries that were made elsewhere.
    ///
    /// # Errors
    /// [`ProcedureError::TooManyEntries`], [`ProcedureError::BeforeLast`] at the first entry that is out of order.
    pub fn new(entries: Vec<Entry<A>>) -> Result<Self, ProcedureError> {
        if entries.len() > ENTRIES_MAX {
            return Err(ProcedureError::TooManyEntries { most: ENTRIES_MAX });
        }
        let pairs = entries.iter().zip(entries.iter().skip(1));
        match pairs.into_iter().find(|(one, next)| next.on < one.on) {
            Some((one, next)) => Err(ProcedureError::BeforeLast { last: one.on, found: next.on }),
            None => Ok(Self { entries }),
        }
    }

    /// Adds an entry.
    ///
    /// # Errors
    /// [`ProcedureError::TooManyEntries`], [`ProcedureError::BeforeLast`]; the log is then as it was.
    pub fn push(&mut self, on: Day, act: A) -> Result<(), ProcedureError> {
        self.check(on)?;
        self.entries.push(Entry { on, act });
        Ok(())
    }

    /// The entries.
    #[must_use]
    pub fn entries(&self) -> &[Entry<A>] {
        &self.entries
    }

    /// The day of the last entry.
    #[must_use]
    pub fn last_day(&self) -> Option<Day> {
        self.entries.last().map(|entry| entry.on)
    }

    /// Whether an entry of that day can follow.
    fn check(&self, on: Day) -> Result<(), ProcedureError> {
        self.asked(on)?;
        if self.entries.len() >= ENTRIES_MAX {
            return Err(ProcedureError::TooManyEntries { most: ENTRIES_MAX });
        }
        Ok(())
    }

    /// Whether the case can be asked about on that day.
    fn asked(&self, on: Day) -> Result<(), ProcedureError> {
        match self.last_day() {
            Some(last) if on < last => Err(ProcedureError::BeforeLast { last, found: on }),
            _ => Ok(()),
        }
    }
}

/// Reads entries one by one, so that a file with too many is refused at the first one beyond the bound.
impl<'de, A: Deserialize<'de>> Deserialize<'de> for Log<A> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<A>(std::marker::PhantomData<A>);
        impl<'de, A: Deserialize<'de>> serde::de::Visitor<'de> for Entries<A> {
            type Value = Log<A>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of entries ‖ 记录清单")
            }

            fn visit_seq<S: serde::de::SeqAccess<'de>>(self, mut list: S) -> Result<Log<A>, S::Error> {
                let mut log = Log::default();
                while let Some(Entry { on, act }) = list.next_element()? {
                    log.push(on, act).map_err(|error| serde::de::Error::custom(Placed::from(error)))?;
                }
                Ok(log)
            }
        }
        deserializer.deserialize_seq(Entries(std::marker::PhantomData))
    }
}

/// 步骤答复 — whether a step is allowed now, and if not, why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct StepAnswer<T> {
    /// Which step.
    pub step: T,
    /// Why it is not allowed; nothing if it is.
    pub barred: Option<Why>,
    /// The step that comes first, where one does.
    pub first: Option<T>,
}

impl<T: Term> StepAnswer<T> {
    fn allowed(step: T) -> Self {
        Self { step, barred: None, first: None }
    }

    fn barred(step: T, why: Why, first: Option<T>) -> Self {
        Self { step, barred: Some(why), first }
    }

    /// `“执行决策”：未见业主就该事项作出的决议`, `“报到”：尚有在前的步骤未完成，须先“吹哨”`.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let step = self.step.render(lang);
        match (self.barred, self.first, lang) {
            (None, _, Lang::Zh) => format!("“{step}”：可以进行"),
            (None, _, Lang::En) => format!("`{step}`: allowed"),
            (Some(why), None, Lang::Zh) => format!("“{step}”：{why:#}"),
            (Some(why), None, Lang::En) => format!("`{step}`: {}", why.en()),
            (Some(why), Some(first), Lang::Zh) => format!("“{step}”：{why:#}，须先“{}”", first.zh()),
            (Some(why), Some(first), Lang::En) => format!("`{step}`: {}, first `{}`", why.en(), first.en()),
        }
    }
}

/// 程序答复 — where a case stands on a day: its stage, every step with whether and why not, what is due until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer<G, T> {
    /// The day asked about.
    pub on: Day,
    /// The stage.
    pub stage: G,
    /// Every step, in the order of its vocabulary.
    pub steps: Vec<StepAnswer<T>>,
    /// What is waited for, in the order of the plan.
    pub due: Vec<Due<T>>,
}

impl<G: Term, T: Term> Answer<G, T> {
    /// The steps that are allowed now.
    pub fn allowed(&self) -> impl Iterator<Item = T> {
        self.steps.iter().filter(|answer| answer.barred.is_none()).map(|answer| answer.step)
    }

    /// The steps that are not allowed, with the reason.
    pub fn barred(&self) -> impl Iterator<Item = &StepAnswer<T>> {
        self.steps.iter().filter(|answer| answer.barred.is_some())
    }

    /// What is overdue on the day asked about.
    pub fn overdue(&self) -> impl Iterator<Item = &Due<T>> {
        self.due.iter().filter(|due| due.overdue_days(self.on) > 0)
    }

    /// The whole in lines: stage, allowed steps, what is due or overdue, then each other step with its reason.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (on, stage) = (self.on.render(lang), self.stage.render(lang));
        let allowed = Words::of(self.allowed());
        let mut lines = vec![match lang {
            Lang::Zh => format!("{on}：处于“{stage}”，可进行：{allowed:#}。"),
            Lang::En => format!("{on}: at the stage `{stage}`; allowed: {allowed}."),
        }];
        lines.extend(self.due.iter().map(|due| due.render(self.on, lang)));
        let end = if lang == Lang::Zh { "。" } else { "." };
        lines.extend(self.barred().map(|answer| answer.render(lang) + end));
        lines.join("\n")
    }
}
