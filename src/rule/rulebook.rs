//! Rulebooks: layers of places, and which number decides where they differ.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::check::{Fault, check, without};
use super::{Aim, Condition, Key, MayMove, Parameter, ParameterValue, Rule, RuleError, RulebookPart, Setting, Verdict};
use crate::estate::LocalFact;
use crate::law::{At, Citation, Confidence, Document, DocumentId, Issued, Place, Rank, State, Version};
use crate::matter::{Majority, Matter};
use crate::measure::Day;
use crate::mode::Mode;
use crate::terms::{Lang, ids};

/// The version of the stored form of a rulebook that this library writes.
pub const RULEBOOK_FORMAT: u16 = 1;
const LAYERS_MAX: usize = 8;

ids! {
    /// 规则集标识 — names a rulebook.
    RulebookId;
}

/// 地方名称 — what a place calls a mode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// The mode.
    pub mode: Mode,
    /// Its local name in Chinese.
    pub zh: String,
    /// The name in English.
    pub en: String,
}

/// 未读文件 — a document that may bear on an answer and was not read; listed with each answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unread {
    /// Its title in Chinese, without the marks 《》.
    pub title: String,
    /// Its title in English.
    pub title_en: String,
}

impl Unread {
    /// The title in a language.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => format!("《{}》", self.title),
            Lang::En => self.title_en.clone(),
        }
    }
}

/// 地方事实 — a fact that a rulebook declares for its own rules, with its words: what [`Fact`](crate::estate::Fact) has no
/// word for. It is stated about a compound with [`Dossier::state_local`](crate::dossier::Dossier::state_local).
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use wuye::assess::evaluate;
/// use wuye::dossier::Dossier;
/// use wuye::estate::{Compound, LocalFact, Stated};
/// use wuye::law::Authority;
/// use wuye::rule::{Condition, DeclaredFact, Layer, Rulebook, Verdict};
/// let fund: LocalFact = "lift_fund".parse()?;
/// let declared = DeclaredFact {
///     code: fund.clone(),
///     zh: "已设立电梯更新资金".into(),
///     en: "has set up a fund to renew its lifts".into(),
///     source: "某市物业管理办法第六条".into(),
/// };
/// let layer = Layer { facts: vec![declared], ..Layer::new("330400".parse()?) };
/// let rulebook = Rulebook::new("own".parse()?, 1, vec![layer])?;
/// assert_eq!(rulebook.declared().count(), 1);
///
/// let compound = Compound { id: "c1".parse()?, name: "某院".into(), place: "330400".parse()?, yards: vec![] };
/// let (mut dossier, day) = (Dossier::new(compound), "2023-06-01".parse()?);
/// let asked = Condition::local(fund.clone());
/// assert_eq!(evaluate(&asked, &dossier, day), Verdict::Unknown);
/// dossier.state_local(&fund, Stated::new(true, day, Authority::Street))?;
/// assert_eq!(evaluate(&asked, &dossier, day), Verdict::Met);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeclaredFact {
    /// Its code; none of [`Fact`](crate::estate::Fact).
    pub code: LocalFact,
    /// In Chinese, as what a compound is or has: `已设立电梯更新资金`. 1 to 200 characters.
    pub zh: String,
    /// In English, so that *it* can stand before: `has set up a fund to renew its lifts`. 1 to 200 characters.
    pub en: String,
    /// Where the word comes from: a document and article. 1 to 200 characters.
    pub source: String,
}

impl DeclaredFact {
    /// Its words in a language.
    #[must_use]
    pub fn render(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// 层 — what one place adds: its documents, rules and parameters, its names for modes, and what was not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    /// The place.
    pub place: Place,
    /// Its documents.
    pub documents: Vec<Document>,
    /// The facts that it declares for its own rules and those of layers within.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<DeclaredFact>,
    /// Its rules.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// Its parameters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// Its names for modes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<Label>,
    /// What was not read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<Unread>,
}

impl Layer {
    /// A layer that says nothing.
    #[must_use]
    pub const fn new(place: Place) -> Self {
        Self {
            place,
            documents: Vec::new(),
            facts: Vec::new(),
            rules: Vec::new(),
            parameters: Vec::new(),
            labels: Vec::new(),
            unread: Vec::new(),
        }
    }
}

/// 规则集 — the layers of law of one place, from the nation inwards, with an id and a version: an answer keeps both, so
/// that the law as it was known then can be told from the law in force then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RulebookForm", into = "RulebookForm")]
pub struct Rulebook {
    // INVARIANT: layers from the outermost inwards, each within the one before; ids unique; every provision is in a
    // document of the rulebook.
    id: RulebookId,
    version: u32,
    layers: Vec<Layer>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RulebookForm {
    format: u16,
    id: RulebookId,
    version: u32,
    layers: Vec<Layer>,
}

impl TryFrom<RulebookForm> for Rulebook {
    type Error = Fault;
    fn try_from(form: RulebookForm) -> Result<Self, Fault> {
        form.within(&[])
    }
}

impl RulebookForm {
    /// The rulebook of these layers within others. A fault is named by its place in this form.
    pub fn within(self, around: &[Layer]) -> Result<Rulebook, Fault> {
        if self.format == 0 || self.format > RULEBOOK_FORMAT {
            return Err(Fault::at("format", RuleError::Format { newest: RULEBOOK_FORMAT, found: self.format }));
        }
        let layers = around.iter().cloned().chain(self.layers).collect();
        Rulebook::checked(self.id, self.version, layers).map_err(|fault| without(around.len(), fault))
    }
}

impl From<Rulebook> for RulebookForm {
    fn from(rulebook: Rulebook) -> Self {
        Self { format: RULEBOOK_FORMAT, id: rulebook.id, version: rulebook.version, layers: rulebook.layers }
    }
}

/// 参数适用结果 — what holds for a parameter on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Settled {
    /// A setting decides; texts that would have moved it and may not are listed.
    Known {
        /// The setting.
        setting: Setting,
        /// Its citation.
        law: Citation,
        /// What lower texts say otherwise.
        conflicts: Vec<Conflict>,
    },
    /// No text that was read sets it (未查得).
    Absent,
    /// The first version known begins later (待查明).
    BeforeKnown {
        /// The first day of that version.
        first: Day,
    },
    /// It was repealed and asks nothing.
    Repealed {
        /// By what.
        law: Citation,
    },
    /// Whether a parameter applies depends on facts that are not known (待查明).
    DependsOnFacts {
        /// The law of that parameter.
        law: Citation,
    },
}

impl Settled {
    /// How a text sets it, where one does.
    #[must_use]
    pub const fn setting(&self) -> Option<&Setting> {
        match self {
            Self::Known { setting, .. } => Some(setting),
            _ => None,
        }
    }

    /// The value, where a text gives a single one.
    #[must_use]
    pub fn value(&self) -> Option<&ParameterValue> {
        self.setting().and_then(Setting::value)
    }

    /// The majority and its law, where it is one.
    #[must_use]
    pub fn majority(&self) -> Option<(Majority, &Citation)> {
        match (self, self.value()) {
            (Self::Known { law, .. }, Some(ParameterValue::Majority(majority))) => Some((*majority, law)),
            _ => None,
        }
    }

    /// What lower texts say otherwise.
    #[must_use]
    pub fn conflicts(&self) -> &[Conflict] {
        match self {
            Self::Known { conflicts, .. } => conflicts,
            _ => &[],
        }
    }
}

/// 规定冲突 — a lower text that would have moved a parameter and may not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// Which parameter.
    pub key: Key,
    /// What decides.
    pub higher: Setting,
    /// Its law.
    pub higher_law: Citation,
    /// What the other text would have given.
    pub lower: Setting,
    /// Its law.
    pub lower_law: Citation,
}

impl Conflict {
    /// Both sides in one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (higher, lower) = (self.higher_law.short(lang), self.lower_law.short(lang));
        match lang {
            Lang::Zh => format!("{lower}的规定与{higher}不一致，适用{higher}。"),
            Lang::En => format!("{lower} differs from {higher}; {higher} applies."),
        }
    }
}

impl Rulebook {
    /// Stacks layers, the outermost first.
    ///
    /// # Errors
    /// [`RuleError::Size`], [`RuleError::LayerOutside`], [`RuleError::Duplicate`] documents, facts, rules or
    /// unconditional parameters of one layer, [`RuleError::UnknownDocument`], [`RuleError::UndeclaredFact`],
    /// [`RuleError::ShadowedFact`], [`RuleError::Words`], [`RuleError::TooManyNodes`] of one aim,
    /// [`RuleError::MayNotMove`] for a parameter that differs from a higher one where it may not and does not say that
    /// it does ([`Parameter::contrary`]).
    pub fn new(id: RulebookId, version: u32, layers: Vec<Layer>) -> Result<Self, RuleError> {
        Self::checked(id, version, layers).map_err(|fault| fault.error)
    }

    fn checked(id: RulebookId, version: u32, layers: Vec<Layer>) -> Result<Self, Fault> {
        if layers.is_empty() || layers.len() > LAYERS_MAX {
            let error = RuleError::Size { what: RulebookPart::Layer, most: LAYERS_MAX, found: layers.len() };
            return Err(Fault::at("layers", error));
        }
        let rulebook = Self { id, version, layers };
        check(&rulebook)?;
        Ok(rulebook)
    }

    /// The same rulebook with one more layer, under a new id and version.
    ///
    /// # Errors
    /// As [`Rulebook::new`].
    pub fn overlay(&self, id: RulebookId, version: u32, layer: Layer) -> Result<Self, RuleError> {
        let mut layers = self.layers.clone();
        layers.push(layer);
        Self::new(id, version, layers)
    }

    /// The same rulebook without its innermost layer, under a new id and version: the reverse of
    /// [`Rulebook::overlay`].
    ///
    /// # Errors
    /// [`RuleError::Size`] where it is the only layer.
    pub fn without_innermost(&self, id: RulebookId, version: u32) -> Result<Self, RuleError> {
        let keep = self.layers.len().saturating_sub(1);
        Self::new(id, version, self.layers.iter().take(keep).cloned().collect())
    }

    /// The layers of another rulebook within the layers of this one, under a new id and version.
    ///
    /// Stacking is associative: it does not matter which two of three are stacked first.
    ///
    /// # Errors
    /// As [`Rulebook::new`].
    pub fn stack(&self, inner: &Self, id: RulebookId, version: u32) -> Result<Self, RuleError> {
        Self::new(id, version, self.layers.iter().chain(&inner.layers).cloned().collect())
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> &RulebookId {
        &self.id
    }

    /// Its version.
    #[must_use]
    pub const fn version(&self) -> u32 {
        self.version
    }

    /// Its layers, the outermost first.
    #[must_use]
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// The place of the innermost layer.
    #[must_use]
    pub fn place(&self) -> Place {
        self.layers.last().map_or(Place::NATION, |layer| layer.place)
    }

    /// A document by its id.
    #[must_use]
    pub fn document(&self, id: &DocumentId) -> Option<&Document> {
        self.layers.iter().flat_map(|layer| &layer.documents).find(|document| document.id == *id)
    }

    /// The rules of an aim, layer by layer.
    pub fn rules(&self, aim: Aim) -> impl Iterator<Item = &Rule> {
        self.layers.iter().flat_map(|layer| &layer.rules).filter(move |rule| rule.aim == aim)
    }

    /// Every aim that some rule is about, in order.
    #[must_use]
    pub fn aims(&self) -> BTreeSet<Aim> {
        self.layers.iter().flat_map(|layer| &layer.rules).map(|rule| rule.aim).collect()
    }

    /// What the innermost place that names it calls a mode.
    #[must_use]
    pub fn label(&self, mode: Mode) -> Option<&Label> {
        self.layers.iter().rev().flat_map(|layer| &layer.labels).find(|label| label.mode == mode)
    }

    /// The facts that its layers declare, layer by layer.
    pub fn declared(&self) -> impl Iterator<Item = &DeclaredFact> {
        self.layers.iter().flat_map(|layer| &layer.facts)
    }

    /// Documents that were not read, layer by layer.
    pub fn unread(&self) -> impl Iterator<Item = &Unread> {
        self.layers.iter().flat_map(|layer| &layer.unread)
    }

    /// The citation of a version.
    #[must_use]
    pub fn cite<T>(&self, version: &Version<T>, until: Option<Day>) -> Citation {
        let document = self.document(&version.by.document);
        Citation {
            document: version.by.document.clone(),
            title: document.map_or_else(String::new, |d| d.title.clone()),
            title_en: document.map_or_else(String::new, |d| d.title_en.clone()),
            at: version.by.at.clone(),
            from: version.from,
            until,
            year_only: document.is_some_and(|d| {
                matches!(d.issued, Issued::InYear(_)) && d.issued.attests_from() == Some(version.from)
            }),
            confidence: version.confidence,
        }
    }

    /// What a parameter is on a day, without facts: one that applies only under a condition answers
    /// [`Settled::DependsOnFacts`].
    #[must_use]
    pub fn setting(&self, key: Key, day: Day) -> Settled {
        self.settle(key, day, &|_| Verdict::Unknown)
    }

    /// What a vote on a matter needs on a day, with its law; nothing where that is not known.
    #[must_use]
    pub fn majority(&self, matter: Matter, day: Day) -> Option<(Majority, Citation)> {
        self.setting(Key::Majority(matter), day).majority().map(|(majority, law)| (majority, law.clone()))
    }

    /// What a parameter is on a day, where `holds` tells whether a condition holds.
    ///
    /// 1. Of the texts in force that day the highest in rank is taken first; of one rank the later.
    /// 2. Each lower text of the same layer or one within moves the value if the parameter may be moved that way; it is
    ///    more special. What is left to somebody ([`Setting::Delegated`]) any lower text fills in.
    /// 3. If it may not and says something else, the higher decides and the conflict is recorded; not where the text
    ///    is of an outer layer and itself lets the value be set so.
    /// 4. A text whose first known version begins later does not stand in the way of a lower one that is in force: most
    ///    such texts are new on that day. Where none is in force the answer is [`Settled::BeforeKnown`].
    /// 5. Whether a text applies may depend on facts that are not known; where it could move the value, the answer is
    ///    [`Settled::DependsOnFacts`].
    pub fn settle(&self, key: Key, day: Day, holds: &dyn Fn(&Condition) -> Verdict) -> Settled {
        let (mut texts, mut repealed, mut first) = (Vec::new(), None, None::<Day>);
        for (layer, parameter) in self.parameters(key) {
            let applies = parameter.when().map_or(Verdict::Met, holds);
            if applies == Verdict::Unmet {
                continue;
            }
            match parameter.value().at(day) {
                At::InForce { value, version, until } => {
                    let (rank, from) = (self.rank(version), version.from);
                    let (law, may_move) = (self.cite(version, until), parameter.may_move());
                    let conditional = parameter.when().is_some();
                    texts.push(Text { layer, rank, from, conditional, setting: value, law, may_move, applies });
                }
                At::Repealed { version, until } => repealed = Some(self.cite(version, until)),
                At::BeforeKnown { first: from } => first = Some(first.map_or(from, |earlier| earlier.min(from))),
            }
        }
        // Of texts alike in rank and day the outer layer comes first. In one layer what holds everywhere comes before
        // what is for some compounds only, which is more special; then what is known to apply before what may apply;
        // then what they say decides, so that the order of the list does not.
        texts.sort_by(|a: &Text<'_>, b: &Text<'_>| {
            let places = (a.rank.cmp(&b.rank)).then(b.from.cmp(&a.from)).then(a.layer.cmp(&b.layer));
            let places = places.then(a.conditional.cmp(&b.conditional));
            let told = || (&b.applies, a.law.document.as_str()).cmp(&(&a.applies, b.law.document.as_str()));
            places.then_with(told).then_with(|| a.said().cmp(&b.said()))
        });
        let mut texts = texts.into_iter();
        let Some(Text { layer, setting, law, may_move, applies, .. }) = texts.next() else {
            return match (repealed, first) {
                (Some(law), _) => Settled::Repealed { law },
                (None, Some(first)) => Settled::BeforeKnown { first },
                (None, None) => Settled::Absent,
            };
        };
        if applies == Verdict::Unknown {
            return Settled::DependsOnFacts { law };
        }
        let (mut layer, mut setting, mut law, mut may_move) = (layer, setting, law, may_move);
        let mut conflicts = Vec::new();
        for lower in texts {
            if lower.setting == setting {
                continue;
            }
            // A text of an outer layer is not more special: it fills in what a higher one leaves open, and may itself
            // let the value be set as it is.
            let special = lower.layer >= layer || matches!(setting, Setting::Delegated(_));
            if !special && moves(lower.may_move, lower.setting, setting) {
                continue;
            }
            match (special && moves(may_move, setting, lower.setting), lower.applies) {
                (true, Verdict::Unknown) => return Settled::DependsOnFacts { law: lower.law },
                (true, _) => {
                    (layer, setting, law, may_move) = (lower.layer, lower.setting, lower.law, lower.may_move);
                }
                // A text that may not move the value anyway: what it says is a conflict only where it applies.
                (false, Verdict::Unknown) => {}
                (false, _) => {
                    let (higher, higher_law) = (setting.clone(), law.clone());
                    let (lower, lower_law) = (lower.setting.clone(), lower.law);
                    conflicts.push(Conflict { key, higher, higher_law, lower, lower_law });
                }
            }
        }
        Settled::Known { setting: setting.clone(), law, conflicts }
    }

    /// The parameters of a key, each with the index of its layer.
    fn parameters(&self, key: Key) -> impl Iterator<Item = (usize, &Parameter)> {
        let all = self.layers.iter().enumerate().flat_map(|(i, layer)| layer.parameters.iter().map(move |p| (i, p)));
        all.filter(move |(_, parameter)| parameter.key() == key)
    }

    fn rank<T>(&self, version: &Version<T>) -> Rank {
        self.document(&version.by.document).map_or(Rank::Covenant, |document| document.rank)
    }
}

/// What one parameter says on a day.
struct Text<'a> {
    /// The index of its layer.
    layer: usize,
    rank: Rank,
    from: Day,
    /// Whether it is for some compounds only.
    conditional: bool,
    setting: &'a Setting,
    law: Citation,
    may_move: MayMove,
    applies: Verdict,
}

impl Text<'_> {
    /// All that tells it from another text of one document, one day and one key.
    fn said(&self) -> String {
        format!("{:?} {:?} {:?}", self.law.at, self.setting, self.may_move)
    }
}

/// Whether a lower text may move a setting to its own. Values of one kind without an order cannot be shown to be
/// stricter, so only a free parameter takes them; and *at most 20* is not stricter than *at least 15*.
fn moves(may_move: MayMove, higher: &Setting, lower: &Setting) -> bool {
    if matches!(higher, Setting::Delegated(_)) {
        return true;
    }
    let order = match (higher.value(), lower.value()) {
        (Some(higher), Some(lower)) => lower.order(higher),
        _ => None,
    };
    match may_move {
        MayMove::Free => true,
        MayMove::Fixed => false,
        MayMove::Floor => {
            // Of one number *at least* asks less than *more than*.
            let weaker =
                matches!((higher, lower), (Setting::MoreThan(a), Setting::AtLeast(b) | Setting::Exactly(b)) if a == b);
            !weaker && same_way(higher, lower, Way::Below) && order.is_some_and(std::cmp::Ordering::is_ge)
        }
        MayMove::Ceiling => {
            // Of one number *at most* asks less than *less than*.
            let weaker =
                matches!((higher, lower), (Setting::LessThan(a), Setting::AtMost(b) | Setting::Exactly(b)) if a == b);
            !weaker && same_way(higher, lower, Way::Above) && order.is_some_and(std::cmp::Ordering::is_le)
        }
    }
}

/// In which way a setting bounds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// What is less is not allowed.
    Below,
    /// What is more is not allowed.
    Above,
    Point,
    /// It can be agreed or decided otherwise, or is left to somebody.
    Open,
}

const fn way(setting: &Setting) -> Way {
    match setting {
        Setting::AtLeast(_) | Setting::MoreThan(_) => Way::Below,
        Setting::AtMost(_) | Setting::LessThan(_) => Way::Above,
        Setting::Exactly(_) => Way::Point,
        Setting::Between { .. } | Setting::UnlessAgreed(_) | Setting::Default { .. } | Setting::Delegated(_) => {
            Way::Open
        }
    }
}

/// Whether a lower setting bounds in the way of the higher one: a point may stand for a bound, and a bound for a point
/// if it lies on the side to which the point may be moved.
fn same_way(higher: &Setting, lower: &Setting, side: Way) -> bool {
    let (higher, lower) = (way(higher), way(lower));
    higher == lower || lower == Way::Point || (higher == Way::Point && lower == side)
}

/// Whether a version can make an answer met: memory alone never does.
pub(crate) const fn settles<T>(version: &Version<T>) -> bool {
    matches!(version.state, State::InForce(_)) && !matches!(version.confidence, Confidence::Memory)
}
