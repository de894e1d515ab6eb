//! Places by their code of GB/T 2260.

use std::fmt;
use std::str::FromStr;

use super::LawError;
use crate::terms::{clip, terms, text_serde};

terms! {
    /// 行政层级 — the level of a place.
    pub enum Level: "level of a place" {
        National = "national", "全国", "the nation", "GB/T 2260";
        Province = "province", "省级", "province", "GB/T 2260";
        City = "city", "市级", "city", "GB/T 2260";
        County = "county", "县级", "county or district", "GB/T 2260";
    }
}

/// The first two digits of GB/T 2260 that are in use.
const PROVINCES: [u32; 34] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63,
    64, 65, 71, 81, 82,
];

/// Names of the places whose law or letters this crate holds, code by code.
const NAMES: &[(u32, &str, &str)] = &[
    (0, "全国", "the nation"),
    (110_000, "北京市", "Beijing"),
    (310_000, "上海市", "Shanghai"),
    (330_000, "浙江省", "Zhejiang"),
    (330_100, "杭州市", "Hangzhou"),
    (330_200, "宁波市", "Ningbo"),
    (330_300, "温州市", "Wenzhou"),
    (330_500, "湖州市", "Huzhou"),
    (330_600, "绍兴市", "Shaoxing"),
    (330_900, "舟山市", "Zhoushan"),
    (331_000, "台州市", "Taizhou"),
    (331_100, "丽水市", "Lishui"),
    (350_000, "福建省", "Fujian"),
    (350_200, "厦门市", "Xiamen"),
    (350_203, "厦门市思明区", "Siming district, Xiamen"),
    (350_206, "厦门市湖里区", "Huli district, Xiamen"),
    (350_211, "厦门市集美区", "Jimei district, Xiamen"),
    (350_212, "厦门市同安区", "Tong'an district, Xiamen"),
    (370_000, "山东省", "Shandong"),
    (370_116, "济南市莱芜区", "Laiwu district, Jinan"),
    (370_117, "济南市钢城区", "Gangcheng district, Jinan"),
    (370_200, "青岛市", "Qingdao"),
    (370_300, "淄博市", "Zibo"),
    (370_700, "潍坊市", "Weifang"),
    (371_100, "日照市", "Rizhao"),
    (371_500, "聊城市", "Liaocheng"),
    (371_600, "滨州市", "Binzhou"),
    (371_700, "菏泽市", "Heze"),
    (410_000, "河南省", "Henan"),
    (410_100, "郑州市", "Zhengzhou"),
    (411_000, "许昌市", "Xuchang"),
    (411_082, "长葛市", "Changge"),
    (420_000, "湖北省", "Hubei"),
    (421_200, "咸宁市", "Xianning"),
    (421_202, "咸宁市咸安区", "Xian'an district, Xianning"),
    (421_281, "赤壁市", "Chibi"),
    (440_000, "广东省", "Guangdong"),
    (441_800, "清远市", "Qingyuan"),
    (441_900, "东莞市", "Dongguan"),
];

/// 地方 — a place by its six-digit code of GB/T 2260: `411000` is Xuchang, `410000` Henan, `000000` the nation.
///
/// A place is a value: a city that this crate does not know is used in the same way. The province's digits must be in
/// use and a county needs a city; whether every single code is in use is not checked.
///
/// ```
/// use wuye::law::{Level, Place};
/// let xuchang: Place = "411000".parse()?;
/// assert_eq!((xuchang.level(), xuchang.parent()), (Level::City, Some("410000".parse()?)));
/// assert!(Place::NATION.contains(xuchang));
/// assert!("991000".parse::<Place>().is_err());
/// # Ok::<(), wuye::law::LawError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place(u32);

impl Place {
    /// The nation, `000000`.
    pub const NATION: Self = Self(0);

    /// A place by its code as a number.
    ///
    /// # Errors
    /// [`LawError::UnknownPlace`] for a code that GB/T 2260 cannot hold.
    pub fn new(code: u32) -> Result<Self, LawError> {
        let place = Self(code);
        let (province, city, county) = place.parts();
        let known = code <= 999_999 && (code == 0 || PROVINCES.contains(&province));
        if !known || (city == 0 && county != 0) {
            return Err(LawError::UnknownPlace { found: format!("{code:06}") });
        }
        Ok(place)
    }

    fn parts(self) -> (u32, u32, u32) {
        let digits = |below: u32, size: u32| self.0.checked_div(below).and_then(|n| n.checked_rem(size)).unwrap_or(0);
        (digits(10_000, 1_000), digits(100, 100), digits(1, 100))
    }

    /// The code as a number.
    #[must_use]
    pub const fn code(self) -> u32 {
        self.0
    }

    /// Nation, province, city or county.
    #[must_use]
    pub fn level(self) -> Level {
        match self.parts() {
            (0, ..) => Level::National,
            (_, 0, _) => Level::Province,
            (_, _, 0) => Level::City,
            _ => Level::County,
        }
    }

    /// The place one level up; the nation has none.
    #[must_use]
    pub fn parent(self) -> Option<Self> {
        let (province, city, _) = self.parts();
        let province = province.saturating_mul(10_000);
        match self.level() {
            Level::National => None,
            Level::Province => Some(Self::NATION),
            Level::City => Some(Self(province)),
            Level::County => Some(Self(province.saturating_add(city.saturating_mul(100)))),
        }
    }

    /// Whether another place is this one or lies in it.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        let mut at = Some(other);
        while let Some(place) = at {
            if place == self {
                return true;
            }
            at = place.parent();
        }
        false
    }

    /// The name, where this crate holds it; else the code.
    #[must_use]
    pub fn render(self, lang: crate::terms::Lang) -> String {
        let named = NAMES.iter().find(|(code, ..)| *code == self.0);
        match (named, lang) {
            (Some((_, zh, _)), crate::terms::Lang::Zh) => (*zh).to_owned(),
            (Some((_, _, en)), crate::terms::Lang::En) => (*en).to_owned(),
            (None, _) => self.to_string(),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:06}", self.0))
    }
}

impl FromStr for Place {
    type Err = LawError;
    fn from_str(text: &str) -> Result<Self, LawError> {
        let unknown = || LawError::UnknownPlace { found: clip(text) };
        if text.len() != 6 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(unknown());
        }
        Self::new(text.parse().map_err(|_| unknown())?)
    }
}

text_serde!(
    Place,
    "a place code of GB/T 2260 as a string such as \"411000\" ‖ 写作字符串的GB/T 2260地方代码，如\"411000\""
);
