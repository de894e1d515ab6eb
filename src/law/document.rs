//! Documents, provisions and citations.

use serde::{Deserialize, Serialize};

use super::{Confidence, LawError, Place, Rank};
use crate::measure::{Day, numeral};
use crate::terms::{Lang, Placed, ids};

ids! {
    /// 文件标识 — names a document of law in a rulebook: `civil_code`.
    DocumentId;
}

/// 文件日期 — the day a document bears, or only its year.
///
/// A letter that bears only a year attests its rules from 31 December of that year, and its citations say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Issued {
    /// The day is known.
    On(Day),
    /// Only the year is known.
    InYear(u16),
    /// The text that was read bears no day.
    Undated,
}

impl Issued {
    /// The day from which a document of this date attests what it says.
    #[must_use]
    pub fn attests_from(self) -> Option<Day> {
        match self {
            Self::On(day) => Some(day),
            Self::InYear(year) => Day::new(i32::from(year), 12, 31).ok(),
            Self::Undated => None,
        }
    }
}

/// 文件 — a document of law or policy: what it is called, who issued it, when, and of what rank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its id in the rulebook.
    pub id: DocumentId,
    /// Its usual title in Chinese without the marks 《》: `民法典`.
    pub title: String,
    /// Its title in English.
    pub title_en: String,
    /// Its number, if it has one: `许建政协〔2021〕18号`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Who issued it.
    pub issuer: String,
    /// Its rank.
    pub rank: Rank,
    /// Where it applies.
    pub place: Place,
    /// The day or year it bears.
    pub issued: Issued,
    /// How it was read.
    pub confidence: Confidence,
}

impl Document {
    /// Its title, its number if it has one, and who issued it.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (title, number, issuer) = (&self.title, self.number.as_deref(), &self.issuer);
        match (lang, number) {
            (Lang::Zh, None) => format!("《{title}》，{issuer}"),
            (Lang::Zh, Some(number)) => format!("《{title}》（{number}），{issuer}"),
            (Lang::En, None) => format!("{}, {issuer}", self.title_en),
            (Lang::En, Some(number)) => format!("{} ({number}), {issuer}", self.title_en),
        }
    }
}

/// 条款位置 — where in a document. Numbers begin with 1; [`Locator::check`] tells, and reading one from JSON or putting
/// one into a rulebook refuses others.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", try_from = "LocatorForm", into = "LocatorForm")]
pub enum Locator {
    /// An article (条), and in it a paragraph (款) and an item (项).
    Article {
        /// The article, from 1.
        number: u16,
        /// The paragraph, from 1.
        paragraph: Option<u8>,
        /// The item, from 1.
        item: Option<u8>,
    },
    /// A section of a letter by its headings: 一、（二） is `[1, 2]`, 二、（三）二是 is `[2, 3, 2]`; and in it a paragraph. A
    /// text without headings has a paragraph only.
    Section {
        /// The numbers of the headings from the outermost, each from 1.
        path: Vec<u8>,
        /// The paragraph of the innermost section, from 1.
        paragraph: Option<u8>,
    },
    /// The document as a whole.
    Whole,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum LocatorForm {
    Article {
        number: u16,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        paragraph: Option<u8>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        item: Option<u8>,
    },
    Section {
        path: Vec<u8>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        paragraph: Option<u8>,
    },
    Whole,
}

impl TryFrom<LocatorForm> for Locator {
    type Error = Placed<LawError>;
    fn try_from(form: LocatorForm) -> Result<Self, Placed<LawError>> {
        let locator = match form {
            LocatorForm::Article { number, paragraph, item } => Self::Article { number, paragraph, item },
            LocatorForm::Section { path, paragraph } => Self::Section { path, paragraph },
            LocatorForm::Whole => Self::Whole,
        };
        locator.check()?;
        Ok(locator)
    }
}

impl From<Locator> for LocatorForm {
    fn from(locator: Locator) -> Self {
        match locator {
            Locator::Article { number, paragraph, item } => Self::Article { number, paragraph, item },
            Locator::Section { path, paragraph } => Self::Section { path, paragraph },
            Locator::Whole => Self::Whole,
        }
    }
}

impl Locator {
    /// An article as a whole.
    #[must_use]
    pub const fn article(number: u16) -> Self {
        Self::Article { number, paragraph: None, item: None }
    }

    /// A paragraph of an article.
    #[must_use]
    pub const fn paragraph(number: u16, paragraph: u8) -> Self {
        Self::Article { number, paragraph: Some(paragraph), item: None }
    }

    /// An item of a paragraph of an article.
    #[must_use]
    pub const fn item(number: u16, paragraph: u8, item: u8) -> Self {
        Self::Article { number, paragraph: Some(paragraph), item: Some(item) }
    }

    /// A section of a letter.
    #[must_use]
    pub fn section(path: &[u8], paragraph: Option<u8>) -> Self {
        Self::Section { path: path.to_vec(), paragraph }
    }

    /// Whether a document can have such a place.
    ///
    /// # Errors
    /// [`LawError::BadLocator`] for a number below 1, an item without its paragraph, neither heading nor paragraph, or
    /// more than 8 headings.
    pub fn check(&self) -> Result<(), LawError> {
        let good = match self {
            Self::Article { number, paragraph, item } => {
                *number > 0 && *paragraph != Some(0) && *item != Some(0) && (item.is_none() || paragraph.is_some())
            }
            Self::Section { path, paragraph } => {
                let placed = !path.is_empty() || paragraph.is_some();
                placed && path.len() <= 8 && !path.contains(&0) && *paragraph != Some(0)
            }
            Self::Whole => true,
        };
        if good { Ok(()) } else { Err(LawError::BadLocator { found: self.numbers() }) }
    }

    /// The bare numbers, for a sentence about a place that no document can have: `278/-/4`, `1.2/0`.
    fn numbers(&self) -> String {
        let show = |n: &Option<u8>| n.map_or_else(|| "-".to_owned(), |n| n.to_string());
        match self {
            Self::Article { number, paragraph, item } => format!("{number}/{}/{}", show(paragraph), show(item)),
            Self::Section { path, paragraph } => {
                let path: Vec<String> = path.iter().map(u8::to_string).collect();
                format!("{}/{}", path.join("."), show(paragraph))
            }
            Self::Whole => String::new(),
        }
    }

    /// `第二百七十八条第一款第（四）项`, `art. 278(1)(4)`; `第一部分第（二）项`, `section 1(2)`.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Whole, _) => String::new(),
            (Self::Article { number, paragraph, item }, Lang::Zh) => {
                let paragraph = paragraph.map(|n| format!("第{}款", numeral(n.into()))).unwrap_or_default();
                let item = item.map(|n| format!("第（{}）项", numeral(n.into()))).unwrap_or_default();
                format!("第{}条{paragraph}{item}", numeral((*number).into()))
            }
            (Self::Article { number, paragraph, item }, Lang::En) => {
                let bracket = |n: &Option<u8>| n.map(|n| format!("({n})")).unwrap_or_default();
                format!("art. {number}{}{}", bracket(paragraph), bracket(item))
            }
            (Self::Section { path, paragraph }, Lang::Zh) => {
                let parts = path.iter().enumerate().map(|(depth, n)| match depth {
                    0 => format!("第{}部分", numeral((*n).into())),
                    1 => format!("第（{}）项", numeral((*n).into())),
                    _ => format!("第{}点", numeral((*n).into())),
                });
                let paragraph = paragraph.map(|n| format!("第{}段", numeral(n.into()))).unwrap_or_default();
                parts.collect::<String>() + &paragraph
            }
            (Self::Section { path, paragraph }, Lang::En) => {
                let parts = path.iter().enumerate().map(|(depth, n)| match depth {
                    0 => format!("section {n}"),
                    _ => format!("({n})"),
                });
                let space = if path.is_empty() { "" } else { " " };
                let paragraph = paragraph.map(|n| format!("{space}para. {n}")).unwrap_or_default();
                parts.collect::<String>() + &paragraph
            }
        }
    }
}

/// 出处 — a place in a document.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provision {
    /// The document.
    pub document: DocumentId,
    /// Where in it.
    pub at: Locator,
}

/// 引注 — what an answer shows of the law it rests on: title, place, in force from when until when, how sure.
///
/// ```
/// use wuye::law::{Confidence, Citation, Locator};
/// use wuye::terms::Lang;
/// let cite = Citation {
///     document: "civil_code".parse().unwrap(),
///     title: "民法典".into(),
///     title_en: "Civil Code".into(),
///     at: Locator::item(278, 1, 4),
///     from: "2021-01-01".parse().unwrap(),
///     until: None,
///     year_only: false,
///     confidence: Confidence::Primary,
/// };
/// assert_eq!(cite.render(Lang::Zh), "《民法典》第二百七十八条第一款第（四）项，自2021年1月1日起施行");
/// assert_eq!(cite.render(Lang::En), "Civil Code art. 278(1)(4), in force from 2021-01-01");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// The document.
    pub document: DocumentId,
    /// Its title in Chinese.
    pub title: String,
    /// Its title in English.
    pub title_en: String,
    /// Where in it.
    pub at: Locator,
    /// The first day this version is in force or attested.
    pub from: Day,
    /// The first day it no longer is, if a later version is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// Whether the first day stands for a year, because the document bears only that.
    pub year_only: bool,
    /// How it was read.
    pub confidence: Confidence,
}

impl Citation {
    /// Whether this version is in force on a day.
    #[must_use]
    pub fn in_force_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }

    /// Title and place, without dates: `《民法典》第二百七十八条`.
    #[must_use]
    pub fn short(&self, lang: Lang) -> String {
        let at = self.at.render(lang);
        match lang {
            Lang::Zh => format!("《{}》{at}", self.title),
            Lang::En if at.is_empty() => self.title_en.clone(),
            Lang::En => format!("{} {at}", self.title_en),
        }
    }

    /// The whole citation in one clause.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (short, from) = (self.short(lang), self.from.render(lang));
        let mut text = match (lang, self.confidence == Confidence::PolicyLetter, self.year_only) {
            (Lang::Zh, false, false) => format!("{short}，自{from}起施行"),
            (Lang::Zh, false, true) => format!("{short}，仅知其年份，自{from}起计"),
            (Lang::Zh, true, false) => format!("{short}，自{from}起有据"),
            (Lang::Zh, true, true) => format!("{short}，来函仅载年份，自{from}起计"),
            (Lang::En, false, false) => format!("{short}, in force from {from}"),
            (Lang::En, false, true) => format!("{short}, counted from {from} (only its year is known)"),
            (Lang::En, true, false) => format!("{short}, attested from {from}"),
            (Lang::En, true, true) => format!("{short}, attested from {from} (the letter bears only its year)"),
        };
        if let Some(until) = self.until {
            let last = until.previous().unwrap_or(until);
            text.push_str(&match lang {
                Lang::Zh => format!("，至{}", last.render(lang)),
                Lang::En => format!(" to {}", last.render(lang)),
            });
        }
        if matches!(self.confidence, Confidence::Excerpt | Confidence::Secondary | Confidence::Memory) {
            text.push_str(&match lang {
                Lang::Zh => format!("，{:#}", self.confidence),
                Lang::En => format!(" ({})", self.confidence.en()),
            });
        }
        text
    }
}
