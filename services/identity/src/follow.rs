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
/// Commits that may mean nothing for seats before it is written down that they were read: a start reads them again.
const STRIDE: u64 = 10_000;
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
        // Another node may have followed further than this one's copy of the log goes.
        let mut after = *here.store.bells.followed.borrow();
        while after < target {
            match step(&here, log.as_ref(), after).await {
                Ok(position) => after = position.max(*here.store.bells.followed.borrow()),
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
    let store = &identity.store;
    if commits.iter().any(matters) || last.0 > store.followed()?.0 + STRIDE {
        let changed = store.write(|tx| followed_in(tx, &commits, last))?;
        if changed {
            identity.changed();
        }
    }
    store.bells.followed(last);
    Ok(last)
}

/// Writes what commits mean for seats, of those that no node has followed yet; true when it was something.
fn followed_in(
    tx: &Transaction<'_>,
    commits: &[Recorded],
    last: Position,
) -> Result<bool, IdentityError> {
    let done = crate::store::followed(tx)?;
    if done >= last {
        return Ok(false);
    }
    let mut changed = false;
    for recorded in commits.iter().filter(|recorded| recorded.position > done) {
        changed |= apply(tx, recorded)?;
    }
    tx.execute("UPDATE followed SET position = ?1", [last.0.cast_signed()])?;
    Ok(changed)
}

/// Writes what a commit means for seats; true when it meant something.
fn apply(tx: &Transaction<'_>, recorded: &Recorded) -> Result<bool, IdentityError> {
    let commit = &recorded.commit;
    let mut changed = false;
    for stored in &commit.events {
        if !is_about_seats(&stored.name) {
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

/// Whether a commit may mean something for seats: one in thousands does.
fn matters(recorded: &Recorded) -> bool {
    recorded.commit.events.iter().any(|stored| is_about_seats(&stored.name))
}

/// The names of the events that are decoded at all.
fn is_about_seats(name: &str) -> bool {
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
