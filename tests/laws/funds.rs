//! The laws of settlements and of the owners' money over our own code, and over code with planted bugs.

use super::*;
use wuye::balance::{Remuneration, Settlement};
use wuye::fund::{Books, FundBook, split_repair};
use wuye::laws::SettlementSeen;
use wuye::meeting::checks::{Item, Seen, check};
use wuye::money::{Movement, Purse, Side};
use wuye::rule::{Figure, Key};

fn m(yuan: &str) -> Money {
    yuan.parse().unwrap()
}

/// What a ledger holds after these movements, whether a purse could pay or not.
fn ours(movements: &[Movement], purse: Purse) -> Option<Money> {
    let mut ledger = Ledger::default();
    for movement in movements {
        ledger.post(movement.entry().unwrap()).unwrap();
    }
    ledger.held(purse).ok()
}

#[test]
fn our_purses_close() {
    holds(testkit::purse_movements(), |movements| laws::purses_close(movements, |purse| ours(movements, purse)));
    holds(testkit::books(), |books| {
        let open: Vec<Purse> = books.purses().collect();
        laws::purses_close(books.movements(), |purse| {
            if open.contains(&purse) { books.held(purse).ok() } else { Some(Money::ZERO) }
        })
    });
}

#[test]
fn our_settlements_close() {
    let known = |settlement: &Settlement| SettlementSeen::of(settlement);
    assert!(samples(256, &testkit::settlement()).iter().filter_map(known).count() > 20);
    holds(testkit::settlement(), |settlement| known(settlement).map_or(Ok(()), |seen| laws::settlement_closes(&seen)));
}

fn of_fund() -> impl Strategy<Value = (Money, Share)> {
    (testkit::amount(), 0..=99_u32, 100..=1_000_u32)
        .prop_map(|(cost, above, below)| (cost, Share::new(above, below).unwrap()))
}

#[test]
fn our_commission_is_grossed_up() {
    holds(of_fund(), |(cost, share)| {
        laws::grossed_up(*cost, *share, Remuneration::OfFund(*share).fund_for(*cost).unwrap())
    });
}

#[test]
fn our_renewal_is_strict() {
    let below = testkit::shipped().setting(Key::Figure(Figure::RenewalBelow), day("2024-06-01"));
    let three_tenths = "3/10".parse().unwrap();
    holds(testkit::revenue_state(), |state| {
        let Some((balance, first)) = state.fund.zip(state.first).filter(|(_, first)| !first.is_zero()) else {
            return Ok(());
        };
        let found = check(Item::FundBalance, &below, Some(Seen::OfMoney { part: balance, whole: first }));
        laws::renewal_strict(balance, first, three_tenths, found.verdict == Verdict::Unmet)
    });
}

#[test]
fn our_revenue_is_used_once() {
    holds(testkit::spending(), |(revenue, last)| {
        let uses: Vec<Money> = revenue.uses().iter().map(|one| one.amount).collect();
        let left = revenue.left().unwrap();
        if let Some(last) = last
            && last.left < left
        {
            return Err(format!("{last:?}"));
        }
        laws::used_once(revenue.gross(), revenue.gross().minus(revenue.net().unwrap()).unwrap(), &uses, left)
            .map_err(|error| error.to_string())
    });
}

#[test]
fn our_books_are_what_happened() {
    holds(testkit::fund_book(), |book| {
        let mut again = FundBook::new(book.holdings().to_vec()).unwrap();
        let mut ledger = Ledger::default();
        for event in book.events() {
            if let Some(movement) = again.apply(event.clone()).unwrap() {
                ledger.post(movement.entry().unwrap()).unwrap();
            }
        }
        again.proves(&ledger).map_err(|error| error.to_string())?;
        if again == *book { Ok(()) } else { Err("replayed otherwise".to_owned()) }
    });
    holds(testkit::books(), |books| {
        let mut again = Books::new(books.purses());
        for movement in books.movements() {
            again.post(movement).unwrap();
        }
        if again == *books { Ok(()) } else { Err("replayed otherwise") }
    });
}

#[test]
fn our_repairs_close() {
    holds(testkit::repair(), |(total, concerned)| {
        let split = split_repair(*total, concerned).unwrap();
        let parts: Vec<i64> = split.owners.iter().map(|one| one.amount.fen()).chain([split.seller.fen()]).collect();
        laws::parts_sum(total.fen(), &parts)
    });
}

// ---------------------------------------------------------------------------------- planted bugs

#[test]
fn barred_money_counted_is_caught() {
    let counted = |settlement: &Settlement| {
        let seen = SettlementSeen::of(settlement)?;
        let barred = settlement.barred();
        // Major repair is taken for a cost of the service.
        Some(SettlementSeen { owners: seen.owners.minus(barred).unwrap(), ..seen })
    };
    caught(Law::SettlementCloses, &testkit::settlement(), |settlement| {
        counted(settlement).map_or(Ok(()), |seen| laws::settlement_closes(&seen))
    });
    let all_borne = |settlement: &Settlement| {
        let seen = SettlementSeen::of(settlement)?;
        let expenses = seen.expenses.iter().map(|(cost, _)| (*cost, Standing::Usable)).collect();
        Some(SettlementSeen { expenses, ..seen })
    };
    caught(Law::SettlementCloses, &testkit::settlement(), |settlement| {
        all_borne(settlement).map_or(Ok(()), |seen| laws::settlement_closes(&seen))
    });
}

#[test]
fn a_commission_on_the_cost_is_caught() {
    caught(Law::GrossedUp, &of_fund(), |(cost, share)| {
        let on_cost = cost.fen() / i64::from(share.below()) * i64::from(share.above());
        laws::grossed_up(*cost, *share, cost.plus(Money::from_fen(on_cost).unwrap()).unwrap())
    });
}

#[test]
fn renewal_at_the_line_is_caught() {
    let three_tenths: Share = "3/10".parse().unwrap();
    caught(Law::RenewalStrict, &testkit::revenue_state(), |state| {
        let Some((balance, first)) = state.fund.zip(state.first) else { return Ok(()) };
        // Not more than 30 % instead of less.
        let due = i128::from(balance.fen()) * 10 <= i128::from(first.fen()) * 3;
        laws::renewal_strict(balance, first, three_tenths, due)
    });
}

#[test]
fn revenue_used_twice_is_caught() {
    let (gross, proven) = (m("120000"), m("18000"));
    let net = m("102000");
    assert!(laws::used_once(gross, proven, &[net], Money::ZERO).is_ok());
    let twice = laws::used_once(gross, proven, &[net, net], Money::ZERO).unwrap_err();
    assert_eq!((twice.law(), twice.found()), (Law::UsedOnce, &Said::Number(20_400_000)));
    assert!(laws::used_once(gross, proven, &[net, net], m("-102000")).is_err());
    // The gross instead of the net.
    assert!(laws::used_once(gross, proven, &[gross], Money::ZERO).is_err());
    caught(Law::UsedOnce, &testkit::spending(), |(revenue, _)| {
        let uses: Vec<Money> = revenue.uses().iter().map(|one| one.amount).collect();
        let claimed = revenue.claimed();
        // Cost that is only claimed is deducted too.
        let left = revenue.left().unwrap().minus(claimed).unwrap();
        laws::used_once(revenue.gross(), revenue.gross().minus(revenue.net().unwrap()).unwrap(), &uses, left)
    });
}

#[test]
fn a_purse_without_its_other_side_is_caught() {
    caught(Law::PursesClose, &testkit::purse_movements(), |movements| {
        // What leaves a purse is forgotten.
        laws::purses_close(movements, |purse| {
            let came = movements.iter().filter(|movement| movement.to == Side::Purse(purse));
            Money::sum(came.map(|movement| movement.amount)).ok()
        })
    });
}
