//! 全国 — the Property Law (to 2020), the Civil Code (from 2021) and the State Council's regulations.

use super::{Head, Text, unread};
use crate::estate::Fact;
use crate::law::{Authority, Confidence, Dated, Issued, Locator, Place, Rank};
use crate::matter::{Majority, Matter};
use crate::measure::Day;
use crate::mode::Mode;
use crate::money::{Purpose, Purse};
use crate::rule::{
    Aim, Condition, Force, Key, Layer, MayMove, NeededDecision, Parameter, ParameterValue, Rule, RuleError, Setting,
};

/// 《物权法》, read in excerpt only; repealed by article 1260 of the Civil Code from 2021-01-01.
const PROPERTY_LAW: Text = Text::new("property_law", "2007-10-01", Confidence::Excerpt);
/// 《民法典》, in force from 2021-01-01 (第一千二百六十条).
const CIVIL_CODE: Text = Text::new("civil_code", "2021-01-01", Confidence::Primary);
/// 《物业管理条例》 in its text of 2018-03-19. Its article 12 was not brought in line with the Civil Code.
const REGULATIONS: Text = Text::new("property_management_regulations", "2018-03-19", Confidence::Primary);

/// The layer of the nation.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    Ok(Layer {
        place: Place::NATION,
        documents: documents().iter().map(Head::document).collect::<Result<_, _>>()?,
        rules: rules()?,
        parameters: Matter::ALL.iter().map(|matter| majority(*matter)).collect::<Result<_, _>>()?,
        labels: Vec::new(),
        unread: vec![
            unread("住宅专项维修资金管理办法", "Measures for residential maintenance funds (2008)"),
            unread("物业服务收费管理办法", "Measures for property service charges (2003)"),
        ],
    })
}

fn documents() -> [Head; 3] {
    [
        Head {
            id: "property_law",
            title: ("物权法", "Property Law"),
            number: None,
            issuer: "全国人民代表大会",
            rank: Rank::Law,
            place: "000000",
            issued: Issued::Undated,
            confidence: Confidence::Excerpt,
        },
        Head {
            id: "civil_code",
            title: ("民法典", "Civil Code"),
            number: None,
            issuer: "全国人民代表大会",
            rank: Rank::Law,
            place: "000000",
            issued: Day::new(2020, 5, 28).map_or(Issued::InYear(2020), Issued::On),
            confidence: Confidence::Primary,
        },
        Head {
            id: "property_management_regulations",
            title: ("物业管理条例", "Property Management Regulations"),
            number: Some("国务院令第379号"),
            issuer: "国务院",
            rank: Rank::AdministrativeRegulation,
            place: "000000",
            issued: Day::new(2003, 6, 8).map_or(Issued::InYear(2003), Issued::On),
            confidence: Confidence::Primary,
        },
    ]
}

/// What a vote needs: 《物权法》第七十六条第二款 with 《物业管理条例》第十二条 (quorum) to 2020, 《民法典》第二百七十八条
/// 第二款 from 2021. Raising and using the fund were one matter before, and of different classes since.
fn majority(matter: Matter) -> Result<Parameter, RuleError> {
    let old_special = matches!(matter, Matter::UseFund | Matter::RaiseFund | Matter::Rebuild);
    let new_special = matches!(matter, Matter::RaiseFund | Matter::Rebuild | Matter::CommonUse);
    let exactly = |majority| Setting::Exactly(ParameterValue::Majority(majority));
    let versions = vec![
        PROPERTY_LAW.says(Locator::paragraph(76, 2), exactly(Majority::of_all(old_special)?))?,
        CIVIL_CODE.says(Locator::paragraph(278, 2), exactly(Majority::of_participants(new_special)?))?,
    ];
    Parameter::new(Key::Majority(matter), None, Dated::new(versions)?, MayMove::Fixed)
}

fn rules() -> Result<Vec<Rule>, RuleError> {
    let owners = |matter| Some(NeededDecision { by: Authority::Owners, matter: Some(matter) });
    let decided = |id: &str, mode, old: u8, matter: Matter| -> Result<Rule, RuleError> {
        let versions = vec![
            PROPERTY_LAW.says(Locator::item(76, 1, old), Condition::always())?,
            CIVIL_CODE.says(Locator::item(278, 1, matter.item()), Condition::always())?,
        ];
        Ok(Rule {
            id: id.parse()?,
            aim: Aim::Mode(mode),
            force: Force::Shall,
            needs: Dated::new(versions)?,
            needs_decision: owners(matter),
            then: vec![Key::Majority(matter)],
        })
    };
    let pay = |id: &str, purse, purpose, needs| -> Result<Rule, RuleError> {
        Ok(Rule {
            id: id.parse()?,
            aim: Aim::Pay(purse, purpose),
            force: Force::Shall,
            needs,
            needs_decision: None,
            then: Vec::new(),
        })
    };
    Ok(vec![
        decided("cn.professional.decision", Mode::Professional, 4, Matter::Provider)?,
        decided("cn.big_property.decision", Mode::BigProperty, 4, Matter::Provider)?,
        decided("cn.self_governed.decision", Mode::SelfGoverned, 7, Matter::Other)?,
        // 第四十一条第一款: owners pay the fee that the service contract sets.
        pay(
            "cn.pay.operating.service",
            Purse::Operating,
            Purpose::Service,
            REGULATIONS.only(Locator::paragraph(41, 1), Condition::always())?,
        )?,
        // 第五十四条: mainly for the maintenance fund, or as the owners' assembly decides.
        pay(
            "cn.pay.common_revenue.service",
            Purse::CommonRevenue,
            Purpose::Service,
            REGULATIONS.only(Locator::article(54), Condition::stated(Fact::CommonRevenueForService))?,
        )?,
        // 第五十三条第二款: for repair, renewal and alteration after the warranty, and for nothing else.
        pay(
            "cn.pay.maintenance_fund.service",
            Purse::MaintenanceFund,
            Purpose::Service,
            REGULATIONS.only(Locator::paragraph(53, 2), Condition::never())?,
        )?,
        pay(
            "cn.pay.maintenance_fund.repair",
            Purse::MaintenanceFund,
            Purpose::Repair,
            CIVIL_CODE.only(Locator::item(278, 1, Matter::UseFund.item()), Condition::resolved(Matter::UseFund))?,
        )?,
    ])
}
