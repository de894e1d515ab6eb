//! Amounts and the parts they are made of; names as a source lists them.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::figure::brief_percent;
use super::{Frame, ProgrammeError, ProgrammePart, check_number, check_text};
use crate::estate::Value;
use crate::measure::{Approx, Area, Dimension, Money, Ratio};
use crate::terms::{Lang, Placed, clip};

/// 组成部分 — a named part of an amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The name in Chinese.
    pub zh: String,
    /// The name in English.
    pub en: String,
    /// How much.
    pub amount: Approx<Value>,
}

/// 资金构成 — a stated total and the named parts that it is said to be made of: money, area or a count.
///
/// Parts and total are both kept as stated; [`Composition::check`] tells whether they close, exactly.
///
/// ```
/// use wuye::estate::{Source, Value};
/// use wuye::law::{Confidence, Locator};
/// use wuye::measure::{Approx, Money, RoundingMode};
/// use wuye::programme::{AsOf, Frame, Closing, Composition, Definition, Part, Scope, percent};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let wan = |text: &str| Money::from_wan(text.parse().unwrap()).map(|money| Approx::exact(Value::Money(money)));
/// let definition = Definition {
///     id: "works_money".parse()?, version: 1, part: true, zh: "改造资金".into(), en: "money for the works".into(),
/// };
/// # let source = Source { document: "厦住建综函〔2024〕44号".into(), at: Locator::section(&[2, 2], Some(1)), quote: String::new() };
/// # let scope = Scope { place: "350200".parse()?, area: Some("神山三航公寓".into()) };
/// # let frame = Frame { definition, scope, at: AsOf::Undated, source, confidence: Confidence::PolicyLetter };
/// let part = |zh: &str, en: &str, amount| Part { zh: zh.into(), en: en.into(), amount };
/// let parts = vec![
///     part("居民", "residents", wan("29.2")?),
///     part("三航公司", "the company", wan("20")?),
///     part("公房维修金", "public-housing fund", wan("2")?),
/// ];
/// let money = Composition::new(frame, wan("51.2")?, parts)?;
/// assert_eq!(money.check()?, Closing::Even);
/// assert_eq!(percent(money.share_of("居民")?, 2, RoundingMode::HalfAwayFromZero)?, "57.03%");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "CompositionForm", into = "CompositionForm")]
pub struct Composition {
    // INVARIANT: at least one part; all of the dimension of the total; names distinct.
    frame: Frame,
    total: Approx<Value>,
    parts: Vec<Part>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CompositionForm {
    frame: Frame,
    total: Approx<Value>,
    parts: Vec<Part>,
}

impl TryFrom<CompositionForm> for Composition {
    type Error = Placed<ProgrammeError>;
    fn try_from(form: CompositionForm) -> Result<Self, Placed<ProgrammeError>> {
        Ok(Self::new(form.frame, form.total, form.parts)?)
    }
}

impl From<Composition> for CompositionForm {
    fn from(composition: Composition) -> Self {
        Self { frame: composition.frame, total: composition.total, parts: composition.parts }
    }
}

/// 轧差 — whether parts sum to their total as printed, and what they are short of it or beyond it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Closing {
    /// They sum to it (轧平).
    Even,
    /// They are short of it by this much (不足).
    Short(Value),
    /// They are beyond it by this much (超出).
    Over(Value),
}

fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Result<(), ProgrammeError> {
    let mut seen = BTreeSet::new();
    for name in names {
        check_text(ProgrammePart::Name, name)?;
        if !seen.insert(name) {
            return Err(ProgrammeError::NamedTwice { name: clip(name) });
        }
    }
    Ok(())
}

fn value_of(dimension: Dimension, scaled: i128) -> Option<Value> {
    let narrow = i64::try_from(scaled).ok()?;
    match dimension {
        Dimension::Money => Money::from_fen(narrow).ok().map(Value::Money),
        Dimension::Area => Area::from_hundredths(narrow).ok().map(Value::Area),
        _ => u32::try_from(narrow).ok().map(Value::Count),
    }
}

impl Composition {
    /// Parts of a total.
    ///
    /// # Errors
    /// [`ProgrammeError::PartsNumber`], [`ProgrammeError::OtherDimension`], [`ProgrammeError::NamedTwice`], and as
    /// [`Statistic::new`](super::Statistic::new) for its texts.
    pub fn new(frame: Frame, total: Approx<Value>, parts: Vec<Part>) -> Result<Self, ProgrammeError> {
        frame.check()?;
        check_number(ProgrammePart::Part, parts.len())?;
        let expected = total.value.dimension();
        if let Some(other) = parts.iter().find(|part| part.amount.value.dimension() != expected) {
            return Err(ProgrammeError::OtherDimension { expected, found: other.amount.value.dimension() });
        }
        distinct(parts.iter().map(|part| part.zh.as_str()))?;
        distinct(parts.iter().map(|part| part.en.as_str()))?;
        Ok(Self { frame, total, parts })
    }

    /// What the total is, where, when, and who says so.
    #[must_use]
    pub const fn frame(&self) -> &Frame {
        &self.frame
    }

    /// The total as stated.
    #[must_use]
    pub const fn total(&self) -> Approx<Value> {
        self.total
    }

    /// The parts as stated.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    fn summed(&self) -> i128 {
        // At most PARTS_MAX numbers of 64 bits.
        let scaled = self.parts.iter().map(|part| i128::from(part.amount.value.scaled()));
        scaled.fold(0_i128, i128::saturating_add)
    }

    /// Whether the parts sum to the total, in fen, hundredths of a square metre or heads; if not, by how much.
    ///
    /// # Errors
    /// [`ProgrammeError::TooLarge`] where the difference is beyond the bounds of its dimension.
    pub fn check(&self) -> Result<Closing, ProgrammeError> {
        let (total, parts) = (i128::from(self.total.value.scaled()), self.summed());
        let size = total.saturating_sub(parts).saturating_abs();
        let by = value_of(self.total.value.dimension(), size)
            .ok_or(ProgrammeError::TooLarge { what: ProgrammePart::Difference })?;
        Ok(match parts.cmp(&total) {
            Ordering::Equal => Closing::Even,
            Ordering::Less => Closing::Short(by),
            Ordering::Greater => Closing::Over(by),
        })
    }

    /// How exactly the total and all parts are known together.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.total.is_exact() && self.parts.iter().all(|part| part.amount.is_exact())
    }

    /// The exact share of a part, by its Chinese name, in the whole total: never in some of the parts only.
    ///
    /// # Errors
    /// [`ProgrammeError::NoSuchPart`]; [`ProgrammeError::NotClosed`] where the parts do not sum to the total;
    /// [`ProgrammeError::ZeroBase`] of a total that is not above zero.
    pub fn share_of(&self, name: &str) -> Result<Ratio, ProgrammeError> {
        let part = self.parts.iter().find(|part| part.zh == name);
        let part = part.ok_or_else(|| ProgrammeError::NoSuchPart { name: clip(name) })?;
        let (total, parts) = (self.total.value.scaled(), self.summed());
        if i128::from(total) != parts {
            let found = value_of(self.total.value.dimension(), parts).map(Value::grouped).unwrap_or_default();
            return Err(ProgrammeError::NotClosed { total: self.total.value.grouped(), parts: found });
        }
        if total < 1 {
            return Err(ProgrammeError::ZeroBase { definition: self.frame.definition.id.clone() });
        }
        Ratio::new(part.amount.value.scaled(), total)
            .map_err(|_| ProgrammeError::TooLarge { what: ProgrammePart::Ratio })
    }

    /// `神山三航公寓，改造资金：512,000.00 = 居民292,000.00（57.03%） + …`; where it does not close, by how much.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let amount = |amount: Approx<Value>| amount.render(lang, &amount.value.grouped());
        let parts = self.parts.iter().map(|part| {
            let share = self.share_of(&part.zh).map(brief_percent).unwrap_or_default();
            match (lang, share.is_empty()) {
                (Lang::Zh, true) => format!("{}{}", part.zh, amount(part.amount)),
                (Lang::Zh, false) => format!("{}{}（{share}）", part.zh, amount(part.amount)),
                (Lang::En, true) => format!("{} {}", part.en, amount(part.amount)),
                (Lang::En, false) => format!("{} {} ({share})", part.en, amount(part.amount)),
            }
        });
        let parts: Vec<String> = parts.collect();
        let closing = match (self.check(), lang) {
            (Ok(Closing::Even) | Err(_), _) => String::new(),
            (Ok(Closing::Short(by)), Lang::Zh) => format!("，各部分不足{}", by.grouped()),
            (Ok(Closing::Over(by)), Lang::Zh) => format!("，各部分超出{}", by.grouped()),
            (Ok(Closing::Short(by)), Lang::En) => format!(", the parts are short by {}", by.grouped()),
            (Ok(Closing::Over(by)), Lang::En) => format!(", the parts are beyond it by {}", by.grouped()),
        };
        let (scope, what) = (self.frame.scope.render(lang), self.frame.definition.render(lang));
        let (total, parts, told) = (amount(self.total), parts.join(" + "), self.frame.told(lang));
        match lang {
            Lang::Zh => format!("{scope}，{what}：{total} = {parts}{closing}（{told}）"),
            Lang::En => format!("{scope}: {what}: {total} = {parts}{closing} ({told})"),
        }
    }
}

/// 名单 — names as a source lists them. A list that ends in 等 without a number is open: there may be more.
///
/// ```
/// # use wuye::law::{Confidence, Locator};
/// # use wuye::programme::{AsOf, Frame, Definition, Scope};
/// use wuye::programme::Listing;
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let definition = Definition {
/// #     id: "shared".parse()?, version: 1, part: false, zh: "共享物业的小区".into(), en: "compounds".into(),
/// # };
/// # let source = wuye::estate::Source { document: "x".into(), at: Locator::Whole, quote: String::new() };
/// # let scope = Scope { place: "350200".parse()?, area: None };
/// # let frame = Frame { definition, scope, at: AsOf::Undated, source, confidence: Confidence::PolicyLetter };
/// let names = ["安平里", "槟榔东里", "槟榔西里"].map(str::to_owned).to_vec(); // “……等小区”
/// let shared = Listing::new(frame, names, true)?;
/// assert_eq!((shared.least(), shared.count()), (3, None));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ListingForm", into = "ListingForm")]
pub struct Listing {
    // INVARIANT: at least one name; names distinct.
    frame: Frame,
    names: Vec<String>,
    open: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListingForm {
    frame: Frame,
    names: Vec<String>,
    #[serde(default)]
    open: bool,
}

impl TryFrom<ListingForm> for Listing {
    type Error = Placed<ProgrammeError>;
    fn try_from(form: ListingForm) -> Result<Self, Placed<ProgrammeError>> {
        Ok(Self::new(form.frame, form.names, form.open)?)
    }
}

impl From<Listing> for ListingForm {
    fn from(listing: Listing) -> Self {
        Self { frame: listing.frame, names: listing.names, open: listing.open }
    }
}

impl Listing {
    /// Names of a source.
    ///
    /// # Errors
    /// [`ProgrammeError::PartsNumber`], [`ProgrammeError::NamedTwice`], and as
    /// [`Statistic::new`](super::Statistic::new) for its texts.
    pub fn new(frame: Frame, names: Vec<String>, open: bool) -> Result<Self, ProgrammeError> {
        frame.check()?;
        check_number(ProgrammePart::Name, names.len())?;
        distinct(names.iter().map(String::as_str))?;
        Ok(Self { frame, names, open })
    }

    /// What is listed, where, when, and who says so.
    #[must_use]
    pub const fn frame(&self) -> &Frame {
        &self.frame
    }

    /// The names in the order of the source.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether there may be more than are named.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.open
    }

    /// How many there are at least: those named.
    #[must_use]
    pub fn least(&self) -> u64 {
        u64::try_from(self.names.len()).unwrap_or(u64::MAX)
    }

    /// How many there are; nothing for an open list.
    #[must_use]
    pub fn count(&self) -> Option<u64> {
        if self.open { None } else { Some(self.least()) }
    }

    /// `东莞市，楼栋长“五员”：调解员、宣传员……，共5项`.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (scope, what, told) =
            (self.frame.scope.render(lang), self.frame.definition.render(lang), self.frame.told(lang));
        let (names, number) = (self.names.join("、"), self.least());
        match (lang, self.open) {
            (Lang::Zh, false) => format!("{scope}，{what}：{names}，共{number}项（{told}）"),
            (Lang::Zh, true) => format!("{scope}，{what}：{names}等，至少{number}项（{told}）"),
            (Lang::En, false) => format!("{scope}: {what}: {names}, {number} in all ({told})"),
            (Lang::En, true) => format!("{scope}: {what}: {names} and perhaps more, at least {number} ({told})"),
        }
    }
}
