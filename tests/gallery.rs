//! 图册 — the gallery: every error and every kind of answer, by the input that produces it, in both languages.
//!
//! The inputs are here and go through the public API. The sentences they produce are in `tests/gallery/*.md`, one line
//! for each language, for people to read and judge; a test compares them to the letter. After a change of wording run
//! `WUYE_BLESS=1 cargo test --test gallery` and read the difference.

#[path = "gallery/answers.rs"]
mod answers;
#[path = "gallery/bills.rs"]
mod bills;
#[path = "gallery/columns.rs"]
mod columns;
#[path = "gallery/contracts.rs"]
mod contracts;
#[path = "gallery/district.rs"]
mod district;
#[path = "gallery/errors.rs"]
mod errors;
#[path = "gallery/findings.rs"]
mod findings;
#[path = "gallery/funds.rs"]
mod funds;
#[path = "gallery/governance.rs"]
mod governance;
#[path = "gallery/inputs.rs"]
mod inputs;
#[path = "gallery/meeting.rs"]
mod meeting;
#[path = "gallery/portfolio.rs"]
mod portfolio;
#[path = "gallery/procedures.rs"]
mod procedures;
#[path = "gallery/programme.rs"]
mod programme;
#[path = "gallery/provider.rs"]
mod provider;
#[path = "gallery/quantities.rs"]
mod quantities;
#[path = "gallery/receivables.rs"]
mod receivables;
#[path = "gallery/sharing.rs"]
mod sharing;
#[path = "gallery/wholes.rs"]
mod wholes;

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use wuye::assess::{Checklist, FindingRef, Gap};
use wuye::balance::{Budget, statement};
use wuye::estate::{Fact, Quantity, Stated, Value};
use wuye::json;
use wuye::law::{Authority, Dated, Locator, Provision, State, Version};
use wuye::matter::{Matter, Tally, resolve};
use wuye::measure::Day;
use wuye::money::{Purpose, Purse};
use wuye::places::xuchang;
use wuye::rule::{Aim, Cmp, Condition, Force, Node, Rule, Rulebook, Term, Verdict};
use wuye::terms::Lang;

use crate::inputs::{
    PROFESSIONAL, TODAY, assess, compare, dated, day, dossier, exactly, fee, id, layer, professional, ready, rule,
    rulebook, says, span, staff, weight, with_fact, year,
};
use answers::answers;
use errors::errors;
use findings::findings;

// ---------------------------------------------------------------------------------- the pages

/// A page of the gallery in Markdown.
struct Page(String);

impl Page {
    fn new(title: &str) -> Self {
        Self(format!(
            "# {title}\n\nWritten by `tests/gallery.rs`: what was put in, and the sentence that came out in each language.\n"
        ))
    }

    fn section(&mut self, title: &str) {
        write!(self.0, "\n## {title}\n\n").unwrap();
    }

    fn row(&mut self, case: &str, sentence: impl Fn(Lang) -> String) {
        let (zh, en) = (sentence(Lang::Zh), sentence(Lang::En));
        writeln!(self.0, "- {case}\n  - {zh}\n  - {en}").unwrap();
    }

    /// Every sentence: the case, the Chinese line, the English line.
    fn sentences(&self) -> Vec<(&str, &str, &str)> {
        let mut lines = self.0.lines();
        let mut found = Vec::new();
        while let Some(line) = lines.next() {
            if let Some(case) = line.strip_prefix("- ") {
                let mut next = || lines.next().and_then(|line| line.strip_prefix("  - ")).unwrap();
                let zh = next();
                found.push((case, zh, next()));
            }
        }
        found
    }

    fn compare(&self, file: &str) {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/gallery").join(file);
        if std::env::var_os("WUYE_BLESS").is_some() {
            fs::write(&path, &self.0).unwrap();
            return;
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        let differs = self.0.lines().zip(kept.lines()).position(|(now, then)| now != then);
        let line = differs.unwrap_or_else(|| self.0.lines().count().min(kept.lines().count()));
        let at = |text: &str| text.lines().nth(line).unwrap_or("(end)").to_owned();
        assert!(self.0 == kept, "{file}, line {}:\n kept: {}\n now:  {}", line + 1, at(&kept), at(&self.0));
    }
}

// ---------------------------------------------------------------------------------- sentences that are promised

/// A rulebook with one more layer than Xuchang's, of a notice that nobody ever issued.
fn with_notice(needs: Condition) -> Rulebook {
    let mut notice = layer(vec![rule("sample.professional", Force::Shall, dated(needs))], vec![]);
    notice.place = "411082".parse().unwrap();
    xuchang::rulebook().unwrap().overlay("sample-411082".parse().unwrap(), 1, notice).unwrap()
}

#[test]
fn the_promised_sentences_are_said() {
    let promised = professional().assess(&ready(), day(TODAY)).render(Lang::Zh);
    let decision = "条件已具备；尚须业主共同决定选聘物业服务企业（《民法典》第二百七十八条第一款第（四）项，自2021年1月1日起施行）。";
    assert_eq!(promised, decision);

    let none_left = Condition::leaf(compare(Quantity::IllegalStructures, Cmp::Le, 0)).unwrap();
    let needs = Condition::all([none_left, Condition::stated(Fact::PartyOrganisation)]).unwrap();
    let mut dossier = ready();
    dossier.measure(Quantity::IllegalStructures, exactly(Value::Count(2))).unwrap();
    let assessment = Checklist::compile(&with_notice(needs), PROFESSIONAL).assess(&dossier, day(TODAY));
    let said: Vec<String> = assessment.findings().map(|finding| finding.render(Lang::Zh)).collect();
    assert!(said.contains(&"不满足：违法建设尚余2处，须全部拆除。".to_owned()), "{said:#?}");
    assert!(said.contains(&"待查明：是否已成立小区党组织，未见填报。".to_owned()), "{said:#?}");
    let two = assessment.findings().find(|finding| finding.short_by().is_some()).unwrap();
    assert_eq!(two.short_by(), Some(Gap::TooMuch(Value::Count(2))));

    let (majority, law) = xuchang::rulebook().unwrap().majority(Matter::Provider, day(TODAY)).unwrap();
    let tally = Tally::declared(weight(300, "30000"), weight(199, "20000"), weight(199, "20000")).unwrap();
    let vote = resolve(id("c1"), Matter::Provider, day(TODAY), tally, majority, law).render(Lang::Zh);
    let short = "未达到参与表决要求：参与人数199人，须不少于200人（300人的三分之二以上），还差1人";
    assert_eq!(vote, format!("{short}（填报合计数）。"));

    let gap = year(vec![fee("71200"), staff("100000")]).render(Some("30000".parse().unwrap()), Lang::Zh).unwrap();
    assert_eq!(gap, "收支缺口28,800.00元；按30,000平方米、12个月折算，每平方米每月至少再收0.08元。");
}

/// All that an assessment says, as an official reads it.
#[test]
fn an_explanation_is_told_line_by_line() {
    let mut dossier = ready();
    dossier.state(Fact::OldCompound, Stated::new(false, day("2022-02-21"), Authority::Street)).unwrap();
    let assessment = professional().assess(&dossier, day(TODAY));
    let told = assessment.explain(Lang::Zh);
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines[0], assessment.render(Lang::Zh));
    assert_eq!(lines.last().unwrap().trim_start(), assessment.unread_note(Lang::Zh).unwrap());
    let reasons = assessment.reasons(Lang::Zh);
    assert_eq!(lines.len(), reasons.len() + 2);
    assert!(
        lines[1..=reasons.len()].iter().zip(&reasons).all(|(line, reason)| line.strip_prefix("  ") == Some(reason))
    );
    // The whole is told by its parts: every leaf is there, no group of several is.
    let leaves = assessment.findings().filter(FindingRef::is_leaf).count();
    assert_eq!(reasons.iter().filter(|line| line.starts_with("  ")).count(), leaves + 1, "{told}");
    assert_eq!(assessment.explain(Lang::En).lines().count(), lines.len());
}

// ---------------------------------------------------------------------------------- the manner of the sentences

/// What stands twice in a row where it should stand once.
const DOUBLED: [&str; 18] = [
    "。。",
    "，，",
    "，。",
    "；。",
    "：：",
    "：。",
    "（）",
    "，）",
    "()",
    "..",
    ",,",
    " ,",
    " .",
    "  ",
    "the the ",
    "at least at least",
    "再收至少",
    "约至少",
];

fn every_sentence() -> Page {
    let mut all = Page::new("错误 · Errors");
    for (code, case, error) in errors() {
        all.row(&format!("`{code}`: {case}"), |lang| error.render(lang));
    }
    all.0.push_str(&findings().page.0);
    all.0.push_str(&answers().0);
    all
}

/// The text outside pairs of marks.
fn without(text: &str, open: char, close: char) -> String {
    let (mut out, mut inside) = (String::new(), false);
    for c in text.chars() {
        match inside {
            true if c == close => inside = false,
            false if c == open => inside = true,
            true => {}
            false => out.push(c),
        }
    }
    out
}

/// Whether a Chinese sentence holds an English word: ids, codes and what was put in belong in 「」 or backticks.
fn holds_english(zh: &str) -> bool {
    let plain = without(&without(zh, '「', '」'), '`', '`').replace("GB/T", "").replace("JSON", "");
    let letters: Vec<bool> = plain.chars().map(|c| c.is_ascii_alphabetic()).collect();
    letters.windows(2).any(|pair| pair == [true, true])
}

/// Whether an English sentence holds a Chinese word: what was put in belongs in backticks.
fn holds_chinese(en: &str) -> bool {
    without(en, '`', '`').chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
}

fn blemished(wrong: impl Fn(&str, &str, &str) -> bool) -> Vec<String> {
    let all = every_sentence();
    let found = all.sentences().into_iter().filter(|(case, zh, en)| wrong(case, zh, en));
    found.map(|(case, zh, en)| format!("{case}\n  {zh}\n  {en}")).collect()
}

#[test]
fn the_manner_can_be_told() {
    assert!(!holds_english("金额写法有误：「12,50 yuan」。"));
    assert!(holds_english("人数：participating不得多于total300。"));
    assert!(!holds_chinese("expected an id, found `某院`"));
    assert!(holds_chinese("expected 公章"));
    assert!(every_sentence().sentences().len() > 500);
}

#[test]
fn nothing_stands_twice_in_a_sentence() {
    let found = blemished(|_, zh, en| DOUBLED.iter().any(|twice| zh.contains(twice) || en.contains(twice)));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// What nobody would say.
const AWKWARD: [&str; 16] = [
    "it the ",
    " 1 conditions",
    "1 illegal structures",
    ", 0 are unknown",
    "，0项待查明",
    "until before",
    "between 0 and 1 from 0 to 1",
    "written as 2021-01-31 from",
    "the number of exclusive area",
    "the number of rent",
    "gap of -",
    "gap of unknown",
    "缺口-",
    "缺口至少-",
    "格式版本应为1至1",
    "format 1 to 1",
];

#[test]
fn sentences_are_what_people_would_say() {
    let found = blemished(|_, zh, en| AWKWARD.iter().any(|awkward| zh.contains(awkward) || en.contains(awkward)));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// What serde says of a text that is not what a type needs is English; see the next test.
#[test]
fn chinese_sentences_are_chinese() {
    let found = blemished(|case, zh, _| !case.starts_with("`json_") && holds_english(zh));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn chinese_sentences_about_a_file_are_chinese() {
    let error = json::from_json::<Day>("\"1899-12-31\"").unwrap_err();
    assert!(error.render(Lang::Zh).contains("日期应在"), "{}", error.render(Lang::Zh));
}

#[test]
fn english_sentences_are_english() {
    let found = blemished(|_, _, en| holds_chinese(en));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

// ---------------------------------------------------------------------------------- sentences that are not true

#[test]
fn an_answer_counts_the_conditions_that_carry_it() {
    let either = [Fact::OwnersCommittee, Fact::SelfGovernmentBody].map(Condition::stated);
    let needs = [Condition::any(either).unwrap(), Condition::stated(Fact::OldCompound)];
    let dossier = dossier(|dossier| {
        for (fact, value) in
            [(Fact::OwnersCommittee, true), (Fact::SelfGovernmentBody, false), (Fact::OldCompound, false)]
        {
            dossier.state(fact, Stated::new(value, day("2022-02-20"), Authority::Street)).unwrap();
        }
    });
    // A committee or a self-government body is enough: only that it is no old compound stands in the way.
    let said = assess(Condition::all(needs).unwrap(), &dossier).render(Lang::Zh);
    assert!(said.contains("1项不满足"), "{said}");
}

#[test]
fn a_prohibition_is_said_beside_a_fact_that_fails() {
    let needs = Condition::all([Condition::never(), Condition::stated(Fact::OldCompound)]).unwrap();
    let said = assess(needs, &with_fact(Fact::OldCompound, false, Authority::Street)).render(Lang::Zh);
    assert!(said.contains("不得为之"), "{said}");
}

#[test]
fn law_that_was_repealed_is_said_to_be() {
    let committee = || Condition::stated(Fact::OwnersCommittee);
    let repealed = Version { state: State::Repealed, ..says("2022-01-01", committee()) };
    let repealed = Dated::new(vec![says("2021-01-01", committee()), repealed]).unwrap();
    let rulebook = rulebook(vec![rule("r", Force::Shall, repealed)]);
    let said = Checklist::compile(&rulebook, PROFESSIONAL).assess(&ready(), day(TODAY)).render(Lang::Zh);
    assert!(said.contains("废止"), "{said}");
}

#[test]
fn a_line_cites_the_rule_that_bars_it() {
    let pay = |id: &str, article, needs| {
        let by = Provision { document: "notice".parse().unwrap(), at: Locator::article(article) };
        let needs = Dated::new(vec![Version { by, ..says("2021-01-01", needs) }]).unwrap();
        Rule { aim: Aim::Pay(Purse::Operating, Purpose::Service), ..rule(id, Force::Shall, needs) }
    };
    let rulebook = rulebook(vec![pay("allows", 1, Condition::always()), pay("forbids", 2, Condition::never())]);
    let budget = Budget::new(Purpose::Service, span("2022-03-01", "2023-03-01"), vec![fee("1000")]).unwrap();
    let result = statement(&budget, &rulebook, &ready(), day(TODAY)).unwrap();
    let said = result.lines()[0].render(Lang::Zh);
    assert!(said.contains("不可用（《示例办法》第二条）"), "{said}");
}

#[test]
fn a_fixed_number_is_not_something_to_state() {
    let three = Condition::leaf(Node::Odd(Term::Literal(Value::Count(3)))).unwrap();
    let assessment = assess(three, &ready());
    assert_eq!(assessment.verdict(), Verdict::Met);
    let said = assessment.findings().nth(1).unwrap().render(Lang::Zh);
    assert!(!said.contains("未见填报"), "{said}");
}
