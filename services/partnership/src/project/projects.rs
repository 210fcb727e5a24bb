//! Rows of projects: their state, their tasks by due date and what waits on them.

use super::reminders;
use domain::project::{self, State};
use domain::{Event as Any, ProjectId, Role};
use readmodel::cooperation::{Part, WaitingKind, id_of};
use readmodel::organisation::survivor;
use readmodel::write::{Expected, bound, json, keep_awake, load, write_expected};
use readmodel::{Decoded, Key, ProjectError};
use rusqlite::{Transaction, params};

pub(super) fn project(
    tx: &Transaction<'_>,
    commit: &Decoded,
    id: ProjectId,
) -> Result<(), ProjectError> {
    let mut state: State = load(tx, "project", id.0)?;
    for event in &commit.events {
        if let Any::Project(event) = &event.event {
            state = project::evolve(state, event);
        }
    }
    // Every project is proposed within a cooperation.
    let Some(cooperation) = state.opening.as_ref().map(|opening| opening.cooperation) else {
        return Ok(());
    };
    tx.prepare_cached(
        "INSERT INTO project (id, cooperation, public, state, proposed_at, changed_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?5) \
         ON CONFLICT (id) DO UPDATE SET public = ?3, state = ?4, changed_at = ?5",
    )?
    .execute(params![
        Key(id.0),
        Key(id_of(cooperation)),
        project::public(&state),
        json(&state, "state of a project")?,
        commit.at_ms(),
    ])?;
    let binds = matches!(state.stage, project::Stage::Running | project::Stage::Evaluated);
    bound(tx, id_of(cooperation), id.0, state.parties(), binds)?;
    tasks(tx, id, &state)?;
    let text = state.present.as_ref().map(|present| &present.hash);
    let waits = reminders::waits(tx, commit, id.0, text)?;
    let upcoming = project::upcoming(&state, waits.as_ref());
    let home = id_of(cooperation);
    reminders::schedule(tx, (reminders::PROJECT, id.0, home), upcoming, &state.reminded)?;
    if commit.author.role != Role::System {
        keep_awake(tx, cooperation, commit)?;
    }
    let of = |waiting: project::Waiting| {
        let (kind, side) = WaitingKind::of_project(waiting.what);
        Expected { kind, side, organisation: None, who: waiting.who }
    };
    let expected: Vec<_> = project::waiting_for(&state).into_iter().map(of).collect();
    write_expected(tx, commit, id_of(cooperation), Some(Part::Project(id)), &expected)
}

/// The open tasks of a project at work, by which what is late is found on any day.
fn tasks(tx: &Transaction<'_>, id: ProjectId, state: &State) -> Result<(), ProjectError> {
    tx.prepare_cached("DELETE FROM project_task WHERE project = ?")?.execute([Key(id.0)])?;
    if !matches!(state.stage, project::Stage::Running | project::Stage::Evaluated) {
        return Ok(());
    }
    let mut insert = tx.prepare_cached(
        "INSERT INTO project_task (project, task, organisation, due) VALUES (?, ?, ?, ?)",
    )?;
    for task in state.tasks.iter().filter(|task| task.state.open()) {
        let party = Key(survivor(tx, task.party)?.0);
        insert.execute(params![Key(id.0), Key(task.id.0), party, task.due.to_string()])?;
    }
    Ok(())
}
