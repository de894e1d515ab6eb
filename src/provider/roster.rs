//! Who holds which post, in one roster; the levels that the letters name.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::bands::check_name;
use super::file::{check_number, check_unique};
use super::{POSTS_MAX, ProviderError, ProviderPart};
use crate::estate::{OrganisationId, OrganisationKind, Source, check_source};
use crate::law::Confidence;
use crate::measure::Day;
use crate::meeting::PersonId;
use crate::meeting::checks::{Check, Item, bars, party_share, policy};
use crate::rule::{Bar, Settled, Verdict};
use crate::terms::{Lang, Placed, terms};

terms! {
    /// 职务 — a post that somebody holds.
    pub enum Role: "post" {
        PartySecretary = "party_secretary", "小区党支部书记", "secretary of the compound's party branch", "厦住建综函〔2024〕44号第二部分第（一）项";
        PartyDeputy = "party_deputy", "党组织副书记", "deputy secretary of a party organisation", "厦住建综函〔2024〕44号第二部分第（五）项";
        FirstSecretary = "first_secretary", "第一书记", "first secretary", "咸宁2023-07-10答复二（三）一是";
        PartTimeMember = "part_time_member", "兼职委员", "part-time member", "厦住建综函〔2024〕44号第二部分第（四）项";
        CommitteeChair = "committee_chair", "业主委员会主任", "chair of the owners' committee", "厦住建综函〔2024〕44号第二部分第（一）项";
        CommitteeDeputy = "committee_deputy", "业主委员会副主任", "deputy chair of the owners' committee", "《物业管理条例》第十六条第二款";
        CommitteeMember = "committee_member", "业主委员会委员", "member of the owners' committee", "厦住建综函〔2024〕44号第二部分第（一）项";
        ProviderManager = "provider_manager", "物业项目负责人", "manager of the provider's project", "东莞市国资委对第20230244号提案的会办意见";
        ProviderStaff = "provider_staff", "物业服务企业员工", "employee of the provider", "厦住建综函〔2024〕44号第二部分第（五）项";
        StationHead = "station_head", "党群服务站站长", "head of the service station", "东莞市国资委对第20230244号提案的会办意见";
        StationDeputy = "station_deputy", "党群服务站副站长", "deputy head of the service station", "东莞市国资委对第20230244号提案的会办意见";
        CommunityGuide = "community_guide", "社区指导员", "guide sent by the community", "东莞市国资委对第20230244号提案的会办意见";
        BuildingCaptain = "building_captain", "楼栋长", "building captain", "东建函〔2023〕26号第二部分第（四）项";
        Mediator = "mediator", "调解员", "mediator", "东建函〔2023〕26号第二部分第（四）项";
        Publicist = "publicist", "宣传员", "publicist", "东建函〔2023〕26号第二部分第（四）项";
        Informant = "informant", "信息员", "informant", "东建函〔2023〕26号第二部分第（四）项";
        Patrol = "patrol", "巡逻员", "patrol", "东建函〔2023〕26号第二部分第（四）项";
        Liaison = "liaison", "联络员", "liaison", "东建函〔2023〕26号第二部分第（四）项";
        Volunteer = "volunteer", "志愿者", "volunteer", "东建函〔2023〕26号第二部分第（四）项";
        PartyMember = "party_member", "党员成员", "member who is in the party", "东莞市国资委对第20230244号提案的会办意见";
        Owner = "owner", "业主成员", "member who is an owner", "东莞市国资委对第20230244号提案的会办意见";
    }
}

terms! {
    /// 带头人来源 — where a leader comes from.
    pub enum LeaderSource: "source of a leader" {
        Sent = "sent", "派", "sent from an organ of government", "厦住建综函〔2024〕44号第二部分第（一）项";
        Picked = "picked", "挑", "picked from the staff of community or provider", "厦住建综函〔2024〕44号第二部分第（一）项";
        PutForward = "put_forward", "推", "put forward by the residents", "厦住建综函〔2024〕44号第二部分第（一）项";
    }
}

terms! {
    /// 架构类型 — what the entries of a structure are.
    pub enum StructureKind: "kind of structure" {
        Chain = "chain", "自上而下的层级", "levels from above to below", "design";
        Partners = "partners", "并列的主体", "partners side by side", "design";
        Tasks = "tasks", "分工", "tasks shared out", "design";
    }
}

impl Role {
    /// 五员 — the five roles of a building captain (东建函〔2023〕26号第二部分第（四）项).
    pub const FIVE: [Self; 5] = [Self::Mediator, Self::Publicist, Self::Informant, Self::Patrol, Self::Liaison];

    /// The body that the post belongs to, if it belongs to one of those that appoint each other's people.
    #[must_use]
    pub const fn body(self) -> Option<OrganisationKind> {
        match self {
            Self::PartySecretary | Self::PartyDeputy | Self::FirstSecretary | Self::PartTimeMember => {
                Some(OrganisationKind::PartyOrganisation)
            }
            Self::CommitteeChair | Self::CommitteeDeputy | Self::CommitteeMember => {
                Some(OrganisationKind::OwnersCommittee)
            }
            _ => None,
        }
    }

    /// Whether whoever holds it works for the provider.
    #[must_use]
    pub const fn is_provider(self) -> bool {
        matches!(self, Self::ProviderManager | Self::ProviderStaff)
    }
}

/// 任职 — a person and a post.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// Who.
    pub person: PersonId,
    /// Which post.
    pub role: Role,
}

/// 人员情况 — what is stated of a person. What nobody stated is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// Whether in the party.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<bool>,
    /// Whether employed by the provider that serves the compound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_employee: Option<bool>,
    /// Where the leader comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<LeaderSource>,
}

/// 人数 — how many members are of a kind, where they are counted and not named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strength {
    /// Of which kind.
    pub role: Role,
    /// How many.
    pub number: u32,
}

/// 交叉任职 — a person with posts in several of party organisation, owners' committee and provider.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct CrossAppointment {
    /// Who.
    pub person: PersonId,
    /// The posts, in the order of the vocabulary.
    pub roles: Vec<Role>,
}

/// 名册 — who holds which post in a compound, a station or a building: one kind of roster, whatever the slogan.
///
/// ```
/// use wuye::provider::{Role, Roster};
/// use wuye::rule::Verdict;
/// let mut roster = Roster::new("盛光社区".parse()?, None, None);
/// roster.appoint("王".parse()?, Role::PartySecretary)?;
/// assert_eq!(roster.one_shoulder().verdict, Verdict::Unknown); // who chairs the committee is not stated
/// roster.appoint("王".parse()?, Role::CommitteeChair)?;
/// assert_eq!(roster.one_shoulder().verdict, Verdict::Met);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RosterForm", into = "RosterForm")]
// INVARIANT: no post, person, group or strength stands twice; what is stated of a person agrees with the posts held.
pub struct Roster {
    form: RosterForm,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RosterForm {
    body: OrganisationId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    on: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<Source>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    posts: Vec<Post>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    people: Vec<Person>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    groups: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    strength: Vec<Strength>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    total: Option<u32>,
}

impl TryFrom<RosterForm> for Roster {
    type Error = Placed<ProviderError>;
    fn try_from(form: RosterForm) -> Result<Self, Placed<ProviderError>> {
        check_source(form.source.as_ref()).map_err(ProviderError::from)?;
        let mut roster = Self::new(form.body, form.on, form.source);
        for post in form.posts {
            roster.appoint(post.person, post.role)?;
        }
        for person in form.people {
            roster.state(person)?;
        }
        roster.set_groups(form.groups)?;
        roster.set_strength(form.strength, form.total)?;
        Ok(roster)
    }
}

impl From<Roster> for RosterForm {
    fn from(roster: Roster) -> Self {
        roster.form
    }
}

impl Roster {
    /// An empty roster of a body, as of a day, if that is known.
    #[must_use]
    pub fn new(body: OrganisationId, on: Option<Day>, source: Option<Source>) -> Self {
        let (posts, people, groups, strength) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { form: RosterForm { body, on, source, posts, people, groups, strength, total: None } }
    }

    /// Gives a post to a person.
    ///
    /// # Errors
    /// [`ProviderError::PostTwice`], [`ProviderError::TooMany`], [`ProviderError::PostDisagrees`] for a post with the
    /// provider given to somebody who is stated not to work there.
    pub fn appoint(&mut self, person: PersonId, role: Role) -> Result<(), ProviderError> {
        check_number(ProviderPart::Post, POSTS_MAX, self.form.posts.len().saturating_add(1))?;
        if self.holds(&person, role) {
            return Err(ProviderError::PostTwice { person, role });
        }
        if role.is_provider() && self.person(&person).and_then(|one| one.provider_employee) == Some(false) {
            return Err(ProviderError::PostDisagrees { person });
        }
        self.form.posts.push(Post { person, role });
        Ok(())
    }

    /// States what is known of a person.
    ///
    /// # Errors
    /// [`ProviderError::Twice`] for a person of whom something is stated already, [`ProviderError::TooMany`],
    /// [`ProviderError::PostDisagrees`].
    pub fn state(&mut self, person: Person) -> Result<(), ProviderError> {
        check_number(ProviderPart::Person, POSTS_MAX, self.form.people.len().saturating_add(1))?;
        if self.person(&person.id).is_some() {
            return Err(ProviderError::Twice { what: ProviderPart::Person, id: person.id.to_string() });
        }
        if person.provider_employee == Some(false) && self.roles(&person.id).any(Role::is_provider) {
            return Err(ProviderError::PostDisagrees { person: person.id });
        }
        self.form.people.push(person);
        Ok(())
    }

    /// Names the groups.
    ///
    /// # Errors
    /// [`ProviderError::Twice`], [`ProviderError::Name`], [`ProviderError::TooMany`].
    pub fn set_groups(&mut self, groups: Vec<String>) -> Result<(), ProviderError> {
        check_number(ProviderPart::Group, POSTS_MAX, groups.len())?;
        check_unique(ProviderPart::Group, groups.iter().map(String::as_str))?;
        groups.iter().try_for_each(|group| check_name(ProviderPart::Group, group))?;
        self.form.groups = groups;
        Ok(())
    }

    /// States how many members of each kind there are, and how many in all.
    ///
    /// # Errors
    /// [`ProviderError::Twice`], [`ProviderError::TooMany`].
    pub fn set_strength(&mut self, strength: Vec<Strength>, total: Option<u32>) -> Result<(), ProviderError> {
        check_number(ProviderPart::Strength, POSTS_MAX, strength.len())?;
        check_unique(ProviderPart::Strength, strength.iter().map(|one| one.role.code()))?;
        (self.form.strength, self.form.total) = (strength, total);
        Ok(())
    }

    /// Of which body.
    #[must_use]
    pub const fn body(&self) -> &OrganisationId {
        &self.form.body
    }

    /// As of which day, if known.
    #[must_use]
    pub const fn on(&self) -> Option<Day> {
        self.form.on
    }

    /// Where it can be read.
    #[must_use]
    pub const fn source(&self) -> Option<&Source> {
        self.form.source.as_ref()
    }

    /// The posts, in the order in which they were given.
    #[must_use]
    pub fn posts(&self) -> &[Post] {
        &self.form.posts
    }

    /// The groups.
    #[must_use]
    pub fn groups(&self) -> &[String] {
        &self.form.groups
    }

    /// Members by kind.
    #[must_use]
    pub fn strength(&self) -> &[Strength] {
        &self.form.strength
    }

    /// Whether the members by kind add up to the stated number: twelve and thirty-one are forty-three. Unknown where no
    /// number is stated, of all or by kind.
    #[must_use]
    pub fn strength_closes(&self) -> Verdict {
        let sum: u64 = self.form.strength.iter().fold(0, |sum, one| sum.saturating_add(u64::from(one.number)));
        let total = self.form.total.filter(|_| !self.form.strength.is_empty());
        total.map_or(Verdict::Unknown, |total| Verdict::of(u64::from(total) == sum))
    }

    /// What is stated of a person.
    #[must_use]
    pub fn person(&self, id: &PersonId) -> Option<&Person> {
        self.form.people.iter().find(|person| person.id == *id)
    }

    fn holds(&self, person: &PersonId, role: Role) -> bool {
        self.form.posts.iter().any(|post| post.person == *person && post.role == role)
    }

    /// The posts of a person.
    pub fn roles<'a>(&'a self, person: &'a PersonId) -> impl Iterator<Item = Role> + 'a {
        self.form.posts.iter().filter(move |post| post.person == *person).map(|post| post.role)
    }

    /// Who holds a post, in the order of ids.
    #[must_use]
    pub fn holders(&self, role: Role) -> BTreeSet<&PersonId> {
        self.form.posts.iter().filter(|post| post.role == role).map(|post| &post.person).collect()
    }

    /// The members of the owners' committee, in the order of ids.
    #[must_use]
    pub fn committee(&self) -> BTreeSet<&PersonId> {
        let of = |post: &&Post| post.role.body() == Some(OrganisationKind::OwnersCommittee);
        self.form.posts.iter().filter(of).map(|post| &post.person).collect()
    }

    /// 五员 — which of a captain's five roles a person holds.
    #[must_use]
    pub fn five(&self, person: &PersonId) -> [(Role, bool); 5] {
        Role::FIVE.map(|role| (role, self.holds(person, role)))
    }

    /// 一肩挑 — whether one person is both secretary of the party branch and chair of the committee. Policy: it is
    /// reported and voids nothing. Unknown where one of the two posts is not stated.
    #[must_use]
    pub fn one_shoulder(&self) -> Check {
        let (secretary, chair) = (self.holders(Role::PartySecretary), self.holders(Role::CommitteeChair));
        let stated = !secretary.is_empty() && !chair.is_empty();
        policy(Item::OneShoulder, stated.then(|| !secretary.is_disjoint(&chair)))
    }

    /// 党员比例 — party members on a committee of so many seats: half or more (`2 · party ≥ seats`). Policy: it is reported
    /// and makes no election invalid. Members of whom it is not stated, and seats that are not on the roster, leave it
    /// unknown where they matter.
    ///
    /// # Errors
    /// [`ProviderError::Meeting`] for fewer seats than members, or none.
    pub fn party_members(&self, seats: u32) -> Result<Check, ProviderError> {
        let committee = self.committee();
        let stated = |party: bool| {
            let of = |id: &&&PersonId| self.person(id).and_then(|person| person.party) == Some(party);
            u32::try_from(committee.iter().filter(of).count()).unwrap_or(u32::MAX)
        };
        // More members than seats is refused as a part over its whole.
        party_share(u32::try_from(committee.len()).unwrap_or(u32::MAX), seats)?;
        let (least, not) = (stated(true), stated(false));
        let (low, high) = (party_share(least, seats)?, party_share(seats.saturating_sub(not), seats)?);
        if low.verdict == high.verdict {
            return Ok(low);
        }
        Ok(Check { verdict: Verdict::Unknown, ..low })
    }

    /// 交叉任职 — who holds posts in several of party organisation, owners' committee and provider, in the order of ids.
    /// It is reported; whether one may sit on the committee is for [`Self::committee_bars`].
    #[must_use]
    pub fn cross_appointments(&self) -> Vec<CrossAppointment> {
        let mut by_person: BTreeMap<&PersonId, BTreeSet<Role>> = BTreeMap::new();
        for post in &self.form.posts {
            by_person.entry(&post.person).or_default().insert(post.role);
        }
        let crossed = |roles: &BTreeSet<Role>| {
            let bodies: BTreeSet<OrganisationKind> = roles.iter().filter_map(|role| role.body()).collect();
            bodies.len().saturating_add(usize::from(roles.iter().any(|role| role.is_provider()))) > 1
        };
        let crossed = by_person.into_iter().filter(|(_, roles)| crossed(roles));
        crossed
            .map(|(person, roles)| CrossAppointment { person: person.clone(), roles: roles.into_iter().collect() })
            .collect()
    }

    /// Whether a person works for the provider: by a post, or as stated.
    #[must_use]
    pub fn works_for_provider(&self, person: &PersonId) -> Option<bool> {
        if self.roles(person).any(Role::is_provider) {
            return Some(true);
        }
        self.person(person).and_then(|person| person.provider_employee)
    }

    /// 任职限制 — each member of the committee beside the bars of the place, as far as the roster tells: who works for the
    /// provider may be deputy of a party organisation and not sit on the committee, where the place says so. Bars of
    /// which the roster tells nothing are unknown. Where no text bars it, nothing is listed.
    #[must_use]
    pub fn committee_bars(
        &self,
        mandatory: &Settled,
        if_agreed: &Settled,
        agreed: &[Bar],
    ) -> Vec<(PersonId, Vec<(Bar, Check)>)> {
        let of = |person: &PersonId| {
            let works = self.works_for_provider(person).map(|works| (Bar::ProviderEmployee, works));
            bars(mandatory, if_agreed, agreed, &works.into_iter().collect())
        };
        self.committee().into_iter().map(|person| (person.clone(), of(person))).collect()
    }

    /// `「yayuan」：职务4项，小组8个，共43名成员。`
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (body, posts, groups) = (&self.form.body, self.form.posts.len(), self.form.groups.len());
        let total = self.form.total;
        match lang {
            Lang::Zh => {
                let total = total.map(|total| format!("，共{total}名成员")).unwrap_or_default();
                format!("「{body}」：职务{posts}项，小组{groups}个{total}。")
            }
            Lang::En => {
                let total = total.map(|total| format!(", members in all {total}")).unwrap_or_default();
                format!("`{body}`: posts {posts}, groups {groups}{total}.")
            }
        }
    }
}

impl CrossAppointment {
    /// `「王」兼任党组织副书记、物业项目负责人（仅作报告）。`
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let roles: Vec<&str> = self.roles.iter().map(|role| role.render(lang)).collect();
        match lang {
            Lang::Zh => format!("「{}」兼任{}（仅作报告）。", self.person, roles.join("、")),
            Lang::En => format!("`{}` holds several posts: {} (reported only).", self.person, roles.join("; ")),
        }
    }
}

// ---------------------------------------------------------------------------------- structures

/// 层级或者主体 — one entry of a structure.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// 架构 — levels or partners as a source names them, under one word or several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StructureForm", into = "StructureForm")]
// INVARIANT: at least one word and one level, each once.
pub struct Structure {
    form: StructureForm,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StructureForm {
    words: Vec<String>,
    en: String,
    kind: StructureKind,
    levels: Vec<Level>,
    source: Source,
    confidence: Confidence,
}

impl TryFrom<StructureForm> for Structure {
    type Error = Placed<ProviderError>;
    fn try_from(form: StructureForm) -> Result<Self, Placed<ProviderError>> {
        Ok(Self::new(form.words, form.en, form.kind, form.levels, form.source, form.confidence)?)
    }
}

impl From<Structure> for StructureForm {
    fn from(structure: Structure) -> Self {
        structure.form
    }
}

impl Structure {
    /// A structure.
    ///
    /// # Errors
    /// [`ProviderError::NoLevel`], [`ProviderError::Twice`], [`ProviderError::Name`], [`ProviderError::TooMany`].
    pub fn new(
        words: Vec<String>,
        en: String,
        kind: StructureKind,
        levels: Vec<Level>,
        source: Source,
        confidence: Confidence,
    ) -> Result<Self, ProviderError> {
        check_source(Some(&source))?;
        for (what, number) in [(ProviderPart::Word, words.len()), (ProviderPart::Level, levels.len())] {
            check_number(what, super::BANDS_MAX, number)?;
            if number == 0 {
                return Err(ProviderError::NoLevel { what });
            }
        }
        let names = levels.iter().flat_map(|level| [level.zh.as_str(), level.en.as_str()]).chain([en.as_str()]);
        names.into_iter().try_for_each(|name| check_name(ProviderPart::Level, name))?;
        words.iter().try_for_each(|word| check_name(ProviderPart::Word, word))?;
        check_unique(ProviderPart::Word, words.iter().map(String::as_str))?;
        check_unique(ProviderPart::Level, levels.iter().map(|level| level.zh.as_str()))?;
        Ok(Self { form: StructureForm { words, en, kind, levels, source, confidence } })
    }

    /// What its source calls it.
    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.form.words
    }

    /// What its entries are.
    #[must_use]
    pub const fn kind(&self) -> StructureKind {
        self.form.kind
    }

    /// Its levels, from above, or its partners.
    #[must_use]
    pub fn levels(&self) -> &[Level] {
        &self.form.levels
    }

    /// Where it can be read.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.form.source
    }

    /// How it was read.
    #[must_use]
    pub const fn confidence(&self) -> Confidence {
        self.form.confidence
    }

    /// `三级管理（自上而下的层级）：街道大工委—社区大党委—小区党支部（「咸宁2023-07-10答复」）。`
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let names = self.form.levels.iter().map(|level| match lang {
            Lang::Zh => level.zh.as_str(),
            Lang::En => level.en.as_str(),
        });
        let names: Vec<&str> = names.collect();
        match lang {
            Lang::Zh => {
                let words = self.form.words.join("、");
                format!("{words}（{:#}）：{}（「{}」）。", self.form.kind, names.join("—"), self.form.source.document)
            }
            Lang::En => {
                let (kind, document) = (self.form.kind.en(), &self.form.source.document);
                format!("{} ({kind}): {} (`{document}`).", self.form.en, names.join(" – "))
            }
        }
    }
}
