//! The compiled rulebook of one aim, and what it finds.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::evaluate::{Gap, LawState, Observed, gap};
use super::packed::{Facts, Packed, Sight};
use super::program::{Finding, Program};
use crate::dossier::Dossier;
use crate::estate::{CompoundId, LocalFact};
use crate::law::{Citation, State};
use crate::measure::Day;
use crate::rule::settles;
use crate::rule::{
    Aim, Condition, DeclaredFact, Force, Key, NeededDecision, Node, RuleId, Rulebook, RulebookId, Unread, Verdict,
};
use crate::terms::faults;

/// The version of the stored form of an assessment that this library writes.
pub const ASSESSMENT_FORMAT: u16 = 1;

/// 核对表 — the rules of one aim with all their versions; the law is chosen by the day of each question.
///
/// Cloning is one increment of a counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checklist(Arc<Compiled>);

#[derive(Debug, PartialEq, Eq)]
struct Compiled {
    aim: Aim,
    rulebook: RulebookId,
    version: u32,
    rules: Vec<CompiledRule>,
    /// Every version of every rule: rule by rule, in the order of their first days.
    versions: Vec<CompiledVersion>,
    /// The law of each version.
    citations: Vec<Citation>,
    unread: Vec<Unread>,
    declared: Vec<DeclaredFact>,
    /// The most findings that the law of any day makes.
    findings_most: usize,
}

#[derive(Debug, PartialEq, Eq)]
struct CompiledRule {
    id: RuleId,
    force: Force,
    needs_decision: Option<NeededDecision>,
    then: Vec<Key>,
    /// Its versions among those of the checklist, and their first days.
    versions: Range<usize>,
    first_days: Vec<Day>,
}

#[derive(Debug, PartialEq, Eq)]
struct CompiledVersion {
    /// Index of its rule.
    rule: usize,
    /// Nothing where it is repealed.
    program: Option<Program>,
}

impl Compiled {
    /// The version of a rule on a day; nothing before the first.
    #[inline]
    fn at(&self, rule: &CompiledRule, day: Day) -> Option<&CompiledVersion> {
        let own = rule.first_days.partition_point(|first| *first <= day).checked_sub(1)?;
        self.versions.get(rule.versions.start.checked_add(own)?)
    }
}

/// 判定 — a verdict on one aim for one compound on one day, and the findings that carry it.
///
/// An assessment is a proof: it is made here and written out; what is read back is an [`AssessmentRecord`], which
/// [`Checklist::verify`] turns into a proof again or tells what differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    checklist: Checklist,
    compound: CompoundId,
    day: Day,
    verdict: Verdict,
    findings: Vec<Finding>,
}

impl Checklist {
    /// Compiles the rules of an aim.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use wuye::assess::Checklist;
    /// use wuye::dossier::Dossier;
    /// use wuye::estate::{Compound, Fact, Stated};
    /// use wuye::law::Authority;
    /// use wuye::mode::Mode;
    /// use wuye::rule::{Aim, Verdict};
    /// use wuye::terms::Lang;
    ///
    /// let rulebook = wuye::places::xuchang::rulebook()?;
    /// let professional = Checklist::compile(&rulebook, Aim::Mode(Mode::Professional));
    /// let compound = Compound { id: "c1".parse()?, name: "某老庭院".into(), place: "411000".parse()?, yards: vec![] };
    /// let mut dossier = Dossier::new(compound);
    /// let day = "2022-03-01".parse()?;
    /// assert_eq!(professional.assess(&dossier, day).verdict(), Verdict::Unknown); // nothing is stated
    ///
    /// dossier.state(Fact::OldCompound, Stated::new(true, day, Authority::Street))?;
    /// dossier.state(Fact::ProfessionalConditions, Stated::new(true, day, Authority::Street))?;
    /// let assessment = professional.assess(&dossier, day);
    /// assert_eq!(
    ///     assessment.render(Lang::Zh),
    ///     "条件已具备；尚须业主共同决定选聘物业服务企业（《民法典》第二百七十八条第一款第（四）项，自2021年1月1日起施行）。"
    /// );
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn compile(rulebook: &Rulebook, aim: Aim) -> Self {
        let (mut versions, mut citations) = (Vec::new(), Vec::new());
        let rules = rulebook.rules(aim).enumerate().map(|(r, rule)| {
            let first = versions.len();
            let dated = rule.needs.versions();
            let untils = dated.iter().skip(1).map(|next| Some(next.from)).chain([None]);
            for (version, until) in dated.iter().zip(untils) {
                let own = u32::try_from(versions.len()).unwrap_or(u32::MAX);
                let program = match &version.state {
                    State::InForce(condition) => Some(Program::new(condition, own, settles(version))),
                    State::Repealed => None,
                };
                versions.push(CompiledVersion { rule: r, program });
                citations.push(rulebook.cite(version, until));
            }
            CompiledRule {
                id: rule.id.clone(),
                force: rule.force,
                needs_decision: rule.needs_decision,
                then: rule.then.clone(),
                versions: first..versions.len(),
                first_days: dated.iter().map(|version| version.from).collect(),
            }
        });
        let rules: Vec<CompiledRule> = rules.collect();
        let most = |rule: &CompiledRule| {
            let own = versions.get(rule.versions.clone()).unwrap_or_default();
            let sizes = own.iter().filter_map(|version| version.program.as_ref()).map(Program::findings);
            sizes.max().unwrap_or(0).max(1)
        };
        let findings_most = rules.iter().map(most).fold(0, usize::saturating_add);
        Self(Arc::new(Compiled {
            aim,
            rulebook: rulebook.id().clone(),
            version: rulebook.version(),
            rules,
            versions,
            citations,
            unread: rulebook.unread().cloned().collect(),
            declared: rulebook.declared().cloned().collect(),
            findings_most,
        }))
    }

    /// What it is a checklist for.
    #[must_use]
    pub fn aim(&self) -> Aim {
        self.0.aim
    }

    /// The rulebook it was compiled from.
    #[must_use]
    pub fn rulebook(&self) -> &RulebookId {
        &self.0.rulebook
    }

    /// The version of that rulebook.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.0.version
    }

    /// Assesses a compound on a day.
    ///
    /// 1. A rule whose first known version begins later is unknown; a repealed rule asks nothing.
    /// 2. A rule in force has the verdict of its condition; known from memory only, it is never met.
    /// 3. The aim is the least of its rules; rules that say *usually* are reported and do not count.
    /// 4. An aim without a rule in force is unknown.
    #[must_use]
    pub fn assess(&self, dossier: &Dossier, day: Day) -> Assessment {
        self.run(&Sight::new(dossier, day), &dossier.compound.id)
    }

    /// Assesses packed facts: what [`Checklist::assess`] gives for the dossier they were packed from, on their day. One
    /// allocation, that of the findings.
    #[must_use]
    pub fn assess_packed(&self, facts: &Packed) -> Assessment {
        self.run(facts, facts.compound())
    }

    /// Assesses packed facts into an assessment that is used again; once it has grown, nothing is allocated.
    pub fn assess_into(&self, facts: &Packed, out: &mut Assessment) -> Verdict {
        if !Arc::ptr_eq(&out.checklist.0, &self.0) {
            out.checklist = self.clone();
        }
        out.compound.clone_from(facts.compound());
        out.day = facts.day();
        out.findings.clear();
        out.verdict = self.fill(facts, &mut out.findings);
        out.verdict
    }

    /// The verdict for packed facts, without findings; allocates nothing.
    #[must_use]
    pub fn verdict(&self, facts: &Packed) -> Verdict {
        let mut least: Option<Verdict> = None;
        for rule in self.0.rules.iter().filter(|rule| rule.force != Force::Usually) {
            let verdict = match self.0.at(rule, facts.day()) {
                None => Verdict::Unknown,
                Some(CompiledVersion { program: Some(program), .. }) => program.verdict(facts),
                Some(CompiledVersion { program: None, .. }) => continue,
            };
            if verdict == Verdict::Unmet {
                return Verdict::Unmet;
            }
            least = Some(least.map_or(verdict, |least| least.min(verdict)));
        }
        least.unwrap_or(Verdict::Unknown)
    }

    fn run<F: Facts>(&self, facts: &F, compound: &CompoundId) -> Assessment {
        let mut findings = Vec::with_capacity(self.0.findings_most);
        let verdict = self.fill(facts, &mut findings);
        Assessment { checklist: self.clone(), compound: compound.clone(), day: facts.day(), verdict, findings }
    }

    fn fill<F: Facts>(&self, facts: &F, findings: &mut Vec<Finding>) -> Verdict {
        let mut least: Option<Verdict> = None;
        for rule in &self.0.rules {
            let verdict = match self.0.at(rule, facts.day()) {
                None => {
                    findings.push(before_known(rule));
                    Verdict::Unknown
                }
                Some(CompiledVersion { program: Some(program), .. }) => program.find(facts, findings),
                Some(CompiledVersion { program: None, .. }) => continue,
            };
            if rule.force != Force::Usually {
                least = Some(least.map_or(verdict, |least| least.min(verdict)));
            }
        }
        least.unwrap_or(Verdict::Unknown)
    }

    /// The stretches of time in which the same versions are in force: before the first version, and from every day on
    /// which one begins.
    pub(super) fn eras(&self) -> Vec<Era<'_>> {
        let binding = || self.0.rules.iter().filter(|rule| rule.force != Force::Usually);
        let mut days: Vec<Day> = binding().flat_map(|rule| rule.first_days.iter().copied()).collect();
        days.sort_unstable();
        days.dedup();
        let era = |first: Option<Day>| {
            let mut era = Era { first, programs: Vec::new(), before_known: false };
            for rule in binding() {
                match first.and_then(|day| self.0.at(rule, day)) {
                    None => era.before_known = true,
                    Some(version) => era.programs.extend(&version.program),
                }
            }
            era
        };
        [None].into_iter().chain(days.into_iter().map(Some)).map(era).collect()
    }

    /// Makes the proof again from a record that was read back: assesses the same compound on the same day and compares.
    ///
    /// # Errors
    /// [`Difference`] tells whether the rulebook, the facts or the record itself differ.
    pub fn verify(&self, record: &AssessmentRecord, dossier: &Dossier) -> Result<Assessment, Difference> {
        if record.format != ASSESSMENT_FORMAT {
            return Err(Difference::Format { newest: ASSESSMENT_FORMAT, found: record.format });
        }
        if record.aim != self.aim() {
            return Err(Difference::Aim { expected: self.aim(), found: record.aim });
        }
        if record.rulebook != *self.rulebook() || record.version != self.version() {
            let expected = format!("{} {}", self.rulebook(), self.version());
            return Err(Difference::Rulebook { expected, found: format!("{} {}", record.rulebook, record.version) });
        }
        if record.compound != dossier.compound.id {
            let (expected, found) = (dossier.compound.id.clone(), record.compound.clone());
            return Err(Difference::Compound { expected, found });
        }
        let assessment = self.assess(dossier, record.day);
        let again = assessment.record();
        if again == *record {
            return Ok(assessment);
        }
        let pairs = again.findings.iter().zip(&record.findings).enumerate();
        let mut seen = pairs.filter(|(_, (ours, theirs))| ours.required == theirs.required && ours.rule == theirs.rule);
        match seen.find(|(_, (ours, theirs))| ours.observed != theirs.observed) {
            Some((finding, _)) => Err(Difference::Facts { finding }),
            None => Err(Difference::Record {}),
        }
    }
}

/// The law between two days on which a version begins.
pub(super) struct Era<'a> {
    /// The first day; nothing for the time before all versions.
    pub first: Option<Day>,
    /// What the versions in force say.
    pub programs: Vec<&'a Program>,
    /// Whether the first known version of a rule begins later.
    pub before_known: bool,
}

/// The finding of a rule whose first known version begins later.
fn before_known(rule: &CompiledRule) -> Finding {
    Finding::law(LawState::BeforeKnown, u32::try_from(rule.versions.start).unwrap_or(u32::MAX))
}

/// 判定项 — one finding of an assessment, with what belongs to it.
#[derive(Debug, Clone, Copy)]
pub struct FindingRef<'a> {
    assessment: &'a Assessment,
    index: usize,
    finding: &'a Finding,
}

impl<'a> FindingRef<'a> {
    /// Its verdict.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.finding.verdict()
    }

    /// What was seen.
    #[must_use]
    pub fn observed(&self) -> Observed {
        self.finding.observed(self.required())
    }

    /// What was required; nothing for a rule as a whole.
    #[must_use]
    pub fn required(&self) -> Option<&'a Node> {
        let node = self.finding.node()?;
        self.version()?.program.as_ref()?.condition().nodes().get(node)
    }

    /// By how much a comparison falls short: that much more (or less) meets it, and anything less than that does not.
    #[must_use]
    pub fn short_by(&self) -> Option<Gap> {
        if self.verdict() != Verdict::Unmet {
            return None;
        }
        gap(self.required()?, &self.observed())
    }

    /// The law it rests on.
    #[must_use]
    pub fn citation(&self) -> Option<&'a Citation> {
        self.assessment.checklist.0.citations.get(self.version_index()?)
    }

    /// What the rulebook says of a fact that it declares.
    pub(super) fn declared(&self, fact: &LocalFact) -> Option<&'a DeclaredFact> {
        self.assessment.checklist.0.declared.iter().find(|declared| declared.code == *fact)
    }

    /// The rule it is part of.
    #[must_use]
    pub fn rule_id(&self) -> Option<&'a RuleId> {
        self.rule().map(|rule| &rule.id)
    }

    /// How that rule binds.
    #[must_use]
    pub fn force(&self) -> Force {
        self.rule().map_or(Force::Shall, |rule| rule.force)
    }

    /// Its place among the findings of the assessment.
    #[must_use]
    pub fn index(&self) -> usize {
        self.index
    }

    /// The findings right below it, which carry its verdict.
    pub fn because(&self) -> impl Iterator<Item = FindingRef<'a>> + use<'a> {
        let own = self.index;
        self.assessment.findings().filter(move |below| below.finding.above(below.index) == Some(own))
    }

    /// The finding above it, whose verdict it helps to carry.
    #[must_use]
    pub fn above(&self) -> Option<FindingRef<'a>> {
        let index = self.finding.above(self.index)?;
        let finding = self.assessment.findings.get(index)?;
        Some(FindingRef { assessment: self.assessment, index, finding })
    }

    /// Whether it is a leaf: a fact, a comparison, an event or a resolution.
    #[must_use]
    pub fn is_leaf(&self) -> bool {
        self.finding.is_leaf()
    }

    fn version_index(&self) -> Option<usize> {
        usize::try_from(self.finding.version).ok()
    }

    fn version(&self) -> Option<&'a CompiledVersion> {
        self.assessment.checklist.0.versions.get(self.version_index()?)
    }

    fn rule(&self) -> Option<&'a CompiledRule> {
        self.assessment.checklist.0.rules.get(self.version()?.rule)
    }
}

impl Assessment {
    /// The checklist it was made with.
    #[must_use]
    pub const fn checklist(&self) -> &Checklist {
        &self.checklist
    }

    /// What was assessed.
    #[must_use]
    pub fn aim(&self) -> Aim {
        self.checklist.aim()
    }

    /// The compound.
    #[must_use]
    pub const fn compound(&self) -> &CompoundId {
        &self.compound
    }

    /// The day.
    #[must_use]
    pub const fn day(&self) -> Day {
        self.day
    }

    /// The verdict.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Every finding: rule by rule, each followed by the nodes of its condition.
    pub fn findings(&self) -> impl Iterator<Item = FindingRef<'_>> {
        let all = self.findings.iter().enumerate();
        all.map(|(index, finding)| FindingRef { assessment: self, index, finding })
    }

    /// The findings of whole rules.
    pub fn rules(&self) -> impl Iterator<Item = FindingRef<'_>> {
        self.findings().filter(|finding| finding.finding.node().is_none())
    }

    /// The decisions that are needed to adopt it, each with its law, of the rules in force.
    pub fn needed_decisions(&self) -> Vec<(NeededDecision, &Citation)> {
        let mut needed: Vec<(NeededDecision, &Citation)> = Vec::new();
        for finding in self.rules() {
            let (Some(rule), Some(law)) = (finding.rule(), finding.citation()) else { continue };
            let Some(decision) = rule.needs_decision else { continue };
            let in_force = !matches!(finding.observed(), Observed::Law(LawState::BeforeKnown));
            if in_force && rule.force != Force::Usually && needed.iter().all(|(known, _)| *known != decision) {
                needed.push((decision, law));
            }
        }
        needed
    }

    /// Whether there were rules and all of them are repealed on the day.
    pub(super) fn was_repealed(&self) -> bool {
        self.findings.is_empty() && !self.checklist.0.rules.is_empty()
    }

    /// The parameters that apply once it is adopted.
    #[must_use]
    pub fn then(&self) -> Vec<Key> {
        let mut keys = Vec::new();
        for finding in self.rules() {
            let Some(rule) = finding.rule() else { continue };
            if matches!(finding.observed(), Observed::Law(LawState::BeforeKnown)) {
                continue;
            }
            for key in &rule.then {
                if !keys.contains(key) {
                    keys.push(*key);
                }
            }
        }
        keys
    }

    /// Documents that were not read and may bear on it.
    #[must_use]
    pub fn unread(&self) -> &[Unread] {
        &self.checklist.0.unread
    }

    /// Every condition in force: index of its rule's finding, force, nodes, and whether its law can settle an answer.
    pub(super) fn conditions(&self) -> impl Iterator<Item = (usize, Force, Option<&Condition>, bool)> {
        self.rules().map(|finding| {
            let known = matches!(finding.observed(), Observed::Law(LawState::InForce));
            let before = matches!(finding.observed(), Observed::Law(LawState::BeforeKnown));
            let condition = finding
                .version()
                .filter(|_| !before)
                .and_then(|version| version.program.as_ref())
                .map(Program::condition);
            (finding.index(), finding.force(), condition, known)
        })
    }

    /// The assessment as a record.
    #[must_use]
    pub fn record(&self) -> AssessmentRecord {
        let findings = self.findings().map(|finding| FindingRecord {
            rule: finding.rule_id().cloned(),
            parent: finding.finding.above(finding.index).and_then(|above| u16::try_from(above).ok()),
            verdict: finding.verdict(),
            required: finding.required().cloned(),
            observed: finding.observed(),
            short_by: finding.short_by(),
            law: finding.citation().cloned(),
        });
        AssessmentRecord {
            format: ASSESSMENT_FORMAT,
            compound: self.compound.clone(),
            aim: self.aim(),
            day: self.day,
            rulebook: self.checklist.rulebook().clone(),
            version: self.checklist.version(),
            verdict: self.verdict,
            findings: findings.collect(),
            unread: self.unread().to_vec(),
        }
    }
}

impl Serialize for Assessment {
    /// Writes its record.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.record().serialize(serializer)
    }
}

/// 判定记录 — an assessment as read back: a statement of what somebody's library found, not a proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssessmentRecord {
    /// The version of this form.
    pub format: u16,
    /// The compound.
    pub compound: CompoundId,
    /// What was assessed.
    pub aim: Aim,
    /// The day.
    pub day: Day,
    /// The rulebook.
    pub rulebook: RulebookId,
    /// Its version.
    pub version: u32,
    /// The verdict.
    pub verdict: Verdict,
    /// The findings.
    pub findings: Vec<FindingRecord>,
    /// Documents that were not read.
    pub unread: Vec<Unread>,
}

/// 判定项记录 — a finding written out: required, observed, short by how much, by which law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingRecord {
    /// The rule.
    pub rule: Option<RuleId>,
    /// The index of the finding above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<u16>,
    /// Its verdict.
    pub verdict: Verdict,
    /// What was required.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<Node>,
    /// What was seen.
    pub observed: Observed,
    /// By how much it falls short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_by: Option<Gap>,
    /// The law.
    pub law: Option<Citation>,
}

faults! {
    /// Why a record of a proof is not the proof that can be made now (记录与重新判定不符).
    pub enum Difference {
        /// The record has a form that this library does not read.
        Format { newest: u16, found: u16 } = "record_format",
            "记录格式版本应为{newest}，所读为{found}。",
            "expected a record of format {newest}, found {found}";
        /// The record is of another aim.
        Aim { expected: Aim, found: Aim } = "record_aim",
            "记录应为对「{expected}」的判定，所读为「{found}」。",
            "expected a record of `{expected}`, found one of `{found}`";
        /// The record is of another compound.
        Compound { expected: CompoundId, found: CompoundId } = "record_compound",
            "记录应属小区「{expected}」，所读属「{found}」。",
            "expected a record of compound `{expected}`, found one of `{found}`";
        /// The record was made under another rulebook, or another version of it.
        Rulebook { expected: String, found: String } = "record_rulebook",
            "记录所依规则集应为「{expected}」，所读为「{found}」。",
            "expected a record under rulebook {expected}, found one under {found}";
        /// The facts are not those of the record.
        Facts { finding: usize } = "record_facts",
            "事实与记录不符，见第{finding}项判定。",
            "expected the facts of the record, found others at finding {finding}";
        /// The record does not follow from the facts and the rulebook it names.
        Record {} = "record_altered",
            "记录本身不能由所依事实和规则得出。",
            "expected the record to follow from its facts and rulebook, found it altered";
    }
}
