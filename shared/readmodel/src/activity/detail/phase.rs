//! What is told of the events of a project's phases.

use domain::project::phase::PhaseEvent as E;
use serde_json::json;

use super::{Told, told};

pub(super) fn of(event: &E) -> Told {
    match event {
        E::PhaseAdded { by, name, starts, ends, .. } => {
            told(json!({ "named": name, "starts": starts, "ends": ends })).by(*by)
        }
        E::PhaseRenamed { by, name, reason, .. } | E::PhaseRemoved { by, name, reason, .. } => {
            told(json!({ "named": name, "reason": reason })).by(*by)
        }
        E::PhaseMoved { by, phase, starts, ends, reason } => {
            let days = json!({ "phase": phase, "starts": starts, "ends": ends, "reason": reason });
            told(days).by(*by)
        }
        E::PhaseTaskPlaced { by, task, phase, reason } => {
            told(json!({ "task": task, "placed": phase, "reason": reason })).by(*by)
        }
        E::PhaseMilestonePlaced { by, milestone, phase, reason } => {
            told(json!({ "milestone": milestone, "placed": phase, "reason": reason })).by(*by)
        }
    }
}
