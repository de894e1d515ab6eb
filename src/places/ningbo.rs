//! 宁波市 (330200) — 《宁波市住宅小区物业管理条例》, in force from 2022-04-01 (第九十八条).
//!
//! It counts heads by certificates of title and leaves parking spaces and garages out of the area.

use super::{EmergencyText, Head, Text, days, months, share, stepping_in, years};
use crate::estate::Fact;
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::matter::Matter;
use crate::measure::{Day, Period};
use crate::mode::{Mode, Service};
use crate::rule::{
    Bearer, ChoiceMethod, Condition, CostCase, CostGround, EmergencyCase, Figure, Force, HeadBasis, Key, Layer,
    MayMove, Parameter, ParameterValue, ParkingArea, RequestRule, Rule, RuleError, Seats, SelfManagementField, Setting,
};

const REGULATIONS: Text = Text::new("ningbo_regulations", "2022-04-01", Confidence::Primary);

/// The layer of Ningbo.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = Head {
        id: "ningbo_regulations",
        title: ("宁波市住宅小区物业管理条例", "Ningbo Regulations on Residential Compounds"),
        number: None,
        issuer: "宁波市人民代表大会常务委员会",
        rank: Rank::CityRegulation,
        place: "330200",
        issued: Day::new(2021, 9, 29).map_or(Issued::InYear(2021), Issued::On),
        confidence: Confidence::Primary,
    };
    let (emergency, its_terms) = emergency()?;
    Ok(Layer {
        documents: vec![document.document()?],
        rules: vec![emergency],
        parameters: [parameters()?, funds()?, contract()?, self_management()?, its_terms].concat(),
        unread: Vec::new(),
        ..Layer::new("330200".parse()?)
    })
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let half = share(1, 2)?;
    let managing = Seats { least: 5, most: None, odd: true };
    let managing = REGULATIONS.only(at(82, 2), Setting::Exactly(ParameterValue::Seats(managing)))?;
    Ok(vec![
        // 第十八条: one certificate one vote, an owner of several one, the developer's stock one; area without parking.
        REGULATIONS.list(Key::HeadBasis, Locator::item(18, 1, 1), ParameterValue::HeadBasis(HeadBasis::Certificate))?,
        REGULATIONS.list(
            Key::ParkingArea,
            Locator::item(18, 1, 2),
            ParameterValue::ParkingArea(ParkingArea::LeftOut),
        )?,
        // 第二十条第二款、第二十二条第一款: the list posted in three days, the meeting within 90.
        // 第十七条第（四）项: self-management is begun and ended under the item on the provider.
        REGULATIONS.list(
            Key::SelfManagementMatter,
            Locator::item(17, 1, 4),
            ParameterValue::Matter(Matter::Provider),
        )?,
        REGULATIONS.ceiling(Figure::GroupListPosting, at(20, 2), Setting::AtMost(days(3)))?,
        REGULATIONS.ceiling(Figure::FirstMeetingWithin, at(22, 1), Setting::AtMost(days(90)))?,
        // 第二十三条第一款: filed in 30 days.
        REGULATIONS.ceiling(Figure::CommitteeFiling, at(23, 1), Setting::AtMost(days(30)))?,
        // 第二十四条第一款: once a year; 20 % of the owners.
        REGULATIONS.floor(Figure::RegularMeetings, at(24, 1), Setting::AtLeast(ParameterValue::Number(1)))?,
        REGULATIONS.ceiling(Figure::ExtraordinaryShare, Locator::item(24, 1, 1), Setting::AtLeast(share(1, 5)?))?,
        // 第三十一条第二款: candidates for not less than ten days.
        REGULATIONS.floor(Figure::CandidatePostingLength, at(31, 2), Setting::AtLeast(days(10)))?,
        // 第三十二条、第三十三条: a third of the members call; more than half attend, more than half of all agree; matters
        // posted three days before, decisions within three days.
        REGULATIONS.ceiling(Figure::CommitteeCallShare, Locator::item(32, 1, 2), Setting::AtLeast(share(1, 3)?))?,
        REGULATIONS.fixed(Figure::CommitteeQuorum, at(33, 1), Setting::MoreThan(half.clone()))?,
        REGULATIONS.floor(Figure::CommitteeAgenda, at(33, 2), Setting::AtLeast(days(3)))?,
        REGULATIONS.fixed(Figure::CommitteeConsent, at(33, 3), Setting::MoreThan(half.clone()))?,
        REGULATIONS.ceiling(Figure::CommitteePosting, at(33, 3), Setting::AtMost(days(3)))?,
        // 第三十六条: re-election 60 days before the end; below half of all seats the street steps in; papers handed over in
        // ten days.
        REGULATIONS.floor(Figure::ReElectionStart, at(36, 1), Setting::AtLeast(days(60)))?,
        REGULATIONS.fixed(Figure::VacancyShare, at(36, 2), Setting::Exactly(half.clone()))?,
        REGULATIONS.ceiling(Figure::CommitteeHandOver, at(36, 3), Setting::AtMost(days(10)))?,
        // 第八十二条第二款: five or more, an odd number; owners not less than half.
        Parameter::new(Key::ManagementCommitteeSeats, None, managing, MayMove::Free)?,
        REGULATIONS.floor(Figure::ManagementCommitteeOwners, at(82, 2), Setting::AtLeast(half))?,
    ])
}

/// 第七十一条第一款: they are paid from a reserve.
const EMERGENCIES: [EmergencyCase; 6] = [
    EmergencyCase::FireGear,
    EmergencyCase::Drainage,
    EmergencyCase::Lift,
    EmergencyCase::Facade,
    EmergencyCase::Leak,
    EmergencyCase::Other,
];

/// Articles 54 to 73: what is published, and the maintenance fund.
fn funds() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let below = Setting::Exactly(share(3, 10)?);
    let emergencies = ParameterValue::EmergencyCases(EMERGENCIES.to_vec());
    Ok(vec![
        // 第五十四条第一款、第七十三条第一款: every year.
        REGULATIONS.ceiling(Figure::ServicePublication, at(54, 1), Setting::AtMost(years(1)))?,
        REGULATIONS.ceiling(Figure::RevenuePublication, at(54, 1), Setting::AtMost(years(1)))?,
        REGULATIONS.ceiling(Figure::FundPublication, at(73, 1), Setting::AtMost(years(1)))?,
        // 第六十九条第二款: below 30 %.
        REGULATIONS.fixed(Figure::RenewalBelow, at(69, 2), below)?,
        REGULATIONS.list(Key::EmergencyCases, at(71, 1), emergencies)?,
    ])
}

/// Service contracts: notices, leaving, filing, ways to collect.
fn contract() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    Ok(vec![
        // 第四十八条第三款: filed within ten days of its conclusion.
        REGULATIONS.ceiling(Figure::ContractFiling, at(48, 3), Setting::AtMost(days(10)))?,
        // 第五十七条: the owners decide four months before expiry; a provider who does not agree tells 90 days before. Both
        // unless the contract says otherwise on the notice.
        REGULATIONS.floor(Figure::DecisionBeforeExpiry, at(57, 1), Setting::AtLeast(months(4)))?,
        REGULATIONS.fixed(Figure::NonRenewalNotice, at(57, 2), Setting::UnlessAgreed(days(90)))?,
    ])
}

/// 第八十三条第二款: a provider that caused it is liable; where none is engaged, all owners pay. Of an emergency that an
/// engaged provider did not cause nothing is said.
const COST: [CostCase; 2] = [
    CostCase { when: CostGround::ProviderAtFault, bearer: Bearer::ResponsibleProvider },
    CostCase { when: CostGround::NoneEngaged, bearer: Bearer::AllOwners },
];

/// 第八十三条: where management is suddenly missing or lost and daily life is affected, the street serves or names who does:
/// rubbish, lifts, security, traffic; usually six months at most.
fn emergency() -> Result<(Rule, Vec<Parameter>), RuleError> {
    let text = EmergencyText {
        at: Locator::paragraph(83, 1),
        request: RequestRule::ByOffice,
        choice: Some(ChoiceMethod::StreetOrNamed),
        services: &[Service::Refuse, Service::Lifts, Service::Security, Service::Traffic],
        then_at: Locator::paragraph(83, 2),
        term: Some((Figure::EmergencyTermUsual, Period::Months(6))),
        cost: &COST,
    };
    let needs =
        Condition::all([Condition::stated(Fact::ManagementSuddenlyLost), Condition::stated(Fact::LifeAffected)])?;
    let at = Locator::paragraph(83, 1);
    let rule = stepping_in(&REGULATIONS, "nb.emergency", Mode::Emergency, Force::Shall, at, needs)?;
    Ok((rule, text.parameters(&REGULATIONS)?))
}

/// 第四十八条第四款: what self-managing owners put to the vote.
fn self_management() -> Result<Vec<Parameter>, RuleError> {
    use SelfManagementField::{Body, Fee, Plan, Term};
    let fields = ParameterValue::SelfManagement(vec![Body, Plan, Fee, Term]);
    Ok(vec![REGULATIONS.list(Key::SelfManagement, Locator::paragraph(48, 4), fields)?])
}
