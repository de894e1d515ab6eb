//! 滨州市 (371600) — 《滨州市住宅物业管理条例》, in force from 2019-10-01; only what an empty home pays and its service contracts.

use super::{Head, Text, days, unread};
use crate::law::{Confidence, Issued, Locator, Rank};
use crate::measure::{Bound, Day, Period, Share};
use crate::rule::{
    CollectionBan, DwellingClass, FeePhase, Figure, Key, Layer, LongerThan, NoticeForm, Parameter, ParameterValue,
    RateBy, Reach, Relief, RuleError, Setting, VacancyCase,
};

const REGULATIONS: Text = Text::new("binzhou_regulations", "2019-10-01", Confidence::Primary);

/// The layer of Binzhou.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = Head {
        id: "binzhou_regulations",
        title: ("滨州市住宅物业管理条例", "Binzhou Residential Property Management Regulations"),
        number: None,
        issuer: "滨州市人民代表大会常务委员会",
        rank: Rank::CityRegulation,
        place: "371600",
        issued: Day::new(2019, 7, 26).map_or(Issued::InYear(2019), Issued::On),
        confidence: Confidence::Primary,
    };
    Ok(Layer {
        documents: vec![document.document()?],
        parameters: [parameters()?, contract()?].concat(),
        unread: vec![unread("滨州市住宅物业管理条例（其余各章）", "the other chapters of the Binzhou regulations")],
        ..Layer::new("371600".parse()?)
    })
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    let dwellings = vec![DwellingClass::Ordinary, DwellingClass::OtherDwelling];
    // 第三十八条第二款: in the initial service, empty for more than six months, at most 60 % of the standard. It does not
    // say whether the first six months are then recalculated.
    let initial = VacancyCase {
        phase: Some(FeePhase::Initial),
        classes: dwellings.clone(),
        longer: Some(LongerThan { period: Period::Months(6), bound: Bound::MoreThan }),
        relief: Relief::AtMost { share: Share::new(3, 5)?, reach: Reach::NotSaid },
    };
    // 第一款: what stands empty for long is charged as both sides agree; no time is told.
    let later = VacancyCase {
        phase: Some(FeePhase::Owners),
        classes: dwellings,
        longer: None,
        relief: Relief::Agreed { by: RateBy::Parties, within: None },
    };
    let (cases, told) = (ParameterValue::Vacancy(vec![initial, later]), ParameterValue::NoticeForm(NoticeForm::Told));
    Ok(vec![
        REGULATIONS.list(Key::Vacancy, Locator::article(38), cases)?,
        // 第一款: the owner tells the provider.
        REGULATIONS.list(Key::VacancyNotice, Locator::paragraph(38, 1), told)?,
    ])
}

/// Service contracts: notices, leaving, filing, ways to collect.
fn contract() -> Result<Vec<Parameter>, RuleError> {
    let bans = ParameterValue::CollectionBans(vec![
        CollectionBan::CutWater,
        CollectionBan::CutPower,
        CollectionBan::CutHeat,
        CollectionBan::CutGas,
        CollectionBan::LimitSupply,
        CollectionBan::LimitEntry,
        CollectionBan::LimitLifts,
    ]);
    Ok(vec![
        // 第四十四条第一款: filed within ten days of signing.
        REGULATIONS.ceiling(Figure::ContractFiling, Locator::paragraph(44, 1), Setting::AtMost(days(10)))?,
        // 第四十七条第（五）项: supplies, and entrance and lift controls that keep owners out.
        REGULATIONS.list(Key::CollectionBans, Locator::item(47, 1, 5), bans)?,
    ])
}
