//! 地方 — the law of each place as data: one file per place, in the order of its documents.
//!
//! Numbers come from texts that were read (to early 2024 at the latest; later amendments were not checked). What was
//! not found is absent, and an answer that would need it is unknown. Nothing else in this crate uses this module: a
//! caller hands in the rulebook, from here or from a file of its own.

pub mod henan;
pub mod national;
pub mod xuchang;

use crate::law::{Confidence, Dated, Document, Issued, Locator, Place, Provision, Rank, State, Version};
use crate::rule::{Layer, RuleError, Rulebook, Unread};

/// The rulebook for a place: its own layer and those of the places it lies in, as far as this crate holds them. A place
/// without a layer of its own has that of the nearest place around it.
///
/// # Errors
/// None that a caller can cause; the tables of this module are checked as they are read.
///
/// ```
/// let changge = "411082".parse()?; // a county-level city of Xuchang
/// let rulebook = wuye::places::rulebook_for(changge)?;
/// assert_eq!(rulebook.place(), "411000".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rulebook_for(place: Place) -> Result<Rulebook, RuleError> {
    let [nation, henan, xuchang] = [national::layer()?, henan::layer()?, xuchang::layer()?];
    let layers: Vec<Layer> = [nation, henan, xuchang].into_iter().filter(|layer| layer.place.contains(place)).collect();
    let id = layers.last().map_or_else(|| "cn".to_owned(), |layer| format!("cn-{}", layer.place));
    Rulebook::new(id.parse()?, VERSION, layers)
}

/// The version of the rulebooks of this module: one more whenever a rule or a number in them changes.
pub const VERSION: u32 = 1;

/// Where the texts of a document say what they say, and how they were read.
pub(crate) struct Text {
    id: &'static str,
    from: &'static str,
    confidence: Confidence,
}

impl Text {
    const fn new(id: &'static str, from: &'static str, confidence: Confidence) -> Self {
        Self { id, from, confidence }
    }

    /// A version that begins with this text.
    fn says<T>(&self, at: Locator, value: T) -> Result<Version<T>, RuleError> {
        let by = Provision { document: self.id.parse()?, at };
        Ok(Version { from: self.from.parse()?, state: State::InForce(value), by, confidence: self.confidence })
    }

    /// A value with this as its only version.
    fn only<T>(&self, at: Locator, value: T) -> Result<Dated<T>, RuleError> {
        Ok(Dated::new(vec![self.says(at, value)?])?)
    }
}

pub(crate) struct Head {
    id: &'static str,
    title: (&'static str, &'static str),
    number: Option<&'static str>,
    issuer: &'static str,
    rank: Rank,
    place: &'static str,
    issued: Issued,
    confidence: Confidence,
}

impl Head {
    fn document(&self) -> Result<Document, RuleError> {
        Ok(Document {
            id: self.id.parse()?,
            title: self.title.0.to_owned(),
            title_en: self.title.1.to_owned(),
            number: self.number.map(str::to_owned),
            issuer: self.issuer.to_owned(),
            rank: self.rank,
            place: self.place.parse()?,
            issued: self.issued,
            confidence: self.confidence,
        })
    }
}

fn unread(title: &str, title_en: &str) -> Unread {
    Unread { title: title.to_owned(), title_en: title_en.to_owned() }
}
