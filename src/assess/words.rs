//! Findings in words.

use super::checklist::{Assessment, FindingRef};
use super::evaluate::{FactSeen, Gap, LawState, Observed};
use super::outstanding::{Outstanding, Step};
use crate::estate::{Quantity, Stated, Value};
use crate::measure::{Approx, Dimension};
use crate::rule::{Cmp, Force, Node, Term, Verdict};
use crate::terms::Lang;

const fn compared(cmp: Cmp, lang: Lang) -> &'static str {
    match (cmp, lang) {
        (Cmp::Ge, Lang::Zh) => "不少于",
        (Cmp::Gt, Lang::Zh) => "超过",
        (Cmp::Le, Lang::Zh) => "不超过",
        (Cmp::Lt, Lang::Zh) => "少于",
        (_, Lang::En) => cmp.en(),
    }
}

fn amount(quantity: Quantity, value: Value, lang: Lang) -> String {
    format!("{}{}", value.grouped(), quantity.unit(lang))
}

fn approximate(quantity: Quantity, seen: Approx<Value>, lang: Lang) -> String {
    seen.render(lang, &amount(quantity, seen.value, lang))
}

/// The right side of a comparison: a fixed value, or another quantity with its value.
fn right_side(term: Term, unit_of: Option<Quantity>, seen: Option<Approx<Value>>, lang: Lang) -> String {
    let with_value = |quantity: Quantity| {
        let name = quantity.render(lang);
        match (seen, lang) {
            (None, _) => name.to_owned(),
            (Some(seen), Lang::Zh) => format!("{name}{}", approximate(quantity, seen, lang)),
            (Some(seen), Lang::En) => format!("{name} ({})", approximate(quantity, seen, lang)),
        }
    };
    match (term, lang) {
        (Term::Literal(value), _) => match unit_of {
            Some(quantity) => amount(quantity, value, lang),
            None => value.grouped(),
        },
        (Term::Of(quantity), _) => with_value(quantity),
        (Term::Part(share, quantity), Lang::Zh) => format!("{}的{}", with_value(quantity), share.render(lang)),
        (Term::Part(share, quantity), Lang::En) => format!("{share} of {}", with_value(quantity)),
    }
}

fn not_stated(quantity: Quantity, lang: Lang) -> String {
    match (lang, quantity.dimension()) {
        (Lang::Zh, _) => format!("{quantity:#}，未见填报"),
        (Lang::En, Dimension::Count) => format!("the number of {} is not stated", quantity.en()),
        (Lang::En, _) => format!("the {} is not stated", quantity.en()),
    }
}

impl FindingRef<'_> {
    /// Whether an odd number of *not* stands above it, so that what it says must not hold.
    #[must_use]
    pub fn is_negated(&self) -> bool {
        let mut negated = false;
        let mut above = self.above();
        while let Some(finding) = above {
            negated ^= matches!(finding.required(), Some(Node::Not(_)));
            above = finding.above();
        }
        negated
    }

    /// Its verdict as the aim sees it: mirrored where what it says must not hold.
    #[must_use]
    pub fn effective(&self) -> Verdict {
        if self.is_negated() { self.verdict().mirrored() } else { self.verdict() }
    }

    /// Whether it has this verdict as the aim sees it and no finding above it is better off: then it helps to carry the
    /// answer. A committee that is lacking carries nothing where a self-government body will do.
    fn carries(&self, verdict: Verdict) -> bool {
        let mut above = self.above();
        while let Some(finding) = above {
            if finding.effective() > verdict {
                return false;
            }
            above = finding.above();
        }
        self.effective() == verdict
    }

    /// Whether it is a prohibition: an empty *any*, or an empty *all* that must not hold.
    fn forbids(&self) -> bool {
        match self.required() {
            Some(Node::Any(children)) => children.is_empty() && !self.is_negated(),
            Some(Node::All(children)) => children.is_empty() && self.is_negated(),
            _ => false,
        }
    }

    /// One sentence: the verdict, what was required and what was seen.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (verdict, said) = (self.effective(), self.said(lang));
        match (self.required(), lang) {
            (None, _) => said,
            (Some(_), Lang::Zh) => format!("{verdict:#}：{said}。"),
            (Some(_), Lang::En) => format!("{}: {said}.", verdict.en()),
        }
    }

    /// What was required and what was seen, without the verdict; of a rule, its whole sentence.
    fn said(&self, lang: Lang) -> String {
        let said = match (self.required(), self.observed()) {
            (None, Observed::Law(state)) => return self.render_rule(state, lang),
            (Some(Node::Stated(fact)), Observed::Fact(seen)) => self.render_fact(fact.render(lang), seen, lang),
            (Some(Node::Local(fact)), Observed::Fact(seen)) => {
                let declared = self.declared(fact);
                self.render_fact(declared.map_or(fact.as_str(), |declared| declared.render(lang)), seen, lang)
            }
            (Some(Node::Compare { left, cmp, right }), Observed::Compared { left: l, right: r }) => {
                self.render_compare(*left, *cmp, *right, (l, r), lang)
            }
            (Some(node), observed) => render_other(node, observed, lang),
            (None, _) => String::new(),
        };
        match (self.is_negated() && !matches!(self.required(), Some(Node::Stated(_) | Node::Local(_))), lang) {
            (false, _) => said,
            (true, Lang::Zh) => format!("须不成立：{said}"),
            (true, Lang::En) => format!("must not hold: {said}"),
        }
    }

    /// As [`FindingRef::said`], of one quantity alone where that is not stated.
    fn asked(&self, step: &Step, lang: Lang) -> String {
        let (Some(quantity), Some(required)) = (step.quantity(), self.required()) else { return self.said(lang) };
        let sides = match (required, self.observed()) {
            (Node::Compare { left, right, .. }, Observed::Compared { left: l, right: r }) => [(*left, l), (*right, r)],
            _ => return self.said(lang),
        };
        let unstated = |(term, seen): (Term, Option<_>)| term.quantity() == Some(quantity) && seen.is_none();
        if sides.into_iter().any(unstated) { not_stated(quantity, lang) } else { self.said(lang) }
    }

    fn render_rule(&self, state: LawState, lang: Lang) -> String {
        let law = self.citation().map(|law| law.render(lang)).unwrap_or_default();
        let verdict = self.verdict().render(lang);
        let advisory = match (self.force(), lang) {
            (Force::Usually, Lang::Zh) => "（一般性要求，不影响结论）",
            (Force::Usually, Lang::En) => " (usual, does not count)",
            _ => "",
        };
        match (state, lang) {
            (LawState::InForce, Lang::Zh) => format!("{verdict}{advisory}（{law}）。"),
            (LawState::InForce, Lang::En) => format!("{verdict}{advisory} ({law})."),
            (LawState::FromMemory, Lang::Zh) => format!("{verdict}：所依规定未核原文，不能据以认定满足（{law}）。"),
            (LawState::FromMemory, Lang::En) => {
                format!("{verdict}: the rule is known from memory only and cannot make an answer met ({law}).")
            }
            (LawState::BeforeKnown, Lang::Zh) => format!("待查明：该日适用的规定未查得，所知最早版本为{law}。"),
            (LawState::BeforeKnown, Lang::En) => {
                format!("unknown: the law of that day was not found; the earliest version known is {law}.")
            }
            (LawState::NoRule, Lang::Zh) => "待查明：未查得现行规定。".to_owned(),
            (LawState::NoRule, Lang::En) => "unknown: no rule in force was found.".to_owned(),
        }
    }

    fn render_fact(&self, fact: &str, seen: Option<FactSeen>, lang: Lang) -> String {
        let Some(seen) = seen else {
            return match lang {
                Lang::Zh => format!("是否{fact}，未见填报"),
                Lang::En => format!("whether it {fact} is not stated"),
            };
        };
        let by = Stated::new(seen.value, seen.on, seen.by).render(lang);
        match (lang, self.is_negated(), seen.value) {
            (Lang::Zh, false, true) => format!("{fact}（{by}）"),
            (Lang::Zh, false, false) => format!("“{fact}”填报为否（{by}）"),
            (Lang::Zh, true, true) => format!("适用于不属此情形者，而“{fact}”填报为是（{by}）"),
            (Lang::Zh, true, false) => format!("不属“{fact}”情形（{by}）"),
            (Lang::En, false, true) => format!("it {fact} ({by})"),
            (Lang::En, false, false) => format!("that it {fact} is stated as false ({by})"),
            (Lang::En, true, true) => format!("this is for compounds that do not, and it {fact} ({by})"),
            (Lang::En, true, false) => format!("it is not the case that it {fact} ({by})"),
        }
    }

    fn render_compare(
        &self,
        left: Term,
        cmp: Cmp,
        right: Term,
        (seen_left, seen_right): (Option<Approx<Value>>, Option<Approx<Value>>),
        lang: Lang,
    ) -> String {
        let unstated = [(left, seen_left), (right, seen_right)]
            .into_iter()
            .find_map(|(term, seen)| term.quantity().filter(|_| seen.is_none()));
        if let Some(quantity) = unstated {
            return not_stated(quantity, lang);
        }
        let unit = left.quantity().or(right.quantity());
        let wanted = right_side(right, unit, seen_right, lang);
        let (Term::Of(quantity), Some(seen)) = (left, seen_left) else {
            let found = right_side(left, unit, seen_left, lang);
            return match lang {
                Lang::Zh => format!("{found}，须{}{wanted}", compared(cmp, lang)),
                Lang::En => format!("{found}, expected {} {wanted}", compared(cmp, lang)),
            };
        };
        let found = approximate(quantity, seen, lang);
        // To be removed altogether: 违法建设尚余2处，须全部拆除。
        let none = matches!((cmp, right), (Cmp::Le, Term::Literal(value)) if value.scaled() == 0);
        if let (true, Quantity::IllegalStructures, Verdict::Unmet) = (none, quantity, self.verdict()) {
            return match lang {
                Lang::Zh => format!("违法建设尚余{found}，须全部拆除"),
                Lang::En => format!("{found} illegal structures are left, expected all to be removed"),
            };
        }
        let short = match (self.short_by(), lang) {
            (None, _) => String::new(),
            (Some(Gap::Missing(value)), Lang::Zh) => format!("，还差{}", amount(quantity, value, lang)),
            (Some(Gap::TooMuch(value)), Lang::Zh) => format!("，超出{}", amount(quantity, value, lang)),
            (Some(Gap::Missing(value)), Lang::En) => format!(", short by {}", amount(quantity, value, lang)),
            (Some(Gap::TooMuch(value)), Lang::En) => format!(", over by {}", amount(quantity, value, lang)),
        };
        match lang {
            Lang::Zh => format!("{quantity:#}为{found}，须{}{wanted}{short}", compared(cmp, lang)),
            Lang::En => format!("{}: {found}, expected {} {wanted}{short}", quantity.en(), compared(cmp, lang)),
        }
    }
}

fn render_other(node: &Node, observed: Observed, lang: Lang) -> String {
    match (node, observed, lang) {
        (Node::Elapsed { event, cmp, period }, Observed::Event(seen), Lang::Zh) => match seen {
            Some(on) => {
                format!("{event:#}于{}，须已满时间{}{}", on.render(lang), compared(*cmp, lang), period.render(lang))
            }
            None => format!("{event:#}的日期，未见填报"),
        },
        (Node::Elapsed { event, cmp, period }, Observed::Event(seen), Lang::En) => match seen {
            Some(on) => {
                format!("{} on {on}, expected {} {} since", event.en(), compared(*cmp, lang), period.render(lang))
            }
            None => format!("the day of “{}” is not stated", event.en()),
        },
        (Node::Until { event, cmp, period }, Observed::Event(seen), Lang::Zh) => match seen {
            Some(on) => {
                format!("{event:#}于{}，距该日须{}{}", on.render(lang), compared(*cmp, lang), period.render(lang))
            }
            None => format!("{event:#}的日期，未见填报"),
        },
        (Node::Until { event, cmp, period }, Observed::Event(seen), Lang::En) => match seen {
            Some(on) => {
                format!("{} on {on}, expected {} {} until then", event.en(), compared(*cmp, lang), period.render(lang))
            }
            None => format!("the day of “{}” is not stated", event.en()),
        },
        (Node::Count { event, cmp, number }, Observed::Count { recorded, complete }, _) => {
            let (log_zh, log_en) = if complete {
                ("", "")
            } else {
                ("（记录未声明齐全）", " (the log is not declared complete)")
            };
            match lang {
                Lang::Zh => format!("{event:#}记录{recorded}次{log_zh}，须{}{number}次", compared(*cmp, lang)),
                Lang::En => {
                    format!("{}: {recorded} in the log{log_en}, expected {} {number}", event.en(), compared(*cmp, lang))
                }
            }
        }
        (
            Node::CountIn { event, window, cmp, number },
            Observed::CountIn { recorded, complete, first, last, running },
            _,
        ) => {
            let (span, wanted) = (window.render(lang), compared(*cmp, lang));
            let (from, to) = (first.render(lang), last.render(lang));
            match lang {
                Lang::Zh => {
                    let log = if complete { "" } else { "，记录未声明齐全" };
                    let still = if running { "，尚未届满" } else { "" };
                    format!("{event:#}，{from}至{to}（{span}{still}{log}）记录{recorded}次，须{wanted}{number}次")
                }
                Lang::En => {
                    let log = if complete { "" } else { ", the log is not declared complete" };
                    let still = if running { ", still running" } else { "" };
                    let name = event.en();
                    format!("{name}: {recorded} from {from} to {to} ({span}{still}{log}), expected {wanted} {number}")
                }
            }
        }
        (Node::Odd(term), Observed::Compared { left, .. }, _) => {
            let quantity = term.quantity();
            let name = quantity.map(|q| q.render(lang)).unwrap_or_default();
            match (left.zip(quantity), lang) {
                (Some((seen, quantity)), Lang::Zh) => {
                    format!("{name}为{}，须为单数", approximate(quantity, seen, lang))
                }
                (Some((seen, quantity)), Lang::En) => {
                    format!("{name}: {}, expected an odd number", approximate(quantity, seen, lang))
                }
                (None, _) => quantity.map(|quantity| not_stated(quantity, lang)).unwrap_or_default(),
            }
        }
        (Node::Resolved(matter), Observed::Resolution(seen), Lang::Zh) => match seen {
            Some(seen) => format!(
                "业主共同决定{}：{:#}（{:#}填报，{}）",
                matter.act(lang),
                seen.outcome,
                seen.by,
                seen.on.render(lang)
            ),
            None => format!("业主是否已共同决定{}，未见填报", matter.act(lang)),
        },
        (Node::Resolved(matter), Observed::Resolution(seen), Lang::En) => match seen {
            Some(seen) => format!(
                "the owners' vote to {}: {} (reported by {}, {})",
                matter.act(lang),
                seen.outcome.en(),
                seen.by.en(),
                seen.on
            ),
            None => format!("whether the owners voted to {} is not stated", matter.act(lang)),
        },
        (Node::All(children), _, Lang::Zh) if children.is_empty() => "法律未设条件".to_owned(),
        (Node::All(children), _, Lang::En) if children.is_empty() => "the law sets no condition".to_owned(),
        (Node::Any(children), _, Lang::Zh) if children.is_empty() => "不得为之".to_owned(),
        (Node::Any(children), _, Lang::En) if children.is_empty() => "it is not allowed".to_owned(),
        (Node::All(_), _, Lang::Zh) => "须全部具备".to_owned(),
        (Node::All(_), _, Lang::En) => "all of these are needed".to_owned(),
        (Node::Any(_), _, Lang::Zh) => "须至少具备一项".to_owned(),
        (Node::Any(_), _, Lang::En) => "at least one of these is needed".to_owned(),
        (Node::Not(_), _, Lang::Zh) => "须无此情形".to_owned(),
        (Node::Not(_), _, Lang::En) => "this must not hold".to_owned(),
        _ => String::new(),
    }
}

impl Assessment {
    /// The answer in one sentence: met, and whose decision is still needed; or how many conditions are not met or not
    /// known.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let count = |verdict| self.findings().filter(|f| f.is_leaf() && f.carries(verdict)).count();
        let (unmet, unknown) = (count(Verdict::Unmet), count(Verdict::Unknown));
        let forbidden = self.findings().any(|f| f.forbids() && f.carries(Verdict::Unmet));
        match (self.verdict(), lang) {
            (Verdict::Unmet, Lang::Zh) if forbidden && unmet > 0 => {
                format!("不满足：依所引规定不得为之；另有{unmet}项条件不满足。")
            }
            (Verdict::Unmet, Lang::En) if forbidden && unmet > 0 => {
                format!("not met: the law cited does not allow it; conditions that fail besides: {unmet}.")
            }
            (Verdict::Met, _) => self.render_met(lang),
            (Verdict::Unmet, Lang::Zh) if unmet == 0 => "不满足：依所引规定不得为之。".to_owned(),
            (Verdict::Unmet, Lang::En) if unmet == 0 => "not met: the law cited does not allow it.".to_owned(),
            (Verdict::Unmet, Lang::Zh) if unknown == 0 => format!("条件不具备：{unmet}项不满足。"),
            (Verdict::Unmet, Lang::Zh) => format!("条件不具备：{unmet}项不满足，{unknown}项待查明。"),
            (Verdict::Unmet, Lang::En) if unknown == 0 => format!("not met: conditions that fail: {unmet}."),
            (Verdict::Unmet, Lang::En) => format!("not met: conditions that fail: {unmet}; unknown: {unknown}."),
            (Verdict::Unknown, Lang::Zh) if self.was_repealed() => {
                "待查明：原有规定已废止，未查得现行规定。".to_owned()
            }
            (Verdict::Unknown, Lang::En) if self.was_repealed() => {
                "unknown: the law was repealed, and none in force was found.".to_owned()
            }
            (Verdict::Unknown, Lang::Zh) if unknown == 0 => "待查明：所适用的规定未查得或未核原文。".to_owned(),
            (Verdict::Unknown, Lang::En) if unknown == 0 => {
                "unknown: the law that applies was not found or not read.".to_owned()
            }
            (Verdict::Unknown, Lang::Zh) => format!("待查明：{unknown}项尚不能判定。"),
            (Verdict::Unknown, Lang::En) => format!("unknown: conditions that cannot be told yet: {unknown}."),
        }
    }

    fn render_met(&self, lang: Lang) -> String {
        let needed = self.needed_decisions().into_iter().map(|(decision, law)| match lang {
            Lang::Zh => format!("{}（{}）", decision.render(lang), law.render(lang)),
            Lang::En => format!("{} ({})", decision.render(lang), law.render(lang)),
        });
        let needed: Vec<String> = needed.collect();
        match (needed.is_empty(), lang) {
            (true, Lang::Zh) => "条件已具备。".to_owned(),
            (true, Lang::En) => "the conditions are met.".to_owned(),
            (false, Lang::Zh) => format!("条件已具备；尚须{}。", needed.join("，并须")),
            (false, Lang::En) => format!("the conditions are met; still needed: {}.", needed.join(", and ")),
        }
    }

    /// Every rule with its law and every condition with what was seen, line by line.
    #[must_use]
    pub fn reasons(&self, lang: Lang) -> Vec<String> {
        let shown = self.findings().filter_map(|finding| {
            let indent = match finding.required() {
                None => "",
                // A group of several is told by its members; one that is always or never met has none.
                Some(Node::All(children)) if !children.is_empty() => return None,
                Some(Node::Not(_)) => return None,
                Some(_) => "  ",
            };
            Some(format!("{indent}{}", finding.render(lang)))
        });
        shown.collect()
    }

    /// The documents that were not read and may bear on the answer, in one sentence; nothing if there are none.
    #[must_use]
    pub fn unread_note(&self, lang: Lang) -> Option<String> {
        let unread: Vec<String> = self.unread().iter().map(|document| document.render(lang)).collect();
        match (unread.is_empty(), lang) {
            (true, _) => None,
            (false, Lang::Zh) => Some(format!("未读文件：{}。", unread.join("、"))),
            (false, Lang::En) => Some(format!("documents not read: {}.", unread.join("; "))),
        }
    }

    /// The answer, its reasons and the documents that were not read, line by line.
    #[must_use]
    pub fn explain(&self, lang: Lang) -> String {
        let mut lines = vec![self.render(lang)];
        lines.extend(self.reasons(lang).into_iter().map(|line| format!("  {line}")));
        lines.extend(self.unread_note(lang).map(|line| format!("  {line}")));
        lines.join("\n")
    }
}

impl Outstanding<'_> {
    /// What is still needed, line by line; each line names the finding that asks for it.
    #[must_use]
    pub fn render(&self, assessment: &Assessment, lang: Lang) -> Vec<String> {
        if !self.reachable {
            return vec![match lang {
                Lang::Zh => "现有规定或其可信度不足以使其满足，补充事实亦不能改变。".to_owned(),
                Lang::En => "no fact can make it met under the law as it is known.".to_owned(),
            }];
        }
        let findings: Vec<FindingRef<'_>> = assessment.findings().collect();
        let mut lines: Vec<String> = Vec::new();
        for step in &self.steps {
            let said = findings.get(step.finding()).map(|finding| finding.asked(step, lang)).unwrap_or_default();
            lines.push(match (step, lang) {
                (Step::Establish { .. }, Lang::Zh) => format!("须查明：{said}。"),
                (Step::Change { .. }, Lang::Zh) => format!("须改变：{said}。"),
                (Step::Establish { .. }, Lang::En) => format!("to establish: {said}."),
                (Step::Change { .. }, Lang::En) => format!("to change: {said}."),
            });
        }
        for (decision, law) in &self.decisions {
            lines.push(match lang {
                Lang::Zh => format!("尚须{}（{}）。", decision.render(lang), law.render(lang)),
                Lang::En => format!("still needed: {} ({}).", decision.render(lang), law.render(lang)),
            });
        }
        if !self.enough {
            lines.push(match lang {
                Lang::Zh => "（事项过多，未能逐一试算；以上为全部未定事项，未必足够，也未必最少。）".to_owned(),
                Lang::En => {
                    "(too many to try: this is all that stands open, neither surely enough nor the least.)".to_owned()
                }
            });
        } else if !self.exact && !self.steps.is_empty() {
            lines.push(match lang {
                Lang::Zh => "（事项较多，以上为可行组合，未必最少。）".to_owned(),
                Lang::En => "(many facts are open: this set is enough, not necessarily the smallest.)".to_owned(),
            });
        }
        lines
    }
}
