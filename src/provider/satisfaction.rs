//! Satisfaction by survey, and rates of cases: counted, exact, and never mixed.

use serde::{Deserialize, Serialize};

use super::bands::check_name;
use super::{PLAN_PARTS_MAX, ProviderError, ProviderPart};
use crate::estate::{Source, check_source};
use crate::measure::{Day, Ratio};
use crate::terms::{Lang, Placed, terms};

/// The largest count of replies or cases.
const COUNT_MAX: u64 = 1_000_000_000_000_000;

terms! {
    /// 测评方式 — how people were asked.
    pub enum SurveyMode: "way of asking" {
        Paper = "paper", "书面问卷", "on paper", "usage";
        Online = "online", "网络问卷", "online", "usage";
        Telephone = "telephone", "电话访问", "by telephone", "usage";
        Visit = "visit", "入户访问", "at the door", "usage";
    }
}

terms! {
    /// 比率 — rates of complaints and replies (接诉即办).
    pub enum CaseRate: "rate" {
        Response = "response", "响应率", "rate of response", "接诉即办";
        Solution = "solution", "解决率", "rate of solution", "接诉即办";
        Satisfaction = "satisfaction", "满意率", "rate of satisfaction", "接诉即办";
        Reply = "reply", "回收率", "rate of replies", "usage";
    }
}

/// 测评方法 — how people were asked, and which answers count as satisfied.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyMethod {
    /// How they were asked.
    pub mode: SurveyMode,
    /// The scale, and from where on an answer counts as satisfied, in words: `五级，非常满意和满意计为满意`.
    pub scale: String,
    /// Which version of it.
    pub version: u16,
}

impl SurveyMethod {
    /// `书面问卷，「五级，后两级计为满意」（第1版）`.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (scale, version) = (&self.scale, self.version);
        match lang {
            Lang::Zh => format!("{:#}，「{scale}」（第{version}版）", self.mode),
            Lang::En => format!("{}, `{scale}` (version {version})", self.mode.en()),
        }
    }
}

/// 业主满意度 — satisfied of valid replies, by which method, on which day. A percentage quoted in prose, without the
/// number of replies and the method, is none.
///
/// ```
/// use wuye::estate::Source;
/// use wuye::law::Locator;
/// use wuye::provider::{Satisfaction, SurveyMethod, SurveyMode};
/// let method = SurveyMethod { mode: SurveyMode::Paper, scale: "五级，后两级计为满意".into(), version: 1 };
/// let source = Source { document: "测评报告".into(), at: Locator::Whole, quote: String::new() };
/// let day = "2026-06-30".parse()?;
/// let large = Satisfaction::new(900, 1_000, Some(1_200), method.clone(), day, source.clone())?;
/// let small = Satisfaction::new(10, 100, None, method, day, source)?;
/// // 910 of 1,100 replies, not the mean of 90 % and 10 %.
/// assert_eq!(large.plus(&small)?.share().to_string(), "91/110");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "SatisfactionForm", into = "SatisfactionForm")]
// INVARIANT: satisfied ≤ valid ≤ asked, valid ≥ 1.
pub struct Satisfaction {
    form: SatisfactionForm,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SatisfactionForm {
    satisfied: u64,
    valid: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    asked: Option<u64>,
    method: SurveyMethod,
    on: Day,
    source: Source,
}

impl TryFrom<SatisfactionForm> for Satisfaction {
    type Error = Placed<ProviderError>;
    fn try_from(form: SatisfactionForm) -> Result<Self, Placed<ProviderError>> {
        Ok(Self::new(form.satisfied, form.valid, form.asked, form.method, form.on, form.source)?)
    }
}

impl From<Satisfaction> for SatisfactionForm {
    fn from(satisfaction: Satisfaction) -> Self {
        satisfaction.form
    }
}

fn check_part(what: CaseRate, part: u64, whole: u64) -> Result<(), ProviderError> {
    if part > whole { Err(ProviderError::PartAbove { what, whole, part }) } else { Ok(()) }
}

fn check_count(count: u64) -> Result<(), ProviderError> {
    if count > COUNT_MAX { Err(ProviderError::CountTooLarge { what: ProviderPart::Survey }) } else { Ok(()) }
}

/// The exact fraction; nothing of no cases.
fn fraction(part: u64, whole: u64) -> Option<Ratio> {
    Ratio::new(i64::try_from(part).ok()?, i64::try_from(whole).ok()?).ok()
}

impl Satisfaction {
    /// A survey: how many were satisfied, of how many valid replies, of how many who were asked.
    ///
    /// # Errors
    /// [`ProviderError::NoReplies`], [`ProviderError::PartAbove`], [`ProviderError::CountTooLarge`],
    /// [`ProviderError::Name`] for a scale without words.
    pub fn new(
        satisfied: u64,
        valid: u64,
        asked: Option<u64>,
        method: SurveyMethod,
        on: Day,
        source: Source,
    ) -> Result<Self, ProviderError> {
        check_source(Some(&source))?;
        check_name(ProviderPart::Survey, &method.scale)?;
        check_count(valid.max(asked.unwrap_or(0)))?;
        if valid == 0 {
            return Err(ProviderError::NoReplies {});
        }
        check_part(CaseRate::Satisfaction, satisfied, valid)?;
        if let Some(asked) = asked {
            check_part(CaseRate::Reply, valid, asked)?;
        }
        Ok(Self { form: SatisfactionForm { satisfied, valid, asked, method, on, source } })
    }

    /// How many were satisfied.
    #[must_use]
    pub const fn satisfied(&self) -> u64 {
        self.form.satisfied
    }

    /// How many replies are valid.
    #[must_use]
    pub const fn valid(&self) -> u64 {
        self.form.valid
    }

    /// How many were asked, if the source says.
    #[must_use]
    pub const fn asked(&self) -> Option<u64> {
        self.form.asked
    }

    /// By which method.
    #[must_use]
    pub const fn method(&self) -> &SurveyMethod {
        &self.form.method
    }

    /// On which day.
    #[must_use]
    pub const fn on(&self) -> Day {
        self.form.on
    }

    /// Satisfied over valid replies, exactly.
    #[must_use]
    pub fn share(&self) -> Ratio {
        // INVARIANT: there is a valid reply, and counts are within 10¹⁵.
        fraction(self.form.satisfied, self.form.valid).unwrap_or(Ratio::ZERO)
    }

    /// Valid replies over those asked, exactly; nothing where nobody says how many were asked.
    #[must_use]
    pub fn reply_rate(&self) -> Option<Ratio> {
        fraction(self.form.valid, self.form.asked?)
    }

    /// Two surveys by one method, counted together; of the later day and source.
    ///
    /// # Errors
    /// [`ProviderError::OtherMethod`], [`ProviderError::CountTooLarge`].
    pub fn plus(&self, other: &Self) -> Result<Self, ProviderError> {
        let (one, two) = (&self.form, &other.form);
        if one.method != two.method {
            let (expected, found) = (one.method.scale.clone(), two.method.scale.clone());
            return Err(ProviderError::OtherMethod {
                expected: format!("{}: {expected}, {}", one.method.mode, one.method.version),
                found: format!("{}: {found}, {}", two.method.mode, two.method.version),
            });
        }
        let later = if two.on > one.on { two } else { one };
        // Both are within 10¹⁵.
        let asked = one.asked.zip(two.asked).map(|(a, b)| a.saturating_add(b));
        Self::new(
            one.satisfied.saturating_add(two.satisfied),
            one.valid.saturating_add(two.valid),
            asked,
            one.method.clone(),
            later.on,
            later.source.clone(),
        )
    }

    /// `有效答复1000份，满意900份；书面问卷，「五级，后两级计为满意」（第1版），2026年6月30日。`
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (satisfied, valid) = (self.form.satisfied, self.form.valid);
        let (method, on) = (self.form.method.render(lang), self.form.on.render(lang));
        match lang {
            Lang::Zh => format!("有效答复{valid}份，满意{satisfied}份；{method}，{on}。"),
            Lang::En => format!("satisfied {satisfied} of {valid} valid replies; {method}, {on}."),
        }
    }
}

/// 投诉办理 — cases as they were counted. A count that nobody stated is unknown, and so is its rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "CaseForm", into = "CaseForm")]
// INVARIANT: no part is more than its whole.
pub struct CaseCounts {
    form: CaseForm,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseForm {
    accepted: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    responded: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    solved: Option<u64>,
    /// Satisfied, of those who were asked afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    satisfied: Option<(u64, u64)>,
}

impl TryFrom<CaseForm> for CaseCounts {
    type Error = Placed<ProviderError>;
    fn try_from(form: CaseForm) -> Result<Self, Placed<ProviderError>> {
        Ok(Self::new(form.accepted, form.responded, form.solved, form.satisfied)?)
    }
}

impl From<CaseCounts> for CaseForm {
    fn from(counts: CaseCounts) -> Self {
        counts.form
    }
}

impl CaseCounts {
    /// Cases accepted; of them responded to and solved; and the satisfied of those who were asked afterwards.
    ///
    /// # Errors
    /// [`ProviderError::PartAbove`], [`ProviderError::CountTooLarge`].
    pub fn new(
        accepted: u64,
        responded: Option<u64>,
        solved: Option<u64>,
        satisfied: Option<(u64, u64)>,
    ) -> Result<Self, ProviderError> {
        check_count(accepted)?;
        check_part(CaseRate::Response, responded.unwrap_or(0), accepted)?;
        check_part(CaseRate::Solution, solved.unwrap_or(0), accepted)?;
        if let Some((satisfied, asked)) = satisfied {
            check_part(CaseRate::Satisfaction, satisfied, asked)?;
            check_part(CaseRate::Reply, asked, accepted)?;
        }
        Ok(Self { form: CaseForm { accepted, responded, solved, satisfied } })
    }

    /// A rate as an exact fraction; nothing where it was not counted or there was no case.
    #[must_use]
    pub fn rate(&self, rate: CaseRate) -> Option<Ratio> {
        let form = &self.form;
        match rate {
            CaseRate::Response => fraction(form.responded?, form.accepted),
            CaseRate::Solution => fraction(form.solved?, form.accepted),
            CaseRate::Satisfaction => form.satisfied.and_then(|(satisfied, asked)| fraction(satisfied, asked)),
            CaseRate::Reply => fraction(form.satisfied?.1, form.accepted),
        }
    }

    /// Many counts together: added first, divided after. A count that one of them lacks is lacking in the whole.
    ///
    /// # Errors
    /// [`ProviderError::TooMany`], [`ProviderError::CountTooLarge`].
    pub fn sum(all: &[Self]) -> Result<Self, ProviderError> {
        super::file::check_number(ProviderPart::Survey, PLAN_PARTS_MAX, all.len())?;
        let add = |a: Option<u64>, b: Option<u64>| a.zip(b).map(|(a, b)| a.saturating_add(b));
        let none = CaseForm { accepted: 0, responded: Some(0), solved: Some(0), satisfied: Some((0, 0)) };
        let form = all.iter().fold(none, |sum, one| CaseForm {
            accepted: sum.accepted.saturating_add(one.form.accepted),
            responded: add(sum.responded, one.form.responded),
            solved: add(sum.solved, one.form.solved),
            satisfied: sum
                .satisfied
                .zip(one.form.satisfied)
                .map(|(a, b)| (a.0.saturating_add(b.0), a.1.saturating_add(b.1))),
        });
        Self::new(form.accepted, form.responded, form.solved, form.satisfied)
    }

    /// `响应率9/10；解决率待查明；满意率4/5；回收率1/2。`
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let rates = CaseRate::ALL.iter().map(|rate| {
            let found = self.rate(*rate).map(|found| found.to_string());
            match lang {
                Lang::Zh => format!("{rate:#}{}", found.as_deref().unwrap_or("待查明")),
                Lang::En => format!("{} {}", rate.en(), found.as_deref().unwrap_or("unknown")),
            }
        });
        let rates: Vec<String> = rates.collect();
        match lang {
            Lang::Zh => format!("{}。", rates.join("；")),
            Lang::En => format!("{}.", rates.join("; ")),
        }
    }
}
