//! Country group: authorities that share countries, a region or themes, and the coordinators who watch over them.

mod command;
mod decide;
mod event;
mod seats;
mod state;
#[cfg(test)]
mod tests;

pub use command::Command;
pub use decide::decide;
pub use event::Event;
pub use state::{Offer, Seat, Stage, State, evolve, stage};

use serde::{Deserialize, Serialize};

use crate::cooperation::Theme;
use crate::text::LocalText;

/// What a group or a feed looks at: a cooperation matches when it meets every non-empty part.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Scope {
    /// ISO 3166-1 alpha-2 codes; a party of one of them matches.
    pub countries: Vec<String>,
    /// Themes; a parent matches its sub-themes.
    pub themes: Vec<Theme>,
}

impl Scope {
    /// Says whether a cooperation with these countries and themes is in scope: it must meet every non-empty part.
    #[must_use]
    pub fn matches(&self, countries: &[String], themes: &[Theme]) -> bool {
        let country =
            |code: &String| countries.iter().any(|other| other.eq_ignore_ascii_case(code));
        let theme = |wanted: &Theme| themes.iter().any(|theme| wanted.covers(theme));
        (self.countries.is_empty() || self.countries.iter().any(country))
            && (self.themes.is_empty() || self.themes.iter().any(theme))
    }
}

impl Scope {
    /// True when everything in `other` is also in this scope; a part that is empty holds everything.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        let country =
            |code: &String| self.countries.iter().any(|own| own.eq_ignore_ascii_case(code));
        let theme = |theme: &Theme| self.themes.iter().any(|own| own.covers(theme));
        (self.countries.is_empty()
            || !other.countries.is_empty() && other.countries.iter().all(country))
            && (self.themes.is_empty()
                || !other.themes.is_empty() && other.themes.iter().all(theme))
    }
}

/// The name of a group in one or more languages.
pub type GroupName = Vec<LocalText>;
