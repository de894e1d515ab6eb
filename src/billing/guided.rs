//! 政府指导价 — whether a price lies within the band around a base price. Base and band are the caller's: they are set
//! place by place and year by year.

use serde::Serialize;

use crate::measure::{Every, Per, Share, UnitPrice};
use crate::rule::Verdict;
use crate::terms::{Lang, faults};

faults! {
    /// Prices that cannot be compared (不能比较的价格).
    pub enum GuidedError {
        /// The price and the base are not of one thing and one time.
        OtherPrice { per: Per, every: Every, found_per: Per, found_every: Every } = "other_price",
            "价格与基准价的计价方式应相同：基准价按{per:#}、{every:#}，所填按{found_per:#}、{found_every:#}。",
            "expected a price per {} and {} as the base price is, found one per {} and {}", per.en(), every.en(), found_per.en(), found_every.en();
    }
}

/// 指导价核对 — a price beside the band `base × (1 − down)` to `base × (1 + up)`, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct BandCheck {
    /// Whether it lies in the band.
    pub verdict: Verdict,
    /// The price.
    pub price: UnitPrice,
    /// The base price (基准价).
    pub base: UnitPrice,
    /// How far it may lie below, of the base.
    pub down: Share,
    /// How far it may lie above, of the base.
    pub up: Share,
}

/// Holds a price against a band; compared by cross-multiplication.
///
/// # Errors
/// [`GuidedError::OtherPrice`] for prices of different things or times.
///
/// ```
/// use wuye::billing::guided::band;
/// use wuye::measure::{Every, Per, Share, UnitPrice};
/// use wuye::rule::Verdict;
/// let price = |yuan: &str| UnitPrice::new(yuan.parse().unwrap(), Per::SquareMetre, Every::Month).unwrap();
/// let fifth = Share::new(1, 5)?;
/// let within = |yuan: &str| band(price(yuan), price("1.00"), fifth, fifth).map(|check| check.verdict);
/// assert_eq!([within("0.80")?, within("1.20")?, within("1.21")?], [Verdict::Met, Verdict::Met, Verdict::Unmet]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn band(price: UnitPrice, base: UnitPrice, down: Share, up: Share) -> Result<BandCheck, GuidedError> {
    if (price.per(), price.every()) != (base.per(), base.every()) {
        let (per, every, found_per, found_every) = (base.per(), base.every(), price.per(), price.every());
        return Err(GuidedError::OtherPrice { per, every, found_per, found_every });
    }
    // At most 10¹² × 2 × 2³² on either side.
    let times = |price: UnitPrice, n: u64| u128::from(price.micro().unsigned_abs()).saturating_mul(u128::from(n));
    let below = |share: Share| u64::from(share.below());
    let least = below(down).saturating_sub(u64::from(down.above()));
    let most = below(up).saturating_add(u64::from(up.above()));
    let within = times(price, below(down)) >= times(base, least) && times(price, below(up)) <= times(base, most);
    Ok(BandCheck { verdict: Verdict::of(within), price, base, down, up })
}

impl BandCheck {
    /// `满足：1.20元/平方米·月，基准价1.00元/平方米·月，可下浮五分之一、上浮五分之一。`
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (verdict, price, base) = (self.verdict.render(lang), self.price.render(lang), self.base.render(lang));
        let (down, up) = (self.down.render(lang), self.up.render(lang));
        match lang {
            Lang::Zh => format!("{verdict}：{price}，基准价{base}，可下浮{down}、上浮{up}。"),
            Lang::En => format!("{verdict}: {price}; base price {base}, at most {down} below or {up} above"),
        }
    }
}
