//! The account book as it is stored, and what is computed from it.

use wuye::billing::{
    Act, Ageing, AgeingRow, Application, Buckets, CapCheck, Charged, Claim, CollectionRate, GraceKind, Indicator, Item,
    ItemId, LateCharge, LatePart, LatePlace, LateTerms, LossRate, Movement, Order, Precedence, Prepayment, PricePolicy,
    RateBasis, Receivables, Repriced, Toward, Unreconciled, check_prepayment, late_charge,
};
use wuye::money::Ledger;

use super::*;

fn terms() -> LateTerms {
    let (rate, cap) = (parsed("5/10000"), Some(parsed("1/1")));
    let mode = RoundingMode::HalfAwayFromZero;
    LateTerms::new(rate, RateBasis::Day, 10, GraceKind::Waives, cap, mode, source()).unwrap()
}

fn fee() -> ItemId {
    ItemId { entry: parsed("2026q1/1-101"), line: parsed("fee") }
}

fn order() -> Order {
    Order { by: Precedence::OldestFirst, late: LatePlace::AfterItsItem, designated: vec![fee()] }
}

fn movements() -> Vec<Movement> {
    let movement = |id: &str, on: &str, act| Movement { id: parsed(id), on: day(on), unit: parsed("1-101"), act };
    let charged = |line: &str, yuan: &str| Charged {
        line: parsed(line),
        kind: IncomeKind::ServiceFee,
        account: Account::ServiceRevenue,
        amount: parsed(yuan),
    };
    let charges = vec![charged("fee", "488.20"), charged("rebate", "-8.20")];
    let claim = Claim { item: fee(), terms: terms(), until: day("2026-03-01") };
    let paid =
        |yuan: &str, received: &str, toward| Act::Receipt { amount: parsed(yuan), received: day(received), toward };
    let spring = span("2026-01-01", "2026-04-01");
    let deposit = || parsed("d1");
    vec![
        movement("2026q1/1-101", "2026-01-01", Act::Bill { span: spring, due: day("2026-01-31"), charges }),
        movement("l1", "2026-03-01", Act::LateCharge(claim)),
        movement("r1", "2026-03-02", paid("200.00", "2026-03-01", Toward::Items(order()))),
        movement("r2", "2026-03-03", paid("300.00", "2026-03-03", Toward::Advance)),
        movement("a1", "2026-03-04", Act::Apply(Order { designated: vec![], ..order() })),
        movement("p1", "2026-03-05", Act::RefundAdvance(parsed("0.01"))),
        movement("d1", "2026-03-06", Act::Deposit(parsed("2000.00"))),
        movement("d2", "2026-03-07", Act::ReturnDeposit { deposit: deposit(), amount: parsed("1500.00") }),
        movement("r2-x", "2026-03-08", Act::Reverse(parsed("p1"))),
    ]
}

pub fn freeze(f: &mut Frozen) {
    let (mut book, mut ledger) = (Receivables::new([parsed("1-101"), parsed("1-102")]), Ledger::default());
    for movement in movements() {
        assert_eq!(book.post(&mut ledger, movement), Ok(true));
    }
    f.stored("item_id", &fee());
    f.stored("order", &vec![order(), Order { designated: vec![], ..order() }]);
    f.stored("late_terms", &terms());
    let acts: Vec<Act> = movements().into_iter().map(|movement| movement.act).collect();
    let Act::Bill { charges, .. } = &acts[0] else { panic!("the first is a bill") };
    f.stored("charged", charges);
    let Act::LateCharge(claim) = &acts[1] else { panic!("the second is a late charge") };
    f.stored("claim", claim);
    f.stored("toward", &vec![Toward::Items(order()), Toward::Advance]);
    f.stored("act", &acts);
    f.stored("movement", &movements()[0]);
    f.stored("receivables", &book);
    let account = book.account(&parsed("1-101")).unwrap();
    let items: Vec<Item> = account.items().cloned().collect();
    f.written::<Vec<Application>>("application", &items[0].applied);
    f.written("item", &items);
    let charge: LateCharge =
        late_charge(parsed("488.20"), day("2026-01-31"), &[], &terms(), day("2026-03-01")).unwrap();
    f.written::<LatePart>("late_part", &charge.parts()[0]);
    f.written("late_charge", &charge);
    let loss = LossRate { rate: parsed("31/1000"), basis: RateBasis::Year365, on: day("2026-01-20") };
    f.stored("loss_rate", &loss);
    let national = wuye::places::rulebook_for(Place::NATION).unwrap();
    let law = national.setting(Key::Figure(Figure::PenaltyOverLoss), day("2026-03-01"));
    let hint: Indicator = charge.indicator(&loss, &law).unwrap();
    f.written("indicator", &hint);
    let year = span("2026-01-01", "2027-01-01");
    let paid = Prepayment::new(parsed("3600"), year, PricePolicy::Repriced).unwrap();
    f.stored("prepayment", &paid);
    let (half, actual) = (day("2026-07-01"), DayCount::ActualMonth);
    let repriced: Repriced = paid.reprice(half, parsed("330"), actual, RoundingMode::HalfAwayFromZero).unwrap();
    f.written("repriced", &repriced);
    let hangzhou = wuye::places::rulebook_for(parsed("330100")).unwrap();
    let limit = |figure| hangzhou.setting(Key::Figure(figure), day("2026-01-01"));
    let (cap, of_term) = (limit(Figure::PrepaymentCap), limit(Figure::PrepaymentOfTerm));
    let checks: [CapCheck; 2] = check_prepayment(year, Some(span("2026-01-01", "2026-07-01")), &cap, &of_term);
    f.written("cap_check", &checks);
    let buckets = Buckets::new(vec![30, 60, 90]).unwrap();
    f.stored("buckets", &buckets);
    let ageing: Ageing = book.ageing(&buckets, day("2026-03-31")).unwrap();
    f.written::<AgeingRow>("ageing_row", &ageing.total);
    f.written("ageing", &ageing);
    let rate: CollectionRate = book.collection(year, day("2026-12-31"), &[IncomeKind::ServiceFee]).unwrap();
    f.written("collection_rate", &rate);
    let differs: Vec<Unreconciled> = book.reconcile(&Ledger::default()).unwrap();
    f.written("unreconciled", &differs);
}
