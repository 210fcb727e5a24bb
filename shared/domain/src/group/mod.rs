//! Country group: authorities that share countries, a region or themes, and the coordinators who watch over them.

mod command;
mod event;

pub use command::Command;
pub use event::Event;

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

/// The name of a group in one or more languages.
pub type GroupName = Vec<LocalText>;
