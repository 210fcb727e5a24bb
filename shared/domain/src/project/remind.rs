//! Which days of a project somebody is reminded of: its late tasks and milestones, and a description that waits.

use super::Stage;
use super::order::pending;
use super::state::{State, silent, stage};
use crate::cooperation::of_side;
use crate::reminder::{Matter, Upcoming, Waits};

/// The reminders to come, whatever the day; `waits` counts only for the present description.
#[must_use]
pub fn upcoming(state: &State, waits: Option<&Waits>) -> Vec<Upcoming> {
    let Some(now) = stage(state).filter(|now| now.open()) else {
        return Vec::new();
    };
    let mut upcoming = Vec::new();
    if matches!(now, Stage::Running | Stage::Evaluated) {
        let open = state.tasks.iter().filter(|task| task.state.open());
        let of =
            |task: &super::Task| Upcoming::of(Matter::Task(task.id), task.due, vec![task.party]);
        upcoming.extend(open.map(of));
        let all: Vec<_> = state.parties().iter().map(|party| party.organisation).collect();
        let ahead = state.milestones.iter().filter(|one| one.reached.is_none());
        upcoming
            .extend(ahead.map(|one| Upcoming::of(Matter::Milestone(one.id), one.due, all.clone())));
    }
    let present = state.present.as_ref();
    let waits = waits.filter(|waits| present.is_some_and(|one| one.hash == waits.text));
    if let Some(waits) = waits.filter(|_| pending(state)) {
        let sides = silent(state).into_iter();
        let turn = sides.flat_map(|side| of_side(state.parties(), side)).collect();
        upcoming.push(Upcoming::of(Matter::Consent(waits.text.clone()), waits.since, turn));
    }
    upcoming
}
