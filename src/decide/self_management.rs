//! 自行管理 — owners who manage their compound themselves: what they must have decided, which plant they must leave to
//! specialists, when they publish accounts, and which body may decide what (《民法典》第二百八十四条; 上海 53, 杭州 91, 河南 53).

use serde::{Deserialize, Serialize};

use crate::assess::parameter;
use crate::dossier::Dossier;
use crate::estate::OrganisationKind;
use crate::law::Citation;
use crate::matter::Matter;
use crate::measure::{Day, Period, Span, UnitPrice};
use crate::rule::{Figure, Key, ParameterValue, PlantKind, Rulebook, SelfManagementField, Setting, Settled, Verdict};
use crate::terms::{Lang, faults};

faults! {
    /// A decision that a body may not take (无权作出的决定).
    pub enum OrganError {
        /// The matter belongs to all owners.
        NotTheAssembly { organ: OrganisationKind, matter: Matter, law: String, law_zh: String } = "not_the_assembly",
            "“{matter:#}”由业主共同决定（{law_zh}），{organ:#}不得代为决定。",
            "expected the owners to decide on {} together ({law}), found a decision of the {}", matter.en(), organ.en();
    }
}

/// 专业设施委托 — plant of a kind: whether the compound has any, and who looks after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlantCare {
    /// Which.
    pub plant: PlantKind,
    /// Whether the compound has any; unknown if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present: Option<bool>,
    /// The specialist, if one is engaged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub specialist: Option<String>,
}

/// 自行管理决定 — what the owners decided on managing themselves. What is left out was not decided, as far as is known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SelfManagement {
    /// The executing body (执行机构).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// Its head (负责人).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<String>,
    /// The scope (内容).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// The standard (标准).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard: Option<String>,
    /// The fee (费用).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee: Option<UnitPrice>,
    /// The term (期限).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<Span>,
    /// How specialists are engaged (聘请专业机构的方案).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub specialists: Option<String>,
    /// The plan of management (管理方案).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// The plant and who looks after it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub plants: Vec<PlantCare>,
}

impl SelfManagement {
    /// Whether a point was decided. Blank text decides nothing.
    #[must_use]
    pub fn decides(&self, field: SelfManagementField) -> bool {
        let said = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
        match field {
            SelfManagementField::Body => said(&self.body),
            SelfManagementField::Head => said(&self.head),
            SelfManagementField::Scope => said(&self.scope),
            SelfManagementField::Standard => said(&self.standard),
            SelfManagementField::Fee => self.fee.is_some(),
            SelfManagementField::Term => self.term.is_some(),
            SelfManagementField::Specialists => said(&self.specialists),
            SelfManagementField::Plan => said(&self.plan),
        }
    }

    /// Whether plant of a kind is looked after: not there, or left to a specialist. Unknown where it is not known
    /// whether there is any.
    #[must_use]
    pub fn cares_for(&self, plant: PlantKind) -> Verdict {
        let of_kind = self.plants.iter().filter(|care| care.plant == plant);
        let each = of_kind.map(|care| match (care.present, &care.specialist) {
            (Some(false), _) => Verdict::Met,
            (_, Some(name)) if !name.trim().is_empty() => Verdict::Met,
            (Some(true), _) => Verdict::Unmet,
            (None, _) => Verdict::Unknown,
        });
        each.min().unwrap_or(Verdict::Unknown)
    }
}

/// 自行管理检查 — what a decision on self-management has and lacks under the law of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SelfManagementCheck {
    /// What the place asks to be decided.
    pub points: Settled,
    /// Of that, what is missing, in the order of the text.
    pub missing: Vec<SelfManagementField>,
    /// Which plant the place leaves to specialists.
    pub plant: Settled,
    /// For each kind whether it is looked after.
    pub plants: Vec<(PlantKind, Verdict)>,
    /// How often accounts are published.
    pub accounts: Settled,
}

/// Checks a decision on self-management against what the place asks on a day.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use wuye::decide::self_management::{SelfManagement, check};
/// use wuye::dossier::Dossier;
/// use wuye::estate::Compound;
/// use wuye::rule::{SelfManagementField, Verdict};
/// let rulebook = wuye::places::rulebook_for("330100".parse()?)?;
/// let compound = Compound { id: "c1".parse()?, name: "某小区".into(), place: "330106".parse()?, yards: vec![] };
/// let decided = SelfManagement {
///     body: Some("自行管理委员会".into()),
///     plan: Some("保洁、秩序维护自聘人员".into()),
///     ..SelfManagement::default()
/// };
/// let found = check(&rulebook, &Dossier::new(compound), &decided, "2022-03-01".parse()?);
/// assert_eq!(found.missing, [SelfManagementField::Fee, SelfManagementField::Term]);
/// assert_eq!(found.verdict(), Verdict::Unmet);
/// assert_eq!(found.accounts_due("2022-12-31".parse()?), Some("2023-12-31".parse()?));
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn check(rulebook: &Rulebook, dossier: &Dossier, decided: &SelfManagement, day: Day) -> SelfManagementCheck {
    let settled = |key| parameter(rulebook, dossier, key, day);
    let (points, plant) = (settled(Key::SelfManagement), settled(Key::SpecialistPlant));
    let missing = match value(&points) {
        Some(ParameterValue::SelfManagement(fields)) => {
            fields.iter().copied().filter(|field| !decided.decides(*field)).collect()
        }
        _ => Vec::new(),
    };
    let plants = match value(&plant) {
        Some(ParameterValue::Plants(kinds)) => kinds.iter().map(|kind| (*kind, decided.cares_for(*kind))).collect(),
        _ => Vec::new(),
    };
    let accounts = settled(Key::Figure(Figure::SelfManagementAccounts));
    SelfManagementCheck { points, missing, plant, plants, accounts }
}

fn value(settled: &Settled) -> Option<&ParameterValue> {
    settled.setting().and_then(Setting::value)
}

impl SelfManagementCheck {
    /// Whether the decision is complete: met where nothing is missing and all plant is looked after. Where the
    /// place names no points it is unknown.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        if value(&self.points).is_none() {
            return Verdict::Unknown;
        }
        let plants = self.plants.iter().map(|(_, verdict)| *verdict).min().unwrap_or(Verdict::Met);
        Verdict::of(self.missing.is_empty()).min(plants)
    }

    /// The last day on which accounts are published again after those of a day; unknown where the place prints no
    /// interval.
    #[must_use]
    pub fn accounts_due(&self, last: Day) -> Option<Day> {
        match value(&self.accounts) {
            Some(ParameterValue::Period(period)) => Period::after(*period, last).ok(),
            _ => None,
        }
    }

    /// What is missing, plant by plant, and the accounts, each in a sentence with its article.
    #[must_use]
    pub fn render(&self, lang: Lang) -> Vec<String> {
        let words: Vec<&str> = self.missing.iter().map(|field| field.render(lang)).collect();
        let mut all = vec![match (value(&self.points), words.is_empty(), lang) {
            (None, _, Lang::Zh) => format!("待查明：自行管理须决定的事项{}。", self.points.render(lang)),
            (None, _, Lang::En) => format!("unknown: the points of self-management: {}.", self.points.render(lang)),
            (_, true, Lang::Zh) => format!("各事项均已决定：{}。", self.points.render(lang)),
            (_, true, Lang::En) => format!("every point is decided: {}.", self.points.render(lang)),
            (_, false, Lang::Zh) => format!("尚缺{}；须决定{}。", words.join("、"), self.points.render(lang)),
            (_, false, Lang::En) => {
                format!("missing {}; to be decided: {}.", words.join(", "), self.points.render(lang))
            }
        }];
        for (plant, verdict) in &self.plants {
            let (verdict, law) = (verdict.render(lang), self.plant.render(lang));
            all.push(match lang {
                Lang::Zh => format!("{plant:#}委托专业机构：{verdict}；须委托{law}。"),
                Lang::En => format!("{} left to specialists: {verdict}; to be left: {law}.", plant.en()),
            });
        }
        let accounts = self.accounts.render(lang);
        all.push(match lang {
            Lang::Zh => format!("公布自行管理账目的间隔：{accounts}。"),
            Lang::En => format!("accounts are published: {accounts}."),
        });
        all
    }
}

/// Whether a body may decide a matter that the owners decide together. Only the owners' assembly may; a council of
/// owners' representatives (业主代表议事会) consults and carries out, and so do a committee and all other bodies.
///
/// # Errors
/// [`OrganError::NotTheAssembly`] with the law that gives the matter to all owners.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use wuye::decide::self_management::organ_may_decide;
/// use wuye::dossier::Dossier;
/// use wuye::estate::{Compound, OrganisationKind};
/// use wuye::matter::Matter;
/// let rulebook = wuye::places::rulebook_for("411000".parse()?)?;
/// let compound = Compound { id: "c1".parse()?, name: "某老庭院".into(), place: "411000".parse()?, yards: vec![] };
/// let (dossier, day) = (Dossier::new(compound), "2022-03-01".parse()?);
/// let may = |organ| organ_may_decide(&rulebook, &dossier, organ, Matter::Provider, day);
/// assert!(may(OrganisationKind::OwnersAssembly).is_ok());
/// assert_eq!(may(OrganisationKind::OwnersCouncil).unwrap_err().code(), "not_the_assembly");
/// # Ok(())
/// # }
/// ```
pub fn organ_may_decide(
    rulebook: &Rulebook,
    dossier: &Dossier,
    organ: OrganisationKind,
    matter: Matter,
    day: Day,
) -> Result<(), OrganError> {
    if organ == OrganisationKind::OwnersAssembly {
        return Ok(());
    }
    let majority = parameter(rulebook, dossier, Key::Majority(matter), day);
    let law: Option<Citation> = match majority {
        Settled::Known { law, .. } => Some(law),
        _ => None,
    };
    let said = |lang| law.as_ref().map_or_else(|| matter.source().to_owned(), |law| law.short(lang));
    Err(OrganError::NotTheAssembly { organ, matter, law: said(Lang::En), law_zh: said(Lang::Zh) })
}
