//! 加入与退出 — whose decision a bundle needs for what, by which vote, and how it stands.

use serde::{Deserialize, Serialize};

use super::member::named;
use super::{Bundle, BundleError, BundleMember, MemberId};
use crate::dossier::GroundRecord;
use crate::estate::Stated;
use crate::law::{At, Citation};
use crate::matter::{Majority, Matter, Outcome, ResolutionRecord, Tally, resolve};
use crate::measure::Day;
use crate::mode::Mode;
use crate::rule::{Aim, Rulebook, Verdict};
use crate::terms::{Lang, terms};

terms! {
    /// 打包事项 — what a member of a bundle is asked.
    pub enum Question: "question to a member" {
        Join = "join", "加入打包并共同选聘物业服务人", "joining the bundle with one provider", "《民法典》第二百七十八条第一款第（四）项";
        Leave = "leave", "退出打包并解聘物业服务人", "leaving the bundle and dismissing its provider", "《民法典》第二百七十八条第一款第（四）项";
        ShareSurplus = "share_surplus", "以本成员盈余补助其他成员", "letting its surplus serve other members", "《民法典》第二百七十八条第一款第（九）项";
        OwnRevenue = "own_revenue", "以公共收益补充本成员物业服务", "using its common revenue for its own service", "《物业管理条例》第五十四条";
    }
}

impl Question {
    /// The matter on which owners vote.
    #[must_use]
    pub const fn matter(self) -> Matter {
        match self {
            Self::Join | Self::Leave => Matter::Provider,
            Self::ShareSurplus | Self::OwnRevenue => Matter::Other,
        }
    }
}

/// 成员意见 — what a member decided on a question, as somebody states it: a resolution of its owners, or the act of whoever
/// has the say where there are no owners to vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// On what.
    pub question: Question,
    /// What was decided.
    pub ground: Stated<GroundRecord>,
}

impl Consent {
    /// The day of the decision.
    fn on(&self) -> Day {
        match &self.ground.value {
            GroundRecord::Resolution(record) => record.on,
            GroundRecord::Act { on, .. } => *on,
        }
    }
}

terms! {
    /// 意见状态 — how a decision of a member stands.
    pub enum ConsentReason: "standing of a decision" {
        Passed = "passed", "业主已表决通过", "the owners passed it", "《民法典》第二百七十八条第二款";
        Acted = "acted", "有权主体已决定", "whoever has the say decided it", "design";
        Missing = "missing", "尚无决定", "no decision yet", "design";
        NoQuorum = "no_quorum", "未达到参与表决要求", "the vote had no quorum", "《民法典》第二百七十八条第二款";
        Rejected = "rejected", "业主表决未通过", "the owners rejected it", "《民法典》第二百七十八条第二款";
        TallyDiffers = "tally_differs", "所填票数得不出所填结果", "the totals stated do not give the outcome stated", "《民法典》第二百七十八条第二款";
        NoLaw = "no_law", "所读规定未载明该日的表决比例，所填票数无从核对", "no text that was read gives the majority of that day", "design";
    }
}

/// 意见核对 — what a question needs of one member and how it stands, with the law of the place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConsentFinding {
    /// Which member.
    pub member: MemberId,
    /// On what.
    pub question: Question,
    /// Met where it was decided, unmet where it was voted down, else unknown.
    pub verdict: Verdict,
    /// Why.
    pub why: ConsentReason,
    /// The day of the decision, if there is one.
    pub on: Option<Day>,
    /// What a vote on it needs; nothing for a member without owners who vote, or where no text was read.
    pub majority: Option<Majority>,
    /// Where the majority stands, then who decides, then what else the place says of bundles.
    pub law: Vec<Citation>,
}

impl ConsentFinding {
    /// In one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (member, question, why) = (&self.member, self.question.render(lang), self.why.render(lang));
        let (verdict, law) = (self.verdict.render(lang), cited(&self.law, lang));
        let asked = self.majority.map(|majority| (self.question.matter().item(), majority.render(lang)));
        let on = self.on.map(|on| on.render(lang));
        match lang {
            Lang::Zh => {
                let on = on.unwrap_or_default();
                let asked = asked.map_or_else(
                    || "由有权主体决定".to_owned(),
                    |(item, majority)| format!("须由该成员业主就第（{item}）项事项表决：{majority}"),
                );
                format!("{verdict}：「{member}」{question}，{on}{why}；{asked}{law}。")
            }
            Lang::En => {
                let on = on.map_or_else(String::new, |on| format!(" on {on}"));
                let asked = asked.map_or_else(
                    || "whoever has the say decides".to_owned(),
                    |(item, majority)| format!("its own owners vote on item {item}: {majority}"),
                );
                format!("{verdict}: `{member}`, {question}: {why}{on}; {asked}{law}")
            }
        }
    }
}

fn cited(law: &[Citation], lang: Lang) -> String {
    if law.is_empty() {
        return String::new();
    }
    let names: Vec<String> = law.iter().map(|law| law.short(lang)).collect();
    match lang {
        Lang::Zh => format!("（{}）", names.join("、")),
        Lang::En => format!(" ({})", names.join(", ")),
    }
}

/// Every rule in force that speaks of big property, those first that name the owners' decision; these not for a member
/// without owners who vote.
fn on_bundles(rulebook: &Rulebook, day: Day, votes: bool) -> Vec<Citation> {
    let rules = rulebook.rules(Aim::Mode(Mode::BigProperty));
    let mut found: Vec<(bool, Citation)> = rules
        .filter_map(|rule| match rule.needs.at(day) {
            At::InForce { version, until, .. } => Some((rule.needs_decision.is_none(), rulebook.cite(version, until))),
            _ => None,
        })
        .collect();
    found.retain(|(names_nobody, _)| *names_nobody || votes);
    found.sort_by_key(|(names_nobody, _)| *names_nobody);
    found.into_iter().map(|(_, law)| law).collect()
}

/// 意见核对 — how a question stands with a member on a day: the latest decision stated by then counts.
///
/// The owners of a compound or a single building vote among themselves, each member for itself; a vote of all owners of
/// a bundle together decides nothing. A resolution with its totals is held against the majority of its day.
#[must_use]
pub fn consent(member: &BundleMember, question: Question, rulebook: &Rulebook, day: Day) -> ConsentFinding {
    let stated = member.consents.iter().filter(|one| one.question == question);
    // A vote without a quorum resolved nothing: what was resolved before it stands.
    let resolved = |one: &Consent| match &one.ground.value {
        GroundRecord::Resolution(record) => record.outcome != Outcome::NoQuorum,
        GroundRecord::Act { .. } => true,
    };
    let by_day = stated.filter(|one| one.on() <= day && one.ground.on <= day);
    let latest = by_day.max_by_key(|one| (resolved(one), one.on(), one.ground.on));
    let on = latest.map(Consent::on);
    let votes = member.kind.votes();
    let found = if votes { rulebook.majority(question.matter(), on.unwrap_or(day)) } else { None };
    let (verdict, why) = match latest.map(|one| &one.ground.value) {
        None => (Verdict::Unknown, ConsentReason::Missing),
        Some(GroundRecord::Act { .. }) => (Verdict::Met, ConsentReason::Acted),
        Some(GroundRecord::Resolution(record)) => voted(record, found.as_ref()),
    };
    let majority = found.as_ref().map(|(majority, _)| *majority);
    let mut law: Vec<Citation> = found.map(|(_, law)| law).into_iter().collect();
    if matches!(question, Question::Join | Question::Leave) {
        law.extend(on_bundles(rulebook, on.unwrap_or(day), votes));
    }
    ConsentFinding { member: member.id.clone(), question, verdict, why, on, majority, law }
}

/// What a reported vote comes to.
fn voted(record: &ResolutionRecord, law: Option<&(Majority, Citation)>) -> (Verdict, ConsentReason) {
    if let Some(tally) = &record.tally {
        let Some((majority, citation)) = law else { return (Verdict::Unknown, ConsentReason::NoLaw) };
        let counted = Tally::declared(tally.total, tally.participating, tally.consenting).ok();
        let compound = crate::estate::CompoundId::new("counted").ok();
        let again = counted.zip(compound).map(|(tally, compound)| {
            resolve(compound, record.matter, record.on, tally, *majority, citation.clone()).outcome()
        });
        if again != Some(record.outcome) {
            return (Verdict::Unknown, ConsentReason::TallyDiffers);
        }
    }
    match record.outcome {
        Outcome::Passed => (Verdict::Met, ConsentReason::Passed),
        // No resolution was made: the question is as open as before.
        Outcome::NoQuorum => (Verdict::Unknown, ConsentReason::NoQuorum),
        Outcome::Rejected => (Verdict::Unmet, ConsentReason::Rejected),
    }
}

/// 退出影响 — what leaving needs, and what it does to those who stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Leaving {
    /// The vote that it needs. To manage themselves afterwards the owners decide on that as well (matter 9).
    pub consent: ConsentFinding,
    /// 不再相连 — members that are apart from the first of those who stay; unknown where nobody stated who adjoins whom.
    pub apart: Option<Vec<MemberId>>,
    /// 随之退出的资源 — resources that belong to its owners and go with it.
    pub resources: Vec<crate::estate::ResourceId>,
}

impl Leaving {
    /// In one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let with: Vec<&str> = self.resources.iter().map(crate::estate::ResourceId::as_str).collect();
        let none = |list: &[&str], none: &str| if list.is_empty() { none.to_owned() } else { named(list, lang) };
        let apart = |nobody: &str, unknown: &str| match &self.apart {
            Some(apart) => none(&apart.iter().map(MemberId::as_str).collect::<Vec<_>>(), nobody),
            None => unknown.to_owned(),
        };
        let consent = self.consent.render(lang);
        match lang {
            Lang::Zh => format!(
                "{consent}退出后不再连片的成员：{}；随之退出的资源：{}。",
                apart("无", "待查明"),
                none(&with, "无")
            ),
            Lang::En => format!(
                "{consent}; members apart afterwards: {}; resources that go with it: {}",
                apart("none", "not known"),
                none(&with, "none")
            ),
        }
    }
}

impl Bundle {
    /// 加入核对 — for each member what joining needs and how it stands.
    #[must_use]
    pub fn joining(&self, rulebook: &Rulebook, day: Day) -> Vec<ConsentFinding> {
        self.members().iter().map(|member| consent(member, Question::Join, rulebook, day)).collect()
    }

    /// 退出核对 — what leaving needs of one member, and what it does to those who stay.
    ///
    /// # Errors
    /// [`BundleError::UnknownMember`].
    pub fn leaving(&self, id: &MemberId, rulebook: &Rulebook, day: Day) -> Result<Leaving, BundleError> {
        let member = self.members().iter().find(|member| member.id == *id);
        let member = member.ok_or_else(|| BundleError::UnknownMember { id: id.clone() })?;
        let own = self.resources().iter().filter(|resource| resource.of.as_ref() == Some(id));
        Ok(Leaving {
            consent: consent(member, Question::Leave, rulebook, day),
            apart: self.apart(Some(id)),
            resources: own.map(|resource| resource.id.clone()).collect(),
        })
    }
}
