//! Seats that the operator gives: through the services like everybody's, so that the record knows and can end them.

use anyhow::bail;
use commands::{Outcome, part_of};
use domain::context::SeatOf;
use domain::{
    Author, GroupId, Lang, OrganisationId, PersonId, Refusal, Role, SeatId, group, organisation,
};
use eventlog::CommandId;
use identity::Seat;
use uuid::Uuid;

use crate::graph::world::World;

/// What the operator gives.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Given<'a> {
    /// To whom.
    pub(crate) person: PersonId,
    /// Where.
    pub(crate) of: SeatOf,
    /// As what.
    pub(crate) role: Role,
    /// The function in words; it is on record for ever and never a name.
    pub(crate) function: &'a str,
    /// Names the act: giving a seat twice under one name is once.
    pub(crate) key: Uuid,
}

/// Gives a seat. Those of the platform are in the store of people alone: there is no record of the platform itself.
///
/// # Errors
/// When the place refuses it, in words, or something broke.
pub(crate) async fn give(world: &World, given: Given<'_>) -> anyhow::Result<()> {
    match given.of {
        SeatOf::Organisation(id) => in_organisation(world, id, given).await,
        SeatOf::Group(id) => in_group(world, id, given).await,
        SeatOf::Platform => {
            let seat = Seat { id: SeatId(given.key), of: given.of, role: given.role };
            Ok(world.identity.give_seat(given.person, seat)?)
        }
    }
}

async fn in_organisation(
    world: &World,
    id: OrganisationId,
    given: Given<'_>,
) -> anyhow::Result<()> {
    let offering = act(given.key, "offered");
    let function = given.function.to_owned();
    let offer = organisation::Command::OfferSeat { role: given.role, function };
    done(world.directory.handle(&Author::SYSTEM, offering, id, offer).await?)?;
    let seat = SeatId(part_of(offering, 0));
    let themselves =
        Author { person: Some(given.person), seat: None, of: SeatOf::Platform, role: Role::Reader };
    let take = organisation::Command::TakeSeat { seat };
    done(world.directory.handle(&themselves, act(given.key, "taken"), id, take).await?)
}

async fn in_group(world: &World, id: GroupId, given: Given<'_>) -> anyhow::Result<()> {
    let give = group::Command::GiveSeat {
        seat: SeatId(given.key),
        person: given.person,
        role: given.role,
        // whoever chairs a group is an elected person; the operator answers for that.
        elected: given.role == Role::GroupChair,
    };
    done(world.groups.handle(&Author::SYSTEM, act(given.key, "given"), id, give).await?)
}

fn act(key: Uuid, what: &str) -> CommandId {
    CommandId(Uuid::new_v5(&key, what.as_bytes()))
}

/// An act of the operator: done, or an error with the words of what refused it.
///
/// # Errors
/// When it was refused.
pub(crate) fn done(outcome: Outcome) -> anyhow::Result<()> {
    match outcome {
        Outcome::Done { .. } => Ok(()),
        Outcome::Refused(refusals) => {
            let words: Vec<String> = refusals.iter().map(said).collect();
            bail!("it was refused: {}", words.join("; "))
        }
    }
}

fn said(refusal: &Refusal) -> String {
    let (message, way_out) = (refusal.message(Lang::En), refusal.way_out(Lang::En));
    format!("{} {message} {way_out}", refusal.rule)
}
