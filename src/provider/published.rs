//! 公开的等级与架构 — bands and structures that places have published, as data with their sources.
//!
//! None of the documents on credit was read whole: the cuts are from excerpts and reports, which is what their
//! confidence says. What an excerpt does not say stays open: an edge, how long a record counts, what becomes of it
//! while an appeal is pending. Bands of Dongguan, Xiamen and Xianning were not found. Of *1+6+N* and *nine ones*
//! (九个一) only the names are known, so they are not here.

use super::bands::{
    Band, BandTable, BandTableId, BaseRule, Consequence, Edge, EdgeSide, Grade, GradeConsequence, Scheme, Scoring,
};
use super::roster::{Level, Role, Strength, Structure, StructureKind};
use super::{ProviderError, Roster};
use crate::estate::Source;
use crate::law::{Confidence, Issued, Locator};
use crate::measure::{Day, Period, Points};

use EdgeSide::{Excluded, Included, Unstated};

fn points(whole: i64) -> Result<Points, ProviderError> {
    Ok(Points::from_hundredths(whole.saturating_mul(100))?)
}

fn edge(edge: Option<(i64, EdgeSide)>) -> Result<Option<Edge>, ProviderError> {
    edge.map(|(at, side)| Ok(Edge { at: points(at)?, side })).transpose()
}

fn band(grade: &str, low: Option<(i64, EdgeSide)>, high: Option<(i64, EdgeSide)>) -> Result<Band, ProviderError> {
    let (grade, low, high) = (Grade::new(grade)?, edge(low)?, edge(high)?);
    Ok(Band { grade, low, high, bad_record: None, declared: false })
}

/// AAA from 85, AA from 80, A from 70.
fn top_bands() -> Result<Vec<Band>, ProviderError> {
    Ok(vec![
        band("AAA", Some((85, Included)), None)?,
        band("AA", Some((80, Included)), Some((85, Excluded)))?,
        band("A", Some((70, Included)), Some((80, Excluded)))?,
        band("B", Some((60, Included)), Some((70, Excluded)))?,
    ])
}

fn source(document: &str) -> Source {
    Source { document: document.to_owned(), at: Locator::Whole, quote: String::new() }
}

fn follows(grade: &str, consequence: Consequence, lasts: Option<Period>) -> Result<GradeConsequence, ProviderError> {
    Ok(GradeConsequence { grade: Grade::new(grade)?, consequence, lasts })
}

fn issued(year: i32, month: u32, day: u32) -> Result<Issued, ProviderError> {
    Ok(Issued::On(Day::new(year, month, day)?))
}

/// 山东省 — base plus good less bad: AAA from 85, AA from 80, A from 70, B from 60; below 60 it is B without a bad record
/// and C with one; C（缺失） for those who have not filed.
///
/// Read in the published result of Jinan for the first quarter of 2022, which bears no day that was seen, so it counts
/// from the end of that year.
///
/// # Errors
/// None that a caller can cause.
pub fn shandong() -> Result<BandTable, ProviderError> {
    let only = |grade, bad_record| -> Result<Band, ProviderError> {
        Ok(Band { bad_record: Some(bad_record), ..band(grade, None, Some((60, Excluded)))? })
    };
    BandTable::new(Scheme {
        id: BandTableId::new("shandong")?,
        zh: "山东省物业服务企业信用等级".to_owned(),
        en: "Shandong's credit grades of providers".to_owned(),
        place: "370000".parse()?,
        issued: Issued::InYear(2022),
        scoring: Scoring::Merit { base: BaseRule::Stated, good_most: None },
        bands: [top_bands()?, vec![only("B", false)?, only("C", true)?]].concat(),
        not_filed: Some(Grade::new("C（缺失）")?),
        veto: None,
        validity: None,
        yearly: false,
        pending: None,
        consequences: Vec::new(),
        source: source("济南市2022年第一季度物业服务企业信用评价结果（摘录）"),
        confidence: Confidence::Excerpt,
    })
}

/// 烟台市 — in force from 2022-07-01: a base of up to 80, plus good of up to 40, less bad; the cuts of Shandong, C below
/// 60. A record counts for a year unless it says otherwise. The black list beside it is a
/// [`PenaltyKind::BlackList`](super::PenaltyKind::BlackList).
///
/// # Errors
/// None that a caller can cause.
pub fn yantai() -> Result<BandTable, ProviderError> {
    BandTable::new(Scheme {
        id: BandTableId::new("yantai")?,
        zh: "烟台市物业服务企业信用等级".to_owned(),
        en: "Yantai's credit grades of providers".to_owned(),
        place: "370600".parse()?,
        issued: issued(2022, 7, 1)?,
        scoring: Scoring::Merit { base: BaseRule::AtMost(points(80)?), good_most: Some(points(40)?) },
        bands: [top_bands()?, vec![band("C", None, Some((60, Excluded)))?]].concat(),
        not_filed: None,
        veto: None,
        validity: Some(Period::Years(1)),
        yearly: false,
        pending: None,
        consequences: Vec::new(),
        source: source("烟台市物业服务企业信用评价规定，2022年7月1日起（摘录）"),
        confidence: Confidence::Excerpt,
    })
}

/// 商丘市 — 2022, for each calendar year: AAA above 100, AA 90 to 100, A 80 to 90, B 70 to 80, C 60 to 70, below 60 no
/// grade. To which band 100, 90, 80, 70 and 60 belong is not said. AAA goes on the red list; C and below go on the
/// black list, get no awards and may not tender.
///
/// # Errors
/// None that a caller can cause.
pub fn shangqiu() -> Result<BandTable, ProviderError> {
    let between = |grade, low, high| band(grade, Some((low, Unstated)), Some((high, Unstated)));
    let mut consequences = vec![follows("AAA", Consequence::RedList, None)?];
    for grade in ["C", "无等级"] {
        for consequence in [Consequence::BlackList, Consequence::NoAwards, Consequence::NoTendering] {
            consequences.push(follows(grade, consequence, None)?);
        }
    }
    BandTable::new(Scheme {
        id: BandTableId::new("shangqiu")?,
        zh: "商丘市物业服务企业信用等级".to_owned(),
        en: "Shangqiu's credit grades of providers".to_owned(),
        place: "411400".parse()?,
        issued: Issued::InYear(2022),
        scoring: Scoring::Merit { base: BaseRule::Stated, good_most: None },
        bands: vec![
            band("AAA", Some((100, Excluded)), None)?,
            between("AA", 90, 100)?,
            between("A", 80, 90)?,
            between("B", 70, 80)?,
            between("C", 60, 70)?,
            band("无等级", None, Some((60, Excluded)))?,
        ],
        not_filed: None,
        veto: None,
        validity: None,
        yearly: true,
        pending: None,
        consequences,
        source: source("商丘市2022年物业服务企业信用等级办法（摘录）"),
        confidence: Confidence::Excerpt,
    })
}

/// 连云港市 — 2018: a base of 90, plus good less bad; 4A from 140, 3A from 120, 2A from 100, A from 85; below 85, or with
/// a veto, B.
///
/// # Errors
/// None that a caller can cause.
pub fn lianyungang() -> Result<BandTable, ProviderError> {
    BandTable::new(Scheme {
        id: BandTableId::new("lianyungang")?,
        zh: "连云港市物业服务企业信用等级".to_owned(),
        en: "Lianyungang's credit grades of providers".to_owned(),
        place: "320700".parse()?,
        issued: Issued::InYear(2018),
        scoring: Scoring::Merit { base: BaseRule::Exactly(points(90)?), good_most: None },
        bands: vec![
            band("4A", Some((140, Included)), None)?,
            band("3A", Some((120, Included)), Some((140, Excluded)))?,
            band("2A", Some((100, Included)), Some((120, Excluded)))?,
            band("A", Some((85, Included)), Some((100, Excluded)))?,
            band("B", None, Some((85, Excluded)))?,
        ],
        not_filed: None,
        veto: Some(Grade::new("B")?),
        validity: None,
        yearly: false,
        pending: None,
        consequences: Vec::new(),
        source: source("连云港市2018年物业服务企业信用等级办法（摘录）"),
        confidence: Confidence::Excerpt,
    })
}

/// 北京市（旧） — penalty points, from a secondary source without a day: from 6 a warning, from 9 a talk, 12 no new projects
/// for a year. What more than 12 brings is not said.
///
/// # Errors
/// None that a caller can cause.
pub fn beijing_old() -> Result<BandTable, ProviderError> {
    BandTable::new(Scheme {
        id: BandTableId::new("beijing-old")?,
        zh: "北京市物业服务企业信用记分（旧）".to_owned(),
        en: "Beijing's penalty points of providers (old)".to_owned(),
        place: "110000".parse()?,
        issued: Issued::Undated,
        scoring: Scoring::Demerit,
        bands: vec![
            band("不足6分", None, Some((6, Excluded)))?,
            band("满6分", Some((6, Included)), Some((9, Excluded)))?,
            band("满9分", Some((9, Included)), Some((12, Excluded)))?,
            band("12分", Some((12, Included)), Some((12, Included)))?,
        ],
        not_filed: None,
        veto: None,
        validity: None,
        yearly: false,
        pending: None,
        consequences: vec![
            follows("满6分", Consequence::Warning, None)?,
            follows("满9分", Consequence::Talk, None)?,
            follows("12分", Consequence::NoNewProjects, Some(Period::Years(1)))?,
        ],
        source: source("北京市旧信用记分办法（转述）"),
        confidence: Confidence::Secondary,
    })
}

/// Every published table of bands.
///
/// # Errors
/// None that a caller can cause.
pub fn tables() -> Result<Vec<BandTable>, ProviderError> {
    Ok(vec![shandong()?, yantai()?, shangqiu()?, lianyungang()?, beijing_old()?])
}

// ---------------------------------------------------------------------------------- structures

struct Told {
    document: &'static str,
    path: &'static [u8],
    paragraph: Option<u8>,
    quote: &'static str,
}

impl Told {
    fn source(&self) -> Source {
        let at = Locator::section(self.path, self.paragraph);
        Source { document: self.document.to_owned(), at, quote: self.quote.to_owned() }
    }
}

const CIVIL_AFFAIRS: &str = "东莞市民政局2023-05-16会办意见";
const STATE_ASSETS: &str = "东莞市国资委对第20230244号提案的会办意见";
const HOUSING: &str = "东建函〔2023〕26号";
const XIANNING: &str = "咸宁2023-07-10答复";

fn structure(
    words: &[&str],
    en: &str,
    kind: StructureKind,
    levels: &[(&str, &str)],
    told: &Told,
) -> Result<Structure, ProviderError> {
    let levels = levels.iter().map(|(zh, en)| Level { zh: (*zh).to_owned(), en: (*en).to_owned() });
    let words = words.iter().map(|word| (*word).to_owned()).collect();
    Structure::new(words, en.to_owned(), kind, levels.collect(), told.source(), Confidence::PolicyLetter)
}

/// 架构 — the levels and partners that the letters name. They disagree, and each is kept with its source.
///
/// # Errors
/// None that a caller can cause.
///
/// ```
/// use wuye::provider::published;
/// let all = published::structures()?;
/// let three = all.iter().filter(|one| one.words()[0].starts_with('三'));
/// assert_eq!(three.map(|one| one.levels().len()).collect::<Vec<_>>(), [3, 3, 3, 3]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn structures() -> Result<Vec<Structure>, ProviderError> {
    use StructureKind::{Chain, Partners, Tasks};
    let first = |document, path, quote| Told { document, path, paragraph: None, quote };
    Ok(vec![
        structure(
            &["三级架构"],
            "three levels (Dongguan)",
            Chain,
            &[
                ("镇街（园区）党委（党工委）", "party committee of the town or street"),
                ("村（社区）党组织", "party organisation of the village or community"),
                ("小区党支部", "party branch of the compound"),
            ],
            &first(CIVIL_AFFAIRS, &[1, 1], "三级架构,让党的组织阵地延伸到小区"),
        )?,
        structure(
            &["社区党组织—网格党支部—楼栋党小组"],
            "community, grid, building (Dongguan, planned)",
            Chain,
            &[
                ("社区党组织", "party organisation of the community"),
                ("网格党支部", "party branch of the grid"),
                ("楼栋党小组", "party group of the building"),
            ],
            &first(CIVIL_AFFAIRS, &[2, 1], "实现社区党组织—网格党支部—楼栋党小组全覆盖"),
        )?,
        structure(
            &["三级管理"],
            "three levels (Xianning)",
            Chain,
            &[
                ("街道大工委", "great working committee of the street"),
                ("社区大党委", "great party committee of the community"),
                ("小区党支部", "party branch of the compound"),
            ],
            &first(XIANNING, &[2, 3, 1], "城市街道大工委、社区大党委、小区党支部三级管理"),
        )?,
        // One sentence has both words: 四级联动 as its heading and 四方联动 in its text.
        structure(
            &["四级联动", "四方联动"],
            "four linked tasks (Xianning)",
            Tasks,
            &[
                ("行业监管", "the sector supervises"),
                ("属地负责", "the locality is responsible"),
                ("街办组织", "the street organises"),
                ("社区实施", "the community implements"),
            ],
            &first(XIANNING, &[2, 3, 2], "行业监管、属地负责、街办组织、社区实施的四方联动"),
        )?,
        structure(
            &["三方联动"],
            "three linked parties (Xianning)",
            Partners,
            &[("党支部", "party branch"), ("业委会", "owners' committee"), ("物业企业", "provider")],
            &first(XIANNING, &[2, 3, 2], "引导党支部、业委会、物业企业“三方联动”"),
        )?,
        structure(
            &["三社联动"],
            "centre, social organisations, social work (Dongguan)",
            Partners,
            &[
                ("社区综合服务中心", "community service centre as platform"),
                ("社会组织", "social organisations"),
                ("社会工作", "social work"),
            ],
            &first(HOUSING, &[1, 4], "“三社联动”社区服务体系"),
        )?,
    ])
}

/// 雅园新村党群服务站 — the service station of Yayuan as the letter has it: the project's manager is its head, the
/// community's guide its deputy, eight groups, twelve party members and thirty-one owners, forty-three in all. Whether
/// head and deputy are among them is not said.
///
/// # Errors
/// None that a caller can cause.
pub fn yayuan_station() -> Result<Roster, ProviderError> {
    let groups =
        ["党员小组", "安全监督组", "法律服务组", "环境监督组", "矛盾调解组", "文化活动组", "物业管家组", "志愿服务组"];
    let told =
        Told {
            document: STATE_ASSETS, path: &[], paragraph: Some(3), quote: "其中有党员12名、业主31名,共43名成员"
        };
    let mut roster = Roster::new("yayuan".parse()?, None, Some(told.source()));
    roster.set_groups(groups.map(str::to_owned).to_vec())?;
    roster.set_strength(
        vec![Strength { role: Role::PartyMember, number: 12 }, Strength { role: Role::Owner, number: 31 }],
        Some(43),
    )?;
    roster.appoint("head".parse()?, Role::StationHead)?;
    roster.appoint("head".parse()?, Role::ProviderManager)?;
    roster.appoint("deputy".parse()?, Role::StationDeputy)?;
    roster.appoint("deputy".parse()?, Role::CommunityGuide)?;
    Ok(roster)
}
