//! 资源 — what pays for a bundle: whose it is, whether it may be used, for how long, and what it brings net.

use serde::{Deserialize, Serialize};

use super::range::{Yearly, known};
use super::{BundleError, MemberId};
use crate::balance::MoneyRange;
use crate::estate::{ResourceId, ResourceKind, Stated};
use crate::law::{Authority, Citation};
use crate::measure::{Dimension, Every, MeasureError, Money, Per, Rounding, Share, Span, UnitPrice};
use crate::rule::{Key, Obstacle, ParameterValue, Rulebook, Verdict};
use crate::terms::{Lang, terms};

terms! {
    /// 城市市政管理事项 — the six kinds of municipal services that the city and its districts pay for.
    pub enum MunicipalService: "municipal service" {
        RoadGreeningAndCleaning = "road_greening_and_cleaning", "城市道路绿化和保洁管养", "greening and cleaning of roads", "厦住建综函〔2024〕44号第三部分第（一）项";
        PublicSanitation = "public_sanitation", "公共环境卫生保洁", "public sanitation", "厦住建综函〔2024〕44号第三部分第（一）项";
        StreetLighting = "street_lighting", "路灯照明维护", "upkeep of street lamps", "厦住建综函〔2024〕44号第三部分第（一）项";
        RoadRepairs = "road_repairs", "道路零星工程修缮", "small repairs of roads", "厦住建综函〔2024〕44号第三部分第（一）项";
        TrafficFacilities = "traffic_facilities", "交通设施养护", "upkeep of traffic facilities", "厦住建综函〔2024〕44号第三部分第（一）项";
        NightLighting = "night_lighting", "夜景工程维护", "upkeep of night lighting", "厦住建综函〔2024〕44号第三部分第（一）项";
    }
}

/// 可否统筹 — whether whoever has the say over a resource lets a bundle use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transfer {
    /// It may be used (可统筹).
    Released,
    /// It may not be used yet, and why (尚不能统筹).
    Withheld(Obstacle),
}

/// 打包资源 — a resource of a bundle. Amounts are those of a year; what is not stated is unknown and never zero.
///
/// ```
/// use wuye::bundle::BundleResource;
/// use wuye::estate::ResourceKind;
/// use wuye::measure::{Every, Per, UnitPrice};
/// // 31 spaces at 300 yuan a month, four fifths let, 20,000 a year to run them: 69,280 net and not 111,600.
/// let price = UnitPrice::from_micro(300_000_000, Per::Space, Every::Month)?;
/// let mut parking = BundleResource::new("车位".parse()?, ResourceKind::Parking);
/// parking.gross = Some(BundleResource::yearly(price, 31)?);
/// assert_eq!(parking.gross, Some("111600".parse()?));
/// assert_eq!(parking.net()?.exact(), None); // neither occupancy nor cost is stated
/// parking.occupancy = Some("4/5".parse()?);
/// parking.running_cost = Some("20000".parse()?);
/// assert_eq!(parking.net()?.exact(), Some("69280".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundleResource {
    /// Its id.
    pub id: ResourceId,
    /// What it is.
    pub kind: ResourceKind,
    /// Which municipal service it is, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub municipal: Option<MunicipalService>,
    /// 归属 — the member to whose owners it belongs; public where there is none. What belongs to owners serves their own
    /// member, and that only as they decide (《民法典》第二百八十二条).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<MemberId>,
    /// 主管主体 — who has the say over it, if known. Without one it is not counted on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<Authority>,
    /// What is stated on whether it may be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer: Option<Stated<Transfer>>,
    /// 期限 — from which day up to which it may be used, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Span>,
    /// 毛收入 — what it brings where all of it is let or paid for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gross: Option<Money>,
    /// 使用率 — the part of that which is let or paid for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occupancy: Option<Share>,
    /// 运营成本 — what it costs to run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub running_cost: Option<Money>,
}

terms! {
    /// 计入与否的理由 — why a resource counts, or does not yet.
    pub enum UseReason: "reason of use" {
        Released = "released", "主管主体已同意统筹", "released by those who have the say", "design";
        OwnersAgreed = "owners_agreed", "业主已共同决定用于本小区物业服务", "its owners decided to use it for their own service", "《民法典》第二百八十二条";
        NoAuthority = "no_authority", "主管主体未载明", "nobody is named who has the say", "design";
        NotStated = "not_stated", "可否统筹未见填报", "nobody stated whether it may be used", "design";
        NotOfficial = "not_official", "当地尚未放开，须由政府或主管部门认定", "the place withholds it; only an office can release it", "design";
        Withheld = "withheld", "尚不能统筹", "withheld", "厦住建综函〔2024〕44号第三部分第（一）项";
        OwnersPending = "owners_pending", "业主尚未决定", "its owners have not decided yet", "《民法典》第二百八十二条";
        OwnersRefused = "owners_refused", "业主未予通过", "its owners did not pass it", "《民法典》第二百八十二条";
    }
}

/// 资源可用性 — whether a resource may be counted on, why, and where a text says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ResourceUse {
    /// Which resource.
    pub id: ResourceId,
    /// Met: it counts. Unmet or unknown: it does not count yet.
    pub verdict: Verdict,
    /// Why.
    pub why: UseReason,
    /// What stands in the way, where that is known.
    pub obstacle: Option<Obstacle>,
    /// The text, where one speaks.
    pub law: Option<Citation>,
}

impl ResourceUse {
    /// In one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (id, why) = (&self.id, self.why.render(lang));
        let because = self.obstacle.map(|obstacle| obstacle.render(lang));
        let law = self.law.as_ref().map(|law| law.short(lang));
        let counts = self.verdict == Verdict::Met;
        match lang {
            Lang::Zh => {
                let because = because.map_or_else(String::new, |because| format!("：{because}"));
                let law = law.map_or_else(String::new, |law| format!("（{law}）"));
                let counts = if counts { "计入" } else { "暂不计入" };
                format!("资源「{id}」{counts}：{why}{because}{law}。")
            }
            Lang::En => {
                let because = because.map_or_else(String::new, |because| format!(": {because}"));
                let law = law.map_or_else(String::new, |law| format!(" ({law})"));
                let counts = if counts { "counts" } else { "does not count yet" };
                format!("resource `{id}` {counts}: {why}{because}{law}")
            }
        }
    }
}

impl BundleResource {
    /// A public resource of which only the kind is known.
    #[must_use]
    pub const fn new(id: ResourceId, kind: ResourceKind) -> Self {
        Self {
            id,
            kind,
            municipal: None,
            of: None,
            authority: None,
            transfer: None,
            term: None,
            gross: None,
            occupancy: None,
            running_cost: None,
        }
    }

    /// 年毛收入 — what so many spaces, dwellings or uses bring in a year at a price.
    ///
    /// # Errors
    /// [`BundleError::OtherPrice`] for a price by area, by the day or once; [`BundleError::Measure`] beyond the bounds
    /// of money.
    pub fn yearly(price: UnitPrice, number: u32) -> Result<Money, BundleError> {
        let months: i128 = match price.every() {
            Every::Month => 12,
            Every::Year => 1,
            _ => return Err(BundleError::OtherPrice { per: price.per(), every: price.every() }),
        };
        if price.per() == Per::SquareMetre {
            return Err(BundleError::OtherPrice { per: price.per(), every: price.every() });
        }
        let micro = i128::from(price.micro()).checked_mul(number.into()).and_then(|micro| micro.checked_mul(months));
        let micro = micro.ok_or(MeasureError::Overflow { what: Dimension::Money })?;
        Ok(Rounding::default().round(micro, 10_000)?)
    }

    /// 净收益 — what it brings in a year: gross at its occupancy less its running cost. A range where one of the three
    /// is unknown, without an end where nothing bounds it.
    ///
    /// # Errors
    /// [`BundleError::Measure`] beyond the bounds of money.
    pub fn net(&self) -> Result<MoneyRange, BundleError> {
        let flow = self.flow(0, 12);
        Ok(flow.until(12)?)
    }

    /// Its net income as it flows from one month up to another.
    pub(super) fn flow(&self, from: u32, to: u32) -> super::range::Flow {
        let (least, most) = match (self.gross, self.occupancy) {
            (Some(gross), Some(occupancy)) => {
                let income = Yearly::share(gross, occupancy);
                (income, Some(income))
            }
            (gross, _) => (Yearly::NOTHING, gross.map(Yearly::whole)),
        };
        let lowest_cost = self.running_cost.unwrap_or(Money::ZERO);
        super::range::Flow {
            least: self.running_cost.map(|cost| least.less(cost)),
            most: most.map(|most| most.less(lowest_cost)),
            from,
            to,
        }
    }

    /// Whether a public resource may be counted on.
    pub(super) fn public_use(&self, rulebook: &Rulebook, day: crate::measure::Day) -> ResourceUse {
        let setting = rulebook.setting(Key::Withheld(self.kind), day);
        let withheld = match (&setting, setting.value()) {
            (crate::rule::Settled::Known { law, .. }, Some(ParameterValue::Obstacle(obstacle))) => {
                Some((*obstacle, law.clone()))
            }
            _ => None,
        };
        let answer = |verdict, why, obstacle, law| ResourceUse { id: self.id.clone(), verdict, why, obstacle, law };
        let stated = self.transfer.as_ref().filter(|stated| stated.on <= day);
        match (stated, withheld) {
            _ if self.authority.is_none() => answer(Verdict::Unknown, UseReason::NoAuthority, None, None),
            (Some(Stated { value: Transfer::Withheld(obstacle), .. }), withheld) => {
                let law = withheld.map(|(_, law)| law);
                answer(Verdict::Unmet, UseReason::Withheld, Some(*obstacle), law)
            }
            // What the place withholds only an office can release.
            (Some(stated), Some((obstacle, law))) if !stated.by.is_official() => {
                answer(Verdict::Unknown, UseReason::NotOfficial, Some(obstacle), Some(law))
            }
            (Some(_), _) => answer(Verdict::Met, UseReason::Released, None, None),
            (None, Some((obstacle, law))) => answer(Verdict::Unmet, UseReason::Withheld, Some(obstacle), Some(law)),
            (None, None) => answer(Verdict::Unknown, UseReason::NotStated, None, None),
        }
    }

    /// Whether what belongs to a member's owners may be counted for that member.
    pub(super) fn own_use(&self, decided: Verdict, law: Option<Citation>) -> ResourceUse {
        let why = match decided {
            Verdict::Met => UseReason::OwnersAgreed,
            Verdict::Unknown => UseReason::OwnersPending,
            Verdict::Unmet => UseReason::OwnersRefused,
        };
        ResourceUse { id: self.id.clone(), verdict: decided, why, obstacle: None, law }
    }
}

/// An amount of nothing, known.
pub(super) const NOTHING: MoneyRange = known(Money::ZERO);
