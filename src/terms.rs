//! 词表 — vocabularies: closed lists of words, each from one table.
//!
//! A row of a table gives the Rust variant, the wire code (stable snake_case), the Chinese term, its English
//! form and where the word comes from. From the row follow the enum, its list `ALL`, reading and writing of the
//! wire code, and the words shown to people. [`faults!`](self) does the same for errors: one row per error, with a
//! code and one sentence in each language.

use std::fmt;

/// A word of a closed vocabulary (词表中的词).
///
/// Implemented by every table of this crate and by nothing else. It lets generic code (forms, tests, glossaries)
/// list a vocabulary.
///
/// ```
/// use wuye::terms::{Lang, Term};
/// fn menu<T: Term>(lang: Lang) -> Vec<(&'static str, &'static str)> {
///     T::all().iter().map(|t| (t.code(), t.render(lang))).collect()
/// }
/// assert_eq!(menu::<Lang>(Lang::En), [("zh", "Chinese"), ("en", "English")]);
/// ```
pub trait Term: Copy + Eq + fmt::Debug + sealed::Sealed + 'static {
    /// What the list is a list of, in English: `"management mode"`.
    const VOCABULARY: &'static str;
    /// Every word, in the order of the table.
    fn all() -> &'static [Self];
    /// The stable wire code.
    fn code(self) -> &'static str;
    /// The word in Chinese.
    fn zh(self) -> &'static str;
    /// The word in English.
    fn en(self) -> &'static str;
    /// Where the word comes from: a document and article, or why this crate needed it.
    fn source(self) -> &'static str;
    /// The word in the language asked for.
    fn render(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh(),
            Lang::En => self.en(),
        }
    }
}

pub(crate) mod sealed {
    pub trait Sealed {}
}

/// Finds a word by its wire code.
pub(crate) fn by_code<T: Term>(code: &str) -> Result<T, TermError> {
    match T::all().iter().find(|t| t.code() == code) {
        Some(found) => Ok(*found),
        None => Err(TermError::Unknown {
            vocabulary: T::VOCABULARY,
            found: clip(code),
            expected: listed(T::all().iter().map(|t| t.code())),
        }),
    }
}

/// At most this many codes are listed in a sentence about an unknown one.
const LISTED_MAX: usize = 12;

fn listed<'a>(codes: impl ExactSizeIterator<Item = &'a str>) -> String {
    let more = codes.len().saturating_sub(LISTED_MAX);
    let mut text = codes.take(LISTED_MAX).map(|code| format!("`{code}`")).collect::<Vec<_>>().join(", ");
    if more > 0 {
        text.push_str(&format!(" … (+{more})"));
    }
    text
}

/// The longest piece of input that is repeated in an error.
const CLIP_CHARS: usize = 48;

/// Repeats input in an error, shortened so that a hostile file cannot make a huge message.
pub(crate) fn clip(text: &str) -> String {
    let mut out: String =
        text.chars().take(CLIP_CHARS).map(|c| if c.is_control() || c == '‖' { '\u{FFFD}' } else { c }).collect();
    if text.chars().nth(CLIP_CHARS).is_some() {
        out.push('…');
    }
    out
}

/// Makes a vocabulary from a table; see the module's page.
macro_rules! terms {
    (
        $(#[$meta:meta])*
        pub enum $name:ident : $vocabulary:literal {
            $( $variant:ident = $code:literal, $zh:literal, $en:literal, $source:literal; )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $(
                #[doc = concat!($zh, " — ", $en, ". Source: ", $source, ". Wire code `", $code, "`.")]
                $variant,
            )+
        }

        impl $name {
            /// Every word of this vocabulary, in the order of its table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its place in the table, from 0.
            #[must_use]
            #[expect(clippy::as_conversions, reason = "the number of a variant of an enum without fields")]
            pub const fn index(self) -> usize {
                self as usize
            }

            /// The stable wire code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The word in Chinese.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$variant => $zh),+ }
            }

            /// The word in English.
            #[must_use]
            pub const fn en(self) -> &'static str {
                match self { $(Self::$variant => $en),+ }
            }

            /// Where the word comes from.
            #[must_use]
            pub const fn source(self) -> &'static str {
                match self { $(Self::$variant => $source),+ }
            }

            /// The word in the language asked for.
            #[must_use]
            pub const fn render(self, lang: $crate::terms::Lang) -> &'static str {
                match lang {
                    $crate::terms::Lang::Zh => self.zh(),
                    $crate::terms::Lang::En => self.en(),
                }
            }
        }

        impl $crate::terms::sealed::Sealed for $name {}

        impl $crate::terms::Term for $name {
            const VOCABULARY: &'static str = $vocabulary;
            fn all() -> &'static [Self] { Self::ALL }
            fn code(self) -> &'static str { self.code() }
            fn zh(self) -> &'static str { self.zh() }
            fn en(self) -> &'static str { self.en() }
            fn source(self) -> &'static str { self.source() }
        }

        impl std::fmt::Display for $name {
            /// Writes the wire code; `{:#}` writes the Chinese word.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(if f.alternate() { self.zh() } else { self.code() })
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::terms::TermError;
            /// Reads the wire code.
            fn from_str(code: &str) -> Result<Self, Self::Err> {
                $crate::terms::by_code(code)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let expected = concat!("the code of a ", $vocabulary, " as a string ‖ 写作字符串的代码");
                deserializer.deserialize_str($crate::terms::FromText::new(expected))
            }
        }

        #[cfg(feature = "proptest")]
        impl proptest::arbitrary::Arbitrary for $name {
            type Parameters = ();
            type Strategy = proptest::sample::Select<Self>;
            fn arbitrary_with((): ()) -> Self::Strategy {
                proptest::sample::select(Self::ALL)
            }
        }
    };
}
pub(crate) use terms;

/// Makes an error enum from a table: each row has a stable code and one sentence in Chinese and in English, which
/// name the values found and expected.
macro_rules! faults {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $(
                $(#[$vmeta:meta])*
                $variant:ident { $( $field:ident : $ty:ty ),* $(,)? }
                    = $code:literal, $zh:literal, $en:literal $(, $arg:expr)*;
            )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[$vmeta])*
                $variant {
                    $(
                        #[doc = concat!("The `", stringify!($field), "` of the sentence: “", $en, "”.")]
                        $field: $ty,
                    )*
                },
            )+
        }

        impl $name {
            /// The code of every error of this kind, in the order of the table.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The stable code of this error.
            #[must_use]
            pub fn code(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $code),+ }
            }

            /// One sentence that says what was expected and what was found.
            #[must_use]
            pub fn render(&self, lang: $crate::terms::Lang) -> String {
                match lang {
                    $crate::terms::Lang::Zh => format!("{self:#}"),
                    $crate::terms::Lang::En => self.to_string(),
                }
            }
        }

        impl std::fmt::Display for $name {
            /// Writes the sentence in English; `{:#}` writes it in Chinese.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let zh = f.alternate();
                match self {
                    $(Self::$variant { $($field),* } => {
                        $(let _ = $field;)*
                        if zh { write!(f, $zh) } else { write!(f, $en $(, $arg)*) }
                    })+
                }
            }
        }

        impl std::error::Error for $name {}
    };
}
pub(crate) use faults;

/// Parts the English sentence of an error from the Chinese one where a reader keeps one text only. No text that was put
/// in holds it: see [`clip`].
pub(crate) const BETWEEN: &str = " ‖ ";

/// An error as a reader keeps it: its place in the value that was read, `layers[1].rules[0].id`, if it has one, and
/// both sentences.
#[derive(Debug)]
pub(crate) struct Placed<E> {
    pub path: String,
    pub error: E,
}

impl<E> Placed<E> {
    pub(crate) fn at(path: impl Into<String>, error: E) -> Self {
        Self { path: path.into(), error }
    }
}

impl<E> From<E> for Placed<E> {
    fn from(error: E) -> Self {
        Self { path: String::new(), error }
    }
}

impl<E: fmt::Display> fmt::Display for Placed<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "{}{BETWEEN}{:#}", self.error, self.error)
    }
}

/// Reads a value through `FromStr` from a string and from nothing else, so that a JSON number is refused with a
/// sentence instead of being guessed at.
pub(crate) struct FromText<T> {
    expected: &'static str,
    value: std::marker::PhantomData<T>,
}

impl<T> FromText<T> {
    pub(crate) const fn new(expected: &'static str) -> Self {
        Self { expected, value: std::marker::PhantomData }
    }
}

impl<T> serde::de::Visitor<'_> for FromText<T>
where
    T: std::str::FromStr,
    T::Err: fmt::Display,
{
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(|error| E::custom(Placed::from(error)))
    }
}

/// Gives a type that is written as text (`Display`, `FromStr`) its serde form.
macro_rules! text_serde {
    ($name:ty, $expected:literal) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str($crate::terms::FromText::new($expected))
            }
        }
    };
}
pub(crate) use text_serde;

terms! {
    /// 语言 — the language of what is shown to people.
    pub enum Lang: "language" {
        Zh = "zh", "中文", "Chinese", "the language of the sources";
        En = "en", "英文", "English", "for developers";
    }
}

faults! {
    /// A code that is not in the vocabulary (词表中没有的代码).
    pub enum TermError {
        /// A code was read that the vocabulary does not hold.
        Unknown { vocabulary: &'static str, found: String, expected: String } = "unknown_code",
            "代码「{found}」不在词表中，应为其中之一：{expected}。",
            "unknown code `{found}` for a {vocabulary}: expected one of {expected}";
    }
}

/// Makes id types: short text that names a thing of the caller's.
macro_rules! ids {
    ($( $(#[$meta:meta])* $name:ident; )+) => {$(
        $(#[$meta])*
        ///
        /// 1 to 64 characters, without white space or control characters. Cloning allocates nothing.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name($crate::terms::IdText);

        impl $name {
            /// Takes the text of an id.
            ///
            /// # Errors
            #[doc = "[`IdError`](crate::terms::IdError) for empty or long text, white space or control characters."]
            pub fn new(text: impl AsRef<str>) -> Result<Self, $crate::terms::IdError> {
                $crate::terms::check_id(text.as_ref())?;
                Ok(Self($crate::terms::IdText::new(text.as_ref())))
            }

            /// The text of the id.
            #[must_use]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::terms::IdError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::new(text)
            }
        }

        $crate::terms::text_serde!($name, "an id as a string ‖ 写作字符串的标识");
    )+};
}
pub(crate) use ids;

/// The most bytes of an id that are kept in place.
const INLINE_BYTES: usize = 22;

/// The text of an id: short ones in place, so that a million of them are not a million allocations; longer ones shared.
/// Cloning never allocates.
#[derive(Clone)]
pub(crate) enum IdText {
    Inline { len: u8, bytes: [u8; INLINE_BYTES] },
    Shared(std::sync::Arc<str>),
}

impl IdText {
    pub(crate) fn new(text: &str) -> Self {
        let mut bytes = [0; INLINE_BYTES];
        match (bytes.get_mut(..text.len()), u8::try_from(text.len())) {
            (Some(place), Ok(len)) => {
                place.copy_from_slice(text.as_bytes());
                Self::Inline { len, bytes }
            }
            _ => Self::Shared(text.into()),
        }
    }

    /// The bytes of the text; they are ordered as the text is.
    fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Inline { len, bytes } => bytes.get(..usize::from(*len)).unwrap_or(&[]),
            Self::Shared(text) => text.as_bytes(),
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        match self {
            // INVARIANT: the bytes are those of a text.
            Self::Inline { len, bytes } => {
                bytes.get(..usize::from(*len)).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
            }
            Self::Shared(text) => text,
        }
    }
}

impl fmt::Debug for IdText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl PartialEq for IdText {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for IdText {}

impl std::hash::Hash for IdText {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.as_bytes().hash(state);
    }
}

impl PartialOrd for IdText {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for IdText {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}

/// The longest id, in characters.
pub const ID_CHARS_MAX: usize = 64;

pub(crate) fn check_id(text: &str) -> Result<(), IdError> {
    let chars = text.chars().count();
    if chars == 0 || chars > ID_CHARS_MAX {
        return Err(IdError::Length { chars, most: ID_CHARS_MAX, found: clip(text) });
    }
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(IdError::Character { found: clip(text) });
    }
    Ok(())
}

faults! {
    /// An id that cannot be used (不能使用的标识).
    pub enum IdError {
        /// The text is empty or too long.
        Length { chars: usize, most: usize, found: String } = "id_length",
            "标识应为1至{most}个字符，所填「{found}」有{chars}个字符。",
            "expected an id of 1 to {most} characters, found `{found}` with {chars}";
        /// The text holds white space or a control character.
        Character { found: String } = "id_character",
            "标识不得含空白或控制字符，所填为「{found}」。",
            "expected an id without white space or control characters, found `{found}`";
    }
}
