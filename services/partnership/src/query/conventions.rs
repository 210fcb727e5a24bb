//! Typed answers about conventions: rows under a viewer's sight, and the versions of their text.

use domain::ConventionId;
use domain::access::Sight;
use domain::convention::{State, Version};
use domain::cooperation::{Cooperation, Side};
use jiff::Timestamp;
use readmodel::{Key, ReadError, Sql, json_column, moment, sees_cooperation, sees_drafts_of};
use rusqlite::Connection;
use uuid::Uuid;

/// A convention.
#[derive(Debug, Clone, PartialEq)]
pub struct ConventionRow {
    /// Which one.
    pub id: ConventionId,
    /// Of which cooperation.
    pub cooperation: Cooperation,
    /// The state as the domain folded it.
    pub state: State,
    /// When it was opened or put on record.
    pub opened_at: Timestamp,
    /// When something happened to it last.
    pub changed_at: Timestamp,
}

/// A version of the text of a convention.
#[derive(Debug, Clone, PartialEq)]
pub struct ConventionVersionRow {
    /// 1, 2, 3…
    pub number: u32,
    /// What was written.
    pub version: Version,
    /// The side that named it.
    pub by: Side,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// What is in force, or was, is as visible as its cooperation; what leads there is for partners and coordinators.
fn seen(columns: &str, more: &str, sight: &Sight) -> Sql {
    let mut sql = Sql::new(&format!(
        "SELECT {columns} FROM convention t JOIN cooperation c ON c.id = t.cooperation {more} WHERE "
    ));
    sql.append(&sees_cooperation(sight, "c")).push(" AND (t.public OR ");
    sql.append(&sees_drafts_of(sight, "c.id")).push(")");
    sql
}

const COLUMNS: &str = "t.id, t.state, t.opened_at, t.changed_at";

/// Conventions by id.
///
/// # Errors
/// When SQLite fails.
pub fn conventions(
    conn: &Connection,
    sight: &Sight,
    ids: &[ConventionId],
) -> Result<Vec<ConventionRow>, ReadError> {
    let mut sql = seen(COLUMNS, "", sight);
    sql.push(" AND t.id IN ").list(ids.iter().map(|id| Key(id.0)));
    read(conn, &sql)
}

/// The conventions of cooperations of either kind, oldest first.
///
/// # Errors
/// When SQLite fails.
pub fn conventions_of(
    conn: &Connection,
    sight: &Sight,
    ids: &[Uuid],
) -> Result<Vec<ConventionRow>, ReadError> {
    let mut sql = seen(COLUMNS, "", sight);
    sql.push(" AND t.cooperation IN ").list(ids.iter().copied().map(Key));
    sql.push(" ORDER BY t.cooperation, t.n");
    read(conn, &sql)
}

fn read(conn: &Connection, sql: &Sql) -> Result<Vec<ConventionRow>, ReadError> {
    let rows = sql.rows(conn, |row| {
        let state: State = json_column(row, 1, "state of a convention")?;
        let cooperation = state.opening.as_ref().and_then(|opening| opening.cooperation);
        let id = ConventionId(row.get::<_, Key>(0)?.0);
        let (opened_at, changed_at) = (moment(row.get(2)?), moment(row.get(3)?));
        Ok(cooperation.map(|cooperation| ConventionRow {
            id,
            cooperation,
            state,
            opened_at,
            changed_at,
        }))
    })?;
    Ok(rows.into_iter().flatten().collect())
}

/// True when the draft of a convention is in sight: for partners and coordinators, whatever its stage.
///
/// # Errors
/// When SQLite fails.
pub fn sees_draft(conn: &Connection, sight: &Sight, id: ConventionId) -> Result<bool, ReadError> {
    let mut sql = seen("t.id", "", sight);
    sql.push(" AND ").append(&sees_drafts_of(sight, "c.id"));
    sql.push(" AND t.id = ").bind(Key(id.0));
    Ok(!sql.rows(conn, |_| Ok(()))?.is_empty())
}

/// The versions of conventions, oldest first; the last one is the present one.
///
/// # Errors
/// When SQLite fails.
pub fn convention_versions(
    conn: &Connection,
    sight: &Sight,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, ConventionVersionRow)>, ReadError> {
    let columns = "v.convention, v.number, v.body, v.side, v.reason, v.at";
    let mut sql = seen(columns, "JOIN convention_version v ON v.convention = t.id", sight);
    sql.push(" AND t.id IN ").list(ids.iter().copied().map(Key));
    sql.push(" ORDER BY v.convention, v.number");
    sql.rows(conn, |row| {
        let version = ConventionVersionRow {
            number: row.get(1)?,
            version: json_column(row, 2, "version of a convention")?,
            by: Side(row.get(3)?),
            reason: row.get(4)?,
            at: moment(row.get(5)?),
        };
        Ok((row.get::<_, Key>(0)?.0, version))
    })
}
