//! Typed answers about documents: rows under a viewer's sight.

use domain::access::Sight;
use domain::cooperation::{About, Cooperation, Side};
use domain::document::State;
use domain::{Author, DocumentId};
use jiff::Timestamp;
use readmodel::{Key, ReadError, Sql, json_column, moment, sees_cooperation, sees_given};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Documents of one cooperation that are listed, the newest.
pub const DOCUMENTS: usize = 200;

/// When and by whom a version was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Giving {
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// By whom.
    pub author: Author,
}

/// A document in sight.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentRow {
    /// Which one.
    pub id: DocumentId,
    /// Of which cooperation.
    pub cooperation: Cooperation,
    /// What of it the document is about.
    pub about: About,
    /// The side that gave it.
    pub by: Side,
    /// The state as the domain folded it.
    pub state: State,
    /// When and by whom each version was given.
    pub givings: Vec<Giving>,
    /// When something happened to it last.
    pub changed_at: Timestamp,
}

fn seen(sight: &Sight) -> Sql {
    let mut sql = Sql::new(
        "SELECT t.id, t.state, t.givings, t.changed_at FROM document t \
         JOIN cooperation c ON c.id = t.cooperation WHERE ",
    );
    sql.append(&sees_cooperation(sight, "c")).push(" AND ").append(&sees_given(sight, "t"));
    sql
}

/// Documents by id.
///
/// # Errors
/// When SQLite fails.
pub fn documents(
    conn: &Connection,
    sight: &Sight,
    ids: &[DocumentId],
) -> Result<Vec<DocumentRow>, ReadError> {
    let mut sql = seen(sight);
    sql.push(" AND t.id IN ").list(ids.iter().map(|id| Key(id.0)));
    read(conn, &sql)
}

/// The newest documents of cooperations of either kind and of their parts, newest first.
///
/// # Errors
/// When SQLite fails.
pub fn documents_of(
    conn: &Connection,
    sight: &Sight,
    ids: &[Uuid],
) -> Result<Vec<DocumentRow>, ReadError> {
    let mut found = Vec::new();
    for id in ids {
        let mut sql = seen(sight);
        sql.push(" AND t.cooperation = ").bind(Key(*id)).push(" ORDER BY t.n DESC LIMIT ");
        sql.bind(i64::try_from(DOCUMENTS).unwrap_or(i64::MAX));
        found.extend(read(conn, &sql)?);
    }
    Ok(found)
}

fn read(conn: &Connection, sql: &Sql) -> Result<Vec<DocumentRow>, ReadError> {
    let rows = sql.rows(conn, |row| {
        let state: State = json_column(row, 1, "state of a document")?;
        let givings = json_column(row, 2, "givings of a document")?;
        let (id, changed_at) = (DocumentId(row.get::<_, Key>(0)?.0), moment(row.get(3)?));
        Ok(state.opening.clone().map(|opening| DocumentRow {
            id,
            cooperation: opening.cooperation,
            about: opening.about,
            by: opening.by,
            state,
            givings,
            changed_at,
        }))
    })?;
    Ok(rows.into_iter().flatten().collect())
}
