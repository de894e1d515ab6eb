//! JSON in and out (feature `json`), with the path of every fault.
//!
//! Stricter than the format: text beyond [`SIZE_MAX`] bytes or [`DEPTH_MAX`] levels, a key written twice, and a key
//! that a type does not know are refused. Money, areas and prices are strings; a number in their place is refused.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;
use serde::de::{DeserializeOwned, DeserializeSeed, MapAccess, SeqAccess, Visitor};

use crate::rule::{Rulebook, RulebookForm};
use crate::terms::{BETWEEN, clip, faults};

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
        Content { path: String, said: String, zh: String } = "json_content",
            "{path}：{zh}",
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
///   {"id": "own_measures", "title": "某办法", "title_en": "Some Measures", "issuer": "某机关",
///    "rank": "government_rule", "place": "330400", "issued": {"in_year": 2022}, "confidence": "callers_own"}]}]}"#;
/// assert!(rulebook_within(file, &nation).is_ok());
/// // The nation has a document of this id:
/// let known = nation.layers()[0].documents[0].id.as_str();
/// let error = rulebook_within(&file.replace("own_measures", known), &nation).unwrap_err();
/// assert_eq!(error.path(), Some("layers[0].documents[0].id"));
/// # Ok::<(), wuye::Error>(())
/// ```
pub fn rulebook_within(text: &str, around: &Rulebook) -> Result<Rulebook, JsonError> {
    let form: RulebookForm = read(text)?;
    form.within(around.layers()).map_err(|fault| content(".", &fault.to_string()))
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, JsonError> {
    if text.len() > SIZE_MAX {
        return Err(JsonError::TooLong { most: SIZE_MAX, found: text.len() });
    }
    scan(text)?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| content(&error.path().to_string(), &error.inner().to_string()))?;
    reader.end().map_err(|error| content(".", &error.to_string()))?;
    Ok(value)
}

/// What a reader said of a value at a path: where, in both languages.
fn content(path: &str, said: &str) -> JsonError {
    let (said, line) = located(said);
    // A fault of a whole value begins with its place in it, `layers[1].rules[0].id: expected …`.
    let (inner, said) = match said.split_once(": ") {
        Some((inner, rest)) if is_place(inner, rest) => (inner, rest),
        _ => ("", said),
    };
    let path = match (path, inner) {
        (path, "") => path.to_owned(),
        (".", inner) => inner.to_owned(),
        (path, inner) if inner.starts_with('[') => format!("{path}{inner}"),
        (path, inner) => format!("{path}.{inner}"),
    };
    let (mut said, mut zh) = match said.split_once(BETWEEN) {
        Some((en, zh)) if !is_serdes(en) => (en.to_owned(), zh.to_owned()),
        _ => restyled(said),
    };
    if let Some((line, column)) = line {
        said.push_str(&format!(" at line {line} column {column}"));
        let end = zh.strip_suffix('。').unwrap_or(&zh).to_owned();
        zh = format!("{end}（第{line}行第{column}列）。");
    }
    JsonError::Content { path: short_path(&path), said, zh }
}

/// The sentence without the line and the column that `serde_json` adds to it, and those.
fn located(said: &str) -> (&str, Option<(&str, &str)>) {
    let found = said.rsplit_once(" at line ").and_then(|(rest, place)| {
        let (line, column) = place.split_once(" column ")?;
        let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
        (digits(line) && digits(column)).then_some((rest, (line, column)))
    });
    found.map_or((said, None), |(rest, place)| (rest, Some(place)))
}

/// The longest step of a path that is repeated whole.
const STEP_CHARS: usize = 48;

/// A path whose steps are shortened, so that a hostile file cannot make a huge message.
fn short_path(path: &str) -> String {
    let short = |step: &str| match step.char_indices().nth(STEP_CHARS) {
        Some((end, _)) => format!("{}…", step.get(..end).unwrap_or_default()),
        None => step.to_owned(),
    };
    path.split('.').map(short).collect::<Vec<_>>().join(".")
}

/// Whether a sentence is one that `serde` makes of what a type expects.
fn is_serdes(said: &str) -> bool {
    ["invalid type: ", "invalid value: ", "invalid length "].iter().any(|start| said.starts_with(start))
}

/// What `serde` and `serde_json` say, in the manner of this crate and in both languages.
fn restyled(said: &str) -> (String, String) {
    let quoted = |rest: &str| {
        let (word, rest) = rest.strip_prefix('`')?.split_once('`')?;
        Some((clip(word), rest.trim_start_matches(',').trim_start().to_owned()))
    };
    if let Some((key, _)) = said.strip_prefix("missing field ").and_then(quoted) {
        return (format!("expected the key `{key}`, found none"), format!("缺少键`{key}`。"));
    }
    for start in ["unknown field ", "unknown variant "] {
        let Some((word, rest)) = said.strip_prefix(start).and_then(quoted) else { continue };
        let known = rest.strip_prefix("expected one of ").or_else(|| rest.strip_prefix("expected "));
        return match known {
            Some(known) => (
                format!("expected one of {}, found `{word}`", known.replace(" or ", ", ")),
                format!("应为{}之一，所填为`{word}`。", known.replace(" or ", "、").replace(", ", "、")),
            ),
            None => (format!("expected no key, found `{word}`"), format!("此处不得有键，所填为`{word}`。")),
        };
    }
    let of_type = said.strip_prefix("invalid type: ").or_else(|| said.strip_prefix("invalid value: "));
    if let Some((found, expected)) = of_type.and_then(|rest| rest.split_once(", expected ")) {
        let ((found, found_zh), (expected, expected_zh)) = (seen(found), wanted(expected));
        return (format!("expected {expected}, found {found}"), format!("应为{expected_zh}，所填为{found_zh}。"));
    }
    if let Some((length, expected)) =
        said.strip_prefix("invalid length ").and_then(|rest| rest.split_once(", expected "))
    {
        let (expected, expected_zh) = wanted(expected);
        return (
            format!("expected {expected}, found a list of {length}"),
            format!("应为{expected_zh}，所填为{length}项的列表。"),
        );
    }
    let syntax = [
        "EOF while",
        "trailing ",
        "expected value",
        "expected `",
        "expected ident",
        "key must be",
        "invalid escape",
        "invalid number",
        "invalid unicode",
        "number out of range",
        "control character",
        "lone leading",
        "unexpected end",
        "recursion limit",
    ];
    let said = clip_long(said);
    let zh = match syntax.iter().any(|start| said.starts_with(start)) {
        true => "不是合法的JSON文本。".to_owned(),
        false => format!("内容不符合要求（{said}）。"),
    };
    (said, zh)
}

fn clip_long(said: &str) -> String {
    if said.chars().nth(STEP_CHARS.saturating_mul(4)).is_some() { clip(said) } else { said.to_owned() }
}

/// What `serde` found in the text.
fn seen(found: &str) -> (String, String) {
    let inside = |start: &str, mark: char| {
        found.strip_prefix(start).and_then(|rest| rest.strip_prefix(mark)).and_then(|rest| rest.strip_suffix(mark))
    };
    if let Some(number) = inside("integer ", '`').or_else(|| inside("floating point ", '`')) {
        let number = clip(number);
        return (format!("the number {number}"), format!("数字{number}"));
    }
    if let Some(text) = inside("string ", '"') {
        let text = clip(text);
        return (format!("the text `{text}`"), format!("文本「{text}」"));
    }
    match found {
        "boolean `true`" => ("true".into(), "`true`".into()),
        "boolean `false`" => ("false".into(), "`false`".into()),
        "null" | "unit value" => ("null".into(), "`null`".into()),
        "map" => ("an object".into(), "对象".into()),
        "sequence" => ("a list".into(), "列表".into()),
        "unit variant" => ("a word alone".into(), "单独的代码".into()),
        "newtype variant" | "struct variant" | "tuple variant" => ("an object".into(), "对象".into()),
        other => (clip(other), "其他内容".into()),
    }
}

/// What a type expects.
fn wanted(expected: &str) -> (String, String) {
    if let Some((en, zh)) = expected.split_once(BETWEEN) {
        return (en.to_owned(), zh.to_owned());
    }
    let starts = |starts: &[&str]| starts.iter().any(|start| expected.starts_with(start));
    let (en, zh) = match expected {
        "u8" | "u16" | "u32" | "u64" | "usize" => ("a whole number from 0 that is not too large", "不过大的非负整数"),
        "i8" | "i16" | "i32" | "i64" => ("a whole number that is not too large", "不过大的整数"),
        "a boolean" => ("true or false", "`true`或者`false`"),
        "a string" | "a borrowed string" => ("text", "文本"),
        "a sequence" => ("a list", "列表"),
        "a map" => ("an object", "对象"),
        _ if starts(&["struct "]) => ("an object", "对象"),
        _ if starts(&["enum ", "string or map", "variant identifier", "unit variant", "newtype variant"]) => {
            ("a code, or an object with one key", "代码，或者只有一个键的对象")
        }
        _ if starts(&["tuple ", "a tuple", "tuple variant", "an array"]) => ("a list of fixed length", "定长的列表"),
        other => return (clip_long(other), "其他类型的内容".to_owned()),
    };
    (en.to_owned(), zh.to_owned())
}

/// Whether text is a place in a value: names with indices, joined by dots; one name alone only before *expected*.
fn is_place(text: &str, rest: &str) -> bool {
    let is_step = |step: &str| {
        let (name, indices) = step.split_once('[').map_or((step, None), |(name, rest)| (name, Some(rest)));
        let named = (!name.is_empty() || indices.is_some()) && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        named
            && indices.is_none_or(|rest| {
                rest.strip_suffix(']').is_some_and(|rest| {
                    rest.split("][").all(|index| !index.is_empty() && index.chars().all(|c| c.is_ascii_digit()))
                })
            })
    };
    (text.contains(['.', '[']) || rest.starts_with("expected ")) && text.split('.').all(is_step)
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
        (None, Err(error)) => Err(content(".", &error.to_string())),
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
            let path = short_path(&self.path.to_string());
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
                let path = short_path(&above.to_string());
                return Err(self.stop(JsonError::DuplicateKey { path, key: crate::terms::clip(&key) }));
            }
            keys.insert(key);
        }
        Ok(())
    }
}
