//! What can be asked of a financing plan, and what the service looks up for the decision.

use jiff::civil::Date;

use super::{Draft, Entry, Step};
use crate::cooperation::{Cooperation, Party, TextHash, Theme};
use crate::ids::{EntryId, ProjectId};
use crate::reminder::Waits;
use crate::rules::PartyFacts;

/// What a decision needs from elsewhere, looked up by the service for every command.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Known {
    /// What is known of each party.
    pub facts: Vec<PartyFacts>,
    /// True while the project is neither closed nor abandoned and its cooperation lives.
    pub open: bool,
    /// Themes of the project, for R-24.
    pub themes: Vec<Theme>,
    /// First and last day of the project, where they are known, for R-22.
    pub days: (Option<Date>, Option<Date>),
}

/// Commands on financing plans, by what they are about. The acting side follows from the author's organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// On the plan as a whole.
    Plan(PlanCommand),
    /// On amounts that come.
    Entry(EntryCommand),
    /// On a subsidy to an association.
    Subsidy(SubsidyCommand),
    /// Record the reminders whose day has come; the platform's own act.
    Remind {
        /// Since when the present text waits for consents, if it does.
        waits: Option<Waits>,
    },
}

/// Commands on the plan as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanCommand {
    /// Propose a plan for a project to its other sides; a project has one.
    Propose {
        /// The project.
        project: ProjectId,
        /// Its cooperation, as the service found it.
        cooperation: Option<Cooperation>,
        /// Its parties, as the service found them.
        parties: Vec<Party>,
        /// The plan.
        draft: Box<Draft>,
    },
    /// Change the plan; consents are void. What all agreed to holds until all consent to another.
    Revise {
        /// The plan that the author had before them.
        based_on: TextHash,
        /// The plan, whole.
        draft: Box<Draft>,
        /// Why.
        reason: String,
    },
    /// Consent to the plan with this hash, the one that was read.
    Consent {
        /// Its hash.
        hash: TextHash,
    },
    /// Take the consent back, before all have consented.
    WithdrawConsent {
        /// Why.
        reason: String,
    },
}

/// Commands on amounts that come, and that are spent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryCommand {
    /// Record that money of a line was confirmed, committed or disbursed.
    Record {
        /// The line.
        line: u16,
        /// How far it has come.
        step: Step,
        /// How much, when, why, to whom.
        entry: Box<Entry>,
    },
    /// Record that something was paid on an item of expense that is no subsidy.
    Spend {
        /// The item of expense.
        expense: u16,
        /// How much, when, for what, to whom.
        entry: Box<Entry>,
    },
    /// Correct an amount; the old one stays on record.
    Correct {
        /// The one that no longer counts.
        replaces: EntryId,
        /// How much, when, why, to whom; zero takes it back.
        entry: Box<Entry>,
    },
}

/// Commands on a subsidy to an association.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubsidyCommand {
    /// Record the vote of the party's council.
    Vote {
        /// The item of expense.
        expense: u16,
        /// Day of the session.
        on: Date,
        /// The council's own number for the act.
        reference: String,
    },
    /// Record the convention with the association.
    Sign {
        /// The item of expense.
        expense: u16,
        /// Day of the signature.
        on: Date,
        /// Its number, or the hash of its text.
        reference: String,
    },
    /// Record a payment.
    Pay {
        /// The item of expense.
        expense: u16,
        /// How much, when, why, to whom.
        entry: Box<Entry>,
    },
}
