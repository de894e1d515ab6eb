//! Values of law in all their versions.

use serde::{Deserialize, Serialize};

use super::{Confidence, LawError, Provision};
use crate::measure::Day;
use crate::terms::Placed;

/// 状态 — what a version says: a value in force, or that there is none any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State<T> {
    /// In force with this value (施行).
    InForce(T),
    /// Repealed (废止): from this day the law asks nothing here.
    Repealed,
}

/// 版本 — one version of a value of law: from which day, what, by which provision, how sure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version<T> {
    /// The first day of this version.
    pub from: Day,
    /// What it says.
    pub state: State<T>,
    /// Where it says so.
    pub by: Provision,
    /// How it was read.
    pub confidence: Confidence,
}

/// 分时值 — a value of law with all its known versions in the order of their first days.
///
/// Before the first version nothing is known, which is different from nothing being asked.
///
/// ```
/// use wuye::law::{At, Confidence, Dated, Locator, Provision, State, Version};
/// let by = Provision { document: "civil_code".parse().unwrap(), at: Locator::article(278) };
/// let version = Version { from: "2021-01-01".parse().unwrap(), state: State::InForce(75), by, confidence: Confidence::Primary };
/// let dated = Dated::new(vec![version.clone()])?;
/// assert!(matches!(dated.at("2020-12-31".parse().unwrap()), At::BeforeKnown { .. }));
/// assert!(matches!(dated.at("2021-01-01".parse().unwrap()), At::InForce { value: 75, .. }));
/// assert!(Dated::new(vec![version.clone(), version]).is_err());
/// # Ok::<(), wuye::law::LawError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "Vec<Version<T>>", bound(serialize = "T: Clone + Serialize"))]
pub struct Dated<T> {
    // INVARIANT: not empty, first days strictly ascending.
    versions: Vec<Version<T>>,
}

/// 某日的法 — what is known of a value of law on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At<'a, T> {
    /// The day is before the first version that is known (待查明).
    BeforeKnown {
        /// The first day of the first version.
        first: Day,
    },
    /// A version is in force.
    InForce {
        /// Its value.
        value: &'a T,
        /// The version.
        version: &'a Version<T>,
        /// The first day of the next version, if one is known.
        until: Option<Day>,
    },
    /// The value was repealed.
    Repealed {
        /// The version that repealed it.
        version: &'a Version<T>,
        /// The first day of the next version, if one is known.
        until: Option<Day>,
    },
}

impl<T> Dated<T> {
    /// Puts versions in order.
    ///
    /// # Errors
    /// [`LawError::NoVersion`] for none, [`LawError::TwoVersionsOnOneDay`].
    pub fn new(mut versions: Vec<Version<T>>) -> Result<Self, LawError> {
        if versions.is_empty() {
            return Err(LawError::NoVersion {});
        }
        versions.sort_by_key(|version| version.from);
        let twice = versions.iter().zip(versions.iter().skip(1)).find(|(a, b)| a.from == b.from);
        if let Some((version, _)) = twice {
            return Err(LawError::TwoVersionsOnOneDay { day: version.from });
        }
        Ok(Self { versions })
    }

    /// The versions in the order of their first days.
    #[must_use]
    pub fn versions(&self) -> &[Version<T>] {
        &self.versions
    }

    /// The index of the version of a day; nothing before the first.
    #[must_use]
    pub fn index_at(&self, day: Day) -> Option<usize> {
        self.versions.partition_point(|version| version.from <= day).checked_sub(1)
    }

    /// What is known on a day.
    #[must_use]
    pub fn at(&self, day: Day) -> At<'_, T> {
        let after = self.versions.partition_point(|version| version.from <= day);
        let until = self.versions.get(after).map(|next| next.from);
        match after.checked_sub(1).and_then(|i| self.versions.get(i)) {
            Some(version) => match &version.state {
                State::InForce(value) => At::InForce { value, version, until },
                State::Repealed => At::Repealed { version, until },
            },
            None => At::BeforeKnown { first: until.unwrap_or(Day::LAST) },
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Dated<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let form = Vec::<Version<T>>::deserialize(deserializer)?;
        Self::new(form).map_err(|error| serde::de::Error::custom(Placed::from(error)))
    }
}

impl<T> TryFrom<Vec<Version<T>>> for Dated<T> {
    type Error = LawError;
    fn try_from(versions: Vec<Version<T>>) -> Result<Self, LawError> {
        Self::new(versions)
    }
}

impl<T> From<Dated<T>> for Vec<Version<T>> {
    fn from(dated: Dated<T>) -> Self {
        dated.versions
    }
}
