//! 联席会议 — the bodies that texts set up to settle a compound's affairs, and the ways out of a dispute: lists of law,
//! with their citations. No rule decides on them, so they are data beside the procedures that use them.

use serde::Serialize;

use super::ProcedureError;
use crate::estate::Event;
use crate::law::{Authority, Citation, Confidence, Locator, Place};
use crate::measure::{Day, Period};
use crate::rule::{Force, Verdict};
use crate::terms::{Lang, terms};

terms! {
    /// 参加单位 — who takes part.
    pub enum Party: "party of a conference" {
        CompoundBranch = "compound_branch", "小区党组织", "the compound's party organisation", "东建函〔2023〕26号第二部分第（六）项";
        OwnersCommittee = "owners_committee", "业主委员会", "the owners' committee", "东建函〔2023〕26号第二部分第（六）项";
        Representatives = "representatives", "业主代表", "owners' delegates", "东建函〔2023〕26号第二部分第（六）项";
        CommitteeOrRepresentatives = "committee_or_representatives", "业主委员会或者业主代表", "the owners' committee or owners' delegates", "《山东省物业管理条例》第七十四条第二款";
        Provider = "provider", "物业服务人", "the provider", "《山东省物业管理条例》第七十四条第二款";
        Departments = "departments", "相关部门", "the departments concerned", "东建函〔2023〕26号第二部分第（六）项";
        ResidentsCommittee = "residents_committee", "居民委员会（村民委员会）", "the residents' or villagers' committee", "《山东省物业管理条例》第七十四条第二款";
        PoliceStation = "police_station", "公安派出所", "the police station", "《山东省物业管理条例》第七十四条第二款";
        Utilities = "utilities", "专业经营单位", "the utilities", "《山东省物业管理条例》第七十四条第二款";
        SpecialistServices = "specialist_services", "专业性服务组织", "specialist service bodies", "《聊城市物业管理条例》第六十五条第二款";
        Enforcement = "enforcement", "城市管理综合执法部门", "urban management and law enforcement", "《山东省物业管理条例》第七十四条第二款";
        PropertyDepartment = "property_department", "物业管理（住房城乡建设、房地产）主管部门", "the housing department", "《山东省物业管理条例》第七十四条第二款";
        PublicSecurity = "public_security", "公安部门", "public security", "《聊城市物业管理条例》第六十五条第二款";
        Street = "street", "街道办事处、乡镇人民政府", "the street office or township government", "《清远市住宅小区物业管理条例》第十一条第二款";
        Price = "price", "价格主管部门", "the price department", "《清远市住宅小区物业管理条例》第十一条第二款";
        Planning = "planning", "城乡规划主管部门", "the planning department", "《清远市住宅小区物业管理条例》第十一条第二款";
        Environment = "environment", "生态环境主管部门", "the environment department", "《清远市住宅小区物业管理条例》第十一条第二款";
        Justice = "justice", "司法行政部门", "the justice department", "《清远市住宅小区物业管理条例》第十一条第二款";
        Emergency = "emergency", "应急管理部门", "the emergency department", "《清远市住宅小区物业管理条例》第十一条第二款";
        Fire = "fire", "消防救援机构", "the fire service", "《清远市住宅小区物业管理条例》第十一条第二款";
        Agriculture = "agriculture", "农业农村主管部门", "the agriculture department", "《清远市住宅小区物业管理条例》第十一条第二款";
        Market = "market", "市场监督管理部门", "market supervision", "《清远市住宅小区物业管理条例》第十一条第二款";
        Culture = "culture", "文化广电旅游体育主管部门", "the culture, tourism and sports department", "《清远市住宅小区物业管理条例》第十一条第二款";
        Developer = "developer", "建设单位", "the developer", "《清远市住宅小区物业管理条例》第十一条第三款";
        CommitteeHead = "committee_head", "业主委员会或者物业管理委员会负责人", "the head of the owners' or property-management committee", "《清远市住宅小区物业管理条例》第十一条第三款";
    }
}

terms! {
    /// 联席会议事项 — what a conference settles.
    pub enum ConferenceMatter: "matter of a conference" {
        Duties = "duties", "业主委员会和有关部门不依法履行职责的情况", "a committee or department that does not do its duty", "《山东省物业管理条例》第七十四条第三款第（一）项";
        Exit = "exit", "物业服务人退出和交接中出现的问题", "problems of a provider's exit and hand-over", "《山东省物业管理条例》第七十四条第三款第（二）项";
        Incident = "incident", "物业服务区域内发生的突发事件", "emergencies in the compound", "《山东省物业管理条例》第七十四条第三款第（三）项";
        Linkage = "linkage", "物业管理与社区管理的衔接和配合", "how property and community management fit together", "《山东省物业管理条例》第七十四条第三款第（四）项";
        Other = "other", "需要协调的其他物业管理事项", "other matters that need it", "《山东省物业管理条例》第七十四条第三款第（五）项";
    }
}

/// 议事机构 — a body that a text sets up: who calls it, who takes part, what it settles, by which law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JointBody {
    /// Where.
    pub place: Place,
    /// What its meetings are as events of a dossier.
    pub event: Event,
    /// By which law or letter.
    pub law: Citation,
    /// Who calls it, where the text says.
    pub convened_by: Option<Authority>,
    /// Who takes part; empty where the text lists nobody.
    pub members: Vec<Party>,
    /// Who comes as the work needs it.
    pub as_needed: Vec<Party>,
    /// What it settles; empty where the text lists nothing.
    pub matters: Vec<ConferenceMatter>,
}

impl JointBody {
    /// The members who did not come; nothing where the text lists none, since who belongs to it is then unknown.
    #[must_use]
    pub fn absent(&self, present: &[Party]) -> Option<Vec<Party>> {
        let absent = self.members.iter().copied().filter(|party| !present.contains(party));
        (!self.members.is_empty()).then(|| absent.collect())
    }
}

fn cite(
    document: &str,
    title: (&str, &str),
    at: Locator,
    from: &str,
    confidence: Confidence,
) -> Result<Citation, ProcedureError> {
    let (title, title_en) = (title.0.to_owned(), title.1.to_owned());
    let (document, from) = (document.parse()?, from.parse()?);
    Ok(Citation { document, title, title_en, at, from, until: None, year_only: false, confidence })
}

const SHANDONG: (&str, &str) = ("山东省物业管理条例", "Shandong Property Management Regulations");
const LIAOCHENG: (&str, &str) = ("聊城市物业管理条例", "Liaocheng Property Management Regulations");
const QINGYUAN: (&str, &str) =
    ("清远市住宅小区物业管理条例", "Qingyuan Regulations on Property Management of Residential Compounds");
const DONGGUAN: (&str, &str) = (
    "关于东莞市十七届人大三次会议第20230194号建议答复的函",
    "Dongguan Housing Bureau, reply to suggestion 20230194 (2023)",
);
const XIAMEN: (&str, &str) = (
    "关于市人大十六届三次会议第0155号建议办理情况答复的函",
    "Xiamen Housing and Construction Bureau, reply to suggestion 0155 (2024)",
);

/// 各地议事机构 — the joint meeting of Dongguan, and the conferences of Shandong, Liaocheng, Qingyuan and Xiamen. Of
/// Xiamen's only a letter was read, which counts them and lists neither members nor matters.
///
/// ```
/// use wuye::procedure::{ConferenceMatter, Party, joint_bodies};
/// let bodies = joint_bodies()?;
/// let shandong = bodies.iter().find(|body| body.place == "370000".parse().unwrap()).unwrap();
/// assert_eq!(shandong.matters, ConferenceMatter::ALL);
/// assert!(shandong.absent(&[Party::Provider]).unwrap().contains(&Party::PoliceStation));
/// # Ok::<(), wuye::procedure::ProcedureError>(())
/// ```
///
/// # Errors
/// None that a caller can cause.
pub fn joint_bodies() -> Result<Vec<JointBody>, ProcedureError> {
    use Party as P;
    let letter = Confidence::PolicyLetter;
    let shandong = [
        P::ResidentsCommittee,
        P::PoliceStation,
        P::Provider,
        P::CommitteeOrRepresentatives,
        P::Utilities,
        P::Enforcement,
        P::PropertyDepartment,
    ];
    let liaocheng = [
        P::ResidentsCommittee,
        P::Provider,
        P::OwnersCommittee,
        P::Representatives,
        P::SpecialistServices,
        P::PropertyDepartment,
        P::PublicSecurity,
        P::Enforcement,
    ];
    let qingyuan = [
        P::PropertyDepartment,
        P::Price,
        P::Enforcement,
        P::Planning,
        P::Environment,
        P::PublicSecurity,
        P::Justice,
        P::Emergency,
        P::Fire,
        P::Agriculture,
        P::Market,
        P::Culture,
        P::Street,
        P::ResidentsCommittee,
    ];
    let dongguan = [P::CompoundBranch, P::OwnersCommittee, P::Provider, P::Representatives, P::Departments];
    let conference = |place: &str, law, convened_by| -> Result<JointBody, ProcedureError> {
        let (place, event) = (place.parse()?, Event::JointConference);
        let (members, as_needed, matters) = (Vec::new(), Vec::new(), Vec::new());
        Ok(JointBody { place, event, law, convened_by, members, as_needed, matters })
    };
    let of = |document, title, at, from| cite(document, title, at, from, Confidence::Primary);
    let sd = of("shandong_regulations", SHANDONG, Locator::article(74), "2021-12-03")?;
    let lc = of("liaocheng_regulations", LIAOCHENG, Locator::article(65), "2021-03-01")?;
    let qy = of("qingyuan_regulations", QINGYUAN, Locator::article(11), "2023-02-01")?;
    let dg = cite("dongguan_letter_2023_26", DONGGUAN, Locator::section(&[2, 6], None), "2023-07-14", letter)?;
    let xm = cite("xiamen_letter_2024_44", XIAMEN, Locator::Whole, "2024-04-24", letter)?;
    Ok(vec![
        JointBody {
            event: Event::CoBuildingMeeting,
            members: dongguan.to_vec(),
            ..conference("441900", dg, Some(Authority::PartyOrganisation))?
        },
        JointBody {
            members: shandong.to_vec(),
            matters: ConferenceMatter::ALL.to_vec(),
            ..conference("370000", sd, Some(Authority::Street))?
        },
        JointBody {
            members: liaocheng.to_vec(),
            matters: ConferenceMatter::ALL.to_vec(),
            ..conference("371500", lc, Some(Authority::Street))?
        },
        JointBody {
            members: qingyuan.to_vec(),
            as_needed: vec![P::Provider, P::Developer, P::CommitteeHead],
            ..conference("441800", qy, Some(Authority::Street))?
        },
        conference("350200", xm, None)?,
    ])
}

terms! {
    /// 争议解决途径 — the ways out of a dispute about property management.
    pub enum RemedyRung: "way out of a dispute" {
        Settle = "settle", "自行协商", "settle it between the parties", "《山东省物业管理条例》第七十五条";
        Mediate = "mediate", "向社区居民委员会或者联席会议申请调解", "ask the residents' committee or the conference to mediate", "《山东省物业管理条例》第七十五条";
        Arbitrate = "arbitrate", "依法申请仲裁", "arbitration", "《山东省物业管理条例》第七十五条";
        Sue = "sue", "向人民法院起诉", "an action in court", "《山东省物业管理条例》第七十五条";
    }
}

/// 途径与次序 — one way, what it follows, and how strongly the text says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remedy {
    /// Which way.
    pub rung: RemedyRung,
    /// What must have failed before it, if anything.
    pub after: Option<RemedyRung>,
    /// Whether the parties shall or may go it.
    pub force: Force,
    /// By which law.
    pub law: Citation,
}

/// 法定途径 — Shandong's ladder: the parties shall settle; where that fails they may ask for mediation, and may as well
/// go to arbitration or to court without it.
///
/// # Errors
/// None that a caller can cause.
pub fn remedies() -> Result<Vec<Remedy>, ProcedureError> {
    let law = cite("shandong_regulations", SHANDONG, Locator::article(75), "2021-12-03", Confidence::Primary)?;
    let remedy = |rung: &RemedyRung| match rung {
        RemedyRung::Settle => Remedy { rung: *rung, after: None, force: Force::Shall, law: law.clone() },
        _ => Remedy { rung: *rung, after: Some(RemedyRung::Settle), force: Force::May, law: law.clone() },
    };
    Ok(RemedyRung::ALL.iter().map(remedy).collect())
}

/// 座谈会 — Liaocheng's legal half-year: the provider holds a talk with the owners at least once per half-year, and
/// answers within a time why a suggestion was not taken up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProviderTalk {
    /// By which law.
    pub law: Citation,
    /// The time for giving reasons.
    pub reasons_within: Period,
}

/// The duty of Liaocheng 38. Its half-years are for [`half_yearly`](super::half_yearly) with a reading of the caller's.
///
/// ```
/// use wuye::procedure::provider_talk;
/// use wuye::rule::Verdict;
/// let talk = provider_talk()?;
/// let (rejected, today) = ("2024-02-22".parse()?, "2024-03-05".parse()?);
/// assert_eq!(talk.reasons_due(rejected)?, "2024-02-29".parse()?);
/// assert_eq!(talk.answered(rejected, Some("2024-02-29".parse()?), today)?, Verdict::Met);
/// assert_eq!(talk.answered(rejected, Some("2024-03-01".parse()?), today)?, Verdict::Unmet);
/// assert_eq!(talk.answered(rejected, None, today)?, Verdict::Unknown);
/// # Ok::<(), wuye::procedure::ProcedureError>(())
/// ```
///
/// # Errors
/// None that a caller can cause.
pub fn provider_talk() -> Result<ProviderTalk, ProcedureError> {
    let law = cite("liaocheng_regulations", LIAOCHENG, Locator::article(38), "2021-03-01", Confidence::Primary)?;
    Ok(ProviderTalk { law, reasons_within: Period::Days(7) })
}

impl ProviderTalk {
    /// The last day for giving reasons. The text does not say from when the time runs: `from` is the caller's day, and
    /// is not counted.
    ///
    /// # Errors
    /// [`ProcedureError::Measure`] after the year 2200.
    pub fn reasons_due(&self, from: Day) -> Result<Day, ProcedureError> {
        Ok(self.reasons_within.after(from)?)
    }

    /// Whether reasons were given in time; unknown where no answer is reported by the day asked about.
    ///
    /// # Errors
    /// As [`ProviderTalk::reasons_due`].
    pub fn answered(&self, from: Day, answered: Option<Day>, on: Day) -> Result<Verdict, ProcedureError> {
        let due = self.reasons_due(from)?;
        let answered = answered.filter(|answered| *answered <= on);
        Ok(answered.map_or(Verdict::Unknown, |answered| Verdict::of(answered <= due)))
    }

    /// What it asks for.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (within, law) = (self.reasons_within.render(lang), self.law.render(lang));
        match lang {
            Lang::Zh => format!("每半年至少召开一次座谈会，不采纳意见的{within}内答复并说明理由（{law}）。"),
            Lang::En => {
                format!("a talk at least once per half-year, reasons for what is not taken up within {within} ({law}).")
            }
        }
    }
}

pub(super) fn qingyuan(item: u8) -> Result<Citation, ProcedureError> {
    cite("qingyuan_regulations", QINGYUAN, Locator::item(33, 2, item), "2023-02-01", Confidence::Primary)
}

pub(super) fn measures_of_2003(at: Locator, confidence: Confidence) -> Result<Citation, ProcedureError> {
    let title = ("前期物业管理招标投标管理暂行办法", "Interim Measures on Tenders for Initial Property Management");
    // The page that was read has 2003-06-26, the day of issue; the day of force is from memory, so before it nothing is
    // known.
    cite("tender_measures_2003", title, at, "2003-09-01", confidence)
}
