//! Strategies of the estate, votes and dossiers.

use super::*;

// ------------------------------------------------------------------------------------------------ estate

/// 对象 — any [`SubjectRef`].
pub fn subject_ref() -> BoxedStrategy<SubjectRef> {
    (any::<Subject>(), id_text()).prop_map(|(kind, id)| SubjectRef { kind, id }).boxed()
}

/// 来源 — any [`Source`].
pub fn source() -> BoxedStrategy<Source> {
    (text(), locator(), text()).prop_map(|(document, at, quote)| Source { document, at, quote }).boxed()
}

/// A day on which something is stated: mostly before the days that are asked about.
pub(super) fn stated_day() -> BoxedStrategy<Day> {
    let early = (days_to(on(2019, 1, 1))..=days_to(on(2022, 6, 30))).prop_map(nth_day);
    prop_oneof![3 => early, 1 => day()].boxed()
}

/// 填报 — a [`Stated`] value of some kind, by anybody.
pub fn stated<T, S>(value: S) -> BoxedStrategy<Stated<T>>
where
    T: Debug + 'static,
    S: Strategy<Value = T> + 'static,
{
    (value, stated_day(), any::<Authority>(), option::weighted(0.2, source()))
        .prop_map(|(value, on, by, source)| Stated { value, on, by, source })
        .boxed()
}

/// Who can state a fact: an office, where it takes one.
pub(super) fn fact_authority(fact: Fact, by: Authority) -> Authority {
    if fact.needs_office() && !by.is_official() { Authority::Street } else { by }
}

/// 数值 — any [`Value`].
pub fn value() -> BoxedStrategy<Value> {
    prop_oneof![value_in(Dimension::Count), value_in(Dimension::Area), value_in(Dimension::Money)].boxed()
}

/// 某量的数值 — a [`Value`] that a quantity can have; numbers are often small, so that they meet.
pub fn value_of(quantity: Quantity) -> BoxedStrategy<Value> {
    value_in(quantity.dimension())
}

pub(super) fn value_in(dimension: Dimension) -> BoxedStrategy<Value> {
    match dimension {
        Dimension::Area => {
            let small = (0..=6_i64).prop_map(|n| sure(Area::from_hundredths(n)));
            prop_oneof![1 => small, 1 => area()].prop_map(Value::Area).boxed()
        }
        Dimension::Money => {
            let small = (-3..=6_i64).prop_map(|n| sure(Money::from_fen(n)));
            prop_oneof![1 => small, 1 => money()].prop_map(Value::Money).boxed()
        }
        _ => {
            let number = prop_oneof![4 => 0..=6_u32, 2 => select(vec![299_u32, 300, 301]), 1 => any::<u32>()];
            number.prop_map(Value::Count).boxed()
        }
    }
}

/// 填报集 — [`Statements`] about one compound, or now and then about two.
pub fn statements() -> BoxedStrategy<Statements> {
    (subjects(), fact_entries(), local_entries(), quantity_entries(value_of))
        .prop_map(|(subjects, facts, local, quantities)| {
            let mut out = Statements::default();
            for subject in &subjects {
                state_all(&mut out, subject, &facts, &quantities);
                state_locals(&mut out, subject, &local);
            }
            out
        })
        .boxed()
}

pub(super) fn subjects() -> BoxedStrategy<Vec<SubjectRef>> {
    let subject = |id: &str| SubjectRef { kind: Subject::Compound, id: id.to_owned() };
    let both = vec![subject("c1"), subject("二号院")];
    prop_oneof![4 => Just(vec![subject("c1")]), 1 => Just(both)].boxed()
}

pub(super) type FactEntries = BTreeMap<(Fact, Day), (bool, Authority, Option<Source>)>;
pub(super) type QuantityEntries = BTreeMap<(Quantity, Day), (Approx<Value>, Authority, Option<Source>)>;

/// One value for a fact on a day, so that nothing is contradicted.
pub(super) fn fact_entries() -> BoxedStrategy<FactEntries> {
    let source = option::weighted(0.1, source());
    btree_map((any::<Fact>(), stated_day()), (any::<bool>(), any::<Authority>(), source), 0..=10).boxed()
}

/// 地方事实 — one of three [`LocalFact`]s, which every made-up [`Rulebook`] declares.
pub fn local_fact() -> BoxedStrategy<LocalFact> {
    select(declared_codes()).boxed()
}

pub(super) fn declared_codes() -> Vec<LocalFact> {
    ["lift_fund", "own_bus_stop", "三供一业已移交"].map(|code| sure(LocalFact::new(code))).to_vec()
}

type LocalEntries = BTreeMap<(LocalFact, Day), (bool, Authority, Option<Source>)>;

fn local_entries() -> BoxedStrategy<LocalEntries> {
    let source = option::weighted(0.1, source());
    btree_map((local_fact(), stated_day()), (any::<bool>(), any::<Authority>(), source), 0..=3).boxed()
}

fn state_locals(out: &mut Statements, about: &SubjectRef, local: &LocalEntries) {
    for ((fact, on), (value, by, source)) in local {
        sure(out.state_local(about, fact, Stated { value: *value, on: *on, by: *by, source: source.clone() }));
    }
}

pub(super) fn quantity_entries(value_of: fn(Quantity) -> BoxedStrategy<Value>) -> BoxedStrategy<QuantityEntries> {
    let entry = any::<Quantity>().prop_flat_map(move |quantity| {
        let source = option::weighted(0.1, source());
        ((Just(quantity), stated_day()), (approx(value_of(quantity)), any::<Authority>(), source))
    });
    vec(entry, 0..=6).prop_map(|entries| entries.into_iter().collect()).boxed()
}

pub(super) fn state_all(out: &mut Statements, about: &SubjectRef, facts: &FactEntries, quantities: &QuantityEntries) {
    for ((fact, on), (value, by, source)) in facts {
        let statement = Stated { value: *value, on: *on, by: fact_authority(*fact, *by), source: source.clone() };
        sure(out.state(about, *fact, statement));
    }
    for ((quantity, on), (value, by, source)) in quantities {
        let statement = Stated { value: *value, on: *on, by: *by, source: source.clone() };
        sure(out.measure(about, *quantity, statement));
    }
}

/// 小区 — any [`Compound`].
pub fn compound() -> BoxedStrategy<Compound> {
    let place = prop_oneof![2 => select(vec![sure(Place::new(411_000)), sure(Place::new(411_082))]), 1 => place()];
    (compound_id(), text(), place, vec(text(), 0..=3))
        .prop_map(|(id, name, place, yards)| Compound { id, name, place, yards })
        .boxed()
}

/// 设施 — any [`Facility`].
pub fn facility() -> BoxedStrategy<Facility> {
    (facility_id(), any::<FacilityKind>(), option::of(approx(any::<u32>())))
        .prop_map(|(id, kind, count)| Facility { id, kind, count })
        .boxed()
}

/// 组织 — any [`Organisation`].
pub fn organisation() -> BoxedStrategy<Organisation> {
    (organisation_id(), any::<OrganisationKind>(), option::of(day()))
        .prop_map(|(id, kind, since)| Organisation { id, kind, since })
        .boxed()
}

/// 物业服务人 — any [`Provider`].
pub fn provider() -> BoxedStrategy<Provider> {
    (provider_id(), text(), any::<ProviderKind>()).prop_map(|(id, name, kind)| Provider { id, name, kind }).boxed()
}

/// 资源 — any [`Resource`].
pub fn resource() -> BoxedStrategy<Resource> {
    (resource_id(), any::<ResourceKind>(), option::of(approx(any::<u32>())), option::of(unit_price()))
        .prop_map(|(id, kind, count, price)| Resource { id, kind, count, price })
        .boxed()
}

/// 业主 — any [`Owner`].
pub fn owner() -> BoxedStrategy<Owner> {
    (owner_id(), owner_kind()).prop_map(|(id, kind)| Owner { id, kind }).boxed()
}

pub(super) fn owner_kind() -> BoxedStrategy<OwnerKind> {
    prop_oneof![4 => Just(OwnerKind::Buyer), 1 => Just(OwnerKind::Developer)].boxed()
}

/// 专有部分 — any [`Unit`], with at least one of its areas.
pub fn unit() -> BoxedStrategy<Unit> {
    (unit_id(), owner_id()).prop_flat_map(|(id, owner)| unit_of(id, owner)).boxed()
}

/// A unit of this id and owner.
pub(super) fn unit_of(id: UnitId, owner: OwnerId) -> BoxedStrategy<Unit> {
    let areas = prop_oneof![
        (unit_area(), option::of(unit_area()), option::of(unit_area())).prop_map(|(r, s, c)| (Some(r), s, c)),
        (unit_area(), option::of(unit_area())).prop_map(|(s, c)| (None, Some(s), c)),
        unit_area().prop_map(|c| (None, None, Some(c))),
    ];
    let state = prop_oneof![3 => Just(UnitState::Delivered), 1 => any::<UnitState>()];
    (option::of(building_id()), any::<UnitKind>(), state, areas)
        .prop_map(move |(building, kind, state, (registered, surveyed, contract))| Unit {
            id: id.clone(),
            building,
            kind,
            state,
            owner: owner.clone(),
            registered,
            surveyed,
            contract,
        })
        .boxed()
}

/// 业主名册 — a [`Roll`] of 1 to 5 owners with 0 to 8 units: owners of several, owners of none, unsold stock, parking.
pub fn roll() -> BoxedStrategy<Roll> {
    let units = vec((unit(), any::<Index>()), 0..=8);
    (stated_day(), vec(owner_kind(), 1..=5), units)
        .prop_map(|(on, kinds, units)| {
            let named = |(i, kind)| Owner { id: sure(OwnerId::new(format!("业主{i}"))), kind };
            let owners: Vec<Owner> = kinds.into_iter().enumerate().map(named).collect();
            let placed = |(i, (unit, whose)): (usize, (Unit, Index))| {
                let owner = whose.get(&owners).id.clone();
                Unit { id: sure(UnitId::new(format!("1-{i}"))), owner, ..unit }
            };
            let units = units.into_iter().enumerate().map(placed).collect();
            sure(Roll::new(on, owners, units))
        })
        .boxed()
}

// ------------------------------------------------------------------------------------------------ matter

/// 人数与面积 — any [`Weight`].
pub fn weight() -> BoxedStrategy<Weight> {
    let heads = prop_oneof![3 => 0..=400_u32, 1 => any::<u32>()];
    (heads, area()).prop_map(|(heads, area)| Weight { heads, area }).boxed()
}

/// 表决比例 — any [`Majority`]; mostly one of the Property Law or of the Civil Code.
pub fn majority() -> BoxedStrategy<Majority> {
    let of_law = any::<bool>().prop_flat_map(|special| {
        select(vec![sure(Majority::of_participants(special)), sure(Majority::of_all(special))])
    });
    let other = (threshold(), threshold(), any::<Base>());
    let other = other.prop_map(|(quorum, consent, base)| Majority { quorum, consent, base });
    prop_oneof![3 => of_law, 1 => other].boxed()
}

/// How a part of a whole is chosen: at a threshold, one step beside it, everything, nothing, or anything.
#[derive(Debug, Clone, Copy)]
pub(super) enum Pick {
    Least,
    OneLess,
    OneMore,
    All,
    Nothing,
    Any(u64),
}

pub(super) fn pick() -> BoxedStrategy<Pick> {
    prop_oneof![
        4 => Just(Pick::Least),
        3 => Just(Pick::OneLess),
        2 => Just(Pick::OneMore),
        2 => Just(Pick::All),
        1 => Just(Pick::Nothing),
        2 => any::<u64>().prop_map(Pick::Any),
    ]
    .boxed()
}

impl Pick {
    /// A part of at most `most` where `least` is what reaches the threshold.
    fn of(self, least: u64, most: u64) -> u64 {
        let part = match self {
            Self::Least => least,
            Self::OneLess => least.saturating_sub(1),
            Self::OneMore => least.saturating_add(1),
            Self::All => most,
            Self::Nothing => 0,
            Self::Any(n) => within(n, most),
        };
        part.min(most)
    }
}

/// One limb of a vote: total, participating, consenting.
pub(super) fn limb(majority: Majority, total: u64, present: Pick, agreed: Pick) -> [u64; 3] {
    let participating = present.of(majority.quorum.least(total), total);
    let base = match majority.base {
        Base::Participants => participating,
        Base::All => total,
    };
    [total, participating, agreed.of(majority.consent.least(base), participating)]
}

/// 表决 — a [`Majority`] and totals to hold it against: each limb at its threshold, one person or 0.01 m² beside it, or
/// anywhere.
pub fn vote() -> BoxedStrategy<(Majority, TallyRecord)> {
    let heads = prop_oneof![4 => 1..=400_u32, 1 => select(vec![1_u32, 2, 3, 300, 301]), 1 => 1..=u32::MAX];
    let areas = near(1, Area::COMPOUND_MAX.hundredths(), &[1, 2, 3, 3_000_000, 3_000_001]);
    (majority(), heads, areas, (pick(), pick()), (pick(), pick()), any::<TallyOrigin>())
        .prop_map(|(majority, heads, area, of_heads, of_area, origin)| {
            let heads = limb(majority, u64::from(heads), of_heads.0, of_heads.1);
            let areas = limb(majority, area.unsigned_abs(), of_area.0, of_area.1);
            let weight = |heads: u64, area: u64| Weight {
                heads: sure(u32::try_from(heads)),
                area: sure(Area::from_hundredths(sure(i64::try_from(area)))),
            };
            let [total, participating, consenting] = heads;
            let [total_area, participating_area, consenting_area] = areas;
            let record = TallyRecord {
                total: weight(total, total_area),
                participating: weight(participating, participating_area),
                consenting: weight(consenting, consenting_area),
                origin,
            };
            (majority, record)
        })
        .boxed()
}

/// 计票记录 — any [`TallyRecord`] that a tally can have.
pub fn tally_record() -> BoxedStrategy<TallyRecord> {
    vote().prop_map(|(_, record)| record).boxed()
}

/// 计票结果 — any [`Tally`] that is declared.
pub fn tally() -> BoxedStrategy<Tally> {
    tally_record().prop_map(|record| declared(&record)).boxed()
}

pub(super) fn declared(record: &TallyRecord) -> Tally {
    sure(Tally::declared(record.total, record.participating, record.consenting))
}

/// 差额 — any [`Short`].
pub fn short() -> BoxedStrategy<Short> {
    prop_oneof![(1..=u32::MAX).prop_map(Short::Heads), area().prop_map(Short::Area)].boxed()
}

/// 决议 — a [`Resolution`] under any majority, passed, rejected or without a quorum.
pub fn resolution() -> BoxedStrategy<Resolution> {
    (compound_id(), any::<Matter>(), day(), vote(), citation())
        .prop_map(|(compound, matter, on, (majority, record), law)| {
            resolve(compound, matter, on, declared(&record), majority, law)
        })
        .boxed()
}

/// 决议记录 — any [`ResolutionRecord`], whether or not its outcome follows from its tally: it is only reported.
pub fn resolution_record() -> BoxedStrategy<ResolutionRecord> {
    (any::<Matter>(), stated_day(), any::<Outcome>(), option::of(tally_record()))
        .prop_map(|(matter, on, outcome, tally)| ResolutionRecord { matter, on, outcome, tally })
        .boxed()
}

// ------------------------------------------------------------------------------------------------ dossier

/// 合同记录 — any [`ContractRecord`].
pub fn contract_record() -> BoxedStrategy<ContractRecord> {
    (provider_id(), span(), any::<bool>(), option::of(any::<ChargingForm>()))
        .prop_map(|(provider, span, ends, charging)| ContractRecord {
            provider,
            from: span.start(),
            until: ends.then_some(span.end()),
            charging,
        })
        .boxed()
}

/// 决定依据记录 — any [`GroundRecord`].
pub fn ground_record() -> BoxedStrategy<GroundRecord> {
    prop_oneof![
        resolution_record().prop_map(GroundRecord::Resolution),
        (any::<Authority>(), day()).prop_map(|(by, on)| GroundRecord::Act { by, on }),
    ]
    .boxed()
}

/// 决定记录 — any [`DecisionRecord`], whether or not it can be made again.
pub fn decision_record() -> BoxedStrategy<DecisionRecord> {
    (any::<Mode>(), day(), id_text(), any::<u32>(), vec(ground_record(), 0..=2))
        .prop_map(|(mode, on, rulebook, version, grounds)| DecisionRecord { mode, on, rulebook, version, grounds })
        .boxed()
}

/// 事件记录 — any [`EventRecord`].
pub fn event_record() -> BoxedStrategy<EventRecord> {
    (any::<Event>(), stated(stated_day())).prop_map(|(event, happened)| EventRecord { event, happened }).boxed()
}

/// 事件记录齐全 — any [`CompleteLog`].
pub fn complete_log() -> BoxedStrategy<CompleteLog> {
    (any::<Event>(), day()).prop_map(|(event, until)| CompleteLog { event, until }).boxed()
}

/// 档案 — any [`Dossier`]: some facts and quantities stated, some not; resolutions, events, and now and then the rest.
pub fn dossier() -> BoxedStrategy<Dossier> {
    let rest = (vec(facility(), 0..=2), vec(organisation(), 0..=2), vec(provider(), 0..=2), vec(resource(), 0..=2));
    let records = (vec(stated(contract_record()), 0..=2), vec(stated(decision_record()), 0..=2));
    let happened = (vec(event_record(), 0..=4), vec(complete_log(), 0..=2));
    let resolutions = vec(stated(resolution_record()), 0..=3);
    let facts = (fact_entries(), local_entries());
    (compound(), facts, quantity_entries(value_of), resolutions, happened, rest, records)
        .prop_map(|(compound, facts, quantities, resolutions, (events, complete), rest, (contracts, decisions))| {
            let (facts, local) = facts;
            let (facilities, organisations, providers, resources) = rest;
            let mut statements = Statements::default();
            state_all(&mut statements, &compound.subject(), &facts, &quantities);
            state_locals(&mut statements, &compound.subject(), &local);
            Dossier {
                compound,
                statements,
                facilities,
                organisations,
                providers,
                resources,
                resolutions,
                contracts,
                decisions,
                events,
                complete,
            }
        })
        .boxed()
}

/// 新查明的事实 — something that is [`Learned`].
pub fn learned() -> BoxedStrategy<Learned> {
    let fact = (any::<Fact>(), stated(any::<bool>())).prop_map(|(fact, statement)| {
        let by = fact_authority(fact, statement.by);
        Learned::Fact(fact, Stated { by, ..statement })
    });
    let quantity = any::<Quantity>().prop_flat_map(|quantity| (Just(quantity), stated(approx(value_of(quantity)))));
    let local = (local_fact(), stated(any::<bool>()));
    prop_oneof![
        4 => fact,
        1 => local.prop_map(|(fact, statement)| Learned::Local(fact, statement)),
        3 => quantity.prop_map(|(quantity, statement)| Learned::Quantity(quantity, statement)),
        1 => stated(resolution_record()).prop_map(Learned::Resolution),
        1 => event_record().prop_map(Learned::Event),
    ]
    .boxed()
}
