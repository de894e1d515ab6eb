//! 山东省 (370000) — 《山东省物业管理条例》 in its text of 2021-12-03.
//!
//! In force since 2009-05-01 (第八十四条). The day on which the amendment took effect is not printed; its numbers count from
//! the day of the decision.

use super::{Head, Text, days, majority_of_the_code, part, rooms, share, two_years_since_first_unit, unread, years};
use crate::estate::{Fact, OrganisationKind, Quantity};
use crate::law::{Authority, Confidence, Issued, Locator, Rank};
use crate::matter::Matter;
use crate::measure::Day;
use crate::mode::Mode;
use crate::money::{Purpose, Purse};
use crate::rule::{
    Aim, CollectionBan, Condition, Figure, Force, HeadBasis, Key, Layer, MayMove, NeededDecision, NoticeForm,
    Parameter, ParameterValue, RateBy, Relief, Rule, RuleError, Seats, Setting, VacancyCase,
};

const REGULATIONS: Text = Text::new("shandong_regulations", "2021-12-03", Confidence::Primary);

/// The layer of Shandong.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = Head {
        id: "shandong_regulations",
        title: ("山东省物业管理条例", "Shandong Property Management Regulations"),
        number: None,
        issuer: "山东省人民代表大会常务委员会",
        rank: Rank::ProvincialRegulation,
        place: "370000",
        issued: Day::new(2021, 12, 3).map_or(Issued::InYear(2021), Issued::On),
        confidence: Confidence::Primary,
    };
    Ok(Layer {
        documents: vec![document.document()?],
        rules: vec![first_meeting()?, pipes()?, meanwhile()?],
        parameters: [parameters()?, funds()?, contract()?].concat(),
        unread: vec![unread("山东省物业管理条例（2021年以前的文本）", "the Shandong regulations before 2021")],
        ..Layer::new("370000".parse()?)
    })
}

/// 第二十条第三款: half of the exclusive area delivered, or to half of the owners; or two years since the first and a
/// quarter of the owners.
fn first_meeting() -> Result<Rule, RuleError> {
    let later =
        Condition::all([two_years_since_first_unit()?, part(Quantity::DeliveredOwners, 1, 4, Quantity::Owners)?])?;
    REGULATIONS.rule(
        "sd.found.owners_assembly.first_meeting",
        Aim::Found(OrganisationKind::OwnersAssembly),
        Force::Shall,
        Locator::paragraph(20, 3),
        Condition::any([
            part(Quantity::DeliveredExclusiveArea, 1, 2, Quantity::ExclusiveArea)?,
            part(Quantity::DeliveredOwners, 1, 2, Quantity::Owners)?,
            later,
        ])?,
    )
}

/// The majority of a matter as the text repeats it from the Code.
fn majority(matter: Matter) -> Result<Parameter, RuleError> {
    let value = REGULATIONS.only(Locator::paragraph(24, 2), majority_of_the_code(matter)?)?;
    Parameter::new(Key::Majority(matter), None, value, MayMove::Fixed)
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    let seats = |least, most| ParameterValue::Seats(Seats { least, most, odd: true });
    let at = Locator::paragraph;
    let half = share(1, 2)?;
    let group = REGULATIONS.only(at(21, 2), Setting::Exactly(seats(7, None)))?;
    let five = REGULATIONS.only(at(30, 1), Setting::Exactly(seats(5, None)))?;
    // 第二十五条: as the assembly agreed; otherwise one exclusive part one head.
    let heads =
        Setting::Default { value: ParameterValue::HeadBasis(HeadBasis::Unit), unless: Matter::RulesOfProcedure };
    let heads = REGULATIONS.only(Locator::item(25, 1, 1), heads)?;
    let mut all = vec![
        // 第二十一条: the group in 60 days; seven or more, an odd number, owners not less than half; posted in ten days.
        REGULATIONS.ceiling(Figure::GroupFormedWithin, at(21, 1), Setting::AtMost(days(60)))?,
        Parameter::new(Key::GroupSeats, None, group, MayMove::Free)?,
        REGULATIONS.floor(Figure::GroupOwnersShare, at(21, 2), Setting::AtLeast(half.clone()))?,
        REGULATIONS.ceiling(Figure::GroupListPosting, at(21, 3), Setting::AtMost(days(10)))?,
        // 第二十二条: papers 15 days before; the meeting within 90 days.
        REGULATIONS.floor(Figure::GroupPosting, at(22, 2), Setting::AtLeast(days(15)))?,
        REGULATIONS.ceiling(Figure::FirstMeetingWithin, at(22, 3), Setting::AtMost(days(90)))?,
        Parameter::new(Key::HeadBasis, None, heads, MayMove::Free)?,
        // 第二十八条: once a year; 20 % of the owners.
        REGULATIONS.floor(Figure::RegularMeetings, at(28, 1), Setting::AtLeast(ParameterValue::Number(1)))?,
        REGULATIONS.ceiling(Figure::ExtraordinaryShare, Locator::item(28, 2, 1), Setting::AtLeast(share(1, 5)?))?,
        // 第三十条: five or more, an odd number; up to five years; first meeting in seven days.
        Parameter::new(Key::CommitteeSeats, None, five, MayMove::Free)?,
        REGULATIONS.ceiling(Figure::CommitteeTerm, at(30, 1), Setting::AtMost(years(5)))?,
        REGULATIONS.ceiling(Figure::CommitteeFirstMeeting, at(30, 2), Setting::AtMost(days(7)))?,
        // 第三十一条第一款: filed in 30 days.
        REGULATIONS.ceiling(Figure::CommitteeFiling, at(31, 1), Setting::AtMost(days(30)))?,
        // 第三十二条: two thirds attend, more than half of all agree; posted in three days, the assembly's decisions too.
        REGULATIONS.fixed(Figure::CommitteeQuorum, at(32, 3), Setting::AtLeast(share(2, 3)?))?,
        REGULATIONS.fixed(Figure::CommitteeConsent, at(32, 3), Setting::MoreThan(half.clone()))?,
        REGULATIONS.ceiling(Figure::CommitteePosting, at(32, 4), Setting::AtMost(days(3)))?,
        REGULATIONS.ceiling(Figure::ResultPosting, at(32, 4), Setting::AtMost(days(3)))?,
        // 第三十三条第一款: re-election 90 days before the end.
        REGULATIONS.floor(Figure::ReElectionStart, at(33, 1), Setting::AtLeast(days(90)))?,
        // 第三十四条第（三）项: more than half of the members or 20 % of the owners propose.
        REGULATIONS.ceiling(Figure::RecallMembersShare, Locator::item(34, 1, 3), Setting::MoreThan(half))?,
        REGULATIONS.ceiling(Figure::RecallOwnersShare, Locator::item(34, 1, 3), Setting::AtLeast(share(1, 5)?))?,
    ];
    // 第六十二条第二款: what stands empty for long is charged as the contract says; 第六十七条: the owner tells the provider.
    let agreed = Relief::Agreed { by: RateBy::Contract, within: None };
    let case = VacancyCase { phase: None, classes: Vec::new(), longer: None, relief: agreed };
    let told = ParameterValue::NoticeForm(NoticeForm::Told);
    all.push(REGULATIONS.list(Key::Vacancy, at(62, 2), ParameterValue::Vacancy(vec![case]))?);
    all.push(REGULATIONS.list(Key::VacancyNotice, Locator::article(67), told)?);
    for matter in Matter::ALL {
        all.push(majority(*matter)?);
    }
    Ok(all)
}

/// 第七十一条第二款: the fund does not pay for the pipes and plant of utilities.
fn pipes() -> Result<Rule, RuleError> {
    let aim = Aim::Pay(Purse::MaintenanceFund, Purpose::UtilityPipes);
    let id = "sd.pay.maintenance_fund.utility_pipes";
    REGULATIONS.rule(id, aim, Force::Shall, Locator::paragraph(71, 2), Condition::never())
}

/// 第十二条第（一）项: 3 ‰ to 5 ‰ of the built area, and not less than 100 m². The upper end bars nobody from more.
fn funds() -> Result<Vec<Parameter>, RuleError> {
    let rooms = Setting::AtLeast(rooms(100, 0, &[(0, 3)], false)?);
    let rooms = REGULATIONS.only(Locator::item(12, 1, 1), rooms)?;
    Ok(vec![Parameter::new(Key::Rooms, None, rooms, MayMove::Free)?])
}

/// Service contracts: notices, leaving, filing, ways to collect.
fn contract() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let bans = ParameterValue::CollectionBans(vec![
        CollectionBan::CutWater,
        CollectionBan::CutPower,
        CollectionBan::CutGas,
        CollectionBan::CutHeat,
    ]);
    Ok(vec![
        // 第五十七条第六款: filed within ten days of signing.
        REGULATIONS.ceiling(Figure::ContractFiling, at(57, 6), Setting::AtMost(days(10)))?,
        // 第六十四条第四款.
        REGULATIONS.list(Key::CollectionBans, at(64, 4), bans)?,
    ])
}

/// 第七十九条: old areas whose renovation is done: until there is an assembly the residents' committee may manage.
fn meanwhile() -> Result<Rule, RuleError> {
    let stated = Condition::stated;
    let needs = [stated(Fact::OldCompound), stated(Fact::Renovated), stated(Fact::OwnersAssembly).negated()?];
    let aim = Aim::Mode(Mode::CommunityGuaranteed);
    let by = Authority::ResidentsCommittee;
    Ok(Rule {
        needs_decision: Some(NeededDecision { by, matter: None }),
        ..REGULATIONS.rule("sd.community", aim, Force::May, Locator::article(79), Condition::all(needs)?)?
    })
}
