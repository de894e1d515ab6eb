//! The stages of a contract, its steps, and the table of both.

use crate::terms::{Lang, terms};

terms! {
    /// 合同阶段 — where a service contract stands.
    pub enum ContractStage: "stage of a contract" {
        Initial = "initial", "前期物业服务合同履行中", "the initial contract runs", "《民法典》第九百三十九条";
        FixedTerm = "fixed_term", "固定期限履行中", "a fixed term runs", "《民法典》第九百四十七条";
        Renewed = "renewed", "已续订", "renewed", "《民法典》第九百四十七条第一款";
        NonRenewalNotified = "non_renewal_notified", "物业服务人已通知不续聘", "the provider has told that it does not renew", "《民法典》第九百四十七条第二款";
        Indefinite = "indefinite", "不定期履行中", "runs for an indefinite term", "《民法典》第九百四十八条第一款";
        DismissalNotified = "dismissal_notified", "已通知解聘", "dismissal is notified", "《民法典》第九百四十六条第一款";
        EndNotified = "end_notified", "已通知解除", "the end is notified", "《民法典》第九百四十八条第二款";
        Superseded = "superseded", "因新合同生效而终止", "ended by a new contract", "《民法典》第九百四十条";
        Ended = "ended", "已终止", "ended", "《民法典》第九百四十九条第一款";
        GapService = "gap_service", "终止后继续处理服务事项", "service goes on after the end", "《民法典》第九百五十条";
        HandedOver = "handed_over", "已交接退出", "handed over", "《民法典》第九百四十九条第一款";
    }
}

terms! {
    /// 合同步骤 — what can happen to a service contract.
    pub enum ContractStepKind: "step of a contract" {
        DecideRenewal = "decide_renewal", "业主共同决定续聘", "the owners decide to renew", "《民法典》第九百四十七条第一款";
        DecideReplacement = "decide_replacement", "业主共同决定另聘", "the owners decide on another provider", "《民法典》第九百四十八条第一款";
        DecideSelfManagement = "decide_self_management", "业主决定自行管理", "the owners decide on self-management", "《民法典》第九百四十九条第一款";
        DecideDismissal = "decide_dismissal", "业主共同决定解聘", "the owners decide to dismiss", "《民法典》第九百四十六条第一款";
        SignRenewal = "sign_renewal", "续订合同", "a renewal is signed", "《民法典》第九百四十七条第一款";
        RefuseRenewal = "refuse_renewal", "物业服务人通知不续聘", "the provider tells that it does not renew", "《民法典》第九百四十七条第二款";
        NotifyDismissal = "notify_dismissal", "通知解聘", "dismissal is told to the provider", "《民法典》第九百四十六条第一款";
        NotifyReplacement = "notify_replacement", "通知不再续聘", "the owners tell that they do not renew", "《绍兴市物业管理条例》第三十四条第一款";
        NotifyEnd = "notify_end", "通知解除", "a party tells that it ends the contract", "《民法典》第九百四十八条第二款";
        GoOn = "go_on", "届满后继续提供服务", "service goes on after expiry", "《民法典》第九百四十八条第一款";
        End = "end", "合同终止", "the contract ends", "《民法典》第九百四十九条第一款";
        Supersede = "supersede", "新合同生效", "a new contract takes effect", "《民法典》第九百四十条";
        BeginGapService = "begin_gap_service", "接管前继续处理服务事项", "service goes on until the take-over", "《民法典》第九百五十条";
        RefuseHandOver = "refuse_hand_over", "拒绝退出或者交接", "leaving or handing over is refused", "《民法典》第九百四十九条";
        HandOver = "hand_over", "交接退出", "the provider has handed over and left", "《民法典》第九百四十九条第一款";
        Disclose = "disclose", "公开信息", "items are made public", "《民法典》第九百四十三条";
        File = "file", "合同备案", "the contract is filed", "《河南省物业管理条例》第四十九条第三款";
    }
}

impl ContractStage {
    /// The stage that a step leads to, or nothing where the step has no place in this stage. This is the whole table;
    /// it is printed on the module's page. What the law asks beyond it is asked when the step is recorded.
    #[must_use]
    pub const fn after(self, step: ContractStepKind) -> Option<Self> {
        use ContractStage as S;
        use ContractStepKind as K;
        match (self, step) {
            (S::Initial | S::FixedTerm | S::Renewed, K::DecideRenewal | K::DecideDismissal | K::NotifyReplacement) => {
                Some(self)
            }
            (S::NonRenewalNotified | S::Indefinite, K::DecideDismissal) => Some(self),
            (S::HandedOver, _) => None,
            (_, K::DecideReplacement | K::DecideSelfManagement) => Some(self),
            (S::Initial | S::FixedTerm | S::Renewed, K::SignRenewal) => Some(S::Renewed),
            (S::Initial | S::FixedTerm | S::Renewed, K::RefuseRenewal) => Some(S::NonRenewalNotified),
            (S::Initial | S::FixedTerm | S::Renewed | S::NonRenewalNotified, K::NotifyDismissal) => {
                Some(S::DismissalNotified)
            }
            (S::Initial | S::FixedTerm | S::Renewed | S::Indefinite, K::NotifyEnd) => Some(S::EndNotified),
            (S::Initial | S::FixedTerm | S::Renewed, K::GoOn) => Some(S::Indefinite),
            (
                S::Initial | S::FixedTerm | S::Renewed | S::NonRenewalNotified | S::DismissalNotified | S::EndNotified,
                K::End,
            ) => Some(S::Ended),
            (S::Initial | S::NonRenewalNotified | S::DismissalNotified | S::EndNotified, K::Supersede) => {
                Some(S::Superseded)
            }
            (S::Superseded | S::Ended, K::BeginGapService) => Some(S::GapService),
            (S::Superseded | S::Ended | S::GapService, K::RefuseHandOver) => Some(self),
            (S::Superseded | S::Ended | S::GapService, K::HandOver) => Some(S::HandedOver),
            (S::Superseded | S::Ended, K::Disclose) => None,
            (_, K::Disclose) => Some(self),
            (S::Superseded | S::Ended | S::GapService, K::File) => None,
            (_, K::File) => Some(self),
            _ => None,
        }
    }

    /// The steps that have a place in this stage, in the order of their table.
    #[must_use]
    pub fn steps(self) -> StepList {
        StepList(ContractStepKind::ALL.iter().copied().filter(|step| self.after(*step).is_some()).collect())
    }

    /// Whether the contract still runs.
    #[must_use]
    pub const fn runs(self) -> bool {
        !matches!(self, Self::Superseded | Self::Ended | Self::GapService | Self::HandedOver)
    }
}

/// 可行步骤 — the steps that a stage allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepList(Vec<ContractStepKind>);

impl StepList {
    pub(super) fn of(steps: &[ContractStepKind]) -> Self {
        Self(steps.to_vec())
    }

    /// The steps, in the order of their table.
    #[must_use]
    pub fn steps(&self) -> &[ContractStepKind] {
        &self.0
    }

    /// The steps: in Chinese their names, in English their codes.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let word = |step: &ContractStepKind| if lang == Lang::Zh { step.zh() } else { step.code() };
        let words: Vec<&str> = self.0.iter().map(word).collect();
        match (words.is_empty(), lang) {
            (true, Lang::Zh) => "无".to_owned(),
            (true, Lang::En) => "none".to_owned(),
            (false, Lang::Zh) => words.join("、"),
            (false, Lang::En) => words.join(", "),
        }
    }
}

impl std::fmt::Display for StepList {
    /// In English; `{:#}` in Chinese.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.render(if f.alternate() { Lang::Zh } else { Lang::En }))
    }
}

terms! {
    /// 合同一方 — who ends a contract.
    pub enum ContractSide: "side of a contract" {
        Owners = "owners", "业主", "the owners", "《民法典》第九百四十八条第二款";
        Provider = "provider", "物业服务人", "the provider", "《民法典》第九百四十八条第二款";
    }
}

terms! {
    /// 合同种类 — who made the contract.
    pub enum ContractKind: "kind of contract" {
        Initial = "initial", "前期物业服务合同", "initial contract, made by the developer", "《民法典》第九百三十九条";
        Regular = "regular", "物业服务合同", "contract with the provider that the owners chose", "《民法典》第九百三十九条";
    }
}
