//! Discussion: who wrote, answered, asked and agreed about a cooperation, a convention or a project, and when. What was said
//! is not here: words may name people, so they are kept where they can be forgotten, under the ids that stand here.

mod decide;
mod event;
mod reading;
mod state;
#[cfg(test)]
mod tests;

pub use decide::{Command, Known, decide};
pub use event::Event;
pub use reading::{Waiting, waiting_for};
pub use state::{Message, Opening, State, evolve};

use serde::{Deserialize, Serialize};

use crate::context::Role;
use crate::ids::OrganisationId;

/// Messages of one discussion: it is read whole for every act; another is opened when it is full.
pub const MESSAGES: usize = 500;
/// Times that one message is written anew.
pub const EDITIONS: usize = 20;
/// Parties and functions that one message calls on.
pub const MENTIONS: usize = 10;
/// Characters of one message.
pub const WORDS: usize = 4_000;
/// Characters of the subject of a discussion.
pub const SUBJECT: usize = 200;

/// Who is called on: a party, or a function there; never somebody by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Mention {
    /// The party.
    pub organisation: OrganisationId,
    /// The function, where one is meant.
    pub role: Option<Role>,
}

/// What a party says to a message without words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reaction {
    /// It was seen.
    Seen,
    /// One agrees.
    Agreed,
    /// One thanks.
    Thanks,
}
