//! The stored forms of statistics.

use wuye::estate::{Source, Value};
use wuye::law::{Confidence, Locator};
use wuye::measure::{Approx, Sense};
use wuye::programme::{
    AsOf, Closing, Composition, CountUnit, Definition, DefinitionId, Frame, Listing, Part, Reported, Scope, Statistic,
    change, compare, sum,
};

use super::{Frozen, day, parsed};

pub fn frame(place: &str, at: AsOf) -> Frame {
    Frame {
        definition: Definition {
            id: parsed("unserved"),
            version: 1,
            zh: "无物业服务的住宅小区".into(),
            en: "compounds without property service".into(),
            part: true,
        },
        scope: Scope { place: parsed(place), area: None },
        at,
        source: Source {
            document: "厦住建综函〔2024〕44号".into(),
            at: Locator::section(&[1], Some(1)),
            quote: "其中无物业服务的小区1414个".into(),
        },
        confidence: Confidence::PolicyLetter,
    }
}

fn reported(place: &str, at: AsOf, of: u64) -> Reported {
    let (numerator, denominator) = (Approx::exact(1_414), Some(Approx::exact(of)));
    Reported { frame: frame(place, at), unit: CountUnit::Compounds, numerator, denominator }
}

pub fn freeze(f: &mut Frozen) {
    let april = AsOf::On(day("2024-04-24"));
    let times = vec![april, AsOf::InYear(2023), AsOf::Years { first: 2019, last: 2022 }, AsOf::Undated];
    let (spring, summer) = (reported("350200", april, 2_943), reported("350200", AsOf::Undated, 2_853));
    let plain =
        Reported { numerator: Approx { value: 2_900, sense: Sense::Over }, denominator: None, ..spring.clone() };
    let (first, second) = (Statistic::new(spring.clone()).unwrap(), Statistic::new(summer).unwrap());
    let elsewhere = Statistic::new(reported("441900", april, 1_500)).unwrap();
    let each = Definition { id: parsed("each"), part: false, ..spring.frame.definition.clone() };
    let count = |n| Approx::exact(Value::Count(n));
    let part = |zh: &str, en: &str, n| Part { zh: zh.into(), en: en.into(), amount: count(n) };
    let parts = vec![part("党员", "party members", 12), part("业主", "owners", 31)];
    let composition = Composition::new(spring.frame.clone(), count(43), parts.clone()).unwrap();
    let names = ["安平里", "槟榔东里"].map(str::to_owned).to_vec();
    let open = Listing::new(spring.frame.clone(), names.clone(), true).unwrap();

    f.stored("definition_id", &parsed::<DefinitionId>("unserved"));
    f.stored("definition", &each);
    let area = Scope { place: parsed("350211"), area: Some("盛光社区".into()) };
    f.stored("scope", &vec![spring.frame.scope.clone(), area]);
    f.stored("as_of", &times);
    f.stored("frame", &spring.frame);
    f.stored("reported", &spring);
    f.stored("statistic", &vec![first.clone(), Statistic::new(plain).unwrap()]);
    f.stored("part", &parts);
    f.stored("composition", &composition);
    f.stored("listing", &vec![open, Listing::new(spring.frame, names, false).unwrap()]);
    f.written("closing", &[Closing::Even, Closing::Short(Value::Count(1)), Closing::Over(parsed_money("0.01"))]);
    f.written("quotient", &first.per_across_time(&second, each).unwrap());
    f.written("sum", &sum(&[first.clone(), elsewhere]).unwrap());
    f.written("comparison", &compare(&first, &second));
    f.written("change", &change(&first, &second).unwrap());
}

fn parsed_money(yuan: &str) -> Value {
    Value::Money(parsed(yuan))
}
