//! 模式转换 — changes of mode: from which to which, what sets it off, whose decision it needs, what follows.
//!
//! No row is a bar: a change that has none is answered all the same, by the conditions and decisions that the law
//! of the place sets for the mode it leads to; going back (从有物业管回到社区管) is not forbidden by any text that was read.
//!
//! | change | from | to |
//! |---|---|---|
//! | step_in | unmanaged | basic, community_guaranteed |
//! | self_manage | unmanaged, basic, community_guaranteed | self_governed |
//! | engage | professional, basic, self_governed, big_property, community_guaranteed, unmanaged | professional |
//! | pack | any | big_property |
//! | fall_into_emergency | professional, big_property, unmanaged | emergency |
//! | take_over | professional, big_property | self_governed |
//! | resume | emergency | professional, self_governed |
//! | change_charging | – | – |
//! | after_renovation | – | – |
//!
//! What the owners decide on in every place, beside whose decision its own law asks for, and what follows:
//!
//! | change | owners decide on | what follows |
//! |---|---|---|
//! | step_in | – | record_payer |
//! | self_manage | other | decide_points, entrust_plant, publish_accounts |
//! | engage | provider | sign_contract, file_contract, fix_fee, hand_over |
//! | pack | provider | agree_cost_key, contract_each, file_contract |
//! | fall_into_emergency | – | record_payer, end_in_term, organise_choice |
//! | take_over | provider, other | give_notice, hand_over, decide_points, entrust_plant, publish_accounts |
//! | resume | – | end_emergency, hand_over |
//! | change_charging | other | open_account |
//! | after_renovation | – | fee_after_trial |
//!
//! `change_charging` is about who bears surplus and loss ([`change_charging`]), not about a mode;
//! `after_renovation` joins any other row where the compound has been renovated. What follows `engage` or `self_manage`
//! follows `resume` too, by what it resumes to. Where a place puts self-management under another matter (宁波 17 (四)),
//! the owners decide on that one.

use serde::Serialize;

use super::{AdoptionPolicy, Ground, Refusal, check};
use crate::assess::{Assessment, Checklist, parameter};
use crate::dossier::{ContractRecord, DecisionRecord, Dossier, GroundRecord};
use crate::estate::{CompoundId, Fact, Stated};
use crate::law::{Authority, Citation};
use crate::matter::{Matter, Outcome};
use crate::measure::Day;
use crate::mode::{ChargingForm, Mode, Stage};
use crate::rule::{Aim, Figure, Key, NeededDecision, ParameterValue, Rulebook, Settled, Verdict};
use crate::terms::{Lang, Term, terms};

terms! {
    /// 转换 — the changes of mode, one row of the table each.
    pub enum Transition: "change of mode" {
        StepIn = "step_in", "街道、社区提供基本服务", "the street or the community steps in", "《聊城市物业管理条例》第五十七条第三款";
        SelfManage = "self_manage", "转为业主自行管理", "the owners manage themselves", "《上海市住宅物业管理规定》第五十三条第一款";
        Engage = "engage", "选聘物业服务人", "a provider is engaged", "《民法典》第二百七十八条第一款第（四）项";
        Pack = "pack", "连片打包", "packed with others", "《聊城市物业管理条例》第五十七条第二款";
        FallIntoEmergency = "fall_into_emergency", "失管后转入应急服务", "emergency service after management is lost", "《北京市物业管理条例》第七十七条第一款";
        TakeOver = "take_over", "物业服务人退出后自行管理", "the owners take over from the provider", "《民法典》第二百八十四条";
        Resume = "resume", "应急服务期内选定新的管理", "a new management ends the emergency", "《北京市物业管理条例》第七十七条第三款";
        ChangeCharging = "change_charging", "变更计费方式", "the charging form is changed", "design";
        AfterRenovation = "after_renovation", "改造后的管理", "management after renovation", "咸宁2023-07-10答复第二部分第（一）项";
    }
}

terms! {
    /// 后续事项 — what follows a change of mode.
    pub enum FollowUp: "follow-up of a change" {
        RecordPayer = "record_payer", "明确费用由谁承担", "record who pays", "《丽水市物业管理条例》第三十九条第二款";
        DecidePoints = "decide_points", "对自行管理的各事项作出决定", "decide the points of self-management", "《上海市住宅物业管理规定》第五十三条第一款";
        EntrustPlant = "entrust_plant", "专业设施委托专业机构", "leave special plant to specialists", "《上海市住宅物业管理规定》第五十三条第二款";
        PublishAccounts = "publish_accounts", "定期公布自行管理账目", "publish the accounts of self-management", "《上海市住宅物业管理规定》第五十三条第五款";
        SignContract = "sign_contract", "签订物业服务合同", "sign the service contract", "《民法典》第九百三十八条";
        FileContract = "file_contract", "物业服务合同备案", "file the service contract", "《河南省物业管理条例》第四十九条第三款";
        FixFee = "fix_fee", "约定物业费", "agree the fee", "《民法典》第九百三十八条";
        HandOver = "hand_over", "原物业服务人退出并交接", "the old provider leaves and hands over", "《民法典》第九百四十九条第一款";
        AgreeCostKey = "agree_cost_key", "约定费用分摊办法", "agree how cost is shared", "design";
        ContractEach = "contract_each", "同一物业服务人与各小区分别签约", "one provider, a contract with each compound", "厦住建综函〔2024〕44号";
        EndInTerm = "end_in_term", "在期限内结束应急服务", "end the emergency service within its term", "《北京市物业管理条例》第七十七条第二款";
        OrganiseChoice = "organise_choice", "街道组织业主选聘新的物业服务人", "the street organises the owners' choice", "《北京市物业管理条例》第七十七条第三款";
        GiveNotice = "give_notice", "提前通知原物业服务人", "give the old provider notice", "《民法典》第九百四十六条第一款";
        EndEmergency = "end_emergency", "新的管理开始时结束应急服务", "end the emergency service when the new one begins", "《聊城市物业管理条例》第四十三条";
        OpenAccount = "open_account", "开立专门账户", "open a separate account", "design";
        FeeAfterTrial = "fee_after_trial", "试用期满并经表决后起收物业费", "the fee begins after trial and vote", "东莞莞城改造项目的报道（2023年）";
    }
}

impl FollowUp {
    /// Which number or list of law it depends on, if one does.
    #[must_use]
    pub const fn key(self, to: Mode) -> Option<Key> {
        match self {
            Self::RecordPayer => Some(Key::Cost(to)),
            Self::DecidePoints => Some(Key::SelfManagement),
            Self::EntrustPlant => Some(Key::SpecialistPlant),
            Self::PublishAccounts => Some(Key::Figure(Figure::SelfManagementAccounts)),
            Self::FileContract => Some(Key::Figure(Figure::ContractFiling)),
            Self::HandOver => Some(Key::Figure(Figure::ExitPeriod)),
            Self::EndInTerm => Some(Key::Figure(Figure::EmergencyTerm)),
            Self::GiveNotice => Some(Key::Figure(Figure::DismissalNotice)),
            Self::FeeAfterTrial => Some(Key::Figure(Figure::TrialPeriod)),
            Self::SignContract
            | Self::FixFee
            | Self::AgreeCostKey
            | Self::ContractEach
            | Self::OrganiseChoice
            | Self::EndEmergency
            | Self::OpenAccount => None,
        }
    }
}

terms! {
    /// 方向 — how a change lies on the path of stages that a place leads its compounds along.
    pub enum Direction: "direction of a change" {
        Forward = "forward", "沿发展路径向前", "forward on the path", "厦住建综函〔2024〕44号";
        Same = "same", "停留在同一阶段", "at the same stage", "厦住建综函〔2024〕44号";
        Back = "back", "沿发展路径向后（规定不禁止）", "back on the path, which no text forbids", "厦住建综函〔2024〕44号";
        Off = "off", "不在发展路径上", "not on the path", "厦住建综函〔2024〕44号";
    }
}

/// 转换规则 — one row of the table. What the law of a place asks beside it is found in its rulebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TransitionRow {
    /// Which.
    pub transition: Transition,
    /// From which modes; none where the row is not about a mode.
    pub from: &'static [Mode],
    /// To which modes.
    pub to: &'static [Mode],
    /// On which matters the owners decide, whatever the place; none where only the law of the place says who
    /// decides.
    pub matters: &'static [Matter],
    /// What follows.
    pub then: &'static [FollowUp],
}

const MANAGED_OTHERWISE: &[Mode] = &[
    Mode::Professional,
    Mode::Basic,
    Mode::SelfGoverned,
    Mode::BigProperty,
    Mode::CommunityGuaranteed,
    Mode::Unmanaged,
];

const TABLE: &[TransitionRow] = &[
    TransitionRow {
        transition: Transition::StepIn,
        from: &[Mode::Unmanaged],
        to: &[Mode::Basic, Mode::CommunityGuaranteed],
        matters: &[],
        then: &[FollowUp::RecordPayer],
    },
    TransitionRow {
        transition: Transition::SelfManage,
        from: &[Mode::Unmanaged, Mode::Basic, Mode::CommunityGuaranteed],
        to: &[Mode::SelfGoverned],
        matters: &[Matter::Other],
        then: &[FollowUp::DecidePoints, FollowUp::EntrustPlant, FollowUp::PublishAccounts],
    },
    TransitionRow {
        transition: Transition::Engage,
        from: MANAGED_OTHERWISE,
        to: &[Mode::Professional],
        matters: &[Matter::Provider],
        then: &[FollowUp::SignContract, FollowUp::FileContract, FollowUp::FixFee, FollowUp::HandOver],
    },
    TransitionRow {
        transition: Transition::Pack,
        from: Mode::ALL,
        to: &[Mode::BigProperty],
        matters: &[Matter::Provider],
        then: &[FollowUp::AgreeCostKey, FollowUp::ContractEach, FollowUp::FileContract],
    },
    // 清远 44 (一): a compound that never had a provider, because its developer is gone.
    TransitionRow {
        transition: Transition::FallIntoEmergency,
        from: &[Mode::Professional, Mode::BigProperty, Mode::Unmanaged],
        to: &[Mode::Emergency],
        matters: &[],
        then: &[FollowUp::RecordPayer, FollowUp::EndInTerm, FollowUp::OrganiseChoice],
    },
    TransitionRow {
        transition: Transition::TakeOver,
        from: &[Mode::Professional, Mode::BigProperty],
        to: &[Mode::SelfGoverned],
        matters: &[Matter::Provider, Matter::Other],
        then: &[
            FollowUp::GiveNotice,
            FollowUp::HandOver,
            FollowUp::DecidePoints,
            FollowUp::EntrustPlant,
            FollowUp::PublishAccounts,
        ],
    },
    TransitionRow {
        transition: Transition::Resume,
        from: &[Mode::Emergency],
        to: &[Mode::Professional, Mode::SelfGoverned],
        matters: &[],
        then: &[FollowUp::EndEmergency, FollowUp::HandOver],
    },
    TransitionRow {
        transition: Transition::ChangeCharging,
        from: &[],
        to: &[],
        matters: &[Matter::Other],
        then: &[FollowUp::OpenAccount],
    },
    TransitionRow {
        transition: Transition::AfterRenovation,
        from: &[],
        to: &[],
        matters: &[],
        then: &[FollowUp::FeeAfterTrial],
    },
];

/// 转换表 — the rows, in the order of [`Transition`].
#[must_use]
pub const fn table() -> &'static [TransitionRow] {
    TABLE
}

impl TransitionRow {
    /// The row as it stands in the two tables of the [module](self).
    #[must_use]
    pub fn printed(&self) -> [String; 2] {
        let from = if self.from == Mode::ALL { "any".to_owned() } else { codes(self.from) };
        let (to, matters, then) = (codes(self.to), codes(self.matters), codes(self.then));
        [format!("| {} | {from} | {to} |", self.transition), format!("| {} | {matters} | {then} |", self.transition)]
    }
}

fn codes<T: Term>(words: &[T]) -> String {
    match words {
        [] => "–".to_owned(),
        words => words.iter().map(|word| word.code()).collect::<Vec<_>>().join(", "),
    }
}

/// 决定的状态 — whether a decision that is needed is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecisionFound {
    /// It was taken (已作出).
    Present {
        /// When.
        on: Day,
        /// Whether it was counted here rather than reported; an act of an office is neither.
        counted: bool,
    },
    /// Nobody has decided yet (尚未作出).
    Pending,
    /// The owners voted it down, or too few took part (未获通过).
    Rejected {
        /// When.
        on: Day,
        /// How it came out.
        outcome: Outcome,
    },
    /// There is one that cannot be used (不能采用), and why.
    NotUsable(Refusal),
}

/// 所需决定 — a decision that the change needs, its law, and whether it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionAnswer {
    /// Whose decision, on what.
    pub needed: NeededDecision,
    /// The law that asks for it; missing where only the table does.
    pub law: Option<Citation>,
    /// What there is.
    pub found: DecisionFound,
}

impl DecisionAnswer {
    /// Met where it was taken, not met where it was voted down, else unknown.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        match self.found {
            DecisionFound::Present { .. } => Verdict::Met,
            DecisionFound::Rejected { .. } => Verdict::Unmet,
            DecisionFound::Pending | DecisionFound::NotUsable(_) => Verdict::Unknown,
        }
    }

    /// The decision in one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let law = cited(self.law.as_ref(), lang);
        let needed = self.needed.render(lang);
        match (&self.found, lang) {
            (DecisionFound::Present { on, counted }, Lang::Zh) => {
                let how = how(*counted, self.needed.by, lang);
                format!("须{needed}：已于{}作出{how}{law}。", on.render(lang))
            }
            (DecisionFound::Present { on, counted }, Lang::En) => {
                format!("{needed}: taken on {on}{}{law}.", how(*counted, self.needed.by, lang))
            }
            (DecisionFound::Pending, Lang::Zh) => format!("须{needed}：尚未作出{law}。"),
            (DecisionFound::Pending, Lang::En) => format!("{needed}: pending{law}."),
            (DecisionFound::Rejected { on, outcome }, Lang::Zh) => {
                format!("须{needed}：{}{outcome:#}{law}。", on.render(lang))
            }
            (DecisionFound::Rejected { on, outcome }, Lang::En) => {
                format!("{needed}: {} on {on}{law}.", outcome.en())
            }
            (DecisionFound::NotUsable(refusal), Lang::Zh) => format!("须{needed}：不能采用{law}：{refusal:#}"),
            (DecisionFound::NotUsable(refusal), Lang::En) => format!("{needed}: cannot be used{law}: {refusal}."),
        }
    }
}

fn how(counted: bool, by: Authority, lang: Lang) -> &'static str {
    match (by == Authority::Owners, counted, lang) {
        (false, ..) => "",
        (true, true, Lang::Zh) => "，在此计票",
        (true, true, Lang::En) => ", counted here",
        (true, false, Lang::Zh) => "，系填报",
        (true, false, Lang::En) => ", as reported",
    }
}

fn cited(law: Option<&Citation>, lang: Lang) -> String {
    match (law, lang) {
        (Some(law), Lang::Zh) => format!("（{}）", law.render(lang)),
        (Some(law), Lang::En) => format!(" ({})", law.render(lang)),
        (None, _) => String::new(),
    }
}

/// 后续 — what follows, with the number of law that it depends on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Follow {
    /// What.
    pub what: FollowUp,
    /// The number or list of law; nothing where it depends on none.
    pub law: Option<Settled>,
}

impl Follow {
    /// The follow-up in one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        match (&self.law, lang) {
            (Some(law), Lang::Zh) => format!("后续：{:#}：{}。", self.what, law.render(lang)),
            (Some(law), Lang::En) => format!("then: {}: {}.", self.what.en(), law.render(lang)),
            (None, Lang::Zh) => format!("后续：{:#}。", self.what),
            (None, Lang::En) => format!("then: {}.", self.what.en()),
        }
    }
}

/// 转换答复 — what a change of mode needs on a day and what follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModeChange {
    /// The compound.
    pub compound: CompoundId,
    /// The day.
    pub day: Day,
    /// The mode it has, by the latest decision in its dossier; unknown if none is stated.
    pub from: Option<Mode>,
    /// The mode it is to have.
    pub to: Mode,
    /// The rows of the table that apply; none where the table has none, or where the mode it has is unknown.
    pub rows: Vec<Transition>,
    /// Where the change lies on the path of stages; unknown without a path or a mode.
    pub direction: Option<Direction>,
    /// The path of stages, as the place prints it.
    pub path: Settled,
    /// The conditions of the mode it is to have.
    pub assessment: Assessment,
    /// After a renovation: whether later management was promised before the application; nothing where the
    /// compound is not known to be renovated.
    pub promised: Option<Verdict>,
    /// The decisions that are needed. None where nobody is named, which leaves open who decides.
    pub decisions: Vec<DecisionAnswer>,
    /// What follows.
    pub follows: Vec<Follow>,
}

impl ModeChange {
    /// 触发 — whether what sets the change off is met: the conditions of the mode. The promise made before a renovation
    /// is reported beside it and bars nothing: one city asks it of applicants, and no text makes it a condition of a
    /// mode.
    #[must_use]
    pub fn trigger(&self) -> Verdict {
        self.assessment.verdict()
    }

    /// 决定 — whether every decision that is needed is there; unknown where nobody is named.
    #[must_use]
    pub fn decided(&self) -> Verdict {
        self.decisions.iter().map(DecisionAnswer::verdict).min().unwrap_or(Verdict::Unknown)
    }

    /// Every finding in a sentence, with its article.
    #[must_use]
    pub fn render(&self, lang: Lang) -> Vec<String> {
        let mut all = vec![self.heading(lang)];
        all.push(self.assessment.render(lang));
        all.extend(self.assessment.reasons(lang).iter().map(|line| line.trim_start().to_owned()));
        if let Some(promised) = self.promised {
            let (fact, verdict) = (Fact::LaterManagementAccepted.render(lang), promised.render(lang));
            all.push(match lang {
                Lang::Zh => format!("改造后的管理：{fact}，{verdict}。"),
                Lang::En => format!("after renovation, the compound {fact}: {verdict}."),
            });
        }
        if self.decisions.is_empty() {
            all.push(match lang {
                Lang::Zh => "待查明：所读规定未载明由谁决定。".to_owned(),
                Lang::En => "unknown: no text that was read says who decides.".to_owned(),
            });
        }
        all.extend(self.decisions.iter().map(|decision| decision.render(lang)));
        all.extend(self.follows.iter().map(|follow| follow.render(lang)));
        all
    }

    fn heading(&self, lang: Lang) -> String {
        let from = self.from.map_or(Verdict::Unknown.render(lang), |from| from.render(lang));
        let rows: Vec<&str> = self.rows.iter().map(|row| row.render(lang)).collect();
        let rows = match (rows.as_slice(), self.from, lang) {
            ([], None, Lang::Zh) => "现行模式未见填报，不能确定适用转换表的哪一行".to_owned(),
            ([], None, Lang::En) => "no mode is stated, so that no row of the table can be chosen".to_owned(),
            ([], Some(_), Lang::Zh) => "转换表无此行，规定不禁止".to_owned(),
            ([], Some(_), Lang::En) => "no row of the table, which is not a bar".to_owned(),
            (rows, _, Lang::Zh) => rows.join("、"),
            (rows, _, Lang::En) => rows.join(", "),
        };
        let joint = if lang == Lang::Zh { "；" } else { "; " };
        let direction =
            self.direction.map_or_else(String::new, |direction| format!("{joint}{}", direction.render(lang)));
        match lang {
            Lang::Zh => format!("由{from}转为{:#}：{rows}{direction}。", self.to),
            Lang::En => format!("from {from} to {}: {rows}{direction}.", self.to.en()),
        }
    }
}

/// 现行模式 — the latest decision on the mode that is stated by a day and was taken by then; of several on one day the
/// one stated last.
#[must_use]
pub fn current_mode(dossier: &Dossier, day: Day) -> Option<&Stated<DecisionRecord>> {
    let known = dossier.decisions.iter().filter(|stated| stated.on <= day && stated.value.on <= day);
    known.max_by_key(|stated| (stated.value.on, stated.on))
}

/// What a change of mode needs on a day and what follows it.
///
/// 1. The mode that the compound has is that of the latest decision in its dossier.
/// 2. What sets the change off are the conditions of the mode it is to have, as [`choose`](super::choose) looks at
///    them.
/// 3. The decisions are those that the law of the place names for that mode and those of the table. Of the
///    resolutions in the dossier and the grounds that are handed in, the latest on the matter counts; one from
///    before the mode it has was decided on has been used and does not count again.
/// 4. What follows is the table's, with the numbers of the place.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use wuye::decide::transition::change;
/// use wuye::dossier::Dossier;
/// use wuye::estate::Compound;
/// use wuye::mode::Mode;
/// use wuye::rule::Verdict;
/// let rulebook = wuye::places::rulebook_for("310000".parse()?)?;
/// let compound = Compound { id: "c1".parse()?, name: "某小区".into(), place: "310104".parse()?, yards: vec![] };
/// let answer = change(&rulebook, &Dossier::new(compound), "2022-03-01".parse()?, Mode::Professional, &[]);
/// assert_eq!((answer.from, answer.trigger(), answer.decided()), (None, Verdict::Met, Verdict::Unknown));
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn change(rulebook: &Rulebook, dossier: &Dossier, day: Day, to: Mode, grounds: &[Ground]) -> ModeChange {
    let current = current_mode(dossier, day);
    let from = current.map(|stated| stated.value.mode);
    let assessment = Checklist::compile(rulebook, Aim::Mode(to)).assess(dossier, day);
    let renovated = dossier.fact(Fact::Renovated, day).is_some_and(|stated| stated.value);
    let promised = renovated.then(|| {
        let promise = dossier.fact(Fact::LaterManagementAccepted, day);
        promise.map_or(Verdict::Unknown, |stated| Verdict::of(stated.value))
    });
    let rows: Vec<&TransitionRow> = TABLE
        .iter()
        .filter(|row| match (row.transition, from) {
            (Transition::AfterRenovation, _) => renovated,
            (_, Some(from)) => row.from.contains(&from) && row.to.contains(&to),
            (_, None) => false,
        })
        .collect();
    let needed = needed(rulebook, dossier, day, to, &rows, &assessment);
    let fresh = Fresh::after(current.map(|stated| &stated.value));
    let decisions =
        needed.into_iter().map(|(needed, law)| found(needed, law, dossier, grounds, &assessment, fresh)).collect();
    let mut follows: Vec<Follow> = Vec::new();
    // The end of an emergency begins a service or self-management like any other.
    let resumed = |row: &&TransitionRow| {
        matches!(row.transition, Transition::Engage | Transition::SelfManage) && row.to.contains(&to)
    };
    let resumes = rows.iter().any(|row| row.transition == Transition::Resume);
    let beside = TABLE.iter().filter(|row| resumes && resumed(row));
    for what in rows.iter().copied().chain(beside).flat_map(|row| row.then) {
        if follows.iter().all(|follow| follow.what != *what) {
            let law = what.key(to).map(|key| match parameter(rulebook, dossier, key, day) {
                Settled::Absent if key == Key::Figure(Figure::EmergencyTerm) => {
                    parameter(rulebook, dossier, Key::Figure(Figure::EmergencyTermUsual), day)
                }
                settled => settled,
            });
            follows.push(Follow { what: *what, law });
        }
    }
    let path = parameter(rulebook, dossier, Key::StagePath, day);
    ModeChange {
        compound: dossier.compound.id.clone(),
        day,
        from,
        to,
        rows: rows.iter().map(|row| row.transition).collect(),
        direction: from.and_then(|from| direction(&path, from.stage(), to.stage())),
        path,
        assessment,
        promised,
        decisions,
        follows,
    }
}

/// The decisions that law and table ask for, each once, those of the law first.
fn needed(
    rulebook: &Rulebook,
    dossier: &Dossier,
    day: Day,
    to: Mode,
    rows: &[&TransitionRow],
    assessment: &Assessment,
) -> Vec<(NeededDecision, Option<Citation>)> {
    let own = own_matter(rulebook, dossier, day);
    let mut all: Vec<(NeededDecision, Option<Citation>)> = Vec::new();
    let mut add = |by: Authority, matter: Option<Matter>, law: Option<Citation>| {
        let (matter, law) = match (&own, matter) {
            (Some((own, cite)), Some(Matter::Other)) if to == Mode::SelfGoverned => (Some(*own), Some(cite.clone())),
            _ => (matter, law),
        };
        let needed = NeededDecision { by, matter };
        if all.iter().all(|(known, _)| *known != needed) {
            all.push((needed, law));
        }
    };
    for (needed, law) in assessment.needed_decisions() {
        add(needed.by, needed.matter, Some(law.clone()));
    }
    for matter in rows.iter().flat_map(|row| row.matters) {
        add(Authority::Owners, Some(*matter), matter_law(rulebook, dossier, *matter, day));
    }
    all
}

/// The law that gives a matter to the owners: that of the mode it belongs to, else that of its majority.
pub(super) fn matter_law(rulebook: &Rulebook, dossier: &Dossier, matter: Matter, day: Day) -> Option<Citation> {
    for mode in [Mode::Professional, Mode::SelfGoverned] {
        let assessment = Checklist::compile(rulebook, Aim::Mode(mode)).assess(dossier, day);
        let named = assessment.needed_decisions();
        if let Some((_, law)) = named.into_iter().find(|(needed, _)| needed.matter == Some(matter)) {
            return Some(law.clone());
        }
    }
    match parameter(rulebook, dossier, Key::Majority(matter), day) {
        Settled::Known { law, .. } => Some(law),
        _ => None,
    }
}

/// The matter under which the place puts self-management, if it says so.
fn own_matter(rulebook: &Rulebook, dossier: &Dossier, day: Day) -> Option<(Matter, Citation)> {
    match parameter(rulebook, dossier, Key::SelfManagementMatter, day) {
        Settled::Known { setting, law, .. } => match setting.value() {
            Some(ParameterValue::Matter(matter)) => Some((*matter, law)),
            _ => None,
        },
        _ => None,
    }
}

/// Which decisions are not used up: those from a day on that the present mode does not rest on.
#[derive(Clone, Copy)]
pub(super) struct Fresh<'a> {
    since: Day,
    used: &'a [GroundRecord],
}

impl<'a> Fresh<'a> {
    /// After the decision on the present mode, if one is known.
    pub(super) fn after(current: Option<&'a DecisionRecord>) -> Self {
        current.map_or(Self::since(Day::FIRST), |current| Self { since: current.on, used: &current.grounds })
    }

    const fn since(since: Day) -> Self {
        Self { since, used: &[] }
    }
}

/// The latest decision of the right authority on the right matter, and whether it can be used.
pub(super) fn found(
    needed: NeededDecision,
    law: Option<Citation>,
    dossier: &Dossier,
    grounds: &[Ground],
    assessment: &Assessment,
    fresh: Fresh<'_>,
) -> DecisionAnswer {
    let day = assessment.day();
    let reported = dossier.resolutions.iter().filter(|stated| stated.on <= day).cloned().map(Ground::Reported);
    let all: Vec<Ground> = reported.chain(grounds.iter().cloned()).collect();
    let right = |ground: &&Ground| {
        let used = fresh.used.contains(&ground.record());
        let in_time = ground.on() >= fresh.since && ground.on() <= day;
        ground.by() == needed.by && ground.matter() == needed.matter && in_time && !used
    };
    // The owners' own before those of another compound; of one day, what was counted here before what is reported.
    let own = |ground: &Ground| match ground {
        Ground::Counted(resolution) => resolution.compound() == assessment.compound(),
        _ => true,
    };
    let rank = |ground: &&Ground| (own(ground), ground.on(), matches!(ground, Ground::Counted(_)));
    let latest = all.iter().filter(right).max_by_key(rank);
    let found = match latest {
        None => DecisionFound::Pending,
        Some(ground) => match check(&needed, ground, assessment, AdoptionPolicy::default()) {
            Ok(()) => DecisionFound::Present { on: ground.on(), counted: matches!(ground, Ground::Counted(_)) },
            Err(Refusal::NoQuorum { .. } | Refusal::Rejected { .. }) => {
                DecisionFound::Rejected { on: ground.on(), outcome: ground.outcome() }
            }
            Err(refusal) => DecisionFound::NotUsable(refusal),
        },
    };
    DecisionAnswer { needed, law, found }
}

fn direction(path: &Settled, from: Stage, to: Stage) -> Option<Direction> {
    let Settled::Known { setting, .. } = path else { return None };
    let Some(ParameterValue::Stages(stages)) = setting.value() else { return None };
    // No management is where every path begins.
    let place = |stage: Stage| match stages.iter().position(|known| *known == stage) {
        Some(place) => place.checked_add(1),
        None => (stage == Stage::None).then_some(0),
    };
    Some(match (place(from), place(to)) {
        (Some(from), Some(to)) => match from.cmp(&to) {
            std::cmp::Ordering::Less => Direction::Forward,
            std::cmp::Ordering::Equal => Direction::Same,
            std::cmp::Ordering::Greater => Direction::Back,
        },
        _ => Direction::Off,
    })
}

/// 计费方式变更答复 — what a change of the charging form needs (包干制转酬金制、信托制).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChargingChange {
    /// The form of the contract that runs on the day; unknown if none is stated.
    pub from: Option<ChargingForm>,
    /// The form it is to have.
    pub to: ChargingForm,
    /// The owners' joint decision.
    pub decision: DecisionAnswer,
    /// What follows.
    pub follows: Vec<Follow>,
}

/// What a change of the charging form needs on a day: the joint decision of the owners (read as another major
/// matter, item 9, since no text that was read names it), and a separate account where the money stays the
/// owners'.
#[must_use]
pub fn change_charging(
    rulebook: &Rulebook,
    dossier: &Dossier,
    day: Day,
    to: ChargingForm,
    grounds: &[Ground],
) -> ChargingChange {
    let runs = |record: &ContractRecord| record.from <= day && record.until.is_none_or(|until| day < until);
    let running = dossier.contracts.iter().filter(|stated| stated.on <= day && runs(&stated.value));
    let contract = running.max_by_key(|stated| (stated.value.from, stated.on));
    let needed = NeededDecision { by: Authority::Owners, matter: Some(Matter::Other) };
    let law = matter_law(rulebook, dossier, Matter::Other, day);
    let assessment = Checklist::compile(rulebook, Aim::Mode(Mode::Professional)).assess(dossier, day);
    let since = contract.map_or(Day::FIRST, |stated| stated.value.from);
    let account = to != ChargingForm::LumpSum;
    ChargingChange {
        from: contract.and_then(|stated| stated.value.charging),
        to,
        decision: found(needed, law, dossier, grounds, &assessment, Fresh::since(since)),
        follows: if account { vec![Follow { what: FollowUp::OpenAccount, law: None }] } else { Vec::new() },
    }
}

impl ChargingChange {
    /// Every finding in a sentence, with its article.
    #[must_use]
    pub fn render(&self, lang: Lang) -> Vec<String> {
        let from = self.from.map_or(Verdict::Unknown.render(lang), |from| from.render(lang));
        let heading = match lang {
            Lang::Zh => format!("由{from}转为{:#}。", self.to),
            Lang::En => format!("from {from} to {}.", self.to.en()),
        };
        let follows = self.follows.iter().map(|follow| follow.render(lang));
        [heading, self.decision.render(lang)].into_iter().chain(follows).collect()
    }
}
