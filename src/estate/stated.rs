//! Statements: who said what about whom, when, and where it is written.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{EstateError, EstatePart, Fact, LocalFact, Quantity, Value};
use crate::law::{Authority, Locator};
use crate::measure::{Approx, Day};
use crate::terms::{Lang, Placed, check_id, terms};

terms! {
    /// 对象种类 — what kinds of things facts are stated about.
    pub enum Subject: "kind of subject" {
        Compound = "compound", "小区", "compound", "design";
        Meeting = "meeting", "业主大会会议", "meeting of the owners' assembly", "design";
        Roster = "roster", "委员名单", "roster of a committee", "design";
        Contract = "contract", "物业服务合同", "property management service contract", "design";
        Household = "household", "住户", "household", "design";
        Provider = "provider", "物业服务人", "property management service provider", "design";
        Fund = "fund", "维修资金账户", "maintenance fund account", "design";
        Bundle = "bundle", "连片组合", "bundle", "design";
    }
}

/// 对象 — one thing that facts are stated about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectRef {
    /// Of what kind it is.
    pub kind: Subject,
    /// The caller's id of it.
    pub id: String,
}

/// 填报事项 — what a statement is a statement of, in sentences about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Topic {
    /// A fact.
    Fact(Fact),
    /// A fact that a rulebook declares.
    Local(LocalFact),
    /// A quantity.
    Quantity(Quantity),
}

impl std::fmt::Display for Topic {
    /// The wire code; `{:#}` the Chinese word.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Fact(fact) => fact.fmt(f),
            Self::Local(fact) => fact.fmt(f),
            Self::Quantity(quantity) => quantity.fmt(f),
        }
    }
}

/// 来源 — where a statement can be read: a document, a place in it, its words.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The document's number or title.
    pub document: String,
    /// Where in it.
    pub at: Locator,
    /// The words that say it.
    pub quote: String,
}

/// 填报 — a value, on which day, by whom, from which source.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stated<T> {
    /// What is stated.
    pub value: T,
    /// On which day it is stated to hold.
    pub on: Day,
    /// Who states or attests it.
    pub by: Authority,
    /// Where it can be read, if anywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

impl<T> Stated<T> {
    /// A statement without a source.
    pub const fn new(value: T, on: Day, by: Authority) -> Self {
        Self { value, on, by, source: None }
    }

    /// `街道办事处、乡镇人民政府于2022年2月20日认定`, `attested by the street office … on 2022-02-20`.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let on = self.on.render(lang);
        match (lang, self.by.is_official()) {
            (Lang::Zh, true) => format!("{:#}于{on}认定", self.by),
            (Lang::Zh, false) if self.by == Authority::Letter => format!("{on}{:#}载明", self.by),
            (Lang::Zh, false) => format!("{:#}于{on}填报", self.by),
            (Lang::En, true) => format!("attested by {} on {on}", self.by.en()),
            (Lang::En, false) => format!("stated by {} on {on}", self.by.en()),
        }
    }
}

/// The most statements that one dossier holds.
const STATEMENTS_MAX: usize = 100_000;
/// The longest quotation and the longest name of a document in a source.
const SOURCE_CHARS_MAX: usize = 1_000;

/// By kind, by id, by key: an id is looked up as borrowed text, so that a look-up allocates nothing.
type Kept<K, V> = BTreeMap<Subject, BTreeMap<String, Keys<K, V>>>;
/// What is stated about one subject.
type Keys<K, V> = BTreeMap<K, Vec<Stated<V>>>;

/// 填报集 — all facts and quantities that are stated, by subject.
///
/// The latest statement up to a day holds on that day. Two different values on one day are refused. What was never
/// stated is unknown: the getters return nothing.
///
/// ```
/// use wuye::estate::{Fact, Stated, Statements, Subject, SubjectRef};
/// use wuye::law::Authority;
/// let yard = SubjectRef { kind: Subject::Compound, id: "a".into() };
/// let mut stated = Statements::default();
/// stated.state(&yard, Fact::OwnersCommittee, Stated::new(true, "2022-03-01".parse().unwrap(), Authority::Street))?;
/// assert!(stated.fact(&yard, Fact::OwnersCommittee, "2022-03-01".parse().unwrap()).is_some());
/// assert!(stated.fact(&yard, Fact::OwnersCommittee, "2022-02-28".parse().unwrap()).is_none());
/// assert!(stated.fact(&yard, Fact::OwnersAssembly, "2022-03-01".parse().unwrap()).is_none());
/// # Ok::<(), wuye::estate::EstateError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "StatementsForm", into = "StatementsForm")]
pub struct Statements {
    // INVARIANT: every list is ascending by day, with one statement a day; no list and no map is empty.
    // `len` is the number of statements.
    len: usize,
    facts: Kept<Fact, bool>,
    local: Kept<LocalFact, bool>,
    quantities: Kept<Quantity, Approx<Value>>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct StatementsForm {
    facts: Vec<FactForm<Fact>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    local: Vec<FactForm<LocalFact>>,
    quantities: Vec<QuantityForm>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FactForm<K> {
    about: SubjectRef,
    fact: K,
    value: bool,
    on: Day,
    by: Authority,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<Source>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct QuantityForm {
    about: SubjectRef,
    quantity: Quantity,
    value: Approx<Value>,
    on: Day,
    by: Authority,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<Source>,
}

/// The members of a list with their places in it, in the order of their days: so each one goes to the end of its list.
fn by_day<T>(list: Vec<T>, on: fn(&T) -> Day) -> Vec<(usize, T)> {
    let mut list: Vec<(usize, T)> = list.into_iter().enumerate().collect();
    list.sort_by_key(|(_, statement)| on(statement));
    list
}

impl TryFrom<StatementsForm> for Statements {
    type Error = Placed<EstateError>;
    fn try_from(form: StatementsForm) -> Result<Self, Placed<EstateError>> {
        let mut out = Self::default();
        let placed = |list: &str, i: usize| {
            let path = format!("{list}[{i}]");
            move |error| Placed::at(path, error)
        };
        for (i, FactForm { about, fact, value, on, by, source }) in by_day(form.facts, |form| form.on) {
            out.state(&about, fact, Stated { value, on, by, source }).map_err(placed("facts", i))?;
        }
        for (i, FactForm { about, fact, value, on, by, source }) in by_day(form.local, |form| form.on) {
            out.state_local(&about, &fact, Stated { value, on, by, source }).map_err(placed("local", i))?;
        }
        for (i, QuantityForm { about, quantity, value, on, by, source }) in by_day(form.quantities, |form| form.on) {
            let stated = Stated { value, on, by, source };
            out.measure(&about, quantity, stated).map_err(placed("quantities", i))?;
        }
        Ok(out)
    }
}

impl From<Statements> for StatementsForm {
    fn from(statements: Statements) -> Self {
        fn written<K: Clone>(kept: &Kept<K, bool>) -> Vec<FactForm<K>> {
            let all = each(kept).map(|(about, fact, s)| {
                let (value, on, by, source) = (s.value, s.on, s.by, s.source.clone());
                FactForm { about, fact, value, on, by, source }
            });
            all.collect()
        }
        let quantities = each(&statements.quantities).map(|(about, quantity, s)| QuantityForm {
            about,
            quantity,
            value: s.value,
            on: s.on,
            by: s.by,
            source: s.source.clone(),
        });
        let (facts, local) = (written(&statements.facts), written(&statements.local));
        Self { facts, local, quantities: quantities.collect() }
    }
}

pub(crate) fn check_source(source: Option<&Source>) -> Result<(), EstateError> {
    let Some(source) = source else { return Ok(()) };
    for (what, text) in [(EstatePart::Document, &source.document), (EstatePart::Quotation, &source.quote)] {
        let found = text.chars().count();
        if found > SOURCE_CHARS_MAX {
            return Err(EstateError::TextTooLong { what, most: SOURCE_CHARS_MAX, found });
        }
    }
    source.at.check().map_err(|error| EstateError::BadSource { error })
}

fn each<K: Clone, V>(kept: &Kept<K, V>) -> impl Iterator<Item = (SubjectRef, K, &Stated<V>)> {
    kept.iter().flat_map(|(kind, ids)| {
        ids.iter().flat_map(move |(id, keys)| {
            keys.iter().flat_map(move |(key, list)| {
                list.iter().map(move |statement| (SubjectRef { kind: *kind, id: id.clone() }, key.clone(), statement))
            })
        })
    })
}

/// Puts a statement in its place; tells whether there is one more than before.
fn put<K: Ord, V: PartialEq>(
    kept: &mut Kept<K, V>,
    about: &SubjectRef,
    key: K,
    what: Topic,
    held: usize,
    statement: Stated<V>,
) -> Result<bool, EstateError> {
    let known = kept.get(&about.kind).and_then(|ids| ids.get(&about.id)).and_then(|keys| keys.get(&key));
    if held >= STATEMENTS_MAX && !known.is_some_and(|list| list.iter().any(|earlier| earlier.on == statement.on)) {
        let found = held.saturating_add(1);
        return Err(EstateError::TooMany { what: EstatePart::Statement, most: STATEMENTS_MAX, found });
    }
    let keys = kept.entry(about.kind).or_default().entry(about.id.clone()).or_default();
    let list = keys.entry(key).or_default();
    let at = list.partition_point(|earlier| earlier.on < statement.on);
    match list.get_mut(at) {
        Some(same) if same.on == statement.on && same.value != statement.value => {
            Err(EstateError::Contradiction { subject: about.id.clone(), what, on: statement.on })
        }
        // The same again: an office's word is not replaced by somebody else's.
        Some(same) if same.on == statement.on => {
            if statement.by.is_official() || !same.by.is_official() {
                *same = statement;
            }
            Ok(false)
        }
        _ => {
            list.insert(at, statement);
            Ok(true)
        }
    }
}

fn latest<V>(list: &[Stated<V>], day: Day) -> Option<&Stated<V>> {
    list.partition_point(|statement| statement.on <= day).checked_sub(1).and_then(|i| list.get(i))
}

/// What is stated about one subject, found once for many questions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct About<'a> {
    facts: Option<&'a Keys<Fact, bool>>,
    local: Option<&'a Keys<LocalFact, bool>>,
    quantities: Option<&'a Keys<Quantity, Approx<Value>>>,
}

impl<'a> About<'a> {
    /// The statement of a fact that holds on a day; nothing if it is unknown.
    pub fn fact(&self, fact: Fact, day: Day) -> Option<&'a Stated<bool>> {
        latest(self.facts?.get(&fact)?, day)
    }

    /// The statement of a fact that a rulebook declares; nothing if it is unknown.
    pub fn local(&self, fact: &LocalFact, day: Day) -> Option<&'a Stated<bool>> {
        latest(self.local?.get(fact)?, day)
    }

    /// The statement of a quantity that holds on a day; nothing if it is unknown.
    pub fn quantity(&self, quantity: Quantity, day: Day) -> Option<&'a Stated<Approx<Value>>> {
        latest(self.quantities?.get(&quantity)?, day)
    }

    /// Every fact that is stated up to a day with the statement that holds then, in the order of the table.
    pub fn facts(&self, day: Day) -> impl Iterator<Item = (Fact, &'a Stated<bool>)> + use<'a> {
        let all = self.facts.into_iter().flatten();
        all.filter_map(move |(fact, list)| Some((*fact, latest(list, day)?)))
    }

    /// The same for facts that a rulebook declares, in the order of their codes.
    pub fn locals(&self, day: Day) -> impl Iterator<Item = (&'a LocalFact, &'a Stated<bool>)> + use<'a> {
        let all = self.local.into_iter().flatten();
        all.filter_map(move |(fact, list)| Some((fact, latest(list, day)?)))
    }

    /// The same for quantities.
    pub fn quantities(
        &self,
        day: Day,
    ) -> impl DoubleEndedIterator<Item = (Quantity, &'a Stated<Approx<Value>>)> + use<'a> {
        let all = self.quantities.into_iter().flatten();
        all.filter_map(move |(quantity, list)| Some((*quantity, latest(list, day)?)))
    }
}

fn take<K: Ord, V>(kept: &mut Kept<K, V>, about: &SubjectRef, key: &K) -> Vec<Stated<V>> {
    let Some(ids) = kept.get_mut(&about.kind) else { return Vec::new() };
    let Some(keys) = ids.get_mut(&about.id) else { return Vec::new() };
    let taken = keys.remove(key).unwrap_or_default();
    if keys.is_empty() {
        ids.remove(&about.id);
    }
    if ids.is_empty() {
        kept.remove(&about.kind);
    }
    taken
}

impl Statements {
    /// Nothing stated.
    pub const EMPTY: Self =
        Self { len: 0, facts: BTreeMap::new(), local: BTreeMap::new(), quantities: BTreeMap::new() };

    /// States a fact.
    ///
    /// # Errors
    /// [`EstateError::WrongSubject`]; [`EstateError::NotAttested`] for a fact that only an office can attest;
    /// [`EstateError::Contradiction`] where another value is stated on the same day; [`EstateError::TooMany`];
    /// [`EstateError::TextTooLong`].
    pub fn state(&mut self, about: &SubjectRef, fact: Fact, statement: Stated<bool>) -> Result<(), EstateError> {
        let what = Topic::Fact(fact);
        self.check(about, fact.subject(), &what, statement.source.as_ref())?;
        if fact.needs_office() && !statement.by.is_official() {
            return Err(EstateError::NotAttested { fact, by: statement.by });
        }
        let more = put(&mut self.facts, about, fact, what, self.len, statement)?;
        self.len = self.len.saturating_add(usize::from(more));
        Ok(())
    }

    /// States a fact that a rulebook declares (地方事实); it is always about a compound.
    ///
    /// # Errors
    /// As [`Statements::state`].
    pub fn state_local(
        &mut self,
        about: &SubjectRef,
        fact: &LocalFact,
        statement: Stated<bool>,
    ) -> Result<(), EstateError> {
        let what = Topic::Local(fact.clone());
        self.check(about, Subject::Compound, &what, statement.source.as_ref())?;
        let more = put(&mut self.local, about, fact.clone(), what, self.len, statement)?;
        self.len = self.len.saturating_add(usize::from(more));
        Ok(())
    }

    /// States a quantity.
    ///
    /// # Errors
    /// As [`Statements::state`], and [`EstateError::WrongDimension`].
    pub fn measure(
        &mut self,
        about: &SubjectRef,
        quantity: Quantity,
        statement: Stated<Approx<Value>>,
    ) -> Result<(), EstateError> {
        let what = Topic::Quantity(quantity);
        self.check(about, quantity.subject(), &what, statement.source.as_ref())?;
        let (expected, found) = (quantity.dimension(), statement.value.value.dimension());
        if expected != found {
            return Err(EstateError::WrongDimension { quantity, expected, found });
        }
        let more = put(&mut self.quantities, about, quantity, what, self.len, statement)?;
        self.len = self.len.saturating_add(usize::from(more));
        Ok(())
    }

    fn check(
        &self,
        about: &SubjectRef,
        expected: Subject,
        what: &Topic,
        source: Option<&Source>,
    ) -> Result<(), EstateError> {
        if about.kind != expected {
            return Err(EstateError::WrongSubject { what: what.clone(), expected, found: about.kind });
        }
        check_id(&about.id).map_err(|error| EstateError::BadSubject { error })?;
        check_source(source)
    }

    /// The statement of a fact that holds on a day; nothing if it is unknown.
    #[must_use]
    pub fn fact(&self, about: &SubjectRef, fact: Fact, day: Day) -> Option<&Stated<bool>> {
        self.about(about.kind, &about.id).fact(fact, day)
    }

    /// The statement of a fact that a rulebook declares; nothing if it is unknown.
    #[must_use]
    pub fn local(&self, about: &SubjectRef, fact: &LocalFact, day: Day) -> Option<&Stated<bool>> {
        self.about(about.kind, &about.id).local(fact, day)
    }

    /// The statement of a quantity that holds on a day; nothing if it is unknown.
    #[must_use]
    pub fn quantity(&self, about: &SubjectRef, quantity: Quantity, day: Day) -> Option<&Stated<Approx<Value>>> {
        self.about(about.kind, &about.id).quantity(quantity, day)
    }

    /// What is stated about a subject, by kind and id.
    pub(crate) fn about(&self, kind: Subject, id: &str) -> About<'_> {
        About {
            facts: self.facts.get(&kind).and_then(|ids| ids.get(id)),
            local: self.local.get(&kind).and_then(|ids| ids.get(id)),
            quantities: self.quantities.get(&kind).and_then(|ids| ids.get(id)),
        }
    }

    /// Takes back all that was stated of a fact about a subject, and returns it.
    pub fn retract(&mut self, about: &SubjectRef, fact: Fact) -> Vec<Stated<bool>> {
        let taken = take(&mut self.facts, about, &fact);
        self.len = self.len.saturating_sub(taken.len());
        taken
    }

    /// Takes back all that was stated of a declared fact about a subject, and returns it.
    pub fn retract_local(&mut self, about: &SubjectRef, fact: &LocalFact) -> Vec<Stated<bool>> {
        let taken = take(&mut self.local, about, fact);
        self.len = self.len.saturating_sub(taken.len());
        taken
    }

    /// Takes back all that was stated of a quantity about a subject, and returns it.
    pub fn retract_quantity(&mut self, about: &SubjectRef, quantity: Quantity) -> Vec<Stated<Approx<Value>>> {
        let taken = take(&mut self.quantities, about, &quantity);
        self.len = self.len.saturating_sub(taken.len());
        taken
    }

    /// Every statement of a fact: by subject, by fact, by day.
    pub fn facts(&self) -> impl Iterator<Item = (SubjectRef, Fact, &Stated<bool>)> {
        each(&self.facts)
    }

    /// Every statement of a declared fact: by subject, by fact, by day.
    pub fn locals(&self) -> impl Iterator<Item = (SubjectRef, LocalFact, &Stated<bool>)> {
        each(&self.local)
    }

    /// Every statement of a quantity: by subject, by quantity, by day.
    pub fn quantities(&self) -> impl Iterator<Item = (SubjectRef, Quantity, &Stated<Approx<Value>>)> {
        each(&self.quantities)
    }
}
