//! 核对 — what a meeting or a committee must keep: each number of law beside what was found, as a finding. Nothing here
//! voids anything: a committee of six and a notice of fourteen days are answers, not errors.

use std::collections::BTreeMap;

use serde::Serialize;

use super::MeetingError;
use crate::law::{Citation, Confidence};
use crate::matter::{Base, Limb, Tally};
use crate::measure::{Area, Day, Money, Share, Threshold};
use crate::rule::{Bar, EmergencyCase, Force, LiftRule, ParameterValue, Setting, Settled, Verdict};
use crate::terms::{Lang, terms};

terms! {
    /// 核对事项 — what is held against the law.
    pub enum Item: "item to be checked" {
        Notice = "notice", "会议通知", "notice of the meeting", "《物业管理条例》第十四条第一款";
        OffAgenda = "off_agenda", "未公示即付表决的议题数", "items voted on that were not announced", "《北京市物业管理条例》第三十五条第五款";
        Window = "window", "投票期限", "time for voting", "《杭州市物业管理条例》第二十条第三款";
        Objectors = "objectors", "持不同意见的业主", "owners who object", "《河南省物业管理条例》第六十六条";
        Proposers = "proposers", "提议召开临时会议的业主", "owners who propose an extraordinary meeting", "《物业管理条例》第十三条第二款";
        TenderInvited = "tender_invited", "受邀投标的企业", "firms invited to tender", "建住房〔2003〕130号";
        TenderBids = "tender_bids", "自招标公告至投标截止的时间", "time from the notice to the closing of bids", "建住房〔2003〕130号";
        TenderPanel = "tender_panel", "评标委员会人数", "size of the panel", "建住房〔2003〕130号";
        TenderExperts = "tender_experts", "评标委员会中的外聘专家", "outside experts on the panel", "建住房〔2003〕130号";
        TenderReport = "tender_report", "中标结果备案", "report of the winner", "建住房〔2003〕130号";
        TenderContract = "tender_contract", "中标后签订合同", "contract after the award", "建住房〔2003〕130号";
        TenderDone = "tender_done", "招标投标工作完成", "completion of the tender", "《清远市住宅小区物业管理条例》第三十三条第二款";
        GroupSize = "group_size", "筹备组人数", "size of the preparatory group", "《业主大会和业主委员会指导规则》第十条";
        GroupOwners = "group_owners", "筹备组中的业主代表", "owners in the preparatory group", "《业主大会和业主委员会指导规则》第十条";
        GroupForming = "group_forming", "筹备组成立", "forming of the preparatory group", "《业主大会和业主委员会指导规则》第九条";
        FirstMeeting = "first_meeting", "首次业主大会会议召开", "holding of the first meeting", "《河南省物业管理条例》第二十条第一款";
        Posting = "posting", "公示", "posting", "design";
        Seats = "seats", "业主委员会人数", "size of the committee", "《业主大会和业主委员会指导规则》第三十一条";
        Term = "term", "业主委员会任期", "term of the committee", "《业主大会和业主委员会指导规则》第三十二条";
        Attendance = "attendance", "出席会议的委员", "members who attend", "《业主大会和业主委员会指导规则》第三十八条";
        Agreement = "agreement", "同意决定的委员", "members who agree", "《业主大会和业主委员会指导规则》第三十八条";
        OwnerAttendance = "owner_attendance", "出席会议的业主代表成员", "owner members who attend", "《北京市物业管理条例》第五十七条第二款";
        Filing = "filing", "备案", "filing", "《物业管理条例》第十六条第一款";
        RecallByMembers = "recall_by_members", "提议罢免的委员", "members who propose a recall", "《河南省物业管理条例》第三十一条";
        RecallByOwners = "recall_by_owners", "提议罢免的业主", "owners who propose a recall", "《河南省物业管理条例》第三十一条";
        Filled = "filled", "在任委员", "seats that are filled", "《业主大会和业主委员会指导规则》第四十六条";
        HandOver = "hand_over", "移交", "hand-over", "《业主大会和业主委员会指导规则》第四十八条";
        ReElection = "re_election", "换届启动", "start of the re-election", "《业主大会和业主委员会指导规则》第四十七条";
        ManagementSeats = "management_seats", "物业管理委员会人数", "size of the property-management committee", "《北京市物业管理条例》第五十四条第一款";
        ManagementOwners = "management_owners", "物业管理委员会中的业主代表", "owners in the property-management committee", "《北京市物业管理条例》第五十四条第一款";
        PartyMembers = "party_members", "委员中的党员", "party members on the committee", "policy";
        OneShoulder = "one_shoulder", "党组织负责人兼任业主委员会主任", "one person heads party organisation and committee", "policy";
        CrossAppointment = "cross_appointment", "双向交叉任职", "cross-appointments", "许建政协〔2021〕18号第二部分";
        BarredMember = "barred_member", "有任职限制情形的委员", "members who are barred", "《上海市住宅物业管理规定》第二十条第二款";
        FirstDeposit = "first_deposit", "首期维修资金", "first deposit to the maintenance fund", "《住宅专项维修资金管理办法》第七条";
        FundBalance = "fund_balance", "维修资金账户余额", "balance of the maintenance fund", "《住宅专项维修资金管理办法》第十七条";
        ToppedUp = "topped_up", "续筹后的维修资金余额", "balance after topping up", "《上海市住宅物业管理规定》第六十五条第三款";
        EmergencyListed = "emergency_listed", "紧急情况", "the emergency", "《杭州市物业管理条例》第七十三条第一款";
        EmergencySum = "emergency_sum", "紧急情况下使用的维修资金", "money of the fund used in an emergency", "《湖州市物业管理条例》第四十七条第二款";
        RevenueToFund = "revenue_to_fund", "用于补充维修资金的公共收益", "common revenue that went into the fund", "《北京市物业管理条例》第七十四条第二款";
        Unaudited = "unaudited", "未经审计的工程决（结）算金额", "final account without an audit", "《杭州市物业管理条例》第七十二条第（二）项";
        Overrun = "overrun", "超出预算的金额", "overrun of the budget", "《杭州市物业管理条例》第七十二条第（二）项";
        Publication = "publication", "收支的公布", "publication of the accounts", "《上海市住宅物业管理规定》第六十六条第二款";
        RoomArea = "room_area", "物业管理用房面积", "rooms set apart for the service", "《河南省物业管理条例》第十一条第二款";
        CommitteeRoom = "committee_room", "业主委员会办公用房面积", "room of the owners' committee", "《河南省物业管理条例》第十一条第一款";
        CompletedOn = "completed_on", "小区建成日期", "completion of the compound", "国办发〔2020〕23号";
        SegregatedAccount = "segregated_account", "信托财产专户", "separate account of a trust", "policy";
        PoolSize = "pool_size", "预选库企业数", "enterprises in the pool", "东建函〔2023〕26号第一部分第（三）项";
        OpenPayments = "open_payments", "公开的付款笔数", "payments that are open to every owner", "policy";
        TenderScale = "tender_scale", "协议选聘的住宅规模", "scale of a compound whose provider is chosen by agreement", "《物业管理条例》第二十四条第二款";
    }
}

/// 所见 — what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// A number.
    Count(u32),
    /// A part of a whole: members of seats, owners of owners.
    Part {
        /// The part.
        part: u64,
        /// The whole.
        whole: u64,
    },
    /// Something before an event; the time is counted back from the event (提前N日).
    Ahead {
        /// What must come before.
        first: Day,
        /// The event.
        event: Day,
    },
    /// Something after an event; the time runs from the day after it (自……之日起).
    Since {
        /// The event.
        event: Day,
        /// What must follow, or the end.
        done: Day,
    },
    /// An amount of money.
    Money(Money),
    /// An amount beside the one that it is a part of; it may be more than that.
    OfMoney {
        /// The amount.
        part: Money,
        /// What the share is a share of.
        whole: Money,
    },
    /// An area.
    Area(Area),
    /// A day.
    On(Day),
    /// An emergency.
    Case(EmergencyCase),
}

/// 不同规定 — what a lower text prints that the higher one overrides, and what would follow from it. Which one to act on
/// is for the caller; the check itself follows the higher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contested {
    /// What the lower text asks.
    pub required: Setting,
    /// Its law.
    pub law: Citation,
    /// What it would give.
    pub verdict: Verdict,
}

/// 核对结果 — one number of law beside what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What was checked.
    pub item: Item,
    /// Met, unmet, or unknown where the law or the fact is not known.
    pub verdict: Verdict,
    /// Whether it binds; a usual one is reported and voids nothing.
    pub force: Force,
    /// What was found.
    pub seen: Option<Seen>,
    /// What is asked.
    pub required: Option<Setting>,
    /// By which law.
    pub law: Option<Citation>,
    /// What lower texts print otherwise.
    pub contested: Vec<Contested>,
}

/// Holds what was found against a number of law as a rulebook settles it.
///
/// ```
/// use wuye::meeting::checks::{Item, Seen, check};
/// use wuye::rule::{Figure, Key, Verdict};
/// let national = wuye::places::rulebook_for("000000".parse()?)?;
/// let notice = national.setting(Key::Figure(Figure::MeetingNotice), "2026-06-15".parse()?);
/// let told = |first: &str| Seen::Ahead { first: first.parse().unwrap(), event: "2026-06-15".parse().unwrap() };
/// assert_eq!(check(Item::Notice, &notice, Some(told("2026-05-31"))).verdict, Verdict::Met);
/// assert_eq!(check(Item::Notice, &notice, Some(told("2026-06-01"))).verdict, Verdict::Unmet); // fourteen days
/// assert_eq!(check(Item::Notice, &notice, None).verdict, Verdict::Unknown);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn check(item: Item, settled: &Settled, seen: Option<Seen>) -> Check {
    let force = Force::Shall;
    let Settled::Known { setting, law, conflicts } = settled else {
        return Check {
            item,
            verdict: Verdict::Unknown,
            force,
            seen,
            required: None,
            law: None,
            contested: Vec::new(),
        };
    };
    let under = |setting: &Setting| seen.map_or(Verdict::Unknown, |seen| holds(setting, seen));
    let contested = conflicts.iter().map(|conflict| Contested {
        required: conflict.lower.clone(),
        law: conflict.lower_law.clone(),
        verdict: under(&conflict.lower),
    });
    Check {
        item,
        verdict: under(setting),
        force,
        seen,
        required: Some(setting.clone()),
        law: Some(law.clone()),
        contested: contested.collect(),
    }
}

/// Whether what was found keeps a setting; unknown where the two cannot be compared, or the number is left to somebody.
#[must_use]
pub fn holds(setting: &Setting, seen: Seen) -> Verdict {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let one = |value: &ParameterValue| order(value, seen);
    let is = |value: &ParameterValue, wanted: &[std::cmp::Ordering]| {
        one(value).map_or(Verdict::Unknown, |order| Verdict::of(wanted.contains(&order)))
    };
    match setting {
        Setting::Exactly(ParameterValue::Seats(seats))
        | Setting::UnlessAgreed(ParameterValue::Seats(seats))
        | Setting::AtLeast(ParameterValue::Seats(seats)) => match seen {
            Seen::Count(n) => Verdict::of(seats.allows(n)),
            _ => Verdict::Unknown,
        },
        // A list that ends with other cases leaves those that it does not name to whoever decides.
        Setting::Exactly(ParameterValue::EmergencyCases(cases)) => match seen {
            Seen::Case(case) if case != EmergencyCase::Other && cases.contains(&case) => Verdict::Met,
            Seen::Case(_) if !cases.contains(&EmergencyCase::Other) => Verdict::Unmet,
            _ => Verdict::Unknown,
        },
        // A share under which something must be done: what is left must not be below it.
        Setting::Exactly(value @ ParameterValue::Share(_)) | Setting::AtLeast(value) => is(value, &[Equal, Greater]),
        Setting::Exactly(value) => is(value, &[Equal]),
        Setting::AtMost(value) => is(value, &[Equal, Less]),
        Setting::MoreThan(value) => is(value, &[Greater]),
        Setting::LessThan(value) => is(value, &[Less]),
        Setting::Between { least, most } => is(least, &[Equal, Greater]).min(is(most, &[Equal, Less])),
        Setting::UnlessAgreed(_) | Setting::Default { .. } | Setting::Delegated(_) => Verdict::Unknown,
    }
}

/// How what was found compares with a value.
fn order(value: &ParameterValue, seen: Seen) -> Option<std::cmp::Ordering> {
    match (value, seen) {
        (ParameterValue::Number(n), Seen::Count(found)) => Some(found.cmp(n)),
        (ParameterValue::Share(share), Seen::Part { part, whole }) if whole > 0 => Some(share.compare(part, whole)),
        // So long before, counted back from the event: an earlier day is a longer time.
        (ParameterValue::Period(period), Seen::Ahead { first, event }) => Some(period.before(event).ok()?.cmp(&first)),
        (ParameterValue::Period(period), Seen::Since { event, done }) => Some(done.cmp(&period.after(event).ok()?)),
        (ParameterValue::Money(money), Seen::Money(found)) => Some(found.cmp(money)),
        (ParameterValue::Share(share), Seen::OfMoney { part, whole }) => {
            let fen = |money: Money| u64::try_from(money.fen()).ok();
            Some(share.compare(fen(part)?, fen(whole).filter(|whole| *whole > 0)?))
        }
        (ParameterValue::Area(area), Seen::Area(found)) => Some(found.cmp(area)),
        (ParameterValue::Day(day), Seen::On(found)) => Some(found.cmp(day)),
        _ => None,
    }
}

/// A part of a whole.
///
/// # Errors
/// [`MeetingError::PartOverWhole`].
pub fn part(part: u64, whole: u64) -> Result<Seen, MeetingError> {
    if part > whole || whole == 0 {
        return Err(MeetingError::PartOverWhole { part, whole });
    }
    Ok(Seen::Part { part, whole })
}

/// 业主委员会会议 — how a meeting of a committee went: all its seats, those who hold one, those who came in person, those
/// who sent somebody, those who agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sitting {
    /// All members that the committee has by its rules (全体委员), vacant seats too.
    pub seats: u32,
    /// Those who came in person.
    pub present: u32,
    /// Those for whom somebody else came: a member has no proxy, so they neither attend nor agree.
    pub by_proxy: u32,
    /// Those who came and agreed.
    pub agreed: u32,
}

impl Sitting {
    /// Attendance and agreement, each against all seats; those who sent somebody count for nothing.
    ///
    /// # Errors
    /// [`MeetingError::PartOverWhole`] for more present than seats or more agreement than presence.
    ///
    /// ```
    /// use wuye::meeting::checks::Sitting;
    /// use wuye::rule::{Figure, Key, Verdict};
    /// let day = "2024-06-01".parse()?;
    /// let of = |code: &str, figure| -> Result<_, Box<dyn std::error::Error>> {
    ///     Ok(wuye::places::rulebook_for(code.parse()?)?.setting(Key::Figure(figure), day))
    /// };
    /// // Two of four seats agree: enough where half of all is asked, not where more than half is.
    /// let sitting = Sitting { seats: 4, present: 3, by_proxy: 0, agreed: 2 };
    /// let henan = sitting.check(&of("410000", Figure::CommitteeQuorum)?, &of("410000", Figure::CommitteeConsent)?)?;
    /// let hangzhou = sitting.check(&of("330100", Figure::CommitteeQuorum)?, &of("330100", Figure::CommitteeConsent)?)?;
    /// assert_eq!(henan.map(|check| check.verdict), [Verdict::Met, Verdict::Met]);
    /// assert_eq!(hangzhou.map(|check| check.verdict), [Verdict::Met, Verdict::Unmet]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn check(&self, quorum: &Settled, consent: &Settled) -> Result<[Check; 2], MeetingError> {
        let came = u64::from(self.present).saturating_add(u64::from(self.by_proxy));
        part(came, u64::from(self.seats))?;
        if self.agreed > self.present {
            return Err(MeetingError::PartOverWhole { part: u64::from(self.agreed), whole: u64::from(self.present) });
        }
        let of = |n: u32| part(u64::from(n), u64::from(self.seats)).map(Some);
        let attendance = check(Item::Attendance, quorum, of(self.present)?);
        Ok([attendance, check(Item::Agreement, consent, of(self.agreed)?)])
    }
}

/// 补选或者重选 — what a vacancy asks for.
#[must_use]
pub fn vacancy(filled: u32, seats: u32, settled: &Settled, legal_minimum: Option<u32>) -> Check {
    let seen = part(u64::from(filled), u64::from(seats)).ok();
    let mut check = check(Item::Filled, settled, seen);
    // Hangzhou: fewer than the legal minimum is enough by itself.
    if legal_minimum.is_some_and(|least| filled < least) {
        check.verdict = Verdict::Unmet;
    }
    check
}

/// 任职限制核对 — whether a person may sit: each bar of the place beside what is stated of the person. A bar that only the
/// owners' rules can set counts where they did (`agreed`). Where nobody stated the fact it is unknown.
#[must_use]
pub fn bars(
    mandatory: &Settled,
    if_agreed: &Settled,
    agreed: &[Bar],
    stated: &BTreeMap<Bar, bool>,
) -> Vec<(Bar, Check)> {
    let mut out = Vec::new();
    let mut take = |settled: &Settled, only: Option<&[Bar]>| {
        let Settled::Known { setting, law, .. } = settled else { return };
        let Some(ParameterValue::Bars(list)) = setting.value() else { return };
        for bar in list.iter().filter(|bar| only.is_none_or(|only| only.contains(bar))) {
            let verdict = stated.get(bar).map_or(Verdict::Unknown, |barred| Verdict::of(!barred));
            let seen = stated.get(bar).map(|barred| Seen::Count(u32::from(*barred)));
            let (required, law) = (Some(setting.clone()), Some(law.clone()));
            let (item, force, contested) = (Item::BarredMember, Force::Shall, Vec::new());
            out.push((*bar, Check { item, verdict, force, seen, required, law, contested }));
        }
    };
    take(mandatory, None);
    take(if_agreed, Some(agreed));
    out
}

/// 党员比例 — party members on a committee, half of the seats or more. Policy: it is reported and voids nothing.
///
/// # Errors
/// [`MeetingError::PartOverWhole`].
pub fn party_share(party: u32, seats: u32) -> Result<Check, MeetingError> {
    let half = Setting::AtLeast(ParameterValue::Share(Share::new(1, 2)?));
    let seen = part(u64::from(party), u64::from(seats))?;
    Ok(reported(Item::PartyMembers, holds(&half, seen), Some(seen), Some(half)))
}

/// 只报告的事项 — one-shoulder and cross-appointments: what policy wants, reported beside the law.
#[must_use]
pub fn policy(item: Item, fact: Option<bool>) -> Check {
    reported(item, fact.map_or(Verdict::Unknown, Verdict::of), None, None)
}

fn reported(item: Item, verdict: Verdict, seen: Option<Seen>, required: Option<Setting>) -> Check {
    Check { item, verdict, force: Force::Usually, seen, required, law: None, contested: Vec::new() }
}

/// 住改商 — whether a dwelling may become business premises: every interested owner consents; owners of the same building
/// are interested, others must show it (《民法典》第二百七十九条、《建筑物区分所有权司法解释》第十一条). One refusal is
/// enough against it, a majority is no defence, and an owner who has not answered leaves it unknown.
///
/// ```
/// use wuye::meeting::checks::unanimous;
/// use wuye::rule::Verdict;
/// let mut answers = vec![Some(true); 24];
/// assert_eq!(unanimous(&answers), Verdict::Met);
/// answers[7] = None;
/// assert_eq!(unanimous(&answers), Verdict::Unknown);
/// answers[3] = Some(false);
/// assert_eq!(unanimous(&answers), Verdict::Unmet);
/// assert_eq!(unanimous(&[]), Verdict::Unknown); // whose interest it is has not been stated
/// ```
#[must_use]
pub fn unanimous(answers: &[Option<bool>]) -> Verdict {
    let each = answers.iter().map(|answer| answer.map_or(Verdict::Unknown, Verdict::of));
    each.min().unwrap_or(Verdict::Unknown)
}

/// 加装电梯 — whether a place's rule on lifts is kept: those of the circle who take part and agree (in writing where it
/// asks for that), and the objections of others concerned that are not settled. Where nobody stated the objections and
/// the rule asks for them, unknown. A unit whose private part a lift occupies needs its own owner's consent beside
/// this.
///
/// ```
/// use wuye::matter::{Tally, Weight};
/// use wuye::meeting::checks::lift;
/// use wuye::rule::{Key, ParameterValue, Setting, Settled, Verdict};
/// let laiwu = wuye::places::rulebook_for("370116".parse()?)?;
/// let Settled::Known { setting: Setting::Exactly(ParameterValue::Lift(rule)), .. } = laiwu.setting(Key::Lift, "2024-06-01".parse()?)
/// else { panic!() };
/// // Twelve flats at an entrance: eight signed, which is two thirds.
/// let w = |heads: u32| Weight { heads, area: heads.to_string().parse().unwrap() };
/// let signed = |n| Tally::declared(w(12), w(n), w(n)).unwrap();
/// assert_eq!(lift(&rule, &signed(8), Some(0)), Verdict::Met);
/// assert_eq!(lift(&rule, &signed(7), Some(0)), Verdict::Unmet);
/// assert_eq!(lift(&rule, &signed(8), Some(1)), Verdict::Unmet);
/// assert_eq!(lift(&rule, &signed(8), None), Verdict::Unknown);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn lift(rule: &LiftRule, tally: &Tally, unsettled_objections: Option<u32>) -> Verdict {
    let limbs = [Limb::Heads, Limb::Area];
    let (total, part, yes) = (tally.total(), tally.participating(), tally.consenting());
    let base = match rule.base {
        Base::Participants => part,
        Base::All => total,
    };
    let quorum =
        rule.quorum.is_none_or(|quorum| limbs.iter().all(|limb| quorum.is_met(part.of(*limb), total.of(*limb))));
    let met = |threshold: Threshold, limb: Limb| base.of(limb) > 0 && threshold.is_met(yes.of(limb), base.of(limb));
    let consent = met(rule.heads, Limb::Heads) && rule.area.is_none_or(|area| met(area, Limb::Area));
    let objections = match (rule.objections_settled, unsettled_objections) {
        (false, _) => Verdict::Met,
        (true, None) => Verdict::Unknown,
        (true, Some(n)) => Verdict::of(n == 0),
    };
    Verdict::of(quorum && consent).min(objections)
}

/// 未公示议题 — the items put to the vote that were not announced.
#[must_use]
pub fn off_agenda<'a, T: PartialEq>(announced: &[T], put: &'a [T]) -> Vec<&'a T> {
    put.iter().filter(|item| !announced.contains(item)).collect()
}

impl Check {
    /// Whether it would be met, had the text of its law been read.
    fn is_from_memory(&self) -> bool {
        let memory = self.law.as_ref().is_some_and(|law| law.confidence == Confidence::Memory);
        let met = self.required.as_ref().zip(self.seen).map(|(required, seen)| holds(required, seen));
        memory && self.verdict == Verdict::Unknown && met == Some(Verdict::Met)
    }

    /// The finding in one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let seen = self.seen.map(|seen| show_seen(seen, lang));
        let required = self.required.as_ref().map(|setting| show(setting, lang));
        let law = self.law.as_ref().map(|law| law.short(lang));
        match lang {
            Lang::Zh => {
                let mut text = format!("{:#}：{:#}", self.verdict, self.item);
                text.push_str(&required.map_or_else(String::new, |required| format!("，应{required}")));
                text.push_str(&seen.map_or_else(|| "，未见填报".to_owned(), |seen| format!("，实为{seen}")));
                text.push_str(&law.map_or_else(|| "（未见规定）".to_owned(), |law| format!("（{law}）")));
                if self.is_from_memory() {
                    text.push_str("，所依规定未核原文，不能据以认定满足");
                }
                if self.force == Force::Usually {
                    text.push_str("，仅作报告");
                }
                text + "。"
            }
            Lang::En => {
                let mut text = format!("{}: {}", self.verdict.en(), self.item.en());
                text.push_str(&required.map_or_else(String::new, |required| format!(", expected {required}")));
                text.push_str(&seen.map_or_else(|| ", nothing stated".to_owned(), |seen| format!(", found {seen}")));
                text.push_str(&law.map_or_else(|| " (no law known)".to_owned(), |law| format!(" ({law})")));
                if self.is_from_memory() {
                    text.push_str(", which no text that was read confirms");
                }
                if self.force == Force::Usually {
                    text.push_str(", reported only");
                }
                text + "."
            }
        }
    }
}

fn show_seen(seen: Seen, lang: Lang) -> String {
    match (seen, lang) {
        (Seen::Count(n), _) => n.to_string(),
        (Seen::Part { part, whole }, _) => format!("{part}/{whole}"),
        (Seen::Ahead { first, event }, Lang::Zh) => {
            format!("{}（距{}共{}日）", first.render(lang), event.render(lang), first.days_until(event))
        }
        (Seen::Ahead { first, event }, Lang::En) => {
            format!("{first}, {} days before {event}", first.days_until(event))
        }
        (Seen::Since { event, done }, Lang::Zh) => {
            format!("{}（自{}起第{}日）", done.render(lang), event.render(lang), event.days_until(done))
        }
        (Seen::Since { event, done }, Lang::En) => format!("{done}, {} days after {event}", event.days_until(done)),
        (Seen::Money(money), Lang::Zh) => format!("{}元", money.grouped()),
        (Seen::Money(money), Lang::En) => format!("{} yuan", money.grouped()),
        (Seen::OfMoney { part, whole }, Lang::Zh) => format!("{}元（以{}元计）", part.grouped(), whole.grouped()),
        (Seen::OfMoney { part, whole }, Lang::En) => format!("{} of {} yuan", part.grouped(), whole.grouped()),
        (Seen::Area(area), Lang::Zh) => format!("{}平方米", area.grouped()),
        (Seen::Area(area), Lang::En) => format!("{} m²", area.grouped()),
        (Seen::On(day), _) => day.render(lang),
        (Seen::Case(case), _) => case.render(lang).to_owned(),
    }
}

/// What is asked, after *应* or *expected*.
fn show(setting: &Setting, lang: Lang) -> String {
    let told = setting.render(lang);
    match (setting, lang) {
        (
            Setting::AtLeast(_)
            | Setting::AtMost(_)
            | Setting::MoreThan(_)
            | Setting::LessThan(_)
            | Setting::Delegated(_),
            Lang::Zh,
        ) => told,
        (_, Lang::Zh) => format!("为{told}"),
        (Setting::Delegated(who), Lang::En) => format!("what {} decides", who.en()),
        (_, Lang::En) => told,
    }
}
