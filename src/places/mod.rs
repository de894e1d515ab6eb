//! 地方 — the law of each place as data: one file per place, in the order of its documents.
//!
//! Numbers come from texts that were read (to early 2024 at the latest; later amendments were not checked). What
//! was not found is absent, and an answer that would need it is unknown. Nothing else in this crate uses this
//! module: a caller hands in the rulebook, from here or from a file of its own.

pub mod beijing;
pub mod binzhou;
pub mod dongguan;
pub mod hangzhou;
pub mod henan;
pub mod heze;
pub mod huzhou;
pub mod jinan;
pub mod liaocheng;
pub mod lishui;
pub mod national;
pub mod ningbo;
pub mod qingdao;
pub mod qingyuan;
pub mod rizhao;
pub mod shandong;
pub mod shanghai;
pub mod shaoxing;
pub mod taizhou;
pub mod weifang;
pub mod wenzhou;
pub mod xiamen;
pub mod xianning;
pub mod xuchang;
pub mod zhejiang;
pub mod zhengzhou;
pub mod zhoushan;
pub mod zibo;

use crate::estate::{Event, Fact, Quantity, Value};
use crate::law::{Authority, Confidence, Dated, Document, Issued, Locator, Place, Provision, Rank, State, Version};
use crate::matter::{Majority, Matter};
use crate::measure::{Area, Money, Period, Share};
use crate::mode::{Mode, Service};
use crate::rule::{
    Aim, Bearer, ChoiceMethod, Cmp, Condition, CostCase, Duty, Figure, Force, Key, Layer, MayMove, NeededDecision,
    Node, Parameter, ParameterValue, RequestRule, RoomRule, RoomTier, Rule, RuleError, Rulebook, Setting, Term,
    TopUpRule, Unread,
};

type Make = fn() -> Result<Layer, RuleError>;

/// Every layer of this crate by the code of its place, the outer before the inner.
const LAYERS: [(u32, Make); 29] = [
    (0, national::layer),
    (110_000, beijing::layer),
    (310_000, shanghai::layer),
    (330_000, zhejiang::layer),
    (330_100, hangzhou::layer),
    (330_200, ningbo::layer),
    (330_300, wenzhou::layer),
    (330_500, huzhou::layer),
    (330_600, shaoxing::layer),
    (330_900, zhoushan::layer),
    (331_000, taizhou::layer),
    (331_100, lishui::layer),
    (350_200, xiamen::layer),
    (370_000, shandong::layer),
    (370_116, jinan::laiwu),
    (370_117, jinan::gangcheng),
    (370_200, qingdao::layer),
    (370_300, zibo::layer),
    (370_700, weifang::layer),
    (371_100, rizhao::layer),
    (371_500, liaocheng::layer),
    (371_600, binzhou::layer),
    (371_700, heze::layer),
    (410_000, henan::layer),
    (410_100, zhengzhou::layer),
    (411_000, xuchang::layer),
    (421_200, xianning::layer),
    (441_800, qingyuan::layer),
    (441_900, dongguan::layer),
];

/// The places of which this crate holds a layer, the outer before the inner.
///
/// # Errors
/// None that a caller can cause.
///
/// ```
/// let held = wuye::places::held()?;
/// assert!(held.contains(&"441900".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn held() -> Result<Vec<Place>, RuleError> {
    LAYERS.iter().map(|(code, _)| Ok(Place::new(*code)?)).collect()
}

/// The rulebook for a place: its own layer and those of the places it lies in, as far as this crate holds them. A
/// place without a layer of its own has that of the nearest place around it. No other layer is built.
///
/// # Errors
/// None that a caller can cause; the tables of this module are checked as they are read.
///
/// ```
/// let changge = "411082".parse()?; // a county-level city of Xuchang
/// let rulebook = wuye::places::rulebook_for(changge)?;
/// assert_eq!(rulebook.place(), "411000".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rulebook_for(place: Place) -> Result<Rulebook, RuleError> {
    let mut layers = Vec::new();
    for (code, layer) in LAYERS {
        if Place::new(code)?.contains(place) {
            layers.push(layer()?);
        }
    }
    let id = layers.last().map_or_else(|| "cn".to_owned(), |layer| format!("cn-{}", layer.place));
    Rulebook::new(id.parse()?, VERSION, layers)
}

/// The version of the rulebooks of this module: one more whenever a rule or a number in them changes.
pub const VERSION: u32 = 5;

/// Where the texts of a document say what they say, and how they were read.
pub(crate) struct Text {
    id: &'static str,
    from: &'static str,
    confidence: Confidence,
}

impl Text {
    const fn new(id: &'static str, from: &'static str, confidence: Confidence) -> Self {
        Self { id, from, confidence }
    }

    /// A version that begins with this text.
    fn says<T>(&self, at: Locator, value: T) -> Result<Version<T>, RuleError> {
        let by = Provision { document: self.id.parse()?, at };
        Ok(Version { from: self.from.parse()?, state: State::InForce(value), by, confidence: self.confidence })
    }

    /// A value with this as its only version.
    fn only<T>(&self, at: Locator, value: T) -> Result<Dated<T>, RuleError> {
        Ok(Dated::new(vec![self.says(at, value)?])?)
    }

    /// A rule with this as its only version, which needs nobody's decision.
    fn rule(&self, id: &str, aim: Aim, force: Force, at: Locator, needs: Condition) -> Result<Rule, RuleError> {
        let needs = self.only(at, needs)?;
        Ok(Rule { id: id.parse()?, aim, force, needs, needs_decision: None, then: Vec::new() })
    }

    /// A list or a word with this as its only version, which a lower text may set otherwise.
    fn list(&self, key: Key, at: Locator, value: ParameterValue) -> Result<Parameter, RuleError> {
        Parameter::new(key, None, self.only(at, Setting::Exactly(value))?, MayMove::Free)
    }

    /// A single number of law with this as its only version.
    fn figure(&self, figure: Figure, at: Locator, setting: Setting, may_move: MayMove) -> Result<Parameter, RuleError> {
        Parameter::new(Key::Figure(figure), None, self.only(at, setting)?, may_move)
    }

    /// A number that a lower text may only lower.
    fn ceiling(&self, figure: Figure, at: Locator, setting: Setting) -> Result<Parameter, RuleError> {
        self.figure(figure, at, setting, MayMove::Ceiling)
    }

    /// A number that a lower text may only raise.
    fn floor(&self, figure: Figure, at: Locator, setting: Setting) -> Result<Parameter, RuleError> {
        self.figure(figure, at, setting, MayMove::Floor)
    }

    /// A number that no lower text may move.
    fn fixed(&self, figure: Figure, at: Locator, setting: Setting) -> Result<Parameter, RuleError> {
        self.figure(figure, at, setting, MayMove::Fixed)
    }
}

/// A quantity beside a fixed value.
fn compare(left: Quantity, cmp: Cmp, right: Value) -> Result<Condition, RuleError> {
    Condition::leaf(Node::Compare { left: Term::Of(left), cmp, right: Term::Literal(right) })
}

/// A quantity that is at least a share of another one.
fn part(left: Quantity, above: u32, below: u32, whole: Quantity) -> Result<Condition, RuleError> {
    let right = Term::Part(Share::new(above, below)?, whole);
    Condition::leaf(Node::Compare { left: Term::Of(left), cmp: Cmp::Ge, right })
}

/// Two years since the first unit was delivered (首套房屋交付之日起满二年).
fn two_years_since_first_unit() -> Result<Condition, RuleError> {
    let period = Period::Years(2);
    Condition::leaf(Node::Elapsed { event: Event::FirstUnitDelivered, cmp: Cmp::Ge, period })
}

/// 60 % of the built area sold and delivered; or two years since the first unit and 30 % (浙江; 杭州).
fn three_fifths_or_two_years() -> Result<Condition, RuleError> {
    let delivered = |above, below| part(Quantity::DeliveredArea, above, below, Quantity::BuiltArea);
    let later = Condition::all([two_years_since_first_unit()?, delivered(3, 10)?])?;
    Condition::any([delivered(3, 5)?, later])
}

/// 物权法第七十六条第二款 — what a matter needs of all owners, as the Property Law and the texts of its time say.
fn majority_before_2021(matter: Matter) -> Result<Setting, RuleError> {
    let special = matches!(matter, Matter::UseFund | Matter::RaiseFund | Matter::Rebuild);
    Ok(Setting::Exactly(ParameterValue::Majority(Majority::of_all(special)?)))
}

/// 民法典第二百七十八条第二款 — what a matter needs of those who take part, as the Code and the texts that repeat it say.
fn majority_of_the_code(matter: Matter) -> Result<Setting, RuleError> {
    let special = matches!(matter, Matter::RaiseFund | Matter::Rebuild | Matter::CommonUse);
    Ok(Setting::Exactly(ParameterValue::Majority(Majority::of_participants(special)?)))
}

fn days(n: u32) -> ParameterValue {
    ParameterValue::Period(Period::Days(n))
}

fn months(n: u32) -> ParameterValue {
    ParameterValue::Period(Period::Months(n))
}

fn years(n: u32) -> ParameterValue {
    ParameterValue::Period(Period::Years(n))
}

fn share(above: u32, below: u32) -> Result<ParameterValue, RuleError> {
    Ok(ParameterValue::Share(Share::new(above, below)?))
}

fn yuan(yuan: i64) -> Result<ParameterValue, RuleError> {
    Ok(ParameterValue::Money(Money::from_fen(yuan.saturating_mul(100))?))
}

fn area(m2: i64) -> Result<ParameterValue, RuleError> {
    Ok(ParameterValue::Area(Area::from_hundredths(m2.saturating_mul(100))?))
}

/// Rooms by tiers: borders in square metres, shares in thousandths.
fn rooms(least: i64, flat: i64, tiers: &[(i64, u32)], above_ground: bool) -> Result<ParameterValue, RuleError> {
    let area = |m2: i64| Area::from_hundredths(m2.saturating_mul(100));
    let tier = |(above, share): &(i64, u32)| Ok(RoomTier { above: area(*above)?, share: Share::new(*share, 1_000)? });
    let tiers = tiers.iter().map(tier).collect::<Result<_, RuleError>>()?;
    Ok(ParameterValue::Rooms(RoomRule { least: area(least)?, flat: area(flat)?, tiers, above_ground }))
}

/// What goes into the fund unless the owners decide otherwise on their common revenue.
const fn top_up(rule: TopUpRule) -> Setting {
    Setting::Default { value: ParameterValue::TopUp(rule), unless: Matter::Other }
}

fn letter(
    id: &'static str,
    title: (&'static str, &'static str),
    number: Option<&'static str>,
    issuer: &'static str,
    place: &'static str,
    issued: Issued,
) -> Result<Document, RuleError> {
    let (rank, confidence) = (Rank::PolicyLetter, Confidence::PolicyLetter);
    Head { id, title, number, issuer, rank, place, issued, confidence }.document()
}

pub(crate) struct Head {
    id: &'static str,
    title: (&'static str, &'static str),
    number: Option<&'static str>,
    issuer: &'static str,
    rank: Rank,
    place: &'static str,
    issued: Issued,
    confidence: Confidence,
}

impl Head {
    fn document(&self) -> Result<Document, RuleError> {
        Ok(Document {
            id: self.id.parse()?,
            title: self.title.0.to_owned(),
            title_en: self.title.1.to_owned(),
            number: self.number.map(str::to_owned),
            issuer: self.issuer.to_owned(),
            rank: self.rank,
            place: self.place.parse()?,
            issued: self.issued,
            confidence: self.confidence,
        })
    }
}

fn unread(title: &str, title_en: &str) -> Unread {
    Unread { title: title.to_owned(), title_en: title_en.to_owned() }
}

/// What a text says of emergency service beside its trigger.
struct EmergencyText<'a> {
    /// Where it says who is chosen and what is done.
    at: Locator,
    request: RequestRule,
    choice: Option<ChoiceMethod>,
    services: &'a [Service],
    /// Where it says for how long and at whose cost.
    then_at: Locator,
    term: Option<(Figure, Period)>,
    cost: &'a [CostCase],
}

impl EmergencyText<'_> {
    /// The parameters; what the text does not say is left out.
    fn parameters(&self, text: &Text) -> Result<Vec<Parameter>, RuleError> {
        let mut all = vec![text.list(Key::EmergencyRequest, self.at.clone(), ParameterValue::Request(self.request))?];
        if let Some(choice) = self.choice {
            let key = Key::ProviderChoice(Mode::Emergency);
            all.push(text.list(key, self.at.clone(), ParameterValue::ChoiceMethod(choice))?);
        }
        if !self.services.is_empty() {
            all.push(services(text, Mode::Emergency, self.at.clone(), self.services)?);
        }
        if let Some((figure, most)) = self.term {
            let most = Setting::AtMost(ParameterValue::Period(most));
            all.push(text.figure(figure, self.then_at.clone(), most, MayMove::Ceiling)?);
        }
        if !self.cost.is_empty() {
            let cost = ParameterValue::CostCases(self.cost.to_vec());
            all.push(text.list(Key::Cost(Mode::Emergency), self.then_at.clone(), cost)?);
        }
        Ok(all)
    }
}

/// The cost of a service is borne by all owners.
const OWNERS_PAY: [CostCase; 1] = [CostCase::always(Bearer::AllOwners)];

/// These services and others like them (等).
fn services(text: &Text, mode: Mode, at: Locator, services: &[Service]) -> Result<Parameter, RuleError> {
    let services = Setting::AtLeast(ParameterValue::Services(services.to_vec()));
    Parameter::new(Key::Services(mode), None, text.only(at, services)?, MayMove::Free)
}

/// The street gives the service or names who does, where these conditions hold.
fn stepping_in(
    text: &Text,
    id: &str,
    mode: Mode,
    force: Force,
    at: Locator,
    needs: Condition,
) -> Result<Rule, RuleError> {
    let then = match mode {
        Mode::Emergency => vec![
            Key::EmergencyRequest,
            Key::ProviderChoice(mode),
            Key::Services(mode),
            Key::Figure(Figure::EmergencyTerm),
            Key::Cost(mode),
        ],
        _ => vec![Key::Services(mode), Key::Cost(mode)],
    };
    let by = Authority::Street;
    let needs_decision = Some(NeededDecision { by, matter: None });
    Ok(Rule { needs_decision, then, ..text.rule(id, Aim::Mode(mode), force, at, needs)? })
}

/// A residential area without service, for which nobody can be engaged and which cannot manage itself.
fn cannot_engage_nor_manage(without: &[Fact]) -> Result<Condition, RuleError> {
    let facts = without.iter().chain(&[Fact::CannotEngageProvider, Fact::CannotSelfManage]);
    Condition::all(facts.map(|fact| Condition::stated(*fact)))
}

/// The second paragraph of an article on emergency service orders that services, term and fee be posted, the third
/// that the street organise the owners' choice meanwhile.
fn emergency_duties(text: &Text, id: &str, article: u16) -> Result<Vec<Rule>, RuleError> {
    let duty = |duty: Duty, paragraph| {
        let (id, at) = (format!("{id}.duty.{duty}"), Locator::paragraph(article, paragraph));
        text.rule(&id, Aim::Duty(duty), Force::Shall, at, Condition::always())
    };
    Ok(vec![duty(Duty::PublishEmergency, 2)?, duty(Duty::OrganiseChoice, 3)?])
}
