//! 大物业 — two bundles of the letters, before and after: four yards of Changge that were renovated and are served
//! together (许建政协〔2021〕18号), and the services of Gulangyu, tendered once and signed with each principal
//! (厦住建综函〔2024〕44号). Who pays for whom, what is missing, and a chart.
//!
//! ```text
//! cargo run --example big_property
//! cargo run --example big_property -- big_property.svg
//! ```
//!
//! The letters name the members and how they are put together. **They give no money: every amount here is made up**
//! (示意数据) to show how the books work.

use std::fmt::Write;

use wuye::bundle::{
    Bundle, BundleContract, BundleMember, BundleParts, BundleResource, BundleStatement, BundleTender, BundleWork,
    Consent, MemberKind, PassedOn, ProfitBand, Question, Transfer, UpperBand, WorkFunding,
};
use wuye::dossier::GroundRecord;
use wuye::estate::{ResourceKind, Stated};
use wuye::law::Authority;
use wuye::matter::{Outcome, ResolutionRecord};
use wuye::measure::{Day, Money, Span};
use wuye::mode::{BundleForm, TenderForm};
use wuye::places::{xiamen, xuchang};
use wuye::rule::Rulebook;
use wuye::terms::Lang;

type Run<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// A vote of the owners as reported, or nothing.
fn vote(question: Question, outcome: Outcome, on: Day) -> Consent {
    let record = ResolutionRecord { matter: question.matter(), on, outcome, tally: None };
    let value = GroundRecord::Resolution(record);
    Consent { question, ground: Stated { value, on, by: Authority::Street, source: None } }
}

fn act(question: Question, by: Authority, on: Day) -> Consent {
    Consent { question, ground: Stated { value: GroundRecord::Act { by, on }, on, by, source: None } }
}

/// A member with made-up amounts of a year.
fn member(name: &str, kind: MemberKind, fees: &str, collection: &str, cost: &str) -> Run<BundleMember> {
    Ok(BundleMember {
        fees: Some(fees.parse()?),
        collection: Some(collection.parse()?),
        cost: Some(cost.parse()?),
        ..BundleMember::new(name.parse()?, kind)
    })
}

/// A resource with made-up amounts of a year: gross, occupancy, running cost.
fn resource(name: &str, kind: ResourceKind, term: Span, amounts: [&str; 3]) -> Run<BundleResource> {
    let [gross, occupancy, running_cost] = amounts;
    Ok(BundleResource {
        authority: Some(Authority::Government),
        term: Some(term),
        gross: Some(gross.parse()?),
        occupancy: Some(occupancy.parse()?),
        running_cost: Some(running_cost.parse()?),
        ..BundleResource::new(name.parse()?, kind)
    })
}

fn released(resource: BundleResource, by: Authority, on: Day) -> BundleResource {
    BundleResource { transfer: Some(Stated::new(Transfer::Released, on, by)), ..resource }
}

/// 长葛市胥中街四院 — the letter: four yards without management, in the plan of 2021, renovated together, served together.
fn changge() -> Run<Bundle> {
    let voted = "2021-11-20".parse()?;
    let term = Span::new("2022-01-01".parse()?, "2032-01-01".parse()?)?;
    let joined = vec![vote(Question::Join, Outcome::Passed, voted)];
    let yard = |name: &str, fees: &str, collection: &str, cost: &str| -> Run<BundleMember> {
        let consents = joined.clone();
        Ok(BundleMember { consents, ..member(name, MemberKind::Compound, fees, collection, cost)? })
    };
    let mut power = yard("电厂家属院", "96000", "9/10", "72000")?;
    power.consents.push(vote(Question::ShareSurplus, Outcome::Passed, voted));
    let members = vec![
        yard("造纸厂家属院", "36000", "8/10", "60000")?,
        yard("绿化站家属院", "18000", "8/10", "36000")?,
        yard("农科所家属院", "30000", "9/10", "42000")?,
        power,
    ];
    let links = members.windows(2).map(|two| [two[0].id.clone(), two[1].id.clone()]).collect();
    let parking = resource("胥中街公共车位", ResourceKind::Parking, term, ["36000", "4/5", "6000"])?;
    let parking = released(parking, Authority::Street, voted);
    let work = BundleWork {
        id: "连片改造".parse()?,
        members: members.iter().map(|member| member.id.clone()).collect(),
        funding: WorkFunding::Public,
        cost: Some("1200000".parse()?),
        on: "2021-10-01".parse()?,
    };
    let contract = BundleContract {
        id: "统一物业服务合同".parse()?,
        principal: Authority::Owners,
        provider: "中标物业企业".parse()?,
        members: members.iter().map(|member| member.id.clone()).collect(),
        resources: vec![parking.id.clone()],
        works: vec![work.id.clone()],
        passed_on: Some(PassedOn::Nothing),
    };
    let tender = BundleTender {
        id: "四院统一选聘".parse()?,
        form: TenderForm::OneContract,
        winner: contract.provider.clone(),
        contracts: vec![contract],
    };
    Ok(Bundle::new(BundleParts {
        id: "长葛四院".parse()?,
        forms: vec![BundleForm::Shared, BundleForm::FatLean],
        coordinator: Some(Authority::Street),
        members,
        links: Some(links),
        resources: vec![parking],
        works: vec![work],
        tenders: vec![tender],
    })?)
}

/// 鼓浪屿 — the letter: public services and the running of public housing in one tender, contracts with each principal,
/// and two old compounds with the winner. What the city still withholds elsewhere stands with what it would bring.
fn gulangyu() -> Run<Bundle> {
    let day: Day = "2024-04-24".parse()?;
    let term = Span::new("2025-01-01".parse()?, "2035-01-01".parse()?)?;
    let lane = BundleMember {
        consents: vec![act(Question::Join, Authority::Government, day)],
        ..member("岛上街区", MemberKind::Street, "0", "1/1", "900000")?
    };
    let listed = BundleMember {
        consents: vec![act(Question::Join, Authority::Government, day)],
        ..member("文物和历史风貌建筑", MemberKind::PublicBuilding, "0", "1/1", "300000")?
    };
    let court = BundleMember {
        consents: vec![vote(Question::Join, Outcome::Passed, day)],
        ..member("龙头商院", MemberKind::Compound, "60000", "7/10", "90000")?
    };
    // Of this one nobody stated how much is collected.
    let dormitory = BundleMember {
        collection: None,
        consents: vec![vote(Question::Join, Outcome::Passed, day)],
        ..member("二轻宿舍", MemberKind::Compound, "40000", "1/1", "70000")?
    };
    let members = vec![lane, listed, court, dormitory];
    let links = members.iter().skip(1).map(|other| [members[0].id.clone(), other.id.clone()]).collect();
    let services = resource("政府购买环卫秩序服务", ResourceKind::PurchasedService, term, ["980000", "1/1", "0"])?;
    let rooms = resource("岛上公房运营", ResourceKind::PublicHousing, term, ["260000", "17/20", "40000"])?;
    let lamps = resource("岛外市政道路管养", ResourceKind::MunicipalService, term, ["150000", "1/1", "0"])?;
    let land = resource("零星地块", ResourceKind::Land, term, ["80000", "1/2", "10000"])?;
    let resources = vec![
        released(services, Authority::Government, day),
        released(rooms, Authority::HousingDepartment, day),
        lamps,
        land,
    ];
    let contract = |name: &str, principal, members: &[&str], resources: &[&str]| -> Run<BundleContract> {
        Ok(BundleContract {
            id: name.parse()?,
            principal,
            provider: "中标单位".parse()?,
            members: members.iter().map(|id| id.parse()).collect::<Result<_, _>>()?,
            resources: resources.iter().map(|id| id.parse()).collect::<Result<_, _>>()?,
            works: vec![],
            passed_on: Some(PassedOn::Parts),
        })
    };
    let contracts = vec![
        contract("街道合同", Authority::Street, &["岛上街区"], &["政府购买环卫秩序服务"])?,
        contract("住建合同", Authority::HousingDepartment, &["文物和历史风貌建筑"], &["岛上公房运营"])?,
        contract("业主合同", Authority::Owners, &["龙头商院", "二轻宿舍"], &[])?,
    ];
    let tender = BundleTender {
        id: "城市空间整合服务".parse()?,
        form: TenderForm::SeparateContracts,
        winner: "中标单位".parse()?,
        contracts,
    };
    Ok(Bundle::new(BundleParts {
        id: "鼓浪屿".parse()?,
        forms: vec![BundleForm::InnerOuter, BundleForm::FatLean],
        coordinator: Some(Authority::Government),
        members,
        links: Some(links),
        resources,
        works: vec![],
        tenders: vec![tender],
    })?)
}

fn tell(title: &str, bundle: &Bundle, rulebook: &Rulebook, day: Day, span: Span) -> Run<BundleStatement> {
    println!("{title}（金额为示意数据，来函未载）");
    let forms: Vec<&str> = bundle.parts().forms.iter().map(|form| form.zh()).collect();
    println!("  组合方式：{}", forms.join("、"));
    println!("  一、打包以前：各成员自收自支");
    // 3 % to 8 %: made up as well; no text that was read puts a number to 微利.
    let band = ProfitBand { lo_bp: 300, hi_bp: 800, above: UpperBand::ClawBack };
    let found = bundle.statement(rulebook, day, span, Some(band))?;
    for member in &found.members {
        println!("    {}：{}", member.id, gap(member.gap));
    }
    println!("  二、能否计入的资源");
    for resource in &found.resources {
        println!("    {}", resource.standing.render(Lang::Zh));
    }
    println!("  三、打包以后");
    for line in found.render(Lang::Zh) {
        println!("    {line}");
    }
    let outturns = if found.exact().is_some() { vec![&found.worst] } else { vec![&found.worst, &found.best] };
    for outturn in outturns.iter().copied().flatten() {
        let end = if outturns.len() > 1 { format!("{:#}：", outturn.end) } else { String::new() };
        for line in outturn.pays.render(Lang::Zh) {
            println!("    {end}{line}");
        }
        if let Some(margin) = outturn.margin {
            println!("    {end}{}", margin.render(Lang::Zh));
        }
    }
    println!("  四、还缺什么");
    for finding in bundle.four_ones(&[], rulebook, day) {
        println!("    {}", finding.render(Lang::Zh));
    }
    for member in found.members.iter().filter(|member| member.would_save.is_some_and(|saves| !saves.is_zero())) {
        let saves = member.would_save.unwrap_or(Money::ZERO).grouped();
        println!("    「{}」业主如决定共享盈余，未满足部分可少{saves}元。", member.id);
    }
    for resource in found.resources.iter().filter(|resource| resource.would_save.is_some()) {
        let saves = resource.would_save.unwrap_or(Money::ZERO).grouped();
        println!("    资源「{}」如能统筹，未满足部分可少{saves}元。", resource.standing.id);
    }
    for consent in bundle.joining(rulebook, day).iter().take(1) {
        println!("    {}", consent.render(Lang::Zh));
    }
    Ok(found)
}

fn gap(range: wuye::balance::MoneyRange) -> String {
    match (range.exact(), range.least, range.most) {
        (Some(gap), ..) if gap.is_negative() => format!("结余{}元", gap.negated().grouped()),
        (Some(gap), ..) => format!("缺口{}元", gap.grouped()),
        (None, Some(least), Some(most)) => format!("缺口{}元至{}元", least.grouped(), most.grouped()),
        _ => "缺口待查明".to_owned(),
    }
}

/// For each member two bars: what it lacked at the worst, and what it receives of the pool. Each bundle has a scale of
/// its own: its longest bar has the whole width.
fn chart(panels: &[(&str, &BundleStatement)]) -> Run<String> {
    let (row, left, wide) = (52_i64, 220_i64, 600_i64);
    let rows = i64::try_from(panels.iter().map(|(_, found)| found.members.len()).sum::<usize>())?;
    let height = 70 + row * rows + 50 * i64::try_from(panels.len())?;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1020 {height}\" font-family=\"sans-serif\" font-size=\"14\">\n\
         <rect width=\"1020\" height=\"{height}\" fill=\"white\"/>\n\
         <text x=\"20\" y=\"34\" font-size=\"20\">打包以前与以后（示意数据，最不利）：红为缺口，绿为结余，蓝为包内补助</text>\n"
    );
    let mut y = 50;
    for (title, found) in panels {
        writeln!(svg, "<text x=\"20\" y=\"{}\" font-size=\"16\">{title}</text>", y + 28)?;
        y += 40;
        let gaps = found.members.iter().filter_map(|member| member.gap.most);
        let most = gaps.map(|gap| gap.fen().abs()).max().unwrap_or(1).max(1);
        let shares = found.worst.as_ref().map(|worst| &worst.shares.parts);
        for member in &found.members {
            let before = member.gap.most.unwrap_or(Money::ZERO);
            let colour = if before.is_negative() { "#2f7d4f" } else { "#b5523b" };
            let mut bar = |below: i64, amount: Money, colour: &str| -> Run {
                let (y, length) = (y + below, (amount.fen().abs() * wide / most).max(1));
                writeln!(svg, "<rect x=\"{left}\" y=\"{y}\" width=\"{length}\" height=\"16\" fill=\"{colour}\"/>")?;
                let (x, y) = (left + length + 8, y + 13);
                Ok(writeln!(svg, "<text x=\"{x}\" y=\"{y}\">{}元</text>", amount.grouped())?)
            };
            bar(0, before, colour)?;
            let received = shares.and_then(|parts| parts.iter().find(|(id, _)| *id == member.id));
            if let Some((_, part)) = received {
                bar(20, *part, "#3b6fb5")?;
            }
            writeln!(svg, "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>", left - 12, y + 20, member.id)?;
            y += row;
        }
        y += 10;
    }
    svg.push_str("</svg>\n");
    Ok(svg)
}

fn main() -> Run {
    let span = |start: &str, end: &str| -> Run<Span> { Ok(Span::new(start.parse()?, end.parse()?)?) };
    let (one, two) = (changge()?, gulangyu()?);
    let year = span("2022-01-01", "2023-01-01")?;
    let first = tell("许昌·长葛市胥中街四院", &one, &xuchang::rulebook()?, "2022-03-01".parse()?, year)?;
    let decade = span("2025-01-01", "2035-01-01")?;
    let second = tell("厦门·鼓浪屿", &two, &xiamen::rulebook()?, "2025-01-01".parse()?, decade)?;
    let svg = chart(&[("长葛四院，2022年", &first), ("鼓浪屿，2025年至2034年", &second)])?;
    match std::env::args().nth(1) {
        Some(path) => {
            std::fs::write(&path, &svg)?;
            println!("图：{path}");
        }
        None => println!("图：{}字节；给出文件名则写出。", svg.len()),
    }
    Ok(())
}
