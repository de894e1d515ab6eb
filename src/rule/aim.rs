//! Aims: what a rule is a rule about.

use std::fmt;
use std::str::FromStr;

use super::RuleError;
use crate::estate::{OrganisationKind, ResourceKind, Subject};
use crate::mode::Mode;
use crate::money::{Purpose, Purse};
use crate::terms::{Lang, clip, terms, text_serde};

terms! {
    /// 申报事项 — what a compound can apply for.
    pub enum Application: "application" {
        Renovation = "renovation", "老旧小区改造", "renovation of an old compound", "咸宁2023-07-10答复第二部分第（一）项";
    }
}

terms! {
    /// 义务事项 — what a place asks to be done or kept, once or again and again.
    pub enum Duty: "duty" {
        Charging = "charging", "物业服务收费", "charging for the service", "《物业管理条例》第四十条";
        Consultation = "consultation", "社区协商", "consultation in the community", "东建函〔2023〕26号第二部分第（六）项";
        PublishEmergency = "publish_emergency", "公示应急物业服务的内容、期限和费用", "posting services, term and fee of an emergency service", "《北京市物业管理条例》第七十七条第二款";
        OrganiseChoice = "organise_choice", "应急物业服务期间组织业主共同决定选聘新物业服务人", "organising the owners' choice during an emergency service", "《北京市物业管理条例》第七十七条第三款";
        JointMeeting = "joint_meeting", "每半年召开共建议事会", "holding the half-yearly joint meeting", "东建函〔2023〕26号第二部分第（六）项";
    }
}

/// 目标 — what a rule is a rule about: having a mode, paying for a purpose from a purse, applying, founding a body,
/// keeping a duty, counting on a resource.
///
/// Written `mode.professional`, `pay.common_revenue.service`, `apply.renovation`, `found.owners_committee`,
/// `duty.joint_meeting`, `use.public_housing`.
///
/// ```
/// use wuye::rule::{Aim, Application};
/// use wuye::terms::Lang;
/// let aim: Aim = "apply.renovation".parse()?;
/// assert_eq!(aim, Aim::Apply(Application::Renovation));
/// assert_eq!(aim.render(Lang::Zh), "申报老旧小区改造");
/// # Ok::<(), wuye::rule::RuleError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Aim {
    /// The compound may have this mode (采用某管理模式).
    Mode(Mode),
    /// Money of this purse may pay for this purpose (以某项资金支付某项用途).
    Pay(Purse, Purpose),
    /// The compound may apply for this (申报).
    Apply(Application),
    /// The owners may found this body (成立组织).
    Found(OrganisationKind),
    /// The duty is kept (履行义务).
    Duty(Duty),
    /// A resource of this kind may be counted on to pay for a bundle (以某类资源平衡大物业收支).
    Use(ResourceKind),
}

impl Aim {
    /// What kind of thing the aim's conditions are about.
    #[must_use]
    pub const fn subject(self) -> Subject {
        Subject::Compound
    }

    /// The aim in words.
    #[must_use]
    pub fn render(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Mode(mode), _) => mode.render(lang).to_owned(),
            (Self::Pay(purse, purpose), Lang::Zh) => format!("以{purse:#}支付{purpose:#}"),
            (Self::Pay(purse, purpose), Lang::En) => format!("paying for {} from the {}", purpose.en(), purse.en()),
            (Self::Apply(what), Lang::Zh) => format!("申报{what:#}"),
            (Self::Apply(what), Lang::En) => format!("applying for {}", what.en()),
            (Self::Found(body), Lang::Zh) => format!("成立{body:#}"),
            (Self::Found(body), Lang::En) => format!("founding the {}", body.en()),
            (Self::Duty(duty), _) => duty.render(lang).to_owned(),
            (Self::Use(resource), Lang::Zh) => format!("以{resource:#}平衡大物业收支"),
            (Self::Use(resource), Lang::En) => format!("counting on {} to pay for a bundle", resource.en()),
        }
    }
}

impl fmt::Display for Aim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mode(mode) => write!(f, "mode.{mode}"),
            Self::Pay(purse, purpose) => write!(f, "pay.{purse}.{purpose}"),
            Self::Apply(what) => write!(f, "apply.{what}"),
            Self::Found(body) => write!(f, "found.{body}"),
            Self::Duty(duty) => write!(f, "duty.{duty}"),
            Self::Use(resource) => write!(f, "use.{resource}"),
        }
    }
}

impl FromStr for Aim {
    type Err = RuleError;
    fn from_str(text: &str) -> Result<Self, RuleError> {
        let mut parts = text.split('.');
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some("mode"), Some(mode), None, None) => Ok(Self::Mode(mode.parse()?)),
            (Some("pay"), Some(purse), Some(purpose), None) => Ok(Self::Pay(purse.parse()?, purpose.parse()?)),
            (Some("apply"), Some(what), None, None) => Ok(Self::Apply(what.parse()?)),
            (Some("found"), Some(body), None, None) => Ok(Self::Found(body.parse()?)),
            (Some("duty"), Some(duty), None, None) => Ok(Self::Duty(duty.parse()?)),
            (Some("use"), Some(resource), None, None) => Ok(Self::Use(resource.parse()?)),
            _ => {
                let form = "`mode.…` / `pay.….…` / `apply.…` / `found.…` / `duty.…` / `use.…`";
                Err(RuleError::Written { form, found: clip(text) })
            }
        }
    }
}

text_serde!(Aim, "an aim as a string such as \"mode.professional\" ‖ 写作字符串的判定事项，如\"mode.professional\"");
