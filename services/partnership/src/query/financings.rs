//! Typed answers about financing plans: rows under a viewer's sight, and which tranches are due to whom.

use domain::access::Sight;
use domain::cooperation::Cooperation;
use domain::financing::State;
use domain::{FinancingId, ProjectId};
use jiff::Timestamp;
use jiff::civil::Date;
use readmodel::{Key, ReadError, Sql, json_column, moment, sees_cooperation, sees_remarks_of};
use rusqlite::Connection;
use uuid::Uuid;

use super::Whose;

/// A financing plan.
#[derive(Debug, Clone, PartialEq)]
pub struct FinancingRow {
    /// Which one.
    pub id: FinancingId,
    /// Of which project.
    pub project: ProjectId,
    /// Of which cooperation.
    pub cooperation: Cooperation,
    /// The state as the domain folded it.
    pub state: State,
    /// When it was proposed.
    pub proposed_at: Timestamp,
    /// When something happened to it last.
    pub changed_at: Timestamp,
}

/// A plan is for the parties of its cooperation, also once all have consented: money is made public by nobody alone.
fn seen(columns: &str, more: &str, sight: &Sight) -> Sql {
    let mut sql = Sql::new(&format!(
        "SELECT {columns} FROM financing t JOIN cooperation c ON c.id = t.cooperation {more} WHERE "
    ));
    sql.append(&sees_cooperation(sight, "c")).push(" AND ");
    sql.append(&sees_remarks_of(sight, "c.id"));
    sql
}

const COLUMNS: &str = "t.id, t.state, t.proposed_at, t.changed_at";

/// Plans by id.
///
/// # Errors
/// When SQLite fails.
pub fn financings(
    conn: &Connection,
    sight: &Sight,
    ids: &[FinancingId],
) -> Result<Vec<FinancingRow>, ReadError> {
    let mut sql = seen(COLUMNS, "", sight);
    sql.push(" AND t.id IN ").list(ids.iter().map(|id| Key(id.0)));
    let rows = sql.rows(conn, |row| {
        let state: State = json_column(row, 1, "state of a financing plan")?;
        let id = FinancingId(row.get::<_, Key>(0)?.0);
        let (proposed_at, changed_at) = (moment(row.get(2)?), moment(row.get(3)?));
        let opening = state.opening.as_ref().map(|opening| (opening.project, opening.cooperation));
        Ok(opening.map(|(project, cooperation)| FinancingRow {
            id,
            project,
            cooperation,
            state,
            proposed_at,
            changed_at,
        }))
    })?;
    Ok(rows.into_iter().flatten().collect())
}

/// The plans with a tranche of `whose` that is due on `today` or before, oldest first, at most `limit` tranches.
///
/// # Errors
/// When SQLite fails.
pub fn due_tranches(
    conn: &Connection,
    sight: &Sight,
    whose: &Whose,
    today: Date,
    limit: usize,
) -> Result<Vec<(FinancingId, u16, u16)>, ReadError> {
    let more = "JOIN financing_tranche k ON k.plan = t.id";
    let mut sql = seen("t.id, k.line, k.tranche", more, sight);
    sql.append(&whose.condition());
    sql.push(" AND k.due <= ").bind(today.to_string());
    sql.push(" ORDER BY k.due, t.n, k.line, k.tranche LIMIT ");
    sql.bind(i64::try_from(limit).unwrap_or(i64::MAX));
    sql.rows(conn, |row| {
        let id: Uuid = row.get::<_, Key>(0)?.0;
        Ok((FinancingId(id), row.get(1)?, row.get(2)?))
    })
}
