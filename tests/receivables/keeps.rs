//! The book keeps its laws, and each law finds the bug that it is there for.

use wuye::billing::{Ageing, AgeingRow, Buckets, Item, late_charge};
use wuye::json::{from_json, to_json};
use wuye::laws::{self, BookSeen, Law, LawViolation};
use wuye::money::{Entry, Posting};
use wuye::testkit::proptest::strategy::Strategy;
use wuye::testkit::{self, holds, holds_for, record, samples};

use super::*;
use crate::planted::caught;

type Case = testkit::LateCase;

fn ours((principal, due, payments, terms, until): &Case) -> Money {
    late_charge(*principal, *due, payments, terms, *until).unwrap().total()
}

fn exact(case: &Case, total: Money) -> Result<(), LawViolation> {
    let (principal, due, payments, terms, until) = case;
    laws::late_charge_exact(*principal, *due, payments, terms, *until, total)
}

/// So many fen, or the most that money can hold.
fn fen(n: i128) -> Money {
    Money::from_fen(i64::try_from(n).unwrap_or(i64::MAX)).unwrap_or(Money::MAX)
}

// ---------------------------------------------------------------------------------- late charges

#[test]
fn our_late_charges_are_exact() {
    holds_for(2_000, testkit::late_case(), |case| exact(case, ours(case)));
    // A later day never lowers it, and nothing is charged up to the due day.
    holds(testkit::late_case(), |case| {
        let (principal, due, payments, terms, until) = case.clone();
        let on = |until| ours(&(principal, due, payments.clone(), terms.clone(), until));
        let later = until.next().unwrap();
        let kept = on(until) <= on(later) && on(due) == m("0") && on(due.previous().unwrap()) == m("0");
        if kept { Ok(()) } else { Err(format!("{} then {}", on(until), on(later))) }
    });
}

/// The parts of a principal with the days that are charged.
fn parts(case: &Case) -> Vec<(i128, i128)> {
    let (principal, due, payments, terms, until) = case;
    let charge = late_charge(*principal, *due, payments, terms, *until).unwrap();
    charge.parts().iter().map(|part| (i128::from(part.amount.fen()), i128::from(part.charged_days))).collect()
}

/// Of so many fen-days, at the terms, rounded half up.
fn at_the_rate(case: &Case, fen_days: i128) -> i128 {
    let rate = case.3.rate();
    let below = i128::from(rate.below()) * i128::from(case.3.basis().days());
    (2 * fen_days * i128::from(rate.above()) + below) / (2 * below)
}

#[test]
fn planted_late_charges_are_caught() {
    let cases = testkit::late_case();
    let found = |law, wrong: &dyn Fn(&Case) -> i128| {
        let count = caught(law, &cases, |case| exact(case, fen(wrong(case))));
        assert!(count > 5, "{law}: {count}");
    };
    let law = Law::LateChargeExact;
    // The daily amount rounded first.
    found(law, &|case| parts(case).iter().map(|(amount, days)| at_the_rate(case, *amount) * days).sum());
    // Compounded: what was charged yesterday bears today.
    found(law, &|case| {
        let grow = |(amount, days): &(i128, i128)| {
            let mut all = *amount;
            for _ in 0..(*days).min(120) {
                all = (all + at_the_rate(case, all)).min(1_000_000_000_000_000);
            }
            all - amount
        };
        parts(case).iter().map(grow).sum()
    });
    // The whole principal to the last day, whatever was paid.
    found(law, &|case| i128::from(ours(&(case.0, case.1, vec![], case.3.clone(), case.4)).fen()));
    // The due day itself is late.
    found(law, &|case| {
        i128::from(ours(&(case.0, case.1.previous().unwrap(), case.2.clone(), case.3.clone(), case.4)).fen())
    });
    // No grace, no cap, another rounding.
    let with = |case: &Case, change: &dyn Fn(&LateTerms) -> LateTerms| {
        i128::from(ours(&(case.0, case.1, case.2.clone(), change(&case.3), case.4)).fen())
    };
    let new = |t: &LateTerms, grace, cap, mode| {
        LateTerms::new(t.rate(), t.basis(), grace, t.grace(), cap, mode, clause()).unwrap()
    };
    found(law, &|case| with(case, &|t| new(t, 0, t.cap(), t.rounding())));
    found(law, &|case| with(case, &|t| new(t, t.grace_days(), None, t.rounding())));
    found(law, &|case| with(case, &|t| new(t, t.grace_days(), t.cap(), RoundingMode::Down)));
    // The cap before the parts are added up.
    found(law, &|case| {
        let part = |(on, amount): &(Day, Money)| {
            let alone = (*amount, case.1, vec![(*on, *amount)], case.3.clone(), case.4);
            i128::from(ours(&alone).fen())
        };
        let paid = Money::sum(case.2.iter().map(|(_, amount)| *amount)).unwrap();
        let rest = (case.0.minus(paid).unwrap(), case.1, vec![], case.3.clone(), case.4);
        case.2.iter().map(part).sum::<i128>() + i128::from(ours(&rest).fen())
    });
}

/// What a book charges by claims up to these days, after the payments of a case.
fn claimed(case: &Case, untils: &[Day]) -> Vec<Money> {
    let (principal, due, _, terms, _) = case;
    let (mut book, mut ledger) = (Receivables::new([unit()]), Ledger::default());
    let mut post =
        |id: String, on, act| book.post(&mut ledger, Movement { id: id.parse().unwrap(), on, unit: unit(), act });
    let bill = Act::Bill {
        span: span("2026-01-01", "2027-01-01"),
        due: *due,
        charges: vec![Charged { amount: *principal, ..charged("fee", "1") }],
    };
    post("b".into(), d("2020-01-01"), bill).unwrap();
    for (i, until) in untils.iter().enumerate() {
        let claim = Claim { item: item("b"), terms: terms.clone(), until: *until };
        match post(format!("l{i}"), *until, Act::LateCharge(claim)) {
            Ok(_) => {}
            Err(error) => assert_eq!(error.code(), "nothing_to_charge"),
        }
    }
    let account = book.account(&unit()).unwrap();
    account.items().filter(|item| item.claim.is_some()).map(|item| item.amount).collect()
}

#[test]
fn our_claims_never_charge_a_day_twice() {
    let cases = (testkit::late_case(), 0..60_u32, 0..60_u32);
    let untils = |case: &Case, a: u32, b: u32| {
        let later = |n| wuye::measure::Period::Days(n).after(case.4).unwrap();
        [case.4, later(a), later(a + b)]
    };
    holds(&cases, |(case, a, b)| laws::windows_once(&untils(case, *a, *b), |days| claimed(case, days)));
    // Each claim from the due day anew; and each from the claim before, rounded by itself.
    caught(Law::WindowsOnce, &cases, |(case, a, b)| {
        laws::windows_once(&untils(case, *a, *b), |days| days.iter().flat_map(|day| claimed(case, &[*day])).collect())
    });
    caught(Law::WindowsOnce, &cases, |(case, a, b)| {
        laws::windows_once(&untils(case, *a, *b), |days| {
            let windows = [case.1].into_iter().chain(days.iter().copied()).zip(days);
            windows.map(|(due, until)| ours(&(case.0, due, vec![], case.3.clone(), *until))).collect()
        })
    });
}

// ---------------------------------------------------------------------------------- the book

#[test]
fn our_book_keeps_the_laws_of_double_entry() {
    holds(testkit::receivables(), |(book, ledger)| {
        laws::book_reconciles(&BookSeen::from(book), ledger.entries())?;
        laws::entries_close(ledger.entries())?;
        laws::reversals_mirror(ledger.entries())?;
        laws::accounts_close(ledger.entries(), |account| ledger.balance(account).ok())
    });
    // Deposits never touch income, and no reversal leaves a fen of it.
    holds(testkit::movements(), |movements| {
        let (_, mut ledger) = record(movements);
        let deposits =
            movements.iter().filter(|movement| matches!(movement.act, Act::Deposit(_) | Act::ReturnDeposit { .. }));
        let entries = deposits.filter_map(|movement| ledger.entry(&movement.id));
        let clean =
            entries.flat_map(|entry| &entry.postings).all(|p| matches!(p.account, Account::Deposits | Account::Bank));
        let again = ledger.entries().first().cloned().is_none_or(|first| ledger.post(first) == Ok(false));
        if clean && again { Ok(()) } else { Err("a deposit among income") }
    });
}

#[test]
fn our_book_is_the_fold_of_its_log() {
    holds(testkit::movements(), |movements| {
        let (book, _) = record(movements);
        laws::log_replays(book.log(), record)
    });
    holds(testkit::movements(), |movements| laws::log_replays(movements, record));
    // Written and read it is the same book.
    holds(testkit::receivables(), |(book, _)| {
        let read: Receivables = from_json(&to_json(book).unwrap()).unwrap();
        if read == *book { Ok(()) } else { Err("another book") }
    });
    // Without ids a movement counts twice.
    caught(Law::LogReplays, &testkit::movements(), |movements| {
        laws::log_replays(movements, |log| log.iter().filter(|m| matches!(m.act, Act::Deposit(_))).count())
    });
    // The last one under an id wins, so that doubling changes nothing but the order does.
    caught(Law::LogReplays, &testkit::movements(), |movements| {
        laws::log_replays(movements, |log| {
            let bills = log.iter().filter(|movement| matches!(movement.act, Act::Bill { .. }));
            bills.map(|bill| bill.id.clone()).collect::<Vec<_>>()
        })
    });
}

#[test]
fn a_call_that_fails_changes_nothing() {
    let wrong = (testkit::movements(), testkit::movement(), testkit::movements());
    holds(wrong, |(movements, any, others)| {
        let state = record(movements);
        let kept = |state: &(Receivables, Ledger), movement: &Movement| {
            let kept = laws::failure_keeps(state, |(book, ledger)| book.post(ledger, movement.clone()));
            kept.map_err(|broken| broken.to_string())
        };
        kept(&state, any)?;
        for other in others {
            kept(&state, other)?;
        }
        // A ledger in which somebody else used the id.
        let mut state = state;
        let taken = |account, amount| Posting { account, amount };
        let postings = vec![taken(Account::Bank, m("0.01")), taken(Account::Costs, m("-0.01"))];
        let foreign = Entry { id: "foreign".parse().unwrap(), on: d("2026-01-01"), postings, reverses: None };
        state.1.post(foreign).unwrap();
        let bill = |id: &str| Movement {
            id: id.parse().unwrap(),
            on: d("2040-01-01"),
            unit: unit(),
            act: fee("2040-01-31", "5"),
        };
        kept(&state, &bill("foreign"))?;
        match state.0.post(&mut state.1, bill("foreign")) {
            Err(ReceivableError::Posting { .. }) => Ok(()),
            found => Err(format!("{found:?}")),
        }
    });
    // The book first, then the ledger, which refuses.
    let careless = |movements: &Vec<Movement>| {
        let state = record(movements);
        laws::failure_keeps(&state, |(book, _)| {
            let act = fee("2040-01-31", "5");
            let movement = Movement { id: "new".parse().unwrap(), on: d("2040-01-01"), unit: unit(), act };
            book.post(&mut Ledger::default(), movement)?;
            Err::<(), _>(ReceivableError::UnknownAccount { unit: unit() })
        })
    };
    caught(Law::FailureKeeps, &testkit::movements(), careless);
}

/// What a book with a bug shows.
fn planted(movements: &[Movement], bug: impl Fn(&mut BookSeen, &mut Vec<Entry>)) -> Result<(), LawViolation> {
    let (book, ledger) = record(movements);
    let (mut seen, mut entries) = (BookSeen::from(&book), ledger.entries().to_vec());
    bug(&mut seen, &mut entries);
    laws::book_reconciles(&seen, &entries)
}

#[test]
fn planted_books_are_caught() {
    let cases = testkit::movements();
    // An overpayment is income.
    caught(Law::BookReconciles, &cases, |movements| {
        planted(movements, |_, entries| {
            for posting in entries.iter_mut().flat_map(|entry| &mut entry.postings) {
                if posting.account == Account::AdvancesFromOwners && posting.amount.is_negative() {
                    posting.account = Account::ServiceRevenue;
                }
            }
        })
    });
    // What was paid on a bill that was taken back is lost.
    caught(Law::BookReconciles, &cases, |movements| {
        planted(movements, |_, entries| entries.retain(|entry| !entry.id.as_str().ends_with("/advance")))
    });
    // A reversal that is one fen short, as a floor of halves makes it.
    let floored = |movements: &Vec<Movement>| {
        let (_, ledger) = record(movements);
        let mut entries = ledger.entries().to_vec();
        for entry in entries.iter_mut().filter(|entry| entry.reverses.is_some()) {
            for posting in &mut entry.postings {
                let half = posting.amount.fen().div_euclid(2) * 2;
                posting.amount = Money::from_fen(half).unwrap();
            }
        }
        laws::reversals_mirror(&entries)
    };
    caught(Law::ReversalMirrors, &cases, floored);
    // A deposit kept as an advance; an item below zero beside another that is too much.
    caught(Law::BookReconciles, &cases, |movements| {
        planted(movements, |seen, _| {
            let deposits = std::mem::take(&mut seen.deposits);
            seen.advances.extend(deposits);
        })
    });
    caught(Law::BookReconciles, &cases, |movements| {
        planted(movements, |seen, _| {
            if let [one, two, ..] = &mut seen.owed[..] {
                let moved = two.plus(m("0.01")).unwrap();
                (*one, *two) = (one.plus(moved).unwrap(), m("-0.01"));
            }
        })
    });
}

// ---------------------------------------------------------------------------------- payments

#[test]
fn our_payments_close() {
    let cases = (testkit::movements(), 1..400_000_i64, testkit::order());
    holds(&cases, |(movements, fen, order)| paid(movements, *fen, order, |applied, rest| (applied, rest)));
    caught(Law::PaymentCloses, &cases, |(movements, fen, order)| {
        paid(movements, *fen, order, |applied, _| (applied, m("0")))
    });
    // The last first.
    caught(Law::PaymentCloses, &cases, |(movements, fen, order)| {
        paid(movements, *fen, order, |applied, rest| (applied.into_iter().rev().collect(), rest))
    });
}

/// Pays the first unit of a book, and shows what each item got in the order of application. By due day alone; where
/// items are late on one day their ids decide.
fn paid(
    movements: &[Movement],
    fen: i64,
    order: &Order,
    bug: impl Fn(Vec<Money>, Money) -> (Vec<Money>, Money),
) -> Result<(), LawViolation> {
    let (mut book, mut ledger) = record(movements);
    let before = book.account(&unit()).unwrap().clone();
    let mut items: Vec<&Item> = before.items().filter(|item| !item.outstanding.is_zero()).collect();
    let base = |item: &Item| item.claim.as_ref().map_or(item.id.clone(), |claim| claim.item.clone());
    let due = |item: &Item| before.item(&base(item)).unwrap().due;
    items.sort_by_key(|item| {
        let late = item.claim.is_some();
        let days = d("2026-01-01").days_until(due(item));
        let days = if order.by == Precedence::OldestFirst { days } else { -days };
        let first = match order.late {
            LatePlace::First => u8::from(!late),
            LatePlace::Last => u8::from(late),
            _ => 0,
        };
        let within = if order.late == LatePlace::BeforeItsItem { u8::from(!late) } else { u8::from(late) };
        (first, days, base(item), within, item.id.clone())
    });
    let amount = Money::from_fen(fen).unwrap();
    let on = d("2040-01-01");
    let order = Order { designated: vec![], ..order.clone() };
    let act = Act::Receipt { amount, received: on, toward: Toward::Items(order) };
    book.post(&mut ledger, Movement { id: "paid".parse().unwrap(), on, unit: unit(), act }).unwrap();
    let after = book.account(&unit()).unwrap();
    let got = |item: &&Item| item.outstanding.minus(after.item(&item.id).unwrap().outstanding).unwrap();
    let applied: Vec<Money> = items.iter().map(got).collect();
    let rest = after.advances().minus(before.advances()).unwrap();
    let owed: Vec<Money> = items.iter().map(|item| item.outstanding).collect();
    let (applied, rest) = bug(applied, rest);
    laws::payment_closes(amount, &owed, &applied, rest)
}

#[test]
fn receipts_of_one_day_may_come_in_any_order() {
    // Of different units; of one unit by one order what each item got in all.
    let cases = (testkit::movements(), proptest_vec(), testkit::order());
    holds(cases, |(movements, amounts, order)| {
        let (book, ledger) = record(movements);
        let order = Order { designated: vec![], ..order.clone() };
        laws::order_free(amounts, |amounts| {
            let (mut book, mut ledger) = (book.clone(), ledger.clone());
            for (whose, fen) in amounts {
                let (amount, received) = (Money::from_fen(*fen).unwrap(), d("2040-01-01"));
                let act = Act::Receipt { amount, received, toward: Toward::Items(order.clone()) };
                let (id, unit) = (format!("r{whose}-{fen}"), testkit::book_units()[*whose].clone());
                book.post(&mut ledger, Movement { id: id.parse().unwrap(), on: received, unit, act }).unwrap();
            }
            BookSeen::from(&book)
        })
    });
}

fn proptest_vec() -> impl Strategy<Value = Vec<(usize, i64)>> {
    wuye::testkit::proptest::collection::vec((0..3_usize, 1..200_000_i64), 0..=4)
}

// ---------------------------------------------------------------------------------- reports

fn aged(book: &Receivables, on: Day, edges: &[u32], ageing: &Ageing) -> Result<(), LawViolation> {
    let owed = |items: &mut dyn Iterator<Item = &Item>| -> Vec<(i64, Money)> {
        items.map(|item| (item.due.days_until(on), item.outstanding)).collect()
    };
    let all = owed(&mut book.accounts().flat_map(|(_, account)| account.items()));
    laws::ageing_sums(&all, edges, &ageing.total)?;
    for (unit, row) in &ageing.units {
        laws::ageing_sums(&owed(&mut book.account(unit).unwrap().items()), edges, row)?;
    }
    let none = Money::ZERO;
    for (unit, account) in book.accounts() {
        let listed = ageing.units.iter().any(|(listed, _)| listed == unit);
        assert_eq!(listed, account.outstanding().unwrap() != none);
    }
    Ok(())
}

#[test]
fn our_ageing_adds_up() {
    let cases = (testkit::receivables(), testkit::buckets(), 0..120_u32);
    let day = |book: &Receivables, later| {
        wuye::measure::Period::Days(later).after(book.last().unwrap_or(d("2026-01-01"))).unwrap()
    };
    holds(&cases, |((book, _), buckets, later)| {
        let on = day(book, *later);
        aged(book, on, buckets.edges(), &book.ageing(buckets, on).unwrap())
    });
    // An edge that is one day off, on either side; what is not due in the first bucket.
    for off in [-1_i64, 1] {
        caught(Law::AgeingSums, &cases, |((book, _), buckets, later)| {
            let on = day(book, *later);
            let edges = buckets.edges().iter().map(|edge| u32::try_from(i64::from(*edge) + off).unwrap()).collect();
            aged(book, on, buckets.edges(), &book.ageing(&Buckets::new(edges).unwrap(), on).unwrap())
        });
    }
    caught(Law::AgeingSums, &cases, |((book, _), buckets, later)| {
        let on = day(book, *later);
        let mut ageing = book.ageing(buckets, on).unwrap();
        let AgeingRow { not_due, due, .. } = &mut ageing.total;
        due[0] = due[0].plus(std::mem::take(not_due)).unwrap();
        aged(book, on, buckets.edges(), &ageing)
    });
}

#[test]
fn our_collection_rate_follows_its_definition() {
    let kinds = [IncomeKind::ServiceFee];
    let year = (testkit::receivables(), 0..200_u32, 1..200_u32).prop_map(|((book, _), start, days)| {
        let later = |n| wuye::measure::Period::Days(n).after(d("2026-01-01")).unwrap();
        (book, Span::new(later(start), later(start + days)).unwrap())
    });
    let items = |book: &Receivables| -> Vec<Item> {
        let all = book.accounts().flat_map(|(_, account)| account.items());
        all.filter(|item| kinds.contains(&item.kind)).cloned().collect()
    };
    let end = d("2040-01-01");
    holds(&year, |(book, span)| {
        laws::collection_defined(&items(book), *span, &book.collection(*span, end, &kinds).unwrap())
    });
    // Old arrears in the numerator.
    caught(Law::CollectionDefined, &year, |(book, span)| {
        let mut rate = book.collection(*span, end, &kinds).unwrap();
        rate.collected = rate.collected.plus(rate.old_arrears).unwrap();
        laws::collection_defined(&items(book), *span, &rate)
    });
    // Other kinds in the denominator.
    caught(Law::CollectionDefined, &year, |(book, span)| {
        laws::collection_defined(&items(book), *span, &book.collection(*span, end, IncomeKind::ALL).unwrap())
    });
}

// ---------------------------------------------------------------------------------- prepayments

#[test]
fn what_is_earned_and_what_is_not_make_up_what_was_paid() {
    let cases =
        (testkit::prepayment(), 0..1_600_i64, wuye::testkit::proptest::arbitrary::any::<wuye::measure::DayCount>());
    holds_for(1_000, cases, |(paid, n, count)| {
        let day = wuye::measure::Period::Days(u32::try_from(*n).unwrap()).after(paid.span().start()).unwrap();
        let left = |day: Day| paid.unearned(day, *count, RoundingMode::HalfAwayFromZero).unwrap();
        // Never more than was paid, never less than nothing, never rising.
        let sound = m("0") <= left(day) && left(day.next().unwrap()) <= left(day) && left(day) <= paid.paid();
        // By whole months it is paid × months left ÷ months, however the days are counted.
        let month = u32::try_from(*n).unwrap() % (paid.months() + 1);
        let anniversary = wuye::measure::Period::Months(month).after(paid.span().start()).unwrap();
        let (fen, months) = (i128::from(paid.paid().fen()), i128::from(paid.months()));
        let exact = fen * (months - i128::from(month));
        let found = i128::from(left(anniversary).fen());
        let whole = *count == wuye::measure::DayCount::Actual365 || 2 * (found * months - exact).abs() <= months;
        if sound && whole {
            Ok(())
        } else {
            Err(format!("{count} on {day}: {}, after {month} months {found}", left(day)))
        }
    });
}

#[test]
fn the_strategies_reach_what_they_promise() {
    let books = samples(256, &testkit::receivables());
    let some = |what: &dyn Fn(&Receivables) -> bool| books.iter().filter(|(book, _)| what(book)).count();
    let acts = |book: &Receivables, is: fn(&Act) -> bool| book.log().iter().any(|movement| is(&movement.act));
    for (name, is) in [
        ("receipt", (|act| matches!(act, Act::Receipt { .. })) as fn(&Act) -> bool),
        ("apply", |act| matches!(act, Act::Apply(_))),
        ("refund", |act| matches!(act, Act::RefundAdvance(_))),
        ("return", |act| matches!(act, Act::ReturnDeposit { .. })),
        ("late charge", |act| matches!(act, Act::LateCharge(_))),
        ("reversal", |act| matches!(act, Act::Reverse(_))),
    ] {
        assert!(some(&|book| acts(book, is)) > 10, "{name}: {}", some(&|book| acts(book, is)));
    }
    let advance = some(&|book| book.accounts().any(|(_, account)| !account.advances().is_zero()));
    assert!(advance > 30, "{advance}");
    // Money that a bill taken back set free.
    let freed = books.iter().filter(|(_, ledger)| ledger.entries().iter().any(|e| e.id.as_str().ends_with("/advance")));
    assert!(freed.count() > 10);
}
