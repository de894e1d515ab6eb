//! Strategies of rules, answers and decisions.

use super::*;
use crate::assess::Packed;
use crate::decide::{Choice, choose};

use crate::rule::{CollectionBan, DisclosureItem, PlantKind, ScaleBasis, SelfManagementField, Settled, SubContractBan};

// ------------------------------------------------------------------------------------------------ rules

/// 项 — a [`Term`] of a dimension: a literal, a quantity or a share of one.
pub fn term(dimension: Dimension) -> BoxedStrategy<Term> {
    let quantities: Vec<Quantity> = Quantity::ALL.iter().copied().filter(|q| q.dimension() == dimension).collect();
    let literal = value_in(dimension).prop_map(Term::Literal);
    if quantities.is_empty() {
        return literal.boxed();
    }
    let of = select(quantities.clone()).prop_map(Term::Of);
    let part = (share(), select(quantities)).prop_map(|(share, quantity)| Term::Part(share, quantity));
    prop_oneof![2 => literal, 3 => of, 1 => part].boxed()
}

/// 计数期间 — any [`Window`].
pub fn window() -> BoxedStrategy<Window> {
    prop_oneof![any::<Cycle>().prop_map(Window::Calendar), period().prop_map(Window::Rolling)].boxed()
}

/// 叶节点 — a [`Node`] without children: a fact, a comparison, an event, a resolution.
pub fn leaf() -> BoxedStrategy<Node> {
    let dimension = select(vec![Dimension::Count, Dimension::Count, Dimension::Area, Dimension::Money]);
    let compare = dimension.prop_flat_map(|dimension| (term(dimension), any::<Cmp>(), term(dimension)));
    let event = || (any::<Event>(), any::<Cmp>(), period());
    prop_oneof![
        6 => any::<Fact>().prop_map(Node::Stated),
        1 => local_fact().prop_map(Node::Local),
        4 => compare.prop_map(|(left, cmp, right)| Node::Compare { left, cmp, right }),
        1 => event().prop_map(|(event, cmp, period)| Node::Elapsed { event, cmp, period }),
        1 => event().prop_map(|(event, cmp, period)| Node::Until { event, cmp, period }),
        1 => (any::<Event>(), any::<Cmp>(), 0..=4_u32)
            .prop_map(|(event, cmp, number)| Node::Count { event, cmp, number }),
        1 => (any::<Event>(), window(), any::<Cmp>(), 0..=4_u32)
            .prop_map(|(event, window, cmp, number)| Node::CountIn { event, window, cmp, number }),
        1 => term(Dimension::Count).prop_map(Node::Odd),
        1 => any::<Matter>().prop_map(Node::Resolved),
    ]
    .boxed()
}

/// 条件 — a [`Condition`] nested at most `depth` deep (a leaf is 0 deep; more than 6 is taken for 6), with empty
/// groups, double negations and facts that appear more than once.
pub fn condition(depth: u32) -> BoxedStrategy<Condition> {
    leaf()
        .prop_map(|node| sure(Condition::leaf(node)))
        .prop_recursive(depth.min(6), 24, 3, |inner| {
            prop_oneof![
                3 => vec(inner.clone(), 0..=3).prop_map(|parts| sure(Condition::all(parts))),
                3 => vec(inner.clone(), 0..=3).prop_map(|parts| sure(Condition::any(parts))),
                2 => inner.prop_map(|part| sure(part.negated())),
            ]
        })
        .boxed()
}

/// 参数名 — any [`Key`].
pub fn key() -> BoxedStrategy<Key> {
    prop_oneof![
        3 => any::<Matter>().prop_map(Key::Majority),
        1 => any::<Mode>().prop_map(Key::Services),
        1 => Just(Key::Selection),
        3 => any::<Figure>().prop_map(Key::Figure),
        1 => any::<Mode>().prop_map(Key::ProviderChoice),
        1 => any::<Mode>().prop_map(Key::Cost),
        1 => any::<ResourceKind>().prop_map(Key::Withheld),
        1 => any::<Application>().prop_map(Key::Ranking),
        1 => select(vec![
            Key::AssemblyForm,
            Key::CommitteeSeats,
            Key::GroupSeats,
            Key::ManagementCommitteeSeats,
            Key::HeadBasis,
            Key::Lift,
            Key::LiftOnCommonParts,
            Key::ParkingArea,
            Key::Bars,
            Key::BarsIfAgreed,
            Key::EmergencyRequest,
            Key::SelfManagement,
            Key::SelfManagementMatter,
            Key::SpecialistPlant,
            Key::AreaChange,
            Key::BundleForms,
            Key::StagePath,
            Key::ConsultationSteps,
            Key::Vacancy,
            Key::VacancyNotice,
            Key::TopUp,
            Key::EmergencyCases,
            Key::Rooms,
            Key::RenovationCutOff,
            Key::CollectionBans,
            Key::SubContractBans,
            Key::DisclosureItems,
            Key::ScaleBasis,
        ]),
    ]
    .boxed()
}

/// 委员人数 — any [`Seats`].
pub fn seats() -> BoxedStrategy<Seats> {
    let most = option::of(0..=12_u32);
    (0..=12_u32, most, any::<bool>())
        .prop_map(|(least, more, odd)| Seats { least, most: more.map(|more| least.saturating_add(more)), odd })
        .boxed()
}

/// 加梯同意规则 — any [`LiftRule`].
pub fn lift_rule() -> BoxedStrategy<LiftRule> {
    let asked = (option::of(threshold()), threshold(), option::of(threshold()));
    (any::<LiftCircle>(), asked, any::<Base>(), any::<bool>(), any::<bool>())
        .prop_map(|(circle, (quorum, heads, area), base, written, objections_settled)| LiftRule {
            circle,
            quorum,
            heads,
            area,
            base,
            written,
            objections_settled,
        })
        .boxed()
}

/// At least one word of a vocabulary, each once, in any order.
fn words<T: Debug + Clone + 'static>(all: &[T]) -> BoxedStrategy<Vec<T>> {
    subsequence(all.to_vec(), 1..=all.len()).prop_shuffle().boxed()
}

/// 选择方式 — any [`Selection`] of at least one mode, each once.
pub fn selection() -> BoxedStrategy<Selection> {
    let modes = subsequence(Mode::ALL.to_vec(), 1..=Mode::ALL.len()).prop_shuffle();
    (modes, any::<bool>())
        .prop_map(|(modes, ladder)| if ladder { Selection::Ladder(modes) } else { Selection::FreeChoice(modes) })
        .boxed()
}

/// 参数值 — a [`ParameterValue`] that a key can have.
pub fn parameter_value(key: Key) -> BoxedStrategy<ParameterValue> {
    match key {
        Key::Majority(_) | Key::LiftOnCommonParts => majority().prop_map(ParameterValue::Majority).boxed(),
        Key::Services(_) => words(Service::ALL).prop_map(ParameterValue::Services).boxed(),
        Key::Selection => selection().prop_map(ParameterValue::Selection).boxed(),
        Key::Figure(figure) => match figure.dimension() {
            Dimension::Period => period().prop_map(ParameterValue::Period).boxed(),
            Dimension::Share => share().prop_map(ParameterValue::Share).boxed(),
            Dimension::Money => money().prop_map(ParameterValue::Money).boxed(),
            Dimension::Area => area().prop_map(ParameterValue::Area).boxed(),
            _ => any::<u32>().prop_map(ParameterValue::Number).boxed(),
        },
        Key::AssemblyForm => any::<AssemblyForm>().prop_map(ParameterValue::AssemblyForm).boxed(),
        Key::Lift => lift_rule().prop_map(ParameterValue::Lift).boxed(),
        Key::HeadBasis => any::<HeadBasis>().prop_map(ParameterValue::HeadBasis).boxed(),
        Key::ParkingArea => any::<ParkingArea>().prop_map(ParameterValue::ParkingArea).boxed(),
        Key::Bars | Key::BarsIfAgreed => words(Bar::ALL).prop_map(ParameterValue::Bars).boxed(),
        Key::CommitteeSeats | Key::GroupSeats | Key::ManagementCommitteeSeats => {
            seats().prop_map(ParameterValue::Seats).boxed()
        }
        Key::ProviderChoice(_) => any::<ChoiceMethod>().prop_map(ParameterValue::ChoiceMethod).boxed(),
        Key::Cost(_) => super::governance_cost_cases().prop_map(ParameterValue::CostCases).boxed(),
        Key::EmergencyRequest => super::governance_request_rule().prop_map(ParameterValue::Request).boxed(),
        Key::SelfManagement => words(SelfManagementField::ALL).prop_map(ParameterValue::SelfManagement).boxed(),
        Key::SelfManagementMatter => any::<Matter>().prop_map(ParameterValue::Matter).boxed(),
        Key::SpecialistPlant => words(PlantKind::ALL).prop_map(ParameterValue::Plants).boxed(),
        Key::AreaChange => majority().prop_map(ParameterValue::Majority).boxed(),
        Key::BundleForms => words(BundleForm::ALL).prop_map(ParameterValue::BundleForms).boxed(),
        Key::StagePath => words(Stage::ALL).prop_map(ParameterValue::Stages).boxed(),
        Key::ConsultationSteps => words(ConsultationStep::ALL).prop_map(ParameterValue::ConsultationSteps).boxed(),
        Key::Ranking(_) => words(RankBy::ALL).prop_map(ParameterValue::Ranking).boxed(),
        Key::Withheld(_) => any::<Obstacle>().prop_map(ParameterValue::Obstacle).boxed(),
        Key::Vacancy => vacancy_cases().prop_map(ParameterValue::Vacancy).boxed(),
        Key::VacancyNotice => any::<crate::rule::NoticeForm>().prop_map(ParameterValue::NoticeForm).boxed(),
        Key::TopUp => top_up_rule().prop_map(ParameterValue::TopUp).boxed(),
        Key::EmergencyCases => words(EmergencyCase::ALL).prop_map(ParameterValue::EmergencyCases).boxed(),
        Key::Rooms => room_rule().prop_map(ParameterValue::Rooms).boxed(),
        Key::RenovationCutOff => day().prop_map(ParameterValue::Day).boxed(),
        Key::CollectionBans => words(CollectionBan::ALL).prop_map(ParameterValue::CollectionBans).boxed(),
        Key::SubContractBans => words(SubContractBan::ALL).prop_map(ParameterValue::SubContractBans).boxed(),
        Key::DisclosureItems => words(DisclosureItem::ALL).prop_map(ParameterValue::DisclosureItems).boxed(),
        Key::ScaleBasis => any::<ScaleBasis>().prop_map(ParameterValue::ScaleBasis).boxed(),
    }
}

/// A range of a key whose values have an order; of any other key, a single value.
fn between(key: Key) -> BoxedStrategy<Setting> {
    (parameter_value(key), parameter_value(key))
        .prop_map(|(a, b)| match a.order(&b) {
            Some(order) if order.is_le() => Setting::Between { least: a, most: b },
            Some(_) => Setting::Between { least: b, most: a },
            None => Setting::Exactly(a),
        })
        .boxed()
}

/// 规定方式 — any [`Setting`] of a key.
pub fn setting(key: Key) -> BoxedStrategy<Setting> {
    let value = || parameter_value(key);
    prop_oneof![
        1 => between(key),
        4 => value().prop_map(Setting::Exactly),
        1 => value().prop_map(Setting::AtLeast),
        1 => value().prop_map(Setting::AtMost),
        1 => value().prop_map(Setting::MoreThan),
        1 => value().prop_map(Setting::LessThan),
        1 => value().prop_map(Setting::UnlessAgreed),
        1 => (value(), any::<Matter>()).prop_map(|(value, unless)| Setting::Default { value, unless }),
        1 => any::<Authority>().prop_map(Setting::Delegated),
    ]
    .boxed()
}

/// 参数 — any [`Parameter`] in these documents; of no document, in any.
pub fn parameter(documents: &[DocumentId]) -> BoxedStrategy<Parameter> {
    let documents = documents.to_vec();
    key().prop_flat_map(move |key| parameter_of(key, &documents)).boxed()
}

pub(super) fn parameter_of(key: Key, documents: &[DocumentId]) -> BoxedStrategy<Parameter> {
    let when = option::weighted(0.2, condition(1));
    (when, dated(setting(key), documents), any::<MayMove>(), any::<bool>())
        .prop_map(move |(when, value, may_move, contrary)| {
            let parameter = sure(Parameter::new(key, when, value, may_move));
            if contrary { parameter.as_contrary() } else { parameter }
        })
        .boxed()
}

/// 目标 — any [`Aim`]; often professional or basic management, so that a rulebook has several rules of one aim.
pub fn aim() -> BoxedStrategy<Aim> {
    let known = vec![Aim::Mode(Mode::Professional), Aim::Mode(Mode::Professional), Aim::Mode(Mode::Basic)];
    let pay = (any::<Purse>(), any::<Purpose>()).prop_map(|(purse, purpose)| Aim::Pay(purse, purpose));
    prop_oneof![
        5 => select(known),
        1 => any::<Mode>().prop_map(Aim::Mode),
        1 => pay,
        1 => any::<Application>().prop_map(Aim::Apply),
        1 => any::<OrganisationKind>().prop_map(Aim::Found),
        1 => any::<Duty>().prop_map(Aim::Duty),
        1 => any::<ResourceKind>().prop_map(Aim::Use),
    ]
    .boxed()
}

/// 所需决定 — any [`NeededDecision`]; on a matter where the owners decide.
pub fn needed_decision() -> BoxedStrategy<NeededDecision> {
    let owners = any::<Matter>().prop_map(|matter| NeededDecision { by: Authority::Owners, matter: Some(matter) });
    let others = vec![Authority::Street, Authority::ContractParty, Authority::ResidentsCommittee];
    let other = select(others).prop_map(|by| NeededDecision { by, matter: None });
    prop_oneof![owners, other].boxed()
}

/// 规则 — any [`Rule`] in these documents; of no document, in any.
pub fn rule(documents: &[DocumentId]) -> BoxedStrategy<Rule> {
    let force = prop_oneof![1 => Just(Force::Shall), 1 => any::<Force>()];
    (rule_id(), aim(), force, dated(condition(2), documents), option::of(needed_decision()), vec(key(), 0..=2))
        .prop_map(|(id, aim, force, needs, needs_decision, then)| Rule { id, aim, force, needs, needs_decision, then })
        .boxed()
}

/// 地方名称 — any [`Label`].
pub fn label() -> BoxedStrategy<Label> {
    (any::<Mode>(), text(), text()).prop_map(|(mode, zh, en)| Label { mode, zh, en }).boxed()
}

/// 未读文件 — any [`Unread`].
pub fn unread() -> BoxedStrategy<Unread> {
    (text(), text()).prop_map(|(title, title_en)| Unread { title, title_en }).boxed()
}

/// 地方事实 — any [`DeclaredFact`] of [`local_fact`].
pub fn declared_fact() -> BoxedStrategy<DeclaredFact> {
    local_fact().prop_flat_map(declared).boxed()
}

/// The declaration of a fact, in some words.
fn declared(code: LocalFact) -> BoxedStrategy<DeclaredFact> {
    let words = || vec(select(vec!['电', '梯', 'a', '“', ' ', '7']), 1..=20);
    let text = |chars: Vec<char>| chars.into_iter().collect::<String>();
    (words(), words(), words())
        .prop_map(move |(zh, en, source)| DeclaredFact {
            code: code.clone(),
            zh: text(zh),
            en: text(en),
            source: text(source),
        })
        .boxed()
}

/// 层 — a [`Layer`] of any place, which declares what it asks for.
pub fn layer() -> BoxedStrategy<Layer> {
    let facts: Vec<_> = declared_codes().into_iter().map(declared).collect();
    (place().prop_flat_map(layer_of), facts).prop_map(|(layer, facts)| Layer { facts, ..layer }).boxed()
}

/// A layer of this place, whose ids no layer of another place has; it declares nothing.
pub(super) fn layer_of(place: Place) -> BoxedStrategy<Layer> {
    let ids: Vec<DocumentId> = (0..3).map(|i| sure(DocumentId::new(format!("d{place}-{i}")))).collect();
    let documents: Vec<_> = ids.iter().map(|id| document_of(id.clone(), place)).collect();
    let rules = vec(rule(&ids), 0..=3);
    let parameters = btree_map(key(), Just(()), 0..=2).prop_flat_map(move |keys| {
        let each: Vec<_> = keys.into_keys().map(|key| parameter_of(key, &ids)).collect();
        each
    });
    (documents, rules, parameters, vec(label(), 0..=2), vec(unread(), 0..=2))
        .prop_map(move |(documents, rules, parameters, labels, unread)| {
            let named = |(i, rule)| Rule { id: sure(RuleId::new(format!("r{place}-{i}"))), ..rule };
            let rules = rules.into_iter().enumerate().map(named).collect();
            Layer { place, documents, facts: vec![], rules, parameters, labels, unread }
        })
        .boxed()
}

/// 规则集 — a made-up [`Rulebook`] of 1 to 3 layers: nation, Henan, Xuchang.
pub fn rulebook() -> BoxedStrategy<Rulebook> {
    let places = subsequence(vec![0_u32, 410_000, 411_000], 1..=3);
    let layers = places.prop_flat_map(|places| {
        let layers: Vec<_> = places.into_iter().map(|code| layer_of(sure(Place::new(code)))).collect();
        layers
    });
    let facts: Vec<_> = declared_codes().into_iter().map(declared).collect();
    (rulebook_id(), any::<u32>(), layers, facts)
        .prop_map(|(id, version, mut layers, facts)| {
            if let Some(outermost) = layers.first_mut() {
                outermost.facts = facts;
            }
            stacked(id, version, layers)
        })
        .boxed()
}

/// A rulebook of layers; where parameters differ that may not, all are marked so.
fn stacked(id: RulebookId, version: u32, mut layers: Vec<Layer>) -> Rulebook {
    match Rulebook::new(id.clone(), version, layers.clone()) {
        Err(RuleError::MayNotMove { .. }) => {
            for layer in &mut layers {
                layer.parameters =
                    std::mem::take(&mut layer.parameters).into_iter().map(Parameter::as_contrary).collect();
            }
            sure(Rulebook::new(id, version, layers))
        }
        other => sure(other),
    }
}

// ------------------------------------------------------------------------------------------------ answers

/// 所见事实 — any [`FactSeen`].
pub fn fact_seen() -> BoxedStrategy<FactSeen> {
    (any::<bool>(), day(), any::<Authority>()).prop_map(|(value, on, by)| FactSeen { value, on, by }).boxed()
}

/// 所见决议 — any [`ResolutionSeen`].
pub fn resolution_seen() -> BoxedStrategy<ResolutionSeen> {
    (any::<Outcome>(), day(), any::<Authority>())
        .prop_map(|(outcome, on, by)| ResolutionSeen { outcome, on, by })
        .boxed()
}

/// 所见 — any [`Observed`].
pub fn observed() -> BoxedStrategy<Observed> {
    let states = vec![LawState::InForce, LawState::FromMemory, LawState::BeforeKnown, LawState::NoRule];
    let side = || option::of(approx(value()));
    prop_oneof![
        select(states).prop_map(Observed::Law),
        Just(Observed::Group),
        option::of(fact_seen()).prop_map(Observed::Fact),
        (side(), side()).prop_map(|(left, right)| Observed::Compared { left, right }),
        option::of(day()).prop_map(Observed::Event),
        (any::<u32>(), any::<bool>()).prop_map(|(recorded, complete)| Observed::Count { recorded, complete }),
        (any::<u32>(), any::<bool>(), window(), day()).prop_map(|(recorded, complete, window, day)| {
            let (first, last) = window.around(day);
            Observed::CountIn { recorded, complete, first, last, running: day < last }
        }),
        option::of(resolution_seen()).prop_map(Observed::Resolution),
    ]
    .boxed()
}

/// 差距 — any [`Gap`].
pub fn gap() -> BoxedStrategy<Gap> {
    (value(), any::<bool>()).prop_map(|(by, more)| if more { Gap::Missing(by) } else { Gap::TooMuch(by) }).boxed()
}

/// 判定项记录 — any [`FindingRecord`], whether or not any assessment has it.
pub fn finding_record() -> BoxedStrategy<FindingRecord> {
    let verdict = (option::of(rule_id()), option::of(any::<u16>()), any::<Verdict>());
    (verdict, option::of(leaf()), observed(), option::of(gap()), option::of(citation()))
        .prop_map(|((rule, parent, verdict), required, observed, short_by, law)| FindingRecord {
            rule,
            parent,
            verdict,
            required,
            observed,
            short_by,
            law,
        })
        .boxed()
}

/// 判定 — an [`Assessment`] and what it was made from: a made-up or a shipped rulebook, a dossier and a day. The aim is
/// mostly one of the rulebook's.
pub fn assessment() -> BoxedStrategy<(Rulebook, Dossier, Assessment)> {
    let shipped = Just(()).prop_map(|()| shipped());
    let rulebook = prop_oneof![1 => shipped, 2 => rulebook()];
    (rulebook, dossier(), aim(), any::<Index>(), day())
        .prop_map(|(rulebook, dossier, other, which, day)| {
            let aims: Vec<Aim> = rulebook.aims().into_iter().chain([other]).collect();
            let assessment = Checklist::compile(&rulebook, *which.get(&aims)).assess(&dossier, day);
            (rulebook, dossier, assessment)
        })
        .boxed()
}

/// 判定记录 — any [`AssessmentRecord`] that an assessment writes.
pub fn assessment_record() -> BoxedStrategy<AssessmentRecord> {
    assessment().prop_map(|(_, _, assessment)| assessment.record()).boxed()
}

/// 压缩事实 — [`Packed`] facts, and the dossier and the day that they were packed from.
pub fn packed() -> BoxedStrategy<(Dossier, Day, Packed)> {
    (dossier(), day())
        .prop_map(|(dossier, day)| {
            let packed = Packed::of(&dossier, day);
            (dossier, day, packed)
        })
        .boxed()
}

/// 参数适用结果 — what is [`Settled`] of a parameter of a made-up or a shipped rulebook on a day, without facts.
pub fn settled() -> BoxedStrategy<(Rulebook, Key, Settled)> {
    let rulebook = prop_oneof![1 => Just(()).prop_map(|()| shipped()), 2 => rulebook()];
    (rulebook, key(), any::<Index>(), day())
        .prop_map(|(rulebook, other, which, day)| {
            let parameters = rulebook.layers().iter().flat_map(|layer| &layer.parameters);
            let keys: Vec<Key> = parameters.map(Parameter::key).chain([other]).collect();
            let key = *which.get(&keys);
            let settled = rulebook.setting(key, day);
            (rulebook, key, settled)
        })
        .boxed()
}

/// 待判定 — a [`Condition`], a dossier and a day to ask about.
pub fn asked(depth: u32) -> BoxedStrategy<(Condition, Dossier, Day)> {
    (condition(depth), dossier(), day()).boxed()
}

/// 待查明 — a [`Condition`], a dossier, a day, and something learned by that day which the condition asks about and the
/// dossier does not state (now and then something else).
pub fn asked_and_learned(depth: u32) -> BoxedStrategy<(Condition, Dossier, Day, Learned)> {
    let said = (stated(any::<bool>()), stated(resolution_record()), stated(stated_day()));
    let number = (any::<u64>(), prop_oneof![4 => Just(Sense::Exact), 1 => any::<Sense>()]);
    (asked(depth), any::<Index>(), said, number, learned())
        .prop_map(|((condition, mut dossier, day), which, (fact, resolution, event), (n, sense), other)| {
            let about = dossier.compound.subject();
            let on = fact.on.min(day);
            let leaves: Vec<&Node> = condition.nodes().iter().filter(|node| node.children().is_empty()).collect();
            let leaf = if leaves.is_empty() { None } else { Some(*which.get(&leaves)) };
            let learned = match leaf {
                Some(Node::Stated(asked)) => {
                    dossier.statements.retract(&about, *asked);
                    Learned::Fact(*asked, Stated { on, by: fact_authority(*asked, fact.by), ..fact })
                }
                Some(Node::Local(asked)) => {
                    dossier.statements.retract_local(&about, asked);
                    Learned::Local(asked.clone(), Stated { on, ..fact })
                }
                Some(Node::Compare { left, right, .. }) => {
                    let quantity = left.quantity().or(right.quantity());
                    quantity.map_or(other, |quantity| {
                        dossier.statements.retract_quantity(&about, quantity);
                        let value = Approx { value: small_value(quantity, n), sense };
                        Learned::Quantity(quantity, Stated::new(value, on, fact.by))
                    })
                }
                Some(Node::Resolved(matter)) => {
                    dossier.resolutions.retain(|known| known.value.matter != *matter);
                    let value = ResolutionRecord { matter: *matter, on, ..resolution.value };
                    Learned::Resolution(Stated { value, on, ..resolution })
                }
                Some(
                    Node::Elapsed { event: asked, .. }
                    | Node::Until { event: asked, .. }
                    | Node::Count { event: asked, .. }
                    | Node::CountIn { event: asked, .. },
                ) => {
                    dossier.events.retain(|known| known.event != *asked);
                    dossier.complete.retain(|log| log.event != *asked);
                    Learned::Event(EventRecord { event: *asked, happened: Stated { on, ..event } })
                }
                _ => other,
            };
            (condition, dossier, day, learned)
        })
        .boxed()
}

/// A small value of a quantity, or one near those of most literals.
pub(super) fn small_value(quantity: Quantity, n: u64) -> Value {
    let small = within(n, 6);
    match quantity.dimension() {
        Dimension::Area => Value::Area(sure(Area::from_hundredths(i64::try_from(small).unwrap_or(0)))),
        Dimension::Money => Value::Money(sure(Money::from_fen(i64::try_from(small).unwrap_or(0)))),
        _ => Value::Count(u32::try_from(small).unwrap_or(0)),
    }
}

/// 待判定的各部分 — 0 to 4 conditions, *all* of them, *any* of them, a dossier and a day.
pub fn asked_parts() -> BoxedStrategy<(Vec<Condition>, Condition, Condition, Dossier, Day)> {
    (vec(condition(2), 0..=4), dossier(), day())
        .prop_map(|(parts, dossier, day)| {
            let (all, any) = (sure(Condition::all(parts.clone())), sure(Condition::any(parts.clone())));
            (parts, all, any, dossier, day)
        })
        .boxed()
}

/// 待判定的正反 — a condition, its opposite, a dossier and a day.
pub fn asked_mirrored() -> BoxedStrategy<(Condition, Condition, Dossier, Day)> {
    asked(3).prop_map(|(condition, dossier, day)| (condition.clone(), sure(condition.negated()), dossier, day)).boxed()
}

// ------------------------------------------------------------------------------------------------ decisions

/// 决定依据 — any [`Ground`].
pub fn ground() -> BoxedStrategy<Ground> {
    prop_oneof![
        resolution().prop_map(Ground::Counted),
        stated(resolution_record()).prop_map(Ground::Reported),
        (any::<Authority>(), day()).prop_map(|(by, on)| Ground::Act { by, on }),
    ]
    .boxed()
}

/// 选择结果 — any [`Choice`] under the rulebook of Xuchang.
pub fn choice() -> BoxedStrategy<(Dossier, Choice)> {
    (dossier(), day())
        .prop_map(|(dossier, day)| {
            let choice = choose(&shipped(), &dossier, day);
            (dossier, choice)
        })
        .boxed()
}

/// 采用条件 — any [`AdoptionPolicy`].
pub fn adoption_policy() -> BoxedStrategy<AdoptionPolicy> {
    option::of(period()).prop_map(|oldest| AdoptionPolicy { oldest }).boxed()
}

/// 决定 — a [`Decision`] under the rulebook of Xuchang, and the dossier that it rests on: professional management on the
/// owners' resolution, or basic management as the street organises it.
pub fn decision() -> BoxedStrategy<(Dossier, Decision)> {
    let first = days_to(on(2021, 12, 31));
    (compound(), any::<bool>(), first..=days_to(on(2030, 12, 31)), 0..=400_u32)
        .prop_map(move |(compound, professional, day, ago)| {
            let (on, day) = (nth_day(day.saturating_sub(ago).max(first)), nth_day(day));
            let mut dossier = Dossier::new(compound);
            let facts = [Fact::OldCompound, Fact::BasicConditions, Fact::MediationStation, Fact::ServiceCentre];
            for fact in facts {
                sure(dossier.state(fact, Stated::new(true, on, Authority::Street)));
            }
            let conditions = Stated::new(professional, on, Authority::Street);
            sure(dossier.state(Fact::ProfessionalConditions, conditions));
            let (mode, ground) = if professional {
                let record = ResolutionRecord { matter: Matter::Provider, on, outcome: Outcome::Passed, tally: None };
                let reported = Stated::new(record, on, Authority::OwnersCommittee);
                dossier.resolutions.push(reported.clone());
                (Mode::Professional, Ground::Reported(reported))
            } else {
                (Mode::Basic, Ground::Act { by: Authority::Street, on })
            };
            let rulebook = shipped();
            let assessment = Checklist::compile(&rulebook, Aim::Mode(mode)).assess(&dossier, day);
            let decision = sure(adopt(&assessment, &[ground], AdoptionPolicy::default()));
            (dossier, decision)
        })
        .boxed()
}
