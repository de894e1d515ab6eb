//! Assessment of a provider: parts with weights, in several levels, and the ladder of what follows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::bands::check_name;
use super::file::{check_number, check_unique};
use super::satisfaction::Satisfaction;
use super::{PLAN_DEPTH_MAX, PLAN_PARTS_MAX, ProviderError, ProviderPart};
use crate::estate::{Source, check_source};
use crate::law::Confidence;
use crate::measure::{Day, Period, Points, Ratio, Rational, Share};
use crate::rule::Verdict;
use crate::terms::{Lang, Placed, ids, terms};

ids! {
    /// 考核办法标识 — names an assessment.
    PlanId;
    /// 考核项目标识 — names a part of an assessment.
    PartId;
}

terms! {
    /// 考核内容 — what a part of an assessment looks at.
    pub enum Input: "input of an assessment" {
        OwnersSatisfaction = "owners_satisfaction", "业主满意度评价", "the owners' satisfaction", "东莞市民政局2023-05-16会办意见";
        PartyEvaluation = "party_evaluation", "社区党组织评价", "the evaluation by the community's party organisation", "东莞市民政局2023-05-16会办意见";
        Daily = "daily", "日常考核", "daily assessment", "某区住宅小区物业考核办法（摘录）";
        Yearly = "yearly", "年度考核", "yearly assessment", "某区住宅小区物业考核办法（摘录）";
        FeeCollection = "fee_collection", "物业费收缴", "collection of fees", "某区住宅小区物业考核办法（摘录）";
        Other = "other", "其他内容", "something else", "design";
    }
}

/// 考核项目 — a part of an assessment: scored itself, or composed of the parts under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanPart {
    /// Its id.
    pub id: PartId,
    /// What it is called.
    pub name: String,
    /// What it looks at; nothing for a part that is composed of others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<Input>,
    /// Its weight among the parts under the same one, above zero.
    pub weight: Share,
    /// Under which part it lies; nothing for the highest level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<PartId>,
}

/// 考核办法 — the parts of an [`AppraisalPlan`], before they are checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Its id.
    pub id: PlanId,
    /// The full score of every part and of the whole.
    pub full: Points,
    /// The parts, each after the one that it lies under.
    pub parts: Vec<PlanPart>,
    /// What must be looked at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub required: Vec<Input>,
    /// Where it can be read.
    pub source: Source,
    /// How it was read.
    pub confidence: Confidence,
}

/// 考核方案 — parts whose weights sum to exactly one on every level.
///
/// Dongguan wants the owners' satisfaction and the evaluation by the community's party organisation in it
/// ([`AppraisalPlan::DONGGUAN`]); no letter gives weights, so they are the caller's.
///
/// ```
/// use std::collections::BTreeMap;
/// use wuye::estate::Source;
/// use wuye::law::{Confidence, Locator};
/// use wuye::provider::{AppraisalPlan, Input, PartScore, Plan, PlanPart};
/// let part = |id: &str, input, weight: &str| -> Result<PlanPart, Box<dyn std::error::Error>> {
///     Ok(PlanPart { id: id.parse()?, name: id.into(), input: Some(input), weight: weight.parse()?, under: None })
/// };
/// let plan = AppraisalPlan::new(Plan {
///     id: "district".parse()?, full: "100".parse()?,
///     parts: vec![part("daily", Input::Daily, "60/100")?, part("yearly", Input::Yearly, "40/100")?],
///     required: vec![],
///     source: Source { document: "某区考核办法".into(), at: Locator::Whole, quote: String::new() },
///     confidence: Confidence::Excerpt,
/// })?;
/// let mut scores = BTreeMap::from([("daily".parse()?, PartScore::Points("85".parse()?))]);
/// let missing = plan.appraise(&scores)?;
/// assert_eq!((missing.total(), missing.missing()), (None, &["yearly".parse()?][..]));
/// scores.insert("yearly".parse()?, PartScore::Points("90".parse()?));
/// assert_eq!(plan.appraise(&scores)?.total().unwrap().to_string(), "87");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "Plan")]
// INVARIANT: ids are unique; a part stands after the composed one that it lies under; the weights under each sum to
// one.
pub struct AppraisalPlan(Plan);

impl<'de> Deserialize<'de> for AppraisalPlan {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let plan = Plan::deserialize(deserializer)?;
        Self::new(plan).map_err(|error| serde::de::Error::custom(Placed::from(error)))
    }
}

impl TryFrom<Plan> for AppraisalPlan {
    type Error = ProviderError;
    fn try_from(plan: Plan) -> Result<Self, ProviderError> {
        Self::new(plan)
    }
}

impl From<AppraisalPlan> for Plan {
    fn from(plan: AppraisalPlan) -> Self {
        plan.0
    }
}

/// 得分 — what a part scored.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PartScore {
    /// So many points.
    Points(Points),
    /// That fraction of the full score: a counted satisfaction or rate.
    Rate(Ratio),
    /// The mean of what the members of a panel gave.
    Panel(Vec<Points>),
}

impl PartScore {
    /// The score of a survey: satisfied of valid replies.
    #[must_use]
    pub fn of_survey(survey: &Satisfaction) -> Self {
        Self::Rate(survey.share())
    }
}

/// 总分区间 — the least and the most that a total can be.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct TotalRange {
    /// The least.
    pub least: Rational,
    /// The most.
    pub most: Rational,
}

/// 考核结果 — a total, where every part is known, and what is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Appraisal {
    plan: PlanId,
    full: Points,
    range: TotalRange,
    missing: Vec<PartId>,
    /// The exact score of every part that is known, in the order of the plan; composed ones too.
    parts: Vec<(PartId, Rational)>,
}

fn of_points(points: Points) -> Rational {
    Rational::new(i128::from(points.hundredths()), 100).unwrap_or_default()
}

fn of_share(share: Share) -> Rational {
    Rational::new(i128::from(share.above()), i128::from(share.below())).unwrap_or_default()
}

impl AppraisalPlan {
    /// What Dongguan's civil affairs bureau wants in an assessment (2023-05-16, second list, 四是).
    pub const DONGGUAN: [Input; 2] = [Input::OwnersSatisfaction, Input::PartyEvaluation];

    /// Checks a plan.
    ///
    /// # Errors
    /// [`ProviderError::WeightsSum`], [`ProviderError::ZeroWeight`], [`ProviderError::NoParent`],
    /// [`ProviderError::PlanDepth`], [`ProviderError::EmptyPart`], [`ProviderError::NoRequired`],
    /// [`ProviderError::Twice`], [`ProviderError::TooMany`], [`ProviderError::Name`], [`ProviderError::FullScore`].
    pub fn new(plan: Plan) -> Result<Self, ProviderError> {
        check_source(Some(&plan.source))?;
        check_number(ProviderPart::Part, PLAN_PARTS_MAX, plan.parts.len())?;
        check_unique(ProviderPart::Part, plan.parts.iter().map(|part| part.id.as_str()))?;
        let most = super::RECORD_POINTS_MAX;
        if plan.full <= Points::ZERO || plan.full.hundredths() > most.saturating_mul(100) {
            return Err(ProviderError::FullScore { most, found: plan.full });
        }
        let mut depths: BTreeMap<&PartId, (usize, bool)> = BTreeMap::new();
        for part in &plan.parts {
            check_name(ProviderPart::Part, &part.name)?;
            if part.weight == Share::NONE {
                return Err(ProviderError::ZeroWeight { part: part.id.clone() });
            }
            let depth = match &part.under {
                None => 1,
                Some(parent) => match depths.get(parent) {
                    Some((depth, true)) => depth.saturating_add(1),
                    _ => return Err(ProviderError::NoParent { part: part.id.clone(), parent: parent.clone() }),
                },
            };
            if depth > PLAN_DEPTH_MAX {
                return Err(ProviderError::PlanDepth { most: PLAN_DEPTH_MAX, part: part.id.clone() });
            }
            depths.insert(&part.id, (depth, part.input.is_none()));
        }
        check_weights(&plan)?;
        let has = |input: &Input| plan.parts.iter().any(|part| part.input == Some(*input));
        if let Some(input) = plan.required.iter().find(|input| !has(input)) {
            return Err(ProviderError::NoRequired { input: *input });
        }
        Ok(Self(plan))
    }

    /// The parts of the plan.
    #[must_use]
    pub const fn plan(&self) -> &Plan {
        &self.0
    }

    /// The total of scores by part: exact, and known only where every part is.
    ///
    /// # Errors
    /// [`ProviderError::NotScored`], [`ProviderError::ScoreOutside`], [`ProviderError::NoReplies`] for an empty panel.
    pub fn appraise(&self, scores: &BTreeMap<PartId, PartScore>) -> Result<Appraisal, ProviderError> {
        let scored = |id: &PartId| self.0.parts.iter().any(|part| part.id == *id && part.input.is_some());
        if let Some(part) = scores.keys().find(|id| !scored(id)) {
            return Err(ProviderError::NotScored { part: part.clone() });
        }
        let full = of_points(self.0.full);
        let mut sums: BTreeMap<Option<&PartId>, (Rational, Rational)> = BTreeMap::new();
        let mut missing = Vec::new();
        let mut parts = Vec::new();
        // A part stands after the one that it lies under, so that from the end every part is complete when it is met.
        for part in self.0.parts.iter().rev() {
            let (least, most) = match (part.input, scores.get(&part.id)) {
                (None, _) => sums.remove(&Some(&part.id)).unwrap_or_default(),
                (Some(_), Some(score)) => {
                    let score = self.exact(&part.id, score, &full)?;
                    (score.clone(), score)
                }
                (Some(_), None) => {
                    missing.push(part.id.clone());
                    (Rational::default(), full.clone())
                }
            };
            let weight = of_share(part.weight);
            let sum = sums.entry(part.under.as_ref()).or_default();
            *sum = (sum.0.plus(&least.times(&weight)), sum.1.plus(&most.times(&weight)));
            if least == most {
                parts.push((part.id.clone(), least));
            }
        }
        let (least, most) = sums.remove(&None).unwrap_or_default();
        missing.reverse();
        parts.reverse();
        Ok(Appraisal { plan: self.0.id.clone(), full: self.0.full, range: TotalRange { least, most }, missing, parts })
    }

    fn exact(&self, id: &PartId, score: &PartScore, full: &Rational) -> Result<Rational, ProviderError> {
        let exact = match score {
            PartScore::Points(points) => of_points(*points),
            PartScore::Rate(rate) => full.times(&Rational::from(*rate)),
            PartScore::Panel(given) => {
                check_number(ProviderPart::Panel, PLAN_PARTS_MAX, given.len())?;
                if let Some(outside) = given.iter().find(|one| **one < Points::ZERO || **one > self.0.full) {
                    return Err(self.outside(id, outside.to_string()));
                }
                let sum = Points::sum(given.iter().copied())?;
                let below = i128::try_from(given.len()).unwrap_or(i128::MAX).saturating_mul(100);
                Rational::new(i128::from(sum.hundredths()), below).map_err(|_| ProviderError::NoReplies {})?
            }
        };
        if exact < Rational::default() || exact > *full {
            return Err(self.outside(id, exact.to_string()));
        }
        Ok(exact)
    }

    fn outside(&self, id: &PartId, found: String) -> ProviderError {
        ProviderError::ScoreOutside { part: id.clone(), full: self.0.full, found }
    }
}

/// On every level the weights sum to one, and what is composed has parts.
fn check_weights(plan: &Plan) -> Result<(), ProviderError> {
    let mut sums: BTreeMap<Option<&PartId>, Rational> = BTreeMap::new();
    for part in &plan.parts {
        let sum = sums.entry(part.under.as_ref()).or_default();
        *sum = sum.plus(&of_share(part.weight));
    }
    let composed = plan.parts.iter().filter(|part| part.input.is_none()).map(|part| Some(&part.id));
    for under in std::iter::once(None).chain(composed) {
        let name = under.map_or_else(|| plan.id.to_string(), PartId::to_string);
        match sums.get(&under) {
            None => return Err(ProviderError::EmptyPart { part: name }),
            Some(sum) if *sum != Rational::from(1) => {
                return Err(ProviderError::WeightsSum { parent: name, found: sum.to_string() });
            }
            Some(_) => {}
        }
    }
    Ok(())
}

impl Appraisal {
    /// The exact total, where nothing is missing.
    #[must_use]
    pub fn total(&self) -> Option<&Rational> {
        self.missing.is_empty().then_some(&self.range.least)
    }

    /// The least and the most that the total can be.
    #[must_use]
    pub const fn range(&self) -> &TotalRange {
        &self.range
    }

    /// The parts that nobody scored, in the order of the plan.
    #[must_use]
    pub fn missing(&self) -> &[PartId] {
        &self.missing
    }

    /// The exact score of every part that is known.
    #[must_use]
    pub fn parts(&self) -> &[(PartId, Rational)] {
        &self.parts
    }

    /// Whether the total reaches a line; the line itself is enough.
    #[must_use]
    pub fn reaches(&self, line: Points) -> Verdict {
        let line = of_points(line);
        match (self.range.least >= line, self.range.most >= line) {
            (true, _) => Verdict::Met,
            (false, true) => Verdict::Unknown,
            (false, false) => Verdict::Unmet,
        }
    }

    /// `考核得分87，满分100。`
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let missing: Vec<&str> = self.missing.iter().map(PartId::as_str).collect();
        let (least, most, full) = (&self.range.least, &self.range.most, self.full);
        match (lang, missing.is_empty()) {
            (Lang::Zh, true) => format!("考核得分{least}，满分{full}。"),
            (Lang::Zh, false) => {
                format!("考核得分待查明，在{least}与{most}之间，满分{full}；缺「{}」。", missing.join("」「"))
            }
            (Lang::En, true) => format!("assessed at {least} of {full}."),
            (Lang::En, false) => {
                format!("assessment unknown, from {least} to {most} of {full}; missing `{}`.", missing.join("`, `"))
            }
        }
    }
}

// ---------------------------------------------------------------------------------- what follows

terms! {
    /// 处理步骤 — what follows from an assessment. The order of a ladder is the caller's.
    pub enum LadderStep: "step of a ladder" {
        Reward = "reward", "加分或者补助", "credit points or a subsidy", "design";
        Rectify = "rectify", "限期整改", "an order to rectify by a day", "design";
        Deduct = "deduct", "扣减信用分", "credit points are deducted", "design";
        ReplacementVote = "replacement_vote", "提请业主共同决定是否另行选聘", "the owners are asked to vote on a replacement", "《民法典》第二百七十八条第一款第（四）项";
        Exit = "exit", "退出项目", "exit from the project", "咸宁2023-07-10答复二（三）三是";
    }
}

/// 考核后果阶梯 — the lines of pass and excellence, and what follows from the first, second … failure in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "LadderForm", into = "LadderForm")]
// INVARIANT: 0 ≤ pass ≤ excellent ≤ full; 1 to 100 steps.
pub struct Ladder {
    form: LadderForm,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LadderForm {
    full: Points,
    pass: Points,
    excellent: Points,
    steps: Vec<LadderStep>,
    rectify_within: Period,
}

impl TryFrom<LadderForm> for Ladder {
    type Error = Placed<ProviderError>;
    fn try_from(form: LadderForm) -> Result<Self, Placed<ProviderError>> {
        Ok(Self::new(form.full, form.pass, form.excellent, form.steps, form.rectify_within)?)
    }
}

impl From<Ladder> for LadderForm {
    fn from(ladder: Ladder) -> Self {
        ladder.form
    }
}

/// 考核记载 — the result of one assessment and its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assessed {
    /// The day.
    pub on: Day,
    /// The result.
    pub appraisal: Appraisal,
}

/// 阶梯结论 — what follows after the last assessment.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct LadderAnswer {
    /// How many failures in a row there are at least.
    pub least_fails: usize,
    /// How many there are at most; more than the least where a total is not known.
    pub most_fails: usize,
    /// What follows; nothing where it is not known, or nothing does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<LadderStep>,
    /// Whether that is known.
    pub known: bool,
    /// The last day of an order to rectify.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
}

impl Ladder {
    /// A ladder.
    ///
    /// # Errors
    /// [`ProviderError::BadLines`], [`ProviderError::TooMany`], [`ProviderError::EmptyPart`] without a step.
    pub fn new(
        full: Points,
        pass: Points,
        excellent: Points,
        steps: Vec<LadderStep>,
        rectify_within: Period,
    ) -> Result<Self, ProviderError> {
        if pass < Points::ZERO || excellent < pass || full < excellent {
            return Err(ProviderError::BadLines { pass, excellent, full });
        }
        check_number(ProviderPart::Step, super::BANDS_MAX, steps.len())?;
        if steps.is_empty() {
            return Err(ProviderError::EmptyPart { part: ProviderPart::Step.code().to_owned() });
        }
        Ok(Self { form: LadderForm { full, pass, excellent, steps, rectify_within } })
    }

    /// The steps, from the first failure on.
    #[must_use]
    pub fn steps(&self) -> &[LadderStep] {
        &self.form.steps
    }

    /// What follows after these assessments: a pass ends a row of failures, the last step stays. A result that is not
    /// known leaves the row open.
    ///
    /// # Errors
    /// [`ProviderError::HistoryUnordered`], [`ProviderError::TooMany`], and a due day after 2200.
    pub fn answer(&self, history: &[Assessed]) -> Result<LadderAnswer, ProviderError> {
        check_number(ProviderPart::Step, PLAN_PARTS_MAX, history.len())?;
        let (mut least, mut most) = (0_usize, 0_usize);
        for (at, outcome) in history.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| history.get(at));
            if let Some(before) = before.filter(|before| before.on >= outcome.on) {
                return Err(ProviderError::HistoryUnordered { before: before.on, found: outcome.on });
            }
            (least, most) = match outcome.appraisal.reaches(self.form.pass) {
                Verdict::Met => (0, 0),
                Verdict::Unmet => (least.saturating_add(1), most.saturating_add(1)),
                Verdict::Unknown => (0, most.saturating_add(1)),
            };
        }
        let last = history.last();
        let excellent = last.map_or(Verdict::Unmet, |last| last.appraisal.reaches(self.form.excellent));
        let step = |fails: usize| match fails.checked_sub(1) {
            None => None,
            Some(at) => self.form.steps.get(at).or(self.form.steps.last()).copied(),
        };
        let most_step = step(most);
        let known = (least..=most).all(|fails| step(fails) == most_step) && excellent != Verdict::Unknown;
        let step = match (known, most, excellent) {
            (false, ..) => None,
            (true, 0, Verdict::Met) => Some(LadderStep::Reward),
            (true, ..) => most_step,
        };
        let due = match (step, last) {
            (Some(LadderStep::Rectify), Some(last)) => Some(self.form.rectify_within.after(last.on)?),
            _ => None,
        };
        Ok(LadderAnswer { least_fails: least, most_fails: most, step, known, due })
    }
}

impl LadderAnswer {
    /// `连续不合格1次：限期整改，至2026年4月30日。`
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let fails = if self.least_fails == self.most_fails {
            self.least_fails.to_string()
        } else {
            match lang {
                Lang::Zh => format!("{}至{}", self.least_fails, self.most_fails),
                Lang::En => format!("{} to {}", self.least_fails, self.most_fails),
            }
        };
        let step = match (self.known, self.step, lang) {
            (false, _, Lang::Zh) => "后果待查明".to_owned(),
            (false, _, Lang::En) => "what follows is unknown".to_owned(),
            (true, None, Lang::Zh) => "无后果".to_owned(),
            (true, None, Lang::En) => "nothing follows".to_owned(),
            (true, Some(step), _) => step.render(lang).to_owned(),
        };
        match (lang, self.due) {
            (Lang::Zh, None) => format!("连续不合格{fails}次：{step}。"),
            (Lang::Zh, Some(due)) => format!("连续不合格{fails}次：{step}，至{}。", due.render(lang)),
            (Lang::En, None) => format!("failures in a row: {fails}; {step}."),
            (Lang::En, Some(due)) => format!("failures in a row: {fails}; {step} ({due})."),
        }
    }
}
