//! Ranks that are shared.

/// The rank of each of a list that stands in order, the best first: one more than there are better ones. Those that tie
/// share a rank, and the next one is counted on: 1, 1, 3.
pub(super) fn shared_ranks<T>(ordered: &[T], tie: impl Fn(&T, &T) -> bool) -> Vec<u64> {
    let mut ranks: Vec<u64> = Vec::with_capacity(ordered.len());
    let mut before: Option<(&T, u64)> = None;
    for (place, one) in (1_u64..).zip(ordered) {
        let rank = match before {
            Some((other, rank)) if tie(other, one) => rank,
            _ => place,
        };
        ranks.push(rank);
        before = Some((one, rank));
    }
    ranks
}
