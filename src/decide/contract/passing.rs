//! Passing the service on to others.

use super::law::added_up;
use crate::assess::parameter;
use crate::dossier::Dossier;
use crate::estate::ProviderId;
use crate::law::Citation;
use crate::measure::{Day, Money, Share};
use crate::mode::Service;
use crate::rule::{Figure, Key, ParameterValue, Rulebook, Settled, SubContractBan, Verdict};
use crate::terms::{Lang, terms};

terms! {
    /// 发包主体 — who made the contract with the third party.
    pub enum Principal: "principal of a contract" {
        Provider = "provider", "物业服务人", "the provider", "《民法典》第九百四十一条第一款";
        Owners = "owners", "业主或者建设单位", "the owners or the developer", "《民法典》第九百三十九条";
    }
}

/// 委托事项 — services that somebody else gives, and who engaged them. Contracts that the owners themselves conclude, also
/// after one tender with several winners (统招分签), pass nothing on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedOn {
    /// Which services.
    pub services: Vec<Service>,
    /// Who gives them.
    pub to: ProviderId,
    /// Who engaged them.
    pub by: Principal,
    /// The price agreed, if it is known.
    pub price: Option<Money>,
}

/// 转委托判定 — whether the provider may pass on what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassingOn {
    /// Met if it may; unknown where the services owed, or the law of the day, are not known.
    pub verdict: Verdict,
    /// In which forbidden way.
    pub way: Option<SubContractBan>,
    /// The law that forbids it; where it is allowed, that which forbids only the whole.
    pub law: Option<Citation>,
    /// The fine, from the least to the most, where a text prints one for this way and the price is known.
    pub fine: Option<(Money, Money)>,
    /// The law of the fine.
    pub fine_law: Option<Citation>,
}

/// Whether a provider who owes these services may pass on those, on a day.
///
/// The whole to one, and the whole split up among several, are forbidden (《民法典》第九百四十一条第二款). A fine is printed for
/// the whole at once only, as a share of its price (《物业管理条例》第五十九条); it is a whole number of fen within both ends.
///
/// ```
/// use wuye::decide::contract::{PassedOn, Principal, passing_on};
/// use wuye::dossier::Dossier;
/// use wuye::estate::Compound;
/// use wuye::mode::Service;
/// let nation = wuye::places::rulebook_for("350200".parse()?)?;
/// let compound = Compound { id: "c1".parse()?, name: "某小区".into(), place: "350200".parse()?, yards: vec![] };
/// let all = vec![Service::Order, Service::Cleaning];
/// let price = Some("800000".parse()?);
/// let whole = PassedOn { services: all.clone(), to: "p2".parse()?, by: Principal::Provider, price };
/// let found = passing_on(&nation, &Dossier::new(compound), &all, &[whole], "2026-03-01".parse()?);
/// assert_eq!(found.fine, Some(("240000".parse()?, "400000".parse()?)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn passing_on(
    rulebook: &Rulebook,
    dossier: &Dossier,
    owed: &[Service],
    passed: &[PassedOn],
    day: Day,
) -> PassingOn {
    let bans = added_up(rulebook, Key::SubContractBans, day, |value| match value {
        ParameterValue::SubContractBans(list) => list,
        _ => &[],
    });
    let own: Vec<&PassedOn> = passed.iter().filter(|part| part.by == Principal::Provider).collect();
    let gives = |part: &&PassedOn, service: &Service| part.services.contains(service);
    let whole = own.iter().find(|part| owed.iter().all(|service| gives(part, service)));
    let split = owed.iter().all(|service| own.iter().any(|part| gives(part, service)));
    let way = match (owed.is_empty(), whole, split) {
        (true, _, _) => None,
        (false, Some(_), _) => Some(SubContractBan::Whole),
        (false, None, true) => Some(SubContractBan::WholeSplit),
        (false, None, false) => None,
    };
    let named = |way| bans.iter().find(|(ban, _)| *ban == way).map(|(_, law)| law.clone());
    let law = way.and_then(named).or_else(|| bans.first().map(|(_, law)| law.clone()));
    let verdict = match (way, &law) {
        (_, None) => Verdict::Unknown,
        (Some(way), Some(_)) if named(way).is_some() => Verdict::Unmet,
        // Of what no text of the day names, nothing is known.
        (Some(_), Some(_)) => Verdict::Unknown,
        (None, Some(_)) if owed.is_empty() && !own.is_empty() => Verdict::Unknown,
        (None, Some(_)) => Verdict::Met,
    };
    let fined = whole.filter(|_| way == Some(SubContractBan::Whole) && verdict == Verdict::Unmet);
    let (fine, fine_law) = match (fined, parameter(rulebook, dossier, Key::Figure(Figure::WholeTransferFine), day)) {
        (Some(part), Settled::Known { setting, law, .. }) => {
            let ends = setting.range().and_then(|(least, most)| {
                let price = part.price?;
                let (ParameterValue::Share(least), ParameterValue::Share(most)) = (least, most) else { return None };
                Some((part_of(price, *least, true)?, part_of(price, *most, false)?))
            });
            (ends, Some(law))
        }
        _ => (None, None),
    };
    PassingOn { verdict, way, law, fine, fine_law }
}

/// A share of a price in whole fen, up or down.
fn part_of(price: Money, share: Share, up: bool) -> Option<Money> {
    let (above, below) = (i128::from(share.above()), i128::from(share.below()));
    let product = i128::from(price.fen()).checked_mul(above)?;
    let (whole, rest) = (product.checked_div_euclid(below)?, product.checked_rem_euclid(below)?);
    let fen = if up && rest > 0 { whole.checked_add(1)? } else { whole };
    Money::from_fen(i64::try_from(fen).ok()?).ok()
}

impl PassingOn {
    /// The answer in one sentence.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let law = |law: &Option<Citation>| law.as_ref().map(|law| law.short(lang)).unwrap_or_default();
        let (verdict, forbidden) = (self.verdict.render(lang), law(&self.law));
        let way = self.way.map(|way| way.render(lang));
        let mut text = match (way, lang) {
            (Some(way), Lang::Zh) => format!("{way}：{verdict}（{forbidden}）"),
            (Some(way), Lang::En) => format!("passing on {way}: {verdict} ({forbidden})"),
            (None, Lang::Zh) => format!("未将全部物业服务转委托：{verdict}（{forbidden}）"),
            (None, Lang::En) => format!("not passing on the whole service: {verdict} ({forbidden})"),
        };
        if let Some((least, most)) = self.fine {
            let fine_law = law(&self.fine_law);
            text.push_str(&match lang {
                Lang::Zh => format!("；罚款{least}元以上{most}元以下（{fine_law}）"),
                Lang::En => format!("; a fine of {least} to {most} yuan ({fine_law})"),
            });
        }
        text.push_str(if lang == Lang::Zh { "。" } else { "." });
        text
    }
}
