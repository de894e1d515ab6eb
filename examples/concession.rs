//! 建管结合 — build at once, operate for twenty years: present value, rate of return, payback, what fee or subsidy would be
//! enough, what becomes of it when an assumption turns out otherwise, and the curve of its cash.
//!
//! ```text
//! cargo run --example concession
//! cargo run --example concession -- concession.svg
//! ```
//!
//! The letter 厦住建综函〔2024〕44号 tells of such a bundle: works, the operation of space for 20 years and the service of 28
//! old compounds in one open tender (EPC+O). **It gives no money: every amount and every rate here is made up** (示意数据).

use std::fmt::Write;

use wuye::bundle::{CashFlow, ConcessionTerms, Irr};
use wuye::measure::{Money, Ratio, Rational};
use wuye::terms::Lang;

type Run<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// What is assumed, all of it made up but the twenty years.
fn assumptions() -> Run<ConcessionTerms> {
    Ok(ConcessionTerms {
        build: "18000000".parse()?,
        years: 20,
        fees: "3600000".parse()?,
        collection: "85/100".parse()?,
        rent: "2800000".parse()?,
        occupancy: "9/10".parse()?,
        cost: "4100000".parse()?,
    })
}

/// A rate in percent with two decimals, rounded down: only for people to read.
fn percent(rate: &Rational) -> String {
    let hundredths = rate.times(&Rational::from(10_000)).floor().unwrap_or(0);
    let (sign, size) = (if hundredths < 0 { "-" } else { "" }, hundredths.abs());
    format!("{sign}{}.{:02}%", size / 100, size % 100)
}

fn tell(flow: &CashFlow, rate: Ratio) -> Run<Irr> {
    let money = |found: Option<Money>| found.map_or_else(|| "无".to_owned(), |found| format!("{}元", found.grouped()));
    let year = |found: Option<usize>| found.map_or_else(|| "期内没有".to_owned(), |found| format!("第{found}年"));
    let npv = flow.npv(rate)?.floor().and_then(|fen| i64::try_from(fen).ok()).map(Money::from_fen).transpose()?;
    println!("  折现率{rate}时净现值{}（向下取整到分），正负系精确判定。", money(npv));
    let (deepest, least) = flow.deepest();
    println!("  累计现金最低{}元，在第{deepest}年。", least.grouped());
    println!(
        "  静态回收期：{}；动态回收期：{}；最短期限：{}。",
        year(flow.payback().map(|back| back.period)),
        year(flow.discounted_payback(rate)?.map(|back| back.period)),
        year(flow.least_term(rate)?),
    );
    println!(
        "  使净现值不为负，每年至少再收{}，或者一次补助至少{}元。",
        money(flow.least_fee(rate)?),
        flow.least_subsidy(rate)?.grouped()
    );
    let irr = flow.irr(40)?;
    println!("  {}", irr.render(Lang::Zh));
    for bracket in &irr.brackets {
        println!("    在{}与{}之间，两端净现值的正负经精确核验。", percent(&bracket.low), percent(&bracket.high));
    }
    Ok(irr)
}

/// The curve of cumulative cash as SVG, whole pixels only.
fn curve(flow: &CashFlow) -> Run<String> {
    let (wide, high, left, top) = (820_i64, 360_i64, 150_i64, 60_i64);
    let mut sum = 0_i64;
    let sums: Vec<i64> = flow
        .flows()
        .iter()
        .map(|each| {
            sum += each.fen();
            sum
        })
        .collect();
    let (low, top_sum) =
        (sums.iter().min().copied().unwrap_or(0).min(0), sums.iter().max().copied().unwrap_or(0).max(0));
    let range = i128::from((top_sum - low).max(1));
    let y = |sum: i64| -> Run<i64> { Ok(top + i64::try_from(i128::from(top_sum - sum) * i128::from(high) / range)?) };
    let last = i64::try_from(sums.len().saturating_sub(1))?.max(1);
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1020 480\" font-family=\"sans-serif\" font-size=\"14\">\n\
         <rect width=\"1020\" height=\"480\" fill=\"white\"/>\n\
         <text x=\"20\" y=\"34\" font-size=\"20\">累计现金（示意数据）</text>\n",
    );
    for amount in [top_sum, 0, low] {
        let at = y(amount)?;
        writeln!(svg, "<line x1=\"{left}\" y1=\"{at}\" x2=\"{}\" y2=\"{at}\" stroke=\"#cccccc\"/>", left + wide)?;
        let said = Money::from_fen(amount)?.grouped();
        writeln!(svg, "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{said}元</text>", left - 8, at + 5)?;
    }
    let mut points = String::new();
    for (year, sum) in (0_i64..).zip(&sums) {
        let (x, y) = (left + year * wide / last, y(*sum)?);
        write!(points, "{x},{y} ")?;
        if year % 5 == 0 {
            writeln!(svg, "<text x=\"{x}\" y=\"460\" text-anchor=\"middle\">第{year}年</text>")?;
        }
    }
    let points = points.trim_end();
    writeln!(svg, "<polyline points=\"{points}\" fill=\"none\" stroke=\"#3b6fb5\" stroke-width=\"3\"/>")?;
    svg.push_str("</svg>\n");
    Ok(svg)
}

fn main() -> Run {
    let (terms, rate): (_, Ratio) = (assumptions()?, "4/100".parse()?);
    println!("二十年建设运营（金额、比例均为示意数据，来函未载；仅“20年”见于来函）");
    println!("一、假设");
    println!("  建设投入{}元，一次付清；经营{}年。", terms.build.grouped(), terms.years);
    println!(
        "  每年应收物业费{}元，收缴率{}；满租收入{}元，出租率{}；年成本{}元。",
        terms.fees.grouped(),
        terms.collection,
        terms.rent.grouped(),
        terms.occupancy,
        terms.cost.grouped()
    );
    println!("二、结果");
    let flow = terms.flow()?;
    tell(&flow, rate)?;
    println!("三、假设变动（上下各一成，其余不变）");
    for moved in terms.sensitivity(rate, 20, &["-1/10".parse()?, "1/10".parse()?])? {
        let irr = moved
            .irr
            .brackets
            .first()
            .map_or_else(String::new, |bracket| format!("（不低于{}）", percent(&bracket.low)));
        println!("  {}{irr}", moved.render(Lang::Zh));
    }
    let svg = curve(&flow)?;
    match std::env::args().nth(1) {
        Some(path) => {
            std::fs::write(&path, &svg)?;
            println!("图：{path}");
        }
        None => println!("图：{}字节；给出文件名则写出。", svg.len()),
    }
    Ok(())
}
