//! 厦门市 (350200) — the letter 厦住建综函〔2024〕44号 of the housing bureau, 2024-04-24.
//!
//! The guideline of 2022 on “big property” and the plan of 2023 that it names were not found, nor Fujian's and Xiamen's
//! regulations.

use super::{Text, letter, unread};
use crate::estate::{Fact, ResourceKind};
use crate::law::{Confidence, Issued, Locator};
use crate::measure::Day;
use crate::mode::{BundleForm, Mode, Stage};
use crate::rule::{
    Aim, Condition, Figure, Force, Key, Label, Layer, MayMove, Obstacle, Parameter, ParameterValue, Rule, RuleError,
    Rulebook, Setting,
};

const LETTER: Text = Text::new("xiamen_letter_2024_44", "2024-04-24", Confidence::PolicyLetter);

/// The rulebook of Xiamen: nation, Xiamen.
///
/// # Errors
/// None that a caller can cause.
pub fn rulebook() -> Result<Rulebook, RuleError> {
    super::rulebook_for("350200".parse()?)
}

/// The layer of Xiamen.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    let document = letter(
        "xiamen_letter_2024_44",
        (
            "关于市人大十六届三次会议第0155号建议办理情况答复的函",
            "Xiamen Housing and Construction Bureau, reply to suggestion 0155 (2024)",
        ),
        Some("厦住建综函〔2024〕44号"),
        "厦门市住房和建设局",
        "350200",
        Day::new(2024, 4, 24).map_or(Issued::InYear(2024), Issued::On),
    )?;
    let label = Label {
        mode: Mode::BigProperty,
        zh: "“大物业”管理模式".to_owned(),
        en: "“big property” management".to_owned(),
    };
    Ok(Layer {
        documents: vec![document],
        rules: rules()?,
        parameters: parameters()?,
        labels: vec![label],
        unread: vec![
            unread("“大物业”管理模式工作指引", "Guideline on “big property” management (Xiamen, 2022)"),
            unread(
                "党建引领无物业小区治理工作实施方案",
                "Plan for governing compounds without property service (Xiamen, 2023)",
            ),
            unread("福建省、厦门市的物业管理法规", "regulations of Fujian and Xiamen on property management"),
        ],
        ..Layer::new("350200".parse()?)
    })
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    let forms = vec![BundleForm::InnerOuter, BundleForm::FatLean, BundleForm::BuildOperate];
    let path = vec![Stage::Community, Stage::Residents, Stage::Property];
    let withheld = |resource, point, obstacle| {
        let at = Locator::section(&[3, 1, point], None);
        LETTER.list(Key::Withheld(resource), at, ParameterValue::Obstacle(obstacle))
    };
    Ok(vec![
        // 二（三）: 内外结合、肥瘦结合、建管结合. The sharing of a provider (共享物业) is told apart, in 二（五）.
        LETTER.list(Key::BundleForms, Locator::section(&[2, 3], None), ParameterValue::BundleForms(forms))?,
        // 二（三）一是: from 社区管 over 居民自管 to 有物业管.
        LETTER.list(Key::StagePath, Locator::section(&[2, 3, 1], None), ParameterValue::Stages(path))?,
        // 三（一）: what cannot be counted on yet, and why.
        withheld(ResourceKind::MunicipalService, 1, Obstacle::DividedAuthority)?,
        withheld(ResourceKind::PublicHousing, 2, Obstacle::StillSorted)?,
        LETTER.figure(
            Figure::ReleasedPublicHousing,
            Locator::section(&[3, 1, 2], None),
            Setting::Exactly(ParameterValue::Number(80)),
            MayMove::Free,
        )?,
        withheld(ResourceKind::Land, 3, Obstacle::PolicyMissing)?,
    ])
}

fn rules() -> Result<Vec<Rule>, RuleError> {
    let stated = Condition::stated;
    let released = |id: &str, resource, point, fact| {
        let at = Locator::section(&[3, 1, point], None);
        LETTER.rule(id, Aim::Use(resource), Force::Shall, at, stated(fact))
    };
    Ok(vec![
        // 二（三）: compounds without service, in at least one of three combinations: with single buildings, public
        // buildings and the services outside the walls; with public housing and what the street pays for; with the
        // works of the area in one open tender (EPC+O).
        Rule {
            then: vec![Key::BundleForms, Key::StagePath],
            ..LETTER.rule(
                "xm.big_property",
                Aim::Mode(Mode::BigProperty),
                Force::May,
                Locator::section(&[2, 3], None),
                Condition::all([
                    stated(Fact::Unserved),
                    Condition::any([
                        stated(Fact::InnerOuterEntrusted),
                        stated(Fact::PackedWithResources),
                        stated(Fact::PackedWithWorks),
                    ])?,
                ])?,
            )?
        },
        // 三（一）一是: greening and cleaning of roads, public sanitation, street lamps, small road repairs, traffic
        // facilities and night lighting are not included yet. Where they are (the letter tells of Gulangyu), the
        // government attests it.
        released("xm.use.municipal_service", ResourceKind::MunicipalService, 1, Fact::MunicipalServiceReleased)?,
        // 三（一）二是: of the city's public housing only what was transferred: 80 dwellings or premises, to Siming and Huli.
        released("xm.use.public_housing", ResourceKind::PublicHousing, 2, Fact::PublicHousingReleased)?,
        // 三（一）三是: scattered land needs a policy of the planning department first.
        released("xm.use.land", ResourceKind::Land, 3, Fact::LandPolicyIssued)?,
    ])
}
