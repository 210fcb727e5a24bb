//! Rows of conventions: their state, the versions of their text and what waits on them.

use super::reminders;
use domain::convention::{self, Event, Stage, State};
use domain::{ConventionId, Event as Any, OrganisationId, Role};
use jiff::tz::TimeZone;
use readmodel::cooperation::{Part, WaitingKind, id_of};
use readmodel::organisation::party_facts;
use readmodel::write::{Expected, bound, json, keep_awake, load, write_expected};
use readmodel::{Decoded, Key, ProjectError};
use rusqlite::{Transaction, params};

pub(super) fn convention(
    tx: &Transaction<'_>,
    commit: &Decoded,
    id: ConventionId,
) -> Result<(), ProjectError> {
    let mut state: State = load(tx, "convention", id.0)?;
    for event in &commit.events {
        if let Any::Convention(event) = &event.event {
            if let Event::VersionNamed { by, version, reason } = event {
                add_version(tx, commit, id, (by.0, version, reason))?;
            }
            state = convention::evolve(state, event);
        }
    }
    // The service opens conventions within a cooperation only.
    let Some(cooperation) = state.opening.as_ref().and_then(|opening| opening.cooperation) else {
        return Ok(());
    };
    tx.prepare_cached(
        "INSERT INTO convention (id, cooperation, public, state, opened_at, changed_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?5) \
         ON CONFLICT (id) DO UPDATE SET public = ?3, state = ?4, changed_at = ?5",
    )?
    .execute(params![
        Key(id.0),
        Key(id_of(cooperation)),
        state.in_force.is_some(),
        json(&state, "state of a convention")?,
        commit.at_ms(),
    ])?;
    let binds = matches!(convention::stage(&state), Some(Stage::Signed | Stage::InForce));
    bound(tx, id_of(cooperation), id.0, state.parties(), binds)?;
    if commit.author.role != Role::System {
        keep_awake(tx, cooperation, commit)?;
    }
    let text = state.present.as_ref().map(|present| &present.hash);
    let waits = reminders::waits(tx, commit, id.0, text)?;
    let upcoming = convention::upcoming(&state, waits.as_ref());
    let home = id_of(cooperation);
    reminders::schedule(tx, (reminders::CONVENTION, id.0, home), upcoming, &state.reminded)?;
    let expected = expected(tx, commit, &state)?;
    write_expected(tx, commit, id_of(cooperation), Some(Part::Convention(id)), &expected)
}

/// What the state waits for by the laws of its parties on the day of the commit.
fn expected(
    tx: &Transaction<'_>,
    commit: &Decoded,
    state: &State,
) -> Result<Vec<Expected>, ProjectError> {
    let today = commit.at.to_zoned(TimeZone::UTC).date();
    let parties: Vec<OrganisationId> =
        state.parties().iter().map(|party| party.organisation).collect();
    let facts = party_facts(tx, &parties, today)
        .map_err(|error| ProjectError::Commit(format!("facts of the parties: {error}")))?;
    let of = |waiting: convention::Waiting| {
        let (kind, side, organisation) = WaitingKind::of_convention(waiting.what);
        Expected { kind, side, organisation, who: waiting.who }
    };
    Ok(convention::waiting_for(state, &facts, today).into_iter().map(of).collect())
}

fn add_version(
    tx: &Transaction<'_>,
    commit: &Decoded,
    id: ConventionId,
    (side, version, reason): (u8, &convention::Version, &str),
) -> Result<(), ProjectError> {
    tx.prepare_cached(
        "INSERT INTO convention_version (convention, number, body, side, reason, at) VALUES (?1, \
         (SELECT coalesce(max(number), 0) + 1 FROM convention_version WHERE convention = ?1), \
         ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        Key(id.0),
        json(version, "version of a convention")?,
        side,
        reason,
        commit.at_ms(),
    ])?;
    Ok(())
}
