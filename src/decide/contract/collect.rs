//! Ways to have the fee paid. What the law forbids is not among them, so it cannot be asked for.

use super::faults::StepLaw;
use super::law::added_up;
use crate::assess::parameter;
use crate::dossier::Dossier;
use crate::law::Citation;
use crate::measure::{Day, Period};
use crate::rule::{CollectionBan, Figure, Key, ParameterValue, Rulebook, Settled, Verdict};
use crate::terms::{Lang, clip, faults, terms};

terms! {
    /// 催交方式 — what a provider or a committee may do to have the fee paid. Cutting off water, power, heat or gas is no
    /// word of this list.
    pub enum CollectionAction: "way to collect" {
        Demand = "demand", "催告在合理期限内支付", "demanding payment in a reasonable time", "《民法典》第九百四十四条第二款";
        Lawsuit = "lawsuit", "提起诉讼", "suing", "《民法典》第九百四十四条第二款";
        Arbitration = "arbitration", "申请仲裁", "going to arbitration", "《民法典》第九百四十四条第二款";
        CommitteeUrges = "committee_urges", "业主委员会督促限期交纳", "the committee urges to pay by a day", "《物业管理条例》第六十四条";
        Visit = "visit", "上门催交", "asking at the door", "《河南省物业管理条例》第八十八条";
        Posting = "posting", "在物业管理区域内公示", "posting it in the compound", "《河南省物业管理条例》第八十八条";
        WrittenReminder = "written_reminder", "书面催交", "reminding in writing", "《滨州市住宅物业管理条例》第四十九条第二款";
        PaymentOrder = "payment_order", "申请支付令", "applying for a payment order", "《青岛市物业管理条例》第六十三条第二款";
        Mediation = "mediation", "申请人民调解", "applying for mediation", "《舟山市物业管理条例》第四十一条第二款";
    }
}

faults! {
    /// Why a way to collect is none (不是允许的催交方式).
    pub enum CollectionFault {
        /// The law forbids it.
        Banned { ban: CollectionBan, law: StepLaw } = "collection_banned",
            "不得以“{ban:#}”方式催交物业费（{law:#}）。",
            "expected a lawful way to collect the fee, found {}, which {law} forbids", ban.en();
        /// It is a way that other texts forbid; no text that was read for this place and day allows it.
        NotListed { ban: CollectionBan } = "collection_not_listed",
            "“{ban:#}”不是催交方式：本地所读规定未明文禁止，也无规定允许。",
            "expected a way to collect that a text allows, found {}, which the texts read for this place do not name", ban.en();
        /// It is not a word of either list.
        Unknown { found: String } = "collection_unknown",
            "应为催交方式的代码，所填为「{found}」。",
            "expected the code of a way to collect, found `{found}`";
    }
}

/// Reads a way to collect by its code. A way that the law of the place forbids is refused with the provision.
///
/// # Errors
/// [`CollectionFault`].
///
/// ```
/// use wuye::decide::contract::{CollectionAction, collection};
/// use wuye::measure::Day;
/// let zhengzhou = wuye::places::rulebook_for("410100".parse()?)?;
/// let day = Day::new(2026, 3, 1)?;
/// assert_eq!(collection("lawsuit", &zhengzhou, day)?, CollectionAction::Lawsuit);
/// let refused = collection("limit_lifts", &zhengzhou, day).unwrap_err();
/// assert!(refused.to_string().contains("Zhengzhou"), "{refused}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn collection(code: &str, rulebook: &Rulebook, day: Day) -> Result<CollectionAction, CollectionFault> {
    if let Some(action) = CollectionAction::ALL.iter().find(|action| action.code() == code) {
        return Ok(*action);
    }
    let ban = CollectionBan::ALL.iter().find(|ban| ban.code() == code);
    let ban = *ban.ok_or_else(|| CollectionFault::Unknown { found: clip(code) })?;
    match collection_bans(rulebook, day).into_iter().find(|(banned, _)| *banned == ban) {
        Some((ban, law)) => Err(CollectionFault::Banned { ban, law: Some(law).into() }),
        None => Err(CollectionFault::NotListed { ban }),
    }
}

/// What the law of a place forbids on a day, each with the first text that does, the nation's before the city's. A
/// lower text adds and takes nothing away.
#[must_use]
pub fn collection_bans(rulebook: &Rulebook, day: Day) -> Vec<(CollectionBan, Citation)> {
    added_up(rulebook, Key::CollectionBans, day, |value| match value {
        ParameterValue::CollectionBans(list) => list,
        _ => &[],
    })
}

/// 可否起诉 — whether the time that a demand leaves has passed. The Code says *reasonable* and gives no number, so it is
/// unknown unless the contract or the covenant agrees on a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaySue {
    /// Met once the time has passed; unmet without a demand or before that; else unknown.
    pub verdict: Verdict,
    /// The last day of an agreed time.
    pub until: Option<Day>,
    /// The law.
    pub law: Option<Citation>,
}

/// Whether an owner who was asked to pay may be sued on a day.
#[must_use]
pub fn may_sue(
    rulebook: &Rulebook,
    dossier: &Dossier,
    demanded: Option<Day>,
    agreed: Option<Period>,
    day: Day,
) -> MaySue {
    let law = match parameter(rulebook, dossier, Key::Figure(Figure::DemandPeriod), day) {
        Settled::Known { law, .. } => Some(law),
        _ => None,
    };
    let until = demanded.zip(agreed).and_then(|(on, period)| period.after(on).ok());
    let verdict = match (demanded, until) {
        (None, _) => Verdict::Unmet,
        (Some(on), _) if day <= on => Verdict::Unmet,
        (Some(_), None) => Verdict::Unknown,
        (Some(_), Some(until)) => Verdict::of(day > until),
    };
    MaySue { verdict, until, law }
}

impl MaySue {
    /// The answer in one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let law = self.law.as_ref().map(|law| law.short(lang)).unwrap_or_default();
        let verdict = self.verdict.render(lang);
        match (self.until, lang) {
            (Some(until), Lang::Zh) => {
                format!("催告期限至{}，可以起诉或者申请仲裁：{verdict}（{law}）。", until.render(lang))
            }
            (Some(until), Lang::En) => format!("the time of the demand ends on {until}; may sue: {verdict} ({law})."),
            (None, Lang::Zh) => format!("合理期限没有数字，可以起诉或者申请仲裁：{verdict}（{law}）。"),
            (None, Lang::En) => format!("a reasonable time has no number; may sue: {verdict} ({law})."),
        }
    }
}
