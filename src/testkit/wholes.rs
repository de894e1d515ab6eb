//! Strategies of bundles, their books and their concessions.

use super::*;
use crate::bundle::{
    Assumption, Bundle, BundleContract, BundleContractId, BundleId, BundleMember, BundleParts, BundleResource,
    BundleStatement, BundleTender, BundleWork, ConcessionTerms, Consent, ConsentFinding, Excess, Leaving, MarginCheck,
    MemberAccount, MemberId, MemberKind, Moved, MunicipalService, OneFinding, OneFlaw, Outturn, Overlap, PassedOn,
    Payback, ProfitBand, Question, ResourceAccount, ResourceUse, SampledShapley, TenderId, Transfer, UpperBand,
    WorkFunding, WorkId, overlaps, sampled_shapley,
};
use crate::mode::TenderForm;

/// The day on which the strategies of bundles ask what is decided.
fn bundle_day() -> Day {
    sure(Day::new(2024, 4, 24))
}

fn bundle_rulebook() -> Rulebook {
    sure(crate::places::xiamen::rulebook())
}

fn numbered(n: usize) -> MemberId {
    sure(MemberId::new(format!("m{n}")))
}

fn yearly() -> BoxedStrategy<Option<Money>> {
    let fen = prop_oneof![1 => Just(0_i64), 2 => Just(10_000_000_i64), 7 => 0..=50_000_000_i64];
    option::weighted(0.9, fen.prop_map(|fen| sure(Money::from_fen(fen)))).boxed()
}

fn part_of_all() -> BoxedStrategy<Option<Share>> {
    let below = prop_oneof![Just(10_u32), Just(7_u32), Just(10_000_u32)];
    let share = (below, 0..=1_000_u32).prop_map(|(below, part)| {
        let above = below.saturating_mul(part).checked_div(1_000).unwrap_or(0);
        sure(Share::new(above, below))
    });
    option::weighted(0.9, share).boxed()
}

/// 可否统筹 — any [`Transfer`].
pub fn transfer() -> BoxedStrategy<Transfer> {
    prop_oneof![3 => Just(Transfer::Released), 1 => any::<Obstacle>().prop_map(Transfer::Withheld)].boxed()
}

/// The first of a month within some years, so that every span of months from such a day meets it.
fn month_start() -> BoxedStrategy<Day> {
    (2022..=2030_i32, 1..=12_u32).prop_map(|(year, month)| sure(Day::new(year, month, 1))).boxed()
}

fn term_of_months() -> BoxedStrategy<Option<Span>> {
    let span = (month_start(), 1..=240_u32)
        .prop_map(|(start, months)| sure(Span::new(start, sure(Period::Months(months).after(start)))));
    option::weighted(0.9, span).boxed()
}

/// 打包资源 — a [`BundleResource`] of no member: most are released, some are withheld, some have figures missing.
pub fn bundle_resource() -> BoxedStrategy<BundleResource> {
    let released = (transfer(), any::<bool>()).prop_map(|(value, official)| {
        let by = if official { Authority::Government } else { Authority::Caller };
        Stated { value, on: sure(Day::new(2024, 1, 1)), by, source: None }
    });
    let figures = (yearly(), part_of_all(), yearly(), term_of_months());
    let authority = option::weighted(0.9, Just(Authority::Government));
    let service = option::of(any::<MunicipalService>());
    (resource_id(), any::<ResourceKind>(), service, authority, option::weighted(0.8, released), figures)
        .prop_map(|(id, kind, municipal, authority, transfer, (gross, occupancy, running_cost, term))| BundleResource {
            municipal: municipal.filter(|_| kind == ResourceKind::MunicipalService),
            authority,
            transfer,
            term,
            gross,
            occupancy,
            running_cost,
            ..BundleResource::new(id, kind)
        })
        .boxed()
}

/// 成员意见 — a [`Consent`] of a member of a kind, on any question.
pub fn bundle_consent(kind: MemberKind) -> BoxedStrategy<Consent> {
    let outcome = prop_oneof![3 => Just(Outcome::Passed), 1 => any::<Outcome>()];
    (any::<Question>(), outcome, 1..=28_u32)
        .prop_map(move |(question, outcome, day)| {
            let on = sure(Day::new(2024, 2, day));
            let value = if kind.votes() {
                GroundRecord::Resolution(ResolutionRecord { matter: question.matter(), on, outcome, tally: None })
            } else {
                GroundRecord::Act { by: Authority::Street, on }
            };
            Consent { question, ground: Stated { value, on, by: Authority::Street, source: None } }
        })
        .boxed()
}

/// 打包成员 — a [`BundleMember`] of any kind, mostly with all its figures and with up to four decisions.
pub fn bundle_member() -> BoxedStrategy<BundleMember> {
    let tried = option::weighted(0.2, month_start());
    (member_id(), any::<MemberKind>(), yearly(), part_of_all(), tried, yearly(), option::of(any::<bool>()))
        .prop_flat_map(|(id, kind, fees, collection, fees_from, cost, needs_works)| {
            vec(bundle_consent(kind), 0..=4).prop_map(move |consents| BundleMember {
                fees,
                collection,
                fees_from,
                cost,
                needs_works,
                consents,
                ..BundleMember::new(id.clone(), kind)
            })
        })
        .boxed()
}

/// 打包工程 — a [`BundleWork`] for the first of the members m0, m1 … .
pub fn bundle_work() -> BoxedStrategy<BundleWork> {
    (any::<WorkFunding>(), yearly(), month_start(), 1..=99_u8)
        .prop_map(|(funding, cost, on, number)| BundleWork {
            id: sure(WorkId::new(format!("w{number}"))),
            members: vec![numbered(0)],
            funding,
            cost,
            on,
        })
        .boxed()
}

/// 打包合同 — a [`BundleContract`] that serves the first of the members m0, m1 … .
pub fn bundle_contract() -> BoxedStrategy<BundleContract> {
    (provider_id(), option::of(any::<PassedOn>()), 1..=99_u8)
        .prop_map(|(provider, passed_on, number)| BundleContract {
            id: sure(BundleContractId::new(format!("c{number}"))),
            principal: Authority::Street,
            provider,
            members: vec![numbered(0)],
            resources: vec![],
            works: vec![],
            passed_on,
        })
        .boxed()
}

/// 打包招标 — a [`BundleTender`] with at most one contract.
pub fn bundle_tender() -> BoxedStrategy<BundleTender> {
    (any::<TenderForm>(), provider_id(), option::of(bundle_contract()))
        .prop_map(|(form, winner, contract)| BundleTender {
            id: sure(TenderId::new("t1")),
            form,
            winner,
            contracts: contract.into_iter().collect(),
        })
        .boxed()
}

/// 打包要素 — the [`BundleParts`] of a good bundle: members m0, m1 …, resources r0, r1 …, neighbours in a row where they
/// are known; now and then a resource belongs to a member.
pub fn bundle_parts() -> BoxedStrategy<BundleParts> {
    let forms = subsequence(BundleForm::ALL.to_vec(), 0..=BundleForm::ALL.len());
    let resources = vec((bundle_resource(), option::weighted(0.3, any::<Index>())), 0..=4);
    let rest = (option::of(bundle_tender()), option::of(bundle_work()), any::<bool>(), forms);
    (vec(bundle_member(), 1..=5), resources, rest)
        .prop_map(|(members, resources, (tender, work, linked, forms))| {
            let named = |n: usize, member| BundleMember { id: numbered(n), ..member };
            let members: Vec<_> = members.into_iter().enumerate().map(|(n, member)| named(n, member)).collect();
            let owned = resources.into_iter().enumerate().map(|(n, (resource, owner))| BundleResource {
                id: sure(ResourceId::new(format!("r{n}"))),
                of: owner.map(|owner| numbered(owner.index(members.len()))),
                ..resource
            });
            let pairs = (1..members.len()).map(|n| [numbered(n.saturating_sub(1)), numbered(n)]);
            BundleParts {
                id: sure(BundleId::new("包一")),
                forms,
                coordinator: linked.then_some(Authority::Street),
                links: linked.then(|| pairs.collect()),
                resources: owned.collect(),
                works: work.into_iter().collect(),
                tenders: tender.into_iter().collect(),
                members,
            }
        })
        .boxed()
}

/// 大物业打包 — any [`Bundle`] of up to five members and four resources.
pub fn bundle() -> BoxedStrategy<Bundle> {
    bundle_parts().prop_map(|parts| sure(Bundle::new(parts))).boxed()
}

/// 微利区间 — any [`ProfitBand`].
pub fn profit_band() -> BoxedStrategy<ProfitBand> {
    (0..=800_u32, 0..=800_u32, any::<UpperBand>())
        .prop_map(|(a, b, above)| ProfitBand { lo_bp: a.min(b), hi_bp: a.max(b), above })
        .boxed()
}

/// 收支表案例 — a bundle, a span of whole months, now and then a band.
pub fn bundle_case() -> BoxedStrategy<(Bundle, Span, Option<ProfitBand>)> {
    let span = (month_start(), prop_oneof![Just(12_u32), Just(240_u32), 1..=60_u32])
        .prop_map(|(start, months)| sure(Span::new(start, sure(Period::Months(months).after(start)))));
    (bundle(), span, option::of(profit_band())).boxed()
}

/// 大物业收支表 — the [`BundleStatement`] of a [`bundle_case`] in Xiamen.
pub fn bundle_statement() -> BoxedStrategy<BundleStatement> {
    let rulebook = bundle_rulebook();
    bundle_case()
        .prop_map(move |(bundle, span, band)| sure(bundle.statement(&rulebook, bundle_day(), span, band)))
        .boxed()
}

/// 成员收支 — a [`MemberAccount`] of a [`bundle_statement`].
pub fn member_account() -> BoxedStrategy<MemberAccount> {
    (bundle_statement(), any::<Index>()).prop_map(|(found, at)| at.get(&found.members).clone()).boxed()
}

/// 测算结果 — an [`Outturn`] of a bundle of which all is known, if not of another.
pub fn outturn() -> BoxedStrategy<Outturn> {
    let rulebook = bundle_rulebook();
    bundle_case()
        .prop_map(move |(bundle, span, band)| {
            let mut parts = bundle.parts().clone();
            (parts.resources, parts.works) = (vec![], vec![]);
            for member in &mut parts.members {
                member.fees.get_or_insert(Money::ZERO);
                member.collection.get_or_insert(Share::NONE);
                member.cost.get_or_insert(Money::ZERO);
            }
            let known = sure(Bundle::new(parts));
            let found = sure(known.statement(&rulebook, bundle_day(), span, band));
            sure(found.worst.ok_or("everything is known"))
        })
        .boxed()
}

/// 微利核对 — a [`MarginCheck`] of what is earned from 4 % below cost to 12 % above, against any [`profit_band`].
pub fn margin_check() -> BoxedStrategy<MarginCheck> {
    let rulebook = bundle_rulebook();
    (profit_band(), 0..=2_000_000_i64, -400..=1_200_i64)
        .prop_map(move |(band, cost, beyond)| {
            let money = |fen| Some(sure(Money::from_fen(fen)));
            let fees = cost.saturating_mul(beyond.saturating_add(10_000)).checked_div(10_000).unwrap_or(0);
            let member = BundleMember {
                fees: money(fees),
                collection: Some(Share::WHOLE),
                cost: money(cost),
                consents: vec![Consent {
                    question: Question::ShareSurplus,
                    ground: Stated {
                        value: GroundRecord::Act { by: Authority::Street, on: bundle_day() },
                        on: bundle_day(),
                        by: Authority::Street,
                        source: None,
                    },
                }],
                ..BundleMember::new(numbered(0), MemberKind::Street)
            };
            let parts = BundleParts {
                id: sure(BundleId::new("包一")),
                forms: vec![],
                coordinator: None,
                members: vec![member],
                links: None,
                resources: vec![],
                works: vec![],
                tenders: vec![],
            };
            let year = sure(Span::new(sure(Day::new(2025, 1, 1)), sure(Day::new(2026, 1, 1))));
            let found = sure(sure(Bundle::new(parts)).statement(&rulebook, bundle_day(), year, Some(band)));
            let margin = found.worst.and_then(|outturn| outturn.margin);
            sure(margin.ok_or("a band was given"))
        })
        .boxed()
}

fn of_one<T: Clone + Debug + 'static>(of: impl Fn(&Bundle, &Rulebook) -> Vec<T> + 'static) -> BoxedStrategy<Option<T>> {
    let rulebook = bundle_rulebook();
    (bundle(), any::<Index>())
        .prop_map(move |(bundle, at)| {
            let all = of(&bundle, &rulebook);
            if all.is_empty() { None } else { Some(at.get(&all).clone()) }
        })
        .boxed()
}

/// 意见核对 — a [`ConsentFinding`] on joining; a bundle has a member.
pub fn consent_finding() -> BoxedStrategy<ConsentFinding> {
    of_one(|bundle, rulebook| bundle.joining(rulebook, bundle_day()))
        .prop_map(|found| sure(found.ok_or("a bundle has a member")))
        .boxed()
}

/// 退出影响 — the [`Leaving`] of a member.
pub fn leaving() -> BoxedStrategy<Leaving> {
    let all = |bundle: &Bundle, rulebook: &Rulebook| {
        bundle.members().iter().map(|member| sure(bundle.leaving(&member.id, rulebook, bundle_day()))).collect()
    };
    of_one(all).prop_map(|found: Option<Leaving>| sure(found.ok_or("a bundle has a member"))).boxed()
}

/// 四个一核对 — a [`OneFinding`].
pub fn one_finding() -> BoxedStrategy<OneFinding> {
    of_one(|bundle, rulebook| bundle.four_ones(&[], rulebook, bundle_day()))
        .prop_map(|found| sure(found.ok_or("there are four")))
        .boxed()
}

/// 不足之处 — a [`OneFlaw`]; nothing of a bundle that has none.
pub fn one_flaw() -> BoxedStrategy<Option<OneFlaw>> {
    of_one(|bundle, rulebook| {
        bundle.four_ones(&[], rulebook, bundle_day()).into_iter().flat_map(|found| found.flaws).collect()
    })
}

/// 资源可用性 — a [`ResourceUse`]; nothing of a bundle without resources.
pub fn resource_use() -> BoxedStrategy<Option<ResourceUse>> {
    of_one(|bundle, rulebook| bundle.uses(rulebook, bundle_day()))
}

/// 资源收支 — a [`ResourceAccount`]; nothing of a bundle without resources.
pub fn resource_account() -> BoxedStrategy<Option<ResourceAccount>> {
    bundle_statement().prop_map(|found| found.resources.first().cloned()).boxed()
}

/// 重复编入 — the first [`Overlap`] of a bundle and another of the same parts.
pub fn overlap() -> BoxedStrategy<Overlap> {
    let twin = |bundle: &Bundle, _: &Rulebook| {
        let other = BundleParts { id: sure(BundleId::new("包二")), ..bundle.parts().clone() };
        overlaps(&[bundle.clone(), sure(Bundle::new(other))])
    };
    of_one(twin).prop_map(|found| sure(found.ok_or("a bundle has a member"))).boxed()
}

/// 特许经营测算 — any [`ConcessionTerms`] of up to thirty years.
pub fn concession_terms() -> BoxedStrategy<ConcessionTerms> {
    let amount = || prop_oneof![1 => Just(0_i64), 6 => 0..=30_000_000_i64].prop_map(|fen| sure(Money::from_fen(fen)));
    let share = || part_of_all().prop_map(|share| share.unwrap_or(Share::WHOLE));
    (amount(), 1..=30_u32, amount(), share(), amount(), share(), amount())
        .prop_map(|(build, years, fees, collection, rent, occupancy, cost)| ConcessionTerms {
            build,
            years,
            fees,
            collection,
            rent,
            occupancy,
            cost,
        })
        .boxed()
}

/// 变动结果 — a [`Moved`] concession, by up to a half either way, at five in a hundred.
pub fn moved() -> BoxedStrategy<Moved> {
    (concession_terms(), -50..=50_i64, any::<Assumption>())
        .prop_map(|(terms, by, assumption)| {
            let (rate, by) = (sure(Ratio::new(5, 100)), sure(Ratio::new(by, 100)));
            let all = sure(terms.sensitivity(rate, 20, &[by]));
            sure(all.into_iter().find(|one| one.assumption == assumption).ok_or("each assumption is changed"))
        })
        .boxed()
}

/// 回收期 — the [`Payback`] of a [`cash_flow`]; nothing where it never pays back.
pub fn payback() -> BoxedStrategy<Option<Payback>> {
    cash_flow().prop_map(|flow| flow.payback()).boxed()
}

/// 最不满的联盟 — the [`Excess`] over the Shapley value of a [`game`]; nothing for one member.
pub fn excess() -> BoxedStrategy<Option<Excess>> {
    game().prop_map(|game| sure(game.worst(&game.shapley()))).boxed()
}

/// 抽样所得 — the [`SampledShapley`] of a game in which each pair of neighbours gains the same.
pub fn drawn_shapley() -> BoxedStrategy<SampledShapley> {
    (2..=30_usize, draw(), 1..=50_u32, 0..=10_000_i64)
        .prop_map(|(number, draw, orders, each)| {
            let members: Vec<MemberId> = (0..number).map(numbered).collect();
            let pairs = |coalition: u64| i64::from((coalition & coalition.wrapping_shr(1)).count_ones());
            let money = |fen: i64| sure(Money::from_fen(fen));
            let value = |coalition: u64| money(pairs(coalition).saturating_mul(each));
            let range = (Money::ZERO, money(each.saturating_mul(2)));
            sure(sampled_shapley(&members, value, range, draw, orders, sure(Share::new(1, 20))))
        })
        .boxed()
}
