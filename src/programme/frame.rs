//! What was counted, where, as of when, and who says so.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{DefinitionId, ProgrammeError, ProgrammePart, check_text};
use crate::estate::Source;
use crate::law::{Confidence, Place};
use crate::measure::Day;
use crate::terms::Lang;

/// 统计口径 — what is counted: an id, a version (one more when the meaning changes) and the words.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The id.
    pub id: DefinitionId,
    /// The version of the meaning, from 1.
    pub version: u16,
    /// The words in Chinese.
    pub zh: String,
    /// The words in English.
    pub en: String,
    /// Whether what is counted is a part of what it is set against, so that it cannot be more.
    #[serde(default)]
    pub part: bool,
}

impl Definition {
    /// The words.
    #[must_use]
    pub fn render(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// Whether another is the same definition: the id and the version, whatever the words.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self.id == other.id && self.version == other.version
    }

    pub(super) fn named(&self) -> String {
        format!("{}@{}", self.id, self.version)
    }
}

/// 统计范围 — a place of GB/T 2260, or a named area in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// The place.
    pub place: Place,
    /// The name of the area in it, if it is not the whole place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
}

impl Scope {
    /// Whether something may lie in both: a place and a place or an area in it. Areas of different names do not.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        match (&self.area, &other.area) {
            (None, None) => self.place.contains(other.place) || other.place.contains(self.place),
            (None, Some(_)) => self.place.contains(other.place),
            (Some(_), None) => other.place.contains(self.place),
            (Some(a), Some(b)) => a == b && (self.place.contains(other.place) || other.place.contains(self.place)),
        }
    }

    /// `厦门市`, `集美区盛光社区`.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let place = self.place.render(lang);
        match (&self.area, lang) {
            (None, _) => place,
            (Some(area), Lang::Zh) => format!("{place}{area}"),
            (Some(area), Lang::En) => format!("{place}, {area}"),
        }
    }
}

impl fmt::Display for Scope {
    /// The name in English; `{:#}` writes it in Chinese.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(if f.alternate() { Lang::Zh } else { Lang::En }))
    }
}

/// 统计时点 — as of when: a day, a year, years from and to (both included), or not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AsOf {
    /// On a day.
    On(Day),
    /// In a year.
    InYear(u16),
    /// In the years from the first to the last.
    Years {
        /// The first year.
        first: u16,
        /// The last year.
        last: u16,
    },
    /// The source does not say.
    Undated,
}

impl AsOf {
    pub(super) fn years(self) -> Option<(u16, u16)> {
        match self {
            Self::InYear(year) => Some((year, year)),
            Self::Years { first, last } => Some((first, last)),
            Self::On(_) | Self::Undated => None,
        }
    }

    fn check(self) -> Result<(), ProgrammeError> {
        match self.years() {
            Some((first, last)) if first < 1900 || last > 2200 || first > last => {
                Err(ProgrammeError::BadYears { first, last })
            }
            _ => Ok(()),
        }
    }

    /// Whether both are years without one in common, so that what happened in them is not the same.
    pub(super) fn is_apart_from(self, other: Self) -> bool {
        match (self.years(), other.years()) {
            (Some((first, last)), Some((from, to))) => last < from || to < first,
            _ => false,
        }
    }

    /// `2024年4月24日`, `2021—2023年`.
    #[must_use]
    pub fn render(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::On(day), _) => day.render(lang),
            (Self::InYear(year), Lang::Zh) => format!("{year}年"),
            (Self::InYear(year), Lang::En) => year.to_string(),
            (Self::Years { first, last }, Lang::Zh) => format!("{first}—{last}年"),
            (Self::Years { first, last }, Lang::En) => format!("{first} to {last}"),
            (Self::Undated, Lang::Zh) => "未载时点".to_owned(),
            (Self::Undated, Lang::En) => "no date given".to_owned(),
        }
    }
}

impl fmt::Display for AsOf {
    /// The time in English; `{:#}` writes it in Chinese.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(if f.alternate() { Lang::Zh } else { Lang::En }))
    }
}

/// 口径与出处 — what was counted, where, as of when, where it can be read, and how it was read.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// What.
    pub definition: Definition,
    /// Where.
    pub scope: Scope,
    /// As of when.
    pub at: AsOf,
    /// Where it can be read. The quotation is empty where the words themselves were not read.
    pub source: Source,
    /// How it was read.
    pub confidence: Confidence,
}

impl Frame {
    pub(super) fn check(&self) -> Result<(), ProgrammeError> {
        check_text(ProgrammePart::Definition, &self.definition.zh)?;
        check_text(ProgrammePart::Definition, &self.definition.en)?;
        check_text(ProgrammePart::Document, &self.source.document)?;
        if let Some(area) = &self.scope.area {
            check_text(ProgrammePart::Area, area)?;
        }
        if !self.source.quote.is_empty() {
            check_text(ProgrammePart::Quotation, &self.source.quote)?;
        }
        self.at.check()
    }

    /// `2024年4月24日，厦住建综函〔2024〕44号第一部分`.
    pub(super) fn told(&self, lang: Lang) -> String {
        let (at, place) = (self.at.render(lang), self.source.at.render(lang));
        let sure = match self.confidence {
            Confidence::Excerpt | Confidence::Secondary | Confidence::Memory => match lang {
                Lang::Zh => format!("，{:#}", self.confidence),
                Lang::En => format!(", {}", self.confidence.en()),
            },
            Confidence::Primary | Confidence::PolicyLetter | Confidence::CallersOwn => String::new(),
        };
        match lang {
            Lang::Zh => format!("{at}，{}{place}{sure}", self.source.document),
            Lang::En if place.is_empty() => format!("{at}, {}{sure}", self.source.document),
            Lang::En => format!("{at}, {} {place}{sure}", self.source.document),
        }
    }
}
