//! Strategies of portfolios, tables for the public, applications.

use super::*;
use crate::assess::{Asked, Single};
use crate::programme::{
    Applicant, Coverage, Portfolio, PortfolioEntry, PortfolioHead, PortfolioPlan, Published, Ranking,
    RenovationApplication, SafeCheck, SafeStandard, publish, rank_applicants, renovation_application,
};

/// 所问事项 — any [`Asked`].
pub fn asked_thing() -> BoxedStrategy<Asked> {
    prop_oneof![
        3 => any::<Fact>().prop_map(Asked::Fact),
        1 => local_fact().prop_map(Asked::Local),
        2 => any::<Quantity>().prop_map(Asked::Quantity),
        1 => any::<Event>().prop_map(Asked::Event),
        1 => any::<Matter>().prop_map(Asked::Resolution),
    ]
    .boxed()
}

/// 单项 — any [`Single`].
pub fn single_thing() -> BoxedStrategy<Single> {
    (asked_thing(), any::<bool>()).prop_map(|(asked, stated)| Single { asked, stated }).boxed()
}

/// 小区与预算 — compounds, each with its budget if it has one.
pub type BudgetedCompounds = Vec<(Dossier, Option<Budget>)>;

/// 汇总批次 — a [`PortfolioPlan`] of Xuchang about some modes, and up to 8 compounds, of which some lie elsewhere and some
/// have a budget.
pub fn portfolio_batch() -> BoxedStrategy<(PortfolioPlan, BudgetedCompounds)> {
    let place = select(vec!["411000", "411002", "411082", "411082", "441900"]);
    let one = (dossier(), place, option::weighted(0.4, budget())).prop_map(|(mut dossier, place, budget)| {
        dossier.compound.place = sure(place.parse());
        (dossier, budget)
    });
    let modes = || subsequence(Mode::ALL.to_vec(), 1..=Mode::ALL.len());
    let rulebook = shipped();
    (modes(), modes(), vec(one, 0..=8))
        .prop_map(move |(modes, service, compounds)| {
            let aims: Vec<Aim> = modes.into_iter().map(Aim::Mode).collect();
            (sure(PortfolioPlan::compile(&rulebook, &aims, &service, on(2022, 3, 1))), compounds)
        })
        .boxed()
}

/// A batch counted; the compounds are rows from the one given on.
pub fn portfolio_of(plan: &PortfolioPlan, compounds: &[(Dossier, Option<Budget>)], first_row: u64) -> Portfolio {
    let entries: Vec<PortfolioEntry<'_>> =
        compounds.iter().map(|(dossier, budget)| PortfolioEntry { dossier, budget: budget.as_ref() }).collect();
    sure(plan.run(&entries, first_row))
}

/// 小区汇总 — any [`Portfolio`] of a batch.
pub fn portfolio() -> BoxedStrategy<Portfolio> {
    portfolio_batch().prop_map(|(plan, compounds)| portfolio_of(&plan, &compounds, 7)).boxed()
}

/// 汇总口径 — the [`PortfolioHead`] of a plan.
pub fn portfolio_head() -> BoxedStrategy<PortfolioHead> {
    portfolio_batch().prop_map(|(plan, _)| plan.head().clone()).boxed()
}

/// 覆盖率 — the [`Coverage`] of a portfolio, in compounds or in households.
pub fn portfolio_coverage() -> BoxedStrategy<Coverage> {
    let unit = select(vec![CountUnit::Compounds, CountUnit::Households]);
    (portfolio(), frame(), unit)
        .prop_map(|(portfolio, frame, unit)| {
            let scope = Scope { place: sure("411000".parse()), area: None };
            sure(portfolio.coverage(unit, &Frame { scope, ..frame }))
        })
        .boxed()
}

/// 公布分组 — groups of one definition in areas of their own, and a threshold: mostly small numbers, so that groups are
/// small, empty, alike, or all there is.
pub fn public_groups() -> BoxedStrategy<(Vec<Statistic>, u64)> {
    let number = || prop_oneof![4 => 0..=12_u64, 1 => 0..=2_u64, 1 => 0..=3_000_u64];
    (frame(), any::<CountUnit>(), vec((number(), number()), 1..=9), any::<bool>(), 2..=6_u64)
        .prop_map(|(frame, unit, numbers, has_base, threshold)| {
            let group = |(n, (number, more)): (usize, &(u64, u64))| {
                let scope = Scope { place: frame.scope.place, area: Some(format!("第{n}区")) };
                let base = has_base.then(|| Approx::exact(number.saturating_add(*more).max(1)));
                let (numerator, frame) = (Approx::exact(*number), Frame { scope, ..frame.clone() });
                sure(Statistic::new(Reported { frame, unit, numerator, denominator: base }))
            };
            (numbers.iter().enumerate().map(group).collect(), threshold)
        })
        .boxed()
}

/// 公布表 — any [`Published`].
pub fn published() -> BoxedStrategy<Published> {
    public_groups().prop_map(|(groups, threshold)| sure(publish(&groups, threshold))).boxed()
}

/// 改造申报 — a [`RenovationApplication`] under the law of Xianning.
pub fn renovation_case() -> BoxedStrategy<RenovationApplication> {
    let day = select(vec![on(2000, 12, 31), on(2001, 1, 1), on(1988, 2, 29)]);
    let six = vec![
        Fact::PartyOrganisation,
        Fact::MultiPartyConsultation,
        Fact::ResidentsCovenant,
        Fact::ContributionToWorks,
        Fact::LaterManagementAccepted,
    ];
    let kept = (subsequence(six, 3..=5), option::weighted(0.8, 0..=2_u32));
    (dossier(), option::of(day), kept, any::<bool>())
        .prop_map(|(dossier, completed, (facts, left), fresh)| {
            let mut own = if fresh { Dossier::new(dossier.compound.clone()) } else { dossier };
            if fresh {
                let told = on(2023, 7, 31);
                for fact in facts {
                    sure(own.state(fact, Stated::new(true, told, Authority::Street)));
                }
                if let Some(left) = left {
                    let left = Stated::new(Approx::exact(Value::Count(left)), told, Authority::Street);
                    sure(own.measure(Quantity::IllegalStructures, left));
                }
            }
            let rulebook = sure(crate::places::xianning::rulebook());
            renovation_application(&rulebook, &own, completed, on(2023, 8, 1))
        })
        .boxed()
}

/// 申报小区 — up to 7 [`Applicant`]s, whose shares are often equal and written as other fractions.
pub fn applicants() -> BoxedStrategy<Vec<Applicant>> {
    let share = (0..=4_u64, 1..=4_u64, 1..=3_u64, any::<Sense>(), 0..=9_u8);
    let one = (option::weighted(0.9, share.clone()), option::weighted(0.9, share), any::<Verdict>(), any::<bool>());
    (frame(), vec(one, 1..=7))
        .prop_map(|(frame, ones)| {
            let statistic = |(above, more, times, sense, edge): (u64, u64, u64, Sense, u8)| {
                let sense = if edge == 0 { sense } else { Sense::Exact };
                let below = above.saturating_add(more).saturating_mul(times);
                let numerator = Approx { value: above.saturating_mul(times), sense };
                let denominator = Some(Approx::exact(below));
                let unit = CountUnit::Households;
                sure(Statistic::new(Reported { frame: frame.clone(), unit, numerator, denominator }))
            };
            let applicant = |(n, (will, support, preconditions, open)): (usize, (_, _, Verdict, bool))| Applicant {
                compound: sure(format!("c{n}").parse()),
                preconditions: if open { preconditions } else { Verdict::Met },
                will: Option::map(will, statistic),
                support: Option::map(support, statistic),
            };
            ones.into_iter().enumerate().map(applicant).collect()
        })
        .boxed()
}

/// 申报排序 — the [`Ranking`] of some applicants under the law of Xianning, or on a day before it.
pub fn ranking() -> BoxedStrategy<Ranking> {
    (applicants(), any::<bool>())
        .prop_map(|(applicants, known)| {
            let rulebook = sure(crate::places::xianning::rulebook());
            let day = if known { on(2023, 8, 1) } else { on(2020, 1, 1) };
            sure(rank_applicants(&rulebook.setting(Key::Ranking(Application::Renovation), day), &applicants))
        })
        .boxed()
}

/// 平安住宅小区标准 — a [`SafeStandard`] of ten flags of made-up names.
pub fn safe_standard() -> BoxedStrategy<SafeStandard> {
    let flag =
        |code: String| DeclaredFact { code: sure(code.parse()), zh: code.clone(), en: code, source: "街道".into() };
    select(vec!["flag", "项"])
        .prop_map(move |name| {
            let five = |first: usize| (first..first.saturating_add(5)).map(|n| flag(format!("{name}{n}"))).collect();
            sure(SafeStandard::new(five(0), five(5)))
        })
        .boxed()
}

/// 平安住宅小区核对 — any [`SafeCheck`].
pub fn safe_check() -> BoxedStrategy<SafeCheck> {
    (safe_standard(), compound(), vec(option::weighted(0.9, 0..=12_u8), 10))
        .prop_map(|(standard, compound, told)| {
            let (mut dossier, day) = (Dossier::new(compound), on(2023, 7, 14));
            let flags = standard.has().iter().map(|flag| (flag, true));
            let flags = flags.chain(standard.has_not().iter().map(|flag| (flag, false)));
            for ((flag, wanted), told) in flags.zip(told) {
                if let Some(told) = told {
                    let value = if told == 0 { !wanted } else { wanted };
                    sure(dossier.state_local(&flag.code, Stated::new(value, day, Authority::Street)));
                }
            }
            standard.check(&dossier, day)
        })
        .boxed()
}
