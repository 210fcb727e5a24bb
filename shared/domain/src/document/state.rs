//! What follows from the events of a document.

use serde::{Deserialize, Serialize};

use super::{Content, Event};
use crate::access::Visibility;
use crate::cooperation::{About, Cooperation, Side};

/// How it began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// The cooperation it belongs to.
    pub cooperation: Cooperation,
    /// What of the cooperation it is about.
    pub about: About,
    /// The side that gave it.
    pub by: Side,
}

/// A document as decisions need it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct State {
    /// How it began; `None` before.
    pub opening: Option<Opening>,
    /// Who may see it.
    pub visibility: Option<Visibility>,
    /// Its versions, oldest first, each with what was said of it.
    pub versions: Vec<(Content, Option<String>)>,
    /// Why it was taken back, if it was.
    pub withdrawn: Option<String>,
}

impl State {
    /// The version that stands; `None` before there is one.
    #[must_use]
    pub fn present(&self) -> Option<&Content> {
        self.versions.last().map(|(content, _)| content)
    }
}

/// The state after an event.
#[must_use]
pub fn evolve(mut state: State, event: &Event) -> State {
    match event {
        Event::Given { cooperation, about, by, visibility, content } => {
            state.opening = Some(Opening { cooperation: *cooperation, about: *about, by: *by });
            state.visibility = Some(*visibility);
            state.versions.push((content.clone(), None));
        }
        Event::VersionGiven { content, reason, .. } => {
            state.versions.push((content.clone(), Some(reason.clone())));
        }
        Event::Shared { visibility, .. } => state.visibility = Some(*visibility),
        Event::Withdrawn { reason, .. } => state.withdrawn = Some(reason.clone()),
    }
    state
}
