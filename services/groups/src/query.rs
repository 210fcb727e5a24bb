//! Typed answers of the service: country groups by id and in pages by name.

use domain::GroupId;
use domain::group::State;
use jiff::Timestamp;
use readmodel::{Direction, Key, Keys, Page, PageArgs, ReadError, Sql, json_column, moment};
use rusqlite::{Connection, Row};

/// A country group; groups are public.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupRow {
    /// Which one.
    pub id: GroupId,
    /// Name, scope, runner, parent, seats, members, whether it was closed.
    pub state: State,
    /// When it was founded.
    pub founded_at: Timestamp,
}

const COLUMNS: &str = "g.id, g.state, g.founded_at FROM country_group g";

/// Groups by id, in no particular order.
///
/// # Errors
/// When SQLite fails.
pub fn by_ids(conn: &Connection, ids: &[GroupId]) -> Result<Vec<GroupRow>, ReadError> {
    let mut sql = Sql::new(&format!("SELECT {COLUMNS} WHERE g.id IN "));
    sql.list(ids.iter().map(|id| Key(id.0)));
    sql.rows(conn, |row| read(row, 0))
}

/// A page of the groups by name, closed ones included.
///
/// # Errors
/// [`ReadError::Page`] when the page cannot be served, otherwise when SQLite fails.
pub fn page(conn: &Connection, args: &PageArgs) -> Result<Page<GroupRow>, ReadError> {
    let sql = Sql::new(&format!("SELECT g.folded, g.n, {COLUMNS} WHERE TRUE"));
    let keys = Keys(vec![("g.folded", Direction::Asc), ("g.n", Direction::Asc)]);
    keys.page(conn, &sql, args, read)
}

fn read(row: &Row<'_>, at: usize) -> Result<GroupRow, ReadError> {
    Ok(GroupRow {
        id: GroupId(row.get::<_, Key>(at)?.0),
        state: json_column(row, at + 1, "state of a group")?,
        founded_at: moment(row.get(at + 2)?),
    })
}
