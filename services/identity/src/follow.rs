//! Follows the seats that events grant, end or move, so that a confirmed claim opens the door at once.

use std::sync::{Arc, Weak};
use std::time::Duration;

use domain::context::SeatOf;
use domain::{Event, GroupId, OrganisationId, Role, SeatId, codec, group, organisation};
use eventlog::{EventLog, Position, Recorded};
use rusqlite::{Transaction, params};

use crate::people::insert_seat;
use crate::{Identity, IdentityError, Seat, follows};

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
        let Some(subject) = codec::subject_of(&commit.stream.0) else { continue };
        changed |= match (event, subject) {
            (Event::Organisation(event), codec::Subject::Organisation(id)) => {
                of_organisation(tx, id, &event, commit.at_ms)?
            }
            (Event::Group(event), codec::Subject::Group(id)) => {
                of_group(tx, id, &event, commit.at_ms)?
            }
            _ => false,
        };
    }
    Ok(changed)
}

/// The names of the events that are decoded at all: one in thousands.
fn matters(name: &str) -> bool {
    matches!(
        name,
        "organisation.claimed"
            | "organisation.seat_taken"
            | "organisation.seat_ended"
            | "organisation.seat_handed_over"
            | "organisation.merged_into"
            | "group.seat_given"
            | "group.seat_taken"
            | "group.seat_ended"
            | "group.seat_handed_over"
    )
}

fn of_organisation(
    tx: &Transaction<'_>,
    id: OrganisationId,
    event: &organisation::Event,
    at_ms: i64,
) -> Result<bool, rusqlite::Error> {
    use organisation::Event as E;
    let of = SeatOf::Organisation(id);
    match event {
        E::Claimed { person, seat, .. } => {
            insert_seat(tx, *person, Seat { id: *seat, of, role: Role::Officer }, at_ms)?;
        }
        E::SeatTaken { seat, person, role, .. } => {
            insert_seat(tx, *person, Seat { id: *seat, of, role: *role }, at_ms)?;
        }
        E::SeatEnded { seat, .. } => end_seat(tx, *seat, at_ms)?,
        E::SeatHandedOver { from, to, .. } => hand_over(tx, *from, *to, at_ms)?,
        E::MergedInto { into, .. } => move_seats(tx, id, *into)?,
        E::Recorded { .. }
        | E::ClaimRequested { .. }
        | E::ClaimRefused { .. }
        | E::SeatOffered { .. }
        | E::SeatOfferWithdrawn { .. }
        | E::Renamed { .. }
        | E::IdentifierAdded { .. }
        | E::Located { .. }
        | E::ProfileDescribed { .. }
        | E::SucceededBy { .. } => return Ok(false),
    }
    Ok(true)
}

fn of_group(
    tx: &Transaction<'_>,
    id: GroupId,
    event: &group::Event,
    at_ms: i64,
) -> Result<bool, rusqlite::Error> {
    use group::Event as E;
    let of = SeatOf::Group(id);
    match event {
        E::SeatGiven { seat, person, role, .. } | E::SeatTaken { seat, person, role, .. } => {
            insert_seat(tx, *person, Seat { id: *seat, of, role: *role }, at_ms)?;
        }
        E::SeatEnded { seat, .. } => end_seat(tx, *seat, at_ms)?,
        E::SeatHandedOver { from, to, .. } => hand_over(tx, *from, *to, at_ms)?,
        E::Founded { .. }
        | E::ScopeChanged { .. }
        | E::SeatOffered { .. }
        | E::SeatOfferWithdrawn { .. }
        | E::MemberJoined { .. }
        | E::MemberLeft { .. }
        | E::Closed { .. } => return Ok(false),
    }
    Ok(true)
}

/// Ends the seat `from` and passes what its holder kept for the work on to the holder of `to`.
fn hand_over(
    tx: &Transaction<'_>,
    from: SeatId,
    to: SeatId,
    at_ms: i64,
) -> Result<(), rusqlite::Error> {
    follows::hand_over(tx, from, to)?;
    end_seat(tx, from, at_ms)
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
    follows::move_place(tx, from, into)
}

fn end_seat(tx: &Transaction<'_>, seat: SeatId, at_ms: i64) -> Result<(), rusqlite::Error> {
    tx.execute(
        "UPDATE seat SET ended_ms = ?2 WHERE id = ?1 AND ended_ms IS NULL",
        params![seat.0, at_ms],
    )?;
    Ok(())
}
