//! 青岛市 (370200) — 《青岛市物业管理条例》, in force from 2021-05-01 (第九十三条); only its service contracts and emergency service.

use super::{EmergencyText, Head, OWNERS_PAY, Text, area, days, emergency_duties, stepping_in, unread};
use crate::estate::Fact;
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::measure::{Day, Period};
use crate::mode::{Mode, Service};
use crate::rule::{
    ChoiceMethod, Condition, Figure, Force, Key, Layer, Parameter, ParameterValue, RequestRule, RuleError, ScaleBasis,
    Setting, SubContractBan,
};

const REGULATIONS: Text = Text::new("qingdao_regulations", "2021-05-01", Confidence::Primary);

/// The layer of Qingdao.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = Head {
        id: "qingdao_regulations",
        title: ("青岛市物业管理条例", "Qingdao Property Management Regulations"),
        number: None,
        issuer: "青岛市人民代表大会常务委员会",
        rank: Rank::CityRegulation,
        place: "370200",
        issued: Day::new(2021, 1, 28).map_or(Issued::InYear(2021), Issued::On),
        confidence: Confidence::Primary,
    };
    // 第六十八条第一款: where management is suddenly lost; rubbish, lifts and the like. 第二款: six months at most, at the cost
    // of all owners.
    let emergency = EmergencyText {
        at: Locator::paragraph(68, 1),
        request: RequestRule::ByOffice,
        choice: Some(ChoiceMethod::Street),
        services: &[Service::Refuse, Service::Lifts],
        then_at: Locator::paragraph(68, 2),
        term: Some((Figure::EmergencyTerm, Period::Months(6))),
        cost: &OWNERS_PAY,
    };
    let rule = stepping_in(
        &REGULATIONS,
        "qd.emergency",
        Mode::Emergency,
        Force::Shall,
        Locator::paragraph(68, 1),
        Condition::stated(Fact::ManagementSuddenlyLost),
    )?;
    Ok(Layer {
        documents: vec![document.document()?],
        rules: [vec![rule], emergency_duties(&REGULATIONS, "qd", 68)?].concat(),
        parameters: [emergency.parameters(&REGULATIONS)?, contract()?].concat(),
        unread: vec![unread("青岛市物业管理条例（其余各章）", "the other chapters of the Qingdao regulations")],
        ..Layer::new("370200".parse()?)
    })
}

/// Articles 45 to 66: tenders, passing on, filing, leaving. Its notices are those of the Code.
fn contract() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let bans = ParameterValue::SubContractBans(SubContractBan::ALL.to_vec());
    let filing = Setting::AtMost(days(10));
    Ok(vec![
        // 第四十五条第一款: less than 30,000 m² of dwellings; approved by the district.
        REGULATIONS.fixed(Figure::TenderSmallScale, at(45, 1), Setting::LessThan(area(30_000)?))?,
        REGULATIONS.list(Key::ScaleBasis, at(45, 1), ParameterValue::ScaleBasis(ScaleBasis::Dwellings))?,
        // 第五十四条: the whole may not be passed on, nor split up.
        REGULATIONS.list(Key::SubContractBans, Locator::article(54), bans)?,
        // 第五十五条第一款: filed within ten days of signing.
        REGULATIONS.ceiling(Figure::ContractFiling, at(55, 1), filing)?,
        // 第六十六条第一款: leaves in the time agreed or in 30 days.
        REGULATIONS.fixed(Figure::ExitPeriod, at(66, 1), Setting::UnlessAgreed(days(30)))?,
    ])
}
