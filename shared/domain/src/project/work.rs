//! Tasks: who does what until when, in which order.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::mission::TakenUp;
use super::state::State;
use crate::ids::{OrganisationId, PhaseId, TaskId};
use crate::text::LocalText;

/// How far a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// To be done.
    Planned,
    /// Begun.
    UnderWay,
    /// Done.
    Done,
    /// Given up, with a reason.
    Dropped,
}

impl TaskState {
    /// True while there is something left to do.
    #[must_use]
    pub fn open(self) -> bool {
        match self {
            Self::Planned | Self::UnderWay => true,
            Self::Done | Self::Dropped => false,
        }
    }
}

/// What is planned: a task is a party's, never a person's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskPlan {
    /// What is done, one or more languages.
    pub title: Vec<LocalText>,
    /// The party that does it.
    pub party: OrganisationId,
    /// In which function there, never a name.
    pub role: Option<String>,
    /// First day, if it has one.
    pub starts: Option<Date>,
    /// The day until which it is done.
    pub due: Date,
    /// Tasks that come before it.
    pub after: Vec<TaskId>,
    /// Points of its checklist.
    pub checklist: Vec<String>,
    /// The result that it is for, by its place in the description, from 1.
    pub result: Option<u8>,
}

/// A point of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// What.
    pub text: String,
    /// Whether it is done.
    pub done: bool,
}

/// A task as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Which.
    pub id: TaskId,
    /// What is done.
    pub title: Vec<LocalText>,
    /// The party that does it.
    pub party: OrganisationId,
    /// In which function there.
    pub role: Option<String>,
    /// First day, if it has one.
    pub starts: Option<Date>,
    /// The day until which it is done.
    pub due: Date,
    /// Tasks that come before it.
    pub after: Vec<TaskId>,
    /// Its checklist.
    pub items: Vec<Item>,
    /// The result that it is for.
    pub result: Option<u8>,
    /// How far it is.
    pub state: TaskState,
    /// Since when it is that far; `None` while planned.
    pub since: Option<Date>,
    /// Why it was dropped or taken up again, where somebody said.
    pub reason: Option<String>,
    /// The phase that it is of, if it names one.
    #[serde(default)]
    pub phase: Option<PhaseId>,
    /// The mission that it follows, if it was taken up from one.
    #[serde(default)]
    pub mission: Option<TakenUp>,
}

impl Task {
    /// The task of a plan.
    #[must_use]
    pub fn of(id: TaskId, plan: &TaskPlan) -> Self {
        let TaskPlan { title, party, role, starts, due, after, checklist, result } = plan.clone();
        let items = checklist.into_iter().map(|text| Item { text, done: false }).collect();
        let state = TaskState::Planned;
        let (since, reason) = (None, None);
        let (phase, mission) = (None, None);
        Self {
            id,
            title,
            party,
            role,
            starts,
            due,
            after,
            items,
            result,
            state,
            since,
            reason,
            phase,
            mission,
        }
    }

    /// True when it should have been done before `today` and is not.
    #[must_use]
    pub fn late(&self, today: Date) -> bool {
        self.state.open() && self.due < today
    }
}

/// The tasks before `task` that are not done yet; what was dropped is not waited for.
#[must_use]
pub fn open_before<'a>(state: &'a State, task: &Task) -> Vec<&'a Task> {
    let before = |other: &&Task| task.after.contains(&other.id) && other.state.open();
    state.tasks.iter().filter(before).collect()
}

/// True when `task` would come after itself if it came after each of `after`.
pub(super) fn cycle(tasks: &[Task], task: TaskId, after: &[TaskId]) -> bool {
    let mut ahead: Vec<TaskId> = after.to_vec();
    let mut seen: Vec<TaskId> = Vec::new();
    while let Some(next) = ahead.pop() {
        if next == task {
            return true;
        }
        if seen.contains(&next) {
            continue;
        }
        seen.push(next);
        let before = tasks.iter().filter(|other| other.id == next);
        ahead.extend(before.flat_map(|other| other.after.iter().copied()));
    }
    false
}
