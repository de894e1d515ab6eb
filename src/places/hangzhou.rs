//! 杭州市 (330100) — 《杭州市物业管理条例》, in force from 2022-03-01 (第九十三条).
//!
//! Its notice of seven days for an extraordinary meeting is below the State Council's fifteen: the higher text
//! decides and the difference is recorded.

use super::{
    EmergencyText, Head, Text, compare, days, months, share, stepping_in, three_fifths_or_two_years, top_up, unread,
    years, yuan,
};
use crate::estate::{Fact, OrganisationKind, Quantity, Value};
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::measure::Day;
use crate::mode::{Mode, Service};
use crate::money::{Purpose, Purse};
use crate::rule::{
    Aim, Bar, ChoiceMethod, Cmp, Condition, EmergencyCase, Figure, Force, Key, Layer, MayMove, Parameter,
    ParameterValue, PlantKind, RequestRule, Rule, RuleError, Seats, SelfManagementField, Setting, TopUpBase, TopUpRule,
};

const REGULATIONS: Text = Text::new("hangzhou_regulations", "2022-03-01", Confidence::Primary);

/// The layer of Hangzhou.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = Head {
        id: "hangzhou_regulations",
        title: ("杭州市物业管理条例", "Hangzhou Property Management Regulations"),
        number: None,
        issuer: "杭州市人民代表大会常务委员会",
        rank: Rank::CityRegulation,
        place: "330100",
        issued: Day::new(2021, 7, 30).map_or(Issued::InYear(2021), Issued::On),
        confidence: Confidence::Primary,
    };
    let (emergency, its_terms) = emergency()?;
    Ok(Layer {
        documents: vec![document.document()?],
        rules: [vec![first_meeting()?, emergency], not_from_the_fund()?].concat(),
        parameters: [parameters()?, funds()?, contract()?, its_terms, self_management()?].concat(),
        unread: vec![unread(
            "浙江省物业管理条例（2009年以后的修改）",
            "amendments of the Zhejiang regulations after 2009, if any",
        )],
        ..Layer::new("330100".parse()?)
    })
}

/// 第二十二条第一款: 60 % of the built area sold and delivered; or two years since the first unit and 30 %.
fn first_meeting() -> Result<Rule, RuleError> {
    REGULATIONS.rule(
        "hz.found.owners_assembly.first_meeting",
        Aim::Found(OrganisationKind::OwnersAssembly),
        Force::Shall,
        Locator::paragraph(22, 1),
        three_fifths_or_two_years()?,
    )
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    let seats = |least, most| ParameterValue::Seats(Seats { least, most, odd: true });
    let at = Locator::paragraph;
    let half = share(1, 2)?;
    // 第二十七条第一款: households 100 or fewer.
    let small = compare(Quantity::Households, Cmp::Le, Value::Count(100))?;
    let five = REGULATIONS.only(at(27, 1), Setting::Exactly(seats(5, Some(11))))?;
    let three = REGULATIONS.only(at(27, 1), Setting::Exactly(seats(3, Some(11))))?;
    let managing = REGULATIONS.only(at(39, 1), Setting::Exactly(seats(7, Some(11))))?;
    // 第二十五条第（三）项、第（四）项: only if the rules of procedure say so.
    let if_agreed = vec![Bar::FeeArrears, Bar::FundArrears, Bar::ProviderEmployee, Bar::ProviderKin];
    Ok(vec![
        // 第十八条第四款第（一）项: 20 % of the owners.
        REGULATIONS.ceiling(Figure::ExtraordinaryShare, Locator::item(18, 4, 1), Setting::AtLeast(share(1, 5)?))?,
        // 第十九条: 15 days for a regular meeting, seven for an extraordinary one; nothing that was not announced.
        REGULATIONS.floor(Figure::MeetingNotice, at(19, 1), Setting::AtLeast(days(15)))?,
        REGULATIONS.floor(Figure::ExtraordinaryNotice, at(19, 1), Setting::AtLeast(days(7)))?.as_contrary(),
        REGULATIONS.ceiling(Figure::OffAgenda, at(19, 2), Setting::AtMost(ParameterValue::Number(0)))?,
        // 第二十条第三款: not less than five days and not more than sixty.
        REGULATIONS.fixed(Figure::VotingWindow, at(20, 3), Setting::Between { least: days(5), most: days(60) })?,
        // 第二十二条: the developer files in one month; papers 15 days before.
        REGULATIONS.ceiling(Figure::DeveloperFilesWithin, at(22, 1), Setting::AtMost(months(1)))?,
        REGULATIONS.floor(Figure::GroupPosting, at(22, 2), Setting::AtLeast(days(15)))?,
        // 第二十五条第一款: full capacity; the rest only by the owners' rules.
        REGULATIONS.list(Key::Bars, at(25, 1), ParameterValue::Bars(vec![Bar::NoCapacity]))?,
        REGULATIONS.list(Key::BarsIfAgreed, at(25, 1), ParameterValue::Bars(if_agreed))?,
        // 第二十六条第二款: candidates 15 days before, for not less than seven.
        REGULATIONS.floor(Figure::CandidatePosting, at(26, 2), Setting::AtLeast(days(15)))?,
        REGULATIONS.floor(Figure::CandidatePostingLength, at(26, 2), Setting::AtLeast(days(7)))?,
        // 第二十七条第一款: 5 to 11, an odd number; three up to 100 households; more than half of the agreed number elected.
        Parameter::new(Key::CommitteeSeats, None, five, MayMove::Free)?,
        Parameter::new(Key::CommitteeSeats, Some(small), three, MayMove::Free)?,
        REGULATIONS.fixed(Figure::ElectedShare, at(27, 1), Setting::MoreThan(half.clone()))?,
        // 第二十八条第二款: anew where not more than half of the agreed number are left; exactly half is too few.
        REGULATIONS.fixed(Figure::VacancyShare, at(28, 2), Setting::MoreThan(half.clone()))?,
        // 第二十九条: a third calls; more than half attend, more than half of all agree; posted in three days.
        REGULATIONS.ceiling(Figure::CommitteeCallShare, at(29, 1), Setting::AtLeast(share(1, 3)?))?,
        REGULATIONS.fixed(Figure::CommitteeQuorum, at(29, 2), Setting::MoreThan(half.clone()))?,
        REGULATIONS.fixed(Figure::CommitteeConsent, at(29, 2), Setting::MoreThan(half.clone()))?,
        REGULATIONS.ceiling(Figure::CommitteePosting, at(29, 2), Setting::AtMost(days(3)))?,
        // 第三十三条: three to five years; reported three months before the end.
        REGULATIONS.fixed(
            Figure::CommitteeTerm,
            Locator::article(33),
            Setting::Between { least: years(3), most: years(5) },
        )?,
        REGULATIONS.floor(Figure::ReElectionStart, Locator::article(33), Setting::AtLeast(months(3)))?,
        // 第三十四条: hand-over in ten days, by a member in seven.
        REGULATIONS.ceiling(Figure::CommitteeHandOver, at(34, 1), Setting::AtMost(days(10)))?,
        REGULATIONS.ceiling(Figure::MemberHandOver, at(34, 2), Setting::AtMost(days(7)))?,
        // 第三十九条、第四十一条: 7 to 11, an odd number; owners not less than half; names posted for seven days; usually up to
        // two years.
        Parameter::new(Key::ManagementCommitteeSeats, None, managing, MayMove::Free)?,
        REGULATIONS.floor(Figure::ManagementCommitteeOwners, at(39, 1), Setting::AtLeast(half))?,
        REGULATIONS.floor(Figure::ManagementCommitteePosting, at(39, 2), Setting::AtLeast(days(7)))?,
        REGULATIONS.ceiling(Figure::ManagementCommitteeTerm, at(41, 1), Setting::AtMost(years(2)))?,
        // 第五十五条第三款: the fee in advance for not more than twelve months, and not more than the term of the contract.
        REGULATIONS.ceiling(Figure::PrepaymentCap, at(55, 3), Setting::AtMost(months(12)))?,
        REGULATIONS.ceiling(Figure::PrepaymentOfTerm, at(55, 3), Setting::AtMost(share(1, 1)?))?,
    ])
}

/// 第七十四条: what the fund does not pay: what the builder owes, the pipes of utilities, what somebody damaged, what the
/// provider owes under the contract.
fn not_from_the_fund() -> Result<Vec<Rule>, RuleError> {
    let barred = |item, purpose: Purpose| {
        let (id, aim) = (format!("hz.pay.maintenance_fund.{purpose}"), Aim::Pay(Purse::MaintenanceFund, purpose));
        REGULATIONS.rule(&id, aim, Force::Shall, Locator::item(74, 1, item), Condition::never())
    };
    Ok(vec![
        barred(1, Purpose::BuildersWarranty)?,
        barred(2, Purpose::UtilityPipes)?,
        barred(3, Purpose::ManMadeDamage)?,
        barred(4, Purpose::ProvidersDuty)?,
    ])
}

/// 第七十三条第一款.
const EMERGENCIES: [EmergencyCase; 6] = [
    EmergencyCase::Lift,
    EmergencyCase::FireGear,
    EmergencyCase::Facade,
    EmergencyCase::Collapse,
    EmergencyCase::Leak,
    EmergencyCase::Drainage,
];

/// Articles 30 to 73: common revenue and the maintenance fund.
fn funds() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let mainly = TopUpRule { below: None, of: TopUpBase::Revenue, share: None, every: None, until_first: true };
    let mainly = REGULATIONS.only(at(60, 3), top_up(mainly))?;
    Ok(vec![
        // 第三十条第（五）项: common revenue every half-year.
        REGULATIONS.ceiling(Figure::RevenuePublication, Locator::item(30, 1, 5), Setting::AtMost(months(6)))?,
        // 第六十条第三款: mainly for the fund; it may stop at the first amount; or as the assembly decides.
        Parameter::new(Key::TopUp, None, mainly, MayMove::Free)?,
        // 第七十一条第一款: below 30 % with interest.
        REGULATIONS.fixed(Figure::RenewalBelow, at(71, 1), Setting::Exactly(share(3, 10)?))?,
        // 第七十二条第（二）项: no audit up to 30,000 yuan if the committee agrees; an overrun of 10 % or more is applied for.
        REGULATIONS.fixed(Figure::AuditFree, Locator::item(72, 1, 2), Setting::AtMost(yuan(30_000)?))?,
        REGULATIONS.fixed(Figure::OverrunReapplied, Locator::item(72, 1, 2), Setting::AtLeast(share(1, 10)?))?,
        REGULATIONS.list(Key::EmergencyCases, at(73, 1), ParameterValue::EmergencyCases(EMERGENCIES.to_vec()))?,
    ])
}

/// Service contracts: notices, leaving, filing, ways to collect.
fn contract() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let successor =
        Condition::any([Condition::stated(Fact::NewProviderChosen), Condition::stated(Fact::SelfManagementChosen)])?;
    let leaves = REGULATIONS.only(at(57, 1), Setting::UnlessAgreed(days(15)))?;
    Ok(vec![
        // 第四十九条第二款: filed within 15 days of its conclusion.
        REGULATIONS.ceiling(Figure::ContractFiling, at(49, 2), Setting::AtMost(days(15)))?,
        // 第五十七条第一款: where a new provider is chosen or self-management decided, the old one leaves within 15 days of
        // the end, unless the contract says otherwise.
        Parameter::new(Key::Figure(Figure::ExitPeriod), Some(successor), leaves, MayMove::Fixed)?,
    ])
}

/// 第五十八条: where the provider does not or cannot perform and daily life is affected, the street has who serves named:
/// cleaning, order and the like. Neither a term nor who pays is printed.
fn emergency() -> Result<(Rule, Vec<Parameter>), RuleError> {
    let text = EmergencyText {
        at: Locator::paragraph(58, 1),
        request: RequestRule::ByOffice,
        choice: Some(ChoiceMethod::Street),
        services: &[Service::Cleaning, Service::Order],
        then_at: Locator::paragraph(58, 1),
        term: None,
        cost: &[],
    };
    let needs =
        Condition::all([Condition::stated(Fact::ProviderNotPerforming), Condition::stated(Fact::LifeAffected)])?;
    let at = Locator::paragraph(58, 1);
    let rule = stepping_in(&REGULATIONS, "hz.emergency", Mode::Emergency, Force::Shall, at, needs)?;
    Ok((rule, text.parameters(&REGULATIONS)?))
}

/// 第九十一条: what self-managing owners decide; lifts and the like go to specialists; accounts every year.
fn self_management() -> Result<Vec<Parameter>, RuleError> {
    use SelfManagementField::{Body, Fee, Plan, Term};
    let fields = ParameterValue::SelfManagement(vec![Body, Plan, Fee, Term]);
    let year = Setting::AtMost(years(1));
    let at = Locator::paragraph;
    Ok(vec![
        REGULATIONS.list(Key::SelfManagement, at(91, 2), fields)?,
        REGULATIONS.list(Key::SpecialistPlant, at(91, 3), ParameterValue::Plants(vec![PlantKind::Lift]))?,
        REGULATIONS.ceiling(Figure::SelfManagementAccounts, at(91, 5), year)?,
    ])
}
