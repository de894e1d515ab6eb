//! JSON in and out (feature `json`), with the path of every fault.
//!
//! Stricter than the format: text beyond [`SIZE_MAX`] bytes or [`DEPTH_MAX`] levels, a key written twice, and a key
//! that a type does not know are refused. Money, areas and prices are strings; a number in their place is refused.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;
use serde::de::{DeserializeOwned, DeserializeSeed, MapAccess, SeqAccess, Visitor};

use crate::rule::{Rulebook, RulebookForm};
use crate::terms::faults;

/// The longest text that is read: 64 MiB.
pub const SIZE_MAX: usize = 64 * 1024 * 1024;
/// The deepest nesting that is read.
pub const DEPTH_MAX: usize = 64;

faults! {
    /// JSON text that is not read (不予读取的JSON).
    pub enum JsonError {
        /// The text is too long.
        TooLong { most: usize, found: usize } = "json_too_long",
            "JSON文本至多{most}字节，实有{found}字节。",
            "expected JSON text of at most {most} bytes, found {found}";
        /// The text is nested too deeply.
        TooDeep { path: String, most: usize } = "json_too_deep",
            "{path}：JSON至多嵌套{most}层。",
            "{path}: expected JSON nested at most {most} deep, found more";
        /// A key is written twice in one object.
        DuplicateKey { path: String, key: String } = "json_duplicate_key",
            "{path}：键「{key}」出现两次。",
            "{path}: expected each key once, found `{key}` twice";
        /// The text is not JSON, or does not say what the type needs.
        Content { path: String, said: String } = "json_content",
            "{path}：内容不符合要求（{said}）。",
            "{path}: {said}";
        /// The value cannot be written.
        Write { said: String } = "json_write",
            "不能写出JSON（{said}）。",
            "expected a value that JSON can hold, found one that it cannot: {said}";
    }
}

impl JsonError {
    /// Where in the text the fault is: `statements.facts[2].on`.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::TooDeep { path, .. } | Self::DuplicateKey { path, .. } | Self::Content { path, .. } => Some(path),
            Self::TooLong { .. } | Self::Write { .. } => None,
        }
    }
}

/// Reads a value from JSON text.
///
/// # Errors
/// [`JsonError`] with the path of the first fault.
///
/// ```
/// use wuye::dossier::Dossier;
/// let text = r#"{"format": 1, "compound": {"id": "c1", "name": "某院", "place": "411000"},
///   "statements": {"facts": [{"about": {"kind": "compound", "id": "c1"}, "fact": "old_compound", "value": true,
///                             "on": "1899-12-31", "by": "street"}]}}"#;
/// let error = wuye::json::from_json::<Dossier>(text).unwrap_err();
/// assert_eq!(error.path(), Some("statements.facts[0].on"));
/// ```
pub fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, JsonError> {
    read(text)
}

/// Reads the layers of a file and lays them within those of a rulebook: a city that this crate does not hold within its
/// province and the nation. The id and the version are those of the file.
///
/// The file may ask for facts that the layers around it declare.
///
/// # Errors
/// [`JsonError`] with the path of the first fault in the file, also where it does not fit the layers around it: another
/// document of the same id, a place that does not lie within, a parameter that it may not move.
///
/// ```
/// use wuye::json::rulebook_within;
/// let nation = wuye::places::rulebook_for("000000".parse()?)?;
/// let file = r#"{"format": 1, "id": "own", "version": 1, "layers": [{"place": "330400", "documents": [
///   {"id": "pmr", "title": "某办法", "title_en": "Some Measures", "issuer": "某机关", "rank": "government_rule",
///    "place": "330400", "issued": {"in_year": 2022}, "confidence": "callers_own"}]}]}"#;
/// assert!(rulebook_within(&file.replace("pmr", "own.measures"), &nation).is_ok());
/// # let nation_document = nation.layers()[0].documents[0].id.to_string();
/// # let file = file.replace("pmr", &nation_document);
/// let error = rulebook_within(&file, &nation).unwrap_err(); // the nation has a document of that id
/// assert_eq!(error.path(), Some("layers[0].documents[0].id"));
/// # Ok::<(), wuye::Error>(())
/// ```
pub fn rulebook_within(text: &str, around: &Rulebook) -> Result<Rulebook, JsonError> {
    let form: RulebookForm = read(text)?;
    form.within(around.layers()).map_err(|fault| JsonError::Content { path: fault.path, said: fault.error.to_string() })
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, JsonError> {
    if text.len() > SIZE_MAX {
        return Err(JsonError::TooLong { most: SIZE_MAX, found: text.len() });
    }
    scan(text)?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| content(error.path().to_string(), error.inner().to_string()))?;
    reader.end().map_err(|error| JsonError::Content { path: ".".to_owned(), said: error.to_string() })?;
    Ok(value)
}

/// A fault in what a whole value says begins with its place in that value, `layers[1].rules[0].id: expected …`: the
/// place is part of the path.
fn content(path: String, said: String) -> JsonError {
    match said.split_once(": ") {
        Some((inner, rest)) if is_place(inner) => {
            let path = if path == "." { inner.to_owned() } else { format!("{path}.{inner}") };
            JsonError::Content { path, said: rest.to_owned() }
        }
        _ => JsonError::Content { path, said },
    }
}

/// Whether text is a place in a value: names with indices, joined by dots, at least one index or dot among them.
fn is_place(text: &str) -> bool {
    let is_step = |step: &str| {
        let (name, indices) = step.split_once('[').map_or((step, None), |(name, rest)| (name, Some(rest)));
        let named = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        named
            && indices.is_none_or(|rest| {
                rest.strip_suffix(']').is_some_and(|rest| {
                    rest.split("][").all(|index| !index.is_empty() && index.chars().all(|c| c.is_ascii_digit()))
                })
            })
    };
    text.contains(['.', '[']) && text.split('.').all(is_step)
}

/// Writes a value as JSON text, one line.
///
/// # Errors
/// [`JsonError::Write`]; the types of this crate never cause it.
pub fn to_json<T: Serialize>(value: &T) -> Result<String, JsonError> {
    serde_json::to_string(value).map_err(|error| JsonError::Write { said: error.to_string() })
}

/// Writes a value as JSON text for people, indented.
///
/// # Errors
/// [`JsonError::Write`]; the types of this crate never cause it.
pub fn to_json_pretty<T: Serialize>(value: &T) -> Result<String, JsonError> {
    serde_json::to_string_pretty(value).map_err(|error| JsonError::Write { said: error.to_string() })
}

/// Goes over the whole text once for depth and for keys written twice, which readers of a type do not all see.
fn scan(text: &str) -> Result<(), JsonError> {
    let mut fault = None;
    let mut reader = serde_json::Deserializer::from_str(text);
    let seed = Walk { path: Path::Root, depth: 0, fault: &mut fault };
    let outcome = seed.deserialize(&mut reader).and_then(|()| reader.end());
    match (fault, outcome) {
        (Some(fault), _) => Err(fault),
        (None, Err(error)) => Err(JsonError::Content { path: ".".to_owned(), said: error.to_string() }),
        (None, Ok(())) => Ok(()),
    }
}

/// The way down to a value, kept on the stack.
#[derive(Clone, Copy)]
enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => f.write_str("."),
            Self::Key(Path::Root, key) => f.write_str(key),
            Self::Key(above, key) => write!(f, "{above}.{key}"),
            Self::Index(Path::Root, i) => write!(f, "[{i}]"),
            Self::Index(above, i) => write!(f, "{above}[{i}]"),
        }
    }
}

struct Walk<'a> {
    path: Path<'a>,
    depth: usize,
    fault: &'a mut Option<JsonError>,
}

impl Walk<'_> {
    fn stop<E: serde::de::Error>(&mut self, fault: JsonError) -> E {
        *self.fault = Some(fault);
        E::custom("refused")
    }

    fn deeper<E: serde::de::Error>(&mut self) -> Result<usize, E> {
        let depth = self.depth.saturating_add(1);
        if depth > DEPTH_MAX {
            let path = self.path.to_string();
            return Err(self.stop(JsonError::TooDeep { path, most: DEPTH_MAX }));
        }
        Ok(depth)
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();
    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    // The one place where the crate meets a binary fraction: a JSON number that is passed over.
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        let depth = self.deeper()?;
        let above = self.path;
        let mut index = 0_usize;
        while list.next_element_seed(Walk { path: Path::Index(&above, index), depth, fault: self.fault })?.is_some() {
            index = index.saturating_add(1);
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let depth = self.deeper()?;
        let above = self.path;
        let mut keys = BTreeSet::new();
        while let Some(key) = map.next_key::<String>()? {
            map.next_value_seed(Walk { path: Path::Key(&above, &key), depth, fault: self.fault })?;
            if keys.contains(&key) {
                let path = above.to_string();
                return Err(self.stop(JsonError::DuplicateKey { path, key: crate::terms::clip(&key) }));
            }
            keys.insert(key);
        }
        Ok(())
    }
}
