//! What follows from a command on a phase, and what is to be said with acts that touch one.

use jiff::civil::Date;

use super::super::command::Command;
use super::super::decide::{Ask, Decision, one};
use super::super::order::{Act, works};
use super::super::state::{State, in_force};
use super::super::{Draft, Event, Milestone};
use super::{Phase, PhaseCommand, PhaseEvent as E, PhasePart, phase, within};
use crate::cooperation::{PLAN_YEARS, Side, check_near, limits, refuse, refuse_at, words};
use crate::ids::{MilestoneId, PhaseId, TaskId};
use crate::refusal::Refusal;
use crate::rules;
use crate::text::LocalText;

impl Ask<'_> {
    /// On phases, while the project is open.
    pub(in super::super) fn on_phase(&self, command: PhaseCommand) -> Decision {
        use PhaseCommand as C;
        let by = works(self.state, self.context.author.organisation())?;
        match command {
            C::Add { name, starts, ends } => self.add_phase(name, starts, ends),
            C::Rename { phase, name, reason } => {
                let known = self.phase(phase)?;
                words::reason(&reason)?;
                words::local_required(&name, limits::TITLE, "name")?;
                changed(known.name != name, "name")?;
                told(E::PhaseRenamed { by, phase, name, reason })
            }
            C::Move { phase, starts, ends, reason } => {
                let known = self.phase(phase)?;
                words::reason(&reason)?;
                changed((known.starts, known.ends) != (starts, ends), "starts")?;
                self.check_days_of_phase(Some(phase), starts, ends)?;
                told(E::PhaseMoved { by, phase, starts, ends, reason })
            }
            C::Remove { phase, reason } => {
                let name = self.phase(phase)?.name.clone();
                words::reason(&reason)?;
                if parts(self.state, phase).next().is_some() {
                    return Err(refuse_at(rules::PH_IN_USE, "phase"));
                }
                told(E::PhaseRemoved { by, phase, name, reason })
            }
            C::Place { part, phase, reason } => {
                words::reason(&reason)?;
                phase.map(|id| self.phase(id)).transpose()?;
                changed(self.phase_of(part)? != phase, "phase")?;
                told(placed(by, part, phase, Some(reason)))
            }
            C::PlanTask { phase, plan } => {
                self.phase(phase)?;
                let task = PhasePart::Task(TaskId(self.context.new_id));
                Ok(in_phase(self.on_task(Command::PlanTask { plan })?, by, task, phase))
            }
            C::SetMilestone { phase, title, due } => {
                self.phase(phase)?;
                let milestone = PhasePart::Milestone(MilestoneId(self.context.new_id));
                let events = self.follow(Command::SetMilestone { title, due })?;
                Ok(in_phase(events, by, milestone, phase))
            }
        }
    }

    fn add_phase(&self, name: Vec<LocalText>, starts: Date, ends: Date) -> Decision {
        let by = self.may(Act::AddPhase)?;
        let id = PhaseId(self.context.new_id);
        if phase(self.state, id).is_some() {
            return Err(refuse(rules::C_EXISTS));
        }
        words::local_required(&name, limits::TITLE, "name")?;
        self.check_days_of_phase(None, starts, ends)?;
        told(E::PhaseAdded { by, phase: id, name, starts, ends })
    }

    /// Days in their order, near enough, within the project's term, and of no other phase.
    fn check_days_of_phase(
        &self,
        own: Option<PhaseId>,
        starts: Date,
        ends: Date,
    ) -> Result<(), Refusal> {
        for (day, path) in [(starts, "starts"), (ends, "ends")] {
            check_near(day, self.context.today, PLAN_YEARS, path)?;
        }
        if ends < starts {
            return Err(refuse_at(rules::C_DATES, "ends"));
        }
        let term = in_force(self.state).map_or((None, None), |plan| (plan.starts, plan.ends));
        if !within(starts, starts, term.0, term.1) {
            return Err(refuse_at(rules::PH_TERM, "starts"));
        }
        if !within(ends, ends, term.0, term.1) {
            return Err(refuse_at(rules::PH_TERM, "ends"));
        }
        let others = self.state.phases.iter().filter(|known| Some(known.id) != own);
        for other in others {
            if starts <= other.ends && other.starts <= ends {
                return Err(naming(rules::PH_OVERLAP, "starts", other));
            }
        }
        Ok(())
    }

    fn phase(&self, id: PhaseId) -> Result<&Phase, Refusal> {
        phase(self.state, id).ok_or_else(|| refuse_at(rules::PJ_UNKNOWN, "phase"))
    }

    /// The phase that a part names today.
    fn phase_of(&self, part: PhasePart) -> Result<Option<PhaseId>, Refusal> {
        let found = match part {
            PhasePart::Task(id) => self.state.task(id).map(|task| task.phase),
            PhasePart::Milestone(id) => {
                self.state.milestones.iter().find(|one| one.id == id).map(|one| one.phase)
            }
        };
        let path = if matches!(part, PhasePart::Task(_)) { "task" } else { "milestone" };
        found.ok_or_else(|| refuse_at(rules::PJ_UNKNOWN, path))
    }
}

fn told(event: E) -> Decision {
    one(Event::Phase(event))
}

/// What an act planned, and the phase that it is planned in, in one commit.
fn in_phase(mut events: Vec<Event>, by: Side, part: PhasePart, phase: PhaseId) -> Vec<Event> {
    events.push(Event::Phase(placed(by, part, Some(phase), None)));
    events
}

fn placed(by: Side, part: PhasePart, phase: Option<PhaseId>, reason: Option<String>) -> E {
    match part {
        PhasePart::Task(task) => E::PhaseTaskPlaced { by, task, phase, reason },
        PhasePart::Milestone(milestone) => E::PhaseMilestonePlaced { by, milestone, phase, reason },
    }
}

fn changed(changed: bool, path: &str) -> Result<(), Refusal> {
    if changed { Ok(()) } else { Err(refuse_at(rules::C_NO_CHANGE, path)) }
}

/// A refusal or a remark that tells which phase it is about, in the first of its languages.
fn naming(rule: rules::RuleId, path: &str, phase: &Phase) -> Refusal {
    let name = phase.name.first().map(|name| name.text.clone()).unwrap_or_default();
    crate::cooperation::refuse_naming(rule, path, name)
}

/// The days of everything that names a phase: tasks that were dropped and milestones that were reached among it.
fn parts(state: &State, id: PhaseId) -> impl Iterator<Item = (Option<Date>, Date)> {
    let tasks = state.tasks.iter().filter(move |task| task.phase == Some(id));
    let milestones = state.milestones.iter().filter(move |one| one.phase == Some(id));
    tasks.map(|task| (task.starts, task.due)).chain(milestones.map(|one| (None, one.due)))
}

/// The remark on days that the phase does not hold.
fn off(state: &State, of: Option<PhaseId>, starts: Option<Date>, due: Date) -> Option<Refusal> {
    let known = of.and_then(|id| phase(state, id));
    known
        .filter(|known| !known.holds(starts, due))
        .map(|known| naming(rules::PH_DAYS, "phase", known))
}

/// What is to be said with new days of a part.
pub(in super::super) fn of_days(
    state: &State,
    part: PhasePart,
    starts: Option<Date>,
    due: Date,
) -> Vec<Refusal> {
    let of = match part {
        PhasePart::Task(id) => state.task(id).and_then(|task| task.phase),
        PhasePart::Milestone(id) => milestone(state, id).and_then(|one| one.phase),
    };
    off(state, of, starts, due).into_iter().collect()
}

fn milestone(state: &State, id: MilestoneId) -> Option<&Milestone> {
    state.milestones.iter().find(|one| one.id == id)
}

/// What is to be said with an act on a phase: whose days it leaves outside.
pub(in super::super) fn remarks(state: &State, command: &PhaseCommand) -> Vec<Refusal> {
    use PhaseCommand as C;
    let found = match command {
        C::PlanTask { phase, plan } => off(state, Some(*phase), plan.starts, plan.due),
        C::SetMilestone { phase, due, .. } => off(state, Some(*phase), None, *due),
        C::Place { part: PhasePart::Task(id), phase, .. } => {
            state.task(*id).and_then(|task| off(state, *phase, task.starts, task.due))
        }
        C::Place { part: PhasePart::Milestone(id), phase, .. } => {
            milestone(state, *id).and_then(|one| off(state, *phase, None, one.due))
        }
        C::Move { phase: id, starts, ends, .. } => phase(state, *id).and_then(|known| {
            let moved = Phase { starts: *starts, ends: *ends, ..known.clone() };
            let left = parts(state, *id).any(|(starts, due)| !moved.holds(starts, due));
            left.then(|| naming(rules::PH_DAYS, "phase", known))
        }),
        C::Add { .. } | C::Rename { .. } | C::Remove { .. } => None,
    };
    found.into_iter().collect()
}

/// What is to be said with a description whose term leaves a phase outside.
pub(in super::super) fn out_of_term(state: &State, draft: &Draft) -> Option<Refusal> {
    let left = |one: &&Phase| !within(one.starts, one.ends, draft.starts, draft.ends);
    state.phases.iter().find(left).map(|phase| naming(rules::PH_OUT_OF_TERM, "ends", phase))
}
