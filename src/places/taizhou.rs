//! 台州市 (331000) — 《台州市物业管理条例》, in force from 2021-05-01; only its management committee, fund and contracts.

use super::{Head, Text, area, days, share, unread};
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::measure::Day;
use crate::rule::{
    CollectionBan, EmergencyCase, Figure, Key, Layer, MayMove, Parameter, ParameterValue, RuleError, ScaleBasis, Seats,
    Setting,
};

const REGULATIONS: Text = Text::new("taizhou_regulations", "2021-05-01", Confidence::Primary);

/// The layer of Taizhou.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = Head {
        id: "taizhou_regulations",
        title: ("台州市物业管理条例", "Taizhou Property Management Regulations"),
        number: None,
        issuer: "台州市人民代表大会常务委员会",
        rank: Rank::CityRegulation,
        place: "331000",
        issued: Day::new(2021, 3, 26).map_or(Issued::InYear(2021), Issued::On),
        confidence: Confidence::Primary,
    };
    Ok(Layer {
        documents: vec![document.document()?],
        parameters: [parameters()?, funds()?, contract()?].concat(),
        unread: vec![unread("台州市物业管理条例（其余各章）", "the other chapters of the Taizhou regulations")],
        ..Layer::new("331000".parse()?)
    })
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let managing = Seats { least: 11, most: Some(15), odd: true };
    let managing = REGULATIONS.only(at(31, 2), Setting::Exactly(ParameterValue::Seats(managing)))?;
    let owners = Setting::AtLeast(share(3, 5)?);
    Ok(vec![
        // 第三十一条第二款: 11 to 15, an odd number; owners not less than 60 %.
        Parameter::new(Key::ManagementCommitteeSeats, None, managing, MayMove::Free)?,
        REGULATIONS.floor(Figure::ManagementCommitteeOwners, at(31, 2), owners)?,
    ])
}

/// 第五十二条第一款; lifts and fire protection with a paper of an inspector.
const EMERGENCIES: [EmergencyCase; 5] = [
    EmergencyCase::Lift,
    EmergencyCase::FireGear,
    EmergencyCase::Drainage,
    EmergencyCase::Facade,
    EmergencyCase::Other,
];

/// Articles 51 and 52: the maintenance fund.
fn funds() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let emergencies = ParameterValue::EmergencyCases(EMERGENCIES.to_vec());
    Ok(vec![
        // 第五十一条第二款: 5 % to 8 % of the local building cost. 第四款: below 30 % of an account, topped up to the first
        // standard in full.
        REGULATIONS.fixed(
            Figure::FirstDeposit,
            at(51, 2),
            Setting::Between { least: share(1, 20)?, most: share(2, 25)? },
        )?,
        REGULATIONS.fixed(Figure::RenewalBelow, at(51, 4), Setting::Exactly(share(3, 10)?))?,
        REGULATIONS.fixed(Figure::RenewalTarget, at(51, 4), Setting::Exactly(share(1, 1)?))?,
        REGULATIONS.list(Key::EmergencyCases, at(52, 1), emergencies)?,
    ])
}

/// Service contracts: notices, leaving, filing, ways to collect.
fn contract() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let bans = ParameterValue::CollectionBans(vec![
        CollectionBan::CutPower,
        CollectionBan::CutWater,
        CollectionBan::CutGas,
        CollectionBan::Violence,
    ]);
    Ok(vec![
        // 第三十五条第一款: less than 50,000 m² of built area in the management area.
        REGULATIONS.fixed(Figure::TenderSmallScale, at(35, 1), Setting::LessThan(area(50_000)?))?,
        REGULATIONS.list(Key::ScaleBasis, at(35, 1), ParameterValue::ScaleBasis(ScaleBasis::ManagementArea))?,
        // 第三十九条第四款.
        REGULATIONS.list(Key::CollectionBans, at(39, 4), bans)?,
        // 第四十条: the owners decide 90 days before expiry; dismissal 60 and refusal 90 days as in the Code; the provider
        // leaves in the time agreed or within 15 days of the end.
        REGULATIONS.floor(Figure::DecisionBeforeExpiry, at(40, 1), Setting::AtLeast(days(90)))?,
        REGULATIONS.fixed(Figure::ExitPeriod, at(40, 2), Setting::UnlessAgreed(days(15)))?,
    ])
}
