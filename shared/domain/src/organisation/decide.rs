//! What may be asked of an organisation's record, and what follows from it.

use super::{Command, Event, Identifier, Name, Place, Record, State};
use super::{input, seats};
use crate::access::is_platform;
use crate::context::Context;
use crate::cooperation::{limits, refuse, refuse_at, words};
use crate::refusal::Refusal;
use crate::rules;

/// What follows from `command`. The role is [`crate::access::allows`]'s part, and whether the author may change this
/// record is [`crate::access::describes`]'s: the service asks both before.
///
/// # Errors
/// A refusal of the house: malformed input, a record that is missing, taken or superseded, a claim that is not the
/// author's to settle, or nothing that would change.
pub fn decide(state: &State, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    let event = match command {
        Command::Record {
            kind,
            names,
            country,
            territory,
            place,
            identifiers,
            population,
            provisional,
            source,
        } => {
            check_new(state, &names, &country, territory.as_deref())?;
            check_facts(place.as_ref(), &identifiers, source.as_deref())?;
            // A record by anybody but a register or the platform is provisional, whatever was asked.
            let provisional = provisional || !is_platform(context.author.role);
            Event::Recorded {
                kind,
                names,
                country,
                territory,
                place,
                identifiers,
                population,
                provisional,
                source,
            }
        }
        Command::RequestClaim { .. }
        | Command::ConfirmClaim { .. }
        | Command::RefuseClaim { .. }
        | Command::OfferSeat { .. }
        | Command::TakeSeat { .. }
        | Command::WithdrawSeatOffer { .. }
        | Command::EndSeat { .. }
        | Command::HandOverSeat { .. } => seats::decide(state, command, context)?,
        Command::MergeInto { into, reason, would_loop } => {
            current(state)?;
            words::reason(&reason)?;
            if would_loop {
                return Err(refuse_at(rules::H_MERGE_LOOP, "into"));
            }
            Event::MergedInto { into, reason }
        }
        Command::SucceedBy { successor, reason } => {
            current(state)?;
            words::reason(&reason)?;
            Event::SucceededBy { successor, reason }
        }
        Command::Rename { .. }
        | Command::AddIdentifier { .. }
        | Command::Locate { .. }
        | Command::DescribeProfile { .. } => return describe(current(state)?, command),
    };
    Ok(vec![event])
}

fn check_new(
    state: &State,
    names: &[Name],
    country: &str,
    territory: Option<&str>,
) -> Result<(), Refusal> {
    if state.record.is_some() {
        return Err(refuse(rules::H_ALREADY_RECORDED));
    }
    input::names(names)?;
    input::country(country, "country")?;
    input::territory(territory)
}

fn check_facts(
    place: Option<&Place>,
    identifiers: &[Identifier],
    source: Option<&str>,
) -> Result<(), Refusal> {
    input::place(place)?;
    input::identifiers(identifiers)?;
    words::optional(source, limits::SHORT, "source")
}

fn describe(record: &Record, command: Command) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::Rename { names, reason } => {
            input::names(&names)?;
            words::reason(&reason)?;
            unless(record.names == names, Event::Renamed { names, reason })
        }
        Command::AddIdentifier { identifier } => {
            input::identifier(&identifier, "identifier")?;
            words::at_most(record.identifiers.len() + 1, input::IDENTIFIERS, "identifier")?;
            unless(record.identifiers.contains(&identifier), Event::IdentifierAdded { identifier })
        }
        Command::Locate { place, source } => {
            check_facts(Some(&place), &[], source.as_deref())?;
            unless(record.place == Some(place), Event::Located { place, source })
        }
        Command::DescribeProfile { profile } => {
            input::profile(&profile)?;
            unless(record.profile == profile, Event::ProfileDescribed { profile })
        }
        Command::Record { .. }
        | Command::RequestClaim { .. }
        | Command::ConfirmClaim { .. }
        | Command::RefuseClaim { .. }
        | Command::OfferSeat { .. }
        | Command::TakeSeat { .. }
        | Command::WithdrawSeatOffer { .. }
        | Command::EndSeat { .. }
        | Command::HandOverSeat { .. }
        | Command::MergeInto { .. }
        | Command::SucceedBy { .. } => Ok(Vec::new()),
    }
}

fn unless(same: bool, event: Event) -> Result<Vec<Event>, Refusal> {
    if same { Err(refuse(rules::H_NO_CHANGE)) } else { Ok(vec![event]) }
}

/// The record, when there is one and it was neither merged nor succeeded.
pub(super) fn current(state: &State) -> Result<&Record, Refusal> {
    let record = state.record.as_ref().ok_or_else(|| refuse(rules::H_NOT_RECORDED))?;
    if state.follow.is_some() {
        let detail = vec![state.name().to_owned()];
        return Err(Refusal { rule: rules::H_SUPERSEDED, path: None, detail });
    }
    Ok(record)
}
