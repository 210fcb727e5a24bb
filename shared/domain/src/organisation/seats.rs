//! Who acts for an organisation: claims, and seats that are offered, taken, ended and handed over.

use super::decide::current;
use super::{Command, Event, Seat, State, input};
use crate::access::{fits_organisation, is_platform, may_manage_seats, role_term};
use crate::context::{Context, Role};
use crate::cooperation::{refuse, refuse_at, refuse_naming, words};
use crate::ids::{PersonId, SeatId};
use crate::refusal::Refusal;
use crate::rules;

/// What follows from a command on claims and seats. Whether the author may manage the seats of this organisation is
/// [`crate::access::manages_seats`]'s part: the service asks before, unless the seat is the author's own.
pub(super) fn decide(state: &State, command: Command, context: &Context) -> Result<Event, Refusal> {
    match command {
        Command::RequestClaim { function, invited_by } => {
            request(state, function, invited_by, context)
        }
        Command::ConfirmClaim { seat, reason, knows_them } => {
            let person = settle(state, seat, knows_them, context)?;
            words::reason(&reason)?;
            Ok(Event::Claimed { person, seat, reason: Some(reason) })
        }
        Command::RefuseClaim { seat, reason, knows_them } => {
            words::reason(&reason)?;
            let person = settle(state, seat, knows_them, context)?;
            Ok(Event::ClaimRefused { person, seat, reason })
        }
        Command::OfferSeat { role, function } => offer(state, role, function, context),
        Command::TakeSeat { seat } => take(state, seat, context),
        Command::WithdrawSeatOffer { seat, reason } => {
            offered(state, seat)?;
            words::reason(&reason)?;
            Ok(Event::SeatOfferWithdrawn { seat, reason })
        }
        Command::EndSeat { seat, reason } => {
            let ending = held(state, seat, "seat")?;
            within_ones_rank(state, ending.role, Some(ending.person), "seat", context)?;
            words::reason(&reason)?;
            stays_manageable(state, seat, context)?;
            Ok(Event::SeatEnded { seat, reason })
        }
        Command::HandOverSeat { from, to, reason } => {
            hand_over(state, from, to, &reason, context)?;
            Ok(Event::SeatHandedOver { from, to, reason })
        }
        Command::Record { .. }
        | Command::Rename { .. }
        | Command::AddIdentifier { .. }
        | Command::Locate { .. }
        | Command::DescribeProfile { .. }
        | Command::MergeInto { .. }
        | Command::SucceedBy { .. } => Err(refuse(rules::H_NO_CHANGE)),
    }
}

fn request(
    state: &State,
    function: String,
    invited_by: Option<SeatId>,
    context: &Context,
) -> Result<Event, Refusal> {
    current(state)?;
    let person = context.author.person.ok_or_else(|| refuse(rules::H_PERSON))?;
    words::function(&function)?;
    if state.seats.iter().any(|known| known.person == person) {
        return Err(refuse(rules::H_CLAIM_HELD));
    }
    if state.claims.iter().any(|claim| claim.person == person) {
        return Err(refuse(rules::H_CLAIM_PENDING));
    }
    words::at_most(state.claims.len() + 1, input::CLAIMS, "function")?;
    Ok(Event::ClaimRequested { person, seat: SeatId(context.new_id), function, invited_by })
}

/// The person whose claim it is, when the author may settle it: somebody else, who knows them.
fn settle(
    state: &State,
    seat: SeatId,
    knows_them: bool,
    context: &Context,
) -> Result<PersonId, Refusal> {
    current(state)?;
    let claim = state.claims.iter().find(|claim| claim.seat == seat);
    let claim = claim.ok_or_else(|| refuse_at(rules::H_CLAIM_UNKNOWN, "seat"))?;
    let author = &context.author;
    if author.person == Some(claim.person) {
        return Err(refuse(rules::H_CLAIM_OWN));
    }
    if knows_them || is_platform(author.role) {
        Ok(claim.person)
    } else {
        Err(refuse(rules::H_CLAIM_STRANGER))
    }
}

fn offer(state: &State, role: Role, function: String, context: &Context) -> Result<Event, Refusal> {
    let record = current(state)?;
    if !fits_organisation(role, record.kind) {
        return Err(refuse_naming(rules::H_SEAT_ROLE, "role", role_term(role)));
    }
    within_ones_rank(state, role, None, "role", context)?;
    words::function(&function)?;
    words::at_most(state.seats.len() + state.offers.len() + 1, input::SEATS, "role")?;
    Ok(Event::SeatOffered { seat: SeatId(context.new_id), role, function })
}

fn take(state: &State, seat: SeatId, context: &Context) -> Result<Event, Refusal> {
    let offer = offered(state, seat)?;
    let person = context.author.person.ok_or_else(|| refuse(rules::H_PERSON))?;
    if state.seats.iter().any(|held| held.person == person && held.role == offer.role) {
        return Err(refuse(rules::H_SEAT_HELD));
    }
    Ok(Event::SeatTaken { seat, person, role: offer.role, function: offer.function.clone() })
}

fn offered(state: &State, seat: SeatId) -> Result<&super::Offer, Refusal> {
    current(state)?;
    let offer = state.offers.iter().find(|offer| offer.seat == seat);
    offer.ok_or_else(|| refuse_at(rules::H_OFFER_UNKNOWN, "seat"))
}

/// The seat while it is held; also on a record that was merged, whose people act on elsewhere.
fn held<'a>(state: &'a State, seat: SeatId, path: &str) -> Result<&'a Seat, Refusal> {
    state.seat(seat).ok_or_else(|| refuse_at(rules::H_SEAT_UNKNOWN, path))
}

/// What hangs on a seat goes to somebody else who sits here already.
fn hand_over(
    state: &State,
    from: SeatId,
    to: SeatId,
    reason: &str,
    context: &Context,
) -> Result<(), Refusal> {
    let outgoing = held(state, from, "from")?;
    let next = held(state, to, "to")?;
    within_ones_rank(state, outgoing.role, Some(outgoing.person), "from", context)?;
    if outgoing.person == next.person {
        return Err(refuse_at(rules::H_SEAT_SAME, "to"));
    }
    words::reason(reason)?;
    stays_manageable(state, from, context)
}

/// Seats of those who sign and of those who run the seats are given and ended by their like, as soon as there is one: who
/// runs cooperation from day to day does not unseat the mayor. One's own seat may always be left.
fn within_ones_rank(
    state: &State,
    role: Role,
    holder: Option<PersonId>,
    path: &str,
    context: &Context,
) -> Result<(), Refusal> {
    let leads = |role| matches!(role, Role::Executive | Role::Administrator);
    let author = &context.author;
    let own = holder.is_some() && holder == author.person;
    let led = state.seats.iter().any(|seat| leads(seat.role));
    if !leads(role) || own || !led || leads(author.role) || is_platform(author.role) {
        return Ok(());
    }
    Err(refuse_naming(rules::H_SEAT_RANK, path, role_term(role)))
}

/// Its own people never lock themselves out: whoever could manage seats last keeps that seat until another one can.
fn stays_manageable(state: &State, leaving: SeatId, context: &Context) -> Result<(), Refusal> {
    let manages = |seat: &&Seat| may_manage_seats(seat.role);
    let leaves_a_manager = state.seats.iter().filter(manages).any(|seat| seat.id == leaving);
    let another = state.seats.iter().filter(manages).any(|seat| seat.id != leaving);
    if leaves_a_manager && !another && !is_platform(context.author.role) {
        return Err(refuse_at(rules::H_SEAT_LAST, "seat"));
    }
    Ok(())
}
