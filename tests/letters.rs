//! 来函 — the real compounds and the numbers of the letters: each identity is computed again by public functions from
//! the files of `examples/data/letters`, and fails when any raw number there changes by one.
//!
//! Raw numbers are read back from the very words that the letter prints ([`printed`]), rates are compared as exact
//! fractions, and sources that disagree are kept side by side. `tests/check_letters.sh` holds the quotations against
//! the letters themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Debug;
use std::fs;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::{Value as Json, json};
use wuye::assess::Checklist;
use wuye::balance::{Basis, Budget, statement};
use wuye::decide::choose;
use wuye::dossier::Dossier;
use wuye::estate::{Quantity, Source, Value};
use wuye::law::{Issued, Place};
use wuye::measure::{Approx, Area, Day, Money, Ratio, RoundingMode, Sense, Span, apportion};
use wuye::mode::{BundleForm, Mode, Service, Stage, TenderForm};
use wuye::programme::{
    Agreement, Aspect, Closing, Composition, CountUnit, Definition, Listing, Statistic, change, compare, decimal,
    percent, printed, sum,
};
use wuye::rule::{Aim, Verdict};
use wuye::terms::Lang;

// --------------------------------------------------------------------------------------------------- the files

/// `examples/data/letters/<city>-statistics.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Letter {
    format: u16,
    note_zh: String,
    note_en: String,
    letters: Vec<Head>,
    statistics: Vec<Counted>,
    compositions: Vec<Composed>,
    listings: Vec<Listed>,
    identities: Vec<Identity>,
    conflicts: Vec<Conflict>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    document: String,
    issuer: String,
    issued: Issued,
    place: Place,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Counted {
    id: String,
    row: String,
    /// The words for the number, for its base, and for its rate.
    printed: Option<String>,
    printed_of: Option<String>,
    printed_share: Option<String>,
    statistic: Statistic,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Composed {
    id: String,
    row: String,
    /// The words for the total and for each part.
    #[serde(default)]
    printed: Vec<String>,
    composition: Composition,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    id: String,
    row: String,
    listing: Listing,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct Identity {
    id: String,
    row: String,
    check: Check,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Conflict {
    id: String,
    row: String,
    note_zh: String,
    note_en: String,
    compare: Side,
}

/// Which public function computes what from which entries, and what comes out.
#[derive(Deserialize, Clone)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Check {
    /// [`Statistic::share`] and [`Statistic::percent`].
    Share { of: String, ratio: Ratio, shown: Vec<String> },
    /// [`Statistic::rest`].
    Rest { of: String, is: u64 },
    /// [`Statistic::per`].
    Per(Box<Per>),
    /// [`sum`].
    Sum { of: Vec<String>, is: u64, sense: Sense },
    /// [`Composition::check`] and [`Composition::share_of`].
    Closes { of: String, shares: BTreeMap<String, Shown> },
    /// [`change`].
    Change {
        before: String,
        after: String,
        difference: i64,
        points: Option<Ratio>,
        #[serde(default)]
        shown: Vec<String>,
    },
    /// [`compare`].
    Compare(Side),
    /// [`Listing::count`] or, of an open list, [`Listing::least`].
    Counts { listing: String, statistic: Option<String>, least: Option<u64>, at_most: Option<String> },
    /// A quantity of a dossier is the number of the statistics.
    Quantity {
        case: String,
        quantity: Quantity,
        statistic: Option<String>,
        composition: Option<String>,
        part: Option<String>,
        listing: Option<String>,
    },
    /// The yards of a compound are those of the list.
    Yards { case: String, listing: String },
    /// A quantity of a dossier is one more than the number of the statistics: a yard and its neighbours.
    OneAnd { case: String, quantity: Quantity, statistic: String },
    /// A quantity of a dossier is the months of the years of the statistics.
    Months { case: String, quantity: Quantity, statistic: String },
    /// The price of a line of a budget is the number of the statistics.
    Price { case: String, line: String, statistic: String },
    /// [`statement`] of the budget over its year for so many households and spaces.
    Year { case: String, households: u32, spaces: u32, usable: Money },
    /// [`apportion::largest_remainder`] over months: so many parts of this amount.
    Apportioned { case: String, amount: Quantity, over: Quantity, parts: Vec<(Money, usize)> },
    /// [`Span::days`], both days included.
    Days { statistic: String, first: Day, last: Day },
    /// [`Statistic::per`] refuses.
    RefusesPer { above: String, below: String, code: String },
    /// [`sum`] refuses.
    RefusesSum { of: Vec<String>, code: String },
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct Shown {
    ratio: Ratio,
    shown: Vec<String>,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct Per {
    above: String,
    below: String,
    definition: Definition,
    #[serde(default)]
    across_time: bool,
    ratio: Ratio,
    sense: Sense,
    shown: Vec<String>,
    mode: Option<RoundingMode>,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct Side {
    first: String,
    second: String,
    agreement: Agreement,
    aspects: Vec<Aspect>,
    gap: Option<i64>,
    base_gap: Option<i64>,
}

/// A compound or a group, as `examples/street.rs` reads it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    kind: String,
    note_zh: String,
    note_en: String,
    day: Day,
    dossier: Dossier,
    #[serde(default)]
    budgets: Vec<Plan>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    title_zh: String,
    title_en: String,
    budget: Budget,
    source: Source,
}

const CITIES: [&str; 4] = ["dongguan", "xiamen", "xianning", "xuchang"];

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// All files by name, as JSON: what an identity is computed from, and what a mutation changes.
#[derive(Clone)]
struct Files(BTreeMap<String, Json>);

impl Files {
    fn read() -> Self {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/letters");
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            // The strict reader first: keys written twice, unknown keys and bad values are refused with their path.
            let told = |error: wuye::json::JsonError| panic!("{name}: {error}");
            if name.ends_with("-statistics") {
                wuye::json::from_json::<Letter>(&text).map(drop).unwrap_or_else(told);
            } else {
                wuye::json::from_json::<Case>(&text).map(drop).unwrap_or_else(told);
            }
            files.insert(name, serde_json::from_str(&text).unwrap());
        }
        Self(files)
    }

    fn letter(&self, city: &str) -> Outcome<Letter> {
        Ok(serde_json::from_value(self.0[&format!("{city}-statistics")].clone())?)
    }

    fn case(&self, name: &str) -> Outcome<Case> {
        Ok(serde_json::from_value(self.0.get(name).ok_or_else(|| format!("no file {name}"))?.clone())?)
    }

    fn cases(&self) -> Vec<(String, Case)> {
        let names = self.0.keys().filter(|name| !name.ends_with("-statistics"));
        names.map(|name| (name.clone(), self.case(name).unwrap())).collect()
    }
}

impl Letter {
    fn statistic(&self, id: &str) -> Outcome<&Statistic> {
        let found = self.statistics.iter().find(|entry| entry.id == id);
        Ok(&found.ok_or_else(|| format!("no statistic {id}"))?.statistic)
    }

    fn composition(&self, id: &str) -> Outcome<&Composition> {
        let found = self.compositions.iter().find(|entry| entry.id == id);
        Ok(&found.ok_or_else(|| format!("no composition {id}"))?.composition)
    }

    fn listing(&self, id: &str) -> Outcome<&Listing> {
        let found = self.listings.iter().find(|entry| entry.id == id);
        Ok(&found.ok_or_else(|| format!("no listing {id}"))?.listing)
    }

    /// All identities, conflicts among them.
    fn checks(&self) -> Vec<Identity> {
        let conflicts = self.conflicts.iter().map(|conflict| {
            let check = Check::Compare(conflict.compare.clone());
            Identity { id: conflict.id.clone(), row: conflict.row.clone(), check }
        });
        self.identities.iter().cloned().chain(conflicts).collect()
    }
}

// ----------------------------------------------------------------------------------- does an identity hold?

fn same<T: PartialEq + Debug>(what: &str, found: T, expected: T) -> Outcome {
    if found == expected { Ok(()) } else { Err(format!("{what}: {found:?} instead of {expected:?}").into()) }
}

/// A ratio is shown as each of these texts, with as many decimals as the text has.
fn shows(ratio: Ratio, texts: &[String], mode: RoundingMode) -> Outcome {
    for text in texts {
        let digits = text.strip_suffix('%').unwrap_or(text);
        let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len().try_into().unwrap());
        let told = if text.ends_with('%') { percent(ratio, decimals, mode) } else { decimal(ratio, decimals, mode) };
        same("shown", &told?, text)?;
    }
    Ok(())
}

const HALF_UP: RoundingMode = RoundingMode::HalfAwayFromZero;

fn holds(check: &Check, letter: &Letter, files: &Files) -> Outcome {
    let quantity = |case: &str, quantity: Quantity| -> Outcome<Approx<Value>> {
        let case = files.case(case)?;
        Ok(case.dossier.quantity(quantity, case.day).ok_or_else(|| format!("no {quantity}"))?.value)
    };
    match check {
        Check::Share { of, ratio, shown } => {
            let statistic = letter.statistic(of)?;
            same("share", statistic.share(), Some(*ratio))?;
            shows(*ratio, shown, HALF_UP)
        }
        Check::Rest { of, is } => same("rest", letter.statistic(of)?.rest(), Some(*is)),
        Check::Per(per) => {
            let (above, below) = (letter.statistic(&per.above)?, letter.statistic(&per.below)?);
            let quotient = if per.across_time {
                above.per_across_time(below, per.definition.clone())?
            } else {
                above.per(below, per.definition.clone())?
            };
            same("ratio", quotient.value(), Approx { value: per.ratio, sense: per.sense })?;
            shows(quotient.value().value, &per.shown, per.mode.unwrap_or(HALF_UP))
        }
        Check::Sum { of, is, sense } => {
            let parts = of.iter().map(|id| letter.statistic(id).cloned()).collect::<Outcome<Vec<_>>>()?;
            same("sum", sum(&parts)?.numerator(), Approx { value: *is, sense: *sense })
        }
        Check::Closes { of, shares } => {
            let composition = letter.composition(of)?;
            same("closing", composition.check()?, Closing::Even)?;
            shares.iter().try_for_each(|(name, share)| {
                let found = composition.share_of(name)?;
                same(name, found, share.ratio)?;
                shows(found, &share.shown, HALF_UP)
            })
        }
        Check::Change { before, after, difference, points, shown } => {
            let change = change(letter.statistic(before)?, letter.statistic(after)?)?;
            same("difference", change.difference(), *difference)?;
            same("points", change.points(), *points)?;
            points.map_or(Ok(()), |points| shows(points, shown, HALF_UP))
        }
        Check::Compare(side) => {
            let (first, second) = (letter.statistic(&side.first)?, letter.statistic(&side.second)?);
            let both = compare(first, second);
            same("kept", both.of(), (first, second))?;
            same("agreement", both.agreement(), side.agreement)?;
            same("aspects", both.aspects(), &side.aspects)?;
            same("gap", both.gap(), side.gap)?;
            same("gap of the bases", both.base_gap(), side.base_gap)
        }
        Check::Counts { listing, statistic, least, at_most } => {
            let listing = letter.listing(listing)?;
            if let Some(id) = statistic {
                let number = letter.statistic(id)?.numerator();
                same("count", listing.count().map(Approx::exact), Some(number))?;
            }
            if let Some(least) = least {
                same("least", listing.least(), *least)?;
            }
            if let Some(id) = at_most {
                same("within", listing.least() <= letter.statistic(id)?.numerator().value, true)?;
            }
            same("asked for", statistic.is_some() || least.is_some(), true)
        }
        Check::Quantity { case, quantity: wanted, statistic, composition, part, listing } => {
            let found = quantity(case, *wanted)?;
            if let Some(id) = statistic {
                return same("quantity", found, in_dimension(letter.statistic(id)?, found.value)?);
            }
            if let Some(id) = listing {
                let number = u32::try_from(letter.listing(id)?.count().ok_or("open")?)?;
                return same("quantity", found, Approx::exact(Value::Count(number)));
            }
            let composition = letter.composition(composition.as_deref().ok_or("nothing to compare with")?)?;
            let part = part.as_deref().ok_or("no part")?;
            let parts = composition.parts().iter().find(|p| p.zh == part).map(|p| p.amount);
            let amount = if part == "total" { Some(composition.total()) } else { parts };
            same("quantity", Some(found), amount)
        }
        Check::Yards { case, listing } => {
            let case = files.case(case)?;
            let (yards, names) = (&case.dossier.compound.yards, letter.listing(listing)?.names());
            same("yards", yards.len(), names.len())?;
            same("named", names.iter().zip(yards).all(|(name, yard)| yard.contains(name.as_str())), true)
        }
        Check::OneAnd { case, quantity: wanted, statistic } => {
            let number = letter.statistic(statistic)?.numerator().value;
            let yards = files.case(case)?.dossier.compound.yards.len();
            same("yards", u64::try_from(yards)?, number + 1)?;
            let number = u32::try_from(number + 1)?;
            same("quantity", quantity(case, *wanted)?, Approx::exact(Value::Count(number)))
        }
        Check::Months { case, quantity: wanted, statistic } => {
            let months = u32::try_from(letter.statistic(statistic)?.numerator().value * 12)?;
            same("quantity", quantity(case, *wanted)?, Approx::exact(Value::Count(months)))
        }
        Check::Price { case, line, statistic } => {
            let case = files.case(case)?;
            let lines = case.budgets.iter().flat_map(|plan| plan.budget.lines());
            let prices = lines.filter(|l| l.id.as_str() == line).filter_map(|l| match l.basis {
                Basis::Rate { price, .. } => Some(price.micro()),
                Basis::Lump(_) => None,
            });
            let yuan = i64::try_from(letter.statistic(statistic)?.numerator().value)?;
            same("price", prices.collect(), vec![yuan * 1_000_000])
        }
        Check::Year { case, households, spaces, usable } => {
            let mut case = files.case(case)?;
            for (quantity, number) in [(Quantity::Households, households), (Quantity::ParkingSpaces, spaces)] {
                let value = Approx::exact(Value::Count(*number));
                let stated = wuye::estate::Stated::new(value, case.day, wuye::law::Authority::Caller);
                case.dossier.measure(quantity, stated)?;
            }
            let rulebook = wuye::places::rulebook_for(case.dossier.compound.place)?;
            let plan = case.budgets.first().ok_or("no budget")?;
            same("usable", statement(&plan.budget, &rulebook, &case.dossier, case.day)?.usable(), *usable)
        }
        Check::Apportioned { case, amount, over, parts } => {
            let (Value::Money(total), Value::Count(months)) =
                (quantity(case, *amount)?.value, quantity(case, *over)?.value)
            else {
                return Err("not money over a count".into());
            };
            let found = apportion::largest_remainder(total.fen(), &vec![1; usize::try_from(months)?])?;
            let expected = parts.iter().flat_map(|(part, times)| vec![part.fen(); *times]);
            same("parts", found, expected.collect())
        }
        Check::Days { statistic, first, last } => {
            let span = Span::new(*first, last.next().ok_or("last day")?)?;
            same("days", i64::try_from(letter.statistic(statistic)?.numerator().value)?, span.days())
        }
        Check::RefusesPer { above, below, code } => {
            let (above, below) = (letter.statistic(above)?, letter.statistic(below)?);
            let refused = above.per(below, above.definition().clone()).map_err(|error| error.code());
            same("refused", refused.err(), Some(code.as_str()))
        }
        Check::RefusesSum { of, code } => {
            let parts = of.iter().map(|id| letter.statistic(id).cloned()).collect::<Outcome<Vec<_>>>()?;
            same("refused", sum(&parts).map_err(|error| error.code()).err(), Some(code.as_str()))
        }
    }
}

/// The number of a statistic as a value of the dimension of another.
fn in_dimension(statistic: &Statistic, like: Value) -> Outcome<Approx<Value>> {
    let Approx { value, sense } = statistic.numerator();
    let unit = statistic.reported().unit;
    let value = match like {
        Value::Count(_) => Value::Count(u32::try_from(value)?),
        Value::Area(_) if unit == CountUnit::SquareMetres => Value::Area(Area::from_m2(value.into())?),
        Value::Money(_) if unit == CountUnit::Yuan => Value::Money(Money::from_yuan(value.into())?),
        _ => return Err(format!("{unit} is of another dimension").into()),
    };
    Ok(Approx { value, sense })
}

/// The numbers of an entry are what the words of the letter say.
fn is_as_printed(entry: &Counted) -> Outcome {
    let whole = |words: &Option<String>, count: Option<Approx<u64>>| -> Outcome {
        let Some(words) = words else { return Ok(()) };
        let count = count.map(|Approx { value, sense }| Approx { value: value.into(), sense });
        same(words, count.ok_or("no number")?, printed(words)?)
    };
    whole(&entry.printed, Some(entry.statistic.numerator()))?;
    whole(&entry.printed_of, entry.statistic.denominator())?;
    let Some(words) = &entry.printed_share else { return Ok(()) };
    let share = entry.statistic.share().ok_or("no rate")?;
    if entry.statistic.reported().unit == CountUnit::Thousandths {
        // Only the rate is given: it is the rate exactly, not a rounded one.
        let thousandths = printed(words)?.value * Decimal::from(1_000);
        return same(words, thousandths, entry.statistic.numerator().value.into())
            .and_then(|()| same("base", entry.statistic.denominator(), Some(Approx::exact(1_000))));
    }
    shows(share, std::slice::from_ref(words), HALF_UP)
}

fn is_as_printed_in_parts(entry: &Composed) -> Outcome {
    let composition = &entry.composition;
    let amounts = std::iter::once(composition.total()).chain(composition.parts().iter().map(|part| part.amount));
    for (words, amount) in entry.printed.iter().zip(amounts) {
        let Approx { value, sense } = printed(words)?;
        let value = match amount.value {
            Value::Money(_) => Value::Money(Money::from_yuan(value)?),
            Value::Area(_) => Value::Area(Area::from_m2(value)?),
            Value::Count(_) => Value::Count(value.normalize().to_string().parse()?),
        };
        same(words, amount, Approx { value, sense })?;
    }
    same("printed", entry.printed.is_empty() || entry.printed.len() == composition.parts().len() + 1, true)
}

// ------------------------------------------------------------------------- raw numbers, and what changes them

/// A raw number of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Raw {
    file: String,
    pointer: String,
}

/// The same number one more and one less, in its own last unit; a list with one name less and one more.
fn changed(value: &Json) -> Vec<Json> {
    match value {
        Json::Number(n) => {
            let n = n.as_u64().unwrap();
            [n.checked_sub(1), n.checked_add(1)].into_iter().flatten().map(|n| json!(n)).collect()
        }
        Json::String(text) => match text.parse::<Money>() {
            Ok(amount) => [-1, 1].map(|fen| json!(Money::from_fen(amount.fen() + fen).unwrap().to_string())).into(),
            Err(_) => {
                let day: Day = text.parse().unwrap();
                [day.previous().unwrap(), day.next().unwrap()].map(|day| json!(day.to_string())).into()
            }
        },
        Json::Array(names) => {
            let (mut fewer, mut more) = (names.clone(), names.clone());
            fewer.pop();
            more.push(json!("又一处"));
            vec![json!(fewer), json!(more)]
        }
        _ => panic!("not a number: {value}"),
    }
}

fn yards(case: &str) -> Raw {
    Raw { file: case.to_owned(), pointer: "/dossier/compound/yards".into() }
}

struct Finder<'a> {
    files: &'a Files,
    city: &'a str,
}

impl Finder<'_> {
    fn statistics(&self) -> String {
        format!("{}-statistics", self.city)
    }

    fn index(&self, kind: &str, id: &str) -> usize {
        let entries = self.files.0[&self.statistics()][kind].as_array().unwrap();
        entries.iter().position(|entry| entry["id"] == id).unwrap_or_else(|| panic!("no {id} in {kind}"))
    }

    fn raw(&self, pointer: String) -> Raw {
        Raw { file: self.statistics(), pointer }
    }

    fn number(&self, id: &str) -> Raw {
        let i = self.index("statistics", id);
        self.raw(format!("/statistics/{i}/statistic/numerator/value"))
    }

    fn base(&self, id: &str) -> Option<Raw> {
        let i = self.index("statistics", id);
        let raw = self.raw(format!("/statistics/{i}/statistic/denominator/value"));
        self.files.0[&raw.file].pointer(&raw.pointer).is_some().then_some(raw)
    }

    fn both(&self, id: &str) -> Vec<Raw> {
        std::iter::once(self.number(id)).chain(self.base(id)).collect()
    }

    fn amounts(&self, id: &str) -> Vec<Raw> {
        let i = self.index("compositions", id);
        let entry = &self.files.0[&self.statistics()]["compositions"][i]["composition"];
        let kind = entry["total"]["value"].as_object().unwrap().keys().next().unwrap();
        let parts = 0..entry["parts"].as_array().unwrap().len();
        let parts = parts.map(|p| format!("/compositions/{i}/composition/parts/{p}/amount/value/{kind}"));
        let total = format!("/compositions/{i}/composition/total/value/{kind}");
        std::iter::once(total).chain(parts).map(|pointer| self.raw(pointer)).collect()
    }

    fn amount(&self, id: &str, part: &str) -> Raw {
        let i = self.index("compositions", id);
        let parts = self.files.0[&self.statistics()]["compositions"][i]["composition"]["parts"].as_array().unwrap();
        let at = if part == "total" { 0 } else { 1 + parts.iter().position(|p| p["zh"] == part).unwrap() };
        self.amounts(id).swap_remove(at)
    }

    fn names(&self, id: &str) -> Raw {
        let i = self.index("listings", id);
        self.raw(format!("/listings/{i}/listing/names"))
    }

    fn quantity(&self, case: &str, quantity: Quantity) -> Raw {
        let quantities = self.files.0[case]["dossier"]["statements"]["quantities"].as_array().unwrap();
        let i = quantities.iter().position(|q| q["quantity"] == quantity.code()).unwrap();
        let kind = quantities[i]["value"]["value"].as_object().unwrap().keys().next().unwrap();
        let pointer = format!("/dossier/statements/quantities/{i}/value/value/{kind}");
        Raw { file: case.to_owned(), pointer }
    }

    fn prices(&self, case: &str, line: Option<&str>) -> Vec<Raw> {
        let lines = self.files.0[case]["budgets"][0]["budget"]["lines"].as_array().unwrap();
        let wanted = |l: &Json| l["basis"].get("rate").is_some() && line.is_none_or(|line| l["id"] == line);
        let wanted = lines.iter().enumerate().filter(|(_, l)| wanted(l));
        let pointer = |i| format!("/budgets/0/budget/lines/{i}/basis/rate/price/amount");
        wanted.map(|(i, _)| Raw { file: case.to_owned(), pointer: pointer(i) }).collect()
    }

    /// The raw numbers that take part in an identity.
    fn operands(&self, check: &Check) -> Vec<Raw> {
        match check {
            Check::Share { of, .. } | Check::Rest { of, .. } => self.both(of),
            Check::Per(per) => vec![self.number(&per.above), self.number(&per.below)],
            Check::Sum { of, .. } => of.iter().map(|id| self.number(id)).collect(),
            Check::Closes { of, .. } => self.amounts(of),
            Check::Change { before, after, .. } => [self.both(before), self.both(after)].concat(),
            Check::Compare(side) if side.gap.is_none() => Vec::new(),
            Check::Compare(side) => [self.both(&side.first), self.both(&side.second)].concat(),
            Check::Counts { listing, statistic, .. } => {
                std::iter::once(self.names(listing)).chain(statistic.as_deref().map(|id| self.number(id))).collect()
            }
            Check::Quantity { case, quantity, statistic, composition, part, listing } => {
                let composed = composition.as_deref().zip(part.as_deref()).map(|(id, part)| self.amount(id, part));
                let counted = statistic.as_deref().map(|id| self.number(id));
                let listed = listing.as_deref().map(|id| self.names(id));
                let others = [composed, counted, listed].into_iter().flatten();
                std::iter::once(self.quantity(case, *quantity)).chain(others).collect()
            }
            Check::Yards { case, listing } => vec![self.names(listing), yards(case)],
            Check::OneAnd { case, quantity, statistic } => {
                vec![self.quantity(case, *quantity), self.number(statistic), yards(case)]
            }
            Check::Months { case, quantity, statistic } => {
                vec![self.quantity(case, *quantity), self.number(statistic)]
            }
            Check::Price { case, line, statistic } => {
                let prices = self.prices(case, Some(line));
                prices.into_iter().chain([self.number(statistic)]).collect()
            }
            Check::Year { case, households, spaces, .. } => {
                let lines = [(households, "fee"), (spaces, "parking")].into_iter().filter(|(number, _)| **number > 0);
                lines.flat_map(|(_, line)| self.prices(case, Some(line))).collect()
            }
            Check::Apportioned { case, amount, over, .. } => {
                vec![self.quantity(case, *amount), self.quantity(case, *over)]
            }
            Check::Days { statistic, .. } => vec![self.number(statistic)],
            Check::RefusesPer { .. } | Check::RefusesSum { .. } => Vec::new(),
        }
    }
}

/// The files with one value changed.
fn with(files: &Files, raw: &Raw, value: Json) -> Files {
    let mut files = files.clone();
    *files.0.get_mut(&raw.file).unwrap().pointer_mut(&raw.pointer).unwrap() = value;
    files
}

fn check_in(check: &Check, city: &str, files: &Files) -> Outcome {
    holds(check, &files.letter(city)?, files)
}

// ------------------------------------------------------------------------------------------------- the tests

#[test]
fn every_identity_of_the_letters_holds() {
    let files = Files::read();
    let mut rows = BTreeSet::new();
    for city in CITIES {
        let letter = files.letter(city).unwrap();
        for Identity { id, row, check } in letter.checks() {
            holds(&check, &letter, &files).unwrap_or_else(|error| panic!("{city} {row} {id}: {error}"));
            rows.insert(row);
        }
    }
    assert!(rows.len() > 60, "identities of {} rows", rows.len());
}

#[test]
fn every_identity_fails_when_a_raw_number_in_it_changes_by_one() {
    let files = Files::read();
    let mut mutations = 0;
    for city in CITIES {
        let finder = Finder { files: &files, city };
        for Identity { id, row, check } in files.letter(city).unwrap().checks() {
            for raw in finder.operands(&check) {
                let value = files.0[&raw.file].pointer(&raw.pointer).unwrap();
                for other in changed(value) {
                    let outcome = check_in(&check, city, &with(&files, &raw, other.clone()));
                    assert!(outcome.is_err(), "{city} {row} {id} does not see {} = {other}", raw.pointer);
                    mutations += 1;
                }
            }
        }
    }
    assert!(mutations > 400, "{mutations} mutations");
}

#[test]
fn every_raw_number_is_what_the_letter_prints() {
    let files = Files::read();
    let (mut words, mut mutations) = (0, 0);
    for city in CITIES {
        let (letter, finder) = (files.letter(city).unwrap(), Finder { files: &files, city });
        for entry in &letter.statistics {
            is_as_printed(entry).unwrap_or_else(|error| panic!("{city} {}: {error}", entry.id));
            for text in [&entry.printed, &entry.printed_of, &entry.printed_share].into_iter().flatten() {
                let quote = &entry.statistic.reported().frame.source.quote;
                assert!(quote.contains(text.as_str()), "{city} {}: {text} is not in the quotation", entry.id);
                words += 1;
            }
            let rate_only = entry.statistic.reported().unit == CountUnit::Thousandths;
            let number = (entry.printed.is_some() || rate_only).then(|| finder.number(&entry.id));
            let base = if entry.printed_of.is_some() || rate_only { finder.base(&entry.id) } else { None };
            for raw in number.into_iter().chain(base) {
                for other in changed(files.0[&raw.file].pointer(&raw.pointer).unwrap()) {
                    let changed = with(&files, &raw, other.clone()).letter(city).and_then(|letter| {
                        is_as_printed(letter.statistics.iter().find(|e| e.id == entry.id).ok_or("gone")?)
                    });
                    assert!(changed.is_err(), "{city} {}: the words do not see {other}", entry.id);
                    mutations += 1;
                }
            }
        }
        for entry in &letter.compositions {
            is_as_printed_in_parts(entry).unwrap_or_else(|error| panic!("{city} {}: {error}", entry.id));
        }
    }
    assert!(words > 100 && mutations > 200, "{words} words, {mutations} mutations");
}

#[test]
fn no_raw_number_is_left_without_a_check() {
    let files = Files::read();
    let mut checked = BTreeSet::new();
    for city in CITIES {
        let (letter, finder) = (files.letter(city).unwrap(), Finder { files: &files, city });
        checked.extend(letter.checks().iter().flat_map(|identity| finder.operands(&identity.check)));
        let printed = letter.statistics.iter().filter(|entry| entry.printed.is_some());
        checked.extend(printed.map(|entry| finder.number(&entry.id)));
        for entry in &letter.statistics {
            for raw in finder.both(&entry.id) {
                assert!(checked.contains(&raw), "{city}: nothing sees {}", entry.id);
            }
        }
        for entry in &letter.compositions {
            assert!(finder.amounts(&entry.id).iter().all(|raw| checked.contains(raw)), "{city}: {}", entry.id);
        }
        for entry in &letter.listings {
            assert!(checked.contains(&finder.names(&entry.id)), "{city}: nothing counts {}", entry.id);
        }
    }
    for (name, case) in files.cases() {
        let finder = Finder { files: &files, city: "" };
        for (_, quantity, _) in case.dossier.statements.quantities() {
            assert!(checked.contains(&finder.quantity(&name, quantity)), "nothing sees {quantity} of {name}");
        }
        let budgets = if case.budgets.is_empty() { Vec::new() } else { finder.prices(&name, None) };
        assert!(budgets.iter().all(|raw| checked.contains(raw)), "{name}");
        let counted = case.dossier.compound.yards.is_empty() || checked.contains(&yards(&name));
        assert!(counted, "nothing counts the yards of {name}");
    }
}

#[test]
fn what_other_sources_say_stands_beside_the_letter() {
    let files = Files::read();
    let mut verdicts = BTreeMap::new();
    for city in CITIES {
        let letter = files.letter(city).unwrap();
        let own: BTreeSet<&str> = letter.letters.iter().map(|head| head.document.as_str()).collect();
        for conflict in &letter.conflicts {
            let (first, second) = (&conflict.compare.first, &conflict.compare.second);
            let (first, second) = (letter.statistic(first).unwrap(), letter.statistic(second).unwrap());
            let both = compare(first, second);
            *verdicts.entry(both.agreement().code()).or_insert(0) += 1;
            assert!(own.contains(first.reported().frame.source.document.as_str()), "{}", conflict.id);
            for lang in [Lang::Zh, Lang::En] {
                let lines = both.render(lang);
                assert_eq!(lines[..2], [first.render(lang), second.render(lang)], "{}", conflict.id);
                assert!(!lines[2].is_empty());
            }
            assert!(!conflict.note_zh.is_empty() && !conflict.note_en.is_empty());
        }
        // What was not read word by word has no words, and says how it was read.
        for entry in &letter.statistics {
            let frame = &entry.statistic.reported().frame;
            assert_eq!(frame.source.quote.is_empty(), !own.contains(frame.source.document.as_str()), "{}", entry.id);
            assert_eq!(frame.source.quote.is_empty(), frame.confidence.code() != "policy_letter", "{}", entry.id);
        }
    }
    assert_eq!(verdicts, [("different", 7), ("not_comparable", 2), ("unsettled", 2)].into());
}

#[test]
fn what_two_letters_repeat_counts_once() {
    let files = Files::read();
    let letter = files.letter("dongguan").unwrap();
    for (first, second) in [
        ("party", "party-civil"),
        ("centre-operators", "centre-operators-civil"),
        ("joint-meetings", "joint-meetings-civil"),
        ("captain-roles-number", "captain-roles-civil-number"),
    ] {
        let parts = [first, second].map(|id| letter.statistic(id).unwrap().clone());
        assert_eq!(compare(&parts[0], &parts[1]).agreement(), Agreement::Same, "{first}");
        assert_eq!(sum(&parts).unwrap_err().code(), "statistic_counted_twice", "{first}");
    }
}

#[test]
fn a_rate_on_another_base_is_another_rate() {
    // 100 % of those that can have a branch, 52.7 % of all: the two stand apart.
    let letter = Files::read().letter("xiamen").unwrap();
    let (coverage, branches) = (letter.statistic("branch-coverage").unwrap(), letter.statistic("branches").unwrap());
    assert_eq!(compare(coverage, branches).agreement(), Agreement::NotComparable);
    assert_eq!(compare(coverage, branches).gap(), None);
    // Leaving the company's money out of the base would make 57.03 % into 93.59 %: a share is of the whole total.
    let money = letter.composition("sanhang-money").unwrap();
    let json = serde_json::to_value(money).unwrap();
    let mut without = json.clone();
    without["parts"].as_array_mut().unwrap().remove(1);
    let without: Composition = serde_json::from_value(without).unwrap();
    assert_eq!(without.check().unwrap(), Closing::Short("200000".parse().map(Value::Money).unwrap()));
    assert_eq!(without.share_of("居民").unwrap_err().code(), "not_closed");
    assert_eq!(serde_json::from_value::<Composition>(json).unwrap(), *money);
}

#[test]
fn every_compound_of_the_letters_is_there_with_its_source() {
    let files = Files::read();
    let cases = files.cases();
    let named = [
        ("dongguan", 3, ["莞城市级连片试点改造项目", "南城市级连片试点改造项目", "雅园新村公租房小区"].as_slice()),
        (
            "xiamen",
            10,
            &["神山三航公寓", "新港广场", "东荣社区28个老旧小区", "鼓浪屿街道龙头商院、二轻宿舍", "盛光社区"],
        ),
        ("xianning", 3, &["祥和苑小区", "南昌路和谐小区", "华舟社区"]),
        ("xuchang", 4, &["文宴雅居", "延中小区", "三国苑", "长葛市造纸厂、绿化站、农科所、电厂家属院"]),
    ];
    for (city, number, names) in named {
        let letter = files.letter(city).unwrap();
        let documents: BTreeSet<&str> = letter.letters.iter().map(|head| head.document.as_str()).collect();
        let own: Vec<&Case> = cases.iter().filter(|(n, _)| n.starts_with(city)).map(|(_, case)| case).collect();
        assert_eq!(own.len(), number, "{city}");
        for name in names {
            assert!(own.iter().any(|case| case.dossier.compound.name == *name), "{name}");
        }
        for case in own {
            let compound = &case.dossier.compound;
            assert!(letter.letters[0].place.contains(compound.place), "{}", compound.name);
            assert_eq!(case.kind, "letter");
            assert!(!case.note_zh.is_empty() && !case.note_en.is_empty());
            let facts = case.dossier.statements.facts().map(|(_, _, stated)| (stated.on, &stated.source));
            let quantities = case.dossier.statements.quantities().map(|(_, _, stated)| (stated.on, &stated.source));
            for (on, source) in facts.chain(quantities) {
                let source = source.as_ref().unwrap_or_else(|| panic!("{}: no source", compound.name));
                assert!(documents.contains(source.document.as_str()) && !source.quote.is_empty());
                assert_eq!(on, case.day, "{}", compound.name);
            }
            for plan in &case.budgets {
                assert!(documents.contains(plan.source.document.as_str()));
                assert!(!plan.title_zh.is_empty() && !plan.title_en.is_empty());
            }
            // A letter says too little to settle anything by silence: a choice is told, and never rests on a guess.
            let rulebook = wuye::places::rulebook_for(compound.place).unwrap();
            let choice = choose(&rulebook, &case.dossier, case.day);
            for lang in [Lang::Zh, Lang::En] {
                assert!(!choice.render(lang).is_empty());
            }
        }
    }
    // Three groups share a provider: 3 + 3 + 5 named sites, and more that are not named.
    let shared = cases.iter().filter(|(name, _)| name.starts_with("xiamen-shared-"));
    let sites: Vec<usize> = shared.map(|(_, case)| case.dossier.compound.yards.len()).collect();
    assert_eq!(sites, [3, 3, 5]);
    assert!(files.letter("xiamen").unwrap().listing("shared-zhenhailu").unwrap().is_open());
}

#[test]
fn the_facts_of_a_compound_are_those_that_its_letter_states() {
    let files = Files::read();
    let expected: [(&str, &[&str]); 20] = [
        ("dongguan-guancheng", &["contiguous", "old_compound", "packed"]),
        ("dongguan-nancheng", &["contiguous", "old_compound", "packed"]),
        ("dongguan-yayuan-xincun", &[]),
        // One open tender for the works and the service of the 28; whether they had service before is not said.
        ("xiamen-dongrong", &["old_compound", "packed", "packed_with_works"]),
        ("xiamen-guanyuanli", &["old_compound"]),
        // The tender was for public services; the two compounds signed contracts of their own afterwards.
        ("xiamen-gulangyu", &["old_compound"]),
        ("xiamen-shared-anpingli", &[]),
        ("xiamen-shared-liufangli", &[]),
        ("xiamen-shared-zhenhailu", &[]),
        // Entrusted with public services outside the walls; of single and public buildings the letter says nothing.
        ("xiamen-shengguang", &[]),
        ("xiamen-shenshan-sanhang", &["contribution_to_works", "old_compound"]),
        ("xiamen-xingang-plaza", &["contribution_to_works", "old_compound", "owners_committee", "party_organisation"]),
        ("xiamen-yongfugong-lane", &["old_compound"]),
        ("xianning-huazhou", &[]),
        ("xianning-nanchanglu-hexie", &[]),
        ("xianning-xianghe-yuan", &["contiguous", "old_compound"]),
        ("xuchang-changge", &["contiguous", "old_compound", "owners_willing"]),
        ("xuchang-sanguoyuan", &["contiguous", "old_compound"]),
        ("xuchang-wenyan-yaju", &["contiguous", "old_compound", "self_government_body"]),
        ("xuchang-yanzhong", &["advance_rent_agreed", "old_compound"]),
    ];
    let cases = files.cases();
    assert_eq!(cases.len(), expected.len());
    for ((name, case), (wanted, codes)) in cases.iter().zip(expected) {
        let facts = case.dossier.statements.facts();
        let found: BTreeSet<&str> =
            facts.map(|(_, fact, stated)| if stated.value { fact.code() } else { "" }).collect();
        assert_eq!((name.as_str(), found), (wanted, codes.iter().copied().collect()));
    }
    // What the two letters leave open of big property is one fact each.
    for (name, open) in [("xiamen-dongrong", "无物业服务"), ("xuchang-changge", "已完成改造")] {
        let case = files.case(name).unwrap();
        let rulebook = wuye::places::rulebook_for(case.dossier.compound.place).unwrap();
        let checklist = Checklist::compile(&rulebook, Aim::Mode(Mode::BigProperty));
        let assessment = checklist.assess(&case.dossier, case.day);
        assert_eq!(assessment.verdict(), Verdict::Unknown, "{name}");
        let needed = assessment.outstanding();
        assert_eq!(needed.steps.len(), 1, "{name}");
        assert_eq!(needed.render(&assessment, Lang::Zh)[0], format!("须查明：是否{open}，未见填报。"));
    }
    // Shengguang balances its gap with services outside the walls and with parking.
    let shengguang = files.case("xiamen-shengguang").unwrap().dossier;
    let kinds: Vec<&str> = shengguang.resources.iter().map(|resource| resource.kind.code()).collect();
    assert_eq!(kinds, ["municipal_service", "municipal_service", "parking"]);
    let names = files.letter("xiamen").unwrap().listing("shengguang-resources").unwrap().names().len();
    assert_eq!(names, kinds.len());
}

#[test]
fn the_words_of_the_letters_are_the_words_of_the_vocabularies() {
    let files = Files::read();
    let names = |city: &str, id: &str| files.letter(city).unwrap().listing(id).unwrap().names().to_vec();
    let services: Vec<&str> = Service::ALL.iter().map(|service| service.zh()).collect();
    assert_eq!(names("xuchang", "basic-services"), services[..3]);
    for (name, form) in names("xiamen", "combinations").iter().zip([
        BundleForm::InnerOuter,
        BundleForm::FatLean,
        BundleForm::BuildOperate,
    ]) {
        assert!(form.zh().starts_with(name.as_str()), "{name}");
    }
    for (name, stage) in names("xiamen", "stages").iter().zip([Stage::Community, Stage::Residents, Stage::Property]) {
        assert!(stage.zh().ends_with(name.as_str()), "{name}");
    }
    let letter = files.letter("xiamen").unwrap();
    let contracts = &letter.listing("gulangyu-contracts").unwrap().frame().source.quote;
    assert!(contracts.contains(TenderForm::SeparateContracts.zh()), "{contracts}");
}

#[test]
fn the_files_are_in_order() {
    let files = Files::read();
    for city in CITIES {
        let letter = files.letter(city).unwrap();
        assert_eq!(letter.format, 1);
        assert!(!letter.note_zh.is_empty() && !letter.note_en.is_empty());
        for head in &letter.letters {
            assert!(!head.issuer.is_empty() && head.issued != Issued::Undated, "{}", head.document);
        }
        let mut ids = BTreeSet::new();
        let rows = letter.statistics.iter().map(|e| (&e.id, &e.row));
        let rows = rows.chain(letter.compositions.iter().map(|e| (&e.id, &e.row)));
        let rows = rows.chain(letter.listings.iter().map(|e| (&e.id, &e.row)));
        let rows = rows.chain(letter.identities.iter().map(|e| (&e.id, &e.row)));
        for (id, row) in rows.chain(letter.conflicts.iter().map(|e| (&e.id, &e.row))) {
            assert!(ids.insert(id.clone()), "{city}: {id} twice");
            assert!(row.starts_with("K-S") || row.starts_with("L-"), "{city}: {id} of row {row}");
        }
        // One definition has one wording, wherever it is used.
        let mut wordings = BTreeMap::new();
        let statistics = letter.statistics.iter().map(|e| &e.statistic.reported().frame.definition);
        let lists = letter.listings.iter().map(|e| &e.listing.frame().definition);
        for definition in statistics.chain(lists) {
            let first = wordings.entry((definition.id.clone(), definition.version)).or_insert(definition);
            assert_eq!(*first, definition);
        }
    }
}
