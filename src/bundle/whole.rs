//! 大物业打包 — a bundle: members of several kinds, what pays for them, works, and how it was tendered.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::joining::Consent;
use super::{BundleError, BundleResource, MemberId};
use crate::dossier::GroundRecord;
use crate::estate::{ProviderId, ResourceId, ResourceKind};
use crate::law::Authority;
use crate::measure::{Day, Money, Share};
use crate::mode::{BundleForm, TenderForm};
use crate::terms::{Placed, ids, terms};

/// 成员上限 — the most members of a bundle.
pub const BUNDLE_MEMBERS_MAX: usize = 500;
/// 资源上限 — the most resources of a bundle.
pub const BUNDLE_RESOURCES_MAX: usize = 500;
/// 相邻关系上限 — the most pairs of neighbours in a bundle.
pub const BUNDLE_LINKS_MAX: usize = 10_000;
/// 工程上限 — the most works of a bundle; also the most contracts of a tender, tenders of a bundle, and decisions of a
/// member.
pub const BUNDLE_PARTS_MAX: usize = 500;
/// The version of the stored form of a bundle that this library writes.
pub const BUNDLE_FORMAT: u16 = 1;

ids! {
    /// 打包标识 — names a bundle.
    BundleId;
    /// 工程标识 — names works of a bundle.
    WorkId;
    /// 招标标识 — names a tender.
    TenderId;
    /// 合同标识 — names a contract of a tender.
    BundleContractId;
}

terms! {
    /// 成员种类 — what kind of thing is a member of a bundle.
    pub enum MemberKind: "kind of member" {
        Compound = "compound", "小区", "compound", "厦住建综函〔2024〕44号第二部分第（三）项";
        SingleBuilding = "single_building", "独栋房屋", "single building", "厦住建综函〔2024〕44号第二部分第（三）项";
        PublicBuilding = "public_building", "公共建筑", "public building", "厦住建综函〔2024〕44号第二部分第（三）项";
        Street = "street", "街区、市政道路", "streets outside the walls", "厦住建综函〔2024〕44号第二部分第（三）项";
        UrbanVillage = "urban_village", "城中村", "urban village", "厦住建综函〔2024〕44号第二部分第（三）项";
        SelfBuilt = "self_built", "自建房", "self-built houses", "厦住建综函〔2024〕44号第二部分第（四）项";
    }
}

impl MemberKind {
    /// Whether owners of units decide together by vote (《民法典》第二百七十八条). Of the other kinds no text that was read
    /// says how they decide: whoever has the say acts.
    #[must_use]
    pub const fn votes(self) -> bool {
        matches!(self, Self::Compound | Self::SingleBuilding)
    }
}

/// 打包成员 — a member of a bundle. Amounts are those of a year; what is not stated is unknown and never zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundleMember {
    /// Its id; of a compound the id by which all bundles name it.
    pub id: MemberId,
    /// What it is.
    pub kind: MemberKind,
    /// 应收物业费 — the fees charged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fees: Option<Money>,
    /// 收缴率 — the part of them that is collected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collection: Option<Share>,
    /// 起收日 — the first day for which fees are charged, where the service is tried first (先尝后买); else always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fees_from: Option<Day>,
    /// 服务成本 — what its service costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Money>,
    /// Whether it needs works, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs_works: Option<bool>,
    /// What it decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consents: Vec<Consent>,
}

impl BundleMember {
    /// A member of which only the kind is known.
    #[must_use]
    pub const fn new(id: MemberId, kind: MemberKind) -> Self {
        let consents = Vec::new();
        Self { id, kind, fees: None, collection: None, fees_from: None, cost: None, needs_works: None, consents }
    }
}

terms! {
    /// 工程资金 — who pays for works.
    pub enum WorkFunding: "funding of works" {
        Public = "public", "财政资金", "public money", "厦住建综函〔2024〕44号第二部分第（五）项";
        Social = "social", "社会资本", "social capital", "厦住建综函〔2024〕44号第二部分第（五）项";
    }
}

/// 打包工程 — works for members of a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundleWork {
    /// Its id.
    pub id: WorkId,
    /// For which members.
    pub members: Vec<MemberId>,
    /// Who pays. Only social capital is money of the bundle.
    pub funding: WorkFunding,
    /// What it costs, once, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Money>,
    /// When it is paid.
    pub on: Day,
}

terms! {
    /// 转委托 — what of a contract its provider hands to others.
    pub enum PassedOn: "part passed on" {
        Nothing = "nothing", "未转委托", "nothing", "《民法典》第九百四十一条";
        Parts = "parts", "部分专项服务转委托", "single services", "《民法典》第九百四十一条第一款";
        Whole = "whole", "全部转委托或者支解后全部转委托", "all of it, or all of it in pieces", "《民法典》第九百四十一条第二款";
    }
}

/// 打包合同 — a contract that the winner of a tender signs with one principal.
///
/// One tender with a contract for each principal (统招分签) is no sub-contracting: each principal has its own contract
/// with the winner. What the winner hands on is [`passed_on`](Self::passed_on).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundleContract {
    /// Its id.
    pub id: BundleContractId,
    /// With whom the provider signs.
    pub principal: Authority,
    /// Who signs as provider.
    pub provider: ProviderId,
    /// The members it serves.
    pub members: Vec<MemberId>,
    /// The resources it lets the provider use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<ResourceId>,
    /// The works it has done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub works: Vec<WorkId>,
    /// What the provider hands to others, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passed_on: Option<PassedOn>,
}

/// 打包招标 — a tender, its winner and its contracts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundleTender {
    /// Its id.
    pub id: TenderId,
    /// One contract or one for each principal.
    pub form: TenderForm,
    /// Who won.
    pub winner: ProviderId,
    /// What was signed.
    pub contracts: Vec<BundleContract>,
}

/// 打包要素 — all that is stated about a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundleParts {
    /// Its id.
    pub id: BundleId,
    /// How it is put together; several at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<BundleForm>,
    /// 统筹主体 — who leads it, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coordinator: Option<Authority>,
    /// The members.
    pub members: Vec<BundleMember>,
    /// 相邻关系 — which members are neighbours; nothing where that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub links: Option<Vec<[MemberId; 2]>>,
    /// What pays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<BundleResource>,
    /// The works.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub works: Vec<BundleWork>,
    /// The tenders.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tenders: Vec<BundleTender>,
}

/// 大物业打包 — a checked bundle: every name in it stands for one thing, all that is named is in it, no amount is below
/// zero, and each decision is of those who can take it.
///
/// ```
/// use wuye::bundle::{Bundle, BundleMember, BundleParts, MemberKind};
/// let yard = BundleMember::new("东院".parse()?, MemberKind::Compound);
/// let parts = BundleParts {
///     id: "示例".parse()?,
///     forms: vec![],
///     coordinator: None,
///     members: vec![yard.clone(), yard],
///     links: None,
///     resources: vec![],
///     works: vec![],
///     tenders: vec![],
/// };
/// assert_eq!(Bundle::new(parts).unwrap_err().to_string(), "expected each member once, found `东院` twice");
/// # Ok::<(), wuye::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StoredBundle", into = "StoredBundle")]
pub struct Bundle {
    parts: BundleParts,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredBundle {
    format: u16,
    bundle: BundleParts,
}

impl TryFrom<StoredBundle> for Bundle {
    type Error = Placed<BundleError>;
    fn try_from(stored: StoredBundle) -> Result<Self, Placed<BundleError>> {
        if stored.format == 0 || stored.format > BUNDLE_FORMAT {
            return Err(BundleError::Format { newest: BUNDLE_FORMAT, found: stored.format }.into());
        }
        Ok(Self::new(stored.bundle)?)
    }
}

impl From<Bundle> for StoredBundle {
    fn from(bundle: Bundle) -> Self {
        Self { format: BUNDLE_FORMAT, bundle: bundle.parts }
    }
}

terms! {
    /// 打包组成 — what an error about a bundle is about.
    pub enum BundlePart: "part of a bundle" {
        Form = "form", "组合方式", "form", "design";
        Member = "member", "成员", "member", "design";
        Resource = "resource", "资源", "resource", "design";
        Link = "link", "相邻关系", "pair of neighbours", "design";
        Work = "work", "工程", "work", "design";
        Tender = "tender", "招标", "tender", "design";
        Contract = "contract", "合同", "contract", "design";
        Consent = "consent", "意见", "decision", "design";
        Fees = "fees", "应收物业费", "fees", "design";
        Cost = "cost", "成本", "cost", "design";
        Gross = "gross", "毛收入", "gross income", "design";
        RunningCost = "running_cost", "运营成本", "running cost", "design";
    }
}

fn number(what: BundlePart, most: usize, found: usize) -> Result<(), BundleError> {
    if found > most { Err(BundleError::TooMany { what, most, found }) } else { Ok(()) }
}

/// Every id once.
fn once<'a>(what: BundlePart, ids: impl Iterator<Item = &'a str>) -> Result<BTreeSet<&'a str>, BundleError> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(BundleError::Twice { what, id: id.to_owned() });
        }
    }
    Ok(seen)
}

fn not_negative(what: BundlePart, id: &str, amount: Option<Money>) -> Result<(), BundleError> {
    match amount {
        Some(found) if found.is_negative() => Err(BundleError::Negative { what, id: id.to_owned(), found }),
        _ => Ok(()),
    }
}

/// What is in a bundle, by name.
struct Names<'a> {
    members: BTreeSet<&'a str>,
    resources: BTreeSet<&'a str>,
    works: BTreeSet<&'a str>,
}

impl Names<'_> {
    fn member(&self, id: &MemberId) -> Result<(), BundleError> {
        if self.members.contains(id.as_str()) { Ok(()) } else { Err(BundleError::UnknownMember { id: id.clone() }) }
    }
}

fn check_member(member: &BundleMember) -> Result<(), BundleError> {
    let id = member.id.as_str();
    not_negative(BundlePart::Fees, id, member.fees)?;
    not_negative(BundlePart::Cost, id, member.cost)?;
    number(BundlePart::Consent, BUNDLE_PARTS_MAX, member.consents.len())?;
    for consent in &member.consents {
        let expected = consent.question.matter();
        match &consent.ground.value {
            GroundRecord::Resolution(record) if member.kind.votes() => {
                if record.matter != expected {
                    return Err(BundleError::WrongMatter { id: member.id.clone(), expected, found: record.matter });
                }
            }
            GroundRecord::Act { .. } if !member.kind.votes() => {}
            _ => return Err(BundleError::WrongDecider { id: member.id.clone(), kind: member.kind }),
        }
    }
    Ok(())
}

fn check_resource(resource: &BundleResource, names: &Names<'_>) -> Result<(), BundleError> {
    let id = resource.id.as_str();
    not_negative(BundlePart::Gross, id, resource.gross)?;
    not_negative(BundlePart::RunningCost, id, resource.running_cost)?;
    if resource.municipal.is_some() && resource.kind != ResourceKind::MunicipalService {
        return Err(BundleError::NotMunicipal { id: resource.id.clone(), kind: resource.kind });
    }
    if names.members.contains(id) {
        return Err(BundleError::OneName { id: id.to_owned() });
    }
    resource.of.as_ref().map_or(Ok(()), |owner| names.member(owner))
}

fn check_links(links: &[[MemberId; 2]], names: &Names<'_>) -> Result<(), BundleError> {
    number(BundlePart::Link, BUNDLE_LINKS_MAX, links.len())?;
    let mut seen = BTreeSet::new();
    for [a, b] in links {
        names.member(a)?;
        names.member(b)?;
        if a == b {
            return Err(BundleError::LinkToSelf { id: a.clone() });
        }
        if !seen.insert((a.min(b), a.max(b))) {
            return Err(BundleError::Twice { what: BundlePart::Link, id: format!("{a}–{b}") });
        }
    }
    Ok(())
}

fn check_tender(tender: &BundleTender, names: &Names<'_>) -> Result<(), BundleError> {
    number(BundlePart::Contract, BUNDLE_PARTS_MAX, tender.contracts.len())?;
    once(BundlePart::Contract, tender.contracts.iter().map(|contract| contract.id.as_str()))?;
    for contract in &tender.contracts {
        once(BundlePart::Member, contract.members.iter().map(MemberId::as_str))?;
        once(BundlePart::Resource, contract.resources.iter().map(ResourceId::as_str))?;
        once(BundlePart::Work, contract.works.iter().map(WorkId::as_str))?;
        for id in &contract.members {
            names.member(id)?;
        }
        if let Some(id) = contract.resources.iter().find(|id| !names.resources.contains(id.as_str())) {
            return Err(BundleError::UnknownResource { id: id.clone() });
        }
        if let Some(id) = contract.works.iter().find(|id| !names.works.contains(id.as_str())) {
            return Err(BundleError::UnknownWork { id: id.clone() });
        }
    }
    Ok(())
}

impl Bundle {
    /// Checks a bundle.
    ///
    /// # Errors
    /// [`BundleError`], which names the culprit: no member, too many of a kind, something twice, something named that
    /// is not in the bundle, a negative amount, a decision on another matter or of somebody else.
    pub fn new(parts: BundleParts) -> Result<Self, BundleError> {
        if parts.members.is_empty() {
            return Err(BundleError::NoMember {});
        }
        number(BundlePart::Form, BundleForm::ALL.len(), parts.forms.len())?;
        number(BundlePart::Member, BUNDLE_MEMBERS_MAX, parts.members.len())?;
        number(BundlePart::Resource, BUNDLE_RESOURCES_MAX, parts.resources.len())?;
        number(BundlePart::Work, BUNDLE_PARTS_MAX, parts.works.len())?;
        number(BundlePart::Tender, BUNDLE_PARTS_MAX, parts.tenders.len())?;
        once(BundlePart::Form, parts.forms.iter().map(|form| form.code()))?;
        once(BundlePart::Tender, parts.tenders.iter().map(|tender| tender.id.as_str()))?;
        let names = Names {
            members: once(BundlePart::Member, parts.members.iter().map(|member| member.id.as_str()))?,
            resources: once(BundlePart::Resource, parts.resources.iter().map(|resource| resource.id.as_str()))?,
            works: once(BundlePart::Work, parts.works.iter().map(|work| work.id.as_str()))?,
        };
        parts.members.iter().try_for_each(check_member)?;
        parts.resources.iter().try_for_each(|resource| check_resource(resource, &names))?;
        parts.links.as_ref().map_or(Ok(()), |links| check_links(links, &names))?;
        for work in &parts.works {
            not_negative(BundlePart::Cost, work.id.as_str(), work.cost)?;
            once(BundlePart::Member, work.members.iter().map(MemberId::as_str))?;
            work.members.iter().try_for_each(|id| names.member(id))?;
        }
        parts.tenders.iter().try_for_each(|tender| check_tender(tender, &names))?;
        Ok(Self { parts })
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> &BundleId {
        &self.parts.id
    }

    /// All that is stated about it.
    #[must_use]
    pub const fn parts(&self) -> &BundleParts {
        &self.parts
    }

    /// The members, in the order given.
    #[must_use]
    pub fn members(&self) -> &[BundleMember] {
        &self.parts.members
    }

    /// The resources, in the order given.
    #[must_use]
    pub fn resources(&self) -> &[BundleResource] {
        &self.parts.resources
    }

    /// Members that no chain of neighbours joins to the first one, leaving one out. Unknown where the links are not
    /// known.
    pub(super) fn apart(&self, without: Option<&MemberId>) -> Option<Vec<MemberId>> {
        let links = self.parts.links.as_ref()?;
        let stay: Vec<&MemberId> =
            self.parts.members.iter().map(|member| &member.id).filter(|id| Some(*id) != without).collect();
        let mut neighbours: BTreeMap<&MemberId, Vec<&MemberId>> = BTreeMap::new();
        for [a, b] in links {
            if Some(a) != without && Some(b) != without {
                neighbours.entry(a).or_default().push(b);
                neighbours.entry(b).or_default().push(a);
            }
        }
        let (mut reached, mut open) = (BTreeSet::new(), Vec::new());
        open.extend(stay.first().copied());
        while let Some(id) = open.pop() {
            if reached.insert(id) {
                open.extend(neighbours.get(id).into_iter().flatten());
            }
        }
        Some(stay.into_iter().filter(|id| !reached.contains(id)).cloned().collect())
    }
}

/// 重复编入 — something that stands in two bundles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Overlap {
    /// A member, or a resource.
    pub what: BundlePart,
    /// Which.
    pub id: String,
    /// The bundles, in the order given.
    pub bundles: [BundleId; 2],
}

impl Overlap {
    /// In one sentence.
    #[must_use]
    pub fn render(&self, lang: crate::terms::Lang) -> String {
        let (what, id, [first, second]) = (self.what.render(lang), &self.id, &self.bundles);
        match lang {
            crate::terms::Lang::Zh => format!("{what}「{id}」同时编入「{first}」和「{second}」，应只编入其一。"),
            crate::terms::Lang::En => format!("the {what} `{id}` is in `{first}` and in `{second}`; it may be in one"),
        }
    }
}

/// 跨包核对 — members that are in two bundles, and resources that two bundles use at a time. A resource with terms that
/// do not meet is used once at a time; one without a known term may be in one bundle only.
#[must_use]
pub fn overlaps(bundles: &[Bundle]) -> Vec<Overlap> {
    let mut found = Vec::new();
    let mut members: BTreeMap<&MemberId, &BundleId> = BTreeMap::new();
    let mut resources: BTreeMap<&ResourceId, Vec<(&BundleId, &BundleResource)>> = BTreeMap::new();
    for bundle in bundles {
        for member in bundle.members() {
            match members.get(&member.id) {
                None => {
                    members.insert(&member.id, bundle.id());
                }
                Some(first) => found.push(Overlap {
                    what: BundlePart::Member,
                    id: member.id.to_string(),
                    bundles: [(*first).clone(), bundle.id().clone()],
                }),
            }
        }
        for resource in bundle.resources() {
            let users = resources.entry(&resource.id).or_default();
            if let Some((first, _)) = users.iter().find(|(_, other)| meet(other, resource)) {
                found.push(Overlap {
                    what: BundlePart::Resource,
                    id: resource.id.to_string(),
                    bundles: [(*first).clone(), bundle.id().clone()],
                });
            }
            users.push((bundle.id(), resource));
        }
    }
    found
}

fn meet(one: &BundleResource, other: &BundleResource) -> bool {
    match (one.term, other.term) {
        (Some(a), Some(b)) => a.start() < b.end() && b.start() < a.end(),
        _ => true,
    }
}
