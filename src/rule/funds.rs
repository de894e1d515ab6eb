//! Rules of law on money and rooms that are more than one number.

use serde::{Deserialize, Serialize};

use crate::measure::{Area, Dimension, MeasureError, Period, Share, Threshold};
use crate::terms::{Lang, terms};

terms! {
    /// 紧急情况 — in what a text lets the maintenance fund be used without a vote. Further conditions of the text (a paper
    /// of an inspector, a check by the committee) are not part of the word.
    pub enum EmergencyCase: "emergency" {
        Lift = "lift", "电梯故障", "failure of a lift", "《杭州市物业管理条例》第七十三条第一款第（一）项";
        FireGear = "fire_gear", "消防设施损坏", "damaged fire protection", "《杭州市物业管理条例》第七十三条第一款第（二）项";
        Facade = "facade", "外墙、外立面有脱落危险", "outer walls about to fall", "《杭州市物业管理条例》第七十三条第一款第（三）项";
        Collapse = "collapse", "围墙、道路坍塌", "a collapsed wall or road", "《杭州市物业管理条例》第七十三条第一款第（四）项";
        Leak = "leak", "屋顶、外墙渗漏", "a leaking roof or outer wall", "《杭州市物业管理条例》第七十三条第一款第（五）项";
        Drainage = "drainage", "排水设施堵塞、坍塌、爆裂", "blocked, collapsed or burst drains", "《杭州市物业管理条例》第七十三条第一款第（六）项";
        Pump = "pump", "水泵、水箱（池）故障", "failure of a pump or water tank", "《上海市住宅物业管理规定》第七十三条第二款第（一）项";
        WaterSupply = "water_supply", "二次供水中断", "a broken secondary water supply", "《清远市住宅小区物业管理条例》第五十三条第（五）项";
        Railing = "railing", "公共护栏（围）破损严重", "badly broken railings", "《河南省物业管理条例》第七十条第一款第（五）项";
        Other = "other", "其他紧急情况", "other emergencies", "《河南省物业管理条例》第七十条第一款第（六）项";
    }
}

terms! {
    /// 补充基数 — of what a share tops up the maintenance fund.
    pub enum TopUpBase: "base of a top-up" {
        Revenue = "revenue", "公共收益金额", "the common revenue of the period", "《北京市物业管理条例》第七十四条第二款";
        AccountBalance = "account_balance", "公共收益专户余额", "the balance of its account", "《湖州市物业管理条例》第四十五条第一款";
    }
}

/// 公共收益补充规则 — how much of the owners' common revenue a text wants in the maintenance fund.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopUpRule {
    /// Only while the fund is below this share of its first amount; always where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<Share>,
    /// Of what.
    pub of: TopUpBase,
    /// How much of it; a text that only says *mainly* gives no number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Threshold>,
    /// How often.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<Period>,
    /// Whether it may stop when the fund has its first amount again.
    pub until_first: bool,
}

impl TopUpRule {
    /// `公共收益金额的二分之一以上`, `at least 1/2 of the common revenue of the period`, in the order of the fields.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let base = self.of.render(lang);
        let share = match (self.share, lang) {
            (Some(share), Lang::Zh) => format!("以{base}的{}补充维修资金", share.render(lang)),
            (Some(share), Lang::En) => format!("{} of {base} into the maintenance fund", share.render(lang)),
            (None, Lang::Zh) => format!("{base}主要用于补充维修资金（未定比例）"),
            (None, Lang::En) => format!("{base} mainly into the maintenance fund, without a number"),
        };
        let mut parts = Vec::new();
        if let Some(below) = self.below {
            parts.push(match lang {
                Lang::Zh => format!("余额不足首期金额{}的", below.render(lang)),
                Lang::En => format!("while the fund is below {below} of its first amount"),
            });
        }
        if let Some(every) = self.every {
            parts.push(match lang {
                Lang::Zh => format!("每{}", every.render(lang)),
                Lang::En => format!("every {}", every.render(lang)),
            });
        }
        parts.push(share);
        if self.until_first {
            parts.push(match lang {
                Lang::Zh => "达到首期金额后可以停止".to_owned(),
                Lang::En => "until the first amount is there again".to_owned(),
            });
        }
        parts.join(if lang == Lang::Zh { "，" } else { ", " })
    }
}

/// 超额累进的一档 — of the area above a border, this share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoomTier {
    /// The border.
    pub above: Area,
    /// The share of what lies above it, up to the next border.
    pub share: Share,
}

/// 物业管理用房配置规则 — how much area is set apart, by tiers of the built area.
///
/// ```
/// use wuye::rule::{Key, ParameterValue};
/// let henan = wuye::places::rulebook_for("410000".parse()?)?;
/// let rooms = henan.setting(Key::Rooms, "2024-06-01".parse()?);
/// let Some(ParameterValue::Rooms(rule)) = rooms.value() else { panic!() };
/// assert_eq!(rule.required("350000".parse()?)?, "1200".parse()?);
/// assert_eq!(rule.required("20000".parse()?)?, "80".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoomRule {
    /// Never less than this.
    pub least: Area,
    /// What is set apart whatever the size.
    pub flat: Area,
    /// The tiers, the lowest border first.
    pub tiers: Vec<RoomTier>,
    /// Whether only area above ground counts (地上建筑面积).
    pub above_ground: bool,
}

impl RoomRule {
    /// Whether there is a tier and the borders rise.
    pub(super) fn rises(&self) -> bool {
        let above = |i: usize| self.tiers.get(i).map(|tier| tier.above);
        let pairs = 1..self.tiers.len();
        !self.tiers.is_empty() && pairs.into_iter().all(|i| above(i.saturating_sub(1)) < above(i))
    }

    /// The least area to be set apart, rounded up to 0.01 m².
    ///
    /// # Errors
    /// [`MeasureError::Overflow`] beyond the bounds of an area.
    pub fn required(&self, built: Area) -> Result<Area, MeasureError> {
        let overflow = || MeasureError::Overflow { what: Dimension::Area };
        // In hundredths of a square metre times a common denominator: every tier is a fraction of its own, so they are
        // added as fractions and rounded once.
        let (mut above_line, mut below_line) = (i128::from(self.flat.hundredths()), 1_i128);
        for (i, tier) in self.tiers.iter().enumerate() {
            let next = self.tiers.get(i.saturating_add(1)).map_or(built, |next| next.above.min(built));
            let Some(part) = next.minus(tier.above) else { continue };
            let (share, of) = (i128::from(tier.share.above()), i128::from(tier.share.below()));
            let part = i128::from(part.hundredths()).checked_mul(share).ok_or_else(overflow)?;
            let sum = above_line.checked_mul(of).zip(part.checked_mul(below_line));
            above_line = sum.and_then(|(a, b)| a.checked_add(b)).ok_or_else(overflow)?;
            below_line = below_line.checked_mul(of).ok_or_else(overflow)?;
        }
        let whole = above_line.checked_div(below_line).ok_or_else(overflow)?;
        let rest = above_line.checked_rem(below_line).ok_or_else(overflow)?;
        let up = whole.checked_add(i128::from(rest != 0)).and_then(|n| i64::try_from(n).ok()).ok_or_else(overflow)?;
        Ok(Area::from_hundredths(up).map_err(|_| overflow())?.max(self.least))
    }

    /// The rule in one clause.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let base = match (self.above_ground, lang) {
            (true, Lang::Zh) => "地上建筑面积",
            (false, Lang::Zh) => "总建筑面积",
            (true, Lang::En) => "area above ground",
            (false, Lang::En) => "built area",
        };
        let tiers = self.tiers.iter().map(|tier| match lang {
            Lang::Zh if tier.above == Area::ZERO => format!("{base}的{}", tier.share.render(lang)),
            Lang::Zh => format!("{base}超过{}平方米部分的{}", tier.above.grouped(), tier.share.render(lang)),
            Lang::En if tier.above == Area::ZERO => format!("{} of the {base}", tier.share),
            Lang::En => format!("{} of the {base} above {} m²", tier.share, tier.above.grouped()),
        });
        let flat = (self.flat != Area::ZERO).then(|| match lang {
            Lang::Zh => format!("{}平方米", self.flat.grouped()),
            Lang::En => format!("{} m²", self.flat.grouped()),
        });
        let sum: Vec<String> = flat.into_iter().chain(tiers).collect();
        match (self.least == Area::ZERO, lang) {
            (true, Lang::Zh) => sum.join("加"),
            (true, Lang::En) => sum.join(" plus "),
            (false, Lang::Zh) => format!("{}，且不少于{}平方米", sum.join("加"), self.least.grouped()),
            (false, Lang::En) => format!("{}, and not less than {} m²", sum.join(" plus "), self.least.grouped()),
        }
    }
}
