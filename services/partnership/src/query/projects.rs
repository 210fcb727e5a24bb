//! Typed answers about projects: rows under a viewer's sight, and what is late for whom.

use domain::access::Sight;
use domain::cooperation::Cooperation;
use domain::project::State;
use domain::{OrganisationId, ProjectId, TaskId};
use jiff::Timestamp;
use jiff::civil::Date;
use readmodel::{Key, ReadError, Sql, json_column, moment, sees_cooperation, sees_drafts_of};
use rusqlite::Connection;
use uuid::Uuid;

use super::Whose;

/// A project, as far as its viewer sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectRow {
    /// Which one.
    pub id: ProjectId,
    /// Of which cooperation.
    pub cooperation: Cooperation,
    /// The state as the domain folded it; for others than partners and coordinators without risks and without a revision
    /// that not all have consented to.
    pub state: State,
    /// When it was proposed.
    pub proposed_at: Timestamp,
    /// When something happened to it last.
    pub changed_at: Timestamp,
    /// True for partners and coordinators.
    pub within: bool,
}

/// A project is for partners and coordinators until its work begins, then as visible as its cooperation.
fn seen(columns: &str, more: &str, sight: &Sight) -> Sql {
    let mut sql = Sql::new(&format!("SELECT {columns}, "));
    sql.append(&sees_drafts_of(sight, "c.id"));
    sql.push(&format!(" FROM project t JOIN cooperation c ON c.id = t.cooperation {more} WHERE "));
    sql.append(&sees_cooperation(sight, "c")).push(" AND (t.public OR ");
    sql.append(&sees_drafts_of(sight, "c.id")).push(")");
    sql
}

const COLUMNS: &str = "t.id, t.state, t.proposed_at, t.changed_at";

/// Projects by id.
///
/// # Errors
/// When SQLite fails.
pub fn projects(
    conn: &Connection,
    sight: &Sight,
    ids: &[ProjectId],
) -> Result<Vec<ProjectRow>, ReadError> {
    let mut sql = seen(COLUMNS, "", sight);
    sql.push(" AND t.id IN ").list(ids.iter().map(|id| Key(id.0)));
    read(conn, &sql)
}

/// The projects of cooperations of either kind, oldest first.
///
/// # Errors
/// When SQLite fails.
pub fn projects_of(
    conn: &Connection,
    sight: &Sight,
    ids: &[Uuid],
) -> Result<Vec<ProjectRow>, ReadError> {
    let mut sql = seen(COLUMNS, "", sight);
    sql.push(" AND t.cooperation IN ").list(ids.iter().copied().map(Key));
    sql.push(" ORDER BY t.cooperation, t.n");
    read(conn, &sql)
}

fn read(conn: &Connection, sql: &Sql) -> Result<Vec<ProjectRow>, ReadError> {
    let rows = sql.rows(conn, |row| {
        let mut state: State = json_column(row, 1, "state of a project")?;
        let cooperation = state.opening.as_ref().map(|opening| opening.cooperation);
        let id = ProjectId(row.get::<_, Key>(0)?.0);
        let (proposed_at, changed_at) = (moment(row.get(2)?), moment(row.get(3)?));
        let within: bool = row.get(4)?;
        if !within {
            state = outside(state);
        }
        Ok(cooperation.map(|cooperation| ProjectRow {
            id,
            cooperation,
            state,
            proposed_at,
            changed_at,
            within,
        }))
    })?;
    Ok(rows.into_iter().flatten().collect())
}

/// What everybody sees: the work and the description that all consented to, not what partners weigh among themselves.
fn outside(mut state: State) -> State {
    state.risks.clear();
    state.evaluations.clear();
    state.reminded.clear();
    state.written.clear();
    if state.agreed.is_some() && state.agreed != state.present {
        state.present.clone_from(&state.agreed);
        state.consents = domain::cooperation::sides(state.parties());
    }
    state
}

/// A task that should have been done before some day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateTask {
    /// Of which project.
    pub project: ProjectId,
    /// Which.
    pub task: TaskId,
    /// Whose.
    pub organisation: OrganisationId,
}

/// The tasks of `whose` that were due before `today`, oldest first, at most `limit`.
///
/// # Errors
/// When SQLite fails.
pub fn late_tasks(
    conn: &Connection,
    sight: &Sight,
    whose: &Whose,
    today: Date,
    limit: usize,
) -> Result<Vec<LateTask>, ReadError> {
    let more = "JOIN project_task k ON k.project = t.id";
    let mut sql = seen("t.id, k.task, k.organisation", more, sight);
    sql.append(&whose.condition());
    sql.push(" AND k.due < ").bind(today.to_string());
    sql.push(" ORDER BY k.due, t.n, k.task LIMIT ");
    sql.bind(i64::try_from(limit).unwrap_or(i64::MAX));
    sql.rows(conn, |row| {
        Ok(LateTask {
            project: ProjectId(row.get::<_, Key>(0)?.0),
            task: TaskId(row.get::<_, Key>(1)?.0),
            organisation: OrganisationId(row.get::<_, Key>(2)?.0),
        })
    })
}
