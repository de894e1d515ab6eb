//! 业主大会 — the owners' assembly: from ballots to a resolution that nobody can dispute.
//!
//! A roll is frozen on a day ([`FrozenRoll`]); ballots come in and each one counts or is refused with its reason
//! ([`receive`]); votes are counted, and what the owners' rules deem to be cast is kept apart from what was cast
//! ([`count`]); the result is held against the law of the day of the decision ([`decide`]). Around it: the days that
//! law sets ([`Calendar`]), what a meeting and a committee must keep ([`checks`]), elections ([`elect`]).
//!
//! What a place asks comes from a rulebook; a departure from it is a finding, never an error. Nothing here adopts
//! anything.

mod ballots;
mod calendar;
pub mod checks;
mod counting;
mod election;
mod poll;
mod roll;

pub use ballots::{
    Ballot, BallotForm, BallotId, Intake, PersonId, Received, Refused, RefusedFor, Signer, Vote, receive,
};
pub use calendar::{Calendar, latest_notice};
pub use counting::{
    Count, Deemed, DeemedGrounds, InvalidBallots, NotDeemed, SplitHead, TallyPolicy, Unreturned, Votes, count,
};
pub use election::{Candidate, Elected, Election, Placed, PublishedDraw, RankRule, elect};
pub use poll::{Further, LimbResult, Method, Poll, PrintedLimb, Sheet, Straddle, decide, verify};
pub use roll::{CertificateId, Counting, FrozenRoll, Scope, ScopeKind};

use crate::estate::{EstateError, OwnerId, OwnerKind, UnitId, UnitState};
use crate::matter::{Limb, MatterError, Outcome};
use crate::measure::draw::DrawError;
use crate::measure::{Day, MeasureError};
use crate::terms::faults;

faults! {
    /// An assembly that cannot be represented, or a misuse (不能表示的业主大会资料).
    pub enum MeetingError {
        /// Part of the roll is not possible.
        Estate { error: EstateError } = "meeting_estate", "{error:#}", "{error}";
        /// A number is not possible.
        Measure { error: MeasureError } = "meeting_measure", "{error:#}", "{error}";
        /// A tally is not possible.
        Matter { error: MatterError } = "meeting_matter", "{error:#}", "{error}";
        /// A draw is not possible.
        Draw { error: DrawError } = "meeting_draw", "{error:#}", "{error}";
        /// A unit is entered for a buyer that is not delivered, or for the developer that is.
        DeveloperAndBuyer { unit: UnitId, owner: OwnerId, kind: OwnerKind, state: UnitState } = "developer_and_buyer",
            "专有部分「{unit}」的业主「{owner}」登记为{kind:#}，而该部分{state:#}：未交付的应归建设单位，已交付的应归买受人。",
            "expected the developer as owner of what is not delivered and a buyer of what is, found `{owner}`, a {}, for unit `{unit}`, {}", kind.en(), state.en();
        /// A unit is named that is not on the roll.
        OffRoll { unit: UnitId } = "off_roll",
            "名册中没有专有部分「{unit}」。",
            "expected a unit of the roll, found `{unit}`";
        /// Nothing counts in the scope.
        EmptyScope { scope: ScopeKind } = "empty_scope",
            "表决范围（{scope:#}）内应有计入表决的专有部分，未见任何部分。",
            "expected a scope with units that count ({}), found none", scope.en();
        /// A building is asked for and the roll does not say where a unit lies.
        NoBuilding { unit: UnitId } = "no_building",
            "按楼栋表决须载明各专有部分所在楼栋，「{unit}」未载。",
            "expected the building of every unit for a vote of one building, found none of `{unit}`";
        /// A window ends before it begins.
        EmptyWindow { first: Day, last: Day } = "empty_window",
            "投票期限的末日不得早于首日，所填为{first}至{last}。",
            "expected a window that ends on or after its first day, found {first} to {last}";
        /// Ballots are taken before the day of the roll.
        WindowBeforeRoll { roll: Day, first: Day } = "window_before_roll",
            "投票首日{first}早于名册冻结日{roll}。",
            "expected ballots from the day of the roll {roll} on, found a window from {first}";
        /// The poll lies before the day of the roll.
        DayBeforeRoll { roll: Day, found: Day } = "day_before_roll",
            "表决日{found}早于名册冻结日{roll}。",
            "expected a poll on or after the day of the roll {roll}, found {found}";
        /// The decision is dated before the poll began.
        DecidedBeforeOpened { opened: Day, decided: Day } = "decided_before_opened",
            "决定作出日{decided}早于开始表决日{opened}。",
            "expected a decision on or after the first day of voting {opened}, found {decided}";
        /// Two ballots have one id.
        DuplicateBallot { ballot: BallotId } = "duplicate_ballot",
            "表决票标识「{ballot}」出现两次。",
            "expected each ballot once, found `{ballot}` twice";
        /// Votes or a list of service are of another roll.
        OtherRoll { expected: usize, found: usize } = "other_roll",
            "逐户清单应与名册等长（{expected}户），所填为{found}户。",
            "expected a list of the roll's {expected} units, found {found}";
        /// Two parts of a poll both have a vote for a unit.
        VotedTwice { at: usize } = "voted_twice",
            "名册第{at}户在两部分票数中均有表决。",
            "expected the parts of a poll to be disjoint, found unit number {at} in both";
        /// The law changed while the poll ran, and nobody said which governs.
        StraddleUndeclared { opened: Day, decided: Day } = "straddle_undeclared",
            "自{opened}开始表决至{decided}作出决定期间表决比例有变，须声明适用何时的法律。",
            "expected a declaration of the governing law, since the majority changed between {opened} and {decided}";
        /// A record is not that of the vote as it is counted now.
        RecordDiffers { found: Outcome } = "record_of_vote_differs",
            "记录的结果（{found:#}）或者票数，与据名册和选票重新计得的不符。",
            "expected outcome and totals as counted again from roll and ballots, found a record of another vote ({})", found.en();
        /// The parts of a printed limb add up to more than its total, or the total is zero.
        MoreThanTotal { limb: Limb, total: u64, found: u64 } = "more_than_total",
            "{limb:#}各项合计{found}，应不超过总数{total}且总数大于零。",
            "expected parts of the {} up to a total above zero, {total}, found {found}", limb.en();
        /// A day lies outside what the calendar knows.
        CalendarEnds { day: Day } = "calendar_ends",
            "日历未载{day}是否为法定休假日。",
            "expected a calendar that covers {day}, found none";
        /// An election has more seats than can be, or none.
        NoSeats {} = "no_seats",
            "选举应至少有一个席位，所填为零。",
            "expected at least one seat to be elected to, found none";
        /// Two candidates are one person.
        DuplicateCandidate { person: PersonId } = "duplicate_candidate",
            "候选人「{person}」出现两次。",
            "expected each candidate once, found `{person}` twice";
        /// A tie decides who is elected and no draw was published before.
        TieWithoutDraw { tied: usize, seats: usize } = "tie_without_draw",
            "{tied}名候选人票数相同而仅余{seats}席，须有事先公布的抽签。",
            "expected a draw published before, since {tied} candidates tie for {seats} seats";
        /// The draw was published on or after the day of the election.
        DrawTooLate { published: Day, held: Day } = "draw_too_late",
            "抽签种子应在选举日{held}之前公布，所填为{published}。",
            "expected the draw to be published before the election of {held}, found {published}";
        /// The part is more than the whole of a check.
        PartOverWhole { part: u64, whole: u64 } = "part_over_whole",
            "部分不得超过整体{whole}且整体大于零，所填为{part}。",
            "expected a part of a whole above zero, {whole}, found {part}";
    }
}

impl From<EstateError> for MeetingError {
    fn from(error: EstateError) -> Self {
        Self::Estate { error }
    }
}

impl From<MeasureError> for MeetingError {
    fn from(error: MeasureError) -> Self {
        Self::Measure { error }
    }
}

impl From<MatterError> for MeetingError {
    fn from(error: MatterError) -> Self {
        Self::Matter { error }
    }
}

impl From<DrawError> for MeetingError {
    fn from(error: DrawError) -> Self {
        Self::Draw { error }
    }
}
