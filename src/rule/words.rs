//! Parameters in words.

use super::{Key, LiftRule, ParameterValue, Seats, Selection, Setting, Settled};
use crate::measure::Money;
use crate::terms::{Lang, Term};

impl Key {
    /// What it is a number or list of: `召开业主大会会议前通知全体业主的期限`, `notice to all owners before …`.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Figure(figure), _) => figure.render(lang).to_owned(),
            (Self::Majority(matter), Lang::Zh) => format!("{}的表决比例", matter.act(lang)),
            (Self::Majority(matter), Lang::En) => format!("majority to {}", matter.act(lang)),
            (Self::Services(mode), Lang::Zh) => format!("{mode:#}的服务内容"),
            (Self::Services(mode), Lang::En) => format!("services of {}", mode.en()),
            (Self::Selection, Lang::Zh) => "管理模式的选择方式".to_owned(),
            (Self::Selection, Lang::En) => "how a mode is chosen".to_owned(),
            (Self::AssemblyForm, Lang::Zh) => "业主大会的组成".to_owned(),
            (Self::AssemblyForm, Lang::En) => "form of the owners' assembly".to_owned(),
            (Self::CommitteeSeats, Lang::Zh) => "业主委员会委员人数".to_owned(),
            (Self::CommitteeSeats, Lang::En) => "seats of the owners' committee".to_owned(),
            (Self::ProviderChoice(mode), Lang::Zh) => format!("{mode:#}的企业选取方式"),
            (Self::ProviderChoice(mode), Lang::En) => format!("choice of the provider for {}", mode.en()),
            (Self::Cost(mode), Lang::Zh) => format!("{mode:#}的费用承担"),
            (Self::Cost(mode), Lang::En) => format!("who bears the cost of {}", mode.en()),
            (Self::EmergencyRequest, Lang::Zh) => "应急物业服务的提请".to_owned(),
            (Self::EmergencyRequest, Lang::En) => "who asks for emergency service".to_owned(),
            (Self::SelfManagement, Lang::Zh) => "自行管理须决定的事项".to_owned(),
            (Self::SelfManagement, Lang::En) => "what self-managing owners decide".to_owned(),
            (Self::SelfManagementMatter, Lang::Zh) => "自行管理所属的共同决定事项".to_owned(),
            (Self::SelfManagementMatter, Lang::En) => "matter on which owners decide to manage themselves".to_owned(),
            (Self::SpecialistPlant, Lang::Zh) => "须委托专业机构的设施设备".to_owned(),
            (Self::SpecialistPlant, Lang::En) => "plant that is left to specialists".to_owned(),
            (Self::AreaChange, Lang::Zh) => "调整物业管理区域的表决比例".to_owned(),
            (Self::AreaChange, Lang::En) => "majority to change the management area".to_owned(),
            (Self::GroupSeats, Lang::Zh) => "筹备组人数".to_owned(),
            (Self::GroupSeats, Lang::En) => "members of the preparatory group".to_owned(),
            (Self::ManagementCommitteeSeats, Lang::Zh) => "物业管理委员会人数".to_owned(),
            (Self::ManagementCommitteeSeats, Lang::En) => "seats of the property-management committee".to_owned(),
            (Self::HeadBasis, Lang::Zh) => "业主人数的计算".to_owned(),
            (Self::HeadBasis, Lang::En) => "what counts as one head".to_owned(),
            (Self::ParkingArea, Lang::Zh) => "车位、车库是否计入表决".to_owned(),
            (Self::ParkingArea, Lang::En) => "whether parking counts in a vote".to_owned(),
            (Self::Bars, Lang::Zh) => "业主委员会委员的任职限制".to_owned(),
            (Self::Bars, Lang::En) => "bars to a seat on the committee".to_owned(),
            (Self::BarsIfAgreed, Lang::Zh) => "可以约定的任职限制".to_owned(),
            (Self::BarsIfAgreed, Lang::En) => "bars to a seat if the owners agree them".to_owned(),
            (Self::Lift, Lang::Zh) => "加装电梯的同意规则".to_owned(),
            (Self::Lift, Lang::En) => "consent to a lift in an existing dwelling".to_owned(),
            (Self::LiftOnCommonParts, Lang::Zh) => "加装电梯占用小区共有部分的表决比例".to_owned(),
            (Self::LiftOnCommonParts, Lang::En) => "majority where a lift takes common parts".to_owned(),
            (Self::BundleForms, Lang::Zh) => "“大物业”的组合方式".to_owned(),
            (Self::BundleForms, Lang::En) => "forms of big-property bundles".to_owned(),
            (Self::StagePath, Lang::Zh) => "管理的发展路径".to_owned(),
            (Self::StagePath, Lang::En) => "path of stages".to_owned(),
            (Self::ConsultationSteps, Lang::Zh) => "协商程序".to_owned(),
            (Self::ConsultationSteps, Lang::En) => "steps of a consultation".to_owned(),
            (Self::Ranking(application), Lang::Zh) => format!("{application:#}的优先依据"),
            (Self::Ranking(application), Lang::En) => format!("ranking of applicants for {}", application.en()),
            (Self::Withheld(kind), Lang::Zh) => format!("{kind:#}尚不能统筹的原因"),
            (Self::Withheld(kind), Lang::En) => format!("why {} cannot be counted on yet", kind.en()),
            (Self::Vacancy, Lang::Zh) => "空置物业的收费".to_owned(),
            (Self::Vacancy, Lang::En) => "what an empty home pays".to_owned(),
            (Self::VacancyNotice, Lang::Zh) => "长期空置的告知".to_owned(),
            (Self::VacancyNotice, Lang::En) => "how the provider is told of an empty home".to_owned(),
            (Self::TopUp, Lang::Zh) => "公共收益补充维修资金的比例".to_owned(),
            (Self::TopUp, Lang::En) => "common revenue that tops up the maintenance fund".to_owned(),
            (Self::EmergencyCases, Lang::Zh) => "可以不经表决使用维修资金的紧急情况".to_owned(),
            (Self::EmergencyCases, Lang::En) => "emergencies in which the fund is used without a vote".to_owned(),
            (Self::CollectionBans, Lang::Zh) => "禁止的催交方式".to_owned(),
            (Self::CollectionBans, Lang::En) => "forbidden ways to collect the fee".to_owned(),
            (Self::SubContractBans, Lang::Zh) => "禁止的转委托".to_owned(),
            (Self::SubContractBans, Lang::En) => "forbidden ways to pass on the service".to_owned(),
            (Self::DisclosureItems, Lang::Zh) => "物业服务人的公开事项".to_owned(),
            (Self::DisclosureItems, Lang::En) => "what the provider makes public".to_owned(),
            (Self::ScaleBasis, Lang::Zh) => "协议选聘规模的面积口径".to_owned(),
            (Self::ScaleBasis, Lang::En) => "area that a small scale is about".to_owned(),
            (Self::Rooms, Lang::Zh) => "物业管理用房的配置".to_owned(),
            (Self::Rooms, Lang::En) => "rooms set apart for the service".to_owned(),
            (Self::RenovationCutOff, Lang::Zh) => "老旧小区的建成年限".to_owned(),
            (Self::RenovationCutOff, Lang::En) => "last day of completion of an old compound".to_owned(),
        }
    }
}

fn list<T: Term>(words: &[T], lang: Lang, joint: &str) -> String {
    words.iter().map(|word| word.render(lang)).collect::<Vec<_>>().join(joint)
}

impl Selection {
    /// `依次适用：…`, `a ladder: …`.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Ladder(modes), Lang::Zh) => format!("依次适用{}", list(modes, lang, "、")),
            (Self::Ladder(modes), Lang::En) => {
                format!("the first of {} whose conditions are met", list(modes, lang, ", "))
            }
            (Self::FreeChoice(modes), Lang::Zh) => format!("自主选择{}", list(modes, lang, "、")),
            (Self::FreeChoice(modes), Lang::En) => format!("any of {}", list(modes, lang, ", ")),
        }
    }
}

impl Seats {
    /// `5人以上单数`, `at least 5, odd`; `5–11人单数`, `5–11, odd`.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (least, odd) = (self.least, self.odd);
        match (self.most, lang) {
            (None, Lang::Zh) => format!("{least}人以上{}", if odd { "单数" } else { "" }),
            (None, Lang::En) => format!("at least {least}{}", if odd { ", odd" } else { "" }),
            (Some(most), _) => {
                let number = if most == least { most.to_string() } else { format!("{least}–{most}") };
                match lang {
                    Lang::Zh => format!("{number}人{}", if odd { "单数" } else { "" }),
                    Lang::En => format!("{number}{}", if odd { ", odd" } else { "" }),
                }
            }
        }
    }
}

impl LiftRule {
    /// `单元（梯）业主：专有部分面积三分之二以上且人数三分之二以上参与表决，…`, in the order of the fields.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let mut parts = vec![self.circle.render(lang).to_owned()];
        if let Some(quorum) = self.quorum {
            parts.push(match lang {
                Lang::Zh => format!("{}参与表决", quorum.render(lang)),
                Lang::En => format!("{} take part", quorum.render(lang)),
            });
        }
        let (base, heads) = (self.base.render(lang), self.heads.render(lang));
        parts.push(match (self.area, lang) {
            (Some(area), Lang::Zh) => format!("经{base}人数{heads}且面积{}同意", area.render(lang)),
            (Some(area), Lang::En) => format!("{heads} of heads and {} of area of {base} agree", area.render(lang)),
            (None, Lang::Zh) => format!("经{base}人数{heads}同意"),
            (None, Lang::En) => format!("{heads} of heads of {base} agree"),
        });
        for (holds, zh, en) in [
            (self.written, "书面同意", "in writing"),
            (self.objections_settled, "其他利害关系业主的书面异议均已解决", "no written objection is left unsettled"),
        ] {
            if holds {
                parts.push(if lang == Lang::Zh { zh } else { en }.to_owned());
            }
        }
        parts.join(if lang == Lang::Zh { "，" } else { ", " })
    }
}

fn yuan(money: Money, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{money}元"),
        Lang::En => format!("{money} yuan"),
    }
}

impl ParameterValue {
    /// The value with its unit.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let joint = match lang {
            Lang::Zh => "、",
            Lang::En => ", ",
        };
        match self {
            Self::Majority(majority) => majority.render(lang),
            Self::Services(services) => list(services, lang, joint),
            Self::Selection(selection) => selection.render(lang),
            Self::Number(n) => n.to_string(),
            Self::Share(share) => share.render(lang),
            Self::Period(period) => period.render(lang),
            Self::Money(money) => yuan(*money, lang),
            Self::Area(area) => match lang {
                Lang::Zh => format!("{area}平方米"),
                Lang::En => format!("{area} m²"),
            },
            Self::AssemblyForm(form) => form.render(lang).to_owned(),
            Self::Seats(seats) => seats.render(lang),
            Self::HeadBasis(basis) => basis.render(lang).to_owned(),
            Self::ParkingArea(parking) => parking.render(lang).to_owned(),
            Self::Bars(bars) => list(bars, lang, joint),
            Self::Lift(rule) => rule.render(lang),
            Self::TopUp(rule) => rule.render(lang),
            Self::EmergencyCases(cases) => list(cases, lang, joint),
            Self::CollectionBans(bans) => list(bans, lang, joint),
            Self::SubContractBans(bans) => list(bans, lang, joint),
            Self::DisclosureItems(items) => list(items, lang, joint),
            Self::ScaleBasis(basis) => basis.render(lang).to_owned(),
            Self::Rooms(rule) => rule.render(lang),
            Self::Day(day) => day.render(lang),
            Self::ChoiceMethod(method) => method.render(lang).to_owned(),
            Self::CostCases(cases) => {
                let cases: Vec<String> = cases.iter().map(|case| case.render(lang)).collect();
                cases.join(if lang == Lang::Zh { "；" } else { "; " })
            }
            Self::Request(rule) => rule.render(lang),
            Self::SelfManagement(fields) => list(fields, lang, joint),
            Self::Plants(plants) => list(plants, lang, joint),
            Self::Matter(matter) => matter.render(lang).to_owned(),
            Self::BundleForms(forms) => list(forms, lang, joint),
            Self::Stages(stages) => list(stages, lang, " → "),
            Self::ConsultationSteps(steps) => list(steps, lang, " → "),
            Self::Ranking(grounds) => list(grounds, lang, joint),
            Self::Obstacle(obstacle) => obstacle.render(lang).to_owned(),
            Self::Vacancy(cases) => {
                let cases: Vec<String> = cases.iter().map(|case| case.render(lang)).collect();
                cases.join(if lang == Lang::Zh { "；" } else { "; " })
            }
            Self::NoticeForm(form) => form.render(lang).to_owned(),
        }
    }
}

impl Setting {
    /// How the text sets it: `不少于15日`, `at least 15 days`.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let value = |value: &ParameterValue| value.render(lang);
        match (self, lang) {
            (Self::Exactly(v), _) => value(v),
            (Self::AtLeast(v), Lang::Zh) => format!("不少于{}", value(v)),
            (Self::AtLeast(v), Lang::En) => format!("at least {}", value(v)),
            (Self::AtMost(v), Lang::Zh) => format!("不超过{}", value(v)),
            (Self::AtMost(v), Lang::En) => format!("at most {}", value(v)),
            (Self::MoreThan(v), Lang::Zh) => format!("超过{}", value(v)),
            (Self::MoreThan(v), Lang::En) => format!("more than {}", value(v)),
            (Self::LessThan(v), Lang::Zh) => format!("小于{}", value(v)),
            (Self::LessThan(v), Lang::En) => format!("less than {}", value(v)),
            (Self::Between { least, most }, Lang::Zh) => format!("{}至{}", value(least), value(most)),
            (Self::Between { least, most }, Lang::En) => format!("{} to {}", value(least), value(most)),
            (Self::UnlessAgreed(v), Lang::Zh) => format!("{}，合同另有约定的除外", value(v)),
            (Self::UnlessAgreed(v), Lang::En) => format!("{}, unless the contract agrees otherwise", value(v)),
            (Self::Default { value: v, unless }, Lang::Zh) => {
                format!("{}，业主共同决定{}另有规定的除外", value(v), unless.act(lang))
            }
            (Self::Default { value: v, unless }, Lang::En) => {
                format!("{}, unless the owners decide otherwise when they {}", value(v), unless.act(lang))
            }
            (Self::Delegated(authority), Lang::Zh) => format!("由{authority:#}确定"),
            (Self::Delegated(authority), Lang::En) => format!("left to {}", authority.en()),
        }
    }
}

impl Settled {
    /// What holds, in one clause with its law; conflicts are told by [`Conflict::render`](super::Conflict::render).
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Known { setting, law, .. }, Lang::Zh) => format!("{}（{}）", setting.render(lang), law.render(lang)),
            (Self::Known { setting, law, .. }, Lang::En) => format!("{} ({})", setting.render(lang), law.render(lang)),
            (Self::Absent, Lang::Zh) => "未查得规定".to_owned(),
            (Self::Absent, Lang::En) => "no text that was read sets it".to_owned(),
            (Self::BeforeKnown { first }, Lang::Zh) => {
                format!("待查明：所知最早的规定自{}起", first.render(lang))
            }
            (Self::BeforeKnown { first }, Lang::En) => {
                format!("unknown: the earliest text known begins on {}", first.render(lang))
            }
            (Self::Repealed { law }, Lang::Zh) => format!("已废止（{}）", law.render(lang)),
            (Self::Repealed { law }, Lang::En) => format!("repealed ({})", law.render(lang)),
            (Self::DependsOnFacts { law }, Lang::Zh) => {
                format!("待查明：是否适用取决于未填报的事实（{}）", law.render(lang))
            }
            (Self::DependsOnFacts { law }, Lang::En) => {
                format!("unknown: whether it applies depends on facts that are not stated ({})", law.render(lang))
            }
        }
    }
}
