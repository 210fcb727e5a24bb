//! Rows of what belongs to a cooperation with a stream of its own: committees and exchanges.

use domain::cooperation::Cooperation;
use domain::{CommitteeId, Event as Any, ExchangeId, Role, committee, exchange};
use readmodel::cooperation::id_of;
use readmodel::write::{json, keep_awake, load};
use readmodel::{Decoded, Key, ProjectError};
use rusqlite::{Transaction, params};

pub(super) fn committee(
    tx: &Transaction<'_>,
    commit: &Decoded,
    id: CommitteeId,
) -> Result<(), ProjectError> {
    let mut state: committee::State = load(tx, "committee", id.0)?;
    let mut awake = false;
    for event in &commit.events {
        if let Any::Committee(event) = &event.event {
            awake |= !matches!(event, committee::Event::Dissolved { .. });
            state = committee::evolve(state, event);
        }
    }
    let Some(of) = state.of else { return Ok(()) };
    tx.prepare_cached(
        "INSERT INTO committee (id, cooperation, side, state, formed_at) \
         VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (id) DO UPDATE SET state = ?4",
    )?
    .execute(params![
        Key(id.0),
        Key(of.jumelage.0),
        of.side.0,
        json(&state, "state of a committee")?,
        commit.at_ms(),
    ])?;
    wake(tx, commit, Cooperation::Jumelage(of.jumelage), awake)
}

pub(super) fn exchange(
    tx: &Transaction<'_>,
    commit: &Decoded,
    id: ExchangeId,
) -> Result<(), ProjectError> {
    let mut state: exchange::State = load(tx, "exchange", id.0)?;
    let mut awake = false;
    for event in &commit.events {
        if let Any::Exchange(event) = &event.event {
            awake |= !matches!(event, exchange::Event::Cancelled { .. });
            state = exchange::evolve(state, event);
        }
    }
    let Some(plan) = &state.plan else {
        return Ok(());
    };
    tx.prepare_cached(
        "INSERT INTO exchange (id, cooperation, starts, state, planned_at) \
         VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (id) DO UPDATE SET starts = ?3, state = ?4",
    )?
    .execute(params![
        Key(id.0),
        Key(id_of(plan.cooperation)),
        plan.starts.to_string(),
        json(&state, "state of an exchange")?,
        commit.at_ms(),
    ])?;
    wake(tx, commit, plan.cooperation, awake)
}

fn wake(
    tx: &Transaction<'_>,
    commit: &Decoded,
    cooperation: Cooperation,
    awake: bool,
) -> Result<(), ProjectError> {
    if awake && commit.author.role != Role::System {
        keep_awake(tx, cooperation, commit)?;
    }
    Ok(())
}
