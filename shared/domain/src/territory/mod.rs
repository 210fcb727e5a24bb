//! Country register: effective-dated facts per territory that the rules rest on, each with its source.

mod command;
mod decide;
mod event;
mod state;
#[cfg(test)]
mod tests;

pub use command::Command;
pub use decide::decide;
pub use event::Event;
pub use state::{State, evolve};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A fact about a territory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What is said.
    pub status: Status,
    /// For which country's authorities it holds (ISO 3166-1), `FR` for France.
    pub seen_from: String,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// The act or page that says so.
    pub source: String,
}

impl Fact {
    /// True on the days from its first to its last, both included.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|first| first <= day) && self.until.is_none_or(|last| day <= last)
    }
}

/// True for the code of a country that is known, alone or followed by a part of it (`MD`, `MD-SN`): of what has another
/// code no party can be.
#[must_use]
pub fn is_code(code: &str) -> bool {
    let (country, part) = code.split_once('-').map_or((code, None), |(c, p)| (c, Some(p)));
    crate::reference::country(country).is_some() && part.is_none_or(|part| !part.is_empty())
}

/// What can be said of a territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// An entity that the State does not recognise.
    NotRecognised,
    /// Under sanctions.
    Sanctioned,
}
