//! Rows of documents: their state, who sees them, and who gave each version when.

use domain::access::Visibility;
use domain::document::{self, Event, State};
use domain::{DocumentId, Event as Any};
use readmodel::cooperation::id_of;
use readmodel::write::{json, keep_awake};
use readmodel::{Decoded, Key, ProjectError, level};
use rusqlite::{OptionalExtension, Transaction, params};

use crate::query::Giving;

pub(super) fn document(
    tx: &Transaction<'_>,
    commit: &Decoded,
    id: DocumentId,
) -> Result<(), ProjectError> {
    let (mut state, mut givings) = load(tx, id)?;
    for event in &commit.events {
        if let Any::Document(event) = &event.event {
            if matches!(event, Event::Given { .. } | Event::VersionGiven { .. }) {
                givings.push(Giving { at_ms: commit.at_ms(), author: commit.author });
            }
            state = document::evolve(state, event);
        }
    }
    // Every document is given within a cooperation.
    let (Some(opening), Some(visibility)) = (&state.opening, state.visibility) else {
        return Ok(());
    };
    tx.prepare_cached(
        "INSERT INTO document (id, cooperation, part, side, visibility, state, givings, changed_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) \
         ON CONFLICT (id) DO UPDATE SET visibility = ?5, state = ?6, givings = ?7, changed_at = ?8",
    )?
    .execute(params![
        Key(id.0),
        Key(id_of(opening.cooperation)),
        opening.about.part().map(Key),
        opening.by.0,
        level(visibility),
        json(&state, "state of a document")?,
        json(&givings, "givings of a document")?,
        commit.at_ms(),
    ])?;
    // What a side keeps to itself is nobody else's sign of life.
    if visibility == Visibility::Side {
        return Ok(());
    }
    keep_awake(tx, opening.cooperation, commit)
}

fn load(tx: &Transaction<'_>, id: DocumentId) -> Result<(State, Vec<Giving>), ProjectError> {
    let found: Option<(String, String)> = tx
        .prepare_cached("SELECT state, givings FROM document WHERE id = ?")?
        .query_row([Key(id.0)], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((state, givings)) = found else { return Ok((State::default(), Vec::new())) };
    let broken = |source| ProjectError::Json { what: "state of a document", source };
    let state = serde_json::from_str(&state).map_err(broken)?;
    Ok((state, serde_json::from_str(&givings).map_err(broken)?))
}
