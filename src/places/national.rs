//! 全国 — the Property Law (to 2020), the Civil Code (from 2021), the Supreme Court on unit title, the State Council's
//! regulations, the ministry's guidance rules on assemblies and the measures on maintenance funds.
//!
//! The parameters are those that later parts cite: notices, shares, terms, fines. How a lower text may move them: a
//! time that protects owners may be made longer (floor), a time limit on a body shorter (ceiling), the share of owners
//! who can call a meeting lower (ceiling); what the Code sets may not be moved.

use super::{Head, Text, days, majority_before_2021, majority_of_the_code, months, share, top_up, unread, years, yuan};
use crate::estate::{Fact, OrganisationKind};
use crate::law::{Authority, Confidence, Dated, Issued, Locator, Place, Rank};
use crate::matter::Matter;
use crate::measure::Day;
use crate::mode::Mode;
use crate::money::{Purpose, Purse};
use crate::rule::{
    Aim, AssemblyForm, CollectionBan, Condition, DisclosureItem, Duty, Figure, Force, HeadBasis, Key, Layer, MayMove,
    NeededDecision, Parameter, ParameterValue, Rule, RuleError, Seats, Setting, SubContractBan, TopUpBase, TopUpRule,
};

/// 《物权法》, read in excerpt only; repealed by article 1260 of the Civil Code from 2021-01-01.
const PROPERTY_LAW: Text = Text::new("property_law", "2007-10-01", Confidence::Excerpt);
/// 《民法典》, in force from 2021-01-01 (第一千二百六十条).
const CIVIL_CODE: Text = Text::new("civil_code", "2021-01-01", Confidence::Primary);
/// 《建筑物区分所有权司法解释》 as amended on 2020-12-23, with the Civil Code from 2021-01-01; the text of 2009 was not
/// read.
const UNIT_TITLE: Text = Text::new("spc_unit_title", "2021-01-01", Confidence::Primary);
/// 《民法典合同编通则司法解释》, in force from 2023-12-05; its text was not read, the number is as others tell it.
const CONTRACTS: Text = Text::new("spc_contracts", "2023-12-05", Confidence::Secondary);
/// 《物业管理条例》 in its text of 2018-03-19. Its article 12 was not brought in line with the Civil Code. It is in force
/// since 2003-09-01 (第六十七条), but what it printed before 2018 was not read.
const REGULATIONS: Text = Text::new("property_management_regulations", "2018-03-19", Confidence::Primary);
/// 《业主大会和业主委员会指导规则》, read in excerpts. That it is in force from 2010-01-01 is from memory; its number bears
/// the year 2009.
const GUIDANCE: Text = Text::new("assembly_guidance_rules", "2010-01-01", Confidence::Excerpt);
/// Articles of the same rules that were found only as others tell them.
const GUIDANCE_TOLD: Text = Text::new("assembly_guidance_rules", "2010-01-01", Confidence::Secondary);
/// An article of the same rules of which no text was found, not even as others tell it.
const GUIDANCE_KNOWN: Text = Text::new("assembly_guidance_rules", "2010-01-01", Confidence::Memory);
/// 《住宅专项维修资金管理办法》, read in excerpts.
const FUND: Text = Text::new("maintenance_fund_measures", "2008-02-01", Confidence::Excerpt);
/// 《物业服务收费管理办法》, read in excerpts. That it is in force from 2004-01-01 is from memory; its number bears the year
/// 2003.
const CHARGES: Text = Text::new("service_charge_measures", "2004-01-01", Confidence::Excerpt);
/// 国办发〔2020〕23号, as others tell it.
const OLD_COMPOUNDS: Text = Text::new("old_compounds_2020_23", "2020-07-10", Confidence::Secondary);

/// The layer of the nation.
///
/// # Errors
/// None that a caller can cause.
pub fn layer() -> Result<Layer, RuleError> {
    Ok(Layer {
        documents: documents().iter().map(Head::document).collect::<Result<_, _>>()?,
        rules: [rules()?, purses()?].concat(),
        parameters: [parameters()?, money()?].concat(),
        // They were read in excerpts only.
        unread: vec![
            unread("住宅专项维修资金管理办法", "Measures for residential maintenance funds (2008)"),
            unread("物业服务收费管理办法", "Measures for property service charges (2003)"),
            unread("业主大会和业主委员会指导规则", "Guidance rules for owners' assemblies and committees (2009)"),
        ],
        ..Layer::new(Place::NATION)
    })
}

fn documents() -> [Head; 9] {
    [
        Head {
            id: "property_law",
            title: ("物权法", "Property Law"),
            number: None,
            issuer: "全国人民代表大会",
            rank: Rank::Law,
            place: "000000",
            issued: Issued::Undated,
            confidence: Confidence::Excerpt,
        },
        Head {
            id: "civil_code",
            title: ("民法典", "Civil Code"),
            number: None,
            issuer: "全国人民代表大会",
            rank: Rank::Law,
            place: "000000",
            issued: Day::new(2020, 5, 28).map_or(Issued::InYear(2020), Issued::On),
            confidence: Confidence::Primary,
        },
        Head {
            id: "spc_unit_title",
            title: (
                "最高人民法院关于审理建筑物区分所有权纠纷案件适用法律若干问题的解释",
                "Supreme People's Court, Interpretation on disputes over unit title",
            ),
            number: None,
            issuer: "最高人民法院",
            rank: Rank::JudicialInterpretation,
            place: "000000",
            issued: Day::new(2020, 12, 23).map_or(Issued::InYear(2020), Issued::On),
            confidence: Confidence::Primary,
        },
        Head {
            id: "spc_contracts",
            title: (
                "最高人民法院关于适用〈中华人民共和国民法典〉合同编通则若干问题的解释",
                "Supreme People's Court, Interpretation on the general part of the contract book of the Civil Code",
            ),
            number: None,
            issuer: "最高人民法院",
            rank: Rank::JudicialInterpretation,
            place: "000000",
            issued: Day::new(2023, 12, 4).map_or(Issued::InYear(2023), Issued::On),
            confidence: Confidence::Secondary,
        },
        Head {
            id: "property_management_regulations",
            title: ("物业管理条例", "Property Management Regulations"),
            number: Some("国务院令第379号"),
            issuer: "国务院",
            rank: Rank::AdministrativeRegulation,
            place: "000000",
            issued: Day::new(2003, 6, 8).map_or(Issued::InYear(2003), Issued::On),
            confidence: Confidence::Primary,
        },
        Head {
            id: "assembly_guidance_rules",
            title: ("业主大会和业主委员会指导规则", "Guidance Rules for Owners' Assemblies and Committees"),
            number: Some("建房〔2009〕274号"),
            issuer: "住房和城乡建设部",
            rank: Rank::NormativeDocument,
            place: "000000",
            issued: Issued::InYear(2009),
            confidence: Confidence::Excerpt,
        },
        Head {
            id: "maintenance_fund_measures",
            title: ("住宅专项维修资金管理办法", "Measures for Residential Maintenance Funds"),
            number: Some("建设部、财政部令第165号"),
            issuer: "建设部、财政部",
            rank: Rank::DepartmentRule,
            place: "000000",
            issued: Issued::Undated,
            confidence: Confidence::Excerpt,
        },
        Head {
            id: "service_charge_measures",
            title: ("物业服务收费管理办法", "Measures for Property Service Charges"),
            number: Some("发改价格〔2003〕1864号"),
            issuer: "国家发展和改革委员会、建设部",
            rank: Rank::NormativeDocument,
            place: "000000",
            issued: Issued::InYear(2003),
            confidence: Confidence::Excerpt,
        },
        Head {
            id: "old_compounds_2020_23",
            title: (
                "关于全面推进城镇老旧小区改造工作的指导意见",
                "General Office of the State Council, Guidance on renovating old urban compounds",
            ),
            number: Some("国办发〔2020〕23号"),
            issuer: "国务院办公厅",
            rank: Rank::NormativeDocument,
            place: "000000",
            issued: Day::new(2020, 7, 10).map_or(Issued::InYear(2020), Issued::On),
            confidence: Confidence::Secondary,
        },
    ]
}

fn parameters() -> Result<Vec<Parameter>, RuleError> {
    let mut all = Vec::new();
    for matter in Matter::ALL {
        all.push(majority(*matter)?);
    }
    all.extend(civil_code()?);
    all.extend(unit_title()?);
    // 第六十五条: a penalty more than 30 % above the loss is generally too high.
    let over = Setting::MoreThan(share(3, 10)?);
    all.push(CONTRACTS.fixed(Figure::PenaltyOverLoss, Locator::article(65), over)?);
    all.extend(regulations()?);
    all.extend(fines()?);
    all.extend(guidance()?);
    all.extend(fund()?);
    Ok(all)
}

/// 《民法典》 (2021-01-01): limitation, common revenue, notices of the service contract. Its periods are in force with it;
/// for contracts of before, performance after that day falls under it too (《时间效力规定》第二十条).
fn civil_code() -> Result<Vec<Parameter>, RuleError> {
    let before_expiry = Setting::AtLeast(days(0));
    let items = DisclosureItem::ALL.iter().copied().filter(|item| *item != DisclosureItem::Accounts).collect();
    let cuts = vec![CollectionBan::CutPower, CollectionBan::CutWater, CollectionBan::CutHeat, CollectionBan::CutGas];
    Ok(vec![
        // 第一百八十八条第一款: three years.
        CIVIL_CODE.fixed(Figure::Limitation, Locator::paragraph(188, 1), Setting::Exactly(years(3)))?,
        // 第一百八十八条第二款: twenty years from the harm; 第一百九十四条: an obstacle in the last six months.
        CIVIL_CODE.fixed(Figure::LongestLimitation, Locator::paragraph(188, 2), Setting::Exactly(years(20)))?,
        CIVIL_CODE.fixed(Figure::LimitationTail, Locator::article(194), Setting::Exactly(months(6)))?,
        // 第二百八十二条: income from common parts less reasonable cost is the owners'.
        CIVIL_CODE.fixed(Figure::OwnersNetRevenue, Locator::article(282), Setting::Exactly(share(1, 1)?))?,
        // 第九百四十六条第一款: 60 days' written notice of dismissal, unless the contract says otherwise.
        CIVIL_CODE.fixed(Figure::DismissalNotice, Locator::paragraph(946, 1), Setting::UnlessAgreed(days(60)))?,
        // 第九百四十七条第二款: a provider who does not renew tells 90 days before expiry, unless the contract says
        // otherwise.
        CIVIL_CODE.fixed(Figure::NonRenewalNotice, Locator::paragraph(947, 2), Setting::UnlessAgreed(days(90)))?,
        // 第九百四十八条第二款: either side ends an indefinite contract on 60 days' written notice; nothing is said of
        // an agreement otherwise.
        CIVIL_CODE.fixed(Figure::IndefiniteNotice, Locator::paragraph(948, 2), Setting::AtLeast(days(60)))?,
        // 第九百四十九条第一款: leaves in the time agreed or a reasonable one; no number.
        CIVIL_CODE.fixed(
            Figure::ExitPeriod,
            Locator::paragraph(949, 1),
            Setting::Delegated(Authority::ContractParty),
        )?,
        // 第九百四十七条第一款: a renewal is signed before expiry; no further time.
        CIVIL_CODE.figure(Figure::RenewalSigning, Locator::paragraph(947, 1), before_expiry, MayMove::Free)?,
        // 第九百四十四条第二款: the provider may set a reasonable time in the demand; no number.
        CIVIL_CODE.fixed(Figure::DemandPeriod, Locator::paragraph(944, 2), Setting::Delegated(Authority::Provider))?,
        // 第九百五十条: the fee for service until the take-over; 第九百四十九条第二款: none after the end in breach of the
        // duties of leaving. Neither says which of the two goes first.
        CIVIL_CODE.fixed(Figure::GapServiceFee, Locator::article(950), Setting::Exactly(share(1, 1)?))?,
        CIVIL_CODE.fixed(Figure::FeeInBreach, Locator::paragraph(949, 2), Setting::Exactly(share(0, 1)?))?,
        // 第九百四十三条: what is made public at regular times and reported; no interval.
        CIVIL_CODE.list(Key::DisclosureItems, Locator::article(943), ParameterValue::DisclosureItems(items))?,
        CIVIL_CODE.list(Key::CollectionBans, Locator::paragraph(944, 3), ParameterValue::CollectionBans(cuts))?,
        sub_contracting()?,
    ])
}

/// 《物业管理条例》第三十九条: the whole may not be passed on at once; 《民法典》第九百四十一条第二款: nor split up.
fn sub_contracting() -> Result<Parameter, RuleError> {
    let bans = |list: &[SubContractBan]| Setting::Exactly(ParameterValue::SubContractBans(list.to_vec()));
    let before = REGULATIONS.says(Locator::article(39), bans(&[SubContractBan::Whole]))?;
    let since = CIVIL_CODE.says(Locator::paragraph(941, 2), bans(SubContractBan::ALL))?;
    Parameter::new(Key::SubContractBans, None, Dated::new(vec![before, since])?, MayMove::Free)
}

/// 第九条: heads; 第十二条: a decision that harms an owner or breaks the procedure is contested within one year of knowing
/// of it.
fn unit_title() -> Result<Vec<Parameter>, RuleError> {
    let year = Setting::Exactly(years(1));
    Ok(vec![
        // 第九条: one exclusive part one head, the developer's stock one, a buyer of several one. Courts may count so.
        UNIT_TITLE.list(Key::HeadBasis, Locator::article(9), ParameterValue::HeadBasis(HeadBasis::Unit))?,
        UNIT_TITLE.fixed(Figure::AnnulmentLimit, Locator::article(12), year)?,
    ])
}

fn regulations() -> Result<Vec<Parameter>, RuleError> {
    let all_owners = Setting::Exactly(ParameterValue::AssemblyForm(AssemblyForm::AllOwners));
    let all_owners = REGULATIONS.only(Locator::paragraph(8, 1), all_owners)?;
    Ok(vec![
        // 第八条第一款: the assembly is made up of all owners of the area.
        Parameter::new(Key::AssemblyForm, None, all_owners, MayMove::Fixed)?,
        // 第十三条第二款: on the proposal of 20 % or more of the owners (persons) an extraordinary meeting is called.
        REGULATIONS.ceiling(Figure::ExtraordinaryShare, Locator::paragraph(13, 2), Setting::AtLeast(share(1, 5)?))?,
        // 第十四条第一款: all owners are told 15 days before the meeting.
        REGULATIONS.floor(Figure::MeetingNotice, Locator::paragraph(14, 1), Setting::AtLeast(days(15)))?,
        // It says so of every meeting, so of an extraordinary one too.
        REGULATIONS.floor(Figure::ExtraordinaryNotice, Locator::paragraph(14, 1), Setting::AtLeast(days(15)))?,
        // 第十六条第一款: filed within 30 days of the election.
        REGULATIONS.ceiling(Figure::CommitteeFiling, Locator::paragraph(16, 1), Setting::AtMost(days(30)))?,
        // 第二十四条第二款: with fewer than 3 bidders, or a small scale, the provider may be chosen by agreement if the
        // county's department approves. What is small is not said.
        REGULATIONS.fixed(
            Figure::TenderBidders,
            Locator::paragraph(24, 2),
            Setting::LessThan(ParameterValue::Number(3)),
        )?,
        REGULATIONS.figure(
            Figure::TenderSmallScale,
            Locator::paragraph(24, 2),
            Setting::Delegated(Authority::HousingDepartment),
            MayMove::Free,
        )?,
        // 第四十四条第二款: who collects for a supplier of water, power and the like takes no fee on top.
        REGULATIONS.ceiling(Figure::CollectionFee, Locator::paragraph(44, 2), Setting::AtMost(yuan(0)?))?,
    ])
}

/// 第五十六条至第六十三条: fines, both ends included.
fn fines() -> Result<Vec<Parameter>, RuleError> {
    let money =
        |least, most| -> Result<Setting, RuleError> { Ok(Setting::Between { least: yuan(least)?, most: yuan(most)? }) };
    let of_price = Setting::Between { least: share(3, 10)?, most: share(1, 2)? };
    Ok(vec![
        REGULATIONS.fixed(Figure::TenderFine, Locator::article(56), Setting::AtMost(yuan(100_000)?))?,
        REGULATIONS.fixed(Figure::DisposalFine, Locator::article(57), money(50_000, 200_000)?)?,
        REGULATIONS.fixed(Figure::PapersFine, Locator::article(58), money(10_000, 100_000)?)?,
        // 第五十九条: for the whole handed over at once; the Code also forbids the whole in pieces, without a fine here.
        REGULATIONS.fixed(Figure::WholeTransferFine, Locator::article(59), of_price)?,
        REGULATIONS.fixed(Figure::FundMisuseFine, Locator::article(60), Setting::AtMost(ParameterValue::Number(2)))?,
        REGULATIONS.fixed(Figure::ServiceRoomsFine, Locator::article(61), money(100_000, 500_000)?)?,
        REGULATIONS.fixed(Figure::RoomUseFine, Locator::article(62), money(10_000, 100_000)?)?,
        REGULATIONS.fixed(Figure::CommonPartsFinePerson, Locator::paragraph(63, 2), money(1_000, 10_000)?)?,
        REGULATIONS.fixed(Figure::CommonPartsFineUnit, Locator::paragraph(63, 2), money(50_000, 200_000)?)?,
    ])
}

/// 《业主大会和业主委员会指导规则》: guidance of the ministry. Regulations of provinces and cities rank above it.
fn guidance() -> Result<Vec<Parameter>, RuleError> {
    let half = share(1, 2)?;
    let seats = ParameterValue::Seats(Seats { least: 5, most: Some(11), odd: true });
    let free = |figure, article, setting| GUIDANCE.figure(figure, Locator::article(article), setting, MayMove::Free);
    let told =
        |figure, article, setting| GUIDANCE_TOLD.figure(figure, Locator::article(article), setting, MayMove::Free);
    let known =
        |figure, article, setting| GUIDANCE_KNOWN.figure(figure, Locator::article(article), setting, MayMove::Free);
    Ok(vec![
        // 第八条: with more than half of the exclusive area delivered the developer files the papers.
        free(Figure::DeveloperFilesAbove, 8, Setting::MoreThan(half.clone()))?,
        // 第九条: the group is formed within 60 days of the owners' request.
        free(Figure::GroupFormedWithin, 9, Setting::AtMost(days(60)))?,
        // 第十条: an odd number, owners not less than half.
        free(Figure::GroupOwnersShare, 10, Setting::AtLeast(half.clone()))?,
        // 第十二条: its papers are posted 15 days before the first meeting.
        free(Figure::GroupPosting, 12, Setting::AtLeast(days(15)))?,
        // 第三十一条: 5 to 11 members, an odd number.
        GUIDANCE.list(Key::CommitteeSeats, Locator::article(31), seats)?,
        // 第三十二条: a term of up to 5 years; first meeting within 7 days of the election.
        free(Figure::CommitteeTerm, 32, Setting::AtMost(years(5)))?,
        free(Figure::CommitteeFirstMeeting, 32, Setting::AtMost(days(7)))?,
        // 第三十七条: on the proposal of a third of the members, within 7 days.
        free(Figure::CommitteeCallShare, 37, Setting::AtLeast(share(1, 3)?))?,
        free(Figure::CommitteeCallWithin, 37, Setting::AtMost(days(7)))?,
        // 第三十八条: more than half attend; half or more of all members agree.
        free(Figure::CommitteeQuorum, 38, Setting::MoreThan(half.clone()))?,
        free(Figure::CommitteeConsent, 38, Setting::AtLeast(half.clone()))?,
        // 第三十九条: agenda posted 7 days before; the decision within 3 days.
        free(Figure::CommitteeAgenda, 39, Setting::AtLeast(days(7)))?,
        free(Figure::CommitteePosting, 39, Setting::AtMost(days(3)))?,
        // 第四十五条至第四十七条, as others tell them: a member hands over in 3 days, anew below half of the seats, started
        // three months before the end of the term.
        told(Figure::MemberHandOver, 45, Setting::AtMost(days(3)))?,
        told(Figure::VacancyShare, 46, Setting::Exactly(half))?,
        told(Figure::ReElectionStart, 47, Setting::AtLeast(months(3)))?,
        // 第四十八条, from memory: the outgoing committee hands over in 10 days.
        known(Figure::CommitteeHandOver, 48, Setting::AtMost(days(10)))?,
    ])
}

/// 《住宅专项维修资金管理办法》 (2008-02-01): first deposits and renewal.
fn fund() -> Result<Vec<Parameter>, RuleError> {
    let fixed = |figure, article, setting| FUND.fixed(figure, Locator::article(article), setting);
    Ok(vec![
        // 第七条: 5 % to 8 % of the local building cost per square metre; the city publishes the amount.
        fixed(Figure::FirstDeposit, 7, Setting::Between { least: share(1, 20)?, most: share(2, 25)? })?,
        // 第八条: sold public housing: the owner 2 % of the cost price; the selling unit, once, of the proceeds not less
        // than 20 % (multi-storey) or 30 % (high-rise).
        fixed(Figure::PublicHousingOwnerDeposit, 8, Setting::Exactly(share(1, 50)?))?,
        fixed(Figure::PublicHousingSellerLow, 8, Setting::AtLeast(share(1, 5)?))?,
        fixed(Figure::PublicHousingSellerHigh, 8, Setting::AtLeast(share(3, 10)?))?,
        // 第十二条: within 30 days of receiving the price.
        fixed(Figure::PublicHousingDepositWithin, 12, Setting::AtMost(days(30)))?,
        // 第十七条: a balance below 30 % of the first deposit is topped up.
        fixed(Figure::RenewalBelow, 17, Setting::Exactly(share(3, 10)?))?,
    ])
}

/// What a vote needs: 《物权法》第七十六条第二款 with 《物业管理条例》第十二条 (quorum) to 2020, 《民法典》第二百七十八条
/// 第二款 from 2021. Raising and using the fund were one matter before, and of different classes since.
fn majority(matter: Matter) -> Result<Parameter, RuleError> {
    let versions = vec![
        PROPERTY_LAW.says(Locator::paragraph(76, 2), majority_before_2021(matter)?)?,
        CIVIL_CODE.says(Locator::paragraph(278, 2), majority_of_the_code(matter)?)?,
    ];
    Parameter::new(Key::Majority(matter), None, Dated::new(versions)?, MayMove::Fixed)
}

fn rules() -> Result<Vec<Rule>, RuleError> {
    let owners = |matter| Some(NeededDecision { by: Authority::Owners, matter: Some(matter) });
    let decided = |id: &str, aim, old: u8, matter: Matter| -> Result<Rule, RuleError> {
        let versions = vec![
            PROPERTY_LAW.says(Locator::item(76, 1, old), Condition::always())?,
            CIVIL_CODE.says(Locator::item(278, 1, matter.item()), Condition::always())?,
        ];
        Ok(Rule {
            id: id.parse()?,
            aim,
            force: Force::Shall,
            needs: Dated::new(versions)?,
            needs_decision: owners(matter),
            then: vec![Key::Majority(matter)],
        })
    };
    let pay = |text: &Text, id: &str, purse, purpose, at, needs| -> Result<Rule, RuleError> {
        text.rule(id, Aim::Pay(purse, purpose), Force::Shall, at, needs)
    };
    Ok(vec![
        decided("cn.professional.decision", Aim::Mode(Mode::Professional), 4, Matter::Provider)?,
        decided("cn.big_property.decision", Aim::Mode(Mode::BigProperty), 4, Matter::Provider)?,
        decided("cn.self_governed.decision", Aim::Mode(Mode::SelfGoverned), 7, Matter::Other)?,
        // 《民法典》第二百七十七条第一款、第二百七十八条第一款第（三）项: the owners elect the committee.
        decided(
            "cn.found.owners_committee.decision",
            Aim::Found(OrganisationKind::OwnersCommittee),
            3,
            Matter::Committee,
        )?,
        // 《物业管理条例》第四十条: reasonable, open, and as the service is worth.
        REGULATIONS.rule(
            "cn.duty.charging",
            Aim::Duty(Duty::Charging),
            Force::Shall,
            Locator::article(40),
            Condition::all(
                [Fact::ChargesReasonable, Fact::ChargesOpen, Fact::PriceMatchesQuality].map(Condition::stated),
            )?,
        )?,
        // 第四十一条第一款: owners pay the fee that the service contract sets.
        pay(
            &REGULATIONS,
            "cn.pay.operating.service",
            Purse::Operating,
            Purpose::Service,
            Locator::paragraph(41, 1),
            Condition::always(),
        )?,
        // 第五十四条: mainly for the maintenance fund, or as the owners' assembly decides.
        pay(
            &REGULATIONS,
            "cn.pay.common_revenue.service",
            Purse::CommonRevenue,
            Purpose::Service,
            Locator::article(54),
            Condition::stated(Fact::CommonRevenueForService),
        )?,
        // 第五十三条第二款: for repair, renewal and alteration after the warranty, and for nothing else.
        pay(
            &REGULATIONS,
            "cn.pay.maintenance_fund.service",
            Purse::MaintenanceFund,
            Purpose::Service,
            Locator::paragraph(53, 2),
            Condition::never(),
        )?,
        pay(
            &CIVIL_CODE,
            "cn.pay.maintenance_fund.repair",
            Purse::MaintenanceFund,
            Purpose::Repair,
            Locator::item(278, 1, Matter::UseFund.item()),
            Condition::resolved(Matter::UseFund),
        )?,
    ])
}

/// What a purse may pay for, and what it may not, beside the service and repair.
fn purses() -> Result<Vec<Rule>, RuleError> {
    let pay = |text: &Text, purse: Purse, purpose: Purpose, at, needs| -> Result<Rule, RuleError> {
        text.rule(&format!("cn.pay.{purse}.{purpose}"), Aim::Pay(purse, purpose), Force::Shall, at, needs)
    };
    let fund = Purse::MaintenanceFund;
    // 第二十五条: utilities' pipes; what somebody damaged; what the provider owes under the contract.
    let barred = |item, purpose| pay(&FUND, fund, purpose, Locator::item(25, 1, item), Condition::never());
    let body = [Fact::OwnersAssembly, Fact::OwnersCommittee].map(Condition::stated);
    Ok(vec![
        // 《物业服务收费管理办法》第十一条: major and middle repair, renewal and alteration of common parts are no cost of the
        // service.
        pay(&CHARGES, Purse::Operating, Purpose::Repair, Locator::article(11), Condition::never())?,
        // 《物业管理条例》第五十四条: the owners' revenue mainly tops up the fund.
        pay(&REGULATIONS, Purse::CommonRevenue, Purpose::FundTopUp, Locator::article(54), Condition::always())?,
        // 《民法典》第二百八十一条第二款: in an emergency the assembly or the committee may apply for the fund.
        Rule {
            force: Force::May,
            ..pay(&CIVIL_CODE, fund, Purpose::Emergency, Locator::paragraph(281, 2), Condition::any(body)?)?
        },
        // 《物业管理条例》第五十三条第二款: after the warranty only.
        pay(&REGULATIONS, fund, Purpose::BuildersWarranty, Locator::paragraph(53, 2), Condition::never())?,
        barred(2, Purpose::UtilityPipes)?,
        barred(3, Purpose::ManMadeDamage)?,
        barred(4, Purpose::ProvidersDuty)?,
    ])
}

/// 《物业管理条例》第五十四条 (no number) and the cut-off of old compounds.
fn money() -> Result<Vec<Parameter>, RuleError> {
    let mainly = TopUpRule { below: None, of: TopUpBase::Revenue, share: None, every: None, until_first: false };
    let mainly = REGULATIONS.only(Locator::article(54), top_up(mainly))?;
    let millennium = Setting::AtMost(ParameterValue::Day(Day::new(2000, 12, 31)?));
    let millennium = OLD_COMPOUNDS.only(Locator::section(&[2, 1], None), millennium)?;
    Ok(vec![
        Parameter::new(Key::TopUp, None, mainly, MayMove::Free)?,
        // Chiefly compounds built by the end of 2000; each place may draw its own line.
        Parameter::new(Key::RenovationCutOff, None, millennium, MayMove::Free)?,
    ])
}
