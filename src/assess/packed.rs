//! Facts packed for many answers: a few words a compound instead of maps.

use crate::dossier::Dossier;
use crate::estate::{CompoundId, Event, Fact, Quantity, Value};
use crate::law::Authority;
use crate::matter::Matter;
use crate::measure::{Approx, Day, Sense};

use super::evaluate::{FactSeen, ResolutionSeen};

/// Where a condition looks facts up: a dossier seen on a day, or facts packed for that day.
pub(super) trait Facts {
    fn compound(&self) -> &CompoundId;
    fn day(&self) -> Day;
    fn fact(&self, fact: Fact) -> Option<FactSeen>;
    /// The whole number inside a value (a count, hundredths of a square metre, fen) and its sense.
    fn quantity(&self, quantity: Quantity) -> Option<(i64, Sense)>;
    /// The latest day of an event up to the day.
    fn latest(&self, event: Event) -> Option<Day>;
    /// The first day of an event from the day on.
    fn next(&self, event: Event) -> Option<Day>;
    /// How many such events there were up to the day, and whether the log is complete.
    fn count(&self, event: Event) -> (u32, bool);
    fn resolution(&self, matter: Matter) -> Option<ResolutionSeen>;
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

    fn place(n: usize) -> (usize, u64) {
        let bit = u32::try_from(n.checked_rem(WORD_BITS).unwrap_or(0)).unwrap_or(0);
        (n.checked_div(WORD_BITS).unwrap_or(0), 1_u64.checked_shl(bit).unwrap_or(0))
    }

    fn has(&self, n: usize) -> bool {
        let (word, bit) = Self::place(n);
        self.0.get(word).is_some_and(|held| held & bit != 0)
    }

    fn put(&mut self, n: usize, on: bool) {
        let (word, bit) = Self::place(n);
        if let Some(held) = self.0.get_mut(word) {
            *held = if on { *held | bit } else { *held & !bit };
        }
    }

    /// How many members are smaller.
    fn rank(&self, n: usize) -> usize {
        let (word, bit) = Self::place(n);
        let full: u32 = self.0.iter().take(word).map(|held| held.count_ones()).fold(0, u32::saturating_add);
        let part = self.0.get(word).map_or(0, |held| (held & bit.wrapping_sub(1)).count_ones());
        usize::try_from(full.saturating_add(part)).unwrap_or(0)
    }
}

/// Who stated facts when: mostly one office on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Provenance {
    Same(Day, Authority),
    Each(Vec<(Day, Authority)>),
}

/// 压缩事实 — what is known of one compound on one day, packed for assessing many compounds: a few words for the facts,
/// eight bytes for each stated quantity.
///
/// [`Checklist::assess_packed`](super::Checklist::assess_packed) gives from it exactly what
/// [`Checklist::assess`](super::Checklist::assess) gives from the dossier on that day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    compound: CompoundId,
    day: Day,
    stated: Bits<FACT_WORDS>,
    truth: Bits<FACT_WORDS>,
    measured: Bits<QUANTITY_WORDS>,
    inexact: Bits<QUANTITY_WORDS>,
    provenance: Provenance,
    values: Vec<i64>,
    senses: Vec<Sense>,
    rare: Option<Box<Rare>>,
}

/// What few compounds have: events and resolutions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Rare {
    events: Vec<Log>,
    resolutions: Vec<(Matter, ResolutionSeen)>,
}

/// What a condition can ask of one kind of event.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Log {
    event: Event,
    latest: Option<Day>,
    next: Option<Day>,
    count: u32,
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
        let mut rare = Rare::default();
        for event in Event::ALL {
            let (latest, next, (count, complete)) = (sight.latest(*event), sight.next(*event), sight.count(*event));
            if latest.is_some() || next.is_some() || complete {
                rare.events.push(Log { event: *event, latest, next, count, complete });
            }
        }
        for matter in Matter::ALL {
            rare.resolutions.extend(sight.resolution(*matter).map(|seen| (*matter, seen)));
        }
        if rare != Rare::default() {
            packed.rare = Some(Box::new(rare));
        }
        packed
    }

    /// A compound of which nothing is known on a day.
    #[must_use]
    pub const fn empty(compound: CompoundId, day: Day) -> Self {
        Self {
            compound,
            day,
            stated: Bits::NONE,
            truth: Bits::NONE,
            measured: Bits::NONE,
            inexact: Bits::NONE,
            provenance: Provenance::Same(Day::FIRST, Authority::Caller),
            values: Vec::new(),
            senses: Vec::new(),
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

    /// States a fact, in place of what was stated of it before.
    pub fn state(&mut self, fact: Fact, seen: FactSeen) {
        let n = fact.index();
        let (known, rank) = (self.stated.has(n), self.stated.rank(n));
        self.truth.put(n, seen.value);
        let own = (seen.on, seen.by);
        let first = self.stated == Bits::NONE;
        self.stated.put(n, true);
        match &mut self.provenance {
            same @ Provenance::Same(..) if first => *same = Provenance::Same(seen.on, seen.by),
            Provenance::Same(on, by) if (*on, *by) == own => {}
            Provenance::Same(on, by) => {
                let others = self.stated.0.iter().map(|held| held.count_ones()).fold(0, u32::saturating_add);
                let mut each = vec![(*on, *by); usize::try_from(others).unwrap_or(0)];
                if let Some(slot) = each.get_mut(rank) {
                    *slot = own;
                }
                self.provenance = Provenance::Each(each);
            }
            Provenance::Each(each) if known => {
                if let Some(slot) = each.get_mut(rank) {
                    *slot = own;
                }
            }
            Provenance::Each(each) => each.insert(rank.min(each.len()), own),
        }
    }

    /// States a quantity, in place of what was stated of it before. A value of another dimension is left out, as a
    /// dossier would refuse it.
    pub fn measure(&mut self, quantity: Quantity, value: Approx<Value>) {
        if value.value.dimension() != quantity.dimension() {
            return;
        }
        let n = quantity.index();
        let (known, rank) = (self.measured.has(n), self.measured.rank(n));
        let scaled = value.value.scaled();
        match (known, self.values.get_mut(rank)) {
            (true, Some(slot)) => *slot = scaled,
            _ => self.values.insert(rank.min(self.values.len()), scaled),
        }
        let (was, among) = (self.inexact.has(n), self.inexact.rank(n));
        match (was, value.is_exact(), self.senses.get_mut(among)) {
            (true, false, Some(slot)) => *slot = value.sense,
            (true, true, Some(_)) => drop(self.senses.remove(among)),
            (false, false, _) => self.senses.insert(among.min(self.senses.len()), value.sense),
            _ => {}
        }
        self.measured.put(n, true);
        self.inexact.put(n, !value.is_exact());
    }

    fn event(&self, event: Event) -> Option<&Log> {
        self.rare.as_ref()?.events.iter().find(|log| log.event == event)
    }
}

impl Facts for Packed {
    fn compound(&self) -> &CompoundId {
        &self.compound
    }

    fn day(&self) -> Day {
        self.day
    }

    fn fact(&self, fact: Fact) -> Option<FactSeen> {
        let n = fact.index();
        if !self.stated.has(n) {
            return None;
        }
        let (on, by) = match &self.provenance {
            Provenance::Same(on, by) => (*on, *by),
            Provenance::Each(each) => *each.get(self.stated.rank(n))?,
        };
        Some(FactSeen { value: self.truth.has(n), on, by })
    }

    fn quantity(&self, quantity: Quantity) -> Option<(i64, Sense)> {
        let n = quantity.index();
        if !self.measured.has(n) {
            return None;
        }
        let value = *self.values.get(self.measured.rank(n))?;
        if !self.inexact.has(n) {
            return Some((value, Sense::Exact));
        }
        self.senses.get(self.inexact.rank(n)).map(|sense| (value, *sense))
    }

    fn latest(&self, event: Event) -> Option<Day> {
        self.event(event)?.latest
    }

    fn next(&self, event: Event) -> Option<Day> {
        self.event(event)?.next
    }

    fn count(&self, event: Event) -> (u32, bool) {
        self.event(event).map_or((0, false), |log| (log.count, log.complete))
    }

    fn resolution(&self, matter: Matter) -> Option<ResolutionSeen> {
        let held = &self.rare.as_ref()?.resolutions;
        held.iter().find(|(known, _)| *known == matter).map(|(_, seen)| *seen)
    }
}

const _: () = assert!(Fact::ALL.len() <= FACT_WORDS * WORD_BITS && Quantity::ALL.len() <= QUANTITY_WORDS * WORD_BITS);
