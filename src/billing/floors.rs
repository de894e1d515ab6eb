//! 楼层系数 — sharing the cost of a lift by floor. Tables of coefficients are data with a source, never law.
//!
//! 1. What the owners share is the cost less subsidies and what the maintenance fund pays.
//! 2. `share = net × coefficient(floor) × area^k / sum`, with k 0 or 1, by largest remainder on whole-number weights.
//!    Coefficients stay fractions: 6.67 % is not one fifteenth.
//! 3. A coefficient of zero pays nothing. Coefficients that are all zero are no basis.
//! 4. A table speaks for its floors. Beyond them, and below the first, it says nothing and nothing is continued, unless
//!    its source says how it goes on.

use serde::{Deserialize, Serialize};

use crate::estate::UnitId;
use crate::law::Confidence;
use crate::measure::apportion::largest_remainder;
use crate::measure::{Area, Money, Ratio, gcd_of_words};
use crate::terms::{Lang, Placed, clip, faults, terms};

/// The most floors of one table.
pub const FLOORS_MAX: usize = 200;
/// The most members of one split.
pub const FLOOR_MEMBERS_MAX: usize = 10_000;
/// The lowest and the highest floor.
pub const FLOOR_RANGE: (i16, i16) = (-20, 300);
/// The most characters of a title or source.
pub const FLOOR_TEXT_MAX: usize = 200;

terms! {
    /// 面积计入 — whether a coefficient is also multiplied with the area.
    pub enum FloorBasis: "basis of a floor table" {
        Household = "household", "楼层系数", "floor", "usage";
        Area = "area", "楼层系数×建筑面积", "floor × area", "usage";
    }
}

terms! {
    /// 常见方案 — tables of coefficients that are in use. None is law, and each says how it was read.
    pub enum FloorModel: "floor model" {
        ZeroBase = "zero_base", "首层为零、逐层递增", "zero base", "广州一类地方的指导意见";
        Linear = "linear", "按层差线性", "linear use", "w.sf024.com/info/390617275135268765.html";
        FloorArea = "floor_area", "楼层系数×面积", "floor by area", "zjtcn.com/zhishi/dcjzdtfa";
        Percentages = "percentages", "按层百分比", "percentages by floor", "网络转述的分摊比例";
    }
}

faults! {
    /// A cost, a table or members that cannot be split by floor (不能按楼层分摊的费用、系数表或成员).
    pub enum FloorError {
        /// A table has no floor or more than [`FLOORS_MAX`].
        FloorsNumber { most: usize, found: usize } = "floors_number",
            "系数表应有1至{most}层，所填{found}层。",
            "expected a table of 1 to {most} floors, found {found}";
        /// A title or source is empty or too long, or holds control characters.
        FloorText { most: usize, found: String } = "floor_text",
            "系数表的名称和来源应为1至{most}个字符且不含控制字符，所填为「{found}」。",
            "expected a title and a source of 1 to {most} characters without control characters, found `{found}`";
        /// Floors are not in ascending order, or one stands twice.
        FloorOrder { above: i16, found: i16 } = "floor_order",
            "系数表的楼层应由低到高且不重复：{above}层之后所填为{found}层。",
            "expected ascending floors, each once, found {found} after {above}";
        /// A floor is outside [`FLOOR_RANGE`].
        FloorOutside { least: i16, most: i16, found: i16 } = "floor_outside",
            "楼层应在{least}与{most}之间，所填为{found}。",
            "expected a floor from {least} to {most}, found {found}";
        /// A coefficient or a step is below zero.
        Negative { floor: i16, found: Ratio } = "floor_coefficient_negative",
            "楼层系数不得小于零：{floor}层所填为{found}。",
            "expected a coefficient of at least zero for floor {floor}, found {found}";
        /// The table says nothing of a floor.
        NoCoefficient { unit: UnitId, floor: i16, least: i16, most: i16 } = "no_floor_coefficient",
            "系数表（{least}层至{most}层）未规定{floor}层的系数，专有部分「{unit}」不能分摊。",
            "expected a floor of the table ({least} to {most}) for unit `{unit}`, found {floor}";
        /// There is no member or more than [`FLOOR_MEMBERS_MAX`].
        FloorMembers { most: usize, found: usize } = "floor_members",
            "分摊户数应为1至{most}户，所填{found}户。",
            "expected 1 to {most} members to share by floor, found {found}";
        /// A unit is listed twice.
        DuplicateMember { unit: UnitId } = "duplicate_floor_member",
            "专有部分「{unit}」在分摊清单中出现两次。",
            "expected each unit once in a split by floor, found `{unit}` twice";
        /// The table multiplies with areas, and that of a unit is not known.
        NoArea { unit: UnitId } = "floor_area_unknown",
            "按面积分摊须知每个专有部分的面积，「{unit}」未填报。",
            "expected the area of every unit, found none for `{unit}`";
        /// Nobody pays: every coefficient or area is zero.
        NoBasis { members: usize } = "no_floor_basis",
            "没有分摊依据：{members}户的系数或面积均为零。",
            "expected at least one member with a weight above zero, found none among {members}";
        /// Weights with one denominator are beyond what a weight can be.
        TooFine { unit: UnitId } = "floor_weight_too_fine",
            "系数的公分母过大：专有部分「{unit}」的权重超出可表示范围。",
            "expected coefficients with a common denominator that weights can hold, found none at unit `{unit}`";
        /// An amount of a cost is below zero.
        CostNegative { found: Money } = "lift_cost_negative",
            "费用、补贴和维修资金均不得小于零，所填为{found}元。",
            "expected cost, subsidy and fund of at least zero, found {found} yuan";
        /// Subsidies and the fund are more than the cost.
        CostCovered { total: Money, covered: Money } = "lift_cost_covered",
            "补贴与维修资金之和不得超过费用{total}元，所填为{covered}元。",
            "expected subsidy and fund of at most the cost, {total} yuan, found {covered}";
    }
}

// ------------------------------------------------------------------------------------------------ tables

/// 楼层与系数 — a floor and its coefficient. The floor below the ground floor is −1; there is no rule for floor 0 but
/// what the table says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FloorWeight {
    /// The floor.
    pub floor: i16,
    /// Its coefficient, zero or more.
    pub weight: Ratio,
}

/// 楼层系数表 — coefficients by floor, with what they are called, where they come from and how that was read.
///
/// ```
/// use wuye::billing::floors::{FloorModel, FloorTable};
/// use wuye::measure::Ratio;
/// let table = FloorTable::of(FloorModel::FloorArea)?;
/// assert_eq!(table.coefficient(9), Some(Ratio::new(13, 10)?));
/// assert_eq!(table.coefficient(10), None); // its source ends at floor 9
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "FloorTableForm", into = "FloorTableForm")]
pub struct FloorTable {
    // INVARIANT: 1 to FLOORS_MAX ascending floors within FLOOR_RANGE; no coefficient or step below zero; text of
    // 1 to FLOOR_TEXT_MAX characters.
    title: String,
    source: String,
    confidence: Confidence,
    basis: FloorBasis,
    floors: Vec<FloorWeight>,
    then: Option<Ratio>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FloorTableForm {
    title: String,
    source: String,
    confidence: Confidence,
    basis: FloorBasis,
    floors: Vec<FloorWeight>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    then: Option<Ratio>,
}

impl TryFrom<FloorTableForm> for FloorTable {
    type Error = Placed<FloorError>;
    fn try_from(form: FloorTableForm) -> Result<Self, Placed<FloorError>> {
        let table = Self::new(&form.title, &form.source, form.confidence, form.basis, form.floors)?;
        Ok(match form.then {
            Some(step) => table.rising_by(step)?,
            None => table,
        })
    }
}

impl From<FloorTable> for FloorTableForm {
    fn from(table: FloorTable) -> Self {
        let FloorTable { title, source, confidence, basis, floors, then } = table;
        Self { title, source, confidence, basis, floors, then }
    }
}

impl FloorTable {
    /// A table, such as the caller's own: what the owners of one entrance agreed.
    ///
    /// # Errors
    /// [`FloorError::FloorText`], [`FloorError::FloorsNumber`], [`FloorError::FloorOutside`],
    /// [`FloorError::FloorOrder`], [`FloorError::Negative`].
    pub fn new(
        title: &str,
        source: &str,
        confidence: Confidence,
        basis: FloorBasis,
        floors: Vec<FloorWeight>,
    ) -> Result<Self, FloorError> {
        for text in [title, source] {
            let chars = text.chars().count();
            if chars == 0 || chars > FLOOR_TEXT_MAX || text.chars().any(char::is_control) {
                return Err(FloorError::FloorText { most: FLOOR_TEXT_MAX, found: clip(text) });
            }
        }
        if floors.is_empty() || floors.len() > FLOORS_MAX {
            return Err(FloorError::FloorsNumber { most: FLOORS_MAX, found: floors.len() });
        }
        let mut before: Option<i16> = None;
        for FloorWeight { floor, weight } in &floors {
            let (least, most) = FLOOR_RANGE;
            if *floor < least || *floor > most {
                return Err(FloorError::FloorOutside { least, most, found: *floor });
            }
            if let Some(above) = before.filter(|above| floor <= above) {
                return Err(FloorError::FloorOrder { above, found: *floor });
            }
            if weight.above() < 0 {
                return Err(FloorError::Negative { floor: *floor, found: *weight });
            }
            before = Some(*floor);
        }
        let (title, source) = (title.to_owned(), source.to_owned());
        Ok(Self { title, source, confidence, basis, floors, then: None })
    }

    /// The same table, going on above its last floor by so much for each floor, because its source says so.
    ///
    /// # Errors
    /// [`FloorError::Negative`] for a step below zero.
    pub fn rising_by(mut self, step: Ratio) -> Result<Self, FloorError> {
        if step.above() < 0 {
            return Err(FloorError::Negative { floor: self.ends().1, found: step });
        }
        self.then = Some(step);
        Ok(self)
    }

    /// One of the tables in use.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn of(model: FloorModel) -> Result<Self, FloorError> {
        // Tenths, hundredths or whole numbers.
        let floors = |weights: &[i64], below: i64| -> Vec<FloorWeight> {
            let weight = |above: &i64| Ratio::new(*above, below).ok();
            let each = (1_i16..).zip(weights.iter().filter_map(weight));
            each.map(|(floor, weight)| FloorWeight { floor, weight }).collect()
        };
        let step = |above, below| Ratio::new(above, below).ok();
        let (basis, floors, then, confidence) = match model {
            // 1F 0, 2F 0.5, 3F 1, then 0.1 more for each floor.
            FloorModel::ZeroBase => (FloorBasis::Household, floors(&[0, 5, 10], 10), step(1, 10), Confidence::Memory),
            // Floor f weighs f − 1.
            FloorModel::Linear => (FloorBasis::Household, floors(&[0, 1], 1), step(1, 1), Confidence::Secondary),
            // 1F and 2F 0, 3F to 9F 0.7 to 1.3, times the area. (Its source rounds the area; areas are exact here.)
            FloorModel::FloorArea => {
                let tenths = [0, 0, 7, 8, 9, 10, 11, 12, 13];
                (FloorBasis::Area, floors(&tenths, 10), None, Confidence::Secondary)
            }
            // 1F nothing, 2F to 6F 7, 13, 20, 27, 33 of a hundred.
            FloorModel::Percentages => {
                (FloorBasis::Household, floors(&[0, 7, 13, 20, 27, 33], 100), None, Confidence::Secondary)
            }
        };
        let table = Self::new(model.zh(), model.source(), confidence, basis, floors)?;
        Ok(Self { then, ..table })
    }

    /// What it is called.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Where it comes from.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// How its source was read.
    #[must_use]
    pub const fn confidence(&self) -> Confidence {
        self.confidence
    }

    /// Whether areas count too.
    #[must_use]
    pub const fn basis(&self) -> FloorBasis {
        self.basis
    }

    /// Its floors, the lowest first.
    #[must_use]
    pub fn floors(&self) -> &[FloorWeight] {
        &self.floors
    }

    /// By how much it goes on above its last floor, if its source says so.
    #[must_use]
    pub const fn then(&self) -> Option<Ratio> {
        self.then
    }

    /// The lowest and the highest floor that stand in it.
    fn ends(&self) -> (i16, i16) {
        let floor = |weight: Option<&FloorWeight>| weight.map_or(0, |weight| weight.floor);
        (floor(self.floors.first()), floor(self.floors.last()))
    }

    /// The coefficient of a floor; nothing where the table does not say.
    #[must_use]
    pub fn coefficient(&self, floor: i16) -> Option<Ratio> {
        if let Some(known) = self.floors.iter().find(|known| known.floor == floor) {
            return Some(known.weight);
        }
        let last = self.floors.last().filter(|last| last.floor < floor && floor <= FLOOR_RANGE.1)?;
        let more = Ratio::new(i64::from(floor.checked_sub(last.floor)?), 1).ok()?;
        last.weight.plus(self.then?.times(more).ok()?).ok()
    }

    /// What each member weighs: its coefficient, times the hundredths of its area where the table counts areas, all
    /// brought to one denominator and to lowest terms. In the order given; a tariff can share by these numbers.
    ///
    /// # Errors
    /// [`FloorError::FloorMembers`], [`FloorError::DuplicateMember`], [`FloorError::NoCoefficient`],
    /// [`FloorError::NoArea`], [`FloorError::TooFine`], [`FloorError::NoBasis`].
    pub fn weights(&self, members: &[FloorMember]) -> Result<Vec<u64>, FloorError> {
        check_members(members)?;
        let known = members.iter().map(|member| {
            let coefficient = self.coefficient(member.floor).ok_or_else(|| {
                let (least, most) = self.ends();
                FloorError::NoCoefficient { unit: member.unit.clone(), floor: member.floor, least, most }
            })?;
            let extent = match self.basis {
                FloorBasis::Household => 1,
                FloorBasis::Area => {
                    let area = member.area.ok_or_else(|| FloorError::NoArea { unit: member.unit.clone() })?;
                    u128::from(area.hundredths().unsigned_abs())
                }
            };
            Ok((
                &member.unit,
                u128::from(coefficient.above().unsigned_abs()),
                coefficient.below().unsigned_abs(),
                extent,
            ))
        });
        let known = known.collect::<Result<Vec<_>, FloorError>>()?;
        let fine = |unit: &UnitId| FloorError::TooFine { unit: unit.clone() };
        let mut common = 1_u128;
        for (unit, _, below, _) in &known {
            common = lcm(common, u128::from(*below)).ok_or_else(|| fine(unit))?;
        }
        let wide = known.iter().map(|(unit, above, below, extent)| {
            let scale = common.checked_div(u128::from(*below));
            let weight =
                scale.and_then(|scale| above.checked_mul(scale)).and_then(|weight| weight.checked_mul(*extent));
            Ok((*unit, weight.ok_or_else(|| fine(unit))?))
        });
        let wide = wide.collect::<Result<Vec<_>, FloorError>>()?;
        let shared = wide.iter().fold(0_u128, |shared, (_, weight)| gcd_of_words(shared, *weight));
        if shared == 0 {
            return Err(FloorError::NoBasis { members: members.len() });
        }
        let narrow = wide.into_iter().map(|(unit, weight)| {
            weight.checked_div(shared).and_then(|weight| u64::try_from(weight).ok()).ok_or_else(|| fine(unit))
        });
        narrow.collect()
    }

    /// Splits what the owners pay, household by household, in the order of ids.
    ///
    /// # Errors
    /// As [`FloorTable::weights`].
    ///
    /// ```
    /// use wuye::billing::floors::{FloorMember, FloorModel, FloorTable, LiftCost};
    /// let cost = LiftCost::new("500000".parse()?, "200000".parse()?, "0".parse()?)?;
    /// let homes: Vec<FloorMember> = (1..=7)
    ///     .flat_map(|floor| [1, 2].map(|door| FloorMember { unit: format!("{floor}0{door}").parse().unwrap(), floor, area: None }))
    ///     .collect();
    /// let split = FloorTable::of(FloorModel::ZeroBase)?.split(cost, &homes)?;
    /// let of_door_one: Vec<String> = split.parts().iter().step_by(2).map(|part| part.amount.to_string()).collect();
    /// assert_eq!(of_door_one, ["0.00", "11538.46", "23076.92", "25384.62", "27692.31", "30000.00", "32307.69"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn split(&self, cost: LiftCost, members: &[FloorMember]) -> Result<FloorSplit, FloorError> {
        let mut members = members.to_vec();
        members.sort_by(|a, b| a.unit.cmp(&b.unit));
        let weights = self.weights(&members)?;
        let amounts = largest_remainder(cost.net().fen(), &weights)
            .map_err(|_| FloorError::NoBasis { members: members.len() })?;
        let sum = weights.iter().fold(0_u128, |sum, weight| sum.saturating_add(u128::from(*weight)));
        let parts = members.into_iter().zip(weights).zip(amounts).filter_map(|((member, weight), fen)| {
            // A part is never more than the net cost, so it is an amount.
            let (coefficient, amount) = (self.coefficient(member.floor)?, Money::from_fen(fen).ok()?);
            Some(FloorPart { unit: member.unit, floor: member.floor, area: member.area, coefficient, weight, amount })
        });
        let parts = parts.collect();
        Ok(FloorSplit {
            title: self.title.clone(),
            source: self.source.clone(),
            confidence: self.confidence,
            basis: self.basis,
            cost,
            sum,
            parts,
        })
    }
}

fn check_members(members: &[FloorMember]) -> Result<(), FloorError> {
    if members.is_empty() || members.len() > FLOOR_MEMBERS_MAX {
        return Err(FloorError::FloorMembers { most: FLOOR_MEMBERS_MAX, found: members.len() });
    }
    let mut ids: Vec<&UnitId> = members.iter().map(|member| &member.unit).collect();
    ids.sort_unstable();
    match ids.iter().zip(ids.iter().skip(1)).find(|(one, next)| one == next) {
        Some((twice, _)) => Err(FloorError::DuplicateMember { unit: UnitId::clone(twice) }),
        None => Ok(()),
    }
}

fn lcm(a: u128, b: u128) -> Option<u128> {
    a.checked_div(gcd_of_words(a, b))?.checked_mul(b)
}

// ------------------------------------------------------------------------------------------------ splits

/// 分摊成员 — a unit, its floor, and its area if known. A home on two floors is listed under the one that the owners
/// agreed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FloorMember {
    /// The unit, once in a split.
    pub unit: UnitId,
    /// Its floor.
    pub floor: i16,
    /// Its area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<Area>,
}

/// 加梯费用 — what a lift costs, and what of it others pay: a subsidy is not the owners' contribution, nor is what the
/// fund already holds.
///
/// ```
/// use wuye::billing::floors::LiftCost;
/// let cost = LiftCost::new("500000".parse()?, "150000".parse()?, "50000".parse()?)?;
/// assert_eq!(cost.net(), "300000".parse()?);
/// assert!(LiftCost::new("100".parse()?, "100".parse()?, "0.01".parse()?).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "LiftCostForm", into = "LiftCostForm")]
pub struct LiftCost {
    // INVARIANT: none below zero, subsidy and fund not above the total.
    total: Money,
    subsidy: Money,
    fund: Money,
    net: Money,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LiftCostForm {
    total: Money,
    subsidy: Money,
    fund: Money,
}

impl TryFrom<LiftCostForm> for LiftCost {
    type Error = Placed<FloorError>;
    fn try_from(form: LiftCostForm) -> Result<Self, Placed<FloorError>> {
        Ok(Self::new(form.total, form.subsidy, form.fund)?)
    }
}

impl From<LiftCost> for LiftCostForm {
    fn from(cost: LiftCost) -> Self {
        Self { total: cost.total, subsidy: cost.subsidy, fund: cost.fund }
    }
}

impl LiftCost {
    /// A cost.
    ///
    /// # Errors
    /// [`FloorError::CostNegative`], [`FloorError::CostCovered`].
    pub fn new(total: Money, subsidy: Money, fund: Money) -> Result<Self, FloorError> {
        if let Some(found) = [total, subsidy, fund].into_iter().find(|amount| *amount < Money::ZERO) {
            return Err(FloorError::CostNegative { found });
        }
        let covered = subsidy.plus(fund).ok().filter(|covered| *covered <= total);
        let net = covered.and_then(|covered| total.minus(covered).ok());
        match net {
            Some(net) => Ok(Self { total, subsidy, fund, net }),
            None => {
                let covered = subsidy.plus(fund).unwrap_or(subsidy.max(fund));
                Err(FloorError::CostCovered { total, covered })
            }
        }
    }

    /// What the lift costs.
    #[must_use]
    pub const fn total(self) -> Money {
        self.total
    }

    /// What is given for it.
    #[must_use]
    pub const fn subsidy(self) -> Money {
        self.subsidy
    }

    /// What the maintenance fund pays.
    #[must_use]
    pub const fn fund(self) -> Money {
        self.fund
    }

    /// What is left for the owners.
    #[must_use]
    pub const fn net(self) -> Money {
        self.net
    }
}

/// 一户应摊 — one household's part, and how it came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FloorPart {
    /// The unit.
    pub unit: UnitId,
    /// Its floor.
    pub floor: i16,
    /// Its area, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<Area>,
    /// The coefficient of its floor.
    pub coefficient: Ratio,
    /// Its whole-number weight.
    pub weight: u64,
    /// What it pays.
    pub amount: Money,
}

/// 分摊方案 — who pays what. The parts add up to the net cost, and each is the exactly right one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FloorSplit {
    title: String,
    source: String,
    confidence: Confidence,
    basis: FloorBasis,
    cost: LiftCost,
    #[serde(skip)]
    sum: u128,
    parts: Vec<FloorPart>,
}

impl FloorSplit {
    /// The cost that was split.
    #[must_use]
    pub const fn cost(&self) -> LiftCost {
        self.cost
    }

    /// What all weigh together.
    #[must_use]
    pub const fn sum(&self) -> u128 {
        self.sum
    }

    /// Each household, in the order of ids.
    #[must_use]
    pub fn parts(&self) -> &[FloorPart] {
        &self.parts
    }

    /// By which table, from where and how that was read, and of what amount.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (title, source, net) = (&self.title, &self.source, self.cost.net.grouped());
        let (total, subsidy, fund) = (self.cost.total.grouped(), self.cost.subsidy.grouped(), self.cost.fund.grouped());
        let (basis, read) = (self.basis.render(lang), self.confidence.render(lang));
        match lang {
            Lang::Zh => format!(
                "费用{total}元，减补贴{subsidy}元、维修资金{fund}元，业主分摊{net}元，按{basis}分摊；\
                 系数表「{title}」（「{source}」，{read}）是参考数据，不是法律规定。"
            ),
            Lang::En => format!(
                "cost {total} yuan less subsidy {subsidy} and fund {fund}: owners share {net} by {basis}; \
                 the table `{title}` (`{source}`, {read}) is data, not law"
            ),
        }
    }

    /// `「302」：3层，系数1，权重10/130，应摊23,076.92元。`
    #[must_use]
    pub fn explain(&self, part: &FloorPart, lang: Lang) -> String {
        let (unit, floor, weight, sum) = (&part.unit, part.floor, part.weight, self.sum);
        let coefficient = match part.coefficient.below() {
            1 => part.coefficient.above().to_string(),
            _ => part.coefficient.to_string(),
        };
        let amount = part.amount.grouped();
        let area = part.area.filter(|_| self.basis == FloorBasis::Area).map(Area::grouped);
        match lang {
            Lang::Zh => {
                let area = area.map_or_else(String::new, |area| format!("，面积{area}平方米"));
                format!("「{unit}」：{floor}层，系数{coefficient}{area}，权重{weight}/{sum}，应摊{amount}元。")
            }
            Lang::En => {
                let area = area.map_or_else(String::new, |area| format!(", {area} m²"));
                format!(
                    "`{unit}`: floor {floor}, coefficient {coefficient}{area}, weight {weight}/{sum}, pays {amount} yuan"
                )
            }
        }
    }
}
