//! Parameters: the numbers of law.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Condition, RuleError};
use crate::law::{Authority, Dated, State};
use crate::matter::{Majority, Matter};
use crate::measure::{Money, Period, Share};
use crate::mode::{Mode, Service};
use crate::terms::{clip, terms, text_serde};

/// 参数名 — which number of law. Written `majority.use_fund`, `services.basic`, `selection`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// What a vote on the matter needs (表决比例).
    Majority(Matter),
    /// What the service of the mode consists of (服务内容).
    Services(Mode),
    /// How a mode is chosen: down a ladder or freely (模式选择方式).
    Selection,
}

impl Key {
    const fn holds(self, value: &ParameterValue) -> bool {
        matches!(
            (self, value),
            (Self::Majority(_), ParameterValue::Majority(_))
                | (Self::Services(_), ParameterValue::Services(_))
                | (Self::Selection, ParameterValue::Selection(_))
        )
    }

    const fn kind(self) -> ValueKind {
        match self {
            Self::Majority(_) => ValueKind::Majority,
            Self::Services(_) => ValueKind::Services,
            Self::Selection => ValueKind::Selection,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Majority(matter) => write!(f, "majority.{matter}"),
            Self::Services(mode) => write!(f, "services.{mode}"),
            Self::Selection => f.write_str("selection"),
        }
    }
}

impl FromStr for Key {
    type Err = RuleError;
    fn from_str(text: &str) -> Result<Self, RuleError> {
        match text.split_once('.') {
            Some(("majority", matter)) => Ok(Self::Majority(matter.parse()?)),
            Some(("services", mode)) => Ok(Self::Services(mode.parse()?)),
            None if text == "selection" => Ok(Self::Selection),
            _ => {
                let form = "`majority.…` / `services.…` / `selection`";
                Err(RuleError::Written { form, found: clip(text) })
            }
        }
    }
}

text_serde!(Key, "a key as a string such as \"majority.use_fund\"");

/// 选择方式 — how a mode is chosen among those a place knows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Selection {
    /// The first whose conditions are met; never down over an unknown (依次适用).
    Ladder(Vec<Mode>),
    /// Any whose conditions are met (自主选择).
    FreeChoice(Vec<Mode>),
}

impl Selection {
    /// The modes in their order.
    #[must_use]
    pub fn modes(&self) -> &[Mode] {
        match self {
            Self::Ladder(modes) | Self::FreeChoice(modes) => modes,
        }
    }
}

terms! {
    /// 取值类型 — the kinds of values of parameters.
    pub enum ValueKind: "kind of value" {
        Majority = "majority", "表决比例", "majority", "design";
        Services = "services", "服务内容清单", "list of services", "design";
        Selection = "selection", "选择方式", "way of choosing a mode", "design";
        Number = "number", "整数", "whole number", "design";
        Share = "share", "份额", "share", "design";
        Period = "period", "期限", "period", "design";
        Money = "money", "金额", "amount of money", "design";
    }
}

/// 参数值 — the value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParameterValue {
    /// A majority.
    Majority(Majority),
    /// A list of services.
    Services(Vec<Service>),
    /// A way of choosing.
    Selection(Selection),
    /// A whole number.
    Number(u32),
    /// A share.
    Share(Share),
    /// A period.
    Period(Period),
    /// An amount of money.
    Money(Money),
}

impl ParameterValue {
    const fn kind(&self) -> ValueKind {
        match self {
            Self::Majority(_) => ValueKind::Majority,
            Self::Services(_) => ValueKind::Services,
            Self::Selection(_) => ValueKind::Selection,
            Self::Number(_) => ValueKind::Number,
            Self::Share(_) => ValueKind::Share,
            Self::Period(_) => ValueKind::Period,
            Self::Money(_) => ValueKind::Money,
        }
    }

    /// The order of two values, where their kind has one: a stricter or longer one is greater.
    pub(super) fn order(&self, other: &Self) -> Option<std::cmp::Ordering> {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => Some(a.cmp(b)),
            (Self::Share(a), Self::Share(b)) => Some(a.cmp(b)),
            (Self::Money(a), Self::Money(b)) => Some(a.cmp(b)),
            // Months and days have no common measure: 1 month is neither 30 nor 31 days.
            (Self::Period(Period::Days(a)), Self::Period(Period::Days(b))) => Some(a.cmp(b)),
            (Self::Period(a), Self::Period(b)) => Some(months(*a)?.cmp(&months(*b)?)),
            _ => None,
        }
    }

    fn check(&self) -> Result<(), RuleError> {
        fn once<T: PartialEq>(list: &[T]) -> bool {
            !list.is_empty()
                && list.iter().enumerate().all(|(i, a)| list.iter().skip(i.saturating_add(1)).all(|b| a != b))
        }
        match self {
            Self::Services(list) if !once(list) => {
                Err(RuleError::BadList { what: ValueKind::Services, found: list.len() })
            }
            Self::Selection(selection) if !once(selection.modes()) => {
                Err(RuleError::BadList { what: ValueKind::Selection, found: selection.modes().len() })
            }
            _ => Ok(()),
        }
    }
}

fn months(period: Period) -> Option<u64> {
    match period {
        Period::Days(_) => None,
        Period::Months(n) => Some(u64::from(n)),
        Period::Years(n) => u64::from(n).checked_mul(12),
    }
}

/// 规定方式 — how a text sets a parameter.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Setting {
    /// Just this.
    Exactly(ParameterValue),
    /// This or more (不低于).
    AtLeast(ParameterValue),
    /// This or less (不超过).
    AtMost(ParameterValue),
    /// More than this (高于).
    MoreThan(ParameterValue),
    /// This, unless the owners decide otherwise on the matter.
    Default {
        /// The value.
        value: ParameterValue,
        /// The matter on which they may decide otherwise.
        unless: Matter,
    },
    /// Left to an authority.
    Delegated(Authority),
}

impl Setting {
    /// The value, where the text gives one.
    #[must_use]
    pub const fn value(&self) -> Option<&ParameterValue> {
        match self {
            Self::Exactly(value) | Self::AtLeast(value) | Self::AtMost(value) | Self::MoreThan(value) => Some(value),
            Self::Default { value, .. } => Some(value),
            Self::Delegated(_) => None,
        }
    }
}

terms! {
    /// 下位可否变动 — how a lower text may move a parameter.
    pub enum MayMove: "way a parameter may be moved" {
        Floor = "floor", "可以提高，不得降低", "may be raised, not lowered", "design";
        Ceiling = "ceiling", "可以降低，不得提高", "may be lowered, not raised", "design";
        Free = "free", "可以另行规定", "may be set otherwise", "design";
        Fixed = "fixed", "不得变动", "may not be moved", "design";
    }
}

/// 参数 — one number of law in all its versions, and how a lower text may move it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ParameterForm", into = "ParameterForm")]
pub struct Parameter {
    // INVARIANT: every value is of the kind that the key wants.
    key: Key,
    when: Option<Condition>,
    value: Dated<Setting>,
    may_move: MayMove,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ParameterForm {
    key: Key,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    when: Option<Condition>,
    value: Dated<Setting>,
    may_move: MayMove,
}

impl TryFrom<ParameterForm> for Parameter {
    type Error = RuleError;
    fn try_from(form: ParameterForm) -> Result<Self, RuleError> {
        Self::new(form.key, form.when, form.value, form.may_move)
    }
}

impl From<Parameter> for ParameterForm {
    fn from(p: Parameter) -> Self {
        Self { key: p.key, when: p.when, value: p.value, may_move: p.may_move }
    }
}

impl Parameter {
    /// A parameter.
    ///
    /// # Errors
    /// [`RuleError::WrongValue`] for a value of another kind than the key's, [`RuleError::BadList`].
    pub fn new(key: Key, when: Option<Condition>, value: Dated<Setting>, may_move: MayMove) -> Result<Self, RuleError> {
        for version in value.versions() {
            let State::InForce(setting) = &version.state else { continue };
            let Some(value) = setting.value() else { continue };
            if !key.holds(value) {
                return Err(RuleError::WrongValue { key, expected: key.kind(), found: value.kind() });
            }
            value.check()?;
        }
        Ok(Self { key, when, value, may_move })
    }

    /// Which number it is.
    #[must_use]
    pub const fn key(&self) -> Key {
        self.key
    }

    /// In which compounds it applies; in all where there is no condition.
    #[must_use]
    pub const fn when(&self) -> Option<&Condition> {
        self.when.as_ref()
    }

    /// Its versions.
    #[must_use]
    pub const fn value(&self) -> &Dated<Setting> {
        &self.value
    }

    /// How a lower text may move it.
    #[must_use]
    pub const fn may_move(&self) -> MayMove {
        self.may_move
    }
}
