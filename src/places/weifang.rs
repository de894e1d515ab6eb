//! 潍坊市 (370700) — 《潍坊市物业管理条例》, in force from 2022-03-01; only its proxies and its notice.

use super::{EmergencyText, Head, OWNERS_PAY, Text, days, emergency_duties, months, rooms, share, stepping_in, unread};
use crate::estate::Fact;
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::measure::{Day, Period};
use crate::mode::{Mode, Service};
use crate::rule::{
    ChoiceMethod, CollectionBan, Condition, Figure, Force, Key, Layer, MayMove, Parameter, ParameterValue, RequestRule,
    Rule, RuleError, Setting,
};

const REGULATIONS: Text = Text::new("weifang_regulations", "2022-03-01", Confidence::Primary);

/// The layer of Weifang.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = Head {
        id: "weifang_regulations",
        title: ("潍坊市物业管理条例", "Weifang Property Management Regulations"),
        number: None,
        issuer: "潍坊市人民代表大会常务委员会",
        rank: Rank::CityRegulation,
        place: "370700",
        issued: Day::new(2022, 1, 21).map_or(Issued::InYear(2022), Issued::On),
        confidence: Confidence::Primary,
    };
    let (emergency, its_terms) = emergency()?;
    Ok(Layer {
        documents: vec![document.document()?],
        rules: [vec![emergency], emergency_duties(&REGULATIONS, "wf", 51)?].concat(),
        parameters: [parameters()?, funds()?, contract()?, its_terms].concat(),
        unread: vec![unread("潍坊市物业管理条例（其余各章）", "the other chapters of the Weifang regulations")],
        ..Layer::new("370700".parse()?)
    })
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    Ok(vec![
        // 第三十二条: an owner signs for at most three others, in writing; 15 days' notice.
        REGULATIONS.ceiling(Figure::ProxyCap, at(32, 1), Setting::AtMost(ParameterValue::Number(3)))?,
        REGULATIONS.floor(Figure::MeetingNotice, at(32, 2), Setting::AtLeast(days(15)))?,
    ])
}

/// Articles 14, 33 and 66: rooms, what is published, the maintenance fund.
fn funds() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    // 第十四条第（三）项: 3 ‰ of the built area or more, and not less than 100 m².
    let rooms = Setting::AtLeast(rooms(100, 0, &[(0, 3)], false)?);
    let rooms = REGULATIONS.only(Locator::item(14, 1, 3), rooms)?;
    let below = Setting::Exactly(share(3, 10)?);
    Ok(vec![
        Parameter::new(Key::Rooms, None, rooms, MayMove::Free)?,
        // 第三十三条第（九）项: common revenue and fund every half-year.
        REGULATIONS.ceiling(Figure::RevenuePublication, Locator::item(33, 1, 9), Setting::AtMost(months(6)))?,
        REGULATIONS.ceiling(Figure::FundPublication, Locator::item(33, 1, 9), Setting::AtMost(months(6)))?,
        // 第六十六条: below 30 %; paid within 30 days of the notice.
        REGULATIONS.fixed(Figure::RenewalBelow, at(66, 1), below)?,
        REGULATIONS.ceiling(Figure::RenewalWithin, at(66, 2), Setting::AtMost(days(30)))?,
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
        CollectionBan::LimitVehicles,
    ]);
    Ok(vec![
        // 第五十条第一款: in the time agreed; if none is agreed within 30 days of the end.
        REGULATIONS.fixed(Figure::ExitPeriod, at(50, 1), Setting::UnlessAgreed(days(30)))?,
        // 第五十四条第二款: an initial contract is filed within ten days of signing.
        REGULATIONS.ceiling(Figure::ContractFiling, at(54, 2), Setting::AtMost(days(10)))?,
        // 第五十五条第二款.
        REGULATIONS.list(Key::CollectionBans, at(55, 2), bans)?,
    ])
}

/// 第五十一条: where management is lost, a joint conference that the street calls names who serves: power, water, rubbish,
/// lifts and the like; six months at most, at the cost of all owners.
fn emergency() -> Result<(Rule, Vec<Parameter>), RuleError> {
    let text = EmergencyText {
        at: Locator::paragraph(51, 1),
        request: RequestRule::ByOffice,
        choice: Some(ChoiceMethod::JointConference),
        services: &[Service::PowerSupply, Service::WaterSupply, Service::Refuse, Service::Lifts],
        then_at: Locator::paragraph(51, 2),
        term: Some((Figure::EmergencyTerm, Period::Months(6))),
        cost: &OWNERS_PAY,
    };
    let needs = Condition::stated(Fact::LostManagement);
    let at = Locator::paragraph(51, 1);
    let rule = stepping_in(&REGULATIONS, "wf.emergency", Mode::Emergency, Force::Shall, at, needs)?;
    Ok((rule, text.parameters(&REGULATIONS)?))
}
