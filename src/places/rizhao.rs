//! 日照市 (371100) — 《日照市物业管理条例》, in force from 2018-01-01; only its property-management committee,
//! the notice of an empty home and its service contracts.

use super::{Head, Text, area, days, months, share, unread, years};
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::measure::Day;
use crate::rule::{
    CollectionBan, Figure, Key, Layer, MayMove, NoticeForm, Parameter, ParameterValue, RuleError, ScaleBasis, Seats,
    Setting,
};

const REGULATIONS: Text = Text::new("rizhao_regulations", "2018-01-01", Confidence::Primary);

/// The layer of Rizhao.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = Head {
        id: "rizhao_regulations",
        title: ("日照市物业管理条例", "Rizhao Property Management Regulations"),
        number: None,
        issuer: "日照市人民代表大会常务委员会",
        rank: Rank::CityRegulation,
        place: "371100",
        issued: Day::new(2017, 9, 30).map_or(Issued::InYear(2017), Issued::On),
        confidence: Confidence::Primary,
    };
    Ok(Layer {
        documents: vec![document.document()?],
        parameters: [parameters()?, funds()?, contract()?].concat(),
        unread: vec![unread("日照市物业管理条例（其余各章）", "the other chapters of the Rizhao regulations")],
        ..Layer::new("371100".parse()?)
    })
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let managing = Seats { least: 9, most: Some(13), odd: true };
    let managing = REGULATIONS.only(at(47, 2), Setting::Exactly(ParameterValue::Seats(managing)))?;
    let owners = Setting::AtLeast(share(1, 2)?);
    Ok(vec![
        // 第四十七条第二款: 9 to 13, an odd number; owners not less than half.
        Parameter::new(Key::ManagementCommitteeSeats, None, managing, MayMove::Free)?,
        REGULATIONS.floor(Figure::ManagementCommitteeOwners, at(47, 2), owners)?,
        // 第六十八条第一款: the owner of a home that stands empty for long tells the provider. What it pays is not said.
        REGULATIONS.list(Key::VacancyNotice, at(68, 1), ParameterValue::NoticeForm(NoticeForm::Told))?,
    ])
}

/// 第五十八条第三款: on commission the income and spending of the service money every quarter.
fn funds() -> Result<Vec<Parameter>, RuleError> {
    let quarter = Setting::AtMost(months(3));
    let at = Locator::paragraph(58, 3);
    Ok(vec![REGULATIONS.ceiling(Figure::ServicePublication, at, quarter)?])
}

/// Service contracts: notices, leaving, filing, ways to collect.
fn contract() -> Result<Vec<Parameter>, RuleError> {
    let at = Locator::paragraph;
    let bans = ParameterValue::CollectionBans(vec![
        CollectionBan::CutWater,
        CollectionBan::CutPower,
        CollectionBan::CutGas,
        CollectionBan::CutHeat,
        CollectionBan::LimitSupply,
    ]);
    let small = Setting::AtMost(area(30_000)?);
    Ok(vec![
        // 第十三条第一款: not more than 30,000 m², with what is not a dwelling; approved by the county.
        REGULATIONS.fixed(Figure::TenderSmallScale, at(13, 1), small)?,
        REGULATIONS.list(Key::ScaleBasis, at(13, 1), ParameterValue::ScaleBasis(ScaleBasis::WithOthers))?,
        // 第五十条第三款: a copy is filed within 15 days of signing; Shandong has ten.
        REGULATIONS.ceiling(Figure::ContractFiling, at(50, 3), Setting::AtMost(days(15)))?.as_contrary(),
        // 第二十一条第一款: the account of the owners' money at least every year.
        REGULATIONS.ceiling(Figure::RevenuePublication, at(21, 1), Setting::AtMost(years(1)))?,
        // 第五十三条: notice as agreed, else 60 days, whoever ends it; the Code lets nothing be agreed for an indefinite
        // term. Papers, rooms and money within ten days of the dissolution (解除). When the provider leaves is not said.
        REGULATIONS.fixed(Figure::IndefiniteNotice, at(53, 1), Setting::UnlessAgreed(days(60)))?.as_contrary(),
        REGULATIONS.fixed(Figure::EarlyEndNotice, at(53, 1), Setting::UnlessAgreed(days(60)))?,
        REGULATIONS.ceiling(Figure::PapersHandOver, at(53, 2), Setting::AtMost(days(10)))?,
        // 第五十九条第一款.
        REGULATIONS.list(Key::CollectionBans, at(59, 1), bans)?,
    ])
}
