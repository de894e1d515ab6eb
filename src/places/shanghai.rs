//! 上海市 (310000) — 《上海市住宅物业管理规定》 in its text of 2020-12-30.
//!
//! In force since 2011-04-01 (第九十五条). The day on which the amendment took effect is not printed; its numbers count
//! from the day of the decision. The text of 2018 printed the shares of the Property Law.

use super::{
    EmergencyText, Head, OWNERS_PAY, Text, area, compare, days, majority_of_the_code, months, part, rooms, share,
    stepping_in, top_up, two_years_since_first_unit, unread, years,
};
use crate::estate::{Fact, OrganisationKind, Quantity, Value};
use crate::law::{Authority, Confidence, Issued, Locator, Rank};
use crate::matter::{Majority, Matter};
use crate::measure::{Area, Bound, Day, Period, Threshold};
use crate::mode::Mode;
use crate::rule::{
    Aim, Asked, Bar, ChoiceMethod, Cmp, Condition, EmergencyCase, Figure, Force, Key, Layer, LiftCircle, LiftRule,
    MayMove, Parameter, ParameterValue, PlantKind, RequestRule, Rule, RuleError, Seats, SelfManagementField, Setting,
    SubContractBan, TopUpBase, TopUpRule,
};

const REGULATIONS: Text = Text::new("shanghai_rules", "2020-12-30", Confidence::Primary);

/// 沪建房管联〔2020〕801号 on lifts, as a public page prints it.
const LIFTS: Text = Text::new("shanghai_lifts_2020_801", "2021-01-01", Confidence::Excerpt);

/// The layer of Shanghai.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = Head {
        id: "shanghai_rules",
        title: ("上海市住宅物业管理规定", "Shanghai Rules on Residential Property Management"),
        number: None,
        issuer: "上海市人民代表大会常务委员会",
        rank: Rank::ProvincialRegulation,
        place: "310000",
        issued: Day::new(2020, 12, 30).map_or(Issued::InYear(2020), Issued::On),
        confidence: Confidence::Primary,
    };
    let lifts = Head {
        id: "shanghai_lifts_2020_801",
        title: (
            "关于调整本市既有多层住宅加装电梯业主表决比例的通知",
            "Shanghai notice on owners' shares of votes on lifts in existing dwellings (2020)",
        ),
        number: Some("沪建房管联〔2020〕801号"),
        issuer: "上海市住房和城乡建设管理委员会",
        rank: Rank::NormativeDocument,
        place: "310000",
        issued: Day::new(2020, 12, 31).map_or(Issued::InYear(2020), Issued::On),
        confidence: Confidence::Excerpt,
    };
    let (emergency, its_terms) = emergency()?;
    Ok(Layer {
        documents: vec![document.document()?, lifts.document()?],
        rules: vec![first_meeting()?, emergency],
        parameters: [parameters()?, funds()?, contract()?, its_terms, self_management()?].concat(),
        unread: vec![unread(
            "上海市住宅物业管理规定（2020年以前的文本）",
            "the Shanghai rules before the amendment of 2020",
        )],
        ..Layer::new("310000".parse()?)
    })
}

/// 第二十条第二款: what bars an owner who did not mend it.
const BARS: [Bar; 8] = [
    Bar::ProviderEmployee,
    Bar::ProviderKin,
    Bar::StructureDamaged,
    Bar::IllegalBuilding,
    Bar::UseChanged,
    Bar::FeeArrears,
    Bar::FundArrears,
    Bar::IllegalLetting,
];

/// 第十三条第二款: half of the built area sold and delivered, or two years since the first unit.
fn first_meeting() -> Result<Rule, RuleError> {
    let half = part(Quantity::DeliveredArea, 1, 2, Quantity::BuiltArea)?;
    REGULATIONS.rule(
        "sh.found.owners_assembly.first_meeting",
        Aim::Found(OrganisationKind::OwnersAssembly),
        Force::Shall,
        Locator::paragraph(13, 2),
        Condition::any([half, two_years_since_first_unit()?])?,
    )
}

/// The notice: two thirds of the building take part and three quarters of them agree; where common parts of the
/// compound are taken, all its owners are asked and more than half of those who take part agree, although item 7
/// or 8 of the Code would suggest three quarters.
fn lifts() -> Result<Vec<Parameter>, RuleError> {
    let building = Majority::of_participants(true)?;
    let rule = LiftRule {
        circle: LiftCircle::Building,
        quorum: Some(building.quorum),
        heads: building.consent,
        area: Some(building.consent),
        base: building.base,
        written: false,
        objections_settled: false,
    };
    let compound = ParameterValue::Majority(Majority::of_participants(false)?);
    let at = |paragraph| Locator::section(&[], Some(paragraph));
    Ok(vec![
        LIFTS.list(Key::Lift, at(1), ParameterValue::Lift(rule))?,
        LIFTS.list(Key::LiftOnCommonParts, at(2), compound)?,
    ])
}

/// The majority of a matter as the text repeats it from the Code.
fn majority(matter: Matter) -> Result<Parameter, RuleError> {
    let value = REGULATIONS.only(Locator::paragraph(18, 2), majority_of_the_code(matter)?)?;
    // From the day of its decision, before the Code is in force, it prints the Code's majorities.
    Ok(Parameter::new(Key::Majority(matter), None, value, MayMove::Fixed)?.as_contrary())
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    let seats = |least, most| ParameterValue::Seats(Seats { least, most, odd: true });
    let at = Locator::paragraph;
    let half = share(1, 2)?;
    // 第二十条第一款: a built area of 10,000 m² or less.
    let small = compare(Quantity::BuiltArea, Cmp::Le, Value::Area(Area::from_hundredths(1_000_000)?))?;
    let five = REGULATIONS.only(at(20, 1), Setting::Exactly(seats(5, None)))?;
    let three = REGULATIONS.only(at(20, 1), Setting::Exactly(seats(3, None)))?;
    let mut all = vec![
        // 第十五条: the group in 60 days, its list posted in seven; an odd number, owners not less than half.
        REGULATIONS.ceiling(Figure::GroupFormedWithin, at(15, 1), Setting::AtMost(days(60)))?,
        REGULATIONS.ceiling(Figure::GroupListPosting, at(15, 1), Setting::AtMost(days(7)))?,
        REGULATIONS.floor(Figure::GroupOwnersShare, at(15, 2), Setting::AtLeast(half.clone()))?,
        // 第十六条: papers 15 days before; the meeting within 90 days.
        REGULATIONS.floor(Figure::GroupPosting, at(16, 2), Setting::AtLeast(days(15)))?,
        REGULATIONS.ceiling(Figure::FirstMeetingWithin, at(16, 3), Setting::AtMost(days(90)))?,
        // 第二十条: five or more, an odd number; three up to 10,000 m²; a term of three to five years.
        Parameter::new(Key::CommitteeSeats, None, five, MayMove::Free)?,
        Parameter::new(Key::CommitteeSeats, Some(small), three, MayMove::Free)?,
        REGULATIONS.fixed(Figure::CommitteeTerm, at(20, 1), Setting::Between { least: years(3), most: years(5) })?,
        REGULATIONS.list(Key::Bars, at(20, 2), ParameterValue::Bars(BARS.to_vec()))?,
        // 第二十三条第一款: filed in 30 days.
        REGULATIONS.ceiling(Figure::CommitteeFiling, at(23, 1), Setting::AtMost(days(30)))?,
        // 第二十五条第一款: 20 % of the owners.
        REGULATIONS.ceiling(Figure::ExtraordinaryShare, at(25, 1), Setting::AtLeast(share(1, 5)?))?,
        // 第二十六条: a third calls; more than half of all attend, more than half of all sign; posted in three days.
        REGULATIONS.ceiling(Figure::CommitteeCallShare, at(26, 1), Setting::AtLeast(share(1, 3)?))?,
        REGULATIONS.fixed(Figure::CommitteeQuorum, at(26, 2), Setting::MoreThan(half.clone()))?,
        REGULATIONS.fixed(Figure::CommitteeConsent, at(26, 3), Setting::MoreThan(half.clone()))?,
        REGULATIONS.ceiling(Figure::CommitteePosting, at(26, 3), Setting::AtMost(days(3)))?,
        // 第二十八条第一款: the end of the term is reported five months before.
        REGULATIONS.floor(Figure::ReElectionStart, at(28, 1), Setting::AtLeast(months(5)))?,
        // 第三十条: a member who leaves hands over in ten days.
        REGULATIONS.ceiling(Figure::MemberHandOver, Locator::article(30), Setting::AtMost(days(10)))?,
        // 第三十二条第二款第（一）项: anew below half.
        REGULATIONS.fixed(Figure::VacancyShare, Locator::item(32, 2, 1), Setting::Exactly(half))?,
    ];
    all.extend(lifts()?);
    for matter in Matter::ALL {
        all.push(majority(*matter)?);
    }
    Ok(all)
}

/// 第七十三条第二款; most of them with a paper of an inspector.
const EMERGENCIES: [EmergencyCase; 5] =
    [EmergencyCase::Pump, EmergencyCase::Lift, EmergencyCase::FireGear, EmergencyCase::Facade, EmergencyCase::Leak];

/// Articles 42 to 82: rooms, common revenue, the maintenance fund.
fn funds() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let over_half = TopUpRule {
        below: None,
        of: TopUpBase::Revenue,
        share: Some(Threshold::of(Bound::MoreThan, 1, 2)?),
        every: Some(Period::Months(3)),
        until_first: false,
    };
    let over_half = REGULATIONS.only(at(51, 3), top_up(over_half))?;
    let rooms = Setting::AtLeast(rooms(100, 0, &[(0, 2)], false)?);
    let rooms = REGULATIONS.only(at(42, 1), rooms)?;
    let emergencies = ParameterValue::EmergencyCases(EMERGENCIES.to_vec());
    Ok(vec![
        // 第四十二条第一款: 2 ‰ of the built area and not less than 100 m² for the provider; 30 m² for the committee.
        Parameter::new(Key::Rooms, None, rooms, MayMove::Free)?,
        REGULATIONS.floor(Figure::CommitteeRoom, at(42, 1), Setting::AtLeast(area(30)?))?,
        // 第四十八条第四款: a provider on commission reports the audited year and the budget of the next, every year.
        REGULATIONS.ceiling(Figure::ServicePublication, at(48, 4), Setting::AtMost(years(1)))?,
        // 第五十一条第三款: mainly for the fund, every quarter and more than half; or as the assembly decides.
        Parameter::new(Key::TopUp, None, over_half, MayMove::Free)?,
        // 第六十五条: below 30 %; without a decision in 90 days an owner pays within 90 days of the notice, up to half
        // of the first amount.
        REGULATIONS.fixed(Figure::RenewalBelow, at(65, 1), Setting::Exactly(share(3, 10)?))?,
        REGULATIONS.ceiling(Figure::RenewalDecision, at(65, 3), Setting::AtMost(days(90)))?,
        REGULATIONS.ceiling(Figure::RenewalWithin, at(65, 3), Setting::AtMost(days(90)))?,
        REGULATIONS.fixed(Figure::RenewalTarget, at(65, 3), Setting::Exactly(share(1, 2)?))?,
        // 第六十六条第二款: the fund every half-year, common revenue every quarter.
        REGULATIONS.ceiling(Figure::FundPublication, at(66, 2), Setting::AtMost(months(6)))?,
        REGULATIONS.ceiling(Figure::RevenuePublication, at(66, 2), Setting::AtMost(months(3)))?,
        REGULATIONS.list(Key::EmergencyCases, at(73, 2), emergencies)?,
        // 第八十二条: a fine of up to twice what was misused.
        REGULATIONS.fixed(
            Figure::RevenueMisuseFine,
            Locator::article(82),
            Setting::AtMost(ParameterValue::Number(2)),
        )?,
    ])
}

/// Service contracts: notices, leaving, filing, ways to collect.
fn contract() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    Ok(vec![
        // 第四十四条第二款: the whole may not be passed on, nor split up; 第三款: filed within 30 days of signing.
        REGULATIONS.list(
            Key::SubContractBans,
            at(44, 2),
            ParameterValue::SubContractBans(SubContractBan::ALL.to_vec()),
        )?,
        REGULATIONS.ceiling(Figure::ContractFiling, at(44, 3), Setting::AtMost(days(30)))?,
        // 第五十条: papers and property within ten days of the end. When the provider leaves is not said.
        REGULATIONS.ceiling(Figure::PapersHandOver, at(50, 1), Setting::AtMost(days(10)))?,
    ])
}

/// 第五十二条: where the provider left and the assembly has not chosen a new one, the committee reports it to the
/// street, which chooses one of the district's pool; without a committee 20 % of the owners or more ask, through
/// the residents' committee. Six months at most, at the cost of all owners. What the service consists of is not
/// printed.
fn emergency() -> Result<(Rule, Vec<Parameter>), RuleError> {
    let owners = Threshold::of(Bound::AtLeast, 1, 5)?;
    let asked = Asked { committee: true, owners, written: false, through: Authority::ResidentsCommittee };
    let text = EmergencyText {
        at: Locator::paragraph(52, 1),
        request: RequestRule::Asked(asked),
        choice: Some(ChoiceMethod::StreetFromPool),
        services: &[],
        then_at: Locator::paragraph(52, 2),
        term: Some((Figure::EmergencyTerm, Period::Months(6))),
        cost: &OWNERS_PAY,
    };
    let needs = Condition::all([Condition::stated(Fact::ProviderLeft), Condition::stated(Fact::NoNewProvider)])?;
    let at = Locator::paragraph(52, 1);
    let rule = stepping_in(&REGULATIONS, "sh.emergency", Mode::Emergency, Force::Shall, at, needs)?;
    Ok((rule, text.parameters(&REGULATIONS)?))
}

/// 第五十三条: what self-managing owners decide, which plant goes to specialists, accounts every quarter. 第十条第一款: the
/// management area is changed by the ordinary majority.
fn self_management() -> Result<Vec<Parameter>, RuleError> {
    use SelfManagementField::{Body, Fee, Head, Scope, Specialists, Standard, Term};
    let fields = ParameterValue::SelfManagement(vec![Body, Head, Scope, Standard, Fee, Term, Specialists]);
    let plants = ParameterValue::Plants(vec![PlantKind::Lift, PlantKind::Fire, PlantKind::Security]);
    let area = ParameterValue::Majority(Majority::of_participants(false)?);
    let quarter = Setting::AtMost(months(3));
    let at = Locator::paragraph;
    Ok(vec![
        REGULATIONS.list(Key::SelfManagement, at(53, 1), fields)?,
        REGULATIONS.list(Key::SpecialistPlant, at(53, 2), plants)?,
        REGULATIONS.ceiling(Figure::SelfManagementAccounts, at(53, 5), quarter)?,
        REGULATIONS.list(Key::AreaChange, at(10, 1), area)?,
    ])
}
