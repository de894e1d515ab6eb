//! What a case of emergency service says of itself on a day.

use serde::Serialize;

use super::law::{known, last_request, told};
use super::{
    EmergencyAct, EmergencyError, EmergencyEvent, EmergencyLaw, EmergencyRequest, EmergencyService, EmergencyStage,
    EmergencyStep, wrong_stage,
};
use crate::estate::ProviderId;
use crate::law::Citation;
use crate::measure::Day;
use crate::rule::{Bearer, ChoiceMethod, ParameterValue, RequestRule, Settled, Verdict};
use crate::terms::{Lang, terms};

terms! {
    /// 应急服务义务 — what is to be done in a case of emergency service.
    pub enum EmergencyDuty: "duty in an emergency service" {
        ChooseProvider = "choose_provider", "确定应急物业服务人", "choose the provider", "《北京市物业管理条例》第七十七条第一款";
        Publish = "publish", "公示服务内容、期限和费用", "post services, term and fee", "《北京市物业管理条例》第七十七条第二款";
        OrganiseChoice = "organise_choice", "组织业主共同决定选聘新的物业服务人", "organise the owners' choice of a new provider", "《北京市物业管理条例》第七十七条第三款";
        EndInTime = "end_in_time", "在期满前以新的服务接替应急服务", "have a new service begin before the term ends", "《北京市物业管理条例》第七十七条第二款";
        HandOver = "hand_over", "完成交接", "hand over", "《北京市物业管理条例》第七十七条第三款";
    }
}

/// 应办事项 — something that is to be done, by when, under which law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EmergencyDue {
    /// What.
    pub duty: EmergencyDuty,
    /// By which day; no text prints one where it is missing.
    pub by: Option<Day>,
    /// The law, where a text that was read says so.
    pub law: Option<Citation>,
}

impl EmergencyDue {
    /// The duty in one clause.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let law = self.law.as_ref().map(|law| law.short(lang));
        match lang {
            Lang::Zh => {
                let by = self.by.map_or_else(String::new, |by| format!("，至迟于{}", by.render(lang)));
                let law = law.unwrap_or_else(|| "所读规定未载明".to_owned());
                format!("{:#}{by}（{law}）", self.duty)
            }
            Lang::En => {
                let by = self.by.map_or_else(String::new, |by| format!(" by {by}"));
                let law = law.unwrap_or_else(|| "no text that was read says so".to_owned());
                format!("{}{by} ({law})", self.duty.en())
            }
        }
    }
}

terms! {
    /// 应急服务要素 — what a finding about an emergency service is about.
    pub enum EmergencyTopic: "topic of an emergency service" {
        Trigger = "trigger", "启动条件", "trigger", "《北京市物业管理条例》第七十七条第一款";
        Request = "request", "提请", "request", "《上海市住宅物业管理规定》第五十二条第一款";
        Choice = "choice", "确定方式", "way of choosing", "《清远市住宅小区物业管理条例》第四十四条第二款";
        Pool = "pool", "预选库企业数", "size of the pool", "东建函〔2023〕26号第一部分第（三）项";
        Services = "services", "服务内容", "services", "《北京市物业管理条例》第七十七条第一款";
        Term = "term", "服务期限", "term", "《北京市物业管理条例》第七十七条第二款";
        UsualTerm = "usual_term", "一般期限", "usual term", "《宁波市住宅小区物业管理条例》第八十三条第二款";
        Payer = "payer", "费用承担", "who pays", "《北京市物业管理条例》第七十七条第二款";
    }
}

/// 案卷所见 — what a finding saw in the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EmergencyFound {
    /// Nothing yet.
    Nothing,
    /// The facts of the dossier.
    Facts,
    /// The last request.
    Request(EmergencyRequest),
    /// The provider, and of how many it was drawn if by lot.
    Provider {
        /// Who.
        provider: ProviderId,
        /// How many candidates there were.
        drawn_of: Option<u32>,
    },
    /// The first and the last day: what happened, else what was agreed.
    Lasts {
        /// The first day.
        from: Day,
        /// The last one, if it is known.
        until: Option<Day>,
    },
    /// Who pays.
    Bearer(Bearer),
}

impl EmergencyFound {
    fn render(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Nothing, Lang::Zh) => "尚无".to_owned(),
            (Self::Nothing, Lang::En) => "nothing yet".to_owned(),
            (Self::Facts, Lang::Zh) => "依档案所填事实".to_owned(),
            (Self::Facts, Lang::En) => "the facts of the dossier".to_owned(),
            (Self::Request(request), Lang::Zh) => {
                format!("{:#}提请，业主{}人中{}人", request.by, told(request.owners), told(request.asking))
            }
            (Self::Request(request), Lang::En) => {
                format!("{}, {} of {} owners", request.by.en(), told(request.asking), told(request.owners))
            }
            (Self::Provider { provider, drawn_of: None }, Lang::Zh) => format!("「{provider}」"),
            (Self::Provider { provider, drawn_of: None }, Lang::En) => format!("`{provider}`"),
            (Self::Provider { provider, drawn_of: Some(n) }, Lang::Zh) => format!("自{n}家中抽得「{provider}」"),
            (Self::Provider { provider, drawn_of: Some(n) }, Lang::En) => format!("`{provider}`, drawn of {n}"),
            (Self::Lasts { from, until }, Lang::Zh) => {
                let until = until.map_or_else(|| "未定".to_owned(), |until| until.render(lang));
                format!("自{}至{until}", from.render(lang))
            }
            (Self::Lasts { from, until }, Lang::En) => {
                let until = until.map_or_else(|| "an open end".to_owned(), |until| until.to_string());
                format!("{from} to {until}")
            }
            (Self::Bearer(bearer), _) => bearer.render(lang).to_owned(),
        }
    }
}

/// 应急服务判定 — one finding: what the law asks, what there is, and whether it is met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EmergencyFinding {
    /// About what.
    pub topic: EmergencyTopic,
    /// Whether it is met.
    pub verdict: Verdict,
    /// Whether it is only what is usual: reported and never in the way.
    pub usually: bool,
    /// What the law says; of the trigger nothing, since the assessment has it.
    pub required: Option<Settled>,
    /// What there is.
    pub found: EmergencyFound,
    /// The law, if a text is known.
    pub law: Option<Citation>,
}

impl EmergencyFinding {
    /// The finding in one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let required = match (&self.required, &self.law) {
            (Some(settled), _) => settled.render(lang),
            (None, Some(law)) => law.render(lang),
            (None, None) => Settled::Absent.render(lang),
        };
        let (verdict, found) = (self.verdict.render(lang), self.found.render(lang));
        match lang {
            Lang::Zh => {
                let usually = if self.usually { "（一般）" } else { "" };
                format!("{:#}{usually}：{verdict}；规定：{required}；实际：{found}。", self.topic)
            }
            Lang::En => {
                let usually = if self.usually { " (usually)" } else { "" };
                format!("{}{usually}: {verdict}; the law: {required}; found: {found}.", self.topic.en())
            }
        }
    }
}

/// 应急服务答复 — a case on a day: stage, steps, duties, findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmergencyAnswer {
    /// The day.
    pub day: Day,
    /// The stage on it.
    pub stage: EmergencyStage,
    /// The steps that are allowed on it, in the order of the vocabulary.
    pub allowed: Vec<EmergencyStep>,
    /// The others, and why not.
    pub refused: Vec<(EmergencyStep, EmergencyError)>,
    /// What is due and not overdue.
    pub due: Vec<EmergencyDue>,
    /// What should have been done by an earlier day.
    pub overdue: Vec<EmergencyDue>,
    /// The last day of the service that runs: the earlier of the agreed one and the law's. Unknown without both.
    pub last_day: Option<Day>,
    /// What the law says of the case.
    pub findings: Vec<EmergencyFinding>,
}

impl EmergencyAnswer {
    /// The findings on a topic.
    pub fn on(&self, topic: EmergencyTopic) -> impl Iterator<Item = &EmergencyFinding> {
        self.findings.iter().filter(move |finding| finding.topic == topic)
    }

    /// Stage, steps and duties in a few lines; findings have their own.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let steps: Vec<&str> = self.allowed.iter().map(|step| step.render(lang)).collect();
        let said = |list: &[EmergencyDue]| list.iter().map(|due| due.render(lang)).collect::<Vec<_>>();
        let (due, overdue) = (said(&self.due), said(&self.overdue));
        let none = |list: Vec<String>, joint: &str, none: &str| match list.as_slice() {
            [] => none.to_owned(),
            list => list.join(joint),
        };
        let day = self.day.render(lang);
        match lang {
            Lang::Zh => format!(
                "{day}：{:#}。可以：{}。应办：{}。逾期：{}。",
                self.stage,
                if steps.is_empty() { "无".to_owned() } else { steps.join("、") },
                none(due, "；", "无"),
                none(overdue, "；", "无"),
            ),
            Lang::En => format!(
                "{day}: {}. Allowed: {}. Due: {}. Overdue: {}.",
                self.stage.en(),
                if steps.is_empty() { "nothing".to_owned() } else { steps.join("; ") },
                none(due, "; ", "nothing"),
                none(overdue, "; ", "nothing"),
            ),
        }
    }
}

impl EmergencyService {
    /// What the case says of itself on a day: the log up to and including that day is what has happened.
    #[must_use]
    pub fn answer(&self, law: &EmergencyLaw, day: Day) -> EmergencyAnswer {
        let log = self.log.get(..self.log.partition_point(|event| event.on <= day)).unwrap_or(&[]);
        let seen = Seen::of(log);
        let last_day = seen.started.and_then(|start| last_day(law, start, seen.agreed));
        let (mut allowed, mut refused) = (Vec::new(), Vec::new());
        for step in EmergencyStep::ALL.iter().copied() {
            match admits(law, log, seen.stage, step) {
                Ok(()) => allowed.push(step),
                Err(error) => refused.push((step, error)),
            }
        }
        let (overdue, due) =
            seen.duties(law, last_day).into_iter().partition(|duty| duty.by.is_some_and(|by| by < day));
        let findings = findings(law, log, &seen, day);
        EmergencyAnswer { day, stage: seen.stage, allowed, refused, due, overdue, last_day, findings }
    }
}

/// Whether table and law allow a step now, before it is known what belongs to it.
fn admits(
    law: &EmergencyLaw,
    log: &[EmergencyEvent],
    stage: EmergencyStage,
    step: EmergencyStep,
) -> Result<(), EmergencyError> {
    stage.after(step).ok_or_else(|| wrong_stage(stage, step))?;
    if step == EmergencyStep::Choose { law.admits_choice(log) } else { Ok(()) }
}

fn last_day(law: &EmergencyLaw, start: Day, agreed: Option<Day>) -> Option<Day> {
    match (law.last_day(start), agreed) {
        (Some(most), Some(agreed)) => Some(most.min(agreed)),
        (most, agreed) => most.or(agreed),
    }
}

/// What a log holds, read once.
struct Seen<'a> {
    stage: EmergencyStage,
    chosen: Option<(&'a ProviderId, Option<u32>)>,
    started: Option<Day>,
    agreed: Option<Day>,
    ended: Option<Day>,
    published: bool,
    organised: bool,
}

impl<'a> Seen<'a> {
    fn of(log: &'a [EmergencyEvent]) -> Self {
        let mut seen = Self {
            stage: EmergencyStage::NotReported,
            chosen: None,
            started: None,
            agreed: None,
            ended: None,
            published: false,
            organised: false,
        };
        for EmergencyEvent { on, act } in log {
            // INVARIANT: the table admits every event of a case.
            seen.stage = seen.stage.after(act.step()).unwrap_or(seen.stage);
            match act {
                EmergencyAct::Choose { provider, lot } => {
                    let of = lot.as_ref().map(|lot| u32::try_from(lot.candidates.len()).unwrap_or(u32::MAX));
                    seen.chosen = Some((provider, of));
                }
                EmergencyAct::Publish => seen.published = true,
                EmergencyAct::Start { until } => (seen.started, seen.agreed) = (Some(*on), *until),
                EmergencyAct::Organise => seen.organised = true,
                EmergencyAct::NewService { .. } => seen.ended = on.previous(),
                EmergencyAct::Stop => seen.ended = Some(*on),
                _ => {}
            }
        }
        seen
    }

    /// What is to be done at this stage.
    fn duties(&self, law: &EmergencyLaw, last_day: Option<Day>) -> Vec<EmergencyDue> {
        let cite = |settled| known(settled).map(|(_, law)| law.clone());
        let due = |duty, by, law| EmergencyDue { duty, by, law };
        let mut all = Vec::new();
        match self.stage {
            EmergencyStage::Reported | EmergencyStage::Requested => {
                all.push(due(EmergencyDuty::ChooseProvider, None, cite(&law.choice)));
            }
            EmergencyStage::Chosen | EmergencyStage::Serving => {
                if let (false, Some(publish)) = (self.published, &law.publish) {
                    all.push(due(EmergencyDuty::Publish, None, Some(publish.clone())));
                }
                if let (false, Some(organise)) = (self.organised, &law.organise) {
                    all.push(due(EmergencyDuty::OrganiseChoice, last_day, Some(organise.clone())));
                }
                if self.stage == EmergencyStage::Serving && last_day.is_some() {
                    all.push(due(EmergencyDuty::EndInTime, last_day, cite(&law.term)));
                }
            }
            EmergencyStage::HandingOver => all.push(due(EmergencyDuty::HandOver, None, law.organise.clone())),
            _ => {}
        }
        all
    }
}

fn findings(law: &EmergencyLaw, log: &[EmergencyEvent], seen: &Seen<'_>, day: Day) -> Vec<EmergencyFinding> {
    let finding = |topic, verdict, required: &Settled, found| EmergencyFinding {
        topic,
        verdict,
        usually: topic == EmergencyTopic::UsualTerm,
        required: Some(required.clone()),
        found,
        law: known(required).map(|(_, law)| law.clone()),
    };
    let trigger = law.trigger.rules().find_map(|rule| rule.citation().cloned());
    let mut all = vec![EmergencyFinding {
        topic: EmergencyTopic::Trigger,
        verdict: law.trigger.verdict(),
        usually: false,
        required: None,
        found: EmergencyFound::Facts,
        law: trigger,
    }];
    let request = last_request(log);
    let found = request.map_or(EmergencyFound::Nothing, EmergencyFound::Request);
    let verdict = match known(&law.request) {
        Some((ParameterValue::Request(RequestRule::ByOffice), _)) => Verdict::Met,
        Some((ParameterValue::Request(RequestRule::Asked(asked)), _)) => {
            request.map_or(Verdict::Unknown, |request| law.enough(*asked, request))
        }
        _ => Verdict::Unknown,
    };
    all.push(finding(EmergencyTopic::Request, verdict, &law.request, found));

    let provider = seen.chosen.map(|(provider, drawn_of)| {
        let found = EmergencyFound::Provider { provider: provider.clone(), drawn_of };
        (found, drawn_of)
    });
    let found = provider.as_ref().map_or(EmergencyFound::Nothing, |(found, _)| found.clone());
    let verdict = match (known(&law.choice), &provider) {
        (Some((ParameterValue::ChoiceMethod(ChoiceMethod::Draw), _)), Some((_, drawn_of))) => {
            Verdict::of(drawn_of.is_some())
        }
        (Some(_), Some(_)) => Verdict::Met,
        _ => Verdict::Unknown,
    };
    all.push(finding(EmergencyTopic::Choice, verdict, &law.choice, found.clone()));
    if let (Some((ParameterValue::Number(size), _)), Some((_, Some(drawn_of)))) = (known(&law.pool), &provider) {
        all.push(finding(EmergencyTopic::Pool, Verdict::of(size == drawn_of), &law.pool, found));
    }
    // What the service consists of is on no log: the text is shown.
    all.push(finding(EmergencyTopic::Services, Verdict::Unknown, &law.services, EmergencyFound::Nothing));
    let lasts = seen.started.map(|from| (from, seen.ended.or(seen.agreed)));
    let found = lasts.map_or(EmergencyFound::Nothing, |(from, until)| EmergencyFound::Lasts { from, until });
    // A service that still runs after the last day is too long, whatever was agreed.
    let within = |most: Option<Day>| match (most, lasts) {
        (Some(most), Some(_)) if seen.ended.is_none() && day > most => Verdict::Unmet,
        (Some(most), Some((_, Some(until)))) => Verdict::of(until <= most),
        _ => Verdict::Unknown,
    };
    let most = seen.started.and_then(|start| law.last_day(start));
    all.push(finding(EmergencyTopic::Term, within(most), &law.term, found.clone()));
    if known(&law.usual).is_some() {
        let most = seen.started.and_then(|start| law.usual_last_day(start));
        all.push(finding(EmergencyTopic::UsualTerm, within(most), &law.usual, found));
    }
    let payer = law.payer();
    let verdict = if payer.is_some() { Verdict::Met } else { Verdict::Unknown };
    all.push(finding(
        EmergencyTopic::Payer,
        verdict,
        &law.cost,
        payer.map_or(EmergencyFound::Nothing, EmergencyFound::Bearer),
    ));
    all
}
