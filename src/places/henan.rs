//! 河南省 (410000) — 《河南省物业管理条例》 of 2017-09-29, in force from 2018-01-01.
//!
//! It was written before the Civil Code and still prints the shares of the Property Law; where it differs the Code
//! decides, and the difference is recorded with both citations.

use super::{Head, Text, unread};
use crate::estate::Fact;
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::matter::{Majority, Matter};
use crate::measure::Day;
use crate::mode::Mode;
use crate::rule::{Aim, Condition, Force, Key, Layer, MayMove, Parameter, ParameterValue, Rule, RuleError, Setting};

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
        place: "410000".parse()?,
        documents: vec![document.document()?],
        rules: vec![self_management()?],
        parameters: Matter::ALL.iter().map(|matter| majority(*matter)).collect::<Result<_, _>>()?,
        labels: Vec::new(),
        unread: vec![unread(
            "河南省物业管理条例（2018年以后的修改）",
            "amendments of the Henan regulations after 2018, if any",
        )],
    })
}

/// 第二十二条第二款: two thirds of all for altering and for raising and using the fund, else more than half of all;
/// 第二十六条: more than half of all attend.
fn majority(matter: Matter) -> Result<Parameter, RuleError> {
    let special = matches!(matter, Matter::UseFund | Matter::RaiseFund | Matter::Rebuild);
    let setting = Setting::Exactly(ParameterValue::Majority(Majority::of_all(special)?));
    let value = REGULATIONS.only(Locator::paragraph(22, 2), setting)?;
    Parameter::new(Key::Majority(matter), None, value, MayMove::Fixed)
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
