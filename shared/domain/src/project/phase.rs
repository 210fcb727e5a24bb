//! Phases of a project: stretches of its time with a name of their own, one after another, that tasks and milestones may name.

mod decide;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::State;
use super::state::in_force;
use super::work::TaskPlan;
use crate::cooperation::Side;
use crate::ids::{MilestoneId, PhaseId, TaskId};
use crate::text::LocalText;

pub(super) use decide::{of_days, out_of_term, remarks};

/// Phases of one project.
pub const PHASES: usize = 12;

/// A phase as it stands; the state holds them by their first day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phase {
    /// Which.
    pub id: PhaseId,
    /// What it is called, one or more languages.
    pub name: Vec<LocalText>,
    /// First day.
    pub starts: Date,
    /// Last day, that day included.
    pub ends: Date,
}

impl Phase {
    /// True when the days from `starts` to `due`, both included, are days of it.
    #[must_use]
    pub fn holds(&self, starts: Option<Date>, due: Date) -> bool {
        self.starts <= starts.unwrap_or(due) && due <= self.ends
    }

    /// True when no day of it is outside the term of the description in force; an end that is open holds every day.
    #[must_use]
    pub fn in_term(&self, state: &State) -> bool {
        in_force(state).is_none_or(|plan| within(self.starts, self.ends, plan.starts, plan.ends))
    }
}

/// True when `starts` to `ends` lies between `first` and `last`, where these are known.
fn within(starts: Date, ends: Date, first: Option<Date>, last: Option<Date>) -> bool {
    first.is_none_or(|first| first <= starts) && last.is_none_or(|last| ends <= last)
}

/// What may name a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PhasePart {
    /// A task.
    Task(TaskId),
    /// A milestone.
    Milestone(MilestoneId),
}

/// The phase of this id.
#[must_use]
pub fn phase(state: &State, id: PhaseId) -> Option<&Phase> {
    state.phases.iter().find(|phase| phase.id == id)
}

/// True when a part with these days names a phase that does not hold them.
#[must_use]
pub fn outside(state: &State, of: Option<PhaseId>, starts: Option<Date>, due: Date) -> bool {
    of.and_then(|id| phase(state, id)).is_some_and(|phase| !phase.holds(starts, due))
}

/// Commands on phases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhaseCommand {
    /// Add one.
    Add {
        /// What it is called.
        name: Vec<LocalText>,
        /// First day.
        starts: Date,
        /// Last day.
        ends: Date,
    },
    /// Call it something else.
    Rename {
        /// Which.
        phase: PhaseId,
        /// What it is called from now on.
        name: Vec<LocalText>,
        /// Why.
        reason: String,
    },
    /// Give it other days; what names it keeps its own.
    Move {
        /// Which.
        phase: PhaseId,
        /// First day.
        starts: Date,
        /// Last day.
        ends: Date,
        /// Why.
        reason: String,
    },
    /// Remove one that nothing names.
    Remove {
        /// Which.
        phase: PhaseId,
        /// Why.
        reason: String,
    },
    /// Place a task or a milestone in a phase, in another one, or in none.
    Place {
        /// What.
        part: PhasePart,
        /// In which phase from now on.
        phase: Option<PhaseId>,
        /// Why.
        reason: String,
    },
    /// Plan a task in a phase.
    PlanTask {
        /// In which.
        phase: PhaseId,
        /// What is planned.
        plan: Box<TaskPlan>,
    },
    /// Set a milestone in a phase.
    SetMilestone {
        /// In which.
        phase: PhaseId,
        /// What will be there.
        title: Vec<LocalText>,
        /// Until when.
        due: Date,
    },
}

/// What happened to a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhaseEvent {
    /// A side added one.
    PhaseAdded {
        /// The side.
        by: Side,
        /// Which.
        phase: PhaseId,
        /// What it is called.
        name: Vec<LocalText>,
        /// First day.
        starts: Date,
        /// Last day.
        ends: Date,
    },
    /// It has another name.
    PhaseRenamed {
        /// The side.
        by: Side,
        /// Which.
        phase: PhaseId,
        /// What it is called from now on.
        name: Vec<LocalText>,
        /// Why.
        reason: String,
    },
    /// It has other days.
    PhaseMoved {
        /// The side.
        by: Side,
        /// Which.
        phase: PhaseId,
        /// First day.
        starts: Date,
        /// Last day.
        ends: Date,
        /// Why.
        reason: String,
    },
    /// It is no phase any more; nothing named it.
    PhaseRemoved {
        /// The side.
        by: Side,
        /// Which.
        phase: PhaseId,
        /// What it was called, since nothing else tells it afterwards.
        name: Vec<LocalText>,
        /// Why.
        reason: String,
    },
    /// A task names a phase, another one, or none.
    PhaseTaskPlaced {
        /// The side.
        by: Side,
        /// Which task.
        task: TaskId,
        /// In which phase from now on.
        phase: Option<PhaseId>,
        /// Why; nothing where it was planned in it.
        reason: Option<String>,
    },
    /// A milestone names a phase, another one, or none.
    PhaseMilestonePlaced {
        /// The side.
        by: Side,
        /// Which milestone.
        milestone: MilestoneId,
        /// In which phase from now on.
        phase: Option<PhaseId>,
        /// Why; nothing where it was set in it.
        reason: Option<String>,
    },
}

fn change(state: &mut State, id: PhaseId, change: impl FnOnce(&mut Phase)) {
    if let Some(found) = state.phases.iter_mut().find(|known| known.id == id) {
        change(found);
    }
}

/// The state after one more event; total, as the project's own.
pub(super) fn evolve(state: &mut State, event: &PhaseEvent) {
    use PhaseEvent as E;
    match event {
        E::PhaseAdded { phase, name, starts, ends, .. } => {
            let (id, name, starts, ends) = (*phase, name.clone(), *starts, *ends);
            state.phases.push(Phase { id, name, starts, ends });
        }
        E::PhaseRenamed { phase, name, .. } => {
            change(state, *phase, |known| known.name.clone_from(name));
        }
        E::PhaseMoved { phase, starts, ends, .. } => {
            change(state, *phase, |known| (known.starts, known.ends) = (*starts, *ends));
        }
        E::PhaseRemoved { phase, .. } => state.phases.retain(|known| known.id != *phase),
        E::PhaseTaskPlaced { task, phase, .. } => {
            if let Some(known) = state.tasks.iter_mut().find(|known| known.id == *task) {
                known.phase = *phase;
            }
        }
        E::PhaseMilestonePlaced { milestone, phase, .. } => {
            if let Some(known) = state.milestones.iter_mut().find(|known| known.id == *milestone) {
                known.phase = *phase;
            }
        }
    }
    state.phases.sort_by_key(|phase| (phase.starts, phase.id));
}
