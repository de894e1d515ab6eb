//! Facts packed for many answers: a few words a compound instead of maps.

use crate::dossier::Dossier;
use crate::estate::{CompoundId, Event, Fact, LocalFact, Quantity, Value};
use crate::law::Authority;
use crate::matter::Matter;
use crate::measure::{Approx, Day, Sense};
use crate::rule::Verdict;

use super::evaluate::{FactSeen, ResolutionSeen};

/// Where a condition looks facts up: a dossier seen on a day, or facts packed for that day.
pub(super) trait Facts {
    fn compound(&self) -> &CompoundId;
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
    /// The words inside, where there is nothing rare.
    fn plain(&self) -> Option<Plain<'_>> {
        None
    }
}

/// Packed facts without rarities: exact quantities, facts of one office on one day.
#[derive(Clone, Copy)]
pub(super) struct Plain<'a> {
    pub measured: u64,
    pub values: &'a [i64],
    stated: [u64; FACT_WORDS],
    truth: [u64; FACT_WORDS],
    pub on: Day,
    pub by: Authority,
}

impl Plain<'_> {
    /// The word of a fact and its bit there.
    pub fn place(fact: Fact) -> (u8, u64) {
        let (word, bit) = Bits::<FACT_WORDS>::place(fact.index());
        (u8::try_from(word).unwrap_or(u8::MAX), 1_u64.wrapping_shl(bit))
    }

    #[inline]
    pub fn truth(&self, word: u8, mask: u64) -> Verdict {
        let of = |words: &[u64; FACT_WORDS]| words.get(usize::from(word)).is_some_and(|held| held & mask != 0);
        match (of(&self.stated), of(&self.truth)) {
            (false, _) => Verdict::Unknown,
            (true, true) => Verdict::Met,
            (true, false) => Verdict::Unmet,
        }
    }
}

/// A dossier seen on a day.
#[derive(Clone, Copy)]
pub(super) struct Sight<'a> {
    pub dossier: &'a Dossier,
    pub day: Day,
}

impl Facts for Sight<'_> {
    fn compound(&self) -> &CompoundId {
        &self.dossier.compound.id
    }

    fn day(&self) -> Day {
        self.day
    }

    fn fact(&self, fact: Fact) -> Option<FactSeen> {
        self.dossier.fact(fact, self.day).map(|s| FactSeen { value: s.value, on: s.on, by: s.by })
    }

    fn local(&self, fact: &LocalFact) -> Option<FactSeen> {
        self.dossier.local(fact, self.day).map(|s| FactSeen { value: s.value, on: s.on, by: s.by })
    }

    fn holds(&self, fact: Fact) -> Option<bool> {
        self.dossier.fact(fact, self.day).map(|stated| stated.value)
    }

    fn quantity(&self, quantity: Quantity) -> Option<(i64, Sense)> {
        self.dossier.quantity(quantity, self.day).map(|s| (s.value.value.scaled(), s.value.sense))
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
const FACT_WORDS: usize = 2;
const QUANTITY_WORDS: usize = 1;
const WORD_BITS: usize = 64;

/// A set of small numbers, with the rank of each among its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bits<const N: usize>([u64; N]);

impl<const N: usize> Bits<N> {
    const NONE: Self = Self([0; N]);

    #[inline]
    fn place(n: usize) -> (usize, u32) {
        // 64 bits a word: the low six bits of the number are the place in its word, and always fit.
        (n >> 6, u32::try_from(n & 63).unwrap_or(0))
    }

    #[inline]
    fn has(&self, n: usize) -> bool {
        let (word, bit) = Self::place(n);
        self.0.get(word).is_some_and(|held| held.wrapping_shr(bit) & 1 != 0)
    }

    fn put(&mut self, n: usize, on: bool) {
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
    // INVARIANT: `values` reaches at least to the highest bit of `measured`, one place for each quantity of the table;
    // `rare.each` is empty or has one entry for each bit of `stated`, in the order of the bits.
    measured: Bits<QUANTITY_WORDS>,
    values: Vec<i64>,
    stated: Bits<FACT_WORDS>,
    truth: Bits<FACT_WORDS>,
    /// Who stated the facts when, where all were stated by one office on one day.
    on: Day,
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
        let sight = Sight { dossier, day };
        let mut packed = Self::empty(dossier.compound.id.clone(), day);
        for fact in Fact::ALL {
            if let Some(seen) = sight.fact(*fact) {
                packed.state(*fact, seen);
            }
        }
        for quantity in Quantity::ALL {
            if let Some(stated) = dossier.quantity(*quantity, day) {
                packed.measure(*quantity, stated.value);
            }
        }
        let own = dossier.compound.subject();
        for (about, fact, _) in dossier.statements.locals() {
            if about == own
                && let Some(seen) = sight.local(&fact)
            {
                packed.state_local(fact, seen);
            }
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
        for matter in Matter::ALL {
            if let Some(seen) = sight.resolution(*matter) {
                packed.rare().resolutions.push((*matter, seen));
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
            on: Day::FIRST,
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
            (self.on, self.by) = (seen.on, seen.by);
        }
        let mut each = self.rare.as_mut().map(|rare| std::mem::take(&mut rare.each)).unwrap_or_default();
        if each.is_empty() && (self.on, self.by) != (seen.on, seen.by) {
            each = vec![(self.on, self.by); self.stated.len()];
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

    fn event(&self, event: Event) -> Option<&Log> {
        self.rare.as_ref()?.events.iter().find(|log| log.event == event)
    }
}

impl Facts for Packed {
    #[inline]
    fn plain(&self) -> Option<Plain<'_>> {
        if self.rare.is_some() {
            return None;
        }
        let [measured] = self.measured.0;
        let (stated, truth, values) = (self.stated.0, self.truth.0, self.values.as_slice());
        Some(Plain { measured, values, stated, truth, on: self.on, by: self.by })
    }

    fn compound(&self) -> &CompoundId {
        &self.compound
    }

    fn day(&self) -> Day {
        self.day
    }

    #[inline]
    fn fact(&self, fact: Fact) -> Option<FactSeen> {
        let value = self.holds(fact)?;
        let each = self.rare.as_ref().map_or(&[][..], |rare| rare.each.as_slice());
        let (on, by) = match each {
            [] => (self.on, self.by),
            each => *each.get(self.stated.rank(fact.index()))?,
        };
        Some(FactSeen { value, on, by })
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
