//! What follows from a command on a twinning committee: events, or the reason why not; and the remarks that go with it.

use super::state::{Of, State};
use super::{Command, Event, Seat, SeatKind};
use crate::context::Context;
use crate::cooperation::{Party, Side, limits, refuse, refuse_at, refuse_naming, side_of, words};
use crate::ids::{OrganisationId, SeatId};
use crate::jumelage::{Stage, order};
use crate::refusal::Refusal;
use crate::rules;

/// What one act leads to.
type Decision = Result<Vec<Event>, Refusal>;

/// Decides on a command. A committee is formed and changed by its own side.
///
/// # Errors
/// The first rule that refuses it.
pub fn decide(state: &State, command: Command, context: &Context) -> Decision {
    let author = context.author.organisation();
    match command {
        Command::Form { jumelage, parties, stage, formed, organisation, seats, tasks } => {
            fresh(state, stage)?;
            let side = own_side(&parties, author, organisation, &formed)?;
            let seats = first_seats(seats)?;
            check_tasks(&tasks)?;
            one(Event::Formed { jumelage, side, organisation, seats, tasks })
        }
        Command::AddSeat { kind, function } => {
            may_change(state, author)?;
            let seat = Seat { id: SeatId(context.new_id), kind, function };
            check_seat(&seat, &state.seats, "function")?;
            words::at_most(state.seats.len() + 1, limits::SEATS, "seats")?;
            one(Event::SeatAdded { seat })
        }
        Command::RemoveSeat { seat, reason } => {
            may_change(state, author)?;
            words::reason(&reason)?;
            removable(state, seat)?;
            one(Event::SeatRemoved { seat, reason })
        }
        Command::HandOver { reason } => {
            may_change(state, author)?;
            words::reason(&reason)?;
            one(Event::HandedOver { reason })
        }
        Command::Dissolve { reason } => {
            may_change(state, author)?;
            words::reason(&reason)?;
            one(Event::Dissolved { reason })
        }
    }
}

/// Says what goes with an act that `state` accepts: a committee joins elected members and citizens (manual, step 7).
#[must_use]
pub fn remarks(state: &State, command: &Command, _context: &Context) -> Vec<Refusal> {
    let kinds: Vec<SeatKind> = match command {
        Command::Form { seats, .. } => seats.iter().map(|(_, kind, _)| *kind).collect(),
        Command::AddSeat { kind, .. } => {
            state.seats.iter().map(|seat| seat.kind).chain([*kind]).collect()
        }
        Command::RemoveSeat { seat, .. } => {
            state.seats.iter().filter(|s| s.id != *seat).map(|s| s.kind).collect()
        }
        Command::HandOver { .. } | Command::Dissolve { .. } => return Vec::new(),
    };
    let both = kinds.contains(&SeatKind::Elected) && kinds.contains(&SeatKind::Citizen);
    if both { Vec::new() } else { vec![refuse_at(rules::C_MIXED_SEATS, "seats")] }
}

/// Says whether the people of `organisation` can change the committee now.
///
/// # Errors
/// The rule that forbids it.
pub fn may_change(state: &State, organisation: Option<OrganisationId>) -> Result<(), Refusal> {
    match state.of {
        None => Err(refuse(rules::C_NOTHING)),
        Some(_) if state.dissolved => Err(refuse(rules::C_DISSOLVED)),
        Some(Of { organisation: own, .. }) if organisation == Some(own) => Ok(()),
        Some(_) => Err(refuse(rules::C_COMMITTEE_SIDE)),
    }
}

fn fresh(state: &State, now: Stage) -> Result<(), Refusal> {
    if state.of.is_some() {
        return Err(refuse(rules::C_EXISTS));
    }
    order::at(now, order::COMMITTEE)
}

/// The side that the committee is of: the author's own, and one without a committee yet.
fn own_side(
    parties: &[Party],
    author: Option<OrganisationId>,
    organisation: OrganisationId,
    formed: &[Side],
) -> Result<Side, Refusal> {
    let side = side_of(parties, organisation)
        .ok_or_else(|| refuse_at(rules::C_NOT_A_PARTY, "organisation"))?;
    if author.and_then(|own| side_of(parties, own)) != Some(side) {
        return Err(refuse_at(rules::C_COMMITTEE_SIDE, "organisation"));
    }
    if formed.contains(&side) {
        return Err(refuse_at(rules::C_COMMITTEE_EXISTS, "organisation"));
    }
    Ok(side)
}

fn first_seats(drafts: Vec<(SeatId, SeatKind, String)>) -> Result<Vec<Seat>, Refusal> {
    if drafts.is_empty() {
        return Err(refuse_at(rules::C_NO_SEATS, "seats"));
    }
    words::at_most(drafts.len(), limits::SEATS, "seats")?;
    let mut seats = Vec::with_capacity(drafts.len());
    for (index, (id, kind, function)) in drafts.into_iter().enumerate() {
        let seat = Seat { id, kind, function };
        check_seat(&seat, &seats, &format!("seats.{index}.function"))?;
        seats.push(seat);
    }
    Ok(seats)
}

fn check_seat(seat: &Seat, others: &[Seat], path: &str) -> Result<(), Refusal> {
    words::required(&seat.function, limits::LABEL, path, rules::C_EMPTY_TEXT)?;
    if others.iter().any(|other| other.id == seat.id) {
        return Err(refuse_at(rules::C_SEAT_TWICE, path));
    }
    if names_a_person(&seat.function) {
        return Err(refuse_naming(rules::C_SEAT_NAME, path, &seat.function));
    }
    Ok(())
}

/// Civil titles that stand before a person's name in the platform's languages, and addresses: a function has neither.
fn names_a_person(function: &str) -> bool {
    const TITLES: &[&str] =
        &["m.", "mme", "mlle", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "sr.", "sra.", "srta."];
    let titled = |word: &str| TITLES.contains(&word.to_lowercase().as_str());
    function.contains('@') || function.split_whitespace().any(titled)
}

fn removable(state: &State, seat: SeatId) -> Result<(), Refusal> {
    if state.seats.iter().all(|known| known.id != seat) {
        return Err(refuse_at(rules::C_UNKNOWN_SEAT, "seat"));
    }
    if state.seats.len() == 1 { Err(refuse_at(rules::C_NO_SEATS, "seat")) } else { Ok(()) }
}

fn check_tasks(tasks: &[String]) -> Result<(), Refusal> {
    words::at_most(tasks.len(), limits::TASKS, "tasks")?;
    for (index, task) in tasks.iter().enumerate() {
        words::required(task, limits::TASK, &format!("tasks.{index}"), rules::C_EMPTY_TEXT)?;
    }
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "the end of an act that could have been refused")]
fn one(event: Event) -> Decision {
    Ok(vec![event])
}
