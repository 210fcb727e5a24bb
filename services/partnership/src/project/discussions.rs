//! Rows of discussions: their state without a word, who wrote each message when, and whose answer is awaited.

use domain::access::Visibility;
use domain::cooperation::{Party, PartyRole, Side};
use domain::discussion::{self, Event, State};
use domain::{DiscussionId, Event as Any, OrganisationId};
use readmodel::cooperation::{Part, WaitingKind, id_of};
use readmodel::write::{Expected, json, keep_awake, write_expected};
use readmodel::{Decoded, Key, ProjectError, level};
use rusqlite::{OptionalExtension, Transaction, params};
use uuid::Uuid;

use crate::query::Writing;

pub(super) fn discussion(
    tx: &Transaction<'_>,
    commit: &Decoded,
    id: DiscussionId,
) -> Result<(), ProjectError> {
    let (mut state, mut writings) = load(tx, id)?;
    for event in &commit.events {
        if let Any::Discussion(event) = &event.event {
            hear(&state, &mut writings, commit, event);
            state = discussion::evolve(state, event);
        }
    }
    // Every discussion is opened within a cooperation.
    let Some(opening) = &state.opening else { return Ok(()) };
    let cooperation = id_of(opening.cooperation);
    tx.prepare_cached(
        "INSERT INTO discussion (id, cooperation, part, side, visibility, state, writings, opened_at, changed_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8) \
         ON CONFLICT (id) DO UPDATE SET state = ?6, writings = ?7, changed_at = ?8",
    )?
    .execute(params![
        Key(id.0),
        Key(cooperation),
        opening.about.part().map(Key),
        opening.by.0,
        level(opening.visibility),
        json(&state, "state of a discussion")?,
        json(&writings, "writings of a discussion")?,
        commit.at_ms(),
    ])?;
    // What a side keeps to itself is nobody else's sign of life, and nothing that others wait for.
    if opening.visibility == Visibility::Side {
        return Ok(());
    }
    keep_awake(tx, opening.cooperation, commit)?;
    let parties = parties(tx, cooperation)?;
    let of = |waiting: discussion::Waiting| Expected {
        kind: WaitingKind::Answer,
        side: Some(waiting.side),
        organisation: None,
        who: waiting.who,
    };
    let expected: Vec<_> = discussion::waiting_for(&state, &parties).into_iter().map(of).collect();
    write_expected(tx, commit, cooperation, Some(Part::Discussion(id)), &expected)
}

fn hear(state: &State, writings: &mut Vec<Writing>, commit: &Decoded, event: &Event) {
    match event {
        Event::Written { .. } => writings.push(Writing {
            at_ms: commit.at_ms(),
            author: commit.author,
            changed_ms: None,
        }),
        Event::Rewritten { message, .. } => {
            let place = state.messages.iter().position(|known| known.id == *message);
            if let Some(writing) = place.and_then(|place| writings.get_mut(place)) {
                writing.changed_ms = Some(commit.at_ms());
            }
        }
        Event::Opened { .. }
        | Event::Withdrawn { .. }
        | Event::Reacted { .. }
        | Event::ReactionTakenBack { .. }
        | Event::Closed { .. }
        | Event::Reopened { .. } => {}
    }
}

/// The parties as they are now, each under the id by which it joined.
fn parties(tx: &Transaction<'_>, cooperation: Uuid) -> Result<Vec<Party>, ProjectError> {
    let mut select = tx.prepare_cached(
        "SELECT original, side FROM cooperation_party WHERE cooperation = ? AND standing = 0 \
         ORDER BY place",
    )?;
    let rows = select.query_map([Key(cooperation)], |row| {
        let organisation = OrganisationId(row.get::<_, Key>(0)?.0);
        Ok(Party { organisation, side: Side(row.get(1)?), role: PartyRole::Member })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn load(tx: &Transaction<'_>, id: DiscussionId) -> Result<(State, Vec<Writing>), ProjectError> {
    let found: Option<(String, String)> = tx
        .prepare_cached("SELECT state, writings FROM discussion WHERE id = ?")?
        .query_row([Key(id.0)], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((state, writings)) = found else { return Ok((State::default(), Vec::new())) };
    let broken = |source| ProjectError::Json { what: "state of a discussion", source };
    let state = serde_json::from_str(&state).map_err(broken)?;
    Ok((state, serde_json::from_str(&writings).map_err(broken)?))
}
