//! The stored forms of bundles, their books and their concessions.

use wuye::bundle::{
    Bundle, BundleContract, BundleContractId, BundleId, BundleMember, BundleParts, BundleResource, BundleTender,
    BundleWork, ConcessionTerms, Consent, MemberKind, MunicipalService, PassedOn, ProfitBand, Question, TenderId,
    Transfer, UpperBand, WorkFunding, WorkId, overlaps,
};
use wuye::dossier::GroundRecord;
use wuye::estate::{ResourceKind, Stated};
use wuye::law::Authority;
use wuye::matter::{Outcome, ResolutionRecord};
use wuye::measure::{Money, Span};
use wuye::mode::{BundleForm, TenderForm};
use wuye::places::xiamen;
use wuye::rule::Obstacle;

use super::{Frozen, day, parsed};

fn m(yuan: &str) -> Money {
    parsed(yuan)
}

fn passed(question: Question) -> Consent {
    let on = day("2024-06-01");
    let record = ResolutionRecord { matter: question.matter(), on, outcome: Outcome::Passed, tally: None };
    Consent {
        question,
        ground: Stated { value: GroundRecord::Resolution(record), on, by: Authority::Street, source: None },
    }
}

fn yard(id: &str, fees: &str, cost: &str) -> BundleMember {
    BundleMember {
        fees: Some(m(fees)),
        collection: Some(parsed("9/10")),
        fees_from: Some(day("2025-07-01")),
        cost: Some(m(cost)),
        needs_works: Some(true),
        consents: vec![passed(Question::Join)],
        ..BundleMember::new(parsed(id), MemberKind::Compound)
    }
}

fn rooms() -> BundleResource {
    BundleResource {
        authority: Some(Authority::HousingDepartment),
        transfer: Some(Stated::new(Transfer::Released, day("2024-06-01"), Authority::Government)),
        term: Some(Span::new(day("2025-01-01"), day("2045-01-01")).unwrap()),
        gross: Some(m("111600")),
        occupancy: Some(parsed("4/5")),
        running_cost: Some(m("20000")),
        ..BundleResource::new(parsed("公房"), ResourceKind::PublicHousing)
    }
}

fn parts() -> BundleParts {
    let lamps = BundleResource {
        municipal: Some(MunicipalService::StreetLighting),
        of: None,
        ..BundleResource::new(parsed("路灯"), ResourceKind::MunicipalService)
    };
    let own = BundleResource {
        of: Some(parsed("东院")),
        ..BundleResource::new(parsed("广告"), ResourceKind::Advertising)
    };
    let work = BundleWork {
        id: parsed("改造"),
        members: vec![parsed("东院")],
        funding: WorkFunding::Social,
        cost: Some(m("512000")),
        on: day("2025-03-01"),
    };
    let contract = BundleContract {
        id: parsed("合同"),
        principal: Authority::Street,
        provider: parsed("中标人"),
        members: vec![parsed("东院")],
        resources: vec![parsed("公房")],
        works: vec![parsed("改造")],
        passed_on: Some(PassedOn::Whole),
    };
    let tender = BundleTender {
        id: parsed("统招"),
        form: TenderForm::SeparateContracts,
        winner: parsed("中标人"),
        contracts: vec![contract],
    };
    BundleParts {
        id: parsed("示例"),
        forms: vec![BundleForm::FatLean, BundleForm::BuildOperate],
        coordinator: Some(Authority::Street),
        members: vec![yard("东院", "100000", "150000"), yard("西院", "300000", "120000")],
        links: Some(vec![[parsed("东院"), parsed("西院")]]),
        resources: vec![rooms(), lamps, own],
        works: vec![work],
        tenders: vec![tender],
    }
}

pub fn freeze(f: &mut Frozen) {
    let ids: (BundleId, WorkId, TenderId, BundleContractId) =
        (parsed("包一"), parsed("改造"), parsed("统招"), parsed("合同"));
    f.stored("bundle_ids", &ids);
    f.stored("transfer", &vec![Transfer::Released, Transfer::Withheld(Obstacle::PolicyMissing)]);
    let good = parts();
    let bare = BundleMember::new(parsed("街区"), MemberKind::Street);
    f.stored("consent", &passed(Question::ShareSurplus));
    f.stored("bundle_member", &vec![good.members[0].clone(), bare]);
    f.stored("bundle_resource", &good.resources);
    f.stored("bundle_work", &good.works);
    f.stored("bundle_contract", &good.tenders[0].contracts[0]);
    f.stored("bundle_tender", &good.tenders);
    f.stored("bundle_parts", &good);
    let bundle = Bundle::new(good.clone()).unwrap();
    f.stored("bundle", &bundle);
    let band = ProfitBand { lo_bp: 300, hi_bp: 800, above: UpperBand::ClawBack };
    f.stored("profit_band", &band);
    answers(f, &bundle, band);
    let twin = Bundle::new(BundleParts { id: parsed("另包"), ..good }).unwrap();
    f.written("overlap", &overlaps(&[bundle, twin]));
    let terms = ConcessionTerms {
        build: m("900000"),
        years: 20,
        fees: m("100000"),
        collection: parsed("4/5"),
        rent: m("50000"),
        occupancy: parsed("9/10"),
        cost: m("60000"),
    };
    f.stored("concession_terms", &terms);
    f.written("moved", &terms.sensitivity(parsed("4/100"), 10, &[parsed("-1/10")]).unwrap());
}

fn answers(f: &mut Frozen, bundle: &Bundle, band: ProfitBand) {
    let (rulebook, on) = (xiamen::rulebook().unwrap(), day("2025-01-01"));
    let ones = bundle.four_ones(&[], &rulebook, on);
    f.written("one_flaw", &ones[0].flaws);
    f.written("one_finding", &ones);
    f.written("consent_finding", &bundle.joining(&rulebook, on));
    f.written("leaving", &bundle.leaving(&parsed("西院"), &rulebook, on).unwrap());
    f.written("resource_use", &bundle.uses(&rulebook, on));
    let two_years = Span::new(day("2025-01-01"), day("2027-01-01")).unwrap();
    let statement = bundle.statement(&rulebook, on, two_years, Some(band)).unwrap();
    let outturn = statement.worst.clone().unwrap();
    f.written("margin_check", &outturn.margin.unwrap());
    f.written("outturn", &outturn);
    f.written("member_account", &statement.members);
    f.written("resource_account", &statement.resources);
    f.written("bundle_statement", &statement);
}
