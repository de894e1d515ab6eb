//! 分享 — how a surplus or a subsidy is shared: Shapley value, core, least core, nucleolus; and who would be better off
//! alone.

use num_bigint::BigInt;
use serde::{Deserialize, Serialize};

use super::member::twice;
use super::simplex::least;
use super::{GameError, MemberId};
use crate::measure::draw::Draw;
use crate::measure::{Money, Rational, Share, gcd};
use crate::terms::{Lang, Placed};

/// 成员上限 — the most members of a game whose coalitions are all listed.
pub const GAME_MEMBERS_MAX: usize = 20;
/// 核仁成员上限 — the most members of a game whose least core and nucleolus are asked for.
pub const NUCLEOLUS_MEMBERS_MAX: usize = 8;
/// 抽样成员上限 — the most members whose Shapley value is sampled.
pub const SAMPLED_MEMBERS_MAX: usize = 64;
/// 抽样次数上限 — the most orders that are drawn.
pub const SAMPLES_MAX: u32 = 1_000_000;

/// 合作博弈 — what every coalition (联盟) of members gains by itself, in money; a cost is a negative gain.
///
/// Coalitions are numbered: bit i of the number says whether member i belongs to it, so 0 is nobody and 5 is the first
/// and the third.
///
/// ```
/// use wuye::bundle::Game;
/// // Two yards alone save nothing; either of them with the third saves 60, all three 90 yuan.
/// let members = ["a", "b", "c"].map(|id| id.parse().unwrap()).to_vec();
/// let values = ["0", "0", "0", "0", "0", "60", "60", "90"].map(|yuan| yuan.parse().unwrap()).to_vec();
/// let game = Game::new(members, values)?;
/// let fen: Vec<String> = game.shapley().iter().map(ToString::to_string).collect();
/// assert_eq!(fen, ["2000", "2000", "5000"]);
/// assert!(game.worst(&game.shapley())?.unwrap().excess <= 0.into()); // nobody is better off apart
/// # Ok::<(), wuye::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "GameForm", into = "GameForm")]
pub struct Game {
    members: Vec<MemberId>,
    values: Vec<Money>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct GameForm {
    members: Vec<MemberId>,
    values: Vec<Money>,
}

impl TryFrom<GameForm> for Game {
    type Error = Placed<GameError>;
    fn try_from(form: GameForm) -> Result<Self, Placed<GameError>> {
        Ok(Self::new(form.members, form.values)?)
    }
}

impl From<Game> for GameForm {
    fn from(game: Game) -> Self {
        Self { members: game.members, values: game.values }
    }
}

/// 最不满的联盟 — the coalition that gains most by leaving.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Excess {
    /// Its number.
    pub number: u32,
    /// Who is in it.
    pub coalition: Vec<MemberId>,
    /// What it gains by itself less what it is given, in fen: above zero if it is better off alone.
    pub excess: Rational,
}

impl Excess {
    /// In one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let named = |open: &str, close: &str, between: &str| {
            let each: Vec<String> = self.coalition.iter().map(|id| format!("{open}{id}{close}")).collect();
            each.join(between)
        };
        let better = self.excess.sign() == std::cmp::Ordering::Greater;
        match (lang, better) {
            (Lang::Zh, true) => format!("{}自行联合更有利，多得{}分。", named("「", "」", "、"), self.excess),
            (Lang::Zh, false) => "没有成员自行联合更有利。".to_owned(),
            (Lang::En, true) => {
                format!("better off alone by {} fen: {}", self.excess, named("`", "`", ", "))
            }
            (Lang::En, false) => "nobody is better off alone".to_owned(),
        }
    }
}

/// 核仁 — shares that make the least satisfied coalition as satisfied as can be, then the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Nucleolus {
    /// What each member is given, in fen.
    pub shares: Vec<Rational>,
    /// The least that the largest excess can be, over shares of the kind asked for. Of all shares it is the value of
    /// the least core (最小核): the core is empty if it is above zero. Nothing for one member.
    pub epsilon: Option<Rational>,
}

/// 抽样所得 — Shapley values by drawn orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SampledShapley {
    /// The mean of what each member added, in fen. They add up to what all gain together.
    pub means: Vec<Rational>,
    /// 误差上限 — with the risk stated as the caller did, some mean is further than this from its value, in fen.
    pub error: Rational,
}

/// Whether member `at` belongs to the coalition.
fn holds(number: usize, at: usize) -> bool {
    u32::try_from(at).ok().and_then(|at| number.checked_shr(at)).is_some_and(|rest| rest & 1 == 1)
}

fn bit(at: usize) -> usize {
    u32::try_from(at).ok().and_then(|at| 1_usize.checked_shl(at)).unwrap_or(0)
}

fn size(number: usize) -> usize {
    usize::try_from(number.count_ones()).unwrap_or(0)
}

impl Game {
    /// A game of these members; `values` has one amount for each coalition, by its number.
    ///
    /// # Errors
    /// [`GameError`]: no member or more than [`GAME_MEMBERS_MAX`], a member twice, too few or too many values, a gain
    /// of nobody.
    pub fn new(members: Vec<MemberId>, values: Vec<Money>) -> Result<Self, GameError> {
        check_members(&members, GAME_MEMBERS_MAX)?;
        let expected = bit(members.len());
        if values.len() != expected {
            return Err(GameError::Values { expected, found: values.len() });
        }
        match values.first() {
            Some(nobody) if !nobody.is_zero() => Err(GameError::EmptyCoalition { found: *nobody }),
            _ => Ok(Self { members, values }),
        }
    }

    /// The members, the first with bit 0.
    #[must_use]
    pub fn members(&self) -> &[MemberId] {
        &self.members
    }

    /// What every coalition gains, by its number.
    #[must_use]
    pub fn values(&self) -> &[Money] {
        &self.values
    }

    fn value(&self, number: usize) -> i64 {
        self.values.get(number).map_or(0, |value| value.fen())
    }

    /// All members together.
    fn all(&self) -> usize {
        self.values.len().saturating_sub(1)
    }

    /// 沙普利值 — what each member adds, on average over all orders in which they may come, in fen.
    #[must_use]
    pub fn shapley(&self) -> Vec<Rational> {
        let number = self.members.len();
        let factorials: Vec<BigInt> = (0..=number)
            .scan(BigInt::from(1), |product, n| {
                if n > 0 {
                    *product = &*product * n;
                }
                Some(product.clone())
            })
            .collect();
        let factorial = |n: usize| factorials.get(n).cloned().unwrap_or_default();
        (0..number)
            .map(|at| {
                // What it adds to the coalitions of each size: at most 2²⁰ differences of 2⁵¹.
                let mut added = vec![0_i128; number];
                for coalition in (0..self.values.len()).filter(|coalition| !holds(*coalition, at)) {
                    let joined = self.value(coalition | bit(at));
                    let more = i128::from(joined).saturating_sub(self.value(coalition).into());
                    if let Some(sum) = added.get_mut(size(coalition)) {
                        *sum = sum.saturating_add(more);
                    }
                }
                let weighed = added.iter().enumerate().fold(BigInt::from(0), |sum, (before, more)| {
                    let after = number.saturating_sub(before).saturating_sub(1);
                    sum + factorial(before) * factorial(after) * *more
                });
                Rational::of(weighed, factorial(number)).unwrap_or_default()
            })
            .collect()
    }

    /// 核心检验 — the coalition with the largest excess over these shares, the one with the lowest number among equals: the
    /// split is stable (in the core) if that excess is not above zero. Nothing for one member.
    ///
    /// # Errors
    /// [`GameError::Shares`] for too few or too many; [`GameError::SharesSum`] unless they add up to what all gain.
    pub fn worst(&self, shares: &[Rational]) -> Result<Option<Excess>, GameError> {
        let number = self.members.len();
        if shares.len() != number {
            return Err(GameError::Shares { expected: number, found: shares.len() });
        }
        let below = shares.iter().fold(BigInt::from(1), |all, share| lcm(&all, &share.below()));
        let scaled: Vec<BigInt> = shares.iter().map(|share| share.above() * (&below / share.below())).collect();
        let given = |coalition: usize| {
            let parts = scaled.iter().enumerate().filter(|(at, _)| holds(coalition, *at));
            parts.fold(BigInt::from(0), |sum, (_, share)| sum + share)
        };
        if given(self.all()) != &below * self.value(self.all()) {
            let found = shares.iter().fold(Rational::default(), |sum, share| sum.plus(share));
            let expected = Money::from_fen(self.value(self.all())).unwrap_or(Money::ZERO);
            return Err(GameError::SharesSum { expected, found: found.to_string() });
        }
        // The sums of the first ten members and of the others, so that each coalition takes one addition.
        let half = number.min(10);
        let low: Vec<BigInt> = (0..bit(half)).map(given).collect();
        let high: Vec<BigInt> =
            (0..bit(number.saturating_sub(half))).map(|rest| given(rest.checked_shl(10).unwrap_or(0))).collect();
        let mut worst: Option<(BigInt, usize)> = None;
        let mask = bit(half).saturating_sub(1);
        for coalition in 1..self.all() {
            let (first, rest) = (low.get(coalition & mask), high.get(coalition.checked_shr(10).unwrap_or(0)));
            let (Some(first), Some(rest)) = (first, rest) else { continue };
            let excess = &below * self.value(coalition) - first - rest;
            if worst.as_ref().is_none_or(|(most, _)| excess > *most) {
                worst = Some((excess, coalition));
            }
        }
        Ok(worst.map(|(excess, coalition)| Excess {
            number: u32::try_from(coalition).unwrap_or(0),
            coalition: self.named(coalition),
            excess: Rational::of(excess, below).unwrap_or_default(),
        }))
    }

    fn named(&self, coalition: usize) -> Vec<MemberId> {
        let belongs = self.members.iter().enumerate().filter(|(at, _)| holds(coalition, *at));
        belongs.map(|(_, id)| id.clone()).collect()
    }

    /// 预核仁 — the nucleolus of all shares that add up; `epsilon` is the value of the least core.
    ///
    /// # Errors
    /// [`GameError::TooManyForNucleolus`] beyond [`NUCLEOLUS_MEMBERS_MAX`] members.
    pub fn prenucleolus(&self) -> Result<Nucleolus, GameError> {
        self.lexicographic(false)
    }

    /// 核仁 — the nucleolus of the shares that give nobody less than it gains alone; nothing where there are no such
    /// shares.
    ///
    /// # Errors
    /// [`GameError::TooManyForNucleolus`] beyond [`NUCLEOLUS_MEMBERS_MAX`] members.
    ///
    /// ```
    /// use wuye::bundle::Game;
    /// // Claims of 100, 200 and 300 yuan on 200: the nucleolus is the Talmud's 50, 75 and 75.
    /// let members = ["a", "b", "c"].map(|id| id.parse().unwrap()).to_vec();
    /// let values = ["0", "0", "0", "0", "0", "0", "100", "200"].map(|yuan| yuan.parse().unwrap()).to_vec();
    /// let fen: Vec<String> =
    ///     Game::new(members, values)?.nucleolus()?.unwrap().shares.iter().map(ToString::to_string).collect();
    /// assert_eq!(fen, ["5000", "7500", "7500"]);
    /// # Ok::<(), wuye::Error>(())
    /// ```
    pub fn nucleolus(&self) -> Result<Option<Nucleolus>, GameError> {
        let alone = (0..self.members.len()).fold(0_i64, |sum, at| sum.saturating_add(self.value(bit(at))));
        let found = self.lexicographic(true)?;
        Ok((self.value(self.all()) >= alone).then_some(found))
    }

    /// Lowers the largest excess, fixes coalitions that then are always at it, and so on. Each round fixes at least
    /// one that does not follow from those fixed before: there are at most as many rounds as members.
    fn lexicographic(&self, individual: bool) -> Result<Nucleolus, GameError> {
        let number = self.members.len();
        if number > NUCLEOLUS_MEMBERS_MAX {
            return Err(GameError::TooManyForNucleolus { most: NUCLEOLUS_MEMBERS_MAX, found: number });
        }
        let whole = |coalition: usize| Rational::from(i128::from(self.value(coalition)));
        let mut fixed = vec![(self.all(), whole(self.all()))];
        let mut span = Span::default();
        span.add(self.all(), number);
        let mut epsilon = None;
        let mut shares = vec![whole(self.all())];
        while span.rows.len() < number {
            let free: Vec<usize> = (1..self.all()).filter(|coalition| span.is_free(*coalition, number)).collect();
            let Some((largest, given, tight)) = self.round(&free, &fixed, individual) else { break };
            let before = span.rows.len();
            for coalition in tight {
                if span.add(coalition, number) {
                    fixed.push((coalition, whole(coalition).minus(&largest)));
                }
            }
            shares = given;
            epsilon.get_or_insert(largest);
            if span.rows.len() == before {
                break;
            }
        }
        Ok(Nucleolus { shares, epsilon })
    }

    /// One round, by its dual: the largest excess, the shares, and coalitions whose price is above zero, which are at
    /// that excess under all shares that are best.
    fn round(
        &self,
        free: &[usize],
        fixed: &[(usize, Rational)],
        individual: bool,
    ) -> Option<(Rational, Vec<Rational>, Vec<usize>)> {
        let number = self.members.len();
        let below = fixed.iter().fold(BigInt::from(1), |all, (_, value)| lcm(&all, &value.below()));
        let vector = |coalition: usize, sign: i128, counts: i128| -> Vec<i128> {
            let own = (0..number).map(|at| if holds(coalition, at) { sign } else { 0 });
            own.chain([counts]).collect()
        };
        let (mut columns, mut costs) = (Vec::new(), Vec::new());
        for coalition in free {
            columns.push(vector(*coalition, 1, 1));
            costs.push(-(&below * self.value(*coalition)));
        }
        for (coalition, value) in fixed {
            let cost = value.above() * (&below / value.below());
            columns.push(vector(*coalition, 1, 0));
            costs.push(-&cost);
            columns.push(vector(*coalition, -1, 0));
            costs.push(cost);
        }
        if individual {
            for at in 0..number {
                columns.push(vector(bit(at), 1, 0));
                costs.push(-(&below * self.value(bit(at))));
            }
        }
        let mut right = vec![0; number];
        right.push(1);
        let found = least(&columns, costs, &right)?;
        let over = Rational::of(BigInt::from(-1), below)?;
        let shares = found.prices.iter().take(number).map(|price| price.times(&over)).collect();
        let tight = found.positive.iter().filter_map(|at| free.get(*at)).copied().collect();
        Some((found.value.times(&over), shares, tight))
    }
}

fn lcm(a: &BigInt, b: &BigInt) -> BigInt {
    a / gcd(a, b) * b
}

/// Coalitions that do not follow from each other, as reduced vectors.
#[derive(Default)]
struct Span {
    /// Where each vector begins, and the vector.
    rows: Vec<(usize, Vec<i128>)>,
}

impl Span {
    /// What is left of a coalition, and where it begins; nothing if it follows.
    fn rest(&self, coalition: usize, number: usize) -> Option<(usize, Vec<i128>)> {
        let mut vector: Vec<i128> = (0..number).map(|at| i128::from(holds(coalition, at))).collect();
        for (start, row) in &self.rows {
            let (own, of_row) = (vector.get(*start).copied().unwrap_or(0), row.get(*start).copied().unwrap_or(1));
            if own == 0 {
                continue;
            }
            for (entry, below) in vector.iter_mut().zip(row) {
                *entry = entry.saturating_mul(of_row).saturating_sub(below.saturating_mul(own));
            }
            // Numbers of one or two digits, kept small.
            let common = vector.iter().fold(0_i128, |common, entry| {
                let (mut a, mut b) = (common, entry.saturating_abs());
                while b != 0 {
                    (a, b) = (b, a.checked_rem(b).unwrap_or(0));
                }
                a
            });
            for entry in &mut vector {
                *entry = entry.checked_div(common).unwrap_or(0);
            }
        }
        let start = vector.iter().position(|entry| *entry != 0)?;
        Some((start, vector))
    }

    fn is_free(&self, coalition: usize, number: usize) -> bool {
        self.rest(coalition, number).is_some()
    }

    fn add(&mut self, coalition: usize, number: usize) -> bool {
        let rest = self.rest(coalition, number);
        let added = rest.is_some();
        self.rows.extend(rest);
        added
    }
}

fn check_members(members: &[MemberId], most: usize) -> Result<(), GameError> {
    if members.is_empty() || members.len() > most {
        return Err(GameError::Members { most, found: members.len() });
    }
    match twice(members.iter()) {
        Some(id) => Err(GameError::MemberTwice { id }),
        None => Ok(()),
    }
}

/// 机场博弈 — the Shapley value where a coalition costs as much as its dearest member: each step of the cost is shared by
/// those who need it. What each pays, in fen, in the order given.
///
/// # Errors
/// [`GameError`]: no member or more than [`AIRPORT_MEMBERS_MAX`], a member twice, a negative cost.
///
/// ```
/// use wuye::bundle::airport_shapley;
/// let costs = [("a", "30"), ("b", "90"), ("c", "60")].map(|(id, yuan)| (id.parse().unwrap(), yuan.parse().unwrap()));
/// let fen: Vec<String> = airport_shapley(&costs)?.iter().map(ToString::to_string).collect();
/// assert_eq!(fen, ["1000", "5500", "2500"]);
/// # Ok::<(), wuye::Error>(())
/// ```
pub fn airport_shapley(costs: &[(MemberId, Money)]) -> Result<Vec<Rational>, GameError> {
    let members: Vec<MemberId> = costs.iter().map(|(id, _)| id.clone()).collect();
    check_members(&members, AIRPORT_MEMBERS_MAX)?;
    if let Some((id, found)) = costs.iter().find(|(_, cost)| cost.is_negative()) {
        return Err(GameError::NegativeCost { id: id.clone(), found: *found });
    }
    let mut order: Vec<(i64, usize)> = costs.iter().enumerate().map(|(at, (_, cost))| (cost.fen(), at)).collect();
    order.sort_unstable();
    let mut shares = vec![Rational::default(); costs.len()];
    let (mut paid, mut before) = (Rational::default(), 0_i64);
    for (rank, (cost, at)) in order.iter().enumerate() {
        let step = i128::from(cost.saturating_sub(before));
        if step > 0 {
            let among = i128::try_from(costs.len().saturating_sub(rank)).unwrap_or(1);
            paid = paid.plus(&Rational::new(step, among).unwrap_or_default());
            before = *cost;
        }
        if let Some(share) = shares.get_mut(*at) {
            *share = paid.clone();
        }
    }
    Ok(shares)
}

/// 机场博弈成员上限 — the most members of an airport game.
pub const AIRPORT_MEMBERS_MAX: usize = 1_000;

/// 抽样沙普利值 — the Shapley value of up to 64 members by drawn orders. `value` is asked what a coalition gains, as a set
/// of bits; `range` is between what and what any member may add to any coalition, and what is drawn is held to it.
///
/// The error follows from Chebyshev's inequality over the members, with n members, m orders and risk δ:
/// (range/2)·√(n/(m·δ)), rounded up to the fen. It holds as far as the draw is as good as independent orders.
///
/// # Errors
/// [`GameError`]: no member or more than [`SAMPLED_MEMBERS_MAX`], a member twice, no order or more than
/// [`SAMPLES_MAX`], a risk of zero, something added beyond the range, a gain of nobody.
///
/// ```
/// use wuye::bundle::sampled_shapley;
/// use wuye::measure::draw::{Draw, Generator};
/// use wuye::measure::{Money, Share};
/// let members: Vec<_> = (0..30).map(|n| format!("m{n}").parse().unwrap()).collect();
/// // A station of 300 yuan is saved by whoever comes second or later.
/// let value = |coalition: u64| {
///     Money::from_fen(30_000 * i64::from(coalition.count_ones().saturating_sub(1))).unwrap()
/// };
/// let draw = Draw { generator: Generator::SplitMix64, seed: 7 };
/// let range = (Money::ZERO, "300".parse()?);
/// let found = sampled_shapley(&members, value, range, draw, 2_000, Share::new(1, 20)?)?;
/// assert_eq!(found.error.to_string(), "8216"); // 15,000 · √(30 · 20 / 2,000), in fen
/// let fair = 29_000.into();
/// assert!(found.means.iter().all(|mean| mean.minus(&fair) <= found.error && fair.minus(mean) <= found.error));
/// # Ok::<(), wuye::Error>(())
/// ```
pub fn sampled_shapley<F: Fn(u64) -> Money>(
    members: &[MemberId],
    value: F,
    range: (Money, Money),
    draw: Draw,
    orders: u32,
    risk: Share,
) -> Result<SampledShapley, GameError> {
    check_members(members, SAMPLED_MEMBERS_MAX)?;
    if orders == 0 || orders > SAMPLES_MAX {
        return Err(GameError::Orders { most: SAMPLES_MAX, found: orders });
    }
    if risk.above() == 0 {
        return Err(GameError::Risk { found: risk });
    }
    let nobody = value(0);
    if !nobody.is_zero() {
        return Err(GameError::EmptyCoalition { found: nobody });
    }
    let (least, most) = range;
    let mut stream = draw.stream();
    let mut order: Vec<usize> = (0..members.len()).collect();
    let mut sums = vec![0_i128; members.len()];
    for _ in 0..orders {
        // At most 64 members: always drawn.
        let _ = stream.shuffle(&mut order);
        let (mut coalition, mut before) = (0_u64, 0_i64);
        for at in &order {
            coalition |= u32::try_from(*at).ok().and_then(|at| 1_u64.checked_shl(at)).unwrap_or(0);
            let now = value(coalition).fen();
            let added = now.saturating_sub(before);
            if added < least.fen() || added > most.fen() {
                let id = members.get(*at).cloned().ok_or(GameError::Members { most: SAMPLED_MEMBERS_MAX, found: 0 })?;
                return Err(GameError::BeyondRange { id, least, most, found: added });
            }
            before = now;
            if let Some(sum) = sums.get_mut(*at) {
                *sum = sum.saturating_add(added.into());
            }
        }
    }
    let means = sums.iter().map(|sum| Rational::new(*sum, orders.into()).unwrap_or_default()).collect();
    // range² · n / (4 · m · δ), rounded up, and its root rounded up.
    let width = BigInt::from(most.fen()) - BigInt::from(least.fen());
    let above = &width * &width * members.len() * risk.below();
    let below = BigInt::from(orders) * 4_u32 * risk.above();
    let root = crate::measure::ceil_of(&above, &below);
    let floor = root.sqrt();
    let error = if &floor * &floor < root { floor + BigInt::from(1) } else { floor };
    Ok(SampledShapley { means, error: Rational::of(error, BigInt::from(1)).unwrap_or_default() })
}
