//! Applying for renovation: the preconditions, the year, who comes first; and the flags of a safe compound.
//!
//! The classes of works are [`WorkClass`](crate::fund::WorkClass), the money is [`Funding`](crate::fund::Funding), what
//! was done against what was planned is [`Statistic::per`].

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::rank::shared_ranks;
use super::{ProgrammeError, ProgrammePart, Statistic, check_number, check_text, percent};
use crate::assess::{Assessment, Checklist, FindingRef};
use crate::dossier::Dossier;
use crate::estate::{CompoundId, LocalFact};
use crate::law::Citation;
use crate::measure::{Day, Ratio, RoundingMode};
use crate::meeting::checks::{Check, Item, Seen, check};
use crate::rule::{Aim, Application, DeclaredFact, Force, Key, ParameterValue, RankBy, Rulebook, Settled, Verdict};
use crate::terms::{Lang, Placed, clip, terms};

/// How many flags of each kind the standard of a safe compound has (五有五无).
pub const SAFE_FLAGS: usize = 5;

/// 改造申报 — whether a compound may apply for renovation on a day: the preconditions of its place, and beside them whether
/// it was completed in time.
///
/// The year of completion does not decide: the text that sets it says *chiefly* (国办发〔2020〕23号第二部分第（一）项).
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use wuye::dossier::Dossier;
/// use wuye::estate::{Compound, Fact, Quantity, Stated, Value};
/// use wuye::law::Authority;
/// use wuye::measure::Approx;
/// use wuye::programme::renovation_application;
/// use wuye::rule::Verdict;
/// let rulebook = wuye::places::xianning::rulebook()?;
/// let day = "2023-08-01".parse()?;
/// let compound = Compound { id: "c1".parse()?, name: "某院".into(), place: "421202".parse()?, yards: vec![] };
/// let mut dossier = Dossier::new(compound);
/// let five = [
///     Fact::PartyOrganisation, Fact::MultiPartyConsultation, Fact::ResidentsCovenant, Fact::ContributionToWorks,
///     Fact::LaterManagementAccepted,
/// ];
/// for fact in five {
///     dossier.state(fact, Stated::new(true, day, Authority::Street))?;
/// }
/// // Five of six, and the sixth not stated: incomplete, not refused.
/// let application = renovation_application(&rulebook, &dossier, None, day);
/// assert_eq!((application.verdict(), application.met_of()), (Verdict::Unknown, (5, 6)));
/// let none_left = Stated::new(Approx::exact(Value::Count(0)), day, Authority::Street);
/// dossier.measure(Quantity::IllegalStructures, none_left)?;
/// let application = renovation_application(&rulebook, &dossier, Some("2000-12-31".parse()?), day);
/// assert_eq!((application.verdict(), application.age().verdict), (Verdict::Met, Verdict::Met));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RenovationApplication {
    assessment: Assessment,
    age: Check,
}

/// Looks at an application on a day; `completed` is the last day on which the compound was completed, if that is known.
#[must_use]
pub fn renovation_application(
    rulebook: &Rulebook,
    dossier: &Dossier,
    completed: Option<Day>,
    day: Day,
) -> RenovationApplication {
    let assessment = Checklist::compile(rulebook, Aim::Apply(Application::Renovation)).assess(dossier, day);
    let cut_off = rulebook.setting(Key::RenovationCutOff, day);
    RenovationApplication { assessment, age: check(Item::CompletedOn, &cut_off, completed.map(Seen::On)) }
}

impl RenovationApplication {
    /// The answer to whether it may apply, with its findings.
    #[must_use]
    pub const fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// The day of completion beside the cut-off of the place; unknown where either is not known.
    #[must_use]
    pub const fn age(&self) -> &Check {
        &self.age
    }

    /// Whether the preconditions are met: unknown is an application that is incomplete (待补充), not one that fails.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.assessment.verdict()
    }

    fn leaves(&self) -> impl Iterator<Item = FindingRef<'_>> {
        self.assessment.findings().filter(|finding| finding.is_leaf() && finding.force() != Force::Usually)
    }

    /// How many preconditions are met, and how many there are.
    #[must_use]
    pub fn met_of(&self) -> (usize, usize) {
        (self.leaves().filter(|leaf| leaf.verdict() == Verdict::Met).count(), self.leaves().count())
    }

    /// The preconditions that are not met or not known, in the order of the law.
    pub fn lacking(&self) -> impl Iterator<Item = FindingRef<'_>> {
        self.leaves().filter(|leaf| leaf.verdict() != Verdict::Met)
    }

    /// The result, then what is lacking, then the year.
    #[must_use]
    pub fn render(&self, lang: Lang) -> Vec<String> {
        let (met, all) = self.met_of();
        let mut lines = vec![match (self.verdict(), lang) {
            (Verdict::Met, Lang::Zh) => format!("可以申报：{all}项前置条件均已具备。"),
            (Verdict::Unknown, Lang::Zh) => format!("申报材料待补充：{all}项前置条件已具备{met}项。"),
            (Verdict::Unmet, Lang::Zh) => format!("尚不能申报：{all}项前置条件已具备{met}项。"),
            (Verdict::Met, Lang::En) => format!("may apply: all of {all} preconditions are met."),
            (Verdict::Unknown, Lang::En) => format!("incomplete: {met} of {all} preconditions are met."),
            (Verdict::Unmet, Lang::En) => format!("may not apply yet: {met} of {all} preconditions are met."),
        }];
        lines.extend(self.lacking().map(|finding| finding.render(lang)));
        lines.push(self.age.render(lang));
        lines
    }
}

// ---------------------------------------------------------------------------------- who comes first

/// 申报小区 — an applicant: whether its preconditions are met, how strongly its residents want the works and how many
/// support them, each as a statistic with its base.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Applicant {
    /// The compound.
    pub compound: CompoundId,
    /// Whether its preconditions are met.
    pub preconditions: Verdict,
    /// Those who want the works, of all (群众意愿).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub will: Option<Statistic>,
    /// Those who support them, of all (支持率).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support: Option<Statistic>,
}

impl Applicant {
    const fn by(&self, ground: RankBy) -> Option<&Statistic> {
        match ground {
            RankBy::Will => self.will.as_ref(),
            RankBy::Support => self.support.as_ref(),
        }
    }
}

terms! {
    /// 未排序原因 — why an applicant has no rank.
    pub enum UnrankedFor: "reason for no rank" {
        PreconditionsUnmet = "preconditions_unmet", "前置条件不具备", "its preconditions are not met", "咸宁2023-07-10答复第二部分第（一）项";
        PreconditionsUnknown = "preconditions_unknown", "前置条件待查明", "its preconditions are not known", "咸宁2023-07-10答复第二部分第（一）项";
        NoGround = "no_ground", "未查得排序依据的规定", "no text that was read says by what to rank", "design";
        NotStated = "not_stated", "意愿或支持率未填报", "its will or support is not stated", "design";
        NotExact = "not_exact", "意愿或支持率为约数", "its will or support is an approximate number", "design";
    }
}

/// 排序小区 — an applicant with its rank, and the exact shares it is ranked by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RankedApplicant {
    /// One more than there are applicants before it; those with equal shares share a rank (并列).
    pub rank: u64,
    /// The compound.
    pub compound: CompoundId,
    /// Its shares, in the order of the grounds.
    pub shares: Vec<Ratio>,
}

/// 未排序小区 — an applicant without a rank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnrankedApplicant {
    /// The compound.
    pub compound: CompoundId,
    /// Why.
    pub reason: UnrankedFor,
}

/// 申报排序 — applicants in the order in which they come first, ties sharing a rank, and those that cannot be ranked yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ranking {
    by: Vec<RankBy>,
    law: Option<Citation>,
    ranked: Vec<RankedApplicant>,
    unranked: Vec<UnrankedApplicant>,
}

/// Ranks applicants by the grounds that a rulebook gives ([`Key::Ranking`]): by exact shares of the first ground, those
/// equal in it by the second. No text that was read gives a number that will or support must reach, so there is none.
///
/// An applicant whose preconditions are not met or not known, or of which a share is not stated exactly, has no
/// rank: it is not the last. Where some have none, the ranks of the others may still change.
///
/// # Errors
/// [`ProgrammeError::PartsNumber`] for no applicants or too many; [`ProgrammeError::NamedTwice`] for one that
/// stands there twice; [`ProgrammeError::NoBase`]; [`ProgrammeError::OtherDefinition`] where two are measured by
/// different definitions.
///
/// ```
/// # use wuye::law::{Confidence, Locator};
/// # use wuye::measure::Approx;
/// # use wuye::programme::{AsOf, Frame, CountUnit, Definition, Reported, Scope, Statistic};
/// use wuye::programme::{Applicant, rank_applicants};
/// use wuye::rule::{Application, Key, Verdict};
/// # fn share(of: (u64, u64)) -> Option<Statistic> {
/// #     let definition = Definition {
/// #         id: "will".parse().unwrap(), version: 1, part: true, zh: "有意愿的户数".into(), en: "willing".into(),
/// #     };
/// #     let source = wuye::estate::Source { document: "x".into(), at: Locator::Whole, quote: String::new() };
/// #     let scope = Scope { place: "421202".parse().unwrap(), area: Some("某院".into()) };
/// #     let frame = Frame { definition, scope, at: AsOf::InYear(2023), source, confidence: Confidence::CallersOwn };
/// #     let (numerator, denominator) = (Approx::exact(of.0), Some(Approx::exact(of.1)));
/// #     Statistic::new(Reported { frame, unit: CountUnit::Households, numerator, denominator }).ok()
/// # }
/// let applicant = |id: &str, will, support| Applicant {
///     compound: id.parse().unwrap(), preconditions: Verdict::Met, will: share(will), support: share(support),
/// };
/// let applicants = [
///     applicant("c1", (2, 3), (1, 2)), applicant("c2", (66, 99), (50, 100)), applicant("c3", (9, 10), (1, 9)),
///     applicant("c4", (1, 2), (1, 1)),
/// ];
/// let rulebook = wuye::places::xianning::rulebook()?;
/// let by = rulebook.setting(Key::Ranking(Application::Renovation), "2023-08-01".parse()?);
/// let ranking = rank_applicants(&by, &applicants)?;
/// let ranks: Vec<_> = ranking.ranked().iter().map(|one| (one.rank, one.compound.as_str())).collect();
/// assert_eq!(ranks, [(1, "c3"), (2, "c1"), (2, "c2"), (4, "c4")]); // 2/3 and 66/99 are one share
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rank_applicants(by: &Settled, applicants: &[Applicant]) -> Result<Ranking, ProgrammeError> {
    check_number(ProgrammePart::Applicant, applicants.len())?;
    let mut seen = BTreeSet::new();
    if let Some(twice) = applicants.iter().find(|applicant| !seen.insert(&applicant.compound)) {
        return Err(ProgrammeError::NamedTwice { name: clip(twice.compound.as_str()) });
    }
    let (grounds, law) = match (by, by.value()) {
        (Settled::Known { law, .. }, Some(ParameterValue::Ranking(grounds))) => (grounds.as_slice(), Some(law.clone())),
        _ => (&[][..], None),
    };
    for ground in grounds {
        let mut measured = applicants.iter().filter_map(|applicant| applicant.by(*ground)).map(Statistic::definition);
        let Some(first) = measured.next() else { continue };
        if let Some(other) = measured.find(|other| !other.is(first)) {
            return Err(ProgrammeError::OtherDefinition { expected: first.named(), found: other.named() });
        }
    }
    let (mut ranked, mut unranked) = (Vec::new(), Vec::new());
    for applicant in applicants {
        match shares(applicant, grounds)? {
            Ok(shares) => ranked.push((shares, &applicant.compound)),
            Err(reason) => unranked.push(UnrankedApplicant { compound: applicant.compound.clone(), reason }),
        }
    }
    // Of those that tie, in the order of their ids: they share a rank.
    ranked.sort_by(|a, b| (Reverse(&a.0), a.1).cmp(&(Reverse(&b.0), b.1)));
    unranked.sort_by(|a: &UnrankedApplicant, b| a.compound.cmp(&b.compound));
    let ranks = shared_ranks(&ranked, |(one, _), (other, _)| one == other);
    let of = |(rank, (shares, compound)): (u64, (Vec<Ratio>, &CompoundId))| RankedApplicant {
        rank,
        compound: compound.clone(),
        shares,
    };
    Ok(Ranking { by: grounds.to_vec(), law, ranked: ranks.into_iter().zip(ranked).map(of).collect(), unranked })
}

/// The exact shares of an applicant, or why it has no rank.
fn shares(applicant: &Applicant, grounds: &[RankBy]) -> Result<Result<Vec<Ratio>, UnrankedFor>, ProgrammeError> {
    match applicant.preconditions {
        Verdict::Unmet => return Ok(Err(UnrankedFor::PreconditionsUnmet)),
        Verdict::Unknown => return Ok(Err(UnrankedFor::PreconditionsUnknown)),
        Verdict::Met if grounds.is_empty() => return Ok(Err(UnrankedFor::NoGround)),
        Verdict::Met => {}
    }
    let mut shares = Vec::with_capacity(grounds.len());
    for ground in grounds {
        let Some(measured) = applicant.by(*ground) else { return Ok(Err(UnrankedFor::NotStated)) };
        let no_base = || ProgrammeError::NoBase { definition: measured.definition().id.clone() };
        let share = measured.share().ok_or_else(no_base)?;
        if !measured.numerator().is_exact() || measured.denominator().is_some_and(|base| !base.is_exact()) {
            return Ok(Err(UnrankedFor::NotExact));
        }
        shares.push(share);
    }
    Ok(Ok(shares))
}

impl Ranking {
    /// By what they are ranked, the first ground first.
    #[must_use]
    pub fn by(&self) -> &[RankBy] {
        &self.by
    }

    /// The law of the grounds.
    #[must_use]
    pub const fn law(&self) -> Option<&Citation> {
        self.law.as_ref()
    }

    /// Those with a rank, the first first; of those that tie in the order of their ids.
    #[must_use]
    pub fn ranked(&self) -> &[RankedApplicant] {
        &self.ranked
    }

    /// Those without, in the order of their ids.
    #[must_use]
    pub fn unranked(&self) -> &[UnrankedApplicant] {
        &self.unranked
    }

    /// One line for each applicant.
    #[must_use]
    pub fn render(&self, lang: Lang) -> Vec<String> {
        let told = |shares: &[Ratio]| {
            let of = |(ground, share): (&RankBy, &Ratio)| {
                let share = percent(*share, 2, RoundingMode::HalfAwayFromZero).unwrap_or_default();
                match lang {
                    Lang::Zh => format!("“{ground:#}”{share}"),
                    Lang::En => format!("{}: {share}", ground.en()),
                }
            };
            self.by.iter().zip(shares).map(of).collect::<Vec<_>>()
        };
        let ranked = self.ranked.iter().map(|one| {
            let ties = self.ranked.iter().filter(|other| other.rank == one.rank).count() > 1;
            match (lang, ties) {
                (Lang::Zh, false) => format!("第{}位「{}」：{}", one.rank, one.compound, told(&one.shares).join("，")),
                (Lang::Zh, true) => {
                    format!("并列第{}位「{}」：{}", one.rank, one.compound, told(&one.shares).join("，"))
                }
                (Lang::En, false) => format!("{}. `{}`: {}", one.rank, one.compound, told(&one.shares).join(", ")),
                (Lang::En, true) => {
                    format!("{}. (tied) `{}`: {}", one.rank, one.compound, told(&one.shares).join(", "))
                }
            }
        });
        let unranked = self.unranked.iter().map(|one| match lang {
            Lang::Zh => format!("未排序「{}」：{:#}", one.compound, one.reason),
            Lang::En => format!("not ranked `{}`: {}", one.compound, one.reason.en()),
        });
        ranked.chain(unranked).collect()
    }
}

// ---------------------------------------------------------------------------------- safe compounds

/// 平安住宅小区标准（五有五无） — five things that a compound has and five that it has not, named by the caller: no text that
/// was read says which they are (东建函〔2023〕26号 names the standard only).
///
/// ```
/// use wuye::programme::SafeStandard;
/// use wuye::rule::DeclaredFact;
/// let flag = |code: &str| DeclaredFact {
///     code: code.parse().unwrap(), zh: code.into(), en: code.into(), source: "街道自定".into(),
/// };
/// let five = |kind: &str| (1..=5).map(|n| flag(&format!("{kind}{n}"))).collect::<Vec<_>>();
/// assert!(SafeStandard::new(five("有"), five("无")).is_ok());
/// assert_eq!(SafeStandard::new(five("有"), vec![]).unwrap_err().code(), "flag_count");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "SafeForm", into = "SafeForm")]
pub struct SafeStandard {
    // INVARIANT: five of each; codes are distinct.
    has: Vec<DeclaredFact>,
    has_not: Vec<DeclaredFact>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SafeForm {
    has: Vec<DeclaredFact>,
    has_not: Vec<DeclaredFact>,
}

impl TryFrom<SafeForm> for SafeStandard {
    type Error = Placed<ProgrammeError>;
    fn try_from(form: SafeForm) -> Result<Self, Placed<ProgrammeError>> {
        Ok(Self::new(form.has, form.has_not)?)
    }
}

impl From<SafeStandard> for SafeForm {
    fn from(standard: SafeStandard) -> Self {
        Self { has: standard.has, has_not: standard.has_not }
    }
}

/// 平安住宅小区核对 — which flags of the standard are kept, which are not, and which nobody stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SafeCheck {
    /// Whether all ten are kept.
    pub verdict: Verdict,
    /// Those that are not (未达到).
    pub unmet: Vec<LocalFact>,
    /// Those that are not stated (待查明).
    pub unknown: Vec<LocalFact>,
}

impl SafeStandard {
    /// A standard of flags that the caller names.
    ///
    /// # Errors
    /// [`ProgrammeError::FlagCount`] unless there are five of each; [`ProgrammeError::NamedTwice`];
    /// [`ProgrammeError::TextLength`].
    pub fn new(has: Vec<DeclaredFact>, has_not: Vec<DeclaredFact>) -> Result<Self, ProgrammeError> {
        for found in [has.len(), has_not.len()] {
            if found != SAFE_FLAGS {
                return Err(ProgrammeError::FlagCount { expected: SAFE_FLAGS, found });
            }
        }
        let mut seen = BTreeSet::new();
        for flag in has.iter().chain(&has_not) {
            check_text(ProgrammePart::Name, &flag.zh)?;
            check_text(ProgrammePart::Name, &flag.en)?;
            check_text(ProgrammePart::Document, &flag.source)?;
            if !seen.insert(&flag.code) {
                return Err(ProgrammeError::NamedTwice { name: clip(&flag.code.to_string()) });
            }
        }
        Ok(Self { has, has_not })
    }

    /// What a compound has (五有).
    #[must_use]
    pub fn has(&self) -> &[DeclaredFact] {
        &self.has
    }

    /// What it has not (五无).
    #[must_use]
    pub fn has_not(&self) -> &[DeclaredFact] {
        &self.has_not
    }

    /// Holds what is stated of a compound on a day against the standard.
    #[must_use]
    pub fn check(&self, dossier: &Dossier, day: Day) -> SafeCheck {
        let (mut unmet, mut unknown) = (Vec::new(), Vec::new());
        let flags = self.has.iter().map(|flag| (flag, true)).chain(self.has_not.iter().map(|flag| (flag, false)));
        for (flag, wanted) in flags {
            match dossier.local(&flag.code, day).map(|stated| stated.value == wanted) {
                Some(true) => {}
                Some(false) => unmet.push(flag.code.clone()),
                None => unknown.push(flag.code.clone()),
            }
        }
        let verdict = match (unmet.is_empty(), unknown.is_empty()) {
            (false, _) => Verdict::Unmet,
            (true, false) => Verdict::Unknown,
            (true, true) => Verdict::Met,
        };
        SafeCheck { verdict, unmet, unknown }
    }
}

impl SafeCheck {
    /// `不满足：十项达到7项；未达到「has1」；待查明「not4」、「not5」`.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (verdict, unmet, unknown) = (self.verdict.render(lang), self.unmet.len(), self.unknown.len());
        let named = |flags: &[LocalFact]| {
            let one = |flag: &LocalFact| match lang {
                Lang::Zh => format!("「{flag}」"),
                Lang::En => format!("`{flag}`"),
            };
            flags.iter().map(one).collect::<Vec<_>>().join(if lang == Lang::Zh { "、" } else { ", " })
        };
        let list = |what: &str, flags: &[LocalFact]| match (flags.is_empty(), lang) {
            (true, _) => String::new(),
            (false, Lang::Zh) => format!("；{what}{}", named(flags)),
            (false, Lang::En) => format!("; {what} {}", named(flags)),
        };
        let (not_kept, not_known) = match lang {
            Lang::Zh => ("未达到", "待查明"),
            Lang::En => ("not kept:", "not known:"),
        };
        let (first, second) = (list(not_kept, &self.unmet), list(not_known, &self.unknown));
        let kept = SAFE_FLAGS.saturating_mul(2).saturating_sub(unmet).saturating_sub(unknown);
        match lang {
            Lang::Zh => format!("{verdict}：十项达到{kept}项{first}{second}"),
            Lang::En => format!("{verdict}: {kept} of ten are kept{first}{second}"),
        }
    }
}
