//! Follows the seats that events grant, end or move, so that a confirmed claim opens the door at once.

use std::sync::{Arc, Weak};
use std::time::Duration;

use domain::context::SeatOf;
use domain::{Event, OrganisationId, Role, SeatId, codec, group, organisation};
use eventlog::{EventLog, Position, Recorded};
use rusqlite::{Transaction, params};

use crate::people::insert_seat;
use crate::{Identity, IdentityError, Seat};

/// Commits read at a time.
const BATCH: usize = 1_000;
/// How long to wait before a failed batch is tried again.
const PAUSE: Duration = Duration::from_secs(2);

/// Runs until the store or the log goes away.
pub(crate) async fn run(identity: Weak<Identity>, log: Arc<dyn EventLog>) {
    let mut head = log.head();
    loop {
        let Some(here) = identity.upgrade() else {
            return;
        };
        let target = *head.borrow_and_update();
        let mut after = *here.followed.borrow();
        while after < target {
            match step(&here, log.as_ref(), after).await {
                Ok(position) => after = position,
                Err(error) => {
                    tracing::error!(
                        error = &error as &dyn std::error::Error,
                        ?after,
                        "cannot follow seats; trying again"
                    );
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
        drop(here);
        if head.changed().await.is_err() {
            return;
        }
    }
}

async fn step(
    identity: &Identity,
    log: &dyn EventLog,
    after: Position,
) -> Result<Position, IdentityError> {
    let commits = log.read(after, BATCH).await?;
    let Some(last) = commits.last().map(|recorded| recorded.position) else {
        return Ok(after);
    };
    let mut changed = false;
    {
        let mut store = identity.store.lock();
        let tx = store.transaction()?;
        for recorded in &commits {
            changed |= apply(&tx, recorded)?;
        }
        tx.execute("UPDATE followed SET position = ?1", [last.0.cast_signed()])?;
        tx.commit()?;
    }
    if changed {
        identity.changed();
    }
    identity.followed.send_replace(last);
    Ok(last)
}

/// Writes what a commit means for seats; true when it meant something.
fn apply(tx: &Transaction<'_>, recorded: &Recorded) -> Result<bool, IdentityError> {
    let commit = &recorded.commit;
    let mut changed = false;
    for stored in &commit.events {
        if !matters(&stored.name) {
            continue;
        }
        let event = codec::decode(&stored.name, stored.version, stored.payload.get())?;
        let subject = codec::subject_of(&commit.stream.0);
        match (event, subject) {
            (
                Event::Organisation(organisation::Event::Claimed { person, seat }),
                Some(codec::Subject::Organisation(id)),
            ) => {
                let seat = Seat { id: seat, of: SeatOf::Organisation(id), role: Role::Officer };
                insert_seat(tx, person, seat, commit.at_ms)?;
            }
            (
                Event::Organisation(organisation::Event::MergedInto { into, .. }),
                Some(codec::Subject::Organisation(id)),
            ) => move_seats(tx, id, into)?,
            (
                Event::Group(group::Event::SeatGiven { seat, person, role, .. }),
                Some(codec::Subject::Group(id)),
            ) => insert_seat(
                tx,
                person,
                Seat { id: seat, of: SeatOf::Group(id), role },
                commit.at_ms,
            )?,
            (Event::Group(group::Event::SeatEnded { seat, .. }), _) => {
                end_seat(tx, seat, commit.at_ms)?;
            }
            _ => continue,
        }
        changed = true;
    }
    Ok(changed)
}

/// The names of the events that are decoded at all: one in thousands.
fn matters(name: &str) -> bool {
    matches!(
        name,
        "organisation.claimed"
            | "organisation.merged_into"
            | "group.seat_given"
            | "group.seat_ended"
    )
}

fn move_seats(
    tx: &Transaction<'_>,
    from: OrganisationId,
    into: OrganisationId,
) -> Result<(), rusqlite::Error> {
    tx.execute(
        "UPDATE seat SET of_id = ?2 WHERE of_kind = 'organisation' AND of_id = ?1",
        params![from.0, into.0],
    )?;
    Ok(())
}

fn end_seat(tx: &Transaction<'_>, seat: SeatId, at_ms: i64) -> Result<(), rusqlite::Error> {
    tx.execute(
        "UPDATE seat SET ended_ms = ?2 WHERE id = ?1 AND ended_ms IS NULL",
        params![seat.0, at_ms],
    )?;
    Ok(())
}
