//! The seats of a country group: given, offered, taken, ended and handed over.

use super::decide::{open, run};
use super::{Command, Event, Offer, Seat, State};
use crate::access::{fits_group, role_term};
use crate::context::{Author, Context, Role};
use crate::cooperation::{refuse, refuse_at, refuse_naming, words};
use crate::ids::SeatId;
use crate::refusal::Refusal;
use crate::rules;

/// Seats of one group, offered ones included.
const SEATS: usize = 200;

/// What follows from a command on seats: those who run the group and the platform manage them, and everybody may leave
/// their own.
pub(super) fn decide(state: &State, command: Command, context: &Context) -> Result<Event, Refusal> {
    let author = &context.author;
    match command {
        Command::GiveSeat { seat, person, role, elected } => {
            run(state, author)?;
            check_new(state, seat)?;
            check_role(role, elected)?;
            Ok(Event::SeatGiven { seat, person, role, elected })
        }
        Command::OfferSeat { role, function, elected } => {
            run(state, author)?;
            let seat = SeatId(context.new_id);
            check_new(state, seat)?;
            check_role(role, elected)?;
            words::function(&function)?;
            Ok(Event::SeatOffered { seat, role, function, elected })
        }
        Command::TakeSeat { seat } => take(state, seat, author),
        Command::WithdrawSeatOffer { seat, reason } => {
            run(state, author)?;
            offered(state, seat)?;
            words::reason(&reason)?;
            Ok(Event::SeatOfferWithdrawn { seat, reason })
        }
        Command::EndSeat { seat, reason } => {
            leave(state, seat, "seat", author)?;
            words::reason(&reason)?;
            Ok(Event::SeatEnded { seat, reason })
        }
        Command::HandOverSeat { from, to, reason } => {
            let outgoing = leave(state, from, "from", author)?;
            if outgoing.person == held(state, to, "to")?.person {
                return Err(refuse_at(rules::H_SEAT_SAME, "to"));
            }
            words::reason(&reason)?;
            Ok(Event::SeatHandedOver { from, to, reason })
        }
        Command::Found { .. }
        | Command::ChangeScope { .. }
        | Command::Join { .. }
        | Command::Leave { .. }
        | Command::Close { .. } => Err(refuse(rules::H_NO_CHANGE)),
    }
}

fn take(state: &State, seat: SeatId, author: &Author) -> Result<Event, Refusal> {
    let Offer { role, function, elected, .. } = offered(state, seat)?.clone();
    let person = author.person.ok_or_else(|| refuse(rules::H_PERSON))?;
    if state.seats.iter().any(|held| held.person == person && held.role == role) {
        return Err(refuse(rules::H_SEAT_HELD));
    }
    Ok(Event::SeatTaken { seat, person, role, function, elected })
}

fn offered(state: &State, seat: SeatId) -> Result<&Offer, Refusal> {
    let offer = open(state)?.offers.iter().find(|offer| offer.seat == seat);
    offer.ok_or_else(|| refuse_at(rules::H_OFFER_UNKNOWN, "seat"))
}

fn held<'a>(state: &'a State, seat: SeatId, path: &str) -> Result<&'a Seat, Refusal> {
    open(state)?.seat(seat).ok_or_else(|| refuse_at(rules::H_SEAT_UNKNOWN, path))
}

/// The seat, when the author may end it: one's own may always be left.
fn leave<'a>(
    state: &'a State,
    seat: SeatId,
    path: &str,
    author: &Author,
) -> Result<&'a Seat, Refusal> {
    let known = held(state, seat, path)?;
    if author.person != Some(known.person) {
        run(state, author)?;
    }
    Ok(known)
}

fn check_new(state: &State, seat: SeatId) -> Result<(), Refusal> {
    words::at_most(state.seats.len() + state.offers.len() + 1, SEATS, "seat")?;
    if state.seat(seat).is_some() || state.offers.iter().any(|offer| offer.seat == seat) {
        return Err(refuse_at(rules::H_SEAT_TAKEN, "seat"));
    }
    Ok(())
}

/// A group's seats have a group's roles, and its chair is elected.
fn check_role(role: Role, elected: bool) -> Result<(), Refusal> {
    if !fits_group(role) {
        return Err(refuse_naming(rules::H_SEAT_ROLE, "role", role_term(role)));
    }
    if role == Role::GroupChair && !elected {
        return Err(refuse_at(rules::R_31, "elected"));
    }
    Ok(())
}
