//! 浙江省 (330000) — 《浙江省物业管理条例》 in its text of 2009-11-27.
//!
//! In force since 2006-10-01; written before the Civil Code, so its majorities differ from 2021 on and are recorded as
//! conflicts.

use super::{Head, Text, days, majority_before_2021, rooms, share, three_fifths_or_two_years, unread};
use crate::estate::OrganisationKind;
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::matter::Matter;
use crate::measure::Day;
use crate::rule::{Aim, Figure, Force, Key, Layer, MayMove, Parameter, Rule, RuleError, Setting};

const REGULATIONS: Text = Text::new("zhejiang_regulations", "2009-11-27", Confidence::Primary);

/// The layer of Zhejiang.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = Head {
        id: "zhejiang_regulations",
        title: ("浙江省物业管理条例", "Zhejiang Property Management Regulations"),
        number: None,
        issuer: "浙江省人民代表大会常务委员会",
        rank: Rank::ProvincialRegulation,
        place: "330000",
        issued: Day::new(2009, 11, 27).map_or(Issued::InYear(2009), Issued::On),
        confidence: Confidence::Primary,
    };
    Ok(Layer {
        documents: vec![document.document()?],
        rules: vec![first_meeting()?],
        parameters: [parameters()?, funds()?].concat(),
        unread: vec![unread(
            "浙江省物业管理条例（2009年以后的修改）",
            "amendments of the Zhejiang regulations after 2009, if any",
        )],
        ..Layer::new("330000".parse()?)
    })
}

/// 第八条第一款: 60 % of the built area sold and delivered; or two years since the first unit and 30 %.
fn first_meeting() -> Result<Rule, RuleError> {
    REGULATIONS.rule(
        "zj.found.owners_assembly.first_meeting",
        Aim::Found(OrganisationKind::OwnersAssembly),
        Force::Shall,
        Locator::paragraph(8, 1),
        three_fifths_or_two_years()?,
    )
}

/// 第十条: two thirds of all for raising and using the fund and for altering, else more than half of all; 第九条第一款:
/// more than half of all attend.
fn majority(matter: Matter) -> Result<Parameter, RuleError> {
    let special = matches!(matter, Matter::UseFund | Matter::RaiseFund | Matter::Rebuild);
    let value = REGULATIONS.only(Locator::paragraph(10, if special { 2 } else { 1 }), majority_before_2021(matter)?)?;
    // The Code counts otherwise from 2021-01-01.
    Ok(Parameter::new(Key::Majority(matter), None, value, MayMove::Fixed)?.as_contrary())
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let over_half = Setting::MoreThan(share(1, 2)?);
    let mut all = vec![
        // 第八条第二款、第三款: the list in three days, 15 days' notice of the first meeting.
        REGULATIONS.ceiling(Figure::GroupListPosting, at(8, 2), Setting::AtMost(days(3)))?,
        REGULATIONS.floor(Figure::GroupPosting, at(8, 3), Setting::AtLeast(days(15)))?,
        // 第九条第四款: 15 days' notice.
        REGULATIONS.floor(Figure::MeetingNotice, at(9, 4), Setting::AtLeast(days(15)))?,
        // 第十条第二款: the majority of those cast must itself be more than half of all before others are counted to it.
        REGULATIONS.fixed(Figure::DeemedFloor, at(10, 2), over_half)?,
        // 第十一条第三款: 20 % of the owners.
        REGULATIONS.ceiling(Figure::ExtraordinaryShare, at(11, 3), Setting::AtLeast(share(1, 5)?))?,
    ];
    for matter in Matter::ALL {
        all.push(majority(*matter)?);
    }
    Ok(all)
}

/// 第二十六条第一款: 7 ‰ of the area above ground; 3 ‰ where nothing is a dwelling, which is no residential compound.
fn funds() -> Result<Vec<Parameter>, RuleError> {
    let rooms = Setting::AtLeast(rooms(0, 0, &[(0, 7)], true)?);
    let rooms = REGULATIONS.only(Locator::paragraph(26, 1), rooms)?;
    Ok(vec![Parameter::new(Key::Rooms, None, rooms, MayMove::Free)?])
}
