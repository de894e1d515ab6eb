//! Statistics, and what is made of them: quotients and sums.

use serde::{Deserialize, Serialize};

use super::figure::{added, brief_percent, decimal, divided, figures, percent, ratio};
use super::{COUNT_MAX, CountUnit, Definition, Frame, ProgrammeError, ProgrammePart, check_number};
use crate::measure::{Approx, Ratio, RoundingMode, Sense};
use crate::terms::{Lang, Placed};

/// 所报统计 — the parts of a [`Statistic`], before they are checked.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reported {
    /// What was counted, where, when, and who says so.
    pub frame: Frame,
    /// What one of the count is.
    pub unit: CountUnit,
    /// How many.
    pub numerator: Approx<u64>,
    /// Of how many, or against how many, if the source says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denominator: Option<Approx<u64>>,
}

/// 统计 — a number with what it counts, of how many, where, as of when, and where it can be read.
///
/// The base is at least 1, and what its definition calls a part is not more than its whole.
///
/// ```
/// use wuye::law::{Confidence, Locator};
/// use wuye::measure::{Approx, RoundingMode};
/// use wuye::programme::{AsOf, Frame, CountUnit, Definition, Reported, Scope, Statistic};
/// use wuye::terms::Lang;
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let definition = Definition {
///     id: "unserved".parse()?, version: 1, part: true,
///     zh: "无物业服务的住宅小区".into(), en: "compounds without property service".into(),
/// };
/// let source = wuye::estate::Source {
///     document: "厦住建综函〔2024〕44号".into(),
///     at: Locator::section(&[1], Some(1)),
///     quote: "全市共2943个住宅小区,其中无物业服务的小区1414个,占比达48%".into(),
/// };
/// let frame = Frame {
///     definition, scope: Scope { place: "350200".parse()?, area: None }, at: AsOf::On("2024-04-24".parse()?),
///     source, confidence: Confidence::PolicyLetter,
/// };
/// let (numerator, denominator) = (Approx::exact(1_414), Some(Approx::exact(2_943)));
/// let unserved = Statistic::new(Reported { frame, unit: CountUnit::Compounds, numerator, denominator })?;
/// assert_eq!(unserved.share().map(|share| share.to_string()), Some("1414/2943".into()));
/// assert_eq!(unserved.percent(0, RoundingMode::HalfAwayFromZero)?, "48%");
/// assert_eq!(unserved.percent(2, RoundingMode::HalfAwayFromZero)?, "48.05%");
/// assert_eq!(unserved.rest(), Some(1_529));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(into = "Reported")]
// INVARIANT: texts and counts are within their bounds; the base is at least 1; a part does not exceed its whole.
pub struct Statistic(pub(super) Reported);

impl<'de> Deserialize<'de> for Statistic {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let form = Reported::deserialize(deserializer)?;
        Self::new(form).map_err(|error| serde::de::Error::custom(Placed::from(error)))
    }
}

impl TryFrom<Reported> for Statistic {
    type Error = ProgrammeError;
    fn try_from(reported: Reported) -> Result<Self, ProgrammeError> {
        Self::new(reported)
    }
}

impl From<Statistic> for Reported {
    fn from(statistic: Statistic) -> Self {
        statistic.0
    }
}

fn check_part(definition: &Definition, part: Approx<u64>, whole: Approx<u64>) -> Result<(), ProgrammeError> {
    let surely = matches!(part.sense, Sense::Exact | Sense::Over) && matches!(whole.sense, Sense::Exact | Sense::Under);
    if definition.part && surely && part.value > whole.value {
        let definition = definition.id.clone();
        return Err(ProgrammeError::PartExceedsWhole { definition, whole: whole.value, part: part.value });
    }
    Ok(())
}

impl Statistic {
    /// Checks what was reported.
    ///
    /// # Errors
    /// [`ProgrammeError::ZeroBase`], [`ProgrammeError::PartExceedsWhole`], [`ProgrammeError::CountTooLarge`],
    /// [`ProgrammeError::TextLength`], [`ProgrammeError::BadYears`].
    pub fn new(reported: Reported) -> Result<Self, ProgrammeError> {
        reported.frame.check()?;
        let definition = &reported.frame.definition;
        for count in [Some(reported.numerator), reported.denominator].into_iter().flatten() {
            if count.value > COUNT_MAX {
                let (definition, found) = (definition.id.clone(), count.value.to_string());
                return Err(ProgrammeError::CountTooLarge { definition, most: COUNT_MAX, found });
            }
        }
        match reported.denominator {
            Some(base) if base.value == 0 => Err(ProgrammeError::ZeroBase { definition: definition.id.clone() }),
            Some(base) => check_part(definition, reported.numerator, base).map(|()| Self(reported)),
            None => Ok(Self(reported)),
        }
    }

    /// What was reported.
    #[must_use]
    pub const fn reported(&self) -> &Reported {
        &self.0
    }

    /// The definition.
    #[must_use]
    pub const fn definition(&self) -> &Definition {
        &self.0.frame.definition
    }

    /// How many.
    #[must_use]
    pub const fn numerator(&self) -> Approx<u64> {
        self.0.numerator
    }

    /// Of how many, if that is known.
    #[must_use]
    pub const fn denominator(&self) -> Option<Approx<u64>> {
        self.0.denominator
    }

    /// The exact fraction of the two numbers as printed; [`Statistic::sense`] tells how exactly they are.
    #[must_use]
    pub fn share(&self) -> Option<Ratio> {
        ratio(self.0.numerator.value, self.0.denominator?.value)
    }

    /// How exactly the share is known, or the number where there is no base.
    #[must_use]
    pub fn sense(&self) -> Sense {
        self.0.denominator.map_or(self.0.numerator.sense, |base| divided(self.0.numerator, base.sense))
    }

    /// What is left of the whole, where the definition calls this a part and both numbers are exact.
    #[must_use]
    pub fn rest(&self) -> Option<u64> {
        let base = self.0.denominator.filter(|base| base.is_exact() && self.0.numerator.is_exact())?;
        if self.definition().part { base.value.checked_sub(self.0.numerator.value) } else { None }
    }

    /// The share as a percentage, from the integers, rounded once: `48%`.
    ///
    /// # Errors
    /// [`ProgrammeError::NoBase`], [`ProgrammeError::TooManyPlaces`].
    pub fn percent(&self, decimals: u32, mode: RoundingMode) -> Result<String, ProgrammeError> {
        let no_base = || ProgrammeError::NoBase { definition: self.definition().id.clone() };
        percent(self.share().ok_or_else(no_base)?, decimals, mode)
    }

    /// 相除 — this number for each of another, in the meaning that the definition gives: area per household. Bases of
    /// either are left aside.
    ///
    /// # Errors
    /// [`ProgrammeError::OtherScope`] and [`ProgrammeError::OtherTime`] unless both are of one place and one time;
    /// [`ProgrammeError::ZeroBase`]; [`ProgrammeError::PartExceedsWhole`] where the definition speaks of a part.
    pub fn per(&self, other: &Self, definition: Definition) -> Result<Quotient, ProgrammeError> {
        let (expected, found) = (self.0.frame.at, other.0.frame.at);
        if expected != found {
            return Err(ProgrammeError::OtherTime { expected, found });
        }
        self.per_across_time(other, definition)
    }

    /// 跨时点相除 — as [`Statistic::per`], where the caller says that numbers of two times may be set against each other.
    ///
    /// # Errors
    /// As [`Statistic::per`], without [`ProgrammeError::OtherTime`].
    pub fn per_across_time(&self, other: &Self, definition: Definition) -> Result<Quotient, ProgrammeError> {
        let (expected, found) = (&self.0.frame.scope, &other.0.frame.scope);
        if expected != found {
            return Err(ProgrammeError::OtherScope { expected: expected.clone(), found: found.clone() });
        }
        let (above, below) = (self.0.numerator, other.0.numerator);
        if below.value == 0 {
            return Err(ProgrammeError::ZeroBase { definition: definition.id });
        }
        check_part(&definition, above, below)?;
        let value = ratio(above.value, below.value).ok_or(ProgrammeError::TooLarge { what: ProgrammePart::Ratio })?;
        let sense = divided(above, below.sense);
        Ok(Quotient { definition, above: self.clone(), below: other.clone(), value, sense })
    }

    /// `厦门市，无物业服务的住宅小区：1,414个小区，占2,943个小区的48.05%（2024年4月24日，厦住建综函〔2024〕44号第一部分第一段）`.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (frame, told) = (&self.0.frame, self.0.frame.told(lang));
        let (scope, what) = (frame.scope.render(lang), frame.definition.render(lang));
        let figures = figures(self.0.numerator, self.0.denominator, self.0.unit, frame.definition.part, lang);
        match lang {
            Lang::Zh => format!("{scope}，{what}：{figures}（{told}）"),
            Lang::En => format!("{scope}: {what}: {figures} ({told})"),
        }
    }
}

/// 比值 — so much of one thing for each of another, with the definition of what that means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quotient {
    definition: Definition,
    above: Statistic,
    below: Statistic,
    value: Ratio,
    sense: Sense,
}

impl Quotient {
    /// What it means.
    #[must_use]
    pub const fn definition(&self) -> &Definition {
        &self.definition
    }

    /// The two statistics.
    #[must_use]
    pub const fn of(&self) -> (&Statistic, &Statistic) {
        (&self.above, &self.below)
    }

    /// The exact ratio and how exactly its two numbers are known.
    #[must_use]
    pub const fn value(&self) -> Approx<Ratio> {
        Approx { value: self.value, sense: self.sense }
    }

    /// `户均面积：98.99平方米/户`; a part as a percentage.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (above, below) = (self.above.0.unit, self.below.0.unit);
        let told = match (self.definition.part, lang) {
            (true, _) => brief_percent(self.value),
            (false, _) => decimal(self.value, 2, RoundingMode::HalfAwayFromZero).unwrap_or_default(),
        };
        let told = self.value().render(lang, &told);
        match (self.definition.part, lang) {
            (true, Lang::Zh) => format!("{}：{told}", self.definition.zh),
            (true, Lang::En) => format!("{}: {told}", self.definition.en),
            (false, Lang::Zh) => format!("{}：{told}{above:#}/{below:#}", self.definition.zh),
            (false, Lang::En) => format!("{}: {told} {}/{}", self.definition.en, above.en(), below.en()),
        }
    }
}

/// 合计 — statistics of one definition added up: numbers first, the rate after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sum {
    parts: Vec<Statistic>,
    definition: Definition,
    unit: CountUnit,
    numerator: Approx<u64>,
    denominator: Option<Approx<u64>>,
}

/// 加总 — adds statistics of one definition; the rate of the sum is not the mean of the rates. The order in which
/// they are given changes nothing.
///
/// # Errors
/// [`ProgrammeError::OtherDefinition`], [`ProgrammeError::OtherUnit`], [`ProgrammeError::MixedBases`];
/// [`ProgrammeError::CountedTwice`] where two overlap in place, unless they are counts of different years;
/// [`ProgrammeError::PartsNumber`], [`ProgrammeError::CountTooLarge`].
///
/// ```
/// # use wuye::law::{Confidence, Locator};
/// # use wuye::measure::{Approx, RoundingMode};
/// # use wuye::programme::{AsOf, Frame, CountUnit, Definition, Reported, Scope, Statistic, sum};
/// # fn district(place: &str, served: u64, all: u64) -> Statistic {
/// #     let definition = Definition {
/// #         id: "served".parse().unwrap(), version: 1, part: true, zh: "有服务".into(), en: "served".into(),
/// #     };
/// #     let source = wuye::estate::Source { document: "x".into(), at: Locator::Whole, quote: String::new() };
/// #     let scope = Scope { place: place.parse().unwrap(), area: None };
/// #     let frame = Frame { definition, scope, at: AsOf::InYear(2024), source, confidence: Confidence::CallersOwn };
/// #     let (numerator, denominator) = (Approx::exact(served), Some(Approx::exact(all)));
/// #     Statistic::new(Reported { frame, unit: CountUnit::Compounds, numerator, denominator }).unwrap()
/// # }
/// // Two districts: 900 of 1000 compounds and 10 of 100 are served.
/// let districts = [district("350203", 900, 1_000), district("350206", 10, 100)];
/// assert_eq!(sum(&districts)?.percent(1, RoundingMode::HalfAwayFromZero)?, "82.7%"); // 910/1100, not the mean 50%
/// let city = district("350200", 910, 1_100);
/// assert_eq!(sum(&[districts[0].clone(), city]).unwrap_err().code(), "statistic_counted_twice");
/// # Ok::<(), wuye::programme::ProgrammeError>(())
/// ```
pub fn sum(parts: &[Statistic]) -> Result<Sum, ProgrammeError> {
    check_number(ProgrammePart::Statistic, parts.len())?;
    let Some(first) = parts.first() else { return Err(ProgrammeError::TooLarge { what: ProgrammePart::Statistic }) };
    let (definition, unit) = (first.definition(), first.0.unit);
    for part in parts {
        let other = part.definition();
        if !other.is(definition) {
            return Err(ProgrammeError::OtherDefinition { expected: definition.named(), found: other.named() });
        }
        if part.0.unit != unit {
            return Err(ProgrammeError::OtherUnit { expected: unit, found: part.0.unit });
        }
        if part.0.denominator.is_some() != first.0.denominator.is_some() {
            return Err(ProgrammeError::MixedBases { definition: definition.id.clone() });
        }
    }
    for (i, part) in parts.iter().enumerate() {
        let frame = &part.0.frame;
        let mut earlier = parts.iter().take(i).map(|earlier| &earlier.0.frame);
        if earlier.any(|other| frame.scope.overlaps(&other.scope) && !frame.at.is_apart_from(other.at)) {
            let (definition, scope) = (definition.id.clone(), frame.scope.clone());
            return Err(ProgrammeError::CountedTwice { definition, scope });
        }
    }
    let numerator = total(definition, parts.iter().map(|part| part.0.numerator))?;
    let bases: Vec<Approx<u64>> = parts.iter().filter_map(|part| part.0.denominator).collect();
    let denominator = if bases.is_empty() { None } else { Some(total(definition, bases.into_iter())?) };
    // Of one place there are only counts of years apart, so that no two stand at one place in this order.
    let mut ordered = parts.to_vec();
    ordered.sort_by(|a, b| {
        let (a, b) = (&a.0.frame, &b.0.frame);
        a.scope.cmp(&b.scope).then(a.at.years().cmp(&b.at.years()))
    });
    let definition = ordered.first().unwrap_or(first).definition().clone();
    Ok(Sum { parts: ordered, definition, unit, numerator, denominator })
}

fn total(
    definition: &Definition,
    counts: impl Iterator<Item = Approx<u64>> + Clone,
) -> Result<Approx<u64>, ProgrammeError> {
    // At most PARTS_MAX counts of at most COUNT_MAX.
    let wide = counts.clone().fold(0_u128, |sum, count| sum.saturating_add(u128::from(count.value)));
    match u64::try_from(wide) {
        Ok(value) if value <= COUNT_MAX => Ok(Approx { value, sense: added(counts.map(|count| count.sense)) }),
        _ => {
            let (definition, found) = (definition.id.clone(), wide.to_string());
            Err(ProgrammeError::CountTooLarge { definition, most: COUNT_MAX, found })
        }
    }
}

impl Sum {
    /// What was added, by place, then by time.
    #[must_use]
    pub fn parts(&self) -> &[Statistic] {
        &self.parts
    }

    /// What was counted.
    #[must_use]
    pub const fn definition(&self) -> &Definition {
        &self.definition
    }

    /// What one of the count is.
    #[must_use]
    pub const fn unit(&self) -> CountUnit {
        self.unit
    }

    /// 合并 — two sums as one, of which none of the parts may overlap: any grouping of the parts gives the same.
    ///
    /// # Errors
    /// As [`sum`].
    pub fn merge(&self, other: &Self) -> Result<Self, ProgrammeError> {
        sum(&[self.parts.as_slice(), &other.parts].concat())
    }

    /// How many in all.
    #[must_use]
    pub const fn numerator(&self) -> Approx<u64> {
        self.numerator
    }

    /// Of how many in all, if the parts say.
    #[must_use]
    pub const fn denominator(&self) -> Option<Approx<u64>> {
        self.denominator
    }

    /// The exact fraction of the two sums.
    #[must_use]
    pub fn share(&self) -> Option<Ratio> {
        ratio(self.numerator.value, self.denominator?.value)
    }

    /// The share as a percentage, rounded once.
    ///
    /// # Errors
    /// [`ProgrammeError::NoBase`], [`ProgrammeError::TooManyPlaces`].
    pub fn percent(&self, decimals: u32, mode: RoundingMode) -> Result<String, ProgrammeError> {
        let no_base = || ProgrammeError::NoBase { definition: self.definition.id.clone() };
        percent(self.share().ok_or_else(no_base)?, decimals, mode)
    }

    /// `建筑面积：2项合计约437,400平方米`.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let figures = figures(self.numerator, self.denominator, self.unit, self.definition.part, lang);
        let number = self.parts.len();
        match lang {
            Lang::Zh => format!("{}：{number}项合计{figures}", self.definition.zh),
            Lang::En => format!("{}: {figures}, the sum of {number}", self.definition.en),
        }
    }
}
