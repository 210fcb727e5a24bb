//! Jumelage: a lasting, solemn bond of towns and of their inhabitants, from the proposal to its memory.

mod command;
mod decide;
mod event;
pub(crate) mod order;
mod reading;
mod state;
mod text;

#[cfg(test)]
mod tests;

pub use command::Command;
pub use decide::decide;
pub use event::Event;
pub use order::possible;
pub use reading::{disputed, remarks, waiting_for};
pub use state::{Closed, Signed, State, evolve, silent, stage, unconfirmed, undecided};
pub use text::hash_of;

use serde::{Deserialize, Serialize};

/// Types of twinning (manual §2.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Classic twinning, pact of friendship.
    Friendship,
    /// Reconciliation after a war.
    Reconciliation,
    /// Development.
    Development,
    /// Concrete actions and projects.
    Cooperation,
    /// Two experienced twins and a third.
    Tripartite,
    /// Pairs of communes of several countries.
    Multi,
    /// Regions.
    Interregional,
    /// Another kind.
    Other,
}

/// Where a twinning stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Proposed; the charter is discussed.
    Proposed,
    /// All sides consented to the same charter.
    ContentAgreed,
    /// The council of every party authority adopted it.
    Decided,
    /// Signed at a ceremony, or recorded as existing.
    Active,
    /// Asleep.
    Dormant,
    /// Ended by a side.
    Ended,
    /// Annulled by a State.
    Annulled,
    /// Declined by a side.
    Declined,
    /// Taken back by the side that proposed it.
    Withdrawn,
}
