//! What the node does by itself now and then: mark as dormant what nobody has touched for a long time, remind
//! of days that have come, screen again when a register or a date changed, and take back seats nobody accepted.

use std::sync::Arc;
use std::time::Duration;

use commands::{Fault, Outcome};
use domain::context::SeatOf;
use domain::cooperation::Cooperation;
use domain::{Author, dormancy, group, organisation};
use eventlog::CommandId;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan as _};
use partnership::query::{Reminding, reminders_due};
use partnership::reminders;
use readmodel::cooperation::{
    CooperationRow, Screening, dormant_candidates, register_mark, to_screen,
};
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};
use uuid::Uuid;

use crate::graph::world::World;

/// How often to look; dormancy is counted in months.
const EVERY: Duration = Duration::from_hours(1);
/// How often to see whether the country register changed: one small query.
const LISTEN: Duration = Duration::from_secs(5);
/// Why an offer is taken back by itself: the reason is kept in the record for readers of all languages.
const EXPIRED: &str = "Invitation expirée · Invitation expired · Invitación vencida";
/// Cooperations marked, and things reminded of, at a time; the rest waits for the next look. Cooperations screened in one read.
const AT_ONCE: usize = 500;

/// Sweeps until the node stops; with 0 months nothing is ever marked.
pub async fn run(world: Arc<World>, months: u16, mut stopping: watch::Receiver<bool>) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut listens = interval(LISTEN);
    listens.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut heard = None;
    loop {
        // The hourly look first: it screens as well, so that nothing is screened twice when the node starts.
        tokio::select! {
            biased;
            _ = ticks.tick() => look(&world, months, &mut heard).await,
            _ = listens.tick() => listen(&world, &mut heard).await,
            stopped = stopping.changed() => if stopped.is_err() || *stopping.borrow() { return },
        }
    }
}

async fn look(world: &World, months: u16, heard: &mut Option<Mark>) {
    if months > 0 {
        match sweep(world, months).await {
            Ok(0) => {}
            Ok(marked) => tracing::info!(marked, months, "cooperations fell asleep"),
            Err(error) => {
                let error = error.as_ref() as &dyn std::error::Error;
                tracing::error!(error, "dormancy was not looked after");
            }
        }
    }
    match remind(world).await {
        Ok(0) => {}
        Ok(told) => tracing::info!(told, "reminders recorded"),
        Err(error) => {
            let error = error.as_ref() as &dyn std::error::Error;
            tracing::error!(error, "reminders were not looked after");
        }
    }
    screened(world, heard).await;
    if let Err(error) = forget_invitations(world).await {
        let error = error.as_ref() as &dyn std::error::Error;
        tracing::error!(error, "invitations were not looked after");
    }
}

/// Screens again at once when the country register is not as it was `heard` to be; what is missed is found every hour.
async fn listen(world: &World, heard: &mut Option<Mark>) {
    if register(world).await.is_some_and(|mark| *heard != Some(mark)) {
        screened(world, heard).await;
    }
}

/// What tells one state of the country register from another.
type Mark = (i64, i64);

async fn register(world: &World) -> Option<Mark> {
    let read = world.model.read_async(register_mark).await;
    read.inspect_err(|error| {
        let error = error as &dyn std::error::Error;
        tracing::error!(error, "the country register was not looked at");
    })
    .ok()
}

async fn screened(world: &World, heard: &mut Option<Mark>) {
    // Before the screening: what changes while it runs is heard afterwards.
    *heard = register(world).await;
    match screen(world).await {
        Ok(0) => {}
        Ok(found) => tracing::info!(found, "cooperations screened again, with another verdict"),
        Err(error) => {
            let error = error.as_ref() as &dyn std::error::Error;
            tracing::error!(error, "cooperations were not screened again");
        }
    }
}

/// Screens every living cooperation as of today, by the calendar of UTC, and records where the rules find something else
/// than before; answers of how many.
///
/// # Errors
/// When the read model or the log fails.
pub async fn screen(world: &World) -> anyhow::Result<usize> {
    let today = world.clock.now().to_zoned(TimeZone::UTC).date();
    let (mut from, mut recorded) = (Some(0), 0);
    while let Some(after) = from {
        let page = move |conn: &_| to_screen(conn, after, today, AT_ONCE);
        let (found, next) = world.model.read_async(page).await?;
        for one in found {
            let Screening { cooperation, times, at_first, beside } = one;
            let outcome = match cooperation {
                Cooperation::Jumelage(id) => {
                    world.jumelages.screen_again(id, times, at_first, &beside).await?
                }
                Cooperation::Partnership(id) => {
                    world.partnerships.screen_again(id, times, at_first, &beside).await?
                }
            };
            match outcome {
                Outcome::Done { repeated: false, .. } => recorded += 1,
                // Recorded already, or the rows were behind the log.
                Outcome::Done { repeated: true, .. } | Outcome::Refused(_) => {}
            }
        }
        from = next;
    }
    Ok(recorded)
}

/// Records what somebody is to be reminded of today, by the calendar of UTC as all that is late; answers of how many things.
///
/// # Errors
/// When the read model or the log fails.
pub async fn remind(world: &World) -> anyhow::Result<usize> {
    let today = world.clock.now().to_zoned(TimeZone::UTC).date();
    let due = world.model.read_async(move |conn| reminders_due(conn, today, AT_ONCE)).await?;
    let mut told = 0;
    for (reminding, waits) in due {
        let outcome = match reminding {
            Reminding::Convention(id) => {
                reminders::convention(&world.conventions, id, waits, today).await?
            }
            Reminding::Project(id) => reminders::project(&world.projects, id, waits, today).await?,
            Reminding::Financing(id) => {
                reminders::financing(&world.financings, id, waits, today).await?
            }
        };
        match outcome {
            Outcome::Done { repeated: false, .. } => told += 1,
            // Told already, or somebody acted in the meantime.
            Outcome::Done { repeated: true, .. } | Outcome::Refused(_) => {}
        }
    }
    Ok(told)
}

/// Withdraws the offers of invitations that expired, and deletes invitations and links that are long over.
///
/// # Errors
/// When the store of people or the log fails.
pub async fn forget_invitations(world: &World) -> anyhow::Result<()> {
    for invitation in world.identity.invitations_expired()? {
        let Some(seat) = invitation.seat else { continue };
        // The invitation gives the act its id: however often it is tried, it happens once.
        let command = CommandId(Uuid::new_v5(&invitation.id, b"expired"));
        let (author, reason) = (Author::SYSTEM, EXPIRED.to_owned());
        match invitation.of {
            SeatOf::Organisation(id) => {
                let order = organisation::Command::WithdrawSeatOffer { seat, reason };
                world.directory.handle(&author, command, id, order).await?;
            }
            SeatOf::Group(id) => {
                let order = group::Command::WithdrawSeatOffer { seat, reason };
                world.groups.handle(&author, command, id, order).await?;
            }
            SeatOf::Platform => {}
        }
        world.identity.invitation_over(invitation.id)?;
    }
    let kept = SignedDuration::from_hours(24 * i64::from(world.privacy.invitation_days));
    world.identity.forget_over(kept)?;
    Ok(())
}

/// Marks what has slept long enough; answers how many were marked.
///
/// # Errors
/// When the read model or the log fails.
pub async fn sweep(world: &World, months: u16) -> anyhow::Result<usize> {
    let now = world.clock.now().to_zoned(TimeZone::UTC);
    let Ok(before) = now.checked_sub(i64::from(months).months()) else {
        return Ok(0);
    };
    // A day more than needed: the rule itself counts in whole days and decides.
    let before = before.checked_add(1.day())?.timestamp();
    let candidates =
        world.model.read_async(move |conn| dormant_candidates(conn, before, AT_ONCE)).await?;
    let mut marked = 0;
    for row in candidates {
        let last = row.last_activity.to_zoned(TimeZone::UTC).date();
        if dormancy::due(last, now.date(), months) {
            match mark(world, &row, last, months).await? {
                Outcome::Done { repeated: false, .. } => marked += 1,
                // Already asleep, or somebody was active in the meantime.
                Outcome::Done { repeated: true, .. } | Outcome::Refused(_) => {}
            }
        }
    }
    Ok(marked)
}

async fn mark(
    world: &World,
    row: &CooperationRow,
    last: jiff::civil::Date,
    months: u16,
) -> Result<Outcome, Fault> {
    match row.cooperation {
        Cooperation::Jumelage(id) => world.jumelages.mark_dormant(id, last, months).await,
        Cooperation::Partnership(id) => world.partnerships.mark_dormant(id, last, months).await,
    }
}
