//! Words for who runs a compound when its owners have no provider: who asks for emergency service, who bears its
//! cost, what owners decide who manage themselves.

use serde::{Deserialize, Serialize};

use crate::law::Authority;
use crate::measure::Threshold;
use crate::terms::{Lang, terms};

terms! {
    /// 费用承担人 — who bears the cost of a service that the owners did not contract for.
    pub enum Bearer: "bearer of a cost" {
        AllOwners = "all_owners", "全体业主", "all owners", "《北京市物业管理条例》第七十七条第二款";
        ResponsibleProvider = "responsible_provider", "造成应急状态的物业服务企业", "the provider that is liable", "《宁波市住宅小区物业管理条例》第八十三条第二款";
    }
}

terms! {
    /// 承担情形 — when somebody bears the cost.
    pub enum CostGround: "ground of bearing a cost" {
        Always = "always", "不分情形", "in every case", "《北京市物业管理条例》第七十七条第二款";
        ProviderAtFault = "provider_at_fault", "因物业服务企业造成应急状态的", "where the provider caused the emergency", "《宁波市住宅小区物业管理条例》第八十三条第二款";
        NoneEngaged = "none_engaged", "未聘请物业服务企业的", "where no provider is engaged", "《宁波市住宅小区物业管理条例》第八十三条第二款";
    }
}

/// 费用承担规则 — in one case one bears the cost. Of a list the first case that fits decides; where none fits the text
/// does not say who pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CostCase {
    /// When.
    pub when: CostGround,
    /// Who.
    pub bearer: Bearer,
}

impl CostCase {
    /// One bears the cost in every case.
    #[must_use]
    pub const fn always(bearer: Bearer) -> Self {
        Self { when: CostGround::Always, bearer }
    }

    /// `因物业服务企业造成应急状态的，由造成应急状态的物业服务企业承担`, `all owners in every case`.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        match (self.when, lang) {
            (CostGround::Always, Lang::Zh) => format!("由{:#}承担", self.bearer),
            (when, Lang::Zh) => format!("{when:#}，由{:#}承担", self.bearer),
            (when, Lang::En) => format!("{} {}", self.bearer.en(), when.en()),
        }
    }
}

/// 提请规则 — whether somebody must ask before an emergency service is chosen, and who.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestRule {
    /// Nobody: the street acts by its office (依职权).
    ByOffice,
    /// Somebody must.
    Asked(Asked),
}

/// 提请人 — who asks for an emergency service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Whether the owners' committee asks where there is one (由业主委员会报请).
    pub committee: bool,
    /// What share of the owners asks where there is none, in heads.
    pub owners: Threshold,
    /// Whether they must do so in writing (书面同意).
    pub written: bool,
    /// Who passes it on for them.
    pub through: Authority,
}

impl RequestRule {
    /// The rule in one clause.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let Self::Asked(asked) = self else {
            return match lang {
                Lang::Zh => "街道依职权确定，无须提请".to_owned(),
                Lang::En => "the street acts by its office, nobody need ask".to_owned(),
            };
        };
        let owners = asked.owners.render(lang);
        match lang {
            Lang::Zh => {
                let committee = if asked.committee { "由业主委员会提请；" } else { "" };
                let written = if asked.written { "书面同意" } else { "提请" };
                format!("{committee}未成立业主委员会的，经{owners}业主{written}，由{:#}办理", asked.through)
            }
            Lang::En => {
                let committee = if asked.committee { "the owners' committee asks; " } else { "" };
                let written = if asked.written { " in writing" } else { "" };
                format!(
                    "{committee}where there is none, {owners} of the owners{written}, through {}",
                    asked.through.en()
                )
            }
        }
    }
}

terms! {
    /// 自行管理决定事项 — what owners decide who manage themselves.
    pub enum SelfManagementField: "point of self-management" {
        Body = "body", "执行机构", "the executing body", "《上海市住宅物业管理规定》第五十三条第一款第（一）项";
        Head = "head", "负责人（管理人）", "its head", "《上海市住宅物业管理规定》第五十三条第一款第（一）项";
        Scope = "scope", "管理内容", "the scope", "《上海市住宅物业管理规定》第五十三条第一款第（二）项";
        Standard = "standard", "管理标准", "the standard", "《上海市住宅物业管理规定》第五十三条第一款第（二）项";
        Fee = "fee", "收费标准（费用）", "the fee", "《上海市住宅物业管理规定》第五十三条第一款第（二）项";
        Term = "term", "管理期限", "the term", "《上海市住宅物业管理规定》第五十三条第一款第（二）项";
        Specialists = "specialists", "聘请专业机构的方案", "how specialists are engaged", "《上海市住宅物业管理规定》第五十三条第一款第（三）项";
        Plan = "plan", "管理方案", "the plan of management", "《杭州市物业管理条例》第九十一条第二款";
    }
}

terms! {
    /// 专业设施 — plant that self-managing owners must leave to specialists.
    pub enum PlantKind: "kind of plant" {
        Lift = "lift", "电梯", "lifts", "《上海市住宅物业管理规定》第五十三条第二款";
        Fire = "fire", "消防设施", "fire protection", "《上海市住宅物业管理规定》第五十三条第二款";
        Security = "security", "技防设施", "technical security", "《上海市住宅物业管理规定》第五十三条第二款";
    }
}
