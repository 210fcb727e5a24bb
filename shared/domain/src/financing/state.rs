//! What is known of a financing plan after its events: the state that decides, and that reads are derived from.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Content, Event, Money, Step};
use crate::cooperation::{Cooperation, Party, Side, TextHash, sides};
use crate::ids::{EntryId, ProjectId};
use crate::reminder::Told;

/// How it began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// The project that it is for.
    pub project: ProjectId,
    /// The cooperation of that project.
    pub cooperation: Cooperation,
    /// The parties of that project.
    pub parties: Vec<Party>,
    /// The side that proposed it.
    pub by: Side,
}

/// An amount on record, with all that an audit asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// How much, in the currency of its line.
    pub amount: Money,
    /// The day of the act.
    pub on: Date,
    /// What it rests on: a letter, a vote, an invoice.
    pub reason: String,
    /// SHA-256 of the document, in hex, where there is one.
    pub document: Option<TextHash>,
    /// The institution that receives it; required where money moves.
    pub payee: Option<String>,
    /// Which tranche of the line it is, from 1.
    pub tranche: Option<u16>,
}

/// What an amount on record is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// A line, and how far its money has come.
    Line(u16, Step),
    /// What was paid on an item of expense, a subsidy or another.
    Expense(u16),
}

/// An amount as the state keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Which.
    pub id: EntryId,
    /// What it is about.
    pub target: Target,
    /// The side that recorded it.
    pub by: Side,
    /// What was recorded.
    pub entry: Entry,
    /// The one that counts in its place.
    pub corrected_by: Option<EntryId>,
}

/// The vote of a subsidy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    /// The item of expense.
    pub expense: u16,
    /// Day of the session.
    pub on: Date,
    /// The council's own number for the act.
    pub reference: String,
}

/// The convention with an association.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Convention {
    /// The item of expense.
    pub expense: u16,
    /// Day of the signature.
    pub on: Date,
    /// Its number, or the hash of its text.
    pub reference: String,
}

/// A financing plan; the default is one of which nothing is recorded yet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct State {
    /// How it began; `None` until then.
    pub opening: Option<Opening>,
    /// The plan that sides read and consent to.
    pub present: Option<Content>,
    /// The plan that every side consented to last.
    pub agreed: Option<Content>,
    /// Sides that consented to the present plan.
    pub consents: Vec<Side>,
    /// Amounts on record, corrected ones included.
    pub entries: Vec<Kept>,
    /// Votes of subsidies.
    pub votes: Vec<Vote>,
    /// Conventions with associations.
    pub conventions: Vec<Convention>,
    /// Reminders on record.
    #[serde(default)]
    pub reminded: Vec<Told>,
}

impl State {
    /// Its parties; none until something is recorded.
    #[must_use]
    pub fn parties(&self) -> &[Party] {
        self.opening.as_ref().map_or(&[], |opening| &opening.parties)
    }

    /// The sides that have not consented to the present plan.
    #[must_use]
    pub fn silent(&self) -> Vec<Side> {
        let mut silent = sides(self.parties());
        silent.retain(|side| !self.consents.contains(side));
        silent
    }

    /// True while the present plan is not the one that all consented to.
    #[must_use]
    pub fn pending(&self) -> bool {
        let hash = |one: &Content| one.hash.clone();
        self.opening.is_some() && self.present.as_ref().map(hash) != self.agreed.as_ref().map(hash)
    }
}

/// The plan by which money comes: the one that all consented to, or the proposed one before that.
#[must_use]
pub fn in_force(state: &State) -> Option<&Content> {
    state.agreed.as_ref().or(state.present.as_ref())
}

/// The amounts that count.
pub fn standing(kept: &[Kept]) -> impl Iterator<Item = &Kept> {
    kept.iter().filter(|one| one.corrected_by.is_none())
}

/// The state after one more event; total: an event that does not fit changes what it says and nothing else.
#[must_use]
pub fn evolve(mut state: State, event: &Event) -> State {
    match event {
        Event::Proposed { project, cooperation, parties, by, plan } => {
            let (project, cooperation) = (*project, *cooperation);
            let parties = parties.clone();
            state.opening = Some(Opening { project, cooperation, parties, by: *by });
            state.present = Some(plan.clone());
        }
        Event::Revised { plan, .. } => {
            state.present = Some(plan.clone());
            state.consents.clear();
        }
        Event::Consented { by, .. } => {
            if !state.consents.contains(by) {
                state.consents.push(*by);
            }
        }
        Event::ConsentWithdrawn { by, .. } => state.consents.retain(|side| side != by),
        Event::AgreedByAll { .. } => state.agreed.clone_from(&state.present),
        Event::FundsRecorded { by, line, step, id, entry } => {
            keep(&mut state, *id, Target::Line(*line, *step), *by, entry);
        }
        Event::SubsidyPaid { by, expense, id, entry }
        | Event::ExpensePaid { by, expense, id, entry } => {
            keep(&mut state, *id, Target::Expense(*expense), *by, entry);
        }
        Event::AmountCorrected { by, replaces, id, entry } => {
            let old = state.entries.iter_mut().find(|one| one.id == *replaces);
            if let Some(old) = old.filter(|_| replaces != id) {
                old.corrected_by = Some(*id);
                let target = old.target;
                keep(&mut state, *id, target, *by, entry);
            }
        }
        Event::Reminded { reminder } => state.reminded.push(reminder.into()),
        Event::SubsidyVoted { expense, on, reference, .. } => {
            let (expense, on, reference) = (*expense, *on, reference.clone());
            state.votes.push(Vote { expense, on, reference });
        }
        Event::SubsidyConventionSigned { expense, on, reference, .. } => {
            let (expense, on, reference) = (*expense, *on, reference.clone());
            state.conventions.push(Convention { expense, on, reference });
        }
    }
    state
}

fn keep(state: &mut State, id: EntryId, target: Target, by: Side, entry: &Entry) {
    let entry = entry.clone();
    state.entries.push(Kept { id, target, by, entry, corrected_by: None });
}
