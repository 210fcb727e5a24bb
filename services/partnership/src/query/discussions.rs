//! Typed answers about discussions: rows under a viewer's sight, without words.

use domain::access::Sight;
use domain::cooperation::{About, Cooperation};
use domain::discussion::State;
use domain::{Author, DiscussionId};
use jiff::Timestamp;
use readmodel::{Key, ReadError, Sql, json_column, moment, sees_cooperation, sees_given};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Discussions of one cooperation that are listed, those in which something was said last.
pub const DISCUSSIONS: usize = 60;

/// When and by whom a message was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Writing {
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// By whom.
    pub author: Author,
    /// When it was written anew last.
    pub changed_ms: Option<i64>,
}

/// A discussion in sight.
#[derive(Debug, Clone, PartialEq)]
pub struct DiscussionRow {
    /// Which one.
    pub id: DiscussionId,
    /// Of which cooperation.
    pub cooperation: Cooperation,
    /// What of it the discussion is about.
    pub about: About,
    /// The state as the domain folded it.
    pub state: State,
    /// When and by whom each message was written.
    pub writings: Vec<Writing>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When something happened in it last.
    pub changed_at: Timestamp,
}

fn seen(sight: &Sight) -> Sql {
    let mut sql = Sql::new(
        "SELECT t.id, t.state, t.writings, t.opened_at, t.changed_at FROM discussion t \
         JOIN cooperation c ON c.id = t.cooperation WHERE ",
    );
    sql.append(&sees_cooperation(sight, "c")).push(" AND ").append(&sees_given(sight, "t"));
    sql
}

/// Discussions by id.
///
/// # Errors
/// When SQLite fails.
pub fn discussions(
    conn: &Connection,
    sight: &Sight,
    ids: &[DiscussionId],
) -> Result<Vec<DiscussionRow>, ReadError> {
    let mut sql = seen(sight);
    sql.push(" AND t.id IN ").list(ids.iter().map(|id| Key(id.0)));
    read(conn, &sql)
}

/// The discussions of cooperations of either kind and of their parts, those in which something was said last first.
///
/// # Errors
/// When SQLite fails.
pub fn discussions_of(
    conn: &Connection,
    sight: &Sight,
    ids: &[Uuid],
) -> Result<Vec<DiscussionRow>, ReadError> {
    let mut found = Vec::new();
    for id in ids {
        let mut sql = seen(sight);
        sql.push(" AND t.cooperation = ").bind(Key(*id));
        sql.push(" ORDER BY t.changed_at DESC, t.n DESC LIMIT ");
        sql.bind(i64::try_from(DISCUSSIONS).unwrap_or(i64::MAX));
        found.extend(read(conn, &sql)?);
    }
    Ok(found)
}

fn read(conn: &Connection, sql: &Sql) -> Result<Vec<DiscussionRow>, ReadError> {
    let rows = sql.rows(conn, |row| {
        let state: State = json_column(row, 1, "state of a discussion")?;
        let writings = json_column(row, 2, "writings of a discussion")?;
        let id = DiscussionId(row.get::<_, Key>(0)?.0);
        let (opened_at, changed_at) = (moment(row.get(3)?), moment(row.get(4)?));
        Ok(state.opening.clone().map(|opening| DiscussionRow {
            id,
            cooperation: opening.cooperation,
            about: opening.about,
            state,
            writings,
            opened_at,
            changed_at,
        }))
    })?;
    Ok(rows.into_iter().flatten().collect())
}
