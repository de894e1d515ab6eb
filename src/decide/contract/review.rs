//! What can be done on a day and why not the rest; what is due and what is overdue; the fee after the end.

use super::case::{ContractCase, ContractState};
use super::faults::{ContractFault, StepRefusal};
use super::law::{ContractLaw, PeriodFound};
use super::terms::{ContractEvent, ContractStep, ContractTerms};
use super::words::{ContractKind, ContractSide, ContractStage, ContractStepKind};
use crate::assess::parameter;
use crate::law::{Authority, Citation};
use crate::measure::{Day, MeasureError, Money, Period, Span};
use crate::rule::{Conflict, DisclosureItem, Figure, Key, ParameterValue, Setting, Settled, Verdict};
use crate::terms::{Lang, terms};

terms! {
    /// 合同事项 — what is to be done, or can be done up to a day, about a contract.
    pub enum ContractDuty: "duty under a contract" {
        File = "file", "合同备案", "filing the contract", "《河南省物业管理条例》第四十九条第三款";
        Decide = "decide", "在届满前组织业主决定续聘或者另聘", "having the owners decide before expiry", "《北京市物业管理条例》第七十五条第一款";
        Refuse = "refuse", "通知不续聘", "giving notice that it does not renew", "《民法典》第九百四十七条第二款";
        Tell = "tell", "通知不再续聘", "giving notice that they do not renew", "《绍兴市物业管理条例》第三十四条第一款";
        Renew = "renew", "续订合同", "signing the renewal", "《民法典》第九百四十七条第一款";
        End = "end", "通知期满合同终止", "the end of the contract by notice", "《民法典》第九百四十六条第一款";
        Leave = "leave", "合同终止后退出并交接", "leaving and handing over after the end", "《民法典》第九百四十九条第一款";
        LeaveAfterNotice = "leave_after_notice", "接到解聘通知后交接并退出", "handing over and leaving after the notice of dismissal", "《北京市物业管理条例》第七十六条第一款";
        Papers = "papers", "移交资料和财物", "handing over papers and property", "《上海市住宅物业管理规定》第五十条";
        Disclose = "disclose", "公开信息", "making information public", "《民法典》第九百四十三条";
    }
}

terms! {
    /// 履行情况 — how a duty stands on a day.
    pub enum DueState: "state of a duty" {
        Done = "done", "已完成", "done", "design";
        DoneLate = "done_late", "逾期完成", "done late", "design";
        Due = "due", "未到期", "due", "design";
        Overdue = "overdue", "已逾期", "overdue", "design";
        Lapsed = "lapsed", "期限已过", "no longer possible", "design";
        Unknown = "unknown", "期限待查明", "unknown when", "design";
    }
}

/// 应办事项 — one duty with its last day, and what lower texts would have given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractDue {
    /// What.
    pub duty: ContractDuty,
    /// Which item is made public.
    pub item: Option<DisclosureItem>,
    /// Who does it.
    pub by: Authority,
    /// The last day; unknown where no text that was read and no agreement says so.
    pub due: Option<Day>,
    /// When it was done.
    pub done: Option<Day>,
    /// How it stands.
    pub state: DueState,
    /// The law.
    pub law: Option<Citation>,
    /// What lower texts say otherwise, with the last day that they would give.
    pub otherwise: Vec<(Conflict, Option<Day>)>,
    /// What the contract agrees without effect.
    pub without_effect: Option<Period>,
}

impl ContractDue {
    /// The duty in one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let item = self.item.map(|item| match lang {
            Lang::Zh => format!("（{item:#}）"),
            Lang::En => format!(" ({})", item.en()),
        });
        let (duty, item, state) = (self.duty.render(lang), item.unwrap_or_default(), self.state.render(lang));
        let law = self.law.as_ref().map(|law| law.short(lang));
        let (open, close) = match lang {
            Lang::Zh => ("（", "）"),
            Lang::En => (" (", ")"),
        };
        let mut text = match (self.due, lang) {
            (Some(due), Lang::Zh) if self.duty == ContractDuty::End => {
                format!("{:#}已通知，合同最早于{}终止，{state}", self.by, due.render(lang))
            }
            (Some(due), Lang::En) if self.duty == ContractDuty::End => {
                format!("notice of {}: the contract ends on {due} at the earliest, {state}", self.by.en())
            }
            (Some(due), Lang::Zh) => format!("{:#}{duty}{item}：最迟{}，{state}", self.by, due.render(lang)),
            (Some(due), Lang::En) => format!("{duty}{item} by {}: last day {due}, {state}", self.by.en()),
            (None, Lang::Zh) => format!("{:#}{duty}{item}：{state}", self.by),
            (None, Lang::En) => format!("{duty}{item} by {}: {state}", self.by.en()),
        };
        if let Some(law) = law {
            text.push_str(&format!("{open}{law}{close}"));
        }
        for (conflict, due) in &self.otherwise {
            let law = conflict.lower_law.short(lang);
            text.push_str(&match (due, lang) {
                (Some(due), Lang::Zh) => format!("；{law}的规定与之不一致，依其为{}", due.render(lang)),
                (Some(due), Lang::En) => format!("; {law} differs and would give {due}"),
                (None, Lang::Zh) => format!("；{law}的规定与之不一致"),
                (None, Lang::En) => format!("; {law} differs"),
            });
        }
        if let Some(period) = self.without_effect {
            text.push_str(&match lang {
                Lang::Zh => format!("；合同约定的{}不适用", period.render(lang)),
                Lang::En => format!("; the {} of the contract have no effect", period.render(lang)),
            });
        }
        text.push_str(if lang == Lang::Zh { "。" } else { "." });
        text
    }
}

/// 终止后物业费 — the two grounds that speak of the fee after the end, kept apart: service that goes on is paid (《民法典》
/// 第九百五十条), and who breaks the duties of leaving gets none (第九百四十九条第二款). Where both hold, or neither is known,
/// the Code does not say which decides, and the answer is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeeAfterEnd {
    /// Whether service went on after the end.
    pub gap_service: Verdict,
    /// Whether the provider broke the duties of leaving.
    pub in_breach: Verdict,
    /// The law of the one.
    pub gap_law: Option<Citation>,
    /// The law of the other.
    pub breach_law: Option<Citation>,
}

impl FeeAfterEnd {
    /// Whether the fee of that time may be asked for: only where one ground alone holds.
    #[must_use]
    pub const fn due(&self) -> Verdict {
        match (self.gap_service, self.in_breach) {
            (Verdict::Met, Verdict::Unmet) => Verdict::Met,
            (Verdict::Unmet, Verdict::Met) => Verdict::Unmet,
            _ => Verdict::Unknown,
        }
    }

    /// Both grounds and the answer in one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let law = |law: &Option<Citation>| law.as_ref().map(|law| law.short(lang)).unwrap_or_default();
        let (gap, breach) = (law(&self.gap_law), law(&self.breach_law));
        let [paid, barred, due] = [self.gap_service, self.in_breach, self.due()].map(|verdict| verdict.render(lang));
        match lang {
            Lang::Zh => {
                format!(
                    "终止后继续服务（{gap}）：{paid}；违反退出交接义务（{breach}）：{barred}；可以请求终止后的物业费：{due}。"
                )
            }
            Lang::En => format!(
                "service after the end ({gap}): {paid}; breach of the duties of leaving ({breach}): {barred}; the fee \
                 after the end may be asked for: {due}."
            ),
        }
    }
}

/// 合同检视 — where a contract stands on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractReview {
    /// The day.
    pub on: Day,
    /// The stage.
    pub stage: ContractStage,
    /// What can be recorded on this day.
    pub allowed: Vec<ContractStepKind>,
    /// What cannot, and why.
    pub refused: Vec<(ContractStepKind, StepRefusal)>,
    /// What is or was due.
    pub dues: Vec<ContractDue>,
    /// The day on which the contract ends by the notice that was given, and what lower texts would give.
    pub notice: Option<ContractDue>,
    /// The fee after the end; nothing while the contract runs.
    pub fee: Option<FeeAfterEnd>,
}

impl ContractReview {
    /// The duties in one state.
    pub fn in_state(&self, state: DueState) -> impl Iterator<Item = &ContractDue> {
        self.dues.iter().filter(move |due| due.state == state)
    }

    /// One duty, of a disclosure the first.
    #[must_use]
    pub fn due(&self, duty: ContractDuty) -> Option<&ContractDue> {
        self.dues.iter().find(|due| due.duty == duty)
    }

    /// Why a step cannot be recorded.
    #[must_use]
    pub fn why_not(&self, step: ContractStepKind) -> Option<&StepRefusal> {
        self.refused.iter().find(|(refused, _)| *refused == step).map(|(_, why)| why)
    }

    /// Stage, steps, duties and fee, a line each.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let words: Vec<&str> = self.allowed.iter().map(|step| step.render(lang)).collect();
        let (on, stage) = (self.on.render(lang), self.stage.render(lang));
        let mut lines = vec![match lang {
            Lang::Zh => format!("{on}：{stage}。可行步骤：{}。", words.join("、")),
            Lang::En => format!("{on}: {stage}. Allowed: {}.", words.join("; ")),
        }];
        lines.extend(self.refused.iter().map(|(step, why)| match lang {
            Lang::Zh => format!("不可“{step:#}”：{}", why.render(lang)),
            Lang::En => format!("not `{step}`: {}.", why.render(lang)),
        }));
        lines.extend(self.notice.iter().chain(&self.dues).map(|due| due.render(lang)));
        lines.extend(self.fee.iter().map(|fee| fee.render(lang)));
        lines.join("\n")
    }
}

impl ContractCase {
    /// The state of a day: what the steps up to it say.
    ///
    /// # Errors
    /// [`ContractFault`] where a step is refused under this law, [`ContractFault::NotSigned`] before the contract.
    pub fn state_on(&self, day: Day, law: &ContractLaw<'_>) -> Result<ContractState, ContractFault> {
        let signed = self.terms().signed();
        if day < signed {
            return Err(ContractFault::NotSigned { signed, day });
        }
        if day >= self.state().last() {
            return Ok(self.state().clone());
        }
        let mut state = ContractState::open(self.terms());
        for event in self.log().iter().take_while(|event| event.on <= day) {
            state.take(self.terms(), *event, law)?;
        }
        Ok(state)
    }

    /// Where the contract stands on a day, under the law of that day.
    ///
    /// # Errors
    /// As [`Self::state_on`]; [`ContractFault::Counting`] where a day cannot be counted.
    pub fn review(&self, day: Day, law: &ContractLaw<'_>) -> Result<ContractReview, ContractFault> {
        let state = self.state_on(day, law)?;
        let look = Look { terms: self.terms(), state: &state, law, day };
        let (allowed, refused) = look.steps();
        let dues = look.dues().map_err(|why| ContractFault::Counting { why })?;
        let notice = look.notice().map_err(|why| ContractFault::Counting { why })?;
        let fee = (!state.stage().runs()).then(|| look.fee(&dues));
        Ok(ContractReview { on: day, stage: state.stage(), allowed, refused, dues, notice, fee })
    }

    /// The days of service after the end up to a day, the day of the take-over not among them; nothing without such
    /// service.
    #[must_use]
    pub fn gap_service(&self, up_to: Day) -> Option<Span> {
        let first = self.state().gap_from()?;
        let end = self.state().handed_over().or(up_to.next())?;
        Span::new(first, end.min(up_to.next().unwrap_or(end))).ok()
    }

    /// What so much a day comes to for the days of service after the end (《民法典》第九百五十条). Whether it may be asked
    /// for is [`FeeAfterEnd::due`].
    ///
    /// # Errors
    /// [`MeasureError`] beyond the bound of money.
    pub fn gap_fee(&self, up_to: Day, daily: Money) -> Result<Option<Money>, MeasureError> {
        let Some(span) = self.gap_service(up_to) else { return Ok(None) };
        let fen = daily.fen().checked_mul(span.days());
        let overflow = MeasureError::Overflow { what: crate::measure::Dimension::Money };
        Money::from_fen(fen.ok_or(overflow)?).map(Some)
    }

    /// The part of a prepaid span for which no service was given any more: what falls after the end, or after service
    /// that went on. The provider returns what was paid for it (《物业服务纠纷司法解释》第三条); bills tell how much.
    #[must_use]
    pub fn unearned(&self, prepaid: Span) -> Option<Span> {
        let ended = self.state().ended()?.next()?;
        let from = match (self.state().gap_from(), self.state().handed_over()) {
            (Some(_), Some(handed_over)) => ended.max(handed_over),
            (Some(_), None) => return None,
            (None, _) => ended,
        };
        Span::new(from.max(prepaid.start()), prepaid.end()).ok()
    }
}

/// One look at a state on a day.
struct Look<'a> {
    terms: &'a ContractTerms,
    state: &'a ContractState,
    law: &'a ContractLaw<'a>,
    day: Day,
}

/// A duty before it is known how it stands.
struct Open {
    duty: ContractDuty,
    by: Authority,
    done: Option<Day>,
    found: PeriodFound,
    from: Day,
    back: bool,
    right: bool,
}

impl Look<'_> {
    /// Every step of the vocabulary: allowed on the day, or why not.
    fn steps(&self) -> (Vec<ContractStepKind>, Vec<(ContractStepKind, StepRefusal)>) {
        let (mut allowed, mut refused) = (Vec::new(), Vec::new());
        for kind in ContractStepKind::ALL {
            match self.try_step(*kind) {
                Ok(()) => allowed.push(*kind),
                Err(why) => refused.push((*kind, why)),
            }
        }
        (allowed, refused)
    }

    /// Whether some step of a kind could be recorded: in writing, with a term long enough, by the side that may.
    fn try_step(&self, kind: ContractStepKind) -> Result<(), StepRefusal> {
        let written = true;
        let one = |step| self.state.clone().take(self.terms, ContractEvent { on: self.day, step }, self.law);
        let result = match kind {
            ContractStepKind::DecideRenewal => one(ContractStep::DecideRenewal),
            ContractStepKind::DecideReplacement => one(ContractStep::DecideReplacement),
            ContractStepKind::DecideSelfManagement => one(ContractStep::DecideSelfManagement),
            ContractStepKind::DecideDismissal => one(ContractStep::DecideDismissal),
            ContractStepKind::SignRenewal => one(ContractStep::SignRenewal { expires: Day::LAST }),
            ContractStepKind::RefuseRenewal => one(ContractStep::RefuseRenewal { written }),
            ContractStepKind::NotifyDismissal => one(ContractStep::NotifyDismissal { written }),
            ContractStepKind::NotifyReplacement => one(ContractStep::NotifyReplacement { written }),
            ContractStepKind::NotifyEnd => one(ContractStep::NotifyEnd { by: ContractSide::Provider, written }),
            ContractStepKind::GoOn => one(ContractStep::GoOn),
            ContractStepKind::End => one(ContractStep::End),
            ContractStepKind::Supersede => one(ContractStep::Supersede),
            ContractStepKind::BeginGapService => one(ContractStep::BeginGapService),
            ContractStepKind::RefuseHandOver => one(ContractStep::RefuseHandOver),
            ContractStepKind::HandOver => one(ContractStep::HandOver),
            ContractStepKind::Disclose => one(ContractStep::Disclose { item: DisclosureItem::Services }),
            ContractStepKind::File => one(ContractStep::File),
        };
        match result {
            Err(ContractFault::Refused { why, .. }) => Err(why),
            // The day of a look is never before the last step, so nothing else is refused.
            _ => Ok(()),
        }
    }

    fn dues(&self) -> Result<Vec<ContractDue>, StepRefusal> {
        let mut dues = vec![self.settle(self.filing())?];
        if self.state.stage().runs() {
            for open in self.before_expiry() {
                dues.push(self.settle(open)?);
            }
        }
        for open in self.after_end() {
            dues.push(self.settle(open)?);
        }
        if self.state.stage().runs() || self.state.stage() == ContractStage::GapService {
            dues.extend(self.disclosures()?);
        }
        Ok(dues)
    }

    fn filing(&self) -> Open {
        let (signed, done) = (self.state.signed(), self.state.filed());
        let found = self.law.period(Figure::ContractFiling, None, signed);
        Open { duty: ContractDuty::File, by: Authority::Provider, done, found, from: signed, back: false, right: false }
    }

    /// What is to be done before a term expires.
    fn before_expiry(&self) -> Vec<Open> {
        let Some(from) = self.state.expires() else { return Vec::new() };
        let agreed = self.terms.agreed();
        let state = self.state;
        let decisions = [
            ContractStepKind::DecideRenewal,
            ContractStepKind::DecideReplacement,
            ContractStepKind::DecideSelfManagement,
            ContractStepKind::DecideDismissal,
        ];
        let decided = decisions.iter().filter_map(|decision| state.decided(*decision)).min();
        let mut all = Vec::new();
        let mut add = |duty, by, done, found, right| {
            all.push(Open { duty, by, done, found, from, back: true, right });
        };
        add(ContractDuty::Decide, Authority::OwnersCommittee, decided, self.decision(), false);
        if matches!(state.stage(), ContractStage::Initial | ContractStage::FixedTerm | ContractStage::Renewed) {
            let found = self.law.period(Figure::NonRenewalNotice, agreed.non_renewal, self.day);
            add(ContractDuty::Refuse, Authority::Provider, None, found, true);
        }
        if state.decided(ContractStepKind::DecideRenewal).is_some() {
            let found = self.law.period(Figure::RenewalSigning, None, self.day);
            add(ContractDuty::Renew, Authority::OwnersCommittee, None, found, false);
        }
        let other = [ContractStepKind::DecideReplacement, ContractStepKind::DecideSelfManagement];
        if other.iter().any(|decision| state.decided(*decision).is_some()) {
            let found = self.law.period(Figure::ReplacementNotice, agreed.replacement, self.day);
            add(ContractDuty::Tell, Authority::OwnersCommittee, state.told(), found, false);
        }
        all
    }

    /// Of an initial contract a text may set its own time; else that of any contract.
    fn decision(&self) -> PeriodFound {
        let initial = self.law.period(Figure::InitialDecision, None, self.day);
        if self.terms.kind() == ContractKind::Initial && initial.period.is_some() {
            return initial;
        }
        self.law.period(Figure::DecisionBeforeExpiry, None, self.day)
    }

    /// What is to be done once the contract is dismissed or ended.
    fn after_end(&self) -> Vec<Open> {
        let done = self.state.handed_over();
        let mut all = Vec::new();
        let dismissed = self.state.notice().filter(|notice| notice.by == ContractSide::Owners);
        if let Some(notice) = dismissed {
            let found = self.law.period(Figure::ExitAfterNotice, None, notice.on);
            if found.law.is_some() {
                let (duty, by, from) = (ContractDuty::LeaveAfterNotice, Authority::Provider, notice.on);
                all.push(Open { duty, by, done, found, from, back: false, right: false });
            }
        }
        let Some(from) = self.state.ended() else { return all };
        let (known, exit) = (self.state.successor(), self.terms.agreed().exit);
        let leave = self.law.period_after(Figure::ExitPeriod, exit, known, from);
        let papers = self.law.period(Figure::PapersHandOver, None, from);
        let mut add = |duty, found| {
            all.push(Open { duty, by: Authority::Provider, done, found, from, back: false, right: false });
        };
        add(ContractDuty::Leave, leave);
        if papers.law.is_some() {
            add(ContractDuty::Papers, papers);
        }
        all
    }

    /// Each item with the interval that a text sets for it; most have none.
    fn disclosures(&self) -> Result<Vec<ContractDue>, StepRefusal> {
        let settled = parameter(self.law.rulebook, self.law.dossier, Key::DisclosureItems, self.day);
        let (items, code) = match settled {
            Settled::Known { setting: Setting::Exactly(ParameterValue::DisclosureItems(items)), law, .. } => {
                (items, Some(law))
            }
            _ => (Vec::new(), None),
        };
        let mut dues = Vec::new();
        for item in DisclosureItem::ALL {
            let figure = interval(*item);
            let mut found = match figure {
                Some(figure) => self.law.period(figure, None, self.day),
                None => PeriodFound { period: None, law: None, conflicts: Vec::new(), without_effect: None },
            };
            if found.law.is_none() {
                if !items.contains(item) {
                    continue;
                }
                found.law = code.clone();
            }
            let from = self.state.disclosed(*item).unwrap_or(self.terms.from().max(self.terms.signed()));
            let (duty, by) = (ContractDuty::Disclose, Authority::Provider);
            let due = self.settle(Open { duty, by, done: None, found, from, back: false, right: false })?;
            dues.push(ContractDue { item: Some(*item), ..due });
        }
        Ok(dues)
    }

    /// The notice that was given, and what lower texts would have given.
    fn notice(&self) -> Result<Option<ContractDue>, StepRefusal> {
        let Some(notice) = self.state.notice() else { return Ok(None) };
        let agreed = self.terms.agreed();
        let agreed = match notice.figure {
            Figure::DismissalNotice => agreed.dismissal,
            Figure::EarlyEndNotice => agreed.early_end,
            _ => agreed.indefinite,
        };
        let found = self.law.period(notice.figure, agreed, notice.on);
        let by = match notice.by {
            ContractSide::Owners => Authority::OwnersCommittee,
            ContractSide::Provider => Authority::Provider,
        };
        let (done, from) = (self.state.ended(), notice.on);
        let open = Open { duty: ContractDuty::End, by, done, found, from, back: false, right: true };
        let due = self.settle(open)?;
        let state = if self.state.ended().is_some() { DueState::Done } else { DueState::Due };
        Ok(Some(ContractDue { due: Some(notice.ends), state, ..due }))
    }

    fn settle(&self, open: Open) -> Result<ContractDue, StepRefusal> {
        let Open { duty, by, done, found, from, back, right } = open;
        let counted = |period| if back { self.law.latest(from, period) } else { self.law.last_day(from, period) };
        let due = found.period.map(counted).transpose()?;
        let mut otherwise = Vec::new();
        for conflict in found.conflicts {
            let lower = match conflict.lower.value() {
                Some(ParameterValue::Period(period)) => Some(counted(*period)?),
                _ => None,
            };
            otherwise.push((conflict, lower));
        }
        let state = match (due, done) {
            (Some(due), Some(done)) if done <= due => DueState::Done,
            (Some(_), Some(_)) => DueState::DoneLate,
            (None, Some(_)) => DueState::Done,
            (None, None) => DueState::Unknown,
            (Some(due), None) if self.day <= due => DueState::Due,
            (Some(_), None) if right => DueState::Lapsed,
            (Some(_), None) => DueState::Overdue,
        };
        let (law, without_effect) = (found.law, found.without_effect);
        Ok(ContractDue { duty, item: None, by, due, done, state, law, otherwise, without_effect })
    }

    /// Both grounds of the fee after the end.
    fn fee(&self, dues: &[ContractDue]) -> FeeAfterEnd {
        let law = |figure| match parameter(self.law.rulebook, self.law.dossier, Key::Figure(figure), self.day) {
            Settled::Known { law, .. } => Some(law),
            _ => None,
        };
        let state = self.state;
        // Who hands over by the last day of the contract does not serve after it.
        let at_once = state.handed_over().zip(state.ended()).is_some_and(|(left, ended)| left <= ended);
        let gap_service = match (state.gap_from(), at_once) {
            (Some(_), _) => Verdict::Met,
            (None, true) => Verdict::Unmet,
            (None, false) => Verdict::Unknown,
        };
        let leave = dues.iter().find(|due| due.duty == ContractDuty::Leave).map(|due| (due.due, due.state));
        let in_breach = match (state.refused(), leave) {
            (Some(_), _) => Verdict::Met,
            (None, Some((Some(_), DueState::Done))) => Verdict::Unmet,
            // Who leaves late may have stayed to serve until the take-over: whether that is a breach is not said.
            _ => Verdict::Unknown,
        };
        FeeAfterEnd {
            gap_service,
            in_breach,
            gap_law: law(Figure::GapServiceFee),
            breach_law: law(Figure::FeeInBreach),
        }
    }
}

/// The figure that sets how often an item is made public.
const fn interval(item: DisclosureItem) -> Option<Figure> {
    match item {
        DisclosureItem::Performance => Some(Figure::PerformancePublication),
        DisclosureItem::FundUse => Some(Figure::FundPublication),
        DisclosureItem::CommonRevenue => Some(Figure::RevenuePublication),
        DisclosureItem::Accounts => Some(Figure::ServicePublication),
        DisclosureItem::Services
        | DisclosureItem::Persons
        | DisclosureItem::Quality
        | DisclosureItem::ChargedItems
        | DisclosureItem::ChargedRates => None,
    }
}
