//! Which days of a convention somebody is reminded of: notice, the end of its term, and a version that waits.

use super::state::{Stage, State, signatories, silent, stage};
use crate::cooperation::of_side;
use crate::reminder::{Matter, Upcoming, Waits};

/// The reminders to come, whatever the day; `waits` counts only for the present version. The end of a term that cannot be
/// renewed is among them: on that day the platform records it.
#[must_use]
pub fn upcoming(state: &State, waits: Option<&Waits>) -> Vec<Upcoming> {
    match stage(state) {
        Some(Stage::Drafting) => {
            let waits = waits.filter(|waits| state.is_present(&waits.text)).into_iter();
            let of = |waits: &Waits| {
                let sides = silent(state).into_iter();
                let turn = sides.flat_map(|side| of_side(state.parties(), side)).collect();
                Upcoming::of(Matter::Consent(waits.text.clone()), waits.since, turn)
            };
            waits.map(of).collect()
        }
        Some(Stage::InForce) => {
            let Some(term) = &state.term else { return Vec::new() };
            let turn = || signatories(state);
            let notice = term.notice.map(|day| Upcoming::of(Matter::Notice, day, turn()));
            let nears = term.ends.map(|day| Upcoming::of(Matter::Term, day, turn()));
            let ended = term.ends.map(|day| Upcoming::of(Matter::Ended, day, turn()));
            notice.into_iter().chain(nears).chain(ended).collect()
        }
        Some(
            Stage::TextAgreed
            | Stage::Approved
            | Stage::Signed
            | Stage::Expired
            | Stage::Terminated
            | Stage::Abandoned
            | Stage::Annulled,
        )
        | None => Vec::new(),
    }
}
