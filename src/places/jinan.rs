//! 济南市莱芜区、钢城区 (370116, 370117) — 《济南市既有多层住宅增设电梯规定》, which applies in these two districts only
//! (第二条); only its consent and its posting.
//!
//! In force from its publication (第二十二条); the day on which the amendment was published is not printed, so its numbers
//! count from the day of its approval. It was written before the Civil Code, whose item 7 now asks for a quorum of
//! two thirds and three quarters of those who take part.

use super::{Head, Text, days};
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::matter::Base;
use crate::measure::{Bound, Day, Threshold};
use crate::rule::{Figure, Key, Layer, LiftCircle, LiftRule, Parameter, ParameterValue, RuleError, Setting};

const LIFTS: Text = Text::new("jinan_lifts", "2019-02-12", Confidence::Primary);

/// The layer of Laiwu district.
///
/// # Errors
/// None that a caller can cause.
pub fn laiwu() -> Result<Layer, RuleError> {
    district("370116")
}

/// The layer of Gangcheng district.
///
/// # Errors
/// None that a caller can cause.
pub fn gangcheng() -> Result<Layer, RuleError> {
    district("370117")
}

fn district(place: &'static str) -> Result<Layer, RuleError> {
    let document = Head {
        id: "jinan_lifts",
        title: ("济南市既有多层住宅增设电梯规定", "Jinan Rules on Lifts in Existing Multi-storey Dwellings"),
        number: None,
        issuer: "济南市人民代表大会常务委员会",
        rank: Rank::CityRegulation,
        place,
        issued: Day::new(2019, 2, 12).map_or(Issued::InYear(2019), Issued::On),
        confidence: Confidence::Primary,
    };
    Ok(Layer {
        documents: vec![document.document()?],
        parameters: parameters()?,
        unread: Vec::new(),
        ..Layer::new(place.parse()?)
    })
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    let two_thirds = Threshold::of(Bound::AtLeast, 2, 3)?;
    // 第六条第一款、第七条第一款: by entrance; two thirds of area and of persons sign. 第十一条第二款: other owners of the
    // building and those affected have no written objection, or it was settled.
    let rule = LiftRule {
        circle: LiftCircle::Entrance,
        quorum: None,
        heads: two_thirds,
        area: Some(two_thirds),
        base: Base::All,
        written: true,
        objections_settled: true,
    };
    Ok(vec![
        LIFTS.list(Key::Lift, Locator::paragraph(11, 2), ParameterValue::Lift(rule))?,
        // 第十一条第一款: the plan is posted for 15 days.
        LIFTS.floor(Figure::LiftPosting, Locator::paragraph(11, 1), Setting::AtLeast(days(15)))?,
    ])
}
