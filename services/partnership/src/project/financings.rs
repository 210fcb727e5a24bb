//! Rows of financing plans: their state, the tranches that have not come, and what waits on them.

use super::reminders;
use domain::financing::{self, State};
use domain::{Event as Any, FinancingId, Role};
use readmodel::cooperation::{Part, WaitingKind, id_of};
use readmodel::organisation::survivor;
use readmodel::write::{Expected, json, keep_awake, load, write_expected};
use readmodel::{Decoded, Key, ProjectError};
use rusqlite::{Transaction, params};

pub(super) fn financing(
    tx: &Transaction<'_>,
    commit: &Decoded,
    id: FinancingId,
) -> Result<(), ProjectError> {
    let mut state: State = load(tx, "financing", id.0)?;
    for event in &commit.events {
        if let Any::Financing(event) = &event.event {
            state = financing::evolve(state, event);
        }
    }
    // Every plan is proposed for a project.
    let Some(opening) = state.opening.clone() else {
        return Ok(());
    };
    tx.prepare_cached(
        "INSERT INTO financing (id, project, cooperation, state, proposed_at, changed_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?5) \
         ON CONFLICT (id) DO UPDATE SET state = ?4, changed_at = ?5",
    )?
    .execute(params![
        Key(id.0),
        Key(opening.project.0),
        Key(id_of(opening.cooperation)),
        json(&state, "state of a financing plan")?,
        commit.at_ms(),
    ])?;
    tranches(tx, id, &state)?;
    let text = state.present.as_ref().map(|present| &present.hash);
    let waits = reminders::waits(tx, commit, id.0, text)?;
    let upcoming = financing::upcoming(&state, waits.as_ref());
    // A plan is asked for by its project.
    let of = (reminders::FINANCING, opening.project.0, id_of(opening.cooperation));
    reminders::schedule(tx, of, upcoming, &state.reminded)?;
    if commit.author.role != Role::System {
        keep_awake(tx, opening.cooperation, commit)?;
    }
    let of = |waiting: financing::Waiting| {
        let (kind, side) = WaitingKind::of_financing(waiting.what);
        Expected { kind, side, organisation: None, who: waiting.who }
    };
    let expected: Vec<_> = financing::waiting_for(&state).into_iter().map(of).collect();
    let part = Some(Part::Financing(id));
    write_expected(tx, commit, id_of(opening.cooperation), part, &expected)
}

/// The tranches that have not come whole, by which what is due is found on any day.
fn tranches(tx: &Transaction<'_>, id: FinancingId, state: &State) -> Result<(), ProjectError> {
    tx.prepare_cached("DELETE FROM financing_tranche WHERE plan = ?")?.execute([Key(id.0)])?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO financing_tranche (plan, line, tranche, organisation, due) \
         VALUES (?, ?, ?, ?, ?)",
    )?;
    for one in financing::due(state) {
        let party = Key(survivor(tx, one.party)?.0);
        insert.execute(params![Key(id.0), one.line, one.tranche, party, one.due.to_string()])?;
    }
    Ok(())
}
