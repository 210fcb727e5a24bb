//! Twinning committee: elected members and citizens of one side who keep a twinning alive across elections.

mod command;
mod decide;
mod event;
mod state;

#[cfg(test)]
mod tests;

pub use command::Command;
pub use decide::{decide, may_change, remarks};
pub use event::Event;
pub use state::{Of, Stage, State, evolve, stage};

use serde::{Deserialize, Serialize};

use crate::ids::SeatId;

/// A seat on a committee: a function, never a name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Seat {
    /// Its identifier.
    pub id: SeatId,
    /// Elected member of the council, or citizen.
    pub kind: SeatKind,
    /// The function, in words: "chair", "school exchanges", …
    pub function: String,
}

/// Who may sit there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeatKind {
    /// An elected member of the council.
    Elected,
    /// A citizen.
    Citizen,
}
