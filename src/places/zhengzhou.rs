//! 郑州市 (410100) — 《郑州市物业管理条例》, in force from 2021-10-01 (第七十二条).
//!
//! It prints no majorities, and one item for using and raising the fund, which the Code separates.

use super::{EmergencyText, Head, OWNERS_PAY, Text, days, emergency_duties, share, stepping_in, years};
use crate::estate::Fact;
use crate::law::{Authority, Confidence, Issued, Locator, Rank};
use crate::measure::{Day, Period};
use crate::mode::{Mode, Service};
use crate::rule::{
    Bar, ChoiceMethod, CollectionBan, Condition, EmergencyCase, Figure, Force, Key, Layer, MayMove, Parameter,
    ParameterValue, RequestRule, Rule, RuleError, Seats, Setting, SubContractBan,
};

const REGULATIONS: Text = Text::new("zhengzhou_regulations", "2021-10-01", Confidence::Primary);

/// The layer of Zhengzhou.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = Head {
        id: "zhengzhou_regulations",
        title: ("郑州市物业管理条例", "Zhengzhou Property Management Regulations"),
        number: None,
        issuer: "郑州市人民代表大会常务委员会",
        rank: Rank::CityRegulation,
        place: "410100",
        issued: Day::new(2021, 7, 30).map_or(Issued::InYear(2021), Issued::On),
        confidence: Confidence::Primary,
    };
    let (emergency, its_terms) = emergency()?;
    Ok(Layer {
        documents: vec![document.document()?],
        rules: [vec![emergency, entrusted()?], emergency_duties(&REGULATIONS, "zz", 62)?].concat(),
        parameters: [parameters()?, funds()?, contract()?, its_terms].concat(),
        unread: Vec::new(),
        ..Layer::new("410100".parse()?)
    })
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    let seats = |least, most| ParameterValue::Seats(Seats { least, most, odd: true });
    let at = Locator::paragraph;
    let half = share(1, 2)?;
    let group = REGULATIONS.only(at(14, 2), Setting::Exactly(seats(7, Some(11))))?;
    let managing = REGULATIONS.only(at(27, 2), Setting::Exactly(seats(7, Some(11))))?;
    let by_rules = REGULATIONS.only(at(19, 3), Setting::Delegated(Authority::Owners))?;
    Ok(vec![
        // 第十三条第一款: the developer files in 60 days.
        // Henan's article 19 has two months at most, which may be fewer days.
        REGULATIONS.ceiling(Figure::DeveloperFilesWithin, at(13, 1), Setting::AtMost(days(60)))?.as_contrary(),
        // 第十四条: ten owners or the developer apply; the group in 30 days, 7 to 11, an odd number, owners not less than
        // half; posted in three days.
        REGULATIONS.ceiling(Figure::GroupApplicants, at(14, 1), Setting::AtLeast(ParameterValue::Number(10)))?,
        REGULATIONS.ceiling(Figure::GroupFormedWithin, at(14, 2), Setting::AtMost(days(30)))?,
        Parameter::new(Key::GroupSeats, None, group, MayMove::Free)?,
        REGULATIONS.floor(Figure::GroupOwnersShare, at(14, 2), Setting::AtLeast(half.clone()))?,
        REGULATIONS.ceiling(Figure::GroupListPosting, at(14, 4), Setting::AtMost(days(3)))?,
        // 第十五条第一款: the meeting within 60 days.
        REGULATIONS.ceiling(Figure::FirstMeetingWithin, at(15, 1), Setting::AtMost(days(60)))?,
        // 第十七条: once a year; 20 % of the owners.
        REGULATIONS.floor(Figure::RegularMeetings, at(17, 1), Setting::AtLeast(ParameterValue::Number(1)))?,
        REGULATIONS.ceiling(Figure::ExtraordinaryShare, Locator::article(17), Setting::AtLeast(share(1, 5)?))?,
        // 第十八条: full capacity, no direct interest in the provider.
        REGULATIONS.list(
            Key::Bars,
            Locator::article(18),
            ParameterValue::Bars(vec![Bar::NoCapacity, Bar::ProviderInterest]),
        )?,
        // 第十九条: candidates posted for seven days; up to five years; the number is set by the owners' rules.
        REGULATIONS.floor(Figure::CandidatePostingLength, at(19, 2), Setting::AtLeast(days(7)))?,
        REGULATIONS.ceiling(Figure::CommitteeTerm, at(19, 3), Setting::AtMost(years(5)))?,
        Parameter::new(Key::CommitteeSeats, None, by_rules, MayMove::Free)?,
        // 第二十条第一款: filed in 30 days.
        REGULATIONS.ceiling(Figure::CommitteeFiling, at(20, 1), Setting::AtMost(days(30)))?,
        // 第二十七条第二款: 7 to 11, an odd number; owners not less than half.
        Parameter::new(Key::ManagementCommitteeSeats, None, managing, MayMove::Free)?,
        REGULATIONS.floor(Figure::ManagementCommitteeOwners, at(27, 2), Setting::AtLeast(half))?,
        // 第四十二条第一款: the fee in advance for not more than one year.
        REGULATIONS.ceiling(Figure::PrepaymentCap, at(42, 1), Setting::AtMost(years(1)))?,
    ])
}

/// 第五十七条第一款.
const EMERGENCIES: [EmergencyCase; 7] = [
    EmergencyCase::Lift,
    EmergencyCase::FireGear,
    EmergencyCase::Leak,
    EmergencyCase::Facade,
    EmergencyCase::Drainage,
    EmergencyCase::Railing,
    EmergencyCase::Other,
];

/// Articles 55 to 69: the maintenance fund and common revenue.
fn funds() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let emergencies = ParameterValue::EmergencyCases(EMERGENCIES.to_vec());
    Ok(vec![
        // 第五十五条第二款: below 30 %, or where no fund was ever set up.
        REGULATIONS.fixed(Figure::RenewalBelow, at(55, 2), Setting::Exactly(share(3, 10)?))?,
        REGULATIONS.list(Key::EmergencyCases, at(57, 1), emergencies)?,
        // 第六十九条: a fine of up to twice what was misused.
        REGULATIONS.fixed(
            Figure::RevenueMisuseFine,
            Locator::article(69),
            Setting::AtMost(ParameterValue::Number(2)),
        )?,
    ])
}

/// Service contracts: notices, leaving, filing, ways to collect.
fn contract() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let bans = ParameterValue::CollectionBans(vec![
        CollectionBan::CutPower,
        CollectionBan::CutWater,
        CollectionBan::CutHeat,
        CollectionBan::CutGas,
        CollectionBan::LimitSupply,
        CollectionBan::LimitEntry,
        CollectionBan::LimitLifts,
        CollectionBan::LimitVehicles,
    ]);
    Ok(vec![
        // 第三十五条第三款: the whole may not be passed on, nor split up.
        REGULATIONS.list(
            Key::SubContractBans,
            at(35, 3),
            ParameterValue::SubContractBans(SubContractBan::ALL.to_vec()),
        )?,
        // 第四十二条第三款.
        REGULATIONS.list(Key::CollectionBans, at(42, 3), bans)?,
    ])
}

/// 第六十二条: where management is lost or given up (失管弃管, read as either), the street names who serves: rubbish, lifts
/// and the like; one year at most, at the cost of all owners.
fn emergency() -> Result<(Rule, Vec<Parameter>), RuleError> {
    let text = EmergencyText {
        at: Locator::paragraph(62, 1),
        request: RequestRule::ByOffice,
        choice: Some(ChoiceMethod::Street),
        services: &[Service::Refuse, Service::Lifts],
        then_at: Locator::paragraph(62, 2),
        term: Some((Figure::EmergencyTerm, Period::Years(1))),
        cost: &OWNERS_PAY,
    };
    let needs =
        Condition::any([Condition::stated(Fact::LostManagement), Condition::stated(Fact::ManagementAbandoned)])?;
    let at = Locator::paragraph(62, 1);
    let rule = stepping_in(&REGULATIONS, "zz.emergency", Mode::Emergency, Force::Shall, at, needs)?;
    Ok((rule, text.parameters(&REGULATIONS)?))
}

/// 第三十三条第三款: old compounds without the conditions for professional management that cannot manage themselves: the
/// street has single services done by contract or the community serves. Who pays is not printed.
fn entrusted() -> Result<Rule, RuleError> {
    let stated = Condition::stated;
    let needs = Condition::all([
        stated(Fact::OldCompound),
        stated(Fact::ProfessionalConditions).negated()?,
        stated(Fact::CannotSelfManage),
    ])?;
    stepping_in(&REGULATIONS, "zz.basic", Mode::Basic, Force::Shall, Locator::paragraph(33, 3), needs)
}
