//! What cannot be represented, each with its culprit named.

use super::*;
use wuye::bundle::{BUNDLE_MEMBERS_MAX, BundleContract, BundleError, BundleTender, BundleWork, WorkFunding};
use wuye::mode::{BundleForm, TenderForm};

fn good() -> BundleParts {
    let contract = BundleContract {
        id: "合同".parse().unwrap(),
        principal: Authority::Street,
        provider: "中标人".parse().unwrap(),
        members: vec![id("甲")],
        resources: vec!["车位".parse().unwrap()],
        works: vec!["改造".parse().unwrap()],
        passed_on: None,
    };
    let tender = BundleTender {
        id: "统招".parse().unwrap(),
        form: TenderForm::OneContract,
        winner: "中标人".parse().unwrap(),
        contracts: vec![contract],
    };
    let work = BundleWork {
        id: "改造".parse().unwrap(),
        members: vec![id("甲")],
        funding: WorkFunding::Social,
        cost: Some(m("1")),
        on: day("2025-03-01"),
    };
    BundleParts {
        forms: vec![BundleForm::FatLean],
        works: vec![work],
        tenders: vec![tender],
        ..parts(vec![yard("甲", "1", "1"), yard("乙", "1", "1")], vec![spaces("车位", "1")])
    }
}

#[test]
fn every_refusal_names_its_culprit() {
    type Change = fn(&mut BundleParts);
    let rows: [(&str, &str, Change); 24] = [
        ("bundle_no_member", "none", |all| all.members.clear()),
        ("bundle_too_many", "501", |all| all.members = vec![all.members[0].clone(); BUNDLE_MEMBERS_MAX + 1]),
        ("bundle_too_many", "501", |all| all.resources = vec![all.resources[0].clone(); 501]),
        ("bundle_too_many", "501", |all| all.works = vec![all.works[0].clone(); 501]),
        ("bundle_too_many", "501", |all| all.tenders = vec![all.tenders[0].clone(); 501]),
        ("bundle_too_many", "501", |all| {
            let one = all.tenders[0].contracts[0].clone();
            all.tenders[0].contracts = vec![one; 501];
        }),
        ("bundle_too_many", "501", |all| all.members[0].consents = vec![passed(Question::Join); 501]),
        ("bundle_too_many", "10001", |all| all.links = Some(vec![[id("甲"), id("乙")]; 10_001])),
        ("bundle_twice", "甲", |all| all.members[1].id = id("甲")),
        ("bundle_twice", "车位", |all| all.resources.push(all.resources[0].clone())),
        ("bundle_twice", "fat_lean", |all| all.forms = vec![BundleForm::FatLean; 2]),
        ("bundle_twice", "甲–乙", |all| all.links.as_mut().unwrap().push([id("甲"), id("乙")])),
        ("bundle_twice", "甲", |all| all.works[0].members = vec![id("甲"), id("甲")]),
        ("bundle_unknown_member", "丙", |all| all.works[0].members = vec![id("丙")]),
        ("bundle_unknown_member", "丙", |all| all.resources[0].of = Some(id("丙"))),
        ("bundle_unknown_member", "丙", |all| all.links.as_mut().unwrap().push([id("甲"), id("丙")])),
        ("bundle_unknown_resource", "公房", |all| {
            all.tenders[0].contracts[0].resources = vec!["公房".parse().unwrap()];
        }),
        ("bundle_unknown_work", "加梯", |all| all.tenders[0].contracts[0].works = vec!["加梯".parse().unwrap()]),
        ("bundle_link_to_self", "甲", |all| all.links.as_mut().unwrap().push([id("甲"), id("甲")])),
        ("bundle_one_name", "甲", |all| all.resources[0].id = "甲".parse().unwrap()),
        ("bundle_negative", "甲", |all| all.members[0].cost = Some(m("-0.01"))),
        ("bundle_not_municipal", "车位", |all| {
            all.resources[0].municipal = Some(wuye::bundle::MunicipalService::StreetLighting);
        }),
        ("bundle_wrong_matter", "甲", |all| {
            all.members[0].consents = vec![vote(Question::Join, "2024-06-01", Matter::Other, Outcome::Passed, None)];
        }),
        ("bundle_wrong_decider", "甲", |all| all.members[0].consents = vec![act(Question::Join)]),
    ];
    assert!(Bundle::new(good()).is_ok());
    for (code, culprit, change) in rows {
        let mut changed = good();
        change(&mut changed);
        let refused = Bundle::new(changed).unwrap_err();
        assert_eq!(refused.code(), code);
        assert!(refused.to_string().contains(culprit) && format!("{refused:#}").len() > 10, "{refused}");
    }
    // The owners of a street do not vote.
    let mut street = good();
    street.members[0].kind = MemberKind::Street;
    assert!(matches!(Bundle::new(street), Err(BundleError::WrongDecider { kind: MemberKind::Street, .. })));
    let negative: [Change; 5] = [
        |all| all.members[0].fees = Some(m("-1")),
        |all| all.resources[0].gross = Some(m("-1")),
        |all| all.resources[0].running_cost = Some(m("-1")),
        |all| all.works[0].cost = Some(m("-1")),
        |all| all.members[1].cost = Some(m("-1")),
    ];
    for change in negative {
        let mut changed = good();
        change(&mut changed);
        assert_eq!(Bundle::new(changed).unwrap_err().code(), "bundle_negative");
    }
}

#[test]
fn amounts_beyond_money_are_refused_and_never_wrap() {
    let most = Money::MAX.to_string();
    let rich = bundle(vec![yard("甲", &most, "0"), yard("乙", &most, "0")], vec![]);
    let refused = rich.statement(&rulebook(), today(), year(), None).unwrap_err();
    assert_eq!(refused.code(), "bundle_measure");
    let long = bundle(vec![yard("甲", &most, "0")], vec![]);
    let refused = long.statement(&rulebook(), today(), span("2025-01-01", "2027-01-01"), None).unwrap_err();
    assert_eq!(refused.code(), "bundle_measure");
    let one = long.statement(&rulebook(), today(), year(), None).unwrap();
    assert_eq!(one.revenue.exact(), Some(Money::MAX));
}

#[test]
fn a_stored_bundle_is_checked_again() {
    let text = wuye::json::to_json(&Bundle::new(good()).unwrap()).unwrap();
    assert_eq!(wuye::json::from_json::<Bundle>(&text), Ok(Bundle::new(good()).unwrap()));
    let twice = text.replace("\"id\":\"乙\"", "\"id\":\"甲\"");
    let refused = wuye::json::from_json::<Bundle>(&twice).unwrap_err();
    assert!(refused.to_string().contains("expected each member once, found `甲` twice"), "{refused}");
    for format in ["0", "2"] {
        let other = text.replace("\"format\":1", &format!("\"format\":{format}"));
        let refused = wuye::json::from_json::<Bundle>(&other).unwrap_err().to_string();
        assert!(refused.contains("expected a bundle of format 1 or earlier"), "{refused}");
    }
    let unknown = text.replace("\"format\":1", "\"format\":1,\"note\":\"x\"");
    assert!(wuye::json::from_json::<Bundle>(&unknown).is_err());
}
