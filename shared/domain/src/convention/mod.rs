//! Convention: a signed agreement of a cooperation, or of an authority and an association, from a named draft to force.

mod command;
mod content;
mod decide;
mod event;
mod money;
mod order;
mod path;
mod profile;
mod reading;
mod remind;
mod state;
mod text;

#[cfg(test)]
mod tests;

pub use command::{Command, Draft, Known};
pub use content::{Item, missing};
pub use decide::decide;
pub use event::Event;
pub use money::{Commitment, amount};
pub use order::{Act, Possibility, may_draft, possible, stage_term};
pub use path::{Owed, completed, owed, path};
pub use profile::{Gate, PROFILES, Profile, Row, Step, profile_of};
pub use reading::{Waiting, WaitingFor, remarks, waiting_for};
pub use remind::upcoming;
pub use state::{
    Closed, Force, Observation, Opening, Present, Stage, State, evolve, signatories, silent, stage,
    unapproved, unsigned,
};
pub use text::hash_of;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::cooperation::{TextHash, Vote};
use crate::ids::OrganisationId;
use crate::text::LocalText;

/// What a convention is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Lasting; projects follow from it.
    Framework,
    /// One project, short or medium term.
    Project,
    /// Between an authority and an association.
    Association,
    /// Lighter than a twinning, under the same registers.
    FriendshipCharter,
    /// Changes another convention.
    Amendment,
}

/// What the sides consent to, whole; a change of any part is another version with another hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// What people call it: "for the council of May".
    pub name: String,
    /// The text, one entry a language.
    pub texts: Vec<LocalText>,
    /// Its object in short, one entry a language; general words are enough.
    pub object: Vec<LocalText>,
    /// Estimated financial commitments of the parties.
    pub commitments: Vec<Commitment>,
    /// How long it holds; `None` when it does not say.
    pub term: Option<Term>,
    /// Hash of texts, object, commitments and term ([`hash_of`]).
    pub hash: TextHash,
}

/// How long a convention holds. Without an end it is indefinite.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Term {
    /// First day, if the text names one.
    pub starts: Option<Date>,
    /// Last day, if it has one.
    pub ends: Option<Date>,
    /// True when the text lets it be renewed.
    pub renewable: bool,
    /// The day until which a party gives notice, if there is one.
    pub notice: Option<Date>,
}

/// A council's vote on the agreed version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// The authority whose council voted.
    pub organisation: OrganisationId,
    /// Adopted or rejected.
    pub outcome: Vote,
    /// Day of the session.
    pub on: Date,
    /// The council's own number for the act, if it has one.
    pub number: Option<String>,
    /// How many voted how, if counted.
    pub votes: Option<Votes>,
    /// SHA-256 of the document, in hex.
    pub document: Option<TextHash>,
}

/// Votes in figures, never by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Votes {
    /// For.
    pub in_favour: u32,
    /// Against.
    pub against: u32,
    /// Neither.
    pub abstained: u32,
}

/// A party's signature, by the function that signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The party.
    pub organisation: OrganisationId,
    /// Day.
    pub on: Date,
    /// Town and hall.
    pub place: String,
    /// The function of who signed, never a name.
    pub function: String,
    /// SHA-256 of the signed document, in hex.
    pub document: Option<TextHash>,
}

/// A formality that was completed outside: the platform records it, it transmits nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Formality {
    /// The party that owed it.
    pub organisation: OrganisationId,
    /// Which step of its path.
    pub step: Step,
    /// Day.
    pub on: Date,
    /// Which authority: the prefecture, the ministry, the agency.
    pub authority: String,
    /// Number of the act, of the registration, of the opinion.
    pub reference: Option<String>,
    /// False for an opinion against or an authorisation refused: the step stays to be done.
    pub favourable: bool,
    /// SHA-256 of the document, in hex.
    pub document: Option<TextHash>,
}
