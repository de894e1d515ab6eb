//! 程序 — procedures: tables of stages and steps, walks beside reference models, days at their edges, votes before
//! execution, the lines of tenders, and what is refused.

#[path = "procedures/days.rs"]
mod days;
#[path = "procedures/refused.rs"]
mod refused;
#[path = "procedures/tables.rs"]
mod tables;
#[path = "procedures/tenders.rs"]
mod tenders;
#[path = "procedures/votes.rs"]
mod votes;
#[path = "procedures/walks.rs"]
mod walks;

use wuye::measure::Day;
use wuye::procedure::{DisputeAct, DisputeStep, TenderAct, TenderNotice, TenderStep};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The entry of a step of a dispute.
fn act(step: DisputeStep) -> DisputeAct {
    match step {
        DisputeStep::Assign => DisputeAct::assign("urban-management".parse().unwrap()),
        step => DisputeAct::step(step),
    }
}

/// The entry of a step of a tender, of numbers that keep the law.
fn tender_act(step: TenderStep) -> TenderAct {
    match step {
        TenderStep::Notice => TenderAct::Notice(TenderNotice::Open),
        TenderStep::Bids => TenderAct::Bids(3),
        TenderStep::Panel => TenderAct::Panel { members: 5, experts: 4 },
        TenderStep::Open => TenderAct::Open,
        TenderStep::Award => TenderAct::Award,
        TenderStep::Report => TenderAct::Report,
        TenderStep::Contract => TenderAct::Contract,
        TenderStep::Approve => TenderAct::Approve,
    }
}
