//! What a credit file says on a day: score, band, and what may be done.

use serde::Serialize;

use super::ProviderError;
use super::bands::{Band, BandTable, BandTableId, BaseRule, Gap, Grade, GradeConsequence, Scoring};
use super::file::{Barred, BaseState, CreditFile, EntryState, PenaltyId, PenaltyKind, RecordId, RecordKind};
use crate::estate::ProviderId;
use crate::measure::{Day, Points};
use crate::rule::Verdict;
use crate::terms::Lang;

/// 分值区间 — a score, or the least and the most that it can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct ScoreRange {
    /// The least.
    pub least: Points,
    /// The most.
    pub most: Points,
}

impl ScoreRange {
    /// The score, where only one is possible.
    #[must_use]
    pub fn exact(self) -> Option<Points> {
        (self.least == self.most).then_some(self.least)
    }

    /// `83分`, `79至83分`.
    #[must_use]
    pub fn render(self, lang: Lang) -> String {
        match (lang, self.exact()) {
            (Lang::Zh, Some(score)) => format!("{score}分"),
            (Lang::Zh, None) => format!("{}至{}分", self.least, self.most),
            (Lang::En, Some(score)) => format!("{score} points"),
            (Lang::En, None) => format!("{} to {} points", self.least, self.most),
        }
    }
}

/// 记录所见 — a record and what it is worth on the day.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct RecordSeen {
    /// The record.
    pub id: RecordId,
    /// For or against.
    pub kind: RecordKind,
    /// Its points.
    pub points: Points,
    /// What it is worth on the day.
    pub state: EntryState,
    /// Whether it settles the band by itself.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub veto: bool,
}

/// 惩戒所见 — a penalty and what it is worth on the day.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct PenaltySeen {
    /// The penalty.
    pub id: PenaltyId,
    /// What it is.
    pub kind: PenaltyKind,
    /// What it bars.
    pub bars: Vec<Barred>,
    /// What it is worth on the day.
    pub state: EntryState,
    /// Its last day, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Day>,
}

/// 未定事项 — why a score or a band is not known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Open {
    /// The table is of a later day.
    NotInForce {
        /// Its first day.
        from: Day,
    },
    /// Nobody stated the base of the score.
    NoBase,
    /// The provider has not filed, and the table has no grade for that.
    NotFiled,
    /// Whether a record counts is not known.
    Record {
        /// The record.
        id: RecordId,
        /// Why not.
        state: EntryState,
    },
    /// The source has no band for the score.
    Gap(Gap),
    /// A record is a veto, and the table has no grade for that.
    Veto {
        /// The record.
        id: RecordId,
    },
}

impl Open {
    /// In one clause.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::NotInForce { from }, Lang::Zh) => format!("办法自{}起计", from.render(lang)),
            (Self::NotInForce { from }, Lang::En) => format!("the table counts from {from}"),
            (Self::NoBase, Lang::Zh) => "基础分未见填报".to_owned(),
            (Self::NoBase, Lang::En) => "no base is stated".to_owned(),
            (Self::NotFiled, Lang::Zh) => "未申报，办法未载明其等级".to_owned(),
            (Self::NotFiled, Lang::En) => "not filed, and the table has no grade for that".to_owned(),
            (Self::Record { id, state }, Lang::Zh) => format!("记录「{id}」{state:#}"),
            (Self::Record { id, state }, Lang::En) => format!("record `{id}`: {}", state.en()),
            (Self::Gap(gap), Lang::Zh) => format!("来源未载明{}的等级", gap.render(lang)),
            (Self::Gap(gap), Lang::En) => format!("the source has no grade for {}", gap.render(lang)),
            (Self::Veto { id }, Lang::Zh) => format!("记录「{id}」为一票否决，办法未载明其等级"),
            (Self::Veto { id }, Lang::En) => format!("record `{id}` is a veto, and the table has no grade for that"),
        }
    }
}

/// 信用结论 — what a file says on a day under a table: a pure function of the three.
///
/// It proves something and is only written; what is read back is the file, which gives it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Credit {
    provider: ProviderId,
    table: BandTableId,
    day: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<ScoreRange>,
    /// The grades that are possible, best first.
    possible: Vec<Grade>,
    /// Whether one of them was declared where the source says nothing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    declared: bool,
    open: Vec<Open>,
    records: Vec<RecordSeen>,
    penalties: Vec<PenaltySeen>,
    consequences: Vec<GradeConsequence>,
    /// Everything that the table may do to anybody, for those whose grade is not known at all.
    #[serde(skip)]
    feared: Vec<GradeConsequence>,
}

/// The points that certainly count, and those that may.
#[derive(Default)]
struct Sums {
    certain: i64,
    open: i64,
    /// The least points of one record that may count.
    least_open: Option<i64>,
    any_certain: bool,
    any_open: bool,
}

impl Sums {
    fn add(&mut self, points: i64, verdict: Verdict) {
        match verdict {
            Verdict::Met => {
                self.certain = self.certain.saturating_add(points);
                self.any_certain = true;
            }
            Verdict::Unknown => {
                self.open = self.open.saturating_add(points);
                self.least_open = Some(self.least_open.map_or(points, |least| least.min(points)));
                self.any_open = true;
            }
            Verdict::Unmet => {}
        }
    }

    const fn most(&self) -> i64 {
        self.certain.saturating_add(self.open)
    }
}

/// Good and bad sums under a scoring, and the base in hundredths.
struct Scored {
    base: i64,
    good: Sums,
    bad: Sums,
    good_most: Option<i64>,
    demerit: bool,
}

impl Scored {
    fn score(&self, good: i64, bad: i64) -> i64 {
        if self.demerit {
            return bad;
        }
        let good = self.good_most.map_or(good, |most| good.min(most));
        self.base.saturating_add(good).saturating_sub(bad)
    }

    fn range(&self, good: (i64, i64), bad: (i64, i64)) -> Result<ScoreRange, ProviderError> {
        let (a, b) = (self.score(good.0, bad.1), self.score(good.1, bad.0));
        Ok(ScoreRange { least: Points::from_hundredths(a.min(b))?, most: Points::from_hundredths(a.max(b))? })
    }

    /// Every score that is possible.
    fn whole(&self) -> Result<ScoreRange, ProviderError> {
        self.range((self.good.certain, self.good.most()), (self.bad.certain, self.bad.most()))
    }

    /// The scores that are possible without, and with, a bad record that counts.
    fn by_bad_record(&self) -> Result<Vec<(bool, ScoreRange)>, ProviderError> {
        let good = (self.good.certain, self.good.most());
        let mut all = Vec::new();
        if !self.bad.any_certain {
            all.push((false, self.range(good, (0, 0))?));
        }
        if self.bad.any_certain {
            all.push((true, self.range(good, (self.bad.certain, self.bad.most()))?));
        } else if let Some(least) = self.bad.least_open {
            all.push((true, self.range(good, (least, self.bad.most()))?));
        }
        Ok(all)
    }
}

fn base_of(table: &BandTable, file: &CreditFile, day: Day) -> Result<Option<BaseState>, ProviderError> {
    let stated = file.base_on(day);
    let Scoring::Merit { base: rule, .. } = table.scheme().scoring else {
        return Ok(Some(BaseState::Filed(Points::ZERO)));
    };
    match (rule, stated) {
        (BaseRule::Exactly(expected), Some(BaseState::Filed(found))) if found != expected => {
            Err(ProviderError::OtherBase { expected, found })
        }
        (BaseRule::Exactly(points), None) => Ok(Some(BaseState::Filed(points))),
        (BaseRule::AtMost(most), Some(BaseState::Filed(found))) if found > most => {
            Err(ProviderError::BaseAbove { most, found })
        }
        _ => Ok(stated),
    }
}

impl BandTable {
    /// What a file says on a day.
    ///
    /// # Errors
    /// [`ProviderError::BaseAbove`] or [`ProviderError::OtherBase`] for a base that the table does not allow.
    pub fn credit(&self, file: &CreditFile, day: Day) -> Result<Credit, ProviderError> {
        let scheme = self.scheme();
        let seen = |record: &super::Record| {
            let state = record.state_on(day, scheme)?;
            let (id, kind, points, veto) = (record.id.clone(), record.kind, record.points, record.veto);
            Some(RecordSeen { id, kind, points, state, veto })
        };
        let penalty = |penalty: &super::Penalty| {
            let state = penalty.state_on(day, scheme.pending)?;
            let (id, kind, bars) = (penalty.id.clone(), penalty.kind, penalty.bars.clone());
            Some(PenaltySeen { id, kind, bars, state, last: penalty.last() })
        };
        let mut credit = Credit {
            provider: file.provider().clone(),
            table: scheme.id.clone(),
            day,
            score: None,
            possible: Vec::new(),
            declared: false,
            open: Vec::new(),
            records: file.records().iter().filter_map(seen).collect(),
            penalties: file.penalties().iter().filter_map(penalty).collect(),
            consequences: Vec::new(),
            feared: scheme.consequences.clone(),
        };
        match scheme.issued.attests_from() {
            Some(from) if day < from => credit.open.push(Open::NotInForce { from }),
            _ => credit.settle(self, base_of(self, file, day)?)?,
        }
        Ok(credit)
    }
}

impl Credit {
    fn settle(&mut self, table: &BandTable, base: Option<BaseState>) -> Result<(), ProviderError> {
        let open = self.records.iter().filter(|seen| seen.state.verdict() == Verdict::Unknown);
        let open: Vec<Open> = open.map(|seen| Open::Record { id: seen.id.clone(), state: seen.state }).collect();
        self.open.extend(open);
        let mut possible: Vec<Grade> = Vec::new();
        let vetoes = self.records.iter().filter(|seen| seen.veto);
        let verdict = vetoes.clone().map(|seen| seen.state.verdict()).max().unwrap_or(Verdict::Unmet);
        if verdict != Verdict::Unmet {
            match (&table.scheme().veto, vetoes.max_by_key(|seen| seen.state.verdict())) {
                (None, Some(seen)) => self.open.push(Open::Veto { id: seen.id.clone() }),
                (grade, _) => possible.extend(grade.clone()),
            }
        }
        match base {
            _ if verdict == Verdict::Met => {}
            None => {
                self.open.push(Open::NoBase);
                possible.clear();
            }
            Some(BaseState::NotFiled) => match &table.scheme().not_filed {
                Some(grade) => possible.push(grade.clone()),
                None => {
                    self.open.push(Open::NotFiled);
                    possible.clear();
                }
            },
            Some(BaseState::Filed(_)) => {
                let scored = self.scored(table, base, false);
                for (bad_record, range) in scored.by_bad_record()? {
                    let (bands, gaps) = table.touched(range.least, range.most, bad_record);
                    self.declared |= bands.iter().any(|band: &&Band| band.declared);
                    possible.extend(bands.into_iter().map(|band| band.grade.clone()));
                    let new = gaps.into_iter().map(Open::Gap).filter(|gap| !self.open.contains(gap));
                    let new: Vec<Open> = new.collect();
                    self.open.extend(new);
                }
            }
        }
        if let Some(BaseState::Filed(_)) = base {
            self.score = Some(self.scored(table, base, true).whole()?);
        }
        self.possible = table.grades().into_iter().filter(|grade| possible.contains(grade)).cloned().collect();
        self.consequences = self.possible.iter().flat_map(|grade| table.consequences(grade)).cloned().collect();
        Ok(())
    }

    /// The sums of the records; those of vetoes that may not count are left out where a band without a veto is sought.
    fn scored(&self, table: &BandTable, base: Option<BaseState>, vetoes: bool) -> Scored {
        let (mut good, mut bad) = (Sums::default(), Sums::default());
        for seen in self.records.iter().filter(|seen| vetoes || !seen.veto) {
            let sums = if seen.kind == RecordKind::Good { &mut good } else { &mut bad };
            sums.add(seen.points.hundredths(), seen.state.verdict());
        }
        let base = match base {
            Some(BaseState::Filed(points)) => points.hundredths(),
            _ => 0,
        };
        let (good_most, demerit) = match table.scheme().scoring {
            Scoring::Merit { good_most, .. } => (good_most.map(Points::hundredths), false),
            Scoring::Demerit => (None, true),
        };
        Scored { base, good, bad, good_most, demerit }
    }

    /// Whose credit it is.
    #[must_use]
    pub const fn provider(&self) -> &ProviderId {
        &self.provider
    }

    /// Under which table.
    #[must_use]
    pub const fn table(&self) -> &BandTableId {
        &self.table
    }

    /// On which day.
    #[must_use]
    pub const fn day(&self) -> Day {
        self.day
    }

    /// The score, or what it can be; nothing where the base is not known, nothing was filed, or the table is of a later
    /// day.
    #[must_use]
    pub const fn score(&self) -> Option<ScoreRange> {
        self.score
    }

    /// The grade, where only one is possible.
    #[must_use]
    pub fn grade(&self) -> Option<&Grade> {
        let unsettled = |open: &Open| !matches!(open, Open::Record { .. });
        match self.possible.as_slice() {
            [grade] if !self.open.iter().any(unsettled) => Some(grade),
            _ => None,
        }
    }

    /// The grades that are possible, best first; none where nothing can be told.
    #[must_use]
    pub fn possible(&self) -> &[Grade] {
        &self.possible
    }

    /// Whether a possible band was declared where the source says nothing.
    #[must_use]
    pub const fn is_declared(&self) -> bool {
        self.declared
    }

    /// What is open. Records may be open and the grade be known, where it does not depend on them.
    #[must_use]
    pub fn open(&self) -> &[Open] {
        &self.open
    }

    /// Every record up to the day, and what it is worth.
    #[must_use]
    pub fn records(&self) -> &[RecordSeen] {
        &self.records
    }

    /// Every penalty up to the day, and what it is worth.
    #[must_use]
    pub fn penalties(&self) -> &[PenaltySeen] {
        &self.penalties
    }

    /// What follows from the grades that are possible.
    #[must_use]
    pub fn consequences(&self) -> &[GradeConsequence] {
        &self.consequences
    }

    /// Whether the provider may take part: met if nothing bars it on the day, unmet with what does, unknown where
    /// that is open.
    ///
    /// ```
    /// use wuye::estate::Source;
    /// use wuye::law::Locator;
    /// use wuye::measure::Period;
    /// use wuye::provider::{Barred, CreditFile, Lasts, Penalty, PenaltyKind, published};
    /// use wuye::rule::Verdict;
    /// let evidence = Source { document: "处理决定".into(), at: Locator::Whole, quote: String::new() };
    /// let ban = Penalty {
    ///     id: "p1".parse()?, kind: PenaltyKind::MarketLimit, from: "2024-02-29".parse()?, lasts: Lasts::For(Period::Years(1)),
    ///     bars: vec![Barred::Tendering], evidence, appeal: None, lifted: None,
    /// };
    /// let file = CreditFile::new("provider-7".parse()?, vec![], vec![], vec![ban])?;
    /// let may = |day: &str| -> Result<_, Box<dyn std::error::Error>> {
    ///     Ok(published::yantai()?.credit(&file, day.parse()?)?.may(Barred::Tendering).verdict)
    /// };
    /// assert_eq!((may("2024-02-28")?, may("2024-02-29")?), (Verdict::Met, Verdict::Unmet));
    /// assert_eq!((may("2025-02-28")?, may("2025-03-01")?), (Verdict::Unmet, Verdict::Met));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn may(&self, what: Barred) -> Standing {
        let barring = self.penalties.iter().filter(|seen| seen.bars.contains(&what));
        let mut reasons: Vec<Reason> = barring
            .filter(|seen| seen.state.verdict() != Verdict::Unmet)
            .map(|seen| Reason::Penalty(seen.clone()))
            .collect();
        let known = self.grade().is_some();
        // Where nothing is known of the grade, any grade of the table is possible.
        let nothing = self.possible.is_empty() || self.open.iter().any(|open| !matches!(open, Open::Record { .. }));
        let feared = if nothing { &self.feared } else { &self.consequences };
        let bars = feared.iter().filter(|rule| rule.consequence.bars() == Some(what)).cloned();
        let graded: Vec<GradeConsequence> = bars.collect();
        let all = !nothing && self.possible.iter().all(|grade| graded.iter().any(|rule| rule.grade == *grade));
        let certain = known || all;
        reasons.extend(graded.into_iter().map(|rule| Reason::Grade { rule, certain }));
        let verdict = reasons.iter().map(Reason::verdict).min().unwrap_or(Verdict::Met);
        Standing { what, day: self.day, verdict, reasons }
    }

    /// `「provider-7」2024年3月15日：83分，等级「AA」。`
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let day = self.day.render(lang);
        let open: Vec<String> = self.open.iter().map(|open| open.render(lang)).collect();
        let grades: Vec<&str> = self.possible.iter().map(Grade::as_str).collect();
        match lang {
            Lang::Zh => {
                let score = self.score.map_or_else(|| "分值待查明".to_owned(), |score| score.render(lang));
                let grade = match (self.grade(), grades.is_empty()) {
                    (Some(grade), _) => format!("等级「{grade}」"),
                    (None, true) => "等级待查明".to_owned(),
                    (None, false) => format!("等级待查明，可能为「{}」", grades.join("」「")),
                };
                let declared = if self.declared { "（界线由使用者声明）" } else { "" };
                let open = if open.is_empty() { String::new() } else { format!("；{}", open.join("；")) };
                format!("「{}」{day}：{score}，{grade}{declared}{open}。", self.provider)
            }
            Lang::En => {
                let score = self.score.map_or_else(|| "score unknown".to_owned(), |score| score.render(lang));
                let grade = match (self.grade(), grades.is_empty()) {
                    (Some(grade), _) => format!("grade `{grade}`"),
                    (None, true) => "grade unknown".to_owned(),
                    (None, false) => format!("grade unknown, possibly `{}`", grades.join("`, `")),
                };
                let declared = if self.declared { " (an edge is declared by the caller)" } else { "" };
                let open = if open.is_empty() { String::new() } else { format!("; {}", open.join("; ")) };
                format!("`{}` on {day}: {score}, {grade}{declared}{open}.", self.provider)
            }
        }
    }
}

/// 受限理由 — what bars a provider, or may.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A penalty.
    Penalty(PenaltySeen),
    /// What follows from a grade.
    Grade {
        /// The rule.
        rule: GradeConsequence,
        /// Whether the grade, or one that bars as well, is certain.
        certain: bool,
    },
}

impl Reason {
    /// Unmet where it certainly bars, unknown where it may.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Penalty(seen) => seen.state.verdict().mirrored(),
            Self::Grade { certain, .. } => {
                if *certain {
                    Verdict::Unmet
                } else {
                    Verdict::Unknown
                }
            }
        }
    }

    /// In one clause.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Penalty(seen), Lang::Zh) => {
                let last = seen.last.map_or_else(|| "长期".to_owned(), |day| format!("至{}", day.render(lang)));
                let open = if seen.state == EntryState::Counts { "" } else { seen.state.zh() };
                let open = if open.is_empty() { String::new() } else { format!("，{open}") };
                format!("「{}」{:#}（{last}{open}）", seen.id, seen.kind)
            }
            (Self::Penalty(seen), Lang::En) => {
                let last = seen.last.map_or_else(|| "without end".to_owned(), |day| format!("to {day}"));
                let open =
                    if seen.state == EntryState::Counts { String::new() } else { format!("; {}", seen.state.en()) };
                format!("`{}`: {} ({last}{open})", seen.id, seen.kind.en())
            }
            (Self::Grade { rule, certain }, Lang::Zh) => {
                let maybe = if *certain { "" } else { "，是否属该等级待查明" };
                format!("等级「{}」{:#}{maybe}", rule.grade, rule.consequence)
            }
            (Self::Grade { rule, certain }, Lang::En) => {
                let maybe = if *certain { "" } else { ", and whether that is its grade is unknown" };
                format!("grade `{}`: {}{maybe}", rule.grade, rule.consequence.en())
            }
        }
    }
}

/// 资格结论 — whether a provider may take part in something on a day, and what bars it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Standing {
    /// In what.
    pub what: Barred,
    /// On which day.
    pub day: Day,
    /// Met if it may.
    pub verdict: Verdict,
    /// What bars it, or may.
    pub reasons: Vec<Reason>,
}

impl Standing {
    /// `2025年2月28日不得参与招投标：「p1」限制市场准入（至2025年2月28日）。`
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (day, reasons) = (self.day.render(lang), self.reasons.iter().map(|reason| reason.render(lang)));
        let reasons: Vec<String> = reasons.collect();
        let what = self.what.render(lang);
        let said = match (lang, self.verdict) {
            (Lang::Zh, Verdict::Met) => format!("{day}可以{what}"),
            (Lang::Zh, Verdict::Unmet) => format!("{day}不得{what}"),
            (Lang::Zh, Verdict::Unknown) => format!("{day}能否{what}待查明"),
            (Lang::En, Verdict::Met) => format!("on {day} it may take part in {what}"),
            (Lang::En, Verdict::Unmet) => format!("on {day} it may not take part in {what}"),
            (Lang::En, Verdict::Unknown) => format!("on {day} it is unknown whether it may take part in {what}"),
        };
        match (lang, reasons.is_empty()) {
            (Lang::Zh, true) => format!("{said}。"),
            (Lang::Zh, false) => format!("{said}：{}。", reasons.join("；")),
            (Lang::En, true) => format!("{said}."),
            (Lang::En, false) => format!("{said}: {}.", reasons.join("; ")),
        }
    }
}
