//! A hundred thousand accounts beside an account kept a second way (`tests/oracle/receivables.rs`).

use wuye::billing::Claim;

use super::*;
use crate::oracle;

/// SplitMix64, for cases that are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        crate::dice::next(&mut self.0) % sides
    }

    fn fen(&mut self) -> i64 {
        let most = [100, 10_000, 200_000][usize::try_from(self.roll(3)).unwrap()];
        i64::try_from(self.roll(most)).unwrap() + 1
    }

    fn order(&mut self) -> (Order, oracle::Order) {
        let (current, late) = (self.roll(2) == 0, self.roll(4));
        let by = if current { Precedence::CurrentFirst } else { Precedence::OldestFirst };
        let place = LatePlace::ALL[usize::try_from(late).unwrap()];
        (Order { by, late: place, designated: vec![] }, oracle::Order { current, late: u8::try_from(late).unwrap() })
    }

    fn terms(&mut self) -> (LateTerms, oracle::Terms) {
        let rates = [
            (5, 10_000, RateBasis::Day),
            (7, 300, RateBasis::Day),
            (73, 1_000, RateBasis::Year365),
            (1, 2, RateBasis::Year360),
        ];
        let (above, below, basis) = rates[usize::try_from(self.roll(4)).unwrap()];
        let grace = [0, 1, 10][usize::try_from(self.roll(3)).unwrap()];
        let waives = self.roll(2) == 0;
        let cap = [None, Some((1, 1)), Some((1, 37))][usize::try_from(self.roll(3)).unwrap()];
        let rounding = self.roll(4);
        let mode = RoundingMode::ALL[usize::try_from(rounding).unwrap()];
        let kind = if waives { GraceKind::Waives } else { GraceKind::Shifts };
        let ratio = |(above, below)| Ratio::new(above, below).unwrap();
        let ours = LateTerms::new(ratio((above, below)), basis, grace, kind, cap.map(ratio), mode, clause()).unwrap();
        let theirs = oracle::Terms {
            above: i128::from(above),
            below: i128::from(below * basis.days()),
            grace: usize::try_from(grace).unwrap(),
            waives,
            cap: cap.map(|(above, below)| (i128::from(above), i128::from(below))),
            rounding: u8::try_from(rounding).unwrap(),
        };
        (ours, theirs)
    }
}

/// Days of 2026 and 2027 by number.
fn calendar() -> Vec<Day> {
    std::iter::successors(Some(d("2026-01-01")), |day| day.next()).take(400).collect()
}

#[test]
fn a_hundred_thousand_accounts_are_as_kept_a_second_way() {
    let days = calendar();
    // The words of the vocabularies in the order that the oracle numbers them by.
    assert_eq!(
        LatePlace::ALL.iter().map(|place| place.code()).collect::<Vec<_>>(),
        ["first", "last", "before_its_item", "after_its_item"]
    );
    assert_eq!(
        RoundingMode::ALL.iter().map(|mode| mode.code()).collect::<Vec<_>>(),
        ["half_away_from_zero", "half_even", "up", "down"]
    );
    let line: wuye::billing::LineId = "fee".parse().unwrap();
    let (mut claims, mut receipts, mut advances, mut nothing) = (0_u32, 0_u32, 0_u32, 0_u32);
    for seed in 0..100_000_u64 {
        let mut dice = Dice(seed);
        let (mut book, mut ledger) = (Receivables::new([unit()]), Ledger::default());
        let mut second = oracle::Ledger::default();
        let (terms, their_terms) = dice.terms();
        let mut ids: Vec<ItemId> = Vec::new();
        let mut today = 0;
        for n in 0..4 + dice.roll(7) {
            today += usize::try_from(dice.roll(14)).unwrap();
            second.until(today);
            let id: wuye::money::EntryId = format!("m{n:02}").parse().unwrap();
            let mut post = |act| {
                let movement = Movement { id: id.clone(), on: days[today], unit: unit(), act };
                book.post(&mut ledger, movement).map_err(|error| error.code())
            };
            match dice.roll(10) {
                0..=3 => {
                    let (fen, due) = (dice.fen(), today + usize::try_from(dice.roll(20)).unwrap());
                    let charge = Charged { amount: Money::from_fen(fen).unwrap(), ..charged("fee", "1") };
                    let span = span("2026-01-01", "2026-02-01");
                    assert_eq!(post(Act::Bill { span, due: days[due], charges: vec![charge] }), Ok(true));
                    second.owe(i128::from(fen), due, None);
                    ids.push(ItemId { entry: id.clone(), line: line.clone() });
                }
                4..=6 => {
                    let (fen, (order, their_order)) = (dice.fen(), dice.order());
                    let amount = Money::from_fen(fen).unwrap();
                    let toward = Toward::Items(order);
                    assert_eq!(post(Act::Receipt { amount, received: days[today], toward }), Ok(true));
                    second.pay(i128::from(fen), their_order);
                    receipts += 1;
                }
                7 => {
                    let (order, their_order) = dice.order();
                    let held = std::mem::take(&mut second.advances);
                    second.pay(held, their_order);
                    let used = held != second.advances;
                    assert_eq!(post(Act::Apply(order)), if used { Ok(true) } else { Err("nothing_moved") });
                    advances += u32::from(used);
                }
                _ if ids.is_empty() => {}
                _ => {
                    let at = usize::try_from(dice.roll(u64::try_from(ids.len()).unwrap())).unwrap();
                    if second.items[at].on.is_some() {
                        continue;
                    }
                    let until = today.saturating_sub(usize::try_from(dice.roll(4)).unwrap());
                    let new = second.late(at, their_terms, until) - second.charged(at);
                    let claim = Claim { item: ids[at].clone(), terms: terms.clone(), until: days[until] };
                    let outcome = post(Act::LateCharge(claim));
                    if new > 0 {
                        assert_eq!(outcome, Ok(true), "seed {seed}: {new}");
                        second.owe(new, today, Some(at));
                        ids.push(ItemId { entry: id.clone(), line: line.clone() });
                        claims += 1;
                    } else {
                        assert_eq!(outcome, Err("nothing_to_charge"), "seed {seed}: {new}");
                        nothing += 1;
                    }
                }
            }
            let account = book.account(&unit()).unwrap();
            for (id, theirs) in ids.iter().zip(&second.items) {
                let ours = account.item(id).unwrap();
                let found = (i128::from(ours.amount.fen()), i128::from(ours.outstanding.fen()));
                assert_eq!(found, (theirs.amount, theirs.open), "seed {seed}, {id}");
            }
            assert_eq!(i128::from(account.advances().fen()), second.advances, "seed {seed}");
        }
        assert_eq!(book.reconcile(&ledger), Ok(vec![]), "seed {seed}");
    }
    assert!(
        claims > 25_000 && receipts > 100_000 && advances > 3_000 && nothing > 3_000,
        "{claims} {receipts} {advances} {nothing}"
    );
}
