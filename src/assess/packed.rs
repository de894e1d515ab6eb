//! Facts packed for many answers: a few words a compound instead of maps.

use crate::dossier::Dossier;
use crate::estate::{About, CompoundId, Event, Fact, LocalFact, Quantity, Value};
use crate::law::Authority;
use crate::matter::Matter;
use crate::measure::{Approx, Day, Sense};

use super::evaluate::{FactSeen, ResolutionSeen};
use super::program::{Kind, Look};

/// Where a condition looks facts up: a dossier seen on a day, or facts packed for that day.
pub(super) trait Facts {
    fn day(&self) -> Day;
    fn fact(&self, fact: Fact) -> Option<FactSeen>;
    fn local(&self, fact: &LocalFact) -> Option<FactSeen>;
    /// The value of a fact alone.
    fn holds(&self, fact: Fact) -> Option<bool>;
    /// The whole number inside a value (a count, hundredths of a square metre, fen) and its sense.
    fn quantity(&self, quantity: Quantity) -> Option<(i64, Sense)>;
    /// The latest day of an event up to the day.
    fn latest(&self, event: Event) -> Option<Day>;
    /// The first day of an event from the day on.
    fn next(&self, event: Event) -> Option<Day>;
    /// How many such events there were up to the day, and whether the log is complete.
    fn count(&self, event: Event) -> (u32, bool);
    /// How many of them there were from a day on.
    fn count_since(&self, event: Event, first: Day) -> (u32, bool);
    fn resolution(&self, matter: Matter) -> Option<ResolutionSeen>;
    /// The packed facts themselves, if every quantity is exact.
    fn exact(&self) -> Option<&Packed> {
        None
    }
}

/// A dossier seen on a day.
#[derive(Clone, Copy)]
pub(super) struct Sight<'a> {
    dossier: &'a Dossier,
    /// What is stated about its compound.
    own: About<'a>,
    day: Day,
}

impl<'a> Sight<'a> {
    pub fn new(dossier: &'a Dossier, day: Day) -> Self {
        Self { dossier, own: dossier.own(), day }
    }
}

impl Facts for Sight<'_> {
    fn day(&self) -> Day {
        self.day
    }

    fn fact(&self, fact: Fact) -> Option<FactSeen> {
        self.own.fact(fact, self.day).map(|s| FactSeen { value: s.value, on: s.on, by: s.by })
    }

    fn local(&self, fact: &LocalFact) -> Option<FactSeen> {
        self.own.local(fact, self.day).map(|s| FactSeen { value: s.value, on: s.on, by: s.by })
    }

    fn holds(&self, fact: Fact) -> Option<bool> {
        self.own.fact(fact, self.day).map(|stated| stated.value)
    }

    fn quantity(&self, quantity: Quantity) -> Option<(i64, Sense)> {
        self.own.quantity(quantity, self.day).map(|s| (s.value.value.scaled(), s.value.sense))
    }

    fn latest(&self, event: Event) -> Option<Day> {
        self.dossier.days_of(event, self.day).filter(|on| *on <= self.day).max()
    }

    fn next(&self, event: Event) -> Option<Day> {
        self.dossier.days_of(event, self.day).filter(|on| *on >= self.day).min()
    }

    fn count(&self, event: Event) -> (u32, bool) {
        let happened = self.dossier.days_of(event, self.day).filter(|on| *on <= self.day).count();
        (u32::try_from(happened).unwrap_or(u32::MAX), self.dossier.log_is_complete(event, self.day))
    }

    fn count_since(&self, event: Event, first: Day) -> (u32, bool) {
        let happened = self.dossier.days_of(event, self.day).filter(|on| first <= *on && *on <= self.day).count();
        (u32::try_from(happened).unwrap_or(u32::MAX), self.dossier.log_is_complete(event, self.day))
    }

    fn resolution(&self, matter: Matter) -> Option<ResolutionSeen> {
        let stated = self.dossier.resolution(matter, self.day)?;
        Some(ResolutionSeen { outcome: stated.value.outcome, on: stated.value.on, by: stated.by })
    }
}

/// 64 facts, or quantities, a word; raised when a vocabulary outgrows it.
pub(super) const FACT_WORDS: usize = 2;
const QUANTITY_WORDS: usize = 1;
const WORD_BITS: usize = 64;

/// Facts, a bit for each.
pub(super) type FactWords = Bits<FACT_WORDS>;

/// A set of small numbers, with the rank of each among its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bits<const N: usize>([u64; N]);

impl<const N: usize> Bits<N> {
    const NONE: Self = Self([0; N]);

    #[inline]
    pub fn place(n: usize) -> (usize, u32) {
        // 64 bits a word: the low six bits of the number are the place in its word, and always fit.
        (n >> 6, u32::try_from(n & 63).unwrap_or(0))
    }

    /// The number of a bit in a word: the other way round.
    pub fn number(word: usize, bit: u16) -> usize {
        word.wrapping_shl(6) | usize::from(bit)
    }

    #[inline]
    fn has(&self, n: usize) -> bool {
        let (word, bit) = Self::place(n);
        self.0.get(word).is_some_and(|held| held.wrapping_shr(bit) & 1 != 0)
    }

    pub fn put(&mut self, n: usize, on: bool) {
        let (word, bit) = Self::place(n);
        if let Some(held) = self.0.get_mut(word) {
            let bit = 1_u64.wrapping_shl(bit);
            *held = if on { *held | bit } else { *held & !bit };
        }
    }

    /// How many members are smaller.
    #[inline]
    fn rank(&self, n: usize) -> usize {
        let (word, bit) = Self::place(n);
        let full = self.0.iter().take(word).map(|held| held.count_ones()).fold(0, u32::wrapping_add);
        let part = self.0.get(word).map_or(0, |held| (held & 1_u64.wrapping_shl(bit).wrapping_sub(1)).count_ones());
        usize::try_from(full.wrapping_add(part)).unwrap_or(0)
    }

    fn len(&self) -> usize {
        let ones = self.0.iter().map(|held| held.count_ones()).fold(0, u32::wrapping_add);
        usize::try_from(ones).unwrap_or(0)
    }
}

impl<const N: usize> Default for Bits<N> {
    fn default() -> Self {
        Self::NONE
    }
}

/// 压缩事实 — what is known of one compound on one day, packed for assessing many compounds: a few words for the facts
/// and a short array for the quantities.
///
/// [`Checklist::assess_packed`](super::Checklist::assess_packed) gives from it exactly what
/// [`Checklist::assess`](super::Checklist::assess) gives from the dossier on that day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    // INVARIANT: `values` reaches at least to the highest bit of `measured`, one place for each quantity of the table,
    // 0 for one that is not stated; `truth` is within `stated`; `looks` and `by` are of the first statement;
    // `rare.each` is empty or has one entry for each bit of `stated`, in the order of the bits.
    measured: Bits<QUANTITY_WORDS>,
    values: Vec<i64>,
    stated: FactWords,
    truth: FactWords,
    /// How a fact looks that is not true, and one that is, where all were stated by one office on one day.
    looks: [Look; 2],
    by: Authority,
    day: Day,
    compound: CompoundId,
    rare: Option<Box<Rare>>,
}

/// What few compounds have: facts of several hands or of one place, approximate quantities, events and resolutions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Rare {
    each: Vec<(Day, Authority)>,
    local: Vec<(LocalFact, FactSeen)>,
    inexact: Vec<(Quantity, Sense)>,
    events: Vec<Log>,
    resolutions: Vec<(Matter, ResolutionSeen)>,
}

/// What a condition can ask of one kind of event.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Log {
    event: Event,
    latest: Option<Day>,
    next: Option<Day>,
    /// Every such day up to the day.
    days: Vec<Day>,
    complete: bool,
}

impl Packed {
    /// Packs what a dossier holds on a day.
    #[must_use]
    pub fn of(dossier: &Dossier, day: Day) -> Self {
        let sight = Sight::new(dossier, day);
        let mut packed = Self::empty(dossier.compound.id.clone(), day);
        for (fact, stated) in sight.own.facts(day) {
            packed.state(fact, FactSeen { value: stated.value, on: stated.on, by: stated.by });
        }
        if let Some((last, _)) = sight.own.quantities(day).next_back() {
            packed.values.reserve_exact(last.index().saturating_add(1));
        }
        for (quantity, stated) in sight.own.quantities(day) {
            packed.measure(quantity, stated.value);
        }
        for (fact, stated) in sight.own.locals(day) {
            packed.state_local(fact.clone(), FactSeen { value: stated.value, on: stated.on, by: stated.by });
        }
        if !dossier.events.is_empty() || !dossier.complete.is_empty() {
            for event in Event::ALL {
                let (latest, next, (_, complete)) = (sight.latest(*event), sight.next(*event), sight.count(*event));
                if latest.is_some() || next.is_some() || complete {
                    let days = dossier.days_of(*event, day).filter(|on| *on <= day).collect();
                    packed.rare().events.push(Log { event: *event, latest, next, days, complete });
                }
            }
        }
        if !dossier.resolutions.is_empty() {
            for matter in Matter::ALL {
                if let Some(seen) = sight.resolution(*matter) {
                    packed.rare().resolutions.push((*matter, seen));
                }
            }
        }
        packed
    }

    /// A compound of which nothing is known on a day.
    #[must_use]
    pub const fn empty(compound: CompoundId, day: Day) -> Self {
        Self {
            measured: Bits::NONE,
            values: Vec::new(),
            stated: Bits::NONE,
            truth: Bits::NONE,
            looks: [Look::blank(Kind::Fact); 2],
            by: Authority::Caller,
            day,
            compound,
            rare: None,
        }
    }

    /// Which compound.
    #[must_use]
    pub const fn compound(&self) -> &CompoundId {
        &self.compound
    }

    /// On which day.
    #[must_use]
    pub const fn day(&self) -> Day {
        self.day
    }

    fn rare(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }

    /// States a fact, in place of what was stated of it before.
    pub fn state(&mut self, fact: Fact, seen: FactSeen) {
        let n = fact.index();
        let (first, known, rank) = (self.stated == Bits::NONE, self.stated.has(n), self.stated.rank(n));
        if first {
            self.looks = [false, true].map(|value| Look::fact(FactSeen { value, ..seen }));
            self.by = seen.by;
        }
        let mut each = self.rare.as_mut().map(|rare| std::mem::take(&mut rare.each)).unwrap_or_default();
        if each.is_empty() && self.hand() != (seen.on, seen.by) {
            each = vec![self.hand(); self.stated.len()];
        }
        if !each.is_empty() {
            match (known, each.get_mut(rank)) {
                (true, Some(slot)) => *slot = (seen.on, seen.by),
                _ => each.insert(rank.min(each.len()), (seen.on, seen.by)),
            }
            self.rare().each = each;
        }
        self.stated.put(n, true);
        self.truth.put(n, seen.value);
    }

    /// States a fact that a rulebook declares, in place of what was stated of it before.
    pub fn state_local(&mut self, fact: LocalFact, seen: FactSeen) {
        let local = &mut self.rare().local;
        match local.binary_search_by(|(known, _)| known.cmp(&fact)) {
            Ok(at) => {
                if let Some((_, slot)) = local.get_mut(at) {
                    *slot = seen;
                }
            }
            Err(at) => local.insert(at, (fact, seen)),
        }
    }

    /// States a quantity, in place of what was stated of it before. A value of another dimension is left out, as a
    /// dossier would refuse it.
    pub fn measure(&mut self, quantity: Quantity, value: Approx<Value>) {
        if value.value.dimension() != quantity.dimension() {
            return;
        }
        let n = quantity.index();
        if self.values.len() <= n {
            self.values.resize(n.saturating_add(1), 0);
        }
        if let Some(slot) = self.values.get_mut(n) {
            *slot = value.value.scaled();
        }
        self.measured.put(n, true);
        if self.rare.is_none() && value.is_exact() {
            return;
        }
        let inexact = &mut self.rare().inexact;
        inexact.retain(|(known, _)| *known != quantity);
        if !value.is_exact() {
            inexact.push((quantity, value.sense));
        }
    }

    /// Reports a resolution on a matter, in place of what was reported of it before.
    pub fn report(&mut self, matter: Matter, seen: ResolutionSeen) {
        let resolutions = &mut self.rare().resolutions;
        resolutions.retain(|(known, _)| *known != matter);
        resolutions.push((matter, seen));
    }

    /// When and by whom the facts were stated, where all were stated by one office on one day.
    fn hand(&self) -> (Day, Authority) {
        let [look, _] = self.looks;
        (look.on, self.by)
    }

    /// How the facts look, by word: which are stated, which are true.
    #[inline]
    pub(super) fn flags(&self) -> (&[u64; FACT_WORDS], &[u64; FACT_WORDS]) {
        (&self.stated.0, &self.truth.0)
    }

    /// How a fact looks that is not true, and one that is; nothing where they have several hands.
    #[inline]
    pub(super) fn looks(&self) -> Option<[Look; 2]> {
        self.rare.as_ref().is_none_or(|rare| rare.each.is_empty()).then_some(self.looks)
    }

    /// A fact by its number.
    pub(super) fn seen(&self, n: usize) -> Option<FactSeen> {
        let value = self.stated.has(n).then(|| self.truth.has(n))?;
        let each = self.rare.as_ref().map_or(&[][..], |rare| rare.each.as_slice());
        let (on, by) = match each {
            [] => self.hand(),
            each => *each.get(self.stated.rank(n))?,
        };
        Some(FactSeen { value, on, by })
    }

    /// Which quantities are stated.
    #[inline]
    pub(super) const fn measured(&self) -> u64 {
        let Bits([measured]) = self.measured;
        measured
    }

    /// The number of a quantity by its place; 0 where it is not stated.
    #[inline]
    pub(super) fn value(&self, place: u8) -> i64 {
        self.values.get(usize::from(place)).copied().unwrap_or(0)
    }

    /// Whether one of some facts is stated as true.
    #[inline]
    pub(super) fn one_met(&self, facts: &FactWords) -> bool {
        self.words(facts).any(|(_, truth, asked)| truth & asked != 0)
    }

    /// Whether each of them is.
    #[inline]
    pub(super) fn each_met(&self, facts: &FactWords) -> bool {
        self.words(facts).all(|(_, truth, asked)| truth & asked == asked)
    }

    /// Whether one of some facts is stated as not true.
    #[inline]
    pub(super) fn one_unmet(&self, facts: &FactWords) -> bool {
        self.words(facts).any(|(stated, truth, asked)| stated & !truth & asked != 0)
    }

    /// Whether each of them is.
    #[inline]
    pub(super) fn each_unmet(&self, facts: &FactWords) -> bool {
        self.words(facts).all(|(stated, truth, asked)| stated & !truth & asked == asked)
    }

    #[inline]
    fn words(&self, facts: &FactWords) -> impl Iterator<Item = (u64, u64, u64)> {
        self.stated.0.into_iter().zip(self.truth.0).zip(facts.0).map(|((stated, truth), asked)| (stated, truth, asked))
    }

    fn event(&self, event: Event) -> Option<&Log> {
        self.rare.as_ref()?.events.iter().find(|log| log.event == event)
    }
}

impl Facts for Packed {
    #[inline]
    fn exact(&self) -> Option<&Packed> {
        self.rare.as_ref().is_none_or(|rare| rare.inexact.is_empty()).then_some(self)
    }

    fn day(&self) -> Day {
        self.day
    }

    fn fact(&self, fact: Fact) -> Option<FactSeen> {
        self.seen(fact.index())
    }

    fn local(&self, fact: &LocalFact) -> Option<FactSeen> {
        let local = &self.rare.as_ref()?.local;
        let at = local.binary_search_by(|(known, _)| known.cmp(fact)).ok()?;
        local.get(at).map(|(_, seen)| *seen)
    }

    #[inline]
    fn holds(&self, fact: Fact) -> Option<bool> {
        let n = fact.index();
        self.stated.has(n).then(|| self.truth.has(n))
    }

    #[inline]
    fn quantity(&self, quantity: Quantity) -> Option<(i64, Sense)> {
        let n = quantity.index();
        if !self.measured.has(n) {
            return None;
        }
        let value = *self.values.get(n)?;
        let sense = match &self.rare {
            None => None,
            Some(rare) => rare.inexact.iter().find(|(known, _)| *known == quantity).map(|(_, sense)| *sense),
        };
        Some((value, sense.unwrap_or(Sense::Exact)))
    }

    fn latest(&self, event: Event) -> Option<Day> {
        self.event(event)?.latest
    }

    fn next(&self, event: Event) -> Option<Day> {
        self.event(event)?.next
    }

    fn count(&self, event: Event) -> (u32, bool) {
        self.count_since(event, Day::FIRST)
    }

    fn count_since(&self, event: Event, first: Day) -> (u32, bool) {
        self.event(event).map_or((0, false), |log| {
            let happened = log.days.iter().filter(|on| first <= **on).count();
            (u32::try_from(happened).unwrap_or(u32::MAX), log.complete)
        })
    }

    fn resolution(&self, matter: Matter) -> Option<ResolutionSeen> {
        let held = &self.rare.as_ref()?.resolutions;
        held.iter().find(|(known, _)| *known == matter).map(|(_, seen)| *seen)
    }
}

const _: () = assert!(Fact::ALL.len() <= FACT_WORDS * WORD_BITS && Quantity::ALL.len() <= QUANTITY_WORDS * WORD_BITS);
