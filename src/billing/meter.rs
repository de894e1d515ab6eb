//! 抄表计量 — metered use: from two readings to a use, from uses to the shares of a common meter, from a use to tiers.
//!
//! 1. A register that shows less than before has either turned over or is wrong. Nobody guesses: the caller states how
//!    often it turned over, or the most that can be used between two readings; anything else is an error that names
//!    the meter and both readings.
//! 2. What the main meter shows and the sub-meters do not (损耗) is shared out as money, by largest remainder on the uses
//!    themselves. No rate per unit is ever rounded.
//! 3. Sub-meters that show more than the main meter are an answer, with what the caller's policy makes of it.
//! 4. Nothing here is rounded: amounts are exact fractions of fen, and whoever bills rounds them.

use serde::{Deserialize, Serialize};

use crate::estate::UnitId;
use crate::law::Citation;
use crate::measure::apportion::{self, largest_remainder};
use crate::measure::{Area, Day, MeasureError, Money, Ratio, Usage, UsagePrice, UsageUnit};
use crate::rule::{Figure, Key, ParameterValue, Rulebook, Setting, Settled, Verdict};
use crate::terms::{Lang, Placed, faults, ids, terms};

/// The most blocks of one set of tiers.
pub const TIERS_MAX: usize = 12;
/// The most figures on a register.
pub const DIGITS_MAX: u8 = 9;
/// The most pieces of one history of a meter point.
pub const PIECES_MAX: usize = 1_000;
/// The most users of one common meter.
pub const USERS_MAX: usize = 1_000_000;

ids! {
    /// 表具标识 — names a meter.
    MeterId;
}

terms! {
    /// 抄表方式 — how a reading came about.
    pub enum ReadingKind: "kind of reading" {
        Actual = "actual", "实抄", "read", "usage";
        Estimated = "estimated", "估抄", "estimated", "usage";
    }
}

terms! {
    /// 分摊依据 — by what the members of a common meter share.
    pub enum SharedBy: "basis of sharing a common meter" {
        Use = "use", "分表用量", "metered use", "usage";
        Area = "area", "建筑面积", "area", "《民法典》第二百八十三条";
    }
}

terms! {
    /// 负损耗处理 — what happens where the sub-meters show more than the main meter.
    pub enum SurplusPolicy: "policy on a surplus of sub-meters" {
        Report = "report", "仅提示，不计金额", "reported, without an amount", "design";
        Credit = "credit", "按用量退还", "given back by use", "design";
    }
}

faults! {
    /// Readings, meters or tiers that give no use (不能计量的读数、表具或阶梯).
    pub enum MeterError {
        /// A register has no figure or more than [`DIGITS_MAX`].
        Digits { meter: MeterId, most: u8, found: u8 } = "meter_digits",
            "表具「{meter}」的计数位数应为1至{most}位，所填为{found}位。",
            "expected meter `{meter}` to have 1 to {most} figures, found {found}";
        /// A multiplier is not above zero.
        Multiplier { meter: MeterId, found: Ratio } = "meter_multiplier",
            "表具「{meter}」的倍率应大于零，所填为{found}。",
            "expected the multiplier of meter `{meter}` to be above zero, found {found}";
        /// A reading has more figures than the register.
        BeyondRegister { meter: MeterId, digits: u8, found: Usage } = "reading_beyond_register",
            "表具「{meter}」为{digits}位，读数{found}超出计数范围。",
            "expected a reading of meter `{meter}` with {digits} figures before the point, found {found}";
        /// The second reading is of an earlier day.
        ReadingOrder { meter: MeterId, first: Day, then: Day } = "reading_order",
            "表具「{meter}」的后一读数不得早于前一读数：前为{first}，后为{then}。",
            "expected the later reading of meter `{meter}` not before {first}, found {then}";
        /// The register shows less than before, and neither a turn-over nor a plausible use says why.
        RunsBackwards { meter: MeterId, on: Day, from: Usage, then: Day, to: Usage } = "meter_runs_backwards",
            "表具「{meter}」倒转：{on}读数{from}，{then}读数{to}；如系过零，须写明次数或可信的最大用量。",
            "expected meter `{meter}` not to run backwards, found {from} on {on} and {to} on {then}; state how often it turned over, or the most that can be used";
        /// The use is more than what was stated to be possible.
        Implausible { meter: MeterId, used: Usage, most: Usage } = "use_implausible",
            "表具「{meter}」的用量应不超过{most}，算得{used}。",
            "expected at most {most} used on meter `{meter}`, found {used}";
        /// More than one number of turn-overs lies within what was stated to be possible.
        Ambiguous { meter: MeterId, one: Usage, other: Usage, most: Usage } = "rollover_ambiguous",
            "表具「{meter}」的过零次数不能确定：不超过{most}的用量可以是{one}，也可以是{other}，须写明次数。",
            "expected one use of meter `{meter}` within {most}, found {one} and {other}; state how often it turned over";
        /// The multiplied use is not a whole number of thousandths.
        UseNotExact { meter: MeterId, found: Usage, multiplier: Ratio } = "use_not_exact",
            "表具「{meter}」的用量不是千分之一的整数倍：{found}乘以{multiplier}。",
            "expected the use of meter `{meter}` in whole thousandths, found {found} times {multiplier}";
        /// A use is beyond the bounds of its type.
        UseOverflow {} = "use_overflow",
            "用量合计超出可表示范围。",
            "expected a use that can be held, found one beyond its bounds";
        /// A history has no piece or more than [`PIECES_MAX`].
        PiecesNumber { most: usize, found: usize } = "meter_pieces",
            "计量段应为1至{most}段，所填{found}段。",
            "expected 1 to {most} pieces of a history, found {found}";
        /// A piece does not begin on the day on which the one before ends.
        Gap { meter: MeterId, expected: Day, found: Day } = "meter_gap",
            "计量段应前后相接：表具「{meter}」应自{expected}起，所填自{found}起。",
            "expected meter `{meter}` to begin on {expected}, where the piece before ends, found {found}";
        /// Two meters that are added up count different things.
        OtherUnit { expected: UsageUnit, found: UsageUnit } = "other_usage_unit",
            "计量单位应同为{expected:#}，所填为{found:#}。",
            "expected one unit of use, {}, found {}", expected.en(), found.en();
        /// What should be a reading on the spot is an estimate.
        NotActual { meter: MeterId, on: Day } = "reading_not_actual",
            "表具「{meter}」{on}的读数是估抄，清算须用实抄读数。",
            "expected a reading of meter `{meter}` on {on} that was read, found an estimate";
        /// A common meter has no user or more than [`USERS_MAX`].
        UsersNumber { most: usize, found: usize } = "meter_users",
            "分摊户数应为1至{most}户，所填{found}户。",
            "expected 1 to {most} users of a common meter, found {found}";
        /// A unit is listed twice.
        DuplicateUser { unit: UnitId } = "duplicate_user",
            "专有部分「{unit}」在分摊清单中出现两次。",
            "expected each user of a common meter once, found `{unit}` twice";
        /// Nobody used anything, or nobody has an area: there is nothing to share by.
        NoUse { by: SharedBy } = "no_use",
            "没有分摊依据：{by:#}合计应大于零，实际为零。",
            "expected {} above zero to share by, found zero in all", by.en();
        /// There is no block or more than [`TIERS_MAX`].
        TiersNumber { most: usize, found: usize } = "tiers_number",
            "阶梯应为1至{most}档，所填{found}档。",
            "expected 1 to {most} tiers, found {found}";
        /// A block does not end above the one before.
        TiersOrder { tier: usize, above: Usage, found: Usage } = "tiers_order",
            "第{tier}档的上限应大于{above}，所填为{found}。",
            "expected tier {tier} to end above {above}, found {found}";
        /// A block before the last has no end, or the last has one.
        TiersEnd { tier: usize } = "tiers_end",
            "只有最后一档不设上限，第{tier}档不符。",
            "expected an end of every tier but the last, found otherwise at tier {tier}";
    }
}

// ------------------------------------------------------------------------------------------------ meters

/// 表具 — a meter: how many figures its register has before the point, by what its reading is multiplied, and what it
/// counts. A multiplier of 40 makes one step of the register 40 units.
///
/// ```
/// use wuye::billing::meter::{Meter, Reading, ReadingKind, Rollover, consumption};
/// use wuye::measure::{Ratio, UsageUnit};
/// let meter = Meter::new("E-1".parse()?, 5, Ratio::new(40, 1)?, UsageUnit::KilowattHour)?;
/// let kind = ReadingKind::Actual;
/// let read = |day: &str, value: &str| Reading { day: day.parse().unwrap(), value: value.parse().unwrap(), kind };
/// let (from, to) = (read("2026-01-01", "99990"), read("2026-02-01", "15"));
/// assert_eq!(consumption(&meter, &from, &to, Rollover::Stated(1))?.used(), "1000".parse()?);
/// assert_eq!(consumption(&meter, &from, &to, Rollover::Stated(0)).unwrap_err().code(), "meter_runs_backwards");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "MeterForm", into = "MeterForm")]
pub struct Meter {
    // INVARIANT: 1 to DIGITS_MAX figures, a multiplier above zero.
    id: MeterId,
    digits: u8,
    multiplier: Ratio,
    unit: UsageUnit,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MeterForm {
    id: MeterId,
    digits: u8,
    multiplier: Ratio,
    unit: UsageUnit,
}

impl TryFrom<MeterForm> for Meter {
    type Error = Placed<MeterError>;
    fn try_from(form: MeterForm) -> Result<Self, Placed<MeterError>> {
        Ok(Self::new(form.id, form.digits, form.multiplier, form.unit)?)
    }
}

impl From<Meter> for MeterForm {
    fn from(meter: Meter) -> Self {
        Self { id: meter.id, digits: meter.digits, multiplier: meter.multiplier, unit: meter.unit }
    }
}

impl Meter {
    /// A meter.
    ///
    /// # Errors
    /// [`MeterError::Digits`], [`MeterError::Multiplier`].
    pub fn new(id: MeterId, digits: u8, multiplier: Ratio, unit: UsageUnit) -> Result<Self, MeterError> {
        if digits == 0 || digits > DIGITS_MAX {
            return Err(MeterError::Digits { meter: id, most: DIGITS_MAX, found: digits });
        }
        if multiplier.above() <= 0 {
            return Err(MeterError::Multiplier { meter: id, found: multiplier });
        }
        Ok(Self { id, digits, multiplier, unit })
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> &MeterId {
        &self.id
    }

    /// How many figures its register has before the point.
    #[must_use]
    pub const fn digits(&self) -> u8 {
        self.digits
    }

    /// By what a reading is multiplied.
    #[must_use]
    pub const fn multiplier(&self) -> Ratio {
        self.multiplier
    }

    /// What it counts.
    #[must_use]
    pub const fn unit(&self) -> UsageUnit {
        self.unit
    }

    /// One turn of the register, in thousandths of a step: 10^digits × 1,000.
    fn turn(&self) -> i128 {
        10_i128.saturating_pow(u32::from(self.digits)).saturating_mul(1_000)
    }

    /// Thousandths of the register, multiplied.
    fn multiplied(&self, steps: i128) -> Result<Usage, MeterError> {
        let whole = steps.checked_mul(i128::from(self.multiplier.above())).ok_or(MeterError::UseOverflow {})?;
        let below = i128::from(self.multiplier.below());
        if whole.checked_rem(below) != Some(0) {
            let found = i64::try_from(steps).ok().and_then(|n| Usage::from_thousandths(n).ok()).unwrap_or(Usage::MAX);
            return Err(MeterError::UseNotExact { meter: self.id.clone(), found, multiplier: self.multiplier });
        }
        let used = whole.checked_div(below).and_then(|n| i64::try_from(n).ok());
        used.and_then(|n| Usage::from_thousandths(n).ok()).ok_or(MeterError::UseOverflow {})
    }
}

/// 读数 — what a register showed at the end of a day, before the multiplier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// The day.
    pub day: Day,
    /// What it showed.
    pub value: Usage,
    /// Whether it was read or estimated.
    pub kind: ReadingKind,
}

/// 过零 — what the caller knows of a register's turning over between two readings. There is no default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rollover {
    /// It turned over so often: 0 for not at all.
    Stated(u8),
    /// At most so much can have been used between the two readings, after the multiplier. One use only may fit.
    Within(Usage),
}

/// 用量结果 — what one meter counted between two readings, and how that came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Consumption {
    meter: Meter,
    from: Reading,
    to: Reading,
    turns: u32,
    used: Usage,
}

impl Consumption {
    /// The meter.
    #[must_use]
    pub const fn meter(&self) -> &Meter {
        &self.meter
    }

    /// The earlier reading.
    #[must_use]
    pub const fn from(&self) -> &Reading {
        &self.from
    }

    /// The later reading.
    #[must_use]
    pub const fn to(&self) -> &Reading {
        &self.to
    }

    /// How often the register turned over.
    #[must_use]
    pub const fn turns(&self) -> u32 {
        self.turns
    }

    /// How much was used, after the multiplier.
    #[must_use]
    pub const fn used(&self) -> Usage {
        self.used
    }

    /// Whether a reading is an estimate, so that the use is trued up later ([`true_up`]).
    #[must_use]
    pub fn is_estimated(&self) -> bool {
        [self.from.kind, self.to.kind].contains(&ReadingKind::Estimated)
    }

    /// `表具「E-1」：2026年1月1日读数99,990，2026年2月1日读数15，过零1次，倍率40，用量1,000千瓦时。`
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let read = |reading: &Reading| {
            let (day, value) = (reading.day.render(lang), reading.value.grouped());
            match (lang, reading.kind) {
                (Lang::Zh, ReadingKind::Actual) => format!("{day}读数{value}"),
                (Lang::Zh, ReadingKind::Estimated) => format!("{day}估抄{value}"),
                (Lang::En, ReadingKind::Actual) => format!("{value} on {day}"),
                (Lang::En, ReadingKind::Estimated) => format!("{value} on {day}, estimated"),
            }
        };
        let mut parts = vec![read(&self.from), read(&self.to)];
        if self.turns > 0 {
            parts.push(match lang {
                Lang::Zh => format!("过零{}次", self.turns),
                Lang::En => format!("turned over {}×", self.turns),
            });
        }
        let times = self.meter.multiplier;
        if times.above() != times.below() {
            let times = if times.below() == 1 { times.above().to_string() } else { times.to_string() };
            parts.push(match lang {
                Lang::Zh => format!("倍率{times}"),
                Lang::En => format!("times {times}"),
            });
        }
        let used = self.used.render(self.meter.unit, lang);
        match lang {
            Lang::Zh => format!("表具「{}」：{}，用量{used}。", self.meter.id, parts.join("，")),
            Lang::En => format!("meter `{}`: {}; used {used}", self.meter.id, parts.join("; ")),
        }
    }
}

/// What a meter counted between two readings.
///
/// # Errors
/// [`MeterError::ReadingOrder`], [`MeterError::BeyondRegister`]; [`MeterError::RunsBackwards`] where the register shows
/// less and what is stated does not explain it; [`MeterError::Implausible`] and [`MeterError::Ambiguous`] where a
/// plausible use is stated that no use, or more than one, keeps; [`MeterError::UseNotExact`],
/// [`MeterError::UseOverflow`].
pub fn consumption(meter: &Meter, from: &Reading, to: &Reading, rollover: Rollover) -> Result<Consumption, MeterError> {
    if to.day < from.day {
        return Err(MeterError::ReadingOrder { meter: meter.id.clone(), first: from.day, then: to.day });
    }
    for reading in [from, to] {
        if i128::from(reading.value.thousandths()) >= meter.turn() {
            let (meter, digits) = (meter.id.clone(), meter.digits);
            return Err(MeterError::BeyondRegister { meter, digits, found: reading.value });
        }
    }
    let shown = i128::from(to.value.thousandths()).saturating_sub(i128::from(from.value.thousandths()));
    let after = |turns: u32| shown.saturating_add(meter.turn().saturating_mul(i128::from(turns)));
    let backwards = || MeterError::RunsBackwards {
        meter: meter.id.clone(),
        on: from.day,
        from: from.value,
        then: to.day,
        to: to.value,
    };
    let (turns, used) = match rollover {
        Rollover::Stated(turns) => {
            let turns = u32::from(turns);
            if after(turns) < 0 {
                return Err(backwards());
            }
            (turns, meter.multiplied(after(turns))?)
        }
        Rollover::Within(most) => {
            let turns = u32::from(shown < 0);
            let used = meter.multiplied(after(turns))?;
            if used > most {
                let implausible = MeterError::Implausible { meter: meter.id.clone(), used, most };
                return Err(if shown < 0 { backwards() } else { implausible });
            }
            // One more turn would also be possible: nobody can say which it was.
            match meter.multiplied(after(turns.saturating_add(1))) {
                Ok(other) if other <= most => {
                    return Err(MeterError::Ambiguous { meter: meter.id.clone(), one: used, other, most });
                }
                _ => (turns, used),
            }
        }
    };
    Ok(Consumption { meter: meter.clone(), from: *from, to: *to, turns, used })
}

/// 换表 — the use of a meter point through its meters: the piece of each meter begins on the day on which the one before
/// ends (旧表止度、新表起度).
///
/// # Errors
/// [`MeterError::PiecesNumber`], [`MeterError::Gap`], [`MeterError::OtherUnit`], [`MeterError::UseOverflow`].
pub fn through(pieces: &[Consumption]) -> Result<Usage, MeterError> {
    let wrong = MeterError::PiecesNumber { most: PIECES_MAX, found: pieces.len() };
    let Some(first) = pieces.first().filter(|_| pieces.len() <= PIECES_MAX) else { return Err(wrong) };
    for (one, next) in pieces.iter().zip(pieces.iter().skip(1)) {
        if next.from.day != one.to.day {
            let (meter, expected, found) = (next.meter.id.clone(), one.to.day, next.from.day);
            return Err(MeterError::Gap { meter, expected, found });
        }
        same_unit(first.meter.unit, next.meter.unit)?;
    }
    total(pieces.iter().map(Consumption::used))
}

fn same_unit(expected: UsageUnit, found: UsageUnit) -> Result<(), MeterError> {
    if expected == found { Ok(()) } else { Err(MeterError::OtherUnit { expected, found }) }
}

fn total<I: IntoIterator<Item = Usage>>(uses: I) -> Result<Usage, MeterError> {
    Usage::sum(uses).map_err(|_: MeasureError| MeterError::UseOverflow {})
}

/// 差额 — how one use stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Apart {
    /// The same.
    Even,
    /// More, by so much.
    Over(Usage),
    /// Less, by so much.
    Under(Usage),
}

impl Apart {
    fn of(one: Usage, other: Usage) -> Self {
        match (one.minus(other), other.minus(one)) {
            (Some(Usage::ZERO), _) | (None, None) => Self::Even,
            (Some(more), _) => Self::Over(more),
            (None, Some(less)) => Self::Under(less),
        }
    }
}

/// 清算 — what was billed on estimates beside what a reading on the spot shows: the use to be charged still
/// ([`Apart::Over`]) or given back ([`Apart::Under`]).
///
/// # Errors
/// [`MeterError::NotActual`] where an end of `read` is an estimate; [`MeterError::UseOverflow`].
///
/// ```
/// use wuye::billing::meter::{Apart, Meter, Reading, ReadingKind, Rollover, consumption, true_up};
/// use wuye::measure::{Ratio, UsageUnit};
/// let meter = Meter::new("W-3".parse()?, 5, Ratio::new(1, 1)?, UsageUnit::Tonne)?;
/// let kind = ReadingKind::Actual;
/// let read = |day: &str, value: &str| Reading { day: day.parse().unwrap(), value: value.parse().unwrap(), kind };
/// let quarter = consumption(&meter, &read("2026-01-01", "100"), &read("2026-04-01", "131"), Rollover::Stated(0))?;
/// assert_eq!(true_up(&quarter, &["10".parse()?, "12".parse()?])?, Apart::Over("9".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn true_up(read: &Consumption, billed: &[Usage]) -> Result<Apart, MeterError> {
    for reading in [&read.from, &read.to] {
        if reading.kind == ReadingKind::Estimated {
            return Err(MeterError::NotActual { meter: read.meter.id.clone(), on: reading.day });
        }
    }
    Ok(Apart::of(read.used, total(billed.iter().copied())?))
}

// ------------------------------------------------------------------------------------------------ common meters

/// 用户用量 — a unit and what its own meter counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitUse {
    /// The unit, once in a list.
    pub unit: UnitId,
    /// What it used.
    pub used: Usage,
}

/// 分摊权重 — what a unit weighs in sharing a common meter.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Weighed {
    /// The unit.
    pub unit: UnitId,
    /// Thousandths of its own use, or hundredths of a square metre.
    pub weight: u64,
}

/// 公摊 — a use in common, shared over units: a line loss by their own use, or a meter of common parts by area.
///
/// ```
/// use wuye::billing::meter::{Shared, SurplusPolicy, UnitUse};
/// use wuye::measure::UsageUnit;
/// let of = |unit: &str, used: &str| UnitUse { unit: unit.parse().unwrap(), used: used.parse().unwrap() };
/// let loss = Shared::loss(UsageUnit::Tonne, "60".parse()?, &[of("1-101", "20"), of("1-102", "30")], SurplusPolicy::Report)?;
/// assert_eq!(loss.exact("3.45".parse()?), (34_500_000_000, 10_000_000)); // 10 t, 34.50 yuan
/// let parts = loss.split("34.50".parse()?)?;
/// assert_eq!(parts.iter().map(|(_, part)| part.to_string()).collect::<Vec<_>>(), ["13.80", "20.70"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shared {
    unit: UsageUnit,
    by: SharedBy,
    main: Usage,
    metered: Usage,
    apart: Apart,
    policy: SurplusPolicy,
    // INVARIANT: by unit id, each once, and some weight is positive.
    members: Vec<Weighed>,
}

impl Shared {
    /// 损耗 — what a main meter shows beyond its sub-meters, shared by their use.
    ///
    /// # Errors
    /// [`MeterError::UsersNumber`], [`MeterError::DuplicateUser`], [`MeterError::UseOverflow`]; [`MeterError::NoUse`]
    /// where nobody used anything and yet there is a loss to share.
    pub fn loss(unit: UsageUnit, main: Usage, users: &[UnitUse], policy: SurplusPolicy) -> Result<Self, MeterError> {
        let members = users.iter().map(|user| (&user.unit, user.used.thousandths().unsigned_abs()));
        let members = weighed(members)?;
        let metered = total(users.iter().map(|user| user.used))?;
        let apart = Apart::of(main, metered);
        if metered == Usage::ZERO && apart != Apart::Even {
            return Err(MeterError::NoUse { by: SharedBy::Use });
        }
        Ok(Self { unit, by: SharedBy::Use, main, metered, apart, policy, members })
    }

    /// 公共用量 — what a meter of common parts shows, shared by area where nothing else was agreed.
    ///
    /// # Errors
    /// [`MeterError::UsersNumber`], [`MeterError::DuplicateUser`]; [`MeterError::NoUse`] where no unit has an area.
    pub fn by_area(unit: UsageUnit, main: Usage, units: &[(UnitId, Area)]) -> Result<Self, MeterError> {
        let members = weighed(units.iter().map(|(unit, area)| (unit, area.hundredths().unsigned_abs())))?;
        if members.iter().all(|member| member.weight == 0) {
            return Err(MeterError::NoUse { by: SharedBy::Area });
        }
        let apart = Apart::of(main, Usage::ZERO);
        let policy = SurplusPolicy::Report;
        Ok(Self { unit, by: SharedBy::Area, main, metered: Usage::ZERO, apart, policy, members })
    }

    /// What the meters count.
    #[must_use]
    pub const fn unit(&self) -> UsageUnit {
        self.unit
    }

    /// What the main meter shows.
    #[must_use]
    pub const fn main(&self) -> Usage {
        self.main
    }

    /// What the sub-meters show together.
    #[must_use]
    pub const fn metered(&self) -> Usage {
        self.metered
    }

    /// How the main meter stands to them: [`Apart::Over`] is a loss, [`Apart::Under`] a surplus of the sub-meters.
    #[must_use]
    pub const fn apart(&self) -> Apart {
        self.apart
    }

    /// What each unit weighs, in the order of ids.
    #[must_use]
    pub fn members(&self) -> &[Weighed] {
        &self.members
    }

    /// What is shared, at a price, as a fraction of fen: below zero for a surplus that is given back, zero for one that
    /// is only reported.
    #[must_use]
    pub fn exact(&self, price: UsagePrice) -> (i128, i128) {
        match (self.apart, self.policy) {
            (Apart::Over(used), _) => price.exact_for(used),
            (Apart::Under(used), SurplusPolicy::Credit) => {
                let (above, below) = price.exact_for(used);
                (above.saturating_neg(), below)
            }
            (Apart::Even, _) | (Apart::Under(_), SurplusPolicy::Report) => (0, 1),
        }
    }

    /// Shares an amount out to the fen, by largest remainder; who used nothing gets nothing, ties go to the earlier id.
    ///
    /// # Errors
    /// [`MeterError::NoUse`] where nobody used anything.
    pub fn split(&self, total: Money) -> Result<Vec<(UnitId, Money)>, MeterError> {
        let weights: Vec<u64> = self.members.iter().map(|member| member.weight).collect();
        let parts = largest_remainder(total.fen(), &weights).map_err(|_| MeterError::NoUse { by: self.by })?;
        // A part is never more than the total, so it is an amount.
        let part = |fen| Money::from_fen(fen).unwrap_or(Money::ZERO);
        Ok(self.members.iter().zip(parts).map(|(member, fen)| (member.unit.clone(), part(fen))).collect())
    }

    /// `总表1,230吨，分表合计1,187吨，损耗43吨，按分表用量分摊。`
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let show = |usage: Usage| usage.render(self.unit, lang);
        let (main, metered) = (show(self.main), show(self.metered));
        match (self.by, self.apart, lang) {
            (SharedBy::Area, _, Lang::Zh) => format!("公共用量{main}，按建筑面积分摊。"),
            (SharedBy::Area, _, Lang::En) => format!("{main} in common, shared by area"),
            (SharedBy::Use, Apart::Over(loss), Lang::Zh) => {
                format!("总表{main}，分表合计{metered}，损耗{}，按分表用量分摊。", show(loss))
            }
            (SharedBy::Use, Apart::Over(loss), Lang::En) => {
                format!("main meter {main}, sub-meters {metered}, loss {}, shared by use", show(loss))
            }
            (SharedBy::Use, Apart::Even, Lang::Zh) => format!("总表{main}，与分表合计相同，没有损耗。"),
            (SharedBy::Use, Apart::Even, Lang::En) => format!("main meter {main}, as the sub-meters; no loss"),
            (SharedBy::Use, Apart::Under(more), Lang::Zh) => {
                format!("总表{main}，分表合计{metered}，多出{}：{}。", show(more), self.policy.zh())
            }
            (SharedBy::Use, Apart::Under(more), Lang::En) => {
                format!("main meter {main}, sub-meters {metered}, {} too much: {}", show(more), self.policy.en())
            }
        }
    }
}

fn weighed<'a, I>(members: I) -> Result<Vec<Weighed>, MeterError>
where
    I: Iterator<Item = (&'a UnitId, u64)>,
{
    let mut members: Vec<Weighed> = members.map(|(unit, weight)| Weighed { unit: unit.clone(), weight }).collect();
    let most = USERS_MAX.min(usize::try_from(apportion::MEMBERS_MAX).unwrap_or(USERS_MAX));
    if members.is_empty() || members.len() > most {
        return Err(MeterError::UsersNumber { most, found: members.len() });
    }
    members.sort_by(|a, b| a.unit.cmp(&b.unit));
    let twice = members.iter().zip(members.iter().skip(1)).find(|(one, next)| one.unit == next.unit);
    match twice {
        Some((one, _)) => Err(MeterError::DuplicateUser { unit: one.unit.clone() }),
        None => Ok(members),
    }
}

// ------------------------------------------------------------------------------------------------ tiers

/// 阶梯档 — a block of use and its price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Up to which use, that use included; nothing for the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to: Option<Usage>,
    /// What one unit costs within it.
    pub price: UsagePrice,
}

/// 阶梯价格 — blocks of use, each at its own price: what lies in a block costs that block's price, whatever lies above it.
/// The ends are those of the span that is billed (a month, a year).
///
/// ```
/// use wuye::billing::meter::{Tier, Tiers};
/// use wuye::measure::UsageUnit;
/// let tier = |end: Option<&str>, price: &str| Tier {
///     up_to: end.map(|end| end.parse().unwrap()),
///     price: price.parse().unwrap(),
/// };
/// let tiers = Tiers::new(UsageUnit::KilowattHour, vec![tier(Some("200"), "0.5"), tier(Some("400"), "0.55"), tier(None, "0.8")])?;
/// // 200 × 0.50 + 200 × 0.55 + 50 × 0.80 = 250.00
/// let (above, below) = tiers.exact("450".parse()?).unwrap();
/// assert_eq!((above / below, above % below), (25_000, 0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "TiersForm", into = "TiersForm")]
pub struct Tiers {
    // INVARIANT: 1 to TIERS_MAX blocks, each ending above the one before, the last and no other without an end.
    unit: UsageUnit,
    tiers: Vec<Tier>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TiersForm {
    unit: UsageUnit,
    tiers: Vec<Tier>,
}

impl TryFrom<TiersForm> for Tiers {
    type Error = Placed<MeterError>;
    fn try_from(form: TiersForm) -> Result<Self, Placed<MeterError>> {
        Ok(Self::new(form.unit, form.tiers)?)
    }
}

impl From<Tiers> for TiersForm {
    fn from(tiers: Tiers) -> Self {
        Self { unit: tiers.unit, tiers: tiers.tiers }
    }
}

/// 分档用量 — what of a use lies in one block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct TierUse {
    /// The block, from 1.
    pub tier: usize,
    /// What lies in it.
    pub used: Usage,
    /// Its price.
    pub price: UsagePrice,
}

impl TierUse {
    /// Its exact amount as a fraction of fen.
    #[must_use]
    pub fn exact(&self) -> (i128, i128) {
        self.price.exact_for(self.used)
    }
}

impl Tiers {
    /// Blocks of use.
    ///
    /// # Errors
    /// [`MeterError::TiersNumber`]; [`MeterError::TiersEnd`]; [`MeterError::TiersOrder`] for a block that is empty or
    /// ends below the one before.
    pub fn new(unit: UsageUnit, tiers: Vec<Tier>) -> Result<Self, MeterError> {
        if tiers.is_empty() || tiers.len() > TIERS_MAX {
            return Err(MeterError::TiersNumber { most: TIERS_MAX, found: tiers.len() });
        }
        let mut above = Usage::ZERO;
        for (number, tier) in (1_usize..).zip(&tiers) {
            match tier.up_to {
                Some(found) if number < tiers.len() => {
                    if found <= above {
                        return Err(MeterError::TiersOrder { tier: number, above, found });
                    }
                    above = found;
                }
                None if number == tiers.len() => {}
                Some(_) | None => return Err(MeterError::TiersEnd { tier: number }),
            }
        }
        Ok(Self { unit, tiers })
    }

    /// What is used.
    #[must_use]
    pub const fn unit(&self) -> UsageUnit {
        self.unit
    }

    /// The blocks.
    #[must_use]
    pub fn tiers(&self) -> &[Tier] {
        &self.tiers
    }

    /// What of a use lies in each block, up to the last that it reaches.
    #[must_use]
    pub fn split(&self, used: Usage) -> Vec<TierUse> {
        let mut from = Usage::ZERO;
        let mut parts = Vec::with_capacity(self.tiers.len());
        for (number, tier) in (1_usize..).zip(&self.tiers) {
            let to = tier.up_to.map_or(used, |end| end.min(used));
            let Some(within) = to.minus(from).filter(|within| *within > Usage::ZERO || number == 1) else { break };
            parts.push(TierUse { tier: number, used: within, price: tier.price });
            from = to;
        }
        parts
    }

    /// What a use costs, as a fraction of fen; whoever bills it rounds it once. Always fits within the bounds of its
    /// parts.
    #[must_use]
    pub fn exact(&self, used: Usage) -> Option<(i128, i128)> {
        let mut sum = (0_i128, 1_i128);
        for part in self.split(used) {
            let (above, below) = part.exact();
            sum = (sum.0.checked_add(above)?, below);
        }
        Some(sum)
    }

    /// `第1档200千瓦时×0.50元，第2档50千瓦时×0.55元。`
    #[must_use]
    pub fn render(&self, used: Usage, lang: Lang) -> String {
        let line = |part: TierUse| {
            let (n, show, price) = (part.tier, part.used.render(self.unit, lang), part.price.short());
            match lang {
                Lang::Zh => format!("第{n}档{show}×{price}元"),
                Lang::En => format!("tier {n}: {show} × {price} yuan"),
            }
        };
        let lines: Vec<String> = self.split(used).into_iter().map(line).collect();
        match lang {
            Lang::Zh => format!("{}。", lines.join("，")),
            Lang::En => lines.join("; "),
        }
    }
}

// ------------------------------------------------------------------------------------------------ collecting

/// 代收核对 — what a provider collected for a supplier beside the supplier's bill. Who collects for a supplier may take no
/// fee for it (《物业管理条例》第四十四条第二款).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PassThrough {
    /// Met, unmet, or unknown where the law on that day is not known.
    pub verdict: Verdict,
    /// What was collected from the users in all.
    pub collected: Money,
    /// What the supplier billed.
    pub billed: Money,
    /// The most that may be taken on top, where the law is known.
    pub allowed: Option<Money>,
    /// By which law.
    pub law: Option<Citation>,
}

/// Holds what was collected against the supplier's bill.
///
/// ```
/// use wuye::billing::meter::pass_through;
/// use wuye::rule::Verdict;
/// let law = wuye::places::rulebook_for("000000".parse()?)?;
/// let check = |collected: &str| pass_through(&law, "2026-03-01".parse().unwrap(), collected.parse().unwrap(), "4243.50".parse().unwrap());
/// assert_eq!(check("4243.50").verdict, Verdict::Met);
/// assert_eq!(check("4243.51").verdict, Verdict::Unmet);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn pass_through(rulebook: &Rulebook, day: Day, collected: Money, billed: Money) -> PassThrough {
    let settled = rulebook.setting(Key::Figure(Figure::CollectionFee), day);
    let Settled::Known { setting: Setting::AtMost(ParameterValue::Money(most)), law, .. } = settled else {
        return PassThrough { verdict: Verdict::Unknown, collected, billed, allowed: None, law: None };
    };
    let over = i128::from(collected.fen()).saturating_sub(i128::from(billed.fen()));
    let verdict = Verdict::of(over <= i128::from(most.fen()));
    PassThrough { verdict, collected, billed, allowed: Some(most), law: Some(law) }
}

impl PassThrough {
    /// `不满足：代收4,300.00元，供应单位账单4,243.50元，多收56.50元（…）。`
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (verdict, collected, billed) = (self.verdict.render(lang), self.collected.grouped(), self.billed.grouped());
        let over = self.collected.minus(self.billed).ok().filter(|over| *over > Money::ZERO);
        let law = self.law.as_ref().map(|law| law.render(lang));
        match lang {
            Lang::Zh => {
                let over = over.map_or_else(String::new, |over| format!("，多收{}元", over.grouped()));
                let law = law.map_or_else(|| "；当日的规定待查明".to_owned(), |law| format!("（{law}）"));
                format!("{verdict}：代收{collected}元，供应单位账单{billed}元{over}{law}。")
            }
            Lang::En => {
                let over = over.map_or_else(String::new, |over| format!(", {} yuan too much", over.grouped()));
                let law =
                    law.map_or_else(|| "; the law of that day is not known".to_owned(), |law| format!(" ({law})"));
                format!("{verdict}: {collected} yuan collected, {billed} yuan billed by the supplier{over}{law}")
            }
        }
    }
}
