//! Strategies of who runs a compound when its owners have no provider.

use super::*;
use crate::decide::emergency::{
    EmergencyAct, EmergencyEvent, EmergencyLaw, EmergencyRequest, EmergencyService, ProviderLot,
};
use crate::decide::packing::{TRIAL_MONTHS_MAX, TryFirst};
use crate::decide::self_management::{PlantCare, SelfManagement};
use crate::rule::{Asked, Bearer, CostCase, CostGround, PlantKind, RequestRule};

/// 费用承担规则清单 — a list of [`CostCase`], each once.
pub fn governance_cost_cases() -> BoxedStrategy<Vec<CostCase>> {
    let all = CostGround::ALL.iter().flat_map(|when| Bearer::ALL.iter().map(|bearer| (*when, *bearer)));
    let all: Vec<CostCase> = all.map(|(when, bearer)| CostCase { when, bearer }).collect();
    let most = all.len();
    subsequence(all, 1..=most).prop_shuffle().boxed()
}

/// 提请规则 — any [`RequestRule`].
pub fn governance_request_rule() -> BoxedStrategy<RequestRule> {
    let asked = (any::<bool>(), threshold(), any::<bool>(), any::<Authority>());
    let asked = asked.prop_map(|(committee, owners, written, through)| Asked { committee, owners, written, through });
    prop_oneof![1 => Just(RequestRule::ByOffice), 3 => asked.prop_map(RequestRule::Asked)].boxed()
}

// ------------------------------------------------------------------------------------------------ emergency
// service

/// 抽签 — a [`ProviderLot`] of 1 to 30 candidates, each once.
pub fn emergency_lot() -> BoxedStrategy<ProviderLot> {
    (any::<u64>(), 1..=30_usize).prop_map(|(seed, number)| lot_of(seed, number)).boxed()
}

fn lot_of(seed: u64, number: usize) -> ProviderLot {
    let candidates = (0..number).map(|i| sure(format!("p{i}").parse::<ProviderId>())).collect();
    ProviderLot { draw: Draw { generator: Generator::SplitMix64, seed }, candidates }
}

/// 提请 — an [`EmergencyRequest`] by whoever, near the shares that texts print; never more than all owners.
pub fn emergency_request() -> BoxedStrategy<EmergencyRequest> {
    let by =
        select(vec![Authority::OwnersCommittee, Authority::Owners, Authority::ResidentsCommittee, Authority::Street]);
    let beside = select(vec![-1_i64, 0, 1]);
    let numbers =
        (1..=400_u32, select(vec![(1_u32, 2_u32), (1, 5), (1, 1)]), beside).prop_map(|(owners, part, beside)| {
            let line = u64::from(owners).saturating_mul(u64::from(part.0)).checked_div(u64::from(part.1)).unwrap_or(0);
            let asking = i64::try_from(line).unwrap_or(0).saturating_add(beside).clamp(0, i64::from(owners));
            (u32::try_from(asking).unwrap_or(0), owners)
        });
    (by, numbers, option::weighted(0.9, any::<bool>()), any::<u8>())
        .prop_map(|(by, (asking, owners), written, hidden)| EmergencyRequest {
            by,
            asking: (hidden.checked_rem(11) != Some(0)).then_some(asking),
            owners: (hidden.checked_rem(13) != Some(0)).then_some(owners),
            written,
        })
        .boxed()
}

/// 应急服务事项 — any [`EmergencyAct`]; a lot gives the provider, or now and then another.
pub fn emergency_act() -> BoxedStrategy<EmergencyAct> {
    let provider = || (0..30_usize).prop_map(|i| sure(format!("p{i}").parse::<ProviderId>()));
    let drawn = emergency_lot().prop_map(|lot| {
        let provider = sure(lot.drawn().cloned());
        EmergencyAct::Choose { provider, lot: Some(lot) }
    });
    prop_oneof![
        2 => Just(EmergencyAct::Report),
        3 => emergency_request().prop_map(EmergencyAct::Request),
        2 => drawn,
        1 => (provider(), option::of(emergency_lot()))
            .prop_map(|(provider, lot)| EmergencyAct::Choose { provider, lot }),
        2 => Just(EmergencyAct::Publish),
        2 => option::of(day()).prop_map(|until| EmergencyAct::Start { until }),
        1 => Just(EmergencyAct::Start { until: None }),
        2 => Just(EmergencyAct::Organise),
        1 => option::of(provider()).prop_map(|provider| EmergencyAct::NewService { provider }),
        1 => Just(EmergencyAct::HandOver),
        1 => Just(EmergencyAct::Stop),
        1 => Just(EmergencyAct::Withdraw),
    ]
    .boxed()
}

/// 随机步骤 — 50 to 90 steps with their days, of which about one in twelve goes back a day: what a machine should take
/// is for [`EmergencyModel`] to say. After a case is closed it begins anew.
pub fn emergency_walk() -> BoxedStrategy<Vec<EmergencyEvent>> {
    let gap = prop_oneof![1 => Just(-1_i64), 4 => Just(0), 6 => 1..=40_i64, 1 => 150..=200_i64];
    let first = day_of_this_century();
    (first, vec((gap, emergency_act()), 50..=90))
        .prop_map(|(first, steps)| {
            let mut on = first;
            let walked = steps.into_iter().map(|(gap, act)| {
                on = shifted(on, gap);
                // A term near its limits rather than anywhere in 300 years.
                let act = match act {
                    EmergencyAct::Start { until: Some(until) } => {
                        let days = within(u64::from(until.year().unsigned_abs()), 400);
                        let near = shifted(on, i64::try_from(days).unwrap_or(0).saturating_sub(2));
                        EmergencyAct::Start { until: Some(near) }
                    }
                    act => act,
                };
                EmergencyEvent { on, act }
            });
            walked.collect()
        })
        .boxed()
}

fn day_of_this_century() -> BoxedStrategy<Day> {
    let edges = ["2023-08-31", "2024-02-29", "2025-08-29", "2025-08-30", "2025-08-31", "2026-01-10", "2026-12-31"];
    let edges = edges.into_iter().map(|text| sure(text.parse::<Day>())).collect::<Vec<_>>();
    let plain = (0..3_000_i64).prop_map(|days| shifted(sure("2023-01-01".parse()), days));
    prop_oneof![1 => select(edges), 1 => plain].boxed()
}

fn shifted(from: Day, days: i64) -> Day {
    let length = Period::Days(u32::try_from(days.unsigned_abs()).unwrap_or(0));
    let moved = if days < 0 { length.before(from) } else { length.after(from) };
    moved.unwrap_or(from)
}

/// 参照规定 — what a place asks, in the words of [`EmergencyModel`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EmergencyModelLaw {
    /// Whether a request is needed: whether the committee may ask, whether the share must be exceeded, the share,
    /// whether in writing. The residents' committee passes it on.
    pub asked: Option<(bool, bool, (u32, u32), bool)>,
    /// Whether the provider is drawn by lot.
    pub lot: bool,
    /// The longest term in months.
    pub months: Option<u32>,
}

/// 参照模型 — emergency service told a second time, in strings and plain numbers: it calls no computing function of the
/// crate. Point it at a machine of your own.
///
/// ```
/// use wuye::decide::emergency::{EmergencyAct, EmergencyEvent};
/// use wuye::testkit::{EmergencyModel, EmergencyModelLaw};
/// let law = EmergencyModelLaw { months: Some(6), ..EmergencyModelLaw::default() };
/// let mut model = EmergencyModel::default();
/// assert!(model.takes(&law, &EmergencyEvent { on: "2026-01-10".parse()?, act: EmergencyAct::Report }));
/// assert!(!model.takes(&law, &EmergencyEvent { on: "2026-01-09".parse()?, act: EmergencyAct::Withdraw }));
/// assert_eq!(model.stage(), "reported");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmergencyModel {
    stage: &'static str,
    last: String,
    request: Option<EmergencyRequest>,
    start: Option<Day>,
    until: Option<String>,
    organised: bool,
}

impl Default for EmergencyModel {
    fn default() -> Self {
        let (last, stage) = (String::new(), "not_reported");
        Self { stage, last, request: None, start: None, until: None, organised: false }
    }
}

impl EmergencyModel {
    /// The code of the stage.
    #[must_use]
    pub const fn stage(&self) -> &'static str {
        self.stage
    }

    /// Whether the case is closed: nothing leads on.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        crate::laws::EMERGENCY_EDGES.iter().all(|(from, ..)| *from != self.stage)
    }

    /// Takes an event if table, days and law allow it; tells whether.
    pub fn takes(&mut self, law: &EmergencyModelLaw, event: &EmergencyEvent) -> bool {
        let code = code_of(&event.act);
        let edge = crate::laws::EMERGENCY_EDGES.iter().find(|(from, step, _)| *from == self.stage && *step == code);
        let Some((_, _, next)) = edge else { return false };
        let on = event.on.to_string();
        if on < self.last || !self.allows(law, event) {
            return false;
        }
        match &event.act {
            EmergencyAct::Request(request) => self.request = Some(*request),
            EmergencyAct::Start { until } => {
                self.start = Some(event.on);
                let most = law.months.and_then(|months| crate::laws::months_later(event.on, months));
                let agreed = until.map(|until| until.to_string());
                self.until = match (most, agreed) {
                    (Some(most), Some(agreed)) => Some(if agreed < most { agreed } else { most }),
                    (most, agreed) => most.or(agreed),
                };
            }
            EmergencyAct::Organise => self.organised = true,
            _ => {}
        }
        (self.stage, self.last) = (next, on);
        true
    }

    fn allows(&self, law: &EmergencyModelLaw, event: &EmergencyEvent) -> bool {
        match &event.act {
            EmergencyAct::Request(EmergencyRequest { asking: Some(asking), owners: Some(owners), .. }) => {
                asking <= owners
            }
            EmergencyAct::Choose { provider, lot } => {
                let right = lot.as_ref().is_none_or(|lot| first_drawn(lot) == Some(provider));
                right && (lot.is_some() || !law.lot) && self.enough(law)
            }
            EmergencyAct::Start { until: Some(until) } => {
                let most = law.months.and_then(|months| crate::laws::months_later(event.on, months));
                let until = until.to_string();
                until >= event.on.to_string() && most.is_none_or(|most| until <= most)
            }
            _ => true,
        }
    }

    fn enough(&self, law: &EmergencyModelLaw) -> bool {
        let Some((committee, strict, (above, below), written)) = law.asked else { return true };
        let Some(request) = self.request else { return false };
        match request.by {
            Authority::OwnersCommittee => return committee,
            Authority::Owners | Authority::ResidentsCommittee => {}
            _ => return false,
        }
        let (Some(asking), Some(owners)) = (request.asking, request.owners) else { return false };
        let mine = u64::from(asking).saturating_mul(u64::from(below));
        let line = u64::from(owners).saturating_mul(u64::from(above));
        let enough = owners > 0 && if strict { mine > line } else { mine >= line };
        enough && (!written || request.written == Some(true))
    }

    /// Whether the end of the service is overdue on a day.
    #[must_use]
    pub fn overdue(&self, day: Day) -> bool {
        self.stage == "serving" && self.until.as_ref().is_some_and(|until| *until < day.to_string())
    }
}

fn code_of(act: &EmergencyAct) -> &'static str {
    match act {
        EmergencyAct::Report => "report",
        EmergencyAct::Request(_) => "request",
        EmergencyAct::Choose { .. } => "choose",
        EmergencyAct::Publish => "publish",
        EmergencyAct::Start { .. } => "start",
        EmergencyAct::Organise => "organise",
        EmergencyAct::NewService { .. } => "new_service",
        EmergencyAct::HandOver => "hand_over",
        EmergencyAct::Stop => "stop",
        EmergencyAct::Withdraw => "withdraw",
    }
}

/// The first choice of a lot, from the published description of the generator.
fn first_drawn(lot: &ProviderLot) -> Option<&ProviderId> {
    let number = u64::try_from(lot.candidates.len()).ok().filter(|number| *number > 0)?;
    let skipped = number.wrapping_neg().checked_rem(number)?;
    let mut state = lot.draw.seed;
    loop {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        if number == 1 || z >= skipped {
            let place = if number == 1 { 0 } else { z.checked_rem(number)? };
            return lot.candidates.get(usize::try_from(place).ok()?);
        }
    }
}

/// 应急服务案卷 — an [`EmergencyService`]: what a walk gives where nobody must ask and no limit is printed.
pub fn emergency_service() -> BoxedStrategy<EmergencyService> {
    emergency_walk()
        .prop_map(|walk| {
            let rulebook = sure(crate::places::rulebook_for(sure("441800".parse())));
            let compound = Compound {
                id: sure("c1".parse()),
                name: "c1".to_owned(),
                place: sure("441800".parse()),
                yards: Vec::new(),
            };
            let law = EmergencyLaw::on(&rulebook, &Dossier::new(compound), sure("2023-03-01".parse()));
            let mut case = EmergencyService::new(sure("c1".parse()));
            for event in walk {
                let _refused = case.step(&law, event.on, event.act);
            }
            case
        })
        .boxed()
}

/// 先尝后买 — any [`TryFirst`].
pub fn try_first() -> BoxedStrategy<TryFirst> {
    (day_of_this_century(), 1..=TRIAL_MONTHS_MAX, any::<Authority>())
        .prop_map(|(from, months, payer)| sure(TryFirst::new(from, months, payer)))
        .boxed()
}

/// 自行管理决定 — any [`SelfManagement`], with some points left open.
pub fn self_management() -> BoxedStrategy<SelfManagement> {
    let text = || option::of(select(vec!["一".to_owned(), "甲方案".to_owned(), String::new()]));
    let texts = (text(), text(), text(), text(), text(), text());
    let plant = (any::<PlantKind>(), option::of(any::<bool>()), text());
    let plant = plant.prop_map(|(plant, present, specialist)| PlantCare { plant, present, specialist });
    (texts, option::of(unit_price()), option::of(span()), vec(plant, 0..=4))
        .prop_map(|((body, head, scope, standard, specialists, plan), fee, term, plants)| SelfManagement {
            body,
            head,
            scope,
            standard,
            fee,
            term,
            specialists,
            plan,
            plants,
        })
        .boxed()
}

/// 待合并的庭院 — 2 to 4 yards of one day that share owners: for each its dossier and roll.
pub fn yards_to_merge() -> BoxedStrategy<Vec<(Dossier, Roll)>> {
    let on = sure("2022-03-01".parse::<Day>());
    let fact =
        select(vec![Fact::OldCompound, Fact::Renovated, Fact::SmallScale, Fact::OwnersCommittee, Fact::Unserved]);
    let stated = vec((fact, any::<bool>()), 0..=5);
    // Of twelve people some have a unit in several yards; units 0 and 1 of a yard may be the developer's.
    let units = vec((0..12_u8, any::<bool>(), 1..=200_u32), 1..=8);
    vec((stated, units), 2..=4)
        .prop_map(move |yards| {
            let made = yards.into_iter().enumerate().map(|(number, (stated, units))| {
                let compound = Compound {
                    id: sure(format!("y{number}").parse()),
                    name: format!("y{number}"),
                    place: sure("411000".parse()),
                    yards: Vec::new(),
                };
                let mut dossier = Dossier::new(compound);
                for (fact, value) in stated {
                    // Two values on one day are refused; the first holds.
                    let _refused = dossier.state(fact, Stated::new(value, on, Authority::Street));
                }
                (dossier, shared_roll(on, &units))
            });
            made.collect()
        })
        .boxed()
}

fn shared_roll(on: Day, units: &[(u8, bool, u32)]) -> Roll {
    let buyer = |i: u8| sure(format!("o{i}").parse::<OwnerId>());
    let developer = sure("dev".parse::<OwnerId>());
    let mut owners: Vec<Owner> = (0..12).map(|i| Owner { id: buyer(i), kind: OwnerKind::Buyer }).collect();
    owners.push(Owner { id: developer.clone(), kind: OwnerKind::Developer });
    let made = units.iter().enumerate().map(|(i, (owner, sold, m2))| {
        let stock = i < 2 && !*sold;
        Unit {
            id: sure(format!("u{i}").parse()),
            building: None,
            kind: UnitKind::Dwelling,
            state: if stock { UnitState::Unsold } else { UnitState::Delivered },
            owner: if stock { developer.clone() } else { buyer(*owner) },
            registered: Some(sure(Area::from_hundredths(i64::from(*m2).saturating_mul(100)))),
            surveyed: None,
            contract: None,
        }
    });
    sure(Roll::new(on, owners, made.collect()))
}
