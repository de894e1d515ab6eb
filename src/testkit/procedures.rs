//! Strategies of procedures, and reference models of them: what a stage allows and what is due, told a second way.
//!
//! The models name nothing of the crate but this module: they take codes and numbers of days, and look steps up in
//! tables of text. An embedder holds a machine of their own against them as `tests/procedures.rs` does with ours.

use super::*;
use crate::matter::Outcome;
use crate::procedure::{
    Answer, Completion, Consultation, ConsultationAct, ConsultationMove, ConsultationStage, ConsultationTerms, Dispute,
    DisputeAct, DisputeStage, DisputeStep, Due, DuePlan, DueRule, Entry as LogEntry, HalfReading, HalfYearly, Log,
    SaleKind, Side as WorkSide, StepAnswer, Tender, TenderAct, TenderNotice, TenderStage, TenderStep, TopicKind, Vote,
    Why, Word, Words, Work, WorksOrder, half_yearly, order_of_works,
};
use crate::rule::ConsultationStep;
use crate::terms::Term;

// ------------------------------------------------------------------------------------------------ walks

/// 一步 — one attempt of a walk: so many days after the last one, one of the steps by number, chosen among those allowed
/// or among all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stride {
    /// Days since the attempt before.
    pub gap: u8,
    /// Which of the steps, modulo their number.
    pub pick: u16,
    /// Whether it is chosen among the steps that are allowed.
    pub allowed: bool,
}

impl Stride {
    /// The step that is tried.
    #[must_use]
    pub fn of<T: Copy>(&self, allowed: &[T], all: &[T]) -> Option<T> {
        let from = if self.allowed && !allowed.is_empty() { allowed } else { all };
        usize::from(self.pick).checked_rem(from.len()).and_then(|at| from.get(at)).copied()
    }
}

/// 随机行走 — 60 to 120 attempts, most of them at steps that are allowed.
pub fn procedure_walk() -> BoxedStrategy<Vec<Stride>> {
    vec(stride(), 60..=120).boxed()
}

fn stride() -> impl Strategy<Value = Stride> {
    let gap = prop_oneof![3 => 0..=3_u8, 2 => 0..=40_u8];
    let stride = (gap, any::<u16>(), proptest::bool::weighted(0.85));
    stride.prop_map(|(gap, pick, allowed)| Stride { gap, pick, allowed })
}

/// The walk of a case: long, or stopped near its beginning.
fn any_walk() -> BoxedStrategy<Vec<Stride>> {
    prop_oneof![2 => procedure_walk(), 1 => vec(stride(), 0..=12)].boxed()
}

/// The days of a walk: from the end of January before a leap day.
fn walked(strides: &[Stride]) -> impl Iterator<Item = (Day, Stride)> + '_ {
    let first = days_to(on(2024, 1, 31));
    strides.iter().scan(first, |at, stride| {
        *at = at.saturating_add(u32::from(stride.gap));
        Some((nth_day(*at), *stride))
    })
}

/// A plan over the steps of a vocabulary, in days, so that a model can count them.
fn plan_of<T: Term>() -> BoxedStrategy<DuePlan<T>> {
    let rule = (select(T::all()), select(T::all()), 0..=30_u32);
    vec(rule, 0..=5)
        .prop_map(|rules| {
            let mut kept: Vec<DueRule<T>> = Vec::new();
            for (step, from, days) in rules {
                if kept.iter().all(|rule| rule.step != step) {
                    kept.push(DueRule { step, from, within: Period::Days(days) });
                }
            }
            sure(DuePlan::new(kept))
        })
        .boxed()
}

/// 期限表 — any [`DuePlan`] of a dispute, in days.
pub fn dispute_plan() -> BoxedStrategy<DuePlan<DisputeStep>> {
    plan_of()
}

/// 期限表 — any [`DuePlan`] of a consultation, in days.
pub fn consultation_plan() -> BoxedStrategy<DuePlan<ConsultationMove>> {
    plan_of()
}

/// 期限约定 — any [`DueRule`] of a dispute.
pub fn procedure_due_rule() -> BoxedStrategy<DueRule<DisputeStep>> {
    (any::<DisputeStep>(), any::<DisputeStep>(), period())
        .prop_map(|(step, from, within)| DueRule { step, from, within })
        .boxed()
}

/// 到期事项 — any [`Due`]: the last day in time is not before the first.
pub fn procedure_due() -> BoxedStrategy<Due<DisputeStep>> {
    (any::<DisputeStep>(), span()).prop_map(|(step, span)| Due { step, from: span.start(), by: span.end() }).boxed()
}

/// 步骤答复 — any [`StepAnswer`] of a dispute.
pub fn procedure_step_answer() -> BoxedStrategy<StepAnswer<DisputeStep>> {
    (any::<DisputeStep>(), option::of((any::<Why>(), option::of(any::<DisputeStep>()))))
        .prop_map(|(step, why)| StepAnswer {
            step,
            barred: why.map(|(why, _)| why),
            first: why.and_then(|(_, first)| first),
        })
        .boxed()
}

/// 词 — the [`Word`] of a step.
pub fn procedure_word() -> BoxedStrategy<Word> {
    prop_oneof![any::<DisputeStep>().prop_map(Word::of), any::<TenderStage>().prop_map(Word::of)].boxed()
}

/// 词组 — [`Words`] of some steps, or of none.
pub fn procedure_words() -> BoxedStrategy<Words> {
    vec(any::<DisputeStep>(), 0..=4).prop_map(Words::of).boxed()
}

// ------------------------------------------------------------------------------------------------ cases

/// 填报的决议 — any [`Vote`].
pub fn vote_reported() -> BoxedStrategy<Vote> {
    (compound_id(), stated(resolution_record())).prop_map(|(compound, record)| Vote { compound, record }).boxed()
}

/// 协商约定 — any [`ConsultationTerms`]: mostly the six steps in their order.
pub fn consultation_terms() -> BoxedStrategy<ConsultationTerms> {
    let kind = prop_oneof![
        3 => any::<Matter>().prop_map(TopicKind::Joint),
        2 => Just(TopicKind::NotJoint),
        1 => Just(TopicKind::Unstated),
    ];
    let part = subsequence(ConsultationStep::ALL, 1..=6).prop_map(|steps| {
        let meets = steps.contains(&ConsultationStep::Meet);
        let keeps = |step: &ConsultationStep| meets || *step != ConsultationStep::Carry;
        let steps: Vec<_> = steps.into_iter().filter(keeps).collect();
        if steps.is_empty() { vec![ConsultationStep::Meet] } else { steps }
    });
    let order = prop_oneof![3 => Just(ConsultationStep::ALL.to_vec()), 1 => part];
    (compound_id(), kind, order, consultation_plan())
        .prop_map(|(compound, kind, order, plan)| sure(ConsultationTerms::new(compound, kind, order, plan)))
        .boxed()
}

/// The entry of a stride: votes are mostly passed and of the day; a return goes to any step.
#[must_use]
pub fn consultation_act(terms: &ConsultationTerms, which: ConsultationMove, pick: u16, day: Day) -> ConsultationAct {
    if let Some(step) = which.step() {
        return ConsultationAct::Step(step);
    }
    if which == ConsultationMove::Reopen {
        let at = usize::from(pick).checked_rem(ConsultationStep::ALL.len()).unwrap_or(0);
        let to = ConsultationStep::ALL.get(at).copied().unwrap_or(ConsultationStep::Collect);
        return ConsultationAct::Reopen { to };
    }
    let matter = match terms.kind() {
        TopicKind::Joint(matter) => matter,
        TopicKind::NotJoint | TopicKind::Unstated => Matter::Other,
    };
    let outcome = match pick.checked_rem(5) {
        Some(0) => Outcome::NoQuorum,
        Some(1) => Outcome::Rejected,
        _ => Outcome::Passed,
    };
    // Some votes were held days ago, perhaps before the meeting.
    let back = u32::from(pick.checked_rem(4).unwrap_or(0));
    let held = nth_day(days_to(day).saturating_sub(back));
    let record = Stated::new(ResolutionRecord { matter, on: held, outcome, tally: None }, day, Authority::Caller);
    ConsultationAct::Vote(Box::new(Vote { compound: terms.compound().clone(), record }))
}

/// 协商 — any [`Consultation`], after a walk.
pub fn consultation() -> BoxedStrategy<Consultation> {
    (consultation_terms(), any_walk())
        .prop_map(|(terms, strides)| {
            let mut case = Consultation::new(terms);
            for (day, stride) in walked(&strides) {
                let answer = sure(case.answer(day));
                let allowed: Vec<_> = answer.allowed().collect();
                if let Some(which) = stride.of(&allowed, ConsultationMove::ALL) {
                    let act = consultation_act(case.terms(), which, stride.pick, day);
                    // What is refused leaves the case as it was.
                    let _ = case.record(day, act);
                }
            }
            case
        })
        .boxed()
}

/// 纠纷处置记录事项 — any [`DisputeAct`].
pub fn dispute_act() -> BoxedStrategy<DisputeAct> {
    (any::<DisputeStep>(), option::of(organisation_id())).prop_map(|(step, body)| DisputeAct { step, body }).boxed()
}

/// 矛盾纠纷 — any [`Dispute`], after a walk.
pub fn dispute() -> BoxedStrategy<Dispute> {
    (compound_id(), dispute_plan(), organisation_id(), any_walk())
        .prop_map(|(compound, plan, body, strides)| {
            let mut case = Dispute::new(compound, plan);
            for (day, stride) in walked(&strides) {
                let allowed: Vec<_> = sure(case.answer(day)).allowed().collect();
                if let Some(step) = stride.of(&allowed, DisputeStep::ALL) {
                    let body = (step == DisputeStep::Assign).then(|| body.clone());
                    let _ = case.record(day, DisputeAct { step, body });
                }
            }
            case
        })
        .boxed()
}

/// The entry of a stride of a tender, with numbers about those of the law.
#[must_use]
pub fn tender_act(step: TenderStep, pick: u16) -> TenderAct {
    let small = u32::from(pick.checked_rem(8).unwrap_or(0));
    match step {
        TenderStep::Notice if small < 4 => TenderAct::Notice(TenderNotice::Open),
        TenderStep::Notice => TenderAct::Notice(TenderNotice::Invited(small)),
        TenderStep::Bids => TenderAct::Bids(small),
        TenderStep::Panel => TenderAct::Panel { members: small.saturating_add(1), experts: small },
        TenderStep::Open => TenderAct::Open,
        TenderStep::Award => TenderAct::Award,
        TenderStep::Report => TenderAct::Report,
        TenderStep::Contract => TenderAct::Contract,
        TenderStep::Approve => TenderAct::Approve,
    }
}

/// 招标 — any [`Tender`], after a walk.
pub fn tender() -> BoxedStrategy<Tender> {
    (compound_id(), any_walk())
        .prop_map(|(compound, strides)| {
            let mut case = Tender::new(compound);
            for (day, stride) in walked(&strides) {
                let allowed: Vec<_> = sure(case.answer(day)).allowed().collect();
                if let Some(step) = stride.of(&allowed, TenderStep::ALL) {
                    let _ = case.record(day, tender_act(step, stride.pick));
                }
            }
            case
        })
        .boxed()
}

/// 程序答复 — any [`Answer`] of a dispute on the day of its last entry or later.
pub fn dispute_answer() -> BoxedStrategy<Answer<DisputeStage, DisputeStep>> {
    (dispute(), 0..=60_u32)
        .prop_map(|(case, later)| {
            let last = case.log().last_day().unwrap_or(on(2024, 1, 31));
            sure(case.answer(nth_day(days_to(last).saturating_add(later))))
        })
        .boxed()
}

/// 程序答复 — any [`Answer`] of a consultation on the day of its last entry.
pub fn consultation_answer() -> BoxedStrategy<Answer<ConsultationStage, ConsultationMove>> {
    consultation().prop_map(|case| sure(case.answer(case.log().last_day().unwrap_or(on(2024, 1, 31))))).boxed()
}

/// 程序记录 — any [`Log`] of steps: of up to 40 entries, some on one day.
pub fn procedure_log() -> BoxedStrategy<Log<DisputeAct>> {
    vec((0..=3_u32, dispute_act()), 0..=40)
        .prop_map(|acts| {
            let mut at = days_to(on(2024, 1, 31));
            let entries = acts.into_iter().map(|(gap, act)| {
                at = at.saturating_add(gap);
                LogEntry { on: nth_day(at), act }
            });
            sure(Log::new(entries.collect()))
        })
        .boxed()
}

// ------------------------------------------------------------------------------------------------ the rest

/// 会议日期 — meetings of three years, ascending, often at the ends of halves and months.
pub fn half_year_meetings() -> BoxedStrategy<Vec<Day>> {
    let edges = [on(2023, 6, 30), on(2023, 7, 1), on(2023, 8, 31), on(2023, 12, 31), on(2024, 1, 1), on(2024, 2, 29)];
    let more = [on(2024, 6, 30), on(2024, 7, 1), on(2024, 8, 29), on(2024, 8, 31), on(2025, 2, 28), on(2025, 3, 1)];
    let edge = select([edges, more].concat());
    let any_day = (days_to(on(2023, 1, 1))..=days_to(on(2025, 12, 31))).prop_map(nth_day);
    vec(prop_oneof![2 => edge, 1 => any_day], 0..=8)
        .prop_map(|mut days| {
            days.sort_unstable();
            days.dedup();
            days
        })
        .boxed()
}

/// 半年会议答复 — any [`HalfYearly`] of these years, with a log that is complete, or not, or not stated.
pub fn half_years() -> BoxedStrategy<HalfYearly> {
    let until = option::of((days_to(on(2023, 1, 1))..=days_to(on(2026, 6, 30))).prop_map(nth_day));
    (any::<HalfReading>(), half_year_meetings(), until)
        .prop_map(|(reading, days, until)| sure(half_yearly(reading, &days, until, on(2023, 1, 1), on(2025, 12, 31))))
        .boxed()
}

/// 招标完成期限 — any [`Completion`], often on the last day in time, the day before or after.
pub fn tender_completion() -> BoxedStrategy<Completion> {
    (
        any::<SaleKind>(),
        days_to(on(2023, 1, 1))..=days_to(on(2026, 1, 1)),
        select(vec![0_u32, 1, 2, 29, 30, 31, 89, 90, 91]),
    )
        .prop_map(|(sale, event, before)| Completion {
            sale,
            event: nth_day(event),
            done: nth_day(event.saturating_sub(before)),
        })
        .boxed()
}

/// 工程项目 — any [`Work`]; days are few, so that works begin on one day.
pub fn works_item() -> BoxedStrategy<Work> {
    let begins = (days_to(on(2024, 2, 26))..=days_to(on(2024, 3, 3))).prop_map(nth_day);
    let side = || option::weighted(0.8, any::<WorkSide>());
    (facility_id(), begins, side(), side(), side())
        .prop_map(|(id, begins, livelihood, underground, function)| Work {
            id,
            begins,
            livelihood,
            underground,
            function,
        })
        .boxed()
}

/// 时序答复 — any [`WorksOrder`].
pub fn works_order() -> BoxedStrategy<WorksOrder> {
    vec(works_item(), 0..=8).prop_map(|works| sure(order_of_works(&works))).boxed()
}

// ------------------------------------------------------------------------------------------------ reference models

/// What follows what in a dispute: stage, step, next stage.
const DISPUTES: &str = "
    not_reported report reported
    reported triage triaged
    triaged assign assigned
    assigned whistle whistled
    assigned study studied
    assigned resolve resolved
    whistled join joined
    joined study studied
    joined resolve resolved
    studied assign assigned
    studied whistle whistled
    studied resolve resolved
    resolved evaluate evaluated
    evaluated close closed
    evaluated reopen reported
    closed reopen reported";

/// What follows what in a tender.
const TENDERS: &str = "
    not_begun notice noticed
    not_begun approve approved
    noticed bids bids_closed
    bids_closed notice noticed
    bids_closed panel panel_formed
    bids_closed approve approved
    panel_formed open opened
    opened award awarded
    awarded report reported
    reported contract contracted
    approved contract contracted";

/// Looks a row up.
fn next_in(table: &'static str, stage: &str, step: &str) -> Option<&'static str> {
    table.lines().find_map(|line| match line.split_whitespace().collect::<Vec<_>>().as_slice() {
        [from, which, to] if *from == stage && *which == step => Some(*to),
        _ => None,
    })
}

/// 期限的参照 — a due day by number: which step, and the last day in time.
pub type ModelDue = (&'static str, i64);

/// Times that run, told as a list of what waits since when.
#[derive(Debug, Clone, Default)]
struct Waits {
    /// Step, from, days.
    rules: Vec<(&'static str, &'static str, i64)>,
    /// Step, and the day from which its time runs.
    since: Vec<(&'static str, i64)>,
}

impl Waits {
    fn step(&mut self, step: &str, day: i64) {
        if step == "reopen" {
            self.since.clear();
        }
        self.since.retain(|(waited, _)| *waited != step);
        for (waited, from, _) in &self.rules {
            if *from == step && self.since.iter().all(|(other, _)| other != waited) {
                self.since.push((waited, day));
            }
        }
    }

    fn due(&self) -> Vec<ModelDue> {
        let of = |(step, _, days): &(&'static str, &str, i64)| {
            let since = self.since.iter().find(|(waited, _)| waited == step)?.1;
            Some((*step, since.saturating_add(*days)))
        };
        self.rules.iter().filter_map(of).collect()
    }
}

/// 纠纷处置的参照 — a dispute told a second way: codes, and days by number.
#[derive(Debug, Clone)]
pub struct DisputeModel {
    stage: &'static str,
    last: i64,
    waits: Waits,
}

impl DisputeModel {
    /// Nothing is reported; the rules are step, from, days.
    #[must_use]
    pub fn new(rules: Vec<(&'static str, &'static str, i64)>) -> Self {
        Self { stage: "not_reported", last: i64::MIN, waits: Waits { rules, since: Vec::new() } }
    }

    /// Tries a step; says whether it was taken.
    pub fn step(&mut self, day: i64, step: &str, names_a_body: bool) -> bool {
        if day < self.last || !self.allows(step) || (step == "assign" && !names_a_body) {
            return false;
        }
        self.stage = next_in(DISPUTES, self.stage, step).unwrap_or(self.stage);
        self.last = day;
        self.waits.step(step, day);
        true
    }

    /// Whether the stage allows a step.
    #[must_use]
    pub fn allows(&self, step: &str) -> bool {
        step == "monitor" || next_in(DISPUTES, self.stage, step).is_some()
    }

    /// The code of the stage.
    #[must_use]
    pub const fn stage(&self) -> &'static str {
        self.stage
    }

    /// What is due.
    #[must_use]
    pub fn due(&self) -> Vec<ModelDue> {
        self.waits.due()
    }
}

/// 招标的参照 — a tender told a second way.
#[derive(Debug, Clone)]
pub struct TenderModel {
    stage: &'static str,
    bidders: u32,
}

impl Default for TenderModel {
    fn default() -> Self {
        Self { stage: "not_begun", bidders: 0 }
    }
}

impl TenderModel {
    /// Tries a step; says whether it was taken. The number is that of the bidders, for `bids`.
    pub fn step(&mut self, step: &str, bidders: u32) -> bool {
        if !self.allows(step) {
            return false;
        }
        self.stage = next_in(TENDERS, self.stage, step).unwrap_or(self.stage);
        if step == "bids" {
            self.bidders = bidders;
        }
        true
    }

    /// Whether the stage allows a step.
    #[must_use]
    pub fn allows(&self, step: &str) -> bool {
        next_in(TENDERS, self.stage, step).is_some() && (step != "panel" || self.bidders > 0)
    }

    /// The code of the stage.
    #[must_use]
    pub const fn stage(&self) -> &'static str {
        self.stage
    }
}

/// 协商的参照 — a consultation told a second way: the list of what was done, looked at anew for every question.
#[derive(Debug, Clone)]
pub struct ConsultationModel {
    order: Vec<&'static str>,
    /// Whether the owners decide it jointly, where that is stated.
    joint: Option<bool>,
    /// The steps of this round, in the order in which they were done.
    round: Vec<&'static str>,
    /// The day of the last meeting, and the votes entered since: day and outcome.
    met: Option<i64>,
    votes: Vec<(i64, &'static str)>,
    waits: Waits,
}

impl ConsultationModel {
    /// Nothing is done.
    #[must_use]
    pub fn new(order: Vec<&'static str>, joint: Option<bool>, rules: Vec<(&'static str, &'static str, i64)>) -> Self {
        let waits = Waits { rules, since: Vec::new() };
        Self { order, joint, round: Vec::new(), met: None, votes: Vec::new(), waits }
    }

    /// Tries a step of the order, `vote` or `reopen`; says whether it was taken. For a vote its day and outcome, for a
    /// return the step that it returns to.
    pub fn step(&mut self, day: i64, step: &'static str, vote: Option<(i64, &'static str)>, to: &str) -> bool {
        let returns = step != "reopen" || self.round.contains(&to);
        if !self.allows(step) || !returns {
            return false;
        }
        match step {
            "vote" => self.votes.extend(vote),
            "reopen" => {
                let kept = self.round.iter().take_while(|done| **done != to).count();
                self.round.truncate(kept);
            }
            _ => self.round.push(step),
        }
        if step == "meet" {
            self.met = Some(day);
            self.votes.clear();
        }
        self.waits.step(step, day);
        true
    }

    /// Whether a step is allowed now.
    #[must_use]
    pub fn allows(&self, step: &str) -> bool {
        let did = |step| self.round.contains(&step);
        match step {
            "reopen" => matches!(self.round.last(), Some(&("supervise" | "evaluate"))),
            "vote" => self.joint == Some(true) && self.order.contains(&"carry") && did("meet") && !did("carry"),
            _ => self.order.get(self.round.len()) == Some(&step) && (step != "carry" || self.may_carry()),
        }
    }

    fn may_carry(&self) -> bool {
        if self.joint != Some(true) {
            return self.joint == Some(false);
        }
        // The latest decision, and of one day the last that was entered.
        let newest = self.votes.iter().map(|(day, _)| *day).max();
        let counts = self.votes.iter().rev().find(|(day, _)| Some(*day) == newest);
        matches!((counts, self.met), (Some((day, "passed")), Some(met)) if *day >= met)
    }

    /// The step done last in this round.
    #[must_use]
    pub fn last(&self) -> Option<&'static str> {
        self.round.last().copied()
    }

    /// What is due.
    #[must_use]
    pub fn due(&self) -> Vec<ModelDue> {
        self.waits.due()
    }
}
