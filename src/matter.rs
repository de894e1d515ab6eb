//! 共同决定 — the words of decisions: matters, tallies, majorities, resolutions.
//!
//! The arithmetic of a vote, and nothing of where its numbers come from: the caller hands in the [`Majority`] that was
//! law on the day of the vote, with its citation. Thresholds are fractions compared by cross-multiplication.

use serde::{Deserialize, Serialize};

use crate::estate::CompoundId;
use crate::law::Citation;
use crate::measure::{Area, Bound, Day, MeasureError, Threshold};
use crate::terms::{Lang, faults, terms};

terms! {
    /// 共同决定事项 — the nine matters that owners decide together.
    pub enum Matter: "matter" {
        RulesOfProcedure = "rules_of_procedure", "制定和修改业主大会议事规则", "rules of procedure", "《民法典》第二百七十八条第一款第（一）项";
        Covenant = "covenant", "制定和修改管理规约", "owners' covenant", "《民法典》第二百七十八条第一款第（二）项";
        Committee = "committee", "选举业主委员会或者更换业主委员会成员", "electing the owners' committee or replacing its members", "《民法典》第二百七十八条第一款第（三）项";
        Provider = "provider", "选聘和解聘物业服务企业或者其他管理人", "choosing or dismissing the provider", "《民法典》第二百七十八条第一款第（四）项";
        UseFund = "use_fund", "使用建筑物及其附属设施的维修资金", "using the maintenance fund", "《民法典》第二百七十八条第一款第（五）项";
        RaiseFund = "raise_fund", "筹集建筑物及其附属设施的维修资金", "raising the maintenance fund", "《民法典》第二百七十八条第一款第（六）项";
        Rebuild = "rebuild", "改建、重建建筑物及其附属设施", "altering or rebuilding", "《民法典》第二百七十八条第一款第（七）项";
        CommonUse = "common_use", "改变共有部分的用途或者利用共有部分从事经营活动", "changing the use of common space or doing business with it", "《民法典》第二百七十八条第一款第（八）项";
        Other = "other", "有关共有和共同管理权利的其他重大事项", "other major matters", "《民法典》第二百七十八条第一款第（九）项";
    }
}

impl Matter {
    /// Its item in the list of the Civil Code, 1 to 9. Local lists number differently: map by matter, never by number.
    #[must_use]
    pub const fn item(self) -> u8 {
        match self {
            Self::RulesOfProcedure => 1,
            Self::Covenant => 2,
            Self::Committee => 3,
            Self::Provider => 4,
            Self::UseFund => 5,
            Self::RaiseFund => 6,
            Self::Rebuild => 7,
            Self::CommonUse => 8,
            Self::Other => 9,
        }
    }
}

impl Matter {
    /// The matter as something to be done: `选聘物业服务企业`, `choose the provider`.
    #[must_use]
    pub const fn act(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::RulesOfProcedure, Lang::Zh) => "制定业主大会议事规则",
            (Self::Covenant, Lang::Zh) => "制定管理规约",
            (Self::Committee, Lang::Zh) => "选举业主委员会",
            (Self::Provider, Lang::Zh) => "选聘物业服务企业",
            (Self::UseFund, Lang::Zh) => "使用维修资金",
            (Self::RaiseFund, Lang::Zh) => "筹集维修资金",
            (Self::Rebuild, Lang::Zh) => "改建、重建建筑物及其附属设施",
            (Self::CommonUse, Lang::Zh) => "利用共有部分从事经营活动",
            (Self::Other, Lang::Zh) => "有关共有和共同管理权利的重大事项",
            (Self::RulesOfProcedure, Lang::En) => "adopt rules of procedure",
            (Self::Covenant, Lang::En) => "adopt the owners' covenant",
            (Self::Committee, Lang::En) => "elect the owners' committee",
            (Self::Provider, Lang::En) => "choose the provider",
            (Self::UseFund, Lang::En) => "use the maintenance fund",
            (Self::RaiseFund, Lang::En) => "raise the maintenance fund",
            (Self::Rebuild, Lang::En) => "alter or rebuild",
            (Self::CommonUse, Lang::En) => "do business with common space",
            (Self::Other, Lang::En) => "decide this matter of common management",
        }
    }
}

terms! {
    /// 计票来源 — whether a tally was counted from ballots here, with others deemed to be cast or without, or entered
    /// as totals.
    pub enum TallyOrigin: "origin of a tally" {
        Counted = "counted", "据选票计得", "counted from ballots", "design";
        Declared = "declared", "填报合计数", "declared as totals", "design";
        Deemed = "deemed", "含推定的未返票", "counted, with ballots deemed to be cast", "design";
    }
}

terms! {
    /// 基数 — whom a share of consent is a share of.
    pub enum Base: "base of consent" {
        Participants = "participants", "参与表决的业主", "owners who take part", "《民法典》第二百七十八条第二款";
        All = "all", "全体业主", "all owners", "《物业管理条例》第十二条";
    }
}

terms! {
    /// 决议结果 — how a vote came out.
    pub enum Outcome: "outcome" {
        NoQuorum = "no_quorum", "未达到参与表决要求", "no quorum", "《民法典》第二百七十八条第二款";
        Rejected = "rejected", "未获通过", "rejected", "《民法典》第二百七十八条第二款";
        Passed = "passed", "通过", "passed", "《民法典》第二百七十八条第二款";
    }
}

terms! {
    /// 票限 — which of the two limbs of a vote.
    pub enum Limb: "limb of a vote" {
        Heads = "heads", "人数", "head count", "《民法典》第二百七十八条第二款";
        Area = "area", "专有部分面积", "exclusive area", "《民法典》第二百七十八条第二款";
    }
}

terms! {
    /// 表决身份 — those whom a tally counts.
    pub enum Standing: "standing in a vote" {
        All = "all", "全体业主", "all owners", "《民法典》第二百七十八条第二款";
        Participating = "participating", "参与表决的业主", "owners who take part", "《民法典》第二百七十八条第二款";
        Consenting = "consenting", "同意的业主", "owners who agree", "《民法典》第二百七十八条第二款";
    }
}

faults! {
    /// A tally that cannot be (不可能的计票结果).
    pub enum MatterError {
        /// More take part than there are, or more consent than take part.
        MoreThanWhole { limb: Limb, part: Standing, whole: Standing, most: String, found: String } = "more_than_whole",
            "{part:#}的{limb:#}不得超过{whole:#}的{limb:#}{most}，所填为{found}。",
            "expected the {} of {} to be at most that of {}, {most}, found {found}", limb.en(), part.en(), whole.en();
        /// There is nobody, or nothing, to count against.
        NothingToCount { limb: Limb } = "nothing_to_count",
            "{limb:#}总数须大于零，所填为零。",
            "expected a total {} above zero, found zero", limb.en();
    }
}

/// 人数与面积 — the two limbs of a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weight {
    /// Persons (业主人数), not dwellings.
    pub heads: u32,
    /// Exclusive area (专有部分面积).
    pub area: Area,
}

impl Weight {
    pub(crate) fn of(self, limb: Limb) -> u64 {
        match limb {
            Limb::Heads => u64::from(self.heads),
            // An area is never negative.
            Limb::Area => u64::try_from(self.area.hundredths()).unwrap_or(0),
        }
    }

    fn show(self, limb: Limb) -> String {
        match limb {
            Limb::Heads => self.heads.to_string(),
            Limb::Area => self.area.to_string(),
        }
    }
}

/// 计票结果 — totals, those who took part and those who agreed, in heads and in area.
///
/// A ballot for, against or abstaining takes part; only a ballot for agrees. A tally is a proof: it is written out, and
/// what is read back is a [`TallyRecord`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Tally {
    // INVARIANT: total > 0, consenting ≤ participating ≤ total in each limb.
    total: Weight,
    participating: Weight,
    consenting: Weight,
    origin: TallyOrigin,
}

/// 计票记录 — a tally as read back: totals that somebody states, not a proof.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TallyRecord {
    /// All owners.
    pub total: Weight,
    /// Those who took part (参与表决).
    pub participating: Weight,
    /// Those who agreed (同意).
    pub consenting: Weight,
    /// How the writer came to it.
    pub origin: TallyOrigin,
}

impl Tally {
    /// Takes totals that were counted elsewhere. The tally and every resolution from it say so.
    ///
    /// # Errors
    /// [`MatterError::NothingToCount`], [`MatterError::MoreThanWhole`].
    pub fn declared(total: Weight, participating: Weight, consenting: Weight) -> Result<Self, MatterError> {
        Self::new(total, participating, consenting, TallyOrigin::Declared)
    }

    /// For the module that counts ballots, and for no other.
    pub(crate) fn counted(total: Weight, participating: Weight, consenting: Weight) -> Result<Self, MatterError> {
        Self::new(total, participating, consenting, TallyOrigin::Counted)
    }

    /// As [`Tally::counted`], with ballots that were never returned.
    pub(crate) fn deemed(total: Weight, participating: Weight, consenting: Weight) -> Result<Self, MatterError> {
        Self::new(total, participating, consenting, TallyOrigin::Deemed)
    }

    fn new(total: Weight, participating: Weight, consenting: Weight, origin: TallyOrigin) -> Result<Self, MatterError> {
        for limb in [Limb::Heads, Limb::Area] {
            if total.of(limb) == 0 {
                return Err(MatterError::NothingToCount { limb });
            }
            let within = |part, small: Weight, whole, large: Weight| {
                if small.of(limb) > large.of(limb) {
                    let (most, found) = (large.show(limb), small.show(limb));
                    return Err(MatterError::MoreThanWhole { limb, part, whole, most, found });
                }
                Ok(())
            };
            within(Standing::Participating, participating, Standing::All, total)?;
            within(Standing::Consenting, consenting, Standing::Participating, participating)?;
        }
        Ok(Self { total, participating, consenting, origin })
    }

    /// All owners.
    #[must_use]
    pub const fn total(&self) -> Weight {
        self.total
    }

    /// Those who took part.
    #[must_use]
    pub const fn participating(&self) -> Weight {
        self.participating
    }

    /// Those who agreed.
    #[must_use]
    pub const fn consenting(&self) -> Weight {
        self.consenting
    }

    /// Counted here, counted with what is deemed, or declared.
    #[must_use]
    pub const fn origin(&self) -> TallyOrigin {
        self.origin
    }

    /// The tally as a record.
    #[must_use]
    pub const fn record(&self) -> TallyRecord {
        let Self { total, participating, consenting, origin } = *self;
        TallyRecord { total, participating, consenting, origin }
    }
}

/// 表决比例 — what a vote needs: a share of all who must take part, and a share that must agree; each in heads and in
/// area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Majority {
    /// What share of all owners must take part.
    pub quorum: Threshold,
    /// What share must agree.
    pub consent: Threshold,
    /// Whom the share of consent is a share of.
    pub base: Base,
}

impl Majority {
    /// The Civil Code from 2021: two thirds take part; of those three quarters agree, for a special matter, or more
    /// than half (《民法典》第二百七十八条第二款).
    ///
    /// # Errors
    /// None; the fractions are valid.
    pub fn of_participants(special: bool) -> Result<Self, MeasureError> {
        let quorum = Threshold::of(Bound::AtLeast, 2, 3)?;
        let consent =
            if special { Threshold::of(Bound::AtLeast, 3, 4)? } else { Threshold::of(Bound::MoreThan, 1, 2)? };
        Ok(Self { quorum, consent, base: Base::Participants })
    }

    /// The Property Law of 2007 to 2020: more than half attend; of all owners two thirds agree, for a special matter,
    /// or more than half (《物权法》第七十六条、《物业管理条例》第十二条).
    ///
    /// # Errors
    /// None; the fractions are valid.
    pub fn of_all(special: bool) -> Result<Self, MeasureError> {
        let quorum = Threshold::of(Bound::MoreThan, 1, 2)?;
        let consent = if special { Threshold::of(Bound::AtLeast, 2, 3)? } else { quorum };
        Ok(Self { quorum, consent, base: Base::All })
    }

    /// What is needed, in words.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (quorum, consent) = (self.quorum.render(lang), self.consent.render(lang));
        match lang {
            Lang::Zh => format!(
                "专有部分面积{quorum}且人数{quorum}的业主参与表决，经{:#}专有部分面积{consent}且人数{consent}同意",
                self.base
            ),
            Lang::En => format!(
                "{quorum} of area and of persons take part, {consent} of area and of persons of {} agree",
                self.base.en()
            ),
        }
    }
}

/// 差额 — how much one limb of a vote falls short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Short {
    /// By so many persons.
    Heads(u32),
    /// By so much area.
    Area(Area),
}

/// 票限缺口 — one limb that was not reached: what was required, what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Shortfall {
    /// Which limb.
    pub limb: Limb,
    /// The threshold.
    pub threshold: Threshold,
    /// The least that would have been enough.
    pub required: u64,
    /// What there was.
    pub found: u64,
    /// What it is a part of.
    pub whole: u64,
}

impl Shortfall {
    /// The difference: persons, or area.
    #[must_use]
    pub fn short_by(&self) -> Short {
        let short = self.required.saturating_sub(self.found);
        match self.limb {
            Limb::Heads => Short::Heads(u32::try_from(short).unwrap_or(u32::MAX)),
            Limb::Area => {
                let hundredths = i64::try_from(short).unwrap_or(i64::MAX);
                Short::Area(Area::from_hundredths(hundredths).unwrap_or(Area::MAX))
            }
        }
    }

    fn amount(limb: Limb, n: u64, lang: Lang) -> String {
        match (limb, lang) {
            (Limb::Heads, Lang::Zh) => format!("{n}人"),
            (Limb::Heads, Lang::En) => format!("{n} person{}", if n == 1 { "" } else { "s" }),
            (Limb::Area, _) => {
                let area = i64::try_from(n).ok().and_then(|n| Area::from_hundredths(n).ok()).unwrap_or(Area::MAX);
                match lang {
                    Lang::Zh => format!("{}平方米", area.grouped()),
                    Lang::En => format!("{} m²", area.grouped()),
                }
            }
        }
    }

    fn render(&self, outcome: Outcome, lang: Lang) -> String {
        let threshold = self.threshold.render(lang);
        let show = |n| Self::amount(self.limb, n, lang);
        let (found, required, whole) = (show(self.found), show(self.required), show(self.whole));
        let short = show(self.required.saturating_sub(self.found));
        match (lang, outcome, self.limb) {
            (Lang::Zh, Outcome::NoQuorum, limb) => {
                let limb = if limb == Limb::Heads { "参与人数" } else { "参与专有部分面积" };
                format!("{limb}{found}，须不少于{required}（{whole}的{threshold}），还差{short}")
            }
            (Lang::Zh, _, limb) => {
                let limb = if limb == Limb::Heads { "同意人数" } else { "同意专有部分面积" };
                format!("{limb}{found}，须不少于{required}（{whole}的{threshold}），还差{short}")
            }
            (Lang::En, Outcome::NoQuorum, _) => {
                format!("{found} took part, expected at least {required} ({threshold} of {whole}), short by {short}")
            }
            (Lang::En, ..) => {
                format!("{found} agreed, expected at least {required} ({threshold} of {whole}), short by {short}")
            }
        }
    }
}

/// 决议 — a vote counted here under the majority of its day: its outcome, and which limb fell short by how much.
///
/// A resolution is a proof: it is written out, and what is read back is a [`ResolutionRecord`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Resolution {
    compound: CompoundId,
    matter: Matter,
    on: Day,
    tally: Tally,
    majority: Majority,
    law: Citation,
    outcome: Outcome,
    short: Vec<Shortfall>,
}

/// 决议记录 — a resolution as read back or as reported: somebody states how the vote came out.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResolutionRecord {
    /// What was decided on.
    pub matter: Matter,
    /// The day of the decision (决定作出日).
    pub on: Day,
    /// How it came out.
    pub outcome: Outcome,
    /// The totals, if they are reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tally: Option<TallyRecord>,
}

/// Decides a vote of a compound's owners.
///
/// ```
/// use wuye::matter::{Majority, Matter, Outcome, Tally, Weight, resolve};
/// # use wuye::law::{Citation, Confidence, Locator};
/// # let law = Citation { document: "civil_code".parse().unwrap(), title: "民法典".into(), title_en: "Civil Code".into(),
/// #   at: Locator::paragraph(278, 2), from: "2021-01-01".parse().unwrap(), until: None, year_only: false, confidence: Confidence::Primary };
/// # let w = |heads, area: &str| Weight { heads, area: area.parse().unwrap() };
/// let tally = Tally::declared(w(300, "30000"), w(199, "20000"), w(199, "20000"))?;
/// let (compound, day) = ("c1".parse()?, "2022-03-01".parse()?);
/// let resolution = resolve(compound, Matter::Provider, day, tally, Majority::of_participants(false)?, law);
/// assert_eq!(resolution.outcome(), Outcome::NoQuorum);
/// assert_eq!(
///     resolution.render(wuye::terms::Lang::Zh),
///     "未达到参与表决要求：参与人数199人，须不少于200人（300人的三分之二以上），还差1人（填报合计数）。"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn resolve(
    compound: CompoundId,
    matter: Matter,
    on: Day,
    tally: Tally,
    majority: Majority,
    law: Citation,
) -> Resolution {
    let missed = |threshold: Threshold, part: Weight, whole: Weight| -> Vec<Shortfall> {
        let limbs = [Limb::Heads, Limb::Area].into_iter();
        // A share of nobody is never reached, so that a vote in which nobody takes part does not pass.
        let limbs = limbs.filter(|limb| whole.of(*limb) == 0 || !threshold.is_met(part.of(*limb), whole.of(*limb)));
        let short = limbs.map(|limb| {
            let whole = whole.of(limb);
            Shortfall { limb, threshold, required: threshold.least(whole).max(1), found: part.of(limb), whole }
        });
        short.collect()
    };
    let absent = missed(majority.quorum, tally.participating, tally.total);
    let base = match majority.base {
        Base::Participants => tally.participating,
        Base::All => tally.total,
    };
    let opposed = missed(majority.consent, tally.consenting, base);
    let (outcome, short) = match (absent.is_empty(), opposed.is_empty()) {
        (false, _) => (Outcome::NoQuorum, absent),
        (true, false) => (Outcome::Rejected, opposed),
        (true, true) => (Outcome::Passed, Vec::new()),
    };
    Resolution { compound, matter, on, tally, majority, law, outcome, short }
}

impl Resolution {
    /// Whose owners voted.
    #[must_use]
    pub const fn compound(&self) -> &CompoundId {
        &self.compound
    }

    /// What was decided on.
    #[must_use]
    pub const fn matter(&self) -> Matter {
        self.matter
    }

    /// The day of the decision.
    #[must_use]
    pub const fn on(&self) -> Day {
        self.on
    }

    /// The count.
    #[must_use]
    pub const fn tally(&self) -> &Tally {
        &self.tally
    }

    /// The majority it was held against.
    #[must_use]
    pub const fn majority(&self) -> Majority {
        self.majority
    }

    /// The law of that majority.
    #[must_use]
    pub const fn law(&self) -> &Citation {
        &self.law
    }

    /// How it came out.
    #[must_use]
    pub const fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// The limbs that fell short: of the quorum if there was none, else of the consent. So many more, in each limb,
    /// would have been enough; where the base is all owners they may have to come from those who did not take part.
    #[must_use]
    pub fn short(&self) -> &[Shortfall] {
        &self.short
    }

    /// The resolution as a record.
    #[must_use]
    pub const fn record(&self) -> ResolutionRecord {
        let tally = Some(self.tally.record());
        ResolutionRecord { matter: self.matter, on: self.on, outcome: self.outcome, tally }
    }

    /// Outcome, limbs and origin in one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let short: Vec<String> = self.short.iter().map(|short| short.render(self.outcome, lang)).collect();
        let said = self.tally.origin != TallyOrigin::Counted;
        match lang {
            Lang::Zh => {
                let origin = if said { format!("（{:#}）", self.tally.origin) } else { String::new() };
                match short.as_slice() {
                    [] => format!("{:#}{origin}。", self.outcome),
                    _ => format!("{:#}：{}{origin}。", self.outcome, short.join("；")),
                }
            }
            Lang::En => {
                let origin = if said { format!(" ({})", self.tally.origin.en()) } else { String::new() };
                match short.as_slice() {
                    [] => format!("{}{origin}.", self.outcome.en()),
                    _ => format!("{}: {}{origin}.", self.outcome.en(), short.join("; ")),
                }
            }
        }
    }
}
