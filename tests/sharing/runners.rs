//! The runners of the vectors, `vectors/run.py` and `vectors/run.mjs`: their own reference agrees with every case, and
//! one answer that is off by a fen is told.

use super::*;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::json;

fn runner(program: &str, script: &str, arguments: &[&str]) -> Option<Output> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors").join(script);
    match Command::new(program).arg(script).args(arguments).output() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            println!("{program} is not installed: nothing was run");
            None
        }
        output => Some(output.unwrap()),
    }
}

/// The last line and whether all is well.
fn told(output: &Output) -> (String, bool) {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    (text.lines().last().unwrap_or_default().to_owned(), output.status.success())
}

/// A file with these answers, and the program that says them whatever it is asked.
fn told_from(name: &str, answers: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, answers).unwrap();
    path
}

fn says(program: &str, script: &str, only: &str, file: &Path) -> Option<(String, bool)> {
    let file = file.to_str().unwrap();
    let arguments = ["--only", only, "sh", "-c", "cat > /dev/null; cat \"$0\"", file];
    runner(program, script, &arguments).map(|output| told(&output))
}

/// The published answers as a program would write them.
fn published() -> Vec<Value> {
    let mut lines = Vec::new();
    let files =
        [("p2_balance", 297), ("p3_bankruptcy", 300), ("p3_games", 231), ("p4_cashflow", 330), ("p5_apportion", 285)];
    for (file, number) in files {
        for case in cases(&format!("{file}.json"), number) {
            let mut answer = case["expect"].clone();
            if file == "p4_cashflow" {
                let flow = numbers(&case["cashflow_fen"]).into_iter().map(fen).collect();
                let irr = wuye::bundle::CashFlow::new(flow).unwrap().irr(40).unwrap();
                let ends = |bracket: &wuye::bundle::RateBracket| json!([bracket.low, bracket.high]);
                answer["irr_brackets"] = irr.brackets.iter().map(ends).collect();
            }
            lines.push(json!({ "file": file, "case": case["case"], "answer": answer }));
        }
    }
    lines
}

fn written(lines: &[Value]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// Changes one answer.
fn spoilt(lines: &[Value], file: &str, case: u64, change: impl Fn(&mut Value)) -> String {
    let mut lines = lines.to_vec();
    let line = lines.iter_mut().find(|line| line["file"] == file && line["case"] == case).unwrap();
    change(&mut line["answer"]);
    written(&lines)
}

const ALL: &str = "p2_balance,p3_bankruptcy,p3_games,p4_cashflow,p5_apportion";

fn runs(program: &str, script: &str) {
    let Some(own) = runner(program, script, &[]) else { return };
    assert_eq!(told(&own), ("vectors: 882 of 882".to_owned(), true));
    let lines = published();
    let say = |name: &str, answers: &str| {
        let file = told_from(&format!("{program}-{name}"), answers);
        says(program, script, ALL, &file).unwrap()
    };
    assert_eq!(say("right", &written(&lines)), ("vectors: 1443 of 1443".to_owned(), true));
    let one_off = ("vectors: 1442 of 1443".to_owned(), false);
    let fen_more = |pointer: &'static str| {
        move |answer: &mut Value| {
            let place = answer.pointer_mut(pointer).unwrap();
            *place = json!(place.as_i64().unwrap() + 1);
        }
    };
    let bugs: [(&str, &str, u64, &str); 5] = [
        ("fees", "p2_balance", 0, "/amounts_fen/2"),
        ("claims", "p3_bankruptcy", 1, "/talmud_fen/0"),
        ("subsidy", "p4_cashflow", 1, "/min_upfront_subsidy_fen"),
        ("present", "p4_cashflow", 2, "/npv_fen_floor"),
        ("parts", "p5_apportion", 9, "/largest_remainder/3"),
    ];
    for (name, file, case, pointer) in bugs {
        assert_eq!(say(name, &spoilt(&lines, file, case, fen_more(pointer))), one_off, "{name}");
    }
    // A share of a game as a fraction near the right one, a root beside its bracket, an answer that is missing.
    let share = spoilt(&lines, "p3_games", 1, |answer| answer["shapley"][0] = json!("321/3000001"));
    assert_eq!(say("share", &share), one_off);
    let root = spoilt(&lines, "p4_cashflow", 0, |answer| answer["irr_brackets"][0] = json!(["1/8", "1/8"]));
    assert_eq!(say("root", &root), one_off);
    assert_eq!(say("missing", &written(&lines[1..])), one_off);
}

#[test]
fn the_python_runner_tells_one_fen() {
    runs("python3", "run.py");
}

#[test]
fn the_node_runner_tells_one_fen() {
    runs("node", "run.mjs");
}
