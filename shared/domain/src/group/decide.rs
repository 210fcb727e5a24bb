//! What may be asked of a country group, and what follows from it.

use super::seats;
use super::{Command, Event, GroupName, Scope, State};
use crate::access::is_platform;
use crate::context::{Author, Context, Role};
use crate::cooperation::{limits, refuse, refuse_at, words};
use crate::ids::{OrganisationId, SeatId};
use crate::organisation::input;
use crate::refusal::Refusal;
use crate::rules;

/// Member authorities of one group.
const MEMBERS: usize = 5_000;
/// Countries of one scope.
const COUNTRIES: usize = 250;

/// What follows from `command`. Whoever founds a group out of a part of their own coordinates it from then on; the
/// platform founds groups for others.
///
/// # Errors
/// A refusal of the house or R-31: a chair who is not elected, an author who does not run the group or speak for the
/// authority, a group that is closed.
pub fn decide(state: &State, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    let author = &context.author;
    let event = match command {
        Command::Found { name, scope, runner, parent, within } => {
            check_new(state, &name, &scope, author)?;
            check_within(within.as_ref(), &scope, author)?;
            let founded = Event::Founded { name, scope, runner, parent };
            return Ok([founded].into_iter().chain(founder(context)).collect());
        }
        Command::ChangeScope { scope, reason } => change_scope(state, scope, reason, author)?,
        Command::GiveSeat { .. }
        | Command::OfferSeat { .. }
        | Command::TakeSeat { .. }
        | Command::WithdrawSeatOffer { .. }
        | Command::EndSeat { .. }
        | Command::HandOverSeat { .. } => seats::decide(state, command, context)?,
        Command::Join { organisation } => join(state, organisation, author)?,
        Command::Leave { organisation, reason } => leave(state, organisation, reason, author)?,
        Command::Close { reason } => {
            run(state, author)?;
            words::reason(&reason)?;
            Event::Closed { reason }
        }
    };
    Ok(vec![event])
}

fn change_scope(
    state: &State,
    scope: Scope,
    reason: String,
    author: &Author,
) -> Result<Event, Refusal> {
    run(state, author)?;
    words::reason(&reason)?;
    check_scope(&scope, author)?;
    check_within(Some(&state.scope), &scope, author)?;
    if scope == state.scope {
        return Err(refuse(rules::H_NO_CHANGE));
    }
    Ok(Event::ScopeChanged { scope, reason })
}

fn join(state: &State, organisation: OrganisationId, author: &Author) -> Result<Event, Refusal> {
    speak_for(open(state)?, organisation, author)?;
    words::at_most(state.members.len() + 1, MEMBERS, "organisation")?;
    if state.members.contains(&organisation) {
        return Err(refuse_at(rules::H_MEMBER_ALREADY, "organisation"));
    }
    Ok(Event::MemberJoined { organisation })
}

fn leave(
    state: &State,
    organisation: OrganisationId,
    reason: String,
    author: &Author,
) -> Result<Event, Refusal> {
    speak_for(open(state)?, organisation, author)?;
    words::reason(&reason)?;
    if !state.members.contains(&organisation) {
        return Err(refuse_at(rules::H_MEMBER_UNKNOWN, "organisation"));
    }
    Ok(Event::MemberLeft { organisation, reason })
}

fn check_new(
    state: &State,
    name: &GroupName,
    scope: &Scope,
    author: &Author,
) -> Result<(), Refusal> {
    if state.founded {
        return Err(refuse(rules::H_ALREADY_RECORDED));
    }
    words::local_required(name, limits::TITLE, "name")?;
    check_scope(scope, author)
}

/// Only the platform may found a group that looks at everything: its coordinators see what groups see.
fn check_scope(scope: &Scope, author: &Author) -> Result<(), Refusal> {
    if scope.countries.is_empty() && scope.themes.is_empty() && !is_platform(author.role) {
        return Err(refuse_at(rules::H_SCOPE_EMPTY, "scope"));
    }
    words::at_most(scope.countries.len(), COUNTRIES, "scope.countries")?;
    scope.countries.iter().try_for_each(|code| input::country(code, "scope.countries"))?;
    words::themes(&scope.themes, "scope.themes")
}

/// A scope gives rights: those who hold it may narrow it or share a part of it, only the platform widens it.
fn check_within(own: Option<&Scope>, scope: &Scope, author: &Author) -> Result<(), Refusal> {
    if is_platform(author.role) || own.is_some_and(|own| own.covers(scope)) {
        Ok(())
    } else {
        Err(refuse_at(rules::H_SCOPE_WIDER, "scope"))
    }
}

fn founder(context: &Context) -> Option<Event> {
    let person = context.author.person.filter(|_| !is_platform(context.author.role))?;
    let seat = SeatId(context.new_id);
    Some(Event::SeatGiven { seat, person, role: Role::GroupCoordinator, elected: false })
}

pub(super) fn open(state: &State) -> Result<&State, Refusal> {
    if !state.founded {
        return Err(refuse(rules::H_NOT_RECORDED));
    }
    if state.closed { Err(refuse(rules::H_GROUP_CLOSED)) } else { Ok(state) }
}

pub(super) fn run(state: &State, author: &Author) -> Result<(), Refusal> {
    if open(state)?.is_run_by(author) || is_platform(author.role) {
        Ok(())
    } else {
        Err(refuse(rules::H_GROUP_NOT_YOURS))
    }
}

/// An authority joins and leaves by its own people, by those who run the group, or by the platform.
fn speak_for(state: &State, organisation: OrganisationId, author: &Author) -> Result<(), Refusal> {
    let own = author.organisation() == Some(organisation);
    if own || state.is_run_by(author) || is_platform(author.role) {
        Ok(())
    } else {
        Err(refuse_at(rules::H_NOT_YOURS, "organisation"))
    }
}
