//! What the law asks of a tender: the measures of 2003, agreement in its place, and by when it must be completed.

use serde::Serialize;

use super::ProcedureError;
use super::conference::{measures_of_2003, qingyuan};
use crate::law::{Citation, Confidence, Locator};
use crate::measure::{Area, Day, Period, Share};
use crate::meeting::checks::{Check, Item, Seen, check};
use crate::rule::{Figure, Key, ParameterValue, Rulebook, Seats, Setting, Settled, Verdict};
use crate::terms::{Lang, terms};

/// The numbers of 建住房〔2003〕130号.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    Invited,
    Bids,
    Panel,
    Experts,
    Report,
    Contract,
}

impl Number {
    /// The setting and how it was read. Article 8 was read in an excerpt, the times in a local rule that copies them,
    /// the panel in no text; only article 8 is known by its number.
    fn says(self) -> Result<(Setting, Locator, Confidence), ProcedureError> {
        let days = |n| ParameterValue::Period(Period::Days(n));
        let (whole, copied) = (Locator::Whole, Confidence::Secondary);
        Ok(match self {
            Self::Invited => (Setting::AtLeast(ParameterValue::Number(3)), Locator::article(8), Confidence::Excerpt),
            Self::Bids => (Setting::AtLeast(days(20)), whole, copied),
            Self::Panel => {
                let seats = ParameterValue::Seats(Seats { least: 5, most: None, odd: true });
                (Setting::Exactly(seats), whole, Confidence::Memory)
            }
            Self::Experts => (Setting::AtLeast(ParameterValue::Share(Share::new(2, 3)?)), whole, Confidence::Memory),
            Self::Report => (Setting::AtMost(days(15)), whole, copied),
            Self::Contract => (Setting::AtMost(days(30)), whole, copied),
        })
    }

    fn settled(self, day: Day) -> Result<Settled, ProcedureError> {
        let (setting, at, confidence) = self.says()?;
        in_force(setting, measures_of_2003(at, confidence)?, day)
    }
}

fn in_force(setting: Setting, law: Citation, day: Day) -> Result<Settled, ProcedureError> {
    Ok(if law.in_force_on(day) {
        Settled::Known { setting, law, conflicts: Vec::new() }
    } else {
        Settled::BeforeKnown { first: law.from }
    })
}

/// What was found on a day against a number; what is only known from memory never makes it met.
pub(super) fn found(item: Item, number: Number, day: Day, seen: Seen) -> Result<Check, ProcedureError> {
    let mut check = check(item, &number.settled(day)?, Some(seen));
    let from_memory = check.law.as_ref().is_some_and(|law| law.confidence == Confidence::Memory);
    if from_memory && check.verdict == Verdict::Met {
        check.verdict = Verdict::Unknown;
    }
    Ok(check)
}

/// The period of a number, if it was in force on a day.
pub(super) fn period(number: Number, day: Day) -> Result<Option<Period>, ProcedureError> {
    Ok(match number.settled(day)?.value() {
        Some(ParameterValue::Period(period)) => Some(*period),
        _ => None,
    })
}

// ------------------------------------------------------------------------------------------------ agreement

/// 协议选聘的理由 — one of the two reasons for which a developer may choose by agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TenderGround {
    /// Whether it is there.
    pub verdict: Verdict,
    /// What was found, if anything is stated.
    pub seen: Option<Seen>,
    /// The line that the rulebook settles.
    pub line: Settled,
}

impl TenderGround {
    fn render(&self, what: (&str, &str), lang: Lang) -> String {
        let (verdict, line) = (self.verdict, self.line.render(lang));
        let seen = match (self.seen, lang) {
            (Some(Seen::Count(n)), _) => n.to_string(),
            (Some(Seen::Area(area)), Lang::Zh) => format!("{}平方米", area.grouped()),
            (Some(Seen::Area(area)), Lang::En) => format!("{} m²", area.grouped()),
            (_, Lang::Zh) => "未见填报".to_owned(),
            (_, Lang::En) => "not stated".to_owned(),
        };
        match lang {
            Lang::Zh => format!("{verdict:#}：{}{seen}，规定为{line}。", what.0),
            Lang::En => format!("{}: {} {seen}; the law: {line}.", verdict.en(), what.1),
        }
    }
}

/// 协议选聘 — whether a residential developer may choose the provider by agreement instead of a tender: few bidders or a
/// small scale, *and* the approval of the county's department (《物业管理条例》第二十四条第二款).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Agreement {
    /// 投标人少于三个.
    pub few: TenderGround,
    /// 住宅规模较小.
    pub small: TenderGround,
    /// 经批准; unknown where nobody stated it.
    pub approved: Verdict,
}

impl Agreement {
    /// Either reason, and the approval.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.few.verdict.max(self.small.verdict).min(self.approved)
    }

    /// Whether the developer of homes must choose by a tender: unless agreement is allowed.
    #[must_use]
    pub fn must_tender(&self) -> Verdict {
        self.verdict().mirrored()
    }

    /// The verdict, then the two reasons and the approval, in lines.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (verdict, approved) = (self.verdict(), self.approved);
        let lines = match lang {
            Lang::Zh => [
                format!("{verdict:#}：可以采用协议方式选聘物业服务人。"),
                self.few.render(("投标人数", ""), lang),
                self.small.render(("住宅规模", ""), lang),
                format!("{approved:#}：经县级主管部门批准。"),
            ],
            Lang::En => [
                format!("{}: the provider may be chosen by agreement.", verdict.en()),
                self.few.render(("", "bidders"), lang),
                self.small.render(("", "scale"), lang),
                format!("{}: approved by the county's department.", approved.en()),
            ],
        };
        lines.join("\n")
    }
}

/// Whether there are fewer bidders than the number that a rulebook settles; at the number there are enough.
#[must_use]
pub fn few_bidders(line: &Settled, bidders: Option<u32>) -> Verdict {
    match (line.setting(), bidders) {
        (Some(Setting::LessThan(ParameterValue::Number(n))), Some(bidders)) => Verdict::of(bidders < *n),
        _ => Verdict::Unknown,
    }
}

/// Whether a scale is small: below the line where a text says 小于 or 不足 (set *less than*), and up to it where it
/// says 不超过 (set *at most*). Unknown where the line is left to an office, or the area is not stated.
///
/// ```
/// use wuye::law::{Citation, Confidence, Locator};
/// use wuye::procedure::small_scale;
/// use wuye::rule::{ParameterValue, Setting, Settled, Verdict};
/// # let law = Citation { document: "d".parse()?, title: "某条例".into(), title_en: "regulations".into(),
/// #   at: Locator::article(45), from: "2021-05-01".parse()?, until: None, year_only: false, confidence: Confidence::Primary };
/// let line = ParameterValue::Area("30000".parse()?);
/// let known = |setting| Settled::Known { setting, law: law.clone(), conflicts: Vec::new() };
/// let at_the_line = Some("30000".parse()?);
/// assert_eq!(small_scale(&known(Setting::LessThan(line.clone())), at_the_line), Verdict::Unmet); // Qingdao: 小于
/// assert_eq!(small_scale(&known(Setting::AtMost(line)), at_the_line), Verdict::Met); // Rizhao: 不超过
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn small_scale(line: &Settled, area: Option<Area>) -> Verdict {
    match (line.setting(), area) {
        (Some(Setting::LessThan(ParameterValue::Area(line))), Some(area)) => Verdict::of(area < *line),
        (Some(Setting::AtMost(ParameterValue::Area(line))), Some(area)) => Verdict::of(area <= *line),
        _ => Verdict::Unknown,
    }
}

/// Whether a developer may choose by agreement: the two lines of the rulebook on a day, how many bid, how large it is
/// (each place says which area counts), and whether the county's department approved it.
///
/// ```
/// use wuye::procedure::agreement;
/// use wuye::rule::Verdict;
/// let national = wuye::places::rulebook_for("000000".parse()?)?;
/// let of = |bidders, approved| agreement(&national, "2024-06-01".parse().unwrap(), Some(bidders), None, approved).verdict();
/// assert_eq!(of(2, Some(true)), Verdict::Met);
/// assert_eq!(of(2, None), Verdict::Unknown);
/// assert_eq!(of(2, Some(false)), Verdict::Unmet);
/// assert_eq!(of(3, Some(true)), Verdict::Unknown); // enough bidders; what is small is not said
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn agreement(
    rulebook: &Rulebook,
    day: Day,
    bidders: Option<u32>,
    area: Option<Area>,
    approved: Option<bool>,
) -> Agreement {
    let line = |figure| rulebook.setting(Key::Figure(figure), day);
    let (few, small) = (line(Figure::TenderBidders), line(Figure::TenderSmallScale));
    Agreement {
        few: TenderGround { verdict: few_bidders(&few, bidders), seen: bidders.map(Seen::Count), line: few },
        small: TenderGround { verdict: small_scale(&small, area), seen: area.map(Seen::Area), line: small },
        approved: approved.map_or(Verdict::Unknown, Verdict::of),
    }
}

// ------------------------------------------------------------------------------------------------ completion

terms! {
    /// 项目类型 — how a developer's homes come to their owners, which says by when the tender is completed.
    pub enum SaleKind: "kind of sale" {
        Presale = "presale", "预售商品房项目", "homes sold before they are built", "《清远市住宅小区物业管理条例》第三十三条第二款第（一）项";
        Ready = "ready", "现售商品房项目", "homes sold when built", "《清远市住宅小区物业管理条例》第三十三条第二款第（二）项";
        NotSold = "not_sold", "非出售的新建物业项目", "new property that is not sold", "《清远市住宅小区物业管理条例》第三十三条第二款第（三）项";
    }
}

/// 招标完成期限 — when a developer in Qingyuan completed the tender, beside the event before which it was to be completed:
/// the permit of presale, the filing of sale (30 days before), the hand-over for use (90 days before). The text does
/// not say with which step a tender is completed, so the day of it is the caller's.
///
/// ```
/// use wuye::procedure::{Completion, SaleKind};
/// use wuye::rule::Verdict;
/// let sale = |done: &str| Completion { sale: SaleKind::Ready, done: done.parse().unwrap(), event: "2024-03-31".parse().unwrap() };
/// assert_eq!(sale("2024-03-01").check()?.verdict, Verdict::Met);
/// assert_eq!(sale("2024-03-02").check()?.verdict, Verdict::Unmet);
/// # Ok::<(), wuye::procedure::ProcedureError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Completion {
    /// How the homes come to their owners.
    pub sale: SaleKind,
    /// The day on which the tender was completed.
    pub done: Day,
    /// The day of the permit, the filing or the hand-over.
    pub event: Day,
}

impl Completion {
    /// Whether it was in time, by the law of the day of the event.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn check(&self) -> Result<Check, ProcedureError> {
        // Before the permit: on an earlier day.
        let (item, before) = match self.sale {
            SaleKind::Presale => (1, 1),
            SaleKind::Ready => (2, 30),
            SaleKind::NotSold => (3, 90),
        };
        let setting = Setting::AtLeast(ParameterValue::Period(Period::Days(before)));
        let settled = in_force(setting, qingyuan(item)?, self.event)?;
        Ok(check(Item::TenderDone, &settled, Some(Seen::Ahead { first: self.done, event: self.event })))
    }
}
