//! 服务主体 — credit files by day, bands and their edges, bans, assessments, pools and rosters.

#[path = "provider/credit.rs"]
mod credit;
#[path = "provider/keeps.rs"]
mod keeps;
#[path = "provider/many.rs"]
mod many;
#[path = "oracle/provider.rs"]
mod oracle;
#[path = "provider/others.rs"]
mod others;
#[path = "common/planted.rs"]
mod planted;

use wuye::estate::Source;
use wuye::law::Locator;
use wuye::measure::{Day, Points};
use wuye::provider::{Base, BaseState, CreditFile, Lasts, Penalty, PenaltyKind, ProviderError, Record, RecordKind};

fn d(day: &str) -> Day {
    day.parse().unwrap()
}

fn p(points: &str) -> Points {
    points.parse().unwrap()
}

fn evidence() -> Source {
    Source { document: "处理决定".into(), at: Locator::Whole, quote: String::new() }
}

fn record(id: &str, kind: RecordKind, points: &str, on: &str) -> Record {
    Record {
        id: id.parse().unwrap(),
        kind,
        points: p(points),
        on: d(on),
        lasts: None,
        veto: false,
        evidence: evidence(),
        appeal: None,
        restored: None,
    }
}

fn good(id: &str, points: &str, on: &str) -> Record {
    record(id, RecordKind::Good, points, on)
}

fn bad(id: &str, points: &str, on: &str) -> Record {
    record(id, RecordKind::Bad, points, on)
}

fn penalty(id: &str, from: &str, lasts: Lasts) -> Penalty {
    Penalty {
        id: id.parse().unwrap(),
        kind: PenaltyKind::MarketLimit,
        from: d(from),
        lasts,
        bars: vec![wuye::provider::Barred::Tendering, wuye::provider::Barred::Pool],
        evidence: evidence(),
        appeal: None,
        lifted: None,
    }
}

fn base(points: &str, from: &str) -> Base {
    Base { from: d(from), state: BaseState::Filed(p(points)) }
}

fn made(bases: Vec<Base>, records: Vec<Record>, penalties: Vec<Penalty>) -> Result<CreditFile, ProviderError> {
    CreditFile::new("provider-7".parse().unwrap(), bases, records, penalties)
}

fn file(bases: Vec<Base>, records: Vec<Record>) -> CreditFile {
    made(bases, records, vec![]).unwrap()
}
