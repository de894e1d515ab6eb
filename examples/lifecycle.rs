//! One old compound in Dongguan from nobody's care to a second provider: application for renovation, consultation,
//! vote, contract, dismissal, emergency service, hand-over. On each day it prints what is due, what is overdue, what
//! is allowed, and why the rest is not. The compound and its numbers are made up; the law is that of each day.
//!
//! ```text
//! cargo run --example lifecycle
//! cargo run --example lifecycle -- --lang en
//! ```

use std::error::Error;

use wuye::decide::contract::{
    ContractCase, ContractEvent, ContractKind, ContractLaw, ContractReview, ContractStep, ContractTerms, DueState,
    StepRefusal,
};
use wuye::decide::emergency::{
    EmergencyAct, EmergencyLaw, EmergencyRequest, EmergencyService, EmergencyStep, ProviderLot,
};
use wuye::decide::transition::change;
use wuye::decide::{AdoptionPolicy, Ground, adopt};
use wuye::dossier::{DecisionRecord, Dossier, EventRecord};
use wuye::estate::{Compound, Event, Fact, ProviderId, Quantity, Stated, Value};
use wuye::law::Authority;
use wuye::matter::{Matter, Resolution, Tally, Weight, resolve};
use wuye::measure::draw::{Draw, Generator};
use wuye::measure::{Approx, Day, Money, Period};
use wuye::mode::Mode;
use wuye::procedure::{
    Consultation, ConsultationAct, ConsultationMove, ConsultationTerms, DuePlan, DueRule, HalfReading, HalfYearly,
    TopicKind, Vote,
};
use wuye::programme::renovation_application;
use wuye::rule::{ConsultationStep, Key, Rulebook};
use wuye::terms::Lang;

type Run<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Run {
    let mut arguments = std::env::args().skip(1);
    let lang = match (arguments.next().as_deref(), arguments.next()) {
        (None, _) => Lang::Zh,
        (Some("--lang"), Some(lang)) => lang.parse()?,
        _ => return Err("usage: lifecycle [--lang zh|en]".into()),
    };
    let mut life = Life::new(lang)?;
    let topic = life.application()?;
    life.consultation(topic)?;
    let contract = life.contract()?;
    life.dismissal(contract)?;
    life.emergency()?;
    life.cadence()
}

fn day(text: &str) -> Run<Day> {
    Ok(text.parse()?)
}

/// The compound, the law of its place, and the language of the report.
struct Life {
    lang: Lang,
    rulebook: Rulebook,
    dossier: Dossier,
}

impl Life {
    fn new(lang: Lang) -> Run<Self> {
        let compound =
            Compound { id: "shili".parse()?, name: "示例花园".into(), place: "441900".parse()?, yards: Vec::new() };
        Ok(Self { lang, rulebook: wuye::places::dongguan::rulebook()?, dossier: Dossier::new(compound) })
    }

    fn title(&self, zh: &str, en: &str) {
        println!("\n── {}", if self.lang == Lang::Zh { zh } else { en });
    }

    fn note(&self, zh: &str, en: &str) {
        println!("   {}", if self.lang == Lang::Zh { zh } else { en });
    }

    fn lines(&self, text: &str) {
        for line in text.lines() {
            println!("   {line}");
        }
    }

    fn state(&mut self, facts: &[(Fact, bool)], on: Day, by: Authority) -> Run {
        for (fact, value) in facts {
            self.dossier.state(*fact, Stated::new(*value, on, by))?;
        }
        Ok(())
    }

    /// A vote of 300 owners with 30,000 m², counted under the law of its day and reported to the dossier.
    fn vote(&mut self, on: Day, took_part: (u32, &str), agreed: (u32, &str)) -> Run<Resolution> {
        let weight = |(heads, area): (u32, &str)| Ok::<_, Box<dyn Error>>(Weight { heads, area: area.parse()? });
        let tally = Tally::declared(weight((300, "30000"))?, weight(took_part)?, weight(agreed)?)?;
        let (majority, law) = self.rulebook.majority(Matter::Provider, on).ok_or("no majority is known on that day")?;
        let resolution = resolve(self.dossier.compound.id.clone(), Matter::Provider, on, tally, majority, law);
        println!("   {} {}", on.render(self.lang), resolution.render(self.lang));
        self.dossier.resolutions.push(Stated::new(resolution.record(), on, Authority::OwnersCommittee));
        Ok(resolution)
    }

    /// Five of six preconditions, one of them not stated; then a topic for all owners on its way to a vote.
    fn application(&mut self) -> Run<Consultation> {
        let on = day("2024-03-01")?;
        self.title("2024年3月：无人管理，拟申报改造", "March 2024: nobody manages it; it wants to be renovated");
        let unmanaged = DecisionRecord {
            mode: Mode::Unmanaged,
            on: day("2010-01-01")?,
            rulebook: self.rulebook.id().to_string(),
            version: self.rulebook.version(),
            grounds: Vec::new(),
        };
        self.dossier.decisions.push(Stated::new(unmanaged, on, Authority::Street));
        let facts = [
            (Fact::PartyOrganisation, true),
            (Fact::ResidentsCovenant, true),
            (Fact::ContributionToWorks, true),
            (Fact::LaterManagementAccepted, true),
        ];
        self.state(&facts, on, Authority::Street)?;
        let none = Stated::new(Approx::exact(Value::Count(0)), on, Authority::Street);
        self.dossier.measure(Quantity::IllegalStructures, none)?;
        self.apply(on)?;
        self.title("协商：议题收集至会议协商", "Consultation: from topics to the meeting");
        let order = self.rulebook.setting(Key::ConsultationSteps, on);
        let plan = DuePlan::new(vec![DueRule {
            step: ConsultationMove::Meet,
            from: ConsultationMove::Settle,
            within: Period::Days(15),
        }])?;
        let joint = TopicKind::Joint(Matter::Provider);
        let terms = ConsultationTerms::settled(self.dossier.compound.id.clone(), joint, &order, plan)?;
        let mut topic = Consultation::new(terms.ok_or("Dongguan's letters give the steps")?);
        topic.record(day("2024-03-05")?, ConsultationAct::Step(ConsultationStep::Collect))?;
        topic.record(day("2024-03-20")?, ConsultationAct::Step(ConsultationStep::Settle))?;
        self.lines(&topic.answer(day("2024-04-10")?)?.render(self.lang));
        topic.record(day("2024-04-12")?, ConsultationAct::Step(ConsultationStep::Meet))?;
        self.note("未经表决而要执行：", "Somebody wants to carry it out without a vote:");
        if let Err(error) = topic.clone().record(day("2024-04-20")?, ConsultationAct::Step(ConsultationStep::Carry)) {
            println!("   {}", error.render(self.lang));
        }
        Ok(topic)
    }

    /// The six preconditions of Xianning's letter, as an example of a city that prints some; Dongguan's were not found.
    fn apply(&self, on: Day) -> Run {
        let xianning = wuye::places::xianning::rulebook()?;
        self.note("改造申报（以咸宁来函的六个前置条件为例）：", "Application (by the six preconditions of Xianning):");
        for line in renovation_application(&xianning, &self.dossier, Some(day("1998-06-30")?), on).render(self.lang) {
            println!("   · {line}");
        }
        Ok(())
    }

    /// A vote that falls short, one that passes, and the rest of the consultation; its outcome comes back as a fact.
    fn consultation(&mut self, mut topic: Consultation) -> Run {
        self.title("表决与执行", "Vote and execution");
        self.vote(day("2024-05-06")?, (199, "20100"), (180, "18000"))?;
        let passed = self.vote(day("2024-06-10")?, (210, "21000"), (150, "15200"))?;
        let report = Vote::of(&passed, day("2024-06-11")?, Authority::OwnersCommittee);
        topic.record(day("2024-06-11")?, ConsultationAct::Vote(Box::new(report)))?;
        topic.record(day("2024-06-15")?, ConsultationAct::Step(ConsultationStep::Carry))?;
        topic.record(day("2024-07-15")?, ConsultationAct::Step(ConsultationStep::Supervise))?;
        topic.record(day("2024-08-01")?, ConsultationAct::Step(ConsultationStep::Evaluate))?;
        self.lines(&topic.answer(day("2024-08-01")?)?.render(self.lang));
        if topic.state_in(&mut self.dossier, Authority::ResidentsCommittee)? {
            self.note("协商结果已作为事实写回档案。", "Its outcome is now a fact of the dossier.");
        }
        self.apply(day("2024-08-01")?)
    }

    /// Professional management is adopted on the vote; the contract begins.
    fn contract(&mut self) -> Run<ContractCase> {
        self.title("2024年9月：选聘物业服务企业", "September 2024: a provider is engaged");
        let on = day("2024-09-01")?;
        let grounds = self.resolved(on);
        self.adopt(Mode::Professional, on, grounds)?;
        let terms = ContractTerms::new(
            "jia".parse()?,
            ContractKind::Regular,
            on,
            day("2024-09-15")?,
            Some(day("2026-09-14")?),
        )?;
        let case = ContractCase::open(terms);
        let law = ContractLaw::new(&self.rulebook, &self.dossier);
        self.review(&case.review(day("2024-10-15")?, &law)?);
        Ok(case)
    }

    /// The latest resolution of the owners, as a ground.
    fn resolved(&self, on: Day) -> Vec<Ground> {
        self.dossier.resolution(Matter::Provider, on).cloned().map(Ground::Reported).into_iter().collect()
    }

    /// Asks whether the mode may change, and adopts it on the grounds.
    fn adopt(&mut self, to: Mode, on: Day, grounds: Vec<Ground>) -> Run {
        let answer = change(&self.rulebook, &self.dossier, on, to, &grounds);
        for line in answer.render(self.lang) {
            println!("   · {line}");
        }
        match adopt(&answer.assessment, &grounds, AdoptionPolicy::default()) {
            Ok(decision) => {
                println!("   {}", decision.render(self.lang));
                self.dossier.decisions.push(Stated::new(decision.record(), on, Authority::OwnersCommittee));
            }
            Err(refusal) => println!("   {}", refusal.render(self.lang)),
        }
        Ok(())
    }

    /// Stage, steps that are allowed, the reasons of those that are not, what has a day. Steps that the stage does not
    /// know, and duties whose day no text gives, are only counted.
    fn review(&self, review: &ContractReview) {
        let allowed: Vec<&str> = review.allowed.iter().map(|step| step.render(self.lang)).collect();
        let (on, stage) = (review.on.render(self.lang), review.stage.render(self.lang));
        self.note(
            &format!("{on}：{stage}。可以：{}。", allowed.join("、")),
            &format!("{on}: {stage}. Allowed: {}.", allowed.join("; ")),
        );
        for (step, why) in &review.refused {
            if !matches!(why, StepRefusal::NoPlace {}) {
                println!("   · {} ✗ {}", step.render(self.lang), why.render(self.lang));
            }
        }
        let (dated, open): (Vec<_>, Vec<_>) = review.dues.iter().partition(|due| due.state != DueState::Unknown);
        for due in review.notice.iter().chain(dated) {
            println!("   · {}", due.render(self.lang));
        }
        if let Some(fee) = &review.fee {
            println!("   · {}", fee.render(self.lang));
        }
        let (zh, en) = (
            format!("另有{}项义务，所读规定未载明期限：待查明。", open.len()),
            format!("{} more duties, of which no text that was read gives the day: unknown.", open.len()),
        );
        self.note(&zh, &en);
    }

    /// The owners dismiss the provider: sixty days, a gap, and no successor in time.
    fn dismissal(&mut self, mut case: ContractCase) -> Run {
        self.title("2025年3月：解聘、通知、期满", "March 2025: dismissed, told, ended");
        self.vote(day("2025-02-20")?, (220, "22500"), (140, "14000"))?;
        let take = |case: &mut ContractCase, life: &Self, on: &str, step: ContractStep| -> Run {
            Ok(case.take(ContractEvent { on: day(on)?, step }, &ContractLaw::new(&life.rulebook, &life.dossier))?)
        };
        take(&mut case, self, "2025-02-20", ContractStep::DecideDismissal)?;
        take(&mut case, self, "2025-03-01", ContractStep::NotifyDismissal { written: true })?;
        let law = ContractLaw::new(&self.rulebook, &self.dossier);
        self.review(&case.review(day("2025-04-01")?, &law)?);
        self.note("提前一日结束：", "A day too early:");
        let early = ContractEvent { on: day("2025-04-29")?, step: ContractStep::End };
        if let Err(fault) = case.clone().take(early, &law) {
            println!("   {}", fault.render(self.lang));
        }
        take(&mut case, self, "2025-04-30", ContractStep::End)?;
        take(&mut case, self, "2025-05-01", ContractStep::BeginGapService)?;
        self.review(&case.review(day("2025-05-10")?, &ContractLaw::new(&self.rulebook, &self.dossier))?);
        take(&mut case, self, "2025-05-21", ContractStep::HandOver)?;
        let daily: Money = "320.00".parse()?;
        if let (Some(span), Some(fee)) =
            (case.gap_service(day("2025-05-21")?), case.gap_fee(day("2025-05-21")?, daily)?)
        {
            let (zh, en) = (
                format!("接管前继续服务{}天，每天{daily}元，共{fee}元。", span.days()),
                format!("Service until the hand-over: {} days at {daily} yuan, {fee} yuan.", span.days()),
            );
            self.note(&zh, &en);
        }
        let by = Authority::ResidentsCommittee;
        self.dossier.contracts.push(Stated::new(case.contract_record(), day("2025-05-21")?, by));
        self.dossier.events.extend(case.event_records(by));
        for (fact, stated) in case.facts(by) {
            self.dossier.state(fact, stated)?;
        }
        Ok(())
    }

    /// Exactly half of the owners is not more than half; one more is. The enterprise is drawn from the pool of 25.
    fn emergency(&mut self) -> Run {
        self.title("2025年6月：应急物业服务", "June 2025: emergency service");
        let lost = day("2025-06-01")?;
        let facts = [
            (Fact::OwnersCommittee, false),
            (Fact::ProviderLeft, true),
            (Fact::NoNewProvider, true),
            (Fact::ServiceDisorder, true),
            (Fact::LostManagement, true),
        ];
        self.state(&facts, lost, Authority::Street)?;
        for (quantity, count) in [(Quantity::Owners, 300), (Quantity::WrittenConsents, 151)] {
            let stated = Stated::new(Approx::exact(Value::Count(count)), lost, Authority::ResidentsCommittee);
            self.dossier.measure(quantity, stated)?;
        }
        let law = EmergencyLaw::on(&self.rulebook, &self.dossier, lost);
        let mut service = EmergencyService::new(self.dossier.compound.id.clone());
        service.step(&law, lost, EmergencyAct::Report)?;
        let asking = |owners| EmergencyRequest {
            by: Authority::ResidentsCommittee,
            asking: Some(owners),
            owners: Some(300),
            written: Some(true),
        };
        for owners in [150, 151] {
            let request = EmergencyAct::Request(asking(owners));
            let asked = format!("{owners} / 300：");
            service.step(&law, day("2025-06-05")?, request)?;
            self.note(&asked, &asked);
            let answer = service.answer(&law, day("2025-06-05")?);
            self.lines(&answer.render(self.lang));
            for (_, why) in answer.refused.iter().filter(|(step, _)| *step == EmergencyStep::Choose) {
                println!("   · {}", why.render(self.lang));
            }
        }
        let candidates = (1..=25).map(|n| format!("pool-{n:02}").parse()).collect::<Result<Vec<ProviderId>, _>>()?;
        let lot = ProviderLot { draw: Draw { generator: Generator::SplitMix64, seed: 20_250_610 }, candidates };
        let drawn = lot.drawn()?.clone();
        let (zh, en) = (format!("在25家中抽取：{drawn}。"), format!("Drawn from 25: {drawn}."));
        self.note(&zh, &en);
        service.step(&law, day("2025-06-10")?, EmergencyAct::Choose { provider: drawn, lot: Some(lot) })?;
        let start = day("2025-06-15")?;
        let committee = Ground::Act { by: Authority::ResidentsCommittee, on: day("2025-06-10")? };
        self.adopt(Mode::Emergency, start, vec![committee])?;
        service.step(&law, start, EmergencyAct::Start { until: None })?;
        let answer = service.answer(&law, day("2025-09-15")?);
        self.lines(&answer.render(self.lang));
        for finding in &answer.findings {
            println!("   · {}", finding.render(self.lang));
        }
        self.title("2025年10月：选定新的企业，应急服务结束", "October 2025: a new provider; the emergency ends");
        self.vote(day("2025-09-20")?, (230, "23000"), (170, "17000"))?;
        let on = day("2025-10-01")?;
        let grounds = self.resolved(on);
        self.adopt(Mode::Professional, on, grounds)?;
        let new = EmergencyAct::NewService { provider: Some("yi".parse()?) };
        service.step(&law, day("2025-10-01")?, new)?;
        service.step(&law, day("2025-10-08")?, EmergencyAct::HandOver)?;
        self.lines(&service.answer(&law, day("2025-10-08")?).render(self.lang));
        Ok(())
    }

    /// Two joint meetings in one half of the year are none in the other.
    fn cadence(&mut self) -> Run {
        self.title("共建议事会：每半年至少一次", "Joint meetings: at least once a half-year");
        for met in ["2025-03-02", "2025-06-30"] {
            let happened = Stated::new(day(met)?, day(met)?, Authority::ResidentsCommittee);
            self.dossier.events.push(EventRecord { event: Event::CoBuildingMeeting, happened });
        }
        let until = day("2025-12-31")?;
        self.dossier.complete.push(wuye::dossier::CompleteLog { event: Event::CoBuildingMeeting, until });
        for reading in [HalfReading::Calendar, HalfReading::Rolling] {
            let held = HalfYearly::of(&self.dossier, Event::CoBuildingMeeting, reading, day("2025-01-01")?, until)?;
            self.lines(&held.render(self.lang));
        }
        Ok(())
    }
}
