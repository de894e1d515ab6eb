//! Empty homes: the words in which local texts say what they pay.

use serde::{Deserialize, Serialize};

use crate::measure::{Bound, Day, Period, Share};
use crate::terms::{Lang, terms};

terms! {
    /// 服务阶段 — under which contract the fee is paid.
    pub enum FeePhase: "phase of service" {
        Initial = "initial", "前期物业服务", "initial service, under the developer's contract", "《民法典》第九百三十九条";
        Owners = "owners", "业主选聘后的物业服务", "service under a contract of the owners", "《民法典》第九百三十九条";
    }
}

terms! {
    /// 房屋类别 — what kind of home or premises it is, as texts on fees tell them apart.
    pub enum DwellingClass: "class of premises" {
        Ordinary = "ordinary", "普通住宅", "ordinary dwelling", "《菏泽市物业管理条例》第二十四条第一款";
        OtherDwelling = "other_dwelling", "非普通住宅", "other dwelling", "usage";
        NotDwelling = "not_dwelling", "非住宅", "not a dwelling", "usage";
    }
}

terms! {
    /// 告知方式 — in which form somebody is told.
    pub enum NoticeForm: "form of notice" {
        Told = "told", "告知", "told", "《山东省物业管理条例》第六十七条";
        Written = "written", "书面告知", "told in writing", "《聊城市物业管理条例》第四十六条第三款";
    }
}

terms! {
    /// 减收标准来源 — who sets the rate of a reduction that a text asks for.
    pub enum RateBy: "source of a rate" {
        Contract = "contract", "物业服务合同", "the service contract", "《山东省物业管理条例》第六十二条第二款";
        GuidedPrice = "guided_price", "政府指导价", "the government-guided price", "《菏泽市物业管理条例》第二十四条第一款";
        OtherRules = "other_rules", "有关规定", "other rules", "《聊城市物业管理条例》第四十条第二款";
        Parties = "parties", "双方协商", "an agreement of provider and owner", "《滨州市住宅物业管理条例》第三十八条第一款";
    }
}

terms! {
    /// 减收所及 — whether a reduction, once it is due, also covers the months before it was.
    pub enum Reach: "reach of a reduction" {
        WholeVacancy = "whole_vacancy", "及于整个空置期间", "the whole time that it stood empty", "《聊城市物业管理条例》第四十条第二款";
        NotSaid = "not_said", "是否及于此前的月份，条文未规定", "the text does not say whether the months before are reduced too", "design";
    }
}

terms! {
    /// 收费上限 — a ceiling on what may be agreed, of which the text gives no number.
    pub enum PriceCap: "ceiling on a price" {
        Provincial = "provincial", "省规定的收费标准", "the standard of the province", "《淄博市物业管理条例》第五十四条第三款";
    }
}

/// 空置时间 — for how long a home must have stood empty: 六个月以上 has the sixth month in it, 超过六个月 has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LongerThan {
    /// The time.
    pub period: Period,
    /// Whether reaching it exactly is enough.
    pub bound: Bound,
}

/// 减收 — what a text says of the fee of an empty home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Relief {
    /// Emptiness is no ground to refuse the fee as agreed (不得以房屋空置为由拒绝).
    NoGround,
    /// Not more than this share of the standard (不得超过收费标准的……).
    AtMost {
        /// The share.
        share: Share,
        /// Whether earlier months are covered.
        reach: Reach,
    },
    /// It must be reduced; the rate stands elsewhere (应当减收).
    MustReduce {
        /// Where.
        by: RateBy,
        /// Whether earlier months are covered.
        reach: Reach,
    },
    /// It is agreed (约定).
    Agreed {
        /// In what.
        by: RateBy,
        /// Within which ceiling, if the text names one.
        within: Option<PriceCap>,
    },
}

/// 空置情形 — one case of a text on empty homes. What it does not name does not matter to it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VacancyCase {
    /// Only in this phase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<FeePhase>,
    /// Only for these classes of premises; for any where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<DwellingClass>,
    /// Only after so long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longer: Option<LongerThan>,
    /// What it says then; before, the fee is due as agreed.
    pub relief: Relief,
}

impl LongerThan {
    /// Whether what fell empty on one day has been so for long enough on another. The time runs from the day after
    /// (《民法典》第二百零一条); a time that ends beyond the calendar of this crate is not reached.
    ///
    /// ```
    /// use wuye::measure::{Bound, Period};
    /// use wuye::rule::LongerThan;
    /// let six = |bound| LongerThan { period: Period::Months(6), bound };
    /// let (since, end) = ("2025-08-31".parse()?, "2026-02-28".parse()?);
    /// assert!(six(Bound::AtLeast).has_lasted(since, end));
    /// assert!(!six(Bound::MoreThan).has_lasted(since, end));
    /// assert!(six(Bound::MoreThan).has_lasted(since, "2026-03-01".parse()?));
    /// # Ok::<(), wuye::measure::MeasureError>(())
    /// ```
    #[must_use]
    pub fn has_lasted(&self, since: Day, on: Day) -> bool {
        match (self.period.after(since), self.bound) {
            (Ok(end), Bound::AtLeast) => on >= end,
            (Ok(end), Bound::MoreThan) => on > end,
            (Err(_), _) => false,
        }
    }

    /// `空置6个月以上`, `空置超过6个月`; `empty for 6 months or more`, `empty for more than 6 months`.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let period = self.period.render(lang);
        match (self.bound, lang) {
            (Bound::AtLeast, Lang::Zh) => format!("空置{period}以上"),
            (Bound::MoreThan, Lang::Zh) => format!("空置超过{period}"),
            (Bound::AtLeast, Lang::En) => format!("empty for {period} or more"),
            (Bound::MoreThan, Lang::En) => format!("empty for more than {period}"),
        }
    }
}

impl Relief {
    /// What it says, in one clause.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::NoGround, Lang::Zh) => "不得以房屋空置为由拒绝支付".to_owned(),
            (Self::NoGround, Lang::En) => "no ground to refuse the fee".to_owned(),
            (Self::AtMost { share, .. }, Lang::Zh) => format!("不得超过收费标准的{}", share.render(lang)),
            (Self::AtMost { share, .. }, Lang::En) => format!("at most {share} of the standard"),
            (Self::MustReduce { by, .. }, Lang::Zh) => format!("应当减收，标准依{by:#}"),
            (Self::MustReduce { by, .. }, Lang::En) => format!("to be reduced, at a rate set by {}", by.en()),
            (Self::Agreed { by, within }, Lang::Zh) => {
                let within = within.map_or_else(String::new, |cap| format!("，不得超过{cap:#}"));
                format!("由{by:#}确定{within}")
            }
            (Self::Agreed { by, within }, Lang::En) => {
                let within = within.map_or_else(String::new, |cap| format!(", within {}", cap.en()));
                format!("as settled by {}{within}", by.en())
            }
        }
    }
}

impl VacancyCase {
    /// To whom it applies and what it says.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let mut parts: Vec<String> = Vec::new();
        if !self.classes.is_empty() {
            let classes: Vec<&str> = self.classes.iter().map(|class| class.render(lang)).collect();
            parts.push(classes.join(if lang == Lang::Zh { "或者" } else { " or " }));
        }
        if let Some(phase) = self.phase {
            parts.push(phase.render(lang).to_owned());
        }
        if let Some(longer) = self.longer {
            parts.push(longer.render(lang));
        }
        let (joint, colon) = if lang == Lang::Zh { ("、", "：") } else { ("; ", ": ") };
        let relief = self.relief.render(lang);
        if parts.is_empty() { relief } else { format!("{}{colon}{relief}", parts.join(joint)) }
    }
}
