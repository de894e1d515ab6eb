//! Numbers without a pattern, the same in every run.

/// The next number of the sequence SplitMix64 (Steele, Lea and Flood 2014), written here a second time so that no test
/// rests on the generator of the crate.
pub fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
