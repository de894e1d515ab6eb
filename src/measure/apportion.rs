//! 分摊 — apportionment: an amount of fen shared out by whole-number weights.
//!
//! The parts add up to the whole *and* each part is the exactly right one: nothing here is rounded before it is
//! compared. (Shares kept as decimals of 28 digits also add up, and now and then give a fen to the wrong owner.)
//!
//! What holds for every method:
//!
//! * A negative total is the mirror of the positive one, so that a reversal cancels its charge fen by fen.
//! * A weight of 0 receives 0. Weights that are all 0 are no basis: [`ApportionError::NoBasis`], whatever the total.
//!   Whether "no area recorded" then means "by the space" is the caller's decision.
//! * Ties go to the lower index. Sort the members by a stable key (the unit's number) first, and the same home gets
//!   the odd fen whatever order a file was in. Where that home would get it every month, see [`rotated`].
//! * The methods only move single fen. For money use [`largest_remainder`]; the divisor methods are there for seats
//!   and quotas, and they may leave the fair share by more than one.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::num::{NonZeroU64, NonZeroU128};

use crate::terms::{faults, terms};

/// 成员上限 — the most members one apportionment accepts: every household of a large city.
pub const MEMBERS_MAX: u32 = 10_000_000;

terms! {
    /// 分摊方法 — how the odd units of a total are shared out.
    ///
    /// ```
    /// use wuye::measure::apportion::{Method, apportion};
    /// let weights = [9061, 7179, 5259, 3319, 1182];
    /// assert_eq!(apportion(Method::LargestRemainder, 26, &weights)?, [9, 7, 5, 4, 1]);
    /// assert_eq!(apportion(Method::Cumulative, 26, &weights)?, [9, 7, 5, 3, 2]);
    /// assert_eq!(apportion(Method::Jefferson, 26, &weights)?, [10, 7, 5, 3, 1]);
    /// assert_eq!(apportion(Method::Webster, 26, &weights)?, [9, 8, 5, 3, 1]);
    /// assert_eq!(apportion(Method::Adams, 26, &weights)?, [9, 7, 5, 3, 2]);
    /// assert_eq!(apportion(Method::HuntingtonHill, 26, &weights)?, [9, 7, 6, 3, 1]);
    /// # Ok::<(), wuye::measure::apportion::ApportionError>(())
    /// ```
    pub enum Method: "apportionment method" {
        LargestRemainder = "largest_remainder", "最大余数法", "largest remainder", "Hamilton 1792; the usual rule for money";
        Cumulative = "cumulative", "累计取整法", "cumulative rounding", "floors of the running total, as for instalments";
        Jefferson = "jefferson", "杰斐逊法", "Jefferson (D'Hondt)", "Jefferson 1792; favours the large";
        Webster = "webster", "韦伯斯特法", "Webster (Sainte-Laguë)", "Webster 1832; favours neither";
        Adams = "adams", "亚当斯法", "Adams", "Adams 1832; favours the small, everyone gets a first unit";
        HuntingtonHill = "huntington_hill", "亨廷顿-希尔法", "Huntington–Hill", "Huntington 1921; everyone gets a first unit";
    }
}

faults! {
    /// 分摊错误 — why a total cannot be shared out.
    pub enum ApportionError {
        /// Every weight is 0, or there is no member.
        NoBasis { members: u32 } = "no_basis",
            "没有分摊依据：应至少有一个大于 0 的权重，而 {members} 个成员中一个也没有。",
            "no basis to apportion by: expected at least one positive weight, found none among {members} members";
        /// There are more members than [`MEMBERS_MAX`].
        TooManyMembers { found: usize, limit: u32 } = "too_many_members",
            "成员过多：一次分摊最多 {limit} 个成员，实际为 {found} 个。",
            "too many members: expected at most {limit} in one apportionment, found {found}";
        /// The weights of one group add up to more than a weight can be; groups are counted from 0.
        GroupTooHeavy { position: usize, sum: u128, limit: u64 } = "group_too_heavy",
            "第 {position} 组（从 0 数起）的权重合计过大：应不超过 {limit}，实际为 {sum}。",
            "group {position} (counted from 0) weighs too much: expected a sum of at most {limit}, found {sum}";
    }
}

/// 分摊 — shares `total` (any unit; fen for money) out by `weights`, with the method named.
///
/// The result has one part per weight, in the same order, and adds up to `total`. Every `i64` total is exact with
/// every method.
///
/// # Errors
///
/// [`ApportionError::NoBasis`] where no weight is positive, [`ApportionError::TooManyMembers`] beyond
/// [`MEMBERS_MAX`].
///
/// ```
/// use wuye::measure::apportion::{Method, apportion};
/// assert_eq!(apportion(Method::Webster, 54, &[1, 0, 2, 1])?, [14, 0, 27, 13]);
/// assert_eq!(apportion("adams".parse()?, -2, &[5, 1, 1])?, [-1, -1, 0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn apportion(method: Method, total: i64, weights: &[u64]) -> Result<Vec<i64>, ApportionError> {
    match method {
        Method::LargestRemainder => largest_remainder(total, weights),
        Method::Cumulative => cumulative(total, weights),
        Method::Jefferson => by_priority(Divisor::Jefferson, total, weights),
        Method::Webster => by_priority(Divisor::Webster, total, weights),
        Method::Adams => by_priority(Divisor::Adams, total, weights),
        Method::HuntingtonHill => by_priority(Divisor::HuntingtonHill, total, weights),
    }
}

/// 最大余数法 — everyone gets the whole units of the exact share `total·weight/sum`; the units left over go one each
/// to the largest remainders, ties to the lower index. No part is a unit or more away from its exact share.
///
/// # Errors
///
/// As for [`apportion()`].
///
/// ```
/// use wuye::measure::apportion::largest_remainder;
/// // 1,000.00 yuan over 90.12, 75.30 and 61.05 m²: 397.93 + 332.50 + 269.57
/// assert_eq!(largest_remainder(100_000, &[9012, 7530, 6105])?, [39_793, 33_250, 26_957]);
/// // a reversal mirrors its charge
/// assert_eq!(largest_remainder(100, &[1, 1, 1])?, [34, 33, 33]);
/// assert_eq!(largest_remainder(-100, &[1, 1, 1])?, [-34, -33, -33]);
/// assert!(largest_remainder(100, &[0, 0]).is_err());
/// # Ok::<(), wuye::measure::apportion::ApportionError>(())
/// ```
pub fn largest_remainder(total: i64, weights: &[u64]) -> Result<Vec<i64>, ApportionError> {
    let mut parts = Vec::new();
    largest_remainder_into(total, weights, &mut Scratch::default(), &mut parts)?;
    Ok(parts)
}

/// 草稿区 — buffers that [`largest_remainder_into`] reuses from call to call. It holds nothing that matters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scratch {
    narrow: Vec<u64>,
    wide: Vec<u128>,
}

/// 最大余数法（复用缓冲区） — [`largest_remainder`] into a vector the caller keeps. Once `scratch` and `out` are large
/// enough, nothing is allocated.
///
/// # Errors
///
/// As for [`apportion()`]; `out` is then left as it was.
///
/// ```
/// use wuye::measure::apportion::{Scratch, largest_remainder_into};
/// let (mut scratch, mut out) = (Scratch::default(), Vec::new());
/// for (total, expected) in [(100, [0, 67, 33]), (-100, [0, -67, -33])] {
///     largest_remainder_into(total, &[0, 2, 1], &mut scratch, &mut out)?;
///     assert_eq!(out, expected);
/// }
/// # Ok::<(), wuye::measure::apportion::ApportionError>(())
/// ```
pub fn largest_remainder_into(
    total: i64,
    weights: &[u64],
    scratch: &mut Scratch,
    out: &mut Vec<i64>,
) -> Result<(), ApportionError> {
    let basis = Basis::of(weights)?;
    out.clear();
    match basis.narrow(total) {
        Some(sum) => remainders_narrow(total, weights, sum, basis.index_bits(), &mut scratch.narrow, out),
        None => remainders_wide(total, weights, basis.sum, basis.index_bits(), &mut scratch.wide, out),
    }
    Ok(())
}

/// 累计取整法 — each part is the difference of two running totals rounded down, so that after any number of members
/// what was shared out is less than one unit below what it should be.
///
/// The order of the weights matters: this is for instalments and periods rather than for neighbours.
///
/// # Errors
///
/// As for [`apportion()`].
///
/// ```
/// use wuye::measure::apportion::cumulative;
/// assert_eq!(cumulative(10, &[1, 1, 1])?, [3, 3, 4]);
/// # Ok::<(), wuye::measure::apportion::ApportionError>(())
/// ```
pub fn cumulative(total: i64, weights: &[u64]) -> Result<Vec<i64>, ApportionError> {
    let sum = Basis::of(weights)?.sum;
    let units = u128::from(total.unsigned_abs());
    // floor(units·P/sum) for a running weight P could need more than 128 bits. The remainder is carried instead:
    // carry = units·P mod sum, so the next floor is one higher exactly when carry + the new remainder reach the sum.
    let mut carry = 0_u128;
    let part = |weight: &u64| {
        let (whole, rest) = divide(units.wrapping_mul(u128::from(*weight)), sum); // 63 + 64 bits: cannot wrap
        carry = carry.wrapping_add(rest); // both below the sum, which is below 2^88
        match carry.checked_sub(sum.get()) {
            Some(over) => {
                carry = over;
                signed(whole.wrapping_add(1), total)
            }
            None => signed(whole, total),
        }
    };
    Ok(weights.iter().map(part).collect())
}

/// 轮换分摊 — [`largest_remainder`] with the order of ties turned: they go first to member `turn` (counted from 0, and
/// round again beyond the last), then to those after it, then from the start.
///
/// With the number of the month as `turn`, the odd fen of equal homes goes round the building instead of falling on
/// the first home every time. The total of each period stays exact.
///
/// # Errors
///
/// As for [`apportion()`].
///
/// ```
/// use wuye::measure::apportion::rotated;
/// let equal = [8955, 8955, 8955];
/// assert_eq!(rotated(10_000, &equal, 0)?, [3334, 3333, 3333]);
/// assert_eq!(rotated(10_000, &equal, 1)?, [3333, 3334, 3333]);
/// assert_eq!(rotated(10_000, &equal, 5)?, [3333, 3333, 3334]);
/// # Ok::<(), wuye::measure::apportion::ApportionError>(())
/// ```
pub fn rotated(total: i64, weights: &[u64], turn: usize) -> Result<Vec<i64>, ApportionError> {
    let Some(first) = turn.checked_rem(weights.len()) else {
        return Err(ApportionError::NoBasis { members: 0 });
    };
    let turned: Vec<u64> = weights.iter().skip(first).chain(weights.iter().take(first)).copied().collect();
    let mut parts = largest_remainder(total, &turned)?;
    parts.rotate_right(first); // `first` is below the length
    Ok(parts)
}

/// 逐级分摊 — shares `total` out over groups by largest remainder, then each group's subtotal inside the group. Splitting
/// once over all members would give other subtotals.
///
/// Each group weighs what its members weigh together; a group without weight gets 0 for every member. For more levels
/// (bundle → compound → building → unit), call it again with a subtotal as the total.
///
/// # Errors
///
/// [`ApportionError::NoBasis`] where no member of any group has a positive weight,
/// [`ApportionError::TooManyMembers`] where the groups together have more than [`MEMBERS_MAX`],
/// [`ApportionError::GroupTooHeavy`] where the weights of one group add up to more than `u64` holds.
///
/// ```
/// use wuye::measure::apportion::nested;
/// let buildings = [vec![1, 1, 1], vec![], vec![2, 2]];
/// assert_eq!(nested(100, &buildings)?, [vec![15, 14, 14], vec![], vec![29, 28]]);
/// # Ok::<(), wuye::measure::apportion::ApportionError>(())
/// ```
pub fn nested<G: AsRef<[u64]>>(total: i64, groups: &[G]) -> Result<Vec<Vec<i64>>, ApportionError> {
    let members = count(groups.iter().fold(0, |n, group| group.as_ref().len().saturating_add(n)))?;
    let sums = groups.iter().enumerate().map(|(position, group)| group_sum(position, group.as_ref()));
    let sums = sums.collect::<Result<Vec<u64>, _>>()?;
    if sums.iter().all(|sum| *sum == 0) {
        return Err(ApportionError::NoBasis { members });
    }
    let subtotals = largest_remainder(total, &sums)?;
    let mut scratch = Scratch::default();
    let mut inside = |group: &[u64], subtotal, sum| {
        if sum == 0 {
            return Ok(vec![0; group.len()]);
        }
        let mut parts = Vec::with_capacity(group.len());
        largest_remainder_into(subtotal, group, &mut scratch, &mut parts)?;
        Ok(parts)
    };
    let levels = groups.iter().zip(subtotals).zip(sums);
    levels.map(|((group, subtotal), sum)| inside(group.as_ref(), subtotal, sum)).collect()
}

/// What a group of a nested split weighs.
fn group_sum(position: usize, group: &[u64]) -> Result<u64, ApportionError> {
    let sum = group.iter().fold(0_u128, |sum, weight| sum.saturating_add(u128::from(*weight)));
    u64::try_from(sum).map_err(|_| ApportionError::GroupTooHeavy { position, sum, limit: u64::MAX })
}

/// The number of members, if it is within the limit.
fn count(found: usize) -> Result<u32, ApportionError> {
    match u32::try_from(found) {
        Ok(members) if members <= MEMBERS_MAX => Ok(members),
        _ => Err(ApportionError::TooManyMembers { found, limit: MEMBERS_MAX }),
    }
}

/// What one pass over the weights tells. With at most 10⁷ members the sum stays below 2⁸⁸.
struct Basis {
    members: u32,
    sum: NonZeroU128,
    most: u64,
}

impl Basis {
    fn of(weights: &[u64]) -> Result<Self, ApportionError> {
        let members = count(weights.len())?;
        let (sum, most) = weights
            .iter()
            .fold((0_u128, 0_u64), |(sum, most), weight| (sum.wrapping_add(u128::from(*weight)), most.max(*weight)));
        let sum = NonZeroU128::new(sum).ok_or(ApportionError::NoBasis { members })?;
        Ok(Self { members, sum, most })
    }

    /// How many bits hold the index of a member: at most 24.
    fn index_bits(&self) -> u32 {
        u32::BITS.wrapping_sub(self.members.leading_zeros())
    }

    /// The sum, where every product and every key of this call fits into 64 bits.
    fn narrow(&self, total: i64) -> Option<NonZeroU64> {
        total.unsigned_abs().checked_mul(self.most)?;
        let sum = NonZeroU64::try_from(self.sum).ok()?;
        (sum.leading_zeros() >= self.index_bits()).then_some(sum)
    }
}

/// A share with the sign of the total. A share is never more than the total, so it fits: 2⁶³ only with `i64::MIN`.
fn signed(share: u64, total: i64) -> i64 {
    if total < 0 { 0_i64.wrapping_sub_unsigned(share) } else { 0_i64.wrapping_add_unsigned(share) }
}

/// Quotient and remainder of `units·weight` by the sum. The quotient fits: where the weight is more than the sum (its
/// low bits dropped), it is less than twice the sum, and the units have lost bits too.
fn divide(product: u128, sum: NonZeroU128) -> (u64, u128) {
    match (u64::try_from(product), NonZeroU64::try_from(sum)) {
        (Ok(product), Ok(sum)) => (product / sum, u128::from(product % sum)),
        _ => (u64::try_from(product / sum).unwrap_or(u64::MAX), product % sum),
    }
}

// Largest remainder. The order "larger remainder, then lower index" is one number per member, the smaller the earlier:
// sum − 1 − remainder in the high bits, the index in the low ones. No two are equal, so that the units left over go to
// the `left` smallest, which a selection finds without sorting. The remainders add up to left·sum and each is below the
// sum, so more than `left` members have one: a weight of 0 never receives.

fn remainders_narrow(
    total: i64,
    weights: &[u64],
    sum: NonZeroU64,
    index_bits: u32,
    keys: &mut Vec<u64>,
    out: &mut Vec<i64>,
) {
    let units = total.unsigned_abs();
    let mut left = units;
    keys.clear();
    keys.reserve(weights.len());
    out.extend((0_u64..).zip(weights).map(|(index, weight)| {
        let product = units.wrapping_mul(*weight); // `Basis::narrow` saw that the largest fits
        let (whole, rest) = (product / sum, product % sum);
        left = left.wrapping_sub(whole); // the wholes add up to no more than the units
        keys.push(sum.get().wrapping_sub(1).wrapping_sub(rest).wrapping_shl(index_bits) | index);
        signed(whole, total)
    }));
    let mask = 1_u64.wrapping_shl(index_bits).wrapping_sub(1);
    hand_out(keys, left, total, out, |key| usize::try_from(key & mask).ok());
}

fn remainders_wide(
    total: i64,
    weights: &[u64],
    sum: NonZeroU128,
    index_bits: u32,
    keys: &mut Vec<u128>,
    out: &mut Vec<i64>,
) {
    let units = total.unsigned_abs();
    let mut left = units;
    keys.clear();
    keys.reserve(weights.len());
    out.extend((0_u128..).zip(weights).map(|(index, weight)| {
        let (whole, rest) = divide(u128::from(units).wrapping_mul(u128::from(*weight)), sum); // 64 + 64 bits
        left = left.wrapping_sub(whole);
        keys.push(sum.get().wrapping_sub(1).wrapping_sub(rest).wrapping_shl(index_bits) | index); // 88 + 24 bits
        signed(whole, total)
    }));
    let mask = 1_u128.wrapping_shl(index_bits).wrapping_sub(1);
    hand_out(keys, left, total, out, |key| usize::try_from(key & mask).ok());
}

/// Gives one unit to each of the `left` members with the smallest keys.
fn hand_out<K: Copy + Ord>(keys: &mut [K], left: u64, total: i64, out: &mut [i64], index: impl Fn(K) -> Option<usize>) {
    let left = usize::try_from(left).unwrap_or(usize::MAX);
    if left == 0 || left >= keys.len() {
        return; // never the latter: see above
    }
    keys.select_nth_unstable(left);
    for key in keys.iter().take(left) {
        if let Some(part) = index(*key).and_then(|index| out.get_mut(index)) {
            *part = part.wrapping_add(total.signum());
        }
    }
}

/// The methods that award one unit after the other to the highest priority.
///
/// A member of weight w that already holds k units has the priority w / s(k); the priorities of one member fall with
/// every unit. Equal priorities go to the larger weight, then to the lower index. This is a strict order of all units
/// (member, k) there are, and the answer is its first `total` units.
#[derive(Debug, Clone, Copy)]
enum Divisor {
    /// s(k) = k + 1
    Jefferson,
    /// s(k) = k + 1/2
    Webster,
    /// s(k) = k: the first unit of every member comes before all second ones
    Adams,
    /// s(k) = √(k(k + 1)): likewise
    HuntingtonHill,
}

impl Divisor {
    /// The priority as a fraction, with 0 below the line for “before all others”. For Webster it is half the real one,
    /// for Huntington–Hill its square: the order is the same.
    ///
    /// No step wraps: `held` is at most 2⁶³, so that the largest values are 2¹²⁸ − 2⁶⁵ + 1 above the line and
    /// 2⁶³·(2⁶³ + 1) below it.
    fn priority(self, weight: u64, held: u64) -> (u128, u128) {
        let (weight, held) = (u128::from(weight), u128::from(held));
        let next = held.wrapping_add(1);
        match self {
            Self::Jefferson => (weight, next),
            Self::Webster => (weight, held.wrapping_add(next)),
            Self::Adams => (weight, held),
            Self::HuntingtonHill => (weight.wrapping_mul(weight), held.wrapping_mul(next)),
        }
    }

    /// How many units of a member have a priority of at least sum / units, for a positive weight and units.
    ///
    /// With q = units·weight/sum these are the k with: Jefferson k + 1 ≤ q, Webster k + 1/2 ≤ q, Adams k ≤ q,
    /// Huntington–Hill k(k + 1) ≤ q². Their number is above q − 1 and not above q + 1.
    fn units_at_least(self, weight: u64, units: u64, sum: NonZeroU64) -> u64 {
        let product = u128::from(units).wrapping_mul(u128::from(weight));
        let (whole, rest) = divide(product, NonZeroU128::from(sum));
        let sum = u128::from(sum.get());
        let one_more = match self {
            Self::Jefferson => false,
            Self::Webster => rest >= sum.wrapping_sub(rest),
            Self::Adams => true,
            Self::HuntingtonHill => {
                let (_, steps) = self.priority(weight, whole);
                wide_product(steps, sum.wrapping_mul(sum)) <= wide_product(product, product)
            }
        };
        whole.wrapping_add(u64::from(one_more))
    }
}

/// The next unit of a member that already holds `held`.
#[derive(Debug)]
struct Claim {
    divisor: Divisor,
    weight: u64,
    held: u64,
    index: u32,
}

impl Ord for Claim {
    /// The greater claim is served first.
    fn cmp(&self, other: &Self) -> Ordering {
        let (above, below) = self.divisor.priority(self.weight, self.held);
        let (other_above, other_below) = other.divisor.priority(other.weight, other.held);
        // With 0 below the line this is right too: such a priority is larger than any other and equal to its like.
        wide_product(above, other_below)
            .cmp(&wide_product(other_above, below))
            .then(self.weight.cmp(&other.weight))
            .then(other.index.cmp(&self.index))
    }
}

impl PartialOrd for Claim {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Claim {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Claim {}

/// Shares out by a divisor method, exactly for any total, in O(n log n) for n members.
///
/// Awarding every unit of a large total one by one would take too long. So the units above a cut are given out at once
/// and only the rest is awarded:
///
/// 1. Whatever the cut, the units whose priority is at least the cut come before all others. If there are N of them,
///    they are the first N units of the order, and awarding the next total − N units leads to the answer.
/// 2. N must not exceed the total. So the cut is sum/u with u = total − n (and N = 0 where the total is not above n). A
///    member gets at most u·weight/sum + 1 units, all of them together at most u + n = total.
/// 3. A member gets more than u·weight/sum − 1 units, all of them more than u − n: fewer than 2n are left to award.
/// 4. Squares of a sum beyond 64 bits would not fit. Any cut will do, so the low s bits are dropped on both sides:
///    sum' = ⌊sum/2ˢ⌋ ≥ 2⁶³ and u' = ⌊u/2ˢ⌋. With u < 2⁶³, u'·sum/sum' < u·(1 + 1/sum') < u + 1, so N < u + 1 + n
///    and N ≤ total still. And u'·sum/sum' > u − 2ˢ, where 2ˢ < 2n because sum < n·2⁶⁴: fewer than 4n are left.
fn by_priority(divisor: Divisor, total: i64, weights: &[u64]) -> Result<Vec<i64>, ApportionError> {
    let basis = Basis::of(weights)?;
    let dropped = u64::BITS.saturating_sub(basis.sum.leading_zeros());
    let sum = NonZeroU128::get(basis.sum).wrapping_shr(dropped);
    let sum = NonZeroU64::new(u64::try_from(sum).unwrap_or(u64::MAX)).unwrap_or(NonZeroU64::MAX); // 1 to 64 bits left
    let units = total.unsigned_abs();
    let cut = units.saturating_sub(u64::from(basis.members)).wrapping_shr(dropped);

    let mut left = units;
    let mut claims = Vec::with_capacity(weights.len());
    for (index, weight) in (0..).zip(weights.iter().copied()).filter(|(_, weight)| *weight > 0) {
        let held = if cut == 0 { 0 } else { divisor.units_at_least(weight, cut, sum) };
        left = left.saturating_sub(held); // not below 0: see 2 and 4
        claims.push(Claim { divisor, weight, held, index });
    }
    let mut claims = BinaryHeap::from(claims);
    while left > 0 {
        let Some(mut first) = claims.peek_mut() else { break };
        first.held = first.held.wrapping_add(1);
        left = left.wrapping_sub(1);
    }

    let mut parts = vec![0; weights.len()];
    for claim in claims {
        if let Some(part) = usize::try_from(claim.index).ok().and_then(|index| parts.get_mut(index)) {
            *part = signed(claim.held, total);
        }
    }
    Ok(parts)
}

/// The product as (high, low) halves, which compare like the number itself.
fn wide_product(a: u128, b: u128) -> (u128, u128) {
    const LOW: u128 = 0xFFFF_FFFF_FFFF_FFFF;
    let (a_high, a_low) = (a >> 64, a & LOW);
    let (b_high, b_low) = (b >> 64, b & LOW);
    // (2⁶⁴ − 1)² + 2·(2⁶⁴ − 1) = 2¹²⁸ − 1: a product of halves has room for two more halves.
    let low = a_low.wrapping_mul(b_low);
    let middle = a_high.wrapping_mul(b_low).wrapping_add(low >> 64);
    let other = a_low.wrapping_mul(b_high).wrapping_add(middle & LOW);
    let high = a_high.wrapping_mul(b_high).wrapping_add(middle >> 64).wrapping_add(other >> 64);
    (high, (other << 64) | (low & LOW))
}
