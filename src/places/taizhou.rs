//! 台州市 (331000) — 《台州市物业管理条例》, in force from 2021-05-01; only its property-management committee.

use super::{Head, Text, share, unread};
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::measure::Day;
use crate::rule::{Figure, Key, Layer, MayMove, Parameter, ParameterValue, RuleError, Seats, Setting};

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
        parameters: parameters()?,
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
        REGULATIONS.figure(Figure::ManagementCommitteeOwners, at(31, 2), owners, MayMove::Floor)?,
    ])
}
