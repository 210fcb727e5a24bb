//! What is known of a territory after its events.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Event, Fact};
use crate::text::LocalText;

/// A territory of the register; the default is one of which nothing is said.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct State {
    /// Its names, as last recorded.
    pub name: Vec<LocalText>,
    /// What is said of it, oldest record first, in force or not.
    pub facts: Vec<Fact>,
}

impl State {
    /// The facts that hold on a day.
    pub fn facts_on(&self, day: Date) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(move |fact| fact.holds_on(day))
    }
}

/// The state after one more event; total.
#[must_use]
pub fn evolve(mut state: State, event: &Event) -> State {
    match event {
        Event::FactRecorded { name, fact } => {
            state.name.clone_from(name);
            state.facts.push(fact.clone());
        }
        Event::FactWithdrawn { fact, .. } => state.facts.retain(|known| known != fact),
    }
    state
}
