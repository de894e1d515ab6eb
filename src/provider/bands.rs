//! Bands of a score: intervals with edges that a source states or leaves open.

use serde::{Deserialize, Serialize};

use super::file::{Barred, check_number, check_unique};
use super::{BANDS_MAX, NAME_CHARS_MAX, ProviderError, ProviderPart};
use crate::estate::{Source, check_source};
use crate::law::{Confidence, Issued, Place};
use crate::measure::{Period, Points};
use crate::terms::{Lang, Placed, ids, terms};

ids! {
    /// 信用等级办法标识 — names a table of bands.
    BandTableId;
    /// 信用等级 — the name of a band: `AAA`, `4A`.
    Grade;
}

terms! {
    /// 界线归属 — whether an edge belongs to its band.
    pub enum EdgeSide: "side of an edge" {
        Included = "included", "含本数", "included", "《民法典》第一千二百五十九条";
        Excluded = "excluded", "不含本数", "not included", "《民法典》第一千二百五十九条";
        Unstated = "unstated", "来源未载明", "left open by its source", "design";
    }
}

terms! {
    /// 申诉期间的处理 — what becomes of a record while its appeal is pending. A place says it, or the caller; where nobody
    /// does, the score is a range.
    pub enum PendingAppeal: "policy on pending appeals" {
        Counts = "counts", "申诉期间照计", "counts until it is struck out", "design";
        Suspended = "suspended", "申诉期间暂不计入", "does not count until the appeal is dismissed", "design";
    }
}

terms! {
    /// 等级后果 — what follows from a band.
    pub enum Consequence: "consequence of a band" {
        RedList = "red_list", "列入红榜", "put on the red list", "商丘市2022年信用等级办法（摘录）";
        BlackList = "black_list", "列入黑榜", "put on the black list", "商丘市2022年信用等级办法（摘录）";
        NoAwards = "no_awards", "不得评先评优", "no awards", "商丘市2022年信用等级办法（摘录）";
        NoTendering = "no_tendering", "不得参与招投标", "no tendering", "商丘市2022年信用等级办法（摘录）";
        Warning = "warning", "警示", "a warning", "北京市旧信用记分办法（转述）";
        Talk = "talk", "约谈", "called in for a talk", "北京市旧信用记分办法（转述）";
        NoNewProjects = "no_new_projects", "不得承接新项目", "no new projects", "北京市旧信用记分办法（转述）";
    }
}

impl Consequence {
    /// What it bars, if anything.
    #[must_use]
    pub const fn bars(self) -> Option<Barred> {
        match self {
            Self::NoAwards => Some(Barred::Awards),
            Self::NoTendering => Some(Barred::Tendering),
            Self::NoNewProjects => Some(Barred::NewProjects),
            Self::RedList | Self::BlackList | Self::Warning | Self::Talk => None,
        }
    }
}

/// 界线 — where a band begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edge {
    /// The score.
    pub at: Points,
    /// Whether it is in the band.
    pub side: EdgeSide,
}

/// 等级区间 — a band: which scores have which grade. A grade may have several.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The grade.
    pub grade: Grade,
    /// Its lower edge; nothing if it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<Edge>,
    /// Its upper edge; nothing if it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<Edge>,
    /// Only for those with (`true`) or without (`false`) a bad record that counts; nothing for both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bad_record: Option<bool>,
    /// Whether somebody declared it where the source says nothing, see [`BandTable::declare`].
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub declared: bool,
}

impl Band {
    /// The scores that are certainly in it, in hundredths, both ends included. An edge that is left open is not in it.
    fn certain(&self) -> (i64, i64) {
        let inside = |edge: &Edge| edge.side == EdgeSide::Included;
        let low = self
            .low
            .as_ref()
            .map_or(Points::MIN.hundredths(), |edge| edge.at.hundredths().saturating_add(i64::from(!inside(edge))));
        let high = self
            .high
            .as_ref()
            .map_or(Points::MAX.hundredths(), |edge| edge.at.hundredths().saturating_sub(i64::from(!inside(edge))));
        (low, high)
    }

    fn concerns(&self, bad_record: bool) -> bool {
        self.bad_record.is_none_or(|wanted| wanted == bad_record)
    }
}

/// 界线空档 — scores for which the source has no band: an edge that it leaves open, or a stretch that it does not name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Gap {
    /// The lowest score of it.
    pub least: Points,
    /// The highest score of it.
    pub most: Points,
    /// Only with (`true`) or without (`false`) a bad record that counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bad_record: Option<bool>,
    /// The grades on its two sides, best first.
    pub beside: Vec<Grade>,
}

impl Gap {
    /// `100分（相邻等级「AAA」「AA」）`, `12.01分以上（相邻等级「12分」）`.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (least, most) = (self.least, self.most);
        let beside: Vec<&str> = self.beside.iter().map(Grade::as_str).collect();
        let scores = match (lang, least == Points::MIN, most == Points::MAX) {
            _ if least == most => match lang {
                Lang::Zh => format!("{least}分"),
                Lang::En => format!("{least} points"),
            },
            (Lang::Zh, _, true) => format!("{least}分以上"),
            (Lang::Zh, true, _) => format!("{most}分以下"),
            (Lang::Zh, ..) => format!("{least}至{most}分"),
            (Lang::En, _, true) => format!("{least} points or more"),
            (Lang::En, true, _) => format!("{most} points or less"),
            (Lang::En, ..) => format!("{least} to {most} points"),
        };
        match lang {
            Lang::Zh => format!("{scores}（相邻等级「{}」）", beside.join("」「")),
            Lang::En => format!("{scores} (beside `{}`)", beside.join("`, `")),
        }
    }
}

/// 基础分规则 — what a table says of the base of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum BaseRule {
    /// The same for all.
    Exactly(Points),
    /// As stated of each provider, up to so many.
    AtMost(Points),
    /// As stated of each provider.
    Stated,
}

/// 计分方式 — how records make a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Scoring {
    /// Base plus good less bad; more is better.
    Merit {
        /// What the base may be.
        base: BaseRule,
        /// The most that good records may add, if there is a most.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        good_most: Option<Points>,
    },
    /// The points of bad records alone; less is better.
    Demerit,
}

/// 等级后果规则 — what follows from a grade.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeConsequence {
    /// The grade.
    pub grade: Grade,
    /// What follows.
    pub consequence: Consequence,
    /// How long, if its source says. It runs from a day that a score does not know; a ban with its days is entered as a
    /// penalty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lasts: Option<Period>,
}

/// 信用等级办法 — the parts of a [`BandTable`], before they are checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// Its id.
    pub id: BandTableId,
    /// What it is called in Chinese.
    pub zh: String,
    /// What it is called in English.
    pub en: String,
    /// Where it applies.
    pub place: Place,
    /// The day or year that it bears; it counts from then on.
    pub issued: Issued,
    /// How records make a score.
    pub scoring: Scoring,
    /// The bands, best first.
    pub bands: Vec<Band>,
    /// The grade of those who have not filed, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_filed: Option<Grade>,
    /// The grade of those with a record that is a veto, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub veto: Option<Grade>,
    /// How long a record counts that does not say so itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validity: Option<Period>,
    /// Whether records count in their calendar year only (1 January to 31 December).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub yearly: bool,
    /// What becomes of a record while its appeal is pending; nothing where no source says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending: Option<PendingAppeal>,
    /// What follows from a grade.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consequences: Vec<GradeConsequence>,
    /// Where it can be read.
    pub source: Source,
    /// How it was read.
    pub confidence: Confidence,
}

/// 界线声明 — to which grade a score belongs for which the source has none.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declared {
    /// A score in the gap.
    pub score: Points,
    /// The grade that all of the gap gets: one of those beside it.
    pub grade: Grade,
    /// Only with (`true`) or without (`false`) a bad record that counts; nothing for both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bad_record: Option<bool>,
}

/// 信用等级表 — a table of bands that do not overlap, best first.
///
/// ```
/// use wuye::provider::{Declared, published};
/// let shangqiu = published::shangqiu()?;
/// assert!(shangqiu.grade("100".parse()?, false).is_none()); // above 100 is AAA, 90 to 100 is AA; 100 itself is open
/// let open: Vec<String> = shangqiu.gaps().iter().map(|gap| gap.least.to_string()).collect();
/// assert_eq!(open, ["100", "90", "80", "70", "60"]);
/// let declared = shangqiu.declare(&[Declared { score: "100".parse()?, grade: "AA".parse()?, bad_record: None }])?;
/// assert_eq!(declared.grade("100".parse()?, false).unwrap().grade.as_str(), "AA");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "Scheme")]
// INVARIANT: with a bad record and without one, bands do not overlap and stand best first, each grade in one stretch.
pub struct BandTable(Scheme);

impl<'de> Deserialize<'de> for BandTable {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let scheme = Scheme::deserialize(deserializer)?;
        Self::new(scheme).map_err(|error| serde::de::Error::custom(Placed::from(error)))
    }
}

impl TryFrom<Scheme> for BandTable {
    type Error = ProviderError;
    fn try_from(scheme: Scheme) -> Result<Self, ProviderError> {
        Self::new(scheme)
    }
}

impl From<BandTable> for Scheme {
    fn from(table: BandTable) -> Self {
        table.0
    }
}

pub(super) fn check_name(what: ProviderPart, text: &str) -> Result<(), ProviderError> {
    let found = text.chars().count();
    if found == 0 || found > NAME_CHARS_MAX || text.chars().any(char::is_control) {
        return Err(ProviderError::Name { what, most: NAME_CHARS_MAX, found });
    }
    Ok(())
}

impl BandTable {
    /// Checks a scheme.
    ///
    /// # Errors
    /// [`ProviderError::NoBand`], [`ProviderError::TooMany`], [`ProviderError::EmptyBand`],
    /// [`ProviderError::BandsOverlap`], [`ProviderError::BandsUnordered`], [`ProviderError::UnknownGrade`],
    /// [`ProviderError::Twice`], [`ProviderError::Name`], and those of a source.
    pub fn new(scheme: Scheme) -> Result<Self, ProviderError> {
        check_name(ProviderPart::BandTable, &scheme.zh)?;
        check_name(ProviderPart::BandTable, &scheme.en)?;
        check_source(Some(&scheme.source))?;
        check_number(ProviderPart::Band, BANDS_MAX, scheme.bands.len())?;
        check_number(ProviderPart::Consequence, BANDS_MAX, scheme.consequences.len())?;
        if scheme.bands.is_empty() {
            return Err(ProviderError::NoBand {});
        }
        for band in &scheme.bands {
            let (low, high) = band.certain();
            if low > high {
                return Err(ProviderError::EmptyBand { grade: band.grade.clone() });
            }
        }
        let table = Self(scheme);
        for bad_record in [false, true] {
            table.check_order(bad_record)?;
        }
        table.check_consequences()?;
        Ok(table)
    }

    /// The bands that apply with or without a bad record.
    fn of(&self, bad_record: bool) -> impl Iterator<Item = &Band> + Clone {
        self.0.bands.iter().filter(move |band| band.concerns(bad_record))
    }

    fn check_order(&self, bad_record: bool) -> Result<(), ProviderError> {
        let mut ended: Vec<&Grade> = Vec::new();
        let mut before: Option<&Band> = None;
        for (at, band) in self.of(bad_record).enumerate() {
            let (low, high) = band.certain();
            let overlaps = |other: &&Band| {
                let (other_low, other_high) = other.certain();
                low <= other_high && other_low <= high
            };
            if let Some(other) = self.of(bad_record).take(at).find(overlaps) {
                let shared = low.max(other.certain().0);
                let at = Points::from_hundredths(shared)?;
                return Err(ProviderError::BandsOverlap { one: other.grade.clone(), other: band.grade.clone(), at });
            }
            if let Some(better) = before {
                let (better_low, better_high) = better.certain();
                let worse = match self.0.scoring {
                    Scoring::Merit { .. } => high < better_low,
                    Scoring::Demerit => low > better_high,
                };
                if better.grade != band.grade {
                    ended.push(&better.grade);
                }
                if !worse || ended.contains(&&band.grade) {
                    let (better, found) = (better.grade.clone(), band.grade.clone());
                    return Err(ProviderError::BandsUnordered { better, found });
                }
            }
            before = Some(band);
        }
        Ok(())
    }

    fn check_consequences(&self) -> Result<(), ProviderError> {
        let scheme = &self.0;
        let names = scheme.consequences.iter().map(|rule| &rule.grade);
        if let Some(found) = names.clone().find(|grade| self.rank(grade).is_none()) {
            return Err(ProviderError::UnknownGrade { found: found.clone() });
        }
        let pairs: Vec<String> =
            scheme.consequences.iter().map(|rule| format!("{}/{}", rule.grade, rule.consequence)).collect();
        check_unique(ProviderPart::Consequence, pairs.iter().map(String::as_str))
    }

    /// The parts of the table.
    #[must_use]
    pub const fn scheme(&self) -> &Scheme {
        &self.0
    }

    /// Every grade, best first: those of the bands, then of vetoes and of those who have not filed.
    #[must_use]
    pub fn grades(&self) -> Vec<&Grade> {
        let bands = self.0.bands.iter().map(|band| &band.grade);
        let mut all: Vec<&Grade> = Vec::new();
        for grade in bands.chain(&self.0.veto).chain(&self.0.not_filed) {
            if !all.contains(&grade) {
                all.push(grade);
            }
        }
        all
    }

    /// The place of a grade among [`Self::grades`], from 0 for the best.
    #[must_use]
    pub fn rank(&self, grade: &Grade) -> Option<usize> {
        self.grades().into_iter().position(|other| other == grade)
    }

    /// The band of a score; nothing where the source has none.
    #[must_use]
    pub fn grade(&self, score: Points, bad_record: bool) -> Option<&Band> {
        let score = score.hundredths();
        self.of(bad_record).find(|band| {
            let (low, high) = band.certain();
            low <= score && score <= high
        })
    }

    /// The bands and gaps that a stretch of scores touches.
    pub(super) fn touched(&self, least: Points, most: Points, bad_record: bool) -> (Vec<&Band>, Vec<Gap>) {
        let bands = self.of(bad_record).filter(|band| {
            let (low, high) = band.certain();
            low <= most.hundredths() && least.hundredths() <= high
        });
        let gaps = self.gaps_of(bad_record).into_iter().filter(|gap| gap.least <= most && least <= gap.most);
        (bands.collect(), gaps.collect())
    }

    fn gaps_of(&self, bad_record: bool) -> Vec<Gap> {
        let mut stretches: Vec<((i64, i64), &Band)> = self.of(bad_record).map(|band| (band.certain(), band)).collect();
        stretches.sort_by_key(|(stretch, _)| *stretch);
        let mut gaps = Vec::new();
        let mut next = Points::MIN.hundredths();
        let mut below: Option<&Band> = None;
        let mut close = |from: i64, to: i64, below: Option<&Band>, above: Option<&Band>| {
            let (Ok(least), Ok(most)) = (Points::from_hundredths(from), Points::from_hundredths(to)) else { return };
            if from <= to {
                let mut beside: Vec<Grade> = above.into_iter().chain(below).map(|band| band.grade.clone()).collect();
                if self.0.scoring == Scoring::Demerit {
                    beside.reverse();
                }
                beside.dedup();
                gaps.push(Gap { least, most, bad_record: None, beside });
            }
        };
        for ((low, high), band) in stretches {
            close(next, low.saturating_sub(1), below, Some(band));
            next = high.saturating_add(1);
            below = Some(band);
        }
        close(next, Points::MAX.hundredths(), below, None);
        if matches!(self.0.scoring, Scoring::Merit { .. }) {
            gaps.reverse();
        }
        gaps
    }

    /// The scores for which the source has no band, best first. Empty once every edge is declared: then every score has
    /// exactly one band.
    #[must_use]
    pub fn gaps(&self) -> Vec<Gap> {
        let (without, with) = (self.gaps_of(false), self.gaps_of(true));
        let mark = |gap: &Gap, bad_record| Gap { bad_record: Some(bad_record), ..gap.clone() };
        let both = without.iter().map(|gap| if with.contains(gap) { gap.clone() } else { mark(gap, false) });
        let rest = with.iter().filter(|gap| !without.contains(gap)).map(|gap| mark(gap, true));
        both.chain(rest).collect()
    }

    /// The table with gaps given to grades beside them. It is then the caller's own reading, and says so.
    ///
    /// # Errors
    /// [`ProviderError::NoGap`] for a score that has a band, [`ProviderError::NotBeside`] for another grade,
    /// [`ProviderError::BandsOverlap`] for a gap that is declared twice.
    pub fn declare(&self, declared: &[Declared]) -> Result<Self, ProviderError> {
        check_number(ProviderPart::Declared, BANDS_MAX, declared.len())?;
        let mut scheme = self.0.clone();
        let gaps = self.gaps();
        for one in declared {
            let meant =
                |gap: &Gap| one.bad_record.is_none() || gap.bad_record.is_none_or(|bad| one.bad_record == Some(bad));
            let holds = |gap: &&Gap| gap.least <= one.score && one.score <= gap.most && meant(gap);
            let mut found = gaps.iter().filter(holds).peekable();
            if found.peek().is_none() {
                return Err(ProviderError::NoGap { score: one.score });
            }
            let mut given = false;
            for gap in found.filter(|gap| gap.beside.contains(&one.grade)) {
                let edge = |at, end| (at != end).then_some(Edge { at, side: EdgeSide::Included });
                scheme.bands.push(Band {
                    grade: one.grade.clone(),
                    low: edge(gap.least, Points::MIN),
                    high: edge(gap.most, Points::MAX),
                    bad_record: one.bad_record.or(gap.bad_record),
                    declared: true,
                });
                given = true;
            }
            if !given {
                return Err(ProviderError::NotBeside { score: one.score, found: one.grade.clone() });
            }
        }
        match scheme.scoring {
            Scoring::Merit { .. } => scheme.bands.sort_by_key(|band| std::cmp::Reverse(band.certain())),
            Scoring::Demerit => scheme.bands.sort_by_key(Band::certain),
        }
        scheme.confidence = Confidence::CallersOwn;
        Self::new(scheme)
    }

    /// The table with a policy on pending appeals, where its source has none or the caller follows another.
    #[must_use]
    pub fn with_pending(&self, pending: PendingAppeal) -> Self {
        Self(Scheme { pending: Some(pending), ..self.0.clone() })
    }

    /// What follows from a grade.
    pub fn consequences(&self, grade: &Grade) -> impl Iterator<Item = &GradeConsequence> {
        self.0.consequences.iter().filter(move |rule| rule.grade == *grade)
    }

    /// What it is called, and how it was read.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let confidence = self.0.confidence.render(lang);
        match lang {
            Lang::Zh => format!("{}（{confidence}）", self.0.zh),
            Lang::En => format!("{} ({confidence})", self.0.en),
        }
    }
}
