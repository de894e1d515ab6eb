//! Fractions: shares, ratios and the thresholds of law.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::{Dimension, MeasureError, gcd_of_words};
use crate::terms::{clip, terms, text_serde};

fn read_fraction<N: FromStr, D: FromStr>(what: Dimension, text: &str) -> Result<(N, D), MeasureError> {
    let malformed = || MeasureError::Malformed { what, found: clip(text) };
    let (above, below) = text.split_once('/').unwrap_or((text, "1"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !plain(above.strip_prefix('-').unwrap_or(above)) || !plain(below) {
        return Err(malformed());
    }
    Ok((above.parse().map_err(|_| malformed())?, below.parse().map_err(|_| malformed())?))
}

/// 份额 — an exact share from 0 to 1: `2/3`. Kept in lowest terms, so that 200/300 equals 2/3.
///
/// ```
/// use wuye::measure::Share;
/// let share: Share = "200/300".parse()?;
/// assert_eq!(share, Share::new(2, 3)?);
/// assert!(Share::new(4, 3).is_err());
/// assert!("1/0".parse::<Share>().is_err());
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Share {
    above: u32,
    below: u32,
}

impl Share {
    /// Nothing.
    pub const NONE: Self = Self { above: 0, below: 1 };
    /// The whole.
    pub const WHOLE: Self = Self { above: 1, below: 1 };

    /// A share `above/below`.
    ///
    /// # Errors
    /// [`MeasureError::ZeroDenominator`], or [`MeasureError::OutOfRange`] for a share over 1.
    pub fn new(above: u32, below: u32) -> Result<Self, MeasureError> {
        let found = || format!("{above}/{below}");
        if below == 0 {
            return Err(MeasureError::ZeroDenominator { what: Dimension::Share, found: found() });
        }
        if above > below {
            let (least, most) = ("0".to_owned(), "1".to_owned());
            return Err(MeasureError::OutOfRange { what: Dimension::Share, least, most, found: found() });
        }
        let common = u32::try_from(gcd_of_words(above.into(), below.into())).unwrap_or(1);
        Ok(Self {
            above: above.checked_div(common).unwrap_or(above),
            below: below.checked_div(common).unwrap_or(below),
        })
    }

    /// The number above the line, in lowest terms.
    #[must_use]
    pub const fn above(self) -> u32 {
        self.above
    }

    /// The number below the line, in lowest terms; at least 1.
    #[must_use]
    pub const fn below(self) -> u32 {
        self.below
    }

    /// Compares `part` with this share of `whole` by cross-multiplication; nothing is rounded.
    #[must_use]
    pub fn compare(self, part: u64, whole: u64) -> Ordering {
        // Both products fit: 64 bits times 32 bits.
        let part = u128::from(part).saturating_mul(u128::from(self.below));
        let whole = u128::from(whole).saturating_mul(u128::from(self.above));
        part.cmp(&whole)
    }

    /// `三分之二`, `2/3`.
    #[must_use]
    pub fn render(self, lang: crate::terms::Lang) -> String {
        match lang {
            crate::terms::Lang::En => self.to_string(),
            crate::terms::Lang::Zh => {
                // 百分之七, not 一百分之七.
                let below = match self.below {
                    100 => "百".to_owned(),
                    1_000 => "千".to_owned(),
                    10_000 => "万".to_owned(),
                    below => super::numeral(below),
                };
                format!("{below}分之{}", super::numeral(self.above))
            }
        }
    }
}

impl PartialOrd for Share {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Share {
    fn cmp(&self, other: &Self) -> Ordering {
        other.compare(u64::from(self.above), u64::from(self.below))
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.above, self.below)
    }
}

impl FromStr for Share {
    type Err = MeasureError;
    fn from_str(text: &str) -> Result<Self, MeasureError> {
        let (above, below) = read_fraction(Dimension::Share, text)?;
        Self::new(above, below)
    }
}

text_serde!(Share, "a share as a string such as \"2/3\" ‖ 写作字符串的份额，如\"2/3\"");

/// 比率 — an exact signed ratio in lowest terms: `5/2`, `-3/1`.
///
/// ```
/// use wuye::measure::Ratio;
/// assert_eq!(Ratio::new(10, 4)?.to_string(), "5/2");
/// assert_eq!(Ratio::new(1, 3)?.plus(Ratio::new(1, 6)?)?, Ratio::new(1, 2)?);
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    above: i64,
    below: i64,
}

impl Ratio {
    /// Nothing.
    pub const ZERO: Self = Self { above: 0, below: 1 };

    /// A ratio `above/below`.
    ///
    /// # Errors
    /// [`MeasureError::ZeroDenominator`] unless `below` is at least 1; [`MeasureError::Overflow`] for `i64::MIN`.
    pub fn new(above: i64, below: i64) -> Result<Self, MeasureError> {
        Self::reduce(Some(i128::from(above)), Some(i128::from(below)))
    }

    fn reduce(above: Option<i128>, below: Option<i128>) -> Result<Self, MeasureError> {
        let overflow = MeasureError::Overflow { what: Dimension::Ratio };
        let (Some(above), Some(below)) = (above, below) else { return Err(overflow) };
        if below < 1 {
            let found = format!("{above}/{below}");
            return Err(MeasureError::ZeroDenominator { what: Dimension::Ratio, found });
        }
        let (mut a, mut b) = (above.unsigned_abs(), below.unsigned_abs());
        while b != 0 {
            (a, b) = (b, a.checked_rem(b).unwrap_or(0));
        }
        let common = i128::try_from(a).unwrap_or(1);
        let part = |n: i128| n.checked_div(common).and_then(|n| i64::try_from(n).ok()).filter(|n| *n != i64::MIN);
        match (part(above), part(below)) {
            (Some(above), Some(below)) => Ok(Self { above, below }),
            _ => Err(overflow),
        }
    }

    /// The signed number above the line, in lowest terms.
    #[must_use]
    pub const fn above(self) -> i64 {
        self.above
    }

    /// The number below the line, in lowest terms; at least 1.
    #[must_use]
    pub const fn below(self) -> i64 {
        self.below
    }

    /// The sum.
    ///
    /// # Errors
    /// [`MeasureError::Overflow`] if the result in lowest terms does not fit, as for all arithmetic of this type.
    pub fn plus(self, other: Self) -> Result<Self, MeasureError> {
        let (a, b, c, d) = self.wide(other);
        let above = a.checked_mul(d).and_then(|ad| c.checked_mul(b).and_then(|cb| ad.checked_add(cb)));
        Self::reduce(above, b.checked_mul(d))
    }

    /// The product.
    ///
    /// # Errors
    /// [`MeasureError::Overflow`].
    pub fn times(self, other: Self) -> Result<Self, MeasureError> {
        let (a, b, c, d) = self.wide(other);
        Self::reduce(a.checked_mul(c), b.checked_mul(d))
    }

    fn wide(self, other: Self) -> (i128, i128, i128, i128) {
        (i128::from(self.above), i128::from(self.below), i128::from(other.above), i128::from(other.below))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b, c, d) = self.wide(*other);
        a.saturating_mul(d).cmp(&c.saturating_mul(b))
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.above, self.below)
    }
}

impl FromStr for Ratio {
    type Err = MeasureError;
    fn from_str(text: &str) -> Result<Self, MeasureError> {
        let (above, below) = read_fraction::<i64, i64>(Dimension::Ratio, text)?;
        Self::new(above, below)
    }
}

text_serde!(Ratio, "a ratio as a string such as \"5/2\" ‖ 写作字符串的比率，如\"5/2\"");

terms! {
    /// 界 — whether a threshold includes its number.
    pub enum Bound: "bound" {
        AtLeast = "at_least", "以上", "at least (the number included)", "《民法典》第一千二百五十九条";
        MoreThan = "more_than", "超过", "more than (the number not included)", "《民法典》第一千二百五十九条";
    }
}

/// 门槛 — a threshold of law: a share and whether reaching it exactly is enough. 三分之二以上 is `>=2/3`, 过半数 is
/// `>1/2`.
///
/// ```
/// use wuye::measure::Threshold;
/// let two_thirds: Threshold = ">=2/3".parse()?;
/// assert!(two_thirds.is_met(200, 300));
/// assert!(!two_thirds.is_met(199, 300));
/// assert_eq!(two_thirds.least(301), 201);
/// let half: Threshold = ">1/2".parse()?;
/// assert!(!half.is_met(100, 200));
/// # Ok::<(), wuye::measure::MeasureError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Threshold {
    share: Share,
    bound: Bound,
}

impl Threshold {
    /// A threshold.
    #[must_use]
    pub const fn new(share: Share, bound: Bound) -> Self {
        Self { share, bound }
    }

    /// A threshold for tables of law, `above/below`.
    ///
    /// # Errors
    /// As [`Share::new`].
    pub fn of(bound: Bound, above: u32, below: u32) -> Result<Self, MeasureError> {
        Ok(Self::new(Share::new(above, below)?, bound))
    }

    /// The share.
    #[must_use]
    pub const fn share(self) -> Share {
        self.share
    }

    /// Whether the share itself is enough.
    #[must_use]
    pub const fn bound(self) -> Bound {
        self.bound
    }

    /// Whether `part` of `whole` reaches it.
    #[must_use]
    pub fn is_met(self, part: u64, whole: u64) -> bool {
        match (self.share.compare(part, whole), self.bound) {
            (Ordering::Greater, _) | (Ordering::Equal, Bound::AtLeast) => true,
            (Ordering::Equal, Bound::MoreThan) | (Ordering::Less, _) => false,
        }
    }

    /// The smallest whole part that reaches it. Of a `whole` of which no part can (more than all of it, or more than a
    /// share of nothing), one more than the whole.
    #[must_use]
    pub fn least(self, whole: u64) -> u64 {
        let below = u128::from(self.share.below);
        let product = u128::from(whole).saturating_mul(u128::from(self.share.above));
        let floor = product.checked_div(below).unwrap_or(0);
        let exact = product.checked_rem(below) == Some(0);
        let least = match (exact, self.bound) {
            (true, Bound::AtLeast) => floor,
            (true, Bound::MoreThan) | (false, _) => floor.saturating_add(1),
        };
        u64::try_from(least).unwrap_or(u64::MAX)
    }

    /// `三分之二以上`, `过半数`; `at least 2/3`, `more than 1/2`.
    #[must_use]
    pub fn render(self, lang: crate::terms::Lang) -> String {
        use crate::terms::Lang;
        match (lang, self.bound) {
            (Lang::Zh, Bound::MoreThan) if self.share == (Share { above: 1, below: 2 }) => "过半数".to_owned(),
            (Lang::Zh, Bound::AtLeast) => format!("{}以上", self.share.render(lang)),
            (Lang::Zh, Bound::MoreThan) => format!("超过{}", self.share.render(lang)),
            (Lang::En, Bound::AtLeast) => format!("at least {}", self.share),
            (Lang::En, Bound::MoreThan) => format!("more than {}", self.share),
        }
    }
}

impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.bound {
            Bound::AtLeast => ">=",
            Bound::MoreThan => ">",
        };
        write!(f, "{sign}{}", self.share)
    }
}

impl FromStr for Threshold {
    type Err = MeasureError;
    fn from_str(text: &str) -> Result<Self, MeasureError> {
        let (bound, share) = match (text.strip_prefix(">="), text.strip_prefix('>')) {
            (Some(share), _) => (Bound::AtLeast, share),
            (None, Some(share)) => (Bound::MoreThan, share),
            (None, None) => return Err(MeasureError::Malformed { what: Dimension::Threshold, found: clip(text) }),
        };
        Ok(Self::new(share.parse()?, bound))
    }
}

text_serde!(
    Threshold,
    "a threshold as a string such as \">=2/3\" or \">1/2\" ‖ 写作字符串的门槛，如\">=2/3\"、\">1/2\""
);
