//! 北京市 (110000) — 《北京市物业管理条例》 in its text of 2024-03-29.
//!
//! In force since 2020-05-01 (第一百零四条); what it printed before 2024 was not read, so its numbers count from the day of
//! the amendment.

use super::{
    EmergencyText, Head, OWNERS_PAY, Text, compare, days, emergency_duties, months, part, share, stepping_in, unread,
    years,
};
use crate::estate::{Fact, OrganisationKind, Quantity, Value};
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::measure::{Bound, Day, Period, Share, Threshold};
use crate::mode::{Mode, Service};
use crate::rule::{
    Aim, Bar, ChoiceMethod, Cmp, Condition, Figure, Force, Key, Layer, MayMove, Parameter, ParameterValue, RequestRule,
    Rule, RuleError, Seats, Setting, SubContractBan, TopUpBase, TopUpRule,
};

const REGULATIONS: Text = Text::new("beijing_regulations", "2024-03-29", Confidence::Primary);

/// The layer of Beijing.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = Head {
        id: "beijing_regulations",
        title: ("北京市物业管理条例", "Beijing Property Management Regulations"),
        number: None,
        issuer: "北京市人民代表大会常务委员会",
        rank: Rank::ProvincialRegulation,
        place: "110000",
        issued: Day::new(2024, 3, 29).map_or(Issued::InYear(2024), Issued::On),
        confidence: Confidence::Primary,
    };
    let (emergency, its_terms) = emergency()?;
    Ok(Layer {
        documents: vec![document.document()?],
        rules: [vec![first_meeting()?, emergency], emergency_duties(&REGULATIONS, "bj", 77)?].concat(),
        parameters: [parameters()?, funds()?, contract()?, its_terms].concat(),
        unread: vec![unread("北京市物业管理条例（2024年以前的文本）", "the Beijing regulations before 2024")],
        ..Layer::new("110000".parse()?)
    })
}

/// 第三十条: with half of the built area delivered, 5 % of the owners, owners of 5 % of the area or the developer may
/// apply for an assembly. It is a right, not a duty.
fn first_meeting() -> Result<Rule, RuleError> {
    let applicants = Condition::any([
        part(Quantity::ApplicantOwners, 1, 20, Quantity::Owners)?,
        part(Quantity::ApplicantArea, 1, 20, Quantity::BuiltArea)?,
        Condition::stated(Fact::DeveloperApplied),
    ])?;
    let delivered = part(Quantity::DeliveredExclusiveArea, 1, 2, Quantity::BuiltArea)?;
    REGULATIONS.rule(
        "bj.found.owners_assembly.apply",
        Aim::Found(OrganisationKind::OwnersAssembly),
        Force::May,
        Locator::article(30),
        Condition::all([delivered, applicants])?,
    )
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    let seats = |least| Setting::Exactly(ParameterValue::Seats(Seats { least, most: None, odd: true }));
    let half = share(1, 2)?;
    // 第三十九条第一款: households 100 or fewer.
    let small = compare(Quantity::Households, Cmp::Le, Value::Count(100))?;
    let at = |article, paragraph| Locator::paragraph(article, paragraph);
    Ok(vec![
        // 第三十条: applicants of 5 % of the owners.
        REGULATIONS.ceiling(Figure::GroupApplicantsShare, Locator::article(30), Setting::AtLeast(share(1, 20)?))?,
        // 第三十一条第四款: an odd number, owners not less than half; posted within seven days.
        REGULATIONS.floor(Figure::GroupOwnersShare, at(31, 4), Setting::AtLeast(half.clone()))?,
        REGULATIONS.ceiling(Figure::GroupListPosting, at(31, 5), Setting::AtMost(days(7)))?,
        // 第三十二条: papers posted 15 days before; the meeting within 60 days of the group.
        REGULATIONS.floor(Figure::GroupPosting, at(32, 1), Setting::AtLeast(days(15)))?,
        REGULATIONS.ceiling(Figure::FirstMeetingWithin, at(32, 4), Setting::AtMost(days(60)))?,
        // 第三十五条: once a year, 20 % of the owners, 15 days, nothing that was not announced.
        REGULATIONS.floor(Figure::RegularMeetings, at(35, 2), Setting::AtLeast(ParameterValue::Number(1)))?,
        REGULATIONS.ceiling(Figure::ExtraordinaryShare, at(35, 2), Setting::AtLeast(share(1, 5)?))?,
        REGULATIONS.floor(Figure::MeetingNotice, at(35, 4), Setting::AtLeast(days(15)))?,
        REGULATIONS.ceiling(Figure::OffAgenda, at(35, 5), Setting::AtMost(ParameterValue::Number(0)))?,
        // 第三十七条第二款: posted within three days.
        REGULATIONS.ceiling(Figure::ResultPosting, at(37, 2), Setting::AtMost(days(3)))?,
        // 第三十九条: five or more, an odd number; three where there are 100 households or fewer.
        Parameter::new(Key::CommitteeSeats, None, REGULATIONS.only(at(39, 1), seats(5))?, MayMove::Free)?,
        Parameter::new(Key::CommitteeSeats, Some(small), REGULATIONS.only(at(39, 1), seats(3))?, MayMove::Free)?,
        // 第三十九条第三款: conditions that members must meet; those that are conditions of the compound's own are left out.
        REGULATIONS.list(Key::Bars, at(39, 3), ParameterValue::Bars(BARS.to_vec()))?,
        // 第四十一条至第四十三条: up to five years; first meeting in seven days; filed in thirty.
        REGULATIONS.ceiling(Figure::CommitteeTerm, at(41, 1), Setting::AtMost(years(5)))?,
        REGULATIONS.ceiling(Figure::CommitteeFirstMeeting, Locator::article(42), Setting::AtMost(days(7)))?,
        REGULATIONS.ceiling(Figure::CommitteeFiling, at(43, 1), Setting::AtMost(days(30)))?,
        // 第四十五条: a third of the members call; more than half attend, more than half sign; the residents' committee is
        // told five days before; posted within three days.
        REGULATIONS.ceiling(Figure::CommitteeCallShare, at(45, 1), Setting::AtLeast(share(1, 3)?))?,
        REGULATIONS.fixed(Figure::CommitteeQuorum, at(45, 2), Setting::MoreThan(half.clone()))?,
        REGULATIONS.floor(Figure::CommitteeAgenda, at(45, 3), Setting::AtLeast(days(5)))?,
        REGULATIONS.fixed(Figure::CommitteeConsent, at(45, 4), Setting::MoreThan(half.clone()))?,
        REGULATIONS.ceiling(Figure::CommitteePosting, at(45, 4), Setting::AtMost(days(3)))?,
        // 第四十八条: anew where fewer than half are left after alternates moved up.
        REGULATIONS.fixed(Figure::VacancyShare, Locator::article(48), Setting::Exactly(half.clone()))?,
        // 第五十四条: seven or more, an odd number; owners not less than half. 第五十七条: more than half of the members and
        // of the owners among them attend, more than half sign; posted for ten working days, which is not a period
        // here.
        Parameter::new(Key::ManagementCommitteeSeats, None, REGULATIONS.only(at(54, 1), seats(7))?, MayMove::Free)?,
        REGULATIONS.floor(Figure::ManagementCommitteeOwners, at(54, 1), Setting::AtLeast(half.clone()))?,
        // 第五十八条: usually up to three years.
        REGULATIONS.ceiling(Figure::ManagementCommitteeTerm, Locator::article(58), Setting::AtMost(years(3)))?,
        REGULATIONS.fixed(Figure::ManagementCommitteeQuorum, at(57, 2), Setting::MoreThan(half.clone()))?,
        REGULATIONS.fixed(Figure::ManagementCommitteeConsent, at(57, 3), Setting::MoreThan(half))?,
    ])
}

/// 第三十九条第三款.
const BARS: [Bar; 3] = [Bar::NoCapacity, Bar::ProviderInterest, Bar::Untrustworthy];

/// 第七十四条第二款: while the fund is below 30 % of the first amount that was due, half of the common revenue or more goes
/// into it. 第九十六条: a fine of up to twice what was misused.
fn funds() -> Result<Vec<Parameter>, RuleError> {
    let rule = TopUpRule {
        below: Some(Share::new(3, 10)?),
        of: TopUpBase::Revenue,
        share: Some(Threshold::of(Bound::AtLeast, 1, 2)?),
        every: None,
        until_first: false,
    };
    let fine = Setting::AtMost(ParameterValue::Number(2));
    Ok(vec![
        REGULATIONS.list(Key::TopUp, Locator::paragraph(74, 2), ParameterValue::TopUp(rule))?,
        REGULATIONS.fixed(Figure::RevenueMisuseFine, Locator::article(96), fine)?,
    ])
}

/// Service contracts: notices, leaving, filing, ways to collect.
fn contract() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let whole = ParameterValue::SubContractBans(vec![SubContractBan::Whole]);
    Ok(vec![
        // 第十九条第三款: an initial contract runs for two years at most; the owners decide three months before it expires.
        REGULATIONS.ceiling(Figure::InitialContractTerm, at(19, 3), Setting::AtMost(years(2)))?,
        REGULATIONS.floor(Figure::InitialDecision, at(19, 3), Setting::Exactly(months(3)))?,
        // 第六十三条: filed within 15 days of signing or changing.
        REGULATIONS.ceiling(Figure::ContractFiling, at(63, 3), Setting::AtMost(days(15)))?,
        // 第六十九条: the whole may not be passed on at once.
        REGULATIONS.list(Key::SubContractBans, Locator::article(69), whole)?,
        // 第七十五条第一款: six months before expiry the decision of the owners is organised.
        REGULATIONS.floor(Figure::DecisionBeforeExpiry, at(75, 1), Setting::Exactly(months(6)))?,
        // There too: a provider that does not agree to go on tells 90 days before; the Code lets the contract vary it.
        REGULATIONS.fixed(Figure::NonRenewalNotice, at(75, 1), Setting::AtLeast(days(90)))?.as_contrary(),
        // 第七十六条第一款: a dismissed provider hands over and leaves within 30 days of the notice.
        REGULATIONS.fixed(Figure::ExitAfterNotice, at(76, 1), Setting::AtMost(days(30)))?,
    ])
}

/// 第七十七条: where management is suddenly lost, the street has who serves named: water, rubbish, lifts and the like; six
/// months at most, at the cost of all owners.
fn emergency() -> Result<(Rule, Vec<Parameter>), RuleError> {
    let text = EmergencyText {
        at: Locator::paragraph(77, 1),
        request: RequestRule::ByOffice,
        choice: Some(ChoiceMethod::Street),
        services: &[Service::WaterSupply, Service::Refuse, Service::Lifts],
        then_at: Locator::paragraph(77, 2),
        term: Some((Figure::EmergencyTerm, Period::Months(6))),
        cost: &OWNERS_PAY,
    };
    let needs = Condition::stated(Fact::ManagementSuddenlyLost);
    let at = Locator::paragraph(77, 1);
    let rule = stepping_in(&REGULATIONS, "bj.emergency", Mode::Emergency, Force::Shall, at, needs)?;
    Ok((rule, text.parameters(&REGULATIONS)?))
}
