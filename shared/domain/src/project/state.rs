//! What is known of a project after its events: the state that decides, and that reads are derived from.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::evaluation::{self, Evaluation};
use super::follow::{Indicator, Measurement, Milestone, Reading, Risk};
use super::mission::TakenUp;
use super::phase::{self, Phase};
use super::report::{Written, keep};
use super::work::{Item, Task, TaskState};
use super::{Description, Event, Stage};
use crate::cooperation::{Cooperation, Party, Side, sides};
use crate::ids::{IndicatorId, MeasurementId, MilestoneId, RiskId, TaskId};
use crate::reminder::Told;

/// How it began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// The cooperation it belongs to.
    pub cooperation: Cooperation,
    /// Its parties: those of the cooperation when it was proposed.
    pub parties: Vec<Party>,
    /// The side that proposed it.
    pub by: Side,
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// The side that recorded it or gave it up.
    pub by: Side,
    /// Last day, where it was closed.
    pub on: Option<Date>,
    /// What it brought, or why it was given up.
    pub reason: String,
    /// What was learnt, where somebody said.
    pub lessons: Option<String>,
}

/// A project; the default is one of which nothing is recorded yet.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct State {
    /// How it began; `None` until then.
    pub opening: Option<Opening>,
    /// The description that sides read and consent to.
    pub present: Option<Description>,
    /// The description that every side consented to last.
    pub agreed: Option<Description>,
    /// Sides that consented to the present description.
    pub consents: Vec<Side>,
    /// Where it stands.
    pub stage: Stage,
    /// First day of the work, once it began.
    pub started: Option<Date>,
    /// How it ended.
    pub closing: Option<Closing>,
    /// Tasks in the order in which they were planned.
    pub tasks: Vec<Task>,
    /// Milestones.
    pub milestones: Vec<Milestone>,
    /// Risks and assumptions.
    pub risks: Vec<Risk>,
    /// Indicators.
    pub indicators: Vec<Indicator>,
    /// Phases by their first day.
    #[serde(default)]
    pub phases: Vec<Phase>,
    /// Evaluations, oldest first.
    #[serde(default)]
    pub evaluations: Vec<Evaluation>,
    /// Reminders on record.
    #[serde(default)]
    pub reminded: Vec<Told>,
    /// What sides wrote for reports; for partners and coordinators only.
    #[serde(default)]
    pub written: Vec<Written>,
}

impl State {
    /// Its parties; none until something is recorded.
    #[must_use]
    pub fn parties(&self) -> &[Party] {
        self.opening.as_ref().map_or(&[], |opening| &opening.parties)
    }

    /// The task of this id.
    #[must_use]
    pub fn task(&self, id: TaskId) -> Option<&Task> {
        self.tasks.iter().find(|task| task.id == id)
    }

    /// The indicator of this id.
    #[must_use]
    pub fn indicator(&self, id: IndicatorId) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.id == id)
    }
}

/// Where it stands; `None` when nothing is recorded.
#[must_use]
pub fn stage(state: &State) -> Option<Stage> {
    state.opening.as_ref().map(|_| state.stage)
}

/// The description by which the work is done: the one that all consented to, or the proposed one before that.
#[must_use]
pub fn in_force(state: &State) -> Option<&Description> {
    state.agreed.as_ref().or(state.present.as_ref())
}

/// True once the work has begun: from then on a project is as visible as its cooperation.
#[must_use]
pub fn public(state: &State) -> bool {
    state.started.is_some()
}

/// The sides that have not consented to the present description.
#[must_use]
pub fn silent(state: &State) -> Vec<Side> {
    let mut silent = sides(state.parties());
    silent.retain(|side| !state.consents.contains(side));
    silent
}

/// The state after one more event; total: an event that does not fit changes what it says and nothing else.
#[must_use]
pub fn evolve(mut state: State, event: &Event) -> State {
    match event {
        Event::Proposed { cooperation, parties, by, description } => {
            let (cooperation, parties) = (*cooperation, parties.clone());
            state.opening = Some(Opening { cooperation, parties, by: *by });
            state.present = Some(description.clone());
        }
        Event::DescriptionRevised { description, .. } => {
            state.present = Some(description.clone());
            state.consents.clear();
        }
        Event::Consented { by, .. } => {
            if !state.consents.contains(by) {
                state.consents.push(*by);
            }
        }
        Event::ConsentWithdrawn { by, .. } => state.consents.retain(|side| side != by),
        Event::DescriptionAgreed { .. } => state.agreed.clone_from(&state.present),
        Event::MissionTakenUp { by, exchange, task } => change_task(&mut state, *task, |task| {
            task.mission = Some(TakenUp { exchange: *exchange, by: *by });
        }),
        Event::Phase(event) => phase::evolve(&mut state, event),
        Event::Evaluation(event) => evaluation::evolve(&mut state.evaluations, event),
        Event::Reminded { reminder } => state.reminded.push(reminder.into()),
        Event::StageReached { stage, .. } => state.stage = *stage,
        Event::Started { on, .. } => {
            state.stage = Stage::Running;
            state.started = Some(*on);
        }
        Event::Closed { by, on, reason, lessons } => {
            state.stage = Stage::Closed;
            state.closing = Some(closing(*by, Some(*on), reason, Some(lessons)));
        }
        Event::Abandoned { by, reason, lessons } => {
            state.stage = Stage::Abandoned;
            state.closing = Some(closing(*by, None, reason, lessons.as_ref()));
        }
        Event::ReportPartWritten { by, report, part, text, on } => {
            let (by, report, part, on) = (*by, *report, *part, *on);
            keep(&mut state, Written { report, part, by, text: text.clone(), on });
        }
        Event::TaskPlanned { .. }
        | Event::TaskRescheduled { .. }
        | Event::TaskAssigned { .. }
        | Event::TaskOrdered { .. }
        | Event::TaskBegun { .. }
        | Event::TaskDone { .. }
        | Event::TaskDropped { .. }
        | Event::TaskReopened { .. }
        | Event::ItemAdded { .. }
        | Event::ItemTicked { .. } => of_tasks(&mut state, event),
        Event::MilestoneSet { .. }
        | Event::MilestoneMoved { .. }
        | Event::MilestoneReached { .. }
        | Event::RiskNoted { .. }
        | Event::RiskReassessed { .. }
        | Event::RiskSettled { .. }
        | Event::IndicatorDefined { .. }
        | Event::IndicatorDropped { .. }
        | Event::IndicatorMeasured { .. }
        | Event::MeasurementCorrected { .. } => followed(&mut state, event),
    }
    state
}

fn closing(by: Side, on: Option<Date>, reason: &str, lessons: Option<&String>) -> Closing {
    Closing { by, on, reason: reason.to_owned(), lessons: lessons.cloned() }
}

fn change_task(state: &mut State, id: TaskId, change: impl FnOnce(&mut Task)) {
    if let Some(task) = state.tasks.iter_mut().find(|task| task.id == id) {
        change(task);
    }
}

fn moved(state: &mut State, id: TaskId, to: TaskState, since: Option<Date>, reason: Option<&str>) {
    change_task(state, id, |task| {
        task.state = to;
        task.since = since;
        task.reason = reason.map(str::to_owned);
    });
}

fn of_tasks(state: &mut State, event: &Event) {
    match event {
        Event::TaskPlanned { task, plan, .. } => {
            if state.task(*task).is_none() {
                state.tasks.push(Task::of(*task, plan));
            }
        }
        Event::TaskRescheduled { task, starts, due, .. } => change_task(state, *task, |task| {
            (task.starts, task.due) = (*starts, *due);
        }),
        Event::TaskAssigned { task, party, role, .. } => change_task(state, *task, |task| {
            task.party = *party;
            task.role.clone_from(role);
        }),
        Event::TaskOrdered { task, after, .. } => {
            change_task(state, *task, |task| task.after.clone_from(after));
        }
        Event::TaskBegun { task, on, .. } => {
            moved(state, *task, TaskState::UnderWay, Some(*on), None);
        }
        Event::TaskDone { task, on, .. } => moved(state, *task, TaskState::Done, Some(*on), None),
        Event::TaskDropped { task, reason, .. } => {
            moved(state, *task, TaskState::Dropped, None, Some(reason));
        }
        Event::TaskReopened { task, reason, .. } => {
            moved(state, *task, TaskState::Planned, None, Some(reason));
        }
        Event::ItemAdded { task, text, .. } => change_task(state, *task, |task| {
            task.items.push(Item { text: text.clone(), done: false });
        }),
        Event::ItemTicked { task, item, done, .. } => change_task(state, *task, |task| {
            let place = usize::from(*item).checked_sub(1);
            if let Some(item) = place.and_then(|place| task.items.get_mut(place)) {
                item.done = *done;
            }
        }),
        Event::Proposed { .. }
        | Event::DescriptionRevised { .. }
        | Event::Consented { .. }
        | Event::ConsentWithdrawn { .. }
        | Event::DescriptionAgreed { .. }
        | Event::StageReached { .. }
        | Event::Started { .. }
        | Event::Closed { .. }
        | Event::Abandoned { .. }
        | Event::Reminded { .. }
        | Event::Evaluation(_)
        | Event::Phase(_)
        | Event::MissionTakenUp { .. }
        | Event::ReportPartWritten { .. }
        | Event::MilestoneSet { .. }
        | Event::MilestoneMoved { .. }
        | Event::MilestoneReached { .. }
        | Event::RiskNoted { .. }
        | Event::RiskReassessed { .. }
        | Event::RiskSettled { .. }
        | Event::IndicatorDefined { .. }
        | Event::IndicatorDropped { .. }
        | Event::IndicatorMeasured { .. }
        | Event::MeasurementCorrected { .. } => {}
    }
}

fn change_milestone(state: &mut State, id: MilestoneId, change: impl FnOnce(&mut Milestone)) {
    if let Some(found) = state.milestones.iter_mut().find(|known| known.id == id) {
        change(found);
    }
}

fn change_risk(state: &mut State, id: RiskId, change: impl FnOnce(&mut Risk)) {
    if let Some(found) = state.risks.iter_mut().find(|known| known.id == id) {
        change(found);
    }
}

fn change_indicator(state: &mut State, id: IndicatorId, change: impl FnOnce(&mut Indicator)) {
    if let Some(found) = state.indicators.iter_mut().find(|known| known.id == id) {
        change(found);
    }
}

fn measured(indicator: &mut Indicator, id: MeasurementId, reading: &Reading) {
    let reading = reading.clone();
    indicator.measurements.push(Measurement { id, reading, corrected_by: None });
}

fn followed(state: &mut State, event: &Event) {
    match event {
        Event::MilestoneSet { milestone, title, due, .. } => {
            let (id, title, due) = (*milestone, title.clone(), *due);
            state.milestones.push(Milestone { id, title, due, reached: None, phase: None });
        }
        Event::MilestoneMoved { milestone, due, .. } => {
            change_milestone(state, *milestone, |known| known.due = *due);
        }
        Event::MilestoneReached { milestone, on, .. } => {
            change_milestone(state, *milestone, |known| known.reached = Some(*on));
        }
        Event::RiskNoted { risk, kind, text, likelihood, effect, answer, .. } => {
            state.risks.push(Risk {
                id: *risk,
                kind: *kind,
                text: text.clone(),
                likelihood: *likelihood,
                effect: *effect,
                answer: answer.clone(),
                ended: None,
            });
        }
        Event::RiskReassessed { risk, likelihood, effect, answer, .. } => {
            change_risk(state, *risk, |known| {
                (known.likelihood, known.effect) = (*likelihood, *effect);
                known.answer.clone_from(answer);
            });
        }
        Event::RiskSettled { risk, end, .. } => {
            change_risk(state, *risk, |known| known.ended = Some(*end));
        }
        Event::IndicatorDefined { .. }
        | Event::IndicatorDropped { .. }
        | Event::IndicatorMeasured { .. }
        | Event::MeasurementCorrected { .. } => of_indicators(state, event),
        Event::Proposed { .. }
        | Event::DescriptionRevised { .. }
        | Event::Consented { .. }
        | Event::ConsentWithdrawn { .. }
        | Event::DescriptionAgreed { .. }
        | Event::StageReached { .. }
        | Event::Started { .. }
        | Event::Closed { .. }
        | Event::Abandoned { .. }
        | Event::Reminded { .. }
        | Event::Evaluation(_)
        | Event::Phase(_)
        | Event::MissionTakenUp { .. }
        | Event::ReportPartWritten { .. }
        | Event::TaskPlanned { .. }
        | Event::TaskRescheduled { .. }
        | Event::TaskAssigned { .. }
        | Event::TaskOrdered { .. }
        | Event::TaskBegun { .. }
        | Event::TaskDone { .. }
        | Event::TaskDropped { .. }
        | Event::TaskReopened { .. }
        | Event::ItemAdded { .. }
        | Event::ItemTicked { .. } => {}
    }
}

/// Only events of indicators say something here.
fn of_indicators(state: &mut State, event: &Event) {
    match event {
        Event::IndicatorDefined { indicator, plan, .. } => state.indicators.push(Indicator {
            id: *indicator,
            plan: plan.clone(),
            measurements: Vec::new(),
            dropped: None,
        }),
        Event::IndicatorDropped { indicator, reason, .. } => {
            change_indicator(state, *indicator, |known| known.dropped = Some(reason.clone()));
        }
        Event::IndicatorMeasured { indicator, measurement, reading, .. } => {
            change_indicator(state, *indicator, |known| measured(known, *measurement, reading));
        }
        Event::MeasurementCorrected { indicator, replaces, measurement, reading, .. } => {
            change_indicator(state, *indicator, |known| {
                let old = known.measurements.iter_mut().filter(|one| one.id == *replaces);
                old.for_each(|one| one.corrected_by = Some(*measurement));
                measured(known, *measurement, reading);
            });
        }
        Event::Proposed { .. }
        | Event::DescriptionRevised { .. }
        | Event::Consented { .. }
        | Event::ConsentWithdrawn { .. }
        | Event::DescriptionAgreed { .. }
        | Event::StageReached { .. }
        | Event::Started { .. }
        | Event::Closed { .. }
        | Event::Abandoned { .. }
        | Event::Reminded { .. }
        | Event::Evaluation(_)
        | Event::Phase(_)
        | Event::MissionTakenUp { .. }
        | Event::ReportPartWritten { .. }
        | Event::TaskPlanned { .. }
        | Event::TaskRescheduled { .. }
        | Event::TaskAssigned { .. }
        | Event::TaskOrdered { .. }
        | Event::TaskBegun { .. }
        | Event::TaskDone { .. }
        | Event::TaskDropped { .. }
        | Event::TaskReopened { .. }
        | Event::ItemAdded { .. }
        | Event::ItemTicked { .. }
        | Event::MilestoneSet { .. }
        | Event::MilestoneMoved { .. }
        | Event::MilestoneReached { .. }
        | Event::RiskNoted { .. }
        | Event::RiskReassessed { .. }
        | Event::RiskSettled { .. } => {}
    }
}
