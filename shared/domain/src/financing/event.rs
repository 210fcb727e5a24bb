//! What happened to a financing plan.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Content, Entry, Step};
use crate::cooperation::{Cooperation, Party, Side, TextHash};
use crate::ids::{EntryId, ProjectId};
use crate::reminder::Reminder;

/// Events of a plan's stream `financing/<id>`. An amount that was recorded is never overwritten: a correction names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A side proposed it.
    Proposed {
        /// The project that it is for.
        project: ProjectId,
        /// The cooperation of that project.
        cooperation: Cooperation,
        /// The parties of that project.
        parties: Vec<Party>,
        /// The side.
        by: Side,
        /// The plan.
        plan: Content,
    },
    /// A side changed it; consents to another one are void from here on.
    Revised {
        /// The side.
        by: Side,
        /// The plan, whole.
        plan: Content,
        /// Why.
        reason: String,
    },
    /// A side consented to the plan with this hash.
    Consented {
        /// The side.
        by: Side,
        /// What it consented to.
        hash: TextHash,
    },
    /// A side took its consent back.
    ConsentWithdrawn {
        /// The side.
        by: Side,
        /// Why.
        reason: String,
    },
    /// Every side consented to the same plan.
    AgreedByAll {
        /// Its hash.
        hash: TextHash,
    },
    /// Money of a line was confirmed, committed or disbursed.
    FundsRecorded {
        /// The side that carries the line.
        by: Side,
        /// The line.
        line: u16,
        /// How far it has come.
        step: Step,
        /// Which record.
        id: EntryId,
        /// How much, when, why, to whom.
        entry: Entry,
    },
    /// A subsidy was paid.
    SubsidyPaid {
        /// The side that pays it.
        by: Side,
        /// The item of expense.
        expense: u16,
        /// Which record.
        id: EntryId,
        /// How much, when, why, to whom.
        entry: Entry,
    },
    /// Something was paid on an item of expense that is no subsidy.
    ExpensePaid {
        /// The side that spends it.
        by: Side,
        /// The item of expense.
        expense: u16,
        /// Which record.
        id: EntryId,
        /// How much, when, for what, to whom.
        entry: Entry,
    },
    /// An amount that was recorded was corrected; the old one stays on record and no longer counts.
    AmountCorrected {
        /// The side that recorded it.
        by: Side,
        /// The one that no longer counts.
        replaces: EntryId,
        /// The one that counts instead.
        id: EntryId,
        /// How much, when, why, to whom.
        entry: Entry,
    },
    /// The council of the party voted a subsidy.
    SubsidyVoted {
        /// The side of the party.
        by: Side,
        /// The item of expense.
        expense: u16,
        /// Day of the session.
        on: Date,
        /// The council's own number for the act.
        reference: String,
    },
    /// The party and the association signed their convention.
    SubsidyConventionSigned {
        /// The side of the party.
        by: Side,
        /// The item of expense.
        expense: u16,
        /// Day of the signature.
        on: Date,
        /// Its number, or the hash of its text.
        reference: String,
    },
    /// A day had come and nobody had acted: the platform reminded those whose turn it is.
    Reminded {
        /// Of what, since or until when, whose turn.
        reminder: Reminder,
    },
}
