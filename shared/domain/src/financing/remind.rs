//! Which days of a financing plan somebody is reminded of: tranches whose day has come, and a plan that waits.

use super::reading::due;
use super::state::State;
use crate::cooperation::of_side;
use crate::reminder::{Matter, Upcoming, Waits};

/// The reminders to come, whatever the day; `waits` counts only for the present plan.
#[must_use]
pub fn upcoming(state: &State, waits: Option<&Waits>) -> Vec<Upcoming> {
    let tranche = |one: super::DueTranche| {
        Upcoming::of(Matter::Tranche(one.line, one.tranche), one.due, vec![one.party])
    };
    let mut upcoming: Vec<_> = due(state).into_iter().map(tranche).collect();
    let present = state.present.as_ref();
    let waits = waits.filter(|waits| present.is_some_and(|one| one.hash == waits.text));
    if let Some(waits) = waits.filter(|_| state.pending()) {
        let sides = state.silent().into_iter();
        let turn = sides.flat_map(|side| of_side(state.parties(), side)).collect();
        upcoming.push(Upcoming::of(Matter::Consent(waits.text.clone()), waits.since, turn));
    }
    upcoming
}
