//! 东莞市 (441900) — a newspaper's report of 2018 on emergency service, the civil affairs bureau's opinion of 2023-05-16
//! and the housing bureau's letter 东建函〔2023〕26号 of 2023-07-14.
//!
//! The opinion has two lists without headings: what was done and what comes next; they count as its first and second
//! section. The city's measures on property management were not read, only what the report tells of them; how long an
//! emergency service may last was not found.

use super::{Head, Text, letter, unread};
use crate::estate::{Event, Fact, OrganisationKind, Quantity};
use crate::law::{Authority, Confidence, Dated, Issued, Locator, Rank};
use crate::measure::{Bound, Day, Period, Share, Threshold};
use crate::mode::{Mode, Service};
use crate::rule::{
    Aim, Asked, ChoiceMethod, Cmp, Condition, ConsultationStep, Cycle, Duty, Figure, Force, Key, Layer, MayMove,
    NeededDecision, Node, Parameter, ParameterValue, RequestRule, Rule, RuleError, Rulebook, Setting, Term, Window,
};

/// The report bears no day that was seen; its address bears the month. It counts from the end of the year.
const REPORT: Text = Text::new("dongguan_emergency_report_2018", "2018-12-31", Confidence::Secondary);
/// A report on the renovation of Guancheng of July 2023, of which the rulebook's summary was read and not the page; it
/// counts from the end of the year.
const TRIAL: Text = Text::new("dongguan_guancheng_report_2023", "2023-12-31", Confidence::Secondary);
/// A reply on the city's platform of which an excerpt was read; its page bears the year only.
const CUT_OFF: Text = Text::new("dongguan_reply_760673", "2025-12-31", Confidence::Excerpt);
const CIVIL_AFFAIRS: Text = Text::new("dongguan_civil_affairs_2023", "2023-05-16", Confidence::PolicyLetter);
const LETTER: Text = Text::new("dongguan_letter_2023_26", "2023-07-14", Confidence::PolicyLetter);

/// The rulebook of Dongguan: nation, Dongguan. Half-years are those of the calendar.
///
/// # Errors
/// None that a caller can cause.
pub fn rulebook() -> Result<Rulebook, RuleError> {
    super::rulebook_for("441900".parse()?)
}

/// The layer of Dongguan. Half-years are those of the calendar.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    layer_with(Window::Calendar(Cycle::Half))
}

/// The layer of Dongguan with another reading of *once per half-year* (每半年至少召开1次): the letters do not say whether
/// the half-years are those of the calendar, or any six months ([`Window::Rolling`]).
///
/// # Errors
/// None that a caller can cause.
///
/// ```
/// use wuye::measure::Period;
/// use wuye::places::{VERSION, dongguan, national};
/// use wuye::rule::{Rulebook, Window};
/// let layers = vec![national::layer()?, dongguan::layer_with(Window::Rolling(Period::Months(6)))?];
/// let rolling = Rulebook::new("cn-441900-rolling".parse()?, VERSION, layers)?;
/// assert_ne!(rolling.id(), dongguan::rulebook()?.id()); // answers name the reading they rest on
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn layer_with(half_year: Window) -> Result<Layer, RuleError> {
    let report = Head {
        id: "dongguan_emergency_report_2018",
        title: (
            "25家企业入选东莞应急物业服务企业预选库",
            "Newspaper report on Dongguan's pool for emergency service (2018)",
        ),
        number: None,
        issuer: "东莞时间网",
        // It tells of the city's 《东莞物业管理办法》, whose rank was not read.
        rank: Rank::NormativeDocument,
        place: "441900",
        issued: Issued::InYear(2018),
        confidence: Confidence::Secondary,
    };
    let trial = Head {
        id: "dongguan_guancheng_report_2023",
        title: ("东莞莞城老旧小区改造项目的报道", "Newspaper report on the renovation of Guancheng in Dongguan (2023)"),
        number: None,
        issuer: "中国日报（地方版）",
        rank: Rank::NormativeDocument,
        place: "441900",
        issued: Issued::InYear(2023),
        confidence: Confidence::Secondary,
    };
    let cut_off = Head {
        id: "dongguan_reply_760673",
        title: (
            "东莞阳光网问政平台第760673号答复（摘录）",
            "Reply 760673 on Dongguan's platform for questions (excerpt)",
        ),
        number: None,
        issuer: "东莞阳光网问政平台",
        rank: Rank::NormativeDocument,
        place: "441900",
        issued: Issued::InYear(2025),
        confidence: Confidence::Excerpt,
    };
    let civil_affairs = letter(
        "dongguan_civil_affairs_2023",
        (
            "对市政协十四届二次会议第20230244号提案的会办意见",
            "Dongguan Civil Affairs Bureau, opinion on proposal 20230244 (2023)",
        ),
        None,
        "东莞市民政局",
        "441900",
        Day::new(2023, 5, 16).map_or(Issued::InYear(2023), Issued::On),
    )?;
    let housing = letter(
        "dongguan_letter_2023_26",
        (
            "关于东莞市十七届人大三次会议第20230194号建议答复的函",
            "Dongguan Housing Bureau, reply to suggestion 20230194 (2023)",
        ),
        Some("东建函〔2023〕26号"),
        "东莞市住房和城乡建设局",
        "441900",
        Day::new(2023, 7, 14).map_or(Issued::InYear(2023), Issued::On),
    )?;
    Ok(Layer {
        documents: vec![report.document()?, trial.document()?, cut_off.document()?, civil_affairs, housing],
        rules: rules(half_year)?,
        parameters: parameters()?,
        unread: vec![
            unread("东莞物业管理办法", "Dongguan's measures on property management"),
            unread("广东省的物业管理法规", "regulations of Guangdong on property management"),
            unread(
                "关于加强和改进全市住宅小区党建工作的若干措施",
                "Measures on party building in residential compounds (Dongguan)",
            ),
        ],
        ..Layer::new("441900".parse()?)
    })
}

/// A value that the civil affairs bureau attests first and the housing bureau again.
fn both<T: Clone>(first: Locator, again: Locator, value: T) -> Result<Dated<T>, RuleError> {
    Ok(Dated::new(vec![CIVIL_AFFAIRS.says(first, value.clone())?, LETTER.says(again, value)?])?)
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    let draw = ParameterValue::ChoiceMethod(ChoiceMethod::Draw);
    let owners = Threshold::of(Bound::MoreThan, 1, 2)?;
    let asked = Asked { committee: false, owners, written: true, through: Authority::ResidentsCommittee };
    let asked = RequestRule::Asked(asked);
    let trial = Setting::Exactly(ParameterValue::Period(Period::Months(36)));
    let pool = || Setting::Exactly(ParameterValue::Number(25));
    let pool = vec![
        REPORT.says(Locator::section(&[], Some(1)), pool())?,
        LETTER.says(Locator::section(&[1, 3], None), pool())?,
    ];
    let services = Setting::AtLeast(ParameterValue::Services(vec![Service::Security, Service::Cleaning]));
    let cut_off = Setting::AtMost(ParameterValue::Day(Day::new(2005, 12, 31)?));
    let cut_off = CUT_OFF.only(Locator::section(&[], Some(1)), cut_off)?;
    let covered = Setting::Exactly(ParameterValue::Share(Share::WHOLE));
    let covered = both(Locator::section(&[1, 1], None), Locator::section(&[1, 5], None), covered)?;
    let able = Condition::stated(Fact::PartyOrganisationPossible);
    let steps = ParameterValue::ConsultationSteps(ConsultationStep::ALL.to_vec());
    Ok(vec![
        // The report: one enterprise is drawn at random from the pool of 25; the letter of 2023 has 25 too.
        REPORT.list(Key::ProviderChoice(Mode::Emergency), Locator::section(&[], Some(2)), draw)?,
        // There too: without a lawful committee the residents' committee collects the written consent of more than half
        // of the owners and acts in its place.
        REPORT.list(Key::EmergencyRequest, Locator::section(&[], Some(2)), ParameterValue::Request(asked))?,
        // Guancheng: the operator pays for a transition of three years before the owners' fee begins.
        TRIAL.figure(Figure::TrialPeriod, Locator::section(&[], Some(1)), trial, MayMove::Free)?,
        // Built in 2005 or earlier (2005年及以前), where the nation says chiefly by the end of 2000.
        Parameter::new(Key::RenovationCutOff, None, cut_off, MayMove::Free)?,
        Parameter::new(Key::Figure(Figure::EmergencyPool), None, Dated::new(pool)?, MayMove::Free)?,
        // The opinion's second list, 四是: six steps of handling disputes by consultation, in their order.
        CIVIL_AFFAIRS.list(Key::ConsultationSteps, Locator::section(&[2, 4], None), steps)?,
        // The letter, 一（三）: security, cleaning and other basic services, at a comparatively low fee; no number.
        Parameter::new(
            Key::Services(Mode::Emergency),
            None,
            LETTER.only(Locator::section(&[1, 3], None), services)?,
            MayMove::Free,
        )?,
        // The letter, 一（五）: coverage 100 %, of the settled compounds that can have a party organisation.
        Parameter::new(Key::Figure(Figure::PartyCoverage), Some(able), covered, MayMove::Free)?,
    ])
}

fn rules(half_year: Window) -> Result<Vec<Rule>, RuleError> {
    let stated = Condition::stated;
    let more_than_half = Condition::leaf(Node::Compare {
        left: Term::Of(Quantity::WrittenConsents),
        cmp: Cmp::Gt,
        right: Term::Part(Share::new(1, 2)?, Quantity::Owners),
    })?;
    let meeting =
        Condition::leaf(Node::CountIn { event: Event::CoBuildingMeeting, window: half_year, cmp: Cmp::Ge, number: 1 })?;
    let consultation = Condition::all([stated(Fact::CommunityConsultation), stated(Fact::CompoundConsultation)])?;
    let duty = |id: &str, duty, needs: Condition| -> Result<Rule, RuleError> {
        let needs = both(Locator::section(&[1, 3], None), Locator::section(&[2, 6], None), needs)?;
        let (aim, force) = (Aim::Duty(duty), Force::Shall);
        Ok(Rule { id: id.parse()?, aim, force, needs, needs_decision: None, then: Vec::new() })
    };
    Ok(vec![
        // The report: a compound without a lawfully elected committee, left by its provider, that did not succeed in
        // choosing another, is in disorder and needs service urgently. With the written consent of more than half of
        // the owners the village or residents' committee acts for the owners' committee, guided by the city.
        Rule {
            needs_decision: Some(NeededDecision { by: Authority::ResidentsCommittee, matter: None }),
            then: vec![Key::ProviderChoice(Mode::Emergency), Key::Figure(Figure::EmergencyPool)],
            ..REPORT.rule(
                "dg.emergency.measures",
                Aim::Mode(Mode::Emergency),
                Force::May,
                Locator::section(&[], Some(2)),
                Condition::all([
                    stated(Fact::OwnersCommittee).negated()?,
                    stated(Fact::ProviderLeft),
                    stated(Fact::NoNewProvider),
                    stated(Fact::ServiceDisorder),
                    more_than_half,
                ])?,
            )?
        },
        // The letter, 一（三）: compounds that lost their management or are managed by others and did not succeed in
        // choosing a new provider; a temporary measure.
        Rule {
            then: vec![Key::Services(Mode::Emergency)],
            ..LETTER.rule(
                "dg.emergency.letter",
                Aim::Mode(Mode::Emergency),
                Force::May,
                Locator::section(&[1, 3], None),
                Condition::all([
                    stated(Fact::NoNewProvider),
                    Condition::any([stated(Fact::LostManagement), stated(Fact::ManagedByProxy)])?,
                ])?,
            )?
        },
        // The letter, 二（二）: the gates of recommendation, review and organisation of the election (推荐关、审核关、选举组织
        // 关). A plan of the bureau: it is reported and does not void an election.
        LETTER.rule(
            "dg.found.owners_committee.gates",
            Aim::Found(OrganisationKind::OwnersCommittee),
            Force::Usually,
            Locator::section(&[2, 2], None),
            Condition::all([
                stated(Fact::CandidatesRecommended),
                stated(Fact::CandidatesReviewed),
                stated(Fact::ElectionOrganised),
            ])?,
        )?,
        // The opinion's first list, 三是, and the letter, 二（六）: consultation in every village and community, and in the
        // compound a body of its party organisation, committee, provider, owners and the departments concerned.
        duty("dg.duty.consultation", Duty::Consultation, consultation)?,
        // There too: the party organisation of the village or community calls a joint meeting at least once per
        // half-year.
        duty("dg.duty.joint_meeting", Duty::JointMeeting, meeting)?,
    ])
}
