//! What the law of a place says of emergency service, read from a rulebook for a day.

use super::{EmergencyAct, EmergencyError, EmergencyEvent, EmergencyRequest};
use crate::assess::{Assessment, Checklist, parameter};
use crate::dossier::Dossier;
use crate::estate::Fact;
use crate::law::{Authority, Citation};
use crate::measure::{Day, Period};
use crate::mode::Mode;
use crate::rule::{
    Aim, Asked, Bearer, ChoiceMethod, CostCase, CostGround, Duty, Figure, Key, ParameterValue, RequestRule, Rulebook,
    Setting, Settled, Verdict,
};
use crate::terms::Lang;

/// 应急服务规定 — what the law of a place says of emergency service on a day: trigger, who asks, how the provider is
/// chosen, services, term, who pays, and the street's duties. What no text says is absent, and an answer that
/// needs it is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmergencyLaw {
    pub(super) trigger: Assessment,
    pub(super) request: Settled,
    pub(super) choice: Settled,
    pub(super) pool: Settled,
    pub(super) services: Settled,
    pub(super) term: Settled,
    pub(super) usual: Settled,
    pub(super) cost: Settled,
    pub(super) organise: Option<Citation>,
    pub(super) publish: Option<Citation>,
    at_fault: Option<bool>,
    engaged: Option<bool>,
    committee: Option<bool>,
}

impl EmergencyLaw {
    /// The law of a rulebook for a compound on a day: that of the loss of management.
    #[must_use]
    pub fn on(rulebook: &Rulebook, dossier: &Dossier, day: Day) -> Self {
        let settled = |key| parameter(rulebook, dossier, key, day);
        let assess = |aim| Checklist::compile(rulebook, aim).assess(dossier, day);
        let duty = |duty| {
            let assessment = assess(Aim::Duty(duty));
            let mut binding = assessment.rules().filter(|rule| rule.verdict() == Verdict::Met);
            binding.find_map(|rule| rule.citation().cloned())
        };
        let fact = |fact| dossier.fact(fact, day).map(|stated| stated.value);
        Self {
            trigger: assess(Aim::Mode(Mode::Emergency)),
            request: settled(Key::EmergencyRequest),
            choice: settled(Key::ProviderChoice(Mode::Emergency)),
            pool: settled(Key::Figure(Figure::EmergencyPool)),
            services: settled(Key::Services(Mode::Emergency)),
            term: settled(Key::Figure(Figure::EmergencyTerm)),
            usual: settled(Key::Figure(Figure::EmergencyTermUsual)),
            cost: settled(Key::Cost(Mode::Emergency)),
            organise: duty(Duty::OrganiseChoice),
            publish: duty(Duty::PublishEmergency),
            at_fault: fact(Fact::ProviderCausedEmergency),
            engaged: fact(Fact::NoProviderEngaged).map(|none| !none),
            committee: fact(Fact::OwnersCommittee),
        }
    }

    /// 触发 — whether the conditions of an emergency service are met, with every finding.
    #[must_use]
    pub const fn trigger(&self) -> &Assessment {
        &self.trigger
    }

    /// 最后一日 — the last day that the law allows to a service that begins on a day: the first day is not counted, and
    /// a month that has no such day ends on its last one (《民法典》第二百零一条、第二百零二条). Nothing where no text
    /// prints a limit.
    #[must_use]
    pub fn last_day(&self, start: Day) -> Option<Day> {
        limit(&self.term, start)
    }

    /// 一般的最后一日 — the last day that the service usually has (宁波 83: 一般不超过); beyond it nothing is refused.
    #[must_use]
    pub fn usual_last_day(&self, start: Day) -> Option<Day> {
        limit(&self.usual, start)
    }

    /// 费用承担人 — who pays, as far as the text says so and the facts are stated.
    #[must_use]
    pub fn payer(&self) -> Option<Bearer> {
        bearer(&self.cost, self.at_fault, self.engaged)
    }

    /// Who must ask, if somebody must.
    pub(super) fn asked(&self) -> Option<Asked> {
        match known(&self.request)? {
            (ParameterValue::Request(RequestRule::Asked(asked)), _) => Some(*asked),
            _ => None,
        }
    }

    /// Whether the law allows an event after these ones, which table and log admit.
    pub(super) fn admits(&self, log: &[EmergencyEvent], event: &EmergencyEvent) -> Result<(), EmergencyError> {
        match &event.act {
            EmergencyAct::Choose { lot, .. } => {
                self.admits_choice(log)?;
                let drawn = matches!(known(&self.choice), Some((ParameterValue::ChoiceMethod(ChoiceMethod::Draw), _)));
                if drawn && lot.is_none() {
                    return Err(EmergencyError::LotNeeded {});
                }
                Ok(())
            }
            EmergencyAct::Start { until: Some(until) } => match self.last_day(event.on) {
                Some(most) if *until > most => Err(EmergencyError::TermTooLong { most, found: *until }),
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// Whether the request before a choice is enough.
    pub(super) fn admits_choice(&self, log: &[EmergencyEvent]) -> Result<(), EmergencyError> {
        let Some(asked) = self.asked() else { return Ok(()) };
        let rule = RequestRule::Asked(asked);
        let (needed, needed_zh) = (rule.render(Lang::En), rule.render(Lang::Zh));
        let Some(request) = last_request(log) else {
            return Err(EmergencyError::RequestNeeded { needed, needed_zh });
        };
        match self.enough(asked, request) {
            Verdict::Met => Ok(()),
            Verdict::Unknown => Err(EmergencyError::RequestUnknown { needed, needed_zh }),
            Verdict::Unmet => {
                let (asking, owners) = (told(request.asking), told(request.owners));
                Err(EmergencyError::RequestShort { needed, needed_zh, asking, owners })
            }
        }
    }

    /// Whether a request is enough. Where the text lets owners ask only if there is no committee, a committee that is
    /// stated bars their way.
    pub(super) fn enough(&self, asked: Asked, request: EmergencyRequest) -> Verdict {
        if asked.committee && self.committee == Some(true) && request.by != Authority::OwnersCommittee {
            return Verdict::Unmet;
        }
        request_verdict(asked, request)
    }
}

/// A number of owners, or a question mark where nobody stated it.
pub(super) fn told(number: Option<u32>) -> String {
    number.map_or_else(|| "?".to_owned(), |number| number.to_string())
}

/// The last request of a log.
pub(super) fn last_request(log: &[EmergencyEvent]) -> Option<EmergencyRequest> {
    log.iter().rev().find_map(|event| match event.act {
        EmergencyAct::Request(request) => Some(request),
        _ => None,
    })
}

/// 提请是否达到要求 — the committee itself where the text lets it ask; else the share of owners, in writing where the text
/// asks for that. What is not stated is unknown.
fn request_verdict(asked: Asked, request: EmergencyRequest) -> Verdict {
    if request.by == Authority::OwnersCommittee {
        return Verdict::of(asked.committee);
    }
    if request.by != Authority::Owners && request.by != asked.through {
        return Verdict::Unmet;
    }
    let enough = match (request.asking, request.owners) {
        (Some(_), Some(0)) | (None, _) | (_, None) => Verdict::Unknown,
        (Some(asking), Some(owners)) => Verdict::of(asked.owners.is_met(u64::from(asking), u64::from(owners))),
    };
    let written = match (asked.written, request.written) {
        (false, _) => Verdict::Met,
        (true, None) => Verdict::Unknown,
        (true, Some(written)) => Verdict::of(written),
    };
    enough.min(written)
}

/// The single value of a setting and its law.
pub(super) fn known(settled: &Settled) -> Option<(&ParameterValue, &Citation)> {
    match settled {
        Settled::Known { setting, law, .. } => setting.value().map(|value| (value, law)),
        _ => None,
    }
}

/// The last day of a longest term.
fn limit(settled: &Settled, start: Day) -> Option<Day> {
    match settled {
        Settled::Known { setting: Setting::AtMost(ParameterValue::Period(period)), .. } => ends(*period, start),
        _ => None,
    }
}

fn ends(period: Period, start: Day) -> Option<Day> {
    // A limit beyond the calendar is no limit that a day of it could reach.
    Some(period.after(start).unwrap_or(Day::LAST))
}

/// 费用由谁承担 — the first case that fits decides. A case of which it is not known whether it fits leaves the answer
/// open, and so does a text of which no case fits.
pub(crate) fn bearer(settled: &Settled, at_fault: Option<bool>, engaged: Option<bool>) -> Option<Bearer> {
    let Some((ParameterValue::CostCases(cases), _)) = known(settled) else { return None };
    for CostCase { when, bearer } in cases {
        let fits = match when {
            CostGround::Always => Some(true),
            CostGround::ProviderAtFault => at_fault,
            CostGround::NoneEngaged => engaged.map(|engaged| !engaged),
        };
        match fits {
            Some(true) => return Some(*bearer),
            Some(false) => {}
            None => return None,
        }
    }
    None
}
