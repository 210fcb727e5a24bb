//! Exchange: a meeting of inhabitants (school, youth, sport…), the unit of activity that keeps a twinning awake.

mod command;
mod decide;
mod event;
mod mission;
mod state;

#[cfg(test)]
mod tests;

pub use command::Command;
pub use decide::{PARTICIPANTS, YEARS, decide, may_run, remarks};
pub use event::Event;
pub use mission::{MissionCommand, MissionEvent, MissionPart, MissionWords, PART_BYTES, may_tell};
pub use state::{Plan, Stage, State, evolve, stage};

use serde::{Deserialize, Serialize};

use crate::cooperation::Side;

/// Kinds of exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Youth.
    Youth,
    /// School.
    School,
    /// Sport.
    Sport,
    /// Culture.
    Culture,
    /// Professionals and staff.
    Professional,
    /// Solidarity.
    Solidarity,
    /// Elected people and officials.
    Official,
    /// Another kind.
    Other,
}

/// A count of participants: categories, never names.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Participants {
    /// Which side they came from.
    pub side: Side,
    /// Pupils, athletes, teachers, elected members…
    pub category: String,
    /// How many.
    pub count: u32,
}
