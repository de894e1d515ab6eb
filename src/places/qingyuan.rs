//! 清远市 (441800) — 《清远市住宅小区物业管理条例》, in force from 2023-02-01 (第六十八条).

use super::{EmergencyText, Head, Text, days, months, share, stepping_in, top_up, unread};
use crate::estate::Fact;
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::measure::{Bound, Day, Period, Threshold};
use crate::mode::Mode;
use crate::rule::{
    ChoiceMethod, Condition, EmergencyCase, Figure, Force, Key, Layer, MayMove, Parameter, ParameterValue, RequestRule,
    Rule, RuleError, Seats, Setting, TopUpBase, TopUpRule,
};

const REGULATIONS: Text = Text::new("qingyuan_regulations", "2023-02-01", Confidence::Primary);

/// The layer of Qingyuan.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = Head {
        id: "qingyuan_regulations",
        title: ("清远市住宅小区物业管理条例", "Qingyuan Regulations on Residential Compounds"),
        number: None,
        issuer: "清远市人民代表大会常务委员会",
        rank: Rank::CityRegulation,
        place: "441800",
        issued: Day::new(2022, 11, 30).map_or(Issued::InYear(2022), Issued::On),
        confidence: Confidence::Primary,
    };
    let (emergency, its_terms) = emergency()?;
    Ok(Layer {
        documents: vec![document.document()?],
        rules: vec![emergency],
        parameters: [parameters()?, funds()?, contract()?, its_terms].concat(),
        unread: vec![unread("广东省物业管理条例", "regulations of Guangdong on property management")],
        ..Layer::new("441800".parse()?)
    })
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let half = share(1, 2)?;
    let managing = Seats { least: 5, most: Some(15), odd: true };
    let managing = REGULATIONS.only(at(27, 1), Setting::Exactly(ParameterValue::Seats(managing)))?;
    Ok(vec![
        // 第十七条第三款: the result is put to all owners within seven days; of a discussion or an electronic vote posted
        // for 15 days or more.
        REGULATIONS.ceiling(Figure::ResultPosting, at(17, 3), Setting::AtMost(days(7)))?,
        REGULATIONS.floor(Figure::ResultPostingLength, at(17, 3), Setting::AtLeast(days(15)))?,
        // 第十九条第四款: candidates 15 days before the meeting.
        REGULATIONS.floor(Figure::CandidatePosting, at(19, 4), Setting::AtLeast(days(15)))?,
        // 第二十一条第一款: filed in 30 days.
        REGULATIONS.ceiling(Figure::CommitteeFiling, at(21, 1), Setting::AtMost(days(30)))?,
        // 第二十六条至第三十一条: 10 % of the owners apply; members posted for 15 days; usually 5 to 15, an odd number; more
        // than half of all members and of the owners among them attend, more than half sign.
        REGULATIONS.ceiling(Figure::ManagementCommitteeApplicants, at(26, 1), Setting::AtLeast(share(1, 10)?))?,
        REGULATIONS.floor(Figure::ManagementCommitteePosting, at(26, 2), Setting::AtLeast(days(15)))?,
        Parameter::new(Key::ManagementCommitteeSeats, None, managing, MayMove::Free)?,
        REGULATIONS.fixed(Figure::ManagementCommitteeQuorum, at(31, 2), Setting::MoreThan(half.clone()))?,
        REGULATIONS.fixed(Figure::ManagementCommitteeConsent, at(31, 2), Setting::MoreThan(half))?,
    ])
}

/// 第五十三条.
const EMERGENCIES: [EmergencyCase; 7] = [
    EmergencyCase::Lift,
    EmergencyCase::FireGear,
    EmergencyCase::Leak,
    EmergencyCase::Facade,
    EmergencyCase::WaterSupply,
    EmergencyCase::Drainage,
    EmergencyCase::Other,
];

/// Articles 53 to 66: emergencies and common revenue.
fn funds() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let all = TopUpRule {
        below: None,
        of: TopUpBase::Revenue,
        share: Some(Threshold::of(Bound::AtLeast, 1, 1)?),
        every: Some(Period::Years(1)),
        until_first: false,
    };
    let all = REGULATIONS.only(at(58, 1), top_up(all))?;
    let quarter = Setting::AtMost(months(3));
    let fine = Setting::AtMost(ParameterValue::Number(2));
    let emergencies = ParameterValue::EmergencyCases(EMERGENCIES.to_vec());
    Ok(vec![
        REGULATIONS.list(Key::EmergencyCases, at(53, 1), emergencies)?,
        // 第五十七条第三款: at least every quarter.
        REGULATIONS.ceiling(Figure::RevenuePublication, at(57, 3), quarter)?,
        // 第五十八条第一款: where neither contract nor covenant nor assembly says otherwise, all of it, every year.
        Parameter::new(Key::TopUp, None, all, MayMove::Free)?,
        // 第六十六条: a fine of up to twice what was misused.
        REGULATIONS.fixed(Figure::RevenueMisuseFine, Locator::article(66), fine)?,
    ])
}

/// Service contracts: notices, leaving, filing, ways to collect.
fn contract() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    Ok(vec![
        // 第四十条第一款: a provider that is not kept on hands over and leaves within 30 days of the end.
        REGULATIONS.fixed(Figure::ExitPeriod, at(40, 1), Setting::AtMost(days(30)))?,
        // 第四十二条: a party that ends the contract early tells three months before, in writing, and it is posted for 30
        // days or more. The Code has 60 days where the owners dismiss.
        REGULATIONS.fixed(Figure::EarlyEndNotice, Locator::article(42), Setting::AtLeast(months(3)))?,
        REGULATIONS.floor(Figure::EarlyEndPosting, Locator::article(42), Setting::AtLeast(days(30)))?,
        REGULATIONS.fixed(Figure::DismissalNotice, Locator::article(42), Setting::AtLeast(months(3)))?.as_contrary(),
    ])
}

/// 第四十四条第二款: before there is an assembly, where the developer is gone; or where the provider left, under a
/// judgment or for any other reason, and no new one was chosen; where it left at the end of its contract, only if
/// objective reasons kept the assembly from choosing. The street may draw one of the county's pool by lot.
/// Services, term and who pays are not printed.
fn emergency() -> Result<(Rule, Vec<Parameter>), RuleError> {
    let stated = Condition::stated;
    let text = EmergencyText {
        at: Locator::paragraph(44, 2),
        request: RequestRule::ByOffice,
        choice: Some(ChoiceMethod::Draw),
        services: &[],
        then_at: Locator::paragraph(44, 2),
        term: None,
        cost: &[],
    };
    let needs = Condition::any([
        Condition::all([stated(Fact::OwnersAssembly).negated()?, stated(Fact::DeveloperGone)])?,
        Condition::all([
            stated(Fact::ProviderLeft),
            stated(Fact::NoNewProvider),
            Condition::any([stated(Fact::ProviderLeftAtExpiry).negated()?, stated(Fact::ChoiceHindered)])?,
        ])?,
    ])?;
    let at = Locator::paragraph(44, 2);
    let rule = stepping_in(&REGULATIONS, "qy.emergency", Mode::Emergency, Force::May, at, needs)?;
    Ok((rule, text.parameters(&REGULATIONS)?))
}
