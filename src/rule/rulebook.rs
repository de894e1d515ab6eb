//! Rulebooks: layers of places, and which number decides where they differ.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Aim, Condition, Key, MayMove, Parameter, ParameterValue, Rule, RuleError, RulebookPart, Setting, Verdict};
use crate::law::{At, Citation, Confidence, Document, DocumentId, Issued, Place, Provision, Rank, State, Version};
use crate::matter::{Majority, Matter};
use crate::measure::Day;
use crate::mode::Mode;
use crate::terms::{Lang, ids};

/// The version of the stored form of a rulebook that this library writes.
pub const RULEBOOK_FORMAT: u16 = 1;
const LAYERS_MAX: usize = 8;
const ITEMS_MAX: usize = 10_000;

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

/// 层 — what one place adds: its documents, rules and parameters, its names for modes, and what was not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    /// The place.
    pub place: Place,
    /// Its documents.
    pub documents: Vec<Document>,
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
struct RulebookForm {
    format: u16,
    id: RulebookId,
    version: u32,
    layers: Vec<Layer>,
}

impl TryFrom<RulebookForm> for Rulebook {
    type Error = RuleError;
    fn try_from(form: RulebookForm) -> Result<Self, RuleError> {
        if form.format == 0 || form.format > RULEBOOK_FORMAT {
            return Err(RuleError::Format { newest: RULEBOOK_FORMAT, found: form.format });
        }
        Self::new(form.id, form.version, form.layers)
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
    /// [`RuleError::Size`], [`RuleError::LayerOutside`], [`RuleError::Duplicate`] documents, rules or unconditional
    /// parameters of one layer, [`RuleError::UnknownDocument`], [`RuleError::TooManyNodes`] of one aim.
    pub fn new(id: RulebookId, version: u32, layers: Vec<Layer>) -> Result<Self, RuleError> {
        if layers.is_empty() || layers.len() > LAYERS_MAX {
            return Err(RuleError::Size { what: RulebookPart::Layer, most: LAYERS_MAX, found: layers.len() });
        }
        for (outer, inner) in layers.iter().zip(layers.iter().skip(1)) {
            if !outer.place.contains(inner.place) || outer.place == inner.place {
                return Err(RuleError::LayerOutside { inner: inner.place, outer: outer.place });
            }
        }
        check_ids(&layers)?;
        check_findings(&layers)?;
        check_documents(&layers)?;
        Ok(Self { id, version, layers })
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
        match self.setting(Key::Majority(matter), day) {
            Settled::Known { setting, law, .. } => match setting.value() {
                Some(ParameterValue::Majority(majority)) => Some((*majority, law)),
                _ => None,
            },
            _ => None,
        }
    }

    /// What a parameter is on a day, where `holds` tells whether a condition holds.
    ///
    /// 1. Of the texts in force that day the highest in rank is taken first; of one rank the later.
    /// 2. Each lower text of the same layer or one within moves the value if the parameter may be moved that way; it is
    ///    more special. What is left to somebody ([`Setting::Delegated`]) any lower text fills in.
    /// 3. If it may not and says something else, the higher decides and the conflict is recorded; not where the text
    ///    is of an outer layer and itself lets the value be set so.
    /// 4. Whether a text applies may depend on facts that are not known; where it could move the value, the answer is
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
                    texts.push(Text { layer, rank, from, setting: value, law, may_move, applies });
                }
                At::Repealed { version, until } => repealed = Some(self.cite(version, until)),
                At::BeforeKnown { first: from } => first = Some(first.map_or(from, |earlier| earlier.min(from))),
            }
        }
        // Stable: of texts alike in rank and day the outer layer comes first.
        texts.sort_by(|a, b| a.rank.cmp(&b.rank).then(b.from.cmp(&a.from)));
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
    setting: &'a Setting,
    law: Citation,
    may_move: MayMove,
    applies: Verdict,
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
        MayMove::Ceiling => same_way(higher, lower, Way::Above) && order.is_some_and(std::cmp::Ordering::is_le),
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
        Setting::AtMost(_) => Way::Above,
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

fn check_ids(layers: &[Layer]) -> Result<(), RuleError> {
    let (mut documents, mut rules) = (BTreeSet::new(), BTreeSet::new());
    for layer in layers {
        let sizes = [(RulebookPart::Document, layer.documents.len()), (RulebookPart::Rule, layer.rules.len())];
        let sizes = sizes.into_iter().chain([(RulebookPart::Parameter, layer.parameters.len())]);
        for (what, found) in sizes {
            if found > ITEMS_MAX {
                return Err(RuleError::Size { what, most: ITEMS_MAX, found });
            }
        }
        if let Some(twice) = layer.documents.iter().find(|document| !documents.insert(&document.id)) {
            return Err(RuleError::Duplicate { what: RulebookPart::Document, id: twice.id.to_string() });
        }
        if let Some(twice) = layer.rules.iter().find(|rule| !rules.insert(&rule.id)) {
            return Err(RuleError::Duplicate { what: RulebookPart::Rule, id: twice.id.to_string() });
        }
        let mut keys = BTreeSet::new();
        let mut unconditional = layer.parameters.iter().filter(|parameter| parameter.when().is_none());
        if let Some(twice) = unconditional.find(|parameter| !keys.insert(parameter.key())) {
            return Err(RuleError::Duplicate { what: RulebookPart::Parameter, id: twice.key().to_string() });
        }
    }
    Ok(())
}

/// Findings are counted in 16 bits: the rules of one aim make at most so many on any day.
const FINDINGS_MAX: usize = 60_000;

fn check_findings(layers: &[Layer]) -> Result<(), RuleError> {
    let mut by_aim: BTreeMap<Aim, usize> = BTreeMap::new();
    for rule in layers.iter().flat_map(|layer| &layer.rules) {
        let sizes = rule.needs.versions().iter().map(|version| match &version.state {
            State::InForce(condition) => condition.nodes().len(),
            State::Repealed => 0,
        });
        let slot = by_aim.entry(rule.aim).or_default();
        *slot = slot.saturating_add(sizes.max().unwrap_or(0)).saturating_add(1);
        if *slot > FINDINGS_MAX {
            return Err(RuleError::TooManyNodes { most: FINDINGS_MAX, found: *slot });
        }
    }
    Ok(())
}

fn check_documents(layers: &[Layer]) -> Result<(), RuleError> {
    let known: BTreeSet<&DocumentId> = layers.iter().flat_map(|l| &l.documents).map(|document| &document.id).collect();
    let check = |provision: &Provision, by: String| {
        provision.at.check()?;
        if known.contains(&provision.document) {
            return Ok(());
        }
        Err(RuleError::UnknownDocument { id: provision.document.to_string(), by })
    };
    for layer in layers {
        for rule in &layer.rules {
            for version in rule.needs.versions() {
                check(&version.by, rule.id.to_string())?;
            }
        }
        for parameter in &layer.parameters {
            for version in parameter.value().versions() {
                check(&version.by, parameter.key().to_string())?;
            }
        }
    }
    Ok(())
}

/// Whether a version can make an answer met: memory alone never does.
pub(crate) const fn settles<T>(version: &Version<T>) -> bool {
    matches!(version.state, State::InForce(_)) && !matches!(version.confidence, Confidence::Memory)
}
