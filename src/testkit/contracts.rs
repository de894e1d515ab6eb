//! Strategies of service contracts, and a model of their life that computes for itself.

use chrono::{Datelike, NaiveDate};

use super::*;
use crate::decide::contract::{
    AgreedPeriods, ContractEvent, ContractKind, ContractRecords, ContractSide, ContractStage, ContractStep,
    ContractTerms, PassedOn, Principal,
};
use crate::law::{ClaimCourse, Hindrance, LimitationPeriods};
use crate::laws::ContractStepSeen;
use crate::rule::DisclosureItem;

/// 约定期限 — any [`AgreedPeriods`], most of them not agreed.
pub fn agreed_periods() -> BoxedStrategy<AgreedPeriods> {
    let notices = [0, 1, 15, 30, 59, 60, 61, 90, 120].map(Period::Days);
    let one = move || {
        option::weighted(0.25, prop_oneof![3 => select(notices.to_vec()), 1 => (1..=3_u32).prop_map(Period::Months)])
    };
    (one(), one(), one(), one(), one(), one())
        .prop_map(|(dismissal, non_renewal, indefinite, early_end, replacement, exit)| AgreedPeriods {
            dismissal,
            non_renewal,
            indefinite,
            early_end,
            replacement,
            exit,
        })
        .boxed()
}

/// 合同要素 — any [`ContractTerms`] of the years from 2021, with terms of a day to four years or none.
pub fn contract_terms() -> BoxedStrategy<ContractTerms> {
    let provider = "[a-z]{1,6}".prop_map(|id| sure(ProviderId::new(&*id)));
    let first = days_to(on(2021, 1, 1))..=days_to(on(2040, 12, 31));
    let term = option::weighted(0.85, prop_oneof![3 => select(vec![0_u32, 364, 365, 730]), 1 => 0..=1_500_u32]);
    (provider, any::<ContractKind>(), first, 0..=30_u32, term, option::of(any::<ChargingForm>()), agreed_periods())
        .prop_map(|(provider, kind, signed, later, term, form, agreed)| {
            let from = signed.saturating_add(later);
            let expires = term.map(|term| nth_day(from.saturating_add(term)));
            let terms = sure(ContractTerms::new(provider, kind, nth_day(signed), nth_day(from), expires));
            let terms = terms.agreeing(agreed);
            form.map_or(terms.clone(), |form| terms.charging(form))
        })
        .boxed()
}

/// 步骤 — any [`ContractStep`]; most notices are in writing.
pub fn contract_step() -> BoxedStrategy<ContractStep> {
    let written = || prop_oneof![6 => Just(true), 1 => Just(false)];
    let ends = (days_to(on(2022, 1, 1))..=days_to(on(2060, 12, 31))).prop_map(nth_day);
    prop_oneof![
        2 => Just(ContractStep::DecideRenewal),
        1 => Just(ContractStep::DecideReplacement),
        1 => Just(ContractStep::DecideSelfManagement),
        1 => Just(ContractStep::DecideDismissal),
        3 => ends.prop_map(|expires| ContractStep::SignRenewal { expires }),
        1 => written().prop_map(|written| ContractStep::RefuseRenewal { written }),
        1 => written().prop_map(|written| ContractStep::NotifyDismissal { written }),
        1 => written().prop_map(|written| ContractStep::NotifyReplacement { written }),
        1 => (any::<ContractSide>(), written()).prop_map(|(by, written)| ContractStep::NotifyEnd { by, written }),
        1 => Just(ContractStep::GoOn),
        2 => Just(ContractStep::End),
        1 => Just(ContractStep::Supersede),
        2 => Just(ContractStep::BeginGapService),
        1 => Just(ContractStep::RefuseHandOver),
        1 => Just(ContractStep::HandOver),
        3 => any::<DisclosureItem>().prop_map(|item| ContractStep::Disclose { item }),
        1 => Just(ContractStep::File),
    ]
    .boxed()
}

/// 合同事件 — any [`ContractEvent`].
pub fn contract_event() -> BoxedStrategy<ContractEvent> {
    (day(), contract_step()).prop_map(|(on, step)| ContractEvent { on, step }).boxed()
}

/// 合同走向 — a contract and 50 to 90 steps that somebody tries, many of which its stage or the law refuses. They lean
/// towards the days that decide: the last of a term and of a notice, and those beside them.
pub fn contract_walk() -> BoxedStrategy<(ContractTerms, Vec<ContractEvent>)> {
    let leap = prop_oneof![4 => 0..=20_u32, 2 => select(vec![59_u32, 60, 61, 90]), 1 => 100..=400_u32];
    // Once in a while a step lies before the last one, or near the end of the term or of the notice.
    let aim = prop_oneof![10 => Just(0_u8), 1 => Just(1), 5 => Just(2), 3 => Just(3)];
    let steps = vec((contract_step(), leap, aim, 0..=2_u32), 50..=90);
    (contract_terms(), steps)
        .prop_map(|(terms, steps)| {
            let mut model = ContractModel::new(&terms);
            let mut log = Vec::new();
            for (step, leap, aim, near) in steps {
                let around = |date: NaiveDate| {
                    let shifted = chrono::Days::new(u64::from(near));
                    date.pred_opt().and_then(|date| date.checked_add_days(shifted)).unwrap_or(date)
                };
                let later = model.last.checked_add_days(chrono::Days::new(u64::from(leap))).unwrap_or(model.last);
                let date = match (aim, model.expires, model.runs_out) {
                    (1, ..) => model.last.pred_opt().unwrap_or(model.last),
                    (2, Some(expires), None) => around(expires),
                    (2 | 3, _, Some(runs_out)) => around(runs_out),
                    (3, Some(expires), None) => back(expires, Period::Days(90)).map_or(later, around),
                    _ => later,
                };
                let event = ContractEvent { on: Day::try_from(date).unwrap_or(Day::LAST), step };
                model.take(event);
                log.push(event);
            }
            (terms, log)
        })
        .boxed()
}

/// 合同案卷记录 — a [`ContractRecords`] that the Code allows step by step.
pub fn contract_records() -> BoxedStrategy<ContractRecords> {
    contract_walk()
        .prop_map(|(terms, walk)| {
            let mut model = ContractModel::new(&terms);
            let log = walk.into_iter().filter(|event| model.take(*event)).collect();
            ContractRecords { terms, log }
        })
        .boxed()
}

/// 委托事项 — any [`PassedOn`].
pub fn passed_on() -> BoxedStrategy<PassedOn> {
    let services = subsequence(Service::ALL.to_vec(), 0..=Service::ALL.len());
    (services, "[a-z]{1,6}", any::<Principal>(), option::of(amount()))
        .prop_map(|(services, to, by, price)| PassedOn { services, to: sure(ProviderId::new(&*to)), by, price })
        .boxed()
}

/// 时效期间 — any [`LimitationPeriods`], mostly those of the Code.
pub fn limitation_periods() -> BoxedStrategy<LimitationPeriods> {
    let code = LimitationPeriods { ordinary: Period::Years(3), longest: Period::Years(20), tail: Period::Months(6) };
    let other = (1..=5_u32, 6..=30_u32, 1..=12_u32).prop_map(|(ordinary, longest, tail)| LimitationPeriods {
        ordinary: Period::Years(ordinary),
        longest: Period::Years(longest),
        tail: Period::Months(tail),
    });
    prop_oneof![3 => Just(code), 1 => other].boxed()
}

/// 障碍 — any [`Hindrance`] of the years from 2021 to 2030.
pub fn hindrance() -> BoxedStrategy<Hindrance> {
    let first = days_to(on(2021, 1, 1))..=days_to(on(2030, 12, 31));
    (first, option::weighted(0.9, 0..=600_u32))
        .prop_map(|(from, long)| Hindrance {
            from: nth_day(from),
            gone: long.map(|long| nth_day(from.saturating_add(long))),
        })
        .boxed()
}

/// 请求权经过 — any [`ClaimCourse`] with its interruptions in order.
pub fn claim_course() -> BoxedStrategy<ClaimCourse> {
    let known = prop_oneof![2 => Just(on(2024, 2, 29)), 1 => Just(on(2025, 8, 31)), 2 => year_2021_to_2030()];
    let harmed = option::weighted(0.3, 0..=9_000_u32);
    (known, harmed, vec(0..=1_200_u32, 0..=4), vec(hindrance(), 0..=3))
        .prop_map(|(known, harmed, gaps, hindrances)| {
            let mut day = days_to(known);
            let interruptions = gaps
                .into_iter()
                .map(|gap| {
                    day = day.saturating_add(gap);
                    nth_day(day)
                })
                .collect();
            let harmed = harmed.map(|before| nth_day(days_to(known).saturating_sub(before)));
            ClaimCourse { known, harmed, interruptions, hindrances }
        })
        .boxed()
}

fn year_2021_to_2030() -> BoxedStrategy<Day> {
    (days_to(on(2021, 1, 1))..=days_to(on(2030, 12, 31))).prop_map(nth_day).boxed()
}

/// 合同参照模型 — the life of a contract under the Code alone (notices of 60, 90 and 60 days, of which the contract may
/// agree on the first two, and on an early end), computed without any function of this crate. An embedder holds its own
/// machine against it with [`contract_walked`](crate::laws::contract_walked).
///
/// ```
/// use wuye::decide::contract::{ContractEvent, ContractKind, ContractStage, ContractStep, ContractTerms};
/// use wuye::testkit::ContractModel;
/// let (from, expires) = ("2024-01-01".parse()?, "2026-12-31".parse()?);
/// let terms = ContractTerms::new("p1".parse()?, ContractKind::Regular, from, from, Some(expires))?;
/// let refuse = |on: &str| -> Result<_, Box<dyn std::error::Error>> {
///     Ok(ContractEvent { on: on.parse()?, step: ContractStep::RefuseRenewal { written: true } })
/// };
/// assert!(!ContractModel::new(&terms).take(refuse("2026-10-03")?));
/// let mut model = ContractModel::new(&terms);
/// assert!(model.take(refuse("2026-10-02")?));
/// assert_eq!(model.stage(), ContractStage::NonRenewalNotified);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractModel {
    initial: bool,
    agreed: AgreedPeriods,
    stage: ContractStage,
    last: NaiveDate,
    expires: Option<NaiveDate>,
    runs_out: Option<NaiveDate>,
    renew: bool,
    replace: bool,
    own: bool,
    dismiss: bool,
}

impl ContractModel {
    /// A contract that was just signed.
    #[must_use]
    pub fn new(terms: &ContractTerms) -> Self {
        let expires = terms.expires().map(Day::date);
        let initial = terms.kind() == ContractKind::Initial;
        let stage = if initial {
            ContractStage::Initial
        } else if expires.is_some() {
            ContractStage::FixedTerm
        } else {
            ContractStage::Indefinite
        };
        let (agreed, last) = (terms.agreed(), terms.signed().date());
        Self {
            initial,
            agreed,
            stage,
            last,
            expires,
            runs_out: None,
            renew: false,
            replace: false,
            own: false,
            dismiss: false,
        }
    }

    /// The stage.
    #[must_use]
    pub const fn stage(&self) -> ContractStage {
        self.stage
    }

    /// Every step of a log, taken or not.
    pub fn walk(&mut self, log: &[ContractEvent]) -> Vec<ContractStepSeen> {
        log.iter().map(|event| (self.take(*event), self.stage)).collect()
    }

    /// Takes a step if it may be taken.
    pub fn take(&mut self, event: ContractEvent) -> bool {
        let date = event.on.date();
        let mut next = self.clone();
        if date < self.last || !next.go(date, event.step) {
            return false;
        }
        next.last = date;
        *self = next;
        true
    }

    fn in_term(&self) -> bool {
        matches!(self.stage, ContractStage::Initial | ContractStage::FixedTerm | ContractStage::Renewed)
    }

    fn over(&self) -> bool {
        matches!(self.stage, ContractStage::Superseded | ContractStage::Ended | ContractStage::GapService)
    }

    fn told(&self) -> bool {
        matches!(
            self.stage,
            ContractStage::NonRenewalNotified | ContractStage::DismissalNotified | ContractStage::EndNotified
        )
    }

    fn go(&mut self, date: NaiveDate, step: ContractStep) -> bool {
        if self.stage == ContractStage::HandedOver {
            return false;
        }
        let by_expiry = self.expires.is_none_or(|expires| date <= expires);
        match step {
            ContractStep::DecideRenewal => {
                (self.renew, self.replace, self.own, self.dismiss) = (true, false, false, false);
                self.in_term()
            }
            ContractStep::DecideReplacement => {
                (self.renew, self.replace) = (false, true);
                true
            }
            ContractStep::DecideSelfManagement => {
                (self.renew, self.own) = (false, true);
                true
            }
            ContractStep::DecideDismissal => {
                (self.renew, self.dismiss) = (false, true);
                self.in_term() || matches!(self.stage, ContractStage::NonRenewalNotified | ContractStage::Indefinite)
            }
            ContractStep::SignRenewal { expires } => {
                let Some(old) = self.expires else { return false };
                let new = expires.date();
                let taken = self.in_term() && self.renew && date <= old && new > old;
                (self.expires, self.renew, self.stage) = (Some(new), false, ContractStage::Renewed);
                taken
            }
            ContractStep::RefuseRenewal { written } => {
                let Some(expires) = self.expires else { return false };
                let taken = self.in_term() && written;
                let latest = back(expires, self.agreed.non_renewal.unwrap_or(Period::Days(90)));
                self.stage = ContractStage::NonRenewalNotified;
                taken && latest.is_some_and(|latest| date <= latest)
            }
            ContractStep::NotifyDismissal { written } => {
                let here = self.in_term() || self.stage == ContractStage::NonRenewalNotified;
                self.stage = ContractStage::DismissalNotified;
                here && written && self.dismiss && self.runs(date, self.agreed.dismissal.unwrap_or(Period::Days(60)))
            }
            ContractStep::NotifyReplacement { written } => self.in_term() && written && (self.replace || self.own),
            ContractStep::NotifyEnd { by, written } => self.end_notice(date, by, written),
            ContractStep::GoOn => {
                let taken = self.in_term() && self.expires.is_some_and(|expires| date > expires);
                let silent = !(self.renew || self.replace || self.own || self.dismiss);
                (self.stage, self.expires) = (ContractStage::Indefinite, None);
                taken && silent
            }
            ContractStep::End => {
                let earliest = self.runs_out.or(self.expires);
                let here = self.in_term() || self.told();
                self.stage = ContractStage::Ended;
                here && by_expiry && earliest.is_some_and(|earliest| date >= earliest)
            }
            ContractStep::Supersede => {
                let here = self.stage == ContractStage::Initial || self.told();
                self.stage = ContractStage::Superseded;
                here && self.initial && self.replace && by_expiry
            }
            ContractStep::BeginGapService => {
                let here = matches!(self.stage, ContractStage::Superseded | ContractStage::Ended);
                self.stage = ContractStage::GapService;
                here
            }
            ContractStep::RefuseHandOver => self.over(),
            ContractStep::HandOver => {
                let here = self.over();
                self.stage = ContractStage::HandedOver;
                here
            }
            ContractStep::Disclose { .. } => !self.over() || self.stage == ContractStage::GapService,
            ContractStep::File => !self.over(),
        }
    }

    fn end_notice(&mut self, date: NaiveDate, by: ContractSide, written: bool) -> bool {
        let (here, asked, period) = match (self.stage, by) {
            // Nothing may be agreed for an indefinite term.
            (ContractStage::Indefinite, ContractSide::Owners) => {
                (true, self.replace || self.own || self.dismiss, Some(Period::Days(60)))
            }
            (ContractStage::Indefinite, ContractSide::Provider) => (true, true, Some(Period::Days(60))),
            (_, ContractSide::Owners) => (false, false, None),
            (_, ContractSide::Provider) => (self.in_term(), true, self.agreed.early_end),
        };
        self.stage = ContractStage::EndNotified;
        here && asked && written && period.is_some_and(|period| self.runs(date, period))
    }

    /// Sets the day on which a notice has run out, or the term if that is earlier.
    fn runs(&mut self, date: NaiveDate, period: Period) -> bool {
        let Some(end) = ahead(date, period) else { return false };
        self.runs_out = Some(self.expires.map_or(end, |expires| end.min(expires)));
        true
    }
}

fn ahead(date: NaiveDate, period: Period) -> Option<NaiveDate> {
    match period {
        Period::Days(days) => date.checked_add_days(chrono::Days::new(u64::from(days))),
        Period::Months(months) => by_months(date, i64::from(months)),
        Period::Years(years) => by_months(date, i64::from(years).checked_mul(12)?),
    }
}

fn back(date: NaiveDate, period: Period) -> Option<NaiveDate> {
    match period {
        Period::Days(days) => date.checked_sub_days(chrono::Days::new(u64::from(days))),
        Period::Months(months) => by_months(date, i64::from(months).checked_neg()?),
        Period::Years(years) => by_months(date, i64::from(years).checked_mul(-12)?),
    }
}

/// The corresponding day, or the last of a month that has none.
fn by_months(date: NaiveDate, months: i64) -> Option<NaiveDate> {
    let all = i64::from(date.year()).checked_mul(12)?.checked_add(i64::from(date.month0()))?.checked_add(months)?;
    let (year, month) = (all.checked_div_euclid(12)?, all.checked_rem_euclid(12)?.checked_add(1)?);
    let (year, month) = (i32::try_from(year).ok()?, u32::try_from(month).ok()?);
    (1..=date.day()).rev().find_map(|day| NaiveDate::from_ymd_opt(year, month, day))
}
