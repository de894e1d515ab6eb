//! 空置 — what an empty home pays on a day, as far as the texts of its place say.
//!
//! 1. No national text sets a reduction. Places differ: a ceiling after six months, a duty to reduce at a rate that
//!    stands elsewhere, whatever the contract says, or no ground to pay less.
//! 2. The time runs from the day after the one on which the home fell empty (《民法典》第二百零一条); 六个月以上 has the
//!    last day of the sixth month in it, 超过六个月 begins on the day after.
//! 3. Texts are asked from the innermost place outwards, case by case; the first case that fits decides. A fact that is
//!    not stated and would change the answer makes it unknown.
//! 4. A rate that nobody stated is never 1: [`Vacancy::factor`] refuses, and names what is missing.

use serde::{Deserialize, Serialize};

use super::{Change, LineId, Relief as TariffRelief, ReliefId};
use crate::law::{At, Citation};
use crate::measure::{Day, Share};
use crate::rule::{
    DwellingClass, FeePhase, Key, NoticeForm, ParameterValue, PriceCap, RateBy, Reach, Relief, Rulebook, Setting,
    VacancyCase, Verdict, settles,
};
use crate::terms::{Lang, faults, terms};

terms! {
    /// 缺少的事项 — what is missing for an answer.
    pub enum Missing: "missing item" {
        Occupancy = "occupancy", "是否空置及自何日起", "whether and since when it stands empty", "design";
        Length = "length", "空置至何日", "until when it stands empty", "《聊城市物业管理条例》第四十条第二款";
        Phase = "phase", "是否属于前期物业服务", "whether the service is the initial one", "《滨州市住宅物业管理条例》第三十八条第二款";
        Class = "class", "是否属于普通住宅", "whether it is an ordinary dwelling", "《菏泽市物业管理条例》第二十四条第一款";
        Law = "law", "当地当日的规定", "the law of the place on that day", "design";
    }
}

terms! {
    /// 全额的理由 — why the fee is due as agreed.
    pub enum FullFor: "reason for the whole fee" {
        NotEmpty = "not_empty", "当日未空置", "it does not stand empty on that day", "design";
        NotYet = "not_yet", "空置时间未达到规定", "it has not stood empty for long enough", "design";
        NoGround = "no_ground", "不得以房屋空置为由拒绝支付", "emptiness is no ground to refuse the fee", "《丽水市物业管理条例》第三十五条第二款";
    }
}

faults! {
    /// A factor that cannot be given (不能给出的计费比例).
    pub enum VacancyError {
        /// What decides is not known; the first such thing, and how many there are.
        Unsettled { what: Missing, count: usize } = "vacancy_unsettled",
            "空置收费待查明：缺少{what:#}（共{count}项）。",
            "expected what decides the fee of an empty home, found nothing about {} (missing: {count})", what.en();
        /// The text leaves the rate to somebody, and nobody stated it.
        RateUnknown { by: RateBy } = "vacancy_rate_unknown",
            "空置收费的比例须由{by:#}确定，未见填报。",
            "expected the rate set by {}, found none stated", by.en();
        /// The rate was stated, but of another source than the text names.
        RateOf { by: RateBy, found: RateBy } = "vacancy_rate_source",
            "空置收费的比例应依{by:#}，所填来自{found:#}。",
            "expected a rate set by {}, found one of {}", by.en(), found.en();
        /// The rate is above the ceiling.
        AboveCeiling { most: Share, found: Share } = "vacancy_above_ceiling",
            "空置收费不得超过标准的{most}，所填为{found}。",
            "expected at most {most} of the standard for an empty home, found {found}";
        /// The fee must be reduced, and the rate is the whole.
        NotReduced { by: RateBy } = "vacancy_not_reduced",
            "空置期间应当减收，所填比例（{by:#}）未减收。",
            "expected a reduced rate for an empty home, found the whole fee by {}", by.en();
    }
}

terms! {
    /// 告知情况 — whether the provider was told that a home stands empty.
    pub enum Told: "state of notice" {
        NotTold = "not_told", "未告知", "not told", "design";
        Told = "told", "已告知", "told", "《山东省物业管理条例》第六十七条";
        Written = "written", "已书面告知", "told in writing", "《聊城市物业管理条例》第四十六条第三款";
    }
}

/// 空置状态 — whether a home stands empty, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Occupancy {
    /// Somebody lives in it or uses it.
    Occupied,
    /// It stands empty.
    Empty {
        /// The day on which it fell empty, not before it was handed over; the time runs from the next.
        since: Day,
        /// The first day on which it no longer stands empty, if that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Day>,
    },
}

/// 空置事实 — what is stated of a home. What is not stated is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VacancyFacts {
    /// Whether it stands empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occupancy: Option<Occupancy>,
    /// Under which contract the fee is paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<FeePhase>,
    /// What kind of premises it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<DwellingClass>,
    /// Whether the provider was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
}

/// 空置收费 — what the texts say of the fee.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VacancyFee {
    /// The fee is due as agreed.
    Full {
        /// Why.
        because: FullFor,
        /// Whether a reduction that falls due later may reach back to this day, where the text leaves that open.
        #[serde(skip_serializing_if = "Option::is_none")]
        reach: Option<Reach>,
    },
    /// At most this share of the standard.
    AtMost {
        /// The share.
        share: Share,
        /// Whether earlier months are covered.
        reach: Reach,
    },
    /// Less than the whole; the rate stands elsewhere.
    MustReduce {
        /// Where.
        by: RateBy,
        /// Whether earlier months are covered.
        reach: Reach,
    },
    /// As agreed for empty homes.
    Agreed {
        /// In what.
        by: RateBy,
        /// Within which ceiling.
        #[serde(skip_serializing_if = "Option::is_none")]
        within: Option<PriceCap>,
    },
    /// Unknown (待查明), and what is missing.
    Unknown(Vec<Missing>),
}

/// 空置告知 — whether the provider was told as the text asks. No text that was read makes the reduction depend on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VacancyNotice {
    /// Met, unmet, or unknown where nobody stated it.
    pub verdict: Verdict,
    /// In which form.
    pub form: NoticeForm,
    /// By which law.
    pub law: Citation,
}

/// 空置收费结果 — the fee of one home on one day, with its law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Vacancy {
    day: Day,
    fee: VacancyFee,
    #[serde(skip_serializing_if = "Option::is_none")]
    law: Option<Citation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notice: Option<VacancyNotice>,
}

/// 已填比例 — a rate for empty homes that the caller states, and who set it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatedRate {
    /// The share of the standard that is charged.
    pub rate: Share,
    /// Who set it.
    pub by: RateBy,
}

/// What an empty home pays on a day under the law of its place.
///
/// ```
/// use wuye::billing::vacancy::{Occupancy, StatedRate, VacancyFacts, vacancy};
/// use wuye::measure::Share;
/// use wuye::rule::{DwellingClass, FeePhase, RateBy};
/// let binzhou = wuye::places::rulebook_for("371600".parse()?)?;
/// let facts = VacancyFacts {
///     occupancy: Some(Occupancy::Empty { since: "2025-12-31".parse()?, until: None }),
///     phase: Some(FeePhase::Initial),
///     class: Some(DwellingClass::Ordinary),
///     told: None,
/// };
/// let on = |day: &str| vacancy(&binzhou, &facts, day.parse().unwrap());
/// assert_eq!(on("2026-06-30").factor(None)?, Share::WHOLE); // the sixth month ends
/// let july = on("2026-07-01"); // more than six months: at most 3/5
/// assert_eq!(july.factor(None).unwrap_err().code(), "vacancy_rate_unknown");
/// let agreed = StatedRate { rate: Share::new(3, 5)?, by: RateBy::Contract };
/// assert_eq!(july.factor(Some(agreed))?, Share::new(3, 5)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn vacancy(rulebook: &Rulebook, facts: &VacancyFacts, day: Day) -> Vacancy {
    let notice = notice(rulebook, facts, day);
    let (fee, law) = match facts.occupancy {
        None => (VacancyFee::Unknown(vec![Missing::Occupancy]), None),
        Some(Occupancy::Occupied) => (not_empty(), None),
        Some(Occupancy::Empty { since, until }) if day < since || until.is_some_and(|until| until <= day) => {
            (not_empty(), None)
        }
        Some(Occupancy::Empty { since, until }) => of_empty(rulebook, facts, (since, until), day),
    };
    let notice = notice.filter(|_| fee != not_empty());
    Vacancy { day, fee, law, notice }
}

const fn not_empty() -> VacancyFee {
    VacancyFee::Full { because: FullFor::NotEmpty, reach: None }
}

/// Tries whatever the facts that are not stated may be. One answer for all is the answer.
fn of_empty(
    rulebook: &Rulebook,
    facts: &VacancyFacts,
    empty: (Day, Option<Day>),
    day: Day,
) -> (VacancyFee, Option<Citation>) {
    let phases = facts.phase.map_or_else(|| FeePhase::ALL.to_vec(), |phase| vec![phase]);
    let classes = facts.class.map_or_else(|| DwellingClass::ALL.to_vec(), |class| vec![class]);
    let texts = texts(rulebook, day);
    let answer = |phase: FeePhase, class: DwellingClass| decide(&texts, (phase, class), empty, day);
    let (Some(phase), Some(class)) = (phases.first(), classes.first()) else {
        return (VacancyFee::Unknown(vec![Missing::Law]), None);
    };
    // Whether one fact alone would change the answer, whatever the other may be.
    let by_phase = classes.iter().any(|class| phases.iter().any(|p| answer(*p, *class) != answer(*phase, *class)));
    let by_class = phases.iter().any(|phase| classes.iter().any(|c| answer(*phase, *c) != answer(*phase, *class)));
    let missing = [(by_phase, Missing::Phase), (by_class, Missing::Class)];
    let missing: Vec<Missing> = missing.into_iter().filter(|(is, _)| *is).map(|(_, missing)| missing).collect();
    if missing.is_empty() { answer(*phase, *class) } else { (VacancyFee::Unknown(missing), None) }
}

/// The cases of each text in force, the innermost place first; nothing stands for a text that cannot be read.
fn texts(rulebook: &Rulebook, day: Day) -> Vec<Option<(Vec<VacancyCase>, Citation)>> {
    let parameters = rulebook.layers().iter().rev().flat_map(|layer| &layer.parameters);
    let own = parameters.filter(|parameter| parameter.key() == Key::Vacancy);
    let in_force = own.filter_map(|parameter| match parameter.value().at(day) {
        At::InForce { value, version, until } => match value {
            Setting::Exactly(ParameterValue::Vacancy(cases)) if parameter.when().is_none() && settles(version) => {
                Some(Some((cases.clone(), rulebook.cite(version, until))))
            }
            _ => Some(None),
        },
        At::BeforeKnown { .. } | At::Repealed { .. } => None,
    });
    in_force.collect()
}

fn decide(
    texts: &[Option<(Vec<VacancyCase>, Citation)>],
    (phase, class): (FeePhase, DwellingClass),
    (since, until): (Day, Option<Day>),
    day: Day,
) -> (VacancyFee, Option<Citation>) {
    for text in texts {
        let Some((cases, law)) = text else { break };
        let fits = |case: &&VacancyCase| {
            case.phase.is_none_or(|only| only == phase) && (case.classes.is_empty() || case.classes.contains(&class))
        };
        if let Some(case) = cases.iter().find(fits) {
            return (apply(case, (since, until), day), Some(law.clone()));
        }
    }
    (VacancyFee::Unknown(vec![Missing::Law]), None)
}

/// What a case says on a day of an empty home.
fn apply(case: &VacancyCase, (since, until): (Day, Option<Day>), day: Day) -> VacancyFee {
    let reach = match case.relief {
        Relief::AtMost { reach, .. } | Relief::MustReduce { reach, .. } => Some(reach),
        Relief::NoGround | Relief::Agreed { .. } => None,
    };
    let long = |on: Day| case.longer.is_none_or(|longer| longer.has_lasted(since, on));
    if long(day) {
        return match case.relief {
            Relief::NoGround => VacancyFee::Full { because: FullFor::NoGround, reach: None },
            Relief::AtMost { share, reach } => VacancyFee::AtMost { share, reach },
            Relief::MustReduce { by, reach } => VacancyFee::MustReduce { by, reach },
            Relief::Agreed { by, within } => VacancyFee::Agreed { by, within },
        };
    }
    let last = until.and_then(Day::previous);
    match (reach, last, case.relief) {
        // Once long enough, the whole time counts: this day too.
        (Some(Reach::WholeVacancy), None, _) => VacancyFee::Unknown(vec![Missing::Length]),
        (Some(Reach::WholeVacancy), Some(last), Relief::AtMost { share, reach }) if long(last) => {
            VacancyFee::AtMost { share, reach }
        }
        (Some(Reach::WholeVacancy), Some(last), Relief::MustReduce { by, reach }) if long(last) => {
            VacancyFee::MustReduce { by, reach }
        }
        _ => {
            let open = reach.filter(|reach| *reach == Reach::NotSaid);
            VacancyFee::Full { because: FullFor::NotYet, reach: open }
        }
    }
}

fn notice(rulebook: &Rulebook, facts: &VacancyFacts, day: Day) -> Option<VacancyNotice> {
    use crate::rule::Settled;
    let settled = rulebook.setting(Key::VacancyNotice, day);
    let Settled::Known { setting: Setting::Exactly(ParameterValue::NoticeForm(form)), law, .. } = settled else {
        return None;
    };
    let enough = |told: Told| told == Told::Written || (told == Told::Told && form == NoticeForm::Told);
    let verdict = facts.told.map_or(Verdict::Unknown, |told| Verdict::of(enough(told)));
    Some(VacancyNotice { verdict, form, law })
}

impl Vacancy {
    /// The day.
    #[must_use]
    pub const fn day(&self) -> Day {
        self.day
    }

    /// What the texts say.
    #[must_use]
    pub const fn fee(&self) -> &VacancyFee {
        &self.fee
    }

    /// By which law.
    #[must_use]
    pub const fn law(&self) -> Option<&Citation> {
        self.law.as_ref()
    }

    /// Whether the provider was told, where a text asks for it.
    #[must_use]
    pub const fn notice(&self) -> Option<&VacancyNotice> {
        self.notice.as_ref()
    }

    /// By what the fee is multiplied: the whole where that is settled, else the rate that the caller states, if the
    /// text allows it. A home that does not stand empty pays the whole, whatever rate is stated.
    ///
    /// # Errors
    /// [`VacancyError::Unsettled`], [`VacancyError::RateUnknown`], [`VacancyError::RateOf`],
    /// [`VacancyError::AboveCeiling`], [`VacancyError::NotReduced`].
    pub fn factor(&self, stated: Option<StatedRate>) -> Result<Share, VacancyError> {
        let of = |by: RateBy| {
            let stated = stated.ok_or(VacancyError::RateUnknown { by })?;
            // What the parties agree, they may agree in the contract or beside it.
            let agreed = |by: RateBy| matches!(by, RateBy::Contract | RateBy::Parties);
            if stated.by == by || (agreed(by) && agreed(stated.by)) {
                return Ok(stated.rate);
            }
            Err(VacancyError::RateOf { by, found: stated.by })
        };
        match &self.fee {
            VacancyFee::Full { because: FullFor::NotEmpty, .. } => Ok(Share::WHOLE),
            VacancyFee::Full { .. } => match stated {
                None => Ok(Share::WHOLE),
                Some(_) => of(RateBy::Contract),
            },
            VacancyFee::AtMost { share, .. } => {
                let rate = of(RateBy::Contract)?;
                if rate > *share {
                    return Err(VacancyError::AboveCeiling { most: *share, found: rate });
                }
                Ok(rate)
            }
            VacancyFee::MustReduce { by, .. } => {
                let rate = of(*by)?;
                if rate == Share::WHOLE {
                    return Err(VacancyError::NotReduced { by: *by });
                }
                Ok(rate)
            }
            VacancyFee::Agreed { by, .. } => of(*by),
            VacancyFee::Unknown(missing) => {
                let what = missing.first().copied().unwrap_or(Missing::Law);
                Err(VacancyError::Unsettled { what, count: missing.len() })
            }
        }
    }

    /// 空置优惠 — the relief of a tariff that follows: of these lines, or of all that are charged at a price, at the
    /// [factor](Self::factor) that the stated rate gives. Where that is refused, the relief is one whose rate is not
    /// known, and whoever is granted it is not billed.
    #[must_use]
    pub fn relief(&self, id: ReliefId, lines: Option<Vec<LineId>>, stated: Option<StatedRate>) -> TariffRelief {
        let change = self.factor(stated).map_or(Change::Unknown, Change::Charge);
        TariffRelief { id, lines, change, basis: self.law.clone() }
    }

    /// What the texts say and by which law; and whether the provider was told.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let zh = lang == Lang::Zh;
        let open = |reach: &Reach| match (reach, zh) {
            (Reach::WholeVacancy, true) => format!("，{reach:#}"),
            (Reach::WholeVacancy, false) => format!(", {}", reach.en()),
            (Reach::NotSaid, true) => format!("；{reach:#}"),
            (Reach::NotSaid, false) => format!("; {}", reach.en()),
        };
        let said = match &self.fee {
            VacancyFee::Full { because, reach } => {
                let reach = reach.as_ref().map_or_else(String::new, open);
                let (whole, joint) = if zh { ("按约定全额", "：") } else { ("due as agreed", ": ") };
                format!("{whole}{joint}{}{reach}", because.render(lang))
            }
            VacancyFee::AtMost { share, reach } => {
                format!("{}{}", Relief::AtMost { share: *share, reach: *reach }.render(lang), open(reach))
            }
            VacancyFee::MustReduce { by, reach } => {
                format!("{}{}", Relief::MustReduce { by: *by, reach: *reach }.render(lang), open(reach))
            }
            VacancyFee::Agreed { by, within } => Relief::Agreed { by: *by, within: *within }.render(lang),
            VacancyFee::Unknown(missing) => {
                let missing: Vec<&str> = missing.iter().map(|missing| missing.render(lang)).collect();
                let (unknown, joint) = if zh { ("待查明：缺少", "、") } else { ("unknown: missing ", ", ") };
                format!("{unknown}{}", missing.join(joint))
            }
        };
        let law = match (&self.law, zh) {
            (None, _) => String::new(),
            (Some(law), true) => format!("（{}）", law.render(lang)),
            (Some(law), false) => format!(" ({})", law.render(lang)),
        };
        let notice = self.notice.as_ref().map_or_else(String::new, |notice| {
            let (form, verdict, law) = (notice.form.render(lang), notice.verdict.render(lang), notice.law.render(lang));
            if zh {
                format!("；应当{form}物业服务人：{verdict}（{law}）")
            } else {
                format!("; the provider is to be {form}: {verdict} ({law})")
            }
        });
        let day = self.day.render(lang);
        if zh { format!("{day}：{said}{law}{notice}。") } else { format!("{day}: {said}{law}{notice}") }
    }
}
