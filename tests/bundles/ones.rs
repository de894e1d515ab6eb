//! 四个一: a bundle that is one, and what each single departure from it is told as.

use super::*;
use wuye::bundle::{BundleContract, BundleTender, BundleWork, Flaw, FourOne, PassedOn, WorkFunding, overlaps};
use wuye::mode::{BundleForm, TenderForm};
use wuye::rule::Verdict;
use wuye::terms::Lang;

/// Three yards in a row, a street outside, parking and rooms of the public, works, one tender with two contracts.
fn good() -> BundleParts {
    let street = BundleMember { consents: vec![act(Question::Join)], ..yard("街区", "0", "80000") };
    let street = BundleMember { kind: MemberKind::Street, ..street };
    let mut lean = yard("丙", "60000", "100000");
    lean.needs_works = Some(true);
    let members = vec![yard("甲", "120000", "100000"), yard("乙", "90000", "100000"), lean, street];
    let contract = |name: &str, principal, members: &[&str], resources: &[&str], works: &[&str]| BundleContract {
        id: name.parse().unwrap(),
        principal,
        provider: "中标人".parse().unwrap(),
        members: members.iter().map(|one| id(one)).collect(),
        resources: resources.iter().map(|one| one.parse().unwrap()).collect(),
        works: works.iter().map(|one| one.parse().unwrap()).collect(),
        passed_on: Some(PassedOn::Parts),
    };
    let contracts = vec![
        contract("小区合同", Authority::Owners, &["甲", "乙", "丙"], &["车位"], &["改造"]),
        contract("街区合同", Authority::Street, &["街区"], &["公房"], &[]),
    ];
    let tender = BundleTender {
        id: "统招".parse().unwrap(),
        form: TenderForm::SeparateContracts,
        winner: "中标人".parse().unwrap(),
        contracts,
    };
    let work = BundleWork {
        id: "改造".parse().unwrap(),
        members: vec![id("丙")],
        funding: WorkFunding::Public,
        cost: Some(m("512000")),
        on: day("2025-03-01"),
    };
    BundleParts {
        forms: vec![BundleForm::InnerOuter, BundleForm::FatLean, BundleForm::BuildOperate],
        works: vec![work],
        tenders: vec![tender],
        ..parts(members, vec![spaces("车位", "100000"), spaces("公房", "50000")])
    }
}

fn flaws(parts: &BundleParts, others: &[Bundle]) -> Vec<(FourOne, Flaw, Option<String>)> {
    let bundle = Bundle::new(parts.clone()).unwrap();
    let found = bundle.four_ones(others, &rulebook(), today());
    assert_eq!(found.iter().map(|one| one.one).collect::<Vec<_>>(), FourOne::ALL);
    let mut all = Vec::new();
    for one in found {
        let least = one.flaws.iter().map(|found| found.flaw.verdict()).min();
        assert_eq!(one.verdict, least.unwrap_or(Verdict::Met));
        let said = one.render(Lang::Zh);
        assert!(one.flaws.iter().all(|found| said.contains(found.about.as_deref().unwrap_or(""))), "{said}");
        all.extend(one.flaws.into_iter().map(|found| (one.one, found.flaw, found.about)));
    }
    all
}

#[test]
fn a_bundle_may_be_one_in_all_four_ways() {
    assert_eq!(flaws(&good(), &[]), []);
    let found = Bundle::new(good()).unwrap().four_ones(&[], &rulebook(), today());
    let said: Vec<String> = found.iter().map(|one| one.render(Lang::Zh)).collect();
    assert_eq!(said, ["一体化招标：满足。", "一揽子改造：满足。", "一本账统筹：满足。", "一盘棋治理：满足。"]);
}

#[test]
fn every_departure_is_told_by_name() {
    type Change = fn(&mut BundleParts);
    let rows: [(Change, FourOne, Flaw, Option<&str>); 24] = [
        (|all| all.tenders.clear(), FourOne::Tender, Flaw::NoTender, None),
        (|all| drop(all.tenders[0].contracts[0].members.pop()), FourOne::Tender, Flaw::NotTendered, Some("丙")),
        (|all| all.tenders[0].contracts[0].works.clear(), FourOne::Tender, Flaw::NotTendered, Some("改造")),
        (|all| all.tenders[0].contracts[1].resources.clear(), FourOne::Tender, Flaw::NotTendered, Some("公房")),
        (|all| all.tenders[0].contracts[1].members.push(id("甲")), FourOne::Tender, Flaw::InTwoContracts, Some("甲")),
        (|all| all.tenders[0].form = TenderForm::OneContract, FourOne::Tender, Flaw::SeveralContracts, Some("统招")),
        (
            |all| all.tenders[0].contracts[1].provider = "他人".parse().unwrap(),
            FourOne::Tender,
            Flaw::OtherProvider,
            Some("街区合同"),
        ),
        (
            |all| all.tenders[0].contracts[0].passed_on = Some(PassedOn::Whole),
            FourOne::Tender,
            Flaw::PassedOnWhole,
            Some("小区合同"),
        ),
        (|all| all.tenders[0].contracts[0].passed_on = None, FourOne::Tender, Flaw::PassedOnUnknown, Some("小区合同")),
        (|all| all.works[0].members.clear(), FourOne::Works, Flaw::WithoutWorks, Some("丙")),
        (|all| all.members[1].needs_works = None, FourOne::Works, Flaw::WorksUnknown, Some("乙")),
        (|all| all.members[0].fees = None, FourOne::Books, Flaw::AmountsMissing, Some("甲")),
        (|all| all.members[0].collection = None, FourOne::Books, Flaw::AmountsMissing, Some("甲")),
        (|all| all.members[3].cost = None, FourOne::Books, Flaw::AmountsMissing, Some("街区")),
        (|all| all.resources[0].gross = None, FourOne::Books, Flaw::AmountsMissing, Some("车位")),
        (|all| all.resources[0].occupancy = None, FourOne::Books, Flaw::AmountsMissing, Some("车位")),
        (|all| all.resources[0].running_cost = None, FourOne::Books, Flaw::AmountsMissing, Some("车位")),
        (|all| all.resources[0].term = None, FourOne::Books, Flaw::TermMissing, Some("车位")),
        (|all| all.works[0].cost = None, FourOne::Books, Flaw::AmountsMissing, Some("改造")),
        (|all| all.coordinator = None, FourOne::Board, Flaw::NoCoordinator, None),
        (|all| all.links = None, FourOne::Board, Flaw::LinksUnknown, None),
        (|all| drop(all.links.as_mut().unwrap().pop()), FourOne::Board, Flaw::Apart, Some("街区")),
        (|all| all.members[2].consents.clear(), FourOne::Board, Flaw::JoinOpen, Some("丙")),
        (
            |all| {
                all.members[2].consents =
                    vec![vote(Question::Join, "2024-06-01", Matter::Provider, Outcome::Rejected, None)];
            },
            FourOne::Board,
            Flaw::NotJoined,
            Some("丙"),
        ),
    ];
    for (number, (change, one, flaw, about)) in rows.into_iter().enumerate() {
        let mut changed = good();
        change(&mut changed);
        assert_eq!(flaws(&changed, &[]), [(one, flaw, about.map(str::to_owned))], "row {number}");
    }
}

#[test]
fn several_tenders_are_named_each() {
    let mut two = good();
    let mut second = two.tenders[0].clone();
    second.id = "另招".parse().unwrap();
    second.contracts = vec![two.tenders[0].contracts.pop().unwrap()];
    two.tenders.push(second);
    let said = |name: &str| (FourOne::Tender, Flaw::SeveralTenders, Some(name.to_owned()));
    assert_eq!(flaws(&two, &[]), [said("统招"), said("另招")]);
}

#[test]
fn one_winner_with_several_principals_is_no_sub_contracting() {
    let mut all = good();
    // What the winner hands on in parts or not at all is his to hand on; who the principals are does not matter.
    for passed_on in [PassedOn::Nothing, PassedOn::Parts] {
        for contract in &mut all.tenders[0].contracts {
            contract.passed_on = Some(passed_on);
        }
        assert_eq!(flaws(&all, &[]), []);
    }
}

#[test]
fn what_does_not_count_yet_need_not_be_tendered() {
    let mut all = good();
    let mut land = spaces("零星地块", "50000");
    (land.kind, land.transfer, land.gross) = (ResourceKind::Land, None, None);
    all.resources.push(land);
    assert_eq!(flaws(&all, &[]), []);
}

#[test]
fn a_compound_is_in_one_bundle_and_a_resource_is_used_once() {
    let other = BundleParts {
        id: "另包".parse().unwrap(),
        ..parts(vec![yard("丙", "1", "1"), yard("戊", "1", "1")], vec![spaces("公房", "50000")])
    };
    let (one, two) = (Bundle::new(good()).unwrap(), Bundle::new(other.clone()).unwrap());
    let found = overlaps(&[one.clone(), two.clone()]);
    let said: Vec<String> = found.iter().map(|one| one.render(Lang::Zh)).collect();
    assert_eq!(
        said,
        [
            "成员「丙」同时编入「示例」和「另包」，应只编入其一。",
            "资源「公房」同时编入「示例」和「另包」，应只编入其一。"
        ]
    );
    let both = [
        (FourOne::Books, Flaw::InTwoBundles, Some("公房".to_owned())),
        (FourOne::Board, Flaw::InTwoBundles, Some("丙".to_owned())),
    ];
    assert_eq!(flaws(&good(), std::slice::from_ref(&two)), both);
    // Among the others it may itself be listed.
    assert_eq!(flaws(&good(), &[one.clone(), two]), both);
    // One after the other a resource may serve both; a day's overlap is too much; without a term nobody knows.
    let then = |start: &str| {
        let mut later = other.clone();
        later.members.remove(0);
        later.links = None;
        later.resources[0].term = Some(span(start, "2064-01-01"));
        overlaps(&[one.clone(), Bundle::new(later.clone()).unwrap()]).len()
    };
    assert_eq!((then("2044-01-01"), then("2043-12-31")), (0, 1));
    let mut open = other;
    open.members.remove(0);
    (open.links, open.resources[0].term) = (None, None);
    assert_eq!(overlaps(&[one, Bundle::new(open).unwrap()]).len(), 1);
}
