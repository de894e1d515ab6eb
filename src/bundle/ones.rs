//! 四个一 — one tender, one basket of works, one set of books, one board: whether a bundle is one, and what is not.

use std::collections::BTreeMap;

use serde::Serialize;

use super::joining::{Question, consent};
use super::member::named;
use super::{Bundle, BundlePart, PassedOn, overlaps};
use crate::measure::Day;
use crate::mode::TenderForm;
use crate::rule::{Rulebook, Verdict};
use crate::terms::{Lang, terms};

terms! {
    /// 四个一 — the four ones of a bundle. The letter names them and does not define them: what is checked is stated with
    /// each.
    pub enum FourOne: "one of the four" {
        Tender = "tender", "一体化招标", "one tender for all", "东建函〔2023〕26号第二部分第（五）项";
        Works = "works", "一揽子改造", "one basket of works", "东建函〔2023〕26号第二部分第（五）项";
        Books = "books", "一本账统筹", "one set of books", "东建函〔2023〕26号第二部分第（五）项";
        Board = "board", "一盘棋治理", "one board", "东建函〔2023〕26号第二部分第（五）项";
    }
}

terms! {
    /// 不足 — what keeps a bundle from being one.
    pub enum Flaw: "flaw of a bundle" {
        NoTender = "no_tender", "尚未招标", "nothing was tendered yet", "design";
        SeveralTenders = "several_tenders", "分几次招标", "more than one tender", "design";
        NotTendered = "not_tendered", "未列入任何合同", "in no contract", "design";
        InTwoContracts = "in_two_contracts", "列入两份以上合同", "in more than one contract", "design";
        SeveralContracts = "several_contracts", "统招统签而合同不止一份或者没有", "one contract was announced, and there is another number of them", "design";
        OtherProvider = "other_provider", "签约人不是中标人", "signed by somebody who did not win", "design";
        PassedOnWhole = "passed_on_whole", "全部物业服务转委托他人", "the whole service is passed on", "《民法典》第九百四十一条第二款";
        PassedOnUnknown = "passed_on_unknown", "是否转委托未见填报", "nobody stated whether it is passed on", "《民法典》第九百四十一条";
        WithoutWorks = "without_works", "需要改造而未列入工程", "needs works and is in none", "design";
        WorksUnknown = "works_unknown", "是否需要改造未见填报", "nobody stated whether it needs works", "design";
        AmountsMissing = "amounts_missing", "收支数据未填全", "its figures are not all stated", "design";
        TermMissing = "term_missing", "期限未见填报", "its term is not stated", "design";
        InTwoBundles = "in_two_bundles", "同时编入另一个包", "also in another bundle", "design";
        NoCoordinator = "no_coordinator", "统筹主体未载明", "nobody is named who leads", "design";
        LinksUnknown = "links_unknown", "是否相邻未见填报", "which members are neighbours is not stated", "design";
        Apart = "apart", "不与其余成员连片", "apart from the others", "许建政协〔2021〕18号第三部分";
        NotJoined = "not_joined", "业主未同意加入", "did not agree to join", "《民法典》第二百七十八条第一款第（四）项";
        JoinOpen = "join_open", "是否加入尚无有效决定", "no valid decision on joining yet", "《民法典》第二百七十八条第一款第（四）项";
    }
}

impl Flaw {
    /// Whether it is known that something is wrong, or only unknown whether it is right.
    #[must_use]
    pub const fn verdict(self) -> Verdict {
        match self {
            Self::PassedOnUnknown
            | Self::WorksUnknown
            | Self::AmountsMissing
            | Self::TermMissing
            | Self::NoCoordinator
            | Self::LinksUnknown
            | Self::JoinOpen => Verdict::Unknown,
            _ => Verdict::Unmet,
        }
    }
}

/// 不足之处 — one thing that keeps a bundle from being one, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OneFlaw {
    /// What.
    pub flaw: Flaw,
    /// The member, resource, work, contract or tender; nothing where it is the bundle as a whole.
    pub about: Option<String>,
}

/// 四个一核对 — one of the four, how it stands, and every flaw by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OneFinding {
    /// Which of the four.
    pub one: FourOne,
    /// The least of its flaws' verdicts; met where there is none.
    pub verdict: Verdict,
    /// What fails or is unknown, each by name.
    pub flaws: Vec<OneFlaw>,
}

impl OneFinding {
    fn of(one: FourOne, flaws: Vec<OneFlaw>) -> Self {
        let verdict = flaws.iter().map(|found| found.flaw.verdict()).min().unwrap_or(Verdict::Met);
        Self { one, verdict, flaws }
    }

    /// In one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let mut by: BTreeMap<Flaw, Vec<&str>> = BTreeMap::new();
        for found in &self.flaws {
            by.entry(found.flaw).or_default().extend(found.about.as_deref());
        }
        let said: Vec<String> = by
            .into_iter()
            .map(|(flaw, about)| match (lang, about.is_empty()) {
                (_, true) => flaw.render(lang).to_owned(),
                (Lang::Zh, false) => format!("{}{}", named(&about, lang), flaw.zh()),
                (Lang::En, false) => format!("{}: {}", flaw.en(), named(&about, lang)),
            })
            .collect();
        let (one, verdict) = (self.one.render(lang), self.verdict.render(lang));
        match (lang, said.is_empty()) {
            (Lang::Zh, true) => format!("{one}：{verdict}。"),
            (Lang::Zh, false) => format!("{one}：{verdict}，{}。", said.join("；")),
            (Lang::En, true) => format!("{one}: {verdict}"),
            (Lang::En, false) => format!("{one}: {verdict}; {}", said.join("; ")),
        }
    }
}

fn flaw(flaw: Flaw, about: impl ToString) -> OneFlaw {
    OneFlaw { flaw, about: Some(about.to_string()) }
}

const fn whole(flaw: Flaw) -> OneFlaw {
    OneFlaw { flaw, about: None }
}

impl Bundle {
    /// 四个一核对 — the four ones, each with what fails.
    ///
    /// 1. 一体化招标: there is one tender; every member, work and resource that counts is in exactly one of its contracts,
    ///    which the winner signs and does not pass on whole. Separate contracts under one tender are one tender.
    /// 2. 一揽子改造: every member that needs works is in some.
    /// 3. 一本账统筹: all figures of members and of resources that count are stated, and none of them is in another bundle.
    /// 4. 一盘棋治理: somebody leads, the members are joined as neighbours, and each decided to join.
    #[must_use]
    pub fn four_ones(&self, others: &[Self], rulebook: &Rulebook, day: Day) -> Vec<OneFinding> {
        vec![
            OneFinding::of(FourOne::Tender, self.tender_flaws(rulebook, day)),
            OneFinding::of(FourOne::Works, self.works_flaws()),
            OneFinding::of(FourOne::Books, self.books_flaws(others, rulebook, day)),
            OneFinding::of(FourOne::Board, self.board_flaws(others, rulebook, day)),
        ]
    }

    /// The resources that count on a day.
    fn counted(&self, rulebook: &Rulebook, day: Day) -> impl Iterator<Item = &super::BundleResource> {
        let uses = self.uses(rulebook, day);
        self.resources().iter().zip(uses).filter(|(_, one)| one.verdict == Verdict::Met).map(|(resource, _)| resource)
    }

    fn tender_flaws(&self, rulebook: &Rulebook, day: Day) -> Vec<OneFlaw> {
        let tenders = &self.parts().tenders;
        let mut found = Vec::new();
        match tenders.as_slice() {
            [] => return vec![whole(Flaw::NoTender)],
            [_] => {}
            several => found.extend(several.iter().map(|tender| flaw(Flaw::SeveralTenders, &tender.id))),
        }
        let contracts = || tenders.iter().flat_map(|tender| &tender.contracts);
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        let members = self.members().iter().map(|member| member.id.as_str());
        let resources = self.counted(rulebook, day).map(|resource| resource.id.as_str());
        let works = self.parts().works.iter().map(|work| work.id.as_str());
        let asked: Vec<&str> = members.chain(resources).chain(works).collect();
        for contract in contracts() {
            let members = contract.members.iter().map(super::MemberId::as_str);
            let resources = contract.resources.iter().map(crate::estate::ResourceId::as_str);
            let works = contract.works.iter().map(super::WorkId::as_str);
            for id in members.chain(resources).chain(works) {
                let count = times.entry(id).or_default();
                *count = count.saturating_add(1);
            }
        }
        for id in asked {
            match times.get(id).copied().unwrap_or(0) {
                0 => found.push(flaw(Flaw::NotTendered, id)),
                1 => {}
                _ => found.push(flaw(Flaw::InTwoContracts, id)),
            }
        }
        for tender in tenders {
            if tender.form == TenderForm::OneContract && tender.contracts.len() != 1 {
                found.push(flaw(Flaw::SeveralContracts, &tender.id));
            }
            for contract in &tender.contracts {
                if contract.provider != tender.winner {
                    found.push(flaw(Flaw::OtherProvider, &contract.id));
                }
                match contract.passed_on {
                    Some(PassedOn::Whole) => found.push(flaw(Flaw::PassedOnWhole, &contract.id)),
                    None => found.push(flaw(Flaw::PassedOnUnknown, &contract.id)),
                    Some(_) => {}
                }
            }
        }
        found
    }

    fn works_flaws(&self) -> Vec<OneFlaw> {
        let covered = |id| self.parts().works.iter().any(|work| work.members.contains(id));
        let open = self.members().iter().filter(|member| !covered(&member.id));
        open.filter_map(|member| match member.needs_works {
            Some(true) => Some(flaw(Flaw::WithoutWorks, &member.id)),
            Some(false) => None,
            None => Some(flaw(Flaw::WorksUnknown, &member.id)),
        })
        .collect()
    }

    fn elsewhere(&self, what: BundlePart, others: &[Self]) -> Vec<OneFlaw> {
        let mut found: Vec<OneFlaw> = Vec::new();
        for other in others.iter().filter(|other| other.id() != self.id()) {
            let both = overlaps(&[self.clone(), other.clone()]);
            found.extend(both.into_iter().filter(|one| one.what == what).map(|one| flaw(Flaw::InTwoBundles, one.id)));
        }
        found
    }

    fn books_flaws(&self, others: &[Self], rulebook: &Rulebook, day: Day) -> Vec<OneFlaw> {
        let mut found = Vec::new();
        for member in self.members() {
            if member.fees.is_none() || member.collection.is_none() || member.cost.is_none() {
                found.push(flaw(Flaw::AmountsMissing, &member.id));
            }
        }
        for resource in self.counted(rulebook, day) {
            if resource.gross.is_none() || resource.occupancy.is_none() || resource.running_cost.is_none() {
                found.push(flaw(Flaw::AmountsMissing, &resource.id));
            }
            if resource.term.is_none() {
                found.push(flaw(Flaw::TermMissing, &resource.id));
            }
        }
        for work in self.parts().works.iter().filter(|work| work.cost.is_none()) {
            found.push(flaw(Flaw::AmountsMissing, &work.id));
        }
        found.extend(self.elsewhere(BundlePart::Resource, others));
        found
    }

    fn board_flaws(&self, others: &[Self], rulebook: &Rulebook, day: Day) -> Vec<OneFlaw> {
        let mut found = Vec::new();
        if self.parts().coordinator.is_none() {
            found.push(whole(Flaw::NoCoordinator));
        }
        if self.parts().links.is_none() && self.members().len() > 1 {
            found.push(whole(Flaw::LinksUnknown));
        }
        found.extend(self.apart(None).into_iter().flatten().map(|id| flaw(Flaw::Apart, id)));
        for member in self.members() {
            match consent(member, Question::Join, rulebook, day).verdict {
                Verdict::Met => {}
                Verdict::Unmet => found.push(flaw(Flaw::NotJoined, &member.id)),
                Verdict::Unknown => found.push(flaw(Flaw::JoinOpen, &member.id)),
            }
        }
        found.extend(self.elsewhere(BundlePart::Member, others));
        found
    }
}
