//! Acts on the tasks of a project.

use jiff::civil::Date;

use super::super::command::Command;
use super::super::order::{AT_WORK, Act, own_task, task_at, task_of, works};
use super::super::text::check_party;
use super::super::work::{TaskPlan, TaskState, cycle};
use super::super::{Event, in_force, limits as own};
use super::{Ask, Decision, one};
use crate::cooperation::{
    PLAN_YEARS, Side, check_near, check_past, limits, refuse, refuse_at, words,
};
use crate::ids::TaskId;
use crate::refusal::Refusal;
use crate::rules;

impl Ask<'_> {
    /// Only commands on tasks come here.
    pub(in super::super) fn on_task(&self, command: Command) -> Decision {
        let by = works(self.state, self.context.author.organisation())?;
        let event = match command {
            Command::PlanTask { plan } => self.plan_task(*plan),
            Command::RescheduleTask { task, starts, due, reason } => {
                self.still_open(task)?;
                words::reason(&reason)?;
                check_days(starts, due, self.context.today)?;
                Ok(Event::TaskRescheduled { by, task, starts, due, reason })
            }
            Command::AssignTask { task, party, role, reason } => {
                self.still_open(task)?;
                words::reason(&reason)?;
                check_party(self.state.parties(), party)?;
                check_role(role.as_deref())?;
                Ok(Event::TaskAssigned { by, task, party, role, reason })
            }
            Command::OrderTask { task, after, reason } => {
                self.still_open(task)?;
                words::reason(&reason)?;
                self.check_after(task, &after)?;
                Ok(Event::TaskOrdered { by, task, after, reason })
            }
            Command::BeginTask { task } => self.begin(by, task),
            Command::FinishTask { task, on } => self.finish(by, task, on),
            Command::DropTask { task, reason } => {
                task_at(
                    own_task(self.state, task, by)?,
                    &[TaskState::Planned, TaskState::UnderWay],
                )?;
                words::reason(&reason)?;
                Ok(Event::TaskDropped { by, task, reason })
            }
            Command::ReopenTask { task, reason } => {
                let past = [TaskState::UnderWay, TaskState::Done, TaskState::Dropped];
                task_at(own_task(self.state, task, by)?, &past)?;
                words::reason(&reason)?;
                Ok(Event::TaskReopened { by, task, reason })
            }
            Command::AddItem { task, text } => self.add_item(by, task, text),
            Command::TickItem { task, item, done } => self.tick(by, task, item, done),
            Command::Propose { .. }
            | Command::Revise { .. }
            | Command::Consent { .. }
            | Command::WithdrawConsent { .. }
            | Command::ReachStage { .. }
            | Command::Start { .. }
            | Command::Close { .. }
            | Command::Abandon { .. }
            | Command::Remind { .. }
            | Command::Evaluation(_)
            | Command::Phase(_)
            | Command::TakeUpMission { .. }
            | Command::WriteReport { .. }
            | Command::SetMilestone { .. }
            | Command::MoveMilestone { .. }
            | Command::ReachMilestone { .. }
            | Command::NoteRisk { .. }
            | Command::ReassessRisk { .. }
            | Command::SettleRisk { .. }
            | Command::DefineIndicator { .. }
            | Command::DropIndicator { .. }
            | Command::Measure { .. }
            | Command::Correct { .. } => Err(refuse(rules::C_NOTHING)),
        }?;
        one(event)
    }

    fn still_open(&self, task: TaskId) -> Result<(), Refusal> {
        task_at(task_of(self.state, task)?, &[TaskState::Planned, TaskState::UnderWay])
    }

    fn plan_task(&self, plan: TaskPlan) -> Result<Event, Refusal> {
        let by = self.may(Act::PlanTask)?;
        let task = TaskId(self.context.new_id);
        if self.state.task(task).is_some() {
            return Err(refuse(rules::C_EXISTS));
        }
        words::local_required(&plan.title, limits::TITLE, "title")?;
        check_party(self.state.parties(), plan.party)?;
        check_role(plan.role.as_deref())?;
        check_days(plan.starts, plan.due, self.context.today)?;
        self.check_after(task, &plan.after)?;
        self.check_result(plan.result)?;
        words::at_most(plan.checklist.len(), own::ITEMS, "checklist")?;
        for (index, item) in plan.checklist.iter().enumerate() {
            let path = format!("checklist.{index}");
            words::required(item, limits::SHORT, &path, rules::C_EMPTY_TEXT)?;
        }
        Ok(Event::TaskPlanned { by, task, plan })
    }

    /// What comes before a task is another task of the project, each once, and no task comes after itself.
    fn check_after(&self, task: TaskId, after: &[TaskId]) -> Result<(), Refusal> {
        words::at_most(after.len(), own::AFTER, "after")?;
        for (index, before) in after.iter().enumerate() {
            let twice = after[..index].contains(before);
            if twice || (*before != task && self.state.task(*before).is_none()) {
                return Err(refuse_at(rules::PJ_UNKNOWN, format!("after.{index}")));
            }
        }
        if cycle(&self.state.tasks, task, after) {
            return Err(refuse_at(rules::PJ_CYCLE, "after"));
        }
        Ok(())
    }

    /// A place in the list of results that the description has.
    pub(super) fn check_result(&self, result: Option<u8>) -> Result<(), Refusal> {
        let known = in_force(self.state).map_or(0, |description| description.results.len());
        match result {
            Some(place) if place == 0 || usize::from(place) > known => {
                Err(refuse_at(rules::PJ_RESULT, "result"))
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Work begins when the project runs: what all consented to comes first.
    fn begin(&self, by: Side, task: TaskId) -> Result<Event, Refusal> {
        task_at(own_task(self.state, task, by)?, &[TaskState::Planned])?;
        self.at_work()?;
        Ok(Event::TaskBegun { by, task, on: self.context.today })
    }

    fn finish(&self, by: Side, task: TaskId, on: Option<Date>) -> Result<Event, Refusal> {
        task_at(own_task(self.state, task, by)?, &[TaskState::Planned, TaskState::UnderWay])?;
        self.at_work()?;
        let on = on.unwrap_or(self.context.today);
        check_past(on, self.context.today, "on")?;
        Ok(Event::TaskDone { by, task, on })
    }

    fn at_work(&self) -> Result<(), Refusal> {
        if AT_WORK.contains(&self.state.stage) {
            Ok(())
        } else {
            Err(refuse_at(rules::PJ_NOT_RUNNING, "task"))
        }
    }

    fn add_item(&self, by: Side, task: TaskId, text: String) -> Result<Event, Refusal> {
        self.still_open(task)?;
        words::required(&text, limits::SHORT, "text", rules::C_EMPTY_TEXT)?;
        let items = task_of(self.state, task)?.items.len();
        words::at_most(items + 1, own::ITEMS, "text")?;
        Ok(Event::ItemAdded { by, task, text })
    }

    fn tick(&self, by: Side, task: TaskId, item: u16, done: bool) -> Result<Event, Refusal> {
        let known = own_task(self.state, task, by)?;
        let place = usize::from(item).checked_sub(1);
        let found = place.and_then(|place| known.items.get(place));
        let found = found.ok_or_else(|| refuse_at(rules::PJ_UNKNOWN, "item"))?;
        if found.done == done {
            return Err(refuse_at(rules::C_NO_CHANGE, "item"));
        }
        Ok(Event::ItemTicked { by, task, item, done })
    }
}

/// A task that begins ends on that day or later, and is planned for people who live.
fn check_days(starts: Option<Date>, due: Date, today: Date) -> Result<(), Refusal> {
    for (day, path) in starts.map(|day| (day, "starts")).into_iter().chain([(due, "due")]) {
        check_near(day, today, PLAN_YEARS, path)?;
    }
    if starts.is_some_and(|starts| due < starts) {
        return Err(refuse_at(rules::C_DATES, "due"));
    }
    Ok(())
}

/// A function, never who it is.
fn check_role(role: Option<&str>) -> Result<(), Refusal> {
    let Some(role) = role else { return Ok(()) };
    words::function(role).map_err(|refusal| Refusal { path: Some("role".to_owned()), ..refusal })
}
