//! Partnership: a cooperation between authorities of two sides or more, from the proposal to its end.

mod command;
mod decide;
mod event;
mod order;
mod reading;
mod state;
mod text;

#[cfg(test)]
mod tests;

pub use command::{Command, TermsDraft};
pub use decide::decide;
pub use event::Event;
pub use order::possible;
pub use reading::{disputed, remarks, waiting_for};
pub use state::{Closed, Started, State, evolve, silent, stage, unconfirmed, undecided};
pub use text::hash_of;

use serde::{Deserialize, Serialize};

use crate::cooperation::{Sdg, Side, TextHash, Theme};
use crate::text::LocalText;

/// The nature of a cooperation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// On a convention between authorities.
    Convention,
    /// Within a network.
    Network,
    /// Unilateral action.
    Unilateral,
    /// Informal link.
    Informal,
}

/// What the sides agree on; a change voids acceptances already given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Title, one or more languages.
    pub title: Vec<LocalText>,
    /// What it is for, one or more languages.
    pub purpose: Vec<LocalText>,
    /// Themes.
    pub themes: Vec<Theme>,
    /// Sustainable development goals.
    pub sdgs: Vec<Sdg>,
    /// ISO 3166-1 or 3166-2 codes, or names, of the territories where it works.
    pub territories: Vec<String>,
    /// Expected benefits, one entry a side.
    pub benefits: Vec<Benefit>,
    /// Hash of all the above ([`crate::partnership::hash_of`]).
    pub hash: TextHash,
}

/// What one side expects and brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Benefit {
    /// The side.
    pub side: Side,
    /// What it expects, in words.
    pub expects: String,
    /// What it brings, in words.
    pub brings: String,
}

/// Where a partnership stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Proposed; sides answer.
    Proposed,
    /// Every side accepted the same terms.
    Accepted,
    /// Running: the deliberations that the rules ask for are recorded.
    Active,
    /// Asleep.
    Dormant,
    /// Ended by a side.
    Ended,
    /// Annulled by a State.
    Annulled,
    /// Declined: fewer than two sides are left.
    Declined,
    /// Taken back by the side that proposed it.
    Withdrawn,
}
