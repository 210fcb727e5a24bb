//! What follows a mission, taken up as a task: from one's own side's words, once, in a project of the same cooperation.

use serde::{Deserialize, Serialize};

use super::Event;
use super::command::Command;
use super::decide::{Ask, Decision};
use super::order::{AT_WORK, at, works};
use super::state::{State, stage};
use super::work::{Task, TaskPlan, TaskState};
use crate::cooperation::{Cooperation, Side, refuse, refuse_at};
use crate::ids::{ExchangeId, TaskId};
use crate::rules;

/// What the service knows of the mission that a command names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissionKnown {
    /// The cooperation that it was part of.
    pub cooperation: Cooperation,
    /// The sides that wrote in its report what follows.
    pub wrote: Vec<Side>,
}

/// Where a task comes from: what a side wrote in the report of a mission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenUp {
    /// The mission.
    pub exchange: ExchangeId,
    /// The side whose words they were.
    pub by: Side,
}

impl Ask<'_> {
    /// While the project runs: the task is planned as by hand, and says in the same commit where it comes from.
    pub(super) fn take_up_mission(&self, exchange: ExchangeId, plan: Box<TaskPlan>) -> Decision {
        let by = works(self.state, self.context.author.organisation())?;
        at(stage(self.state).ok_or_else(|| refuse(rules::C_NOTHING))?, AT_WORK)?;
        let home = self.state.opening.as_ref().map(|opening| opening.cooperation);
        let known = self.given.mission.as_ref();
        let known = known.filter(|known| Some(known.cooperation) == home);
        let known = known.ok_or_else(|| refuse_at(rules::MI_ELSEWHERE, "exchange"))?;
        if !known.wrote.contains(&by) {
            return Err(refuse_at(rules::MI_OWN_WORDS, "exchange"));
        }
        let same = TakenUp { exchange, by };
        if self.state.tasks.iter().any(|task| task.mission == Some(same) && says(task, &plan)) {
            return Err(refuse_at(rules::MI_ONCE, "title"));
        }
        let mut events = self.on_task(Command::PlanTask { plan })?;
        let task = TaskId(self.context.new_id);
        events.push(Event::MissionTakenUp { by, exchange, task });
        Ok(events)
    }
}

/// True when a task that goes on or is done says the same as the plan, in any of its languages.
fn says(task: &Task, plan: &TaskPlan) -> bool {
    let known = |title: &crate::text::LocalText| {
        let same = |one: &crate::text::LocalText| one.text.trim() == title.text.trim();
        plan.title.iter().any(same)
    };
    task.state != TaskState::Dropped && task.title.iter().any(known)
}

/// The tasks that what follows a mission became, in the order in which they were taken up.
pub fn of_mission(state: &State, exchange: ExchangeId) -> impl Iterator<Item = &Task> {
    let of = move |task: &&Task| task.mission.is_some_and(|from| from.exchange == exchange);
    state.tasks.iter().filter(of)
}

/// True when a project is one in which what follows a mission can be taken up.
#[must_use]
pub fn takes_up(state: &State) -> bool {
    stage(state).is_some_and(|now| AT_WORK.contains(&now))
}
