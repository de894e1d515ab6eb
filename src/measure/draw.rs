//! 抽签 — drawing lots: the crate's only randomness, and it is none.
//!
//! A [`Draw`] names its generator and its seed; the same draw over the same number of candidates gives the same result
//! on every machine, for ever. Anybody can repeat it, which is the point.
//!
//! **A draw is fair only if nobody could choose its outcome.** Publish the list of candidates in its final order first.
//! Then let the seed come from something nobody controls (the next public lottery numbers, dice thrown in front of
//! witnesses), and publish generator and seed *before* the draw is run. Whoever can pick the seed after trying it, or
//! reorder the list after knowing it, picks the winner. The generator is not cryptographic: it makes no secret.
//!
//! How a draw is computed, for those who repeat it elsewhere. The generator yields 64-bit numbers. A choice among m is
//! the next number modulo m, where the 2⁶⁴ mod m lowest numbers are skipped. Candidates 0 … n − 1 stand in a row; for
//! place 0, 1, 2, … a choice c among the n − place candidates from there on swaps the candidate at place with the one
//! c further on. The last one left takes no number.

use std::num::NonZeroU64;

use serde::{Deserialize, Serialize};

use crate::terms::{clip, faults, terms};

/// 抽签人数上限 — the most candidates of one draw.
pub const CANDIDATES_MAX: u32 = 10_000_000;

terms! {
    /// 随机数生成器 — the named generator of a draw. Its sequence never changes; a better one would get a new name.
    pub enum Generator: "generator of a draw" {
        SplitMix64 = "splitmix64", "SplitMix64 生成器", "SplitMix64", "Steele, Lea, Flood 2014";
    }
}

faults! {
    /// 抽签错误 — why a draw is impossible.
    pub enum DrawError {
        /// There is nothing to draw from.
        NoCandidate {} = "no_candidate",
            "没有抽签对象：应至少有一个，实际为零。",
            "nothing to draw from: expected at least one candidate, found none";
        /// More are to be chosen than there are.
        TooFewCandidates { wanted: usize, candidates: usize } = "too_few_candidates",
            "抽签对象不足：要抽出 {wanted} 个，实际只有 {candidates} 个。",
            "too few candidates: expected at least the {wanted} to be chosen, found {candidates}";
        /// A seed was read that is not one.
        Seed { found: String } = "seed",
            "种子「{found}」无效：应为 0 至 18446744073709551615 的整数，只写数字。",
            "invalid seed `{found}`: expected a whole number from 0 to 18446744073709551615, in digits only";
        /// There are more candidates than [`CANDIDATES_MAX`].
        TooManyCandidates { found: usize, limit: u32 } = "too_many_candidates",
            "抽签对象过多：最多 {limit} 个，实际为 {found} 个。",
            "too many candidates: expected at most {limit}, found {found}";
    }
}

/// 抽签记录 — a draw as it is published and recorded: the generator and the seed.
///
/// [`order`](Self::order) and [`choose`](Self::choose) start from the seed each time, so the record alone repeats them.
/// Two questions put to one draw have related answers (`choose` is the beginning of `order`): use one draw for one
/// question, or one [`Stream`] for several in a stated order.
///
/// In JSON the seed is a string, because many readers lose the last digits of a large number.
///
/// ```
/// use wuye::measure::draw::{Draw, Generator};
/// let draw = Draw { generator: Generator::SplitMix64, seed: 1234567 };
/// let json = serde_json::to_string(&draw)?;
/// assert_eq!(json, r#"{"generator":"splitmix64","seed":"1234567"}"#);
/// assert_eq!(serde_json::from_str::<Draw>(&json)?, draw);
/// assert!(serde_json::from_str::<Draw>(r#"{"generator":"splitmix64","seed":1234567}"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draw {
    /// 生成器 — which sequence is used.
    pub generator: Generator,
    /// 种子 — where it starts: any number, fixed and published before the draw.
    #[serde(with = "seed_text")]
    pub seed: u64,
}

impl Draw {
    /// 抽签序列 — the generator at its start.
    #[must_use]
    pub const fn stream(self) -> Stream {
        Stream { generator: self.generator, state: self.seed }
    }

    /// 抽签排序 — all of `n` candidates in the order drawn, as positions counted from 0. Every order is equally likely
    /// as far as the generator goes.
    ///
    /// # Errors
    ///
    /// [`DrawError::NoCandidate`] for 0, [`DrawError::TooManyCandidates`] beyond [`CANDIDATES_MAX`].
    ///
    /// ```
    /// use wuye::measure::draw::{Draw, Generator};
    /// let draw = Draw { generator: Generator::SplitMix64, seed: 20260901 };
    /// assert_eq!(draw.order(5)?, [2, 0, 4, 3, 1]);
    /// assert!(draw.order(0).is_err());
    /// # Ok::<(), wuye::measure::draw::DrawError>(())
    /// ```
    pub fn order(self, n: usize) -> Result<Vec<usize>, DrawError> {
        self.choose(n, n)
    }

    /// 抽取 — `k` of `n` candidates, in the order drawn, as positions counted from 0: the first `k` of
    /// [`order`](Self::order).
    ///
    /// # Errors
    ///
    /// [`DrawError::NoCandidate`] for `n` = 0, [`DrawError::TooManyCandidates`] beyond [`CANDIDATES_MAX`],
    /// [`DrawError::TooFewCandidates`] for `k` > `n`.
    ///
    /// ```
    /// use wuye::measure::draw::{Draw, Generator};
    /// // two evaluators out of twelve
    /// let draw = Draw { generator: Generator::SplitMix64, seed: 20260901 };
    /// assert_eq!(draw.choose(2, 12)?, [4, 0]);
    /// assert!(draw.choose(13, 12).is_err());
    /// # Ok::<(), wuye::measure::draw::DrawError>(())
    /// ```
    pub fn choose(self, k: usize, n: usize) -> Result<Vec<usize>, DrawError> {
        check_count(n)?;
        if n == 0 {
            return Err(DrawError::NoCandidate {});
        }
        if k > n {
            return Err(DrawError::TooFewCandidates { wanted: k, candidates: n });
        }
        let mut order: Vec<usize> = (0..n).collect();
        self.stream().fill(k, &mut order);
        order.truncate(k);
        Ok(order)
    }
}

/// 抽签序列 — a draw in progress. Its state is private and is not stored: repeat the [`Draw`] instead.
///
/// ```
/// use wuye::measure::draw::{Draw, Generator};
/// let mut stream = Draw { generator: Generator::SplitMix64, seed: 1234567 }.stream();
/// assert_eq!(stream.next_u64(), 6457827717110365317);
/// assert_eq!(stream.next_u64(), 3203168211198807973);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stream {
    generator: Generator,
    state: u64,
}

impl Stream {
    /// 下一个数 — the next number of the sequence, any of the 2⁶⁴.
    pub fn next_u64(&mut self) -> u64 {
        match self.generator {
            Generator::SplitMix64 => {
                self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
                let z = (self.state ^ (self.state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
                let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
                z ^ (z >> 31)
            }
        }
    }

    /// 均匀取数 — a number from 0 to `n` − 1, each as likely as the others: numbers of the sequence that would favour
    /// the low ones are skipped.
    ///
    /// # Errors
    ///
    /// [`DrawError::NoCandidate`] for 0.
    ///
    /// ```
    /// use wuye::measure::draw::{Draw, Generator};
    /// let mut stream = Draw { generator: Generator::SplitMix64, seed: 1234567 }.stream();
    /// assert_eq!(stream.below(10)?, 7);
    /// assert!(stream.below(0).is_err());
    /// # Ok::<(), wuye::measure::draw::DrawError>(())
    /// ```
    pub fn below(&mut self, n: u64) -> Result<u64, DrawError> {
        match NonZeroU64::new(n) {
            Some(n) => Ok(self.pick(n)),
            None => Err(DrawError::NoCandidate {}),
        }
    }

    /// 打乱 — puts the items into a drawn order, in place. At most one item: nothing to do.
    ///
    /// # Errors
    ///
    /// [`DrawError::TooManyCandidates`] beyond [`CANDIDATES_MAX`]; the items are then left as they were.
    ///
    /// ```
    /// use wuye::measure::draw::{Draw, Generator};
    /// let mut names = ["甲", "乙", "丙"];
    /// Draw { generator: Generator::SplitMix64, seed: 9 }.stream().shuffle(&mut names)?;
    /// assert_eq!(names, ["乙", "甲", "丙"]);
    /// # Ok::<(), wuye::measure::draw::DrawError>(())
    /// ```
    pub fn shuffle<T>(&mut self, items: &mut [T]) -> Result<(), DrawError> {
        check_count(items.len())?;
        self.fill(items.len(), items);
        Ok(())
    }

    fn pick(&mut self, n: NonZeroU64) -> u64 {
        // The 2⁶⁴ mod n lowest numbers are skipped, so that a multiple of n is left. They are fewer than half, and one
        // round of the sequence takes every value once: the loop ends.
        let skipped = n.get().wrapping_neg() % n;
        loop {
            let number = self.next_u64();
            if number >= skipped {
                return number % n;
            }
        }
    }

    /// Fisher–Yates from the front: each of the first `places` takes one of the items not yet placed. The last item
    /// left has no choice and takes no number.
    fn fill<T>(&mut self, places: usize, items: &mut [T]) {
        let mut open = items;
        for _ in 0..places {
            let Some(count) = u64::try_from(open.len()).ok().filter(|n| *n > 1).and_then(NonZeroU64::new) else {
                return;
            };
            let step = usize::try_from(self.pick(count)).unwrap_or_default(); // below the length
            open.swap(0, step);
            let Some((_, rest)) = std::mem::take(&mut open).split_first_mut() else { return };
            open = rest;
        }
    }
}

fn check_count(found: usize) -> Result<(), DrawError> {
    match u32::try_from(found) {
        Ok(n) if n <= CANDIDATES_MAX => Ok(()),
        _ => Err(DrawError::TooManyCandidates { found, limit: CANDIDATES_MAX }),
    }
}

/// The wire form of a seed: decimal digits as [`Display`](std::fmt::Display) writes them, so that one seed has one
/// spelling.
mod seed_text {
    use super::{DrawError, clip};
    use crate::terms::FromText;

    pub(super) struct Seed(u64);

    impl std::str::FromStr for Seed {
        type Err = DrawError;

        fn from_str(text: &str) -> Result<Self, DrawError> {
            match text.parse::<u64>() {
                Ok(seed) if seed.to_string() == text => Ok(Self(seed)),
                _ => Err(DrawError::Seed { found: clip(text) }),
            }
        }
    }

    pub(super) fn serialize<S: serde::Serializer>(seed: &u64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(seed)
    }

    pub(super) fn deserialize<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
        let expected = "a seed as a string of digits, because many readers round large numbers ‖ 写作数字字符串的种子（许多程序会舍入大数）";
        let seed: Seed = deserializer.deserialize_str(FromText::new(expected))?;
        Ok(seed.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(seed: u64) -> Draw {
        Draw { generator: Generator::SplitMix64, seed }
    }

    #[test]
    fn the_sequence_is_splitmix64() {
        // The published vector of this generator for seed 1234567.
        let expected = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        let mut stream = draw(1_234_567).stream();
        assert_eq!(expected.map(|_| stream.next_u64()), expected);
    }

    #[test]
    fn chosen_are_the_first_of_the_order() {
        for seed in 0..50 {
            let order = draw(seed).order(23).unwrap();
            for k in 0..=23 {
                assert_eq!(draw(seed).choose(k, 23).unwrap(), order[..k]);
            }
            let mut shuffled: Vec<usize> = (0..23).collect();
            draw(seed).stream().shuffle(&mut shuffled).unwrap();
            assert_eq!(shuffled, order);
            shuffled.sort_unstable();
            assert_eq!(shuffled, (0..23).collect::<Vec<_>>());
        }
    }

    #[test]
    fn every_order_of_four_is_about_as_frequent() {
        let mut seen = std::collections::BTreeMap::new();
        for seed in 0..24_000 {
            let count: &mut u32 = seen.entry(draw(seed).order(4).unwrap()).or_default();
            *count = count.saturating_add(1);
        }
        assert_eq!(seen.len(), 24);
        // 1000 expected; 31 is one standard deviation
        assert!(seen.values().all(|n| (850..1150).contains(n)), "{seen:?}");
    }

    #[test]
    fn numbers_that_would_favour_the_low_are_skipped() {
        // With n = 3·2⁶² a quarter of the sequence is skipped; taking it modulo n would put half of it below 2⁶³·½.
        let n = 3 << 62;
        let mut stream = draw(1).stream();
        let low = (0..30_000).filter(|_| stream.below(n).unwrap() < 1 << 62).count();
        assert!((9_600..10_400).contains(&low), "{low} of 30,000, expected about 10,000");
        assert_eq!(draw(1).stream().below(1), Ok(0));
        assert!(draw(1).stream().below(u64::MAX).unwrap() < u64::MAX);
    }

    #[test]
    fn impossible_draws_say_why() {
        assert_eq!(draw(1).order(0), Err(DrawError::NoCandidate {}));
        assert_eq!(draw(1).choose(0, 0), Err(DrawError::NoCandidate {}));
        assert_eq!(draw(1).stream().below(0), Err(DrawError::NoCandidate {}));
        assert_eq!(draw(1).choose(3, 2), Err(DrawError::TooFewCandidates { wanted: 3, candidates: 2 }));
        let found = usize::MAX;
        assert_eq!(draw(1).order(found), Err(DrawError::TooManyCandidates { found, limit: CANDIDATES_MAX }));
        assert_eq!(draw(1).choose(0, 2), Ok(vec![]));
        assert_eq!(draw(1).order(1), Ok(vec![0]));
        assert_eq!(draw(1).stream().shuffle::<u8>(&mut []), Ok(()));
    }

    #[test]
    fn the_wire_form_is_strict() {
        let read = |json: &str| serde_json::from_str::<Draw>(json);
        let widest = draw(u64::MAX);
        let json = r#"{"generator":"splitmix64","seed":"18446744073709551615"}"#;
        assert_eq!(serde_json::to_string(&widest).unwrap(), json);
        assert_eq!(read(json).unwrap(), widest);
        for seed in ["7", "\"\"", "\"+7\"", "\"07\"", "\" 7\"", "\"-1\"", "\"7.0\"", "\"18446744073709551616\"", "null"]
        {
            let json = format!(r#"{{"generator":"splitmix64","seed":{seed}}}"#);
            assert!(read(&json).is_err(), "{json}");
        }
        assert!(read(r#"{"generator":"splitmix64"}"#).is_err());
        assert!(read(r#"{"generator":"splitmix64","seed":"7","state":"9"}"#).is_err());
        assert!(read(r#"{"generator":"splitmix64","seed":"7","seed":"8"}"#).is_err());
        assert!(read(r#"{"generator":"mt19937","seed":"7"}"#).is_err());
        let said = read(r#"{"generator":"splitmix64","seed":"+7"}"#).unwrap_err().to_string();
        assert!(said.contains("expected a whole number from 0 to 18446744073709551615"), "{said}");
    }
}
