//! Chance for the search: the generator of draws, and thresholds without logarithms.

use crate::measure::draw::{Draw, Generator, Stream};

/// Numbers of the recorded generator, two of 32 bits from each. What they choose is only where to look: a choice may
/// favour some by one part in four billion.
pub(super) struct Chance {
    stream: Stream,
    kept: Option<u64>,
}

/// One bit of surprise, in the units of [`Chance::surprise`].
const BIT: i64 = 65_536;

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self { stream: Draw { generator: Generator::SplitMix64, seed }.stream(), kept: None }
    }

    #[inline]
    fn half(&mut self) -> u64 {
        match self.kept.take() {
            Some(half) => half,
            None => {
                let number = self.stream.next_u64();
                self.kept = Some(number >> 32);
                number & 0xFFFF_FFFF
            }
        }
    }

    /// A number below `n`, which is below 2³²; 0 for 0.
    #[inline]
    pub fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n).unwrap_or(0) & 0xFFFF_FFFF;
        usize::try_from(self.half().wrapping_mul(n) >> 32).unwrap_or(0)
    }

    /// −log₂ of a number from 0 to 1, within a tenth of a bit: twice as much is half as likely.
    #[inline]
    fn surprise(&mut self) -> i64 {
        let number = self.half() << 32 | 1 << 31;
        let zeros = number.leading_zeros();
        // The sixteen bits after the first one stand for its logarithm's fraction.
        let after = number.wrapping_shl(zeros.wrapping_add(1)) >> 48;
        let whole = i64::from(zeros).wrapping_add(1).wrapping_mul(BIT);
        whole.wrapping_sub(i64::try_from(after).unwrap_or(0))
    }

    /// How much worse is still taken: the heat times the surprise. Heat is at most 2·10¹⁰ and surprise at most 2²².
    #[inline]
    pub fn threshold(&mut self, heat: i64) -> i64 {
        heat.wrapping_mul(self.surprise()) / BIT
    }
}
