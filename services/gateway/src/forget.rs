//! Forgetting: a person's seats end in the record, for all to see, then the person is erased; and what is over is deleted.

use std::sync::Arc;
use std::time::Duration;

use commands::{Fault, Outcome};
use domain::context::SeatOf;
use domain::{Author, Lang, PersonId, group, organisation};
use eventlog::CommandId;
use identity::{Keep, Seat};
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};
use uuid::Uuid;

use crate::config::Privacy;
use crate::graph::world::World;

/// How often to look for what is over; everything is counted in days.
const EVERY: Duration = Duration::from_hours(1);
/// People forgotten at a time for having been away; the rest waits for the next look.
const AT_ONCE: usize = 100;

/// Why a person could not be forgotten; asking again goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum NotForgotten {
    /// The record could not be told.
    #[error("the record could not be told that a seat ended")]
    Record(#[from] Fault),
    /// The store of people failed.
    #[error("the store of people failed")]
    People(#[from] identity::IdentityError),
}

/// Why a seat ended, for the record: it tells nothing about the person.
#[must_use]
pub fn reason(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "La personne qui occupait ce siège a quitté la plateforme.",
        Lang::En => "The person who held this seat left the platform.",
        Lang::Es => "La persona que ocupaba este puesto dejó la plataforma.",
    }
}

/// Forgets a person; answers the seats after which nobody is left in their place who may act for it, `None` when there
/// is no such person. The record is told first: should the node die in between, asking again goes on from there.
///
/// # Errors
/// When the log or the store of people fails.
pub async fn forget(
    world: &World,
    person: PersonId,
    reason: &str,
) -> Result<Option<Vec<Seat>>, NotForgotten> {
    let last = world.identity.last_ones(person)?;
    for seat in world.identity.seats_of(person)? {
        end(world, seat, reason).await?;
    }
    Ok(world.identity.erase(person)?.then_some(last))
}

/// Ends a seat in the record. One that only the operator gave is in no record and ends with the person.
async fn end(world: &World, seat: Seat, reason: &str) -> Result<(), Fault> {
    let (author, command) = (Author::SYSTEM, CommandId(Uuid::now_v7()));
    let (id, reason) = (seat.id, reason.to_owned());
    let outcome = match seat.of {
        SeatOf::Organisation(of) => {
            let end = organisation::Command::EndSeat { seat: id, reason };
            world.directory.handle(&author, command, of, end).await?
        }
        SeatOf::Group(of) => {
            let end = group::Command::EndSeat { seat: id, reason };
            world.groups.handle(&author, command, of, end).await?
        }
        SeatOf::Platform => return Ok(()),
    };
    if let Outcome::Refused(refusals) = outcome {
        let rules: Vec<_> = refusals.iter().map(|refusal| refusal.rule.0).collect();
        tracing::info!(seat = %id, ?rules, "the record knows no such seat; it ends here alone");
    }
    Ok(())
}

/// Looks for what is over until the node stops.
pub async fn run(world: Arc<World>, privacy: Privacy, mut stopping: watch::Receiver<bool>) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = ticks.tick() => if let Err(error) = sweep(&world, &privacy).await {
                tracing::error!(error = error.as_ref() as &dyn std::error::Error, "what is over was not deleted");
            },
            stopped = stopping.changed() => if stopped.is_err() || *stopping.borrow() { return },
        }
    }
}

/// Deletes what is over and forgets who has been away for too long; answers how many people.
///
/// # Errors
/// When the log or the store of people fails.
pub async fn sweep(world: &World, privacy: &Privacy) -> anyhow::Result<usize> {
    let keep = Keep {
        session_days: privacy.session_days,
        journal_days: privacy.journal_days,
        invitation_days: privacy.invitation_days,
    };
    let deleted = world.identity.tidy(keep)?;
    if deleted > 0 {
        tracing::info!(deleted, "what was kept for long enough is deleted");
    }
    if privacy.inactive_months == 0 {
        return Ok(0);
    }
    let away = world.identity.inactive(privacy.inactive_months, AT_ONCE)?;
    for person in &away {
        let lang = world.identity.contact_of(*person)?.map_or(Lang::Fr, |contact| contact.lang);
        forget(world, *person, reason(lang)).await?;
        tracing::warn!(%person, months = privacy.inactive_months, "a person who was away is forgotten");
    }
    Ok(away.len())
}
