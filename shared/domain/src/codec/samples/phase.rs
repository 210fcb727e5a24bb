//! Samples of the events of a project's phases, and of a mission that was taken up.

use jiff::civil::date;

use super::{id, reason, text};
use crate::cooperation::Side;
use crate::ids::{ExchangeId, MilestoneId, PhaseId, TaskId};
use crate::project::Event;
use crate::project::phase::PhaseEvent as E;

pub(super) fn all() -> Vec<Event> {
    let (by, phase) = (Side(1), PhaseId(id(90)));
    let (starts, ends) = (date(2026, 3, 1), date(2026, 8, 31));
    let name = || vec![text("fr", "Relevés"), text("es", "Levantamientos")];
    let (task, milestone) = (TaskId(id(70)), MilestoneId(id(72)));
    let all = [
        E::PhaseAdded { by, phase, name: name(), starts, ends },
        E::PhaseRenamed { by, phase, name: name(), reason: reason() },
        E::PhaseMoved { by, phase, starts, ends, reason: reason() },
        E::PhaseRemoved { by, phase, name: name(), reason: reason() },
        E::PhaseTaskPlaced { by, task, phase: Some(phase), reason: Some(reason()) },
        E::PhaseMilestonePlaced { by, milestone, phase: Some(phase), reason: None },
    ];
    let exchange = ExchangeId(id(91));
    let taken_up = Event::MissionTakenUp { by, exchange, task };
    all.into_iter().map(Event::Phase).chain([taken_up]).collect()
}
