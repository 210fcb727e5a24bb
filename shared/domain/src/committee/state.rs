//! What is known of a twinning committee after its events.

use serde::{Deserialize, Serialize};

use super::{Event, Seat};
use crate::cooperation::Side;
use crate::ids::{JumelageId, OrganisationId};

/// Where a committee stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// It works.
    Formed,
    /// It was dissolved.
    Dissolved,
}

/// A committee; the default is none.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct State {
    /// Whose it is; `None` until it is formed.
    pub of: Option<Of>,
    /// Its seats.
    pub seats: Vec<Seat>,
    /// What it takes on.
    pub tasks: Vec<String>,
    /// How often its functions passed to the next persons.
    pub handovers: u32,
    /// True once it was dissolved.
    pub dissolved: bool,
}

/// Whose committee it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Of {
    /// Of which twinning.
    pub jumelage: JumelageId,
    /// Of which side.
    pub side: Side,
    /// The town that formed it.
    pub organisation: OrganisationId,
}

/// Where it stands; `None` when none was formed.
#[must_use]
pub fn stage(state: &State) -> Option<Stage> {
    state.of.map(|_| if state.dissolved { Stage::Dissolved } else { Stage::Formed })
}

/// The state after one more event; total.
#[must_use]
pub fn evolve(mut state: State, event: &Event) -> State {
    match event {
        Event::Formed { jumelage, side, organisation, seats, tasks } => {
            state = State {
                of: Some(Of { jumelage: *jumelage, side: *side, organisation: *organisation }),
                seats: seats.clone(),
                tasks: tasks.clone(),
                ..State::default()
            };
        }
        Event::SeatAdded { seat } => state.seats.push(seat.clone()),
        Event::SeatRemoved { seat, .. } => state.seats.retain(|known| known.id != *seat),
        Event::HandedOver { .. } => state.handovers = state.handovers.saturating_add(1),
        Event::Dissolved { .. } => state.dissolved = true,
    }
    state
}
