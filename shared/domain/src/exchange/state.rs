//! What is known of an exchange after its events.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::mission::{self, MissionWords};
use super::{Event, Kind, Participants};
use crate::cooperation::{Cooperation, Side, Theme};
use crate::ids::OrganisationId;
use crate::text::LocalText;

/// Where an exchange stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// It is planned.
    Planned,
    /// It took place.
    Held,
    /// It will not take place.
    Cancelled,
}

/// An exchange; the default is none.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct State {
    /// What was planned; `None` until then.
    pub plan: Option<Plan>,
    /// Who came, once it was held.
    pub participants: Vec<Participants>,
    /// What came of it, once it was held.
    pub outcome: Vec<LocalText>,
    /// Why it will not take place, once it was cancelled.
    pub cancelled: Option<String>,
    /// True once it took place.
    pub held: bool,
    /// What the sides wrote for its report; for partners and coordinators only.
    pub mission: Vec<MissionWords>,
}

/// An exchange as planned; the dates are the true ones once it was held.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Part of which cooperation.
    pub cooperation: Cooperation,
    /// What kind.
    pub kind: Kind,
    /// Title, one or more languages.
    pub title: Vec<LocalText>,
    /// First day.
    pub starts: Date,
    /// Last day.
    pub ends: Date,
    /// The party that hosts.
    pub host: OrganisationId,
    /// The side that planned it.
    pub by: Side,
    /// Themes.
    pub themes: Vec<Theme>,
}

/// Where it stands; `None` when nothing is planned.
#[must_use]
pub fn stage(state: &State) -> Option<Stage> {
    state.plan.as_ref().map(|_| match (state.held, &state.cancelled) {
        (true, _) => Stage::Held,
        (false, Some(_)) => Stage::Cancelled,
        (false, None) => Stage::Planned,
    })
}

/// The state after one more event; total.
#[must_use]
pub fn evolve(mut state: State, event: &Event) -> State {
    match event {
        Event::Planned { cooperation, kind, title, starts, ends, host, by, themes } => {
            let plan = Plan {
                cooperation: *cooperation,
                kind: *kind,
                title: title.clone(),
                starts: *starts,
                ends: *ends,
                host: *host,
                by: *by,
                themes: themes.clone(),
            };
            state = State { plan: Some(plan), ..State::default() };
        }
        Event::Rescheduled { starts, ends, .. } => move_to(&mut state, *starts, *ends),
        Event::Cancelled { reason, .. } => state.cancelled = Some(reason.clone()),
        Event::Held { starts, ends, participants, outcome, .. } => {
            move_to(&mut state, *starts, *ends);
            state.participants.clone_from(participants);
            state.outcome.clone_from(outcome);
            state.held = true;
        }
        Event::Mission(event) => mission::evolve(&mut state.mission, event),
    }
    state
}

fn move_to(state: &mut State, starts: Date, ends: Date) {
    if let Some(plan) = &mut state.plan {
        plan.starts = starts;
        plan.ends = ends;
    }
}
