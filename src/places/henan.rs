//! 河南省 (410000) — 《河南省物业管理条例》 of 2017-09-29, in force from 2018-01-01.
//!
//! It was written before the Civil Code and still prints the shares of the Property Law; where it differs the Code
//! decides, and the difference is recorded with both citations.

use super::{Head, Text, area, compare, days, majority_before_2021, months, part, rooms, share, unread, years};
use crate::estate::{Event, Fact, OrganisationKind, Quantity, Value};
use crate::law::{Authority, Confidence, Issued, Locator, Rank};
use crate::matter::{Base, Majority, Matter};
use crate::measure::{Bound, Day, Period, Threshold};
use crate::mode::Mode;
use crate::rule::{
    Aim, AssemblyForm, Cmp, Condition, Duty, EmergencyCase, Figure, Force, Key, Layer, LiftCircle, LiftRule, MayMove,
    Node, Parameter, ParameterValue, PlantKind, Rule, RuleError, SelfManagementField, Setting,
};

const REGULATIONS: Text = Text::new("henan_regulations", "2018-01-01", Confidence::Primary);

/// The layer of Henan.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = Head {
        id: "henan_regulations",
        title: ("河南省物业管理条例", "Henan Property Management Regulations"),
        number: None,
        issuer: "河南省人民代表大会常务委员会",
        rank: Rank::ProvincialRegulation,
        place: "410000",
        issued: Day::new(2017, 9, 29).map_or(Issued::InYear(2017), Issued::On),
        confidence: Confidence::Primary,
    };
    Ok(Layer {
        documents: vec![document.document()?],
        rules: vec![first_meeting()?, charging()?, self_management()?],
        parameters: [parameters()?, funds()?, governance()?].concat(),
        unread: vec![unread(
            "河南省物业管理条例（2018年以后的修改）",
            "amendments of the Henan regulations after 2018, if any",
        )],
        ..Layer::new("410000".parse()?)
    })
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    let mut all = assembly()?;
    for matter in Matter::ALL {
        all.push(majority(*matter)?);
    }
    all.extend(committee()?);
    all.extend(contract()?);
    Ok(all)
}

/// 第十八条第三款: the first meeting is held when half of the built area is sold and delivered, or 30 % of the households
/// have moved in, or the initial contract was ended lawfully, or 90 days before it expires.
fn first_meeting() -> Result<Rule, RuleError> {
    let expires = Node::Until { event: Event::InitialContractExpires, cmp: Cmp::Le, period: Period::Days(90) };
    let any = Condition::any([
        part(Quantity::DeliveredArea, 1, 2, Quantity::BuiltArea)?,
        part(Quantity::HouseholdsMovedIn, 3, 10, Quantity::Households)?,
        Condition::stated(Fact::InitialContractEnded),
        Condition::leaf(expires)?,
    ])?;
    REGULATIONS.rule(
        "hn.found.owners_assembly.first_meeting",
        Aim::Found(OrganisationKind::OwnersAssembly),
        Force::Shall,
        Locator::paragraph(18, 3),
        any,
    )
}

/// Articles 18 to 24: representatives, papers, the preparatory group, extraordinary meetings.
fn assembly() -> Result<Vec<Parameter>, RuleError> {
    // 第十八条第二款: with more than 300 households an assembly of representatives may be set up with the same duties.
    let large = compare(Quantity::Households, Cmp::Gt, Value::Count(300))?;
    let representatives = Setting::Exactly(ParameterValue::AssemblyForm(AssemblyForm::Representatives));
    let representatives = REGULATIONS.only(Locator::paragraph(18, 2), representatives)?;
    Ok(vec![
        // The Regulations of the State Council know an assembly of all owners only.
        Parameter::new(Key::AssemblyForm, Some(large), representatives, MayMove::Free)?.as_contrary(),
        // 第十九条: the developer files the papers within two months.
        REGULATIONS.ceiling(Figure::DeveloperFilesWithin, Locator::article(19), Setting::AtMost(months(2)))?,
        // 第二十条第一款: ten or more owners jointly apply; the group in 30 days, the meeting 60 days after that.
        REGULATIONS.ceiling(
            Figure::GroupApplicants,
            Locator::paragraph(20, 1),
            Setting::AtLeast(ParameterValue::Number(10)),
        )?,
        REGULATIONS.ceiling(Figure::GroupFormedWithin, Locator::paragraph(20, 1), Setting::AtMost(days(30)))?,
        REGULATIONS.ceiling(Figure::FirstMeetingWithin, Locator::paragraph(20, 1), Setting::AtMost(days(60)))?,
        // 第二十条第二款: owners not less than half of the group.
        REGULATIONS.floor(Figure::GroupOwnersShare, Locator::paragraph(20, 2), Setting::AtLeast(share(1, 2)?))?,
        // 第二十一条第二款: posted 15 days before, for not less than 7 days.
        REGULATIONS.floor(Figure::GroupPosting, Locator::paragraph(21, 2), Setting::AtLeast(days(15)))?,
        REGULATIONS.floor(Figure::GroupPostingLength, Locator::paragraph(21, 2), Setting::AtLeast(days(7)))?,
        // 第二十四条第一款: 20 % or more of the owners.
        REGULATIONS.ceiling(Figure::ExtraordinaryShare, Locator::paragraph(24, 1), Setting::AtLeast(share(1, 5)?))?,
    ])
}

/// Articles 28 to 33: the committee.
fn committee() -> Result<Vec<Parameter>, RuleError> {
    let seats = REGULATIONS.only(Locator::paragraph(28, 1), Setting::Delegated(Authority::Owners))?;
    Ok(vec![
        // 第二十八条第一款: a term of up to five years; the number is set by the rules of procedure.
        REGULATIONS.ceiling(Figure::CommitteeTerm, Locator::paragraph(28, 1), Setting::AtMost(years(5)))?,
        Parameter::new(Key::CommitteeSeats, None, seats, MayMove::Free)?,
        // 第二十八条第三款: more than half attend, half or more of all agree, posted within three days.
        REGULATIONS.fixed(Figure::CommitteeQuorum, Locator::paragraph(28, 3), Setting::MoreThan(share(1, 2)?))?,
        REGULATIONS.fixed(Figure::CommitteeConsent, Locator::paragraph(28, 3), Setting::AtLeast(share(1, 2)?))?,
        REGULATIONS.ceiling(Figure::CommitteePosting, Locator::paragraph(28, 3), Setting::AtMost(days(3)))?,
        // 第二十九条第一款: filed within 30 days.
        REGULATIONS.ceiling(Figure::CommitteeFiling, Locator::paragraph(29, 1), Setting::AtMost(days(30)))?,
        // 第三十一条: a third of the members or 20 % of the owners propose a recall.
        REGULATIONS.ceiling(Figure::RecallMembersShare, Locator::article(31), Setting::AtLeast(share(1, 3)?))?,
        REGULATIONS.ceiling(Figure::RecallOwnersShare, Locator::article(31), Setting::AtLeast(share(1, 5)?))?,
        // 第三十三条第二款、第三款: hand-over in ten and in three days.
        REGULATIONS.ceiling(Figure::CommitteeHandOver, Locator::paragraph(33, 2), Setting::AtMost(days(10)))?,
        REGULATIONS.ceiling(Figure::MemberHandOver, Locator::paragraph(33, 3), Setting::AtMost(days(3)))?,
    ])
}

/// 第四十八条: the charge matches the quality, is fair and open, reasonable and in good faith.
fn charging() -> Result<Rule, RuleError> {
    let principles =
        [Fact::PriceMatchesQuality, Fact::ChargesFair, Fact::ChargesOpen, Fact::ChargesReasonable, Fact::ChargesHonest];
    REGULATIONS.rule(
        "hn.duty.charging",
        Aim::Duty(Duty::Charging),
        Force::Shall,
        Locator::article(48),
        Condition::all(principles.map(Condition::stated))?,
    )
}

/// Articles 49 to 68: contract, parking, fund. The three months of article 51 differ from the days of the Code.
fn contract() -> Result<Vec<Parameter>, RuleError> {
    let successor =
        Condition::any([Condition::stated(Fact::NewProviderChosen), Condition::stated(Fact::SelfManagementChosen)])?;
    let leaves = REGULATIONS.only(Locator::paragraph(52, 2), Setting::Exactly(days(0)))?;
    Ok(vec![
        // 第四十九条第三款: the provider files the contract within 15 days.
        REGULATIONS.ceiling(Figure::ContractFiling, Locator::paragraph(49, 3), Setting::AtMost(days(15)))?,
        // 第五十一条: three months before expiry the assembly decides and a provider who does not renew tells; three
        // months' notice ends a contract that goes on.
        REGULATIONS.floor(Figure::DecisionBeforeExpiry, Locator::paragraph(51, 1), Setting::AtLeast(months(3)))?,
        REGULATIONS
            .fixed(Figure::NonRenewalNotice, Locator::paragraph(51, 2), Setting::AtLeast(months(3)))?
            .as_contrary(),
        REGULATIONS
            .fixed(Figure::IndefiniteNotice, Locator::paragraph(51, 3), Setting::AtLeast(months(3)))?
            .as_contrary(),
        // 第五十二条第二款: where the assembly chose a new provider or self-management, the old one leaves from the day on
        // which the contract ends; one that is dismissed leaves at the agreed time (第一款).
        Parameter::new(Key::Figure(Figure::ExitPeriod), Some(successor), leaves, MayMove::Fixed)?,
        // 第六十一条第三款: spare parking is let to outsiders for six months at most.
        REGULATIONS.ceiling(Figure::OutsiderParkingLease, Locator::paragraph(61, 3), Setting::AtMost(months(6)))?,
        // 第五十九条: two thirds of the owners at the entrance or in the building; no share of area is printed.
        REGULATIONS.list(Key::Lift, Locator::article(59), ParameterValue::Lift(lift()?))?,
        // 第六十六条: a use of the fund may be put to objection: it passes where those against hold a third or less, in
        // area and in persons. The Code of 2021 asks for a quorum and for consent.
        REGULATIONS.fixed(Figure::ObjectionShare, Locator::article(66), Setting::AtMost(share(1, 3)?))?,
        // 第六十八条第一款: a balance below 30 % of the first amount is topped up.
        REGULATIONS.fixed(Figure::RenewalBelow, Locator::paragraph(68, 1), Setting::Exactly(share(3, 10)?))?,
    ])
}

/// 第五十九条.
fn lift() -> Result<LiftRule, RuleError> {
    Ok(LiftRule {
        circle: LiftCircle::EntranceOrBuilding,
        quorum: None,
        heads: Threshold::of(Bound::AtLeast, 2, 3)?,
        area: None,
        base: Base::All,
        written: false,
        objections_settled: false,
    })
}

/// 第二十二条第二款: two thirds of all for altering and for raising and using the fund, else more than half of all;
/// 第二十六条: more than half of all attend.
fn majority(matter: Matter) -> Result<Parameter, RuleError> {
    let value = REGULATIONS.only(Locator::paragraph(22, 2), majority_before_2021(matter)?)?;
    // The Code counts otherwise from 2021-01-01.
    Ok(Parameter::new(Key::Majority(matter), None, value, MayMove::Fixed)?.as_contrary())
}

/// 第五十三条第一款: owners who manage themselves decide who carries it out; content, standard, fee and term; and how
/// specialists are engaged. Item 4, *other content*, names nothing that could be checked.
fn self_management() -> Result<Rule, RuleError> {
    let decided =
        [Fact::SelfManagementBodyDecided, Fact::SelfManagementContentDecided, Fact::SelfManagementSpecialistsDecided];
    Ok(Rule {
        id: "hn.self_governed.decided".parse()?,
        aim: Aim::Mode(Mode::SelfGoverned),
        force: Force::Shall,
        needs: REGULATIONS.only(Locator::paragraph(53, 1), Condition::all(decided.map(Condition::stated))?)?,
        needs_decision: None,
        then: Vec::new(),
    })
}

/// 第七十条第一款.
const EMERGENCIES: [EmergencyCase; 7] = [
    EmergencyCase::Lift,
    EmergencyCase::FireGear,
    EmergencyCase::Leak,
    EmergencyCase::Facade,
    EmergencyCase::Drainage,
    EmergencyCase::Railing,
    EmergencyCase::Other,
];

/// Articles 11 and 70: rooms and emergencies.
fn funds() -> Result<Vec<Parameter>, RuleError> {
    // 第十一条第二款第（一）项: 80 m² up to 20,000 m²; of the part to 200,000 4 ‰, to 300,000 3 ‰, above that 2 ‰.
    let rooms = rooms(80, 80, &[(20_000, 4), (200_000, 3), (300_000, 2)], false)?;
    let rooms = REGULATIONS.only(Locator::item(11, 2, 1), Setting::AtLeast(rooms))?;
    let committee = Setting::AtLeast(area(20)?);
    let emergencies = ParameterValue::EmergencyCases(EMERGENCIES.to_vec());
    Ok(vec![
        // 第十一条第一款: a room of the committee of 20 m² or more, out of those.
        REGULATIONS.floor(Figure::CommitteeRoom, Locator::paragraph(11, 1), committee)?,
        Parameter::new(Key::Rooms, None, rooms, MayMove::Free)?,
        REGULATIONS.list(Key::EmergencyCases, Locator::paragraph(70, 1), emergencies)?,
    ])
}

/// 第五十三条: what self-managing owners decide; lifts and the like go to specialists. 第十条第三款: the management area is
/// changed by owners of more than half of all area who are more than half of all persons; that as many take part
/// follows.
fn governance() -> Result<Vec<Parameter>, RuleError> {
    use SelfManagementField::{Body, Fee, Head, Scope, Specialists, Standard, Term};
    let fields = ParameterValue::SelfManagement(vec![Body, Head, Scope, Standard, Fee, Term, Specialists]);
    let area = ParameterValue::Majority(Majority::of_all(false)?);
    let at = Locator::paragraph;
    Ok(vec![
        REGULATIONS.list(Key::SelfManagement, at(53, 1), fields)?,
        REGULATIONS.list(Key::SpecialistPlant, at(53, 2), ParameterValue::Plants(vec![PlantKind::Lift]))?,
        REGULATIONS.list(Key::AreaChange, at(10, 3), area)?,
    ])
}
